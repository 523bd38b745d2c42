# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the goals: tree on the left, form on the right; every change is stored at once and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from qgis.gui import QgsFilterLineEdit, QgsGui
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QShortcut,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.tasks import TaskRunner
from ...model.strategy import Goal
from ...study.goal_baselines import baselines
from ...study.goal_tree import duplicate, move
from ...study.own_indicators import catalogue_of
from ...study.register_changes import Change, dependants, removal
from ...study.strategy_tables import GOALS
from ...study.study import Study
from ..cards import fit_to_screen, plain_label
from ..messages import sentence_of
from ..register_bin import open_bin
from ..register_editing import Editing, problem_of_writing
from ..register_typed import Typed, not_stored
from .actions import example_goals, key_move, new_goal, parent_for_new
from .content import Content, read_content
from .empty import EmptyPage
from .exchange import Exchange
from .form import GoalForm
from .model import GoalModel
from .view import PREFIX, GoalView
from .words import agreed, asked_removal, baseline_gone, button_texts

_NOTHING, _GOAL, _EMPTY = range(3)


class GoalsWindow(Exchange, QDialog):
    """Shows and changes the goals of a study; ``changed`` is called after something was stored."""

    def __init__(
        self, path: str, runner: TaskRunner, changed: Callable[[], None], parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_goals")
        self.setWindowTitle(translate("SmartCity", "Goals"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.path, self._runner, self._changed = str(path), runner, changed
        self.editing = Editing(self.path, self)
        self.reason = problem_of_writing(self.path)
        """Why nothing can be changed; empty if it can."""
        self.content: Content = read_content(self.path)
        self.model = GoalModel(self.content.facts.catalogue.vocabulary, self)
        self.model.editable = not self.reason
        self.view = GoalView(self.model)
        self._shown: Optional[str] = None
        self._make_parts()
        forms = [self.form.fields]
        self.typed = Typed(self, self.editing, lambda: forms, self.form.commit, self.told.setText)
        self._lay_out()
        self._connect()
        fit_to_screen(self, 165, 48)
        QgsGui.enableAutoGeometryRestore(self)
        first = next(self.content.tree.nodes(), None)
        self._show(None if first is None else first.goal.goal_id)
        self.view.setFocus()

    # Parts --------------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.search = QgsFilterLineEdit()
        self.search.setObjectName(PREFIX + "search")
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(translate("SmartCity", "Search goals"))
        facts = self.content.facts
        self.form = GoalForm(
            facts.catalogue, self.content.units, self.set_field, self.push, self.remove_record, self.tell_lost
        )
        self.form.set_editable(not self.reason)
        self.told, self.problems = plain_label(), plain_label()
        self.told.setObjectName(PREFIX + "told")
        self.problems.setObjectName(PREFIX + "problems")
        self.reload = QPushButton(translate("SmartCity", "&Reload"))
        self.reload.setObjectName(PREFIX + "reload")
        self.buttons: dict[str, QPushButton] = {}
        for name, (text, hint) in button_texts().items():
            button = self.buttons[name] = QPushButton(text)
            button.setToolTip(hint)
            button.setObjectName(PREFIX + name)
        for button in (self.reload, *self.buttons.values()):
            button.setAutoDefault(False)
        self.empty = EmptyPage(not self.reason)
        self.stack = QStackedWidget()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        nothing = plain_label(translate("SmartCity", "Choose a goal on the left."))
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (nothing, area, self.empty):
            self.stack.addWidget(page)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        for names in (("new", "vision", "duplicate", "remove"), ("undo", "redo", "bin", "import", "export")):
            row = QHBoxLayout()
            for name in names:
                row.addWidget(self.buttons[name])
            column.addLayout(row)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.stack)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 5)
        split.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.reload)
        layout = QVBoxLayout(self)
        about = translate(
            "SmartCity",
            "Every change is stored at once; Undo takes it back. Drag goals, or move them by Alt and the arrow keys; "
            "Insert adds one, F2 renames, Delete removes.",
        )
        layout.addWidget(plain_label(self.reason or about))
        layout.addWidget(self.problems)
        layout.addWidget(split, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        actions = {
            "new": self.add_goal,
            "vision": self.add_vision,
            "duplicate": self.duplicate,
            "remove": self.remove,
            "undo": self.undo,
            "redo": self.redo,
            "bin": self.open_bin,
            "import": self.import_sheets,
            "export": self.export_sheets,
        }
        for name, action in actions.items():
            self.buttons[name].clicked.connect(action)
        for name, action in (
            ("vision", self.add_vision),
            ("import", self.import_sheets),
            ("example", self.add_example),
        ):
            self.empty.buttons[name].clicked.connect(action)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo)
        # The same keys twice would be ambiguous, and then do nothing.
        for keys in {QKeySequence(QKeySequence.StandardKey.Redo).toString(), "Ctrl+Y", "Ctrl+Shift+Z"}:
            QShortcut(QKeySequence(keys), self, self.redo)
        self.search.textChanged.connect(self.view.apply_filter)
        self.view.chosen.connect(self._choose)
        self.view.new_wanted.connect(self.add_goal)
        self.view.remove_wanted.connect(self.remove)
        self.view.move_wanted.connect(self.move_by_key)
        # Queued: the view must have ended its drag or its editor before the tree is read anew.
        self.model.dropped.connect(self.move_to, Qt.ConnectionType.QueuedConnection)
        self.model.renamed.connect(self.rename, Qt.ConnectionType.QueuedConnection)
        self.editing.stack.indexChanged.connect(self._enable)
        self.editing.stored.connect(self._after_storing)
        self.editing.failed.connect(self._tell_failure)
        self.reload.clicked.connect(self.read_anew)
        self.form.from_results.clicked.connect(self.fill_baseline)

    # Showing ------------------------------------------------------------------------------------------------------

    @property
    def goal(self) -> Optional[Goal]:
        """The goal in the form."""
        return self.content.goal(self._shown)

    def _show(self, choose: Optional[str]) -> None:
        """Show what was read, with a goal chosen."""
        self.view.keep(lambda: self.model.show(self.content.tree, self.content.checks), choose)
        self._fill_form(choose)

    def _fill_form(self, goal_id: Optional[str]) -> None:
        self._shown = goal_id
        goal = self.goal
        if goal is not None:
            self.form.show_goal(goal, self.content.quantities(goal.goal_id), self.content.checks.get(goal.goal_id))
        empty = not self.content.goals
        self.stack.setCurrentIndex(_GOAL if goal is not None else _EMPTY if empty else _NOTHING)
        self._enable()

    def _enable(self, *_: object) -> None:
        stack, writable = self.editing.stack, not self.reason
        states = {
            "undo": writable and stack.canUndo(),
            "redo": writable and stack.canRedo(),
            "duplicate": writable and self.goal is not None,
            "remove": writable and self.goal is not None,
            **dict.fromkeys(("new", "vision", "import"), writable),
        }
        for name, state in states.items():
            self.buttons[name].setEnabled(state)
        sentences = [self.content.facts.catalogue.sentence(item, language()) for item in self.content.tree.problems]
        self.problems.setText("\n".join(sentences))
        self.problems.setVisible(bool(sentences))
        self.reload.setVisible(self.editing.error is not None or bool(self.typed.unstored))

    def choose(self, goal_id: str) -> None:
        """Show a goal, chosen in the tree; what was typed is stored before."""
        if self.typed.leave():
            self._show(goal_id)

    def _choose(self, goal_id: Optional[str]) -> None:
        if not self.typed.leave():
            self._choose_shown()
            QTimer.singleShot(0, self._choose_shown)  # a click selects its row after it was told
            return
        if self.view.current != goal_id:  # storing has read the tree anew and chosen what was in the form
            self.view.keep(lambda: None, goal_id)
        self._fill_form(goal_id)

    def _choose_shown(self) -> None:
        self.view.keep(lambda: None, self._shown)

    def _after_storing(self) -> None:
        if self._read(self.content):
            self._show(self._shown if self.goal is not None else None)
        self._changed()

    def _read(self, before: Optional[Content] = None) -> bool:
        """Read the study; what keeps from it is told, and what was read before stays."""
        try:
            self.content = read_content(self.path, before)
        except Exception as error:
            self.told.setText(sentence_of(error))
            return False
        self.told.setText("")
        return True

    def tell_lost(self, text: str) -> None:
        """Add to what is told that a text of a cell or row was not stored."""
        self.told.setText(f"{self.told.text()} {not_stored(text)}".strip())

    def _tell_failure(self, sentence: str) -> None:
        self.told.setText(sentence)
        self._enable()

    def read_anew(self) -> None:
        """Show what is stored now; what was typed and could not be stored goes."""
        if self._read():
            self.editing.error = None
            self.typed.discard()
            self._show(self._shown)

    # Changing -----------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back; what is being typed is one."""
        self.form.commit()
        self.editing.stack.undo()

    def redo(self) -> None:
        """Do again what was taken back, unless something was typed since."""
        self.form.commit()
        self.editing.stack.redo()

    def push(self, text: str, changes: list[Change], choose: Optional[str] = None) -> bool:
        """Store changes as one step of the undo list, and choose a goal afterwards."""
        before, self._shown = self._shown, choose or self._shown
        went_well = not self.reason and self.editing.push(text, changes)
        if not went_well:
            self._fill_form(before)  # fields keep what can be stored later, cells show again what is stored
        self._enable()
        return went_well

    def set_field(self, name: str, value: Any) -> bool:
        """Store a field of the goal in the form."""
        goal = self.goal
        if goal is None:
            return False
        if name in ("title", "goal_id", "level") and not value:
            self.form.fields.give_up()
            self._fill_form(self._shown)
            self.told.setText(translate("SmartCity", "Number, title and level must not be empty."))
            return False
        label = GOALS.fields[name].alias.in_language(language())
        choose = value if name == "goal_id" else None
        after = replace(goal, **{name: value})
        other = name == "indicator_id" and goal.indicator_id is not None and goal.baseline is not None
        if other:
            after = replace(after, baseline=None, baseline_date=None)
        went_well = self.push(f"{goal.goal_id}: {label}", [Change(goal, after)], choose)
        if other and went_well:
            self.told.setText(baseline_gone())
        return went_well

    def rename(self, goal_id: str, title: str) -> None:
        """Give a goal another title."""
        goal = self.content.goal(goal_id)
        changes = [] if goal is None else [Change(goal, replace(goal, title=title))]
        if not self.push(translate("SmartCity", "Rename goal"), changes):
            self.tell_lost(title)

    def move_to(self, goal_id: str, parent: Optional[str], place: int) -> None:
        """Put a goal below another one, at a place among its siblings."""
        self._try(
            lambda: self.push(translate("SmartCity", "Move goal"), move(self.content.goals, goal_id, parent, place))
        )

    def move_by_key(self, where: str) -> None:
        """Move the chosen goal up, down, in or out."""
        number = self.view.current
        if number:
            changes = key_move(self.content.tree, self.content.goals, number, where)
            self._try(lambda: self.push(translate("SmartCity", "Move goal"), changes))

    def _try(self, action: Callable[[], Any]) -> None:
        try:
            action()
        except Exception as error:
            self.told.setText(sentence_of(error))

    def add_goal(self) -> None:
        """Add a goal below the chosen one, or beside it if it is a sub-goal, and let its title be typed."""
        self._add(parent_for_new(self.content.tree, self.view.current))

    def add_vision(self) -> None:
        """Add a goal on top."""
        self._add(None)

    def _add(self, parent: Optional[Goal]) -> None:
        if self.reason or not self.typed.leave():
            return
        goal = new_goal(self.content.goals, parent)
        if self.push(translate("SmartCity", "New goal"), [Change(None, goal)], goal.goal_id):
            title = self.form.fields.fields["title"]
            title.setFocus()
            title.selectAll()

    def add_example(self) -> None:
        """Add a small tree that is marked as an example."""
        changes = example_goals()
        self.push(translate("SmartCity", "Create example"), changes, changes[-1].after.goal_id)

    def duplicate(self) -> None:
        """Add a copy of the chosen goal behind it."""
        goal = self.goal if self.typed.leave() else None
        if goal is not None and not self.reason:
            title = translate("SmartCity", "{title} (copy)").format(title=goal.title)
            changes = duplicate(self.content.goals, self.content.further, goal.goal_id, title, language())
            self.push(translate("SmartCity", "Duplicate goal"), changes, changes[0].after.goal_id)

    def remove(self) -> None:
        """Remove the chosen goal after telling what hangs on it."""
        if self.goal is not None and not self.reason and self.typed.leave():
            self.remove_record(self.goal)

    def remove_record(self, record: Any) -> None:
        """Remove a goal or a quantity into the bin, with what belongs to it, if its user agrees."""
        try:
            with Study.open(Path(self.path)) as study:
                changes = removal(study, record)
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        if self.may_remove(record, asked_removal(record, dependants(changes))):
            self.push(translate("SmartCity", "Remove"), changes)

    def may_remove(self, record: Any, question: str) -> bool:
        """Ask whether something is to be removed."""
        return agreed(self, question)

    def fill_baseline(self) -> None:
        """Take the baseline of the goal, and empty ones of its quantities, from the results of the study."""
        goal = self.goal
        if goal is None:
            return
        self.form.commit()
        try:
            with Study.open(Path(self.path)) as study:
                found = baselines(study, catalogue_of(study), [goal.goal_id], renew=True)
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        changes = [item for item in found.changes if isinstance(item.before, Goal) or item.before.baseline is None]
        self.push(translate("SmartCity", "Baseline from results"), changes)
        sentences = [self.content.facts.catalogue.sentence(item, language()) for item in found.problems]
        if sentences:
            self.told.setText("\n".join(sentences))

    # Bin ------------------------------------------------------------------------------------------

    def open_bin(self) -> None:
        """Show the bin; what was put back cannot be undone, so the undo list begins anew."""
        self.form.commit()
        if open_bin(self, self.path):
            self.editing.stack.clear()
            self._after_storing()

    # Closing ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event) -> None:
        """Return ends an entry and must not close the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Store what was typed last, then close; a window that is closed comes here, too."""
        if self.typed.may_close():
            super().reject()


def open_goals(parent: Optional[QWidget], path: str, runner: TaskRunner, changed: Callable[[], None]) -> QDialog:
    """Show the window of the goals; ``changed`` is called after something was stored."""
    window = GoalsWindow(path, runner, changed, parent)
    window.show()
    return window
