# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields of the editor: texts in two languages, numbers, keys of the vocabulary, and what is wrong beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ...model.text import Text
from ...sources.numbers import COMMA, POINT
from ...sources.own_reading import number_in
from ..wizards.forms import tell

PREFIX = "smartcity_indicator_"
WARNING = "⚠ "


class Explained:
    """The line below a field: what it is for, or what is wrong with it."""

    def __init__(self, label: QLabel, help_text: str = "") -> None:
        self._label, self._help = label, help_text

    def complain(self, sentences: Sequence[str]) -> None:
        """Show what is wrong; nothing shows the help again."""
        tell(self._label, "\n".join(WARNING + sentence for sentence in sentences) or self._help)
        self._label.setStyleSheet("font-weight: bold" if sentences else "")

    @property
    def text(self) -> str:
        """What stands there."""
        return self._label.text()


class BothLanguages(QWidget):
    """A text in German and English side by side; the English may stay empty, then the German is shown in its place."""

    def __init__(self, name: str, lines: int = 1) -> None:
        super().__init__()
        self._edits = {key: QLineEdit() if lines == 1 else _Paragraph(lines) for key in ("de", "en")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        captions = {"de": translate("SmartCity", "German"), "en": translate("SmartCity", "English")}
        for key, edit in self._edits.items():
            edit.setObjectName(f"{PREFIX}{name}_{key}")
            edit.setAccessibleName(captions[key])
            caption = QLabel(captions[key])
            caption.setBuddy(edit)
            box = QVBoxLayout()
            box.setSpacing(1)
            box.addWidget(caption)
            box.addWidget(edit)
            row.addLayout(box, 1)
        self._edits["en"].setPlaceholderText(translate("SmartCity", "empty: as in German"))
        self.setFocusProxy(self._edits["de"])

    @property
    def value(self) -> dict[str, str]:
        """The two wordings."""
        return {key: _text_of(edit).strip() for key, edit in self._edits.items()}

    @value.setter
    def value(self, text: Mapping[str, str]) -> None:
        for key, edit in self._edits.items():
            if isinstance(edit, QLineEdit):
                edit.setText(text[key])
                edit.setCursorPosition(0)
            else:
                edit.setPlainText(text[key])


class _Paragraph(QPlainTextEdit):
    """Some lines of text; Tab leads on."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        height = self.fontMetrics().lineSpacing() * lines + 2 * self.frameWidth() + 10
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def _text_of(edit: QWidget) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


class KeyBox(QComboBox):
    """One key of a vocabulary by its title."""

    def __init__(self, name: str, titles: Mapping[str, Text], empty: str = "") -> None:
        super().__init__()
        self.setObjectName(PREFIX + name)
        if empty:
            self.addItem(empty, "")
        for key, title in titles.items():
            self.addItem(title.in_language(language()), key)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        still(self)

    @property
    def value(self) -> str:
        """The chosen key."""
        return self.currentData() or ""

    @value.setter
    def value(self, key: str) -> None:
        self.setCurrentIndex(max(0, self.findData(key)))


class NumberEdit(QLineEdit):
    """A number that may be missing, with a decimal comma or point."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(PREFIX + name)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 18)

    @property
    def value(self) -> Optional[float]:
        """The number, None if there is none; raises ValueError if the text is none."""
        return number_in(self.text(), COMMA if language().startswith("de") else POINT)

    @value.setter
    def value(self, number: Optional[float]) -> None:
        self.setText(written(number))


def written(number: Optional[float]) -> str:
    """Return a number with all its decimals, as the language writes it, without thousands separators."""
    if number is None:
        return ""
    decimals = len(f"{number:.12f}".rstrip("0").partition(".")[2])
    return format_number(number, decimals, language(), grouping=False).replace("\u2212", "-")


class NumberBox(QDoubleSpinBox):
    """A number between two bounds, shown with the decimals it has."""

    def __init__(self, name: str, minimum: float, maximum: float, value: float, suffix: str) -> None:
        super().__init__()
        self.setObjectName(PREFIX + name)
        self.setDecimals(max(3, len(f"{value:.12f}".rstrip("0").partition(".")[2])))
        self.setRange(minimum, maximum)
        self.setSingleStep(_step(minimum, maximum))
        self.setValue(value)
        self.setSuffix(f" {suffix}" if suffix and not suffix.startswith("(") else "")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 20)
        still(self)

    def textFromValue(self, value: float) -> str:
        """Leave out decimals that are zero."""
        return written(round(value, self.decimals()))


def _step(minimum: float, maximum: float) -> float:
    """Return a step that leads through a range in some dozens of them: 1, 10, 100 or 0.1 and so on."""
    span, step = maximum - minimum, 0.001
    while step * 10 <= span / 20:
        step *= 10
    return step


class _Still(QObject):
    """Keeps the mouse wheel from changing a field that is only being scrolled past."""

    def eventFilter(self, watched, event) -> bool:
        """Ignore the wheel without focus."""
        if event.type() == QEvent.Type.Wheel and not watched.hasFocus():
            event.ignore()
            return True
        return False


def still(widget: QWidget) -> None:
    """Let the wheel change a widget only if it has the focus."""
    from qgis.PyQt.QtCore import Qt

    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_Still(widget))
