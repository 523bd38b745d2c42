# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree of goals: whatever the table says it holds every goal once; moves, numbers, copies and baselines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.strategy import Goal, GoalIndicator
from smartcity_plugin.study.goal_baselines import baselines
from smartcity_plugin.study.goal_tree import build_tree, duplicate, may_move, move, next_number
from smartcity_plugin.study.register_changes import apply
from smartcity_plugin.study.workflow import compute_and_save

GOALS = [
    Goal("L1", "Leitbild", level="vision"),
    Goal("O1", "Verkehr", "L1", level="main_goal"),
    Goal("O2", "Grün", "L1", level="main_goal"),
    Goal("Z1.1", "Halte", "O1"),
    Goal("Z2.1", "Parks", "O2"),
    Goal("Z2.2", "Spielplätze", "O2"),
]
IDS = st.sampled_from(["A", "B", "C", "D", "E", ""])


def numbers(goals):
    return sorted(goal.goal_id for goal in goals)


def shape(goals):
    return [(node.depth, node.goal.goal_id) for node in build_tree(goals).nodes()]


def done(goals, changes):
    after = {id(change.before): change.after for change in changes}
    return sorted((after.get(id(goal), goal) for goal in goals), key=lambda goal: goal.position or 99)


def test_the_tree_keeps_the_order():
    assert shape(GOALS) == [(0, "L1"), (1, "O1"), (2, "Z1.1"), (1, "O2"), (2, "Z2.1"), (2, "Z2.2")]
    assert build_tree(GOALS).problems == ()


@given(st.lists(st.tuples(IDS, st.none() | IDS), max_size=8))
def test_any_table_becomes_a_forest_that_loses_nothing(rows):
    goals = [Goal(number, f"{place}", parent) for place, (number, parent) in enumerate(rows)]
    nodes = list(build_tree(goals).nodes())
    assert sorted(node.goal.title for node in nodes) == sorted(goal.title for goal in goals)
    assert all(node in node.parent.children for node in nodes if node.parent)


@pytest.mark.parametrize(
    ("goals", "key"),
    [
        ([Goal("A", "a", "X")], "goal_parent_missing"),
        ([Goal("A", "a", "A")], "goal_parent_loop"),
        ([Goal("A", "a", "B"), Goal("B", "b", "A")], "goal_parent_loop"),
        ([Goal("A", "a"), Goal("A", "b")], "goal_number_twice"),
        ([Goal("", "a")], "goal_without_number"),
    ],
)
def test_what_is_wrong_is_told_and_shown(goals, key):
    tree = build_tree(goals)
    assert [problem.key for problem in tree.problems] == [key]
    assert len(list(tree.nodes())) == len(goals)


MOVES = st.tuples(st.integers(0, 5), st.none() | st.integers(0, 5), st.none() | st.integers(0, 4))


@given(st.lists(MOVES, max_size=8))
def test_random_moves_keep_a_forest_with_every_goal(moves):
    goals = list(GOALS)
    for which, below, position in moves:
        goal_id, parent = GOALS[which].goal_id, None if below is None else GOALS[below].goal_id
        if not may_move(build_tree(goals), goal_id, parent):
            with pytest.raises(SmartCityError) as caught:
                move(goals, goal_id, parent, position)
            assert caught.value.problem.key == "goal_below_itself"
            continue
        goals = done(goals, move(goals, goal_id, parent, position))
        tree = build_tree(goals)
        assert tree.problems == ()
        assert numbers(goals) == numbers(GOALS)
        node = tree.find(goal_id)
        siblings = node.parent.children if node.parent else list(tree.roots)
        place = len(siblings) - 1 if position is None else min(position, len(siblings) - 1)
        assert (node.parent.goal.goal_id if node.parent else None) == parent
        assert siblings.index(node) == place


def test_a_move_changes_only_what_it_must():
    changes = move(GOALS, "Z2.2", "O1", 0)
    assert {change.after.goal_id for change in changes} == {"Z2.2", "Z1.1"}
    goals = done(GOALS, changes)
    assert move(goals, "Z2.2", "O1", 0) == []


def test_levels_stay_unless_they_contradict():
    def levels(goals, *move_to):
        return {change.after.goal_id: change.after.level for change in move(goals, *move_to)}

    assert levels(GOALS, "Z2.1", None)["Z2.1"] == "goal"
    assert levels(GOALS, "O2", "O1")["O2"] == "goal"
    deeper = levels([Goal("A", "a", level="vision"), *GOALS], "L1", "A")
    assert deeper["L1"] == "main_goal"
    assert deeper["O1"] == deeper["O2"] == "goal"
    assert levels([replace(GOALS[0], level="Leitsatz"), Goal("B", "b")], "B", "L1")["B"] == "goal"


def test_goals_that_are_gone_cannot_be_moved():
    for goal_id, parent in (("X", "L1"), ("Z2.1", "X")):
        with pytest.raises(SmartCityError) as caught:
            move(GOALS, goal_id, parent)
        assert caught.value.problem.values == {"goal": "X"}


@pytest.mark.parametrize(
    ("goals", "parent", "expected"),
    [
        (GOALS, "O2", "Z2.3"),
        (GOALS, "L1", "O3"),
        (GOALS, None, "L2"),
        (GOALS, "Z2.1", "Z2.1.1"),
        ([], None, "L1"),
        ([Goal("L1", "x", level="vision")], "L1", "O1"),
        ([Goal("O3", "x", level="main_goal")], "O3", "Z3.1"),
        ([Goal("Grün", "x", level="main_goal")], "Grün", "Grün.1"),
        ([*GOALS, Goal("Z2.3", "anderswo", "O1")], "O2", "Z2.4"),
        ([Goal("Z9", "x"), Goal("Z10", "x")], None, "Z11"),
    ],
)
def test_new_numbers_follow_those_there_are(goals, parent, expected):
    assert next_number(goals, parent) == expected


def test_english_numbers_have_english_letters():
    assert next_number([], None, "en") == "V1"
    assert next_number([Goal("V1", "x", level="vision"), Goal("G1", "x", "V1", "main_goal")], "G1", "en") == "S1.1"


def test_a_copy_stands_behind_its_original_with_its_quantities():
    goals = [replace(goal, decision="Vorlage 1") for goal in GOALS]
    further = [GoalIndicator("s1", "Z2.1", title="Bäume"), GoalIndicator("s2", "Z2.2", title="Plätze")]
    changes = duplicate(goals, further, "Z2.1", "Parks (Kopie)")
    added, *others = changes
    assert (added.before, added.after.goal_id, added.after.title) == (None, "Z2.3", "Parks (Kopie)")
    assert added.after.decision is None
    assert added.after.parent_id == "O2"
    (quantity,) = (change.after for change in others if change.before is None)
    assert quantity.goal_id == "Z2.3"
    assert quantity.title == "Bäume"
    assert quantity.series_id not in ("s1", "s2")
    result = done([*goals, added.after], [change for change in others if change.before is not None])
    assert [number for depth, number in shape(result) if number.startswith("Z2")] == ["Z2.1", "Z2.3", "Z2.2"]


# Baselines ------------------------------------------------------------------------------------------------------------

SHARE = "gre_access_300m_share"


@pytest.fixture(scope="module")
def computed(build, catalogue, tmp_path_factory):
    path = tmp_path_factory.mktemp("goals") / "study.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [SHARE, "gre_supply_gini"])
        yield study


def value_of(study, unit):
    rows = study.values().set_index(["indicator_id", "unit_id"])
    return rows.loc[(SHARE, unit), "value"]


def filled(study, catalogue, *goals, further=(), **options):
    study.save_goals(goals)
    study.save_records(GoalIndicator, list(further))
    found = baselines(study, catalogue, **options)
    return {change.after: change.before for change in found.changes}, [problem.key for problem in found.problems]


def test_the_baseline_is_the_value_of_the_town_with_its_date(computed, catalogue):
    further = [GoalIndicator("s1", "Z1", indicator_id=SHARE)]
    changes, problems = filled(computed, catalogue, Goal("Z1", "x", indicator_id=SHARE), further=further)
    assert problems == []
    city = value_of(computed, computed.city_id)
    assert [(after.baseline, after.baseline_date) for after in changes] == [(city, "2022-05-15")] * 2
    apply(computed, baselines(computed, catalogue).changes)
    assert computed.goals()[0].baseline == city


def test_units_together_have_the_value_of_the_town(computed, catalogue):
    goals = [Goal("Z1", "x", indicator_id=SHARE, unit_ids="west,east,west"), Goal("Z2", "x", unit_ids="west")]
    changes, problems = filled(computed, catalogue, *goals)
    assert problems == []
    (after,) = changes
    assert after.baseline == pytest.approx(value_of(computed, computed.city_id))
    changes, _ = filled(computed, catalogue, replace(goals[0], unit_ids="west"))
    assert next(iter(changes)).baseline == value_of(computed, "west")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"indicator_id": "gre_magic"}, "goal_baseline_unknown_indicator"),
        ({"unit_ids": "west,nowhere"}, "goal_baseline_unknown_units"),
        ({"indicator_id": "mob_pt_access_share"}, "goal_baseline_no_value"),
        ({"indicator_id": "gre_supply_gini"}, "goal_baseline_no_sum"),
        ({"unit_ids": "west,0531,east"}, "goal_baseline_unknown_units"),
    ],
)
def test_what_cannot_be_had_stays_empty_and_is_told(computed, catalogue, changes, key):
    goal = replace(Goal("Z1", "x", indicator_id=SHARE, unit_ids="west,east"), **changes)
    assert filled(computed, catalogue, goal) == ({}, [key])


def test_present_baselines_stay_unless_they_are_to_be_renewed(computed, catalogue):
    goals = [Goal("Z1", "x", indicator_id=SHARE, baseline=1.0), Goal("Z2", "x", indicator_id=SHARE, baseline=2.0)]
    assert filled(computed, catalogue, *goals) == ({}, [])
    changes, _ = filled(computed, catalogue, *goals, goal_ids=["Z2"], renew=True)
    assert [before.goal_id for before in changes.values()] == ["Z2"]


def test_units_of_several_levels_or_without_a_value_give_no_baseline(build, catalogue, tmp_path):
    """And what an outdated result gives is told: it is the value of the last computation."""
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        study.add_units(build.units([build.square(0, 0, 500)], ["part"]), "neighbourhood")
        study.save_layer(
            catalogue.roles["population_cells"],
            build.passport("population_cells"),
            build.cells([build.square(100, 400), build.square(1500, 400)], [100, None]),
        )
        compute_and_save(study, catalogue, [SHARE])
        goal = Goal("Z1", "x", indicator_id=SHARE, unit_ids="west,part")
        assert filled(study, catalogue, goal) == ({}, ["goal_baseline_levels"])
        assert np.isnan(value_of(study, "east"))
        goal = replace(goal, unit_ids="west,east")
        assert filled(study, catalogue, goal) == ({}, ["goal_baseline_incomplete"])
        cells = build.cells([build.square(x, 400) for x in (100, 1500)], [10, 990])
        study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
        changes, problems = filled(study, catalogue, replace(goal, unit_ids="west"))
        assert problems == ["goal_baseline_outdated"]
        assert [after.baseline for after in changes] == [value_of(study, "west")]
