# SPDX-License-Identifier: GPL-2.0-or-later
"""PDF by LibreOffice: tagged, in its language, with bookmarks and page numbers; cancelled and failing as it should."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import processing
import pytest
from PIL import Image
from qgis.core import QgsProcessingException

from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.report import office
from smartcity_plugin.report.builder import Blocks
from smartcity_plugin.report.document import Chapter, ChapterKind, Document, Labels, Toc
from smartcity_plugin.report.docx import write_docx

needs_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")


class Picture:
    alt_text = "Karte der Testeinheiten"
    source_line = "Quelle: Test"
    width_mm = height_mm = 60.0

    def __init__(self, path: Path) -> None:
        self.path = path


@pytest.fixture
def document(tmp_path) -> Path:
    """A short document with contents, two chapters, a picture and a table."""
    Image.new("RGB", (60, 60), "white").save(tmp_path / "map.png")
    first, second = Blocks("one"), Blocks("two")
    first.text("text", "Ein Absatz.")
    first.figure("map", "Eine Karte", Picture(tmp_path / "map.png"))
    second.new_page("break")
    second.text("text", "Noch ein Absatz.")
    chapters = (
        Chapter("one", "Erstes Kapitel", ChapterKind.NUMBERED, first.done()),
        Chapter("two", "Zweites Kapitel", ChapterKind.NUMBERED, second.done()),
    )
    labels = Labels("Abbildung", "Tabelle", "Anhang", "Seite", "von")
    front = (Toc("toc", "Inhalt"),)
    path = tmp_path / "Prüfung äöü.docx"
    write_docx(Document("Prüfdokument", "Untertitel", "Ort", ("Entwurf",), "de", labels, front, chapters), path)
    return path


def contents(path: Path) -> str:
    """Return a PDF's objects with its compressed streams unpacked, as far as they hold text."""
    raw = path.read_bytes()
    found = [raw]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found).decode("latin-1")


@needs_office
def test_the_pdf_is_tagged_and_says_what_it_is(document, tmp_path):
    office.to_pdf(document, tmp_path / "out.pdf")
    text = contents(tmp_path / "out.pdf")
    assert re.search(r"/MarkInfo\s*<<\s*/Marked true", text)
    assert "/StructTreeRoot" in text
    assert re.search(r"/Lang\s*\(de-DE\)", text)
    assert re.search(r"/DisplayDocTitle\s+true", text)
    assert re.search(r"/Outlines\s+\d+ 0 R", text)
    utf16 = "".join(f"{ord(letter):04X}" for letter in "Karte der Testeinheiten")
    assert re.search(rf"/Alt\s*(\(Karte der Testeinheiten\)|<FEFF{utf16}>)", text)
    assert "pdfuaid" not in text


@needs_office
def test_nothing_is_left_beside_the_pdf(document, tmp_path):
    before = set(tmp_path.iterdir())
    target = tmp_path / "out.pdf"
    office.to_pdf(document, target)
    assert set(tmp_path.iterdir()) - before == {target}


@needs_office
def test_cancelling_keeps_an_older_file_and_ends_libreoffice(document, tmp_path, monkeypatch):
    target = tmp_path / "out.pdf"
    target.write_bytes(b"older")
    folders = []
    made = office.tempfile.mkdtemp

    def remembered(**options):
        folders.append(Path(made(**options)))
        return str(folders[-1])

    def stop(fraction):
        raise Cancelled

    monkeypatch.setattr(office.tempfile, "mkdtemp", remembered)
    with pytest.raises(Cancelled):
        office.to_pdf(document, target, stop)
    assert target.read_bytes() == b"older"
    assert folders
    assert not folders[0].exists()
    assert not processes_with(str(folders[0]))


def processes_with(text: str) -> list[str]:
    """Return the command lines of running processes that hold a text."""
    lines = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(entry.read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return [line for line in lines if text in line]


@needs_office
def test_a_conversion_that_takes_too_long_is_given_up(document, tmp_path):
    with pytest.raises(SmartCityError) as caught:
        office.to_pdf(document, tmp_path / "out.pdf", seconds=0.0)
    assert caught.value.problem.key == "office_slow"
    assert not (tmp_path / "out.pdf").exists()


@needs_office
def test_what_is_no_document_is_said(tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 this is no archive")
    with pytest.raises(SmartCityError) as caught:
        office.to_pdf(broken, tmp_path / "out.pdf")
    assert caught.value.problem.key == "office_failed"


def test_without_libreoffice_the_remedy_is_said(document, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    monkeypatch.setattr(office, "_confinement", lambda: "")
    with pytest.raises(SmartCityError) as caught:
        office.to_pdf(document, tmp_path / "out.pdf")
    assert caught.value.problem.key == "office_missing"
    assert not (tmp_path / "out.pdf").exists()


def test_a_libreoffice_behind_a_wall_is_said(monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    monkeypatch.setattr(office, "_confinement", lambda: "Flatpak")
    with pytest.raises(SmartCityError) as caught:
        office.office()
    assert caught.value.problem == SmartCityError("office_confined", packed="Flatpak").problem


def test_a_snap_is_not_taken_for_a_usable_program(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda name: "/snap/bin/soffice")
    monkeypatch.setattr(office, "_usual_places", lambda: [])
    monkeypatch.setattr(office.Path, "is_file", lambda self: True)
    assert office.find_office() is None


@needs_office
def test_the_algorithm(smartcity_provider, document, tmp_path):
    target = tmp_path / "out.pdf"
    result = processing.run("smartcity:documentpdf", {"INPUT": str(document), "OUTPUT": str(target)})
    assert result["OUTPUT"] == str(target)
    assert target.read_bytes().startswith(b"%PDF-")


def test_the_algorithm_wants_a_word_document(smartcity_provider, tmp_path):
    other = tmp_path / "nowhere.docx"
    with pytest.raises(QgsProcessingException, match=r"nowhere\.docx"):
        processing.run("smartcity:documentpdf", {"INPUT": str(other), "OUTPUT": str(tmp_path / "out.pdf")})


@needs_office
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_page_numbers_in_lists_are_filled(document, tmp_path):
    """LibreOffice fills page references outside of a TOC field; an empty one would leave the line without a number."""
    office.to_pdf(document, tmp_path / "out.pdf")
    command = ["pdftotext", "-layout", str(tmp_path / "out.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    numbers = [re.search(rf"{title} Kapitel[\s.]+(\d+)\n", text) for title in ("Erstes", "Zweites")]
    assert all(numbers)
    assert int(numbers[0][1]) < int(numbers[1][1])
