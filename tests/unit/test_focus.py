# SPDX-License-Identifier: GPL-2.0-or-later
"""Focus areas: which cells hang together, what is said of an area, names, and the sentences about them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.focus import as_area, figures, grown, main_names, numbered, outline, overlap
from smartcity_plugin.engine.moran import GlobalMoran
from smartcity_plugin.report.findings_focus import ClusterFacts, FocusFacts, cluster_findings, focus_findings
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words

from .test_clusters import squares

NAN = float("nan")
DE = Words(Texts("de", load_texts()), load_catalogue().vocabulary)
EN = Words(Texts("en", load_texts()), load_catalogue().vocabulary)


def marked(*rows: str) -> np.ndarray:
    return np.array([sign == "#" for row in rows for sign in row])


def sets(groups) -> set[frozenset[int]]:
    return {frozenset(group.tolist()) for group in groups}


@pytest.mark.parametrize("turn", [0.0, 0.07])
def test_cells_hang_together_at_edges_and_corners(turn):
    chosen = marked("##..#", "..#..", ".....", "####.")
    large, small = grown(squares(4, 5, turn), chosen, np.full(20, 50.0), 4, 200.0)
    assert sets(large) == {frozenset({15, 16, 17, 18})}
    assert sets(small) == {frozenset({0, 1, 7}), frozenset({4})}


def test_limits_of_cells_and_inhabitants_are_reached_at_the_limit_itself():
    cells, chosen = squares(1, 5), marked("##.##")
    people = np.array([100.0, 100.0, 0.0, 100.0, 99.9])
    assert sets(grown(cells, chosen, people, 2, 200.0)[0]) == {frozenset({0, 1})}
    assert sets(grown(cells, chosen, people, 3, 0.0)[0]) == set()
    assert len(grown(cells, chosen, people, 1, 0.0)[0]) == 2
    assert grown(cells, np.zeros(5, dtype=bool), people, 1, 0.0) == ([], [])


@given(st.integers(0, 999), st.floats(0.1, 0.7))
def test_groups_are_those_of_a_flood(seed, share):
    """The same groups as by walking from cell to cell; every chosen cell is in exactly one."""
    chosen = np.random.default_rng(seed).random(48) < share
    large, small = grown(squares(6, 8), chosen, np.ones(48), 3, 0.0)
    left, expected = set(np.flatnonzero(chosen).tolist()), set()
    while left:
        stack, group = [left.pop()], set()
        while stack:
            place = stack.pop()
            group.add(place)
            near = {
                (place // 8 + down) * 8 + place % 8 + right
                for down in (-1, 0, 1)
                for right in (-1, 0, 1)
                if 0 <= place % 8 + right < 8
            }
            stack.extend(near & left)
            left -= near
        expected.add(frozenset(group))
    assert sets(large) | sets(small) == expected
    assert all(len(group) >= 3 for group in large)
    assert all(len(group) < 3 for group in small)


def test_the_outline_is_the_union_and_small_holes_are_closed_on_demand():
    ring = np.delete(squares(3, 3), 4)
    assert outline(ring).area == pytest.approx(80_000)
    assert outline(ring).geom_type == "MultiPolygon"
    assert outline(ring, 10_001.0).area == pytest.approx(90_000)
    assert outline(ring, 9_999.0).area == pytest.approx(80_000)
    assert len(outline(squares(2, 2)[[0, 3]]).geoms) == 2


def test_what_somebody_drew_becomes_a_valid_area():
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert as_area(bow).is_valid
    assert as_area(bow).area == pytest.approx(2.0)
    box = shapely.box(0, 0, 1, 1)
    assert as_area(box).equals(box)
    assert as_area(None) is None
    assert as_area(shapely.Polygon()) is None
    assert as_area(shapely.LineString([(0, 0), (1, 1)])) is None
    assert as_area(shapely.GeometryCollection([shapely.MultiPolygon([box]), shapely.Point(5, 5)])).area == 1.0


def test_figures_worked_by_hand():
    """Three cells of 100, 200 and 100 people with a need of 80, 50 and unknown; the area holds 1, ½ and 1 of them."""
    shares = sparse.csr_matrix([[1.0, 0.5, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    population, need = np.array([100.0, 200.0, 100.0]), np.array([80.0, 50.0, NAN])
    gains = np.array([[10.0, NAN], [4.0, NAN], [NAN, 6.0]])
    found = figures(shares, population, need, gains)
    assert np.array_equal(found.population, [300.0, NAN, 100.0], equal_nan=True)
    assert found.cells.tolist() == [3, 0, 1]
    # (80·100 + 50·100) / 200 = 65; persons 80 + 50 = 130; known 200 / 300
    assert np.array_equal(found.need, [65.0, NAN, NAN], equal_nan=True)
    assert np.array_equal(found.persons, [130.0, NAN, NAN], equal_nan=True)
    assert found.known == pytest.approx([2 / 3, NAN, 0.0], nan_ok=True)
    # (10·100 + 4·100) / 200 = 7; the other is known for 100 of 300 people: too few to speak of
    assert np.array_equal(found.gains[0], [7.0, NAN], equal_nan=True)
    assert np.array_equal(found.gains[2], [NAN, 6.0], equal_nan=True)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([10.0, 90.0, 0.0], ["B"]),
        ([50.0, 50.0, 0.0], ["A", "B"]),
        ([66.7, 33.3, 0.0], ["A"]),
        ([0.0, 0.0, 0.0], []),
        ([30.0, 30.0, 40.0], ["C", "A"]),
    ],
)
def test_an_area_is_named_after_where_most_of_its_people_live(people, expected):
    assert main_names(np.array(people), ["A", "B", "C"]) == expected
    assert len(main_names(np.full(6, 10.0), list("ABCDEF"))) == 3


@pytest.mark.parametrize(
    ("names", "taken", "expected"),
    [
        (["A", "B"], [], ["A", "B"]),
        (["A", "B", "A"], [], ["A 1", "B", "A 2"]),
        (["A"], ["A"], ["A 1"]),
        (["A", "A"], ["A 1"], ["A 2", "A 3"]),
        (["A"], ["A 1"], ["A 2"]),
        (["", ""], [""], ["", ""]),
    ],
)
def test_no_name_is_there_twice(names, taken, expected):
    assert numbered(names, taken) == expected


def test_overlap_is_the_share_of_the_smaller_one():
    one, two = np.array([shapely.box(0, 0, 10, 10)]), np.array([shapely.box(9, 0, 11, 1), shapely.box(20, 0, 21, 1)])
    assert overlap(one, two).tolist() == [[0.5, 0.0]]
    assert overlap(np.array([shapely.box(9, 0, 11, 10)]), one).tolist() == [[0.5]]
    assert overlap(one, one[:0]).shape == (1, 0)


WINZERLA = FocusFacts(
    *("F1", "Winzerla-Nord", 1243.0, 14.2, 78.4, 974.5),
    drivers=("Weg zur Haltestelle", "Grün in der Nähe", "Kita"),
)


def test_sentence_about_an_area():
    assert focus_findings([WINZERLA], DE)[1] == (
        "Fokusraum F1 Winzerla-Nord: rund 1.240 Menschen auf 14 ha, mittlerer Bedarf 78 von 100; am meisten fehlt bei "
        "„Weg zur Haltestelle“, „Grün in der Nähe“ und „Kita“; offene Maßnahmen: keine."
    )
    assert focus_findings([WINZERLA], EN)[1].startswith("Focus area F1 Winzerla-Nord: about 1,240 people on 14 ha")


def test_sentences_about_areas_with_little_to_say():
    empty = FocusFacts("F2", "", NAN, 3.0, NAN, NAN, flags=("few_cases", "no_data"), is_edited=True)
    measure = FocusFacts("F3", "B", 7.0, 1.0, 20.0, 1.4, measures=("Bus", "Rad; Fuß"))
    first, one, two, three = focus_findings([empty, measure, WINZERLA], DE)
    assert first.startswith("3 Fokusräume; dort leben zusammen rund 1.250 Menschen. Bedarf mal Bevölkerung ergibt 980,")
    assert one.startswith("Fokusraum F1 Winzerla-Nord")
    assert two == (
        "Fokusraum F3 B: weniger als 10 Menschen auf 1,0 ha, mittlerer Bedarf 20 von 100; "
        "offene Maßnahmen: „Bus“, „Rad; Fuß“."
    )
    assert three == (
        "Fokusraum F2: keine bekannten Einwohner, 3,0 ha, Bedarf nicht bekannt; offene Maßnahmen: keine; von Hand "
        "abgegrenzt oder bearbeitet. Hinweis zu F2: geringe Fallzahl; keine Angabe."
    )
    assert focus_findings([], DE) == ["Fokusräume: keine."]


def clusters(**changes) -> ClusterFacts:
    facts = {
        **{"title": "", "is_need": True, "false_discovery": True, "known_persons": 1000.0, "hot_cells": 12},
        **{"hot_persons": 250.0, "cold_cells": 1, "cold_persons": 3.0, "whole": GlobalMoran(0.412, 0.002), "alone": 0},
    }
    return ClusterFacts(**{**facts, **changes})


def test_sentences_about_clusters():
    hot, cold, level, moran, limits = cluster_findings(clusters(), DE)
    assert hot.startswith("Hotspots (Bedarf nach „Standardschema“): 12 Zellen mit rund 250 Menschen, 25\u00a0% der")
    assert cold == "Wo sich niedrige Werte häufen, liegt 1 Zelle mit weniger als 10 Menschen."
    assert "falscher Alarm" in level
    assert moran.startswith("Moran-I über alle Zellen: 0,41 (p = 0,002). Benachbarte Zellen sind einander ähnlicher")
    assert limits.startswith("Das zeigt, wo hohe oder niedrige Werte beieinander liegen, nicht warum.")


def test_sentences_about_no_clusters_claim_nothing():
    facts = clusters(title="X", is_need=False, false_discovery=False, hot_cells=0, cold_cells=0, alone=2)
    hot, level, _, alone, _ = cluster_findings(facts, DE)
    assert hot.startswith("Hotspots (Werte von „X“ wie gemessen; hoch heißt viel, nicht schlecht): keine.")
    assert level.endswith("höchstens 5\u00a0% Irrtumswahrscheinlichkeit vom Zufall abweicht.".replace("\u00a0", " "))
    assert alone.startswith("2 Zellen haben keinen Nachbarn")


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (GlobalMoran(0.1, 0.06), "nicht nachweisbar"),
        (GlobalMoran(-0.3, 0.01), "unterscheiden sich stärker"),
        (GlobalMoran(0.3, 0.0002), "p = 0,0002"),
        (GlobalMoran(NAN, NAN), "nicht bestimmbar"),
    ],
)
def test_sentence_about_the_whole_pattern(whole, expected):
    assert expected in cluster_findings(clusters(whole=whole), DE)[3]
