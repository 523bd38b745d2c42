# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of findings: it checks, repairs, shows places, is copied, and can be used with the keyboard alone."""

from __future__ import annotations

import json

import pytest
from qgis.core import QgsCoordinateReferenceSystem
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QToolButton

from smartcity_plugin.bridge.tasks import TaskRunner
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.gui import problems_dialog as module
from smartcity_plugin.gui.passport_form import passport_form, population_form
from smartcity_plugin.gui.problem_list import in_order, role_title
from smartcity_plugin.gui.problems_dialog import ProblemsDialog
from smartcity_plugin.study.study import Study

CHECKED = {"units": 2, "sources": 3, "features": 1234, "crs": "EPSG:25832"}


def problem(severity="warning", role="public_green", **more):
    told = {"role": role, "severity": severity, "source_id": "1", "key": "x", "message": "Satz.", "hint": "Rat."}
    return {**told, "text": "Satz. Rat.", "fix": "", "features": [], "extent": None, **more}


@pytest.fixture
def runner(qtbot):
    runner = TaskRunner()
    yield runner
    runner.stop()


@pytest.fixture
def canvas(qtbot):
    canvas = QgsMapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:25832"))
    canvas.resize(400, 400)
    qtbot.addWidget(canvas)
    return canvas


@pytest.fixture
def make(qtbot, runner, canvas):
    """Return a function that opens the dialog on a study (or on nothing) without checking it."""

    def build(path="", changed=None):
        dialog = ProblemsDialog(str(path), runner, canvas, changed)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


@pytest.fixture
def doubled(build, catalogue, tmp_path, smartcity_provider):
    """A study whose green is there twice, without contact and official population."""
    path = tmp_path / "study.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        green = [build.square(0, 0, 300), build.square(0, 0, 300), build.square(1800, 800, 50)]
        table = build.table(green, "public_green", name=["Park", "Park", None])
        study.save_layer(catalogue.roles["public_green"], build.passport("public_green", title="Parks"), table)
    return path


@pytest.fixture
def checked(make, doubled, qtbot, runner):
    """The dialog after it has checked that study, with what it told of changes."""
    changes = []
    dialog = make(doubled, lambda: changes.append(1))
    dialog.check()
    qtbot.waitUntil(lambda: not runner.busy and bool(dialog._list.rows), timeout=60_000)
    dialog.changes = changes
    return dialog


def row_of(dialog, key):
    return next(row for row in dialog._list.rows if row.problem["key"] == key)


def button(row, name) -> QToolButton:
    return row.findChild(QToolButton, name)


def texts(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


# The list -------------------------------------------------------------------------------------------------------------


def test_findings_are_grouped_by_role_the_gravest_first(make):
    dialog = make()
    dialog.show_problems(
        [
            problem("note", ""),
            problem("note"),
            problem("warning"),
            problem("error", "streets"),
            problem("note", "streets"),
        ],
        CHECKED,
    )
    assert [(row.problem["role"], row.problem["severity"]) for row in dialog._list.rows] == [
        ("streets", "error"),
        ("streets", "note"),
        ("public_green", "warning"),
        ("public_green", "note"),
        ("", "note"),
    ]
    headings = [label.text() for label in dialog._list.findChildren(QLabel, "smartcity_problem_heading")]
    assert headings == [role_title("streets"), role_title("public_green"), "Study as a whole"]


def test_a_finding_is_told_in_words_not_by_its_symbol_alone(make):
    dialog = make()
    dialog.show_problems([problem("error")], CHECKED)
    row = dialog._list.rows[0]
    assert {"Error", "Satz.", "Rat."} <= set(texts(row))
    assert row.accessibleName() == "Error: Satz. Rat."


def test_texts_of_studies_are_shown_as_they_are(make):
    dialog = make()
    dialog.show_problems([problem(message="<b>Layer</b> & Co")], CHECKED)
    label = next(label for label in dialog._list.rows[0].findChildren(QLabel) if label.text().startswith("<b>"))
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("severities", "start"),
    [
        (["error", "warning"], "Errors must be put right"),
        (["warning", "note"], "No errors; "),
        (["note"], "No errors and no warnings"),
        ([], "The inventory has been checked"),
    ],
)
def test_the_verdict(make, severities, start):
    dialog = make()
    dialog.show_problems([problem(severity) for severity in severities], CHECKED)
    assert dialog._summary.text().startswith(start)


def test_nothing_found_says_what_was_looked_at(make):
    dialog = make()
    dialog.show_problems([], CHECKED)
    shown = " ".join(texts(dialog))
    assert "Nothing was found." in shown
    assert "2 planning units, 3 data sources, 1,234 features" in shown
    assert not any(filter_.isVisible() for filter_ in dialog._filters.values())


def test_kinds_of_findings_can_be_hidden(make):
    dialog = make()
    dialog.show_problems([problem("warning"), problem("note"), problem("note", "streets")], CHECKED)
    assert [button.text() for button in dialog._filters.values()] == ["Errors: 0", "Warnings: 1", "Notes: 2"]
    assert not dialog._filters["error"].isEnabled()
    dialog._filters["note"].click()
    assert [row.isVisibleTo(dialog) for row in dialog._list.rows] == [True, False, False]
    headings = dialog._list.findChildren(QLabel, "smartcity_problem_heading")
    assert [heading.isVisibleTo(dialog) for heading in headings] == [True, False]
    dialog._filters["note"].click()
    assert all(row.isVisibleTo(dialog) for row in dialog._list.rows)


def test_order_does_not_depend_on_the_order_of_arrival():
    problems = [problem("note", role) for role in ("", "streets", "public_green")] + [problem("error", "streets")]
    assert in_order(problems) == in_order(problems[::-1])


def test_the_list_can_be_copied(make, qgis_app):
    dialog = make()
    dialog.show_problems([problem("warning"), problem("error", "population_cells")], CHECKED)
    dialog.copy()
    lines = [line.split("\t") for line in qgis_app.clipboard().text().split("\n")]
    assert lines == [
        ["Error", role_title("population_cells"), "Satz. Rat."],
        ["Warning", role_title("public_green"), "Satz. Rat."],
    ]


# Buttons --------------------------------------------------------------------------------------------------------------


def test_without_a_safe_repair_the_button_says_why(make):
    dialog = make()
    dialog.show_problems([problem(), problem(fix="remove_duplicates")], CHECKED)
    without, with_fix = (button(row, "smartcity_fix") for row in dialog._list.rows)
    assert not without.isEnabled()
    assert "safe" in without.toolTip()
    assert with_fix.isEnabled()
    assert with_fix.text() == "Remove duplicates"
    assert with_fix.accessibleDescription() == "Satz. Rat."


def test_the_map_shows_the_place(make, canvas):
    dialog = make()
    extent = [700_000.0, 5_640_000.0, 702_000.0, 5_641_000.0]
    dialog.show_problems([problem(extent=extent, features=["Park"]), problem()], CHECKED)
    here, nowhere = (button(row, "smartcity_place") for row in dialog._list.rows)
    assert here.isVisibleTo(dialog)
    assert not nowhere.isVisibleTo(dialog)
    assert "Park" in here.toolTip()
    here.click()
    shown = canvas.extent()
    assert shown.contains(module.QgsRectangle(*extent))
    assert shown.width() < 10_000


def test_a_single_point_is_not_looked_at_with_a_microscope(make, canvas):
    dialog = make()
    dialog.show_problems([problem(extent=[700_000.0, 5_640_000.0, 700_000.0, 5_640_000.0])], CHECKED)
    button(dialog._list.rows[0], "smartcity_place").click()
    assert 199 <= canvas.extent().width() <= 400


def test_everything_can_be_reached_with_the_keyboard(make, qtbot):
    dialog = make()
    dialog.show_problems([problem(fix="remove_duplicates", extent=[0.0, 0.0, 1.0, 1.0]) for _ in range(12)], CHECKED)
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    wanted = [*dialog.findChildren(QPushButton), *dialog.findChildren(QToolButton)]
    wanted = {widget for widget in wanted if widget.isEnabled() and widget.isVisibleTo(dialog)}
    reached, current = set(), dialog._list
    for _ in range(200):
        current = current.nextInFocusChain()
        if current.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(current)
    assert wanted <= reached
    assert len(wanted) >= 12 * 2 + 3


# With a study ---------------------------------------------------------------------------------------------------------


def test_progress_is_shown_while_it_checks(make, doubled, qtbot, runner):
    dialog = make(doubled)
    dialog.check()
    assert runner.busy
    assert dialog._strip.isVisible()
    assert dialog._summary.text() == "The inventory is being checked…"
    assert not dialog._again.isEnabled()
    dialog.check()  # a second time at once does no harm
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
    assert not dialog._strip.isVisible()
    assert dialog._again.isEnabled()
    assert dialog._copy.isEnabled()


def test_the_check_of_a_study_fills_the_list(checked):
    assert {"features_repeated", "official_population_missing", "contact_missing"} <= {
        row.problem["key"] for row in checked._list.rows
    }
    assert "2 planning units, 2 data sources, 7 features" in checked._checked.text()


def test_a_repair_refreshes_the_list(checked, doubled, qtbot, runner):
    button(row_of(checked, "features_repeated"), "smartcity_fix").click()
    assert runner.busy
    assert not button(row_of(checked, "features_repeated"), "smartcity_fix").isEnabled()
    qtbot.waitUntil(
        lambda: not runner.busy and "features_repeated" not in {row.problem["key"] for row in checked._list.rows},
        timeout=60_000,
    )
    assert checked.changes == [1]
    with Study.open(doubled) as study:
        assert len(study.layer("public_green")) == 2


def test_a_repair_that_asks_for_details(checked, doubled, qtbot, runner, monkeypatch):
    asked = []

    def answer(form):
        asked.append(form)
        form.findChild(QLineEdit, "smartcity_detail_population").setText("170")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(module.DetailsForm, "exec", answer)
    button(row_of(checked, "official_population_missing"), "smartcity_fix").click()
    qtbot.waitUntil(
        lambda: (
            not runner.busy and "official_population_missing" not in {row.problem["key"] for row in checked._list.rows}
        ),
        timeout=60_000,
    )
    assert len(asked) == 1
    with Study.open(doubled) as study:
        assert study.settings.official_population == "170"


def test_a_form_that_is_cancelled_changes_nothing(checked, doubled, runner, monkeypatch):
    before = doubled.read_bytes()
    monkeypatch.setattr(module.DetailsForm, "exec", lambda form: QDialog.DialogCode.Rejected)
    button(row_of(checked, "contact_missing"), "smartcity_fix").click()
    assert not runner.busy
    assert doubled.read_bytes() == before
    assert checked.changes == []


def test_contacts_of_all_sources_at_once(checked, doubled, qtbot, runner, monkeypatch):
    def answer(form):
        form.findChild(QLineEdit, "smartcity_detail_contact").setText("Frau Muster")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(module.DetailsForm, "exec", answer)
    button(row_of(checked, "contact_missing"), "smartcity_fix").click()
    qtbot.waitUntil(
        lambda: not runner.busy and "contact_missing" not in {row.problem["key"] for row in checked._list.rows},
        timeout=60_000,
    )
    with Study.open(doubled) as study:
        assert {passport.contact for passport in study.sources()} == {"Frau Muster"}


def test_a_check_that_fails_says_why(make, tmp_path, qtbot, runner, smartcity_provider):
    dialog = make(tmp_path / "none.gpkg")
    dialog.check()
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
    assert "none.gpkg" in dialog._summary.text()
    assert dialog._list.rows == []


def test_a_repair_that_fails_says_why_and_keeps_the_list(checked, doubled, qtbot, runner):
    count = len(checked._list.rows)
    doubled.unlink()
    button(row_of(checked, "features_repeated"), "smartcity_fix").click()
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
    assert "study.gpkg" in checked._summary.text()
    assert len(checked._list.rows) == count


def test_a_dialog_that_is_gone_takes_no_result(make, doubled, qtbot, runner):
    from qgis.PyQt import sip

    dialog = make(doubled)
    dialog.check()
    sip.delete(dialog)
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)


# Forms ----------------------------------------------------------------------------------------------------------------


def test_the_form_of_a_passport_shows_what_is_known(build, qtbot):
    form = passport_form(build.passport("water", contact="Frau Muster"))
    qtbot.addWidget(form)
    assert form.parameters == {
        "SOURCE": "Amt",
        "LICENCE": "cc0_1_0",
        "ATTRIBUTION": "© Amt",
        "DATE": "2022",
        "CONTACT": "Frau Muster",
    }
    assert not form._ok.isEnabled()
    form.findChild(QLineEdit, "smartcity_detail_date").setText("2023")
    assert form._ok.isEnabled()
    assert form.parameters["DATE"] == "2023"


def test_a_licence_that_nobody_knows_is_not_kept_by_chance(build, qtbot):
    form = passport_form(build.passport("water", licence="freeware"))
    qtbot.addWidget(form)
    assert "LICENCE" not in form.parameters


def test_the_form_of_the_population(qtbot):
    form = population_form("", "")
    qtbot.addWidget(form)
    assert form.parameters == {}
    form.findChild(QLineEdit, "smartcity_detail_population").setText(" 110.731 ")
    assert form.parameters == {"POPULATION": "110.731"}


def test_findings_of_the_algorithm_fit_the_list(doubled, smartcity_provider):
    import processing

    told = json.loads(processing.run("smartcity:checkinventory", {"STUDY": str(doubled)})["PROBLEMS"])
    assert all(item.keys() >= problem().keys() for item in told)
    assert {item["role"] for item in told} <= {*load_catalogue().roles, ""}


def test_repairs_are_called_in_the_language_of_qgis(make, german):
    dialog = make()
    dialog.show_problems([problem(fix="repair_geometry")], CHECKED)
    assert button(dialog._list.rows[0], "smartcity_fix").text() == "Geometrien reparieren"
    assert role_title("public_green") == "Öffentliche Grünflächen"
