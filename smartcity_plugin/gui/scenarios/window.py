# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the scenarios: a list at the left, measures, results, comparison and choice at the right.

What is changed is stored at once and can be undone; computing runs beside the window, with progress and cancel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QShortcut,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...model.strategy import Scenario
from ...study.register_changes import Change, removal
from ...study.scenario_register import copied, new_scenario
from ...study.study import Study
from .. import layers
from ..cards import fit_to_screen, plain_label
from ..messages import sentence_of
from ..register_editing import Editing, problem_of_writing
from .compare_page import ComparePage
from .content import Content, Row, read_content, read_units
from .measure_list import MeasurePage
from .portfolio_page import PortfolioPage
from .results_page import ResultsPage
from .tables import PREFIX

COMPUTE, CHOOSE, COMPARE = "smartcity:computescenario", "smartcity:chooseportfolio", "smartcity:comparescenarios"
PRODUCT, SCENARIO_CHANGE = "smartcity/product", "scenario_change"
"""The custom property of layers that show a map product, and the product of difference maps."""

CHANGED_DELAY = 1200
"""Milliseconds after the last change until the layers are refreshed: once for several ticks, not for each."""

_ID = Qt.ItemDataRole.UserRole


class ScenariosWindow(QDialog):
    """Scenarios of a study."""

    def __init__(self, path: str, runner: Any, changed: Callable[[], None], parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_scenarios")
        self.setWindowTitle(translate("SmartCity", "Scenarios"))
        self.path, self._runner, self._changed = str(path), runner, changed
        self.content: Optional[Content] = None
        self._running, self._stamp = False, 0.0
        self.editing = Editing(self.path, self)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(CHANGED_DELAY)
        self._make_parts()
        self._lay_out()
        fit_to_screen(self, 190, 46)
        QgsGui.enableAutoGeometryRestore(self)
        self.read()

    def _make_parts(self) -> None:
        self.list = QListWidget()
        self.list.setObjectName(PREFIX + "list")
        self.list.setAccessibleName(translate("SmartCity", "Scenarios"))
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, action in (
            ("new", translate("SmartCity", "&New…"), self.new),
            ("copy", translate("SmartCity", "Co&py…"), self.copy),
            ("rename", translate("SmartCity", "&Rename…"), self.rename),
            ("remove", translate("SmartCity", "Remo&ve"), self.remove),
            ("undo", translate("SmartCity", "&Undo"), self.editing.stack.undo),
            ("redo", translate("SmartCity", "R&edo"), self.editing.stack.redo),
            ("compute", translate("SmartCity", "&Compute"), self.compute),
            ("cancel", translate("SmartCity", "Cancel"), self._cancel),
        ):
            button = self.buttons[name] = QPushButton(text)
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, action=action: action())
        self.measures, self.comparison, self.portfolio = MeasurePage(), ComparePage(), PortfolioPage()
        self.results = ResultsPage(self._units_of)
        self.tabs = QTabWidget()
        self.tabs.setObjectName(PREFIX + "tabs")
        for page, text in (
            (self.measures, translate("SmartCity", "Measures")),
            (self.results, translate("SmartCity", "Results")),
            (self.comparison, translate("SmartCity", "Side by side")),
            (self.portfolio, translate("SmartCity", "Under a budget")),
        ):
            self.tabs.addTab(page, text)
        self.told = plain_label()
        self.told.setObjectName(PREFIX + "told")
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = self.box.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("SmartCity", "Close"))
        close.setAutoDefault(False)
        self.box.rejected.connect(self.reject)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.measures.chosen.connect(self._set_measures)
        self.results.map_wanted.connect(self.show_on_map)
        self.comparison.export_wanted.connect(self.export)
        self.portfolio.wanted.connect(self.choose)
        self.editing.stored.connect(self._stored)
        self.editing.failed.connect(self._failed)
        self.editing.stack.indexChanged.connect(self._update)
        self._delay.timeout.connect(self._changed)
        # By the buttons: what they do not allow now, keys do not do either.
        QShortcut(QKeySequence.StandardKey.Undo, self, self.buttons["undo"].click)
        QShortcut(QKeySequence.StandardKey.Redo, self, self.buttons["redo"].click)
        QShortcut(QKeySequence(Qt.Key.Key_F2), self.list, self.buttons["rename"].click)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.buttons["remove"].click)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        for names in (("new", "copy"), ("rename", "remove"), ("undo", "redo")):
            row = QHBoxLayout()
            for name in names:
                row.addWidget(self.buttons[name])
            column.addLayout(row)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 5)
        split.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.buttons["compute"])
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.buttons["cancel"])
        foot.addStretch(1)
        foot.addWidget(self.box)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(self.told)
        layout.addLayout(foot)
        self._show_running(False)

    # Reading and showing -----------------------------------------------------------------------------------------

    def read(self, choose: str = "") -> None:
        """Read the study and show it; the scenario ``choose`` (or the one chosen before) stays chosen."""
        try:
            self._stamp = _stamp_of(self.path)
            self.content = read_content(self.path)
        except Exception as error:
            self._tell(sentence_of(error))
            self._update()
            return
        choose = choose or self.chosen
        self.list.blockSignals(True)
        self.list.clear()
        for scenario in self.content.scenarios:
            item = QListWidgetItem(self._label(scenario))
            item.setData(_ID, scenario.scenario_id)
            item.setToolTip(scenario.description or scenario.title)
            self.list.addItem(item)
        ids = [scenario.scenario_id for scenario in self.content.scenarios]
        self.list.setCurrentRow(ids.index(choose) if choose in ids else len(ids) - 1 if ids else -1)
        self.list.blockSignals(False)
        self._show()

    def _label(self, scenario: Scenario) -> str:
        state = self.content.states[scenario.scenario_id]
        count = len(self.content.measures_of(scenario.scenario_id))
        word = translate("SmartCity", "not computed")
        if state.is_computed:
            word = translate("SmartCity", "⚠ outdated") if state.changed else translate("SmartCity", "✓ computed")
        line = translate("SmartCity", "{count} measures, {state}").format(count=count, state=word)
        return f"{scenario.title}\n{line}"

    @property
    def chosen(self) -> str:
        """The id of the scenario that is chosen, empty without one."""
        item = self.list.currentItem()
        return "" if item is None else item.data(_ID)

    def _scenario(self) -> Optional[Scenario]:
        return None if self.content is None else self.content.scenario(self.chosen)

    def _show(self) -> None:
        if self.content is None:
            return
        self.measures.fill(self.content, self.chosen)
        self.results.fill(self.content, self.chosen)
        self.comparison.fill(self.content)
        self.portfolio.fill(self.content, self.chosen)
        if not self.content.measures:
            self._tell(
                translate("SmartCity", "The register holds no measures yet; enter some in the window of measures.")
            )
        elif not self.content.has_values:
            self._tell(translate("SmartCity", "No indicator has been computed yet; compute indicators first."))
        elif not self.content.scenarios:
            self._tell(translate("SmartCity", "No scenario yet. Make one with “New”."))
        self._update()

    def _update(self, *_: object) -> None:
        scenario, problem = self._scenario(), problem_of_writing(self.path)
        free = not self._running and not problem
        listed = [] if self.content is None else self.content.measures_of(self.chosen)
        for name in ("copy", "rename", "remove"):
            self.buttons[name].setEnabled(free and scenario is not None)
        self.buttons["new"].setEnabled(free and self.content is not None)
        stack = self.editing.stack
        self.buttons["undo"].setEnabled(free and stack.canUndo())
        self.buttons["redo"].setEnabled(free and stack.canRedo())
        self.buttons["undo"].setToolTip(stack.undoText())
        self.buttons["redo"].setToolTip(stack.redoText())
        computable = self.content is not None and self.content.has_values
        self.buttons["compute"].setEnabled(free and bool(listed) and computable)
        self.measures.setEnabled(free and scenario is not None)
        if problem:
            self._tell(problem)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _units_of(self, scenario_id: str, indicator_id: str) -> list[Row]:
        return read_units(self.path, scenario_id, indicator_id)

    # Changing ----------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Make a scenario without measures."""
        title = self._asked(translate("SmartCity", "New scenario"), "")
        if title:
            self._add(translate("SmartCity", "new scenario"), lambda study: new_scenario(study, title, []))
            self.tabs.setCurrentWidget(self.measures)

    def copy(self) -> None:
        """Make a scenario with the measures of the chosen one."""
        scenario = self._scenario()
        proposal = "" if scenario is None else translate("SmartCity", "Copy of {title}").format(title=scenario.title)
        title = self._asked(translate("SmartCity", "Copy scenario"), proposal) if scenario is not None else ""
        if title:
            self._add(
                translate("SmartCity", "copied scenario"), lambda study: copied(study, scenario.scenario_id, title)
            )

    def _add(self, text: str, make: Callable[[Study], Scenario]) -> None:
        try:
            with Study.open(Path(self.path)) as study:
                made = make(study)
        except Exception as error:
            self._tell(sentence_of(error))
            return
        if self.editing.push(text, [Change(None, made)]):
            self.read(made.scenario_id)

    def rename(self) -> None:
        """Give the chosen scenario another name."""
        scenario = self._scenario()
        if scenario is None:
            return
        title = self._asked(translate("SmartCity", "Rename scenario"), scenario.title)
        if title and title != scenario.title:
            self.editing.push(translate("SmartCity", "renamed"), [Change(scenario, replace(scenario, title=title))])

    def remove(self) -> None:
        """Put the chosen scenario into the bin; undo brings it back, with its results."""
        scenario = self._scenario()
        if scenario is None:
            return
        try:
            with Study.open(Path(self.path)) as study:
                changes = removal(study, scenario)
        except Exception as error:
            self._tell(sentence_of(error))
            return
        if self.editing.push(translate("SmartCity", "removed"), changes):
            text = translate("SmartCity", "“{title}” is in the bin of the study; “Undo” brings it back.")
            self._tell(text.format(title=scenario.title))

    def _set_measures(self, measure_ids: Sequence[str]) -> None:
        scenario, listed = self._scenario(), ",".join(measure_ids) or None
        if scenario is None or (scenario.measure_ids or None) == listed:
            QTimer.singleShot(0, self._show)  # a row that was dragged without changing anything goes back
            return
        self.editing.push(translate("SmartCity", "measures"), [Change(scenario, replace(scenario, measure_ids=listed))])

    def _asked(self, title: str, proposal: str) -> str:
        text, accepted = QInputDialog.getText(
            self, title, translate("SmartCity", "Name of the scenario"), text=proposal
        )
        return text.strip() if accepted else ""

    def _stored(self) -> None:
        self._tell("")
        self._delay.start()
        # The row that was just ticked or dropped must not be deleted while Qt still works on it.
        QTimer.singleShot(0, self.read)

    def _failed(self, sentence: str) -> None:
        QTimer.singleShot(0, lambda: (self.read(), self._tell(sentence)))

    # Running -----------------------------------------------------------------------------------------------------

    def compute(self) -> None:
        """Compute the chosen scenario."""
        self._run(COMPUTE, {"STUDY": self.path, "SCENARIO": self.chosen}, self.results)

    def choose(self, indicator_id: str, budget: float, method: str) -> None:
        """Choose measures under a budget."""
        parameters = {"STUDY": self.path, "SCENARIO": self.chosen, "INDICATOR": indicator_id}
        self._run(CHOOSE, {**parameters, "BUDGET": budget, "METHOD": method}, self.portfolio)

    def export(self) -> None:
        """Write the comparison to a file."""
        kinds = "Excel (*.xlsx);;CSV (*.csv);;HTML (*.html)"
        proposal = str(Path(self.path).with_name(translate("SmartCity", "scenarios") + ".xlsx"))
        title = translate("SmartCity", "Export comparison")
        target, _ = QFileDialog.getSaveFileName(self, title, proposal, kinds)
        if target:
            self._run(COMPARE, {"STUDY": self.path, "LANGUAGE": language(), "OUTPUT": target}, None)

    def _run(self, algorithm: str, parameters: dict[str, Any], page: Optional[QWidget]) -> None:
        if self._runner.busy:
            self._tell(translate("SmartCity", "Another step is still running; try again when it has ended."))
            return

        def done(result: Any) -> None:
            self._show_running(False)
            if result.cancelled:
                self._tell(translate("SmartCity", "Cancelled; nothing was stored."))
            elif not result.successful:
                self._tell(result.error)
            else:
                self.read()
                self._tell("\n".join(result.warnings))
                if page is not None:
                    self.tabs.setCurrentWidget(page)
                    self._changed()
                else:
                    self._tell(translate("SmartCity", "Written: {path}").format(path=parameters["OUTPUT"]))
            self._update()

        self._tell("")
        self._show_running(True)
        self._runner.progressed.connect(self._show_progress)
        self._runner.run(algorithm, parameters, done)

    def _show_progress(self, percent: float) -> None:
        self.progress.setValue(int(percent))

    def _show_running(self, running: bool) -> None:
        if self._running and not running:
            self._runner.progressed.disconnect(self._show_progress)
        self._running = running
        self.progress.setValue(0)
        for widget in (self.progress, self.buttons["cancel"]):
            widget.setVisible(running)
        for widget in (self.list, self.portfolio, self.comparison):
            widget.setEnabled(not running)
        self._update()

    def _cancel(self) -> None:
        self._runner.cancel()

    # The map -----------------------------------------------------------------------------------------------------

    def show_on_map(self, indicator_id: str, on: bool) -> None:
        """Switch the difference maps of an indicator on (and those of all others off), or all off."""
        project = QgsProject.instance()
        tree, shown = project.layerTreeRoot(), 0
        for layer in layers.find(project, self.path, PRODUCT, SCENARIO_CHANGE):
            node, rows = tree.findLayer(layer.id()), layer.subsetString()
            wanted = on and all(
                f"\"{name}\" = '{value}'" in rows
                for name, value in (("scenario_id", self.chosen), ("indicator_id", indicator_id))
            )
            if node is None:
                continue
            if wanted:
                node.setItemVisibilityCheckedParentRecursive(True)
                shown += 1
            else:
                node.setItemVisibilityChecked(False)
        if on and not shown:
            self._tell(
                translate("SmartCity", "There is no map of it in this project: show the layers of the study first.")
            )

    def changeEvent(self, event) -> None:
        """Read the study again where another window has stored something meanwhile."""
        super().changeEvent(event)
        is_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_back and not self._running and self.content is not None and self._stamp != _stamp_of(self.path):
            QTimer.singleShot(0, self.read)

    def done(self, result: int) -> None:
        """Refresh the layers if that is still due."""
        if self._delay.isActive():
            self._delay.stop()
            self._changed()
        super().done(result)


def _stamp_of(path: str) -> float:
    """Return when a file was changed last, 0 for none."""
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return 0.0


def open_scenarios(
    parent: Optional[QWidget], path: str, runner: Any, changed: Callable[[], None], canvas: Any = None
) -> ScenariosWindow:
    """Show the scenarios of a study; ``runner`` runs algorithms, ``changed`` is called after something was stored."""
    window = ScenariosWindow(path, runner, changed, parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    return window
