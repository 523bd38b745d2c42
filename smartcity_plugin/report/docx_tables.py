# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the Word document: fixed widths, repeated headings, rows that stay whole."""

from __future__ import annotations

import math
import re
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from .document import Align, Cell, Table
from .docx_styles import CODE_FONT
from .docx_template import Template
from .ooxml import element, put, set_style

CODE_SIZE = Pt(8)
KEPT_HEIGHT = 120.0
"""Tables up to this estimated height (millimetres) are kept on one page."""
KEPT_START, KEPT_END = 35.0, 3
"""Of longer tables the first rows stay with the heading up to this height, and so many last rows with the note."""

_ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_WORDS = re.compile(r"[\s\u00a0/-]+|(?<=;)")
_MARGINS, _BOLD, _PER_WORD_LETTER = 2.8, 1.08, 1.68
"""Millimetres of both margins of a cell, how much wider bold letters are, millimetres of a letter in a word."""
_PER_LETTER, _PER_LINE, _PER_ROW = 1.6, 3.6, 1.8
"""Millimetres of an average letter, of a line, of the space around a row."""


def write_table(template: Template, block: Table) -> None:
    """Append a table to the template's document."""
    heading_rows = int(block.has_header)
    table = template.document.add_table(rows=heading_rows + len(block.rows), cols=len(block.columns))
    widths = _widths(block, template.width, template.letters)
    _properties(table, block, widths, template.table_style)
    cells = [list(row.cells) for row in table.rows]
    heading, text = template.style("Table Heading"), template.style("Table Text")
    if heading_rows:
        for column, cell in zip(block.columns, cells[0]):
            _fill(cell, Cell(column.heading), Align.LEFT if block.upright else column.align, heading)
        _heading_row(table.rows[0], block, widths)
    for row, targets in zip(block.rows, cells[heading_rows:]):
        for column, cell, target in zip(block.columns, row, targets):
            _fill(target, cell, column.align, text, column.code)
    for row in table.rows:
        put(row._tr.get_or_add_trPr(), element("w:cantSplit", val="true"))
    heights = _heights(block, widths)
    _keep(cells, heights if heading_rows else heights[1:], bool(block.note))


def _widths(block: Table, width: float, letters: float) -> list[int]:
    """Return the widths of the columns in twentieths of a point; they fill a width in millimetres.

    A column too narrow for its longest word takes what it lacks from those that have room to spare; ``letters`` says
    how much wider than Arial's the letters may be.
    """
    total = sum(column.width for column in block.columns)
    wanted = [width * column.width / total for column in block.columns]
    needed = [_needed(block, number) * letters for number in range(len(block.columns))]
    lacking = sum(max(least - have, 0.0) for least, have in zip(needed, wanted))
    spare = sum(max(have - least, 0.0) for least, have in zip(needed, wanted))
    if lacking and spare:
        share = min(lacking / spare, 1.0)
        given = min(spare / lacking, 1.0)
        wanted = [
            have - (have - least) * share if have > least else have + (least - have) * given
            for least, have in zip(needed, wanted)
        ]
    return [round(column / 25.4 * 1440) for column in wanted]


def _needed(block: Table, number: int) -> float:
    """Return the millimetres that the longest word of a column needs; words may break at hyphens and slashes."""
    cells = [row[number].text for row in block.rows]
    if block.columns[number].code:
        return _MARGINS
    longest = max((len(word) for text in cells for word in _WORDS.split(text)), default=1)
    if not (block.upright and number):
        heading = max(map(len, _WORDS.split(block.columns[number].heading)))
        longest = max(longest, heading * _BOLD)
    return longest * _PER_WORD_LETTER + _MARGINS


def _properties(table: Any, block: Table, widths: list[int], style: str) -> None:
    properties = table._tbl.tblPr
    put(properties, element("w:tblStyle", val=style))
    put(properties, element("w:tblW", w=sum(widths), type="dxa"))
    put(properties, element("w:tblLayout", type="fixed"))
    put(
        properties,
        element(
            "w:tblLook",
            val="0420" if block.has_header else "0400",
            firstRow=int(block.has_header),
            lastRow=0,
            firstColumn=0,
            lastColumn=0,
            noHBand=0,
            noVBand=1,
        ),
    )
    if block.caption:
        put(properties, element("w:tblCaption", val=block.caption))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths):
        column.set(qn("w:w"), str(width))
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths):
            put(cell.get_or_add_tcPr(), element("w:tcW", w=width, type="dxa"))


def _fill(target: Any, cell: Cell, align: Align, style: Any, code: bool = False) -> None:
    for number, line in enumerate(cell.text.split("\n")):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        set_style(paragraph, style)
        if align is not Align.LEFT:
            paragraph.alignment = _ALIGNMENTS[align]
        run = paragraph.add_run(line)
        run.bold = cell.bold or None
        if code:
            run.font.name, run.font.size = CODE_FONT, CODE_SIZE
    if cell.shade:
        put(target._tc.get_or_add_tcPr(), element("w:shd", val="clear", color="auto", fill=cell.shade.lstrip("#")))


def _heading_row(row: Any, block: Table, widths: list[int]) -> None:
    properties = row._tr.get_or_add_trPr()
    if block.upright:
        height = round(_upright_height(block, widths) / 25.4 * 1440)
        put(properties, element("w:trHeight", val=height, hRule="atLeast"))
    put(properties, element("w:tblHeader", val="true"))
    for number, cell in enumerate(row.cells):
        if block.upright and number:
            put(cell._tc.get_or_add_tcPr(), element("w:textDirection", val="btLr"))
            put(cell._tc.get_or_add_tcPr(), element("w:vAlign", val="center"))
        else:
            put(cell._tc.get_or_add_tcPr(), element("w:vAlign", val="bottom"))


def _upright_height(block: Table, widths: list[int]) -> float:
    """Return the millimetres that upright headings need: the longest word, or the longest text in its lines."""
    needed = 20.0
    for column, width in zip(block.columns[1:], widths[1:]):
        lines = max(1, int((_millimetres(width) - 2.4) / _PER_LINE))
        longest = max(map(len, column.heading.split()), default=1)
        needed = max(needed, longest * _PER_LETTER, len(column.heading) * _PER_LETTER * 1.15 / lines)
    return min(needed + 5.0, 60.0)


def _heights(block: Table, widths: list[int]) -> list[float]:
    """Return about how many millimetres the heading and each row are high."""
    letters = [max(1.0, (_millimetres(width) - 2.4) / _PER_LETTER) for width in widths]
    heights = [_upright_height(block, widths) if block.upright else 2 * _PER_LINE]
    for row in block.rows:
        lines = max(_lines(cell.text, fitting) for cell, fitting in zip(row, letters))
        heights.append(lines * _PER_LINE + _PER_ROW)
    return heights


def _lines(text: str, letters: float) -> int:
    return sum(max(1, math.ceil(len(line) / letters)) for line in text.split("\n"))


def _millimetres(twentieths: int) -> float:
    return twentieths / 1440 * 25.4


def _keep(cells: list[list[Any]], heights: list[float], with_note: bool) -> None:
    """Keep a table whole, or its first rows with the heading and its last ones with the note."""
    whole = sum(heights) <= KEPT_HEIGHT
    start, count = 0.0, len(cells)
    for number, (row, height) in enumerate(zip(cells, heights)):
        start += height
        wanted = whole or start <= KEPT_START or number == 0 or number >= count - KEPT_END
        if wanted and (number < count - 1 or with_note):
            for cell in row:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
