# SPDX-License-Identifier: GPL-2.0-or-later
"""A scale of the town's own for one indicator: goalposts, or a band that is good."""

from __future__ import annotations

from typing import Optional, Union

from qgis.PyQt.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ....bridge.i18n import language, translate
from ....catalogue import Catalogue
from ....catalogue.numbers import symbol_of
from ....model.indicator import Band, Direction, Goalposts, Indicator
from ...cards import emphasise, plain_label
from ...indicator_editor.fields import NumberEdit, written
from ..forms import PREFIX, Form, explanation, named, tell
from . import wording

Scale = Union[Goalposts, Band]


class ScaleDialog(QDialog):
    """Asks for the numbers; ``scale`` is what was entered."""

    def __init__(
        self, catalogue: Catalogue, indicator: Indicator, present: Optional[Scale], parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(PREFIX + "scale_dialog")
        self.setWindowTitle(translate("SmartCity", "Scale of the town’s own"))
        self._indicator = indicator
        self.scale: Optional[Scale] = None
        self.is_goalposts = named(QRadioButton(translate("SmartCity", "&Goalposts")), "is_goalposts")
        self.is_band = named(QRadioButton(translate("SmartCity", "&Band that is good")), "is_band")
        group = QButtonGroup(self)
        kinds = QHBoxLayout()
        for button in (self.is_goalposts, self.is_band):
            group.addButton(button)
            button.toggled.connect(lambda _checked: self._show_kind())
            kinds.addWidget(button)
        kinds.addStretch()
        unit = symbol_of(catalogue.units[indicator.unit], language())
        self.form = Form()
        labels = {
            "zero": translate("SmartCity", "0 points &at"),
            "full": translate("SmartCity", "100 points a&t"),
            "lower_zero": translate("SmartCity", "0 points b&elow"),
            "lower_full": translate("SmartCity", "100 points &from"),
            "upper_full": translate("SmartCity", "100 points &to"),
            "upper_zero": translate("SmartCity", "0 points abo&ve"),
        }
        self.fields = {name: NumberEdit(name) for name in labels}
        for name, label in labels.items():
            self.form.add(label, self.fields[name], unit)
        self.problem = explanation()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(emphasise(plain_label(wording.indicator_name(catalogue, indicator.id))))
        layout.addWidget(
            plain_label(
                translate(
                    "SmartCity",
                    "Note in the description of the scheme where these numbers come from: a decision, a guideline, a "
                    "comparison with other towns.",
                )
            )
        )
        layout.addLayout(kinds)
        layout.addWidget(self.form)
        layout.addWidget(self.problem)
        layout.addStretch()
        layout.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 66)
        self._fill(present)

    def _fill(self, present: Optional[Scale]) -> None:
        is_band = isinstance(present, Band) or (present is None and self._indicator.direction is Direction.BAND)
        (self.is_band if is_band else self.is_goalposts).setChecked(True)
        for name, field in self.fields.items():
            field.setText(written(getattr(present, name, None)))
        self._show_kind()

    def _names(self) -> tuple[str, ...]:
        names = tuple(self.fields)
        return names[2:] if self.is_band.isChecked() else names[:2]

    def _show_kind(self) -> None:
        for name, field in self.fields.items():
            self.form.show_row(field, name in self._names())

    def accept(self) -> None:
        """Take over the numbers if they make a scale."""
        try:
            numbers = [self.fields[name].value for name in self._names()]
        except ValueError:
            numbers = [None]
        if any(number is None for number in numbers):
            tell(self.problem, translate("SmartCity", "All fields need a number."))
            return
        problem = self._flaw(numbers)
        if problem:
            tell(self.problem, problem)
            return
        self.scale = Band(*numbers) if len(numbers) == 4 else Goalposts(*numbers)
        super().accept()

    def _flaw(self, numbers: list[float]) -> str:
        """Return why numbers make no scale, nothing if they do."""
        if len(numbers) == 4:
            rises = numbers[0] < numbers[1] <= numbers[2] < numbers[3]
            return "" if rises else translate("SmartCity", "The four numbers must rise from top to bottom.")
        zero, full = numbers
        if zero == full:
            return translate("SmartCity", "0 and 100 points cannot lie at the same value.")
        if self._indicator.direction is Direction.HIGHER and zero > full:
            return translate("SmartCity", "Of this indicator more is better: 100 points must lie above 0 points.")
        if self._indicator.direction is Direction.LOWER and zero < full:
            return translate("SmartCity", "Of this indicator less is better: 100 points must lie below 0 points.")
        return ""
