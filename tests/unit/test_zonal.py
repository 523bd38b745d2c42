# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums of a raster over polygons: exact to the share of every pixel, against the intersection with each pixel."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from smartcity_plugin.engine import zonal
from smartcity_plugin.engine.raster import Raster
from smartcity_plugin.engine.zonal import zonal_sums
from smartcity_plugin.model.problem import Cancelled

SIZE = 7
LEFT, TOP, WIDTH, HEIGHT = 100.0, 900.0, 10.0, 20.0


def grid(values, left=LEFT, top=TOP, width=WIDTH, height=HEIGHT) -> Raster:
    values = np.asarray(values, dtype=float)
    rows, columns = values.shape

    def read(first: int, count: int) -> np.ndarray:
        assert first >= 0
        assert 0 < count <= rows - first
        return values[first : first + count]

    return Raster(left, top, width, height, rows, columns, read, lambda points: points)


def mean_parts(values: np.ndarray) -> np.ndarray:
    return values


def known(values: np.ndarray) -> np.ndarray:
    return np.isfinite(values).astype(float)


def brute(values: np.ndarray, polygon) -> tuple[float, float]:
    """Σ share · value and Σ share over the pixels with a value, by the intersection with every pixel."""
    total = valid = 0.0
    with np.errstate(invalid="ignore"):  # GEOS on slivers
        return _brute(values, polygon, total, valid)


def _brute(values, polygon, total, valid):
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            left, top = LEFT + column * WIDTH, TOP - row * HEIGHT
            pixel = shapely.box(left, top - HEIGHT, left + WIDTH, top)
            share = polygon.intersection(pixel).area / pixel.area
            if np.isfinite(value):
                total, valid = total + share * value, valid + share
    return total, valid


def values_of(seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    values = random.uniform(-5, 40, (SIZE, SIZE))
    return np.where(random.random(values.shape) < 0.2, np.nan, values)


def at(column: float, row: float) -> tuple[float, float]:
    return LEFT + column * WIDTH, TOP - row * HEIGHT


def shape(*corners):
    return shapely.Polygon([at(*corner) for corner in corners])


def check(values, polygons) -> None:
    found = zonal_sums(grid(values), np.array(polygons, dtype=object), [mean_parts, known])
    for number, polygon in enumerate(polygons):
        total, valid = brute(values, polygon)
        assert found.sums[0][number] == pytest.approx(total, rel=1e-9, abs=1e-9)
        assert found.sums[1][number] == pytest.approx(valid, rel=1e-9, abs=1e-9)
        assert found.total[number] == pytest.approx(polygon.area / (WIDTH * HEIGHT), rel=1e-9, abs=1e-12)


WHOLE = st.integers(-2, SIZE + 2).map(float)
"""Corners on the lines of the grid, also outside it."""
ANY = st.floats(-3, SIZE + 3, allow_nan=False)
PLACES = st.tuples(st.one_of(WHOLE, ANY), st.one_of(WHOLE, ANY))


@given(seed=st.integers(0, 99), corners=st.lists(PLACES, min_size=3, max_size=8), hole=st.lists(PLACES, max_size=4))
def test_any_polygon_agrees_with_the_intersection_of_every_pixel(seed, corners, hole):
    polygon = shapely.make_valid(shape(*corners))
    if len(hole) > 2:
        polygon = polygon.difference(shapely.make_valid(shape(*hole)))
    polygons = [part for part in shapely.get_parts(polygon) if part.geom_type in ("Polygon", "MultiPolygon")]
    assume(polygons)
    # The parts alone and together: a polygon of several parts is their sum.
    check(values_of(seed), [*polygons, shapely.MultiPolygon(list(shapely.get_parts(np.array(polygons))))])


@given(seed=st.integers(0, 99), turn=st.floats(0, 6.28), x=st.floats(0, SIZE), y=st.floats(0, SIZE))
def test_a_tiny_polygon_has_the_value_of_its_pixel(seed, turn, x, y):
    values = values_of(seed)
    corners = [(x + 1e-3 * np.cos(turn + k), y + 1e-3 * np.sin(turn + k)) for k in (0.0, 2.0, 4.0)]
    found = zonal_sums(grid(values), np.array([shape(*corners)]), [mean_parts, known])
    total, valid = brute(values, shape(*corners))
    # Sums of a row are subtracted from each other: what is lost is a share of the row, not of the small polygon.
    assert found.sums[0][0] == pytest.approx(total, rel=1e-9, abs=1e-12)
    assert found.sums[1][0] == pytest.approx(valid, rel=1e-9, abs=1e-12)


def test_worked_by_hand():
    """Pixels 10 m × 20 m; the square covers half of the left column and a quarter of the upper row's second pixel."""
    values = [[1.0, 2.0], [np.nan, 4.0]]
    square = shape((0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5))
    found = zonal_sums(grid(values), np.array([square]), [mean_parts, known])
    assert found.sums[:, 0].tolist() == [0.25 * 1 + 0.25 * 2 + 0.25 * 4, 0.75]
    assert found.total.tolist() == [1.0]


def test_direction_of_rings_does_not_matter():
    outer, inner = [(0, 0), (6, 0), (6, 6), (0, 6)], [(2, 2), (4, 2), (4, 4), (2, 4)]
    polygons = [
        shapely.Polygon([at(*c) for c in shell], [[at(*c) for c in hole]])
        for shell in (outer, outer[::-1])
        for hole in (inner, inner[::-1])
    ]
    found = zonal_sums(grid(np.ones((SIZE, SIZE))), np.array(polygons), [mean_parts])
    assert found.sums.tolist() == [[32.0] * 4]
    assert found.total.tolist() == [32.0] * 4


def test_polygons_on_the_lines_of_the_grid_take_whole_pixels():
    values = np.arange(SIZE * SIZE, dtype=float).reshape(SIZE, SIZE)
    polygons = [shape((c, r), (c + 1, r), (c + 1, r + 1), (c, r + 1)) for r in range(SIZE) for c in range(SIZE)]
    found = zonal_sums(grid(values), np.array(polygons), [mean_parts, known])
    assert np.allclose(found.sums[0], values.ravel(), rtol=0, atol=1e-12)
    assert np.allclose(found.sums[1], 1.0, rtol=0, atol=1e-12)


def test_missing_empty_and_far_polygons_have_nothing():
    polygons = np.array([None, shapely.Polygon(), shapely.box(5e6, 5e6, 5e6 + 10, 5e6 + 20)], dtype=object)
    found = zonal_sums(grid(np.ones((SIZE, SIZE))), polygons, [known])
    assert found.sums.tolist() == [[0.0, 0.0, 0.0]]
    assert found.total == pytest.approx([0.0, 0.0, 1.0])
    assert zonal_sums(grid(np.ones((2, 2))), polygons[:0], [known]).sums.shape == (1, 0)


def test_stripes_and_chunks_change_nothing(monkeypatch):
    random = np.random.default_rng(7)
    values = random.uniform(0, 1, (50, 40))
    centres = random.uniform(-5, 55, (60, 2))
    circles = shapely.buffer(shapely.points([at(*centre) for centre in centres]), random.uniform(1, 300, 60))
    whole = zonal_sums(grid(values), circles, [mean_parts, known])
    monkeypatch.setattr(zonal, "STRIPE", 7)
    monkeypatch.setattr(zonal, "CROSSINGS", 100)
    parts = zonal_sums(grid(values), circles, [mean_parts, known])
    assert np.allclose(whole.sums, parts.sums, rtol=1e-12, atol=1e-12)
    assert np.array_equal(whole.total, parts.total)


def test_only_the_rows_that_are_needed_are_read():
    asked = []

    def read(first: int, count: int) -> np.ndarray:
        asked.append((first, count))
        return np.ones((count, 3))

    raster = Raster(0.0, 100_000.0, 1.0, 1.0, 100_000, 3, read, lambda points: points)
    found = zonal_sums(raster, np.array([shapely.box(0, 1000, 2, 1100)]), [known])
    assert found.sums == pytest.approx(200.0)
    assert sum(count for _, count in asked) < 3 * zonal.STRIPE
    assert all(first % zonal.STRIPE == 0 for first, _ in asked)


def test_the_raster_may_lie_in_another_system():
    """Here: turned by a quarter and ten times as large; straight lines stay straight, so the sums are the same."""
    values = values_of(3)
    polygon = shape((0.3, 0.2), (5.5, 1.0), (4.0, 6.9))
    plain = zonal_sums(grid(values), np.array([polygon]), [mean_parts, known])
    turned = grid(np.rot90(values), 10 * (1000 - TOP), 10 * (LEFT + SIZE * WIDTH), 10 * HEIGHT, 10 * WIDTH)
    moved = Raster(
        *(getattr(turned, name) for name in ("left", "top", "width", "height", "rows", "columns", "read")),
        lambda points: 10 * np.column_stack([1000 - points[:, 1], points[:, 0]]),
    )
    found = zonal_sums(moved, np.array([polygon]), [mean_parts, known])
    assert np.allclose(found.sums, plain.sums, rtol=1e-9)
    assert found.total == pytest.approx(plain.total)


def test_it_can_be_cancelled():
    def stop(_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        zonal_sums(grid(np.ones((SIZE, SIZE))), np.array([shape((0, 0), (3, 0), (3, 3))]), [known], stop)


EXACT_EXTRACT = """
import json, sys
import numpy as np
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource

task = json.load(sys.stdin)
values = np.array(task["values"], dtype=float)
raster = NumPyRasterSource(values, *task["box"])
shapes = [{"type": "Feature", "properties": {}, "geometry": json.loads(shape)} for shape in task["shapes"]]
found = exact_extract(raster, shapes, ["sum", "count"])
json.dump([[one["properties"]["sum"], one["properties"]["count"]] for one in found], sys.stdout)
"""


@pytest.mark.skipif(importlib.util.find_spec("exactextract") is None, reason="exactextract is missing")
def test_agrees_with_exactextract():
    """In a process of its own, since it brings a GEOS. It keeps shares of pixels in single precision: seven digits."""
    random = np.random.default_rng(5)
    size = 80
    values = np.where(random.random((size, size)) < 0.1, np.nan, random.uniform(0, 50, (size, size)))
    centres = shapely.points([at(*place) for place in random.uniform(0, size, (300, 2))])
    polygons = shapely.difference(
        shapely.buffer(centres, random.uniform(3, 300, 300)), shapely.buffer(centres, random.uniform(0, 60, 300))
    )
    polygons = polygons[~shapely.is_empty(polygons)]
    left, top = at(0, 0)
    right, low = at(size, size)
    task = {"values": values.tolist(), "box": (left, low, right, top), "shapes": shapely.to_geojson(polygons).tolist()}
    ran = subprocess.run(
        [sys.executable, "-c", EXACT_EXTRACT], input=json.dumps(task), capture_output=True, text=True, check=True
    )
    expected = np.array(json.loads(ran.stdout), dtype=float)
    found = zonal_sums(grid(values), polygons, [mean_parts, known]).sums.T
    assert len(found) > 200
    assert np.allclose(found, expected, rtol=1e-6, atol=1e-4)
