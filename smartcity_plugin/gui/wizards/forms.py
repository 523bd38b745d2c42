# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of a form: label, field, and what the field is for."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..cards import plain_label

PREFIX = "smartcity_wizard_"


def named(widget: QWidget, name: str) -> QWidget:
    """Give a widget the name by which tests and style sheets find it."""
    widget.setObjectName(PREFIX + name)
    return widget


def explanation(text: str = "") -> QLabel:
    """Return a wrapped text that can be selected with the mouse; empty, it takes no room."""
    label = plain_label()
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    tell(label, text)
    return label


def tell(label: QLabel, text: str) -> None:
    """Show another explanation; an empty one takes no room."""
    label.setText(text)
    # Without a parent it would flash up as a window of its own; what is not hidden appears with its parent.
    if label.parentWidget() is not None or not text:
        label.setVisible(bool(text))


class Form(QWidget):
    """Labels at the left, fields at the right, explanations under the fields."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows = 0

    def add(self, label: str, field: QWidget, help_text: str = "", buddy: Optional[QWidget] = None) -> QLabel:
        """Add a row; the mnemonic of the label leads to the field (or its ``buddy``). Returns the explanation."""
        caption, text = QLabel(label), explanation(help_text)
        caption.setTextFormat(Qt.TextFormat.PlainText)
        target = buddy or field
        caption.setBuddy(target)
        if not target.accessibleName():
            target.setAccessibleName(plain(label))
        if help_text:
            target.setAccessibleDescription(help_text)
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(3)
        box.addWidget(field)
        box.addWidget(text)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        # The caption stands on the line of the first field, whatever that is.
        caption.setMinimumHeight(target.sizeHint().height())
        # Qt measures texts with mnemonics a little too narrow where letters are kerned ("Te").
        caption.setContentsMargins(0, 0, 4, 0)
        self._grid.addWidget(caption, self._rows, 0, top)
        self._grid.addLayout(box, self._rows, 1)
        field.setProperty("smartcity_caption", caption.text())
        self._rows += 1
        return text

    def add_wide(self, field: QWidget) -> None:
        """Add something that takes both columns."""
        self._grid.addWidget(field, self._rows, 0, 1, 2)
        self._rows += 1

    def show_row(self, field: QWidget, visible: bool) -> None:
        """Show or hide a row by its field; an explanation without text stays hidden."""
        for row in range(self._rows):
            item = self._grid.itemAtPosition(row, 1)
            box = item.layout() if item is not None else None
            if box is None or box.itemAt(0).widget() is not field:
                continue
            self._grid.itemAtPosition(row, 0).widget().setVisible(visible)
            field.setVisible(visible)
            text = box.itemAt(1).widget()
            text.setVisible(visible and bool(text.text()))


def plain(label: str) -> str:
    """Return the text of a label without its mnemonic."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")
