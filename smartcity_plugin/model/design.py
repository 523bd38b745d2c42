# SPDX-License-Identifier: GPL-2.0-or-later
"""A town's corporate design: one theme for pages, charts and documents, and the parts that go with it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .text import Text

THEME, LOGO, ARMS, DOCUMENT, PAGE, MAP = "theme", "logo", "arms", "document", "page", "map"
"""Kinds of design parts: theme file, logo, coat of arms, Word template, page template, style of an indicator's map."""


@dataclass(frozen=True)
class Colours:
    """The colours of a theme as ``#rrggbb``; those that carry meaning (need, strength, sectors) are not among them."""

    ink: str
    quiet: str
    faint: str
    track: str
    accent: str
    highlight: str


COLOUR_NAMES = tuple(field.name for field in fields(Colours))


@dataclass(frozen=True)
class Theme:
    """Fonts in order of preference, colours, the margin of pages in mm, and who publishes."""

    title: Text
    fonts: tuple[str, ...]
    document_font: str
    colours: Colours
    margin: float
    organisation: Text


@dataclass(frozen=True)
class DesignPart:
    """A piece of the corporate design as the study keeps it.

    ``kind`` is one of the constants above; ``key`` tells parts of one kind apart (kind and format of a page, an
    indicator; empty where there is only one); ``name`` is the file it came from.
    """

    kind: str
    key: str
    name: str
    content: bytes
