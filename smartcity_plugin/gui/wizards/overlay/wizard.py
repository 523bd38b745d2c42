# SPDX-License-Identifier: GPL-2.0-or-later
"""The wizard for assessment schemes: ties the pages together, reads the study once and calls the algorithms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Optional

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget, QWizard

from ....bridge.i18n import translate
from ....bridge.tasks import RunResult, TaskRunner
from ....model.problem import Severity, SmartCityError
from ....model.scheme import STANDARD, Scheme
from ....study.drafts import Material, outcome_of, read_material
from ... import settings
from ..frame import Wizard
from ..problem_area import Finding
from . import store, wording
from .choice_page import ChoicePage
from .draft import Draft, free_title
from .result_page import ResultPage
from .robustness_page import RobustnessPage
from .rules_page import RulesPage
from .save_page import SavePage
from .schemes_page import SchemesPage
from .weights_page import WeightsPage

COLUMNS, LINES = 160, 44
"""The size the window opens with, in characters and lines of the interface's font."""


class OverlayWizard(Wizard):
    """Works on the schemes of the study at ``path``; ``stored`` tells that the study has changed."""

    stored = pyqtSignal()
    read = pyqtSignal()
    """The study has been read."""

    def __init__(self, path: str, parent: Optional[QWidget] = None, runner: Optional[TaskRunner] = None) -> None:
        self.path = path
        self.material: Optional[Material] = None
        self.schemes, self.choice, self.rules = SchemesPage(), ChoicePage(), RulesPage()
        self.weights, self.robustness = WeightsPage(), RobustnessPage()
        self.save, self.result = SavePage(), ResultPage()
        pages = [
            *(self.schemes, self.choice, self.rules, self.weights),
            *(self.robustness, self.save, self.result),
        ]
        title = translate("SmartCity", "Assessment scheme")
        super().__init__("overlay", title, pages, parent, runner)
        self.draft = Draft(self)
        self._begun: Optional[str] = None
        self._changes_study = False
        self.setButtonText(QWizard.WizardButton.CommitButton, translate("SmartCity", "St&ore"))
        self.button(QWizard.WizardButton.CommitButton).setObjectName("smartcity_wizard_commit")
        self.setButtonText(QWizard.WizardButton.FinishButton, translate("SmartCity", "&Close"))
        self._is_prepared = False

    def showEvent(self, event) -> None:
        """Read the study beside the first page."""
        super().showEvent(event)
        if not self._is_prepared:
            self._is_prepared = True
            self.renew()

    def renew(self, chosen: str = "") -> None:
        """Read the study again, because it has changed, and show the schemes."""

        def done(material: Optional[Material], error: Optional[str]) -> None:
            if material is None:
                self.schemes.show_findings([Finding(Severity.ERROR, error or "")])
                return
            self.material = material
            self.schemes.show_material(material, chosen)
            self.read.emit()

        title = translate("SmartCity", "Reading the study…")
        self.schemes.examine(title, lambda progress: read_material(self.path, progress), done)

    # The draft ----------------------------------------------------------------------------------------------------

    def begin(self, scheme: Optional[Scheme]) -> bool:
        """Work on a scheme, or on a new one; returns False if the user rather keeps what was being worked on."""
        wanted = "" if scheme is None else scheme.id
        if self._begun == wanted and scheme is not None and self.draft.scheme.groups:
            return True
        if self.touched and self._begun is not None and not self.may_discard():
            return False
        self._begun, self.touched = wanted, False
        if scheme is not None and scheme.id != STANDARD:
            self.draft.begin(scheme, is_stored=True)
        else:
            self.draft.begin(self._fresh(), is_stored=False)
        return True

    def _fresh(self) -> Scheme:
        """Return a scheme of the town's own that begins as the standard one."""
        titles = [wording.scheme_name(item) for item in self.material.schemes.values()]
        title = free_title(translate("SmartCity", "Scheme of our own"), titles)
        return replace(self.material.schemes[STANDARD], id=store.new_id(title, self.material.schemes), title=title)

    def next_past_start(self) -> None:
        """Go from the list of schemes to the choice without beginning anew."""
        self._begun = self.schemes.table.key()
        self.next()

    # Writing ------------------------------------------------------------------------------------------------------

    def write(self, call: store.Call, done: Callable[[RunResult], None], title: str = "") -> None:
        """Run one step on the present page."""
        self.write_all([call], lambda result, _warnings: done(result) if result is not None else None, title)

    def write_all(
        self, calls: Sequence[store.Call], done: Callable[[Optional[RunResult], list[str]], None], title: str = ""
    ) -> None:
        """Run steps one after the other; ``done`` gets how the last ended (None if one failed) and all warnings."""
        if self.runner.busy:
            text = translate("SmartCity", "Another step is still running; try again when it has ended.")
            self.current_page().announce([Finding(Severity.WARNING, text)])
            done(None, [])
            return
        warnings: list[str] = []

        def step(rest: Sequence[store.Call]) -> None:
            algorithm, parameters = rest[0]

            def ended(result: RunResult) -> None:
                warnings.extend(result.warnings)
                if result.successful and algorithm not in store.READING:
                    self._changes_study = True
                if not result.successful:
                    done(None, warnings)
                elif len(rest) > 1:
                    step(rest[1:])
                else:
                    done(result, warnings)
                if self._changes_study and (not result.successful or len(rest) == 1):
                    self._changes_study = False
                    self.stored.emit()

            self.run(algorithm, parameters, ended, title)

        step(calls)

    def put_in_force(self, scheme_id: str) -> None:
        """Put a stored scheme in force and assess the needs by it."""

        def done(result: Optional[RunResult], warnings: list[str]) -> None:
            self.schemes.announce([Finding(Severity.WARNING, text) for text in dict.fromkeys(warnings)])
            self.renew(scheme_id)

        self.write_all([store.assess(self.path, scheme_id), store.use(self.path, scheme_id)], done)

    def test(self, places: str, done: Callable[[Optional[RunResult], list[str]], None]) -> None:
        """Store the draft where it has changed, and test it."""
        calls = []
        scheme = self.draft.scheme
        if self.draft.is_changed:
            calls.append(store.save(self.path, scheme))
            if scheme.id == self.material.in_force:  # its results go with the old definition
                calls.append(store.assess(self.path, scheme.id))
        calls.append(store.robustness(self.path, scheme.id, places))

        def ended(result: Optional[RunResult], warnings: list[str]) -> None:
            if result is not None:
                self._is_stored(scheme)
            done(result, warnings)

        self.write_all(calls, ended, translate("SmartCity", "The ranking is being tested…"))

    def store_all(self) -> None:
        """Store the draft, assess the needs by it, and put it in force if that is wanted."""
        scheme, use = self.draft.scheme, self.save.use.isChecked() and self.save.use.isEnabled()
        calls = [store.save(self.path, scheme), store.assess(self.path, scheme.id)]
        if use:
            calls.append(store.use(self.path, scheme.id))

        def done(result: Optional[RunResult], warnings: list[str]) -> None:
            if result is None:
                return
            self._is_stored(scheme)
            self.save.stored = True
            in_force = use or scheme.id == self.material.in_force
            self.result.show_result(wording.scheme_name(scheme), in_force, self._outcome(), warnings)
            self.setOption(QWizard.WizardOption.NoCancelButtonOnLastPage)
            self.next()

        self.write_all(calls, done, translate("SmartCity", "The scheme is being stored…"))

    def _is_stored(self, scheme: Scheme) -> None:
        settings.remember_scheme(scheme.id)
        self.draft.stored()
        self.touched = False
        self.material = replace(self.material, schemes={**self.material.schemes, scheme.id: scheme})

    def _outcome(self):
        try:
            return outcome_of(self.material, self.draft.scheme)
        except SmartCityError:
            return None

    def _opening_size(self) -> QSize:
        """Return the size for the font, but never more than the screen has."""
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * COLUMNS, metrics.height() * LINES)
        room = self.screen().availableSize() if self.screen() is not None else wanted
        return wanted.boundedTo(QSize(round(room.width() * 0.95), round(room.height() * 0.92)))
