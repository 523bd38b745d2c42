# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree on the screen: moved by mouse or by keys, with the five letters painted beside each sub-goal."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainter
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTreeView

from ...bridge.smart_words import letter_title
from ...study.smart import LETTERS, SmartCheck
from .model import CHECK_ROLE, GOAL_ROLE, SMART, TITLE, GoalModel

PREFIX = "smartcity_goals_"
HOLDS, LACKS, UNKNOWN = "#1b7837", "#b35806", "#6b6b6b"
INK = "#ffffff"
SIGNS = {True: ("✓", HOLDS), False: ("!", LACKS), None: ("?", UNKNOWN)}
"""Sign and colour of a letter: never colour alone."""

_MOVES = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "out", Qt.Key.Key_Right: "in"}


class LettersDelegate(QStyledItemDelegate):
    """Paints the letters: filled where they hold, framed with a sign where they do not."""

    def paint(self, painter: QPainter, option, index: QModelIndex) -> None:
        check: Optional[SmartCheck] = index.data(CHECK_ROLE)
        if check is None:
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._size(option)
        top = option.rect.top() + (option.rect.height() - size) // 2
        for place, (letter, state) in enumerate(zip(LETTERS, check.states)):
            box = QRect(option.rect.left() + 4 + place * (size + 3), top, size, size)
            colour = QColor(SIGNS[state][1])
            painter.setPen(colour)
            painter.setBrush(colour if state else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(INK) if state else colour)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter_title(letter)[:1])
        painter.restore()

    def sizeHint(self, option, index: QModelIndex) -> QSize:
        size = self._size(option)
        return QSize(len(LETTERS) * (size + 3) + 8, size + 8)

    def _size(self, option) -> int:
        return option.fontMetrics.height() + 2


class GoalView(QTreeView):
    """Drag goals, or use Alt with the arrow keys; Insert adds, F2 renames, Delete removes."""

    move_wanted = pyqtSignal(str)
    """Up, down, in (below the goal before it) or out (beside its parent)."""
    new_wanted = pyqtSignal()
    remove_wanted = pyqtSignal()
    chosen = pyqtSignal(object)
    """The number of the goal that is chosen now, None for none."""

    def __init__(self, model: GoalModel) -> None:
        super().__init__()
        self._closed: set[str] = set()
        self._filter = ""
        self._quiet = False
        self.setObjectName(PREFIX + "tree")
        self.setModel(model)
        self.setItemDelegateForColumn(SMART, LettersDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(SMART, QHeaderView.ResizeMode.ResizeToContents)
        self.expanded.connect(lambda index: self._closed.discard(index.data(GOAL_ROLE)))
        self.collapsed.connect(self._remember_closed)

    def _remember_closed(self, index: QModelIndex) -> None:
        if not self._quiet:
            self._closed.add(index.data(GOAL_ROLE))

    @property
    def current(self) -> Optional[str]:
        """The number of the chosen goal."""
        return self.currentIndex().data(GOAL_ROLE)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self.chosen.emit(current.data(GOAL_ROLE))

    def keep(self, show, choose: Optional[str]) -> None:
        """Let ``show`` fill the model, then open what was open and choose a goal, without telling it."""
        self._quiet = True
        try:
            show()
            self.expandAll()
            for number in list(self._closed):
                self.collapse(self.model().index_of(number))
            self.apply_filter(self._filter)
            self.setCurrentIndex(self.model().index_of(choose))
        finally:
            self._quiet = False

    def apply_filter(self, text: str) -> int:
        """Show only goals that contain a text, with those above them; returns how many contain it."""
        self._filter = text
        wanted = text.strip().casefold()
        return sum(self._filtered(QModelIndex(), wanted))

    def _filtered(self, parent: QModelIndex, wanted: str) -> list[bool]:
        model: GoalModel = self.model()
        found = []
        for row in range(model.rowCount(parent)):
            index = model.index(row, TITLE, parent)
            goal = model.node(index).goal
            texts = (goal.goal_id, goal.title, goal.description, goal.responsible)
            fits = any(wanted in (one or "").casefold() for one in texts)
            below = self._filtered(index, wanted)
            self.setRowHidden(row, parent, not (fits or any(below)))
            if wanted and any(below):
                self.expand(index)
            found += [fits, *below]
        return found

    def keyPressEvent(self, event) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _MOVES:
            self.move_wanted.emit(_MOVES[event.key()])
        elif event.key() == Qt.Key.Key_Insert:
            self.new_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)
