# SPDX-License-Identifier: GPL-2.0-or-later
"""Paper formats of pages. No QGIS here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageFormat:
    """A sheet of paper: ``name`` is what parameters and templates call it, sizes in mm.

    ``zoom`` enlarges letters, lines and swatches on larger sheets, which are read from farther away.
    """

    name: str
    width: float
    height: float
    zoom: float = 1.0

    @property
    def is_portrait(self) -> bool:
        """Whether it is higher than wide."""
        return self.height > self.width


A4_LANDSCAPE = PageFormat("a4_landscape", 297.0, 210.0)
A4_PORTRAIT = PageFormat("a4_portrait", 210.0, 297.0)
A3_LANDSCAPE = PageFormat("a3_landscape", 420.0, 297.0, zoom=1.2)
A3_PORTRAIT = PageFormat("a3_portrait", 297.0, 420.0, zoom=1.2)

FORMATS = {item.name: item for item in (A4_LANDSCAPE, A4_PORTRAIT, A3_LANDSCAPE, A3_PORTRAIT)}
