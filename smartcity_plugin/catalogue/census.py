# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of ``census.yaml``: which column of the published census grid fills which field of which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Optional

from .. import paths
from ..model.indicator import Role
from ..model.text import Text
from .catalogue import load_catalogue
from .entry import Entry

STATUSES = ("verified", "secondary")
COUNTED = ("buildings", "dwellings")
_LANDS_IN = ("population_cells", "census_rates", "census_buildings")


@dataclass(frozen=True)
class Target:
    """A field of a role that a column fills."""

    role: str
    field: str


Targets = tuple[Target, ...]


@dataclass(frozen=True)
class WideTable:
    """A published table with one row per cell; column names are in lower case.

    ``counts`` is ``buildings`` or ``dwellings`` where tables of both have the same columns, otherwise empty.
    """

    id: str
    status: str
    recognised_by: frozenset[str]
    fields: dict[str, Targets]
    fallback: dict[str, Targets] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    counts: str = ""
    census: str = ""


@dataclass(frozen=True)
class LongTable:
    """A published table with one row per cell and value of a feature: feature → targets of the codes 1, 2, 3 …"""

    id: str
    status: str
    own: frozenset[str]
    total: Targets
    features: dict[str, tuple[Optional[Target], ...]]
    counts: str = ""


@dataclass(frozen=True)
class Census:
    """All that is known of the published tables; names of columns in lower case, names of features as published."""

    reference_dates: dict[str, str]
    identifiers: frozenset[str]
    positions: frozenset[str]
    marks: str
    counted_by_name: dict[str, tuple[str, ...]]
    wide: dict[str, WideTable]
    long_columns: dict[str, str]
    long_total: str
    long: dict[str, LongTable]
    titles: dict[str, Text]
    notes: dict[str, Text]


def read_census(entry: Entry, roles: Mapping[str, Role]) -> Census:
    """Read ``census.yaml``; every field must belong to a role that the census fills."""
    dates = entry.sub("reference_dates")
    long = entry.sub("long")
    columns = long.sub("columns")
    by_name = entry.sub("counted_by_name")
    census = Census(
        reference_dates={year: dates.take(year, str) for year in dates.take_keys()},
        identifiers=_lower(entry.words("identifiers")),
        positions=_lower(entry.words("positions")),
        marks=entry.take("marks", str).lower(),
        counted_by_name={counted: by_name.words(counted) for counted in COUNTED},
        wide={key: _wide(key, table, roles) for key, table in entry.sub("wide").items()},
        long_columns={name: columns.take(name, str).lower() for name in ("feature", "code", "count", "quality")},
        long_total=long.take("total", str),
        long={key: _long(key, table, roles) for key, table in long.sub("tables").items()},
        titles=_texts(entry.sub("titles")),
        notes=_texts(entry.sub("notes")),
    )
    for part in (dates, columns, by_name, long, entry):
        part.done()
    if set(census.titles) != set(_LANDS_IN):
        raise entry.fail(f"'titles' must have exactly the entries {', '.join(_LANDS_IN)}")
    return census


@lru_cache(maxsize=2)
def load_census(folder: Path = paths.CATALOGUE) -> Census:
    """Read the catalogue's knowledge of the census; raises CatalogueError naming file and key."""
    return read_census(Entry.from_file(folder / "census.yaml"), load_catalogue(folder).roles)


def _wide(key: str, table: Entry, roles: Mapping[str, Role]) -> WideTable:
    fields, fallback = _columns(table, "fields", roles), _columns(table, "fallback", roles)
    repeated = _lower(table.words("repeated", default=[]))
    if not repeated <= {*fields, *fallback}:
        raise table.fail("'repeated' names a column without a field")
    result = WideTable(
        id=key,
        status=table.word("status", STATUSES),
        recognised_by=_lower(table.words("recognised_by")),
        fields=fields,
        fallback=fallback,
        repeated=repeated,
        counts=table.word("counts", COUNTED) if table.has("counts") else "",
        census=table.take("census", str, ""),
    )
    table.done()
    return result


def _long(key: str, table: Entry, roles: Mapping[str, Role]) -> LongTable:
    features = table.sub("features")
    result = LongTable(
        id=key,
        status=table.word("status", STATUSES),
        own=frozenset(table.words("own")),
        total=_targets(table, "total", roles),
        features={
            name: tuple(_target(features, word, roles) if word else None for word in features.words(name))
            for name in features.take_keys()
        },
        counts=table.word("counts", COUNTED) if table.has("counts") else "",
    )
    features.done()
    table.done()
    return result


def _columns(table: Entry, key: str, roles: Mapping[str, Role]) -> dict[str, Targets]:
    columns = table.sub(key, {})
    return {name.lower(): _targets(columns, name, roles) for name in columns.take_keys()}


def _targets(entry: Entry, key: str, roles: Mapping[str, Role]) -> Targets:
    return tuple(_target(entry, word, roles) for word in entry.words(key))


def _target(entry: Entry, word: str, roles: Mapping[str, Role]) -> Target:
    role, _, name = word.partition(".")
    if role not in _LANDS_IN or name not in roles[role].numbers:
        raise entry.fail(f"'{word}' is no number field of a role that the census fills")
    return Target(role, name)


def _texts(entry: Entry) -> dict[str, Text]:
    texts = {name: entry.text(name) for name in entry.take_keys()}
    entry.done()
    return texts


def _lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)
