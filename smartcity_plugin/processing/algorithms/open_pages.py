# SPDX-License-Identifier: GPL-2.0-or-later
"""Open pages of the atlas as ordinary print layouts of the project."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber, QgsProcessingOutputString, QgsProject

from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ..atlas_parameters import AtlasAlgorithm
from ..base import STUDY


class OpenPages(AtlasAlgorithm):
    """Pages become layouts that can be changed in the layout designer, exported, and saved as templates."""

    def name(self) -> str:
        """Return the id."""
        return "openpages"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Open atlas pages as layouts")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Adds pages of the atlas to the layouts of the open project, with the layers they show in a group that is "
            "switched off. They are ordinary QGIS layouts: change them in the layout designer and export them there, "
            "or save one as the town's template with “Save page template”.\n\nParts of the page (map, legend, notes "
            "…) are groups with a name: move, enlarge or delete them, change font, colour, frame and background of "
            "texts, and add texts, pictures, lines and logos of your own. Items that are locked belong to no part; "
            "they are drawn anew on every page. What a map shows and at which scale is decided page by page.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        self.add_pages()
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Layouts")))
        self.addOutput(QgsProcessingOutputString("LAYOUTS", translate("SmartCity", "Names of the layouts")))

    def perform(self, parameters, context, feedback):
        """Draw the pages into the project."""
        from ...cartography.opened import open_pages
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        project = context.project() or QgsProject.instance()
        with Study.open(self.study_path(parameters, context)) as study:
            names = open_pages(
                project,
                study,
                catalogue_of(study),
                self.output_language(parameters, context),
                self.paper(parameters, context),
                self.wanted(parameters, context),
                progress_of(feedback),
            )
        for name in names:
            feedback.pushInfo(name)
        return {"COUNT": len(names), "LAYOUTS": "\n".join(names), STUDY: str(self.study_path(parameters, context))}
