# SPDX-License-Identifier: GPL-2.0-or-later
"""Selections, paper and kinds of files of the atlas; georeferences as GDAL reads them."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QImage

from smartcity_plugin.cartography.atlas import draw_page, make_context, omissions, plan
from smartcity_plugin.cartography.export import KINDS, export_atlas, export_pages
from smartcity_plugin.cartography.formats import A3_LANDSCAPE, A3_PORTRAIT, A4_LANDSCAPE, A4_PORTRAIT, FORMATS
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.progress import silent
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.processing.algorithms import export_pages as algorithm
from smartcity_plugin.study.study import Study

ONE = "indicator:gre_access_300m_share"
needs_gdal_pdf = pytest.mark.skipif(gdal.GetDriverByName("PDF") is None, reason="GDAL cannot read PDF here")


@pytest.fixture(scope="module")
def study(jena_study_path):
    with Study.open(jena_study_path) as opened:
        yield opened


@pytest.fixture
def drawing(study):
    """Everything to plan and draw pages in German."""
    project = QgsProject()
    yield project, make_context(project, study, load_catalogue(), "de")
    project.clear()


def texts_of(path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def test_selected_pages_are_numbered_and_listed(drawing):
    project, context = drawing
    pages = plan(context, ("unit:1", "contents", ONE, "sources"))
    assert [page.key for page in pages] == ["contents:1", ONE, "unit:1", *[page.key for page in pages[3:]]]
    assert {page.kind for page in pages[3:]} == {"sources"}
    sheet = draw_page(project, pages[0], 1, len(pages))
    texts = [" ".join(written.fitted.lines) for written in sheet.texts]
    assert texts[texts.index(pages[1].title) + 1] == "2"
    assert texts[texts.index(pages[2].title) + 1] == "3"
    keys = {page.key for page in pages}
    assert not [page for page in plan(context) if page.title in texts and page.listed and page.key not in keys]
    assert [page.key for page in plan(context, ("cover",))] == ["cover"]
    with pytest.raises(SmartCityError) as caught:
        plan(context, ("unit:1", "unit:none", "indicatr"))
    assert caught.value.problem.values["pages"] == "unit:none, indicatr"


def test_what_is_left_out_is_told_with_its_reason(study, drawing):
    _, context = drawing
    told = {item.key: item for item in omissions(context)}
    missing = {f"indicator:{key}" for key, row in study.status().items() if row["state"] != "computed"}
    assert missing
    assert missing <= set(told)
    assert all(item.title and item.reason and "{" not in item.reason for item in told.values())
    assert not {page.key for page in plan(context)} & set(told)
    assert {item.key for item in omissions(context, ("indicator",))} == missing


def test_a_selection_of_pages_without_data_is_refused(study, drawing, tmp_path):
    _, context = drawing
    missing = omissions(context, ("indicator",))[0]
    with pytest.raises(SmartCityError) as caught:
        export_atlas(study, load_catalogue(), tmp_path / "a.pdf", "de", silent, A4_LANDSCAPE, (missing.key,))
    assert caught.value.problem.key == "atlas_pages_empty"
    assert missing.title in caught.value.problem.values["pages"]
    assert list(tmp_path.iterdir()) == []


def test_a_study_without_needs_lists_their_page(jena_study_copy):
    dataset = gdal.OpenEx(str(jena_study_copy), gdal.OF_VECTOR | gdal.OF_UPDATE)
    dataset.ExecuteSQL("DELETE FROM needs")
    del dataset
    project = QgsProject()
    with Study.open(jena_study_copy) as opened:
        context = make_context(project, opened, load_catalogue(), "de")
        pages = plan(context)
        assert pages[-1].key == "omitted:1"
        sheet = draw_page(project, pages[-1], len(pages), len(pages))
        texts = [" ".join(written.fitted.lines) for written in sheet.texts]
        assert "Nicht enthalten" in texts
        assert "Bedarfsanalyse" in texts
        del sheet, pages, context
    project.clear()


@pytest.mark.parametrize("page_format", [A4_PORTRAIT, A3_LANDSCAPE, A3_PORTRAIT])
@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils are not installed")
def test_pages_have_the_size_of_the_paper(study, tmp_path, page_format):
    path = tmp_path / "a.pdf"
    exported = export_atlas(study, load_catalogue(), path, "en", silent, page_format, (ONE, "method"))
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    width, height = map(float, re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups())
    assert (width, height) == pytest.approx((page_format.width / 25.4 * 72, page_format.height / 25.4 * 72), abs=1)
    assert f"Pages:           {exported.pages}\n" in info
    assert "Share of" in texts_of(path) or "Population close" in texts_of(path)


@needs_gdal_pdf
def test_maps_of_a_georeferenced_pdf_lie_where_they_are(study, drawing, tmp_path):
    project, context = drawing
    path, keys = tmp_path / "a.pdf", (ONE, "unit:1", "sources")
    export_atlas(study, load_catalogue(), path, "de", silent, A4_LANDSCAPE, keys, georeferenced=True)
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=False)
    assert info.stderr == ""
    for number, page in enumerate(plan(context, keys)[:2], start=1):
        dataset = gdal.Open(f"PDF:{number}:{path}")
        assert dataset.GetSpatialRef().GetAuthorityCode(None) == "25832"
        sheet = draw_page(project, page, 1, 3)
        item = sheet.layout.itemById("map")
        left, pixel, _, top, _, line = dataset.GetGeoTransform()
        wide, high = dataset.RasterXSize / 297.0, dataset.RasterYSize / 210.0
        expected, place = item.extent(), item.pos()
        metre = expected.width() / item.rect().width()  # one millimetre on paper
        assert left + pixel * wide * place.x() == pytest.approx(expected.xMinimum(), abs=0.5 * metre)
        assert top + line * high * place.y() == pytest.approx(expected.yMaximum(), abs=0.5 * metre)
        assert left + pixel * wide * (place.x() + item.rect().width()) == pytest.approx(
            expected.xMaximum(), abs=0.5 * metre
        )
        bounds = dataset.GetMetadataItem("NEATLINE")
        first = [float(number) for number in re.findall(r"[\d.]+", bounds)[:2]]
        assert min(abs(first[0] - edge) for edge in (expected.xMinimum(), expected.xMaximum())) < 0.1 * metre
    sources = gdal.Open(f"PDF:3:{path}")
    assert sources.GetSpatialRef() is None


def test_every_kind_of_file_is_what_it_says(study, tmp_path):
    assert tuple(algorithm.KINDS) == KINDS
    keys = ("cover", ONE, "unit:1")  # QGIS 3.22 crashed on the page of a district as SVG
    for kind in KINDS:
        folder = tmp_path / kind
        folder.mkdir()
        exported = export_pages(
            study, load_catalogue(), folder, "de", silent, A4_LANDSCAPE, keys, kind, dpi=60, world_files=True
        )
        names = [path.name for path in exported.files]
        ending = "pdf" if kind == "geopdf" else kind
        assert names[0] == f"01_titelseite.{ending}"
        assert names[1].startswith("02_bevoelkerung-in-der-naehe-einer-oeffentlichen-gruenflaeche")
        assert exported.pages == 3
        written = {path.name for path in folder.iterdir()}
        assert set(names) <= written
        assert written - set(names) <= {name.replace(".png", ".pgw") for name in names}
        first = exported.files[1].read_bytes()
        if kind == "png":
            assert abs(QImage(str(exported.files[1])).width() - 297 / 25.4 * 60) < 2
            assert (folder / names[1].replace(".png", ".pgw")).exists()
        elif kind == "svg":
            text = first.decode("utf-8")
            assert "<text" not in text, "letters are shapes"
            assert text.count('clip-path="url(#frame0)"') >= 3, "the map ends at its frame"
            assert len(set(re.findall(r' id="([^"]+)"', text))) == len(re.findall(r' id="([^"]+)"', text))
        else:
            assert first.startswith(b"%PDF")
            assert (b"/VP [" in first) == (kind == "geopdf")


def test_cancelling_keeps_old_pages_and_leaves_nothing(study, tmp_path):
    old = tmp_path / "01_titelseite.png"
    old.write_bytes(b"old")

    def progress(fraction: float) -> None:
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_pages(study, load_catalogue(), tmp_path, "de", progress, A4_LANDSCAPE, ("cover", ONE), "png", 50)
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    assert old.read_bytes() == b"old"


def test_a_missing_folder_is_said_so(study, tmp_path):
    with pytest.raises(SmartCityError) as caught:
        export_pages(study, load_catalogue(), tmp_path / "none", "de", silent, A4_LANDSCAPE, ("cover",))
    assert caught.value.problem.key == "export_failed"


def test_the_algorithms_count_and_tell(smartcity_provider, jena_study_path, tmp_path):
    import processing

    common = {"STUDY": str(jena_study_path), "LANGUAGE": "de", "PAPER": list(FORMATS).index("a4_portrait")}
    one = processing.run(
        "smartcity:exportatlas",
        {**common, "PAGES": f"cover, {ONE}, indicator:mob_car_density", "OUTPUT": str(tmp_path / "a.pdf")},
    )
    assert (one["PAGES_WRITTEN"], one["OMITTED"]) == (2, 1)
    many = processing.run("smartcity:exportpages", {**common, "PAGES": "cover", "KIND": 3, "FOLDER": str(tmp_path)})
    assert many["PAGES_WRITTEN"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01_titelseite.svg", "a.pdf"]
