# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights by sliders that always add up to 100 %, each with a lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QGridLayout, QPushButton, QSlider, QToolButton, QVBoxLayout, QWidget

from ....bridge.i18n import translate
from ....engine.composite.sliders import TENTHS, balanced, moved
from ....model.scheme import Weights
from ...cards import icon_size, plain_label
from ..forms import named

WHOLE = 100 * TENTHS


class SliderRow(QWidget):
    """Name, slider, percent and lock of one member."""

    moved_to = pyqtSignal(str, float)
    """The member and the percent that the user wants."""
    grabbed = pyqtSignal()
    locked = pyqtSignal(str, bool)

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self.slider = named(QSlider(Qt.Orientation.Horizontal), f"slider_{key}")
        self.slider.setRange(0, WHOLE)
        self.slider.setSingleStep(TENTHS)
        self.slider.setPageStep(5 * TENTHS)
        self.slider.setAccessibleName(title)
        self.slider.sliderPressed.connect(self.grabbed)
        self.slider.valueChanged.connect(lambda value: self.moved_to.emit(self.key, value / TENTHS))
        self.spin = named(QDoubleSpinBox(), f"percent_{key}")
        self.spin.setRange(0.0, 100.0)
        self.spin.setDecimals(1)
        self.spin.setSuffix("\u00a0%")
        self.spin.setKeyboardTracking(False)
        self.spin.setAccessibleName(title)
        self.spin.valueChanged.connect(lambda value: self.moved_to.emit(self.key, value))
        self.lock = named(QToolButton(), f"lock_{key}")
        self.lock.setCheckable(True)
        size = icon_size(self, 1.0)
        self.lock.setIconSize(QSize(size, size))
        self.lock.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lock.setAccessibleName(translate("SmartCity", "Lock: {name}").format(name=title))
        self.lock.toggled.connect(self._show_lock)
        self.lock.clicked.connect(lambda checked: self.locked.emit(self.key, checked))
        self._show_lock(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 6)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        grid.addWidget(plain_label(title), 0, 0, 1, 3)
        grid.addWidget(self.slider, 1, 0)
        grid.addWidget(self.spin, 1, 1)
        grid.addWidget(self.lock, 1, 2)

    def show_share(self, percent: float, is_locked: bool, is_free: bool) -> None:
        """Show a percentage without telling it; what cannot move is disabled."""
        for widget in (self.slider, self.spin, self.lock):
            widget.blockSignals(True)
        if not self.slider.isSliderDown() or round(percent * TENTHS) != self.slider.value():
            self.slider.setValue(round(percent * TENTHS))
        self.spin.setValue(percent)
        self.lock.setChecked(is_locked)
        self._show_lock(is_locked)
        for widget in (self.slider, self.spin, self.lock):
            widget.blockSignals(False)
        self.slider.setEnabled(is_free)
        self.spin.setEnabled(is_free)

    def _show_lock(self, checked: bool) -> None:
        self.lock.setIcon(QgsApplication.getThemeIcon("/locked.svg" if checked else "/unlocked.svg"))
        text = translate("SmartCity", "Locked: stays as it is when others are moved")
        self.lock.setToolTip(text if checked else translate("SmartCity", "Lock"))


class SlidersPanel(QWidget):
    """One row per member; ``edited`` carries the Weights."""

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, SliderRow] = {}
        self.anchor: Optional[QWidget] = None
        """What has the focus before the first row."""
        self._weights = Weights()
        self._before: Mapping[str, float] = {}
        self._column = QVBoxLayout()
        self.even = named(QPushButton(translate("SmartCity", "Make all e&qual")), "even")
        self.even.setAutoDefault(False)
        self.even.clicked.connect(self._even)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._column)
        layout.addWidget(self.even, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def show_node(self, members: Mapping[str, str], weights: Weights) -> None:
        """Show the shares of members (id → name)."""
        if list(members) != list(self.rows):
            self._build(members)
        shares = weights.shares
        if set(shares) != set(members) or abs(sum(shares.values()) - 100.0) > 1e-6:
            shares = balanced(shares, tuple(members), weights.locked)
        self._weights = replace(weights, shares=shares)
        self._show()

    @property
    def weights(self) -> Weights:
        """The weights as they are shown."""
        return self._weights

    def _build(self, members: Mapping[str, str]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {key: SliderRow(key, title) for key, title in members.items()}
        for row in self.rows.values():
            row.moved_to.connect(self._move)
            row.grabbed.connect(self._grab)
            row.locked.connect(self._lock)
            row.slider.sliderReleased.connect(self._let_go)
            self._column.addWidget(row)
        self._order()

    def _order(self) -> None:
        """Let Tab lead from row to row: rows that are made later would come last."""
        widgets = [self.anchor] if self.anchor is not None else []
        for row in self.rows.values():
            widgets += [row.slider, row.spin, row.lock]
        for one, other in zip(widgets, [*widgets[1:], self.even]):
            QWidget.setTabOrder(one, other)

    def _show(self) -> None:
        locked = self._weights.locked
        free = [key for key in self.rows if key not in locked]
        for key, row in self.rows.items():
            row.show_share(self._weights.shares[key], key in locked, key in free and len(free) > 1)

    def _grab(self) -> None:
        """Keep the shares from before a drag, so that proportions survive a way through 100."""
        self._before = dict(self._weights.shares)

    def _let_go(self) -> None:
        self._before = {}

    def _move(self, key: str, percent: float) -> None:
        shares = moved(self._before or self._weights.shares, self._weights.locked, key, percent)
        self._weights = replace(self._weights, shares=shares)
        self._show()
        self.edited.emit(self._weights)

    def _lock(self, key: str, checked: bool) -> None:
        others = [name for name in self._weights.locked if name != key]
        self._weights = replace(self._weights, locked=(*others, key) if checked else tuple(others))
        self._show()
        self.edited.emit(self._weights)

    def _even(self) -> None:
        self._weights = replace(self._weights, shares=balanced({}, tuple(self.rows)), locked=())
        self._show()
        self.edited.emit(self._weights)
