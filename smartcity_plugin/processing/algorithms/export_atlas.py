# SPDX-License-Identifier: GPL-2.0-or-later
"""Export the atlas of a study as PDF."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingAlgorithm, QgsProcessingOutputNumber, QgsProcessingParameterFileDestination

from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm


class ExportAtlas(SmartCityAlgorithm):
    """One page per indicator and per district, with cover, contents, method and sources."""

    def name(self) -> str:
        """Return the id."""
        return "exportatlas"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export atlas")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the atlas of the study as a PDF (A4 landscape, vector maps): cover, contents, one page per "
            "indicator, one per planning unit, method and sources. Pages without data are left out and listed.",
        )

    def flags(self):
        """Run in the main thread: layouts and projects belong there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        self.addParameter(
            QgsProcessingParameterFileDestination("OUTPUT", translate("SmartCity", "Atlas"), fileFilter="PDF (*.pdf)")
        )
        self.addOutput(QgsProcessingOutputNumber("PAGES", translate("SmartCity", "Pages")))

    def perform(self, parameters, context, feedback):
        """Draw and export."""
        from ...cartography.atlas import export_atlas
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        with Study.open(self.study_path(parameters, context)) as study:
            pages = export_atlas(study, catalogue_of(study), path, language, progress_of(feedback))
        feedback.pushInfo(translate("SmartCity", "Atlas with {count} pages: {path}").format(count=pages, path=path))
        return {"OUTPUT": str(path), "PAGES": pages, STUDY: str(self.study_path(parameters, context))}
