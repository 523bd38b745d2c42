# SPDX-License-Identifier: GPL-2.0-or-later
"""Conflicts and synergies: where needs, potentials and restrictions of several sectors meet."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ..base import OVERLAY, STUDY, SmartCityAlgorithm, split_ids, versions
from ..products import load_product

PLACES = ("cells", "units")
MATRIX = "MATRIX"
PRODUCTS = ("synergy_rules", "synergies", "conflict_rules", "conflicts")
"""The maps of a run; the last one comes to lie on top."""


class ConflictsSynergies(SmartCityAlgorithm):
    """Checks the rules of a study at its cells or planning units and stores a map."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "conflictssynergies"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Conflicts and synergies")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Checks the rules for conflicts (K1, K2 …) and synergies (S1, S2 …) at every cell in which people live, or "
            "at the planning units. Every operand becomes a number from 0 to 1; a rule holds where all of them reach "
            "its threshold. A conflict is a hint for weighing interests, no ban.\n\nCells take values that exist only "
            "for planning units from their unit; that is told. Rules that the study lacks data for are listed with "
            "what is missing. The table counts places and people by pair of sectors.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(
            QgsProcessingParameterString(
                "RULES", translate("SmartCity", "Rules (ids, comma separated; all active ones if empty)"), optional=True
            )
        )
        label = translate("SmartCity", "Places")
        self.addParameter(
            QgsProcessingParameterEnum("PLACES", label, list(PLACES), defaultValue=PLACES[0], usesStaticStrings=True)
        )
        label = translate("SmartCity", "Least severity that is shown (0 to 1)")
        number = QgsProcessingParameterNumber(
            "MINIMUM", label, QgsProcessingParameterNumber.Type.Double, 0.0, minValue=0.0, maxValue=1.0
        )
        self.add_advanced(number)
        sink = QgsProcessingParameterFeatureSink(
            MATRIX,
            translate("SmartCity", "Sectors × sectors"),
            QgsProcessing.SourceType.TypeVector,
            optional=True,
            createByDefault=False,
        )
        self.addParameter(sink)
        outputs = {
            "CHECKED": translate("SmartCity", "Rules checked"),
            "UNCHECKED": translate("SmartCity", "Rules that lack data"),
            "CONFLICTS": translate("SmartCity", "Places with conflicts"),
            "CONFLICT_PERSONS": translate("SmartCity", "People living at conflicts"),
            "SYNERGIES": translate("SmartCity", "Places with synergies"),
            "SYNERGY_PERSONS": translate("SmartCity", "People living at synergies"),
        }
        for name, label in outputs.items():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def perform(self, parameters, context, feedback):
        """Check the rules, store the map and write the table."""
        from ...model.rule import RuleKind
        from ...study.interactions import evaluate_and_save
        from ...study.own_indicators import catalogue_of
        from ...study.rules import chosen_rules, rules_of
        from ...study.study import Study

        path = self.study_path(parameters, context)
        ids = split_ids(self.parameterAsString(parameters, "RULES", context))
        with Study.open(path, update=True) as study:
            catalogue = catalogue_of(study)
            found = evaluate_and_save(
                study,
                catalogue,
                chosen_rules(rules_of(study, catalogue), ids),
                self.parameterAsEnumString(parameters, "PLACES", context),
                self.parameterAsDouble(parameters, "MINIMUM", context),
                versions(),
                progress_of(feedback),
            )
            outdated = study.outdated(catalogue)
        self._tell(found, catalogue, outdated, feedback)
        summary = found.summary()
        results = {STUDY: str(path)}
        if parameters.get(MATRIX):
            results[MATRIX] = self._write(summary, catalogue, parameters, context)
        for key in PRODUCTS:
            load_product(self, context, path, key, place_kind=found.places.kind)
        (conflicts, touched), (synergies, served) = (summary.of_kind(kind) for kind in RuleKind)
        return {
            **results,
            "CHECKED": len(found.checked),
            "UNCHECKED": len(summary.unchecked),
            "CONFLICTS": conflicts,
            "CONFLICT_PERSONS": touched,
            "SYNERGIES": synergies,
            "SYNERGY_PERSONS": served,
        }

    def _tell(self, found, catalogue, outdated, feedback) -> None:
        """Say what the result rests on and what it leaves open."""
        from ...model.problem import Problem, Severity

        if outdated:
            self.report([Problem("values_outdated", Severity.WARNING, {"indicator": outdated})], feedback)
        for problem in found.places.people.notes:
            feedback.pushInfo(catalogue.sentence(problem, language()))
        summary = found.summary()
        unknown = dict(zip((rule.id for rule in summary.rules), summary.unknown.sum(axis=0)))
        for rule in summary.rules:
            text = translate("SmartCity", "{rule} {title}: holds at {places} places, unknown at {unknown}.")
            title = rule.title.in_language(language())
            places = summary.places(rule.id)
            feedback.pushInfo(text.format(rule=rule.id, title=title, places=places, unknown=unknown[rule.id]))
        for note in found.notes(catalogue, language()):
            feedback.pushInfo(note)
        for problems in summary.unchecked.values():
            for problem in problems:
                feedback.pushWarning(catalogue.sentences(problem, language())[0])

    def _write(self, summary, catalogue, parameters, context) -> str:
        """Write the table of sectors; returns the id of the layer."""
        from ..result_tables import write_table

        table = summary.pairs(list(catalogue.sectors))
        for column in ("sector_a", "sector_b"):
            titles = [catalogue.sectors[key].title.in_language(language()) for key in table[column]]
            table.insert(len(table.columns), f"{column}_title", titles)
        return write_table(self, parameters, MATRIX, context, table)
