# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's page in QGIS's options: language, folder, libraries."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication
from qgis.gui import QgsFileWidget, QgsOptionsPageWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .. import capabilities
from ..bridge.i18n import language, translate
from ..bridge.tasks import TaskRunner
from ..catalogue import load_catalogue
from ..model.problem import Problem
from . import settings
from .cards import plain_label

LIBRARIES = (*capabilities.ENGINE, *capabilities.DOCUMENT)


class OptionsPage(QgsOptionsPageWidget):
    """Language of what is written, folder for studies, and which libraries are there."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_options")
        self._runner = TaskRunner(self)
        self._is_examined = False
        self._language = QComboBox()
        self._language.setObjectName("smartcity_language")
        for key, label in (("", translate("SmartCity", "Like QGIS")), ("de", "Deutsch"), ("en", "English")):
            self._language.addItem(label, key)
        self._language.setCurrentIndex(self._language.findData(settings.chosen_language()))
        self._folder = QgsFileWidget()
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setFilePath(settings.default_folder())
        general = QGroupBox(translate("SmartCity", "General"))
        form = QFormLayout(general)
        form.addRow(translate("SmartCity", "Language of layers, atlas and document"), self._language)
        form.addRow(translate("SmartCity", "Folder for studies"), self._folder)
        self._table = QTableWidget(len(LIBRARIES), 3)
        self._table.setHorizontalHeaderLabels(
            [translate("SmartCity", "Library"), translate("SmartCity", "State"), translate("SmartCity", "What to do")]
        )
        self._table.verticalHeader().hide()
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setWordWrap(True)
        self._table.setTabKeyNavigation(False)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for row, library in enumerate(LIBRARIES):
            self._fill(row, library, translate("SmartCity", "being examined…"), "")
        libraries = QGroupBox(translate("SmartCity", "Python libraries"))
        column = QVBoxLayout(libraries)
        column.addWidget(plain_label(translate("SmartCity", "What needs a missing library is switched off.")))
        column.addWidget(self._table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(general)
        layout.addWidget(libraries, 1)

    def apply(self) -> None:
        """Store what was chosen."""
        settings.set_chosen_language(self._language.currentData())
        settings.set_default_folder(self._folder.filePath())

    def showEvent(self, event) -> None:
        """Examine the libraries once the page is looked at, in a task because loading them takes seconds."""
        super().showEvent(event)
        if not self._is_examined:
            self._is_examined = True
            self._runner.call(translate("SmartCity", "Examine Python libraries"), examine, self._show)

    def _show(self, found: Optional[dict[str, Optional[Problem]]], error: Optional[Exception]) -> None:
        from qgis.PyQt import sip

        if sip.isdeleted(self) or found is None:
            return
        for row, library in enumerate(LIBRARIES):
            problem = found[library]
            if problem is None:
                self._fill(row, library, translate("SmartCity", "available"), "", "/mIconSuccess.svg")
            else:
                what_to_do = load_catalogue().sentence(problem, language())
                self._fill(row, library, translate("SmartCity", "not usable"), what_to_do, "/mIconWarning.svg")

    def _fill(self, row: int, library: str, state: str, what_to_do: str, icon: str = "") -> None:
        for column, text in enumerate((library, state, what_to_do)):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if column == 1 and icon:
                item.setIcon(QgsApplication.getThemeIcon(icon))
            self._table.setItem(row, column, item)


def examine() -> dict[str, Optional[Problem]]:
    """Return what is wrong with each library, None where nothing is."""
    return {library: capabilities.problem_with(library) for library in LIBRARIES}
