# SPDX-License-Identifier: GPL-2.0-or-later
"""Take a source out of a study's inventory."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterEnum, QgsProcessingParameterString

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ..base import STUDY, SmartCityAlgorithm
from .add_layer import SOURCE_ID
from .update_layer import chosen_source


class RemoveInventoryLayer(SmartCityAlgorithm):
    """Removes a source with its features and its passport; the file it came from stays as it is."""

    def name(self) -> str:
        """Return the id."""
        return "removeinventorylayer"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Remove inventory layer")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Removes a source of the inventory from the study, with its features and its data passport. The file it "
            "came from and values that were computed from it stay; such values are marked as out of date.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        roles = [name for name in load_catalogue().roles if name != "planning_units"]
        self.add_study()
        self.addParameter(
            QgsProcessingParameterEnum("ROLE", translate("SmartCity", "Role"), roles, usesStaticStrings=True)
        )
        self.addParameter(
            QgsProcessingParameterString(
                SOURCE_ID, translate("SmartCity", "Number of the source within the role"), optional=True
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Features removed")))

    def perform(self, parameters, context, feedback):
        """Remove and tell."""
        from ...study.study import Study

        role_id = self.parameterAsEnumString(parameters, "ROLE", context)
        role = load_catalogue().roles[role_id]
        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            source = chosen_source(study.sources(), role_id, self.parameterAsString(parameters, SOURCE_ID, context))
            study.remove_source(role, source.source_id)
        message = translate("SmartCity", "{title}: removed from {role}.")
        feedback.pushInfo(message.format(title=source.title, role=role.title.in_language(language())))
        return {"COUNT": source.feature_count, STUDY: str(path)}
