# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the strategy document to disk: a new one from a template, or an earlier one brought up to date."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

from ..engine.progress import Progress
from ..model.design import DesignPart, Theme
from ..model.problem import Problem, Severity, SmartCityError
from .change_list import change_document, summary
from .changes import Change, Kind
from .document import Document
from .docx import write_docx
from .docx_template import open_template
from .earlier import Earlier
from .living import Origin, Outcome, check, export_living, update_living
from .words import Words


@dataclass(frozen=True)
class Exported:
    """What an export did: how many parts moved, how many edited ones were kept, and what is to be told.

    ``changes`` is the change list if one was written, ``backup`` the copy of a document that was brought up to date in
    its own place, ``sentence`` what changed in words (empty for a new document).
    """

    changed: int = 0
    kept: int = 0
    changes: Optional[Path] = None
    backup: Optional[Path] = None
    sentence: str = ""
    told: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def open_earlier(path: Path, origin: Origin) -> Earlier:
    """Return an earlier export that can be brought up to date; raises SmartCityError if it cannot."""
    earlier = Earlier(path)
    check(earlier.record, origin, path)
    return earlier


def write_new(
    document: Document,
    path: Path,
    origin: Origin,
    theme: Theme,
    template: Optional[DesignPart],
    values: Mapping[str, str],
    progress: Progress,
) -> Exported:
    """Write a new document; an older file at ``path`` is replaced when the new one is complete."""
    ground = open_template(
        None if template is None else template.content,
        "" if template is None else template.name,
        theme,
        document.language,
        document.labels,
        [chapter.id for chapter in document.chapters],
    )
    with _Beside(path) as work:
        export_living(document, ground, work, origin, values, progress)
    return Exported(problems=tuple(ground.problems))


def write_update(
    document: Document, path: Path, earlier: Earlier, origin: Origin, theme: Theme, words: Words, progress: Progress
) -> Exported:
    """Bring an earlier document up to date and write what changed beside it.

    The earlier file is only replaced if it is ``path`` itself, by the complete new one and after a copy was kept.
    """
    with _Beside(path) as work:
        outcome = update_living(document, earlier, work, origin, theme, progress)
        backup = _backup(earlier.path) if _is_same(earlier.path, path) else None
    changes = _write_changes(document, path, outcome, origin, theme, words, earlier)
    told = outcome.changes
    moved = [one for one in told if one.kind in (Kind.NEW, Kind.CHANGED, Kind.REMOVED)]
    return Exported(
        changed=len(moved),
        kept=outcome.kept,
        changes=changes,
        backup=backup,
        sentence=summary(told, outcome.since, words),
        told=told,
    )


def _write_changes(
    document: Document,
    path: Path,
    outcome: Outcome,
    origin: Origin,
    theme: Theme,
    words: Words,
    earlier: Earlier,
) -> Optional[Path]:
    """Write the change list; returns its path, None if nothing changed."""
    if not outcome.changes:
        return None
    titles = _chapters(document, outcome.changes, earlier)
    made = change_document(outcome.changes, outcome.since, origin.exported, document, words, titles)
    target = path.with_name(f"{path.stem}-{words.say('changes.file')}.docx")
    with _Beside(target) as work:
        write_docx(made, work, theme=theme)
    return target


def _chapters(document: Document, changes: Sequence[Change], earlier: Earlier) -> dict[str, str]:
    """Return the titles of the chapters in order, at the end those of chapters that are gone."""
    from .controls import tag_of

    titles = {chapter.id: chapter.title for chapter in document.chapters}
    for change in changes:
        entry = earlier.record.entries.get(tag_of(change.chapter))
        if change.chapter not in titles and entry is not None:
            titles[change.chapter] = entry.title
    return titles


def template_file(path: Path) -> DesignPart:
    """Return a Word file as a template; raises SmartCityError if it cannot be read."""
    try:
        return DesignPart("document", "", path.name, path.read_bytes())
    except OSError as error:
        raise SmartCityError("template_no_word", name=path.name) from error


def not_used(template: DesignPart) -> Problem:
    """Return that a template is not used for a document that is brought up to date."""
    return Problem("living_template_ignored", Severity.WARNING, {"path": template.name})


def with_problem(exported: Exported, problem: Problem) -> Exported:
    """Return an export with one more thing to tell."""
    return replace(exported, problems=(*exported.problems, problem))


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _backup(path: Path) -> Path:
    """Keep a copy of a document that is about to be replaced; one copy, of the last state."""
    target = path.with_name(f"{path.stem}.backup{path.suffix}")
    try:
        shutil.copy2(path, target)
    except OSError as error:
        raise SmartCityError("export_failed", path=str(target)) from error
    return target


class _Beside:
    """A file beside the target that replaces it if all went well."""

    def __init__(self, path: Path) -> None:
        self._path, self._work = path, path.with_name(f"{path.stem}.part{path.suffix}")

    def __enter__(self) -> Path:
        return self._work

    def __exit__(self, kind: Optional[type], error: Optional[BaseException], _: object) -> None:
        try:
            if kind is None:
                self._work.replace(self._path)
        except OSError as problem:
            raise SmartCityError("export_failed", path=str(self._path)) from problem
        finally:
            self._work.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise SmartCityError("export_failed", path=str(self._path)) from error
