# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas: which pages there are, and their way into one PDF."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtGui import QPainter

from ..catalogue import Catalogue
from ..engine.progress import Progress
from ..model.problem import SmartCityError
from ..paths import plugin_version
from ..study.study import Study
from .facts import Facts
from .furniture import Pagination
from .layers import LayerFactory
from .maps import MapStock
from .pages import contents, cover, district, indicator, method, needs, reading, sources
from .pages.page import Context, Page
from .pdf import Bookmark, add_outline, open_writer, prepare
from .sheet import Sheet
from .wording import Wording


def export_atlas(study: Study, catalogue: Catalogue, path: Path, language: str, progress: Progress) -> int:
    """Write the atlas as a PDF and return its number of pages.

    A file that was there stays as it was until the new one is complete. Raises SmartCityError if nothing was computed
    or the file cannot be written, and passes on Cancelled.
    """
    project = QgsProject()
    context = make_context(project, study, catalogue, language)
    if not context.facts.computed:
        raise SmartCityError("no_results")
    path = Path(path)
    if path.is_dir() or not path.parent.is_dir():
        raise SmartCityError("export_failed", path=str(path))
    pages = plan(context)
    beside = path.with_name(f".{path.stem}-{uuid.uuid4().hex[:8]}.pdf")
    try:
        _print(context, project, pages, beside, progress)
        _bookmark(context, pages, beside)
        beside.replace(path)
    except OSError as error:
        raise SmartCityError("export_failed", path=str(path)) from error
    finally:
        beside.unlink(missing_ok=True)
        del context
        project.clear()
    progress(1.0)
    return len(pages)


def make_context(project: QgsProject, study: Study, catalogue: Catalogue, language: str) -> Context:
    """Return what pages draw from; the layers they need go into the project."""
    facts, words = Facts(study, catalogue, language), Wording(language)
    return Context(study, facts, words, MapStock(project, LayerFactory(study, catalogue, facts, words)))


def plan(context: Context) -> list[Page]:
    """Return all pages in order."""
    front = cover.pages(context)
    rest = [page for module in (reading, needs, indicator, district, method, sources) for page in module.pages(context)]
    return [*front, *contents.pages(context, rest, before=len(front)), *rest]


def draw_page(project: QgsProject, page: Page, number: int, total: int) -> Sheet:
    """Return a page as a layout of the project."""
    sheet = Sheet(project)
    page.draw(sheet, Pagination(number, total))
    return sheet


def _print(context: Context, project: QgsProject, pages: Sequence[Page], path: Path, progress: Progress) -> None:
    """Lay out and paint one page after the other; only one layout exists at a time."""
    title = f"{context.words('atlas')} {context.facts.settings.municipality}"
    writer = open_writer(path, title, context.words("made_with", version=plugin_version()))
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{path} cannot be written")
    try:
        for number, page in enumerate(pages, start=1):
            progress((number - 1) / len(pages))
            if number > 1 and not writer.newPage():
                raise OSError(f"page {number}")
            sheet = draw_page(project, page, number, len(pages))
            prepare(sheet.layout)
            sheet.exporter().renderPage(painter, 0)
            del sheet
    finally:
        painter.end()


def _bookmark(context: Context, pages: Sequence[Page], path: Path) -> None:
    """Give the PDF an outline: sections with their pages."""
    bookmarks: list[Bookmark] = []
    for number, page in enumerate(pages):
        if not page.listed:
            if page.section == page.title:
                bookmarks.append(Bookmark(page.title, number))
            continue
        if not bookmarks or bookmarks[-1].title != page.section:
            bookmarks.append(Bookmark(page.section, number))
        bookmarks[-1].children.append(Bookmark(page.title, number))
    add_outline(path, bookmarks, context.language)
