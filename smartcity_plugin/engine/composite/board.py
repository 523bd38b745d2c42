# SPDX-License-Identifier: GPL-2.0-or-later
"""The index of many places under one variant after the other: what does not change is computed once.

The sums go member by member over all places (einsum), never through matrix products: those add up in an order that
depends on where a place stands, and equal places would not be exactly equal. Everything is float64; float32 (seven
digits) would exchange the ranks of places whose needs differ by less than a hundred-thousandth of a point.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, Union

import numpy as np
from scipy import sparse

from ...model.indicator import Band, Goalposts, Indicator
from ...model.scheme import Combination, Missing, Normalisation, Scheme
from .columns import BY_SCALE, Column, Raw, Sector, clipped, combined, masked, reached_of, relative, scored
from .index import Matrix, Tree, normalised
from .variants import Options, Variants, moved

BLOCK = 50_000
"""Places at a time: few enough for their scores to stay in the cache, enough for threads not to wait for each other
(numpy computes without Python's lock, but each step begins and ends with it)."""


class System(Protocol):
    """Whatever gives an index for each of the places that are ranked."""

    @property
    def size(self) -> int:
        """Return the number of places that are computed for it."""

    def score(self, variants: Variants, run: int) -> np.ndarray:
        """Return the score (n, NaN unknown) of every place in one run."""


class Board:
    """A scheme on a decision matrix, ready to be computed again and again; gives the index of the compared places.

    Several threads may ask it at the same time.
    """

    def __init__(
        self, scheme: Scheme, matrix: Matrix, indicators: Mapping[str, Indicator], tree: Tree, options: Options
    ) -> None:
        self._scheme, self._options = scheme, options
        self._indicators = [indicators[name] for name in scheme.indicators]
        self._scales = [scheme.scales.get(item.id, item.goalposts) for item in self._indicators]
        self._is_filled = scheme.missing is Missing.MEDIAN
        self._minimum = 1.0 if scheme.missing is Missing.COMPLETE else scheme.minimum_weight
        # Places that are not compared (other levels of units) change nothing for those that are.
        self._size = int(matrix.compared.sum())
        raw = [matrix.values[name].to_numpy(float)[matrix.compared] for name in scheme.indicators]
        self._raw = [Raw.of(values, scale) for values, scale in zip(raw, self._scales)]
        self._measured = np.zeros((len(options.normalisations), self._size), dtype=int)
        self._sectors = []
        for number in range(len(tree.groups)):
            members = np.flatnonzero(tree.group_of == number)
            still = [self._still(members, choice, raw) for choice in range(len(options.normalisations))]
            self._sectors.append(Sector.of(members, [self._raw[column] for column in members], still, self._is_filled))
        self._scratch = threading.local()

    @property
    def size(self) -> int:
        """The number of places."""
        return self._size

    @property
    def has_scales(self) -> bool:
        """Whether there is any score that depends on goalposts or a band."""
        choices = range(len(self._options.normalisations))
        return any(self._moves(column, choice) for column in range(len(self._raw)) for choice in choices)

    def score(self, variants: Variants, run: int) -> np.ndarray:
        """Return the score (n, NaN unknown) of every compared place in one run."""
        inner, outer = variants.inner[run].copy(), variants.outer[run]
        if variants.dropped[run] >= 0:
            inner[variants.dropped[run]] = 0.0
        plans, weights = [], []
        for sector, weight in zip(self._sectors, outer.tolist()):
            own = inner[sector.members]
            if weight > 0 and own.sum() > 0:
                plans.append(self._plan(sector, own, variants, run))
                weights.append(weight)
        if not plans:  # a spread of 100 % can take all weight away
            return np.full(self._size, np.nan)
        between = self._options.combinations[variants.combination[run]]
        score = np.empty(self._size)
        for start in range(0, self._size, BLOCK):
            block = slice(start, min(start + BLOCK, self._size))
            columns = [self._sector(plan, block) for plan in plans]
            score[block] = self._total(columns, np.array(weights), between)
        return self._without_unmeasured(score, variants, run) if self._is_filled else score

    def _plan(self, sector: Sector, own: np.ndarray, variants: Variants, run: int) -> _Plan:
        """Return what is the same for all places of a sector in one run."""
        choice = int(variants.normalisation[run])
        shifts, is_void = variants.shifts[run, sector.members], sector.is_void[choice].copy()
        lines: dict[int, Goalposts] = {}
        bands: dict[int, Band] = {}
        rows: dict[int, np.ndarray] = {}
        for row, column in enumerate(sector.members):
            if not own[row] > 0 or not shifts[row].any() or not self._moves(column, choice):
                continue
            scale = moved(self._scales[column], shifts[row])
            alone = self._way(column, choice) in BY_SCALE and (not self._is_filled or self._raw[column].known is None)
            if alone:  # the score of a place depends on its own value only
                if isinstance(scale, Goalposts):
                    lines[row] = scale
                else:
                    bands[row] = scale
            else:
                rows[row], is_void[row] = self._moved(column, scale, choice)
        known, enough = sector.known_weight(own, is_void, self._minimum)
        return _Plan(sector, sector.still[choice], np.where(is_void, 0.0, own), lines, bands, rows, known, enough)

    def _sector(self, plan: _Plan, block: slice) -> Column:
        sector, scheme = plan.sector, self._scheme
        reached, enough = plan.known[0], None if plan.enough[0] else np.zeros(len(plan.still[0, block]), dtype=bool)
        if sector.pattern_of is not None:
            pattern_of = sector.pattern_of[block]
            reached, enough = plan.known[pattern_of], None if plan.enough.all() else plan.enough[pattern_of]
        if scheme.within is Combination.LINEAR and not plan.lines:
            return masked(plan.mean(block, reached), enough)
        scores = plan.scores(block, self._empty(len(sector.members)))
        shares = None if sector.shares is None else sector.shares[:, block]
        return masked(combined(scores, plan.weights, shares, scheme.within, reached, scheme.floor), enough)

    def _total(self, sectors: list[Column], weights: np.ndarray, between: Combination) -> np.ndarray:
        shares = None
        if any(column.known is not None for column in sectors):
            everywhere = np.ones(len(sectors[0].scores))
            shares = np.vstack([everywhere if column.known is None else column.known for column in sectors])
        reached, enough = reached_of(shares, weights, self._minimum)
        scores = np.vstack([column.scores for column in sectors])
        total = combined(scores, weights, shares, between, reached, self._scheme.floor)
        return total if enough is None else np.where(enough, total, np.nan)

    def _moved(self, column: int, scale: Union[Goalposts, Band], choice: int) -> tuple[np.ndarray, bool]:
        raw, way = self._raw[column], self._way(column, choice)
        scores = scored(raw.filled, scale)
        if way not in BY_SCALE:
            scores = relative(scores, raw, way)
            if np.isnan(scores).all():
                return np.zeros(self._size), True
        if raw.known is None:
            return scores, False
        scores[~raw.known] = np.nan if self._is_filled else 0.0
        return self._told(column, scores) if self._is_filled else (scores, raw.is_void)

    def _told(self, column: int, scores: np.ndarray) -> tuple[np.ndarray, bool]:
        """Return scores without gaps (0, or the median by the scheme's rule) and whether nothing at all is known."""
        known = np.isfinite(scores)
        if known.all():
            return scores, False
        if not known.any():
            return np.zeros(len(scores)), True
        stand_in = 0.0
        if self._is_filled:
            # Between goalposts a middle value has the middle score.
            in_order = isinstance(self._scales[column], Goalposts)
            stand_in = scores[self._raw[column].middle].mean() if in_order else np.median(scores[known])
        return np.where(known, scores, stand_in), False

    def _still(self, members: np.ndarray, choice: int, raw: list[np.ndarray]) -> list[tuple[np.ndarray, bool]]:
        """Return the members' scores on their own scales, as ``_told`` does."""
        found = []
        for column in members:
            scores = normalised(
                self._scheme,
                self._indicators[column],
                self._way(column, choice),
                raw[column],
                np.ones(self._size, dtype=bool),
            )
            self._measured[choice] += np.isfinite(scores)
            found.append(self._told(column, scores))
        return found

    def _without_unmeasured(self, score: np.ndarray, variants: Variants, run: int) -> np.ndarray:
        """Medians do not stand in where nothing at all is known of a place."""
        choice, dropped = int(variants.normalisation[run]), int(variants.dropped[run])
        measured = self._measured[choice]
        for sector in self._sectors if dropped >= 0 else ():
            if dropped in sector.members and not sector.is_void[choice][list(sector.members).index(dropped)]:
                known = self._raw[dropped].known
                measured = measured - (1 if known is None else known.astype(int))
        return np.where(measured > 0, score, np.nan)

    def _way(self, column: int, choice: int) -> Normalisation:
        own = self._scheme.normalisations.get(self._indicators[column].id)
        return own or self._options.normalisations[choice]

    def _moves(self, column: int, choice: int) -> bool:
        """Whether the scores depend on the scale: as such, or because values are brought on a band to be compared."""
        scale = self._scales[column]
        return isinstance(scale, Band) or (scale is not None and self._way(column, choice) in BY_SCALE)

    def _empty(self, rows: int) -> np.ndarray:
        """Return memory of this thread for the scores of one sector; asking for it anew takes longer than the sums."""
        kept = self._scratch.__dict__.setdefault("rows", {})
        if rows not in kept:
            kept[rows] = np.empty((rows, min(BLOCK, self._size)))
        return kept[rows]


@dataclass(frozen=True)
class _Plan:
    """A sector in one run."""

    sector: Sector
    still: np.ndarray
    weights: np.ndarray
    """Of the members, 0 where nothing is known of one."""
    lines: dict[int, Goalposts]
    """Members that are scored between other goalposts, by their row."""
    bands: dict[int, Band]
    rows: dict[int, np.ndarray]
    """Members whose n scores have been computed already, because they depend on each other."""
    known: np.ndarray
    """The weight that is known, for each pattern of the sector, and whether that is enough."""
    enough: np.ndarray

    def mean(self, block: slice, reached: Union[float, np.ndarray]) -> np.ndarray:
        """Return the weighted mean of the members without copying the scores of those that have not been moved."""
        changed = [*self.rows, *self.bands]
        weights = self.weights.copy()
        weights[changed] = 0.0
        total = np.einsum("i,ij->j", weights, self.still[:, block])
        for row in changed:
            known = row in self.rows
            scores = self.rows[row][block] if known else scored(self.sector.filled[row, block], self.bands[row])
            total += scores * self.weights[row]
        total /= reached
        return total

    def scores(self, block: slice, memory: np.ndarray) -> np.ndarray:
        """Return the scores (members × places of the block), in the given memory if they must be computed."""
        still = self.still[:, block]
        if not self.lines and not self.bands and not self.rows:
            return still
        filled, scores = self.sector.filled[:, block], memory[:, : still.shape[1]]
        if self.lines:
            zeros, steps = np.zeros((len(still), 1)), np.ones((len(still), 1))
            for row, scale in self.lines.items():
                zeros[row], steps[row] = scale.zero, 100.0 / (scale.full - scale.zero)
            clipped(np.multiply(np.subtract(filled, zeros, out=scores), steps, out=scores))
        for row in range(len(still)):
            if row in self.rows:
                scores[row] = self.rows[row][block]
            elif row in self.bands:
                scores[row] = scored(filled[row], self.bands[row])
            elif row not in self.lines:
                scores[row] = still[row]
        return scores


@dataclass(frozen=True)
class Carried:
    """The index of cells carried to units: the mean over the people, where it is known for enough of them.

    ``people`` is units × cells: how many people of a cell live in a unit; ``minimum`` (0 to 1) the share of them for
    whom the index must be known.
    """

    board: System
    people: sparse.csr_matrix
    minimum: float

    @property
    def size(self) -> int:
        """The number of cells."""
        return self.board.size

    def score(self, variants: Variants, run: int) -> np.ndarray:
        """Return the score (n, NaN unknown) of every unit in one run."""
        cells = self.board.score(variants, run)
        known = np.isfinite(cells).astype(float)
        reached, all_people = self.people @ known, np.asarray(self.people.sum(axis=1)).ravel()
        enough = (reached > 0) & (reached >= (self.minimum - 1e-12) * all_people)
        sums = self.people @ np.where(known > 0, cells, 0.0)
        return np.where(enough, sums / np.where(enough, reached, 1.0), np.nan)
