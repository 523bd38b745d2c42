# SPDX-License-Identifier: GPL-2.0-or-later
"""The composite index of a scheme: scores of many indicators at many places → sectors → one number, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...model.indicator import Band, Direction, Indicator
from ...model.problem import Problem, SmartCityError
from ...model.scheme import ROOT, Missing, Normalisation, Scheme
from . import normalise
from .aggregate import combine
from .weights import derived


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
        """Return the tree without one indicator; the others of its node take its weight, an empty sector vanishes.

        A sector in which nothing else weighs anything vanishes likewise. Raises SmartCityError if no weight is left.
        """
        keep = np.arange(len(self.indicators)) != column
        inner = self.inner[keep]
        group_of = self.group_of[keep]
        present = np.flatnonzero(np.bincount(group_of, weights=inner, minlength=len(self.groups)) > 0)
        sums = np.bincount(group_of, weights=inner, minlength=len(self.groups))
        number = np.full(len(self.groups), -1)
        number[present] = np.arange(len(present))
        stays = number[group_of] >= 0
        outer = self.outer[present]
        if not outer.sum() > 0:
            raise SmartCityError("scheme_without_weight", members=[self.groups[item] for item in present])
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
    """Return a scheme in arrays. Weights made of the data (entropy, PCA …) need ``scores`` (n × k).

    Raises SmartCityError if the weights of a node cannot be made.
    """
    return tree_with_problems(scheme, scores)[0]


def tree_with_problems(scheme: Scheme, scores: np.ndarray | None = None) -> tuple[Tree, list[tuple[str, Problem]]]:
    """Return the same with what must be told of the weights of which node: contradictory judgements, few places …"""
    members = scheme.indicators
    column = {name: number for number, name in enumerate(members)}
    inner = np.zeros(len(members))
    group_of = np.zeros(len(members), dtype=int)
    problems: list[tuple[str, Problem]] = []
    for number, group in enumerate(scheme.groups):
        places = [column[name] for name in group.members]
        found = derived(group.weights, group.members, None if scores is None else scores[:, places])
        inner[places] = found.weights
        group_of[places] = number
        problems += [(group.key, problem) for problem in found.problems]
    keys = tuple(group.key for group in scheme.groups)
    sectors = None
    if scores is not None and scheme.weights.method.is_for_comparison:
        rough = Tree(members, keys, group_of, inner, np.full(len(keys), 1.0 / len(keys)))
        sectors = _group_scores(scores, rough, scheme)[0]
    outer = derived(scheme.weights, keys, sectors)
    return Tree(members, keys, group_of, inner, outer.weights), [
        *problems,
        *((ROOT, problem) for problem in outer.problems),
    ]


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

    The scale also says which values are good where places are compared: goalposts give the direction, and values with
    a band are brought on it before. Without a scale the indicator's direction does; without either nothing can be
    scored (NaN).
    """
    scale = scheme.scales.get(indicator.id, indicator.goalposts)
    if normalisation in (Normalisation.GOALPOSTS, Normalisation.BAND):
        return np.full(len(values), np.nan) if scale is None else normalise.score(values, scale)
    values = np.asarray(values, dtype=float)
    if isinstance(scale, Band):
        values = normalise.score(values, scale)
    elif scale is None and indicator.direction not in (Direction.HIGHER, Direction.LOWER):
        return np.full(len(values), np.nan)
    elif indicator.direction is Direction.LOWER if scale is None else scale.full < scale.zero:
        values = -values
    return normalise.compared_with(values, values[compared], normalisation)


def _minimum_weight(scheme: Scheme) -> float:
    return 1.0 if scheme.missing is Missing.COMPLETE else scheme.minimum_weight


def _group_scores(scores: np.ndarray, tree: Tree, scheme: Scheme) -> tuple[np.ndarray, np.ndarray]:
    minimum = _minimum_weight(scheme)
    found, coverage = [], []
    for number in range(len(tree.groups)):
        places = tree.group_of == number
        result = combine(scores[:, places], tree.inner[places], scheme.within, minimum, scheme.floor)
        found.append(result.scores)
        coverage.append(result.coverage)
    return np.column_stack(found), np.column_stack(coverage)


def index_of(scheme: Scheme, scores: np.ndarray, tree: Tree | None = None, compared: np.ndarray | None = None) -> Index:
    """Return the index of n places from their scores (n × k, NaN unknown), by the scheme's tree or another one.

    What must be known is asked of each node of the tree: in a sector of its indicators' weight, in the index of its
    sectors' weight. ``compared`` (n, bool) marks the places that medians (Missing.MEDIAN) are made of, all by default;
    they never stand in where nothing at all is known of a place.
    """
    tree = tree or tree_of(scheme, scores)
    scores = np.asarray(scores, dtype=float)
    estimated = np.zeros(scores.shape, dtype=bool)
    if scheme.missing is Missing.MEDIAN:
        known = np.isfinite(scores)
        asked = known if compared is None else known & compared[:, None]
        medians = np.array([np.median(column[own]) if own.any() else np.nan for column, own in zip(scores.T, asked.T)])
        estimated = ~known & np.isfinite(medians) & known.any(axis=1, keepdims=True)
        scores = np.where(estimated, medians, scores)
    groups, group_coverage = _group_scores(scores, tree, scheme)
    minimum = _minimum_weight(scheme)
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

    Holds for every way of combining: it is the index computed again. NaN where the index or the score is unknown; with
    the penalised mean it can be negative.
    """
    found = np.full(index.scores.shape, np.nan)
    minimum = _minimum_weight(scheme)
    for column, number in enumerate(tree.group_of):
        known = np.isfinite(index.scores[:, column])
        places = np.flatnonzero(tree.group_of == number)
        better = index.scores[:, places]
        better[:, places == column] = np.where(known, 100.0, np.nan)[:, None]
        groups = index.groups.copy()
        groups[:, number] = combine(better, tree.inner[places], scheme.within, minimum, scheme.floor).scores
        total = combine(groups, tree.outer, scheme.between, minimum, scheme.floor).scores
        found[:, column] = np.where(known, total - index.score, np.nan)
    return found


def drivers(gained: np.ndarray, names: tuple[str, ...], count: int = 3) -> list[tuple[str, ...]]:
    """Return for each of n places the indicators that cost it most, worst first; only those that cost anything."""
    order = np.argsort(-np.nan_to_num(gained, nan=-1.0), axis=1, kind="stable")[:, :count]
    return [tuple(names[item] for item in row if own[item] > 1e-9) for row, own in zip(order, gained)]
