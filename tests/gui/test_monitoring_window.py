# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of monitoring: lights, values entered and taken back, coverage."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication

from smartcity_plugin.gui.monitoring.chart import steps
from smartcity_plugin.gui.monitoring.observation_form import ObservationForm
from smartcity_plugin.gui.monitoring.window import open_monitoring
from smartcity_plugin.model.strategy import Goal, GoalIndicator, Measure, Observation
from smartcity_plugin.study.study import Study


@pytest.fixture
def path(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("L", "Vision"), Goal("Z1", "Bäume", "L"), Goal("Z2", "Offen", "L")])
        way = {"baseline": 0.0, "baseline_date": "2022-12-31", "target": 1000.0, "target_year": 2030}
        own = GoalIndicator("s1", "Z1", title="Gepflanzt", kind="output", unit="Bäume", **way)
        study.save_records(GoalIndicator, [own])
        study.save_records(Observation, [Observation("o1", "s1", "2024-12-31", 230.0, "Amt")])
        study.save_measures([Measure("M1", "Pflanzen", goal_ids="Z1", status="in_progress", planned_end="2024")])
        return study.path


@pytest.fixture
def window(qtbot, path):
    changes = []
    window = open_monitoring(None, str(path), None, lambda: changes.append(1))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    window.changes = changes
    qtbot.addWidget(window)
    return window


def observations(path):
    with Study.open(path) as study:
        return [(row.date, row.value) for row in study.records(Observation)]


def fill_in(**values):
    """Fill in the form that is about to open, and accept it."""

    def act():
        form = QApplication.activeModalWidget()
        assert isinstance(form, ObservationForm)
        for name, text in values.items():
            getattr(form, name).setText(text)
        form.accept()
        if form.isVisible():
            act.told = form.told.text()
            form.reject()

    act.told = ""
    QTimer.singleShot(0, act)
    return act


def shown(window):
    table = window.detail.values
    return [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]


def test_the_goal_with_values_is_shown_with_what_must_be_told(window):
    assert window.goal_id == "Z1"
    # Two of eight years have passed: 250 are due. 230 are 0.02 of the way behind.
    assert [cell.split(" ")[0] for cell in shown(window)[0][1:]] == ["230", "250"]
    assert window.monitors["Z1"].light == "yellow"
    assert "was done" in window.detail.told.text() or "getan" in window.detail.told.text()
    assert window.detail.measures.item(0, 0).text() == "M1"
    assert window.detail.measures.item(0, 3).text()  # behind schedule
    picture = window.detail.chart.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, picture.height(), 3)}
    assert {"#e6ab02", "#b35806"} <= colours  # the yellow value and the way


def test_values_are_added_changed_removed_and_taken_back(window, path):
    fill_in(date="2026-06-30", value="390", source="Amt")
    window.detail.buttons["add"].click()
    assert observations(path) == [("2024-12-31", 230.0), ("2026-06-30", 390.0)]
    assert len(shown(window)) == 2
    window.detail.values.selectRow(1)
    fill_in(value="460")
    window.detail.buttons["edit"].click()
    assert window.monitors["Z1"].light == "green"
    window.detail.values.selectRow(0)
    window.detail.buttons["remove"].click()
    assert observations(path) == [("2026-06-30", 460.0)]
    assert len(window.changes) == 3
    for _ in range(3):
        window.buttons["undo"].click()
    assert observations(path) == [("2024-12-31", 230.0)]
    window.buttons["redo"].click()
    assert len(observations(path)) == 2


def test_what_cannot_be_stored_is_told_in_the_form(window, path):
    before = observations(path)
    told = fill_in(date="im Frühjahr", value="390")
    window.detail.buttons["add"].click()
    assert "im Frühjahr" in told.told
    told = fill_in(date="2026", value="viele")
    window.detail.buttons["add"].click()
    assert told.told
    fill_in(date="2024-12-31", value="7")
    window.detail.buttons["add"].click()
    assert "2024-12-31" in window.state.text()
    assert observations(path) == before


def test_the_coverage_matrix_shows_what_is_missing_and_leads_to_the_goal(window):
    table = window.coverage
    rows = [[table.item(row, column).text() for column in range(7)] for row in range(table.rowCount())]
    assert rows == [["Z1 Bäume", *"✓✓✓✓✓–"], ["Z2 Offen", *"––––––"]]
    table.doubleClicked.emit(table.model().index(1, 0))
    assert (window.goal_id, window.tabs.currentIndex()) == ("Z2", 0)
    assert not window.detail.buttons["add"].isEnabled()


def test_a_study_without_goals_says_so(qtbot, build, tmp_path):
    with build.study(tmp_path / "empty.gpkg") as study:
        empty = study.path
    window = open_monitoring(None, str(empty))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    assert window.summary.text()
    assert not window.tree.topLevelItemCount()


def test_axes_have_round_steps():
    assert steps(0.0, 1000.0) == [0.0, 250.0, 500.0, 750.0, 1000.0]
    assert steps(52.0, 70.0) == [50.0, 55.0, 60.0, 65.0, 70.0]
    assert steps(5.0, 5.0)[0] < 5.0 < steps(5.0, 5.0)[-1]
