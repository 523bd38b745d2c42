# SPDX-License-Identifier: GPL-2.0-or-later
"""The frames a strategy is ordered by: sectors, sustainability dimensions, SDGs, Charta attributes, units."""

from __future__ import annotations

from dataclasses import dataclass

from .text import Text


@dataclass(frozen=True)
class Term:
    """An entry of a vocabulary, with the colour it has on maps and pages (``#rrggbb``)."""

    id: str
    title: Text
    colour: str = "#555555"


@dataclass(frozen=True)
class UnitOfMeasure:
    """How a number is written: symbol behind it, decimals, and whether a space separates the two."""

    id: str
    symbol: Text
    decimals: int
