# SPDX-License-Identifier: GPL-2.0-or-later
"""Public transport in Heidelberg, computed once more by routes that share no code with the engine.

The tables of the quality classes are typed off the reference (``tests/unit/transit_tables.py``), distances come from
``math.hypot`` and from QGIS's own algorithms, sums are plain Python. Classes must be the same; lengths may differ by a
micrometre and shares by a millionth, which is rounding of coordinates of some millions of metres. The feed holds seven
lines only: the values do not describe the town.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProcessingContext, QgsProject, QgsVectorLayer

from smartcity_plugin.engine.reach import StraightReach
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute
from tests.unit import transit_tables as tables

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "heidelberg"
SAME = pytest.approx
TOLERANCE = 1e-6
MODES = ("rail", "suburban", "subway", "tram", "bus", "ferry", "cableway")


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


@pytest.fixture(scope="module")
def stops(layer):
    """The stops as QGIS reads them: (x, y, attributes by name)."""
    found = []
    for feature in layer("inv_pt_stops").getFeatures():
        point = feature.geometry().asPoint()
        found.append((point.x(), point.y(), dict(zip(feature.fields().names(), feature.attributes()))))
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def cells(layer):
    """The middle of each population cell and its persons (None if unknown): {cell: (x, y, persons)}."""
    found = {}
    for feature in layer("inv_population_cells").getFeatures():
        middle, persons = feature.geometry().centroid().asPoint(), feature["population"]
        found[feature["cell_id"]] = (
            middle.x(),
            middle.y(),
            float(persons) if isinstance(persons, (int, float)) else None,
        )
    return found


def native(name: str, source, **parameters) -> QgsVectorLayer:
    """Run one of QGIS's own algorithms, on the plane and not on the ellipsoid."""
    import processing

    context, project = QgsProcessingContext(), QgsProject()
    project.setEllipsoid("NONE")
    context.setProject(project)
    result = processing.run(f"native:{name}", {"INPUT": source, "OUTPUT": "memory:", **parameters}, context=context)
    return context.takeResultLayer(result["OUTPUT"]) if isinstance(result["OUTPUT"], str) else result["OUTPUT"]


def categories(profile: str, stops) -> list:
    """Return (x, y, category) of all stops, by the tables."""
    return [
        (x, y, tables.category(profile, {mode: told[f"departures_6_20_{mode}"] for mode in MODES}))
        for x, y, told in stops
    ]


def some(values: dict) -> list[str]:
    """Return 200 cells out of all, the same in every run."""
    return list(np.random.default_rng(11).choice(sorted(values), 200, replace=False))


def result_of(heidelberg, catalogue, name: str, **parameters):
    outcome = compute(heidelberg, catalogue, [name], {name: parameters})
    assert outcome.problems == {}
    return outcome.results[name]


@pytest.mark.parametrize("profile", sorted(tables.RINGS))
def test_the_class_of_200_cells(heidelberg, catalogue, stops, cells, profile):
    found = result_of(heidelberg, catalogue, "mob_pt_quality_score", profile=profile, way="straight").cells
    # Where nobody lives a mean has no value: only cells with people carry their class.
    values = {cell: value for cell, value in zip(found["cell_id"], found["value"]) if np.isfinite(value)}
    rated = categories(profile, stops)
    chosen = some(values)
    expected = {cell: tables.best_quality(profile, *cells[cell][:2], rated) for cell in chosen}
    # A value is points · persons / persons: the sixteenth digit is rounding.
    points = {cell: round(values[cell], 9) for cell in chosen}
    assert points == {cell: tables.POINTS[name] for cell, name in expected.items()}
    assert len(set(expected.values())) >= 4


@pytest.mark.parametrize("profile", sorted(tables.RINGS))
def test_the_sums_of_all_cells(heidelberg, catalogue, stops, cells, profile):
    rated = categories(profile, stops)
    letters = {cell: tables.best_quality(profile, x, y, rated) for cell, (x, y, _) in cells.items()}
    persons = {cell: number for cell, (_, _, number) in cells.items() if number is not None}
    good = sum(number for cell, number in persons.items() if letters[cell] in ("A", "B", "C"))
    points = sum(number * tables.POINTS[letters[cell]] for cell, number in persons.items())
    share = result_of(heidelberg, catalogue, "mob_pt_quality_good_share", profile=profile, way="straight").cells
    score = result_of(heidelberg, catalogue, "mob_pt_quality_score", profile=profile, way="straight").cells
    assert share["numerator"].sum() == SAME(good, rel=1e-12)
    assert score["numerator"].sum() == SAME(points, rel=1e-12)
    assert share["denominator"].sum() == score["denominator"].sum() == SAME(sum(persons.values()), rel=1e-12)
    assert 0 < good < sum(persons.values())


def test_the_nearest_stop_of_each_category(heidelberg, stops, layer):
    """Distances to the stops of one category, once by QGIS's join by nearest neighbour."""
    middles = native("centroids", layer("inv_population_cells"))
    places = {feature["cell_id"]: feature.geometry().asPoint() for feature in middles.getFeatures()}
    names = sorted(places)
    reach = StraightReach(shapely.points([(places[name].x(), places[name].y()) for name in names]))
    rated = categories("goat_de", stops)
    assert len({name for _, _, name in rated}) >= 5
    for of_category in {name for _, _, name in rated if name}:
        chosen = [(x, y) for x, y, name in rated if name == of_category]
        joined = native(
            "joinbynearest", middles, INPUT_2=_points(middles.crs(), chosen), FIELDS_TO_COPY=[], NEIGHBORS=1
        )
        expected = {}
        for feature in joined.getFeatures():
            expected[feature["cell_id"]] = min(feature["distance"], expected.get(feature["cell_id"], math.inf))
        found = reach.nearest(shapely.points(chosen))
        assert len(found) == len(expected)
        assert max(abs(metres - expected[name]) for name, metres in zip(names, found)) < TOLERANCE


def _points(crs, places) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Point?crs={crs.authid()}", "targets", "memory")
    features = []
    for x, y in places:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        features.append(feature)
    stored, _ = layer.dataProvider().addFeatures(features)
    assert stored
    return layer


@pytest.mark.parametrize(
    ("name", "radius", "served", "parameters"),
    [
        ("mob_pt_access_share", 600.0, '"departures_day" >= 20', {}),
        ("mob_pt_access_share", 600.0, '"departures_day" >= 100', {"minimum_departures": 100}),
        ("mob_sdg1121", 500.0 / 1.25, '"departures_day" >= 1', {"way": "straight"}),
    ],
)
def test_people_in_catchments(heidelberg, catalogue, layer, cells, name, radius, served, parameters):
    """All stops of the feed are served by bus and tram, which have the same radius."""
    stops = native("extractbyexpression", layer("inv_pt_stops"), EXPRESSION=served)
    assert {feature["mode"] for feature in stops.getFeatures()} == {"bus", "tram"}
    catchment = native("buffer", stops, DISTANCE=radius, SEGMENTS=32, DISSOLVE=True)
    overlaps = native("calculatevectoroverlaps", layer("inv_population_cells"), LAYERS=[catchment])
    column = next(field.name() for field in overlaps.fields() if field.name().endswith("_pc"))
    expected = {feature["cell_id"]: feature[column] / 100.0 for feature in overlaps.getFeatures()}
    found = result_of(heidelberg, catalogue, name, **parameters).cells
    for cell, numerator, denominator in found[["cell_id", "numerator", "denominator"]].itertuples(index=False):
        persons = cells[cell][2]
        if persons is not None:
            assert denominator == persons
            assert numerator == SAME(persons * expected[cell], rel=TOLERANCE, abs=TOLERANCE * persons), cell


def test_departures_near_200_cells(heidelberg, catalogue, stops, cells):
    found = result_of(heidelberg, catalogue, "mob_pt_service_level").cells
    values = {cell: value for cell, value in zip(found["cell_id"], found["value"]) if np.isfinite(value)}
    for cell in some(values):
        x, y, _ = cells[cell]
        near = [told["departures_6_20"] for east, north, told in stops if math.hypot(x - east, y - north) <= 600]
        assert values[cell] == SAME(sum(near), rel=1e-12), cell
