# SPDX-License-Identifier: GPL-2.0-or-later
"""Sheets as one web page: each a chapter with a table. For those who read and do not reckon."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import capabilities
from ..model.problem import SmartCityError
from ..sources.own_sheets import Cell, Sheet
from ..study.monitoring import GREEN, RED, SYMBOLS, YELLOW
from ..study.study import Study
from .builder import Blocks
from .council import page_of
from .document import Align, Chapter, ChapterKind, Column, Document, Labels
from .document import Cell as TableCell
from .html import write_html
from .judgement import GOOD, MIDDLE, POOR
from .watch_sheets import PAGE_COLUMNS
from .watching import decimals_of
from .words import Words

_SHADES = {SYMBOLS[GREEN]: GOOD, SYMBOLS[YELLOW]: MIDDLE, SYMBOLS[RED]: POOR}
"""The background of cells that begin with the symbol of a light; it repeats what the word says."""


def write_sheet_page(study: Study, title: str, sheets: Sequence[Sheet], words: Words, path: Path) -> None:
    """Write sheets as .html; an older file at ``path`` stays as it was if that fails.

    A sheet with a single column becomes paragraphs. Raises SmartCityError if the library for XML is missing or the
    file cannot be written.
    """
    problem = capabilities.problem_with("lxml")
    if problem is not None:
        raise SmartCityError(problem.key, **problem.values)
    chapters = []
    for number, sheet in enumerate(sheets):
        blocks = Blocks(f"sheet{number}")
        if len(sheet.columns) == 1:
            for row, cells in enumerate(sheet.rows):
                blocks.text(f"text{row}", str(cells[0]))
        else:
            shown = [row for row, key in enumerate(sheet.columns) if key in PAGE_COLUMNS.get(sheet.key, sheet.columns)]
            columns = [Column(sheet.headings[row], 1.0, _align(sheet, sheet.columns[row])) for row in shown]
            blocks.table("table", columns, [[_cell(cells[row], words) for row in shown] for cells in sheet.rows])
        chapters.append(Chapter(f"sheet{number}", sheet.title, ChapterKind.FRONT, blocks.done()))
    settings = study.settings
    document = Document(
        title=title,
        subtitle=settings.title,
        author=settings.municipality,
        remarks=(words.say("cover.reference", date=words.date(settings.reference_date)),),
        language=words.language,
        labels=Labels(*(words.say(f"label.{name}") for name in ("figure", "table", "annex", "page", "of"))),
        front=(),
        chapters=tuple(chapters),
    )
    work = path.with_name(f"{path.stem}.part{path.suffix}")
    try:
        write_html(document, page_of(study, words), work)
        work.replace(path)
    except OSError as error:
        raise SmartCityError("export_failed", path=str(path)) from error
    finally:
        work.unlink(missing_ok=True)


def _align(sheet: Sheet, key: str) -> Align:
    return Align.RIGHT if key in sheet.numbers else Align.LEFT


def _cell(cell: Cell, words: Words) -> TableCell:
    if cell is None:
        return TableCell("")
    if isinstance(cell, str):
        return TableCell(cell, shade=_SHADES.get(cell[:1]))
    return TableCell(words.number(cell, decimals_of(cell)))
