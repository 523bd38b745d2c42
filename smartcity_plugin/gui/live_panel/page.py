# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in the live panel. Widgets only; ``panel`` says what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Optional

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue.scheme_words import choice_note, choice_title
from ...model.scheme import Combination
from ..cards import emphasise, icon_button, plain_label
from .ranking import RankingTable
from .sliders import WeightList
from .why import WhyView


class Notice(QFrame):
    """A sentence with at most one button, above what it is about."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = plain_label()
        self.button = QPushButton()
        self.button.clicked.connect(self._press)
        self._action: Optional[Callable[[], None]] = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self.text)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def tell(self, text: str, label: str = "", action: Optional[Callable[[], None]] = None) -> None:
        """Show a sentence; an empty one takes no room."""
        self.text.setText(text)
        self.button.setText(label)
        self.button.setVisible(bool(label))
        self._action = action
        self.setVisible(bool(text))

    def _press(self) -> None:
        action = self._action
        self.tell("")
        if action is not None:
            action()


class LeftOut(QWidget):
    """Tells how many indicators have no values; a click names them."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setObjectName("left_out")
        self.button.setAutoRaise(True)
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.names = plain_label()
        self.button.toggled.connect(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.button)
        layout.addWidget(self.names)
        self.show_names(())

    def show_names(self, names: Sequence[str]) -> None:
        """Show how many there are; none take no room."""
        text = translate("SmartCity", "Here without values: {count}").format(count=len(names))
        self.button.setText(text)
        explained = translate("SmartCity", "Indicators without values at these places; the others take their weight:")
        self.names.setText(f"{explained} {', '.join(names)}")
        self.button.setToolTip(self.names.text())
        self._show(False)
        self.button.setChecked(False)
        self.setVisible(bool(names))

    def _show(self, is_open: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.names.setVisible(is_open)


class LivePage(QWidget):
    """Choosers, then either what is played with, or how far reading is, or why there is nothing to play with."""

    undo_wanted = pyqtSignal()
    redo_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_live")
        self.schemes = _combo("schemes")
        self.kinds = _combo("kinds")
        self.notice, self.left_out = Notice("notice"), LeftOut()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_waiting())
        self.stack.addWidget(self._make_message())
        self.stack.addWidget(self._make_play())
        choosers = QGridLayout()
        choosers.setColumnStretch(1, 1)
        choosers.setVerticalSpacing(3)
        for row, (text, combo) in enumerate(
            (
                (translate("SmartCity", "Sche&me"), self.schemes),
                (translate("SmartCity", "&Places"), self.kinds),
            )
        ):
            choosers.addWidget(_caption(text, combo), row, 0)
            choosers.addWidget(combo, row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.setSpacing(5)
        layout.addLayout(choosers)
        layout.addWidget(self.notice)
        layout.addWidget(self.left_out)
        layout.addWidget(self.stack, 1)

    # Parts -------------------------------------------------------------------------------------------------------

    def _make_waiting(self) -> QWidget:
        page, layout = _column()
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.cancel = QPushButton(translate("SmartCity", "Cancel"))
        self.cancel.setObjectName("cancel")
        layout.addWidget(plain_label(translate("SmartCity", "Reading scores …")))
        layout.addWidget(self.progress)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        return page

    def _make_message(self) -> QWidget:
        page, layout = _column()
        self.message = plain_label()
        self.message.setObjectName("message")
        self.again = QPushButton(translate("SmartCity", "Read again"))
        self.again.setObjectName("again")
        layout.addWidget(self.message)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        return page

    def _make_play(self) -> QWidget:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._make_weights())
        self.splitter.addWidget(self._make_ranking())
        self.splitter.addWidget(self._make_why())
        for number, part in enumerate((5, 4, 3)):
            self.splitter.setStretchFactor(number, part)
        page, layout = _column()
        layout.addWidget(self.splitter, 1)
        layout.addLayout(self._make_buttons())
        return page

    def _make_weights(self) -> QWidget:
        self.weights = WeightList()
        inner, column = _column()
        column.addWidget(self.weights)
        self.within, self.between = _combo("within"), _combo("between")
        column.addWidget(_caption(translate("SmartCity", "&Inside the sectors"), self.within))
        column.addWidget(self.within)
        column.addWidget(_caption(translate("SmartCity", "&Between the sectors"), self.between))
        column.addWidget(self.between)
        column.setContentsMargins(0, 0, 4, 0)
        column.addStretch()
        for combo in (self.within, self.between):
            for item in Combination:
                combo.addItem(choice_title(item, language()), item.value)
                combo.setItemData(combo.count() - 1, choice_note(item, language()), Qt.ItemDataRole.ToolTipRole)
        return _Scroller(inner)

    def _make_ranking(self) -> QWidget:
        self.ranking = RankingTable()
        self.pick = icon_button(
            "/mActionIdentify.svg", translate("SmartCity", "Choose a unit by clicking on the map"), self
        )
        self.pick.setObjectName("pick")
        self.pick.setCheckable(True)
        self.zoom = icon_button("/mActionZoomToSelected.svg", translate("SmartCity", "Show the unit on the map"), self)
        self.zoom.setObjectName("zoom")
        head = QHBoxLayout()
        head.addWidget(emphasise(plain_label(translate("SmartCity", "Ranking"), wrap=False)), 1)
        head.addWidget(self.pick)
        head.addWidget(self.zoom)
        part, layout = _column()
        layout.addLayout(head)
        layout.addWidget(self.ranking, 1)
        return part

    def _make_why(self) -> QWidget:
        self.why = WhyView()
        part, layout = _column()
        layout.addWidget(emphasise(plain_label(translate("SmartCity", "Why?"), wrap=False)))
        layout.addWidget(self.why, 1)
        return part

    def _make_buttons(self) -> QGridLayout:
        self.undo = icon_button("/mActionUndo.svg", translate("SmartCity", "Undo the last move"), self)
        self.redo = icon_button("/mActionRedo.svg", translate("SmartCity", "Redo the last move"), self)
        self.reset = QPushButton(translate("SmartCity", "&Reset"))
        self.reset.setToolTip(translate("SmartCity", "Back to the weights of the stored scheme"))
        self.save = QPushButton(translate("SmartCity", "Save as &scheme…"))
        for widget, name in ((self.undo, "undo"), (self.redo, "redo"), (self.reset, "reset"), (self.save, "save")):
            widget.setObjectName(name)
        layout = QGridLayout()
        layout.setHorizontalSpacing(4)
        layout.setColumnStretch(2, 1)
        layout.addWidget(self.undo, 0, 0)
        layout.addWidget(self.redo, 0, 1)
        layout.addWidget(self.reset, 0, 3)
        layout.addWidget(self.save, 1, 0, 1, 4)
        return layout

    # States ------------------------------------------------------------------------------------------------------

    def show_waiting(self) -> None:
        """Show that the study is being read."""
        self.progress.setValue(0)
        self.cancel.setEnabled(True)
        self.left_out.hide()
        self.stack.setCurrentIndex(0)

    def show_progress(self, fraction: float) -> None:
        """Show how far reading is."""
        self.progress.setValue(int(100 * fraction))

    def show_message(self, text: str) -> None:
        """Show why there is nothing to play with."""
        self.message.setText(text)
        self.left_out.hide()
        self.stack.setCurrentIndex(1)

    def show_play(self, left_out: Sequence[str]) -> None:
        """Show what can be played with, and which indicators cannot."""
        self.left_out.show_names(left_out)
        self.stack.setCurrentIndex(2)

    @property
    def is_playing(self) -> bool:
        """Whether there is something to play with."""
        return self.stack.currentIndex() == 2

    # Keys --------------------------------------------------------------------------------------------------------

    def event(self, event) -> bool:
        """Keep the keys for undo and redo; QGIS's own would win otherwise."""
        if event.type() == QEvent.Type.ShortcutOverride and _history_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event) -> None:
        """Undo and redo moves."""
        key = _history_key(event)
        if key == "undo":
            self.undo_wanted.emit()
        elif key == "redo":
            self.redo_wanted.emit()
        else:
            super().keyPressEvent(event)


def fill_combo(combo: QComboBox, items: Sequence[tuple[str, Any]], current: Any) -> None:
    """Offer texts with their data and choose one, without telling anybody."""
    combo.blockSignals(True)
    combo.clear()
    for text, data in items:
        combo.addItem(text, data)
        combo.setItemData(combo.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
    combo.setCurrentIndex(max(combo.findData(current), 0))
    combo.setToolTip(combo.currentText())
    combo.blockSignals(False)


def _history_key(event) -> str:
    if event.matches(QKeySequence.StandardKey.Undo):
        return "undo"
    return "redo" if event.matches(QKeySequence.StandardKey.Redo) else ""


class _Combo(QComboBox):
    """A list that leaves the wheel to the panel: who scrolls must not choose."""

    def wheelEvent(self, event) -> None:
        """Let the panel scroll."""
        event.ignore()


def _combo(name: str) -> QComboBox:
    combo = _Combo()
    combo.setObjectName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    combo.currentIndexChanged.connect(lambda _number: combo.setToolTip(combo.currentText()))
    return combo


def _caption(text: str, buddy: QWidget) -> QLabel:
    caption = QLabel(text)
    caption.setTextFormat(Qt.TextFormat.PlainText)
    caption.setBuddy(buddy)
    buddy.setAccessibleName(text.replace("&", ""))
    return caption


def _column() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    return part, layout


class _Scroller(QScrollArea):
    """Scrolls the sliders up and down only."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        self.setMinimumHeight(self.fontMetrics().height() * 9)
