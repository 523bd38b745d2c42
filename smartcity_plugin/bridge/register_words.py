# SPDX-License-Identifier: GPL-2.0-or-later
"""What an import of the register would do, line by line, in QGIS's language: for the log and for the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..catalogue import load_catalogue
from ..model.strategy import Effect
from .i18n import language, translate

if TYPE_CHECKING:
    from ..sources.register_sheets import Column, SheetFlaw
    from ..study.register_exchange import Plan

LONGEST_CELL = 80
"""How much of a text is shown."""


def flaw_line(flaw: SheetFlaw) -> str:
    """Return what is wrong in a spreadsheet, with its place."""
    place = translate("SmartCity", "Sheet “{sheet}”, row {row}").format(
        sheet=flaw.kind.title.in_language(language()), row=flaw.row
    )
    if flaw.column is not None:
        column = translate("SmartCity", "column “{column}”")
        place += ", " + column.format(column=flaw.column.alias.in_language(language()))
    return f"{place}: {load_catalogue().sentence(flaw.problem, language())}"


def plan_lines(plan: Plan, remove: bool) -> list[str]:
    """Return a line for every row added or absent and every field changed."""
    from ..study.register import TABLES
    from ..study.strategy_tables import EFFECTS

    def row(record: Any) -> str:
        if isinstance(record, Effect):
            return f"{EFFECTS.title.in_language(language())}: {record.effect_id} {record.title or ''}".rstrip()
        sheet = plan.kinds[type(record)].title.in_language(language())
        number = getattr(record, TABLES[type(record)][1])
        return f"{sheet}: {number} {getattr(record, 'title', None) or ''}".rstrip()

    lines = [f"+ {row(record)}" for record in plan.added]
    for item in plan.differences:
        kind = plan.kinds[item.cls]
        column = next(column for column in kind.columns if column.name == item.field)
        place = f"{kind.title.in_language(language())}: {item.number}, {column.alias.in_language(language())}"
        lines.append(f"≠ {place}: {_shown(column, item.old)} → {_shown(column, item.new)}")
    text = translate("SmartCity", "into the bin") if remove else translate("SmartCity", "absent, stays")
    lines += [f"{'−' if remove else '='} {row(record)} ({text})" for record in reversed(plan.absent)]
    belongs = translate("SmartCity", "belongs to what goes into the bin")
    return [*lines, *(f"− {row(record)} ({belongs})" for record in (plan.owned if remove else ()))]


def _shown(column: Column, value: Any) -> str:
    from ..sources.register_sheets import cell_of

    cell = cell_of(column, value, language())
    if isinstance(cell, float):
        return f"{cell:.12g}".replace(".", "," if language() == "de" else ".")
    text = cell or "–"
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
