# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules that say where needs, potentials and restrictions of several sectors meet: as conflict or as synergy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Optional, Union

from .indicator import Status
from .text import Text


class RuleKind(Enum):
    """A conflict is to be weighed in planning, no ban; a synergy is a chance that one measure serves several needs."""

    CONFLICT = "conflict"
    SYNERGY = "synergy"


class Operator(Enum):
    """How memberships become the severity; from left to right a high one makes up more for a low one."""

    MINIMUM = "minimum"
    GEOMETRIC_MEAN = "geometric_mean"
    MEAN = "mean"


class Reading(Enum):
    """What of an indicator counts: what is missing to its full score, the score itself, or the value on a scale."""

    NEED = "need"
    POTENTIAL = "potential"
    VALUE = "value"


class Spatial(Enum):
    """What of a layer counts at a place: the share of the area covered, metres to the nearest feature, how many."""

    COVERED_SHARE = "covered_share"
    DISTANCE = "distance"
    COUNT = "count"


@dataclass(frozen=True)
class Scale:
    """The numbers at which a membership is 0 and 1; linear between. ``zero > full`` where low numbers count."""

    zero: float
    full: float


@dataclass(frozen=True)
class IndicatorCondition:
    """An indicator as an operand; ``scale`` is given if, and only if, its value is read on a scale."""

    indicator: str
    reading: Reading
    scale: Optional[Scale] = None
    substitute: Optional[Text] = None
    """If it only stands in for what should be known: what it really shows; told wherever the result appears."""


@dataclass(frozen=True)
class LayerCondition:
    """A layer of the inventory as an operand; ``where`` narrows it: field → the words of which one must stand there."""

    role: str
    measure: Spatial
    scale: Scale
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    substitute: Optional[Text] = None


Condition = Union[IndicatorCondition, LayerCondition]


class Choosing(Enum):
    """Of several conditions of an operand: the first that a study has data for, or the highest of those it has."""

    FIRST = "first"
    HIGHEST = "highest"


@dataclass(frozen=True)
class Operand:
    """One side of a rule. ``conditions`` holds at least one; ``choosing`` matters if there are more."""

    key: str
    conditions: tuple[Condition, ...]
    choosing: Choosing = Choosing.FIRST


@dataclass(frozen=True)
class MeasureType:
    """A kind of measure that serves several operands of a rule (by their keys)."""

    title: Text
    serves: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One rule: where all operands reach ``threshold`` the rule holds, with a severity from 0 to 1."""

    id: str
    kind: RuleKind
    title: Text
    sectors: tuple[str, ...]
    operands: tuple[Operand, ...]
    operator: Operator
    threshold: float
    reason: Text
    """Why it matters and what follows."""
    measures: tuple[MeasureType, ...]
    source: Text
    status: Status
    active: bool = True

    def indicators(self) -> tuple[str, ...]:
        """Return the indicators of all operands, in order, without repeats."""
        found = (item.indicator for item in self.conditions() if isinstance(item, IndicatorCondition))
        return tuple(dict.fromkeys(found))

    def roles(self) -> tuple[str, ...]:
        """Return the roles of all operands, in order, without repeats."""
        return tuple(dict.fromkeys(item.role for item in self.conditions() if isinstance(item, LayerCondition)))

    def conditions(self) -> tuple[Condition, ...]:
        """Return the conditions of all operands."""
        return tuple(condition for operand in self.operands for condition in operand.conditions)
