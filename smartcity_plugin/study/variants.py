# SPDX-License-Identifier: GPL-2.0-or-later
"""One scheme under other weights, normalisations and combinations: does the ranking of the places depend on them?

Weights that follow from the data are among them for comparison only; nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Union

import numpy as np
import pandas as pd
from scipy import stats

from ..catalogue import Catalogue
from ..engine.composite.classes import need_class
from ..engine.composite.data_weights import benefit_of_the_doubt, share_limits
from ..engine.composite.index import index_of, scores_of, tree_with_problems
from ..engine.progress import Progress, part, silent
from ..model.problem import Problem, Severity, SmartCityError
from ..model.scheme import Combination, Normalisation, Scheme, Weighting
from .assessment import Assessment, assess, usable
from .overlay_tables import CELLS
from .study import Study

OWN, OWN_BEST = "own", "own_best"
"""The scheme as it is; and every place judged by its own best weights of the sectors (benefit of the doubt)."""

FEWEST_PLACES = 3
"""Below this there is no rank correlation."""


class Kind(Enum):
    """What a variant changes."""

    OWN = "own"
    WEIGHTS = "weights"
    NORMALISATION = "normalisation"
    COMBINATION = "combination"


@dataclass(frozen=True)
class Variant:
    """One thing about a scheme done otherwise; ``choice`` is what was chosen instead."""

    kind: Kind
    choice: Union[Weighting, Normalisation, Combination, None]
    scheme: Scheme
    own_best: bool = False
    """Whether every place has weights of its own."""

    @property
    def key(self) -> str:
        """A key for tables."""
        if self.kind is Kind.OWN or self.choice is None:
            return OWN
        return f"{self.kind.value}_{OWN_BEST if self.own_best else self.choice.value}"


@dataclass(frozen=True)
class Held:
    """A variant held against the scheme's own result, over the places that have an index in both.

    ``rho`` is Spearman's rank correlation (NaN for fewer than three places or a constant index), ``unknown`` the number
    of places that have an index by the scheme but not by the variant, ``class_changes`` that of places in another class
    of need, ``mean_shift`` the mean number of ranks that a place moves. ``mover`` is the id of the place that moves
    most (empty if none does), with its ranks by the scheme and by the variant; rank 1 is the greatest need.
    """

    variant: Variant
    places: int
    unknown: int
    rho: float
    class_changes: int
    mean_shift: float
    mover: str
    mover_rank_own: float
    mover_rank: float
    problems: tuple[tuple[str, Problem], ...] = ()
    """What must be told, each with the node of the tree that it is about (empty: the variant as a whole)."""


@dataclass(frozen=True)
class Comparison:
    """All variants of a scheme at places of one kind; the first is the scheme itself."""

    assessment: Assessment
    held: tuple[Held, ...]
    names: Mapping[str, str]
    """The names of the places by id."""

    def table(self) -> pd.DataFrame:
        """Return one row per variant, without the problems."""
        rows = []
        for item in self.held:
            rows.append(
                {
                    "variant": item.variant.key,
                    "kind": item.variant.kind.value,
                    "rho": item.rho,
                    "places": item.places,
                    "unknown": item.unknown,
                    "class_changes": item.class_changes,
                    "mean_shift": item.mean_shift,
                    "mover_id": item.mover,
                    "mover": self.names.get(item.mover, item.mover),
                    "mover_rank_own": item.mover_rank_own,
                    "mover_rank": item.mover_rank,
                }
            )
        return pd.DataFrame(rows)


def variants_of(scheme: Scheme) -> list[Variant]:
    """Return the scheme itself, and all that differ from it by one choice; what changes nothing is no variant.

    Other combinations are between the sectors, as in the robustness runs; inside the only one if there is only one.
    """
    found = [Variant(Kind.OWN, None, scheme)]
    for method in (Weighting.EQUAL, Weighting.ENTROPY, Weighting.PCA, Weighting.BENEFIT_OF_THE_DOUBT):
        found.append(Variant(Kind.WEIGHTS, method, weighed(scheme, method)))
    if len(scheme.groups) > 1:
        found.append(Variant(Kind.WEIGHTS, Weighting.BENEFIT_OF_THE_DOUBT, scheme, own_best=True))
    for way in Normalisation:
        if way is not Normalisation.BAND:  # a band is a kind of scale, used with goalposts
            found.append(Variant(Kind.NORMALISATION, way, replace(scheme, normalisation=way, normalisations={})))
    for rule in Combination:
        node = "between" if len(scheme.groups) > 1 else "within"
        found.append(Variant(Kind.COMBINATION, rule, replace(scheme, **{node: rule})))
    return [item for item in found if item.kind is Kind.OWN or item.own_best or item.scheme != scheme]


def weighed(scheme: Scheme, method: Weighting) -> Scheme:
    """Return a scheme whose nodes all take their weights by one method; nodes with one member stay as they are."""
    groups = tuple(
        replace(group, weights=replace(group.weights, method=method)) if len(group.members) > 1 else group
        for group in scheme.groups
    )
    outer = replace(scheme.weights, method=method) if len(groups) > 1 else scheme.weights
    return replace(scheme, groups=groups, weights=outer)


def compare_variants(
    study: Study, catalogue: Catalogue, scheme: Scheme, place_kind: str, progress: Progress = silent
) -> Comparison:
    """Hold the variants of a scheme against it, over the cells (``CELLS``) or the reporting units; writes nothing.

    A variant that cannot be computed is there with its problem. Raises SmartCityError if the scheme itself cannot be
    applied.
    """
    own = assess(study, catalogue, scheme, place_kind)
    progress(0.1)
    variants = variants_of(own.scheme)
    held = []
    for number, variant in enumerate(variants):
        share = part(progress, 0.1 + 0.9 * number / len(variants), 0.1 + 0.9 * (number + 1) / len(variants))
        held.append(hold(variant, own, catalogue, share))
    units = study.units().frame
    names = {} if place_kind == CELLS else dict(zip(units["unit_id"], units["name"].fillna("")))
    progress(1.0)
    return Comparison(own, tuple(held), names)


def hold(variant: Variant, own: Assessment, catalogue: Catalogue, progress: Progress = silent) -> Held:
    """Compute one variant at the places of an assessment and hold it against that."""
    progress(0.0)
    compared = own.matrix.compared
    ids = own.matrix.values.index[compared]
    try:
        score, problems = _score(variant, own, catalogue, progress)
    except SmartCityError as error:
        problem = replace(error.problem, severity=Severity.WARNING)
        known = int(np.isfinite(own.index.score[compared]).sum())
        return Held(variant, 0, known, np.nan, 0, np.nan, "", np.nan, np.nan, (("", problem),))
    return _held(variant, own.index.score[compared], score, ids, problems)


def _score(
    variant: Variant, own: Assessment, catalogue: Catalogue, progress: Progress
) -> tuple[np.ndarray, tuple[tuple[str, Problem], ...]]:
    """Return the index of the compared places by a variant, and what must be told of it."""
    compared = own.matrix.compared
    if variant.own_best:
        groups = own.index.groups[compared]
        limits = share_limits(groups.shape[1])
        return benefit_of_the_doubt(groups, *limits, own.scheme.floor, progress).scores, ()
    scheme, scores = variant.scheme, own.index.scores
    problems: list[tuple[str, Problem]] = []
    if variant.kind is Kind.NORMALISATION:
        scheme, scores, gone = _scored(variant.scheme, own, catalogue)
        if gone:
            problems.append(("", Problem("variant_without_indicators", Severity.WARNING, {"members": list(gone)})))
    elif own.index.estimated.any():  # the scores as they were known, before medians stood in
        scores = np.where(own.index.estimated, np.nan, scores)
    tree, more = tree_with_problems(scheme, scores[compared])
    found = index_of(scheme, scores, tree, compared)
    return found.score[compared], (*problems, *(more if variant.kind is Kind.WEIGHTS else ()))


def _scored(scheme: Scheme, own: Assessment, catalogue: Catalogue) -> tuple[Scheme, np.ndarray, tuple[str, ...]]:
    """Return a scheme normalised otherwise without the indicators that have no scores then, and the scores."""
    scores = scores_of(scheme, own.matrix, catalogue.indicators)
    present = np.isfinite(scores[own.matrix.compared]).any(axis=0)
    narrow, gone = usable(scheme, catalogue, {name for name, good in zip(scheme.indicators, present) if good})
    return narrow, scores[:, present], gone


def _held(
    variant: Variant, own: np.ndarray, other: np.ndarray, ids: pd.Index, problems: tuple[tuple[str, Problem], ...]
) -> Held:
    has_own = np.isfinite(own)
    both = has_own & np.isfinite(other)
    unknown = int((has_own & ~both).sum())
    # Differences by rounding are none: ties must not depend on them.
    first, second = (np.round(100.0 - score[both], 7) for score in (own, other))
    if not len(first):
        return Held(variant, 0, unknown, np.nan, 0, np.nan, "", np.nan, np.nan, problems)
    ranks = [stats.rankdata(-need) for need in (first, second)]
    shift = np.abs(ranks[1] - ranks[0])
    place = int(np.argmax(shift))
    moves = bool(shift[place] > 0)
    return Held(
        variant,
        len(first),
        unknown,
        correlation(first, second),
        int((need_class(first) != need_class(second)).sum()),
        float(shift.mean()),
        str(ids[both][place]) if moves else "",
        float(ranks[0][place]) if moves else np.nan,
        float(ranks[1][place]) if moves else np.nan,
        problems,
    )


def correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Return Spearman's rank correlation of n known values each; NaN for fewer than three or if one is constant."""
    if len(first) < FEWEST_PLACES or np.ptp(first) == 0 or np.ptp(second) == 0:
        return float("nan")
    return float(stats.spearmanr(first, second)[0])
