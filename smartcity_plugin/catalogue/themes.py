# SPDX-License-Identifier: GPL-2.0-or-later
"""Theme files ⇄ themes; strict, like everything in the catalogue."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import lru_cache

import yaml

from .. import paths
from ..model.design import COLOUR_NAMES, Colours, Theme
from ..model.text import LANGUAGES, Text
from .entry import CatalogueError, Entry, read_yaml_text

STANDARD_THEME = paths.REPORT / "themes" / "standard.yaml"
LEAST_MARGIN, MOST_MARGIN = 5.0, 30.0
"""Millimetres: printers leave about 5 mm blank; beyond 30 mm the pages have no room for their maps."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@lru_cache(maxsize=1)
def standard_theme() -> Theme:
    """Return the plugin's own theme."""
    return read_theme(STANDARD_THEME.read_bytes(), STANDARD_THEME.name)


def read_theme(content: bytes, name: str) -> Theme:
    """Return the theme of a file; raises CatalogueError naming file and key."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{name}: not UTF-8") from error
    entry = Entry(read_yaml_text(text, name), name)
    theme = Theme(
        title=entry.text("title"),
        fonts=entry.words("fonts"),
        document_font=entry.take("document_font", str),
        colours=_colours(entry.sub("colours")),
        margin=entry.number("margin"),
        organisation=_perhaps_empty(entry, "organisation"),
    )
    if not LEAST_MARGIN <= theme.margin <= MOST_MARGIN:
        raise entry.fail(f"'margin' must lie between {LEAST_MARGIN:g} and {MOST_MARGIN:g} mm")
    if not theme.fonts:
        raise entry.fail("'fonts' needs at least one name")
    entry.done()
    return theme


def theme_content(theme: Theme) -> bytes:
    """Return a theme as the text of its file; reading it gives the same theme."""
    content = {
        "title": asdict(theme.title),
        "fonts": list(theme.fonts),
        "document_font": theme.document_font,
        "colours": asdict(theme.colours),
        "margin": theme.margin,
        "organisation": asdict(theme.organisation),
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode("utf-8")


def _perhaps_empty(entry: Entry, key: str) -> Text:
    """Take a text in both languages that may be empty."""
    sub = entry.sub(key)
    wordings = {language: sub.take(language, str) for language in LANGUAGES}
    sub.done()
    return Text(**wordings)


def _colours(entry: Entry) -> Colours:
    colours = {name: entry.take(name, str) for name in COLOUR_NAMES}
    entry.done()
    for name, colour in colours.items():
        if not _COLOUR.fullmatch(colour):
            raise entry.fail(f"'{name}' is no colour like #2f4a66: {colour!r}")
    return Colours(**colours)
