# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas: all pages, nothing cut off, vectors with embedded fonts, and no half-written file."""

from __future__ import annotations

import gc
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsLayoutItemLabel, QgsProject

from smartcity_plugin.cartography import theme
from smartcity_plugin.cartography.atlas import draw_page, make_context, plan
from smartcity_plugin.cartography.export import export_atlas
from smartcity_plugin.cartography.pages import contents, district
from smartcity_plugin.cartography.pages.page import Page
from smartcity_plugin.cartography.ranking import Bar, Mark, ranking
from smartcity_plugin.cartography.sheet import Box, Sheet
from smartcity_plugin.cartography.wording import ATLAS_TEXTS, read_texts
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.progress import silent
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.study.study import Study

LONG = "Oberschwarzenbach-Unterremderoda / Großlöbichau"


def change(path: Path, *statements: str) -> None:
    """Change a study behind the program's back."""
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    for statement in statements:
        dataset.ExecuteSQL(statement)
    del dataset


@pytest.fixture(scope="module")
def hard_study_path(jena_study_path, tmp_path_factory) -> Path:
    """The demo study with everything that makes pages difficult."""
    path = tmp_path_factory.mktemp("hard") / "hard.gpkg"
    shutil.copy(jena_study_path, path)
    names = f"UPDATE planning_units SET name = '{LONG} ' || unit_id WHERE level = 'district' AND unit_id > '2'"  # noqa: S608
    change(
        path,
        names,
        "UPDATE planning_units SET name = 'Landeshauptstadt Schwarzenbach am Großen Wald' WHERE level = 'city'",
        "UPDATE study_settings SET value = 'Landeshauptstadt Schwarzenbach am Großen Wald' WHERE key = 'municipality'",
        "UPDATE study_settings SET value = 'Integriertes Stadtentwicklungs- und Digitalisierungskonzept "
        "der Landeshauptstadt Schwarzenbach am Großen Wald einschließlich aller Ortschaften' WHERE key = 'title'",
        "UPDATE indicator_values SET value = NULL, score = NULL, flags = 'no_data' "
        "WHERE indicator_id = 'hou_vacancy_rate'",
        "UPDATE indicator_values SET value = NULL, score = NULL "
        "WHERE indicator_id = 'gre_supply_gini' AND unit_id <> '1'",
        "UPDATE indicator_values SET flags = 'few_cases', population = 4 WHERE unit_id = '7'",
        "UPDATE needs SET population = 4 WHERE unit_id = '7'",
        "UPDATE indicator_values SET value = 42 WHERE indicator_id = 'soc_child_share'",
        "UPDATE inventory_register SET title = title || ' (Erhebung der Stadtverwaltung)'",
    )
    return path


@pytest.fixture(scope="module")
def atlas(jena_study_path, tmp_path_factory):
    """The German atlas: file, number of pages, and the progress that was told."""
    path, seen = tmp_path_factory.mktemp("atlas") / "atlas.pdf", []
    with Study.open(jena_study_path) as study:
        exported = export_atlas(study, load_catalogue(), path, "de", seen.append)
    return path, exported.pages, seen


@pytest.mark.slow
def test_all_pages_are_there(atlas, jena_study_path):
    path, pages, seen = atlas
    with Study.open(jena_study_path) as study:
        computed = sum(row["state"] == "computed" for row in study.status().values())
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    text = path.read_bytes()
    assert len(re.findall(rb"/Type /Page\b(?!s)", text)) == pages
    assert pages >= 1 + 1 + 1 + 2 + computed + 30 + 2
    assert text.count(b"/Parent") > computed + 30, "bookmarks"
    assert b"/Lang (de)" in text
    assert [item.name for item in path.parent.iterdir()] == ["atlas.pdf"]


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils are not installed")
@pytest.mark.slow
def test_the_pdf_is_sound_and_vector_with_embedded_fonts(atlas):
    path, pages, _ = atlas
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    assert info.stderr == ""
    assert f"Pages:           {pages}" in info.stdout
    assert "841.9" in info.stdout or "842 x 595" in info.stdout
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), fonts
    assert theme.family().replace(" ", "") in fonts[0]
    images = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2, "no bitmaps"
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    for expected in (
        "Münchenroda / Remderoda",
        "Maßstab 1 : 125.000",
        "ETRS89 / UTM zone 32N (EPSG:25832)",
        "Seite 6 von",
    ):
        assert expected in text
    assert "Datenlizenz Deutschland" in text
    assert "{" not in text


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_cut_off(hard_study_path, language):
    project = QgsProject()
    with Study.open(hard_study_path) as study:
        context = make_context(project, study, load_catalogue(), language)
        pages = plan(context)
        chosen = _fewer_units(pages) if language == "de" else _one_of_each_kind(pages)
        for number, page in enumerate(chosen, start=1):
            sheet = draw_page(project, page, number, len(pages))
            for box, fitted, *_ in sheet.texts:
                where = (page.title, fitted.lines)
                assert not fitted.shortened, where
                assert fitted.width <= box.width + 0.05, where
                assert fitted.height <= box.height + 0.05, where
                assert box.x >= -0.01, where
                assert box.right <= sheet.width + 0.01, where
                assert box.bottom <= sheet.height + 0.01, where
            _labels_are_as_measured(sheet)
            _no_two_texts_overlap(page.title, sheet)
            del sheet
    del context
    project.clear()
    gc.collect()


def _fewer_units(pages: list[Page]) -> list[Page]:
    """Return all pages, but of those that are the same for each unit only every fifth."""
    units = [page for page in pages if page.kind in ("unit", "profile")]
    return [page for page in pages if page not in units or units.index(page) % 5 == 0]


def _one_of_each_kind(pages: list[Page]) -> list[Page]:
    """Return the pages with the longest title of each kind: what is drawn there is longest, too."""
    longest: dict[str, Page] = {}
    for page in pages:
        if len(page.title) > len(longest.get(page.kind, page).title) or page.kind not in longest:
            longest[page.kind] = page
    return list(longest.values())


def _labels_are_as_measured(sheet) -> None:
    """QGIS itself must not need more width for the widest line than the item has."""
    for item in sheet.layout.items():
        if isinstance(item, QgsLayoutItemLabel) and "\n" not in item.text():
            assert item.sizeForText().width() <= item.rect().width() + 0.05, item.text()


def _no_two_texts_overlap(title: str, sheet) -> None:
    """Compare what is really covered by letters, not the boxes they may use."""
    for number, one in enumerate(sheet.texts):
        for other in sheet.texts[number + 1 :]:
            a, b = one.covered, other.covered
            wide = min(a.right, b.right) - max(a.x, b.x)
            high = min(a.bottom, b.bottom) - max(a.y, b.y)
            # Lines have air above and below their letters.
            air = 0.2 * min(item.fitted.height / len(item.fitted.lines) for item in (one, other))
            assert wide <= 0.05 or high <= air, (title, one.fitted.lines, other.fitted.lines, a, b)


def test_values_of_very_few_people_are_not_printed(hard_study_path):
    project = QgsProject()
    with Study.open(hard_study_path) as study:
        context = make_context(project, study, load_catalogue(), "de")
        page = next(page for page in plan(context) if page.title == f"{LONG} 7")
        sheet = draw_page(project, page, 1, 1)
        texts = [" ".join(fitted.lines) for _, fitted, *_ in sheet.texts]
    assert texts.count("geringe Fallzahl") == len(context.facts.computed)
    assert "unter 10" in texts
    del sheet, page, context
    project.clear()


def test_cancel_leaves_the_old_file(jena_study_path, tmp_path):
    path = tmp_path / "atlas.pdf"
    path.write_bytes(b"the old atlas")

    def progress(fraction: float) -> None:
        if fraction > 0.1:
            raise Cancelled

    with Study.open(jena_study_path) as study, pytest.raises(Cancelled):
        export_atlas(study, load_catalogue(), path, "de", progress)
    assert path.read_bytes() == b"the old atlas"
    assert [item.name for item in tmp_path.iterdir()] == ["atlas.pdf"]


def test_a_folder_that_is_not_there_is_said_so(jena_study_path, tmp_path):
    path = tmp_path / "missing" / "atlas.pdf"
    with Study.open(jena_study_path) as study, pytest.raises(SmartCityError) as caught:
        export_atlas(study, load_catalogue(), path, "de", silent)
    assert caught.value.problem.key == "export_failed"
    assert caught.value.problem.values == {"path": str(path)}


def test_a_target_that_cannot_be_replaced_is_said_so(jena_study_path, tmp_path):
    path = tmp_path / "atlas.pdf"
    path.mkdir()
    with Study.open(jena_study_path) as study, pytest.raises(SmartCityError) as caught:
        export_atlas(study, load_catalogue(), path, "de", silent)
    assert caught.value.problem.key == "export_failed"
    assert [item.name for item in tmp_path.iterdir()] == ["atlas.pdf"]


def test_a_study_without_results_has_no_atlas(jena_study_path, tmp_path):
    path = tmp_path / "empty.gpkg"
    shutil.copy(jena_study_path, path)
    change(path, "DELETE FROM indicator_values", "DELETE FROM needs")
    with Study.open(path) as study, pytest.raises(SmartCityError) as caught:
        export_atlas(study, load_catalogue(), tmp_path / "atlas.pdf", "de", silent)
    assert caught.value.problem.key == "no_results"
    assert not (tmp_path / "atlas.pdf").exists()


def test_an_atlas_without_needs_leaves_their_pages_out(jena_study_path, tmp_path):
    path = tmp_path / "needless.gpkg"
    shutil.copy(jena_study_path, path)
    change(path, "DELETE FROM needs")
    project = QgsProject()
    with Study.open(path) as study:
        context = make_context(project, study, load_catalogue(), "de")
        pages = plan(context)
        assert "Bedarfsanalyse" not in {page.section for page in pages}
        sheet = draw_page(project, next(page for page in pages if page.title == "Ammerbach"), 1, 1)
    del sheet, pages, context
    project.clear()


def test_the_contents_name_the_right_pages(jena_study_path):
    project = QgsProject()
    with Study.open(jena_study_path) as study:
        context = make_context(project, study, load_catalogue(), "de")
        pages = plan(context)
        texts = []
        for number, page in enumerate(pages, start=1):
            if page.kind == "contents":
                sheet = draw_page(project, page, number, len(pages))
                texts += [" ".join(fitted.lines) for _, fitted, *_ in sheet.texts]
    for expected, page in enumerate(pages, start=1):
        if page.listed:
            assert str(expected) == texts[texts.index(page.title) + 1], page.title
    del sheet, pages, context
    project.clear()


def test_large_towns_get_more_pages_of_contents_and_shorter_rankings(jena_study_path):
    project = QgsProject()
    with Study.open(jena_study_path) as study:
        context = make_context(project, study, load_catalogue(), "de")
        many = [
            Page(f"unit:{number}", f"Stadtviertel {number}", "Planungseinheiten", "#000000", lambda *_: None)
            for number in range(400)
        ]
        found = contents.pages(context, many, before=1)
        texts = []
        for number, page in enumerate(found, start=2):
            sheet = draw_page(project, page, number, 500)
            _no_two_texts_overlap(page.title, sheet)
            texts += [" ".join(written.fitted.lines) for written in sheet.texts]
            del sheet
    assert len(found) > 3
    assert {page.title for page in many} <= set(texts)
    assert texts[texts.index("Stadtviertel 399") + 1] == str(1 + len(found) + 400)

    sheet = Sheet(project)
    bars = [Bar(f"Stadtviertel {number}", 500.0 - number, str(500 - number), "#336699") for number in range(400)]
    remarks = ranking(sheet, Box(184, 30, 101, 108), bars, [Mark(250.0, "Stadt 250", "#000000")], context.words)
    assert len(remarks) == 1
    assert "weitere" in " ".join(" ".join(written.fitted.lines) for written in sheet.texts)
    _no_two_texts_overlap("ranking", sheet)
    assert max(written.box.bottom for written in sheet.texts) <= 138.1
    del sheet, found, context
    project.clear()


def test_long_tables_go_on_on_a_second_page():
    rows = []
    for sector in range(7):
        rows.append(district.Row(f"Handlungsfeld {sector}", "#000000"))
        rows += [district.Row(f"Indikator {number}", "#000000", object()) for number in range(10)]
    first, *others = district._parts(rows, 125.0, 163.0)
    assert [row for part in (first, *others) for row in part] == rows
    assert len(others) == 2
    assert all(part[-1].indicator is not None for part in (first, *others)), "no heading stands alone at the end"


def test_every_text_is_used_and_every_used_text_exists(repository):
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (repository / "smartcity_plugin/cartography").rglob("*.py")
    )
    keys = set(read_texts())
    plain = set(re.findall(r'\bwords(?:\.counted)?\(\s*"(\w+?)"', code))
    plain -= {"aggregation_", "direction_", "major_streets"}
    assert plain <= keys, sorted(plain - keys)
    quoted = set(re.findall(r"""["'](\w+)["']""", code)) | {f"{key}_one" for key in plain}
    computed = re.compile(
        r"(aggregation|direction|method|light|orphan)_\w+|chart_(all|under_18|65_plus|deprived)"
        r"|monitor_(reason|note|pace|starts|ends)_\w+|portfolio_(reason|unit|method)_\w+"
        r"|scenario_(place|caption)_\w+|measure_effect_(point|line|area)|(answers|participation)_title"
    )
    assert sorted(key for key in keys if key not in quoted and not computed.fullmatch(key)) == []
    assert ATLAS_TEXTS.is_file()
