# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory of the open study as the wizard shows it, read in one go so that the file can be closed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....catalogue import load_catalogue
from ....engine.progress import Progress, part, silent
from ....model.provenance import combined
from ....study.matrix import InventoryMatrix, RoleRow, inventory_matrix

if TYPE_CHECKING:
    from ....sources.rating import Rating
    from ....study.study import Study

Key = tuple[str, str]
"""Role and source_id; an empty source_id stands for all sources of the role together."""


@dataclass(frozen=True)
class Inventory:
    """What a study has. ``ratings`` come after the rest, because the whole study is checked for them."""

    path: str
    title: str
    crs: str
    area: Any
    """The study area (shapely) in ``crs``."""
    matrix: InventoryMatrix
    ratings: Mapping[Key, Rating] = field(default_factory=dict)

    def row(self, role: str) -> RoleRow:
        """Return the row of a role."""
        return next(row for row in self.matrix.roles if row.role.id == role)

    def rated(self, ratings: Mapping[Key, Rating]) -> Inventory:
        """Return the inventory with ratings, of which those of whole roles stand in the matrix too."""
        rows = tuple(replace(row, rating=ratings.get((row.role.id, ""))) for row in self.matrix.roles)
        return replace(self, matrix=replace(self.matrix, roles=rows), ratings=ratings)


def read_inventory(path: str) -> Inventory:
    """Read the inventory of a study; meant for a worker thread."""
    from ....study.own_indicators import catalogue_of
    from ....study.study import Study

    with Study.open(Path(path)) as study:
        return Inventory(
            path=path,
            title=study.settings.title,
            crs=study.settings.crs,
            area=study.area().geometry[0],
            matrix=inventory_matrix(study, catalogue_of(study)),
        )


def read_ratings(path: str, progress: Progress = silent) -> dict[Key, Rating]:
    """Check the whole study and return the traffic lights of its sources and roles; meant for a worker thread."""
    from ....study.study import Study

    with Study.open(Path(path)) as study:
        return _ratings(study, progress)


def _ratings(study: Study, progress: Progress) -> dict[Key, Rating]:
    from ....sources.quality import check_study
    from ....sources.rating import rate

    catalogue, settings, sources = load_catalogue(), study.settings, study.sources()
    licences = list(catalogue.vocabulary.licences)
    vectors = {source.role for source in sources if catalogue.roles[source.role].geometry != "raster"}
    progress(0.0)
    findings = check_study(
        study.data(vectors),
        sources,
        catalogue.roles,
        study.area().geometry[0],
        licences=licences,
        reference_date=settings.reference_date,
        official_population=settings.official_population,
        progress=part(progress, 0.1, 1.0),
    )
    ratings: dict[Key, Rating] = {}
    by_role: dict[str, list] = {}
    for source in sources:
        by_role.setdefault(source.role, []).append(source)
        own = [finding for finding in findings if finding.source_id in ("", source.source_id) and finding.role]
        role = catalogue.roles[source.role]
        ratings[(source.role, source.source_id)] = rate(source, own, role, settings.reference_date, licences)
    for name, passports in by_role.items():
        role = catalogue.roles[name]
        found = [finding for finding in findings if finding.role == name]
        ratings[(name, "")] = rate(combined(passports), found, role, settings.reference_date, licences)
    return ratings
