# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of monitoring: goals with their lights, one goal in detail, and the coverage matrix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Optional

from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QBrush, QColor, QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QShortcut,
    QSplitter,
    QTableWidgetItem,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.tasks import TaskRunner
from ...catalogue import load_catalogue
from ...model.problem import Problem, SmartCityError
from ...model.strategy import GoalIndicator, Measure, Observation
from ...report.watching import WatchWords
from ...study.monitoring import STALE_MONTHS, GoalMonitor, monitoring, responsive_share
from ...study.observing import observation_changes
from ...study.own_indicators import catalogue_of
from ...study.register_changes import Change, new_id
from ...study.study import Study
from ..cards import fit_to_screen, plain_label, scrolled
from ..messages import sentence_of
from ..register_editing import Editing, problem_of_writing
from .detail import PREFIX, GoalDetail, fill, read_only_table
from .lights import light_icon
from .observation_form import ObservationForm

GOAL = Qt.ItemDataRole.UserRole


class MonitoringWindow(QDialog):
    """How the goals of a study stand; observed values are stored at once and can be taken back."""

    def __init__(
        self, path: str, changed: Optional[Callable[[], None]] = None, parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_monitoring")
        self.setWindowTitle(translate("SmartCity", "Monitoring of the goals"))
        self.path, self._changed = str(path), changed
        self.monitors: dict[str, GoalMonitor] = {}
        self.words: Optional[WatchWords] = None
        self._series: dict[str, GoalIndicator] = {}
        self._observations: list[Observation] = []
        self._measures: dict[str, Measure] = {}
        self._reason = problem_of_writing(self.path)
        self.editing = Editing(self.path, self)
        self.editing.stored.connect(self._stored)
        self.editing.failed.connect(self._failed)
        self._make_parts()
        self._lay_out()
        fit_to_screen(self, 150, 44)
        QgsGui.enableAutoGeometryRestore(self)
        self.read()

    def _make_parts(self) -> None:
        self.summary, self.state = plain_label(), plain_label(self._reason)
        self.summary.setObjectName(PREFIX + "summary")
        self.state.setObjectName(PREFIX + "state")
        self.tree = QTreeWidget()
        self.tree.setObjectName(PREFIX + "goals")
        self.tree.setHeaderLabels([translate("SmartCity", "Goal"), translate("SmartCity", "Light")])
        self.tree.setUniformRowHeights(True)
        self.tree.currentItemChanged.connect(self._show_goal)
        self.detail = GoalDetail()
        self.detail.add.connect(self.add)
        self.detail.edit.connect(self.edit)
        self.detail.remove.connect(self.remove)
        self.coverage = read_only_table("coverage", self._coverage_headings())
        self.coverage.doubleClicked.connect(self._open_covered)
        self.rules = plain_label()
        names = {"undo": translate("SmartCity", "&Undo"), "redo": translate("SmartCity", "&Redo")}
        self.buttons = {name: QPushButton(text) for name, text in names.items()}
        for name, button in self.buttons.items():
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
            button.clicked.connect(getattr(self.editing.stack, name))
        self.editing.stack.canUndoChanged.connect(self.buttons["undo"].setEnabled)
        self.editing.stack.canRedoChanged.connect(self.buttons["redo"].setEnabled)
        for button in self.buttons.values():
            button.setEnabled(False)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.editing.stack.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self, self.editing.stack.redo)

    @staticmethod
    def _coverage_headings() -> list[str]:
        return [
            translate("SmartCity", "Goal"),
            translate("SmartCity", "Quantity"),
            translate("SmartCity", "Baseline"),
            translate("SmartCity", "Target"),
            translate("SmartCity", "Target year"),
            translate("SmartCity", "≥ 1 value"),
            translate("SmartCity", "≥ 2 values"),
            translate("SmartCity", "Age of the latest value"),
        ]

    def _lay_out(self) -> None:
        parts = QSplitter()
        parts.addWidget(self.tree)
        parts.addWidget(scrolled(self.detail))
        wide = self.fontMetrics().averageCharWidth()
        parts.setSizes([62 * wide, 88 * wide])
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        covered = QWidget()
        second = QVBoxLayout(covered)
        second.addWidget(self.coverage, 1)
        second.addWidget(self.rules)
        self.tabs = QTabWidget()
        self.tabs.setObjectName(PREFIX + "tabs")
        self.tabs.addTab(parts, translate("SmartCity", "Goals"))
        self.tabs.addTab(covered, translate("SmartCity", "Coverage and rules"))
        foot = QHBoxLayout()
        for button in self.buttons.values():
            foot.addWidget(button)
        foot.addWidget(self.state, 1)
        close = QPushButton(translate("SmartCity", "Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)

    # Reading and showing -----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the study anew; the goal and quantity looked at stay chosen."""
        try:
            with Study.open(Path(self.path)) as study:
                catalogue = catalogue_of(study)
                monitors = monitoring(study, catalogue, date.today())
                self._series = {row.series_id: row for row in study.records(GoalIndicator)}
                self._observations = study.records(Observation)
                self._measures = {item.measure_id: item for item in study.measures()}
        except Exception as error:
            self.state.setText(sentence_of(error))
            return
        chosen = self.goal_id
        self.words = WatchWords(catalogue, language())
        self.monitors = {item.goal_id: item for item in monitors}
        self._fill_tree(chosen)
        self._fill_coverage()
        self.rules.setText("\n".join(self.words.rules()))
        self.summary.setText(self._summary(monitors))

    def _summary(self, monitors: list[GoalMonitor]) -> str:
        if self.words is None or not monitors:
            return load_catalogue().sentence(Problem("monitoring_nothing"), language())
        count, total = responsive_share(monitors)
        said = self.words.say("watch.sheet.responsive", count=count, total=total, months=STALE_MONTHS)
        return f"{self.words.as_of(date.today())}. {self.words.counts(monitors)}. {said}"

    def _fill_tree(self, chosen: str) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        items: dict[str, QTreeWidgetItem] = {}
        for name, monitor in self.monitors.items():
            watched = monitor.is_watched
            text = self.words.light(monitor.light, with_symbol=False) if self.words is not None and watched else ""
            item = items[name] = QTreeWidgetItem([f"{name} {monitor.goal.title}", text])
            if watched:
                item.setIcon(1, light_icon(monitor.light))
            item.setData(0, GOAL, name)
            item.setToolTip(0, monitor.goal.title)
        for name, item in items.items():
            parent = items.get(self.monitors[name].goal.parent_id or "")
            if parent is None or parent is item or _is_below(self.monitors, self.monitors[name].goal.parent_id, name):
                self.tree.addTopLevelItem(item)
            else:
                parent.addChild(item)
        self.tree.expandAll()
        self.tree.resizeColumnToContents(1)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        first = next((name for name, item in self.monitors.items() if item.series), next(iter(items), ""))
        current = items.get(chosen) or items.get(first)
        if current is not None:
            self.tree.setCurrentItem(current)
        self.tree.blockSignals(False)
        self._show_goal()

    def _fill_coverage(self) -> None:
        shown = [item for item in self.monitors.values() if item.is_watched]
        rows = []
        for item in shown:
            row = item.coverage
            ticks = (row.has_indicator, row.has_baseline, row.has_target, row.has_year, row.values > 0, row.values > 1)
            rows.append([f"{row.goal_id} {item.goal.title}", *("✓" if tick else "–" for tick in ticks), _age(row)])
        fill(self.coverage, rows, widest=0)
        header = self.coverage.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, self.fontMetrics().averageCharWidth() * 44)
        for number, item in enumerate(shown):
            self.coverage.item(number, 0).setData(GOAL, item.goal_id)
            for column in range(1, 8):
                cell = self.coverage.item(number, column)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                if cell.text() == "–" or (column == 7 and item.coverage.is_stale):
                    _mark(cell)

    @property
    def goal_id(self) -> str:
        """The number of the goal chosen, empty if there is none."""
        item = self.tree.currentItem()
        return "" if item is None else str(item.data(0, GOAL))

    def _show_goal(self, *_: object) -> None:
        if self.words is not None:
            monitor = self.monitors.get(self.goal_id)
            self.detail.show_goal(monitor, self.words, self._observations, self._measures, not self._reason)

    def _open_covered(self, index: object) -> None:
        name = str(self.coverage.item(index.row(), 0).data(GOAL))  # type: ignore[attr-defined]
        self.choose(name)
        self.tabs.setCurrentIndex(0)

    def choose(self, goal_id: str) -> None:
        """Show a goal."""
        found = self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        item = next((one for one in found if one.data(0, GOAL) == goal_id), None)
        if item is not None:
            self.tree.setCurrentItem(item)

    # Changing ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a value of the quantity chosen and store it."""
        series = self._row_of_series()
        if series is None:
            return
        form = ObservationForm(series, Observation(new_id(), series.series_id), self)
        if not form.exec():
            return
        row = form.row
        try:
            with Study.open(Path(self.path)) as study:
                changes = observation_changes(
                    study, row.series_id, row.date or "", row.value, row.source or "", row.note or ""
                )
        except SmartCityError as error:
            self._failed(sentence_of(error))
            return
        self.editing.push(translate("SmartCity", "Add value"), changes)

    def edit(self, row: Observation) -> None:
        """Ask for other figures of an observed value and store them."""
        series = self._row_of_series()
        if series is None:
            return
        form = ObservationForm(series, row, self)
        if form.exec() and form.row != row:
            self.editing.push(translate("SmartCity", "Change value"), [Change(row, replace(form.row))])

    def remove(self, row: Observation) -> None:
        """Remove an observed value; it goes into the bin of the study and can be taken back."""
        self.editing.push(translate("SmartCity", "Remove value"), [Change(row, None)])

    def _row_of_series(self) -> Optional[GoalIndicator]:
        series = self.detail.series
        return None if series is None else self._series.get(series.series_id)

    def _stored(self) -> None:
        self.state.setText(translate("SmartCity", "Stored."))
        self.read()
        if self._changed is not None:
            self._changed()

    def _failed(self, sentence: str) -> None:
        self.read()
        self.state.setText(sentence)


def _is_below(monitors: dict[str, GoalMonitor], name: Optional[str], other: str) -> bool:
    """Return whether a goal lies below another one, or the tree has a circle there."""
    seen = set()
    while name in monitors and name not in seen:
        if name == other:
            return True
        seen.add(name)
        name = monitors[name].goal.parent_id
    return name in seen


def _age(row) -> str:
    if row.age_months is None:
        return "–"
    text = (
        translate("SmartCity", "{count} months (stale)") if row.is_stale else translate("SmartCity", "{count} months")
    )
    return text.format(count=row.age_months)


def _mark(cell: QTableWidgetItem) -> None:
    cell.setBackground(QBrush(QColor("#F8DCCB")))
    cell.setForeground(QBrush(QColor("#1A1A1A")))


def open_monitoring(
    parent: Optional[QWidget],
    path: str,
    runner: Optional[TaskRunner] = None,
    changed: Optional[Callable[[], None]] = None,
) -> MonitoringWindow:
    """Open the monitoring of a study; returns the window, already shown."""
    window = MonitoringWindow(path, changed, parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    return window
