# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory: per sector an overview, per indicator map and findings, values by planning unit, data situation."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...model.indicator import Indicator
from ..builder import HALF_PAGE, Blocks, labelled
from ..context import Context
from ..document import Align, Block, Cell, Column, Paragraph, Run, plain
from ..findings import city_findings, comparable, unit_findings
from ..findings_basis import basis_findings
from ..findings_change import change_findings
from ..references import TABLE, referring, slot

_COLUMNS_WIDTH, _LETTER_WIDTH = 125.0, 2.0
"""Millimetres for all value columns of a table, and for a letter of their headings with its share of the margins."""


PAGE_HEIGHT, CAPTION_HEIGHT, SMALLEST_MAP = 236.0, 32.0, 80.0
LINE_HEIGHT, LINE_LETTERS, PARAGRAPH_GAP = 4.9, 95.0, 2.5
"""Millimetres of a page of text, of a heading with a caption and its source, of the smallest map, of a line and the gap
between paragraphs; letters in a line. The page of an indicator shall hold its texts and its map."""

LOOKED_AT = 5
"""At most so many paragraphs stand before the map on the page of an indicator."""


def inventory(context: Context, out: Blocks) -> None:
    """Build the inventory chapter."""
    words = context.words
    out.text("intro", words.say("inventory.intro"))
    out.text("reading", words.say("inventory.reading"))
    if context.outdated:
        titles = [context.title(context.catalogue.indicators[name]) for name in context.outdated]
        text = words.say("inventory.outdated", titles=words.join(titles))
        out.callout("outdated", words.say("inventory.outdated_title"), text)
    for sector in context.sectors:
        _sector(context, out, sector)
    _empty_sectors(context, out)


def _sector(context: Context, out: Blocks, sector: str) -> None:
    words, title = context.words, context.sector_title(sector)
    if sector != context.sectors[0]:
        out.new_page(f"{sector}.page")
    indicators = context.computed_in(sector)
    out.heading(sector, title)
    out.text(f"{sector}.intro", words.count("inventory.sector_intro", len(indicators), sector=title))
    ids = [indicator.id for indicator in indicators]
    with out.evidence(context.runs_of(*ids)):
        _overview(context, out, sector, indicators)
    out.heading(f"{sector}.data", words.say("inventory.data"), level=3)
    _data(context, out, sector, indicators)
    for indicator in indicators:
        context.checkpoint()
        _indicator(context, out, indicator)
    out.new_page(f"{sector}.by_unit_page")
    out.heading(f"{sector}.by_unit", words.say("inventory.by_unit"), level=3)
    with out.evidence(context.runs_of(*ids)):
        _by_unit(context, out, sector, indicators)


def _overview(context: Context, out: Blocks, sector: str, indicators: list[Indicator]) -> None:
    words = context.words
    rows = []
    for indicator in indicators:
        units = context.facts(indicator).units
        shown = comparable(units)
        rows.append(
            [
                context.title(indicator),
                words.value(context.city_value(indicator.id), indicator.unit),
                words.value(shown["value"].min() if len(shown) else None, indicator.unit),
                words.value(shown["value"].max() if len(shown) else None, indicator.unit),
                words.say("inventory.of", count=words.number(len(shown)), total=words.number(len(units))),
            ]
        )
    columns = [
        Column(words.say("column.indicator"), 5.9),
        Column(words.say("column.city", place=context.place), 3.0, Align.RIGHT),
        Column(words.say("column.lowest"), 2.7, Align.RIGHT),
        Column(words.say("column.highest"), 2.7, Align.RIGHT),
        Column(words.say("column.units_with_value"), 2.2, Align.RIGHT),
    ]
    caption = words.say("inventory.overview", sector=context.sector_title(sector))
    out.table(f"{sector}.overview", columns, rows, caption)


def _indicator(context: Context, out: Blocks, indicator: Indicator) -> None:
    words, title = context.words, context.title(indicator)
    out.new_page(f"{indicator.id}.page")
    out.heading(indicator.id, title, level=3)
    facts = context.facts(indicator)
    settings = "; ".join(parameter_texts(context, indicator))
    sheet = Run(words.say("inventory.sheet"), link=f"annex.method.{indicator.id}")
    shown = labelled(words.say("inventory.settings"), f"{settings}. ") if settings else ()
    with out.evidence(facts.run_ids):
        out.text(f"{indicator.id}.settings", (*shown, sheet, Run(". "), *_refers(context, out, indicator)))
        _labelled(context, out, indicator, "findings", city_findings(facts, words))
        with out.evidence(context.need_runs if facts.needs is not None else ()):
            _labelled(context, out, indicator, "units", unit_findings(facts, words))
        _changes(context, out, indicator)
        _labelled(context, out, indicator, "basis", basis_findings(facts, words))
        _map(context, out, indicator, _space_left(out.done()[-LOOKED_AT:], words.of(indicator.limits)))


def _refers(context: Context, out: Blocks, indicator: Indicator) -> tuple[Run, ...]:
    """Return where the values of all planning units stand."""
    sentence = context.words.say("refers.by_unit", table=slot("table"))
    table = TABLE, out.id_of(f"{indicator.sector}.by_unit_table")
    return referring(sentence, context.words, table=table)


def _changes(context: Context, out: Blocks, indicator: Indicator) -> None:
    changed = context.changes.get(indicator.id)
    if changed is not None:
        with out.evidence(changed.run_ids):
            _labelled(context, out, indicator, "change", change_findings(changed, context.words))


def _labelled(context: Context, out: Blocks, indicator: Indicator, name: str, sentences: list[str]) -> None:
    """Add findings as a paragraph that begins with what they are about."""
    if sentences:
        label = context.words.say(f"findings.label.{name}")
        out.text(f"{indicator.id}.{name}", labelled(label, " ".join(sentences)))


def _space_left(blocks: Sequence[Block], remark: str) -> float:
    """Return about how many millimetres of the page are left for a map after its texts, within bounds."""
    texts = [plain(block.runs) for block in blocks if isinstance(block, Paragraph)]
    lines = sum(math.ceil(len(text) / LINE_LETTERS) for text in (*texts, remark))
    left = PAGE_HEIGHT - lines * LINE_HEIGHT - (len(texts) + 1) * PARAGRAPH_GAP - CAPTION_HEIGHT
    return min(max(left, SMALLEST_MAP), HALF_PAGE)


def _map(context: Context, out: Blocks, indicator: Indicator, height: float) -> None:
    words, title = context.words, context.title(indicator)
    caption = words.say("inventory.map", title=title, date=words.date(context.settings.reference_date))
    out.figure(f"{indicator.id}.map", caption, context.figures.indicator_map(indicator.id), height)
    out.callout(f"{indicator.id}.limits", words.say("inventory.limits"), words.of(indicator.limits))


def parameter_texts(context: Context, indicator: Indicator) -> list[str]:
    """Return the parameters that were used, each with its label."""
    used = context.parameters(indicator)
    return [
        context.words.say(
            "parameter", label=context.words.of(parameter.label), value=context.words.setting(used[name], parameter)
        )
        for name, parameter in indicator.parameters.items()
    ]


def _by_unit(context: Context, out: Blocks, sector: str, indicators: list[Indicator]) -> None:
    words = context.words
    columns = [Column(words.say("column.unit"), 4.0)]
    columns += [Column(_column_title(context, item), 12.5 / len(indicators), Align.RIGHT) for item in indicators]
    by_indicator = [context.facts(item).units.set_index("unit_id") for item in indicators]
    rows: list = []
    for unit_id, name in context.names.items():
        cells = [
            context.cell_value(units.loc[unit_id], item) if unit_id in units.index else words.number(None)
            for item, units in zip(indicators, by_indicator)
        ]
        rows.append([name, *cells])
    city = [words.value(context.city_value(item.id), item.unit, with_unit=False) for item in indicators]
    rows.append([Cell(text, bold=True) for text in (context.place, *city)])
    note = words.say("table.note_few") if context.few_units else ""
    caption = words.say("inventory.by_unit_table", sector=context.sector_title(sector))
    out.table(f"{sector}.by_unit_table", columns, rows, caption, note, upright=_too_narrow(columns[1:]))


def _too_narrow(columns: list[Column]) -> bool:
    """Return whether a word of the headings is wider than its column, so that they must stand upright."""
    longest = max(len(word) for column in columns for word in column.heading.replace("-", " ").split())
    return longest * _LETTER_WIDTH > _COLUMNS_WIDTH / len(columns)


def _column_title(context: Context, indicator: Indicator) -> str:
    title, symbol = context.title(indicator), context.words.symbol(indicator.unit)
    return context.words.say("column.with_unit", title=title, unit=symbol) if symbol else title


def _data(context: Context, out: Blocks, sector: str, indicators: list[Indicator]) -> None:
    words = context.words
    roles = dict.fromkeys(role for item in indicators for role in item.all_roles() if role in context.passports)
    items = []
    for role in roles:
        passport = context.passports[role]
        fitness = words.of(context.catalogue.vocabulary.fitness[passport.fitness.value].title)
        text = words.say(
            "inventory.dataset",
            source=passport.source,
            date=words.date(passport.data_date) or words.number(None),
            fitness=fitness,
        )
        items.append((Run(f"{passport.title}: ", bold=True), Run(f"{text} {passport.note}".strip())))
    out.bullets(f"{sector}.datasets", items)
    absent = [
        words.say(
            "inventory.absent_item",
            title=context.title(context.catalogue.indicators[name]),
            reasons=context.reasons(problems),
        )
        for name, problems in context.absent.items()
        if context.catalogue.indicators[name].sector == sector
    ]
    if absent:
        out.text(f"{sector}.absent", words.count("inventory.absent", len(absent)))
        out.bullets(f"{sector}.absent_list", absent)


def _empty_sectors(context: Context, out: Blocks) -> None:
    words = context.words
    empty = [words.of(term.title) for key, term in context.catalogue.sectors.items() if key not in context.sectors]
    if empty:
        quoted = [words.say("quoted", text=title) for title in empty]
        out.heading("empty", words.say("inventory.empty"))
        out.text("empty_text", words.count("inventory.empty_text", len(empty), sectors=words.join(quoted)))
