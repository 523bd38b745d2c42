# SPDX-License-Identifier: GPL-2.0-or-later
"""Which pages of the atlas are wanted: by key (``unit:07``) or by kind (``unit``), in the order of the atlas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from ..model.problem import SmartCityError

COVER, CONTENTS = "cover", "contents"


class Keyed(Protocol):
    """What has a key: pages and omissions."""

    @property
    def key(self) -> str:
        """The kind, and after a colon what it is about."""


Item = TypeVar("Item", bound=Keyed)


def parse_keys(text: str) -> tuple[str, ...]:
    """Return the keys and kinds of a text that names them with commas, semicolons or line breaks between."""
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def matches(key: str, wanted: str) -> bool:
    """Whether a page is wanted by its key, its kind, or as the continuation of one that is."""
    return key == wanted or key.startswith(f"{wanted}:")


def chosen(pages: Sequence[Item], wanted: Collection[str]) -> list[Item]:
    """Return the wanted pages in their own order; nothing wanted means all."""
    return [page for page in pages if not wanted or any(matches(page.key, one) for one in wanted)]


def check(wanted: Iterable[str], known: Collection[str], kinds: Collection[str] = ()) -> None:
    """Raise SmartCityError for what neither names a page nor one that is known to be left out."""
    unknown = [one for one in wanted if one not in kinds and not any(matches(key, one) for key in known)]
    if unknown:
        possible = kinds or dict.fromkeys(key.partition(":")[0] for key in known)
        raise SmartCityError("atlas_pages_unknown", pages=", ".join(unknown), kinds=", ".join(possible))
