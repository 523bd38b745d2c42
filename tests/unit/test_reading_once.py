# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables are read once for a whole document, and what is written is seen nevertheless."""

from __future__ import annotations

from contextlib import suppress

import pytest

from smartcity_plugin.model.strategy import Goal
from smartcity_plugin.study import geopackage
from smartcity_plugin.study.study import Study


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as made:
        made.save_goals([Goal("1", "Grün"), Goal("2", "Wege")])
        yield made


@pytest.fixture
def readings(monkeypatch):
    """The tables that were really read from the file."""
    seen, original = [], geopackage.GeoPackage._read

    def noted(self, name, equal):
        seen.append(name)
        return original(self, name, equal)

    monkeypatch.setattr(geopackage.GeoPackage, "_read", noted)
    return seen


def test_a_table_is_read_once(study, readings):
    with study.reading_once():
        first, again = study.goals(), study.goals()
        with study.reading_once():
            assert study.goals() == first == again
    assert readings.count("goals") == 1
    study.goals()
    assert readings.count("goals") == 2, "after the block everything is read anew"


def test_other_questions_are_other_readings(study, readings):
    with study.reading_once():
        assert [row["goal_id"] for row in study._package.read("goals", goal_id="1")[0].to_dict("records")] == ["1"]
        assert len(study.goals()) == 2
    assert readings.count("goals") == 2


def test_what_is_read_belongs_to_the_reader(study):
    with study.reading_once():
        frame, geometry = study._package.read("planning_units")
        frame["name"], geometry[:] = "changed", None
        again, shapes = study._package.read("planning_units")
    assert "changed" not in set(again["name"])
    assert all(shape is not None for shape in shapes)


def test_what_is_written_is_seen(study):
    with study.reading_once():
        assert len(study.goals()) == 2
        study.save_goals([Goal("1", "Grün")])
        assert [goal.title for goal in study.goals()] == ["Grün"]
        with study.transaction():
            study.save_goals([])
            assert study.goals() == []
        assert study.goals() == []


def test_what_was_taken_back_is_not_remembered(study):
    with study.reading_once():
        with suppress(ZeroDivisionError), study.transaction():
            study.save_goals([Goal("9", "Nie")])
            assert [goal.goal_id for goal in study.goals()] == ["9"]
            raise ZeroDivisionError
        assert [goal.goal_id for goal in study.goals()] == ["1", "2"]


def test_what_others_write_is_seen_after_the_block(study):
    with Study.open(study.path) as reader:
        with reader.reading_once():
            assert len(reader.goals()) == 2
            study.save_goals([])
            assert len(reader.goals()) == 2, "one document tells of one state"
        assert reader.goals() == []
