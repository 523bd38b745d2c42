# SPDX-License-Identifier: GPL-2.0-or-later
"""The formula of an own indicator: what it may name, QGIS's expression builder, and its values for some units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from qgis.core import QgsFeature, QgsVectorLayer
from qgis.gui import QgsExpressionBuilderDialog
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from ...bridge.expressions import look_at
from ...bridge.i18n import language, translate
from ...bridge.unit_sample import UnitSample
from ...catalogue import Catalogue, load_catalogue
from ...catalogue.own import Content
from ...catalogue.own_words import own_words
from ..cards import emphasise, plain_label
from ..wizards.forms import explanation
from .fields import PREFIX, Explained, written
from .parts import Page

EXAMPLE = '"gre_local_supply" / 6 * 100'
WAIT = 300
"""Milliseconds without typing until the values are computed."""


class FormulaPage(Page):
    """An expression, what it may name, and what comes of it."""

    def __init__(self, catalogue: Catalogue, own_id: str, values: Optional[UnitSample]) -> None:
        """``values`` has some units in rows, facts of units and ids of indicators in columns; None without any."""
        super().__init__()
        self.title = translate("SmartCity", "&Formula")
        self._known = {key: item for key, item in catalogue.indicators.items() if key != own_id}
        self._sample = (values or UnitSample()).with_columns(self._known)
        self.edit = QPlainTextEdit()
        self.edit.setObjectName(PREFIX + "expression")
        self.edit.setAccessibleName(translate("SmartCity", "Formula"))
        self.edit.setTabChangesFocus(True)
        self.edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.edit.setPlaceholderText(EXAMPLE)
        self.edit.setMaximumHeight(self.edit.fontMetrics().lineSpacing() * 6)
        line = explanation()
        self.lines["expression"] = Explained(line)
        self._heading = emphasise(plain_label(translate("SmartCity", "Values of some units")))
        self._preview = explanation()
        self._preview.setObjectName(PREFIX + "preview")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.show_values)
        self.edit.textChanged.connect(self._timer.start)
        self.search, self.names = QLineEdit(), QListWidget()
        layout = QVBoxLayout(self)
        layout.addWidget(self._caption(translate("SmartCity", "&Formula (QGIS expression)"), self.edit))
        layout.addWidget(self.edit)
        layout.addWidget(line)
        layout.addLayout(self._buttons())
        layout.addWidget(self._caption(translate("SmartCity", "&What it may name"), self.search))
        layout.addWidget(self.search)
        layout.addWidget(self.names, 1)
        layout.addWidget(self._heading)
        layout.addWidget(self._preview)
        self._fill_names()

    def _caption(self, text: str, buddy) -> QLabel:
        label = QLabel(text)
        label.setBuddy(buddy)
        return emphasise(label)

    def _buttons(self) -> QHBoxLayout:
        insert = QPushButton(translate("SmartCity", "&Insert name"))
        builder = QPushButton(translate("SmartCity", "Expression &builder…"))
        insert.setObjectName(PREFIX + "insert")
        row = QHBoxLayout()
        for button, action in ((insert, self.insert), (builder, self._build)):
            button.setAutoDefault(False)
            button.clicked.connect(action)
            row.addWidget(button)
        row.addStretch()
        return row

    def _fill_names(self) -> None:
        self.search.setObjectName(PREFIX + "search_names")
        self.search.setPlaceholderText(translate("SmartCity", "Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.names.setObjectName(PREFIX + "names")
        self.names.setMinimumHeight(self.names.fontMetrics().lineSpacing() * 6)
        self.names.itemActivated.connect(self.insert)
        titles = {key: text.in_language(language()) for key, text in own_words().attributes.items()}
        titles.update({key: item.title.in_language(language()) for key, item in self._known.items()})
        for key, title in titles.items():
            item = QListWidgetItem(f"{title} – {key}", self.names)
            item.setData(Qt.ItemDataRole.UserRole, key)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.names.count()):
            item = self.names.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def insert(self, *_: object) -> None:
        """Put the chosen name into the formula."""
        item = self.names.currentItem()
        if item is not None and not item.isHidden():
            self.edit.insertPlainText(f'"{item.data(Qt.ItemDataRole.UserRole)}"')
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        """Open QGIS's own builder on a table of the units."""
        layer = self._layer()
        dialog = QgsExpressionBuilderDialog(layer, self.edit.toPlainText(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.edit.setPlainText(dialog.expressionText())
        dialog.setParent(None)  # it must not outlive the layer
        dialog.deleteLater()

    def _layer(self) -> QgsVectorLayer:
        """Return a table in memory with the units and everything that a formula may name."""
        layer = QgsVectorLayer("NoGeometry", translate("SmartCity", "Planning units"), "memory")
        layer.dataProvider().addAttributes(self._sample.fields().toList())
        layer.updateFields()
        features = []
        for attributes in self._sample.rows():
            feature = QgsFeature(layer.fields())
            feature.setAttributes(attributes)
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        return layer

    def show_values(self) -> None:
        """Show what the formula yields, or why it yields nothing."""
        expression = self.edit.toPlainText().strip()
        if not expression:
            self._preview.setText("")
            self.lines["expression"].complain([])
        else:
            _, problems = look_at(expression, self._known)
            self.lines["expression"].complain([sentence_of(problem) for problem in problems])
            self._preview.setText("" if problems else self._words(expression))
        for label in (self._heading, self._preview):
            label.setVisible(bool(self._preview.text()))

    def _words(self, expression: str) -> str:
        if not self._sample.names:
            return translate("SmartCity", "The study has no values yet; compute the indicators to see some here.")
        values, failure = self._sample.values(expression)
        if failure:
            return failure
        shown = [written(round(value, 6)) if value is not None else "NULL" for value in values]
        return "\n".join(f"{name}: {value}" for name, value in zip(self._sample.names, shown))

    def fill(self, content: Content) -> None:
        """Show the formula."""
        self.edit.setPlainText(content["expression"])
        self.show_values()

    def read(self, content: Content) -> dict[str, str]:
        """Read the formula."""
        content["expression"] = self.edit.toPlainText().strip()
        content.setdefault("indicators", [])
        return {}

    def complain(self, flaws: Mapping[str, list[str]]) -> None:
        """Show what is wrong with the formula."""
        self._timer.stop()
        super().complain(flaws)


def sentence_of(problem) -> str:
    """Return what the user reads of a problem."""
    return load_catalogue().sentence(problem, language())
