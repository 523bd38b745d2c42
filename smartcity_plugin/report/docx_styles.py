# SPDX-License-Identifier: GPL-2.0-or-later
"""Page, styles and numbering of the shipped look of the Word document, built on python-docx's empty template.

Font and colours follow the theme. Its standard font is Arial: every town has it, and Liberation Sans, which LibreOffice
puts in its place, has the same widths. ``ROLES`` says what each style is for; a town's template that lacks one gets it
from here, too (``docx_mapping``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .document import Labels
from .look import PROMPT_INK, PROMPT_SHADE, Look
from .ooxml import element, put

CODE_FONT = "Courier New"
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 25.0, 20.0, 25.0, 22.0
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEADINGS, ANNEX, BULLETS = 1, 2, 3
"""The lists of the document: chapters 1, 1.1 …, annexes A, A.1 …, bullets."""
TABLE_STYLE = "SmartCityTable"


@dataclass(frozen=True)
class Role:
    """What a paragraph style looks like; sizes and spaces in points, colours and shades by their names in ``Look``."""

    base: Optional[str] = "Normal"
    size: Optional[float] = None
    colour: Optional[str] = None
    bold: Optional[bool] = None
    italic: Optional[bool] = None
    before: float = 0
    after: float = 0
    line: Optional[float] = None
    keep: bool = False
    shade: Optional[str] = None
    left: bool = False
    builtin: bool = False


ROLES = {
    "Normal": Role(base=None, size=10, colour="ink", after=6, line=1.12),
    "Title": Role(size=28, colour="accent", bold=True, before=150, after=8, line=1.0, left=True, builtin=True),
    "Subtitle": Role(size=14, colour="grey", after=24, left=True, builtin=True),
    "Cover": Role(colour="grey", after=3, left=True),
    "Heading 1": Role(
        size=18, colour="accent", bold=True, before=24, after=10, line=1.05, keep=True, left=True, builtin=True
    ),
    "Heading 2": Role(
        size=13.5, colour="accent", bold=True, before=16, after=6, line=1.05, keep=True, left=True, builtin=True
    ),
    "Heading 3": Role(
        size=11, colour="accent", bold=True, before=12, after=4, line=1.05, keep=True, left=True, builtin=True
    ),
    "Lead": Role(size=11, colour="accent", after=8),
    "Note": Role(size=8, colour="grey", after=10, left=True),
    "Prompt": Role(colour="prompt", italic=True, after=8, shade="prompt"),
    "Callout": Role(size=8.5, colour="ink", before=2, after=10, shade="callout"),
    "Caption": Role(size=9, colour="ink", bold=True, before=8, after=3, keep=True, left=True, builtin=True),
    "Figure": Role(before=8, after=2, keep=True, line=1.0, left=True),
    "Table Text": Role(size=8.5, before=1.5, after=1.5, line=1.0, left=True),
    "Table Heading": Role(base="Table Text", size=8.5, bold=True, colour="accent", before=1.5, after=1.5, line=1.0),
    "Table End": Role(size=4, after=4, line=1.0),
    "List Bullet": Role(after=3, builtin=True),
    "Header": Role(size=8, colour="grey", builtin=True),
    "Footer": Role(size=8, colour="grey", builtin=True),
    "Front Heading": Role(size=18, colour="accent", bold=True, before=14, after=10, keep=True, left=True),
    "toc 1": Role(size=9.5, bold=True, before=3, after=1, line=1.0, left=True, builtin=True),
    "toc 2": Role(size=9, after=1, line=1.0, left=True, builtin=True),
    "table of figures": Role(size=9, after=1, line=1.0, left=True, builtin=True),
}
"""The paragraph styles that the writer uses, in the order in which they are made."""
STYLE_IDS = {"toc 1": "TOC1", "toc 2": "TOC2", "table of figures": "TableofFigures"}
HANG = 11.0
"""Millimetres that numbers have in lists of contents."""
_ENTRY_INDENTS = {"toc 1": 0.0, "toc 2": 6.0, "table of figures": 0.0}


def prepare(document: Any, language: str, labels: Labels, look: Look) -> None:
    """Set up an empty document."""
    _page(document)
    _settings(document)
    _defaults(document, language, look)
    for name in ROLES:
        made = make_style(document, name, look, TEXT_WIDTH)
        put(made.element.get_or_add_rPr(), _fonts(look.font))
        made.font.name = look.font
    rule = element("w:bottom", val="single", sz=18, space=14, color=look.accent)
    put(document.styles["Subtitle"].element.get_or_add_pPr(), element("w:pBdr", rule))
    add_table_style(document, look)
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


def _defaults(document: Any, language: str, look: Look) -> None:
    tag = "de-DE" if language == "de" else "en-GB"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    put(properties, _fonts(look.font))
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


def _entry_tabs(style: Any, indent: float, width: float, hang: float) -> None:
    """Give an entry of a list a hanging number and a page number at the right margin, led by dots."""
    properties = style.element.get_or_add_pPr()
    tabs = element("w:tabs")
    if hang:
        tabs.append(element("w:tab", val="left", pos=twips(indent + hang)))
    tabs.append(element("w:tab", val="right", leader="dot", pos=twips(width)))
    put(properties, tabs)
    put(properties, element("w:ind", left=twips(indent + hang), hanging=twips(hang)))


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def make_style(document: Any, name: str, look: Look, width: float, hang: float = HANG) -> Any:
    """Return the paragraph style of a role, made if it is not there; what it said before is replaced.

    ``width`` is that of the text and ``hang`` that of the numbers in lists of contents, both in millimetres. The font
    is left to the style that this one is based on.
    """
    role = ROLES[name]
    if name in document.styles:
        style = document.styles[name]
        for part in ("w:rPr", "w:pPr"):
            old = style.element.find(qn(part))
            if old is not None:
                style.element.remove(old)
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=role.builtin)
        style.base_style = document.styles[role.base] if role.base else None
        if name in STYLE_IDS:
            style.element.set(qn("w:styleId"), STYLE_IDS[name])
    style.hidden, style.quick_style = False, True
    _letters(style, role, look)
    _spacing(style, role)
    if role.shade:
        fill = PROMPT_SHADE if role.shade == "prompt" else look.callout_shade
        put(style.element.get_or_add_pPr(), element("w:shd", val="clear", color="auto", fill=fill))
    if role.left:
        put(style.element.get_or_add_pPr(), element("w:jc", val="left"))
    if name.startswith("Heading"):
        put(style.element.get_or_add_pPr(), element("w:suppressAutoHyphens", val="true"))
        put(style.element.get_or_add_pPr(), element("w:outlineLvl", val=int(name[-1]) - 1))
    if name in _ENTRY_INDENTS:
        _entry_tabs(style, _ENTRY_INDENTS[name], width, hang if name.startswith("toc") else 0.0)
    return style


def _letters(style: Any, role: Role, look: Look) -> None:
    font = style.font
    font.size = None if role.size is None else Pt(role.size)
    font.bold, font.italic = role.bold, role.italic
    if role.colour:
        colours = {"ink": look.ink, "accent": look.accent, "grey": look.grey, "prompt": PROMPT_INK}
        font.color.rgb = RGBColor.from_string(colours[role.colour])


def _spacing(style: Any, role: Role) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(role.before), Pt(role.after), role.line
    form.keep_with_next = role.keep or None
    form.widow_control = True


def add_table_style(document: Any, look: Look) -> str:
    """Add the look of tables, thin rules between rows and a shaded heading; returns the style's id."""
    rule = {"val": "single", "sz": 4, "space": 0, "color": look.rule}
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
        element("w:tcPr", element("w:shd", val="clear", color="auto", fill=look.header_shade)),
        type="firstRow",
    )
    style = element(
        "w:style",
        element("w:name", val="Smart City Table"),
        *_based_on_normal_table(document),
        element("w:uiPriority", val="59"),
        element("w:tblPr", borders, margins),
        first,
        type="table",
        customStyle="1",
        styleId=TABLE_STYLE,
    )
    document.styles.element.append(style)
    return TABLE_STYLE


def _based_on_normal_table(document: Any) -> list[Any]:
    """Return what bases a style on the document's ordinary table, whose id depends on Word's language."""
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) in ("1", "true"):
            return [element("w:basedOn", val=style.get(qn("w:styleId")))]
    return []


def _numbering(document: Any, labels: Labels) -> None:
    """Replace the template's lists by the three that the document uses."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    linked = [document.styles[f"Heading {level}"].style_id for level in (1, 2, 3)]
    abstracts = chapter_list(HEADINGS, linked), annex_list(ANNEX, labels), bullet_list(BULLETS)
    numbering.extend(abstracts)
    for number in (HEADINGS, ANNEX, BULLETS):
        numbering.append(element("w:num", element("w:abstractNumId", val=number), numId=number))
    for level in range(3):
        heading = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        put(heading, number_properties(HEADINGS, level))
    put(document.styles["List Bullet"].element.get_or_add_pPr(), number_properties(BULLETS, 0))


def number_properties(number: int, level: int) -> Any:
    """Return the properties that put a paragraph into a list; list 0 takes it out of all."""
    return element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=number))


def chapter_list(number: int, styles: Sequence[str] = ("", "", "")) -> Any:
    """Return the list definition of chapters (1, 1.1, 1.1.1), tied to heading styles if their ids are given."""
    return _abstract(
        number, [(style, ".".join(f"%{k + 1}" for k in range(n + 1)), "decimal") for n, style in enumerate(styles)]
    )


def annex_list(number: int, labels: Labels) -> Any:
    """Return the list definition of annexes (Annex A, A.1, A.1.1)."""
    levels = [("", f"{labels.annex} %1", "upperLetter"), ("", "%1.%2", "decimal"), ("", "%1.%2.%3", "decimal")]
    return _abstract(number, levels)


def _abstract(number: int, levels: list[tuple[str, str, str]]) -> Any:
    abstract = element("w:abstractNum", element("w:multiLevelType", val="multilevel"), abstractNumId=number)
    for level, (style, text, form) in enumerate(levels):
        parts = [element("w:start", val=1), element("w:numFmt", val=form)]
        if style:
            parts.append(element("w:pStyle", val=style))
        # The annex's first level is a word and needs more room than a hanging number.
        hang = 0 if len(text) > 8 else twips((12, 13, 14)[level])
        parts += [
            element("w:suff", val="tab" if hang else "space"),
            element("w:lvlText", val=text),
            element("w:lvlJc", val="left"),
            element("w:pPr", element("w:ind", left=hang, hanging=hang)),
        ]
        abstract.append(element("w:lvl", *parts, ilvl=level))
    return abstract


def bullet_list(number: int) -> Any:
    """Return the list definition of bullets in four levels."""
    abstract = element("w:abstractNum", element("w:multiLevelType", val="hybridMultilevel"), abstractNumId=number)
    for level in range(4):
        abstract.append(
            element(
                "w:lvl",
                element("w:start", val=1),
                element("w:numFmt", val="bullet"),
                element("w:lvlText", val="•" if level % 2 == 0 else "–"),
                element("w:lvlJc", val="left"),
                element("w:pPr", element("w:ind", left=twips(5 * (level + 1)), hanging=twips(5))),
                ilvl=level,
            )
        )
    return abstract
