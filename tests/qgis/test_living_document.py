# SPDX-License-Identifier: GPL-2.0-or-later
"""The strategy document of the demo study lives: edited by hand, brought up to date after new data, twice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import processing
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from osgeo import gdal
from qgis.core import QgsProcessingException

from smartcity_plugin.report.controls import spans, tag_in
from smartcity_plugin.study.study import Study

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PART, HEADER = "word/document.xml", "word/header1.xml"
INDICATOR = "gre_access_300m_share"
HAND = (
    b'<w:p w:rsidR="00A10B2C"><w:r w:rsidRPr="00A10B2C"><w:t>Der Rat hat am 1. M\xc3\xa4rz beraten.</w:t></w:r></w:p>'
)


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def rewrite(path: Path, changed: dict[str, bytes]) -> None:
    content = {**members(path), **changed}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in content.items():
            package.writestr(name, part)


def controls(path: Path) -> dict[str, bytes]:
    part = members(path)[PART]
    found = (part[span.start : span.end] for span in spans(part))
    return {re.search(rb'<w:tag w:val="([^"]+)"', text)[1].decode(): text for text in found}


def outside(path: Path) -> bytes:
    part = members(path)[PART]
    pieces, position = [], 0
    for span in spans(part):
        pieces.append(part[position : span.start])
        position = span.end
    return b"".join([*pieces, part[position:]])


def export(study: Path, output: Path, **more) -> dict:
    given = {"STUDY": str(study), "LANGUAGE": "de", "OUTPUT": str(output), **more}
    return processing.run("smartcity:exportdocument", given)


def edit(path: Path) -> set[str]:
    """Do to a document what people do to it; returns the tags of the generated parts that were edited."""
    with io.BytesIO(path.read_bytes()) as content:
        document = docx.Document(content)
    found = {tag_in(node): node for node in document.element.body.iter(W + "sdt")}
    prompt = next(tag for tag, node in found.items() if node.find(f"{W}sdtPr/{W}showingPlcHdr") is not None)
    next(found[prompt].iter(W + "t")).text = "Jena wird grüner."
    paragraph = next(tag for tag in found if tag.endswith(".findings") and tag.startswith("sc.inventory."))
    commented = next(tag for tag in found if tag.endswith(".basis") or tag.startswith("sc.needs."))
    deleted = next(tag for tag in found if tag.startswith("sc.measures.") and tag != "sc.measures")
    found[deleted].getparent().remove(found[deleted])
    table = document.add_table(1, 1)
    table.rows[0].cells[0].text = "Eigene Tabelle"
    found["sc.needs"].addnext(table._tbl)
    for node in found[commented].iter(W + "p"):
        runs = Paragraph(node, document).runs
        if hasattr(document, "add_comment"):
            document.add_comment(runs, "Bitte prüfen")
        else:  # python-docx before 1.2: a tracked change is an edit as well
            tracked = OxmlElement("w:ins")
            tracked.set(qn("w:id"), "990001")
            tracked.set(qn("w:author"), "Amt 61")
            runs[0]._r.addprevious(tracked)
            tracked.append(runs[0]._r)
        break
    document.save(str(path))
    part = members(path)[PART]
    for span in spans(part):  # as Word saves it: with rsids and split runs
        text = part[span.start : span.end]
        if f'"{paragraph}"'.encode() in text:
            head, mark, tail = text.partition(b"<w:sdtContent>")
            word = b'<w:r w:rsidR="00CD"><w:t xml:space="preserve">Von Hand: </w:t></w:r>'
            tail = tail.replace(b"<w:r>", word + b"<w:r>", 1).replace(b"<w:p>", b'<w:p w:rsidR="00EF">')
            part = part[: span.start] + head + mark + tail + HAND + part[span.end :]
            break
    header = members(path)[HEADER].replace(b"</w:hdr>", b"<w:p><w:r><w:t>Amt 61</w:t></w:r></w:p></w:hdr>")
    rewrite(path, {PART: part, HEADER: header})
    return {paragraph, commented}


@pytest.fixture
def small_study(jena_study_copy) -> Path:
    """The demo study with a few of its indicators: a short document with everything that a long one has."""
    dataset = gdal.OpenEx(str(jena_study_copy), gdal.OF_VECTOR | gdal.OF_UPDATE)
    kept = f"'{INDICATOR}', 'mob_pt_access_share', 'soc_child_share'"
    for table in ("indicator_values", "cell_values", "indicator_status"):
        dataset.ExecuteSQL(f"DELETE FROM {table} WHERE indicator_id NOT IN ({kept})")  # noqa: S608
    del dataset
    return jena_study_copy


@pytest.mark.slow
def test_edited_by_hand_and_brought_up_to_date(smartcity_provider, small_study, tmp_path, monkeypatch):
    path = tmp_path / "strategie.docx"
    first = export(small_study, path)
    assert (first["CHANGED"], first["KEPT"], first["CHANGES"]) == (0, 0, "")
    edited = edit(path)
    before, by_hand, parts = members(path), controls(path), outside(path)
    assert HAND in parts

    original = Study.values

    def moved(self, period=None):
        frame = original(self, period)
        row = (frame["indicator_id"] == INDICATOR) & (frame["unit_id"] == self.city_id)
        assert row.any()
        frame.loc[row, "value"] = 12.3
        return frame

    monkeypatch.setattr(Study, "values", moved)
    second = export(small_study, path, UPDATE=str(path))
    after = members(path)
    assert outside(path) == parts
    assert after[HEADER] == before[HEADER]
    changeable = {PART, "docProps/core.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    same = [name for name in before if name not in changeable and not name.startswith(("customXml/", "word/media/"))]
    assert all(before[name] == after[name] for name in same)
    assert second["KEPT"] == len(edited)
    assert second["CHANGED"] >= 2
    now = controls(path)
    assert all(now[tag] == by_hand[tag] for tag in edited)
    assert "Jena wird grüner." in after[PART].decode()
    assert "12,3" in "".join(text.decode() for tag, text in now.items() if by_hand.get(tag) != text)
    assert (tmp_path / "strategie.backup.docx").read_bytes() != path.read_bytes()
    assert members(tmp_path / "strategie.backup.docx") == before
    told = docx.Document(second["CHANGES"])
    words = "\n".join(one.text for one in told.paragraphs)
    assert re.search(r"2 von Hand geänderte (Teile|Absätze) blieben stehen", words)
    assert "von Hand gelöschter Teil wurde nicht wieder eingefügt" in words
    assert "12,3" in "\n".join(cell.text for table in told.tables for row in table.rows for cell in row.cells)
    assert docx.Document(str(path)).inline_shapes

    third = export(small_study, tmp_path / "dritte.docx", UPDATE=str(path))
    assert (third["CHANGED"], third["KEPT"], third["CHANGES"]) == (0, len(edited), "")
    assert members(tmp_path / "dritte.docx")[PART] == after[PART]
    if shutil.which("soffice"):
        profile = (tmp_path / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=180)
        assert (tmp_path / "strategie.pdf").stat().st_size > 50_000


def test_what_cannot_be_brought_up_to_date_is_said(smartcity_provider, jena_study_path, tmp_path):
    foreign = tmp_path / "brief.docx"
    docx.Document().save(str(foreign))
    before = foreign.read_bytes()
    with pytest.raises(QgsProcessingException, match=r"brief\.docx"):
        export(jena_study_path, foreign, UPDATE=str(foreign))
    assert foreign.read_bytes() == before
    assert list(tmp_path.iterdir()) == [foreign]
