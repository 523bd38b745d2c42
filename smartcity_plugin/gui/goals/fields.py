# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields that only goals need: lists to tick, an indicator that is searched for, a year, a number that is not cut."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Optional

from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import QRegularExpression, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtGui import QRegularExpressionValidator
from qgis.PyQt.QtWidgets import QComboBox, QCompleter, QSizePolicy

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ...study.rows import split_ids
from ..indicator_editor.fields import still
from ..measures.fields import WARNING, LineField, NumberField

SHOWN_DECIMALS = 4


class ChecksField(QgsCheckableComboBox):
    """Several keys of a list by their titles, stored with commas between, in the order of the list."""

    committed = pyqtSignal()

    def __init__(self, titles: Iterable[tuple[str, str]], none: str = "–") -> None:
        super().__init__()
        self.setSeparator(", ")
        self.setDefaultText(none)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key, title in titles:
            self.addItemWithCheckState(title, Qt.CheckState.Unchecked, key)
        still(self)
        self.checkedItemsChanged.connect(self._tell)

    def _tell(self, *_: object) -> None:
        self.setToolTip("\n".join(self.checkedItems()))
        self.committed.emit()

    @property
    def value(self) -> Optional[str]:
        """The ticked keys."""
        return ",".join(str(key) for key in self.checkedItemsData()) or None

    @value.setter
    def value(self, value: Optional[str]) -> None:
        wanted = split_ids(value)
        known = [self.itemData(place) for place in range(self.count())]
        with QSignalBlocker(self):
            for key in (one for one in wanted if one not in known):  # shown as it is, not lost
                self.addItemWithCheckState(f"{WARNING}{key}", Qt.CheckState.Unchecked, key)
            for place in range(self.count()):
                ticked = self.itemData(place) in wanted
                self.setItemCheckState(place, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.setToolTip("\n".join(self.checkedItems()))


class SearchField(QComboBox):
    """One of many keys: any part of its title finds it."""

    committed = pyqtSignal()

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItem("", None)
        for key, title in titles:
            self.addItem(title, key)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        completer = self.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.lineEdit().setPlaceholderText(translate("SmartCity", "Type a part of the name"))
        still(self)
        self.activated.connect(lambda *_: self.committed.emit())
        self.lineEdit().editingFinished.connect(self._take)

    def _take(self) -> None:
        """Choose what was typed in full; anything else gives way to what was chosen before."""
        place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        if place >= 0 and place != self.currentIndex():
            self.setCurrentIndex(place)
            self.committed.emit()
        elif place < 0:
            self.setEditText(self.itemText(self.currentIndex()))
        self.lineEdit().setCursorPosition(0)

    @property
    def value(self) -> Any:
        """The chosen key."""
        return self.currentData()

    @value.setter
    def value(self, key: Any) -> None:
        place = 0 if key is None else self.findData(key)
        if place < 0:
            self.addItem(f"{WARNING}{key}", key)
            place = self.count() - 1
        self.setCurrentIndex(place)
        self.lineEdit().setCursorPosition(0)
        self.setToolTip(self.itemText(place))


class YearField(LineField):
    """A year, without separators."""

    def __init__(self) -> None:
        super().__init__()
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"(19|20|21)\d\d"), self))
        self.setPlaceholderText("2035")

    @property
    def is_valid(self) -> bool:
        """Whether this is nothing or a whole year."""
        return not self.text() or self.hasAcceptableInput()

    @property
    def value(self) -> Optional[int]:
        """The year, None if nothing is entered."""
        return int(self.text()) if self.text().isdecimal() else None

    @value.setter
    def value(self, value: Optional[int]) -> None:
        self.setText("" if value is None else str(int(value)))


class ValueField(NumberField):
    """A number, shown with as many decimals as anybody reads; what is stored stays exact while nobody types."""

    def __init__(self) -> None:
        super().__init__(-1e12, 1e12)

    @property
    def value(self) -> Optional[float]:
        """The number, None if nothing is entered."""
        return NumberField.value.fget(self)

    @value.setter
    def value(self, value: Optional[float]) -> None:
        self.setText(shown_number(value))
        self.setToolTip("" if value is None else repr(float(value)))


def shown_number(value: Optional[float]) -> str:
    """Return a number in the language's spelling, with at most four decimals and no zeros at its end."""
    if value is None:
        return ""
    plain = f"{value:.{SHOWN_DECIMALS}f}".rstrip("0").rstrip(".")
    return format_number(float(value), len(plain.partition(".")[2]), language())
