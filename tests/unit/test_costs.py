# SPDX-License-Identifier: GPL-2.0-or-later
"""Costs and financing: worked by hand, whatever the order of the rows, and nothing unknown taken for zero."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.problem import Severity
from smartcity_plugin.model.strategy import Cost, Financing, Measure
from smartcity_plugin.study.cost_checks import REQUIRED_SHARE
from smartcity_plugin.study.costs import (
    NO_SOURCE,
    cost_problems,
    cost_row,
    cost_table,
    known_cost,
    total_cost,
    totals_of,
)

PARK = Measure("GRU-01", "Park", lead="Grünflächenamt", priority=1)
# Plan 30,000 (all eligible, 2026), construction 270,000 (240,000 eligible, 2027): 300,000 gross, 270,000 eligible,
# 30,000 not eligible. A third of 270,000 is 90,000: Federation 90,000, Land 90,000, the municipality 90,000 + 30,000.
COSTS = (
    Cost("c1", "GRU-01", "preparation", 2026, 30_000.0, 30_000.0, "Wettbewerb"),
    Cost("c2", "GRU-01", "construction", 2027, 270_000.0, 240_000.0),
)
FINANCING = (
    Financing("f1", "GRU-01", "federation", "Städtebauförderung", 33.3, 10_000.0, 2026),
    Financing("f2", "GRU-01", "land", "Städtebauförderung", 33.3, 10_000.0, 2026),
    Financing("f3", "GRU-01", "municipality", None, None, 10_000.0, 2026),
    Financing("f4", "GRU-01", "federation", "Städtebauförderung", 33.3, 80_000.0, 2027),
    Financing("f5", "GRU-01", "land", "Städtebauförderung", 33.3, 80_000.0, 2027),
    Financing("f6", "GRU-01", "municipality", None, None, 110_000.0, 2027),
)


def keys(problems):
    return [problem.key for problem in problems]


def changed(rows, number, **values):
    from dataclasses import replace

    return [replace(row, **values) if index == number else row for index, row in enumerate(rows)]


def test_a_table_worked_by_hand():
    row = cost_row(PARK, COSTS, FINANCING)
    assert (row.gross, row.eligible, row.not_eligible) == (300_000.0, 270_000.0, 30_000.0)
    assert row.by_source == {"federation": 90_000.0, "land": 90_000.0, "municipality": 120_000.0}
    assert row.by_year == row.financing_by_year == {2026: 30_000.0, 2027: 270_000.0}
    assert row.financed == 300_000.0
    assert row.own_share_percent == pytest.approx(40.0)  # 120,000 of 300,000
    assert (row.note, row.lead, row.priority, row.problems) == ("Wettbewerb", "Grünflächenamt", 1, [])


@pytest.mark.parametrize(
    ("costs", "financing", "expected"),
    [
        # 10,000 missing; the year 2027 then differs, too.
        (COSTS, changed(FINANCING, 5, eur=100_000.0), {"financing_too_low", "costs_years_differ"}),
        (COSTS, changed(FINANCING, 5, eur=120_000.0), {"financing_too_high", "costs_years_differ"}),
        # The sums agree, the years do not.
        (
            COSTS,
            changed(changed(FINANCING, 5, eur=80_000.0), 2, eur=40_000.0),
            {"costs_years_differ"},
        ),
        # Funding of 280,000 for 270,000 eligible; own share 20,000 of the 90,000 asked for; 103.7 % instead of 33.3 %.
        (
            COSTS,
            changed(changed(FINANCING, 3, eur=180_000.0), 5, eur=10_000.0),
            {"funding_above_eligible", "own_share_low", "funding_rate_differs"},
        ),
        (COSTS, (), {"costs_without_financing"}),
        ((), FINANCING, {"financing_without_costs"}),
        (changed(COSTS, 0, year=None), FINANCING, {"costs_without_year"}),
        (changed(COSTS, 0, eligible_eur=None), FINANCING, {"costs_eligible_unknown"}),
        (changed(COSTS, 0, gross_eur=None), FINANCING, {"costs_unknown"}),
        (changed(COSTS, 1, eligible_eur=270_001.0), FINANCING, {"costs_eligible_above_gross", "funding_rate_differs"}),
        (COSTS, changed(FINANCING, 2, source=None), {"financing_without_source"}),
        (COSTS, changed(FINANCING, 0, rate_percent=133.0), {"funding_rate_impossible"}),
        (COSTS, changed(FINANCING, 0, rate_percent=50.0), {"funding_rate_differs"}),
        ((*COSTS, Cost("c3", "GRU-01", "land", 2026, 0.0, 0.0)), FINANCING, {"costs_zero"}),
        ((*COSTS, Cost("c3", "GRU-01", "land", 2026, -5.0, 0.0)), FINANCING, {"costs_negative"}),
    ],
)
def test_what_does_not_add_up_is_told(costs, financing, expected):
    problems = cost_row(PARK, costs, financing).problems
    assert expected <= set(keys(problems))
    for problem in problems:
        assert load_catalogue().sentence(problem, "de").startswith("Maßnahme GRU-01")


def test_missing_money_is_named_to_the_cent():
    (problem,) = cost_row(
        PARK, COSTS[:1], [Financing("f", PARK.measure_id, "municipality", eur=29_999.98, year=2026)]
    ).problems[:1]
    assert (problem.key, problem.values["missing"]) == ("financing_too_low", 0.02)


def test_thirds_that_are_rounded_to_cents_still_add_up():
    # 100 / 3 = 33.333…, entered with two decimals three times: 99.99; the cent is within half a cent × 4 rows.
    third = [Financing(f"f{n}", "M", source, eur=33.33, year=2026) for n, source in enumerate(("federation", "land"))]
    own = Financing("f9", "M", "municipality", eur=33.33, year=2026)
    row = cost_row(Measure("M", "Weg"), [Cost("c", "M", "construction", 2026, 100.0, 100.0)], [*third, own])
    assert (row.financed, row.problems) == (99.99, [])


def test_the_required_share_is_a_parameter_and_only_a_note():
    low = changed(changed(FINANCING, 3, eur=120_000.0), 5, eur=70_000.0)  # own 80,000 of 90,000
    (found,) = [item for item in cost_row(PARK, COSTS, low).problems if item.key == "own_share_low"]
    assert found.severity is Severity.NOTE
    assert (found.values["own"], found.values["required"], found.values["share"]) == (80_000.0, 90_000.0, 33.3)
    assert "Projektvorgabe" in load_catalogue().sentence(found, "de")
    assert "own_share_low" not in keys(cost_row(PARK, COSTS, low, required_share=0.1).problems)
    assert pytest.approx(1 / 3) == REQUIRED_SHARE


def test_what_nobody_entered_is_not_zero():
    row = cost_row(PARK, changed(COSTS, 1, gross_eur=None), FINANCING)
    assert (row.gross, row.unknown, row.is_complete, row.by_year) == (30_000.0, 1, False, {2026: 30_000.0})
    empty = cost_row(PARK, [Cost("c", "GRU-01")], [])
    assert (empty.gross, empty.eligible, empty.not_eligible, empty.financed) == (None, None, None, None)
    assert (empty.own_share_percent, empty.by_source, empty.by_year) == (None, {}, {})


@pytest.mark.parametrize("gap", [{"eur": None}, {"source": None}, {"source": "Bund"}])
def test_an_own_share_of_part_of_the_financing_is_none(gap):
    """The municipality is named without its amount, or somebody unnamed pays: 0 % would be a guess."""
    row = cost_row(
        PARK, COSTS, [FINANCING[0], Financing("f", "GRU-01", **{"source": "municipality", "eur": 5.0, **gap})]
    )
    known = cost_row(Measure("M2", "Weg"), [], FINANCING)
    assert (row.own_share_percent, row.open_financing) == (None, 1)
    assert (totals_of([row, known]).own_share_percent, totals_of([known]).own_share_percent) == (None, 40.0)
    # Nobody but the Federation pays: that is known, and it is nothing.
    assert cost_row(PARK, COSTS, FINANCING[:2]).own_share_percent == 0.0


def test_what_cannot_be_funded_is_known_only_with_all_amounts():
    """100 of which 80 are eligible, and 50 eligible of an unknown sum: not 100 − 130."""
    costs = [Cost("c1", "GRU-01", "land", 2026, 100.0, 80.0), Cost("c2", "GRU-01", "land", 2026, None, 50.0)]
    row = cost_row(PARK, costs, [])
    assert (row.gross, row.eligible, row.not_eligible) == (100.0, 130.0, None)
    assert totals_of([row]).not_eligible is None


def test_total_costs_never_take_a_part_for_the_whole():
    assert known_cost(None, []) is None
    assert known_cost(500.0, []) == 500.0
    assert known_cost(500.0, [100.0, 200.0]) == 300.0
    assert known_cost(500.0, [100.0, None]) == 500.0
    assert known_cost(50.0, [100.0, None]) is None
    assert known_cost(None, [100.0, None]) is None
    assert known_cost(500.0, [None]) == 500.0


def test_the_table_of_a_study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_measures([PARK, Measure("M2", "Weg", cost_eur=1_000.0), Measure("M3", "Baum")])
        study.save_records(Cost, [*COSTS, Cost("x", "GONE", gross_eur=7.0), Cost("y", "M3")])
        study.save_records(Financing, [*FINANCING, Financing("z", "GONE", "land", eur=7.0)])
        table = cost_table(study)
        assert [row.measure_id for row in table.rows] == ["GRU-01", "M2", "M3"]
        assert (table.years, set(table.sources)) == ((2026, 2027), {"federation", "land", "municipality"})
        assert (table.totals.gross, table.totals.financed, table.totals.estimate) == (300_000.0, 300_000.0, 1_000.0)
        assert table.totals.not_eligible == 30_000.0
        assert keys(table.totals.problems) == ["costs_total_incomplete", "costs_total_without"]
        assert table.totals.problems[1].values["measures"] == ["M2", "M3"]
        assert (table.problems[0].key, table.problems[0].values) == (
            "costs_orphaned",
            {"count": 2, "measures": ["GONE"]},
        )
        assert {"costs_only_estimate", "costs_unknown"} <= set(keys(cost_problems(study)))
        assert (total_cost(study, "GRU-01"), total_cost(study, "M2"), total_cost(study, "M3")) == (300_000.0, 1e3, None)
        assert total_cost(study, "GONE") is None


amounts = st.one_of(st.none(), st.integers(0, 10**9).map(lambda cents: cents / 100))
years = st.one_of(st.none(), st.integers(2025, 2028))
sources = st.sampled_from(["federation", "land", "municipality", "third", None])
costs_of = st.lists(st.builds(Cost, st.just("c"), st.just("M"), st.none(), years, amounts, amounts), max_size=8)
paid = st.builds(Financing, st.just("f"), st.just("M"), sources, st.none(), st.none(), amounts, years)


@settings(max_examples=30)
@given(costs_of, st.lists(paid, max_size=8), st.randoms(use_true_random=False))
def test_sums_by_year_and_source_are_the_total_whatever_the_order(costs, financing, random):
    row = cost_row(Measure("M", "Weg"), costs, financing)
    mixed_costs, mixed_financing = random.sample(costs, len(costs)), random.sample(financing, len(financing))
    mixed = cost_row(Measure("M", "Weg"), mixed_costs, mixed_financing)
    assert (mixed.gross, mixed.eligible, mixed.by_year, mixed.by_source, mixed.financed) == (
        row.gross,
        row.eligible,
        row.by_year,
        row.by_source,
        row.financed,
    )
    assert sorted(map(str, mixed.problems)) == sorted(map(str, row.problems))
    entered = [cost.gross_eur for cost in costs if cost.gross_eur is not None]
    assert row.gross == (pytest.approx(math.fsum(entered), abs=0.01) if entered else None)
    assert (row.gross or 0.0) == pytest.approx(math.fsum(row.by_year.values()) + (row.without_year or 0.0), abs=0.01)
    assert (row.financed or 0.0) == pytest.approx(math.fsum(row.by_source.values()), abs=0.01)
    paid_by_year = math.fsum(row.financing_by_year.values()) + (row.financing_without_year or 0.0)
    assert (row.financed or 0.0) == pytest.approx(paid_by_year, abs=0.01)
    assert row.unknown == sum(cost.gross_eur is None for cost in costs) + sum(item.eur is None for item in financing)
    assert (NO_SOURCE in row.by_source) == any(item.source is None and item.eur is not None for item in financing)
    totals = totals_of([row, row])
    assert totals.gross == (None if row.gross is None else pytest.approx(2 * row.gross, abs=0.01))
