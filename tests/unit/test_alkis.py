# SPDX-License-Identifier: GPL-2.0-or-later
"""ALKIS as NAS: parcels and buildings of the present, nothing of persons, files of any size."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import CatalogueError
from smartcity_plugin.catalogue.alkis import load_alkis_codes
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.sources.alkis import ALL_ROLES, read_alkis
from smartcity_plugin.sources.buildings import estimated_storeys, function_code
from smartcity_plugin.sources.zone import Zone

X, Y = 707_000, 5_640_000
TOWN = Zone(shapely.box(X, Y, X + 2000, Y + 1000), "EPSG:25832")
NRW = Zone(shapely.box(338_000, 5_706_000, 339_000, 5_707_000), "EPSG:25832")


@pytest.fixture
def folder(repository):
    return repository / "tests/fixtures/alkis"


@pytest.fixture
def stock(folder):
    return folder / "bestand_7_1.xml"


@pytest.fixture
def roles(catalogue):
    return catalogue.roles


def layers(imported):
    return {layer.role: layer for layer in imported.layers}


def rows(layer, column: str) -> dict:
    frame = layer.table.frame.astype(object).where(layer.table.frame.notna(), None)
    return frame.assign(area=shapely.area(layer.table.geometry)).set_index(column).to_dict("index")


def told(imported) -> dict:
    return {problem.key: problem.values for problem in imported.problems}


def refusal(*arguments, **more):
    with pytest.raises(SmartCityError) as caught:
        read_alkis(*arguments, **more)
    return caught.value.problem


def changed(tmp_path, source, *changes):
    text = source.read_text(encoding="utf-8")
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text)
        assert count, pattern
    path = tmp_path / "changed.xml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_parcel_of_north_rhine_westphalia(folder, roles):
    """Real data, NAS 6.0.1 from a WFS: 684 m² official; the area of its seven corners by the shoelace formula."""
    path = folder / "flurstueck_nrw_nas_6.0.1.xml"
    imported = read_alkis([path], NRW, roles)
    parcels = rows(layers(imported)["parcels"], "parcel_id")
    numbers = np.array(re.search(r"<gml:posList>([^<]+)<", path.read_text(encoding="utf-8"))[1].split(), dtype=float)
    x, y = (numbers.reshape(-1, 2) - numbers[:2]).T
    shoelace = abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2
    assert parcels["05329001100085______"]["area_m2"] == 684
    assert parcels["05329001100085______"]["area"] == pytest.approx(shoelace)
    assert shoelace == pytest.approx(683.56, abs=0.005)
    assert imported.data_date == "2025-05-31"
    assert imported.facts == {"NAS": "6.0"}
    assert imported.problems == ()


def test_parcels(stock, roles):
    imported = read_alkis([stock], TOWN, roles)
    parcels = rows(layers(imported)["parcels"], "parcel_id")
    assert {key: (row["area_m2"], row["area"]) for key, row in parcels.items()} == {
        "160001001000010001__": (5003, 5000),
        "160001001000010002__": (None, 5000),  # 0 m² is no area
    }


def test_buildings(stock, roles):
    layer = layers(read_alkis([stock], TOWN, roles))["buildings"]
    columns = ("function", "storeys", "storeys_estimated", "height_m", "year_built", "condition", "area")
    found = rows(layer, "building_id")
    assert {key[-1]: tuple(row[column] for column in columns) for key, row in found.items()} == {
        "1": ("1010", 2, "no", 7.9, 1931, None, 200),
        # 13.5 m / 3 m = 4.5, rounded half up; the newer of two versions of the object.
        "2": ("1123", 5, "yes", 13.5, None, None, 900),
        # 0 storeys are none stated; no height either.
        "3": ("2463", None, None, None, None, "im Bau", 36),
    }
    assert found["DETHB00000000001"]["function_group"] == "Wohngebäude"
    assert layer.fitness is Fitness.ESTIMATED
    assert "1 Gebäude" in layer.note.de


def test_what_is_left_out_is_told(stock, roles):
    assert told(read_alkis([stock], TOWN, roles)) == {
        "alkis_historic": {"count": 1},
        "alkis_underground": {"count": 1},
        "alkis_not_existing": {"count": 1},
        "storeys_estimated": {"count": 1, "total": 3},
        "storeys_unknown": {"count": 1, "total": 3},
        "gml_duplicates": {"count": 1},
        "gml_outside_area": {"count": 1},
        "gml_kinds_not_imported": {
            "kinds": "AX_Person (1), AX_SportFreizeitUndErholungsflaeche (1), AX_StehendesGewaesser (1), "
            "AX_Wohnbauflaeche (1)"
        },
        "gml_values_implausible": {"count": 2, "fields": "area_m2, storeys"},
    }


def test_actual_land_use_on_request(stock, roles):
    imported = read_alkis([stock], TOWN, roles, wanted=ALL_ROLES, language="en")
    found = layers(imported)
    assert set(found) == set(ALL_ROLES)
    assert found["settlement_area"].table.frame["use"].tolist() == ["Residential area"]
    assert shapely.area(found["settlement_area"].table.geometry).tolist() == [20_000]
    assert shapely.area(found["water"].table.geometry).tolist() == [10_000]
    only = read_alkis([stock], TOWN, roles, wanted=["water"])
    assert set(layers(only)) == {"water"}
    assert "AX_Gebaeude (6)" in told(only)["gml_kinds_not_imported"]["kinds"]


def test_nothing_of_persons_is_kept(stock, roles):
    imported = read_alkis([stock], TOWN, roles, wanted=ALL_ROLES)
    everything = " ".join(layer.table.frame.to_csv() for layer in imported.layers) + str(imported)
    assert "Mustermann" in stock.read_text(encoding="utf-8")
    assert "Mustermann" not in everything
    assert "DETHL00000000009" not in everything  # the entry of the land register


def test_heights_of_version_6(stock, roles, tmp_path):
    plain = (r"<objekthoehe>.*?7\.9.*?</objekthoehe>", '<objekthoehe uom="m">8.1</objekthoehe>')
    path = changed(tmp_path, stock, plain, ("gid/7.1", "gid/6.0"))
    found = rows(layers(read_alkis([path], TOWN, roles))["buildings"], "building_id")
    assert found["DETHB00000000001"]["height_m"] == 8.1


def test_heights_in_another_unit_are_unknown(stock, roles, tmp_path):
    path = changed(tmp_path, stock, ('uom="urn:adv:uom:m">13.5', 'uom="urn:adv:uom:km">13.5'))
    imported = read_alkis([path], TOWN, roles)
    assert rows(layers(imported)["buildings"], "building_id")["DETHB00000000002"]["height_m"] is None
    assert told(imported)["gml_values_unreadable"] == {"count": 1, "fields": "height_m"}


def test_the_system_of_the_header_counts(stock, roles, tmp_path):
    path = changed(tmp_path, stock, (r' srsName="[^"]*"', ""))
    assert len(layers(read_alkis([path], TOWN, roles))["parcels"].table) == 2
    without = changed(tmp_path, path, ("<standard>true", "<standard>false"))
    assert refusal([without], TOWN, roles).key == "gml_crs_missing"


def test_parts_of_a_delivery_overlap(stock, roles):
    imported = read_alkis([stock, stock], TOWN, roles)
    assert len(layers(imported)["parcels"].table) == 2
    assert told(imported)["gml_duplicates"] == {"count": 1 + 5 + 1}


@pytest.mark.parametrize("operation", ["Replace", "Delete", "Update"])
def test_files_of_changes_are_refused(stock, roles, tmp_path, operation):
    """The delivery of a user's stock updates; what it does not name would be missing."""
    path = changed(tmp_path, stock, ("<wfs:FeatureCollection>", f"<wfs:{operation}/><wfs:FeatureCollection>"))
    assert refusal([path], TOWN, roles).key == "alkis_changes_only"


def test_a_first_delivery_is_read(stock, roles, tmp_path):
    wrap = ("<wfs:FeatureCollection>", "<wfs:Transaction><wfs:Insert>")
    path = changed(
        tmp_path,
        stock,
        wrap,
        ("</wfs:FeatureCollection>", "</wfs:Insert></wfs:Transaction>"),
        ("</?gml:featureMember>", ""),
    )
    assert len(layers(read_alkis([path], TOWN, roles))["buildings"].table) == 3


def test_versions_and_formats(stock, roles, tmp_path):
    newer = changed(tmp_path, stock, ("gid/7.1", "gid/8.0"))
    assert told(read_alkis([newer], TOWN, roles))["gml_version_unknown"]["version"] == "8.0"
    other = changed(tmp_path, stock, ("www.adv-online.de", "example.org"))
    assert refusal([other], TOWN, roles).key == "gml_wrong_format"


def test_elsewhere(stock, roles):
    problem = refusal([stock], NRW, roles)
    assert problem.key == "gml_elsewhere"
    assert 360 < problem.values["distance"] < 380


@pytest.mark.parametrize(
    ("height", "storeys"), [(0.5, 1), (1.4, 1), (3, 1), (4.4, 1), (4.5, 2), (7.4, 2), (7.5, 3), (10, 3), (30, 10)]
)
def test_storeys_by_hand(height, storeys):
    assert estimated_storeys(height) == storeys


@pytest.mark.parametrize(
    ("code", "kept", "group"),
    [
        ("31001_1010", "1010", "Wohngebäude"),
        ("2463", "2463", "Betriebsgebäude zu Verkehrsanlagen, Garage"),
        ("51009_1610", "51009_1610", None),
        ("31001_9998", "9998", None),
        ("", None, None),
        ("x", "x", None),
    ],
)
def test_function_codes(code, kept, group):
    assert function_code(code) == kept
    title = load_alkis_codes().function_group(kept or "")
    assert (title.de if title else None) == group


@given(st.data())
def test_mutated_files_give_a_result_or_a_problem(tmp_path_factory, repository, catalogue, data):
    content = bytearray((repository / "tests/fixtures/alkis/bestand_7_1.xml").read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        stop = start + data.draw(st.integers(0, 60))
        content[start:stop] = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b"", b"9", b" 1e300 ", b"-"]))
        )
    path = tmp_path_factory.mktemp("x") / "a.xml"
    path.write_bytes(bytes(content))
    try:
        imported = read_alkis([path], TOWN, catalogue.roles, wanted=ALL_ROLES)
    except SmartCityError as error:
        assert catalogue.sentence(error.problem, "de")  # noqa: PT017
    else:
        assert all(len(layer.table) for layer in imported.layers)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("role: settlement_area", "role: streets"),
        ("exists: true", "exists: perhaps"),
        ('"1000-1099"', '"1099-1000"'),
        ('"1000-1099"', '"living"'),
        ("storeys_estimated:", "storeys:"),
    ],
)
def test_wrong_code_lists_are_refused(repository, tmp_path, old, new):
    text = (repository / "resources/catalogue/alkis.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "alkis.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_alkis_codes(tmp_path)
    assert "alkis.yaml" in str(caught.value)
