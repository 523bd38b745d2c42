# SPDX-License-Identifier: GPL-2.0-or-later
"""Goals and measures as spreadsheets write them: what is unclear is refused, not guessed."""

from __future__ import annotations

import pytest

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.strategy import Goal, Measure
from smartcity_plugin.sources.register import read_goals, read_measures


def write(tmp_path, text: str, encoding: str = "utf-8") -> str:
    path = tmp_path / "register.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def goal(tmp_path, header: str, row: str) -> Goal:
    return read_goals(write(tmp_path, f"goal_id;title;{header}\nZ1;Grün für alle;{row}\n"))[0]


def test_a_goal_with_everything(tmp_path):
    read = goal(tmp_path, "baseline;target;target_year;is_example", "41,5;60;2035;1")
    assert read == Goal("Z1", "Grün für alle", baseline=41.5, target=60.0, target_year=2035, is_example=True)


def test_empty_cells_are_unknown_not_zero(tmp_path):
    read = goal(tmp_path, "baseline;target;target_year;responsible;is_example", ";0;;  ;")
    assert (read.baseline, read.target, read.target_year, read.responsible) == (None, 0.0, None, None)
    assert read.is_example is False


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_umlauts_with_and_without_byte_order_mark(tmp_path, encoding):
    path = write(tmp_path, "measure_id;title\r\nM1;Straße „Am Bächle“ öffnen\r\n", encoding)
    assert read_measures(path) == [Measure("M1", "Straße „Am Bächle“ öffnen")]


@pytest.mark.parametrize(
    ("text", "value"), [("2,5", 2.5), ("2.5", 2.5), ("1250000", 1_250_000.0), ("-3", -3.0), ("0,125", 0.125)]
)
def test_decimal_comma_and_point(tmp_path, text, value):
    assert goal(tmp_path, "target", text).target == value


@pytest.mark.parametrize("text", ["250.000", "1.250.000", "2,500", "1.234,5", "12 %", "viel", "nan", "inf", "1e999"])
def test_numbers_that_two_countries_read_differently_are_refused(tmp_path, text):
    with pytest.raises(SmartCityError) as caught:
        goal(tmp_path, "target", text)
    assert caught.value.problem.key == "register_unreadable"


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("Ja", True), ("WAHR", True), ("0", False), ("FALSCH", False), ("", False)]
)
def test_truth_as_spreadsheets_write_it(tmp_path, text, value):
    assert goal(tmp_path, "is_example", text).is_example is value


BROKEN = {
    "unknown column": "goal_id;title;colour\nZ1;x;red\n",
    "no title": "goal_id;title\nZ1;\n",
    "no id": "title\nx\n",
    "comma instead of semicolon": "goal_id,title\nZ1,x\n",
    "too many cells": "goal_id;title\nZ1;x;y;z\n",
    "year that is no year": "goal_id;title;target_year\nZ1;x;bald\n",
    "perhaps": "goal_id;title;is_example\nZ1;x;vielleicht\n",
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_tables_are_told_with_the_file(tmp_path, name):
    path = write(tmp_path, BROKEN[name])
    with pytest.raises(SmartCityError) as caught:
        read_goals(path)
    assert caught.value.problem.key == "register_unreadable"
    assert caught.value.problem.values["path"] == path


def test_another_encoding_is_told(tmp_path):
    path = write(tmp_path, "goal_id;title\nZ1;Grün\n", "cp1252")
    with pytest.raises(SmartCityError):
        read_goals(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SmartCityError):
        read_goals(str(tmp_path / "none.csv"))


def test_a_header_alone_is_an_empty_register(tmp_path):
    assert read_goals(write(tmp_path, "goal_id;title\n")) == []
