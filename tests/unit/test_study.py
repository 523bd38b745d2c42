# SPDX-License-Identifier: GPL-2.0-or-later
"""The study file: what goes in comes out, and provenance tells from what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import gdal, ogr

from smartcity_plugin.model.problem import Problem, SmartCityError
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.model.strategy import Goal, Measure
from smartcity_plugin.study import schema
from smartcity_plugin.study.assessment import assess_and_save
from smartcity_plugin.study.layer_rows import can_be_read_in_columns, read_arrow, read_features
from smartcity_plugin.study.provenance import fingerprint, start_run
from smartcity_plugin.study.rows import split_ids
from smartcity_plugin.study.study import Study, StudySettings
from smartcity_plugin.study.workflow import compute_and_save, save_register

GREEN = ["gre_access_300m_share", "gre_local_supply", "gre_supply_gini", "gre_public_per_capita"]


pytestmark = pytest.mark.usefixtures("gdal_exceptions")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Köln Süd's „Größe“.gpkg"


@pytest.fixture
def computed(path, build, catalogue):
    """The path of a study with inventory, values and needs."""
    with build.study(path) as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, GREEN)
        assess_and_save(study, catalogue)
    return path


def test_settings_survive(path, build):
    with build.study(path) as study:
        made = study.settings
    with Study.open(path) as study:
        assert study.settings == made
        assert study.settings.title == "Studie Köln-Süd „Größe“"
        assert study.settings.ags == "05315000"
        assert study.settings.study_id
        assert study.settings.created_at.endswith("+00:00")


def test_an_empty_setting_stays_empty(path, build):
    build.study(path, ags="").close()
    with Study.open(path) as study:
        assert study.settings.ags == ""
        assert study.city_id == "city"


def test_the_municipality_is_the_parent_of_all_units(path, build):
    with build.study(path) as study:
        units = study.units().frame
        assert units["unit_id"].tolist() == ["05315000", "west", "east"]
        assert units["level"].tolist() == ["city", "district", "district"]
        assert units["parent_id"].tolist()[1:] == ["05315000"] * 2
        assert pd.isna(units["parent_id"][0])
        assert units["area_ha"].tolist() == [200, 100, 100]
        assert study.units("district").frame["unit_id"].tolist() == ["west", "east"]
        assert study.area().geometry[0].area == 2_000_000


def test_a_unit_may_not_have_the_id_of_the_municipality(path, build):
    with pytest.raises(SmartCityError) as caught:
        build.study(path, ags="west")
    assert caught.value.problem.key == "unit_ids_not_unique"
    assert list(path.parent.iterdir()) == []


def test_a_layer_survives_with_unknown_zero_and_empty(path, build, catalogue):
    role = catalogue.roles["population_cells"]
    shapes = [build.square(0, 0), build.square(100, 0), build.square(200, 0)]
    cells = build.table(shapes, cell_id=["ä", "'; DROP TABLE x --", "„“"], population=[0.0, np.nan, 1e-17])
    with build.study(path) as study:
        study.save_layer(role, build.passport(role.id), cells)
    with Study.open(path) as study:
        table = study.layer(role.id)
    assert table.frame["cell_id"].tolist() == ["ä", "'; DROP TABLE x --", "„“"]
    assert np.array_equal(table.numbers("population"), [0.0, np.nan, 1e-17], equal_nan=True)
    assert [shape.equals(other) for shape, other in zip(table.geometry, shapes)] == [True] * 3
    assert (table.crs, table.role) == ("EPSG:25832", role.id)


def test_missing_text_and_geometry_survive(path, build, catalogue):
    role = replace(catalogue.roles["playgrounds"], buffer=0)
    table = build.table([shapely.Point(1, 2), None], name=["Spielplatz", None])
    with build.study(path) as study:
        study.save_layer(role, build.passport(role.id), table)
        read = study.layer(role.id)
    assert read.frame["name"][0] == "Spielplatz"
    assert pd.isna(read.frame["name"][1])
    assert read.geometry[1] is None


def test_kinds_of_columns_survive(path, build, catalogue):
    role = catalogue.roles["playgrounds"]
    columns = {
        "whole": [1, -(2**53)],
        "real": [0.1, 2.0],
        "yes": [True, False],
        "word": ["a", "b"],
        "none": [None, None],
    }
    with build.study(path) as study:
        study.save_layer(role, build.passport(role.id), build.table([shapely.Point(0, 0)] * 2, **columns))
        frame = study.layer(role.id).frame
    for name in ("whole", "real", "yes", "word"):
        assert frame[name].tolist() == columns[name], name
    assert frame["none"].isna().all()


def test_a_layer_replaces_the_one_before(path, build, catalogue):
    role = catalogue.roles["public_green"]
    with build.study(path) as study:
        study.save_layer(
            role, build.passport(role.id, source="old"), build.table([build.square(0, 0)] * 3, name=list("abc"))
        )
        study.save_layer(role, build.passport(role.id, source="new"), build.table([build.square(0, 0)], kind=["x"]))
        assert study.layer(role.id).frame.columns.tolist() == ["kind", "source_id"]
        assert study.passports()[role.id].source == "new"
        assert study.passports()[role.id].feature_count == 1


def test_a_passport_survives(path, build, catalogue):
    role = catalogue.roles["public_green"]
    passport = build.passport(role.id, title="Grün", fitness=Fitness.PROXY, note="nur „Parks“", attribution="")
    with build.study(path) as study:
        stored = study.save_layer(role, passport, build.table([build.square(0, 0)]))
    with Study.open(path) as study:
        assert study.passports() == {role.id: stored}
    assert stored.fingerprint
    assert stored.imported_at
    given = {"fingerprint": "", "imported_at": "", "feature_count": 0, "source_id": ""}
    assert replace(stored, **given) == passport


def test_data_of_chosen_roles(path, build, catalogue):
    with build.study(path) as study:
        build.inventory(study, catalogue)
        assert set(study.data()) == {"planning_units", "population_cells", "public_green"}
        assert set(study.data(["public_green", "water"])) == {"planning_units", "public_green"}
        with pytest.raises(KeyError):
            study.layer("water")


def test_both_readers_agree_on_every_table(computed, catalogue):
    """GDAL before 3.6 reads feature by feature; where both ways exist, they must be the same."""
    with Study.open(computed, update=True) as study:
        save_register(study, catalogue, GOALS, MEASURES)
    dataset = gdal.OpenEx(str(computed), gdal.OF_VECTOR)
    if not hasattr(dataset.GetLayer(0), "GetArrowStreamAsNumPy"):
        pytest.fail("this GDAL is older than the oldest QGIS supported on this system")
    names = [dataset.GetLayer(number).GetName() for number in range(dataset.GetLayerCount())]
    assert {"unit_results", "unit_needs", "inv_population_cells", "measures"} <= set(names)
    tables = {table.name: table for table in schema.TABLES}
    for name in names:
        if not can_be_read_in_columns(dataset.GetLayerByName(name)):
            assert "boolean" in tables[name].kinds().values(), name
            continue
        quick, quick_shapes = read_arrow(dataset.GetLayerByName(name))
        slow, slow_shapes = read_features(dataset.GetLayerByName(name))
        assert quick.columns.tolist() == slow.columns.tolist(), name
        assert len(quick) == len(slow) == len(quick_shapes) == len(slow_shapes), name
        for column in quick.columns:
            for one, other in zip(quick[column].tolist(), slow[column].tolist()):
                assert one == other or (pd.isna(one) and pd.isna(other)), (name, column)
        assert all(shapely.equals(a, b) or a is b is None for a, b in zip(quick_shapes, slow_shapes)), name
    dataset = None


def test_values_survive_with_numerator_denominator_coverage_and_flags(computed):
    with Study.open(computed) as study:
        values = study.values().set_index(["indicator_id", "unit_id"])
        row = values.loc[("gre_access_300m_share", "west")]
        assert row["numerator"] / row["denominator"] * 100 == pytest.approx(row["value"])
        assert row["period"] == "2022-05-15"
        assert set(values.index.get_level_values(0)) == set(GREEN)
        assert len(values) == 3 * len(GREEN)
        cells = study.cell_values("gre_access_300m_share")
        assert cells["cell_id"].tolist() == ["c0", "c1", "c2", "c3"]
        assert cells["numerator"].isna().tolist() == [False, True, False, False]
        assert study.cell_values("gre_public_per_capita").empty


def test_a_null_value_stays_null_and_zero_stays_zero(computed):
    with Study.open(computed) as study:
        values = study.values().set_index(["indicator_id", "unit_id"])
    west, east = (values.loc[("gre_access_300m_share", unit)] for unit in ("west", "east"))
    assert (west["n_cells"], west["n_unknown"]) == (2, 1)
    assert east["population"] == 25
    gini = values.loc[("gre_supply_gini", "east")]
    assert gini["denominator"] == 0
    assert np.isnan(gini["value"])
    assert np.isnan(gini["score"])
    dataset = gdal.OpenEx(str(computed), gdal.OF_VECTOR)
    layer = dataset.GetLayerByName("indicator_values")
    layer.SetAttributeFilter("indicator_id = 'gre_supply_gini' AND unit_id = 'east'")
    feature = layer.GetNextFeature()
    assert feature.IsFieldNull("value")
    assert not feature.IsFieldNull("denominator")
    feature = layer = dataset = None


def test_views_show_values_and_needs_on_the_map(computed):
    dataset = gdal.OpenEx(str(computed), gdal.OF_VECTOR)
    for view, table, key in (("unit_results", "indicator_values", "value"), ("unit_needs", "needs", "need")):
        layer, source = dataset.GetLayerByName(view), dataset.GetLayerByName(table)
        assert layer.GetFeatureCount() == source.GetFeatureCount() > 0
        assert ogr.GT_Flatten(layer.GetGeomType()) == ogr.wkbMultiPolygon
        assert layer.GetSpatialRef().GetAuthorityCode(None) == "25832"
        unique = set()
        for feature in layer:
            unique.add(feature.GetFID())
            areas = {"05315000": 2_000_000, "west": 1_000_000, "east": 1_000_000}
            assert feature.GetGeometryRef().GetArea() == areas[feature["unit_id"]]
        assert len(unique) == layer.GetFeatureCount()
        assert layer.GetLayerDefn().GetFieldIndex(key) >= 0
        assert layer.GetExtent() == (0.0, 2000.0, 0.0, 1000.0)
        layer = source = None
    dataset = None


def test_tables_and_views_have_exactly_the_declared_fields(computed):
    dataset = gdal.OpenEx(str(computed), gdal.OF_VECTOR)
    for table in (*schema.TABLES, *schema.VIEWS):
        definition = dataset.GetLayerByName(table.name).GetLayerDefn()
        names = [definition.GetFieldDefn(number).GetName() for number in range(definition.GetFieldCount())]
        assert names == list(table.fields), table.name
    dataset = None


def test_the_file_is_a_sound_geopackage(computed):
    dataset = gdal.OpenEx(str(computed), gdal.OF_VECTOR)
    for check, sound in (("PRAGMA integrity_check", "ok"), ("PRAGMA application_id", 0x47504B47)):
        result = dataset.ExecuteSQL(check)
        assert result.GetNextFeature().GetField(0) in (sound, str(sound))
        dataset.ReleaseResultSet(result)
    result = dataset.ExecuteSQL("PRAGMA foreign_key_check")
    assert result is None or result.GetNextFeature() is None
    if result is not None:
        dataset.ReleaseResultSet(result)
    result = dataset = None


def test_computing_again_replaces_values_and_keeps_others(computed, catalogue):
    with Study.open(computed, update=True) as study:
        before = study.values()
        compute_and_save(study, catalogue, ["gre_local_supply"], {"gre_local_supply": {"distance": 900}})
        after = study.values()
        assert len(after) == len(before)
        others = [name for name in GREEN if name != "gre_local_supply"]
        for name in others:
            one, two = (table[table["indicator_id"] == name].reset_index(drop=True) for table in (before, after))
            pd.testing.assert_frame_equal(one, two)
        assert study.status()["gre_local_supply"]["parameters"]["distance"] == 900
        assert study.status()["gre_access_300m_share"]["parameters"]["distance"] == 300
        assert len(study.runs()) == 3


def test_a_run_knows_its_inputs_parameters_and_versions(computed):
    with Study.open(computed) as study:
        run = study.runs()[study.status()["gre_local_supply"]["run_id"]]
        passports = study.passports()
        assert {item.role: item.fingerprint for item in run.inputs} == {
            role: passport.fingerprint for role, passport in passports.items()
        }
        assert run.kind == "compute_indicators"
        assert run.parameters["indicators"] == GREEN
        assert {"smartcity", "shapely", "gdal", "numpy"} <= set(run.versions)
        assert run.started_at <= run.finished_at
        assert set(study.values()["run_id"]) == {run.run_id}


def test_indicators_that_cannot_be_computed_say_why(path, build, catalogue):
    with build.study(path) as study:
        build.inventory(study, catalogue)
        outcome = compute_and_save(study, catalogue, ["gre_local_supply", "mob_pt_access_share"])
        status = study.status()
    assert set(outcome.problems) == {"mob_pt_access_share"}
    assert status["mob_pt_access_share"]["state"] == "missing"
    assert status["mob_pt_access_share"]["missing_roles"] == ["pt_stops"]
    expected = Problem("role_without_data", values={"role": "pt_stops", "indicator": "mob_pt_access_share"})
    assert status["mob_pt_access_share"]["problems"] == [expected]
    assert status["gre_local_supply"]["state"] == "computed"


def test_a_value_that_can_no_longer_be_computed_disappears(computed, catalogue):
    with Study.open(computed, update=True) as study:
        problem = Problem("role_without_data", values={"role": "public_green", "indicator": "gre_local_supply"})
        study.save_results(start_run("compute_indicators", {}, [], {}), [], {"gre_local_supply": [problem]})
        assert "gre_local_supply" not in set(study.values()["indicator_id"])
        assert study.cell_values("gre_local_supply").empty


def test_only_what_a_changed_layer_feeds_is_outdated(path, build, catalogue):
    with build.study(path) as study:
        build.inventory(study, catalogue)
        stops = build.table([shapely.Point(500, 500)], "pt_stops", mode=["bus"])
        study.save_layer(catalogue.roles["pt_stops"], build.passport("pt_stops"), stops)
        compute_and_save(study, catalogue, [*GREEN, "mob_pt_access_share", "soc_kita_access_share"])
        assert study.outdated() == []
        study.save_layer(catalogue.roles["pt_stops"], build.passport("pt_stops"), stops)
        assert study.outdated() == []
        moved = build.table([shapely.Point(501, 500)], "pt_stops", mode=["bus"])
        study.save_layer(catalogue.roles["pt_stops"], build.passport("pt_stops"), moved)
        assert study.outdated() == ["mob_pt_access_share"]
        cells = study.layer("population_cells")
        study.save_layer(
            catalogue.roles["population_cells"],
            build.passport("population_cells"),
            cells.with_column("population", [1.0] * 4),
        )
        assert set(study.outdated()) == {*GREEN, "mob_pt_access_share"}
        compute_and_save(study, catalogue, [*GREEN, "mob_pt_access_share"])
        assert study.outdated() == []


def test_a_category_that_came_in_makes_the_sum_outdated(path, build, catalogue):
    with build.study(path) as study:
        build.inventory(study, catalogue)
        point = build.table([shapely.Point(500, 500)], name=["x"], mode=["bus"])
        for role in ("poi_kita", "poi_primary_school", "poi_pharmacy", "pt_stops"):
            study.save_layer(catalogue.roles[role], build.passport(role), point)
        compute_and_save(study, catalogue, ["mob_15min_coverage"])
        assert study.outdated() == []
        study.save_layer(catalogue.roles["poi_gp"], build.passport("poi_gp"), point)
        assert study.outdated() == ["mob_15min_coverage"]


def test_needs_survive(computed):
    with Study.open(computed) as study:
        needs = study.needs()
    assert set(needs["scope"]) == {"indicator", "sector", "index"}
    index = needs[(needs["scope"] == "index") & (needs["unit_id"] == "west")].iloc[0]
    assert index["need"] == pytest.approx(100 - index["score"])
    assert index["persons"] == pytest.approx(index["need"] / 100 * 125)


def test_needs_without_values_are_refused(path, build, catalogue):
    with build.study(path) as study:
        with pytest.raises(SmartCityError) as caught:
            assess_and_save(study, catalogue)
        assert caught.value.problem.key == "no_results"
        assert study.runs() == {}


def test_needs_of_unscored_values_are_refused(path, build, catalogue):
    with build.study(path) as study:
        build.inventory(study, catalogue)
        rates = build.table([build.square(0, 0, 2000)], "census_rates", cell_id=["a"], share_under_18=[20.0])
        study.save_layer(catalogue.roles["census_rates"], build.passport("census_rates"), rates)
        compute_and_save(study, catalogue, ["soc_child_share"])
        with pytest.raises(SmartCityError) as caught:
            assess_and_save(study, catalogue)
        assert caught.value.problem.key == "no_results"


GOALS = [  # the first is no example, the last is one
    Goal("L1", "Leitbild „Grün“", level="vision"),
    Goal("Z1", "Ziel", "L1", sector="green", indicator_id="gre_access_300m_share", target=80.0, target_year=2035),
    Goal("Z2", "Ziel 2", indicator_id="gre_local_supply", baseline=0.0, is_example=True),
]
MEASURES = [
    Measure("M1", "Park", goal_ids="Z1,Z2", unit_ids="west, east", priority=1, cost_eur=0.0, planned_start="2026"),
    Measure("M2", "Konzept", unit_ids="nowhere"),
    Measure("M3", "Überall", cost_eur=1234567.89, is_example=True),
]


def test_goals_and_measures_survive(computed, catalogue):
    with Study.open(computed, update=True) as study:
        save_register(study, catalogue, GOALS, MEASURES)
        city = study.values().set_index(["indicator_id", "unit_id"]).loc[("gre_access_300m_share", "05315000"), "value"]
    with Study.open(computed) as study:
        with_baseline = replace(GOALS[1], baseline=city, baseline_date="2022-05-15")
        assert study.goals() == [GOALS[0], with_baseline, GOALS[2]]
        assert study.measures() == MEASURES
    dataset = gdal.OpenEx(str(computed), gdal.OF_VECTOR)
    areas = [
        None if feature.GetGeometryRef() is None else feature.GetGeometryRef().GetArea()
        for feature in dataset.GetLayerByName("measures")
    ]
    assert areas == [2_000_000, None, None]
    dataset = None


def test_a_register_replaces_what_it_brings_and_leaves_the_rest(computed, catalogue):
    with Study.open(computed, update=True) as study:
        save_register(study, catalogue, GOALS, MEASURES)
        save_register(study, catalogue, None, MEASURES[:1])
        assert len(study.goals()) == 3
        assert study.measures() == MEASURES[:1]
        save_register(study, catalogue, [], None)
        assert study.goals() == []
        assert study.measures() == MEASURES[:1]


def test_a_goal_of_an_unknown_indicator_changes_nothing(computed, catalogue):
    with Study.open(computed, update=True) as study:
        save_register(study, catalogue, GOALS, MEASURES)
        before = study.goals(), study.measures()
        with pytest.raises(SmartCityError) as caught:
            save_register(study, catalogue, [replace(GOALS[1], indicator_id="gre_magic")], [])
        assert caught.value.problem.key == "goal_indicator_unknown"
        assert (study.goals(), study.measures()) == before


def test_an_unknown_indicator_is_refused_before_anything_is_written(computed, catalogue):
    with Study.open(computed, update=True) as study:
        before = study.values()
        with pytest.raises(SmartCityError) as caught:
            compute_and_save(study, catalogue, ["gre_local_supply", "gre_magic"])
        assert caught.value.problem.key == "indicator_unknown"
        pd.testing.assert_frame_equal(study.values(), before)


def test_a_study_without_population_is_told(path, build, catalogue):
    with build.study(path) as study:
        with pytest.raises(SmartCityError) as caught:
            compute_and_save(study, catalogue)
        assert caught.value.problem.key == "population_missing"
        cells = build.cells([build.square(0, 0)], [0])
        study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
        with pytest.raises(SmartCityError) as caught:
            compute_and_save(study, catalogue)
        assert caught.value.problem.key == "population_missing_everywhere"


def test_fingerprints_change_with_the_data(build):
    base = build.table([build.square(0, 0), None], name=["a", None], value=[1.0, np.nan])
    assert fingerprint(base) == fingerprint(
        build.table([build.square(0, 0), None], name=["a", None], value=[1.0, np.nan])
    )
    others = [
        build.table([build.square(0, 0), None], name=["a", ""], value=[1.0, np.nan]),
        build.table([build.square(0, 0), None], name=["a", None], value=[1.0, 0.0]),
        build.table([build.square(0, 0), None], name=["b", None], value=[1.0, np.nan]),
        build.table([build.square(0, 0), None], other=["a", None], value=[1.0, np.nan]),
        build.table([build.square(0, 1e-6), None], name=["a", None], value=[1.0, np.nan]),
        build.table([build.square(0, 0), build.square(0, 0)], name=["a", None], value=[1.0, np.nan]),
        build.table([None, build.square(0, 0)], name=["a", None], value=[1.0, np.nan]),
        build.table([build.square(0, 0)], name=["a"], value=[1.0]),
    ]
    prints = {fingerprint(table) for table in [base, *others]}
    assert len(prints) == 1 + len(others)


def test_the_fingerprint_of_a_stored_layer_is_that_of_what_is_read(path, build, catalogue):
    with build.study(path) as study:
        build.inventory(study, catalogue)
        for role, passport in study.passports().items():
            assert fingerprint(study.layer(role)) == passport.fingerprint


def test_lists_of_ids():
    assert split_ids(" 1, 2 ,,3") == ["1", "2", "3"]
    assert split_ids(None) == split_ids("") == []


def test_settings_know_their_fields():
    assert set(StudySettings.__dataclass_fields__) >= {"title", "crs", "language", "reference_date"}


def test_what_a_transaction_has_added_is_read_in_it(tmp_path, build):
    """In columns, GDAL would find a table empty to which the transaction has added."""
    with build.study(tmp_path / "x.gpkg") as study:
        quarter = build.units([build.square(0, 0, 500)], ["q"])
        with study.transaction():
            study.add_units(quarter, "quarter")
            assert study.units().frame["unit_id"].tolist() == ["05315000", "west", "east", "q"]
            study.change_parents("quarter", {"q": "west"})
            study.change_parents("district", {"east": "q"})
        units = study.units().frame.set_index("unit_id")
        assert units["parent_id"].to_dict() == {"05315000": None, "q": "west", "west": "05315000", "east": "q"}
        assert units.loc["west", ["name", "level", "area_ha"]].tolist() == ["Unit west", "district", 100.0]
