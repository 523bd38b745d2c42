# SPDX-License-Identifier: GPL-2.0-or-later
"""One checklist: items with their lights on the left, what the study shows and what people answer on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Optional

from qgis.PyQt.QtCore import QSignalBlocker, Qt
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue.checklists import load_checklists
from ...study.checklists import CheckedItem, fact_lines
from ..cards import emphasise, plain_label
from .answer import PREFIX, AnswerForm
from .words import COLOURS, SYMBOLS, Names, counts_line, state_word

ITEM = Qt.ItemDataRole.UserRole


class ChecklistPage(QWidget):
    """Shows a checklist; ``store`` gets the item and its answer fields and returns whether that went well.

    ``jump`` gets a reference such as goal:Z1.
    """

    def __init__(
        self,
        checklist: str,
        store: Callable[[CheckedItem, dict[str, Optional[str]]], bool],
        jump: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.setObjectName(f"{PREFIX}{checklist}")
        self.checklist = load_checklists()[checklist]
        self.items: dict[str, CheckedItem] = {}
        self.editable = True
        self._store, self._jump = store, jump
        self._names = Names({})
        self._shown: Optional[str] = None
        self._make_parts()
        self._lay_out()

    def _make_parts(self) -> None:
        notes = (self.checklist.note, *self.checklist.group_notes.values())
        self.note, self.counts = plain_label(" ".join(text.in_language(language()) for text in notes)), plain_label()
        self.counts.setObjectName(f"{PREFIX}counts")
        self.tree = QTreeWidget()
        self.tree.setObjectName(f"{PREFIX}tree")
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(self.fontMetrics().averageCharWidth())
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.currentItemChanged.connect(self._choose)
        self.title, self.light, self.demand = emphasise(plain_label(), 1.2), plain_label(), plain_label()
        self.source, self.facts, self.reckoning = plain_label(), plain_label(), plain_label()
        self.light.setObjectName(f"{PREFIX}light")
        self.facts.setObjectName(f"{PREFIX}facts")
        self.evidence = QListWidget()
        self.evidence.setObjectName(f"{PREFIX}evidence")
        self.evidence.setToolTip(translate("SmartCity", "Double-click or Enter opens the goal or measure."))
        self.evidence.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.evidence.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.evidence.itemActivated.connect(lambda item: self._jump(item.data(ITEM)))
        self.form = AnswerForm(self.commit)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        self.shown_heading = emphasise(plain_label(translate("SmartCity", "What the study shows")))
        self.evidence_heading = emphasise(plain_label(translate("SmartCity", "Evidence in the study")))
        said = emphasise(plain_label(translate("SmartCity", "Entries of the municipality")))
        for widget in (self.title, self.light, self.demand, self.source):
            column.addWidget(widget)
        for widget in (self.shown_heading, self.facts, self.reckoning, self.evidence_heading, self.evidence):
            column.addWidget(widget)
        column.addWidget(said)
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(right)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.tree)
        split.addWidget(area)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 5)
        width = self.fontMetrics().averageCharWidth()
        split.setSizes([width * 65, width * 85])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.note)
        layout.addWidget(self.counts)
        layout.addWidget(split, 1)

    # Showing ------------------------------------------------------------------------------------------------------

    def show_items(self, checked: Sequence[CheckedItem], names: Names) -> None:
        """Show what was evaluated and answered; the item that was chosen stays chosen."""
        self.items = {item.item.id: item for item in checked}
        self._names = names
        self.counts.setText(counts_line(checked))
        chosen = self._shown if self._shown in self.items else next(iter(self.items), None)
        with QSignalBlocker(self.tree):
            if self.tree.topLevelItemCount() == 0:
                self._fill_tree()
            for row in self._rows():
                self._light(row)
                if row.data(0, ITEM) == chosen:
                    self.tree.setCurrentItem(row)
        self._show(chosen)

    def _fill_tree(self) -> None:
        for group, title in self.checklist.groups.items():
            head = QTreeWidgetItem([title.in_language(language())])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            self.tree.addTopLevelItem(head)
            for item in self.checklist.items_of(group):
                row = QTreeWidgetItem()
                row.setData(0, ITEM, item.id)
                head.addChild(row)
            head.setExpanded(True)

    def _rows(self) -> list[QTreeWidgetItem]:
        heads = (self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount()))
        rows = [head.child(number) for head in heads for number in range(head.childCount())]
        return [row for row in rows if row.data(0, ITEM)]

    def _light(self, row: QTreeWidgetItem) -> None:
        checked = self.items[row.data(0, ITEM)]
        mark = " ≠" if checked.is_contested else ""
        row.setText(0, f"{SYMBOLS[checked.status]} {checked.item.title.in_language(language())}{mark}")
        row.setForeground(0, QBrush(QColor(COLOURS[checked.status])))
        row.setToolTip(0, f"{checked.item.title.in_language(language())}: {state_word(checked.status)}")

    def choose(self, item_id: str) -> None:
        """Choose an item by its id."""
        for row in self._rows():
            if row.data(0, ITEM) == item_id:
                self.tree.setCurrentItem(row)

    def _choose(self, current: Optional[QTreeWidgetItem], _: Optional[QTreeWidgetItem] = None) -> None:
        if current is None or not current.data(0, ITEM):
            return
        left, self._shown = self._shown, current.data(0, ITEM)
        if self._stored(left):
            self._show(self._shown)
            return
        self._shown = left  # what was typed could not be stored: stay with it
        with QSignalBlocker(self.tree):
            for row in self._rows():
                if row.data(0, ITEM) == left:
                    self.tree.setCurrentItem(row)

    def _show(self, item_id: Optional[str]) -> None:
        self._shown = item_id
        checked = self.items.get(item_id or "")
        self.form.setEnabled(checked is not None and self.editable)
        if checked is None:
            return
        item = checked.item
        self.title.setText(item.title.in_language(language()))
        self.light.setText(_state(checked))
        self.light.setStyleSheet(f"color: {COLOURS[checked.status]}; font-weight: bold")
        self.demand.setText(item.text.in_language(language()))
        self.source.setText(_source(checked))
        lines = fact_lines(checked, language())
        if item.is_manual:
            lines = [translate("SmartCity", "The study cannot tell; please answer below.")]
        self.facts.setText("\n".join(f"• {line}" for line in lines) if not item.is_manual else lines[0])
        self.reckoning.setText(item.reckoning.in_language(language()))
        self.reckoning.setVisible(not item.is_manual)
        self._show_evidence(checked)
        self.form.show_answer(checked)

    def _show_evidence(self, checked: CheckedItem) -> None:
        self.evidence.clear()
        for reference in checked.evidence:
            row = QListWidgetItem(self._names.of(reference))
            row.setData(ITEM, reference)
            row.setToolTip(row.text())
            self.evidence.addItem(row)
        lines = min(max(len(checked.evidence), 1), 6)
        self.evidence.setFixedHeight(round(self.fontMetrics().lineSpacing() * (lines + 0.8)))
        for widget in (self.evidence, self.evidence_heading):
            widget.setVisible(bool(checked.evidence))

    # Storing ------------------------------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Store what was typed; return whether nothing is left to be stored."""
        return self._stored(self._shown)

    def _stored(self, item_id: Optional[str]) -> bool:
        checked = self.items.get(item_id or "")
        if checked is None or not self.form.is_changed(checked):
            return True
        return self._store(checked, self.form.values())


def _state(checked: CheckedItem) -> str:
    text = f"{SYMBOLS[checked.status]} {state_word(checked.status)}"
    if checked.is_contested:
        told = translate("SmartCity", "{state} by the study; the answer says: {answer}")
        return told.format(state=text, answer=state_word(checked.answered))
    if not checked.item.is_manual and checked.evaluated != checked.status:
        return translate("SmartCity", "{state} by the answer; the study cannot tell").format(state=text)
    return text


def _source(checked: CheckedItem) -> str:
    from ...catalogue import load_catalogue

    status = load_catalogue().vocabulary.statuses[checked.item.status.value].title.in_language(language())
    told = translate("SmartCity", "Source: {source} ({status})")
    return told.format(source=checked.item.source.in_language(language()), status=status)
