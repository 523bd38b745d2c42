# SPDX-License-Identifier: GPL-2.0-or-later
"""The map that is recoloured while somebody plays with weights: a layer in memory whose colours are one variable.

Writing the classes that a move changes into 50,000 features takes up to 0.1 s, and copies them all while the map is
being drawn. So the renderer reads the class of a place from a text with one letter per place, a variable of the
layer: setting it takes 0.1 ms, drawing takes a quarter longer than by a field, in QGIS's own threads. The fields that
users see in tables and tips (need, class) follow in portions when the sliders rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import shapely
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayerMetadata,
    QgsLayerNotesUtils,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ..engine.composite.classes import NEED_BREAKS, UNKNOWN
from ..study.live import HIDDEN, LiveDesk, LivePlaces
from . import styles, theme
from .classes import fixed_classes, label
from .wording import Wording

LIVE = "smartcity/live"
"""Custom property of the layer that shows what is being played."""

PLACE, NAME, POPULATION, NEED, CLASS = range(5)
"""The fields of the layer."""

_FIELDS = "field=place:string&field=name:string&field=population:double(0,0)&field=need:double(0,0)&field=class:integer"
PORTION = 2_000
"""So many places are written at a time, so that a slider never waits for them."""

VARIABLE = "smartcity_live_classes"
CLASS_OF_PLACE = f"substr(@{VARIABLE}, $id, 1)"
_LETTERS = {HIDDEN: "h", UNKNOWN: "u", **{number: str(number) for number in range(len(NEED_BREAKS) + 1)}}
_CODES = np.array([ord(_LETTERS[number]) for number in sorted(_LETTERS)], dtype=np.uint8)
"""The letters of all classes, from the lowest number on."""


@dataclass(frozen=True)
class LiveTexts:
    """What the layer says about itself: its name, how it is read, where it comes from, and names of its fields."""

    title: str
    reading: str
    need: str
    history: tuple[str, ...]
    rights: tuple[str, ...]
    fields: tuple[str, ...]


class LiveMap:
    """A layer with the places of a desk in the colours of their needs."""

    def __init__(self, desk: LiveDesk, texts: LiveTexts, language: str) -> None:
        self.layer = QgsVectorLayer(f"MultiPolygon?crs={desk.crs}&{_FIELDS}", texts.title, "memory")
        self._classes = np.asarray(desk.classes, dtype=int)
        self._need = np.asarray(desk.need, dtype=float)
        self._written, self._next = (self._need.copy(), self._classes.copy()), len(self._need)
        self._fill(desk.places)
        self._colour()
        self.layer.setRenderer(renderer(Wording(language), on_cells=desk.places.shares is not None))
        self._describe(texts, language)

    def _fill(self, places: LivePlaces) -> None:
        fields, features = self.layer.fields(), []
        rows = zip(places.ids, places.names, places.population, self._need, self._classes, _wkb(places.geometry))
        for place, name, people, need, number, wkb in rows:
            feature, geometry = QgsFeature(fields), QgsGeometry()
            geometry.fromWkb(wkb)
            geometry.convertToMultiType()
            feature.setGeometry(geometry)
            feature.setAttributes([place, name, _known(people), _known(need), int(number)])
            features.append(feature)
        _, added = self.layer.dataProvider().addFeatures(features)
        self.layer.updateExtents()
        if [feature.id() for feature in added] != list(range(1, len(places.ids) + 1)):
            raise RuntimeError("QGIS did not number the places in their order")

    def _colour(self) -> None:
        letters = _CODES[self._classes - min(_LETTERS)].tobytes().decode("ascii")
        QgsExpressionContextUtils.setLayerVariable(self.layer, VARIABLE, letters)

    def _describe(self, texts: LiveTexts, language: str) -> None:
        layer = self.layer
        layer.setCustomProperty(LIVE, "1")
        layer.setCustomProperty("skipMemoryLayersCheck", 1)  # QGIS asks nothing about it when it ends
        layer.setReadOnly(True)
        for number, name in enumerate(texts.fields):
            layer.setFieldAlias(number, name)
        layer.setDisplayExpression('"name"')
        missing = Wording(language)("legend_missing")
        value = f"coalesce(format_number(\"need\", 0), '{missing}')"
        layer.setMapTipTemplate(f'<b>[% "name" %]</b><br/>{texts.need}: [% {value} %]')
        metadata = QgsLayerMetadata()
        metadata.setType("dataset")
        metadata.setTitle(texts.title)
        metadata.setAbstract(texts.reading)
        metadata.setLanguage(language)
        metadata.setCrs(layer.crs())
        metadata.setHistory(list(texts.history))
        metadata.setRights(list(texts.rights))
        layer.setMetadata(metadata)
        notes = f"<p><b>{escape(texts.title)}</b></p><p>{escape(texts.reading)}</p>"
        QgsLayerNotesUtils.setLayerNotes(layer, notes)

    def show(self, desk: LiveDesk) -> int:
        """Colour the places by their classes; returns how many have changed. The caller repaints the layer."""
        classes = np.asarray(desk.classes, dtype=int)
        changed = int((classes != self._classes).sum())
        self._classes = classes
        if changed:
            self._colour()
        self._need, self._next = np.asarray(desk.need, dtype=float), 0
        return changed

    def settle(self, portion: int = PORTION) -> bool:
        """Write need and class of a portion of the places into their fields; returns whether there are more."""
        rows = np.arange(self._next, min(self._next + portion, len(self._need)))
        needs, classes = self._written
        same = (self._need[rows] == needs[rows]) | (np.isnan(self._need[rows]) & np.isnan(needs[rows]))
        other = rows[~same | (self._classes[rows] != classes[rows])]
        values = zip((other + 1).tolist(), self._need[other].tolist(), self._classes[other].tolist())
        changes = {place: {NEED: _known(need), CLASS: number} for place, need, number in values}
        if changes and not self.layer.dataProvider().changeAttributeValues(changes):
            raise RuntimeError("QGIS did not change the layer in memory")
        needs[other], classes[other] = self._need[other], self._classes[other]
        self._next += len(rows)
        return self._next < len(self._need)


def renderer(words: Wording, on_cells: bool) -> QgsCategorizedSymbolRenderer:
    """Return the renderer: the need classes with the greatest first, then what is hidden or unknown, hatched."""
    classes = fixed_classes([], 0, NEED_BREAKS)
    found = []
    for number, (item, colour) in enumerate(zip(classes.classes, styles.class_colours(classes, theme.ACCENT))):
        text = label(item, classes, words.language, words("class_below"), words("class_above"), words("class_more"))
        symbol = _cell_symbol(colour) if on_cells else styles.filled(colour)
        found.insert(0, QgsRendererCategory(_LETTERS[number], symbol, text))
    if not on_cells:
        found.append(QgsRendererCategory(_LETTERS[HIDDEN], styles.few_cases_symbol(), words("legend_few")))
    found.append(QgsRendererCategory(_LETTERS[UNKNOWN], styles.no_data_symbol(), words("legend_missing")))
    return QgsCategorizedSymbolRenderer(CLASS_OF_PLACE, found)


def _cell_symbol(colour: str) -> QgsFillSymbol:
    """Return a fill; cells have no border of another colour, it would hide them on a small map."""
    return QgsFillSymbol.createSimple({"color": colour, "outline_color": colour, "outline_width": "0.06"})


def _wkb(geometry: np.ndarray) -> Sequence[bytes]:
    return list(shapely.to_wkb(geometry))


def _known(value: float):
    return float(value) if np.isfinite(value) else None
