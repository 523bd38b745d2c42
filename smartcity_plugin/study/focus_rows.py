# SPDX-License-Identifier: GPL-2.0-or-later
"""The stored focus areas: which of them are meant, and which somebody has changed by hand."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..engine.table import GeoTable
from ..model.provenance import Run
from .fields import Table
from .overlay_tables import FOCUS_AREAS
from .provenance import fingerprint
from .study import Study

WHOLE = Table(FOCUS_AREAS.name, FOCUS_AREAS.title, {}, FOCUS_AREAS.geometry)
"""The table as a whole: rows that somebody drew have no scheme and no reference date yet."""

BY_HAND = ("focus_id", "name", "note")
"""What people change besides the outline; everything else is computed."""

PREFIX = "F"
"""What the number of a focus area begins with."""


@dataclass(frozen=True)
class StoredAreas:
    """The focus areas of one scheme and reference date (``own``), and all others, which stay as they are."""

    own: GeoTable
    others: GeoTable
    edited: np.ndarray
    """Which of the own ones somebody has drawn or changed."""


def digests(areas: GeoTable) -> list[str]:
    """Return a fingerprint of each area: of its outline and of what people write into it."""
    frame = areas.frame.reindex(columns=list(BY_HAND)).fillna("").astype(str)
    rows = range(len(areas))
    return [fingerprint(GeoTable(frame.iloc[row : row + 1], areas.geometry[row : row + 1], areas.crs)) for row in rows]


def stored_areas(study: Study, scheme_id: str) -> StoredAreas:
    """Return the stored focus areas; those without a scheme or a reference date belong to any."""
    table = study.product(WHOLE)
    frame = table.frame.reindex(
        columns=[*table.frame, *(name for name in FOCUS_AREAS.fields if name not in table.frame)]
    )
    table = GeoTable(frame, table.geometry, table.crs)
    scheme, period = (frame[name].fillna("") for name in ("scheme_id", "period"))
    mine = (scheme.isin([scheme_id, ""]) & period.isin([study.settings.reference_date, ""])).to_numpy(dtype=bool)
    own = table.where(mine)
    return StoredAreas(own, table.where(~mine), _edited(own, study.runs()))


def _edited(areas: GeoTable, runs: dict[str, Run]) -> np.ndarray:
    """Return which areas are marked as edited, or are not as the run that they name has left them."""
    marked = pd.to_numeric(areas.frame["is_edited"], errors="coerce").to_numpy(dtype=float) == 1.0
    left = [
        runs[run_id].parameters.get("areas", {}).get(focus_id) if run_id in runs else None
        for run_id, focus_id in zip(areas.frame["run_id"], areas.frame["focus_id"])
    ]
    return marked | np.array([one != other for one, other in zip(left, digests(areas))], dtype=bool)


def with_numbers(areas: GeoTable) -> GeoTable:
    """Return the areas with a number each: those without get the first free F1, F2 …, as do copies of another one."""
    present = areas.frame["focus_id"].fillna("").astype(str).str.strip().tolist()
    free = (name for name in (f"{PREFIX}{number}" for number in itertools.count(1)) if name not in present)
    used: set[str] = set()
    numbers = []
    for one in present:
        numbers.append(one if one and one not in used else next(free))
        used.add(one)
    return areas.with_column("focus_id", numbers)


def joined(*tables: GeoTable) -> GeoTable:
    """Return the rows of several tables, one after the other."""
    records = [row for table in tables for row in table.frame.to_dict("records")]
    frame = pd.DataFrame(records, columns=list(dict.fromkeys(name for table in tables for name in table.frame)))
    return GeoTable(frame, np.concatenate([table.geometry for table in tables]), tables[0].crs)
