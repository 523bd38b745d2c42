# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring tables of the register from CSV files into a study."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessing, QgsProcessingOutputNumber, QgsProcessingParameterMultipleLayers

from ...bridge.i18n import translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm


class ImportTables(SmartCityAlgorithm):
    """Reads costs, financing, effects, scenarios and so on from CSV files that are named like their tables."""

    def name(self) -> str:
        """Return the id."""
        return "importtables"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import register tables (CSV)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Adds rows to the tables of the register or changes those with the same number; nothing is removed, and "
            "either all files are stored or none. Each file is named after its table: goals, goal_indicators, "
            "observations, measures, costs, financing, effects, scenarios, procedures, contributions, "
            "checklist_answers, relations. CSV with semicolons, UTF-8, field names as header; columns such as title_de "
            "and title_en are read in the chosen language, a column geometry holds WKT in the CRS of the study.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        kind = QgsProcessing.SourceType.TypeFile
        self.addParameter(QgsProcessingParameterMultipleLayers("FILES", translate("SmartCity", "Tables (CSV)"), kind))
        self.add_language()
        self.addOutput(QgsProcessingOutputNumber("ADDED", translate("SmartCity", "Rows added")))
        self.addOutput(QgsProcessingOutputNumber("CHANGED", translate("SmartCity", "Rows changed")))

    def perform(self, parameters, context, feedback):
        """Read all files first, then store."""
        from ...sources.register_tables import read_table
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ...study.table_import import import_tables

        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        files = self.parameterAsFileList(parameters, "FILES", context)
        tables = [read_table(Path(file), language) for file in files]
        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            stored = import_tables(study, catalogue_of(study), tables)
        told = translate("SmartCity", "{table}: {added} added, {changed} changed, {same} as before")
        for item in stored:
            feedback.pushInfo(told.format(**item._asdict()))
        counts = {"ADDED": sum(item.added for item in stored), "CHANGED": sum(item.changed for item in stored)}
        return {**counts, STUDY: str(path)}
