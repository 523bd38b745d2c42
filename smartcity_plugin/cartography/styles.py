# SPDX-License-Identifier: GPL-2.0-or-later
"""Symbols, renderers and labels of all layers, and the legend entries that go with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Optional

from qgis.core import (
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsInvertedPolygonRenderer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointPatternFillSymbolLayer,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..engine.compute import FEW_PERSONS
from ..model.strategy import Measure
from ..model.taxonomy import Term
from . import theme
from .classes import Classes, label, rounded
from .colours import diverging, ramp
from .facts import FEW_CASES
from .looks import Look
from .sheet import ZOOM_VARIABLE
from .wording import Wording

BORDER = {"outline_color": "#ffffff", "outline_width": "0.25", "joinstyle": "bevel"}
NO_FILL = {"style": "no"}
NO_LINE = Qt.PenStyle.NoPen
_ANGLES = (45.0, 135.0, 90.0, 0.0, 22.5, 67.5, 112.5)
FEW_FLAG = f"coalesce(\"flags\", '') LIKE '%{FEW_CASES}%'"
FEW_PEOPLE = f'coalesce("population", {FEW_PERSONS}) < {FEW_PERSONS}'
NEVER = "false"
"""Conditions under which a value is not shown: by its flags, by the population beside it, never."""
TWO_LINES = """wordwrap(replace(
    CASE WHEN length("name") > 11 THEN replace("name", '-', '-\\n') ELSE "name" END, ' / ', char(160) || '/ '), 12)"""
"""Long names in several lines, broken at hyphens and spaces."""


@dataclass
class LegendEntry:
    """A swatch with its words; ``expression`` selects the features that are drawn like this."""

    symbol: QgsSymbol
    text: str
    expression: str


# Choropleths -------------------------------------------------------------------------------------------------------


def class_colours(classes: Classes, colour: str) -> list[str]:
    """Return one colour per class: shades of a hue, or three hues around a good band."""
    if classes.colours:
        return list(classes.colours)
    if classes.diverging:
        return diverging([item.side for item in classes.classes])
    return ramp(colour, len(classes.classes))


def class_entries(classes: Classes, field: str, colour: str, words: Wording, few: str = FEW_FLAG) -> list[LegendEntry]:
    """Return the legend of a choropleth, highest class first, then what has no value; no entry is empty.

    Only classes at breaks that somebody set are shown without a place in them, too. ``few`` is the condition under
    which a value must not be shown.
    """
    return known_entries(classes, field, colour, words, few) + unknown_entries(classes, field, words, few)


def known_entries(classes: Classes, field: str, colour: str, words: Wording, few: str = FEW_FLAG) -> list[LegendEntry]:
    """Return the classes of a legend, highest first."""
    shown = f'round("{field}", {classes.decimals})'
    known = f'"{field}" IS NOT NULL AND NOT ({few})'
    entries = []
    for item, shade in zip(classes.classes, class_colours(classes, colour)):
        text = label(item, classes, words.language, words("class_below"), words("class_above"), words("class_more"))
        conditions = [known]
        conditions += [] if item.lower is None else [f"{shown} >= {item.lower!r}"]
        conditions += [] if item.upper is None else [f"{shown} < {item.upper!r}"]
        if item.count or classes.is_fixed:
            symbol = filled(shade, lines_over=classes.diverging and item.side > 0)
            entries.append(LegendEntry(symbol, f"{text} ({item.count})", " AND ".join(conditions)))
    return entries[::-1]


def unknown_entries(classes: Classes, field: str, words: Wording, few: str = FEW_FLAG) -> list[LegendEntry]:
    """Return what a legend says of places without a value: too few cases, no data."""
    entries = []
    if classes.few:
        entries.append(LegendEntry(few_cases_symbol(), f"{words('legend_few')} ({classes.few})", few))
    if classes.missing:
        expression = f'"{field}" IS NULL AND NOT ({few})'
        entries.append(LegendEntry(no_data_symbol(), f"{words('legend_missing')} ({classes.missing})", expression))
    return entries


def class_of(value: float, classes: Classes) -> Optional[int]:
    """Return the number of the class a value belongs to, None for an unknown one."""
    shown = float(rounded([value], classes.decimals)[0])
    for number, item in enumerate(classes.classes):
        above = item.lower is None or shown >= item.lower
        if above and (item.upper is None or shown < item.upper):
            return number
    return None


def rules(entries: list[LegendEntry]) -> QgsRuleBasedRenderer:
    """Return a renderer that draws each entry's features with its symbol."""
    root = QgsRuleBasedRenderer.Rule(None)
    for entry in entries:
        rule = QgsRuleBasedRenderer.Rule(entry.symbol.clone(), 0, 0, entry.expression, entry.text)
        root.appendChild(rule)
    return QgsRuleBasedRenderer(root)


def filled(colour: str, lines_over: bool = False) -> QgsFillSymbol:
    """Return the symbol of a class; thin lines tell “too high” from “too low” where colours do not print."""
    symbol = QgsFillSymbol.createSimple({"color": colour, **BORDER})
    if lines_over:
        symbol.appendSymbolLayer(_hatch("#ffffff", angle=90.0, distance=1.2, width=0.2))
    return symbol


def no_data_symbol() -> QgsFillSymbol:
    """Return grey hatching on white."""
    symbol = QgsFillSymbol.createSimple({"color": "#f7f7f7", **BORDER, "outline_color": "#9a9a9a"})
    symbol.appendSymbolLayer(_hatch("#9a9a9a", angle=45.0, distance=1.3, width=0.18))
    return symbol


def few_cases_symbol() -> QgsFillSymbol:
    """Return grey dots on white."""
    symbol = QgsFillSymbol.createSimple({"color": "#ffffff", **BORDER, "outline_color": "#9a9a9a"})
    dots = QgsPointPatternFillSymbolLayer()
    dots.setDistanceX(1.4)
    dots.setDistanceY(1.4)
    dots.setDisplacementX(0.7)
    dots.setSubSymbol(QgsMarkerSymbol.createSimple({"color": "#6f6f6f", "outline_style": "no", "size": "0.45"}))
    symbol.appendSymbolLayer(dots)
    return symbol


def _hatch(colour: str, angle: float, distance: float, width: float) -> QgsLinePatternFillSymbolLayer:
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(angle)
    hatch.setDistance(distance)
    hatch.setSubSymbol(QgsLineSymbol.createSimple({"color": colour, "width": str(width)}))
    return hatch


# Base map and inventory --------------------------------------------------------------------------------------------


def layer_symbol(look: Look, geometry: str) -> QgsSymbol:
    """Return the symbol of a look for ``point``, ``line`` or ``polygon``."""
    if geometry == "point":
        outline = {"outline_color": "#ffffff", "outline_width": "0.15"}
        return QgsMarkerSymbol.createSimple(
            {"name": look.shape, "color": look.colour, "size": str(look.size), **outline}
        )
    if geometry == "line":
        return street_symbol(look.colour, look.width)
    properties = {"color": _colour(look.fill), "joinstyle": "bevel"} if look.fill else dict(NO_FILL)
    if look.outline:
        properties.update(outline_color=_colour(look.outline), outline_width=str(look.width))
    else:
        properties["outline_style"] = "no"
    return QgsFillSymbol.createSimple(properties)


def layer_renderer(look: Look, geometry: str, major: tuple[str, ...] = ()) -> QgsFeatureRenderer:
    """Return the renderer of a base or inventory layer; ``major`` lists the street classes drawn wider or alone."""
    if geometry == "line" and major and (look.major_only or look.major_width):
        words = ", ".join(f"'{name}'" for name in major)
        inside = f'lower("class") IN ({words})'
        entries = [LegendEntry(street_symbol(look.colour, look.major_width or look.width), "", inside)]
        if not look.major_only:
            other = f"NOT coalesce({inside}, false)"
            entries.insert(0, LegendEntry(street_symbol(look.colour, look.width), "", other))
        return rules(entries)
    return QgsSingleSymbolRenderer(layer_symbol(look, geometry))


def street_symbol(colour: str, width: float) -> QgsLineSymbol:
    """Return a line with round ends."""
    properties = {"color": _colour(colour), "width": str(width), "capstyle": "round", "joinstyle": "round"}
    return QgsLineSymbol.createSimple(properties)


def outline_symbol(colour: str, width: float) -> QgsFillSymbol:
    """Return a polygon of which only the border is drawn."""
    return QgsFillSymbol.createSimple(
        {**NO_FILL, "outline_color": colour, "outline_width": str(width), "joinstyle": "bevel"}
    )


def veil_symbol() -> QgsFillSymbol:
    """Return the white veil over the districts a page is not about."""
    symbol = QgsFillSymbol.createSimple({"outline_color": "#9aa5ae", "outline_width": "0.15"})
    layer = symbol.symbolLayer(0)
    if isinstance(layer, QgsSimpleFillSymbolLayer):
        layer.setFillColor(QColor(255, 255, 255, 175))
        layer.setStrokeStyle(Qt.PenStyle.SolidLine)
    return symbol


def measure_entries(measures: Iterable[Measure], sectors: Mapping[str, Term], language: str) -> list[LegendEntry]:
    """Return one entry per sector that has measures: frames and open hatching, as areas may overlap.

    Each sector has its own angle, so that overlapping areas can be told apart in grey as well.
    """
    measures, entries = list(measures), []
    for number, (key, term) in enumerate(sectors.items()):
        count = sum(measure.sector == key for measure in measures)
        if count:
            symbol = hatched_frame(term.colour, _ANGLES[number % len(_ANGLES)])
            entries.append(
                LegendEntry(symbol, f"{term.title.in_language(language)} ({count})", f"\"sector\" = '{key}'")
            )
    return entries


def hatched_frame(colour: str, angle: float) -> QgsFillSymbol:
    """Return a frame with open hatching."""
    symbol = QgsFillSymbol.createSimple(
        {**NO_FILL, "outline_color": colour, "outline_width": "0.5", "joinstyle": "bevel"}
    )
    symbol.appendSymbolLayer(_hatch(colour, angle=angle, distance=2.2, width=0.35))
    return symbol


def _colour(text: str) -> str:
    """Return ``#aarrggbb`` or ``#rrggbb`` as the ``r,g,b,a`` that symbols read."""
    colour = QColor(text)
    return f"{colour.red()},{colour.green()},{colour.blue()},{colour.alpha()}"


def mask_renderer() -> QgsInvertedPolygonRenderer:
    """Return a renderer that pales everything outside the municipality."""
    symbol = QgsFillSymbol.createSimple({"outline_style": "no"})
    symbol.setColor(QColor(255, 255, 255, 190))
    return QgsInvertedPolygonRenderer(QgsSingleSymbolRenderer(symbol))


# Labels ------------------------------------------------------------------------------------------------------------


def name_labels(expression: str = "", colour: str = "ink") -> QgsVectorLayerSimpleLabeling:
    """Return labels with the names of districts inside them, long ones in several lines."""
    text = QgsTextFormat()
    text.setFont(theme.font(theme.MAP_LABEL))
    text.setSize(theme.MAP_LABEL.size)
    text.setColor(QColor(theme.hexed(colour)))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.6)
    buffer.setColor(QColor(255, 255, 255, 235))
    text.setBuffer(buffer)
    settings = QgsPalLayerSettings()
    settings.setFormat(text)
    settings.fieldName = expression or TWO_LINES
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.Horizontal
    settings.centroidInside = True
    settings.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiCenter
    return QgsVectorLayerSimpleLabeling(settings)


def grow_with_sheet(layer: QgsVectorLayer, is_crowded: bool = False) -> None:
    """Let the labels of a layer grow with the sheet they are printed on; for maps on paper only.

    Where there are very many districts, only names that fit into theirs are shown: rankings name the others.
    """
    labels = layer.labeling() if layer.labelsEnabled() else None
    if labels is None:
        return
    settings = labels.settings()
    size = QgsProperty.fromExpression(f"{settings.format().size()} * coalesce(@{ZOOM_VARIABLE}, 1)")
    settings.dataDefinedProperties().setProperty(QgsPalLayerSettings.Property.Size, size)
    settings.fitInPolygonOnly = settings.fitInPolygonOnly or is_crowded
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
