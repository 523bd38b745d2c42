# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a study needs data: its area, and how readers of large files ask whether a place is near enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .projection import reproject

EDGE_METRES = 500.0
"""Spacing of vertices on a zone's outline before it is reprojected: straight lines become curves elsewhere."""


@dataclass(frozen=True)
class Zone:
    """A study's area and the CRS (authority id, projected in metres) it is kept in."""

    area: shapely.Geometry
    crs: str

    def outline(self, buffer: float = 0.0) -> shapely.Geometry:
        """Return the area, grown by ``buffer`` metres, in the study's CRS."""
        return shapely.buffer(self.area, buffer) if buffer > 0 else self.area

    def box(self, crs: str, buffer: float = 0.0) -> tuple[float, float, float, float]:
        """Return the bounding box (west, south, east, north) of the grown area in another CRS.

        It contains the area; what lies in the box must still be tested against the outline itself.
        """
        frame = shapely.segmentize(shapely.box(*self.outline(buffer).bounds), EDGE_METRES)
        moved = reproject(np.array([frame], dtype=object), self.crs, crs)[0]
        west, south, east, north = moved.bounds
        return west, south, east, north

    def bring(self, geometry: np.ndarray, crs: str) -> np.ndarray:
        """Return geometries of another CRS in the study's."""
        return reproject(geometry, crs, self.crs)
