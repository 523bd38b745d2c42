# SPDX-License-Identifier: GPL-2.0-or-later
"""The profile of a planning unit on one page: map of need, scores, place among all units, strengths, measures."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import pandas as pd
from qgis.core import QgsExpressionContextUtils, QgsRectangle, QgsVectorLayer

from ...catalogue.numbers import NO_BREAK_SPACE
from ...catalogue.products import load_products
from ...engine.composite.needs import INDEX, STRONG, WEAK
from ...engine.compute import FEW_PERSONS
from ...model.indicator import Indicator
from ...study.comparison import changes, periods_of
from ...study.overlay_tables import CELL_NEEDS
from ...study.rows import split_ids
from ...study.swot import ACCEPTED, OPPORTUNITY, STRENGTH, THREAT, WEAKNESS, entries
from .. import theme
from ..furniture import Pagination, city_name, footer, framed_map, header, heading, key_figure, no_number, scale_in_map
from ..grid import GAP, ROW_GAP, Grid
from ..layers import BASE, DISTRICTS, OVERLAY, UNIT_VARIABLE, LayerFactory
from ..legends import small_legend
from ..measure_words import measure_line
from ..products import PRODUCT, legend_entries
from ..sheet import Box, Sheet
from ..styles import FEW_PEOPLE, LegendEntry, class_entries
from .blocks import TEXT, chart, charts_work, listing
from .page import Context, Page

_TILE, _LEGEND, _HEADING = 15.5, 11.0, 6.5
_LEAST_RADAR = 3
_MOST_CHANGES = 6
_LISTS = 48.0
"""Height of the lists at the foot of the page that the rows above leave free."""


@dataclass(frozen=True)
class Profiles:
    """What all profiles draw from, read when the first of them is drawn."""

    context: Context

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each indicator in the index of the scheme in force."""
        needs = self.context.study.needs()
        rows = needs[(needs["scope"] == "indicator") & needs["weight"].notna()] if "weight" in needs else needs.iloc[:0]
        return {str(key): float(weight) for key, weight in rows.groupby("key")["weight"].max().items()}

    @cached_property
    def swot(self) -> pd.DataFrame:
        """The entries of strengths, weaknesses, opportunities and threats that people have accepted."""
        found = entries(self.context.study)
        return found[found["state"] == ACCEPTED]

    @cached_property
    def previous(self) -> str:
        """The reference date before that of the study, empty if there is none."""
        earlier = [one for one in self.context.study.periods() if one < self.context.facts.settings.reference_date]
        return max(earlier, default="")

    @cached_property
    def changed(self) -> dict[str, pd.DataFrame]:
        """Change since the previous reference date by indicator, with a row per planning unit."""
        study, facts = self.context.study, self.context.facts
        now = facts.settings.reference_date
        both = [item.id for item in facts.computed if {self.previous, now} <= set(periods_of(study, item.id))]
        tables = {name: changes(study, facts.catalogue, name, self.previous, now) for name in both}
        return {name: table.set_index("unit_id") for name, table in tables.items()}

    @cached_property
    def has_cells(self) -> bool:
        """Whether the needs of cells are stored."""
        product = load_products()["cell_needs"]
        frame = self.context.study.product(CELL_NEEDS, scheme_id=self.context.facts.settings.scheme).frame
        return bool(len(frame)) and bool(frame[product.field].notna().any())


def pages(context: Context) -> list[Page]:
    """Return the profiles of all planning units in order of names; none before the needs are assessed."""
    if INDEX not in context.facts.need_keys():
        return []
    shared, section = Profiles(context), context.words("section_profiles")
    return [
        Page(
            f"profile:{unit_id}",
            context.words("profile_title", unit=str(unit["name"])),
            section,
            theme.ACCENT,
            partial(_draw, context, shared, str(unit_id)),
        )
        for unit_id, unit in context.facts.units.iterrows()
    ]


@dataclass(frozen=True)
class _Regions:
    map: Box
    legend: Box
    radar: Box
    tiles: Box
    strip: Box
    lists: Box


def _regions(grid: Grid) -> _Regions:
    content = grid.content
    if grid.is_portrait:
        upper = content._replace(height=0.34 * content.height)
        left, right = upper.columns(2, GAP)
        under = content.below(upper.height + ROW_GAP)
        tiles = under._replace(height=_TILE)
        rest = under.below(_TILE + ROW_GAP)
        strip = rest._replace(height=rest.height - _LISTS - ROW_GAP - 8.0)
        lists = rest.below(strip.height + ROW_GAP)
    else:
        left_column = content._replace(width=0.36 * content.width)
        left = left_column._replace(height=0.52 * content.height)
        right = left_column.below(left.height + ROW_GAP)
        under = Box(left.right + GAP, content.y, content.right - left.right - GAP, content.height)
        tiles = under._replace(height=_TILE)
        rest = under.below(_TILE + ROW_GAP)
        strip = rest._replace(height=rest.height - _LISTS - ROW_GAP)
        lists = rest.below(strip.height + ROW_GAP)
    picture = left._replace(height=left.height - _LEGEND - 1.5)
    legend_box = Box(left.x, picture.bottom + 1.5, left.width, _LEGEND)
    return _Regions(picture, legend_box, right, tiles, strip, lists)


def _draw(context: Context, shared: Profiles, unit_id: str, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    name = str(facts.units.loc[unit_id, "name"])
    subtitle = words("profile_subtitle", municipality=facts.settings.municipality, date=facts.reference_date)
    header(sheet, facts, words("section_profiles"), theme.ACCENT, name, subtitle)
    footer(sheet, facts, words, page, facts.sources)
    QgsExpressionContextUtils.setLayoutVariable(sheet.layout, UNIT_VARIABLE, unit_id)
    regions = _regions(Grid.of(sheet.format))
    scale = framed_map(sheet, regions.map, _layers(context, shared), _extent(context, unit_id), facts)
    scale_in_map(sheet, regions.map, scale, facts, words)
    _legend(context, shared, sheet, regions.legend)
    _tiles(context, sheet, regions.tiles, unit_id)
    _radar(context, sheet, regions.radar, unit_id, name)
    _strip(context, shared, sheet, regions.strip, unit_id, name)
    _lists(context, shared, sheet, regions.lists, unit_id)


# Map -----------------------------------------------------------------------------------------------------------------


def _extent(context: Context, unit_id: str) -> QgsRectangle:
    extent = QgsRectangle(*context.unit_bounds[unit_id])
    extent.grow(0.05 * max(extent.width(), extent.height()))
    return extent


def _layers(context: Context, shared: Profiles) -> list[QgsVectorLayer]:
    """Return the need of cells (else of planning units) under the veil that leaves one unit free."""
    veil = context.stock.made("veil", LayerFactory.veil)
    if not shared.has_cells:
        return [veil, *context.stock.need(INDEX, labels=False)]
    product = load_products()["cell_needs"]
    found = context.stock.product(product, scheme_id=context.facts.settings.scheme)
    below = [layer for layer in found if layer.customProperty(BASE) != DISTRICTS]
    streets = context.stock.made("streets", partial(LayerFactory.base, role="streets", kind=OVERLAY))
    above = [layer for layer in below if not layer.customProperty(PRODUCT)]
    cells = [layer for layer in below if layer.customProperty(PRODUCT)]
    return [veil, *above, *([streets] if streets is not None else []), *cells]


def _legend(context: Context, shared: Profiles, sheet: Sheet, box: Box) -> None:
    facts, words = context.facts, context.words
    if shared.has_cells:
        product = load_products()["cell_needs"]
        rows = context.study.product(CELL_NEEDS, scheme_id=facts.settings.scheme)
        entries = legend_entries(product, rows, facts.catalogue, words, on_cells=True)
    else:
        entries = class_entries(facts.need_classes(INDEX), "need", theme.ACCENT, words, FEW_PEOPLE)
    bare = [LegendEntry(entry.symbol, entry.text.rpartition(" (")[0] or entry.text, "") for entry in entries]
    title = words("profile_map_cells" if shared.has_cells else "profile_map_units")
    with sheet.slot("legend_title", box._replace(height=3.6)) as place:
        sheet.text(place, title, theme.SMALL.but(bold=True), name="legend_title")
    small_legend(sheet, box.below(3.8), bare, 3)


# Key figures ---------------------------------------------------------------------------------------------------------


def _tiles(context: Context, sheet: Sheet, box: Box, unit_id: str) -> None:
    facts, words = context.facts, context.words
    people, total = (float(facts.population().get(name, np.nan)) for name in (unit_id, facts.city_id))
    area = float(facts.units.loc[unit_id, "area_ha"])
    is_few = people < FEW_PERSONS
    share = words("share_of_city", share=facts.number(100 * people / total, 1)) if total > 0 and not is_few else ""
    inhabitants = words("fewer_than", count=FEW_PERSONS) if is_few else facts.number(people)
    needs, city = facts.needs(INDEX), facts.need_of_city(INDEX)
    own = float(needs.loc[unit_id, "need"])
    rank = words("need_rank", rank=int((needs["need"] > own).sum()) + 1, count=int(needs["need"].notna().sum()))
    compared = words("profile_need_of_city", place=city_name(facts, words), value=facts.number(city["need"]), rank=rank)
    persons = float("nan") if is_few else float(needs.loc[unit_id, "persons"])
    part = f"{facts.number(100 * persons / city['persons'], 1)}{NO_BREAK_SPACE}%" if city["persons"] > 0 else "–"
    affected = words("profile_in_need_note", share=part, place=city_name(facts, words))
    of_area = words("share_of_area", share=facts.number(100 * area / facts.city_area_ha, 1))
    known = own == own
    told = [
        (words("population"), inhabitants, "" if no_number(people) else share, theme.ACCENT),
        (words("area"), words("hectares", area=facts.number(area)), of_area, theme.ACCENT),
        (words("need_index"), facts.number(own) if known else "–", compared if known else "", theme.WARNING),
        (
            words("profile_in_need"),
            facts.number(persons) if persons == persons else "–",
            affected if persons == persons and city["persons"] > 0 else "",
            theme.WARNING,
        ),
    ]
    with sheet.slot("figures", box) as place:
        for cell, (title, value, note, colour) in zip(place.columns(4, 2.5), told):
            key_figure(sheet, cell, title, value, note, colour)


# Charts --------------------------------------------------------------------------------------------------------------


def _radar(context: Context, sheet: Sheet, box: Box, unit_id: str, name: str) -> None:
    facts, words = context.facts, context.words
    sectors = [key for key in facts.need_keys() if key != INDEX]
    with sheet.slot("radar_title", box._replace(height=_HEADING)) as place:
        heading(sheet, place, words("profile_scores"), theme.ACCENT)
    room = box.below(_HEADING)
    if any(facts.needs(key).loc[unit_id, "coverage"] < 1 - 1e-9 for key in sectors):
        room = room._replace(height=room.height - 3.4)
        note = Box(room.x, room.bottom + 0.2, room.width, 3.2)
        sheet.text(note, words("profile_partly"), theme.TINY, name="radar_note")
    if len(sectors) < _LEAST_RADAR or not charts_work():
        chart(sheet, room, "radar", lambda size: _rows_of_sectors(context, unit_id, size), words)
        return
    from ..chart_contents import spokes
    from ..chart_radar import radar_chart

    parts, names = spokes(facts, words, unit_id), (name, facts.settings.municipality)
    chart(sheet, room, "radar", lambda size: radar_chart(parts, names, size), words)


def _rows_of_sectors(context: Context, unit_id: str, size: tuple[float, float]):
    """Return bars in place of a radar where there are too few fields of action for one."""
    from ..chart_bars import Row, ranking_chart
    from ..chart_contents import spokes

    facts, words = context.facts, context.words
    parts = spokes(facts, words, unit_id)
    rows = [Row(part.title, part.own, f"{part.own_text} ({part.city_text})", "#6b7280") for part in parts]
    return ranking_chart(rows, (), size)


def _strip(context: Context, shared: Profiles, sheet: Sheet, box: Box, unit_id: str, name: str) -> None:
    facts, words = context.facts, context.words
    with sheet.slot("strip_title", box._replace(height=_HEADING)) as place:
        heading(sheet, place, words("profile_among"), theme.ACCENT)
    room = box.below(_HEADING)
    if not charts_work():
        chart(sheet, room, "strip", lambda size: None, words)
        return
    from ..chart_contents import lanes
    from ..chart_values import strip_chart, strip_height

    rated = _rated(shared, facts.computed)
    names = (name, facts.settings.municipality, words("chart_others"), words("chart_worst"), words("chart_best"))
    rows = lanes(facts, words, unit_id, rated)
    count = len(rows)
    while count > 1 and strip_height(rows[:count], names, room.width) > room.height - (3.6 if count < len(rows) else 0):
        count -= 1
    if count < len(rows):
        room = room._replace(height=room.height - 3.6)
        note = Box(room.x, room.bottom + 0.3, room.width, 3.3)
        sheet.text(note, words("profile_more", count=len(rows) - count), theme.TINY, name="strip_note")
    shown = _in_order(rows[:count], rated[:count], facts.computed)
    chart(sheet, room, "strip", lambda size: strip_chart(shown, names, size), words)


def _rated(shared: Profiles, computed: Sequence[Indicator]) -> list[Indicator]:
    """Return the rated indicators: the weightiest of each field of action first, then the second of each, and so on."""
    sectors: dict[str, list[Indicator]] = {}
    for item in sorted((item for item in computed if item.is_scored), key=lambda one: -shared.weights.get(one.id, 0.0)):
        sectors.setdefault(item.sector, []).append(item)
    rounds = itertools.zip_longest(*sectors.values())
    return [item for members in rounds for item in members if item is not None]


def _in_order(rows: Sequence, chosen: Sequence[Indicator], computed: Sequence[Indicator]) -> list:
    """Return rows in the order of the catalogue, so that every profile has the same."""
    by_id = {item.id: row for item, row in zip(chosen, rows)}
    return [by_id[item.id] for item in computed if item.id in by_id]


# Lists ---------------------------------------------------------------------------------------------------------------


def _lists(context: Context, shared: Profiles, sheet: Sheet, box: Box, unit_id: str) -> None:
    words = context.words
    strengths, needs = judged(context, shared, unit_id)
    limits = _limits(context, shared, unit_id)
    nothing, no_measure = words("none"), words("profile_no_measure")
    measures = measures_in(context, unit_id)
    parts = [
        (words("profile_strengths"), strengths, "strengths", nothing, theme.STRONG, limits[0]),
        (words("profile_needs"), needs, "weaknesses", nothing, theme.NEED, limits[1]),
        (words("profile_measures"), measures, "measures", no_measure, theme.ACCENT, ""),
    ]
    if shared.previous:
        title = words("profile_change", date=context.facts.date(shared.previous))
        lines = change_lines(context, shared, unit_id)
        parts.append((title, lines, "change", words("profile_no_change"), theme.ACCENT, ""))
    if len(parts) > 3:
        cells = _in_two_rows(box, [len(lines) for _, lines, *_ in parts])
    else:
        cells = box.columns(len(parts), 5.0)
    for cell, (title, lines, name, empty, colour, intro) in zip(cells, parts):
        listing(sheet, cell, title, lines, words, name, colour, empty, TEXT, is_list=True, intro=intro)


def _in_two_rows(box: Box, lines: Sequence[int]) -> list[Box]:
    """Return four places in two rows, the row with the longer list higher than the other."""
    needed = [3.0 + max(lines[:2]), 3.0 + max(lines[2:])]
    height = min(max(needed[0] / sum(needed), 0.3), 0.7) * (box.height - 2.5)
    upper, lower = box._replace(height=height), box.below(height + 2.5)
    return [*upper.columns(2, 5.0), *lower.columns(2, 5.0)]


def _limits(context: Context, shared: Profiles, unit_id: str) -> tuple[str, str]:
    """Return what stands above strengths and needs that nobody has discussed yet: from which score on they count."""
    if (shared.swot["unit_id"] == unit_id).any():
        return "", ""
    words, number = context.words, context.facts.number
    strong, weak = words("profile_from", score=number(STRONG)), words("profile_to", score=number(WEAK))
    return words("profile_by_score", limit=strong), words("profile_by_score", limit=weak)


def judged(context: Context, shared: Profiles, unit_id: str) -> tuple[list[str], list[str]]:
    """Return strengths and needs: the entries that people accepted for the unit, else what the scores say."""
    words = context.words
    own = shared.swot[shared.swot["unit_id"] == unit_id]
    if len(own):
        told: dict[str, list[str]] = {kind: [] for kind in (STRENGTH, OPPORTUNITY, WEAKNESS, THREAT)}
        for kind, text in zip(own["kind"], own["text"]):
            if kind in told:
                told[kind].append(str(text))
        chances = [words("profile_chance", text=text) for text in told[OPPORTUNITY]]
        risks = [words("profile_risk", text=text) for text in told[THREAT]]
        return [*told[STRENGTH], *chances], [*told[WEAKNESS], *risks]
    return _by_score(context, unit_id)


def _by_score(context: Context, unit_id: str) -> tuple[list[str], list[str]]:
    facts = context.facts
    scores = {}
    for indicator in facts.computed:
        row = facts.table(indicator.id).loc[unit_id]
        if indicator.is_scored and not row["few"] and not no_number(row["score"]):
            title = indicator.title.in_language(facts.language)
            scores[f"{title}: {facts.value(row['shown'], indicator)}"] = float(row["score"])
    ordered = sorted(scores, key=lambda line: scores[line])
    strengths = [line for line in reversed(ordered) if scores[line] >= STRONG]
    needs = [line for line in ordered if scores[line] <= WEAK]
    return strengths, needs


def measures_in(context: Context, unit_id: str) -> list[str]:
    """Return the measures of the register in a planning unit, with their status."""
    found = [item for item in context.facts.measures if unit_id in split_ids(item.unit_ids)]
    return [measure_line(item, context.facts, context.words) for item in found]


def change_lines(context: Context, shared: Profiles, unit_id: str) -> list[str]:
    """Return the greatest changes since the previous reference date, with what they are worth."""
    facts, words = context.facts, context.words
    judgements = {"better": "profile_better", "worse": "profile_worse", "unchanged": "profile_unchanged"}
    found = []
    for name, table in shared.changed.items():
        indicator = facts.catalogue.indicators[name]
        if unit_id not in table.index or facts.table(name).loc[unit_id, "few"]:
            continue
        row = table.loc[unit_id]
        flags = set(str(row["flags"] or "").split(",")) - {""}
        if no_number(row["change"]) or "few_cases" in flags:
            continue
        key = judgements.get(row["judgement"], "profile_not_judged")
        told = words(key) if not flags else words("profile_doubtful", judged=words(key))
        line = words(
            "profile_change_line",
            title=indicator.title.in_language(facts.language),
            before=facts.value(row["value_from"], indicator),
            after=facts.value(row["value_to"], indicator),
            judged=told,
        )
        found.append((abs(float(row["change_score"])) if not no_number(row["change_score"]) else 0.0, line))
    found.sort(key=lambda pair: -pair[0])
    return [line for _, line in found[:_MOST_CHANGES]]
