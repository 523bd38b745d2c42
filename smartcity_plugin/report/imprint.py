# SPDX-License-Identifier: GPL-2.0-or-later
"""What the record keeps of a control that was just written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Optional

from lxml import etree

from .canonical import Surroundings, canonical, surroundings
from .controls import CONTENTS, Made, content_node
from .docx_lists import references, sequences
from .ooxml import W
from .record import Entry

_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def surroundings_of(document: Any) -> Surroundings:
    """Return the styles and pictures of python-docx's document."""
    parts = document.part.related_parts

    def image(relation_id: str) -> Optional[bytes]:
        return parts[relation_id].blob if relation_id in parts else None

    return surroundings(document.styles.element, image)


def entry_of(made: Made, around: Surroundings) -> Entry:
    """Return what is recorded of a control as it was written."""
    content = content_node(made.node)
    shown = canonical(content, around, first_only=made.kind == CONTENTS)
    return Entry(
        tag=made.tag,
        kind=made.kind,
        chapter=made.chapter,
        title=made.title,
        shown=shown.hash,
        made=hash_of(content, around.image),
        content=made.content,
        pictures=shown.pictures,
        evidence=made.evidence,
    )


def hash_of(content: Any, image: Callable[[str], Optional[bytes]]) -> str:
    """Return the hash of all that was written: pictures by their bytes, captions and references without numbers."""
    copy = deepcopy(content)
    for node in copy.iter():
        if _EMBED in node.attrib:
            node.set(_EMBED, hashlib.sha256(image(node.get(_EMBED)) or b"").hexdigest())
    for paragraph in copy.iter(f"{W}p"):
        for _, shown in [*sequences(paragraph), *references(paragraph)]:
            for node in shown:
                node.text = "#"
    return hashlib.sha256(etree.tostring(copy, method="c14n", exclusive=True)).hexdigest()
