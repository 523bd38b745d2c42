# SPDX-License-Identifier: GPL-2.0-or-later
"""Source, licence and date of a batch, for rows that say nothing of their own."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QGridLayout, QGroupBox, QLabel, QLineEdit, QSizePolicy, QWidget

from ....bridge.i18n import language, translate
from ....catalogue import load_catalogue
from ..forms import named, plain


class CommonFacts(QGroupBox):
    """A compact form of two rows."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(translate("SmartCity", "For checked rows that say nothing of their own"), parent)
        self.source, self.attribution, self.date, self.contact = (QLineEdit() for _ in range(4))
        self.licence = QComboBox()
        self.licence.addItem(translate("SmartCity", "not known yet"), "")
        for key, term in load_catalogue().vocabulary.licences.items():
            self.licence.addItem(term.title.in_language(language()), key)
        self.licence.setMinimumContentsLength(14)
        self.licence.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for number, (name, label, widget) in enumerate(
            (
                ("SOURCE", translate("SmartCity", "&Source (publisher)"), self.source),
                ("LICENCE", translate("SmartCity", "&Licence"), self.licence),
                ("ATTRIBUTION", translate("SmartCity", "&Attribution line"), self.attribution),
                ("DATE", translate("SmartCity", "&Date of the data"), self.date),
            )
        ):
            caption = QLabel(label)
            caption.setBuddy(widget)
            named(widget, f"common_{name.lower()}")
            widget.setAccessibleName(plain(label))
            widget.setMinimumWidth(widget.fontMetrics().averageCharWidth() * 12)
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(caption, number // 2, 2 * (number % 2))
            grid.addWidget(widget, number // 2, 2 * (number % 2) + 1)
            signal = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.textChanged
            signal.connect(lambda *_: self.changed.emit())

    def facts(self) -> dict[str, str]:
        """Return what was given."""
        facts = {
            "SOURCE": self.source.text(),
            "LICENCE": self.licence.currentData() or "",
            "ATTRIBUTION": self.attribution.text(),
            "DATE": self.date.text(),
        }
        return {name: text.strip() for name, text in facts.items() if text.strip()}
