# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios side by side: a row per indicator, a column per scenario, one figure at a time."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ..cards import plain_label
from . import wording
from .content import Content
from .tables import PREFIX, Cell, ReadTable


class ComparePage(QWidget):
    """The comparison of all scenarios that were computed."""

    export_wanted = pyqtSignal()
    """The comparison shall be written to a file."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._content: Optional[Content] = None
        self.figure = QComboBox()
        self.figure.setObjectName(PREFIX + "figure")
        for key, text in (
            ("after", translate("SmartCity", "Value after")),
            ("change", translate("SmartCity", "Change of the value")),
            ("served", translate("SmartCity", "People newly served")),
            ("lost", translate("SmartCity", "People no longer served")),
            ("gap_closed", translate("SmartCity", "Part of the gap closed")),
            ("cost_eur", translate("SmartCity", "Costs")),
            ("eur_per_person", translate("SmartCity", "Euros per person newly served")),
        ):
            self.figure.addItem(text, key)
        label = QLabel(translate("SmartCity", "&Figure:"))
        label.setBuddy(self.figure)
        self.export = QPushButton(translate("SmartCity", "&Export comparison…"))
        self.export.setObjectName(PREFIX + "export")
        self.export.setAutoDefault(False)
        self.export.clicked.connect(self.export_wanted)
        head = QHBoxLayout()
        head.addWidget(label)
        head.addWidget(self.figure)
        head.addStretch(1)
        head.addWidget(self.export)
        self.state = plain_label()
        self.state.setObjectName(PREFIX + "compare_state")
        self.table = ReadTable("comparison", translate("SmartCity", "Scenarios side by side"), 0, 30)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)
        self.figure.currentIndexChanged.connect(lambda *_: self._show())

    def fill(self, content: Content) -> None:
        """Show the comparison."""
        self._content = content
        self._show()

    def _show(self) -> None:
        content, name = self._content, self.figure.currentData()
        if content is None:
            return
        found = content.comparison
        old = list(dict.fromkeys(row["title"] for row in found if row["is_outdated"]))
        self.export.setEnabled(bool(found))
        if not found:
            text = translate("SmartCity", "No scenario has been computed yet.")
        elif old:
            titles = ", ".join(old)
            text = translate("SmartCity", "⚠ Outdated: {titles}. Compute again.").format(titles=titles)
        else:
            text = ""
        self.state.setText(text)
        self.state.setVisible(bool(text))
        rows = {(row["indicator_id"], row["scenario_id"]): row for row in found}
        shown = [item for item in content.scenarios if any(name == item.scenario_id for _, name in rows)]
        indicators = list(dict.fromkeys(indicator for indicator, _ in rows))
        heads = [translate("SmartCity", "Indicator"), translate("SmartCity", "Before")]
        heads += [item.title for item in shown]
        cells = []
        for indicator in indicators:
            known = [rows[indicator, item.scenario_id] for item in shown if (indicator, item.scenario_id) in rows]
            title = wording.indicator_title(content.catalogue, indicator)
            before = wording.value_text(content.catalogue, indicator, known[0]["before"])
            line = [Cell(title, tip=title), Cell(before, True)]
            line += [self._cell(rows.get((indicator, item.scenario_id)), name) for item in shown]
            cells.append(line)
        self.table.show_rows(heads, cells, indicators)

    def _cell(self, row: Optional[dict], name: str) -> Cell:
        catalogue = self._content.catalogue
        if row is None:
            return Cell(translate("SmartCity", "not touched"), True)
        tip = wording.flags(catalogue, row["flags"])
        if name in ("after", "change"):
            write_value = wording.change_text if name == "change" else wording.value_text
            text = write_value(catalogue, row["indicator_id"], row[name])
            word = wording.judgement(row["judgement"])
            return Cell(f"{text}  {word}", True, wording.colour(row["judgement"]), tip)
        write = {"gap_closed": wording.percent, "cost_eur": wording.euros, "eur_per_person": wording.euros}
        return Cell(write.get(name, wording.persons)(row[name]), True, tip=tip)
