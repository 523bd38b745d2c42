# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of loose ends: kinds with their counts, and below each what is meant."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ...model.problem import Severity
from ...report.watch_sheets import orphan_labels
from ...report.watching import WatchWords
from ...study.trace_view import Content
from ..cards import plain_label

PREFIX = "smartcity_trace_"
THING = Qt.ItemDataRole.UserRole
_ICONS = {
    Severity.ERROR: "/mIconCritical.svg",
    Severity.WARNING: "/mIconWarning.svg",
    Severity.NOTE: "/mIconInfo.svg",
}


class LooseEnds(QWidget):
    """Shows what hangs in the air; a double click asks for the thing."""

    wanted = pyqtSignal(str, str)
    """Class and number of what was double-clicked."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.tree = QTreeWidget()
        self.tree.setObjectName(PREFIX + "loose_ends")
        self.tree.setHeaderLabels([translate("SmartCity", "What is missing"), translate("SmartCity", "Count")])
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.setUniformRowHeights(True)
        self.tree.itemDoubleClicked.connect(self._want)
        self.told, self.rules = plain_label(), plain_label()
        self.told.setObjectName(PREFIX + "loose_ends_told")
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.rules)

    def show_content(self, content: Content, words: WatchWords) -> None:
        """Show the loose ends of a study; kinds that were open stay open."""
        opened = {item.data(0, THING) for item in self._kinds() if item.isExpanded()}
        self.tree.clear()
        for orphan in content.orphans:
            item = QTreeWidgetItem([words.say(f"chain.orphan.{orphan.kind}"), str(orphan.count)])
            item.setIcon(0, QgsApplication.getThemeIcon(_ICONS[orphan.severity]))
            item.setToolTip(0, words.say(f"chain.severity.{orphan.severity.value}"))
            item.setData(0, THING, orphan.kind)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            for label, thing in zip(orphan_labels(orphan, content.chain, words), orphan.things):
                child = QTreeWidgetItem([label, ""])
                child.setData(0, THING, thing)
                child.setToolTip(0, label)
                item.addChild(child)
            self.tree.addTopLevelItem(item)
            item.setExpanded(orphan.kind in opened)
        count = sum(orphan.count for orphan in content.orphans)
        some = translate("SmartCity", "{count} loose ends. A double click shows what is meant.")
        self.told.setText(some.format(count=count) if count else words.say("chain.sheet.none"))
        self.rules.setText("\n".join(words.chain_rules()))

    def _kinds(self) -> list[QTreeWidgetItem]:
        return [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]

    def _want(self, item: QTreeWidgetItem, _column: int) -> None:
        thing = item.data(0, THING)
        if isinstance(thing, (tuple, list)):
            self.wanted.emit(*thing)
