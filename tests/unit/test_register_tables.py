# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the register from CSV: languages, geometry, references, and the example content of the demo city."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from smartcity_plugin import paths
from smartcity_plugin.catalogue.effects import load_effects
from smartcity_plugin.catalogue.recipe import read_recipe
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.relation import RelationKind
from smartcity_plugin.model.strategy import Contribution, Cost, Goal, GoalIndicator, Measure, Scenario
from smartcity_plugin.sources.register import read_goals, read_measures
from smartcity_plugin.sources.register_tables import read_table, table_name
from smartcity_plugin.study.costs import cost_table
from smartcity_plugin.study.relations import relations_of
from smartcity_plugin.study.schedule import schedule
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.table_import import import_tables

DEMO = paths.DEMO / "jena"
SQUARE = "POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))"


def written(folder, name, *lines):
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def town(build, tmp_path, catalogue):
    """A study with one goal and one measure."""
    with build.study(tmp_path / "town.gpkg") as study:
        study.save_goals([Goal("Z1", "Ziel")])
        study.save_measures([Measure("M1", "Maßnahme"), Measure("M2", "Andere")])
        yield study


def take(study, catalogue, path, language="de"):
    return import_tables(study, catalogue, [read_table(path, language)])


def test_files_are_known_by_their_names(tmp_path):
    assert table_name(tmp_path / "Costs.csv") == "costs"
    assert table_name(tmp_path / "goal_indicators_en.csv") == "goal_indicators"
    with pytest.raises(SmartCityError, match="register_file_unknown"):
        table_name(tmp_path / "money.csv")


def test_columns_of_the_other_language_are_left_out(tmp_path):
    path = written(tmp_path, "costs.csv", "cost_id;measure_id;gross_eur;note_de;note_en", "K1;M1;1500,5;Annahme;Guess")
    for language, note in (("de", "Annahme"), ("en", "Guess")):
        table = read_table(path, language)
        assert table.rows == ({"cost_id": "K1", "measure_id": "M1", "gross_eur": 1500.5, "note": note},)


@pytest.mark.parametrize(
    "lines",
    [
        ["cost_id;measure_id;colour", "K1;M1;red"],
        ["cost_id;note;note_de", "K1;a;b"],
        ["cost_id;gross_eur", "K1;1.500"],
        ["cost_id;geometry", f"K1;{SQUARE}"],
        ["cost_id;note", "K1;a;too much"],
    ],
)
def test_what_cannot_be_read_is_told_with_the_file(tmp_path, lines):
    with pytest.raises(SmartCityError) as caught:
        read_table(written(tmp_path, "costs.csv", *lines), "de")
    assert caught.value.problem.key == "register_unreadable"
    assert "costs.csv" in str(caught.value.problem.values["path"])


def test_rows_are_added_then_changed_and_nothing_is_removed(town, catalogue, tmp_path):
    head = "cost_id;measure_id;year;gross_eur"
    path = written(tmp_path, "costs.csv", head, "K1;M1;2027;100", "K2;M2;2028;")
    assert take(town, catalogue, path) == [("costs", 2, 0, 0)]
    assert take(town, catalogue, path) == [("costs", 0, 0, 2)]
    path = written(tmp_path, "costs.csv", "cost_id;gross_eur", "K2;250")
    assert take(town, catalogue, path) == [("costs", 0, 1, 0)]
    costs = {cost.cost_id: cost for cost in town.records(Cost)}
    assert costs["K1"] == Cost("K1", "M1", None, 2027, 100.0)
    assert costs["K2"] == Cost("K2", "M2", None, 2028, 250.0), "columns that are not in the file keep their values"


def test_effects_go_where_their_geometry_belongs_and_move(town, catalogue, tmp_path):
    head = "effect_id;measure_id;kind;geometry"
    path = written(tmp_path, "effects.csv", head, f"W1;M1;new_green;{SQUARE}", "W2;M1;place;")
    assert take(town, catalogue, path) == [("effects", 2, 0, 0)]
    first, second = sorted((item for item in town.effects("M1")), key=lambda item: item.effect.effect_id)
    assert first.geometry.geom_type == "MultiPolygon"
    assert shapely.area(first.geometry) == 10000.0
    assert second.geometry is None
    take(town, catalogue, written(tmp_path, "effects.csv", head, "W1;M1;place;POINT (5 6)"))
    moved = {item.effect.effect_id: item for item in town.effects("M1")}
    assert moved["W1"].geometry.equals(shapely.Point(5, 6))
    assert moved["W1"].effect.kind == "place"
    assert len(moved) == 2
    take(town, catalogue, written(tmp_path, "effects.csv", "effect_id;note", "W1;Annahme"))
    assert {item.effect.effect_id: item.geometry is None for item in town.effects()} == {"W1": False, "W2": True}


@pytest.mark.parametrize(
    ("name", "lines", "key"),
    [
        ("costs.csv", ["cost_id;measure_id", "K1;M9"], "register_reference_unknown"),
        ("scenarios.csv", ["scenario_id;title;measure_ids", "S1;A;M1,M9"], "register_reference_unknown"),
        ("costs.csv", ["cost_id;measure_id;kind", "K1;M1;gold"], "register_word_unknown"),
        ("effects.csv", ["effect_id;measure_id;role", "W1;M1;nowhere"], "register_word_unknown"),
        ("relations.csv", ["kind;from_id;to_id;value", "friend;M1;Z1;1"], "register_word_unknown"),
        ("relations.csv", ["kind;from_id;to_id;value", "measure_goal;M1;Z9;1"], "relation_unknown"),
        ("costs.csv", ["measure_id;year", "M1;2027"], "register_without_number"),
        ("effects.csv", ["effect_id;measure_id;geometry", "W1;M1;MULTIPOINT (0 0, 1 1)"], "register_geometry_unfit"),
    ],
)
def test_what_does_not_fit_stores_nothing(town, catalogue, tmp_path, name, lines, key):
    good = written(tmp_path, "goal_indicators.csv", "series_id;goal_id;title", "B1;Z1;Bäume")
    bad = written(tmp_path, name, *lines)
    with pytest.raises(SmartCityError) as caught:
        import_tables(town, catalogue, [read_table(bad, "de"), read_table(good, "de")])
    assert caught.value.problem.key == key
    assert town.records(GoalIndicator) == []


def test_judgements_are_counted(town, catalogue, tmp_path):
    path = written(tmp_path, "relations.csv", "kind;from_id;to_id;value;rationale_de", "measure_goal;M1;Z1;2;weil")
    assert take(town, catalogue, path) == [("relations", 1, 0, 0)]
    assert take(town, catalogue, path) == [("relations", 0, 0, 1)]
    (found,) = relations_of(town, RelationKind.MEASURE_GOAL)
    assert (found.value, found.rationale) == (2, "weil")


# The demo city --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["de", "en"])
def demo(request, build, tmp_path_factory, catalogue):
    """The register of the demo city in a study without data."""
    recipe, language = read_recipe(DEMO / "recipe.yaml"), request.param
    goals, measures = read_goals(str(recipe.goals[language])), read_measures(str(recipe.measures[language]))
    path = tmp_path_factory.mktemp(language) / "demo.gpkg"
    with build.study(path) as study:
        study.save_goals(goals)
        study.save_measures(replace(item, unit_ids=None) for item in measures)
        tables = [read_table(file, language) for file in recipe.register]
        stored = import_tables(study, catalogue, tables)
        assert {item.table: item.changed + item.same for item in stored} == dict.fromkeys((t.name for t in tables), 0)
    with Study.open(path) as study:
        yield study


def test_the_demo_has_what_a_strategy_needs(demo, catalogue):
    assert len(demo.measures()) >= 8
    assert [len(scenario.measure_ids.split(",")) for scenario in demo.records(Scenario)] == [4, 5]
    kinds = {item.effect.kind for item in demo.effects()}
    assert {"new_green", "new_stop", "facility", "street_speed", "dwellings", "place"} <= kinds
    for item in demo.effects():
        assert item.effect.kind in load_effects()
        assert item.effect.note.startswith(("Annahme des Beispiels", "Assumption of the example"))
    assert all(cost.note.startswith(("Annahme", "Assumption")) for cost in demo.records(Cost))
    examples = [*demo.goals(), *demo.measures(), *demo.records(Scenario), *demo.records(GoalIndicator)]
    assert all(item.is_example for item in examples)
    assert schedule(demo).problems == []


def test_costs_of_the_demo_balance_but_for_one(demo):
    table = cost_table(demo)
    left = {row.measure_id: row.gross - row.financed for row in table.rows}
    assert {name: amount for name, amount in left.items() if amount} == {"MOB-02": 20000.0}


def test_answers_of_the_demo_name_goals_and_measures_that_exist(demo, catalogue):
    table = read_table(DEMO / "contributions.csv", "de")
    goals, measures = ({item.goal_id for item in demo.goals()}, {item.measure_id for item in demo.measures()})
    assert len(table.rows) >= 15
    for row in table.rows:
        contribution = Contribution(**row)
        assert contribution.status in catalogue.vocabulary.contribution_statuses
        assert contribution.answer.startswith("Beispiel")
        assert set(filter(None, (contribution.goal_ids or "").split(","))) <= goals
        assert set(filter(None, (contribution.measure_ids or "").split(","))) <= measures
