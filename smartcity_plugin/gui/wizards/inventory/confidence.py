# SPDX-License-Identifier: GPL-2.0-or-later
"""How surely data fit a role: a bar and a word in a list."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidgetItem

from ....bridge.i18n import translate
from . import wording

CONFIDENCE = Qt.ItemDataRole.UserRole + 7
_BAR = 0.4
"""Share of the cell that the bar takes; the word stands beside it and is read on any background."""


def show_confidence(item: QTreeWidgetItem, column: int, confidence: float) -> None:
    """Show a confidence (0 to 1) in a column of an item; the column needs the delegate."""
    word = wording.confidence_word(confidence)
    item.setText(column, word)
    item.setData(column, CONFIDENCE, confidence)
    item.setToolTip(column, translate("SmartCity", "Match: {share} %").format(share=wording.number(100 * confidence)))


class ConfidenceDelegate(QStyledItemDelegate):
    """Paints the bar left of the word."""

    def paint(self, painter, option, index) -> None:
        """Paint the cell as ever, with the word moved to make room for the bar."""
        options = QStyleOptionViewItem(option)
        self.initStyleOption(options, index)
        style = options.widget.style() if options.widget is not None else QApplication.style()
        text, options.text = options.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, options, painter, options.widget)
        confidence = index.data(CONFIDENCE)
        if confidence is None:
            return
        selected = bool(options.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        colour = options.palette.color(role)
        bar = self._bar(options.rect)
        painter.save()
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        fill = QRect(bar.left(), bar.top(), round(bar.width() * confidence), bar.height())
        painter.fillRect(fill, colour if selected else options.palette.color(QPalette.ColorRole.Highlight))
        rest = options.rect.adjusted(bar.right() - options.rect.left() + 8, 0, -2, 0)
        elided = options.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.restore()

    def sizeHint(self, option, index):
        """Return room for bar and word."""
        hint = super().sizeHint(option, index)
        hint.setWidth(round(hint.width() / (1.0 - _BAR)) + 12)
        return hint

    @staticmethod
    def _bar(cell: QRect) -> QRect:
        height = max(6, round(cell.height() * 0.4))
        return QRect(cell.left() + 4, cell.center().y() - height // 2, round(cell.width() * _BAR), height)
