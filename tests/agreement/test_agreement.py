# SPDX-License-Identifier: GPL-2.0-or-later
"""The values of the demo city, computed once more by routes that share no code with the engine.

QGIS's own algorithms for geometry, plain sums in Python for people; for supply and inequality the formulas written out
over all pairs. Differences are rounding: the tolerance is one in a million.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
import shapely
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

from smartcity_plugin import paths
from smartcity_plugin.catalogue.recipe import read_recipe
from smartcity_plugin.study.geopackage import GeoPackage
from smartcity_plugin.study.study import Study

SAME = pytest.approx
TOLERANCE = 1e-6


@pytest.fixture(scope="module")
def jena(jena_study_path):
    """The demo study, open for reading."""
    with Study.open(jena_study_path) as study:
        yield study


@pytest.fixture(scope="module")
def stored(jena):
    """The stored values by indicator and unit."""
    return jena.values().set_index(["indicator_id", "unit_id"])


@pytest.fixture(scope="module")
def layer(jena):
    """Return a function that opens a table of the study in QGIS."""

    def run(name: str) -> QgsVectorLayer:
        opened = QgsVectorLayer(jena.source(name), name, "ogr")
        assert opened.isValid()
        return opened

    return run


def native(name: str, source, **parameters) -> QgsVectorLayer:
    """Run one of QGIS's own algorithms, on the plane and not on the ellipsoid."""
    import processing

    context = QgsProcessingContext()
    project = QgsProject()
    project.setEllipsoid("NONE")
    context.setProject(project)
    result = processing.run(f"native:{name}", {"INPUT": source, "OUTPUT": "memory:", **parameters}, context=context)
    return context.takeResultLayer(result["OUTPUT"]) if isinstance(result["OUTPUT"], str) else result["OUTPUT"]


@pytest.fixture(scope="module")
def people(layer):
    """Persons of each cell in each unit: {unit: {cell: persons}}, and the number of cells of unknown population."""
    cells = layer("inv_population_cells")
    sizes = {feature["cell_id"]: feature.geometry().area() for feature in cells.getFeatures()}
    pieces = native("intersection", cells, OVERLAY=layer("planning_units"), OVERLAY_FIELDS=["unit_id"])
    found = defaultdict(lambda: defaultdict(float))
    for piece in pieces.getFeatures():
        persons = piece["population"]
        if isinstance(persons, (int, float)):
            share = piece.geometry().area() / sizes[piece["cell_id"]]
            found[piece["unit_id"]][piece["cell_id"]] += persons * share
    return found


@pytest.fixture(scope="module")
def parks(layer):
    """Touching green areas as one, at least half a hectare large, by QGIS."""
    joined = native("multiparttosingleparts", native("dissolve", layer("inv_public_green")))
    return native("extractbyexpression", joined, EXPRESSION="area($geometry) >= 5000")


def shares_inside(layer, catchment) -> dict[str, float]:
    """Return the share of each cell that lies inside a catchment, by QGIS's overlap analysis."""
    overlaps = native("calculatevectoroverlaps", layer("inv_population_cells"), LAYERS=[catchment])
    column = next(field.name() for field in overlaps.fields() if field.name().endswith("_pc"))
    return {feature["cell_id"]: feature[column] / 100.0 for feature in overlaps.getFeatures()}


def agree(stored, people, indicator_id: str, shares: dict[str, float]) -> None:
    rows = stored.loc[indicator_id]
    assert len(rows) == 31
    for unit, row in rows.iterrows():
        numerator = sum(persons * shares.get(cell, 0.0) for cell, persons in people[unit].items())
        denominator = sum(people[unit].values())
        assert row["denominator"] == SAME(denominator, rel=TOLERANCE), unit
        # Where a catchment only touches a cell, hundredths of persons differ in the sixth digit.
        assert row["numerator"] == SAME(numerator, rel=TOLERANCE, abs=TOLERANCE * denominator), unit
        assert row["value"] == SAME(100.0 * numerator / denominator, rel=TOLERANCE, abs=1e-6), unit


def test_people_near_green(stored, people, parks, layer):
    catchment = native("buffer", parks, DISTANCE=300, SEGMENTS=32, DISSOLVE=True)
    agree(stored, people, "gre_access_300m_share", shares_inside(layer, catchment))


def test_people_near_stops(stored, people, layer):
    stops = layer("inv_pt_stops")
    assert {feature["mode"] for feature in stops.getFeatures()} == {"bus", "tram"}
    catchment = native("buffer", stops, DISTANCE=600, SEGMENTS=32, DISSOLVE=True)
    agree(stored, people, "mob_pt_access_share", shares_inside(layer, catchment))


def test_people_near_playgrounds(stored, people, layer):
    catchment = native("buffer", layer("inv_playgrounds"), DISTANCE=400 / 1.14, SEGMENTS=32, DISSOLVE=True)
    agree(stored, people, "gre_playground_access_share", shares_inside(layer, catchment))


def test_green_per_person(stored, people, layer):
    areas = defaultdict(float)
    green = native("dissolve", layer("inv_public_green"))
    for piece in native("intersection", layer("planning_units"), OVERLAY=green, INPUT_FIELDS=["unit_id"]).getFeatures():
        areas[piece["unit_id"]] += piece.geometry().area()
    for unit, row in stored.loc["gre_public_per_capita"].iterrows():
        persons = sum(people[unit].values())
        assert row["numerator"] == SAME(areas[unit], rel=TOLERANCE, abs=1e-3), unit
        assert row["value"] == SAME(areas[unit] / persons, rel=TOLERANCE, abs=1e-6), unit


def test_settlement_density(stored, people, layer):
    hectares = defaultdict(float)
    settlement = native("dissolve", layer("inv_settlement_area"))
    pieces = native("intersection", layer("planning_units"), OVERLAY=settlement, INPUT_FIELDS=["unit_id"])
    for piece in pieces.getFeatures():
        hectares[piece["unit_id"]] += piece.geometry().area() / 10_000.0
    touching = native("extractbylocation", layer("inv_population_cells"), PREDICATE=[0], INTERSECT=settlement)
    counted = {feature["cell_id"] for feature in touching.getFeatures()}
    given = 0
    for unit, row in stored.loc["hou_pop_density"].iterrows():
        persons = sum(number for cell, number in people[unit].items() if cell in counted)
        coverage = persons / sum(people[unit].values())
        assert row["coverage"] == SAME(coverage, rel=TOLERANCE), unit
        if coverage < 0.5:
            assert np.isnan(row["value"]), unit
            continue
        given += 1
        assert row["denominator"] == SAME(hectares[unit], rel=TOLERANCE), unit
        assert row["value"] == SAME(persons / hectares[unit], rel=TOLERANCE), unit
    assert given > 10


@pytest.fixture(scope="module")
def supply(jena, parks):
    """Green per person at each cell: the two steps written out over every cell and every park, one distance each."""
    cells = jena.layer("population_cells")
    persons = cells.numbers("population")
    centres = [shape.centroid for shape in cells.geometry]
    shapes = [shapely.from_wkb(bytes(feature.geometry().asWkb())) for feature in parks.getFeatures()]
    reached = [[park for park, shape in enumerate(shapes) if centre.distance(shape) <= 500.0] for centre in centres]
    demand = np.zeros(len(shapes))
    for cell, found in enumerate(reached):
        for park in found:
            demand[park] += persons[cell] if np.isfinite(persons[cell]) else 0.0
    offer = [min(shape.area, 100_000.0) / asked if asked > 0 else 0.0 for shape, asked in zip(shapes, demand)]
    ids = cells.frame["cell_id"].tolist()
    return {name: sum(offer[park] for park in found) for name, found in zip(ids, reached)}


def test_local_green_supply(stored, people, supply):
    for unit, row in stored.loc["gre_local_supply"].iterrows():
        numerator = sum(persons * supply[cell] for cell, persons in people[unit].items())
        assert row["numerator"] == SAME(numerator, rel=TOLERANCE, abs=1e-6), unit
        assert row["value"] == SAME(numerator / sum(people[unit].values()), rel=TOLERANCE, abs=1e-9), unit


def test_inequality_of_green_supply(stored, people, supply):
    """G = ΣΣ p·p·|S − S| / (2·P²·S̄), as the catalogue prints it."""
    known = 0
    for unit, row in stored.loc["gre_supply_gini"].iterrows():
        persons = np.array(list(people[unit].values()))
        green = np.array([supply[cell] for cell in people[unit]])
        mean = (persons * green).sum() / persons.sum()
        if mean == 0:
            assert np.isnan(row["value"]), unit
            continue
        known += 1
        differences = (persons[:, None] * persons[None, :] * np.abs(green[:, None] - green[None, :])).sum()
        assert row["value"] == SAME(differences / (2 * persons.sum() ** 2 * mean), rel=TOLERANCE, abs=1e-9), unit
    assert known > 10


def test_streets_of_low_speed(stored, layer):
    excluded = {"motorway", "motorway_link", "trunk", "trunk_link", "service", "track", "path", "footway", "cycleway"}
    excluded |= {"steps", "bridleway"}
    slow, known = defaultdict(float), defaultdict(float)
    pieces = native("intersection", layer("inv_streets"), OVERLAY=layer("planning_units"), OVERLAY_FIELDS=["unit_id"])
    for piece in pieces.getFeatures():
        kind, speed, length = piece["class"], piece["speed_kmh"], piece.geometry().length()
        by_class = kind in ("living_street", "pedestrian")
        if kind in excluded or not (by_class or isinstance(speed, (int, float))):
            continue
        known[piece["unit_id"]] += length
        slow[piece["unit_id"]] += length if by_class or speed <= 30 else 0.0
    for unit, row in stored.loc["mob_slow_street_share"].iterrows():
        if known[unit] == 0:
            assert np.isnan(row["value"]), unit
            continue
        assert row["denominator"] == SAME(known[unit], rel=TOLERANCE), unit
        assert row["value"] == SAME(100 * slow[unit] / known[unit], rel=TOLERANCE, abs=1e-6), unit


def test_vacancy(stored, people, jena):
    """Dwellings carry the rate of the 1 km cell their centre lies in; the join is done with plain comparisons."""
    cells, rates = jena.layer("population_cells"), jena.layer("census_rates")
    shares = defaultdict(dict)
    units = jena.units()
    for unit, shape in zip(units.ids("unit_id"), units.geometry):
        shapely.prepare(shape)
        for cell, square in zip(cells.frame["cell_id"], cells.geometry):
            if shape.intersects(square):
                shares[unit][cell] = shape.intersection(square).area / square.area
    rate_of = {}
    for cell, square in zip(cells.frame["cell_id"], cells.geometry):
        centre = square.centroid
        owners = [
            rate
            for rate, kilometre in zip(rates.numbers("vacancy_rate"), rates.geometry)
            if abs(kilometre.centroid.x - centre.x) < 600
            and abs(kilometre.centroid.y - centre.y) < 600
            and kilometre.contains(centre)
        ]
        rate_of[cell] = owners[0] if owners else np.nan
    dwellings = dict(zip(cells.frame["cell_id"], cells.numbers("dwellings")))
    for unit, row in stored.loc["hou_vacancy_rate"].iterrows():
        weights = {cell: share * dwellings[cell] for cell, share in shares[unit].items() if share * dwellings[cell] > 0}
        used = {cell: weight for cell, weight in weights.items() if np.isfinite(rate_of[cell])}
        assert row["coverage"] == SAME(sum(used.values()) / sum(weights.values()), rel=TOLERANCE), unit
        if row["coverage"] >= 0.5:
            value = sum(weight * rate_of[cell] for cell, weight in used.items()) / sum(used.values())
            assert row["value"] == SAME(value, rel=TOLERANCE, abs=1e-9), unit


def test_districts_add_up_to_the_city(stored):
    """The districts of Jena cover the city without overlapping: sums of people must agree, those of areas nearly."""
    city = "16053000"
    for name in ("gre_access_300m_share", "mob_pt_access_share", "gre_local_supply", "soc_kita_access_share"):
        rows = stored.loc[name]
        for column in ("numerator", "denominator", "population"):
            total = rows.drop(city)[column].sum()
            assert total == SAME(rows.loc[city, column], rel=2e-4), (name, column)


def test_everybody_in_the_census_is_counted(stored, people, jena):
    """All cells of the demo lie inside the city, so that the city's population is the sum of the cells."""
    cells = jena.layer("population_cells")
    inside = shapely.intersects(jena.area().geometry[0], cells.geometry)
    assert inside.all()
    total = np.nansum(cells.numbers("population"))
    population = stored.loc["gre_access_300m_share", "population"]
    assert population["16053000"] == SAME(total, rel=2e-4)
    assert sum(people["16053000"].values()) == SAME(population["16053000"], rel=1e-9)


def test_population_of_the_districts_against_the_counts_that_came_with_them(stored):
    """The data bring sums per district that were made by the centre of the cell; we split cells on the border by area.

    For the city both are the same. A district may differ by what lives in its border cells; over all districts the
    difference stays below five percent of the population.
    """
    recipe = read_recipe(paths.DEMO / "jena" / "recipe.yaml")
    with GeoPackage.open(recipe.units.path, update=False) as package:
        frame, _ = package.read(recipe.units.layer)
    counted = dict(zip(frame["ot_nr"].astype(int).astype(str), frame["ew_schaetz"].astype(float)))
    population = stored.loc["gre_access_300m_share", "population"].drop("16053000")
    assert set(counted) == set(population.index)
    assert population.sum() == SAME(sum(counted.values()), rel=2e-4)
    moved = sum(abs(population[unit] - number) for unit, number in counted.items()) / 2
    assert moved < 0.05 * population.sum()
