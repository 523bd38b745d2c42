# SPDX-License-Identifier: GPL-2.0-or-later
"""Small pieces of WordprocessingML that python-docx has no words for.

The order of child elements is part of the format: Word repairs or refuses files that break it. ``put`` inserts a child
where the schema wants it; ``ORDER`` holds the sequences for the elements that this writer adds children to.
"""

from __future__ import annotations

from typing import Any, Optional

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn

# Prefixes that python-docx does not know, for parts of Word that only newer versions understand.
nsmap.setdefault("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006")
nsmap.setdefault("w15", "http://schemas.microsoft.com/office/word/2012/wordml")


W = f"{{{nsmap['w']}}}"
"""The namespace of WordprocessingML as a prefix of tags."""


def _sequence(names: str) -> list[str]:
    return names.split()


ORDER = {
    "w:rPr": _sequence(
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
        "vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "w:pPr": _sequence(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
        "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "w:tblPr": _sequence(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
        "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "w:trPr": _sequence(
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"
    ),
    "w:tcPr": _sequence(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    ),
    "w:sectPr": _sequence(
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    ),
    "w:settings": _sequence(
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData "
        "embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
        "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors "
        "hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles "
        "stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions "
        "doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme "
        "styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
        "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
        "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
        "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
        "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin "
        "doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars "
        "noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml "
        "ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly "
        "useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults "
        "footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
        "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown "
        "smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
    ),
}


def element(tag: str, *children: Any, **attributes: Any) -> Any:
    """Return an element; attribute names get the prefix ``w``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def put(parent: Any, child: Any) -> Any:
    """Insert a child where the schema wants it, in place of one of the same name; returns the child."""
    order = ORDER[f"w:{_local(parent)}"]
    for old in parent.findall(child.tag):
        parent.remove(old)
    rank = order.index(_local(child))
    for index, sibling in enumerate(parent):
        if _local(sibling) in order and order.index(_local(sibling)) > rank:
            parent.insert(index, child)
            return child
    parent.append(child)
    return child


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2]


def set_style(paragraph: Any, style: Any) -> None:
    """Give a paragraph a style; python-docx would look through all styles for the default one each time."""
    is_default = style.element.get(qn("w:default")) in ("1", "true", "on")
    paragraph._p.style = None if is_default else style.style_id


def run_of(*children: Any) -> Any:
    """Return a run that holds the given elements."""
    return element("w:r", *children)


def text_run(text: str, properties: Optional[Any] = None) -> Any:
    """Return a run of text; tabs become tab stops."""
    run = element("w:r") if properties is None else element("w:r", properties)
    for number, part in enumerate(text.split("\t")):
        if number:
            run.append(element("w:tab"))
        node = element("w:t")
        node.text = part
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(node)
    return run


def field(instruction: str, result: str = "") -> list[Any]:
    """Return the runs of a field with the result that is shown until a program computes it."""
    shown = [text_run(result)] if result else []
    return [
        run_of(element("w:fldChar", fldCharType="begin")),
        run_of(_instruction(instruction)),
        run_of(element("w:fldChar", fldCharType="separate")),
        *shown,
        run_of(element("w:fldChar", fldCharType="end")),
    ]


def _instruction(text: str) -> Any:
    node = element("w:instrText")
    node.text = f" {text} "
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return node


def word_only(child: Any) -> Any:
    """Return a run whose content only programs see that understand Word 2013's additions, as LibreOffice does not."""
    choice = OxmlElement("mc:Choice", nsdecls={"mc": nsmap["mc"], "w15": nsmap["w15"]})
    choice.set("Requires", "w15")
    choice.append(child)
    alternatives = OxmlElement("mc:AlternateContent")
    alternatives.append(choice)
    return run_of(alternatives)


def word_field_start(instruction: str) -> list[Any]:
    """Return the runs that begin a field which exists for Word only; its result follows in ordinary runs.

    It is marked as out of date, so that Word computes it on opening.
    """
    return [
        word_only(element("w:fldChar", fldCharType="begin", dirty="true")),
        word_only(_instruction(instruction)),
        word_only(element("w:fldChar", fldCharType="separate")),
    ]


def word_field_end() -> Any:
    """Return the run that ends such a field."""
    return word_only(element("w:fldChar", fldCharType="end"))


def link_to(bookmark: str, *runs: Any) -> Any:
    """Return a hyperlink to a bookmark of the document."""
    link = element("w:hyperlink", *runs, anchor=bookmark)
    link.set(qn("w:history"), "1")
    return link
