# SPDX-License-Identifier: GPL-2.0-or-later
"""Assessment schemes (Bewertungsschemata): how a town makes one index of many indicators, by name and repeatable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Union

from .indicator import Band, Goalposts

STANDARD = "standard"
"""The id of the scheme that every study has: all scored indicators, everything weighing the same."""

ROOT = "index"
"""The node of the tree under which the sectors lie; also the scope under which the index itself is stored."""


class Normalisation(Enum):
    """How a value becomes a score from 0 to 100. All but goalposts and band compare the town's places to each other."""

    GOALPOSTS = "goalposts"
    BAND = "band"
    MINIMUM_MAXIMUM = "minimum_maximum"
    Z_SCORE = "z_score"
    RANK = "rank"


class Weighting(Enum):
    """Where the weights of a node come from. The last three follow from the data: for comparison only."""

    EQUAL = "equal"
    SLIDERS = "sliders"
    BUDGET = "budget"
    AHP = "ahp"
    ENTROPY = "entropy"
    PCA = "pca"
    BENEFIT_OF_THE_DOUBT = "benefit_of_the_doubt"

    @property
    def is_for_comparison(self) -> bool:
        """Whether the weights follow from the data and therefore cannot be justified politically."""
        return self in (Weighting.ENTROPY, Weighting.PCA, Weighting.BENEFIT_OF_THE_DOUBT)


class Combination(Enum):
    """How several scores become one; from left to right good scores make up less and less for bad ones."""

    LINEAR = "linear"
    PENALISED = "penalised"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    MINIMUM = "minimum"


class Missing(Enum):
    """What happens where a score is unknown; the choice must be made, there is no silent one."""

    RENORMALISE = "renormalise"
    """The others take its weight, as long as enough of the weight is known."""
    COMPLETE = "complete"
    """Without it there is no index."""
    MEDIAN = "median"
    """The median of all places stands in; the place is flagged as estimated."""


@dataclass(frozen=True)
class Judgement:
    """In a pairwise comparison ``first`` weighs ``times`` as much as ``second`` (1/9 to 9)."""

    first: str
    second: str
    times: float


@dataclass(frozen=True)
class Weights:
    """The weights of the members of one node: where they come from, and all that they are made of.

    Only what belongs to ``method`` is used; the rest is kept, so that a user can go back to it.
    """

    method: Weighting = Weighting.EQUAL
    shares: Mapping[str, float] = field(default_factory=dict)
    """SLIDERS: percent by member, adding up to 100."""
    locked: tuple[str, ...] = ()
    """Members whose slider does not move when others are moved."""
    ballots: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """BUDGET: points by stakeholder and member, 100 per stakeholder."""
    judgements: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    """AHP: the comparisons of each person; several persons are joined by geometric means."""


@dataclass(frozen=True)
class Group:
    """A branch of the tree: a sector (``key``) with its indicators and their weights among each other."""

    key: str
    members: tuple[str, ...]
    weights: Weights = Weights()


@dataclass(frozen=True)
class RobustnessPlan:
    """What is varied, how often and with which seed, to see whether the result depends on it (project defaults)."""

    runs: int = 1000
    seed: int = 20260101
    top_share: float = 0.2
    """The share of places that counts as “the top”: P(top) is the probability of being among them."""
    weight_spread: float = 0.25
    """Each weight is multiplied by a random number from 1 − spread to 1 + spread before they are normalised again."""
    threshold_spread: float = 0.1
    """Goalposts are moved by up to this share of their distance."""
    normalisations: tuple[Normalisation, ...] = (
        Normalisation.GOALPOSTS,
        Normalisation.MINIMUM_MAXIMUM,
        Normalisation.Z_SCORE,
    )
    combinations: tuple[Combination, ...] = (Combination.LINEAR, Combination.GEOMETRIC)
    """Between the sectors; inside them the scheme's own stays."""
    drop_one: bool = True
    """Whether in each run one indicator, drawn by chance, is left out (none is one of the possibilities)."""
    same_class_share: float = 0.8
    """A place is robust if its class is the same in at least this share of the runs."""


@dataclass(frozen=True)
class Scheme:
    """Everything that decides about an index. ``id`` is a short key, ``title`` what users call it."""

    id: str
    title: str
    groups: tuple[Group, ...]
    description: str = ""
    weights: Weights = Weights()
    """The weights of the sectors among each other."""
    normalisation: Normalisation = Normalisation.GOALPOSTS
    normalisations: Mapping[str, Normalisation] = field(default_factory=dict)
    """Indicators that are normalised otherwise."""
    scales: Mapping[str, Union[Goalposts, Band]] = field(default_factory=dict)
    """Goalposts or bands of the town's own, in place of the catalogue's; they also let neutral indicators be scored."""
    within: Combination = Combination.LINEAR
    between: Combination = Combination.GEOMETRIC
    missing: Missing = Missing.RENORMALISE
    minimum_weight: float = 0.7
    """RENORMALISE: the share of the weight that must be known (project default)."""
    floor: float = 1.0
    """The lowest score in geometric and harmonic means, so that one zero does not erase everything else."""
    inherit: bool = False
    """Whether cells take the value of their planning unit for indicators that have none on cells."""
    plan: RobustnessPlan = RobustnessPlan()

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators in the order of the tree."""
        return tuple(member for group in self.groups for member in group.members)

    def normalisation_of(self, indicator_id: str) -> Normalisation:
        """Return how an indicator is normalised."""
        return self.normalisations.get(indicator_id, self.normalisation)

    def nodes(self) -> dict[str, tuple[tuple[str, ...], Weights]]:
        """Return every node with its members and their weights: ROOT with the sectors, each sector with indicators."""
        root = (tuple(group.key for group in self.groups), self.weights)
        return {ROOT: root, **{group.key: (group.members, group.weights) for group in self.groups}}
