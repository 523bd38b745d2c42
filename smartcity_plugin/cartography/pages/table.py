# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables over as many pages as they need: no text is cut, rows that are higher than a page go on on the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Union

from .. import text as typography
from .. import theme
from ..furniture import Pagination, footer, header
from ..grid import Grid
from ..sheet import BOTTOM, LEFT, RIGHT, TOP, Box, Sheet
from ..theme import TextStyle
from .page import Context, Page

STYLE = theme.BODY.but(size=6.6, smallest=4.6)
HEAD = STYLE.but(size=6.2, colour="quiet")
_PAD, _AIR, _GAP = 0.9, 2.0, 2.2
"""Above and below the words of a row, and between columns."""
_SWATCH = 2.4
_LARGER = (1.2, 1.1)
_SIZES = (1.0, 0.94, 0.88)
"""Steps by which a table becomes larger where one page has room, and smaller where that saves a page."""
_LEAST = 0.85
"""So much smaller may a cell become for a word that is wider than its column; beyond that the word is broken."""
_MARK = 1.6
"""What the coloured edge of a row takes from its first cell."""


@dataclass(frozen=True)
class Column:
    """A column: its title, its share of the width, and whether it holds numbers."""

    title: str
    share: float
    is_number: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; ``mark`` is the colour of a small square before it."""

    text: str
    colour: str = "ink"
    is_bold: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """A row of cells; a row of one cell stretches over the whole table. ``colour`` marks its left edge."""

    cells: tuple[Cell, ...]
    colour: str = ""
    is_strong: bool = False
    """Headings of groups and sums."""


@dataclass(frozen=True)
class Contents:
    """What a table shows; ``intro`` stands above it on its first page, ``note`` below it on the last."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    intro: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """The part of a table on one page."""

    rows: tuple[Row, ...]
    intro: str = ""
    note: str = ""
    size: float = 1.0


def row(*cells: Union[str, Cell], colour: str = "", is_strong: bool = False) -> Row:
    """Return a row; texts become cells."""
    return Row(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells), colour, is_strong)


def table_pages(
    context: Context,
    key: str,
    title: str,
    section: str,
    contents: Contents,
    colour: str = "",
    subtitle: str = "",
    variant: str = "",
) -> list[Page]:
    """Return the pages of a table; those after the first are not listed in the contents."""
    words, found, colour = context.words, [], colour or theme.ACCENT
    for number, part in enumerate(split(contents, context.grid.content), start=1):
        shown = title if number == 1 else words("continued", title=title)
        draw = partial(_draw, context, contents.columns, part, shown, section, colour, subtitle)
        name = key if number == 1 else f"{key}:{number}"
        page = Page(name, shown, section, colour, draw, listed=number == 1, variant="" if number == 1 else "more")
        found.append(replace(page, variant="_".join(filter(None, (variant, page.variant)))))
    return found


def split(contents: Contents, room: Box) -> list[Part]:
    """Return what stands on each page, a little smaller where that saves one."""
    for size in _LARGER:
        tried = _split(contents, room, size)
        if len(tried) == 1:
            return tried
    best = _split(contents, room, 1.0)
    for size in _SIZES[1:]:
        if len(best) == 1:
            break
        tried = _split(contents, room, size)
        if len(tried) < len(best):
            best = tried
    return best


def _split(contents: Contents, room: Box, size: float) -> list[Part]:
    columns, width = contents.columns, room.width
    top = head_height(columns, width, size)
    below = room.height - text_height(contents.intro, width, size) - top
    whole = room.height - top
    pages: list[list[Row]] = [[]]
    waiting = list(contents.rows)
    while waiting:
        one = waiting.pop(0)
        needed = row_height(one, columns, width, size)
        bound = needed
        if one.is_strong and len(one.cells) == 1 and waiting:  # a heading stays with its first row
            bound += min(row_height(waiting[0], columns, width, size), 0.4 * whole)
        if bound <= below + 0.01 or (not pages[-1] and needed <= below + 0.01):
            pages[-1].append(one)
            below -= needed
        elif pages[-1] and (needed <= whole or below < 0.3 * whole):
            waiting.insert(0, one)
            pages.append([])
            below = whole
        else:
            first, rest = _cut(one, columns, width, below, size)
            pages[-1].append(first)
            waiting.insert(0, rest)
            pages.append([])
            below = whole
    if contents.note and text_height(contents.note, width, size) > below:
        pages.append([])
    parts = [Part(tuple(rows), size=size) for rows in pages]
    parts[0] = replace(parts[0], intro=contents.intro)
    parts[-1] = replace(parts[-1], note=contents.note)
    return parts


def _cut(one: Row, columns: Sequence[Column], width: float, height: float, size: float) -> tuple[Row, Row]:
    """Return a row in two: what fits into a height, and the rest."""
    style = _style(size)
    count = max(int((height - 2 * _PAD) / typography.line_height(style)), 1)
    first, rest = [], []
    for cell, wide in zip(one.cells, _widths(one, columns, width)):
        lines = _lines(cell, style, wide)
        first.append(replace(cell, text="\n".join(lines[:count])))
        rest.append(replace(cell, text="\n".join(lines[count:])))
    return replace(one, cells=tuple(first)), replace(one, cells=tuple(rest))


def _style(size: float) -> TextStyle:
    return STYLE.but(size=STYLE.size * size)


def _places(columns: Sequence[Column], width: float) -> list[tuple[float, float]]:
    """Return left edge and width of each column."""
    whole, x, found = sum(column.share for column in columns), 0.0, []
    for column in columns:
        wide = width * column.share / whole
        found.append((x, wide))
        x += wide
    return found


def _widths(one: Row, columns: Sequence[Column], width: float) -> list[float]:
    edge = _MARK if one.colour else 0.0
    if len(one.cells) == 1:
        return [width - _AIR - edge]
    return [wide - _GAP - (edge if x == 0.0 else 0.0) for x, wide in _places(columns, width)]


def _lines(cell: Cell, style: TextStyle, width: float) -> list[str]:
    bold = style.but(bold=True) if cell.is_bold else style
    return typography.wrap(cell.text, bold, width - (_SWATCH + 1.0 if cell.mark else 0.0))


def row_height(one: Row, columns: Sequence[Column], width: float, size: float = 1.0) -> float:
    """Return how high a row is."""
    style = _style(size)
    strong = [replace(cell, is_bold=cell.is_bold or one.is_strong) for cell in one.cells]
    count = max(len(_lines(cell, style, wide)) for cell, wide in zip(strong, _widths(one, columns, width)))
    return count * typography.line_height(style) + 2 * _PAD


def head_height(columns: Sequence[Column], width: float, size: float = 1.0) -> float:
    """Return how high the titles of the columns are."""
    style = HEAD.but(size=HEAD.size * size)
    count = max(
        len(typography.wrap(one.title, style, wide - _GAP)) for one, (_, wide) in zip(columns, _places(columns, width))
    )
    return count * typography.line_height(style) + 2 * _PAD


def text_height(text: str, width: float, size: float = 1.0) -> float:
    """Return how high running text above or below a table is, with air."""
    style = _style(size)
    return len(typography.wrap(text, style, width)) * typography.line_height(style) + _AIR if text else 0.0


def height_of(contents: Contents, width: float) -> float:
    """Return how high a table is at full size."""
    rows = sum(row_height(one, contents.columns, width) for one in contents.rows)
    texts = text_height(contents.intro, width) + text_height(contents.note, width)
    return head_height(contents.columns, width) + rows + texts


def draw_table(sheet: Sheet, room: Box, columns: Sequence[Column], part: Part, name: str = "table") -> float:
    """Draw a part of a table; returns the height used."""
    size, y = part.size, room.y
    style = _style(size)
    with sheet.slot(name, room) as place:
        y = place.y
        if part.intro:
            high = text_height(part.intro, place.width, size)
            sheet.text(Box(place.x, y, place.width, high), part.intro, style, name=f"{name}_intro")
            y += high
        if part.rows:
            y += _draw_head(sheet, Box(place.x, y, place.width, head_height(columns, place.width, size)), columns, size)
        for one in part.rows:
            high = row_height(one, columns, place.width, size)
            _draw_row(sheet, Box(place.x, y, place.width, high), one, columns, style)
            y += high
        if part.note:
            high = text_height(part.note, place.width, size)
            sheet.text(
                Box(place.x, y + _AIR / 2, place.width, high), part.note, style.but(colour="quiet"), name=f"{name}_note"
            )
            y += high
        return y - place.y


def draw_small_table(sheet: Sheet, room: Box, contents: Contents, name: str, more: str = "") -> float:
    """Draw a table on a page with other things: smaller, and at last shorter with ``more`` (how many are left out)."""
    rows = list(contents.rows)
    for count in range(len(rows), -1, -1):
        left = len(rows) - count
        kept = [*rows[:count], *([row(Cell(more.format(count=left), "quiet"))] if left and more else [])]
        for size in (*_SIZES, 0.82, 0.76):
            part = Part(tuple(kept), contents.intro, contents.note, size)
            high = sum(row_height(one, contents.columns, room.width, size) for one in kept)
            high += head_height(contents.columns, room.width, size)
            high += text_height(contents.intro, room.width, size) + text_height(contents.note, room.width, size)
            if high <= room.height:
                return draw_table(sheet, room, contents.columns, part, name)
    return 0.0


def _draw_head(sheet: Sheet, box: Box, columns: Sequence[Column], size: float) -> float:
    for one, (x, wide) in zip(columns, _places(columns, box.width)):
        place = Box(box.x + x, box.y, wide - _GAP, box.height - _PAD)
        sheet.text(place, one.title, HEAD.but(size=HEAD.size * size), RIGHT if one.is_number else LEFT, BOTTOM, "head")
    sheet.rect(Box(box.x, box.bottom - 0.2, box.width, 0.2), theme.QUIET)
    return box.height


def _draw_row(sheet: Sheet, box: Box, one: Row, columns: Sequence[Column], style: TextStyle) -> None:
    if one.is_strong:
        sheet.rect(box, theme.TRACK)
    if one.colour:
        sheet.rect(Box(box.x, box.y, 0.8, box.height), one.colour)
    places = [(0.0, box.width)] if len(one.cells) == 1 else _places(columns, box.width)
    numbers = [False] if len(one.cells) == 1 else [column.is_number for column in columns]
    for cell, (x, _), is_number, room in zip(one.cells, places, numbers, _widths(one, columns, box.width)):
        if not cell.text and not cell.mark:
            continue
        swatch = _SWATCH + 1.0 if cell.mark else 0.0
        left = box.x + x + swatch + (_MARK if x == 0.0 and one.colour else 0.0)
        place = Box(left, box.y + _PAD, room - swatch, box.height - 2 * _PAD)
        if cell.mark:
            sheet.rect(Box(place.x - _SWATCH - 1.0, place.y + 0.3, _SWATCH, _SWATCH - 0.4), cell.mark, theme.QUIET, 0.1)
        bold = cell.is_bold or one.is_strong
        least = max(_LEAST * style.size, 4.4)
        if is_number and " " not in cell.text:  # amounts become as small as they must, but are never broken
            least = 0.5 * style.size
        look = style.but(bold=bold, colour=cell.colour, smallest=least)
        sheet.text(place, cell.text, look, RIGHT if is_number else LEFT, TOP, "cell")
    sheet.rect(Box(box.x, box.bottom - 0.05, box.width, 0.05), theme.FAINT)


def _draw(
    context: Context,
    columns: Sequence[Column],
    part: Part,
    title: str,
    section: str,
    colour: str,
    subtitle: str,
    sheet: Sheet,
    page: Pagination,
) -> None:
    header(sheet, context.facts, section, colour, title, subtitle)
    footer(sheet, context.facts, context.words, page)
    draw_table(sheet, Grid.of(sheet.format).content, columns, part)
