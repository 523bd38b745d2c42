# SPDX-License-Identifier: GPL-2.0-or-later
"""A vector layer as it is now, to be read in a worker thread; and what a look at a border or at units brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFields,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from ..engine.table import GeoTable
from ..model.problem import Problem, SmartCityError
from ..sources.border import Border, centre_of, check_position, make_border
from ..sources.place import degrees
from .crs import can_measure, measures_truly, name_of, suggested_crs
from .features import read_source

Progress = Callable[[float], None]


class LayerSnapshot:
    """The features of a layer; made on the main thread, read in any. It looks like a source of Processing."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._source = QgsVectorLayerFeatureSource(layer)
        self._fields, self._crs, self._name = layer.fields(), layer.crs(), layer.name()
        self._count, self._type = layer.featureCount(), layer.wkbType()

    def sourceName(self) -> str:
        """Return the name of the layer."""
        return self._name

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        """Return the CRS of the layer, which may be invalid."""
        return self._crs

    def fields(self) -> QgsFields:
        """Return the fields."""
        return self._fields

    def wkbType(self) -> QgsWkbTypes.Type:
        """Return the kind of geometry."""
        return self._type

    def featureCount(self) -> int:
        """Return the number of features, -1 if it is not known."""
        return self._count

    def getFeatures(self, request: QgsFeatureRequest, _flags: Any = None) -> QgsFeatureIterator:
        """Return the features."""
        return self._source.getFeatures(request)

    def read(
        self,
        expressions: Mapping[str, str],
        crs: QgsCoordinateReferenceSystem,
        transform_context: QgsCoordinateTransformContext,
        progress: Progress,
        where: str = "",
    ) -> GeoTable:
        """Return the features in a CRS, as the algorithms read them; raises SmartCityError if there are none."""
        if not self._crs.isValid():
            raise SmartCityError("layer_without_crs", layer=self._name)
        table = read_source(self, expressions, crs, transform_context, where or None, _Watch(progress))
        if len(table) == 0:
            raise SmartCityError("layer_empty", layer=self._name)
        return table


class _Watch:
    """A progress in the shape of a feedback: asking whether it is cancelled raises Cancelled."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def isCanceled(self) -> bool:
        """Return False, unless the progress raises."""
        self._progress(0.0)
        return False

    def setProgress(self, percent: float) -> None:
        """Pass the progress on."""
        self._progress(percent / 100.0)


def look_at_border(
    layer: LayerSnapshot,
    where: str,
    crs: Optional[str],
    state: str,
    transform_context: QgsCoordinateTransformContext,
    progress: Progress,
) -> tuple[Optional[Border], list[Problem]]:
    """Return the border that a layer yields and what there is to say of it, None if it yields none.

    ``crs`` is the CRS of the study, None for the one that fits the place. Problems of severity error are reasons not
    to use it.
    """
    own = name_of(layer.sourceCrs())
    name = layer.sourceName()
    raw = read_source(layer, {}, layer.sourceCrs(), transform_context, where or None, _Watch(progress))
    raw = GeoTable(raw.frame, raw.geometry, own)
    centre = centre_of(raw)
    if centre is None:
        values = {"layer": name, "filter": where}
        return None, [Problem("border_filter_empty", values=values) if where else _empty(name)]
    problems = check_position(name, raw, state)
    place = degrees(*centre, own) if own else None
    if place is None or any(problem.key == "border_axes_swapped" for problem in problems):
        return None, problems
    chosen = crs or suggested_crs(place[0])
    border = make_border(name, raw, chosen)
    if crs is None and suggested_crs(border.longitude) != chosen:  # the middle of the extent is on the other side
        border = make_border(name, raw, suggested_crs(border.longitude))
    progress(0.9)
    system = QgsCoordinateReferenceSystem(border.crs)
    if not can_measure(system) or not measures_truly(system, border.geometry, transform_context):
        problems.append(Problem("crs_not_metric", values={"crs": border.crs}))
    return border, [*problems, *border.problems]


def _empty(layer: str) -> Problem:
    return Problem("layer_empty", values={"layer": layer})
