# SPDX-License-Identifier: GPL-2.0-or-later
"""Keep a changed layout as the town's page template, and go back to the plugin's own page."""

from __future__ import annotations

from qgis.core import (
    QgsPrintLayout,
    QgsProcessingOutputString,
    QgsProcessingParameterLayout,
    QgsProcessingParameterString,
    QgsProject,
)

from ...bridge.i18n import translate
from ...model.problem import SmartCityError
from ..atlas_parameters import AtlasAlgorithm
from ..base import STUDY


class SavePageTemplate(AtlasAlgorithm):
    """Stores what a user changed at a page; the atlas draws all pages of the kind like this from then on."""

    def name(self) -> str:
        """Return the id."""
        return "savepagetemplate"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Save page template")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Stores a layout that was opened with “Open atlas pages as layouts” and changed in the layout designer as "
            "the town's template for its kind of page and paper. From then on the atlas draws all pages of this kind "
            "and paper like it, in every language; other kinds and papers stay as they are.\n\nKept are: place and "
            "size of parts; font, size, colour, alignment, frame and background of texts; frame, grid and rotation of "
            "maps; parts that were deleted; everything that was added, with pictures up to 5 MB. Not kept are words "
            "that were changed and what a map shows: they belong to the page.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(QgsProcessingParameterLayout("LAYOUT", translate("SmartCity", "Layout")))
        self.addOutput(QgsProcessingOutputString("TEMPLATE", translate("SmartCity", "Template (kind and paper)")))

    def perform(self, parameters, context, feedback):
        """Store the template."""
        from ...cartography.template_saving import make_template
        from ...cartography.templates import read_template
        from ...study.study import Study

        project = context.project() or QgsProject.instance()
        name = self.parameterAsString(parameters, "LAYOUT", context)
        layout = project.layoutManager().layoutByName(name)
        if not isinstance(layout, QgsPrintLayout):
            raise SmartCityError("page_layout_missing", layout=name)
        part = make_template(layout)
        read_template(part.content, project, part.key)
        with Study.open(self.study_path(parameters, context), update=True) as study:
            study.save_design_part(part)
        feedback.pushInfo(translate("SmartCity", "Template stored: {template}").format(template=part.key))
        return {"TEMPLATE": part.key, STUDY: str(self.study_path(parameters, context))}


class RemovePageTemplate(AtlasAlgorithm):
    """Removes a template: the plugin's own page is used again."""

    def name(self) -> str:
        """Return the id."""
        return "removepagetemplate"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Remove page template")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Removes the town's template for a kind of page and a paper from the study; the plugin's own page is used "
            "again. The kind is the one that “Save page template” names, such as “indicator” or “unit”.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(QgsProcessingParameterString("KIND", translate("SmartCity", "Kind of page")))
        self.add_paper()
        self.addOutput(QgsProcessingOutputString("TEMPLATE", translate("SmartCity", "Template (kind and paper)")))

    def perform(self, parameters, context, feedback):
        """Remove the template."""
        from ...cartography.templates import template_key
        from ...model.design import PAGE
        from ...study.study import Study

        kind, paper = self.parameterAsString(parameters, "KIND", context), self.paper(parameters, context)
        key = template_key(kind, paper)
        with Study.open(self.study_path(parameters, context), update=True) as study:
            existing = [part.key for part in study.design_parts(PAGE)]
            if key not in existing:
                raise SmartCityError(
                    "page_template_none", kind=kind, paper=paper.name, existing=", ".join(existing) or "–"
                )
            study.remove_design_part(PAGE, key)
        feedback.pushInfo(translate("SmartCity", "Template removed: {template}").format(template=key))
        return {"TEMPLATE": key, STUDY: str(self.study_path(parameters, context))}
