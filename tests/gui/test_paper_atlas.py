# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas window: which pages, which files, layouts and templates; the algorithms are asked for exactly that."""

from __future__ import annotations

import pytest
from qgis.core import QgsPrintLayout, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from smartcity_plugin.cartography.templates import PAGE_KIND
from smartcity_plugin.gui.paper import atlas_dialog
from smartcity_plugin.gui.paper.atlas_dialog import AtlasDialog
from smartcity_plugin.gui.paper.page_rows import AtlasPlan, chosen_rows, read_plan, rows_of, selection_text
from smartcity_plugin.gui.paper.page_tree import TITLE

PAGES = [
    ("cover", "Title", "Title", False),
    ("contents:1", "Contents", "Contents", False),
    ("contents:2", "Contents", "Contents", False),
    ("indicator:gre_a", "Green a", "Green", True),
    ("indicator:gre_b", "Green b", "Green", True),
    ("unit:1", "West", "Units", True),
    ("unit:1:2", "West (2)", "Units", False),
    ("unit:12", "East", "Units", True),
    ("method:1", "Method", "Annex", True),
    ("method:2", "Method (2)", "Annex", False),
]
PLAN = AtlasPlan(tuple(rows_of(PAGES)), (("Bike lanes", "No data."), ("Noise", "No data, either.")), True)


@pytest.fixture
def plans(monkeypatch):
    """The study's pages are these; returns what was asked for."""
    asked = []

    def read(path, language, paper):
        asked.append((path, language, paper))
        return PLAN

    monkeypatch.setattr(atlas_dialog, "read_plan", read)
    return asked


@pytest.fixture
def make(qtbot, spy, plans, tmp_path):
    def build(**more):
        dialog = AtlasDialog(str(tmp_path / "köln.gpkg"), spy, **more)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


@pytest.fixture
def target(monkeypatch, tmp_path) -> str:
    path = str(tmp_path / "Atlas ä.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    return path


def part(dialog, name):
    found = dialog.findChild(QWidget, f"smartcity_paper_{name}")
    assert found is not None, name
    return found


def _button(box):
    return next(button for button in box.buttons() if button.text() == "&Open all")


def row(dialog, key):
    number = next(number for number, item in enumerate(dialog.pages.rows) if item.keys[0] == key)
    return dialog.pages._items[number]


def check(dialog, key, checked):
    row(dialog, key).setCheckState(TITLE, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)


# Rows and selections ----------------------------------------------------------------------------------------------


def test_continuations_belong_to_their_page():
    rows = PLAN.rows
    assert [item.keys for item in rows] == [
        ("cover",),
        ("contents:1", "contents:2"),
        ("indicator:gre_a",),
        ("indicator:gre_b",),
        ("unit:1", "unit:1:2"),
        ("unit:12",),
        ("method:1", "method:2"),
    ]
    assert [item.number for item in rows] == [1, 2, 4, 5, 6, 8, 9]
    assert PLAN.pages == 10


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        (set(range(7)), ""),
        ({2}, "indicator:gre_a"),
        ({2, 3}, "indicator"),
        ({4}, "unit:1"),
        ({4, 5}, "unit"),
        ({0, 1, 6}, "cover,contents,method"),
    ],
)
def test_a_selection_is_told_as_the_algorithms_name_it_and_found_again(chosen, text):
    assert selection_text(PLAN.rows, chosen) == text
    assert chosen_rows(PLAN.rows, [name for name in text.split(",") if name]) == chosen


def test_what_is_told_is_what_the_atlas_prints(jena_study_path):
    from smartcity_plugin.cartography.selection import chosen, parse_keys

    class Key(str):
        key = property(str)

    plan = read_plan(str(jena_study_path), "de", "a4_landscape")
    keys = [Key(key) for item in plan.rows for key in item.keys]
    for picked in ({5}, {5, 6}, {0, 1, 30}, set(range(10, 40))):
        wanted = parse_keys(selection_text(plan.rows, picked))
        expected = [key for number in sorted(picked) for key in plan.rows[number].keys]
        assert [str(key) for key in chosen(keys, wanted)] == expected


def test_the_pages_of_a_study_are_those_of_its_atlas(jena_study_path):
    plan = read_plan(str(jena_study_path), "de", "a4_landscape")
    assert plan.is_computed
    assert plan.rows[0].keys == ("cover",)
    assert {"indicator", "unit", "needs", "method", "sources"} <= {item.kind for item in plan.rows}
    assert all(title and reason for title, reason in plan.omissions)
    assert plan.omissions


# Choosing ---------------------------------------------------------------------------------------------------------


def test_everything_is_chosen_at_first(make, spy, target):
    dialog = make()
    assert part(dialog, "count").text() == "10 of 10 pages chosen"
    dialog.export()
    expected = {"STUDY": dialog.path, "LANGUAGE": "en", "PAPER": 0, "PAGES": "", "GEO": False, "OUTPUT": target}
    assert spy.asked == [("smartcity:exportatlas", expected)]


def test_sections_kinds_and_search_choose_many(make):
    dialog = make()
    dialog.pages.check_shown(False)
    assert dialog.pages.chosen_pages == 0
    assert not dialog.export_button.isEnabled()
    assert not dialog.open_button.isEnabled()
    dialog.pages.search.setText("green")
    dialog.pages.check_shown(True)
    assert dialog.pages.text == "indicator"
    dialog.pages.search.clear()
    dialog.pages.check_kind("unit")
    assert dialog.pages.text == "unit"
    assert dialog.pages.chosen_pages == 3
    section = row(dialog, "indicator:gre_a").parent()
    section.setCheckState(TITLE, Qt.CheckState.Checked)
    assert dialog.pages.text == "indicator,unit"
    check(dialog, "indicator:gre_b", False)
    assert section.checkState(TITLE) == Qt.CheckState.PartiallyChecked
    assert part(dialog, "count").text() == "4 of 10 pages chosen"
    names = [entry.text() for entry in dialog.pages._menu.actions()]
    assert names == ["Cover (1)", "Contents (2)", "Indicators (2)", "Planning units (3)", "Method (2)"]


def test_the_keyboard_is_enough(make, qtbot):
    dialog = make()
    tree = dialog.pages.tree
    tree.setFocus()
    tree.setCurrentItem(row(dialog, "unit:12"))
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert "unit:12" not in dialog.pages.text.split(",")
    assert dialog.pages.chosen_pages == 9


def test_other_paper_and_language_ask_the_study_anew_and_keep_the_choice(make, plans):
    dialog = make()
    check(dialog, "unit:12", False)
    dialog.paper.value = "a3_portrait"
    dialog.language.value = "de"
    assert plans[-1] == (dialog.path, "de", "a3_portrait")
    assert row(dialog, "unit:12").checkState(TITLE) != Qt.CheckState.Checked
    dialog.pages.check_shown(False)
    dialog.paper.value = "a4_portrait"
    assert dialog.pages.chosen == set()


@pytest.mark.parametrize(("kind", "number"), [("pdf", 0), ("geopdf", 1), ("png", 2), ("svg", 3)])
def test_one_file_per_page(make, spy, target, tmp_path, kind, number):
    dialog = make()
    assert not dialog.dpi.isEnabled()
    dialog.kind.value = kind
    assert dialog.dpi.isEnabled()
    dialog.dpi.setValue(150)
    check(dialog, "cover", False)
    dialog.paper.value = "a3_landscape"
    dialog.export()
    name, asked = spy.asked[0]
    assert name == "smartcity:exportpages"
    assert (asked["KIND"], asked["DPI"], asked["FOLDER"], asked["PAPER"]) == (number, 150, str(tmp_path), 2)
    assert asked["PAGES"] == "contents,indicator,unit,method"


def test_georeferenced_in_one_file(make, spy, target):
    dialog = make()
    dialog.kind.value = "one_geo"
    dialog.export()
    assert spy.asked[0][1]["GEO"] is True


def test_the_result_is_told_with_links_and_what_was_left_out(make, spy, target):
    told = []
    spy.results, spy.warnings = {"PAGES_WRITTEN": 61, "OMITTED": 58}, ("A font is missing.",)
    dialog = make(written=lambda *given: told.append(given))
    dialog.export()
    assert "61" in dialog.told
    assert "58" in dialog.told
    assert "A font is missing." in dialog.told
    assert "Atlas%20%C3%A4.pdf" in dialog.told or "Atlas ä.pdf" in dialog.told
    assert told == [("Pages written: 61. Left out for lack of data: 58.", target)]


def test_failure_cancel_and_another_step(make, spy, target):
    dialog = make()
    spy.error = "The disk is full."
    dialog.export()
    assert "The disk is full." in dialog.told
    spy.error, spy.cancelled = "", True
    dialog.export()
    assert "Cancelled" in dialog.told
    spy.busy = True
    dialog.export()
    assert len(spy.asked) == 2
    assert "still running" in dialog.told


def test_without_a_target_nothing_is_run(make, spy, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    make().export()
    assert spy.asked == []


def test_choices_are_remembered_for_each_study(make, target, spy, qtbot, tmp_path):
    dialog = make()
    check(dialog, "unit:12", False)
    dialog.paper.value, dialog.kind.value = "a3_landscape", "one_geo"
    dialog.export()
    dialog.close()
    again = make()
    assert (again.paper.value, again.kind.value) == ("a3_landscape", "one_geo")
    assert again.pages.chosen == dialog.pages.chosen
    other = AtlasDialog(str(tmp_path / "other.gpkg"), spy)
    qtbot.addWidget(other)
    assert other.paper.value == "a4_landscape"
    assert len(other.pages.chosen) == len(PLAN.rows)


# What is left out, and nothing at all -----------------------------------------------------------------------------


def test_what_is_left_out_is_listed_with_reasons(make):
    dialog = make()
    assert dialog.tabs.tabText(1) == "Left out (2)"
    table = dialog.omissions
    shown = [[table.item(number, column).text() for column in (0, 1)] for number in range(table.rowCount())]
    assert shown == [["Bike lanes", "No data."], ["Noise", "No data, either."]]


def test_a_study_without_results_says_what_to_do(build, tmp_path, spy, qtbot):
    with build.study(tmp_path / "leer.gpkg") as study:
        pass
    dialog = AtlasDialog(str(study.path), spy)
    qtbot.addWidget(dialog)
    dialog.show()
    assert part(dialog, "nothing").isVisible()
    assert "compute the indicators first" in dialog._reason.text()
    assert not dialog.export_button.isEnabled()


def test_a_study_that_has_gone_is_told(tmp_path, spy, qtbot):
    dialog = AtlasDialog(str(tmp_path / "weg.gpkg"), spy)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "weg.gpkg" in dialog._reason.text()


# Layouts ----------------------------------------------------------------------------------------------------------


def test_chosen_pages_are_opened_as_layouts(make, spy):
    dialog = make()
    dialog.pages.check_kind("indicator")
    dialog.open_button.click()
    expected = {"STUDY": dialog.path, "LANGUAGE": "en", "PAPER": 0, "PAGES": "indicator"}
    assert spy.asked == [("smartcity:openpages", expected)]


def test_some_layouts_are_shown_in_the_designer_and_all_are_counted(make, spy, qtbot):
    spy.results = {"COUNT": 5, "LAYOUTS": "a\nb\nc\nd\ne"}
    dialog, shown = make(), []
    dialog.layout_opened.connect(shown.append)
    dialog.open_button.click()
    assert shown == ["a", "b", "c"]
    assert "5" in dialog.told


def test_the_marked_indicator_leads_to_its_map(make):
    dialog, wanted = make(), []
    dialog.style_wanted.connect(wanted.append)
    part(dialog, "style").click()
    dialog.pages.tree.setCurrentItem(row(dialog, "indicator:gre_b"))
    part(dialog, "style").click()
    dialog.pages.tree.setCurrentItem(row(dialog, "unit:1"))
    part(dialog, "style").click()
    assert wanted == ["", "gre_b", ""]


def test_many_layouts_are_asked_about(make, spy, monkeypatch):
    monkeypatch.setattr(atlas_dialog, "MANY_LAYOUTS", 3)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: setattr(box, "clickedButton", box.defaultButton))
    dialog = make()
    dialog.open_pages()
    assert spy.asked == []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: setattr(box, "clickedButton", lambda: _button(box)))
    dialog.open_pages()
    assert spy.asked[0][0] == "smartcity:openpages"


def test_a_layout_becomes_the_towns_template(make, spy, monkeypatch):
    changes = []
    dialog = make(changed=lambda: changes.append(1))
    dialog.save_template()
    assert "No page is open" in dialog.told
    project = QgsProject.instance()
    for name, kind in (("Plan", ""), ("Green", "indicator")):
        layout = QgsPrintLayout(project)
        layout.setName(name)
        layout.setCustomProperty(PAGE_KIND, kind)
        project.layoutManager().addLayout(layout)
    offered = []
    monkeypatch.setattr(QInputDialog, "getItem", lambda *given: offered.append(given[3]) or ("Green", True))
    dialog.save_template()
    assert offered == [["Green"]]
    assert spy.asked == [("smartcity:savepagetemplate", {"STUDY": dialog.path, "LAYOUT": "Green"})]
    assert changes == [1]
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("Green", False))
    dialog.save_template()
    assert len(spy.asked) == 1


def test_a_read_only_study_keeps_no_templates(make):
    assert not make(writable=False).template_button.isEnabled()


def test_the_algorithms_are_there_with_these_parameters(smartcity_provider):
    wanted = {
        "exportatlas": {"STUDY", "LANGUAGE", "PAPER", "PAGES", "GEO", "OUTPUT"},
        "exportpages": {"STUDY", "LANGUAGE", "PAPER", "PAGES", "KIND", "DPI", "FOLDER"},
        "openpages": {"STUDY", "LANGUAGE", "PAPER", "PAGES"},
        "savepagetemplate": {"STUDY", "LAYOUT"},
    }
    for name, parameters in wanted.items():
        algorithm = smartcity_provider.algorithm(name)
        assert algorithm is not None, name
        assert parameters <= {definition.name() for definition in algorithm.parameterDefinitions()}, name


def test_it_speaks_german(german, make):
    dialog = make()
    assert part(dialog, "count").text() == "10 von 10 Seiten ausgewählt"
    assert dialog.tabs.tabText(1) == "Weggelassen (2)"
    assert dialog.open_button.text().replace("&", "") == "In der Layoutgestaltung öffnen"
