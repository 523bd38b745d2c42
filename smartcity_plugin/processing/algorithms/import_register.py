# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring goals and measures from tables into a study."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterFile

from ...bridge.i18n import translate
from ..base import STUDY, SmartCityAlgorithm


class ImportRegister(SmartCityAlgorithm):
    """Reads goals and measures from CSV files (semicolon, UTF-8) with the field names of the study."""

    def name(self) -> str:
        """Return the id."""
        return "importregister"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import goals and measures")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Replaces the goals and the measures of the study by those of the given CSV files (semicolon separated, "
            "UTF-8, decimal comma or point). Baselines that are left empty are filled with the value of the whole "
            "municipality.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        for name, label in (
            ("GOALS", translate("SmartCity", "Goals (CSV)")),
            ("MEASURES", translate("SmartCity", "Measures (CSV)")),
        ):
            self.addParameter(QgsProcessingParameterFile(name, label, extension="csv", optional=True))
        self.addOutput(QgsProcessingOutputNumber("GOAL_COUNT", translate("SmartCity", "Goals stored")))
        self.addOutput(QgsProcessingOutputNumber("MEASURE_COUNT", translate("SmartCity", "Measures stored")))

    def perform(self, parameters, context, feedback):
        """Read both files first, then store."""
        from ...sources.register import read_goals, read_measures
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ...study.workflow import save_register

        goal_file = self.parameterAsFile(parameters, "GOALS", context)
        measure_file = self.parameterAsFile(parameters, "MEASURES", context)
        goals = read_goals(goal_file) if goal_file else None
        measures = read_measures(measure_file) if measure_file else None
        with Study.open(self.study_path(parameters, context), update=True) as study:
            save_register(study, catalogue_of(study), goals, measures)
            counts = {"GOAL_COUNT": len(study.goals()), "MEASURE_COUNT": len(study.measures())}
        return {**counts, STUDY: str(self.study_path(parameters, context))}
