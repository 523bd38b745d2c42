# SPDX-License-Identifier: GPL-2.0-or-later
"""Turn indicator values into needs."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber

from ...bridge.i18n import translate
from ..base import STUDY, SmartCityAlgorithm, versions


class AssessNeeds(SmartCityAlgorithm):
    """Scores every value against its goalposts and sums up by sector and over all sectors."""

    def name(self) -> str:
        """Return the id."""
        return "assessneeds"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Assess needs")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Scores the stored indicator values from 0 to 100 against the goalposts of the catalogue, averages them "
            "inside each sector (linear, equal weights) and over the sectors (geometric, equal weights). Need is 100 "
            "minus the score, as intensity and multiplied by the population as persons in need.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addOutput(QgsProcessingOutputNumber("UNITS", translate("SmartCity", "Units assessed")))

    def perform(self, parameters, context, feedback):
        """Assess and store."""
        from ...model.problem import Problem, Severity
        from ...study.assessment import assess_and_save
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        with Study.open(self.study_path(parameters, context), update=True) as study:
            outdated = study.outdated()
            if outdated:
                self.report([Problem("values_outdated", Severity.WARNING, {"indicator": outdated})], feedback)
            needs = assess_and_save(study, catalogue_of(study), versions())
        index = needs[needs["scope"] == "index"]
        without = int(index["need"].isna().sum())
        if without:
            text = translate("SmartCity", "{count} units have too few values for a total need.")
            feedback.pushWarning(text.format(count=without))
        return {"UNITS": int(index["need"].notna().sum()), STUDY: str(self.study_path(parameters, context))}
