# SPDX-License-Identifier: GPL-2.0-or-later
"""From a layout that was changed in the designer to the town's template."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemGroup,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsPrintLayout,
    QgsReadWriteContext,
)
from qgis.PyQt.QtXml import QDomDocument

from ..model.design import PAGE, DesignPart
from ..model.problem import SmartCityError
from .formats import FORMATS, PageFormat
from .parts import (
    ABOVE,
    CHANGES,
    DRAWN,
    GENERATED,
    MEMBER,
    PLACEHOLDER,
    SLOT,
    Change,
    drawn,
    look_changes,
    moved,
    read_changes,
    write_changes,
)
from .templates import page_facts, template_key

LARGEST_PICTURE = 5_000_000
"""Bytes of a picture that a template takes along."""


def make_template(layout: QgsPrintLayout) -> DesignPart:
    """Return the template that a layout has become; the layout itself stays as it is.

    Raises SmartCityError if it is no page of the atlas, has another size or more than one page, or shows a picture that
    cannot be taken along.
    """
    kind, paper, names = page_facts(layout)
    page_format = FORMATS.get(paper)
    if page_format is None:
        raise SmartCityError("page_layout_foreign", layout=layout.name())
    _check_paper(layout, page_format)
    copy = _copy(layout)
    try:
        generated = _generated(copy)
        changes = _changes(copy, generated, names)
        _dissolve_groups(copy, generated)
        _note_order(copy, generated)
        _embed_pictures(copy, generated)
        for item in generated.values():
            if not (isinstance(item, QgsLayoutItemMap) or _stands_alone(item)):
                copy.removeLayoutItem(item)
        copy.setCustomProperty(CHANGES, write_changes(changes))
        content = _xml(copy)
    finally:
        del generated
        copy.deleteLater()
    return DesignPart(PAGE, template_key(kind, page_format), f"{kind}_{page_format.name}.qpt", content)


def _check_paper(layout: QgsPrintLayout, page_format: PageFormat) -> None:
    pages = layout.pageCollection()
    size = pages.page(0).pageSize() if pages.pageCount() else None
    wrong = size is None or abs(size.width() - page_format.width) > 0.5 or abs(size.height() - page_format.height) > 0.5
    if pages.pageCount() != 1 or wrong:
        expected = f"{page_format.width:g} × {page_format.height:g} mm"
        raise SmartCityError("page_layout_paper", layout=layout.name(), size=expected)


def _items(layout: QgsPrintLayout) -> list[QgsLayoutItem]:
    """Return all items of a layout but its pages."""
    found = [item for item in layout.items() if isinstance(item, QgsLayoutItem)]
    return [item for item in found if not isinstance(item, QgsLayoutItemPage)]


def _generated(layout: QgsPrintLayout) -> dict[str, QgsLayoutItem]:
    """Return what the plugin made, by uuid; copies that the user made of it are the user's own from now on."""
    found, seen = {}, set()
    # Copies lie above what they were copied from.
    for item in sorted(_items(layout), key=lambda item: item.zValue()):
        number = item.customProperty(GENERATED)
        if number and number not in seen:
            seen.add(number)
            found[item.uuid()] = item
        elif number:
            for name in (GENERATED, SLOT, DRAWN, PLACEHOLDER, MEMBER):
                item.removeCustomProperty(name)
    return found


def _stands_alone(item: QgsLayoutItem) -> bool:
    """Whether a part is a single item, or stands for a slot."""
    part = str(item.customProperty(SLOT) or "")
    return bool(part) and not item.customProperty(MEMBER) and not isinstance(item, QgsLayoutItemGroup)


def _changes(layout: QgsPrintLayout, generated: dict[str, QgsLayoutItem], names: list[str]) -> dict[str, Change]:
    """Return what the user changed, on top of what the template in force when the page was opened had changed."""
    changes = read_changes(str(layout.customProperty(CHANGES) or ""))
    present: dict[str, list[QgsLayoutItem]] = {}
    for item in generated.values():
        part = str(item.customProperty(SLOT) or "")
        # The nameless contents of a slot do not stand for it: it has its placeholder.
        if part and item.customProperty(DRAWN) and (_stands_alone(item) or "/" in part):
            present.setdefault(part, []).append(item)
    for part in names:
        before = changes.get(part, Change())
        items = present.get(part, [])
        changes[part] = _changed(before, items, inside="/" in part) if items else Change(deleted=True)
    return changes


def _changed(before: Change, items: list[QgsLayoutItem], inside: bool) -> Change:
    """Return the change at one part; of several texts of the same name the last one that was touched counts."""
    rect, look = before.rect, dict(before.look)
    for item in items:
        was: dict[str, Any] = json.loads(str(item.customProperty(DRAWN)))
        now = drawn(item)
        if not inside and moved(was["rect"], now["rect"]):
            rect = tuple(now["rect"])
        look.update(look_changes(was["look"], now["look"]))
    return Change(False, rect, look)


def _dissolve_groups(layout: QgsPrintLayout, generated: dict[str, QgsLayoutItem]) -> None:
    """Ungroup what holds something generated; the user's own groups stay."""
    found = True
    while found:
        groups = [item for item in _items(layout) if isinstance(item, QgsLayoutItemGroup)]
        found = False
        for group in groups:
            if any(member.uuid() in generated for member in group.items() if member is not None):
                generated.pop(group.uuid(), None)
                layout.ungroupItems(group)
                found = True
                break


def _note_order(layout: QgsPrintLayout, generated: dict[str, QgsLayoutItem]) -> None:
    """Write into each own item which part lies right above it."""
    made = sorted((item for item in generated.values() if item.customProperty(SLOT)), key=lambda item: item.zValue())
    for item in _items(layout):
        if item.uuid() not in generated:
            above = next((other for other in made if other.zValue() > item.zValue()), None)
            item.setCustomProperty(ABOVE, str(above.customProperty(SLOT)) if above is not None else "")


def _embed_pictures(layout: QgsPrintLayout, generated: dict[str, QgsLayoutItem]) -> None:
    """Take the files of own pictures along, so that the template works on every computer."""
    for item in _items(layout):
        if isinstance(item, QgsLayoutItemPicture) and item.uuid() not in generated:
            content = _picture(item.picturePath())
            if content is not None:
                item.setPicturePath("base64:" + base64.b64encode(content).decode("ascii"), item.mode())


def _picture(source: str) -> Optional[bytes]:
    """Return the content of a picture's file, None if it is none; raises SmartCityError if it cannot be taken along."""
    if not source or source.startswith(("base64:", "http://", "https://")):
        return None
    try:
        content = Path(source).read_bytes()
    except OSError as error:
        raise SmartCityError("page_template_picture", path=source) from error
    if len(content) > LARGEST_PICTURE:
        raise SmartCityError("page_template_picture", path=source)
    return content


def _copy(layout: QgsPrintLayout) -> QgsPrintLayout:
    """Return a copy in which all items keep their uuids, by which they know each other."""
    document = QDomDocument()
    root = layout.writeXml(document, QgsReadWriteContext())
    document.appendChild(root)
    copy = QgsPrintLayout(layout.project())
    copy.readXml(root, document, QgsReadWriteContext())
    return copy


def _xml(layout: QgsPrintLayout) -> bytes:
    document = QDomDocument()
    document.appendChild(layout.writeXml(document, QgsReadWriteContext()))
    return bytes(document.toByteArray())
