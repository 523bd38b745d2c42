# SPDX-License-Identifier: GPL-2.0-or-later
"""Vision and goals: the tree, baselines and targets, references, what is missing to SMART goals, resolutions."""

from __future__ import annotations

from typing import Optional, Union

from ...model.strategy import Goal, GoalIndicator
from ...model.taxonomy import Term
from ...study.rows import split_ids
from ...study.smart import LETTERS, SmartCheck
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column, ParagraphStyle, Run
from ..judgement import GOOD, MIDDLE, POOR


def goals(context: Context, out: Blocks) -> None:
    """Build the goals chapter."""
    goals_brief(context, out)
    measured = [goal for goal in context.goals if goal.level == "goal"]
    if measured:
        _smart(context, out, measured)
    if context.goals:
        _further(context, out)
        _references(context, out)
        _decisions(context, out)


def goals_brief(context: Context, out: Blocks) -> None:
    """Add the tree and the targets, and how many goals are SMART."""
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
    checks = context.strategy.smart.values()
    complete = words.number(sum(check.is_smart for check in checks))
    out.text("smart_text", words.count("goals.smart_text", len(checks), complete=complete))


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
        rows.append(
            [
                goal.goal_id,
                marked(context, goal.title, goal.is_example),
                context.title(indicator) if indicator else words.say("table.none"),
                baseline_text(context, goal),
                target_text(context, goal),
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


def quantity_text(context: Context, value: Optional[float], of: Union[Goal, GoalIndicator]) -> str:
    """Return a value of a goal's indicator or quantity with its unit; unknown values say so."""
    words = context.words
    indicator = context.catalogue.indicators.get(of.indicator_id or "")
    if indicator is not None:
        return words.value(value, indicator.unit)
    if value is None:
        return words.number(None)
    decimals = len(f"{value:.6g}".partition(".")[2])
    unit = getattr(of, "unit", None)
    return f"{words.number(value, decimals)} {unit}" if unit else words.number(value, decimals)


def baseline_text(context: Context, of: Union[Goal, GoalIndicator]) -> str:
    """Return the baseline with its date, if there is one."""
    text = quantity_text(context, of.baseline, of)
    if of.baseline is None or not of.baseline_date:
        return text
    return context.words.say("goal_more.dated", value=text, date=context.words.short_date(of.baseline_date))


def target_text(context: Context, of: Union[Goal, GoalIndicator]) -> str:
    """Return the target."""
    return quantity_text(context, of.target, of)


def _further(context: Context, out: Blocks) -> None:
    words, kinds = context.words, context.catalogue.vocabulary.indicator_kinds
    rows = []
    for item in context.strategy.series:
        indicator = context.catalogue.indicators.get(item.indicator_id or "")
        title = item.title or (context.title(indicator) if indicator else words.say("table.none"))
        kind = kinds.get(item.kind or "")
        rows.append(
            [
                item.goal_id,
                marked(context, title, item.is_example),
                words.of(kind.title) if kind else words.say("table.none"),
                baseline_text(context, item),
                target_text(context, item),
                str(item.target_year or words.number(None)),
            ]
        )
    if not rows:
        return
    columns = [
        Column(words.say("column.goal"), 1.3),
        Column(words.say("goal_more.quantity"), 5.2),
        Column(words.say("goal_more.kind"), 3.5),
        Column(words.say("column.baseline"), 2.6, Align.RIGHT),
        Column(words.say("column.target"), 2.3, Align.RIGHT),
        Column(words.say("column.year"), 1.6, Align.RIGHT),
    ]
    out.heading("further", words.say("goal_more.further"))
    out.table("further_table", columns, rows, words.say("goal_more.further_table"))


def _references(context: Context, out: Blocks) -> None:
    words, vocabulary = context.words, context.catalogue.vocabulary
    out.heading("references", words.say("goal_more.references"))
    rows = []
    for goal in context.goals:
        named = (goal.dimensions, goal.sdgs, goal.charta, goal.guideline)
        if not any(named):
            continue
        rows.append(
            [
                goal.goal_id,
                _titles(context, goal.dimensions, vocabulary.dimensions),
                ", ".join(split_ids(goal.sdgs)) or words.say("table.none"),
                _titles(context, goal.charta, vocabulary.charta),
                _titles(context, goal.guideline, vocabulary.guidelines),
            ]
        )
    if not rows:
        out.text("references_none", words.say("goal_more.references_none"))
        return
    columns = [
        Column(words.say("column.goal"), 1.3),
        Column(words.say("goal_more.dimensions"), 3.0),
        Column(words.say("goal_more.sdgs"), 2.4),
        Column(words.say("goal_more.charta"), 4.6),
        Column(words.say("goal_more.guideline"), 5.2),
    ]
    caption, note = words.say("goal_more.references_table"), words.say("goal_more.references_note")
    out.table("references_table", columns, rows, caption, note)


def _titles(context: Context, ids: Optional[str], terms: dict[str, Term]) -> str:
    titles = [context.words.of(terms[key].title) if key in terms else key for key in split_ids(ids)]
    return "\n".join(titles) or context.words.say("table.none")


def _decisions(context: Context, out: Blocks) -> None:
    items = []
    for goal in context.goals:
        text = " ".join(part for part in (goal.decision, goal.decision_url) if part)
        if text:
            items.append(context.words.say("parameter", label=goal.goal_id, value=text))
    if items:
        out.heading("decisions", context.words.say("goal_more.decisions"))
        out.bullets("decisions_list", items)


def _smart(context: Context, out: Blocks, measured: list[Goal]) -> None:
    words = context.words
    checks = [context.strategy.smart[goal.goal_id] for goal in measured if goal.goal_id in context.strategy.smart]
    out.heading("smart", words.say("goals.smart"))
    yes, no = Cell(words.say("smart.given"), shade=GOOD), Cell(words.say("smart.absent"), bold=True, shade=POOR)
    states = {True: yes, False: no, None: Cell(words.say("smart.open"), shade=MIDDLE)}
    rows = [[check.goal_id, *(states[state] for state in check.states), _lacking(context, check)] for check in checks]
    columns = [Column(words.say("column.goal"), 1.4)]
    columns += [Column(words.say(f"smart.{letter}"), 2.1, Align.CENTRE) for letter in LETTERS]
    columns.append(Column(words.say("smart.lacking"), 4.6))
    out.table("smart_table", columns, rows, words.say("goals.smart_table"), words.say("goals.smart_note"))


def _lacking(context: Context, check: SmartCheck) -> str:
    say = context.words.say
    return "; ".join(say(f"smart.missing.{key}") for key in check.missing) or say("smart.nothing")
