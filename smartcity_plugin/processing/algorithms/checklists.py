# SPDX-License-Identifier: GPL-2.0-or-later
"""The funding check with the comparison with the Smart City Charter, and answers to their items."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...model.checklist import ANSWER_STATUSES
from ...model.problem import Problem, Severity
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm

FILES = "HTML (*.html);;Excel (*.xlsx);;CSV (*.csv)"
HTML = (".html", ".htm")
LISTS = ("funding", "charta")
KEPT = "unchanged"


class FundingCheck(SmartCityAlgorithm):
    """Holds the study against what funding programmes and the Charter ask for, and writes the result."""

    def name(self) -> str:
        """Return the id."""
        return "fundingcheck"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Funding check and comparison with the Charter")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Holds the study against what the programme “Modellprojekte Smart Cities” asks for, and against the "
            "attributes and recommendations of the Smart City Charter: what the study shows, with evidence, and what "
            "the municipality answered. Texts are our own summary from secondary sources and no official checklist; "
            "limits of the evaluation are project defaults. As a web page, XLSX, or CSV with a file per list.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        label = translate("SmartCity", "Report of the funding check")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter=FILES))
        labels = {
            "FULFILLED": translate("SmartCity", "Items fulfilled"),
            "PARTLY": translate("SmartCity", "Items partly fulfilled"),
            "UNFULFILLED": translate("SmartCity", "Items not fulfilled"),
            "UNKNOWN": translate("SmartCity", "Items open"),
            "NOT_APPLICABLE": translate("SmartCity", "Items not applicable"),
        }
        for name, label in labels.items():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def perform(self, parameters, context, feedback):
        """Evaluate and write."""
        from ...report.check_sheets import PAGE_COLUMNS, check_sheets
        from ...report.sheet_page import write_sheet_page
        from ...report.texts import Texts, load_texts
        from ...report.words import Words
        from ...sources.sheet_writing import write_sheets
        from ...study.checklists import CHECKS, counts
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = self.study_path(parameters, context)
        wanted = self.parameterAsEnumString(parameters, LANGUAGE, context) or language()
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        with Study.open(path) as study:
            catalogue = catalogue_of(study)
            checked = {name: check(study, catalogue) for name, check in CHECKS.items()}
            words = Words(Texts(wanted, load_texts()), catalogue.vocabulary)
            if target.suffix.lower() in HTML:
                title = words.say("checks.sheet_title.page")
                write_sheet_page(study, title, check_sheets(checked, words, PAGE_COLUMNS), words, target)
                files = [target]
            else:
                files = write_sheets(target, check_sheets(checked, words), wanted)
        for file in files:
            feedback.pushInfo(str(file))
        contested = [item for items in checked.values() for item in items if item.is_contested]
        self.report([contested_problem(item, words) for item in contested], feedback)
        found = {status.upper(): count for status, count in counts(checked["funding"]).items()}
        return {"OUTPUT": str(target), **found, STUDY: str(path)}


def contested_problem(item, words) -> Problem:
    """Return that people answered something else than what the study shows."""
    titles = words.vocabulary.answer_statuses
    values = {
        "item": words.of(item.item.title),
        "answer": words.of(titles[item.answered].title),
        "shown": words.of(titles[item.evaluated].title),
    }
    return Problem("checklist_contested", Severity.NOTE, values)


class AnswerChecklist(SmartCityAlgorithm):
    """Stores what people answer to an item; what is left empty stays as it was."""

    def name(self) -> str:
        """Return the id."""
        return "answerchecklist"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Answer an item of the funding check")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Stores explanation, responsible office, evidence and status for an item of the funding check or of the "
            "comparison with the Charter. Empty fields stay as they are; a minus sign (-) empties one. The status "
            "counts only where the study itself cannot tell; otherwise both are shown.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Checklist")
        self.addParameter(
            QgsProcessingParameterEnum("CHECKLIST", label, list(LISTS), defaultValue=LISTS[0], usesStaticStrings=True)
        )
        label = translate("SmartCity", "Item (id, as in the report, such as scalable or 1.3)")
        self.addParameter(QgsProcessingParameterString("ITEM", label))
        label = translate("SmartCity", "Status")
        options = [KEPT, "-", *ANSWER_STATUSES]
        self.addParameter(
            QgsProcessingParameterEnum("STATUS", label, options, defaultValue=KEPT, usesStaticStrings=True)
        )
        texts = {
            "TEXT": translate("SmartCity", "Explanation"),
            "RESPONSIBLE": translate("SmartCity", "Responsible"),
            "EVIDENCE": translate("SmartCity", "Evidence (such as goal:Z1, measure:M2, or free text)"),
        }
        for name, label in texts.items():
            self.addParameter(QgsProcessingParameterString(name, label, multiLine=name == "TEXT", optional=True))
        self.addOutput(QgsProcessingOutputString("STATE", translate("SmartCity", "State of the item")))

    def perform(self, parameters, context, feedback):
        """Store the answer and tell how the item stands now."""
        from ...report.texts import Texts, load_texts
        from ...report.words import Words
        from ...study.checklists import CHECKS, answer_change, answer_of
        from ...study.own_indicators import catalogue_of
        from ...study.register_changes import apply
        from ...study.study import Study

        path = self.study_path(parameters, context)
        checklist = self.parameterAsEnumString(parameters, "CHECKLIST", context)
        item = self.parameterAsString(parameters, "ITEM", context).strip()
        status = self.parameterAsEnumString(parameters, "STATUS", context)
        given = {
            name.lower(): self.parameterAsString(parameters, name, context).strip()
            for name in ("TEXT", "RESPONSIBLE", "EVIDENCE")
        }
        given["status"] = "" if status == KEPT else status
        with Study.open(path, update=True) as study:
            before = answer_of(study, checklist, item)
            stored = {name: (getattr(before, name) if before else None) for name in given}
            after = {name: None if text == "-" else text or stored[name] for name, text in given.items()}
            change = answer_change(checklist, item, before, **after)
            if change is not None:
                apply(study, [change])
            catalogue = catalogue_of(study)
            found = next(one for one in CHECKS[checklist](study, catalogue) if one.item.id == item)
            words = Words(Texts(language(), load_texts()), catalogue.vocabulary)
        if found.is_contested:
            self.report([contested_problem(found, words)], feedback)
        return {"STATE": found.status, STUDY: str(path)}
