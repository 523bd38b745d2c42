# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the scenarios: ticking, ordering, computing, comparing and choosing as a user would."""

from __future__ import annotations

import shutil

import pytest
import shapely
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtWidgets import QInputDialog

from smartcity_plugin.bridge.tasks import TaskRunner
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.gui.scenarios.window import ScenariosWindow, open_scenarios
from smartcity_plugin.model.strategy import Effect, Measure, Scenario
from smartcity_plugin.study import scenario_register
from smartcity_plugin.study.register_changes import Change, apply
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

ACCESS = "gre_access_300m_share"


@pytest.fixture(scope="module")
def town(build, catalogue, tmp_path_factory):
    path = tmp_path_factory.mktemp("scenarios") / "town.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [ACCESS, "gre_local_supply"])
        for number, x in enumerate((900, 1000), 1):
            measure = Measure(f"M{number}", f"Park {number}", cost_eur=1000.0 * number)
            effect = Effect(f"E{number}", f"M{number}", "new_green")
            shape = shapely.box(x, 500, x + 100, 600)
            apply(study, [Change(None, measure), Change(None, effect, None, shape, kind_of_place="area")])
        apply(study, [Change(None, Measure("M3", "Konzept"))])
        scenario_register.save(study, "Grün", ["M1", "M3"])
    return path


@pytest.fixture
def path(town, tmp_path):
    return shutil.copy(town, tmp_path / "town.gpkg")


@pytest.fixture
def told():
    return []


@pytest.fixture
def window(qtbot, path, told, smartcity_provider, spy):
    window = ScenariosWindow(str(path), spy, lambda: told.append("changed"))
    qtbot.addWidget(window)
    window.show()
    return window


def stored(path):
    with Study.open(path) as study:
        return {item.title: item.measure_ids for item in study.records(Scenario)}


def tick(window, measure_id, on=True):
    item = next(item for item in window.measures.items() if item.data(0, Qt.ItemDataRole.UserRole) == measure_id)
    column = 0
    item.setCheckState(column, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def test_measures_are_ticked_ordered_and_undone(window, path, qtbot, told):
    rows = [[item.text(column) for column in range(5)] for item in window.measures.items()]
    assert [row[0] for row in rows] == ["1. M1 Park 1", "2. M3 Konzept", "M2 Park 2"]
    assert rows[1][4] == "no effect entered; costs unknown"
    tick(window, "M2")
    assert stored(path) == {"Grün": "M1,M3,M2"}
    qtbot.waitUntil(lambda: window.measures.items()[2].text(0) == "3. M2 Park 2")
    tree = window.measures.tree
    tree.setCurrentItem(window.measures.items()[2])
    qtbot.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert stored(path) == {"Grün": "M1,M2,M3"}
    qtbot.waitUntil(lambda: window.measures.items()[1].text(0) == "2. M2 Park 2")
    assert window.measures.current() == "M2"
    tree.insertTopLevelItem(0, tree.takeTopLevelItem(1))  # what a drop does
    tree.dropped.emit()
    assert stored(path) == {"Grün": "M2,M1,M3"}
    window.buttons["undo"].click()
    window.buttons["undo"].click()
    window.buttons["undo"].click()
    assert stored(path) == {"Grün": "M1,M3"}
    window.buttons["redo"].click()
    assert stored(path) == {"Grün": "M1,M3,M2"}
    qtbot.waitUntil(lambda: told == ["changed"], timeout=3000)  # once for all of it


def test_scenarios_are_made_copied_renamed_and_removed(window, path, monkeypatch, qtbot):
    answers = iter(["Neu", "Abschrift", "Anders"])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (next(answers), True))
    for name in ("new", "copy", "rename"):
        window.buttons[name].click()
        qtbot.wait(10)
    assert stored(path) == {"Grün": "M1,M3", "Neu": None, "Anders": None}
    assert not window.buttons["compute"].isEnabled()  # it holds no measures
    window.buttons["remove"].click()
    qtbot.waitUntil(lambda: window.list.count() == 2)
    assert stored(path) == {"Grün": "M1,M3", "Neu": None}
    window.buttons["undo"].click()
    assert set(stored(path)) == {"Grün", "Neu", "Anders"}


def test_what_others_stored_meanwhile_is_not_overwritten(window, path, qtbot):
    with Study.open(path, update=True) as study:
        scenario_register.save(study, "", ["M2"], scenario_id="S1")
    tick(window, "M2")
    qtbot.waitUntil(lambda: "changed elsewhere" in window.told.text())
    assert stored(path) == {"Grün": "M2"}


def test_a_scenario_is_computed_and_shown(path, qtbot, told, smartcity_provider):
    runner = TaskRunner()
    window = open_scenarios(None, str(path), runner, lambda: told.append("changed"))
    qtbot.addWidget(window)
    assert "Not computed yet" in window.results.state.text()
    assert not window.portfolio.choose.isEnabled()
    with qtbot.waitSignal(runner.ended, timeout=30_000):
        window.buttons["compute"].click()
        assert window.progress.isVisible()
    qtbot.waitUntil(lambda: window.results.table.rowCount() > 0)
    assert told == ["changed"]
    rows = {row[0].split(" *")[0]: row for row in window.results.table.texts()}
    row = rows[load_catalogue().indicators[ACCESS].title.en]
    assert row[3:5] == ["▲ better", "50"]
    assert row[10] == "20\N{NO-BREAK SPACE}€"
    assert window.results.units.rowCount() == 2
    assert "✓ computed" in window.list.item(0).text()
    window.portfolio.indicator.setCurrentIndex(window.portfolio.indicator.findData(ACCESS))
    window.portfolio.budget.setValue(1500)
    with qtbot.waitSignal(runner.ended, timeout=30_000):
        window.portfolio.choose.click()
    chosen = window.portfolio.table.texts()
    assert chosen[0][:3] == ["1", "✓ yes", "M1 Park 1"]
    assert chosen[0][5].startswith("Chosen as no. 1:")
    assert chosen[1][5] == "Not chosen: its costs are not known."
    assert "computed anew: 50" in window.portfolio.sums.text()
    assert window.comparison.table.texts()[0][-1].endswith("better")
    tick(window, "M2")
    qtbot.waitUntil(lambda: "Outdated" in window.results.state.text())
    assert "⚠ outdated" in window.list.item(0).text()
    assert not window.portfolio.choose.isEnabled()
    window.close()
    assert told.count("changed") == 3


def test_failures_and_cancel_are_told(window, spy):
    spy.error = "Es ging schief."
    window.buttons["compute"].click()
    assert window.told.text() == "Es ging schief."
    spy.error = ""
    spy.cancelled = True
    window.buttons["compute"].click()
    assert window.told.text() == "Cancelled; nothing was stored."
    assert [name for name, _ in spy.asked] == ["smartcity:computescenario"] * 2
    spy.busy = True
    window.buttons["compute"].click()
    assert len(spy.asked) == 2


def test_an_empty_register_says_what_to_do(build, qtbot, tmp_path, spy):
    build.study(tmp_path / "empty.gpkg").close()
    window = ScenariosWindow(str(tmp_path / "empty.gpkg"), spy, lambda: None)
    qtbot.addWidget(window)
    assert "holds no measures yet" in window.told.text()
    assert not window.buttons["compute"].isEnabled()
    assert window.buttons["new"].isEnabled()


def test_maps_are_switched_on_one_at_a_time(window, path):
    project, found = QgsProject.instance(), []
    for indicator in (ACCESS, "gre_local_supply"):
        rows = f"\"scenario_id\" = 'S1' AND \"indicator_id\" = '{indicator}'"
        layer = QgsVectorLayer(f"{path}|layername=scenario_values|subset={rows}", indicator, "ogr")
        assert layer.isValid()
        layer.setCustomProperty("smartcity/product", "scenario_change")
        project.addMapLayer(layer)
        found.append(project.layerTreeRoot().findLayer(layer.id()))
    window.show_on_map(ACCESS, True)
    assert [node.itemVisibilityChecked() for node in found] == [True, False]
    window.show_on_map(ACCESS, False)
    assert [node.itemVisibilityChecked() for node in found] == [False, False]
    window.show_on_map("mob_15min_coverage", True)
    assert "no map of it" in window.told.text()


def test_what_another_window_stored_is_read_when_coming_back(window, path, qtbot):
    with Study.open(path, update=True) as study:
        scenario_register.save(study, "Von nebenan", ["M2"])
    window.activateWindow()
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    if window.isActiveWindow():  # without a window manager there may be none
        qtbot.waitUntil(lambda: window.list.count() == 2)
    assert not window.list.item(0).text().startswith("Von nebenan")
