# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas: which pages there are, in which order, and how one of them becomes a layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.core import QgsProject

from ..catalogue import Catalogue
from ..study.study import Study
from . import selection
from .facts import Facts
from .formats import A4_LANDSCAPE, PageFormat
from .furniture import Pagination
from .layers import LayerFactory
from .maps import MapStock
from .pages import (
    change,
    contents,
    costs,
    cover,
    district,
    factsheet,
    focus,
    funding,
    goals,
    indicator,
    justice,
    measure,
    measures,
    method,
    monitor,
    needs,
    omitted,
    orphans,
    participation,
    portfolio,
    product,
    reading,
    scenario,
    sources,
)
from .pages.page import Context, Omission, Page
from .sheet import Sheet
from .templates import Template
from .wording import Wording

MODULES = (
    reading,
    indicator,
    change,
    needs,
    product,
    justice,
    focus,
    factsheet,
    district,
    participation,
    goals,
    measures,
    measure,
    costs,
    scenario,
    portfolio,
    monitor,
    funding,
    orphans,
    method,
    sources,
)
"""What follows cover and contents, in the order of the method: inventory, needs, overlay, places, strategy, checks.

A module has ``pages(context)``, and ``omitted(context)`` where pages may be missing.
"""


KINDS = (
    "cover",
    "contents",
    "reading",
    "indicator",
    "change",
    "needs",
    "product",
    "justice",
    "focus",
    "profile",
    "unit",
    "participation",
    "answers",
    "goals",
    "measures",
    "measure",
    "costs",
    "scenario",
    "scenarios",
    "portfolio",
    "monitor",
    "funding",
    "charta",
    "orphans",
    "method",
    "sources",
    "omitted",
)
"""What selections may name even where a study has no such page."""


def make_context(
    project: QgsProject,
    study: Study,
    catalogue: Catalogue,
    language: str,
    page_format: PageFormat = A4_LANDSCAPE,
    stock: Optional[type[MapStock]] = None,
) -> Context:
    """Return what pages draw from; the layers they need go into the project.

    Everything that is planned and drawn from it belongs into one ``with theme.using(study.theme())``.
    """
    facts, words = Facts(study, catalogue, language), Wording(language)
    maps = (stock or MapStock)(project, LayerFactory(study, catalogue, facts, words))
    return Context(study, facts, words, maps, page_format)


def plan(context: Context, wanted: Sequence[str] = ()) -> list[Page]:
    """Return the pages in order, all of them or those wanted by key or kind; the contents list only these.

    Raises SmartCityError for a key or kind that the atlas does not know.
    """
    with context.study.reading_once():
        front = cover.pages(context)
        rest = [page for module in MODULES for page in module.pages(context)]
        missing = omissions(context)
        rest += omitted.pages(context, missing)
    known = [page.key for page in (*front, *rest)] + [item.key for item in missing]
    selection.check(wanted, [*known, f"{selection.CONTENTS}:1"], KINDS)
    front, rest = selection.chosen(front, wanted), selection.chosen(rest, wanted)
    if wanted and not any(selection.matches(f"{selection.CONTENTS}:1", one) for one in wanted):
        return [*front, *rest]
    return [*front, *contents.pages(context, rest, before=len(front)), *rest]


def omissions(context: Context, wanted: Sequence[str] = ()) -> list[Omission]:
    """Return the pages that there would be if the study had something to show on them, all of them or those wanted."""
    found = list(omitted.indicators(context)) + list(omitted.needs(context))
    for module in MODULES:
        tell = getattr(module, "omitted", None)
        found += tell(context) if tell is not None else []
    return selection.chosen(found, wanted)


def draw_page(
    project: QgsProject,
    page: Page,
    number: int,
    total: int,
    page_format: PageFormat = A4_LANDSCAPE,
    template: Optional[Template] = None,
    editable: bool = False,
    light: bool = False,
) -> Sheet:
    """Return a page as a layout of the project; an editable one can become the town's template.

    A light one is made in a fraction of the time, to be printed only: its texts and shapes are no items of their own.
    """
    sheet = Sheet(project, page_format, template, editable, light)
    page.draw(sheet, Pagination(number, total))
    return sheet.finish()
