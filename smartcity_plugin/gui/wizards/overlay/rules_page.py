# SPDX-License-Identifier: GPL-2.0-or-later
"""How values become scores and scores become one index, and what happens where a value is missing."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHBoxLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ....bridge.i18n import translate
from ....model.problem import Severity, SmartCityError
from ....model.scheme import Combination, Missing, Normalisation
from ....study.drafts import Gaps, coverage, gaps, outcome_of
from ..forms import Form, explanation, named, tell
from ..page import Page
from ..problem_area import Finding
from . import wording
from .histogram import Histogram
from .map_preview import MapPreview
from .sides import sides

DELAY = 120
"""Milliseconds without a change before missing values are counted again."""


class RulesPage(Page):
    """Rules at the left, what they make of the town on the right."""

    name = "rules"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Rules"),
            translate("SmartCity", "How does it become one index?"),
            translate("SmartCity", "Each rule changes the result; the map shows how."),
            translate(
                "SmartCity",
                "Values become scores from 0 to 100, the scores of a field of action become one, and the fields of "
                "action become the index. What happens to missing values has no right answer; it must be decided and "
                "is printed in the method sheet.",
            ),
        )
        self.normalisation = self._box("normalisation")
        self.within, self.between = self._box("within"), self._box("between")
        self.form = Form()
        self.normalisation_text = self.form.add(translate("SmartCity", "&Scores by"), self.normalisation, "…")
        self.within_text = self.form.add(translate("SmartCity", "&Inside a field of action"), self.within, "…")
        self.between_text = self.form.add(translate("SmartCity", "Be&tween the fields"), self.between, "…")
        for item in Normalisation:
            if item is not Normalisation.BAND:
                self.normalisation.addItem(wording.name_of(item), item.value)
        for item in Combination:
            self.within.addItem(wording.name_of(item), item.value)
            self.between.addItem(wording.name_of(item), item.value)
        self.inherit = named(
            QCheckBox(translate("SmartCity", "Cells ta&ke over values of their planning unit")), "inherit"
        )
        self.inherit.clicked.connect(lambda checked: self._change(inherit=checked))
        self.inherit_text = explanation()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.form)
        column.addWidget(self._missing_box())
        column.addSpacing(8)
        column.addWidget(self.inherit)
        column.addWidget(self.inherit_text)
        column.addStretch()
        self.map, self.histogram, self.summary = MapPreview(), Histogram(6.0), explanation()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(6, 0, 0, 4)
        column.addWidget(self.map, 1)
        column.addWidget(self.histogram)
        column.addWidget(self.summary)
        self.fields.addWidget(sides(left, right, (6, 5)), 1)
        self.first = self.normalisation
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._count)
        self._has_map = ""

    def _box(self, name: str) -> QComboBox:
        box = named(QComboBox(), name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(20)
        box.activated.connect(lambda _place: self._chosen())
        return box

    def _missing_box(self) -> QGroupBox:
        group = named(QGroupBox(translate("SmartCity", "Where a value is missing (please decide)")), "missing")
        layout = QVBoxLayout(group)
        self.gap_text = explanation("…")
        layout.addWidget(self.gap_text)
        self.buttons = QButtonGroup(self)
        self.missing: dict[Missing, QRadioButton] = {}
        self.missing_texts: dict[Missing, Any] = {}
        for item in Missing:
            button = named(QRadioButton(wording.name_of(item)), f"missing_{item.value}")
            button.clicked.connect(lambda _checked, chosen=item: self._decide(chosen))
            self.buttons.addButton(button)
            self.missing[item], self.missing_texts[item] = button, explanation("…")
            layout.addWidget(button)
            if item is Missing.RENORMALISE:
                layout.addLayout(self._minimum())
            self.missing_texts[item].setContentsMargins(22, 0, 0, 0)
            layout.addWidget(self.missing_texts[item])
        return group

    def _minimum(self) -> QHBoxLayout:
        self.minimum = named(QSpinBox(), "minimum_weight")
        self.minimum.setRange(0, 100)
        self.minimum.setSuffix("\u00a0%")
        text = translate("SmartCity", "if so much of the weight is known:")
        self.minimum.setAccessibleName(text)
        self.minimum.valueChanged.connect(lambda value: self._change(minimum_weight=value / 100.0))
        row = QHBoxLayout()
        row.setContentsMargins(22, 0, 0, 0)
        label = explanation(text)
        row.addWidget(label, 1)
        row.addWidget(self.minimum)
        return row

    # From and to the draft ----------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the draft."""
        wizard = self.wizard()
        scheme = wizard.draft.scheme
        if self._has_map != wizard.material.path:
            self.map.set_units(wizard.material.shapes, wizard.material.crs)
            self._has_map = wizard.material.path
        for box, value in (
            (self.normalisation, scheme.normalisation),
            (self.within, scheme.within),
            (self.between, scheme.between),
        ):
            box.setCurrentIndex(max(0, box.findData(value.value)))
        self.buttons.setExclusive(False)
        for item, button in self.missing.items():
            button.setChecked(wizard.draft.is_decided and scheme.missing is item)
        self.buttons.setExclusive(True)
        self.minimum.blockSignals(True)
        self.minimum.setValue(round(100 * scheme.minimum_weight))
        self.minimum.blockSignals(False)
        self.inherit.setChecked(scheme.inherit)
        self.inherit.setEnabled(wizard.material.cells is not None)
        self._show_texts()
        self._preview()
        self._count()

    def needs(self) -> list[str]:
        """Return whether it must still be said what happens to missing values."""
        wizard = self.wizard()
        if wizard is None or wizard.draft.is_decided:
            return []
        return [translate("SmartCity", "what happens where a value is missing")]

    def _chosen(self) -> None:
        self._change(
            normalisation=Normalisation(self.normalisation.currentData()),
            within=Combination(self.within.currentData()),
            between=Combination(self.between.currentData()),
        )

    def _decide(self, item: Missing) -> None:
        self.wizard().draft.is_decided = True
        self._change(missing=item)

    def _change(self, **changes: Any) -> None:
        self.wizard().draft.change(**changes)
        self._show_texts()
        self._preview()
        self._timer.start()
        self.changed()

    # What it makes ------------------------------------------------------------------------------------------------

    def _show_texts(self) -> None:
        scheme = self.wizard().draft.scheme
        tell(self.normalisation_text, wording.note_of(scheme.normalisation))
        tell(self.within_text, wording.note_of(scheme.within))
        tell(self.between_text, wording.note_of(scheme.between))
        self.minimum.setEnabled(scheme.missing is Missing.RENORMALISE or not self.wizard().draft.is_decided)

    def _preview(self) -> None:
        wizard = self.wizard()
        findings: list[Finding] = []
        try:
            outcome = outcome_of(wizard.material, wizard.draft.scheme)
        except SmartCityError as error:
            self.map.show_classes({})
            tell(self.summary, "")
            self.show_findings([wording.finding(wizard.material.catalogue, error.problem)])
            return
        table = outcome.table
        self.map.show_classes(dict(zip(table["unit_id"], table["class"])))
        known = table["need"].dropna().tolist()
        text = translate("SmartCity", "Need of the planning units: how many lie where")
        self.histogram.show_values(known, text, ("0", "100"), span=(0.0, 100.0))
        if len(known):
            text = translate("SmartCity", "{count} of {total} planning units have an index; need {low} to {high}.")
            values = {"low": wording.points(min(known)), "high": wording.points(max(known))}
            text = text.format(count=len(known), total=len(table), **values)
        else:
            text = translate("SmartCity", "No planning unit has an index by these rules.")
            findings.append(Finding(Severity.WARNING, text))
        few = int(table["few"].sum())
        if few:
            more = translate("SmartCity", "{count} have too few inhabitants for a number.").format(count=few)
            text = f"{text} {more}"
        tell(self.summary, text)
        if outcome.assessment.left_out:
            names = [wording.indicator_name(wizard.material.catalogue, name) for name in outcome.assessment.left_out]
            text = translate("SmartCity", "Without values here, and therefore not part of the index: {indicators}.")
            findings.append(Finding(Severity.WARNING, text.format(indicators=", ".join(names))))
        self.show_findings(findings)

    def _count(self) -> None:
        """Say how many units and cells each way of treating missing values concerns, right now."""
        wizard = self.wizard()
        if wizard is None:
            return
        units, cells = self._gaps(False), self._gaps(True)
        if units is None:
            return
        text = translate("SmartCity", "Planning units with a gap: {count} of {total}.")
        text = text.format(count=wording.count(units.with_gap), total=wording.count(units.places))
        if cells is not None:
            more = translate("SmartCity", "Cells with a gap: {count} of {total}.")
            more = more.format(count=wording.count(cells.with_gap), total=wording.count(cells.places))
            text = f"{text} {more}"
        tell(self.gap_text, text)
        known = wizard.draft.scheme.minimum_weight
        for item, label in self.missing_texts.items():
            tell(label, f"{wording.note_of(item, known)} {_without(item, units, cells)}")
        self._tell_inherited()

    def _gaps(self, on_cells: bool) -> Optional[Gaps]:
        wizard = self.wizard()
        if on_cells and wizard.material.cells is None:
            return None
        try:
            return gaps(wizard.material, wizard.draft.scheme, on_cells)
        except SmartCityError:
            return None

    def _tell_inherited(self) -> None:
        wizard = self.wizard()
        if wizard.material.cells is None:
            tell(self.inherit_text, translate("SmartCity", "The study has no inhabited cells."))
            return
        names = [
            name
            for name in wizard.draft.scheme.indicators
            if name in wizard.material.computed and not coverage(wizard.material.cells, name)[0]
        ]
        if not names:
            text = translate("SmartCity", "All chosen indicators have values of their own on cells.")
        else:
            text = translate(
                "SmartCity",
                "{count} of the chosen indicators have no values on cells. Taken over from the planning unit they "
                "count there, too, the same for all of its cells; otherwise the index of the cells goes without them.",
            ).format(count=len(names))
        tell(self.inherit_text, text)


def _without(item: Missing, units: Gaps, cells: Optional[Gaps]) -> str:
    if cells is None:
        text = translate("SmartCity", "Without an index: {units} planning units.")
        return text.format(units=wording.count(units.without_index[item]))
    text = translate("SmartCity", "Without an index: {units} planning units, {cells} cells.")
    return text.format(units=wording.count(units.without_index[item]), cells=wording.count(cells.without_index[item]))
