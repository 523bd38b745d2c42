# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields of a record that store themselves: each tells its value once its user has finished with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Optional

from qgis.PyQt.QtCore import QRegularExpression, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtGui import QRegularExpressionValidator
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ...sources.numbers import COMMA, POINT, value_of
from ...study.fields import Table
from ...study.schedule import is_date
from ..indicator_editor.fields import still

PREFIX = "smartcity_measures_"
WARNING = "⚠ "
CHECKABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


def named(widget: QWidget, name: str) -> QWidget:
    """Give a widget the name by which tests find it."""
    widget.setObjectName(PREFIX + name)
    return widget


class LineField(QLineEdit):
    """A line of text; ``None`` if it is empty."""

    committed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.editingFinished.connect(self.committed)

    @property
    def value(self) -> Optional[str]:
        """What is entered."""
        return self.text().strip() or None

    @value.setter
    def value(self, value: Any) -> None:
        text = "" if value is None else str(value)
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)
        if type(self) is LineField:
            self.setToolTip(text)

    def complete_with(self, words: Sequence[str]) -> None:
        """Offer what was entered before; behind a comma the next name is completed."""
        self.setCompleter(_ListCompleter(list(words), self))


class _ListCompleter(QCompleter):
    """Completes the last name of a comma separated list."""

    def __init__(self, words: list[str], parent: QLineEdit) -> None:
        super().__init__(words, parent)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def pathFromIndex(self, index) -> str:
        text = self.widget().text()
        head, comma, _ = text.rpartition(",")
        return f"{head}{comma} {index.data()}" if comma else index.data()

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]


class DateField(LineField):
    """A date that may stop at the year or month; what is none is marked and not stored."""

    wrong = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(translate("SmartCity", "2027, 2027-04 or 2027-04-15"))
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9\-]{0,10}"), self))
        self.setToolTip(translate("SmartCity", "Year, month or day: 2027, 2027-04 or 2027-04-15"))
        self.textChanged.connect(self._mark)

    @property
    def is_valid(self) -> bool:
        """Whether this is nothing or a date."""
        return is_date(self.text())

    def _mark(self) -> None:
        self.setStyleSheet("" if self.is_valid else "border: 2px solid #c0392b")


class NumberField(LineField):
    """A number in the spelling of the language; what is none is marked and not stored."""

    def __init__(self, minimum: float = 0.0, maximum: float = 1e12) -> None:
        super().__init__()
        self.minimum, self.maximum = minimum, maximum
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textChanged.connect(lambda: self.setStyleSheet("" if self.is_valid else "border: 2px solid #c0392b"))

    @property
    def is_valid(self) -> bool:
        """Whether this is nothing or a number within the bounds."""
        number = number_of(self.text())
        return not self.text().strip() or (number is not None and self.minimum <= number <= self.maximum)

    @property
    def value(self) -> Optional[float]:
        """The number, None if nothing is entered."""
        return number_of(self.text())

    @value.setter
    def value(self, value: Optional[float]) -> None:
        self.setText(number_text(value))


class TextField(QPlainTextEdit):
    """A longer text; it is stored when the field is left."""

    committed = pyqtSignal()

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        height = self.fontMetrics().lineSpacing() * lines + 14
        self.setMinimumHeight(min(height, self.fontMetrics().lineSpacing() * 3 + 14))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._lines = height

    def sizeHint(self):
        """Return the height of the lines asked for."""
        hint = super().sizeHint()
        hint.setHeight(self._lines)
        return hint

    @property
    def value(self) -> Optional[str]:
        """What is entered."""
        return self.toPlainText().strip() or None

    @value.setter
    def value(self, value: Any) -> None:
        text = "" if value is None else str(value)
        if self.toPlainText() != text:
            self.setPlainText(text)

    def focusOutEvent(self, event) -> None:
        """Store what was written."""
        super().focusOutEvent(event)
        self.committed.emit()


class ChoiceField(QComboBox):
    """One of several keys by its title, or none."""

    committed = pyqtSignal()

    def __init__(self, titles: Iterable[tuple[Any, str]], none: str = "–") -> None:
        super().__init__()
        self._none = none
        self.offer(titles)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        still(self)
        self.activated.connect(lambda *_: self.committed.emit())

    def offer(self, titles: Iterable[tuple[Any, str]]) -> None:
        """Offer other keys; the chosen one stays chosen if it is among them."""
        chosen = self.value
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._none, None)
            for key, title in titles:
                self.addItem(title, key)
        self.value = chosen

    @property
    def value(self) -> Any:
        """The chosen key."""
        return self.currentData()

    @value.setter
    def value(self, key: Any) -> None:
        place = self.findData(key) if key is not None else 0
        if place < 0:  # a key of another version is shown as it is, not lost
            self.addItem(f"{WARNING}{key}", key)
            place = self.count() - 1
        self.setCurrentIndex(place)


class CheckField(QCheckBox):
    """Yes or no."""

    committed = pyqtSignal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.clicked.connect(lambda *_: self.committed.emit())

    @property
    def value(self) -> bool:
        """Whether it is checked."""
        return self.isChecked()

    @value.setter
    def value(self, value: Any) -> None:
        self.setChecked(bool(value))


class RecordForm:
    """Fields of one record by name: shown together, each tells on its own what was changed."""

    def __init__(self, table: Table, changed: Callable[[str, Any], bool]) -> None:
        self._table, self._changed = table, changed
        self._key = next(iter(table.fields))
        self.fields: dict[str, Any] = {}
        self._shown: dict[str, Any] = {}
        self._number: Any = None
        self._storing: dict[str, Any] = {}
        """Fields that are being stored, with what they showed before."""
        self._refused: dict[str, Any] = {}
        """What others' changes kept from being stored; only something else is tried again."""

    def add(self, layout: QFormLayout, name: str, field: QWidget, label: str = "") -> Any:
        """Add a field under the name that the table gives it, or another; returns the field."""
        named(field, name)
        text = label or self.title(name)
        field.setAccessibleName(text)
        caption = QLabel() if isinstance(field, QCheckBox) else QLabel(text)
        caption.setBuddy(field)
        if isinstance(field, TextField):
            layout.addRow(caption)
            layout.addRow(field)
        else:
            layout.addRow(caption, field)
        self.fields[name], self._shown[name] = field, field.value
        field.committed.connect(lambda: self.commit(name))
        return field

    def title(self, name: str) -> str:
        """Return what readers call a field."""
        return self._table.fields[name].alias.in_language(language())

    def show(self, record: Any) -> None:
        """Show a record, None for nothing. What is typed but could not be stored stays as long as the record does."""
        number = None if record is None else getattr(record, self._key)
        stays, self._number = number is not None and number == self._number, number
        for name, field in self.fields.items():
            stored = None if record is None else getattr(record, name)
            is_valid = getattr(field, "is_valid", True)
            if stays and self._differs(name) and (field.value != stored or not is_valid):
                continue
            with QSignalBlocker(field):
                field.value = stored
            if hasattr(field, "is_valid"):
                field.setStyleSheet("")
            self._shown[name] = field.value
            self._refused.pop(name, None)

    def _differs(self, name: str) -> bool:
        """Return whether a field holds something else than it was given to show."""
        field = self.fields[name]
        return not getattr(field, "is_valid", True) or field.value != self._storing.get(name, self._shown.get(name))

    def commit(self, name: str = "") -> None:
        """Tell the fields (or one) whose value differs from what is stored."""
        for one in [name] if name else list(self.fields):
            field = self.fields[one]
            value = field.value
            if value == self._shown.get(one) or not getattr(field, "is_valid", True):
                continue
            if one in self._refused and self._refused[one] == value:
                continue
            self._storing[one] = before = self._shown.get(one)
            self._shown[one] = value
            well = self._changed(one, value)
            self._storing.pop(one, None)
            if not well:
                self._shown[one] = before

    def refuse(self) -> None:
        """Do not try again what is being stored: others have changed the same meanwhile, which their user is told."""
        self._refused.update({name: self.fields[name].value for name in self._storing})

    def give_up(self) -> None:
        """Let what is being stored go, because it never can be: a number in use, nothing where something must be."""
        self._storing.clear()

    def unstored(self) -> list[str]:
        """Return the names, for readers, of fields whose value could not be stored."""
        found = [name for name in self.fields if self._differs(name)]
        return [self.title(name) for name in found if getattr(self.fields[name], "is_valid", True)]

    def unreadable(self) -> list[str]:
        """Return what is typed and is no value of its field."""
        return [field.text() for field in self.fields.values() if not getattr(field, "is_valid", True)]

    def discard(self) -> None:
        """Let what was typed and not stored go when the record is shown next."""
        self._number = None


def fill_checks(view: QListWidget, rows: Sequence[tuple[str, str]], checked: Sequence[str]) -> None:
    """Show keys with their titles in a list, some checked; the list keeps its place if the keys are the same."""
    with QSignalBlocker(view):
        items = [view.item(row) for row in range(view.count())]
        if [(item.data(Qt.ItemDataRole.UserRole), item.text()) for item in items] != list(rows):
            view.clear()
            for key, title in rows:
                item = QListWidgetItem(title, view)
                item.setData(Qt.ItemDataRole.UserRole, key)
                item.setToolTip(title)
                item.setFlags(CHECKABLE)
            items = [view.item(row) for row in range(view.count())]
        for item in items:
            is_checked = item.data(Qt.ItemDataRole.UserRole) in checked
            item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)


def checked_keys(view: QListWidget) -> list[str]:
    """Return the keys that are checked, in the order of the list."""
    items = [view.item(row) for row in range(view.count())]
    return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]


def number_of(text: str) -> Optional[float]:
    """Return the number that a text stands for in the spelling of the language, None if it is none."""
    return value_of(text, COMMA if language() == "de" else POINT)


def number_text(value: Optional[float]) -> str:
    """Return a number as it is entered: all its decimals, thousands grouped."""
    if value is None:
        return ""
    plain = f"{value:.12g}"
    return format_number(float(value), 2 if "e" in plain else len(plain.partition(".")[2]), language())
