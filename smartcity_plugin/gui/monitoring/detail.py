# SPDX-License-Identifier: GPL-2.0-or-later
"""One goal in the window of monitoring: light, quantities, chart, values, measures, what must be told."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import translate
from ...engine.monitoring import years_of
from ...model.strategy import Measure, Observation
from ...report.watching import WatchWords
from ...study.monitoring import GoalMonitor, Series
from ..cards import emphasise, plain_label
from .chart import PathChart
from .lights import LIGHT_SIZE, light_icon

PREFIX = "smartcity_monitoring_"
ROW = Qt.ItemDataRole.UserRole


def read_only_table(name: str, headings: list[str]) -> QTableWidget:
    """Return a table that shows rows and takes whole ones as chosen."""
    table = QTableWidget(0, len(headings))
    table.setObjectName(PREFIX + name)
    table.setHorizontalHeaderLabels(headings)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setTabKeyNavigation(False)
    return table


def fill(table: QTableWidget, rows: list[list[str]], right: tuple[int, ...] = (), widest: int = -1) -> None:
    """Show rows of texts; columns of ``right`` hold numbers, ``widest`` takes the room that is left."""
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column in right:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(number, column, item)
    header, widest = table.horizontalHeader(), widest % table.columnCount()
    for column in range(table.columnCount()):
        own = QHeaderView.ResizeMode.Stretch if column == widest else QHeaderView.ResizeMode.ResizeToContents
        header.setSectionResizeMode(column, own)


class GoalDetail(QWidget):
    """Shows one goal; asks for changes of observed values by its signals."""

    add = pyqtSignal()
    edit = pyqtSignal(object)
    """An Observation is to be changed."""
    remove = pyqtSignal(object)
    """An Observation is to be removed."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.words: Optional[WatchWords] = None
        self.monitor: Optional[GoalMonitor] = None
        self.observations: list[Observation] = []
        self._measures: dict[str, Measure] = {}
        self._writable = True
        self.title = emphasise(plain_label(), 1.1)
        self.light, self.told, self.sign = plain_label(), plain_label(), QLabel()
        self.light.setObjectName(PREFIX + "light")
        self.told.setObjectName(PREFIX + "told")
        self.quantity = QComboBox()
        self.quantity.setObjectName(PREFIX + "quantity")
        self.quantity.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.quantity.setMinimumContentsLength(20)
        self.quantity.currentIndexChanged.connect(self._show_series)
        self.chart = PathChart()
        self.values = read_only_table(
            "values",
            [
                translate("SmartCity", "Date"),
                translate("SmartCity", "Value"),
                translate("SmartCity", "To be expected"),
                translate("SmartCity", "Source"),
                translate("SmartCity", "Remark"),
            ],
        )
        self.values.itemSelectionChanged.connect(self._update_buttons)
        self.values.doubleClicked.connect(self._edit)
        self.measures = read_only_table(
            "measures",
            [
                translate("SmartCity", "Number"),
                translate("SmartCity", "Measure"),
                translate("SmartCity", "Status"),
                translate("SmartCity", "Schedule"),
            ],
        )
        self.buttons = {
            "add": QPushButton(translate("SmartCity", "&Add value …")),
            "edit": QPushButton(translate("SmartCity", "&Change …")),
            "remove": QPushButton(translate("SmartCity", "&Remove")),
        }
        for name, button in self.buttons.items():
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
        self.buttons["add"].clicked.connect(self.add)
        self.buttons["edit"].clicked.connect(self._edit)
        self.buttons["remove"].clicked.connect(self._remove)
        self._lay_out()

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.addWidget(self.sign)
        state.addWidget(self.light, 1)
        head = QHBoxLayout()
        label = QLabel(translate("SmartCity", "&Quantity"))
        label.setBuddy(self.quantity)
        head.addWidget(label)
        head.addWidget(self.quantity, 1)
        below = QWidget()
        tables = QVBoxLayout(below)
        tables.setContentsMargins(0, 0, 0, 0)
        tables.addWidget(self.values, 3)
        row = QHBoxLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        tables.addLayout(row)
        tables.addWidget(self.measures, 2)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.chart)
        parts.addWidget(below)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 4)
        parts.setChildrenCollapsible(False)
        lines = self.fontMetrics().lineSpacing()
        self.chart.setMinimumHeight(10 * lines)  # the whole scrolls where a window is lower than this
        for table in (self.values, self.measures):
            table.setMinimumHeight(5 * lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addLayout(state)
        layout.addLayout(head)
        layout.addWidget(self.told)
        layout.addWidget(parts, 1)

    def show_goal(
        self,
        monitor: Optional[GoalMonitor],
        words: WatchWords,
        observations: list[Observation],
        measures: dict[str, Measure],
        writable: bool,
    ) -> None:
        """Show a goal; the quantity that was looked at stays chosen if it is still there."""
        same = self.monitor is not None and monitor is not None and self.monitor.goal_id == monitor.goal_id
        kept = self.quantity.currentData() if same else None
        self.words, self.monitor, self.observations = words, monitor, observations
        self._measures, self._writable = measures, writable
        self.quantity.blockSignals(True)
        self.quantity.clear()
        for series in monitor.series if monitor is not None else ():
            text = f"{words.words.of(series.title)} – {words.kind(series)}"
            self.quantity.addItem(light_icon(series.light), text, series.series_id)
        if monitor is not None and monitor.series:
            wanted = kept if kept is not None else monitor.deciding.series_id if monitor.deciding else ""
            self.quantity.setCurrentIndex(max(self.quantity.findData(wanted), 0))
        self.quantity.blockSignals(False)
        self._show_head()
        self._show_series()

    @property
    def series(self) -> Optional[Series]:
        """The quantity chosen."""
        index = self.quantity.currentIndex()
        return self.monitor.series[index] if self.monitor is not None and index >= 0 else None

    def _show_head(self) -> None:
        monitor, words = self.monitor, self.words
        if monitor is None or words is None:
            self.title.setText("")
            self.light.setText(translate("SmartCity", "Choose a goal on the left."))
            self.sign.clear()
            fill(self.measures, [])
            return
        self.title.setText(f"{monitor.goal_id} {monitor.goal.title}")
        self.light.setText(words.light(monitor.light, with_symbol=False))
        self.sign.setPixmap(light_icon(monitor.light).pixmap(LIGHT_SIZE, LIGHT_SIZE))
        rows = []
        for name, status in monitor.measures:
            title = self._measures[name].title if name in self._measures else ""
            rows.append([name, title, words.status(status), words.late(monitor, name)])
        fill(self.measures, rows, widest=1)

    def _show_series(self, *_: object) -> None:
        series, words = self.series, self.words
        self.quantity.setEnabled(series is not None)
        if words is None:
            return
        told = [] if self.monitor is None else words.goal_notes(self.monitor)
        if series is None:
            self.chart.show_series(None, str)
            fill(self.values, [])
            self.told.setText("\n".join(told))
            self._update_buttons()
            return
        said = [words.reason(series), *words.pace(series), *words.notes(series)]
        self.told.setText("\n".join([*told, " ".join(said)]))
        self.chart.show_series(
            series, lambda value: words.value(series, value, with_unit=False), words.unit(series), " ".join(said)
        )
        self._show_values(series, words)
        self._update_buttons()

    def _show_values(self, series: Series, words: WatchWords) -> None:
        rows: list[list[str]] = []
        kept: list[Optional[Observation]] = []
        if series.is_own:
            for row in (item for item in self.observations if item.series_id == series.series_id):
                rows.append(self._row(series, words, row.date or "", row.value, row.source or "", row.note or ""))
                kept.append(row)
        else:
            for when, value in series.points:
                remark = words.say("watch.note.not_comparable") if when in series.breaks else ""
                computed = translate("SmartCity", "computed")
                rows.append(self._row(series, words, when, value, computed, remark))
                kept.append(None)
            for when, reason in series.unknown:
                remark = words.unknown(reason)
                rows.append(self._row(series, words, when, None, "", remark))
                kept.append(None)
        order = sorted(range(len(rows)), key=lambda number: years_of(_date_of(kept[number], series, number)) or 0.0)
        fill(self.values, [rows[number] for number in order], right=(1, 2))
        for place, number in enumerate(order):
            self.values.item(place, 0).setData(ROW, kept[number])

    def _row(
        self, series: Series, words: WatchWords, when: str, value: Optional[float], source: str, remark: str
    ) -> list[str]:
        year = years_of(when)
        expected = None if year is None else series.way.expected(year)
        shown = "" if expected is None else words.value(series, expected)
        return [words.date(when), words.value(series, value), shown, source, remark]

    @property
    def chosen(self) -> Optional[Observation]:
        """The observed value chosen in the table, None for computed ones and if none is chosen."""
        row = self.values.currentRow()
        item = self.values.item(row, 0) if row >= 0 and self.values.selectedItems() else None
        return None if item is None else item.data(ROW)

    def _update_buttons(self) -> None:
        series = self.series
        own = series is not None and series.is_own and self._writable
        self.buttons["add"].setEnabled(own)
        for name in ("edit", "remove"):
            self.buttons[name].setEnabled(own and self.chosen is not None)
        if series is None:
            hint = translate("SmartCity", "Give the goal a quantity in the window “Goals” first.")
        elif series.is_own:
            hint = ""
        else:
            hint = translate("SmartCity", "Values of indicators of the catalogue are computed, not entered.")
        for button in self.buttons.values():
            button.setToolTip(hint)

    def _edit(self, *_: object) -> None:
        if self.buttons["edit"].isEnabled() and self.chosen is not None:
            self.edit.emit(self.chosen)

    def _remove(self) -> None:
        if self.chosen is not None:
            self.remove.emit(self.chosen)


def _date_of(row: Optional[Observation], series: Series, number: int) -> str:
    """Return the date of a row of the table: of an observation, or of what is computed or unknown, in this order."""
    if row is not None:
        return row.date or ""
    dates = [when for when, _ in (*series.points, *series.unknown)]
    return dates[number] if number < len(dates) else ""
