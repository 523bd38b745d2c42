# SPDX-License-Identifier: GPL-2.0-or-later
"""Compute the indicators of a study."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...model.problem import Severity
from ..base import STUDY, SmartCityAlgorithm, split_ids, versions
from ..people_parameters import add_people_parameters, people_changes


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
            "the record of the run. Indicators whose data are missing are listed with the reason. Those whose data, "
            "parameters and units are as they were are not computed again. A cancelled run leaves the study as it "
            "was.\n\nValues of several reference dates stay side by side: bring in the layers of a date first, then "
            "compute for it. Maps, needs and document show the reference date of the study.",
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
        self.add_advanced(
            QgsProcessingParameterString(
                "OWN", translate("SmartCity", "Own indicators of the study (ids, comma separated)"), optional=True
            )
        )
        add_people_parameters(self)
        self.add_advanced(
            QgsProcessingParameterString(
                "PERIOD",
                translate("SmartCity", "Reference date of the data (that of the study if empty)"),
                optional=True,
            )
        )
        self.add_advanced(
            QgsProcessingParameterBoolean(
                "FORCE", translate("SmartCity", "Compute all anew, also what has not changed"), defaultValue=False
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COMPUTED", translate("SmartCity", "Indicators computed")))
        self.addOutput(QgsProcessingOutputNumber("REUSED", translate("SmartCity", "Indicators that were up to date")))
        self.addOutput(QgsProcessingOutputNumber("MISSING", translate("SmartCity", "Indicators without data")))

    def perform(self, parameters, context, feedback):
        """Compute and store."""
        from ...bridge.expressions import evaluate
        from ...study.own_indicators import checked_catalogue
        from ...study.results import period_of
        from ...study.study import Study
        from ...study.workflow import compute_and_save

        # Without a choice QGIS hands over one empty text.
        chosen = [name for name in self.parameterAsEnumStrings(parameters, "INDICATORS", context) if name]
        chosen += split_ids(self.parameterAsString(parameters, "OWN", context))
        typed = self.parameterAsString(parameters, "PERIOD", context)
        period = period_of(typed) if typed.strip() else None
        changes = people_changes(self, parameters, context)
        with Study.open(self.study_path(parameters, context), update=True) as study:
            catalogue, unusable = checked_catalogue(study)
            # Stored only after the results: a cancelled run leaves the study as it was.
            study.settings = replace(study.settings, **changes)
            outcome = compute_and_save(
                study,
                catalogue,
                chosen or None,
                versions=versions(),
                progress=progress_of(feedback),
                force=self.parameterAsBoolean(parameters, "FORCE", context),
                period=period,
                evaluate=evaluate,
            )
            if changes:
                study.change_settings(**changes)
        for problem in unusable.values():
            feedback.pushWarning(self.sentence(problem))
        for note in outcome.notes:
            tell = feedback.pushWarning if note.severity is Severity.WARNING else feedback.pushInfo
            tell(self.sentence(note))
        for indicator_id in outcome.reused:
            feedback.pushInfo("= " + catalogue.indicators[indicator_id].title.in_language(language()))
        for indicator_id in outcome.results:
            feedback.pushInfo("✓ " + catalogue.indicators[indicator_id].title.in_language(language()))
        for indicator_id, problems in outcome.problems.items():
            title = catalogue.indicators[indicator_id].title.in_language(language())
            reasons = " ".join(catalogue.sentence(problem, language()) for problem in problems)
            feedback.pushWarning(f"– {title}: {reasons}")
        return {
            "COMPUTED": len(outcome.results),
            "REUSED": len(outcome.reused),
            "MISSING": len(outcome.problems) + (0 if chosen else len(unusable)),
            STUDY: str(self.study_path(parameters, context)),
        }
