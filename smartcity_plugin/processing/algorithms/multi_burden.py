# SPDX-License-Identifier: GPL-2.0-or-later
"""Find where several burdens are high at once."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...model.problem import Problem, Severity
from ..base import OVERLAY, STUDY, SmartCityAlgorithm, split_ids, versions
from ..products import load_product

PLACES = ["cells", "units"]
RULES = ["threshold", "quartile"]
SOCIAL = "soc_deprivation_index"
BURDENS = "cli_multi_burden_count"


class MultiBurden(SmartCityAlgorithm):
    """Counts the high burdens of every place, says which, and looks at social status beside them."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "multiburden"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Find multiple burdens")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Counts for every inhabited cell or planning unit how many of the chosen burdens are high, and names them "
            "(environmental justice). Without a choice these are noise, air, heat, lack of green and social "
            "deprivation, as far as they were computed; indicators without values are left out and told.\n\n"
            "threshold: high is worse than the target of the indicator, or without a target a score below the lowest "
            "one; results can be compared between towns and years. quartile: high is worse than the third quartile "
            "of all places; about the worst quarter is always high, even if all is well everywhere.\n\n"
            "Several high burdens together with a low social status make a class of their own. The status belongs to "
            "planning units; cells take it over.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        indicators = load_catalogue().indicators
        self.add_study()
        label = translate("SmartCity", "Places: cells or planning units")
        self.addParameter(
            QgsProcessingParameterEnum("PLACES", label, PLACES, defaultValue=PLACES[0], usesStaticStrings=True)
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                "INDICATORS",
                translate("SmartCity", "Burdens (the five core indicators if none is chosen)"),
                list(indicators),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            )
        )
        label = translate("SmartCity", "When a burden is high")
        self.addParameter(
            QgsProcessingParameterEnum("RULE", label, RULES, defaultValue=RULES[0], usesStaticStrings=True)
        )
        label = translate("SmartCity", "Cells take values that exist for planning units only")
        self.addParameter(QgsProcessingParameterBoolean("INHERIT", label, defaultValue=False))
        self.add_advanced(
            QgsProcessingParameterString(
                "OWN", translate("SmartCity", "Own indicators of the study (ids, comma separated)"), optional=True
            )
        )
        self.add_advanced(
            QgsProcessingParameterNumber(
                "LOWEST_SCORE",
                translate("SmartCity", "Without a target: high below this score"),
                QgsProcessingParameterNumber.Type.Double,
                indicators[BURDENS].parameters["lowest_score"].value,
                minValue=0.0,
                maxValue=100.0,
            )
        )
        label = translate("SmartCity", "Quarters of the people instead of the places")
        self.add_advanced(QgsProcessingParameterBoolean("BY_PEOPLE", label, defaultValue=False))
        self.add_advanced(
            QgsProcessingParameterString(
                "SOCIAL",
                translate("SmartCity", "Indicator of social status (id; none if empty)"),
                SOCIAL,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("SmartCity", "People by number of high burdens"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Places with a class")))
        self.addOutput(QgsProcessingOutputNumber("UNKNOWN", translate("SmartCity", "Places without a class")))
        self.addOutput(QgsProcessingOutputNumber("SEVERAL", translate("SmartCity", "People with several high burdens")))

    def perform(self, parameters, context, feedback):
        """Count, store, tell."""
        from ...engine.burden import SEVERAL
        from ...report.findings_justice import burden_findings, state_title
        from ...report.texts import Texts, load_texts
        from ...report.words import Words
        from ...study.burden import BurdenPlan, affected, find_and_save
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ..result_tables import write_table

        chosen = [name for name in self.parameterAsEnumStrings(parameters, "INDICATORS", context) if name]
        chosen += split_ids(self.parameterAsString(parameters, "OWN", context))
        plan = BurdenPlan(
            place_kind=self.parameterAsEnumString(parameters, "PLACES", context),
            indicators=tuple(chosen),
            rule=self.parameterAsEnumString(parameters, "RULE", context),
            lowest_score=self.parameterAsDouble(parameters, "LOWEST_SCORE", context),
            by_people=self.parameterAsBoolean(parameters, "BY_PEOPLE", context),
            inherit=self.parameterAsBoolean(parameters, "INHERIT", context),
            social=self.parameterAsString(parameters, "SOCIAL", context).strip(),
        )
        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            catalogue = catalogue_of(study)
            outdated = study.outdated(catalogue)
            if outdated:
                self.report([Problem("values_outdated", Severity.WARNING, {"indicator": outdated})], feedback)
            result = find_and_save(study, catalogue, plan, versions(), progress_of(feedback))
        for problem in result.problems:
            tell = feedback.pushWarning if problem.severity is Severity.WARNING else feedback.pushInfo
            tell(catalogue.sentence(problem, language()))
        words = Words(Texts(language(), load_texts()), catalogue.vocabulary)
        titles = {name: item.title.in_language(language()) for name, item in catalogue.indicators.items()}
        for sentence in burden_findings(result.rows, titles, words):
            feedback.pushInfo(sentence)
        classes = affected(result.rows, "state")
        unknown = int(classes["places"].get("", 0))
        several = classes["population"].reindex(list(SEVERAL)).sum()
        outputs = {"COUNT": len(result.rows) - unknown, "UNKNOWN": unknown, "SEVERAL": float(several)}
        if parameters.get("OUTPUT") is not None:
            table = classes.reset_index(names="state")
            names = [state_title(key, words) for key in table["state"]]
            table.insert(1, "title", names)
            outputs["OUTPUT"] = write_table(self, parameters, "OUTPUT", context, table)
        own = {"place_kind": result.plan.place_kind}
        load_product(self, context, path, "burden", **own)
        if result.rows["social"].notna().any():
            load_product(self, context, path, "burden_social", **own)
        return {**outputs, STUDY: str(path)}
