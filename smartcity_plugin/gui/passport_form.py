# SPDX-License-Identifier: GPL-2.0-or-later
"""What a repair must ask for: details of a data passport, or the official population."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue
from ..catalogue.fixes import FixTexts, load_fixes
from ..model.provenance import Passport
from ..model.quality import Fix
from .cards import emphasise, plain_label


class DetailsForm(QDialog):
    """Asks for details; ``parameters`` are those of the algorithm ``repairinventory``."""

    def __init__(self, texts: FixTexts, subject: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.title.in_language(language()).rstrip(" …"))
        self._edits: dict[str, QLineEdit] = {}
        self._licence: Optional[QComboBox] = None
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(translate("SmartCity", "Apply"))
        self._ok.setEnabled(False)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("SmartCity", "Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(emphasise(plain_label(subject)))
        layout.addWidget(plain_label(texts.explanation.in_language(language())))
        layout.addLayout(self._form)
        layout.addStretch()
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 85)

    def add_text(self, name: str, label: str, value: str = "", example: str = "") -> QLineEdit:
        """Add a line of text for a parameter."""
        edit = QLineEdit(value)
        edit.setObjectName(f"smartcity_detail_{name.lower()}")
        edit.setPlaceholderText(example)
        edit.setCursorPosition(0)
        edit.textChanged.connect(self._changed)
        self._form.addRow(label, edit)
        self._edits[name] = edit
        return edit

    def add_licence(self, value: str) -> QComboBox:
        """Add the choice of a licence."""
        box = QComboBox()
        box.setObjectName("smartcity_detail_licence")
        box.addItem(translate("SmartCity", "not stated"), "")
        for key, term in load_catalogue().vocabulary.licences.items():
            box.addItem(term.title.in_language(language()), key)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(30)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.currentIndexChanged.connect(self._changed)
        self._form.addRow(translate("SmartCity", "Licence"), box)
        self._licence = box
        return box

    @property
    def parameters(self) -> dict[str, str]:
        """What was entered; what is empty is left out."""
        entered = {name: edit.text().strip() for name, edit in self._edits.items()}
        if self._licence is not None:
            entered["LICENCE"] = self._licence.currentData()
        return {name: value for name, value in entered.items() if value}

    def _changed(self) -> None:
        self._ok.setEnabled(bool(self.parameters))


def passport_form(passport: Optional[Passport], parent: Optional[QWidget] = None) -> DetailsForm:
    """Return a form for the passport of one source, or for the contact of all sources that name none."""
    texts = load_fixes()[Fix.FILL_PASSPORT]
    contact = translate("SmartCity", "Contact")
    if passport is None:
        form = DetailsForm(texts, translate("SmartCity", "All data sources without a contact"), parent)
        form.add_text("CONTACT", contact)
        return form
    form = DetailsForm(texts, passport.title, parent)
    form.add_text("SOURCE", translate("SmartCity", "Source (publisher)"), passport.source)
    form.add_licence(passport.licence)
    form.add_text("ATTRIBUTION", translate("SmartCity", "Attribution line"), passport.attribution)
    form.add_text("DATE", translate("SmartCity", "Date of the data"), passport.data_date, "2024-05-31")
    form.add_text("CONTACT", contact, passport.contact)
    return form


def population_form(number: str, source: str, parent: Optional[QWidget] = None) -> DetailsForm:
    """Return a form for the official population."""
    texts = load_fixes()[Fix.SET_POPULATION]
    form = DetailsForm(texts, translate("SmartCity", "Official population of the municipality"), parent)
    form.add_text("POPULATION", translate("SmartCity", "Inhabitants"), number, "108000")
    form.add_text("POPULATION_SOURCE", translate("SmartCity", "Source and date of the figure"), source)
    return form
