# SPDX-License-Identifier: GPL-2.0-or-later
"""Write a matrix of goals and measures into a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterEnum, QgsProcessingParameterFileDestination

from ...bridge.i18n import language, translate
from ..base import LANGUAGE, OVERLAY, STUDY, SmartCityAlgorithm

KINDS = ("goal_goal", "measure_goal")


class RelationMatrixExport(SmartCityAlgorithm):
    """Writes goals × goals or measures × goals, with totals, rationales, and what is left open."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "relationmatrix"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export matrix of goals and measures")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the judgements that were made by hand, goals × goals or measures × goals, as XLSX, or as two CSV "
            "files: one with the values from −2 (strong conflict) to +2 (strong synergy) and their totals, one with "
            "rationale, author and date of each. Pairs without a judgement stay empty. The log names measures without "
            "goal, goals without measure and conflicts without rationale.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Matrix")
        self.addParameter(
            QgsProcessingParameterEnum("KIND", label, list(KINDS), defaultValue=KINDS[1], usesStaticStrings=True)
        )
        self.add_language()
        label = translate("SmartCity", "Exported matrix")
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter=kinds))
        self.addOutput(QgsProcessingOutputNumber("JUDGED", translate("SmartCity", "Pairs judged")))
        self.addOutput(QgsProcessingOutputNumber("POSSIBLE", translate("SmartCity", "Pairs there are")))

    def perform(self, parameters, context, feedback):
        """Collect and write."""
        from ...model.problem import SmartCityError
        from ...model.relation import RelationKind
        from ...report.findings_interactions import sheet_words
        from ...report.texts import Texts, load_texts
        from ...report.words import Words
        from ...sources.sheet_writing import write_sheets
        from ...study.own_indicators import catalogue_of
        from ...study.relations import matrix_sheets, open_questions, relation_matrix
        from ...study.study import Study

        path = self.study_path(parameters, context)
        kind = RelationKind(self.parameterAsEnumString(parameters, "KIND", context))
        with Study.open(path) as study:
            matrix, questions = relation_matrix(study, kind), open_questions(study)
            vocabulary = catalogue_of(study).vocabulary
        if not matrix.rows or not matrix.columns:
            raise SmartCityError("relations_nothing")
        wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
        words = sheet_words(Words(Texts(wanted, load_texts()), vocabulary))
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        for file in write_sheets(target, matrix_sheets(matrix, words), wanted):
            feedback.pushInfo(str(file))
        self.report(questions, feedback)
        return {"OUTPUT": str(target), "JUDGED": matrix.judged, "POSSIBLE": matrix.possible, STUDY: str(path)}
