# SPDX-License-Identifier: GPL-2.0-or-later
"""Lights, ways and pace by hand; what a study's goals make of them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine import monitoring as engine
from smartcity_plugin.engine.monitoring import LIGHTS, Way, age_in_months, is_stale, light_of, pace_of, way_of
from smartcity_plugin.model.indicator import Direction
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.model.strategy import Goal, GoalIndicator, Measure, Observation
from smartcity_plugin.study.area_values import AreaValues
from smartcity_plugin.study.monitoring import late_measures, monitoring, responsive_share
from smartcity_plugin.study.relations import save_relations
from smartcity_plugin.study.workflow import compute_and_save

ON = date(2026, 11, 22)
GREEN = "gre_access_300m_share"
# From 40 % at the turn of 2024 to 60 % at the end of 2027: four years for 20 points, 5 points a year.
WAY = Way(40.0, 2024.0, 60.0, 2028.0, Direction.HIGHER)


def test_the_way_is_a_straight_line_and_stays_at_its_ends():
    # 2025.0 is a quarter of the way: 40 + 0.25 · 20 = 45; 2026.0 half of it: 50.
    assert [WAY.expected(when) for when in (2025.0, 2026.0, 2023.0, 2031.0)] == [45.0, 50.0, 40.0, 60.0]


def test_what_is_behind_is_told_in_shares_of_the_way():
    # Half way 50 is expected. 49 is 1 of 20 points behind: 0.05. 47 is 0.15 behind, 52 is 0.1 ahead.
    assert WAY.behind(49.0, 2026.0) == pytest.approx(0.05)
    assert WAY.behind(47.0, 2026.0) == pytest.approx(0.15)
    assert WAY.behind(52.0, 2026.0) == pytest.approx(-0.1)


@pytest.mark.parametrize(
    ("value", "when", "light", "reason"),
    [
        (50.0, 2026.0, "green", "on_path"),
        (48.0, 2026.0, "yellow", "slightly_behind"),  # 2 of 20 points: exactly the tolerance of a tenth
        (47.9, 2026.0, "red", "behind"),
        (35.0, 2026.0, "red", "behind"),
        (60.0, 2024.5, "green", "reached"),
        (58.5, 2029.0, "yellow", "slightly_behind"),  # after the target year the target itself is expected
        (55.0, 2029.0, "red", "behind"),
        (40.0, 2024.0, "grey", "only_baseline"),  # nothing has happened yet
        (None, 2026.0, "grey", "no_value"),
        (math.nan, 2026.0, "grey", "no_value"),
    ],
)
def test_lights_by_hand(value, when, light, reason):
    assert light_of(WAY, value, when) == (light, reason)


@pytest.mark.parametrize(
    ("changes", "value", "light", "reason"),
    [
        ({"target": None}, 50.0, "grey", "no_target"),
        ({"baseline": None}, 50.0, "grey", "no_baseline"),
        ({"baseline": None}, 61.0, "green", "reached"),
        ({"start": None}, 50.0, "grey", "no_baseline_date"),
        ({"end": None}, 50.0, "grey", "no_target_year"),
        ({"end": 2023.0}, 50.0, "grey", "target_before_baseline"),
        ({"direction": None, "baseline": 60.0}, 50.0, "grey", "no_way"),
        ({"baseline": 70.0}, 65.0, "green", "reached"),  # the target lies behind the baseline: it can only be kept
        ({"baseline": 70.0}, 55.0, "red", "missed"),
    ],
)
def test_what_is_missing_is_told_and_never_counts_as_zero(changes, value, light, reason):
    assert light_of(replace(WAY, **changes), value, 2026.0) == (light, reason)


@pytest.mark.parametrize(
    ("latest", "on", "light", "reason"),
    [
        # The target year is 2027. Until its end the light of the latest value holds, however old it is.
        (("2025", 50.0), date(2027, 12, 31), "green", "on_path"),
        (("2025", 50.0), date(2028, 1, 1), "grey", "not_measured"),
        (("2025", 61.0), date(2028, 1, 1), "green", "reached"),
        (("2027", 50.0), date(2028, 1, 1), "red", "behind"),
        (None, date(2028, 1, 1), "grey", "no_value"),
    ],
)
def test_after_the_target_year_older_values_say_nothing(latest, on, light, reason):
    assert engine.judged(WAY, latest, 2027, on) == (light, reason)


def test_in_a_band_one_may_not_go_too_far():
    # Vacancy from 1 % to 2.5 % by the end of 2027, fully good between 2 and 4 %.
    way = Way(1.0, 2024.0, 2.5, 2028.0, Direction.BAND, (2.0, 4.0))
    assert light_of(way, 3.0, 2026.0) == ("green", "reached")
    # 6 % is 2 points beyond the band; half way 1.75 were expected, 0.75 short. (2 − 0.75) / 1.5 = 0.83 of the way.
    assert light_of(way, 6.0, 2026.0) == ("red", "behind")
    assert way.behind(6.0, 2026.0) == pytest.approx(1.25 / 1.5)
    falling = Way(8.0, 2024.0, 4.0, 2028.0, Direction.BAND, (2.0, 4.0))
    assert light_of(falling, 3.0, 2026.0)[0] == "green"
    assert light_of(falling, 0.0, 2029.0)[0] == "red"


FIGURES = st.floats(-1000, 1000, allow_nan=False).map(lambda number: round(number, 3))


@given(FIGURES, FIGURES, FIGURES, FIGURES, st.floats(2020, 2040))
def test_a_better_value_never_has_a_worse_light(baseline, target, one, other, when):
    way = Way(baseline, 2024.0, target, 2030.0, Direction.HIGHER)
    worse, better = sorted((one, other))
    lights = [light_of(way, value, when)[0] for value in (worse, better)]
    known = [LIGHTS.index(light) for light in lights if light != "grey"]
    assert known == sorted(known, reverse=True)
    assert lights != ["green", "grey"]


@given(FIGURES, FIGURES, FIGURES, st.floats(2020, 2040))
def test_lower_is_higher_mirrored(baseline, target, value, when):
    higher = Way(baseline, 2024.0, target, 2030.0, Direction.HIGHER)
    lower = Way(-baseline, 2024.0, -target, 2030.0, Direction.LOWER)
    assert light_of(higher, value, when) == light_of(lower, -value, when)
    # A quantity of the town says by its way which values are better.
    if baseline < target:
        assert light_of(replace(higher, direction=None), value, when) == light_of(higher, value, when)


def test_dates_may_stop_at_year_or_month():
    way = way_of(Direction.NEUTRAL, None, 10.0, "2024", 20.0, 2027)
    assert (way.start, way.end, way.direction) == (2024.5, 2028.0, None)
    assert engine.years_of("2024-02-31") is None
    assert engine.years_of("spring") is None
    assert engine.whole_date("2024-04") == "2024-04-15"
    assert engine.last_day("2024-02") == date(2024, 2, 29)


def test_the_age_counts_from_the_last_day_that_a_date_may_mean():
    assert [age_in_months(text, ON) for text in ("2026-11-22", "2026-10-23", "2025-11-22", "2025", "soon")] == [
        *(0, 0, 12, 10),
        None,
    ]
    assert [is_stale(text, ON) for text in ("2025-11-22", "2025-11-21", "2025", "2024", None)] == [
        *(False, True, False, True),
        None,
    ]


def test_the_pace_needs_three_dates_and_is_an_extrapolation():
    # 40, 42, 44 in steps of a year: 2 points a year; from 44 in mid-2026 16 points are missing, 8 years: 2034.
    points = [("2024", 40.0), ("2025", 42.0), ("2026", 44.0)]
    pace = pace_of(points, WAY)
    assert (pace.per_year, pace.change, pace.heads, pace.year) == (2.0, 4.0, "towards", 2034)
    assert pace_of(points[:2], WAY) == engine.Pace(2, 2.0)
    assert pace_of(points[:1], WAY) == engine.Pace(1)
    assert pace_of([(when, -value) for when, value in points], WAY).heads == "away"
    slow = [(when, 40.0 + number * 0.01) for number, (when, _) in enumerate(points)]
    assert (pace_of(slow, WAY).heads, pace_of(slow, WAY).year) == ("too_slow", None)
    assert pace_of([(when, value + 30) for when, value in points], WAY).heads == "reached"


# The study ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def study(build, catalogue, tmp_path_factory):
    with build.study(tmp_path_factory.mktemp("monitoring") / "study.gpkg") as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [GREEN])
        study.save_goals(
            [
                Goal("L", "Vision", level="vision"),
                Goal("Z1", "Grün", "L", indicator_id=GREEN, baseline=50.0, baseline_date="2020", target=60.0),
                Goal("Z2", "Bäume", "L"),
                Goal("Z3", "Nichts", "L"),
                Goal("Z4", "Weg", "L", indicator_id="no_such_indicator"),
                Goal("Z5", "West", "L", indicator_id=GREEN, unit_ids="west"),
            ]
        )
        own = {"baseline": 0.0, "baseline_date": "2023-12-31", "target": 400.0, "target_year": 2027}
        study.save_records(
            GoalIndicator,
            [
                GoalIndicator("s1", "Z2", title="Bäume gepflanzt", kind="output", unit="Bäume", **own),
                GoalIndicator("s2", "Z3", title="Anrufe"),
            ],
        )
        study.save_records(
            Observation,
            [
                Observation("o2", "s1", "2025", 120.0),
                Observation("o1", "s1", "2024-12-31", 90.0),
                Observation("o3", "s1", "2026-06", None),
                Observation("o4", "s1", "bald", 7.0),
                Observation("o5", "s1", "2025", 150.0),
                Observation("o6", "s1", "2026-06-30", 260.0),
            ],
        )
        study.save_measures(
            [
                Measure("M1", "Pflanzen", goal_ids="Z2", status="planned", planned_start="2026-03", planned_end="2027"),
                Measure("M2", "Park", goal_ids="Z1", status="in_progress", planned_end="2026-10"),
                Measure("M3", "Anders", goal_ids="Z1"),
            ]
        )
        kind = RelationKind.MEASURE_GOAL
        save_relations(study, kind, [Relation(kind, "M3", "Z1", -1), Relation(kind, "M1", "Z1", 1)])
        yield study


@pytest.fixture(scope="module")
def monitors(study, catalogue):
    return {item.goal_id: item for item in monitoring(study, catalogue, ON)}


def test_observations_are_ordered_and_none_is_dropped_unseen(monitors):
    (series,) = monitors["Z2"].series
    assert series.points == (("2024-12-31", 90.0), ("2025", 150.0), ("2026-06-30", 260.0))
    assert sorted(series.unknown) == [("2025", "same_date"), ("2026-06", "value_missing"), ("bald", "date_unclear")]
    assert (series.unit, series.kind, series.is_own) == ("Bäume", "output", True)
    # From the last day of 2023 to the end of 2027 in four years: after about two and a half of them 250 are due.
    assert series.expected == pytest.approx(250.0, abs=1.0)
    assert (series.light, series.reason) == ("green", "on_path")
    assert series.path == (("2023-12-31", 0.0), ("2027-12-31", 400.0))
    assert series.pace.heads == "towards"
    assert series.age_months == 4


def test_a_goal_with_output_quantities_only_is_flagged_and_one_with_nothing_is_told_apart(monitors):
    assert [name for name, item in monitors.items() if item.only_outputs] == ["Z2"]
    assert [name for name, item in monitors.items() if item.without_quantity] == []  # Z3 has one without a kind
    assert "kind_unstated" in monitors["Z3"].series[0].notes
    assert "no_observation" in monitors["Z3"].series[0].notes
    assert monitors["Z3"].light == "grey"


def test_indicators_of_the_catalogue_count_as_outcome_and_take_the_values_of_the_area(monitors, study):
    (series,) = monitors["Z1"].series
    city = study.values().query("indicator_id == @GREEN").set_index("unit_id")["value"]
    assert series.points == (("2022-05-15", city["05315000"]),)
    assert (series.kind, series.light, series.reason) == ("outcome", "green", "reached")
    assert "stale" in series.notes
    assert monitors["Z5"].series[0].points == (("2022-05-15", city["west"]),)
    assert monitors["Z4"].series[0].notes == ("unknown_indicator",)
    assert (monitors["Z4"].light, monitors["Z4"].series[0].points) == ("grey", ())


def test_measures_serve_by_register_or_judgement_and_late_ones_are_told(monitors, study):
    # M3 names Z1, but was judged to harm it; M1 was judged to serve it.
    assert monitors["Z1"].measures == (("M1", "planned"), ("M2", "in_progress"))
    assert monitors["Z1"].late == {"M1": "starts_late", "M2": "ends_late"}
    assert late_measures(study, date(2026, 3, 31)) == {}  # the month is not over yet


def test_coverage_and_responsiveness(monitors):
    row = monitors["Z2"].coverage
    assert (row.has_indicator, row.has_baseline, row.has_target, row.has_year, row.values) == (*(True,) * 4, 3)
    assert (row.age_months, row.is_stale) == (4, False)
    assert monitors["Z1"].coverage.is_stale
    assert responsive_share(monitors.values()) == (1, 5)


def test_several_units_are_put_together_by_their_sums(study, catalogue):
    rows = study.values().query("indicator_id == @GREEN").set_index("unit_id")
    areas = AreaValues(study, catalogue)
    (both,) = areas.series(GREEN, "west,east")
    assert both.value == pytest.approx(rows.loc["05315000", "value"])
    assert both.value != pytest.approx(rows.loc[["west", "east"], "value"].mean())
    assert areas.series(GREEN, "west,nowhere")[0].reason == "area_unknown_unit"
    assert areas.series(GREEN, "west,05315000")[0].value == rows.loc["05315000", "value"]
    assert areas.series("gre_local_supply", "") == []


def test_units_that_are_too_little_covered_add_no_part_of_themselves(build, catalogue, tmp_path):
    """Floor space is known of a third of the people in the west and of all in the east: 30 and 50 m².

    The only green is too small to count: 0 % in every unit is 0 % in both.
    """
    name = "hou_floor_space_pp"
    squares = [build.square(x, 400) for x in (100, 300, 500, 1100, 1300, 1500)]
    with build.study(tmp_path / "study.gpkg") as study:
        rates = [30.0, None, None, 50.0, 50.0, 50.0]
        census = build.table(squares, "census_rates", cell_id=[f"r{row}" for row in range(6)], floor_space_pp=rates)
        green = build.table([build.square(0, 0, 10)], "public_green", name=["Beet"])
        for table in (build.cells(squares, [100.0] * 6), census, green):
            study.save_layer(catalogue.roles[table.role], build.passport(table.role), table)
        compute_and_save(study, catalogue, [name, GREEN])
        rows = study.values().query("indicator_id == @name").set_index("unit_id")
        areas = AreaValues(study, catalogue)
        (both,) = areas.series(name, "west,east")
        (alone,) = areas.series(name, "west")
        (nothing,) = areas.series(GREEN, "west,east")
    assert np.isnan(rows.at["west", "value"])
    assert alone.reason == "area_unknown_value"
    assert (both.value, both.note) == (pytest.approx(50.0), "area_partly_known")
    assert (nothing.value, nothing.reason) == (0.0, "")


def test_a_change_of_method_breaks_the_series(build, catalogue, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [GREEN], period="2020")
        compute_and_save(study, catalogue, [GREEN], {GREEN: {"distance": 900.0}}, period="2021")
        compute_and_save(study, catalogue, [GREEN], {GREEN: {"distance": 900.0}}, period="2022")
        study.save_goals([Goal("Z1", "Grün", indicator_id=GREEN)])
        (item,) = monitoring(study, catalogue, ON)
    (series,) = item.series
    assert [when for when, _ in series.points] == ["2020", "2021", "2022"]
    assert series.breaks == ("2021",)
    assert "not_comparable" in series.notes
    assert (series.pace.periods, series.pace.change) == (2, 0.0)
