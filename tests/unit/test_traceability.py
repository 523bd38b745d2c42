# SPDX-License-Identifier: GPL-2.0-or-later
"""The chain from needs to goals to measures, both ways, and what of it hangs in the air."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
import shapely

from smartcity_plugin.model.problem import Severity
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.model.strategy import (
    Contribution,
    Cost,
    Effect,
    Financing,
    Goal,
    GoalIndicator,
    Measure,
    Observation,
    Scenario,
)
from smartcity_plugin.study import chain as chain_module
from smartcity_plugin.study.chain import SECTOR, Need
from smartcity_plugin.study.register_changes import Change, apply
from smartcity_plugin.study.relations import save_relations
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.trace_places import measure_places
from smartcity_plugin.study.traceability import KINDS, STATES, orphans, trace
from smartcity_plugin.study.workflow import compute_and_save

GREEN, SUPPLY, SCHOOLS = "gre_access_300m_share", "gre_local_supply", "soc_kita_access_share"
NEEDS = [f"{name}@east" for name in (GREEN, SUPPLY, SCHOOLS)]


@pytest.fixture(scope="module")
def computed(build, catalogue, tmp_path_factory):
    """Park and school are in the west; the people of the east reach neither."""
    path = tmp_path_factory.mktemp("trace") / "study.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        schools = build.table([shapely.Point(150, 450)], "poi_kita")
        study.save_layer(catalogue.roles["poi_kita"], build.passport("poi_kita"), schools)
        compute_and_save(study, catalogue, [GREEN, SUPPLY, SCHOOLS])
    return path


@pytest.fixture
def study(computed, tmp_path):
    with Study.open(shutil.copy(computed, tmp_path / "study.gpkg"), update=True) as study:
        yield study


def states(chain):
    return {item.need.need_id: item.state for item in chain.needs}


def test_needs_are_missed_targets_and_high_needs_without_target(study, catalogue):
    chain = trace(study, catalogue)
    assert states(chain) == dict.fromkeys(NEEDS, "no_goal")
    kinds = {item.need.indicator_id: item.need.kind for item in chain.needs}
    assert kinds == {GREEN: "high", SUPPLY: "gap", SCHOOLS: "high"}
    supply = chain.need(f"{SUPPLY}@east").need
    assert (supply.gap, supply.need, supply.persons) == (6.0, 100.0, 25.0)
    # A target of the town makes a missed target of the same value.
    study.save_goals([Goal("Z1", "Grün", indicator_id=GREEN, target=90.0)])
    chain = trace(study, catalogue)
    assert chain.need(f"{GREEN}@east").need.kind == "gap"
    assert chain.need(f"{GREEN}@west").need.gap == pytest.approx(10.0)


def test_every_state_of_a_need(study, catalogue):
    goal = Goal("Z1", "Grün", sector="green", indicator_id=GREEN)

    def state(goals, measures):
        study.save_goals(goals)
        study.save_measures(measures)
        return states(trace(study, catalogue))

    measure = Measure("M1", "Park", goal_ids="Z1")
    assert state([goal], [])[NEEDS[0]] == "no_measure"
    assert state([goal], [])[NEEDS[1]] == "only_sector"
    assert state([goal], [measure])[NEEDS[0]] == "unplaced"
    assert state([goal], [replace(measure, unit_ids="west")])[NEEDS[0]] == "elsewhere"
    assert state([goal], [replace(measure, unit_ids="east")])[NEEDS[0]] == "here"
    assert state([goal], [replace(measure, unit_ids="05315000")])[NEEDS[0]] == "here"
    # A goal that holds for the west only answers no need of the east.
    assert state([replace(goal, unit_ids="west")], [])[NEEDS[0]] == "no_goal"
    assert set(trace(study, catalogue).counts()) == set(STATES)


def test_what_serves_a_part_serves_the_goal_above_and_deferred_measures_answer_nothing(study, catalogue):
    study.save_goals([Goal("O1", "Grün", indicator_id=GREEN), Goal("Z1", "Parks", parent_id="O1"), Goal("Z2", "Wege")])
    park = Measure("M1", "Park", goal_ids="Z1", unit_ids="east")
    study.save_measures([park])
    chain = trace(study, catalogue)
    assert chain.need(NEEDS[0]).here == ("M1",)
    assert (chain.measures_of_goal("O1"), chain.goals_of_measure("M1")) == (["M1"], ["Z1"])
    study.save_measures([replace(park, status="deferred")])
    assert states(trace(study, catalogue))[NEEDS[0]] == "no_measure"
    # A measure for the goal above says nothing about its parts; one that harms it does not serve it through a part.
    study.save_goals([Goal("O1", "Grün"), Goal("Z1", "Parks", parent_id="O1", indicator_id=GREEN)])
    study.save_measures([replace(park, goal_ids="O1")])
    assert states(trace(study, catalogue))[NEEDS[0]] == "no_measure"
    study.save_goals([Goal("O1", "Grün", indicator_id=GREEN), Goal("Z1", "Parks", parent_id="O1")])
    study.save_measures([replace(park, goal_ids="Z1,O1")])
    kind = RelationKind.MEASURE_GOAL
    save_relations(study, kind, [Relation(kind, "M1", "O1", -1, "Flächen")])
    assert states(trace(study, catalogue))[NEEDS[0]] == "no_measure"


def test_a_measure_judged_for_a_goal_that_got_parts_is_not_without_goal(study, catalogue):
    study.save_goals([Goal("O1", "Grün", indicator_id=GREEN)])
    study.save_measures([Measure("M1", "Park")])
    kind = RelationKind.MEASURE_GOAL
    save_relations(study, kind, [Relation(kind, "M1", "O1", 2)])
    study.save_goals([Goal("O1", "Grün", indicator_id=GREEN), Goal("Z1", "Parks", parent_id="O1")])
    assert trace(study, catalogue).goals_of_measure("M1") == ["O1"]
    assert "measures_without_goal" not in [item.kind for item in orphans(study, catalogue)]


def test_a_need_of_a_whole_sector_is_answered_by_goals_of_the_sector(study, catalogue, monkeypatch):
    monkeypatch.setattr(chain_module, "_sector_needs", lambda _: [Need(SECTOR, "east", "Ost", "green", need=90.0)])

    def state(goals, measures):
        study.save_goals(goals)
        study.save_measures(measures)
        return states(trace(study, catalogue))["green@east"]

    goal, measure = Goal("Z1", "Grün", sector="green"), Measure("M1", "Park", goal_ids="Z1")
    assert state([Goal("Z1", "Wege", sector="mobility")], []) == "no_goal"
    assert state([goal], []) == "no_measure"
    assert state([goal], [measure]) == "unplaced"
    assert state([goal], [replace(measure, unit_ids="west")]) == "elsewhere"
    assert state([Goal("Z1", "Grün", indicator_id=GREEN)], [replace(measure, unit_ids="east")]) == "here"
    chain = trace(study, catalogue)
    assert "green@east" not in [item.need.need_id for item in chain.needs_of_goal("Z1")]
    assert "green@east" in [item.need.need_id for item in chain.needs_of_goal("Z1", weak=True)]
    assert not [item for item in orphans(study, catalogue, chain) if "green@east" in item.ids]


def test_both_directions_agree(study, catalogue):
    study.save_goals([Goal("Z1", "Grün", indicator_id=GREEN), Goal("Z2", "Schulen", sector="social")])
    study.save_records(GoalIndicator, [GoalIndicator("s1", "Z2", indicator_id=SCHOOLS)])
    study.save_measures(
        [
            Measure("M1", "Park", goal_ids="Z1", unit_ids="east"),
            Measure("M2", "Schule", goal_ids="Z1,Z2", unit_ids="west"),
            Measure("M3", "Ohne"),
        ]
    )
    kind = RelationKind.MEASURE_GOAL
    save_relations(study, kind, [Relation(kind, "M3", "Z2", 2), Relation(kind, "M2", "Z1", -1, "Flächen")])
    study.save_records(
        Contribution,
        [
            Contribution("b1", unit_id="east", indicator_id=GREEN, goal_ids="Z1", measure_ids="M1"),
            Contribution("b2", unit_id="west", indicator_id=GREEN),
        ],
    )
    chain = trace(study, catalogue)
    for measure in chain.measures:
        of_measure = {item.need.need_id for item in chain.needs_of_measure(measure)}
        assert of_measure == {item.need.need_id for item in chain.needs if measure in item.measures}
        of_goals = {item.need.need_id for goal in chain.goals_of_measure(measure) for item in chain.needs_of_goal(goal)}
        assert of_measure == of_goals
        for goal in chain.goals:
            assert (goal in chain.goals_of_measure(measure)) == (measure in chain.measures_of_goal(goal))
        for unit in chain.unit_names:
            assert (unit in chain.places.get(measure, {})) == (measure in chain.measures_of_unit(unit))
    # M2 was judged to harm Z1, M3 to serve Z2 though the register does not say so.
    assert {name: [item.need.need_id for item in chain.needs_of_measure(name)] for name in chain.measures} == {
        "M1": [NEEDS[0]],
        "M2": [NEEDS[2]],
        "M3": [NEEDS[2]],
    }
    assert [item.need.need_id for item in chain.needs_of_measure("M2", only_here=True)] == []
    assert chain.need(NEEDS[0]).contributions == ("b1",)
    assert (chain.contributions_of_goal("Z1"), chain.contributions_of_measure("M1")) == (["b1"], ["b1"])
    assert [item.need.need_id for item in chain.needs_of_unit("west")] == []


def test_a_measure_lies_where_its_area_is_not_where_a_border_is_touched(study):
    # The unit border is x = 1000. 10 of 1000 m² beyond it are 1 %, 5 are half a per cent.
    shapes = {
        "A": shapely.MultiPolygon([shapely.box(901, 0, 1001, 10)]),
        "B": shapely.MultiPolygon([shapely.box(900.5, 0, 1000.5, 10)]),
    }
    measures = [Measure(name, name, place_source="drawn") for name in shapes] + [Measure("C", "Halt"), Measure("D", "")]
    study.save_measures(measures, shapes)
    stop = Effect("e1", "C", "place")
    apply(study, [Change(None, stop, shape_after=shapely.Point(1500, 500), kind_of_place="point")])
    places = measure_places(study, study.measures())
    assert set(places) == {"A", "B", "C"}
    assert places["A"] == {"west": pytest.approx(990 / 1e6), "east": pytest.approx(10 / 1e6)}
    assert set(places["B"]) == {"west"}
    assert places["C"] == {"east": 0.0}


def clean(study):
    goals = [Goal(f"Z{row}", name, indicator_id=name) for row, name in enumerate((GREEN, SUPPLY, SCHOOLS), 1)]
    study.save_goals([*goals, Goal("L", "Vision", level="vision")][:3])
    study.save_measures([Measure("M1", "Alles", goal_ids="Z1,Z2,Z3", unit_ids="east", cost_eur=1000.0)])
    study.save_records(Contribution, [Contribution("b1", status="rejected", answer="Nein, weil …")])


def test_a_clean_study_has_no_orphans(study, catalogue):
    clean(study)
    assert orphans(study, catalogue) == []


def test_each_kind_of_orphan_once(study, catalogue):
    study.save_goals(
        [
            Goal("Z1", "Grün", sector="green", indicator_id=GREEN),
            Goal("Z3", "Ohne Messgröße"),
            Goal("Z4", "Ohne Maßnahme"),
            Goal("Z5", "Nur Leistung"),
        ]
    )
    series = [GoalIndicator("s4", "Z4", kind="outcome"), GoalIndicator("s5", "Z5", kind="output")]
    study.save_records(GoalIndicator, series)
    study.save_measures(
        [
            Measure("M1", "Park", goal_ids="Z1,Z5", unit_ids="west", cost_eur=1.0),
            Measure("M3", "Ohne Ort", goal_ids="Z3", cost_eur=1.0),
            Measure("M4", "Ohne Kosten", goal_ids="Z3", unit_ids="east"),
            Measure("M5", "Ohne Ziel", unit_ids="east"),
        ]
    )
    study.save_records(Cost, [Cost("c1", "M5", gross_eur=0.0), Cost("c2", "M99"), Cost("c3", "M4")])
    study.save_records(Contribution, [Contribution("b1"), Contribution("b2", status="noted", answer="Danke")])
    study.save_records(Scenario, [Scenario("S1", "Alles", measure_ids="M1", is_example=True)])
    kind = RelationKind.GOAL_GOAL
    save_relations(study, kind, [Relation(kind, "Z1", "Z3", -1), Relation(kind, "Z3", "Z1", -1, "weil")])
    found = orphans(study, catalogue)
    assert {item.kind: item.ids for item in found} == {
        "needs_without_goal": (NEEDS[2],),
        "needs_only_sector": (NEEDS[1],),
        "needs_without_measure_here": (NEEDS[0],),
        "goals_without_indicator": ("Z3",),
        "goals_without_measure": ("Z4",),
        "goals_only_outputs": ("Z5",),
        "measures_without_goal": ("M5",),
        "measures_without_place": ("M3",),
        "measures_without_costs": ("M4",),
        "contributions_without_answer": ("b1",),
        "conflicts_without_rationale": ("Z1 → Z3",),
        "lost_links": ("c2 → M99",),
        "examples_left": ("S1",),
    }
    assert [item.kind for item in found] == list(KINDS)
    lost = next(item for item in found if item.kind == "lost_links")
    assert (lost.severity, lost.things, lost.count) == (Severity.ERROR, (("Cost", "c2"),), 1)


def test_links_to_nothing_are_found_wherever_they_are(study, catalogue):
    clean(study)
    records = {
        "Z7 → X1": Goal("Z7", "", parent_id="X1"),
        "Z8 → X2": Goal("Z8", "", unit_ids="east,X2"),
        "Z9 → X3": Goal("Z9", "", indicator_id="X3"),
        "M7 → X4": Measure("M7", "", goal_ids="Z1,X4"),
        "M8 → X5": Measure("M8", "", depends_on="M1,X5"),
        "M9 → X6": Measure("M9", "", unit_ids="X6"),
        "s9 → X7": GoalIndicator("s9", "X7"),
        "o9 → X8": Observation("o9", "X8"),
        "c9 → X9": Cost("c9", "X9"),
        "f9 → X10": Financing("f9", "X10"),
        "e9 → X11": Effect("e9", "X11"),
        "S9 → X12": Scenario("S9", "", measure_ids="M1,X12"),
        "b7 → X13": Contribution("b7", procedure_id="X13"),
        "b8 → X14": Contribution("b8", unit_id="X14", goal_ids="Z1"),
        "b9 → X15": Contribution("b9", measure_ids="M1,X15", indicator_id=GREEN),
    }
    places = {Effect: "none"}
    apply(study, [Change(None, record, kind_of_place=places.get(type(record), "")) for record in records.values()])
    lost = next(item for item in orphans(study, catalogue) if item.kind == "lost_links")
    assert sorted(lost.ids) == sorted(records)


def test_without_results_there_are_no_needs_and_the_reason_is_told(build, catalogue, tmp_path):
    with build.study(tmp_path / "empty.gpkg") as study:
        chain = trace(study, catalogue)
        assert chain.needs == ()
        assert [problem.key for problem in chain.problems] == ["gaps_nothing"]
        assert orphans(study, catalogue) == []
