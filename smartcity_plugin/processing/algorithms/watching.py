# SPDX-License-Identifier: GPL-2.0-or-later
"""Monitoring of the goals, entering observed values, and the chain from needs to measures."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm

FILES = "Excel (*.xlsx);;CSV (*.csv);;HTML (*.html)"
HTML = (".html", ".htm")


class _Watching(SmartCityAlgorithm):
    """Writes sheets as a spreadsheet or a web page."""

    def write(self, study, title, sheets, words, path, wanted, feedback):
        """Write the file or files and tell them in the log."""
        from ...report.sheet_page import write_sheet_page
        from ...sources.sheet_writing import write_sheets

        if path.suffix.lower() in HTML:
            write_sheet_page(study, title, sheets, words, path)
            files = [path]
        else:
            files = write_sheets(path, sheets, wanted)
        for file in files:
            feedback.pushInfo(str(file))


class MonitoringReport(_Watching):
    """Writes how all goals stand."""

    def name(self) -> str:
        """Return the id."""
        return "monitoringreport"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export monitoring of the goals")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes how the goals stand on a day: values over the reference dates and observed values against the "
            "straight way from baseline to target, traffic light with its reason, trend, age of the latest value, "
            "measures and their status, and which goals lack what. XLSX with a sheet per goal, CSV with a file per "
            "sheet, or a web page. Rules of the lights are project defaults and are written along.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "As of (YYYY-MM-DD; empty: today)")
        self.addParameter(QgsProcessingParameterString("DATE", label, optional=True))
        self.add_language()
        label = translate("SmartCity", "Monitoring report")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter=FILES))
        labels = {
            "GREEN": translate("SmartCity", "Goals on course"),
            "YELLOW": translate("SmartCity", "Goals slightly behind"),
            "RED": translate("SmartCity", "Goals behind"),
            "GREY": translate("SmartCity", "Goals that cannot be judged yet"),
        }
        for name, label in labels.items():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def perform(self, parameters, context, feedback):
        """Collect and write."""
        from datetime import date

        from ...engine.monitoring import LIGHTS, last_day
        from ...model.problem import SmartCityError
        from ...report.watch_sheets import monitor_sheets
        from ...report.watching import WatchWords
        from ...study.monitoring import monitoring
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        text = self.parameterAsString(parameters, "DATE", context).strip()
        on = last_day(text) if text else date.today()
        if on is None:
            raise SmartCityError("monitoring_date_unclear", text=text)
        path = self.study_path(parameters, context)
        wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        with Study.open(path) as study:
            catalogue = catalogue_of(study)
            monitors = monitoring(study, catalogue, on)
            if not monitors:
                raise SmartCityError("monitoring_nothing")
            words = WatchWords(catalogue, wanted)
            sheets = monitor_sheets(monitors, words, on)
            self.write(study, words.as_of(on), sheets, words.words, target, wanted, feedback)
            feedback.pushInfo(words.counts(monitors))
        lights = [item.light for item in monitors if item.is_watched]
        counts = {light.upper(): lights.count(light) for light in LIGHTS}
        return {"OUTPUT": str(target), **counts, STUDY: str(path)}


class TraceReport(_Watching):
    """Writes the chain from needs to measures and what hangs in the air."""

    def name(self) -> str:
        """Return the id."""
        return "tracereport"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export links from needs to measures")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes each need (planning unit and indicator) with the goals and measures that answer it, or that there "
            "is no measure yet, and the loose ends: needs without goal, goals without indicator or measure, measures "
            "without goal, place or costs, contributions without answer, links to nothing, examples still there. As a "
            "web page, XLSX, or CSV with a file per sheet.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        label = translate("SmartCity", "Report of links and loose ends")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter=FILES))
        labels = {
            "NEEDS": translate("SmartCity", "Needs"),
            "WITH_MEASURE": translate("SmartCity", "Needs with a measure on the spot"),
            "WITHOUT_MEASURE": translate("SmartCity", "Needs without any measure"),
            "ORPHANS": translate("SmartCity", "Loose ends"),
        }
        for name, label in labels.items():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def perform(self, parameters, context, feedback):
        """Trace and write."""
        from ...model.problem import SmartCityError
        from ...report.watch_sheets import chain_sheets
        from ...report.watching import WatchWords
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ...study.traceability import HERE, NO_GOAL, NO_MEASURE, ONLY_SECTOR, orphans, trace

        path = self.study_path(parameters, context)
        wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        with Study.open(path) as study:
            catalogue = catalogue_of(study)
            chain = trace(study, catalogue)
            if not (chain.needs or chain.goals or chain.measures or chain.contributions):
                raise SmartCityError("trace_nothing")
            loose = orphans(study, catalogue, chain)
            words = WatchWords(catalogue, wanted)
            sheets = chain_sheets(chain, loose, words)
            self.write(study, words.chain_title(), sheets, words.words, target, wanted, feedback)
        for problem in chain.problems:
            feedback.pushWarning(self.sentence(problem))
        for item in loose:
            feedback.pushInfo(f"{words.say(f'chain.orphan.{item.kind}')}: {item.count}")
        counts = chain.counts()
        return {
            "OUTPUT": str(target),
            "NEEDS": len(chain.needs),
            "WITH_MEASURE": counts[HERE],
            "WITHOUT_MEASURE": sum(counts[state] for state in (NO_MEASURE, ONLY_SECTOR, NO_GOAL)),
            "ORPHANS": sum(item.count for item in loose),
            STUDY: str(path),
        }


class RecordObservation(SmartCityAlgorithm):
    """Enters a value of a town's own quantity."""

    def name(self) -> str:
        """Return the id."""
        return "recordobservation"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Record an observed value")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Enters a value of one of the town’s own quantities (table “Further quantities of the goals”) at a date. "
            "A value that is there already at the same date is replaced only if that is wanted. Values of indicators "
            "of the catalogue are computed, not entered.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Id of the quantity")
        self.addParameter(QgsProcessingParameterString("SERIES", label))
        label = translate("SmartCity", "Date (YYYY-MM-DD, YYYY-MM or YYYY)")
        self.addParameter(QgsProcessingParameterString("DATE", label))
        label = translate("SmartCity", "Value")
        self.addParameter(QgsProcessingParameterNumber("VALUE", label, QgsProcessingParameterNumber.Type.Double))
        label = translate("SmartCity", "Source of the value")
        self.addParameter(QgsProcessingParameterString("SOURCE", label, optional=True))
        label = translate("SmartCity", "Replace a value of the same date")
        self.addParameter(QgsProcessingParameterBoolean("REPLACE", label, defaultValue=False))
        self.addOutput(QgsProcessingOutputString("OBSERVATION", translate("SmartCity", "Id of the entry")))

    def perform(self, parameters, context, feedback):
        """Check and store."""
        from ...study.observing import observation_changes
        from ...study.register_changes import apply
        from ...study.study import Study

        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            changes = observation_changes(
                study,
                self.parameterAsString(parameters, "SERIES", context).strip(),
                self.parameterAsString(parameters, "DATE", context),
                self.parameterAsDouble(parameters, "VALUE", context),
                self.parameterAsString(parameters, "SOURCE", context),
                may_replace=self.parameterAsBool(parameters, "REPLACE", context),
            )
            apply(study, changes)
        feedback.pushInfo(translate("SmartCity", "The value has been recorded."))
        return {"OBSERVATION": changes[-1].after.observation_id, STUDY: str(path)}
