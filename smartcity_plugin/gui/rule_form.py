# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of one rule for conflicts and synergies: threshold, operator, operands, words."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QHBoxLayout, QLabel, QWidget

from ..bridge.i18n import language, translate
from ..catalogue import Catalogue
from ..catalogue.rule_words import operand_title
from ..model.rule import IndicatorCondition, LayerCondition, Operand, Operator, Reading, Rule, Scale, Spatial
from ..model.text import Text
from .cards import plain_label
from .indicator_editor.fields import BothLanguages, NumberBox, NumberEdit, still

PREFIX = "smartcity_rule_"
KEEP = ""
"""Stands for the operand as it is where an indicator could be chosen."""


class FormError(Exception):
    """What is typed cannot become a rule; carries one sentence."""


def operator_title(operator: Operator) -> str:
    """Return what an operator is called."""
    return {
        Operator.MINIMUM: translate("SmartCity", "the lowest (strict)"),
        Operator.GEOMETRIC_MEAN: translate("SmartCity", "geometric mean (soft)"),
        Operator.MEAN: translate("SmartCity", "mean"),
    }[operator]


def reading_title(reading: Reading) -> str:
    """Return what a reading is called."""
    return {
        Reading.NEED: translate("SmartCity", "need (100 − score)"),
        Reading.POTENTIAL: translate("SmartCity", "good values (score)"),
        Reading.VALUE: translate("SmartCity", "value between two ends"),
    }[reading]


def measure_unit(measure: Spatial) -> str:
    """Return what stands behind the ends of a layer's scale."""
    return {
        Spatial.COVERED_SHARE: translate("SmartCity", "share of the area (0 to 1)"),
        Spatial.DISTANCE: translate("SmartCity", "metres"),
        Spatial.COUNT: translate("SmartCity", "features"),
    }[measure]


class OperandBox(QGroupBox):
    """One operand: kept as it is, with its scale if it has a single one, or an indicator with its reading."""

    def __init__(self, operand: Operand, catalogue: Catalogue) -> None:
        super().__init__(translate("SmartCity", "Operand {key}").format(key=operand.key))
        self._operand, self._catalogue = operand, catalogue
        name = f"{PREFIX}{operand.key}_"
        self.source, self.reading = QComboBox(), QComboBox()
        self.zero, self.full = NumberEdit(""), NumberEdit("")
        parts = {"source": self.source, "reading": self.reading, "zero": self.zero, "full": self.full}
        for key, widget in parts.items():
            widget.setObjectName(name + key)
        self.source.addItem(operand_title(operand, catalogue).in_language(language()), KEEP)
        for indicator in catalogue.indicators.values():
            sector = catalogue.sectors[indicator.sector].title.in_language(language())
            self.source.addItem(f"{sector}: {indicator.title.in_language(language())}", indicator.id)
        for box in (self.source, self.reading):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(20)
            still(box)
        self.whole = plain_label(self.source.itemText(0))
        self.whole.setVisible(len(operand.conditions) > 1)
        self.unit = QLabel()
        ends = QHBoxLayout()
        ends.setContentsMargins(0, 0, 0, 0)
        for text, widget in (
            (translate("SmartCity", "0 at"), self.zero),
            (translate("SmartCity", "1 at"), self.full),
        ):
            caption = QLabel(text)
            caption.setBuddy(widget)
            ends.addWidget(caption)
            ends.addWidget(widget)
        ends.addWidget(self.unit)
        ends.addStretch(1)
        self.ends = QWidget()
        self.ends.setLayout(ends)
        self._rows = QFormLayout(self)
        self._rows.addRow(translate("SmartCity", "What"), self.source)
        self._rows.addRow(self.whole)
        self._rows.addRow(translate("SmartCity", "Read as"), self.reading)
        self._rows.addRow(translate("SmartCity", "Membership"), self.ends)
        self.source.currentIndexChanged.connect(self._show_source)
        self.reading.currentIndexChanged.connect(self._show_reading)
        self._show_source()

    def _single(self):
        """Return the only condition of the operand as it is, None if it has several."""
        return self._operand.conditions[0] if len(self._operand.conditions) == 1 else None

    def _show_source(self, *_: object) -> None:
        chosen = self.source.currentData()
        self.reading.blockSignals(True)
        self.reading.clear()
        if chosen != KEEP:
            scored = self._catalogue.indicators[chosen].is_scored
            for reading in Reading:
                if scored or reading is Reading.VALUE:
                    self.reading.addItem(reading_title(reading), reading)
        self.reading.blockSignals(False)
        self._show(self.reading, chosen != KEEP)
        self.whole.setVisible(chosen == KEEP and len(self._operand.conditions) > 1)
        self._show_reading()

    def _show(self, widget: QWidget, wanted: bool) -> None:
        """Show a row of the form or not."""
        widget.setEnabled(wanted)
        for part in (widget, self._rows.labelForField(widget)):
            part.setVisible(wanted)

    def _show_reading(self, *_: object) -> None:
        chosen, single = self.source.currentData(), self._single()
        scale: Optional[Scale] = None
        indicator = self._catalogue.indicators.get(chosen or getattr(single, "indicator", ""))
        if chosen == KEEP:
            scale = single.scale if single is not None else None
            enabled = scale is not None
        else:
            enabled = self.reading.currentData() is Reading.VALUE
            posts = indicator.goalposts if enabled else None
            scale = Scale(posts.zero, posts.full) if hasattr(posts, "full") else None
        self._show(self.ends, enabled)
        self.zero.value = scale.zero if scale else None
        self.full.value = scale.full if scale else None
        if indicator is not None:
            self.unit.setText(self._catalogue.units[indicator.unit].symbol.in_language(language()))
        elif isinstance(single, LayerCondition):
            self.unit.setText(measure_unit(single.measure))

    def operand(self) -> Operand:
        """Return the operand as it is set; raises FormError if its ends are no two numbers."""
        chosen, single = self.source.currentData(), self._single()
        if chosen == KEEP:
            if single is None or single.scale is None:
                return self._operand
            return replace(self._operand, conditions=(replace(single, scale=self._scale()),))
        reading = self.reading.currentData()
        scale = self._scale() if reading is Reading.VALUE else None
        return Operand(self._operand.key, (IndicatorCondition(chosen, reading, scale),))

    def _scale(self) -> Scale:
        try:
            zero, full = self.zero.value, self.full.value
        except ValueError:
            zero = full = None
        if zero is None or full is None or zero == full:
            text = translate("SmartCity", "Operand {key} needs two different numbers as the ends of its scale.")
            raise FormError(text.format(key=self._operand.key))
        return Scale(zero, full)


class RuleForm(QWidget):
    """The fields of a rule; ``edited`` says that the user changed something."""

    edited = pyqtSignal()

    def __init__(self, rule: Rule, catalogue: Catalogue) -> None:
        super().__init__()
        self.rule = rule
        self.active = QCheckBox(translate("SmartCity", "&Active"))
        self.active.setChecked(rule.active)
        self.threshold = NumberBox("", 0.05, 1.0, rule.threshold, "")
        self.operator = QComboBox()
        for operator in Operator:
            self.operator.addItem(operator_title(operator), operator)
        self.operator.setCurrentIndex(list(Operator).index(rule.operator))
        still(self.operator)
        for name, widget in (("active", self.active), ("threshold", self.threshold), ("operator", self.operator)):
            widget.setObjectName(PREFIX + name)
        self.title, self.reason = BothLanguages("rule_title"), BothLanguages("rule_reason", 5)
        self.title.value = {"de": rule.title.de, "en": rule.title.en}
        self.reason.value = {"de": rule.reason.de, "en": rule.reason.en}
        self.operands = [OperandBox(operand, catalogue) for operand in rule.operands]
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(self.active)
        form.addRow(translate("SmartCity", "&Title"), self.title)
        form.addRow(translate("SmartCity", "T&hreshold of every operand"), self.threshold)
        form.addRow(translate("SmartCity", "&Severity is"), self.operator)
        for box in self.operands:
            form.addRow(box)
        form.addRow(translate("SmartCity", "&Reason and what follows"), self.reason)

    def value(self) -> Rule:
        """Return the rule as it is set; raises FormError with what is wrong."""
        texts = {}
        for name, field in (("title", self.title), ("reason", self.reason)):
            words = field.value
            if not words["de"]:
                raise FormError(translate("SmartCity", "A rule needs a title and a reason."))
            texts[name] = Text(words["de"], words["en"] or words["de"])
        threshold = round(self.threshold.value(), 3)
        if abs(threshold - self.rule.threshold) < 5e-4:
            threshold = self.rule.threshold
        return replace(
            self.rule,
            active=self.active.isChecked(),
            threshold=threshold,
            operator=self.operator.currentData(),
            operands=tuple(box.operand() for box in self.operands),
            **texts,
        )
