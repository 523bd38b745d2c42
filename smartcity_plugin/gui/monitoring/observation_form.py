# SPDX-License-Identifier: GPL-2.0-or-later
"""The form for an observed value of a town's own quantity."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ...model.problem import SmartCityError
from ...model.strategy import GoalIndicator, Observation
from ...study.observing import checked_observation
from ..cards import plain_label
from ..measures.fields import NumberField
from ..messages import sentence_of

PREFIX = "smartcity_observation_"


class ObservationForm(QDialog):
    """Takes date, value, source and note; accepts only what can be stored and says why not."""

    def __init__(self, series: GoalIndicator, row: Observation, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_observation")
        self.setWindowTitle(translate("SmartCity", "Observed value"))
        self._series, self._row = series, row
        self.row = row
        self.date, self.source, self.note = QLineEdit(row.date or ""), QLineEdit(row.source or ""), QLineEdit()
        self.note.setText(row.note or "")
        self.value = NumberField(-1e15, 1e15)
        self.value.value = row.value
        self.told = plain_label()
        fields = {"date": self.date, "value": self.value, "source": self.source, "note": self.note, "told": self.told}
        for name, widget in fields.items():
            widget.setObjectName(PREFIX + name)
        self.date.setPlaceholderText(translate("SmartCity", "2026-06-30, 2026-06 or 2026"))
        form = QFormLayout()
        unit = f" ({series.unit})" if series.unit else ""
        form.addRow(translate("SmartCity", "&Date"), self.date)
        form.addRow(translate("SmartCity", "&Value{unit}").format(unit=unit), self.value)
        form.addRow(translate("SmartCity", "&Source"), self.source)
        form.addRow(translate("SmartCity", "&Note"), self.note)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        box.button(QDialogButtonBox.StandardButton.Ok).setText(translate("SmartCity", "Store"))
        box.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("SmartCity", "Cancel"))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(series.title or series.series_id))
        layout.addLayout(form)
        layout.addWidget(self.told)
        layout.addWidget(box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    def accept(self) -> None:
        """Close if everything can be stored; else say what cannot."""
        row = replace(
            self._row,
            date=self.date.text(),
            value=self.value.value,
            source=self.source.text(),
            note=self.note.text(),
        )
        try:
            self.row = checked_observation(self._series, row)
        except SmartCityError as error:
            self.told.setText(sentence_of(error))
            return
        super().accept()
