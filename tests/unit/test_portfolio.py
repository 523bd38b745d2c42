# SPDX-License-Identifier: GPL-2.0-or-later
"""Choosing measures under a budget, held against hand-worked examples and against all subsets there are."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_plugin.engine import portfolio
from smartcity_plugin.engine.portfolio import EXACT, GREEDY, Candidate, can_be_exact, choose
from smartcity_plugin.model.problem import SmartCityError

needs_milp = pytest.mark.skipif(not can_be_exact(), reason="this scipy has no integer programming")


def reasons(found):
    return {choice.id: choice.reason for choice in found.choices}


KNAPSACK = [Candidate("A", 60, 10), Candidate("B", 100, 20), Candidate("C", 120, 30)]
"""Per euro 6, 5 and 4: with 50 euros the greedy choice is A and B (160), the best is B and C (220)."""


@needs_milp
def test_the_exact_choice_beats_the_greedy_one():
    greedy, exact = choose(KNAPSACK, 50, GREEDY), choose(KNAPSACK, 50, EXACT)
    assert (greedy.chosen, greedy.gain, greedy.cost) == (("A", "B"), 160, 30)
    assert (exact.chosen, exact.gain, exact.cost) == (("B", "C"), 220, 50)
    assert [(item.id, item.rank, item.reason) for item in greedy.choices] == [
        ("A", 1, "chosen"),
        ("B", 2, "chosen"),
        ("C", None, "budget_left_too_small"),
    ]
    assert greedy.choices[0].values["per_euro"] == 6
    assert greedy.choices[2].values == {"left": 20, "cost": 30, "measures": []}
    assert exact.choices[2].values == {"best": 220, "with_it": 180}
    assert reasons(exact)["A"] == "not_in_best_choice"


@pytest.mark.parametrize("method", [GREEDY, pytest.param(EXACT, marks=needs_milp)])
def test_unknown_costs_and_gains_are_never_chosen(method):
    found = choose(
        [
            Candidate("dear", 5, 1000),
            Candidate("free", 1, 0),
            Candidate("no gain", 0, 1),
            Candidate("unknown cost", 100, None),
            Candidate("unknown gain", None, 1),
            Candidate("waits", 100, 1, ("unknown cost",)),
            Candidate("waits for others", 100, 1, ("elsewhere",)),
            Candidate("worse", -5, 1),
        ],
        10,
        method,
    )
    assert found.chosen == ("free",)
    assert reasons(found) == {
        "dear": "over_budget",
        "free": "chosen",
        "no gain": "no_gain",
        "unknown cost": "cost_unknown",
        "unknown gain": "gain_unknown",
        "waits": "dependency_unavailable",
        "waits for others": "dependency_unavailable",
        "worse": "no_gain",
    }


@pytest.mark.parametrize("method", [GREEDY, pytest.param(EXACT, marks=needs_milp)])
def test_what_is_needed_comes_along_and_counts(method):
    """A park of 100 people for 40 € needs a plan for 30 €: together 1.43 per euro, less than the 2 of the path."""
    park, plan, path = Candidate("park", 100, 40, ("plan",)), Candidate("plan", 0, 30), Candidate("path", 50, 25)
    found = choose([park, plan, path], 70, method)
    assert set(found.chosen) == ({"path"} if method == GREEDY else {"park", "plan"})
    rich = choose([park, plan, path], 95, method)
    assert rich.gain == 150
    assert rich.chosen.index("plan") < rich.chosen.index("park")
    assert {item.id: item.values.get("for") for item in rich.choices}["plan"] == "park"
    assert reasons(rich)["plan"] == "chosen_as_needed"
    poor = choose([park, plan], 45, method)
    assert poor.chosen == ()
    assert reasons(poor)["park"] == "dependency_not_affordable"


@pytest.mark.parametrize("method", [GREEDY, pytest.param(EXACT, marks=needs_milp)])
def test_a_second_limit_holds_too(method):
    items = [replace(item, amounts={"own": item.cost / 10}) for item in KNAPSACK]
    found = choose(items, 60, method, {"own": 3.0})
    assert sum(item.amounts["own"] for item in items if item.id in found.chosen) <= 3.0
    assert found.gain == 160
    unknown = choose([replace(items[0], amounts={})], 60, method, {"own": 3.0})
    assert reasons(unknown) == {"A": "cost_unknown"}


@needs_milp
def test_ties_go_to_the_cheaper_and_do_not_depend_on_the_order():
    items = [Candidate("dear", 10, 9), Candidate("cheap", 10, 5), Candidate("also", 10, 5)]
    for order in (items, items[::-1]):
        assert choose(order, 9, EXACT).gain == 10
        assert choose(order, 9, EXACT).chosen == choose(items, 9, EXACT).chosen
        assert choose(order, 9, EXACT).cost == 5
        assert choose(order, 9, GREEDY).chosen == ("also",)


def test_an_old_scipy_is_told_and_greedy_goes_on(monkeypatch):
    monkeypatch.setattr(portfolio, "can_be_exact", lambda: False)
    with pytest.raises(SmartCityError, match="portfolio_without_milp"):
        choose(KNAPSACK, 50, EXACT)
    assert choose(KNAPSACK, 50, GREEDY).gain == 160


def test_a_budget_must_be_a_number():
    for budget in (-1, math.nan):
        with pytest.raises(SmartCityError, match="portfolio_budget_unclear"):
            choose(KNAPSACK, budget, GREEDY)
    assert choose(KNAPSACK, 0, GREEDY).chosen == ()


@st.composite
def measures(draw):
    """Up to 9 measures; each may need earlier ones, costs and gains may be unknown, zero or equal."""
    count = draw(st.integers(1, 9))
    found = []
    for number in range(count):
        cost = draw(st.one_of(st.none(), st.integers(0, 9)))
        gain = draw(st.one_of(st.none(), st.integers(-2, 20)))
        needs = draw(st.lists(st.sampled_from(range(number)), max_size=2, unique=True)) if number else []
        found.append(Candidate(f"m{number}", gain, cost, tuple(f"m{one}" for one in needs)))
    return found


def allowed(items, budget):
    known = {item.id: item for item in items}
    if any(item.cost is None or item.gain is None for item in items):
        return False
    return sum(item.cost for item in items) <= budget and all(need in known for item in items for need in item.needs)


@needs_milp
@settings(max_examples=30)
@given(measures(), st.integers(0, 30))
def test_the_exact_choice_is_the_best_of_all_subsets(items, budget):
    subsets = (subset for size in range(len(items) + 1) for subset in combinations(items, size))
    best = max(sum(item.gain for item in subset) for subset in subsets if allowed(subset, budget))
    exact, greedy = choose(items, budget, EXACT), choose(items, budget, GREEDY)
    assert exact.gain == pytest.approx(best, abs=1e-6)
    for found in (exact, greedy):
        assert allowed([item for item in items if item.id in found.chosen], budget)
        assert {choice.id for choice in found.choices} == {item.id for item in items}
        assert [choice.rank for choice in found.choices if choice.is_chosen] == list(range(1, len(found.chosen) + 1))
        places = {name: number for number, name in enumerate(found.chosen)}
        assert all(places[need] < places[item.id] for item in items if item.id in places for need in item.needs)
    assert greedy.gain <= exact.gain + 1e-6
