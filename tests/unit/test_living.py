# SPDX-License-Identifier: GPL-2.0-or-later
"""The living document: only untouched generated parts move, everything written by hand keeps its bytes."""

from __future__ import annotations

import re
from dataclasses import replace

import docx
import pytest

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.report.changes import Kind
from smartcity_plugin.report.controls import spans, tag_in
from smartcity_plugin.report.earlier import Earlier

from .living_documents import (
    ORIGIN,
    PART,
    Data,
    W,
    by_docx,
    controls,
    export,
    members,
    outside,
    rewritten,
    root,
    text_of,
    tree,
    update,
    with_members,
)

NEW = replace(ORIGIN, exported="2026-11-22T10:00:00+00:00")
HAND = b"<w:p><w:r><w:t>Von Hand: Der Rat hat beraten &amp; beschlossen.</w:t></w:r></w:p>"


@pytest.fixture
def exported(tmp_path):
    return export(tree(tmp_path), tmp_path / "a.docx")


def said(outcome) -> dict[str, Kind]:
    return {change.tag: change.kind for change in outcome.changes}


def behind(tag: str, content: bytes, part: bytes) -> bytes:
    """Put bytes behind a control."""
    for span in spans(part):
        if f'<w:tag w:val="{tag}"'.encode() in part[span.start : span.end]:
            return part[: span.end] + content + part[span.end :]
    raise KeyError(tag)


def inside(tag: str, part: bytes, old: bytes, new: bytes) -> bytes:
    """Replace bytes in a control."""
    for span in spans(part):
        text = part[span.start : span.end]
        if f'<w:tag w:val="{tag}"'.encode() in text:
            assert old in text, text
            head, mark, tail = text.partition(b"<w:sdtContent>")
            return part[: span.start] + head + mark + tail.replace(old, new, 1) + part[span.end :]
    raise KeyError(tag)


# Export ----------------------------------------------------------------------------------------------------------


def test_everything_generated_is_in_a_tagged_control(exported):
    body = root(exported).find(W + "body")
    assert {node.tag for node in body} == {W + "sdt", W + "sectPr"}
    found = [tag_in(node) for node in body.iter(W + "sdt")]
    assert len(found) == len(set(found)) == len(controls(exported))
    assert {"sc.cover.title", "sc.front.toc", "sc.summary", "sc.inventory.green.map", "sc.annex.sources"} <= set(found)
    numbers = [node.find(f"{W}sdtPr/{W}id").get(W + "val") for node in body.iter(W + "sdt")]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < int(number) < 2**31 for number in numbers)


def test_properties_of_controls_stand_in_the_order_of_the_schema(exported):
    order = ["rPr", "alias", "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr", "docPartObj"]
    for node in root(exported).iter(W + "sdtPr"):
        ranks = [order.index(child.tag[len(W) :]) for child in node]
        assert ranks == sorted(ranks)
        assert all(len(child.get(W + "val", "")) <= 64 for child in node)


def test_a_document_written_twice_is_the_same(exported, tmp_path):
    again = export(tree(tmp_path), tmp_path / "b.docx")
    assert members(again)[PART] == members(exported)[PART]


def test_the_record_survives_python_docx(exported):
    before = Earlier(exported).record
    by_docx(exported, lambda document, _: document.add_paragraph("neu"))
    after = Earlier(exported).record
    assert after == before
    assert after.entries["sc.inventory.green.units"].content.rows[1] == ("Lobeda", "45 %", "1.200")
    assert after.study == "study-1"


def test_the_evidence_is_in_the_record(tmp_path):
    document = tree(tmp_path)
    chapter = document.chapters[1]
    blocks = tuple(
        replace(one, evidence=("run-1", "run-2")) if one.id.endswith("findings") else one for one in chapter.blocks
    )
    document = replace(document, chapters=(document.chapters[0], replace(chapter, blocks=blocks), document.chapters[2]))
    record = Earlier(export(document, tmp_path / "e.docx")).record
    assert record.entries["sc.inventory.findings"].evidence == ("run-1", "run-2")
    assert record.entries["sc.inventory.link"].evidence == ()


# Update ----------------------------------------------------------------------------------------------------------


def test_without_changes_the_document_is_byte_identical(exported, tmp_path):
    outcome = update(tree(tmp_path), exported, tmp_path / "b.docx", NEW)
    assert outcome.changes == ()
    assert outcome.kept == 0
    before, after = members(exported), members(tmp_path / "b.docx")
    differing = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert PART not in differing
    assert {name for name in differing if not name.startswith("customXml/")} <= {"docProps/core.xml"}


def test_new_data_change_only_the_controls_they_concern(exported, tmp_path):
    rewritten(exported, document=lambda part: behind("sc.inventory.findings", HAND, part))
    outcome = update(tree(tmp_path, Data(share="52 %")), exported, tmp_path / "b.docx", NEW)
    before, after = controls(exported), controls(tmp_path / "b.docx")
    changed = {"sc.summary.lead", "sc.inventory.findings", "sc.inventory.green.units"}
    assert {tag for tag in before if before[tag] != after[tag]} == changed
    assert said(outcome) == dict.fromkeys(changed, Kind.CHANGED)
    assert outside(tmp_path / "b.docx") == outside(exported)
    assert HAND in outside(exported)
    assert "52 %" in text_of(after["sc.inventory.green.units"])
    table = next(change for change in outcome.changes if change.part == "table")
    assert [(one.place, one.old, one.new) for one in table.details] == [("Lobeda · Anteil", "45 %", "52 %")]
    assert table.numbers == 1
    assert outcome.since == ORIGIN.exported


def test_every_other_member_keeps_its_bytes(exported, tmp_path):
    rewritten(exported, header=lambda part: part.replace(b"</w:hdr>", b"<w:p><w:r><w:t>Amt</w:t></w:r></w:p></w:hdr>"))
    with_members(exported, {"word/comments.xml": b"<c/>", "word/media/logo.png": b"logo"})
    update(tree(tmp_path, Data(share="52 %")), exported, tmp_path / "b.docx", NEW)
    before, after = members(exported), members(tmp_path / "b.docx")
    moved = {PART, "docProps/core.xml", Earlier(exported).record_name}
    assert before.keys() == after.keys()
    differing = {name for name in before if before[name] != after[name]}
    assert moved - {"docProps/core.xml"} <= differing <= moved  # the date is told to the second


def test_an_edited_part_is_kept_and_told_once(exported, tmp_path):
    def edit(document, found):
        text = next(node for node in found["sc.inventory.findings"].iter(W + "t"))
        text.text = "Ganz anders: " + text.text

    by_docx(exported, edit)
    first = update(tree(tmp_path, Data(share="52 %")), exported, tmp_path / "b.docx", NEW)
    assert said(first)["sc.inventory.findings"] is Kind.KEPT
    assert first.kept == 1
    change = next(one for one in first.changes if one.kind is Kind.KEPT)
    assert "45 %" in change.details[0].old
    assert "52 %" in change.details[0].new
    assert controls(tmp_path / "b.docx")["sc.inventory.findings"] == controls(exported)["sc.inventory.findings"]
    again = update(tree(tmp_path, Data(share="52 %")), tmp_path / "b.docx", tmp_path / "c.docx", NEW)
    assert again.changes == ()
    assert again.kept == 1
    assert members(tmp_path / "c.docx")[PART] == members(tmp_path / "b.docx")[PART]
    third = update(tree(tmp_path, Data(share="53 %")), tmp_path / "c.docx", tmp_path / "d.docx", NEW)
    assert said(third)["sc.inventory.findings"] is Kind.KEPT


def test_an_edit_taken_back_is_none(exported, tmp_path):
    original = members(exported)[PART]
    change = lambda part: inside("sc.inventory.findings", part, b"In Lobeda", b"In Winzerla")  # noqa: E731
    rewritten(exported, document=change)
    update(tree(tmp_path, Data(share="52 %")), exported, tmp_path / "b.docx", NEW)
    back = lambda part: inside("sc.inventory.findings", part, b"In Winzerla", b"In Lobeda")  # noqa: E731
    rewritten(tmp_path / "b.docx", document=back)
    outcome = update(tree(tmp_path, Data(share="52 %")), tmp_path / "b.docx", tmp_path / "c.docx", NEW)
    assert outcome.kept == 0
    assert "52 %" in text_of(controls(tmp_path / "c.docx")["sc.inventory.findings"])
    assert original != members(exported)[PART]


def test_a_filled_prompt_is_never_overwritten_and_not_called_an_edit(exported, tmp_path):
    prompt = "[Hier ergänzen: Kernaussage]".encode()
    rewritten(exported, document=lambda part: inside("sc.summary.statement", part, prompt, b"Jena wird gruen."))
    outcome = update(tree(tmp_path, Data(prompt=False)), exported, tmp_path / "b.docx", NEW)
    assert "Jena wird gruen." in text_of(controls(tmp_path / "b.docx")["sc.summary.statement"])
    assert outcome.kept == 0
    assert outcome.changes == ()


def test_an_empty_prompt_vanishes_when_it_is_not_needed_any_more(exported, tmp_path):
    update(tree(tmp_path, Data(prompt=False)), exported, tmp_path / "b.docx", NEW)
    assert "sc.summary.statement" not in controls(tmp_path / "b.docx")


def test_what_was_deleted_by_hand_stays_deleted_and_is_told_once(exported, tmp_path):
    by_docx(exported, lambda _, found: found["sc.inventory.remark"].getparent().remove(found["sc.inventory.remark"]))
    first = update(tree(tmp_path), exported, tmp_path / "b.docx", NEW)
    assert said(first) == {"sc.inventory.remark": Kind.DELETED}
    again = update(tree(tmp_path), tmp_path / "b.docx", tmp_path / "c.docx", NEW)
    assert again.changes == ()
    assert "sc.inventory.remark" not in controls(tmp_path / "c.docx")


def test_new_blocks_come_behind_what_precedes_them(exported, tmp_path):
    rewritten(exported, document=lambda part: behind("sc.inventory.green.units", HAND, part))
    outcome = update(tree(tmp_path, Data(extra=True)), exported, tmp_path / "b.docx", NEW)
    assert said(outcome) == {"sc.inventory.extra": Kind.NEW}
    tags = list(controls(tmp_path / "b.docx"))
    assert tags.index("sc.inventory.extra") == tags.index("sc.inventory.green.units") + 1
    assert outside(tmp_path / "b.docx") == outside(exported)


def test_blocks_that_are_gone_are_removed_unless_edited(tmp_path):
    source = export(tree(tmp_path, Data(extra=True)), tmp_path / "a.docx")
    outcome = update(tree(tmp_path), source, tmp_path / "b.docx", NEW)
    assert said(outcome) == {"sc.inventory.extra": Kind.REMOVED}
    assert "sc.inventory.extra" not in controls(tmp_path / "b.docx")
    rewritten(source, document=lambda part: inside("sc.inventory.extra", part, b"7 B", b"sieben B"))
    outcome = update(tree(tmp_path), source, tmp_path / "c.docx", NEW)
    assert said(outcome) == {"sc.inventory.extra": Kind.KEPT}
    assert "sieben B" in text_of(controls(tmp_path / "c.docx")["sc.inventory.extra"])
    assert update(tree(tmp_path), tmp_path / "c.docx", tmp_path / "d.docx", NEW).changes == ()


def test_a_part_moved_by_hand_is_updated_where_it_stands(exported, tmp_path):
    def move(document, found):
        found["sc.annex.sources.list"].addnext(found["sc.inventory.findings"])

    by_docx(exported, move)
    update(tree(tmp_path, Data(share="52 %")), exported, tmp_path / "b.docx", NEW)
    tags = list(controls(tmp_path / "b.docx"))
    assert tags.index("sc.inventory.findings") > tags.index("sc.annex.sources.list")
    assert "52 %" in text_of(controls(tmp_path / "b.docx")["sc.inventory.findings"])


def test_of_a_copy_only_the_original_is_updated(exported, tmp_path):
    def copy(part):
        found = controls(exported)["sc.inventory.findings"]
        renumbered = re.sub(rb'<w:id w:val="\d+"/>', b'<w:id w:val="-77"/>', found)
        return behind("sc.summary.lead", renumbered, part)

    rewritten(exported, document=copy)
    update(tree(tmp_path, Data(share="52 %")), exported, tmp_path / "b.docx", NEW)
    part = members(tmp_path / "b.docx")[PART]
    shown = [
        text_of(part[one.start : one.end])
        for one in spans(part)
        if b'"sc.inventory.findings"' in part[one.start : one.end]
    ]
    assert ["45 %" in text for text in shown] == [True, False]


def test_a_part_removed_from_a_table_cell_leaves_a_paragraph(tmp_path):
    source = export(tree(tmp_path, Data(extra=True)), tmp_path / "a.docx")

    def move(document, found):
        cell = document.add_table(1, 1).rows[0].cells[0]._tc
        cell.remove(cell.p_lst[0])
        cell.append(found["sc.inventory.extra"])

    by_docx(source, move)
    update(tree(tmp_path), source, tmp_path / "b.docx", NEW)
    cells = list(root(tmp_path / "b.docx").iter(W + "tc"))
    assert all(node.find(W + "p") is not None for node in cells)
    assert b"Ein neuer Absatz" not in members(tmp_path / "b.docx")[PART]


# Pictures --------------------------------------------------------------------------------------------------------


def test_a_new_picture_replaces_the_old_one_and_its_file(exported, tmp_path):
    outcome = update(tree(tmp_path, Data(colour="red")), exported, tmp_path / "b.docx", NEW)
    assert said(outcome) == {"sc.inventory.green.map": Kind.CHANGED}
    media = {content for name, content in members(tmp_path / "b.docx").items() if name.startswith("word/media/")}
    assert (tmp_path / "red.png").read_bytes() in media
    assert (tmp_path / "white.png").read_bytes() not in media
    assert (tmp_path / "grey.png").read_bytes() in media
    shapes = docx.Document(str(tmp_path / "b.docx")).inline_shapes
    assert len(shapes) == 2


def test_a_picture_drawn_again_is_exchanged_silently(exported, tmp_path):
    from PIL import Image

    with Image.open(tmp_path / "white.png") as image:
        image.putpixel((0, 0), (250, 250, 250))
        image.save(tmp_path / "white.png")
    outcome = update(tree(tmp_path), exported, tmp_path / "b.docx", NEW)
    assert outcome.changes == ()


def test_a_picture_that_word_made_smaller_is_not_an_edit(tmp_path):
    import io

    from PIL import Image

    source = export(tree(tmp_path, Data(colour="green")), tmp_path / "a.docx")
    name = next(name for name in members(source) if members(source)[name] == (tmp_path / "green.png").read_bytes())
    with Image.open(tmp_path / "green.png") as image:
        buffer = io.BytesIO()
        image.resize((160, 100)).save(buffer, "PNG")
    with_members(source, {name: buffer.getvalue()})
    assert not Earlier(source).is_edited("sc.inventory.green.map")
    assert update(tree(tmp_path, Data(colour="green")), source, tmp_path / "b.docx", NEW).changes == ()


def test_a_picture_exchanged_by_hand_is_an_edit(exported, tmp_path):
    name = next(name for name in members(exported) if members(exported)[name] == (tmp_path / "grey.png").read_bytes())
    tree(tmp_path, Data(colour="blue"))
    with_members(exported, {name: (tmp_path / "blue.png").read_bytes()})
    assert Earlier(exported).is_edited("sc.inventory.noise.map")
    outcome = update(tree(tmp_path), exported, tmp_path / "b.docx", NEW)
    assert said(outcome) == {"sc.inventory.noise.map": Kind.KEPT}
    assert members(tmp_path / "b.docx")[name] == (tmp_path / "blue.png").read_bytes()


# Numbers and lists -----------------------------------------------------------------------------------------------

CAPTION = (
    b'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>Abbildung </w:t></w:r>'
    b'<w:fldSimple w:instr=" SEQ Abbildung \\* ARABIC "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    b"<w:r><w:t>: Foto vom Markt</w:t></w:r></w:p>"
)
CHAPTER = b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Von Hand</w:t></w:r></w:p>'


def test_captions_written_by_hand_are_counted_and_listed_but_not_changed(exported, tmp_path):
    rewritten(exported, document=lambda part: behind("sc.inventory.green", CHAPTER + CAPTION, part))
    outcome = update(tree(tmp_path), exported, tmp_path / "b.docx", NEW)
    assert outcome.changes == ()
    assert outside(tmp_path / "b.docx") == outside(exported)
    found = controls(tmp_path / "b.docx")
    assert "Abbildung\u00a02: Grün" in text_of(found["sc.inventory.green.map"])
    assert "Abbildung\u00a03: Lärm" in text_of(found["sc.inventory.noise.map"])
    shown = text_of(found["sc.front.figures"])
    assert shown.index("Foto vom Markt") < shown.index("Grün in Jena") < shown.index("Lärm in Jena")
    assert "1.2Von Hand" in text_of(found["sc.front.toc"])
    again = update(tree(tmp_path), tmp_path / "b.docx", tmp_path / "c.docx", NEW)
    assert members(tmp_path / "c.docx")[PART] == members(tmp_path / "b.docx")[PART]
    assert again.changes == ()


def test_lists_name_no_part_that_is_gone(exported, tmp_path):
    update(tree(tmp_path, Data(second_map=False)), exported, tmp_path / "b.docx", NEW)
    part = members(tmp_path / "b.docx")[PART].decode()
    names = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', part))
    assert set(re.findall(r"PAGEREF (\S+)", part)) <= names
    assert set(re.findall(r'w:anchor="([^"]+)"', part)) <= names
    assert "Lärm in Jena" not in part


def test_cross_references_to_captions_still_find_them(exported, tmp_path):
    """Word sets a bookmark around label and number of the caption that somebody refers to."""

    def refer(part):
        caption = next(one for one in spans(part) if b'"sc.inventory.green.map"' in part[one.start : one.end])
        text = part[caption.start : caption.end]
        start = text.index(b"<w:bookmarkStart")
        end = text.index(b'<w:fldChar w:fldCharType="end"/></w:r>') + len(b'<w:fldChar w:fldCharType="end"/></w:r>')
        text = (
            text[:start]
            + b'<w:bookmarkStart w:id="5" w:name="_Ref199999999"/>'
            + text[start:end]
            + b'<w:bookmarkEnd w:id="5"/>'
            + text[end:]
        )
        return part[: caption.start] + text + part[caption.end :]

    rewritten(exported, document=refer)
    assert not Earlier(exported).is_edited("sc.inventory.green.map")
    update(tree(tmp_path, Data(source="Quelle: Stadt")), exported, tmp_path / "b.docx", NEW)
    text = controls(tmp_path / "b.docx")["sc.inventory.green.map"].decode()
    assert "Quelle: Stadt" in text
    marked = text[text.index('w:name="_Ref199999999"') : text.index('<w:bookmarkEnd w:id="5"/>')]
    assert "SEQ Abbildung" in marked
    assert "Grün in Jena" not in marked


# What cannot be updated ------------------------------------------------------------------------------------------


def key_of(call, *arguments) -> str:
    with pytest.raises(SmartCityError) as caught:
        call(*arguments)
    return caught.value.problem.key


def test_files_that_are_no_earlier_export_are_refused(exported, tmp_path):
    foreign = tmp_path / "foreign.docx"
    docx.Document().save(str(foreign))
    assert key_of(Earlier, foreign) == "living_without_record"
    broken = tmp_path / "broken.docx"
    broken.write_bytes(exported.read_bytes()[:2000])
    assert key_of(Earlier, broken) == "living_unreadable"
    assert key_of(Earlier, tmp_path / "missing.docx") == "living_unreadable"
    text = tmp_path / "text.docx"
    text.write_text("kein Zip", encoding="utf-8")
    assert key_of(Earlier, text) == "living_unreadable"


@pytest.mark.parametrize("damage", [b"<w:document", b"", b"\x00\x01", b"<a><b></a>"])
def test_broken_documents_are_refused(exported, damage):
    with_members(exported, {PART: damage})
    assert key_of(Earlier, exported) == "living_unreadable"


def test_a_broken_record_is_refused(exported):
    name = Earlier(exported).record_name
    content = members(exported)[name]
    with_members(exported, {name: content.replace(b"<control tag=", b"<control tak=")})
    assert key_of(Earlier, exported) == "living_record_damaged"
    with_members(exported, {name: content[:500]})
    assert key_of(Earlier, exported) == "living_without_record"


def test_a_file_without_controls_is_refused(exported):
    text = members(exported)[PART].replace(b'<w:tag w:val="sc.', b'<w:tag w:val="xx.')
    with_members(exported, {PART: text})
    assert key_of(Earlier, exported) == "living_without_controls"


def test_controls_that_libreoffice_moved_into_paragraphs_are_refused(exported):
    def as_libreoffice(document, found):
        control = found["sc.inventory.findings"]
        paragraph = control.find(f"{W}sdtContent/{W}p")
        control.addprevious(paragraph)
        for run in list(paragraph.iter(W + "r")):
            control.find(W + "sdtContent").append(run)
        paragraph.append(control)

    by_docx(exported, as_libreoffice)
    assert key_of(Earlier, exported) == "living_without_controls"


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("study", "other", "living_other_study"),
        ("language", "en", "living_other_language"),
        ("outline", "isek_bund", "living_other_outline"),
    ],
)
def test_another_study_language_or_outline_is_refused(exported, tmp_path, name, value, key):
    origin = replace(NEW, **{name: value})
    assert key_of(update, tree(tmp_path), exported, tmp_path / "b.docx", origin) == key
    assert not (tmp_path / "b.docx").exists()


def test_an_external_entity_is_not_read(exported, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    part = members(exported)[PART]
    head, tail = part.split(b"?>", 1)
    with_members(exported, {PART: head + b"?>" + doctype + tail.replace(b"In Lobeda", b"&e; Lobeda")})
    try:
        update(tree(tmp_path, Data(share="52 %")), exported, tmp_path / "b.docx", NEW)
    except SmartCityError:
        return
    assert b"geheim" not in b"".join(members(tmp_path / "b.docx").values())
