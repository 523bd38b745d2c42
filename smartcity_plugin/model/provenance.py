# SPDX-License-Identifier: GPL-2.0-or-later
"""Where numbers come from: passports of data, records of runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
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
    source_id: str = ""
    """Which of the sources of its role this is, counted from ``1``."""
    contact: str = ""
    completeness: Optional[float] = None
    """Share (0 to 1) of known values in the fields that the role needs or the source brought."""
    duplicates: int = 0
    """Features left out because another source of the role already had them."""
    replay: str = ""
    """How the data were brought in: algorithm and parameters as JSON, so that it can be done again."""

    @property
    def licences(self) -> tuple[str, ...]:
        """The licence ids: one of a single source, several where sources were combined."""
        return tuple(part for part in self.licence.split(COMBINED) if part)


COMBINED = "; "
"""What stands between the facts of several sources of one role."""


def rests_on_older_values(run_id: str, runs: Mapping[str, Run], period: str) -> bool:
    """Whether indicators were computed for a reference date after a run that rests on them; ``runs`` in stored order.

    A run that is not recorded is none.
    """
    order = list(runs)
    later = order[order.index(run_id) + 1 :] if run_id in runs else []
    computed = [runs[name] for name in later if runs[name].kind == "compute_indicators"]
    return any(run.parameters.get("period", period) == period for run in computed)


def by_role(passports: Iterable[Passport]) -> dict[str, Passport]:
    """Return one passport per role, in the order in which the roles come; see ``combined``."""
    found: dict[str, list[Passport]] = {}
    for passport in passports:
        found.setdefault(passport.role, []).append(passport)
    return {role: combined(members) for role, members in found.items()}


_WORST_FIRST = (Fitness.PROXY, Fitness.PARTIAL, Fitness.ESTIMATED, Fitness.GOOD)


def combined(passports: Sequence[Passport]) -> Passport:
    """Return one passport for a role that several sources feed: everything named once, the worst fitness.

    The fingerprint is that of the sources' fingerprints; of a single source it is its own.
    """
    if len(passports) == 1:
        return passports[0]

    def together(name: str) -> str:
        return COMBINED.join(dict.fromkeys(filter(None, (getattr(passport, name) for passport in passports))))

    known = [(passport.completeness, passport.feature_count) for passport in passports]
    total = sum(count for share, count in known if share is not None)
    shares = sum(share * count for share, count in known if share is not None)
    texts = ("title", "source", "licence", "attribution", "data_date", "note", "origin", "contact")
    return Passport(
        role=passports[0].role,
        **{name: together(name) for name in texts},
        fitness=next(fitness for fitness in _WORST_FIRST if any(item.fitness is fitness for item in passports)),
        feature_count=sum(passport.feature_count for passport in passports),
        duplicates=sum(passport.duplicates for passport in passports),
        fingerprint=hashlib.sha256("".join(passport.fingerprint for passport in passports).encode()).hexdigest(),
        imported_at=max(passport.imported_at for passport in passports),
        completeness=shares / total if total else None,
    )


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
