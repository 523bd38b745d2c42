# SPDX-License-Identifier: GPL-2.0-or-later
"""Gaps to targets: by hand, and by brute force on a study."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.composite.gaps import (
    Target,
    gaps,
    persons_below,
    persons_not_reached,
    persons_to_target,
    target_at,
    target_of,
)
from smartcity_plugin.model.indicator import Direction, Status
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.strategy import Goal
from smartcity_plugin.model.text import Text
from smartcity_plugin.study.focus_groups import group_people
from smartcity_plugin.study.gaps import need_gaps, targets
from smartcity_plugin.study.overlay_tables import CELLS
from smartcity_plugin.study.workflow import compute_and_save

INDICATORS = load_catalogue().indicators
ACCESS, SUPPLY, STOPS = "gre_access_300m_share", "gre_local_supply", "mob_pt_access_share"
NOWHERE = Text("Quelle", "source")
NAN = np.nan


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-12, equal_nan=True)


# Targets ------------------------------------------------------------------------------------------------------------


def test_targets_come_from_the_catalogue_with_source_and_status():
    """Higher, lower and within a band: the open side is infinite."""
    stops = target_of(INDICATORS[STOPS])
    assert (stops.low, stops.high, stops.status) == (90.0, np.inf, Status.PROJECT_DEFAULT)
    air = target_of(INDICATORS["cli_air_no2"])
    assert (air.low, air.high, air.status) == (-np.inf, 20.0, Status.SECONDARY)
    vacancy = INDICATORS["hou_vacancy_rate"]
    band = target_of(vacancy)
    assert (band.low, band.high) == (vacancy.goalposts.lower_full, vacancy.goalposts.upper_full)
    assert (band.source, band.status) == (vacancy.goalposts_source, vacancy.goalposts_status)
    assert target_of(INDICATORS["soc_child_share"]) is None
    assert target_of(INDICATORS[ACCESS]) is None


def test_gaps_by_hand():
    values = [5.0, 20.0, 26.5, NAN]
    close(gaps(values, Target(20.0, np.inf, NOWHERE)), [15.0, 0.0, 0.0, NAN])
    close(gaps(values, Target(-np.inf, 20.0, NOWHERE)), [0.0, 0.0, 6.5, NAN])
    close(gaps(values, Target(10.0, 25.0, NOWHERE)), [5.0, 0.0, 1.5, NAN])
    close(gaps(values, None), [NAN] * 4)


def test_rounding_does_not_make_a_gap():
    close(gaps([0.1 + 0.2], target_at(Direction.LOWER, 0.3, NOWHERE)), [0.0])


def test_directions_without_target():
    for direction in (Direction.BAND, Direction.NEUTRAL):
        assert target_at(direction, 5.0, NOWHERE) is None


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1),
    st.floats(-1e6, 1e6),
    st.sampled_from([Direction.HIGHER, Direction.LOWER]),
)
def test_gaps_are_never_negative_and_lead_to_the_target(values, wanted, direction):
    values = np.array(values)
    found = gaps(values, target_at(direction, wanted, NOWHERE))
    assert (found >= 0).all()
    reached = values + found if direction is Direction.HIGHER else values - found
    assert (gaps(reached, target_at(direction, wanted, NOWHERE)) <= 1e-6).all()


# Persons ------------------------------------------------------------------------------------------------------------


def test_persons_of_a_share_by_hand():
    """80 of 100 people reach a stop: 20 do not; at a target of 90 %, 10 more would have to."""
    stops = INDICATORS[STOPS]
    numerator, denominator = np.array([80.0, 50.0, NAN]), np.array([100.0, 50.0, NAN])
    close(persons_not_reached(stops, numerator, denominator), [20.0, 0.0, NAN])
    gap = gaps(100.0 * numerator / denominator, target_of(stops))
    close(persons_to_target(stops, gap, denominator), [10.0, 0.0, NAN])


def test_where_low_is_good_the_people_counted_are_those_concerned():
    flood = INDICATORS["cli_flood_exposed_share"]
    close(persons_not_reached(flood, np.array([30.0, NAN]), np.array([100.0, 10.0])), [30.0, NAN])


def test_people_of_whom_nothing_is_known_are_not_taken_to_be_without():
    """100 live there, of 60 it is known, 45 are reached: 15 are not; the other 40 are told by the coverage."""
    close(persons_not_reached(INDICATORS[STOPS], np.array([45.0]), np.array([60.0])), [15.0])


def test_a_mean_over_people_counts_all_of_a_cell_or_none():
    supply = INDICATORS[SUPPLY]
    gap = gaps([0.0, 6.0, 5.9, NAN, 2.0], target_of(supply))
    close(persons_below(supply, gap, np.array([10.0, 20.0, 30.0, 40.0, NAN])), [10.0, 0.0, 30.0, NAN, NAN])


@pytest.mark.parametrize(
    "name", ["mob_slow_street_share", "hou_vacancy_rate", "gre_mesh_size", "gre_tree_canopy_share"]
)
def test_what_describes_the_place_tells_no_number_of_people(name):
    one = np.array([10.0])
    assert np.isnan(persons_not_reached(INDICATORS[name], one, one * 2)).all()
    assert np.isnan(persons_to_target(INDICATORS[name], one, one)).all()
    assert np.isnan(persons_below(INDICATORS[name], one, one)).all()


def test_shares_tell_nothing_by_cell_and_means_nothing_by_part():
    one = np.array([10.0])
    assert np.isnan(persons_below(INDICATORS[STOPS], one, one)).all()
    assert np.isnan(persons_not_reached(INDICATORS[SUPPLY], one, one * 2)).all()


# On a study ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def study(tmp_path, build, catalogue):
    """Cells at x = 100 (100 people), 300 (unknown), 950 (50, half in either unit) and 1500 (0); a park at 0–300 m."""
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [ACCESS, SUPPLY])
        yield study


def rows(table, name):
    return table.frame[table.frame["indicator_id"] == name].set_index("place_id")


def test_gaps_of_units_follow_from_stored_values(study, catalogue):
    """The park of 9 ha serves the first cell only: 90000 / 100 = 900 m² per person there, nothing in the third."""
    table, notes = need_gaps(study, catalogue, [ACCESS, SUPPLY], "units")
    assert list(table.frame["indicator_id"]) == [ACCESS] * 2 + [SUPPLY] * 2
    stored = study.values().set_index(["indicator_id", "unit_id"])
    supply = rows(table, SUPPLY)
    assert supply.loc["west", "gap"] == 0.0
    assert supply.loc["east", "value"] == stored.loc[(SUPPLY, "east"), "value"] == 0.0
    assert supply.loc["east", "gap"] == 6.0
    assert supply.loc["east", "need"] == 100.0
    assert supply.loc["east", "persons"] == pytest.approx(25.0)
    # The mean of the west meets the target, yet its half of the third cell lives below it.
    assert list(supply["persons_below"]) == pytest.approx([25.0, 25.0])
    access = rows(table, ACCESS)
    assert access["gap"].isna().all()
    assert access["target_from"].isna().all()
    assert list(access["persons_not_reached"]) == pytest.approx([25.0, 25.0])
    told = {note.key: note.values for note in notes}
    assert told["gaps_without_target"] == {"indicator": [ACCESS]}


def test_gaps_of_cells(study, catalogue):
    """Cells without inhabitants are no places; the cell on the border of the units counts once, as a whole."""
    table, _ = need_gaps(study, catalogue, [SUPPLY], CELLS)
    found = rows(table, SUPPLY)
    assert list(found.index) == ["c0", "c2"]
    assert list(found["gap"]) == [0.0, 6.0]
    assert list(found["persons_below"]) == [0.0, 50.0]
    assert list(found["persons"]) == [0.0, 50.0]
    assert len(table.geometry) == 2


def test_a_goal_of_the_town_goes_before_the_catalogue(study, catalogue):
    goals = [
        Goal("Z0", level="goal", title="Beispiel", indicator_id=SUPPLY, target=1.0, is_example=True),
        Goal("Z1", level="goal", title="Viel Grün", indicator_id=SUPPLY, target=12.0),
        Goal("Z2", level="goal", title="Erreichbar", indicator_id=ACCESS, target=95.0),
    ]
    study.save_goals(goals)
    aims = targets(study, catalogue)
    assert aims[SUPPLY].low == 12.0
    assert "Z1 Viel Grün" in aims[SUPPLY].source.de
    assert aims[SUPPLY].status is None
    table, _ = need_gaps(study, catalogue, [ACCESS, SUPPLY], "units")
    assert rows(table, SUPPLY).loc["east", "gap"] == 12.0
    # East: 25 people, none reached, 95 % wanted.
    assert rows(table, ACCESS).loc["east", "persons_to_target"] == pytest.approx(23.75)


def test_few_people_are_not_told(study, catalogue, build):
    squares = [build.square(x, 400) for x in (100, 1500)]
    cells = build.cells(squares, [100, 9])
    study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
    compute_and_save(study, catalogue, [SUPPLY])
    for kind, few in (("units", "east"), (CELLS, "c1")):
        row = rows(need_gaps(study, catalogue, [SUPPLY], kind)[0], SUPPLY).loc[few]
        assert row["gap"] == 6.0
        assert np.isnan(row["persons"])
        assert np.isnan(row["persons_below"])
        assert "few_cases" in row["flags"]


def test_wrong_choices_are_told(study, catalogue):
    with pytest.raises(SmartCityError) as caught:
        need_gaps(study, catalogue, ["nothing"], "units")
    assert caught.value.problem.key == "indicator_unknown"
    with pytest.raises(SmartCityError) as caught:
        need_gaps(study, catalogue, [STOPS], "units")
    assert caught.value.problem.key == "gaps_nothing"


def test_a_cell_on_the_border_of_the_town_counts_with_those_inside(study, catalogue, build):
    """A cell half outside: 40 of its 80 people live in the town, spread evenly; one beyond the border is no place."""
    squares = [build.square(100, 400), build.square(1950, 400), build.square(2500, 400)]
    study.save_layer(
        catalogue.roles["population_cells"], build.passport("population_cells"), build.cells(squares, [100, 80, 70])
    )
    compute_and_save(study, catalogue, [SUPPLY, ACCESS])
    people = group_people(study, catalogue)
    assert list(people.of_cells["population"]) == [100.0, 40.0]
    assert people.outside == 1
    found = rows(need_gaps(study, catalogue, [ACCESS], CELLS, people=people)[0], ACCESS)
    assert found.loc["c1", "persons_not_reached"] == pytest.approx(40.0)


def test_the_scale_of_the_scheme_gives_the_need(study, catalogue):
    """By a scale of the town's own from 0 to 1800 m², 900 m² are half of the score: a need of 50."""
    from smartcity_plugin.catalogue.schemes import standard_scheme
    from smartcity_plugin.model.indicator import Goalposts

    scheme = standard_scheme([catalogue.indicators[SUPPLY]])
    study.save_scheme(replace(scheme, id="own", title="Eigenes", scales={SUPPLY: Goalposts(0.0, 1800.0)}))
    found = rows(need_gaps(study, catalogue, [SUPPLY], CELLS, "own")[0], SUPPLY)
    assert found.loc["c0", "need"] == pytest.approx(50.0)
