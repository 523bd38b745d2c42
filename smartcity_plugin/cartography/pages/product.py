# SPDX-License-Identifier: GPL-2.0-or-later
"""One page per map product of the overlay: map, legend, how many people live in which class, how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ...catalogue.numbers import NO_BREAK_SPACE, symbol_of
from ...catalogue.products import Product, load_products
from ...engine.compute import FEW_PERSONS
from ...engine.table import GeoTable
from ...model.provenance import Run, rests_on_older_values
from ...study.overlay_tables import CELLS
from ...study.strategy_tables import PRODUCT_TABLES, SCENARIO_VALUES
from .. import theme
from ..classes import fixed_classes, label
from ..furniture import Note, Pagination, footer, framed_map, header, heading, key_figure, legend, notes, scale_note
from ..grid import Demand, Grid, map_page
from ..products import legend_entries, product_title, table_of, variants
from ..run_words import run_sentences
from ..sheet import Box, Sheet
from ..styles import class_of
from .blocks import chart as draw_chart
from .blocks import charts_work
from .page import Context, Page

_FIGURES, _SCALE, _TITLE = 16.0, 14.4, 6.0
_NAMED = ("scenario_id", "indicator_id", "place_kind")
"""What the key of a page names of the rows that it shows."""
_LETTER = 4.9
"""Square units that a letter of a note takes with the air around it."""
_MOST_ROWS = 14
"""Areas in the chart of focus areas; the map shows all."""


@dataclass(frozen=True)
class Shown:
    """A map that the study holds: the product, which of its rows, and the title of its page."""

    product: Product
    own: dict[str, str]
    title: str

    @property
    def is_on_cells(self) -> bool:
        """Whether its places are cells."""
        return self.own.get("place_kind", CELLS) == CELLS and self.product.table != "focus_areas"

    @property
    def key(self) -> str:
        """The key of its page; products of several subjects or kinds of place name them."""
        sort, _, name = self.own.get("subject", "").partition(":")
        parts = ["product", self.product.id, *([f"{sort}.{name}"] if sort in ("value", "indicator") else [])]
        return ":".join([*parts, *(self.own[name] for name in _NAMED if name in self.own)])


def pages(context: Context) -> list[Page]:
    """Return a page for each map product that the study holds, planning units before cells.

    Maps of scenarios stand on the pages of their scenario, with the values before and after.
    """
    section = context.words("section_overlay")
    return [
        Page(shown.key, shown.title, section, _colour(shown, context), partial(_draw, context, shown))
        for shown in held(context)
        if shown.product.table != SCENARIO_VALUES.name
    ]


def held(context: Context) -> list[Shown]:
    """Return the map products that the study holds at its reference date."""
    order = [table.name for table in PRODUCT_TABLES]
    found = []
    for product in sorted(load_products().values(), key=lambda item: order.index(item.table)):
        for own in sorted(variants(context.study, product), key=lambda own: own.get("place_kind") == CELLS):
            title = product_title(product, own, context.study, context.facts.catalogue, context.language)
            found.append(Shown(product, own, title))
    return found


def runs_of(context: Context, rows: GeoTable) -> list[Run]:
    """Return the recorded runs that made some rows."""
    names = rows.frame["run_id"].dropna().unique() if "run_id" in rows.frame else []
    return [context.facts.runs[name] for name in names if name in context.facts.runs]


def is_outdated(context: Context, runs: Sequence[Run]) -> bool:
    """Whether indicators were computed after one of these runs."""
    facts = context.facts
    return any(rests_on_older_values(run.run_id, facts.runs, facts.settings.reference_date) for run in runs)


def _colour(shown: Shown, context: Context) -> str:
    sectors = context.facts.catalogue.sectors
    return sectors[shown.product.sector].colour if shown.product.sector in sectors else theme.ACCENT


def _draw(context: Context, shown: Shown, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    rows = context.study.product(table_of(shown.product), **shown.own)
    runs, colour = runs_of(context, rows), _colour(shown, context)
    title = words("product_outdated", title=shown.title) if is_outdated(context, runs) else shown.title
    subtitle = words("product_subtitle", place=facts.settings.municipality, date=facts.reference_date)
    header(sheet, facts, words("section_overlay"), colour, title, subtitle)
    inputs = list({passport.fingerprint: passport for run in runs for passport in run.inputs}.values())
    footer(sheet, facts, words, page, inputs or facts.sources)

    parts = _notes(context, shown, rows, runs)
    entries = legend_entries(shown.product, rows, facts.catalogue, words, shown.is_on_cells)
    bars = _bars(context, shown, rows)
    area = _LETTER * sum(len(part.text) for part in parts) + 2000.0
    tallest = 6.5 * len(entries) + 40.0 + _SCALE
    demand = Demand(bars=2 * len(bars), side_height=tallest, notes=area)
    regions = map_page(Grid.of(sheet.format), context.ratio, demand)
    layers = context.stock.product(shown.product, **shown.own)
    scale = framed_map(sheet, regions.map, layers, context.stock.extent(), facts)
    side = regions.side
    counts = "legend_counts_focus" if shown.product.table == "focus_areas" else "legend_counts"
    explained = [words("legend_cell_counts" if shown.is_on_cells else counts)]
    room = side._replace(height=side.height - _SCALE - 2.0)
    legend(sheet, room, _legend_title(shown, context), entries, explained)
    scale_note(sheet, side.x, side.bottom - _SCALE, side.width, scale, facts, words)
    if regions.chart is not None:
        with sheet.slot("figures", regions.chart._replace(height=_FIGURES)) as box:
            _figures(context, sheet, box, shown, rows, colour)
        _chart(context, sheet, regions.chart.below(_FIGURES + 3.0), shown, bars)
    if regions.notes is not None:
        notes(sheet, regions.notes, parts, colour)


def _legend_title(shown: Shown, context: Context) -> str:
    """Return the name of the field that is mapped, with its unit."""
    field = table_of(shown.product).fields[shown.product.field]
    return field.alias.in_language(context.language)


# Key figures and chart -----------------------------------------------------------------------------------------------


def _figures(context: Context, sheet: Sheet, box: Box, shown: Shown, rows: GeoTable, colour: str) -> None:
    """Draw how many places and people the map shows, and how many of them are not known."""
    facts, words = context.facts, context.words
    known = rows.frame[shown.product.field].notna().to_numpy()
    people = rows.numbers("population")
    places = box.columns(3, 2.5)
    of = words("of_places", count=facts.number(len(rows)))
    key_figure(sheet, places[0], _places_title(shown, context), facts.number(int(known.sum())), of, colour)
    there = words("people_in_places")
    key_figure(sheet, places[1], words("people"), people_text(context, float(np.nansum(people[known]))), there, colour)
    unknown = float(np.nansum(people[~known]))
    count = int((~known).sum())
    note = words.counted("unknown_places", count) if count else words("unknown_nowhere")
    key_figure(sheet, places[2], words("people_unknown"), people_text(context, unknown), note, theme.QUIET)


def _places_title(shown: Shown, context: Context) -> str:
    if shown.product.table == "focus_areas":
        return context.words("focus_areas_shown")
    return context.words("cells_shown" if shown.is_on_cells else "units_shown")


def people_text(context: Context, people: float) -> str:
    """Return a number of people as it is printed; very few are not told."""
    if people != people:
        return context.words("legend_missing")
    if 0 < people < FEW_PERSONS:
        return context.words("fewer_than", count=FEW_PERSONS)
    return context.facts.number(people)


@dataclass(frozen=True)
class _Bar:
    name: str
    value: float
    text: str
    colour: str
    is_hatched: bool = False


def _bars(context: Context, shown: Shown, rows: GeoTable) -> list[_Bar]:
    """Return the people of each class as the legend lists them; of focus areas the people affected in each."""
    if shown.product.table == "focus_areas":
        return _area_bars(context, shown.product, rows)
    people = np.nan_to_num(rows.numbers("population"))
    whole = float(people.sum())
    found = []
    for name, colour, mask in _classes(context, shown, rows):
        count = float(people[mask].sum())
        share = 100.0 * count / whole if whole > 0 else float("nan")
        text = people_text(context, count)
        if count == 0 or count >= FEW_PERSONS:
            text += f" ({context.facts.number(share, 0 if share >= 1 or not count else 1)}{NO_BREAK_SPACE}%)"
        found.append(_Bar(name, count, text, colour or "", not colour))
    return found


def _classes(context: Context, shown: Shown, rows: GeoTable) -> list[tuple[str, str, np.ndarray]]:
    """Return title, colour and places of each class that occurs, unknown last (without a colour)."""
    product, words = shown.product, context.words
    values = rows.frame[product.field]
    if product.categories:
        parts = [
            (term.title.in_language(context.language), term.colour, (values == key).to_numpy(dtype=bool))
            for key, term in product.categories.items()
        ]
        unknown = ~values.isin(list(product.categories)).to_numpy(dtype=bool)
    else:
        numbers = rows.numbers(product.field)
        classes = fixed_classes(numbers, product.decimals, product.breaks)
        symbol = symbol_of(context.facts.catalogue.units[product.unit], context.language) if product.unit else ""
        member = np.array([-1 if number != number else class_of(number, classes) for number in numbers])
        below, above, more = words("class_below"), words("class_above"), words("class_more")
        parts = [
            (f"{label(item, classes, context.language, below, above, more)} {symbol}".strip(), colour, member == place)
            for place, (item, colour) in enumerate(zip(classes.classes, product.colours))
        ][::-1]
        unknown = member < 0
    return [part for part in [*parts, (words("legend_missing"), "", unknown)] if part[2].any()]


def _area_bars(context: Context, product: Product, rows: GeoTable) -> list[_Bar]:
    classes = fixed_classes(rows.numbers(product.field), product.decimals, product.breaks)
    persons = rows.numbers(product.field)
    bars = []
    for place in np.argsort(-np.nan_to_num(persons, nan=-1.0), kind="stable")[:_MOST_ROWS]:
        row, value = rows.frame.iloc[place], float(persons[place])
        name = " ".join(part for part in (row["focus_id"], row["name"]) if isinstance(part, str))
        colour = product.colours[class_of(value, classes) or 0] if value == value else ""
        bars.append(_Bar(name, value, people_text(context, value), colour))
    return bars


def _chart(context: Context, sheet: Sheet, box: Box, shown: Shown, bars: Sequence[_Bar]) -> None:
    words = context.words
    title = words("persons_by_area" if shown.product.table == "focus_areas" else "people_by_class")
    with sheet.slot("chart_title", box._replace(height=_TITLE)) as place:
        heading(sheet, place, title, _colour(shown, context))
    room = box.below(_TITLE + 1.0)
    if not charts_work():
        draw_chart(sheet, room, "chart", lambda size: None, words)
        return
    from ..chart_bars import Row, ranking_chart, ranking_height

    rows = [Row(bar.name, bar.value, bar.text, bar.colour, bar.is_hatched) for bar in bars]
    height = min(1.35 * ranking_height(rows, (), room.width), room.height)
    draw_chart(sheet, room._replace(height=height), "chart", lambda size: ranking_chart(rows, (), size), words)


# Notes ---------------------------------------------------------------------------------------------------------------


def _notes(context: Context, shown: Shown, rows: GeoTable, runs: Sequence[Run]) -> list[Note]:
    words = context.words
    reading = [words("product_outdated_note")] if is_outdated(context, runs) else []
    reading.append(shown.product.reading.in_language(context.language))
    if shown.product.table == "focus_areas" and len(rows) > _MOST_ROWS:
        reading.append(words("chart_left_out", count=len(rows) - _MOST_ROWS))
    method = [*_findings(context, shown, rows, runs)]
    for run in runs:
        method += run_sentences(run, context.facts, words)
    return [
        Note(words("reading"), "\n".join(reading), "reading"),
        Note(words("how_made"), " ".join(method) or words("run_unknown"), "method"),
    ]


def _findings(context: Context, shown: Shown, rows: GeoTable, runs: Sequence[Run]) -> list[str]:
    """Return what the robustness of the whole ranking is, for maps of robustness."""
    if shown.product.table != "robustness" or not runs:
        return []
    facts, words, summary = context.facts, context.words, runs[-1].parameters.get("summary", {})
    if "robust" not in summary:
        return []
    count = facts.number(int((rows.frame["state"] == "robust").sum()))
    sentences = [words("robust_places", count=count, total=facts.number(summary["places"]))]
    same, leaders = summary.get("same_leaders"), summary.get("leaders") or []
    if same is not None and leaders and not shown.is_on_cells:
        share = f"{facts.number(100.0 * same, 0)}{NO_BREAK_SPACE}%"
        names = ", ".join(str(facts.units["name"].get(unit, unit)) for unit in leaders)
        sentences.append(words.counted("robust_leaders", len(leaders), names=names, share=share))
    return sentences
