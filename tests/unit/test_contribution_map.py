# SPDX-License-Identifier: GPL-2.0-or-later
"""Where contributions gather: cells that cover the area once, densities by hand, hot spots where they were put."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_plugin.engine.clusters import touching
from smartcity_plugin.engine.tessellation import counted_in, hexagons, squares
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.strategy import Contribution
from smartcity_plugin.study.contribution_map import PLACES, MapPlan, map_and_save, map_contributions
from smartcity_plugin.study.register_changes import Change, apply
from smartcity_plugin.study.strategy_tables import CONTRIBUTION_CELLS


@pytest.fixture
def study(build, catalogue, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        yield study


def put(study, *points, **facts):
    number = len(study.records(Contribution))
    items = [Contribution(f"b{number + at}", status="open", **facts) for at in range(len(points))]
    shapes = [None if point is None else shapely.Point(point) for point in points]
    apply(study, [Change(None, item, None, shape) for item, shape in zip(items, shapes)])


@pytest.mark.parametrize("made", [hexagons, squares])
@settings(max_examples=8)
@given(st.floats(150, 900), st.floats(-5000, 5000), st.integers(3, 8))
def test_cells_cover_an_area_once(made, width, offset, corners):
    area = shapely.Point(500_000 + offset, 5e6).buffer(1000, corners)
    cells = made(area, width)
    assert shapely.area(cells).sum() == pytest.approx(area.area, rel=1e-6)
    assert shapely.union_all(cells).area == pytest.approx(area.area, rel=1e-6)
    full = width**2 * (np.sqrt(3) / 2 if made is hexagons else 1)
    assert shapely.area(cells).max() <= full * (1 + 1e-4)  # corners are rounded to millimetres


def test_a_hexagon_inside_has_six_neighbours_and_a_square_eight():
    area = shapely.box(0, 0, 3000, 3000)
    for made, most in ((hexagons, 7), (squares, 9)):
        near = np.asarray(touching(made(area, 300.0)).sum(axis=1)).ravel()
        assert near.max() == most


def test_a_point_on_a_border_counts_once():
    cells = squares(shapely.box(0, 0, 200, 100), 100.0)
    where, counts = counted_in(cells, np.array([shapely.Point(100, 50), shapely.Point(300, 50)]))
    assert counts.sum() == 1
    assert where[1] == -1


def test_density_by_hand_on_every_kind_of_place(study):
    put(study, (150, 450), (160, 450), (1500, 900), None, (5000, 5000))
    answered = study.records(Contribution)[0]
    apply(study, [Change(answered, Contribution("b0", status="adopted", answer="ja"))])
    found = {place: map_contributions(study, MapPlan(place=place, width=400.0)) for place in PLACES}
    rows = found["units"].rows.set_index("place_id")
    assert rows["contributions"].to_dict() == {"west": 2, "east": 1}
    assert rows["density"].to_dict() == {"west": 2.0, "east": 1.0}
    assert rows["answered"].to_dict() == {"west": 1, "east": 0}
    assert rows.loc["west", "population"] == pytest.approx(125.0)
    assert rows.loc["west", "per_1000"] == pytest.approx(16.0)
    assert np.isnan(rows.loc["east", "per_1000"]), "25 people are too few for a rate"
    assert found["units"].place_kind == "district"
    assert (found["cells"].counted, found["cells"].located, found["cells"].total) == (2, 4, 5)
    squares_ = found["squares"].rows
    # 400 m wide, cut at 1000 m: those at the upper border are 400 × 200 m.
    assert squares_["density"].max() == pytest.approx(2 / 0.16)
    assert squares_.loc[squares_["contributions"] == 1, "density"].item() == pytest.approx(1 / 0.08)
    assert squares_["population"].sum() == pytest.approx(150.0)
    keys = {note.key for note in found["squares"].notes}
    assert {"contributions_outside_cells", "participation_without_place", "contributions_few_for_hot_spots"} <= keys
    assert not found["squares"].has_hot_spots
    assert squares_["flags"].tolist().count("few_cases") == 2


def test_hot_spots_lie_where_contributions_gather(study):
    random = np.random.default_rng(7)
    put(
        study,
        *random.uniform([0, 0], [2000, 1000], (40, 2)).tolist(),
        *random.normal([1500, 500], 60, (60, 2)).tolist(),
    )
    found = map_and_save(study, MapPlan(width=150.0))
    centres = shapely.get_coordinates(shapely.centroid(found.geometry))
    hot = found.rows["gi_class"].fillna("").str.startswith("hot").to_numpy()
    assert hot.any()
    assert (np.hypot(*(centres[hot] - [1500, 500]).T) < 400).all()
    stored = study.product(CONTRIBUTION_CELLS, subject="all", place_kind="hexagons")
    assert len(stored) == len(found.rows)
    assert stored.frame["contributions"].sum() == found.counted
    map_and_save(study, MapPlan(width=150.0))
    assert len(study.product(CONTRIBUTION_CELLS)) == len(found.rows), "the same map takes the place of the earlier one"


def test_rates_only_look_at_cells_where_people_live(study):
    put(study, *[(150 + at, 450) for at in range(40)])
    found = map_contributions(study, MapPlan(place="squares", width=200.0, per_1000=True))
    assert found.subject == "all/per_1000"
    assert "contributions_few_cells" in {note.key for note in found.notes}
    assert found.rows["gi_z"].isna().all()


def test_subjects_choose_contributions(study):
    put(study, (100, 100), procedure_id="P1", sector="green")
    put(study, (200, 100), (300, 100), procedure_id="P2")
    assert map_contributions(study, MapPlan("procedure:P2", "units")).counted == 2
    assert map_contributions(study, MapPlan("sector:green", "units")).counted == 1
    for subject, key in (
        ("sector:housing", "contributions_none_located"),
        ("everything", "contributions_subject_unknown"),
        ("procedure:", "contributions_subject_unknown"),
    ):
        with pytest.raises(SmartCityError, match=key):
            map_contributions(study, MapPlan(subject))


def test_a_width_that_makes_too_many_cells_is_refused(study):
    put(study, (100, 100))
    with pytest.raises(SmartCityError, match="contributions_cells_too_small"):
        map_contributions(study, MapPlan(width=5.0))


def test_without_people_there_is_a_density_but_no_rate(build, tmp_path):
    with build.study(tmp_path / "s.gpkg") as study:
        put(study, (100, 100))
        found = map_contributions(study, MapPlan(place="units"))
        assert "contributions_without_people" in {note.key for note in found.notes}
        assert found.rows["per_1000"].isna().all()
        with pytest.raises(SmartCityError, match="contributions_without_cells"):
            map_contributions(study, MapPlan(place="cells"))


def test_the_places_of_the_algorithm_are_those_of_the_study(repository):
    source = (repository / "smartcity_plugin/processing/algorithms/contribution_density.py").read_text(encoding="utf-8")
    names = ", ".join(f'"{name}"' for name in PLACES)
    assert f"PLACES = [{names}]" in source
