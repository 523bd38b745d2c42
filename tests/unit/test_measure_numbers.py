# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers suggested for new measures."""

from __future__ import annotations

from smartcity_plugin.model.strategy import Measure
from smartcity_plugin.study.measure_numbers import next_number

REGISTER = [Measure("GRU-01", "a", "green"), Measure("GRU-07", "b", "green"), Measure("M3", "c", "mobility")]


def test_numbers_go_on_in_the_manner_of_the_sector():
    assert next_number(REGISTER, "green", "Grün und Freiraum") == "GRU-08"
    assert next_number(REGISTER, "mobility", "Mobilität") == "M-04"
    assert next_number(REGISTER, "housing", "Wohnen und Städtebau") == "WOH-01"
    assert next_number([], None) == "M-01"


def test_no_number_is_suggested_twice():
    register = list(REGISTER)
    for _ in range(30):
        register.append(Measure(next_number(register, "green", "Grün"), "neu", "green"))
    assert len({item.measure_id for item in register}) == len(register)
    assert register[-1].measure_id == "GRU-37"
