# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures: one page with map and schedule of all, and one page each with what the register holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import shapely
from qgis.core import QgsExpressionContextUtils, QgsRectangle, QgsVectorLayer

from ...engine.composite.needs import INDEX
from ...engine.table import GeoTable
from ...model.relation import Relation, RelationKind
from ...model.strategy import Measure
from ...study import schema
from ...study.relations import relations_of
from ...study.rows import split_ids
from .. import styles, theme
from ..furniture import Pagination, footer, framed_map, header, legend, no_number, scale_note
from ..grid import GAP, ROW_GAP, Grid
from ..layers import UNIT_VARIABLE, LayerFactory
from ..measure_words import cost_of, status_of, years_of
from ..sheet import Box, Sheet
from ..styles import FEW_PEOPLE, LegendEntry, class_entries
from .blocks import HEADING_HEIGHT, TEXT, Fact, fact_table, listing, listing_height
from .focus import found_again
from .page import Context, Omission, Page

MEASURE_VARIABLE = "smartcity_measure"
"""Layout variable with the number of the measure that a page is about."""

_SCALE, _SIDE, _INSET = 14.4, 40.0, 42.0


@dataclass(frozen=True)
class Register:
    """The measures with their places and what people judged of them; read when the first page is drawn."""

    context: Context

    @cached_property
    def units(self) -> GeoTable:
        """The planning units of all levels."""
        return self.context.study.units()

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of planning units by id."""
        return dict(zip(self.units.ids("unit_id"), self.units.frame["name"].fillna("").astype(str)))

    @cached_property
    def relations(self) -> list[Relation]:
        """What people judged: effects of measures on goals."""
        return relations_of(self.context.study, RelationKind.MEASURE_GOAL)

    def place(self, measure: Measure) -> list[str]:
        """Return the ids of the planning units of a measure that exist."""
        return [unit for unit in split_ids(measure.unit_ids) if unit in self.names]

    def bounds(self, measure: Measure) -> QgsRectangle:
        """Return the extent of the place of a measure."""
        shapes = dict(zip(self.units.ids("unit_id"), self.units.geometry))
        members = np.array([shapes[unit] for unit in self.place(measure)], dtype=object)
        return QgsRectangle(*shapely.total_bounds(members).tolist())


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
            variant="" if register.place(measure) else "no_map",
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
        if not register.place(measure)
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
    if register.place(measure):
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
        box = content._replace(width=0.36 * content.width)
        side = Box(box.right + GAP, content.y, _SIDE, content.height)
        rest = Box(side.right + GAP, content.y, content.right - side.right - GAP, content.height)
    for name, value in ((MEASURE_VARIABLE, measure.measure_id), (UNIT_VARIABLE, "")):
        QgsExpressionContextUtils.setLayoutVariable(sheet.layout, name, value)
    extent = register.bounds(measure)
    extent.grow(0.15 * max(extent.width(), extent.height()))
    key = need_key(context, measure)
    outline = context.stock.made("measure place", partial(_place_layer, symbol=styles.outline_symbol(theme.INK, 0.9)))
    below = context.stock.need(key) if key else context.stock.overview()
    scale = framed_map(sheet, box, [outline, *below], extent, facts)

    whole = context.stock.extent()
    height = min(side.width * whole.height() / whole.width(), _INSET)
    inset = Box(side.x, side.bottom - height, side.width, height)
    filled = context.stock.made("measure inset", partial(_place_layer, symbol=found_again()))
    framed_map(sheet, inset, [filled, *context.stock.inset()], whole, facts, name="inset", round_scale=False)
    scale_note(sheet, side.x, inset.y - _SCALE - 2.0, side.width, scale, facts, words)
    room = side._replace(height=side.height - height - _SCALE - 6.0)
    entries = [LegendEntry(styles.outline_symbol(theme.INK, 0.9), words("measure_place"), "")]
    if key:
        colour = theme.ACCENT if key == INDEX else facts.catalogue.sectors[key].colour
        entries += class_entries(facts.need_classes(key), "need", colour, words, FEW_PEOPLE)
        legend(sheet, room, _need_title(context, key), entries, [words("legend_counts")])
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


def need_key(context: Context, measure: Measure) -> str:
    """Return the need that a measure answers: that of its field of action, else the overall one; empty if none."""
    keys = context.facts.need_keys()
    if measure.sector in keys:
        return str(measure.sector)
    return INDEX if INDEX in keys else ""


def _need_title(context: Context, key: str) -> str:
    if key == INDEX:
        return context.words("need_index")
    sector = context.facts.catalogue.sectors[key].title.in_language(context.language)
    return context.words("measure_need_in", sector=sector)


# Facts ---------------------------------------------------------------------------------------------------------------


def _sheet(context: Context, register: Register, measure: Measure, sheet: Sheet, room: Box) -> None:
    """Draw what the register holds, the needs at the place and the effects on goals."""
    words = context.words
    nothing = "measure_no_needs" if register.place(measure) else "measure_needs_no_place"
    needs, effects = need_lines(context, register, measure), effect_lines(context, register, measure)
    parts = [
        (_needs_title(context, measure), needs, "needs", words(nothing)),
        (words("measure_effects"), effects, "effects", words("measure_not_judged")),
    ]
    lists = max(sum(listing_height(lines or [empty], TEXT, room.width) + 3.0 for _, lines, _, empty in parts), 30.0)
    lists = min(lists, 0.45 * room.height)
    used = fact_table(
        sheet,
        room._replace(height=room.height - lists - ROW_GAP),
        register_facts(context, register, measure),
        "facts",
        0.24,
    )
    below = room.below(used + ROW_GAP)
    wanted = [listing_height(lines or [empty], TEXT, room.width) for _, lines, _, empty in parts]
    factor = min((below.height - 3.0) / sum(wanted), 1.0)
    y = below.y
    for (title, lines, name, empty), height in zip(parts, wanted):
        box = Box(room.x, y, room.width, max(height * factor, HEADING_HEIGHT + 3.0))
        listing(sheet, box, title, lines, words, name, _colour(context, measure), empty, TEXT, is_list=True)
        y += height * factor + 3.0


def register_facts(context: Context, register: Register, measure: Measure) -> list[Fact]:
    """Return all fields of the register, those without an entry marked as such."""
    facts, words = context.facts, context.words
    kinds, sectors = facts.catalogue.vocabulary.measure_kinds, facts.catalogue.sectors
    sector, kind = sectors.get(measure.sector or ""), kinds.get(measure.kind or "")
    units = [register.names.get(unit, unit) for unit in split_ids(measure.unit_ids)]
    has_years = measure.start_year is not None or measure.end_year is not None
    entries = [
        (words("measure_description"), measure.description or ""),
        (words("measure_sector"), sector.title.in_language(context.language) if sector else ""),
        (words("measure_kind"), kind.title.in_language(context.language) if kind else ""),
        (words("measure_goals"), "; ".join(_goals(context, measure))),
        (words("measure_units"), ", ".join(units)),
        (words("measure_lead"), measure.lead or ""),
        (words("measure_partners"), measure.partners or ""),
        (words("measure_priority"), "" if measure.priority is None else str(measure.priority)),
        (words("measure_status"), status_of(measure, facts, words) if measure.status else ""),
        (words("measure_years"), years_of(measure, words) if has_years else ""),
        (words("measure_costs"), "" if measure.cost_eur is None else cost_of(measure, facts, words)),
    ]
    found = [Fact(title, value or words("not_entered"), bool(value)) for title, value in entries]
    if measure.is_example:
        found.append(Fact(words("measure_example"), words("measure_example_note")))
    return found


def _goals(context: Context, measure: Measure) -> list[str]:
    titles = {goal.goal_id: goal.title for goal in context.facts.goals}
    return [f"{goal} {titles.get(goal, '')}".strip() for goal in split_ids(measure.goal_ids)]


def _needs_title(context: Context, measure: Measure) -> str:
    key = need_key(context, measure)
    return context.words("measure_need_of", title=_need_title(context, key)) if key else context.words("measure_needs")


def need_lines(context: Context, register: Register, measure: Measure) -> list[str]:
    """Return the need at the place of a measure: each planning unit with need and people affected, and their sum."""
    facts, words, key = context.facts, context.words, need_key(context, measure)
    if not key:
        return []
    rows, lines, total, counted = facts.needs(key), [], 0.0, 0
    for unit in register.place(measure):
        if unit == facts.city_id:
            row = facts.need_of_city(key)
        elif unit in rows.index:
            row = rows.loc[unit]
        else:
            continue
        name = register.names[unit]
        if row.get("few"):
            lines.append(words("measure_need_few", unit=name, few=words("legend_few")))
        elif no_number(row["need"]):
            lines.append(words("measure_need_few", unit=name, few=words("legend_missing")))
        else:
            persons = facts.number(row["persons"])
            lines.append(words("measure_need_line", unit=name, need=facts.number(row["need"]), persons=persons))
            total, counted = total + float(row["persons"]), counted + 1
    if counted > 1:
        lines.append(words("measure_need_sum", persons=facts.number(total)))
    return lines


def effect_lines(context: Context, register: Register, measure: Measure) -> list[str]:
    """Return the judged effects of a measure on goals, and the goals that it names without a judgement."""
    words = context.words
    titles = {goal.goal_id: goal.title for goal in context.facts.goals}
    own = [item for item in register.relations if item.from_id == measure.measure_id and item.to_id in titles]
    lines = []
    for item in own:
        sign = f"{item.value:+d}".replace("-", "−") if item.value else "0"
        reason = words("measure_effect_reason", reason=item.rationale) if item.rationale else ""
        goal = f"{item.to_id} {titles[item.to_id]}"
        lines.append(words("measure_effect", goal=goal, value=sign, reason=reason).rstrip())
    judged = {item.to_id for item in own}
    open_goals = [goal for goal in split_ids(measure.goal_ids) if goal in titles and goal not in judged]
    if own and open_goals:
        lines.append(words("measure_effects_open", list=", ".join(open_goals)))
    return lines
