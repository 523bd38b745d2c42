# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios: what each brings in a table, before and after as maps, and all of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Optional

import numpy as np
import pandas as pd
from qgis.core import QgsVectorLayer

from ...catalogue.numbers import NO_BREAK_SPACE, format_number
from ...model.indicator import Indicator
from ...model.strategy import Scenario
from ...study.rows import split_ids
from ...study.scenario_results import scenario_comparison, scenario_summary
from .. import theme
from ..classes import label
from ..furniture import Note, Pagination, footer, framed_map, header, legend, notes, scale_note
from ..grid import Grid
from ..map_style_change import change_unit
from ..scenario_maps import (
    AFTER,
    BEFORE,
    Compared,
    change_entries,
    compared,
    effect_layers,
    effect_symbols,
    kind_of,
    main_indicators,
    units_layer,
    value_entries,
)
from ..sheet import Box, Sheet
from ..styles import LegendEntry, class_colours, few_cases_symbol, filled, no_data_symbol
from .change import boxes
from .costs import money
from .page import Context, Omission, Page
from .table import Cell, Column, Contents, Row, row, table_pages

_CAPTION, _SCALE = 5.0, 14.4
_BELOW = {False: 62.0, True: 82.0}
"""Height of legends and notes below the maps, by whether the page is higher than wide."""
_COLOURS = {"better": "#542788", "worse": "#b35806"}
"""Those of the maps of the difference, which are orange for the worse and purple for the better."""


def pages(context: Context) -> list[Page]:
    """Return table and maps of each computed scenario, then the comparison of several."""
    found, computed = [], 0
    for scenario in context.study.records(Scenario):
        rows = scenario_summary(context.study, scenario.scenario_id)
        if len(rows):
            computed += 1
            found += _table(context, scenario, rows) + _map_pages(context, scenario)
    return found + (_comparison(context) if computed > 1 else [])


def omitted(context: Context) -> list[Omission]:
    """Return the scenarios that were not computed, or the whole kind if there is none."""
    words, scenarios = context.words, context.study.records(Scenario)
    if not scenarios:
        return [Omission("scenario", words("section_scenarios"), words("scenario_none"))]
    return [
        Omission(f"scenario:{item.scenario_id}", item.title, words("scenario_not_computed"))
        for item in scenarios
        if not len(scenario_summary(context.study, item.scenario_id))
    ]


def _title(context: Context, scenario: Scenario) -> str:
    old = scenario.scenario_id in context.facts.outdated_scenarios
    return context.words("product_outdated", title=scenario.title) if old else scenario.title


# What it brings ------------------------------------------------------------------------------------------------------


def _table(context: Context, scenario: Scenario, rows: pd.DataFrame) -> list[Page]:
    words = context.words
    titles = {item.measure_id: item.title for item in context.facts.measures}
    listed = "; ".join(f"{name} {titles.get(name, '')}".strip() for name in split_ids(scenario.measure_ids))
    intro = [scenario.description or "", words("scenario_measures", list=listed), words("scenario_assumed")]
    whole = rows[rows["mode"] == "all"]
    changed = whole[whole["judgement"] != "unchanged"]
    found = [
        row(words("scenario_whole"), is_strong=True),
        *(_effect(context, one) for one in changed.to_dict("records")),
    ]
    left = len(whole) - len(changed)
    if left:
        found.append(row(Cell(words.counted("scenario_unchanged", left), "quiet")))
    alone = _by_measure(context, rows, titles)
    if alone:
        found += [row(words("scenario_by_measure"), is_strong=True), *alone]
    flags = {flag for text in rows["flags"] for flag in str(text).split(",") if flag}
    note = " · ".join(context.facts.flag_words(flags))
    contents = Contents(_columns(context), found, "\n".join(filter(None, intro)), words("scenario_note", flags=note))
    key = f"scenario:{scenario.scenario_id}"
    subtitle = words("scenario_subtitle", municipality=context.facts.settings.municipality)
    section = words("section_scenarios")
    return table_pages(context, key, _title(context, scenario), section, contents, subtitle=subtitle)


def _columns(context: Context) -> list[Column]:
    words = context.words
    return [
        Column(words("scenario_indicator"), 4.6),
        Column(words("scenario_before"), 1.5, True),
        Column(words("scenario_after"), 1.5, True),
        Column(words("scenario_change"), 1.5, True),
        Column(words("scenario_gap"), 1.3, True),
        Column(words("scenario_served"), 1.4, True),
        Column(words("scenario_young"), 1.2, True),
        Column(words("scenario_old"), 1.2, True),
        Column(words("scenario_lost"), 1.2, True),
        Column(words("scenario_cost"), 1.9, True),
        Column(words("scenario_per_person"), 1.5, True),
    ]


def _effect(context: Context, one: dict, name: str = "") -> Row:
    facts = context.facts
    indicator = facts.catalogue.indicators.get(one["indicator_id"])
    if indicator is None:
        return row(one["indicator_id"])
    title = name or indicator_name(context, indicator)
    gap = "–" if _unknown(one["gap_closed"]) else f"{facts.number(one['gap_closed'])}{NO_BREAK_SPACE}%"
    return row(
        title,
        facts.value(one["before"], indicator, with_unit=False),
        facts.value(one["after"], indicator, with_unit=False),
        Cell(signed(context, one["change"], indicator, with_unit=False), _COLOURS.get(one["judgement"], "ink"), True),
        gap,
        *(_people(context, one[column]) for column in ("served", "served_under_18", "served_65_plus", "lost")),
        "–" if _unknown(one["cost_eur"]) else money(context, one["cost_eur"]),
        "–" if _unknown(one["eur_per_person"]) else money(context, one["eur_per_person"]),
    )


def _by_measure(context: Context, rows: pd.DataFrame, titles: dict[str, str]) -> list[Row]:
    """Return what each measure does by itself, for indicators that count people; largest number first."""
    counted = np.maximum(np.nan_to_num(rows["served"]), np.nan_to_num(rows["lost"]))
    alone = rows[(rows["mode"] == "alone") & (counted >= 0.5)]
    alone = alone.sort_values(["served", "lost"], ascending=[False, True], kind="stable")
    found = []
    for one in alone.to_dict("records"):
        indicator = context.facts.catalogue.indicators.get(one["indicator_id"])
        if indicator is not None:
            measure = f"{one['measure_id']} {titles.get(one['measure_id'], '')}".strip()
            found.append(_effect(context, one, f"{measure}: {indicator_name(context, indicator)}"))
    return found


def indicator_name(context: Context, indicator: Indicator) -> str:
    """Return the title of an indicator with its unit, for columns of bare numbers."""
    unit = context.facts.unit_words(indicator)
    title = indicator.title.in_language(context.language)
    return f"{title} ({unit})" if unit else title


def _unknown(number: float) -> bool:
    return number is None or number != number


def _people(context: Context, number: float) -> str:
    """Return a number of people, a dash where it is not known; very few are not told."""
    from .product import people_text

    return "–" if _unknown(number) else people_text(context, float(round(number)))


def signed(context: Context, value: float, indicator: Indicator, with_unit: bool = True) -> str:
    """Return a change with its sign and unit, percentage points for shares."""
    facts = context.facts
    if _unknown(value):
        return "–"
    text = format_number(value, facts.unit(indicator).decimals, facts.language)
    text = f"+{text}" if value > 0 and text.strip("0.,") else text
    if not with_unit:
        return text
    if indicator.unit == "percent":
        return f"{text}{NO_BREAK_SPACE}{context.words('scenario_points')}"
    return f"{text}{NO_BREAK_SPACE}{change_unit(indicator, facts, context.words)}"


# Maps ----------------------------------------------------------------------------------------------------------------


def _map_pages(context: Context, scenario: Scenario) -> list[Page]:
    """Return a page with maps for each of the main indicators."""
    found = []
    measures = split_ids(scenario.measure_ids)
    for indicator in main_indicators(context.study, context.facts, scenario.scenario_id, measures):
        shown = compared(context.study, context.facts, scenario.scenario_id, indicator)
        if shown is not None:
            title = context.words(
                "scenario_map_title",
                scenario=_title(context, scenario),
                indicator=indicator.title.in_language(context.language),
            )
            draw = partial(_draw, context, scenario, shown, title)
            key = f"scenario:{scenario.scenario_id}:{indicator.id}"
            colour = context.facts.sector(indicator).colour
            found.append(Page(key, title, context.words("section_scenarios"), colour, draw, variant="map"))
    return found


def _draw(context: Context, scenario: Scenario, shown: Compared, title: str, sheet: Sheet, page: Pagination) -> None:
    facts, words, indicator = context.facts, context.words, shown.indicator
    colour = facts.sector(indicator).colour
    subtitle = words("scenario_map_subtitle", unit=facts.unit_words(indicator), date=facts.reference_date)
    header(sheet, facts, words("section_scenarios"), colour, title, subtitle)
    footer(sheet, facts, words, page, facts.inputs(indicator))
    grid = Grid.of(sheet.format)
    room, below = grid.content, _BELOW[grid.is_portrait]
    scale = _maps(context, scenario, shown, sheet, room._replace(height=room.height - below))
    left, middle, right = Box(room.x, room.bottom - below + 3.0, room.width, below - 3.0).columns(3, 7.0)
    explained = [words("scenario_counts")]
    unit = facts.unit_words(indicator)
    legend(sheet, left, words("scenario_legend", unit=unit), both_entries(context, shown), explained)
    told = words("map_change_legend", unit=change_unit(indicator, facts, words))
    entries = [*change_entries(shown, words), *_effect_entries(context, scenario)]
    legend(sheet, middle, told, entries, [words("scenario_colours")], "legend_change")
    reading = Note(words("map_change_reading"), "\n".join(reading_lines(context, shown)), "reading")
    notes(sheet, right._replace(height=right.height - _SCALE - 2.0), [reading], colour)
    scale_note(sheet, right.x, right.bottom - _SCALE, right.width, scale, facts, words)


def _maps(context: Context, scenario: Scenario, shown: Compared, sheet: Sheet, room: Box) -> float:
    """Draw the maps before, after and of the difference; returns their scale number."""
    facts, words = context.facts, context.words
    name = f"{scenario.scenario_id} {shown.indicator.id}"
    stock, acting = context.stock, _acting(context, scenario)
    marks = stock.marks(f"scenario {scenario.scenario_id}", partial(effect_layers, effects=acting))
    panels = []
    for side in (BEFORE, AFTER):
        value = facts.value(shown.cities[side], shown.indicator)
        entries = value_entries(shown, side, facts, words)
        make = partial(units_layer, entries=entries, name=f"{name} {side}")
        layer = stock.made(f"scenario {name} {side}", make)
        caption = words(f"scenario_caption_{side}", value=value)
        panels.append((caption, [*(marks if side == AFTER else []), *stock.framed(layer)]))
    make = partial(units_layer, entries=change_entries(shown, words), name=f"{name} change")
    layer = stock.made(f"scenario {name} change", make)
    change = signed(context, float(shown.row["change"]), shown.indicator)
    panels.append((words("scenario_caption_change", value=change), [*marks, *stock.framed(layer)]))
    scale = 0.0
    for number, ((caption, layers), box) in enumerate(zip(panels, boxes(room, len(panels), context.ratio))):
        heading = theme.HEADING.but(size=8, smallest=5.0)
        sheet.text(box._replace(height=_CAPTION), caption, heading, name="caption")
        item = "map" if not number else f"map_{number + 1}"
        scale = framed_map(sheet, box.below(_CAPTION), layers, stock.extent(), facts, item)
    return scale


def _acting(context: Context, scenario: Scenario) -> list:
    """Return the placed effects of the measures of a scenario."""
    wanted = set(split_ids(scenario.measure_ids))
    return [item for item in context.study.effects() if item.effect.measure_id in wanted and item.geometry is not None]


def difference(
    context: Context, scenario_id: str, indicator: Indicator
) -> Optional[tuple[list[QgsVectorLayer], tuple[str, list[LegendEntry], list[str]], str]]:
    """Return the map of the difference for documents: its layers, its legend, and what it shows in words.

    None if the scenario was not computed or has no values of the indicator.
    """
    words, facts = context.words, context.facts
    scenario = next((one for one in context.study.records(Scenario) if one.scenario_id == scenario_id), None)
    shown = None if scenario is None else compared(context.study, facts, scenario_id, indicator)
    if scenario is None or shown is None:
        return None
    name = f"{scenario_id} {indicator.id}"
    make = partial(units_layer, entries=change_entries(shown, words), name=f"{name} change")
    layer = context.stock.made(f"scenario {name} change", make)
    marks = context.stock.marks(f"scenario {scenario_id}", partial(effect_layers, effects=_acting(context, scenario)))
    told = words("map_change_legend", unit=change_unit(indicator, facts, words))
    entries = [*change_entries(shown, words), *_effect_entries(context, scenario)]
    alt = words(
        "alt_scenario",
        scenario=scenario.title,
        indicator=indicator.title.in_language(facts.language),
        before=facts.value(shown.cities[BEFORE], indicator),
        after=facts.value(shown.cities[AFTER], indicator),
        reading=" ".join(reading_lines(context, shown)),
    )
    return [*marks, *context.stock.framed(layer)], (told, entries, [words("legend_counts")]), alt


def _effect_entries(context: Context, scenario: Scenario) -> list[LegendEntry]:
    """Return the legend of the places of measures, one entry for each kind of geometry that occurs."""
    found = {kind_of(item.geometry) for item in _acting(context, scenario)}
    symbols = effect_symbols(theme.INK)
    return [
        LegendEntry(symbols[kind], context.words(f"scenario_place_{kind}"), "")
        for kind in ("point", "line", "area")
        if kind in found
    ]


def both_entries(context: Context, shown: Compared) -> list[LegendEntry]:
    """Return the legend of the values with the number of units before and after."""
    words, sides = context.words, [shown.classes[side] for side in (BEFORE, AFTER)]
    colours = class_colours(sides[0], context.facts.sector(shown.indicator).colour)
    entries: list[LegendEntry] = []
    for place, item in enumerate(sides[0].classes):
        text = label(item, sides[0], words.language, words("class_below"), words("class_above"), words("class_more"))
        counts = " | ".join(str(one.classes[place].count) for one in sides)
        symbol = filled(colours[place], lines_over=sides[0].diverging and item.side > 0)
        entries.insert(0, LegendEntry(symbol, f"{text} ({counts})", ""))
    for symbol, key, found in (
        (few_cases_symbol(), "legend_few", [one.few for one in sides]),
        (no_data_symbol(), "legend_missing", [one.missing for one in sides]),
    ):
        if any(found):
            entries.append(LegendEntry(symbol, f"{words(key)} ({' | '.join(map(str, found))})", ""))
    return entries


def reading_lines(context: Context, shown: Compared) -> list[str]:
    """Return how many units change, how many people are newly served, what it costs, and what was assumed."""
    words, facts, change, one = context.words, context.facts, shown.change, shown.row
    counts = {"more": int((change > 0).sum()), "less": int((change < 0).sum()), "same": int((change == 0).sum())}
    found = [words("scenario_units", **counts, unknown=int(change.isna().sum()))]
    if not _unknown(one["served"]):
        found.append(words("scenario_served_line", people=_people(context, one["served"])))
    if np.nan_to_num(one["lost"]) >= 0.5:
        found.append(words("scenario_lost_line", people=_people(context, one["lost"])))
    if not _unknown(one["eur_per_person"]):
        cost, each = money(context, one["cost_eur"]), money(context, one["eur_per_person"])
        found.append(words("scenario_cost_line", cost=cost, each=each))
    flags = facts.flag_words({flag for flag in str(one["flags"]).split(",") if flag})
    if flags:
        found.append(words("scenario_flags", flags="; ".join(flags)))
    found.append(words("scenario_assumed"))
    return found


# Side by side --------------------------------------------------------------------------------------------------------


def _comparison(context: Context) -> list[Page]:
    """Return the values of the municipality today and in each scenario, and what it costs per person newly served."""
    words, frame = context.words, scenario_comparison(context.study)
    names = [
        item.scenario_id for item in context.study.records(Scenario) if item.scenario_id in set(frame["scenario_id"])
    ]
    titles = dict(zip(frame["scenario_id"], frame["title"]))
    moved = frame[frame["judgement"] != "unchanged"]["indicator_id"].drop_duplicates()
    rows = [_compared(context, frame[frame["indicator_id"] == key], names) for key in moved]
    columns = [Column(words("scenario_indicator"), 4.2), Column(words("scenario_today"), 1.5, True)]
    columns += [Column(titles[name], 3.0, True) for name in names]
    note = words("scenario_compare_note")
    contents = Contents(columns, [item for item in rows if item is not None], words("scenario_compare_intro"), note)
    section = words("section_scenarios")
    return table_pages(context, "scenarios", words("scenario_compare_title"), section, contents, variant="compare")


def _compared(context: Context, rows: pd.DataFrame, names: Sequence[str]) -> Row:
    facts, words = context.facts, context.words
    indicator = facts.catalogue.indicators[rows.iloc[0]["indicator_id"]]
    cells = []
    for name in names:
        own = rows[rows["scenario_id"] == name]
        if not len(own):
            cells.append(Cell("–", "quiet"))
            continue
        one = own.iloc[0]
        change = signed(context, one["change"], indicator, with_unit=False)
        lines = [f"{facts.value(one['after'], indicator, with_unit=False)} ({change})"]
        if not _unknown(one["served"]) and one["served"] >= 0.5:
            lines.append(words("scenario_newly", people=_people(context, one["served"])))
        if not _unknown(one["eur_per_person"]):
            lines.append(words("scenario_each", cost=money(context, one["eur_per_person"])))
        cells.append(Cell("\n".join(lines), _COLOURS.get(one["judgement"], "ink")))
    today = facts.value(rows.iloc[0]["before"], indicator, with_unit=False)
    return row(indicator_name(context, indicator), today, *cells)
