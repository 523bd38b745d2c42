# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory matrix: which data the study has, which are missing, and what that means for every indicator."""

from __future__ import annotations

from ...model.taxonomy import Term
from ...study.matrix import BASE, IndicatorRow, RoleRow, RoleState, ValueState
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column

WHITE = 255
STRENGTH = 0.3
"""How much of a traffic light's colour is left behind the words."""


def inventory_matrix(context: Context, out: Blocks) -> None:
    """Add the roles by sector with their state, then all indicators of the catalogue with theirs."""
    words, matrix = context.words, context.matrix
    out.heading("matrix", words.say("annex.matrix"))
    out.text(
        "matrix_text",
        words.say(
            "annex.matrix_text",
            filled=words.number(matrix.count(RoleState.FILLED)),
            roles=words.number(len(matrix.roles)),
            computable=words.number(matrix.computable),
            indicators=words.number(len(matrix.indicators)),
        ),
    )
    rows = []
    for sector, members in matrix.by_sector().items():
        title = words.say("annex.matrix_base") if sector == BASE else context.sector_title(sector)
        shown = [row for row in members if row.state is not RoleState.NOT_NEEDED]
        for number, row in enumerate(shown):
            rows.append([Cell(title if number == 0 else "", bold=True), *_role(context, row)])
    columns = [
        Column(words.say("column.sector"), 2.9),
        Column(words.say("column.role"), 4.0),
        Column(words.say("column.state"), 3.3),
        Column(words.say("column.data"), 4.3),
        Column(words.say("column.indicators_waiting"), 2.0, Align.RIGHT),
    ]
    out.table("matrix_roles", columns, rows, words.say("annex.matrix_roles"), words.say("annex.matrix_note"))
    unused = [words.of(row.role.title) for row in matrix.roles if row.state is RoleState.NOT_NEEDED]
    if unused:
        out.text("matrix_unused", words.say("annex.matrix_unused", roles=", ".join(unused)))
    out.text("matrix_indicators_text", words.say("annex.matrix_indicators_text"))
    rows = [[context.title(row.indicator), *_indicator(context, row)] for row in matrix.indicators]
    columns = [
        Column(words.say("column.indicator"), 6.0),
        Column(words.say("column.state"), 3.0),
        Column(words.say("column.reason"), 7.5),
    ]
    out.table("matrix_indicators", columns, rows, words.say("annex.matrix_indicators"))


def light_cell(context: Context, role: str) -> Cell:
    """Return the traffic light of a role as a word on its colour; empty where there is nothing to judge."""
    rating = context.ratings.get(role)
    if rating is None:
        return Cell("")
    light: Term = context.catalogue.vocabulary.lights[rating.light.value]
    return Cell(context.words.of(light.title), shade=_pale(light.colour))


def _pale(colour: str) -> str:
    """Return a colour (``#rrggbb``) mixed with white, so that black text on it can be read."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(WHITE - (WHITE - part) * STRENGTH):02x}" for part in parts)


def _role(context: Context, row: RoleRow) -> list[Cell]:
    words = context.words
    if row.state is RoleState.FILLED:
        light = light_cell(context, row.role.id)
        state = light if light.text else Cell(words.say("matrix.filled"))
    else:
        state = Cell(words.say(f"matrix.{row.state.value}"))
    dated = [
        words.say("matrix.source", title=source.title, date=words.date(source.data_date) or words.number(None))
        for source in row.sources
    ]
    data = "\n".join(dated) or words.say("table.none")
    return [Cell(words.of(row.role.title)), state, Cell(data), Cell(words.number(len(row.waiting)))]


def _indicator(context: Context, row: IndicatorRow) -> list[Cell]:
    words = context.words
    if row.problems:
        return [Cell(words.say("matrix.not_computable"), bold=True), Cell(context.reasons(list(row.problems)))]
    absent = [context.role_title(role) for role in row.absent]
    without = words.say("matrix.without", roles=words.join(absent)) if absent else ""
    known = {
        ValueState.COMPUTED: "matrix.computed",
        ValueState.OUTDATED: "matrix.outdated",
        ValueState.NONE: "matrix.computable",
    }
    return [Cell(words.say(known[row.values])), Cell(without)]


def gaps(context: Context, out: Blocks) -> None:
    """Add which missing data keep which indicators from being computed, those that block most first."""
    words, matrix = context.words, context.matrix
    stuck = {row.indicator.id: row for row in matrix.indicators if row.problems}
    out.heading("gaps", words.say("gaps.heading"))
    if not stuck:
        out.text("gaps_none", words.say("gaps.none"))
        return
    out.text("gaps_text", words.count("gaps.text", len(stuck)))
    rows = []
    for role in matrix.roles:
        blocked = [row for row in stuck.values() if role.role.id in row.absent]
        if blocked:
            alone = [name for name in role.gain if name in stuck]
            rows.append((len(blocked), role, blocked, alone))
    rows.sort(key=lambda item: -item[0])
    cells = [
        [
            words.of(role.role.title),
            "; ".join(context.title(row.indicator) for row in blocked),
            words.number(len(alone)),
        ]
        for _, role, blocked, alone in rows
    ]
    columns = [
        Column(words.say("gaps.role"), 4.2),
        Column(words.say("gaps.indicators"), 9.5),
        Column(words.say("gaps.alone"), 2.8, Align.RIGHT),
    ]
    note = words.say("gaps.note")
    covered = {row.indicator.id for _, _, blocked, _ in rows for row in blocked}
    if set(stuck) - covered:
        note = " ".join((note, words.say("gaps.more")))
    out.table("gaps_table", columns, cells, words.say("gaps.table"), note)
