# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of a measure on time: planned and actual dates, what must be finished before, and all bars together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import translate
from ...model.strategy import Measure
from ...study import schema
from ...study.rows import split_ids
from .fields import WARNING, DateField, RecordForm, checked_keys, fill_checks, named
from .gantt import GanttChart
from .told import ProblemLabel

if TYPE_CHECKING:
    from .content import Content
    from .window import MeasuresWindow

DATES = ("planned_start", "planned_end", "actual_start", "actual_end")


class TimingPage(QWidget):
    """Dates, dependencies and the timetable of all measures."""

    def __init__(self, window: MeasuresWindow) -> None:
        super().__init__()
        self._window = window
        self.form = RecordForm(schema.MEASURES, window.set_field)
        dates = QFormLayout()
        captions = {
            "planned_start": translate("SmartCity", "Planned start"),
            "planned_end": translate("SmartCity", "Planned end"),
            "actual_start": translate("SmartCity", "Actual start"),
            "actual_end": translate("SmartCity", "Actual end"),
        }
        for name in DATES:
            self.form.add(dates, name, DateField(), captions[name])
        self.depends = named(QListWidget(), "depends")
        self.depends.setMaximumHeight(self.fontMetrics().lineSpacing() * 8)
        self.depends.itemChanged.connect(self._changed)
        caption = QLabel(translate("SmartCity", "&Must be finished before"))
        caption.setBuddy(self.depends)
        before = QVBoxLayout()
        before.addWidget(caption)
        before.addWidget(self.depends)
        upper = QHBoxLayout()
        upper.addLayout(dates, 2)
        upper.addLayout(before, 3)
        self.problems = ProblemLabel("timing_problems")
        self.chart = GanttChart()
        named(self.chart, "gantt")
        self.chart.chosen.connect(window.choose)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.chart)
        layout = QVBoxLayout(self)
        layout.addLayout(upper)
        layout.addWidget(self.problems)
        layout.addWidget(scroll, 1)

    def show_measure(self, content: Content, measure: Optional[Measure]) -> None:
        """Show a measure and the timetable."""
        self.form.show(measure)
        needed = split_ids(measure.depends_on) if measure is not None else []
        known = [
            (item.measure_id, f"{item.measure_id} {item.title}")
            for item in content.measures
            if measure is None or item.measure_id != measure.measure_id
        ]
        lost = [(key, f"{WARNING}{key}") for key in needed if key not in dict(known)]
        fill_checks(self.depends, [*known, *lost], needed)
        self.depends.setEnabled(measure is not None and not self._window.read_only)
        of_time = content.problems.get(measure.measure_id, []) if measure is not None else []
        told = [item for item in of_time if item.key.startswith("schedule_")]
        told += [item for item in content.schedule.problems if item.key == "schedule_circle"]
        self.problems.show_problems(told, content.catalogue)
        self.chart.show_schedule(content.schedule, content.catalogue, measure.measure_id if measure else "")

    def commit(self) -> None:
        """Store what is typed."""
        self.form.commit()

    def _changed(self, item: QListWidgetItem) -> None:
        measure = self._window.measure
        if measure is None:
            return
        checked = checked_keys(self.depends)
        kept = [key for key in split_ids(measure.depends_on) if key in checked]
        listed = ",".join([*kept, *(key for key in checked if key not in kept)]) or None
        if listed != measure.depends_on:
            self._window.set_field("depends_on", listed)
