# SPDX-License-Identifier: GPL-2.0-or-later
"""The way to a spreadsheet and back, with a preview before it is merged into the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Optional

from qgis.gui import QgsGui
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.register_words import flaw_line, plan_lines
from ...bridge.tasks import RunResult, TaskRunner
from ...catalogue import load_catalogue
from ...study.own_indicators import catalogue_of
from ...study.register_changes import Change
from ...study.register_exchange import Plan, carry_out, plan_import
from ...study.study import Study
from ..cards import plain_label
from ..messages import sentence_of
from ..register_editing import Editing
from .form import GoalForm
from .view import PREFIX


def read_plan(path: str, file: str) -> Plan:
    """Compare a spreadsheet with a study; raises SmartCityError for what is no such spreadsheet."""
    with Study.open(Path(path)) as study:
        return plan_import(study, catalogue_of(study), Path(file))


class PreviewDialog(QDialog):
    """Lists what an import would do; “Import” is possible only if every cell can be read."""

    def __init__(self, plan: Plan, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(PREFIX + "preview")
        self.setWindowTitle(translate("SmartCity", "What the spreadsheet changes"))
        self.plan = plan
        self.told = plain_label()
        self.list = QListWidget()
        self.list.setObjectName(PREFIX + "preview_list")
        self.list.setWordWrap(True)
        self.remove = QCheckBox(translate("SmartCity", "Put rows that the spreadsheet does not have into the bin"))
        self.remove.setObjectName(PREFIX + "preview_remove")
        self.remove.toggled.connect(self._fill)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.box.button(QDialogButtonBox.StandardButton.Ok).setText(translate("SmartCity", "Import"))
        self.box.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("SmartCity", "Cancel"))
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.told, self.list, self.remove, self.box):
            layout.addWidget(widget, 1 if widget is self.list else 0)
        self.resize(self.fontMetrics().averageCharWidth() * 110, self.fontMetrics().lineSpacing() * 26)
        QgsGui.enableAutoGeometryRestore(self)
        self._fill()

    def _fill(self) -> None:
        plan, remove = self.plan, self.remove.isChecked()
        self.list.clear()
        self.list.addItems([load_catalogue().sentence(problem, language()) for problem in plan.left_out])
        self.list.addItems([flaw_line(flaw) for flaw in plan.flaws] or plan_lines(plan, remove))
        self.remove.setVisible(bool(plan.absent) and not plan.flaws)
        if plan.flaws:
            text = translate("SmartCity", "Places that cannot be read: {count}. Nothing can be imported yet.")
            self.told.setText(text.format(count=len(plan.flaws)))
        else:
            text = translate("SmartCity", "Rows added: {added}, changed: {changed}, not in the spreadsheet: {absent}.")
            counts = {"added": len(plan.added), "changed": len(plan.changed), "absent": len(plan.absent)}
            self.told.setText(text.format(**counts))
        possible = not plan.flaws and bool(plan.changes or (remove and plan.absent))
        self.box.button(QDialogButtonBox.StandardButton.Ok).setEnabled(possible)


class Exchange:
    """The part of the goals' window that brings spreadsheets in and writes them."""

    path: str
    editing: Editing
    form: GoalForm
    told: QLabel
    _runner: TaskRunner

    if TYPE_CHECKING:

        def push(self, text: str, changes: list[Change], choose: Optional[str] = None) -> bool:
            """Store changes as one step of the undo list, and choose a goal afterwards."""

    def import_sheets(self) -> None:
        """Choose a spreadsheet, show what it changes, and merge it."""
        kinds = translate("SmartCity", "Spreadsheets (*.xlsx *.ods *.csv)")
        file, _ = QFileDialog.getOpenFileName(self, translate("SmartCity", "Import spreadsheet"), "", kinds)
        if file:
            self.import_file(file)

    def import_file(self, file: str) -> None:
        """Show what a spreadsheet changes, and merge it if that is wanted; without removing it can be undone."""
        self.form.commit()
        try:
            plan = read_plan(self.path, file)
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        dialog = PreviewDialog(plan, self)
        if self.confirm(dialog):
            if not dialog.remove.isChecked():
                self.push(translate("SmartCity", "Import spreadsheet"), plan.changes)
            elif self.editing.run(lambda study: carry_out(study, plan, remove=True)):
                self.editing.stack.clear()  # what went lies in the bin
        dialog.deleteLater()

    def confirm(self, dialog: QDialog) -> bool:
        """Show a dialog and return whether it was accepted."""
        return dialog.exec() == QDialog.DialogCode.Accepted

    def export_sheets(self) -> None:
        """Write the register into a spreadsheet."""
        self.form.commit()
        name = str(Path(self.path).with_suffix(".xlsx"))
        title = translate("SmartCity", "Export spreadsheet")
        file, _ = QFileDialog.getSaveFileName(self, title, name, "Excel (*.xlsx);;CSV (*.csv)")
        if not file:
            return
        if self._runner.busy:
            self.told.setText(translate("SmartCity", "Something is running; try again when it has ended."))
            return
        parameters = {"STUDY": self.path, "LANGUAGE": language(), "OUTPUT": file}
        self._runner.run("smartcity:exportregister", parameters, self._exported)

    def _exported(self, result: RunResult) -> None:
        written = translate("SmartCity", "Written: {file}").format(file=result.results.get("OUTPUT", ""))
        self.told.setText(written if result.successful else result.error)
