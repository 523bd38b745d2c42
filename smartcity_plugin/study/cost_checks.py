# SPDX-License-Identifier: GPL-2.0-or-later
"""What does not add up in the costs and the financing of a measure, as problems for readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Optional, Union

from ..model.problem import Problem, Severity
from ..model.strategy import Cost, Financing

if TYPE_CHECKING:
    from .costs import CostRow

FUNDING = ("federation", "land", "eu")
"""Sources that fund and so may pay eligible costs only."""
MUNICIPALITY = "municipality"
SOURCES = (*FUNDING, MUNICIPALITY, "third", "private", "revenue")

REQUIRED_SHARE = 1 / 3
"""Least share of the eligible costs that the municipality bears itself where a measure is funded: PROJECT DEFAULT.

After the usual split of urban development funding into thirds (Drittelförderung: Federation, Land, municipality). The
guidelines of the Länder and single programmes differ, up to 10 % for towns in need: ask the granting authority.
"""
CENT = 0.005
"""Half a cent for each row that is summed: so much may sums of rounded amounts differ."""
RATE_TOLERANCE = 0.5
"""Percentage points by which a rate that was typed in (33.3) may differ from the amounts: PROJECT DEFAULT."""


def problems_of(
    row: CostRow, costs: Sequence[Cost], financing: Sequence[Financing], required_share: float
) -> list[Problem]:
    """Return what does not add up, or is missing, for one measure."""
    return [
        *_amounts(row.measure_id, costs, financing),
        *_missing(row, costs, financing),
        *_balance(row, len(costs) + len(financing)),
        *_years(row, costs, financing),
        *_funding(row, costs, financing, required_share),
        *_rates(row, costs, financing),
    ]


def problems_of_totals(unknown: int, without_costs: Sequence[str]) -> list[Problem]:
    """Return what makes the sums over all measures incomplete."""
    found = []
    if unknown:
        found.append(Problem("costs_total_incomplete", Severity.NOTE, {"count": unknown}))
    if without_costs:
        values = {"count": len(without_costs), "measures": list(without_costs)}
        found.append(Problem("costs_total_without", Severity.NOTE, values))
    return found


def orphans(rows: Sequence[Union[Cost, Financing]]) -> list[Problem]:
    """Return that rows belong to measures that do not exist: in no table, but not deleted either."""
    if not rows:
        return []
    values = {"count": len(rows), "measures": sorted({item.measure_id or "–" for item in rows})}
    return [Problem("costs_orphaned", Severity.WARNING, values)]


def _amounts(measure: str, costs: Sequence[Cost], financing: Sequence[Financing]) -> list[Problem]:
    amounts = [*(item.gross_eur for item in costs), *(item.eur for item in financing)]
    negative = sum(amount is not None and amount < 0 for amount in (*amounts, *(item.eligible_eur for item in costs)))
    zero = sum(amount == 0 for amount in amounts)
    found = []
    if negative:
        found.append(Problem("costs_negative", Severity.WARNING, {"measure": measure, "count": negative}))
    if zero:
        found.append(Problem("costs_zero", Severity.NOTE, {"measure": measure, "count": zero}))
    above = sum(
        item.eligible_eur is not None and item.gross_eur is not None and item.eligible_eur > item.gross_eur + CENT
        for item in costs
    )
    if above:
        found.append(Problem("costs_eligible_above_gross", Severity.WARNING, {"measure": measure, "count": above}))
    return found


def _missing(row: CostRow, costs: Sequence[Cost], financing: Sequence[Financing]) -> list[Problem]:
    measure, found = row.measure_id, []
    if row.unknown:
        found.append(Problem("costs_unknown", Severity.NOTE, {"measure": measure, "count": row.unknown}))
    undivided = sum(item.gross_eur is not None and item.eligible_eur is None for item in costs)
    if undivided and financing:
        found.append(Problem("costs_eligible_unknown", Severity.NOTE, {"measure": measure, "count": undivided}))
    unnamed = sum(item.source not in SOURCES for item in financing)
    if unnamed:
        found.append(Problem("financing_without_source", Severity.WARNING, {"measure": measure, "count": unnamed}))
    if row.estimate is not None and row.gross is not None and abs(row.estimate - row.gross) > CENT * len(costs):
        values = {"measure": measure, "estimate": row.estimate, "costs": row.gross}
        found.append(Problem("costs_estimate_differs", Severity.NOTE, values))
    if row.estimate is not None and not costs:
        found.append(Problem("costs_only_estimate", Severity.NOTE, {"measure": measure, "estimate": row.estimate}))
    return found


def _balance(row: CostRow, rows: int) -> list[Problem]:
    """Costs without financing, the reverse, or sums that differ (only told where all amounts are known)."""
    measure = row.measure_id
    if row.gross is not None and row.financed is None:
        return [Problem("costs_without_financing", Severity.NOTE, {"measure": measure, "costs": row.gross})]
    if row.financed is not None and row.gross is None:
        return [Problem("financing_without_costs", Severity.WARNING, {"measure": measure, "financing": row.financed})]
    if row.gross is None or row.financed is None or not row.is_complete:
        return []
    missing, tolerance = row.gross - row.financed, CENT * rows
    if abs(missing) <= tolerance:
        return []
    if missing > 0:
        values = {"measure": measure, "costs": row.gross, "financing": row.financed, "missing": _cents(missing)}
        return [Problem("financing_too_low", Severity.WARNING, values)]
    return [_surplus(row, _cents(-missing))]


def _surplus(row: CostRow, surplus: float) -> Problem:
    values = {"measure": row.measure_id, "costs": row.gross, "financing": row.financed, "surplus": surplus}
    return Problem("financing_too_high", Severity.WARNING, values)


def _years(row: CostRow, costs: Sequence[Cost], financing: Sequence[Financing]) -> list[Problem]:
    """Rows without a year, and years in which costs and financing differ."""
    measure, found = row.measure_id, []
    open_rows = sum(item.year is None for item in (*costs, *financing))
    if open_rows:
        found.append(Problem("costs_without_year", Severity.NOTE, {"measure": measure, "count": open_rows}))
    if not (row.is_complete and row.by_year and row.financing_by_year) or open_rows:
        return found
    differing = []
    for year in sorted({*row.by_year, *row.financing_by_year}):
        count = sum(item.year == year for item in (*costs, *financing))
        if abs(row.by_year.get(year, 0.0) - row.financing_by_year.get(year, 0.0)) > CENT * count:
            differing.append(str(year))
    if differing:
        found.append(Problem("costs_years_differ", Severity.WARNING, {"measure": measure, "years": differing}))
    return found


def _funding(
    row: CostRow, costs: Sequence[Cost], financing: Sequence[Financing], required_share: float
) -> list[Problem]:
    """Funding above the eligible costs, and an own share below what is usually asked for."""
    funded = sum(row.by_source.get(source, 0.0) for source in FUNDING)
    if funded <= 0 or row.eligible is None or any(item.eligible_eur is None for item in costs):
        return []
    measure, found = row.measure_id, []
    tolerance = CENT * (len(costs) + len(financing))
    if funded > row.eligible + tolerance:
        above = {"measure": measure, "funding": funded, "eligible": row.eligible}
        found.append(Problem("funding_above_eligible", Severity.WARNING, above))
    own, required = row.by_source.get(MUNICIPALITY, 0.0), required_share * row.eligible
    if row.is_complete and not row.open_financing and own < required - tolerance:
        values = {"measure": measure, "own": own, "required": _cents(required), "share": round(100 * required_share, 1)}
        found.append(Problem("own_share_low", Severity.NOTE, values))
    return found


def _rates(row: CostRow, costs: Sequence[Cost], financing: Sequence[Financing]) -> list[Problem]:
    """Rates of funding outside 0 to 100 %, or that do not fit the amounts and the eligible costs."""
    measure, found = row.measure_id, []
    outside = sum(item.rate_percent is not None and not 0 <= item.rate_percent <= 100 for item in financing)
    if outside:
        found.append(Problem("funding_rate_impossible", Severity.WARNING, {"measure": measure, "count": outside}))
    if not costs or any(item.eligible_eur is None for item in costs):
        return found
    grouped: dict[tuple[str, Optional[str], float], list[Financing]] = defaultdict(list)
    for item in financing:
        if item.source in FUNDING and item.rate_percent is not None and 0 <= item.rate_percent <= 100:
            grouped[item.source, item.programme, item.rate_percent].append(item)
    for (source, _, rate), items in grouped.items():
        if any(item.eur is None for item in items):
            continue
        paid = sum(item.eur or 0.0 for item in items)
        implied = [100.0 * paid / base for base in _bases(row, costs, items) if base > 0]
        if implied and all(abs(one - rate) > RATE_TOLERANCE for one in implied):
            values = {"measure": measure, "fund": source, "rate": rate, "implied": round(implied[0], 1)}
            found.append(Problem("funding_rate_differs", Severity.NOTE, values))
    return found


def _bases(row: CostRow, costs: Sequence[Cost], items: Sequence[Financing]) -> list[float]:
    """Return what a rate may refer to: all eligible costs, or those of the years in which the source pays."""
    years = {item.year for item in items}
    of_years = sum(cost.eligible_eur or 0.0 for cost in costs if cost.year in years)
    return [row.eligible or 0.0] if None in years else [row.eligible or 0.0, of_years]


def _cents(amount: float) -> float:
    return round(amount, 2)
