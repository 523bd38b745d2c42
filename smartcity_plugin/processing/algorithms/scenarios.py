# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios: store, compute, compare and remove them, and choose their measures under a budget."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ...model.problem import SmartCityError
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm, split_ids, versions
from ..cluster_parameters import tell

SCENARIO, TITLE, MEASURES, INDICATOR, BUDGET, METHOD = (
    *("SCENARIO", "TITLE", "MEASURES"),
    *("INDICATOR", "BUDGET", "METHOD"),
)
METHODS = ["exact", "greedy"]
"""A test holds them against those of the engine."""


class ScenarioAlgorithm(SmartCityAlgorithm):
    """What the steps share: the scenario parameter and outputs."""

    def add_scenario(self, optional: bool = False) -> None:
        """Add the parameter that names a scenario."""
        label = translate("SmartCity", "Scenario (id)")
        self.addParameter(QgsProcessingParameterString(SCENARIO, label, optional=optional))

    def add_measures(self) -> None:
        """Add the parameters of a scenario's contents."""
        for name, label in (
            (TITLE, translate("SmartCity", "Name of the scenario")),
            (MEASURES, translate("SmartCity", "Measures in their order (numbers, comma separated)")),
        ):
            self.addParameter(QgsProcessingParameterString(name, label, optional=True))

    def text(self, parameters, name, context) -> str:
        """Return a text parameter without spaces around it."""
        return self.parameterAsString(parameters, name, context).strip()

    def measures(self, parameters, context) -> list[str]:
        """Return the numbers of measures, which may hold spaces."""
        listed = self.parameterAsString(parameters, MEASURES, context).replace(";", ",").split(",")
        return [name.strip() for name in listed if name.strip()]


class SaveScenario(ScenarioAlgorithm):
    """Stores a scenario."""

    def name(self) -> str:
        """Return the id."""
        return "savescenario"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Save scenario")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Stores an ordered list of measures under a name. Without an id, or with one that is not there yet, a new "
            "scenario is made; else name and measures of the scenario are changed, and what is left empty stays. "
            "Nothing is computed and the data stay as they are.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scenario(optional=True)
        self.add_measures()
        label = translate("SmartCity", "Description")
        self.addParameter(QgsProcessingParameterString("DESCRIPTION", label, multiLine=True, optional=True))
        self.addOutput(QgsProcessingOutputString(SCENARIO, translate("SmartCity", "Scenario (id)")))

    def perform(self, parameters, context, feedback):
        """Store."""
        from ...study.scenario_register import save
        from ...study.study import Study

        description = self.parameterAsString(parameters, "DESCRIPTION", context) or None
        with Study.open(self.study_path(parameters, context), update=True) as study:
            stored = save(
                study,
                self.text(parameters, TITLE, context),
                self.measures(parameters, context),
                description,
                self.text(parameters, SCENARIO, context),
            )
        return {SCENARIO: stored.scenario_id, STUDY: str(self.study_path(parameters, context))}


class RemoveScenario(ScenarioAlgorithm):
    """Removes a scenario."""

    def name(self) -> str:
        """Return the id."""
        return "removescenario"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Remove scenario")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Removes a scenario. It goes into the bin of the study and can be put back. Its measures stay in the "
            "register; its results are no longer shown.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scenario()
        self.addOutput(QgsProcessingOutputNumber("REMOVED", translate("SmartCity", "Rows removed")))

    def perform(self, parameters, context, feedback):
        """Remove."""
        from ...study.register_changes import apply, removal
        from ...study.scenario_facts import scenario_of
        from ...study.study import Study

        with Study.open(self.study_path(parameters, context), update=True) as study:
            changes = removal(study, scenario_of(study, self.text(parameters, SCENARIO, context)))
            apply(study, changes)
        return {"REMOVED": len(changes), STUDY: str(self.study_path(parameters, context))}


class ComputeScenario(ScenarioAlgorithm):
    """Computes what a scenario brings and stores it."""

    def name(self) -> str:
        """Return the id."""
        return "computescenario"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Compute scenario")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Lays the effects of the measures of a scenario over the data and computes the indicators that they touch: "
            "all measures together, each alone, and each after those before it. Stored are values before and after of "
            "the planning units and of the cells that change, people newly served (also by age), the part of the gap "
            "to the target that is closed, and euros per person newly served. The data of the study stay as they are. "
            "A cancelled run leaves the study as it was.\n\nName a stored scenario, or give measures and a name: then "
            "the scenario is stored first.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scenario(optional=True)
        self.add_measures()
        label = translate("SmartCity", "Indicators (ids, comma separated; all that are touched if empty)")
        self.addParameter(QgsProcessingParameterString("INDICATORS", label, optional=True))
        self.addOutput(QgsProcessingOutputString(SCENARIO, translate("SmartCity", "Scenario (id)")))
        self.addOutput(QgsProcessingOutputNumber("COMPUTED", translate("SmartCity", "Indicators computed")))

    def perform(self, parameters, context, feedback):
        """Compute, store and tell."""
        from ...bridge.expressions import evaluate
        from ...study.own_indicators import catalogue_of
        from ...study.scenario_register import forget_new, save
        from ...study.scenario_results import save_scenario
        from ...study.study import Study

        scenario_id, measures = self.text(parameters, SCENARIO, context), self.measures(parameters, context)
        chosen = split_ids(self.parameterAsString(parameters, "INDICATORS", context))
        with Study.open(self.study_path(parameters, context), update=True) as study:
            catalogue = catalogue_of(study)
            made = None
            if not scenario_id:
                made = save(study, self.text(parameters, TITLE, context), measures)
                scenario_id = made.scenario_id
            elif measures:
                raise SmartCityError("scenario_and_measures")
            try:
                stored = save_scenario(
                    study,
                    catalogue,
                    scenario_id,
                    evaluate=evaluate,
                    versions=versions(),
                    progress=progress_of(feedback),
                    indicator_ids=chosen or None,
                )
            except BaseException:
                if made is not None:  # a run that is cancelled or fails leaves the study as it was
                    forget_new(study, scenario_id)
                raise
            rows = stored.effects[stored.effects["mode"] == "all"]
        tell(self, stored.problems, feedback)
        self._tell_rows(rows, catalogue, feedback)
        return {SCENARIO: scenario_id, "COMPUTED": len(rows), STUDY: str(self.study_path(parameters, context))}

    def _tell_rows(self, rows, catalogue, feedback) -> None:
        from ...catalogue.numbers import format_number, format_value

        changed = translate("SmartCity", "{title}: {before} → {after}; people newly served: {people}")
        for row in rows.to_dict("records"):
            indicator = catalogue.indicators[row["indicator_id"]]
            unit = catalogue.units[indicator.unit]
            before, after = (format_value(row[side], unit, language()) for side in ("before", "after"))
            people = format_number(row["served"], 0, language())
            title = indicator.title.in_language(language())
            feedback.pushInfo(changed.format(title=title, before=before, after=after, people=people))


class ChoosePortfolio(ScenarioAlgorithm):
    """Chooses the measures of a scenario under a budget."""

    def name(self) -> str:
        """Return the id."""
        return "chooseportfolio"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Choose measures under a budget")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Chooses measures of a computed scenario so that they bring most for one indicator within a budget: people "
            "newly served less people no longer served, where the indicator counts people; else the part of the gap "
            "that is closed; else points of the score. “exact” finds the best choice (integer programming), “greedy” "
            "takes again and again what brings most per euro. A measure that needs others is chosen only with them, "
            "one of unknown costs never. The choice rests on what each measure brings alone; what it brings together "
            "is then computed anew. Every decision is stored with its reason.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scenario()
        self.addParameter(QgsProcessingParameterString(INDICATOR, translate("SmartCity", "Indicator (id)")))
        real = QgsProcessingParameterNumber.Type.Double
        label = translate("SmartCity", "Budget (euros)")
        self.addParameter(QgsProcessingParameterNumber(BUDGET, label, real, minValue=0.0))
        label = translate("SmartCity", "Method")
        self.addParameter(
            QgsProcessingParameterEnum(METHOD, label, METHODS, defaultValue=METHODS[0], usesStaticStrings=True)
        )
        for name, label in (
            ("CHOSEN", translate("SmartCity", "Measures chosen")),
            ("COST", translate("SmartCity", "Costs of the choice (euros)")),
            ("SUM", translate("SmartCity", "Sum of the single gains")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def perform(self, parameters, context, feedback):
        """Choose, store and tell."""
        from ...bridge.expressions import evaluate
        from ...study.own_indicators import catalogue_of
        from ...study.portfolio import choose
        from ...study.study import Study

        with Study.open(self.study_path(parameters, context), update=True) as study:
            found = choose(
                study,
                catalogue_of(study),
                self.text(parameters, SCENARIO, context),
                self.text(parameters, INDICATOR, context),
                self.parameterAsDouble(parameters, BUDGET, context),
                self.parameterAsEnumString(parameters, METHOD, context),
                evaluate=evaluate,
                versions=versions(),
                progress=progress_of(feedback),
            )
        tell(self, found.problems, feedback)
        feedback.pushInfo(", ".join(found.portfolio.chosen) or "–")
        return {
            "CHOSEN": len(found.portfolio.chosen),
            "COST": found.portfolio.cost,
            "SUM": found.sum_of_gains,
            STUDY: str(self.study_path(parameters, context)),
        }


class CompareScenarios(ScenarioAlgorithm):
    """Writes scenarios side by side."""

    def name(self) -> str:
        """Return the id."""
        return "comparescenarios"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Compare scenarios")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes what computed scenarios bring side by side, a row per indicator and scenario: before, after, "
            "people newly served, gap closed, costs and euros per person. As spreadsheet, CSV or web page.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Scenarios (ids, comma separated; all if empty)")
        self.addParameter(QgsProcessingParameterString("SCENARIOS", label, optional=True))
        self.add_language()
        label, kinds = (
            translate("SmartCity", "Comparison of the scenarios"),
            "Excel (*.xlsx);;CSV (*.csv);;HTML (*.html)",
        )
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter=kinds))

    def perform(self, parameters, context, feedback):
        """Collect and write."""
        from ...study.own_indicators import catalogue_of
        from ...study.scenario_sheets import write_comparison
        from ...study.study import Study

        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
        chosen = split_ids(self.parameterAsString(parameters, "SCENARIOS", context))
        with Study.open(self.study_path(parameters, context)) as study:
            for file in write_comparison(target, study, catalogue_of(study), wanted, chosen):
                feedback.pushInfo(str(file))
        return {"OUTPUT": str(target), STUDY: str(self.study_path(parameters, context))}
