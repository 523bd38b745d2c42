# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages of extreme municipalities in all paper formats: everything on the page, readable, and inside its part."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

import pytest
import shapely
from osgeo import gdal, ogr
from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtCore import QRectF, QSize
from qgis.PyQt.QtXml import QDomDocument
from shapely.affinity import scale, translate

from smartcity_plugin.cartography import theme
from smartcity_plugin.cartography.atlas import draw_page, make_context, plan
from smartcity_plugin.cartography.formats import (
    A3_LANDSCAPE,
    A3_PORTRAIT,
    A4_LANDSCAPE,
    A4_PORTRAIT,
    FORMATS,
    PageFormat,
)
from smartcity_plugin.cartography.grid import Demand, Grid, map_page
from smartcity_plugin.cartography.pages.page import Context, Page
from smartcity_plugin.cartography.sheet import Box, Sheet
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.themes import standard_theme
from smartcity_plugin.model.design import ARMS, LOGO, Colours, DesignPart
from smartcity_plugin.model.text import Text
from smartcity_plugin.study.study import DECIDED, Study

UNIT = "Oberschwarzenbach-Unterremderoda / Großlöbichau"
TOWN = "Landeshauptstadt Schwarzenbach am Großen Wald"
TITLE = (
    "Integriertes Stadtentwicklungs- und Digitalisierungskonzept der Landeshauptstadt Schwarzenbach am Großen Wald "
    "einschließlich aller Ortschaften"
)
DECISION = (
    "Beschluss der Stadtverordnetenversammlung vom 12.03.2026, Vorlage 26/1234-BV, mit Änderungen des Ausschusses"
)
INDICATOR = Text(
    de="Bevölkerung in fußläufiger Entfernung zu wohnungsnahen Grün- und Freiflächen einschließlich Kleingartenanlagen",
    en="Population within walking distance of green and open spaces near their homes including allotment gardens",
)
LOGO_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#a00"/></svg>'
)
ARMS_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50"><path d="M0 0H40V30L20 50 0 30Z"/></svg>'
PAPERS = {
    "wide": (A4_PORTRAIT, A3_LANDSCAPE),
    "tall": (A4_LANDSCAPE, A3_PORTRAIT),
    "exclave": (A4_PORTRAIT, A4_LANDSCAPE),
    "one": (A4_PORTRAIT, A4_LANDSCAPE),
    "many": (A4_PORTRAIT, A3_LANDSCAPE),
}
"""The paper that each extreme municipality is drawn on: that which suits it least, and small paper for much text."""
LOGOS = {ARMS: ARMS_SVG, LOGO: LOGO_SVG}


@dataclass
class Slot:
    """A named part as it was drawn: its box, and which of the sheet's texts lie in it."""

    name: str
    box: Box
    first: int
    last: int = -1


@pytest.fixture
def slots(monkeypatch) -> list[Slot]:
    """The slots of every sheet drawn in a test, in order."""
    seen: list[Slot] = []
    original = Sheet.slot

    @contextmanager
    def recorded(sheet: Sheet, name: str, box: Box) -> Iterator[Box]:
        with original(sheet, name, box) as place:
            slot = Slot(name, place, len(sheet.texts))
            seen.append(slot)
            yield place
            slot.last = len(sheet.texts)

    monkeypatch.setattr(Sheet, "slot", recorded)
    return seen


@pytest.fixture(scope="module", params=list(PAPERS))
def extreme_path(request, jena_study_path, tmp_path_factory) -> Path:
    """The demo study with long names everywhere and the geometry or number of units of an extreme municipality."""
    path = tmp_path_factory.mktemp(request.param) / f"{request.param}.gpkg"
    shutil.copy(jena_study_path, path)
    with Study.open(path, update=True) as study:
        study.change_settings(state=DECIDED, decision=DECISION, title=TITLE, municipality=TOWN)
        for kind, content in LOGOS.items():
            study.save_design_part(DesignPart(kind, "", f"{kind}.svg", content))
    change = {"wide": _wide, "tall": _tall, "exclave": _exclave, "one": _one_unit, "many": _many_units}
    statements = [
        f"UPDATE planning_units SET name = '{UNIT} ' || unit_id WHERE level = 'district' AND unit_id > '2'",  # noqa: S608
        f"UPDATE planning_units SET name = '{TOWN}' WHERE level = 'city'",  # noqa: S608
        "UPDATE indicator_values SET flags = 'few_cases', population = 4 WHERE unit_id = '7'",
        "UPDATE needs SET population = 4 WHERE unit_id = '7'",
        "UPDATE inventory_register SET title = title || ' (Erhebung der Stadtverwaltung)', "
        "attribution = attribution || ', Amt für Stadtentwicklung und Statistik'",
    ]
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    for statement in statements:
        dataset.ExecuteSQL(statement)
    change[request.param](dataset)
    del dataset
    return path


def _reshape(dataset: gdal.Dataset, transform) -> None:
    """Replace the geometries of units and area."""
    for name in ("planning_units", "study_area"):
        layer = dataset.GetLayerByName(name)
        for feature in list(layer):
            shape = shapely.from_wkb(bytes(feature.GetGeometryRef().ExportToWkb()))
            changed = shapely.multipolygons(shapely.get_parts(transform(shape)))
            feature.SetGeometry(ogr.CreateGeometryFromWkb(shapely.to_wkb(changed)))
            layer.SetFeature(feature)


def _wide(dataset: gdal.Dataset) -> None:
    _reshape(dataset, lambda shape: scale(shape, 6.0, 1.0, origin=(680000.0, 5640000.0)))


def _tall(dataset: gdal.Dataset) -> None:
    _reshape(dataset, lambda shape: scale(shape, 1.0, 5.0, origin=(680000.0, 5640000.0)))


def _exclave(dataset: gdal.Dataset) -> None:
    """Give the area and one unit a part far away, with a hole in it."""

    def transform(shape):
        far = translate(shape.centroid.buffer(400.0).difference(shape.centroid.buffer(200.0)), 25000.0, 18000.0)
        return shapely.union(shape, far)

    _reshape(dataset, transform)


def _one_unit(dataset: gdal.Dataset) -> None:
    dataset.ExecuteSQL("DELETE FROM planning_units WHERE level <> 'city' AND unit_id <> '13'")
    keep = "unit_id = '13' OR unit_id IN (SELECT unit_id FROM planning_units WHERE level = 'city')"
    for table in ("indicator_values", "needs"):
        dataset.ExecuteSQL(f"DELETE FROM {table} WHERE NOT ({keep})")  # noqa: S608


def _many_units(dataset: gdal.Dataset) -> None:
    """Add two smaller units on top of each, with the same values."""
    for suffix in ("b", "c"):
        for table in ("planning_units", "indicator_values", "needs"):
            layer = dataset.GetLayerByName(table)
            names = [
                layer.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(layer.GetLayerDefn().GetFieldCount())
            ]
            columns = ", ".join(f'"{name}"' for name in names)
            values = columns.replace('"unit_id"', f"\"unit_id\" || '{suffix}'", 1)
            geometry = ("geom, ", "geom, ") if table == "planning_units" else ("", "")
            dataset.ExecuteSQL(
                f"INSERT INTO {table} ({geometry[0]}{columns}) SELECT {geometry[1]}{values} FROM {table} "  # noqa: S608
                "WHERE length(unit_id) <= 2 AND unit_id IN "
                "(SELECT unit_id FROM planning_units WHERE level <> 'city' AND length(unit_id) <= 2)"
            )


def _renamed():
    """Return the catalogue with a very long title for one indicator of each sector."""
    catalogue = load_catalogue()
    changed = dict(catalogue.indicators)
    for key in ("gre_access_300m_share", "mob_pt_access_share", "gre_supply_gini"):
        changed[key] = replace(changed[key], title=INDICATOR)
    return replace(catalogue, indicators=changed)


TEXT_KINDS = (
    *("contents", "reading", "justice", "method", "sources", "omitted"),
    *("answers", "goals", "costs", "scenarios", "portfolio", "monitor", "funding", "charta", "orphans"),
)
"""Kinds of pages that do not depend on the shape of the municipality."""
WHOLE_TOWN = ("cover", "needs", "indicator")
"""Kinds of pages whose maps show the whole municipality."""
WANTED = ("indicator:mob_pt_access_share", "indicator:gre_access_300m_share", "indicator:gre_mesh_size")


def _some_of_each_kind(pages: list[Page], without_maps: bool) -> list[Page]:
    """Return one page of each kind, and the indicators with the longest texts; pages of text where they matter."""
    chosen: dict[str, list[Page]] = {}
    for page in pages:
        if page.kind in TEXT_KINDS and not without_maps:
            continue
        of_kind = chosen.setdefault(page.template, [])
        if page.key in WANTED or (not of_kind and page.kind != "indicator"):
            of_kind.append(page)
    return [page for of_kind in chosen.values() for page in of_kind]


@pytest.mark.slow
def test_extreme_municipalities_fit_on_every_paper(extreme_path, slots):
    case = extreme_path.stem
    is_many = case == "many"
    with Study.open(extreme_path) as study:
        _check_formats(study, "de", slots, PAPERS[case], without_maps=is_many)
        if is_many:
            _check_formats(study, "en", slots, [A4_PORTRAIT])  # the narrowest


@pytest.mark.slow
def test_a_garish_theme_leaves_nothing_of_the_standard_one(jena_study_path, slots):
    colours = Colours("#101010", "#303030", "#00ff00", "#ccffcc", "#ff00ff", "#00ffff")
    garish = replace(
        standard_theme(),
        fonts=("DejaVu Sans",),
        colours=colours,
        margin=20.0,
        organisation=Text(de=f"{TOWN}, Amt für Stadtentwicklung", en=f"{TOWN}, Department of Urban Development"),
    )
    with Study.open(jena_study_path) as study, theme.using(garish):
        _check_formats(study, "de", slots, [A4_PORTRAIT], without=standard_theme().colours)


def _check_formats(
    study: Study,
    language: str,
    slots: list[Slot],
    formats: Iterable[PageFormat],
    without: Optional[Colours] = None,
    without_maps: bool = True,
) -> None:
    project = QgsProject()
    context = make_context(project, study, _renamed(), language)
    for page_format in formats:
        own = replace(context, format=page_format)
        pages = plan(own)
        for page in _some_of_each_kind(pages, without_maps):
            slots.clear()
            sheet = draw_page(project, page, pages.index(page) + 1, len(pages), page_format)
            where = f"{page_format.name} {page.key}"
            _check_items(where, sheet, page_format, own)
            _check_texts(where, sheet, slots)
            if without is not None:
                _check_colours(where, sheet.layout, without)
            del sheet
    if without is not None:
        for layer in project.mapLayers().values():
            document = QDomDocument()
            layer.exportNamedStyle(document)
            _check_text_without(layer.name(), document.toString(), without)
    del context, own, pages
    project.clear()
    gc.collect()


def _check_items(where: str, sheet: Sheet, page_format: PageFormat, context: Context) -> None:
    """Every item lies on the page, and maps are large enough, have layers and show the whole municipality or a unit."""
    paper = QRectF(0, 0, page_format.width, page_format.height).adjusted(-0.3, -0.3, 0.3, 0.3)
    town = context.stock.extent()
    for item in sheet.layout.items():
        if not isinstance(item, QgsLayoutItem) or isinstance(item, (QgsLayoutItemPage, QgsLayoutItemLabel)):
            continue  # labels have air at one side; their letters are looked at below
        place = item.mapRectToScene(item.rect())
        assert paper.contains(place), (where, item.id(), place)
        if isinstance(item, QgsLayoutItemMap):
            assert item.layers(), (where, item.id())
            least = 25.0 if item.id() == "map" else 6.0  # insets have the proportions of the municipality
            assert min(place.width(), place.height()) >= least, (where, item.id(), place)
            assert item.extent().intersects(town), (where, item.id())
            if where.split()[1].partition(":")[0] in WHOLE_TOWN or item.id() == "inset":
                shown = item.extent().buffered(1.0)
                assert shown.contains(town), (where, item.id(), item.extent(), town)
        if isinstance(item, QgsLayoutItemPicture):
            assert not item.isMissingImage(), where


def _check_texts(where: str, sheet: Sheet, slots: list[Slot]) -> None:
    for one in sheet.texts:
        covered = one.covered
        assert min(covered.x, sheet.width - covered.right) >= 2.0, (where, one.fitted.lines, covered)
        assert min(covered.y, sheet.height - covered.bottom) >= 0.5, (where, one.fitted.lines, covered)
        assert not one.fitted.shortened, (where, one.fitted.lines, one.box)
        assert one.fitted.width <= one.box.width + 0.05, (where, one.fitted.lines)
        # In rows of tables and charts lines have air above and below their letters.
        assert one.fitted.height <= one.box.height + 0.35 * one.fitted.height, (where, one.fitted.lines, one.box)
    for number, one in enumerate(sheet.texts):
        for other in sheet.texts[number + 1 :]:
            a, b = one.covered, other.covered
            wide = min(a.right, b.right) - max(a.x, b.x)
            high = min(a.bottom, b.bottom) - max(a.y, b.y)
            air = 0.25 * min(item.fitted.height / len(item.fitted.lines) for item in (one, other))
            assert wide <= 0.05 or high <= air, (where, one.fitted.lines, other.fitted.lines, a, b)
    names = [slot.name for slot in slots]
    assert where.split()[1] == "cover" or "stamp" in names, where
    for slot in slots:
        for one in sheet.texts[slot.first : slot.last]:
            covered = one.covered
            air = 0.3 * covered.height / len(one.fitted.lines)
            assert covered.x >= slot.box.x - 0.1, (where, slot.name, one.fitted.lines)
            assert covered.right <= slot.box.right + 0.1, (where, slot.name, one.fitted.lines, covered, slot.box)
            assert covered.y >= slot.box.y - air, (where, slot.name, one.fitted.lines)
            assert covered.bottom <= slot.box.bottom + air, (where, slot.name, one.fitted.lines, covered, slot.box)


def _check_colours(where: str, layout: QgsPrintLayout, colours: Colours) -> None:
    document = QDomDocument()
    document.appendChild(layout.writeXml(document, QgsReadWriteContext()))
    _check_text_without(where, document.toString(), colours)


def _check_text_without(where: str, text: str, colours: Colours) -> None:
    for name, colour in vars(colours).items():
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        for spelling in (colour, f"{red},{green},{blue},"):
            assert spelling not in text.lower(), (where, name, spelling)


@pytest.mark.parametrize("page_format", FORMATS.values(), ids=list(FORMATS))
@pytest.mark.parametrize("margin", [5.0, 12.0, 30.0])
def test_regions_never_overlap_and_maps_are_large(page_format, margin):
    with theme.using(replace(standard_theme(), margin=margin)):
        grid = Grid.of(page_format)
        content = grid.content
        for ratio in (0.1, 0.3, 0.6, 0.9, 1.3, 2.0, 3.5, 8.0):
            for bars in (0, 1, 12, 30, 200):
                for notes in (0.0, 6000.0, 9600.0):
                    found = map_page(grid, ratio, Demand(bars=bars, notes=notes))
                    assert (found.chart is None) == (bars == 0)
                    assert (found.notes is None) == (notes == 0)
                    boxes = [box for box in found if box is not None]
                    for number, box in enumerate(boxes):
                        assert min(box.width - 30.0, box.height - 20.0) >= 0.0, (ratio, bars, notes, found)
                        assert min(box.x - content.x, content.right - box.right) > -0.01, (ratio, bars, found)
                        assert min(box.y - content.y, content.bottom - box.bottom) > -0.01, (ratio, bars, found)
                        for other in boxes[number + 1 :]:
                            wide = min(box.right, other.right) - max(box.x, other.x)
                            high = min(box.bottom, other.bottom) - max(box.y, other.y)
                            assert wide <= 0.01 or high <= 0.01, (ratio, bars, notes, found)


def test_extreme_maps_are_not_blank(extreme_path):
    project = QgsProject()
    with Study.open(extreme_path) as study:
        context = make_context(project, study, load_catalogue(), "de", FORMATS["a4_portrait"])
        page = next(page for page in plan(context) if page.key == "needs:index")
        sheet = draw_page(project, page, 1, 1, context.format)
        item = sheet.layout.itemById("map")
        image = sheet.exporter().renderRegionToImage(item.mapRectToScene(item.rect()), QSize(), 40)
        colours = {
            image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
        }
        assert len(colours) > 3
    del sheet, page, context, item
    project.clear()


def test_a_rotated_map_has_a_north_arrow_and_still_shows_the_whole_town(jena_study_path, monkeypatch):
    project = QgsProject()
    original = QgsLayoutItemMap.setCrs

    def rotate(item, crs):
        item.setMapRotation(30.0)
        original(item, crs)

    monkeypatch.setattr(QgsLayoutItemMap, "setCrs", rotate)
    with Study.open(jena_study_path) as study:
        context = make_context(project, study, load_catalogue(), "de")
        sheet = draw_page(project, next(page for page in plan(context) if page.key == "needs:index"), 1, 1)
        arrow, item = sheet.layout.itemById("north"), sheet.layout.itemById("map")
        assert arrow.linkedMap() is item
        assert arrow.pictureRotation() == pytest.approx(30.0, abs=0.1)
        assert item.scale() > 125000
    del sheet, context, arrow, item
    project.clear()
