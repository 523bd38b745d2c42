# SPDX-License-Identifier: GPL-2.0-or-later
"""The common frame of all wizards: steps at the side, help, drag and drop, long work, and a careful way out.

A wizard is a ``Wizard`` with a list of ``Page`` objects. Pages live in ``page.py``, rows of fields in ``forms.py``,
the choice of a layer in ``layer_chooser.py``, findings in ``problem_area.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Optional

from qgis.core import QgsApplication
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QKeySequence
from qgis.PyQt.QtWidgets import QMessageBox, QShortcut, QWidget, QWizard

from ... import paths
from ...bridge.i18n import translate
from ...bridge.tasks import RunResult, TaskRunner
from .file_layers import FileLayers
from .forms import PREFIX
from .page import Page
from .step_list import StepList

COLUMNS, LINES = 118, 36
"""The size a wizard opens with, in characters and lines of the interface's font."""


class Wizard(QWizard):
    """Base of all wizards; ``name`` becomes the object name ``smartcity_wizard_<name>``."""

    files_added = pyqtSignal(list)
    """Layers (QgsVectorLayer) that came from dropped or chosen files or folders."""

    def __init__(
        self,
        name: str,
        title: str,
        pages: Sequence[Page],
        parent: Optional[QWidget] = None,
        runner: Optional[TaskRunner] = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(PREFIX + name)
        self.setWindowTitle(title)
        self.setWindowIcon(QIcon(str(paths.ICONS / "plugin.svg")))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.HaveHelpButton)
        self.setOption(QWizard.WizardOption.HelpButtonOnRight, False)
        self.setAcceptDrops(True)
        self.touched = False
        """Whether the user has put something in that closing would lose."""
        self.runner = runner or TaskRunner(self)
        """Runs algorithms and examines layers; a wizard that writes to an open study is given the session's."""
        self._owns_runner = runner is None
        self._page: Optional[Page] = None
        self.is_abandoned = False
        """Whether it is closed because the plugin or QGIS ends."""
        self.file_layers = FileLayers(self)
        """The layers of files that were dropped or chosen; every LayerChooser offers them."""
        self.pages = list(pages)
        for page in self.pages:
            self.addPage(page)
            page.completeChanged.connect(self._hold)  # after QWizard, which would enable Back again
        self.steps = StepList([page.step for page in self.pages])
        self.setSideWidget(self.steps)
        self._name_buttons()
        self.helpRequested.connect(self.show_help)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self)
        shortcut.activated.connect(self.show_help)
        self.currentIdChanged.connect(self._show_step)
        self.file_layers.added.connect(self.files_added)
        self.resize(self._opening_size())
        QgsGui.enableAutoGeometryRestore(self, PREFIX + name)

    # For pages ----------------------------------------------------------------------------------------------------

    def run(
        self, algorithm: str, parameters: dict[str, Any], done: Callable[[RunResult], None], title: str = ""
    ) -> None:
        """Run an algorithm with its progress in place of the present page's fields; Cancel stops it.

        ``done`` gets how it ended, on the main thread; a failure or a cancelled run is shown on the page before that.
        """
        page = self.current_page()
        self._page = page
        shown = title or QgsApplication.processingRegistry().algorithmById(algorithm).displayName()
        page.begin(shown)
        self.runner.progressed.connect(page.progress)

        def ended(result: RunResult) -> None:
            self.runner.progressed.disconnect(page.progress)
            self._page = None
            self.button(QWizard.WizardButton.CancelButton).setEnabled(True)
            error = "" if result.successful else result.error
            if not (result.successful or result.error or result.cancelled):
                error = translate("SmartCity", "The step failed; the log says why.")
            page.end(error, result.cancelled)
            done(result)

        self.runner.run(algorithm, parameters, ended)

    @property
    def running(self) -> bool:
        """Whether an algorithm of this wizard runs."""
        return self._page is not None

    def current_page(self) -> Page:
        """Return the page that is shown."""
        return self.pages[self.pageIds().index(self.currentId())]

    # Ways out -----------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close, but not what runs (that is cancelled), and not what was typed without asking."""
        if self.running and not self.is_abandoned:
            self.runner.cancel()
            self.button(QWizard.WizardButton.CancelButton).setEnabled(False)
        elif self.is_abandoned or not self.touched or self.may_discard():
            super().reject()

    def done(self, result: int) -> None:
        """Close, and let what is being examined end by itself: waiting for it could freeze QGIS for seconds."""
        for page in self.pages:
            page.forget()
        if self.is_abandoned:
            self.stop()
        else:
            self.file_layers.runner.let_end()
            if self._owns_runner:
                self.runner.let_end()
        super().done(result)

    def may_discard(self) -> bool:
        """Ask whether what was put in may be lost."""
        box = QMessageBox(self)
        box.setObjectName(PREFIX + "discard")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.windowTitle())
        box.setText(translate("SmartCity", "Close the wizard?"))
        box.setInformativeText(translate("SmartCity", "What you have entered will be lost."))
        discard = box.addButton(translate("SmartCity", "&Discard entries"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(translate("SmartCity", "&Continue editing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is discard

    def abandon(self) -> None:
        """Close without asking, because the plugin or QGIS ends."""
        self.is_abandoned = True
        self.close()

    def stop(self) -> None:
        """End what is being examined or run, and wait for it."""
        self.file_layers.stop()
        if self._owns_runner:
            self.runner.stop()

    # Help ---------------------------------------------------------------------------------------------------------

    def show_help(self) -> None:
        """Show what the present page is for."""
        page = self.current_page()
        box = QMessageBox(self)
        box.setObjectName(PREFIX + "help")
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(translate("SmartCity", "Help: {page}").format(page=page.title()))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(page.help_text or page.subTitle())
        box.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    # Drag and drop ------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event) -> None:
        """Welcome files and folders."""
        if not self.running and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        """Read which layers the files and folders hold."""
        event.acceptProposedAction()
        self.file_layers.add([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    # Inside -------------------------------------------------------------------------------------------------------

    def _show_step(self, page_id: int) -> None:
        ids = self.pageIds()
        if page_id in ids:
            self.steps.show_step(ids.index(page_id))
            self.current_page().focus_first()

    def _hold(self) -> None:
        """Let nothing be pressed but Cancel while something runs."""
        if self.running:
            self.button(QWizard.WizardButton.BackButton).setEnabled(False)

    def _name_buttons(self) -> None:
        for which, name in (
            (QWizard.WizardButton.BackButton, "back"),
            (QWizard.WizardButton.NextButton, "next"),
            (QWizard.WizardButton.FinishButton, "finish"),
            (QWizard.WizardButton.CancelButton, "cancel"),
            (QWizard.WizardButton.HelpButton, "help_button"),
        ):
            self.button(which).setObjectName(PREFIX + name)

    def _opening_size(self) -> QSize:
        """Return the size for the font, but never more than the screen has."""
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * COLUMNS, metrics.height() * LINES)
        room = self.screen().availableSize() if self.screen() is not None else wanted
        return wanted.boundedTo(QSize(round(room.width() * 0.95), round(room.height() * 0.92)))
