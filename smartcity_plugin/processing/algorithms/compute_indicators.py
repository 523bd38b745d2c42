# SPDX-License-Identifier: GPL-2.0-or-later
"""Compute the indicators of a study."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterEnum

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ..base import STUDY, SmartCityAlgorithm, versions


class ComputeIndicators(SmartCityAlgorithm):
    """Computes the chosen indicators on the cells and aggregates them to the planning units."""

    def name(self) -> str:
        """Return the id."""
        return "computeindicators"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Compute indicators")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Computes indicators from the study's inventory and stores values, numerators, denominators, coverage and "
            "the record of the run. Indicators whose data are missing are listed with the reason. A cancelled run "
            "leaves the study as it was.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(
            QgsProcessingParameterEnum(
                "INDICATORS",
                translate("SmartCity", "Indicators (all if none is chosen)"),
                list(load_catalogue().indicators),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COMPUTED", translate("SmartCity", "Indicators computed")))
        self.addOutput(QgsProcessingOutputNumber("MISSING", translate("SmartCity", "Indicators without data")))

    def perform(self, parameters, context, feedback):
        """Compute and store."""
        from ...study.study import Study
        from ...study.workflow import compute_and_save

        catalogue = load_catalogue()
        # Without a choice QGIS hands over one empty text.
        chosen = [name for name in self.parameterAsEnumStrings(parameters, "INDICATORS", context) if name] or None
        with Study.open(self.study_path(parameters, context), update=True) as study:
            outcome = compute_and_save(study, catalogue, chosen, versions=versions(), progress=progress_of(feedback))
        for indicator_id in outcome.results:
            feedback.pushInfo("✓ " + catalogue.indicators[indicator_id].title.in_language(language()))
        for indicator_id, problems in outcome.problems.items():
            title = catalogue.indicators[indicator_id].title.in_language(language())
            feedback.pushWarning(f"– {title}: " + " ".join(map(self.sentence, problems)))
        return {
            "COMPUTED": len(outcome.results),
            "MISSING": len(outcome.problems),
            STUDY: str(self.study_path(parameters, context)),
        }
