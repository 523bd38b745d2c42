# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever people do to a document, an update never loses their text and never touches what is not generated."""

from __future__ import annotations

import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartcity_plugin.report.controls import spans
from smartcity_plugin.report.earlier import Earlier

from .living_documents import PART, Data, controls, export, members, outside, rewritten, text_of, tree, update

CONTROLS = 22
"""At least so many controls can be drawn; places are taken modulo their number."""
WRITE, EDIT, SPLIT, DELETE, MOVE, COMMENT = "write", "edit", "split", "delete", "move", "comment"

actions = st.lists(
    st.tuples(
        st.sampled_from([WRITE, EDIT, SPLIT, DELETE, MOVE, COMMENT]),
        st.integers(0, CONTROLS - 1),
        st.text(
            st.characters(min_codepoint=33, max_codepoint=0x2FFF, blacklist_categories=("Cs", "Cc", "Cn")), min_size=1
        ),
    ),
    max_size=6,
)
new_data = st.builds(
    Data,
    share=st.sampled_from(["45 %", "52 %"]),
    people=st.sampled_from(["1.200", "1.300"]),
    colour=st.sampled_from(["white", "red"]),
    extra=st.booleans(),
    prompt=st.booleans(),
    second_map=st.booleans(),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("living")
    export(tree(folder), folder / "a.docx")
    return folder


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def act(part: bytes, action: str, place: int, text: str) -> tuple[bytes, str]:
    """Return the document after something was done to it, and the text that was written by hand."""
    found = spans(part)
    span = found[place % len(found)]
    inner, written = part[span.start : span.end], escaped(f"[{text}]")
    paragraph = f'<w:p><w:r><w:t xml:space="preserve">{written}</w:t></w:r></w:p>'.encode()
    if action == WRITE:
        return part[: span.end] + paragraph + part[span.end :], written
    if action == DELETE:
        return part[: span.start] + part[span.end :], ""
    if action == MOVE:
        rest = part[: span.start] + part[span.end :]
        end = rest.rindex(b"<w:sectPr")
        return rest[:end] + inner + rest[end:], ""
    head, mark, content = inner.partition(b"<w:sdtContent>")
    if action == EDIT:
        content = re.sub(rb"(<w:t(?: [^>]*)?>)", lambda match: match[1] + written.encode(), content, count=1)
    elif action == COMMENT:
        written = ""
        content = re.sub(rb"(</w:pPr>)", rb'\1<w:commentRangeStart w:id="9"/>', content, count=1)
    else:
        written = ""
        content = re.sub(
            rb"(<w:r>)(<w:rPr/>)?<w:t>([^<&]{2})([^<&]+)</w:t></w:r>",
            rb'<w:r w:rsidR="00AA">\2<w:t>\3</w:t></w:r><w:proofErr w:type="spellStart"/>\1\2<w:t>\4</w:t></w:r>',
            content,
            count=1,
        )
    return part[: span.start] + head + mark + content + part[span.end :], written


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(done=actions, data=new_data)
def test_no_text_written_by_hand_is_ever_lost(folder, done, data):
    source, target = folder / "edited.docx", folder / "updated.docx"
    shutil.copy(folder / "a.docx", source)
    part, written = members(source)[PART], []
    for action in done:
        part, text = act(part, *action)
        if action[0] == DELETE:  # what was written into a control goes when somebody deletes the control
            written = [one for one in written if one in text_of(part)]
        written += [text] if text else []
    rewritten(source, document=lambda _: part)
    earlier = Earlier(source)
    edited = {tag for tag in earlier.held if earlier.is_edited(tag)}
    outcome = update(tree(folder, data), source, target)

    after = text_of(members(target)[PART])
    assert all(text in after for text in written)
    assert outside(target) == outside(source)
    before, now = controls(source), controls(target)
    assert all(before[tag] == now[tag] for tag in edited)
    deleted = set(controls(folder / "a.docx")) - set(before)
    assert not deleted & set(now)

    again = update(tree(folder, data), target, folder / "again.docx")
    assert again.changes == ()
    assert again.kept == outcome.kept
    assert members(folder / "again.docx")[PART] == members(target)[PART]
