# SPDX-License-Identifier: GPL-2.0-or-later
"""Suggest strengths, weaknesses, opportunities and threats, and decide on them."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ...bridge.i18n import translate
from ..base import LANGUAGE, OVERLAY, STUDY, SmartCityAlgorithm, split_ids

STATES = ["candidate", "accepted", "rejected"]


class SuggestSwot(SmartCityAlgorithm):
    """Writes what the numbers suggest into the table of strengths and weaknesses, to be decided by people."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "suggestswot"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Suggest strengths and weaknesses")

    def shortHelpString(self) -> str:
        """Return the help text."""
        paragraphs = [
            translate(
                "SmartCity",
                "Suggests strengths (score of at least 75) and weaknesses (score of at most 25) of the municipality by "
                "indicator and of its planning units by sector; opportunities and threats where a value changes "
                "reliably over at least five reference dates, and where the population is forecast to grow by 5 % or "
                "more in places of low or high need.",
            ),
            translate(
                "SmartCity",
                "Suggestions are written into the table “Strengths and weaknesses” with the numbers they rest on. The "
                "document prints accepted entries only. What was decided or written by hand is never touched; "
                "suggestions whose basis is gone are removed.",
            ),
        ]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        self.addOutput(QgsProcessingOutputNumber("NEW", translate("SmartCity", "New suggestions")))
        self.addOutput(QgsProcessingOutputNumber("REMOVED", translate("SmartCity", "Suggestions removed")))
        self.addOutput(QgsProcessingOutputNumber("WAITING", translate("SmartCity", "Suggestions to be decided")))

    def perform(self, parameters, context, feedback):
        """Derive and store."""
        from ...model.problem import Problem, Severity
        from ...report.swot_words import CandidateWords
        from ...report.texts import Texts, load_texts
        from ...report.words import Words
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ...study.swot import candidates, suggest

        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        with Study.open(self.study_path(parameters, context), update=True) as study:
            catalogue = catalogue_of(study)
            found = candidates(study, catalogue)
            units = study.units().frame
            places = dict(zip(units["unit_id"].astype(str), units["name"].astype(str)))
            words = Words(Texts(language, load_texts()), catalogue.vocabulary)
            said = CandidateWords(words, catalogue, places, study.settings.reference_date)
            outcome = suggest(study, found, said)
        if outcome.without_basis:
            values = {"ids": ", ".join(outcome.without_basis)}
            self.report([Problem("swot_basis_gone", Severity.WARNING, values)], feedback)
        text = translate("SmartCity", "{new} suggestions added, {removed} removed, {waiting} to be decided.")
        counts = {"new": len(outcome.new), "removed": len(outcome.removed), "waiting": outcome.waiting}
        feedback.pushInfo(text.format(**counts))
        return {
            **{name.upper(): count for name, count in counts.items()},
            STUDY: str(self.study_path(parameters, context)),
        }


class DecideSwot(SmartCityAlgorithm):
    """Accepts or rejects suggestions."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "decideswot"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Decide on strengths and weaknesses")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Accepts or rejects entries of the table “Strengths and weaknesses” by their numbers (S1, W3 …), or makes "
            "them suggestions again. The document prints accepted entries only. The text of a single entry can be "
            "changed at the same time. The table itself can be edited as a layer, too.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Numbers of the entries, comma separated")
        self.addParameter(QgsProcessingParameterString("IDS", label))
        self.addParameter(
            QgsProcessingParameterEnum(
                "STATE",
                translate("SmartCity", "Decision"),
                STATES,
                defaultValue="accepted",
                usesStaticStrings=True,
            )
        )
        label = translate("SmartCity", "Text of the entry (as it is if empty)")
        self.addParameter(QgsProcessingParameterString("TEXT", label, optional=True, multiLine=True))
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Entries changed")))

    def perform(self, parameters, context, feedback):
        """Store the decision."""
        from ...study.study import Study
        from ...study.swot import decide

        ids = split_ids(self.parameterAsString(parameters, "IDS", context))
        state = self.parameterAsEnumString(parameters, "STATE", context)
        text = self.parameterAsString(parameters, "TEXT", context)
        with Study.open(self.study_path(parameters, context), update=True) as study:
            count = decide(study, ids, state, text)
        return {"COUNT": count, STUDY: str(self.study_path(parameters, context))}
