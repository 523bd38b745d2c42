# SPDX-License-Identifier: GPL-2.0-or-later
"""The windows of the strategy: opened from the dock, once, and closed with the study."""

from __future__ import annotations

import pytest
from qgis.PyQt import sip

from smartcity_plugin.gui.steps import Action
from smartcity_plugin.gui.strategy_windows import ACTIONS


@pytest.fixture
def windows(open_study, home, town_copy):
    open_study(town_copy)
    return home.commands._strategy


def test_every_window_opens_once_and_closes_with_its_study(windows, home, wait_until_idle):
    shown = []
    for action in ACTIONS:
        home.commands.perform(action)
        wait_until_idle()
        window = windows.show(action)
        assert window.isVisible(), action
        assert windows.show(action) is window
        assert window.windowTitle(), action
        font = window.font()
        font.setPointSize(12)
        window.setFont(font)
        least = window.layout().totalMinimumSize()
        assert (least.width() <= 1024, least.height() <= 700) == (True, True), (action, least)
        shown.append(window)
    assert len(set(map(id, shown))) == len(ACTIONS)
    home.session.close()
    assert [window for window in shown if not sip.isdeleted(window) and window.isVisible()] == []


def test_what_is_found_missing_is_opened_where_it_can_be_changed(windows, wait_until_idle):
    trace = windows.show(Action.TRACE)
    wait_until_idle()
    trace.wanted.emit("Goal", "Z1")
    assert windows.show(Action.EDIT_GOALS).goal.goal_id == "Z1"
    trace.wanted.emit("Measure", "M1")
    assert windows.show(Action.EDIT_MEASURES).isVisible()
    windows.close()
