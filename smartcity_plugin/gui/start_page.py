# SPDX-License-Identifier: GPL-2.0-or-later
"""What the dock shows without a study: three ways to one."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCommandLinkButton,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .. import paths
from ..bridge.i18n import translate
from . import settings
from .cards import emphasise, icon_size, plain_label
from .steps import Action


class StartPage(QWidget):
    """Example study, new study, existing study, and those opened before."""

    requested = pyqtSignal(object)
    """The Action that was chosen."""
    study_chosen = pyqtSignal(str)
    """The path of a study to open."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_start")
        picture = QLabel()
        picture.setPixmap(QIcon(str(paths.ICONS / "plugin.svg")).pixmap(icon_size(self, 3)))
        title = emphasise(plain_label(translate("SmartCity", "Smart City Planning")), 1.3)
        purpose = plain_label(
            translate("SmartCity", "From the data of the town to maps, needs, measures and the strategy document.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 10)
        layout.setSpacing(6)
        layout.addWidget(picture)
        layout.addWidget(title)
        layout.addWidget(purpose)
        layout.addSpacing(8)
        self._buttons = [
            self._choice(
                Action.OPEN_DEMO,
                translate("SmartCity", "Open example study"),
                translate("SmartCity", "Jena with open data: the finished process to look at. Takes about a minute."),
            ),
            self._choice(
                Action.NEW_STUDY,
                translate("SmartCity", "Create new study"),
                translate("SmartCity", "You need the border of the town, or its planning units; a wizard helps."),
            ),
            self._choice(
                Action.OPEN_STUDY,
                translate("SmartCity", "Open study"),
                translate("SmartCity", "Choose a study file, or drop it here."),
            ),
        ]
        for button in self._buttons:
            layout.addWidget(button)
        layout.addSpacing(8)
        self._recent_title = emphasise(plain_label(translate("SmartCity", "Opened before")))
        self._recent = QListWidget()
        self._recent.setObjectName("smartcity_recent")
        self._recent.setAccessibleName(self._recent_title.text())
        self._recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._recent.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._recent.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        layout.addWidget(self._recent_title)
        layout.addWidget(self._recent)
        layout.addStretch()
        self.show_recent()

    def show_recent(self) -> None:
        """List the studies opened before, without looking whether they are still there."""
        studies = settings.recent_studies()
        self._recent.clear()
        for path in studies:
            item = QListWidgetItem(f"{Path(path).name}  –  {Path(path).parent}")
            item.setToolTip(path)
            item.setData(Qt.ItemDataRole.UserRole, path)
            self._recent.addItem(item)
        height = sum(self._recent.sizeHintForRow(row) for row in range(len(studies)))
        self._recent.setFixedHeight(height + 2 * self._recent.frameWidth())
        for widget in (self._recent_title, self._recent):
            widget.setVisible(bool(studies))

    def set_busy(self, busy: bool) -> None:
        """Let nothing be started while something runs."""
        for widget in (*self._buttons, self._recent):
            widget.setEnabled(not busy)

    def _choose(self, item: QListWidgetItem) -> None:
        # A click that also activates must not open the study twice.
        if self._recent.isEnabled():
            self._recent.setEnabled(False)
            self.study_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _choice(self, action: Action, text: str, description: str) -> QCommandLinkButton:
        button = QCommandLinkButton(text, description)
        button.setObjectName(f"smartcity_{action.value}")
        size = icon_size(self, 1.3)
        button.setIconSize(QSize(size, size))
        button.clicked.connect(lambda: self.requested.emit(action))
        return button
