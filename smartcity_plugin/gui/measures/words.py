# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentences of the window of the measures that are put together from facts."""

from __future__ import annotations

from collections import Counter

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ...bridge.i18n import language, translate
from ...model.strategy import Effect, Measure
from ...study.register import TABLES
from ...study.register_changes import Dependants


def removal_question(measure: Measure, found: Dependants) -> str:
    """Return the question before a measure is removed: what goes with it, and where it is referred to."""
    lines = [
        translate("SmartCity", "Remove {number} “{title}”?").format(number=measure.measure_id, title=measure.title)
    ]
    owned = Counter(name for name, _ in found.owned)
    parts = [f"{_title(name)}: {count}" for name, count in owned.items()]
    if parts:
        lines.append(translate("SmartCity", "With it go: {parts}.").format(parts=", ".join(parts)))
    if found.referring:
        names = [f"{_title(name)} {key}" for name, key in found.referring]
        text = translate("SmartCity", "The reference to it is taken out of: {parts}.")
        lines.append(text.format(parts=", ".join(names)))
    lines.append(translate("SmartCity", "Nothing is lost: “Undo” and the bin bring everything back."))
    return "\n\n".join(lines)


def agreed(window: QWidget, question: str) -> bool:
    """Ask before a measure is removed; keeping it is what Return does."""
    box = QMessageBox(QMessageBox.Icon.Question, window.windowTitle(), question, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    remove = box.addButton(translate("SmartCity", "&Remove"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(translate("SmartCity", "&Back"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is remove


def _title(name: str) -> str:
    if name == Effect.__name__:
        return translate("SmartCity", "Effects")
    table = next((table for cls, (table, _) in TABLES.items() if cls.__name__ == name), None)
    return table.title.in_language(language()) if table is not None else name
