# SPDX-License-Identifier: GPL-2.0-or-later
"""Costs and financing of the measures (KoFi, § 149 BauGB): sums by source and year, and what does not add up.

An amount that nobody entered is not zero: sums are made of what is known, and ``unknown`` counts what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Optional

from ..model.problem import Problem
from ..model.strategy import Cost, Financing, Measure
from . import cost_checks as checks
from .study import Study

NO_SOURCE = ""
"""Stands in ``by_source`` for financing that names no source of funds, or one that is not in the vocabulary."""


@dataclass(frozen=True)
class CostRow:
    """What a measure costs and who pays, in euros, value added tax included; None where nothing is entered."""

    measure_id: str
    title: str
    lead: Optional[str] = None
    priority: Optional[int] = None
    gross: Optional[float] = None
    """Sum of the rows of costs; the first estimate is not in it."""
    eligible: Optional[float] = None
    """Sum of what can be funded."""
    not_eligible: Optional[float] = None
    """What cannot be funded; None unless every amount of costs says how much of it can."""
    by_source: dict[str, float] = field(default_factory=dict)
    """Financing by source of funds (keys of the vocabulary, and NO_SOURCE)."""
    by_year: dict[int, float] = field(default_factory=dict)
    """Costs by year; what names no year is ``without_year``."""
    financing_by_year: dict[int, float] = field(default_factory=dict)
    without_year: Optional[float] = None
    financing_without_year: Optional[float] = None
    financed: Optional[float] = None
    """Sum of the financing."""
    estimate: Optional[float] = None
    """The first estimate of the register."""
    own_share_percent: Optional[float] = None
    """What the municipality pays, as a share of the whole financing; None where an amount or a source is missing."""
    unknown: int = 0
    """Rows of costs and of financing without an amount: where there are any, the sums are incomplete."""
    note: Optional[str] = None
    problems: list[Problem] = field(default_factory=list)
    cost_rows: int = 0
    financing_rows: int = 0
    open_financing: int = 0
    """Rows of financing without an amount or without a source that is known."""

    @property
    def is_complete(self) -> bool:
        """Whether every row that was entered says how much."""
        return self.unknown == 0


@dataclass(frozen=True)
class CostTable:
    """The costs and financing of all measures; ``problems`` are those of no single measure."""

    years: tuple[int, ...]
    sources: tuple[str, ...]
    """The sources of funds that pay anything, in no particular order of importance: as they first appear."""
    rows: list[CostRow]
    totals: CostRow
    required_share: float
    """The least own share that was checked against, as a share of the eligible costs (project default)."""
    problems: list[Problem] = field(default_factory=list)


def cost_table(study: Study, required_share: float = checks.REQUIRED_SHARE) -> CostTable:
    """Return the costs and financing of all measures in their order, with what does not add up.

    ``required_share`` is the least share of the eligible costs that the municipality bears itself where a measure is
    funded; its default is no rule of law, see ``cost_checks.REQUIRED_SHARE``.
    """
    return cost_table_of(study.measures(), study.records(Cost), study.records(Financing), required_share)


def cost_table_of(
    measures: Sequence[Measure],
    costs: Sequence[Cost],
    financing: Sequence[Financing],
    required_share: float = checks.REQUIRED_SHARE,
) -> CostTable:
    """Return the same from rows that were read already."""
    of_measure: dict[str, tuple[list[Cost], list[Financing]]] = defaultdict(lambda: ([], []))
    for cost in costs:
        of_measure[cost.measure_id][0].append(cost)
    for payment in financing:
        of_measure[payment.measure_id][1].append(payment)
    rows = [cost_row(measure, *of_measure[measure.measure_id], required_share) for measure in measures]
    known = {measure.measure_id for measure in measures}
    problems = checks.orphans([item for item in (*costs, *financing) if item.measure_id not in known])
    years = sorted({year for row in rows for year in (*row.by_year, *row.financing_by_year)})
    sources = tuple(dict.fromkeys(source for row in rows for source in row.by_source))
    return CostTable(tuple(years), sources, rows, totals_of(rows), required_share, problems)


def cost_row(
    measure: Measure,
    costs: Sequence[Cost],
    financing: Sequence[Financing],
    required_share: float = checks.REQUIRED_SHARE,
) -> CostRow:
    """Return the row of one measure from its costs and financing."""
    gross, eligible = total(cost.gross_eur for cost in costs), total(cost.eligible_eur for cost in costs)
    known = [cost for cost in costs if cost.gross_eur is not None]
    split = bool(known) and all(None not in (cost.gross_eur, cost.eligible_eur) for cost in costs)
    open_financing = sum(item.eur is None or item.source not in checks.SOURCES for item in financing)
    financed = total(item.eur for item in financing)
    by_source = _sums((item.source or NO_SOURCE, item.eur) for item in financing)
    row = CostRow(
        measure_id=measure.measure_id,
        title=measure.title,
        lead=measure.lead,
        priority=measure.priority,
        gross=gross,
        eligible=eligible,
        not_eligible=gross - eligible if split and gross is not None and eligible is not None else None,
        by_source=by_source,
        by_year=_sums((cost.year, cost.gross_eur) for cost in costs if cost.year is not None),
        financing_by_year=_sums((item.year, item.eur) for item in financing if item.year is not None),
        without_year=total(cost.gross_eur for cost in costs if cost.year is None),
        financing_without_year=total(item.eur for item in financing if item.year is None),
        financed=financed,
        estimate=measure.cost_eur,
        own_share_percent=None if open_financing else _own_share(by_source, financed),
        unknown=len(costs) - len(known) + sum(item.eur is None for item in financing),
        note="; ".join(dict.fromkeys(item.note.strip() for item in (*costs, *financing) if item.note)) or None,
        cost_rows=len(costs),
        financing_rows=len(financing),
        open_financing=open_financing,
    )
    return replace(row, problems=checks.problems_of(row, costs, financing, required_share))


def totals_of(rows: Sequence[CostRow]) -> CostRow:
    """Return the sums over measures; what is unknown in a row makes them incomplete and is told in ``problems``."""
    financed = total(row.financed for row in rows)
    by_source = _sums(pair for row in rows for pair in row.by_source.items())
    without = [row.measure_id for row in rows if row.gross is None]
    split = all(row.not_eligible is not None for row in rows if row.gross is not None)
    open_financing = sum(row.open_financing for row in rows)
    result = CostRow(
        measure_id="",
        title="",
        gross=total(row.gross for row in rows),
        eligible=total(row.eligible for row in rows),
        not_eligible=total(row.not_eligible for row in rows) if split else None,
        by_source=by_source,
        by_year=_sums(pair for row in rows for pair in row.by_year.items()),
        financing_by_year=_sums(pair for row in rows for pair in row.financing_by_year.items()),
        without_year=total(row.without_year for row in rows),
        financing_without_year=total(row.financing_without_year for row in rows),
        financed=financed,
        estimate=total(row.estimate for row in rows),
        own_share_percent=None if open_financing else _own_share(by_source, financed),
        unknown=sum(row.unknown for row in rows),
        cost_rows=sum(row.cost_rows for row in rows),
        financing_rows=sum(row.financing_rows for row in rows),
        open_financing=open_financing,
    )
    return replace(result, problems=checks.problems_of_totals(result.unknown, without))


def cost_problems(study: Study, required_share: float = checks.REQUIRED_SHARE) -> list[Problem]:
    """Return all that does not add up or is missing: of each measure, of the whole, and of rows without a measure."""
    table = cost_table(study, required_share)
    return [*(problem for row in table.rows for problem in row.problems), *table.totals.problems, *table.problems]


def total_cost(study: Study, measure_id: str) -> Optional[float]:
    """Return what a measure costs, in euros: see ``total_costs``; None also for a measure that there is not."""
    return total_costs(study).get(measure_id)


def total_costs(study: Study) -> dict[str, Optional[float]]:
    """Return what each measure costs: the sum of its rows of costs, else the first estimate, else None (unknown).

    Where a row has no amount the sum would be too low: then the estimate counts if it is not below that sum, else the
    costs are unknown.
    """
    amounts: dict[str, list[Optional[float]]] = defaultdict(list)
    for cost in study.records(Cost):
        amounts[cost.measure_id].append(cost.gross_eur)
    return {item.measure_id: known_cost(item.cost_eur, amounts[item.measure_id]) for item in study.measures()}


def known_cost(estimate: Optional[float], amounts: Sequence[Optional[float]]) -> Optional[float]:
    """Return the costs from the estimate and the amounts of the rows of costs, None if they are not known."""
    known = total(amounts)
    if known is None:
        return estimate
    if None not in amounts:
        return known
    return estimate if estimate is not None and estimate >= known else None


def total(amounts: Iterable[Optional[float]]) -> Optional[float]:
    """Return the sum of the amounts that are known, in whole cents; None if none is."""
    known = [amount for amount in amounts if amount is not None]
    # Summed as cents: so the sum does not depend on the order of the rows.
    return sum(round(amount * 100) for amount in known) / 100 if known else None


def _sums(pairs: Iterable[tuple]) -> dict:
    """Return the sums of the known amounts by key."""
    grouped = defaultdict(list)
    for key, amount in pairs:
        if amount is not None:
            grouped[key].append(amount)
    return {key: total(amounts) for key, amounts in grouped.items()}


def _own_share(by_source: dict[str, float], financed: Optional[float]) -> Optional[float]:
    if not financed or financed < 0:
        return None
    return 100.0 * by_source.get(checks.MUNICIPALITY, 0.0) / financed
