# SPDX-License-Identifier: GPL-2.0-or-later
"""The town's page templates: opened pages are ordinary layouts, and what is changed at one shows on all of its kind."""

from __future__ import annotations

import gc
from collections import Counter

import numpy as np
import pytest
from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemGroup,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutSize,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QFont, QImage
from qgis.PyQt.QtXml import QDomDocument

from smartcity_plugin.cartography.atlas import draw_page, make_context, plan
from smartcity_plugin.cartography.formats import A3_PORTRAIT, A4_LANDSCAPE
from smartcity_plugin.cartography.opened import ATLAS_LAYER, open_pages
from smartcity_plugin.cartography.parts import rect_of
from smartcity_plugin.cartography.template_saving import make_template
from smartcity_plugin.cartography.templates import read_template
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.progress import silent
from smartcity_plugin.model.design import PAGE, DesignPart
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.study.study import Study

ONE, OTHER = "indicator:gre_access_300m_share", "indicator:soc_child_share"
KIND = "indicator.a4_landscape"


class Bench:
    """A study, the project in which its pages are opened, and the atlas that is drawn from it."""

    def __init__(self, path) -> None:
        self.study, self.project = Study.open(path, update=True), QgsProject()
        self.catalogue = load_catalogue()
        self._plans: dict = {}

    def open(self, key: str = ONE, page_format=A4_LANDSCAPE):
        """Open a page and return its layout."""
        (name,) = open_pages(self.project, self.study, self.catalogue, "de", page_format, (key,), silent)
        return self.project.layoutManager().layoutByName(name)

    def keep(self, layout) -> DesignPart:
        """Store a layout as template."""
        part = make_template(layout)
        self.study.save_design_part(part)
        return part

    def draw(self, key: str = ONE, language: str = "de", page_format=A4_LANDSCAPE, light: bool = False):
        """Return a page of the atlas as it is printed."""
        if (language, page_format) not in self._plans:
            project = QgsProject()
            context = make_context(project, self.study, self.catalogue, language, page_format)
            self._plans[language, page_format] = project, context, plan(context)
        project, context, pages = self._plans[language, page_format]
        number, page = next((number, page) for number, page in enumerate(pages, start=1) if page.key == key)
        part = self.study.design_part(PAGE, f"{page.template}.{page_format.name}")
        template = read_template(part.content, project, part.key) if part is not None else None
        return Drawn(draw_page(project, page, number, len(pages), page_format, template, light=light), project, context)

    def close(self) -> None:
        while self._plans:
            project, context, pages = self._plans.popitem()[1]
            del context, pages
            project.clear()
        self.project.clear()
        self.study.close()
        gc.collect()


class Drawn:
    """A drawn page; holds what it needs to live."""

    def __init__(self, sheet, project, context) -> None:
        self.sheet, self.layout, self._held = sheet, sheet.layout, (project, context)

    def boxes(self) -> Counter:
        """Return how often an item of each kind lies at each place."""
        return boxes(self.layout)

    def item(self, name: str):
        return self.layout.itemById(name)

    def image(self) -> np.ndarray:
        found = pixels(self.sheet.exporter().renderPageToImage(0, dpi=90))
        self.sheet.check()
        return found


def boxes(layout) -> Counter:
    items = [item for item in layout.items() if isinstance(item, QgsLayoutItem)]
    # Scale bars choose their width when they are drawn.
    others = (QgsLayoutItemGroup, QgsLayoutItemScaleBar)
    shown = [item for item in items if not isinstance(item, others) and not is_empty(item)]
    return Counter((type(item).__name__, *(round(number, 1) for number in rect_of(item))) for item in shown)


def is_empty(item) -> bool:
    return isinstance(item, QgsLayoutItemLabel) and not item.text()


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pointer = image.bits()
    pointer.setsize(image.sizeInBytes())
    return np.frombuffer(pointer, np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)


def group(layout, name: str) -> QgsLayoutItemGroup:
    return next(item for item in layout.items() if isinstance(item, QgsLayoutItemGroup) and item.id() == name)


def set_letters(label: QgsLayoutItemLabel, size: float, colour: str) -> None:
    if hasattr(label, "textFormat"):
        text = label.textFormat()
        text.setSize(size)
        text.setColor(QColor(colour))
        label.setTextFormat(text)
    else:
        font = QFont(label.font())
        font.setPointSizeF(size)
        label.setFont(font)
        label.setFontColor(QColor(colour))


def letters_of(label: QgsLayoutItemLabel) -> tuple[float, str]:
    if hasattr(label, "textFormat"):
        return label.textFormat().size(), label.textFormat().color().name()
    return label.font().pointSizeF(), label.fontColor().name()


@pytest.fixture
def bench(jena_study_copy):
    found = Bench(jena_study_copy)
    yield found
    found.close()


def test_an_opened_page_looks_like_the_printed_one(bench):
    layout = bench.open()
    printed = bench.draw()
    assert boxes(layout) == printed.boxes()
    opened = pixels(QgsLayoutExporter(layout).renderPageToImage(0, dpi=90))
    assert np.abs(opened - printed.image()).max() == 0


@pytest.mark.parametrize("key", ["cover", ONE, "needs:index", "unit:1"])
def test_light_pages_look_like_those_of_items(bench, key):
    normal, light = bench.draw(key), bench.draw(key, light=True)
    assert len(light.layout.items()) < 0.5 * len(normal.layout.items())
    difference = np.abs(normal.image() - light.image()).max(axis=2)
    assert (difference > 96).mean() < 0.015
    assert [written.fitted for written in light.sheet.texts] == [written.fitted for written in normal.sheet.texts]


def test_a_template_without_changes_draws_the_same_page(bench):
    before = bench.draw()
    part = bench.keep(bench.open())
    assert part.key == KIND
    assert read_template(part.content, bench.project, part.key).changes == {}
    after = bench.draw()
    assert after.boxes() == before.boxes()
    assert np.abs(after.image() - before.image()).max() == 0


def test_parts_that_were_moved_or_enlarged_show_on_all_pages_of_the_kind(bench):
    before = {key: bench.draw(key) for key in (ONE, OTHER)}
    layout = bench.open()
    layout.itemById("title").attemptSetSceneRect(QRectF(120, 12, 120, 12))
    group(layout, "map").attemptSetSceneRect(QRectF(20, 40, 60, 90))
    bench.keep(layout)
    for key, old in before.items():
        drawn = bench.draw(key)
        assert rect_of(drawn.item("title"))[:2] == pytest.approx([120, 12], abs=0.1)
        assert rect_of(drawn.item("map")) == pytest.approx([20, 40, 60, 90], abs=0.1)
        assert rect_of(drawn.item("subtitle")) == rect_of(old.item("subtitle"))
        # The map still shows its whole area, at a round scale that is told with it.
        assert drawn.item("map").extent().contains(old.sheet.layout.itemById("map").extent().center())
        scale = drawn.item("map").scale()
        told = " ".join(" ".join(written.fitted.lines) for written in drawn.sheet.texts)
        assert f"1 : {round(scale):,}".replace(",", ".") in told


def test_letters_frames_and_backgrounds_are_kept(bench):
    layout = bench.open()
    set_letters(layout.itemById("title"), 11.3, "#aa0033")
    layout.itemById("title").setBackgroundEnabled(True)
    layout.itemById("title").setBackgroundColor(QColor("#ffeecc"))
    map_item = next(item for item in layout.items() if isinstance(item, QgsLayoutItemMap))
    map_item.setFrameEnabled(True)
    map_item.setFrameStrokeColor(QColor("#00aa55"))
    map_item.grids().addGrid(QgsLayoutItemMapGrid("Gitter", map_item))
    bench.keep(layout)
    drawn = bench.draw(OTHER)
    title = drawn.item("title")
    assert letters_of(title) == (pytest.approx(11.3, abs=0.1), "#aa0033")
    assert title.hasBackground()
    assert title.backgroundColor().name() == "#ffeecc"
    shown = drawn.item("map")
    assert shown.frameEnabled()
    assert shown.frameStrokeColor().name() == "#00aa55"
    assert shown.grids().size() == 1
    assert {layer.id() for layer in shown.layers()}.isdisjoint({layer.id() for layer in map_item.layers()})
    assert not bench.draw("unit:1").item("title").hasBackground()


def test_deleted_parts_stay_away_and_the_page_is_still_drawn(bench):
    layout = bench.open()
    for name in ("legend", "map"):
        found = group(layout, name)
        layout.removeLayoutItem(found)
    layout.removeLayoutItem(layout.itemById("subtitle"))
    part = bench.keep(layout)
    template = read_template(part.content, bench.project, part.key)
    assert {name for name, change in template.changes.items() if change.deleted and "/" not in name} == {
        "legend",
        "map",
        "subtitle",
    }
    for light in (False, True):
        drawn = bench.draw(OTHER, light=light)
        assert not [item for item in drawn.layout.items() if isinstance(item, QgsLayoutItemMap)]
        texts = [" ".join(written.fitted.lines) for written in drawn.sheet.texts]
        assert not [text for text in texts if text.startswith(("Einheit", "Wert in"))]
        drawn.image()


def test_what_was_added_is_on_every_page_where_it_was(bench, repository):
    layout = bench.open()
    label = QgsLayoutItemLabel(layout)
    label.setText("Bauamt, Entwurf vom [% 1 + 1 %].")
    label.attemptSetSceneRect(QRectF(200, 185, 60, 8))
    layout.addLayoutItem(label)
    picture = QgsLayoutItemPicture(layout)
    picture.setPicturePath(str(repository / "resources/icons/plugin.svg"))
    picture.attemptSetSceneRect(QRectF(250, 180, 15, 15))
    layout.addLayoutItem(picture)
    paper = QgsLayoutItemShape(layout)
    paper.attemptSetSceneRect(QRectF(0, 0, 297, 210))
    layout.addLayoutItem(paper)
    layout.moveItemToBottom(paper)
    part = bench.keep(layout)
    assert b"plugin.svg" not in part.content
    for light in (False, True):
        drawn = bench.draw(OTHER, "en", light=light)
        items = [item for item in drawn.layout.items() if isinstance(item, QgsLayoutItem)]
        (own,) = [item for item in items if isinstance(item, QgsLayoutItemLabel) and "Bauamt" in item.text()]
        assert own.currentText() == "Bauamt, Entwurf vom 2."
        (logo,) = [item for item in items if isinstance(item, QgsLayoutItemPicture) and rect_of(item)[0] == 250]
        assert logo.picturePath().startswith("base64:")
        assert logo.zValue() > drawn.item("map").zValue()
        (below,) = [item for item in items if rect_of(item) == [0, 0, 297, 210] and type(item) is QgsLayoutItemShape]
        assert below.zValue() < drawn.item("map").zValue()
        assert (drawn.image().min(axis=2) < 128).mean() > 0.02, "the page is not covered"


def test_a_copy_of_a_part_is_an_item_of_the_user(bench):
    layout = bench.open()
    title = layout.itemById("title")
    document = QDomDocument()
    root = document.createElement("Copies")
    document.appendChild(root)
    title.writeXml(root, document, QgsReadWriteContext())
    root.firstChildElement().removeAttribute("uuid")  # as QGIS does when it copies
    (copy,) = layout.addItemsFromXml(root, document, QgsReadWriteContext())
    copy.setText("Abschrift")
    copy.attemptSetSceneRect(QRectF(12, 190, 60, 6))
    bench.keep(layout)
    drawn = bench.draw(OTHER)
    texts = [item.text() for item in drawn.layout.items() if isinstance(item, QgsLayoutItemLabel)]
    assert texts.count("Abschrift") == 1
    heights = sorted(rect_of(item)[1] for item in drawn.layout.items() if getattr(item, "id", str)() == "title")
    assert heights[0] < 30
    assert heights[1] == pytest.approx(190, abs=0.1)


def test_a_template_is_for_one_kind_and_paper_and_for_every_language(bench):
    before = {
        "unit:1": bench.draw("unit:1").boxes(),
        "a3": bench.draw(page_format=A3_PORTRAIT).boxes(),
    }
    layout = bench.open()
    group(layout, "map").attemptSetSceneRect(QRectF(20, 40, 60, 90))
    layout.removeLayoutItem(group(layout, "notes"))
    bench.keep(layout)
    assert bench.draw("unit:1").boxes() == before["unit:1"]
    assert bench.draw(page_format=A3_PORTRAIT).boxes() == before["a3"]
    english = bench.draw(OTHER, "en")
    assert rect_of(english.item("map")) == pytest.approx([20, 40, 60, 90], abs=0.1)
    assert not [written for written in english.sheet.texts if "How to read" in written.fitted.lines]


def test_a_template_can_be_opened_and_saved_again_without_drifting(bench):
    layout = bench.open()
    layout.itemById("title").attemptSetSceneRect(QRectF(120, 12, 60, 7))
    set_letters(layout.itemById("title"), 26.0, "#aa0033")
    layout.removeLayoutItem(group(layout, "legend"))
    first = bench.keep(layout)
    again = bench.keep(bench.open(OTHER))
    changes = [read_template(part.content, bench.project, part.key).changes for part in (first, again)]
    assert changes[0] == changes[1]
    assert changes[0]["title"].look["size"] == pytest.approx(26.0, abs=0.1)


def test_larger_paper_keeps_its_zoom(bench):
    layout = bench.open(page_format=A3_PORTRAIT)
    layout.itemById("title").attemptSetSceneRect(QRectF(60, 30, 200, 14))
    set_letters(layout.itemById("title"), 12.0, "#000000")
    bench.keep(layout)
    drawn = bench.draw(OTHER, page_format=A3_PORTRAIT)
    title = drawn.item("title")
    assert rect_of(title)[:2] == pytest.approx([60, 30], abs=0.1)
    assert letters_of(title)[0] == pytest.approx(12.0, abs=0.15)


def test_opened_pages_survive_saving_and_reopening_the_project(bench, tmp_path):
    layout = bench.open()
    name, expected = layout.name(), boxes(layout)
    picture = pixels(QgsLayoutExporter(layout).renderPageToImage(0, dpi=60))
    count = len(bench.project.mapLayers())
    bench.open(OTHER)
    marks = Counter(layer.customProperty(ATLAS_LAYER) for layer in bench.project.mapLayers().values())
    assert max(marks.values()) == 1, "layers are shared by pages"
    assert len(bench.project.mapLayers()) == count + 1
    (tree,) = bench.project.layerTreeRoot().findGroups()
    assert not tree.itemVisibilityChecked()
    path = str(tmp_path / "project.qgz")
    assert bench.project.write(path)
    bench.project.clear()
    again = QgsProject()
    assert again.read(path)
    reopened = again.layoutManager().layoutByName(name)
    assert boxes(reopened) == expected
    difference = np.abs(pixels(QgsLayoutExporter(reopened).renderPageToImage(0, dpi=60)) - picture).max(axis=2)
    assert (difference > 24).mean() < 0.002
    assert read_template(make_template(reopened).content, again, KIND).changes == {}
    del reopened, layout
    again.clear()


def test_a_template_that_cannot_be_read_is_told(bench):
    for content in (b"<Layout", b"<html/>", b'<!DOCTYPE a [<!ENTITY b "c">]><Layout/>', b""):
        bench.study.save_design_part(DesignPart(PAGE, KIND, "x.qpt", content))
        with pytest.raises(SmartCityError) as caught:
            bench.draw()
        assert caught.value.problem.key == "page_template_unreadable"
        assert caught.value.problem.values["kind"] == "indicator"
        assert caught.value.problem.values["paper"] == "a4_landscape"


def test_foreign_layouts_and_other_paper_are_refused(bench, tmp_path):
    from qgis.core import QgsPrintLayout

    foreign = QgsPrintLayout(bench.project)
    foreign.initializeDefaults()
    with pytest.raises(SmartCityError) as caught:
        make_template(foreign)
    assert caught.value.problem.key == "page_layout_foreign"
    layout = bench.open()
    picture = QgsLayoutItemPicture(layout)
    picture.setPicturePath(str(tmp_path / "missing.png"))
    layout.addLayoutItem(picture)
    with pytest.raises(SmartCityError) as caught:
        make_template(layout)
    assert caught.value.problem.key == "page_template_picture"
    layout.removeLayoutItem(picture)
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(210, 297))
    with pytest.raises(SmartCityError) as caught:
        make_template(layout)
    assert caught.value.problem.key == "page_layout_paper"


def test_the_algorithms_open_keep_and_remove(smartcity_provider, jena_study_copy):
    import processing

    project = QgsProject.instance()
    study = str(jena_study_copy)
    try:
        opened = processing.run(
            "smartcity:openpages", {"STUDY": study, "LANGUAGE": "de", "PAGES": "unit:1, needs:index"}
        )
        names = opened["LAYOUTS"].split("\n")
        assert opened["COUNT"] == 2
        assert [layout.name() for layout in project.layoutManager().printLayouts()] == names
        unit = next(name for name in names if "Ammerbach" in name)
        assert unit == "Atlas: Ammerbach (A4 quer)"
        kept = processing.run("smartcity:savepagetemplate", {"STUDY": study, "LAYOUT": unit})
        assert kept["TEMPLATE"] == "unit.a4_landscape"
        with Study.open(jena_study_copy) as read:
            assert [part.key for part in read.design_parts(PAGE)] == ["unit.a4_landscape"]
        processing.run("smartcity:removepagetemplate", {"STUDY": study, "KIND": "unit", "PAPER": 0})
        with Study.open(jena_study_copy) as read:
            assert read.design_parts(PAGE) == []
        with pytest.raises(Exception, match="unit"):
            processing.run("smartcity:removepagetemplate", {"STUDY": study, "KIND": "unit", "PAPER": 0})
    finally:
        project.clear()
