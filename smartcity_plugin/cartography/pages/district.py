# SPDX-License-Identifier: GPL-2.0-or-later
"""One page per district: where it lies, what is there, its values against municipality and target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Optional

import numpy as np
from qgis.core import QgsExpressionContextUtils, QgsRectangle

from ...engine.composite.needs import INDEX, STRONG, WEAK
from ...engine.compute import FEW_PERSONS
from ...model.indicator import Indicator
from .. import text as typography
from .. import theme
from ..facts import PARTIAL_COVERAGE, Facts
from ..furniture import (
    Pagination,
    city_name,
    footer,
    framed_map,
    header,
    heading,
    key_figure,
    no_number,
    scale_in_map,
    score_bar,
    small_legend,
)
from ..grid import Grid
from ..layers import UNIT_VARIABLE, geometry_of
from ..looks import read_looks
from ..sheet import BOTTOM, CENTRE, LEFT, MIDDLE, RIGHT, Box, Sheet
from ..styles import LegendEntry, layer_symbol
from ..wording import Wording
from .page import Context, Page

_LEGEND, _MARKS, _TILES, _INSET = 21.0, 25.0, 34.0, 37.0
_TABLE_WIDTH, _COLUMN_GAP = 145.0, 6.0
_PORTRAIT_TABLE = 0.5
"""Share of a portrait page that the table takes."""
_ROW, _LOW, _SECTOR = 5.4, 3.7, 5.0
_HEAD = 8.0
_MARK_STYLE = theme.SMALL.but(size=7, smallest=5.4)


@dataclass(frozen=True)
class Row:
    """A line of the table: an indicator, or the heading of a sector."""

    title: str
    colour: str
    indicator: Optional[Indicator] = None


@dataclass(frozen=True)
class Regions:
    """The parts of a district's page."""

    map: Box
    legend: Box
    strengths: Box
    weaknesses: Box
    tiles: Box
    inset: Box
    table: Box


def regions(grid: Grid) -> Regions:
    """Return where things stand: table to the right of the map, or below it on portrait pages."""
    content = grid.content
    if grid.is_portrait:
        return _portrait(content)
    left = content._replace(width=content.width - _TABLE_WIDTH - _COLUMN_GAP)
    right = Box(left.right + _COLUMN_GAP, content.y, _TABLE_WIDTH, content.height)
    marks = left.below(left.height - _MARKS)
    strengths, weaknesses = marks.columns(2, 5)
    return Regions(
        left._replace(height=left.height - _MARKS - _LEGEND - 2.5),
        Box(left.x, marks.y - _LEGEND - 1, left.width, _LEGEND),
        strengths,
        weaknesses,
        right._replace(width=right.width - _INSET - 4, height=_TILES),
        Box(right.right - _INSET, right.y, _INSET, _TILES + 1),
        right.below(_TILES + 5),
    )


def _portrait(content: Box) -> Regions:
    table = content.below((1 - _PORTRAIT_TABLE) * content.height + 2)
    upper = content._replace(height=table.y - content.y - 4)
    right = Box(content.right - 2 * _INSET, upper.y, 2 * _INSET, upper.height)
    left = upper._replace(width=upper.width - right.width - _COLUMN_GAP)
    inset = Box(right.x, right.y + _TILES + 3, right.width, _INSET)
    marks = right.below(inset.bottom - right.y + 1)
    upper_half = marks._replace(height=marks.height / 2)
    return Regions(
        left._replace(height=left.height - _LEGEND - 1.5),
        left.below(left.height - _LEGEND),
        upper_half,
        marks.below(marks.height / 2),
        right._replace(height=_TILES),
        inset,
        table,
    )


def pages(context: Context) -> list[Page]:
    """Return the pages of all districts in order of names; tables that are too long go on on a second page."""
    words, found = context.words, []
    rows, grid = _rows(context.facts), context.grid
    first, *others = _parts(rows, regions(grid).table.height, grid.content.height)
    for unit_id, unit in context.facts.units.iterrows():
        section = words("section_districts")
        name = str(unit["name"])
        found.append(Page(f"unit:{unit_id}", name, section, theme.ACCENT, partial(_draw, context, unit_id, first)))
        for number, part in enumerate(others, start=2):
            draw = partial(_draw_table_page, context, unit_id, part)
            title = words("continued", title=name)
            found.append(
                Page(f"unit:{unit_id}:{number}", title, section, theme.ACCENT, draw, listed=False, variant="more")
            )
    return found


def _rows(facts: Facts) -> list[Row]:
    rows: list[Row] = []
    for key, sector in facts.catalogue.sectors.items():
        members = [item for item in facts.computed if item.sector == key]
        if members:
            rows.append(Row(sector.title.in_language(facts.language), sector.colour))
            rows += [Row(item.title.in_language(facts.language), sector.colour, item) for item in members]
    return rows


def _parts(rows: Sequence[Row], first: float, others: float) -> list[list[Row]]:
    """Return the rows of the first page and of those after it, whose tables have the heights given."""
    parts: list[list[Row]] = [[]]
    used, room = 0.0, first - _HEAD
    for row in rows:
        height = _LOW if row.indicator else _SECTOR
        if used + height + (0 if row.indicator else _LOW) > room:
            parts.append([])
            used, room = 0.0, others - _HEAD
        parts[-1].append(row)
        used += height
    return parts


def _draw(context: Context, unit_id: str, rows: Sequence[Row], sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    name = str(facts.units.loc[unit_id, "name"])
    subtitle = words("district_subtitle", municipality=facts.settings.municipality, date=facts.reference_date)
    header(sheet, facts, words("section_districts"), theme.ACCENT, name, subtitle)
    footer(sheet, facts, words, page, facts.sources)
    QgsExpressionContextUtils.setLayoutVariable(sheet.layout, UNIT_VARIABLE, unit_id)
    places = regions(Grid.of(sheet.format))
    scale = framed_map(sheet, places.map, context.stock.detail(), _extent(context, unit_id), facts)
    scale_in_map(sheet, places.map, scale, facts, words)
    small_legend(sheet, places.legend, _legend(context), 3)
    framed_map(sheet, places.inset, context.stock.inset(), context.stock.extent(), facts, "inset", False)
    with sheet.slot("figures", places.tiles) as box:
        _tiles(sheet, box, unit_id, facts, words)
    with sheet.slot("table", places.table) as box:
        _table(sheet, box, unit_id, rows, facts, words)
    _strengths_and_needs(sheet, places, unit_id, facts, words)


def _draw_table_page(context: Context, unit_id: str, rows: Sequence[Row], sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    title = words("continued", title=str(facts.units.loc[unit_id, "name"]))
    header(sheet, facts, words("section_districts"), theme.ACCENT, title)
    footer(sheet, facts, words, page, facts.sources)
    with sheet.slot("table", Grid.of(sheet.format).content) as box:
        _table(sheet, box, unit_id, rows, facts, words)


def _extent(context: Context, unit_id: str) -> QgsRectangle:
    """Return the extent of a district with some of its surroundings."""
    bounds = context.unit_bounds[unit_id]
    extent = QgsRectangle(*bounds)
    extent.grow(0.04 * max(extent.width(), extent.height()))
    return extent


def _legend(context: Context) -> list[LegendEntry]:
    facts, looks = context.facts, read_looks()
    entries = []
    for role in context.stock.detail_roles():
        layer = context.stock.inventory(role)
        look = looks.roles.get(role)
        symbol = layer_symbol(look, geometry_of(layer)) if look else layer.renderer().symbol()
        entries.append(LegendEntry(symbol, facts.passports[role].title or facts.role_title(role), ""))
    return entries


def _tiles(sheet: Sheet, box: Box, unit_id: str, facts: Facts, words: Wording) -> None:
    people = facts.population().get(unit_id, np.nan)
    area = facts.units.loc[unit_id, "area_ha"]
    total = facts.population().get(facts.city_id, np.nan)
    share = (
        words("share_of_city", share=facts.number(100 * people / total, 1)) if total > 0 and people == people else ""
    )
    hectares = words("hectares", area=facts.number(area, 0))
    of_city = words("share_of_area", share=facts.number(100 * area / facts.city_area_ha, 1))
    density = words("per_hectare", value=facts.number(people / area, 1)) if people == people else facts.number(None)
    inhabitants = facts.number(people)
    if people < FEW_PERSONS:
        inhabitants, density, share = words("fewer_than", count=FEW_PERSONS), "–", ""
    upper, lower = box.columns(2, 3), box.below(18).columns(2, 3)
    places = [tile._replace(height=15.5) for tile in (*upper, *lower)]
    key_figure(sheet, places[0], words("population"), inhabitants, share, theme.ACCENT)
    key_figure(sheet, places[1], words("area"), hectares, of_city, theme.ACCENT)
    key_figure(sheet, places[2], words("density"), density, words("density_note"), theme.ACCENT)
    if INDEX in facts.need_keys():
        needs = facts.needs(INDEX)["need"]
        own = needs.get(unit_id, np.nan)
        rank = int((needs > own).sum()) + 1
        note = words("need_rank", rank=rank, count=int(needs.notna().sum())) if own == own else ""
        key_figure(sheet, places[3], words("need_index"), facts.number(own), note, theme.WARNING)


def _table(sheet: Sheet, box: Box, unit_id: str, rows: Sequence[Row], facts: Facts, words: Wording) -> None:
    sectors = sum(row.indicator is None for row in rows)
    height = (box.height - _HEAD - sectors * _SECTOR) / max(len(rows) - sectors, 1)
    height = min(max(height, _LOW), _ROW)
    widths = [box.width * share for share in (0.42, 0.16, 0.16, 0.11, 0.15)]
    edges = [box.x + sum(widths[:number]) for number in range(len(widths))]
    titles = ("table_indicator", "table_value", "table_city", "table_target", "table_score")
    for number, (edge, width, title) in enumerate(zip(edges, widths, titles)):
        align = LEFT if number == 0 else CENTRE if number == 4 else RIGHT
        text = words(title, municipality=city_name(facts, words))
        place = Box(edge + (0 if number == 0 else 1), box.y, width - (0 if number == 0 else 1.5), _HEAD - 1)
        sheet.text(place, text, theme.SMALL.but(bold=True), align, BOTTOM)
    sheet.rect(Box(box.x, box.y + _HEAD - 0.5, box.width, 0.3), theme.INK)
    y = box.y + _HEAD
    for row in rows:
        if row.indicator is None:
            sheet.rect(Box(box.x, y + 1.2, 1.6, 2.8), row.colour)
            sheet.text(
                Box(box.x + 2.6, y, box.width - 2.6, _SECTOR), row.title, theme.SMALL.but(bold=True), LEFT, MIDDLE
            )
            y += _SECTOR
            continue
        _table_row(sheet, Box(box.x, y, box.width, height), edges, widths, unit_id, row.indicator, facts, words)
        y += height


def _table_row(
    sheet: Sheet,
    line: Box,
    edges: Sequence[float],
    widths: Sequence[float],
    unit_id: str,
    indicator: Indicator,
    facts: Facts,
    words: Wording,
) -> None:
    own, city = facts.table(indicator.id).loc[unit_id], facts.of_city(indicator.id)
    value = facts.value(own["shown"], indicator) if not own["few"] else words("legend_few")
    star = "*" if PARTIAL_COVERAGE in own["flags"] and not no_number(own["shown"]) else ""
    target = facts.nominal(indicator.target.value, indicator.unit) if indicator.target else "–"
    texts = (indicator.title.in_language(facts.language), value + star, facts.value(city["value"], indicator), target)
    for number, text in enumerate(texts):
        place = Box(edges[number] + (0 if number == 0 else 1), line.y, widths[number] - 1.5, line.height)
        style = theme.SMALL.but(size=7 if number < 2 else 6.5, bold=number == 1, smallest=4.5 if number else 3.8)
        sheet.text(place, text, style, LEFT if number == 0 else RIGHT, MIDDLE)
    score = np.nan if own["few"] else own["score"]
    if indicator.is_scored and not no_number(score):
        score_bar(sheet, Box(edges[4] + 1, line.y, widths[4] - 1, line.height), score, city["score"])
    else:
        text = words("not_scored") if not indicator.is_scored else "–"
        place = Box(edges[4] + 1, line.y, widths[4] - 1, line.height)
        sheet.text(place, text, theme.TINY, CENTRE, MIDDLE)
    sheet.rect(Box(line.x, line.bottom - 0.08, line.width, 0.08), theme.TRACK)


def _strengths_and_needs(sheet: Sheet, places: Regions, unit_id: str, facts: Facts, words: Wording) -> None:
    scores = {}
    for indicator in facts.computed:
        row = facts.table(indicator.id).loc[unit_id]
        if indicator.is_scored and not row["few"] and not no_number(row["score"]):
            scores[indicator.title.in_language(facts.language)] = float(row["score"])
    ordered = sorted(scores, key=lambda title: scores[title])
    needs = [title for title in ordered if scores[title] <= WEAK]
    strengths = [title for title in reversed(ordered) if scores[title] >= STRONG]
    columns = (
        (places.strengths, "strengths", strengths, theme.STRONG),
        (places.weaknesses, "weaknesses", needs, theme.NEED),
    )
    style = _MARK_STYLE.but(size=min(_mark_size(titles, place, words) for place, _, titles, _ in columns))
    for place, key, titles, colour in columns:
        with sheet.slot(f"{key}_box", place) as box:
            used = heading(sheet, box, words(key), colour)
            sheet.text(box.below(used), _as_many_as_fit(titles, box.below(used), words), style, name=key)


def _mark_size(titles: Sequence[str], place: Box, words: Wording) -> float:
    """Return the size at which a list fits below its heading."""
    room = place.below(6.0)
    return typography.fit(_as_many_as_fit(titles, room, words), _MARK_STYLE, room.width, room.height).style.size


def _as_many_as_fit(titles: Sequence[str], box: Box, words: Wording) -> str:
    """Return the titles in one text; those that find no room are counted, the table has them all."""
    for count in range(len(titles), 0, -1):
        rest = [words("and_more", count=len(titles) - count)] if count < len(titles) else []
        text = "\u00a0· ".join([*titles[:count], *rest])
        if not typography.fit(text, _MARK_STYLE, box.width, box.height).shortened:
            return text
    return words("none")
