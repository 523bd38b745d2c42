# SPDX-License-Identifier: GPL-2.0-or-later
"""What a page is, and what all pages draw from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import shapely

from ...study.study import Study
from ..facts import Facts
from ..furniture import Pagination
from ..maps import MapStock
from ..sheet import Sheet
from ..wording import Wording


@dataclass(frozen=True)
class Context:
    """The study in one language, and the layers of its maps."""

    study: Study
    facts: Facts
    words: Wording
    stock: MapStock

    @property
    def language(self) -> str:
        """The language of all pages."""
        return self.facts.language

    @cached_property
    def unit_bounds(self) -> dict[str, tuple[float, float, float, float]]:
        """The extent of each district: left, lower, right, upper coordinate."""
        units = self.study.reporting_units()
        return dict(zip(units.ids("unit_id"), map(tuple, shapely.bounds(units.geometry).tolist())))


@dataclass(frozen=True)
class Page:
    """A page to be drawn: how contents and bookmarks name it, its section and colour, and who draws it.

    ``key`` names it for selections and templates: its kind, and after a colon what it is about
    (``indicator:gre_access_300m_share``, ``unit:07``, ``needs:index``); the same in every export of a study.
    """

    key: str
    title: str
    section: str
    colour: str
    draw: Callable[[Sheet, Pagination], None]
    listed: bool = True

    @property
    def kind(self) -> str:
        """What all pages of its kind have in common: they share a template."""
        return self.key.partition(":")[0]
