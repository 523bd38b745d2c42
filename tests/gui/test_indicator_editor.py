# SPDX-License-Identifier: GPL-2.0-or-later
"""The editor of own indicators: the list, duplicating, formulas, flaws beside their fields, storing and removing."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QMessageBox, QWidget

from smartcity_plugin.bridge.expressions import look_at
from smartcity_plugin.bridge.tasks import TaskRunner
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.own import OwnEntry, completed, definition, duplicate, new_formula
from smartcity_plugin.gui.indicator_editor import dialog as module
from smartcity_plugin.gui.indicator_editor.dialog import IndicatorDialog
from smartcity_plugin.gui.indicator_editor.form import IndicatorForm
from smartcity_plugin.study.own_indicators import save_own
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

SHIPPED = load_catalogue()


@pytest.fixture
def runner(qtbot):
    runner = TaskRunner()
    yield runner
    runner.stop()


@pytest.fixture
def path(build, catalogue, tmp_path, smartcity_provider):
    """A small computed study with one own indicator and a formula."""
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, ["gre_local_supply"])
        save_own(study, duplicate(SHIPPED.indicators["gre_local_supply"], []), look_at)
        entry = new_formula([], "green", "percent")
        content = {**entry.content, "title": {"de": "Grad", "en": "Degree"}, "expression": '"gre_local_supply" / 6'}
        assert save_own(study, completed(OwnEntry("own_degree", "", content), SHIPPED), look_at) == []
        return study.path


@pytest.fixture
def make(qtbot, runner, path):
    def build(**more):
        dialog = IndicatorDialog(str(path), runner, **more)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.contents is not None, timeout=20_000)
        return dialog

    return build


def choose(dialog, indicator_id):
    dialog.table.selectRow(dialog._ids.index(indicator_id))
    assert dialog.chosen == indicator_id


def enabled(dialog):
    return {name for name, button in dialog.buttons.items() if button.isEnabled()}


def shown(dialog):
    table = dialog.table
    return [table.item(row, 4).text() for row in range(table.rowCount()) if not table.isRowHidden(row)]


def part(widget, name):
    found = widget.findChild(QWidget, f"smartcity_indicator_{name}")
    assert found is not None, name
    return found


def stored(path):
    with Study.open(path) as study:
        return {entry.id: entry for entry in study.own_entries()}


# The list -----------------------------------------------------------------------------------------------------------


def test_the_list_shows_own_indicators_first_and_is_searched(make):
    dialog = make()
    assert shown(dialog) == ["own_gre_local_supply", "own_degree", *SHIPPED.indicators]
    dialog.own_only.setChecked(True)
    assert shown(dialog) == ["own_gre_local_supply", "own_degree"]
    dialog.own_only.setChecked(False)
    dialog.search.setText("own_ degree")
    assert shown(dialog) == ["own_degree"]
    dialog.search.clear()
    dialog.sector.value = "housing"
    assert shown(dialog) == [item.id for item in SHIPPED.indicators_of("housing")]


def test_only_own_indicators_can_be_edited_and_removed(make):
    dialog = make()
    always = {"formula", "export", "import"}
    assert enabled(dialog) == always
    choose(dialog, "gre_local_supply")
    assert enabled(dialog) == {*always, "duplicate"}
    choose(dialog, "own_degree")
    assert enabled(dialog) == {*always, "duplicate", "edit", "remove"}
    dialog.search.setText("gre_local")  # what is hidden is not chosen
    assert enabled(dialog) == always


def test_a_study_that_is_read_only_can_be_looked_at_and_exported(make):
    dialog = make(writable=False)
    choose(dialog, "own_degree")
    assert enabled(dialog) == {"export"}


def test_what_cannot_be_used_any_more_is_told_and_can_be_removed(make, path, qtbot, monkeypatch):
    with Study.open(path, update=True) as study:
        study.write_own([OwnEntry("own_old", "gre_gone", definition(SHIPPED.indicators["gre_local_supply"]))])
    dialog = make()
    assert "own_old" in part(dialog, "told").text()
    choose(dialog, "own_old")
    assert enabled(dialog) == {"formula", "export", "import", "remove"}
    press(monkeypatch, "&Remove")
    dialog.remove()
    qtbot.waitUntil(lambda: "own_old" not in stored(path), timeout=20_000)


def press(monkeypatch, label):
    """Let every question be answered by the button of this label."""

    def answer(box):
        button = next(button for button in box.buttons() if button.text() == label)
        box.clickedButton = lambda: button
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)


def test_removing_asks_first_and_keeps_what_is_needed(make, path, qtbot, monkeypatch):
    with Study.open(path, update=True) as study:
        entry = stored(path)["own_degree"]
        content = {**entry.content, "expression": "own_gre_local_supply * 2"}
        assert save_own(study, OwnEntry("own_degree", "", content), look_at) == []
    changes = []
    dialog = make(changed=lambda: changes.append(1))
    choose(dialog, "own_gre_local_supply")
    press(monkeypatch, "&Keep")
    dialog.remove()
    assert not dialog._runner.busy
    press(monkeypatch, "&Remove")
    dialog.remove()
    qtbot.waitUntil(lambda: "own_degree" in part(dialog, "told").text(), timeout=20_000)
    assert set(stored(path)) == {"own_degree", "own_gre_local_supply"}
    choose(dialog, "own_degree")
    dialog.remove()
    qtbot.waitUntil(lambda: set(stored(path)) == {"own_gre_local_supply"}, timeout=20_000)
    qtbot.waitUntil(lambda: changes == [1], timeout=20_000)


@pytest.mark.parametrize("indicator_id", ["gre_local_supply", "own_degree"])
def test_a_duplicate_is_stored_under_a_free_id(make, path, qtbot, monkeypatch, indicator_id):
    monkeypatch.setattr(module.IndicatorForm, "exec", lambda form: form.accept() or form.result())
    dialog = make()
    choose(dialog, indicator_id)
    dialog.duplicate()
    expected = {"gre_local_supply": "own_gre_local_supply_2", "own_degree": "own_degree_2"}[indicator_id]
    qtbot.waitUntil(lambda: expected in stored(path), timeout=20_000)
    qtbot.waitUntil(lambda: dialog.chosen == expected, timeout=20_000)


def test_the_spreadsheet_goes_out_and_comes_back(make, path, qtbot, monkeypatch, tmp_path):
    file = str(tmp_path / "x.xlsx")
    monkeypatch.setattr(module.QFileDialog, "getSaveFileName", lambda *_: (file, ""))
    monkeypatch.setattr(module.QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    dialog = make()
    before = stored(path)
    dialog.export()
    qtbot.waitUntil(lambda: "x.xlsx" in part(dialog, "told").text(), timeout=20_000)
    with Study.open(path, update=True) as study:
        study.write_own([], ["own_degree"])
    dialog.import_file()
    qtbot.waitUntil(lambda: stored(path) == before, timeout=20_000)


# The form -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def form(qtbot):
    def build(entry, others=(), values=None, is_new=True):
        form = IndicatorForm(entry, SHIPPED, others, values, is_new)
        qtbot.addWidget(form)
        form.show()
        return form

    return build


@pytest.mark.parametrize("name", sorted(SHIPPED.indicators))
def test_who_changes_nothing_gets_the_same(form, name):
    entry = duplicate(SHIPPED.indicators[name], [])
    shown_form = form(entry)
    assert shown_form.entered() == (entry, [])
    shown_form.accept()
    assert shown_form.result() == QDialog.DialogCode.Accepted
    assert shown_form.entry == completed(entry, SHIPPED)


def test_what_is_entered_is_what_is_stored(form):
    shown_form = form(duplicate(SHIPPED.indicators["gre_local_supply"], []))
    part(shown_form, "title_de").setText("Grün in der Nähe")
    part(shown_form, "title_en").clear()
    part(shown_form, "parameter_distance").setValue(650.5)
    part(shown_form, "full").setText("7,5")
    shown_form.accept()
    content = shown_form.entry.content
    assert content["title"] == {"de": "Grün in der Nähe", "en": ""}
    assert content["parameters"]["distance"]["value"] == 650.5
    assert content["parameters"]["distance"]["source"]["de"] == "Festlegung der Kommune"
    assert content["goalposts"]["full"] == 7.5
    assert content["goalposts"]["source"]["de"] == "Festlegung der Kommune"


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_stored(form):
    shown_form = form(duplicate(SHIPPED.indicators["gre_local_supply"], []))
    part(shown_form, "title_de").clear()
    part(shown_form, "full").setText("viel")
    part(shown_form, "add_threshold").click()
    shown_form.accept()
    assert shown_form.isVisible()
    general, thresholds = shown_form._pages["indicators"], shown_form._pages["thresholds"]
    assert "German text is missing" in general.lines["title_de"].text
    assert "viel" in general.lines["full"].text
    assert general.lines["sector"].text == ""
    assert "number is missing" in thresholds.lines["2:value"].text
    assert "source" in thresholds.lines["2:source_de"].text
    assert shown_form.tabs.currentIndex() == 0
    assert ": 5." in part(shown_form, "summary").text()
    part(shown_form, "title_de").setText("Titel")
    part(shown_form, "full").setText("6")
    shown_form.accept()
    assert general.lines["title_de"].text == ""
    assert shown_form.tabs.currentIndex() == 2
    thresholds._boxes[1].remove.click()
    shown_form.accept()
    assert shown_form.result() == QDialog.DialogCode.Accepted


def test_an_id_that_is_taken_is_told(form):
    entry = duplicate(SHIPPED.indicators["gre_local_supply"], [])
    shown_form = form(entry, [entry])
    shown_form.accept()
    assert entry.id in shown_form._pages["indicators"].lines["id"].text


def test_only_one_threshold_is_the_target(form):
    shown_form = form(duplicate(SHIPPED.indicators["gre_local_supply"], []))
    page = shown_form._pages["thresholds"]
    part(shown_form, "add_threshold").click()
    assert [box.target.isChecked() for box in page._boxes] == [True, False]
    page._boxes[1].target.setChecked(True)
    assert [box.target.isChecked() for box in page._boxes] == [False, True]


def test_the_scale_follows_the_direction(form):
    shown_form = form(duplicate(SHIPPED.indicators["gre_local_supply"], []))
    general = shown_form._pages["indicators"]
    assert part(shown_form, "zero").isVisible()
    assert not part(shown_form, "lower_zero").isVisible()
    general.direction.value = "band"
    assert not part(shown_form, "zero").isVisible()
    assert part(shown_form, "lower_zero").isVisible()
    general.direction.value = "neutral"
    assert not part(shown_form, "zero").isVisible()
    assert "goalposts" not in shown_form.entered()[0].content


def test_a_formula_is_put_together_from_names_and_shows_its_values(form, make, qtbot):
    values = make().contents.values
    shown_form = form(new_formula([], "green", "percent"), values=values)
    page = shown_form._pages["formula"]
    part(shown_form, "title_de").setText("Grad")
    part(shown_form, "search_names").setText("gre_local_supply")
    names = part(shown_form, "names")
    visible = [row for row in range(names.count()) if not names.item(row).isHidden()]
    names.setCurrentRow(visible[0])
    part(shown_form, "insert").click()
    page.edit.insertPlainText(" * 2")
    page.show_values()
    first = values.table.iloc[0]
    words = part(shown_form, "preview").text().splitlines()
    assert len(words) == 2
    assert words[0] == f"{first['name']}: {2 * first['gre_local_supply']:.6g}"
    page.edit.setPlainText('"gre_lokal" * 2')
    page.show_values()
    assert "gre_lokal" in page.lines["expression"].text
    assert not part(shown_form, "preview").isVisible()
    shown_form.accept()
    assert shown_form.isVisible()
    page.edit.setPlainText('"gre_local_supply" * 2')
    shown_form.accept()
    assert shown_form.entry.content["indicators"] == ["gre_local_supply"]
    assert shown_form.entry.content["formula"] == {"de": "", "en": ""}


def test_the_builder_of_qgis_knows_the_names(form, make):
    shown_form = form(new_formula([], "green", "percent"), values=make().contents.values)
    layer = shown_form._pages["formula"]._layer()
    assert layer.featureCount() == 2
    assert {"area_ha", "name", "gre_local_supply", "hou_pop_density"} <= {field.name() for field in layer.fields()}


def test_what_was_entered_is_not_lost_without_asking(form, monkeypatch):
    entry = duplicate(SHIPPED.indicators["gre_local_supply"], [])
    shown_form = form(entry)
    part(shown_form, "title_de").setText("Anders")
    press(monkeypatch, "&Keep editing")
    shown_form.reject()
    assert shown_form.isVisible()
    press(monkeypatch, "&Discard")
    shown_form.reject()
    assert not shown_form.isVisible()
    untouched = form(entry)
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: pytest.fail("nothing to ask"))
    untouched.reject()
    assert not untouched.isVisible()


def test_the_wheel_changes_only_what_has_the_focus(form, qtbot):
    shown_form = form(duplicate(SHIPPED.indicators["gre_local_supply"], []))
    assert part(shown_form, "parameter_distance").focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert part(shown_form, "sector").focusPolicy() == Qt.FocusPolicy.StrongFocus


# In the cockpit -----------------------------------------------------------------------------------------------------


def test_the_cockpit_opens_the_list_once(home, open_study, path, qtbot):
    from smartcity_plugin.gui.steps import Action

    open_study(path)
    for _ in range(2):
        home.commands.perform(Action.EDIT_INDICATORS)
    dialogs = [window for window in home.commands._dialogs if isinstance(window, IndicatorDialog)]
    assert len(dialogs) == 1
    qtbot.waitUntil(lambda: dialogs[0].contents is not None, timeout=20_000)
    home.commands.close_windows()
