# SPDX-License-Identifier: GPL-2.0-or-later
"""The quality classes of public transport once more, in plain Python: tables typed off the reference of the method.

Nothing here reads the catalogue; a slip in one of the two shows where they are compared.
"""

from __future__ import annotations

import math
from typing import Optional

LETTERS = "ABCDEFG"
POINTS = {"A": 100, "B": 85, "C": 70, "D": 50, "E": 30, "F": 15, "G": 5, None: 0}

GROUP = {
    "goat_de": {"rail": "A", "suburban": "A", "subway": "A", "tram": "B", "bus": "C", "ferry": "C", "cableway": "C"},
    "oerok_2017": {"rail": 2, "suburban": 2, "subway": 2, "tram": 3, "bus": 4},
    "are_ch_2022": {
        "rail": "line",
        "suburban": "line",
        "subway": "B",
        "tram": "B",
        "bus": "B",
        "ferry": "B",
        "cableway": "C",
    },
}

CATEGORY = {
    "goat_de": {
        "A": "I   I   II  III IV  V",
        "B": "I   II  III IV  V   VI",
        "C": "II  III IV  V   VI  VII",
    },
    "oerok_2017": {
        1: "I   I   II  III IV  V   -",
        2: "I   II  III IV  V   VI  VII",
        3: "II  III IV  V   VI  VII VIII",
        4: "III III IV  V   VI  VII VIII",
    },
    "are_ch_2022": {
        "junction": "I   I   II  III IV",
        "line": "I   II  III IV  V",
        "B": "II  III IV  V   V",
        "C": "V   V   V   V   V",
    },
}

RINGS = {
    "goat_de": (300, 500, 750, 1000),
    "oerok_2017": (300, 500, 750, 1000, 1250),
    "are_ch_2022": (300, 500, 750, 1000),
}

CLASS = {
    "goat_de": {
        "I": "A A B C",
        "II": "A B C D",
        "III": "B C D E",
        "IV": "C D E F",
        "V": "D E F -",
        "VI": "E F - -",
        "VII": "F - - -",
    },
    "oerok_2017": {
        "I": "A A B C D",
        "II": "A B C D E",
        "III": "B C D E F",
        "IV": "C D E F G",
        "V": "D E F G G",
        "VI": "E F G - -",
        "VII": "F G G - -",
        "VIII": "G G - - -",
    },
    "are_ch_2022": {
        "I": "A A B C",
        "II": "A B C D",
        "III": "B C D -",
        "IV": "C D - -",
        "V": "D - - -",
    },
}


def interval(profile: str, minutes: float) -> Optional[int]:
    """Return the number of the headway class, from 0, or None."""
    if profile == "goat_de":  # <5, 5-<10, 10-<20, 20-<40, 40-<60, 60-120
        tests = [minutes < 5, minutes < 10, minutes < 20, minutes < 40, minutes < 60, minutes <= 120]
    elif profile == "oerok_2017":  # <5, 5-10, >10-<20, 20-40, >40-60, >60-120, >120-210
        tests = [minutes < 5, minutes <= 10, minutes < 20, minutes <= 40, minutes <= 60, minutes <= 120, minutes <= 210]
    else:  # <5, 5-<10, 10-<20, 20-<40, 40-60
        tests = [minutes < 5, minutes < 10, minutes < 20, minutes < 40, minutes <= 60]
    return tests.index(True) if any(tests) else None


def category(profile: str, departures: dict[str, float]) -> Optional[str]:
    """Return the category of a stop from the departures of both directions by mode, or None."""
    groups: dict[object, float] = {}
    for mode, count in departures.items():
        if mode in GROUP[profile]:
            group = GROUP[profile][mode]
            groups[group] = groups.get(group, 0.0) + count
    found = []
    for group, count in groups.items():
        number = interval(profile, 840 / (count / 2)) if count else None
        name = CATEGORY[profile][group].split()[number] if number is not None else "-"
        if name != "-":
            found.append(name)
    order = list(CLASS[profile])
    return min(found, key=order.index) if found else None


def quality(profile: str, of_category: Optional[str], metres: float) -> Optional[str]:
    """Return the class at a distance from a stop, or None."""
    if of_category is None:
        return None
    for ring, letter in zip(RINGS[profile], CLASS[profile][of_category].split()):
        if metres <= ring:
            return None if letter == "-" else letter
    return None


def best_quality(profile: str, x: float, y: float, stops: list[tuple[float, float, Optional[str]]]) -> Optional[str]:
    """Return the best class that stops (x, y, category) give a place along straight lines, or None."""
    found = [quality(profile, of_category, math.hypot(x - east, y - north)) for east, north, of_category in stops]
    return min((letter for letter in found if letter), default=None)
