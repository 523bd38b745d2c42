# SPDX-License-Identifier: GPL-2.0-or-later
"""What buildings of all official sources share: bounds of plausible values, function codes, estimated storeys."""

from __future__ import annotations

import math
from typing import Any, Optional

import numpy as np

from ..catalogue.alkis import AlkisCodes, LayerTexts
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity
from ..model.provenance import Fitness
from ..model.text import Text
from .imported import ImportedLayer

STOREY_HEIGHT = 3.0
"""Metres per storey for an estimate; the roof counts as storeys, too, so that it is rather high. A project default."""

HEIGHTS = (0.1, 500.0)
STOREYS = (1.0, 150.0)
YEARS = (800.0, 2100.0)
"""What can be right; a 0 stands for "not stated"."""

METRES = {"", "m", "#m", "urn:adv:uom:m", "urn:ogc:def:uom:ucum::m", "urn:ogc:def:uom:epsg::9001", "metre", "meter"}
"""Spellings of the unit metre, in lower case."""

_ALKIS_BUILDING = "31001_"


def estimated_storeys(height: float) -> float:
    """Return the storeys that a height in metres stands for: height / 3, rounded half up, at least one."""
    return float(max(1, math.floor(height / STOREY_HEIGHT + 0.5)))


def function_code(code: str) -> Optional[str]:
    """Return a function as ALKIS codes it: ``31001_1010`` → ``1010``; codes of other object types stay whole."""
    return code[len(_ALKIS_BUILDING) :] if code.startswith(_ALKIS_BUILDING) else code or None


def with_estimates(row: dict[str, Any]) -> dict[str, Any]:
    """Return a building's row with storeys from its height where they are unknown, marked as such."""
    if row["storeys"] is not None:
        return {**row, "storeys_estimated": "no"}
    if row["height_m"] is None:
        return {**row, "storeys_estimated": None}
    return {**row, "storeys": estimated_storeys(row["height_m"]), "storeys_estimated": "yes"}


def building_layer(table: GeoTable, texts: LayerTexts, codes: AlkisCodes) -> tuple[ImportedLayer, list[Problem]]:
    """Return the layer of buildings with what must be said of its storeys."""
    total = len(table)
    marks = table.frame["storeys_estimated"] if "storeys_estimated" in table.frame else np.full(total, None)
    estimated = int((marks == "yes").sum())
    unknown = total - estimated - int((marks == "no").sum())
    problems, notes = [], [texts.note] if texts.note else []
    if estimated:
        problems.append(Problem("storeys_estimated", Severity.NOTE, {"count": estimated, "total": total}))
        notes.append(codes.storeys_note.format(count=estimated))
    if unknown:
        problems.append(Problem("storeys_unknown", Severity.NOTE, {"count": unknown, "total": total}))
    note = Text(" ".join(item.de for item in notes), " ".join(item.en for item in notes)) if notes else None
    fitness = Fitness.ESTIMATED if estimated else Fitness.GOOD
    return ImportedLayer("buildings", texts.title, table, fitness, note), problems
