# SPDX-License-Identifier: GPL-2.0-or-later
"""Weigh contributions in a spreadsheet: it goes out, is filled, and comes back."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ...bridge.i18n import language, translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm
from ..cluster_parameters import tell


class WeighContributions(SmartCityAlgorithm):
    """Merges a filled weighing table by number, and writes the present one."""

    def name(self) -> str:
        """Return the id."""
        return "weighcontributions"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Weigh contributions (table)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes all contributions into a table (XLSX or CSV) in which status, answer, sector, need, goals and "
            "measures can be filled, and takes a filled table back: rows are joined by their number, empty cells leave "
            "what is stored, and unknown words or numbers are told and left out. What others have weighed in the study "
            "since the table was written stays and is told; the last column, which must not be changed, shows it. Give "
            "a filled table, a table to write, or both: then the filled one is read first. Who rejects or adopts in "
            "part says why.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        kinds = "Excel, CSV, ODS (*.xlsx *.csv *.ods)"
        label = translate("SmartCity", "Filled table")
        self.addParameter(QgsProcessingParameterFile("INPUT", label, fileFilter=kinds, optional=True))
        label = translate("SmartCity", "Only check the filled table, store nothing")
        self.addParameter(QgsProcessingParameterBoolean("DRY_RUN", label, defaultValue=False))
        self.add_language()
        label = translate("SmartCity", "Table to be filled")
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        target = QgsProcessingParameterFileDestination("OUTPUT", label, kinds, optional=True, createByDefault=False)
        self.addParameter(target)
        self.addOutput(QgsProcessingOutputNumber("CHANGED", translate("SmartCity", "Contributions changed")))

    def perform(self, parameters, context, feedback):
        """Read the filled table first, then write the present state."""
        from ...model.problem import SmartCityError
        from ...sources.sheet_writing import write_sheets
        from ...study.own_indicators import catalogue_of
        from ...study.participation import participation_problems
        from ...study.participation_sheets import merge_sheet, weighing_sheet
        from ...study.register_changes import apply
        from ...study.study import Study

        path = self.study_path(parameters, context)
        filled = self.parameterAsFile(parameters, "INPUT", context)
        target = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        if not filled and not target:
            raise SmartCityError("weighing_nothing_chosen")
        changed, results = 0, {}
        if filled:
            is_dry = self.parameterAsBoolean(parameters, "DRY_RUN", context)
            with Study.open(path, update=not is_dry) as study:
                merged = merge_sheet(study, catalogue_of(study), Path(filled))
                changed = len(merged.changes)
                if not is_dry:
                    apply(study, merged.changes)
                problems = [*merged.problems, *participation_problems(study)]
            told = translate("SmartCity", "{changed} of {rows} rows change a contribution.")
            feedback.pushInfo(told.format(changed=changed, rows=merged.rows))
            tell(self, problems, feedback)
        if target:
            wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
            with Study.open(path) as study:
                sheet = weighing_sheet(study, catalogue_of(study), wanted)
            files = write_sheets(Path(target), [sheet], wanted)
            feedback.pushInfo("\n".join(map(str, files)))
            results["OUTPUT"] = str(files[0])
        return {**results, "CHANGED": changed, STUDY: str(path)}
