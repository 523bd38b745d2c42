# SPDX-License-Identifier: GPL-2.0-or-later
"""What items and their evidence are called in QGIS's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...bridge.i18n import language, translate
from ...catalogue import Catalogue
from ...model.checklist import FULFILLED, NOT_APPLICABLE, PARTLY, UNFULFILLED, UNKNOWN
from ...study.checklists import CheckedItem

SYMBOLS = {FULFILLED: "●", PARTLY: "▲", UNFULFILLED: "■", UNKNOWN: "○", NOT_APPLICABLE: "–"}
"""A shape for each state, so that nobody must tell them apart by colour."""

COLOURS = {
    FULFILLED: "#009E73",
    PARTLY: "#B87A00",
    UNFULFILLED: "#C8470F",
    UNKNOWN: "#6A6A6A",
    NOT_APPLICABLE: "#6A6A6A",
}


def state_word(status: str) -> str:
    """Return the word for a state."""
    return {
        FULFILLED: translate("SmartCity", "fulfilled"),
        PARTLY: translate("SmartCity", "partly fulfilled"),
        UNFULFILLED: translate("SmartCity", "not fulfilled"),
        UNKNOWN: translate("SmartCity", "open"),
        NOT_APPLICABLE: translate("SmartCity", "not applicable"),
    }[status]


@dataclass(frozen=True)
class Names:
    """What evidence refers to, by reference: title for readers."""

    titles: dict[str, str]

    def of(self, reference: str) -> str:
        """Return what a reference such as goal:Z1 is called."""
        kind, _, name = reference.partition(":")
        known = self.titles.get(reference)
        words = {
            "goal": translate("SmartCity", "Goal {name}"),
            "measure": translate("SmartCity", "Measure {name}"),
            "indicator": translate("SmartCity", "Indicator {name}"),
            "procedure": translate("SmartCity", "Procedure {name}"),
            "run": translate("SmartCity", "Run {name}"),
        }
        if kind == "indicator":
            return words[kind].format(name=known or name)
        label = words[kind].format(name=name) if kind in words else reference
        return f"{label}: {known}" if known else label


def names_of(study, catalogue: Catalogue) -> Names:
    """Return the titles of everything that evidence can refer to."""
    from ...model.strategy import Procedure

    titles = {f"goal:{goal.goal_id}": goal.title for goal in study.goals()}
    titles.update({f"measure:{item.measure_id}": item.title for item in study.measures()})
    titles.update({f"procedure:{item.procedure_id}": item.title for item in study.records(Procedure)})
    for indicator in catalogue.indicators.values():
        titles[f"indicator:{indicator.id}"] = indicator.title.in_language(language())
    return Names(titles)


def counts_line(checked: Sequence[CheckedItem]) -> str:
    """Return how many items have which state."""
    from ...study.checklists import counts

    found = [(status, count) for status, count in counts(checked).items() if count]
    return "   ".join(f"{SYMBOLS[status]} {state_word(status)}: {count}" for status, count in found)
