# SPDX-License-Identifier: GPL-2.0-or-later
"""What the SMART check is called on screen: the five letters and what is missing, in QGIS's language."""

from __future__ import annotations

from .i18n import translate


def letter_title(letter: str) -> str:
    """Return what a letter of ``study.smart.LETTERS`` stands for; its first character is the letter itself."""
    return {
        "specific": translate("SmartCity", "Specific"),
        "measurable": translate("SmartCity", "Measurable"),
        "ambitious": translate("SmartCity", "Ambitious and accepted"),
        "relevant": translate("SmartCity", "Relevant"),
        "timed": translate("SmartCity", "Timed"),
    }[letter]


def missing_words(key: str) -> str:
    """Return what a key of ``study.smart.MISSING`` asks for."""
    return {
        "title": translate("SmartCity", "give the goal a title"),
        "sector": translate("SmartCity", "choose a field of action"),
        "unit_ids": translate("SmartCity", "choose the area anew: the study does not have all these planning units"),
        "indicator_id": translate("SmartCity", "choose an indicator or add a quantity"),
        "indicator_unknown": translate("SmartCity", "choose another indicator: the catalogue does not know this one"),
        "baseline": translate("SmartCity", "enter a baseline"),
        "target": translate("SmartCity", "enter a target"),
        "target_direction": translate("SmartCity", "check the target: it is no better than the baseline"),
        "target_range": translate("SmartCity", "check the target: the indicator cannot have such a value"),
        "responsible": translate("SmartCity", "name who is responsible"),
        "relevance": translate("SmartCity", "link the goal to a need, a dimension, the 2030 Agenda or the Charter"),
        "target_year": translate("SmartCity", "enter a target year"),
        "target_year_past": translate("SmartCity", "check the target year: it is not later than the baseline"),
    }[key]


def state_words(state) -> str:
    """Return yes, no or unknown for a letter (True, False, None)."""
    if state is None:
        return translate("SmartCity", "cannot be told")
    return translate("SmartCity", "yes") if state else translate("SmartCity", "no")
