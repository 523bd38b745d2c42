# SPDX-License-Identifier: GPL-2.0-or-later
"""The strategy document of the demo study: complete, honest, valid, readable in both programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml import etree

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.numbers import format_value
from smartcity_plugin.model.design import LOGO, DesignPart
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.report import accessibility, strategy
from smartcity_plugin.report.document import (
    BulletList,
    Callout,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    Table,
    plain,
)
from smartcity_plugin.report.judgement import KEY_INDICATORS
from smartcity_plugin.report.ooxml import ORDER
from smartcity_plugin.report.strategy import build_document, export_document
from smartcity_plugin.study.study import Study, StudySettings
from smartcity_plugin.study.swot import decide, entries

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANGUAGES = ("de", "en")
SHORT = "isek_nrw_short"
FORBIDDEN = re.compile(r"\bnan\b|\bNone\b|[{}]|\bNaN\b|<NA>")


@dataclass(frozen=True)
class FakeFigure:
    path: Path
    alt_text: str = "Karte"
    source_line: str = "Quelle: Test"
    width_mm: float = 160.0
    height_mm: float = 100.0


class FakeFigures:
    """Draws nothing, quickly."""

    def __init__(self, folder: Path) -> None:
        from PIL import Image

        path = folder / "map.png"
        Image.new("RGB", (160, 100), "white").save(path)
        self.figure = FakeFigure(path)

    def indicator_map(self, indicator_id):
        return self.figure

    def need_map(self, key):
        return self.figure

    def overview_map(self):
        return self.figure

    def measures_map(self):
        return self.figure

    def ranking(self, indicator_id):
        return self.figure

    def product_map(self, key, **own):
        return self.figure

    def lorenz(self, indicator_id):
        return self.figure

    def burdens(self):
        return self.figure

    def time_path(self, indicator_id, unit_id=""):
        return None

    def gantt(self):
        return self.figure

    def scenario_map(self, scenario_id, indicator_id):
        return self.figure


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    return FakeFigures(tmp_path_factory.mktemp("figures"))


@dataclass
class Made:
    """A document of the demo study: the file, the block tree it was written from, and the progress that was told."""

    path: Path
    tree: Document
    progress: list[float]


@pytest.fixture(scope="module")
def made(jena_study_path, figures, tmp_path_factory) -> dict[str, Made]:
    """The documents by language."""
    folder, found = tmp_path_factory.mktemp("docx"), {}
    for language in LANGUAGES:
        target, trees, told = folder / f"strategy_{language}.docx", [], []

        def build(*given, trees=trees, **more):
            trees.append(build_document(*given, **more))
            return trees[-1]

        with pytest.MonkeyPatch.context() as patch, Study.open(jena_study_path) as study:
            patch.setattr(strategy, "build_document", build)
            export_document(study, load_catalogue(), target, language, figures, told.append)
        found[language] = Made(target, trees[-1], told)
    return found


@pytest.fixture(params=LANGUAGES)
def document(request, made):
    return made[request.param].tree


@pytest.fixture(params=LANGUAGES)
def path(request, made):
    return made[request.param].path


def texts(document):
    """Yield the id and every text of all blocks."""
    for block in document.blocks():
        if isinstance(block, Heading):
            yield block.id, block.text
        elif isinstance(block, Paragraph):
            yield block.id, plain(block.runs)
        elif isinstance(block, BulletList):
            yield from ((block.id, plain(runs)) for _, runs in block.items)
        elif isinstance(block, Callout):
            yield block.id, f"{block.title} {block.text}"
        elif isinstance(block, Table):
            yield block.id, f"{block.caption} {block.note}"
            yield from ((block.id, column.heading) for column in block.columns)
            yield from ((block.id, cell.text) for row in block.rows for cell in row)
        elif isinstance(block, FigureBlock):
            yield block.id, block.caption


# The block tree --------------------------------------------------------------------------------------------------


def test_no_text_shows_the_machinery(document):
    for block_id, text in texts(document):
        assert not FORBIDDEN.search(text), (block_id, text)


def test_block_ids_are_unique(document):
    ids = [block.id for block in document.blocks()] + [chapter.id for chapter in document.chapters]
    assert len(ids) == len(set(ids))


def test_block_ids_do_not_depend_on_the_language(made):
    german, english = (made[name].tree for name in LANGUAGES)
    assert [block.id for block in german.blocks()] == [block.id for block in english.blocks()]


def test_every_internal_link_has_a_target(document):
    headings = {block.id for block in document.blocks() if isinstance(block, Heading)}
    links = {run.link for block in document.blocks() if isinstance(block, Paragraph) for run in block.runs if run.link}
    assert links
    assert links <= headings


def test_heading_levels_never_skip(document):
    for chapter in document.chapters:
        level = 1
        for block in chapter.blocks:
            if isinstance(block, Heading):
                assert 2 <= block.level <= level + 1
                level = block.level


def test_every_figure_and_numbered_table_has_a_caption(document):
    for block in document.blocks():
        if isinstance(block, FigureBlock):
            assert block.caption
            assert block.figure.alt_text
        if isinstance(block, Table):
            # Mere lists of labels and entries have no number, but a header row for screen readers.
            assert block.caption or block.columns[0].heading in ("Angabe", "Item")
            assert all(len(row) == len(block.columns) for row in block.rows)


def test_every_computed_indicator_has_findings_map_and_method_sheet(document, jena_study_path):
    ids = {block.id for block in document.blocks()}
    with Study.open(jena_study_path) as study:
        computed = [name for name, row in study.status().items() if row["state"] == "computed"]
    assert len(computed) >= 15
    for name in computed:
        for block_id in (f"inventory.{name}.findings", f"inventory.{name}.map", f"annex.method.{name}.sheet"):
            assert block_id in ids


def table_of(document, name):
    """Return the rows of a table of the annex as texts."""
    blocks = [block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Table)]
    found = next(block for block in blocks if block.id == f"annex.{name}")
    return [[cell.text for cell in row] for row in found.rows], found


def test_the_annex_says_what_the_inventory_has_and_what_that_means(document, jena_study_path, catalogue):
    with Study.open(jena_study_path) as study:
        sources, status = study.sources(), study.status()
    language = document.language
    roles, table = table_of(document, "matrix_roles")
    filled = [row for row in roles if row[3] != "–"]
    assert len(filled) == len(sources)
    lights = {term.title.in_language(language) for term in catalogue.vocabulary.lights.values()}
    assert {row[2] for row in filled} <= lights
    shades = {cell.shade for row in table.rows for cell in row if cell.shade}
    assert shades
    assert all(re.fullmatch("#[0-9a-f]{6}", shade) for shade in shades)
    indicators, _ = table_of(document, "matrix_indicators")
    assert [row[0] for row in indicators] == [item.title.in_language(language) for item in ordered(catalogue)]
    explained = [row for row in indicators if row[2] and status_of(row, status, catalogue, language) != "computed"]
    assert len(explained) == sum(row["state"] != "computed" for row in status.values()) > 3


def ordered(catalogue):
    """Return the indicators sector by sector."""
    return [item for sector in catalogue.sectors for item in catalogue.indicators_of(sector)]


def status_of(row, status, catalogue, language):
    return next(
        status[item.id]["state"] for item in catalogue.indicators.values() if item.title.in_language(language) == row[0]
    )


def test_summary_shows_the_stored_values(document, jena_study_path):
    catalogue = load_catalogue()
    table = next(block for block in document.blocks() if block.id == "summary.key_figures")
    by_title = {item.title.in_language(document.language): item for item in catalogue.indicators.values()}
    with Study.open(jena_study_path) as study:
        values = study.values()
        city = values[values["unit_id"] == study.city_id].set_index("indicator_id")["value"]
    assert len(table.rows) == KEY_INDICATORS
    for row in table.rows:
        indicator = by_title[row[0].text]
        unit = catalogue.units[indicator.unit]
        assert row[1].text == format_value(city[indicator.id], unit, document.language)


def test_examples_are_called_examples(document):
    callouts = {block.id for block in document.blocks() if isinstance(block, Callout)}
    assert {"goals.examples", "measures.examples"} <= callouts
    word = "Beispiel" if document.language == "de" else "example"
    table = next(block for block in document.blocks() if block.id == "summary.key_figures")
    goals = [row[2].text for row in table.rows if "Z" in row[2].text]
    assert goals
    assert all(word in text for text in goals)


def test_few_cases_are_not_shown(jena_study_path, figures, monkeypatch):
    original = Study.values

    def with_few(self, period=None):
        frame = original(self, period)
        small = frame["unit_id"] == "15"
        frame.loc[small, "population"] = 4.0
        frame.loc[small, "value"] = 12.3456
        frame.loc[small, "flags"] = frame.loc[small, "flags"] + ",few_cases"
        return frame

    monkeypatch.setattr(Study, "values", with_few)
    with Study.open(jena_study_path) as study:
        name = dict(zip(study.units().frame["unit_id"], study.units().frame["name"]))["15"]
        made = build_document(study, load_catalogue(), "de", figures)
    for block in made.blocks():
        if isinstance(block, Table) and block.id.endswith("by_unit_table"):
            row = next(row for row in block.rows if row[0].text == name)
            assert {cell.text for cell in row[1:]} == {"·"}
            assert "geringe Fallzahl" in block.note


# Strengths and weaknesses ------------------------------------------------------------------------------------------


def test_suggestions_are_not_printed_but_what_waits_is_told(document, jena_study_path):
    with Study.open(jena_study_path) as study:
        suggested = entries(study)
    chapter = " ".join(text for block_id, text in texts(document) if block_id.startswith("swot."))
    assert len(suggested) > 10
    assert not [text for text in suggested["text"] if text in chapter]
    note = next(text for block_id, text in texts(document) if block_id == "swot.work_note")
    assert note.startswith("[")
    assert str(len(suggested)) in note


def test_only_accepted_strengths_and_weaknesses_are_printed(jena_study_copy, figures):
    with Study.open(jena_study_copy, update=True) as study:
        decide(study, ["S1"], "accepted", "Kurze Wege für fast alle")
        decide(study, ["W1"], "accepted")
        decide(study, ["S2"], "rejected", "Das nicht")
        frame = entries(study).set_index("swot_id")
        decide(study, [name for name in frame.index if name not in ("S1", "W1", "S2")], "rejected")
        made = build_document(study, load_catalogue(), "de", figures)
    tables = {block.id: block for block in made.blocks() if isinstance(block, Table)}
    assert [row[1].text for row in tables["swot.strength_table"].rows] == ["Kurze Wege für fast alle"]
    assert [row[1].text for row in tables["swot.weakness_table"].rows] == [frame.loc["W1", "text"]]
    ids = {block_id for block_id, _ in texts(made)}
    assert "swot.work_note" not in ids
    assert "swot.strength_prompt" not in ids
    assert {"swot.opportunity_prompt", "swot.threat_prompt"} <= ids


def test_needs_of_groups_are_told_with_their_limits(jena_study_path, figures):
    """Ages are shares of census cells of 1 km in Jena: an estimate, and said to be one."""
    with Study.open(jena_study_path) as study:
        made = build_document(study, load_catalogue(), "de", figures)
        needs = study.needs()
    found = {block.id: plain(block.runs) for block in made.blocks() if isinstance(block, Paragraph)}
    assert "keine Zählung betroffener Menschen" in found["needs.groups_intro"]
    assert "aus Anteilen größerer Zensuszellen geschätzt" in found["needs.groups_findings"]
    table = next(block for block in made.blocks() if isinstance(block, Table) and block.id == "needs.groups_table")
    assert [column.heading for column in table.columns[1:]] == ["alle", "unter 18", "ab 65"]
    index = needs[(needs["scope"] == "index") & (needs["unit_id"] != "16053000")]
    assert len(table.rows) == (index["need"].notna() & (index["population"] >= 10)).sum()
    assert "needs.forecast_prompt" in found


# Studies that are not finished -----------------------------------------------------------------------------------


def test_chapters_without_content_say_what_to_do(jena_study_path, figures, monkeypatch):
    monkeypatch.setattr(
        Study,
        "needs",
        lambda self: pd.DataFrame(
            columns=["unit_id", "scope", "key", "score", "need", "persons", "population", "coverage"]
        ),
    )
    monkeypatch.setattr(Study, "goals", lambda self: [])
    monkeypatch.setattr(Study, "measures", lambda self: [])
    monkeypatch.setattr(FakeFigures, "measures_map", lambda self: None)
    monkeypatch.setattr("smartcity_plugin.report.context.entries", lambda study: entries(study).iloc[:0])
    with Study.open(jena_study_path) as study:
        made = build_document(study, load_catalogue(), "de", figures)
    found = {block.id: plain(block.runs) for block in made.blocks() if isinstance(block, Paragraph)}
    for block_id in (
        "needs.missing",
        "swot.missing",
        "goals.missing",
        "focus.missing",
        "measures.missing",
        "costs.missing",
        "implementation.missing",
    ):
        assert "im Plugin" in found[block_id]
    assert len(made.chapters) == 21


def test_nothing_computed_is_a_problem_of_its_own(jena_study_path, figures, tmp_path):
    with Study.open(jena_study_path) as source:
        units, area = source.units("district"), source.area()
        settings = StudySettings("Leer", "Jena", "16053000", source.settings.crs, "de", "2011-05-09")
    study = Study.create(tmp_path / "empty.gpkg", settings, area.geometry[0], units)
    with study, pytest.raises(SmartCityError) as caught:
        export_document(study, load_catalogue(), tmp_path / "a.docx", "de", figures)
    assert caught.value.problem.key == "no_results"
    assert not (tmp_path / "a.docx").exists()


# The file --------------------------------------------------------------------------------------------------------


def test_a_cancelled_export_leaves_the_older_file(jena_study_path, figures, tmp_path):
    target = tmp_path / "strategy.docx"
    target.write_bytes(b"older")

    def cancel(fraction):
        if fraction > 0.95:
            raise Cancelled

    with Study.open(jena_study_path) as study, pytest.raises(Cancelled):
        export_document(study, load_catalogue(), target, "de", figures, cancel, SHORT)
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_progress_rises_to_one(made):
    seen = made["de"].progress
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_folder_that_cannot_be_written_is_named(jena_study_path, figures, tmp_path):
    target = tmp_path / "missing" / "a.docx"
    with Study.open(jena_study_path) as study, pytest.raises(SmartCityError) as caught:
        export_document(study, load_catalogue(), target, "de", figures, outline_name=SHORT)
    assert caught.value.problem.key == "export_failed"
    assert caught.value.problem.values == {"path": str(target)}


def parts(path: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def test_children_stand_in_the_order_of_the_schema(path):
    checked = 0
    for name, root in parts(path).items():
        for tag, order in ORDER.items():
            for node in root.iter(W + tag.partition(":")[2]):
                found = [child.tag[len(W) :] for child in node if child.tag.startswith(W)]
                ranks = [order.index(child) for child in found]
                assert ranks == sorted(ranks), (name, tag, found)
                checked += 1
    assert checked > 1000


def test_bookmarks_are_unique_and_every_reference_has_one(path):
    root = parts(path)["word/document.xml"]
    names = [node.get(W + "name") for node in root.iter(W + "bookmarkStart")]
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 for name in names)
    fields = " ".join(node.text for node in root.iter(W + "instrText"))
    assert set(re.findall(r"PAGEREF (\S+)", fields)) <= set(names)
    assert {node.get(W + "anchor") for node in root.iter(W + "hyperlink")} <= set(names)


def test_fields_are_closed_and_word_only_ones_too(path):
    root = parts(path)["word/document.xml"]
    kinds = [node.get(W + "fldCharType") for node in root.iter(W + "fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    choices = list(root.iter("{*}Choice"))
    assert len(choices) == 12  # three lists: begin, instruction, separate, end
    assert {node.get("Requires") for node in choices} == {"w15"}
    assert all("w15" in node.nsmap for node in choices)


def test_word_updates_fields_and_knows_the_language(path):
    german = path.stem.endswith("de")
    settings, styles = (parts(path)[f"word/{name}.xml"] for name in ("settings", "styles"))
    assert settings.find(W + "updateFields").get(W + "val") == "true"
    tags = {node.get(W + "val") for node in styles.iter(W + "lang")}
    assert tags == {"de-DE" if german else "en-GB"}


def test_reopened_it_has_headings_captions_alt_texts_and_repeated_table_headers(path):
    opened = docx.Document(str(path))
    paragraphs = [DocxParagraph(node, opened) for node in opened.element.body.iter(W + "p")]
    tables = [DocxTable(node, opened) for node in opened.element.body.iter(W + "tbl")]
    assert tables
    chapters = [item.text for item in paragraphs if item.style.name == "Heading 1"]
    assert len(chapters) == 21
    assert chapters[0] in {"Zusammenfassung", "Summary"}
    assert chapters[3] in {"Integrierte räumliche Bestandsaufnahme", "Integrated spatial inventory"}
    assert len(opened.inline_shapes) >= 18
    assert all(shape._inline.docPr.get("descr") for shape in opened.inline_shapes)
    captions = [item.text for item in paragraphs if item.style.name == "Caption"]
    assert sum(text.startswith(("Abbildung", "Figure")) for text in captions) == len(opened.inline_shapes)
    for table in tables:
        first = table.rows[0]._tr
        if table._tbl.tblPr.find(W + "tblCaption") is not None:
            assert first.trPr.find(W + "tblHeader") is not None
        assert all(row._tr.trPr.find(W + "cantSplit") is not None for row in table.rows)
    properties = opened.core_properties
    assert properties.title
    assert properties.author == "Jena"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_fills_the_page_numbers(path, tmp_path):
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=180)
    pdf = tmp_path / f"{path.stem}.pdf"
    assert pdf.stat().st_size > 50_000
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "Error" not in text
        assert "Fehler" not in text
        entries = [line for line in text.splitlines() if "....." in line]
        assert len(entries) > 60
        assert all(re.search(r"\d+\s*$", line) for line in entries)


@pytest.mark.slow
def test_with_real_maps(jena_study_path, tmp_path):
    from smartcity_plugin.cartography.figures import Figures

    catalogue, target = load_catalogue(), tmp_path / "strategy.docx"
    with Study.open(jena_study_path) as study, Figures(study, catalogue, "de") as drawn:
        export_document(study, catalogue, target, "de", drawn)
    opened = docx.Document(str(target))
    alternatives = [shape._inline.docPr.get("descr") for shape in opened.inline_shapes]
    assert len(alternatives) >= 18
    assert all(len(text) > 20 for text in alternatives)
    assert not any(FORBIDDEN.search(text) for text in alternatives)


SVG_LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100">'
    b'<rect width="300" height="100" fill="#7a0019"/></svg>'
)


def test_the_towns_logo_stands_on_the_cover(jena_study_copy, figures, tmp_path):
    """It keeps its proportions, and those who cannot see it hear whose it is."""
    with Study.open(jena_study_copy, update=True) as study:
        study.save_design_part(DesignPart(LOGO, "", "logo.svg", SVG_LOGO))
        export_document(study, load_catalogue(), tmp_path / "a.docx", "de", figures, outline_name=SHORT)
    reopened = docx.Document(str(tmp_path / "a.docx"))
    first = next(reopened.element.body.iter(qn("wp:inline")))
    assert first.docPr.get("descr") == "Logo Jena"
    assert abs(first.extent.cx / first.extent.cy - 3.0) < 0.02
    assert round(first.extent.cx / 36000) == 60
    before = [node.text for node in reopened.element.body.iter(qn("w:t"))]
    assert before[0].startswith("ISEK-Kurzfassung"), "the logo stands above the title, which is the first text"
    assert accessibility.check(tmp_path / "a.docx") == []
