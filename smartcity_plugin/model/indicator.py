# SPDX-License-Identifier: GPL-2.0-or-later
"""Indicators: what is measured, from which data, how it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Optional, Union

from .text import Text

WAY = "way"
"""The group of options that says how distances are measured."""

WAY_ROLES = ("walking_network", "barriers")
"""The roles that distances along the walking network are measured with."""

GATE_ROLES = {"public_green": "green_entrances"}
"""Role of areas → role of the points at which ways on foot enter them."""


class Direction(Enum):
    """Which values are good. NEUTRAL indicators describe a place and are never scored."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    NEUTRAL = "neutral"


class Aggregation(Enum):
    """What the value of a planning unit means; always sum(numerator) / sum(denominator) but for DISTRIBUTION."""

    POPULATION_SHARE = "population_share"
    POPULATION_MEAN = "population_mean"
    AREA_MEAN = "area_mean"
    RATIO = "ratio"
    DISTRIBUTION = "distribution"


class Status(Enum):
    """How well a number's source is known; printed wherever the number appears."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    TO_VERIFY = "to_verify"
    PROJECT_DEFAULT = "project_default"


@dataclass(frozen=True)
class Parameter:
    """A number of the method that a town may change.

    ``unit`` is a key of the catalogue's units; ``source`` and ``status`` say where the default comes from.
    """

    value: float
    unit: str
    minimum: float
    maximum: float
    label: Text
    source: Text
    status: Status


@dataclass(frozen=True)
class Choice:
    """A decision of the method that a town may take otherwise: one of several named options.

    ``group`` is a key of the catalogue's choices, ``options`` are the keys allowed here; the rest is as in Parameter.
    """

    value: str
    group: str
    options: tuple[str, ...]
    label: Text
    source: Text
    status: Status


Value = Union[float, str]
"""What is set for a parameter: a number, or the key of an option."""


@dataclass(frozen=True)
class Input:
    """The data a method needs under one name: a role, one field of a role, several roles, or other indicators.

    Of several roles or indicators at least ``minimum`` must have data; the method is told which are missing. An
    optional role (``minimum`` 0) is handed over as None where there are no data.
    """

    roles: tuple[str, ...]
    minimum: int = 1
    column: Optional[str] = None
    indicators: tuple[str, ...] = ()
    """Other indicators, computed before: the method gets a dictionary id → result, None where there is none."""
    unless: Optional[str] = None
    """Another input by name: where that one has data, this one need not be there (None if it is not)."""

    @property
    def is_group(self) -> bool:
        """Whether the method gets a dictionary role → data instead of a single table."""
        return len(self.roles) > 1

    @property
    def is_optional(self) -> bool:
        """Whether the method works without it, too."""
        return self.minimum == 0


@dataclass(frozen=True)
class Goalposts:
    """Values that score 0 and 100; ``zero > full`` where lower is better."""

    zero: float
    full: float


@dataclass(frozen=True)
class Band:
    """Trapezoid for values that can be too low and too high: 0 outside, 100 between lower_full and upper_full."""

    lower_zero: float
    lower_full: float
    upper_full: float
    upper_zero: float


@dataclass(frozen=True)
class Threshold:
    """A value with a meaning and a source. ``target`` marks the one that needs are measured against."""

    value: float
    label: Text
    source: Text
    status: Status
    target: bool = False


@dataclass(frozen=True)
class Indicator:
    """One catalogue entry; everything that shows or computes the indicator derives from it."""

    id: str
    sector: str
    title: Text
    unit: str
    direction: Direction
    dimensions: tuple[str, ...]
    sdg: tuple[str, ...]
    charta: tuple[str, ...]
    method: str
    inputs: dict[str, Input]
    parameters: dict[str, Union[Parameter, Choice]]
    aggregation: Aggregation
    goalposts: Union[Goalposts, Band, None]
    goalposts_source: Optional[Text]
    goalposts_status: Optional[Status]
    thresholds: tuple[Threshold, ...]
    formula: Text
    report: Text
    limits: Text
    expression: str = ""
    """A QGIS expression over other indicators' values and facts of the unit, instead of a method."""
    base_id: str = ""
    """The shipped indicator that a town's own one was derived from."""

    @property
    def is_own(self) -> bool:
        """Whether the town has defined it, by an expression or by changing a shipped one."""
        return bool(self.expression or self.base_id)

    @property
    def is_scored(self) -> bool:
        """Whether values can be turned into a score and a need."""
        return self.goalposts is not None and self.direction is not Direction.NEUTRAL

    @property
    def target(self) -> Optional[Threshold]:
        """The threshold that the strategy aims at, if the catalogue names one."""
        return next((threshold for threshold in self.thresholds if threshold.target), None)

    @property
    def possible_range(self) -> tuple[Optional[float], Optional[float]]:
        """The lowest and highest value that it can have at all; None where that is not known.

        Shares lie between 0 and 100 per cent, what is counted is not below 0. Nothing else is known of a town's own
        formulas, nor of distributions.
        """
        if self.unit == "percent" and not self.expression:
            return 0.0, 100.0
        counted = self.aggregation in (Aggregation.RATIO, Aggregation.POPULATION_MEAN) and not self.expression
        below_zero = self.goalposts is not None and min(vars(self.goalposts).values()) < 0
        return (0.0 if counted and not below_zero else None), None

    def defaults(self) -> dict[str, Value]:
        """Return the parameter values of the catalogue."""
        return {name: parameter.value for name, parameter in self.parameters.items()}

    def roles(self) -> tuple[str, ...]:
        """Return every role that the indicator waits for, in order, without repeats."""
        needed = (needed for needed in self.inputs.values() if not needed.is_optional)
        return tuple(dict.fromkeys(role for one in needed for role in one.roles))

    def all_roles(self) -> tuple[str, ...]:
        """Return every role that feeds the indicator if it is there: those it waits for, optional ones, its ways."""
        every = [role for needed in self.inputs.values() for role in needed.roles]
        on_foot = (*WAY_ROLES, *(GATE_ROLES[role] for role in every if role in GATE_ROLES))
        return tuple(dict.fromkeys((*every, *(on_foot if self.measures_ways else ()))))

    def needed_indicators(self) -> tuple[str, ...]:
        """Return the indicators that this one is made of, in order, without repeats."""
        return tuple(dict.fromkeys(other for needed in self.inputs.values() for other in needed.indicators))

    @property
    def measures_ways(self) -> bool:
        """Whether the indicator can measure distances along the walking network."""
        return any(isinstance(item, Choice) and item.group == WAY for item in self.parameters.values())


@dataclass(frozen=True)
class Role:
    """A kind of inventory layer: what it is for and which fields it must or may have."""

    id: str
    sector: str
    title: Text
    description: Text
    geometry: str
    """``point``, ``line``, ``polygon``, ``any`` (polygons stay what they are), ``none`` (a table) or ``raster``."""
    required: dict[str, Text] = field(default_factory=dict)
    optional: dict[str, Text] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    """The fields that hold numbers; all others hold text."""
    buffer: float = 0.0
    """Metres beyond the border that the data should cover, so that edges are not computed too poor."""
    used_by: tuple[str, ...] = ()
    """Algorithms (names without provider) that use the role, besides the indicators."""
