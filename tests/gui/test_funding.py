# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the funding check: lights, facts, answers stored at once, undo, conflicts, evidence."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt

from smartcity_plugin.gui.funding.page import ITEM
from smartcity_plugin.gui.funding.window import open_funding
from smartcity_plugin.model.strategy import Answer, Goal, Measure
from smartcity_plugin.study.checklists import answer_change, answer_of
from smartcity_plugin.study.register_changes import apply
from smartcity_plugin.study.study import Study


@pytest.fixture
def path(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("Z1", "Mehr Grün", dimensions="ecological", decision="24/1"), Goal("Z2", "Wege")])
        study.save_measures([Measure("M1", "Park", goal_ids="Z1", unit_ids="west")])
        return study.path


@pytest.fixture
def window(qtbot, path):
    calls = []
    window = open_funding(None, str(path), None, lambda: calls.append(1))
    window.calls = calls
    qtbot.addWidget(window)
    yield window
    window._has_warned = True


def stored(path, item, checklist="funding"):
    with Study.open(path) as study:
        return answer_of(study, checklist, item)


def test_items_show_what_the_study_holds(window):
    page = window.pages["funding"]
    page.choose("dimensions")
    assert page.items["dimensions"].status == "partly"
    assert "1" in page.facts.text()
    assert page.light.text().startswith("▲")
    assert [page.evidence.item(row).data(ITEM) for row in range(page.evidence.count())] == ["goal:Z1"]
    assert "Mehr Grün" in page.evidence.item(0).text()
    page.choose("scalable")
    assert page.light.text().startswith("○")
    assert page.reckoning.isHidden()
    assert page.evidence.isHidden()
    assert sum(item.item.id[0].isdigit() for item in window.pages["charta"].items.values()) == 12


def test_answers_are_stored_at_once_and_taken_back(qtbot, window, path):
    page = window.pages["funding"]
    page.choose("scalable")
    page.form.text.setPlainText("Für alle Ortsteile")
    page.choose("exchange")  # leaving stores
    assert stored(path, "scalable").text == "Für alle Ortsteile"
    assert page.title.text()
    assert page.tree.currentItem().data(0, ITEM) == "exchange"
    assert page.form.text.toPlainText() == ""
    page.form.status.setCurrentIndex(page.form.status.findData("fulfilled"))
    assert page.items["exchange"].status == "fulfilled"
    assert len(window.calls) == 2
    window.undo.click()
    assert stored(path, "exchange") is None
    assert page.form.status.currentData() is None
    window.take_back()
    assert stored(path, "scalable") is None
    window.redo.click()
    assert stored(path, "scalable").text == "Für alle Ortsteile"
    assert page.items["exchange"].status == "unknown"


def test_an_answer_never_overrules_the_study(window, path):
    page = window.pages["funding"]
    page.choose("resolution")
    page.form.status.setCurrentIndex(page.form.status.findData("fulfilled"))
    assert page.items["resolution"].status == "partly"
    assert page.items["resolution"].is_contested
    assert "≠" in page.tree.currentItem().text(0)
    page.form.take.click()
    assert stored(path, "resolution").evidence == "goal:Z1"


def test_what_others_stored_is_not_overwritten_and_nothing_typed_is_lost(qtbot, window, path):
    page = window.pages["funding"]
    page.choose("scalable")
    page.form.responsible.setText("Bauamt")
    window.commit()
    with Study.open(path, update=True) as study:
        before = answer_of(study, "funding", "scalable")
        apply(study, [answer_change("funding", "scalable", before, responsible="Hauptamt")])
    page.form.responsible.setText("Umweltamt")
    page.choose("exchange")
    assert page.tree.currentItem().data(0, ITEM) == "scalable"
    assert page.form.responsible.text() == "Umweltamt"
    assert window.told.text()
    assert stored(path, "scalable").responsible == "Hauptamt"
    window.reject()
    assert window.isVisible()
    window.reload.click()
    assert page.form.responsible.text() == "Hauptamt"
    window.reject()
    assert not window.isVisible()


def test_evidence_opens_its_window(qtbot, window):
    page = window.pages["funding"]
    page.choose("dimensions")
    opened = []
    page._jump = opened.append
    page.evidence.setCurrentRow(0)
    qtbot.keyClick(page.evidence, Qt.Key.Key_Return)
    assert opened == ["goal:Z1"]
    window.jump("indicator:gre_access_300m_share")
    assert window.told.text()


def test_a_study_that_cannot_be_written_is_only_shown(qtbot, path, monkeypatch):
    monkeypatch.setattr("smartcity_plugin.gui.funding.window.problem_of_writing", lambda _: "locked")
    window = open_funding(None, str(path), None, lambda: None)
    qtbot.addWidget(window)
    page = window.pages["charta"]
    page.choose("1.3")
    assert not page.form.isEnabled()
    assert window.told.text() == "locked"
    assert window.store(page.items["1.3"], {"status": "fulfilled"})
    assert stored(path, "1.3", "charta") is None


def test_answers_of_both_lists_are_kept_apart(window, path):
    window.pages["charta"].choose("1.3")
    window.pages["charta"].form.text.setPlainText("Stabsstelle")
    assert window.commit()
    assert isinstance(stored(path, "1.3", "charta"), Answer)
    assert stored(path, "1.3") is None
