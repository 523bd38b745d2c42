# SPDX-License-Identifier: GPL-2.0-or-later
"""Change a rule for conflicts and synergies, or take the change back."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber, QgsProcessingOutputString, QgsProcessingParameterString

from ...bridge.i18n import translate
from ..base import OVERLAY, STUDY, SmartCityAlgorithm


class SaveRule(SmartCityAlgorithm):
    """Stores a changed or an own rule in the study."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "saverule"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Save rule for conflicts and synergies")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Stores a rule in the study, given as JSON: a shipped one that was changed (its id is K1 to K9 or S1 to "
            "S8), or one of the town's own (E1, E2 …). The definition names kind, title, sectors, operands, operator, "
            "threshold, reason, measures, source and status; what it must not say is refused with the reason. The "
            "dialog of the rules writes it for you. Evaluate the rules again afterwards.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Definition (JSON)")
        self.addParameter(QgsProcessingParameterString("DEFINITION", label, multiLine=True))
        self.addOutput(QgsProcessingOutputString("RULE", translate("SmartCity", "Rule")))

    def perform(self, parameters, context, feedback):
        """Read the definition strictly and store it."""
        from ...study.own_indicators import catalogue_of
        from ...study.rules import read_definition, save_rule
        from ...study.study import Study

        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            rule = read_definition(self.parameterAsString(parameters, "DEFINITION", context), catalogue_of(study))
            save_rule(study, rule)
        return {"RULE": rule.id, STUDY: str(path)}


class ResetRule(SmartCityAlgorithm):
    """Returns a shipped rule to what is shipped, or removes an own one."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "resetrule"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Reset rule for conflicts and synergies")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Takes back what the town changed of a shipped rule (K1 to K9, S1 to S8), or removes one of its own rules. "
            "Evaluate the rules again afterwards.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(QgsProcessingParameterString("RULE", translate("SmartCity", "Rule (id)")))
        self.addOutput(QgsProcessingOutputNumber("CHANGED", translate("SmartCity", "Rules reset")))

    def perform(self, parameters, context, feedback):
        """Take the change back."""
        from ...study.rules import reset_rule
        from ...study.study import Study

        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            changed = reset_rule(study, self.parameterAsString(parameters, "RULE", context).strip())
        return {"CHANGED": int(changed), STUDY: str(path)}
