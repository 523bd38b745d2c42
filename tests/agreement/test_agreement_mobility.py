# SPDX-License-Identifier: GPL-2.0-or-later
"""Cycling, accidents and supply in Heidelberg, computed once more with QGIS's own algorithms and plain sums.

Lengths and counts agree to one in a million (rounding of coordinates). Where QGIS draws a buffer with corners and the
engine computes with circles, the lengths inside differ by up to one in ten thousand at the ends of the ways. Accidents,
numbers of households and main routes are invented, as the data of the town have none.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingContext, QgsProject, QgsVectorLayer

from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "heidelberg"
SAME = pytest.approx
TOLERANCE = 1e-6
MAIN = """("speed_kmh" > 30 AND "class" NOT IN ('motorway', 'motorway_link', 'trunk', 'trunk_link', 'service', 'track',
'path', 'footway', 'cycleway', 'steps', 'bridleway', 'living_street', 'pedestrian')) OR ("speed_kmh" IS NULL AND "class"
IN ('primary', 'primary_link', 'secondary', 'secondary_link', 'tertiary', 'tertiary_link'))"""


@pytest.fixture(scope="module")
def heidelberg(qgis_processing, tmp_path_factory):
    """The study, open for reading."""
    from tests.conftest import built_study

    path = tmp_path_factory.mktemp("heidelberg") / "heidelberg.gpkg"
    built_study(path, RECIPE=str(FOLDER / "recipe.yaml"), LANGUAGE="de", OVERLAY=True)
    with Study.open(path) as study:
        yield study


@pytest.fixture(scope="module")
def layer(heidelberg):
    """Return a function that opens a table of the study in QGIS."""

    def run(name: str) -> QgsVectorLayer:
        opened = QgsVectorLayer(heidelberg.source(name), name, "ogr")
        assert opened.isValid()
        return opened

    return run


def native(name: str, source, key: str = "INPUT", **parameters) -> QgsVectorLayer:
    """Run one of QGIS's own algorithms, on the plane and not on the ellipsoid."""
    import processing

    context, project = QgsProcessingContext(), QgsProject()
    project.setEllipsoid("NONE")
    context.setProject(project)
    result = processing.run(f"native:{name}", {key: source, "OUTPUT": "memory:", **parameters}, context=context)
    return context.takeResultLayer(result["OUTPUT"]) if isinstance(result["OUTPUT"], str) else result["OUTPUT"]


def values(heidelberg, catalogue, name: str, replacements=None, **parameters) -> pd.DataFrame:
    outcome = compute(heidelberg, catalogue, [name], {name: parameters}, replacements)
    return outcome.results[name].units.set_index("unit_id")


def by_unit(found: QgsVectorLayer, column: str) -> dict[str, float]:
    return {feature["unit_id"]: float(feature[column] or 0) for feature in found.getFeatures()}


def metres(layer, lines) -> dict[str, float]:
    """Return the length of lines in each unit, by QGIS."""
    return by_unit(native("sumlinelengths", layer("planning_units"), "POLYGONS", LINES=lines), "LENGTH")


def points_layer(points) -> QgsVectorLayer:
    found = QgsVectorLayer("Point?crs=EPSG:25832", "points", "memory")
    features = []
    for point in points:
        feature = QgsFeature(found.fields())
        feature.setGeometry(QgsGeometry.fromWkt(point.wkt))
        features.append(feature)
    assert found.dataProvider().addFeatures(features)[0]
    return found


def scattered(heidelberg, count: int, seed: int):
    left, bottom, right, top = shapely.total_bounds(heidelberg.units().geometry)
    random = np.random.default_rng(seed)
    return shapely.points(random.uniform(left, right, count), random.uniform(bottom, top, count)), random


@pytest.fixture(scope="module")
def people(layer):
    """Persons of each cell in each unit: {unit: {cell: persons}}; cells of unknown population are left out."""
    cells = layer("inv_population_cells")
    sizes = {feature["cell_id"]: feature.geometry().area() for feature in cells.getFeatures()}
    pieces = native("intersection", cells, OVERLAY=layer("planning_units"), OVERLAY_FIELDS=["unit_id"])
    found = defaultdict(lambda: defaultdict(float))
    for piece in pieces.getFeatures():
        if isinstance(piece["population"], (int, float)):
            share = piece.geometry().area() / sizes[piece["cell_id"]]
            found[piece["unit_id"]][piece["cell_id"]] += piece["population"] * share
    return found


def test_main_streets_with_a_facility(heidelberg, catalogue, layer):
    """With 90 degrees any way counts, so that a buffer around the ways says the same."""
    found = values(heidelberg, catalogue, "mob_cycle_infra_ratio", angle=90.0)
    main = native("extractbyexpression", layer("inv_streets"), EXPRESSION=MAIN)
    ways = native("buffer", layer("inv_cycle_network"), DISTANCE=20, SEGMENTS=64, DISSOLVE=True)
    streets, beside = metres(layer, main), metres(layer, native("intersection", main, OVERLAY=ways))
    assert (found["numerator"] > 0).sum() > 30
    for unit, row in found.iterrows():
        assert row["denominator"] == SAME(streets[unit], rel=TOLERANCE, abs=1e-6), unit
        assert row["numerator"] == SAME(beside[unit], rel=1e-4, abs=0.5), unit


def test_less_counts_if_crossing_ways_do_not(heidelberg, catalogue):
    along, all_ways = (values(heidelberg, catalogue, "mob_cycle_infra_ratio", angle=angle) for angle in (30.0, 90.0))
    city = heidelberg.city_id
    assert 0.3 * all_ways["numerator"][city] < along["numerator"][city] < 0.95 * all_ways["numerator"][city]


def test_length_of_the_cycle_network(heidelberg, catalogue, layer):
    """The data have no settlement area: squares of the grid stand in for it."""
    units = heidelberg.units()
    squares = units.where(units.ids("unit_id") != heidelberg.city_id)
    found = values(heidelberg, catalogue, "mob_cycle_network_density", {"settlement_area": squares})
    lengths = metres(layer, layer("inv_cycle_network"))
    assert sum(value > 0 for value in lengths.values()) > 30
    for unit, row in found.iterrows():
        assert row["numerator"] == SAME(lengths[unit] / 1000, rel=TOLERANCE, abs=1e-9), unit


def test_people_near_main_routes(heidelberg, catalogue, layer, people):
    network = heidelberg.layer("cycle_network").with_column("level", "main")
    found = values(heidelberg, catalogue, "mob_cycle_route_coverage", {"cycle_network": network})
    catchment = native("buffer", layer("inv_cycle_network"), DISTANCE=200, SEGMENTS=32, DISSOLVE=True)
    overlaps = native("calculatevectoroverlaps", layer("inv_population_cells"), LAYERS=[catchment])
    column = next(field.name() for field in overlaps.fields() if field.name().endswith("_pc"))
    shares = {feature["cell_id"]: feature[column] / 100 for feature in overlaps.getFeatures()}
    checked = 0
    for unit, row in found.iterrows():
        numerator = sum(persons * shares[cell] for cell, persons in people[unit].items())
        denominator = sum(people[unit].values())
        if not people[unit]:
            assert np.isnan(row["numerator"]), unit
            continue
        assert row["denominator"] == SAME(denominator, rel=TOLERANCE), unit
        assert row["numerator"] == SAME(numerator, rel=TOLERANCE, abs=TOLERANCE * max(denominator, 1.0)), unit
        checked += 1
    assert checked > 60


def test_accidents_in_units(heidelberg, catalogue, layer, people):
    points, random = scattered(heidelberg, 3000, 21)
    columns = {name: random.integers(0, 2, 3000).astype(float) for name in ("is_bike", "is_foot")}
    frame = pd.DataFrame({"year": random.integers(2020, 2024, 3000).astype(float), **columns})
    accidents = GeoTable(frame, points, "EPSG:25832", "accidents")
    found = values(heidelberg, catalogue, "mob_accident_rate_vru", {"accidents": accidents})
    concerned = ((frame["is_bike"] > 0) | (frame["is_foot"] > 0)).to_numpy()
    counted = native(
        "countpointsinpolygon", layer("planning_units"), "POLYGONS", POINTS=points_layer(points[concerned])
    )
    numbers = by_unit(counted, "NUMPOINTS")
    assert sum(numbers.values()) > 2000
    for unit, row in found.iterrows():
        assert row["numerator"] == numbers[unit], unit
        if people[unit]:
            assert row["denominator"] == SAME(4 * sum(people[unit].values()), rel=TOLERANCE), unit


def test_people_near_wifi(heidelberg, catalogue, layer, people):
    points, _ = scattered(heidelberg, 200, 22)
    table = GeoTable(pd.DataFrame(index=range(200)), points, "EPSG:25832", "wifi_points")
    found = values(heidelberg, catalogue, "dig_wifi_access_share", {"wifi_points": table})
    catchment = native("buffer", points_layer(points), DISTANCE=150, SEGMENTS=32, DISSOLVE=True)
    overlaps = native("calculatevectoroverlaps", layer("inv_population_cells"), LAYERS=[catchment])
    column = next(field.name() for field in overlaps.fields() if field.name().endswith("_pc"))
    shares = {feature["cell_id"]: feature[column] / 100 for feature in overlaps.getFeatures()}
    for unit, row in found.iterrows():
        numerator = sum(persons * shares[cell] for cell, persons in people[unit].items())
        if people[unit]:
            assert row["numerator"] == SAME(numerator, rel=TOLERANCE, abs=TOLERANCE * 1000), unit


def test_households_with_gigabit(heidelberg, catalogue, layer, people):
    """One atlas cell for each population cell, found by QGIS's join by position, with plain sums over cells."""
    cells = heidelberg.layer("population_cells")
    random = np.random.default_rng(23)
    count = len(cells)
    households = random.integers(1, 80, count).astype(float)
    percent = np.where(random.random(count) < 0.1, np.nan, random.uniform(0, 100, count))
    order = random.permutation(count)
    frame = pd.DataFrame({"share_gigabit": percent, "households": households}).iloc[order].reset_index(drop=True)
    atlas = GeoTable(frame, cells.geometry[order], "EPSG:25832", "broadband")
    found = values(heidelberg, catalogue, "dig_gigabit_share", {"broadband": atlas})
    squares = layer("inv_population_cells")
    joined = native("joinattributesbylocation", native("centroids", squares), JOIN=squares, PREDICATE=[5], METHOD=0)
    partner = {feature["cell_id"]: feature["cell_id_2"] for feature in joined.getFeatures()}
    assert all(cell == other for cell, other in partner.items())
    told = {cell: pair for cell, *pair in zip(cells.ids("cell_id"), households, percent)}
    sizes = {feature["cell_id"]: feature.geometry().area() for feature in squares.getFeatures()}
    sums = defaultdict(lambda: np.zeros(2))
    pieces = native("intersection", squares, OVERLAY=layer("planning_units"), OVERLAY_FIELDS=["unit_id"])
    for piece in pieces.getFeatures():
        number, share = told[piece["cell_id"]]
        if np.isfinite(share):
            part = number * piece.geometry().area() / sizes[piece["cell_id"]]
            sums[piece["unit_id"]] += (part * share / 100, part)
    for unit, (numerator, denominator) in sums.items():
        # Slivers on borders, a millionth of a household, come out otherwise in every version of GEOS.
        assert found["numerator"][unit] == SAME(numerator, rel=TOLERANCE, abs=TOLERANCE), unit
        assert found["denominator"][unit] == SAME(denominator, rel=TOLERANCE, abs=TOLERANCE), unit
