# SPDX-License-Identifier: GPL-2.0-or-later
"""The classes of needs: the same on every map, in every table and in every statement about robustness."""

from __future__ import annotations

import numpy as np

NEED_BREAKS = (20.0, 40.0, 60.0, 80.0)
"""Limits of the five classes of need (project default, printed in every legend)."""

UNKNOWN = -1
"""The class of a place without an index."""


def need_class(need: np.ndarray) -> np.ndarray:
    """Return the class (0 lowest to 4 greatest need, ``UNKNOWN``) of needs of any shape, as 8-bit integers.

    Needs are classed as they are printed, that is as whole numbers (halves up), so that a map never contradicts a
    table.
    """
    need = np.asarray(need)
    classes = np.searchsorted(np.asarray(NEED_BREAKS) - 0.5, need.ravel(), side="right").reshape(need.shape)
    return np.where(np.isnan(need), UNKNOWN, classes).astype(np.int8)
