# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the register into a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterFileDestination

from ...bridge.i18n import language, translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm


class ExportRegister(SmartCityAlgorithm):
    """Writes goals, quantities, observed values, measures, costs, financing and scenarios, one sheet each."""

    def name(self) -> str:
        """Return the id."""
        return "exportregister"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export register to a spreadsheet")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes goals, further quantities, observed values, measures, costs, financing and scenarios as XLSX with "
            "a sheet for each, or as one CSV file for each, to be edited and brought back by “Import goals and "
            "measures”. The last sheet lists the words that cells may hold. Areas of measures and effects on the map "
            "stay in the study.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        label = translate("SmartCity", "Spreadsheet of the register")
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter=kinds))
        self.addOutput(QgsProcessingOutputNumber("ROWS", translate("SmartCity", "Rows written")))

    def perform(self, parameters, context, feedback):
        """Collect and write."""
        from ...sources.sheet_writing import write_sheets
        from ...study.own_indicators import catalogue_of
        from ...study.register_sheets import sheets_of_register
        from ...study.study import Study

        path = self.study_path(parameters, context)
        wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
        with Study.open(path) as study:
            sheets = sheets_of_register(study, catalogue_of(study), wanted)
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        for file in write_sheets(target, sheets, wanted):
            feedback.pushInfo(str(file))
        return {"OUTPUT": str(target), "ROWS": sum(len(sheet.rows) for sheet in sheets[:-1]), STUDY: str(path)}
