# SPDX-License-Identifier: GPL-2.0-or-later
"""The actions of the cockpit, run as a user would: in tasks, with progress and cancel, with messages at the end."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsPrintLayout, QgsProcessingException, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QProgressDialog, QPushButton

from smartcity_plugin.gui import layers, settings
from smartcity_plugin.gui.live_panel import close_live_panel, live_panel
from smartcity_plugin.gui.steps import Action, Step
from smartcity_plugin.processing.algorithms import study_from_recipe
from smartcity_plugin.study.study import Study


@pytest.fixture
def perform(home, wait_until_idle):
    """Carry out an action and wait for its end."""

    def perform_and_wait(action: Action) -> None:
        home.commands.perform(action)
        wait_until_idle()

    return perform_and_wait


@pytest.fixture
def small_study(build, catalogue, tmp_path) -> Path:
    """A study with data that has not been computed."""
    path = tmp_path / "klein.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def line(home, step: Step) -> str:
    return home.cockpit.study_page.findChild(object, f"smartcity_step_{step.value}").findChild(QLabel, "line").text()


def test_computing_runs_in_a_task_with_progress(open_study, perform, home, desk, small_study):
    open_study(small_study)
    seen, titles = [], []
    home.runner.progressed.connect(seen.append)
    home.runner.started.connect(titles.append)
    perform(Action.COMPUTE)
    assert titles == ["Compute indicators"]
    assert seen == sorted(seen)
    assert seen[-1] == 100
    assert home.session.facts.computed == home.session.facts.computable > 0
    assert "Indicators computed: " in desk.said()
    assert layers.find(QgsProject.instance(), str(small_study), layers.INDICATOR)
    perform(Action.ASSESS_NEEDS)
    assert home.session.facts.needs_units > 0
    assert layers.find(QgsProject.instance(), str(small_study), layers.NEED, "index")


def test_strip_is_there_only_while_something_runs(open_study, home, qtbot, wait_until_idle, small_study):
    open_study(small_study)
    assert not home.cockpit.strip.isVisible()
    home.commands.perform(Action.COMPUTE)
    assert home.cockpit.strip.isVisible()
    assert not home.cockpit.study_page.cards[1].findChild(QPushButton, "primary").isEnabled()
    wait_until_idle()
    assert not home.cockpit.strip.isVisible()


def test_cancelled_computing_leaves_the_study_unchanged(open_study, home, desk, wait_until_idle, town_copy):
    with Study.open(town_copy, update=True) as study:
        study.change_settings(reference_date="2012-05-09")  # nothing is computed for that day yet
    open_study(town_copy)
    before = digest(town_copy), home.session.facts
    home.runner.progressed.connect(lambda _: home.runner.cancel())
    home.commands.perform(Action.COMPUTE)
    wait_until_idle()
    assert desk.said() == "Cancelled; nothing was changed."
    assert (digest(town_copy), home.session.facts) == before


def test_task_that_is_cancelled_at_once_ends(open_study, home, desk, wait_until_idle, town_copy):
    open_study(town_copy)
    home.commands.perform(Action.COMPUTE)
    home.runner.cancel()
    wait_until_idle()
    assert not home.cockpit.strip.isVisible()


def test_failure_is_said_in_the_words_of_the_problem(open_study, perform, home, desk, build, tmp_path):
    path = tmp_path / "leer.gpkg"
    build.study(path).close()
    open_study(path)
    perform(Action.ASSESS_NEEDS)
    assert desk.said() == ("The study does not contain results yet. Compute the indicators of the inventory first.")


def test_study_that_has_gone_meanwhile(open_study, perform, home, desk, small_study):
    open_study(small_study)
    QgsProject.instance().clear()
    small_study.unlink()
    perform(Action.COMPUTE)
    assert "was not found" in desk.said()


def test_wrong_parameters_are_an_error_too(home, qtbot):
    results = []
    home.runner.run("smartcity:createstudy", {"OUTPUT": "/nowhere/x.gpkg"}, results.append)
    assert not results[0].successful
    assert results[0].error


def test_one_algorithm_at_a_time(open_study, home, wait_until_idle, small_study):
    open_study(small_study)
    home.commands.perform(Action.COMPUTE)
    with pytest.raises(RuntimeError, match="still running"):
        home.runner.run("smartcity:assessneeds", {"STUDY": str(small_study)}, print)
    wait_until_idle()


def test_checking_shows_the_list(open_study, perform, home, town_path):
    open_study(town_path)
    perform(Action.CHECK_INVENTORY)
    window = home.commands._window
    assert window.isVisible()
    assert window.windowTitle() == "Check of the inventory"
    window.close()


def test_overlay_shows_only_the_index(open_study, perform, home, desk, town_path):
    open_study(town_path)
    perform(Action.SHOW_NEEDS)
    entries = home.commands._menu.actions()
    assert len(entries) > 1
    entries[1].trigger()
    assert desk.active.name() == entries[1].text()
    home.commands._menu.close()
    perform(Action.SHOW_OVERLAY)
    assert desk.active.customProperty(layers.NEED) == "index"
    root = QgsProject.instance().layerTreeRoot()
    assert root.findLayer(desk.active.id()).isVisible()


def test_map_that_was_taken_out_comes_back(open_study, perform, desk, town_path):
    open_study(town_path)
    index = layers.find(QgsProject.instance(), str(town_path), layers.NEED, "index")[0]
    QgsProject.instance().removeMapLayer(index.id())
    perform(Action.SHOW_OVERLAY)
    assert desk.active.customProperty(layers.NEED) == "index"


def test_goals_open_for_editing_and_saving_shows(open_study, perform, home, desk, wait_until_idle, town_copy):
    open_study(town_copy)
    before = home.session.facts.goals
    perform(Action.EDIT_GOALS_TABLE)
    table = desk.tables[-1]
    assert table.isEditable()
    assert table.deleteFeature(next(table.getFeatures()).id())
    assert table.commitChanges()
    wait_until_idle()
    assert home.session.facts.goals == before - 1
    perform(Action.EDIT_MEASURES_TABLE)
    assert desk.tables[-1].customProperty(layers.TABLE) == "measures"
    desk.tables[-1].rollBack()


def test_study_is_opened_by_its_file(perform, home, monkeypatch, town_path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(town_path), ""))
    perform(Action.OPEN_STUDY)
    assert home.session.facts.path == str(town_path)
    assert settings.last_folder() == str(town_path.parent)


def test_nothing_happens_without_a_choice(perform, home, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    perform(Action.OPEN_STUDY)
    perform(Action.OPEN_DEMO)
    assert home.session.facts is None


@pytest.mark.slow
def test_example_study_is_built_and_opened(perform, home, monkeypatch, tmp_path):
    """The steps of the overlay run when the built package makes its demo; here they would only be waited for."""
    for steps in ("overlay_calls", "step_calls"):
        monkeypatch.setattr(study_from_recipe, steps, lambda *_: [])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    perform(Action.OPEN_DEMO)
    assert home.session.facts.path == str(tmp_path / "jena.gpkg")
    assert [path.name for path in tmp_path.iterdir() if "building" in path.name] == []


def test_cancelled_example_leaves_no_file(home, wait_until_idle, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    home.runner.progressed.connect(lambda _: home.runner.cancel())
    home.commands.perform(Action.OPEN_DEMO)
    wait_until_idle()
    assert list(tmp_path.iterdir()) == []
    assert home.session.facts is None


def test_existing_example_is_opened_not_replaced(perform, home, monkeypatch, town_path, tmp_path):
    example = Path(shutil.copy(town_path, tmp_path / "jena.gpkg"))  # what matters is the name
    before = digest(example)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(example.parent))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.defaultButton().click())
    perform(Action.OPEN_DEMO)
    assert home.session.facts.path == str(example)
    assert digest(example) == before


class FakeExport:
    """Stands in for an export: goes through the steps of its progress and writes or fails."""

    def __init__(self, monkeypatch, fails: bool = False) -> None:
        from smartcity_plugin.processing.algorithms.export_atlas import ExportAtlas

        self.fails, self.dialogs = fails, []
        monkeypatch.setattr(ExportAtlas, "perform", lambda _, *arguments: self.perform(*arguments))

    def perform(self, parameters, context, feedback):
        for percent in range(0, 101, 10):
            feedback.setProgress(percent)
            QApplication.processEvents()
            self.dialogs += [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QProgressDialog)]
            if feedback.isCanceled():
                raise QgsProcessingException("cancelled")
        if self.fails:
            raise QgsProcessingException("The disk is full.")
        Path(parameters["OUTPUT"]).write_text("PDF")
        return {"OUTPUT": parameters["OUTPUT"], "PAGES_WRITTEN": 7}


@pytest.fixture
def target(monkeypatch, tmp_path) -> Path:
    path = tmp_path / "Jena Atlas ä.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


@pytest.fixture
def export(perform, home, wait_until_idle):
    """Open the atlas window as a user would and export everything; returns the window."""

    def export_and_wait():
        perform(Action.EXPORT_ATLAS)
        window = home.commands._dialogs[-1]
        window.export()
        wait_until_idle()
        return window

    return export_and_wait


def test_export_shows_progress_and_offers_the_file(open_study, export, desk, monkeypatch, town_path, target):
    fake = FakeExport(monkeypatch)
    open_study(town_path)
    export()
    assert target.exists()
    assert fake.dialogs
    assert desk.said() == "Pages written: 7."
    assert [button.text() for button in desk.bar.currentItem().findChildren(QPushButton)] == [
        "Open file",
        "Show folder",
    ]
    assert settings.last_folder() == str(target.parent)
    QApplication.processEvents()
    assert not any(widget.isVisible() for widget in fake.dialogs if not sip.isdeleted(widget))


def test_failing_export_says_why(open_study, export, monkeypatch, town_path, target):
    FakeExport(monkeypatch, fails=True)
    open_study(town_path)
    assert "The disk is full." in export().told


def test_export_can_be_cancelled(open_study, export, home, monkeypatch, town_path, target):
    FakeExport(monkeypatch)
    open_study(town_path)
    home.runner.progressed.connect(lambda percent: home.runner.cancel() if percent > 20 else None)
    window = export()
    assert not target.exists()
    assert "Cancelled; nothing was changed." in window.told


PAPER = {
    Action.EXPORT_ATLAS: "atlas",
    Action.EXPORT_DOCUMENT: "document",
    Action.MAP_STYLES: "map_style",
    Action.EDIT_DESIGN: "design",
}


@pytest.mark.parametrize("action", PAPER)
def test_windows_about_paper_open_once_and_close_with_their_study(open_study, perform, home, town_path, action):
    open_study(town_path)
    perform(action)
    window = home.commands._dialogs[-1]
    assert window.objectName() == f"smartcity_paper_{PAPER[action]}"
    assert window.isVisible()
    perform(action)
    assert home.commands._dialogs[-1] is window
    home.session.refresh()
    home.session.close()
    assert sip.isdeleted(window) or not window.isVisible()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sip.isdeleted(window)


@pytest.mark.parametrize("action", PAPER)
def test_windows_about_paper_survive_a_study_that_goes(open_study, perform, home, desk, small_study, action):
    open_study(small_study)
    QgsProject.instance().clear()
    small_study.unlink()
    perform(action)
    said = [desk.said(), *(getattr(window, "told", "") for window in home.commands._dialogs)]
    said += [getattr(window, "_reason", QLabel()).text() for window in home.commands._dialogs]
    assert any("was not found" in text for text in said)
    home.commands.close_windows()


def test_the_atlas_leads_to_the_map_of_an_indicator_and_to_the_designer(open_study, perform, home, town_path):
    open_study(town_path)
    perform(Action.EXPORT_ATLAS)
    atlas = home.commands._dialogs[-1]
    atlas.style_wanted.emit("gre_local_supply")
    styles = home.commands._dialogs[-1]
    assert styles.objectName() == "smartcity_paper_map_style"
    assert styles.indicator.value == "gre_local_supply"
    shown = []
    home.commands._iface.openLayoutDesigner = shown.append
    layout = QgsPrintLayout(QgsProject.instance())
    layout.setName("Seite")
    QgsProject.instance().layoutManager().addLayout(layout)
    atlas.layout_opened.emit("Seite")
    atlas.layout_opened.emit("keine")
    assert shown == [layout]
    home.commands.close_windows()


def test_a_design_that_is_stored_is_told_and_shows(open_study, perform, home, desk, wait_until_idle, town_copy):
    open_study(town_copy)
    perform(Action.EDIT_DESIGN)
    window = home.commands._dialogs[-1]
    window.look.margin.setValue(9)
    window.store()
    wait_until_idle()
    assert desk.said() == "The design has been stored."
    with Study.open(town_copy) as study:
        assert study.theme().margin == 9.0


def test_project_is_stored_in_the_study(open_study, perform, desk, town_copy):
    open_study(town_copy)
    perform(Action.SAVE_PROJECT)
    assert desk.said() == "The QGIS project has been stored in the study file."


@pytest.mark.parametrize(
    ("action", "algorithm"),
    [
        (Action.TEST_ROBUSTNESS, "smartcity:testrobustness"),
        (Action.HOT_SPOTS, "smartcity:hotspots"),
        (Action.FOCUS_AREAS, "smartcity:focusareas"),
        (Action.MULTI_BURDEN, "smartcity:multiburden"),
        (Action.JUSTICE, "smartcity:justice"),
        (Action.INTERACTIONS, "smartcity:conflictssynergies"),
    ],
)
def test_products_of_the_overlay_open_their_dialogs(open_study, home, monkeypatch, town_path, action, algorithm):
    import processing

    class Dialog(QDialog):
        algorithmFinished = pyqtSignal(bool, dict)

    asked = []
    monkeypatch.setattr(processing, "createAlgorithmDialog", lambda *given: asked.append(given) or Dialog())
    open_study(town_path)
    home.commands.perform(action)
    assert asked == [(algorithm, {"STUDY": str(town_path)})]
    assert QgsApplication.processingRegistry().algorithmById(algorithm) is not None
    home.commands.close_windows()


def test_rules_relations_and_live_panel_open(open_study, perform, home, desk, town_copy):
    open_study(town_copy)
    for action in (Action.EDIT_RULES, Action.EDIT_RELATIONS):
        perform(action)
        assert home.commands._dialogs[-1].isVisible()
    home.commands.close_windows()
    perform(Action.PLAY_WEIGHTS)
    assert live_panel() is not None
    close_live_panel()
    assert "error" not in desk.said().lower()


def test_every_action_can_be_carried_out(home):
    assert set(home.commands._actions) == set(Action)
