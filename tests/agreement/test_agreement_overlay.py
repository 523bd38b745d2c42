# SPDX-License-Identifier: GPL-2.0-or-later
"""Overlays of land use, noise, green and public space, computed once more by QGIS's own algorithms on the demo city.

Data that the demo city lacks are made of what it has: isophones are strips along streets, brownfields are green, offers
are stops. Differences are rounding: the tolerance is one in a million.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.methods.mesh import MAIN_STREETS
from smartcity_plugin.engine.methods.mix import GROUPS
from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.study.study import Study

TOLERANCE = 1e-6
UNITS = 31


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
def jena(jena_study_path):
    """The demo study, open for reading."""
    with Study.open(jena_study_path) as study:
        yield study


@pytest.fixture(scope="module")
def data(jena) -> dict:
    roles = ("planning_units", "population_cells", "land_use", "green_all", "streets", "settlement_area", "pt_stops")
    return {
        role: table for role, table in jena.data((*roles, "public_green")).items() if role in (*roles, "public_green")
    }


@pytest.fixture(scope="module")
def layer(jena):
    """Return a function that opens a table of the study in QGIS."""

    def run(name: str, condition: str = "") -> QgsVectorLayer:
        opened = QgsVectorLayer(jena.source(name), name, "ogr")
        assert opened.isValid()
        assert not condition or opened.setSubsetString(condition)
        return opened

    return run


def table(source: QgsVectorLayer, like: GeoTable, role: str, **columns) -> GeoTable:
    """Return the features of a layer as the engine takes them."""
    shapes = shapely.from_wkb([bytes(feature.geometry().asWkb()) for feature in source.getFeatures()])
    return GeoTable(pd.DataFrame(columns, index=range(len(shapes))), shapes, like.crs, role)


def computed(catalogue, name: str, data: dict, **parameters) -> pd.DataFrame:
    found = compute_indicator(catalogue.indicators[name], Desk(data), parameters).units.set_index("unit_id")
    assert len(found) == UNITS
    return found


def areas(source: QgsVectorLayer, units: QgsVectorLayer) -> dict[str, float]:
    """Return the m² of a layer in each unit, by QGIS's intersection."""
    found = defaultdict(float)
    for piece in native("intersection", units, OVERLAY=source, INPUT_FIELDS=["unit_id"]).getFeatures():
        found[piece["unit_id"]] += piece.geometry().area()
    return found


def agree(found: pd.Series, expected: dict[str, float]) -> None:
    wanted = np.array([expected.get(unit, 0.0) for unit in found.index])
    assert np.allclose(found.to_numpy(float), wanted, rtol=TOLERANCE, atol=TOLERANCE * max(wanted))
    assert (wanted > 0).sum() > 5


def test_mixture_of_uses(jena, layer):
    stored = jena.values().set_index(["indicator_id", "unit_id"]).loc["eco_functional_mix"]
    units = layer("planning_units")
    found = {
        group: areas(
            native("dissolve", native("fixgeometries", layer("inv_land_use", f"\"group\" = '{group}'"))), units
        )
        for group in ("housing", "work", "retail", "leisure")
    }
    given = 0
    for unit, row in stored.iterrows():
        sizes = [by_unit[unit] for by_unit in found.values() if by_unit[unit] > 0]
        if not sizes:
            assert math.isnan(row["value"]), unit
            continue
        given += 1
        shares = [size / sum(sizes) for size in sizes]
        evenness = -sum(share * math.log(share) for share in shares) / math.log(len(GROUPS))
        assert row["value"] == pytest.approx(evenness, abs=TOLERANCE), unit
        assert row["denominator"] == pytest.approx(sum(sizes) / 10_000.0, rel=TOLERANCE), unit
    assert given > 20


def test_people_in_isophones(catalogue, data, layer):
    """Strips of 50 and 100 m along streets are the isophones from 65 and 60 dB on; those from 65 dB count."""
    streets = layer("inv_streets")
    loud, quiet = (native("buffer", streets, DISTANCE=metres, SEGMENTS=8, DISSOLVE=True) for metres in (50, 100))
    cells = layer("inv_population_cells")
    overlaps = native("calculatevectoroverlaps", cells, LAYERS=[loud])
    column = next(field.name() for field in overlaps.fields() if field.name().endswith("_pc"))
    shares = {feature["cell_id"]: feature[column] / 100.0 for feature in overlaps.getFeatures()}
    expected = defaultdict(float)
    sizes = {feature["cell_id"]: feature.geometry().area() for feature in cells.getFeatures()}
    pieces = native("intersection", cells, OVERLAY=layer("planning_units"), OVERLAY_FIELDS=["unit_id"])
    for piece in pieces.getFeatures():
        if isinstance(piece["population"], (int, float)):
            share = piece.geometry().area() / sizes[piece["cell_id"]]
            expected[piece["unit_id"]] += piece["population"] * share * shares[piece["cell_id"]]
    both = [
        table(source, data["streets"], "noise", metric="lden", db_low=low)
        for source, low in ((loud, 65.0), (quiet, 60.0))
    ]
    noise = GeoTable(
        pd.concat([one.frame for one in both], ignore_index=True),
        np.concatenate([one.geometry for one in both]),
        both[0].crs,
        "noise",
    )
    found = computed(catalogue, "cli_noise_lden_share", {**data, "noise": noise})
    agree(found["numerator"], expected)
    assert found["coverage"].to_numpy() == pytest.approx(1.0)


def test_connected_green(jena, layer):
    """Green cut by QGIS with the main streets, then by the borders of the units; every piece squared.

    Splitting with lines takes one line at a time and overlooks streets that cross a green area in several pieces, so
    the faces between all lines are formed and those outside green are cut away.
    """
    stored = jena.values().set_index(["indicator_id", "unit_id"]).loc["gre_mesh_size"]
    classes = ", ".join(f"'{name}'" for name in sorted(MAIN_STREETS))
    streets = layer("inv_streets", f'"class" IN ({classes})')
    patches = native("multiparttosingleparts", native("dissolve", layer("inv_green_all")))
    edges = native("mergevectorlayers", None, LAYERS=[native("polygonstolines", patches), streets])
    faces = native("polygonize", native("dissolve", edges))
    cut = native("multiparttosingleparts", native("intersection", faces, OVERLAY=patches))
    inside = native("intersection", cut, OVERLAY=layer("planning_units"), OVERLAY_FIELDS=["unit_id"])
    expected = defaultdict(float)
    for piece in native("multiparttosingleparts", inside).getFeatures():
        expected[piece["unit_id"]] += (piece.geometry().area() / 10_000.0) ** 2
    assert len(stored) == UNITS
    assert cut.featureCount() > patches.featureCount()
    agree(stored["numerator"], expected)


def test_offers_in_centres(catalogue, data, layer):
    """Stops inside settlement areas, per hectare."""
    settlement, units = native("dissolve", layer("inv_settlement_area")), layer("planning_units")
    inside = native("extractbylocation", layer("inv_pt_stops"), PREDICATE=[0], INTERSECT=settlement)
    counted = native("countpointsinpolygon", None, POLYGONS=units, POINTS=inside, FIELD="n")
    found = computed(
        catalogue,
        "eco_centre_poi_density",
        {**data, "centres": data["settlement_area"], "poi_centre": data["pt_stops"]},
    )
    agree(found["numerator"], {feature["unit_id"]: feature["n"] for feature in counted.getFeatures()})
    agree(found["denominator"], {unit: size / 10_000.0 for unit, size in areas(settlement, units).items()})


def test_share_of_settlement(catalogue, data, layer):
    """Public green in place of brownfields: its area, and that of settlement and green together."""
    units, green = layer("planning_units"), native("dissolve", layer("inv_public_green"))
    merged = native("mergevectorlayers", None, LAYERS=[layer("inv_settlement_area"), layer("inv_public_green")])
    found = computed(catalogue, "eco_brownfield_share", {**data, "brownfields": data["public_green"]})
    agree(found["numerator"], areas(green, units))
    agree(found["denominator"], areas(native("dissolve", merged), units))


def test_public_space(catalogue, data, layer):
    """Green and streets of 12 m inside the settlement area, gaps of up to 100 m closed by growing and shrinking."""
    units, settlement = layer("planning_units"), native("dissolve", layer("inv_settlement_area"))
    grown = native("buffer", settlement, DISTANCE=50, SEGMENTS=8, DISSOLVE=True)
    closed = native("buffer", grown, DISTANCE=-50, SEGMENTS=8, DISSOLVE=True)
    town = native("dissolve", native("mergevectorlayers", None, LAYERS=[closed, settlement]))
    taken = "\"class\" NOT IN ('motorway', 'motorway_link', 'service', 'track')"
    paved = native("buffer", layer("inv_streets", taken), DISTANCE=6, SEGMENTS=8, END_CAP_STYLE=1)
    public = native("dissolve", native("mergevectorlayers", None, LAYERS=[paved, layer("inv_public_green")]))
    found = computed(
        catalogue,
        "gre_sdg1171_public_space_share",
        {**data, "streets": data["streets"].with_column("width_m", 12.0)},
    )
    agree(found["denominator"], areas(town, units))
    agree(found["numerator"], areas(native("intersection", town, OVERLAY=public), units))
