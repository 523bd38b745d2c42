# SPDX-License-Identifier: GPL-2.0-or-later
"""The editor of the matrices: keys, totals, undo, rationale, suggestions, saving."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QStyleOptionViewItem

from smartcity_plugin.gui.relations_dialog import RelationsDialog, open_relations
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.model.strategy import Goal, Measure
from smartcity_plugin.study.relations import relation_matrix, relations_of, save_relations
from smartcity_plugin.study.study import Study

KIND = RelationKind.MEASURE_GOAL
GOALS = RelationKind.GOAL_GOAL


@pytest.fixture
def path(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("L", "Vision"), *(Goal(f"Z{n}", f"Ziel {n}", parent_id="L") for n in (1, 2, 3))])
        study.save_measures([Measure("M1", "Radachse", goal_ids="Z1"), Measure("M2", "Parkhaus")])
        old = Relation(KIND, "M2", "Z2", -1, "nimmt Platz", "Rat")
        save_relations(study, KIND, [old])
        return study.path


@pytest.fixture
def dialog(qtbot, path, monkeypatch):
    monkeypatch.setattr(RelationsDialog, "_may_discard", lambda self: True)
    dialog = RelationsDialog(str(path))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(qtbot, dialog, row, column, *keys):
    dialog.view.setCurrentIndex(dialog.model.index(row, column))
    for key in keys:
        qtbot.keyClick(dialog.view, key)


def shown(dialog):
    model = dialog.model
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def choose(dialog, kind):
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def test_keys_judge_and_totals_follow(qtbot, dialog):
    assert shown(dialog) == [["(+1)", "", "", "0"], ["", "▼ −1 ✎", "", "−1"], ["0", "−1", "0", ""]]
    press(qtbot, dialog, 0, 0, Qt.Key.Key_2)
    press(qtbot, dialog, 0, 1, Qt.Key.Key_Minus, Qt.Key.Key_2)
    press(qtbot, dialog, 0, 2, Qt.Key.Key_0)
    press(qtbot, dialog, 1, 1, Qt.Key.Key_Delete)
    assert shown(dialog) == [["▲▲ +2", "▼▼ −2", "○ 0", "0"], ["", "", "", "0"], ["+2", "−2", "0", ""]]


def test_a_minus_alone_changes_nothing_and_does_not_linger(qtbot, dialog):
    press(qtbot, dialog, 0, 1, Qt.Key.Key_Minus)
    assert not dialog.is_changed
    press(qtbot, dialog, 0, 1, Qt.Key.Key_Minus, Qt.Key.Key_Right, Qt.Key.Key_1)
    assert shown(dialog)[0][2] == "▲ +1"


def test_every_step_can_be_undone_and_made_again(qtbot, dialog):
    before = shown(dialog)
    press(qtbot, dialog, 0, 0, Qt.Key.Key_1)
    press(qtbot, dialog, 0, 0, Qt.Key.Key_2)
    dialog.buttons["undo"].click()
    assert shown(dialog)[0][0] == "▲ +1"
    dialog.undo()
    assert shown(dialog) == before
    assert not dialog.buttons["undo"].isEnabled()
    dialog.redo()
    dialog.redo()
    assert shown(dialog)[0][0] == "▲▲ +2"


def test_saving_stores_values_reasons_and_author_and_no_suggestion(qtbot, dialog, path):
    dialog.author.setText("Bauamt")
    press(qtbot, dialog, 1, 2, Qt.Key.Key_Minus, Qt.Key.Key_2)
    dialog.rationale.setPlainText("mehr Verkehr im Park ")
    press(qtbot, dialog, 0, 1, Qt.Key.Key_1)
    dialog.save()
    assert not dialog.is_changed
    with Study.open(path) as study:
        stored = {(item.from_id, item.to_id): item for item in relations_of(study, KIND)}
    assert set(stored) == {("M2", "Z2"), ("M2", "Z3"), ("M1", "Z2")}
    found = stored[("M2", "Z3")]
    assert (found.value, found.rationale, found.author) == (-2, "mehr Verkehr im Park", "Bauamt")
    assert found.changed_at.startswith("20")
    assert stored[("M2", "Z2")].author == "Rat", "what nobody touched keeps its author"


def test_looking_at_cells_changes_nothing(qtbot, dialog):
    dialog.author.setText("Neugierige")
    for row in range(2):
        for column in range(3):
            dialog.view.setCurrentIndex(dialog.model.index(row, column))
    choose(dialog, GOALS)
    choose(dialog, KIND)
    assert not dialog.is_changed


def test_goals_can_be_judged_in_both_directions_at_once(qtbot, dialog, path):
    choose(dialog, GOALS)
    assert shown(dialog)[0][0] == "×"
    dialog.symmetric.setChecked(True)
    press(qtbot, dialog, 0, 1, Qt.Key.Key_2)
    assert (shown(dialog)[0][1], shown(dialog)[1][0]) == ("▲▲ +2", "▲▲ +2")
    dialog.undo()
    assert (shown(dialog)[0][1], shown(dialog)[1][0]) == ("", "")
    dialog.redo()
    press(qtbot, dialog, 0, 0, Qt.Key.Key_2)
    dialog.save()
    with Study.open(path) as study:
        assert {(i.from_id, i.to_id): i.value for i in relations_of(study, GOALS)} == {
            ("Z1", "Z2"): 2,
            ("Z2", "Z1"): 2,
        }
        assert relation_matrix(study, KIND).value("M2", "Z2") == -1


def test_the_list_in_a_cell_offers_all_values(dialog):
    index = dialog.model.index(1, 1)
    delegate = dialog.view.itemDelegate()
    editor = delegate.createEditor(dialog.view, QStyleOptionViewItem(), index)
    assert isinstance(editor, QComboBox)
    assert [editor.itemData(n) for n in range(editor.count())] == [None, 2, 1, 0, -1, -2]
    delegate.setEditorData(editor, index)
    assert editor.currentData() == -1
    editor.setCurrentIndex(1)
    delegate.setModelData(editor, dialog.model, index)
    assert dialog.model.relation(index).value == 2


def test_what_is_open_is_told(dialog):
    assert "1 of 6 pairs are judged." in dialog.told.text()
    assert "Measures without a goal: M2." in dialog.told.text()
    assert "Goals without a measure: Z2, Z3." in dialog.told.text()


def test_the_matrix_goes_to_the_clipboard(dialog):
    dialog.copy()
    lines = QgsApplication.clipboard().text().splitlines()
    assert lines == [";Z1;Z2;Z3;Σ", "M1;;;;0", "M2;;-1;;-1", "Σ;0;-1;0;"]


def test_unsaved_judgements_are_not_lost_by_accident(qtbot, dialog, monkeypatch):
    press(qtbot, dialog, 0, 1, Qt.Key.Key_1)
    monkeypatch.setattr(dialog, "_may_discard", lambda: False)
    dialog.reject()
    assert dialog.isVisible()
    monkeypatch.setattr(dialog, "_may_discard", lambda: True)
    dialog.reject()
    assert not dialog.isVisible()


def test_a_failure_is_one_sentence(qtbot, tmp_path):
    dialog = open_relations(None, tmp_path / "missing.gpkg")
    assert dialog.told.text()
    assert not dialog.buttons["copy"].isEnabled()
    dialog.close()
