# SPDX-License-Identifier: GPL-2.0-or-later
"""Monitoring, and what can be passed on to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from ...study.monitoring import GREEN, GREY, RED, SYMBOLS, TOLERANCE, YELLOW, GoalMonitor, Series
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from ..judgement import GOOD, MIDDLE, POOR, aim_of
from ..words import Words
from .goals import marked

SHADES = {GREEN: GOOD, YELLOW: MIDDLE, RED: POOR}
HEADINGS = ("towards", "away", "too_slow", "reached")
"""Where values can be heading."""
REASONS = (
    *("reached", "missed", "no_value", "no_target", "no_target_year", "no_baseline", "no_baseline_date", "no_way"),
    *("only_baseline", "target_before_baseline"),
)
"""What is said besides the light."""
INTERNAL = "internal"
SHARE_ALIKE = "odbl_1_0"


def monitoring(context: Context, out: Blocks) -> None:
    """Build the chapter on monitoring and evaluation."""
    words = context.words
    out.text("intro", words.say("monitoring.intro", date=words.date(context.settings.reference_date)))
    state_of_goals(context, out)
    out.heading("indicators", words.say("goal_state.indicators"))
    _indicators(context, out)
    if not context.changes:
        out.text("change", words.say("change.single", date=words.date(context.settings.reference_date)))
    for indicator in context.computed:
        figure = context.figures.time_path(indicator.id)
        if figure is not None:
            with out.evidence(context.value_runs):
                out.figure(f"path_{indicator.id}", words.say("charts.path", title=context.title(indicator)), figure)
    _without(context, out)
    out.prompt("cycle_prompt", words.say("monitoring.cycle_prompt"))


def monitoring_brief(context: Context, out: Blocks) -> None:
    """Add the state of the goals or, as long as none has a quantity, the set of indicators."""
    words = context.words
    out.text("intro", words.say("monitoring.intro", date=words.date(context.settings.reference_date)))
    if any(monitor.series for monitor in context.strategy.monitors):
        state_of_goals(context, out)
    else:
        _indicators(context, out)
    _without(context, out)
    out.prompt("cycle_prompt", words.say("monitoring.cycle_prompt"))


def state_of_goals(context: Context, out: Blocks) -> None:
    """Add how the goals stand: latest value, way to the target, light in words, trend."""
    words, monitors = context.words, [item for item in context.strategy.monitors if item.series]
    out.heading("goals", words.say("goal_state.heading"))
    if not monitors:
        out.text("goals_none", words.say("goal_state.none"))
        return
    with out.evidence(_runs(context)):
        out.text("goals_findings", goal_findings(monitors, words))
        rows = [_row(context, monitor, series) for monitor in monitors for series in monitor.series]
        columns = [
            Column(words.say("column.goal"), 1.4),
            Column(words.say("goal_state.column.quantity"), 4.5),
            Column(words.say("goal_state.column.latest"), 2.4, Align.RIGHT),
            Column(words.say("goal_state.column.way"), 1.8, Align.RIGHT),
            Column(words.say("column.target"), 1.9, Align.RIGHT),
            Column(words.say("goal_state.column.light"), 3.2),
            Column(words.say("goal_state.column.trend"), 1.6),
        ]
        note = words.say("goal_state.note", tolerance=words.percent(TOLERANCE))
        out.table("goals_table", columns, rows, words.say("goal_state.table"), note)
    outputs = [item.goal_id for item in monitors if item.only_outputs]
    if outputs:
        out.text("outputs", words.count("goal_state.outputs", len(outputs), goals=words.join(outputs)))


def goal_findings(monitors: Sequence[GoalMonitor], words: Words) -> str:
    """Return how many goals stand how; a goal's light is that of the quantity that decides for it."""
    lights = [monitor.light for monitor in monitors]
    told = {light: words.number(lights.count(light)) for light in (GREEN, YELLOW, RED)}
    judged = words.number(len(lights) - lights.count(GREY))
    return words.count("goal_state.findings", len(lights), judged=judged, **told)


def _runs(context: Context) -> tuple[str, ...]:
    watched = {item.indicator_id for monitor in context.strategy.monitors for item in monitor.series}
    return context.runs_of(*(name for name in watched if name))


def _row(context: Context, monitor: GoalMonitor, series: Series) -> list:
    words = context.words
    latest = series.latest
    if latest is None:
        shown = words.number(None)
    else:
        shown = words.say("goal_more.dated", value=_value(context, series, latest[1]), date=words.short_date(latest[0]))
    state = " ".join((SYMBOLS[series.light], words.say(f"watch.light.{series.light}")))
    if series.reason in REASONS:
        state = "\n".join((state, words.say(f"goal_state.reason.{series.reason}")))
    return [
        Cell(monitor.goal_id, bold=True),
        marked(context, words.of(series.title), series.is_example),
        shown,
        _value(context, series, series.expected),
        _value(context, series, series.target),
        Cell(state, shade=SHADES.get(series.light)),
        _trend(context, series),
    ]


def _value(context: Context, series: Series, value: Optional[float]) -> str:
    words = context.words
    if series.indicator_id in context.catalogue.indicators:
        return words.value(value, series.unit)
    if value is None:
        return words.number(None)
    # As many decimals as the town's own numbers have, but no more than two: expected values are quotients.
    decimals = min(len(f"{value:.6g}".partition(".")[2]), 2)
    text = words.number(value, decimals)
    return f"{text} {series.unit}" if series.unit else text


def _trend(context: Context, series: Series) -> str:
    heads = series.pace.heads
    return context.words.say(f"goal_state.trend.{heads if heads in HEADINGS else 'unknown'}")


def _indicators(context: Context, out: Blocks) -> None:
    words = context.words
    rows = []
    for indicator in context.computed:
        aim = aim_of(context, indicator)
        goals = [goal.goal_id for goal in context.goals if goal.indicator_id == indicator.id]
        rows.append(
            [
                context.title(indicator),
                ", ".join(goals) or words.say("table.none"),
                words.value(context.city_value(indicator.id), indicator.unit),
                words.value(aim.value, indicator.unit) if aim else words.say("table.none"),
                str(aim.year) if aim and aim.year else words.say("table.none"),
            ]
        )
    columns = [
        Column(words.say("column.indicator"), 7.4),
        Column(words.say("column.goals"), 1.8),
        Column(words.say("column.baseline"), 2.8, Align.RIGHT),
        Column(words.say("column.target"), 2.8, Align.RIGHT),
        Column(words.say("column.year"), 1.7, Align.RIGHT),
    ]
    with out.evidence(context.value_runs):
        out.table("table", columns, rows, words.say("monitoring.table"), words.say("monitoring.note"))


def _without(context: Context, out: Blocks) -> None:
    words = context.words
    measured = {item.goal_id for item in context.strategy.series}
    bare = [goal for goal in context.goals if goal.level == "goal" and not goal.indicator_id]
    without = [goal.goal_id for goal in bare if goal.goal_id not in measured]
    if without:
        out.text("without", words.count("monitoring.without", len(without), goals=words.join(without)))


def transfer(context: Context, out: Blocks) -> None:
    """Build the chapter on knowledge transfer, open source and data."""
    words = context.words
    out.text("intro", words.say("transfer.intro", version=context.settings.plugin_version))
    out.heading("repeat", words.say("transfer.repeat"))
    out.text("repeat_text", words.say("transfer.repeat_text", study=context.settings.study_id))
    out.heading("data", words.say("transfer.data"))
    out.text("data_text", words.say("transfer.data_text"))
    _licences(context, out)
    out.prompt("transfer_prompt", words.say("transfer.prompt"))


def _licences(context: Context, out: Blocks) -> None:
    words = context.words
    by_licence: dict[str, list[str]] = {}
    for passport in context.sources:
        by_licence.setdefault(passport.licence, []).append(passport.title)
    rows = []
    for licence, titles in by_licence.items():
        known = context.catalogue.vocabulary.licences.get(licence)
        name = words.of(known.title) if known else licence or words.number(None)
        rows.append([name, "; ".join(titles), words.say(f"transfer.share.{_share(licence)}")])
    columns = [
        Column(words.say("column.licence"), 4.5),
        Column(words.say("column.datasets"), 7.5),
        Column(words.say("column.share"), 4.5),
    ]
    out.table("licences", columns, rows, words.say("transfer.table"), words.say("transfer.note"))


def _share(licence: str) -> str:
    if not licence:
        return "unknown"
    return licence if licence in (INTERNAL, SHARE_ALIKE) else "attribution"
