# SPDX-License-Identifier: GPL-2.0-or-later
"""What the live panel plays with: ranking of units, reasons, hidden units, and the scheme that is played."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from scipy import sparse

from smartcity_plugin.engine.composite.index import Matrix, index_of, tree_of
from smartcity_plugin.model.scheme import ROOT, Combination, Group, Missing, Scheme, Weighting, Weights
from smartcity_plugin.study.assessment import Assessment
from smartcity_plugin.study.live import HIDDEN, LiveDesk, LivePlaces

GROUPS = (Group("mobility", ("mob_pt_access_share", "mob_15min_coverage")), Group("green", ("gre_mesh_size",)))


def make_desk(build, catalogue, scores, population, stored=None, shares=None, **changes) -> LiveDesk:
    """Return a desk over squares in a row; with ``shares`` (units × places) they are cells of two units."""
    scheme = Scheme("try", "Try", GROUPS, between=Combination.LINEAR, **changes)
    scores = np.array(scores, dtype=float)
    frame = pd.DataFrame(scores, [f"p{row}" for row in range(len(scores))], list(scheme.indicators))
    everywhere = np.ones(len(scores), dtype=bool)
    matrix = Matrix(frame, np.array(population, dtype=float), everywhere, np.zeros(scores.shape, dtype=bool))
    tree = tree_of(scheme)
    result = Assessment(scheme, matrix, tree, index_of(scheme, scores, tree))
    squares = build.array([build.square(100 * row, 0) for row in range(len(scores))])
    names = list(frame.index)
    units = build.units(squares, names)
    if shares is not None:
        units = build.units([shapely.union_all(squares[:2]), shapely.union_all(squares[2:])], ["west", "east"])
        shares = sparse.csr_matrix(np.array(shares, dtype=float))
    places = LivePlaces(names, names, matrix.population, squares, np.arange(len(scores)), units, shares)
    return LiveDesk(stored or scheme, result, places, catalogue)


SCORES = [[80, 40, 20], [100, 100, 100], [0, 0, 60], [50, 50, 50]]


def test_units_are_ranked_and_changes_counted(build, catalogue):
    # mobility 60, 100, 0, 50; green 20, 100, 60, 50; index 40, 100, 30, 50; need 60, 0, 70, 50.
    desk = make_desk(build, catalogue, SCORES, [100, 100, 100, 100])
    assert [(row.unit_id, row.need, row.rank, row.change) for row in desk.ranking()] == [
        ("p2", 70.0, 1, 0),
        ("p0", 60.0, 2, 0),
        ("p3", 50.0, 3, 0),
        ("p1", 0.0, 4, 0),
    ]
    desk.weigh(ROOT, {"mobility": 25.0, "green": 75.0})  # index 30, 100, 45, 50
    assert [(row.unit_id, row.need, row.rank, row.change) for row in desk.ranking()] == [
        ("p0", 70.0, 1, 1),
        ("p2", 55.0, 2, -1),
        ("p3", 50.0, 3, 0),
        ("p1", 0.0, 4, 0),
    ]
    assert desk.classes.tolist() == [3, 0, 2, 2]


def test_units_with_few_people_and_unknown_ones_are_not_ranked(build, catalogue):
    scores = [*SCORES[:3], [np.nan, np.nan, np.nan]]
    desk = make_desk(build, catalogue, scores, [100, 9, 100, 100])
    assert [(row.unit_id, row.need, row.rank, row.change, row.is_hidden) for row in desk.ranking()] == [
        ("p2", 70.0, 1, 0, False),
        ("p0", 60.0, 2, 0, False),
        ("p1", None, 0, None, True),
        ("p3", None, 0, None, False),
    ]
    assert desk.classes.tolist() == [3, HIDDEN, 3, -1]
    assert np.isnan(desk.need[[1, 3]]).all(), "what is not shown stands in no field"


def test_units_of_cells_are_means_over_their_people(build, catalogue):
    # West: cell 0 (60, 30 persons), half of cell 1 (0, 20 of 40 persons): 60 · 30 / 50 = 36. Cell 3 is unknown.
    scores = [*SCORES[:3], [np.nan, np.nan, np.nan]]
    shares = [[1, 0.5, 0, 0], [0, 0.5, 1, 1]]
    desk = make_desk(build, catalogue, scores, [30, 40, 5, 70], shares=shares)
    found = {row.unit_id: row for row in desk.ranking()}
    assert found["west"].need == pytest.approx(36.0)
    assert found["west"].population == 50.0
    assert found["east"].need == pytest.approx((0 * 20 + 70 * 5) / 25)
    assert found["east"].population == 95.0
    parts = {part.indicator or part.sector: part for part in desk.parts("west")}
    # Mobility: (60 · 30 + 100 · 20) / 50 = 76, weight ½; the first of its two: (80 · 30 + 100 · 20) / 50 = 88.
    assert parts["mobility"].score == pytest.approx(76.0)
    assert parts["mobility"].contribution == pytest.approx(38.0)
    assert parts["mob_pt_access_share"].score == pytest.approx(88.0)
    assert parts["mob_pt_access_share"].weight == pytest.approx(0.25)
    assert parts["mob_pt_access_share"].contribution == pytest.approx(22.0)
    # Perfect in cell 0 it would bring 20 · ¼ = 5 points there, none in cell 1: 5 · 30 / 50.
    assert parts["mob_pt_access_share"].gain == pytest.approx(3.0)
    total = sum(part.contribution for part in parts.values() if part.indicator)
    assert total == pytest.approx(100.0 - found["west"].need)


def test_points_lie_in_units(build, catalogue):
    desk = make_desk(build, catalogue, SCORES, [100, 100, 100, 100])
    assert desk.unit_at(150, 50) == "p1"
    assert desk.unit_at(150, 5000) is None
    assert shapely.from_wkb(desk.outline("p1")).area == 10_000.0


def test_an_untouched_scheme_stays_as_it_is(build, catalogue):
    desk = make_desk(build, catalogue, SCORES, [100] * 4)
    desk.weigh(ROOT, {"mobility": 30.0, "green": 70.0})
    desk.weigh(ROOT, {"mobility": 50.0, "green": 50.0})
    assert desk.played("new", "New") == replace(desk.stored, id="new", title="New")


def test_what_is_left_out_keeps_its_share(build, catalogue):
    left_out = Group("social", ("soc_child_share",))
    members = (*GROUPS[0].members, "mob_sdg1121")
    weights = Weights(Weighting.SLIDERS, {"mob_pt_access_share": 40.0, "mob_15min_coverage": 40.0, "mob_sdg1121": 20.0})
    groups = (Group("mobility", members, weights), GROUPS[1], left_out)
    stored = Scheme("full", "Full", groups, between=Combination.LINEAR)
    desk = make_desk(build, catalogue, SCORES, [100] * 4, stored=stored)
    desk.weigh(ROOT, {"mobility": 25.0, "green": 75.0})
    desk.weigh("mobility", {"mob_pt_access_share": 75.0, "mob_15min_coverage": 25.0})
    played = desk.played("new", "New")
    third = 100.0 / 3.0
    assert played.weights.method is Weighting.SLIDERS
    expected = {"mobility": 2 / 3 * 25.0, "green": 2 / 3 * 75.0, "social": third}
    assert dict(played.weights.shares) == pytest.approx(expected)
    inner = {"mob_pt_access_share": 60.0, "mob_15min_coverage": 20.0, "mob_sdg1121": 20.0}
    assert dict(played.groups[0].weights.shares) == pytest.approx(inner)
    assert played.groups[1:] == stored.groups[1:]


def test_weights_from_the_data_are_stored_as_they_were_played(build, catalogue):
    stored = Scheme("data", "Data", GROUPS, weights=Weights(Weighting.PCA), between=Combination.LINEAR)
    desk = make_desk(build, catalogue, SCORES, [100] * 4, stored=stored)
    played = desk.played("new", "New")
    assert played.weights.method is Weighting.SLIDERS
    assert dict(played.weights.shares) == pytest.approx({"mobility": 50.0, "green": 50.0})


def test_estimates_stand_in_while_playing(build, catalogue):
    scores = [[80, np.nan, 20], [100, 100, 100], [0, 50, 60], [50, 0, 50]]
    desk = make_desk(build, catalogue, scores, [100] * 4, missing=Missing.MEDIAN)
    # The median of 100, 50 and 0 is 50: mobility (80 + 50) / 2 = 65, index (65 + 20) / 2.
    assert desk.need[0] == pytest.approx(100.0 - 42.5)
    desk.weigh("mobility", {"mob_pt_access_share": 0.0, "mob_15min_coverage": 100.0})
    assert desk.need[0] == pytest.approx(100.0 - 35.0)
