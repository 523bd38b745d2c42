# SPDX-License-Identifier: GPL-2.0-or-later
"""The accessibility check finds what shuts people out, names the place, and is content with what is right."""

from __future__ import annotations

import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.report.accessibility import CRITERIA, check
from tests.unit import word_templates
from tests.unit.test_docx_schema import TEMPLATES, sample, written


@pytest.fixture
def good(tmp_path):
    """A small document that is right: title, language, headings, a table with a header row."""
    document = docx.Document()
    document.core_properties.title = "Bericht"
    document.add_paragraph("Bericht", "Title")
    document.add_paragraph("Anfang", "Heading 1")
    document.add_paragraph("Text")
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = RGBColor(0, 0, 0)
    return document


def keys(document, tmp_path) -> list[str]:
    document.save(str(tmp_path / "a.docx"))
    return [finding.problem.key for finding in check(tmp_path / "a.docx")]


def table(document, header=True):
    made = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in made.rows for cell in row.cells):
        cell.text = str(number)
    if header:
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return made


def picture(document, tmp_path):
    (tmp_path / "p.png").write_bytes(word_templates.logo())
    return document.add_picture(str(tmp_path / "p.png"))._inline.docPr


def test_a_good_document_has_no_findings(good, tmp_path):
    table(good)
    picture(good, tmp_path).set("descr", "Ein rotes Rechteck")
    good.add_paragraph("erstens", "List Bullet")
    assert keys(good, tmp_path) == []


def _no_title(document, tmp_path):
    document.core_properties.title = ""


def _no_language(document, tmp_path):
    letters = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    letters.remove(letters.find(qn("w:lang")))


def _two_titles(document, tmp_path):
    document.add_paragraph("Noch ein Titel", "Title")


def _jump(document, tmp_path):
    document.add_paragraph("Zu tief", "Heading 3").runs[0].font.color.rgb = RGBColor(0, 0, 0)


def _no_headings(document, tmp_path):
    document.paragraphs[1].style = "Normal"
    for number in range(20):
        document.add_paragraph(f"Absatz {number}")


def _no_alternative(document, tmp_path):
    picture(document, tmp_path)


def _file_name(document, tmp_path):
    picture(document, tmp_path).set("descr", "karte_01.png")


def _long_alternative(document, tmp_path):
    picture(document, tmp_path).set("descr", "sehr lang " * 100)


def _no_header_row(document, tmp_path):
    table(document, header=False)


def _nested(document, tmp_path):
    inner = table(document).cell(1, 1).add_table(1, 1)
    inner.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _merged(document, tmp_path):
    made = table(document)
    made.cell(1, 0).merge(made.cell(1, 1))


def _typed_list(document, tmp_path):
    document.add_paragraph("- von Hand getippt")


def _empty_link(document, tmp_path):
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "ziel")
    run = document.add_paragraph("Näheres ").add_run("hier")
    run._r.getparent().append(link)
    link.append(run._r)


def _pale(document, tmp_path):
    document.add_paragraph().add_run("kaum zu sehen").font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)


def _dark_cell(document, tmp_path):
    shade = OxmlElement("w:shd")
    shade.set(qn("w:fill"), "202020")
    table(document).cell(1, 1)._tc.get_or_add_tcPr().append(shade)


def _blank(document, tmp_path):
    document.add_paragraph("")
    document.add_paragraph("")
    document.add_paragraph("Ende")


def _tiny(document, tmp_path):
    document.add_paragraph().add_run("winzig").font.size = Pt(6)


def _hidden(document, tmp_path):
    document.add_paragraph().add_run("versteckt").font.hidden = True


def _tabs(document, tmp_path):
    document.add_paragraph("Ort\tWert\tJahr")
    document.add_paragraph("Jena\t5\t2025")


BROKEN = {
    _no_title: "a11y_no_title",
    _no_language: "a11y_no_language",
    _two_titles: "a11y_title_paragraphs",
    _jump: "a11y_heading_jump",
    _no_headings: "a11y_no_headings",
    _no_alternative: "a11y_no_alternative",
    _file_name: "a11y_alternative_is_name",
    _long_alternative: "a11y_alternative_long",
    _no_header_row: "a11y_table_header",
    _nested: "a11y_table_nested",
    _merged: "a11y_table_merged",
    _typed_list: "a11y_typed_list",
    _empty_link: "a11y_link_text",
    _pale: "a11y_contrast",
    _dark_cell: "a11y_contrast",
    _blank: "a11y_blank_paragraphs",
    _tiny: "a11y_small_letters",
    _hidden: "a11y_hidden_text",
    _tabs: "a11y_tabbed_table",
}


@pytest.mark.parametrize("spoil", BROKEN, ids=lambda function: function.__name__)
def test_each_rule_finds_its_fault_and_no_other(good, tmp_path, spoil):
    spoil(good, tmp_path)
    assert keys(good, tmp_path) == [BROKEN[spoil]]


def test_every_rule_is_tried_and_has_its_clause():
    assert set(BROKEN.values()) == set(CRITERIA)


def test_findings_can_be_said_in_both_languages(good, tmp_path):
    for spoil in BROKEN:
        spoil(good, tmp_path)
    good.save(str(tmp_path / "a.docx"))
    findings = check(tmp_path / "a.docx")
    assert [finding.is_error for finding in findings] == sorted((f.is_error for f in findings), reverse=True)
    for finding in findings:
        assert finding.clause == f"10.{finding.criterion}"
        for language in ("de", "en"):
            assert "{" not in load_catalogue().sentence(finding.problem, language)


def test_a_decorative_picture_needs_no_text(good, tmp_path):
    drawing = picture(good, tmp_path)
    mark = drawing.makeelement("{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative", {"val": "1"})
    drawing.append(mark)
    assert keys(good, tmp_path) == []


def test_white_on_a_dark_cell_can_be_read(good, tmp_path):
    _dark_cell(good, tmp_path)
    good.tables[0].cell(1, 1).paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
    assert keys(good, tmp_path) == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_what_we_write_is_accessible(tmp_path, name, language):
    written(sample(language, tmp_path), tmp_path / "a.docx", TEMPLATES[name])
    findings = check(tmp_path / "a.docx")
    assert [finding.problem for finding in findings if finding.is_error] == []


def test_what_is_no_document_is_refused(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"no zip")
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as package:
        package.writestr("other.txt", "x")
    for name in ("a.docx", "b.docx"):
        with pytest.raises(SmartCityError) as caught:
            check(tmp_path / name)
        assert caught.value.problem.key == "template_no_word"


def test_a_file_whose_compressed_parts_are_damaged_is_told(tmp_path):
    """What zlib raises for it is no error of zip files."""
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<a>" + "words " * 5000 + "</a>")
    content = bytearray(path.read_bytes())
    start = content.index(b"word/document.xml") + len("word/document.xml")
    content[start : start + 20] = b"\xff" * 20
    path.write_bytes(bytes(content))
    with pytest.raises(SmartCityError) as caught:
        check(path)
    assert caught.value.problem.key == "template_damaged"
