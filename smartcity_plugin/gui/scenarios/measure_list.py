# SPDX-License-Identifier: GPL-2.0-or-later
"""The measures of a scenario: ticked ones belong to it, in the order in which they stand; dragged or moved by keys."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ..cards import plain_label
from . import wording
from .content import Content
from .tables import PREFIX

_ID = Qt.ItemDataRole.UserRole
_TICK = 0
"""The column with the ticks."""


class MeasureTree(QTreeWidget):
    """Rows that can be ticked, and dragged to another place."""

    dropped = pyqtSignal()
    """A row lies in another place now."""
    moved = pyqtSignal(int)
    """The current row shall go up (−1) or down (1)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(PREFIX + "measures")
        self.setAccessibleName(translate("SmartCity", "Measures of the scenario"))
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)

    def dropEvent(self, event) -> None:
        """Move the row, then tell."""
        super().dropEvent(event)
        self.dropped.emit()

    def keyPressEvent(self, event) -> None:
        """Move the current row by Alt+Up and Alt+Down."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved.emit(steps[event.key()])
            return
        super().keyPressEvent(event)


class MeasurePage(QWidget):
    """Which measures a scenario holds, in which order, and what their effects lack."""

    chosen = pyqtSignal(list)
    """The measures that the scenario shall hold, in their order."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.tree = MeasureTree()
        self.tree.setHeaderLabels(
            [
                translate("SmartCity", "Measure"),
                translate("SmartCity", "Effects"),
                translate("SmartCity", "Costs"),
                translate("SmartCity", "Depends on"),
                translate("SmartCity", "What is missing"),
            ]
        )
        self.hint = plain_label()
        self.hint.setObjectName(PREFIX + "measure_hint")
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        for name, text, step in (
            ("up", translate("SmartCity", "Move &up (Alt+Up)"), -1),
            ("down", translate("SmartCity", "Move &down (Alt+Down)"), 1),
        ):
            button = self.buttons[name] = QPushButton(text)
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, step=step: self.move(step))
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(
            plain_label(
                translate(
                    "SmartCity",
                    "Tick the measures of the scenario. The order counts where one effect builds on another; drag the "
                    "rows or use the keys. The data of the study stay as they are.",
                )
            )
        )
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.hint)
        layout.addLayout(row)
        self.tree.moved.connect(self.move)
        self.tree.itemChanged.connect(lambda *_: self._tell())
        self.tree.dropped.connect(self._tell)
        self.tree.currentItemChanged.connect(lambda *_: self._show_hint())

    def fill(self, content: Content, scenario_id: str) -> None:
        """Show the measures of a scenario, then all others of the register."""
        listed = content.measures_of(scenario_id)
        measures = {measure.measure_id: measure for measure in content.measures}
        others = [name for name in measures if name not in listed]
        current = self.current()
        self._filling = True
        self.tree.clear()
        for place, name in enumerate([*listed, *others], 1):
            number = f"{place}. " if name in listed else ""
            count, told = content.effects.get(name, 0), content.problems.get(name, [])
            problems = [load_catalogue().sentence(problem, language()) for problem in told]
            texts = [
                f"{number}{content.title_of(name) if name in measures else wording.GONE + name}",
                str(count) if count else wording.NOTHING,
                wording.euros(content.costs.get(name)),
                (measures[name].depends_on or "") if name in measures else "",
                self._missing(count, content.costs.get(name), len(problems)) if name in measures else "",
            ]
            item = QTreeWidgetItem(texts)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(_TICK, Qt.CheckState.Checked if name in listed else Qt.CheckState.Unchecked)
            item.setData(0, _ID, name)
            item.setData(4, _ID, "\n".join(problems))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, content.title_of(name))
            item.setToolTip(4, "\n".join(problems))
            self.tree.addTopLevelItem(item)
            if name == current:
                self.tree.setCurrentItem(item)
        header = self.tree.header()
        header.setStretchLastSection(False)
        for column in range(5):
            stretch = QHeaderView.ResizeMode.Stretch if column == 0 else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, stretch)
        if self.tree.currentItem() is None and self.tree.topLevelItemCount():
            self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self._filling = False
        self.setEnabled(bool(scenario_id))
        self._show_hint()

    def _missing(self, effects: int, cost: Optional[float], problems: int) -> str:
        parts = [] if effects else [translate("SmartCity", "no effect entered")]
        parts += [] if cost is not None else [translate("SmartCity", "costs unknown")]
        parts += [translate("SmartCity", "⚠ {count} in the effects").format(count=problems)] if problems else []
        return "; ".join(parts)

    def items(self) -> list[QTreeWidgetItem]:
        """Return the rows in their order."""
        return [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]

    def ticked(self) -> list[str]:
        """Return the measures that are ticked, in their order."""
        return [item.data(0, _ID) for item in self.items() if item.checkState(_TICK) == Qt.CheckState.Checked]

    def current(self) -> str:
        """Return the measure of the current row, empty without one."""
        item = self.tree.currentItem()
        return "" if item is None else item.data(0, _ID)

    def move(self, step: int) -> None:
        """Move the current measure up (−1) or down (1) among those of the scenario."""
        ticked, name = self.ticked(), self.current()
        if name not in ticked:
            return
        place = ticked.index(name)
        other = place + step
        if 0 <= other < len(ticked):
            ticked[place], ticked[other] = ticked[other], ticked[place]
            self.chosen.emit(ticked)

    def _tell(self) -> None:
        if not self._filling:
            self.chosen.emit(self.ticked())

    def _show_hint(self) -> None:
        item = self.tree.currentItem()
        text = "" if item is None else item.data(4, _ID) or ""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
