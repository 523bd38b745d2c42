# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the goals: what is edited is stored at once, undone, never overwritten unseen, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.PyQt.QtCore import QModelIndex, Qt

from smartcity_plugin.gui.goals.model import GOAL_ROLE
from smartcity_plugin.gui.goals.window import GoalsWindow, open_goals
from smartcity_plugin.gui.register_bin import BinDialog
from smartcity_plugin.model.strategy import Goal, GoalIndicator, Measure
from smartcity_plugin.sources.sheet_writing import write_sheets
from smartcity_plugin.study.goal_tree import build_tree
from smartcity_plugin.study.register_changes import Change, apply, removed
from smartcity_plugin.study.register_sheets import sheets_of_register
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

GOALS = [
    Goal("L1", "Leitbild", level="vision"),
    Goal("O1", "Grün", "L1", "main_goal", "green"),
    Goal("Z1.1", "Parks", "O1", "goal", "green", indicator_id="gre_access_300m_share", target=60.0),
    Goal("Z1.2", "Spielplätze", "O1", "goal", "green"),
    Goal("O2", "Verkehr", "L1", "main_goal", "mobility"),
]


@pytest.fixture(scope="module")
def computed(build, catalogue, tmp_path_factory):
    path = tmp_path_factory.mktemp("goals") / "study.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, ["gre_access_300m_share"])
        study.save_goals(GOALS)
        study.save_measures([Measure("M1", "Park", goal_ids="Z1.1,Z1.2")])
        study.save_records(GoalIndicator, [GoalIndicator("s1", "Z1.1", title="Bäume", kind="output")])
    return path.read_bytes()


@pytest.fixture
def path(computed, tmp_path):
    path = tmp_path / "study.gpkg"
    path.write_bytes(computed)
    return path


@pytest.fixture
def window(qtbot, path, spy, monkeypatch):
    monkeypatch.setattr(GoalsWindow, "may_remove", lambda self, record, question: asked.append(question) or True)
    asked: list[str] = []
    told: list[int] = []
    window = open_goals(None, str(path), spy, lambda: told.append(1))
    window.asked, window.notified = asked, told
    qtbot.addWidget(window)
    return window


def stored(path):
    with Study.open(path) as study:
        return {goal.goal_id: goal for goal in study.goals()}


def shape(path):
    return [(node.depth, node.goal.goal_id) for node in build_tree(stored(path).values()).nodes()]


def choose(window, goal_id):
    window.view.setCurrentIndex(window.model.index_of(goal_id))


def enter(qtbot, window, name, text):
    field = window.form.fields.fields[name]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def drop(qtbot, window, goal_id, parent, row):
    model = window.model
    data = model.mimeData([model.index_of(goal_id)])
    below = QModelIndex() if parent is None else model.index_of(parent)
    done = model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, below)
    qtbot.wait(1)  # the move is stored when the drag has ended
    return done


def test_what_is_typed_is_stored_at_once_and_can_be_undone(qtbot, window, path):
    choose(window, "Z1.1")
    enter(qtbot, window, "title", "Mehr Parks")
    enter(qtbot, window, "target", "62,5" if window.form.fields.title("title") == "Ziel" else "62.5")
    enter(qtbot, window, "target_year", "2035")
    box = window.form.fields.fields["sector"]
    box.setCurrentIndex(box.findData("social"))
    box.activated.emit(box.currentIndex())
    goal = stored(path)["Z1.1"]
    assert (goal.title, goal.target, goal.target_year, goal.sector) == ("Mehr Parks", 62.5, 2035, "social")
    assert isinstance(goal.target_year, int)
    assert len(window.notified) == 4
    for _ in range(4):
        window.buttons["undo"].click()
    assert stored(path) == {item.goal_id: item for item in GOALS}
    assert not window.buttons["undo"].isEnabled()
    window.buttons["redo"].click()
    assert stored(path)["Z1.1"].title == "Mehr Parks"
    assert window.isVisible(), "Return ends an entry and does not close the window"


def test_looking_at_goals_stores_nothing(window, path):
    before = path.read_bytes()
    for goal in GOALS:
        choose(window, goal.goal_id)
    window.close()
    assert path.read_bytes() == before
    assert window.notified == []


def test_what_was_typed_last_is_stored_when_the_window_closes(qtbot, window, path):
    choose(window, "O2")
    field = window.form.fields.fields["responsible"]
    field.setFocus()
    qtbot.keyClicks(field, "Tiefbau")
    window.close()
    assert stored(path)["O2"].responsible == "Tiefbau"


def test_lists_are_ticked_and_unknown_keys_are_kept(window, path):
    choose(window, "Z1.1")
    field = window.form.fields.fields["dimensions"]
    for key in ("social", "ecological"):
        field.toggleItemCheckState(field.findData(key))
    assert stored(path)["Z1.1"].dimensions == "ecological,social"
    units = window.form.fields.fields["unit_ids"]
    units.value = "west,gone"
    assert set(units.value.split(",")) == {"west", "gone"}


def test_a_new_goal_gets_a_number_and_its_title_is_typed(qtbot, window, path):
    choose(window, "Z1.1")
    qtbot.keyClick(window.view, Qt.Key.Key_Insert)
    assert window.goal.goal_id == "Z1.3"
    qtbot.keyClicks(window.form.fields.fields["title"], "Hecken")
    choose(window, "O1")
    assert window.view.current == window.goal.goal_id == "O1"
    assert stored(path)["Z1.3"] == Goal("Z1.3", "Hecken", "O1", "goal", "green")
    window.buttons["vision"].click()
    assert stored(path)["L2"].level == "vision"
    window.editing.stack.undo()
    window.editing.stack.undo()
    window.editing.stack.undo()
    assert set(stored(path)) == {goal.goal_id for goal in GOALS}


def test_another_number_takes_all_references_with_it(qtbot, window, path):
    choose(window, "O1")
    enter(qtbot, window, "goal_id", "O9")
    assert window.goal.goal_id == "O9"
    assert stored(path)["Z1.1"].parent_id == "O9"
    enter(qtbot, window, "goal_id", "O2")
    assert "O2" in window.told.text()
    assert set(stored(path)) >= {"O9", "O2"}


def test_goals_are_dragged(qtbot, window, path):
    assert drop(qtbot, window, "Z1.1", "O2", -1)
    assert shape(path) == [(0, "L1"), (1, "O1"), (2, "Z1.2"), (1, "O2"), (2, "Z1.1")]
    assert drop(qtbot, window, "O2", "L1", 0)
    assert shape(path)[:3] == [(0, "L1"), (1, "O2"), (2, "Z1.1")]
    assert not drop(qtbot, window, "L1", "Z1.1", -1), "never below itself"
    window.editing.stack.undo()
    window.editing.stack.undo()
    assert stored(path) == {item.goal_id: item for item in GOALS}


def test_within_its_siblings_a_goal_is_dropped_where_the_line_shows(qtbot, window, path):
    drop(qtbot, window, "O1", "L1", 2)
    assert [number for depth, number in shape(path) if depth == 1] == ["O2", "O1"]


def test_goals_are_moved_by_keys(qtbot, window, path):
    choose(window, "Z1.2")

    def press(key):
        qtbot.keyClick(window.view, key, Qt.KeyboardModifier.AltModifier)
        return shape(path)

    assert press(Qt.Key.Key_Up)[2:4] == [(2, "Z1.2"), (2, "Z1.1")]
    assert press(Qt.Key.Key_Up)[2:4] == [(2, "Z1.2"), (2, "Z1.1")]
    assert press(Qt.Key.Key_Down)[2:4] == [(2, "Z1.1"), (2, "Z1.2")]
    assert press(Qt.Key.Key_Left) == [(0, "L1"), (1, "O1"), (2, "Z1.1"), (1, "Z1.2"), (1, "O2")]
    assert press(Qt.Key.Key_Right)[2:4] == [(2, "Z1.1"), (2, "Z1.2")]
    assert window.view.current == "Z1.2"


def test_a_title_is_changed_in_the_tree(qtbot, window, path):
    index = window.model.index_of("O2")
    assert index.data(Qt.ItemDataRole.EditRole) == "Verkehr"
    assert window.model.setData(index, " Mobilität ")
    qtbot.waitUntil(lambda: stored(path)["O2"].title == "Mobilität")
    assert not window.model.setData(window.model.index_of("O2"), " ")


def test_what_others_changed_is_told_and_not_overwritten(qtbot, window, path):
    choose(window, "Z1.1")
    with Study.open(path, update=True) as other:
        goal = other.goals()[2]
        apply(other, [Change(goal, replace(goal, title="Von Kollegin"))])
    enter(qtbot, window, "title", "Von mir")
    assert stored(path)["Z1.1"].title == "Von Kollegin"
    assert "Von Kollegin" in window.told.text()
    assert "Von mir" in window.told.text()
    assert window.reload.isVisible()
    window.reload.click()
    assert window.form.fields.fields["title"].text() == "Von Kollegin"
    assert not window.reload.isVisible()
    assert window.told.text() == ""
    enter(qtbot, window, "responsible", "Amt")
    assert stored(path)["Z1.1"].responsible == "Amt"


def test_removing_tells_what_hangs_on_it_and_the_bin_gives_it_back(qtbot, window, path):
    choose(window, "Z1.1")
    qtbot.keyClick(window.view, Qt.Key.Key_Delete)
    (question,) = window.asked
    assert "Parks" in question
    assert "M1" in question
    assert "Z1.1" not in stored(path)
    window.editing.stack.undo()
    assert stored(path)["Z1.1"] == GOALS[2]
    window.editing.stack.redo()
    dialog = BinDialog(str(path))
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 2
    dialog.table.selectRow(0)
    dialog.choose_batch()
    dialog.restore()
    assert dialog.restored == 2
    assert stored(path)["Z1.1"] == GOALS[2]
    assert dialog.table.rowCount() == 0


def test_what_is_deleted_for_good_is_gone(qtbot, window, path, monkeypatch):
    choose(window, "O2")
    window.remove()
    dialog = BinDialog(str(path))
    qtbot.addWidget(dialog)
    dialog.table.selectRow(0)
    monkeypatch.setattr(dialog, "may_delete", lambda question: False)
    dialog.delete_for_good()
    assert dialog.table.rowCount() == 1
    monkeypatch.setattr(dialog, "may_delete", lambda question: True)
    dialog.delete_for_good()
    with Study.open(path) as study:
        assert len(removed(study)) == 0


def test_the_baseline_comes_from_the_results(window, path):
    choose(window, "Z1.1")
    window.form.from_results.click()
    with Study.open(path) as study:
        rows = study.values().set_index(["indicator_id", "unit_id"])["value"]
    goal = stored(path)["Z1.1"]
    assert (goal.baseline, goal.baseline_date) == (rows["gre_access_300m_share", "05315000"], "2022-05-15")
    assert window.content.checks["Z1.1"].measurable
    choose(window, "Z1.2")
    assert not window.form.from_results.isEnabled()


def test_the_baseline_of_another_indicator_does_not_stay(window, path):
    choose(window, "Z1.1")
    window.form.from_results.click()
    box = window.form.fields.fields["indicator_id"]
    box.setCurrentIndex(box.findData("mob_pt_access_share"))
    box.activated.emit(box.currentIndex())
    goal = stored(path)["Z1.1"]
    assert (goal.indicator_id, goal.baseline, goal.baseline_date) == ("mob_pt_access_share", None, None)
    assert window.told.text()
    window.editing.stack.undo()
    assert stored(path)["Z1.1"].baseline is not None


def test_quantities_are_edited_in_their_table(window, path):
    choose(window, "Z1.1")
    table = window.form.quantities
    table.add()
    table.table.item(1, 4).setText("12")
    table.table.item(1, 6).setText("viele")
    with Study.open(path) as study:
        records = {item.title: item for item in study.records(GoalIndicator)}
    assert len(records) == 2
    assert next(item for title, item in records.items() if title != "Bäume").baseline == 12.0
    assert table.table.item(1, 6).text() == ""
    table.table.setCurrentCell(0, 0)
    table.remove()
    with Study.open(path) as study:
        assert "Bäume" not in {item.title for item in study.records(GoalIndicator)}


def test_the_search_shows_goals_with_those_above_them(window):
    def visible():
        view, model = window.view, window.model
        indexes = [model.index_of(goal.goal_id) for goal in GOALS]
        return [index.data(GOAL_ROLE) for index in indexes if not view.isRowHidden(index.row(), index.parent())]

    window.search.setText("spielpl")
    assert visible() == ["L1", "O1", "Z1.2"]
    window.search.setText("")
    assert len(visible()) == len(GOALS)


def test_an_empty_study_offers_ways_to_begin(qtbot, window, path):
    with Study.open(path, update=True) as study:
        study.save_goals([])
    window.read_anew()
    assert window.stack.currentWidget() is window.empty
    window.empty.buttons["example"].click()
    goals = stored(path)
    assert len(goals) == 3
    assert all(goal.is_example for goal in goals.values())
    assert shape(path)[-1][0] == 2


def test_a_study_that_cannot_be_written_is_shown_only(qtbot, path, spy, monkeypatch):
    monkeypatch.setattr("smartcity_plugin.gui.goals.window.problem_of_writing", lambda path: "Nur lesbar.")
    window = GoalsWindow(str(path), spy, lambda: None)
    qtbot.addWidget(window)
    window.show()
    choose(window, "Z1.1")
    assert not window.form.fields.fields["title"].isEnabled()
    assert not window.buttons["new"].isEnabled()
    assert not drop(qtbot, window, "Z1.1", "O2", -1)
    qtbot.keyClick(window.view, Qt.Key.Key_Insert)
    qtbot.keyClick(window.view, Qt.Key.Key_Delete)
    assert stored(path) == {item.goal_id: item for item in GOALS}


def test_a_spreadsheet_is_shown_first_and_then_merged(window, path, catalogue, tmp_path, monkeypatch):
    with Study.open(path) as study:
        sheet = sheets_of_register(study, catalogue, "de")[0]
    rows = [list(row) for row in sheet.rows]
    rows[2][sheet.columns.index("title")] = "Viele Parks"
    file = tmp_path / "ziele.xlsx"
    write_sheets(file, [replace(sheet, rows=rows[:-1])], "de")
    seen = []

    def agree(dialog, remove):
        seen[:] = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        dialog.remove.setChecked(remove)
        return True

    monkeypatch.setattr(window, "confirm", lambda dialog: agree(dialog, remove=False))
    window.import_file(str(file))
    assert len(seen) == 2
    assert "Parks → Viele Parks" in seen[0]
    assert stored(path)["Z1.1"].title == "Viele Parks"
    assert "O2" in stored(path)
    window.editing.stack.undo()
    assert stored(path) == {item.goal_id: item for item in GOALS}
    monkeypatch.setattr(window, "confirm", lambda dialog: agree(dialog, remove=True))
    window.import_file(str(file))
    assert stored(path)["Z1.1"].title == "Viele Parks"
    assert "O2" not in stored(path)
    window.import_file(str(tmp_path / "nothing.xlsx"))
    assert "nothing.xlsx" in window.told.text()


def test_export_asks_the_algorithm(window, spy, monkeypatch, tmp_path):
    file = str(tmp_path / "out.xlsx")
    monkeypatch.setattr(
        "smartcity_plugin.gui.goals.exchange.QFileDialog.getSaveFileName", lambda *arguments: (file, "")
    )
    spy.results = {"OUTPUT": file}
    window.export_sheets()
    ((algorithm, parameters),) = spy.asked
    assert (algorithm, parameters["OUTPUT"]) == ("smartcity:exportregister", file)
    assert "out.xlsx" in window.told.text()
