# SPDX-License-Identifier: GPL-2.0-or-later
"""Monitoring, and what can be passed on to others."""

from __future__ import annotations

from ..builder import Blocks
from ..context import Context
from ..document import Align, Column
from ..judgement import aim_of

INTERNAL = "internal"
SHARE_ALIKE = "odbl_1_0"


def monitoring(context: Context, out: Blocks) -> None:
    """Build the chapter on monitoring and evaluation."""
    words = context.words
    out.text("intro", words.say("monitoring.intro", date=words.date(context.settings.reference_date)))
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
    if not context.changes:
        out.text("change", words.say("change.single", date=words.date(context.settings.reference_date)))
    for indicator in context.computed:
        figure = context.figures.time_path(indicator.id)
        if figure is not None:
            with out.evidence(context.value_runs):
                out.figure(f"path_{indicator.id}", words.say("charts.path", title=context.title(indicator)), figure)
    without = [goal.goal_id for goal in context.goals if goal.level == "goal" and not goal.indicator_id]
    if without:
        out.text("without", words.count("monitoring.without", len(without), goals=words.join(without)))
    out.prompt("cycle_prompt", words.say("monitoring.cycle_prompt"))


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
