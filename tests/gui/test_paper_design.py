# SPDX-License-Identifier: GPL-2.0-or-later
"""The design dialog: fields, warnings, files, preview; stored by one algorithm or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox, QWidget

from smartcity_plugin.bridge.tasks import TaskRunner
from smartcity_plugin.catalogue.themes import read_theme, standard_theme, theme_content
from smartcity_plugin.gui.paper import design_dialog, preview
from smartcity_plugin.gui.paper.design_dialog import DesignDialog
from smartcity_plugin.gui.paper.draft import Draft, contrast, page_templates, read_design
from smartcity_plugin.model.design import ARMS, DOCUMENT, LOGO, MAP, PAGE, THEME, DesignPart
from smartcity_plugin.study.design_package import change_design, write_parts
from smartcity_plugin.study.study import DECIDED, DRAFT, Study

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="red"/></svg>'
TEMPLATE = DesignPart(PAGE, "indicator.a4_landscape", "x.qpt", b"<Layout/>")
STYLE = DesignPart(MAP, "gre_local_supply", "x.json", b"{}")


@pytest.fixture
def path(build, tmp_path) -> Path:
    with build.study(tmp_path / "study.gpkg") as study:
        return study.path


@pytest.fixture
def arms(tmp_path) -> str:
    file = tmp_path / "Wappen.svg"
    file.write_bytes(SVG)
    return str(file)


@pytest.fixture
def drawn(monkeypatch):
    """Pages are not drawn; returns the drafts that would have been."""
    themes = []

    def draw(_path, draft, kind):
        themes.append((draft.theme, kind))
        return QImage(40, 30, QImage.Format.Format_RGB32), True

    monkeypatch.setattr(design_dialog, "draw_sample", draw)
    return themes


@pytest.fixture
def make(qtbot, path, spy, drawn):
    def build_dialog(runner=None, **more):
        dialog = DesignDialog(str(path), runner or spy, **more)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build_dialog


def part(dialog, name):
    found = dialog.findChild(QWidget, f"smartcity_paper_{name}")
    assert found is not None, name
    return found


def digest(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def choose(monkeypatch, file):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))


def press(monkeypatch, label):
    """Let every question be answered by the button of this label."""

    def answer(box):
        button = next(button for button in box.buttons() if button.text() == label)
        box.clickedButton = lambda: button

    monkeypatch.setattr(QMessageBox, "exec", answer)


# What is asked of the algorithm -----------------------------------------------------------------------------------


def test_what_is_changed_is_what_is_asked(make, spy, path, monkeypatch, arms):
    dialog = make()
    assert not dialog.store_button.isEnabled()
    read = {}
    run = spy.run
    monkeypatch.setattr(
        spy,
        "run",
        lambda name, given, done: (read.update(theme=Path(given["THEME"]).read_bytes()), run(name, given, done)),
    )
    dialog.look.margin.setValue(9)
    dialog.look.colours["accent"].setColor(QColor("#004080"))
    dialog.look.page_font.setEditText("DejaVu Sans")
    dialog.look.document_font.setEditText("Calibri")
    dialog.look.organisation["de"].setText("Stadtplanungsamt")
    choose(monkeypatch, arms)
    dialog.choose("arms")
    dialog.stamp.states[DECIDED].setChecked(True)
    dialog.stamp.decision.setText("Stadtrat, 12.03.2026 ")
    dialog.store()
    (asked,) = spy.asked
    assert asked[0] == "smartcity:setdesign"
    assert {**asked[1], "THEME": ""} == {
        "STUDY": str(path),
        "THEME": "",
        "ARMS": arms,
        "STATE": DECIDED,
        "DECISION": "Stadtrat, 12.03.2026",
    }
    assert not Path(asked[1]["THEME"]).parent.exists()
    theme = read_theme(read["theme"], "x")
    assert (theme.margin, theme.colours.accent, theme.document_font) == (9.0, "#004080", "Calibri")
    assert theme.fonts == ("DejaVu Sans", *(name for name in standard_theme().fonts if name != "DejaVu Sans"))
    assert (theme.organisation.de, theme.organisation.en) == ("Stadtplanungsamt", "Stadtplanungsamt")
    assert theme.colours.ink == standard_theme().colours.ink


def test_what_is_only_looked_at_changes_nothing(make, spy):
    dialog = make()
    for page in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(page)
    assert not dialog.draft.is_changed
    dialog.store()
    assert spy.asked == []
    assert not dialog.isVisible()


def test_cancel_leaves_the_study_as_it_was(make, path, monkeypatch, arms, qtbot):
    before = digest(path)
    dialog = make(TaskRunner())
    dialog.look.margin.setValue(9)
    choose(monkeypatch, arms)
    dialog.choose("arms")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert digest(path) == before


def test_it_is_really_stored_and_can_be_taken_back(make, path, monkeypatch, arms, qtbot):
    runner, changes = TaskRunner(), []
    dialog = make(runner, changed=lambda: changes.append(1))
    dialog.look.margin.setValue(9)
    choose(monkeypatch, arms)
    dialog.choose("logo")
    dialog.stamp.states[DECIDED].setChecked(True)
    dialog.store()
    qtbot.waitUntil(lambda: changes == [1], timeout=20_000)
    with Study.open(path) as study:
        assert study.theme().margin == 9.0
        assert study.design_part(LOGO).name == "Wappen.svg"
        assert study.settings.state == DECIDED
    dialog = make(runner, changed=lambda: changes.append(2))
    assert dialog.stamp.state == DECIDED
    press(monkeypatch, "&Reset")
    dialog.reset()
    dialog.stamp.states[DRAFT].setChecked(True)
    dialog.store()
    qtbot.waitUntil(lambda: changes == [1, 2], timeout=20_000)
    with Study.open(path) as study:
        assert study.theme() == standard_theme()
        assert study.design_part(LOGO) is None
        assert study.settings.state == DRAFT
    runner.stop()


def test_failure_is_told_and_the_window_stays(make, spy):
    dialog = make()
    dialog.look.margin.setValue(9)
    spy.error = "The disk is full."
    dialog.store()
    assert "The disk is full." in dialog.told
    assert dialog.isVisible()
    assert dialog.isEnabled()
    spy.busy = True
    dialog.store()
    assert len(spy.asked) == 1
    assert "still running" in dialog.told


def test_a_read_only_study_can_be_looked_at(make, spy):
    dialog = make(writable=False)
    dialog.look.margin.setValue(9)
    assert not dialog.store_button.isEnabled()
    assert not part(dialog, "import").isEnabled()
    assert part(dialog, "export").isEnabled()


# Files and packages -----------------------------------------------------------------------------------------------


def test_a_bad_file_is_told_and_not_taken(make, monkeypatch, tmp_path, arms):
    dialog = make()
    bad = tmp_path / "böse.svg"
    bad.write_bytes(SVG.replace(b"<rect", b"<script/><rect"))
    choose(monkeypatch, arms)
    dialog.choose("arms")
    choose(monkeypatch, bad)
    dialog.choose("arms")
    assert "böse.svg" in dialog.told
    assert dialog.draft.part(ARMS).name == "Wappen.svg"
    assert "Wappen.svg" in part(dialog, "name_arms").text()
    part(dialog, "remove_arms").click()
    assert dialog.draft.part(ARMS) is None
    assert not part(dialog, "remove_arms").isEnabled()
    choose(monkeypatch, "")
    dialog.choose("document")
    assert dialog.draft.part(DOCUMENT) is None
    assert not dialog.draft.is_changed


def test_a_package_is_taken_into_the_draft_and_stored_as_one(make, spy, monkeypatch, tmp_path):
    own = replace(standard_theme(), margin=8.0)
    package = tmp_path / "p.zip"
    parts = [DesignPart(THEME, "", "t.yaml", theme_content(own)), DesignPart(ARMS, "", "w.svg", SVG), TEMPLATE, STYLE]
    write_parts(parts, package, "Nur für Köln")
    choose(monkeypatch, package)
    dialog = make()
    part(dialog, "import").click()
    assert "Nur für Köln" in dialog.told
    assert dialog.look.margin.value() == 8.0
    shown = [dialog.templates.list.item(row).text() for row in range(dialog.templates.list.count())]
    assert shown[0] == "Page: Indicators, A4 landscape"
    assert shown[1].startswith("Map: ")
    seen = {}
    run = spy.run

    def look(name, given, done):
        from smartcity_plugin.study.design_package import read_package

        seen["parts"] = {found.kind for found in read_package(Path(given["PACKAGE"])).parts}
        run(name, given, done)

    monkeypatch.setattr(spy, "run", look)
    dialog.store()
    assert set(spy.asked[0][1]) == {"STUDY", "THEME", "PACKAGE"}
    assert seen["parts"] == {ARMS, PAGE, MAP}


def test_a_foreign_package_changes_nothing(make, monkeypatch, tmp_path):
    bad = tmp_path / "x.zip"
    bad.write_bytes(b"PK")
    choose(monkeypatch, bad)
    dialog = make()
    part(dialog, "import").click()
    assert "x.zip" in dialog.told
    assert not dialog.draft.is_changed


def test_templates_are_listed_and_removed(make, spy, path):
    with Study.open(path, update=True) as study:
        change_design(study, [TEMPLATE, STYLE])
    dialog = make()
    assert dialog.templates.list.count() == 2
    dialog.templates.list.item(0).setSelected(True)
    part(dialog, "remove_templates").click()
    assert dialog.templates.list.count() == 1
    dialog.store()
    assert spy.asked[0][1]["REMOVE"] == "page:indicator.a4_landscape"


def test_export_writes_what_is_stored_and_says_so(make, spy, monkeypatch, tmp_path):
    target = str(tmp_path / "Köln ä.zip")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    spy.results = {"PARTS": 3}
    dialog = make()
    dialog.look.margin.setValue(9)
    part(dialog, "export").click()
    assert spy.asked == [("smartcity:exportdesign", {"STUDY": dialog.path, "OUTPUT": target})]
    assert "3" in dialog.told
    assert "store it first" in dialog.told
    assert "file:///" in dialog.told


def test_resetting_asks_first(make, monkeypatch, path):
    with Study.open(path, update=True) as study:
        change_design(study, [TEMPLATE])
    dialog = make()
    press(monkeypatch, "&Keep")
    dialog.reset()
    assert not dialog.draft.is_changed


def test_a_stored_theme_that_cannot_be_read_is_told_and_can_be_replaced(make, path, spy):
    with Study.open(path, update=True) as study:
        study.save_design_part(DesignPart(THEME, "", "stadt.yaml", b"margin: 12"))
    dialog = make()
    assert "stadt.yaml" in dialog.told
    dialog.store()
    assert spy.asked[0][1]["REMOVE"] == "theme"


# Warnings and preview ---------------------------------------------------------------------------------------------


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#ffffff") == 1.0


def test_poor_contrast_is_told_in_words(make):
    dialog = make()
    assert dialog.look.warnings == ""
    dialog.look.colours["accent"].setColor(QColor("#777777"))
    assert "4.4 : 1" in dialog.look.warnings  # 4.48 is not enough and must not look like it
    assert "main colour" in dialog.look.warnings
    dialog.look.colours["accent"].setColor(QColor("#767676"))
    assert dialog.look.warnings == ""
    dialog.look.colours["quiet"].setColor(QColor("#aaaaaa"))
    assert "Subtitles" in dialog.look.warnings


def test_a_font_that_is_not_there_is_told(make):
    dialog = make()
    dialog.look.page_font.setEditText("Keine Schrift")
    assert "not installed" in dialog.look._page_hint.text()


def test_decided_without_a_decision_is_told(make):
    dialog = make()
    assert not dialog.stamp.decision.isEnabled()
    dialog.stamp.states[DECIDED].setChecked(True)
    assert "who decided" in part(dialog, "decision_missing").text()
    dialog.stamp.decision.setText("Rat")
    assert part(dialog, "decision_missing").text() == ""


def test_the_preview_follows_after_a_while_and_once(make, drawn, qtbot):
    dialog = make()
    qtbot.waitUntil(lambda: len(drawn) == 1, timeout=5_000)
    for margin in (7, 8, 9):
        dialog.look.margin.setValue(margin)
    assert len(drawn) == 1
    qtbot.waitUntil(lambda: len(drawn) == 2, timeout=5_000)
    assert drawn[-1][0].margin == 9.0
    dialog.sample.setCurrentIndex(0)
    assert drawn[-1][1] == "cover"


def test_without_results_a_sample_is_drawn(path, smartcity_provider):
    draft = Draft(read_design(str(path)))
    draft.parts[ARMS, ""] = DesignPart(ARMS, "", "w.svg", SVG)
    plain, is_real = preview.draw_sample(str(path), draft, preview.COVER)
    assert not is_real
    accent = QColor(standard_theme().colours.accent)
    assert QColor(plain.pixel(2, 2)) == accent
    draft.set_theme(replace(draft.theme, colours=replace(draft.theme.colours, accent="#aa0000")))
    assert QColor(preview.draw_sample(str(path), draft, preview.COVER)[0].pixel(2, 2)) == QColor("#aa0000")


def test_a_study_with_results_shows_its_own_page_in_the_draft(jena_study_path):
    before = digest(jena_study_path)
    draft = Draft(read_design(str(jena_study_path)))
    first, is_real = preview.draw_sample(str(jena_study_path), draft, preview.COVER)
    assert is_real
    draft.set_theme(replace(draft.theme, colours=replace(draft.theme.colours, accent="#7a0000")))
    second, _ = preview.draw_sample(str(jena_study_path), draft, preview.COVER)
    assert first.size() == second.size()
    assert first != second
    assert digest(jena_study_path) == before


def test_a_preview_that_fails_keeps_the_window_usable(path, monkeypatch, smartcity_provider):
    def fails(*_):
        raise RuntimeError("no page")

    monkeypatch.setattr(preview, "_real_page", fails)
    image, is_real = preview.draw_sample(str(path), Draft(read_design(str(path))), preview.COVER)
    assert not is_real
    assert not image.isNull()


def test_page_templates_are_split_into_kind_and_format():
    assert [(kind, paper) for kind, paper, _ in page_templates([TEMPLATE])] == [("indicator", "a4_landscape")]


def test_it_speaks_german(german, make):
    dialog = make()
    assert dialog.windowTitle() == "Gestaltung"
    assert [dialog.tabs.tabText(number) for number in range(4)] == [
        "Schriften und Farben",
        "Logo und Wappen",
        "Vorlagen",
        "Stempel",
    ]
    assert dialog.store_button.text() == "Speichern"
