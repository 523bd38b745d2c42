# SPDX-License-Identifier: GPL-2.0-or-later
"""The wizard for a new study: ties the pages together and calls the algorithms."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QWidget, QWizard

from .... import capabilities
from ....bridge.i18n import translate
from ....bridge.tasks import RunResult
from ....model.problem import Problem, Severity
from ... import settings
from ..frame import Wizard
from ..problem_area import Finding, findings_of
from . import guess
from .border_page import BorderPage
from .file_page import FilePage
from .municipality_page import MunicipalityPage
from .result_page import ResultPage
from .units_page import UnitsPage

Call = tuple[str, dict[str, Any]]


class NewStudyWizard(Wizard):
    """Gathers the parameters of a new study and creates it."""

    created = pyqtSignal(str)
    """The wizard is closed and a study lies at this path."""

    def __init__(self, parent: Optional[QWidget] = None, open_study: str = "") -> None:
        self.municipality, self.border_page = MunicipalityPage(), BorderPage()
        self.units_page, self.file_page, self.result_page = UnitsPage(), FilePage(), ResultPage()
        pages = [self.municipality, self.border_page, self.units_page, self.file_page, self.result_page]
        super().__init__("new_study", translate("SmartCity", "New study"), pages, parent)
        self.file_page.open_study = open_study
        self.border_page.chooser.connect_files(self.file_layers)
        self.setButtonText(QWizard.WizardButton.CommitButton, translate("SmartCity", "&Create study"))
        self.setButtonText(QWizard.WizardButton.FinishButton, translate("SmartCity", "&Open study"))
        self.button(QWizard.WizardButton.CommitButton).setObjectName("smartcity_wizard_commit")
        self.files_added.connect(self._recognise)
        self._path = ""
        self._warnings: list[str] = []
        self._is_prepared = False
        self.finished.connect(self._tell)

    def showEvent(self, event) -> None:
        """Load the libraries beside the first page: the first time it takes a second."""
        super().showEvent(event)
        if not self._is_prepared:
            self._is_prepared = True
            self.runner.call(translate("SmartCity", "New study"), load_libraries, self._prepared)

    def _prepared(self, problems: Optional[list[Problem]], _error: Optional[Exception]) -> None:
        if problems:
            self.municipality.announce(findings_of(problems))

    # Creating -----------------------------------------------------------------------------------------------------

    def calls(self, path: str) -> list[Call]:
        """Return the algorithms that make the study at a path, with their parameters."""
        first, *others = self.units_page.choices()
        create = {**self.municipality.parameters(), **self.border_page.parameters(), **first.parameters()}
        create.pop("UNIT_PARENT", None)  # nothing is coarser than the first level
        calls: list[Call] = [("smartcity:createstudy", {**create, "OUTPUT": path})]
        reporting = self.units_page.reporting_level
        for choice in others:
            added = {"STUDY": path, **choice.parameters(), "REPORTING": choice.level == reporting}
            calls.append(("smartcity:addplanningunits", added))
        return calls

    def create(self) -> None:
        """Create the study beside its place; it takes the place once it is complete."""
        target = Path(self.file_page.path)
        work = target.with_name(f"{target.stem}.building.gpkg")
        self._warnings = []
        try:
            work.unlink(missing_ok=True)
        except OSError as error:
            self._fail(work, error)
            return
        self._run(self.calls(str(work)), work, target)

    def _run(self, calls: list[Call], work: Path, target: Path) -> None:
        (algorithm, parameters), rest = calls[0], calls[1:]

        def done(result: RunResult) -> None:
            self._warnings += result.warnings
            if not result.successful:
                work.unlink(missing_ok=True)
            elif rest:
                self._run(rest, work, target)
            else:
                self._finish(work, target)

        self.run(algorithm, parameters, done, translate("SmartCity", "The study is being created…"))

    def _finish(self, work: Path, target: Path) -> None:
        try:
            work.replace(target)
        except OSError as error:
            work.unlink(missing_ok=True)
            self._fail(target, error)
            return
        self._path = str(target)
        self.touched = False
        about = self.municipality.parameters()
        settings.remember_municipality(about["MUNICIPALITY"], about["AGS"])
        self.file_page.created = True
        self.result_page.show_result(self._path, self._warnings)
        self.setOption(QWizard.WizardOption.NoCancelButtonOnLastPage)
        self.next()

    def _fail(self, path: Path, error: OSError) -> None:
        text = translate("SmartCity", "The file {path} could not be written: {detail}")
        finding = Finding(Severity.WARNING, text.format(path=path, detail=error.strerror or str(error)))
        self.file_page.show_findings([finding])

    def _tell(self, _result: int) -> None:
        if self._path and not self.is_abandoned:
            path, self._path = self._path, ""
            self.created.emit(path)

    # Files that were dropped --------------------------------------------------------------------------------------

    def _recognise(self, layers: list[QgsVectorLayer]) -> None:
        """Use dropped layers where they are called like a border or like units and nothing has been chosen yet."""
        polygons = {layer.id() for layer in self.border_page.chooser.choices()}
        usable = [layer for layer in layers if layer.id() in polygons]
        place = guess.best_border([layer.name() for layer in usable])
        if self.border_page.chooser.layer() is None and place is not None:
            self.border_page.take_layer(usable[place])
        for layer in usable:
            self.units_page.take_layer(layer)
        self.touched = self.touched or bool(layers)
        self._tell_found(layers)

    def _tell_found(self, layers: list[QgsVectorLayer]) -> None:
        page = self.current_page()
        findings = []
        if layers:
            text = translate("SmartCity", "Layers found in the files: {count}. They can be chosen now.")
            findings.append(Finding(Severity.NOTE, text.format(count=len(layers))))
        if self.file_layers.unreadable or not layers:
            names = ", ".join(self.file_layers.unreadable) or "–"
            text = translate("SmartCity", "No layers were found in: {files}.")
            findings.append(Finding(Severity.WARNING, text.format(files=names)))
        if not self.file_layers.is_all:
            text = translate("SmartCity", "The folder holds too many files; only the first ones were looked into.")
            findings.append(Finding(Severity.WARNING, text))
        page.announce(findings)


def load_libraries() -> list[Problem]:
    """Load what examines border and units; return why it cannot be used."""
    problems = capabilities.problems(capabilities.ENGINE)
    if not problems:
        from ....bridge import snapshot  # noqa: F401 - loading is all that is wanted
        from ....sources import unit_plan  # noqa: F401
    return problems
