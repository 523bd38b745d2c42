# SPDX-License-Identifier: GPL-2.0-or-later
"""Moran's I of places and of all of them together: who lies among his like, who among his opposite, by permutations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy import sparse

from .clusters import FEWEST, NOTHING, adjusted
from .geometry import ROUNDING
from .parallel import spread
from .progress import Progress, silent

PERMUTATIONS = 999
"""So often values are dealt out anew, unless a caller wants more."""

SEED = 20260101
"""What the dealing begins with; the same seed gives the same probabilities."""

SIGNIFICANT = 0.05
"""Up to this probability a place is called part of a cluster or an outlier."""

HIGH_HIGH, LOW_LOW, HIGH_LOW, LOW_HIGH, NEITHER = "HH", "LL", "HL", "LH", "ns"
"""The place itself and its neighbours lie above (H) or below (L) the mean; NEITHER: as chance would have it."""

ROUNDED = 1e-12
"""A difference from the mean below this (in shares of the largest value) is rounding of zero."""

BLOCK = 8
"""So many times all values are dealt out together; each such block has a seed of its own and runs on any core."""

BLOCKS_AT_ONCE = 32
"""Between so many blocks a user can cancel."""

AT_ONCE = 4_000_000
"""Numbers that are held in memory at a time; the result does not depend on it."""


@dataclass(frozen=True)
class LocalMoran:
    """Moran's I of n places: ``index``, two-sided pseudo probability ``p`` and ``quadrant`` (None where unknown).

    The quadrant is that of the place whether it is significant or not; ``classes`` looks at the probability, too.
    """

    index: np.ndarray
    p: np.ndarray
    quadrant: np.ndarray

    def classes(self, false_discovery: bool, limit: float = SIGNIFICANT) -> np.ndarray:
        """Return the quadrant where the (adjusted) probability is at most ``limit``, else NEITHER; None if unknown."""
        p = adjusted(self.p) if false_discovery else self.p
        found = np.where(np.nan_to_num(p, nan=2.0) <= limit * (1.0 + ROUNDING), self.quadrant, NEITHER)
        found[~np.isfinite(p)] = None
        return found

    def is_too_coarse(self, permutations: int, limit: float = SIGNIFICANT) -> bool:
        """Whether the false discovery rate calls not even the surest places: too few permutations may be the reason.

        The smallest probability that they can show is 2 / (permutations + 1).
        """
        smallest = 2.0 / (permutations + 1) * (1.0 + ROUNDING)
        return bool((self.p <= smallest).any() and not (adjusted(self.p) <= limit * (1.0 + ROUNDING)).any())


@dataclass(frozen=True)
class GlobalMoran:
    """Moran's I of all places together with its two-sided pseudo probability; both NaN where there is none."""

    index: float
    p: float


@dataclass(frozen=True)
class _Places:
    """The places that take part: differences from the mean, neighbours (1 or nothing, not the place itself)."""

    known: np.ndarray
    differences: np.ndarray
    near: sparse.csr_matrix
    count: np.ndarray
    """Neighbours of each place."""
    sums: np.ndarray
    """Differences of the neighbours, added up."""
    nothing: float
    """What a difference must exceed to be more than rounding."""


def _taking_part(values: np.ndarray, weights: sparse.csr_matrix, fewest: int) -> Optional[_Places]:
    known = np.flatnonzero(np.isfinite(values))
    if len(known) < max(fewest, 3):
        return None
    differences = values[known] - values[known].mean()
    largest = np.abs(values[known]).max()
    if np.sqrt(np.mean(differences**2)) <= NOTHING * largest:
        return None
    near = sparse.csr_matrix(weights)[known][:, known].astype(bool).astype(float)
    near = (near - sparse.diags(near.diagonal())).tocsr()
    near.eliminate_zeros()
    return _Places(known, differences, near, np.diff(near.indptr), near @ differences, ROUNDED * largest)


def local_moran(
    values: np.ndarray,
    weights: sparse.csr_matrix,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    progress: Progress = silent,
    fewest: int = FEWEST,
) -> LocalMoran:
    """Return Moran's I of each place: (n − 1) · z · mean z of the neighbours / Σ z², z the difference from the mean.

    ``weights`` is square; neighbours are where it is not 0, a place is never its own. NaN get places whose value is NaN
    (they take no part at all) or that have no neighbours, and all if fewer than ``fewest`` have a value or if all
    values are equal. Anselin 1995, in the form of PySAL and with weights that add up to 1.

    Probabilities follow from conditional permutations: each place keeps its value, its neighbours get those of others,
    drawn without repetition. With ``larger`` draws whose sum is at least and ``smaller`` whose sum is at most as large
    as the true one, p = 2 · (min(larger, smaller) + 1) / (permutations + 1), at most 1: clusters and outliers, high and
    low ones are looked for, hence both sides count. GeoDa and PySAL show half of it.
    """
    index, p = (np.full(len(values), np.nan) for _ in range(2))
    quadrant = np.full(len(values), None, dtype=object)
    places = _taking_part(np.asarray(values, dtype=float), weights, fewest)
    if places is None:
        return LocalMoran(index, p, quadrant)
    z, some = places.differences, places.count > 0
    means = np.divide(places.sums, places.count, out=np.full(len(z), np.nan), where=some)
    index[places.known] = (len(z) - 1) * z * means / (z @ z)
    found = _pseudo(*_tails(places, permutations, seed, progress), permutations)
    at_mean = np.abs(z) <= places.nothing  # nothing can be said of a place that is neither high nor low
    p[places.known] = np.where(some, np.where(at_mean, 1.0, found), np.nan)
    own = np.full(len(z), NEITHER, dtype=object)
    for name, high, among_high in ((HIGH_HIGH, 1, 1), (LOW_LOW, -1, -1), (HIGH_LOW, 1, -1), (LOW_HIGH, -1, 1)):
        own[(high * z > places.nothing) & (among_high * np.nan_to_num(means) > places.nothing)] = name
    own[~some] = None
    quadrant[places.known] = own
    return LocalMoran(index, p, quadrant)


def _tails(places: _Places, permutations: int, seed: int, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return per place how many draws have a sum of at least, and of at most, the true one.

    As in esda one draw serves all places. The draw has one place more than anybody has neighbours: who finds himself
    among his neighbours takes the next one instead, which leaves all choices without himself equally likely.
    """
    z, count = places.differences, places.count
    size = int(count.max()) + 1
    larger, smaller = np.zeros(len(z), dtype=int), np.zeros(len(z), dtype=int)
    tolerance = NOTHING * count * np.abs(z).max()  # the same values added up in another order are the same
    low, high = places.sums - tolerance, places.sums + tolerance
    groups = [(number, np.flatnonzero(count == number)) for number in np.unique(count[count > 0])]
    dealer = np.random.default_rng(seed)
    rows = max(1, AT_ONCE // size)
    for start in range(0, permutations, rows):
        progress(start / permutations)
        drawn = np.stack([dealer.choice(len(z), size, replace=False) for _ in range(min(rows, permutations - start))])
        sums = np.cumsum(z[drawn], axis=1)  # column j: the first j + 1
        for number, members in groups:
            ordered = np.sort(sums[:, number - 1])
            larger[members] += len(ordered) - np.searchsorted(ordered, low[members], side="left")
            smaller[members] += np.searchsorted(ordered, high[members], side="right")
        row, column = np.nonzero(np.arange(size) < count[drawn])
        place = drawn[row, column]
        shared, own = sums[row, count[place] - 1], sums[row, count[place]] - z[place]
        np.add.at(larger, place, (own >= low[place]).astype(int) - (shared >= low[place]))
        np.add.at(smaller, place, (own <= high[place]).astype(int) - (shared <= high[place]))
    progress(1.0)
    return larger, smaller


def _pseudo(larger: np.ndarray, smaller: np.ndarray, permutations: int) -> np.ndarray:
    return np.minimum(2.0 * (np.minimum(larger, smaller) + 1) / (permutations + 1), 1.0)


def global_moran(
    values: np.ndarray,
    weights: sparse.csr_matrix,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    progress: Progress = silent,
    fewest: int = FEWEST,
) -> GlobalMoran:
    """Return Moran's I of all places: 0 means no pattern, 1 that neighbours are alike, below 0 that they are opposites.

    Weights of a place add up to 1; places without neighbours count for mean and spread only. For the probability all
    values are dealt out anew to all places; both sides count as in ``local_moran``. NaN for the same reasons as there.
    """
    places = _taking_part(np.asarray(values, dtype=float), weights, fewest)
    if places is None or not places.count.any():
        return GlobalMoran(np.nan, np.nan)
    z = places.differences
    share = sparse.csr_matrix(sparse.diags(1.0 / np.maximum(places.count, 1)) @ places.near)
    scale = len(z) / (np.count_nonzero(places.count) * (z @ z))
    index = scale * (z @ (share @ z))
    blocks = np.arange(-(-permutations // BLOCK))

    def of_blocks(numbers: np.ndarray) -> np.ndarray:
        rows = np.empty((len(numbers), BLOCK))
        for row, number in enumerate(numbers.tolist()):
            rows[row] = scale * _dealt(z, share, [seed, 1, number])
        return rows

    found = []
    for start in range(0, len(blocks), BLOCKS_AT_ONCE):
        progress(start / len(blocks))
        found.append(spread(of_blocks, blocks[start : start + BLOCKS_AT_ONCE], smallest=2))
    progress(1.0)
    chance = np.concatenate(found).ravel()[:permutations]
    larger, smaller = (chance >= index - NOTHING).sum(), (chance <= index + NOTHING).sum()
    return GlobalMoran(float(index), float(_pseudo(larger, smaller, permutations)))


def _dealt(z: np.ndarray, share: sparse.csr_matrix, seed: list[int]) -> np.ndarray:
    """Return Σ z · mean z of the neighbours for BLOCK ways of dealing out z; a block depends on its seed only."""
    dealer = np.random.default_rng(seed)
    dealt = np.stack([dealer.permutation(z) for _ in range(BLOCK)], axis=1)
    return np.einsum("pc,pc->c", dealt, share @ dealt)
