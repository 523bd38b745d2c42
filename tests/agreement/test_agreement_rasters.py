# SPDX-License-Identifier: GPL-2.0-or-later
"""Indicators from rasters in the demo city: brought in and computed through QGIS, and once more by other routes.

The demo ships no raster of vegetation or temperature; these are made here: a smooth field over Jena with a grain.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
import shapely
from osgeo import gdal, osr
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

from smartcity_plugin.sources.projection import projector
from smartcity_plugin.study.study import Study

PIXEL = 100.0
GAPS = 0.05


def field(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A value from -0.1 to 0.9 that changes over kilometres, at places in EPSG:25832."""
    return 0.4 + 0.3 * np.sin(x / 1700.0) * np.cos(y / 1300.0) + 0.2 * np.sin((x + y) / 2900.0)


def write(path, box, pixel: float, epsg: int, values) -> str:
    """Write ``values(x, y)`` (places in EPSG:25832) as a GeoTIFF of square pixels over a box in another system."""
    left, low, right, top = box
    columns, rows = int(np.ceil((right - left) / pixel)), int(np.ceil((top - low) / pixel))
    x, y = np.meshgrid(left + (np.arange(columns) + 0.5) * pixel, top - (np.arange(rows) + 0.5) * pixel)
    places = np.column_stack([x.ravel(), y.ravel()])
    if epsg != 25832:
        places = projector(f"EPSG:{epsg}", "EPSG:25832")(places)
    table = values(*places.T).reshape(rows, columns).astype(np.float32)
    file = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, gdal.GDT_Float32)
    file.SetGeoTransform((left, pixel, 0.0, top, 0.0, -pixel))
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg)
    file.SetProjection(system.ExportToWkt())
    file.GetRasterBand(1).SetNoDataValue(-99.0)
    file.GetRasterBand(1).WriteArray(np.where(np.isnan(table), np.float32(-99.0), table))
    del file
    return str(path)


def box_of(study, epsg: int, margin: float = 300.0) -> tuple[float, float, float, float]:
    """Return a box around the study area in another system."""
    with Study.open(study) as opened:
        left, low, right, top = opened.area().geometry[0].buffer(margin).bounds
    corners = np.array([[left, low], [right, low], [right, top], [left, top]])
    if epsg != 25832:
        corners = projector("EPSG:25832", f"EPSG:{epsg}")(corners)
    return (*corners.min(axis=0), *corners.max(axis=0))


def run(name: str, **parameters):
    import processing

    return processing.run(f"smartcity:{name}", parameters)


def add(study, path: str, role: str) -> None:
    run("addinventoryraster", STUDY=str(study), INPUT=path, ROLE=role, SOURCE="Test", LICENCE="cc0_1_0", DATE="2022")


def values_of(study, *indicators):
    """Compute indicators through QGIS and return their stored values by indicator and unit."""
    result = run("computeindicators", STUDY=str(study), INDICATORS=list(indicators))
    assert (result["COMPUTED"], result["MISSING"]) == (len(indicators), 0)
    with Study.open(study) as opened:
        return opened.values().set_index(["indicator_id", "unit_id"])


@pytest.fixture
def native():
    """Return a function that runs one of QGIS's own algorithms, on the plane and not on the ellipsoid."""

    def call(name: str, **parameters) -> QgsVectorLayer:
        import processing

        context, project = QgsProcessingContext(), QgsProject()
        project.setEllipsoid("NONE")
        context.setProject(project)
        result = processing.run(f"native:{name}", {"OUTPUT": "memory:", **parameters}, context=context)["OUTPUT"]
        return context.takeResultLayer(result) if isinstance(result, str) else result

    return call


def test_means_and_shares_of_areas(jena_study_copy, tmp_path, native):
    """Every pixel as a polygon, cut by QGIS with the units; single precision is the only rounding in common."""
    random = np.random.default_rng(8)

    def grainy(x, y):
        values = field(x, y) + random.normal(0, 0.2, len(x))
        return np.where(random.random(len(x)) < GAPS, np.nan, np.clip(values, -1, 1))

    path = write(tmp_path / "ndvi.tif", box_of(jena_study_copy, 25832), PIXEL, 25832, grainy)
    add(jena_study_copy, path, "vegetation_index")
    found = values_of(jena_study_copy, "gre_ndvi_mean", "gre_vegetation_share")
    pixels = native("pixelstopolygons", INPUT_RASTER=path, RASTER_BAND=1, FIELD_NAME="value")
    with Study.open(jena_study_copy) as opened:
        units = QgsVectorLayer(opened.source("planning_units"), "units", "ogr")
    pieces = native("intersection", INPUT=pixels, OVERLAY=units, INPUT_FIELDS=["value"], OVERLAY_FIELDS=["unit_id"])
    area, total, green = defaultdict(float), defaultdict(float), defaultdict(float)
    for piece in pieces.getFeatures():
        unit, value, size = piece["unit_id"], piece["value"], piece.geometry().area()
        area[unit] += size
        total[unit] += size * value
        green[unit] += size * (np.float32(value) >= np.float32(0.3))
    assert len(area) == 31
    whole = {feature["unit_id"]: feature.geometry().area() for feature in units.getFeatures()}
    for unit in whole:
        mean, share = found.loc[("gre_ndvi_mean", unit)], found.loc[("gre_vegetation_share", unit)]
        assert mean["denominator"] == pytest.approx(area[unit], rel=1e-8), unit
        assert mean["value"] == pytest.approx(total[unit] / area[unit], rel=1e-8, abs=1e-9), unit
        assert mean["coverage"] == pytest.approx(area[unit] / whole[unit], rel=1e-8), unit
        assert share["value"] == pytest.approx(100 * green[unit] / area[unit], rel=1e-8), unit
    assert 0.9 < found.loc[("gre_ndvi_mean", "16053000"), "coverage"] < 0.99
    with Study.open(jena_study_copy) as opened:
        cells = opened.cell_values("gre_ndvi_mean")
        assert len(cells) == len(opened.layer("population_cells"))
        assert cells["value"].between(-1, 1).sum() > 0.9 * len(cells)


def test_zonal_statistics_of_qgis(jena_study_copy, tmp_path, native):
    """QGIS takes a pixel with its middle inside as a whole: with pixels of 10 m and a smooth field that is little."""
    path = write(tmp_path / "ndvi.tif", box_of(jena_study_copy, 25832), 10.0, 25832, field)
    add(jena_study_copy, path, "vegetation_index")
    found = values_of(jena_study_copy, "gre_ndvi_mean").loc["gre_ndvi_mean"]
    with Study.open(jena_study_copy) as opened:
        units = QgsVectorLayer(opened.source("planning_units"), "units", "ogr")
    table = native("zonalstatisticsfb", INPUT=units, INPUT_RASTER=path, RASTER_BAND=1, STATISTICS=[0, 2])
    means = {feature["unit_id"]: (feature["_mean"], feature["_count"]) for feature in table.getFeatures()}
    for unit, row in found.iterrows():
        mean, count = means[unit]
        assert row["value"] == pytest.approx(mean, abs=2e-4), unit
        assert row["denominator"] == pytest.approx(100.0 * count, rel=5e-3), unit


@pytest.mark.parametrize(("epsg", "pixel"), [(3035, 20.0), (4326, 0.0002)])
def test_another_system_gives_the_same(jena_study_copy, tmp_path, epsg, pixel):
    """The same field in another grid: what differs is how a pixel of 20 m stands for its middle."""
    path = write(tmp_path / "a.tif", box_of(jena_study_copy, 25832), 20.0, 25832, field)
    add(jena_study_copy, path, "vegetation_index")
    plain = values_of(jena_study_copy, "gre_ndvi_mean").loc["gre_ndvi_mean"]
    other = write(tmp_path / "b.tif", box_of(jena_study_copy, epsg), pixel, epsg, field)
    add(jena_study_copy, other, "vegetation_index")
    found = values_of(jena_study_copy, "gre_ndvi_mean").loc["gre_ndvi_mean"]
    assert len(found) == 31
    for unit, row in found.iterrows():
        assert row["value"] == pytest.approx(plain.loc[unit, "value"], abs=5e-5), unit
        assert row["denominator"] == pytest.approx(plain.loc[unit, "denominator"], rel=1e-9), unit
        assert row["coverage"] == pytest.approx(1.0, abs=1e-9), unit


def test_heat_hot_spots_and_people_in_them(jena_study_copy, tmp_path):
    """Gi* written out cell by cell over the cells' means, with the cells that have a common corner as neighbours."""
    path = write(
        tmp_path / "lst.tif", box_of(jena_study_copy, 25832), 30.0, 25832, lambda x, y: 300.0 + 12.0 * field(x, y)
    )
    add(jena_study_copy, path, "surface_temperature")
    found = values_of(jena_study_copy, "cli_heat_exposure_share", "cli_heat_vulnerability")
    with Study.open(jena_study_copy) as opened:
        cells, units = opened.layer("population_cells"), opened.units()
        hot = opened.cell_values("cli_heat_exposure_share").set_index("cell_id")["value"]
    squares = [shapely.get_geometry(shape, 0) for shape in cells.geometry]
    persons = cells.numbers("population")
    lived_in = np.flatnonzero(np.nan_to_num(persons) > 0)
    means, corners = {}, defaultdict(set)
    for row in lived_in:
        cell = squares[row]
        # The field is smooth: a cell's mean is that of a fine grid of places inside, to a hundredth of a degree.
        centre = np.array(cell.centroid.coords[0])
        steps = (np.arange(40) + 0.5) / 40
        a, b, _, d = (np.array(point) for point in list(cell.exterior.coords)[:4])
        places = a + steps[:, None, None] * (b - a) + steps[None, :, None] * (d - a)
        assert np.allclose(places.mean(axis=(0, 1)), centre, atol=0.01)
        means[row] = (300.0 + 12.0 * field(places[..., 0], places[..., 1])).mean()
        for corner in cell.exterior.coords:
            corners[round(corner[0]), round(corner[1])].add(row)
    values = np.array(list(means.values()))
    mean, deviation, count = values.mean(), values.std(), len(values)
    disagreeing = close = 0
    for row in lived_in:
        near = set().union(
            *(
                corners.get((round(x) + dx, round(y) + dy), ())
                for x, y in squares[row].exterior.coords
                for dx in (-1, 0, 1)
                for dy in (-1, 0, 1)
            )
        )
        number = len(near)
        above = sum(means[other] for other in near) - mean * number
        score = above / (deviation * np.sqrt((count * number - number**2) / (count - 1)))
        if abs(score - 1.96) < 0.02:
            close += 1
        elif (score >= 1.96) != (hot[cells.frame["cell_id"].iloc[row]] == 100.0):
            disagreeing += 1
    assert count > 500
    assert disagreeing == 0
    assert close < 0.02 * count
    city = found.loc[("cli_heat_exposure_share", "16053000")]
    assert 1 < city["value"] < 50
    assert city["coverage"] == pytest.approx(1.0)
    people = dict(zip(cells.frame["cell_id"], persons))
    in_hot = sum(people[cell] for cell, value in hot.items() if value == 100.0)
    assert city["numerator"] == pytest.approx(in_hot, rel=2e-4)
    scores = found.loc["cli_heat_vulnerability"]
    assert scores["value"].dropna().between(0, 100).all()
    assert scores["value"].notna().sum() > 20
    assert len(units) == 31
