# SPDX-License-Identifier: GPL-2.0-or-later
"""The strategy document from a study: outline, sections, file."""

from __future__ import annotations

from pathlib import Path

from .. import capabilities
from ..catalogue import Catalogue
from ..engine.progress import Progress, silent
from ..model.problem import SmartCityError
from ..study.study import Study
from .builder import Blocks
from .context import Context
from .document import Chapter, Document, Labels, ListOfFigures, ListOfTables, PageBreak, Toc
from .figures import FigureSource
from .outline import Outline, load_outline
from .sections import BUILDERS

OUTLINE = "smart_city_strategie"
_BUILT = 0.9
"""Share of the work that is done when all chapters are built; most of it is drawing maps."""


def export_document(
    study: Study,
    catalogue: Catalogue,
    path: Path,
    language: str,
    figures: FigureSource,
    progress: Progress = silent,
) -> None:
    """Write the strategy document of a study as .docx.

    A cancelled or failed export leaves an older file at ``path`` as it was. Raises SmartCityError if nothing was
    computed, the library for Word files is missing, or the file cannot be written.
    """
    if study.values().empty:
        raise SmartCityError("no_results")
    problem = capabilities.problem_with("docx")
    if problem is not None:
        raise SmartCityError(problem.key, **problem.values)
    document = build_document(study, catalogue, language, figures, progress)
    progress(_BUILT)
    _write(document, Path(path), progress)
    progress(1.0)


def build_document(
    study: Study, catalogue: Catalogue, language: str, figures: FigureSource, progress: Progress = silent
) -> Document:
    """Return the block tree of the strategy document."""
    outline = load_outline(OUTLINE, tuple(BUILDERS))
    fraction = 0.0
    context = Context(study, catalogue, language, figures, checkpoint=lambda: progress(fraction))
    chapters = []
    for number, entry in enumerate(outline.chapters):
        fraction = _BUILT * number / len(outline.chapters)
        progress(fraction)
        blocks = Blocks(entry.id)
        BUILDERS[entry.builder](context, blocks)
        chapters.append(Chapter(entry.id, context.words.of(entry.title), entry.kind, blocks.done()))
    return _assemble(context, outline, chapters)


def _assemble(context: Context, outline: Outline, chapters: list[Chapter]) -> Document:
    say = context.words.say
    computed = max((run.started_at for run in context.runs.values()), default=context.settings.created_at)
    return Document(
        title=f"{context.words.of(outline.title)} {context.place}",
        subtitle=context.settings.title,
        author=context.place,
        remarks=(
            say("cover.draft"),
            say("cover.reference", date=context.words.date(context.settings.reference_date)),
            say("cover.computed", date=context.words.date(computed)),
            say("cover.made", version=context.settings.plugin_version),
        ),
        language=context.words.language,
        labels=Labels(*(say(f"label.{name}") for name in ("figure", "table", "annex", "page", "of"))),
        front=(
            PageBreak("front.toc_page"),
            Toc("front.toc", say("front.toc")),
            PageBreak("front.lists_page"),
            ListOfFigures("front.figures", say("front.figures")),
            ListOfTables("front.tables", say("front.tables")),
        ),
        chapters=tuple(chapters),
    )


def _write(document: Document, path: Path, progress: Progress) -> None:
    """Write beside the target, then replace it."""
    from .docx import write_docx

    work = path.with_name(f"{path.stem}.part{path.suffix}")
    try:
        write_docx(document, work, progress=lambda fraction: progress(_BUILT + (1.0 - _BUILT) * fraction))
        work.replace(path)
    except OSError as error:
        raise SmartCityError("export_failed", path=str(path)) from error
    finally:
        work.unlink(missing_ok=True)
