# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the funding check: two checklists, evaluated from the study and answered by people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Optional

from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QShortcut,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import translate
from ...bridge.tasks import TaskRunner
from ...catalogue.checklists import CHARTA, FUNDING
from ...model.problem import SmartCityError
from ...study.checklists import CHECKS, CheckedItem, answer_change
from ...study.own_indicators import catalogue_of
from ...study.study import Study
from ..cards import fit_to_screen, plain_label
from ..messages import sentence_of
from ..register_editing import Editing, problem_of_writing
from .answer import PREFIX
from .page import ChecklistPage
from .words import names_of


class FundingWindow(QDialog):
    """Funding check and comparison with the Charter; every answer is stored at once and can be undone."""

    def __init__(
        self, path: str, runner: TaskRunner, changed: Callable[[], None], parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_funding")
        self.setWindowTitle(translate("SmartCity", "Funding check and comparison with the Charter"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.path, self._runner, self._changed = str(path), runner, changed
        self.editing = Editing(self.path, self)
        self.reason = problem_of_writing(self.path)
        """Why nothing can be changed; empty if it can."""
        self._has_warned = False
        self.pages = {name: ChecklistPage(name, self.store, self.jump) for name in (FUNDING, CHARTA)}
        for page in self.pages.values():
            page.editable = not self.reason
        self._lay_out()
        self.editing.stored.connect(self._after_storing)
        self.editing.failed.connect(self._after_failure)
        fit_to_screen(self, 150, 48)
        QgsGui.enableAutoGeometryRestore(self)
        self.read()

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName(f"{PREFIX}tabs")
        self.tabs.addTab(self.pages[FUNDING], translate("SmartCity", "Funding check"))
        self.tabs.addTab(self.pages[CHARTA], translate("SmartCity", "Comparison with the Charter"))
        self.told = plain_label(self.reason)
        self.told.setObjectName(f"{PREFIX}told")
        self.undo = QPushButton(translate("SmartCity", "&Undo"))
        self.redo = QPushButton(translate("SmartCity", "Re&do"))
        self.reload = QPushButton(translate("SmartCity", "Re&load"))
        foot = QHBoxLayout()
        for name, button, action in (
            ("undo", self.undo, self.take_back),
            ("redo", self.redo, self.do_again),
            ("reload", self.reload, self.read),
        ):
            button.setObjectName(f"{PREFIX}{name}")
            button.setAutoDefault(False)
            button.clicked.connect(action)
            foot.addWidget(button)
        foot.addWidget(self.told, 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("SmartCity", "Close"))
        close.setAutoDefault(False)
        box.rejected.connect(self.reject)
        foot.addWidget(box)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.take_back)
        QShortcut(QKeySequence.StandardKey.Redo, self, self.do_again)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)

    # Reading ------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Evaluate the study anew and show it."""
        try:
            with Study.open(Path(self.path)) as study:
                catalogue = catalogue_of(study)
                checked = {name: check(study, catalogue) for name, check in CHECKS.items()}
                names = names_of(study, catalogue)
        except SmartCityError as error:
            self.told.setText(sentence_of(error))
            return
        for name, page in self.pages.items():
            page.show_items(checked[name], names)
        self._enable()

    def _enable(self) -> None:
        self.undo.setEnabled(not self.reason and self.editing.stack.canUndo())
        self.redo.setEnabled(not self.reason and self.editing.stack.canRedo())

    # Storing ------------------------------------------------------------------------------------------------------

    def store(self, checked: CheckedItem, values: dict[str, Optional[str]]) -> bool:
        """Store an answer as one step of the undo list; return whether that went well."""
        if self.reason:
            return True
        change = answer_change(checked.item.checklist, checked.item.id, checked.answer, **values)
        return change is None or self.editing.push(translate("SmartCity", "Answer"), [change])

    def take_back(self) -> None:
        """Undo the last answer; what is being typed is stored first."""
        self.commit()
        self.editing.stack.undo()

    def do_again(self) -> None:
        """Do again what was taken back."""
        self.editing.stack.redo()

    def commit(self) -> bool:
        """Store what was typed in either list; return whether nothing is left to be stored."""
        stored = [page.commit() for page in self.pages.values()]
        return all(stored)

    def _after_storing(self) -> None:
        self.told.setText(self.reason)
        self._has_warned = False
        self.read()
        self._changed()

    def _after_failure(self, sentence: str) -> None:
        """Tell why nothing was stored; what was typed stays in its fields until the list is reloaded."""
        self.told.setText(sentence)
        self._enable()

    # Evidence -----------------------------------------------------------------------------------------------------

    def jump(self, reference: str) -> None:
        """Open the window of what a reference names; indicators and runs have none, they are told."""
        kind, _, name = reference.partition(":")
        self.commit()
        if kind == "goal":
            from ..goals.window import open_goals

            open_goals(self.parentWidget(), self.path, self._runner, self._after_others).choose(name)
        elif kind == "measure":
            from ..measures.window import open_measures

            open_measures(self.parentWidget(), self.path, self._runner, self._after_others).choose(name)
        elif kind == "procedure":
            from ..participation.window import open_participation

            open_participation(self.parentWidget(), self.path, self._runner, self._after_others)
        else:
            self.told.setText(translate("SmartCity", "Indicators and runs are shown in the cockpit and the document."))

    def _after_others(self) -> None:
        """Another window stored something: evaluate anew, unless this window is gone."""
        if self.isVisible():
            self.read()
        self._changed()

    # Closing ------------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Store what was typed and close."""
        if self._may_close():
            super().reject()

    def closeEvent(self, event) -> None:
        """Store what was typed last."""
        if self._may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def _may_close(self) -> bool:
        """Return whether all is stored; what cannot be stored keeps the window open once, so that it can be copied."""
        if self.commit() or self._has_warned:
            return True
        self._has_warned = True
        return False


def open_funding(parent: Optional[QWidget], path: str, runner: TaskRunner, changed: Callable[[], None]) -> QDialog:
    """Show the window for a study; ``changed`` is called after something was stored."""
    window = FundingWindow(path, runner, changed, parent)
    window.show()
    return window
