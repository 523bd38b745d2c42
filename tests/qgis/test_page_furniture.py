# SPDX-License-Identifier: GPL-2.0-or-later
"""What every map page must carry: stamp, logos, scale, sources, profile, publisher; and nothing in place of gaps."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import QgsLayoutItemPicture, QgsProject

from smartcity_plugin.cartography import theme
from smartcity_plugin.cartography.atlas import draw_page, make_context, plan
from smartcity_plugin.cartography.emblems import proportion_of
from smartcity_plugin.cartography.formats import FORMATS
from smartcity_plugin.cartography.furniture import Note, letters_on, notes
from smartcity_plugin.cartography.ranking import Bar, ranking
from smartcity_plugin.cartography.sheet import Box, Sheet
from smartcity_plugin.cartography.wording import Wording
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.themes import standard_theme
from smartcity_plugin.model.design import ARMS, LOGO, DesignPart
from smartcity_plugin.model.text import Text
from smartcity_plugin.study.study import DECIDED, Study

LOGO_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30"/></svg>'
ARMS_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50"><path d="M0 0H40V30L20 50 0 30Z"/></svg>'
DECISION = "Stadtrat, 12.03.2026, Vorlage 26/1234-BV"
MAP_PAGES = ("needs:index", "indicator:mob_pt_access_share", "unit:13")
ALWAYS = (
    "section",
    "study",
    "stamp_title",
    "title",
    "subtitle",
    "map",
    "scale_bar",
    "scale_words",
    "source",
    "profile",
    "municipality",
    "page",
)


@pytest.fixture
def designed_path(jena_study_path, tmp_path) -> Path:
    """The demo study, decided, with logo and coat of arms."""
    path = Path(shutil.copy(jena_study_path, tmp_path / "designed.gpkg"))
    with Study.open(path, update=True) as study:
        study.change_settings(state=DECIDED, decision=DECISION)
        study.save_design_part(DesignPart(LOGO, "", "logo.svg", LOGO_SVG))
        study.save_design_part(DesignPart(ARMS, "", "arms.svg", ARMS_SVG))
    return path


def _drawn(project: QgsProject, study: Study, keys, language: str = "de") -> dict[str, Sheet]:
    context = make_context(project, study, load_catalogue(), language)
    pages = {page.key: page for page in plan(context)}
    return {key: draw_page(project, pages[key], 1, len(pages)) for key in keys}


def test_every_map_page_carries_all_furniture(designed_path):
    project = QgsProject()
    organisation = Text(de="Dezernat für Stadtentwicklung", en="Department of urban development")
    with Study.open(designed_path) as study, theme.using(replace(standard_theme(), organisation=organisation)):
        for key, sheet in _drawn(project, study, MAP_PAGES).items():
            found = sheet.layout.itemById
            missing = [name for name in (*ALWAYS, "stamp_decision", "organisation", "logo", "arms") if not found(name)]
            assert not missing, (key, missing)
            assert found("stamp_title").text() == "BESCHLOSSEN"
            assert DECISION in found("stamp_decision").text().replace("\n", " ")
            assert "EPSG:25832" in found("profile").text()
            assert "Standard" in found("profile").text()
            assert found("map").scale() == pytest.approx(_printed_scale(sheet), rel=0.01)
            for name, proportion in (("logo", 3.0), ("arms", 0.8)):
                place = found(name).rect()
                assert place.width() / place.height() == pytest.approx(proportion, rel=0.02), name
    del sheet, found
    project.clear()


def _printed_scale(sheet: Sheet) -> float:
    words = sheet.layout.itemById("scale_words").text().split("\n")[0]
    return float(words.split(":")[1].replace(".", ""))


def test_a_draft_is_marked_and_absent_pictures_leave_no_gap(jena_study_path):
    project = QgsProject()
    with Study.open(jena_study_path) as study:
        (sheet,) = _drawn(project, study, ["needs:index"], "en").values()
        stamp = sheet.layout.itemById("stamp_title")
        assert stamp.text() == "DRAFT"
        assert not any(isinstance(item, QgsLayoutItemPicture) for item in sheet.layout.items())
        assert stamp.scenePos().x() + stamp.rect().width() > sheet.width - 16.0, "the stamp takes the logo's place"
        assert sheet.layout.itemById("organisation") is None
    del sheet, stamp
    project.clear()


def test_the_profile_of_an_indicator_says_how_distances_were_measured(jena_study_path):
    project = QgsProject()
    with Study.open(jena_study_path) as study:
        (sheet,) = _drawn(project, study, ["indicator:gre_access_300m_share"]).values()
        assert "Entfernungen messen über: " in sheet.layout.itemById("profile").text()
    del sheet
    project.clear()


def test_proportions_of_pictures():
    assert proportion_of(LOGO_SVG) == pytest.approx(3.0)
    assert proportion_of(b"no picture") == 0.0
    assert proportion_of(b"<html></html>") == 0.0


def test_letters_on_colours_can_be_read():
    assert letters_on("#2f4a66") == theme.PAPER
    assert letters_on("#f2a33a") == "ink"


def test_notes_are_all_in_one_size_and_stay_in_their_box(qgis_app):
    project = QgsProject()
    parts = [Note("Kurz", "Ein Satz.", "a"), Note("Lang", "Ein längerer Satz mit mehr Worten. " * 18, "b")]
    for box in (Box(20, 30, 250, 34), Box(20, 30, 90, 110)):
        sheet = Sheet(project)
        notes(sheet, box, [*parts, Note("Leer", "", "c")], "#336699")
        bodies = [written for written in sheet.texts if not written.fitted.style.bold]
        assert len(bodies) == 2
        assert len({written.fitted.style.size for written in bodies}) == 1
        assert max(written.covered.bottom for written in sheet.texts) <= box.bottom + 0.1
        assert not any(written.fitted.shortened for written in sheet.texts)
        del sheet
    project.clear()


@pytest.mark.parametrize(("known", "unknown"), [(60, 200), (10, 200), (200, 1), (3, 0)])
def test_rankings_sum_up_what_has_no_value_before_they_leave_out_values(qgis_app, known, unknown):
    project = QgsProject()
    sheet, words = Sheet(project), Wording("de")
    bars = [Bar(f"Viertel {number}", 500.0 - number, str(number), "#336699") for number in range(known)]
    bars += [Bar(f"Leer {number}", None, "keine Angabe", "#ffffff") for number in range(unknown)]
    remarks = ranking(sheet, Box(20, 30, 100, 100), bars, [], words)
    texts = [" ".join(written.fitted.lines) for written in sheet.texts]
    named = sum(text.startswith("Viertel") for text in texts)
    assert ("200 Planungseinheiten ohne Wert" in texts) == (unknown == 200)
    left_out = known - named
    assert bool(remarks) == bool(left_out)
    if left_out:
        assert str(left_out) in remarks[0]
    del sheet
    project.clear()


def test_labels_on_larger_paper_are_larger(jena_study_path):
    from smartcity_plugin.cartography.sheet import ZOOM_VARIABLE

    project = QgsProject()
    with Study.open(jena_study_path) as study:
        context = make_context(project, study, load_catalogue(), "de", FORMATS["a3_portrait"])
        page = next(page for page in plan(context) if page.key == "needs:index")
        sheet = draw_page(project, page, 1, 1, context.format)
        assert sheet.layout.customProperty("variableNames") is not None
        labelled = [layer for layer in sheet.layout.itemById("map").layers() if layer.labelsEnabled()]
        assert labelled
        for layer in labelled:
            labels = layer.labeling()
            settings = labels.settings()  # held: its properties live as long as it does
            properties = settings.dataDefinedProperties()
            written = [properties.property(key).expressionString() for key in properties.propertyKeys()]
            assert ZOOM_VARIABLE in " ".join(written)
    del sheet, page, context, labelled, layer, labels, settings, properties
    project.clear()
