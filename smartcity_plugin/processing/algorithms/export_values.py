# SPDX-License-Identifier: GPL-2.0-or-later
"""Export the results of a study for others, small numbers protected."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.i18n import translate
from ...catalogue import load_catalogue
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm

CSV_STYLES = ("excel_comma", "excel_point", "rfc")


class ExportValues(SmartCityAlgorithm):
    """Values of the planning units with flags, sources and methods; small numbers are taken out."""

    def name(self) -> str:
        """Return the id."""
        return "exportvalues"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export indicator values")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the values of the planning units for others: GeoPackage (with geometry), Excel, CSV or GeoJSON, "
            "chosen by the ending of the file, with sources, licences, methods and the meaning of flags.\n\nCounts "
            "of people above 0 and below the smallest count are suppressed, and as many further ones that they do "
            "not follow from totals; so are rates of fewer than 10 persons. The values in the study stay as they "
            "are. Data on individuals belong to the statistics office: check with it before you publish.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        catalogue = load_catalogue()
        self.add_study()
        for name, label, options in (
            ("INDICATORS", translate("SmartCity", "Indicators (all if none is chosen)"), list(catalogue.indicators)),
            (
                "LEVELS",
                translate("SmartCity", "Levels of planning units (all if none is chosen)"),
                list(catalogue.vocabulary.unit_levels),
            ),
        ):
            self.addParameter(
                QgsProcessingParameterEnum(
                    name, label, options, allowMultiple=True, optional=True, usesStaticStrings=True
                )
            )
        label = translate("SmartCity", "Reference date of the data (that of the study if empty)")
        self.add_advanced(QgsProcessingParameterString("PERIOD", label, optional=True))
        label = translate("SmartCity", "Smallest count that is shown (0: no suppression)")
        self.addParameter(
            QgsProcessingParameterNumber(
                "K", label, QgsProcessingParameterNumber.Type.Integer, 3, minValue=0, maxValue=100
            )
        )
        label = translate("SmartCity", "Round counts to multiples of 5")
        self.addParameter(QgsProcessingParameterBoolean("ROUNDING", label, defaultValue=True))
        self.add_language()
        styles = [
            translate("SmartCity", "Semicolon, decimal comma (German Excel)"),
            translate("SmartCity", "Semicolon, decimal point"),
            translate("SmartCity", "Comma, decimal point (RFC 4180)"),
        ]
        label = translate("SmartCity", "Form of a CSV file")
        self.add_advanced(QgsProcessingParameterEnum("CSV_STYLE", label, styles, defaultValue=0))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT",
                translate("SmartCity", "Exported values"),
                fileFilter="GeoPackage (*.gpkg);;Excel (*.xlsx);;CSV (*.csv);;GeoJSON (*.geojson)",
            )
        )
        self.addOutput(QgsProcessingOutputNumber("VALUES", translate("SmartCity", "Values exported")))
        self.addOutput(QgsProcessingOutputNumber("SUPPRESSED", translate("SmartCity", "Values suppressed")))

    def perform(self, parameters, context, feedback):
        """Collect what may leave the house and write it."""
        from ...exchange.files import write_export
        from ...exchange.values import VALUES, Wanted, collect
        from ...study.own_indicators import catalogue_of
        from ...study.results import period_of
        from ...study.study import Study

        period = self.parameterAsString(parameters, "PERIOD", context)
        wanted = Wanted(
            indicators=[name for name in self.parameterAsEnumStrings(parameters, "INDICATORS", context) if name],
            levels=[name for name in self.parameterAsEnumStrings(parameters, "LEVELS", context) if name],
            period=period_of(period) if period.strip() else "",
            k=self.parameterAsInt(parameters, "K", context),
            rounding=self.parameterAsBoolean(parameters, "ROUNDING", context),
            language=self.parameterAsEnumString(parameters, LANGUAGE, context),
        )
        with Study.open(self.study_path(parameters, context)) as study:
            export = collect(study, catalogue_of(study), wanted)
        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        style = CSV_STYLES[self.parameterAsEnum(parameters, "CSV_STYLE", context)]
        for file in write_export(export, path, style):
            feedback.pushInfo(str(file))
        text = translate("SmartCity", "{count} values are suppressed because of small numbers.")
        feedback.pushInfo(text.format(count=export.suppressed))
        return {
            "OUTPUT": str(path),
            "VALUES": int(export.tables[VALUES]["value"].notna().sum()),
            "SUPPRESSED": export.suppressed,
            STUDY: str(self.study_path(parameters, context)),
        }
