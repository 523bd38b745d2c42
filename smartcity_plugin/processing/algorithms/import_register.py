# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring goals, measures and what hangs on them from tables into a study."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterBoolean, QgsProcessingParameterFile

from ...bridge.i18n import translate
from ...bridge.register_words import flaw_line, plan_lines
from ...model.problem import SmartCityError
from ..base import STUDY, SmartCityAlgorithm


class ImportRegister(SmartCityAlgorithm):
    """Reads a spreadsheet of the register, or goals and measures from CSV files with the field names of the study."""

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
            "“Spreadsheet” takes the file that “Export register to a spreadsheet” has written and you have edited "
            "(XLSX, ODS, or one of the CSV files): rows are matched by their number, only what differs is stored, rows "
            "that are absent stay unless they are to be removed. German and English words, numbers and dates are "
            "understood; where a number could mean two things, nothing is stored and every such place is listed. "
            "“Only show what would change” lists it without storing anything.\n\n"
            "“Goals” and “Measures” take whole registers from CSV files (semicolon separated, UTF-8, field names as "
            "header) in place of the present ones. Whatever goes lies in the study's bin and can be put back. "
            "Baselines that are left empty are filled with the value of the municipality, or of the planning units "
            "that the goal is valid for.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        kinds = translate("SmartCity", "Spreadsheets (*.xlsx *.ods *.csv)")
        label = translate("SmartCity", "Spreadsheet of the register")
        self.addParameter(QgsProcessingParameterFile("SHEETS", label, optional=True, fileFilter=kinds))
        for name, label in (
            ("DRY_RUN", translate("SmartCity", "Only show what would change")),
            ("REMOVE", translate("SmartCity", "Put rows that the spreadsheet does not have into the bin")),
        ):
            self.addParameter(QgsProcessingParameterBoolean(name, label, defaultValue=False))
        for name, label in (
            ("GOALS", translate("SmartCity", "Goals (CSV)")),
            ("MEASURES", translate("SmartCity", "Measures (CSV)")),
        ):
            self.addParameter(QgsProcessingParameterFile(name, label, extension="csv", optional=True))
        for name, label in (
            ("GOAL_COUNT", translate("SmartCity", "Goals stored")),
            ("MEASURE_COUNT", translate("SmartCity", "Measures stored")),
            ("ADDED", translate("SmartCity", "Rows added")),
            ("CHANGED", translate("SmartCity", "Rows changed")),
            ("REMOVED", translate("SmartCity", "Rows removed")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def perform(self, parameters, context, feedback):
        """Read all files first, then store."""
        from ...study.study import Study

        dry = self.parameterAsBool(parameters, "DRY_RUN", context)
        files = {name: self.parameterAsFile(parameters, name, context) for name in ("GOALS", "MEASURES", "SHEETS")}
        if dry and (files["GOALS"] or files["MEASURES"]):
            raise SmartCityError("register_dry_run_csv")
        path = self.study_path(parameters, context)
        with Study.open(path, update=not dry) as study, nullcontext() if dry else study.transaction():
            counts = self._whole(study, files["GOALS"], files["MEASURES"], feedback)
            if files["SHEETS"]:
                remove = self.parameterAsBool(parameters, "REMOVE", context)
                more = self._merge(study, Path(files["SHEETS"]), dry, remove, feedback)
                counts = [one + other for one, other in zip(counts, more)]
            stored = {"GOAL_COUNT": len(study.goals()), "MEASURE_COUNT": len(study.measures())}
        return {**stored, **dict(zip(("ADDED", "CHANGED", "REMOVED"), counts)), STUDY: str(path)}

    def _whole(self, study, goal_file: str, measure_file: str, feedback) -> list[int]:
        """Store whole registers in place of the present ones."""
        from ...model.strategy import Goal, Measure
        from ...sources.register import columns_of, read_goals, read_measures
        from ...study.own_indicators import catalogue_of
        from ...study.workflow import save_register

        if not goal_file and not measure_file:
            return [0, 0, 0]
        goals = read_goals(goal_file) if goal_file else None
        measures = read_measures(measure_file) if measure_file else None
        files = ((Goal, goal_file), (Measure, measure_file))
        columns = {cls: columns_of(file) for cls, file in files if file}
        counts, problems = save_register(study, catalogue_of(study), goals, measures, columns)
        self.report(problems, feedback)
        return [counts.added, counts.changed, counts.removed]

    def _merge(self, study, path: Path, dry: bool, remove: bool, feedback) -> list[int]:
        """Compare a spreadsheet with the study, tell what differs, and store it unless only asked to show."""
        from ...study.own_indicators import catalogue_of
        from ...study.register_exchange import carry_out, plan_import

        plan = plan_import(study, catalogue_of(study), path)
        self.report(plan.left_out, feedback)
        lines = [flaw_line(flaw) for flaw in plan.flaws]
        for line in lines:
            feedback.reportError(line)
        if lines:
            raise SmartCityError("sheet_flaws", path=path.name, count=len(lines), detail=lines[0])
        for line in plan_lines(plan, remove):
            feedback.pushInfo(line)
        if not plan.changes and not plan.absent:
            feedback.pushInfo(translate("SmartCity", "The spreadsheet says what the study says; nothing was changed."))
        removed = len(plan.absent) + len(plan.owned) if dry and remove else 0
        if not dry:
            removed = carry_out(study, plan, remove)
        return [len(plan.added), len(plan.changed), removed]
