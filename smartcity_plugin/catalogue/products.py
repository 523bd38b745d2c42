# SPDX-License-Identifier: GPL-2.0-or-later
"""The map products of the overlay: what is mapped, in which classes and colours, and how to read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import paths
from ..model.taxonomy import Term
from ..model.text import Text
from .entry import CatalogueError, Entry

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Product:
    """A map: the ``field`` of a ``table`` of the study, by categories (text) or by classes between ``breaks``.

    ``colours`` are one per category or class, ``#rrggbb``. ``tip`` are the fields shown under the pointer.
    """

    id: str
    table: str
    title: Text
    field: str
    reading: Text
    """How to read the map, and what not to conclude from it."""
    categories: dict[str, Term]
    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    unit: str
    decimals: int
    tip: tuple[str, ...]
    sector: str


@lru_cache(maxsize=2)
def load_products(folder: Path = paths.CATALOGUE / "products") -> dict[str, Product]:
    """Read all map products; raises CatalogueError naming file and key."""
    products: dict[str, Product] = {}
    for path in sorted(folder.glob("*.yaml")):
        for key, entry in Entry.from_file(path).items():
            if key in products:
                raise CatalogueError(f"{path.name}: there is already the product '{key}'")
            products[key] = _read(key, entry)
    return products


def _read(key: str, entry: Entry) -> Product:
    categories = _categories(entry.sub("categories")) if entry.has("categories") else {}
    breaks = tuple(float(number) for number in entry.take("breaks", list, []))
    colours = tuple(term.colour for term in categories.values()) or entry.words("colours")
    product = Product(
        id=key,
        table=entry.take("table", str),
        title=entry.text("title"),
        field=entry.take("field", str),
        reading=entry.text("reading"),
        categories=categories,
        breaks=breaks,
        colours=colours,
        unit=entry.take("unit", str, ""),
        decimals=entry.take("decimals", int, 0),
        tip=entry.words("tip"),
        sector=entry.take("sector", str, ""),
    )
    entry.done()
    if bool(categories) == bool(breaks):
        raise entry.fail("either 'categories' or 'breaks' are needed")
    if breaks and (len(colours) != len(breaks) + 1 or list(breaks) != sorted(set(breaks))):
        raise entry.fail("'breaks' must rise, and there must be one colour more than breaks")
    for colour in colours:
        if not _COLOUR.fullmatch(colour):
            raise entry.fail(f"'{colour}' is no colour like #1b7837")
    return product


def _categories(entry: Entry) -> dict[str, Term]:
    found = {}
    for key, item in entry.items():
        found[key] = Term(key, item.text("title"), item.take("colour", str))
        item.done()
    return found
