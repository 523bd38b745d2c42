# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of ``participation.yaml``: the exports of participation platforms, and what is personal in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import paths
from ..model.participation import FIELDS
from ..model.text import LANGUAGES, Text
from .entry import Entry

GENERIC, LIMESURVEY, COMMENTS = "generic", "limesurvey", "dipas_comments"
MASKS = ("mail", "phone", "account", "profile", "hand")


@dataclass(frozen=True)
class ExportFormat:
    """A kind of export: by which columns it is recognised, and how those are called that are read."""

    id: str
    title: Text
    platform: str
    is_verified: bool
    """Whether its layout was read in the platform's source; otherwise users are asked to check."""
    identified_by: tuple[tuple[str, ...], ...]
    columns: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class ParticipationRules:
    """All of the file; ``masks`` are what stands in place of personal data in texts."""

    formats: dict[str, ExportFormat]
    personal: tuple[str, ...]
    not_personal: tuple[str, ...]
    masks: dict[str, Text]
    phone_words: tuple[str, ...]
    profile_hosts: tuple[str, ...]
    profile_paths: tuple[str, ...]
    review: tuple[str, ...]
    sectors: dict[str, tuple[str, ...]]


@lru_cache(maxsize=2)
def load_participation(folder: Path = paths.CATALOGUE) -> ParticipationRules:
    """Read the file; raises CatalogueError naming file and key."""
    entry = Entry.from_file(folder / "participation.yaml")
    formats = {key: _format(key, item) for key, item in entry.sub("formats").items()}
    masks, review, sectors = entry.sub("masks"), entry.sub("review"), entry.sub("sectors")
    rules = ParticipationRules(
        formats=formats,
        personal=entry.words("personal"),
        not_personal=entry.words("not_personal"),
        masks={name: masks.text(name) for name in MASKS},
        phone_words=entry.words("phone_words"),
        profile_hosts=entry.words("profile_hosts"),
        profile_paths=entry.words("profile_paths"),
        review=tuple(word for language in LANGUAGES for word in review.words(language)),
        sectors={key: sectors.words(key) for key in sectors.take_keys()},
    )
    for part in (entry, masks, review, sectors):
        part.done()
    return rules


def _format(key: str, entry: Entry) -> ExportFormat:
    columns = entry.sub("columns")
    unknown = sorted(set(columns.take_keys()) - set(FIELDS))
    if unknown:
        raise entry.fail(f"'{unknown[0]}' is no field of a contribution")
    made = ExportFormat(
        id=key,
        title=entry.text("title"),
        platform=entry.take("platform", str),
        is_verified=entry.take("verified", bool),
        identified_by=tuple(tuple(names) for names in entry.take("identified_by", list)),
        columns={field: columns.words(field) for field in columns.take_keys()},
    )
    entry.done()
    columns.done()
    return made
