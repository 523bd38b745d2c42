# SPDX-License-Identifier: GPL-2.0-or-later
"""The traffic light of a data passport: may these data be used, and what must a reader know?

The rules, of which the limits are project defaults without an official source:

red (to be clarified)
    an error was found; or the licence is missing or not known, so that nothing made from the data may be published;
    or a field that the role requires is known for less than half of the features.
yellow (usable with reservations)
    the data are estimated, partial or a proxy; or a warning was found; or they are more than five years older than the
    reference date; or less than 80 % of the values are known; or they are internal to the administration.
green (usable)
    everything else; notes do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

from ..model.indicator import Role
from ..model.problem import Problem, Severity
from ..model.provenance import Fitness, Passport
from ..model.quality import Light
from .quality.finding import Finding, problems_of
from .quality.passport import check_age, check_licence, check_passport

REQUIRED_KNOWN = 0.5
"""Share of known values of a required field below which the light is red. A project default."""

ALL_KNOWN = 0.8
"""Share of known values of all fields below which the light is yellow. A project default."""

INTERNAL = "internal"

_RED_KEYS = frozenset({"licence_missing", "licence_unknown"})
"""Warnings that make the light red: without a licence nothing may be published."""


@dataclass(frozen=True)
class Rating:
    """A light with its reasons, the gravest first; green has none."""

    light: Light
    reasons: tuple[Problem, ...] = ()


def rate(
    passport: Passport,
    findings: Iterable[Finding],
    role: Role,
    reference_date: str,
    licences: Optional[Iterable[str]] = None,
) -> Rating:
    """Return the light of a source, or of a whole role if the passport is that of all its sources.

    ``findings`` are those of the check of the study; what concerns other roles or sources is left aside.
    ``reference_date`` is the study's. Licences are compared with ``licences`` (ids of the vocabulary) if given.
    """
    own = [finding for finding in findings if finding.role == role.id and _concerns(finding, passport)]
    found = problems_of(own)
    facts = [*check_passport(passport.title, passport), *_of_licence(passport, licences)]
    red = [problem for problem in (*found, *facts) if _is_red(problem)]
    red += _too_empty(passport.title, found)
    yellow = [problem for problem in (*found, *facts) if problem.severity is Severity.WARNING and problem not in red]
    yellow += [problem for problem in check_age(passport, reference_date) if problem.severity is Severity.WARNING]
    yellow += _reservations(passport)
    reasons = _once([*red, *yellow])
    light = Light.RED if red else Light.YELLOW if yellow else Light.GREEN
    return Rating(light, reasons)


def _concerns(finding: Finding, passport: Passport) -> bool:
    return not finding.source_id or not passport.source_id or finding.source_id == passport.source_id


def _is_red(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR or problem.key in _RED_KEYS


def _of_licence(passport: Passport, licences: Optional[Iterable[str]]) -> list[Problem]:
    problems = check_licence(passport, licences)
    if INTERNAL in passport.licences:
        problems.append(Problem("licence_internal", Severity.WARNING, {"layer": passport.title}))
    return problems


def _too_empty(layer: str, found: list[Problem]) -> list[Problem]:
    """Return the required fields of which too little is known, going by what the check found."""
    problems = []
    for problem in found:
        if problem.key == "required_partly_missing":
            field, known = problem.values["field"], 100.0 - problem.values["share"]
        elif problem.key == "population_null":
            field, known = "population", 100.0 * (1.0 - problem.values["count"] / problem.values["total"])
        else:
            continue
        if known < 100.0 * REQUIRED_KNOWN:
            share = {"layer": layer, "field": field, "share": round(known), "limit": round(100 * REQUIRED_KNOWN)}
            problems.append(Problem("required_field_too_empty", Severity.ERROR, share))
    return problems


def _reservations(passport: Passport) -> list[Problem]:
    problems = []
    if passport.fitness is not Fitness.GOOD:
        fitness = {"layer": passport.title, "fitness": passport.fitness.value}
        problems.append(Problem("fitness_limited", Severity.WARNING, fitness))
    if passport.completeness is not None and passport.completeness < ALL_KNOWN:
        known = {
            "layer": passport.title,
            "share": round(100 * passport.completeness),
            "limit": round(100 * ALL_KNOWN),
        }
        problems.append(Problem("data_incomplete", Severity.WARNING, known))
    return problems


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    kept: list[Problem] = []
    for problem in problems:
        if problem not in kept:
            kept.append(problem)
    return tuple(kept)
