# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in the window while a study has no goals: where to begin."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ..cards import emphasise, plain_label
from .view import PREFIX


class EmptyPage(QWidget):
    """Says what goals are and offers three ways to begin."""

    def __init__(self, writable: bool) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(emphasise(plain_label(translate("SmartCity", "This study has no goals yet.")), 1.3))
        about = translate(
            "SmartCity",
            "Goals form a tree: a vision on top, main goals below it, and sub-goals with an indicator, a baseline and "
            "a target. Begin with the vision, bring in a spreadsheet, or look at an example first; it is marked as "
            "such and can be removed again.",
        )
        layout.addWidget(plain_label(about))
        texts = {
            "vision": translate("SmartCity", "Create vision"),
            "import": translate("SmartCity", "Import spreadsheet…"),
            "example": translate("SmartCity", "Create example"),
        }
        self.buttons = {name: QPushButton(text) for name, text in texts.items()}
        for name, button in self.buttons.items():
            button.setObjectName(f"{PREFIX}first_{name}")
            button.setAutoDefault(False)
            button.setEnabled(writable)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(2)
