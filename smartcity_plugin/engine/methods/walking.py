# SPDX-License-Identifier: GPL-2.0-or-later
"""What the walking network itself is like."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..desk import Desk
from ..network import network_of
from ..network.junctions import junctions
from ..network.shed import walk_shed
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, weighted
from .registry import method

SQUARE_METRES_PER_SQUARE_KILOMETRE = 1_000_000.0

DISC = 0.1
"""Radius in metres of the disc that stands for a junction."""


@method(level="cells")
def walk_shed_ratio(
    cells: GeoTable,
    ways: GeoTable,
    barriers: Optional[GeoTable],
    *,
    distance: float,
    width: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return the share of the circle of ``distance`` metres around each cell that is reached on foot, times persons.

    Reached is what lies in the circle and at most ``width`` metres from ways not more than ``distance`` metres away on
    foot, starting from the centre of the cell; see ``engine.network.shed``.
    """
    network, walls = desk.once(network_of, ways), None if barriers is None else barriers.geometry
    shares = walk_shed(network, shapely.centroid(cells.geometry), distance, width, walls, progress)
    persons = cells.numbers("population")
    return weighted(shares, persons, desk.flags_of_network(np.isfinite(shares[persons > 0])))


@method(level="units")
def junction_density(units: GeoTable, ways: GeoTable, *, together: float, desk: Desk, progress: Progress) -> Ratios:
    """Return the junctions of the walking network and the square kilometres, per unit.

    Junctions at most ``together`` metres apart are one; one on the border of a unit counts by the share of a small disc
    around it that lies inside, so that neighbours share it.
    """
    discs = shapely.buffer(shapely.points(junctions(desk.once(network_of, ways), together)), DISC)
    progress(0.5)
    disc, unit = shapely.STRtree(units.geometry).query(discs, predicate="intersects")
    shapely.prepare(units.geometry)
    part = np.ones(len(disc))
    border = np.flatnonzero(~shapely.covers(units.geometry[unit], discs[disc]))
    pieces = shapely.intersection(units.geometry[unit[border]], discs[disc[border]])
    part[border] = shapely.area(pieces) / shapely.area(discs[disc[border]])
    counts = np.bincount(unit, part, minlength=len(units))
    area = shapely.area(units.geometry) / SQUARE_METRES_PER_SQUARE_KILOMETRE
    return Ratios(counts, area, area, desk.flags_of_network(np.empty(0, dtype=bool)))
