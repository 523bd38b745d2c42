# SPDX-License-Identifier: GPL-2.0-or-later
"""How the map of an indicator is drawn in the town's style: what the layer draws and what legends list.

``picture`` decides which kind of map it is. A style that the values do not carry (circles for negative numbers, a
second indicator that was not computed) falls back to a choropleth, and the legend says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
from qgis.core import QgsFeatureRequest, QgsFillSymbol, QgsRuleBasedRenderer, QgsSizeScaleTransformer

from ..model.indicator import Indicator
from ..model.map_style import Amount, Kind, MapStyle
from . import styles
from .classes import Classes
from .facts import Facts
from .map_style_bivariate import Square, square_of
from .map_style_dots import people_per_dot
from .map_style_symbols import circle, circle_in_area, dot, dots_in_area, largest_circle, transformer
from .styles import LegendEntry
from .wording import Wording

Places = Callable[[int], Mapping[str, np.ndarray]]
"""Returns where the dots lie, by unit, if one stands for so many people."""


@dataclass(frozen=True)
class Circles:
    """The sizes of proportional symbols: what they stand for and how they grow."""

    scaling: QgsSizeScaleTransformer
    most: float
    amount: Amount
    decimals: int
    without: int = 0
    """Number of units with an amount of 0, which have no circle."""


@dataclass(frozen=True)
class Picture:
    """A map: its kind, its classes, what its legend lists, and what goes with the kind."""

    kind: Kind
    style: MapStyle
    classes: Classes
    listed: list[LegendEntry]
    fallback: str = ""
    """Why it is no map of the kind that was asked for: key of a text."""
    circles: Optional[Circles] = None
    square: Optional[Square] = None
    per_dot: int = 0
    drawn: list[LegendEntry] = field(default_factory=list)
    """What the layer draws, if it is not what the legend lists."""
    order: str = ""
    """Expression of what is drawn first where it is greater."""

    def renderer(self) -> QgsRuleBasedRenderer:
        """Return what draws the layer."""
        renderer = styles.rules(self.drawn or self.listed)
        if self.order:
            renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(self.order, False)]))
            renderer.setOrderByEnabled(True)
        return renderer


def picture(indicator: Indicator, facts: Facts, words: Wording, places: Optional[Places] = None) -> Picture:
    """Return how an indicator's map is drawn; without ``places`` a dot map has its legend, but no dots."""
    style, classes, hue = facts.style(indicator), facts.classes(indicator), facts.sector(indicator).colour
    kind, fallback = _kind(indicator, style, facts)
    if kind is Kind.BIVARIATE:
        second = facts.catalogue.indicators[style.second]
        square = square_of(indicator, second, style, facts, words)
        return Picture(kind, style, classes, square.entries + square.unknown, square=square)
    known = styles.known_entries(classes, "value", hue, words)
    unknown = styles.unknown_entries(classes, "value", words)
    if kind is Kind.SYMBOLS:
        return _symbols(indicator, style, classes, known, unknown, facts)
    if kind is Kind.DOTS:
        return _dots(indicator, style, classes, known, unknown, facts, places)
    return Picture(kind, style, classes, known + unknown, fallback)


def _kind(indicator: Indicator, style: MapStyle, facts: Facts) -> tuple[Kind, str]:
    """Return the kind of map that can be drawn and, if it is another one, the key of the text that says why."""
    rows = facts.table(indicator.id)
    if style.kind is Kind.BIVARIATE and style.second not in {item.id for item in facts.computed}:
        return Kind.CHOROPLETH, "fallback_second"
    if style.kind is Kind.DOTS and not (rows["population"].where(~rows["few"]) > 0).any():
        return Kind.CHOROPLETH, "fallback_people"
    if style.kind is Kind.SYMBOLS:
        amounts = _amounts(indicator, style, facts)
        if (amounts < 0).any():
            return Kind.CHOROPLETH, "fallback_negative"
        if not (amounts > 0).any():
            return Kind.CHOROPLETH, "fallback_nothing"
    return style.kind, ""


def _amounts(indicator: Indicator, style: MapStyle, facts: Facts) -> np.ndarray:
    """Return what the circles of the units with a value stand for."""
    rows = facts.table(indicator.id)
    amounts = rows["shown"] if style.amount is Amount.VALUE else rows["population"].where(rows["shown"].notna())
    return amounts.dropna().to_numpy(dtype=float)


def _symbols(
    indicator: Indicator,
    style: MapStyle,
    classes: Classes,
    known: list[LegendEntry],
    unknown: list[LegendEntry],
    facts: Facts,
) -> Picture:
    amounts = _amounts(indicator, style, facts)
    most = float(amounts.max())
    scaling = transformer(style.scaling, most, largest_circle(len(amounts)))
    name = "value" if style.amount is Amount.VALUE else "population"
    decimals = facts.unit(indicator).decimals if style.amount is Amount.VALUE else 0
    return Picture(
        Kind.SYMBOLS,
        style,
        classes,
        [LegendEntry(circle(_colour(entry)), entry.text, entry.expression) for entry in known] + unknown,
        circles=Circles(scaling, most, style.amount, decimals, int((amounts == 0).sum())),
        drawn=[
            LegendEntry(circle_in_area(_colour(entry), name, scaling), entry.text, entry.expression) for entry in known
        ]
        + unknown,
        order=f'"{name}"',
    )


def _dots(
    indicator: Indicator,
    style: MapStyle,
    classes: Classes,
    known: list[LegendEntry],
    unknown: list[LegendEntry],
    facts: Facts,
    places: Optional[Places],
) -> Picture:
    rows = facts.table(indicator.id)
    per_dot = people_per_dot(float(np.nansum(rows["population"])))
    found = {} if places is None else places(per_dot)
    members = members_of(classes, rows["shown"], known)
    return Picture(
        Kind.DOTS,
        style,
        classes,
        [LegendEntry(dot(_colour(entry), 1.6), entry.text, entry.expression) for entry in known] + unknown,
        per_dot=per_dot,
        drawn=[
            LegendEntry(dots_in_area(_colour(entry), found, units), entry.text, entry.expression)
            for entry, units in zip(known, members)
        ]
        + unknown,
    )


def members_of(classes: Classes, shown, known: list[LegendEntry]) -> list[list[str]]:
    """Return the units of each legend entry, in the order of the entries (highest class first)."""
    listed = [number for number, item in enumerate(classes.classes) if item.count or classes.is_fixed][::-1]
    of_class: dict[int, list[str]] = {number: [] for number in listed}
    for unit, value in shown.dropna().items():
        number = styles.class_of(float(value), classes)
        if number is not None:
            of_class[number].append(str(unit))
    return [of_class[number] for number in listed][: len(known)]


def _colour(entry: LegendEntry) -> str:
    symbol = entry.symbol
    return symbol.symbolLayer(0).fillColor().name() if isinstance(symbol, QgsFillSymbol) else symbol.color().name()
