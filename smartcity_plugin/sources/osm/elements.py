# SPDX-License-Identifier: GPL-2.0-or-later
"""OpenStreetMap objects on their way from a file to the roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

POINT, LINE, CLOSED, POLYGON, COLLECTION = "point", "line", "closed", "polygon", "collection"

BATCH = 2000
"""Objects that are handed on at once."""


class Element(NamedTuple):
    """One object: kind of geometry, id (``way/123``; the bare number where the kind of object is not known), tags, WKB.

    ``closed`` is a line that ends where it began: a ring or an area, as the rule of a role says.
    """

    kind: str
    osm_id: str
    tags: dict[str, str]
    wkb: bytes


Taker = Callable[[list[Element], str], None]
"""Takes a batch of elements and the CRS (authority id or WKT) of their coordinates."""

_HEADER, _POINT = 9, 16
"""Bytes of a two-dimensional WKB: byte order, type and number of points; one point."""


def line_kind(wkb: bytes) -> str:
    """Return whether the WKB of a line string is that of a closed line (a ring of at least three corners)."""
    ring = len(wkb) >= _HEADER + 4 * _POINT and wkb[_HEADER : _HEADER + _POINT] == wkb[-_POINT:]
    return CLOSED if ring else LINE
