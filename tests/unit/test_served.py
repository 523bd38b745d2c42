# SPDX-License-Identifier: GPL-2.0-or-later
"""Who gains by a scenario: worked out by hand, person by person, and by what must always hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.composite.gap_closed import gap_closed
from smartcity_plugin.engine.composite.gaps import Target
from smartcity_plugin.engine.privacy import counts_of
from smartcity_plugin.engine.served import CellPeople, counts_people, served
from smartcity_plugin.model.text import Text

INDICATORS = load_catalogue().indicators
GREEN = INDICATORS["gre_access_300m_share"]
NOISE = INDICATORS["cli_noise_lden_share"]
MEAN = INDICATORS["gre_local_supply"]


def cells(ids, reached, of, indicator=GREEN):
    """Return a cells frame: people counted, of how many."""
    numerator = np.array([np.nan if item is None else item for item in reached], dtype=float)
    frame = {"cell_id": list(ids), "numerator": numerator / counts_of(indicator).scale, "denominator": of}
    return pd.DataFrame({**frame, "value": np.nan})


def people(ids, before, after=None, inside=None, young=None, old=None):
    nothing = [np.nan] * len(ids)
    columns = {
        "before": before,
        "after": before if after is None else after,
        "inside": [1.0] * len(ids) if inside is None else inside,
        "under_18": nothing if young is None else young,
        "65_plus": nothing if old is None else old,
    }
    return CellPeople(pd.DataFrame(columns, index=list(ids)).astype(float))


def test_the_indicators_are_what_the_test_thinks():
    assert counts_people(GREEN)
    assert counts_people(NOISE)
    assert not counts_people(MEAN)


def test_people_who_gain_and_lose_are_counted_by_cell():
    """A gains 30 of 100, B loses 10 of 50, C stays: 30 newly served, of them 6 young and 3 old; 10 lost."""
    ids = ["A", "B", "C"]
    before, after = cells(ids, [20, 40, 5], [100, 50, 10]), cells(ids, [50, 30, 5], [100, 50, 10])
    who = people(ids, [100, 50, 10], young=[0.2, 0.5, 0.5], old=[0.1, 0.5, 0.5])
    found = served(GREEN, before, after, who)
    assert (found.served, found.lost, found.net) == pytest.approx((30, 10, 20))
    assert (found.under_18, found.over_65) == pytest.approx((6, 3))
    assert (found.newcomers, found.leavers, found.unknown, found.ages_unknown) == (0, 0, 0, 0)
    assert found.flags == ()
    assert found.by_cell.to_dict("list") == {"cell_id": ["A", "B"], "served": [30, 0], "lost": [0, 10]}


def test_newcomers_are_kept_apart():
    """200 people more in a cell where 50 of 100 were served; then 180 of 300: 60 of the first 100, so 10 gain."""
    found = served(GREEN, cells("A", [50], [100]), cells("A", [180], [300]), people("A", [100], [300]))
    assert (found.served, found.lost, found.newcomers) == pytest.approx((10, 0, 200))
    assert "newcomers" in found.flags
    empty = served(GREEN, cells("A", [np.nan], [0]), cells("A", [9], [10]), people("A", [0], [10]))
    assert (empty.served, empty.newcomers) == (0, 10)
    gone = served(GREEN, cells("A", [50], [100]), cells("A", [40], [50]), people("A", [100], [50]))
    assert (gone.served, gone.lost, gone.leavers) == pytest.approx((15, 0, 50))  # 25 of those 50 were served before
    assert "moved_out" in gone.flags


def test_only_people_of_the_town_count():
    found = served(GREEN, cells("A", [0], [100]), cells("A", [40], [100]), people("A", [100], inside=[0.25]))
    assert found.served == pytest.approx(10)


def test_where_low_values_are_good_people_are_relieved():
    found = served(NOISE, cells("A", [80], [100], NOISE), cells("A", [50], [100], NOISE), people("A", [100]))
    assert (found.served, found.lost) == pytest.approx((30, 0))
    assert "served_relieved" in found.flags
    known = served(NOISE, cells("A", [40], [50], NOISE), cells("A", [40], [100], NOISE), people("A", [100]))
    assert known.served == 0  # of 50 people more it is known that they have quiet homes; nobody was relieved


def test_indicators_that_count_nobody_have_no_number():
    found = served(MEAN, cells("A", [1], [100]), cells("A", [2], [100]), people("A", [100], [150]))
    assert (found.served, found.lost, found.under_18, found.over_65, found.net) == (None,) * 5
    assert found.flags == ("served_not_counted", "newcomers")
    assert served(GREEN, None, None, people("A", [100])).served is None


def test_unknown_is_not_zero():
    ids = ["A", "B", "C"]
    before, after = cells(ids, [None, 0, 0], [None, 10, 100]), cells(ids, [9, 10, 100], [10, 10, 100])
    found = served(GREEN, before, after, people(ids, [10, 10, 100], young=[0.5, 0.5, None], old=[0.5, 0.5, 0.5]))
    assert (found.served, found.unknown, found.ages_unknown) == (110, 10, 100)
    assert found.under_18 is None  # of 100 of those 110 nobody knows the age
    assert found.over_65 == 55
    assert {"served_partly", "served_ages_missing"} <= set(found.flags)
    partly = served(GREEN, before, after, people(ids, [10, 10, 100], young=[0.5, None, 0.5], old=[0.5, None, 0.5]))
    assert (partly.under_18, partly.ages_unknown) == (50, 10)
    assert "served_ages_partly" in partly.flags
    nobody = served(GREEN, before, before, people(ids, [10, 10, 100]))
    assert (nobody.served, nobody.under_18) == (0, 0)


_SHARES = st.one_of(st.none(), st.floats(0, 1))
_CELL = st.tuples(st.integers(0, 200), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), _SHARES, _SHARES)


@given(st.lists(_CELL, min_size=1, max_size=8))
def test_gains_less_losses_are_the_change_of_the_sum(rows):
    """Held against a count person by person: a loop that knows no arrays."""
    ids = [f"c{number}" for number in range(len(rows))]
    population = [row[0] for row in rows]
    young = [None if row[4] is None else row[4] for row in rows]
    old = [None if row[4] is None or row[5] is None else row[5] * (1 - row[4]) for row in rows]
    one, two = ([row[0] * row[side] for row in rows] for side in (1, 2))
    who = people(ids, population, inside=[row[3] for row in rows], young=young, old=old)
    found = served(GREEN, cells(ids, one, population), cells(ids, two, population), who)
    gains = [(b - a) * row[3] for a, b, row in zip(one, two, rows)]
    assert found.served == pytest.approx(sum(gain for gain in gains if gain > 0))
    assert found.lost == pytest.approx(sum(-gain for gain in gains if gain < 0))
    assert found.net == pytest.approx(sum(gains), abs=1e-6)
    assert sum(number or 0 for number in (found.under_18, found.over_65)) <= found.served + 1e-6
    assert found.by_cell["served"].sum() == pytest.approx(found.served)


# The gap -------------------------------------------------------------------------------------------------------------

_SOURCE = Text("q", "s")
AT_LEAST, AT_MOST = Target(80, np.inf, _SOURCE), Target(-np.inf, 10, _SOURCE)
BAND = Target(20, 40, _SOURCE)


@pytest.mark.parametrize(
    ("before", "after", "target", "expected", "flags"),
    [
        (60, 70, AT_LEAST, (80, 20, 10, 50), ()),
        (60, 80, AT_LEAST, (80, 20, 0, 100), ("target_reached",)),
        (60, 95, AT_LEAST, (80, 20, 0, 100), ("target_exceeded",)),
        (60, 50, AT_LEAST, (80, 20, 30, -50), ()),
        (85, 90, AT_LEAST, (80, 0, 0, np.nan), ("no_gap",)),
        (85, 70, AT_LEAST, (80, 0, 10, np.nan), ("no_gap",)),
        (30, 15, AT_MOST, (10, 20, 5, 75), ()),
        (30, 5, AT_MOST, (10, 20, 0, 100), ("target_exceeded",)),
        (10, 30, BAND, (20, 10, 0, 100), ("target_reached",)),
        (10, 45, BAND, (20, 10, 5, 50), ("target_overshot",)),
        (50, 45, BAND, (40, 10, 5, 50), ()),
        (50, 10, BAND, (40, 10, 10, 0), ("target_overshot",)),
        (np.nan, 10, AT_LEAST, (80, np.nan, 70, np.nan), ()),
        (60, np.nan, AT_LEAST, (80, 20, np.nan, np.nan), ()),
        (60, 70, None, (np.nan,) * 4, ("no_target",)),
    ],
)
def test_how_much_of_the_gap_is_closed(before, after, target, expected, flags):
    found = gap_closed(before, after, target)
    assert (found.target, found.before, found.after, found.closed) == pytest.approx(expected, nan_ok=True)
    assert found.flags == flags


@given(st.floats(-100, 200), st.floats(-100, 200), st.sampled_from([AT_LEAST, AT_MOST, BAND]))
def test_nobody_closes_more_than_the_gap(before, after, target):
    closed = gap_closed(before, after, target).closed
    assert np.isnan(closed) or closed <= 100
