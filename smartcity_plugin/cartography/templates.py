# SPDX-License-Identifier: GPL-2.0-or-later
"""The town's page templates: layouts that were changed in the designer, kept as ``.qpt`` in the study.

A template is an ordinary QGIS layout file. What it changes at the parts of the page stands in a custom property of the
layout; its own items (those that the plugin did not make) are added to every page of its kind as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Optional

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemShape,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ..model.design import PAGE
from ..model.problem import SmartCityError
from ..study.study import Study
from .formats import PageFormat
from .pages.page import Page
from .parts import ABOVE, CHANGES, GENERATED, PARTS, SLOT, Change, read_changes

PAGE_KEY, PAGE_KIND, PAGE_FORMAT, LANGUAGE, STUDY_PATH = (
    "smartcity/page_key",
    "smartcity/page_kind",
    "smartcity/page_format",
    "smartcity/language",
    "smartcity/study",
)
"""Custom properties of layouts that show a page of the atlas."""
_LARGEST = 40_000_000
"""Bytes of a template; a layout with embedded pictures has a few millions."""


def template_key(kind: str, page_format: PageFormat) -> str:
    """Return the key of a template in the study."""
    return f"{kind}.{page_format.name}"


class Templates:
    """The templates of a study for one format, each read when a page first asks for it."""

    def __init__(self, study: Study, project: QgsProject, page_format: PageFormat) -> None:
        self._project, self._format = project, page_format
        self._parts = {part.key: part for part in study.design_parts(PAGE)}
        self._read: dict[str, Optional[Template]] = {}

    def of(self, page: Page) -> Optional[Template]:
        """Return the template of a page, None if it has none; raises SmartCityError if it cannot be read."""
        kind = page.template
        if kind not in self._read:
            part = self._parts.get(template_key(kind, self._format))
            self._read[kind] = read_template(part.content, self._project, part.key) if part is not None else None
        return self._read[kind]


class Template:
    """A template that was read: changes by part, its maps, its own items."""

    def __init__(self, layout: QgsPrintLayout, document: QDomDocument, changes: Mapping[str, Change]) -> None:
        self.changes = changes
        page = layout.pageCollection().page(0)
        self._paper = page.pageStyleSymbol().clone() if page is not None and page.pageStyleSymbol() else None
        self._document = document
        self._context = QgsReadWriteContext()
        items = [item for item in layout.items() if isinstance(item, QgsLayoutItem)]
        generated = {item.uuid(): item for item in items if item.customProperty(GENERATED)}
        self._maps: dict[str, QDomElement] = {}
        own = [item for item in items if not item.customProperty(GENERATED)]
        self.has_items_below = any(item.customProperty(ABOVE) for item in own)
        root = document.documentElement()
        for element in _children(root):
            item = generated.get(element.attribute("uuid"))
            if item is not None:
                if isinstance(item, QgsLayoutItemMap):
                    self._maps[str(item.customProperty(SLOT))] = element
                root.removeChild(element)
        self.has_own_items = any(item.tagName() in ("LayoutItem", "LayoutMultiFrame") for item in _children(root))

    def dress(self, item: QgsLayoutItemMap, part: str) -> None:
        """Give a map the frame, grids, rotation and id of the template's map of the same part."""
        element = self._maps.get(part)
        if element is not None:
            level = item.zValue()
            item.readXml(element, self._document, self._context)
            item.setFollowVisibilityPreset(False)
            item.setKeepLayerStyles(False)
            item.setAtlasDriven(False)
            item.setLocked(False)
            item.setZValue(level)

    def add_own_items(self, layout: QgsPrintLayout, drawn: Mapping[str, QgsLayoutItem]) -> None:
        """Add the items that the town put on the page, above or below the parts where they were."""
        if self._paper is not None:
            layout.pageCollection().setPageStyleSymbol(self._paper.clone())
        if not self.has_own_items:
            return
        added = layout.addItemsFromXml(self._document.documentElement(), self._document, self._context)
        for item in sorted(added, key=lambda item: item.zValue()):
            part = item.customProperty(ABOVE)
            if part and part in drawn:
                item.setZValue(drawn[part].zValue() - 0.5)
        _renumber(layout)


def read_template(content: bytes, project: QgsProject, key: str) -> Template:
    """Read a template; raises SmartCityError, which names it, if that is not possible."""

    def unreadable(detail: str) -> SmartCityError:
        kind, _, paper = key.rpartition(".")
        return SmartCityError("page_template_unreadable", kind=kind, paper=paper, detail=detail)

    if len(content) > _LARGEST or b"<!ENTITY" in content:
        raise unreadable("size" if len(content) > _LARGEST else "ENTITY")
    document = QDomDocument()
    understood, problem, line, _ = document.setContent(content)
    if not understood:
        raise unreadable(f"{problem} ({line})")
    layout = QgsPrintLayout(project)
    if not layout.readXml(document.documentElement(), document, QgsReadWriteContext()) or not layout.customProperty(
        PAGE_KIND
    ):
        raise unreadable(document.documentElement().tagName())
    try:
        changes = read_changes(str(layout.customProperty(CHANGES) or ""))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise unreadable(f"{type(error).__name__}: {error}") from error
    return Template(layout, document, changes)


def describe(layout: QgsPrintLayout, page: Page, page_format: PageFormat, language: str, study: Study) -> None:
    """Write into a layout which page it shows."""
    facts = {
        PAGE_KEY: page.key,
        PAGE_KIND: page.template,
        PAGE_FORMAT: page_format.name,
        LANGUAGE: language,
        STUDY_PATH: str(study.path),
    }
    for name, value in facts.items():
        layout.setCustomProperty(name, value)


def page_facts(layout: QgsPrintLayout) -> tuple[str, str, list[str]]:
    """Return kind, format and parts of the page that a layout shows; raises SmartCityError if it shows none."""
    kind, paper = layout.customProperty(PAGE_KIND), layout.customProperty(PAGE_FORMAT)
    if not kind or not paper:
        raise SmartCityError("page_layout_foreign", layout=layout.name())
    return str(kind), str(paper), [str(name) for name in json.loads(str(layout.customProperty(PARTS) or "[]"))]


def _renumber(layout: QgsPrintLayout) -> None:
    """Let QGIS number the items in the order in which they lie; it reads that order when an item is added."""
    passing = QgsLayoutItemShape(layout)
    layout.addLayoutItem(passing)
    layout.removeLayoutItem(passing)
    layout.updateZValues(False)


def _children(element: QDomElement) -> list[QDomElement]:
    found, node = [], element.firstChildElement()
    while not node.isNull():
        found.append(node)
        node = node.nextSiblingElement()
    return found
