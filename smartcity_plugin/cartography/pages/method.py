# SPDX-License-Identifier: GPL-2.0-or-later
"""The method annex: general rules, then every indicator with formula, parameters and sources, then what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ...engine.composite.needs import STRONG, WEAK
from ...engine.compute import FEW_PERSONS, MINIMUM_COVERAGE, PARTIAL_COVERAGE
from ...model.indicator import Band, Indicator, Status
from ...model.text import Text
from .. import theme
from ..facts import Facts
from ..flow import Block, Column, draw, lay_out
from ..furniture import Pagination, crs_name, footer, header
from ..grid import Grid
from ..sheet import Box, Sheet
from ..wording import Wording
from .page import Context, Page

_TOP, _GAP = 24.0, 8.0
_TEXT = theme.BODY.but(size=6.8)
_NOTE = theme.BODY.but(size=6.4, colour="quiet")


def pages(context: Context) -> list[Page]:
    """Return as many pages as the texts need."""
    words = context.words
    return annex_pages(
        context,
        "method",
        _blocks(context.facts, words),
        lambda number: words("method_title") if number == 1 else words("method_title_more", number=number),
    )


def annex_pages(context: Context, kind: str, blocks: Iterable[Block], title_of: Callable[[int], str]) -> list[Page]:
    """Return pages of running text in columns; only the first stands in the contents."""
    grid = context.grid
    section = context.words("section_annex")
    found = []
    for number, part in enumerate(lay_out(list(blocks), _room(grid), grid.text_columns(), _GAP), start=1):
        title = title_of(number)
        draw = partial(_draw, context, title, part)
        found.append(Page(f"{kind}:{number}", title, section, theme.QUIET, draw, number == 1))
    return found


def _room(grid: Grid) -> Box:
    """Return what the columns fill; the pages have no subtitle."""
    return grid.content_from(_TOP)


def _draw(context: Context, title: str, part: list[Column], sheet: Sheet, page: Pagination) -> None:
    header(sheet, context.facts, context.words("section_annex"), theme.QUIET, title)
    footer(sheet, context.facts, context.words, page)
    grid = Grid.of(sheet.format)
    with sheet.slot("columns", _room(grid)) as room:
        draw(sheet, part, room, grid.text_columns(), _GAP)


def _blocks(facts: Facts, words: Wording) -> Iterator[Block]:
    yield from _general(facts, words)
    for key, sector in facts.catalogue.sectors.items():
        members = [item for item in facts.computed if item.sector == key]
        if members:
            title = sector.title.in_language(facts.language)
            yield Block(title, theme.HEADING.but(size=10), space=5, keep=True, colour=sector.colour)
        for indicator in members:
            yield from _indicator(indicator, facts, words)
    yield from _missing(facts, words)


def _general(facts: Facts, words: Wording) -> Iterator[Block]:
    values = {
        "share": facts.number(100 * PARTIAL_COVERAGE),
        "least": facts.number(100 * MINIMUM_COVERAGE),
        "few": FEW_PERSONS,
        "low": facts.number(WEAK),
        "high": facts.number(STRONG),
        "crs": crs_name(facts),
    }
    for key in ("ratios", "nulls", "scores", "aggregation", "marks", "privacy", "crs"):
        yield Block(words(f"method_{key}_title"), theme.HEADING.but(size=8), space=2.2, keep=True)
        text = words(f"method_{key}", **values)
        yield Block(" ".join((*facts.scheme_sentences(), text)) if key == "aggregation" else text, _TEXT)


def _indicator(indicator: Indicator, facts: Facts, words: Wording) -> Iterator[Block]:
    def say(text: Text) -> str:
        return text.in_language(facts.language)

    yield Block(say(indicator.title), theme.HEADING.but(size=8), space=3, keep=True)
    yield Block(say(indicator.formula), _TEXT, keep=True)
    meaning = words("aggregation_" + indicator.aggregation.value)
    unit = facts.unit_words(indicator)
    direction = words("direction_" + indicator.direction.value)
    yield Block(words("method_unit", unit=unit, aggregation=meaning, direction=direction), _NOTE)
    if indicator.is_scored:
        yield Block(_scale(indicator, facts, words), _NOTE)
    used = facts.status[indicator.id]["parameters"]
    for name, parameter in indicator.parameters.items():
        value = used.get(name, parameter.value)
        changed = value != parameter.value
        text = facts.setting(value, parameter)
        origin = words("parameter_changed") if changed else _origin(parameter.source, parameter.status, facts)
        yield Block(f"{say(parameter.label)}: {text} ({origin})", _NOTE)
    for threshold in indicator.thresholds:
        key = "method_target" if threshold.target else "method_threshold"
        value = facts.nominal(threshold.value, indicator.unit)
        origin = _origin(threshold.source, threshold.status, facts)
        yield Block(words(key, value=value, label=say(threshold.label), origin=origin), _NOTE)
    run = facts.run(indicator.id)
    names = "; ".join(passport.title for passport in facts.inputs(indicator))
    yield Block(words("method_run", method=indicator.method, run=run.run_id if run else "–", inputs=names), _NOTE)


def _scale(indicator: Indicator, facts: Facts, words: Wording) -> str:
    scale = indicator.goalposts
    origin = _origin(indicator.goalposts_source, indicator.goalposts_status, facts)
    if isinstance(scale, Band):
        bounds = {name: facts.nominal(value, indicator.unit) for name, value in vars(scale).items()}
        return words("method_band", origin=origin, **bounds)
    zero, full = facts.nominal(scale.zero, indicator.unit), facts.nominal(scale.full, indicator.unit)
    return words("method_goalposts", zero=zero, full=full, origin=origin)


def _origin(source: Text, status: Status, facts: Facts) -> str:
    """Return a source and how well it is known."""
    title = facts.catalogue.vocabulary.statuses[status.value].title.in_language(facts.language)
    return f"{source.in_language(facts.language)}; {title}"


def _missing(facts: Facts, words: Wording) -> Iterator[Block]:
    missing = {key: row["problems"] for key, row in facts.status.items() if row["state"] != "computed"}
    if not missing:
        return
    yield Block(words("method_missing_title"), theme.HEADING.but(size=10), space=5, keep=True, colour=theme.WARNING)
    yield Block(words("method_missing"), _TEXT, keep=True)
    for key, problems in missing.items():
        indicator = facts.catalogue.indicators.get(key)
        title = indicator.title.in_language(facts.language) if indicator else key
        yield Block(title, theme.HEADING.but(size=7.5), space=2, keep=True)
        yield Block(" ".join(dict.fromkeys(facts.reason(problem) for problem in problems)), _TEXT)
