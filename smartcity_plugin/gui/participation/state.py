# SPDX-License-Identifier: GPL-2.0-or-later
"""What the window knows of a study: contributions with their words, goals, measures, units."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from ...bridge.i18n import language
from ...catalogue import Catalogue, load_catalogue
from ...model.strategy import Contribution, Goal, Measure, Procedure
from ...model.taxonomy import Term

OPEN_ONLY, SILENT, DOUBTFUL = "open_only", "silent", "doubtful"
"""Filters besides the statuses: not weighed, weighed without an answer, texts that may name persons."""


@dataclass
class Facts:
    """A study as it was read last; empty before."""

    catalogue: Catalogue = field(default_factory=load_catalogue)
    items: list[Contribution] = field(default_factory=list)
    points: dict[str, Any] = field(default_factory=dict)
    crs: str = ""
    language: str = "de"
    units: dict[str, str] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    areas: dict[str, Any] = field(default_factory=dict)
    procedures: list[Procedure] = field(default_factory=list)
    mappings: dict[str, Any] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    """The words of a text that point to a person, by number of the contribution."""
    answered: int = 0
    rate: Optional[float] = None

    def title(self, group: dict[str, Term], key: Optional[str]) -> str:
        """Return the title of a term of a vocabulary, the key itself if the vocabulary does not have it."""
        return group[key].title.in_language(language()) if key in group else (key or "")

    def sector(self, key: Optional[str]) -> str:
        """Return the title of a sector."""
        return self.title(self.catalogue.vocabulary.sectors, key)

    def status(self, key: Optional[str]) -> str:
        """Return the title of a status."""
        return self.title(self.catalogue.vocabulary.contribution_statuses, key)


def read_facts(path: str) -> Facts:
    """Read a study; raises what opening it raises."""
    from ...sources.participation.masking import review_reason
    from ...study.import_mappings import mappings
    from ...study.own_indicators import catalogue_of
    from ...study.participation import answer_table, participation_summary
    from ...study.study import Study

    with Study.open(Path(path)) as study:
        summary = participation_summary(study)
        by_number = {item.contribution_id: item for item in study.records(Contribution)}
        items = [by_number[row.contribution_id] for row in answer_table(study)]
        units = study.units()
        reasons = {item.contribution_id: review_reason(f"{item.title or ''}\n{item.text or ''}") for item in items}
        return Facts(
            catalogue=catalogue_of(study),
            items=items,
            points=study.shapes(Contribution),
            crs=study.settings.crs,
            language=study.settings.language,
            units=dict(zip(units.ids("unit_id"), units.frame["name"].fillna("").astype(str))),
            goals=study.records(Goal),
            measures=study.records(Measure),
            areas=study.measure_shapes(),
            procedures=study.records(Procedure),
            mappings=mappings(study),
            reasons={number: reason for number, reason in reasons.items() if reason},
            answered=summary.answered,
            rate=summary.response_rate,
        )
