# SPDX-License-Identifier: GPL-2.0-or-later
"""Which pages the atlas of a study has, as rows to choose from, and what was chosen as the algorithms name it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProject

from ...bridge.i18n import translate
from ...cartography import atlas, theme
from ...cartography.formats import FORMATS
from ...cartography.selection import matches
from ...study.own_indicators import catalogue_of
from ...study.study import Study


@dataclass(frozen=True)
class PageRow:
    """A page with its continuations: title, section, keys, the number of the first one in the whole atlas."""

    title: str
    section: str
    keys: tuple[str, ...]
    number: int

    @property
    def kind(self) -> str:
        """The kind of page."""
        return self.keys[0].partition(":")[0]


@dataclass(frozen=True)
class AtlasPlan:
    """All pages, and title and reason of those that there cannot be."""

    rows: tuple[PageRow, ...] = ()
    omissions: tuple[tuple[str, str], ...] = ()
    is_computed: bool = False

    @property
    def pages(self) -> int:
        """How many pages the whole atlas has."""
        return sum(len(row.keys) for row in self.rows)


def read_plan(path: str, language: str, paper: str) -> AtlasPlan:
    """Read a study's pages for a language and a paper format; layers are made for it: on the main thread only."""
    project = QgsProject()
    with Study.open(Path(path)) as study, theme.using(study.theme()):
        context = atlas.make_context(project, study, catalogue_of(study), language, FORMATS[paper])
        try:
            if not context.facts.computed:
                return AtlasPlan()
            omissions = tuple((item.title, item.reason) for item in atlas.omissions(context))
            pages = [(page.key, page.title, page.section, page.listed) for page in atlas.plan(context)]
        finally:
            del context
            project.clear()
    return AtlasPlan(tuple(rows_of(pages)), omissions, True)


def rows_of(pages: Iterable[tuple[str, str, str, bool]]) -> list[PageRow]:
    """Return rows of (key, title, section, listed); pages that the contents do not list continue the one before."""
    front = translate("SmartCity", "Cover and contents")
    rows: list[PageRow] = []
    for number, (key, title, section, is_listed) in enumerate(pages, start=1):
        kind = key.partition(":")[0]
        if rows and not is_listed and rows[-1].kind == kind:
            last = rows[-1]
            rows[-1] = PageRow(last.title, last.section, (*last.keys, key), last.number)
        else:
            rows.append(PageRow(title, section if is_listed else front, (key,), number))
    return rows


def selection_text(rows: Sequence[PageRow], chosen: Collection[int]) -> str:
    """Return what the algorithms call the chosen rows (by their index): empty for all of them.

    Kinds that are chosen as a whole are named as such, so that new indicators or units join next time.
    """
    if len(chosen) == len(rows):
        return ""
    parts: list[str] = []
    for number in sorted(chosen):
        row = rows[number]
        siblings = [index for index, other in enumerate(rows) if other.kind == row.kind]
        whole = all(index in chosen for index in siblings)
        for name in [row.kind] if whole else row.keys:
            if not any(matches(name, part) for part in parts):
                parts.append(name)
    return ",".join(parts)


def chosen_rows(rows: Sequence[PageRow], names: Collection[str]) -> set[int]:
    """Return the indices of the rows that a remembered selection names; no names mean all rows."""
    if not names:
        return set(range(len(rows)))
    return {number for number, row in enumerate(rows) if any(matches(key, name) for key in row.keys for name in names)}
