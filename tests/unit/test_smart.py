# SPDX-License-Identifier: GPL-2.0-or-later
"""The SMART check: each letter with what satisfies it and what does not, and nothing claimed that is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smartcity_plugin.model.strategy import Goal, GoalIndicator
from smartcity_plugin.study.smart import LETTERS, MISSING, SmartFacts, check_goal, smart_check

WHOLE = Goal(
    "Z1", "Grün", sector="green", indicator_id="gre_access_300m_share", baseline=40.0, target=55.0, target_year=2035
)
SMART = replace(WHOLE, responsible="Amt", dimensions="social", baseline_date="2022-05-15")


@pytest.fixture(scope="module")
def facts(catalogue):
    return SmartFacts(catalogue, frozenset(["west", "east"]), frozenset(["mobility"]), "2022-05-15")


def missing(facts, further=(), **changes):
    return check_goal(replace(SMART, **changes), further, facts).missing


def test_a_complete_goal_is_smart(facts):
    check = check_goal(SMART, [], facts)
    assert check.is_smart
    assert check.missing == ()
    assert check.states == (True,) * 5


@pytest.mark.parametrize(
    ("changes", "letter", "key"),
    [
        ({"title": " "}, "specific", "title"),
        ({"sector": None, "dimensions": "social"}, "specific", "sector"),
        ({"unit_ids": "west,nowhere"}, "specific", "unit_ids"),
        ({"indicator_id": "gre_magic"}, "measurable", "indicator_unknown"),
        ({"baseline": None}, "measurable", "baseline"),
        ({"target": None}, "measurable", "target"),
        ({"target": 40.0}, "ambitious", "target_direction"),
        ({"target": 30.0}, "ambitious", "target_direction"),
        ({"target": 120.0}, "ambitious", "target_range"),
        ({"responsible": " "}, "ambitious", "responsible"),
        ({"dimensions": None}, "relevant", "relevance"),
        ({"target_year": None}, "timed", "target_year"),
        ({"target_year": 2022}, "timed", "target_year_past"),
        ({"baseline_date": "2036"}, "timed", "target_year_past"),
        ({"baseline_date": None, "target_year": 2021}, "timed", "target_year_past"),
    ],
)
def test_what_is_missing_is_told_at_its_letter(facts, changes, letter, key):
    check = check_goal(replace(SMART, **changes), [], facts)
    assert check.reasons[letter] == (key,)
    assert getattr(check, letter) is False
    assert not check.is_smart


def test_every_key_belongs_to_a_letter(facts):
    assert tuple(MISSING) == LETTERS
    bare = check_goal(Goal("Z", ""), [], facts)
    assert all(key in MISSING[letter] for letter, keys in bare.reasons.items() for key in keys)
    assert bare.missing == (
        *("title", "sector", "indicator_id", "baseline", "target", "responsible", "relevance", "target_year"),
    )


def test_units_the_study_has_are_an_area_of_validity(facts):
    assert missing(facts, unit_ids="west, east") == ()


def test_lower_values_can_be_better(facts):
    noise = {"indicator_id": "cli_noise_lden_share"}
    assert missing(facts, baseline=40.0, target=20.0, **noise) == ()
    assert missing(facts, baseline=20.0, target=40.0, **noise) == ("target_direction",)


def test_in_a_band_the_target_must_not_lie_further_off(facts):
    vacancy = {"indicator_id": "hou_vacancy_rate"}
    assert missing(facts, baseline=1.0, target=2.5, **vacancy) == ()
    assert missing(facts, baseline=2.5, target=30.0, **vacancy) == ("target_direction",)


def test_a_direction_that_nobody_has_stated_is_unknown_and_not_wrong(facts):
    own = GoalIndicator("s", "Z1", title="Bäume", baseline=10.0, target=20.0, target_year=2030)
    check = check_goal(replace(SMART, indicator_id=None, baseline=None, target=None), [own], facts)
    assert check.ambitious is None
    assert check.missing == ()
    assert not check.is_smart
    assert check.measurable
    assert check.timed
    same = check_goal(replace(SMART, indicator_id=None), [replace(own, target=10.0)], facts)
    assert same.reasons == {"ambitious": ("target_direction",)}


def test_quantities_of_other_goals_do_not_count(facts):
    other = GoalIndicator("s", "Z2", title="Bäume", baseline=10.0, target=20.0)
    assert missing(facts, [other], indicator_id=None) == ("indicator_id",)


def test_without_figures_ambition_is_unknown(facts):
    check = check_goal(replace(SMART, baseline=None, target=None), [], facts)
    assert check.ambitious is None
    assert check.measurable is False


def test_a_need_of_the_sector_makes_a_goal_relevant(facts):
    assert missing(facts, sector="mobility", dimensions=None) == ()


def test_what_values_are_possible_is_only_claimed_where_it_is_known(catalogue):
    known = catalogue.indicators
    assert known["gre_access_300m_share"].possible_range == (0.0, 100.0)
    assert known["mob_car_density"].possible_range == (0.0, None)
    assert known["soc_deprivation_index"].possible_range == (None, None)


def test_only_sub_goals_are_checked(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("L", "Leitbild", level="vision"), replace(SMART, parent_id="L")])
        assert {key: check.is_smart for key, check in smart_check(study).items()} == {"Z1": True}
