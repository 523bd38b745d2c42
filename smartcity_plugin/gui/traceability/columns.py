# SPDX-License-Identifier: GPL-2.0-or-later
"""The columns of the chain: needs, goals, measures, contributions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ...report.watching import WatchWords
from ...study.chain import ELSEWHERE, HERE, UNPLACED, Trace
from ..cards import emphasise, plain_label
from .links import AWAY, CONTRIBUTION, GOAL, MEASURE, NEED, STRONG, WEAK

PREFIX = "smartcity_trace_"
NUMBER = Qt.ItemDataRole.UserRole
_MARKS = {HERE: "●", ELSEWHERE: "◐", UNPLACED: "◐"}
_OPEN = "○"


class Column(QWidget):
    """One column: a heading with the count, and a list in which one thing can be chosen."""

    chosen = pyqtSignal(str, str)
    """Kind and number; an empty number when the choice was taken back."""
    wanted = pyqtSignal(str, str)
    """Kind and number of what was double-clicked."""

    def __init__(self, kind: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.heading = emphasise(plain_label())
        self.list = QTreeWidget()
        self.list.setObjectName(PREFIX + kind.lower())
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        if kind == NEED:  # titles of indicators begin alike and differ at their ends
            self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        headings = (
            [translate("SmartCity", "Need"), translate("SmartCity", "Planning unit")] if kind == NEED else ["", ""]
        )
        self.list.setHeaderLabels(headings)
        self.list.setHeaderHidden(kind != NEED)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.itemDoubleClicked.connect(lambda item, _: self.wanted.emit(kind, item.data(0, NUMBER)))
        self.empty = emphasise(plain_label()) if kind == MEASURE else plain_label()
        self.empty.setObjectName(PREFIX + kind.lower() + "_empty")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)

    def show_rows(self, chain: Trace, words: WatchWords, rows: Mapping[str, str], chosen: str, empty: str) -> None:
        """Show things with how they belong to what is chosen; ``empty`` says why there are none."""
        self.list.blockSignals(True)
        self.list.clear()
        current = None
        for number, how in rows.items():
            item = QTreeWidgetItem(self._texts(chain, words, number, how))
            item.setData(0, NUMBER, number)
            item.setToolTip(0, self._tip(chain, words, number, how))
            if how == WEAK:
                font = item.font(0)
                font.setItalic(True)
                item.setFont(0, font)
            self.list.addTopLevelItem(item)
            if number == chosen:
                current = item
        self.list.resizeColumnToContents(1)
        if self.kind == NEED:
            places = {chain.need(number).need.unit_id for number in rows}
            self.list.setColumnHidden(1, len(places) == 1 and len(rows) > 1)
        else:
            self.list.setColumnHidden(1, set(rows.values()) <= {STRONG})
        if current is not None:
            self.list.setCurrentItem(current)
            current.setSelected(True)
            self.list.scrollToItem(current)
        self.list.blockSignals(False)
        titles = {
            NEED: translate("SmartCity", "Needs ({count})"),
            GOAL: translate("SmartCity", "Goals ({count})"),
            MEASURE: translate("SmartCity", "Measures ({count})"),
            CONTRIBUTION: translate("SmartCity", "Contributions ({count})"),
        }
        self.heading.setText(titles[self.kind].format(count=len(rows)))
        self.empty.setText("" if rows else empty)
        self.empty.setVisible(not rows)

    def numbers(self) -> list[str]:
        """Return what is shown."""
        return [str(self.list.topLevelItem(row).data(0, NUMBER)) for row in range(self.list.topLevelItemCount())]

    def choose(self, number: str) -> None:
        """Choose a thing as a click would."""
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item.data(0, NUMBER) == number:
                self.list.setCurrentItem(item)

    def _choose(self) -> None:
        items = self.list.selectedItems()
        self.chosen.emit(self.kind, str(items[0].data(0, NUMBER)) if items else "")

    def _texts(self, chain: Trace, words: WatchWords, number: str, how: str) -> list[str]:
        if self.kind == NEED:
            item = chain.need(number)
            return [f"{_MARKS.get(item.state, _OPEN)} {words.need_title(item.need)}", item.need.unit_name]
        away, weak = translate("SmartCity", "elsewhere"), translate("SmartCity", "sector only")
        return [words.thing(chain, self.kind, number), {AWAY: away, WEAK: weak}.get(how, "")]

    def _tip(self, chain: Trace, words: WatchWords, number: str, how: str) -> str:
        if self.kind == NEED:
            item = chain.need(number)
            return f"{words.need_title(item.need)}: {item.need.unit_name}\n{words.state(item)}"
        return " – ".join(part for part in self._texts(chain, words, number, how) if part)
