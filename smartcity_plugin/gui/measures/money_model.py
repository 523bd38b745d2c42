# SPDX-License-Identifier: GPL-2.0-or-later
"""Costs or financing of one measure as a table that is edited cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QStyledItemDelegate, QTableView, QWidget

from ...bridge.i18n import language, translate
from ...study.fields import INTEGER, REAL, Table
from .fields import WARNING, number_of, number_text

YEARS = (1900, 2200)

Changed = Callable[[Any, Any], bool]
"""Told the record as it was (None: a new one) and as it is to be; returns whether that was stored."""


_ROOT = QModelIndex()


class MoneyModel(QAbstractTableModel):
    """Rows of one class, each column a field of its table; empty cells are unknown, never zero."""

    refused = pyqtSignal(str)
    """What was typed cannot be a value of its column."""
    lost = pyqtSignal(str)
    """What was typed could not be stored."""

    def __init__(
        self, table: Table, names: Sequence[str], vocabularies: Mapping[str, Mapping[str, str]], changed: Changed
    ) -> None:
        super().__init__()
        self.table, self.names, self.vocabularies, self._changed = table, list(names), vocabularies, changed
        self.records: list[Any] = []
        self.read_only = False

    def show_records(self, records: Sequence[Any]) -> None:
        """Show other rows; the view keeps its place if their number is the same."""
        if len(records) == len(self.records):
            self.records = list(records)
            if records:
                self.dataChanged.emit(self.index(0, 0), self.index(len(records) - 1, len(self.names) - 1))
            return
        self.beginResetModel()
        self.records = list(records)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.names)

    def headerData(self, section: int, orientation, role=Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self.table.fields[self.names[section]].alias.in_language(language()).replace("(Euro)", "(€)")

    def flags(self, index: QModelIndex):
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.read_only else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: QModelIndex, role=Qt.ItemDataRole.DisplayRole) -> Any:
        name = self.names[index.column()]
        value, kind = getattr(self.records[index.row()], name), self.table.fields[name].kind
        if role == Qt.ItemDataRole.TextAlignmentRole and kind in (REAL, INTEGER):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if name in self.vocabularies:
            known = self.vocabularies[name]
            return value if role == Qt.ItemDataRole.EditRole else _title(value, known)
        if kind == REAL:
            return number_text(value)
        return "" if value is None else str(value)

    def setData(self, index: QModelIndex, value: Any, role=Qt.ItemDataRole.EditRole) -> bool:
        name, record = self.names[index.column()], self.records[index.row()]
        try:
            new = self._read(name, value)
        except ValueError:
            refused = translate("SmartCity", "“{text}” cannot be entered here: {field}. The value before has stayed.")
            title = self.table.fields[name].alias.in_language(language())
            self.refused.emit(refused.format(text=value, field=title))
            return False
        if new == getattr(record, name) or self._changed(record, replace(record, **{name: new})):
            return True
        self.lost.emit(self.vocabularies[name].get(new, "–") if name in self.vocabularies else str(value))
        return False

    def _read(self, name: str, value: Any) -> Any:
        """Return what is to be stored for what was typed or chosen; raises ValueError."""
        if name in self.vocabularies:
            return value
        text, kind = str(value or "").strip(), self.table.fields[name].kind
        if not text:
            return None
        if kind == REAL:
            number = number_of(text)
            if number is None or abs(number) >= 1e12:
                raise ValueError(text)
            return number
        if kind == INTEGER:
            if not YEARS[0] <= int(text) <= YEARS[1]:
                raise ValueError(text)
            return int(text)
        return text


def _title(key: Optional[str], known: Mapping[str, str]) -> str:
    return "" if key is None else known.get(key, f"{WARNING}{key}")


class ChoiceDelegate(QStyledItemDelegate):
    """Edits the columns with a vocabulary by a list; what is chosen is stored at once."""

    def createEditor(self, parent: QWidget, option, index: QModelIndex) -> QWidget:
        model = index.model()
        known = model.vocabularies.get(model.names[index.column()])
        if known is None:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItem("–", None)
        for key, title in known.items():
            box.addItem(title, key)
        box.activated.connect(lambda *_: (self.commitData.emit(box), self.closeEditor.emit(box)))
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model, index: QModelIndex) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)


class MoneyView(QTableView):
    """The table; Delete asks to remove the row."""

    removal_wanted = pyqtSignal(int)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.removal_wanted.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
