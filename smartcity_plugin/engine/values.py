# SPDX-License-Identifier: GPL-2.0-or-later
"""What methods return: sums that can be added up later, never finished ratios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Optional

import numpy as np


@dataclass(frozen=True)
class Ratios:
    """Numerator and denominator per place (cell or planning unit), NaN where unknown.

    ``expected`` is what the denominator would be if everything were known; it makes the coverage.
    """

    numerator: np.ndarray
    denominator: np.ndarray
    expected: np.ndarray
    flags: tuple[str, ...] = ()
    """What a reader must know of all these values (keys of the catalogue's flags)."""
    on_cells: Optional[Ratios] = None
    """The same measure per cell, where that of the units is not the sum of its cells (areas, lengths)."""
    marks: Mapping[str, np.ndarray] = field(default_factory=dict)
    """Flags of single units: key of the catalogue's flags → where it holds (booleans)."""

    def __post_init__(self) -> None:
        if not len(self.numerator) == len(self.denominator) == len(self.expected):
            raise ValueError("numerator, denominator and expected must have the same length")

    @property
    def known(self) -> np.ndarray:
        """Where both numerator and denominator are known."""
        return np.isfinite(self.numerator) & np.isfinite(self.denominator)

    def values(self, factor: float = 1.0) -> np.ndarray:
        """Return factor · numerator / denominator, NaN where unknown or where the denominator is zero."""
        return factor * divide(self.numerator, self.denominator)

    def coverage(self) -> np.ndarray:
        """Return the known share (0 to 1) of what was expected, NaN where nothing was expected."""
        return divide(np.where(self.known, self.denominator, 0.0), self.expected)


def divide(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Return numerator / denominator, NaN where the denominator is zero or either is unknown."""
    numerator, denominator = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    result = np.full(np.broadcast(numerator, denominator).shape, np.nan)
    np.divide(numerator, denominator, out=result, where=np.nan_to_num(denominator) != 0)
    return result


def weighted(values: np.ndarray, weights: np.ndarray, flags: tuple[str, ...] = ()) -> Ratios:
    """Return the parts of a weighted mean; a place counts only where value and weight are known."""
    known = np.isfinite(values) & np.isfinite(weights)
    return Ratios(
        numerator=np.where(known, values * weights, np.nan),
        denominator=np.where(known, weights, np.nan),
        expected=weights,
        flags=flags,
    )
