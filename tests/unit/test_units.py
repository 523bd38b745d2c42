# SPDX-License-Identifier: GPL-2.0-or-later
"""Planning units: cells of a grid by hand and against the census, merging, parents, the border."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from osgeo import ogr, osr

from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources import units as planning
from smartcity_plugin.sources.projection import reproject

CRS = "EPSG:25832"
GRID_ID = re.compile(r"^CRS3035RES(\d+)mN(\d+)E(\d+)$")


def keys(problems):
    return [problem.key for problem in problems]


def in_grid(shape) -> shapely.Geometry:
    """Return a shape given in EPSG:3035 in the study's CRS."""
    return reproject(np.array([shape], dtype=object), planning.GRID_CRS, CRS)[0]


def demo_layer(repository, name):
    """Return the features of a layer of the demo data as (attributes, geometry)."""
    dataset = ogr.Open(str(repository / "resources/demo/jena/jena_data.gpkg"))
    return [
        (feature.items(), shapely.from_wkb(bytes(feature.geometry().ExportToWkb())))
        for feature in dataset.GetLayerByName(name)
    ]


# Grids


def test_a_cell_has_the_corners_that_proj_computes():
    """A square kilometre of the grid near Jena, each corner transformed by itself."""
    area = in_grid(shapely.box(4_400_100, 3_086_100, 4_400_900, 3_086_900))
    cells = planning.grid_cells(shapely.buffer(area, 2000), CRS, 1000)
    row = cells.frame["unit_id"].tolist().index("CRS3035RES1000mN3086000E4400000")
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromEPSG(3035)
    target.ImportFromEPSG(25832)
    source.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    target.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transformation = osr.CoordinateTransformation(source, target)
    corners = [(4_400_000, 3_086_000), (4_401_000, 3_086_000), (4_401_000, 3_087_000), (4_400_000, 3_087_000)]
    expected = sorted(transformation.TransformPoint(*corner)[:2] for corner in corners)
    found = sorted(set(map(tuple, shapely.get_coordinates(cells.geometry[row]))))
    assert np.allclose(found, expected, atol=0.001)
    assert cells.frame["share"][row] == 1.0
    assert cells.frame["name"][row] == "1kmN3086E4400"


@pytest.mark.parametrize(
    ("size", "unit_id", "name"),
    [
        (100, "CRS3035RES100mN2691700E4341100", "100mN26917E43411"),
        (250, "CRS3035RES250mN2691750E4341250", "250mN269175E434125"),
        (500, "CRS3035RES500mN2691500E4341000", "500mN26915E43410"),
        (1000, "CRS3035RES1000mN2691000E4341000", "1kmN2691E4341"),
    ],
)
def test_identifiers_of_cells(size, unit_id, name):
    _, north, east = map(int, GRID_ID.match(unit_id).groups())
    assert planning.cell_id(east, north, size) == unit_id
    assert planning.cell_name(east, north, size) == name


def test_cells_are_those_of_the_census(repository):
    """Every cell of the demo's census grid, by its published id, is a cell of ours, on the same place."""
    census = {row["gitter_id"]: shape for row, shape in demo_layer(repository, "zensus2011_100m")}
    border = shapely.union_all([shape for _, shape in demo_layer(repository, "stadtgrenze")])
    cells = planning.grid_cells(border, CRS, 100)
    ours = dict(zip(cells.frame["unit_id"], cells.geometry))
    whole = {name for name, share in zip(cells.frame["unit_id"], cells.frame["share"]) if share == 1.0}
    compared = sorted(set(census) & whole)
    assert len(compared) > 1000
    common = [shapely.area(shapely.intersection(census[name], ours[name])) for name in compared]
    assert np.allclose(common, [shapely.area(ours[name]) for name in compared], rtol=0.001)
    inside = {name for name, shape in census.items() if border.contains(shape)}
    assert inside <= set(ours)


def test_kilometre_cells_of_the_census_contain_our_small_ones(repository):
    """A 100 m cell lies in the 1 km cell whose number is that of its kilometre."""
    border = shapely.union_all([shape for _, shape in demo_layer(repository, "stadtgrenze")])
    small, large = (planning.grid_cells(border, CRS, size) for size in (100, 1000))
    of = dict(zip(large.frame["unit_id"], large.geometry))
    for unit_id, shape in list(zip(small.frame["unit_id"], small.geometry))[::97]:
        _, north, east = map(int, GRID_ID.match(unit_id).groups())
        parent = of[planning.cell_id(east // 1000 * 1000, north // 1000 * 1000, 1000)]
        assert shapely.area(shapely.intersection(shape, parent)) == pytest.approx(shapely.area(shape), rel=1e-3)


@pytest.mark.parametrize("size", planning.GRID_SIZES)
def test_cells_cover_the_municipality_without_rest(size):
    border = shapely.Point(680_000, 5_645_000).buffer(3000).difference(shapely.Point(680_500, 5_645_000).buffer(400))
    cells = planning.grid_cells(border, CRS, size)
    dust = 10 * planning.DUST
    assert shapely.area(cells.geometry).sum() == pytest.approx(shapely.area(border), abs=dust)
    assert shapely.area(shapely.union_all(cells.geometry)) == pytest.approx(shapely.area(border), abs=dust)
    assert cells.frame["unit_id"].is_unique
    assert cells.frame["share"].between(0, 1).all()
    whole = cells.frame["share"] == 1.0
    assert np.allclose(shapely.area(cells.geometry[whole]), size**2, rtol=0.003)  # the distortion of the projections
    assert keys(planning.check_units("x", cells, border)) == []


def test_a_cell_is_cut_at_the_border_but_keeps_its_identity():
    border = in_grid(shapely.box(4_400_000, 3_086_000, 4_400_250, 3_087_000))
    cells = planning.grid_cells(border, CRS, 1000)
    assert cells.frame["unit_id"].tolist() == ["CRS3035RES1000mN3086000E4400000"]
    assert cells.frame["share"][0] == pytest.approx(0.25, abs=0.001)
    assert shapely.area(cells.geometry[0]) == pytest.approx(shapely.area(border), rel=1e-6)


def test_a_municipality_of_several_parts():
    parts = [shapely.box(680_000, 5_645_000, 681_000, 5_646_000), shapely.box(690_000, 5_645_000, 691_000, 5_646_000)]
    cells = planning.grid_cells(shapely.MultiPolygon(parts), CRS, 500)
    assert shapely.area(cells.geometry).sum() == pytest.approx(2e6, rel=1e-9)
    assert len(cells) < 40


def test_grids_that_are_refused():
    border = shapely.box(680_000, 5_645_000, 681_000, 5_646_000)
    with pytest.raises(SmartCityError) as unknown:
        planning.grid_cells(border, CRS, 123)
    assert unknown.value.problem.key == "grid_size_unknown"
    with pytest.raises(SmartCityError) as fine:
        planning.grid_cells(shapely.box(600_000, 5_600_000, 650_000, 5_650_000), CRS, 100)
    assert fine.value.problem.key == "grid_too_fine"


@given(
    st.floats(450_000, 750_000),
    st.floats(5_300_000, 6_050_000),
    st.floats(20, 3000),
    st.floats(20, 3000),
    st.sampled_from([500, 1000]),
)
def test_any_rectangle_is_covered(x, y, width, height, size):
    border = shapely.box(x, y, x + width, y + height)
    cells = planning.grid_cells(border, CRS, size)
    assert shapely.area(cells.geometry).sum() == pytest.approx(shapely.area(border), rel=1e-6, abs=planning.DUST * 4)


# Merging


def test_areas_with_the_same_identifier_are_merged(build):
    table = build.table(
        [build.square(0, 0), build.square(300, 0), build.square(100, 0)],
        unit_id=["a", "b", "a"],
        name=[None, "Bee", "Aah"],
    )
    merged, problems = planning.dissolved(table)
    assert merged.frame.to_dict("list") == {"unit_id": ["a", "b"], "name": ["Aah", "Bee"]}
    assert shapely.area(merged.geometry).tolist() == [20_000, 10_000]
    assert merged.geometry[0].equals(shapely.box(0, 0, 200, 100))
    assert problems == []


def test_different_names_of_one_unit_are_told(build):
    table = build.table([build.square(0, 0), build.square(100, 0)], unit_id=["a", "a"], name=["Aah", "Oh"])
    merged, (problem,) = planning.dissolved(table)
    assert merged.frame["name"].tolist() == ["Aah"]
    assert (problem.key, problem.values) == ("unit_names_differ", {"count": 1, "ids": "a"})


def test_units_without_identifier_are_not_merged(build):
    table = build.table([build.square(0, 0), build.square(100, 0)], unit_id=[None, None], name=["x", "y"])
    assert len(planning.dissolved(table)[0]) == 2


def test_districts_are_formed_from_quarters(build):
    quarters = build.table(
        [build.square(x, 0) for x in (0, 100, 200, 300)],
        unit_id=["1", "2", "3", "4"],
        name=["a", "b", "c", "d"],
        parent_id=["N", "N", "S", None],
        parent_name=["Nord", "Nord", None, None],
    )
    districts, (problem,) = planning.coarser(quarters)
    assert districts.frame["unit_id"].tolist() == ["N", "S"]
    assert districts.frame["name"].tolist() == ["Nord", "S"]
    assert shapely.area(districts.geometry).tolist() == [20_000, 10_000]
    assert (problem.key, problem.values) == ("units_without_parent", {"count": 1, "units": "d"})


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=12))
def test_merging_keeps_the_area(ids):
    squares = np.array([shapely.box(100 * row, 0, 100 * row + 100, 100) for row in range(len(ids))], dtype=object)
    table = GeoTable(pd.DataFrame({"unit_id": ids, "name": ids}), squares, CRS)
    merged, problems = planning.dissolved(table)
    assert merged.frame["unit_id"].tolist() == list(dict.fromkeys(ids))
    assert shapely.area(merged.geometry).sum() == pytest.approx(10_000 * len(ids))
    assert problems == []


# Parents


def test_parents_by_the_largest_overlap(build):
    districts = build.units([build.square(0, 0, 1000), build.square(1000, 0, 1000)], ["W", "E"])
    quarters = build.table(
        [
            build.square(100, 100),  # in the west
            build.square(960, 100),  # 40 % west, 60 % east
            build.square(905, 300),  # 95 % west
            build.square(5000, 0),  # nowhere
            build.square(2000, 0),  # only touches the east
            build.square(950, 500),  # half and half: the first
        ],
        unit_id=list("abcdef"),
        name=list("ABCDEF"),
    )
    found = planning.parents_by_position(quarters, districts)
    assert found.ids.tolist() == ["W", "E", "W", None, None, "W"]
    assert found.shares.tolist() == pytest.approx([1, 0.6, 0.95, 0, 0, 0.5])
    assert [(problem.key, problem.values["count"], problem.values["units"]) for problem in found.problems] == [
        ("units_without_parent", 2, "D, E"),
        ("units_parent_unsure", 2, "B, F"),
    ]


def test_parents_by_key(build):
    quarters = build.table(
        [build.square(x, 0) for x in (0, 100, 200)],
        unit_id=list("abc"),
        name=list("ABC"),
        parent_id=["1", None, "9"],
    )
    found = planning.parents_by_key(quarters, {"1": "district-1", "9": "district-9"})
    assert found.ids.tolist() == ["district-1", None, "district-9"]
    assert keys(found.problems) == ["units_without_parent"]
    found = planning.parents_by_key(quarters, {"1": "1"})
    assert keys(found.problems) == ["unit_parent_unknown", "units_without_parent"]
    assert found.problems[0].values == {"count": 1, "ids": "9"}


@pytest.mark.parametrize(
    ("level", "above", "below"),
    [("district", None, "quarter"), ("quarter", "district", "block"), ("block", "quarter", None), ("grid", None, None)],
)
def test_neighbouring_levels(level, above, below):
    everything = {"city", "district", "quarter", "block", "grid"}
    assert planning.level_above(level, everything) == above
    assert planning.level_below(level, everything) == below


def test_a_level_may_be_missing():
    assert planning.level_above("block", {"city", "district"}) == "district"
    assert planning.level_below("district", {"city", "block"}) == "block"
    assert planning.level_above("block", {"city"}) is None


def test_districts_of_jena_belong_to_themselves(repository):
    """Each district's kilometre cells, found back by position, cover it: a second way to the same areas."""
    border = shapely.union_all([shape for _, shape in demo_layer(repository, "stadtgrenze")])
    rows = demo_layer(repository, "ortsteile")
    districts = GeoTable(
        pd.DataFrame({"unit_id": [str(row["ot_nr"]) for row, _ in rows], "name": [row["ot_name"] for row, _ in rows]}),
        np.array([shape for _, shape in rows], dtype=object),
        CRS,
    )
    itself = planning.parents_by_position(districts, districts)
    assert itself.ids.tolist() == districts.frame["unit_id"].tolist()
    assert itself.shares == pytest.approx(np.ones(len(districts)))
    cells = planning.grid_cells(border, CRS, 100)
    found = planning.parents_by_position(cells, districts)
    assert sum(parent is None for parent in found.ids) / len(cells) < 0.01
    expected = pd.Series(shapely.area(districts.geometry), index=districts.frame["unit_id"])
    areas = pd.Series(shapely.area(cells.geometry)).groupby(pd.Series(found.ids)).sum().reindex(expected.index)
    # Cells on a boundary go to one side as a whole: the difference is part of a strip of cells along it.
    tolerance = 100 * pd.Series(shapely.length(districts.geometry), index=districts.frame["unit_id"]) / 2
    assert ((areas - expected).abs() < tolerance).all()
    assert areas.sum() == pytest.approx(expected.sum(), rel=0.01)


# Identifiers


def test_identifiers_stay_if_they_are_free(build):
    units = build.units([build.square(0, 0)], ["1"])
    assert planning.unique_ids(units, {"2", "16053000"}, "quarter") == (units, [])


def test_all_identifiers_of_a_level_get_its_name_if_one_is_taken(build):
    units = build.units([build.square(0, 0), build.square(100, 0)], ["1", "2"])
    renamed, (problem,) = planning.unique_ids(units, {"2"}, "quarter")
    assert renamed.frame["unit_id"].tolist() == ["quarter-1", "quarter-2"]
    assert renamed.frame["name"].tolist() == units.frame["name"].tolist()
    assert (problem.key, problem.values) == ("unit_ids_prefixed", {"count": 1, "example": "quarter-1"})


# The border


def test_units_outside_are_counted(build):
    border = shapely.box(0, 0, 1000, 1000)
    units = build.units(
        [
            build.square(0, 0, 500),
            build.square(1000, 0, 500),  # only touches
            build.square(5000, 0),
            build.square(900, 600, 500),  # 20 % inside
            build.square(700, 0, 500),  # 60 % inside
            build.square(505, 500, 505),  # 99 % inside
        ]
    )
    kept, problems = planning.inside(units, border)
    assert kept.frame["unit_id"].tolist() == ["u0", "u4", "u5"]
    assert [(problem.key, problem.values["count"]) for problem in problems] == [
        ("units_outside", 3),
        ("units_cross_border", 1),
    ]
    assert problems[1].values["units"] == "Unit u4"


def test_many_units_are_told(build):
    few = build.units([build.square(0, 0)])
    assert planning.check_number(few) == []
    many = build.units([build.square(0, 0)] * planning.MANY_UNITS)
    assert keys(planning.check_number(many)) == ["units_many"]


def test_a_layer_becomes_units(build, catalogue):
    border = shapely.box(0, 0, 1000, 1000)
    bow_tie = shapely.Polygon([(0, 500), (500, 1000), (500, 500), (0, 1000)])
    raw = build.table(
        [build.square(0, 0, 500), build.square(500, 0, 500), build.square(2000, 0, 500), bow_tie],
        unit_id=[1.0, 1.0, 3.0, 4.0],
        name=["a", "a", "c", "d"],
    )
    role = catalogue.roles["planning_units"]
    units, problems = planning.fit_units("Viertel", raw, role, border, merge=True)
    assert units.frame["unit_id"].tolist() == ["1", "4"]
    assert shapely.is_valid(units.geometry).all()
    assert keys(problems) == ["geometry_invalid", "units_outside", "units_do_not_cover"]
    assert problems[1].values == {"count": 1, "total": 3}
    _, problems = planning.fit_units("Viertel", raw, role, border)
    assert "unit_ids_not_unique" in keys(problems)


def test_a_layer_elsewhere_gives_no_units(build, catalogue):
    raw = build.units([build.square(0, 0)])
    role = catalogue.roles["planning_units"]
    _, problems = planning.fit_units("Viertel", raw, role, shapely.box(5000, 0, 6000, 1000))
    assert keys(problems) == ["nothing_inside_border"]


def test_an_empty_layer_gives_no_units(build, catalogue):
    _, problems = planning.fit_units(
        "Viertel", build.units([]), catalogue.roles["planning_units"], shapely.box(0, 0, 1, 1)
    )
    assert keys(problems) == ["layer_empty"]
