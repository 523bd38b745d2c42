# SPDX-License-Identifier: GPL-2.0-or-later
"""Write what became of the contributions, for council and public."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterBoolean, QgsProcessingParameterFileDestination

from ...bridge.i18n import language, translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm
from ..cluster_parameters import tell


class AnswerTable(SmartCityAlgorithm):
    """Numbers, categories, texts and answers as XLSX or CSV, masked once more."""

    def name(self) -> str:
        """Return the id."""
        return "answertable"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export answers to contributions")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes all contributions with status, answer and what they led to as XLSX or CSV. E-mail addresses, "
            "telephone numbers and the like that somebody wrote into texts since are masked once more; names are not "
            "found: read the table before it is published. The log tells the response rate, which contributions lack "
            "an answer, and which texts may name persons.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Only contributions with an answer")
        self.addParameter(QgsProcessingParameterBoolean("ANSWERED_ONLY", label, defaultValue=False))
        self.add_language()
        label = translate("SmartCity", "Answer table")
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, kinds))
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Contributions written")))
        self.addOutput(QgsProcessingOutputNumber("RESPONSE_RATE", translate("SmartCity", "Response rate (%)")))

    def perform(self, parameters, context, feedback):
        """Collect, mask and write."""
        from ...model.problem import Problem, Severity
        from ...model.strategy import Contribution
        from ...sources.sheet_writing import write_sheets
        from ...study.own_indicators import catalogue_of
        from ...study.participation import listed, participation_summary
        from ...study.participation_import import to_review
        from ...study.participation_sheets import answer_sheet
        from ...study.study import Study

        path = self.study_path(parameters, context)
        wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
        only = self.parameterAsBoolean(parameters, "ANSWERED_ONLY", context)
        with Study.open(path) as study:
            sheet, masked = answer_sheet(study, catalogue_of(study), wanted, only)
            summary = participation_summary(study)
            doubtful = to_review(study.records(Contribution))
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        files = write_sheets(target, [sheet], wanted)
        feedback.pushInfo("\n".join(map(str, files)))
        problems = list(summary.problems)
        if masked:
            problems.append(Problem("sheet_masked", Severity.WARNING, {"count": float(masked)}))
        if doubtful:
            values = {"count": float(len(doubtful)), "numbers": listed(doubtful)}
            problems.append(Problem("participation_names_remain", Severity.WARNING, values))
        else:
            problems.append(Problem("participation_names_possible", Severity.WARNING))
        tell(self, problems, feedback)
        told = translate("SmartCity", "{answered} of {all} contributions are answered.")
        feedback.pushInfo(told.format(answered=summary.answered, all=summary.contributions))
        rate = -1.0 if summary.response_rate is None else summary.response_rate
        return {"OUTPUT": str(files[0]), "COUNT": len(sheet.rows), "RESPONSE_RATE": rate, STUDY: str(path)}
