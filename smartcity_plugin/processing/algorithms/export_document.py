# SPDX-License-Identifier: GPL-2.0-or-later
"""Export the strategy document of a study as .docx."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterFileDestination

from ... import capabilities
from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm


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
            "findings in sentences, with sources and method annex. It opens in Word and LibreOffice and can be edited.",
        )

    def flags(self):
        """Run in the main thread: the maps are drawn from a project, which belongs there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("SmartCity", "Strategy document"), fileFilter="Word (*.docx)"
            )
        )

    def perform(self, parameters, context, feedback):
        """Draw the figures, write the document."""
        from ...cartography.figures import Figures
        from ...report.strategy import export_document
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        with Study.open(self.study_path(parameters, context)) as study:
            catalogue = catalogue_of(study)
            with Figures(study, catalogue, language) as figures:
                export_document(study, catalogue, path, language, figures, progress_of(feedback))
        feedback.pushInfo(translate("SmartCity", "Strategy document: {path}").format(path=path))
        return {"OUTPUT": str(path), STUDY: str(self.study_path(parameters, context))}
