# SPDX-License-Identifier: GPL-2.0-or-later
"""Store a QGIS project with all styled layers inside the study file."""

from __future__ import annotations

from qgis.core import QgsProcessingAlgorithm, QgsProcessingOutputString

from ...bridge.i18n import translate
from ..base import LANGUAGE, SmartCityAlgorithm


class SaveProject(SmartCityAlgorithm):
    """Makes the study open in QGIS with groups, styles, aliases and forms, even without the plugin."""

    def name(self) -> str:
        """Return the id."""
        return "saveproject"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Store QGIS project in the study")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes a QGIS project with all layers of the study, styled and grouped, into the study file. It can then "
            "be opened from the browser panel, also on computers without this plugin.",
        )

    def flags(self):
        """Run in the main thread: projects belong there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        self.addOutput(QgsProcessingOutputString("PROJECT", translate("SmartCity", "Project")))

    def perform(self, parameters, context, feedback):
        """Build the project and write it."""
        from ...cartography.project import save_project
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        with Study.open(self.study_path(parameters, context)) as study:
            return {"PROJECT": save_project(study, catalogue_of(study), language)}
