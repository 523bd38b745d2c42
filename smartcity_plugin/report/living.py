# SPDX-License-Identifier: GPL-2.0-or-later
"""The living document: written with controls and a record, later brought up to date without touching what is not ours.

Of an earlier export only those controls are exchanged that nobody edited and that say something else now. The file is
not written anew: bytes between the controls, headers, styles, comments and all other members stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..engine.progress import Progress, silent
from ..model.design import Theme
from ..model.problem import SmartCityError
from .changes import Change
from .document import Document
from .docx import Writer
from .docx_template import Template
from .earlier import Earlier, EarlierTemplate, file_facts
from .imprint import entry_of, surroundings_of
from .merge import Merge
from .outline import load_outlines
from .record import Entry, Record, attach
from .weave import Weave


@dataclass(frozen=True)
class Origin:
    """What an export is: when it was made (ISO), by which version, in which language and outline, of which study."""

    exported: str
    plugin: str
    language: str
    outline: str
    study: str


@dataclass(frozen=True)
class Outcome:
    """What an update did: the date of the earlier export, what is new to tell, how many edited parts it left alone."""

    since: str
    changes: tuple[Change, ...]
    kept: int


def export_living(
    document: Document,
    template: Template,
    path: Path,
    origin: Origin,
    values: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
) -> None:
    """Write a document with controls and record; raises OSError if the file cannot be written."""
    codes = file_facts(template)
    writer = Writer(document, template, living=True)
    writer.write(values, progress)
    around = surroundings_of(writer.docx)
    entries = {made.tag: entry_of(made, around) for made in writer.made}
    attach(writer.docx, _record(document, origin, codes, entries))
    writer.save(path)


def update_living(
    document: Document, earlier: Earlier, path: Path, origin: Origin, theme: Theme, progress: Progress = silent
) -> Outcome:
    """Write an earlier export brought up to date to ``path``, which must not be the earlier file itself.

    Raises SmartCityError if the earlier file belongs to another study, language or outline, OSError if the file cannot
    be written.
    """
    check(earlier.record, origin, earlier.path)
    template = EarlierTemplate(earlier, theme)
    writer = Writer(document, template, living=True, codes=earlier.record.file["codes"])
    writer.write(progress=progress)
    merge = Merge(earlier, writer.made, surroundings_of(writer.docx))
    weave = Weave(earlier, merge, writer.made, template)
    weave.run(document.labels)
    weave.write(path, _record(document, origin, earlier.record.file, merge.entries))
    return Outcome(earlier.record.exported, tuple(merge.changes), merge.kept)


def check(record: Record, origin: Origin, path: Path) -> None:
    """Raise SmartCityError if an export is not an earlier one of the same document."""
    if record.study != origin.study:
        raise SmartCityError("living_other_study", path=str(path), title=record.title)
    if record.language != origin.language:
        raise SmartCityError("living_other_language", path=str(path), found=record.language, wanted=origin.language)
    if record.outline != origin.outline:
        found, wanted = (_outline(name, origin.language) for name in (record.outline, origin.outline))
        raise SmartCityError("living_other_outline", path=str(path), found=found, wanted=wanted)
    needed = {"styles", "table", "width", "formats", "has_cover", "chapters", "annex", "bullets", "bullets_numbered"}
    if not needed | {"language", "codes"} <= set(record.file):
        raise SmartCityError("living_record_damaged")


def _outline(name: str, language: str) -> str:
    """Return the title of an outline, its name if the plugin does not have it (any more)."""
    outline = load_outlines().get(name)
    return name if outline is None else outline.title.in_language(language)


def _record(document: Document, origin: Origin, file: Mapping[str, Any], entries: Mapping[str, Entry]) -> Record:
    return Record(
        origin.exported, origin.plugin, origin.language, origin.outline, origin.study, document.title, file, entries
    )
