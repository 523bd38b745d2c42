# SPDX-License-Identifier: GPL-2.0-or-later
"""Documents in a town's own template live like others: its styles, lists, cover and places are found again."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from smartcity_plugin.catalogue.themes import standard_theme
from smartcity_plugin.report.docx_template import open_template
from smartcity_plugin.report.earlier import Earlier
from smartcity_plugin.report.living import export_living

from .living_documents import LABELS, ORIGIN, PART, Data, W, controls, members, outside, root, text_of, tree, update


@pytest.fixture
def template():
    """A template with a cover, an own style for captions, a place for the content and a closing page."""
    document = docx.Document()
    document.add_paragraph("{{titel}}", "Title")
    document.add_paragraph("Stadt Jena, {{status}}")
    document.add_paragraph("{{inhalt}}")
    document.add_paragraph("Impressum der Stadt")
    document.sections[0].header.paragraphs[0].text = "{{titel}} – Amt 61"
    style = document.styles.add_style("Callout", WD_STYLE_TYPE.PARAGRAPH)
    style.font.bold = True
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


@pytest.fixture
def exported(tmp_path, template):
    document, path = tree(tmp_path), tmp_path / "a.docx"
    ground = open_template(
        template, "stadt.docx", standard_theme(), "de", LABELS, [one.id for one in document.chapters]
    )
    export_living(document, ground, path, ORIGIN, {"title": document.title, "state": "Entwurf"})
    return path


def test_controls_stand_where_the_template_says(exported):
    body = root(exported).find(W + "body")
    tags = [child.tag.replace(W, "") for child in body]
    assert tags[:2] == ["p", "p"]
    assert set(tags[2:-2]) == {"sdt"}
    assert tags[-2:] == ["p", "sectPr"]
    assert "Strategie Jena" in text_of(members(exported)[PART])
    assert not {tag for tag in controls(exported) if tag.startswith("sc.cover.")}


def test_without_changes_it_stays_as_it_is(exported, tmp_path):
    assert update(tree(tmp_path), exported, tmp_path / "b.docx").changes == ()
    assert members(tmp_path / "b.docx")[PART] == members(exported)[PART]


def test_new_parts_get_the_styles_and_lists_of_the_file(exported, tmp_path):
    update(tree(tmp_path, Data(share="52 %", extra=True)), exported, tmp_path / "b.docx")
    before, after = members(exported), members(tmp_path / "b.docx")
    assert outside(tmp_path / "b.docx") == outside(exported)
    for name in ("word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/header1.xml"):
        assert before[name] == after[name]
    ids = {node.get(W + "styleId") for node in etree.fromstring(after["word/styles.xml"]).iter(W + "style")}
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', after[PART].decode()))
    assert used <= ids
    lists = set(re.findall(r'<w:numId w:val="(\d+)"', after[PART].decode())) - {"0"}
    known = {node.get(W + "numId") for node in etree.fromstring(after["word/numbering.xml"]).iter(W + "num")}
    assert lists <= known


def test_ids_that_word_translates_are_no_edits(exported, tmp_path):
    """A German Word renames the ids of built-in styles when it saves."""
    names = {"Heading1": "berschrift1", "Heading2": "berschrift2", "Caption": "Beschriftung", "ListBullet": "Aufzhlung"}
    changed = {}
    for name, content in members(exported).items():
        text = content
        if name in (PART, "word/styles.xml", "word/numbering.xml"):
            for old, new in names.items():
                text = text.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
        changed[name] = text
    from .living_documents import with_members

    with_members(exported, changed)
    earlier = Earlier(exported)
    assert not [tag for tag in earlier.held if earlier.is_edited(tag)]
    update(tree(tmp_path, Data(extra=True, share="52 %")), exported, tmp_path / "b.docx")
    part = members(tmp_path / "b.docx")[PART]
    assert b'"Heading1"' not in part
    assert b'"Caption"' not in part
