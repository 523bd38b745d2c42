# SPDX-License-Identifier: GPL-2.0-or-later
"""What ECMA-376 / ISO 29500 (transitional) says about the parts of a Word file that we write, for tests.

The sequences are those of the schema (wml.xsd, dml-wordprocessingDrawing.xsd), written down here once more, apart from
the code under test. ``broken`` returns a sentence for everything that is wrong.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"

SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "headers cellIns cellDel cellMerge tcPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "numPr": "ilvl numId numberingChange ins",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex equation comboBox "
    "date docPartObj docPartList dropDownList picture richText text citation group bibliography",
    "docPartObj": "docPartGallery docPartCategory docPartUnique",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "document": "background body",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
    "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter "
    "noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent "
    "alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt "
    "showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids "
    "mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
    "forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
    "decimalSymbol listSeparator",
}
"""Children of elements of the namespace w in the order of the schema."""
ORDERS = {name: sequence.split() for name, sequence in SEQUENCES.items()}
TR_PROPERTIES = {
    "cnfStyle",
    "divId",
    "gridBefore",
    "gridAfter",
    "wBefore",
    "wAfter",
    "cantSplit",
    "trHeight",
    "tblHeader",
    "tblCellSpacing",
    "jc",
    "hidden",
    "ins",
    "del",
    "trPrChange",
}
"""Children of trPr, in any order."""
INLINE = ["extent", "effectExtent", "docPr", "cNvGraphicFramePr", "graphic"]
REPEATED = {"headerReference", "footerReference", "tr", "tc", "lvl", "abstractNum", "num", "style", "tblStylePr"}
REPEATED |= {
    "lvlOverride",
    "numPicBullet",
    "bookmarkStart",
    "bookmarkEnd",
    "activeWritingStyle",
    "rsid",
    "smartTagType",
}
PARAGRAPH = {
    "pPr",
    "r",
    "hyperlink",
    "bookmarkStart",
    "bookmarkEnd",
    "proofErr",
    "fldSimple",
    "sdt",
    "ins",
    "del",
    "commentRangeStart",
    "commentRangeEnd",
}
BLOCKS = {
    "p",
    "tbl",
    "sdt",
    "sectPr",
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "proofErr",
}
RUN = {
    "rPr",
    "t",
    "tab",
    "br",
    "fldChar",
    "instrText",
    "drawing",
    "pict",
    "object",
    "noBreakHyphen",
    "softHyphen",
    "sym",
    "cr",
    "lastRenderedPageBreak",
}


def broken(path: Path) -> list[str]:
    """Return what is wrong with a .docx file."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        found = [f"{name} is there {count} times" for name, count in Counter(names).items() if count > 1]
        parts = {name: etree.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    for name, root in parts.items():
        if name.startswith("word/") and root.tag.startswith(W):
            found += [f"{name}: {text}" for text in _order(root)]
    found += _package(names, parts)
    found += _numbers_and_names(parts)
    return [*found, *_references(parts)]


def _local(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _order(root: etree._Element) -> Iterator[str]:
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag == f"{WP}inline":
            yield from _sequence(node, list(node), INLINE)
        if not node.tag.startswith(W):
            continue
        own = [child for child in node if isinstance(child.tag, str) and child.tag.startswith(W)]
        name = _local(node)
        if name in ORDERS:
            yield from _sequence(node, own, ORDERS[name])
        yield from _contents(node, name, own)


def _sequence(node: etree._Element, children: list, order: list[str]) -> Iterator[str]:
    names = [_local(child) for child in children]
    unknown = [name for name in names if name not in order]
    if unknown:
        yield f"{_local(node)} has {unknown}"
        return
    ranks = [order.index(name) for name in names]
    if ranks != sorted(ranks) and not (_local(node) == "sectPr" and sorted(ranks[:6]) == sorted(ranks)[:6]):
        yield f"{_local(node)} has its children in the order {names}"
    twice = [name for name, count in Counter(names).items() if count > 1 and name not in REPEATED]
    if twice:
        yield f"{_local(node)} has twice {twice}"


def _contents(node: etree._Element, name: str, own: list) -> Iterator[str]:
    names = [_local(child) for child in own]
    if name == "trPr" and set(names) - TR_PROPERTIES:
        yield f"trPr has {names}"
    if name == "p" and (set(names) - PARAGRAPH or "pPr" in names[1:]):
        yield f"p has {names}"
    if name == "r" and (set(names) - RUN or "rPr" in names[1:]):
        yield f"r has {names}"
    if name == "body" and (set(names) - BLOCKS or "sectPr" in names[:-1] or "sectPr" not in names):
        yield "body has other children than blocks, or its section does not come last"
    if name == "tc" and (not names or names[-1] not in ("p", "sdt") or "tcPr" in names[1:]):
        yield f"tc has {names}"
    if name == "tbl":
        columns = len(node.findall(f"{W}tblGrid/{W}gridCol"))
        cells = {len(row.findall(f"{W}tc")) for row in node.findall(f"{W}tr")}
        if cells != {columns}:
            yield f"a table of {columns} columns has rows of {cells} cells"


def _package(names: list[str], parts: dict) -> Iterator[str]:
    types = parts["[Content_Types].xml"]
    known = {node.get("PartName"): node.get("ContentType") for node in types.iter(f"{TYPE}Override")}
    endings = {node.get("Extension").lower() for node in types.iter(f"{TYPE}Default")}
    for name in names:
        if name != "[Content_Types].xml" and f"/{name}" not in known and name.rpartition(".")[2].lower() not in endings:
            yield f"{name} has no content type"
    yield from (f"content type for {name}, which is missing" for name in known if name[1:] not in names)
    for name, root in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        source = posixpath.join(folder, posixpath.basename(name)[: -len(".rels")])
        targets = {}
        for relation in root.iter(RELATION):
            targets[relation.get("Id")] = relation.get("Target")
            target = relation.get("Target")
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if relation.get("TargetMode") != "External" and path not in names:
                yield f"{name} points to {target}, which is missing"
        if source in parts:
            used = {value for node in parts[source].iter() for key, value in node.attrib.items() if key.startswith(R)}
            yield from (f"{source} uses the relation {key}, which is missing" for key in used - set(targets))


def _numbers_and_names(parts: dict) -> Iterator[str]:
    body = parts["word/document.xml"]
    for label, values in {
        "bookmark ids": [node.get(f"{W}id") for node in body.iter(f"{W}bookmarkStart")],
        "bookmark names": [node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")],
        "ids of controls": [node.get(f"{W}val") for node in body.iter(f"{W}id") if _local(node.getparent()) == "sdtPr"],
        "tags of controls": [node.get(f"{W}val") for node in body.iter(f"{W}tag")],
        "ids of pictures": [node.get("id") for node in body.iter(f"{WP}docPr")],
    }.items():
        yield from (f"{label}: {value} is there {count} times" for value, count in Counter(values).items() if count > 1)
    names = [node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")]
    yield from (f"bookmark name too long: {name}" for name in names if len(name) > 40)
    starts = sorted(node.get(f"{W}id") for node in body.iter(f"{W}bookmarkStart"))
    if starts != sorted(node.get(f"{W}id") for node in body.iter(f"{W}bookmarkEnd")):
        yield "bookmarks begin and do not end"
    kinds = Counter(node.get(f"{W}fldCharType") for node in body.iter(f"{W}fldChar"))
    if kinds["begin"] != kinds["end"]:
        yield f"fields begin and do not end: {kinds}"


def _references(parts: dict) -> Iterator[str]:
    body, styles = parts["word/document.xml"], parts["word/styles.xml"]
    known = {style.get(f"{W}styleId"): style.get(f"{W}type") for style in styles.iter(f"{W}style")}
    names = Counter(style.find(f"{W}name").get(f"{W}val").lower() for style in styles.iter(f"{W}style"))
    yield from (f"style name {name} is there {count} times" for name, count in names.items() if count > 1)
    tags = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    for name, root in parts.items():
        if name.startswith("word/") and root.tag.startswith(W):
            for tag, kind in tags.items():
                for node in root.iter(f"{W}{tag}"):
                    if known.get(node.get(f"{W}val")) != kind:
                        yield f"{name}: no {kind} style {node.get(f'{W}val')}"
    for style in styles.iter(f"{W}style"):
        for tag in ("basedOn", "next", "link"):
            node = style.find(f"{W}{tag}")
            if node is not None and node.get(f"{W}val") not in known:
                yield f"style {style.get(f'{W}styleId')}: {tag} {node.get(f'{W}val')} is missing"
    numbering = parts.get("word/numbering.xml")
    lists = {"0"} if numbering is None else {"0", *(node.get(f"{W}numId") for node in numbering.iter(f"{W}num"))}
    for root in (body, styles):
        for node in root.iter(f"{W}numId"):
            if node.get(f"{W}val") not in lists:
                yield f"list {node.get(f'{W}val')} is missing"
    if numbering is not None:
        abstracts = {node.get(f"{W}abstractNumId") for node in numbering.iter(f"{W}abstractNum") if len(node)}
        for node in numbering.iter(f"{W}num"):
            if node.find(f"{W}abstractNumId").get(f"{W}val") not in abstracts:
                yield f"list definition of {node.get(f'{W}numId')} is missing"
    bookmarks = {node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")}
    for link in body.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor") not in bookmarks and link.get(f"{R}id") is None:
            yield f"a link leads to {link.get(f'{W}anchor')}, which is missing"
    for node in body.iter(f"{W}instrText"):
        words = (node.text or "").split()
        if words[:1] in (["REF"], ["PAGEREF"]) and words[1] not in bookmarks:
            yield f"a reference leads to {words[1]}, which is missing"
