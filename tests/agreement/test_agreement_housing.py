# SPDX-License-Identifier: GPL-2.0-or-later
"""People in buildings, densities and census counts, computed once more by QGIS's own algorithms and pandas.

Cells, units, settlement area and census cells are those of the demo city. It has no buildings: they are laid over it at
random, the same in every run. Differences are rounding of coordinates in overlays: the tolerance is one in a million.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.study.study import Study

TOLERANCE = 1e-6
BUILDINGS = 6000


@pytest.fixture(scope="module")
def data(jena_study_path) -> dict:
    """The layers of the demo city with buildings in its inhabited cells and more census rates."""
    random = np.random.default_rng(11)
    with Study.open(jena_study_path) as study:
        data = study.data(["population_cells", "settlement_area", "census_rates"])
    cells = data["population_cells"]
    chosen = random.integers(0, len(cells), BUILDINGS)
    middle = shapely.centroid(cells.geometry[chosen])
    x, y = (get(middle) + random.uniform(-60, 60, BUILDINGS) for get in (shapely.get_x, shapely.get_y))
    width, depth = random.uniform(5, 40, BUILDINGS), random.uniform(5, 18, BUILDINGS)
    angle = random.uniform(0, np.pi, BUILDINGS)
    corners = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]])
    dx, dy = corners[None, :, 0] * width[:, None], corners[None, :, 1] * depth[:, None]
    turned = np.stack(
        [
            x[:, None] + dx * np.cos(angle)[:, None] - dy * np.sin(angle)[:, None],
            y[:, None] + dx * np.sin(angle)[:, None] + dy * np.cos(angle)[:, None],
        ],
        axis=-1,
    )
    columns = {
        "building_id": np.arange(BUILDINGS),
        "function": random.choice(["31001_1010", "31001_1100", "31001_2463", "31001_2020"], BUILDINGS),
        "storeys": random.integers(1, 8, BUILDINGS),
    }
    data["buildings"] = GeoTable(pd.DataFrame(columns), shapely.polygons(turned), cells.crs, "buildings")
    rates = data["census_rates"]
    more = {
        "rent_per_m2": np.where(random.random(len(rates)) < 0.1, np.nan, random.uniform(5, 12, len(rates))),
        "rented_dwellings": random.integers(0, 900, len(rates)).astype(float),
        "households": random.integers(100, 900, len(rates)).astype(float),
        "households_1_person": np.where(random.random(len(rates)) < 0.1, np.nan, random.integers(1, 99, len(rates))),
    }
    for name, values in more.items():
        rates = rates.with_column(name, values)
    return {**data, "census_rates": rates}


def layer(table: GeoTable, **columns) -> QgsVectorLayer:
    """Return a memory layer of polygons with numbers or texts."""
    made = QgsVectorLayer(f"MultiPolygon?crs={table.crs}", "layer", "memory")
    kinds = {
        name: QVariant.String if isinstance(values[0], str) else QVariant.Double for name, values in columns.items()
    }
    made.dataProvider().addAttributes([QgsField(name, kind) for name, kind in kinds.items()])
    made.updateFields()
    features = []
    for row, shape in enumerate(shapely.to_wkb(table.geometry)):
        feature = QgsFeature(made.fields())
        geometry = QgsGeometry()
        geometry.fromWkb(shape)
        feature.setGeometry(geometry)
        feature.setAttributes(
            [values[row] if isinstance(values[row], str) else float(values[row]) for values in columns.values()]
        )
        features.append(feature)
    made.dataProvider().addFeatures(features)
    return made


def native(name: str, source, **parameters) -> QgsVectorLayer:
    """Run one of QGIS's own algorithms, on the plane and not on the ellipsoid."""
    import processing

    context = QgsProcessingContext()
    project = QgsProject()
    project.setEllipsoid("NONE")
    context.setProject(project)
    result = processing.run(f"native:{name}", {"INPUT": source, "OUTPUT": "memory:", **parameters}, context=context)
    return context.takeResultLayer(result["OUTPUT"]) if isinstance(result["OUTPUT"], str) else result["OUTPUT"]


def rows(source: QgsVectorLayer, *names: str) -> pd.DataFrame:
    """Return fields and area of each feature."""
    found = [[*(feature[name] for name in names), feature.geometry().area()] for feature in source.getFeatures()]
    return pd.DataFrame(found, columns=[*names, "area"])


@pytest.fixture(scope="module")
def units(data):
    return layer(data["planning_units"], unit_id=data["planning_units"].ids("unit_id"))


@pytest.fixture(scope="module")
def homes(data):
    buildings = data["buildings"]
    lived_in = buildings.where(np.isin(buildings.frame["function"], ["31001_1010", "31001_1100"]))
    return layer(lived_in, building=lived_in.frame["building_id"].to_numpy(), storeys=lived_in.numbers("storeys"))


def test_people_in_buildings_are_those_of_qgis_intersections(data, units, homes):
    cells = data["population_cells"]
    of_cells = layer(cells, cell=np.arange(len(cells)))
    in_cells = native("intersection", homes, OVERLAY=of_cells, OVERLAY_FIELDS=["cell"])
    whole = rows(in_cells, "cell", "storeys")
    floor = (whole["area"] * whole["storeys"]).groupby(whole["cell"]).sum()
    persons = pd.Series(cells.numbers("population"))
    expected: dict[str, float] = defaultdict(float)
    pieces = rows(
        native("intersection", in_cells, OVERLAY=units, OVERLAY_FIELDS=["unit_id"]), "cell", "storeys", "unit_id"
    )
    pieces["persons"] = persons.reindex(pieces["cell"]).to_numpy() * pieces["area"] * pieces["storeys"]
    pieces["persons"] /= floor.reindex(pieces["cell"]).to_numpy()
    for unit, count in pieces.groupby("unit_id")["persons"].sum().items():
        expected[unit] += count
    # Cells without a home: by their own area.
    empty = rows(native("intersection", of_cells, OVERLAY=units, OVERLAY_FIELDS=["unit_id"]), "cell", "unit_id")
    empty = empty[~empty["cell"].isin(floor.index)]
    areas = shapely.area(cells.geometry)
    empty["persons"] = persons.reindex(empty["cell"]).to_numpy() * empty["area"] / areas[empty["cell"].astype(int)]
    for unit, count in empty.groupby("unit_id")["persons"].sum().items():
        expected[unit] += count
    desk = Desk(data)
    found = dict(zip(desk.units.ids("unit_id"), desk.allocation.persons()))
    assert 0 < desk.housing.without_home < len(cells)
    assert len(expected) == len(found)
    for unit, count in expected.items():
        assert found[unit] == pytest.approx(count, rel=TOLERANCE, abs=1e-3), unit


def test_densities_are_those_of_qgis_overlays(data, catalogue, units):
    buildings = data["buildings"]
    footprints = layer(buildings, storeys=buildings.numbers("storeys"))
    land = native(
        "dissolve", native("fixgeometries", layer(data["settlement_area"], n=np.arange(len(data["settlement_area"]))))
    )
    of_land = rows(native("intersection", land, OVERLAY=units, OVERLAY_FIELDS=["unit_id"]), "unit_id")
    on_land = native("intersection", footprints, OVERLAY=land, OVERLAY_FIELDS=["n"])
    pieces = rows(native("intersection", on_land, OVERLAY=units, OVERLAY_FIELDS=["unit_id"]), "unit_id", "storeys")
    floor = (pieces["area"] * pieces["storeys"]).groupby(pieces["unit_id"]).sum()
    footprint = pieces.groupby("unit_id")["area"].sum()
    area = of_land.groupby("unit_id")["area"].sum()
    desk = Desk(data)
    compared = 0
    for name, amount in (("hou_grz_est", footprint), ("hou_gfz_est", floor)):
        found = compute_indicator(catalogue.indicators[name], desk).units.set_index("unit_id")["value"]
        expected = (amount / area).reindex(found.index)
        assert found.isna().equals(expected.isna())
        both = expected.dropna()
        assert found[both.index].to_numpy() == pytest.approx(both.to_numpy(), rel=TOLERANCE)
        compared += len(both)
    assert compared > 40


def test_census_counts_and_rents_are_those_of_a_join_by_location_and_pandas(data, catalogue):
    cells, rates = data["population_cells"], data["census_rates"]
    centres = native("centroids", layer(cells, cell=np.arange(len(cells))))
    census = layer(rates, row=np.arange(len(rates)))
    joined = native("joinattributesbylocation", centres, JOIN=census, PREDICATE=[5], JOIN_FIELDS=["row"], METHOD=0)
    pairs = pd.DataFrame(
        [(int(item["cell"]), int(item["row"])) for item in joined.getFeatures() if isinstance(item["row"], float)],
        columns=["cell", "row"],
    )
    assert len(pairs) > 1000
    pairs["dwellings"] = np.nan_to_num(cells.numbers("dwellings"))[pairs["cell"]]
    total, members = (pairs.groupby("row")["dwellings"].transform(how) for how in ("sum", "size"))
    pairs["share"] = np.where(total > 0, pairs["dwellings"] / total, 1 / members)
    frame = rates.frame.iloc[pairs["row"]].reset_index(drop=True)
    weight = frame["rented_dwellings"] * pairs["share"]
    rent = frame["rent_per_m2"]
    one, every = frame["households_1_person"] * pairs["share"], frame["households"] * pairs["share"]
    desk = Desk(data)
    shares = desk.allocation.shares
    expected = {
        "hou_net_rent": ((weight * rent).where(rent.notna()), weight.where(rent.notna()), 1.0),
        "hou_single_hh_share": (one, every.where(one.notna()), 100.0),
    }
    for name, (top, bottom, factor) in expected.items():
        sums = []
        for values in (top, bottom):
            of_cells = np.zeros(len(cells))
            of_cells[pairs["cell"]] = values.fillna(0.0)
            sums.append(shares @ of_cells)
        found = compute_indicator(catalogue.indicators[name], desk).units
        known = found["value"].notna().to_numpy()
        assert known.sum() > 15
        assert found["value"][known].to_numpy() == pytest.approx(
            factor * sums[0][known] / sums[1][known], rel=TOLERANCE
        )
