# SPDX-License-Identifier: GPL-2.0-or-later
"""The five letters of a goal, and in words what is missing."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ...bridge.smart_words import letter_title, missing_words
from ...study.smart import LETTERS, SmartCheck
from ..cards import plain_label
from .view import INK, PREFIX, SIGNS


class SmartLight(QWidget):
    """Five boxes with their word and sign; below them a list of what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(PREFIX + "light")
        self.letters = [QLabel() for _ in LETTERS]
        self.told = plain_label()
        self.told.setObjectName(PREFIX + "missing")
        row = QHBoxLayout()
        for label in self.letters:
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumHeight(self.fontMetrics().height() + 12)
            row.addWidget(label)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.told)

    def show_check(self, check: Optional[SmartCheck]) -> None:
        """Show a check; None for goals that are not checked."""
        for label in self.letters:
            label.setVisible(check is not None)
        if check is None:
            self.told.setText(translate("SmartCity", "Visions and main goals are not checked for SMART."))
            return
        for label, letter, state in zip(self.letters, LETTERS, check.states):
            sign, colour = SIGNS[state]
            title = letter_title(letter)
            label.setText(f"{title} {sign}")
            inside = f"background: {colour}; color: {INK}" if state else f"color: {colour}; font-weight: bold"
            label.setStyleSheet(f"border: 2px solid {colour}; border-radius: 4px; padding: 2px 6px; {inside}")
            label.setToolTip("\n".join(missing_words(key) for key in check.reasons.get(letter, ())))
        lines = [
            f"{letter_title(letter)}: {'; '.join(missing_words(key) for key in keys)}."
            for letter, keys in check.reasons.items()
        ]
        if not lines and None in check.states:
            lines = [translate("SmartCity", "Whether the target can be reached, nothing in the study tells.")]
        self.told.setText("\n".join(lines) or translate("SmartCity", "All five letters hold."))
