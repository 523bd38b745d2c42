# SPDX-License-Identifier: GPL-2.0-or-later
"""The window for the look of maps: style, distribution, page; the algorithm is asked for what is shown."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from smartcity_plugin.bridge.tasks import TaskRunner
from smartcity_plugin.cartography.map_style import read_styles, save_style
from smartcity_plugin.gui.paper import map_style_dialog
from smartcity_plugin.gui.paper.map_style_dialog import MapStyleDialog
from smartcity_plugin.gui.paper.style_form import StyleForm, parameters_of
from smartcity_plugin.model.map_style import Around, Kind, MapStyle, Method, Ramp
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

SUPPLY, ACCESS = "gre_local_supply", "gre_access_300m_share"


@pytest.fixture
def path(build, catalogue, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [SUPPLY, ACCESS])
        return study.path


@pytest.fixture
def drawn(monkeypatch):
    """Pages are not drawn; returns style and page that would have been."""
    asked = []

    def draw(_path, draft, page):
        asked.append((sorted(key for kind, key in draft.parts if kind == "map"), page))
        return QImage(40, 30, QImage.Format.Format_RGB32), True

    monkeypatch.setattr(map_style_dialog, "draw_sample", draw)
    return asked


@pytest.fixture
def make(qtbot, path, spy, drawn):
    def build_dialog(runner=None, **more):
        dialog = MapStyleDialog(str(path), runner or spy, **more)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build_dialog


def press(monkeypatch, label):
    def answer(box):
        button = next(button for button in box.buttons() if button.text() == label)
        box.clickedButton = lambda: button

    monkeypatch.setattr(QMessageBox, "exec", answer)


def test_what_is_shown_is_what_is_asked(make, spy, path):
    dialog = make()
    dialog.choose(SUPPLY)
    assert not dialog.store_button.isEnabled()
    dialog.form.boxes["method"].value = "fixed"
    dialog.form.breaks.setText("2; 4,5")
    dialog.form.boxes["ramp"].value = "viridis"
    dialog.form.reverse.setChecked(True)
    assert dialog.histogram.breaks == [2.0, 4.5]
    dialog.store_button.click()
    name, asked = spy.asked[0]
    assert name == "smartcity:setmapstyle"
    assert (asked["STUDY"], asked["INDICATOR"]) == (str(path), SUPPLY)
    assert (asked["KIND"], asked["METHOD"], asked["RAMP"]) == ("choropleth", "fixed", "viridis")
    assert (asked["BREAKS"], asked["REVERSE"], "VALUE" in asked) == ("2.0; 4.5", True, False)


@pytest.mark.parametrize(
    "style",
    [
        MapStyle(),
        MapStyle(Kind.DOTS, Method.QUANTILE, 4),
        MapStyle(method=Method.FIXED, breaks=(0.125, 1000.0, 12345.5)),
        MapStyle(ramp=Ramp.PUOR, around=Around.VALUE, value=-3.25),
        MapStyle(Kind.BIVARIATE, second=ACCESS),
    ],
)
@pytest.mark.parametrize("speech", ["en", "de"])
def test_a_style_survives_the_form(style, speech, qtbot, request):
    if speech == "de":
        request.getfixturevalue("german")
    form = StyleForm()
    qtbot.addWidget(form)
    form.offer({ACCESS: "Access"})
    form.show_style(style)
    assert form.style == style


def test_the_algorithm_understands_what_is_asked(make, path, qtbot, smartcity_provider):
    runner, changes = TaskRunner(), []
    dialog = make(runner, changed=lambda: changes.append(1))
    dialog.choose(SUPPLY)
    dialog.form.boxes["method"].value = "fixed"
    dialog.form.breaks.setText("2,5; 4")
    dialog.store()
    qtbot.waitUntil(lambda: changes == [1], timeout=20_000)
    with Study.open(path) as study:
        assert read_styles(study) == {SUPPLY: MapStyle(method=Method.FIXED, breaks=(2.5, 4.0))}
    assert "own style" in dialog.indicator.currentText()
    assert "Stored" in dialog.told
    dialog.remove_button.click()
    qtbot.waitUntil(lambda: changes == [1, 1], timeout=20_000)
    with Study.open(path) as study:
        assert read_styles(study) == {}
    runner.stop()


def test_parameters_are_those_of_the_algorithm(smartcity_provider):
    asked = parameters_of(SUPPLY, MapStyle(ramp=Ramp.PUOR, around=Around.VALUE, value=3.0))
    known = {item.name(): item for item in smartcity_provider.algorithm("setmapstyle").parameterDefinitions()}
    assert {"STUDY", *asked} == set(known)
    for name in ("KIND", "METHOD", "RAMP", "AROUND", "AMOUNT", "SCALING"):
        assert asked[name] in known[name].options()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": "fixed"}, "break"),
        ({"kind": "symbols"}, ""),
        ({"kind": "bivariate"}, "second"),
        ({"around": "value", "ramp": "puor"}, "value"),
    ],
)
def test_what_does_not_suit_is_told_and_not_stored(make, spy, changes, words):
    dialog = make()
    dialog.choose(ACCESS)
    for name, value in changes.items():
        dialog.form.boxes[name].value = value
    assert words in dialog.told.lower()
    assert dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.form.show_style(MapStyle())
    dialog._follow()
    assert dialog.told == ""


def test_numbers_that_are_none_are_told(make, spy):
    dialog = make()
    dialog.form.boxes["method"].value = "fixed"
    dialog.form.breaks.setText("2; viel")
    assert "viel" in dialog.told
    dialog.store()
    assert spy.asked == []


def test_only_what_matters_is_shown(make):
    form = make().form
    assert not form.breaks.isVisible()
    assert not form.second.isVisible()
    form.boxes["method"].value = "fixed"
    assert form.breaks.isVisible()
    assert not form.classes.isVisible()
    form.boxes["kind"].value = "bivariate"
    assert form.second.isVisible()
    assert not form.boxes["ramp"].isVisible()


def test_a_change_is_not_lost_unasked(make, monkeypatch):
    dialog = make()
    dialog.choose(SUPPLY)
    dialog.form.classes.setValue(3)
    press(monkeypatch, "&Keep")
    dialog.choose(ACCESS)
    assert dialog.indicator.value == SUPPLY
    assert dialog.form.classes.value() == 3
    press(monkeypatch, "&Discard")
    dialog.choose(ACCESS)
    assert dialog.indicator.value == ACCESS
    assert dialog.form.classes.value() == 5


def test_the_page_of_the_indicator_is_drawn_in_the_style(make, drawn, qtbot):
    dialog = make()
    dialog.choose(SUPPLY)
    qtbot.waitUntil(lambda: bool(drawn) and drawn[-1] == ([SUPPLY], f"indicator:{SUPPLY}"), timeout=5_000)
    dialog.choose("")
    qtbot.waitUntil(lambda: drawn[-1][0] == [""], timeout=5_000)


def test_the_general_style_is_stored_without_an_indicator(make, spy):
    dialog = make()
    dialog.choose("")
    dialog.form.boxes["ramp"].value = "cividis"
    dialog.store()
    assert spy.asked[0][1]["INDICATOR"] == ""


def test_a_study_that_is_read_only_or_gone(make, path, spy, qtbot, tmp_path, drawn):
    with Study.open(path, update=True) as study:
        save_style(study, SUPPLY, MapStyle(classes=3))
    dialog = make(writable=False)
    dialog.choose(SUPPLY)
    dialog.form.classes.setValue(4)
    assert not dialog.store_button.isEnabled()
    assert not dialog.remove_button.isEnabled()
    gone = MapStyleDialog(str(tmp_path / "weg.gpkg"), spy)
    qtbot.addWidget(gone)
    gone.show()
    assert "weg.gpkg" in gone.told
    assert not gone.store_button.isEnabled()


def test_the_histogram_shows_classes_in_their_colours(make):
    dialog = make()
    values = dialog.desk.indicators[SUPPLY]
    classes, _ = values.classes(MapStyle(method=Method.FIXED, breaks=(50.0,)))
    histogram = dialog.histogram
    histogram.resize(400, 120)
    histogram.show_classes([10.0, 20.0, 90.0, float("nan")], classes, ["#ff0000", "#0000ff"])
    image = histogram.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {"#ff0000", "#0000ff"} <= found
    histogram.show_classes([], None, ())
    histogram.grab()


def test_it_speaks_german(german, make):
    dialog = make()
    assert dialog.windowTitle() == "Kartendarstellung"
    assert dialog.findChild(QWidget, "smartcity_paper_kind").itemText(0) == "Gefärbte Flächen"
