# SPDX-License-Identifier: GPL-2.0-or-later
"""What charts about planning units, indicators and measures show, read from a study, and the same in words."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from datetime import date
from typing import Optional

import numpy as np

from ..engine.change import OTHER_METHOD, OTHER_UNITS, decimal_year
from ..engine.composite.needs import INDEX, STRONG, WEAK
from ..engine.compute import FEW_PERSONS, FLAG_OF_FITNESS
from ..model.indicator import Indicator
from ..model.provenance import Fitness
from ..model.strategy import Measure
from ..study.comparison import changes, periods_of
from ..study.rows import split_ids
from ..study.schedule import first_day, last_day
from ..study.study import Study
from . import theme
from .chart_base import Mark, lightened
from .chart_radar import Spoke
from .chart_time import Aim, Point, Span, TimePath
from .chart_values import Histogram, Lane
from .facts import Facts
from .measure_words import status_of, years_of
from .wording import Wording

ESTIMATED = FLAG_OF_FITNESS[Fitness.ESTIMATED]
_STATUS_SHADES = {
    "idea": 1.0,
    "review": 0.82,
    "planned": 0.6,
    "adopted": 0.38,
    "in_progress": 0.18,
    "completed": 0.0,
}
"""How much white a bar has: the further a measure is, the darker."""


# A unit against the municipality -------------------------------------------------------------------------------------


def spokes(facts: Facts, words: Wording, unit_id: str) -> list[Spoke]:
    """Return the scores of a planning unit by field of action; of few people none is told."""
    city_name = words("chart_city_short", place=facts.settings.municipality)
    found = []
    for key in facts.need_keys():
        if key == INDEX:
            continue
        row, city = facts.needs(key).loc[unit_id], float(facts.need_of_city(key)["score"])
        own = float("nan") if row["few"] else float(row["score"])
        star = "*" if own == own and row["coverage"] < 1 - 1e-9 else ""
        title = facts.catalogue.sectors[key].title.in_language(facts.language)
        compared = words("chart_compared", name=city_name, value=facts.number(city))
        found.append(Spoke(title, own, city, facts.number(own) + star, compared))
    return found


def radar_alt(facts: Facts, words: Wording, unit_id: str) -> str:
    """Return a radar chart in words: every score, what is not known, the highest and the lowest one."""
    parts = spokes(facts, words, unit_id)
    listed = "; ".join(f"{part.title}: {part.own_text} ({part.city_text})" for part in parts)
    known = [part for part in parts if part.own == part.own]
    name = str(facts.units.loc[unit_id, "name"])
    place = facts.settings.municipality
    if not known:
        return words("alt_radar_nothing", unit=name, place=place)
    low, high = min(known, key=lambda part: part.own), max(known, key=lambda part: part.own)
    return words("alt_radar", unit=name, place=place, list=listed, low=low.title, high=high.title)


def important(facts: Facts, weights: dict[str, float]) -> list[Indicator]:
    """Return the rated indicators, those of greater weight in the index first, else in the order of the catalogue."""
    rated = [item for item in facts.computed if item.is_scored]
    return sorted(rated, key=lambda item: -weights.get(item.id, 0.0))


def lanes(facts: Facts, words: Wording, unit_id: str, indicators: Sequence[Indicator]) -> list[Lane]:
    """Return where a planning unit lies among all, for some indicators."""
    found = []
    for indicator in indicators:
        rows, city = facts.table(indicator.id), facts.of_city(indicator.id)
        scores = rows["score"].where(~rows["few"]).astype(float)
        own, row = float(scores.loc[unit_id]), rows.loc[unit_id]
        colour = theme.NEED if own <= WEAK else theme.STRONG if own >= STRONG else "ink"
        if row["few"]:
            text = words("legend_few")
        else:
            unknown = row["shown"] != row["shown"]
            text = words("legend_missing") if unknown else facts.value(row["shown"], indicator)
        compared = [
            words("chart_compared", name=facts.settings.municipality, value=facts.value(city["value"], indicator))
        ]
        if indicator.target is not None:
            compared.append(words("mark_target", value=facts.nominal(indicator.target.value, indicator.unit)))
        title = indicator.title.in_language(facts.language)
        others = scores.drop(unit_id).to_numpy(dtype=float)
        found.append(Lane(title, others, own, float(city["score"]), text, " · ".join(compared), colour))
    return found


def strip_alt(facts: Facts, words: Wording, unit_id: str, indicators: Sequence[Indicator]) -> str:
    """Return a chart of rows in words: value, comparison and rank of the planning unit for each indicator."""
    parts = []
    for lane in lanes(facts, words, unit_id, indicators):
        known = np.asarray(lane.scores, dtype=float)
        known = known[np.isfinite(known)]
        rank = ""
        if lane.own == lane.own:
            rank = words("alt_rank", rank=int((known > lane.own).sum()) + 1, count=len(known) + 1)
        parts.append(" ".join(part for part in (f"{lane.title}: {lane.text}", f"({lane.note})", rank) if part))
    return words("alt_strip", unit=str(facts.units.loc[unit_id, "name"]), list="; ".join(parts))


# Values of all units -------------------------------------------------------------------------------------------------


def histogram(
    facts: Facts, words: Wording, indicator: Indicator, by_people: bool = False, unit_id: str = ""
) -> Optional[Histogram]:
    """Return the values of the planning units, each counted once or by its people; None if no value is known.

    The municipality, the target and, if named, one planning unit are marked.
    """
    rows = facts.table(indicator.id)
    values = rows["shown"].to_numpy(dtype=float)
    if not np.isfinite(values).any():
        return None
    city = float(facts.of_city(indicator.id)["value"])
    marks = []
    if unit_id and values[rows.index.get_loc(unit_id)] == values[rows.index.get_loc(unit_id)]:
        own = float(rows.loc[unit_id, "shown"])
        text = words("mark_city", place=str(rows.loc[unit_id, "name"]), value=facts.value(own, indicator))
        marks.append(Mark(own, text, "accent"))
    if city == city:
        text = words("mark_city", place=facts.settings.municipality, value=facts.value(city, indicator))
        marks.append(Mark(city, text, "ink"))
    if indicator.target is not None:
        text = words("mark_target", value=facts.nominal(indicator.target.value, indicator.unit))
        marks.append(Mark(float(indicator.target.value), text, theme.WARNING))
    unit = facts.unit(indicator)
    known = int(np.isfinite(values).sum())
    note = words("chart_n_people" if by_people else "chart_n_units", count=known, total=len(values))
    return Histogram(
        values,
        rows["population"].to_numpy(dtype=float) if by_people else None,
        words("chart_value_in", unit=facts.unit_words(indicator)),
        note,
        words("legend_missing"),
        facts.sector(indicator).colour,
        lambda value: facts.number(value, min(unit.decimals, 2) if abs(value - round(value)) > 1e-9 else 0),
        lambda count: facts.number(round(count, -1) if by_people and count >= 100 else count),
        marks,
    )


def histogram_alt(facts: Facts, words: Wording, indicator: Indicator) -> str:
    """Return a histogram in words: how many values, their range and middle, and how many reach the target."""
    values = facts.table(indicator.id)["shown"].to_numpy(dtype=float)
    known = values[np.isfinite(values)]
    title = indicator.title.in_language(facts.language)
    if not len(known):
        return words("alt_nothing", title=title)
    told = {
        name: facts.value(float(value), indicator)
        for name, value in (("low", known.min()), ("high", known.max()), ("middle", np.median(known)))
    }
    city = facts.value(facts.of_city(indicator.id)["value"], indicator)
    place = facts.settings.municipality
    return words("alt_histogram", title=title, count=len(known), total=len(values), place=place, city=city, **told)


# Over time -----------------------------------------------------------------------------------------------------------


def time_path(
    study: Study, facts: Facts, words: Wording, indicator: Indicator, unit_id: str = ""
) -> Optional[TimePath]:
    """Return the values of the municipality or of a planning unit over the reference dates, with the way to the target.

    None with fewer than two dates. Breaks are those that the comparison of two dates flags: another method or other
    borders. A goal of the strategy that names the indicator gives the target its year.
    """
    periods = periods_of(study, indicator.id)
    if len(periods) < 2:
        return None
    place = unit_id or facts.city_id
    points: list[Point] = []
    for number, period in enumerate(periods):
        rows = study.values(period)
        rows = rows[(rows["indicator_id"] == indicator.id) & (rows["unit_id"] == place)]
        if rows.empty:
            continue
        flags = str(rows["flags"].iloc[0] or "").split(",")
        people, value = float(rows["population"].iloc[0]), float(rows["value"].iloc[0])
        value = float("nan") if people < FEW_PERSONS else value
        breaks = bool(number) and _is_break(study, facts, indicator, periods[number - 1], period, place)
        text = facts.value(value, indicator)
        points.append(Point(decimal_year(period), value, text, ESTIMATED in flags, breaks))
    if not any(point.value == point.value for point in points):
        return None
    notes = [words("chart_open_dots")] if any(point.is_estimated for point in points) else []
    notes += [words("chart_breaks")] if any(point.breaks for point in points) else []
    unit = facts.unit(indicator)
    return TimePath(
        points,
        _aim(facts, words, indicator),
        words("chart_value_in", unit=facts.unit_words(indicator)),
        notes,
        facts.sector(indicator).colour,
        lambda value: facts.number(value, min(unit.decimals, 2) if abs(value - round(value)) > 1e-9 else 0),
    )


def _is_break(study: Study, facts: Facts, indicator: Indicator, start: str, end: str, place: str) -> bool:
    table = changes(study, facts.catalogue, indicator.id, start, end).set_index("unit_id")
    flags = str(table["flags"].get(place, "") or "").split(",")
    return OTHER_METHOD in flags or OTHER_UNITS in flags


def _aim(facts: Facts, words: Wording, indicator: Indicator) -> Optional[Aim]:
    """Return the target of a goal with its year, else the catalogue's target without one."""
    goals = [goal for goal in facts.goals if goal.indicator_id == indicator.id and goal.target is not None]
    dated = sorted((goal for goal in goals if goal.target_year), key=lambda goal: goal.target_year or 0)
    if dated:
        value = facts.nominal(float(dated[0].target), indicator.unit)
        text = words("chart_goal", year=str(dated[0].target_year), value=value)
        return Aim(float(dated[0].target), decimal_year(str(dated[0].target_year)), text)
    if goals or indicator.target is not None:
        value = float(goals[0].target if goals else indicator.target.value)
        return Aim(value, None, words("mark_target", value=facts.nominal(value, indicator.unit)))
    return None


def time_alt(facts: Facts, words: Wording, indicator: Indicator, content: TimePath, name: str = "") -> str:
    """Return a chart over time in words: first and last value, and the target."""
    known = [point for point in content.points if point.value == point.value]
    first, last = known[0], known[-1]
    return words(
        "alt_time",
        title=indicator.title.in_language(facts.language),
        place=name or facts.settings.municipality,
        count=len(known),
        first=f"{first.text} ({int(first.when)})",
        last=f"{last.text} ({int(last.when)})",
        aim=content.aim.text if content.aim else words("no_target"),
    )


# Measures ------------------------------------------------------------------------------------------------------------


def spans(measures: Sequence[Measure], facts: Facts, words: Wording) -> tuple[list[Span], list[Measure]]:
    """Return the measures with a year in the order of their beginning, and those without any."""
    dated = [item for item in measures if item.start_year is not None or item.end_year is not None]
    dated.sort(key=lambda item: (item.start_year or item.end_year or 0, item.end_year or 9999, item.measure_id))
    found = []
    for item in dated:
        share = _STATUS_SHADES.get(item.status or "", 1.0)
        note = f"{status_of(item, facts, words)}\n{years_of(item, words)}"
        needed = split_ids(item.depends_on)
        note += f"\n{words('gantt_after', list=', '.join(needed))}" if needed else ""
        found.append(
            Span(
                f"{item.measure_id} {item.title}",
                item.start_year,
                item.end_year,
                note,
                lightened("accent", share),
                (_years(first_day(item.planned_start)), _years(last_day(item.planned_end), 1)),
                (_years(first_day(item.actual_start)), _years(last_day(item.actual_end), 1)),
                item.measure_id,
                tuple(needed),
            )
        )
    return found, [item for item in measures if item not in dated]


def _years(day: Optional[date], after: int = 0) -> Optional[float]:
    """Return a day in years with decimals, its beginning or (``after`` 1) its end; None for no day."""
    if day is None:
        return None
    length = 366 if isleap(day.year) else 365
    return day.year + (day.timetuple().tm_yday - 1 + after) / length


_FEW_BARS = 6


def gantt_alt(measures: Sequence[Measure], facts: Facts, words: Wording) -> str:
    """Return a chart of measures in words: each with its years and status, and how many have no years."""
    dated, undated = spans(measures, facts, words)
    # Screen readers read alternative texts in one go: of many measures only the numbers, their titles stand in tables.
    titles = [item.title if len(dated) <= _FEW_BARS else item.title.partition(" ")[0] for item in dated]
    listed = "; ".join(f"{title}: {' '.join(item.note.split())}" for title, item in zip(titles, dated))
    return words("alt_gantt", count=len(dated), list=listed, undated=len(undated))
