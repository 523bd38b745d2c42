# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree of an atlas's pages: sections with check boxes, a search, and buttons that check many at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import translate
from .frame import named, push_button
from .page_rows import PageRow, chosen_rows, selection_text
from .page_words import kind_title

ROW = Qt.ItemDataRole.UserRole
TITLE, NUMBER = 0, 1
"""The columns."""
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PageTree(QWidget):
    """Pages by section; Space checks a page or a whole section."""

    changed = pyqtSignal()
    """Other pages are chosen."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PageRow] = ()
        self._items: list[QTreeWidgetItem] = []
        self.search = named(QLineEdit(), "search")
        self.search.setPlaceholderText(translate("SmartCity", "Search"))
        self.search.setAccessibleName(translate("SmartCity", "Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.tree = named(QTreeWidget(), "pages")
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([translate("SmartCity", "Pages of the atlas"), translate("SmartCity", "Page")])
        self.tree.setAccessibleName(translate("SmartCity", "Pages of the atlas"))
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemChanged.connect(self._changed)
        tip = translate("SmartCity", "Of the pages that the search shows")
        self._kinds = named(QToolButton(), "kinds")
        self._kinds.setText(translate("SmartCity", "Only &kind"))
        self._kinds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._kinds.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self)
        self._kinds.setMenu(self._menu)
        # Room for the arrow, which styles draw over the text otherwise.
        self._kinds.setMinimumWidth(self._kinds.sizeHint().width() + self.fontMetrics().averageCharWidth() * 2)
        buttons = QHBoxLayout()
        buttons.addWidget(self.search, 1)
        check, clear = partial(self.check_shown, True), partial(self.check_shown, False)
        buttons.addWidget(push_button("all", translate("SmartCity", "&All"), check, tip))
        buttons.addWidget(push_button("none", translate("SmartCity", "&None"), clear, tip))
        buttons.addWidget(self._kinds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(buttons)
        layout.addWidget(self.tree, 1)

    # Rows --------------------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[PageRow], names: Collection[str] = ()) -> None:
        """Show other pages; those that ``names`` name by key or kind are checked, all without names."""
        checked = chosen_rows(rows, names)
        self.rows, self._items = rows, []
        self.tree.blockSignals(True)
        self.tree.clear()
        sections: dict[str, QTreeWidgetItem] = {}
        for number, row in enumerate(rows):
            if row.section not in sections:
                section = sections[row.section] = QTreeWidgetItem(self.tree, [row.section, ""])
                section.setFlags(section.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            item = QTreeWidgetItem(sections[row.section], [row.title, _numbers(row)])
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsAutoTristate)
            item.setCheckState(TITLE, CHECKED if number in checked else UNCHECKED)
            item.setTextAlignment(NUMBER, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(TITLE, row.title)
            item.setData(TITLE, ROW, number)
            self._items.append(item)
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self._fill_menu()
        self._filter()
        self.changed.emit()

    @property
    def chosen(self) -> set[int]:
        """The indices of the rows that are checked."""
        return {number for number, item in enumerate(self._items) if item.checkState(TITLE) == CHECKED}

    @property
    def chosen_pages(self) -> int:
        """How many pages are checked."""
        return sum(len(self.rows[number].keys) for number in self.chosen)

    @property
    def text(self) -> str:
        """What is checked, as the algorithms name it; nothing for the whole atlas."""
        return selection_text(self.rows, self.chosen)

    @property
    def current_key(self) -> str:
        """The key of the page that is marked, nothing if none is."""
        item = self.tree.currentItem()
        number = item.data(TITLE, ROW) if item is not None else None
        return self.rows[number].keys[0] if number is not None else ""

    def check_shown(self, checked: bool) -> None:
        """Check or clear all pages that the search shows."""
        self._check(lambda item, row: None if item.isHidden() else checked)

    def check_kind(self, kind: str) -> None:
        """Check the pages of one kind and no others."""
        self._check(lambda item, row: row.kind == kind)

    def _check(self, wanted: Callable[[QTreeWidgetItem, PageRow], Optional[bool]]) -> None:
        self.tree.blockSignals(True)
        for item, row in zip(self._items, self.rows):
            state = wanted(item, row)
            if state is not None:
                item.setCheckState(TITLE, CHECKED if state else UNCHECKED)
        self.tree.blockSignals(False)
        self.tree.viewport().update()
        self.changed.emit()

    def _fill_menu(self) -> None:
        self._menu.clear()
        counts: dict[str, int] = {}
        for row in self.rows:
            counts[row.kind] = counts.get(row.kind, 0) + len(row.keys)
        for kind, count in counts.items():
            entry = self._menu.addAction(f"{kind_title(kind)} ({count})")
            entry.triggered.connect(lambda _checked=False, chosen=kind: self.check_kind(chosen))

    def _filter(self, *_: object) -> None:
        words = self.search.text().casefold().split()
        for item, row in zip(self._items, self.rows):
            text = f"{row.title} {row.section} {' '.join(row.keys)}".casefold()
            item.setHidden(not all(word in text for word in words))
        for number in range(self.tree.topLevelItemCount()):
            section = self.tree.topLevelItem(number)
            hidden = all(section.child(row).isHidden() for row in range(section.childCount()))
            section.setHidden(hidden)

    def _changed(self, item: QTreeWidgetItem, _column: int) -> None:
        if item.data(TITLE, ROW) is not None:
            self.changed.emit()


def _numbers(row: PageRow) -> str:
    last = row.number + len(row.keys) - 1
    return str(row.number) if last == row.number else f"{row.number}–{last}"
