# SPDX-License-Identifier: GPL-2.0-or-later
"""The data passports: what the atlas was made from, under which terms, and how fit the data are."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.provenance import Passport
from .. import theme
from ..facts import Facts
from ..flow import Block
from ..wording import Wording
from .method import annex_pages
from .page import Context, Page

_TEXT = theme.BODY.but(size=6.8)
_NOTE = theme.BODY.but(size=6.4, colour="quiet")


def pages(context: Context) -> list[Page]:
    """Return as many pages as the passports need."""
    words = context.words
    return annex_pages(
        context,
        "sources",
        _blocks(context.facts, words),
        lambda number: words("sources_title") if number == 1 else words("sources_title_more", number=number),
    )


def _blocks(facts: Facts, words: Wording) -> Iterator[Block]:
    yield Block(words("sources_intro"), _TEXT)
    for role in facts.catalogue.roles:
        for passport in facts.sources_of([role]):
            yield from _passport(passport, facts, words)


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
    if passport.completeness is not None:
        fitness = words("passport_complete", fitness=fitness, share=facts.number(100 * passport.completeness))
    yield Block(words("passport_fitness", fitness=fitness, note=passport.note or "–"), _TEXT)
    if passport.contact:
        yield Block(words("passport_contact", contact=passport.contact), _NOTE)
    record = words(
        "passport_record",
        count=facts.number(passport.feature_count),
        date=facts.date(passport.imported_at),
        fingerprint=passport.fingerprint[:16],
    )
    yield Block(record, _NOTE)
