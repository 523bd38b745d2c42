# SPDX-License-Identifier: GPL-2.0-or-later
"""What people contributed and what became of it: facts for window and paper, and weighing that can be undone.

A contribution is weighed once its status is another than ``open``. It is answered if it is weighed and has an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Optional

from ..model.problem import Problem, Severity
from ..model.strategy import ADOPTED, NOTED, OPEN, PARTLY, REJECTED, WEIGHED, Contribution, Goal, Measure, Procedure
from .register_changes import Change
from .rows import split_ids
from .study import Study

STATUSES = (OPEN, ADOPTED, PARTLY, REJECTED, NOTED)
NEEDS_REASON = (PARTLY, REJECTED)
"""What nobody may decide without saying why."""

SHORT_TEXT = 300
"""Characters of a text in tables (project default)."""

MOST_NUMBERS = 8
"""At most so many numbers of contributions are named in a sentence."""


@dataclass(frozen=True)
class ProcedureFacts:
    """A procedure and how far it is weighed; contributions without a procedure stand under one with an empty id."""

    procedure: Procedure
    contributions: int
    located: int
    answered: int


@dataclass(frozen=True)
class ParticipationSummary:
    """The participation of a study in numbers. ``response_rate`` is in percent, None without any contribution.

    ``by_status`` has every status, ``by_sector`` the sectors that occur; contributions without one stand under an empty
    text. ``votes_for`` is None if no platform told votes; ``with_votes`` says of how many contributions they are known.
    ``masked`` counts passages in which personal data were masked.
    """

    procedures: tuple[ProcedureFacts, ...]
    contributions: int
    located: int
    by_status: dict[str, int]
    by_sector: dict[str, int]
    weighed: int
    answered: int
    response_rate: Optional[float]
    with_votes: int
    votes_for: Optional[int]
    votes_against: Optional[int]
    masked: int
    is_example: bool
    """Whether all contributions are examples."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class AnswerRow:
    """A contribution with its answer, as the answer table prints it; votes are None where unknown, never 0."""

    contribution_id: str
    procedure_id: Optional[str]
    date: Optional[str]
    category: Optional[str]
    sector: Optional[str]
    title: Optional[str]
    text: str
    """Shortened; the whole text is in the study."""
    votes_for: Optional[int]
    votes_against: Optional[int]
    comments: Optional[int]
    unit_id: Optional[str]
    indicator_id: Optional[str]
    goal_ids: tuple[str, ...]
    measure_ids: tuple[str, ...]
    status: str
    answer: Optional[str]
    answered_on: Optional[str]
    lacks_answer: bool
    """Weighed as adopted, partly or not adopted, but nobody said why."""
    is_example: bool


def status_of(item: Contribution) -> str:
    """Return the status; a contribution that nobody has looked at has none and is open."""
    return item.status or OPEN


def is_answered(item: Contribution) -> bool:
    """Return whether a contribution is weighed and has an answer."""
    return status_of(item) in WEIGHED and bool((item.answer or "").strip())


def lacks_answer(item: Contribution) -> bool:
    """Return whether a contribution was adopted or not without a word about it; taking note needs none."""
    return status_of(item) not in (OPEN, NOTED) and not (item.answer or "").strip()


def participation_summary(study: Study) -> ParticipationSummary:
    """Return the participation of a study in numbers."""
    items, places = study.records(Contribution), set(study.shapes(Contribution))
    answered = [item for item in items if is_answered(item)]
    statuses, sectors = Counter(map(status_of, items)), Counter(item.sector or "" for item in items)
    return ParticipationSummary(
        procedures=_procedures(study.records(Procedure), items, places),
        contributions=len(items),
        located=sum(item.contribution_id in places for item in items),
        by_status={**{status: statuses[status] for status in STATUSES}, **_others(statuses)},
        by_sector=dict(sorted(sectors.items(), key=lambda pair: (pair[0] == "", -pair[1], pair[0]))),
        weighed=sum(status_of(item) != OPEN for item in items),
        answered=len(answered),
        response_rate=100.0 * len(answered) / len(items) if items else None,
        with_votes=sum(item.votes_for is not None or item.votes_against is not None for item in items),
        votes_for=_sum(item.votes_for for item in items),
        votes_against=_sum(item.votes_against for item in items),
        masked=sum(item.masked or 0 for item in items),
        is_example=bool(items) and all(item.is_example for item in items),
        problems=tuple(participation_problems(study, items)),
    )


def _others(statuses: Counter) -> dict[str, int]:
    """Return statuses that were written into the table by other means and that the vocabulary does not know."""
    return {status: count for status, count in sorted(statuses.items()) if status not in STATUSES}


def _sum(numbers: Iterable[Optional[int]]) -> Optional[int]:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _procedures(
    procedures: Sequence[Procedure], items: Sequence[Contribution], places: Collection[str]
) -> tuple[ProcedureFacts, ...]:
    known = {procedure.procedure_id for procedure in procedures}
    strays = sorted({item.procedure_id or "" for item in items} - known)
    found = []
    for procedure in [*procedures, *(Procedure(name, name) for name in strays)]:
        own = [item for item in items if (item.procedure_id or "") == procedure.procedure_id]
        located = sum(item.contribution_id in places for item in own)
        found.append(ProcedureFacts(procedure, len(own), located, sum(map(is_answered, own))))
    return tuple(found)


def participation_problems(study: Study, items: Optional[Sequence[Contribution]] = None) -> list[Problem]:
    """Return what is to be told: weighed without an answer, still open, links to goals and measures that are gone."""
    items = study.records(Contribution) if items is None else items
    problems = []
    silent = [item.contribution_id for item in items if lacks_answer(item)]
    if silent:
        told = {"count": float(len(silent)), "numbers": listed(silent)}
        problems.append(Problem("contributions_without_reason", Severity.WARNING, told))
    waiting = [item.contribution_id for item in items if status_of(item) == OPEN]
    if waiting:
        values = {"count": float(len(waiting)), "total": float(len(items))}
        problems.append(Problem("contributions_open", Severity.NOTE, values))
    known = {item.goal_id for item in study.records(Goal)} | {item.measure_id for item in study.records(Measure)}
    lost = sorted({name for item in items for name in split_ids(item.goal_ids) + split_ids(item.measure_ids)} - known)
    if lost:
        problems.append(Problem("contributions_linked_to_nothing", Severity.WARNING, {"numbers": listed(lost)}))
    return problems


def listed(numbers: Sequence[str]) -> str:
    """Return some numbers for a sentence."""
    return ", ".join(numbers[:MOST_NUMBERS]) + (", …" if len(numbers) > MOST_NUMBERS else "")


def answer_table(study: Study) -> list[AnswerRow]:
    """Return all contributions with what became of them, by procedure and number."""
    items = sorted(study.records(Contribution), key=lambda item: (item.procedure_id or "", _natural(item)))
    return [
        AnswerRow(
            contribution_id=item.contribution_id,
            procedure_id=item.procedure_id,
            date=item.date,
            category=item.category,
            sector=item.sector,
            title=item.title,
            text=shortened(item.text or ""),
            votes_for=item.votes_for,
            votes_against=item.votes_against,
            comments=item.comments,
            unit_id=item.unit_id,
            indicator_id=item.indicator_id,
            goal_ids=tuple(split_ids(item.goal_ids)),
            measure_ids=tuple(split_ids(item.measure_ids)),
            status=status_of(item),
            answer=item.answer,
            answered_on=item.answered_on,
            lacks_answer=lacks_answer(item),
            is_example=item.is_example,
        )
        for item in items
    ]


def _natural(item: Contribution) -> tuple:
    """Return what sorts numbers as people do: B2 before B10."""
    digits = "".join(sign if sign.isdecimal() else " " for sign in item.contribution_id).split()
    return tuple(int(number) for number in digits), item.contribution_id


def shortened(text: str, most: int = SHORT_TEXT) -> str:
    """Return the beginning of a text on one line, cut between words, with an ellipsis if something is missing."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


# Weighing ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Weighing:
    """What is to be written into contributions; None leaves a field as it is, an empty text empties it."""

    status: Optional[str] = None
    answer: Optional[str] = None
    sector: Optional[str] = None
    indicator_id: Optional[str] = None
    goal_ids: Optional[Sequence[str]] = None
    measure_ids: Optional[Sequence[str]] = None


def weigh(items: Iterable[Contribution], weighing: Weighing, today: str = "") -> list[Change]:
    """Return the changes that weigh contributions, for ``register_changes.apply``; none for what stays as it is.

    The day of the answer is kept with every new wording of it, and goes when the answer goes.
    """
    day = today or date.today().isoformat()
    changes = []
    for item in items:
        fields = {
            name: value or None
            for name, value in (
                ("status", weighing.status),
                ("answer", None if weighing.answer is None else weighing.answer.strip()),
                ("sector", weighing.sector),
                ("indicator_id", weighing.indicator_id),
                ("goal_ids", _joined(weighing.goal_ids)),
                ("measure_ids", _joined(weighing.measure_ids)),
            )
            if value is not None
        }
        if "answer" in fields and fields["answer"] != (item.answer or None):
            fields["answered_on"] = day if fields["answer"] else None
        after = replace(item, **fields)
        if after != item:
            changes.append(Change(item, after))
    return changes


def _joined(ids: Optional[Sequence[str]]) -> Optional[str]:
    return None if ids is None else ",".join(dict.fromkeys(ids))
