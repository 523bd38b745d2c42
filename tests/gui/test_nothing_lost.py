# SPDX-License-Identifier: GPL-2.0-or-later
"""What somebody typed is never lost unseen: files that are locked, keys in place of clicks, rows others removed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.PyQt.QtCore import Qt

from smartcity_plugin.gui import register_typed
from smartcity_plugin.gui.goals.window import GoalsWindow
from smartcity_plugin.gui.measures.basics import store_judgement
from smartcity_plugin.gui.measures.window import MeasuresWindow
from smartcity_plugin.gui.scenarios.window import ScenariosWindow
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.model.strategy import Cost, Effect, Goal, GoalIndicator, Measure, Scenario
from smartcity_plugin.study.register_changes import Change, apply, removed, restore
from smartcity_plugin.study.relations import relations_of, save_relations
from smartcity_plugin.study.study import Study

KIND = RelationKind.MEASURE_GOAL


@pytest.fixture(scope="module")
def filled(build, tmp_path_factory):
    path = tmp_path_factory.mktemp("lost") / "study.gpkg"
    with build.study(path) as study:
        study.save_goals([Goal("Z1", "Grün"), Goal("Z2", "Wege")])
        study.save_records(GoalIndicator, [GoalIndicator("s1", "Z1", title="Bäume", kind="output")])
        study.save_measures([Measure("M1", "Park", planned_start="2027"), Measure("M2", "Weg", depends_on="M1")])
        study.save_records(Cost, [Cost("c1", "M1", "construction", 2027, 100.0, 100.0)])
        study.save_records(Scenario, [Scenario("S1", "Alles", measure_ids="M9,M1")])
        for number in ("e1", "e2"):
            apply(study, [Change(None, Effect(number, "M1", "headway", amount=2.0), kind_of_place="none")])
    return path.read_bytes()


@pytest.fixture(autouse=True)
def _no_questions(monkeypatch):
    """A test that fails must not wait for an answer when its window is closed."""
    monkeypatch.setattr(register_typed, "may_lose", lambda *told: True)


@pytest.fixture
def path(filled, tmp_path):
    path = tmp_path / "study.gpkg"
    path.write_bytes(filled)
    return path


@pytest.fixture
def goals(qtbot, path, spy):
    window = GoalsWindow(str(path), spy, lambda: None)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def measures(qtbot, path, smartcity_provider):
    window = MeasuresWindow(None, str(path))
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def locked(monkeypatch):
    """Let another program keep the file locked until ``free`` is called."""
    opened = Study.open.__func__

    def open_study(cls, path, update=False):
        if update:
            raise SmartCityError("study_locked", path=str(path))
        return opened(cls, path, update)

    monkeypatch.setattr(Study, "open", classmethod(open_study))
    return lambda: monkeypatch.setattr(Study, "open", classmethod(opened))


def stored(path, question=lambda study: study.measures()):
    with Study.open(path) as study:
        return question(study)


def goal_list(study):
    return study.goals()


def typed(field, text):
    """Type without leaving the field."""
    field.setFocus()
    write = field.setPlainText if hasattr(field, "setPlainText") else field.setText
    write(text)


def test_a_long_text_outlives_a_locked_file_in_the_goals(goals, path, locked):
    field = goals.form.fields.fields["description"]
    typed(field, "Drei Stunden Arbeit")
    goals.form.commit()
    goals.view.setCurrentIndex(goals.model.index_of("Z2"))
    assert (goals.goal.goal_id, goals.view.current) == ("Z1", "Z1")
    assert field.toPlainText() == "Drei Stunden Arbeit"
    assert goals.form.fields.title("description") in goals.told.text()
    locked()
    goals.view.setCurrentIndex(goals.model.index_of("Z2"))
    assert goals.goal.goal_id == "Z2"
    assert stored(path, goal_list)[0].description == "Drei Stunden Arbeit"


def test_a_long_text_outlives_a_locked_file_in_the_measures(measures, path, locked):
    field = measures.basics.form.fields["description"]
    typed(field, "Drei Stunden Arbeit")
    measures.commit()
    assert field.toPlainText() == "Drei Stunden Arbeit"
    measures.list.selectRow(1)
    assert measures.measure.measure_id == "M1"
    assert measures.list.currentIndex().row() == 0
    assert measures.basics.form.title("description") in measures.told.text()
    measures.choose("M2")
    assert field.toPlainText() == "Drei Stunden Arbeit"
    locked()
    measures.list.selectRow(1)
    assert measures.measure.measure_id == "M2"
    assert stored(path)[0].description == "Drei Stunden Arbeit"


@pytest.mark.parametrize("name", ["goals", "measures"])
def test_a_window_with_what_cannot_be_stored_asks_before_it_closes(request, name, locked, monkeypatch):
    window, asked = request.getfixturevalue(name), []
    form = window.form.fields if name == "goals" else window.basics.form
    typed(form.fields["title"], "Neuer Titel")
    monkeypatch.setattr(register_typed, "may_lose", lambda *told: asked.append(told) or False)
    window.close()
    assert window.isVisible()
    window.reject()
    assert window.isVisible()
    assert len(asked) == 2
    locked()
    window.close()
    assert not window.isVisible()
    assert stored(window.path, goal_list if name == "goals" else Study.measures)[0].title == "Neuer Titel"


def test_an_effect_keeps_what_was_typed_while_the_file_is_locked(measures, path, locked):
    page = measures.effects
    typed(page.form.fields["note"], "Annahme: Takt 10")
    page.commit()
    page.list.setCurrentRow(1)
    assert page.list.currentRow() == 0
    assert page.form.fields["note"].toPlainText() == "Annahme: Takt 10"
    locked()
    page.list.setCurrentRow(1)
    assert (page.list.currentRow(), page.current.effect.effect_id) == (1, "e2")
    assert page.form.fields["note"].toPlainText() == ""
    assert stored(path, lambda study: study.effects("M1"))[0].effect.note == "Annahme: Takt 10"


def test_cells_never_show_what_is_not_stored(goals, measures, path, locked):
    cells = goals.form.quantities.table
    cells.item(0, 0).setText("Linden")
    assert cells.item(0, 0).text() == "Bäume"
    assert "Linden" in goals.told.text()
    model = measures.money.costs.model
    assert not model.setData(model.index(0, model.names.index("note")), "Angebot vom Mai")
    assert "Angebot vom Mai" in measures.told.text()


def test_keys_store_what_is_typed_before_they_act(goals, measures, path):
    """Alt and a letter presses a button without leaving the field."""
    for window, field, names in (
        (goals, goals.form.fields.fields["responsible"], ("undo", "duplicate")),
        (measures, measures.basics.form.fields["lead"], ("undo", "copy")),
    ):
        for number, name in enumerate(names):
            typed(field, f"Amt {number}")
            window.buttons["undo"].setEnabled(True)
            window.buttons[name].click()
            if name == "undo":
                window.buttons["redo"].click()
            row = stored(path, goal_list if window is goals else Study.measures)[0]
            assert f"Amt {number}" in (getattr(row, "responsible", None), getattr(row, "lead", None)), name


def test_another_window_choosing_a_measure_loses_nothing(measures, path):
    typed(measures.timing.form.fields["planned_end"], "2029-05")
    measures.timing.chart.chosen.emit("M2")
    assert measures.measure.measure_id == "M2"
    assert stored(path)[0].planned_end == "2029-05"


def test_half_a_year_is_no_year(goals, path):
    typed(goals.form.fields.fields["target_year"], "203")
    goals.view.setCurrentIndex(goals.model.index_of("Z2"))
    assert stored(path, goal_list)[0].target_year is None
    assert "203" in goals.told.text()


def test_undo_passes_over_what_somebody_put_back_from_the_bin(qtbot, measures, path, monkeypatch):
    monkeypatch.setattr(MeasuresWindow, "_may_remove", lambda self, question: True)
    measures.set_field("lead", "Amt A")
    measures.choose("M2")
    measures.remove()
    with Study.open(path, update=True) as study:
        restore(study, list(removed(study)["removed_id"]))
    measures.editing.stack.undo()
    qtbot.wait(5)
    assert measures.told.text().startswith("⚠")
    measures.editing.stack.undo()
    assert stored(path)[0].lead is None


def test_a_rationale_written_meanwhile_stays(path):
    with Study.open(path, update=True) as study:
        seen = Relation(KIND, "M1", "Z1", 1)
        save_relations(study, KIND, [replace(seen, rationale="Von der Kollegin", author="K")])
        store_judgement(study, ("M1", "Z1"), seen, replace(seen, value=2))
        (found,) = relations_of(study, KIND)
        assert (found.value, found.rationale, found.author) == (2, "Von der Kollegin", "K")
        with pytest.raises(SmartCityError):
            store_judgement(study, ("M1", "Z1"), replace(seen, value=2), None)


def test_a_scenario_keeps_measures_that_were_deleted(qtbot, path, spy):
    window = ScenariosWindow(str(path), spy, lambda: None)
    qtbot.addWidget(window)
    column = 0
    item = next(item for item in window.measures.items() if item.data(column, Qt.ItemDataRole.UserRole) == "M2")
    item.setCheckState(column, Qt.CheckState.Checked)
    assert stored(path, lambda study: study.records(Scenario))[0].measure_ids == "M9,M1,M2"


def test_a_goals_number_holds_no_comma(goals, path):
    assert not goals.set_field("goal_id", "Z1,5")
    assert goals.told.text()
    assert [goal.goal_id for goal in stored(path, goal_list)] == ["Z1", "Z2"]


def test_odd_parameters_of_an_effect_are_shown(measures, path):
    with Study.open(path, update=True) as study:
        placed = study.effects("M1")[0]
        odd = replace(placed.effect, parameters='{"mode": 3, "stops": ["Markt"]}', amount=None)
        apply(study, [Change(placed.effect, odd, kind_of_place="none")])
    measures.read()
    measures.commit()
    assert stored(path, lambda study: study.effects("M1"))[0].effect == odd


def test_a_number_taken_meanwhile_does_not_keep_from_new_goals(goals, path):
    with Study.open(path, update=True) as study:
        apply(study, [Change(None, Goal("Z3", "Von der Kollegin"))])
    goals.add_vision()
    assert goals.reload.isVisible()
    goals.reload.click()
    goals.add_vision()
    assert [goal.goal_id for goal in stored(path, goal_list)] == ["Z1", "Z2", "Z3", "Z4"]


def test_where_nothing_was_shown_nothing_is_unstored(qtbot, build, tmp_path, spy, monkeypatch):
    """A form without a goal holds nothing that somebody typed: no question, and another row may be chosen."""
    asked = []
    monkeypatch.setattr(register_typed, "may_lose", lambda *told: asked.append(told) or True)
    with build.study(tmp_path / "empty.gpkg") as study:
        empty = study.path
    window = GoalsWindow(str(empty), spy, lambda: None)
    qtbot.addWidget(window)
    window.show()
    window.choose("Z9")
    assert window.typed.unstored == []
    assert "Example" not in window.told.text()
    window.close()
    assert asked == []
