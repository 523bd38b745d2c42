# SPDX-License-Identifier: GPL-2.0-or-later
"""The register of measures as users work with it: everything is stored at once, told, undone, and never lost."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt

from smartcity_plugin.gui.measures.effect_form import parameters_of
from smartcity_plugin.gui.measures.window import MeasuresWindow, open_measures
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.relation import RelationKind
from smartcity_plugin.model.strategy import Cost, Financing, Goal, Measure, Scenario
from smartcity_plugin.study.register_changes import Change, apply, removed
from smartcity_plugin.study.relations import relations_of
from smartcity_plugin.study.study import Study


@pytest.fixture
def path(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("Z1", "Grün"), Goal("Z2", "Wege")])
        park = Measure("GRU-01", "Park", "green", unit_ids="west", status="planned", lead="Amt A", planned_start="2027")
        study.save_measures([park, Measure("MOB-01", "Weg", "mobility", depends_on="GRU-01", status="idea")])
        study.save_records(Cost, [Cost("c1", "GRU-01", "construction", 2027, 100.0, 100.0)])
        study.save_records(Scenario, [Scenario("S1", "Alles", measure_ids="GRU-01,MOB-01")])
        return study.path


@pytest.fixture
def canvas(qtbot):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:25832"))
    return canvas


@pytest.fixture
def window(qtbot, path, canvas, smartcity_provider):
    told = []
    window = MeasuresWindow(None, str(path), None, lambda: told.append(1), canvas)
    window.changes = told
    qtbot.addWidget(window)
    window.show()
    return window


def stored(path, question=lambda study: study.measures()):
    with Study.open(path) as study:
        return question(study)


def enter(field, text):
    """Type into a line and leave it."""
    field.setText(text)
    field.editingFinished.emit()


def locked():
    raise SmartCityError("study_locked", path="study.gpkg")


def cell(table, row, name, value):
    index = table.model.index(row, table.model.names.index(name))
    return table.model.setData(index, value)


def shown(window):
    rows, model = window.rows, window.rows
    return [model.index(row, 0).data() for row in range(rows.rowCount())]


def test_a_measure_is_begun_named_and_renamed_with_all_references(window, path):
    window.choose("GRU-01")
    window.buttons["add"].click()
    assert window.measure.measure_id == "GRU-02"
    fields = window.basics.form.fields
    enter(fields["title"], "Baumreihe")
    fields["kind"].value = "construction"
    fields["kind"].activated.emit(fields["kind"].currentIndex())
    fields["description"].setPlainText("Zwölf Linden")
    window.basics.commit()
    made = stored(path)[-1]
    assert (made.measure_id, made.title, made.kind, made.sector) == ("GRU-02", "Baumreihe", "construction", "green")
    assert (made.description, made.status) == ("Zwölf Linden", "idea")
    window.choose("GRU-01")
    enter(fields["measure_id"], "PARK-1")
    assert window.measure.measure_id == "PARK-1"
    assert [item.depends_on for item in stored(path)] == [None, "PARK-1", None]
    assert stored(path, lambda study: study.records(Cost))[0].measure_id == "PARK-1"
    for wrong in ("", "A,B", "GRU-02"):
        enter(fields["measure_id"], wrong)
        assert stored(path)[0].measure_id == "PARK-1"
        assert window.told.text().startswith("⚠")
    assert not window.changes  # the layers follow once there is a pause, at the latest when the window is closed
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    window.close()
    assert window.changes == [1]


def test_every_step_is_undone_and_done_again(window, path):
    before = stored(path)
    window.choose("GRU-01")
    enter(window.basics.form.fields["lead"], "Amt B")
    enter(window.basics.form.fields["title"], "Stadtpark")
    assert (stored(path)[0].lead, stored(path)[0].title) == ("Amt B", "Stadtpark")
    window.buttons["undo"].click()
    assert stored(path)[0].title == "Park"
    assert window.basics.form.fields["title"].text() == "Park"
    window.buttons["undo"].click()
    assert stored(path) == before
    assert not window.buttons["undo"].isEnabled()
    window.buttons["redo"].click()
    assert stored(path)[0].lead == "Amt B"


def test_what_others_stored_is_not_overwritten(window, path):
    window.choose("GRU-01")
    with Study.open(path, update=True) as study:
        apply(study, [Change(study.measures()[0], replace(study.measures()[0], title="Von anderen"))])
    enter(window.basics.form.fields["title"], "Meiner")
    assert stored(path)[0].title == "Von anderen"
    assert "Von anderen" in window.told.text()
    assert "Meiner" in window.told.text()
    assert not window.buttons["undo"].isEnabled()
    enter(window.basics.form.fields["title"], "Gemeinsam")
    assert stored(path)[0].title == "Gemeinsam"


def test_a_step_that_cannot_be_undone_now_can_be_undone_later(qtbot, window, path, monkeypatch):
    window.choose("GRU-01")
    enter(window.basics.form.fields["title"], "Stadtpark")
    with monkeypatch.context() as patch:
        patch.setattr(Study, "open", lambda *_, **__: locked())
        window.editing.stack.undo()
    qtbot.waitUntil(lambda: window.editing.stack.canUndo(), timeout=2000)
    assert stored(path)[0].title == "Stadtpark"
    window.editing.stack.undo()
    assert stored(path)[0].title == "Park"
    window.editing.stack.redo()
    with Study.open(path, update=True) as study:
        apply(study, [Change(study.measures()[0], replace(study.measures()[0], title="Von anderen"))])
    window.editing.stack.undo()  # what others changed meanwhile stays
    assert stored(path)[0].title == "Von anderen"
    assert "Von anderen" in window.told.text()
    assert not window.editing.stack.canUndo()


def test_costs_are_checked_while_they_are_entered(window, path):
    window.choose("GRU-01")
    money = window.money
    assert "100" in money.summary.text()
    money.financing.add.click()
    assert cell(money.financing, 0, "source", "municipality")
    assert cell(money.financing, 0, "eur", "60,5" if window.basics.form.title("title") == "Maßnahme" else "60.5")
    assert "39" in money.problems.text()  # 100 − 60.50 = 39.50 are missing
    assert window.content.problems["GRU-01"][0].key == "financing_too_low"
    assert cell(money.financing, 0, "eur", "100")
    assert not [one for one in window.content.problems["GRU-01"] if one.key.startswith(("cost", "fin", "fund", "own"))]
    assert not cell(money.costs, 0, "gross_eur", "viel")
    assert stored(path, lambda study: study.records(Cost))[0].gross_eur == 100.0
    assert cell(money.costs, 0, "gross_eur", "")
    assert stored(path, lambda study: study.records(Cost))[0].gross_eur is None
    assert window.content.cost_row("GRU-01").unknown == 1
    money.costs.remove_current()
    assert stored(path, lambda study: study.records(Cost)) == []
    for _ in range(2):
        window.editing.stack.undo()
    assert stored(path, lambda study: study.records(Cost))[0].gross_eur == 100.0
    assert stored(path, lambda study: study.records(Financing))[0].eur == 100.0


def test_removing_tells_what_hangs_on_it_and_undo_brings_it_back(window, path, monkeypatch):
    asked = []
    monkeypatch.setattr(MeasuresWindow, "_may_remove", lambda self, text: asked.append(text) or len(asked) > 1)
    before = stored(path), stored(path, lambda study: study.records(Cost))
    window.choose("GRU-01")
    window.remove()
    assert (stored(path), stored(path, lambda study: study.records(Cost))) == before  # answered no
    window.remove()
    assert ("MOB-01" in asked[0], "S1" in asked[0]) == (True, True)
    assert [item.measure_id for item in stored(path)] == ["MOB-01"]
    assert stored(path)[0].depends_on is None
    assert stored(path, lambda study: study.records(Cost)) == []
    assert len(stored(path, removed)) == 2
    window.editing.stack.undo()
    assert {item.measure_id: item for item in stored(path)} == {item.measure_id: item for item in before[0]}
    assert stored(path, lambda study: study.records(Scenario))[0].measure_ids == "GRU-01,MOB-01"


def test_goals_are_checked_and_judged_in_one_step(window, path):
    window.choose("GRU-01")
    goals = window.basics.goals
    goals.item(0, 0).setCheckState(Qt.CheckState.Checked)
    assert stored(path)[0].goal_ids == "Z1"
    box = goals.boxes["Z2"]
    box.value = 2
    box.activated.emit(box.currentIndex())
    assert stored(path)[0].goal_ids == "Z1,Z2"
    judged = stored(path, lambda study: relations_of(study, RelationKind.MEASURE_GOAL))
    assert [(item.from_id, item.to_id, item.value) for item in judged] == [("GRU-01", "Z2", 2)]
    window.editing.stack.undo()
    assert stored(path)[0].goal_ids == "Z1"
    assert stored(path, lambda study: relations_of(study, RelationKind.MEASURE_GOAL)) == []
    assert goals.boxes["Z2"].value is None


def test_dates_may_stop_at_the_month_and_order_is_checked(window, path):
    window.choose("MOB-01")
    fields = window.timing.form.fields
    enter(fields["planned_start"], "2026-05")
    assert stored(path)[1].planned_start == "2026-05"
    enter(fields["planned_end"], "2026-13")
    assert stored(path)[1].planned_end is None
    assert "c0392b" in fields["planned_end"].styleSheet()
    assert window.timing.chart.row_at(window.timing.chart._row * 1.5).measure_id == "GRU-01"
    window.choose("GRU-01")
    item = window.timing.depends.item(0)
    item.setCheckState(Qt.CheckState.Checked)
    assert stored(path)[0].depends_on == "MOB-01"
    assert "schedule_circle" in [problem.key for problem in window.content.schedule.problems]
    assert "MOB-01" in window.timing.problems.text()
    assert not window.grab().isNull()


def test_places_from_units_drawings_and_layers(qtbot, window, path, canvas):
    window.choose("GRU-01")
    page = window.place
    units = {page.units.item(row).text(): page.units.item(row) for row in range(page.units.count())}
    units["Unit east"].setCheckState(Qt.CheckState.Checked)
    assert stored(path, lambda study: study.measure_shapes())["GRU-01"].area == 2_000_000.0
    page.shapes.draw["area"].click()
    tool = canvas.mapTool()
    for x, y in ((900, 0), (1100, 0), (1100, 100), (900, 100)):
        tool.add(QgsPointXY(x, y))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert stored(path)[0].place_source == "drawn"
    assert stored(path, lambda study: study.measure_shapes())["GRU-01"].area == pytest.approx(20_000.0)
    assert canvas.mapTool() is not tool
    page.shapes.draw["point"].click()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert stored(path, lambda study: study.effects()) == []
    page.shapes.draw["point"].click()
    canvas.mapTool().add(QgsPointXY(500, 500))
    assert [item.geometry for item in stored(path, lambda study: study.effects())] == [shapely.Point(500, 500)]
    layer = QgsVectorLayer("Polygon?crs=EPSG:25832", "Entwurf", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0,10 0,10 10,0 10,0 0))"))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    page.shapes.layer.setLayer(layer)
    page.shapes.take.click()
    assert window.told.text().startswith("⚠")  # nothing is selected
    layer.selectAll()
    page.shapes.take.click()
    assert stored(path, lambda study: study.measure_shapes())["GRU-01"].area == pytest.approx(100.0)
    window.editing.stack.undo()
    assert stored(path, lambda study: study.measure_shapes())["GRU-01"].area == pytest.approx(20_000.0)


def test_effects_with_their_parameters_and_place(window, path, canvas):
    window.choose("GRU-01")
    page = window.effects
    page.append("headway")
    page.form.fields["amount"].setText("2")
    page.form.fields["amount"].editingFinished.emit()
    page.form.parameters["stops"].setText("Markt")
    page.form.parameters["stops"].editingFinished.emit()
    (placed,) = stored(path, lambda study: study.effects("GRU-01"))
    assert (placed.effect.kind, placed.effect.amount, placed.geometry) == ("headway", 2.0, None)
    assert parameters_of(placed.effect) == {"mode": "all", "stops": "Markt"}
    assert json.loads(placed.effect.parameters)["mode"] == "all"
    page.form.fields["amount"].setText("9999")
    page.form.fields["amount"].editingFinished.emit()
    assert stored(path, lambda study: study.effects("GRU-01"))[0].effect.amount == 2.0
    page.shapes.draw["area"].click()
    for x, y in ((0, 0), (100, 0), (100, 100)):
        canvas.mapTool().add(QgsPointXY(x, y))
    canvas.mapTool().finish()
    kinds = [(kind, shape.area) for kind, _, shape in stored(path, lambda study: study.placed_effects("GRU-01"))]
    assert kinds == [("area", 5_000.0)]
    window.editing.stack.undo()
    kinds = [(kind, shape) for kind, _, shape in stored(path, lambda study: study.placed_effects("GRU-01"))]
    assert kinds == [("none", None)]
    page.remove()
    assert stored(path, lambda study: study.effects()) == []


def test_the_list_is_filtered_sorted_and_tells_problems(window):
    assert shown(window) == ["GRU-01", "MOB-01"]
    window.search.setText("weg")
    assert shown(window) == ["MOB-01"]
    assert window.measure.measure_id == "MOB-01"
    window.search.setText("")
    window.status.value = "planned"
    window.status.activated.emit(0)
    assert shown(window) == ["GRU-01"]
    window.status.value = None
    window.status.activated.emit(0)
    window.list.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert shown(window) == ["MOB-01", "GRU-01"]
    assert window.model.index(0, 4).data().startswith("●")  # costs without financing


def test_a_study_that_cannot_be_written_is_shown_but_not_changed(qtbot, path, monkeypatch, smartcity_provider):
    monkeypatch.setattr(os, "access", lambda *_: False)
    window = open_measures(None, str(path))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    assert window.read_only
    assert window.told.text().startswith("⚠")
    assert window.measure.measure_id == "GRU-01"
    assert not window.buttons["add"].isEnabled()
    assert not window.basics.form.fields["title"].isEnabled()
    assert not window.set_field("title", "Anders")
    window.close()
    monkeypatch.undo()
    assert stored(path)[0].title == "Park"


def test_an_empty_register_says_how_to_begin(qtbot, build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        path = study.path
    window = open_measures(None, str(path))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    assert window.empty.isVisible()
    assert not window.tabs.isEnabled()
    window.add()
    assert not window.empty.isVisible()
    assert [item.measure_id for item in stored(path)] == ["M-01"]
    window.basics.form.fields["description"].setPlainText("noch nicht verlassen")
    window.tabs.setCurrentIndex(2)
    window.close()
    assert stored(path)[0].description == "noch nicht verlassen"
    again = open_measures(None, str(path))
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(again)
    assert again.tabs.currentIndex() == 2
