# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the register of measures: a list, and pages of the chosen measure. Everything is stored at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Optional, TypeVar

from qgis.core import QgsApplication, QgsSettings
from qgis.gui import QgsGui, QgsMapCanvas
from qgis.PyQt.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt, QTimer
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
from ...model.strategy import Measure
from ...study import schema
from ...study.measure_numbers import next_number, next_position
from ...study.register_changes import Change, dependants, removal
from ...study.study import Study
from ..cards import plain_label, scrolled
from ..messages import sentence_of
from ..register_bin import open_bin
from ..register_editing import Editing, problem_of_writing
from ..register_typed import Typed, not_stored
from .basics import BasicsPage
from .content import Content, read_content
from .digital import DigitalPage
from .effects import EffectsPage
from .fields import WARNING, named
from .money import MoneyPage
from .pane import ListPane
from .place import PlacePage
from .timing import TimingPage
from .words import agreed, removal_question

SETTINGS = "smartcity/measures"
PAUSE = 1500
"""Milliseconds without a change after which layers and cockpit follow."""

T = TypeVar("T")


class MeasuresWindow(QDialog):
    """The measures of one study; stays beside QGIS, which remains usable."""

    def __init__(
        self,
        parent: Optional[QWidget],
        path: str,
        runner: Optional[TaskRunner] = None,
        changed: Callable[[], None] = lambda: None,
        canvas: Optional[QgsMapCanvas] = None,
    ) -> None:
        super().__init__(parent)
        named(self, "window")
        self.setWindowTitle(translate("SmartCity", "Measures"))
        self.path, self.runner, self.canvas, self._changed = str(path), runner, canvas, changed
        self.catalogue = load_catalogue()
        self.content: Optional[Content] = None
        self.measure: Optional[Measure] = None
        self.locked = problem_of_writing(self.path)
        self.editing = Editing(self.path, self)
        self.typed = Typed(self, self.editing, self._forms, self.commit, lambda text: self.tell(text, is_problem=True))
        self.editing.stored.connect(self._stored)
        self.editing.failed.connect(self._failed)
        # Layers are renewed once their user pauses, not after every field.
        self._announced = QTimer(self)
        self._announced.setSingleShot(True)
        self._announced.setInterval(PAUSE)
        self._announced.timeout.connect(self._announce)
        self._make_list()
        self._make_pages()
        self._lay_out()
        self.read()

    @property
    def read_only(self) -> bool:
        """Whether the study cannot be written to."""
        return bool(self.locked)

    # Parts -------------------------------------------------------------------------------------------------------

    def _make_list(self) -> None:
        self.pane = pane = ListPane(self.catalogue)
        self.model, self.rows, self.list, self.empty = pane.model, pane.rows, pane.view, pane.empty
        self.search, self.sector, self.status = pane.search, pane.sector, pane.status
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        pane.filtered.connect(self._filtered)

    def _make_pages(self) -> None:
        self.basics, self.place, self.timing = BasicsPage(self), PlacePage(self), TimingPage(self)
        self.money, self.effects, self.digital = MoneyPage(self), EffectsPage(self), DigitalPage(self)
        self.tabs = named(QTabWidget(), "tabs")
        self.pages = (
            (self.basics, translate("SmartCity", "&1 Basics")),
            (self.place, translate("SmartCity", "&2 Place")),
            (self.timing, translate("SmartCity", "&3 Schedule")),
            (self.money, translate("SmartCity", "&4 Costs and financing")),
            (self.effects, translate("SmartCity", "&5 Effects")),
            (self.digital, translate("SmartCity", "&6 Digitalisation")),
        )
        for page, title in self.pages:
            self.tabs.addTab(scrolled(page), title)
        words = {
            "add": translate("SmartCity", "&New measure"),
            "copy": translate("SmartCity", "&Duplicate"),
            "remove": translate("SmartCity", "&Remove"),
            "bin": translate("SmartCity", "&Bin"),
            "undo": translate("SmartCity", "&Undo"),
            "redo": translate("SmartCity", "&Redo"),
            "reload": translate("SmartCity", "Re&load"),
            "close": translate("SmartCity", "&Close"),
        }
        self.buttons = {name: named(QPushButton(text), name) for name, text in words.items()}
        slots = {"add": self.add, "copy": self.duplicate, "remove": self.remove, "bin": self.open_bin}
        slots.update({"undo": self.undo, "redo": self.redo, "reload": self.reload, "close": self.close})
        for name, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda *_, slot=slots[name]: slot())
        self.editing.stack.indexChanged.connect(self._update_buttons)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo)
        QShortcut(QKeySequence.StandardKey.Redo, self, self.redo)
        QShortcut(QKeySequence.StandardKey.New, self, self.add)
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete), self.list, self.remove, self.remove, Qt.ShortcutContext.WidgetShortcut
        )

    def _lay_out(self) -> None:
        self.told = plain_label()
        named(self.told, "told")
        self.pane.add_buttons([self.buttons[name] for name in ("add", "copy", "remove", "bin")])
        self.splitter = named(QSplitter(), "splitter")
        self.splitter.addWidget(self.pane)
        self.splitter.addWidget(self.tabs)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setChildrenCollapsible(False)
        lower = QHBoxLayout()
        for name in ("undo", "redo", "reload"):
            lower.addWidget(self.buttons[name])
        lower.addWidget(self.told, 1)
        lower.addWidget(self.buttons["close"])
        layout = QVBoxLayout(self)
        layout.addWidget(self.splitter, 1)
        layout.addLayout(lower)
        metrics = self.fontMetrics()
        room = QgsApplication.primaryScreen().availableSize() * 0.95
        wanted = QSize(metrics.averageCharWidth() * 210, metrics.lineSpacing() * 46)
        self.resize(wanted.boundedTo(room))
        QgsGui.enableAutoGeometryRestore(self)
        settings = QgsSettings()
        state = settings.value(f"{SETTINGS}/splitter", None)
        if state:
            self.splitter.restoreState(state)
        else:
            self.splitter.setSizes([metrics.averageCharWidth() * 90, metrics.averageCharWidth() * 112])
        self.tabs.setCurrentIndex(min(settings.value(f"{SETTINGS}/tab", 0, int), self.tabs.count() - 1))

    # Reading and showing -----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the register from the study; the chosen measure stays chosen."""
        wanted = self.measure.measure_id if self.measure is not None else ""
        try:
            self.content = read_content(self.path, date.today())
        except Exception as error:
            self.tell(sentence_of(error), is_problem=True)
            self.tabs.setEnabled(False)
            return
        self.catalogue = self.content.catalogue
        with QSignalBlocker(self.list.selectionModel()):
            self.model.show_content(self.content)
            self.rows.invalidate()
        self.empty.setVisible(not self.content.measures)
        self._select(wanted)
        if self.read_only:
            self.tell(self.locked, is_problem=True)

    def reload(self) -> None:
        """Show what is stored now; what was typed and could not be stored goes."""
        self.commit()
        self.typed.discard()
        self.tell("")
        self.read()

    def choose(self, measure_id: str) -> None:
        """Choose a measure by its number; what is typed is stored before, and if it cannot be, all stays as it is."""
        if self.typed.leave():
            self._select(measure_id)

    def _select(self, measure_id: str) -> None:
        """Show a measure by its number; if there is none of that number, what stands in its place in the list."""
        place = max(0, min(self.list.currentIndex().row(), self.rows.rowCount() - 1))
        rows = [self.model.index(row, 0) for row in range(self.model.rowCount())]
        found = next((row for row in rows if row.data() == measure_id), None)
        index = self.rows.mapFromSource(found) if found is not None else self.rows.index(place, 0)
        if not index.isValid():  # hidden by the filter
            index = self.rows.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        with QSignalBlocker(self.list.selectionModel()):
            self.list.selectionModel().setCurrentIndex(index, flags)
        self.list.viewport().update()
        self._show(index)

    def _chosen(self) -> None:
        self.tell("")
        wanted = self.list.currentIndex().siblingAtColumn(0).data()
        if not self.typed.leave():
            self._select_shown()
            QTimer.singleShot(0, self._select_shown)  # a click selects its row after it was told
        elif self.list.currentIndex().siblingAtColumn(0).data() != wanted:  # storing has chosen what was in the form
            self._select(wanted)
        else:
            self._show(self.list.currentIndex())

    def _select_shown(self) -> None:
        if self.measure is not None:
            self._select(self.measure.measure_id)

    def _show(self, index: Any) -> None:
        if self.content is None:
            return
        row = self.rows.mapToSource(index).row() if index.isValid() else -1
        former = self.measure.measure_id if self.measure is not None else ""
        self.measure = self.content.measures[row] if row >= 0 else None
        if self.measure is None or self.measure.measure_id != former:
            self._stop_drawing()
        self.tabs.setEnabled(self.measure is not None)
        for page, _ in self.pages:
            page.show_measure(self.content, self.measure)
        self._update_buttons()

    def _update_buttons(self, *_: Any) -> None:
        usable, stack = not self.read_only and self.content is not None, self.editing.stack
        for name, on in (
            ("add", usable),
            ("copy", usable and self.measure is not None),
            ("remove", usable and self.measure is not None),
            ("undo", usable and stack.canUndo()),
            ("redo", usable and stack.canRedo()),
        ):
            self.buttons[name].setEnabled(on)
        self.buttons["undo"].setToolTip(stack.undoText())
        self.buttons["redo"].setToolTip(stack.redoText())
        for page in (self.basics, self.timing, self.digital, self.money):
            for field in page.form.fields.values():
                field.setEnabled(usable)

    def _filtered(self) -> None:
        if not self.list.currentIndex().isValid():
            self._select(self.measure.measure_id if self.measure is not None else "")

    def tell_lost(self, text: str) -> None:
        """Add to what is told that a text of a cell was not stored."""
        self.told.setText(f"{self.told.text()} {not_stored(text)}")

    def tell(self, text: str, is_problem: bool = False) -> None:
        """Say something beside the buttons."""
        self.told.setText(f"{WARNING}{text}" if is_problem and text else text)

    # Changing ----------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back; what is being typed is one."""
        self.commit()
        self.editing.stack.undo()

    def redo(self) -> None:
        """Do again what was taken back, unless something was typed since."""
        self.commit()
        self.editing.stack.redo()

    def set_field(self, name: str, value: Any) -> bool:
        """Store one field of the chosen measure; returns whether that was possible."""
        before = self.measure
        if before is None or self.read_only:
            return False
        if not self._may_be(name, value):
            for form in self._forms():
                form.give_up()
            self.read()
            self.tell(translate("SmartCity", "A measure needs a title, and a number without a comma."), is_problem=True)
            return False
        after = replace(before, **{name: value})
        title = schema.MEASURES.fields[name].alias.in_language(language())
        self.measure = after if name == "measure_id" else before
        if self.editing.push(f"{before.measure_id}: {title}", [Change(before, after)]):
            return True
        self.measure = before
        self._select(before.measure_id)
        return False

    @staticmethod
    def _may_be(name: str, value: Any) -> bool:
        """Return whether a field may have a value: lists of numbers are separated by commas."""
        return bool(value) and "," not in value if name == "measure_id" else name != "title" or bool(value)

    def push(self, text: str, changes: Callable[[Study], list[Change]]) -> bool:
        """Store the changes that a function makes from the study as it is now; returns whether that was possible."""
        if self.read_only:
            return False
        found = self.read_study(changes)
        return found is not None and self.editing.push(text, found)

    def push_work(self, text: str, do: Callable[[Study], None], take_back: Callable[[Study], None]) -> bool:
        """Do what writes to the study by itself."""
        return not self.read_only and self.editing.push_work(text, do, take_back)

    def read_study(self, question: Callable[[Study], T]) -> Optional[T]:
        """Return what a function finds in the study; what goes wrong is told, then it is None."""
        try:
            with Study.open(Path(self.path)) as study:
                return question(study)
        except Exception as error:
            self.tell(sentence_of(error), is_problem=True)
            return None

    def _stored(self) -> None:
        self.tell("")
        self.read()
        self._announced.start()

    def _announce(self) -> None:
        """Let the cockpit and the layers follow; while somebody draws, the map is left alone."""
        if self.place.shapes.is_drawing or self.effects.shapes.is_drawing:
            self._announced.start()
        else:
            self._changed()

    def _failed(self, sentence: str) -> None:
        self.read()
        self.tell(sentence, is_problem=True)

    def add(self) -> None:
        """Begin a measure of the sector that is filtered by, or that of the chosen one."""
        if self.content is None or self.read_only or not self.typed.leave():
            return
        sector = self.sector.value or (self.measure.sector if self.measure is not None else None)
        title = self.catalogue.sectors[sector].title.in_language(language()) if sector else ""
        number = next_number(self.content.measures, sector, title)
        name = translate("SmartCity", "New measure {number}").format(number=number)
        measure = Measure(number, name, sector, status="idea", position=next_position(self.content.measures))
        if self._append(measure, []):
            self.tabs.setCurrentIndex(0)
            self.basics.form.fields["title"].setFocus()
            self.basics.form.fields["title"].selectAll()

    def duplicate(self) -> None:
        """Begin a measure like the chosen one, without its money, effects, dates and decisions."""
        if self.measure is None or self.content is None or self.read_only or not self.typed.leave():
            return
        measure = self.measure
        title = self.catalogue.sectors[measure.sector].title.in_language(language()) if measure.sector else ""
        number = next_number(self.content.measures, measure.sector, title)
        kept = {
            name: getattr(measure, name) for name in ("sector", "description", "kind", "goal_ids", "lead", "partners")
        }
        name = translate("SmartCity", "Copy of {title}").format(title=measure.title)
        place = next_position(self.content.measures)
        self._append(Measure(number, name, status="idea", position=place, **kept), [])

    def _append(self, measure: Measure, others: list[Change]) -> bool:
        self.pane.show_all(measure.sector)
        before, self.measure = self.measure, measure
        text = translate("SmartCity", "New measure {number}").format(number=measure.measure_id)
        if self.editing.push(text, [Change(None, measure), *others]):
            return True
        self.measure = before
        return False

    def remove(self) -> None:
        """Remove the chosen measure with what belongs to it, after asking; undo and the bin bring it back."""
        if self.measure is None or self.read_only or not self.typed.leave():
            return
        measure = self.measure
        changes = self.read_study(lambda study: removal(study, measure))
        if changes is None or not self._may_remove(removal_question(measure, dependants(changes))):
            return
        text = translate("SmartCity", "Remove {number}").format(number=measure.measure_id)
        if self.editing.push(text, changes):
            self.tell(translate("SmartCity", "Removed; “Undo” or the bin bring it back."))

    def _may_remove(self, question: str) -> bool:
        return agreed(self, question)

    def open_bin(self) -> None:
        """Show the rows that were removed; what was put back cannot be undone, so the undo list begins anew."""
        self.commit()
        if open_bin(self, self.path):
            self.editing.stack.clear()
            self._stored()

    def _forms(self) -> list[Any]:
        return [*(page.form for page in (self.basics, self.timing, self.digital, self.money)), self.effects.form]

    def commit(self) -> None:
        """Store what is typed and not stored yet."""
        for page, _ in self.pages:
            page.commit()

    # Ending ------------------------------------------------------------------------------------------------------

    def _stop_drawing(self) -> None:
        self.place.stop_drawing()
        self.effects.stop_drawing()

    def reject(self) -> None:
        """Store what is typed, then close; a window that is closed comes here, too."""
        if self.typed.may_close():
            super().reject()

    def done(self, result: int) -> None:
        """Remember the parts and close."""
        self._stop_drawing()
        QgsSettings().setValue(f"{SETTINGS}/splitter", self.splitter.saveState())
        QgsSettings().setValue(f"{SETTINGS}/tab", self.tabs.currentIndex())
        if self._announced.isActive():
            self._announced.stop()
            self._changed()
        super().done(result)


def open_measures(
    parent: Optional[QWidget],
    path: str,
    runner: Optional[TaskRunner] = None,
    changed: Callable[[], None] = lambda: None,
    canvas: Optional[QgsMapCanvas] = None,
) -> MeasuresWindow:
    """Open the register of measures of a study; returns the window, already shown."""
    window = MeasuresWindow(parent, str(path), runner, changed, canvas)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    return window
