# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of a measure on what digitalisation brings and endangers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.PyQt.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ...model.strategy import Measure
from ...study import schema
from ..cards import plain_label
from .fields import RecordForm, TextField

if TYPE_CHECKING:
    from .content import Content
    from .window import MeasuresWindow


class DigitalPage(QWidget):
    """Chances and risks of digitalisation, as the Smart City Charter asks for."""

    def __init__(self, window: MeasuresWindow) -> None:
        super().__init__()
        self.form = RecordForm(schema.MEASURES, window.set_field)
        layout, fields = QVBoxLayout(self), QFormLayout()
        about = translate(
            "SmartCity",
            "The Smart City Charter asks towns to weigh chances and risks of digital measures: data protection, "
            "security, dependence on suppliers, access for everybody, energy demand. Both are printed on the sheet "
            "of the measure.",
        )
        layout.addWidget(plain_label(about))
        layout.addLayout(fields, 1)
        self.form.add(fields, "chances", TextField(8))
        self.form.add(fields, "risks", TextField(8))

    def show_measure(self, content: Content, measure: Optional[Measure]) -> None:
        """Show a measure."""
        self.form.show(measure)

    def commit(self) -> None:
        """Store what is typed."""
        self.form.commit()
