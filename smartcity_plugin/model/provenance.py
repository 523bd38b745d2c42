# SPDX-License-Identifier: GPL-2.0-or-later
"""Where numbers come from: passports of data, records of runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Optional


class Fitness(Enum):
    """How fit a dataset is for its role; everything but GOOD follows the results as a flag."""

    GOOD = "good"
    ESTIMATED = "estimated"
    PARTIAL = "partial"
    PROXY = "proxy"


@dataclass(frozen=True)
class Passport:
    """What must be known of a dataset before its numbers may be printed."""

    role: str
    title: str
    source: str
    licence: str
    attribution: str
    data_date: str
    fitness: Fitness = Fitness.GOOD
    note: str = ""
    feature_count: int = 0
    fingerprint: str = ""
    origin: str = ""
    imported_at: str = ""


@dataclass(frozen=True)
class Run:
    """A computation: what went in, with which parameters, on which software."""

    run_id: str
    kind: str
    started_at: str
    parameters: dict[str, Any] = field(default_factory=dict)
    inputs: tuple[Passport, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    finished_at: Optional[str] = None
