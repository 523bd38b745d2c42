# SPDX-License-Identifier: GPL-2.0-or-later
"""The named parts of a page: what a town's template may move, restyle or leave out, and what it changed.

A part is a named text or map that stands alone (``title``), a slot (``legend``), or a named thing inside a slot
(``legend/legend_title``), which keeps its place in the slot. A template holds only what differs from the plugin's own
page, so everything that was left alone goes on following the page's rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemGroup,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutMeasurement,
    QgsPrintLayout,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from .canvas import Canvas
from .formats import PageFormat

if TYPE_CHECKING:
    from .templates import Template

GENERATED, SLOT, DRAWN, ABOVE = "smartcity/generated", "smartcity/slot", "smartcity/drawn", "smartcity/above"
"""Custom properties of items: made by the plugin (as which one), for which part, how; what an own item lies under."""
PARTS, CHANGES = "smartcity/parts", "smartcity/changes"
"""Custom properties of layouts: the parts of the page; what the template in force changed (both JSON)."""
PLACEHOLDER, MEMBER = "smartcity/placeholder", "smartcity/member"
"""Custom properties of items: stands for a slot, lies in a slot."""
LETTERS = frozenset({"family", "size", "bold", "italic", "colour", "align", "valign"})
"""Looks that decide how a text is set; the others belong to the box around it."""
SAME_MM, SAME_POINTS = 0.05, 0.051
"""Rounding, not changes."""


@dataclass(frozen=True)
class Change:
    """What a template changes at a part: gone, its rectangle on paper (mm), looks by name (see ``look_of``)."""

    deleted: bool = False
    rect: Optional[tuple[float, float, float, float]] = None
    look: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return not self.deleted and self.rect is None and not self.look

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can write."""
        return {"deleted": self.deleted, "rect": self.rect, "look": dict(self.look)}


UNCHANGED = Change()


def read_changes(text: str) -> dict[str, Change]:
    """Return changes by part; raises ValueError, TypeError or KeyError if they are not what ``write_changes`` wrote."""
    found = {}
    for part, item in json.loads(text or "{}").items():
        rect = tuple(float(number) for number in item["rect"]) if item["rect"] else None
        if rect is not None and (len(rect) != 4 or min(rect[2:]) <= 0):
            raise ValueError(f"{part}: {rect}")
        found[str(part)] = Change(bool(item["deleted"]), rect, dict(item["look"]))
    return found


def write_changes(changes: Mapping[str, Change]) -> str:
    """Return changes as text."""
    return json.dumps({part: change.as_json() for part, change in sorted(changes.items()) if not change.is_empty})


class Parts:
    """Keeps the parts of one page while it is drawn: which template changes apply, what is to be taken away again."""

    def __init__(
        self,
        layout: QgsPrintLayout,
        page_format: PageFormat,
        template: Optional[Template],
        editable: bool,
        light: bool = False,
    ) -> None:
        self.layout, self.template, self.editable = layout, template, editable
        self._format = page_format
        # Own items that lie below a part need that part as an item.
        self._light = light and not editable and (template is None or not template.has_items_below)
        self._canvas: Optional[Canvas] = None
        self.canvases: list[Canvas] = []
        self._first: dict[str, QgsLayoutItem] = {}
        self.names: list[str] = []
        self._slot = ""
        self._members: list[QgsLayoutItem] = []
        self._gone: list[QgsLayoutItem] = []
        self._marked: list[tuple[QgsLayoutItem, str]] = []

    @property
    def inside(self) -> bool:
        """Whether a slot is being drawn."""
        return bool(self._slot)

    def canvas(self) -> Optional[Canvas]:
        """Return what paints texts and shapes on a light page; what is added as an item ends up above it."""
        if not self._light:
            return None
        if self._canvas is None:
            self._canvas = Canvas(self.layout, self._format.width, self._format.height)
            self.layout.addLayoutItem(self._canvas)
            self.canvases.append(self._canvas)
        return self._canvas

    def name_of(self, name: str) -> str:
        """Return the part that something with this name is; empty for what belongs to no part."""
        if self._slot:
            return self._noted(f"{self._slot}/{name}") if name else self._slot
        return self._unique(name) if name else ""

    def change(self, part: str) -> Change:
        """Return what the template changes at a part."""
        return self.template.changes.get(part, UNCHANGED) if self.template is not None and part else UNCHANGED

    def is_gone(self, part: str) -> bool:
        """Whether the template leaves a part, or the slot it lies in, out."""
        return self.change(part).deleted or self.change(self._slot).deleted

    def dress(self, item: QgsLayoutItemMap, part: str) -> None:
        """Give a map what the template's map has: frame, grids, overviews, rotation, and its name for other items."""
        if self.template is not None:
            self.template.dress(item, part)

    def begin_slot(self, name: str, place: QRectF) -> QRectF:
        """Begin a slot; returns the rectangle on paper to draw into."""
        self._slot = self._unique(name)
        change = self.change(self._slot)
        place = QRectF(*change.rect) if change.rect else place
        if self.editable or change.look:
            holder = QgsLayoutItemLabel(self.layout)
            holder.attemptSetSceneRect(place)
            holder.setCustomProperty(PLACEHOLDER, 1)
            set_look(holder, change.look)
            self.add(holder, self._slot)
        return place

    def end_slot(self) -> None:
        """End the slot; in a page that is to be edited its items become a group with the slot's name."""
        if self.editable and self._members:
            group = QgsLayoutItemGroup(self.layout)
            for item in self._members:
                group.addItem(item)
            self.layout.addLayoutItem(group)
            self._mark(group, self._slot)
        self._slot, self._members = "", []

    def add(self, item: QgsLayoutItem, part: str) -> None:
        """Put an item on the page."""
        self.layout.addLayoutItem(item)
        self._canvas = None
        if self.is_gone(part):
            self._gone.append(item)
            return
        if part:
            self._first.setdefault(part, item)
        if self.editable:
            self._mark(item, part)
            if self._slot:
                self._members.append(item)
                if not item.customProperty(PLACEHOLDER):
                    item.setCustomProperty(MEMBER, 1)
            elif not part:
                item.setLocked(True)  # it belongs to no part: what is done to it would be lost

    def finish(self) -> None:
        """Take away what the template leaves out, add what it brings along, and write down how everything was drawn."""
        for item in self._gone:
            self.layout.removeLayoutItem(item)
        self._gone = []
        for number, (item, part) in enumerate(self._marked, start=1):
            item.setCustomProperty(GENERATED, str(number))
            item.setCustomProperty(SLOT, part)
            # Only now: pages find their map by its id, which its slot has as well.
            if isinstance(item, QgsLayoutItemGroup):
                item.setId(part)
            elif item.customProperty(PLACEHOLDER):
                item.setId(f"{part} [ ]")
            if not isinstance(item, QgsLayoutItemGroup):
                item.setCustomProperty(DRAWN, json.dumps(drawn(item)))
        if self.template is not None:
            self.template.add_own_items(self.layout, self._first)
        if self.editable:
            self.layout.setCustomProperty(PARTS, json.dumps(self.names))
            changes = self.template.changes if self.template is not None else {}
            self.layout.setCustomProperty(CHANGES, write_changes(changes))
            self.layout.undoStack().stack().clear()
        self._marked = []

    def _mark(self, item: QgsLayoutItem, part: str) -> None:
        self._marked.append((item, part))

    def _noted(self, part: str) -> str:
        if part not in self.names:
            self.names.append(part)
        return part

    def _unique(self, name: str) -> str:
        """Return a name that no other part of the page has."""
        part, number = name, 1
        while part in self.names:
            number += 1
            part = f"{name}:{number}"
        return self._noted(part)


def drawn(item: QgsLayoutItem) -> dict[str, Any]:
    """Return rectangle (mm) and look of an item."""
    return {"rect": rect_of(item), "look": look_of(item)}


def rect_of(item: QgsLayoutItem) -> list[float]:
    """Return where an item lies on its page, in mm; a frame does not count."""
    position, size = item.pagePositionWithUnits(), item.sizeWithUnits()
    return [round(number, 3) for number in (position.x(), position.y(), size.width(), size.height())]


def look_of(item: QgsLayoutItem) -> dict[str, Any]:
    """Return what a user may change at a text, map or placeholder without moving it, as plain values."""
    look: dict[str, Any] = {
        "frame": item.frameEnabled(),
        "frame_colour": _name(item.frameStrokeColor()),
        "frame_width": round(item.frameStrokeWidth().length(), 3),
        "background": item.hasBackground(),
        "background_colour": _name(item.backgroundColor()),
        "rotation": round(item.itemRotation(), 2),
        "opacity": round(item.itemOpacity(), 3),
    }
    if isinstance(item, QgsLayoutItemLabel):
        font, size, colour = _type_of(item)
        look.update(
            family=font.family(),
            size=round(size, 2),
            bold=font.bold(),
            italic=font.italic(),
            colour=_name(colour),
            align=number_of(item.hAlign()),
            valign=number_of(item.vAlign()),
            margin_x=round(item.marginX(), 2),
            margin_y=round(item.marginY(), 2),
        )
    return look


def set_look(item: QgsLayoutItem, look: Mapping[str, Any]) -> None:
    """Give an item what a template changed, except for its letters, which decide how a text is laid out."""
    if not look:
        return
    setters = {
        "frame": lambda value: item.setFrameEnabled(bool(value)),
        "frame_colour": lambda value: item.setFrameStrokeColor(QColor(value)),
        "frame_width": lambda value: item.setFrameStrokeWidth(QgsLayoutMeasurement(float(value))),
        "background": lambda value: item.setBackgroundEnabled(bool(value)),
        "background_colour": lambda value: item.setBackgroundColor(QColor(value)),
        "rotation": lambda value: item.setItemRotation(float(value)),
        "opacity": lambda value: item.setItemOpacity(float(value)),
    }
    if isinstance(item, QgsLayoutItemLabel):
        setters["margin_x"] = lambda value: item.setMarginX(float(value))
        setters["margin_y"] = lambda value: item.setMarginY(float(value))
    for key, value in look.items():
        if key in setters:
            setters[key](value)
    item.refresh()


def look_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is different now."""
    return {key: value for key, value in now.items() if key in before and _differ(before[key], value)}


def moved(before: list[float], now: list[float]) -> bool:
    """Whether a rectangle is another one, beyond rounding."""
    return any(abs(one - other) > SAME_MM for one, other in zip(before, now))


def number_of(flag: Any) -> int:
    """Return an enum as a number; Qt 6 has real enums."""
    return int(getattr(flag, "value", flag))


def alignment(value: Any, default: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    """Return an alignment from its number, the default if there is none."""
    return default if value is None else Qt.AlignmentFlag(value)


def _differ(one: Any, other: Any) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        return abs(float(one) - float(other)) > SAME_POINTS
    return one != other


def _name(colour: QColor) -> str:
    return colour.name(QColor.NameFormat.HexArgb)


def _type_of(label: QgsLayoutItemLabel) -> tuple:
    """Return font, size in points and colour; QGIS 3.24 and later keep them in a text format."""
    if hasattr(label, "textFormat"):
        text = label.textFormat()
        return text.font(), text.size(), text.color()
    return label.font(), label.font().pointSizeF(), label.fontColor()
