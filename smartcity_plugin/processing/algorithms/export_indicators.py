# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the indicators of a study into a spreadsheet that planners edit."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...bridge.i18n import translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm, split_ids


class ExportIndicators(SmartCityAlgorithm):
    """Sheets of indicators, parameters and thresholds, with a list of the keys that may stand in them."""

    def name(self) -> str:
        """Return the id."""
        return "exportindicators"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export indicators to a spreadsheet")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the definitions of the indicators (not their values) into a spreadsheet: one sheet with a row per "
            "indicator, one with the parameters, one with the thresholds and one with the keys that may stand in "
            "them. Change or add rows and bring them back with “Import indicators from a spreadsheet”.\n\nThe ending "
            "decides: XLSX is one file; CSV is one file per sheet, in German with semicolons and decimal commas.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Indicators (ids, comma separated; all if empty)")
        self.addParameter(QgsProcessingParameterString("INDICATORS", label, optional=True))
        self.add_language()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("SmartCity", "Spreadsheet"), fileFilter="Excel (*.xlsx);;CSV (*.csv)"
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Indicators written")))

    def perform(self, parameters, context, feedback):
        """Read the definitions, write the sheets."""
        from ...sources.sheet_writing import write_sheets
        from ...study.own_indicators import checked_catalogue, sheets_of_study
        from ...study.study import Study

        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        chosen = split_ids(self.parameterAsString(parameters, "INDICATORS", context))
        output = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        with Study.open(self.study_path(parameters, context)) as study:
            for problem in checked_catalogue(study)[1].values():
                feedback.pushWarning(self.sentence(problem))
            sheets = sheets_of_study(study, language, chosen)
        for file in write_sheets(output, sheets, language):
            feedback.pushInfo(translate("SmartCity", "{file} has been written.").format(file=file))
        return {
            "OUTPUT": str(output),
            "COUNT": len(sheets[0].rows),
            STUDY: str(self.study_path(parameters, context)),
        }
