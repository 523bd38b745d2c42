# SPDX-License-Identifier: GPL-2.0-or-later
"""Make weights of pairwise comparisons."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ..base import STUDY
from .schemes import SchemeAlgorithm

JUDGEMENTS, NODE = "JUDGEMENTS", "NODE"


class AhpWeights(SchemeAlgorithm):
    """Weights by the analytic hierarchy process, and how well the judgements agree with each other."""

    def name(self) -> str:
        """Return the id."""
        return "ahpweights"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Weights from pairwise comparisons (AHP)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Makes weights of judgements like “green space weighs three times as much as mobility” (1/9 to 9), one "
            "row for each pair and person; several persons are joined by the geometric mean. Tells the consistency "
            "ratio: from 0.10 on the judgements contradict each other too much, and the pair that fits worst is named. "
            "(Random indices after Saaty, quoted and not checked against the original.) If a study and a node are "
            "given, the judgements become the weights of that node of the scheme: “index” for the fields of action "
            "among each other, or the id of one for its indicators. Results made with the scheme before are then "
            "removed.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        headers = [
            translate("SmartCity", "Person"),
            translate("SmartCity", "The one (id)"),
            translate("SmartCity", "The other (id)"),
            translate("SmartCity", "Weighs so many times as much"),
        ]
        label = translate("SmartCity", "Judgements")
        self.addParameter(QgsProcessingParameterMatrix(JUDGEMENTS, label, 3, False, headers))
        study = translate("SmartCity", "Study file (only to store the weights)")
        behaviour = QgsProcessingParameterFile.Behavior.File
        self.addParameter(QgsProcessingParameterFile(STUDY, study, extension="gpkg", behavior=behaviour, optional=True))
        self.add_scheme()
        node = translate("SmartCity", "Node of the scheme to store them in (nothing is stored if empty)")
        self.addParameter(QgsProcessingParameterString(NODE, node, optional=True))
        table = translate("SmartCity", "Weights")
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", table, QgsProcessing.SourceType.TypeVector))
        for name, label in (
            ("CONSISTENCY_RATIO", translate("SmartCity", "Consistency ratio")),
            ("LAMBDA_MAX", translate("SmartCity", "Greatest eigenvalue")),
            ("CONSISTENT_TIMES", translate("SmartCity", "What would fit for the pair that fits worst")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputString("WORST_PAIR", translate("SmartCity", "Pair that fits worst")))

    def perform(self, parameters, context, feedback):
        """Compute, store if wanted, and write one row per member."""
        from ...catalogue import load_catalogue
        from ...study.judgements import COLUMNS, compared, read_judgements, weights_table
        from ..result_tables import write_table

        cells = self.parameterAsMatrix(parameters, JUDGEMENTS, context)
        judgements = read_judgements(cells[start : start + COLUMNS] for start in range(0, len(cells), COLUMNS))
        found = compared(judgements)
        outputs = self._store(parameters, context, judgements, feedback)
        catalogue = load_catalogue()
        words = {**catalogue.sectors, **catalogue.indicators}
        titles = [words[name].title.in_language(language()) if name in words else name for name in found.members]
        table = weights_table(found, titles)
        for title, weight in zip(titles, found.weights):
            feedback.pushInfo(f"{title}: {format_number(100.0 * float(weight), 1, language())} %")
        text = translate("SmartCity", "Consistency ratio: {ratio} (below 0.10 is usable)")
        feedback.pushInfo(text.format(ratio=format_number(found.consistency_ratio, 3, language())))
        self.report(found.problems(), feedback)
        pair, ratio = found.worst_pair, found.consistency_ratio
        return {
            "OUTPUT": write_table(self, parameters, "OUTPUT", context, table),
            "CONSISTENCY_RATIO": ratio if ratio == ratio else None,
            "LAMBDA_MAX": found.lambda_max,
            "WORST_PAIR": f"{pair.first} – {pair.second}" if pair else "",
            "CONSISTENT_TIMES": pair.consistent if pair else None,
            **outputs,
        }

    def _store(self, parameters, context, judgements, feedback) -> dict[str, str]:
        """Make the judgements the weights of a node, if one is given."""
        from ...model.problem import SmartCityError
        from ...study.judgements import store_judgements
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        node = self.parameterAsString(parameters, NODE, context).strip()
        if not node:
            return {}
        if not self.parameterAsFile(parameters, STUDY, context):
            raise SmartCityError("ahp_without_study", node=node)
        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            self.report(
                store_judgements(study, catalogue_of(study), self.scheme_id(parameters, context), node, judgements),
                feedback,
            )
        return {STUDY: str(path)}
