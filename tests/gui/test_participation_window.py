# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the participation: filters, weighing by keys, several at once, undo, masking, import, map."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from qgis.core import QgsCoordinateReferenceSystem
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextCursor

from smartcity_plugin.gui.participation.importing import ImportDialog
from smartcity_plugin.gui.participation.state import DOUBTFUL, OPEN_ONLY, SILENT
from smartcity_plugin.gui.participation.window import ParticipationWindow, open_participation
from smartcity_plugin.model.strategy import Contribution, Goal, Measure, Procedure
from smartcity_plugin.study.register_changes import Change, apply
from smartcity_plugin.study.study import Study

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "participation"
ITEMS = [
    Contribution("B1", "P", category="Rad", sector="mobility", title="Radweg", text="Bitte bauen", unit_id="west"),
    Contribution("B2", "P", category="Grün", title="Bäume", text="Gruß, Frau Muster von nebenan", status="open"),
    Contribution("B10", "P", title="Bank", text="mit Lehne", status="rejected"),
]


@pytest.fixture
def path(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("Z1", "Mobil", sector="mobility"), Goal("Z2", "Grün")])
        study.save_measures([Measure("M1", "Radachse", sector="mobility", goal_ids="Z1"), Measure("M2", "Park")])
        points = [shapely.Point(100, 100), None, None]
        apply(study, [Change(None, Procedure("P", "Dialog"))])
        apply(study, [Change(None, item, None, point) for item, point in zip(ITEMS, points)])
        return study.path


@pytest.fixture
def window(qtbot, path, spy):
    told = []
    window = open_participation(None, str(path), spy, lambda: told.append(1), QgsMapCanvas())
    window.times_told = told
    qtbot.addWidget(window)
    yield window
    window.is_dirty = False


def stored(path):
    with Study.open(path) as study:
        return {item.contribution_id: item for item in study.records(Contribution)}


def listed(window):
    return [window._at(row).contribution_id for row in range(window.filter.rowCount())]


def choose(box, key):
    box.setCurrentIndex(box.findData(key))


def test_open_ones_come_first_and_numbers_in_their_order(window):
    assert listed(window) == ["B1", "B2", "B10"]
    assert window.form.title.text().startswith("B1")
    assert "0" in window.progress.text()


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("status", OPEN_ONLY, ["B1", "B2"]),
        ("status", SILENT, ["B10"]),
        ("status", DOUBTFUL, ["B2"]),
        ("status", "rejected", ["B10"]),
        ("sector", "mobility", ["B1"]),
        ("sector", "-", ["B2", "B10"]),
        ("category", "Grün", ["B2"]),
        ("unit", "west", ["B1"]),
    ],
)
def test_filters(window, name, value, shown):
    choose(window.filters.boxes[name], value)
    assert listed(window) == shown
    assert window.form.items[0].contribution_id == shown[0]
    window.filters.search.setText("gibt es nicht")
    assert listed(window) == []
    assert not window.form.isEnabled()


def test_control_enter_stores_and_goes_to_the_next_open_one(qtbot, window, path):
    choose(window.form.status, "adopted")
    assert window.form.hint.text()
    window.form.answer.setPlainText("Wird gebaut.")
    assert not window.form.hint.text()
    measures = window.form.measures
    assert "★" in measures.list.item(0).text(), "the measure of the same sector is suggested first"
    measures.list.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    item = stored(path)["B1"]
    assert (item.status, item.answer, item.measure_ids, item.sector) == ("adopted", "Wird gebaut.", "M1", "mobility")
    assert window.form.items[0].contribution_id == "B2"
    assert window.times_told == [1]
    assert listed(window) == ["B2", "B1", "B10"]
    window.undo()
    assert stored(path)["B1"] == ITEMS[0]
    window.redo()
    assert stored(path)["B1"].answer == "Wird gebaut."


def test_leaving_a_contribution_stores_it(window, path):
    choose(window.form.status, "rejected")
    assert window.form.answer.placeholderText() in ("because …", "weil …")
    window._step(1)
    assert stored(path)["B1"].status == "rejected"
    assert window.form.items[0].contribution_id == "B2"
    choose(window.form.need, "gre_access_300m_share")
    window.close()
    assert stored(path)["B2"].indicator_id == "gre_access_300m_share"


def test_what_is_typed_for_the_need_and_is_none_changes_nothing(window, path):
    choose(window.form.need, "gre_access_300m_share")
    assert window.store()
    window.form.need.setEditText("irgendetwas")
    window.form.answer.setPlainText("x")
    assert window.store()
    assert stored(path)["B1"].indicator_id == "gre_access_300m_share"


def test_several_get_the_same_answer_and_keep_their_links(window, path):
    window.select("B1", "B10")
    assert window.form.status.currentData() is None, "their statuses differ"
    window.form.answer.setPlainText("Danke, wird geprüft.")
    assert window.store()
    found = stored(path)
    assert [found[name].answer for name in ("B1", "B2", "B10")] == [
        "Danke, wird geprüft.",
        None,
        "Danke, wird geprüft.",
    ]
    assert [found[name].status or "open" for name in ("B1", "B10")] == ["open", "rejected"]
    assert found["B1"].sector == "mobility"


def test_what_others_stored_meanwhile_is_not_overwritten(window, path):
    with Study.open(path, update=True) as study:
        apply(study, [Change(ITEMS[0], Contribution(**{**vars(ITEMS[0]), "answer": "von anderen"}))])
    window.form.answer.setPlainText("von mir")
    assert not window.store()
    assert stored(path)["B1"].answer == "von anderen"
    assert "von mir" in window.told.text(), "what was typed can be copied"


def test_a_name_is_masked_for_good(window, path):
    window.select("B2")
    assert window.form.doubt.isVisible()
    text = window.form.text.toPlainText()
    cursor = window.form.text.textCursor()
    cursor.setPosition(text.index("Frau"))
    cursor.setPosition(text.index(" von"), QTextCursor.MoveMode.KeepAnchor)
    window.form.text.setTextCursor(cursor)
    window.form.mask.click()
    assert stored(path)["B2"].text == "Gruß, [Angabe entfernt] von nebenan"
    assert stored(path)["B2"].masked == 1
    assert b"Frau Muster" not in path.read_bytes()
    assert not window.editing.stack.canUndo()


def test_the_map_goes_to_the_contribution(window):
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:25832"))
    window.form.locate.click()
    centre = window.canvas.extent().center()
    assert (round(centre.x()), round(centre.y())) == (100, 100)
    window.select("B2")
    assert not window.form.locate.isEnabled()


def test_an_empty_study_says_what_to_do(qtbot, build, tmp_path, spy):
    with build.study(tmp_path / "empty.gpkg") as study:
        window = ParticipationWindow(str(study.path), spy, lambda: None)
    qtbot.addWidget(window)
    window.show()
    assert window.empty.isVisible()
    assert not window.buttons["store"].isEnabled()
    assert window.buttons["import"].isEnabled()


def test_the_assistant_shows_what_is_stored_and_runs_the_algorithm(qtbot, window, spy, path):
    spy.results = {"ADDED": 6, "UPDATED": 0, "MASKED": 2}
    window.import_files()
    dialog = window.assistant
    assert isinstance(dialog, ImportDialog)
    dialog.files.setFilePath(str(FILES / "dipas_pds.geojson"))
    shown = [
        dialog.sample.item(row, column).text() for row in range(2) for column in range(dialog.sample.columnCount())
    ]
    assert not any("example.org" in text or "Erika" in text for text in shown)
    assert "commentedBy" in dialog.dropped.text()
    assert dialog.recognised.text().count("DIPAS") == 1
    assert dialog.procedure.currentText() == "B1"
    box = dialog.columns.cellWidget(2, 1)
    assert [box.itemText(row) for row in range(box.count())].count("author") == 0
    dialog.sectors.cellWidget(0, 1).setCurrentIndex(0)
    dialog.start()
    name, parameters = spy.asked[0]
    assert name == "smartcity:importcontributions"
    assert '"Verkehr": ""' in parameters["MAPPING"]
    assert "6" in window.told.text()


def test_the_assistant_takes_columns_chosen_by_hand(window, spy):
    window.import_files()
    dialog = window.assistant
    dialog.files.setFilePath(str(FILES / "other.csv"))
    rows = {dialog.columns.item(row, 0).data(Qt.ItemDataRole.UserRole): row for row in range(dialog.columns.rowCount())}
    box = dialog.columns.cellWidget(rows["title"], 1)
    box.setCurrentIndex(box.findText("Nr"))
    assert dialog.crs.crs().authid() == "EPSG:25832"
    dialog.start()
    assert '"title": ["Nr"]' in spy.asked[0][1]["MAPPING"]


def test_tables_and_maps_run_their_algorithms(window, spy, monkeypatch, tmp_path):
    monkeypatch.setattr(
        "qgis.PyQt.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "w.xlsx"), ""), raising=True
    )
    window.write_table()
    window.map_density()
    assert [name for name, _ in spy.asked] == ["smartcity:weighcontributions", "smartcity:contributiondensity"]
