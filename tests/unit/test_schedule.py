# SPDX-License-Identifier: GPL-2.0-or-later
"""The timetable: partial dates, order, circles, and what status and dates say against each other."""

from __future__ import annotations

from datetime import date

import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.strategy import Measure
from smartcity_plugin.study.schedule import first_day, in_order, is_date, last_day, schedule, schedule_of

TODAY = date(2027, 7, 1)


def keys(measures, today=None):
    return [problem.key for problem in schedule_of(measures, today).problems]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (" 2027-02 ", date(2027, 2, 1), date(2027, 2, 28)),
        ("2027-04-15", date(2027, 4, 15), date(2027, 4, 15)),
        ("", None, None),
        (None, None, None),
        ("2027-02-30", None, None),
        ("2027-13", None, None),
        ("0000", None, None),
        ("15.04.2027", None, None),
        ("bald", None, None),
    ],
)
def test_dates_may_stop_at_the_year_or_month(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)
    assert is_date(text) == (first is not None or not (text or "").strip())


def test_bars_hold_what_was_planned_and_what_was():
    done = Measure(
        "A",
        "Konzept",
        status="completed",
        planned_start="2026",
        planned_end="2026-06",
        actual_start="2026-02-03",
        actual_end="2026-09",
    )
    plan = schedule_of([done, Measure("B", "Bau", depends_on="A", planned_start="2027-03")], TODAY)
    bar = plan.bars[0]
    assert (bar.start, bar.end) == (date(2026, 1, 1), date(2026, 6, 30))
    assert (bar.actual_start, bar.actual_end) == (date(2026, 2, 3), date(2026, 9, 30))
    assert (plan.dependencies, plan.order) == ([("A", "B")], ("A", "B"))
    assert (plan.first, plan.last) == (date(2026, 1, 1), date(2027, 3, 1))
    assert [item.key for item in plan.problems] == ["schedule_not_begun"]  # B, planned from March, today is July


def test_an_order_comes_after_what_it_depends_on():
    assert in_order({"C": ["B"], "B": ["A"], "A": [], "D": []})[0] == ("A", "D", "B", "C")
    order, circle = in_order({"A": ["C"], "B": ["A"], "C": ["B"], "D": []})
    assert order == ("A", "B", "C", "D")
    assert circle[0] == circle[-1]
    assert set(circle) == {"A", "B", "C"}
    assert in_order({"A": ["A"]})[1] == ("A", "A")


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([Measure("A", "a", depends_on="B"), Measure("B", "b", depends_on="A")], ["schedule_circle"]),
        ([Measure("A", "a", depends_on="X, Y")], ["schedule_unknown_measure"]),
        ([Measure("A", "a", planned_start="Mai 27")], ["schedule_no_date"]),
        ([Measure("A", "a", planned_start="2027-05", planned_end="2027-04")], ["schedule_end_before_start"]),
        ([Measure("A", "a", planned_start="2027", planned_end="2027")], []),
        (
            [
                Measure("A", "a", planned_end="2027-06-30"),
                Measure("B", "b", planned_start="2027-07-01", depends_on="A"),
            ],
            [],
        ),
        (
            [Measure("A", "a", planned_end="2028"), Measure("B", "b", planned_start="2028-05", depends_on="A")],
            ["schedule_too_early"],
        ),
        # Both only say the year: the days are open, so nobody is blamed.
        ([Measure("A", "a", planned_end="2028"), Measure("B", "b", planned_start="2028", depends_on="A")], []),
        ([Measure("A", "a", planned_end="2028-05"), Measure("B", "b", planned_start="2028-05", depends_on="A")], []),
        # What happened counts for more than what was planned.
        (
            [
                Measure("A", "a", planned_end="2026", actual_end="2027-05", status="completed", actual_start="2026"),
                Measure("B", "b", actual_start="2027-02", depends_on="A", status="in_progress"),
            ],
            ["schedule_too_early"],
        ),
        ([Measure("A", "a", status="in_progress")], ["schedule_without_actual_start"]),
        (
            [Measure("A", "a", status="completed")],
            ["schedule_without_actual_start", "schedule_without_actual_end"],
        ),
        (
            [Measure("A", "a", status="planned", actual_end="2026", actual_start="2026")],
            ["schedule_ended_not_completed"],
        ),
    ],
)
def test_what_cannot_be_is_told(measures, expected):
    assert keys(measures) == expected
    for problem in schedule_of(measures).problems:
        assert "{" not in load_catalogue().sentence(problem, "de")


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure("A", "a", planned_end="2027-06", status="planned"), ["schedule_overdue"]),
        (Measure("A", "a", planned_end="2027", status="planned"), []),
        (Measure("A", "a", planned_end="2027-06", status="deferred"), []),
        (Measure("A", "a", planned_start="2027-06", status="planned"), ["schedule_not_begun"]),
        (Measure("A", "a", planned_start="2027-06", status="in_progress", actual_start="2027-06"), []),
    ],
)
def test_overdue_is_a_matter_of_the_day_that_is_given(measure, expected):
    assert keys([measure], TODAY) == expected
    assert keys([measure]) == []


def test_the_timetable_of_a_study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        assert (schedule(study).bars, schedule(study).first) == ([], None)
        study.save_measures([Measure("B", "b", depends_on="A", planned_start="2027"), Measure("A", "a")])
        assert schedule(study).order == ("A", "B")
