# SPDX-License-Identifier: GPL-2.0-or-later
"""Check the inventory of a study."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import QgsProcessingOutputNumber, QgsProcessingOutputString

from ...bridge.i18n import language, translate
from ...model.problem import Severity
from ..base import STUDY, SmartCityAlgorithm

CHECKED = 0.9
"""How much of the progress the check of the data takes."""


class CheckInventory(SmartCityAlgorithm):
    """Lists what is wrong or doubtful in the inventory, and which indicators it can feed."""

    def name(self) -> str:
        """Return the id."""
        return "checkinventory"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Check inventory")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Checks the planning units and all layers of the study: keys, hierarchy, geometries, duplicates, missing "
            "and unusual values, reach beyond the border, population, age and passports. Then says for every indicator "
            "whether it can be computed or which data it lacks. Nothing is changed.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addOutput(QgsProcessingOutputNumber("ERRORS", translate("SmartCity", "Errors")))
        self.addOutput(QgsProcessingOutputNumber("WARNINGS", translate("SmartCity", "Warnings")))
        self.addOutput(QgsProcessingOutputNumber("NOTES", translate("SmartCity", "Notes")))
        self.addOutput(QgsProcessingOutputNumber("COMPUTABLE", translate("SmartCity", "Computable indicators")))
        self.addOutput(QgsProcessingOutputString("PROBLEMS", translate("SmartCity", "Problems (JSON)")))
        self.addOutput(QgsProcessingOutputString("CHECKED", translate("SmartCity", "What was checked (JSON)")))

    def perform(self, parameters, context, feedback):
        """Check and report; nothing is changed."""
        from ...bridge.feedback import progress_of
        from ...engine.compute import what_is_missing
        from ...engine.progress import part
        from ...study.own_indicators import catalogue_of
        from ...study.ratings import check_inventory
        from ...study.study import Study

        progress = progress_of(feedback)
        with Study.open(self.study_path(parameters, context)) as study:
            sources, settings, catalogue = study.sources(), study.settings, catalogue_of(study)
            data = study.data()
            findings = check_inventory(study, catalogue, part(progress, 0.1, CHECKED), data)
        told = [self._told(finding) for finding in findings]
        for finding in findings:
            self._say(finding, feedback)
        computable = 0
        for indicator in catalogue.indicators.values():
            missing = what_is_missing(indicator, data, catalogue.indicators)
            computable += not missing
            title = indicator.title.in_language(language())
            state = " ".join(map(self.sentence, missing)) or translate("SmartCity", "computable")
            feedback.pushInfo(f"{title}: {state}")
        checked = {
            "units": int((data["planning_units"].frame["level"] != "city").sum()),
            "sources": len(sources),
            "features": sum(len(table) for role, table in data.items() if role != "planning_units"),
        }
        return {
            "ERRORS": sum(item["severity"] == Severity.ERROR.value for item in told),
            "WARNINGS": sum(item["severity"] == Severity.WARNING.value for item in told),
            "NOTES": sum(item["severity"] == Severity.NOTE.value for item in told),
            "COMPUTABLE": computable,
            "PROBLEMS": json.dumps(told, ensure_ascii=False),
            "CHECKED": json.dumps({**checked, "crs": settings.crs}),
            STUDY: str(self.study_path(parameters, context)),
        }

    def _told(self, finding) -> dict[str, Any]:
        """Return a finding as what JSON can hold; ``text`` is the message with its hint."""
        message, hint = self.sentences(finding.problem)
        return {
            "role": finding.role,
            "source_id": finding.source_id,
            "severity": finding.problem.severity.value,
            "key": finding.problem.key,
            "text": f"{message} {hint}",
            "message": message,
            "hint": hint,
            "fix": finding.fix.value if finding.fix else "",
            "features": list(finding.features),
            "extent": list(finding.extent) if finding.extent else None,
        }

    def _say(self, finding, feedback) -> None:
        """Tell a finding in the log, as loud as it matters."""
        tell = {
            Severity.ERROR: feedback.reportError,
            Severity.WARNING: feedback.pushWarning,
            Severity.NOTE: feedback.pushInfo,
        }
        tell[finding.problem.severity](self.sentence(finding.problem))
