# SPDX-License-Identifier: GPL-2.0-or-later
"""The data passports: what the atlas was made from, under which terms, and how fit the data are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...model.provenance import Passport
from .. import theme
from ..facts import Facts
from ..flow import Block, Column, draw, lay_out
from ..furniture import Pagination, footer, header
from ..sheet import Sheet
from ..wording import Wording
from .method import COLUMNS, GAP, ROOM
from .page import Context, Page

_TEXT = theme.BODY.but(size=6.8)
_NOTE = theme.BODY.but(size=6.4, colour=theme.QUIET)


def pages(context: Context) -> list[Page]:
    """Return as many pages as the passports need."""
    words = context.words
    found = []
    for number, part in enumerate(lay_out(list(_blocks(context.facts, words)), ROOM, COLUMNS, GAP), start=1):
        title = words("sources_title") if number == 1 else words("sources_title_more", number=number)
        found.append(
            Page(title, words("section_annex"), theme.QUIET, partial(_draw, context, title, part), number == 1)
        )
    return found


def _draw(context: Context, title: str, part: list[Column], sheet: Sheet, page: Pagination) -> None:
    header(sheet, context.facts, context.words("section_annex"), theme.QUIET, title)
    footer(sheet, context.facts, context.words, page)
    draw(sheet, part, ROOM, COLUMNS, GAP)


def _blocks(facts: Facts, words: Wording) -> Iterator[Block]:
    yield Block(words("sources_intro"), _TEXT)
    for role in facts.catalogue.roles:
        if role in facts.passports:
            yield from _passport(facts.passports[role], facts, words)


def _passport(passport: Passport, facts: Facts, words: Wording) -> Iterator[Block]:
    sector = facts.catalogue.roles[passport.role].sector
    colour = facts.catalogue.sectors[sector].colour if sector in facts.catalogue.sectors else theme.QUIET
    yield Block(passport.title or facts.role_title(passport.role), theme.HEADING.but(size=8), 3.4, True, colour)
    yield Block(words("passport_role", role=facts.role_title(passport.role)), _TEXT, keep=True)
    yield Block(words("passport_source", source=passport.source, date=facts.date(passport.data_date)), _TEXT)
    licences = facts.catalogue.vocabulary.licences
    licence = (
        licences[passport.licence].title.in_language(facts.language)
        if passport.licence in licences
        else passport.licence
    )
    yield Block(words("passport_licence", licence=licence, attribution=passport.attribution), _TEXT)
    fitness = facts.catalogue.vocabulary.fitness[passport.fitness.value].title.in_language(facts.language)
    yield Block(words("passport_fitness", fitness=fitness, note=passport.note or "–"), _TEXT)
    record = words(
        "passport_record",
        count=facts.number(passport.feature_count),
        date=facts.date(passport.imported_at),
        fingerprint=passport.fingerprint[:16],
    )
    yield Block(record, _NOTE)
