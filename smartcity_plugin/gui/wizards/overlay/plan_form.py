# SPDX-License-Identifier: GPL-2.0-or-later
"""The plan of a robustness test: how often, and what is varied by how much."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QGroupBox, QSpinBox, QVBoxLayout, QWidget

from ....bridge.i18n import translate
from ....model.scheme import Combination, Normalisation, RobustnessPlan
from ..forms import Form, named
from . import wording

MOST_SEED = 2**31 - 1


class PlanForm(QWidget):
    """The fields; ``edited`` tells that one has changed."""

    edited = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.places = named(QComboBox(), "places")
        self.places.addItem(translate("SmartCity", "Planning units"), "units")
        self.places.addItem(translate("SmartCity", "Cells"), "cells")
        self.runs = self._number("runs", 10, 20_000, 100)
        self.seed = self._number("seed", 0, MOST_SEED, 1)
        self.weights = self._number("weight_spread", 0, 100, 5, "\u00a0%")
        self.thresholds = self._number("threshold_spread", 0, 50, 5, "\u00a0%")
        self.top = self._number("top_share", 1, 90, 5, "\u00a0%")
        form = Form()
        form.add(translate("SmartCity", "&Places"), self.places)
        form.add(
            translate("SmartCity", "&Runs"),
            self.runs,
            translate("SmartCity", "Each run makes the index in another way that can be justified just as well."),
        )
        form.add(
            translate("SmartCity", "&Start number"),
            self.seed,
            translate("SmartCity", "The same number gives the same runs again."),
        )
        form.add(translate("SmartCity", "&Weights vary by ±"), self.weights)
        form.add(translate("SmartCity", "&Goalposts vary by ±"), self.thresholds)
        form.add(
            translate("SmartCity", "“&Top” are the first"),
            self.top,
            translate("SmartCity", "For each place you see in how many runs it is among them."),
        )
        self.normalisations = {
            item: self._check(f"vary_{item.value}", wording.name_of(item))
            for item in Normalisation
            if item is not Normalisation.BAND
        }
        self.combinations = {item: self._check(f"vary_{item.value}", wording.name_of(item)) for item in Combination}
        self.drop = self._check("drop_one", translate("SmartCity", "Leave out one indicator at a time"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.addWidget(form)
        layout.addWidget(_group(translate("SmartCity", "Scores by"), self.normalisations.values()))
        layout.addWidget(_group(translate("SmartCity", "Between the fields of action"), self.combinations.values()))
        layout.addWidget(self.drop)
        layout.addStretch()
        self._plan = RobustnessPlan()

    def _number(self, name: str, low: int, high: int, step: int, suffix: str = "") -> QSpinBox:
        box = named(QSpinBox(), name)
        box.setRange(low, high)
        box.setSingleStep(step)
        box.setSuffix(suffix)
        box.setGroupSeparatorShown(name == "runs")
        box.setMaximumWidth(self.fontMetrics().averageCharWidth() * 20)
        box.valueChanged.connect(lambda _value: self.edited.emit())
        return box

    def _check(self, name: str, text: str) -> QCheckBox:
        box = named(QCheckBox(text), name)
        box.clicked.connect(lambda _checked: self.edited.emit())
        return box

    def show_plan(self, plan: RobustnessPlan, has_cells: bool) -> None:
        """Show a plan."""
        self._plan = plan
        self.blockSignals(True)
        self.runs.setValue(plan.runs)
        self.seed.setValue(plan.seed)
        for box, share in (
            (self.weights, plan.weight_spread),
            (self.thresholds, plan.threshold_spread),
            (self.top, plan.top_share),
        ):
            box.setValue(round(100 * share))
        for item, box in self.normalisations.items():
            box.setChecked(item in plan.normalisations)
        for item, box in self.combinations.items():
            box.setChecked(item in plan.combinations)
        self.drop.setChecked(plan.drop_one)
        self.places.setEnabled(has_cells)
        self.blockSignals(False)

    def plan(self) -> RobustnessPlan:
        """Return what is entered; raises nothing, but a plan needs one normalisation and one combination."""
        return RobustnessPlan(
            runs=self.runs.value(),
            seed=self.seed.value(),
            top_share=self.top.value() / 100.0,
            weight_spread=self.weights.value() / 100.0,
            threshold_spread=self.thresholds.value() / 100.0,
            normalisations=tuple(item for item, box in self.normalisations.items() if box.isChecked()),
            combinations=tuple(item for item, box in self.combinations.items() if box.isChecked()),
            drop_one=self.drop.isChecked(),
            same_class_share=self._plan.same_class_share,
        )

    def needs(self) -> list[str]:
        """Return what must still be chosen."""
        found = []
        if not any(box.isChecked() for box in self.normalisations.values()):
            found.append(translate("SmartCity", "a way to make scores"))
        if not any(box.isChecked() for box in self.combinations.values()):
            found.append(translate("SmartCity", "a way to combine the fields of action"))
        return found


def _group(title: str, boxes: Iterable[QCheckBox]) -> QGroupBox:
    widget = QGroupBox(title)
    layout = QVBoxLayout(widget)
    layout.setSpacing(2)
    for box in boxes:
        layout.addWidget(box)
    return widget
