# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands on the buttons of the goals' window, and the question before something is removed."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ...bridge.i18n import language, translate
from ...model.strategy import Effect, Goal
from ...study.register import TABLES
from ...study.register_changes import Dependants

_MOST = 8


def button_texts() -> dict[str, tuple[str, str]]:
    """Return texts and tool tips by name."""
    return {
        "new": (translate("SmartCity", "&New goal"), translate("SmartCity", "Below the chosen goal (Insert)")),
        "vision": (translate("SmartCity", "New &vision"), translate("SmartCity", "A goal on top")),
        "duplicate": (
            translate("SmartCity", "&Duplicate"),
            translate("SmartCity", "A copy with its quantities, without the goals below it"),
        ),
        "remove": (translate("SmartCity", "Remo&ve…"), translate("SmartCity", "Into the bin (Delete)")),
        "undo": (translate("SmartCity", "&Undo"), "Ctrl+Z"),
        "redo": (translate("SmartCity", "&Redo"), "Ctrl+Y"),
        "bin": (translate("SmartCity", "&Bin…"), translate("SmartCity", "Put removed rows back")),
        "import": (
            translate("SmartCity", "&Import…"),
            translate("SmartCity", "Merge a spreadsheet of the register, after showing what it changes"),
        ),
        "export": (
            translate("SmartCity", "E&xport…"),
            translate("SmartCity", "Write the register into a spreadsheet to be edited"),
        ),
    }


def baseline_gone() -> str:
    """Return what is told when another indicator was chosen."""
    return translate(
        "SmartCity", "The baseline was that of the former indicator and has been emptied; check the target, too."
    )


def asked_removal(record: Any, hanging: Dependants) -> str:
    """Return the question before a row is removed: what goes with it, and what loses its reference to it."""
    is_goal = isinstance(record, Goal)
    name = f"{record.goal_id} {record.title}" if is_goal else record.title or record.indicator_id or ""
    lines = [translate("SmartCity", "Remove “{name}”?").format(name=name)]
    if hanging.owned:
        lines.append(translate("SmartCity", "Goes with it: {rows}.").format(rows=_rows(hanging.owned)))
    if hanging.referring:
        text = translate("SmartCity", "Stays, but loses its reference or moves up: {rows}.")
        lines.append(text.format(rows=_rows(hanging.referring)))
    lines.append(translate("SmartCity", "It can be undone here, and later be put back from the bin."))
    return "\n\n".join(lines)


def agreed(parent: QWidget, question: str) -> bool:
    """Ask before something is removed; keeping it is what Return does."""
    box = QMessageBox(QMessageBox.Icon.Question, parent.windowTitle(), question, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    yes = box.addButton(translate("SmartCity", "Remove"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(translate("SmartCity", "Keep"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is yes


def _rows(rows: tuple[tuple[str, str], ...]) -> str:
    titles = {cls.__name__: table.title.in_language(language()) for cls, (table, _) in TABLES.items()}
    titles[Effect.__name__] = translate("SmartCity", "Effects")
    parts = []
    for kind in dict.fromkeys(kind for kind, _ in rows):
        numbers = [number for one, number in rows if one == kind]
        shown = ", ".join(numbers[:_MOST]) + (" …" if len(numbers) > _MOST else "")
        # Quantities and observed values have ids that mean nothing to readers.
        told = f"{len(numbers)}" if kind in ("GoalIndicator", "Observation") else f"{len(numbers)} ({shown})"
        parts.append(f"{titles[kind]}: {told}")
    return "; ".join(parts)
