# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the participation: import, read, link, weigh, answer. All is stored at once and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QShortcut,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.tasks import RunResult, TaskRunner
from ...catalogue.participation import load_participation
from ...model.strategy import Contribution
from ..cards import fit_to_screen, plain_label, scrolled
from ..messages import sentence_of
from ..register_editing import Editing, problem_of_writing
from .filters import FilterBar
from .form import PREFIX, ContributionForm
from .listing import NUMBER, STATUS, WORDS, ContributionModel, Filter, is_open
from .state import Facts, read_facts

ZOOM = 300.0
"""Metres around a contribution that the map shows."""


def open_participation(
    parent: Optional[QWidget], path: str, runner: TaskRunner, changed: Callable[[], None], canvas: Any = None
) -> QDialog:
    """Show the window for a study; ``changed`` is called after something was stored."""
    window = ParticipationWindow(path, runner, changed, canvas, parent)
    window.show()
    return window


class ParticipationWindow(QDialog):
    """Left the contributions with filters, right the one that is chosen."""

    def __init__(
        self,
        path: str,
        runner: TaskRunner,
        changed: Callable[[], None],
        canvas: Any = None,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_participation")
        self.setWindowTitle(translate("SmartCity", "Participation: contributions and answers"))
        self.path, self.runner, self.canvas = str(path), runner, canvas
        self._changed = changed
        self.facts = Facts()
        self.is_dirty = False
        self.editing = Editing(self.path, self)
        self.editing.stored.connect(self._after_storing)
        self.editing.failed.connect(self._after_failure)
        self._make_parts()
        self._lay_out()
        fit_to_screen(self, 190, 48)
        QgsGui.enableAutoGeometryRestore(self)
        self.read()

    # Parts -------------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.model = ContributionModel(self)
        self.filter = Filter(self.model, self)
        self.view = QTableView()
        self.view.setObjectName(PREFIX + "list")
        self.view.setModel(self.filter)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(NUMBER, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(STATUS, QHeaderView.ResizeMode.ResizeToContents)
        self.view.selectionModel().selectionChanged.connect(self._show_chosen)
        self.filters = FilterBar()
        self.filters.wanted.connect(self._filter)
        self.filters.open_first.toggled.connect(self.filter.put_open_first)
        self.form = ContributionForm()
        self.form.edited.connect(self._was_edited)
        self.form.masking.connect(self._mask)
        self.form.locating.connect(self._locate)
        self.told, self.shown = plain_label(), plain_label()
        self.told.setObjectName(PREFIX + "told")
        self.progress = QProgressBar()
        self.progress.setObjectName(PREFIX + "progress")
        self.progress.setTextVisible(True)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, action in (
            ("import", translate("SmartCity", "&Import …"), self.import_files),
            ("table_out", translate("SmartCity", "&Write table …"), self.write_table),
            ("table_in", translate("SmartCity", "&Read table …"), self.read_table),
            ("map", translate("SmartCity", "&Density and hot spots"), self.map_density),
            ("undo", translate("SmartCity", "&Undo"), self.undo),
            ("redo", translate("SmartCity", "&Redo"), self.redo),
            ("previous", translate("SmartCity", "&Previous"), lambda: self._step(-1)),
            ("next", translate("SmartCity", "&Next"), lambda: self._step(1)),
            ("store", translate("SmartCity", "Store and next open one (Ctrl+Enter)"), self.store_and_next),
            ("close", translate("SmartCity", "Close"), self.close),
        ):
            button = self.buttons[name] = QPushButton(text)
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, action=action: action())
        self.buttons["store"].setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.store_and_next)
        QShortcut(QKeySequence.StandardKey.Undo, self.view, self.undo)
        self.editing.stack.indexChanged.connect(self._update)

    def _lay_out(self) -> None:
        head, foot, steps = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for name in ("import", "table_out", "table_in", "map"):
            head.addWidget(self.buttons[name])
        head.addStretch(1)
        for name in ("undo", "redo"):
            head.addWidget(self.buttons[name])
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.filters)
        column.addWidget(self.view, 1)
        column.addWidget(self.shown)
        for name in ("previous", "next"):
            steps.addWidget(self.buttons[name])
        steps.addStretch(1)
        steps.addWidget(self.buttons["store"])
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self.form), 1)
        column.addLayout(steps)
        split = self.split = QSplitter(Qt.Orientation.Horizontal)
        for part, stretch in ((left, 4), (right, 5)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setChildrenCollapsible(False)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.buttons["close"])
        self.empty = plain_label(
            translate(
                "SmartCity",
                "There are no contributions yet. Import an export of your participation platform: DIPAS, CONSUL, "
                "LimeSurvey or any table. Columns about persons are never stored, e-mail addresses and telephone "
                "numbers in texts are masked.",
            )
        )
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(self.fontMetrics().height() * 2)
        layout.addWidget(self.empty, 1)
        layout.addWidget(split, 1)
        layout.addWidget(self.told)
        layout.addLayout(foot)

    # Reading and showing -----------------------------------------------------------------------------------------

    def read(self, choose: Optional[str] = None) -> None:
        """Read the study anew and show the contribution that was shown, or another one."""
        wanted = [choose] if choose else [item.contribution_id for item in self.chosen]
        try:
            self.facts = read_facts(self.path)
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        self.is_dirty = False
        self.view.selectionModel().blockSignals(True)
        self.model.show(self.facts)
        self.filters.fill(self.facts)
        self.filter.set_all(self.filters.values())
        self.view.selectionModel().blockSignals(False)
        self.select(*wanted)
        self._update()

    def select(self, *numbers: str) -> None:
        """Choose contributions, the first one shown if there is none of these numbers."""
        rows = [row for row in range(self.filter.rowCount()) if self._at(row).contribution_id in numbers]
        rows = rows or list(range(min(1, self.filter.rowCount())))
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        selection.clearSelection()
        if rows:
            selection.setCurrentIndex(self.filter.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        whole = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows:
            selection.select(self.filter.index(row, 0), whole)
        selection.blockSignals(False)
        if rows:
            self.view.scrollTo(self.filter.index(rows[0], 0))
        self.view.viewport().update()
        self._show_chosen()

    def _at(self, row: int) -> Contribution:
        return self.model.item(self.filter.mapToSource(self.filter.index(row, 0)).row())

    @property
    def chosen(self) -> list[Contribution]:
        """The contributions that are selected in the list."""
        return [self._at(index.row()) for index in self.view.selectionModel().selectedRows()]

    def _filter(self) -> None:
        self.store()
        number = self.chosen[0].contribution_id if self.chosen else ""
        self.filter.set_all(self.filters.values())
        self.select(number)
        self._update()

    def _show_chosen(self, *_: object) -> None:
        if self.is_dirty:
            self.store()  # reads anew and comes back here
            return
        self.form.show_items(self.facts, self.chosen)
        self._update()

    def _update(self, *_: object) -> None:
        some = bool(self.facts.items)
        self.empty.setVisible(not some)
        self.split.setVisible(some)
        self.buttons["undo"].setEnabled(self.editing.stack.canUndo())
        self.buttons["redo"].setEnabled(self.editing.stack.canRedo())
        for name in ("table_out", "table_in", "map", "store", "previous", "next"):
            self.buttons[name].setEnabled(some)
        waiting = sum(map(is_open, self.facts.items))
        text = translate("SmartCity", "{shown} of {all} contributions, {open} still open")
        self.shown.setText(
            text.format(shown=self.filter.rowCount(), all=len(self.facts.items), open=waiting) if some else ""
        )
        self.progress.setVisible(some)
        self.progress.setRange(0, max(1, len(self.facts.items)))
        self.progress.setValue(self.facts.answered)
        rate = translate("SmartCity", "{answered} of {all} answered ({rate} %)")
        self.progress.setFormat(
            rate.format(
                answered=self.facts.answered, all=len(self.facts.items), rate=round(self.facts.rate or 0.0)
            ).replace("%p", "")
        )

    # Storing -----------------------------------------------------------------------------------------------------

    def _was_edited(self) -> None:
        self.is_dirty = True

    def store(self) -> bool:
        """Store what the form says; whether it went well (also if there was nothing to store)."""
        if not self.is_dirty:
            return True
        from ...study.participation import weigh

        self.is_dirty = False
        changes = weigh(self.form.items, self.form.weighing())
        if not changes:
            return True
        if len(changes) == 1:
            text = translate("SmartCity", "Weigh {number}").format(number=changes[0].after.contribution_id)
        else:
            text = translate("SmartCity", "Weigh {count} contributions").format(count=len(changes))
        return self.editing.push(text, changes)

    def store_and_next(self) -> None:
        """Store, then show the next contribution that is still open."""
        shown = self.form.items[-1].contribution_id if self.form.items else ""
        if not self.store():
            return
        order = [self._at(row) for row in range(self.filter.rowCount())]
        numbers = [item.contribution_id for item in order]
        start = numbers.index(shown) + 1 if shown in numbers and not self.filters.open_first.isChecked() else 0
        waiting = [item for item in order[start:] + order[:start] if is_open(item) and item.contribution_id != shown]
        if waiting:
            self.select(waiting[0].contribution_id)
            self.form.status.setFocus()
        else:
            self.told.setText(translate("SmartCity", "No other contribution among those shown is open."))

    def _step(self, by: int) -> None:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        row = (rows[0] if by < 0 else rows[-1]) + by if rows else 0
        if 0 <= row < self.filter.rowCount():
            number = self._at(row).contribution_id
            if self.store():
                self.select(number)

    def _after_storing(self) -> None:
        self.told.setText("")
        self.read()
        self._changed()

    def _after_failure(self, sentence: str) -> None:
        """Keep what was typed in the answer where people can copy it, and show what is stored."""
        lost = self.form.answer.toPlainText().strip()
        self.read()
        kept = translate("SmartCity", "Your answer was: {answer}").format(answer=lost) if lost else ""
        self.told.setText("\n".join(filter(None, (sentence, kept))))

    def undo(self) -> None:
        """Take back the last step."""
        if self.store():
            self.editing.stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.editing.stack.redo()

    def _mask(self, name: str, start: int, end: int) -> None:
        """Mask a passage: overwritten in the file, and not in the undo list, which would keep it."""
        from ...study.register_changes import Change, apply

        if not self.store() or len(self.form.items) != 1:
            return
        label = load_participation().masks["hand"].in_language(self.facts.language)
        before = self.form.items[0]
        after = self.form.masked(name, start, end, label)

        def work(study) -> None:
            apply(study, [Change(before, after)])

        self.editing.stack.clear()
        self._erase(work)

    def _erase(self, work: Callable[[Any], None]) -> None:
        from ...study.study import Study

        try:
            with Study.open(Path(self.path), update=True) as study:
                study.overwrite_what_goes()
                with study.transaction():
                    work(study)
                study.empty_journal()
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        self._after_storing()
        self.told.setText(translate("SmartCity", "Masked for good; this cannot be undone."))

    def closeEvent(self, event) -> None:
        self.store()
        super().closeEvent(event)

    def reject(self) -> None:
        if self.store():
            super().reject()

    # Map, tables, import -----------------------------------------------------------------------------------------

    def _locate(self) -> None:
        """Show on the map where the contribution lies."""
        if self.canvas is None or len(self.form.items) != 1:
            return
        point = self.facts.points[self.form.items[0].contribution_id]
        source = QgsCoordinateReferenceSystem(self.facts.crs)
        target = self.canvas.mapSettings().destinationCrs()
        geometry = QgsGeometry.fromPointXY(QgsPointXY(point.x, point.y))
        around = geometry.buffer(ZOOM, 8)
        if target.isValid():
            around.transform(QgsCoordinateTransform(source, target, QgsProject.instance()))
        self.canvas.setExtent(around.boundingBox())
        self.canvas.refresh()
        self.canvas.flashGeometries([geometry], source)

    def import_files(self) -> None:
        """Open the assistant, and read again once it has imported something."""
        from .importing import ImportDialog

        blocked = problem_of_writing(self.path)
        if blocked or not self.store():
            self.told.setText(blocked or self.told.text())
            return
        self.assistant = ImportDialog(self.path, self.facts, self.runner, self._imported, self)
        self.assistant.show()

    def _imported(self, result: RunResult) -> None:
        self.read()
        self._changed()
        text = translate("SmartCity", "{added} contributions added, {updated} updated, {masked} passages masked.")
        numbers = {name.lower(): int(result.results.get(name, 0)) for name in ("ADDED", "UPDATED", "MASKED")}
        self.told.setText("\n".join([text.format(**numbers), *result.warnings]))

    def write_table(self) -> None:
        """Write the weighing table."""
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        title = translate("SmartCity", "Table to be filled")
        file, _ = QFileDialog.getSaveFileName(self, title, str(Path(self.path).parent), kinds)
        if file and self.store():
            self._run(
                "weighcontributions", {"OUTPUT": file}, translate("SmartCity", "Written: {file}").format(file=file)
            )

    def read_table(self) -> None:
        """Merge a filled weighing table."""
        kinds = "Excel, CSV, ODS (*.xlsx *.csv *.ods)"
        title = translate("SmartCity", "Filled table")
        file, _ = QFileDialog.getOpenFileName(self, title, str(Path(self.path).parent), kinds)
        if file and self.store():
            self.editing.stack.clear()
            self._run("weighcontributions", {"INPUT": file}, translate("SmartCity", "The table was read."))

    def map_density(self) -> None:
        """Count contributions in hexagons and in planning units."""
        if self.store():
            self._run("contributiondensity", {}, translate("SmartCity", "The density of contributions was computed."))

    def _run(self, algorithm: str, parameters: dict[str, Any], success: str) -> None:
        if self.runner.busy:
            self.told.setText(translate("SmartCity", "Another step is still running; try again when it has ended."))
            return

        def done(result: RunResult) -> None:
            if result.successful:
                self.read()
                self._changed()
            self.told.setText("\n".join([success, *result.warnings]) if result.successful else result.error)

        values = {"STUDY": self.path, "LANGUAGE": language(), **parameters}
        if algorithm == "contributiondensity":
            values.pop("LANGUAGE")
        self.runner.run(f"smartcity:{algorithm}", values, done)
