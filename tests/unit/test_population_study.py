# SPDX-License-Identifier: GPL-2.0-or-later
"""The study keeps how people are treated, its runs record it, and results know when it changed."""

from __future__ import annotations

import dataclasses

import pytest
import shapely

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.provenance import Passport
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute, compute_and_save

INDICATOR = "gre_public_per_capita"


def passport(role: str) -> Passport:
    return Passport(role, role, "s", "cc0_1_0", "a", "2022")


@pytest.fixture
def study(build, catalogue, tmp_path):
    """Two units of 1 km² with a cell of 80 persons across their border, and a park in the west."""
    study = build.study(tmp_path / "study.gpkg")
    cells = build.cells([build.square(950, 0), build.square(100, 100)], [80, 20])
    study.save_layer(catalogue.roles["population_cells"], passport("population_cells"), cells)
    parks = build.table([build.square(100, 100)], "public_green")
    study.save_layer(catalogue.roles["public_green"], passport("public_green"), parks)
    yield study
    study.close()


def add_buildings(study: Study, build, catalogue) -> None:
    shapes = [shapely.box(1010, 10, 1020, 20), shapely.box(110, 110, 120, 120)]
    table = build.table(shapes, "buildings", function=["house"] * 2, storeys=[1, 1])
    study.save_layer(catalogue.roles["buildings"], passport("buildings"), table)


def persons(study: Study) -> list[float]:
    """East and west."""
    frame = study.values()
    districts = frame[frame["unit_id"] != study.city_id]
    return districts.sort_values("unit_id")["population"].tolist()


def last_run(study: Study) -> dict:
    return study.runs()[study.status()[INDICATOR]["run_id"]].parameters["people"]


def test_old_studies_get_the_defaults(study):
    assert (study.settings.allocation, study.settings.calibrate) == ("auto", "yes")


def test_buildings_that_come_in_make_every_indicator_outdated(study, build, catalogue):
    compute_and_save(study, catalogue, [INDICATOR])
    assert persons(study) == [40, 60]
    assert last_run(study) == {"allocation": "auto", "allocation_used": "areal", "factor": 1.0}
    assert study.outdated() == []
    add_buildings(study, build, catalogue)
    assert study.outdated() == [INDICATOR]
    compute_and_save(study, catalogue, [INDICATOR])
    assert persons(study) == [80, 20]
    record = last_run(study)
    assert record["allocation_used"] == "dasymetric"
    assert (record["cells"], record["cells_without_home"]) == (2, 0)
    assert "buildings" in {item.role for item in study.runs()[study.status()[INDICATOR]["run_id"]].inputs}
    assert study.outdated() == []


def test_where_people_live_evenly_buildings_do_not_matter(study, build, catalogue):
    study.change_settings(allocation="areal")
    compute_and_save(study, catalogue, [INDICATOR])
    add_buildings(study, build, catalogue)
    assert study.outdated() == []
    study.change_settings(allocation="dasymetric")
    assert study.outdated() == [INDICATOR]


def test_the_official_figure_is_recorded_and_makes_results_outdated(study, catalogue):
    compute_and_save(study, catalogue, [INDICATOR])
    study.change_settings(official_population="110", official_population_source="register")
    assert study.outdated() == [INDICATOR]
    outcome = compute_and_save(study, catalogue, [INDICATOR])
    assert [note.key for note in outcome.notes] == ["population_calibrated_much"]
    assert persons(study) == pytest.approx([44, 66])
    assert last_run(study)["factor"] == pytest.approx(1.1)
    study.change_settings(calibrate="no")
    assert study.outdated() == [INDICATOR]
    compute_and_save(study, catalogue, [INDICATOR])
    assert persons(study) == [40, 60]


def test_a_refused_factor_leaves_the_results(study, catalogue):
    compute_and_save(study, catalogue, [INDICATOR])
    study.change_settings(official_population="1000")
    with pytest.raises(SmartCityError, match="calibration_refused"):
        compute_and_save(study, catalogue, [INDICATOR])
    assert persons(study) == [40, 60]


def test_people_of_a_scenario_do_not_change_the_factor(study, build, catalogue):
    """One hundred more people must come out as more people, not vanish in the calibration."""
    study.change_settings(official_population="110")
    more = build.cells([build.square(950, 0), build.square(100, 100)], [80, 120])
    result = compute(study, catalogue, [INDICATOR], replacements={"population_cells": more}).results[INDICATOR]
    city = result.units.set_index("unit_id").loc[study.city_id, "population"]
    assert city == pytest.approx(1.1 * 200)


def test_settings_survive_closing(study):
    study.change_settings(allocation="centroid", calibrate="no")
    path = study.path
    study.close()
    with Study.open(path) as again:
        assert dataclasses.asdict(again.settings)["allocation"] == "centroid"
        assert again.settings.calibrate == "no"
