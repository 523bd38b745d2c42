# SPDX-License-Identifier: GPL-2.0-or-later
"""What every figure and table of a document rests on: its number, its runs, the data that went into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model.provenance import Run
from .document import Block, Chapter, FigureBlock, Table

SHORT = 8
"""How many digits of a fingerprint tell datasets of one study apart; the annex has them in full."""


@dataclass(frozen=True)
class Entry:
    """A captioned figure or table with its number, as writers count them, and the runs it rests on."""

    is_figure: bool
    number: int
    block_id: str
    caption: str
    run_ids: tuple[str, ...]


def captioned(chapters: Iterable[Chapter], pending: Iterable[Block] = ()) -> Iterator[Entry]:
    """Return the captioned figures and tables in the order in which they are numbered.

    ``pending`` are the blocks of the chapter that is being made.
    """
    figures = tables = 0
    for block in (*(block for chapter in chapters for block in chapter.blocks), *pending):
        if isinstance(block, FigureBlock) and block.caption:
            figures += 1
            yield Entry(True, figures, block.id, block.caption, block.evidence)
        elif isinstance(block, Table) and block.caption:
            tables += 1
            yield Entry(False, tables, block.id, block.caption, block.evidence)


def inputs_of(run_ids: Iterable[str], runs: Mapping[str, Run]) -> dict[str, str]:
    """Return role and shortened fingerprint of the data that went into runs."""
    found = (passport for run_id in run_ids if run_id in runs for passport in runs[run_id].inputs)
    return {passport.role: passport.fingerprint[:SHORT] for passport in found if passport.fingerprint}
