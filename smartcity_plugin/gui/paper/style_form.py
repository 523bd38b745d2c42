# SPDX-License-Identifier: GPL-2.0-or-later
"""The fields from which a map's style is made; only those that matter to the chosen kind are shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Optional

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QSpinBox, QVBoxLayout, QWidget

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ...model.map_style import (
    FEWEST_CLASSES,
    MOST_CLASSES,
    Amount,
    Around,
    Kind,
    MapStyle,
    Method,
    Ramp,
    Scaling,
)
from ...processing.algorithms.set_map_style import numbers_of
from ..indicator_editor.fields import still
from ..wizards.forms import Form
from .choices import ChoiceBox
from .frame import named

DECIMALS = 6
"""Decimals in which numbers that were stored are shown; trailing zeros are left away."""


class StyleForm(QWidget):
    """Shows a style and lets it be changed."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.boxes = {name: ChoiceBox(name, titles.items()) for name, titles in _titles().items()}
        self.classes = named(QSpinBox(), "classes")
        self.classes.setRange(FEWEST_CLASSES, MOST_CLASSES)
        self.breaks, self.value = named(QgsFilterLineEdit(), "breaks"), named(QgsFilterLineEdit(), "value")
        self.breaks.setPlaceholderText("10; 20; 40")
        self.reverse = named(QCheckBox(translate("SmartCity", "Re&verse the colours")), "reverse")
        self.second = ChoiceBox("second", [("", translate("SmartCity", "choose one"))])
        self._form = Form()
        self._form.add(translate("SmartCity", "&Kind of map"), self.boxes["kind"])
        self._form.add(translate("SmartCity", "Second &indicator"), self.second)
        self._form.add(translate("SmartCity", "&Circles show"), self.boxes["amount"])
        self._form.add(translate("SmartCity", "Circles &grow"), self.boxes["scaling"])
        self._form.add(translate("SmartCity", "Class &breaks"), self.boxes["method"])
        between = translate("SmartCity", "Numbers with semicolons between them")
        self._form.add(translate("SmartCity", "&Fixed breaks"), self.breaks, between)
        self._form.add(translate("SmartCity", "&Number of classes"), self.classes)
        self._form.add(translate("SmartCity", "&Ramp"), self.boxes["ramp"])
        self._form.add("", self.reverse)
        self._form.add(translate("SmartCity", "&Two hues meet at"), self.boxes["around"])
        self._form.add(translate("SmartCity", "&Value"), self.value)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._form)
        layout.addStretch()
        for box in (*self.boxes.values(), self.second):
            still(box)
            box.currentIndexChanged.connect(self._tell)
        still(self.classes)
        self.classes.valueChanged.connect(self._tell)
        self.reverse.toggled.connect(self._tell)
        for edit in (self.breaks, self.value):
            edit.textChanged.connect(self._tell)

    def offer(self, indicators: Mapping[str, str]) -> None:
        """Offer second indicators: titles by id."""
        self._showing = True
        while self.second.count() > 1:
            self.second.removeItem(1)
        for key, title in indicators.items():
            self.second.addItem(title, key)
        self._showing = False

    def show_style(self, style: MapStyle) -> None:
        """Show a style; nobody is told that it changed."""
        self._showing = True
        for name, box in self.boxes.items():
            box.value = getattr(style, name).value
        self.classes.setValue(style.classes)
        self.breaks.setText("; ".join(map(_written, style.breaks)))
        self.value.setText("" if style.value is None else _written(style.value))
        self.reverse.setChecked(style.reverse)
        self.second.value = style.second
        self._showing = False
        self._show_rows()

    @property
    def style(self) -> MapStyle:
        """The style as it is shown; raises SmartCityError for numbers that cannot be read."""
        chosen: dict[str, Any] = {name: kind(self.boxes[name].value) for name, kind in _ENUMS.items()}
        is_fixed = chosen["method"] is Method.FIXED
        value = numbers_of(self.value.text()) if chosen["around"] is Around.VALUE else ()
        return MapStyle(
            **chosen,
            classes=self.classes.value(),
            breaks=numbers_of(self.breaks.text()) if is_fixed else (),
            reverse=self.reverse.isChecked(),
            value=value[0] if value else None,
            second=self.second.value if chosen["kind"] is Kind.BIVARIATE else "",
        )

    def _tell(self, *_: object) -> None:
        if not self._showing:
            self._show_rows()
            self.changed.emit()

    def _show_rows(self) -> None:
        kind, method = Kind(self.boxes["kind"].value), Method(self.boxes["method"].value)
        has_two = kind is Kind.BIVARIATE
        rows: dict[QWidget, bool] = {
            self.second: has_two,
            self.boxes["amount"]: kind is Kind.SYMBOLS,
            self.boxes["scaling"]: kind is Kind.SYMBOLS,
            self.breaks: method is Method.FIXED,
            self.classes: method is not Method.FIXED and not has_two,
            self.boxes["ramp"]: not has_two,
            self.reverse: not has_two,
            self.boxes["around"]: not has_two,
            self.value: not has_two and self.boxes["around"].value == Around.VALUE.value,
        }
        for field, visible in rows.items():
            self._form.show_row(field, visible)


_ENUMS: dict[str, type[Enum]] = {
    "kind": Kind,
    "method": Method,
    "ramp": Ramp,
    "around": Around,
    "amount": Amount,
    "scaling": Scaling,
}


def parameters_of(indicator_id: str, style: MapStyle) -> dict[str, Any]:
    """Return what ``setmapstyle`` needs to store a style."""
    found: dict[str, Any] = {name.upper(): getattr(style, name).value for name in _ENUMS}
    found.update(INDICATOR=indicator_id, CLASSES=style.classes, REVERSE=style.reverse, SECOND=style.second)
    found["BREAKS"] = "; ".join(map(repr, style.breaks))
    if style.value is not None:
        found["VALUE"] = style.value
    return found


def _written(value: float) -> str:
    text = format_number(value, DECIMALS, language()).replace(" ", "").replace("\u00a0", "")
    # Thousands are not separated in a field: a comma or point there must be that of decimals.
    plain = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return plain.replace(".", ",") if language() == "de" and "," in text else plain


def _titles() -> dict[str, dict[str, str]]:
    return {
        "kind": {
            Kind.CHOROPLETH.value: translate("SmartCity", "Coloured areas"),
            Kind.SYMBOLS.value: translate("SmartCity", "Circles"),
            Kind.DOTS.value: translate("SmartCity", "Dots, each for so many people"),
            Kind.BIVARIATE.value: translate("SmartCity", "Two indicators in one map"),
        },
        "method": {
            Method.AUTOMATIC.value: translate("SmartCity", "automatic (at targets)"),
            Method.TARGET.value: translate("SmartCity", "even steps around the target"),
            Method.QUANTILE.value: translate("SmartCity", "quantiles (as many units each)"),
            Method.NATURAL.value: translate("SmartCity", "natural breaks"),
            Method.EQUAL.value: translate("SmartCity", "equal steps"),
            Method.FIXED.value: translate("SmartCity", "fixed"),
        },
        "ramp": {
            Ramp.SECTOR.value: translate("SmartCity", "as the field of action"),
            Ramp.BLUES.value: translate("SmartCity", "blue"),
            Ramp.GREENS.value: translate("SmartCity", "green"),
            Ramp.PURPLES.value: translate("SmartCity", "purple"),
            Ramp.GREYS.value: translate("SmartCity", "grey"),
            Ramp.VIRIDIS.value: "Viridis",
            Ramp.CIVIDIS.value: "Cividis",
            Ramp.PUOR.value: translate("SmartCity", "two hues: purple, orange"),
            Ramp.BRBG.value: translate("SmartCity", "two hues: brown, blue-green"),
            Ramp.PRGN.value: translate("SmartCity", "two hues: purple, green"),
            Ramp.RDBU.value: translate("SmartCity", "two hues: red, blue"),
        },
        "around": {
            Around.AUTOMATIC.value: translate("SmartCity", "automatic"),
            Around.TARGET.value: translate("SmartCity", "the target"),
            Around.BAND.value: translate("SmartCity", "the good band"),
            Around.MEAN.value: translate("SmartCity", "the value of the municipality"),
            Around.VALUE.value: translate("SmartCity", "a value of your own"),
        },
        "amount": {
            Amount.VALUE.value: translate("SmartCity", "the value itself"),
            Amount.PEOPLE.value: translate("SmartCity", "the inhabitants"),
        },
        "scaling": {
            Scaling.AREA.value: translate("SmartCity", "by area"),
            Scaling.FLANNERY.value: translate("SmartCity", "as eyes judge (Flannery)"),
        },
    }
