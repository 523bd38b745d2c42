# SPDX-License-Identifier: GPL-2.0-or-later
"""Small numbers at export: by hand, and against somebody who tries to work them out."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.methods import METHODS
from smartcity_plugin.engine.privacy import CASES_PER, Counts, counts_of, families, hide, protect, rounded

PEOPLE = Counts(True, True, True)


def town(parents, levels=None) -> pd.DataFrame:
    """Units u0, u1 and so on; ``parents`` are row numbers, None for the town."""
    return pd.DataFrame(
        {
            "unit_id": [f"u{row}" for row in range(len(parents))],
            "parent_id": [None if parent is None else f"u{parent}" for parent in parents],
            "level": levels or ["city" if parent is None else "district" for parent in parents],
        }
    )


def hidden(units, counts, k=3, also=None) -> list[int]:
    also = np.zeros(len(units), dtype=bool) if also is None else also
    return np.flatnonzero(hide(units, {"count": np.array(counts, dtype=float)}, k, also)).tolist()


def test_rounding_to_five():
    """The vector of the specification; Python's own rounding would turn 2.5 into 2."""
    assert rounded(np.arange(13)).tolist() == [0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10]
    assert rounded(np.array([2.5, 2.49, 7.5, np.nan])).tolist() == pytest.approx([5, 0, 10, np.nan], nan_ok=True)


FOUR = town([None, 0, 0, 0])


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([60, 20, 20, 20], []),
        ([43, 3, 20, 20], []),  # exactly k is shown
        ([42, 2, 15, 25], [1, 2]),  # one is small: the next smallest goes with it
        ([40, 0, 15, 25], []),  # zero is no small number
        ([27, 2, 0, 25], [1, 3]),  # a zero would not protect it
        ([28, 1, 2, 25], [1, 2]),  # two that add up to 3 may be 1 and 2 or 2 and 1
        ([27, 1, 1, 25], [1, 2, 3]),  # two that add up to 2 must be 1 and 1
        ([2, 2, 0, 0], [0, 1]),  # the town itself is small
        ([np.nan, 2, np.nan, 9], [1, 3]),
    ],
)
def test_one_family_by_hand(counts, expected):
    assert hidden(FOUR, counts) == expected


def test_only_child():
    """A town with one unit: nobody can hide it but the town itself."""
    assert hidden(town([None, 0]), [9, 2.5]) == [0, 1]


def test_several_levels_by_hand():
    """Town 0 with districts 1 (2 + 1 = 3 people … of which 4, 5), 2 (6, 7) and 3.

    District 1 has 2 people (unit 4: 2, unit 5: 0), district 2 has 30 (10, 20), district 3 has 50. District 1 is hidden
    with unit 4; district 2 goes with it, and its smaller unit 6, or else 2 were the sum of 6 and 7. Catches: looking at
    one level only.
    """
    units = town([None, 0, 0, 0, 1, 1, 2, 2], ["city", *["district"] * 3, *["quarter"] * 4])
    assert hidden(units, [82, 2, 30, 50, 2, 0, 10, 20]) == [1, 2, 4, 6]


def test_two_systems_of_units_below_one_town():
    units = town([None, 0, 0, 0, 0], ["city", "district", "district", "quarter", "quarter"])
    assert len(families(units)) == 2
    assert hidden(units, [50, 25, 25, 2, 48]) == [3, 4]


def test_k_of_zero_hides_nothing():
    assert hidden(FOUR, [42, 2, 15, 25], k=0) == []


def solutions(units, counts, gone, k):
    """Return all towns of whole numbers that fit what is shown: hidden units hold one person or more."""
    rows = np.flatnonzero(gone)
    groups = families(units)
    total = int(np.nanmax(counts))
    found = []
    for guess in product(range(1, total + 1), repeat=len(rows)):
        full = counts.copy()
        full[rows] = guess
        if all(full[group[0]] == full[group[1:]].sum() for group in groups):
            found.append(guess)
    return found


@given(st.lists(st.integers(0, 6), min_size=3, max_size=5), st.integers(2, 4))
def test_no_small_count_can_be_worked_out(children, k):
    """Somebody tries all numbers for what is hidden: every small one keeps more than one possibility."""
    counts = np.array([sum(children), *children], dtype=float)
    units = town([None, *[0] * len(children)])
    gone = hide(units, {"n": counts}, k, np.zeros(len(counts), dtype=bool))
    small = (counts > 0) & (counts < k)
    assert gone[small].all()
    if not small.any():
        assert not gone.any()
        return
    if gone[0] or not gone[1:].any():
        return
    possible = solutions(units, counts, gone, k)
    rows = np.flatnonzero(gone)
    for place, row in enumerate(rows):
        if small[row]:
            assert len({guess[place] for guess in possible}) > 1


@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4), min_size=1, max_size=5))
def test_nothing_hidden_follows_from_the_sums_of_several_levels(quarters):
    """Linear algebra as the second way: nothing that is hidden is fixed by the equations of parents and children."""
    parents, counts, levels = [None], [sum(map(sum, quarters))], ["city"]
    for members in quarters:
        parents, counts, levels = [*parents, 0], [*counts, sum(members)], [*levels, "district"]
    for number, members in enumerate(quarters):
        for count in members:
            parents, counts, levels = [*parents, 1 + number], [*counts, count], [*levels, "quarter"]
    units, values = town(parents, levels), np.array(counts, dtype=float)
    gone = hide(units, {"n": values}, 3, np.zeros(len(values), dtype=bool)) & (values > 0)
    assert gone[(values > 0) & (values < 3)].all()
    rows = np.flatnonzero(gone)
    if len(rows) == 0:
        return
    equations = np.zeros((len(families(units)), len(values)))
    for row, group in enumerate(families(units)):
        equations[row, group[0]], equations[row, group[1:]] = 1, -1
    unknown = equations[:, rows]
    rank = np.linalg.matrix_rank(unknown)
    for place in range(len(rows)):
        unit = np.eye(len(rows))[place]
        assert np.linalg.matrix_rank(np.vstack([unknown, unit])) == rank + 1, f"row {rows[place]} can be worked out"


def results(numerator, denominator, population=None, flags="") -> pd.DataFrame:
    numerator, denominator = np.array(numerator, dtype=float), np.array(denominator, dtype=float)
    population = denominator if population is None else np.array(population, dtype=float)
    value = np.divide(100 * numerator, denominator, out=np.full(len(numerator), np.nan), where=denominator > 0)
    return pd.DataFrame(
        {
            "value": value,
            "score": value,
            "numerator": numerator,
            "denominator": denominator,
            "coverage": 1.0,
            "population": population,
            "flags": flags,
        }
    )


NOBODY = np.zeros(4, dtype=bool)


def test_a_small_numerator_takes_its_rate_with_it():
    """Unit 1 has 2 of 40, unit 3 the next smallest numerator (6 of 50). Catches: hiding the count, giving the rate."""
    safe = protect(results([28, 2, 20, 6], [150, 40, 60, 50]), FOUR, PEOPLE, NOBODY)
    assert safe["numerator"].isna().tolist() == [False, True, False, True]
    assert safe["value"].isna().tolist() == [False, True, False, True]
    assert safe["denominator"].isna().tolist() == [False, True, False, True]
    assert safe["flags"].tolist() == ["", "suppressed", "", "suppressed"]


def test_rates_of_fewer_than_ten_persons_are_not_given():
    """Unit 1 has 9 persons: its rate is gone, its counts of 4 and 9 may be shown; 10 persons are enough."""
    safe = protect(results([34, 4, 20, 10], [79, 9, 60, 10], flags="modelled"), FOUR, PEOPLE, NOBODY)
    assert safe["value"].isna().tolist() == [False, True, False, False]
    assert safe["numerator"].tolist() == [34, 4, 20, 10]
    assert safe["flags"].tolist() == ["modelled", "modelled,suppressed", "modelled", "modelled"]


def test_what_is_hidden_in_any_case_has_no_values_and_land_is_not_about_people():
    gone = np.array([False, True, True, False])
    density = Counts(False, False, True)
    safe = protect(results([1, 1, 1, 1], [1, 1, 1, 1], [500, 100, 200, 200]), FOUR, density, gone)
    assert safe["value"].isna().tolist() == [False, True, True, False]
    land = Counts(False, False, False)
    safe = protect(results([1, 1, 1, 1], [1, 1, 1, 1], [500, 2, 200, 200]), FOUR, land, NOBODY)
    assert safe["value"].notna().all()


def test_counts_in_per_cent_of_persons_are_cases():
    """A method counts 200 per cent of persons: that are 2 persons."""
    scaled = Counts(True, True, True, 0.01)
    safe = protect(results([2800, 200, 2000, 600], [150, 40, 60, 50]), FOUR, scaled, NOBODY)
    assert safe["value"].isna().tolist() == [False, True, False, True]


def test_what_the_catalogue_counts(catalogue):
    assert counts_of(catalogue.indicators["gre_access_300m_share"]) == Counts(True, True, True, 1.0)
    assert counts_of(catalogue.indicators["hou_vacancy_rate"]) == Counts(True, True, True, 0.01)
    assert counts_of(catalogue.indicators["gre_local_supply"]) == Counts(False, True, True)
    assert counts_of(catalogue.indicators["gre_public_per_capita"]) == Counts(False, False, True)
    assert counts_of(catalogue.indicators["mob_slow_street_share"]) == Counts(False, False, False)


def test_cases_are_what_the_value_says_of_the_denominator(catalogue):
    """10 per cent of 50 are 5 cases, whatever the method counts in."""
    for indicator in catalogue.indicators.values():
        counts = counts_of(indicator)
        if counts.numerator:
            factor, per = METHODS[indicator.method].factor, CASES_PER[indicator.unit]
            numerator = 0.1 * per * 50 / factor  # what the method must have stored for a value of a tenth
            assert numerator * counts.scale == pytest.approx(5)


CHILDREN = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=6)


@given(CHILDREN, st.randoms(use_true_random=False))
def test_protecting_twice_or_in_another_order_is_the_same(children, random):
    pairs = [(sum(a for a, _ in children), sum(a + b for a, b in children)), *((a, a + b) for a, b in children)]
    units, rows = town([None, *[0] * len(children)]), results(*zip(*pairs))
    nobody = np.zeros(len(rows), dtype=bool)
    once = protect(rows, units, PEOPLE, nobody)
    pd.testing.assert_frame_equal(protect(once, units, PEOPLE, nobody), once)
    order = list(range(1, len(rows)))
    random.shuffle(order)
    order = [0, *order]
    again = protect(rows.iloc[order].reset_index(drop=True), units.iloc[order].reset_index(drop=True), PEOPLE, nobody)
    back = again.iloc[np.argsort(order)].reset_index(drop=True)
    pd.testing.assert_frame_equal(back, once)


@given(CHILDREN)
def test_without_k_nothing_changes(children):
    rows = results([a for a, _ in children], [a + b for a, b in children])
    units = town([None, *[0] * (len(children) - 1)])
    pd.testing.assert_frame_equal(protect(rows, units, PEOPLE, np.zeros(len(rows), dtype=bool), k=0), rows)
