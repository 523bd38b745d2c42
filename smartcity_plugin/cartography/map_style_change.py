# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps that are compared: the same classes and colours for several dates, and what changed between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
import pandas as pd
from qgis.core import QgsVectorLayer

from ..catalogue.numbers import format_number
from ..engine.change import FEW_CASES
from ..model.indicator import Band, Direction, Indicator
from ..model.map_style import STANDARD_STYLE, Kind, MapStyle
from ..study.comparison import changes
from ..study.study import Study
from . import styles
from .classes import Classes, classify, rounded
from .facts import Facts
from .layers import LayerFactory
from .map_style import first_above, styled_classes, two_hues
from .map_style_colours import diverging_ramp
from .map_style_kinds import members_of
from .map_style_symbols import quoted
from .styles import LegendEntry
from .wording import Wording

MOST_DATES = 3
"""Maps of dates on one page; of more dates the first, the middle and the last are shown, and it is said."""


@dataclass(frozen=True)
class Series:
    """An indicator at several reference dates, earliest first, and its change from the first to the last."""

    indicator: Indicator
    dates: tuple[str, ...]
    every_date: tuple[str, ...]
    classes: dict[str, Classes]
    """The same classes at each date, with the number of units at that date."""
    cities: dict[str, float]
    change: pd.Series
    """The change by unit as it is printed, unknown where one of the values is unknown or rests on too few cases."""
    change_classes: Classes
    few_units: tuple[str, ...]
    city_change: float
    flags: tuple[str, ...]
    """What makes the comparison doubtful anywhere."""


def classify_together(
    tables: Mapping[str, Sequence[float]],
    few: Mapping[str, int],
    indicator: Indicator,
    decimals: int,
    style: MapStyle = STANDARD_STYLE,
    mean: float = float("nan"),
    hue: str = "#555555",
) -> dict[str, Classes]:
    """Return the same classes and colours for maps that are compared (dates, scenarios), each with its own counts.

    ``tables`` are the values of each map, unknown (NaN) where nothing may be shown; the classes follow from all of them
    together. A class may be empty on one of the maps.
    """
    pooled = np.concatenate([np.asarray(list(values), dtype=float) for values in tables.values()])
    common = styled_classes(pooled, 0, indicator, decimals, replace(style, kind=Kind.CHOROPLETH), mean, hue)
    found = {}
    for name, values in tables.items():
        shown = rounded(values, decimals)
        numbers = [styles.class_of(float(value), common) for value in shown[np.isfinite(shown)]]
        counted = tuple(replace(item, count=numbers.count(place)) for place, item in enumerate(common.classes))
        missing = int(len(shown) - len(numbers)) - few.get(name, 0)
        found[name] = replace(common, classes=counted, missing=missing, few=few.get(name, 0), is_fixed=True)
    return found


def change_classes(
    values: Sequence[float], few: int, decimals: int, direction: Direction, style: MapStyle = STANDARD_STYLE
) -> Classes:
    """Return the classes of changes: fewer, no change (exactly 0 as printed), more; two hues that meet at 0."""
    step = 10.0**-decimals
    band = Band(0.0, 0.0, step, step)
    found = classify(values, decimals, [0.0, step], few, band, max(style.classes, 5))
    named = [replace(item, only=0.0) if item.side == 0 else item for item in found.classes]
    colours = diverging_ramp(two_hues(style), [item.side for item in named], first_above(style, direction))
    return replace(found, classes=tuple(named), colours=colours)


def dates_of(study: Study) -> dict[str, list[str]]:
    """Return by indicator the reference dates at which it was computed, earliest first."""
    found: dict[str, list[str]] = {}
    for period in study.periods():
        for indicator_id, status in study.status(period).items():
            if status["state"] == "computed":
                found.setdefault(indicator_id, []).append(period)
    return found


def series_of(study: Study, facts: Facts, indicator: Indicator, dates: Sequence[str]) -> Optional[Series]:
    """Return an indicator at its reference dates; None if there is only one."""
    if len(dates) < 2:
        return None
    chosen = tuple(dates) if len(dates) <= MOST_DATES else (dates[0], dates[len(dates) // 2], dates[-1])
    decimals, style = facts.unit(indicator).decimals, facts.style(indicator)
    tables, few, cities = {}, {}, {}
    for date in chosen:
        rows = study.values(date)
        rows = rows[rows["indicator_id"] == indicator.id].set_index("unit_id")
        cities[date] = float(rows["value"].reindex([facts.city_id]).iloc[0])
        rows = rows.reindex(facts.units.index)
        hidden = np.array([FEW_CASES in str(flags).split(",") for flags in rows["flags"]], dtype=bool)
        tables[date], few[date] = rows["value"].where(~hidden).to_numpy(dtype=float), int(hidden.sum())
    classes = classify_together(
        tables, few, indicator, decimals, style, cities[chosen[-1]], facts.sector(indicator).colour
    )
    table = changes(study, facts.catalogue, indicator.id, dates[0], dates[-1]).set_index("unit_id")
    flags = [str(text or "").split(",") for text in table["flags"].fillna("")]
    table = table.assign(few=[FEW_CASES in own for own in flags])
    city_change = float(table["change"].reindex([facts.city_id]).iloc[0])
    own = table.reindex(facts.units.index)
    hidden = own["few"].fillna(False).to_numpy(dtype=bool)
    change = pd.Series(rounded(own["change"].where(~hidden), decimals), index=own.index)
    doubtful = dict.fromkeys(flag for names in flags for flag in names if flag and flag not in (FEW_CASES, "no_data"))
    return Series(
        indicator,
        chosen,
        tuple(dates),
        classes,
        cities,
        change,
        change_classes(change, int(hidden.sum()), decimals, indicator.direction, style),
        tuple(str(unit) for unit in own.index[hidden]),
        city_change,
        tuple(doubtful),
    )


# Layers -------------------------------------------------------------------------------------------------------------


def signed(value: float, facts: Facts, indicator: Indicator) -> str:
    """Return a change as it is printed, with its sign."""
    text = format_number(value, facts.unit(indicator).decimals, facts.language)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def change_entries(series: Series, facts: Facts, words: Wording) -> list[LegendEntry]:
    """Return the legend of the change, greatest increase first; what is unknown comes last."""
    known = styles.known_entries(series.change_classes, "value", "#555555", words)
    members = members_of(series.change_classes, series.change, known)
    entries = [LegendEntry(entry.symbol, entry.text, _among(units)) for entry, units in zip(known, members)]
    unknown = [str(unit) for unit in series.change.index[series.change.isna()] if str(unit) not in series.few_units]
    if series.few_units:
        text = f"{words('legend_few')} ({len(series.few_units)})"
        entries.append(LegendEntry(styles.few_cases_symbol(), text, _among(series.few_units)))
    if unknown:
        text = f"{words('legend_missing')} ({len(unknown)})"
        entries.append(LegendEntry(styles.no_data_symbol(), text, _among(unknown)))
    return entries


def change_layer(factory: LayerFactory, series: Series) -> QgsVectorLayer:
    """Return the map of the change of an indicator from the first to the last reference date."""
    facts, words = factory.facts, factory.words
    layer = factory.districts(labels=False)
    title = series.indicator.title.in_language(facts.language)
    dates = [facts.date(date) for date in (series.dates[0], series.dates[-1])]
    layer.setName(words("map_change_layer", title=title, start=dates[0], end=dates[1]))
    layer.setCustomProperty("smartcity/base", "")
    layer.setCustomProperty("smartcity/change", series.indicator.id)
    layer.setRenderer(styles.rules(change_entries(series, facts, words)))
    known = series.change.dropna()
    listed = ", ".join(f"{quoted(unit)}, {quoted(signed(one, facts, series.indicator))}" for unit, one in known.items())
    told = f'map_get(map({listed}), "unit_id")' if listed else "NULL"
    tip = f"[% coalesce({told}, '{words('legend_missing')}') %] {change_unit(series.indicator, facts, words)}"
    layer.setMapTipTemplate(f'<b>[% "name" %]</b><br/>{layer.name()}: {tip}')
    return layer


def change_layers(factory: LayerFactory, study: Study) -> list[QgsVectorLayer]:
    """Return the maps of all indicators that were computed at several reference dates: each date, and the change."""
    dates, layers = dates_of(study), []
    for indicator in factory.facts.computed:
        series = series_of(study, factory.facts, indicator, dates.get(indicator.id, ()))
        if series is not None:
            layers += [change_layer(factory, series)]
            layers += [factory.indicator_at(indicator, date, series.classes[date]) for date in series.dates[::-1]]
    return layers


def change_unit(indicator: Indicator, facts: Facts, words: Wording) -> str:
    """Return the unit of a change: percentage points for shares in per cent."""
    return words("map_change_points") if indicator.unit == "percent" else facts.unit_words(indicator)


def _among(units: Sequence[str]) -> str:
    return f'"unit_id" IN ({", ".join(map(quoted, units))})' if units else "false"
