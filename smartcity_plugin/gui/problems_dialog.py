# SPDX-License-Identifier: GPL-2.0-or-later
"""What the check of the inventory has found: to be repaired, shown on the map, checked again and copied."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle, QgsReferencedRectangle
from qgis.gui import QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..bridge.i18n import language, translate
from ..bridge.tasks import RunResult, TaskRunner
from ..catalogue.numbers import format_number
from ..model.quality import Fix
from .cards import ProgressStrip, emphasise, icon_size, plain_label
from .messages import sentence_of
from .passport_form import DetailsForm, passport_form, population_form
from .problem_list import (
    SEVERITIES,
    Problem,
    ProblemList,
    in_order,
    needs_input,
    role_title,
    severity_count,
    severity_icon,
    severity_word,
)

__all__ = ["ProblemsDialog", "severity_word"]

MARGIN = 1.3
"""How much larger than the place the map shows."""
SMALLEST_VIEW = 200.0
"""Metres that the map shows around a single point."""


class ProblemsDialog(QDialog):
    """Checks the inventory of a study and lists what was found; repairs run in the background, then it checks again."""

    def __init__(
        self,
        path: str,
        runner: TaskRunner,
        canvas: Any = None,
        changed: Optional[Callable[[], None]] = None,
        parent: Optional[QWidget] = None,
    ) -> None:
        """``canvas`` shows places, ``changed`` is called when a repair has changed the study."""
        super().__init__(parent)
        self.setObjectName("smartcity_problems")
        self.setWindowTitle(translate("SmartCity", "Check of the inventory"))
        self.resize(900, 640)
        self._path, self._runner, self._canvas, self._changed = path, runner, canvas, changed
        self._problems: list[Problem] = []
        self._crs = ""
        self._summary = emphasise(plain_label(), 1.15)
        self._summary.setObjectName("summary")
        self._checked = plain_label()
        self._checked.setObjectName("checked")
        self._filters = {severity: self._filter_button(severity) for severity in SEVERITIES}
        self._list = ProblemList(canvas is not None)
        self._list.fix_requested.connect(self.fix)
        self._list.place_requested.connect(self.show_place)
        self._empty = _EmptyState()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._empty)
        self._strip = ProgressStrip()
        self._strip.cancelled.connect(runner.cancel)
        self._buttons = self._button_box()
        self._lay_out()
        self._list.show_problems([])
        for widget in (*self._filters.values(), self._checked):
            widget.hide()
        self._copy.setEnabled(False)
        runner.started.connect(self._began)
        runner.progressed.connect(self._strip.progress)
        runner.ended.connect(self._ended)
        QgsGui.enableAutoGeometryRestore(self)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(6)
        for button in self._filters.values():
            filters.addWidget(button)
        filters.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self._summary)
        layout.addWidget(self._checked)
        layout.addLayout(filters)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._strip)
        layout.addWidget(self._buttons)

    def _filter_button(self, severity: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"smartcity_filter_{severity}")
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setIcon(severity_icon(self, severity))
        size = icon_size(self, 1.0)
        button.setIconSize(QSize(size, size))
        button.setToolTip(translate("SmartCity", "Show or hide"))
        button.toggled.connect(lambda checked: self._list.set_visible(severity, checked))
        return button

    def _button_box(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self._again = box.addButton(translate("SmartCity", "Check &again"), role)
        self._copy = box.addButton(translate("SmartCity", "&Copy list"), role)
        for button, action in ((self._again, self.check), (self._copy, self.copy)):
            button.setAutoDefault(False)
            button.clicked.connect(action)
        box.rejected.connect(self.reject)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("SmartCity", "Close"))
        close.setDefault(True)
        return box

    # Checking ----------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Check the study; what runs already comes first."""
        if not self._runner.busy:
            self._summary.setText(translate("SmartCity", "The inventory is being checked…"))
            self._runner.run("smartcity:checkinventory", {"STUDY": self._path}, self._show_result)

    def _show_result(self, result: RunResult) -> None:
        if sip.isdeleted(self):
            return
        if result.successful:
            facts = json.loads(result.results["CHECKED"])
            self.show_problems(json.loads(result.results["PROBLEMS"]), facts)
        else:
            self._summary.setText(_failure(result))

    def show_problems(self, problems: list[Problem], checked: dict[str, Any]) -> None:
        """Show findings (as ``checkinventory`` tells them) and what was checked: units, sources, features, crs."""
        self._problems = in_order(problems)
        self._crs = checked.get("crs", "")
        counts = {severity: sum(item["severity"] == severity for item in problems) for severity in SEVERITIES}
        for severity, button in self._filters.items():
            button.setText(severity_count(severity, counts[severity]))
            button.setVisible(bool(problems))
            button.setEnabled(counts[severity] > 0)
        self._summary.setText(_verdict(counts))
        numbers = {
            name: format_number(checked.get(name, 0), 0, language()) for name in ("units", "sources", "features")
        }
        text = translate("SmartCity", "Checked: {units} planning units, {sources} data sources, {features} features.")
        text = text.format(**numbers)
        self._checked.setText(text)
        self._checked.setVisible(bool(problems))
        self._empty.explain(text)
        self._list.show_problems(self._problems)
        self._pages.setCurrentWidget(self._list if problems else self._empty)
        self._copy.setEnabled(bool(problems))
        self._list.set_busy(self._runner.busy)

    def _began(self, title: str) -> None:
        self._strip.begin(title)
        self._set_busy(True)

    def _ended(self) -> None:
        self._strip.end()
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self._again.setEnabled(not busy)
        self._list.set_busy(busy)

    # Repairing ---------------------------------------------------------------------------------------------------

    def fix(self, problem: Problem) -> None:
        """Repair what a finding tells of, asking for details first if it needs them; then check again."""
        if self._runner.busy:
            return
        parameters = {"STUDY": self._path, "FIX": problem["fix"]}
        if problem["fix"] != Fix.SET_POPULATION.value:
            parameters.update({"ROLE": problem["role"], "SOURCE_ID": problem["source_id"]})
        if needs_input(problem["fix"]):
            form = self._form(problem)
            if form is None or form.exec() != QDialog.DialogCode.Accepted:
                return
            parameters.update(form.parameters)
        given = {name: value for name, value in parameters.items() if value}
        self._runner.run("smartcity:repairinventory", given, self._fixed)

    def _form(self, problem: Problem) -> Optional[DetailsForm]:
        """Return the form that a repair needs, filled with what the study says now; None if it cannot be read."""
        from ..study.study import Study

        try:
            with Study.open(Path(self._path)) as study:
                sources, settings = study.sources(), study.settings
        except Exception as error:
            self._summary.setText(sentence_of(error))
            return None
        if problem["fix"] == Fix.SET_POPULATION.value:
            return population_form(settings.official_population, settings.official_population_source, self)
        meant = [item for item in sources if (item.role, item.source_id) == (problem["role"], problem["source_id"])]
        return passport_form(meant[0] if meant else None, self)

    def _fixed(self, result: RunResult) -> None:
        if sip.isdeleted(self):
            return
        if not result.successful:
            self._summary.setText(_failure(result))
            return
        if result.results["CHANGED"] and self._changed is not None:
            self._changed()
        self.check()

    # Showing and copying -----------------------------------------------------------------------------------------

    def show_place(self, problem: Problem) -> None:
        """Let the map show where a finding is."""
        if self._canvas is None or not problem.get("extent"):
            return
        place = QgsRectangle(*problem["extent"])
        view = QgsRectangle(place)
        view.scale(MARGIN)
        view.grow(max(0.0, (SMALLEST_VIEW - max(view.width(), view.height())) / 2))
        crs = QgsCoordinateReferenceSystem(self._crs)
        self._canvas.setReferencedExtent(QgsReferencedRectangle(view, crs))
        self._canvas.refresh()
        place.grow(max(view.width(), view.height()) / 100)
        self._canvas.flashGeometries([QgsGeometry.fromRect(place)], crs)

    def copy(self) -> None:
        """Put the list onto the clipboard, in columns that a spreadsheet understands."""
        lines = [
            "\t".join([severity_word(item["severity"]), role_title(item["role"]), item["text"]])
            for item in self._problems
        ]
        QgsApplication.clipboard().setText("\n".join(lines))


class _EmptyState(QWidget):
    """What is shown when nothing was found: that, and what was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("smartcity_nothing_found")
        picture = QLabel()
        picture.setPixmap(QgsApplication.getThemeIcon("/mIconSuccess.svg").pixmap(icon_size(self, 3.0)))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = emphasise(plain_label(translate("SmartCity", "Nothing was found.")), 1.3)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._what = plain_label()
        about = plain_label(
            translate(
                "SmartCity",
                "Looked at: keys and levels of the planning units, geometries, duplicates, missing and unusual values, "
                "reach beyond the border, population, age, source and licence.",
            )
        )
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(picture)
        layout.addWidget(title)
        for label in (self._what, about):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addStretch(3)

    def explain(self, text: str) -> None:
        """Say what was checked."""
        self._what.setText(text)


def _verdict(counts: dict[str, int]) -> str:
    """Return what the findings mean for the work."""
    if counts["error"]:
        return translate("SmartCity", "Errors must be put right before results can be trusted.")
    if counts["warning"]:
        return translate("SmartCity", "No errors; bear the warnings in mind when you read the results.")
    if counts["note"]:
        return translate("SmartCity", "No errors and no warnings.")
    return translate("SmartCity", "The inventory has been checked.")


def _failure(result: RunResult) -> str:
    if result.cancelled:
        return translate("SmartCity", "Cancelled; nothing was changed.")
    return result.error or translate("SmartCity", "The step failed; the log says why.")
