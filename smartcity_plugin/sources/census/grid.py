# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells of the European grid in EPSG:3035, as the German census names them."""

from __future__ import annotations

import re
from typing import NamedTuple, Optional

import numpy as np
import shapely

GRID_CRS = "EPSG:3035"
SIZES = {"100m": 100, "1km": 1000, "10km": 10_000}
"""Sides of the published cells in metres, finest first."""

_LONG = re.compile(r"CRS3035RES([0-9]{1,5})(k?)mN([0-9]{1,7})E([0-9]{1,7})")
_SHORT = re.compile(r"([0-9]{1,3})(k?)mN([0-9]{1,5})E([0-9]{1,5})")
_KEY = 10_000_000


class Cell(NamedTuple):
    """A cell by its side and its lower left corner, in metres of EPSG:3035; ``short``: spelled as in 2011."""

    size: int
    north: int
    east: int
    short: bool = False

    @property
    def key(self) -> int:
        """One number for the corner; cells of one size have different ones."""
        return self.north * _KEY + self.east


def parse_cell(text: str) -> Optional[Cell]:
    """Return the cell that an identifier names, None if it names none.

    ``CRS3035RES100mN3082900E4425600`` gives metres, ``100mN30829E44256`` multiples of the side; both may say ``1km``.
    """
    text = text.strip()
    found = _LONG.fullmatch(text) or _SHORT.fullmatch(text)
    if not found:
        return None
    size = int(found[1]) * (1000 if found[2] else 1)
    if size not in SIZES.values():
        return None
    short = found.re is _SHORT
    factor = size if short else 1
    north, east = int(found[3]) * factor, int(found[4]) * factor
    if north % size or east % size or not (0 < north < _KEY and 0 < east < _KEY):
        return None
    return Cell(size, north, east, short)


def usual_spelling(size: int) -> re.Pattern[str]:
    """Return what identifiers of a size look like as published in 2022 and republished for 2011 (north, east)."""
    return re.compile(rf"CRS3035RES{size}mN([0-9]{{1,7}})E([0-9]{{1,7}})")


def cell_id(size: int, key: int) -> str:
    """Return the identifier of a cell in the spelling of 2022."""
    north, east = divmod(int(key), _KEY)
    return f"CRS3035RES{size}mN{north}E{east}"


def corners(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return north and east of the lower left corners."""
    north, east = np.divmod(np.asarray(keys, dtype=np.int64), _KEY)
    return north, east


def parents(keys: np.ndarray, size: int) -> np.ndarray:
    """Return the keys of the cells of a coarser size that contain the given ones."""
    north, east = corners(keys)
    return (north // size * size) * _KEY + east // size * size


def squares(keys: np.ndarray, size: int) -> np.ndarray:
    """Return the cells as squares in EPSG:3035."""
    north, east = corners(keys)
    return np.asarray(shapely.box(east, north, east + size, north + size), dtype=object).reshape(-1)


def label(size: int) -> str:
    """Return the side as people write it."""
    return f"{size} m" if size < 1000 else f"{size // 1000} km"
