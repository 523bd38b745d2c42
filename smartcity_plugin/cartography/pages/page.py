# SPDX-License-Identifier: GPL-2.0-or-later
"""What a page is, and what all pages draw from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import shapely

from ...study.study import Study
from ..facts import Facts
from ..formats import A4_LANDSCAPE, PageFormat
from ..furniture import Pagination
from ..grid import Grid, ratio_of
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
    format: PageFormat = A4_LANDSCAPE
    """The paper that pages are planned for; sheets have the same."""

    @property
    def grid(self) -> Grid:
        """The regions of a page in the theme in force."""
        return Grid.of(self.format)

    @cached_property
    def ratio(self) -> float:
        """How many times wider than high the municipality is."""
        return ratio_of(self.stock.extent())

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
    variant: str = ""
    """Tells pages of one kind apart that are laid out differently, such as continuations: a template of their own."""

    @property
    def kind(self) -> str:
        """What it shows: the part of its key that selections may name to get all pages of the kind."""
        return self.key.partition(":")[0]

    @property
    def template(self) -> str:
        """What all pages that are laid out like it have in common: they share a template."""
        return f"{self.kind}_{self.variant}" if self.variant else self.kind


@dataclass(frozen=True)
class Omission:
    """A page that is not there because there is nothing to show: its key and title, and the reason in words."""

    key: str
    title: str
    reason: str
