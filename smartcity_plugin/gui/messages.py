# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user is told when something has ended: one sentence in QGIS's message bar, details in its log."""

from __future__ import annotations

import traceback
from pathlib import Path

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue
from ..model.problem import Problem, SmartCityError

TITLE = "Smart City"
SECONDS, SECONDS_WITH_FILE, UNTIL_CLOSED = 8, 30, 0


def sentence_of(error: Exception) -> str:
    """Return what the user reads of an error, with its remedy; what nobody foresaw goes to the log as it is."""
    if isinstance(error, SmartCityError):
        problem = error.problem
    else:
        details = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        QgsMessageLog.logMessage(details, TITLE, Qgis.MessageLevel.Critical)
        problem = Problem("unexpected", values={"detail": f"{type(error).__name__}: {error}"})
    return load_catalogue().sentence(problem, language())


class Messages:
    """Speaks to the user."""

    def __init__(self, iface) -> None:
        self._iface = iface

    def success(self, text: str) -> None:
        """Say that something went well."""
        self._iface.messageBar().pushMessage(TITLE, text, Qgis.MessageLevel.Success, SECONDS)

    def warning(self, text: str) -> None:
        """Say that something went well, but for what the log tells."""
        self._push(text, Qgis.MessageLevel.Warning, UNTIL_CLOSED, {translate("SmartCity", "Show log"): self._show_log})

    def error(self, text: str) -> None:
        """Say what went wrong and what to do."""
        self._push(text, Qgis.MessageLevel.Critical, UNTIL_CLOSED, {translate("SmartCity", "Show log"): self._show_log})

    def exception(self, error: Exception) -> None:
        """Say what an error means."""
        self.error(sentence_of(error))

    def file_written(self, text: str, path: str) -> None:
        """Say that a file has been written, and offer to open it."""
        buttons = {
            translate("SmartCity", "Open file"): lambda: open_path(path),
            translate("SmartCity", "Show folder"): lambda: open_path(str(Path(path).parent)),
        }
        self._push(text, Qgis.MessageLevel.Success, SECONDS_WITH_FILE, buttons)

    def _push(self, text: str, level: Qgis.MessageLevel, seconds: int, buttons: dict) -> None:
        bar = self._iface.messageBar()
        item = bar.createMessage(TITLE, text)
        for label, action in buttons.items():
            button = QPushButton(label, item)
            button.clicked.connect(action)
            item.layout().addWidget(button)
        bar.pushWidget(item, level, seconds)

    def _show_log(self) -> None:
        self._iface.openMessageLog()


def open_path(path: str) -> None:
    """Open a file or folder with the program that the computer has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
