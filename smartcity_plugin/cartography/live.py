# SPDX-License-Identifier: GPL-2.0-or-later
"""The map that is recoloured while somebody plays with weights: a layer in memory, of which only changes are written.

Measured with 50,000 cells: writing the class of those that change takes a few milliseconds per thousand, drawing them
in classes by a field 0.13 s in QGIS's own threads. Needs change everywhere with every move; writing all of them takes
0.1 s, so they follow in portions when the sliders rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from qgis.core import (
    QgsCategorizedSymbolRenderer,
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

_FIELDS = "field=place:string&field=name:string&field=population:double&field=need:double&field=class:integer"
PORTION = 5_000
"""So many needs are written at a time, so that a slider never waits for them."""


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
        self.layer = QgsVectorLayer(f"Polygon?crs={desk.crs}&{_FIELDS}", texts.title, "memory")
        self._classes = np.asarray(desk.classes, dtype=int)
        self._written = np.asarray(desk.need, dtype=float)
        self._need, self._next = self._written, len(self._written)
        self._ids = self._fill(desk.places)
        self.layer.setRenderer(renderer(Wording(language), on_cells=desk.places.shares is not None))
        self._describe(texts, language)

    def _fill(self, places: LivePlaces) -> np.ndarray:
        fields, features = self.layer.fields(), []
        rows = zip(places.ids, places.names, places.population, self._written, self._classes, _wkb(places.geometry))
        for place, name, people, need, number, wkb in rows:
            feature, geometry = QgsFeature(fields), QgsGeometry()
            geometry.fromWkb(wkb)
            feature.setGeometry(geometry)
            feature.setAttributes([place, name, _known(people), _known(need), int(number)])
            features.append(feature)
        _, added = self.layer.dataProvider().addFeatures(features)
        self.layer.updateExtents()
        return np.array([feature.id() for feature in added], dtype=np.int64)

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
        QgsLayerNotesUtils.setLayerNotes(layer, f"<p><b>{texts.title}</b></p><p>{texts.reading}</p>")

    def show(self, desk: LiveDesk) -> int:
        """Write the classes that have changed; returns how many. The caller repaints, ``settle`` brings the needs."""
        classes = np.asarray(desk.classes, dtype=int)
        rows = np.flatnonzero(classes != self._classes)
        changes = {
            feature: {CLASS: number} for feature, number in zip(self._ids[rows].tolist(), classes[rows].tolist())
        }
        if changes and not self.layer.dataProvider().changeAttributeValues(changes):
            raise RuntimeError("QGIS did not change the layer in memory")
        self._classes = classes
        self._need, self._next = np.asarray(desk.need, dtype=float), 0
        return len(rows)

    def settle(self, portion: int = PORTION) -> bool:
        """Write a portion of the needs that have changed; returns whether there are more."""
        rows = np.arange(self._next, min(self._next + portion, len(self._need)))
        same = (self._need[rows] == self._written[rows]) | (np.isnan(self._need[rows]) & np.isnan(self._written[rows]))
        other = rows[~same]
        needs = [_known(need) for need in self._need[other].tolist()]
        changes = {feature: {NEED: need} for feature, need in zip(self._ids[other].tolist(), needs)}
        if changes:
            self.layer.dataProvider().changeAttributeValues(changes)
        self._written = self._written.copy()
        self._written[other] = self._need[other]
        self._next += len(rows)
        return self._next < len(self._need)


def renderer(words: Wording, on_cells: bool) -> QgsCategorizedSymbolRenderer:
    """Return the renderer: the need classes with the greatest first, then what is hidden or unknown, hatched."""
    classes = fixed_classes([], 0, NEED_BREAKS)
    found = []
    for number, (item, colour) in enumerate(zip(classes.classes, styles.class_colours(classes, theme.ACCENT))):
        text = label(item, classes, words.language, words("class_below"), words("class_above"), words("class_more"))
        symbol = _cell_symbol(colour) if on_cells else styles.filled(colour)
        found.insert(0, QgsRendererCategory(number, symbol, text))
    if not on_cells:
        found.append(QgsRendererCategory(HIDDEN, styles.few_cases_symbol(), words("legend_few")))
    found.append(QgsRendererCategory(UNKNOWN, styles.no_data_symbol(), words("legend_missing")))
    return QgsCategorizedSymbolRenderer("class", found)


def _cell_symbol(colour: str) -> QgsFillSymbol:
    """Return a fill; cells have no border of another colour, it would hide them on a small map."""
    return QgsFillSymbol.createSimple({"color": colour, "outline_color": colour, "outline_width": "0.06"})


def _wkb(geometry: np.ndarray) -> Sequence[bytes]:
    return list(shapely.to_wkb(geometry))


def _known(value: float):
    return float(value) if np.isfinite(value) else None
