# SPDX-License-Identifier: GPL-2.0-or-later
"""A monitoring sheet for each goal: its quantities over time against the way to the target, light, and measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Optional

from ...catalogue.numbers import NO_BREAK_SPACE, symbol_of
from ...engine.monitoring import TOLERANCE, years_of
from ...study.monitoring import COLOURS, SYMBOLS, GoalMonitor, Series, monitoring
from .. import theme
from ..furniture import Pagination, footer, header, heading
from ..grid import GAP, ROW_GAP, Grid
from ..sheet import LEFT, MIDDLE, Box, Sheet
from .blocks import TEXT, charts_work, listing, listing_height
from .blocks import chart as draw_chart
from .goals import amount
from .page import Context, Omission, Page
from .table import Cell, Column, Contents, Row, draw_small_table, height_of, row

_MOST_CHARTS = 4
_LIGHT, _CAPTION = 11.0, 8.2
_LEAST_CHART = 45.0
"""Charts lower than this stand beside each other."""


def pages(context: Context) -> list[Page]:
    """Return a sheet for each goal that has quantities or measures, or should have."""
    section = context.words("section_monitoring")
    return [
        Page(
            f"monitor:{item.goal_id}",
            context.words("monitor_title", goal=f"{item.goal_id} {item.goal.title}"),
            section,
            _colour(context, item),
            partial(_draw, context, item),
            variant="" if _charted(item) else "no_chart",
        )
        for item in monitoring(context.study, context.facts.catalogue)
        if _has_sheet(item)
    ]


def omitted(context: Context) -> list[Omission]:
    """Return the sheets if the study has no goals."""
    words = context.words
    if context.facts.goals:
        return []
    return [Omission("monitor", words("section_monitoring"), words("goals_none"))]


def _has_sheet(item: GoalMonitor) -> bool:
    return bool(item.series or item.measures or not item.is_parent)


def _charted(item: GoalMonitor) -> list[Series]:
    """Return the quantities that have a chart: those with a known value."""
    return [series for series in item.series if series.points][:_MOST_CHARTS]


def _colour(context: Context, item: GoalMonitor) -> str:
    sector = context.facts.catalogue.sectors.get(item.goal.sector or "")
    return sector.colour if sector else theme.ACCENT


def _draw(context: Context, item: GoalMonitor, sheet: Sheet, page: Pagination) -> None:
    facts, words, colour = context.facts, context.words, _colour(context, item)
    subtitle = words(
        "monitor_subtitle", municipality=facts.settings.municipality, date=facts.date(date.today().isoformat())
    )
    header(sheet, facts, words("section_monitoring"), colour, f"{item.goal_id} {item.goal.title}", subtitle)
    footer(sheet, facts, words, page)
    content = Grid.of(sheet.format).content
    _light(context, item, sheet, content._replace(height=_LIGHT))
    rest = content.below(_LIGHT + ROW_GAP)
    if rest.width > rest.height:
        left, right = rest.columns(2, GAP)
    else:
        share = 0.5 if _charted(item) else 0.0
        left = rest._replace(height=share * rest.height)
        right = rest.below(left.height + (ROW_GAP if share else 0.0))
    if _charted(item):
        _charts(context, item, sheet, left, colour)
    else:
        right = rest
    _facts(context, item, sheet, right, colour)


def _light(context: Context, item: GoalMonitor, sheet: Sheet, box: Box) -> None:
    """Draw the traffic light of the goal with symbol, word and reason."""
    words = context.words
    with sheet.slot("light", box) as place:
        sheet.rect(Box(place.x, place.y, 1.4, place.height), COLOURS[item.light])
        word = f"{SYMBOLS[item.light]} {words(f'light_{item.light}')}"
        style = theme.HEADING.but(size=11, colour="ink", smallest=7.0)
        sheet.text(Box(place.x + 3.4, place.y, 44.0, place.height), word, style, LEFT, MIDDLE, "light_word")
        told = _reason(context, item.deciding) if item.deciding else words("monitor_no_quantity")
        room = Box(place.x + 49.0, place.y, place.width - 49.0, place.height)
        sheet.text(room, told, theme.BODY.but(smallest=5.0), LEFT, MIDDLE, "light_reason")


def _reason(context: Context, series: Series) -> str:
    words = context.words
    values = {"behind": "", "expected": "", "latest": ""}
    if series.behind is not None:
        values["behind"] = context.facts.number(abs(100.0 * series.behind))
    if series.expected is not None:
        values["expected"] = _value(context, series, series.expected)
    told = words(f"monitor_reason_{series.reason}", **values)
    return words("monitor_decides", title=series.title.in_language(context.language), reason=told)


def _unit(context: Context, series: Series) -> tuple[str, int]:
    """Return symbol and decimals of the unit of a quantity."""
    units = context.facts.catalogue.units
    if series.indicator_id and series.unit in units:
        return symbol_of(units[series.unit], context.language), units[series.unit].decimals
    return series.unit or "", 1


def _value(context: Context, series: Series, value: Optional[float]) -> str:
    symbol, decimals = _unit(context, series)
    return amount(context, value, symbol, decimals)


def _bare(context: Context, value: float, decimals: int) -> str:
    """Return a value without its unit, which stands at the axis."""
    return amount(context, value, "", decimals).strip()


# Charts --------------------------------------------------------------------------------------------------------------


def _charts(context: Context, item: GoalMonitor, sheet: Sheet, room: Box, colour: str) -> None:
    shown = _charted(item)
    is_low = (room.height + ROW_GAP) / len(shown) - ROW_GAP < _LEAST_CHART
    columns = 2 if len(shown) > 1 and (is_low or room.width > 1.6 * room.height) else 1
    rows = -(-len(shown) // columns)
    height = min((room.height - ROW_GAP * (rows - 1)) / rows, 0.62 * room.width / columns + _CAPTION)
    for number, series in enumerate(shown):
        column = room.columns(columns, GAP)[number % columns]
        y = room.y + (number // columns) * (height + ROW_GAP)
        box = Box(column.x, y, column.width, height)
        with sheet.slot("chart_title", box._replace(height=_CAPTION)) as place:
            _caption(context, series, sheet, place, colour)
        _chart(context, series, sheet, box.below(_CAPTION), colour)


def _caption(context: Context, series: Series, sheet: Sheet, box: Box, colour: str) -> None:
    title = series.title.in_language(context.language)
    sheet.text(box._replace(height=box.height - 1.6), title, theme.HEADING.but(size=8, smallest=4.8), LEFT, MIDDLE)
    sheet.rect(Box(box.x, box.bottom - 1.2, box.width, 0.3), colour)


def _chart(context: Context, series: Series, sheet: Sheet, box: Box, colour: str) -> None:
    words = context.words
    if not charts_work():
        lines = [f"{context.facts.date(when)}: {_value(context, series, value)}" for when, value in series.points]
        listing(sheet, box, words("monitor_values"), lines, words, "values", colour, is_list=True)
        return
    from ..chart_time import Aim, Point, TimePath, time_chart

    symbol, decimals = _unit(context, series)
    points = [
        Point(float(years_of(when) or 0.0), value, _bare(context, value, decimals), False, when in series.breaks)
        for when, value in series.points
    ]
    aim = None
    if series.target is not None:
        year = None if series.target_year is None else float(series.target_year) + 1.0
        told = _bare(context, series.target, decimals)
        key = "monitor_target_open" if year is None else "monitor_target"
        aim = Aim(series.target, year, words(key, value=told, **({} if year is None else {"year": series.target_year})))
    way = tuple((float(years_of(when) or 0.0), value) for when, value in series.path)
    if aim is not None and aim.year is not None and points and series.way.is_reversed:
        way = ((points[0].when, aim.value), (aim.year, aim.value))  # to be kept: no way leads down to it
    shown = TimePath(
        points,
        aim,
        symbol or words("monitor_values"),
        [words("monitor_way")] if way else [],
        colour,
        lambda value: _bare(context, value, max(decimals, 1)),
        way,
    )
    draw_chart(sheet, box, "chart", lambda size: time_chart(shown, size), words)


# Facts ---------------------------------------------------------------------------------------------------------------


def _facts(context: Context, item: GoalMonitor, sheet: Sheet, room: Box, colour: str) -> None:
    """Draw the table of quantities, the measures with their status, and what else has to be told."""
    words = context.words
    flags = flag_lines(context, item)
    low = listing_height([f"• {line}" for line in flags], TEXT, room.width) + 3.0
    low = min(low, 0.42 * room.height)
    tables = [
        (words("monitor_quantities"), _quantities(context, item), "quantities"),
        (words("monitor_measures"), _measures(context, item), "measures"),
    ]
    wanted = [height_of(contents, room.width) + 9.0 for _, contents, _ in tables]
    given = _shares(wanted, room.height - low)
    y = room.y
    for (title, contents, name), height in zip(tables, given):
        with sheet.slot(f"{name}_title", Box(room.x, y, room.width, 6.0)) as place:
            heading(sheet, place, title, colour)
        box = Box(room.x, y + 6.0, room.width, height - 9.0)
        y += 6.0 + max(draw_small_table(sheet, box, contents, name, words("more_rows", count="{count}")), 0.0) + 3.0
    box = Box(room.x, y, room.width, room.bottom - y)
    listing(sheet, box, words("monitor_flags"), flags, words, "flags", colour, words("monitor_no_flags"), TEXT, True)


def _shares(wanted: Sequence[float], free: float) -> list[float]:
    """Return what each of some heights gets of the free one: small ones all they want, large ones share the rest."""
    given = dict.fromkeys(range(len(wanted)), 0.0)
    for count, place in enumerate(sorted(given, key=lambda one: wanted[one])):
        given[place] = min(wanted[place], free / (len(wanted) - count))
        free -= given[place]
    return list(given.values())


def _quantities(context: Context, item: GoalMonitor) -> Contents:
    words, facts = context.words, context.facts
    columns = [
        Column(words("monitor_quantity"), 3.4),
        Column(words("monitor_baseline"), 1.5),
        Column(words("monitor_latest"), 1.6),
        Column(words("monitor_expected"), 1.5),
        Column(words("monitor_aim"), 1.5),
        Column(words("monitor_light"), 1.7),
    ]
    rows = [_quantity(context, series) for series in item.series]
    if not rows:
        rows = [row(Cell(words("monitor_no_quantity"), "quiet"))]
    return Contents(columns, rows, note=words("monitor_note", tolerance=facts.number(100.0 * TOLERANCE)))


def _quantity(context: Context, series: Series) -> Row:
    words, facts = context.words, context.facts
    kinds = facts.catalogue.vocabulary.indicator_kinds
    kind = kinds[series.kind].title.in_language(facts.language) if series.kind in kinds else words("monitor_kind_open")
    name = f"{series.title.in_language(facts.language)}\n{kind}"

    def dated(value: Optional[float], when: Optional[str]) -> str:
        told = _value(context, series, value)
        return f"{told}\n{facts.date(when)}" if when else told

    latest = dated(series.latest[1], series.latest[0]) if series.latest else words("legend_missing")
    return row(
        name,
        dated(series.baseline, series.baseline_date) if series.baseline is not None else words("not_entered"),
        latest,
        "–" if series.expected is None else _value(context, series, series.expected),
        dated(series.target, str(series.target_year or "")) if series.target is not None else words("not_entered"),
        Cell(f"{SYMBOLS[series.light]} {words(f'light_{series.light}')}", mark=COLOURS[series.light]),
    )


def _measures(context: Context, item: GoalMonitor) -> Contents:
    words, facts = context.words, context.facts
    titles = {measure.measure_id: measure for measure in facts.measures}
    statuses = facts.catalogue.vocabulary.measure_statuses
    rows = []
    for name, status in item.measures:
        told = statuses[status].title.in_language(facts.language) if status in statuses else words("not_entered")
        late = item.late.get(name, "")
        title = f"{name} {titles[name].title}" if name in titles else name
        text = f"{told}\n{words(f'monitor_{late}')}" if late else told
        rows.append(row(title, Cell(text, theme.WARNING if late else "ink")))
    if not rows:
        rows = [row(Cell(words("monitor_no_measure"), "quiet"))]
    return Contents([Column(words("monitor_measure"), 6.0), Column(words("measure_status"), 3.0)], rows)


def flag_lines(context: Context, item: GoalMonitor) -> list[str]:
    """Return what has to be told of a goal besides its light."""
    words, found = context.words, []
    if item.only_outputs:
        found.append(words("monitor_only_outputs"))
    if item.without_quantity:
        found.append(words("monitor_no_quantity"))
    if sum(bool(series.points) for series in item.series) > _MOST_CHARTS:
        found.append(words("monitor_more_quantities", count=_MOST_CHARTS))
    for series in item.series:
        title = series.title.in_language(context.language)
        found += [words(f"monitor_note_{note}", title=title) for note in series.notes]
        if series.unknown:
            dates = ", ".join(context.facts.date(when) for when, _ in series.unknown)
            found.append(words("monitor_unknown", title=title, dates=dates))
        found += _pace(context, series, title)
    return found


def _pace(context: Context, series: Series, title: str) -> Sequence[str]:
    if series.trend is None:
        return []
    symbol, decimals = _unit(context, series)
    symbol = context.words("scenario_points") if symbol == "%" else symbol
    per_year = f"{context.facts.number(series.trend, decimals + 1)}{NO_BREAK_SPACE}{symbol}".strip()
    heads = series.pace.heads or "none"
    return [context.words(f"monitor_pace_{heads}", title=title, change=per_year, year=series.pace.year or "")]
