# SPDX-License-Identifier: GPL-2.0-or-later
"""Tell whether the picture depends on the choice of planning units."""

from __future__ import annotations

from qgis.core import QgsProcessing, QgsProcessingParameterEnum, QgsProcessingParameterFeatureSink

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ..base import STUDY, SmartCityAlgorithm


class CompareUnits(SmartCityAlgorithm):
    """Rank correlation of the values of two levels of planning units, over the people of the cells."""

    def name(self) -> str:
        """Return the id."""
        return "compareunits"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Compare levels of planning units")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Borders of planning units are a choice. This step tells for each indicator whether two levels put the "
            "people of the town in the same order: the rank correlation (Spearman) of the values of the two units "
            "that each person lives in. Below 0.7 the picture depends on the choice of units, and the values of both "
            "should be shown. A second column compares with the values of the cells themselves.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        catalogue = load_catalogue()
        self.add_study()
        self.addParameter(
            QgsProcessingParameterEnum(
                "INDICATORS",
                translate("SmartCity", "Indicators (all if none is chosen)"),
                list(catalogue.indicators),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            )
        )
        levels = [level for level in catalogue.vocabulary.unit_levels if level != "city"]
        for name, label in (
            ("FIRST", translate("SmartCity", "First level")),
            ("SECOND", translate("SmartCity", "Second level")),
        ):
            default = levels[0 if name == "FIRST" else 1]
            self.addParameter(
                QgsProcessingParameterEnum(name, label, levels, defaultValue=default, usesStaticStrings=True)
            )
        label = translate("SmartCity", "Comparison of the levels")
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", label, QgsProcessing.SourceType.TypeVector))

    def perform(self, parameters, context, feedback):
        """Compare and write one row per indicator."""
        from ...engine.maup import MAUP_NOTE_BELOW
        from ...study.comparison import agreement_table
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ..result_tables import write_table

        first, second = (self.parameterAsEnumString(parameters, name, context) for name in ("FIRST", "SECOND"))
        chosen = [name for name in self.parameterAsEnumStrings(parameters, "INDICATORS", context) if name]
        with Study.open(self.study_path(parameters, context)) as study:
            catalogue = catalogue_of(study)
            table = agreement_table(study, catalogue, chosen, first, second)
        note = translate("SmartCity", "The picture depends on the choice of planning units (below {limit}).")
        note = note.format(limit=MAUP_NOTE_BELOW)
        table["indicator"] = [
            catalogue.indicators[name].title.in_language(language()) for name in table["indicator_id"]
        ]
        table["note"] = [note if needed else "" for needed in table.pop("needs_note")]
        destination = write_table(self, parameters, "OUTPUT", context, table)
        return {"OUTPUT": destination, STUDY: str(self.study_path(parameters, context))}
