# SPDX-License-Identifier: GPL-2.0-or-later
"""The funding check and the comparison with the Smart City Charta: evaluated from the study, answered by people.

What a rule finds is never overruled by an answer: where both say something, both are shown. An answer gives the status
only where the study cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Optional

from ..catalogue import Catalogue
from ..catalogue.checklists import CHARTA, FUNDING, Fact, fact_line, load_checklists
from ..model.checklist import (
    ANSWER_STATUSES,
    FULFILLED,
    NOT_APPLICABLE,
    PARTLY,
    STATUSES,
    UNFULFILLED,
    UNKNOWN,
    CheckItem,
)
from ..model.problem import SmartCityError
from ..model.strategy import Answer, Goal
from .checklist_facts import StudyFacts
from .checklist_rules import RULES, Verdict
from .provenance import now
from .register_changes import Change, new_id
from .rows import split_ids
from .study import Study

REFERENCES = ("goal", "measure", "indicator", "procedure", "run")
"""What evidence can refer to, as in goal:Z1."""


@dataclass(frozen=True)
class CheckedItem:
    """An item held against a study.

    ``evaluated`` is what the facts say (``unknown`` if they say nothing), ``status`` what counts: the facts or, only
    where they say nothing, the answer. ``evidence`` are references such as goal:Z1, measure:M2, indicator:…, run:….
    """

    item: CheckItem
    status: str
    evaluated: str = UNKNOWN
    facts: tuple[Fact, ...] = ()
    evidence: tuple[str, ...] = ()
    answer: Optional[Answer] = None

    @property
    def is_contested(self) -> bool:
        """Whether people say something else than the facts of the study."""
        said = self.answer.status if self.answer else None
        return self.evaluated != UNKNOWN and bool(said) and said != self.evaluated

    @property
    def answered(self) -> str:
        """The status people gave, empty if none."""
        return (self.answer.status if self.answer else None) or ""

    @property
    def proofs(self) -> tuple[str, ...]:
        """What people named as evidence: references as in ``evidence``, or what they wrote freely."""
        said = (self.answer.evidence if self.answer else None) or ""
        return tuple(part.strip() for part in said.split(",") if part.strip())


def funding_check(study: Study, catalogue: Catalogue) -> list[CheckedItem]:
    """Return the items of the funding check in their order, each held against the study."""
    facts = StudyFacts(study, catalogue)
    return _checked(FUNDING, facts)


def charta_comparison(study: Study, catalogue: Catalogue) -> list[CheckedItem]:
    """Return the attributes and recommendations of the Charta with the goals, measures and indicators that refer."""
    return _checked(CHARTA, StudyFacts(study, catalogue))


CHECKS = {FUNDING: funding_check, CHARTA: charta_comparison}
"""The checklists by id."""


def _checked(checklist: str, facts: StudyFacts) -> list[CheckedItem]:
    found = []
    for item in load_checklists()[checklist].items.values():
        verdict = _verdict(item, facts)
        answer = facts.answers.get((checklist, item.id))
        said = answer.status if answer and answer.status in ANSWER_STATUSES else None
        status = said or UNKNOWN if verdict.status == UNKNOWN else verdict.status
        found.append(CheckedItem(item, status, verdict.status, verdict.facts, verdict.evidence, answer))
    return found


def _verdict(item: CheckItem, facts: StudyFacts) -> Verdict:
    if item.is_manual:
        return Verdict(UNKNOWN, ())
    if item.rule == "attribute":
        return _references(facts, item.id, "charta", True)
    if item.rule == "guideline":
        return _references(facts, item.id, "guideline", False)
    if item.rule == "charta":
        return _charta(facts)
    return RULES[item.rule](facts, item.thresholds)


def _references(facts: StudyFacts, key: str, field: str, with_indicators: bool) -> Verdict:
    """Return the goals that name an attribute or recommendation, what serves them, and what measures it."""

    def is_named(goal: Goal) -> bool:
        return key in split_ids(getattr(goal, field))

    goals = [goal.goal_id for goal in facts.goals if is_named(goal)]
    measures = [name for name, served in facts.served.items() if set(served) & set(goals) and name in facts.pursued]
    indicators = [name for name in facts.computed if key in facts.catalogue.indicators[name].charta]
    found: list[Fact] = [("goals", len(goals)), ("measures", len(measures))]
    proof = [*(f"goal:{name}" for name in goals), *(f"measure:{name}" for name in measures)]
    if with_indicators:
        found.append(("indicators", len(indicators)))
        proof += [f"indicator:{name}" for name in indicators]
    is_some = bool(goals or (with_indicators and indicators))
    status = FULFILLED if goals and measures else PARTLY if is_some else UNKNOWN
    return Verdict(status, tuple(found), tuple(proof))


def _charta(facts: StudyFacts) -> Verdict:
    checked = _checked(CHARTA, facts)
    known = {
        rule: [item for item in checked if item.item.rule == rule and item.status not in (UNKNOWN, UNFULFILLED)]
        for rule in ("attribute", "guideline")
    }
    met = [item for item in checked if item.status in (FULFILLED, NOT_APPLICABLE)]
    total = {rule: sum(item.item.rule == rule for item in checked) for rule in known}
    count = sum(len(items) for items in known.values())
    is_all = len(met) == len(checked) and any(item.status == FULFILLED for item in met)
    status = FULFILLED if is_all else PARTLY if count else UNFULFILLED
    found = (
        ("charta_met", (len(met), len(checked))),
        ("attributes_met", (len(known["attribute"]), total["attribute"])),
        ("guidelines_answered", (len(known["guideline"]), total["guideline"])),
    )
    return Verdict(status, found)


def counts(checked: Iterable[CheckedItem]) -> dict[str, int]:
    """Return how many items have each status; every status is listed."""
    found = dict.fromkeys(STATUSES, 0)
    for item in checked:
        found[item.status] += 1
    return found


def fact_lines(checked: CheckedItem, language: str) -> list[str]:
    """Return the facts of an item in words."""
    return [fact_line(fact, language, checked.item.checklist) for fact in checked.facts]


# Answers -------------------------------------------------------------------------------------------------------------


def answer_of(study: Study, checklist: str, item_id: str) -> Optional[Answer]:
    """Return the answer to an item, None if nobody answered."""
    found = [item for item in study.records(Answer) if (item.checklist, item.item_id) == (checklist, item_id)]
    return found[-1] if found else None


def answer_change(
    checklist: str,
    item_id: str,
    before: Optional[Answer],
    status: Optional[str] = None,
    text: Optional[str] = None,
    responsible: Optional[str] = None,
    evidence: Optional[str] = None,
) -> Optional[Change]:
    """Return the change that stores an answer in place of the one seen before, None if nothing changes.

    An answer without any content is removed. Raises SmartCityError for an unknown list, item or status.
    """
    lists = load_checklists()
    if checklist not in lists or item_id not in lists[checklist].items:
        raise SmartCityError("checklist_item_unknown", checklist=checklist, item=item_id)
    if status and status not in ANSWER_STATUSES:
        raise SmartCityError("checklist_status_unknown", status=status, known=", ".join(ANSWER_STATUSES))
    given = {
        "status": status or None,
        "text": (text or "").strip() or None,
        "responsible": (responsible or "").strip() or None,
        "evidence": (evidence or "").strip() or None,
    }
    if before is None:
        if not any(given.values()):
            return None
        return Change(None, Answer(new_id(), checklist, item_id, changed_at=now(), **given))
    if not any(given.values()):
        return Change(before, None)
    after = replace(before, **given)
    return None if after == before else Change(before, replace(after, changed_at=now()))
