# SPDX-License-Identifier: GPL-2.0-or-later
"""The document window: outline, template, update; what the algorithms are asked for, and that the outcome is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from smartcity_plugin.gui.paper import document_dialog
from smartcity_plugin.gui.paper.document_dialog import DocumentDialog
from smartcity_plugin.model.design import DOCUMENT, DesignPart
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.report.outline import STANDARD, load_outlines
from smartcity_plugin.study.study import Study


@pytest.fixture
def path(build, tmp_path) -> Path:
    with build.study(tmp_path / "köln.gpkg") as study:
        return study.path


@pytest.fixture(autouse=True)
def _with_office(monkeypatch):
    monkeypatch.setattr(document_dialog, "office", lambda: Path("/usr/bin/soffice"))


@pytest.fixture
def make(qtbot, spy, path):
    def build(**more):
        dialog = DocumentDialog(str(path), spy, **more)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


@pytest.fixture
def target(monkeypatch, tmp_path) -> Path:
    file = tmp_path / "Strategie ä.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    return file


def part(dialog, name):
    found = dialog.findChild(QWidget, f"smartcity_paper_{name}")
    assert found is not None, name
    return found


def test_a_new_document(make, spy, target, path):
    dialog = make()
    assert dialog.new.isChecked()
    assert dialog.outline.count() == len(load_outlines())
    dialog.export()
    expected = {"STUDY": str(path), "LANGUAGE": "en", "OUTLINE": STANDARD, "PDF": False, "OUTPUT": str(target)}
    assert spy.asked == [("smartcity:exportdocument", expected)]
    assert "Strategie ä.docx has been written." in dialog.told


def test_a_template_of_its_own(make, spy, target, tmp_path, monkeypatch):
    template = tmp_path / "Vorlage.docx"
    template.write_bytes(b"")
    dialog = make()
    dialog.outline.setCurrentIndex(1)
    dialog.template.value = "file"
    assert not dialog.export_button.isEnabled()
    assert "Word template" in dialog.told
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(template), ""))
    part(dialog, "choose_template_file").click()
    assert dialog.export_button.isEnabled()
    assert dialog.told == ""
    dialog.pdf.setChecked(True)
    dialog.export()
    asked = spy.asked[0][1]
    assert (asked["OUTLINE"], asked["TEMPLATE"], asked["PDF"]) == (list(load_outlines())[1], str(template), True)
    assert "UPDATE" not in asked


def test_an_earlier_one_is_brought_up_to_date(make, spy, target, tmp_path, monkeypatch):
    earlier = tmp_path / "alt.docx"
    earlier.write_bytes(b"")
    dialog = make()
    dialog.template.value = "file"
    dialog.update_earlier.setChecked(True)
    assert "to be updated" in dialog.told
    assert not dialog.template.isVisible()
    assert not dialog.export_button.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(earlier), ""))
    part(dialog, "choose_earlier").click()
    assert dialog.export_button.isEnabled()
    spy.results = {"CHANGED": 17, "KEPT": 2}
    dialog.export()
    asked = spy.asked[0][1]
    assert asked["UPDATE"] == str(earlier)
    assert "TEMPLATE" not in asked
    assert "Parts renewed: 17." in dialog.told
    assert "edited by hand: 2." in dialog.told


def test_files_that_were_written_are_linked(make, spy, target, tmp_path):
    changes = tmp_path / "Änderungen.docx"
    for file in (changes, target.with_suffix(".pdf")):
        file.write_bytes(b"")
    spy.results = {"CHANGED": 1, "KEPT": 0, "CHANGES": str(changes)}
    told = []
    dialog = make(written=lambda *given: told.append(given))
    dialog.pdf.setChecked(True)
    dialog.export()
    assert dialog.told.count("<a href=") == 4  # document, PDF, changes, folder
    assert told[0][1] == str(target)


def test_a_summary_follows_the_document(make, spy, target, path):
    dialog = make()
    dialog.summary.setChecked(True)
    dialog.export()
    assert [name for name, _ in spy.asked] == ["smartcity:exportdocument", "smartcity:exportsummary"]
    assert spy.asked[1][1] == {"STUDY": str(path), "LANGUAGE": "en", "OUTPUT": str(target.with_suffix(".html"))}
    assert "Strategie ä.html" in dialog.told


def test_the_last_export_is_proposed_for_an_update(make, target):
    dialog = make()
    dialog.outline.setCurrentIndex(1)
    dialog.summary.setChecked(True)
    dialog.export()
    dialog.close()
    assert make().new.isChecked()  # the file is not there
    target.write_bytes(b"")
    again = make()
    assert again.update_earlier.isChecked()
    assert again.earlier.text() == str(target)
    assert again.outline.currentIndex() == 1
    assert again.summary.isChecked()
    assert again.export_button.isEnabled()


def test_without_a_target_nothing_is_run(make, spy, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    make().export()
    assert spy.asked == []


def test_failure_and_cancel_are_told_and_not_remembered(make, spy, target):
    dialog = make()
    spy.error = "There is no room."
    dialog.export()
    assert "There is no room." in dialog.told
    spy.error, spy.cancelled = "", True
    dialog.export()
    assert "Cancelled" in dialog.told
    target.write_bytes(b"")
    assert make().new.isChecked()


def test_without_libreoffice_pdf_is_grey_with_the_reason(make, monkeypatch):
    def missing():
        raise SmartCityError("office_missing")

    monkeypatch.setattr(document_dialog, "office", missing)
    dialog = make()
    assert not dialog.pdf.isEnabled()
    assert "LibreOffice" in part(dialog, "no_pdf").text()


def test_the_towns_template_is_named(make, path, spy, target):
    assert make().template.itemText(0) == "the plugin's own template"
    with Study.open(path, update=True) as study:
        study.save_design_part(DesignPart(DOCUMENT, "", "Stadt Köln.docx", b""))
    dialog = make()
    assert dialog.template.itemText(0) == "the town's: Stadt Köln.docx"
    dialog.export()
    assert "TEMPLATE" not in spy.asked[0][1]


def test_the_algorithms_are_there_with_these_parameters(smartcity_provider):
    wanted = {
        "exportdocument": {"STUDY", "LANGUAGE", "OUTLINE", "TEMPLATE", "UPDATE", "PDF", "OUTPUT"},
        "exportsummary": {"STUDY", "LANGUAGE", "OUTPUT"},
    }
    for name, parameters in wanted.items():
        algorithm = smartcity_provider.algorithm(name)
        assert algorithm is not None, name
        assert parameters <= {definition.name() for definition in algorithm.parameterDefinitions()}, name
    outlines = smartcity_provider.algorithm("exportdocument").parameterDefinition("OUTLINE").options()
    assert set(outlines) == set(load_outlines())


def test_it_speaks_german(german, make):
    dialog = make()
    assert dialog.new.text().replace("&", "") == "Neues Dokument"
    assert dialog.pdf.text().replace("&", "") == "Auch als PDF (durch LibreOffice)"
