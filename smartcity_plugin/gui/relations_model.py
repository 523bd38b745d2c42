# SPDX-License-Identifier: GPL-2.0-or-later
"""The matrix of judgements as a table model: values with signs and symbols, totals in the margin, undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from qgis.PyQt import QtGui, QtWidgets
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QColor, QFont
from qgis.PyQt.QtWidgets import QUndoCommand

from ..bridge.i18n import translate
from ..model.relation import Relation, RelationKind
from ..study.relations import SUGGESTED, RelationMatrix

COLOURS = {-2: "#E08214", -1: "#FEE0B6", 0: "#F7F7F7", 1: "#D8DAEB", 2: "#B2ABD2"}
"""Orange for conflicts, violet for synergies (ColorBrewer PuOr); the sign in the cell says the same."""

SYMBOLS = {-2: "▼▼ −2", -1: "▼ −1", 0: "○ 0", 1: "▲ +1", 2: "▲▲ +2"}
INK, GREY = "#1A1A1A", "#6B6B6B"

QUndoStack = getattr(QtWidgets, "QUndoStack", None) or QtGui.QUndoStack
"""Under Qt 6 it is at home in QtGui; whether QGIS offers it in the old place, too, depends on its version."""

Pair = tuple[str, str]


def signed(value: int) -> str:
    """Return a total with its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value)}"


class RelationModel(QAbstractTableModel):
    """Rows × columns of a matrix and one total more on either side; every change is one step of ``undo``.

    Who changes something (``author``) becomes the author of what was changed.
    """

    def __init__(self, matrix: RelationMatrix, author: str = "", parent=None) -> None:
        super().__init__(parent)
        self.matrix, self.author, self.symmetric = matrix, author, False
        self.stored = dict(matrix.relations)
        self.undo = QUndoStack(self)

    # What the view asks ------------------------------------------------------------------------------------------

    def rowCount(self, parent: Optional[QModelIndex] = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.matrix.rows) + 1

    def columnCount(self, parent: Optional[QModelIndex] = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.matrix.columns) + 1

    def pair(self, index: QModelIndex) -> Optional[Pair]:
        """Return the ids that a cell stands for, None for totals and for a goal against itself."""
        row, column = index.row(), index.column()
        if not index.isValid() or row >= len(self.matrix.rows) or column >= len(self.matrix.columns):
            return None
        found = self.matrix.rows[row][0], self.matrix.columns[column][0]
        return None if self.matrix.kind is RelationKind.GOAL_GOAL and found[0] == found[1] else found

    def relation(self, index: QModelIndex) -> Optional[Relation]:
        """Return the judgement in a cell, None without one."""
        pair = self.pair(index)
        return self.matrix.relations.get(pair) if pair else None

    def is_suggested(self, index: QModelIndex) -> bool:
        """Whether the register of measures names the pair and nobody has judged it yet."""
        pair = self.pair(index)
        return pair in self.matrix.suggested and pair not in self.matrix.relations

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if self.pair(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.EditRole:
            found = self.relation(index)
            return None if found is None else found.value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._explained(index)
        return self._look(index, role)

    def _look(self, index: QModelIndex, role: int) -> Any:
        found = self.relation(index)
        if role == Qt.ItemDataRole.BackgroundRole and self.pair(index) is None:
            return QColor("#E4E4E4")
        if role == Qt.ItemDataRole.BackgroundRole and found is not None:
            return QColor(COLOURS[found.value])
        if role == Qt.ItemDataRole.ForegroundRole:
            if self.is_suggested(index):
                return QColor(GREY)
            return QColor(INK) if found is not None or self.pair(index) is None else None
        if role == Qt.ItemDataRole.FontRole and (self.is_suggested(index) or self._is_total(index)):
            font = QFont()
            font.setItalic(self.is_suggested(index))
            font.setBold(self._is_total(index))
            return font
        return None

    def _is_total(self, index: QModelIndex) -> bool:
        return index.row() >= len(self.matrix.rows) or index.column() >= len(self.matrix.columns)

    def _text(self, index: QModelIndex) -> str:
        row, column = index.row(), index.column()
        rows, columns = self.matrix.rows, self.matrix.columns
        if row >= len(rows) and column >= len(columns):
            return ""
        if row >= len(rows):
            return signed(self.matrix.column_total(columns[column][0]))
        if column >= len(columns):
            return signed(self.matrix.row_total(rows[row][0]))
        if self.pair(index) is None:
            return "×"
        found = self.relation(index)
        if found is None:
            return f"({signed(SUGGESTED)})" if self.is_suggested(index) else ""
        mark = " ✎" if found.rationale else ""
        return f"{SYMBOLS[found.value]}{mark}"

    def _explained(self, index: QModelIndex) -> Optional[str]:
        pair = self.pair(index)
        if pair is None:
            return None
        row, column = self.matrix.rows[index.row()], self.matrix.columns[index.column()]
        lines = [f"{row[0]} {row[1]} → {column[0]} {column[1]}"]
        found = self.relation(index)
        if found is not None:
            lines.append(f"{signed(found.value)} {found.rationale}".strip())
            lines += [" ".join(filter(None, (found.author, found.changed_at[:10])))] if found.author else []
        elif self.is_suggested(index):
            lines.append(translate("SmartCity", "Suggested because the register names this goal; not stored."))
        else:
            lines.append(translate("SmartCity", "not judged"))
        return "\n".join(lines)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entries = self.matrix.columns if orientation == Qt.Orientation.Horizontal else self.matrix.rows
        if section >= len(entries):
            texts = {
                Qt.ItemDataRole.DisplayRole: "Σ",
                Qt.ItemDataRole.ToolTipRole: translate("SmartCity", "Sum: the cross-cutting effect"),
            }
            return texts.get(role)
        key, title = entries[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{key} {title}"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        short = title if len(title) <= 34 else f"{title[:33]}…"
        return f"{key}  {short}" if orientation == Qt.Orientation.Vertical else key

    # Changing ----------------------------------------------------------------------------------------------------

    def judge(self, index: QModelIndex, value: Optional[int]) -> None:
        """Set the value of a pair, None takes the judgement back; with ``symmetric`` also that of the other way."""
        pair = self.pair(index)
        if pair is None or value == self.data(index, Qt.ItemDataRole.EditRole):
            return
        self._push(self._both(pair), value=value)

    def explain(self, index: QModelIndex, rationale: str) -> None:
        """Set the rationale of a judgement."""
        found = self.relation(index)
        if found is not None and found.rationale != rationale.strip():
            self._push([(found.from_id, found.to_id)], rationale=rationale.strip())

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self.pair(index) is None:
            return False
        self.judge(index, value)
        return True

    def _both(self, pair: Pair) -> list[Pair]:
        mirrored = self.symmetric and self.matrix.kind is RelationKind.GOAL_GOAL
        return [pair, (pair[1], pair[0])] if mirrored else [pair]

    def _push(self, pairs: list[Pair], **changes: Any) -> None:
        before = {pair: self.matrix.relations.get(pair) for pair in pairs}
        after: dict[Pair, Optional[Relation]] = {}
        for pair, old in before.items():
            if changes.get("value", 0) is None:
                after[pair] = None
            else:
                start = old or Relation(self.matrix.kind, *pair, 0)
                after[pair] = replace(start, **changes, author=self.author or start.author)
        first = pairs[0]
        text = translate("SmartCity", "{row} on {column}").format(row=first[0], column=first[1])
        self.undo.push(_Change(self, text, before, after))

    def put(self, relations: dict[Pair, Optional[Relation]]) -> None:
        """Set judgements as they are, None for none; for undo and redo."""
        for pair, relation in relations.items():
            self.matrix.relations.pop(pair, None)
            if relation is not None:
                self.matrix.relations[pair] = relation
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def pending(self) -> tuple[list[Relation], list[Pair]]:
        """Return the judgements that differ from what is stored, and the pairs that no longer have one."""
        present = self.matrix.relations
        new = [item for pair, item in present.items() if self.stored.get(pair) != item]
        return new, [pair for pair in self.stored if pair not in present]


class _Change(QUndoCommand):
    """One step: some judgements before and after."""

    def __init__(self, model: RelationModel, text: str, before: dict, after: dict) -> None:
        super().__init__(text)
        self._model, self._before, self._after = model, before, after

    def redo(self) -> None:
        self._model.put(self._after)

    def undo(self) -> None:
        self._model.put(self._before)
