# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentences that refer to figures and tables by their numbers, which only the writer knows."""

from __future__ import annotations

import re

from .document import Run, Runs
from .words import Words

FIGURE, TABLE = "figure", "table"
_MARK = "\u0001"


def referring(sentence: str, words: Words, **targets: tuple[str, str]) -> Runs:
    """Return a sentence as runs; its placeholders become references.

    ``targets`` are the placeholders, each with FIGURE or TABLE and the id of the block. The sentence comes with every
    placeholder filled by ``slot`` of its name.
    """
    runs = []
    for number, part in enumerate(re.split(f"{_MARK}(\\w+){_MARK}", sentence)):
        if number % 2:
            kind, block_id = targets[part]
            label = words.say("label.figure") if kind == FIGURE else words.say("label.table")
            runs.append(Run(label, refers=block_id))
        elif part:
            runs.append(Run(part))
    return tuple(runs)


def slot(name: str) -> str:
    """Return what stands for a reference until the sentence is taken apart."""
    return f"{_MARK}{name}{_MARK}"
