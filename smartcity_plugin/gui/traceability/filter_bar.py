# SPDX-License-Identifier: GPL-2.0-or-later
"""The filters above the chain: planning unit, indicator, only what is open."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ...report.watching import WatchWords
from ...study.trace_view import Content
from .columns import PREFIX
from .links import Filters


class FilterBar(QWidget):
    """Tells by ``changed`` that other needs are wanted."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.unit, self.indicator = QComboBox(), QComboBox()
        self.only_open = QCheckBox(translate("SmartCity", "Only needs &without a measure on the spot"))
        named = {"unit": self.unit, "indicator": self.indicator, "only_open": self.only_open}
        for name, widget in named.items():
            widget.setObjectName(PREFIX + name)
        whole, layout = QVBoxLayout(self), QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(layout)
        texts = (translate("SmartCity", "&Planning unit"), translate("SmartCity", "&Indicator"))
        for text, box in zip(texts, (self.unit, self.indicator)):
            label = QLabel(text)
            label.setBuddy(box)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(18)
            box.currentIndexChanged.connect(self._tell)
            layout.addWidget(label)
            layout.addWidget(box, 1)
        self.only_open.toggled.connect(self._tell)
        whole.addWidget(self.only_open)

    def _tell(self, *_: object) -> None:
        self.changed.emit()

    @property
    def filters(self) -> Filters:
        """What the filters are set to."""
        return Filters(self.unit.currentData() or "", self.indicator.currentData() or "", self.only_open.isChecked())

    def fill(self, content: Content, words: WatchWords) -> None:
        """Offer the units and indicators that have needs; what was chosen stays if it is still there."""
        needs = [item.need for item in content.chain.needs]
        units = sorted({(need.unit_name, need.unit_id) for need in needs})
        titles = sorted({(words.need_title(need), need.indicator_id) for need in needs if need.indicator_id})
        rows = (
            (self.unit, translate("SmartCity", "all planning units"), units),
            (self.indicator, translate("SmartCity", "all indicators"), titles),
        )
        for box, everything, entries in rows:
            kept = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(everything, "")
            for text, key in entries:
                box.addItem(text, key)
            box.setCurrentIndex(max(box.findData(kept), 0))
            box.blockSignals(False)

    def clear(self) -> None:
        """Take the filters back without telling."""
        self.blockSignals(True)
        for box in (self.unit, self.indicator):
            box.setCurrentIndex(0)
        self.only_open.setChecked(False)
        self.blockSignals(False)

    def show_unit(self, unit_id: str, name: str) -> None:
        """Filter by a unit only, without telling; one without needs is not offered, yet may be asked for."""
        self.clear()
        self.blockSignals(True)
        if self.unit.findData(unit_id) < 0:
            self.unit.addItem(name, unit_id)
        self.unit.setCurrentIndex(self.unit.findData(unit_id))
        self.blockSignals(False)
