# SPDX-License-Identifier: GPL-2.0-or-later
"""Export the summary of a study as a web page."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterFileDestination

from ... import capabilities
from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm


class ExportSummary(SmartCityAlgorithm):
    """Findings, key figures, maps, focus areas and measures on one page for the council information system."""

    libraries = (*capabilities.ENGINE, "lxml")

    def name(self) -> str:
        """Return the id."""
        return "exportsummary"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export summary page for the council")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the main findings, up to ten key figures, maps, focus areas and measures as one web page (.html) "
            "for the council information system: a single accessible file with all pictures inside that loads nothing "
            "from the network.",
        )

    def flags(self):
        """Run in the main thread: the maps are drawn from a project, which belongs there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        label = translate("SmartCity", "Summary page")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter="HTML (*.html)"))

    def perform(self, parameters, context, feedback):
        """Draw the figures, write the page."""
        from ...cartography import theme
        from ...cartography.figures import Figures
        from ...report.council import export_summary
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        with Study.open(self.study_path(parameters, context)) as study, theme.using(study.theme()):
            catalogue = catalogue_of(study)
            with Figures(study, catalogue, language) as figures:
                export_summary(study, catalogue, path, language, figures, progress_of(feedback))
        feedback.pushInfo(translate("SmartCity", "Summary page: {path}").format(path=path))
        return {"OUTPUT": str(path), STUDY: str(self.study_path(parameters, context))}
