# SPDX-License-Identifier: GPL-2.0-or-later
"""Where things stand on a page, in every paper format, by one rule. No QGIS project here.

How pages use it::

    grid = Grid.of(sheet.format)              # or Grid.of(context.format) before there is a sheet
    grid.content                              # Box between header and footer, inside the margins
    page = map_page(grid, ratio_of(extent), Demand(bars=len(units)))
    page.map, page.side, page.chart, page.notes    # Boxes; furniture.notes() fills the notes, legend() the side

All boxes are in units (see ``Sheet``): on A3 a unit is 1.2 mm, so letters and swatches grow by themselves and the room
that is gained goes mainly to the map.

A map page is arranged in the one of four ways in which the municipality is drawn largest while legend, chart and notes
keep the room they ask for:

* ``beside``: map left, legend and chart to its right, notes below over the whole width
* ``full height``: map left from top to bottom, the notes under legend and chart
* ``above``: map with the legend to its right, chart and notes below
* ``full width``: map over the whole width, legend, chart and notes below
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Optional

from qgis.core import QgsRectangle

from . import theme
from .formats import PageFormat
from .sheet import Box

GAP, ROW_GAP = 6.0, 4.0
"""Between columns and between rows of a page."""

_BAND = 8.0
_TITLE_TOP, _CONTENT_TOP = 10.0, 30.0
_FOOTER_HEIGHT, _FOOTER_GAP = 8.8, 3.0
_LEAST_BELOW = 5.0
"""Printers leave about 5 mm blank."""
_AIR = 1.06
"""A map is this much wider or higher than the municipality, for names at the border."""
_NARROWEST, _LOWEST = 48.0, 44.0
_SQUAREST = 0.66
"""Maps are not narrower than this share of their height, however tall the municipality, unless room is short."""


@dataclass(frozen=True)
class Grid:
    """A page without its contents; boxes in units."""

    width: float
    height: float
    margin: float

    @classmethod
    def of(cls, page_format: PageFormat) -> Grid:
        """Return the grid of a format in the theme in force."""
        zoom = page_format.zoom
        return cls(page_format.width / zoom, page_format.height / zoom, theme.in_force().margin / zoom)

    @property
    def is_portrait(self) -> bool:
        """Whether the page is higher than wide."""
        return self.height > self.width

    @property
    def inner_width(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def band(self) -> Box:
        """The coloured band along the upper edge of the paper."""
        return Box(0.0, 0.0, self.width, _BAND)

    @property
    def head(self) -> Box:
        """Title, subtitle, stamp and logos."""
        return Box(self.margin, _TITLE_TOP, self.inner_width, _CONTENT_TOP - _TITLE_TOP - 1.2)

    @property
    def foot(self) -> Box:
        """Sources, profile, municipality and page number."""
        below = max(_LEAST_BELOW, self.margin / 2.4)
        return Box(self.margin, self.height - below - _FOOTER_HEIGHT, self.inner_width, _FOOTER_HEIGHT)

    @property
    def content(self) -> Box:
        """What pages are about: everything between header and footer."""
        return self.content_from(_CONTENT_TOP)

    def content_from(self, top: float) -> Box:
        """Return the content of a page whose header ends earlier, such as one without subtitle."""
        return Box(self.margin, top, self.inner_width, self.foot.y - _FOOTER_GAP - top)

    def text_columns(self) -> int:
        """Return how many columns running text is set in, so that lines keep a length that is easy to read."""
        return max(2, round(self.inner_width / 90.0))


@dataclass(frozen=True)
class Demand:
    """The room that the parts beside the map need, in units.

    ``bars`` is the number of rows of the chart (0: the page has no chart), ``chart_top`` the height of key figures and
    marks above them, ``notes`` the area (mm²) of the notes (0: none).
    """

    bars: int = 0
    chart_top: float = 27.0
    chart_width: float = 84.0
    side_width: float = 36.0
    side_height: float = 100.0
    notes: float = 9600.0

    @property
    def chart_height(self) -> float:
        """The height of the chart; long rankings are shortened (``ranking``), so it does not grow for ever."""
        return self.chart_top + min(max(3.1 * self.bars, 28.0), 84.0) if self.bars else 0.0

    @property
    def chart_room(self) -> float:
        """The width that the chart takes with the gap before it."""
        return GAP + self.chart_width if self.bars else 0.0


class MapPage(NamedTuple):
    """The regions of a page with a map; ``chart`` and ``notes`` are None if nothing was asked for."""

    map: Box
    side: Box
    chart: Optional[Box]
    notes: Optional[Box]


def ratio_of(extent: QgsRectangle) -> float:
    """Return how many times wider than high an extent is."""
    return extent.width() / max(extent.height(), 1e-6)


def map_page(grid: Grid, ratio: float, demand: Demand, content: Optional[Box] = None) -> MapPage:
    """Return the regions of a page for a municipality ``ratio`` times wider than high."""
    room = content or grid.content
    found = list(_arrangements(room, ratio, demand))
    return max(found, key=lambda page: _drawn(page.map, ratio)) if found else _squeezed(room, demand)


def _drawn(box: Box, ratio: float) -> float:
    """Return the height at which the municipality is drawn in a box."""
    return min(box.height, box.width / ratio)


def _arrangements(room: Box, ratio: float, demand: Demand) -> Iterator[MapPage]:
    """Yield every arrangement that gives all parts their room."""
    for make in (_beside, _full_height, _above, _full_width):
        page = make(room, ratio, demand)
        if page is not None and page.map.width >= _NARROWEST and page.map.height >= _LOWEST:
            yield page


def _beside(room: Box, ratio: float, demand: Demand) -> Optional[MapPage]:
    below = _notes_height(demand, room.width)
    upper = room._replace(height=room.height - below - (ROW_GAP if below else 0.0))
    notes = Box(room.x, room.bottom - below, room.width, below) if below else None
    left = _left_map(upper, ratio, demand)
    return None if left is None else left._replace(notes=notes)


def _left_map(upper: Box, ratio: float, demand: Demand) -> Optional[MapPage]:
    """Return a map with legend and chart to its right, the chart beside or under the legend."""
    stacked = demand.side_height + ROW_GAP + demand.chart_height <= upper.height and demand.bars > 0
    least = max(demand.side_width, demand.chart_width) if stacked else demand.side_width + demand.chart_room
    if max(demand.side_height, demand.chart_height) > upper.height:
        return None
    box = upper._replace(width=_map_width(upper, ratio, upper.width - GAP - least))
    rest = Box(box.right + GAP, upper.y, upper.right - box.right - GAP, upper.height)
    side_by_side = rest.width >= demand.side_width + demand.chart_room
    if not demand.bars:
        return MapPage(box, rest, None, None)
    if side_by_side:
        side = rest._replace(width=demand.side_width)
        chart = Box(side.right + GAP, rest.y, rest.right - side.right - GAP, rest.height)
    else:
        side = rest._replace(height=rest.height - ROW_GAP - demand.chart_height)
        chart = rest.below(side.height + ROW_GAP)
    return MapPage(box, side, chart, None)


def _full_height(room: Box, ratio: float, demand: Demand) -> Optional[MapPage]:
    if not demand.notes:
        return None
    least = demand.side_width + demand.chart_room
    box = room._replace(width=_map_width(room, ratio, room.width - GAP - least))
    rest = Box(box.right + GAP, room.y, room.right - box.right - GAP, room.height)
    if rest.width < least:
        return None
    below = _notes_height(demand, rest.width)
    upper = rest._replace(height=rest.height - below - ROW_GAP)
    if upper.height < max(demand.side_height, demand.chart_height):
        return None
    side = upper._replace(width=demand.side_width if demand.bars else upper.width)
    chart = Box(side.right + GAP, upper.y, upper.right - side.right - GAP, upper.height) if demand.bars else None
    return MapPage(box, side, chart, rest.below(rest.height - below))


def _above(room: Box, ratio: float, demand: Demand) -> Optional[MapPage]:
    lower = demand.chart_height
    if demand.notes:
        lower = max(lower, _notes_height(demand, room.width - demand.chart_room))
    width = room.width - GAP - demand.side_width
    height = min(room.height - (lower + ROW_GAP if lower else 0.0), max(width / ratio * _AIR, demand.side_height))
    if height < demand.side_height:
        return None
    box = Box(room.x, room.y, width, height)
    side = Box(box.right + GAP, room.y, demand.side_width, height)
    return MapPage(box, side, *_lower(room.below(height + ROW_GAP), demand))


def _full_width(room: Box, ratio: float, demand: Demand) -> Optional[MapPage]:
    taken = demand.side_width + demand.chart_room
    lower = max(demand.side_height, demand.chart_height)
    if demand.notes:
        lower = max(lower, _notes_height(demand, room.width - taken - GAP))
    height = min(room.height - lower - ROW_GAP, max(room.width / ratio * _AIR, _LOWEST))
    box = room._replace(height=height)
    below = room.below(height + ROW_GAP)
    side = below._replace(width=demand.side_width if demand.bars or demand.notes else below.width)
    rest = Box(side.right + GAP, below.y, below.right - side.right - GAP, below.height)
    return MapPage(box, side, *_lower(rest, demand))


def _lower(room: Box, demand: Demand) -> tuple[Optional[Box], Optional[Box]]:
    """Return chart and notes side by side; the chart takes what the notes can spare."""
    if not demand.bars:
        return None, room if demand.notes else None
    if not demand.notes:
        return room, None
    notes_width = max(demand.notes / max(room.height, 1.0), 40.0)
    width = max(min(room.width - GAP - notes_width, 1.35 * demand.chart_width), demand.chart_width)
    chart = room._replace(width=width)
    return chart, Box(chart.right + GAP, room.y, room.right - chart.right - GAP, room.height)


def _notes_height(demand: Demand, width: float) -> float:
    """Return how high notes become in a given width."""
    return max(demand.notes / max(width, 1.0), 22.0) if demand.notes else 0.0


def _map_width(room: Box, ratio: float, most: float) -> float:
    """Return the width of a map over the whole height of some room, fitted to the municipality."""
    return max(min(most, room.height * max(ratio * _AIR, _SQUAREST)), 0.0)


def _squeezed(room: Box, demand: Demand) -> MapPage:
    """Return regions for a page so small, or with margins so broad, that nothing gets all the room it asks for."""
    upper, lower = room._replace(height=0.46 * room.height), room.below(0.46 * room.height + ROW_GAP)
    side = Box(upper.right - demand.side_width, upper.y, demand.side_width, upper.height)
    box = upper._replace(width=upper.width - demand.side_width - GAP)
    if not demand.bars:
        return MapPage(box, side, None, lower if demand.notes else None)
    if not demand.notes:
        return MapPage(box, side, lower, None)
    left, right = lower.columns(2, GAP)
    return MapPage(box, side, left, right)
