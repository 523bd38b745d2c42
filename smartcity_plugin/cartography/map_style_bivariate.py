# SPDX-License-Identifier: GPL-2.0-or-later
"""Two indicators on one map: three by three classes, each with its own colour."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.indicator import Indicator
from ..model.map_style import MapStyle
from . import styles
from .classes import Classes, label
from .facts import Facts
from .map_style import spread, thirds
from .map_style_colours import BIVARIATE
from .map_style_symbols import quoted
from .styles import LegendEntry
from .wording import Wording


@dataclass(frozen=True)
class Square:
    """The classes of both indicators, the units of each pair of classes, and the legend entries of the layer."""

    first: Indicator
    second: Indicator
    first_classes: Classes
    second_classes: Classes
    counts: dict[tuple[int, int], int]
    """Number of units by class of the first and of the second indicator."""
    entries: list[LegendEntry]
    unknown: list[LegendEntry]

    def colour(self, first: int, second: int) -> str:
        """Return the colour of a pair of classes."""
        column = spread(len(self.first_classes.classes))[first]
        row = spread(len(self.second_classes.classes))[second]
        return BIVARIATE[row][column]


def square_of(first: Indicator, second: Indicator, style: MapStyle, facts: Facts, words: Wording) -> Square:
    """Return which units lie in which of the nine classes; units without one of the values are told apart."""
    one, other = facts.table(first.id), facts.table(second.id)
    sides = [
        thirds(rows["shown"], int(rows["few"].sum()), indicator, facts.unit(indicator).decimals, style)
        for rows, indicator in ((one, first), (other, second))
    ]
    members: dict[tuple[int, int], list[str]] = {}
    few, missing = [], []
    for unit in one.index:
        if one.loc[unit, "few"] or other.loc[unit, "few"]:
            few.append(str(unit))
            continue
        numbers = [
            None if value != value else styles.class_of(value, side)
            for value, side in zip((one.loc[unit, "shown"], other.loc[unit, "shown"]), sides)
        ]
        if None in numbers:
            missing.append(str(unit))
        else:
            members.setdefault((numbers[0], numbers[1]), []).append(str(unit))
    counts = {pair: len(units) for pair, units in members.items()}
    unknown = []
    if few:
        text = f"{words('legend_few')} ({len(few)})"
        unknown.append(LegendEntry(styles.few_cases_symbol(), text, _among(few)))
    if missing:
        text = f"{words('legend_missing')} ({len(missing)})"
        unknown.append(LegendEntry(styles.no_data_symbol(), text, _among(missing)))
    square = Square(first, second, sides[0], sides[1], counts, [], unknown)
    for pair in sorted(members, reverse=True):
        text = words(
            "bivariate_entry",
            first=class_text(sides[0], pair[0], words),
            second=class_text(sides[1], pair[1], words),
            count=counts[pair],
        )
        square.entries.append(LegendEntry(styles.filled(square.colour(*pair)), text, _among(members[pair])))
    return square


def class_text(classes: Classes, number: int, words: Wording) -> str:
    """Return a class in words."""
    item = classes.classes[number]
    return label(item, classes, words.language, words("class_below"), words("class_above"), words("class_more"))


def axis_words(indicator: Indicator, facts: Facts) -> dict[str, str]:
    """Return title and unit of an indicator, the unit in brackets."""
    unit = facts.unit_words(indicator)
    return {"title": indicator.title.in_language(facts.language), "unit": f"({unit})"}


def second_values(square: Square, facts: Facts) -> str:
    """Return the QGIS expression of the second indicator's value as it is printed, for map tips."""
    rows = facts.table(square.second.id)
    known = rows.loc[rows["shown"].notna(), "shown"]
    listed = ", ".join(f"{quoted(unit)}, {quoted(facts.value(value, square.second))}" for unit, value in known.items())
    return f'map_get(map({listed}), "unit_id")' if listed else "NULL"


def _among(units: list[str]) -> str:
    return f'"unit_id" IN ({", ".join(map(quoted, units))})'
