# SPDX-License-Identifier: GPL-2.0-or-later
"""The fields in which people answer an item: status, explanation, responsible, evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Optional

from qgis.PyQt.QtCore import QEvent, QSignalBlocker
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ...bridge.i18n import translate
from ...model.checklist import ANSWER_STATUSES
from ...study.checklists import CheckedItem
from ..cards import plain_label
from .words import SYMBOLS, state_word

PREFIX = "smartcity_funding_"
FIELDS = ("status", "text", "responsible", "evidence")


class AnswerForm(QWidget):
    """Calls ``changed`` when a field was left with another content, or another status was chosen."""

    def __init__(self, changed: Callable[[], object]) -> None:
        super().__init__()
        self._changed = changed
        self._references: tuple[str, ...] = ()
        self.status = QComboBox()
        self.status.setObjectName(f"{PREFIX}status")
        self.status.addItem(translate("SmartCity", "no answer"), None)
        for status in ANSWER_STATUSES:
            self.status.addItem(f"{SYMBOLS[status]} {state_word(status)}", status)
        self.status.currentIndexChanged.connect(lambda _: self._changed())
        self.text = QPlainTextEdit()
        self.text.setObjectName(f"{PREFIX}text")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(self.fontMetrics().lineSpacing() * 5)
        self.text.installEventFilter(self)
        self.responsible, self.evidence = QLineEdit(), QLineEdit()
        for name, field in (("responsible", self.responsible), ("proof", self.evidence)):
            field.setObjectName(f"{PREFIX}{name}")
            field.editingFinished.connect(self._changed)
        self.evidence.setPlaceholderText(translate("SmartCity", "goal:Z1, measure:M2, or free text"))
        self.take = QPushButton(translate("SmartCity", "&Take over"))
        self.take.setObjectName(f"{PREFIX}take")
        self.take.setToolTip(translate("SmartCity", "Adds the evidence that the study shows to this field."))
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self._take_over)
        self.hint = plain_label()
        self._lay_out()

    def _lay_out(self) -> None:
        proof = QHBoxLayout()
        proof.addWidget(self.evidence, 1)
        proof.addWidget(self.take)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for text, field in (
            (translate("SmartCity", "&Status"), self.status),
            (translate("SmartCity", "E&xplanation"), self.text),
            (translate("SmartCity", "&Responsible"), self.responsible),
        ):
            form.addRow(text, field)
        label = QLabel(translate("SmartCity", "Evi&dence"))
        label.setBuddy(self.evidence)
        form.addRow(label, proof)
        form.addRow(self.hint)

    def show_answer(self, checked: CheckedItem) -> None:
        """Show the answer to an item."""
        answer, self._references = checked.answer, checked.evidence
        fields = (self.status, self.text, self.responsible, self.evidence)
        blockers = [QSignalBlocker(field) for field in fields]
        self.status.setCurrentIndex(max(0, self.status.findData(answer.status if answer else None)))
        # Fields that say the same already keep their cursor and what can be undone in them.
        for name in FIELDS[1:]:
            field, wanted = getattr(self, name), (getattr(answer, name) if answer else None) or ""
            if _content(field) != wanted:
                field.setPlainText(wanted) if isinstance(field, QPlainTextEdit) else field.setText(wanted)
        del blockers
        self.take.setEnabled(bool(self._references))
        self.hint.setText(
            ""
            if checked.item.is_manual
            else translate("SmartCity", "A status does not overrule what the study shows; both are printed.")
        )

    def values(self) -> dict[str, Optional[str]]:
        """Return what the fields hold; None for what is empty."""
        texts = {name: _content(getattr(self, name)).strip() or None for name in FIELDS[1:]}
        return {"status": self.status.currentData(), **texts}

    def is_changed(self, checked: CheckedItem) -> bool:
        """Return whether the fields say something else than the stored answer."""
        stored = {name: (getattr(checked.answer, name) if checked.answer else None) or None for name in FIELDS}
        return self.values() != stored

    def _take_over(self) -> None:
        present = [part.strip() for part in self.evidence.text().split(",") if part.strip()]
        self.evidence.setText(", ".join(dict.fromkeys([*present, *self._references])))
        self._changed()

    def eventFilter(self, watched, event) -> bool:
        """Store the explanation when its field is left."""
        if watched is self.text and event.type() == QEvent.Type.FocusOut:
            self._changed()
        return super().eventFilter(watched, event)


def _content(field: QWidget) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
