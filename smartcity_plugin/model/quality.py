# SPDX-License-Identifier: GPL-2.0-or-later
"""How good data are, and what can be put right in what a study already holds."""

from __future__ import annotations

from enum import Enum


class Light(Enum):
    """The traffic light of a data passport; the vocabulary has the words and colours."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Fix(Enum):
    """A repair of stored data that is safe to do at the press of a button; ``fixes.yaml`` has the words."""

    REPAIR_GEOMETRY = "repair_geometry"
    REMOVE_DUPLICATES = "remove_duplicates"
    REMOVE_EMPTY = "remove_empty"
    EMPTY_CODES = "empty_codes"
    FILL_PASSPORT = "fill_passport"
    SET_POPULATION = "set_population"


class Side(Enum):
    """A direction as seen from the middle of the study area."""

    NORTH = "north"
    EAST = "east"
    SOUTH = "south"
    WEST = "west"
