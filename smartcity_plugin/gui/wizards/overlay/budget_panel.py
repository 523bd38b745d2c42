# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights by points: everybody involved distributes 100 of them, the mean of all becomes the weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ....bridge.i18n import language, translate
from ....catalogue.numbers import format_number
from ....engine.composite.weights import budget
from ....model.scheme import Weights
from ....sources.numbers import COMMA, POINT
from ....sources.own_reading import number_in
from ..forms import explanation, named, tell

WHOLE = 100.0
EXACT = 0.05
"""So far from 100 a ballot may be: points are written with one decimal."""
MOST = 1000.0


class BudgetPanel(QWidget):
    """Members in rows, those involved in columns; ``edited`` carries the Weights."""

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._weights, self._members = Weights(), {}
        self.table = named(QTableWidget(), "budget")
        self.table.setAccessibleName(translate("SmartCity", "Points of those involved"))
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.itemChanged.connect(self._typed)
        self.add = named(QPushButton(translate("SmartCity", "A&dd person or group…")), "add_person")
        self.remove = named(QPushButton(translate("SmartCity", "Remo&ve")), "remove_person")
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        self.state = explanation()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.state)

    def show_node(self, members: Mapping[str, str], weights: Weights) -> None:
        """Show the points of members (id → name)."""
        self._members, self._weights = dict(members), weights
        self._show()

    @property
    def weights(self) -> Weights:
        """The weights as they are shown."""
        return self._weights

    def flaws(self) -> list[str]:
        """Return what must still be put right, in the words for “Still needed”."""
        if not self._weights.ballots:
            return [translate("SmartCity", "the points of at least one person or group")]
        wrong = [who for who in self._weights.ballots if abs(self._sum(who) - WHOLE) > EXACT]
        text = translate("SmartCity", "100 points in all from {names}")
        return [text.format(names=", ".join(wrong))] if wrong else []

    def _sum(self, who: str) -> float:
        points = self._weights.ballots[who]
        return sum(points.get(name, 0.0) for name in self._members)

    def _show(self) -> None:
        people, members = list(self._weights.ballots), list(self._members)
        self.table.blockSignals(True)
        self.table.clear()
        self.table.setRowCount(len(members) + 1)
        self.table.setColumnCount(len(people) + 2)
        self.table.setHorizontalHeaderLabels(
            [translate("SmartCity", "Belongs to the index"), *people, translate("SmartCity", "Mean")]
        )
        self.table.verticalHeader().hide()
        for row, (name, title) in enumerate(self._members.items()):
            self._put(row, 0, title, is_fixed=True)
            for column, who in enumerate(people, start=1):
                self._put(row, column, number_text(self._weights.ballots[who].get(name, 0.0)))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 9)
        self._put(len(members), 0, translate("SmartCity", "Sum"), is_fixed=True, is_bold=True)
        self._show_sums()
        self.table.blockSignals(False)
        self.remove.setEnabled(bool(people))

    def _show_sums(self) -> None:
        was_blocked = self.table.blockSignals(True)
        members = list(self._members)
        mean = budget(self._weights, members)
        last = self.table.columnCount() - 1
        for row, share in enumerate(mean):
            self._put(row, last, number_text(100.0 * share), is_fixed=True, is_bold=True)
        for column, who in enumerate(self._weights.ballots, start=1):
            total = self._sum(who)
            mark = "✓" if abs(total - WHOLE) <= EXACT else "≠ 100"
            self._put(len(members), column, f"{number_text(total)} {mark}", is_fixed=True, is_bold=True)
        self._put(len(members), last, number_text(100.0 * float(mean.sum())), is_fixed=True, is_bold=True)
        self.table.blockSignals(was_blocked)
        open_points = self.flaws()
        if not self._weights.ballots:
            text = translate("SmartCity", "Add everybody who takes part; then let each distribute 100 points.")
        elif open_points:
            text = translate("SmartCity", "Every column must add up to 100.")
        else:
            text = translate("SmartCity", "All have distributed 100 points; the mean counts, everybody the same.")
        tell(self.state, text)

    def _put(self, row: int, column: int, text: str, is_fixed: bool = False, is_bold: bool = False) -> None:
        item = QTableWidgetItem(text)
        if is_fixed:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        if column:
            item.setTextAlignment(int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
        if is_bold:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(font)
        self.table.setItem(row, column, item)

    def _typed(self, item: QTableWidgetItem) -> None:
        """Take over what was typed; what is no number from 0 on is put back."""
        people, members = list(self._weights.ballots), list(self._members)
        row, column = item.row(), item.column() - 1
        if not (row < len(members) and 0 <= column < len(people)):
            return
        who, name = people[column], members[row]
        points = dict(self._weights.ballots[who])
        value = _number(item.text())
        if value is not None:
            points[name] = value
        was_blocked = self.table.blockSignals(True)
        item.setText(number_text(points.get(name, 0.0)))
        self.table.blockSignals(was_blocked)
        self._take({**self._weights.ballots, who: points})
        self._show_sums()

    def _take(self, ballots: Mapping[str, Mapping[str, float]]) -> None:
        self._weights = replace(self._weights, ballots=ballots)
        self.edited.emit(self._weights)

    def _add(self) -> None:
        text = translate("SmartCity", "Who distributes the points? A group or a role says enough (such as “Council”).")
        name, accepted = QInputDialog.getText(
            self, translate("SmartCity", "Add person or group"), text, QLineEdit.EchoMode.Normal
        )
        name = name.strip()
        if accepted and name and name not in self._weights.ballots:
            self.add_person(name)

    def add_person(self, name: str) -> None:
        """Add somebody with no points yet."""
        self._take({**self._weights.ballots, name: dict.fromkeys(self._members, 0.0)})
        self._show()
        self.table.setFocus()
        self.table.setCurrentCell(0, self.table.columnCount() - 2)

    def _remove(self) -> None:
        people = list(self._weights.ballots)
        column = self.table.currentColumn() - 1
        who = people[column if 0 <= column < len(people) else -1]
        self._take({name: points for name, points in self._weights.ballots.items() if name != who})
        self._show()


def number_text(value: float) -> str:
    """Return points with one decimal, if they have one."""
    value = round(value, 1)
    return format_number(value, 0 if float(value).is_integer() else 1, language(), grouping=False)


def _number(text: str) -> float | None:
    try:
        value = number_in(text.strip() or "0", COMMA if language().startswith("de") else POINT)
    except ValueError:
        return None
    return value if value is not None and 0 <= value <= MOST else None
