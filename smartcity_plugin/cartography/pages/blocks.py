# SPDX-License-Identifier: GPL-2.0-or-later
"""Parts that several pages have: charts, lists that say how much did not fit, rows of facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ... import capabilities
from .. import text as typography
from .. import theme
from ..furniture import centred, heading
from ..sheet import LEFT, MIDDLE, Box, Sheet, embedded
from ..theme import TextStyle
from ..wording import Wording

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TEXT = theme.BODY.but(size=7, smallest=5.0)
HEADING_HEIGHT = 6.0
"""What ``heading`` uses up."""


def charts_work() -> bool:
    """Whether charts can be drawn here."""
    return not capabilities.problems(capabilities.CHARTS)


def chart(sheet: Sheet, box: Box, name: str, make: Callable[[tuple[float, float]], Figure], words: Wording) -> None:
    """Draw a chart into a slot at its real size; ``make`` gets width and height in units.

    Where the library for charts is missing, it is said so.
    """
    with sheet.slot(name, box) as place:
        if not charts_work():
            centred(sheet, place, words("chart_not_possible"))
            return
        from ..chart_base import as_svg

        sheet.picture(place, embedded(as_svg(make((place.width, place.height)))), name)


def listing(
    sheet: Sheet,
    box: Box,
    title: str,
    lines: Sequence[str],
    words: Wording,
    name: str,
    colour: str = "ink",
    empty: str = "",
    style: TextStyle = TEXT,
    is_list: bool = False,
    intro: str = "",
) -> float:
    """Draw a heading with lines below, smaller or fewer if they do not fit; those left out are counted.

    ``empty`` stands in quiet type where there are none; several lines of a list have dots, ``intro``
    above them has none. Returns the height used.
    """
    with sheet.slot(name, box) as place:
        used = heading(sheet, place, title, colour)
        room = place.below(used)
        if not lines:
            return (
                used + sheet.text(room, empty or words("none"), style.but(colour="quiet"), name=f"{name}_none").height
            )
        lines = [f"• {line}" for line in lines] if is_list and len(lines) > 1 else lines
        lines = [intro, *lines] if intro else lines
        return used + sheet.text(room, _that_fit(lines, room, words, style), style, name=f"{name}_text").height


def listing_height(lines: Sequence[str], style: TextStyle, width: float) -> float:
    """Return the height that a list with heading needs at full size."""
    count = sum(len(typography.wrap(line, style, width)) for line in lines) or 1
    return HEADING_HEIGHT + count * typography.line_height(style)


def _that_fit(lines: Sequence[str], room: Box, words: Wording, style: TextStyle) -> str:
    for count in range(len(lines), 0, -1):
        left_out = len(lines) - count
        text = "\n".join([*lines[:count], *([words("and_more", count=left_out)] if left_out else [])])
        if not typography.fit(text, style, room.width, room.height).shortened:
            return text
    return words("and_more", count=len(lines))


class Fact(NamedTuple):
    """A row of a table of facts; what is not known is set in quiet type."""

    title: str
    value: str
    is_known: bool = True


def fact_table(sheet: Sheet, box: Box, facts: Sequence[Fact], name: str, share: float = 0.34) -> float:
    """Draw names on the left and values on the right, with thin lines between; returns the height used.

    Rows share the height of the box by what they need; texts become smaller where that is not enough.
    """
    with sheet.slot(name, box) as place:
        left = share * place.width
        right = place.width - left - 2.0
        style = next(
            (one for one in _smaller(TEXT) if _height(facts, one, left, right) <= place.height), _smaller(TEXT)[-1]
        )
        y = place.y
        for number, fact in enumerate(facts):
            height = min(_row(fact, style, left, right), place.bottom - y)
            value = style.but(bold=fact.is_known and number == 0, colour="ink" if fact.is_known else "quiet")
            sheet.text(Box(place.x, y, left, height), fact.title, style.but(colour="quiet"), LEFT, MIDDLE)
            sheet.text(Box(place.x + left + 2.0, y, right, height), fact.value, value, LEFT, MIDDLE, f"{name}_value")
            y += height
            sheet.rect(Box(place.x, y - 0.1, place.width, 0.1), theme.TRACK)
        return y - place.y


def least_height(facts: Sequence[Fact], width: float, share: float = 0.34) -> float:
    """Return how low a table of facts can become."""
    left = share * width
    return _height(facts, _smaller(TEXT)[-1], left, width - left - 2.0)


def _smaller(style: TextStyle) -> list[TextStyle]:
    return [style.but(size=style.size * factor, smallest=4.0) for factor in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)]


def _height(facts: Sequence[Fact], style: TextStyle, left: float, right: float) -> float:
    return sum(_row(fact, style, left, right) for fact in facts)


def _row(fact: Fact, style: TextStyle, left: float, right: float) -> float:
    lines = max(len(typography.wrap(fact.title, style, left)), len(typography.wrap(fact.value, style, right)))
    return lines * typography.line_height(style) + 1.0
