# SPDX-License-Identifier: GPL-2.0-or-later
"""The town's corporate design in the study file: theme, logo, page templates, Word template, styles of maps."""

from __future__ import annotations

import base64
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Optional

import pandas as pd

from ..catalogue.entry import CatalogueError
from ..catalogue.themes import read_theme, standard_theme
from ..model.design import THEME, DesignPart, Theme
from ..model.problem import SmartCityError
from . import schema
from .geopackage import GeoPackage
from .provenance import now


class DesignStore:
    """What ``Study`` knows of the corporate design."""

    _package: GeoPackage

    if TYPE_CHECKING:

        def transaction(self) -> AbstractContextManager[None]:
            """Write everything inside the block or nothing of it."""

    def theme(self) -> Theme:
        """Return the town's theme, the plugin's own if it has none; raises SmartCityError if it cannot be read."""
        part = self.design_part(THEME)
        if part is None:
            return standard_theme()
        try:
            return read_theme(part.content, part.name)
        except CatalogueError as error:
            raise SmartCityError("theme_unreadable", detail=str(error)) from error

    def design_part(self, kind: str, key: str = "") -> Optional[DesignPart]:
        """Return a part, None if the study has none of this kind and key."""
        rows = self._design_rows(kind=kind, part_key=key)
        return _part(rows[0]) if rows else None

    def design_parts(self, kind: str) -> list[DesignPart]:
        """Return all parts of a kind in the order of their keys."""
        return sorted(map(_part, self._design_rows(kind=kind)), key=lambda part: part.key)

    def save_design_part(self, part: DesignPart) -> None:
        """Store a part in place of the one of the same kind and key."""
        content = base64.b64encode(part.content).decode("ascii")
        row = {"kind": part.kind, "part_key": part.key, "name": part.name, "content": content, "changed_at": now()}
        with self.transaction():
            self._package.delete_where(schema.DESIGN.name, kind=part.kind, part_key=part.key)
            self._package.append(schema.DESIGN.name, pd.DataFrame([row]))

    def remove_design_part(self, kind: str, key: str = "") -> None:
        """Remove a part: what the plugin ships is used again from now on."""
        with self.transaction():
            self._package.delete_where(schema.DESIGN.name, kind=kind, part_key=key)

    def _design_rows(self, **own: str) -> list[dict[str, Any]]:
        if schema.DESIGN.name not in self._package.tables():  # an older file, opened for reading
            return []
        return self._package.read(schema.DESIGN.name, **own)[0].fillna("").to_dict("records")


def _part(row: dict[str, Any]) -> DesignPart:
    return DesignPart(row["kind"], row["part_key"], row["name"], base64.b64decode(row["content"]))
