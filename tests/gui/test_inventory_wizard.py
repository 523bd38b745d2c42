# SPDX-License-Identifier: GPL-2.0-or-later
"""The Inventory wizard, driven as a user would: found, assigned, described, imported, updated, removed, all at once."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDropEvent, QKeyEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QWizard,
)

from smartcity_plugin.gui.steps import Action
from smartcity_plugin.gui.wizards.forms import PREFIX
from smartcity_plugin.gui.wizards.inventory import proposals
from smartcity_plugin.gui.wizards.inventory.navigation import MATRIX, OVERVIEW
from smartcity_plugin.gui.wizards.inventory.overview_page import ROLE
from smartcity_plugin.gui.wizards.inventory.preview import Question
from smartcity_plugin.gui.wizards.inventory.result_page import CANCELLED, DONE, FAILED, OPEN
from smartcity_plugin.gui.wizards.inventory.update_dialog import UpdateDialog
from smartcity_plugin.gui.wizards.inventory.wizard import InventoryWizard
from smartcity_plugin.model.problem import Severity
from smartcity_plugin.study.study import Study

NEXT, CANCEL = QWizard.WizardButton.NextButton, QWizard.WizardButton.CancelButton


@pytest.fixture(scope="session")
def jena_data(repository) -> Path:
    """The open data of the example study."""
    return repository / "resources" / "demo" / "jena" / "jena_data.gpkg"


@pytest.fixture(scope="session")
def empty_study_path(qgis_processing, jena_data, tmp_path_factory) -> Path:
    """A study of Jena that has border and units only; whoever writes asks for `study_path`."""
    import processing

    from tests.conftest import registered_provider

    registered_provider()
    path = tmp_path_factory.mktemp("empty") / "jena.gpkg"
    parameters = {
        "AREA": f"{jena_data}|layername=stadtgrenze",
        "UNITS": f"{jena_data}|layername=ortsteile",
        "UNIT_ID": 'to_string("ot_nr")',
        "UNIT_NAME": '"ot_name"',
        "TITLE": "Jena",
        "MUNICIPALITY": "Jena",
        "AGS": "16053000",
        "CRS": "EPSG:25832",
        "REFERENCE_DATE": "2011-05-09",
        "OUTPUT": str(path),
    }
    processing.run("smartcity:createstudy", parameters)
    return path


@pytest.fixture
def study_path(empty_study_path, smartcity_provider, tmp_path) -> Path:
    return Path(shutil.copy(empty_study_path, tmp_path / "jena.gpkg"))


@pytest.fixture
def project_layers(jena_data):
    """All layers of the example's data, in the project."""
    package = QgsVectorLayer(str(jena_data), "all", "ogr")
    names = [entry.split("!!::!!")[1] for entry in package.dataProvider().subLayers()]
    layers = [QgsVectorLayer(f"{jena_data}|layername={name}", name, "ogr") for name in names]
    QgsProject.instance().addMapLayers(layers)
    return {layer.name(): layer for layer in layers}


@pytest.fixture
def open_wizard(qtbot):
    """Open the wizard for a study and wait until everything has been read."""
    opened = []

    def open_and_wait(path, rated: bool = False) -> InventoryWizard:
        wizard = InventoryWizard(str(path))
        opened.append(wizard)
        wizard.show()
        qtbot.waitUntil(lambda: wizard.inventory is not None and not wizard.pool.is_looking, timeout=30_000)
        wizard.pages[0].show_rows()
        return wizard

    yield open_and_wait
    for wizard in opened:
        close(wizard)


@pytest.fixture
def wizard(open_wizard, study_path, project_layers):
    return open_wizard(study_path)


@pytest.fixture
def settled(qtbot):
    """Wait until a page has examined what it shows."""

    def wait(wizard) -> None:
        qtbot.waitUntil(lambda: not wizard.current_page().is_examining and not wizard.running, timeout=30_000)
        QApplication.processEvents()

    return wait


@pytest.fixture
def go_on(settled):
    """Press Next, as often as asked for."""

    def press(wizard, times: int = 1) -> None:
        for _ in range(times):
            settled(wizard)
            assert wizard.button(NEXT).isEnabled(), wizard.current_page().problems.texts()
            wizard.button(NEXT).click()
            settled(wizard)

    return press


@pytest.fixture
def bring_in(go_on, qtbot):
    """Bring the best data for a role into the study, with the given facts."""

    def import_role(wizard, role: str, key=None, **facts: str) -> None:
        wizard.show_role(role)
        go_on(wizard)
        if key is not None:
            wizard.current_page().choose(key)
        go_on(wizard, 2)
        assert wizard.current_page().name == "passport"
        for name, text in facts.items():
            widget(wizard, f"passport_{name}").setText(text)
        go_on(wizard)
        import_now(wizard, qtbot)

    return import_role


def import_now(wizard, qtbot) -> None:
    qtbot.waitUntil(lambda: wizard.button(NEXT).isEnabled(), timeout=30_000)
    wizard.button(NEXT).click()
    qtbot.waitUntil(lambda: not wizard.running, timeout=60_000)
    before = wizard.inventory
    qtbot.waitUntil(lambda: wizard.inventory is not before, timeout=30_000)


def close(wizard) -> None:
    """Close a wizard and let Qt delete it now, in this thread."""
    wizard.abandon()
    wizard.deleteLater()
    QApplication.sendPostedEvents(wizard, QEvent.Type.DeferredDelete)


def widget(wizard, name: str):
    found = wizard.findChild(object, PREFIX + name)
    assert found is not None, name
    return found


def sources(path: Path, role: str):
    with Study.open(path) as study:
        return [source for source in study.sources() if source.role == role]


def counts(path: Path) -> dict[str, int]:
    with Study.open(path) as study:
        return {role: passport.feature_count for role, passport in study.passports().items()}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def type_text(target, text: str) -> None:
    for character in text:
        QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character))


def answer(button_text: str) -> list[str]:
    """Press a button of the message box that is about to appear; returns what it said, once it has."""

    def press() -> None:
        boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
        if not boxes:
            QTimer.singleShot(100, press)
            return
        said.append(boxes[0].informativeText())
        next(button for button in boxes[0].buttons() if button_text in button.text().replace("&", "")).click()

    said: list[str] = []
    QTimer.singleShot(100, press)
    return said


def drop(wizard, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    wizard.dropEvent(event)


# What fits ----------------------------------------------------------------------------------------------------------


def test_the_overview_proposes_what_fits_and_checks_what_is_sure(wizard):
    overview = wizard.pages[0]
    assert wizard.current_page() is overview
    proposed = {row.role: row.offer.title for row in overview.rows if row.is_checked}
    assert proposed["population_cells"] == "zensus2011_100m"
    assert proposed["census_rates"] == "zensus2011_1km"
    assert proposed["streets"] == "strassen_tempolimit"
    assert proposed["pt_stops"] == "haltestellen"
    assert proposed["public_green"] == "gruenflaechen"
    assert "cycle_network" not in proposed
    assert wizard.button(NEXT).text() == f"&Import ({len(proposed)})"


def test_layers_of_the_study_itself_are_no_candidates(open_wizard, study_path):
    QgsProject.instance().addMapLayer(QgsVectorLayer(f"{study_path}|layername=planning_units", "units", "ogr"))
    assert open_wizard(study_path).pool.is_empty


def test_layers_that_come_and_go_are_followed(wizard, qtbot):
    before = len(wizard.pool.offers("trees"))
    trees = QgsVectorLayer("Point?crs=EPSG:25832&field=art:string", "baumkataster", "memory")
    QgsProject.instance().addMapLayer(trees)
    qtbot.waitUntil(lambda: not wizard.pool.is_looking)
    offers = wizard.pool.offers("trees")
    assert len(offers) == before + 1
    assert offers[0].title == "baumkataster"
    QgsProject.instance().removeMapLayer(trees.id())
    assert len(wizard.pool.offers("trees")) == before


def test_dropped_folder_is_searched(open_wizard, study_path, jena_data, tmp_path, qtbot):
    wizard = open_wizard(study_path)
    assert wizard.pool.is_empty
    assert "drop a folder" in wizard.pages[0]._hint.text()
    assert not wizard.button(NEXT).isEnabled()
    folder = tmp_path / "Daten der Stadt"
    (folder / "unter").mkdir(parents=True)
    shutil.copy(jena_data, folder / "unter" / "jena_data.gpkg")
    with qtbot.waitSignal(wizard.pool.looked, timeout=60_000):
        drop(wizard, folder)
    wizard.pages[0].show_rows()
    assert wizard.pages[0].row_of("pt_stops").is_checked
    assert "Layers and files found: " in wizard.pages[0].problems.texts()[0]


def test_file_that_is_nothing_is_said(open_wizard, study_path, tmp_path, qtbot):
    wizard = open_wizard(study_path)
    odd = tmp_path / "brief.docx"
    odd.write_bytes(b"no data at all")
    with qtbot.waitSignal(wizard.pool.looked, timeout=30_000):
        drop(wizard, odd)
    told = "\n".join(wizard.pages[0].problems.texts())
    assert "Nothing new was found" in told
    assert "brief.docx" in told


# One role ------------------------------------------------------------------------------------------------------------


def test_role_says_what_it_is_for_and_who_waits(wizard, catalogue):
    wizard.show_role("public_green")
    page = wizard.current_page()
    assert page.name == "role"
    assert page.title() == "Public green space"
    text = page._indicators.text()
    waiting = [item for item in catalogue.indicators.values() if "public_green" in item.all_roles()]
    assert all(item.title.en in text for item in waiting)
    assert "1,000 m" in page._needs.text()


def test_reasons_stand_below_the_choice(wizard, go_on):
    wizard.show_role("public_green")
    go_on(wizard)
    page = wizard.current_page()
    assert page.chosen().title == "gruenflaechen"
    assert page.list.topLevelItem(0).text(2) == "high"
    assert "• The geometry fits." in page._reasons.text()
    shown = page.list.topLevelItemCount()
    widget(wizard, "offers_all").click()
    assert page.list.topLevelItemCount() > shown


def test_whole_way_with_the_keyboard(wizard, qtbot, settled, study_path):
    """From the list of roles to the result without a mouse; a field is assigned by typing."""
    tree = wizard.navigation.tree
    with qtbot.waitActive(wizard):
        wizard.activateWindow()
    tree.setFocus()
    assert tree.hasFocus()
    while wizard.navigation.place() != "pt_stops":
        qtbot.keyClick(tree, Qt.Key.Key_Down)
        QApplication.processEvents()
    assert wizard.current_page().name == "role"
    assert tree.hasFocus(), "arrows must stay in the list"
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert wizard.button(NEXT).hasFocus()
    qtbot.keyClick(wizard.button(NEXT), Qt.Key.Key_Space)
    assert wizard.current_page().name == "data"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled(wizard)
    assert wizard.current_page().name == "fields"
    field = widget(wizard, "field_name")
    edit = field.findChild(QLineEdit)
    edit.setFocus()
    edit.selectAll()
    type_text(edit, 'upper("name")')
    qtbot.waitUntil(lambda: wizard.draft.mapping["name"] == 'upper("name")')
    qtbot.waitUntil(lambda: wizard.current_page()._timer.isActive() is False)
    settled(wizard)
    rows = wizard.current_page().table
    names = [rows.item(row, column_of(rows, "Name")).text() for row in range(5)]
    assert names == [name.upper() for name in names]
    qtbot.keyClick(edit, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: wizard.current_page().name == "passport")
    widget(wizard, "passport_source").setFocus()
    type_text(widget(wizard, "passport_source"), "Stadt Jena, Größe geprüft")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.current_page().name == "check")
    settled(wizard)
    qtbot.keyClick(wizard.button(NEXT), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.current_page().name == "result", timeout=60_000)
    (source,) = sources(study_path, "pt_stops")
    assert source.source == "Stadt Jena, Größe geprüft"
    with Study.open(study_path) as study:
        stored = study.layer("pt_stops").frame["name"].dropna()
    assert len(stored)
    assert (stored == stored.str.upper()).all()


def column_of(table, title: str) -> int:
    titles = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]
    return next(number for number, text in enumerate(titles) if text.startswith(title))


def test_every_field_of_every_page_can_be_reached_with_tab(wizard, go_on, qtbot):
    wizard.show_role("pt_stops")
    go_on(wizard, 3)
    assert wizard.current_page().name == "passport"
    wizard.activateWindow()
    widget(wizard, "passport_title").setFocus()
    seen = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        seen.add(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    names = ("title", "source", "licence", "attribution", "date", "contact", "fitness", "note")
    assert {f"{PREFIX}passport_{name}" for name in names} <= seen


def test_required_fields_hold_the_way(wizard, go_on, settled):
    wizard.show_role("population_cells")
    go_on(wizard, 2)
    widget(wizard, "field_population").setExpression("")
    settled(wizard)
    assert not wizard.button(NEXT).isEnabled()
    assert any("Still needed: Population" in text for text in wizard.current_page().problems.texts())


def test_preview_agrees_with_a_second_count(project_layers):
    """Filter and shares of unknown values against a plain walk through the features."""
    layer = project_layers["gruenflaechen"]
    where = '"oeffentlich" = 1 AND "wert" <> \'cemetery\''
    preview = Question(layer, {"name": '"name"', "kind": '"wert"'}, [], where).answer()
    kept = [item for item in layer.getFeatures() if item["oeffentlich"] == 1 and item["wert"] not in ("cemetery", None)]
    assert (preview.kept, preview.total) == (len(kept), layer.featureCount())
    unnamed = sum(not isinstance(item["name"], str) or not item["name"].strip() for item in kept)
    assert preview.columns["name"].nulls == unnamed
    assert preview.columns["kind"].nulls == 0
    assert len(preview.rows) == 10


@pytest.mark.parametrize(
    ("value", "good"), [("12", True), ("1.5", True), ("12,5", False), ("k. A.", False), ("1_000", False), (" 7 ", True)]
)
def test_what_is_no_number_is_marked_as_the_import_would_refuse_it(value, good):
    import pandas as pd

    layer = QgsVectorLayer("NoGeometry?field=a:string", "x", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([value])
    layer.dataProvider().addFeature(feature)
    preview = Question(layer, {"population": '"a"'}, ["population"]).answer()
    assert (preview.columns["population"].wrong == 0) is good
    assert pd.to_numeric(pd.Series([value]), errors="coerce").notna().all() == good, "the import reads it so"


def test_broken_mapping_and_filter_are_said_before_the_import(wizard, go_on, settled, qtbot):
    wizard.show_role("population_cells")
    go_on(wizard, 2)
    widget(wizard, "field_population").setExpression('"gitter_id"')
    widget(wizard, "filter").setExpression('"no_such_field" > 1')
    qtbot.waitUntil(lambda: not wizard.current_page()._timer.isActive())
    settled(wizard)
    assert any("The filter does not work: no_such_field?" in text for text in wizard.current_page().problems.texts())
    widget(wizard, "filter").setExpression("")
    qtbot.waitUntil(lambda: not wizard.current_page()._timer.isActive())
    settled(wizard)
    assert any("values are no number" in text for text in wizard.current_page().problems.texts())
    assert widget(wizard, "state_population").text().startswith("no number: ")
    assert not wizard.button(NEXT).isEnabled()


def test_filter_counts_live(wizard, go_on, settled, qtbot, project_layers):
    wizard.show_role("poi_pharmacy")
    go_on(wizard, 2)
    total = project_layers["poi"].featureCount()
    assert widget(wizard, "filter_count").text() == f"30 of {total:,} features"
    widget(wizard, "filter").setExpression('"amenity" = \'pharmacy\' AND "name" IS NULL')
    qtbot.waitUntil(lambda: not wizard.current_page()._timer.isActive())
    settled(wizard)
    unnamed = [
        item for item in project_layers["poi"].getFeatures() if item["amenity"] == "pharmacy" and not item["name"]
    ]
    assert widget(wizard, "filter_count").text() == f"{len(unnamed)} of {total:,} features"


def test_import_stores_layer_and_passport(wizard, bring_in, study_path):
    bring_in(wizard, "poi_pharmacy", source="Landesapothekerkammer", date="2024", contact="Frau Muster")
    assert wizard.current_page().name == "result"
    assert [outcome.state for outcome in wizard.outcomes] == [DONE]
    (source,) = sources(study_path, "poi_pharmacy")
    assert (source.source, source.data_date, source.contact) == ("Landesapothekerkammer", "2024", "Frau Muster")
    assert source.feature_count == 30 == counts(study_path)["poi_pharmacy"]
    assert source.title == "Pharmacies"
    assert wizard.inventory.row("poi_pharmacy").sources == (source,)
    assert not wizard.touched
    text = wizard.current_page()._column.itemAt(0).widget().findChildren(object)
    said = "\n".join(item.text() for item in text if hasattr(item, "text"))
    assert "Pharmacies: 30 features stored" in said
    assert "The data passport lacks: licence." in said


def test_light_follows_once_the_study_was_checked(wizard, bring_in, qtbot):
    bring_in(wizard, "poi_pharmacy", source="Kammer", date="2010")
    qtbot.waitUntil(lambda: ("poi_pharmacy", "1") in wizard.inventory.ratings, timeout=30_000)
    assert wizard.inventory.ratings[("poi_pharmacy", "1")].light.value == "red"  # no licence: nothing may be published
    wizard.show_role("poi_pharmacy")
    card = widget(wizard, "source_poi_pharmacy_1")
    said = "\n".join(item.text() for item in card.findChildren(object) if hasattr(item, "text"))
    assert "to be clarified" in said
    assert "No licence is given" in said


def test_codes_for_unknown_are_offered_to_be_emptied(open_wizard, study_path, project_layers, tmp_path, go_on, qtbot):
    """Of three cells one says -9: with the tick it is unknown; without it the import would be refused."""
    cells = list(project_layers["zensus2011_100m"].getFeatures())[:3]
    layer = QgsVectorLayer("Polygon?crs=EPSG:25832&field=gitter_id:string&field=einwohner:double", "x", "memory")
    assert project_layers["zensus2011_100m"].crs().authid() == "EPSG:25832"
    for cell, persons in zip(cells, (12.0, -9.0, 30.0)):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([cell["gitter_id"], persons])
        feature.setGeometry(cell.geometry())
        layer.dataProvider().addFeature(feature)
    path = tmp_path / "zensus_100m.gpkg"
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, QgsVectorFileWriter.SaveVectorOptions())
    QgsProject.instance().clear()
    QgsProject.instance().addMapLayer(QgsVectorLayer(str(path), "zensus_100m", "ogr"))
    wizard = open_wizard(study_path)
    wizard.show_role("population_cells")
    go_on(wizard, 2)
    widget(wizard, "field_population").setExpression('"einwohner"')
    widget(wizard, "field_cell_id").setExpression('"gitter_id"')
    qtbot.waitUntil(lambda: not wizard.current_page()._timer.isActive() and not wizard.current_page().is_examining)
    assert widget(wizard, "state_population").text() == "−9 for unknown: 1"
    go_on(wizard, 2)
    page = wizard.current_page()
    assert page.name == "check"
    assert not wizard.button(NEXT).isEnabled()
    box = widget(wizard, "repair_0")
    assert "−9" in box.text()
    box.click()
    import_now(wizard, qtbot)
    with Study.open(study_path) as study:
        assert sorted(study.layer("population_cells").frame["population"].dropna()) == [12.0, 30.0]
        assert len(study.layer("population_cells")) == 3


# Several sources ----------------------------------------------------------------------------------------------------


@pytest.fixture
def more_pharmacies(tmp_path, project_layers) -> QgsVectorLayer:
    """Two that the first source has, and one new, 3 km north of them."""
    known = [item for item in project_layers["poi"].getFeatures() if item["amenity"] == "pharmacy"][:2]
    layer = QgsVectorLayer(f"Point?crs={project_layers['poi'].crs().authid()}&field=name:string", "x", "memory")
    features = []
    for item in [*known, known[0]]:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([item["name"]])
        feature.setGeometry(item.geometry())
        features.append(feature)
    moved = QgsGeometry(features[2].geometry())
    moved.translate(0, -0.02 if layer.crs().isGeographic() else -2000)
    features[2].setGeometry(moved)
    layer.dataProvider().addFeatures(features)
    path = tmp_path / "apotheken.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)
    return QgsVectorLayer(str(path), "apotheken", "ogr")


def test_second_source_is_added_and_what_both_have_counts_once(
    wizard, bring_in, go_on, settled, qtbot, study_path, more_pharmacies
):
    bring_in(wizard, "poi_pharmacy", source="OSM")
    QgsProject.instance().addMapLayer(more_pharmacies)
    qtbot.waitUntil(lambda: not wizard.pool.is_looking)
    bring_in(wizard, "poi_pharmacy", key=("ogr", more_pharmacies.source()), source="Kammer")
    first, second = sources(study_path, "poi_pharmacy")
    assert (first.source, second.source) == ("OSM", "Kammer")
    assert (second.feature_count, second.duplicates) == (1, 2)
    assert second.title == "Pharmacies (apotheken)"
    assert counts(study_path)["poi_pharmacy"] == 31
    said = page_text(wizard.current_page())
    assert "Left out because another source has them: 2" in said


def page_text(page) -> str:
    return "\n".join(item.text() for item in page.body.findChildren(object) if callable(getattr(item, "text", None)))


def test_same_data_again_are_proposed_as_replacement(wizard, bring_in, go_on, settled, study_path):
    bring_in(wizard, "poi_pharmacy", source="OSM")
    wizard.show_role("poi_pharmacy")
    go_on(wizard, 4)
    assert wizard.current_page().name == "check"
    chosen = [button for button in wizard.current_page().findChildren(QRadioButton) if button.isChecked()]
    assert [button.objectName() for button in chosen] == [f"{PREFIX}mode_1"]
    assert "Replace the source" in chosen[0].text()


def test_overview_follows_what_the_study_has(wizard, bring_in):
    overview = wizard.pages[0]
    assert overview.row_of("poi_pharmacy").state() == "ready, with filter"
    bring_in(wizard, "poi_pharmacy")
    wizard.show_overview()
    row = overview.row_of("poi_pharmacy")
    assert not row.is_checked
    assert row.state() == "ready, with filter, replaces what is there"
    assert row.draft().passport["TITLE"] == "Pharmacies (poi)"


def test_one_of_two_sources_is_removed(wizard, bring_in, qtbot, study_path, more_pharmacies):
    bring_in(wizard, "poi_pharmacy")
    QgsProject.instance().addMapLayer(more_pharmacies)
    qtbot.waitUntil(lambda: not wizard.pool.is_looking)
    bring_in(wizard, "poi_pharmacy", key=("ogr", more_pharmacies.source()))
    wizard.show_role("poi_pharmacy")
    before = wizard.inventory
    answer("Keep")
    widget(wizard, "remove_poi_pharmacy_2").click()
    assert counts(study_path)["poi_pharmacy"] == 31
    answer("Remove")
    widget(wizard, "remove_poi_pharmacy_2").click()
    qtbot.waitUntil(lambda: wizard.inventory is not before and not wizard.running, timeout=30_000)
    assert [source.source_id for source in sources(study_path, "poi_pharmacy")] == ["1"]
    assert counts(study_path)["poi_pharmacy"] == 30


def pharmacies(layer) -> dict[str, object]:
    return {item["name"]: item.id() for item in layer.getFeatures() if item["amenity"] == "pharmacy" and item["name"]}


def test_update_shows_what_would_change_before_it_is_done(
    open_wizard, bring_in, jena_data, tmp_path, qtbot, study_path
):
    """By hand: of 30 pharmacies one is deleted and one renamed."""
    copy = Path(shutil.copy(jena_data, tmp_path / "stadt.gpkg"))
    layer = QgsVectorLayer(f"{copy}|layername=poi", "poi", "ogr")
    QgsProject.instance().addMapLayer(layer)
    wizard = open_wizard(study_path)
    bring_in(wizard, "poi_pharmacy", source="Amt", date="2016")
    first, second = sorted(pharmacies(layer).items())[:2]
    layer.startEditing()
    layer.deleteFeature(first[1])
    layer.changeAttributeValue(second[1], layer.fields().indexOf("name"), "Neue Apotheke")
    assert layer.commitChanges()
    wizard.show_role("poi_pharmacy")
    told = update(wizard, "Leave", date="2024")
    qtbot.waitUntil(lambda: bool(told) and not wizard.running, timeout=30_000)
    assert "Gone: 1" in told[0]
    assert "Changed: 1" in told[0]
    assert "Unchanged: 28" in told[0]
    (source,) = sources(study_path, "poi_pharmacy")
    assert (source.feature_count, source.data_date) == (30, "2016")
    before = wizard.inventory
    update(wizard, "Update", date="2024")
    qtbot.waitUntil(lambda: wizard.inventory is not before, timeout=30_000)
    (source,) = sources(study_path, "poi_pharmacy")
    assert (source.feature_count, source.data_date, source.source) == (29, "2024", "Amt")


def update(wizard, button: str, date: str) -> list[str]:
    """Press Update, give a date, compare, and answer the question."""

    def compare() -> None:
        dialog = wizard.findChild(UpdateDialog)
        dialog.date.setText(date)
        dialog.accept()

    QTimer.singleShot(200, compare)
    said = answer(button)
    widget(wizard, "update_poi_pharmacy_1").click()
    return said


# Facts that are remembered ------------------------------------------------------------------------------------------


def test_facts_are_offered_again_but_never_filled_in(wizard, bring_in, go_on):
    bring_in(wizard, "poi_pharmacy", source="Kammer", date="2024", attribution="© Kammer")
    wizard.show_role("poi_kita")  # from the same file
    go_on(wizard, 3)
    page = wizard.current_page()
    assert page.name == "passport"
    assert widget(wizard, "passport_source").text() == ""
    offer = next(finding for finding in page.problems.findings if finding.remedy is not None)
    assert offer.severity is Severity.NOTE
    assert "Kammer; © Kammer; 2024" in offer.text
    offer.remedy.apply()
    assert widget(wizard, "passport_source").text() == "Kammer"
    assert wizard.draft.passport["ATTRIBUTION"] == "© Kammer"
    assert not any(finding.remedy for finding in page.problems.findings)


def test_publisher_brings_licence_but_not_the_date(wizard, go_on):
    proposals.remember("/data/other.gpkg", {"SOURCE": "Stadt", "LICENCE": "cc0_1_0", "DATE": "1999"})
    assert proposals.of_publisher("Stadt") == {"SOURCE": "Stadt", "LICENCE": "cc0_1_0"}
    wizard.show_role("poi_kita")
    go_on(wizard, 3)
    widget(wizard, "passport_source").setText("Stadt")
    offers = [finding for finding in wizard.current_page().problems.findings if finding.remedy]
    assert ["Creative Commons Zero" in finding.text for finding in offers] == [True]
    assert widget(wizard, "passport_licence").currentData() == ""
    offers[0].remedy.apply()
    assert widget(wizard, "passport_licence").currentData() == "cc0_1_0"


def test_damaged_memory_is_no_memory():
    from qgis.core import QgsSettings

    QgsSettings().setValue("smartcity/passportsByFile", "[nonsense")
    assert proposals.of_file("x") == {}
    proposals.remember("x", {"SOURCE": "Amt"})
    assert proposals.of_file("x") == {"SOURCE": "Amt"}


# What is wrong with a layer -----------------------------------------------------------------------------------------


@pytest.fixture
def swapped(tmp_path, project_layers) -> QgsVectorLayer:
    """Pharmacies with north before east."""
    layer = QgsVectorLayer("Point?crs=EPSG:25832&field=name:string", "x", "memory")
    system = QgsCoordinateReferenceSystem("EPSG:25832")
    transform = QgsCoordinateTransform(project_layers["poi"].crs(), system, QgsProject.instance())
    for item in project_layers["poi"].getFeatures():
        if item["amenity"] == "pharmacy":
            point = transform.transform(item.geometry().asPoint())
            feature = QgsFeature(layer.fields())
            feature.setAttributes([item["name"]])
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(point.y(), point.x())))
            layer.dataProvider().addFeature(feature)
    path = tmp_path / "apotheken_falsch.gpkg"
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, QgsVectorFileWriter.SaveVectorOptions())
    return QgsVectorLayer(str(path), "apotheken_falsch", "ogr")


def test_repair_is_proposed_ticked_and_applied(open_wizard, study_path, swapped, go_on, settled, qtbot):
    QgsProject.instance().addMapLayer(swapped)
    wizard = open_wizard(study_path)
    wizard.show_role("poi_pharmacy")
    go_on(wizard)
    wizard.current_page().choose(("ogr", swapped.source()))
    go_on(wizard, 3)
    page = wizard.current_page()
    assert page.name == "check"
    assert not wizard.button(NEXT).isEnabled()
    assert page.problems.has_errors
    (box,) = [box for box in page.findChildren(QCheckBox) if box.isVisible()]
    assert "Swap the axes" in box.text()
    box.click()
    assert not page.problems.has_errors
    import_now(wizard, qtbot)
    assert counts(study_path)["poi_pharmacy"] == 30


def test_batch_stops_before_a_layer_that_lies_elsewhere(open_wizard, study_path, swapped, settled, qtbot):
    QgsProject.instance().addMapLayer(swapped)
    wizard = open_wizard(study_path)
    overview = wizard.pages[0]
    before = digest(study_path)
    overview.mark("poi_pharmacy")
    row = overview.row_of("poi_pharmacy")
    titles = [offer.title for offer in row.offers]
    widget(wizard, "batch_data").setCurrentIndex(titles.index("apotheken_falsch"))
    widget(wizard, "batch_data").activated.emit(titles.index("apotheken_falsch"))
    overview.list.currentItem().setCheckState(ROLE, Qt.CheckState.Checked)
    wizard.button(NEXT).click()
    settled(wizard)
    assert wizard.current_page() is overview
    (finding,) = [finding for finding in overview.problems.findings if finding.remedy]
    assert finding.text.startswith("Pharmacies: ")
    assert digest(study_path) == before
    finding.remedy.apply()
    assert wizard.current_page().name == "fields"
    assert wizard.navigation.place() == "poi_pharmacy"


# Everything at once -------------------------------------------------------------------------------------------------


def test_batch_brings_what_the_recipe_of_the_example_brings(wizard, settled, qtbot, study_path, jena_study_path):
    """With the recipe's filters where the proposals are wider, the inventory is the same, role by role."""
    overview = wizard.pages[0]
    recipe = counts(jena_study_path)
    overview.uncheck()
    filters = {
        "settlement_area": "\"wert\" IN ('residential', 'garages', 'commercial', 'industrial', 'retail')",
        "public_green": '"oeffentlich" = 1 AND "wert" <> \'cemetery\'',
        "green_all": "",
        "census_buildings": '"geb_ges" IS NOT NULL',
        "playgrounds": "\"wert\" = 'playground'",
        "water": "",
        "poi_primary_school": "\"amenity\" = 'school' AND NOT coalesce(\"name\", '') ~ "
        "'ymnasium|Beruf|Volkshochschule|Musik|Schullandheim|Stoy-Schule|Gesamtschule'",
        "poi_culture": "\"amenity\" IN ('library', 'community_centre', 'theatre', 'arts_centre', 'cinema') "
        "AND NOT coalesce(\"name\", '') ~ 'ThULB|Bibliothek der EAH'",
    }
    for role in recipe:
        row = overview.row_of(role)
        overview.mark(role)
        overview.list.currentItem().setCheckState(ROLE, Qt.CheckState.Checked)
        if role in filters:
            row.draft().where = filters[role]
    overview.common.source.setText("Offenes Jena")
    overview.common.licence.setCurrentIndex(overview.common.licence.findData("odbl_1_0"))
    assert wizard.button(NEXT).text() == f"&Import ({len(recipe)})"
    wizard.button(NEXT).click()
    qtbot.waitUntil(lambda: wizard.current_page().name == "result", timeout=120_000)
    assert [outcome.state for outcome in wizard.outcomes] == [DONE] * len(recipe)
    assert counts(study_path) == recipe
    with Study.open(study_path) as study:
        assert {passport.licence for passport in study.passports().values()} == {"odbl_1_0"}
    qtbot.waitUntil(lambda: wizard.gained() != [])
    assert len(wizard.gained()) == wizard.inventory.matrix.computable


def test_one_failing_import_does_not_harm_the_others(wizard, qtbot, study_path):
    """The first of the batch is refused; the next begins at once, while QGIS still winds up the first."""
    overview = wizard.pages[0]
    overview.row_of("population_cells").draft().mapping["population"] = '"gitter_id"'
    roles = [row.role for row in overview.checked()]
    wizard.button(NEXT).click()
    qtbot.waitUntil(lambda: wizard.current_page().name == "result", timeout=120_000)
    assert [outcome.state for outcome in wizard.outcomes] == [FAILED, *[DONE] * (len(roles) - 1)]
    assert set(counts(study_path)) == set(roles) - {"population_cells"}
    assert "population" in wizard.outcomes[0].messages[0]
    wizard.show_overview()
    assert not wizard.button(NEXT).isEnabled(), "not before it is known what the study has now"
    qtbot.waitUntil(lambda: not wizard.is_reading)
    assert [row.role for row in overview.checked()] == ["population_cells"], "only what failed is still to do"


def test_failing_import_is_told_on_its_page_and_changes_nothing(wizard, go_on, qtbot, study_path):
    wizard.show_role("poi_pharmacy")
    go_on(wizard, 4)
    before = digest(study_path)
    wizard.draft.mapping["name"] = '"gone"'
    wizard.button(NEXT).click()
    qtbot.waitUntil(lambda: not wizard.running, timeout=30_000)
    assert wizard.current_page().name == "check"
    assert "gone" in "".join(wizard.current_page().problems.texts())
    assert digest(study_path) == before


def test_cancelled_batch_keeps_what_is_complete_and_says_so(wizard, qtbot, study_path):
    overview = wizard.pages[0]
    roles = [row.role for row in overview.checked()]
    begun = []

    def cancel_the_third(title: str) -> None:
        begun.append(title)
        if len(begun) == 3:
            QTimer.singleShot(0, wizard.button(CANCEL).click)
            wizard.runner.progressed.connect(lambda _: wizard.runner.cancel())

    wizard.runner.started.connect(cancel_the_third)
    wizard.button(NEXT).click()
    qtbot.waitUntil(lambda: wizard.current_page().name == "result", timeout=60_000)
    states = [outcome.state for outcome in wizard.outcomes]
    assert len(states) == len(roles)
    assert states[:2] == [DONE, DONE]
    assert states[2] == CANCELLED
    assert set(states[3:]) == {OPEN}
    assert set(counts(study_path)) == set(roles[:2])


def test_cancelled_import_leaves_the_study_unchanged(wizard, go_on, settled, qtbot, study_path):
    before = digest(study_path)
    wizard.show_role("green_all")
    go_on(wizard, 4)
    wizard.runner.progressed.connect(lambda _: wizard.runner.cancel())
    wizard.button(NEXT).click()
    qtbot.waitUntil(lambda: not wizard.running, timeout=60_000)
    assert wizard.current_page().name == "check"
    assert digest(study_path) == before
    assert any("Cancelled; nothing was changed." in text for text in wizard.current_page().problems.texts())


def test_list_cannot_be_left_while_something_runs(wizard, go_on, qtbot):
    wizard.show_role("poi_pharmacy")
    go_on(wizard, 4)
    wizard.button(NEXT).click()
    assert wizard.running
    assert not wizard.navigation.isEnabled()
    assert wizard.button(CANCEL).text() == "Cancel"
    wizard.show_role("poi_kita")
    assert wizard.current_page().name == "check"
    qtbot.waitUntil(lambda: not wizard.running, timeout=30_000)
    assert wizard.navigation.isEnabled()
    assert wizard.button(CANCEL).text() == "&Close"


def test_other_data_can_be_chosen_for_a_row(wizard):
    overview = wizard.pages[0]
    overview.mark("public_green")
    combo = widget(wizard, "batch_data")
    assert combo.currentText() == "gruenflaechen (match: high)"
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    row = overview.row_of("public_green")
    assert row.offer.title == overview.list.currentItem().text(1) != "gruenflaechen"
    overview.show_rows()
    assert overview.row_of("public_green").offer.title == row.offer.title


def test_what_was_decided_for_data_stays_when_one_goes_elsewhere(wizard, go_on):
    wizard.show_role("poi_pharmacy")
    go_on(wizard, 3)
    widget(wizard, "passport_contact").setText("Herr Beispiel")
    wizard.show_place(MATRIX)
    wizard.show_role("poi_pharmacy")
    go_on(wizard, 3)
    assert widget(wizard, "passport_contact").text() == "Herr Beispiel"


# Formats with an importer -------------------------------------------------------------------------------------------


@pytest.fixture
def census_file(tmp_path) -> Path:
    """Two cells of the census of 2022 within Jena."""
    path = tmp_path / "Zensus2022_Bevoelkerungszahl_100m-Gitter.csv"
    path.write_text(
        "GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n"
        "CRS3035RES100mN3091500E4432500;4432550;3091550;120\n"
        "CRS3035RES100mN3091600E4432500;4432550;3091650;80\n",
        encoding="utf-8",
    )
    return path


def test_census_table_goes_through_the_form_of_its_importer(
    open_wizard, study_path, census_file, go_on, settled, qtbot
):
    wizard = open_wizard(study_path)
    with qtbot.waitSignal(wizard.pool.looked, timeout=30_000):
        drop(wizard, census_file)
    wizard.show_role("population_cells")
    go_on(wizard)
    offer = wizard.current_page().chosen()
    assert offer.format == "census"
    assert "Recognised as: Census" in offer.reasons[0]
    go_on(wizard)
    page = wizard.current_page()
    assert page.name == "options"
    assert census_file.name in page._files.text()
    assert widget(wizard, "option_GRID").isVisible()
    go_on(wizard, 2)
    assert wizard.current_page().name == "check"
    import_now(wizard, qtbot)
    assert wizard.outcomes[0].counts["population_cells"] == 2
    assert counts(study_path)["population_cells"] == 2


def test_timetable_is_checked_only_where_no_layer_is(open_wizard, study_path, tmp_path, project_layers, qtbot):
    import zipfile

    path = tmp_path / "fahrplan.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("stops", "trips", "stop_times", "routes", "calendar"):
            archive.writestr(f"{name}.txt", "x\n")
    wizard = open_wizard(study_path)
    overview = wizard.pages[0]
    with qtbot.waitSignal(wizard.pool.looked, timeout=30_000):
        drop(wizard, path)
    overview.show_rows()
    (row,) = [row for row in overview.rows if row.offer.format == "gtfs"]
    assert overview.row_of("pt_stops").is_checked
    assert not row.is_checked
    QgsProject.instance().clear()
    other = open_wizard(study_path)
    with qtbot.waitSignal(other.pool.looked, timeout=30_000):
        drop(other, path)
    other.pages[0].show_rows()
    assert [row.is_checked for row in other.pages[0].rows] == [True]


def test_raster_goes_without_fields(open_wizard, study_path, tmp_path, go_on, qtbot):
    """20 m cells of 0 to 100 % over all of Jena, in one band; with two bands the band is asked for."""
    for bands in (1, 2):
        path = tmp_path / f"versiegelung_{bands}.tif"
        write_raster(path, bands)
        QgsProject.instance().addMapLayer(QgsRasterLayer(str(path), path.stem))
    wizard = open_wizard(study_path)
    wizard.show_role("imperviousness")
    go_on(wizard)
    page = wizard.current_page()
    page.choose(("gdal", str(tmp_path / "versiegelung_2.tif")))
    go_on(wizard)
    assert wizard.current_page().name == "options"
    assert widget(wizard, "option_BAND").count() == 2
    wizard.show_role("imperviousness")
    go_on(wizard)
    page.choose(("gdal", str(tmp_path / "versiegelung_1.tif")))
    go_on(wizard)
    assert wizard.current_page().name == "passport"
    assert wizard.current_page().subTitle().startswith("Step 2 of 3")
    go_on(wizard)
    import_now(wizard, qtbot)
    assert [outcome.state for outcome in wizard.outcomes] == [DONE], wizard.current_page().problems.texts()
    (source,) = sources(study_path, "imperviousness")
    assert source.title == "Imperviousness"


def write_raster(path: Path, bands: int) -> None:
    from osgeo import gdal, osr

    raster = gdal.GetDriverByName("GTiff").Create(str(path), 1200, 1200, bands, gdal.GDT_Byte)
    raster.SetGeoTransform((668000.0, 20.0, 0.0, 5658000.0, 0.0, -20.0))
    system = osr.SpatialReference()
    system.ImportFromEPSG(25832)
    raster.SetProjection(system.ExportToWkt())
    for band in range(1, bands + 1):
        raster.GetRasterBand(band).Fill(40)


def test_reference_system_given_in_the_project_counts(wizard, tmp_path, qtbot, project_layers):
    """A file without a reference system, to which the user has given one in QGIS."""
    layer = project_layers["haltestellen"].clone()
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:25833"))
    QgsProject.instance().removeMapLayer(project_layers["haltestellen"].id())
    QgsProject.instance().addMapLayer(layer)
    qtbot.waitUntil(lambda: not wizard.pool.is_looking)
    draft = wizard.pages[0].row_of("pt_stops").draft()
    assert wizard.pool.open_layer(draft)
    parameters = draft.parameters(wizard.path, {"REPAIRS": "string"})
    assert parameters == {"REPAIRS": '{"crs": "EPSG:25833"}'}


def test_services_are_not_read_to_be_described(wizard, monkeypatch):
    from smartcity_plugin.gui.wizards.inventory import pool, preview

    layer = QgsVectorLayer("Point?crs=EPSG:25832&field=art:string&field=anzahl:int", "baumkataster", "memory")
    monkeypatch.setattr(preview, "LOCAL", frozenset())
    monkeypatch.setattr(pool.found, "describe_layer", lambda _: pytest.fail("the service was asked"))
    QgsProject.instance().addMapLayer(layer)
    QApplication.processEvents()
    offer = next(offer for offer in wizard.pool.offers("trees") if offer.title == "baumkataster")
    assert [field.kind for field in offer.candidate.layer.fields] == ["text", "number"]
    assert offer.candidate.layer.feature_count is None


# The matrix ---------------------------------------------------------------------------------------------------------


def test_matrix_filters_and_copies(wizard, bring_in, qtbot, catalogue):
    bring_in(wizard, "population_cells")
    wizard.show_place(MATRIX)
    page = wizard.current_page()
    assert page.roles.rowCount() == len(catalogue.roles)
    state = widget(wizard, "matrix_state")
    state.setCurrentIndex(state.findData("present"))
    shown = [row for row in range(page.roles.rowCount()) if not page.roles.isRowHidden(row)]
    assert [page.roles.item(row, 0).text() for row in shown] == ["Planning units", "Small-area population"]
    widget(wizard, "matrix_copy").click()
    rows = list(csv.reader(io.StringIO(QgsApplication.clipboard().text()), delimiter="\t"))
    assert rows[0][:2] == ["Role", "State"]
    assert len(rows) == 3
    page.tabs.setCurrentIndex(1)
    state.setCurrentIndex(state.findData("missing"))
    widget(wizard, "matrix_search").setText("grocery")
    texts = [
        page.indicators.text(row) for row in range(page.indicators.rowCount()) if not page.indicators.isRowHidden(row)
    ]
    assert texts
    assert all("Grocery" in text or "grocery" in text for text in texts)


def test_role_of_the_matrix_opens(wizard):
    wizard.show_place(MATRIX)
    page = wizard.current_page()
    item = next(
        page.roles.item(row, 0) for row in range(page.roles.rowCount()) if page.roles.item(row, 0).text() == "Trees"
    )
    page.roles.itemActivated.emit(item)
    assert wizard.current_page().title() == "Trees"
    assert wizard.navigation.place() == "trees"


def test_search_in_the_list_of_roles(wizard):
    widget(wizard, "role_search").setText("pharm")
    assert wizard.navigation.places() == [OVERVIEW, MATRIX, "poi_pharmacy"]


# Ways in and out ----------------------------------------------------------------------------------------------------


def test_closing_asks_only_if_something_would_be_lost(wizard, go_on):
    wizard.show_role("poi_pharmacy")
    go_on(wizard, 3)
    widget(wizard, "passport_contact").setText("Herr Beispiel")
    answer("Continue editing")
    wizard.reject()
    assert wizard.isVisible()
    answer("Discard")
    wizard.reject()
    assert not wizard.isVisible()


def test_untouched_wizard_closes_at_once(wizard):
    wizard.reject()
    assert not wizard.isVisible()


def test_study_that_has_gone_is_said(open_wizard, study_path, qtbot):
    study_path.unlink()
    wizard = InventoryWizard(str(study_path))
    wizard.show()
    qtbot.waitUntil(lambda: wizard.current_page().problems.has_errors, timeout=10_000)
    assert "was not found" in wizard.current_page().problems.texts()[0]
    close(wizard)


def test_read_only_study_can_be_looked_at(open_wizard, study_path, project_layers, monkeypatch):
    import os

    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: False if mode == os.W_OK else real(path, mode))
    wizard = open_wizard(study_path)
    assert not wizard.button(NEXT).isEnabled()
    assert "read-only" in wizard.pages[0]._hint.text()
    wizard.show_role("pt_stops")
    assert not wizard.button(NEXT).isEnabled()
    wizard.show_place(MATRIX)
    assert wizard.current_page().roles.rowCount() > 0


def test_cockpit_opens_the_wizard_and_hears_of_what_it_stores(
    home, open_study, wait_until_idle, study_path, project_layers, bring_in, qtbot
):
    open_study(study_path)
    before = home.session.facts.roles_filled
    home.commands.perform(Action.ADD_DATA)
    wizard = next(window for window in home.commands._dialogs if isinstance(window, InventoryWizard))
    qtbot.waitUntil(lambda: wizard.inventory is not None and not wizard.pool.is_looking, timeout=30_000)
    home.commands.perform(Action.ADD_DATA)
    assert sum(isinstance(window, InventoryWizard) for window in home.commands._dialogs) == 1
    bring_in(wizard, "poi_pharmacy")
    qtbot.waitUntil(lambda: home.session.facts.roles_filled == before + 1, timeout=30_000)
    home.commands.perform(Action.SHOW_MATRIX)
    assert wizard.current_page().name == "matrix"
    home.commands.close_windows()


def test_import_waits_for_what_the_cockpit_runs(home, open_study, study_path, project_layers, go_on, qtbot):
    open_study(study_path)
    home.commands.perform(Action.ADD_DATA)
    wizard = next(window for window in home.commands._dialogs if isinstance(window, InventoryWizard))
    qtbot.waitUntil(lambda: wizard.inventory is not None and not wizard.pool.is_looking, timeout=30_000)
    wizard.show_role("poi_pharmacy")
    go_on(wizard, 4)
    other = {"STUDY": str(study_path)}
    home.runner.run("smartcity:checkinventory", other, lambda _: None)
    wizard.button(NEXT).click()
    assert not wizard.running
    assert "still running" in "".join(wizard.current_page().problems.texts())
    qtbot.waitUntil(lambda: not home.runner.busy, timeout=30_000)
    import_now(wizard, qtbot)
    assert counts(study_path)["poi_pharmacy"] == 30
    home.commands.close_windows()


def walk(wizard, settled):
    """Visit every place and every page of the way of a role, and yield the page."""
    for place in (OVERVIEW, MATRIX, "population_cells"):
        wizard.show_place(place)
        settled(wizard)
        yield wizard.current_page()
    for _ in range(4):
        wizard.next()
        settled(wizard)
        yield wizard.current_page()


def is_cut(item) -> bool:
    """Return whether a text has less room than it needs."""
    if isinstance(item, QLabel) and item.wordWrap():
        return item.height() < item.heightForWidth(item.width()) - 1
    if isinstance(item, (QLabel, QPushButton, QCheckBox, QRadioButton)):
        least = item.minimumSizeHint()
        return item.width() < least.width() or item.height() < least.height()
    return item.height() < item.minimumSizeHint().height()


@pytest.fixture(params=[1.0, 1.25], ids=["100 %", "125 %"])
def font_size(request, qgis_app):
    former = QApplication.font()
    font = QApplication.font()
    font.setPointSizeF(9.0 * request.param)
    QApplication.setFont(font)
    yield
    QApplication.setFont(former)


@pytest.mark.parametrize("speaks_german", [False, True])
def test_no_text_is_cut(speaks_german, request, font_size, open_wizard, study_path, project_layers, settled):
    if speaks_german:
        request.getfixturevalue("german")
    wizard = open_wizard(study_path)
    wizard.resize(1180, 740)
    kinds = (QLabel, QPushButton, QCheckBox, QRadioButton, QLineEdit, QComboBox)
    for page in walk(wizard, settled):
        QApplication.processEvents()
        seen = [item for kind in kinds for item in page.findChildren(kind) if item.isVisible()]
        seen = [item for item in seen if not isinstance(item.parent(), QComboBox)]
        cut = [item.text() if hasattr(item, "text") else item.objectName() for item in seen if is_cut(item)]
        assert cut == [], page.name


@pytest.mark.parametrize("speaks_german", [False, True])
def test_every_key_leads_to_one_thing(speaks_german, request, open_wizard, study_path, project_layers, settled):
    """Of what can be seen no two things share an underlined letter."""
    if speaks_german:
        request.getfixturevalue("german")
    wizard = open_wizard(study_path)
    for page in walk(wizard, settled):
        kinds = (QLabel, QPushButton, QCheckBox, QRadioButton)
        texts = [item.text() for kind in kinds for item in wizard.findChildren(kind) if item.isVisible()]
        keys = [match.lower() for text in texts for match in re.findall(r"&([^&\s])", text.replace("&&", ""))]
        assert sorted(keys) == sorted(set(keys)), (page.name, texts)


def test_buttons_have_names_for_screen_readers(wizard, bring_in):
    bring_in(wizard, "poi_pharmacy")
    wizard.show_role("poi_pharmacy")
    card = widget(wizard, "source_poi_pharmacy_1")
    assert [button.accessibleName() for button in card.findChildren(QPushButton)] == [
        "Details… Pharmacies",
        "Update… Pharmacies",
        "Remove… Pharmacies",
    ]
