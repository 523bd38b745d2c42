# SPDX-License-Identifier: GPL-2.0-or-later
"""Show how an indicator changed between reference dates."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ..base import STUDY, SmartCityAlgorithm


class IndicatorChange(SmartCityAlgorithm):
    """Change of an indicator between two reference dates and its trend over all, per planning unit."""

    def name(self) -> str:
        """Return the id."""
        return "indicatorchange"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Change of an indicator")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Makes a layer of the planning units with the values of two reference dates, their difference and what it "
            "means, and from three dates on the trend per year (Theil–Sen) with its p value (Mann–Kendall). What "
            "makes a comparison doubtful is flagged: another method, other parameters or data, other borders, another "
            "coverage, few people.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Indicator")
        self.addParameter(
            QgsProcessingParameterEnum("INDICATOR", label, list(load_catalogue().indicators), usesStaticStrings=True)
        )
        label = translate("SmartCity", "From reference date (the first if empty)")
        self.addParameter(QgsProcessingParameterString("FROM", label, optional=True))
        label = translate("SmartCity", "To reference date (the last if empty)")
        self.addParameter(QgsProcessingParameterString("TO", label, optional=True))
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("SmartCity", "Change of the planning units"),
                QgsProcessing.SourceType.TypeVectorPolygon,
            )
        )

    def perform(self, parameters, context, feedback):
        """Compare and write one feature per planning unit."""
        from ...study.comparison import changes
        from ...study.own_indicators import catalogue_of
        from ...study.results import period_of
        from ...study.study import Study
        from ..result_tables import write_table

        typed = [self.parameterAsString(parameters, name, context) for name in ("FROM", "TO")]
        start, end = (period_of(text) if text.strip() else None for text in typed)
        indicator_id = self.parameterAsEnumString(parameters, "INDICATOR", context)
        with Study.open(self.study_path(parameters, context)) as study:
            catalogue = catalogue_of(study)
            table, units = changes(study, catalogue, indicator_id, start, end), study.units()
        words = {
            "better": translate("SmartCity", "better"),
            "worse": translate("SmartCity", "worse"),
            "unchanged": translate("SmartCity", "unchanged"),
            "": "",
        }
        flags = catalogue.vocabulary.flags
        table["direction"] = table.pop("judgement").map(words)
        table["notes"] = [
            "; ".join(flags[flag].title.in_language(language()) for flag in row.split(",") if flag in flags)
            for row in table["flags"].fillna("")
        ]
        destination = write_table(self, parameters, "OUTPUT", context, table, units.geometry, units.crs)
        return {"OUTPUT": destination, STUDY: str(self.study_path(parameters, context))}
