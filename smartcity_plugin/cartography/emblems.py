# SPDX-License-Identifier: GPL-2.0-or-later
"""Stamp, coat of arms, logo and north arrow."""

from __future__ import annotations

from functools import lru_cache

from qgis.core import QgsLayoutItemMap
from qgis.PyQt.QtCore import QByteArray
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtSvg import QSvgRenderer

from ..model.design import ARMS, LOGO
from ..study.study import DECIDED
from . import text as typography
from . import theme
from .facts import Facts
from .sheet import CENTRE, MIDDLE, Box, Sheet, embedded
from .theme import TextStyle
from .wording import Wording

_GAP = 3.0
_BROADEST = {ARMS: 0.06, LOGO: 0.14}
"""Shares of the header's width that pictures may take."""
_NAMES = {ARMS: "arms", LOGO: "logo"}
_STAMP = TextStyle(9.5, bold=True, smallest=6)
_DECISION = TextStyle(6.2, smallest=4.0)
_DRAFT_WIDTH, _DECIDED_WIDTH, _WIDEST_STAMP = 30.0, 42.0, 62.0
_ARROW = 11.0
_ARROW_PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 56" width="40" height="56">
<path d="M20 16 L31 54 L20 46 L9 54 Z" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>
<path d="M20 16 L31 54 L20 46 Z" fill="{colour}"/>
<path d="M15 12 L15 1 L25 12 L25 1" fill="none" stroke="{colour}" stroke-width="2.4" stroke-linejoin="round"/></svg>"""


def emblems(sheet: Sheet, facts: Facts, room: Box) -> Box:
    """Draw coat of arms and logo, as far as the study has them, at the right of some room; returns what is left."""
    right = room.right
    for kind in (LOGO, ARMS):
        content = facts.pictures.get(kind)
        proportion = proportion_of(content) if content else 0.0
        if not content or proportion <= 0:
            continue
        width = min(room.height * proportion, _BROADEST[kind] * room.width)
        height = width / proportion
        with sheet.slot(_NAMES[kind], Box(right - width, room.y, width, height)) as box:
            sheet.picture(box, embedded(content), _NAMES[kind])
        right -= width + _GAP
    return room._replace(width=right - room.x)


@lru_cache(maxsize=8)
def proportion_of(content: bytes) -> float:
    """Return how many times wider than high a picture is; 0 for what is no picture."""
    if content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        drawn = QSvgRenderer(QByteArray(content))
        size = drawn.viewBoxF().size() if drawn.isValid() else drawn.defaultSize()
    else:
        size = QImage.fromData(content).size()
    return size.width() / size.height() if size.height() > 0 and size.width() > 0 else 0.0


def stamp(sheet: Sheet, facts: Facts, head: Box) -> Box:
    """Draw the framed stamp at the right of the header; returns what is left of it."""
    width, height = stamp_size(facts, head)
    draw_stamp(sheet, facts, Box(head.right - width, head.y + 0.4, width, height))
    return head._replace(width=head.width - width - _GAP)


def draw_stamp(sheet: Sheet, facts: Facts, place: Box) -> None:
    """Draw the framed stamp into a box of its size (``stamp_size``): draft, or decided by whom and when."""
    words = Wording(facts.language)
    decided = facts.settings.state == DECIDED
    title = words("stamp_decided" if decided else "stamp_draft")
    decision = facts.settings.decision if decided else ""
    colour = "accent" if decided else theme.WARNING
    with sheet.slot("stamp", place) as box:
        sheet.rect(box, theme.PAPER, colour, 0.5)
        inner = box.inset(1.2)
        first = inner._replace(height=4.6) if decision else inner
        sheet.text(first, title, _STAMP.but(colour=colour), CENTRE, MIDDLE, "stamp_title")
        if decision:
            sheet.text(inner.below(4.8), decision, _DECISION, CENTRE, MIDDLE, "stamp_decision")


def stamp_size(facts: Facts, head: Box) -> tuple[float, float]:
    """Return how wide and high the stamp becomes in some room; a long decision makes it wider first, then higher."""
    decided = facts.settings.state == DECIDED
    decision = facts.settings.decision if decided else ""
    if not decision:
        return (_DECIDED_WIDTH if decided else _DRAFT_WIDTH), 7.6
    widest = min(_WIDEST_STAMP, 0.38 * head.width)
    one_line = typography.width(decision, _DECISION) + 3.4
    width = min(max(_DECIDED_WIDTH, one_line / 2 + 4.0), widest)
    lines = typography.fit(decision, _DECISION, width - 2.4, head.height - 8.0)
    return width, min(lines.height + 7.4, head.height - 0.4)


def north_arrow(sheet: Sheet, box: Box, item: QgsLayoutItemMap) -> None:
    """Draw an arrow that follows a map's rotation into the upper right corner of the map."""
    place = Box(box.right - _ARROW - 1.5, box.y + 1.5, _ARROW, _ARROW)
    with sheet.slot("north", place) as room:
        sheet.dot(room.x + room.width / 2, room.y + room.height / 2, room.height * 1.1, theme.PAPER, None)
        svg = _ARROW_PICTURE.format(colour=theme.INK)
        arrow = sheet.picture(room.inset(0.6), embedded(svg.encode("ascii")), "north")
        arrow.setLinkedMap(item)
