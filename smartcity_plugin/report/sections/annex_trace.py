# SPDX-License-Identifier: GPL-2.0-or-later
"""Traceability: the commands that repeat each run, and the evidence of every figure and table."""

from __future__ import annotations

from ..builder import Blocks
from ..context import Context
from ..document import Column
from ..evidence import captioned, inputs_of
from ..replay import command_of
from .annex_data import kind_title


def replay(context: Context, out: Blocks) -> None:
    """Add how each run can be repeated on a copy of the study."""
    words = context.words
    shipped = [item.id for item in context.catalogue.indicators.values() if not item.is_own]
    rows = []
    for run in context.runs.values():
        command = command_of(run, words.say("replay.file"), shipped)
        rows.append([f"{kind_title(context, run.kind)}\n{run.run_id}", command or words.say("replay.none")])
    if not rows:
        return
    out.heading("replay", words.say("replay.heading"))
    out.text("replay_text", words.say("replay.text", file=words.say("replay.file")))
    columns = [Column(words.say("column.run"), 3.6), Column(words.say("replay.command"), 12.9, code=True)]
    out.table("replay_table", columns, rows, words.say("replay.table"), words.say("replay.note"))


def evidence(context: Context, out: Blocks) -> None:
    """Add what every captioned figure and table before this one rests on."""
    words = context.words
    rows = []
    for entry in captioned(context.chapters, out.done()):
        known = [context.runs[run_id] for run_id in entry.run_ids if run_id in context.runs]
        if not known:
            continue
        label = words.say("label.figure" if entry.is_figure else "label.table")
        runs = "\n".join(
            words.say(
                "evidence.run", run=run.run_id, kind=kind_title(context, run.kind), date=words.date(run.started_at)
            )
            for run in known
        )
        rows.append([f"{label} {entry.number}\n{entry.caption}", runs])
    if not rows:
        return
    out.heading("evidence", words.say("evidence.heading"))
    out.text("evidence_text", words.say("evidence.text"))
    columns = [Column(words.say("evidence.what"), 7.2), Column(words.say("evidence.runs"), 9.3)]
    out.table("evidence_table", columns, rows, words.say("evidence.table"), words.say("evidence.note"))
    _inputs(context, out)


def _inputs(context: Context, out: Blocks) -> None:
    """Add which data, by shortened fingerprint, went into the runs; runs on the same data stand together."""
    words = context.words
    together: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for run_id in context.runs:
        together.setdefault(tuple(inputs_of([run_id], context.runs).items()), []).append(run_id)
    rows = [
        [
            "\n".join(run_ids),
            "; ".join(words.say("evidence.input", role=context.role_title(role), mark=mark) for role, mark in inputs)
            or words.say("table.none"),
        ]
        for inputs, run_ids in together.items()
    ]
    columns = [Column(words.say("column.run"), 3.2, code=True), Column(words.say("evidence.inputs"), 13.3)]
    out.table("evidence_inputs", columns, rows, words.say("evidence.inputs_table"), words.say("evidence.inputs_note"))
