# SPDX-License-Identifier: GPL-2.0-or-later
"""The recipe of the demo city, and what a broken one says."""

from __future__ import annotations

import pytest
import yaml

from smartcity_plugin import paths
from smartcity_plugin.catalogue import CatalogueError
from smartcity_plugin.catalogue.recipe import read_recipe
from smartcity_plugin.sources.register import read_goals, read_measures

RECIPE = paths.DEMO / "jena" / "recipe.yaml"


@pytest.fixture(scope="module")
def recipe():
    return read_recipe(RECIPE)


def test_every_file_is_there(recipe):
    files = [recipe.area.path, recipe.units.path, *(layer.file.path for layer in recipe.layers)]
    files += [*recipe.goals.values(), *recipe.measures.values(), *recipe.register]
    files += [file for step in (*recipe.participation, *recipe.steps) for file in step.files.values()]
    assert recipe.register
    assert recipe.participation
    assert recipe.steps
    assert [path for path in files if not path.is_file()] == []


def test_roles_fields_and_licences_are_in_the_catalogue(recipe, catalogue):
    for layer in recipe.layers:
        role = catalogue.roles[layer.role]
        assert set(layer.fields) <= {*role.required, *role.optional}
        assert set(role.required) <= set(layer.fields)
        assert layer.publisher.licence in catalogue.vocabulary.licences
        assert layer.publisher.date


def test_no_role_is_filled_twice(recipe):
    roles = [layer.role for layer in recipe.layers]
    assert len(roles) == len(set(roles))


def test_what_is_not_good_says_why(recipe):
    assert [layer.role for layer in recipe.layers if layer.fitness.value != "good" and layer.note is None] == []


def test_the_key_of_the_municipality_is_text(recipe):
    assert recipe.ags == "16053000"


@pytest.mark.parametrize("language", ["de", "en"])
def test_goals_and_measures_fit_the_catalogue(recipe, catalogue, language):
    goals, measures = read_goals(str(recipe.goals[language])), read_measures(str(recipe.measures[language]))
    ids = {goal.goal_id for goal in goals}
    assert len(ids) == len(goals)
    for goal in goals:
        assert goal.parent_id is None or goal.parent_id in ids
        assert goal.level in catalogue.vocabulary.goal_levels
        assert goal.sector is None or goal.sector in catalogue.sectors
        assert goal.indicator_id is None or goal.indicator_id in catalogue.indicators
        assert goal.is_example, "no goal of the demo may pass for a decision of the city"
    for measure in measures:
        assert set((measure.goal_ids or "").split(",")) <= ids
        assert measure.kind in catalogue.vocabulary.measure_kinds
        assert measure.status in catalogue.vocabulary.measure_statuses
        assert measure.sector in catalogue.sectors
        assert measure.is_example


def test_both_languages_tell_the_same(recipe):
    for read, files, names in (
        (
            read_goals,
            recipe.goals,
            ("goal_id", "parent_id", "level", "sector", "indicator_id", "baseline", "target", "target_year"),
        ),
        (
            read_measures,
            recipe.measures,
            ("measure_id", "goal_ids", "unit_ids", "kind", "status", "planned_start", "cost_eur"),
        ),
    ):
        german, english = (read(str(files[language])) for language in ("de", "en"))
        assert [[getattr(item, name) for name in names] for item in german] == [
            [getattr(item, name) for name in names] for item in english
        ]


@pytest.mark.parametrize(
    ("edit", "key"),
    [
        (lambda content: content.pop("crs"), "crs"),
        (lambda content: content.update(mood="good"), "mood"),
        (lambda content: content.update(ags=16053000), "ags"),
        (lambda content: content["layers"][0].update({"from": "nobody"}), "nobody"),
        (lambda content: content["layers"][0].update(fitness="perfect"), "perfect"),
        (lambda content: content["layers"][0].pop("role"), "role"),
        (lambda content: content["sources"]["osm"].pop("licence"), "licence"),
        (lambda content: content["units"].update(colour="red"), "colour"),
    ],
)
def test_a_broken_recipe_is_told_with_file_and_key(tmp_path, edit, key):
    content = yaml.safe_load(RECIPE.read_text(encoding="utf-8"))
    edit(content)
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_recipe(path)
    assert str(caught.value).startswith("recipe.yaml")
    assert key in str(caught.value)


def test_steps_know_their_parameters_in_both_languages(recipe):
    step = recipe.participation[0]
    assert step.algorithm == "smartcity:importcontributions"
    told = {language: step.arguments(language) for language in ("de", "en")}
    assert told["de"]["TITLE"].startswith("Beispiel")
    assert told["en"]["TITLE"].startswith("Example")
    assert told["de"]["INPUT"] == told["en"]["INPUT"] == str(RECIPE.parent / "contributions.geojson")
    assert told["de"]["EXAMPLE"] is True


def test_files_are_relative_to_the_recipe(recipe):
    assert recipe.area.path.parent == RECIPE.parent
    assert recipe.area.uri == f"{RECIPE.parent / 'jena_data.gpkg'}|layername=stadtgrenze"
