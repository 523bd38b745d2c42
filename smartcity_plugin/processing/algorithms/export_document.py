# SPDX-License-Identifier: GPL-2.0-or-later
"""Export the strategy document of a study as .docx."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ... import capabilities, paths
from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ...model.problem import Severity
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm

OUTLINE, TEMPLATE, UPDATE, PDF = "OUTLINE", "TEMPLATE", "UPDATE", "PDF"
STANDARD = "smart_city_strategie"


class ExportDocument(SmartCityAlgorithm):
    """The chapters of the strategy with maps, tables, findings, sources and method annex."""

    libraries = capabilities.ENGINE + capabilities.DOCUMENT

    def name(self) -> str:
        """Return the id."""
        return "exportdocument"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export strategy document")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the strategy as a Word document (.docx): headings, table of contents, captions, maps, tables and "
            "findings in sentences, with sources and method annex. Everything generated stands in content controls. "
            "Given an earlier export to bring up to date, only those are exchanged that nobody edited; text written by "
            "hand stays as it is, generated parts edited by hand are kept, and a change list tells what moved. Edit "
            "such a document in Word: LibreOffice does not save the content controls.",
        )

    def flags(self):
        """Run in the main thread: the maps are drawn from a project, which belongs there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        names = sorted((file.stem for file in (paths.REPORT / "outlines").glob("*.yaml")), key=_standard_first)
        self.addParameter(
            QgsProcessingParameterEnum(
                OUTLINE, translate("SmartCity", "Outline"), names, defaultValue=STANDARD, usesStaticStrings=True
            )
        )
        self.addParameter(_word_file(TEMPLATE, translate("SmartCity", "Word template of the town"), "*.docx *.dotx"))
        self.addParameter(_word_file(UPDATE, translate("SmartCity", "Earlier export to bring up to date"), "*.docx"))
        self.addParameter(
            QgsProcessingParameterBoolean(PDF, translate("SmartCity", "Also write a PDF (needs LibreOffice)"), False)
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("SmartCity", "Strategy document"), fileFilter="Word (*.docx)"
            )
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGED", translate("SmartCity", "Number of changed parts")))
        self.addOutput(QgsProcessingOutputNumber("KEPT", translate("SmartCity", "Number of edited parts kept")))
        self.addOutput(QgsProcessingOutputFile("CHANGES", translate("SmartCity", "Change list")))

    def perform(self, parameters, context, feedback):
        """Draw the figures, write the document or bring the earlier one up to date."""
        from ...cartography.figures import Figures
        from ...report.office import office, to_pdf
        from ...report.strategy import export_document
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        pdf = path.with_suffix(".pdf") if self.parameterAsBool(parameters, PDF, context) else None
        if pdf is not None:
            office()  # Before the long work rather than after it.
        end = 100.0 if pdf is None else 85.0
        with Study.open(self.study_path(parameters, context)) as study:
            catalogue = catalogue_of(study)
            with Figures(study, catalogue, language) as figures:
                exported = export_document(
                    study,
                    catalogue,
                    path,
                    language,
                    figures,
                    progress_of(feedback, 0.0, end),
                    outline_name=self.parameterAsEnumString(parameters, OUTLINE, context),
                    template=self._file(parameters, TEMPLATE, context),
                    update=self._file(parameters, UPDATE, context),
                )
        feedback.pushInfo(translate("SmartCity", "Strategy document: {path}").format(path=path))
        self._tell(exported, feedback)
        if pdf is not None:
            to_pdf(path, pdf, progress_of(feedback, end, 100.0))
            feedback.pushInfo(translate("SmartCity", "PDF: {path}").format(path=pdf))
        return {
            "OUTPUT": str(path),
            "CHANGED": exported.changed,
            "KEPT": exported.kept,
            "CHANGES": str(exported.changes or ""),
            STUDY: str(self.study_path(parameters, context)),
        }

    def _file(self, parameters, name, context):
        """Return an optional file parameter as a path, None if it is empty."""
        text = self.parameterAsFile(parameters, name, context)
        return Path(text) if text else None

    def _tell(self, exported, feedback) -> None:
        """Tell in the log what moved, what was kept, and where copies are."""
        for problem in exported.problems:
            tell = feedback.pushInfo if problem.severity is Severity.NOTE else feedback.pushWarning
            tell(self.sentence(problem))
        if exported.sentence:
            feedback.pushInfo(exported.sentence)
        for change in exported.told:
            feedback.pushInfo(f"  {change.kind.value}: {change.title} [{change.tag}]")
        if exported.kept:
            text = translate("SmartCity", "Generated parts edited by hand that stand unchanged: {number}")
            feedback.pushInfo(text.format(number=exported.kept))
        if exported.changes is not None:
            feedback.pushInfo(translate("SmartCity", "Change list: {path}").format(path=exported.changes))
        if exported.backup is not None:
            text = translate("SmartCity", "Copy of the document as it was: {path}")
            feedback.pushInfo(text.format(path=exported.backup))


def _standard_first(name: str) -> tuple[bool, str]:
    return name != STANDARD, name


def _word_file(name: str, label: str, patterns: str) -> QgsProcessingParameterFile:
    behavior = QgsProcessingParameterFile.Behavior.File
    return QgsProcessingParameterFile(name, label, behavior, optional=True, fileFilter=f"Word ({patterns})")
