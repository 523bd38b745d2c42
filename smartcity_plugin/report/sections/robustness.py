# SPDX-License-Identifier: GPL-2.0-or-later
"""How sure the ranking by need is: what can be said to the council, and the span of the first ranks."""

from __future__ import annotations

from typing import Optional

from ...catalogue.products import load_products
from ...engine.compute import FEW_PERSONS
from ...model.scheme import Scheme
from ...study.robustness import Robustness
from ..builder import Blocks
from ..context import Context
from ..document import Align, Column
from ..findings_robustness import factor_lines, robustness_findings
from ..words import Words

SHOWN = 15
"""How many places the table shows."""


def robustness(context: Context, out: Blocks) -> None:
    """Build the part of the needs chapter about robustness."""
    out.heading("robustness", context.words.say("overlay.robustness"))
    if context.robustness is None:
        out.prompt("robustness_missing", context.words.say("overlay.robustness_missing"))
    else:
        if context.is_old(context.robustness_runs):
            say = context.words.say
            out.callout("robustness_stale", say("justice.stale_title"), say("justice.stale"))
        with out.evidence(context.robustness_runs):
            robustness_blocks(context.robustness, context.scheme, context.words, out)


def robustness_blocks(found: Optional[Robustness], scheme: Scheme, words: Words, out: Blocks) -> None:
    """Add findings, choices by their influence and the first places; nothing without a result."""
    if found is None:
        return
    out.sentences("robustness_findings", robustness_findings(found, scheme, words))
    out.bullets("robustness_factors", factor_lines(found, words))
    places = found.places[found.places["population"].fillna(0) >= FEW_PERSONS]
    places = places[places["rank"].notna()].sort_values("rank", kind="stable").head(SHOWN)
    states = load_products()["robustness"].categories
    rows = [
        [
            row["name"],
            words.number(row["rank"]),
            words.say("overlay.span", low=words.number(row["rank_low"]), high=words.number(row["rank_high"])),
            words.share(row["top_share"] / 100.0) if row["top_share"] == row["top_share"] else words.number(None),
            words.of(states[row["state"]].title) if row["state"] in states else words.number(None),
        ]
        for row in places.to_dict("records")
    ]
    widths = {"unit": 6.0, "rank": 2.0, "span": 3.0, "top": 2.5, "state": 3.0}
    columns = [
        Column(words.say(f"overlay.column.{key}"), width, Align.LEFT if key in ("unit", "state") else Align.RIGHT)
        for key, width in widths.items()
    ]
    note = words.say("overlay.robustness_note", top=words.number(found.summary["top_count"]))
    out.table("robustness_table", columns, rows, words.say("overlay.robustness_table"), note)
