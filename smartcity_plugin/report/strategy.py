# SPDX-License-Identifier: GPL-2.0-or-later
"""The strategy document from a study: outline, sections, file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from qgis.PyQt.QtCore import QSize

from .. import capabilities
from ..bridge.pictures import png
from ..catalogue import Catalogue
from ..engine.progress import Progress, silent
from ..model.design import DOCUMENT, LOGO, Theme
from ..model.problem import Problem, SmartCityError
from ..model.provenance import Run
from ..study.provenance import now
from ..study.study import DECIDED, Study, StudySettings
from .builder import Blocks
from .context import Context
from .document import Block, Chapter, Document, Labels, ListOfFigures, ListOfTables, PageBreak, Toc
from .figures import FigureSource
from .outline import STANDARD, Outline, load_outline, load_outlines
from .pages import length_problems
from .sections import BUILDERS
from .texts import Texts, load_texts
from .words import Words

if TYPE_CHECKING:
    from .export import Exported
    from .living import Origin

_BUILT = 0.9
"""Share of the work that is done when all chapters are built; most of it is drawing maps."""
_LOGO_PIXELS = (1200, 400)
"""Fine enough for the 60 mm that a logo has on the cover."""


def export_document(
    study: Study,
    catalogue: Catalogue,
    path: Path,
    language: str,
    figures: FigureSource,
    progress: Progress = silent,
    outline_name: str = STANDARD,
    template: Optional[Path] = None,
    update: Optional[Path] = None,
) -> Exported:
    """Write the document of a study with an outline as .docx: a new one, or the earlier ``update`` brought up to date.

    A new one is written into ``template``, else into the Word template of the study's design, else in the plugin's own
    look. A cancelled or failed export leaves an older file at ``path`` as it was. Raises SmartCityError if nothing was
    computed, the library for Word files is missing, a file cannot be used, or the document cannot be written.
    """
    if study.values().empty:
        raise SmartCityError("no_results")
    problem = capabilities.problem_with("docx")
    if problem is not None:
        raise SmartCityError(problem.key, **problem.values)
    from . import export

    theme, origin = study.theme(), _origin(study, language, outline_name)
    given = None if template is None else export.template_file(Path(template))
    earlier = None if update is None else export.open_earlier(Path(update), origin)
    document = build_document(study, catalogue, language, figures, progress, outline_name)
    words = Words(Texts(language, load_texts()), catalogue.vocabulary)
    document = replace(document, **_emblem(study, theme, words))
    progress(_BUILT)

    def writing(fraction: float) -> None:
        progress(_BUILT + (1.0 - _BUILT) * fraction)

    if earlier is None:
        ground = given or study.design_part(DOCUMENT)
        values = _values(study, document, theme, words)
        exported = export.write_new(document, Path(path), origin, theme, ground, values, writing)
    else:
        exported = export.write_update(document, Path(path), earlier, origin, theme, words, writing)
        if given is not None:
            exported = export.with_problem(exported, export.not_used(given))
    for found in _looked_at(document, Path(path), outline_name):
        exported = export.with_problem(exported, found)
    progress(1.0)
    return exported


def _looked_at(document: Document, path: Path, outline_name: str) -> list[Problem]:
    """Return what is to be said of a written document: whether it is too long, how accessible it is."""
    from . import accessibility

    limit = load_outlines()[outline_name].pages
    return [*length_problems(document, limit), *accessibility.told(accessibility.check(path))]


def _origin(study: Study, language: str, outline_name: str) -> Origin:
    from .living import Origin

    settings = study.settings
    return Origin(now(), settings.plugin_version, language, outline_name, settings.study_id)


def _emblem(study: Study, theme: Theme, words: Words) -> dict[str, Any]:
    """Return the logo for the cover and what it shows, as far as the town has one."""
    part = study.design_part(LOGO)
    if part is None:
        return {}
    name = words.of(theme.organisation) or study.settings.municipality
    return {"logo": png(part, QSize(*_LOGO_PIXELS)), "logo_text": words.say("page.logo", name=name)}


def _values(study: Study, document: Document, theme: Theme, words: Words) -> dict[str, str]:
    """Return what fills the text placeholders of a template, by their meaning."""
    settings = study.settings
    decided = settings.state == DECIDED
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "municipality": settings.municipality,
        "publisher": words.of(theme.organisation) or settings.municipality,
        "date": words.date(_computed(study.runs(), settings)),
        "reference_date": words.date(settings.reference_date),
        "created": words.date(now()),
        "state": words.say("document.decided" if decided else "document.draft"),
        "decision": settings.decision if decided else "",
        "version": settings.plugin_version,
    }


def build_document(
    study: Study,
    catalogue: Catalogue,
    language: str,
    figures: FigureSource,
    progress: Progress = silent,
    outline_name: str = STANDARD,
) -> Document:
    """Return the block tree of the document with an outline."""
    outline = load_outline(outline_name, tuple(BUILDERS))
    fraction = 0.0
    with study.reading_once():
        context = Context(study, catalogue, language, figures, checkpoint=lambda: progress(fraction))
        chapters = context.chapters
        for number, entry in enumerate(outline.chapters):
            fraction = _BUILT * number / len(outline.chapters)
            progress(fraction)
            blocks = Blocks(entry.id)
            BUILDERS[entry.builder](context, blocks)
            if blocks.done() or not entry.optional:
                chapters.append(Chapter(entry.id, context.words.of(entry.title), entry.kind, blocks.done()))
        return _assemble(context, outline, chapters)


def _assemble(context: Context, outline: Outline, chapters: list[Chapter]) -> Document:
    say = context.words.say
    return Document(
        title=f"{context.words.of(outline.title)} {context.place}",
        subtitle=context.settings.title,
        author=context.place,
        remarks=(
            _state(context),
            say("cover.reference", date=context.words.date(context.settings.reference_date)),
            say("cover.computed", date=context.words.date(_computed(context.runs, context.settings))),
            say("cover.made", version=context.settings.plugin_version),
        ),
        language=context.words.language,
        labels=Labels(*(say(f"label.{name}") for name in ("figure", "table", "annex", "page", "of"))),
        front=(PageBreak("front.toc_page"), Toc("front.toc", say("front.toc")), *_lists(context, outline)),
        chapters=tuple(chapters),
    )


def _state(context: Context) -> str:
    """Return the stamp on the cover: draft, or what was decided."""
    settings = context.settings
    if settings.state != DECIDED:
        return context.words.say("cover.draft")
    key = "decision" if settings.decision else "decided"
    return context.words.say(f"document.{key}", decision=settings.decision)


def _computed(runs: Mapping[str, Run], settings: StudySettings) -> str:
    """Return when the latest run was started (ISO)."""
    return max((run.started_at for run in runs.values()), default=settings.created_at)


def _lists(context: Context, outline: Outline) -> tuple[Block, ...]:
    if not outline.lists:
        return ()
    say = context.words.say
    return (
        PageBreak("front.lists_page"),
        ListOfFigures("front.figures", say("front.figures")),
        ListOfTables("front.tables", say("front.tables")),
    )
