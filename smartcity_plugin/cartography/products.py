# SPDX-License-Identifier: GPL-2.0-or-later
"""The map products of the overlay as layers: style, legend, reading note and provenance, all from their declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Optional

from qgis.core import QgsDefaultValue, QgsFillSymbol, QgsLayerNotesUtils, QgsVectorLayer

from ..catalogue import Catalogue
from ..catalogue.numbers import symbol_of
from ..catalogue.products import Product, load_products
from ..engine.table import GeoTable
from ..model.provenance import rests_on_older_values
from ..model.strategy import Procedure, Scenario
from ..study.fields import REAL, Table
from ..study.overlay_tables import CELLS
from ..study.scenario_facts import shown_on_maps
from ..study.strategy_tables import PRODUCT_TABLES, SCENARIO_VALUES
from ..study.study import Study
from . import styles
from .classes import fixed_classes, label
from .facts import Facts
from .forms import prepare_form
from .metadata import describe_product
from .styles import LegendEntry
from .wording import Wording

PRODUCT, SCENARIO = "smartcity/product", "smartcity/scenario"
"""Custom properties with the key of the product that a layer shows, and the number of the scenario it belongs to."""

_CELLS = {CELLS: "place_cells", "hexagons": "place_hexagons", "squares": "place_squares"}
"""Kinds of places that are no planning units, and the words for them."""

EDITABLE = ("focus_areas",)
"""Products whose areas users may change by hand."""

_SEPARATING = ("scheme_id", "subject", "scenario_id", "indicator_id", "place_kind")
"""Fields whose values are maps of their own."""


def table_of(product: Product) -> Table:
    """Return the table of a product."""
    return next(table for table in PRODUCT_TABLES if table.name == product.table)


def variants(study: Study, product: Product) -> list[dict[str, str]]:
    """Return what maps of a product the study holds at its reference date: one for each subject and kind of place.

    Of several assessment schemes only the one in force has maps. Where nothing is known there is no map.
    """
    table = table_of(product)
    own = {"scheme_id": study.settings.scheme} if "scheme_id" in table.fields else {}
    frame = study.product(table, **own).frame
    frame = frame[frame[product.field].notna()]
    if product.table == SCENARIO_VALUES.name:
        frame = shown_on_maps(study, frame)
    fields = [name for name in _SEPARATING if name in table.fields]
    if not fields:
        return [{}] if len(frame) else []
    return [dict(zip(fields, row)) for row in frame[fields].drop_duplicates().itertuples(index=False)]


def product_source(study: Study, product: Product, **own: str) -> str:
    """Return what QGIS's ``ogr`` provider opens the rows of a product by."""
    table = table_of(product)
    wanted = {"period": study.settings.reference_date, **own} if "period" in table.fields else own
    rows = " AND ".join(f'"{name}" = {_quoted(value)}' for name, value in wanted.items())
    return study.source(table.name) + (f"|subset={rows}" if rows else "")


def product_title(product: Product, own: Mapping[str, str], study: Study, catalogue: Catalogue, language: str) -> str:
    """Return the name of a map: what it shows, of which subject, for which kind of place."""
    parts = [product.title.in_language(language)]
    words = Wording(language)
    sort, _, subject = own.get("subject", "").partition(":")
    if sort == "scheme":
        schemes = {scheme.id: scheme for scheme in study.schemes()}
        parts += [schemes[subject].title] if subject in schemes else []
    elif sort in ("procedure", "sector") or sort.startswith("all"):
        parts += _of_contributions(sort, subject, study, catalogue, words)
    elif subject in catalogue.indicators:
        title = catalogue.indicators[subject].title.in_language(language)
        parts.append(words("subject_values" if sort == "value" else "subject_need", title=title))
    kind = own.get("place_kind", "")
    if kind:
        levels = catalogue.vocabulary.unit_levels
        title = levels[kind].title.in_language(language) if kind in levels else kind
        parts.append(words(_CELLS[kind]) if kind in _CELLS else title)
    if "scenario_id" in own:  # what tells the maps of a scenario apart comes first: lists of layers cut off the end
        indicators = {name: item.title.in_language(language) for name, item in catalogue.indicators.items()}
        named = indicators.get(own.get("indicator_id", ""), ""), *parts[1:], parts[0]
        parts = [name for name in (*named, scenario_titles(study).get(own["scenario_id"], "")) if name]
    return " – ".join(parts)


def scenario_titles(study: Study) -> dict[str, str]:
    """Return the titles of the scenarios by number, in their order."""
    return {item.scenario_id: item.title for item in study.records(Scenario)}


def _of_contributions(sort: str, subject: str, study: Study, catalogue: Catalogue, words: Wording) -> list[str]:
    """Return which contributions a map counts, and whether its hot spots are those of rates."""
    name, _, rates = (subject or sort).partition("/")
    titles = {item.procedure_id: item.title for item in study.records(Procedure)} if sort == "procedure" else {}
    if sort == "sector" and name in catalogue.vocabulary.sectors:
        titles = {name: catalogue.vocabulary.sectors[name].title.in_language(words.language)}
    return [*([titles[name]] if name in titles else []), *([words("contributions_per_1000")] if rates else [])]


def dress(
    layer: QgsVectorLayer, study: Study, catalogue: Catalogue, facts: Facts, product: Product, **own: str
) -> None:
    """Give a layer with the rows of a product its style, legend, field names, reading note and provenance."""
    words = Wording(facts.language)
    rows = study.product(table_of(product), **own)
    layer.setName(product_title(product, own, study, catalogue, facts.language))
    layer.setCustomProperty(PRODUCT, product.id)
    if "scenario_id" in own:
        layer.setCustomProperty(SCENARIO, own["scenario_id"])
    run_ids = list(rows.frame["run_id"].dropna().unique()) if "run_id" in rows.frame else []
    is_old = any(rests_on_older_values(run, facts.runs, facts.settings.reference_date) for run in run_ids)
    is_old = is_old or own.get("scenario_id", "") in facts.outdated_scenarios
    if is_old:
        layer.setName(words("product_outdated", title=layer.name()))
    on_cells = own.get("place_kind", CELLS) == CELLS and product.table not in EDITABLE
    layer.setRenderer(styles.rules(legend_entries(product, rows, catalogue, words, on_cells)))
    prepare_form(layer, table_of(product), catalogue, words, editable=product.table in EDITABLE)
    if product.table in EDITABLE:
        _belong(layer, {"period": study.settings.reference_date, **own})
    tips = [_tip(layer, name, product, words) for name in product.tip if layer.fields().indexOf(name) >= 0]
    layer.setMapTipTemplate("<br/>".join(tips))
    if layer.fields().indexOf("name") >= 0:
        layer.setDisplayExpression('"name"')
    describe_product(layer, product, [facts.runs[run] for run in run_ids if run in facts.runs], facts, words)
    parts = [product.reading.in_language(facts.language)]
    parts += [words("product_outdated_note")] if is_old else []
    notes = "".join(f"<p>{escape(part)}</p>" for part in parts)
    QgsLayerNotesUtils.setLayerNotes(layer, f"<p><b>{escape(layer.name())}</b></p>{notes}")


def dress_result(
    layer: QgsVectorLayer, product: Product, rows: GeoTable, catalogue: Catalogue, language: str, history: Sequence[str]
) -> None:
    """Give a layer that an algorithm has just made (not a table of the study) the looks of a product.

    ``rows`` are its rows, ``history`` says how it was made.
    """
    words, note = Wording(language), product.reading.in_language(language)
    layer.setRenderer(styles.rules(legend_entries(product, rows, catalogue, words, on_cells=False)))
    metadata = layer.metadata()
    metadata.setTitle(layer.name())
    metadata.setAbstract(note)
    metadata.setLanguage(language)
    metadata.setHistory(list(history))
    layer.setMetadata(metadata)
    QgsLayerNotesUtils.setLayerNotes(layer, f"<p><b>{escape(layer.name())}</b></p><p>{escape(note)}</p>")


def _belong(layer: QgsVectorLayer, own: Mapping[str, str]) -> None:
    """Let what users draw belong to the rows that the layer shows, and mark what they draw or change."""
    for name, value in own.items():
        layer.setDefaultValueDefinition(layer.fields().indexOf(name), QgsDefaultValue(_quoted(value)))
    layer.setDefaultValueDefinition(layer.fields().indexOf("is_edited"), QgsDefaultValue("true", True))


def legend_entries(
    product: Product, rows: GeoTable, catalogue: Catalogue, words: Wording, on_cells: bool
) -> list[LegendEntry]:
    """Return the legend of a product with the number of places per entry; what is unknown comes last."""
    values = rows.frame[product.field]
    if product.categories:
        found = []
        for key, term in product.categories.items():
            count = int((values == key).sum())
            text = f"{term.title.in_language(words.language)} ({count})"
            if count:
                found.append(LegendEntry(_symbol(term.colour, on_cells), text, f'"{product.field}" = {_quoted(key)}'))
        other = int((~values.isin(list(product.categories))).sum())
        names = ", ".join(_quoted(key) for key in product.categories)
        unknown = f'"{product.field}" IS NULL OR "{product.field}" NOT IN ({names})'
    else:
        found, other = _classes(product, rows, catalogue, words, on_cells)
        unknown = f'"{product.field}" IS NULL'
    if other:
        found.append(LegendEntry(styles.no_data_symbol(), f"{words('legend_missing')} ({other})", unknown))
    return found


def _classes(
    product: Product, rows: GeoTable, catalogue: Catalogue, words: Wording, on_cells: bool
) -> tuple[list[LegendEntry], int]:
    classes = fixed_classes(rows.numbers(product.field), product.decimals, product.breaks)
    symbol = symbol_of(catalogue.units[product.unit], words.language) if product.unit else ""
    shown = f'round("{product.field}", {product.decimals})'
    found = []
    for item, colour in zip(classes.classes, product.colours):
        text = label(item, classes, words.language, words("class_below"), words("class_above"), words("class_more"))
        conditions = [f'"{product.field}" IS NOT NULL']
        conditions += [] if item.lower is None else [f"{shown} >= {item.lower!r}"]
        conditions += [] if item.upper is None else [f"{shown} < {item.upper!r}"]
        if item.count:
            text = f"{text} {symbol}".rstrip() + f" ({item.count})"
            found.append(LegendEntry(_symbol(colour, on_cells), text, " AND ".join(conditions)))
    return found[::-1], classes.missing


def _symbol(colour: str, on_cells: bool) -> QgsFillSymbol:
    """Return a fill; cells have no border of their own, it would hide them on a small map."""
    if not on_cells:
        return styles.filled(colour)
    return QgsFillSymbol.createSimple({"color": colour, "outline_color": colour, "outline_width": "0.06"})


def _tip(layer: QgsVectorLayer, name: str, product: Product, words: Wording) -> str:
    """Return a line of the map tip: the field's name and its value in words."""
    index = layer.fields().indexOf(name)
    title = escape(layer.attributeDisplayName(index))
    field = table_of(product).fields[name]
    value = f'format_number("{name}", {product.decimals if name == product.field else 1})'
    if field.vocabulary:
        value = f"represent_value(\"{name}\", '{name}')"
    elif field.kind != REAL:
        value = f'to_string("{name}")'
    return f"{title}: [% coalesce({value}, '{words('legend_missing')}') %]"


def product_layers(study: Study, catalogue: Catalogue, facts: Facts, open_layer) -> list[QgsVectorLayer]:
    """Return a layer for every map product that the study holds.

    ``open_layer`` opens a source under a title (see ``LayerFactory``).
    """
    order = [table.name for table in PRODUCT_TABLES]
    layers = []
    for product in sorted(load_products().values(), key=lambda item: order.index(item.table)):
        for own in variants(study, product):
            layer: Optional[QgsVectorLayer] = open_layer(product_source(study, product, **own), product.id)
            if layer is not None and layer.isValid():
                dress(layer, study, catalogue, facts, product, **own)
                layers.append(layer)
    return layers


def _quoted(text: str) -> str:
    return "'" + str(text).replace("'", "''") + "'"
