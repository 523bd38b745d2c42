# SPDX-License-Identifier: GPL-2.0-or-later
"""What the list of contributions is filtered by: words, status, procedure, sector, category, unit."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ...model.strategy import OPEN
from .form import PREFIX
from .state import DOUBTFUL, OPEN_ONLY, SILENT, Facts

NOTHING = "-"
"""Stands for contributions without a sector, a category or a unit."""


class FilterBar(QWidget):
    """A field to search, lists to choose from, and the order."""

    wanted = pyqtSignal()
    """Another filter was chosen."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setObjectName(PREFIX + "search")
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(translate("SmartCity", "Search in numbers, texts and answers"))
        self.search.textChanged.connect(self.wanted)
        self.boxes = {name: QComboBox() for name in ("status", "procedure", "sector", "category", "unit")}
        for name, box in self.boxes.items():
            box.setObjectName(f"{PREFIX}filter_{name}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.currentIndexChanged.connect(self.wanted)
        self.open_first = QCheckBox(translate("SmartCity", "&Open ones first"))
        self.open_first.setChecked(True)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, names in ((first, ("status", "procedure")), (second, ("sector", "category", "unit"))):
            for name in names:
                row.addWidget(self.boxes[name], 1)
        first.addWidget(self.open_first)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addLayout(first)
        layout.addLayout(second)

    def values(self) -> dict[str, str]:
        """Return the filters by name; empty where everything is wanted."""
        return {**{name: box.currentData() or "" for name, box in self.boxes.items()}, "text": self.search.text()}

    def fill(self, facts: Facts) -> None:
        """Offer what occurs among the contributions, and keep what was chosen."""
        offered, every = _offered(facts), _words_for_all()
        without = {
            "sector": translate("SmartCity", "without a sector"),
            "category": translate("SmartCity", "without a category"),
            "unit": translate("SmartCity", "without a unit"),
        }
        for name, box in self.boxes.items():
            before = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(every[name], "")
            for key, title in offered[name].items():
                box.addItem(title, key)
            if name in without:
                box.addItem(without[name], NOTHING)
            box.setCurrentIndex(max(0, box.findData(before)) if before else 0)
            box.setToolTip(every[name])
            box.blockSignals(False)


def _words_for_all() -> dict[str, str]:
    return {
        "status": translate("SmartCity", "every status"),
        "procedure": translate("SmartCity", "every procedure"),
        "sector": translate("SmartCity", "every sector"),
        "category": translate("SmartCity", "every category"),
        "unit": translate("SmartCity", "every unit"),
    }


def _offered(facts: Facts) -> dict[str, dict[str, str]]:
    vocabulary = facts.catalogue.vocabulary
    sectors = {item.sector for item in facts.items}
    units = {item.unit_id for item in facts.items}
    return {
        "status": {
            OPEN_ONLY: translate("SmartCity", "still open"),
            SILENT: translate("SmartCity", "weighed without an answer"),
            DOUBTFUL: translate("SmartCity", "may name persons"),
            **{key: facts.status(key) for key in vocabulary.contribution_statuses if key != OPEN},
        },
        "procedure": {item.procedure_id: item.title for item in facts.procedures},
        "sector": {key: facts.sector(key) for key in vocabulary.sectors if key in sectors},
        "category": {name: name for name in sorted({item.category for item in facts.items if item.category})},
        "unit": {key: name for key, name in sorted(facts.units.items(), key=lambda pair: pair[1]) if key in units},
    }
