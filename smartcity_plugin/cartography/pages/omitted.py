# SPDX-License-Identifier: GPL-2.0-or-later
"""What the atlas leaves out because the study has nothing to show: told in an annex, not passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...engine.composite.needs import INDEX
from .. import theme
from ..flow import Block
from .method import annex_pages
from .page import Context, Omission, Page

_TEXT = theme.BODY.but(size=6.8)


def pages(context: Context, missing: Sequence[Omission]) -> list[Page]:
    """Return the annex pages that list omissions; indicators stand in the method annex with their reasons."""
    others = [item for item in missing if not item.key.startswith("indicator:")]
    if not others:
        return []
    title = context.words("omitted_title")
    return annex_pages(context, "omitted", _blocks(context, others), lambda _: title)


def _blocks(context: Context, missing: Sequence[Omission]) -> Iterator[Block]:
    yield Block(context.words("omitted_intro"), _TEXT)
    for item in missing:
        yield Block(item.title, theme.HEADING.but(size=8), 2.4, keep=True, colour=theme.WARNING)
        yield Block(item.reason, _TEXT)


def indicators(context: Context) -> list[Omission]:
    """Return the indicators of the catalogue that could not be computed."""
    facts, found = context.facts, []
    for key, row in facts.status.items():
        if row["state"] == "computed" or key not in facts.catalogue.indicators:
            continue
        title = facts.catalogue.indicators[key].title.in_language(facts.language)
        reasons = dict.fromkeys(facts.reason(problem) for problem in row["problems"])
        reason = " ".join(reasons) or context.words("omitted_not_computed")
        found.append(Omission(f"indicator:{key}", title, reason))
    return found


def needs(context: Context) -> list[Omission]:
    """Return the pages of the needs analysis if there was none."""
    if INDEX in context.facts.need_keys():
        return []
    words = context.words
    return [Omission("needs:index", words("section_needs"), words("omitted_no_needs"))]
