# SPDX-License-Identifier: GPL-2.0-or-later
"""Updating and removing the sources of a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QMessageBox

from ....bridge.i18n import translate
from ....bridge.tasks import RunResult
from ....model.problem import Severity
from ....model.provenance import Passport
from ....model.quality import Fix
from ...passport_form import passport_form
from ..forms import PREFIX
from ..problem_area import Finding
from . import wording
from .update_dialog import UpdateDialog, changes_text

if TYPE_CHECKING:
    from .wizard import InventoryWizard

UPDATE, REMOVE = "smartcity:updateinventorylayer", "smartcity:removeinventorylayer"
REPAIR = "smartcity:repairinventory"


class Sources(QObject):
    """Asks, runs and says what came of it."""

    def __init__(self, wizard: InventoryWizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard

    def update(self, passport: Passport) -> None:
        """Ask from where, look what reading the source again would change, ask again, and do it."""
        dialog = UpdateDialog(passport, self._wizard.file_layers, self._wizard)
        if not dialog.exec():
            return
        chosen = dialog.parameters

        def looked(result: RunResult) -> None:
            if result.successful and self._agrees_to_update(passport, result):
                self._run(UPDATE, passport, translate("SmartCity", "The source has been updated."), chosen)

        title = translate("SmartCity", "What would change: {title}").format(title=passport.title)
        self._wizard.run(UPDATE, {**self._of(passport), **chosen, "PREVIEW": True}, looked, title)

    def details(self, passport: Passport) -> None:
        """Complete or correct what the passport of a source says."""
        form = passport_form(passport, self._wizard)
        if form.exec():
            given = {"FIX": Fix.FILL_PASSPORT.value, **form.parameters}
            self._run(REPAIR, passport, translate("SmartCity", "The details have been stored."), given)

    def remove(self, passport: Passport) -> None:
        """Remove a source after asking."""
        box = self._box("remove", translate("SmartCity", "Remove “{title}” from the study?"), passport)
        lines = [translate("SmartCity", "The file it came from stays as it is.")]
        row = self._wizard.inventory.row(passport.role)
        if len(row.sources) == 1 and row.waiting:
            text = translate("SmartCity", "It is the only source of this role; indicators that need it: {count}.")
            lines.append(text.format(count=len(row.waiting)))
        box.setInformativeText("\n".join(lines))
        remove = box.addButton(translate("SmartCity", "&Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(translate("SmartCity", "&Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        if box.clickedButton() is remove:
            self._run(REMOVE, passport, translate("SmartCity", "The source has been removed."))

    def _agrees_to_update(self, passport: Passport, result: RunResult) -> bool:
        box = self._box("update", translate("SmartCity", "Update “{title}”?"), passport)
        box.setInformativeText(changes_text(result.results["CHANGES"]))
        update = box.addButton(translate("SmartCity", "&Update"), QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(translate("SmartCity", "&Leave as it is"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(update)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is update

    def _box(self, name: str, text: str, passport: Passport) -> QMessageBox:
        box = QMessageBox(self._wizard)
        box.setObjectName(f"{PREFIX}ask_{name}")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(wording.role_title(passport.role))
        box.setText(text.format(title=passport.title))
        return box

    def _run(self, algorithm: str, passport: Passport, said: str, more: Optional[dict[str, Any]] = None) -> None:
        wizard = self._wizard

        def ended(result: RunResult) -> None:
            if result.successful:
                notes = [Finding(Severity.WARNING, text) for text in result.warnings]
                wizard.current_page().show_findings([Finding(Severity.NOTE, said), *notes])
                wizard.reload()
                wizard.stored.emit()

        wizard.run(algorithm, {**self._of(passport), **(more or {})}, ended)

    def _of(self, passport: Passport) -> dict[str, str]:
        return {"STUDY": self._wizard.path, "ROLE": passport.role, "SOURCE_ID": passport.source_id}
