# SPDX-License-Identifier: GPL-2.0-or-later
"""The page for the council information system from a study: one HTML file that needs nothing else."""

from __future__ import annotations

from pathlib import Path

from .. import capabilities
from ..catalogue import Catalogue
from ..engine.progress import Progress, part, silent
from ..model.design import LOGO
from ..model.problem import SmartCityError
from ..study.provenance import now
from ..study.study import DECIDED, Study
from .builder import Blocks
from .context import Context
from .document import Chapter, Document, Labels
from .figures import FigureSource
from .html import Page, write_html
from .look import look_of
from .outline import OUTLINES, load_outline
from .sections import BUILDERS
from .words import Words

OUTLINE = "council_summary"
_BUILT = 0.95
"""Share of the work that is done when all is drawn."""


def export_summary(
    study: Study,
    catalogue: Catalogue,
    path: Path,
    language: str,
    figures: FigureSource,
    progress: Progress = silent,
) -> None:
    """Write the page; a cancelled or failed export leaves an older file at ``path`` as it was.

    Raises SmartCityError if nothing was computed, the library for XML is missing, or the file cannot be written.
    """
    if study.values().empty:
        raise SmartCityError("no_results")
    problem = capabilities.problem_with("lxml")
    if problem is not None:
        raise SmartCityError(problem.key, **problem.values)
    context = Context(study, catalogue, language, figures, checkpoint=lambda: progress(0.0))
    document = build_summary(context, part(progress, 0.0, _BUILT))
    page = page_of(study, context.words)
    work = path.with_name(f"{path.stem}.part{path.suffix}")
    try:
        write_html(document, page, work)
        work.replace(path)
    except OSError as error:
        raise SmartCityError("export_failed", path=str(path)) from error
    finally:
        work.unlink(missing_ok=True)
    progress(1.0)


def build_summary(context: Context, progress: Progress = silent) -> Document:
    """Return the block tree of the page."""
    outline = load_outline(OUTLINE, tuple(BUILDERS), OUTLINES / "html")
    for number, entry in enumerate(outline.chapters):
        progress(number / len(outline.chapters))
        blocks = Blocks(entry.id)
        BUILDERS[entry.builder](context, blocks)
        if blocks.done() or not entry.optional:
            chapter = Chapter(entry.id, context.words.of(entry.title), entry.kind, blocks.done())
            context.chapters.append(chapter)
    say, words = context.words.say, context.words
    return Document(
        title=f"{words.of(outline.title)} {context.place}",
        subtitle=context.settings.title,
        author=context.place,
        remarks=(say("cover.reference", date=words.date(context.settings.reference_date)),),
        language=words.language,
        labels=Labels(*(say(f"label.{name}") for name in ("figure", "table", "annex", "page", "of"))),
        front=(),
        chapters=tuple(context.chapters),
    )


def page_of(study: Study, words: Words) -> Page:
    """Return what stands around the chapters of a web page from a study."""
    settings, theme = study.settings, study.theme()
    organisation = theme.organisation.in_language(words.language) or settings.municipality
    if settings.state != DECIDED:
        stamp = words.say("page.draft")
    elif settings.decision:
        stamp = words.say("page.decided_by", decision=settings.decision)
    else:
        stamp = words.say("page.decided")
    logo = study.design_part(LOGO)
    computed = {"date": words.date(now()), "version": settings.plugin_version, "study": settings.study_id}
    return Page(
        look=look_of(theme),
        organisation=organisation,
        stamp=stamp,
        is_decided=settings.state == DECIDED,
        skip=words.say("page.skip"),
        contents=words.say("page.contents"),
        footer=(words.say("page.made", **computed), words.say("page.nothing_loaded")),
        logo=logo.content if logo else b"",
        logo_text=words.say("page.logo", name=organisation),
    )
