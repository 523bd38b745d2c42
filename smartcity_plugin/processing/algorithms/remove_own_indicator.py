# SPDX-License-Identifier: GPL-2.0-or-later
"""Remove one of the town's own indicators from a study."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterString

from ...bridge.i18n import translate
from ..base import STUDY, SmartCityAlgorithm


class RemoveOwnIndicator(SmartCityAlgorithm):
    """Removes the definition and the values of an own indicator that nothing else needs."""

    def name(self) -> str:
        """Return the id."""
        return "removeownindicator"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Remove own indicator")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Removes one of the town's own indicators from the study, with its values. Shipped indicators cannot be "
            "removed, nor one that a formula or a goal still names.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(QgsProcessingParameterString("INDICATOR", translate("SmartCity", "Own indicator (id)")))
        self.addOutput(QgsProcessingOutputNumber("LEFT", translate("SmartCity", "Own indicators stored")))

    def perform(self, parameters, context, feedback):
        """Remove it."""
        from ...study.own_indicators import remove_own
        from ...study.study import Study

        with Study.open(self.study_path(parameters, context), update=True) as study:
            remove_own(study, self.parameterAsString(parameters, "INDICATOR", context).strip())
            left = len(study.own_entries())
        return {"LEFT": left, STUDY: str(self.study_path(parameters, context))}
