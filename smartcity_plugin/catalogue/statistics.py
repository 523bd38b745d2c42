# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of ``statistics.yaml``: how columns of municipal statistics are called."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from .. import paths
from ..model.indicator import Role
from .catalogue import load_catalogue
from .entry import Entry

ROLE = "unit_statistics"


def read_synonyms(entry: Entry, role: Role) -> dict[str, tuple[str, ...]]:
    """Return the names by field of the role, the field's own name first; fields without synonyms have only that."""
    unknown = sorted(set(entry.take_keys()) - {*role.required, *role.optional})
    if unknown:
        raise entry.fail(f"'{unknown[0]}' is no field of the role '{role.id}'")
    names = {field: (field, *entry.words(field, default=[])) for field in (*role.required, *role.optional)}
    entry.done()
    return names


@lru_cache(maxsize=2)
def load_synonyms(folder: Path = paths.CATALOGUE) -> dict[str, tuple[str, ...]]:
    """Read the catalogue's synonyms; raises CatalogueError naming file and key."""
    return read_synonyms(Entry.from_file(folder / "statistics.yaml"), load_catalogue(folder).roles[ROLE])
