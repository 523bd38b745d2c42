# SPDX-License-Identifier: GPL-2.0-or-later
"""The goals as a tree model: titles can be changed in place, goals dragged; what shall be stored is told by signals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractItemModel, QMimeData, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QFont, QIcon, QPixmap

from ...bridge.i18n import language, translate
from ...bridge.smart_words import letter_title, missing_words
from ...catalogue.vocabulary import Vocabulary
from ...model.strategy import Goal
from ...study.goal_tree import GoalTree, Node, build_tree, may_move
from ...study.smart import LETTERS, SmartCheck

MIME = "application/x-smartcity-goal"
TITLE, SMART = range(2)
GOAL_ROLE = int(Qt.ItemDataRole.UserRole)
CHECK_ROLE = GOAL_ROLE + 1
_FLAG = Qt.ItemFlag
_ICON = 12


class GoalModel(QAbstractItemModel):
    """Rows are goals below their parents; the second column says which letters of SMART hold."""

    renamed = pyqtSignal(str, str)
    """A goal (its number) shall have another title."""
    dropped = pyqtSignal(str, object, int)
    """A goal shall stand below another one (None: on top) at a place among its siblings, itself left out."""

    def __init__(self, vocabulary: Vocabulary, parent=None) -> None:
        super().__init__(parent)
        self._vocabulary = vocabulary
        self.tree: GoalTree = build_tree([])
        self._former = self.tree
        self.checks: Mapping[str, SmartCheck] = {}
        self.editable = False
        self._icons: dict[str, QIcon] = {}

    def show(self, tree: GoalTree, checks: Mapping[str, SmartCheck]) -> None:
        """Show other goals."""
        self.beginResetModel()
        # Qt holds no references to what its indexes point at; the former tree lives until the view has let go.
        self._former, self.tree, self.checks = self.tree, tree, checks
        self.endResetModel()

    # What the view asks -------------------------------------------------------------------------------------------

    def node(self, index: QModelIndex) -> Optional[Node]:
        """Return the goal of an index with those below it, None for the invisible root."""
        return index.internalPointer() if index.isValid() else None

    def index_of(self, goal_id: Optional[str], column: int = TITLE) -> QModelIndex:
        """Return where a goal stands; an invalid index if it is not there."""
        node = self.tree.find(goal_id)
        return QModelIndex() if node is None else self.createIndex(self._row(node), column, node)

    def _siblings(self, node: Optional[Node]) -> list[Node]:
        return list(self.tree.roots) if node is None else node.children

    def _row(self, node: Node) -> int:
        return next(row for row, other in enumerate(self._siblings(node.parent)) if other is node)

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's way
        siblings = self._siblings(self.node(parent))
        if not 0 <= row < len(siblings) or not 0 <= column <= SMART:
            return QModelIndex()
        return self.createIndex(row, column, siblings[row])

    def parent(self, index: QModelIndex) -> QModelIndex:
        node = self.node(index)
        above = None if node is None else node.parent
        return QModelIndex() if above is None else self.createIndex(self._row(above), TITLE, above)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's way
        return 0 if parent.column() > TITLE else len(self._siblings(self.node(parent)))

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's way
        return SMART + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (translate("SmartCity", "Goal"), "SMART")[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        if role == GOAL_ROLE:
            return node.goal.goal_id
        if role == CHECK_ROLE:
            return self.checks.get(node.goal.goal_id)
        if index.column() == SMART:
            return self._smart(node.goal, role)
        return self._goal(node.goal, role)

    def _goal(self, goal: Goal, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{goal.goal_id}  {goal.title}"
        if role == Qt.ItemDataRole.EditRole:
            return goal.title
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(goal.sector)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(goal)
        if role == Qt.ItemDataRole.FontRole and goal.level != "goal":
            font = QFont()
            font.setBold(goal.level == "vision")
            font.setItalic(goal.level == "main_goal")
            return font
        return None

    def _icon(self, sector: Optional[str]) -> Optional[QIcon]:
        term = self._vocabulary.sectors.get(sector or "")
        if term is None:
            return None
        if term.id not in self._icons:
            picture = QPixmap(_ICON, _ICON)
            picture.fill(QColor(term.colour))
            self._icons[term.id] = QIcon(picture)
        return self._icons[term.id]

    def _told(self, goal: Goal) -> str:
        terms = self._vocabulary.goal_levels.get(goal.level), self._vocabulary.sectors.get(goal.sector or "")
        words = [goal.goal_id, *(term.title.in_language(language()) for term in terms if term is not None)]
        return " · ".join([*words, goal.title])

    def _smart(self, goal: Goal, role: int) -> Any:
        check = self.checks.get(goal.goal_id)
        if check is None:
            return None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            lines = [
                f"{letter_title(letter)}: {'; '.join(missing_words(key) for key in keys)}"
                for letter, keys in check.reasons.items()
            ]
            return "\n".join(lines) or translate("SmartCity", "All five letters hold.")
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{sum(state is True for state in check.states)}/{len(LETTERS)}"
        return None

    # Changing -----------------------------------------------------------------------------------------------------

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return _FLAG.ItemIsDropEnabled if self.editable else _FLAG.NoItemFlags
        flags = _FLAG.ItemIsEnabled | _FLAG.ItemIsSelectable
        if self.editable and index.data(GOAL_ROLE):
            flags |= _FLAG.ItemIsDragEnabled | _FLAG.ItemIsDropEnabled
            if index.column() == TITLE:
                flags |= _FLAG.ItemIsEditable
        return flags

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node, title = self.node(index), str(value).strip()
        if node is None or role != Qt.ItemDataRole.EditRole or not title or title == node.goal.title:
            return False
        self.renamed.emit(node.goal.goal_id, title)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, str(indexes[0].data(GOAL_ROLE)).encode("utf-8"))
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: QModelIndex
    ) -> bool:
        if not self.editable or not data.hasFormat(MIME):
            return False
        return may_move(self.tree, bytes(data.data(MIME)).decode("utf-8"), parent.data(GOAL_ROLE))

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: QModelIndex) -> bool:
        """Tell the move. The view has nothing to remove: the tree is read anew once the move is stored."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        goal_id, below = bytes(data.data(MIME)).decode("utf-8"), self.node(parent)
        siblings = self._siblings(below)
        place = len(siblings) if row < 0 else row
        # Places are counted without the goal itself.
        place -= any(item.goal.goal_id == goal_id for item in siblings[:place])
        self.dropped.emit(goal_id, None if below is None else below.goal.goal_id, place)
        return True
