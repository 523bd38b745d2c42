# SPDX-License-Identifier: GPL-2.0-or-later
"""The index while somebody plays with its weights: a move computes again only what it touches.

The arithmetic is that of ``aggregate.combine``, number by number, so that the result equals ``index_of`` to the last
bit. What is saved is the work that a move leaves as it was: the other sectors, which scores are known (places with the
same known scores share their weights), and logarithms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ...model.scheme import ROOT, Combination, Missing, Scheme
from ..values import divide
from .aggregate import combine_known
from .classes import need_class
from .index import Index, Tree, index_of


@dataclass
class _Node:
    """The members of one node at n places: scores with 0 for unknown ones, and who shares which known ones."""

    scores: np.ndarray
    combination: Combination
    minimum: float
    floor: float
    known: np.ndarray

    def __post_init__(self) -> None:
        self._logs: Optional[np.ndarray] = None
        self._group_places()

    @classmethod
    def of(cls, scores: np.ndarray, combination: Combination, minimum: float, floor: float) -> _Node:
        scores = np.ascontiguousarray(scores)  # as in ``combine``: numpy adds up in another order otherwise
        known = np.isfinite(scores)
        return cls(np.where(known, scores, 0.0), combination, minimum, floor, known)

    def _group_places(self) -> None:
        """Find the patterns of known members; most places of a town share a handful of them."""
        if self.known.all():
            self.patterns, self.pattern_of = self.known[:1], None
            return
        codes = np.packbits(self.known, axis=1)
        codes = np.ascontiguousarray(codes).view(np.dtype((np.void, codes.shape[1]))).ravel()
        _, first, pattern_of = np.unique(codes, return_index=True, return_inverse=True)
        self.patterns, self.pattern_of = self.known[first], pattern_of

    def replace_member(self, column: int, scores: np.ndarray) -> None:
        """Take other scores (n, NaN unknown) for one member."""
        known = np.isfinite(scores)
        self.scores[:, column] = np.where(known, scores, 0.0)
        if self._logs is not None:
            self._logs[:, column] = np.log(np.maximum(self.scores[:, column], self.floor))
        if not np.array_equal(known, self.known[:, column]):
            self.known[:, column] = known
            self._group_places()

    def combined(self, weights: np.ndarray) -> np.ndarray:
        """Return the score of the node at each place (n, NaN unknown) by k weights of any scale above 0."""
        used = np.where(self.patterns, weights, 0.0)
        coverage = used.sum(axis=1) / weights.sum()
        shares = np.nan_to_num(divide(used, used.sum(axis=1, keepdims=True)))
        enough = (coverage > 0) & (coverage >= self.minimum - 1e-12)
        if self.pattern_of is not None:
            shares, enough = shares[self.pattern_of], enough[self.pattern_of]
        return np.where(enough, self._combine(shares), np.nan)

    def _combine(self, shares: np.ndarray) -> np.ndarray:
        if self.combination is Combination.GEOMETRIC:
            if self._logs is None:
                self._logs = np.log(np.maximum(self.scores, self.floor))
            return np.exp((self._logs * shares).sum(axis=1))
        return combine_known(self.scores, shares, self.combination, self.floor)


@dataclass(frozen=True)
class LiveResult:
    """The index after a move: ``need`` (n, NaN unknown), its ``classes`` (n) and the ``sectors`` (n × g scores)."""

    need: np.ndarray
    classes: np.ndarray
    sectors: np.ndarray


class LiveIndex:
    """The scores of n places × k indicators, ready to be weighed differently again and again.

    Weights that follow from the data (entropy, PCA …) stay what ``tree`` says until they are moved.
    """

    def __init__(self, scheme: Scheme, scores: np.ndarray, tree: Tree, compared: Optional[np.ndarray] = None) -> None:
        """Take the scores (n × k, NaN unknown) in the order of the tree's indicators; nothing of them is changed.

        ``compared`` (n, bool) marks the places that medians are made of, as in ``index_of``.
        """
        self.scheme, self.tree = scheme, tree
        self._estimated = np.zeros(scores.shape, dtype=bool)
        self._scores = np.array(scores, dtype=float)
        if scheme.missing is Missing.MEDIAN:
            start = index_of(scheme, scores, tree, compared)
            self._scores, self._estimated = start.scores, start.estimated
        self._prepare()

    def _prepare(self) -> None:
        scheme, tree = self.scheme, self.tree
        minimum = 1.0 if scheme.missing is Missing.COMPLETE else scheme.minimum_weight
        self._members = [np.flatnonzero(tree.group_of == number) for number in range(len(tree.groups))]
        self._sectors = [_Node.of(self._scores[:, own], scheme.within, minimum, scheme.floor) for own in self._members]
        found = [node.combined(tree.inner[own]) for node, own in zip(self._sectors, self._members)]
        self._groups = np.column_stack(found)
        self._root = _Node.of(self._groups, scheme.between, minimum, scheme.floor)
        self._need = 100.0 - self._root.combined(tree.outer)

    @property
    def result(self) -> LiveResult:
        """The index by the present weights; the arrays belong to the caller."""
        return LiveResult(self._need.copy(), need_class(self._need), self._groups.copy())

    def set_weights(self, node: str, shares: Mapping[str, float]) -> LiveResult:
        """Weigh the members of a node (ROOT: the sectors; a sector: its indicators) by shares of any scale.

        Members that ``shares`` does not name weigh nothing. Raises ValueError if nothing weighs anything.
        """
        if node == ROOT:
            outer = _normalised([shares.get(key, 0.0) for key in self.tree.groups])
            self.tree = replace(self.tree, outer=outer)
        else:
            number = self.tree.groups.index(node)
            own = self._members[number]
            inner = self.tree.inner.copy()
            inner[own] = _normalised([shares.get(self.tree.indicators[place], 0.0) for place in own])
            self.tree = replace(self.tree, inner=inner)
            self._groups[:, number] = self._sectors[number].combined(inner[own])
            self._root.replace_member(number, self._groups[:, number])
        self._need = 100.0 - self._root.combined(self.tree.outer)
        return self.result

    def set_combinations(self, within: Combination, between: Combination) -> LiveResult:
        """Combine indicators in their sectors, and the sectors, in other ways."""
        if (within, between) != (self.scheme.within, self.scheme.between):
            self.scheme = replace(self.scheme, within=within, between=between)
            self._prepare()
        return self.result

    def shares(self, node: str) -> dict[str, float]:
        """Return the present weights of a node's members in percent."""
        if node == ROOT:
            return {key: 100.0 * float(weight) for key, weight in zip(self.tree.groups, self.tree.outer)}
        own = self._members[self.tree.groups.index(node)]
        return {self.tree.indicators[place]: 100.0 * float(self.tree.inner[place]) for place in own}

    def index(self, places: np.ndarray) -> Index:
        """Return the full index, with coverage and all that explains it, of some places only (their numbers)."""
        plain = self.scheme
        if plain.missing is Missing.MEDIAN:  # the medians are those of all places, and stand in already
            plain = replace(plain, missing=Missing.RENORMALISE)
        found = index_of(plain, self._scores[places], self.tree)
        estimated = self._estimated[places]
        known = np.isfinite(found.scores) & ~estimated & np.isfinite(found.groups)[:, self.tree.group_of]
        return replace(found, estimated=estimated, coverage=known @ self.tree.weights)


def _normalised(shares: list[float]) -> np.ndarray:
    raw = np.array(shares, dtype=float)
    if not raw.sum() > 0 or (raw < 0).any():
        raise ValueError("weights must not be negative and must add up to something")
    return raw / raw.sum()


def ranks(need: np.ndarray) -> np.ndarray:
    """Return the rank (n) by need, 1 the greatest; equal needs share the better rank, unknown ones have none (0).

    Needs that differ by less than a ten-millionth of a point are equal: that is rounding.
    """
    need = np.round(need, 7)
    known = np.flatnonzero(np.isfinite(need))
    order = known[np.argsort(-need[known], kind="stable")]
    found = np.zeros(len(need), dtype=int)
    for place, row in enumerate(order):
        same = place > 0 and need[row] == need[order[place - 1]]
        found[row] = found[order[place - 1]] if same else place + 1
    return found
