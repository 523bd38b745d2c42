# SPDX-License-Identifier: GPL-2.0-or-later
"""Facts of a measure in words; what was not entered is said so."""

from __future__ import annotations

from ..catalogue.numbers import NO_BREAK_SPACE
from ..model.strategy import Measure
from .facts import Facts
from .wording import Wording


def status_of(measure: Measure, facts: Facts, words: Wording) -> str:
    """Return the status of a measure in words."""
    term = facts.catalogue.vocabulary.measure_statuses.get(measure.status or "")
    return term.title.in_language(facts.language) if term else words("not_entered")


def years_of(measure: Measure, words: Wording) -> str:
    """Return the years of a measure; an open beginning or end is said."""
    start, end = measure.start_year, measure.end_year
    if start is None and end is None:
        return words("not_entered")
    if end is None:
        return words("years_from", start=str(start))
    if start is None:
        return words("years_until", end=str(end))
    return str(start) if start == end else f"{start}–{end}"


def cost_of(measure: Measure, facts: Facts, words: Wording) -> str:
    """Return the costs of a measure as the register holds them."""
    if measure.cost_eur is None or measure.cost_eur != measure.cost_eur:
        return words("not_entered")
    return f"{facts.number(measure.cost_eur)}{NO_BREAK_SPACE}€"


def measure_line(measure: Measure, facts: Facts, words: Wording) -> str:
    """Return a measure in one line: number, title, status."""
    return words("measure_line", id=measure.measure_id, title=measure.title, status=status_of(measure, facts, words))
