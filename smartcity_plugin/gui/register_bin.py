# SPDX-License-Identifier: GPL-2.0-or-later
"""The bin of a study: rows of the register that were removed, to be put back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Optional

from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..bridge.i18n import language, translate
from ..study.register import TABLES
from ..study.register_changes import empty_bin, removed, restore
from ..study.strategy_tables import EFFECT_TABLES, Table
from ..study.study import Study
from .cards import plain_label
from .messages import sentence_of
from .register_editing import in_words, problem_of_writing

PREFIX = "smartcity_bin_"
_ID = int(Qt.ItemDataRole.UserRole)


class BinDialog(QDialog):
    """Lists removed rows, newest first; several can be put back at once, best all that went together."""

    def __init__(self, path: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_bin")
        self.setWindowTitle(translate("SmartCity", "Bin"))
        self.path = str(path)
        self.restored = 0
        """How many rows were put back."""
        self.table = QTableWidget(0, 4)
        self.table.setObjectName(PREFIX + "table")
        self.table.setHorizontalHeaderLabels(
            [
                translate("SmartCity", "Removed on"),
                translate("SmartCity", "Table"),
                translate("SmartCity", "No."),
                translate("SmartCity", "Title"),
            ]
        )
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._enable)
        self.together = QPushButton(translate("SmartCity", "Choose all that went &together"))
        self.back = QPushButton(translate("SmartCity", "&Put back"))
        self.discard = QPushButton(translate("SmartCity", "&Delete for good…"))
        self.told = plain_label()
        self.told.setObjectName(PREFIX + "told")
        row = QHBoxLayout()
        for name, button, action in (
            ("together", self.together, self.choose_batch),
            ("back", self.back, self.restore),
            ("discard", self.discard, self.delete_for_good),
        ):
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
            button.clicked.connect(action)
            row.addWidget(button)
        row.addStretch(1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(translate("SmartCity", "Close"))
        box.rejected.connect(self.reject)
        row.addWidget(box)
        layout = QVBoxLayout(self)
        about = translate(
            "SmartCity",
            "What was removed from the register stays in the study file. A row is put back with all its fields; "
            "references to it that were taken out of other rows are not.",
        )
        layout.addWidget(plain_label(about))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.told)
        layout.addLayout(row)
        self.resize(self.fontMetrics().averageCharWidth() * 110, self.fontMetrics().lineSpacing() * 24)
        QgsGui.enableAutoGeometryRestore(self)
        self.read()

    def read(self) -> None:
        """Read the bin."""
        try:
            with Study.open(Path(self.path)) as study:
                rows = removed(study).to_dict("records")
        except Exception as error:
            self.told.setText(sentence_of(error))
            rows = []
        titles = {table.name: table.title.in_language(language()) for table in _tables()}
        self.table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            when = _local(str(row["removed_at"]))
            texts = (when, titles.get(row["table_name"], row["table_name"]), row["row_key"], row["title"] or "")
            for column, text in enumerate(texts):
                item = QTableWidgetItem(str(text))
                item.setData(_ID, (row["removed_id"], row["batch"]))
                self.table.setItem(place, column, item)
        if not rows and not self.told.text():
            self.told.setText(translate("SmartCity", "The bin is empty."))
        self._enable()

    def _chosen(self) -> list[tuple[str, str]]:
        return [index.data(_ID) for index in self.table.selectionModel().selectedRows()]

    def choose_batch(self) -> None:
        """Choose every row that was removed together with a chosen one."""
        batches = {batch for _, batch in self._chosen() if batch}  # what went in QGIS's tables went row by row
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        chosen = {index.row() for index in self.table.selectionModel().selectedRows()}
        for row in range(self.table.rowCount()):
            if row not in chosen and self.table.item(row, 0).data(_ID)[1] in batches:
                self.table.selectRow(row)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def restore(self) -> None:
        """Put the chosen rows back, all or none."""
        ids = [removed_id for removed_id, _ in self._chosen()]
        try:
            with Study.open(Path(self.path), update=True) as study:
                restore(study, ids)
        except Exception as error:
            self.told.setText(sentence_of(in_words(error)))
            return
        self.restored += len(ids)
        self.read()
        self.told.setText(translate("SmartCity", "Rows put back: {count}.").format(count=len(ids)))

    def delete_for_good(self) -> None:
        """Delete the chosen rows from the bin, if the user agrees."""
        ids = [removed_id for removed_id, _ in self._chosen()]
        text = translate(
            "SmartCity", "Delete the chosen rows ({count}) from the study for good? This cannot be undone."
        )
        if not self.may_delete(text.format(count=len(ids))):
            return
        try:
            with Study.open(Path(self.path), update=True) as study:
                empty_bin(study, ids)
                study.empty_journal()
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        self.read()

    def may_delete(self, question: str) -> bool:
        """Ask whether something is to be deleted for good."""
        box = QMessageBox(QMessageBox.Icon.Warning, self.windowTitle(), question, parent=self)
        yes = box.addButton(translate("SmartCity", "Delete for good"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(translate("SmartCity", "Keep"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is yes

    def _enable(self) -> None:
        chosen, writable = self._chosen(), not problem_of_writing(self.path)
        self.together.setEnabled(any(batch for _, batch in chosen))
        for button in (self.back, self.discard):
            button.setEnabled(bool(chosen) and writable)


def _local(moment: str) -> str:
    """Return a time of the study (UTC) as the clock on the wall showed it."""
    try:
        return datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return moment


def _tables() -> list[Table]:
    return [*(table for table, _ in TABLES.values()), *EFFECT_TABLES.values()]


def open_bin(parent: Optional[QWidget], path: str) -> int:
    """Show the bin until it is closed; return how many rows were put back."""
    dialog = BinDialog(path, parent)
    dialog.exec()
    count = dialog.restored
    dialog.deleteLater()
    return count
