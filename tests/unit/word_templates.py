# SPDX-License-Identifier: GPL-2.0-or-later
"""Word templates as towns have them, written for the tests: raw WordprocessingML, not by the code under test."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT, TEMPLATE = f"{KIND}.document.main+xml", f"{KIND}.template.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "word"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def logo() -> bytes:
    """Return a small picture."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (120, 60), "#7A1F3D").save(target, "png")
    return target.getvalue()


def paragraph(text: str, style: str = "", runs: str = "") -> str:
    """Return a paragraph; ``runs`` in place of plain text."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{runs or run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def control(tag: str, content: str, shown: bool = True) -> str:
    """Return a content control around content."""
    prompt = "<w:showingPlcHdr/>" if shown else ""
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{prompt}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def field(code: str, shown: str) -> str:
    """Return a field with its result."""
    kinds = ('<w:fldChar w:fldCharType="begin"/>', f"<w:instrText> {code} </w:instrText>")
    kinds += ('<w:fldChar w:fldCharType="separate"/>', f"<w:t>{shown}</w:t>", '<w:fldChar w:fldCharType="end"/>')
    return "".join(f"<w:r>{kind}</w:r>" for kind in kinds)


def section(inside: str = "", landscape: bool = False, references: str = "") -> str:
    """Return section properties, A4 with margins of 30 and 25 mm."""
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if landscape else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    margins = '<w:pgMar w:top="1985" w:right="1417" w:bottom="1417" w:left="1701" w:header="709" w:footer="709"/>'
    return f"<w:sectPr>{references}{inside}{size}{margins}</w:sectPr>"


def german_body(place: str = "{{inhalt}}") -> str:
    """Return the body of the German template: cover, content, a landscape section with an own remark."""
    references = '<w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
    split = run("{{", "<w:b/>") + run("ti", "<w:b/>") + '<w:proofErr w:type="spellStart"/>' + run("tel}}", "<w:b/>")
    dated = paragraph("Stand: {{stand}}")
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:200pt;height:40pt"><v:textbox>'
        f"<w:txbxContent>{dated}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    return "".join(
        [
            paragraph("", "Titel", split),
            control("kommune", paragraph("Klicken Sie hier", "Untertitel")),
            box,
            f"<w:p><w:pPr>{section(references=references)}</w:pPr></w:p>",
            paragraph(place) if place else "",
            f"<w:p><w:pPr>{section(references=references)}</w:pPr></w:p>",
            paragraph("Lageplan im Querformat, von Hand eingefügt. {{unbekannt}}"),
            section(landscape=True, references=references),
        ]
    )


GERMAN_STYLES = (FIXTURES / "german_styles.xml").read_text(encoding="utf-8")


def _level(level: int, kind: str, text: str, style: str = "") -> str:
    hang = 400 + 300 * level
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{hang}" w:hanging="{hang}"/></w:pPr></w:lvl>'
    )


_HEADINGS = "".join(
    _level(level, "upperRoman" if level == 0 else "decimal", text, f"berschrift{level + 1}")
    for level, text in enumerate(("%1.", "%1.%2", "%1.%2.%3"))
)
_BULLETS = _level(0, "bullet", "–")
GERMAN_NUMBERING = f"""{HEAD}<w:numbering {W}>
<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>{_HEADINGS}</w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="hybridMultilevel"/>{_BULLETS}</w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="3"/></w:num>
</w:numbering>"""

HEADER = (FIXTURES / "german_header.xml").read_text(encoding="utf-8")


def german(
    main: str = DOCUMENT, place: str = "{{inhalt}}", more: dict[str, bytes] | None = None, footer: str = "{{kommune}}"
) -> bytes:
    """Return the German template: Word's localized style ids, numbered headings, logo in the header, page fields."""
    pages = run(f"{footer} – Seite ") + field("PAGE", "1") + run(" von ") + field("NUMPAGES", "1")
    foot = f'{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Fuzeile"/></w:pPr>{pages}</w:p></w:ftr>'
    parts = {
        "word/document.xml": f"{HEAD}<w:document {W} {R}><w:body>{german_body(place)}</w:body></w:document>",
        "word/styles.xml": GERMAN_STYLES,
        "word/numbering.xml": GERMAN_NUMBERING,
        "word/settings.xml": f'{HEAD}<w:settings {W}><w:zoom w:percent="110"/></w:settings>',
        "word/header1.xml": HEADER,
        "word/footer1.xml": foot,
        "word/theme/theme1.xml": f'{HEAD}<a:theme {A} name="Musterstadt"/>',
        "word/media/image1.png": logo(),
        "word/_rels/header1.xml.rels": _relations(("image", "media/image1.png")),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("settings", "settings.xml"),
            ("theme", "theme/theme1.xml"),
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
            *((("vba", "vbaProject.bin"),) if more else ()),
        ),
        **(more or {}),
    }
    types = {
        "header1": "header",
        "footer1": "footer",
        "styles": "styles",
        "numbering": "numbering",
        "settings": "settings",
    }
    return _package(parts, main, types)


def minimal(body: str = "") -> bytes:
    """Return a template with nothing but a body: no styles, no lists, no settings."""
    inside = body or paragraph("Vorwort der Bürgermeisterin") + section()
    parts = {
        "word/document.xml": f"{HEAD}<w:document {W} {R}><w:body>{inside}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(),
    }
    return _package(parts, DOCUMENT, {})


def _relations(*targets: tuple[str, str]) -> str:
    kinds = {"vba": "http://schemas.microsoft.com/office/2006/relationships/vbaProject"}
    entries = ""
    for number, (kind, target) in enumerate(targets, start=1):
        full = kinds.get(kind, f"{RELATIONS}/{kind}")
        entries += f'<Relationship Id="rId{number}" Type="{full}" Target="{target}"/>'
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'


def _package(parts: dict[str, str | bytes], main: str, types: dict[str, str]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{KIND}.{kind}+xml"/>' for name, kind in types.items()
    )
    overrides += f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    if "word/theme/theme1.xml" in parts:
        kind = "application/vnd.openxmlformats-officedocument.theme+xml"
        overrides += f'<Override PartName="/word/theme/theme1.xml" ContentType="{kind}"/>'
    content_types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>{overrides}</Types>'
    )
    root = _relations(("officeDocument", "word/document.xml"))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", content_types)
        package.writestr("_rels/.rels", root)
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()
