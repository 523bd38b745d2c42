# SPDX-License-Identifier: GPL-2.0-or-later
"""Steps on the register of measures: the table of costs and financing, the check, and the area of a measure."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...model.problem import Problem, Severity, SmartCityError
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm, split_ids

UNITS, FOCUS, LAYER = "units", "focus", "layer"
SOURCES = [UNITS, FOCUS, LAYER]


def _add_share(algorithm: SmartCityAlgorithm) -> None:
    """Add the parameter for the least own share (project default: a third, see ``study/cost_checks.py``)."""
    label = translate(
        "SmartCity", "Least own share of the eligible costs (%; project default after the split into thirds)"
    )
    kind = QgsProcessingParameterNumber.Type.Double
    algorithm.add_advanced(
        QgsProcessingParameterNumber("SHARE", label, kind, defaultValue=33.33, minValue=0.0, maxValue=100.0)
    )


def _share(algorithm: SmartCityAlgorithm, parameters: dict[str, Any], context: Any) -> float:
    """Return the least own share from 0 to 1; the default means exactly a third."""
    percent = algorithm.parameterAsDouble(parameters, "SHARE", context)
    return 1 / 3 if abs(percent - 33.33) < 0.005 else percent / 100.0


class CostTableExport(SmartCityAlgorithm):
    """Writes costs and financing of the measures (KoFi) into a spreadsheet."""

    def name(self) -> str:
        """Return the id."""
        return "costtable"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export cost and financing table (KoFi)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes one row per measure with gross, eligible and not eligible costs, financing by source of funds, "
            "own share and yearly rates, a row of totals, and a sheet with everything that does not add up or is "
            "missing. Amounts that nobody entered stay empty and make sums incomplete; they never count as zero.\n\n"
            "This is a template after section 149 of the German Building Code: the forms of the Länder differ. The "
            "own share asked for is a project default (a third of the eligible costs), no rule of law.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        _add_share(self)
        label = translate("SmartCity", "Cost and financing table")
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter=kinds))
        self.addOutput(QgsProcessingOutputNumber("MEASURES", translate("SmartCity", "Measures")))
        self.addOutput(QgsProcessingOutputNumber("PROBLEMS", translate("SmartCity", "Findings")))

    def perform(self, parameters, context, feedback):
        """Collect and write."""
        from ...catalogue.numbers import format_number
        from ...report.cost_words import cost_sheet_words
        from ...report.texts import Texts, load_texts
        from ...sources.sheet_writing import write_sheets
        from ...study.cost_sheets import cost_sheets
        from ...study.costs import cost_table
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = self.study_path(parameters, context)
        with Study.open(path) as study:
            table, catalogue = cost_table(study, _share(self, parameters, context)), catalogue_of(study)
        if not table.rows:
            raise SmartCityError("measures_nothing")
        wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
        titles = {key: term.title.in_language(wanted) for key, term in catalogue.vocabulary.financing_sources.items()}
        sheets = cost_sheets(
            table,
            cost_sheet_words(Texts(wanted, load_texts())),
            titles,
            lambda problem: catalogue.sentences(problem, wanted)[0],
            format_number(100 * table.required_share, 1, wanted),
        )
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        for file in write_sheets(target, sheets, wanted):
            feedback.pushInfo(str(file))
        problems = [*(item for row in table.rows for item in row.problems), *table.totals.problems, *table.problems]
        tell(self, problems, feedback)
        return {"OUTPUT": str(target), "MEASURES": len(table.rows), "PROBLEMS": len(problems), STUDY: str(path)}


class CheckMeasures(SmartCityAlgorithm):
    """Lists what does not add up in the register of measures."""

    def name(self) -> str:
        """Return the id."""
        return "checkmeasures"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Check measures")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Checks costs and financing (sums, years, eligible costs, own share, rates), the timetable (dates, "
            "dependencies, circles, overdue measures) and the places of the measures (units and focus areas that "
            "changed or are gone). Nothing is changed. Without a date, nothing is told as overdue.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Overdue at this date (YYYY-MM-DD; empty: not checked)")
        self.addParameter(QgsProcessingParameterString("DATE", label, optional=True))
        _add_share(self)
        label = translate("SmartCity", "Table of the check")
        kinds = "HTML (*.html);;CSV (*.csv)"
        temporary = QgsProcessing.TEMPORARY_OUTPUT
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, kinds, temporary, True))
        self.addOutput(QgsProcessingOutputNumber("ERRORS", translate("SmartCity", "Errors")))
        self.addOutput(QgsProcessingOutputNumber("WARNINGS", translate("SmartCity", "Warnings")))
        self.addOutput(QgsProcessingOutputNumber("NOTES", translate("SmartCity", "Notes")))

    def perform(self, parameters, context, feedback):
        """Check, tell and write."""
        from ...study.costs import cost_problems
        from ...study.measure_places import place_problems
        from ...study.schedule import first_day, schedule
        from ...study.study import Study

        path, text = self.study_path(parameters, context), self.parameterAsString(parameters, "DATE", context).strip()
        today = first_day(text)
        if text and today is None:
            raise SmartCityError("measures_no_date", text=text)
        with Study.open(path) as study:
            problems = [
                *cost_problems(study, _share(self, parameters, context)),
                *schedule(study, today).problems,
                *place_problems(study),
            ]
        tell(self, problems, feedback)
        counts = {severity: sum(item.severity is severity for item in problems) for severity in Severity}
        results = {"ERRORS": counts[Severity.ERROR], "WARNINGS": counts[Severity.WARNING]}
        results.update({"NOTES": counts[Severity.NOTE], STUDY: str(path)})
        target = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        if target:
            _write(Path(target), [self._row(problem) for problem in problems], self.displayName())
            results["OUTPUT"] = target
        return results

    def _row(self, problem: Problem) -> list[str]:
        word = {
            Severity.ERROR: translate("SmartCity", "Error"),
            Severity.WARNING: translate("SmartCity", "Warning"),
            Severity.NOTE: translate("SmartCity", "Note"),
        }[problem.severity]
        named = problem.values.get("measure") or problem.values.get("measures") or ""
        number = named if isinstance(named, str) else ", ".join(named)
        return [number, word, *self.sentences(problem)]


class SetMeasureArea(SmartCityAlgorithm):
    """Gives a measure the area of planning units, a focus area or features of a layer."""

    def name(self) -> str:
        """Return the id."""
        return "setmeasurearea"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Set area of a measure")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Gives a measure of the register an area: that of planning units (it follows when the list of units "
            "changes), a copy of a focus area, or the features of a polygon layer put together, in any coordinate "
            "system. Only the area, its origin and the lists of units or focus area change.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(QgsProcessingParameterString("MEASURE", translate("SmartCity", "Number of the measure")))
        label = translate("SmartCity", "The area comes from")
        self.addParameter(
            QgsProcessingParameterEnum("SOURCE", label, SOURCES, defaultValue=UNITS, usesStaticStrings=True)
        )
        label = translate("SmartCity", "Planning units (ids with commas between)")
        self.addParameter(QgsProcessingParameterString("UNITS", label, optional=True))
        label = translate("SmartCity", "Number of the focus area")
        self.addParameter(QgsProcessingParameterString("FOCUS", label, optional=True))
        label = translate("SmartCity", "Layer with the area")
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", label, polygons, optional=True))
        self.addOutput(QgsProcessingOutputNumber("AREA_HA", translate("SmartCity", "Area in hectares")))

    def perform(self, parameters, context, feedback):
        """Store the area."""
        import shapely

        from ...study.measure_places import from_focus, from_shape, from_units
        from ...study.register_changes import apply
        from ...study.study import Study

        path = self.study_path(parameters, context)
        number = self.parameterAsString(parameters, "MEASURE", context).strip()
        source = self.parameterAsEnumString(parameters, "SOURCE", context)
        with Study.open(path, update=True) as study:
            measure = next((item for item in study.measures() if item.measure_id == number), None)
            if measure is None:
                raise SmartCityError("measures_unknown", measure=number)
            if source == LAYER:
                crs = QgsCoordinateReferenceSystem(study.settings.crs)
                _, table = self.read_layer(parameters, "INPUT", {}, crs, context, feedback)
                shapes = [shapely.make_valid(shape) for shape in table.geometry if shape is not None]
                change = from_shape(study, measure, shapely.union_all(shapes))
            elif source == FOCUS:
                change = from_focus(study, measure, self.parameterAsString(parameters, "FOCUS", context).strip())
            else:
                change = from_units(study, measure, split_ids(self.parameterAsString(parameters, "UNITS", context)))
            apply(study, [change])
            shape = study.measure_shapes().get(number)
        return {"AREA_HA": 0.0 if shape is None else shape.area / 10_000.0, STUDY: str(path)}


def tell(algorithm: SmartCityAlgorithm, problems: list[Problem], feedback: Any) -> None:
    """Tell problems in the log, as loud as they matter."""
    for problem in problems:
        say = feedback.pushInfo if problem.severity is Severity.NOTE else feedback.pushWarning
        say(algorithm.sentence(problem))


def _write(path: Path, rows: list[list[str]], title: str) -> None:
    headings = [
        translate("SmartCity", "Measure"),
        translate("SmartCity", "Weight"),
        translate("SmartCity", "What was found"),
        translate("SmartCity", "What to do"),
    ]
    is_csv = path.suffix.lower() == ".csv"
    text = _csv(headings, rows) if is_csv else _html(headings, rows, title)
    try:
        path.write_text(text, encoding="utf-8-sig" if is_csv else "utf-8", newline="")
    except OSError as error:
        raise SmartCityError("write_failed", path=str(path), detail=str(error)[:200]) from error


def _csv(headings: list[str], rows: list[list[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if language() == "de" else ",", lineterminator="\r\n")
    writer.writerows([headings, *rows])
    return stream.getvalue()


def _html(headings: list[str], rows: list[list[str]], title: str) -> str:
    def cells(tag: str, values: list[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(value)}</{tag}>" for value in values) + "</tr>"

    style = "body{font-family:sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px 8px;"
    style += "text-align:left;vertical-align:top}th{background:#eee}"
    nothing = f"<p>{html.escape(translate('SmartCity', 'Nothing was found.'))}</p>"
    table = f"<table>{cells('th', headings)}{''.join(cells('td', row) for row in rows)}</table>" if rows else nothing
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>{style}</style>'
    content = f"<h1>{html.escape(title)}</h1>{table}"
    return f'<!DOCTYPE html><html lang="{language()}"><head>{head}</head><body>{content}</body></html>'
