# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a table of municipal statistics into a study."""

from __future__ import annotations

import json

from qgis.core import QgsProcessingParameterEnum, QgsProcessingParameterString

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...model.problem import SmartCityError
from ..importing import ADD, ImportAlgorithm

ROLE = "unit_statistics"
DECIMAL, MAPPING, SHEET = "DECIMAL", "MAPPING", "SHEET"
DECIMALS = ["auto", "comma", "point"]


class ImportStatistics(ImportAlgorithm):
    """Reads a CSV, XLSX or ODS table by the keys of the study's planning units."""

    def name(self) -> str:
        """Return the id."""
        return "importstatistics"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import statistics table")

    @property
    def file_filter(self) -> str:
        """Return what the file dialog offers."""
        return translate("SmartCity", "Tables (*.csv *.txt *.tsv *.xlsx *.xlsm *.ods)")

    def shortHelpString(self) -> str:
        """Return the help text with the fields."""
        paragraphs = [
            translate(
                "SmartCity",
                "Reads municipal statistics by planning unit and year from a CSV file or spreadsheet. The header line "
                "is found below titles. Columns with a usual name are recognised; name others in the assignment, a "
                "JSON object from fields to columns.",
            ),
            translate(
                "SmartCity",
                "Identifiers that a spreadsheet has damaged are restored. Rows without a planning unit and units "
                "without a row are told; two rows for the same unit and year are refused.",
            ),
            translate(
                "SmartCity",
                "Numbers are read in German or English spelling, whichever fits the whole column; what could mean both "
                "is asked for. Percentages are expected as 12.5, not as 0.125.",
            ),
        ]
        role = load_catalogue().roles[ROLE]
        fields = {**role.required, **role.optional}
        lines = [f"<li><b>{name}</b>: {text.in_language(language())}</li>" for name, text in fields.items()]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + f"<ul>{''.join(lines)}</ul>"

    def add_options(self) -> None:
        """Add assignment of columns, decimal sign and sheet."""
        self.addParameter(
            QgsProcessingParameterString(
                MAPPING, translate("SmartCity", "Assignment of columns (JSON)"), optional=True, multiLine=True
            )
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                DECIMAL,
                translate("SmartCity", "Decimal separator"),
                DECIMALS,
                defaultValue=DECIMALS[0],
                usesStaticStrings=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(SHEET, translate("SmartCity", "Sheet of the spreadsheet"), optional=True)
        )

    def perform(self, parameters, context, feedback):
        """Look up the study's planning units, then import."""
        from ...sources.statistics import Units
        from ...study.study import Study

        with Study.open(self.study_path(parameters, context)) as study:
            frame = study.units().frame
            there = self.parameterAsBool(parameters, ADD, context) and ROLE in study.passports()
            self._present = study.layer(ROLE).frame if there else None
        self._units = Units(*(frame[column].astype(str).tolist() for column in ("unit_id", "name", "level")))
        return super().perform(parameters, context, feedback)

    def read(self, paths, zone, roles, parameters, context, progress):
        """Return the table's values for the study's planning units."""
        from dataclasses import replace

        from ...sources.statistics import check_present, read_statistics
        from ...sources.tables import spelled

        mapping = column_names(roles[ROLE], self.parameterAsString(parameters, MAPPING, context).strip())
        decimal = spelled(self.parameterAsEnumString(parameters, DECIMAL, context))
        sheet = self.parameterAsString(parameters, SHEET, context).strip()
        imported = read_statistics(paths[0], roles[ROLE], self._units, zone.crs, mapping, decimal, sheet, progress)
        if self._present is None:
            return imported
        found = check_present(imported.layers[0].table.frame, self._present)
        return replace(imported, problems=(*imported.problems, *found))


def column_names(role, mapping: str) -> dict[str, str]:
    """Return the column of each field that an assignment names; raises SmartCityError for a broken one."""
    try:
        given = json.loads(mapping) if mapping else {}
    except ValueError as error:
        raise SmartCityError("mapping_invalid", detail=str(error)) from error
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise SmartCityError("mapping_invalid", detail=mapping)
    unknown = sorted(set(given) - {*role.required, *role.optional})
    if unknown:
        raise SmartCityError("mapping_invalid", detail=", ".join(unknown))
    return {field: column for field, column in given.items() if column.strip()}
