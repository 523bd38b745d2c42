# SPDX-License-Identifier: GPL-2.0-or-later
"""Turn indicator values into needs."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ..base import STUDY, SmartCityAlgorithm, versions
from ..group_parameters import add_group_parameters, add_scheme, group_plan, scheme_id, tell
from ..products import load_product

CELLS = "CELLS"


class AssessNeeds(SmartCityAlgorithm):
    """Scores every value against its goalposts and sums up by sector and over all sectors."""

    def name(self) -> str:
        """Return the id."""
        return "assessneeds"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Assess needs")

    def shortHelpString(self) -> str:
        """Return the help text."""
        paragraphs = [
            translate(
                "SmartCity",
                "Scores the stored indicator values from 0 to 100 and makes one index of them, as the assessment "
                "scheme says; the standard scheme takes the goalposts of the catalogue, averages inside each sector "
                "(linear, equal weights) and over the sectors (geometric, equal weights). Need is 100 minus the score, "
                "as intensity and multiplied by the population as persons in need.",
            ),
            translate(
                "SmartCity",
                "Persons in need are also told for people under 18, from 65, in deprived areas, and for the year of a "
                "population forecast (role “population forecast”), given the supply of today. Ages are counts of the "
                "population cells, else shares of the census. A need belongs to a place: persons of a group in need "
                "are the need of the place times the people of the group who live there.",
            ),
            translate(
                "SmartCity",
                "With the cells, the map of needs shows the differences inside the planning units. Indicators without "
                "values on cells are left out there and named. Without the cells, earlier needs of cells are removed.",
            ),
        ]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        add_scheme(self)
        self.addParameter(
            QgsProcessingParameterBoolean(CELLS, translate("SmartCity", "Also needs of the cells"), defaultValue=True)
        )
        add_group_parameters(self)
        self.addOutput(QgsProcessingOutputNumber("UNITS", translate("SmartCity", "Units assessed")))
        self.addOutput(QgsProcessingOutputNumber("CELL_COUNT", translate("SmartCity", "Cells assessed")))

    def perform(self, parameters, context, feedback):
        """Assess and store."""
        from ...model.problem import Problem, Severity
        from ...study.assessment import scheme_of
        from ...study.needs import assess_needs_and_save
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path, plan = self.study_path(parameters, context), group_plan(self, parameters, context)
        with Study.open(path, update=True) as study:
            catalogue = catalogue_of(study)
            outdated = study.outdated()
            if outdated:
                self.report([Problem("values_outdated", Severity.WARNING, {"indicator": outdated})], feedback)
            outcome = assess_needs_and_save(
                study,
                catalogue,
                versions(),
                scheme_id(self, parameters, context),
                plan,
                self.parameterAsBoolean(parameters, CELLS, context),
                progress_of(feedback),
            )
            used = scheme_of(study, catalogue, scheme_id(self, parameters, context)).id
        tell(self, outcome.notes, feedback)
        index = outcome.needs[outcome.needs["scope"] == "index"]
        without = int(index["need"].isna().sum())
        if without:
            text = translate("SmartCity", "{count} units have too few values for a total need.")
            feedback.pushWarning(text.format(count=without))
        if outcome.cells:
            load_product(self, context, path, "cell_needs", scheme_id=used)
        return {"UNITS": int(index["need"].notna().sum()), "CELL_COUNT": outcome.cells, STUDY: str(path)}
