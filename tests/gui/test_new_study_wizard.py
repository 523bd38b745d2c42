# SPDX-License-Identifier: GPL-2.0-or-later
"""The wizard for a new study as users drive it: with the keyboard, with layers of the project, with dropped files."""

from __future__ import annotations

import re
import shutil

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QWidget,
    QWizard,
)

from smartcity_plugin.gui import settings
from smartcity_plugin.gui.steps import Action
from smartcity_plugin.gui.wizards.new_study import guess, place
from smartcity_plugin.gui.wizards.new_study.dates import inhabitants, reference_date
from smartcity_plugin.gui.wizards.new_study.wizard import NewStudyWizard
from smartcity_plugin.study.study import Study

WAIT = 30_000


@pytest.fixture
def wizard(qtbot, smartcity_provider, tmp_path):
    """The wizard, open; studies go to a folder of the test."""
    settings.set_default_folder(str(tmp_path))
    wizard = NewStudyWizard()
    qtbot.addWidget(wizard, before_close_func=NewStudyWizard.abandon)
    wizard.resize(1100, 760)
    wizard.show()
    return wizard


@pytest.fixture
def keys(qtbot, wizard):
    """Type on the widget that has the focus; wait for what the wizard then examines."""
    return Keys(qtbot, wizard)


class Keys:
    def __init__(self, qtbot, wizard) -> None:
        self.qtbot, self.wizard = qtbot, wizard

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.wizard.focusWidget(), text)

    def press(self, key, times: int = 1) -> None:
        for _ in range(times):
            self.qtbot.keyClick(self.wizard.focusWidget(), key)

    def tab(self, times: int = 1) -> None:
        self.press(Qt.Key.Key_Tab, times)

    def enter(self) -> None:
        """Wait until the page is complete, then press Enter."""
        self.wait(lambda: self.wizard.current_page().isComplete())
        before = self.wizard.currentId()
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: self.wizard.currentId() != before)

    def wait(self, condition) -> None:
        try:
            self.qtbot.waitUntil(condition, timeout=WAIT)
        except self.qtbot.TimeoutError as error:  # say where it stands
            page = self.wizard.current_page()
            raise AssertionError(
                f"{page.name}: {page.problems.texts()}, {page.needs()}, {page.is_examining}"
            ) from error


@pytest.fixture
def demo(repository):
    """A layer of the demo data."""

    def layer(name: str, title: str = "") -> QgsVectorLayer:
        path = repository / "resources/demo/jena/jena_data.gpkg"
        found = QgsVectorLayer(f"{path}|layername={name}", title or name, "ogr")
        assert found.isValid()
        return found

    return layer


@pytest.fixture
def jena(demo):
    """Border and districts of Jena in the project."""
    layers = [demo("stadtgrenze"), demo("ortsteile")]
    QgsProject.instance().addMapLayers(layers)
    return layers


def fill_municipality(wizard, name="Jena", key="16053000", date="2011-05-09") -> None:
    page = wizard.municipality
    for field, text in ((page.municipality, name), (page.key, key), (page.date, date)):
        field.setText(text)
        field.textEdited.emit(text)
    page._settle()


def memory_layer(wkts, crs="EPSG:25832", name="Layer", fields=(), rows=()) -> QgsVectorLayer:
    from qgis.core import QgsFeature, QgsGeometry

    definition = "&".join([f"MultiPolygon?crs={crs}", *(f"field={field}:string" for field in fields)])
    layer = QgsVectorLayer(definition, name, "memory")
    features = []
    for number, wkt in enumerate(wkts):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        if rows:
            feature.setAttributes(list(rows[number]))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer)
    return layer


def box(west, south, east, north) -> str:
    return f"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


# The whole way


def test_with_the_keyboard_alone(jena, keys, wizard, tmp_path, qtbot):
    keys.type("Jena")
    keys.tab()
    keys.type("16053000")
    keys.tab(2)  # the title is proposed
    keys.type("9.5.2011")
    keys.tab(2)
    keys.type("105129")
    keys.tab()
    keys.type("Zensus 2011")
    keys.enter()
    assert wizard.current_page() is wizard.border_page
    keys.enter()
    assert wizard.current_page() is wizard.units_page
    keys.enter()
    assert wizard.current_page() is wizard.file_page
    keys.enter()
    assert wizard.current_page() is wizard.result_page
    with qtbot.waitSignal(wizard.created) as created:
        keys.press(Qt.Key.Key_Return)
    assert created.args == [str(tmp_path / "jena.gpkg")]
    assert not wizard.isVisible()
    assert [item.name for item in tmp_path.iterdir()] == ["jena.gpkg"]
    with Study.open(tmp_path / "jena.gpkg") as study:
        assert study.settings.municipality == "Jena"
        assert study.settings.ags == "16053000"
        assert study.settings.reference_date == "2011-05-09"
        assert study.settings.crs == "EPSG:25832"
        assert (study.settings.official_population, study.settings.official_population_source) == (
            "105129",
            "Zensus 2011",
        )
        assert len(study.reporting_units()) == 30
        assert study.reporting_units().frame["name"].str.contains("Ammerbach").any()
    assert settings.last_municipality() == ("Jena", "16053000")


def test_with_dropped_files(wizard, keys, repository, tmp_path, qtbot):
    folder = tmp_path / "delivery"
    folder.mkdir()
    shutil.copy(repository / "resources/demo/jena/jena_data.gpkg", folder)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    action, button, modifier = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    wizard.dropEvent(QDropEvent(QPoint(5, 5), action, data, button, modifier))
    qtbot.waitUntil(lambda: bool(wizard.file_layers.layers), timeout=WAIT)
    fill_municipality(wizard)
    keys.enter()
    assert wizard.border_page.chooser.layer().name() == "stadtgrenze (jena_data.gpkg)"
    keys.enter()
    assert [form.choice().layer.name() for form in wizard.units_page.forms] == ["ortsteile (jena_data.gpkg)"]
    keys.enter()
    keys.enter()
    with Study.open(tmp_path / "jena.gpkg") as study:
        assert len(study.reporting_units()) == 30


def test_the_cockpit_opens_the_new_study(home, jena, wait_until_idle, tmp_path, qtbot):
    settings.set_default_folder(str(tmp_path))
    home.commands.perform(Action.NEW_STUDY)
    wizard = home._iface.mainWindow().findChild(NewStudyWizard)
    keys = Keys(qtbot, wizard)
    fill_municipality(wizard)
    for _ in range(4):
        keys.enter()
    keys.press(Qt.Key.Key_Return)
    wait_until_idle()
    assert home.session.facts.path == str(tmp_path / "jena.gpkg")
    assert home.session.facts.units == 30


def test_unloading_closes_the_wizard_without_asking(home, jena, qtbot):
    home.commands.perform(Action.NEW_STUDY)
    wizard = home._iface.mainWindow().findChild(NewStudyWizard)
    fill_municipality(wizard)
    home.commands.close_windows()
    assert not wizard.isVisible()


# Municipality


def test_a_lost_zero_is_put_back_visibly(wizard, keys):
    keys.tab()
    keys.type("5315000")
    assert "05315000" in wizard.municipality.key_text.text()
    assert wizard.municipality.key.text() == "5315000"
    keys.tab()
    assert wizard.municipality.key.text() == "05315000"
    assert "Completed to 05315000 (Nordrhein-Westfalen)" in wizard.municipality.key_text.text()
    assert wizard.municipality.ags == "05315000"


def test_a_regional_key_is_understood(wizard, keys):
    keys.tab()
    keys.type("160530000000")
    keys.tab()
    assert wizard.municipality.ags == "16053000"
    assert "16053000" in wizard.municipality.key_text.text()


def test_a_wrong_key_stops_and_says_why(wizard, keys):
    fill_municipality(wizard, key="")
    wizard.municipality.key.setFocus()
    keys.type("1605")
    assert wizard.municipality.problems.findings == []  # still being typed
    keys.press(Qt.Key.Key_Return)
    assert wizard.current_page() is wizard.municipality
    assert "4 digits" in wizard.municipality.problems.texts()[0]
    assert not wizard.button(QWizard.WizardButton.NextButton).isEnabled()
    keys.type("3000")
    assert wizard.municipality.problems.findings == []
    assert wizard.button(QWizard.WizardButton.NextButton).isEnabled()


def test_a_municipality_without_a_key(jena, wizard, keys):
    fill_municipality(wizard, key="")
    keys.enter()
    keys.wait(lambda: wizard.border_page.isComplete())
    assert wizard.calls("x.gpkg")[0][1]["AGS"] == "" if wizard.units_page.forms else True


def test_what_is_missing_is_named(wizard):
    assert wizard.municipality.problems.texts() == ["Note: Still needed: name, title, reference date."]
    fill_municipality(wizard, date="")
    assert wizard.municipality.problems.texts() == ["Note: Still needed: reference date."]


def test_the_title_follows_the_name_until_it_is_changed(wizard, keys):
    keys.type("Jen")
    assert wizard.municipality.title_field.text() == "Integrated spatial inventory of Jen"
    keys.type("a")
    assert wizard.municipality.title_field.text() == "Integrated spatial inventory of Jena"
    wizard.municipality.title_field.setFocus()
    keys.type(" 2030")
    wizard.municipality.municipality.setFocus()
    keys.type("X")
    assert wizard.municipality.title_field.text() == "Integrated spatial inventory of Jena 2030"


def test_the_title_is_in_the_language_of_the_study(wizard, keys, qtbot):
    fill_municipality(wizard)
    language = wizard.municipality.language
    language.setCurrentIndex(language.findData("de"))
    language.activated.emit(0)
    assert wizard.municipality.title_field.text() == "Integrierte räumliche Bestandsaufnahme Jena"
    assert wizard.municipality.parameters()["LANGUAGE"] == "de"


def test_the_last_municipality_is_proposed(qtbot, smartcity_provider):
    settings.remember_municipality("Jena", "16053000")
    wizard = NewStudyWizard()
    qtbot.addWidget(wizard, before_close_func=NewStudyWizard.abandon)
    assert wizard.municipality.municipality.text() == "Jena"
    assert wizard.municipality.ags == "16053000"
    assert not wizard.touched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", "2022"),
        ("2022-05-15", "2022-05-15"),
        ("2022-5-1", "2022-05-01"),
        ("15.05.2022", "2022-05-15"),
        (" 1.5.2022 ", "2022-05-01"),
        ("31.12. 2022", "2022-12-31"),
        ("31.02.2022", None),
        ("2022-13-01", None),
        ("22", None),
        ("1215", None),
        ("15/05/2022", None),
        ("", None),
        ("Mai 2022", None),
    ],
)
def test_reference_dates(text, expected):
    assert reference_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("111343", 111343),
        ("111.343", 111343),
        ("111 343", 111343),
        ("111\u202f343", 111343),
        ("1,234,567", 1234567),
        ("0", 0),
        ("111.34", None),
        ("1.234,567", None),
        ("-5", None),
        ("about 5", None),
        ("", None),
    ],
)
def test_numbers_of_inhabitants(text, expected):
    assert inhabitants(text) == expected


def test_a_date_and_a_population_that_cannot_be_understood(wizard, keys):
    fill_municipality(wizard, date="soon")
    assert "“soon” is no reference date" in wizard.municipality.problems.texts()[0]
    fill_municipality(wizard)
    wizard.municipality.population.setFocus()
    keys.type("many")
    assert "“many” is no number of inhabitants" in wizard.municipality.problems.texts()[0]


# Border


def to_border(wizard, keys, **facts):
    fill_municipality(wizard, **facts)
    keys.enter()
    return wizard.border_page


def test_the_border_is_shown_with_its_facts(jena, wizard, keys):
    page = to_border(wizard, keys)
    keys.wait(page.isComplete)
    assert page.facts.text() == "114.4 km² · one connected area"
    assert page.crs == "EPSG:25832"
    assert "11.6° east" in page.system_text.text()
    assert len(page.preview.canvas.layers()) == 1
    assert page.problems.findings == []


def test_the_crs_can_be_changed(jena, wizard, keys):
    page = to_border(wizard, keys)
    keys.wait(page.isComplete)
    page.system.setFocus()
    keys.press(Qt.Key.Key_Down)
    keys.wait(page.isComplete)
    assert page.border.crs == page.crs == "EPSG:25833"
    assert "suggests ETRS89 / UTM 32N" in page.system_text.text()
    assert page.border.area_km2 == pytest.approx(114.4, rel=0.01)


def test_east_of_12_degrees_the_other_zone_is_suggested(wizard, keys):
    memory_layer([box(13.3, 52.4, 13.5, 52.5)], "EPSG:4326", "Stadtgrenze")
    page = to_border(wizard, keys, name="Berlin", key="11000000")
    keys.wait(page.isComplete)
    assert page.crs == "EPSG:25833"


def gemeinden():
    return memory_layer(
        [box(680_000, 5_640_000, 690_000, 5_650_000), box(690_000, 5_640_000, 700_000, 5_650_000)],
        name="Gemeinden",
        fields=("ars", "gen"),
        rows=[("160530000000", "Jena, Stadt"), ("160740000001", "Nachbar")],
    )


@pytest.mark.parametrize(
    ("key", "condition"), [("16053000", "\"ars\" = '160530000000'"), ("", "\"gen\" = 'Jena, Stadt'")]
)
def test_the_municipality_is_found_in_a_layer_of_many(wizard, keys, key, condition):
    gemeinden()
    page = to_border(wizard, keys, key=key)
    keys.wait(page.isComplete)
    assert page.some.isChecked()
    assert page.condition() == condition
    assert page.border.area_km2 == pytest.approx(100, rel=0.01)


def test_another_area_can_be_chosen(wizard, keys):
    gemeinden()
    page = to_border(wizard, keys)
    keys.wait(page.isComplete)
    page.value.setFocus()
    keys.press(Qt.Key.Key_Down)
    assert page.condition() == "\"ars\" = '160740000001'"
    keys.wait(page.isComplete)
    page.all.click()
    assert page.condition() == ""
    keys.wait(page.isComplete)
    assert page.border.area_km2 == pytest.approx(200, rel=0.01)


def test_a_layer_without_crs_gets_one_for_the_study_only(wizard, keys, tmp_path):
    layer = memory_layer([box(680_000, 5_640_000, 690_000, 5_650_000)], "", "Grenze")
    layer.setCrs(QgsCoordinateReferenceSystem())
    page = to_border(wizard, keys)
    keys.wait(lambda: page.problems.has_errors)
    assert "EPSG:25832" in page.problems.texts()[0]
    assert page.layer_crs.isVisible()
    remedy = page.problems.findChild(QPushButton)
    assert remedy.text() == "&Use EPSG:25832"
    remedy.click()
    keys.wait(page.isComplete)
    assert not layer.crs().isValid()
    keys.press(Qt.Key.Key_Return)
    wizard.units_page.forms[0].set_grid(1000)
    keys.enter()
    keys.enter()
    with Study.open(tmp_path / "jena.gpkg") as study:
        assert study.area().geometry[0].bounds == (680_000, 5_640_000, 690_000, 5_650_000)


def test_swapped_axes_can_be_put_right(wizard, keys, tmp_path):
    layer = memory_layer([box(5_640_000, 680_000, 5_650_000, 690_000)], name="Grenze")
    page = to_border(wizard, keys)
    keys.wait(lambda: page.problems.has_errors)
    remedy = page.problems.findChild(QPushButton)
    assert remedy.text() == "S&wap axes"
    remedy.click()
    keys.wait(page.isComplete)
    assert page.border.area_km2 == pytest.approx(100, rel=0.01)
    assert layer.extent().xMinimum() == 5_640_000
    keys.press(Qt.Key.Key_Return)
    wizard.units_page.forms[0].set_grid(1000)
    keys.enter()
    keys.enter()
    with Study.open(tmp_path / "jena.gpkg") as study:
        assert study.area().geometry[0].bounds == (680_000, 5_640_000, 690_000, 5_650_000)


def test_a_border_in_another_land_is_a_warning(jena, wizard, keys):
    page = to_border(wizard, keys, key="05315000")
    keys.wait(page.isComplete)
    assert "Nordrhein-Westfalen" in page.problems.texts()[0]
    wizard.back()
    fill_municipality(wizard)
    keys.enter()
    keys.wait(page.isComplete)
    assert page.problems.findings == []


# Units


def to_units(wizard, keys):
    page = to_border(wizard, keys)
    keys.enter()
    return wizard.units_page if page else None


def test_units_are_shown_with_their_facts(jena, wizard, keys):
    page = to_units(wizard, keys)
    keys.wait(page.isComplete)
    assert page.forms[0].facts.text().replace("\u00a0", " ") == (
        "Units: 30 · smallest 94.3 ha, on average 381 ha, largest 809 ha"
    )
    assert page.table.rowCount() == 30
    assert page.forms[0].choice().unit_id == '"ot_nr"'
    assert page.forms[0].choice().unit_name == '"ot_name"'


def test_a_grid_instead_of_units(demo, wizard, keys, tmp_path):
    QgsProject.instance().addMapLayer(demo("stadtgrenze"))
    page = to_units(wizard, keys)
    assert not page.isComplete()
    form = page.forms[0]
    assert wizard.focusWidget() is form.made_of
    keys.press(Qt.Key.Key_Down)
    keys.wait(page.isComplete)
    assert form.grid_size.isVisible()
    assert not form.chooser.isVisible()
    assert page.choices()[0].parameters() == {"GRID_SIZE": "1000"}
    assert page.table.item(0, 0).text().startswith("1kmN")
    keys.enter()
    keys.enter()
    with Study.open(tmp_path / "jena.gpkg") as study:
        assert study.settings.unit_level == "grid"
        assert len(study.reporting_units()) == page.plans[0].count == 155


def test_the_units_are_the_border_where_there_is_none(wizard, keys, tmp_path):
    memory_layer(
        [box(680_000 + x, 5_640_000, 681_000 + x, 5_641_000) for x in range(0, 5000, 1000)],
        name="planungsraster_1km",
        fields=("gitter_id",),
        rows=[(f"c{number}",) for number in range(5)],
    )
    page = to_border_with(wizard, keys, "planungsraster_1km")
    keys.wait(page.isComplete)
    assert page.border.area_km2 == pytest.approx(5, rel=0.01)
    keys.enter()
    keys.enter()
    keys.enter()
    with Study.open(tmp_path / "jena.gpkg") as study:
        assert study.settings.unit_level == "grid"
        assert study.reporting_units().frame["unit_id"].tolist() == [f"c{number}" for number in range(5)]


def to_border_with(wizard, keys, name):
    page = to_border(wizard, keys)
    layer = next(layer for layer in page.chooser.choices() if layer.name() == name)
    page.chooser.set_layer(layer)
    return page


def blocks():
    """Four blocks in the districts 1 and 2 of a small town."""
    town = [(680_000 + x, 5_640_000, 680_500 + x, 5_641_000) for x in range(0, 2000, 500)]
    memory_layer([box(680_000, 5_640_000, 682_000, 5_641_000)], name="Stadtgrenze")
    return memory_layer(
        [box(*corners) for corners in town],
        name="Blocks",
        fields=("id", "bez", "name"),
        rows=[("1", "1", "A"), ("2", "1", "B"), ("3", "2", "C"), ("4", "2", "D")],
    )


def test_two_levels_from_one_layer(wizard, keys, tmp_path):
    """Blocks, and districts merged from them: the identifiers clash, which is told, and parents are found."""
    layer = blocks()
    page = to_units(wizard, keys)
    keys.wait(page.isComplete)
    assert [form.choice().level for form in page.forms] == ["block"]
    page.add_button.click()
    form = page.forms[1]
    assert form.choice().level == "district"
    form.set_layer(layer)
    form.set_level("district")
    form.unit_id.setField('"bez"')
    form.unit_name.setField('"bez"')
    keys.wait(lambda: page.problems.has_errors)
    assert "more than once: 1, 2" in page.problems.texts()[0]
    remedy = page.problems.findChild(QPushButton)
    assert remedy.text() == "Merge a&reas"
    remedy.click()
    keys.wait(page.isComplete)
    assert "block-1" in page.problems.texts()[0]
    page.reporting.setCurrentIndex(page.reporting.findData("block"))
    keys.enter()
    summary = wizard.file_page.summary.toPlainText()
    assert "District: 2" in summary
    assert "Block: 4 (in maps and tables)" in summary
    keys.enter()
    assert "block-1" in wizard.result_page.text.toPlainText()
    with Study.open(tmp_path / "jena.gpkg") as study:
        units = study.units().frame.set_index("unit_id")
        assert study.settings.unit_level == "block"
    assert units.loc[["1", "2"], "level"].tolist() == ["district", "district"]
    assert units.loc[[f"block-{number}" for number in range(1, 5)], "parent_id"].tolist() == ["1", "1", "2", "2"]


def test_parents_by_a_field(wizard, keys, tmp_path):
    layer = blocks()
    page = to_units(wizard, keys)
    page.add_button.click()
    form = page.forms[1]
    form.set_layer(layer)
    form.set_level("district")
    form.unit_id.setField('"bez"')
    form.merge.setChecked(True)
    form.merge.clicked.emit(True)
    block = page.forms[0]
    assert block.parent_field.isVisibleTo(block)
    block.parent_field.setCurrentIndex(block.parent_field.findData('"name"'))
    block.parent_field.activated.emit(0)
    keys.wait(lambda: page.problems.has_errors)
    assert "do not exist in the study" in page.problems.texts()[0]
    block.parent_field.setCurrentIndex(block.parent_field.findData('"bez"'))
    block.parent_field.activated.emit(0)
    keys.wait(page.isComplete)
    name, parameters = wizard.calls("x.gpkg")[1]
    assert name == "smartcity:addplanningunits"
    assert parameters["UNIT_PARENT"] == '"bez"'


def test_a_level_can_be_taken_back(jena, wizard, keys):
    page = to_units(wizard, keys)
    page.add_button.click()
    assert page.tabs.count() == 2
    assert not page.isComplete()
    page.remove_button.click()
    assert page.tabs.count() == 1
    keys.wait(page.isComplete)


def test_the_same_level_twice_is_told(jena, wizard, keys):
    page = to_units(wizard, keys)
    page.add_button.click()
    form = page.forms[1]
    form.set_layer(jena[1])
    form.set_level("district")
    form.changed.emit()
    keys.wait(lambda: page.problems.has_errors)
    assert "two tabs for the level District" in page.problems.texts()[0]


# File


def to_file(wizard, keys):
    to_units(wizard, keys)
    keys.enter()
    return wizard.file_page


def answer(qtbot, name: str, wanted: str) -> None:
    """Press a button of the message box that is about to come."""

    def press() -> None:
        boxes = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)]
        (found,) = [widget for widget in boxes if widget.objectName() == name and widget.isVisible()]
        next(button for button in found.buttons() if button.text() == wanted).click()

    QTimer.singleShot(100, press)


def test_an_existing_file_is_not_proposed(jena, wizard, keys, tmp_path):
    (tmp_path / "jena.gpkg").write_bytes(b"other")
    page = to_file(wizard, keys)
    assert page.path == str(tmp_path / "jena-2.gpkg")
    assert page.problems.findings == []


def test_an_existing_file_is_replaced_only_after_asking(jena, wizard, keys, tmp_path, qtbot):
    target = tmp_path / "x.gpkg"
    target.write_bytes(b"other")
    page = to_file(wizard, keys)
    page.file.lineEdit().selectAll()
    keys.type(str(target))
    assert "exists already" in page.problems.texts()[0]
    answer(qtbot, "smartcity_wizard_replace", "Cancel")
    keys.press(Qt.Key.Key_Return)
    assert wizard.current_page() is page
    assert target.read_bytes() == b"other"
    answer(qtbot, "smartcity_wizard_replace", "&Replace")
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: wizard.current_page() is wizard.result_page)
    with Study.open(target) as study:
        assert study.settings.municipality == "Jena"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["x.gpkg"]


def test_another_name_is_one_click_away(jena, wizard, keys, tmp_path):
    (tmp_path / "x.gpkg").write_bytes(b"other")
    page = to_file(wizard, keys)
    page.file.setFilePath(str(tmp_path / "x.gpkg"))
    page.problems.findChild(QPushButton).click()
    assert page.path == str(tmp_path / "x-2.gpkg")


def test_the_open_study_is_not_replaced(qtbot, smartcity_provider, tmp_path):
    path = tmp_path / "open.gpkg"
    path.write_bytes(b"")
    assert [problem.key for problem in place.check_path(str(path), str(path))] == ["study_file_open"]


def test_places_that_are_doubtful(tmp_path):
    def found(path):
        return [problem.key for problem in place.check_path(str(path))]

    assert found(tmp_path / "x.gpkg") == []
    assert found(tmp_path / "x.shp") == ["study_file_ending"]
    assert found(tmp_path / "nowhere" / "x.gpkg") == ["study_folder_missing"]
    cloud = tmp_path / "OneDrive - Stadt Jena"
    cloud.mkdir()
    assert found(cloud / "x.gpkg") == ["study_in_cloud"]
    assert place.is_on_network(place.Path("//server/share/x.gpkg"))


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Jena", "jena"),
        ("Köln-Süd (Größe)", "koeln-sued-groesse"),
        ("St. Peter-Ording", "st-peter-ording"),
        ("", "study"),
    ],
)
def test_names_of_files(name, stem):
    assert place.file_stem(name) == stem


def test_a_failure_is_told_and_leaves_nothing(jena, wizard, keys, tmp_path, monkeypatch):
    def fail(*_arguments, **_keywords):
        raise OSError("the disk is gone")

    page = to_file(wizard, keys)
    monkeypatch.setattr(Study, "create", fail)
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: not wizard.running and bool(page.problems.findings))
    assert wizard.current_page() is page
    assert "the disk is gone" in page.problems.texts()[0]
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    keys.enter()
    assert wizard.current_page() is wizard.result_page


def test_creating_can_be_cancelled(jena, wizard, keys, tmp_path, monkeypatch, qtbot):
    from smartcity_plugin.processing.algorithms.create_study import CreateStudy

    def slow(self, parameters, context, feedback):
        from smartcity_plugin.model.problem import Cancelled

        while not feedback.isCanceled():
            qtbot  # noqa: B018 - only waits
        raise Cancelled

    page = to_file(wizard, keys)
    monkeypatch.setattr(CreateStudy, "perform", slow)
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: wizard.running)
    assert not wizard.button(QWizard.WizardButton.BackButton).isEnabled()
    wizard.button(QWizard.WizardButton.CancelButton).click()
    keys.wait(lambda: not wizard.running)
    assert wizard.isVisible()
    assert "Cancelled; nothing was changed." in page.problems.texts()[0]
    assert list(tmp_path.iterdir()) == []
    assert wizard.button(QWizard.WizardButton.BackButton).isEnabled()


# Frame


def test_escape_asks_before_it_discards(wizard, keys, qtbot):
    keys.type("Jena")
    answer(qtbot, "smartcity_wizard_discard", "&Continue editing")
    keys.press(Qt.Key.Key_Escape)
    assert wizard.isVisible()
    answer(qtbot, "smartcity_wizard_discard", "&Discard entries")
    keys.press(Qt.Key.Key_Escape)
    assert not wizard.isVisible()


def test_escape_closes_what_is_untouched(wizard, keys):
    keys.press(Qt.Key.Key_Escape)
    assert not wizard.isVisible()


def test_help_on_every_page(wizard, keys, qtbot):
    for page in wizard.pages:
        assert len(page.help_text) > 80
    keys.press(Qt.Key.Key_F1)
    boxes = [item for item in wizard.findChildren(QMessageBox) if item.objectName() == "smartcity_wizard_help"]
    assert boxes[0].text() == wizard.municipality.help_text
    boxes[0].close()


def test_the_step_is_marked(jena, wizard, keys):
    assert wizard.steps.current == 0
    to_border(wizard, keys)
    assert wizard.steps.current == 1
    wizard.back()
    assert wizard.steps.current == 0


def test_a_file_without_layers_is_told(wizard, keys, tmp_path):
    (tmp_path / "notes.txt").write_text("nothing")
    wizard.file_layers.add([str(tmp_path / "notes.txt")])
    keys.wait(
        lambda: bool(
            wizard.municipality.problems.texts()[:1] and "notes.txt" in str(wizard.municipality.problems.texts())
        )
    )


def test_only_what_can_be_dropped_is_welcome(wizard):
    from qgis.PyQt.QtGui import QDragEnterEvent

    def welcome(urls) -> bool:
        data = QMimeData()
        data.setUrls(urls)
        buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, modifiers)
        event.ignore()
        wizard.dragEnterEvent(event)
        return event.isAccepted()

    assert welcome([QUrl.fromLocalFile("/data/x.gpkg")])
    assert not welcome([QUrl("https://example.org/x.gpkg")])
    assert not welcome([])


# Reading and size


def mnemonics(page: QWidget) -> list[str]:
    texts = [item.text() for item in page.findChildren(QLabel) if item.buddy() is not None and item.isVisible()]
    texts += [item.text() for item in page.findChildren(QAbstractButton) if item.isVisible()]
    return [found.lower() for text in texts for found in re.findall(r"&([^&\s])", text)]


def walk(wizard, keys):
    """Go through the pages up to the summary, with a second level, and yield each."""
    yield wizard.municipality
    page = to_border(wizard, keys)
    keys.wait(page.isComplete)
    yield page
    keys.enter()
    keys.wait(wizard.units_page.isComplete)
    yield wizard.units_page
    wizard.units_page.add_button.click()
    yield wizard.units_page
    wizard.units_page.forms[1].set_grid(1000)
    keys.wait(wizard.units_page.isComplete)
    yield wizard.units_page
    keys.enter()
    yield wizard.file_page


def test_every_mnemonic_is_there_once(jena, wizard, keys):
    for page in walk(wizard, keys):
        found = [*mnemonics(page), "n", "b", "h"]  # Next, Back, Help
        assert sorted(found) == sorted(set(found)), page.name


def cut(widget: QWidget) -> bool:
    """Return whether a text has less room than it needs."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width()) - 1
    if isinstance(widget, (QLabel, QPushButton, QCheckBox, QRadioButton)):
        return widget.width() < widget.minimumSizeHint().width() or widget.height() < widget.minimumSizeHint().height()
    return widget.height() < widget.minimumSizeHint().height()


@pytest.fixture
def larger(qgis_app):
    """The interface's font at 125 %."""
    font = QApplication.font()
    former = QApplication.font()
    font.setPointSizeF(font.pointSizeF() * 1.25)
    QApplication.setFont(font)
    yield
    QApplication.setFont(former)


def check_sizes(wizard, keys) -> None:
    kinds = (QLabel, QPushButton, QCheckBox, QRadioButton, QLineEdit, QComboBox)
    for page in walk(wizard, keys):
        keys.qtbot.wait(50)  # lines break anew
        seen = [item for kind in kinds for item in wizard.findChildren(kind) if item.isVisible()]
        seen = [item for item in seen if not isinstance(item.parent(), QComboBox)]
        texts = [item.text() if hasattr(item, "text") else item.objectName() for item in seen if cut(item)]
        assert texts == [], page.name
        for item in page.findChildren(QWidget):
            if item.isVisible() and item.objectName().startswith("smartcity_wizard_"):
                right = item.mapTo(page, item.rect().topRight()).x()
                assert right <= page.width(), item.objectName()


def test_no_text_is_cut(jena, wizard, keys):
    check_sizes(wizard, keys)


def test_no_text_is_cut_with_a_large_font(larger, jena, wizard, keys):
    wizard.resize(1100, 700)
    check_sizes(wizard, keys)


@pytest.mark.usefixtures("german")
def test_no_german_text_is_cut(jena, qtbot, smartcity_provider, tmp_path):
    settings.set_default_folder(str(tmp_path))
    wizard = NewStudyWizard()
    qtbot.addWidget(wizard, before_close_func=NewStudyWizard.abandon)
    wizard.show()
    check_sizes(wizard, Keys(qtbot, wizard))


# Recognising


@pytest.mark.parametrize(
    ("name", "is_border", "level"),
    [
        ("stadtgrenze", True, ""),
        ("Grenze Gemeinde", True, ""),
        ("vg250_gem", True, ""),
        ("Ortsteile 2022", False, "district"),
        ("Stadtteil", False, "quarter"),
        ("Statistische Bezirke", False, "quarter"),
        ("stadtbezirke_25832", False, "district"),
        ("Baublöcke", False, "block"),
        ("planungsraster_1km", False, "grid"),
        ("Stadtteilgrenzen", False, "quarter"),
        ("gruenflaechen", False, ""),
    ],
)
def test_layers_are_recognised_by_their_names(name, is_border, level):
    assert guess.is_border(name) == is_border
    assert guess.level_of(name) == level


def test_the_plainest_border_is_proposed():
    assert guess.best_border(["Gewässer", "Gemeinden VG250", "stadtgrenze_jena"]) == 2
    assert guess.best_border(["Gewässer"]) is None


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["fid", "ot_nr", "osm_id", "ot_name"], ["ot_nr"]),
        (["STT_NR", "STT_NAME", "SHAPE_AREA"], ["STT_NR"]),
        (["id", "schluessel"], ["schluessel", "id"]),
        (["name"], []),
    ],
)
def test_fields_that_may_be_the_identifier(names, expected):
    assert guess.id_fields(names) == expected


def test_an_identifier_is_different_for_each():
    values = {"nr": [1, 1, 2], "code": ["a", "b", None], "id": [1, 2, 3]}
    assert guess.unique_field(["nr", "code", "id"], values.__getitem__) == "id"
    assert guess.unique_field(["nr"], values.__getitem__) == ""


def test_settings_of_the_project_are_not_touched(jena, wizard, keys):
    before = QgsProject.instance().title(), QgsProject.instance().crs().authid()
    to_file(wizard, keys)
    keys.enter()
    assert (QgsProject.instance().title(), QgsProject.instance().crs().authid()) == before
    assert QgsSettings().value("smartcity/lastMunicipality") == "Jena"


def test_dropping_is_an_event_of_the_whole_wizard(wizard):
    assert wizard.acceptDrops()
    assert not wizard.border_page.preview.canvas.acceptDrops()
    assert QEvent.Type.Drop  # the enum exists in both versions of Qt


def test_closing_does_not_wait_for_what_is_examined(jena, wizard, keys, qtbot):
    """The task that examines the border goes on until it notices, and nobody is told."""
    import threading

    fill_municipality(wizard)
    keys.enter()
    keys.wait(wizard.border_page.isComplete)
    free, worked, told = threading.Event(), threading.Event(), []

    def work(progress):
        free.wait(10)
        worked.set()
        return "value"

    wizard.border_page.examine("Examine", work, lambda value, error: told.append(value))
    wizard.touched = False
    wizard.close()
    assert not wizard.isVisible()
    assert not worked.is_set()
    free.set()
    qtbot.wait(300)
    assert told == []


def test_a_later_look_makes_an_earlier_one_obsolete(wizard, qtbot):
    import threading

    page, first, told = wizard.municipality, threading.Event(), []
    page.examine("1", lambda progress: first.wait(10), lambda value, error: told.append((value, error)))
    assert page.is_examining
    assert not page.isComplete()
    page.examine("2", lambda progress: 2, lambda value, error: told.append((value, error)))
    first.set()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    qtbot.wait(200)
    assert told == [(2, None)]
    assert not page.is_examining


def test_what_goes_wrong_in_a_task_becomes_a_sentence(wizard, qtbot):
    told = []
    wizard.municipality.examine("1", lambda progress: 1 / 0, lambda value, error: told.append((value, error)))
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert told[0][0] is None
    assert "ZeroDivisionError" in told[0][1]
