# SPDX-License-Identifier: GPL-2.0-or-later
"""The chain with where its units and measures are: all that a window needs, read from a study at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
import shapely

from ..catalogue import Catalogue
from ..model.strategy import UNITS_PLACE, Measure
from .chain import SECTOR, Trace, trace
from .measure_numbers import next_number
from .orphans import Orphan, orphans
from .overlay_tables import CELL_NEEDS
from .own_indicators import catalogue_of
from .register_changes import Change
from .study import Study


@dataclass(frozen=True)
class Content:
    """The chain, its loose ends, and where units and measures are (CRS of the study)."""

    path: str
    catalogue: Catalogue
    chain: Trace
    orphans: tuple[Orphan, ...]
    crs: str
    units: dict[str, shapely.Geometry]
    measures: dict[str, shapely.Geometry]

    def unit_at(self, x: float, y: float) -> str:
        """Return the reporting unit at a place, empty outside all of them; on a border the first."""
        point = shapely.Point(x, y)
        return next((name for name, shape in self.units.items() if shapely.intersects(shape, point)), "")

    def measures_at(self, x: float, y: float) -> list[str]:
        """Return the measures whose area a place lies in, the smallest first."""
        point = shapely.Point(x, y)
        found = [name for name, shape in self.measures.items() if shapely.intersects(shape, point)]
        return sorted(found, key=lambda name: self.measures[name].area)

    def area_of(self, kind: str, number: str) -> Optional[bytes]:
        """Return where a need or measure is (well-known binary), None for everything else and without a place."""
        if kind == "Need":
            return self.area_of_unit(self.chain.need(number).need.unit_id)
        if kind != "Measure":
            return None
        if number in self.measures:
            return bytes(shapely.to_wkb(self.measures[number]))
        members = [self.units[name] for name in self.chain.places.get(number, {}) if name in self.units]
        return bytes(shapely.to_wkb(shapely.union_all(members))) if members else None

    def area_of_unit(self, unit_id: str) -> Optional[bytes]:
        """Return where a reporting unit is (well-known binary), None for others."""
        return bytes(shapely.to_wkb(self.units[unit_id])) if unit_id in self.units else None

    def measure_for(self, need_id: str, title: str, sector_title: str) -> Change:
        """Return the change that adds a measure in the unit of a need, for the goals with its indicator.

        Goals of the same sector are not taken over: whether it serves them, people must say. ``sector_title`` gives
        the number its letters where the sector has no measures yet.
        """
        item = self.chain.need(need_id)
        need, measures = item.need, list(self.chain.measures.values())
        positions = [measure.position for measure in measures if measure.position is not None]
        measure = Measure(
            next_number(measures, need.sector, sector_title),
            title,
            sector=need.sector,
            goal_ids=None if need.kind == SECTOR else ",".join(item.goals) or None,
            unit_ids=need.unit_id,
            place_source=UNITS_PLACE,
            status="idea",
            position=max(positions) + 1 if positions else None,
        )
        shape = self.units.get(need.unit_id)
        if shape is not None and shape.geom_type == "Polygon":
            shape = shapely.MultiPolygon([shape])
        return Change(None, measure, shape_after=shape)


@dataclass(frozen=True)
class CellNeeds:
    """The needs of the cells by the scheme in force, to be looked up by place."""

    ids: np.ndarray
    needs: np.ndarray
    tree: shapely.STRtree

    def at(self, x: float, y: float) -> Optional[tuple[str, float]]:
        """Return id and need of the cell at a place, None where there is none or its need is not known."""
        rows = self.tree.query(shapely.Point(x, y), predicate="intersects")
        if not len(rows) or not np.isfinite(self.needs[rows[0]]):
            return None
        return str(self.ids[rows[0]]), float(self.needs[rows[0]])


def read_content(path: str) -> Content:
    """Read a study; raises SmartCityError if it cannot be read."""
    with Study.open(Path(path)) as study:
        catalogue = catalogue_of(study)
        chain = trace(study, catalogue)
        units = study.reporting_units()
        return Content(
            str(path),
            catalogue,
            chain,
            tuple(orphans(study, catalogue, chain)),
            study.settings.crs,
            dict(zip(map(str, units.ids("unit_id")), units.geometry)),
            study.measure_shapes(),
        )


def read_cells(path: str) -> CellNeeds:
    """Read the needs of the cells; none where they have not been assessed."""
    with Study.open(Path(path)) as study:
        own = {"scheme_id": study.settings.scheme, "period": study.settings.reference_date}
        table = study.product(CELL_NEEDS, **own)
        ids, needs = table.frame["cell_id"].to_numpy(), table.frame["need"].to_numpy(dtype=float)
        return CellNeeds(ids, needs, shapely.STRtree(table.geometry))
