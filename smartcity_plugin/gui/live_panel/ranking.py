# SPDX-License-Identifier: GPL-2.0-or-later
"""The ranking of the planning units while weights are moved: rank, name, need as a bar, change of rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QTableView, QWidget

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number

if TYPE_CHECKING:
    from ...study.live import RankRow

RANK, NAME, NEED, CHANGE = range(4)
UP, DOWN, SAME, NONE = "▲", "▼", "=", "–"
_BAR = QColor("#c3d0de")


class RankingModel(QAbstractTableModel):
    """The units in the order of their needs; rows keep their identity when the order changes."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.rows: list[RankRow] = []

    def show(self, rows: list[RankRow]) -> None:
        """Show another ranking; what is selected stays selected."""
        if {row.unit_id for row in rows} != {row.unit_id for row in self.rows} or len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        places = {row.unit_id: number for number, row in enumerate(rows)}
        old = self.persistentIndexList()
        new = [self.index(places[self.rows[item.row()].unit_id], item.column()) for item in old]
        self.rows = rows
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def row_of(self, unit_id: str) -> int:
        """Return the row of a unit, -1 if it is not there."""
        return next((number for number, row in enumerate(self.rows) if row.unit_id == unit_id), -1)

    def rowCount(self, parent: Optional[QModelIndex] = None) -> int:
        """Return how many units there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Optional[QModelIndex] = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column, and what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            titles = {
                RANK: "#",
                NAME: translate("SmartCity", "Unit"),
                NEED: translate("SmartCity", "Need"),
                CHANGE: f"{UP}{DOWN}",
            }
            return titles[section]
        if role == Qt.ItemDataRole.ToolTipRole and section == RANK:
            return translate("SmartCity", "Rank: 1 is the greatest need")
        if role == Qt.ItemDataRole.ToolTipRole and section == CHANGE:
            return translate("SmartCity", "By how many ranks the unit has become more (▲) or less (▼) urgent")
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, index.column())
        if role == Qt.ItemDataRole.UserRole:
            return row.need
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tip(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != NAME:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


def _text(row: RankRow, column: int) -> str:
    if column == RANK:
        return str(row.rank) if row.rank else NONE
    if column == NAME:
        return row.name
    if column == NEED:
        return NONE if row.need is None else format_number(row.need, 1, language())
    if row.change is None:
        return NONE
    return SAME if row.change == 0 else f"{UP if row.change > 0 else DOWN}\u202f{abs(row.change)}"


def tip(row: RankRow) -> str:
    """Return a unit's place in the ranking in words."""
    parts = [row.name]
    if row.need is None and row.is_hidden:
        parts.append(translate("SmartCity", "too few people for a need that may be shown"))
    elif row.need is None:
        parts.append(translate("SmartCity", "need unknown: too little is known here"))
    else:
        need = format_number(row.need, 1, language())
        parts.append(translate("SmartCity", "rank {rank}, need {need} of 100").format(rank=row.rank, need=need))
    if row.change:
        text = translate("SmartCity", "rank {rank} by the stored scheme")
        parts.append(text.format(rank=row.rank + row.change))
    return "; ".join(parts)


class NeedDelegate(QStyledItemDelegate):
    """Draws the need as a bar behind its number."""

    def paint(self, painter, option, index) -> None:
        """Draw the bar, then what every cell shows."""
        need = index.data(Qt.ItemDataRole.UserRole)
        if need is not None and not option.state & QStyle.StateFlag.State_Selected:
            area = option.rect.adjusted(2, 3, -2, -3)
            width = round(area.width() * min(max(need, 0.0), 100.0) / 100.0)
            dark = option.palette.color(QPalette.ColorRole.Base).lightness() < 128
            painter.fillRect(QRect(area.left(), area.top(), width, area.height()), _BAR.darker(300) if dark else _BAR)
        super().paint(painter, option, index)


class RankingTable(QTableView):
    """The ranking as a table; Enter or a double click shows a unit on the map."""

    chosen = pyqtSignal(str)
    """The id of the unit that was selected."""
    wanted = pyqtSignal(str)
    """The id of the unit that the map shall show."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_live_ranking")
        self.setAccessibleName(translate("SmartCity", "Ranking of the planning units"))
        self.ranking = RankingModel(self)
        self.setModel(self.ranking)
        self.setItemDelegateForColumn(NEED, NeedDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(round(self.fontMetrics().height() * 1.5))
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, sample in ((RANK, "00"), (NEED, "100,0"), (CHANGE, f"{UP}00")):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            texts = (sample, str(self.ranking.headerData(column, Qt.Orientation.Horizontal)))
            self.setColumnWidth(column, max(self.fontMetrics().horizontalAdvance(text) for text in texts) + 14)
        self.setMinimumHeight(self.fontMetrics().height() * 8)
        self._is_following = False
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.wanted.emit(self.ranking.rows[index.row()].unit_id))

    def resizeEvent(self, event) -> None:
        """Give names a second line where the dock is too narrow for one."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Make all rows as high as the longest name needs, at most two lines; measuring each row would cost time."""
        room = self.columnWidth(NAME) - 10
        widest = max((self.fontMetrics().horizontalAdvance(row.name) for row in self.ranking.rows), default=0)
        lines = 1.5 if widest <= room else 2.4
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * lines))

    def selected(self) -> str:
        """Return the id of the selected unit, empty if there is none."""
        index = self.currentIndex()
        return self.ranking.rows[index.row()].unit_id if index.isValid() else ""

    def show_ranking(self, rows: list[RankRow]) -> None:
        """Show another ranking; the selected unit stays selected."""
        self._is_following = True
        try:
            had = len(self.ranking.rows)
            self.ranking.show(rows)
            if len(rows) != had:
                self._fit_rows()
        finally:
            self._is_following = False

    def select(self, unit_id: str) -> None:
        """Select a unit."""
        row = self.ranking.row_of(unit_id)
        if row >= 0:
            self.setCurrentIndex(self.ranking.index(row, NAME))
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event) -> None:
        """Show the unit on the map on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected():
            self.wanted.emit(self.selected())
        else:
            super().keyPressEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_following:
            self.chosen.emit(self.ranking.rows[index.row()].unit_id)
