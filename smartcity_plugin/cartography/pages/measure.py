# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures: one page with map and schedule of all, and one page each with what the register holds."""

from __future__ import annotations

from functools import partial

from qgis.core import QgsExpressionContextUtils, QgsVectorLayer

from ...engine.composite.needs import INDEX
from ...model.strategy import Measure
from ...study import schema
from .. import styles, theme
from ..furniture import Pagination, footer, framed_map, header, heading, legend, scale_note
from ..grid import GAP, ROW_GAP, Grid
from ..layers import UNIT_VARIABLE, LayerFactory
from ..measure_words import status_of
from ..scenario_maps import effect_layers, effect_symbols, kind_of
from ..sheet import Box, Sheet
from ..styles import FEW_PEOPLE, LegendEntry, class_entries
from .blocks import HEADING_HEIGHT, TEXT, fact_table, least_height, listing, listing_height
from .focus import found_again
from .measure_facts import (
    Register,
    effect_lines,
    money_table,
    need_key,
    need_lines,
    need_title,
    needs_title,
    register_facts,
    result_lines,
)
from .page import Context, Omission, Page
from .table import Contents, draw_small_table, height_of

__all__ = ["Register", "need_lines", "omitted", "pages"]

MEASURE_VARIABLE = "smartcity_measure"
"""Layout variable with the number of the measure that a page is about."""

_SCALE, _SIDE, _INSET = 14.4, 40.0, 42.0
_PLACES = "#b5179e"
"""A colour that no need map has."""
_WIDE = 150.0
"""From this width on facts and lists stand side by side."""


def pages(context: Context) -> list[Page]:
    """Return a page for each measure, in the order of the register."""
    register, section = Register(context), context.words("section_measures")
    return [
        Page(
            f"measure:{measure.measure_id}",
            f"{measure.measure_id} {measure.title}",
            section,
            _colour(context, measure),
            partial(_draw, context, register, measure),
            variant="" if register.shapes(measure) else "no_map",
        )
        for measure in context.facts.measures
    ]


def omitted(context: Context) -> list[Omission]:
    """Return the maps of measures that are not there, because the register names no place for them."""
    register, words = Register(context), context.words
    return [
        Omission(
            f"measure:{measure.measure_id}",
            words("measure_map", title=f"{measure.measure_id} {measure.title}"),
            words("measure_without_place"),
        )
        for measure in context.facts.measures
        if not register.shapes(measure)
    ]


def _colour(context: Context, measure: Measure) -> str:
    sector = context.facts.catalogue.sectors.get(measure.sector or "")
    return sector.colour if sector else theme.ACCENT


def _draw(context: Context, register: Register, measure: Measure, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    title = f"{measure.measure_id} {measure.title}"
    subtitle = words(
        "measure_subtitle", municipality=facts.settings.municipality, status=status_of(measure, facts, words)
    )
    header(sheet, facts, words("section_measures"), _colour(context, measure), title, subtitle)
    footer(sheet, facts, words, page, facts.sources)
    content = Grid.of(sheet.format).content
    if register.shapes(measure):
        content = _map(context, register, measure, sheet, content)
    _sheet(context, register, measure, sheet, content)


# Map -----------------------------------------------------------------------------------------------------------------


def _map(context: Context, register: Register, measure: Measure, sheet: Sheet, content: Box) -> Box:
    """Draw where the measure is, over the need there; returns the room that is left."""
    facts, words = context.facts, context.words
    if content.height > content.width:
        upper = content._replace(height=0.4 * content.height)
        box = upper._replace(width=upper.width - _SIDE - GAP)
        side = Box(box.right + GAP, upper.y, _SIDE, upper.height)
        rest = content.below(upper.height + ROW_GAP)
    else:
        left = content._replace(width=0.36 * content.width + GAP + _SIDE)
        rest = Box(left.right + GAP, content.y, content.right - left.right - GAP, content.height)
        left = _money_below(context, register, measure, sheet, left)
        box = left._replace(width=left.width - _SIDE - GAP)
        side = Box(box.right + GAP, left.y, _SIDE, left.height)
    for name, value in ((MEASURE_VARIABLE, measure.measure_id), (UNIT_VARIABLE, "")):
        QgsExpressionContextUtils.setLayoutVariable(sheet.layout, name, value)
    extent = register.bounds(measure)
    extent.grow(0.15 * max(extent.width(), extent.height()))
    key = need_key(context, measure)
    outline = context.stock.made("measure place", partial(_place_layer, symbol=styles.outline_symbol(theme.INK, 0.9)))
    below = context.stock.need(key) if key else context.stock.overview()
    acting = [item for item in register.effects.get(measure.measure_id, []) if item.geometry is not None]
    marks = context.stock.marks(f"measure {measure.measure_id}", partial(effect_layers, effects=acting, colour=_PLACES))
    scale = framed_map(sheet, box, [*marks, outline, *below], extent, facts)

    whole = context.stock.extent()
    height = min(side.width * whole.height() / whole.width(), _INSET, 0.27 * side.height)
    inset = Box(side.x, side.bottom - height, side.width, height)
    filled = context.stock.made("measure inset", partial(_place_layer, symbol=found_again()))
    framed_map(sheet, inset, [filled, *context.stock.inset()], whole, facts, name="inset", round_scale=False)
    scale_note(sheet, side.x, inset.y - _SCALE - 2.0, side.width, scale, facts, words)
    room = side._replace(height=side.height - height - _SCALE - 6.0)
    entries = [LegendEntry(styles.outline_symbol(theme.INK, 0.9), words("measure_place"), "")]
    kinds = {kind_of(item.geometry) for item in acting}
    symbols = effect_symbols(_PLACES)
    entries += [LegendEntry(symbols[kind], words(f"measure_effect_{kind}"), "") for kind in symbols if kind in kinds]
    if key:
        colour = theme.ACCENT if key == INDEX else facts.catalogue.sectors[key].colour
        entries += class_entries(facts.need_classes(key), "need", colour, words, FEW_PEOPLE)
        legend(sheet, room, need_title(context, key), entries, [words("legend_counts")])
    else:
        legend(sheet, room, words("legend_measures"), entries)
    return rest


def _place_layer(factory: LayerFactory, symbol) -> QgsVectorLayer:
    """Return the places of the measures, of which only that of the page is drawn."""
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsVectorLayer(factory.study.source(schema.MEASURES.name), "measures", "ogr", options)
    layer.setRenderer(styles.rules([LegendEntry(symbol, "", f'"measure_id" = @{MEASURE_VARIABLE}')]))
    return layer


# Costs and financing -------------------------------------------------------------------------------------------------


def _money_below(context: Context, register: Register, measure: Measure, sheet: Sheet, room: Box) -> Box:
    """Draw costs and financing at the foot of some room; returns what is left above."""
    contents = money_table(context, register, measure)
    if contents is None:
        return room
    height = min(height_of(contents, room.width) + HEADING_HEIGHT + 1.0, 0.42 * room.height)
    _money(context, measure, sheet, Box(room.x, room.bottom - height, room.width, height), contents)
    return room._replace(height=room.height - height - ROW_GAP)


def _money(context: Context, measure: Measure, sheet: Sheet, box: Box, contents: Contents) -> None:
    with sheet.slot("costs", box) as place:
        used = heading(sheet, place, context.words("measure_money"), _colour(context, measure))
        draw_small_table(sheet, place.below(used), contents, "costs_table", context.words("more_rows", count="{count}"))


# Facts ---------------------------------------------------------------------------------------------------------------


def _sheet(context: Context, register: Register, measure: Measure, sheet: Sheet, room: Box) -> None:
    """Draw what the register holds, the needs at the place, effects on goals and what a scenario computed."""
    facts = register_facts(context, register, measure)
    lists = _lists(context, register, measure)
    contents = money_table(context, register, measure)
    if room.width < _WIDE:
        low = max(sum(listing_height(lines or [empty], TEXT, room.width) + 3.0 for _, lines, _, empty in lists), 30.0)
        # Facts are never cut; lists say how much did not fit.
        spare = room.height - ROW_GAP - least_height(facts, room.width, 0.24)
        low = min(low, 0.45 * room.height, max(spare, 0.2 * room.height))
        used = fact_table(sheet, room._replace(height=room.height - low - ROW_GAP), facts, "facts", 0.24)
        if contents is not None and not register.shapes(measure):
            below = room.below(used + ROW_GAP)
            _draw_lists(context, measure, sheet, _money_below(context, register, measure, sheet, below), lists)
            return
        _draw_lists(context, measure, sheet, room.below(used + ROW_GAP), lists)
        return
    left, right = room.columns(2, GAP)
    fact_table(sheet, left, facts, "facts", 0.27)
    is_beside = register.shapes(measure) and not Grid.of(sheet.format).is_portrait
    rest = right if is_beside else _money_below(context, register, measure, sheet, right)
    _draw_lists(context, measure, sheet, rest, lists)


def _lists(context: Context, register: Register, measure: Measure) -> list[tuple[str, list[str], str, str]]:
    """Return title, lines, name and what stands where there are none of each list."""
    words = context.words
    nothing = "measure_no_needs" if register.place(measure) else "measure_needs_no_place"
    parts = [
        (needs_title(context, measure), need_lines(context, register, measure), "needs", words(nothing)),
        (words("measure_effects"), effect_lines(context, register, measure), "effects", words("measure_not_judged")),
    ]
    if register.effects.get(measure.measure_id):
        lines = result_lines(context, register, measure)
        parts.append((words("measure_results"), lines, "results", words("measure_not_computed")))
    return parts


def _draw_lists(
    context: Context, measure: Measure, sheet: Sheet, room: Box, parts: list[tuple[str, list[str], str, str]]
) -> None:
    wanted = [listing_height(lines or [empty], TEXT, room.width) for _, lines, _, empty in parts]
    factor = min((room.height - 3.0 * (len(parts) - 1)) / sum(wanted), 1.0)
    y = room.y
    for (title, lines, name, empty), height in zip(parts, wanted):
        box = Box(room.x, y, room.width, max(height * factor, HEADING_HEIGHT + 3.0))
        listing(sheet, box, title, lines, context.words, name, _colour(context, measure), empty, TEXT, is_list=True)
        y += height * factor + 3.0
