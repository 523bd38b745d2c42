# SPDX-License-Identifier: GPL-2.0-or-later
"""What the windows about paper share: one study, a line that tells, and running algorithms in front of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsApplication, QgsProcessingAlgorithm
from qgis.gui import QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ...bridge.tasks import RunResult, TaskRunner
from .. import settings
from ..messages import open_path
from ..running import progress_in_front

PREFIX = "smartcity_paper_"
NOTE, WARNING, DONE = "", "⚠ ", "✓ "
"""What a message begins with; colours alone would not tell everybody."""


def named(widget: QWidget, name: str) -> QWidget:
    """Give a widget the name by which tests find it."""
    widget.setObjectName(PREFIX + name)
    return widget


class PaperDialog(QDialog):
    """A window about one study. It stays beside QGIS, which remains usable, and is closed with the study."""

    def __init__(
        self,
        name: str,
        title: str,
        path: str,
        runner: TaskRunner,
        writable: bool = True,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        named(self, name)
        self.setWindowTitle(title)
        self.path, self.runner, self.writable = path, runner, writable
        self._told = QLabel()
        named(self._told, "told")
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.RichText)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._told.linkActivated.connect(lambda link: open_path(QUrl(link).toLocalFile()))
        self._told.hide()

    def lay_out(self, content: QWidget, buttons: QDialogButtonBox, columns: int, lines: int) -> None:
        """Put content, message and buttons under each other; the size is told in characters, whatever the font."""
        layout = QVBoxLayout(self)
        layout.addWidget(content, 1)
        layout.addWidget(self._told)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * columns, metrics.lineSpacing() * lines)
        QgsGui.enableAutoGeometryRestore(self)

    # Telling -----------------------------------------------------------------------------------------------------

    def tell(self, text: str, mark: str = NOTE, files: Sequence[str] = ()) -> None:
        """Say something above the buttons, with links to files that were written; nothing takes no room."""
        lines = [escape(f"{mark}{text}").replace("\n", "<br>")] if text else []
        folders = [file for file in files if Path(file).is_dir()]
        links = [_link(file, Path(file).name) for file in files if file not in folders]
        if files:
            folder = folders[0] if folders else str(Path(files[0]).parent)
            links.append(_link(folder, translate("SmartCity", "Show folder")))
        self._told.setText("<br>".join([*lines, *([" · ".join(links)] if links else [])]))
        self._told.setVisible(bool(lines or links))

    @property
    def told(self) -> str:
        """What is said now."""
        return self._told.text()

    # Running -----------------------------------------------------------------------------------------------------

    def is_free(self) -> bool:
        """Return whether nothing runs; say so if something does."""
        if self.runner.busy:
            self.tell(translate("SmartCity", "Another step is still running; try again when it has ended."), WARNING)
        return not self.runner.busy

    def run(self, title: str, algorithm: str, parameters: dict[str, Any], done: Callable[[RunResult], None]) -> None:
        """Run an algorithm with its progress in front; failure and cancel are told, success is handed over.

        One that may leave the main thread does so, and the window waits for it.
        """
        found = QgsApplication.processingRegistry().algorithmById(algorithm)
        if found is not None and not found.flags() & QgsProcessingAlgorithm.Flag.FlagNoThreading:
            self.run_aside(algorithm, parameters, done)
            return
        if not self.is_free():
            return

        def ended(result: RunResult) -> None:
            if sip.isdeleted(self):
                return
            if result.cancelled:
                self.tell(translate("SmartCity", "Cancelled; nothing was changed."))
            elif not result.successful:
                failed = translate("SmartCity", "The step failed; the log says why.")
                self.tell(result.error or failed, WARNING)
            else:
                done(result)

        self.tell("")
        with progress_in_front(self.runner, title, self):
            self.runner.run(algorithm, parameters, ended)

    def run_aside(
        self,
        algorithm: str,
        parameters: dict[str, Any],
        done: Callable[[RunResult], None],
        ending: Optional[Callable[[], None]] = None,
    ) -> None:
        """Run an algorithm in a task; the window can be looked at meanwhile but not used.

        ``ending`` is called however it ends, even if the window has gone meanwhile.
        """
        if not self.is_free():
            return

        def ended(result: RunResult) -> None:
            if ending is not None:
                ending()
            if sip.isdeleted(self):
                return
            self.setEnabled(True)
            if result.successful:
                done(result)
            else:
                failed = translate("SmartCity", "The step failed; the log says why.")
                cancelled = translate("SmartCity", "Cancelled; nothing was changed.")
                self.tell(cancelled if result.cancelled else result.error or failed, WARNING)

        self.tell("")
        self.setEnabled(False)
        self.runner.run(algorithm, parameters, ended)

    # Files -------------------------------------------------------------------------------------------------------

    def ask_open(self, title: str, kinds: str) -> str:
        """Ask for a file to read; returns nothing if none was chosen."""
        path, _ = QFileDialog.getOpenFileName(self, title, settings.last_folder(), kinds)
        return _remembered(path)

    def ask_save(self, title: str, name: str, kinds: str) -> str:
        """Ask for a file to write; returns nothing if none was chosen."""
        # A name with its folder is one that is known already.
        path, _ = QFileDialog.getSaveFileName(self, title, str(Path(settings.last_folder()) / name), kinds)
        return _remembered(path)

    def ask_folder(self, title: str) -> str:
        """Ask for a folder to write into; returns nothing if none was chosen."""
        path = QFileDialog.getExistingDirectory(self, title, settings.last_folder())
        if path:
            settings.set_last_folder(path)
        return path

    def file_name(self, pattern: str) -> str:
        """Return the name of a file for this study: ``{study}`` in the pattern is the name of its file."""
        return pattern.format(study=Path(self.path).stem)


def push_button(name: str, label: str, action: Callable[[], None], tip: str = "") -> QPushButton:
    """Return a button that is pressed only on purpose, not by Enter in a field."""
    button = QPushButton(label)
    named(button, name)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.clicked.connect(lambda: action())
    return button


def _remembered(path: str) -> str:
    if path:
        settings.set_last_folder(str(Path(path).parent))
    return path


def _link(path: str, text: str) -> str:
    return f'<a href="{escape(QUrl.fromLocalFile(path).toString())}">{escape(text)}</a>'
