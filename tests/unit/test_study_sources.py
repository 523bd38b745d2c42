# SPDX-License-Identifier: GPL-2.0-or-later
"""Several sources in one role, levels of planning units, and studies written by older versions."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from osgeo import ogr

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.provenance import Fitness, combined
from smartcity_plugin.model.scheme import STANDARD
from smartcity_plugin.study.assessment import assess_and_save
from smartcity_plugin.study.overlay_tables import CELL_NEEDS
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

OLD_STUDIES = sorted((Path(__file__).resolve().parents[1] / "fixtures" / "studies").glob("schema*.gpkg"))


@pytest.fixture
def study(tmp_path, build):
    with build.study(tmp_path / "study.gpkg") as opened:
        yield opened


@pytest.fixture
def playgrounds(catalogue):
    return catalogue.roles["playgrounds"]


def points(build, *places):
    """Return named points: (x, y, name)."""
    names = [name for _, _, name in places]
    return build.table([shapely.Point(x, y) for x, y, _ in places], "playgrounds", name=names)


def names(study):
    return study.layer("playgrounds").frame["name"].tolist()


def test_a_second_source_adds_what_the_first_lacks(study, build, playgrounds):
    first = build.passport("playgrounds", title="Stadt", licence="dl_de_by_2_0")
    study.save_layer(playgrounds, first, points(build, (0, 0, "Elbe"), (500, 0, "Saale")))
    osm = build.passport("playgrounds", title="OSM", licence="odbl_1_0", fitness=Fitness.PARTIAL)
    # 20 m away under the same name, 300 m away under the same name, 20 m away under another name
    second = points(build, (0, 20, "elbe"), (500, 300, "Saale"), (500, 20, "Unstrut"))
    stored = study.save_layer(playgrounds, osm, second, add=True)
    assert (stored.source_id, stored.feature_count, stored.duplicates) == ("2", 2, 1)
    assert names(study) == ["Elbe", "Saale", "Saale", "Unstrut"]
    assert study.layer("playgrounds").frame["source_id"].tolist() == ["1", "1", "2", "2"]
    together = study.passports()["playgrounds"]
    assert together.title == "Stadt; OSM"
    assert together.licences == ("dl_de_by_2_0", "odbl_1_0")
    assert (together.feature_count, together.fitness) == (4, Fitness.PARTIAL)
    assert together.fingerprint not in {passport.fingerprint for passport in study.sources()}


def test_a_source_can_be_replaced_and_the_others_stay(study, build, playgrounds):
    for number, name in enumerate("abc"):
        table = points(build, (100 * number, 0, name))
        study.save_layer(playgrounds, build.passport("playgrounds", title=name), table, add=True)
    changed = build.passport("playgrounds", title="b2", source_id="2")
    study.save_layer(playgrounds, changed, points(build, (900, 0, "b2")))
    assert sorted(names(study)) == ["a", "b2", "c"]
    assert [(item.source_id, item.title) for item in study.sources()] == [("1", "a"), ("2", "b2"), ("3", "c")]


def test_without_add_everything_of_the_role_is_replaced(study, build, playgrounds):
    for name in "ab":
        study.save_layer(playgrounds, build.passport("playgrounds"), points(build, (0, 0, name)))
    assert names(study) == ["b"]
    assert [item.source_id for item in study.sources()] == ["1"]


def test_sources_can_be_removed_until_the_role_is_empty(study, build, playgrounds):
    for number, name in enumerate("ab"):
        table = points(build, (100 * number, 0, name))
        study.save_layer(playgrounds, build.passport("playgrounds"), table, add=True)
    study.remove_source(playgrounds, "1")
    assert names(study) == ["b"]
    study.remove_source(playgrounds, "2")
    assert study.sources() == []
    with pytest.raises(KeyError):
        study.layer("playgrounds")


def test_the_fingerprint_does_not_depend_on_other_sources(study, build, playgrounds):
    alone = study.save_layer(playgrounds, build.passport("playgrounds"), points(build, (0, 0, "a")))
    study.save_layer(playgrounds, build.passport("playgrounds"), points(build, (500, 0, "b")), add=True)
    assert study.sources()[0].fingerprint == alone.fingerprint


def test_completeness_counts_the_fields_that_are_there_or_needed(study, build, catalogue):
    role = catalogue.roles["pt_stops"]  # needs mode, may have name and departures
    table = build.table([shapely.Point(0, 0), shapely.Point(900, 0)], mode=["bus", None], name=["a", "b"])
    assert study.save_layer(role, build.passport("pt_stops"), table).completeness == pytest.approx(0.75)


def test_a_passport_can_be_corrected(study, build, playgrounds):
    study.save_layer(playgrounds, build.passport("playgrounds", licence=""), points(build, (0, 0, "a")))
    study.save_passport(replace(study.sources()[0], licence="cc0_1_0", contact="Grünflächenamt"))
    assert study.sources()[0].licence == "cc0_1_0"
    assert study.passports()["playgrounds"].contact == "Grünflächenamt"
    assert names(study) == ["a"]


def test_one_source_is_its_own_combination(build):
    passport = build.passport("playgrounds")
    assert combined([passport]) is passport


def test_a_table_without_geometry_can_be_stored(study, build, catalogue):
    role = catalogue.roles["unit_statistics"]
    table = build.table([None, None], unit_id=["west", "east"], population=[10.0, None])
    study.save_layer(role, build.passport(role.id), table)
    read = study.layer(role.id)
    assert read.frame["unit_id"].tolist() == ["west", "east"]
    assert read.geometry.tolist() == [None, None]


def test_units_of_a_further_level(study, build):
    halves = build.units([build.square(0, 0, 500), build.square(500, 0, 500)], ["w1", "w2"])
    study.add_units(halves.with_column("parent_id", ["west", None]), "quarter")
    quarters = study.units("quarter").frame
    assert quarters["parent_id"].tolist() == ["west", study.city_id]
    assert quarters["area_ha"].tolist() == [25, 25]
    assert len(study.reporting_units()) == 2
    study.change_settings(unit_level="quarter")
    assert study.reporting_units().frame["unit_id"].tolist() == ["w1", "w2"]
    with pytest.raises(SmartCityError) as caught:
        study.add_units(halves, "quarter")
    assert caught.value.problem.key == "unit_level_exists"
    with pytest.raises(SmartCityError) as caught:
        study.add_units(halves, "block")
    assert caught.value.problem.key == "unit_ids_not_unique"


def test_settings_can_be_changed_but_not_what_a_study_is(study):
    study.change_settings(official_population="1061000", title="Neu")
    with Study.open(study.path) as again:
        assert (again.settings.official_population, again.settings.title) == ("1061000", "Neu")
    with pytest.raises(ValueError, match="crs"):
        study.change_settings(crs="EPSG:25833")


@pytest.mark.parametrize("old", OLD_STUDIES, ids=lambda path: path.stem)
def test_a_study_of_an_older_version_is_lifted_and_works(old, tmp_path, catalogue, build):
    path = Path(shutil.copy(old, tmp_path / "old.gpkg"))
    with Study.open(path, update=True) as study:
        assert [item.source_id for item in study.sources()] == ["1", "1"]
        assert study.outdated() == []
        assert study.settings.unit_level == "district"
        values = study.values()
        compute_and_save(study, catalogue, ["gre_access_300m_share", "gre_local_supply"])
        again = study.values()
        assert again["value"].tolist() == pytest.approx(values["value"].tolist(), nan_ok=True)
        cells = study.layer("population_cells")
        study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells, add=True)
    assert path.with_name(f"old.{old.stem}.gpkg").exists()
    with Study.open(path) as study:
        assert study.sources()[-1].duplicates == len(cells)


@pytest.mark.parametrize("old", OLD_STUDIES, ids=lambda path: path.stem)
def test_a_study_of_an_older_version_can_be_read_without_being_changed(old, tmp_path):
    path = Path(shutil.copy(old, tmp_path / "old.gpkg"))
    before = path.read_bytes()
    with Study.open(path) as study:
        assert [passport.role for passport in study.sources()] == ["population_cells", "public_green"]
        assert study.sources()[0].completeness == {"schema1": None}.get(old.stem, pytest.approx(5 / 6))
        assert study.outdated() == []
        assert len(study.reporting_units()) == 2
        assert len(study.data()) == 3
        assert study.schemes() == []
        assert len(study.needs()) == 12
        assert study.product(CELL_NEEDS).frame.empty
    assert path.read_bytes() == before


def test_needs_of_an_older_study_belong_to_the_standard_scheme(tmp_path, catalogue):
    path = Path(shutil.copy(OLD_STUDIES[-1], tmp_path / "old.gpkg"))
    with Study.open(path) as study:
        before = study.needs()
    with Study.open(path, update=True) as study:
        kept = study.needs()
        assert set(kept["scheme_id"]) == {STANDARD}
        assert kept["persons"].tolist() == before["persons"].tolist()
        assert kept["gain"].isna().all()
        again = assess_and_save(study, catalogue)
        assert len(study.needs()) == len(kept)
    assert again["persons"].tolist() == before["persons"].tolist()
    dataset = ogr.Open(str(path))
    view = dataset.GetLayerByName("unit_needs")
    assert view.GetFeatureCount() == 12
    assert view.GetLayerDefn().GetFieldIndex("gain") >= 0
