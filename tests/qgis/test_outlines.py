# SPDX-License-Identifier: GPL-2.0-or-later
"""The three outlines in both languages, in the shipped look and in a town's template: valid, accessible, complete."""

from __future__ import annotations

import shutil
import subprocess
from types import SimpleNamespace

import docx
import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.design import DOCUMENT, DesignPart
from smartcity_plugin.report.accessibility import check
from smartcity_plugin.report.builder import Blocks
from smartcity_plugin.report.document import Heading
from smartcity_plugin.report.outline import load_outlines
from smartcity_plugin.report.pages import estimate_pages, length_problems
from smartcity_plugin.report.sections import BUILDERS
from smartcity_plugin.report.sections.short import ECONOMY, SUBJECTS, economy
from smartcity_plugin.report.strategy import build_document, export_document
from smartcity_plugin.study.study import Study
from tests.qgis.test_document import FORBIDDEN, FakeFigures, texts
from tests.unit import word_templates
from tests.unit.test_docx_schema import written
from tests.unit.word_rules import W, broken

OUTLINES = tuple(load_outlines())


@pytest.fixture(scope="module")
def documents(jena_study_path, tmp_path_factory):
    """The block trees of all outlines in both languages."""
    figures, found = FakeFigures(tmp_path_factory.mktemp("figures")), {}
    with Study.open(jena_study_path) as study:
        for name in OUTLINES:
            for language in ("de", "en"):
                found[name, language] = build_document(study, load_catalogue(), language, figures, outline_name=name)
    return found


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("outline", OUTLINES)
def test_texts_are_complete(documents, outline, language):
    for block_id, text in texts(documents[outline, language]):
        assert not FORBIDDEN.search(text), (block_id, text)


@pytest.mark.parametrize(
    ("template", "language"),
    [(None, "de"), (None, "en"), (word_templates.german(), "de")],
    ids=["shipped-de", "shipped-en", "town-de"],
)
@pytest.mark.parametrize("outline", OUTLINES)
def test_documents_are_valid_and_accessible(documents, outline, language, template, tmp_path):
    target = tmp_path / "a.docx"
    written(documents[outline, language], target, template)
    assert broken(target) == []
    assert [finding.problem for finding in check(target)] == []
    assert docx.Document(str(target)).core_properties.title == documents[outline, language].title


def test_the_outlines_have_the_contents_that_are_asked_for(documents):
    chapters = [chapter.id for chapter in documents["isek_bund", "de"].chapters]
    order = ["participation", "area", "swot", "goals", "measures", "bundling", "costs", "resolution"]
    order += ["implementation", "legal", "monitoring", "updating", "closing"]
    assert [chapter for chapter in chapters if chapter in order] == order
    short = [chapter.id for chapter in documents["isek_nrw_short", "de"].chapters]
    assert short == ["area", "strengths", "population", "economy", "aims", "plan", "steering", "annex"]
    fields = [sector for sectors in (*SUBJECTS.values(), ECONOMY) for sector in sectors]
    assert sorted(fields) == sorted(load_catalogue().sectors)


def test_headings_leave_out_no_level(documents):
    for document in documents.values():
        for chapter in document.chapters:
            level = 1
            for block in chapter.blocks:
                if isinstance(block, Heading):
                    assert block.level <= level + 1, block.id
                    level = block.level


def test_an_optional_chapter_without_contents_vanishes(jena_study_path, tmp_path, monkeypatch):
    nothing = Blocks("economy")
    economy(SimpleNamespace(sectors=["green"]), nothing)
    assert nothing.done() == ()
    monkeypatch.setitem(BUILDERS, "economy", lambda context, out: None)
    with Study.open(jena_study_path) as study:
        document = build_document(study, load_catalogue(), "de", FakeFigures(tmp_path), outline_name="isek_nrw_short")
    assert "economy" not in [chapter.id for chapter in document.chapters]


def test_the_short_concept_keeps_to_its_pages(documents):
    for language in ("de", "en"):
        document = documents["isek_nrw_short", language]
        assert length_problems(document, load_outlines()["isek_nrw_short"].pages) == []
        assert [problem.key for problem in length_problems(document, 5)] == ["document_too_long"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("template", [None, word_templates.german()], ids=["shipped", "town"])
def test_libreoffice_opens_it_and_counts_the_pages(documents, template, tmp_path):
    document = documents["isek_nrw_short", "de"]
    written(document, tmp_path / "a.docx", template)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    content = (tmp_path / "a.pdf").read_bytes()
    pages = content.count(b"/Type/Page\n") + content.count(b"/Type/Page/") + content.count(b"/Type /Page\n")
    assert 10 <= pages <= load_outlines()["isek_nrw_short"].pages
    if template is None:
        assert abs(estimate_pages(document) - pages) <= 0.2 * pages


def test_the_export_uses_the_template_of_the_design_and_tells_what_it_saw(jena_study_copy, tmp_path):
    with Study.open(jena_study_copy, update=True) as study:
        study.save_design_part(DesignPart(DOCUMENT, "", "vorlage.docx", word_templates.german()))
        target, figures = tmp_path / "a.docx", FakeFigures(tmp_path)
        exported = export_document(study, load_catalogue(), target, "de", figures, outline_name="isek_nrw_short")
    assert [problem.key for problem in exported.problems] == ["template_unknown_placeholder", "a11y_passed"]
    assert broken(target) == []
    assert "berschrift1" in {paragraph.style.style_id for paragraph in body_paragraphs(target)}


def body_paragraphs(path):
    from docx.text.paragraph import Paragraph

    document = docx.Document(str(path))
    return [Paragraph(node, document._body) for node in document.element.body.iter(f"{W}p")]


def test_the_check_runs_from_the_toolbox(smartcity_provider, documents, tmp_path):
    import processing

    written(documents["isek_nrw_short", "en"], tmp_path / "good.docx", None)
    spoilt = docx.Document()
    spoilt.add_paragraph("Zu tief", "Heading 3")
    spoilt.save(str(tmp_path / "bad.docx"))
    results = [
        processing.run("smartcity:checkdocument", {"INPUT": str(tmp_path / name)}) for name in ("good.docx", "bad.docx")
    ]
    assert results[0] == {"FINDINGS": 0, "ERRORS": 0}
    assert results[1]["ERRORS"] >= 2  # no title, a level left out
