# SPDX-License-Identifier: GPL-2.0-or-later
"""The list at the side: everything at once, the matrix, and all roles by sector with their state."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from ....bridge.i18n import translate
from ....study.matrix import UNITS, InventoryMatrix, RoleState
from ...cards import plain_label
from ..forms import PREFIX
from . import wording
from .lights import row_icon

OVERVIEW, MATRIX = ":overview", ":matrix"
"""Places that are no roles."""

WIDTH_IN_CHARACTERS = 42
_PLACE = Qt.ItemDataRole.UserRole


class Navigation(QWidget):
    """Where one can go; ``chosen`` tells the place: OVERVIEW, MATRIX or the id of a role."""

    chosen = pyqtSignal(str)
    entered = pyqtSignal()
    """The user wants to go on in the page (Enter)."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.search = QLineEdit()
        self.search.setObjectName(PREFIX + "role_search")
        self.search.setPlaceholderText(translate("SmartCity", "Search roles"))
        self.search.setAccessibleName(translate("SmartCity", "Search roles"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.tree = _Tree()
        self.tree.setObjectName(PREFIX + "roles")
        self.tree.setAccessibleName(translate("SmartCity", "Data roles by field of action"))
        self.tree.currentItemChanged.connect(self._choose)
        self.tree.entered.connect(self.entered)
        self.summary = plain_label()
        self.summary.setObjectName(PREFIX + "summary")
        caption = QLabel(translate("SmartCity", "Data of the stud&y"))
        caption.setBuddy(self.tree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 10, 8, 6)
        layout.addWidget(caption)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.summary)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS + 30)

    def show_matrix(self, matrix: InventoryMatrix) -> None:
        """List the roles with their states; the present place stays."""
        place = self.place()
        self._quiet = True
        self.tree.clear()
        for key, title in (
            (OVERVIEW, translate("SmartCity", "Overview and import")),
            (MATRIX, translate("SmartCity", "Inventory matrix")),
        ):
            item = QTreeWidgetItem([title, ""])
            item.setData(0, _PLACE, key)
            self.tree.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
        grey = self.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        for sector, rows in matrix.by_sector().items():
            group = QTreeWidgetItem([wording.sector_title(sector), ""])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            self.tree.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            for row in rows:
                if row.role.id == UNITS:
                    continue  # they came with the study
                item = QTreeWidgetItem([row.role.title.in_language(wording.language()), wording.state_short(row.state)])
                item.setIcon(0, row_icon(row))
                words = wording.row_words(row)
                item.setToolTip(0, f"{item.text(0)}: {words}")
                item.setToolTip(1, item.toolTip(0))
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, item.toolTip(0))
                item.setData(0, _PLACE, row.role.id)
                if row.state is RoleState.NOT_NEEDED:
                    item.setForeground(1, grey)
                group.addChild(item)
        self.tree.expandAll()
        filled = matrix.count(RoleState.FILLED) - 1
        roles = translate("SmartCity", "Roles with data: {filled} of {roles}")
        indicators = translate("SmartCity", "Computable indicators: {computable} of {all}")
        lines = [
            roles.format(filled=filled, roles=len(matrix.roles) - 1),
            indicators.format(computable=matrix.computable, all=len(matrix.indicators)),
        ]
        self.summary.setText("\n".join(lines))
        self._filter(self.search.text())
        self.go(place or OVERVIEW)
        self._quiet = False

    def place(self) -> str:
        """Return where one is, empty at the very beginning."""
        item = self.tree.currentItem()
        return (item.data(0, _PLACE) or "") if item is not None else ""

    def go(self, place: str) -> None:
        """Mark a place without telling."""
        quiet, self._quiet = self._quiet, True
        iterator = QTreeWidgetItemIterator(self.tree)
        while iterator.value():
            if iterator.value().data(0, _PLACE) == place:
                self.tree.setCurrentItem(iterator.value())
                self.tree.scrollToItem(iterator.value())
                break
            iterator += 1
        self._quiet = quiet

    def places(self) -> list[str]:
        """Return all places that can be seen, from top to bottom."""
        found = []
        iterator = QTreeWidgetItemIterator(self.tree, QTreeWidgetItemIterator.IteratorFlag.NotHidden)
        while iterator.value():
            found.append(iterator.value().data(0, _PLACE) or "")
            iterator += 1
        return [place for place in found if place]

    def _choose(self, current: Optional[QTreeWidgetItem], _former: Optional[QTreeWidgetItem]) -> None:
        place = current.data(0, _PLACE) if current is not None else None
        if place and not self._quiet:
            self.chosen.emit(place)

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for number in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(number)
            if group.data(0, _PLACE):
                continue
            shown = 0
            for index in range(group.childCount()):
                child = group.child(index)
                fits = wanted in child.text(0).casefold() or wanted in group.text(0).casefold()
                child.setHidden(not fits)
                shown += fits
            group.setHidden(not shown)


class _Tree(QTreeWidget):
    """Two columns, title and state; Enter goes into the page and not to the wizard's default button."""

    entered = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(8)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def keyPressEvent(self, event) -> None:
        """Go into the page with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
