# SPDX-License-Identifier: GPL-2.0-or-later
"""Vision and goals: the tree, baselines and targets, what is missing to SMART goals."""

from __future__ import annotations

from ...model.strategy import Goal
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column, ParagraphStyle, Run
from ..judgement import GOOD, POOR

SMART = ("indicator_id", "baseline", "target", "target_year", "responsible")


def goals(context: Context, out: Blocks) -> None:
    """Build the goals chapter."""
    words = context.words
    if not context.goals:
        out.text("missing", words.say("goals.missing"))
        out.prompt("vision_prompt", words.say("goals.vision_prompt"))
        return
    out.text("intro", words.say("goals.intro"))
    if any(goal.is_example for goal in context.goals):
        out.callout("examples", words.say("examples.title"), words.say("examples.goals"))
    out.heading("tree", words.say("goals.tree"))
    for vision in (goal for goal in context.goals if goal.level == "vision"):
        out.text(f"vision.{vision.goal_id}", marked(context, vision.title, vision.is_example), ParagraphStyle.LEAD)
    _tree(context, out)
    out.heading("targets", words.say("goals.targets"))
    measured = [goal for goal in context.goals if goal.level == "goal"]
    if not measured:
        out.text("targets_missing", words.say("goals.targets_missing"))
        return
    _targets(context, out, measured)
    out.heading("smart", words.say("goals.smart"))
    _smart(context, out, measured)


def marked(context: Context, title: str, is_example: bool) -> str:
    """Return a title that says so if it is only an example."""
    word = context.words.say("examples.mark")
    return f"{word}: {title}" if is_example and not title.startswith(word) else title


def _tree(context: Context, out: Blocks) -> None:
    visions = {goal.goal_id for goal in context.goals if goal.level == "vision"}
    children: dict[str, list[Goal]] = {}
    known = {goal.goal_id for goal in context.goals}
    for goal in context.goals:
        if goal.goal_id not in visions:
            parent = goal.parent_id if goal.parent_id in known and goal.parent_id not in visions else ""
            children.setdefault(parent or "", []).append(goal)
    items: list = []
    placed: set[str] = set()

    def place(parent: str, level: int) -> None:
        for goal in children.get(parent, []):
            if goal.goal_id not in placed:
                placed.add(goal.goal_id)
                items.append((level, _goal_runs(context, goal)))
                place(goal.goal_id, level + 1)

    place("", 0)
    out.bullets("tree_list", items)


def _goal_runs(context: Context, goal: Goal) -> tuple[Run, ...]:
    title = marked(context, goal.title, goal.is_example)
    runs = [Run(f"{goal.goal_id} ", bold=True), Run(title)]
    if goal.description:
        runs.append(Run(f" – {goal.description}", italic=True))
    return tuple(runs)


def _targets(context: Context, out: Blocks, measured: list[Goal]) -> None:
    words = context.words
    rows = []
    for goal in measured:
        indicator = context.catalogue.indicators.get(goal.indicator_id or "")
        unit = indicator.unit if indicator else None
        rows.append(
            [
                goal.goal_id,
                marked(context, goal.title, goal.is_example),
                context.title(indicator) if indicator else words.say("table.none"),
                words.value(goal.baseline, unit) if unit else words.number(None),
                words.value(goal.target, unit) if unit else words.number(None),
                str(goal.target_year or words.number(None)),
            ]
        )
    columns = [
        Column(words.say("column.number"), 1.3),
        Column(words.say("column.goal"), 4.8),
        Column(words.say("column.indicator"), 4.1),
        Column(words.say("column.baseline"), 2.6, Align.RIGHT),
        Column(words.say("column.target"), 2.1, Align.RIGHT),
        Column(words.say("column.year"), 1.6, Align.RIGHT),
    ]
    out.table("target_table", columns, rows, words.say("goals.target_table"), words.say("goals.target_note"))


def _smart(context: Context, out: Blocks, measured: list[Goal]) -> None:
    words = context.words
    complete = sum(all(_is_set(goal, name) for name in SMART) for goal in measured)
    out.text("smart_text", words.count("goals.smart_text", len(measured), complete=words.number(complete)))
    yes, no = Cell(words.say("smart.given"), shade=GOOD), Cell(words.say("smart.absent"), bold=True, shade=POOR)
    rows = [[goal.goal_id, *(yes if _is_set(goal, name) else no for name in SMART)] for goal in measured]
    columns = [Column(words.say("column.goal"), 3.0)]
    columns += [Column(words.say(f"smart.{name}"), 2.7, Align.CENTRE) for name in SMART]
    out.table("smart_table", columns, rows, words.say("goals.smart_table"), words.say("goals.smart_note"))


def _is_set(goal: Goal, name: str) -> bool:
    return getattr(goal, name) not in (None, "")
