# SPDX-License-Identifier: GPL-2.0-or-later
"""What programs rewrite is no edit; what people do is one."""

from __future__ import annotations

import pytest
from lxml import etree

from smartcity_plugin.report.canonical import Canonical, canonical, surroundings
from smartcity_plugin.report.controls import spans

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Callout"><w:name w:val="Callout"/><w:basedOn w:val="Normal"/>
<w:rPr><w:b/><w:color w:val="0B4A6F"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
"""
RENAMED = STYLES.replace('"Normal"><w:name', '"Standard"><w:name').replace("Heading1", "berschrift1")


def read(content: str, styles: str = STYLES) -> Canonical:
    """Return the canonical form of block-level content."""
    names = f'xmlns:w="{W}" xmlns:mc="{MC}"'
    around = surroundings(etree.fromstring(f"<w:styles {names}>{styles}</w:styles>"), lambda relation: None)
    return canonical(etree.fromstring(f"<w:sdtContent {names}>{content}</w:sdtContent>"), around)


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str, choice: bool = False) -> str:
    marks = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    parts = [marks[0], f"<w:instrText> {code} </w:instrText>", marks[1]]
    if choice:
        parts = [f"<mc:AlternateContent><mc:Choice>{part}</mc:Choice></mc:AlternateContent>" for part in parts]
    return "".join(f"<w:r>{part}</w:r>" for part in parts) + result + f"<w:r>{marks[2]}</w:r>"


PLAIN = paragraph(run("In Lobeda leben 1.200 Menschen."))

NOISE = {
    "rsids": PLAIN.replace("<w:p>", '<w:p w:rsidR="00A1" w:rsidRDefault="00B2">').replace("<w:r>", '<w:r w:rsidR="1">'),
    "split runs": paragraph(run("In Lob") + run("eda leben ") + run("1.200 Menschen.")),
    "spelling": paragraph(
        '<w:proofErr w:type="spellStart"/>'
        + run("In Lobeda")
        + '<w:proofErr w:type="spellEnd"/>'
        + run(" leben 1.200 Menschen.")
    ),
    "page breaks of the last layout": paragraph(
        "<w:r><w:lastRenderedPageBreak/></w:r>" + run("In Lobeda leben 1.200 Menschen.")
    ),
    "bookmarks": paragraph(
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/>'
        + run("In Lobeda leben 1.200 Menschen.")
        + '<w:bookmarkEnd w:id="0"/>'
    ),
    "language": paragraph(run("In Lobeda leben 1.200 Menschen.", '<w:lang w:val="de-DE"/>')),
    "no proofing": paragraph(run("In Lobeda leben ", "<w:noProof/>") + run("1.200 Menschen.")),
    "smart tags": paragraph(
        run("In ") + f'<w:smartTag w:element="place">{run("Lobeda")}</w:smartTag>' + run(" leben 1.200 Menschen.")
    ),
    "the standard style by name": paragraph(run("In Lobeda leben 1.200 Menschen."), '<w:pStyle w:val="Normal"/>'),
    "redundant formatting": paragraph(run("In Lobeda leben 1.200 Menschen.", '<w:b w:val="0"/><w:sz w:val="20"/>')),
    "spacing and keeping": paragraph(run("In Lobeda leben 1.200 Menschen."), '<w:keepNext/><w:spacing w:after="0"/>'),
    "a bold blank": paragraph(run("In Lobeda") + run(" ", "<w:b/>") + run("leben 1.200 Menschen.")),
    "a control around it": f"<w:sdt><w:sdtPr/><w:sdtContent>{PLAIN}</w:sdtContent></w:sdt>",
}

EDITS = {
    "another number": PLAIN.replace("1.200", "1.300"),
    "emphasis": paragraph(run("In Lobeda", "<w:b/>") + run(" leben 1.200 Menschen.")),
    "colour": paragraph(run("In Lobeda", '<w:color w:val="FF0000"/>') + run(" leben 1.200 Menschen.")),
    "highlighting": paragraph(run("In Lobeda leben 1.200 Menschen.", '<w:highlight w:val="yellow"/>')),
    "a style": paragraph(run("In Lobeda leben 1.200 Menschen."), '<w:pStyle w:val="Callout"/>'),
    "a paragraph more": PLAIN + paragraph(run("Und mehr.")),
    "a line break": paragraph(run("In Lobeda") + "<w:r><w:br/></w:r>" + run(" leben 1.200 Menschen.")),
    "a tracked insertion": paragraph(run("In Lobeda leben 1.200") + f"<w:ins>{run('')}</w:ins>" + run(" Menschen.")),
    "a tracked deletion": paragraph(
        run("In Lobeda leben 1.200 Menschen.") + "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
    ),
    "a tracked format": paragraph(run("In Lobeda leben 1.200 Menschen.", "<w:rPrChange/>")),
    "a comment": paragraph('<w:commentRangeStart w:id="1"/>' + run("In Lobeda leben 1.200 Menschen.")),
    "a footnote": paragraph(run("In Lobeda leben 1.200 Menschen.") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    "a section break": paragraph(run("In Lobeda leben 1.200 Menschen."), "<w:sectPr/>"),
    "a table": PLAIN + f"<w:tbl><w:tr><w:tc>{paragraph(run('x'))}</w:tc></w:tr></w:tbl>",
}


@pytest.mark.parametrize("name", NOISE)
def test_noise_of_programs_is_no_edit(name):
    assert read(NOISE[name]) == read(PLAIN)


@pytest.mark.parametrize("name", EDITS)
def test_what_people_do_is_an_edit(name):
    assert read(EDITS[name]) != read(PLAIN)


def test_ids_of_styles_may_change_but_not_their_names():
    one = paragraph(run("Grün"), '<w:pStyle w:val="Heading1"/>')
    assert read(one) == read(one.replace("Heading1", "berschrift1"), RENAMED)
    assert read(one) != read(PLAIN.replace("In Lobeda leben 1.200 Menschen.", "Grün"))


def test_formatting_that_repeats_the_style_does_not_count():
    style = '<w:pStyle w:val="Callout"/>'
    assert read(paragraph(run("Hinweis", "<w:b/>"), style)) == read(paragraph(run("Hinweis"), style))
    assert read(paragraph(run("Hinweis", '<w:b w:val="0"/>'), style)) != read(paragraph(run("Hinweis"), style))


def test_results_of_fields_do_not_count_but_their_codes_do():
    caption = [
        paragraph(run("Abbildung ") + field("SEQ Abbildung \\* ARABIC", run(number)) + run(": Grün"))
        for number in ("3", "17")
    ]
    assert read(caption[0]) == read(caption[1])
    simple = paragraph(
        run("Abbildung ")
        + '<w:fldSimple w:instr="SEQ Abbildung \\* ARABIC">'
        + run("3")
        + "</w:fldSimple>"
        + run(": Grün")
    )
    assert read(caption[0]) == read(simple)
    assert read(caption[0]) != read(caption[0].replace("SEQ Abbildung", "SEQ Tabelle"))
    assert read(caption[0]) != read(caption[0].replace("Grün", "Grau"))


def test_a_field_for_word_alone_is_the_field_that_word_saves():
    result = run("1 Anlass")
    assert read(paragraph(field("TOC \\h", result, choice=True))) == read(paragraph(field("TOC \\h", result)))


def test_a_field_over_several_paragraphs_hides_them():
    parts = field("TOC \\h", "|").split("|")
    short = paragraph(parts[0] + run("1 Anlass") + parts[1])
    long = paragraph(parts[0] + run("1 Anlass")) + paragraph(run("2 Ziele")) + paragraph(parts[1])
    assert read(short) == read(long)


def test_cells_count_but_not_widths():
    def table(text, width, fill="auto"):
        cell = f'<w:tcPr><w:tcW w:w="{width}"/><w:shd w:fill="{fill}"/></w:tcPr>{paragraph(run(text))}'
        return f"<w:tbl><w:tblPr/><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{cell}</w:tc></w:tr></w:tbl>"

    assert read(table("45 %", 100)) == read(table("45 %", 200))
    assert read(table("45 %", 100)) != read(table("46 %", 100))
    assert read(table("45 %", 100)) != read(table("45 %", 100, "FF0000"))


def test_links_look_as_programs_like():
    shown = run("Quellen", '<w:color w:val="0B4A6F"/><w:u w:val="single"/>')
    one = paragraph(f"<w:hyperlink w:anchor='x'>{shown}</w:hyperlink>")
    other = paragraph(f"<w:hyperlink w:anchor='x'>{run('Quellen')}</w:hyperlink>")
    assert read(one) == read(other)


# Places in the bytes -----------------------------------------------------------------------------------------------


def test_controls_are_found_by_their_bytes():
    part = b"<a><!-- <w:sdt> --><w:sdt><x/><w:sdt a='1'>y</w:sdt></w:sdt><![CDATA[</w:sdt>]]><w:sdtx/><w:sdt/></a>"
    found = [part[one.start : one.end] for one in spans(part)]
    assert found == [b"<w:sdt><x/><w:sdt a='1'>y</w:sdt></w:sdt>", b"<w:sdt a='1'>y</w:sdt>", b"<w:sdt/>"]


@pytest.mark.parametrize("part", [b"<w:sdt>", b"</w:sdt>", b"<w:sdt></w:sdt></w:sdt>"])
def test_controls_that_do_not_match_are_an_error(part):
    with pytest.raises(ValueError, match="control"):
        spans(part)
