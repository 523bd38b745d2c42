# SPDX-License-Identifier: GPL-2.0-or-later
"""Storing what is played as a scheme of its own, by the algorithm that stores schemes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QInputDialog, QWidget

from ...bridge.i18n import language, translate
from ...bridge.tasks import RunResult, TaskRunner
from ...catalogue.scheme_words import scheme_title
from ...catalogue.schemes import scheme_content
from ...model.scheme import Scheme
from ..messages import Messages
from ..session import Session

if TYPE_CHECKING:
    from ...study.live import LiveDesk


class Saver(QObject):
    """Asks for a name and stores the present weights of a desk under it; the scheme played with stays as it is."""

    stored = pyqtSignal(str)
    """The id of the new scheme."""

    def __init__(self, window: QWidget, session: Session, runner: TaskRunner, messages: Messages) -> None:
        super().__init__(window)
        self._window, self._session, self._runner, self._messages = window, session, runner, messages

    def ask(self, path: str, desk: LiveDesk) -> None:
        """Ask for the name of the new scheme and store it."""
        if self._is_busy():
            return
        proposal = translate("SmartCity", "{scheme}, played").format(scheme=scheme_title(desk.stored, language()))
        title, accepted = QInputDialog.getText(
            self._window,
            translate("SmartCity", "Save as scheme"),
            translate("SmartCity", "Name of the new scheme; the present one stays as it is:"),
            text=proposal,
        )
        if accepted and title.strip():
            self._find_id(path, desk.played("", title.strip()))

    def _is_busy(self) -> bool:
        if self._session.runner.busy:
            self._messages.error(translate("SmartCity", "Another step is running; try again when it has ended."))
        return self._session.runner.busy

    def _find_id(self, path: str, scheme: Scheme) -> None:
        """Look for an id that no scheme of the study has: one of the same id would be replaced."""
        from ...study.live import free_id

        def found(scheme_id: Optional[str], error: Optional[Exception]) -> None:
            if error is not None or scheme_id is None:
                self._messages.exception(error or RuntimeError("no id was found"))
            elif not self._is_busy():
                self._store(path, {**scheme_content(scheme), "id": scheme_id})

        self._runner.call(translate("SmartCity", "Save as scheme"), lambda: free_id(path, scheme.title), found)

    def _store(self, path: str, content: dict[str, Any]) -> None:
        title, stored = content["title"], self.stored

        def ended(result: RunResult) -> None:
            if result.successful:
                text = translate("SmartCity", "Stored as scheme “{scheme}”. It is not in force yet.")
                self._messages.success(text.format(scheme=title))
                stored.emit(str(result.results["SCHEME"]))
            elif not result.cancelled:
                self._messages.error(result.error or translate("SmartCity", "The step failed; the log says why."))

        parameters = {"STUDY": path, "DEFINITION": json.dumps(content, ensure_ascii=False), "USE": False}
        self._session.runner.run("smartcity:savescheme", parameters, ended)
