# SPDX-License-Identifier: GPL-2.0-or-later
"""What suggested strengths and weaknesses, opportunities and threats say, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping

from ..catalogue import Catalogue
from ..engine.composite.needs import STRONG, WEAK
from ..study.swot import GROWTH, TREND_P, Candidate
from .words import Words


class CandidateWords:
    """Puts candidates into words; ``places`` are names by unit id, ``period`` is the reference date of the scores."""

    def __init__(self, words: Words, catalogue: Catalogue, places: Mapping[str, str], period: str) -> None:
        self._words, self._catalogue, self._places, self._period = words, catalogue, places, period

    def __call__(self, candidate: Candidate) -> tuple[str, str]:
        """Return text and basis of a candidate."""
        return self.text(candidate), self.basis(candidate)

    def text(self, candidate: Candidate) -> str:
        """Return the statement, without numbers."""
        place = self._places.get(candidate.unit_id, candidate.unit_id)
        subject = self._subject(candidate)
        return self._words.say(f"swot.candidate.{candidate.reason}.{candidate.kind}", place=place, subject=subject)

    def basis(self, candidate: Candidate) -> str:
        """Return the numbers that the statement rests on, with the limits and what the values rest on."""
        words, facts = self._words, candidate.facts
        if candidate.reason == "trend":
            unit = self._catalogue.indicators[candidate.indicator_id].unit
            return words.say(
                "swot.basis.trend",
                value_from=words.value(facts["value_from"], unit),
                value_to=words.value(facts["value_to"], unit),
                start=words.date(facts["start"]),
                end=words.date(facts["end"]),
                periods=words.number(facts["periods"]),
                p=words.number(facts["p"], 3),
                limit=words.number(TREND_P, 2),
            )
        if candidate.reason == "forecast":
            return words.say(
                "swot.basis.forecast",
                start=facts["start"],
                end=facts["end"],
                share=words.percent(facts["share"]),
                limit=words.percent(GROWTH),
                score=words.number(facts["score"]),
            )
        said = words.say(
            "swot.basis.score",
            score=words.number(facts["score"]),
            date=words.date(self._period),
            strong=words.number(STRONG),
            weak=words.number(WEAK),
        )
        flags = [name for name in facts.get("flags", "").split(",") if name in words.vocabulary.flags]
        if not flags:
            return said
        titles = [words.of(words.vocabulary.flags[name].title) for name in flags]
        return " ".join((said, words.say("swot.basis.flags", flags="; ".join(titles))))

    def _subject(self, candidate: Candidate) -> str:
        if candidate.indicator_id:
            return self._words.of(self._catalogue.indicators[candidate.indicator_id].title)
        sector = self._catalogue.sectors.get(candidate.sector)
        return self._words.of(sector.title) if sector else ""
