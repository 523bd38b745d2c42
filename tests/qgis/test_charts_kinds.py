# SPDX-License-Identifier: GPL-2.0-or-later
"""Radar, histogram, rows of dots, time path, schedule, ranking: what they draw; no text is cut or covered."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_hex
from qgis.PyQt.QtSvg import QSvgRenderer

from smartcity_plugin.cartography import theme
from smartcity_plugin.cartography.chart_bars import Row, ranking_chart, ranking_height
from smartcity_plugin.cartography.chart_base import Mark, as_svg, mark_places, size_of, text_width, wrapped
from smartcity_plugin.cartography.chart_contents import _STATUS_SHADES
from smartcity_plugin.cartography.chart_radar import Spoke, radar_chart
from smartcity_plugin.cartography.chart_time import (
    Aim,
    Point,
    Span,
    TimePath,
    gantt_chart,
    gantt_height,
    time_chart,
)
from smartcity_plugin.cartography.chart_values import Histogram, Lane, histogram_chart, strip_chart, strip_height
from smartcity_plugin.cartography.colours import lightness

from .drawn_texts import assert_all_inside, assert_none_covered, words_of

NAN = float("nan")
TITLES = [
    "Nachhaltige Mobilität und Erreichbarkeit",
    "Wohnen und Siedlungsentwicklung",
    "Grün, Freiraum und Biodiversität",
    "Soziale Infrastruktur und Bildung",
    "Wirtschaft, Zentren und Nahversorgung",
    "Klima, Luft und Umweltgerechtigkeit",
    "Digitale Daseinsvorsorge",
]
LONG_UNIT = "Oberschwarzenbach-Unterremderoda / Großlöbichau"
LONG_CITY = "Landeshauptstadt Schwarzenbach am Großen Wald"


def number(value: float) -> str:
    return "k. A." if value != value else f"{value:.0f}"


def spokes(own, city, names=TITLES):
    return [Spoke(t, o, c, number(o), f"Jena {number(c)}") for t, o, c in zip(names, own, city)]


def lines_of(figure, colour: str, width: float):
    """Return the pieces of lines of a colour and width as pairs of points."""
    found = []
    for item in figure.axes[0].lines:
        if to_hex(item.get_color()) == colour and item.get_linewidth() == width and len(item.get_xdata()) == 2:
            found.append(tuple(zip(item.get_xdata(), item.get_ydata())))
    return found


# Radar ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [3, 4, 5, 6, 7])
@pytest.mark.parametrize("size", [(80.0, 66.0), (93.0, 62.0), (120.0, 92.0)])
def test_words_around_a_radar_are_never_cut_or_covered(count, size):
    figure = radar_chart(spokes([62, 40, NAN, 88, 15, 55, NAN][:count], [71] * count), (LONG_UNIT, LONG_CITY), size)
    assert_all_inside(figure)
    assert_none_covered(figure)
    assert size_of(figure) == pytest.approx(size)
    words = " ".join(words_of(figure)).replace("-\n", "")
    assert LONG_UNIT in words
    assert LONG_CITY in words


def test_unknown_spokes_leave_a_gap_that_no_line_bridges():
    own = [60, 40, NAN, 80, 20, 70, NAN]
    figure = radar_chart(spokes(own, [50] * 7), ("Ammerbach", "Jena"), (100.0, 80.0))
    known = [value == value for value in own]
    neighbours = sum(known[place] and known[(place + 1) % 7] for place in range(7))
    pieces = lines_of(figure, theme.hexed("accent"), 1.7)
    key = [piece for piece in pieces if piece[0][1] == piece[1][1] and abs(piece[1][0] - piece[0][0]) == 5.5]
    assert len(pieces) - len(key) == neighbours == 3
    assert sum(text == "k. A." for text in words_of(figure)) == 2
    dashed = lines_of(figure, theme.hexed("ink"), 0.9)
    assert len(dashed) == 7 + 1, "the municipality is known everywhere, and named in the key"


def test_the_radar_is_drawn_to_scale():
    figure = radar_chart(spokes([100, 50, 25, 0], [100] * 4, TITLES), ("Ammerbach", "Jena"), (100.0, 80.0))
    rim = max(patch.get_radius() for patch in figure.axes[0].patches if hasattr(patch, "get_radius"))
    middle = next(patch.center for patch in figure.axes[0].patches if hasattr(patch, "get_radius"))
    markers = [item for item in figure.axes[0].lines if item.get_marker() == "o" and item.get_markeredgewidth() == 0.0]
    reach = [np.hypot(item.get_xdata()[0] - middle[0], item.get_ydata()[0] - middle[1]) / rim for item in markers[:4]]
    assert reach == pytest.approx([1.0, 0.5, 0.25, 0.0], abs=1e-9)


def test_two_spokes_are_no_radar():
    with pytest.raises(ValueError, match="three"):
        radar_chart(spokes([1, 2], [1, 2]), ("a", "b"), (80.0, 60.0))


# Histogram ------------------------------------------------------------------------------------------------------------


def content(values, weights=None, marks=(), **changes) -> Histogram:
    facts = {
        "axis_title": "Wert in % der Bevölkerung im Einzugsbereich von Haltestellen des öffentlichen Verkehrs",
        "note": "28 von 31 Planungseinheiten mit Wert; jede zählt gleich",
        "unknown": "keine Angabe",
        "colour": "#0072B2",
        "tell": lambda value: f"{value:.0f} %",
        "count": lambda value: f"{value:.0f}",
    }
    return Histogram(values, weights, marks=marks, **{**facts, **changes})


def bars_of(figure):
    """Return (left, width, height) of the bars of the values."""
    found = []
    for patch in figure.axes[0].patches:
        if to_hex(patch.get_edgecolor()) == "#0072b2":
            found.append((patch.get_x(), patch.get_width(), patch.get_height()))
    return found


def test_bars_count_what_numpy_counts():
    values = np.append(np.random.default_rng(3).normal(60, 18, 40).clip(0, 100), [NAN, NAN])
    figure = histogram_chart(content(values, marks=[Mark(95.0, "Zielwert 95 %", theme.WARNING)]), (90.0, 55.0))
    bars = bars_of(figure)
    edges = [left - 0.03 * width / 0.94 for left, width, _ in bars] + [bars[-1][0] + bars[-1][1] * (1 + 0.03 / 0.94)]
    assert sum(height for *_, height in bars) == 40
    for (_, _, height), low, high in zip(bars, edges, edges[1:]):
        inside = ((values >= low - 1e-9) & (values < high - 1e-9)).sum()
        assert height == inside or (high >= np.nanmax(values) and height == (values >= low - 1e-9).sum())
    words = words_of(figure)
    assert "2" in words, "the unknown ones are counted"
    assert "keine" in " ".join(words)


def test_bars_weighted_by_people_add_up_to_the_people():
    people = np.array([100.0, 2000.0, NAN, 300.0])
    figure = histogram_chart(content([10.0, 20.0, 20.0, NAN], people), (90.0, 55.0))
    assert sum(height for *_, height in bars_of(figure)) == pytest.approx(2100.0)
    assert "300" in words_of(figure)


@pytest.mark.parametrize("size", [(70.0, 48.0), (90.0, 55.0), (160.0, 80.0)])
@pytest.mark.parametrize("city", [2.0, 40.0, 50.0, 97.0])
def test_words_of_histograms_are_never_cut_or_covered(size, city):
    marks = [
        Mark(45.0, "Ammerbach 45 %", "accent"),
        Mark(city, f"{LONG_CITY[:30]} {city:.0f} %"),
        Mark(95.0, "Zielwert 95 %", theme.WARNING),
    ]
    values = np.append(np.random.default_rng(1).normal(60, 20, 28).clip(0, 100), [NAN] * 3)
    figure = histogram_chart(content(values, marks=marks), size)
    assert_all_inside(figure)
    assert_none_covered(figure)


def test_equal_values_make_one_bar_and_none_is_an_error():
    figure = histogram_chart(content([5.0, 5.0, 5.0]), (90.0, 55.0))
    assert [height for *_, height in bars_of(figure)] == [3.0]
    with pytest.raises(ValueError, match="known"):
        histogram_chart(content([NAN]), (90.0, 55.0))


# Rows of dots ---------------------------------------------------------------------------------------------------------


def test_rows_show_every_place_once_and_say_what_is_unknown():
    scores = [10.0, 20.0, NAN, 90.0]
    names = (LONG_UNIT, LONG_CITY, "andere Planungseinheiten", "0 Punkte: ungünstig", "100 Punkte: günstig")
    lanes = [
        Lane(title * 2, scores, own, 50.0, number(own), f"{LONG_CITY} 50 % · Zielwert 90 %", "#c2410c")
        for title, own in zip(TITLES, [5.0, 50.0, NAN, 100.0])
    ]
    size = (130.0, strip_height(lanes, names, 130.0))
    figure = strip_chart(lanes, names, size)
    assert_all_inside(figure)
    assert_none_covered(figure)
    rows = [item for item in figure.axes[0].lines if item.get_markeredgewidth() == 0.9 and len(item.get_xdata()) > 1]
    assert [len(item.get_xdata()) for item in rows] == [3, 3, 3, 3]
    mine = [item for item in figure.axes[0].lines if to_hex(item.get_markerfacecolor()) == "#c2410c"]
    assert len(mine) == 3, "no dot for what is unknown"
    assert "k. A." in words_of(figure)


# Over time ------------------------------------------------------------------------------------------------------------


def path(points, aim=None) -> TimePath:
    notes = ["Offener Punkt: beruht auf geschätzten Eingangsdaten.", "Doppelstrich: anderes Verfahren."]
    return TimePath(points, aim, "Wert in %", notes, "#0072B2", lambda value: f"{value:.0f}")


def test_breaks_are_not_bridged_and_estimates_are_open():
    points = [
        Point(2011.4, 62.0, "62 %"),
        Point(2016.0, 66.0, "66 %", is_estimated=True),
        Point(2022.4, 71.0, "71 %", breaks=True),
        Point(2024.4, NAN, "k. A."),
        Point(2025.4, 72.0, "72 %"),
    ]
    figure = time_chart(path(points, Aim(90.0, 2030.5, "Ziel 2030: 90 %")), (90.0, 58.0))
    joined = {(start[0], end[0]) for start, end in lines_of(figure, "#0072b2", 2.0)}
    assert joined == {(2011.4, 2016.0), (2022.4, 2025.4)}
    circles = [item for item in figure.axes[0].lines if item.get_marker() == "o"]
    faces = {float(item.get_xdata()[0]): to_hex(item.get_markerfacecolor()) for item in circles}
    assert faces == {2011.4: "#0072b2", 2016.0: "#ffffff", 2022.4: "#0072b2", 2025.4: "#0072b2"}
    way = lines_of(figure, theme.WARNING, 1.1)
    assert way == [((2025.4, 72.0), (2030.5, 90.0))]
    assert_all_inside(figure)
    assert_none_covered(figure)


@pytest.mark.parametrize("size", [(70.0, 50.0), (160.0, 80.0)])
@pytest.mark.parametrize("values", [(10, 12, 11), (100, 50, 0), (0, 0, 0), (-5, 5, -3)])
@pytest.mark.parametrize(
    "aim", [None, Aim(20.0, None, "Zielwert 20 % der Bevölkerung"), Aim(20.0, 2035.5, "Ziel 2035: 20 %")]
)
def test_words_over_time_are_never_cut_or_covered(size, values, aim):
    points = [Point(2011.4 + 4 * place, value, f"{value} %") for place, value in enumerate(values)]
    figure = time_chart(path(points, aim), size)
    assert_all_inside(figure)
    assert_none_covered(figure)


# Schedule -------------------------------------------------------------------------------------------------------------

MEASURES = [
    Span(
        "MOB-01 Wohnstraßen in Zwätzen und Neulobeda verkehrsberuhigen und begrünen",
        2027,
        2029,
        "in Prüfung\n2027–2029",
        "#c9d0d6",
    ),
    Span("GRE-02 Quartiersgrün vernetzen", 2026, None, "Idee\nab 2026, Ende offen", "#ffffff"),
    Span("SOC-01 Kindertageseinrichtung", None, 2028, "beschlossen\nbis 2028, Beginn offen", "#2f4a66"),
    Span("SOC-02 Schulhöfe öffnen", 2026, 2026, "noch nicht eingetragen\n2026", "#2f4a66"),
]


@pytest.mark.parametrize("wide", [120.0, 160.0, 186.0])
def test_measures_stand_in_their_years_and_open_ends_are_arrows(wide):
    figure = gantt_chart(MEASURES, (wide, gantt_height(MEASURES, wide)))
    assert_all_inside(figure)
    assert_none_covered(figure)
    bars = [(patch.get_x(), patch.get_width()) for patch in figure.axes[0].patches]
    year = bars[3][1]
    first = bars[3][0]
    places = [((left - first) / year, width / year) for left, width in bars]
    assert places == [pytest.approx(pair) for pair in ((1, 3), (0, 4), (0, 3), (0, 1))]
    arrows = [item.get_marker() for item in figure.axes[0].lines if item.get_marker() in ("<", ">")]
    assert sorted(arrows) == ["<", ">"]


def test_measures_without_years_have_no_schedule():
    with pytest.raises(ValueError, match="year"):
        gantt_chart([Span("A", None, None, "", "#ffffff")], (100.0, 30.0))


def test_states_of_measures_can_be_told_apart_in_grey():
    from smartcity_plugin.cartography.chart_base import lightened

    shades = [lightness(lightened("accent", share)) for share in _STATUS_SHADES.values()]
    assert all(before - after >= 8.0 for before, after in zip(shades, shades[1:])), shades
    assert shades == sorted(shades, reverse=True)


# Ranking --------------------------------------------------------------------------------------------------------------


def test_ranking_puts_the_unknown_last_and_draws_bars_to_scale():
    rows = [Row("Eins", 4.0, "4", "#009e73"), Row("Zwei", NAN, "keine Angabe", ""), Row("Drei", 2.0, "2", "#009e73")]
    marks = [Mark(3.0, "Jena 3"), Mark(3.2, "Zielwert 3,2", theme.WARNING)]
    size = (100.0, ranking_height(rows, marks, 100.0))
    figure = ranking_chart(rows, marks, size)
    assert_all_inside(figure)
    assert_none_covered(figure)
    bars = [patch for patch in figure.axes[0].patches if to_hex(patch.get_facecolor()) == "#009e73"]
    assert bars[0].get_width() == pytest.approx(2 * bars[1].get_width())
    words = words_of(figure)
    assert words.index("Drei") < words.index("Zwei")
    target = lines_of(figure, theme.WARNING, 1.3)[0]
    assert (target[0][0] - bars[0].get_x()) / bars[0].get_width() == pytest.approx(0.8)


@pytest.mark.parametrize("low", [-3.0, 0.0])
def test_words_of_rankings_are_never_cut_or_covered(low):
    rows = [
        Row(title * 2, value, f"{value:.1f} m²/EW", "#0072b2")
        for title, value in zip(TITLES, [9, 4, 1, low, 2, 3, NAN])
    ]
    marks = [Mark(8.9, f"{LONG_CITY} 8,9 m²/EW"), Mark(9.0, "Zielwert 9,0 m²/EW", theme.WARNING)]
    figure = ranking_chart(rows, marks, (120.0, ranking_height(rows, marks, 120.0)))
    assert_all_inside(figure)
    assert_none_covered(figure)


# Common parts ---------------------------------------------------------------------------------------------------------


def test_words_of_marks_do_not_stand_on_the_lines_of_others():
    for xs in itertools.product((0.0, 20.0, 21.0, 60.0, 100.0), repeat=3):
        widths = (20.0, 18.0, 16.0)
        lefts = mark_places(xs, widths, 0.0, 100.0)
        for number_, (left, wide) in enumerate(zip(lefts, widths)):
            assert -1e-9 <= left <= 100.0 - wide + 1e-9
            assert all(not left < x < left + wide for x in xs[:number_]), (xs, lefts)


@pytest.mark.parametrize("room", [12.0, 25.0, 60.0])
def test_wrapped_lines_are_as_narrow_as_matplotlib_sets_them(room):
    for title in TITLES:
        lines = wrapped(title, theme.BODY, room)
        assert all(text_width(line, theme.BODY) <= room for line in lines)
        assert "".join(lines).replace("-", "").replace(" ", "") == title.replace(" ", "")


def test_charts_are_plain_vectors_for_qt_and_the_same_every_time():
    def draw():
        return radar_chart(spokes([62, 40, NAN, 88], [71] * 4), ("Ammerbach", "Jena $ 5 und $ 6"), (80.0, 66.0))

    svg = as_svg(draw())
    assert svg == as_svg(draw())
    for element in (b"<text", b"<image", b"<pattern"):
        assert element not in svg
    assert QSvgRenderer(svg).isValid()
    ranking = ranking_chart([Row("Eins", NAN, "keine Angabe", "")], (), (80.0, 30.0))
    assert b"<pattern" not in as_svg(ranking), "Qt draws no patterns"


def test_charts_follow_the_theme():
    from dataclasses import replace

    own = theme.in_force()
    with theme.using(replace(own, colours=replace(own.colours, accent="#aa0000"))):
        figure = radar_chart(spokes([62, 40, 50], [71] * 3), ("Ammerbach", "Jena"), (80.0, 66.0))
    assert len(lines_of(figure, "#aa0000", 1.7)) == 3 + 1
