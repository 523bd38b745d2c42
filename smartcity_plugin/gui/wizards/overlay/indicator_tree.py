# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree index → sector → indicator with check boxes: what can be chosen, and why not."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ....bridge.i18n import translate
from ....model.indicator import Indicator
from ....model.scheme import Scheme
from ....study.drafts import Material, coverage
from ..forms import PREFIX
from . import wording
from .draft import scorable

_ID = Qt.ItemDataRole.UserRole
_CHECKABLE = Qt.ItemFlag.ItemIsUserCheckable


class IndicatorTree(QTreeWidget):
    """Indicators by sector; ``chosen`` tells that the user has taken one in or out, ``current`` which is looked at."""

    chosen = pyqtSignal()
    current = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(PREFIX + "indicators")
        self.setAccessibleName(translate("SmartCity", "Indicators of the index"))
        self.setHeaderLabels(
            [
                translate("SmartCity", "Indicator"),
                translate("SmartCity", "Units"),
                translate("SmartCity", "Cells"),
            ]
        )
        self.setUniformRowHeights(True)
        self.setIndentation(self.fontMetrics().averageCharWidth() * 2)
        self.setTabKeyNavigation(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._items: dict[str, QTreeWidgetItem] = {}
        self.itemChanged.connect(self._changed)
        self.currentItemChanged.connect(lambda item, _former: self._tell(item))

    def show_material(self, material: Material, scheme: Scheme) -> None:
        """Show all indicators of the catalogue, those of a scheme checked."""
        self.blockSignals(True)
        self.clear()
        self._items = {}
        root = QTreeWidgetItem(self, [translate("SmartCity", "Index")])
        root.setFlags(root.flags() | _CHECKABLE | Qt.ItemFlag.ItemIsAutoTristate)
        for sector in material.catalogue.sectors:
            indicators = material.catalogue.indicators_of(sector)
            if not indicators:
                continue
            branch = QTreeWidgetItem(root, [wording.sector_name(material.catalogue, sector)])
            usable = any(item.id in material.computed for item in indicators)
            if usable:
                branch.setFlags(branch.flags() | _CHECKABLE | Qt.ItemFlag.ItemIsAutoTristate)
            for indicator in sorted(indicators, key=lambda item: item.id not in material.computed):
                self._add(branch, indicator, material, scheme)
            branch.setExpanded(usable)
        root.setExpanded(True)
        self.blockSignals(False)
        first = next((self._items[name] for name in scheme.indicators if name in self._items), root.child(0))
        self.setCurrentItem(first)
        self.scrollToTop()

    def _add(self, branch: QTreeWidgetItem, indicator: Indicator, material: Material, scheme: Scheme) -> None:
        is_computed = indicator.id in material.computed
        item = QTreeWidgetItem(branch, [wording.indicator_name(material.catalogue, indicator.id)])
        item.setData(0, _ID, indicator.id)
        item.setToolTip(0, item.text(0))
        # Without a box it can still be looked at with the keyboard, and says why it cannot be chosen.
        item.setFlags(item.flags() & ~_CHECKABLE)
        if is_computed:
            item.setText(1, self._units_text(material, indicator.id))
            item.setText(2, cells_text(material, indicator.id))
            own, _, total = coverage(material.cells, indicator.id)
            item.setToolTip(2, f"{wording.count(own)}/{wording.count(total)}")
            if scorable(indicator, scheme):
                item.setFlags(item.flags() | _CHECKABLE)
                checked = indicator.id in scheme.indicators
                _check(item, checked)
            else:
                item.setText(1, translate("SmartCity", "needs a scale"))
                item.setText(2, "")
        else:
            item.setText(1, "–")
            item.setToolTip(1, translate("SmartCity", "not computed"))
        if not (is_computed and scorable(indicator, scheme)):
            for column in range(3):
                item.setForeground(column, self.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text))
        self._items[indicator.id] = item

    def _units_text(self, material: Material, name: str) -> str:
        own, _, total = coverage(material.units, name)
        return f"{wording.count(own)}/{wording.count(total)}"

    def names(self) -> list[str]:
        """Return the ids of the checked indicators."""
        return [
            name
            for name, item in self._items.items()
            if item.flags() & _CHECKABLE and item.checkState(0) == Qt.CheckState.Checked
        ]

    def current_id(self) -> str:
        """Return the id of the indicator that is looked at; nothing on a sector."""
        item = self.currentItem()
        return "" if item is None else item.data(0, _ID) or ""

    def check(self, name: str, checked: bool = True) -> None:
        """Take an indicator in or out, as a click would."""
        _check(self._items[name], checked)

    def look_at(self, name: str) -> None:
        """Make an indicator the current one."""
        self.setCurrentItem(self._items[name])

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.chosen.emit()

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        self.current.emit("" if item is None else item.data(0, _ID) or "")


def cells_text(material: Material, name: str) -> str:
    """Return on which share of the cells an indicator has values of its own; a dash without any there."""
    own, _, total = coverage(material.cells, name)
    if not own:
        return "–"
    # All and none are said only where it is so.
    share = own / total if own == total else min(0.99, max(0.01, own / total))
    return wording.percent(share, 0)


def _check(item: QTreeWidgetItem, checked: bool) -> None:
    state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
    item.setData(0, Qt.ItemDataRole.CheckStateRole, state)
