# SPDX-License-Identifier: GPL-2.0-or-later
"""Buttons that bring files and folders into the pool, and what is said of them afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsProviderRegistry
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from ....bridge.i18n import translate
from ....model.problem import Problem, Severity
from ... import settings
from ..forms import named
from ..problem_area import Finding, findings_of


class FileButtons(QWidget):
    """“File…” and “Folder…”; dropping them onto the window does the same."""

    def __init__(self, name: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.file = QPushButton(translate("SmartCity", "&File…"))
        self.folder = QPushButton(translate("SmartCity", "F&older…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button, kind, slot in ((self.file, "file", self._ask_file), (self.folder, "folder", self._ask_folder)):
            named(button, f"{name}_{kind}")
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)

    def _ask_file(self) -> None:
        kinds = translate("SmartCity", "All files (*)") + ";;" + QgsProviderRegistry.instance().fileVectorFilters()
        title = translate("SmartCity", "Choose files")
        paths, _ = QFileDialog.getOpenFileNames(self, title, settings.last_folder(), kinds)
        if paths:
            settings.set_last_folder(str(Path(paths[0]).parent))
            self.window().pool.add_paths(paths)

    def _ask_folder(self) -> None:
        title = translate("SmartCity", "Choose a folder with data")
        folder = QFileDialog.getExistingDirectory(self, title, settings.last_folder())
        if folder:
            settings.set_last_folder(folder)
            self.window().pool.add_paths([folder])


def looked_findings(count: int, problems: list[Problem]) -> list[Finding]:
    """Return what is said after files have been looked into."""
    if count:
        text = translate("SmartCity", "Layers and files found: {count}").format(count=count)
    else:
        text = translate("SmartCity", "Nothing new was found in these files.")
    return [Finding(Severity.NOTE, text), *findings_of(problems)]
