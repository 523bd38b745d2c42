# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps of a scenario: an indicator before and after in the same classes, the difference, and where measures act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsMarkerSymbol, QgsVectorLayer

from ..engine.change import FEW_CASES
from ..model.indicator import Indicator
from ..study.register import PlacedEffect
from ..study.rows import split_ids
from ..study.scenario_results import scenario_summary, scenario_units
from ..study.strategy_tables import SCENARIO_VALUES
from ..study.study import Study
from . import styles, theme
from .classes import Classes, rounded
from .facts import Facts
from .layers import LayerFactory
from .map_style_change import change_classes, classify_together
from .map_style_kinds import members_of
from .map_style_symbols import quoted
from .styles import LegendEntry
from .wording import Wording

BEFORE, AFTER = "before", "after"
MOST_INDICATORS = 3
"""Indicators of a scenario that have a page with maps; the table has all."""


@dataclass(frozen=True)
class Compared:
    """An indicator before and after a scenario by planning unit, as it is printed; NaN where nothing may be shown."""

    scenario_id: str
    indicator: Indicator
    values: dict[str, pd.Series]
    classes: dict[str, Classes]
    change: pd.Series
    change_classes: Classes
    few: tuple[str, ...]
    cities: dict[str, float]
    row: pd.Series
    """What the scenario brings for the municipality: a row of SCENARIO_EFFECTS."""


def main_indicators(study: Study, facts: Facts, scenario_id: str, measure_ids: Sequence[str]) -> list[Indicator]:
    """Return the indicators that a scenario is shown by, at most ``MOST_INDICATORS``.

    First those of goals that its measures serve, then the others; among them by people newly served. Only what changes
    in some planning unit is worth a map.
    """
    rows = scenario_summary(study, scenario_id)
    rows = rows[(rows["mode"] == "all") & rows["judgement"].isin(["better", "worse", "changed"])]
    serving = {goal for item in facts.measures if item.measure_id in measure_ids for goal in split_ids(item.goal_ids)}
    named = {goal.indicator_id for goal in facts.goals if goal.goal_id in serving}
    level = study.settings.unit_level
    units = study.product(SCENARIO_VALUES, scenario_id=scenario_id, place_kind=level).frame
    moved = set(units.loc[units["change"].abs() > 0, "indicator_id"])
    rows = rows[rows["indicator_id"].isin(moved)]
    order = sorted(
        rows.to_dict("records"),
        key=lambda row: (row["indicator_id"] not in named, -float(np.nan_to_num(row["served"]))),
    )
    known = facts.catalogue.indicators
    return [known[row["indicator_id"]] for row in order if row["indicator_id"] in known][:MOST_INDICATORS]


def compared(study: Study, facts: Facts, scenario_id: str, indicator: Indicator) -> Optional[Compared]:
    """Return an indicator before and after, None if the scenario has no values of it."""
    table = scenario_units(study, scenario_id, indicator.id)
    summary = scenario_summary(study, scenario_id)
    summary = summary[(summary["mode"] == "all") & (summary["indicator_id"] == indicator.id)]
    if not len(table) or not len(summary):
        return None
    rows = table.frame.assign(place_id=table.ids("place_id")).set_index("place_id").reindex(facts.units.index)
    hidden = np.array([FEW_CASES in str(flags or "").split(",") for flags in rows["flags"]], dtype=bool)
    decimals, style, row = facts.unit(indicator).decimals, facts.style(indicator), summary.iloc[0]
    shown = {side: rows[side].where(~hidden).to_numpy(dtype=float) for side in (BEFORE, AFTER)}
    few = dict.fromkeys(shown, int(hidden.sum()))
    cities = {side: float(row[side]) for side in (BEFORE, AFTER)}
    classes = classify_together(shown, few, indicator, decimals, style, cities[BEFORE], facts.sector(indicator).colour)
    values = {side: pd.Series(rounded(numbers, decimals), index=rows.index) for side, numbers in shown.items()}
    change = pd.Series(rounded(shown[AFTER] - shown[BEFORE], decimals), index=rows.index)
    return Compared(
        scenario_id,
        indicator,
        values,
        classes,
        change,
        change_classes(change, int(hidden.sum()), decimals, indicator.direction, style),
        tuple(str(unit) for unit in rows.index[hidden]),
        cities,
        row,
    )


# Layers --------------------------------------------------------------------------------------------------------------


def _entries(classes: Classes, values: pd.Series, few: Sequence[str], colour: str, words: Wording) -> list[LegendEntry]:
    """Return the classes of a map, highest first, then what is unknown; each names its units."""
    known = styles.known_entries(classes, "value", colour, words)
    members = members_of(classes, values, known)
    entries = [LegendEntry(entry.symbol, entry.text, among(units)) for entry, units in zip(known, members)]
    unknown = [str(unit) for unit in values.index[values.isna()] if str(unit) not in few]
    if few:
        entries.append(LegendEntry(styles.few_cases_symbol(), f"{words('legend_few')} ({len(few)})", among(few)))
    if unknown:
        text = f"{words('legend_missing')} ({len(unknown)})"
        entries.append(LegendEntry(styles.no_data_symbol(), text, among(unknown)))
    return entries


def among(units: Sequence[str]) -> str:
    """Return the condition under which a feature is one of some planning units."""
    return f'"unit_id" IN ({", ".join(map(quoted, units))})' if units else "false"


def value_entries(shown: Compared, side: str, facts: Facts, words: Wording) -> list[LegendEntry]:
    """Return the legend of one side."""
    colour = facts.sector(shown.indicator).colour
    return _entries(shown.classes[side], shown.values[side], shown.few, colour, words)


def change_entries(shown: Compared, words: Wording) -> list[LegendEntry]:
    """Return the legend of the difference."""
    return _entries(shown.change_classes, shown.change, shown.few, "#555555", words)


def units_layer(factory: LayerFactory, entries: list[LegendEntry], name: str) -> QgsVectorLayer:
    """Return the planning units coloured by what is known of them, not by a field."""
    layer = factory.districts(labels=False)
    layer.setName(name)
    layer.setCustomProperty("smartcity/base", "")
    layer.setRenderer(styles.rules(entries))
    return layer


def effect_layers(factory: LayerFactory, effects: Sequence[PlacedEffect], colour: str = "") -> list[QgsVectorLayer]:
    """Return where measures act, as layers in memory: points, lines and areas with a white rim."""
    found: list[QgsVectorLayer] = []
    colour = colour or theme.INK
    for kind, types in (("Point", ("Point", "MultiPoint")), ("MultiLineString", ("LineString", "MultiLineString"))):
        found += _effect_layer(factory, effects, kind, types, colour)
    return [*found, *_effect_layer(factory, effects, "MultiPolygon", ("Polygon", "MultiPolygon"), colour)]


def _effect_layer(
    factory: LayerFactory, effects: Sequence[PlacedEffect], kind: str, types: Sequence[str], colour: str
) -> list[QgsVectorLayer]:
    shapes = [item.geometry for item in effects if item.geometry is not None and item.geometry.geom_type in types]
    if not shapes:
        return []
    layer = QgsVectorLayer(f"{kind}?crs={factory.study.settings.crs}", "effects", "memory")
    features = []
    for shape in shapes:
        feature = QgsFeature()
        geometry = QgsGeometry()
        geometry.fromWkb(shape.wkb)
        feature.setGeometry(geometry)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    symbols = effect_symbols(colour)
    chosen = symbols["point" if kind == "Point" else "line" if kind == "MultiLineString" else "area"]
    layer.setRenderer(styles.rules([LegendEntry(chosen, "", "")]))
    return [layer]


KINDS = {"Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line"}


def kind_of(shape: shapely.Geometry) -> str:
    """Return whether a place is drawn as point, line or area."""
    return KINDS.get(shape.geom_type, "area")


def effect_symbols(colour: str) -> dict:
    """Return the symbols of places of measures by kind of geometry."""
    point = QgsMarkerSymbol.createSimple(
        {"name": "diamond", "color": colour, "size": "2.8", "outline_color": "#ffffff", "outline_width": "0.3"}
    )
    return {"point": point, "line": styles.street_symbol(colour, 0.7), "area": styles.outline_symbol(colour, 0.6)}
