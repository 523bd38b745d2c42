# SPDX-License-Identifier: GPL-2.0-or-later
"""Rasters in a study: every value as it was, in its own grid, in one file with everything else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer

from smartcity_plugin.study.study import Study

from .conftest import ORIGIN


def raster(path: Path, values, pixel: float = 100.0, left: float = -200.0, top: float = 1200.0, **more) -> str:
    """Write values (rows from north to south) as a GeoTIFF; places in metres from the corner of the town."""
    values = np.asarray(values)
    bands = values if values.ndim == 3 else values[None]
    kinds = {"int16": gdal.GDT_Int16, "uint8": gdal.GDT_Byte, "float32": gdal.GDT_Float32, "float64": gdal.GDT_Float64}
    kinds["int32"] = gdal.GDT_Int32
    kind = kinds[str(values.dtype)]
    driver = gdal.GetDriverByName("GTiff")
    file = driver.Create(str(path), values.shape[-1], values.shape[-2], len(bands), kind)
    transform = more.get("transform") or (ORIGIN[0] + left, pixel, 0.0, ORIGIN[1] + top, 0.0, -pixel)
    file.SetGeoTransform(transform)
    if more.get("crs", 25832):
        system = osr.SpatialReference()
        system.ImportFromEPSG(more.get("crs", 25832))
        file.SetProjection(system.ExportToWkt())
    for number, band in enumerate(bands, start=1):
        file.GetRasterBand(number).WriteArray(band)
        if "nodata" in more:
            file.GetRasterBand(number).SetNoDataValue(more["nodata"])
        if "scale" in more:
            file.GetRasterBand(number).SetScale(more["scale"])
            file.GetRasterBand(number).SetOffset(more.get("offset", 0.0))
    del file
    return str(path)


def add(town, study, path, role: str = "terrain", **more):
    facts = {"SOURCE": "Amt", "LICENCE": "cc0_1_0", "DATE": "2022"}
    return town.run("addinventoryraster", STUDY=str(study), INPUT=path, ROLE=role, **{**facts, **more})


def stored(study, role: str = "terrain"):
    """Return (values, geotransform, EPSG code) of a stored raster; unknown is NaN."""
    with Study.open(study) as opened:
        found = opened.raster(role)
    file = gdal.Open(found.connection)
    values = file.ReadAsArray()
    assert file.GetRasterBand(1).GetNoDataValue() == found.nodata
    values = np.where(values == np.float32(found.nodata), np.nan, values)
    return values, file.GetGeoTransform(), osr.SpatialReference(file.GetProjection()).GetAuthorityCode(None)


def passport(study, role: str = "terrain"):
    with Study.open(study) as opened:
        return opened.passports()[role]


HEIGHTS = np.arange(14 * 30, dtype=np.float32).reshape(14, 30) / 7.0
"""100 m pixels: 30 columns from −200 m to 2800 m, 14 rows from 1200 m down to −200 m. The town is 2000 m × 1000 m."""


def test_what_lies_in_the_area_is_kept_as_it_was(town, study, tmp_path):
    result = add(town, study, raster(tmp_path / "dgm.tif", HEIGHTS), TITLE="DGM")
    values, transform, system = stored(study)
    # Columns 2 to 21 and rows 2 to 11 lie in the town; its edges are edges of pixels.
    assert np.array_equal(values, HEIGHTS[2:12, 2:22])
    assert transform == (ORIGIN[0], 100.0, 0.0, ORIGIN[1] + 1000.0, 0.0, -100.0)
    assert system == "25832"
    assert result["COUNT"] == 200
    found = passport(study)
    assert (found.feature_count, found.completeness, found.title) == (200, 1.0, "DGM")
    assert found.origin == "dgm.tif"


def test_bits_survive(town, study, tmp_path):
    generator = np.random.default_rng(1)
    values = generator.normal(0.0, 1e6, (300, 520)).astype(np.float32)
    values[0, :3] = [np.float32(1e-38), np.float32(-0.0), np.float32(3.0e38)]
    add(town, study, raster(tmp_path / "r.tif", values, pixel=3.75, left=100.0, top=990.0))
    found, _, _ = stored(study)
    assert found.shape == (264, 507)  # 990 m and 1900 m at 3.75 m
    kept = found.astype(np.float32)
    assert np.array_equal(kept.view(np.uint32), np.ascontiguousarray(values[:264, :507]).view(np.uint32))


def test_unknown_stays_unknown_and_is_counted(town, study, tmp_path):
    values = HEIGHTS.astype(np.int16)
    values[2:4, 2:12] = -32768  # 20 of the town's 200 pixels
    values[5, 5] = 0
    feedback_count = add(town, study, raster(tmp_path / "r.tif", values, nodata=-32768))["COUNT"]
    found, _, _ = stored(study)
    assert feedback_count == 180
    assert np.isnan(found[:2, :10]).all()
    assert np.isnan(found).sum() == 20
    assert found[3, 3] == 0.0
    assert passport(study).completeness == pytest.approx(0.9)


def test_further_codes_mean_unknown(town, study, tmp_path):
    values = np.full((14, 30), 40, dtype=np.uint8)
    values[2, 2], values[3, 2] = 255, 254
    file = raster(tmp_path / "r.tif", values)
    add(town, study, file, "imperviousness", CODES="254; 255")
    found, _, _ = stored(study, "imperviousness")
    assert np.argwhere(np.isnan(found)).tolist() == [[0, 0], [1, 0]]


def test_values_that_cannot_be_are_told(town, study, tmp_path):
    values = np.full((14, 30), 40, dtype=np.uint8)
    values[2, 2] = 255
    feedback = Told()
    file = raster(tmp_path / "r.tif", values)
    add(town, study, file, "imperviousness", feedback=feedback)
    assert [text for text in feedback.warnings if "255" in text and "100" in text]


def test_scale_and_offset_are_applied(town, study, tmp_path):
    values = np.full((14, 30), 2981, dtype=np.int16)
    add(town, study, raster(tmp_path / "r.tif", values, scale=0.1, offset=-273.1), "surface_temperature")
    found, _, _ = stored(study, "surface_temperature")
    assert np.unique(found).tolist() == [np.float32(2981 * 0.1 - 273.1)]


def test_the_wanted_band_is_taken(town, study, tmp_path):
    bands = np.stack([HEIGHTS, HEIGHTS + 1000.0]).astype(np.float32)
    file = raster(tmp_path / "r.tif", bands)
    add(town, study, file, BAND=2)
    assert stored(study)[0].min() > 1000.0
    assert "3" in town.refusal(add, town, study, file, BAND=3)


def test_its_own_system_and_grid_stay(town, study, tmp_path):
    # The census grid of Europe: 100 m cells in EPSG:3035 lie askew in UTM. They are not turned.
    import shapely

    from smartcity_plugin.sources.projection import reproject

    corner = reproject(np.array([shapely.Point(*ORIGIN)]), "EPSG:25832", "EPSG:3035")[0]
    left, top = np.floor(corner.x / 100) * 100 - 1000, np.ceil(corner.y / 100) * 100 + 2000
    values = np.arange(40 * 45, dtype=np.float32).reshape(40, 45)
    file = raster(tmp_path / "r.tif", values, crs=3035, transform=(left, 100.0, 0.0, top, 0.0, -100.0))
    add(town, study, file)
    found, transform, system = stored(study)
    assert system == "3035"
    column, row = round((transform[0] - left) / 100), round((top - transform[3]) / 100)
    assert (transform[0] - left) % 100 == 0
    assert np.array_equal(found, values[row : row + found.shape[0], column : column + found.shape[1]])
    assert passport(study).completeness == 1.0


def test_tiles_of_one_grid_become_one_raster(town, study, tmp_path):
    west = raster(tmp_path / "west.tif", HEIGHTS[:, :12])
    east = raster(tmp_path / "east.tif", HEIGHTS[:, 12:], left=1000.0)
    add(town, study, west, TILES=[east])
    assert np.array_equal(stored(study)[0], HEIGHTS[2:12, 2:22])


def test_a_gap_between_tiles_is_unknown_and_not_zero(town, study, tmp_path):
    west = raster(tmp_path / "west.tif", HEIGHTS[:, :7])
    east = raster(tmp_path / "east.tif", HEIGHTS[:, 12:], left=1000.0)
    feedback = Told()
    add(town, study, west, TILES=[east], feedback=feedback)
    found, _, _ = stored(study)
    assert np.isnan(found[:, 5:10]).all()
    assert np.isnan(found).sum() == 50
    assert passport(study).completeness == pytest.approx(0.75)
    assert [text for text in feedback.warnings if "75" in text]


def test_tiles_of_another_grid_are_refused(town, study, tmp_path):
    west = raster(tmp_path / "west.tif", HEIGHTS[:, :12])
    for name, changes in (("half", {"left": 1050.0}), ("fine", {"pixel": 50.0}), ("zone", {"crs": 25833})):
        other = raster(tmp_path / f"{name}.tif", HEIGHTS[:, 12:], **{"left": 1000.0, **changes})
        assert f"{name}.tif" in town.refusal(add, town, study, west, TILES=[other])
    with Study.open(study) as opened:
        assert opened.raster("terrain") is None


def test_a_raster_that_does_not_reach_says_so(town, study, tmp_path):
    feedback = Told()
    add(town, study, raster(tmp_path / "r.tif", HEIGHTS[:, :12]), feedback=feedback)
    assert passport(study).completeness == pytest.approx(0.5)
    assert [text for text in feedback.warnings if "50" in text]


@pytest.mark.parametrize(
    ("name", "changes"),
    [("far", {"left": 90_000.0}), ("empty", {"nodata": 7.0})],
)
def test_a_raster_without_values_here_is_refused(town, study, tmp_path, name, changes):
    values = np.full((14, 30), 7.0, dtype=np.float32)
    town.refusal(add, town, study, raster(tmp_path / f"{name}.tif", values, **changes))
    with Study.open(study) as opened:
        assert opened.sources() == []


def test_a_raster_without_system_needs_one(town, study, tmp_path):
    file = raster(tmp_path / "r.tif", HEIGHTS, crs=0)
    town.refusal(add, town, study, file)
    add(town, study, file, CRS="EPSG:25832")
    assert np.array_equal(stored(study)[0], HEIGHTS[2:12, 2:22])


def test_a_raster_that_stands_on_its_head_is_turned(town, study, tmp_path):
    # Rows from south to north: the same places in another order.
    upside = (ORIGIN[0] - 200.0, 100.0, 0.0, ORIGIN[1] - 200.0, 0.0, 100.0)
    add(town, study, raster(tmp_path / "r.tif", HEIGHTS[::-1].copy(), transform=upside))
    assert np.array_equal(stored(study)[0], HEIGHTS[2:12, 2:22])


def test_a_raster_of_another_provider_is_copied_pixel_by_pixel(town, study, tmp_path):
    base = QgsRasterLayer(raster(tmp_path / "r.tif", HEIGHTS), "base")
    QgsProject.instance().addMapLayer(base)
    extent = base.extent()
    uri = (
        f"?crs=EPSG:25832&extent={extent.xMinimum()},{extent.yMinimum()},{extent.xMaximum()},{extent.yMaximum()}"
        f'&width=30&height=14&formula="base@1" * 2&base:provider=gdal&base:uri={tmp_path / "r.tif"}'
    )
    layer = QgsRasterLayer(uri, "doppelt", "virtualraster")
    if not layer.isValid():
        pytest.skip("this QGIS has no virtual rasters")
    QgsProject.instance().addMapLayer(layer)
    add(town, study, layer)
    assert np.array_equal(stored(study)[0], (HEIGHTS[2:12, 2:22] * 2).astype(np.float32))


# One file --------------------------------------------------------------------------------------------------------


def test_the_rest_of_the_study_goes_on_as_before(town, filled, tmp_path):
    import processing

    add(town, filled, raster(tmp_path / "r.tif", HEIGHTS))
    with Study.open(filled) as opened:
        assert set(opened.data()) == {"planning_units", "population_cells", "public_green"}
        assert set(opened.data(["terrain", "public_green"])) == {"planning_units", "public_green"}
        assert set(opened.passports()) == {"population_cells", "public_green", "terrain"}
    town.run("checkinventory", STUDY=str(filled))
    town.run("computeindicators", STUDY=str(filled))
    town.run("assessneeds", STUDY=str(filled))
    saved = town.run("saveproject", STUDY=str(filled))
    project = QgsProject()
    assert project.read(saved["PROJECT"])
    (shown,) = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
    assert shown.isValid()
    assert shown.dataProvider().bandStatistics(1).maximumValue == pytest.approx(float(HEIGHTS[11, 21]))
    project.clear()
    # Paths are relative: the file may be moved, and the raster is found in the place where it now is.
    moved = tmp_path / "moved" / filled.name
    moved.parent.mkdir()
    shutil.copy(filled, moved)
    assert project.read(saved["PROJECT"].replace(str(filled), str(moved)))
    (shown,) = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
    assert shown.isValid()
    assert str(moved) in shown.source()
    project.clear()
    assert np.array_equal(stored(filled)[0], HEIGHTS[2:12, 2:22])
    # What QGIS does with vectors is not disturbed by the tiles.
    layer = QgsVectorLayer(f"{filled}|layername=inv_public_green", "x", "ogr")
    assert layer.featureCount() == 2
    assert processing.run("native:extractbyexpression", {"INPUT": layer, "EXPRESSION": "1", "OUTPUT": "memory:"})


def test_a_second_raster_takes_the_place_of_the_first(town, study, tmp_path):
    add(town, study, raster(tmp_path / "a.tif", HEIGHTS))
    add(town, study, raster(tmp_path / "b.tif", HEIGHTS + np.float32(1.0)))
    assert np.array_equal(stored(study)[0], HEIGHTS[2:12, 2:22] + np.float32(1.0))
    with Study.open(study) as opened:
        assert len(opened._package.coverages()) == 1


def test_a_raster_is_removed_with_its_tiles(town, study, tmp_path):
    add(town, study, raster(tmp_path / "a.tif", HEIGHTS))
    town.run("removeinventorylayer", STUDY=str(study), ROLE="terrain")
    with Study.open(study) as opened:
        assert opened.raster("terrain") is None
        assert opened._package.coverages() == set()
        assert opened.sources() == []


def test_a_raster_is_updated(town, study, tmp_path):
    add(town, study, raster(tmp_path / "a.tif", HEIGHTS), CONTACT="Vermessungsamt")
    changed = HEIGHTS.copy()
    changed[5, 5] += 3.0
    raster(tmp_path / "a.tif", changed)
    preview = json.loads(town.run("updateinventorylayer", STUDY=str(study), ROLE="terrain", PREVIEW=True)["CHANGES"])
    assert np.array_equal(stored(study)[0], HEIGHTS[2:12, 2:22])
    assert preview["same"] is False
    before, after = preview["facts"]["total"]
    assert after - before == pytest.approx(3.0)
    town.run("updateinventorylayer", STUDY=str(study), ROLE="terrain", DATE="2024")
    assert np.array_equal(stored(study)[0], changed[2:12, 2:22])
    assert (passport(study).contact, passport(study).data_date) == ("Vermessungsamt", "2024")


def test_writing_waits_for_no_reader_and_leaves_open_layers_readable(town, filled, tmp_path):
    layer = QgsVectorLayer(f"{filled}|layername=inv_public_green", "x", "ogr")
    QgsProject.instance().addMapLayer(layer)
    iterator = layer.getFeatures()
    next(iterator)
    add(town, filled, raster(tmp_path / "a.tif", HEIGHTS))
    del iterator
    assert len(list(layer.getFeatures())) == 2
    assert stored(filled)[0].shape == (10, 20)


def test_what_a_killed_run_left_is_removed_by_the_next(town, study, tmp_path, catalogue):
    from smartcity_plugin.study import rasters

    file = raster(tmp_path / "a.tif", HEIGHTS)
    rasters._write_tiles(study, "ras_terrain_0123456789ab", Path(file))  # written, never registered
    with Study.open(study) as opened:
        assert opened.raster("terrain") is None
        assert opened._package.coverages() == {"ras_terrain_0123456789ab"}
    add(town, study, file)
    with Study.open(study) as opened:
        assert len(opened._package.coverages()) == 1
    assert np.array_equal(stored(study)[0], HEIGHTS[2:12, 2:22])


def test_a_failure_leaves_the_old_raster(town, study, tmp_path, monkeypatch):
    from smartcity_plugin.study import rasters

    add(town, study, raster(tmp_path / "a.tif", HEIGHTS))

    def fail(*_):
        raise RuntimeError("disk full")

    monkeypatch.setattr(rasters, "write_register", fail)
    town.refusal(add, town, study, raster(tmp_path / "b.tif", HEIGHTS + np.float32(1.0)))
    monkeypatch.undo()
    assert np.array_equal(stored(study)[0], HEIGHTS[2:12, 2:22])


class Told:
    """Made lazily: the class of QGIS exists only once QGIS runs."""

    def __new__(cls):
        from qgis.core import QgsProcessingFeedback

        class Feedback(QgsProcessingFeedback):
            def __init__(self) -> None:
                super().__init__(False)
                self.warnings: list[str] = []

            def pushWarning(self, warning: str) -> None:
                self.warnings.append(warning)

        return Feedback()
