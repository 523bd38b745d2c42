# SPDX-License-Identifier: GPL-2.0-or-later
"""From pages to files: the whole atlas as one PDF, or one file per page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import Qgis, QgsLayoutExporter, QgsProject
from qgis.PyQt.QtGui import QPainter

from ..catalogue import Catalogue
from ..engine.progress import Progress
from ..model.problem import SmartCityError
from ..paths import plugin_version
from ..study.study import Study
from . import theme
from .atlas import draw_page, make_context, omissions, plan
from .files import file_name, written_beside
from .formats import A4_LANDSCAPE, PageFormat
from .georeference import Viewport, map_places, viewports
from .pages.page import Context, Omission, Page
from .pdf import Bookmark, complete, open_writer, prepare
from .sheet import Sheet
from .svg import complete_svg
from .templates import Templates

PDF, GEOPDF, PNG, SVG = "pdf", "geopdf", "png", "svg"
KINDS = (PDF, GEOPDF, PNG, SVG)
"""Kinds of files for single pages."""


@dataclass(frozen=True)
class Exported:
    """What was written: files, number of pages, what the study had nothing for, titles of pages with cut texts."""

    files: tuple[Path, ...]
    pages: int
    omissions: tuple[Omission, ...]
    shortened: tuple[str, ...]
    """Pages on which a template leaves a text too little room."""


class Printing:
    """The pages of one export, each laid out when its turn comes; only one layout exists at a time."""

    def __init__(self, study: Study, project: QgsProject, context: Context, wanted: Sequence[str]) -> None:
        self._project, self.context = project, context
        self.pages = plan(context, wanted)
        self.omissions = omissions(context, wanted)
        self.templates = Templates(study, project, context.format)
        self.shortened: list[str] = []
        if not self.pages:
            names = ", ".join(item.title for item in self.omissions)
            raise SmartCityError("atlas_pages_empty", pages=names)

    @property
    def title(self) -> str:
        """The title of the atlas."""
        return f"{self.context.words('atlas')} {self.context.facts.settings.municipality}"

    def sheets(self, progress: Progress) -> Iterator[tuple[int, Page, Sheet]]:
        """Yield number (from 1), page and its layout; tells the progress between pages."""
        total = len(self.pages)
        for number, page in enumerate(self.pages, start=1):
            progress((number - 1) / total)
            sheet = draw_page(
                self._project, page, number, total, self.context.format, self.templates.of(page), light=True
            )
            if any(written.fitted.shortened for written in sheet.texts):
                self.shortened.append(page.title)
            yield number, page, sheet
            del sheet

    def exported(self, files: Sequence[Path]) -> Exported:
        """Return what to tell about the export."""
        return Exported(tuple(files), len(self.pages), tuple(self.omissions), tuple(self.shortened))


@contextmanager
def printing(
    study: Study, catalogue: Catalogue, language: str, page_format: PageFormat, wanted: Sequence[str]
) -> Iterator[Printing]:
    """Plan pages in the study's theme; their layers are gone when the block ends.

    Raises SmartCityError if nothing was computed, if a wanted page is not known, or if there is nothing to show on any.
    """
    project = QgsProject()
    with theme.using(study.theme()), study.reading_once():
        context = make_context(project, study, catalogue, language, page_format)
        try:
            if not context.facts.computed:
                raise SmartCityError("no_results")
            yield Printing(study, project, context, wanted)
        finally:
            del context
            project.clear()


def export_atlas(
    study: Study,
    catalogue: Catalogue,
    path: Path,
    language: str,
    progress: Progress,
    page_format: PageFormat = A4_LANDSCAPE,
    selection: Sequence[str] = (),
    georeferenced: bool = False,
) -> Exported:
    """Write the atlas, or the pages of it that are selected by key or kind, as one PDF with bookmarks.

    A file that was there stays as it was until the new one is complete. Raises SmartCityError if nothing was computed,
    a page is not known or the file cannot be written, and passes on Cancelled.
    """
    path = Path(path)
    if path.is_dir() or not path.parent.is_dir():
        raise SmartCityError("export_failed", path=str(path))
    with printing(study, catalogue, language, page_format, selection) as job:
        with written_beside(path.parent) as folder:
            file = folder / path.name
            places = _print(job, file, job.sheets(progress), georeferenced)
            complete(file, bookmarks(job.pages), language, places)
        result = job.exported([path])
    progress(1.0)
    return result


def export_pages(
    study: Study,
    catalogue: Catalogue,
    folder: Path,
    language: str,
    progress: Progress,
    page_format: PageFormat = A4_LANDSCAPE,
    selection: Sequence[str] = (),
    kind: str = PDF,
    dpi: float = 300.0,
    world_files: bool = False,
) -> Exported:
    """Write one file per page; ``dpi`` and ``world_files`` are for PNG.

    Files of the same names that were there stay until all new ones are complete. Raises as ``export_atlas`` does.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise SmartCityError("export_failed", path=str(folder))
    names: list[str] = []
    with printing(study, catalogue, language, page_format, selection) as job:
        with written_beside(folder) as beside:
            for number, page, sheet in job.sheets(progress):
                name = file_name(number, len(job.pages), page.title, PDF if kind == GEOPDF else kind)
                names.append(name)
                _WRITERS[kind](job, beside / name, (number, page, sheet), dpi, world_files)
                del sheet
        result = job.exported([folder / name for name in names])
    progress(1.0)
    return result


def bookmarks(pages: Sequence[Page]) -> list[Bookmark]:
    """Return the outline of a PDF: sections with their pages."""
    found: list[Bookmark] = []
    for number, page in enumerate(pages):
        if not page.listed:
            if page.section == page.title:
                found.append(Bookmark(page.title, number))
            continue
        if not found or found[-1].title != page.section:
            found.append(Bookmark(page.section, number))
        found[-1].children.append(Bookmark(page.title, number))
    return found


# One file ------------------------------------------------------------------------------------------------------------

Drawn = tuple[int, Page, Sheet]


def _print(job: Printing, path: Path, sheets: Iterator[Drawn], georeferenced: bool) -> dict[int, list[Viewport]]:
    """Paint pages into a PDF; returns where their maps lie, by page from 0, if that is wanted."""
    creator = job.context.words("made_with", version=plugin_version())
    writer = open_writer(path, job.title, creator, job.context.format)
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(0, "cannot be written", str(path))
    places: dict[int, list[Viewport]] = {}
    try:
        for place, (_, _, sheet) in enumerate(sheets):
            if place and not writer.newPage():
                raise OSError(0, "cannot be written", str(path))
            prepare(sheet.layout)
            sheet.exporter().renderPage(painter, 0)
            sheet.check()
            found = viewports(sheet.layout) if georeferenced else []
            if found:
                places[place] = found
            del sheet
    finally:
        painter.end()
    return places


def _write_pdf(job: Printing, path: Path, drawn: Drawn, dpi: float, world_files: bool, geo: bool = False) -> None:
    places = _print(job, path, iter([drawn]), geo)
    complete(path, [], job.context.language, places)


def _write_geopdf(job: Printing, path: Path, drawn: Drawn, dpi: float, world_files: bool) -> None:
    _write_pdf(job, path, drawn, dpi, world_files, geo=True)


def _write_png(job: Printing, path: Path, drawn: Drawn, dpi: float, world_files: bool) -> None:
    layout = drawn[2].layout
    layout.renderContext().setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    # QGIS writes a world file for the largest map.
    settings.generateWorldFile = world_files and layout.referenceMap() is not None
    # QGIS tries to write a georeference into the picture, which GDAL cannot do, and says so.
    with _quiet():
        _succeed(drawn[2].exporter().exportToImage(str(path), settings), path)
    drawn[2].check()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep GDAL from printing what it cannot do."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


def _write_svg(job: Printing, path: Path, drawn: Drawn, dpi: float, world_files: bool) -> None:
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = theme.VECTOR_DPI
    settings.forceVectorOutput = True
    settings.exportAsLayers = True  # so that maps can be told from the rest
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysOutlines
    sheet = drawn[2]
    _succeed(sheet.exporter().exportToSvg(str(path), settings), path)
    sheet.check()
    complete_svg(path, map_places(sheet.layout), job.context.format.width)


_WRITERS: dict[str, Callable[[Printing, Path, Drawn, float, bool], None]] = {
    PDF: _write_pdf,
    GEOPDF: _write_geopdf,
    PNG: _write_png,
    SVG: _write_svg,
}


def _succeed(result: object, path: Path) -> None:
    if result != QgsLayoutExporter.ExportResult.Success or not path.is_file():
        raise SmartCityError("export_failed", path=str(path))
