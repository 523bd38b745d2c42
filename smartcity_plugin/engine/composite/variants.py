# SPDX-License-Identifier: GPL-2.0-or-later
"""What is varied to see how sure an index is: every run draws weights, normalisation, combination, thresholds and more.

A run is made of uniform random numbers, some for each factor. All are drawn before anything is computed, so that the
result depends on the seed alone, not on threads or on how the work is divided.

Weights that follow from the data (entropy, PCA …) are varied around what they are in the scheme's own result; they are
not derived anew in every run.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Union

import numpy as np

from ...model.indicator import Band, Goalposts
from ...model.scheme import Combination, Normalisation, RobustnessPlan, Scheme
from .index import Tree

WEIGHTS, NORMALISATION, COMBINATION = "weights", "normalisation", "combination"
THRESHOLDS, DROPPED, SYSTEM = "thresholds", "dropped", "system"

FACTORS = (WEIGHTS, NORMALISATION, COMBINATION, THRESHOLDS, DROPPED, SYSTEM)
"""Everything that can be varied; SYSTEM is the system of spatial units that an index is computed in."""

_FIELDS = {
    WEIGHTS: ("inner", "outer"),
    NORMALISATION: ("normalisation",),
    COMBINATION: ("combination",),
    THRESHOLDS: ("shifts",),
    DROPPED: ("dropped",),
    SYSTEM: ("system",),
}
CORNERS = 4
"""Random numbers per scale: a band has four corners; goalposts use the first two."""


@dataclass(frozen=True)
class Options:
    """What there is to choose from. The first of each is the scheme's own: it is always among them."""

    normalisations: tuple[Normalisation, ...]
    combinations: tuple[Combination, ...]
    droppable: tuple[int, ...]
    """Columns of the indicators that may be left out: those with a weight, unless it is the only one."""
    systems: int = 1

    def varying(self, plan: RobustnessPlan, has_scales: bool = True) -> tuple[str, ...]:
        """Return the factors that can make a difference, in the order of FACTORS."""
        varies = {
            WEIGHTS: plan.weight_spread > 0,
            NORMALISATION: len(self.normalisations) > 1,
            COMBINATION: len(self.combinations) > 1,
            THRESHOLDS: plan.threshold_spread > 0 and has_scales,
            DROPPED: bool(self.droppable),
            SYSTEM: self.systems > 1,
        }
        return tuple(factor for factor in FACTORS if varies[factor])


@dataclass(frozen=True)
class Variants:
    """The draws of m runs; choices are positions in ``Options``, 0 is the scheme's own."""

    inner: np.ndarray
    """m × k weights of the indicators in their sectors, of any scale."""
    outer: np.ndarray
    """m × g weights of the sectors, of any scale."""
    normalisation: np.ndarray
    combination: np.ndarray
    shifts: np.ndarray
    """m × k × 4: by which share of its distance each corner of a scale is moved."""
    dropped: np.ndarray
    """m columns that are left out, −1 for none."""
    system: np.ndarray

    def __len__(self) -> int:
        return len(self.normalisation)

    def with_factor(self, factor: str, other: Variants) -> Variants:
        """Return these draws with those of one factor taken from another set of as many runs."""
        return replace(self, **{name: getattr(other, name) for name in _FIELDS[factor]})


def options_of(scheme: Scheme, tree: Tree, plan: RobustnessPlan, systems: int, factors: Collection[str]) -> Options:
    """Return what there is to choose from; a factor that is not among ``factors`` has the scheme's own only."""
    normalisations = [scheme.normalisation]
    for item in plan.normalisations if NORMALISATION in factors else ():
        if _scoring(item) not in [_scoring(present) for present in normalisations]:
            normalisations.append(item)
    combinations = [scheme.between]
    combinations += [item for item in plan.combinations if COMBINATION in factors and item is not scheme.between]
    weighing = np.flatnonzero(tree.weights > 0)
    drops = plan.drop_one and DROPPED in factors and len(weighing) > 1
    return Options(
        tuple(normalisations),
        tuple(dict.fromkeys(combinations)) if len(tree.groups) > 1 else (scheme.between,),
        tuple(int(column) for column in weighing) if drops else (),
        systems if SYSTEM in factors else 1,
    )


def narrowed(plan: RobustnessPlan, factors: Collection[str]) -> RobustnessPlan:
    """Return a plan in which the spreads of factors that are not to vary are 0."""
    return replace(
        plan,
        weight_spread=plan.weight_spread if WEIGHTS in factors else 0.0,
        threshold_spread=plan.threshold_spread if THRESHOLDS in factors else 0.0,
    )


def numbers_per_run(tree: Tree) -> int:
    """Return how many uniform random numbers a run is made of: 4 choices, k + g weights, 4·k corners of scales."""
    return 4 + len(tree.inner) + len(tree.outer) + CORNERS * len(tree.inner)


def variants_of(uniform: np.ndarray, tree: Tree, plan: RobustnessPlan, options: Options) -> Variants:
    """Return the draws that m rows of uniform numbers (m × ``numbers_per_run``, from 0 to below 1) stand for."""
    runs, (k, g) = len(uniform), (len(tree.inner), len(tree.outer))
    choices, weights, corners = np.split(uniform, [4, 4 + k + g], axis=1)
    factors = 1.0 + plan.weight_spread * (2.0 * weights - 1.0)
    drops = np.array([-1, *options.droppable])
    return Variants(
        inner=tree.inner * factors[:, :k],
        outer=tree.outer * factors[:, k:],
        normalisation=_choice(choices[:, 0], len(options.normalisations)),
        combination=_choice(choices[:, 1], len(options.combinations)),
        shifts=(plan.threshold_spread * (2.0 * corners - 1.0)).reshape(runs, k, CORNERS),
        dropped=drops[_choice(choices[:, 2], len(drops))],
        system=_choice(choices[:, 3], options.systems),
    )


def unvaried(tree: Tree, runs: int) -> Variants:
    """Return draws in which everything is as the scheme says."""
    none = np.zeros(runs, dtype=int)
    return Variants(
        np.tile(tree.inner, (runs, 1)),
        np.tile(tree.outer, (runs, 1)),
        none,
        none,
        np.zeros((runs, len(tree.inner), CORNERS)),
        none - 1,
        none,
    )


def moved(scale: Union[Goalposts, Band], shifts: np.ndarray) -> Union[Goalposts, Band]:
    """Return a scale with its corners moved by shares of the distance between them (4 numbers, below 0.5 each).

    The sides of a band move by shares of their own length; its good range may shrink to its middle, never beyond.
    """
    if isinstance(scale, Goalposts):
        distance = scale.full - scale.zero
        return Goalposts(scale.zero + float(shifts[0]) * distance, scale.full + float(shifts[1]) * distance)
    rise, fall = scale.lower_full - scale.lower_zero, scale.upper_zero - scale.upper_full
    middle = (scale.lower_full + scale.upper_full) / 2.0
    return Band(
        scale.lower_zero + float(shifts[0]) * rise,
        min(scale.lower_full + float(shifts[1]) * rise, middle),
        max(scale.upper_full + float(shifts[2]) * fall, middle),
        scale.upper_zero + float(shifts[3]) * fall,
    )


def _choice(numbers: np.ndarray, count: int) -> np.ndarray:
    return np.minimum((numbers * count).astype(int), count - 1)


def _scoring(normalisation: Normalisation) -> Normalisation:
    """Goalposts and bands are one way of scoring: each indicator has the one or the other."""
    return Normalisation.GOALPOSTS if normalisation is Normalisation.BAND else normalisation
