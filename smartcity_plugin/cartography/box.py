# SPDX-License-Identifier: GPL-2.0-or-later
"""Rectangles on pages. No QGIS here."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on the page, in mm from the upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def inset(self, by: float) -> Box:
        """Return the box without a margin all around."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def columns(self, count: int, gap: float) -> list[Box]:
        """Return equal boxes side by side."""
        width = (self.width - gap * (count - 1)) / count
        return [Box(self.x + number * (width + gap), self.y, width, self.height) for number in range(count)]

    def below(self, used: float) -> Box:
        """Return what is left under the first ``used`` mm."""
        return Box(self.x, self.y + used, self.width, self.height - used)
