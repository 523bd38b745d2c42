# SPDX-License-Identifier: GPL-2.0-or-later
"""What the look of maps is chosen by: the values of the computed indicators, and the styles a study has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ...cartography.classes import Classes
from ...cartography.facts import Facts
from ...cartography.map_style import GENERAL, preview, read_styles, style_for
from ...cartography.styles import class_colours
from ...model.indicator import Indicator
from ...model.map_style import MapStyle
from ...study.own_indicators import catalogue_of
from ...study.study import Study


@dataclass(frozen=True)
class IndicatorValues:
    """The values of an indicator as they are printed, of the units and of the municipality."""

    indicator: Indicator
    title: str
    values: list[float]
    mean: float
    decimals: int
    hue: str

    def classes(self, style: MapStyle) -> tuple[Classes, list[str]]:
        """Return classes and colours of a style; raises SmartCityError if it does not suit."""
        found = preview(self.values, style, self.indicator, self.decimals, self.mean, self.hue)
        return found, class_colours(found, self.hue)


@dataclass(frozen=True)
class StyleDesk:
    """All computed indicators by id, and the styles that were set."""

    indicators: dict[str, IndicatorValues]
    styles: dict[str, MapStyle]

    def style_of(self, indicator_id: str) -> MapStyle:
        """Return the style that holds now; that of all indicators for an empty id."""
        if not indicator_id:
            return self.styles.get(GENERAL, MapStyle())
        return style_for(self.styles, self.indicators[indicator_id].indicator)

    def has_own(self, indicator_id: str) -> bool:
        """Return whether a style of its own was set."""
        return indicator_id in self.styles


def read_desk(path: str, language: str) -> StyleDesk:
    """Read values and styles of a study; raises SmartCityError."""
    with Study.open(Path(path)) as study:
        catalogue = catalogue_of(study)
        facts = Facts(study, catalogue, language)
        found = {item.id: _values_of(item, facts) for item in facts.computed}
        return StyleDesk(found, read_styles(study))


def _values_of(indicator: Indicator, facts: Facts) -> IndicatorValues:
    shown = [float(value) for value in facts.table(indicator.id)["shown"]]
    mean: Optional[float] = facts.of_city(indicator.id)["value"]
    return IndicatorValues(
        indicator,
        indicator.title.in_language(facts.language),
        shown,
        float("nan") if mean is None else float(mean),
        facts.unit(indicator).decimals,
        facts.sector(indicator).colour,
    )
