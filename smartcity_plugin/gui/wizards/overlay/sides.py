# SPDX-License-Identifier: GPL-2.0-or-later
"""Two sides of a page: decisions at the left, which scroll by themselves, and what they make of the town."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from ..forms import PREFIX


class _Side(QScrollArea):
    """Scrolls up and down, and is never narrower than what it holds."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)

    def minimumSizeHint(self):
        """Return the width of the fields beside a scroll bar."""
        hint = super().minimumSizeHint()
        hint.setWidth(self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
        return hint


def sides(
    left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1), scrolls: tuple[bool, bool] = (True, False)
) -> QSplitter:
    """Return both beside each other, the room shared as given; the user can move the border."""
    splitter = QSplitter()
    splitter.setObjectName(PREFIX + "sides")
    splitter.setChildrenCollapsible(False)
    for widget, by_itself in zip((left, right), scrolls):
        splitter.addWidget(_Side(widget) if by_itself else widget)
    for place, share in enumerate(shares):
        splitter.setStretchFactor(place, share)
    splitter.setSizes([1000 * share for share in shares])
    return splitter
