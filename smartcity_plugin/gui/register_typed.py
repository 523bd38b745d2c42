# SPDX-License-Identifier: GPL-2.0-or-later
"""What is typed in the forms of a register's window and not stored yet: it stays until its user lets it go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ..bridge.i18n import translate
from .register_editing import Editing


class Typed(QObject):
    """Asks the forms of a window (``RecordForm`` and the like) before what they show gives way to something else."""

    def __init__(
        self,
        window: QWidget,
        editing: Editing,
        forms: Callable[[], Sequence[Any]],
        commit: Callable[[], None],
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._editing, self._forms = window, editing, forms
        self._commit, self._tell = commit, tell
        self._reason = ""
        editing.failed.connect(self._failed)

    def _failed(self, sentence: str) -> None:
        """Remember why; a file that is locked now can be written to later, a number in use stays so."""
        self._reason = sentence
        for form in self._forms():
            if self._editing.was_overtaken:
                form.refuse()
            elif self._editing.was_wrong:
                form.give_up()

    @property
    def unstored(self) -> list[str]:
        """The names of fields that could not be stored."""
        return [name for form in self._forms() for name in form.unstored()]

    def leave(self) -> bool:
        """Store what is typed; return whether the forms may show something else, and tell what was not stored."""
        self._commit()
        if self.unstored:
            text = translate("SmartCity", "Not stored yet: {fields}. Try again, or let it go by “Reload”.")
            self._tell(f"{text.format(fields=', '.join(self.unstored))} {self._reason}".strip())
            return False
        texts = [text for form in self._forms() for text in form.unreadable()]
        if texts:
            self._tell(not_stored(", ".join(texts)))
        return True

    def may_close(self) -> bool:
        """Store what is typed; ask before what cannot be stored is lost with the window."""
        self._commit()
        return not self.unstored or may_lose(self._window, self.unstored, self._reason)

    def discard(self) -> None:
        """Let what is typed and not stored go when the forms are filled next."""
        for form in self._forms():
            form.discard()


def not_stored(text: str) -> str:
    """Return that a text was not stored."""
    return translate("SmartCity", "Not stored: “{text}”.").format(text=text)


def may_lose(window: QWidget, fields: Sequence[str], reason: str) -> bool:
    """Ask whether fields that could not be stored may be lost; keeping them is what Return does."""
    text = translate("SmartCity", "Not stored: {fields}.").format(fields=", ".join(fields))
    box = QMessageBox(QMessageBox.Icon.Warning, window.windowTitle(), f"{text}\n\n{reason}".strip(), parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    lose = box.addButton(translate("SmartCity", "Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(translate("SmartCity", "Keep open"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is lose
