# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the chain: what a need, goal or measure belongs to, on the map too, and what hangs in the air."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

from qgis.gui import QgsGui, QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QShortcut,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.tasks import TaskRunner
from ...catalogue import load_catalogue
from ...model.problem import Problem
from ...report.watching import WatchWords
from ...study.chain import HERE
from ...study.trace_view import CellNeeds, Content, read_cells, read_content
from ..cards import fit_to_screen, plain_label
from ..messages import sentence_of
from ..register_editing import Editing, problem_of_writing
from .columns import PREFIX, Column
from .filter_bar import FilterBar
from .links import COLUMNS, MEASURE, NEED, shown
from .loose_ends import LooseEnds
from .pointing import MapPointer
from .telling import told_of


class TraceabilityWindow(QDialog):
    """The chain of one study. Choosing something shows what belongs to it in the other columns and on the map."""

    wanted = pyqtSignal(str, str)
    """Class and number of something that was double-clicked and is not shown here."""

    def __init__(
        self,
        path: str,
        runner: Optional[TaskRunner] = None,
        changed: Optional[Callable[[], None]] = None,
        canvas: Optional[QgsMapCanvas] = None,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_traceability")
        self.setWindowTitle(translate("SmartCity", "From needs to measures"))
        self.path, self._runner, self._changed, self._canvas = str(path), runner, changed, canvas
        self.content: Optional[Content] = None
        self.words: Optional[WatchWords] = None
        self.chosen: Optional[tuple[str, str]] = None
        self.pointer: Optional[MapPointer] = None
        self._cells: Optional[CellNeeds] = None
        self._cell_told = ""
        self._reading = 0
        self.editing = Editing(self.path, self)
        self.editing.stored.connect(self._stored)
        self.editing.failed.connect(self._failed)
        self._reason = problem_of_writing(self.path)
        self._make_parts()
        self._lay_out()
        fit_to_screen(self, 165, 42)
        QgsGui.enableAutoGeometryRestore(self)
        self.read()

    def _make_parts(self) -> None:
        self.bar = FilterBar()
        self.bar.changed.connect(self._filter)
        texts = {
            "pick_need": translate("SmartCity", "Click a &need on the map"),
            "pick_measure": translate("SmartCity", "Click a &measure on the map"),
            "all": translate("SmartCity", "Show &everything"),
            "create": translate("SmartCity", "&Add a measure for this need"),
            "undo": translate("SmartCity", "&Undo"),
            "redo": translate("SmartCity", "&Redo"),
            "close": translate("SmartCity", "Close"),
        }
        self.buttons = {name: QPushButton(text) for name, text in texts.items()}
        for name, button in self.buttons.items():
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
        for name in ("pick_need", "pick_measure"):
            self.buttons[name].setCheckable(True)
            self.buttons[name].setVisible(self._canvas is not None)
        self.told, self.state = plain_label(), plain_label(self._reason)
        self.told.setObjectName(PREFIX + "told")
        self.told.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.state.setObjectName(PREFIX + "state")
        self.columns = {kind: Column(kind) for kind in COLUMNS}
        self.loose_ends = LooseEnds()
        for column in self.columns.values():
            column.chosen.connect(self._choose)
            column.wanted.connect(self.wanted)
        self.loose_ends.wanted.connect(self.go_to)
        self.buttons["pick_need"].toggled.connect(lambda on: self._point("pick_need", on))
        self.buttons["pick_measure"].toggled.connect(lambda on: self._point("pick_measure", on))
        self.buttons["all"].clicked.connect(self.show_everything)
        self.buttons["create"].clicked.connect(self.create)
        self.buttons["close"].clicked.connect(self.reject)
        for name in ("undo", "redo"):
            self.buttons[name].setEnabled(False)
            self.buttons[name].clicked.connect(getattr(self.editing.stack, name))
        self.editing.stack.canUndoChanged.connect(self.buttons["undo"].setEnabled)
        self.editing.stack.canRedoChanged.connect(self.buttons["redo"].setEnabled)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.editing.stack.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self, self.editing.stack.redo)

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        for name in ("pick_need", "pick_measure", "all"):
            actions.addWidget(self.buttons[name])
        actions.addStretch(1)
        parts = QSplitter()
        for kind, column in self.columns.items():
            parts.addWidget(column)
            parts.setStretchFactor(parts.count() - 1, 3 if kind == NEED else 2)
        parts.setChildrenCollapsible(False)
        wide = self.fontMetrics().averageCharWidth()
        parts.setSizes([66 * wide, 37 * wide, 37 * wide, 25 * wide])
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(self.buttons["create"], 0, Qt.AlignmentFlag.AlignTop)
        chain = QWidget()
        first = QVBoxLayout(chain)
        first.addWidget(self.bar)
        first.addLayout(actions)
        first.addWidget(parts, 1)
        first.addLayout(below)
        self.tabs = QTabWidget()
        self.tabs.setObjectName(PREFIX + "tabs")
        self.tabs.addTab(chain, translate("SmartCity", "Links"))
        self.tabs.addTab(self.loose_ends, translate("SmartCity", "Loose ends"))
        foot = QHBoxLayout()
        for name in ("undo", "redo"):
            foot.addWidget(self.buttons[name])
        foot.addWidget(self.state, 1)
        foot.addWidget(self.buttons["close"])
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)

    # Reading -----------------------------------------------------------------------------------------------------

    def read(self, quietly: bool = False) -> None:
        """Read the study anew, beside the user interface if there is a runner for that; ``quietly`` says nothing."""
        path = self.path
        self._reading += 1
        number = self._reading
        if self._runner is None:
            try:
                self._take(number, read_content(path), None)
            except Exception as error:
                self._take(number, None, error)
            return
        if not quietly:
            self.state.setText(translate("SmartCity", "Reading …"))
        title = translate("SmartCity", "From needs to measures")
        self._runner.call(title, lambda: read_content(path), lambda value, error: self._take(number, value, error))

    def _take(self, number: int, content: Optional[Content], error: Optional[Exception]) -> None:
        if sip.isdeleted(self) or number != self._reading:
            return  # closed meanwhile, or read once more
        if error is not None or content is None:
            self.state.setText(sentence_of(error or ValueError(self.path)))
            return
        if self.state.text() == translate("SmartCity", "Reading …"):
            self.state.setText(self._reason)
        self.content, self._cells = content, None
        self.words = WatchWords(content.catalogue, language())
        if self.chosen is not None and not self._is_there(*self.chosen):
            self.chosen = None
        if self._canvas is not None and self.pointer is None:
            self.pointer = MapPointer(self._canvas, content.crs, self)
            self.pointer.clicked.connect(self._clicked)
            self.pointer.left.connect(self._left_map)
        self.bar.fill(content, self.words)
        self.loose_ends.show_content(content, self.words)
        count = sum(item.count for item in content.orphans)
        self.tabs.setTabText(1, translate("SmartCity", "Loose ends ({count})").format(count=count))
        self._show()

    def _is_there(self, kind: str, number: str) -> bool:
        chain = self.content.chain
        if kind == NEED:
            return any(item.need.need_id == number for item in chain.needs)
        return number in {"Goal": chain.goals, "Measure": chain.measures, "Contribution": chain.contributions}[kind]

    # Showing -----------------------------------------------------------------------------------------------------

    def _filter(self, *_: object) -> None:
        self._cell_told = ""
        self._show()

    def _choose(self, kind: str, number: str) -> None:
        self.chosen = (kind, number) if number else None
        self._show()

    def choose(self, kind: str, number: str) -> None:
        """Choose a need, goal, measure or contribution."""
        if self.content is not None and self._is_there(kind, number):
            self._choose(kind, number)

    def show_everything(self) -> None:
        """Take back choice and filters."""
        self.chosen, self._cell_told = None, ""
        self.bar.clear()
        self._show()

    def _show(self) -> None:
        if self.content is None or self.words is None:
            return
        chain = self.content.chain
        rows = shown(chain, self.bar.filters, self.chosen)
        for kind, column in self.columns.items():
            number = self.chosen[1] if self.chosen is not None and self.chosen[0] == kind else ""
            column.show_rows(chain, self.words, rows[kind], number, self._empty(kind))
        told = told_of(self.content, self.words, self.chosen, self.bar.filters)
        self.told.setText("\n".join(part for part in (self._cell_told, told) if part))
        need = chain.need(self.chosen[1]) if self.chosen is not None and self.chosen[0] == NEED else None
        self.buttons["create"].setVisible(need is not None and need.state != HERE)
        self.buttons["create"].setEnabled(not self._reason)
        self._mark(rows)

    def _empty(self, kind: str) -> str:
        """Return what an empty column says."""
        if kind == MEASURE:
            return translate("SmartCity", "No measure yet")
        if kind == NEED and not self.content.chain.needs:
            problems = self.content.chain.problems or (Problem("no_results"),)
            return "\n".join(load_catalogue().sentence(problem, language()) for problem in problems)
        texts = {
            "Need": translate("SmartCity", "No need"),
            "Goal": translate("SmartCity", "No goal"),
            "Contribution": translate("SmartCity", "No contribution"),
        }
        return texts[kind]

    def _mark(self, rows: dict[str, dict[str, str]]) -> None:
        if self.pointer is None:
            return
        needs: list[tuple[str, str]] = []
        measures: list[tuple[str, str]] = []
        if self.chosen is not None and self.chosen[0] == NEED:
            needs, measures = [self.chosen], [(MEASURE, name) for name in rows[MEASURE]]
        elif self.chosen is not None and self.chosen[0] == MEASURE:
            measures, needs = [self.chosen], [(NEED, name) for name, how in rows[NEED].items() if how == "strong"]
        elif self.chosen is not None:
            measures = [(MEASURE, name) for name in rows[MEASURE]]
        elif self.bar.filters.unit_id:
            needs = [(NEED, name) for name in rows[NEED]][:1]
        areas = ([self.content.area_of(*thing) for thing in things] for things in (needs, measures))
        unique = [[area for area in dict.fromkeys(found) if area is not None] for found in areas]
        if self.bar.filters.unit_id and not unique[0] and self.chosen is None:
            area = self.content.area_of_unit(self.bar.filters.unit_id)
            unique[0] = [] if area is None else [area]
        self.pointer.mark(*unique)

    # The map -----------------------------------------------------------------------------------------------------

    def _point(self, name: str, on: bool) -> None:
        other = self.buttons["pick_measure" if name == "pick_need" else "pick_need"]
        if on and other.isChecked():
            other.blockSignals(True)
            other.setChecked(False)
            other.blockSignals(False)
        if self.pointer is not None:
            self.pointer.switch(on)
        if on:
            self.state.setText(translate("SmartCity", "Click into the map."))

    def _left_map(self) -> None:
        for name in ("pick_need", "pick_measure"):
            self.buttons[name].blockSignals(True)
            self.buttons[name].setChecked(False)
            self.buttons[name].blockSignals(False)

    def _clicked(self, x: float, y: float) -> None:
        if self.content is None:
            return
        self.tabs.setCurrentIndex(0)
        if self.buttons["pick_measure"].isChecked():
            self._clicked_measure(x, y)
            return
        unit = self.content.unit_at(x, y)
        if not unit:
            self.state.setText(translate("SmartCity", "No planning unit lies there."))
            return
        self.chosen = None
        self.bar.show_unit(unit, self.content.chain.unit_names.get(unit, unit))
        self.state.setText("")
        self._cell_told = self._cell_at(x, y)
        self._show()

    def _clicked_measure(self, x: float, y: float) -> None:
        found = self.content.measures_at(x, y)
        if not found:
            self.state.setText(translate("SmartCity", "No measure has its area there."))
            return
        # Where several lie above each other, each click shows the next.
        before = self.chosen[1] if self.chosen is not None and self.chosen[1] in found else None
        number = found[0] if before is None else found[(found.index(before) + 1) % len(found)]
        self.state.setText(
            translate("SmartCity", "{count} measures here; click again for the next.").format(count=len(found))
            if len(found) > 1
            else ""
        )
        self.show_everything()
        self.choose(MEASURE, number)

    def _cell_at(self, x: float, y: float) -> str:
        """Return what is known of the cell at a place."""
        try:
            self._cells = self._cells or read_cells(self.path)
        except Exception as error:
            return sentence_of(error)
        found = self._cells.at(x, y)
        if found is None:
            return translate("SmartCity", "There is no assessed cell at this place.")
        text = translate("SmartCity", "Cell {cell}: need {need} of 100")
        return text.format(cell=found[0], need=self.words.words.number(found[1]))

    # Going somewhere, changing something -------------------------------------------------------------------------

    def go_to(self, cls: str, number: str) -> None:
        """Show a thing here, or ask for it to be shown elsewhere."""
        if cls in COLUMNS and self.content is not None and self._is_there(cls, number):
            self.show_everything()
            self.choose(cls, number)
            self.tabs.setCurrentIndex(0)
        self.wanted.emit(cls, number)

    def create(self) -> None:
        """Add a measure for the need that is chosen: its unit, its goals, its sector. What it is, people fill in."""
        if self.content is None or self.words is None or self.chosen is None or self.chosen[0] != NEED:
            return
        need = self.content.chain.need(self.chosen[1]).need
        title = translate("SmartCity", "New measure: {need} in {unit}")
        title = title.format(need=self.words.need_title(need), unit=need.unit_name)
        change = self.content.measure_for(self.chosen[1], title, self.words.sector(need.sector))
        if self.editing.push(translate("SmartCity", "Add measure"), [change]):
            text = translate("SmartCity", "Measure {number} has been added; describe it in the window “Measures”.")
            self.state.setText(text.format(number=change.after.measure_id))

    def _stored(self) -> None:
        self.read(quietly=True)
        if self._changed is not None:
            self._changed()

    def _failed(self, sentence: str) -> None:
        self.state.setText(sentence)
        self.read(quietly=True)

    def done(self, result: int) -> None:
        """Leave the map as it was, and close."""
        self._stop()
        super().done(result)

    def closeEvent(self, event: Any) -> None:
        """Leave the map as it was."""
        self._stop()
        super().closeEvent(event)

    def _stop(self) -> None:
        if self.pointer is not None:
            self.pointer.stop()
            self.pointer = None
            self._canvas = None


def open_traceability(
    parent: Optional[QWidget],
    path: str,
    runner: Optional[TaskRunner] = None,
    changed: Optional[Callable[[], None]] = None,
    canvas: Optional[QgsMapCanvas] = None,
) -> TraceabilityWindow:
    """Open the chain of a study; returns the window, already shown."""
    window = TraceabilityWindow(path, runner, changed, canvas, parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    return window
