# SPDX-License-Identifier: GPL-2.0-or-later
"""Features that measures add: green spaces, stops, facilities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from ...model.problem import Problem
from ..desk import Data
from .patch import Change, Context, Layer, Patch, already_there, one_row, shaped, together

KINDS = {0: "point", 1: "line", 2: "polygon"}
"""Kind of geometry by dimension."""


def new_green(data: Data, patch: Patch, context: Context) -> Change:
    """Add an area to public green and, if there are such data, to all green."""
    return _added(data, patch, context, {"name": patch.title})


def facility(data: Data, patch: Patch, context: Context) -> Change:
    """Add a facility to the role chosen, with its size where the role has a field for it."""
    size = {patch.capacity: patch.amount} if patch.capacity else {}
    return _added(data, patch, context, {"name": patch.title, **size})


def new_stop(data: Data, patch: Patch, context: Context) -> Change:
    """Add a stop; the amount are its departures per working day in both directions."""
    values = {
        "name": patch.title,
        "mode": patch.parameters["mode"],
        "departures_day": patch.amount,
        "departures_6_20": patch.number("departures_6_20"),
    }
    return _added(data, patch, context, values)


def _added(data: Data, patch: Patch, context: Context, values: Mapping[str, Any]) -> Change:
    """Add a feature to those roles of a patch that have data.

    What a role holds already is left out there; it is told only of the first role, since an area of all green may well
    become a public one.
    """
    layers: dict[str, Layer] = {}
    problems: list[Problem] = []
    geometry = patch.geometry
    dimension = int(np.max(shapely.get_dimensions(geometry)))
    for role in patch.roles:
        if role not in data:
            continue
        feature = one_row(data[role], shaped(geometry, KINDS[dimension]), values)
        if context.duplicates is not None and context.duplicates(feature, data[role]).any():
            problems += [already_there(patch, role)] if role == patch.roles[0] else []
            continue
        layers[role] = together(data[role], feature)
    return Change(layers, len(layers), tuple(problems))
