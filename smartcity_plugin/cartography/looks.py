# SPDX-License-Identifier: GPL-2.0-or-later
"""How inventory and base layers look, from ``resources/styles/layers.yaml``. No QGIS here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .. import paths
from ..catalogue.entry import Entry

LAYER_LOOKS = paths.RESOURCES / "styles" / "layers.yaml"


@dataclass(frozen=True)
class Look:
    """Colours (empty: none), sizes in mm, and what is special about lines and numbers."""

    fill: str = ""
    outline: str = ""
    width: float = 0.1
    colour: str = "#5f6b76"
    shape: str = "circle"
    size: float = 2.0
    number: str = ""
    """Field whose value gives polygons a darker or lighter ``fill``."""
    major_only: bool = False
    major_width: float = 0.0


@dataclass(frozen=True)
class Looks:
    """The looks of base map, overlay and inventory by role, and which street classes are major."""

    base: dict[str, Look]
    overlay: dict[str, Look]
    roles: dict[str, Look]
    major_streets: tuple[str, ...]


@lru_cache(maxsize=1)
def read_looks() -> Looks:
    """Read the file; raises CatalogueError naming the key that is wrong."""
    entry = Entry.from_file(LAYER_LOOKS)
    groups = {name: {key: _look(sub) for key, sub in entry.sub(name).items()} for name in ("base", "overlay", "roles")}
    looks = Looks(**groups, major_streets=entry.words("major_streets"))
    entry.done()
    return looks


def _look(entry: Entry) -> Look:
    standard = Look()
    look = Look(
        **{
            name: entry.take(name, (float, int) if isinstance(value, float) else type(value), value)
            for name, value in vars(standard).items()
        }
    )
    entry.done()
    return look
