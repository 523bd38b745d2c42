# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps and charts as pictures for documents, drawn from the same parts as the atlas."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional, Union

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QSize

from .. import capabilities
from ..catalogue import Catalogue
from ..catalogue.products import load_products
from ..engine.composite.needs import INDEX
from ..model.indicator import Indicator
from ..model.problem import SmartCityError
from ..model.provenance import Passport
from ..study.overlay_tables import CELLS
from ..study.study import Study
from . import theme
from .atlas import make_context
from .formats import PageFormat
from .furniture import framed_map, legend, no_number, scale_note, source_line
from .map_style_legend import MapKey, draw_key, map_key
from .pages import indicator as indicator_page
from .pages import needs as needs_page
from .pages import scenario as scenario_page
from .pages.page import Context
from .products import legend_entries, table_of
from .sheet import Box, Sheet
from .styles import FEW_PEOPLE, LegendEntry, class_entries, layer_symbol, measure_entries

_SIDE = 42.0
_GAP = 4.0
_SCALE = 14.0
"""Millimetres below the legend for scale bar and scale."""
_TALLEST = 150.0
_PNG_QUALITY = 20
"""Of PNG, which loses nothing: small files rather than quick ones."""


@dataclass(frozen=True)
class Figure:
    """A picture of a map or chart with what a document needs to print and describe it."""

    path: Path
    alt_text: str
    source_line: str
    width_mm: float
    height_mm: float


class Figures:
    """Draws figures into a folder that is gone when the ``with`` block ends."""

    def __init__(self, study: Study, catalogue: Catalogue, language: str) -> None:
        self._study, self._catalogue, self._language = study, catalogue, language
        self._folder: Optional[tempfile.TemporaryDirectory] = None
        self._project: Optional[QgsProject] = None
        self._context: Optional[Context] = None
        self._done: dict[str, Figure] = {}

    def __enter__(self) -> Figures:
        self._folder = tempfile.TemporaryDirectory(prefix="smartcity_figures_")
        self._project = QgsProject()
        self._context = make_context(self._project, self._study, self._catalogue, self._language)
        return self

    def __exit__(self, *_: Any) -> None:
        self._context = None
        if self._project is not None:
            self._project.clear()
        self._project = None
        self._done.clear()
        if self._folder is not None:
            self._folder.cleanup()

    # What documents ask for --------------------------------------------------------------------------------------

    def indicator_map(self, indicator_id: str) -> Figure:
        """Return the map of an indicator with its legend."""
        context = self._open
        indicator, facts, words = self._indicator(indicator_id), context.facts, context.words
        title = indicator_page.legend_title(indicator, facts, words)
        return self._map(
            f"map_{indicator_id}",
            context.stock.indicator(indicator),
            map_key(indicator, title, facts, words),
            self._describe_values(indicator),
            facts.inputs(indicator),
        )

    def need_map(self, key: str = INDEX) -> Figure:
        """Return the map of the overall need or of the need in one sector."""
        context = self._open
        facts, words = context.facts, context.words
        if key not in facts.need_keys():
            raise SmartCityError("no_needs")
        entries = class_entries(facts.need_classes(key), "need", needs_page.need_colour(key, facts), words, FEW_PEOPLE)
        notes = [words("legend_need_darker"), words("legend_counts")]
        return self._map(
            f"need_{key}",
            context.stock.need(key),
            (words("legend_need"), entries, notes),
            self._describe_needs(key),
            facts.sources,
        )

    def overview_map(self) -> Figure:
        """Return the base map with the names of the planning units."""
        context = self._open
        facts, words = context.facts, context.words
        looks = context.stock.base_looks()
        entries = [
            LegendEntry(layer_symbol(look, geometry), facts.role_title(role), "")
            for role, (look, geometry) in looks.items()
        ]
        alt = words("alt_overview", place=facts.settings.municipality, count=len(facts.units))
        sources = facts.sources_of(looks)
        notes = [words("legend_units", count=len(facts.units))]
        return self._map("overview", context.stock.overview(), (words("legend_base"), entries, notes), alt, sources)

    def measures_map(self) -> Optional[Figure]:
        """Return the map of the measures, None if none has a place."""
        context = self._open
        facts, words = context.facts, context.words
        drawn = self._study.measure_shapes()
        placed = [measure for measure in facts.measures if measure.measure_id in drawn]
        if not placed:
            return None
        entries = measure_entries(placed, self._catalogue.sectors, self._language)
        alt = words("alt_measures", place=facts.settings.municipality, count=len(placed))
        sources = facts.sources_of(context.stock.base_looks())
        notes = [words("legend_measure_counts")]
        return self._map("measures", context.stock.measures(), (words("legend_measures"), entries, notes), alt, sources)

    def ranking(self, indicator_id: str) -> Figure:
        """Return the ranking chart of an indicator."""
        context = self._open
        indicator, facts = self._indicator(indicator_id), context.facts

        def draw(sheet: Sheet) -> None:
            box = Box(1, 1, sheet.width - 2, sheet.height - 2)
            indicator_page.chart(sheet, box, indicator, facts.classes(indicator), facts, context.words)

        height = min(10.0 + 3.6 * len(facts.units), 200.0)
        alt = self._describe_values(indicator, "alt_ranking")
        return self._draw(f"ranking_{indicator_id}", height, draw, alt, facts.inputs(indicator))

    def product_map(self, key: str, **own: str) -> Optional[Figure]:
        """Return a map product of the overlay, None if the study holds none; ``own`` names its rows (place_kind …)."""
        context, product = self._open, load_products()[key]
        rows = self._study.product(table_of(product), **own)
        if not len(rows):
            return None
        facts, words = context.facts, context.words
        on_cells = own.get("place_kind") == CELLS
        entries = legend_entries(product, rows, self._catalogue, words, on_cells)
        title = product.title.in_language(self._language)
        listed = "; ".join(entry.text for entry in entries)
        return self._map(
            "_".join((key, *own.values())),
            context.stock.product(product, **own),
            (title, entries, [words("legend_cell_counts" if on_cells else "legend_counts")]),
            words("alt_product", title=title, place=facts.settings.municipality, list=listed),
            facts.sources,
        )

    def lorenz(self, indicator_id: str) -> Optional[Figure]:
        """Return the Lorenz curve of an indicator, None if it was not measured or charts cannot be drawn here."""
        indicator = self._indicator(indicator_id)
        drawn = self._charts()
        chart = None if drawn is None else drawn.lorenz(indicator)
        if drawn is None or chart is None:
            return None
        sources = self._open.facts.inputs(indicator)
        return self._chart(f"lorenz_{indicator_id}", chart, drawn.lorenz_alt(indicator), sources)

    def burdens(self) -> Optional[Figure]:
        """Return the chart of people by number of high burdens, None if none were counted or it cannot be drawn."""
        drawn = self._charts()
        chart = None if drawn is None else drawn.burdens()
        if drawn is None or chart is None:
            return None
        return self._chart("burdens", chart, drawn.burden_alt(), self._open.facts.sources)

    def radar(self, unit_id: str) -> Optional[Figure]:
        """Return the scores of a planning unit by field of action; None with fewer than three, or if not drawable."""
        context = self._open
        if len(context.facts.need_keys()) < 4 or capabilities.problems(capabilities.CHARTS):
            return None
        from . import chart_contents, chart_radar

        parts = chart_contents.spokes(context.facts, context.words, unit_id)
        names = (str(context.facts.units.loc[unit_id, "name"]), context.facts.settings.municipality)
        chart = chart_radar.radar_chart(parts, names, (120.0, 92.0))
        alt = chart_contents.radar_alt(context.facts, context.words, unit_id)
        return self._chart(f"radar_{unit_id}", chart, alt, context.facts.sources)

    def histogram(self, indicator_id: str, by_people: bool = False) -> Optional[Figure]:
        """Return how the values of the planning units are spread, None if no value is known or it cannot be drawn."""
        context, indicator = self._open, self._indicator(indicator_id)
        if capabilities.problems(capabilities.CHARTS):
            return None
        from . import chart_contents, chart_values

        content = chart_contents.histogram(context.facts, context.words, indicator, by_people)
        if content is None:
            return None
        chart = chart_values.histogram_chart(content, (theme.FIGURE_WIDTH, 80.0))
        alt = chart_contents.histogram_alt(context.facts, context.words, indicator)
        name = f"histogram_{indicator_id}{'_people' if by_people else ''}"
        return self._chart(name, chart, alt, context.facts.inputs(indicator))

    def time_path(self, indicator_id: str, unit_id: str = "") -> Optional[Figure]:
        """Return an indicator over the reference dates with the way to its target, of the municipality or of a unit.

        None with fewer than two dates, or if it cannot be drawn.
        """
        context, indicator = self._open, self._indicator(indicator_id)
        if capabilities.problems(capabilities.CHARTS):
            return None
        from . import chart_contents, chart_time

        facts, words = context.facts, context.words
        content = chart_contents.time_path(self._study, facts, words, indicator, unit_id)
        if content is None:
            return None
        name = str(facts.units.loc[unit_id, "name"]) if unit_id else ""
        chart = chart_time.time_chart(content, (theme.FIGURE_WIDTH, 80.0))
        alt = chart_contents.time_alt(facts, words, indicator, content, name)
        return self._chart(f"time_{indicator_id}_{unit_id}", chart, alt, facts.inputs(indicator))

    def gantt(self) -> Optional[Figure]:
        """Return the schedule of the measures, None if none has a year or it cannot be drawn."""
        context = self._open
        facts, words = context.facts, context.words
        if capabilities.problems(capabilities.CHARTS):
            return None
        from . import chart_contents, chart_time

        dated, _ = chart_contents.spans(facts.measures, facts, words)
        if not dated:
            return None
        height = chart_time.gantt_height(dated, theme.FIGURE_WIDTH)
        chart = chart_time.gantt_chart(dated, (theme.FIGURE_WIDTH, height))
        return self._chart("gantt", chart, chart_contents.gantt_alt(facts.measures, facts, words), ())

    def scenario_map(self, scenario_id: str, indicator_id: str) -> Optional[Figure]:
        """Return the difference that a scenario makes to an indicator, with the places of its measures.

        None if the scenario was not computed or does not touch the indicator.
        """
        context = self._open
        indicator = self._catalogue.indicators.get(indicator_id)
        found = None if indicator is None else scenario_page.difference(context, scenario_id, indicator)
        if indicator is None or found is None:
            return None
        layers, key, alt = found
        return self._map(f"scenario_{scenario_id}_{indicator_id}", layers, key, alt, context.facts.inputs(indicator))

    # Inside ------------------------------------------------------------------------------------------------------

    def _charts(self):
        """Return what draws charts, without titles and sources of their own; None if matplotlib is missing."""
        if capabilities.problems(capabilities.CHARTS):
            return None
        from .chart_files import StudyCharts

        return StudyCharts.read(self._study, self._open.facts, is_plain=True)

    def _chart(self, name: str, chart, alt: str, sources: Sequence[Passport]) -> Figure:
        """Write a chart once; asked again, the same picture is returned."""
        from .charts import INCH, save

        if name not in self._done:
            path = Path(self._folder.name) / f"{name}.png"
            save(chart, path)
            width, height = (size * INCH for size in chart.get_size_inches())
            line = source_line(self._open.facts, self._open.words, sources) if sources else ""
            self._done[name] = Figure(path, alt, line, float(width), float(height))
        return self._done[name]

    @property
    def _open(self) -> Context:
        if self._context is None:
            raise RuntimeError("figures are drawn inside a with block")
        return self._context

    def _indicator(self, indicator_id: str) -> Indicator:
        indicator = self._catalogue.indicators.get(indicator_id)
        if indicator is None:
            raise SmartCityError("indicator_unknown", indicator=indicator_id)
        if indicator not in self._open.facts.computed:
            raise SmartCityError("no_results")
        return indicator

    def _map(self, name: str, layers: list, key: Union[tuple, MapKey], alt: str, sources: Sequence[Passport]) -> Figure:
        context = self._open
        extent = context.stock.extent()
        width = theme.FIGURE_WIDTH - _SIDE - _GAP
        height = min(max(width * extent.height() / extent.width(), 90.0), _TALLEST)

        def draw(sheet: Sheet) -> None:
            scale = framed_map(sheet, Box(0.2, 0.2, width, height - 0.4), layers, extent, context.facts)
            side = Box(width + _GAP, 0.5, _SIDE - 0.5, height - 1)
            room = side._replace(height=side.height - _SCALE)
            if isinstance(key, MapKey):
                draw_key(sheet, room, key)
            else:
                legend(sheet, room, *key)
            scale_note(sheet, side.x, side.bottom - 12.5, side.width, scale, context.facts, context.words)

        return self._draw(name, height, draw, alt, sources)

    def _draw(self, name: str, height: float, draw, alt: str, sources: Sequence[Passport]) -> Figure:
        """Draw a figure once; asked again, the same picture is returned."""
        if name not in self._done:
            sheet = Sheet(self._project, PageFormat("figure", theme.FIGURE_WIDTH, height))
            draw(sheet)
            path = Path(self._folder.name) / f"{name}.png"
            image = sheet.exporter().renderPageToImage(0, QSize(), theme.DPI)
            if not image.save(str(path), "PNG", _PNG_QUALITY):
                raise SmartCityError("export_failed", path=str(path))
            line = source_line(self._open.facts, self._open.words, sources)
            self._done[name] = Figure(path, alt, line, theme.FIGURE_WIDTH, height)
        return self._done[name]

    def _describe_values(self, indicator: Indicator, key: str = "alt_indicator") -> str:
        facts, words = self._open.facts, self._open.words
        title = indicator.title.in_language(self._language)
        rows = facts.table(indicator.id)
        known = rows.loc[rows["shown"].notna()]
        if not len(known):
            return words("alt_nothing", title=title)
        low, high = known.loc[known["shown"].idxmin()], known.loc[known["shown"].idxmax()]
        return words(
            key,
            title=title,
            count=len(known),
            total=len(rows),
            low=facts.value(low["shown"], indicator),
            low_name=low["name"],
            high=facts.value(high["shown"], indicator),
            high_name=high["name"],
            city=facts.value(facts.of_city(indicator.id)["value"], indicator),
            place=facts.settings.municipality,
        )

    def _describe_needs(self, key: str) -> str:
        facts, words = self._open.facts, self._open.words
        title = (
            words("needs_index_title")
            if key == INDEX
            else self._catalogue.sectors[key].title.in_language(self._language)
        )
        rows = facts.needs(key).dropna(subset=["need"]).sort_values("need", ascending=False)
        if not len(rows):
            return words("alt_nothing", title=title)
        top = ", ".join(f"{row.name} ({facts.number(row.need)})" for row in rows.head(3).itertuples())
        city = facts.need_of_city(key)["need"]
        value = facts.number(None if no_number(city) else city)
        return words("alt_need", title=title, top=top, city=value, place=facts.settings.municipality)
