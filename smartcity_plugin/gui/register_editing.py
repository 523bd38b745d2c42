# SPDX-License-Identifier: GPL-2.0-or-later
"""Editing rows of the register: every change is stored at once, can be undone, and never overwrites what others did."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Optional

from qgis.PyQt import QtGui, QtWidgets
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..bridge.i18n import language
from ..catalogue import load_catalogue
from ..model.problem import Problem, SmartCityError
from .messages import sentence_of

if TYPE_CHECKING:  # the study imports pandas, which must not cost when QGIS starts
    from ..study.register_changes import Change
    from ..study.study import Study

    Work = Callable[[Study], None]

CONFLICT = "register_conflict"
REFUSED = ("register_", "relation_")
"""How the keys of errors begin that trying again does not heal."""

QUndoStack = getattr(QtWidgets, "QUndoStack", None) or QtGui.QUndoStack
QUndoCommand = getattr(QtWidgets, "QUndoCommand", None) or QtGui.QUndoCommand
"""Under Qt 6 both are at home in QtGui; whether QGIS offers them in the old place, too, depends on its version."""


class Editing(QObject):
    """Writes changes to the study at ``path`` and keeps the stack to take them back."""

    stored = pyqtSignal()
    """Something was stored, undone or done again: who shows the register reads it anew."""
    failed = pyqtSignal(str)
    """Nothing was stored; the sentence says why and what to do. Who shows the register reads it anew."""

    def __init__(self, path: str, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.path = str(path)
        self.stack = QUndoStack(self)
        self.error: Optional[SmartCityError] = None
        """Why the last change was not stored; None if it was, or if nobody foresaw the reason."""

    @property
    def was_overtaken(self) -> bool:
        """Whether the last change was not stored because others changed the same meanwhile."""
        return self.error is not None and self.error.problem.key == CONFLICT

    @property
    def was_wrong(self) -> bool:
        """Whether the last change can never be stored: the register itself refuses it, not the file or its disk."""
        return self.error is not None and self.error.problem.key.startswith(REFUSED)

    def push(self, text: str, changes: Sequence[Change]) -> bool:
        """Store changes of the register, all or nothing; ``text`` names them in the undo list. Whether it went well."""
        from ..study.register_changes import apply, undo

        changes = list(changes)
        return not changes or self.push_work(
            text, lambda study: apply(study, changes), lambda study: apply(study, undo(changes))
        )

    def push_work(self, text: str, do: Work, take_back: Work) -> bool:
        """Do what writes to an open study by itself, such as judgements of a matrix; ``take_back`` undoes it."""
        command = _Command(self, text, do, take_back)
        self.stack.push(command)
        return command.went_well

    def run(self, work: Work) -> bool:
        """Write to the study in one transaction and tell the result by the signals; return whether it went well."""
        from ..study.study import Study

        try:
            with Study.open(Path(self.path), update=True) as study, study.transaction():
                work(study)
        except Exception as error:
            self.error = error if isinstance(error, SmartCityError) else None
            self.failed.emit(sentence_of(in_words(error)))
            return False
        self.error = None
        self.stored.emit()
        return True


class _Command(QUndoCommand):
    """One step of the undo list. What cannot be stored leaves the list, or stays where it was if others locked it."""

    def __init__(self, editing: Editing, text: str, do: Work, take_back: Work) -> None:
        super().__init__(text)
        self._editing, self._do, self._take_back = editing, do, take_back
        self._is_new, self._only_moves = True, False
        self.went_well = False

    def redo(self) -> None:
        self._run(self._do, self._editing.stack.undo)

    def undo(self) -> None:
        self._run(self._take_back, self._editing.stack.redo)

    def _run(self, work: Work, move_back: Callable[[], None]) -> None:
        if self._only_moves:
            self._only_moves = False
            return
        self.went_well = self._editing.run(work)
        is_new, self._is_new = self._is_new, False
        if self.went_well:
            return
        if is_new or self._editing.was_wrong:
            self.setObsolete(True)  # what others changed meanwhile cannot be taken back by this step any more
        else:
            self._only_moves = True
            QTimer.singleShot(0, move_back)


def in_words(error: Exception) -> Exception:
    """Return an error of the register with the names of table and field that readers know."""
    if not isinstance(error, SmartCityError) or not error.problem.key.startswith("register_"):
        return error
    from ..study import schema

    values = dict(error.problem.values)
    table = next((item for item in schema.TABLES if item.name == values.get("table")), None)
    if table is None:
        return error
    values["table"] = table.title.in_language(language())
    field = table.fields.get(values.get("field", ""))
    if field is not None:
        values["field"] = field.alias.in_language(language())
    return SmartCityError(error.problem.key, **values)


def problem_of_writing(path: str) -> str:
    """Return why a study cannot be written to, as a sentence; empty if it can."""
    file = Path(path)
    if file.is_file() and os.access(file, os.W_OK) and os.access(file.parent, os.W_OK):
        return ""
    if file.is_file():
        problem = Problem("study_read_only", values={"path": str(path)})
    else:
        problem = Problem("file_not_found", values={"path": str(path)})
    return load_catalogue().sentence(problem, language())
