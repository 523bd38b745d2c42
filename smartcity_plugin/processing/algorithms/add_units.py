# SPDX-License-Identifier: GPL-2.0-or-later
"""Add a level of planning units to a study."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingOutputNumber, QgsProcessingParameterBoolean

from ...bridge.i18n import translate
from ..base import STUDY
from ..unit_parameters import UnitsAlgorithm


class AddPlanningUnits(UnitsAlgorithm):
    """Adds districts, quarters, blocks or cells of a grid, and says which unit belongs to which."""

    def name(self) -> str:
        """Return the id."""
        return "addplanningunits"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Add planning units")

    def shortHelpString(self) -> str:
        """Return the help text."""
        levels = translate(
            "SmartCity",
            "Adds a level of planning units to a study: districts, quarters, blocks or cells of a grid. Levels belong "
            "to each other: a unit to the one of the next coarser level that a field names, or else to the one with "
            "which it shares the largest area. Units of the next finer level are assigned anew by their position. "
            "Cells of a grid belong to the municipality directly.",
        )
        names = translate(
            "SmartCity",
            "An identifier names one unit among all levels: where one exists already, those of the added level get "
            "its name as prefix. Indicators have values for the new units once they are computed again.",
        )
        return f"<p>{levels}</p><p>{names}</p>"

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_units()
        self.add_level()
        self.add_grid()
        self.add_parent(translate("SmartCity", "Identifier of the parent unit (by position if empty)"))
        self.add_merge()
        self.addParameter(
            QgsProcessingParameterBoolean(
                "REPORTING", translate("SmartCity", "Show this level in maps and tables"), defaultValue=False
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Planning units")))

    def perform(self, parameters, context, feedback):
        """Read the units, find their parents, store them."""
        from ...model.problem import Problem, Severity, SmartCityError
        from ...sources.units import unique_ids
        from ...study.study import Study

        level = self.level(parameters, context)
        parent = self.parameterAsString(parameters, "UNIT_PARENT", context).strip()
        with Study.open(self.study_path(parameters, context), update=True) as study:
            if level in set(study.units().ids("level")):
                raise SmartCityError("unit_level_exists", level=level)
            crs = QgsCoordinateReferenceSystem(study.settings.crs)
            border = study.area().geometry[0]
            units = self.units(parameters, context, feedback, crs, border, {"parent_id": parent} if parent else None)
            units, renamed = unique_ids(units, set(study.units().ids("unit_id")), level)
            units, above = self._with_parents(study, units, level)
            below, moved = self._moved(study, units, level)
            self.report([*renamed, *above, *moved], feedback)
            with study.transaction():
                study.add_units(units, level)
                for name, parents in below.items():
                    study.change_parents(name, parents)
                if self.parameterAsBool(parameters, "REPORTING", context):
                    study.change_settings(unit_level=level)
            if any(entry["state"] == "computed" for entry in study.status().values()):
                self.report([Problem("units_need_computing", Severity.WARNING)], feedback)
        text = translate("SmartCity", "{count} planning units added.")
        feedback.pushInfo(text.format(count=len(units)))
        return {"COUNT": len(units), STUDY: str(self.study_path(parameters, context))}

    def _with_parents(self, study, units, level):
        """Return the units with the column parent_id, and what there is to say of it."""
        from ...model.problem import Severity, SmartCityError
        from ...sources.units import level_above, parents_by_key, parents_by_position

        above = level_above(level, set(study.units().ids("level")))
        if above is None:
            if "parent_id" in units.frame:
                raise SmartCityError("parent_level_missing", level=level)
            return units, []
        coarse = study.units(above)
        if "parent_id" in units.frame:
            prefix = f"{above}-"
            ids = coarse.ids("unit_id")
            known = {text[len(prefix) :] if text.startswith(prefix) else text: text for text in ids}
            found = parents_by_key(units, {**known, **{text: text for text in ids}})
        else:
            found = parents_by_position(units, coarse)
        for problem in found.problems:
            if problem.severity is Severity.ERROR:
                raise SmartCityError(problem.key, **problem.values)
        return units.with_column("parent_id", found.ids), list(found.problems)

    def _moved(self, study, units, level):
        """Return, by level, the new parents of units that lie below the added level."""
        from ...sources.units import level_below, parents_by_position

        below = level_below(level, set(study.units().ids("level")))
        if below is None:
            return {}, []
        fine = study.units(below)
        found = parents_by_position(fine, units)
        pairs = zip(fine.ids("unit_id"), found.ids)
        return {below: {unit: parent for unit, parent in pairs if parent is not None}}, list(found.problems)
