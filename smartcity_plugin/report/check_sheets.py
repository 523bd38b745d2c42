# SPDX-License-Identifier: GPL-2.0-or-later
"""The funding check and the comparison with the Charter as sheets of a spreadsheet or tables of a web page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from ..sources.own_sheets import Sheet
from ..study.checklists import CheckedItem, fact_lines
from .words import Words

COLUMNS = (
    *("item", "title", "demand", "state", "shown", "references", "answer", "text", "responsible", "evidence"),
    *("reckoning", "source", "status"),
)
"""Everything that is known of an item; ``item`` is the id that answers refer to."""


PAGE_COLUMNS = ("title", "demand", "state", "shown", "answer", "text", "responsible", "source")
"""What fits on a web page."""


def check_sheets(
    checked: dict[str, Sequence[CheckedItem]], words: Words, columns: Sequence[str] = COLUMNS
) -> list[Sheet]:
    """Return a sheet for each checklist, by its id."""
    headings = tuple(words.say(f"checks.sheet.{column}") for column in columns)
    return [
        Sheet(
            name,
            words.say(f"checks.sheet_title.{name}"),
            tuple(columns),
            headings,
            [[_cells(item, words)[column] for column in columns] for item in items],
        )
        for name, items in checked.items()
    ]


def _cells(checked: CheckedItem, words: Words) -> dict[str, Optional[str]]:
    item, answer = checked.item, checked.answer
    known = words.vocabulary.answer_statuses.get(checked.answered)
    texts = (
        item.id,
        words.of(item.title),
        words.of(item.text),
        words.say(f"checks.light.{checked.status}"),
        "; ".join(fact_lines(checked, words.language)) or None,
        ", ".join(checked.evidence) or None,
        words.of(known.title) if known else checked.answered or None,
        answer.text if answer else None,
        answer.responsible if answer else None,
        answer.evidence if answer else None,
        words.of(item.reckoning) or None,
        words.of(item.source),
        words.status(item.status),
    )
    return dict(zip(COLUMNS, texts))
