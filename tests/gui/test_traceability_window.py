# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the chain: choosing both ways, clicks on the map, a new measure, loose ends."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapToolPan
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, Qt

from smartcity_plugin.bridge.tasks import TaskRunner
from smartcity_plugin.gui.traceability.links import COLUMNS, linked
from smartcity_plugin.gui.traceability.window import open_traceability
from smartcity_plugin.model.strategy import Contribution, Goal, Measure
from smartcity_plugin.study.needs import assess_needs_and_save
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.trace_view import read_cells
from smartcity_plugin.study.workflow import compute_and_save

GREEN, SUPPLY = "gre_access_300m_share", "gre_local_supply"
EAST = f"{GREEN}@east"


@pytest.fixture(scope="module")
def computed(build, catalogue, tmp_path_factory):
    path = tmp_path_factory.mktemp("trace") / "study.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [GREEN, SUPPLY])
        study.save_goals([Goal("Z1", "Grün", sector="green", indicator_id=GREEN), Goal("Z2", "Anderes")])
        study.save_measures(
            [Measure("GRU-01", "Park", sector="green", goal_ids="Z1", unit_ids="west"), Measure("M2", "Frei")]
        )
        study.save_records(Contribution, [Contribution("b1", title="Bäume", unit_id="east", indicator_id=GREEN)])
    return path


@pytest.fixture
def path(computed, tmp_path):
    return shutil.copy(computed, tmp_path / "study.gpkg")


@pytest.fixture
def canvas(qtbot):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    crs = QgsCoordinateReferenceSystem("EPSG:25832")
    QgsProject.instance().setCrs(crs)
    canvas.setDestinationCrs(crs)
    canvas.resize(400, 200)
    canvas.setExtent(QgsRectangle(0, 0, 2000, 1000))
    canvas.show()
    return canvas


@pytest.fixture
def window(qtbot, path, canvas, smartcity_provider):
    window = open_traceability(None, str(path), None, None, canvas)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    return window


def numbers(window):
    return {kind: window.columns[kind].numbers() for kind in COLUMNS}


def click(qtbot, window, x, y):
    place = window.pointer.tool.toCanvasCoordinates(QgsPointXY(x, y))
    qtbot.mouseClick(window.pointer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))


def test_choosing_shows_what_belongs_together_in_both_directions(window):
    assert numbers(window) == {
        "Need": [f"{SUPPLY}@east", EAST],
        "Goal": ["Z1", "Z2"],
        "Measure": ["GRU-01", "M2"],
        "Contribution": ["b1"],
    }
    window.columns["Need"].choose(EAST)
    assert numbers(window)["Goal"] == ["Z1"]
    assert numbers(window)["Measure"] == ["GRU-01"]
    assert numbers(window)["Need"] == [f"{SUPPLY}@east", EAST]  # the next one can be chosen
    window.columns["Measure"].choose("GRU-01")
    assert numbers(window)["Need"] == [EAST]
    chain = window.content.chain
    everything = [
        (kind, number)
        for kind, names in (("Need", [EAST]), ("Goal", chain.goals), ("Measure", chain.measures))
        for number in names
    ]
    for kind, number in everything:
        for other, names in linked(chain, kind, number).items():
            for name in names:
                assert number in linked(chain, other, name)[kind]


def test_filters_narrow_all_columns(window):
    window.bar.indicator.setCurrentIndex(window.bar.indicator.findData(SUPPLY))
    shown = numbers(window)
    assert shown["Need"] == [f"{SUPPLY}@east"]
    assert shown["Measure"] == []
    assert window.columns["Measure"].empty.text()
    window.show_everything()
    assert len(numbers(window)["Need"]) == 2
    window.bar.only_open.setChecked(True)
    assert len(numbers(window)["Need"]) == 2  # no measure lies in the east


def test_a_measure_is_added_for_a_need_and_taken_back(window, path):
    window.choose("Need", EAST)
    assert window.buttons["create"].isVisibleTo(window)
    window.buttons["create"].click()
    with Study.open(path) as study:
        added = study.measures()[-1]
        assert (added.measure_id, added.goal_ids, added.unit_ids, added.sector) == ("GRU-02", "Z1", "east", "green")
        assert study.measure_shapes()["GRU-02"].area == pytest.approx(1e6)
    assert window.content.chain.need(EAST).here == ("GRU-02",)
    assert not window.buttons["create"].isVisibleTo(window)
    assert "GRU-02" in window.state.text()
    window.buttons["undo"].click()
    assert window.content.chain.need(EAST).here == ()


def test_a_click_on_the_map_shows_the_needs_there(qtbot, window, canvas):
    former = QgsMapToolPan(canvas)
    canvas.setMapTool(former)
    window.buttons["pick_need"].click()
    assert canvas.mapTool() is window.pointer.tool
    click(qtbot, window, 1500, 500)
    assert window.bar.unit.currentData() == "east"
    assert numbers(window)["Need"] == [f"{SUPPLY}@east", EAST]
    assert len(window.pointer.bands) == 1
    click(qtbot, window, 500, 500)
    assert window.bar.unit.currentData() == "west"
    assert numbers(window)["Need"] == []
    assert numbers(window)["Measure"] == ["GRU-01"]
    window.buttons["pick_measure"].click()
    assert not window.buttons["pick_need"].isChecked()
    click(qtbot, window, 500, 500)
    assert window.chosen == ("Measure", "GRU-01")
    assert window.columns["Need"].numbers() == [EAST]
    assert window.pointer.bands
    click(qtbot, window, 1500, 500)
    assert window.state.text()
    window.buttons["pick_measure"].click()
    assert canvas.mapTool() is former


def test_the_cell_under_a_place_is_known_once_needs_are_assessed(path, catalogue):
    assert read_cells(str(path)).at(150, 450) is None
    with Study.open(path, update=True) as study:
        assess_needs_and_save(study, catalogue)
    cells = read_cells(str(path))
    # The cell in the west has the park at its door, that in the east has none within 300 m: nothing and everything.
    assert cells.at(150, 450) == ("c0", pytest.approx(0.0))
    assert cells.at(1900, 900) is None


def test_the_marks_go_with_the_window(qtbot, window, canvas):
    window.choose("Measure", "GRU-01")
    window.buttons["pick_need"].click()
    pointer, bands = window.pointer, list(window.pointer.bands)
    assert len(bands) == 1
    assert bands[0].asGeometry().area() == pytest.approx(1e6)
    window.close()
    assert pointer.bands == []
    assert canvas.mapTool() is not pointer.tool
    assert not any(band in canvas.scene().items() for band in bands if not sip.isdeleted(band))


def test_another_map_tool_switches_the_button_off(window, canvas):
    window.buttons["pick_need"].click()
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    assert not window.buttons["pick_need"].isChecked()


def test_loose_ends_lead_to_the_thing(qtbot, window):
    tree = window.loose_ends.tree
    kinds = {
        tree.topLevelItem(row).data(0, Qt.ItemDataRole.UserRole): tree.topLevelItem(row)
        for row in range(tree.topLevelItemCount())
    }
    assert "measures_without_goal" in kinds
    assert "contributions_without_answer" in kinds
    child = kinds["measures_without_goal"].child(0)
    with qtbot.waitSignal(window.wanted) as asked:
        tree.itemDoubleClicked.emit(child, 0)
    assert asked.args == ["Measure", "M2"]
    assert (window.chosen, window.tabs.currentIndex()) == (("Measure", "M2"), 0)


def test_reading_beside_the_interface_and_closing_meanwhile(qtbot, path, smartcity_provider):
    runner = TaskRunner()
    window = open_traceability(None, str(path), runner)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.content is not None, timeout=10000)
    assert numbers(window)["Goal"] == ["Z1", "Z2"]
    assert not window.buttons["pick_need"].isVisibleTo(window)
    gone = open_traceability(None, str(path), runner)
    gone.close()
    runner.stop()


def test_a_study_without_results_says_why(qtbot, build, tmp_path):
    with build.study(tmp_path / "empty.gpkg") as study:
        empty = study.path
    window = open_traceability(None, str(empty))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    assert window.columns["Need"].empty.text()
    assert window.columns["Measure"].empty.text()
