# SPDX-License-Identifier: GPL-2.0-or-later
"""Page, styles and numbering of the Word document, built on python-docx's empty template.

Arial: every town has it, and Liberation Sans, which LibreOffice puts in its place, has the same widths.
"""

from __future__ import annotations

from typing import Any, Optional

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .document import Labels
from .ooxml import element, put

FONT, CODE_FONT = "Arial", "Courier New"
INK, ACCENT, GREY, RULE = "1A1A1A", "0B4A6F", "555555", "B8C4CC"
PROMPT_SHADE, CALLOUT_SHADE, HEADER_SHADE = "FFF4CC", "EEF3F6", "E3EBF0"
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 25.0, 20.0, 25.0, 22.0
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEADINGS, ANNEX, BULLETS = 1, 2, 3
"""The lists of the document: chapters 1, 1.1 …, annexes A, A.1 …, bullets."""
TABLE_STYLE = "SmartCityTable"


def prepare(document: Any, language: str, labels: Labels) -> None:
    """Set up an empty document."""
    _page(document)
    _settings(document)
    _defaults(document, language)
    _paragraph_styles(document)
    _table_style(document)
    _numbering(document, labels)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance, section.footer_distance = Mm(12), Mm(11)
    section.different_first_page_header_footer = True


def _settings(document: Any) -> None:
    """Let Word fill fields on opening, hyphenate, and use its present layout rules."""
    settings = document.settings.element
    put(settings, element("w:autoHyphenation", val="true"))
    put(settings, element("w:updateFields", val="true"))
    put(settings, element("w:zoom", percent=100))
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    put(settings, element("w:compat", element("w:compatSetting", **mode)))


def _defaults(document: Any, language: str) -> None:
    tag = "de-DE" if language == "de" else "en-GB"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    put(properties, _fonts(FONT))
    put(properties, element("w:lang", val=tag, eastAsia=tag, bidi="ar-SA"))
    for style in document.styles.element.findall(qn("w:style")):
        own = style.find(qn("w:rPr"))
        if own is not None and own.find(qn("w:lang")) is not None:
            own.remove(own.find(qn("w:lang")))
        paragraph = style.find(qn("w:pPr"))
        if paragraph is not None and paragraph.find(qn("w:numPr")) is not None:
            paragraph.remove(paragraph.find(qn("w:numPr")))
    put(document.settings.element, element("w:themeFontLang", val=tag))


def _fonts(name: str) -> Any:
    return element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _paragraph_styles(document: Any) -> None:
    _style(document, "Normal", size=10, after=6, line=1.12)
    _style(document, "Title", size=28, colour=ACCENT, bold=True, before=150, after=8, line=1.0, left=True)
    subtitle = _style(document, "Subtitle", size=14, colour=GREY, after=24)
    rule = element("w:bottom", val="single", sz=18, space=14, color=ACCENT)
    put(subtitle.element.get_or_add_pPr(), element("w:pBdr", rule))
    _style(document, "Cover", base="Normal", size=10, colour=GREY, after=3)
    for level, (size, before, after) in enumerate(((18, 24, 10), (13.5, 16, 6), (11, 12, 4)), start=1):
        style = _style(
            document,
            f"Heading {level}",
            size=size,
            colour=ACCENT,
            bold=True,
            before=before,
            after=after,
            line=1.05,
            keep=True,
        )
        put(style.element.get_or_add_pPr(), element("w:suppressAutoHyphens", val="true"))
    _style(document, "Lead", base="Normal", size=11, colour=ACCENT, after=8)
    _style(document, "Note", base="Normal", size=8, colour=GREY, after=10)
    _style(document, "Prompt", base="Normal", size=10, colour="6B4E00", italic=True, after=8, shade=PROMPT_SHADE)
    _style(document, "Callout", base="Normal", size=8.5, colour="333333", before=2, after=10, shade=CALLOUT_SHADE)
    _style(document, "Caption", size=9, colour=INK, bold=True, before=8, after=3, keep=True)
    _style(document, "Figure", base="Normal", before=8, after=2, keep=True, line=1.0)
    _style(document, "Table Text", base="Normal", size=8.5, before=1.5, after=1.5, line=1.0)
    _style(document, "Table Heading", base="Table Text", size=8.5, bold=True, colour=ACCENT, before=1.5, after=1.5)
    _style(document, "Table End", base="Normal", size=4, after=4, line=1.0)
    _style(document, "List Bullet", size=10, after=3)
    _style(document, "Header", size=8, colour=GREY, after=0)
    _style(document, "Footer", size=8, colour=GREY, after=0)
    _style(document, "Front Heading", base="Normal", size=18, colour=ACCENT, bold=True, before=14, after=10, keep=True)
    for name, style_id, indent in (
        ("toc 1", "TOC1", 0),
        ("toc 2", "TOC2", 6),
        ("table of figures", "TableofFigures", 0),
    ):
        style = _style(
            document,
            name,
            base="Normal",
            size=9.5 if name == "toc 1" else 9,
            before=3 if name == "toc 1" else 0,
            after=1,
            line=1.0,
            bold=name == "toc 1",
            builtin=True,
        )
        style.element.set(qn("w:styleId"), style_id)
        _entry_tabs(style, indent)


def _entry_tabs(style: Any, indent: float) -> None:
    """Give an entry of a list a hanging number and a page number at the right margin, led by dots."""
    properties = style.element.get_or_add_pPr()
    hang = 11.0 if style.name.startswith("toc") else 0.0
    tabs = element("w:tabs")
    if hang:
        tabs.append(element("w:tab", val="left", pos=_twips(indent + hang)))
    tabs.append(element("w:tab", val="right", leader="dot", pos=_twips(TEXT_WIDTH)))
    put(properties, tabs)
    put(properties, element("w:ind", left=_twips(indent + hang), hanging=_twips(hang)))


def _twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def _style(
    document: Any,
    name: str,
    base: Optional[str] = None,
    size: Optional[float] = None,
    colour: Optional[str] = None,
    bold: Optional[bool] = None,
    italic: Optional[bool] = None,
    before: float = 0,
    after: float = 0,
    line: Optional[float] = None,
    keep: bool = False,
    shade: Optional[str] = None,
    left: bool = False,
    builtin: bool = False,
) -> Any:
    """Return a paragraph style, made if it is not there, with what the template set on it replaced."""
    if name in document.styles:
        style = document.styles[name]
        for part in ("w:rPr", "w:pPr"):
            old = style.element.find(qn(part))
            if old is not None:
                style.element.remove(old)
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=builtin)
        style.base_style = document.styles[base] if base else None
    style.hidden, style.quick_style = False, True
    font, form = style.font, style.paragraph_format
    font.name = FONT
    put(style.element.get_or_add_rPr(), _fonts(FONT))
    font.size = None if size is None else Pt(size)
    font.bold, font.italic = bold, italic
    if colour:
        font.color.rgb = RGBColor.from_string(colour)
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.keep_with_next = keep or None
    form.widow_control = True
    if shade:
        put(style.element.get_or_add_pPr(), element("w:shd", val="clear", color="auto", fill=shade))
    if left:
        put(style.element.get_or_add_pPr(), element("w:jc", val="left"))
    return style


def _table_style(document: Any) -> None:
    """Add the look of tables: thin rules between rows, a shaded heading."""
    rule = {"val": "single", "sz": 4, "space": 0, "color": RULE}
    borders = element(
        "w:tblBorders", element("w:top", **rule), element("w:bottom", **rule), element("w:insideH", **rule)
    )
    margins = element(
        "w:tblCellMar",
        element("w:top", w=20, type="dxa"),
        element("w:left", w=70, type="dxa"),
        element("w:bottom", w=20, type="dxa"),
        element("w:right", w=70, type="dxa"),
    )
    first = element(
        "w:tblStylePr",
        element("w:tcPr", element("w:shd", val="clear", color="auto", fill=HEADER_SHADE)),
        type="firstRow",
    )
    style = element(
        "w:style",
        element("w:name", val="Smart City Table"),
        element("w:basedOn", val="TableNormal"),
        element("w:uiPriority", val="59"),
        element("w:tblPr", borders, margins),
        first,
        type="table",
        customStyle="1",
        styleId=TABLE_STYLE,
    )
    document.styles.element.append(style)


def _numbering(document: Any, labels: Labels) -> None:
    """Replace the template's lists by the three that the document uses."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    chapters = [(f"Heading{n + 1}", ".".join(f"%{k}" for k in range(1, n + 2)), "decimal") for n in range(3)]
    annexes = [("", f"{labels.annex} %1", "upperLetter"), ("", "%1.%2", "decimal"), ("", "%1.%2.%3", "decimal")]
    numbering.append(_abstract(HEADINGS, chapters))
    numbering.append(_abstract(ANNEX, annexes))
    numbering.append(_bullets())
    for number in (HEADINGS, ANNEX, BULLETS):
        numbering.append(element("w:num", element("w:abstractNumId", val=number), numId=number))
    for level in range(3):
        heading = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        put(heading, number_properties(HEADINGS, level))
        put(heading, element("w:outlineLvl", val=level))
    put(document.styles["List Bullet"].element.get_or_add_pPr(), number_properties(BULLETS, 0))


def number_properties(number: int, level: int) -> Any:
    """Return the properties that put a paragraph into a list; list 0 takes it out of all."""
    return element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=number))


def _abstract(number: int, levels: list[tuple[str, str, str]]) -> Any:
    abstract = element("w:abstractNum", element("w:multiLevelType", val="multilevel"), abstractNumId=number)
    for level, (style, text, form) in enumerate(levels):
        parts = [element("w:start", val=1), element("w:numFmt", val=form)]
        if style:
            parts.append(element("w:pStyle", val=style))
        # The annex's first level is a word and needs more room than a hanging number.
        hang = 0 if len(text) > 8 else _twips((12, 13, 14)[level])
        parts += [
            element("w:suff", val="tab" if hang else "space"),
            element("w:lvlText", val=text),
            element("w:lvlJc", val="left"),
            element("w:pPr", element("w:ind", left=hang, hanging=hang)),
        ]
        abstract.append(element("w:lvl", *parts, ilvl=level))
    return abstract


def _bullets() -> Any:
    abstract = element("w:abstractNum", element("w:multiLevelType", val="hybridMultilevel"), abstractNumId=BULLETS)
    for level in range(4):
        abstract.append(
            element(
                "w:lvl",
                element("w:start", val=1),
                element("w:numFmt", val="bullet"),
                element("w:lvlText", val="•" if level % 2 == 0 else "–"),
                element("w:lvlJc", val="left"),
                element("w:pPr", element("w:ind", left=_twips(5 * (level + 1)), hanging=_twips(5))),
                element("w:rPr", _fonts(FONT)),
                ilvl=level,
            )
        )
    return abstract
