# SPDX-License-Identifier: GPL-2.0-or-later
"""Both cores for what shapely does element by element: it releases Python's lock while it computes."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

CORES = min(os.cpu_count() or 1, 8)
SMALLEST = 2_000
"""Below this many elements starting threads costs more than it saves."""


def spread(
    function: Callable[..., np.ndarray], *arrays: np.ndarray, smallest: int = SMALLEST, **options: Any
) -> np.ndarray:
    """Return ``function(*arrays, **options)`` of arrays of one length, computed in pieces on all cores.

    Fewer than ``smallest`` elements are not divided. The function must work element by element: the result for one
    element must not depend on the others. Not for predicates of prepared geometries (covers, intersects, dwithin …):
    GEOS prepares as it goes, and two threads that do so on one geometry crash.
    """

    def work(span: tuple[int, int]) -> np.ndarray:
        # GEOS may leave the processor's sign of an invalid number behind, although its result is right.
        with np.errstate(invalid="ignore"):
            return function(*(array[span[0] : span[1]] for array in arrays), **options)

    count = len(arrays[0])
    if count < smallest or CORES == 1:
        return work((0, count))
    # More pieces than cores: large geometries often lie together.
    cuts = np.linspace(0, count, 4 * CORES + 1).astype(int)
    with ThreadPoolExecutor(CORES) as pool:
        return np.concatenate(list(pool.map(work, zip(cuts, cuts[1:]))))
