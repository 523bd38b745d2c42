# SPDX-License-Identifier: GPL-2.0-or-later
"""The preview of a spreadsheet before it is merged into the register."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.gui import QgsGui
from qgis.PyQt.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from ...bridge.i18n import language, translate
from ...bridge.register_words import flaw_line, plan_lines
from ...catalogue import load_catalogue
from ...study.own_indicators import catalogue_of
from ...study.register_exchange import Plan, plan_import
from ...study.study import Study
from ..cards import plain_label
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
