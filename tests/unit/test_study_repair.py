# SPDX-License-Identifier: GPL-2.0-or-later
"""Repairs of stored data: they do what they say, say what they did, and leave everything else alone."""

from __future__ import annotations

import pytest
import shapely

from smartcity_plugin.catalogue.fixes import load_fixes
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.model.quality import Fix
from smartcity_plugin.study.repair import repair
from smartcity_plugin.study.study import Study

BOW_TIE = shapely.from_wkt("POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))")
SPIKE = shapely.from_wkt("POLYGON ((500 500, 600 500, 700 500, 500 500))")


@pytest.fixture
def study(build, catalogue, tmp_path):
    """A study whose public green comes from two sources, each with something to repair."""
    role = catalogue.roles["public_green"]
    with build.study(tmp_path / "study.gpkg") as study:
        first = build.table(
            [build.square(0, 0), build.square(0, 0), build.square(300, 0)], "public_green", name=["A", "A", "B"]
        )
        second = build.table([BOW_TIE, None, build.square(900, 0)], "public_green", name=["C", "D", "E"])
        study.save_layer(role, build.passport("public_green", title="Amt", note="Alt."), first)
        study.save_layer(role, build.passport("public_green", title="OSM", contact="Team"), second, add=True)
        yield study


def names(study) -> list[tuple[str, str]]:
    frame = study.layer("public_green").frame
    return list(zip(frame["source_id"], frame["name"]))


def test_duplicates_of_one_source(study, catalogue):
    done = repair(study, catalogue.roles, Fix.REMOVE_DUPLICATES, "public_green", "1")
    assert [(item.passport.source_id, item.count) for item in done] == [("1", 1)]
    assert sorted(names(study)) == [("1", "A"), ("1", "B"), ("2", "C"), ("2", "D"), ("2", "E")]
    first, second = study.sources()
    assert first.note == "Alt. Doppelte Objekte nachträglich entfernt: 1."
    assert (first.feature_count, first.title, first.source_id) == (2, "Amt", "1")
    assert second.note == ""


def test_geometry_keeps_its_area(study, catalogue):
    repair(study, catalogue.roles, Fix.REPAIR_GEOMETRY)
    layer = study.layer("public_green")
    repaired = layer.geometry[layer.frame["name"] == "C"][0]
    # The bow tie's two triangles of 100 m × 50 m / 2 each.
    assert repaired.is_valid
    assert repaired.area == pytest.approx(5000)
    assert study.sources()[1].note == "Geometrien nachträglich repariert: 1."


def test_a_shape_of_which_nothing_is_left_is_not_dropped_silently(build, catalogue, tmp_path):
    with build.study(tmp_path / "s.gpkg") as study:
        table = build.table([SPIKE, build.square(0, 0)], "public_green", name=["Spitze", "Park"])
        study.save_layer(catalogue.roles["public_green"], build.passport("public_green"), table)
        repair(study, catalogue.roles, Fix.REPAIR_GEOMETRY)
        layer = study.layer("public_green")
        assert layer.frame["name"].to_list() == ["Spitze", "Park"]
        assert layer.geometry[0] is None


def test_features_without_geometry(study, catalogue):
    repair(study, catalogue.roles, Fix.REMOVE_EMPTY, "public_green")
    assert ("2", "D") not in names(study)
    assert len(names(study)) == 5


def test_codes_for_unknown(build, catalogue, tmp_path):
    with build.study(tmp_path / "s.gpkg") as study:
        cells = build.cells([build.square(0, 0), build.square(100, 0)], [-9, 5], dwellings=[-1.0, -3.0])
        study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
        done = repair(study, catalogue.roles, Fix.EMPTY_CODES, "population_cells")
        frame = study.layer("population_cells").frame
        assert [item.count for item in done] == [2]
        assert frame["population"].isna().to_list() == [True, False]
        assert frame["dwellings"].isna().to_list() == [True, False]
        assert frame["dwellings"].iloc[1] == -3.0
        assert repair(study, catalogue.roles, Fix.EMPTY_CODES, codes=[-3.0])[0].count == 1


def test_where_nothing_is_to_be_done_nothing_is_written(study, catalogue):
    before = [(passport.fingerprint, passport.imported_at, passport.note) for passport in study.sources()]
    assert repair(study, catalogue.roles, Fix.EMPTY_CODES) == []
    assert [(passport.fingerprint, passport.imported_at, passport.note) for passport in study.sources()] == before


def test_the_passport_keeps_when_and_how_data_came_in(study, catalogue):
    before = study.sources()[0]
    after = repair(study, catalogue.roles, Fix.REMOVE_DUPLICATES)[0].passport
    assert after.fingerprint != before.fingerprint
    for field in ("imported_at", "origin", "replay", "licence", "source", "duplicates"):
        assert getattr(after, field) == getattr(before, field)
    assert after == study.sources()[0]


def test_the_note_is_in_the_language_of_the_study(build, catalogue, tmp_path):
    with build.study(tmp_path / "s.gpkg", language="en") as study:
        table = build.table([build.square(0, 0)] * 2, "public_green", name=["A", "A"])
        study.save_layer(catalogue.roles["public_green"], build.passport("public_green"), table)
        repair(study, catalogue.roles, Fix.REMOVE_DUPLICATES)
        assert study.sources()[0].note == "Duplicate features removed afterwards: 1."


def test_details_of_one_source_replace_what_is_there(study, catalogue):
    details = {"contact": "Frau Muster", "licence": "dl_de_zero_2_0", "source": ""}
    done = repair(study, catalogue.roles, Fix.FILL_PASSPORT, "public_green", "2", details=details)
    assert [item.count for item in done] == [2]
    second = study.sources()[1]
    assert (second.contact, second.licence, second.source) == ("Frau Muster", "dl_de_zero_2_0", "Amt")


def test_details_of_several_sources_fill_only_gaps(study, catalogue):
    details = {"contact": "Frau Muster", "licence": "dl_de_zero_2_0"}
    done = repair(study, catalogue.roles, Fix.FILL_PASSPORT, details=details)
    assert [(item.passport.title, item.count) for item in done] == [("Amt", 1)]
    assert [passport.contact for passport in study.sources()] == ["Frau Muster", "Team"]
    assert {passport.licence for passport in study.sources()} == {"cc0_1_0"}


@pytest.mark.parametrize(("role", "source"), [("streets", ""), ("public_green", "9")])
def test_a_source_that_is_not_there(study, catalogue, role, source):
    with pytest.raises(SmartCityError) as caught:
        repair(study, catalogue.roles, Fix.REMOVE_EMPTY, role, source)
    assert caught.value.problem.key == "source_unknown"
    assert catalogue.sentence(caught.value.problem, "de")


def test_cancelled_at_the_end_nothing_is_changed(study, catalogue):
    def stop(fraction):
        if fraction == 1.0:
            raise Cancelled

    with pytest.raises(Cancelled):
        repair(study, catalogue.roles, Fix.REMOVE_DUPLICATES, progress=stop)
    path = study.path
    study.close()
    with Study.open(path) as again:
        assert len(again.layer("public_green")) == 6
        assert again.sources()[0].note == "Alt."


def test_every_repair_has_its_words():
    fixes = load_fixes()
    assert list(fixes) == list(Fix)
    for texts in fixes.values():
        assert "{count}" in texts.note.de
        assert "{count}" in texts.note.en
        assert texts.title.de != texts.title.en
