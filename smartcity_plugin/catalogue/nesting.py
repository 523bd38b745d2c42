# SPDX-License-Identifier: GPL-2.0-or-later
"""YAML from elsewhere, looked at before it is read: text that refers to itself or is nested deeply takes all memory."""

from __future__ import annotations

import yaml

from .entry import CatalogueError

DEEPEST = 12
"""How deeply mappings and lists may lie in each other; themes and styles of maps need three levels."""


def check_nesting(content: bytes, name: str) -> None:
    """Raise CatalogueError for YAML (or JSON) with references or deep nesting, and for what is none."""
    depth = 0
    try:
        for event in yaml.parse(content.decode("utf-8-sig"), Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise CatalogueError(f"{name}: *{event.anchor[:20]}")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise CatalogueError(f"{name}: [[[[…")
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{name}: not UTF-8") from error
    except yaml.YAMLError as error:
        raise CatalogueError(f"{name}: {error}") from error
