# SPDX-License-Identifier: GPL-2.0-or-later
"""One page per focus area: who lives there, what is missing most, which measures touch it, where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import shapely
from qgis.core import QgsExpressionContextUtils, QgsFillSymbol, QgsRectangle, QgsVectorLayer

from ...catalogue.numbers import NO_BREAK_SPACE
from ...catalogue.products import load_products
from ...engine.compute import FEW_PERSONS
from ...engine.table import GeoTable
from ...model.text import LANGUAGES
from ...study.focus import by_persons
from ...study.focus_figures import SEPARATOR
from ...study.overlay_tables import CELL_NEEDS, FOCUS_AREAS
from .. import styles, theme
from ..furniture import Pagination, footer, framed_map, header, key_figure, legend, scale_note
from ..grid import GAP, ROW_GAP, Grid
from ..layers import OVERLAY, UNIT_VARIABLE, LayerFactory
from ..measure_words import measure_line
from ..places import Places
from ..products import legend_entries, product_source
from ..run_words import run_sentences
from ..sheet import Box, Sheet
from ..styles import LegendEntry
from .blocks import HEADING_HEIGHT, TEXT, listing, listing_height
from .page import Context, Omission, Page
from .product import is_outdated, people_text, runs_of

FOCUS_VARIABLE = "smartcity_focus"
"""Layout variable with the number of the focus area that a page is about."""

_TILE, _SCALE, _SIDE, _INSET = 16.0, 14.4, 40.0, 42.0
_MOST_CELLS = 0.5
"""A cell is counted in the legend from this share of its area in the focus area on."""


@dataclass(frozen=True)
class Areas:
    """The focus areas of the scheme in force, most people affected first, with what is around them."""

    table: GeoTable
    places: Places
    cells: GeoTable

    def key(self, row: int) -> str:
        """Return the key of the page of an area: its number, else its place in the table."""
        return f"focus:{_text(self.table.frame['focus_id'].iloc[row]) or row + 1}"

    @property
    def shown(self) -> list[int]:
        """The rows that have a page: those with an outline and people."""
        people = self.table.numbers("population")
        return [row for row in range(len(self.table)) if self.places.shapes[row] is not None and people[row] > 0]


def pages(context: Context) -> list[Page]:
    """Return a page for each focus area, most people affected first."""
    areas, section = _areas(context), context.words("section_focus")
    return [
        Page(
            areas.key(row),
            _title(context, areas, row),
            section,
            theme.ACCENT,
            partial(_draw, context, areas, row),
        )
        for row in areas.shown
    ]


def omitted(context: Context) -> list[Omission]:
    """Return the focus areas without a page: nobody lives there by the cells, or there is no outline."""
    areas, words = _areas(context), context.words
    found = []
    for row in range(len(areas.table)):
        if row not in areas.shown:
            is_drawn = areas.places.shapes[row] is not None
            reason = words("focus_without_people") if is_drawn else words("focus_without_outline")
            found.append(Omission(areas.key(row), _title(context, areas, row), reason))
    return found


def _areas(context: Context) -> Areas:
    scheme = context.facts.settings.scheme
    table = by_persons(context.study.product(FOCUS_AREAS, scheme_id=scheme))
    cells = context.study.product(CELL_NEEDS, scheme_id=scheme)
    return Areas(table, Places(context.study, context.facts.catalogue, table), cells)


def _title(context: Context, areas: Areas, row: int) -> str:
    record = areas.table.frame.iloc[row]
    return " ".join(context.words("focus_title", id=_text(record["focus_id"]), name=_text(record["name"])).split())


def _text(value: object) -> str:
    """Return a text of a table, empty where there is none."""
    return value if isinstance(value, str) else ""


def driver_titles(context: Context, text: object) -> list[str]:
    """Return the stored drivers of a focus area in the language of the pages."""
    titles = {
        item.title.in_language(known): item.title.in_language(context.language)
        for item in context.facts.catalogue.indicators.values()
        for known in LANGUAGES
    }
    return [titles.get(part, part) for part in text.split(SEPARATOR) if part] if isinstance(text, str) else []


# Drawing -------------------------------------------------------------------------------------------------------------


def _draw(context: Context, areas: Areas, row: int, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    one = GeoTable(areas.table.frame.iloc[[row]], areas.table.geometry[[row]], areas.table.crs)
    runs = runs_of(context, one)
    rank = {"rank": areas.shown.index(row) + 1, "count": len(areas.shown)}
    place = {"municipality": facts.settings.municipality, "date": facts.reference_date}
    title = _title(context, areas, row)
    title = words("product_outdated", title=title) if is_outdated(context, runs) else title
    header(sheet, facts, words("section_focus"), theme.ACCENT, title, words("focus_subtitle", **rank, **place))
    footer(sheet, facts, words, page, facts.sources)
    variables = {FOCUS_VARIABLE: _text(one.frame["focus_id"].iloc[0]), UNIT_VARIABLE: ""}
    for name, value in variables.items():
        QgsExpressionContextUtils.setLayoutVariable(sheet.layout, name, value)
    map_box, side, rest = _regions(Grid.of(sheet.format))
    scale = framed_map(sheet, map_box, _layers(context), _extent(areas.places.shapes[row]), facts)
    _side(context, sheet, side, areas, row, scale)
    used = _tiles(context, sheet, rest, areas, row)
    _lists(context, sheet, rest.below(used), areas, row, runs)


def _regions(grid: Grid) -> tuple[Box, Box, Box]:
    """Return the places of map, legend and everything else."""
    content = grid.content
    if grid.is_portrait:
        upper = content._replace(height=0.48 * content.height)
        left = upper._replace(width=upper.width - _SIDE - GAP)
        return left, Box(left.right + GAP, upper.y, _SIDE, upper.height), content.below(upper.height + ROW_GAP)
    width = 0.42 * content.width
    left = content._replace(width=width)
    side = Box(left.right + GAP, content.y, _SIDE, content.height)
    return left, side, Box(side.right + GAP, content.y, content.right - side.right - GAP, content.height)


def _extent(shape: shapely.Geometry) -> QgsRectangle:
    extent = QgsRectangle(*shapely.bounds(shape).tolist())
    extent.grow(max(0.12 * max(extent.width(), extent.height()), 150.0))
    return extent


def _side(context: Context, sheet: Sheet, box: Box, areas: Areas, row: int, scale: float) -> None:
    """Draw the legend, scale and the small map of the whole town."""
    facts, words = context.facts, context.words
    ratio = context.stock.extent()
    height = min(box.width * ratio.height() / ratio.width(), _INSET)
    inset = Box(box.x, box.bottom - height, box.width, height)
    room = box._replace(height=box.height - height - _SCALE - 6.0)
    entries = _entries(context, areas, row)
    if entries:
        legend(sheet, room, words("focus_legend"), entries, [words("focus_legend_counts")])
    else:
        sheet.text(room, words("focus_no_cells"), theme.SMALL.but(colour="quiet"), name="legend_note")
    scale_note(sheet, box.x, inset.y - _SCALE - 2.0, box.width, scale, facts, words)
    areas_layer = context.stock.made("focus inset", partial(_layer, inside=found_again()))
    framed_map(sheet, inset, [areas_layer, *context.stock.inset()], ratio, facts, name="inset", round_scale=False)


def _entries(context: Context, areas: Areas, row: int) -> list[LegendEntry]:
    """Return the legend of the cells' need, with the number of cells inside the focus area."""
    if not len(areas.cells):
        return []
    shape = areas.places.shapes[row]
    near = areas.cells.where(shapely.intersects(areas.cells.geometry, shape))
    common = shapely.area(shapely.intersection(near.geometry, shape)) / shapely.area(near.geometry)
    inside = near.where(common >= _MOST_CELLS)
    product = load_products()["cell_needs"]
    return legend_entries(product, inside, context.facts.catalogue, context.words, on_cells=True)


def _layers(context: Context) -> list[QgsVectorLayer]:
    outline = styles.outline_symbol(theme.INK, 0.8)
    layer = context.stock.made("focus outlines", partial(_layer, inside=outline, others=_thin()))
    product = load_products()["cell_needs"]
    streets = context.stock.made("streets", partial(LayerFactory.base, role="streets", kind=OVERLAY))
    found = context.stock.product(product, scheme_id=context.facts.settings.scheme)
    return [layer, *([streets] if streets is not None else []), *found]


def found_again() -> QgsFillSymbol:
    """Return the look of a place on a small map: its border is broad, so that small places are seen."""
    accent = theme.ACCENT
    return QgsFillSymbol.createSimple({"color": accent, "outline_color": accent, "outline_width": "0.7"})


def _thin():
    return styles.outline_symbol(theme.QUIET, 0.3)


def _layer(factory: LayerFactory, inside, others=None) -> QgsVectorLayer:
    """Return the focus areas: the one of the page in one look, the others in another or not at all."""
    product = load_products()["focus_areas"]
    source = product_source(factory.study, product, scheme_id=factory.facts.settings.scheme)
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsVectorLayer(source, product.title.in_language(factory.facts.language), "ogr", options)
    mine = f'"focus_id" = @{FOCUS_VARIABLE}'
    entries = [LegendEntry(others, "", f"NOT ({mine})")] if others is not None else []
    layer.setRenderer(styles.rules([*entries, LegendEntry(inside, "", mine)]))
    return layer


# Key figures ---------------------------------------------------------------------------------------------------------


def _tiles(context: Context, sheet: Sheet, box: Box, areas: Areas, row: int) -> float:
    """Draw the key figures; returns the height used."""
    facts, words, record = context.facts, context.words, areas.table.frame.iloc[row]
    people, need = (float(areas.table.numbers(name)[row]) for name in ("population", "need"))
    persons, hectares = (float(areas.table.numbers(name)[row]) for name in ("persons", "area_ha"))
    is_few = people < FEW_PERSONS
    told = [
        (words("people"), people_text(context, people), _area_note(context, hectares, record), theme.ACCENT),
        (
            words("focus_affected"),
            "–" if is_few else people_text(context, persons),
            words("focus_affected_note"),
            theme.WARNING,
        ),
        (words("focus_need"), "–" if is_few else facts.number(need), words("focus_need_note"), theme.WARNING),
    ]
    for group in ("under_18", "65_plus"):
        told.append(_age(context, areas, row, group, is_few))
    columns = 5 if box.width >= 150.0 else 3
    rows = -(-len(told) // columns)
    with sheet.slot("figures", box._replace(height=rows * (_TILE + 2.0))) as place:
        for number, (title, value, note, colour) in enumerate(told):
            cell = place.columns(columns, 2.5)[number % columns]
            tile = cell._replace(y=place.y + (number // columns) * (_TILE + 2.0), height=_TILE)
            key_figure(sheet, tile, title, value, note, colour)
    return rows * (_TILE + 2.0) + 2.0


def _area_note(context: Context, hectares: float, record: pd.Series) -> str:
    words, facts = context.words, context.facts
    size = words("hectares", area=facts.number(hectares, 1 if hectares < 10.0 else 0))
    cells = "" if pd.isna(record["cells"]) else words("focus_cells", cells=facts.number(float(record["cells"])))
    return " · ".join(part for part in (size, cells) if part)


def _age(context: Context, areas: Areas, row: int, group: str, is_few: bool) -> tuple[str, str, str, str]:
    words, facts = context.words, context.facts
    title = words({"under_18": "focus_under_18", "65_plus": "focus_65_plus"}[group])
    if is_few:
        return title, "–", "", theme.QUIET
    found = areas.places.of_age(row, group)
    if found is None:
        return title, "–", words("focus_age_unknown"), theme.QUIET
    people = float(areas.table.numbers("population")[row])
    if found.known < 0.995:
        note = words("focus_age_partly", share=_percent(facts, found.known))
    else:
        note = words("focus_share", share=_percent(facts, found.count / people)) if found.count >= FEW_PERSONS else ""
    return title, people_text(context, found.count), note, theme.QUIET


def _percent(facts, share: float) -> str:
    return f"{facts.number(100.0 * share)}{NO_BREAK_SPACE}%"


# Lists ---------------------------------------------------------------------------------------------------------------


def _lists(context: Context, sheet: Sheet, box: Box, areas: Areas, row: int, runs: Sequence) -> None:
    """Draw what is missing, burdens, measures, the units around and remarks, each as high as it needs."""
    words = context.words
    record = areas.table.frame.iloc[row]
    drivers = driver_titles(context, record["drivers"])
    numbered = [f"{number}. {title}" for number, title in enumerate(drivers, start=1)]
    numbered += [words("focus_drivers_note")] if drivers else []
    parts = [
        (words("focus_drivers"), numbered, "drivers", words("focus_no_drivers"), theme.NEED),
        (words("focus_measures"), measure_lines(context, areas, row), "measures", words("focus_no_measure"), "accent"),
        (words("focus_burden"), _burden_lines(context, areas, row), "burden", words("focus_burden_none"), "accent"),
        (words("focus_place"), _place_lines(context, areas, row), "place", "", "accent"),
        (words("focus_hints"), _hints(context, record, runs), "hints", "", "accent"),
    ]
    columns = box.columns(2, 5.0) if box.width >= 150.0 else [box]
    groups = [parts[:2], parts[2:]] if len(columns) == 2 else [parts]
    for column, group in zip(columns, groups):
        heights = [listing_height(lines or [empty], TEXT, column.width) + 2.5 for _, lines, _, empty, _ in group]
        factor = min(column.height / sum(heights), 1.0)
        y = column.y
        for (title, lines, name, empty, colour), height in zip(group, heights):
            room = Box(column.x, y, column.width, max(height * factor - 2.5, HEADING_HEIGHT + 3.0))
            listing(sheet, room, title, lines, words, name, theme.hexed(colour), empty, TEXT, name == "measures")
            y += height * factor


def measure_lines(context: Context, areas: Areas, row: int) -> list[str]:
    """Return the measures of the register that touch a focus area, with their status."""
    found = areas.places.measures(row, context.facts.measures)
    return [measure_line(item, context.facts, context.words) for item in found]


def _burden_lines(context: Context, areas: Areas, row: int) -> list[str]:
    words, found = context.words, areas.places.burdened(row)
    if found is None:
        return []
    lines = [words("focus_burden_people", people=people_text(context, found.several))]
    if found.unknown >= 0.5:
        lines.append(words("focus_burden_unknown", people=people_text(context, found.unknown)))
    if found.most and found.several >= FEW_PERSONS:
        lines.append(words("focus_burden_most", list="; ".join(driver_titles(context, SEPARATOR.join(found.most)))))
    return lines


def _place_lines(context: Context, areas: Areas, row: int) -> list[str]:
    words, facts = context.words, context.facts
    inside = [f"{name} ({_percent(facts, share)})" for name, share in areas.places.lies_in(row)]
    around = areas.places.borders_on(row)
    lines = [words("focus_lies_in", list=", ".join(inside))] if inside else []
    lines.append(words("focus_borders_on", list=", ".join(around)) if around else words("focus_borders_on_none"))
    return lines


def _hints(context: Context, record: pd.Series, runs: Sequence) -> list[str]:
    words = context.words
    lines = [words("product_outdated_note")] if is_outdated(context, runs) else []
    lines += [str(record["note"])] if isinstance(record["note"], str) and record["note"].strip() else []
    lines += [words("focus_edited")] if record["is_edited"] and not pd.isna(record["is_edited"]) else []
    flags = record["flags"].split(",") if isinstance(record["flags"], str) else []
    lines += context.facts.flag_words(flag for flag in flags if flag)
    for run in runs:
        lines.append(" ".join(run_sentences(run, context.facts, words)))
    return lines
