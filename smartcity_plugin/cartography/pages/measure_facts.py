# SPDX-License-Identifier: GPL-2.0-or-later
"""What the sheet of a measure tells: register, needs at the place, effects, money, and what scenarios computed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Optional

import shapely
from qgis.core import QgsRectangle

from ...engine.composite.needs import INDEX
from ...engine.table import GeoTable
from ...model.relation import Relation, RelationKind
from ...model.strategy import Financing, Measure, Scenario
from ...study.costs import CostRow, cost_table, total
from ...study.register import PlacedEffect
from ...study.relations import relations_of
from ...study.rows import split_ids
from ...study.scenario_results import scenario_summary
from ..furniture import no_number
from ..measure_words import cost_of, status_of, years_of
from .blocks import Fact
from .costs import euros, money, source_title
from .page import Context
from .product import people_text
from .table import Column, Contents, row

_MOST_YEARS = 6
_MOST_RESULTS = 4


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

    @cached_property
    def areas(self) -> dict[str, shapely.Geometry]:
        """The areas of the measures: drawn, of a focus area, or of their planning units."""
        return self.context.study.measure_shapes()

    @cached_property
    def effects(self) -> dict[str, list[PlacedEffect]]:
        """What each measure changes, and where."""
        found: dict[str, list[PlacedEffect]] = {}
        for item in self.context.study.effects():
            found.setdefault(item.effect.measure_id, []).append(item)
        return found

    @cached_property
    def costs(self) -> dict[str, CostRow]:
        """Costs and financing by measure."""
        return {item.measure_id: item for item in cost_table(self.context.study).rows}

    @cached_property
    def results(self) -> dict[str, list[dict]]:
        """What each measure brings by itself (rows of SCENARIO_EFFECTS), from the first scenario that tells it."""
        found: dict[str, list[dict]] = {}
        for scenario in self.context.study.records(Scenario):
            rows = scenario_summary(self.context.study, scenario.scenario_id)
            own: dict[str, list[dict]] = {}
            for one in rows[rows["mode"] == "alone"].to_dict("records"):
                own.setdefault(one["measure_id"], []).append(one)
            for name, listed in own.items():
                found.setdefault(name, listed)
        return found

    def shapes(self, measure: Measure) -> list[shapely.Geometry]:
        """Return where a measure is: its area, and the places of its effects."""
        acting = [item.geometry for item in self.effects.get(measure.measure_id, []) if item.geometry is not None]
        area = self.areas.get(measure.measure_id)
        return [*([area] if area is not None else []), *acting]

    def bounds(self, measure: Measure) -> QgsRectangle:
        """Return the extent of the place of a measure."""
        return QgsRectangle(*shapely.total_bounds(self.shapes(measure)).tolist())


def need_key(context: Context, measure: Measure) -> str:
    """Return the need that a measure answers: that of its field of action, else the overall one; empty if none."""
    keys = context.facts.need_keys()
    if measure.sector in keys:
        return str(measure.sector)
    return INDEX if INDEX in keys else ""


def need_title(context: Context, key: str) -> str:
    """Return what a need is called."""
    if key == INDEX:
        return context.words("need_index")
    sector = context.facts.catalogue.sectors[key].title.in_language(context.language)
    return context.words("measure_need_in", sector=sector)


def money_table(context: Context, register: Register, measure: Measure) -> Optional[Contents]:
    """Return costs and financing by source and year, None where nothing is entered."""
    item = register.costs.get(measure.measure_id)
    if item is None or not (item.cost_rows or item.financing_rows):
        return None
    words = context.words
    known = sorted({*item.by_year, *item.financing_by_year})
    years = known if len(known) <= _MOST_YEARS else []
    payments = [one for one in context.study.records(Financing) if one.measure_id == measure.measure_id]
    columns = [Column(words("measure_money_what"), 3.0), *(Column(str(year), 1.4, True) for year in years)]
    columns.append(Column(words("costs_sum"), 1.6, True))
    rows = [
        row(
            words("costs_costs"),
            *(euros(context, item.by_year.get(year)) for year in years),
            euros(context, item.gross),
        )
    ]
    for source, amount in item.by_source.items():
        own = [one for one in payments if (one.source or "") == source]
        by_year = [total(one.eur for one in own if one.year == year) for year in years]
        rows.append(
            row(source_title(context, source), *(euros(context, one) for one in by_year), euros(context, amount))
        )
    paid = [item.financing_by_year.get(year) for year in years]
    rows.append(
        row(
            words("costs_financing"),
            *(euros(context, one) for one in paid),
            euros(context, item.financed),
            is_strong=True,
        )
    )
    problems = [context.facts.catalogue.sentences(problem, context.language)[0] for problem in item.problems]
    told = problems[:2]
    if len(problems) > len(told):
        told.append(words("costs_more_problems", count=len(problems) - len(told)))
    if len(known) > _MOST_YEARS:
        told.append(words("costs_years_elsewhere", first=known[0], last=known[-1]))
    return Contents(columns, rows, note=" ".join(told))


def result_lines(context: Context, register: Register, measure: Measure) -> list[str]:
    """Return what the effects are, and what a scenario computed for the measure by itself."""
    facts, words, lines = context.facts, context.words, []
    kinds = facts.catalogue.vocabulary.effect_kinds
    for item in register.effects.get(measure.measure_id, []):
        kind = kinds.get(item.effect.kind or "")
        told = kind.title.in_language(facts.language) if kind else item.effect.kind or ""
        parts = [part for part in (item.effect.title or "", told) if part]
        note = f" ({item.effect.note})" if item.effect.note else ""
        lines.append(": ".join(parts) + note)
    found = []
    for one in register.results.get(measure.measure_id, []):
        indicator = facts.catalogue.indicators.get(one["indicator_id"])
        if indicator is None or one["judgement"] not in ("better", "worse", "changed"):
            continue
        change = f"{facts.value(one['before'], indicator)} → {facts.value(one['after'], indicator)}"
        people = one["served"] == one["served"] and one["served"] >= 0.5
        more = words("measure_result_people", people=people_text(context, one["served"])) if people else ""
        each = one["eur_per_person"]
        more += " " + words("measure_result_each", cost=money(context, each)) if people and each == each else ""
        title = indicator.title.in_language(facts.language)
        found.append((-float(one["served"]) if people else 0.0, f"{title}: {change}{more}"))
    best = [line for _, line in sorted(found, key=lambda item: item[0])]
    left = len(best) - _MOST_RESULTS
    more = [words("measure_more_results", count=left)] if left > 0 else []
    return [*lines, *best[:_MOST_RESULTS], *more]


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
        (words("measure_years"), dates_of(context, measure) if has_years else ""),
        (words("measure_costs"), _costs(context, register, measure)),
    ]
    found = [Fact(title, value or words("not_entered"), bool(value)) for title, value in entries]
    titles = {item.measure_id: item.title for item in facts.measures}
    needed = [f"{name} {titles.get(name, '')}".strip() for name in split_ids(measure.depends_on)]
    further = [
        (words("measure_status_reason"), measure.status_reason),
        (words("measure_actual"), _actual(context, measure)),
        (words("measure_depends"), "; ".join(needed)),
        (words("measure_chances"), measure.chances),
        (words("measure_risks"), measure.risks),
        (words("measure_open_source"), measure.open_source),
        (words("measure_decision"), " ".join(filter(None, (measure.decision, measure.decision_url)))),
    ]
    found += [Fact(title, value) for title, value in further if value]
    if measure.is_example:
        found.append(Fact(words("measure_example"), words("measure_example_note")))
    return found


def dates_of(context: Context, measure: Measure) -> str:
    """Return the planned period, to the month or day where it is known."""
    start, end = measure.planned_start, measure.planned_end
    if not start or not end or (len(start) == 4 and len(end) == 4):
        return years_of(measure, context.words)
    return f"{_day(context, start)} – {_day(context, end)}"


def _day(context: Context, text: str) -> str:
    """Return a date as it is printed: 03/2027 for a month."""
    return f"{text[5:7]}/{text[:4]}" if len(text) == 7 else context.facts.date(text)


def _actual(context: Context, measure: Measure) -> str:
    start, end = (_day(context, day) if day else "" for day in (measure.actual_start, measure.actual_end))
    if start and end:
        return f"{start} – {end}"
    return context.words("measure_since", start=start) if start else end


def _costs(context: Context, register: Register, measure: Measure) -> str:
    """Return the sum of the costs entered, else the first estimate."""
    item = register.costs.get(measure.measure_id)
    if item is not None and item.gross is not None:
        return money(context, item.gross)
    return "" if measure.cost_eur is None else cost_of(measure, context.facts, context.words)


def _goals(context: Context, measure: Measure) -> list[str]:
    titles = {goal.goal_id: goal.title for goal in context.facts.goals}
    return [f"{goal} {titles.get(goal, '')}".strip() for goal in split_ids(measure.goal_ids)]


def needs_title(context: Context, measure: Measure) -> str:
    """Return the heading of the needs at the place of a measure."""
    key = need_key(context, measure)
    return context.words("measure_need_of", title=need_title(context, key)) if key else context.words("measure_needs")


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
