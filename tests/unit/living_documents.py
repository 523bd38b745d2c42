# SPDX-License-Identifier: GPL-2.0-or-later
"""Small documents and what people do to them, for the tests of the living document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
from lxml import etree

from smartcity_plugin.catalogue.themes import standard_theme
from smartcity_plugin.report.builder import Blocks
from smartcity_plugin.report.controls import spans, tag_in
from smartcity_plugin.report.document import (
    Chapter,
    ChapterKind,
    Column,
    Document,
    Labels,
    ListOfFigures,
    ListOfTables,
    PageBreak,
    Run,
    Toc,
)
from smartcity_plugin.report.docx_template import open_template
from smartcity_plugin.report.earlier import Earlier
from smartcity_plugin.report.living import Origin, Outcome, export_living, update_living

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LABELS = Labels("Abbildung", "Tabelle", "Anhang", "Seite", "von")
ORIGIN = Origin("2026-03-12T10:00:00+00:00", "0.1.0", "de", "smart_city_strategie", "study-1")
PART = "word/document.xml"


@dataclass(frozen=True)
class Picture:
    path: Path
    alt_text: str
    source_line: str = "Quelle: Amt"
    width_mm: float = 160.0
    height_mm: float = 100.0


@dataclass(frozen=True)
class Data:
    """What a document is made from."""

    share: str = "45 %"
    people: str = "1.200"
    colour: str = "white"
    extra: bool = False
    prompt: bool = True
    second_map: bool = True
    source: str = "Quelle: Amt"


def picture(folder: Path, colour: str, alt: str, source: str = "Quelle: Amt") -> Picture:
    """Return a picture with a coloured patch."""
    from PIL import Image, ImageDraw

    path = folder / f"{colour}.png"
    if not path.exists():
        image = Image.new("RGB", (320, 200), "white")
        ImageDraw.Draw(image).rectangle((40, 40, 200, 160), fill=colour)
        image.save(path)
    return Picture(path, alt, source)


def tree(folder: Path, data: Data = Data()) -> Document:
    """Return a document with every kind of block."""
    front, main, annex = Blocks("summary"), Blocks("inventory"), Blocks("annex")
    front.text("lead", (Run("Jena: ", bold=True), Run(f"{data.share} wohnen im Grünen.")))
    if data.prompt:
        front.prompt("statement", "[Hier ergänzen: Kernaussage]")
    main.heading("green", "Grün")
    main.text("findings", f"In Lobeda leben {data.people} Menschen, das sind {data.share}. Vergleiche den Anhang.")
    main.figure("green.map", "Grün in Jena", picture(folder, data.colour, "Karte: von 10 bis 90", data.source))
    rows = [["Lobeda", data.share, data.people], ["Winzerla", "60 %", "800"]]
    main.table("green.units", [Column("Einheit", 2), Column("Anteil", 1), Column("Menschen", 1)], rows, "Grün", "Stand")
    if data.extra:
        main.text("extra", "Ein neuer Absatz mit 7 Bäumen.")
    main.bullets("points", ["Erstens", (1, (Run("Zweitens", italic=True),)), "Drittens"])
    main.callout("remark", "Hinweis", "Beispiel")
    if data.second_map:
        main.figure("noise.map", "Lärm in Jena", picture(folder, "grey", "Karte: Lärm"))
    main.text("link", (Run("Siehe "), Run("Quellen", link="annex.sources")))
    annex.heading("sources", "Quellen")
    annex.table("sources.list", [Column("", 1), Column("", 2)], [["Amt", "Daten"]])
    chapters = (
        Chapter("summary", "Zusammenfassung", ChapterKind.FRONT, front.done()),
        Chapter("inventory", "Bestand", ChapterKind.NUMBERED, main.done()),
        Chapter("annex", "Nachweise", ChapterKind.ANNEX, annex.done()),
    )
    lists = (
        PageBreak("front.page"),
        Toc("front.toc", "Inhalt"),
        ListOfFigures("front.figures", "Abbildungen"),
        ListOfTables("front.tables", "Tabellen"),
    )
    return Document("Strategie Jena", "Studie", "Jena", ("Entwurf",), "de", LABELS, lists, chapters)


def export(document: Document, path: Path, origin: Origin = ORIGIN) -> Path:
    """Write a new living document."""
    export_living(document, open_template(None, "", standard_theme(), "de", LABELS), path, origin)
    return path


def update(document: Document, source: Path, target: Path, origin: Origin = ORIGIN) -> Outcome:
    """Bring a document up to date."""
    return update_living(document, Earlier(source), target, origin, standard_theme())


def members(path: Path) -> dict[str, bytes]:
    """Return the members of a zip."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def rewritten(path: Path, **parts: Callable[[bytes], bytes]) -> Path:
    """Change members of a zip in place: ``document=lambda content: …``."""
    names = {"document": PART, "header": "word/header1.xml", "styles": "word/styles.xml"}
    return with_members(path, {names[key]: change(members(path)[names[key]]) for key, change in parts.items()})


def with_members(path: Path, changed: dict[str, bytes]) -> Path:
    """Exchange or add members of a zip in place."""
    all_members = {**members(path), **changed}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in all_members.items():
            package.writestr(name, content)
    return path


def by_docx(path: Path, change: Callable) -> Path:
    """Change a document by python-docx and save it in place; ``change`` gets the document and its controls by tag."""
    with io.BytesIO(path.read_bytes()) as content:
        document = docx.Document(content)
    change(document, {tag_in(node): node for node in document.element.body.iter(W + "sdt")})
    document.save(str(path))
    return path


def controls(path: Path) -> dict[str, bytes]:
    """Return the bytes of the controls by tag."""
    part = members(path)[PART]
    found = {}
    for span in spans(part):
        text = part[span.start : span.end]
        tag = re.search(rb'<w:tag w:val="([^"]+)"', text)
        found[tag[1].decode()] = text
    return found


def outside(path: Path) -> bytes:
    """Return the bytes of the document with the controls of this plugin cut out."""
    part = members(path)[PART]
    pieces, position = [], 0
    for span in spans(part):
        if span.start >= position and b'<w:tag w:val="sc.' in part[span.start : span.end]:
            pieces.append(part[position : span.start])
            position = span.end
    return b"".join([*pieces, part[position:]])


def text_of(content: bytes) -> str:
    """Return the text of a piece of a document."""
    return "".join(re.findall(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>", content.decode("utf-8")))


def root(path: Path):
    """Return the parsed document."""
    return etree.fromstring(members(path)[PART])
