# SPDX-License-Identifier: GPL-2.0-or-later
"""Change and trend of values: worked by hand, against scipy's definitions, and what must hold for all numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.change import Basis, change, decimal_year, judgement, trend
from smartcity_plugin.model.indicator import Direction


def table(values, coverage=1.0, flags="", score=None, ids=None):
    """Values of units a, b, c and so on."""
    ids = ids or [chr(ord("a") + number) for number in range(len(values))]
    values = np.array([np.nan if value is None else value for value in values], dtype=float)
    return pd.DataFrame(
        {"unit_id": ids, "value": values, "score": values if score is None else score, "coverage": coverage}
    ).assign(flags=flags)


def test_change_by_hand():
    """a: 40 → 50 is +10, a quarter more. b: 8 → 6 is −2, a quarter less. c: from 0 there is no percentage.

    d: −4 → −2 is +2, half of 4. e and f are unknown at one date. Catches: percentage of the later value, sign of
    negative values, zero for unknown.
    """
    found = change(table([40, 8, 0, -4, None, 7]), table([50, 6, 5, -2, 3, None]))
    assert found["unit_id"].tolist() == list("abcdef")
    assert found["change"].tolist() == pytest.approx([10, -2, 5, 2, np.nan, np.nan], nan_ok=True)
    assert found["change_percent"].tolist() == pytest.approx([25, -25, np.nan, 50, np.nan, np.nan], nan_ok=True)
    assert found["flags"].tolist() == ["", "", "", "", "no_data", "no_data"]


def test_units_are_held_together_by_their_ids():
    found = change(table([1, 2], ids=["x", "y"]), table([20, 30], ids=["y", "z"])).set_index("unit_id")
    assert found.loc["y", "change"] == 18
    assert found.loc[["x", "z"], "change"].isna().all()
    assert found.loc[["x", "z"], "flags"].tolist() == ["other_units,no_data"] * 2
    assert found.loc["y", "flags"] == ""


@pytest.mark.parametrize(
    ("before", "after", "flags"),
    [
        (Basis("m", "u"), Basis("m", "u"), ""),
        (Basis("m", "u"), Basis("n", "u"), "other_method"),
        (Basis("m", "u"), Basis("m", "v"), "other_units"),
        (Basis("m", ""), Basis("m", "v"), ""),
    ],
)
def test_what_the_runs_rest_on_is_compared(before, after, flags):
    assert change(table([1]), table([2]), before, after)["flags"].tolist() == [flags]


@pytest.mark.parametrize(("coverage", "flags"), [(0.95, ""), (0.94, "other_coverage"), (np.nan, "")])
def test_a_difference_of_coverage_by_more_than_five_points_is_told(coverage, flags):
    assert change(table([1]), table([1], coverage=coverage))["flags"].tolist() == [flags]


def test_few_cases_at_either_date_are_told():
    assert change(table([1], flags="modelled,few_cases"), table([1]))["flags"].tolist() == ["few_cases"]
    assert change(table([1]), table([1], flags="few_cases"))["flags"].tolist() == ["few_cases"]


def test_judgement_by_direction():
    """In the band 0, 20, 40, 60 a value of 50 (score 50) that falls to 30 (score 100) becomes better."""
    found = change(table([50, 10, 5, None]), table([60, 9, 5.04, 1]))
    assert judgement(found, Direction.HIGHER, 0.05) == ["better", "worse", "unchanged", ""]
    assert judgement(found, Direction.LOWER, 0.05) == ["worse", "better", "unchanged", ""]
    assert judgement(found, Direction.NEUTRAL) == ["", "", "", ""]
    falls = change(table([50, 30], score=[50.0, 100.0]), table([30, 35], score=[100.0, 100.0]))
    assert judgement(falls, Direction.BAND) == ["better", "unchanged"]


@pytest.mark.parametrize(("text", "year"), [("2022", 2022.5), ("2020-01-01", 2020.0), ("2020-07-01", 2020 + 182 / 366)])
def test_dates_in_years(text, year):
    assert decimal_year(text) == pytest.approx(year)


@pytest.mark.parametrize("text", ["", "20", "2020-13-01", "2021-02-29", "2020-1-1", "1.1.2020", "２０２０"])
def test_what_is_no_date(text):
    with pytest.raises(ValueError):
        decimal_year(text)


def test_trend_by_hand():
    """a: 1, 2, 9 in 2020, 2021, 2022: slopes 1, 7, 4; the median is 4 per year (the mean of all would be 4, too, but
    least squares also 4; hence b).

    b: 0, 1, 1, 9: slopes 1, .5, 3, 0, 4, 8, in order 0 .5 1 3 4 8: median 2 (least squares: 2.7). Concordant 5, tied 1.
    c: known twice: none. d: constant: 0, no p. Catches: least squares, two dates called a trend.
    """
    columns = {
        "2020": [1, 0, 5, 4],
        "2021": [2, 1, 6, 4],
        "2022": [9, 1, None, 4],
        "2023": [None, 9, None, 4],
    }
    found = trend({period: table(values) for period, values in columns.items()}).set_index("unit_id")
    assert found["periods"].tolist() == [3, 4, 2, 4]
    assert found["trend"].tolist() == pytest.approx([4, 2, np.nan, 0], nan_ok=True)
    # Three dates in rising order: 2 of the 6 possible orders are as extreme.
    assert found.loc["a", "p"] == pytest.approx(1 / 3)
    assert found.loc[["c", "d"], "p"].isna().all()


def test_fewer_than_three_dates_are_no_trend():
    found = trend({"2020": table([1]), "2021": table([2])})
    assert found["periods"].tolist() == [2]
    assert found["trend"].isna().all()


SERIES = st.lists(st.integers(-1000, 1000), min_size=4, max_size=7)


def _trend(values) -> pd.Series:
    years = [f"{2010 + 2 * number}" for number in range(len(values))]
    return trend({year: table([value]) for year, value in zip(years, values)}).iloc[0]


@given(SERIES)
def test_trend_agrees_with_the_median_of_all_pairs_and_counts_of_pairs(values):
    """A second way to compute it: all pairs written out; p by the sign of S agrees with that of the slope."""
    pairs = [(values[j] - values[i]) / (2 * (j - i)) for i in range(len(values)) for j in range(i + 1, len(values))]
    found = _trend(values)
    assert found["trend"] == pytest.approx(np.median(pairs))
    concordant = sum(np.sign(pair) for pair in pairs)
    if len(set(values)) == len(values):
        n = len(values)
        exact = _share_as_extreme(n, abs(concordant))
        assert found["p"] == pytest.approx(exact)


def _share_as_extreme(n: int, s: float) -> float:
    """Return the share of all orders of n values whose Mann–Kendall S is at least as far from 0."""
    from itertools import permutations

    sums = (
        [
            abs(sum(np.sign(order[j] - order[i]) for i in range(n) for j in range(i + 1, n)))
            for order in permutations(range(n))
        ]
        if n <= 5
        else None
    )
    if sums is None:
        counts = {0: 1}  # inversions of n values, built up one value at a time
        for size in range(2, n + 1):
            longer: dict[int, int] = {}
            for inversions, number in counts.items():
                for more in range(size):
                    longer[inversions + more] = longer.get(inversions + more, 0) + number
            counts = longer
        total, most = sum(counts.values()), n * (n - 1) // 2
        return sum(number for inversions, number in counts.items() if abs(most - 2 * inversions) >= s) / total
    return sum(value >= s for value in sums) / len(sums)


@given(SERIES, st.integers(-500, 500))
def test_trend_under_reversal_and_translation(values, shift):
    found = _trend(values)
    assert _trend(values[::-1])["trend"] == pytest.approx(-found["trend"])
    moved = _trend([value + shift for value in values])
    assert moved["trend"] == pytest.approx(found["trend"])
    assert moved["p"] == pytest.approx(found["p"], nan_ok=True)
    assert _trend([values[0]] * len(values))["trend"] == 0


@given(st.lists(st.one_of(st.none(), st.integers(-1000, 1000)), min_size=1, max_size=9), st.integers(-500, 500))
def test_change_under_identity_reversal_and_translation(values, shift):
    one, two = table(values), table(values[::-1])
    same = change(one, one)["change"]
    assert same.dropna().eq(0).all()
    assert same.isna().tolist() == [value is None for value in values]
    forth, back = change(one, two)["change"], change(two, one)["change"]
    assert forth.tolist() == pytest.approx((-back).tolist(), nan_ok=True)
    moved = [[None if value is None else value + shift for value in row] for row in (values, values[::-1])]
    assert change(table(moved[0]), table(moved[1]))["change"].tolist() == pytest.approx(forth.tolist(), nan_ok=True)
