# SPDX-License-Identifier: GPL-2.0-or-later
"""The pieces of the cockpit: a card per step, and the strip that shows a running algorithm."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QAction,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .. import paths
from ..bridge.i18n import translate
from . import wording
from .steps import Action, Snapshot, State, Step, StepState

MARK_WIDTH = 3
_STATE_ICONS = {
    State.DONE: "/mIconSuccess.svg",
    State.OPEN: "/mActionArrowRight.svg",
    State.OUTDATED: "/mActionRefresh.svg",
    State.READY: "/mActionPlay.svg",
    State.BLOCKED: "/locked.svg",
}


def plain_label(text: str = "", wrap: bool = True) -> QLabel:
    """Return a label that shows a text as it is, because texts from studies could hold markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    return label


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget that can be scrolled where a window is smaller than what it holds."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(widget)
    return area


def fit_to_screen(window: QWidget, letters: int, lines: int) -> None:
    """Give a window room for so many letters and lines, but not more than the screen has."""
    metrics = window.fontMetrics()
    wanted = QSize(metrics.averageCharWidth() * letters, metrics.lineSpacing() * lines)
    window.resize(wanted.boundedTo(QgsApplication.primaryScreen().availableSize() * 0.95))


def emphasise(label: QLabel, factor: float = 1.0) -> QLabel:
    """Make a label bold and ``factor`` times as large as the interface's font.

    Where users have chosen a font in QGIS's options, a style sheet sets it for every widget; only another style sheet
    is bold then.
    """
    font = label.font()
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    label.setFont(font)
    label.setStyleSheet("font-weight: bold")
    return label


def icon_size(widget: QWidget, lines: float) -> int:
    """Return the size of an icon that is as high as so many lines of text, whatever the font."""
    return round(widget.fontMetrics().height() * lines)


class StepCard(QFrame):
    """One step: icon, title, state in symbol and word, one line of facts, the next action and a menu of others."""

    requested = pyqtSignal(object)
    """The Action that was chosen."""

    def __init__(self, step: Step, number: int, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"smartcity_step_{step.value}")
        self.step = step
        self._is_next = False
        self._primary: Optional[Action] = None
        picture = QLabel()
        picture.setPixmap(QIcon(str(paths.ICONS / f"step_{step.value}.svg")).pixmap(icon_size(self, 1.6)))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        title = emphasise(plain_label(f"{number}  {wording.step_title(step)}"))
        title.setToolTip(wording.step_help(step))
        self._state_icon, self._state_word = QLabel(), plain_label(wrap=False)
        state = QHBoxLayout()
        state.setSpacing(4)
        state.addWidget(self._state_icon)
        state.addWidget(self._state_word)
        self._line = plain_label()
        self._line.setObjectName("line")
        self._button = QPushButton()
        self._button.setObjectName("primary")
        self._button.clicked.connect(lambda: self.requested.emit(self._primary))
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._more = QToolButton()
        self._more.setObjectName("more")
        self._more.setText(translate("SmartCity", "More"))
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._more.setMenu(self._menu)
        self._more.setAccessibleName(f"{self._more.text()}: {wording.step_title(step)}")
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._button)
        buttons.addWidget(self._more)
        buttons.addStretch()
        layout = QGridLayout(self)
        layout.setContentsMargins(10 + MARK_WIDTH, 8, 10, 8)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(1, 1)
        layout.addWidget(picture, 0, 0, 2, 1)
        layout.addWidget(title, 0, 1)
        layout.addLayout(state, 0, 2)
        layout.addWidget(self._line, 1, 1, 1, 2)
        layout.addLayout(buttons, 2, 1, 1, 2)

    def show_state(self, item: StepState, facts: Snapshot, is_next: bool, busy: bool) -> None:
        """Show how the step stands; while something runs nothing can be started."""
        self._is_next = is_next
        self._primary = item.primary
        icon = QgsApplication.getThemeIcon(_STATE_ICONS[item.state])
        self._state_icon.setPixmap(icon.pixmap(icon_size(self, 0.9)))
        self._state_word.setText(wording.state_word(item.state))
        self._line.setText(wording.state_line(item, facts))
        self._button.setText(wording.action_label(item.primary))
        self._button.setAccessibleName(f"{wording.action_label(item.primary)}: {wording.step_title(item.step)}")
        self._button.setEnabled(item.is_possible(item.primary) and not busy)
        self._button.setToolTip(_reason(item, item.primary, facts))
        self._fill_menu(item, facts, busy)
        self.update()

    def _fill_menu(self, item: StepState, facts: Snapshot, busy: bool) -> None:
        self._menu.clear()
        self._more.setVisible(bool(item.others))
        self._more.setEnabled(not busy)
        for action in item.others:
            entry = QAction(wording.action_label(action), self._menu)
            entry.setObjectName(f"smartcity_{item.step.value}_{action.value}")
            entry.setEnabled(item.is_possible(action))
            entry.setToolTip(_reason(item, action, facts))
            entry.triggered.connect(lambda _checked=False, chosen=action: self.requested.emit(chosen))
            self._menu.addAction(entry)

    def paintEvent(self, event) -> None:
        """Mark the next step at its left edge."""
        super().paintEvent(event)
        if self._is_next:
            colour = self.palette().color(QPalette.ColorRole.Highlight)
            QPainter(self).fillRect(0, 4, MARK_WIDTH, self.height() - 8, colour)


def _reason(item: StepState, action: Action, facts: Snapshot) -> str:
    if item.is_possible(action):
        return ""
    return wording.reason_text(item.reasons[action], action, facts)


class ProgressStrip(QFrame):
    """Says what is running and how far it is, and lets the user stop it."""

    cancelled = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_progress")
        self._title = plain_label()
        self._bar = QProgressBar()
        self._cancel = QPushButton(translate("SmartCity", "Cancel"))
        self._cancel.setObjectName("cancel")
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.addWidget(self._title)
        layout.addLayout(row)
        self.hide()

    def begin(self, title: str) -> None:
        """Show that something has begun; until it tells its progress the bar only moves."""
        self._title.setText(title)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()

    def progress(self, percent: float) -> None:
        """Show how far it is."""
        self._bar.setRange(0, 100)
        self._bar.setValue(int(percent))

    def end(self) -> None:
        """Disappear."""
        self.hide()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._title.setText(translate("SmartCity", "Cancelling…"))
        self.cancelled.emit()


def separator() -> QFrame:
    """Return a thin horizontal line."""
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Sunken)
    return line


def icon_button(icon: str, text: str, widget: QWidget) -> QToolButton:
    """Return a flat button with a symbol of QGIS; the text is its tooltip and what screen readers say."""
    button = QToolButton(widget)
    button.setAutoRaise(True)
    button.setIcon(QgsApplication.getThemeIcon(icon))
    size = icon_size(widget, 1.1)
    button.setIconSize(QSize(size, size))
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
