# SPDX-License-Identifier: GPL-2.0-or-later
"""A list of goals or measures to tick, with a field to search it; suggestions stand first and are only marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...bridge.i18n import translate

_ID = Qt.ItemDataRole.UserRole


class CheckList(QWidget):
    """What is ticked is told by ``ids``; ``changed`` when the user ticks."""

    changed = pyqtSignal()

    def __init__(self, name: str, parent=None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setObjectName(f"{name}_search")
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(translate("SmartCity", "Search"))
        self.list = QListWidget()
        self.list.setObjectName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        self.search.textChanged.connect(self._filter)
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self._known: list[str] = []

    def fill(self, titles: Sequence[tuple[str, str]], ticked: Sequence[str], why: Mapping[str, str]) -> None:
        """Show (id, title) pairs; ``why`` holds the reason of each suggestion. Ids without a title stay, marked."""
        self.list.blockSignals(True)
        self.list.clear()
        named = dict(titles)
        strays = [(key, translate("SmartCity", "(not in the register)")) for key in ticked if key not in named]
        order = sorted([*titles, *strays], key=lambda pair: (pair[0] not in ticked, pair[0] not in why))
        for key, title in order:
            text = (f"★ {why[key]}:  " if key in why and key not in ticked else "") + f"{key}  {title}"
            item = QListWidgetItem(text)
            item.setToolTip(text)
            item.setData(_ID, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._known = list(ticked)
        self.list.blockSignals(False)
        self._filter(self.search.text())

    def ids(self) -> list[str]:
        """Return what is ticked: first what was before, in its order, then what was added."""
        items = [self.list.item(row) for row in range(self.list.count())]
        now = [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked]
        return [key for key in self._known if key in now] + [key for key in now if key not in self._known]

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))
