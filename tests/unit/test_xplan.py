# SPDX-License-Identifier: GPL-2.0-or-later
"""XPlanGML: plans and their areas, the measures that count, everything else told."""

from __future__ import annotations

import math
import re
import zipfile

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import CatalogueError
from smartcity_plugin.catalogue.xplan import load_xplan_codes
from smartcity_plugin.model.problem import Cancelled, Severity, SmartCityError
from smartcity_plugin.sources.projection import reproject
from smartcity_plugin.sources.xplan import read_xplan
from smartcity_plugin.sources.zone import Zone

X, Y = 707_000, 5_640_000
TOWN = Zone(shapely.box(X, Y, X + 2000, Y + 1000), "EPSG:25832")


@pytest.fixture
def folder(repository):
    return repository / "tests/fixtures/xplan"


@pytest.fixture
def roles(catalogue):
    return catalogue.roles


def tables(imported):
    return {layer.role: layer.table for layer in imported.layers}


def by_id(table, column: str = "object_id") -> dict:
    """Return each feature's row (unknown values as None) with its area."""
    frame = table.frame.astype(object).where(table.frame.notna(), None).assign(area=shapely.area(table.geometry))
    return frame.set_index(column).to_dict("index")


def told(imported) -> dict:
    return {problem.key: problem.values for problem in imported.problems}


def refusal(*arguments, **more):
    with pytest.raises(SmartCityError) as caught:
        read_xplan(*arguments, **more)
    return caught.value.problem


def changed(tmp_path, source, *changes, name="changed.gml"):
    """Return a copy of a file with some of its text exchanged; each pattern must be there."""
    text = source.read_text(encoding="utf-8")
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text)
        assert count, pattern
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


# A binding plan of version 5 ---------------------------------------------------------------------------------------


def test_the_plan(folder, roles):
    imported = read_xplan([folder / "bplan_5_4.gml"], TOWN, roles)
    plan = by_id(tables(imported)["plan_areas"], "plan_id")
    assert plan == {
        "P1": {
            "name": "B-Plan 12 „Märkt“",
            "number": "12",
            "kind": "Qualifizierter Bebauungsplan",
            "legal_state": "In Kraft getreten",
            "date": "2019-03-01",
            "area": 120_000,
        }
    }
    assert imported.data_date == "2019-03-01"
    assert imported.facts["XPlanGML"] == "5.4"
    assert [layer.role for layer in imported.layers] == [
        "plan_areas",
        "building_zones",
        "planned_green",
        "public_need_areas",
    ]


def test_type_and_degree_of_building_use(folder, roles):
    zones = by_id(tables(read_xplan([folder / "bplan_5_4.gml"], TOWN, roles))["building_zones"])
    assert set(zones) == {"Z1", "Z2", "Z3", "Z4", "Z5"}
    assert {row["plan_name"] for row in zones.values()} == {"B-Plan 12 „Märkt“"}
    columns = ("kind", "group", "use", "site_coverage", "floor_area_ratio", "storeys_max")
    assert {key: tuple(row[column] for column in columns) for key, row in zones.items()} == {
        # GFZmax counts before GFZ, Zzwingend before Z; 0,6 has a decimal comma.
        "Z1": ("WA", "W", "Allgemeines Wohngebiet", 0.4, 1.2, 2),
        "Z2": ("MU", "M", "Urbanes Gebiet", 0.6, None, 4),
        # GRZ 8, GFZ "viel" and Z 0 cannot be.
        "Z3": ("GE", "G", "Gewerbegebiet", None, None, None),
        "Z4": ("SO", "S", "Sonstiges Sondergebiet; Einkaufszentrum; Möbelmarkt", None, None, None),
        "Z5": ("1234", None, None, None, None, None),
    }
    assert zones["Z1"]["legal_character"] == "Festsetzung oder Darstellung"
    assert zones["Z1"]["area"] == 10_000
    # A square with a half disc of radius 50 on top; the chords cut off at most 2/3 cm per metre of arc.
    disc = math.pi * 50**2 / 2
    assert 10_000 + disc - 2 / 3 * 0.01 * math.pi * 50 < zones["Z2"]["area"] < 10_000 + disc


def test_green_and_public_needs(folder, roles):
    found = tables(read_xplan([folder / "bplan_5_4.gml"], TOWN, roles))
    green = by_id(found["planned_green"])
    assert {key: (row["purpose"], row["access"]) for key, row in green.items()} == {
        "G1": ("Parkanlage", "public"),
        "G2": ("Spielplatz", "private"),
    }
    assert green["G1"]["area"] == 10_000 - 400
    assert green["G2"]["area"] == pytest.approx(math.pi * 400, abs=0.9)
    needs = by_id(found["public_need_areas"])
    assert {key: row["purpose"] for key, row in needs.items()} == {"N1": "Schule; Sport"}


def test_what_is_left_out_is_told(folder, roles):
    assert told(read_xplan([folder / "bplan_5_4.gml"], TOWN, roles)) == {
        "xplan_expired_left_out": {"plans": "B-Plan 7 alt", "count": 2},
        "xplan_codes_unknown": {"codes": "besondereArtDerBaulNutzung 1234 (1)"},
        "xplan_other_level": {"count": 1},
        "xplan_other_measures": {"count": 1},
        "xplan_measures_elsewhere": {"count": 1},
        "gml_unreadable_geometry": {"count": 1},
        "gml_without_geometry": {"count": 1},
        "gml_no_area": {"count": 1},
        "gml_outside_area": {"count": 1},
        "gml_kinds_not_imported": {"kinds": "BP_BauGrenze (2), BP_UeberbaubareGrundstuecksFlaeche (1)"},
        "gml_values_unreadable": {"count": 1, "fields": "floor_area_ratio"},
        "gml_values_implausible": {"count": 2, "fields": "site_coverage, storeys_max"},
    }


def test_every_object_of_the_file_is_accounted_for(folder, roles):
    """What is not stored stands in one of the messages."""
    text = (folder / "bplan_5_4.gml").read_text(encoding="utf-8")
    objects = len(re.findall(r"<xplan:(BP_(?!Bereich)[A-Za-z]+) gml:id", text))
    imported = read_xplan([folder / "bplan_5_4.gml"], TOWN, roles)
    counts = told(imported)
    stored = sum(len(layer.table) for layer in imported.layers)
    left_out = (
        "xplan_other_level",
        "gml_unreadable_geometry",
        "gml_without_geometry",
        "gml_no_area",
        "gml_outside_area",
    )
    kinds = sum(int(count) for count in re.findall(r"\((\d+)\)", counts["gml_kinds_not_imported"]["kinds"]))
    missing = sum(counts[key]["count"] for key in left_out) + counts["xplan_expired_left_out"]["count"] + kinds
    assert stored + missing == objects == 19


def test_plans_no_longer_in_force_on_request(folder, roles):
    imported = read_xplan([folder / "bplan_5_4.gml"], TOWN, roles, expired=True)
    assert by_id(tables(imported)["building_zones"])["Z8"]["plan_name"] == "B-Plan 7 alt"
    assert by_id(tables(imported)["plan_areas"], "plan_id")["P2"]["legal_state"] == "Aufgehoben"
    assert told(imported)["xplan_expired_imported"] == {"plans": "B-Plan 7 alt"}
    assert "xplan_expired_left_out" not in told(imported)


def test_only_plans_no_longer_in_force(folder, roles, tmp_path):
    path = changed(tmp_path, folder / "bplan_5_4.gml", ("rechtsstand>4000", "rechtsstand>50001"))
    problem = refusal([path], TOWN, roles)
    assert (problem.key, problem.values) == ("xplan_only_expired", {"plans": "B-Plan 12 „Märkt“, B-Plan 7 alt"})


def test_partly_superseded_plans_are_kept_and_told(folder, roles, tmp_path):
    path = changed(tmp_path, folder / "bplan_5_4.gml", ("rechtsstand>4000", "rechtsstand>4500"))
    assert told(read_xplan([path], TOWN, roles))["xplan_partly_expired"] == {"plans": "B-Plan 12 „Märkt“"}


def test_texts_in_english(folder, roles):
    zones = by_id(tables(read_xplan([folder / "bplan_5_4.gml"], TOWN, roles, language="en"))["building_zones"])
    assert zones["Z1"]["use"] == "General residential area"
    assert zones["Z1"]["kind"] == "WA"


# A preparatory plan of version 6 -----------------------------------------------------------------------------------


def test_version_6_with_objects_named_by_their_section(folder, roles):
    imported = read_xplan([folder / "fplan_6_0.gml"], TOWN, roles)
    found = tables(imported)
    zones = by_id(found["building_zones"])
    assert {key: (row["kind"], row["use"], row["floor_area_ratio"], row["area"]) for key, row in zones.items()} == {
        "FZ1": ("W", "Wohnbaufläche", 0.5, 20_000),
        "FZ2": ("S", "Sonderbaufläche; Erneuerbare Energie", None, 20_000),
    }
    assert zones["FZ1"]["legal_character"] == "Darstellung im Flächennutzungsplan"
    assert by_id(found["planned_green"])["FG1"]["purpose"] == "Naturerfahrungsraum; Spielplatz"
    assert by_id(found["public_need_areas"])["FN1"]["purpose"] == "Feuerwehr"
    assert {row["plan_name"] for row in zones.values()} == {"Flächennutzungsplan"}
    assert told(imported) == {"xplan_in_preparation": {"plans": "Flächennutzungsplan"}}
    assert "site_coverage" not in found["building_zones"].frame  # no value at all: no column


def test_an_archive_with_a_raster(folder, roles, tmp_path):
    with zipfile.ZipFile(tmp_path / "plan.zip", "w") as archive:
        archive.write(folder / "fplan_6_0.gml", "plan/xplan.gml")
        archive.writestr("plan/plan.png", b"x")
        archive.writestr("plan/plan.pgw", b"x")
    imported = read_xplan([tmp_path / "plan.zip"], TOWN, roles)
    assert told(imported)["xml_archive_others"] == {"files": "plan.pgw, plan.png"}
    assert len(tables(imported)["building_zones"]) == 2


def test_several_plans_at_once_and_twice(folder, roles):
    both = [folder / "bplan_5_4.gml", folder / "fplan_6_0.gml", folder / "bplan_5_4.gml"]
    imported = read_xplan(both, TOWN, roles)
    zones = tables(imported)["building_zones"]
    assert sorted(zones.frame["plan_name"].unique()) == ["B-Plan 12 „Märkt“", "Flächennutzungsplan"]
    assert len(zones) == 7
    assert told(imported)["gml_duplicates"] == {"count": 5 + 2 + 1 + 1}
    assert imported.facts == {"XPlanGML": "5.4, 6.0", "plans": "5"}
    names = set(tables(imported)["plan_areas"].frame["name"])
    assert names == {"B-Plan 12 „Märkt“", "Flächennutzungsplan"}


def test_a_folder_with_other_files(folder, roles, tmp_path):
    for name in ("bplan_5_4.gml", "fplan_6_0.gml"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "metadata.xml").write_text("<metadata/>", encoding="utf-8")
    imported = read_xplan([tmp_path], TOWN, roles)
    assert told(imported)["gml_files_skipped"] == {"files": "metadata.xml"}
    assert len(tables(imported)["plan_areas"]) == 2


def test_the_same_identifier_in_another_place_is_another_object(folder, roles, tmp_path):
    """Some writers number their objects from 1 in every file."""
    other = changed(tmp_path, folder / "fplan_6_0.gml", (r"5640000\.000", "5640001.000"))
    imported = read_xplan([folder / "fplan_6_0.gml", other], TOWN, roles)
    assert len(tables(imported)["building_zones"]) == 4


def test_areas_without_a_plan(folder, roles, tmp_path):
    path = changed(tmp_path, folder / "fplan_6_0.gml", ('xlink:href="#FZ1"', 'xlink:href="#XX"'), (r"FP_Plan", "FP_X"))
    found = told(read_xplan([path], TOWN, roles))
    assert found["xplan_without_plan"] == {"count": 4}
    assert found["gml_kinds_not_imported"] == {"kinds": "FP_X (1)"}


# Where the plans lie -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("gdal_exceptions")
def test_gauss_kruger_is_converted_and_told(folder, roles):
    """The fixture is a rectangle of 300 m by 200 m in UTM, written in Gauß-Krüger coordinates with the grid."""
    imported = read_xplan([folder / "fplan_5_1_gk4.gml"], TOWN, roles)
    area = tables(imported)["plan_areas"].geometry[0]
    expected = shapely.box(X + 200, Y + 200, X + 500, Y + 400)
    key = next(key for key in told(imported) if key.startswith("gml_old_datum"))
    accuracy = told(imported)[key]["metres"]
    assert accuracy in (0.9, 5.0)
    assert shapely.hausdorff_distance(area, expected) < (0.01 if accuracy < 1 else 5.0)
    assert area.area == pytest.approx(60_000, rel=1e-4)


def test_swapped_axes_are_understood_and_told(folder, roles, tmp_path):
    swap = r"(70[0-9]{4}\.[0-9]{3}) (56[0-9]{5}\.[0-9]{3})"
    path = changed(tmp_path, folder / "fplan_6_0.gml", (swap, r"\2 \1"))
    straight, swapped = (read_xplan([one], TOWN, roles) for one in (folder / "fplan_6_0.gml", path))
    assert told(swapped)["gml_axes_swapped"] == {"crs": "EPSG:25832"}
    for role, table in tables(straight).items():
        assert shapely.equals_exact(
            shapely.normalize(table.geometry), shapely.normalize(tables(swapped)[role].geometry)
        ).all()


def test_zone_numbers_in_eastings(folder, roles, tmp_path):
    path = changed(tmp_path, folder / "fplan_6_0.gml", (r"(70[0-9]{4}\.[0-9]{3} 56)", r"32\1"))
    imported = read_xplan([path], TOWN, roles)
    assert told(imported)["gml_zone_number"] == {"crs": "EPSG:25832", "used": "EPSG:4647"}
    assert tables(imported)["building_zones"].geometry[0].bounds[0] == pytest.approx(X + 1000, abs=1e-6)


def test_a_study_in_another_system(folder, roles):
    there = Zone(reproject(np.array([TOWN.area], dtype=object), "EPSG:25832", "EPSG:25833")[0], "EPSG:25833")
    table = tables(read_xplan([folder / "fplan_6_0.gml"], there, roles))["building_zones"]
    assert table.crs == "EPSG:25833"
    back = reproject(table.geometry, "EPSG:25833", "EPSG:25832")
    expected = tables(read_xplan([folder / "fplan_6_0.gml"], TOWN, roles))["building_zones"].geometry
    assert shapely.equals_exact(back, expected, tolerance=1e-3).all()


def test_one_corner_far_away_makes_no_area(folder, roles, tmp_path):
    corner = (r"707100\.000 5640000\.000( 707100\.000 5640100\.000 707000)", r"0 0\1")
    path = changed(tmp_path, folder / "bplan_5_4.gml", corner)
    imported = read_xplan([path], TOWN, roles)
    assert told(imported)["gml_outside_germany"] == {"count": 1}
    assert "Z1" not in by_id(tables(imported)["building_zones"])


def test_plans_elsewhere(folder, roles):
    far = Zone(shapely.box(X + 100_000, Y, X + 101_000, Y + 1000), "EPSG:25832")
    problem = refusal([folder / "fplan_6_0.gml"], far, roles)
    assert problem.key == "gml_elsewhere"
    assert 97 <= problem.values["distance"] <= 99
    assert problem.values["position"].startswith("50.8")


def test_a_plan_in_the_wrong_land(folder, roles, tmp_path):
    path = changed(tmp_path, folder / "bplan_5_4.gml", ("<xplan:ags>16053000", "<xplan:ags>03103000"))
    imported = read_xplan([path], TOWN, roles)
    warning = next(problem for problem in imported.problems if problem.key == "xplan_not_in_state")
    assert warning.severity is Severity.WARNING
    assert warning.values["state"] == "Niedersachsen"
    far = Zone(shapely.box(600_000, 5_790_000, 601_000, 5_791_000), "EPSG:25832")
    assert refusal([path], far, roles).key == "xplan_not_in_state"


def test_coordinates_that_are_no_place(folder, roles, tmp_path):
    path = changed(tmp_path, folder / "fplan_6_0.gml", ("EPSG::25832", "EPSG::31466"))
    problem = refusal([path], TOWN, roles)
    assert problem.key == "gml_not_in_germany"
    assert problem.values["crs"] == "urn:ogc:def:crs:EPSG::31466"


def test_files_without_a_system(folder, roles, tmp_path):
    path = changed(tmp_path, folder / "fplan_6_0.gml", (' srsName="[^"]*"', ""))
    assert refusal([path], TOWN, roles).key == "gml_crs_missing"
    assert len(tables(read_xplan([path], TOWN, roles, crs="EPSG:25832"))["building_zones"]) == 2


# Versions, formats, harm --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["4/1", "7/0", "5/9"])
def test_unknown_versions_are_read_with_a_warning(folder, roles, tmp_path, version):
    path = changed(tmp_path, folder / "fplan_6_0.gml", ("xplangml/6/0", f"xplangml/{version}"))
    imported = read_xplan([path], TOWN, roles)
    assert told(imported)["gml_version_unknown"]["version"] == version.replace("/", ".")
    assert len(tables(imported)["building_zones"]) == 2


def test_other_formats_are_refused(folder, roles, tmp_path):
    path = changed(tmp_path, folder / "fplan_6_0.gml", ("www.xplanung.de", "example.org"))
    problem = refusal([path], TOWN, roles)
    assert problem.key == "gml_wrong_format"
    assert problem.values["found"].startswith("XPlanAuszug {http://example.org")
    (tmp_path / "only").mkdir()
    (tmp_path / "only/a.xml").write_text("<a/>", encoding="utf-8")
    assert refusal([tmp_path / "only"], TOWN, roles).key == "gml_wrong_format"


def test_a_file_without_content(roles, tmp_path):
    path = tmp_path / "empty.gml"
    path.write_text('<XPlanAuszug xmlns="http://www.xplanung.de/xplangml/6/0"/>', encoding="utf-8")
    problem = refusal([path], TOWN, roles)
    assert (problem.key, problem.values) == ("gml_nothing_to_import", {"kinds": "–"})


def test_progress_and_cancel(folder, roles):
    seen = []
    read_xplan([folder / "bplan_5_4.gml", folder / "fplan_6_0.gml"], TOWN, roles, progress=seen.append)
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0.0, 1.0)

    def cancel(fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        read_xplan([folder / "fplan_6_0.gml"], TOWN, roles, progress=cancel)


@given(st.data())
def test_mutated_files_give_a_result_or_a_problem(tmp_path_factory, repository, catalogue, data):
    name = data.draw(st.sampled_from(["bplan_5_4.gml", "fplan_6_0.gml", "fplan_5_1_gk4.gml"]))
    content = bytearray((repository / "tests/fixtures/xplan" / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        stop = start + data.draw(st.integers(0, 60))
        content[start:stop] = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b"", b"9", b" 1e300 ", b"-"]))
        )
    path = tmp_path_factory.mktemp("x") / name
    path.write_bytes(bytes(content))
    try:
        imported = read_xplan([path], TOWN, catalogue.roles)
    except SmartCityError as error:
        assert catalogue.sentence(error.problem, "de")  # noqa: PT017
    else:
        assert all(len(layer.table) for layer in imported.layers)
        assert all(catalogue.sentence(problem, "en") for problem in imported.problems)


@given(st.data())
def test_changed_values_give_a_result_or_a_problem(tmp_path_factory, repository, catalogue, data):
    """Texts and attributes are exchanged, so that the file stays well-formed and the readers see strange values."""
    text = (repository / "tests/fixtures/xplan/bplan_5_4.gml").read_text(encoding="utf-8")
    strange = st.sampled_from(
        ["", "0", "-1", "1e308", "NaN", "1 2 3", "0 0 0 0", "#B1", "EPSG:4326", "ä", "999999", "1,5"]
    )
    pieces = re.split(r"(>[^<>]+<|\"[^\"]*\")", text)
    for _ in range(data.draw(st.integers(1, 6))):
        number = 2 * data.draw(st.integers(4, len(pieces) // 2 - 1)) + 1
        value = data.draw(strange)
        pieces[number] = f">{value}<" if pieces[number].startswith(">") else f'"{value}"'
    path = tmp_path_factory.mktemp("x") / "a.gml"
    path.write_text("".join(pieces), encoding="utf-8")
    try:
        imported = read_xplan([path], TOWN, catalogue.roles)
    except SmartCityError as error:
        assert catalogue.sentence(error.problem, "de")  # noqa: PT017
    else:
        assert all(len(layer.table) for layer in imported.layers)


# Code lists --------------------------------------------------------------------------------------------------------


def test_the_code_lists_are_complete():
    codes = load_xplan_codes()
    assert len(codes.particular_uses) == 16
    assert len(codes.general_uses) == 5
    assert len(codes.purposes["planned_green"]) == 36
    assert len(codes.purposes["public_need_areas"]) == 37
    assert set(codes.legal_states["BP_Plan"]) == set(codes.legal_states["FP_Plan"])
    assert {use.group for use in codes.particular_uses.values()} == {"W", "M", "G", "S", ""}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("validity: valid,", "validity: maybe,"),
        ("BP_GruenFlaeche: planned_green", "BP_GruenFlaeche: parks"),
        ("group: W,", "group: Q,"),
        ('"1000": {de: "Bebauungsplan", en: "Binding land-use plan"}', '"1000": {de: "Bebauungsplan"}'),
        ("versions:", "releases:"),
        ("  FP_Gruen: planned_green\n", "  FP_Gruen: planned_green\n  FP_Gruen: planned_green\n"),
    ],
)
def test_wrong_code_lists_are_refused(repository, tmp_path, old, new):
    text = (repository / "resources/catalogue/xplan.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "xplan.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_xplan_codes(tmp_path)
    assert "xplan.yaml" in str(caught.value)
