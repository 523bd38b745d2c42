# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of the roles that inventory layers can play."""

from __future__ import annotations

from ..model.indicator import Role
from ..model.text import Text
from .entry import Entry
from .vocabulary import Vocabulary

GEOMETRIES = {"point", "line", "polygon", "any", "none", "raster"}


def _fields(entry: Entry, key: str) -> dict[str, Text]:
    fields = entry.sub(key, {})
    return {name: fields.text(name) for name in fields.take_keys()}


def read_roles(entry: Entry, vocabulary: Vocabulary) -> dict[str, Role]:
    """Read ``roles.yaml``; a role belongs to a sector or to ``base`` (needed by all)."""
    roles = {}
    for key, role in entry.items():
        required, optional = _fields(role, "required"), _fields(role, "optional")
        roles[key] = Role(
            id=key,
            sector=role.word("sector", set(vocabulary.sectors) | {"base"}),
            title=role.text("title"),
            description=role.text("description"),
            geometry=role.word("geometry", GEOMETRIES),
            required=required,
            optional=optional,
            numbers=role.words("numbers", {**required, **optional}, []),
            buffer=role.number("buffer", 0.0),
            used_by=role.words("used_by", default=[]),
        )
        role.done()
    return roles
