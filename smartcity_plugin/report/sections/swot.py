# SPDX-License-Identifier: GPL-2.0-or-later
"""Strengths, weaknesses, opportunities and threats that the town has decided on; suggestions are never printed."""

from __future__ import annotations

from ...study.swot import ACCEPTED, CANDIDATE, OPPORTUNITY, STRENGTH, THREAT, WEAKNESS
from ..builder import Blocks
from ..context import Context
from ..document import Column

PARTS = {"present": (STRENGTH, WEAKNESS), "future": (OPPORTUNITY, THREAT)}
"""The two parts of the chapter with the kinds of entries in each."""


def swot(context: Context, out: Blocks) -> None:
    """Build the chapter: accepted entries as tables, places to fill where there are none, a note on what waits."""
    words, frame = context.words, context.swot
    out.text("intro", words.say("swot.intro"))
    waiting = int((frame["state"] == CANDIDATE).sum())
    if waiting:
        out.prompt("work_note", words.count("swot.work_note", waiting))
    elif not len(frame):
        out.text("missing", words.say("swot.missing"))
    for part, kinds in PARTS.items():
        out.heading(part, words.say(f"swot.{part}"))
        for kind in kinds:
            _entries(context, out, kind)


def _entries(context: Context, out: Blocks, kind: str) -> None:
    words, frame = context.words, context.swot
    rows = frame[(frame["state"] == ACCEPTED) & (frame["kind"] == kind) & (frame["text"] != "")]
    if rows.empty:
        out.prompt(f"{kind}_prompt", words.say(f"swot.prompt.{kind}"))
        return
    order = {sector: number for number, sector in enumerate(context.catalogue.sectors)}
    listed = sorted(rows.to_dict("records"), key=lambda row: order.get(row["sector"], len(order)))
    columns = [Column(words.say("column.sector"), 4.5), Column(words.say("column.statement"), 12.0)]
    cells = [[context.sector_title(row["sector"]), row["text"]] for row in listed]
    out.table(f"{kind}_table", columns, cells, words.say(f"swot.table.{kind}"))
