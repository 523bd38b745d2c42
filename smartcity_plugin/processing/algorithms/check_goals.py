# SPDX-License-Identifier: GPL-2.0-or-later
"""Check whether the sub-goals of a study are SMART."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path

from qgis.core import QgsProcessing, QgsProcessingOutputNumber, QgsProcessingParameterFileDestination

from ...bridge.i18n import language, translate
from ...bridge.smart_words import letter_title, missing_words, state_words
from ...model.problem import SmartCityError
from ..base import STUDY, SmartCityAlgorithm

_MARKS = {True: "✓", False: "✗", None: "?"}


class CheckGoals(SmartCityAlgorithm):
    """Lists for every sub-goal which of the five letters hold and what is missing."""

    def name(self) -> str:
        """Return the id."""
        return "checkgoals"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Check goals (SMART)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Checks every sub-goal: specific (title, field of action, area), measurable (indicator or quantity with "
            "baseline and target), ambitious and accepted (a target that is possible and better than the baseline, "
            "somebody responsible), relevant (linked to a need, a dimension, the 2030 Agenda or the Smart City "
            "Charter), timed (target year after the baseline). What each letter asks for is a project default. Visions "
            "and main goals need no figures and are not checked.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Table of the check")
        kinds = "HTML (*.html);;CSV (*.csv)"
        temporary = QgsProcessing.TEMPORARY_OUTPUT
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, kinds, temporary, True))
        self.addOutput(QgsProcessingOutputNumber("GOALS", translate("SmartCity", "Sub-goals checked")))
        self.addOutput(QgsProcessingOutputNumber("SMART", translate("SmartCity", "SMART sub-goals")))

    def perform(self, parameters, context, feedback):
        """Check, tell and write."""
        from ...study.smart import LETTERS, smart_check
        from ...study.study import Study

        path = self.study_path(parameters, context)
        with Study.open(path) as study:
            checks = smart_check(study)
            titles = {goal.goal_id: goal.title for goal in study.goals()}
        heads = [letter_title(letter) for letter in LETTERS]
        missing = translate("SmartCity", "Still to do")
        headings = [translate("SmartCity", "No."), translate("SmartCity", "Goal"), *heads, missing]
        rows = []
        for number, check in checks.items():
            words = "; ".join(missing_words(key) for key in check.missing)
            rows.append([number, titles[number], *check.states, words])
            feedback.pushInfo(f"{number} {''.join(_MARKS[state] for state in check.states)} {words}")
        results = {"GOALS": len(checks), "SMART": sum(check.is_smart for check in checks.values()), STUDY: str(path)}
        target = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        if target:
            _write(Path(target), headings, rows, self.displayName())
            results["OUTPUT"] = target
        return results


def _write(path: Path, headings: list[str], rows: list[list], title: str) -> None:
    text = _csv(headings, rows) if path.suffix.lower() == ".csv" else _html(headings, rows, title)
    try:
        path.write_text(text, encoding="utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8", newline="")
    except OSError as error:
        raise SmartCityError("write_failed", path=str(path), detail=str(error)[:200]) from error


def _csv(headings: list[str], rows: list[list]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if language() == "de" else ",", lineterminator="\r\n")
    writer.writerow(headings)
    for number, title, *states, words in rows:
        writer.writerow([number, title, *map(state_words, states), words])
    return stream.getvalue()


def _html(headings: list[str], rows: list[list], title: str) -> str:
    def cells(tag: str, values: list[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(value)}</{tag}>" for value in values) + "</tr>"

    body = [
        cells("td", [number, goal, *(f"{_MARKS[state]} {state_words(state)}" for state in states), words])
        for number, goal, *states, words in rows
    ]
    style = "body{font-family:sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px 8px;"
    style += "text-align:left;vertical-align:top}th{background:#eee}"
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>{style}</style>'
    table = f"<table>{cells('th', headings)}{''.join(body)}</table>"
    content = f"<h1>{html.escape(title)}</h1>{table}"
    return f'<!DOCTYPE html><html lang="{language()}"><head>{head}</head><body>{content}</body></html>'
