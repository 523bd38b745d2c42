# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles of indicator maps ⇄ JSON, as the study keeps them and towns hand them on; strict, like the catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from enum import Enum
from math import isfinite
from typing import Any

from ..model.map_style import FEWEST_CLASSES, MOST_CLASSES, MapStyle, Method
from .entry import CatalogueError, Entry

_ENUMS = ("kind", "method", "ramp", "around", "amount", "scaling")


def read_map_style(content: bytes, name: str) -> MapStyle:
    """Return the style of a JSON text; raises CatalogueError naming the part and the key that is wrong."""
    try:
        given = json.loads(content.decode("utf-8-sig"), object_pairs_hook=lambda pairs: _once(pairs, name))
    except (UnicodeDecodeError, ValueError) as error:
        if isinstance(error, CatalogueError):
            raise
        raise CatalogueError(f"{name}: {error}") from error
    except RecursionError as error:
        raise CatalogueError(f"{name}: nested too deeply") from error
    entry, standard = Entry(given, name), MapStyle()
    words = {key: entry.choice(key, type(getattr(standard, key))) for key in _ENUMS if entry.has(key)}
    style = MapStyle(
        **words,
        classes=entry.take("classes", int, standard.classes),
        breaks=tuple(_number(entry, "breaks", item) for item in entry.take("breaks", list, [])),
        reverse=entry.take("reverse", bool, standard.reverse),
        value=_number(entry, "value", entry.take("value", (int, float))) if entry.has("value") else None,
        second=entry.take("second", str, standard.second),
    )
    entry.done()
    if not FEWEST_CLASSES <= style.classes <= MOST_CLASSES:
        raise entry.fail(f"'classes' must lie between {FEWEST_CLASSES} and {MOST_CLASSES}")
    if not increasing(style.breaks):
        raise entry.fail("'breaks' do not increase")
    if style.method is Method.FIXED and not 1 <= len(style.breaks) < MOST_CLASSES:
        raise entry.fail(f"fixed classes need 1 to {MOST_CLASSES - 1} 'breaks'")
    return style


def map_style_content(style: MapStyle) -> bytes:
    """Return a style as JSON; reading it gives the same style."""
    content: dict[str, Any] = {}
    for field in fields(style):
        value = getattr(style, field.name)
        if value is not None:
            content[field.name] = value.value if isinstance(value, Enum) else value
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def increasing(breaks: Iterable[float]) -> bool:
    """Whether each break is greater than the one before."""
    breaks = list(breaks)
    return all(one < other for one, other in zip(breaks, breaks[1:]))


def without_fixed(style: MapStyle) -> MapStyle:
    """Return a style without what holds for one indicator only: what a general style must not carry."""
    return replace(style, breaks=(), value=None, second="")


def _number(entry: Entry, key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise entry.fail(f"'{key}' holds something that is no number ({value!r})")
    try:
        number = float(value)
    except OverflowError as error:
        raise entry.fail(f"'{key}' holds too large a number") from error
    if not isfinite(number):
        raise entry.fail(f"'{key}' holds something that is no number ({value!r})")
    return number


def _once(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise CatalogueError(f"{name}: a key is given twice")
    return dict(pairs)
