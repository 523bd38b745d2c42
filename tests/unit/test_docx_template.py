# SPDX-License-Identifier: GPL-2.0-or-later
"""The town's own Word template: filled, not broken; refused in a sentence when it cannot be used."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import etree

from smartcity_plugin.catalogue.themes import standard_theme
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.report import docx_package
from smartcity_plugin.report.docx_template import open_template
from smartcity_plugin.report.look import LEAST_CONTRAST, contrast, look_of
from smartcity_plugin.report.placeholders import meaning
from tests.unit import word_templates
from tests.unit.test_docx_schema import LABELS, body_of, paragraph_text, sample, written
from tests.unit.word_rules import W, broken

CHANGED = {
    "[Content_Types].xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "docProps/core.xml",
    "_rels/.rels",
}
"""Parts that a document written into a template has to change; footers change with the placeholders in them."""


@pytest.fixture
def town(tmp_path):
    """A document in the German template: path, template, all texts of the body in order."""
    target = tmp_path / "a.docx"
    template = written(sample("de", tmp_path), target, word_templates.german())
    return target, template, [paragraph_text(node) for node in body_of(target).iter(f"{W}p")]


def parts(content) -> dict[str, bytes]:
    with zipfile.ZipFile(content if hasattr(content, "exists") else io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def same_xml(one: bytes, other: bytes) -> bool:
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.tostring(etree.fromstring(one, parser), method="c14n") == etree.tostring(
        etree.fromstring(other, parser), method="c14n"
    )


def test_the_rest_of_the_template_stays_identical(town):
    before, after = parts(word_templates.german(footer="Stadt Musterstadt")), None
    target, _, _ = town
    after = parts(target)
    for name, content in before.items():
        if name in CHANGED or name == "word/footer1.xml":
            continue
        assert same_xml(content, after[name]) if name.endswith((".xml", ".rels")) else content == after[name], name


def test_a_footer_without_placeholders_stays_as_it_is(tmp_path):
    content = word_templates.german(footer="Stadt Musterstadt")
    written(sample("de", tmp_path), tmp_path / "a.docx", content)
    assert same_xml(parts(content)["word/footer1.xml"], parts(tmp_path / "a.docx")["word/footer1.xml"])


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml"])
def test_nothing_that_the_template_defines_is_overwritten(town, part):
    key = {"word/styles.xml": "styleId", "word/numbering.xml": "numId"}[part]
    before = etree.fromstring(parts(word_templates.german())[part], etree.XMLParser(remove_blank_text=True))
    after = {node.get(f"{W}{key}"): node for node in etree.fromstring(parts(town[0])[part]) if node.get(f"{W}{key}")}
    for node in before:
        if node.get(f"{W}{key}"):
            assert etree.tostring(after[node.get(f"{W}{key}")], method="c14n") == etree.tostring(node, method="c14n")


def test_placeholders_are_filled_wherever_they_stand(town):
    target, template, texts = town
    assert "Titel & Umlaut ä" in texts  # split over runs
    assert "Musterstadt" in texts  # a content control
    assert "Stand: 1. Mai 2026" in texts  # a text box
    assert "Musterstadt – Seite" in etree.tostring(
        etree.fromstring(parts(target)["word/footer1.xml"]), method="text", encoding="unicode"
    )
    assert [problem.key for problem in template.problems] == ["template_unknown_placeholder"]
    assert any("{{unbekannt}}" in text for text in texts)


def test_the_content_stands_at_its_place(town):
    _, template, texts = town
    assert template.has_cover
    assert template.own
    remark = next(number for number, text in enumerate(texts) if text.startswith("Lageplan"))
    assert texts.index("Titel & Umlaut ä") < texts.index("Zusammenfassung") < texts.index("Zwei") < remark
    assert not any("inhalt" in text for text in texts)
    assert texts.count("Titel & Umlaut ä") == 1


def test_the_width_of_the_text_is_that_of_the_section(town):
    _, template, _ = town
    assert template.width == pytest.approx((11906 - 1417 - 1701) / 1440 * 25.4, abs=0.01)
    tables = list(body_of(town[0]).iter(f"{W}tblW"))
    assert tables
    assert all(abs(int(node.get(f"{W}w")) - (11906 - 1417 - 1701)) <= 3 for node in tables)


def test_headings_keep_the_numbers_of_the_town(town):
    target, template, texts = town
    headings = [node for node in body_of(target).iter(f"{W}p") if paragraph_text(node) in ("Eins", "Zwei")]
    styles = [node.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for node in headings]
    assert styles == ["berschrift1", "berschrift1"]
    assert all(node.find(f"{W}pPr/{W}numPr") is None for node in headings)
    assert template.heading_formats[0] == ("upperRoman", "%1.")
    assert any(text.startswith("II.") and text.endswith("Zwei") for text in texts)  # the list of contents


def test_headings_without_numbers_get_ours(tmp_path):
    target = tmp_path / "a.docx"
    written(sample("de", tmp_path), target, word_templates.minimal())
    heading = next(node for node in body_of(target).iter(f"{W}p") if paragraph_text(node) == "Eins")
    assert int(heading.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")) > 0


def test_a_template_without_a_place_gets_the_content_at_its_end(tmp_path):
    template = written(sample("de", tmp_path), tmp_path / "a.docx", word_templates.minimal())
    texts = [paragraph_text(node) for node in body_of(tmp_path / "a.docx").iter(f"{W}p")]
    assert texts[:2] == ["Vorwort der Bürgermeisterin", "Titel & Umlaut ä"]
    assert [problem.key for problem in template.problems] == ["template_without_place"]


def test_places_as_content_controls_and_of_single_chapters(tmp_path):
    body = (
        word_templates.paragraph("Vorn")
        + word_templates.control("chapter:two", word_templates.paragraph("hier Kapitel zwei"))
        + word_templates.paragraph("Mitte")
        + word_templates.control("Inhalt", word_templates.paragraph("hier der Rest"))
        + word_templates.paragraph("{{verzeichnisse}}")
        + word_templates.paragraph("Hinten")
        + word_templates.section()
    )
    target = tmp_path / "a.docx"
    template = written(sample("de", tmp_path), target, word_templates.minimal(body))
    texts = [paragraph_text(node) for node in body_of(target).iter(f"{W}p")]
    order = [texts.index(text) for text in ("Vorn", "Zwei", "Mitte", "Eins", "Inhalt", "Hinten")]
    assert order == sorted(order)
    assert template.problems == []
    assert broken(target) == []


def test_a_place_in_a_table_is_told(tmp_path):
    row = f"<w:tr><w:tc><w:tcPr/>{word_templates.paragraph('{{inhalt}}')}</w:tc></w:tr>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid>{row}</w:tbl>'
    body = table + word_templates.paragraph("Hinten") + word_templates.section()
    template = written(sample("de", tmp_path), tmp_path / "a.docx", word_templates.minimal(body))
    assert [problem.key for problem in template.problems] == ["template_place_not_usable"]


def test_a_foreign_language_is_marked(tmp_path):
    target = tmp_path / "a.docx"
    written(sample("en", tmp_path), target, word_templates.german())
    run = next(node for node in body_of(target).iter(f"{W}r") if paragraph_text(node) == "Kurz")
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}val") == "en-GB"


@pytest.mark.parametrize("kind", [word_templates.TEMPLATE, word_templates.MACROS])
def test_templates_and_macros(tmp_path, kind):
    macros = kind == word_templates.MACROS
    content = word_templates.german(kind, more={"word/vbaProject.bin": b"macro"} if macros else None)
    template = written(sample("de", tmp_path), tmp_path / "a.docx", content)
    keys = [problem.key for problem in template.problems]
    assert ("template_macros" in keys) == macros
    assert "word/vbaProject.bin" not in parts(tmp_path / "a.docx")
    assert b"macroEnabled" not in parts(tmp_path / "a.docx")["[Content_Types].xml"]
    assert docx.Document(str(tmp_path / "a.docx")).paragraphs


def packed(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
OLD = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "template_no_word"),
        (b"{\\rtf1 text}", "template_no_word"),
        (OLD, "template_old_word"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "template_encrypted"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "template_no_word"),
        (word_templates.german()[:3000], "template_no_word"),
        (word_templates.german(more={"word/custom.xml": ENTITIES}), "template_damaged"),
        (word_templates.german(more={"word/document.xml": b"<broken"}), "template_damaged"),
        (word_templates.german(more={"word/document.xml": b"<other/>"}), "template_damaged"),
    ],
)
def test_what_is_no_template_is_refused_in_a_sentence(content, key):
    with pytest.raises(SmartCityError) as caught:
        open_template(content, "vorlage.docx", standard_theme(), "de", LABELS["de"])
    assert caught.value.problem.key == key


def test_a_zip_bomb_is_not_opened(monkeypatch):
    monkeypatch.setattr(docx_package, "MOST_BYTES", 50_000)
    content = word_templates.german(more={"word/media/zeros.bin": b"\0" * 60_000})
    with pytest.raises(SmartCityError) as caught:
        open_template(content, "vorlage.docx", standard_theme(), "de", LABELS["de"])
    assert caught.value.problem.key == "template_too_large"


def test_names_of_placeholders():
    assert meaning(" Titel ") == meaning("title") == "title"
    assert meaning("kapitel:Bestandsaufnahme") == meaning("chapter:inventory") == "chapter:inventory"
    assert meaning("unbekannt") is None
    assert meaning("kapitel:") is None


@pytest.mark.parametrize("accent", ["#2f4a66", "#ffdd00", "#ffffff", "#00ff88"])
def test_every_theme_gives_readable_text(accent):
    theme = standard_theme()
    look = look_of(replace(theme, colours=replace(theme.colours, accent=accent, quiet="#dddddd", ink="#888888")))
    for ink, paper in (
        (look.accent, "FFFFFF"),
        (look.accent, look.header_shade),
        (look.grey, "FFFFFF"),
        (look.ink, look.callout_shade),
    ):
        assert contrast(ink, paper) >= LEAST_CONTRAST


def test_contrast_as_the_norm_defines_it():
    assert contrast("000000", "FFFFFF") == pytest.approx(21.0)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.478, abs=0.001)  # WCAG's well-known grey that just fails


def test_the_shipped_look_follows_the_theme(tmp_path):
    theme = standard_theme()
    own = replace(theme, document_font="Calibri", colours=replace(theme.colours, accent="#7A1F3D"))
    template = open_template(None, "", own, "de", LABELS["de"])
    style = template.style("Heading 1")
    assert style.font.name == "Calibri"
    assert str(style.font.color.rgb) == "7A1F3D"
