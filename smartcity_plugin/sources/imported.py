# SPDX-License-Identifier: GPL-2.0-or-later
"""What a reader of a foreign format hands over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from ..engine.table import GeoTable
from ..model.problem import Problem
from ..model.provenance import Fitness
from ..model.text import Text


@dataclass(frozen=True)
class ImportedLayer:
    """A table for a role: in the study's CRS, its columns named as the role's fields (further ones are kept).

    ``note`` says what a reader of the numbers must know of how they came about, such as estimated storeys.
    """

    role: str
    title: Text
    table: GeoTable
    fitness: Fitness = Fitness.GOOD
    note: Optional[Text] = None


@dataclass(frozen=True)
class Imported:
    """What a foreign file yielded. ``problems`` are told to the user; an error among them means: do not store.

    ``data_date`` is the date of the data (ISO 8601, or a year) if the file tells it.
    """

    layers: tuple[ImportedLayer, ...]
    problems: tuple[Problem, ...] = ()
    data_date: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    """What else the file tells of itself, for the log and the passport (publisher, version, period)."""
