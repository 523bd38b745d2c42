# SPDX-License-Identifier: GPL-2.0-or-later
"""Sliders for the weights of sectors, and of the indicators inside them, each with a lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QPixmap
from qgis.PyQt.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue.numbers import NO_BREAK_SPACE, format_number
from ...engine.composite.sliders import TENTHS
from ...model.scheme import ROOT
from ..cards import emphasise, icon_size, plain_label

ONE_PERCENT, FIVE_PERCENT = TENTHS, 5 * TENTHS


class ShareSlider(QSlider):
    """A slider from 0 to 100 % in tenths: arrow keys move it by 1 %, page keys by 5 %, the wheel scrolls the panel."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100 * TENTHS)
        self.setSingleStep(ONE_PERCENT)
        self.setPageStep(FIVE_PERCENT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event) -> None:
        """Leave the wheel to the panel: who scrolls must not change a weight."""
        event.ignore()


class WeightRow(QWidget):
    """One member of a node: what it is called, its share, its slider and its lock."""

    moved = pyqtSignal(float)
    """To how many percent the user has moved it."""
    seized = pyqtSignal()
    """The user begins to drag."""
    released = pyqtSignal()
    lock_changed = pyqtSignal(bool)
    expanded = pyqtSignal(bool)

    def __init__(self, name: str, title: str, colour: str = "", is_sector: bool = False) -> None:
        super().__init__()
        self.setObjectName(f"smartcity_live_{name}")
        self._title, self._is_filling = title, False
        self.label = plain_label(title)
        self.label.setToolTip(title)
        self.percent = plain_label(wrap=False)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        if is_sector:
            emphasise(self.label)
        self.slider = ShareSlider()
        self.slider.setObjectName("slider")
        self.slider.setAccessibleName(translate("SmartCity", "Weight of {name}").format(name=title))
        self.slider.valueChanged.connect(self._tell)
        self.slider.sliderPressed.connect(self.seized)
        self.slider.sliderReleased.connect(self.released)
        self.lock = _flat_button(self, "lock")
        self.lock.setCheckable(True)
        self.lock.toggled.connect(self._show_lock)
        self.lock.toggled.connect(self.lock_changed)
        self.arrow = _flat_button(self, "arrow")
        self.arrow.setCheckable(True)
        self.arrow.setVisible(is_sector)
        self.arrow.toggled.connect(self._show_arrow)
        self.arrow.toggled.connect(self.expanded)
        self._lay_out(colour, is_sector)
        self._show_lock(False)
        self._show_arrow(False)

    def _lay_out(self, colour: str, is_sector: bool) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.arrow, 0, Qt.AlignmentFlag.AlignTop)
        if colour:
            head.addWidget(_swatch(colour, self), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.label, 1)
        head.addWidget(self.percent, 0, Qt.AlignmentFlag.AlignTop)
        layout = QGridLayout(self)
        layout.setContentsMargins(0 if is_sector else icon_size(self, 1.6), 2, 0, 2)
        layout.setHorizontalSpacing(4)
        layout.setVerticalSpacing(0)
        layout.addLayout(head, 0, 0, 1, 2)
        layout.addWidget(self.slider, 1, 0)
        layout.addWidget(self.lock, 1, 1)
        layout.setColumnStretch(0, 1)

    def show_share(self, percent: float, is_locked: bool) -> None:
        """Show a share without telling anybody."""
        self._is_filling = True
        try:
            if not self.slider.isSliderDown():
                self.slider.setValue(int(percent * TENTHS + 0.5))
            text = f"{format_number(percent, 1, language())}{NO_BREAK_SPACE}%"
            if text != self.percent.text():
                self.percent.setText(text)
                self.slider.setToolTip(f"{self._title}: {text}")
            self.lock.setChecked(is_locked)
            self.slider.setEnabled(not is_locked)
        finally:
            self._is_filling = False

    def _tell(self, value: int) -> None:
        if not self._is_filling:
            self.moved.emit(value / TENTHS)

    def _show_lock(self, is_locked: bool) -> None:
        self.lock.setIcon(QgsApplication.getThemeIcon("/locked.svg" if is_locked else "/unlocked.svg"))
        text = (
            translate("SmartCity", "Let the weight go again")
            if is_locked
            else translate("SmartCity", "Hold the weight")
        )
        self.lock.setToolTip(text)
        self.lock.setAccessibleName(f"{text}: {self._title}")

    def _show_arrow(self, is_open: bool) -> None:
        self.arrow.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        text = translate("SmartCity", "Hide indicators") if is_open else translate("SmartCity", "Show indicators")
        self.arrow.setToolTip(text)
        self.arrow.setAccessibleName(f"{text}: {self._title}")


class WeightList(QWidget):
    """All sectors, each with its indicators below it once it is opened."""

    moved = pyqtSignal(str, str, float)
    """Node, member, percent."""
    seized = pyqtSignal()
    released = pyqtSignal()
    lock_changed = pyqtSignal(str, str, bool)

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.rows: dict[tuple[str, str], WeightRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 4, 8, 4)
        self._layout.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def fill(self, tree: Sequence[tuple[str, str, str, Sequence[tuple[str, str]]]]) -> None:
        """Show other sliders: (key, title, colour, indicators as (id, title)) of each sector."""
        self.rows.clear()
        while self._layout.count():
            widget = self._layout.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key, title, colour, members in tree:
            self._add(ROOT, key, WeightRow(key, title, colour, is_sector=True))
            inner = QWidget()
            box = QVBoxLayout(inner)
            box.setContentsMargins(0, 0, 0, 4)
            box.setSpacing(1)
            for name, text in members:
                self._add(key, name, WeightRow(name, text), box)
            inner.hide()
            self._layout.addWidget(inner)
            sector = self.rows[ROOT, key]
            sector.expanded.connect(inner.setVisible)
            sector.arrow.setEnabled(len(members) > 1)
        self._layout.addStretch()

    def _add(self, node: str, member: str, row: WeightRow, box: Optional[QVBoxLayout] = None) -> None:
        self.rows[node, member] = row
        (self._layout if box is None else box).addWidget(row)
        row.moved.connect(lambda percent: self.moved.emit(node, member, percent))
        row.lock_changed.connect(lambda is_locked: self.lock_changed.emit(node, member, is_locked))
        row.seized.connect(self.seized)
        row.released.connect(self.released)

    def show_shares(self, shares: Mapping[str, Mapping[str, float]], locked: Mapping[str, frozenset[str]]) -> None:
        """Show how all sliders stand."""
        for (node, member), row in self.rows.items():
            row.show_share(shares[node][member], member in locked.get(node, frozenset()))
            row.slider.setEnabled(row.slider.isEnabled() and len(shares[node]) > 1)
            row.lock.setEnabled(len(shares[node]) > 1)


def _swatch(colour: str, widget: QWidget) -> QLabel:
    """Return a square in the colour of a sector."""
    size = icon_size(widget, 0.8)
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent if not colour else _colour(colour))
    label = QLabel()
    label.setPixmap(picture)
    return label


def _colour(text: str):
    from qgis.PyQt.QtGui import QColor

    return QColor(text)


def _flat_button(widget: QWidget, name: str) -> QToolButton:
    button = QToolButton(widget)
    button.setObjectName(name)
    button.setAutoRaise(True)
    button.setIcon(QIcon())
    size = icon_size(widget, 0.9)
    button.setIconSize(QSize(size, size))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
