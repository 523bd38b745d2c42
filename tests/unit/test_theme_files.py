# SPDX-License-Identifier: GPL-2.0-or-later
"""Theme files: the shipped one is complete, what is wrong in another is named, writing and reading are inverse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.entry import CatalogueError
from smartcity_plugin.catalogue.themes import STANDARD_THEME, read_theme, standard_theme, theme_content
from smartcity_plugin.model.design import COLOUR_NAMES, Colours, Theme
from smartcity_plugin.model.text import Text

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=20)
COLOUR = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
NAMED = st.builds(Text, WORDS.map(lambda text: f"x{text}x"), WORDS.map(lambda text: f"x{text}x"))
THEMES = st.builds(
    Theme,
    title=NAMED,
    fonts=st.lists(WORDS, min_size=1, max_size=4).map(tuple),
    document_font=WORDS,
    colours=st.builds(Colours, **dict.fromkeys(COLOUR_NAMES, COLOUR)),
    margin=st.floats(5, 30),
    organisation=st.builds(Text, WORDS, WORDS),
)


def changed(old: str, new: str) -> bytes:
    text = STANDARD_THEME.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new).encode("utf-8")


@given(THEMES)
def test_what_is_written_is_read_again(theme):
    assert read_theme(theme_content(theme), "theme.yaml") == theme


def test_a_town_changes_colour_and_margin():
    theme = read_theme(changed('accent: "#2f4a66"', 'accent: "#7A0019"'), "town.yaml")
    assert theme.colours == replace(standard_theme().colours, accent="#7A0019")
    assert theme.margin == 12.0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('accent: "#2f4a66"', "accent: red", "accent"),
        ('accent: "#2f4a66"', 'akzent: "#2f4a66"', "accent"),
        ("margin: 12", "margin: 80", "margin"),
        ("margin: 12", "margin: wide", "margin"),
        ("margin: 12", "margin: .nan", "margin"),
        ("fonts: [Open Sans, DejaVu Sans, Liberation Sans, Arial, Helvetica]", "fonts: []", "fonts"),
        ("margin: 12", "margin: 12\nmargin: 13", "margin"),
        ("margin: 12", "margin: 12\nlogo: x.svg", "logo"),
        ("margin: 12", "margin: [", "town.yaml"),
    ],
)
def test_mistakes_are_named(old, new, told):
    with pytest.raises(CatalogueError, match=told):
        read_theme(changed(old, new), "town.yaml")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_theme_or_an_error_that_names_the_file(content):
    with pytest.raises(CatalogueError, match="any"):
        read_theme(content, "any.yaml")
