# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens a Word file that somebody else made: refuses what is no Word file or may do harm, in one sentence each."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from ..model.problem import Problem, Severity, SmartCityError

MOST_BYTES, MOST_PARTS = 300_000_000, 5_000
"""Limits of an unpacked template; real ones have a few megabytes and at most some hundred parts."""
_OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": False,
    "application/vnd.ms-word.document.macroEnabled.main+xml": True,
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": True,
}
"""Kinds of Word files besides documents, and whether they may hold macros."""
_TYPES = "[Content_Types].xml"


def open_word(content: bytes, name: str) -> tuple[Any, list[Problem]]:
    """Return a Word document, template or document with macros as python-docx's document, and what is to be said.

    Macros are left out. Raises SmartCityError if the file is no Word file of today, encrypted, damaged or too large.
    """
    import docx

    _check_kind(content, name)
    try:
        plain, problems = _as_document(content, name)
        document = docx.Document(io.BytesIO(plain))
        without = _drop_macros(document)
        if document.element.body is None:
            raise SmartCityError("template_damaged", name=name)
    except SmartCityError:
        raise
    except Exception as error:  # python-docx, zipfile and lxml raise what they like at broken files
        raise SmartCityError("template_damaged", name=name) from error
    if without or problems:
        return document, [Problem("template_macros", Severity.WARNING, {"name": name})]
    return document, []


def _check_kind(content: bytes, name: str) -> None:
    if content.startswith(_OLD_WORD):
        if _ENCRYPTED in content:
            raise SmartCityError("template_encrypted", name=name)
        raise SmartCityError("template_old_word", name=name)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise SmartCityError("template_no_word", name=name)


def _as_document(content: bytes, name: str) -> tuple[bytes, bool]:
    """Return the file with the content type of a document, and whether it was of a kind that may hold macros."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = package.infolist()
        if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_BYTES:
            raise SmartCityError("template_too_large", name=name)
        if _TYPES not in package.namelist():
            raise SmartCityError("template_no_word", name=name)
        for member in members:
            if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(member):
                raise SmartCityError("template_damaged", name=name)
        types = package.read(_TYPES).decode("utf-8")
        found = [kind for kind in _KINDS if kind in types]
        if not found and _DOCUMENT not in types:
            raise SmartCityError("template_no_word", name=name)
        if not found:
            return content, False
        for kind in found:
            types = types.replace(kind, _DOCUMENT)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for member in members:
                copy.writestr(member, types.encode("utf-8") if member.filename == _TYPES else package.read(member))
    return target.getvalue(), any(_KINDS[kind] for kind in found)


def _drop_macros(document: Any) -> bool:
    """Cut the relation to macros, so that they are not written; returns whether there were any."""
    relations = document.part.rels
    macros = [key for key, relation in relations.items() if relation.reltype.endswith("/vbaProject")]
    for key in macros:
        del relations[key]
    return bool(macros)
