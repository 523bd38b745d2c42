# SPDX-License-Identifier: GPL-2.0-or-later
"""The composite index of a scheme: scores of many indicators at many places → sectors → one number, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...model.indicator import Direction, Indicator
from ...model.scheme import Missing, Normalisation, Scheme
from . import normalise
from .aggregate import combine
from .weights import shares_of


@dataclass(frozen=True)
class Matrix:
    """The decision matrix: what is known of every place before anything is judged.

    ``values`` is n places × k indicators (raw values, NaN unknown, index = place ids). ``population`` (n). ``compared``
    (n, bool) marks the places that min–max, z and rank look at: the districts, or all cells; not the town as a whole.
    ``inherited`` (n × k, bool) marks the values that a cell took over from its planning unit.
    """

    values: pd.DataFrame
    population: np.ndarray
    compared: np.ndarray
    inherited: np.ndarray

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True)
class Tree:
    """A scheme in arrays, for ``k`` indicators in ``g`` sectors: both kinds of weights add up to 1 in their node."""

    indicators: tuple[str, ...]
    groups: tuple[str, ...]
    group_of: np.ndarray
    """k integers: the sector of each indicator."""
    inner: np.ndarray
    """k weights of the indicators inside their sectors."""
    outer: np.ndarray
    """g weights of the sectors."""

    @property
    def weights(self) -> np.ndarray:
        """The k weights of the indicators in the index as a whole; they add up to 1."""
        return self.inner * self.outer[self.group_of]

    def without(self, column: int) -> Tree:
        """Return the tree without one indicator; the others of its node take its weight, an empty sector vanishes."""
        keep = np.arange(len(self.indicators)) != column
        inner = self.inner[keep]
        group_of = self.group_of[keep]
        present = np.flatnonzero(np.bincount(group_of, weights=inner, minlength=len(self.groups)) > 0)
        sums = np.bincount(group_of, weights=inner, minlength=len(self.groups))
        number = np.full(len(self.groups), -1)
        number[present] = np.arange(len(present))
        stays = number[group_of] >= 0
        outer = self.outer[present]
        names = [name for name, kept in zip(self.indicators, keep) if kept]
        return Tree(
            tuple(name for name, kept in zip(names, stays) if kept),
            tuple(self.groups[item] for item in present),
            number[group_of[stays]],
            inner[stays] / sums[group_of[stays]],
            outer / outer.sum(),
        )


@dataclass(frozen=True)
class Index:
    """The result at n places: ``score`` (n), ``groups`` (n × g), NaN unknown; 100 is best.

    ``coverage`` (n) and ``group_coverage`` (n × g) are the shares (0 to 1) of the weight that was known; what is known
    of a sector that stays unknown does not count for the index. ``estimated``
    (n × k) marks scores that the median stands in for (Missing.MEDIAN).
    """

    score: np.ndarray
    groups: np.ndarray
    coverage: np.ndarray
    group_coverage: np.ndarray
    scores: np.ndarray
    """n × k scores as they went in, estimates included."""
    estimated: np.ndarray

    @property
    def need(self) -> np.ndarray:
        """100 − score."""
        return 100.0 - self.score


def tree_of(scheme: Scheme, scores: np.ndarray | None = None) -> Tree:
    """Return a scheme in arrays. Weights made of the data (entropy, PCA …) need ``scores`` (n × k)."""
    members = scheme.indicators
    column = {name: number for number, name in enumerate(members)}
    inner = np.zeros(len(members))
    group_of = np.zeros(len(members), dtype=int)
    for number, group in enumerate(scheme.groups):
        places = [column[name] for name in group.members]
        inner[places] = shares_of(group.weights, group.members, None if scores is None else scores[:, places])
        group_of[places] = number
    keys = tuple(group.key for group in scheme.groups)
    sectors = None
    if scores is not None and scheme.weights.method.is_for_comparison:
        rough = Tree(members, keys, group_of, inner, np.full(len(keys), 1.0 / len(keys)))
        sectors = _group_scores(scores, rough, scheme)[0]
    return Tree(members, keys, group_of, inner, shares_of(scheme.weights, keys, sectors))


def scores_of(scheme: Scheme, matrix: Matrix, indicators: Mapping[str, Indicator]) -> np.ndarray:
    """Return the scores (n × k, 0 to 100, NaN unknown) of a matrix in the order of the scheme's indicators."""
    columns = [
        normalised(
            scheme,
            indicators[name],
            scheme.normalisation_of(name),
            matrix.values[name].to_numpy(float),
            matrix.compared,
        )
        for name in scheme.indicators
    ]
    return np.column_stack(columns) if columns else np.zeros((len(matrix), 0))


def normalised(
    scheme: Scheme, indicator: Indicator, normalisation: Normalisation, values: np.ndarray, compared: np.ndarray
) -> np.ndarray:
    """Return the scores of one indicator; the town's own scale comes before the catalogue's.

    Indicators that are good within a band are brought on that band before they are compared; without any scale and
    direction nothing can be scored (NaN).
    """
    scale = scheme.scales.get(indicator.id, indicator.goalposts)
    if normalisation in (Normalisation.GOALPOSTS, Normalisation.BAND):
        return np.full(len(values), np.nan) if scale is None else normalise.score(values, scale)
    if indicator.direction is Direction.LOWER:
        values = -np.asarray(values, dtype=float)
    elif indicator.direction is not Direction.HIGHER:
        if scale is None:
            return np.full(len(values), np.nan)
        values = normalise.score(values, scale)
    return normalise.compared_with(values, np.asarray(values)[compared], normalisation)


def _group_scores(scores: np.ndarray, tree: Tree, scheme: Scheme) -> tuple[np.ndarray, np.ndarray]:
    minimum = 1.0 if scheme.missing is Missing.COMPLETE else scheme.minimum_weight
    found, coverage = [], []
    for number in range(len(tree.groups)):
        places = tree.group_of == number
        result = combine(scores[:, places], tree.inner[places], scheme.within, minimum, scheme.floor)
        found.append(result.scores)
        coverage.append(result.coverage)
    return np.column_stack(found), np.column_stack(coverage)


def index_of(scheme: Scheme, scores: np.ndarray, tree: Tree | None = None) -> Index:
    """Return the index of n places from their scores (n × k, NaN unknown), by the scheme's tree or another one."""
    tree = tree or tree_of(scheme, scores)
    scores = np.asarray(scores, dtype=float)
    estimated = np.zeros(scores.shape, dtype=bool)
    if scheme.missing is Missing.MEDIAN:
        known = np.isfinite(scores)
        medians = np.array([np.median(column[own]) if own.any() else np.nan for column, own in zip(scores.T, known.T)])
        estimated = ~known & np.isfinite(medians)
        scores = np.where(estimated, medians, scores)
    groups, group_coverage = _group_scores(scores, tree, scheme)
    minimum = 1.0 if scheme.missing is Missing.COMPLETE else scheme.minimum_weight
    total = combine(groups, tree.outer, scheme.between, minimum, scheme.floor)
    known = np.isfinite(scores) & ~estimated & np.isfinite(groups)[:, tree.group_of]
    return Index(total.scores, groups, known @ tree.weights, group_coverage, scores, estimated)


def contributions(index: Index, tree: Tree) -> np.ndarray:
    """Return the points (n × k) that each indicator brings: its weight in the index times its score.

    Weights of unknown indicators pass to the others of their sector, those of unknown sectors to the other sectors.
    With linear means they add up to the index; otherwise they show proportions only.
    """
    known = np.isfinite(index.scores) & np.isfinite(index.groups)[:, tree.group_of]
    inner = np.where(known, tree.inner, 0.0)
    sums = np.column_stack([inner[:, tree.group_of == number].sum(axis=1) for number in range(len(tree.groups))])
    outer = np.where(np.isfinite(index.groups), tree.outer, 0.0)
    outer = outer / np.maximum(outer.sum(axis=1, keepdims=True), 1e-300)
    weights = inner / np.where(sums > 0, sums, 1.0)[:, tree.group_of] * outer[:, tree.group_of]
    return np.where(known & np.isfinite(index.score)[:, None], weights * np.nan_to_num(index.scores), np.nan)


def gains(scheme: Scheme, index: Index, tree: Tree) -> np.ndarray:
    """Return by how many points (n × k) the index would rise if an indicator alone had the full score of 100.

    Holds for every way of combining: it is the index computed again. NaN where the index or the score is unknown.
    """
    found = np.full(index.scores.shape, np.nan)
    plain = replace(scheme, missing=Missing.RENORMALISE) if scheme.missing is Missing.MEDIAN else scheme
    for column in range(index.scores.shape[1]):
        better = index.scores.copy()
        better[:, column] = np.where(np.isfinite(better[:, column]), 100.0, np.nan)
        found[:, column] = np.where(
            np.isfinite(index.scores[:, column]), index_of(plain, better, tree).score - index.score, np.nan
        )
    return found


def drivers(gained: np.ndarray, names: tuple[str, ...], count: int = 3) -> list[tuple[str, ...]]:
    """Return for each of n places the indicators that cost it most, worst first; only those that cost anything."""
    order = np.argsort(-np.nan_to_num(gained, nan=-1.0), axis=1, kind="stable")[:, :count]
    return [tuple(names[item] for item in row if own[item] > 1e-9) for row, own in zip(order, gained)]
