# SPDX-License-Identifier: GPL-2.0-or-later
"""Documents made of every kind of block keep to the schema, in the shipped look and in templates of towns."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from lxml import etree

from smartcity_plugin.catalogue.themes import standard_theme
from smartcity_plugin.report.document import (
    Align,
    BulletList,
    Callout,
    Cell,
    Chapter,
    ChapterKind,
    Column,
    Document,
    FigureBlock,
    Heading,
    Labels,
    ListOfFigures,
    ListOfTables,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Run,
    Table,
    Toc,
)
from smartcity_plugin.report.docx import Writer
from smartcity_plugin.report.docx_template import open_template
from tests.unit import word_templates
from tests.unit.word_rules import W, broken

LABELS = {
    "de": Labels("Abbildung", "Tabelle", "Anhang", "Seite", "von"),
    "en": Labels("Figure", "Table", "Annex", "Page", "of"),
}
TEMPLATES = {"shipped": None, "german": word_templates.german(), "minimal": word_templates.minimal()}


@dataclass(frozen=True)
class Picture:
    path: Path
    alt_text: str = "Karte mit drei Gebieten"
    source_line: str = "Quelle: Test"
    width_mm: float = 160.0
    height_mm: float = 100.0


def sample(language: str, folder: Path) -> Document:
    """Return a document with every kind of block, styles of paragraphs and levels."""
    picture = folder / "map.png"
    picture.write_bytes(word_templates.logo())
    columns = (Column("Ort", 4.0), Column("Wert", 2.0, Align.RIGHT), Column("Code", 3.0, code=True))
    rows = (
        (Cell("A", bold=True), Cell("1"), Cell("abc")),
        (Cell("B\nzweite Zeile"), Cell("2", shade="#F8DCCB"), Cell("d")),
    )
    first = (
        Paragraph("one.lead", (Run("Vorweg"),), ParagraphStyle.LEAD),
        Paragraph("one.text", (Run("Siehe "), Run("Tabelle", refers="one.table"), Run(" und ", italic=True))),
        Paragraph("one.link", (Run("Methode", link="annex.sheet"),)),
        Heading("one.two", 2, "Zweite Ebene"),
        Table("one.table", columns, rows, "Werte", "Anmerkung"),
        Table("one.plain", columns, rows),
        Table("one.upright", columns, rows, "Aufrecht", "", True),
        Paragraph("one.after", (Run("Nach der Tabelle"),)),
        Heading("one.three", 3, "Dritte Ebene"),
        BulletList("one.list", ((0, (Run("erstens"),)), (1, (Run("darunter", bold=True),)), (3, (Run("tief"),)))),
        FigureBlock("one.map", "Karte", Picture(picture)),
        FigureBlock("one.bare", "Ohne Quelle", Picture(picture, source_line="")),
        Callout("one.callout", "Hinweis", "Text"),
        Paragraph("one.prompt", (Run("[Hier ergänzen]"),), ParagraphStyle.PROMPT),
        Paragraph("one.note", (Run("Klein"),), ParagraphStyle.NOTE),
        PageBreak("one.break"),
        Table("one.last", columns, rows, "Letzte"),
    )
    annex = (Heading("annex.sheet", 2, "Methodenblatt"), Heading("annex.deep", 3, "Tiefer"))
    return Document(
        "Titel & Umlaut ä",
        "Untertitel",
        "Musterstadt",
        ("Entwurf",),
        language,
        LABELS[language],
        (Toc("f.toc", "Inhalt"), ListOfFigures("f.figures", "Abbildungen"), ListOfTables("f.tables", "Tabellen")),
        (
            Chapter("sum", "Zusammenfassung", ChapterKind.FRONT, (Paragraph("sum.text", (Run("Kurz"),)),)),
            Chapter("one", "Eins", ChapterKind.NUMBERED, first),
            Chapter("two", "Zwei", ChapterKind.NUMBERED, (Paragraph("two.text", (Run("Text"),)),)),
            Chapter("annex", "Methoden", ChapterKind.ANNEX, annex),
        ),
    )


def written(document: Document, target: Path, content, living: bool = True):
    """Write a document; returns the template it was written into."""
    chapters = [chapter.id for chapter in document.chapters]
    theme, labels = standard_theme(), document.labels
    template = open_template(content, "vorlage.docx", theme, document.language, labels, chapters)
    writer = Writer(document, template, living=living)
    writer.write({"title": document.title, "municipality": "Musterstadt", "date": "1. Mai 2026"})
    writer.save(target)
    return template


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("living", [True, False])
@pytest.mark.parametrize("name", TEMPLATES)
def test_everything_keeps_to_the_schema(tmp_path, name, language, living):
    target = tmp_path / "a.docx"
    written(sample(language, tmp_path), target, TEMPLATES[name], living)
    assert broken(target) == []
    assert len(docx.Document(str(target)).tables) or living


def test_the_rules_see_what_is_broken(tmp_path):
    target, bad = tmp_path / "a.docx", tmp_path / "b.docx"
    written(sample("de", tmp_path), target, None)
    changes = {
        "<w:keepNext/>": ("word/document.xml", "<w:keepNext/>", '<w:keepNext/><w:pStyle w:val="Caption"/>'),
        "style": ("word/document.xml", 'w:val="Caption"', 'w:val="Nowhere"'),
        "list": ("word/document.xml", '<w:numId w:val="2"/>', '<w:numId w:val="99"/>'),
        "bookmark": ("word/document.xml", 'w:anchor="_Ref', 'w:anchor="_Gone'),
        "media": ("word/_rels/document.xml.rels", "media/image1", "media/gone1"),
        "settings": ("word/settings.xml", "<w:updateFields", '<w:listSeparator w:val=";"/><w:updateFields'),
    }
    for label, (part, old, new) in changes.items():
        with zipfile.ZipFile(target) as source, zipfile.ZipFile(bad, "w") as copy:
            for name in source.namelist():
                content = source.read(name)
                if name == part:
                    assert old.encode() in content, label
                    content = content.replace(old.encode(), new.encode(), 1)
                copy.writestr(name, content)
        assert broken(bad), label


def test_references_show_the_number_of_their_caption(tmp_path):
    target = tmp_path / "a.docx"
    written(sample("de", tmp_path), target, None)
    texts = [paragraph_text(node) for node in body_of(target).iter(f"{W}p")]
    assert any(text.startswith("Siehe Tabelle\u00a01 und") for text in texts)


def test_no_paragraph_is_empty(tmp_path):
    target = tmp_path / "a.docx"
    written(sample("de", tmp_path), target, None)
    body = body_of(target)
    blank = [
        node
        for node in body.iter(f"{W}p")
        if not paragraph_text(node)
        and next(node.iterancestors(f"{W}tc"), None) is None
        and node.find(f".//{W}drawing") is None
    ]
    assert len(blank) <= 1, [etree.tostring(node)[:300] for node in blank]  # between two tables in a row


def body_of(path: Path):
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("word/document.xml"))[0]


def paragraph_text(node) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))
