# SPDX-License-Identifier: GPL-2.0-or-later
"""The live panel: sliders by mouse and keys, locks, undo, map and ranking, saving, and going away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsApplication, QgsExpression, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QInputDialog

from smartcity_plugin import classFactory
from smartcity_plugin.engine.composite.classes import UNKNOWN, need_class
from smartcity_plugin.engine.composite.index import index_of, tree_of
from smartcity_plugin.gui import layers
from smartcity_plugin.gui.live_panel import LIVE, close_live_panel, live_panel, open_live_panel, remove_leftovers
from smartcity_plugin.gui.session import read_facts
from smartcity_plugin.model.scheme import ROOT, Combination, Weighting
from smartcity_plugin.processing.provider import SmartCityProvider
from smartcity_plugin.study.assessment import assess, scheme_of
from smartcity_plugin.study.live import HIDDEN
from smartcity_plugin.study.overlay_tables import CELLS, UNITS
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.study import Study

KEPT: list[SmartCityProvider] = []
"""QGIS forgets the Python side of a provider that nobody holds."""


@pytest.fixture(autouse=True)
def _no_panel_is_left():
    yield
    close_live_panel()


@pytest.fixture(scope="module")
def facts(jena_study_path):
    """The facts of the demo study."""
    return read_facts(str(jena_study_path))


@pytest.fixture
def panel(home, desk, qtbot, facts, jena_study_copy):
    """The panel, playing with the cells of the demo study; its other layers are not in the project."""
    home.session._set(replace(facts, path=str(jena_study_copy)))
    panel = open_live_panel(desk, home.session)
    wait_for(panel, qtbot)
    return panel


def wait_for(panel, qtbot) -> None:
    """Wait until there is something to play with."""
    qtbot.waitUntil(lambda: panel._watch is None, timeout=30_000)
    assert panel.page.is_playing, panel.page.message.text()


def played(panel) -> None:
    """Let the throttle pass, and the needs be written."""
    QApplication.processEvents()
    QTest.qWait(20)
    panel.chart.settle_now()


def slider(panel, node: str, member: str):
    return panel.page.weights.rows[node, member].slider


def live_layers() -> list[QgsVectorLayer]:
    return [layer for layer in QgsProject.instance().mapLayers().values() if layer.customProperty(LIVE)]


def drag(panel, node: str, member: str, *percents: float) -> None:
    """Drag a slider with the mouse over some positions."""
    bar = slider(panel, node, member)
    panel.page.weights.rows[node, member].show()
    bar.setSliderDown(True)
    for percent in percents:
        bar.setSliderPosition(int(percent * 10))
        bar.setValue(bar.sliderPosition())
        QApplication.processEvents()
    bar.setSliderDown(False)
    played(panel)


def agrees(panel, path, kind: str = CELLS) -> None:
    """Fail unless every feature has need and class of the index that the study and the sliders give."""
    with Study.open(path) as study:
        catalogue = catalogue_of(study)
        found = assess(study, catalogue, panel._desk.played("played", "Played"), kind)
        expected = dict(zip(found.matrix.values.index, found.index.need))
    (layer,) = live_layers()
    count, colour, context = 0, QgsExpression(layer.renderer().classAttribute()), layer.createExpressionContext()
    letters = {"h": HIDDEN, "u": UNKNOWN, **{str(number): number for number in range(5)}}
    for feature in layer.getFeatures():
        need, number = expected[feature["place"]], feature["class"]
        context.setFeature(feature)
        assert letters[colour.evaluate(context)] == number, "what is drawn is what the table says"
        if number == HIDDEN:
            assert feature["population"] < 10
        elif number == UNKNOWN:
            assert need != need
            assert not feature["need"]
        else:
            assert feature["need"] == pytest.approx(need, abs=1e-9)
            assert number == need_class([need])[0]
            count += 1
    assert count > 20


def test_the_layer_begins_with_the_stored_scheme(panel, jena_study_copy):
    (layer,) = live_layers()
    assert layer.isValid()
    assert layer.featureCount() == 1457
    assert layer.crs().authid() == "EPSG:25832"
    assert "not saved" in layer.name()
    assert "not saved" in layer.metadata().abstract()
    assert QgsProject.instance().layerTreeRoot().children()[0].name() == layer.name()
    agrees(panel, jena_study_copy)


def test_other_maps_of_results_are_off_while_playing(open_study, home, desk, qtbot, jena_study_copy):
    open_study(jena_study_copy)
    panel = open_live_panel(desk, home.session)
    wait_for(panel, qtbot)
    (need,) = layers.find(QgsProject.instance(), str(jena_study_copy), layers.NEED, "index")
    node = QgsProject.instance().layerTreeRoot().findLayer(need.id())
    assert not node.itemVisibilityChecked()
    panel.shut()
    assert node.itemVisibilityChecked()


def test_dragging_recolours_map_and_ranking(panel, jena_study_copy):
    before = [row.unit_id for row in panel.page.ranking.ranking.rows]
    drag(panel, ROOT, "mobility", 30, 55, 80)
    shares = panel._play.shares[ROOT]
    assert shares["mobility"] == 80.0
    assert sum(shares.values()) == pytest.approx(100.0)
    agrees(panel, jena_study_copy)
    rows = panel.page.ranking.ranking.rows
    assert [row.unit_id for row in rows] != before
    assert any(row.change for row in rows)
    assert [row.rank for row in rows if row.rank] == sorted(row.rank for row in rows if row.rank)


def test_the_mouse_moves_a_slider(panel, qtbot):
    bar = slider(panel, ROOT, "green")
    panel.resize(360, 900)
    QTest.qWait(50)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() - 3, bar.height() // 2))
    played(panel)
    assert panel._play.shares[ROOT]["green"] == 30.0  # a page to the right of the handle
    assert panel.history.count() == 1


@pytest.mark.parametrize(
    ("key", "step"),
    [(Qt.Key.Key_Right, 1.0), (Qt.Key.Key_Left, -1.0), (Qt.Key.Key_PageUp, 5.0), (Qt.Key.Key_PageDown, -5.0)],
)
def test_keys_move_by_one_and_five_percent(panel, qtbot, key, step):
    bar = slider(panel, ROOT, "housing")
    bar.setFocus()
    qtbot.keyClick(bar, key)
    played(panel)
    assert panel._play.shares[ROOT]["housing"] == pytest.approx(25.0 + step)
    assert sum(panel._play.shares[ROOT].values()) == pytest.approx(100.0)


def test_quick_keys_are_one_step_and_undone_together(panel, qtbot, jena_study_copy):
    start = panel._play
    bar = slider(panel, ROOT, "housing")
    bar.setFocus()
    for _ in range(4):
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    drag(panel, ROOT, "green", 50, 60)
    assert panel.history.count() == 2
    qtbot.keyClick(bar, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    played(panel)
    assert panel._play.shares[ROOT]["housing"] == pytest.approx(29.0)
    qtbot.keyClick(bar, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    played(panel)
    assert panel._play.is_like(start)
    assert not panel.page.undo.isEnabled()
    assert panel.page.redo.isEnabled()
    assert not panel.page.reset.isEnabled()
    agrees(panel, jena_study_copy)
    panel.page.redo.click()
    panel.page.redo.click()
    played(panel)
    assert panel._play.shares[ROOT]["green"] == 60.0
    agrees(panel, jena_study_copy)


def test_a_drag_through_everything_keeps_the_proportions_of_the_others(panel):
    drag(panel, ROOT, "housing", 50)
    before = dict(panel._play.shares[ROOT])
    drag(panel, ROOT, "green", 100, 60, before["green"])
    assert panel._play.shares[ROOT] == pytest.approx(before)


def test_locked_weights_stay(panel, jena_study_copy):
    rows = panel.page.weights.rows
    rows[ROOT, "social"].lock.click()
    assert not rows[ROOT, "social"].slider.isEnabled()
    drag(panel, ROOT, "mobility", 100)
    shares = panel._play.shares[ROOT]
    assert shares["social"] == 25.0
    assert shares["mobility"] == 75.0, "no more than the locked one leaves"
    assert rows[ROOT, "mobility"].slider.value() == 750, "the slider goes back to what it may have"
    agrees(panel, jena_study_copy)
    rows[ROOT, "social"].lock.click()
    drag(panel, ROOT, "mobility", 100)
    assert panel._play.shares[ROOT]["social"] == 0.0
    agrees(panel, jena_study_copy)


def test_weights_inside_a_sector_and_combinations(panel, qtbot, jena_study_copy):
    row = panel.page.weights.rows[ROOT, "mobility"]
    member = panel._desk.scheme.groups[0].members[0]
    assert not panel.page.weights.rows["mobility", member].isVisible()
    row.arrow.click()
    assert panel.page.weights.rows["mobility", member].isVisible()
    drag(panel, "mobility", member, 90)
    agrees(panel, jena_study_copy)
    combo = panel.page.between
    combo.setCurrentIndex(combo.findData(Combination.LINEAR.value))
    combo.activated.emit(combo.currentIndex())
    played(panel)
    assert panel._desk.index.scheme.between is Combination.LINEAR
    agrees(panel, jena_study_copy)
    panel.page.reset.click()
    played(panel)
    assert combo.currentData() == Combination.GEOMETRIC.value
    assert panel._play.shares["mobility"] == panel._desk.start["mobility"]
    agrees(panel, jena_study_copy)
    panel.page.undo.click()
    played(panel)
    assert panel._play.shares["mobility"][member] == 90.0


def test_planning_units_can_be_played_with(panel, qtbot, jena_study_copy):
    kinds = panel.page.kinds
    kinds.setCurrentIndex(kinds.findData(UNITS))
    kinds.activated.emit(kinds.currentIndex())
    wait_for(panel, qtbot)
    (layer,) = live_layers()
    assert layer.featureCount() == 30
    drag(panel, ROOT, "economy", 70)
    agrees(panel, jena_study_copy, UNITS)
    needs = {feature["place"]: feature["need"] for feature in layer.getFeatures()}
    for row in panel.page.ranking.ranking.rows:
        assert row.need is None or row.need == pytest.approx(needs[row.unit_id])


def test_the_ranking_of_cells_is_their_mean_over_people(panel, jena_study_copy):
    drag(panel, ROOT, "social", 60)
    (layer,) = live_layers()
    units = panel._desk.places.units
    row = panel.page.ranking.ranking.rows[0]
    shape = units.geometry[list(units.ids("unit_id")).index(row.unit_id)]
    import shapely

    total = people = 0.0
    for feature in layer.getFeatures():
        cell = shapely.from_wkb(bytes(feature.geometry().asWkb()))
        part = feature["population"] * cell.intersection(shape).area / cell.area
        if part and feature["class"] >= 0:
            total, people = total + part * feature["need"], people + part
    assert row.need == pytest.approx(total / people, abs=1e-6)


def test_why_a_unit_stands_where_it_does(panel, qtbot):
    table = panel.page.ranking
    unit = table.ranking.rows[2].unit_id
    table.select(unit)
    qtbot.waitUntil(lambda: table.ranking.rows[2].name in panel.page.why.toPlainText(), timeout=3000)
    text = panel.page.why.toPlainText()
    assert all(panel._title(ROOT, group.key) in text for group in panel._desk.scheme.groups)
    assert "only with arithmetic means" in text.lower()
    drag(panel, ROOT, "mobility", 90)
    assert table.selected() == unit, "the unit stays selected when the order changes"


def test_contributions_add_up_with_arithmetic_means(panel, qtbot):
    kinds = panel.page.kinds
    kinds.setCurrentIndex(kinds.findData(UNITS))
    kinds.activated.emit(kinds.currentIndex())
    wait_for(panel, qtbot)
    panel._desk.combine(Combination.LINEAR, Combination.LINEAR)
    for row in panel._desk.ranking():
        if row.need is not None:
            parts = panel._desk.parts(row.unit_id)
            total = sum(part.contribution or 0.0 for part in parts if part.indicator)
            assert total == pytest.approx(100.0 - row.need)
            assert total == pytest.approx(sum(part.contribution or 0.0 for part in parts if not part.indicator))


def test_a_click_on_the_map_selects_the_unit(panel, desk):
    units = panel._desk.places.units
    point = units.geometry[3].representative_point()
    former = desk.canvas.mapTool()
    panel.page.pick.click()
    tool = desk.canvas.mapTool()
    assert tool is not former
    tool.canvasClicked.emit(QgsPointXY(point.x, point.y), Qt.MouseButton.LeftButton)
    assert panel.page.ranking.selected() == units.ids("unit_id")[3]
    panel.page.pick.click()
    assert desk.canvas.mapTool() is not tool


def test_choosing_a_unit_out_of_sight_moves_the_map(panel, desk):
    unit = panel.page.ranking.ranking.rows[0].unit_id
    desk.canvas.setExtent(desk.canvas.extent().buffered(-1).__class__(0, 0, 10, 10))
    panel.page.ranking.select(unit)
    row = list(panel._desk.places.units.ids("unit_id")).index(unit)
    point = panel._desk.places.units.geometry[row].representative_point()
    assert desk.canvas.extent().contains(QgsPointXY(point.x, point.y))


def test_saving_as_a_scheme(panel, qtbot, home, monkeypatch, wait_until_idle, jena_study_copy):
    drag(panel, ROOT, "mobility", 55)
    needs = {feature["place"]: feature["need"] for feature in live_layers()[0].getFeatures()}
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_more: ("Mehr Bus & „Bahn“", True))
    panel.page.save.click()
    qtbot.waitUntil(lambda: panel.page.schemes.currentText() == "Mehr Bus & „Bahn“", timeout=30_000)
    wait_for(panel, qtbot)
    wait_until_idle()
    with Study.open(jena_study_copy) as study:
        assert study.settings.scheme == "standard", "it is not put in force"
        (scheme,) = study.schemes()
        catalogue = catalogue_of(study)
        assert scheme.weights.method is Weighting.SLIDERS
        # The sector that has no values on cells keeps its fifth, the others share the rest as played.
        assert scheme.weights.shares["economy"] == pytest.approx(20.0)
        assert scheme.weights.shares["mobility"] == pytest.approx(0.8 * 55.0)
        assert {group.weights.method for group in scheme.groups} == {Weighting.EQUAL}
        found = assess(study, catalogue, scheme_of(study, catalogue, scheme.id), CELLS)
    assert needs == pytest.approx(
        {place: (None if need != need else need) for place, need in zip(found.matrix.values.index, found.index.need)}
    )
    assert not panel.page.reset.isEnabled(), "what was played is the stored scheme now"


def test_nothing_is_written_while_playing(panel, jena_study_copy):
    before = jena_study_copy.read_bytes()
    drag(panel, ROOT, "mobility", 10, 90)
    drag(panel, ROOT, "green", 40)
    assert jena_study_copy.read_bytes() == before


def test_closing_takes_the_layer_away(panel, qtbot, desk):
    QgsProject.instance().setDirty(False)
    with qtbot.waitSignal(panel.finished):
        panel.close()
    assert live_layers() == []
    assert live_panel() is None
    assert not QgsProject.instance().isDirty()


def test_closing_the_study_closes_the_panel(panel, home):
    home.session.close()
    assert live_panel() is None
    assert live_layers() == []


def test_another_study_is_read(panel, qtbot, open_study, jena_study_path):
    open_study(jena_study_path)
    qtbot.waitUntil(lambda: panel.page.is_playing and panel._facts.path == str(jena_study_path), timeout=30_000)
    assert len(live_layers()) == 1


def test_a_removed_layer_is_told_and_comes_back(panel, jena_study_copy):
    QgsProject.instance().removeMapLayer(live_layers()[0].id())
    assert panel.page.notice.isVisible()
    drag(panel, ROOT, "mobility", 70)
    panel.page.notice.button.click()
    assert not panel.page.notice.isVisible()
    agrees(panel, jena_study_copy)


def test_a_new_project_closes_the_panel(panel, home):
    QgsProject.instance().clear()
    home.session.reconnect()
    assert live_panel() is None


def test_computed_anew_is_told(panel, qtbot, home, wait_until_idle, jena_study_copy):
    with Study.open(jena_study_copy, update=True) as study:
        study.save_scheme(panel._desk.played("other", "Other"))
    home.session.refresh()
    wait_until_idle()
    qtbot.waitUntil(panel.page.notice.isVisible, timeout=10_000)
    panel.page.notice.button.click()
    wait_for(panel, qtbot)
    assert [panel.page.schemes.itemText(number) for number in range(2)][1:] == ["Other"]


def test_a_study_without_results_says_so(open_study, home, desk, qtbot, build, tmp_path):
    build.study(tmp_path / "empty.gpkg").close()
    open_study(tmp_path / "empty.gpkg")
    panel = open_live_panel(desk, home.session)
    qtbot.waitUntil(lambda: bool(panel.page.message.text()), timeout=10_000)
    assert not panel.page.is_playing
    assert "indicators" in panel.page.message.text().lower()
    assert live_layers() == []


def test_unloading_while_reading(open_study, home, desk, jena_study_path):
    open_study(jena_study_path)
    open_live_panel(desk, home.session)
    close_live_panel()
    QApplication.processEvents()
    assert live_panel() is None
    assert live_layers() == []


def test_cancelled_reading_can_be_repeated(open_study, home, desk, qtbot, jena_study_path):
    open_study(jena_study_path)
    panel = open_live_panel(desk, home.session)
    panel.page.cancel.click()
    qtbot.waitUntil(lambda: "ancelled" in panel.page.message.text(), timeout=10_000)
    panel.page.again.click()
    wait_for(panel, qtbot)


def test_leftovers_of_a_saved_project_go():
    layer = QgsVectorLayer("Polygon?crs=EPSG:25832", "Live", "memory")
    layer.setCustomProperty(LIVE, "1")
    QgsProject.instance().addMapLayer(layer)
    remove_leftovers(QgsProject.instance())
    assert live_layers() == []


def test_opening_twice_shows_the_same_panel(panel, desk, home):
    assert open_live_panel(desk, home.session) is panel
    assert len(live_layers()) == 1


def test_index_of_the_played_scheme_is_the_live_one(panel):
    drag(panel, ROOT, "green", 65)
    index, tree = panel._desk.index, panel._desk.index.tree
    expected = index_of(index.scheme, index._scores, tree)
    assert (index.result.need == expected.need)[~(expected.need != expected.need)].all()
    assert tree_of(panel._desk.played("x", "X")).groups[:1] == tree.groups[:1]


def test_unloading_the_plugin_takes_panel_and_layer_along(desk, qtbot, facts, jena_study_copy, smartcity_provider):
    registry = QgsApplication.processingRegistry()
    registry.removeProvider(registry.providerById("smartcity"))  # the plugin brings its own
    plugin = classFactory(desk)
    try:
        plugin.initGui()
        plugin.home.session._set(replace(facts, path=str(jena_study_copy)))
        wait_for(open_live_panel(desk, plugin.home.session), qtbot)
        assert len(live_layers()) == 1
        plugin.unload()
    finally:
        KEPT[:] = [SmartCityProvider()]
        registry.addProvider(KEPT[0])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert live_panel() is None
    assert live_layers() == []
    assert [dock for dock in desk.window.findChildren(QDockWidget) if "live" in dock.objectName()] == []
