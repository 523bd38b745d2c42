# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog of the rules: what it lists, changing, own rules, resetting, what is refused."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QWidget

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.rules import load_rules
from smartcity_plugin.gui.rules_dialog import RulesDialog, open_rules
from smartcity_plugin.model.rule import IndicatorCondition, Operator, Reading, Scale
from smartcity_plugin.study.rules import rules_of
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

SHIPPED = load_rules()


@pytest.fixture
def path(build, catalogue, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, ["gre_local_supply"])
        return study.path


@pytest.fixture
def answers(monkeypatch):
    """What the user answers to questions, and the questions."""
    asked: list[str] = []
    monkeypatch.setattr(RulesDialog, "_may", lambda self, question: asked.append(question) or True)
    return asked


@pytest.fixture
def dialog(qtbot, path, answers):
    dialog = RulesDialog(str(path))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog, rule_id):
    rows = [row for row in range(dialog.table.rowCount()) if dialog.table.item(row, 0).text() == rule_id]
    dialog.table.selectRow(rows[0])


def part(dialog, name):
    found = dialog.form.findChild(QWidget, f"smartcity_rule_{name}")
    assert found is not None, name
    return found


def stored(path):
    with Study.open(path) as study:
        return rules_of(study, load_catalogue())


def state(dialog, rule_id):
    for row in range(dialog.table.rowCount()):
        if dialog.table.item(row, 0).text() == rule_id:
            return dialog.table.item(row, 3).text()
    return None


def test_all_rules_are_listed_with_what_they_lack(dialog):
    assert [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())] == list(SHIPPED)
    choose(dialog, "K9")
    assert state(dialog, "K9") == "lacks data"
    assert "Rule K9 cannot be checked: data are missing: Roofs suitable for solar power." in dialog.status.text()


@pytest.mark.parametrize("rule_id", sorted(SHIPPED))
def test_looking_at_a_rule_changes_nothing(dialog, rule_id):
    choose(dialog, rule_id)
    assert dialog.form.value() == SHIPPED[rule_id]
    assert dialog.keep()
    assert dialog.drafts == {}


def test_threshold_operator_reason_and_switch_are_stored(dialog, path):
    choose(dialog, "K2")
    part(dialog, "threshold").setValue(0.45)
    part(dialog, "operator").setCurrentIndex(1)
    part(dialog, "active").setChecked(False)
    dialog.form.reason.value = {"de": "Weil.", "en": ""}
    choose(dialog, "S1")
    assert state(dialog, "K2").startswith("not saved, switched off")
    dialog.save()
    rule = stored(path)["K2"]
    assert (rule.threshold, rule.operator, rule.active) == (0.45, Operator.GEOMETRIC_MEAN, False)
    assert (rule.reason.de, rule.reason.en) == ("Weil.", "Weil.")
    assert rule.operands == SHIPPED["K2"].operands
    assert state(dialog, "K2").startswith("changed, switched off")
    assert "Saved (1)" in dialog.told.text()


def test_an_operand_becomes_an_indicator_with_its_ends(dialog, path):
    choose(dialog, "S8")
    source = part(dialog, "b_source")
    source.setCurrentIndex(source.findData("hou_pop_density"))
    reading = part(dialog, "b_reading")
    reading.setCurrentIndex(reading.findData(Reading.VALUE))
    assert not dialog.keep(), "no ends yet"
    assert "Operand b needs two different numbers" in dialog.told.text()
    part(dialog, "b_zero").value = 50.0
    part(dialog, "b_full").value = 10.0
    dialog.save()
    assert stored(path)["S8"].operands[1].conditions == (
        IndicatorCondition("hou_pop_density", Reading.VALUE, Scale(50.0, 10.0)),
    )


def test_the_ends_of_a_layer_can_be_moved(dialog, path):
    choose(dialog, "S8")
    assert part(dialog, "b_zero").isEnabled()
    assert not part(dialog, "a_zero").isEnabled()
    part(dialog, "b_zero").value = 800.0
    dialog.save()
    condition = stored(path)["S8"].operands[1].conditions[0]
    assert (condition.role, condition.scale) == ("poi_primary_school", Scale(800.0, 200.0))


def test_an_indicator_that_is_not_rated_can_only_be_read_by_its_value(dialog):
    choose(dialog, "K2")
    source, reading = part(dialog, "b_source"), part(dialog, "b_reading")
    source.setCurrentIndex(source.findData("hou_infill_potential"))
    assert [reading.itemData(n) for n in range(reading.count())] == [Reading.VALUE]
    source.setCurrentIndex(0)
    assert dialog.form.value() == SHIPPED["K2"]


def test_own_rules_are_made_from_others_and_removed(dialog, path, answers):
    choose(dialog, "K2")
    dialog.buttons["duplicate"].click()
    assert dialog.chosen == "E1"
    dialog.save()
    assert list(stored(path))[-1] == "E1"
    choose(dialog, "E1")
    dialog.buttons["reset"].click()
    assert len(answers) == 1
    assert list(stored(path)) == list(SHIPPED)


def test_a_changed_rule_is_reset(dialog, path, answers):
    choose(dialog, "K2")
    assert not dialog.buttons["reset"].isEnabled()
    part(dialog, "threshold").setValue(0.9)
    dialog.save()
    choose(dialog, "K2")
    dialog.buttons["reset"].click()
    assert stored(path) == SHIPPED
    assert answers == []
    assert part(dialog, "threshold").value() == 0.6


def test_without_a_title_the_rule_stays_open(dialog):
    choose(dialog, "K2")
    dialog.form.title.value = {"de": "", "en": ""}
    choose(dialog, "K3")
    assert dialog.chosen == "K2"
    assert "needs a title" in dialog.told.text()


def test_unsaved_changes_are_asked_about(qtbot, dialog, monkeypatch):
    choose(dialog, "K2")
    part(dialog, "threshold").setValue(0.9)
    monkeypatch.setattr(RulesDialog, "_may", lambda self, question: False)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    monkeypatch.setattr(RulesDialog, "_may", lambda self, question: True)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_keys_lead_through_the_list(qtbot, dialog):
    choose(dialog, "K1")
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.form.rule.id == "K2"


def test_a_failure_is_one_sentence(qtbot, tmp_path, answers):
    dialog = open_rules(None, tmp_path / "missing.gpkg")
    assert dialog.told.text()
    assert not dialog.buttons["duplicate"].isEnabled()
    dialog.close()
