# SPDX-License-Identifier: GPL-2.0-or-later
"""The styled layers of a study, one function per kind. Maps on paper and on screen are made of these."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Optional

import numpy as np
from qgis.core import (
    QgsLayerNotesUtils,
    QgsMapLayer,
    QgsNullSymbolRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from ..catalogue import Catalogue
from ..catalogue.numbers import symbol_of
from ..catalogue.products import Product
from ..engine.composite.needs import INDEX
from ..model.indicator import Indicator
from ..model.map_style import STANDARD_STYLE
from ..model.provenance import COMBINED, Passport
from ..study import schema
from ..study.overlay_tables import SWOT
from ..study.study import Study
from . import styles, theme
from .classes import Classes, classify
from .facts import POPULATION_ROLE, Facts
from .forms import prepare_form, set_aliases
from .looks import Look, read_looks
from .map_style_bivariate import second_values
from .map_style_dots import place_dots
from .map_style_kinds import picture
from .map_style_legend import key_notes
from .metadata import describe_indicator, describe_inventory, describe_other
from .products import dress, product_layers, product_source
from .wording import Wording

INDICATOR, DATE, NEED, ROLE, BASE, TABLE = (
    "smartcity/indicator",
    "smartcity/date",
    "smartcity/need",
    "smartcity/role",
    "smartcity/base",
    "smartcity/table",
)
"""Custom properties by which layers are found again."""

NOTES = "smartcity/notes"
"""Custom property with the notes that explain a style: others were written by somebody."""

OVERLAY, DISTRICTS, VEIL, HIGHLIGHT, MASK = "overlay", "districts", "veil", "highlight", "mask"
UNIT_VARIABLE = "smartcity_unit"
"""Layout variable with the id of the district that a page is about."""


class LayerFactory:
    """Opens tables of a study as layers that are ready to be shown."""

    def __init__(self, study: Study, catalogue: Catalogue, facts: Facts, words: Wording) -> None:
        self.study, self.catalogue, self.facts, self.words = study, catalogue, facts, words
        self.looks = read_looks()
        self._dots: dict[int, Mapping[str, np.ndarray]] = {}

    def indicator(self, indicator: Indicator) -> QgsVectorLayer:
        """Return the map of an indicator over all districts."""
        rows = f'"indicator_id" = {_quoted(indicator.id)} AND {self._districts_now()}'
        layer = self._open(schema.UNIT_RESULTS.name, indicator.title.in_language(self.facts.language), rows)
        layer.setCustomProperty(INDICATOR, indicator.id)
        drawn = picture(indicator, self.facts, self.words, self._places)
        layer.setRenderer(drawn.renderer())
        prepare_form(layer, schema.UNIT_RESULTS, self.catalogue, self.words, editable=False)
        value = self._told(indicator)
        if drawn.square is not None:
            titles = {"first": layer.name(), "second": drawn.square.second.title.in_language(self.facts.language)}
            missing = self.words("legend_missing")
            value += f" %]<br/>{titles['second']}: [% coalesce({second_values(drawn.square, self.facts)}, '{missing}')"
            _explain(layer, value, self.words)
            layer.setName(self.words("bivariate_title", **titles))
        else:
            _explain(layer, value, self.words)
        describe_indicator(layer, indicator, self.facts, self.words)
        if drawn.style != STANDARD_STYLE:
            told = [QgsLayerNotesUtils.layerNotes(layer)]
            told += [f"<p>{escape(note)}</p>" for note in key_notes(indicator, drawn, self.facts, self.words)]
            QgsLayerNotesUtils.setLayerNotes(layer, "".join(told))
            layer.setCustomProperty(NOTES, "".join(told))
        return layer

    def indicator_at(self, indicator: Indicator, period: str, classes: Classes) -> QgsVectorLayer:
        """Return the map of an indicator at another reference date, in given classes."""
        level = _quoted(self.facts.settings.unit_level)
        rows = f'"indicator_id" = {_quoted(indicator.id)} AND "level" = {level} AND "period" = {_quoted(period)}'
        title = f"{indicator.title.in_language(self.facts.language)} ({self.facts.date(period)})"
        layer = self._open(schema.UNIT_RESULTS.name, title, rows)
        layer.setCustomProperty(DATE, f"{indicator.id} {period}")
        entries = styles.class_entries(classes, "value", self.facts.sector(indicator).colour, self.words)
        layer.setRenderer(styles.rules(entries))
        prepare_form(layer, schema.UNIT_RESULTS, self.catalogue, self.words, editable=False)
        _explain(layer, self._told(indicator), self.words)
        describe_other(layer, self.words("map_change_classes"), self.facts)
        return layer

    def _told(self, indicator: Indicator) -> str:
        """Return the expression of a value as map tips tell it; nothing where it must not be shown."""
        unit = self.facts.unit(indicator)
        symbol, missing = symbol_of(unit, self.facts.language), self.words("legend_missing")
        number = f"format_number(\"value\", {unit.decimals}) || ' {symbol}'"
        return f"if({styles.FEW_FLAG}, '{self.words('legend_few')}', coalesce({number}, '{missing}'))"

    def _places(self, per_dot: int) -> Mapping[str, np.ndarray]:
        """Return where the dots of dot maps lie; the same for all indicators."""
        if per_dot not in self._dots:
            cells = self.study.layer(POPULATION_ROLE) if POPULATION_ROLE in self.facts.passports else None
            people = self.facts.population().to_dict()
            self._dots[per_dot] = place_dots(self.study.reporting_units(), people, cells, per_dot)
        return self._dots[per_dot]

    def need(self, key: str) -> QgsVectorLayer:
        """Return the map of needs over all sectors (``index``) or of one sector."""
        is_index = key == INDEX
        title = (
            self.words("need_index") if is_index else self.catalogue.sectors[key].title.in_language(self.facts.language)
        )
        scope = INDEX if is_index else "sector"
        rows = f'"scope" = \'{scope}\' AND "key" = {_quoted(key)} AND {self._districts_now()}'
        if self.study.holds_schemes:
            rows += f' AND "scheme_id" = {_quoted(self.facts.settings.scheme)}'
        layer = self._open(schema.UNIT_NEEDS.name, title, rows)
        layer.setCustomProperty(NEED, key)
        colour = theme.ACCENT if is_index else self.catalogue.sectors[key].colour
        entries = styles.class_entries(self.facts.need_classes(key), "need", colour, self.words, styles.FEW_PEOPLE)
        layer.setRenderer(styles.rules(entries))
        prepare_form(layer, schema.UNIT_NEEDS, self.catalogue, self.words, editable=False)
        _explain(layer, f"coalesce(format_number(\"need\", 0), '{self.words('legend_missing')}')", self.words)
        describe_other(layer, " ".join(self.facts.scheme_sentences()), self.facts)
        return layer

    def _districts_now(self) -> str:
        """Return the filter for the districts at the study's reference date."""
        settings = self.facts.settings
        return f'"level" = {_quoted(settings.unit_level)} AND "period" = {_quoted(settings.reference_date)}'

    def inventory(self, passport: Passport) -> QgsMapLayer:
        """Return the inventory layer of a role, vector or raster."""
        raster = self.study.raster(passport.role)
        if raster is not None:
            shown = QgsRasterLayer(raster.connection, self._inventory_title(passport), "gdal")
            shown.setCustomProperty(ROLE, passport.role)
            describe_inventory(shown, passport, self.facts, self.words)
            return shown
        layer = self._open(schema.inventory_table(passport.role), self._inventory_title(passport))
        layer.setCustomProperty(ROLE, passport.role)
        role = self.catalogue.roles.get(passport.role)
        look = self.looks.roles.get(passport.role) or self._default_look(role.sector if role else "base")
        if layer.isSpatial():
            layer.setRenderer(self._renderer(layer, look))
        if role is not None:
            set_aliases(layer, {**role.required, **role.optional}, self.facts.language)
        if layer.fields().indexOf("name") >= 0:
            layer.setDisplayExpression(f"coalesce(\"name\", '{self.words('unnamed')}')")
        layer.setReadOnly(True)
        describe_inventory(layer, passport, self.facts, self.words)
        return layer

    def base(self, role: str, kind: str = BASE) -> Optional[QgsVectorLayer]:
        """Return a quiet layer of the base map or of the lines over a choropleth; None if the study lacks the role."""
        if role not in self.facts.passports:
            return None
        passport = self.facts.passports[role]
        layer = self._open(schema.inventory_table(role), self._inventory_title(passport))
        looks = self.looks.overlay if kind == OVERLAY else self.looks.base
        layer.setRenderer(self._renderer(layer, looks[role]))
        layer.setCustomProperty(BASE, f"{OVERLAY}:{role}" if kind == OVERLAY else role)
        layer.setReadOnly(True)
        describe_inventory(layer, passport, self.facts, self.words)
        return layer

    def districts(self, labels: bool = True, colour: str = "#7b8790", width: float = 0.2) -> QgsVectorLayer:
        """Return the borders and names of the districts."""
        layer = self._open(
            schema.PLANNING_UNITS.name,
            self._title(schema.PLANNING_UNITS),
            f'"level" = {_quoted(self.facts.settings.unit_level)}',
        )
        layer.setCustomProperty(BASE, DISTRICTS)
        layer.setRenderer(
            QgsSingleSymbolRenderer(styles.outline_symbol(colour, width)) if width else QgsNullSymbolRenderer()
        )
        if labels:
            layer.setLabeling(styles.name_labels())
            layer.setLabelsEnabled(True)
        prepare_form(layer, schema.PLANNING_UNITS, self.catalogue, self.words, editable=False)
        _explain(layer, "format_number(\"area_ha\", 1) || ' ha'", self.words)
        describe_other(layer, self.words("abstract_units"), self.facts)
        return layer

    def veil(self) -> QgsVectorLayer:
        """Return the layer that veils all districts but the one of the page, and frames that one."""
        layer = self.districts(labels=False)
        layer.setCustomProperty(BASE, VEIL)
        inside = f'"unit_id" = @{UNIT_VARIABLE}'
        entries = [
            styles.LegendEntry(styles.veil_symbol(), "", f"NOT ({inside})"),
            styles.LegendEntry(styles.outline_symbol(theme.INK, 0.7), "", inside),
        ]
        layer.setRenderer(styles.rules(entries))
        others = f"CASE WHEN NOT ({inside}) THEN {styles.TWO_LINES} END"
        layer.setLabeling(styles.name_labels(others, theme.QUIET))
        layer.setLabelsEnabled(True)
        return layer

    def highlight(self) -> QgsVectorLayer:
        """Return the districts in grey, the one of the page in colour."""
        layer = self.districts(labels=False)
        layer.setCustomProperty(BASE, HIGHLIGHT)
        inside = f'"unit_id" = @{UNIT_VARIABLE}'
        entries = [
            styles.LegendEntry(styles.filled("#d9dee3"), "", f"NOT ({inside})"),
            styles.LegendEntry(styles.filled(theme.ACCENT), "", inside),
        ]
        layer.setRenderer(styles.rules(entries))
        return layer

    def area(self) -> QgsVectorLayer:
        """Return the border of the municipality."""
        layer = self._open(schema.STUDY_AREA.name, self._title(schema.STUDY_AREA))
        layer.setCustomProperty(BASE, schema.STUDY_AREA.name)
        layer.setRenderer(QgsSingleSymbolRenderer(styles.outline_symbol(theme.INK, 0.4)))
        prepare_form(layer, schema.STUDY_AREA, self.catalogue, self.words, editable=False)
        layer.setDisplayExpression('"name"')
        describe_other(layer, self.words("abstract_area"), self.facts)
        return layer

    def mask(self) -> QgsVectorLayer:
        """Return the layer that pales everything outside the municipality."""
        layer = self.area()
        layer.setCustomProperty(BASE, MASK)
        layer.setRenderer(styles.mask_renderer())
        return layer

    def goals(self) -> QgsVectorLayer:
        """Return the goals, editable."""
        layer = self.table(schema.GOALS, editable=True)
        layer.setDisplayExpression('concat("goal_id", \' \', "title")')
        describe_other(layer, self.words("abstract_goals"), self.facts)
        return layer

    def measures(self) -> QgsVectorLayer:
        """Return the measures, editable, in the colours of their sectors."""
        layer = self.table(schema.MEASURES, editable=True)
        entries = styles.measure_entries(self.facts.measures, self.catalogue.sectors, self.facts.language)
        root = styles.rules(entries)
        other = QgsRuleBasedRenderer.Rule(styles.hatched_frame(theme.QUIET, 45.0), 0, 0, "ELSE", self.words("other"))
        root.rootRule().appendChild(other)
        layer.setRenderer(root)
        layer.setDisplayExpression('concat("measure_id", \' \', "title")')
        layer.setMapTipTemplate('<b>[% "measure_id" %] [% "title" %]</b><br/>[% "description" %]')
        describe_other(layer, self.words("abstract_measures"), self.facts)
        return layer

    def products(self) -> list[QgsVectorLayer]:
        """Return the map products of the overlay that the study holds."""
        return product_layers(self.study, self.catalogue, self.facts, self._open_source)

    def product(self, product: Product, **own: str) -> QgsVectorLayer:
        """Return one map product of the overlay; ``own`` names its rows."""
        layer = self._open_source(product_source(self.study, product, **own), product.id)
        dress(layer, self.study, self.catalogue, self.facts, product, **own)
        return layer

    def swot(self) -> QgsVectorLayer:
        """Return strengths, weaknesses, opportunities and threats, editable: here suggestions are decided."""
        layer = self.table(SWOT, editable=True)
        layer.setDisplayExpression('concat("swot_id", \' \', "text")')
        describe_other(layer, self.words("abstract_swot"), self.facts)
        return layer

    def table(self, table: schema.Table, editable: bool = False) -> QgsVectorLayer:
        """Return a table of the study as it is."""
        layer = self._open(table.name, self._title(table))
        layer.setCustomProperty(TABLE, table.name)
        prepare_form(layer, table, self.catalogue, self.words, editable)
        describe_other(layer, self.words("abstract_table"), self.facts)
        return layer

    # Inside ------------------------------------------------------------------------------------------------------

    def _open(self, table: str, title: str, rows: str = "") -> QgsVectorLayer:
        """Open a table, or those rows of it that fulfil an SQL condition.

        The condition stands in the source: setting it later makes GDAL switch the file's journal mode, after which
        other layers of the same file cannot be read (QGIS 3.22 with GDAL 3.6).
        """
        return self._open_source(self.study.source(table) + (f"|subset={rows}" if rows else ""), title)

    @staticmethod
    def _open_source(source: str, title: str) -> QgsVectorLayer:
        options = QgsVectorLayer.LayerOptions(QgsProject.instance().transformContext())
        options.loadDefaultStyle = False
        return QgsVectorLayer(source, title, "ogr", options)

    def _inventory_title(self, passport: Passport) -> str:
        """Return the title of the data; of several sources under one roof, that of their role."""
        single = passport.title if COMBINED not in passport.title else ""
        return single or self.facts.role_title(passport.role)

    def _title(self, table: schema.Table) -> str:
        return table.title.in_language(self.facts.language)

    def _default_look(self, sector: str) -> Look:
        colour = self.catalogue.sectors[sector].colour if sector in self.catalogue.sectors else theme.QUIET
        return Look(fill="", outline=colour, width=0.2, colour=colour)

    def _renderer(self, layer: QgsVectorLayer, look: Look):
        if look.number:
            return self._graded(layer, look)
        return styles.layer_renderer(look, geometry_of(layer), self.looks.major_streets)

    def _graded(self, layer: QgsVectorLayer, look: Look) -> QgsRuleBasedRenderer:
        """Return a renderer with a darker fill for a higher number."""
        index = layer.fields().indexOf(look.number)
        read = [feature[index] for feature in layer.getFeatures()]
        values = [float(value) if isinstance(value, (int, float)) else float("nan") for value in read]
        entries = styles.class_entries(classify(values, 0), look.number, look.fill, self.words, styles.NEVER)
        for entry in entries:
            entry.symbol.symbolLayer(0).setStrokeStyle(styles.NO_LINE)
        return styles.rules(entries)


def geometry_of(layer: QgsVectorLayer) -> str:
    """Return ``point``, ``line`` or ``polygon``."""
    return {0: "point", 1: "line", 2: "polygon"}.get(int(layer.geometryType()), "polygon")


def find(project: QgsProject, key: str, value: str) -> Optional[QgsVectorLayer]:
    """Return the layer of a project that carries a custom property, None if there is none."""
    return next((layer for layer in project.mapLayers().values() if layer.customProperty(key) == value), None)


def _explain(layer: QgsVectorLayer, value: str, words: Wording) -> None:
    """Let a layer show its unit's name in lists and name and value under the pointer."""
    layer.setDisplayExpression('"name"')
    layer.setMapTipTemplate(f'<b>[% "name" %]</b><br/>{words("map_tip_title", title=layer.name())}: [% {value} %]')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
