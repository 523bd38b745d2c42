# SPDX-License-Identifier: GPL-2.0-or-later
"""The register as sheets of a spreadsheet: which tables, what their columns hold, and the rows of a study in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Optional

from ..catalogue import Catalogue
from ..model.strategy import Cost, Financing, Goal, GoalIndicator, Measure, Observation, Scenario
from ..model.text import Text
from ..sources import register_sheets as sheets
from ..sources.own_sheets import Sheet
from .fields import BOOLEAN, INTEGER, REAL, Field
from .goal_tree import build_tree
from .register import TABLES
from .study import Study

CLASSES: tuple[type, ...] = (Goal, GoalIndicator, Observation, Measure, Cost, Financing, Scenario)
"""What is exchanged, in the order of the sheets. Effects are not: most of them have a place on the map."""

LISTS = frozenset({"dimensions", "sdgs", "charta", "unit_ids", "goal_ids", "depends_on", "measure_ids"})
DATES = frozenset({"baseline_date", "date", "planned_start", "planned_end", "actual_start", "actual_end"})
_KINDS = {REAL: sheets.NUMBER, INTEGER: sheets.WHOLE, BOOLEAN: sheets.TRUTH_MARK}


def kinds_of(catalogue: Catalogue) -> dict[type, sheets.SheetKind]:
    """Return by class what its sheet looks like."""
    found = {}
    for cls in CLASSES:
        table = TABLES[cls][0]
        columns = tuple(_column(name, item, catalogue) for name, item in table.fields.items())
        found[cls] = sheets.SheetKind(table.name, table.title, columns)
    return found


def _column(name: str, item: Field, catalogue: Catalogue) -> sheets.Column:
    holds = sheets.IDS if name in LISTS else sheets.DATE if name in DATES else _KINDS.get(item.kind, sheets.TEXT)
    return sheets.Column(name, item.alias, holds, _words(item.vocabulary, catalogue))


def _words(vocabulary: Optional[str], catalogue: Catalogue) -> Optional[Mapping[str, Text]]:
    if vocabulary is None:
        return None
    terms: Mapping[str, Any] = getattr(catalogue if vocabulary == "indicators" else catalogue.vocabulary, vocabulary)
    return {key: term.title for key, term in terms.items()}


def sheets_of_register(study: Study, catalogue: Catalogue, language: str) -> list[Sheet]:
    """Return the sheets of a study's register, and one that lists the words that cells may hold."""
    kinds = kinds_of(catalogue)
    made = [sheets.sheet_of(kinds[cls], map(asdict, _in_order(study, cls)), language) for cls in CLASSES]
    return [*made, sheets.word_sheet(kinds.values(), language)]


def _in_order(study: Study, cls: type) -> list[Any]:
    if cls is Goal:
        return [node.goal for node in build_tree(study.goals()).nodes()]
    return study.records(cls)
