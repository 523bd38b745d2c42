# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the design of a study into a package for other studies."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterFileDestination, QgsProcessingParameterString

from ...bridge.i18n import translate
from ..base import STUDY, SmartCityAlgorithm


class ExportDesign(SmartCityAlgorithm):
    """A zip with theme, logo, coat of arms, Word template, page templates and styles of maps."""

    def name(self) -> str:
        """Return the id."""
        return "exportdesign"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export design")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the design of the study into one ZIP file: theme, logo, coat of arms, Word template, page "
            "templates and styles of maps, but no data. Other studies take it over with “Import design”. The "
            "theme file inside is a text that can be edited; a study without own design gives the plugin's one to "
            "start from.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        note = translate("SmartCity", "Note on rights (logo, coat of arms)")
        self.addParameter(QgsProcessingParameterString("NOTE", note, optional=True))
        output = translate("SmartCity", "Design package")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", output, fileFilter="ZIP (*.zip)"))
        self.addOutput(QgsProcessingOutputNumber("PARTS", translate("SmartCity", "Parts of the design written")))

    def perform(self, parameters, context, feedback):
        """Read the parts, write the package."""
        from ...study.design_package import write_package
        from ...study.study import Study

        output = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        note = self.parameterAsString(parameters, "NOTE", context).strip()
        with Study.open(self.study_path(parameters, context)) as study:
            if not note:
                note = translate(
                    "SmartCity",
                    "Logo and coat of arms belong to {municipality} and may be used only with its consent. Fonts are "
                    "not part of this package.",
                ).format(municipality=study.settings.municipality)
            count = write_package(study, output, note)
        feedback.pushInfo(translate("SmartCity", "{file} has been written.").format(file=output))
        return {"OUTPUT": str(output), "PARTS": count, STUDY: str(self.study_path(parameters, context))}
