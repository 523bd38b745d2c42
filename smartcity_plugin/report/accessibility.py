# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks a Word file for what BITV 2.0 and EN 301 549 (chapter 10, documents) ask of it and a program can see.

EN 301 549 numbers its clauses for documents after WCAG 2.1: clause 10.1.1.1 is success criterion 1.1.1. A file without
findings is not thereby accessible: whether an alternative text says the right thing, people must judge.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from lxml import etree

from ..model.problem import Problem, Severity, SmartCityError
from .accessibility_blocks import headings, pictures, spoken, tables, texts
from .accessibility_styles import Styles, contrasts
from .ooxml import W

CRITERIA = {
    "a11y_no_title": "2.4.2",
    "a11y_no_language": "3.1.1",
    "a11y_title_paragraphs": "2.4.2",
    "a11y_no_headings": "1.3.1",
    "a11y_heading_jump": "1.3.1",
    "a11y_no_alternative": "1.1.1",
    "a11y_alternative_is_name": "1.1.1",
    "a11y_alternative_long": "1.1.1",
    "a11y_table_header": "1.3.1",
    "a11y_table_nested": "1.3.2",
    "a11y_table_merged": "1.3.1",
    "a11y_typed_list": "1.3.1",
    "a11y_link_text": "2.4.4",
    "a11y_contrast": "1.4.3",
    "a11y_blank_paragraphs": "1.3.1",
    "a11y_small_letters": "1.4.4",
    "a11y_hidden_text": "1.3.2",
    "a11y_tabbed_table": "1.3.1",
}
"""The WCAG 2.1 success criterion behind each rule."""
TOLD = 12
"""So many findings are told one by one in the log of an export."""
_DC = "{http://purl.org/dc/elements/1.1/}"
_MOST_BYTES = 300_000_000


@dataclass(frozen=True)
class Finding:
    """What a rule found; the problem's values name the place."""

    problem: Problem

    @property
    def criterion(self) -> str:
        """The WCAG success criterion, such as 1.1.1."""
        return CRITERIA[self.problem.key]

    @property
    def clause(self) -> str:
        """The clause of EN 301 549 for documents."""
        return f"10.{self.criterion}"

    @property
    def is_error(self) -> bool:
        """Whether people are shut out; warnings only make reading harder."""
        return self.problem.severity is Severity.ERROR


def check(path: Path) -> list[Finding]:
    """Return what is wrong with a .docx file, errors first; raises SmartCityError if it cannot be read."""
    parts = _parts(Path(path))
    body = parts["word/document.xml"].find(f"{W}body")
    if body is None:
        raise SmartCityError("template_damaged", name=Path(path).name)
    styles = Styles(parts.get("word/styles.xml"))
    running = [root for name, root in parts.items() if name.startswith(("word/header", "word/footer"))]
    problems = [
        *_document(parts.get("docProps/core.xml"), styles),
        *headings(body, styles),
        *pictures(body, running),
        *tables(body),
        *texts(body, styles),
        *contrasts(body, styles),
    ]
    order = list(Severity)
    return sorted(map(Finding, problems), key=lambda finding: order.index(finding.problem.severity))


def told(findings: list[Finding]) -> list[Problem]:
    """Return what a log says of a check: the first findings and how many more there are, or that there are none."""
    if not findings:
        return [Problem("a11y_passed", Severity.NOTE)]
    said = [finding.problem for finding in findings[:TOLD]]
    rest = len(findings) - len(said)
    return [*said, Problem("a11y_more", Severity.NOTE, {"count": rest})] if rest else said


def _document(core: Optional[Any], styles: Styles) -> list[Problem]:
    problems = []
    title = None if core is None else core.find(f"{_DC}title")
    if title is None or not (title.text or "").strip():
        problems.append(Problem("a11y_no_title"))
    if not spoken(styles):
        problems.append(Problem("a11y_no_language"))
    return problems


def _parts(path: Path) -> dict[str, Any]:
    """Return the XML parts of a file that the rules look at, read without entities and without the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(path) as package:
            if sum(member.file_size for member in package.infolist()) > _MOST_BYTES:
                raise SmartCityError("template_too_large", name=path.name)
            names = [name for name in package.namelist() if _is_read(name)]
            if "word/document.xml" not in names:
                raise SmartCityError("template_no_word", name=path.name)
            return {name: etree.fromstring(package.read(name), parser) for name in names}
    except zipfile.BadZipFile as error:
        raise SmartCityError("template_no_word", name=path.name) from error
    except (etree.XMLSyntaxError, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise SmartCityError("template_damaged", name=path.name) from error


def _is_read(name: str) -> bool:
    known = ("word/document.xml", "word/styles.xml", "docProps/core.xml")
    return name in known or (name.startswith(("word/header", "word/footer")) and name.endswith(".xml"))
