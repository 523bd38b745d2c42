# SPDX-License-Identifier: GPL-2.0-or-later
"""Check the inventory of a study."""

from __future__ import annotations

import json

from qgis.core import QgsProcessingOutputNumber, QgsProcessingOutputString

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...model.problem import Severity
from ..base import SmartCityAlgorithm


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
            "Checks the planning units and all layers of the study: keys, geometries, missing values, reach beyond "
            "the border, passports. Then says for every indicator whether it can be computed or which data it lacks.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addOutput(QgsProcessingOutputNumber("ERRORS", translate("SmartCity", "Errors")))
        self.addOutput(QgsProcessingOutputNumber("WARNINGS", translate("SmartCity", "Warnings")))
        self.addOutput(QgsProcessingOutputNumber("COMPUTABLE", translate("SmartCity", "Computable indicators")))
        self.addOutput(QgsProcessingOutputString("PROBLEMS", translate("SmartCity", "Problems (JSON)")))

    def perform(self, parameters, context, feedback):
        """Check and report; nothing is changed."""
        from ...engine.compute import what_is_missing
        from ...sources.quality import check_study
        from ...study.study import Study

        catalogue = load_catalogue()
        with Study.open(self.study_path(parameters, context)) as study:
            data = study.data()
            found = check_study(data, study.passports(), catalogue.roles, study.area().geometry[0])
        told = []
        for role, problems in found.items():
            for problem in problems:
                sentence = self.sentence(problem)
                told.append({"role": role, "severity": problem.severity.value, "text": sentence})
                (feedback.reportError if problem.severity is Severity.ERROR else feedback.pushWarning)(sentence)
        computable = 0
        for indicator in catalogue.indicators.values():
            missing = what_is_missing(indicator, data)
            computable += not missing
            title = indicator.title.in_language(language())
            state = " ".join(map(self.sentence, missing)) or translate("SmartCity", "computable")
            feedback.pushInfo(f"{title}: {state}")
        return {
            "ERRORS": sum(item["severity"] == "error" for item in told),
            "WARNINGS": sum(item["severity"] == "warning" for item in told),
            "COMPUTABLE": computable,
            "PROBLEMS": json.dumps(told, ensure_ascii=False),
        }
