# SPDX-License-Identifier: GPL-2.0-or-later
"""Which study is open: opening it, keeping its facts and layers up to date, and its tie to the project."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication

from .. import capabilities
from ..bridge.i18n import translate
from ..bridge.tasks import TaskRunner
from ..model.problem import SmartCityError
from . import layers, settings
from .messages import Messages
from .steps import Snapshot, read_snapshot


class Session(QObject):
    """The open study of the project."""

    changed = pyqtSignal()
    """There are new facts, or no study any more, or reading has begun or ended."""

    def __init__(self, iface, runner: TaskRunner, messages: Messages, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._runner = runner
        self._messages = messages
        self.facts: Optional[Snapshot] = None
        self.reading = False

    @property
    def runner(self) -> TaskRunner:
        """What runs the algorithms, one at a time."""
        return self._runner

    def open(self, path: str) -> None:
        """Open a study and put its layers into the project; what is wrong with it is said and nothing is changed."""
        self._read(path, self._show)

    def reconnect(self) -> None:
        """Open the study that the project belongs to, without touching its layers, or close the present one."""
        path = layers.study_of(QgsProject.instance())
        if not path:
            self._set(None)
        elif self.facts is None or self.facts.path != path:
            self._read(path, self._set)

    def refresh(self) -> None:
        """Read the facts again, after the study may have been written to."""
        if self.facts is not None:
            self._read(self.facts.path, self._set)

    def update_layers(self, then: Optional[Callable[[], None]] = None) -> None:
        """Put the layers anew, because what they show has changed, and read the facts again."""

        def renew(facts: Snapshot) -> None:
            project = QgsProject.instance()
            if layers.are_being_edited(project, facts.path):
                layers.reload(project, facts.path)
            else:
                self._add_layers(facts)
            self._set(facts)
            if then is not None:
                then()

        if self.facts is not None:
            self._read(self.facts.path, renew)

    def close(self) -> None:
        """Close the study and take its layers out of the project, unless their tables hold what is not saved."""
        if self.facts is not None and self._may_go(self.facts.path):
            layers.remove(QgsProject.instance(), self.facts.path)
            layers.unlink(QgsProject.instance())
            self._iface.mapCanvas().refresh()
            self._set(None)

    def _read(self, path: str, done) -> None:
        """Read the facts of a study in a task: the first time, libraries are loaded that take a second."""
        path = os.path.abspath(path)

        def finished(facts: Optional[Snapshot], error: Optional[Exception]) -> None:
            self.reading = False
            if error is None:
                self._guarded(done, facts)
            else:
                self._fail(path, error)
            self.changed.emit()

        self.reading = True
        self.changed.emit()
        self._runner.call(translate("SmartCity", "Open study"), lambda: read_facts(path), finished)

    def _guarded(self, done, facts: Snapshot) -> None:
        try:
            done(facts)
        except Exception as error:
            self._messages.exception(error)

    def _fail(self, path: str, error: Exception) -> None:
        """Say what is wrong; a study that was open and can no longer be read is not open any more."""
        if isinstance(error, SmartCityError) and error.problem.key in ("file_not_found", "not_a_study"):
            settings.forget_study(path)
        if self.facts is not None and self.facts.path == path:
            self._set(None)
        self._messages.exception(error)

    def _set(self, facts: Optional[Snapshot]) -> None:
        self.facts = facts
        self.changed.emit()

    def _may_go(self, path: str) -> bool:
        """Return whether the layers of a study can be taken away without losing edits; say so if not."""
        if not layers.are_being_edited(QgsProject.instance(), path):
            return True
        self._messages.exception(SmartCityError("layers_unsaved"))
        return False

    def _show(self, facts: Snapshot) -> None:
        """Take over a study that was opened by the user; the present one must hold nothing unsaved."""
        if self.facts is not None and self.facts.path != facts.path and not self._may_go(self.facts.path):
            return
        project = QgsProject.instance()
        if not layers.layers_of(project, facts.path):
            self._add_layers(facts)
        former = self.facts
        if former is not None and former.path != facts.path:
            layers.remove(project, former.path)
        layers.link(project, facts.path)
        settings.remember_study(facts.path)
        self._set(facts)
        layers.show_area(self._iface.mapCanvas(), facts)

    def _add_layers(self, facts: Snapshot) -> None:
        from ..study.study import Study

        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            with Study.open(Path(facts.path)) as study:
                layers.add(QgsProject.instance(), study)
        finally:
            QApplication.restoreOverrideCursor()


def read_facts(path: str) -> Snapshot:
    """Read the facts of a study; without the libraries for it, the first one missing is the error."""
    for problem in capabilities.problems(capabilities.ENGINE):
        raise SmartCityError(problem.key, **problem.values)
    from ..study.own_indicators import catalogue_of
    from ..study.study import Study

    with Study.open(Path(path)) as study:
        return read_snapshot(study, catalogue_of(study))
