# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of data passports: what is not said of the data, and how old they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Optional

from ...model.problem import Problem, Severity
from ...model.provenance import Passport
from ...model.quality import Fix
from .finding import NAMED, Finding, list_of

AGE_LIMIT = 5
"""Years between the date of the data and the study's reference date from which the reader is told. A project default:
no official source sets a limit for all kinds of data."""

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def check_passport(name: str, passport: Passport) -> list[Problem]:
    """Return what the passport of a layer lacks before its numbers can be printed."""
    needed = {
        "source_missing": passport.source,
        "licence_missing": passport.licence,
        "date_missing": passport.data_date,
    }
    return [Problem(key, Severity.WARNING, {"layer": name}) for key, value in needed.items() if not value.strip()]


def find_in_passport(passport: Passport, licences: Optional[Iterable[str]], reference_date: str) -> list[Finding]:
    """Return what the passport of one source lacks, whether its licence is known and how old the data are.

    ``licences`` are the ids of the vocabulary; without them any is taken.
    """
    problems = check_passport(passport.title, passport)
    problems += [*check_licence(passport, licences), *check_age(passport, reference_date)]
    telling = {"date_unreadable", "licence_unknown", "source_missing", "licence_missing", "date_missing"}
    return [
        Finding(problem, passport.role, passport.source_id, Fix.FILL_PASSPORT if problem.key in telling else None)
        for problem in problems
    ]


def check_licence(passport: Passport, licences: Optional[Iterable[str]]) -> list[Problem]:
    """Return whether a passport names a licence that is not among those known (None: any is taken)."""
    known = None if licences is None else set(licences)
    unknown = [licence for licence in passport.licences if known is not None and licence not in known]
    values = {"layer": passport.title, "licence": ", ".join(unknown)}
    return [Problem("licence_unknown", Severity.WARNING, values)] if unknown else []


def check_age(passport: Passport, reference_date: str) -> list[Problem]:
    """Return whether the data are much older or younger than the study's reference date, or their date unreadable."""
    if not passport.data_date.strip():
        return []
    span, reference = years_of(passport.data_date), years_of(reference_date)
    if span is None:
        return [Problem("date_unreadable", Severity.NOTE, {"layer": passport.title, "date": passport.data_date[:40]})]
    if reference is None:
        return []
    older, younger = reference[1] - span[0], span[1] - reference[0]
    if older > AGE_LIMIT:
        values = {"layer": passport.title, "date": passport.data_date, "years": older, "limit": AGE_LIMIT}
        return [Problem("data_old", Severity.WARNING, values)]
    if younger > AGE_LIMIT:
        values = {"layer": passport.title, "date": passport.data_date, "years": younger, "limit": AGE_LIMIT}
        return [Problem("data_younger", Severity.NOTE, values)]
    return []


def years_of(text: str) -> Optional[tuple[int, int]]:
    """Return the first and the last year that a date or a period names, None if it names none."""
    years = [int(year) for year in _YEAR.findall(text)]
    return (min(years), max(years)) if years else None


def find_contacts(passports: Sequence[Passport]) -> list[Finding]:
    """Return one note for all sources of which nobody is named who could be asked."""
    without = [passport.title for passport in passports if not passport.contact.strip()]
    if not without:
        return []
    values = {"count": len(without), "total": len(passports), "layers": list_of(without[:NAMED], len(without), "; ")}
    return [Finding(Problem("contact_missing", Severity.NOTE, values), fix=Fix.FILL_PASSPORT)]
