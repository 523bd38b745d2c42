# SPDX-License-Identifier: GPL-2.0-or-later
"""Assessment schemes in the study file, and the map products that are made with them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Optional

import numpy as np
import pandas as pd

from ..catalogue.entry import CatalogueError
from ..catalogue.schemes import read_scheme, scheme_content
from ..engine.table import GeoTable
from ..model.problem import SmartCityError
from ..model.provenance import Run
from ..model.scheme import STANDARD, Scheme
from . import overlay_tables as tables
from . import schema
from .fields import Table
from .geopackage import GeoPackage
from .provenance import now

if TYPE_CHECKING:
    from .study import StudySettings


class OverlayStore:
    """What ``Study`` knows of schemes and of the products of the overlay."""

    _package: GeoPackage
    settings: StudySettings

    if TYPE_CHECKING:

        def transaction(self) -> AbstractContextManager[None]:
            """Write everything inside the block or nothing of it."""

        def save_run(self, run: Run) -> None:
            """Record a run as finished."""

        def change_settings(self, **changes: str) -> None:
            """Store other values for some of the settings."""

    # Schemes -----------------------------------------------------------------------------------------------------

    @property
    def holds_schemes(self) -> bool:
        """Whether the file can hold assessment schemes; one of an older version that was opened for reading cannot."""
        return tables.SCHEMES.name in self._package.tables()

    def schemes(self) -> list[Scheme]:
        """Return the stored schemes in stored order; the standard one is not stored unless it was changed.

        Raises SmartCityError if one cannot be read.
        """
        if not self.holds_schemes:
            return []
        frame, _ = self._package.read(tables.SCHEMES.name)
        found = []
        for row in frame.to_dict("records"):
            try:
                found.append(read_scheme(json.loads(row["definition"]), row["scheme_id"]))
            except (ValueError, CatalogueError) as error:
                raise SmartCityError("scheme_unreadable", scheme=row["scheme_id"], detail=str(error)) from error
        return found

    def save_scheme(self, scheme: Scheme) -> None:
        """Store a scheme in place of the one of the same id; results made with another definition are removed."""
        present = {item.id: item for item in self.schemes()}
        row = {
            "scheme_id": scheme.id,
            "title": scheme.title,
            "definition": json.dumps(scheme_content(scheme), ensure_ascii=False, sort_keys=True),
            "changed_at": now(),
        }
        with self.transaction():
            if scheme.id in present and not _is_same(present[scheme.id], scheme):
                self._forget_scheme(scheme.id)
            self._package.delete_where(tables.SCHEMES.name, scheme_id=scheme.id)
            self._package.append(tables.SCHEMES.name, pd.DataFrame([row]))

    def remove_scheme(self, scheme_id: str) -> None:
        """Remove a scheme with its results; if it was in force, the standard scheme is again."""
        with self.transaction():
            self._forget_scheme(scheme_id)
            self._package.delete_where(tables.SCHEMES.name, scheme_id=scheme_id)
        if self.settings.scheme == scheme_id:
            self.change_settings(scheme=STANDARD)

    def _forget_scheme(self, scheme_id: str) -> None:
        for table in (schema.NEEDS, *(item for item in tables.OVERLAY_TABLES if "scheme_id" in item.fields)):
            if table is not tables.SCHEMES and table is not tables.FOCUS_AREAS:  # areas may have been drawn by hand
                self._package.delete_where(table.name, scheme_id=scheme_id)

    # Products ----------------------------------------------------------------------------------------------------

    def save_product(
        self,
        run: Optional[Run],
        table: Table,
        rows: pd.DataFrame,
        geometry: Optional[np.ndarray] = None,
        **own: str,
    ) -> None:
        """Store the rows of a product with the record of its run, in place of those whose fields equal ``own``.

        ``own`` (scheme_id, subject, place_kind …) is written into every row, as are run and reference date.
        """
        if "period" in table.fields:
            own = {"period": self.settings.reference_date, **own}
        made = {"run_id": run.run_id} if run is not None and "run_id" in table.fields else {}
        with self.transaction():
            if run is not None and run.run_id not in self._run_ids():
                self.save_run(run)
            self._package.delete_where(table.name, **own)
            self._package.append(table.name, rows.assign(**own, **made), geometry)

    def product(self, table: Table, **own: str) -> GeoTable:
        """Return the rows of a product at the study's reference date whose fields equal ``own``; empty if none."""
        if table.name not in self._package.tables():  # an older file, opened for reading
            return GeoTable(pd.DataFrame(columns=list(table.fields)), np.empty(0, dtype=object), self.settings.crs)
        if "period" in table.fields:
            own = {"period": self.settings.reference_date, **own}
        frame, geometry = self._package.read(table.name, **own)
        return GeoTable(frame, geometry, self.settings.crs, table.name)

    def _run_ids(self) -> Iterable[str]:
        return set(self._package.read(schema.RUNS.name)[0]["run_id"])


def _is_same(one: Scheme, other: Scheme) -> bool:
    """Whether two schemes give the same result: their titles and descriptions do not matter."""
    contents = [scheme_content(scheme) for scheme in (one, other)]
    for content in contents:
        for key in ("title", "description"):
            content.pop(key)
    return contents[0] == contents[1]
