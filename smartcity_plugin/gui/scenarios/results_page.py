# SPDX-License-Identifier: GPL-2.0-or-later
"""What a scenario brings: a row per indicator, and below it the planning units of the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ..cards import plain_label
from . import wording
from .content import Content, Row
from .tables import PREFIX, Cell, ReadTable

ALL, ALONE, IN_ORDER = "all", "alone", "in_order"
SIDES = ("before", "after")


class ResultsPage(QWidget):
    """The table of indicators with a choice of what is compared, and the table of units."""

    map_wanted = pyqtSignal(str, bool)
    """The indicator whose maps shall be shown (True) or hidden."""

    def __init__(self, units_of: Callable[[str, str], list[Row]], parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._units_of, self._content, self._scenario = units_of, None, ""
        self.mode = QComboBox()
        self.mode.setObjectName(PREFIX + "mode")
        for key, text in (
            (ALL, translate("SmartCity", "All measures together")),
            (ALONE, translate("SmartCity", "Each measure alone")),
            (IN_ORDER, translate("SmartCity", "Each measure after those before it")),
        ):
            self.mode.addItem(text, key)
        self.unchanged = QCheckBox()
        self.unchanged.setObjectName(PREFIX + "unchanged")
        label = QLabel(translate("SmartCity", "&Compared:"))
        label.setBuddy(self.mode)
        self.maps = {}
        for name, text, on in (
            ("show", translate("SmartCity", "Show on &map"), True),
            ("hide", translate("SmartCity", "&Hide from map"), False),
        ):
            button = self.maps[name] = QPushButton(text)
            button.setObjectName(PREFIX + name + "_map")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, on=on: self.map_wanted.emit(self.indicator(), on))
        head = QHBoxLayout()
        head.addWidget(label)
        head.addWidget(self.mode)
        head.addStretch(1)
        head.addWidget(self.unchanged)
        tools = QHBoxLayout()
        tools.addStretch(1)
        for button in self.maps.values():
            tools.addWidget(button)
        self.state = plain_label()
        self.state.setObjectName(PREFIX + "results_state")
        self.table = ReadTable("results", translate("SmartCity", "What the scenario brings"), 0, 30)
        self.units = ReadTable("units", translate("SmartCity", "Planning units before and after"), 0, 24)
        self.caption, self.note = plain_label(), plain_label()
        self.note.setObjectName(PREFIX + "note")
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.note)
        column.addWidget(self.caption)
        column.addWidget(self.units, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addLayout(head)
        layout.addWidget(split, 1)
        layout.addLayout(tools)
        self.mode.currentIndexChanged.connect(lambda *_: self._show())
        self.unchanged.toggled.connect(lambda *_: self._show())
        self.table.currentCellChanged.connect(lambda *_: self._show_units())

    def fill(self, content: Content, scenario_id: str) -> None:
        """Show the results of a scenario."""
        self._content, self._scenario = content, scenario_id
        state = content.states.get(scenario_id)
        if not scenario_id:
            text = translate("SmartCity", "No scenario yet. Make one with “New”.")
        elif state is None or not state.is_computed:
            text = translate("SmartCity", "Not computed yet: tick measures, then press “Compute”.")
        elif state.changed:
            changed = wording.changed_parts(state.changed)
            text = translate("SmartCity", "⚠ Outdated: {parts} changed since. Compute again.").format(parts=changed)
        elif not content.summaries[scenario_id]:
            text = translate("SmartCity", "Computed: the measures change no indicator that has values.")
        else:
            text = ""
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self._show()

    def indicator(self) -> str:
        """Return the indicator of the chosen row, empty without one."""
        return self.table.key().split("|")[0]

    def _show(self) -> None:
        if self._content is None:
            return
        content, mode = self._content, self.mode.currentData()
        rows = [row for row in content.summaries.get(self._scenario, []) if row["mode"] == mode]
        same = sum(row["judgement"] == "unchanged" for row in rows)
        self.unchanged.setText(translate("SmartCity", "Also show what stays the &same ({count})").format(count=same))
        if not self.unchanged.isChecked():
            rows = [row for row in rows if row["judgement"] != "unchanged"]
        heads = [
            translate("SmartCity", "Indicator"),
            *([] if mode == ALL else [translate("SmartCity", "Measure")]),
            translate("SmartCity", "Before"),
            translate("SmartCity", "After"),
            translate("SmartCity", "Judgement"),
            translate("SmartCity", "Newly served"),
            translate("SmartCity", "under 18"),
            translate("SmartCity", "65 and over"),
            translate("SmartCity", "No longer"),
            translate("SmartCity", "Gap closed"),
            translate("SmartCity", "Costs"),
            translate("SmartCity", "€ per person"),
        ]
        keys = [f"{row['indicator_id']}|{row['measure_id']}" for row in rows]
        self.table.show_rows(heads, [self._cells(row, mode) for row in rows], keys)
        for button in self.maps.values():
            button.setEnabled(bool(rows))
        self._show_units()

    def _cells(self, row: dict, mode: str) -> list[Cell]:
        content = self._content
        title = wording.indicator_title(content.catalogue, row["indicator_id"])
        flags = wording.flags(content.catalogue, row["flags"])
        change = wording.change_text(content.catalogue, row["indicator_id"], row["change"], 2)
        why = translate("SmartCity", "Change: {change}. Less than half of the last decimal place shown is no change.")
        judged = wording.judgement(row["judgement"])
        sides = (row[side] for side in SIDES)
        before, after = wording.pair_text(content.catalogue, row["indicator_id"], *sides, row["judgement"])
        marked = f"{title} *" if flags else title
        return [
            Cell(marked, tip=f"{title}\n{flags}".strip()),
            *([] if mode == ALL else [Cell(row["measure_id"], tip=content.title_of(row["measure_id"]))]),
            Cell(before, True),
            Cell(after, True, tip=why.format(change=change)),
            Cell(judged, False, wording.colour(row["judgement"]), why.format(change=change), True),
            Cell(wording.persons(row["served"]), True, tip=flags),
            Cell(wording.persons(row["served_under_18"]), True, tip=flags),
            Cell(wording.persons(row["served_65_plus"]), True, tip=flags),
            Cell(wording.persons(row["lost"]), True, tip=flags),
            Cell(wording.percent(row["gap_closed"]), True, tip=flags),
            Cell(wording.euros(row["cost_eur"]), True, tip=flags),
            Cell(wording.euros(row["eur_per_person"]), True, tip=flags),
        ]

    def _show_units(self) -> None:
        indicator = self.indicator()
        catalogue = self._content.catalogue
        rows = [] if not indicator else self._units_of(self._scenario, indicator)
        count = len(rows)
        if not self.unchanged.isChecked():
            rows = [row for row in rows if row["judgement"] != "unchanged"]
        heads = [
            translate("SmartCity", "Planning unit"),
            translate("SmartCity", "Before"),
            translate("SmartCity", "After"),
            translate("SmartCity", "Change of the value"),
            translate("SmartCity", "Judgement"),
            translate("SmartCity", "Population before"),
            translate("SmartCity", "Population after"),
            translate("SmartCity", "Notes"),
        ]
        cells = [
            [
                Cell(str(row["name"] or row["place_id"])),
                *(Cell(wording.value_text(catalogue, indicator, row[name]), True) for name in SIDES),
                Cell(wording.change_text(catalogue, indicator, row["change"]), True),
                Cell(wording.judgement(row["judgement"] or ""), colour=wording.colour(row["judgement"] or "")),
                *(Cell(wording.persons(row[name]), True) for name in ("population", "population_after")),
                Cell(wording.flags(catalogue, row["flags"]), tip=wording.flags(catalogue, row["flags"])),
            ]
            for row in rows
        ]
        self.units.show_rows(heads, cells, [str(row["place_id"]) for row in rows])
        title = wording.indicator_title(catalogue, indicator)
        together = translate(
            "SmartCity", "Planning units, all measures together: {indicator} ({shown} of {count} shown)"
        )
        told = together.format(indicator=title, shown=len(rows), count=count) if indicator else ""
        self.caption.setText(told)
        self._show_note()

    def _show_note(self) -> None:
        """Tell what a reader must know of the chosen row."""
        wanted, text = self.table.key(), ""
        for row in self._content.summaries.get(self._scenario, []):
            if row["mode"] != self.mode.currentData() or f"{row['indicator_id']}|{row['measure_id']}" != wanted:
                continue
            flags = wording.flags(self._content.catalogue, row["flags"])
            name = row["indicator_id"]
            text = f"* {wording.indicator_title(self._content.catalogue, name)}: {flags}" if flags else ""
        self.note.setText(text)
        self.note.setVisible(bool(text))
