# SPDX-License-Identifier: GPL-2.0-or-later
"""What the wizard calls the choices of a scheme, each with one sentence that says what it does."""

from __future__ import annotations

from dataclasses import replace

from ....bridge.i18n import language, translate
from ....catalogue import Catalogue
from ....catalogue.numbers import format_number, format_value
from ....catalogue.scheme_words import choice_note, choice_title, scheme_title
from ....model.indicator import Band, Goalposts, Indicator
from ....model.problem import Problem
from ....model.scheme import ROOT, Combination, Missing, Normalisation, Scheme, Weighting
from ..problem_area import Finding, finding_of

_MEMBERS = ("members", "member", "other", "first", "second", "node", "sector")


def finding(catalogue: Catalogue, problem: Problem) -> Finding:
    """Return what the user reads of a problem with weights: members by their names, not by their ids."""

    def name(value):
        if isinstance(value, (list, tuple)):
            return [name(item) for item in value]
        key = value if isinstance(value, str) else ""
        return member_name(catalogue, ROOT if key in catalogue.sectors else "", key) if key else value

    values = {key: name(value) if key in _MEMBERS else value for key, value in problem.values.items()}
    return finding_of(replace(problem, values=values))


def name_of(choice: Normalisation | Combination | Missing | Weighting) -> str:
    """Return what a choice is called, as everywhere in the plugin."""
    title = choice_title(choice, language())
    return title[:1].upper() + title[1:]


def note_of(choice: Normalisation | Combination | Missing, minimum_weight: float = 0.7) -> str:
    """Return in one sentence what a choice means."""
    return choice_note(choice, language(), minimum_weight)


def weighting_text(item: Weighting) -> str:
    """Return how a way of weighting is used."""
    return {
        Weighting.EQUAL: translate("SmartCity", "Everything counts the same: easy to justify, and the usual start."),
        Weighting.SLIDERS: translate(
            "SmartCity", "Move a slider and the others follow; together they are always 100 %. A lock keeps one still."
        ),
        Weighting.BUDGET: translate(
            "SmartCity", "Everybody involved distributes 100 points; the mean of all becomes the weight."
        ),
        Weighting.AHP: translate(
            "SmartCity", "Two at a time: which matters more, and by how much? The answers are checked for consistency."
        ),
    }[item]


def level_name(catalogue: Catalogue, level: str) -> str:
    """Return what a level of planning units is called."""
    term = catalogue.vocabulary.unit_levels.get(level)
    return level if term is None else term.title.in_language(language())


def node_name(catalogue: Catalogue, node: str) -> str:
    """Return what a node of the tree is called."""
    if node == ROOT:
        return translate("SmartCity", "Index: fields of action")
    return sector_name(catalogue, node)


def sector_name(catalogue: Catalogue, key: str) -> str:
    """Return what a sector is called."""
    term = catalogue.sectors.get(key)
    return key if term is None else term.title.in_language(language())


def indicator_name(catalogue: Catalogue, name: str) -> str:
    """Return what an indicator is called; its id where it no longer exists."""
    item = catalogue.indicators.get(name)
    return name if item is None else item.title.in_language(language())


def member_name(catalogue: Catalogue, node: str, name: str) -> str:
    """Return what a member of a node is called: a sector of the index, an indicator of a sector."""
    return sector_name(catalogue, name) if node == ROOT else indicator_name(catalogue, name)


def scheme_name(scheme: Scheme) -> str:
    """Return what a scheme is called."""
    return scheme_title(scheme, language()) or scheme.id


def value_text(catalogue: Catalogue, indicator: Indicator, value: float) -> str:
    """Return a value with its unit."""
    return format_value(value, catalogue.units[indicator.unit], language())


def scale_text(catalogue: Catalogue, indicator: Indicator, scale: Goalposts | Band | None) -> str:
    """Return a scale in words; nothing where there is none."""

    def number(value: float) -> str:
        return value_text(catalogue, indicator, value)

    if isinstance(scale, Goalposts):
        text = translate("SmartCity", "0 points at {zero}, 100 points at {full}")
        return text.format(zero=number(scale.zero), full=number(scale.full))
    if isinstance(scale, Band):
        text = translate("SmartCity", "100 points from {low} to {high}, 0 points below {least} and above {most}")
        return text.format(
            low=number(scale.lower_full),
            high=number(scale.upper_full),
            least=number(scale.lower_zero),
            most=number(scale.upper_zero),
        )
    return ""


def points(value: float) -> str:
    """Return a score or need with one decimal."""
    return format_number(value, 1, language())


def percent(share: float, decimals: int = 1) -> str:
    """Return a share (0 to 1) in percent."""
    return f"{format_number(100.0 * share, decimals, language())}\u00a0%"


def count(number: float) -> str:
    """Return a whole number with thousands separators."""
    return format_number(number, 0, language())
