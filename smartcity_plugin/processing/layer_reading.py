# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading a layer for a role of a study: from files, projects, services and databases, repaired, only what is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from ..bridge.i18n import translate
from ..bridge.origin import unpacked
from ..model.indicator import Role
from .base import SmartCityAlgorithm, told_layer

if TYPE_CHECKING:
    from ..engine.table import GeoTable
    from ..sources.repairs import Repairs
    from ..sources.zone import Zone

INPUT = "INPUT"
NEAR_ONLY_FROM = 20_000
"""Features from which only those near the study area are asked for; a smaller file is read as a whole."""


@dataclass(frozen=True)
class LayerRead:
    """A layer that was read: how a reader knows it, how it is opened again, what it holds, what was repaired."""

    title: str
    origin: str
    input: str
    table: GeoTable
    total: int
    """Features of the whole layer, as far as it tells; at least those in the table."""
    repaired: str


class LayerReading(SmartCityAlgorithm):
    """Base of the algorithms that read a layer for a role."""

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """Return whether QGIS accepts the values; layers in archives are opened before it looks."""
        return super().checkParameterValues(self.opened(parameters), context)

    def opened(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Return the parameters with a layer in an archive in place of its name."""
        return {**parameters, INPUT: unpacked(parameters[INPUT])} if INPUT in parameters else parameters

    def read_for_role(
        self,
        parameters: dict[str, Any],
        role: Role,
        expressions: dict[str, str],
        where: str,
        repairs: Repairs,
        zone: Zone,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> LayerRead:
        """Return the layer of the parameter ``INPUT``, mapped, repaired and in the study's CRS.

        Raises SmartCityError for a layer that is missing, empty, without CRS or incomplete.
        """
        from ..bridge.features import Place, read_features
        from ..bridge.origin import input_of, origin_of
        from ..bridge.service import is_remote
        from ..model.problem import SmartCityError

        source = self.parameterAsSource(parameters, INPUT, context)
        if source is None:
            raise SmartCityError("layer_missing", layer=told_layer(parameters.get(INPUT)))
        layer = self.parameterAsVectorLayer(parameters, INPUT, context)
        title = source.sourceName() or (layer.name() if layer else "")
        has_place = role.geometry != "none"
        if has_place and not repairs.crs and not source.sourceCrs().isValid():
            raise SmartCityError("layer_without_crs", layer=title)
        place = Place(zone, role.buffer) if has_place else None
        arguments = (expressions, QgsCoordinateReferenceSystem(zone.crs), context.transformContext(), where, feedback)
        count = source.featureCount()
        if layer is not None and is_remote(layer) and not _is_part(parameters.get(INPUT)):
            found, count = self._from_service(layer, arguments, repairs, place, context, feedback)
        else:
            whole = place is None or 0 <= count <= NEAR_ONLY_FROM
            found = read_features(source, *arguments, repairs, None if whole else place)
        table, repaired = self._repaired(found.table, repairs, role, feedback)
        if len(table) == 0 and count != 0 and not found.seen and _any(source):
            raise SmartCityError("nothing_inside_border", layer=title)
        if len(table) == 0:
            raise SmartCityError("layer_empty", layer=title)
        return LayerRead(
            title=title,
            origin=origin_of(layer) if layer else title,
            input=input_of(layer) if layer and not _is_part(parameters.get(INPUT)) else "",
            table=table,
            total=max(count, len(table)),
            repaired=repaired,
        )

    def _from_service(self, layer, arguments, repairs, place, context, feedback):
        """Return what a service or database has near the place, and how many features; refuse an incomplete answer."""
        from ..bridge.features import read_features, true_system, window
        from ..bridge.service import check_complete, expected_count, failures_told, fresh

        opened: QgsVectorLayer = fresh(layer)
        rectangle = window(place, true_system(opened.crs(), repairs), repairs) if place is not None else None
        expected = expected_count(opened, rectangle)
        source = QgsProcessingFeatureSource(opened, context)
        with failures_told(opened):
            found = read_features(source, *arguments, repairs, place)
        self.report(check_complete(opened, found.seen, expected), feedback)
        return found, found.seen

    def _repaired(self, table: GeoTable, repairs: Repairs, role: Role, feedback) -> tuple[GeoTable, str]:
        """Return the table without copies and codes, and what repairs did, in words (empty for nothing)."""
        table, changed = repairs.apply_to_table(table, role.numbers)
        done = []
        if repairs.crs:
            done.append(translate("SmartCity", "coordinate reference system {crs}").format(crs=repairs.crs[:40]))
        if repairs.swap_axes:
            done.append(translate("SmartCity", "axes swapped"))
        if repairs.shift != (0.0, 0.0):
            east, north = repairs.shift
            text = translate("SmartCity", "shifted by {east} / {north}")
            done.append(text.format(east=f"{east:.10g}", north=f"{north:.10g}"))
        if changed.copies:
            done.append(translate("SmartCity", "{count} copies removed").format(count=changed.copies))
        if changed.emptied:
            done.append(
                translate("SmartCity", "{count} values emptied that mean unknown").format(count=changed.emptied)
            )
        if not done:
            return table, ""
        told = translate("SmartCity", "Repaired while reading: {repairs}.").format(repairs=", ".join(done))
        feedback.pushInfo(told)
        return table, told


def _is_part(value: Any) -> bool:
    """Return whether only selected features, or in another way a part of the layer, are meant."""
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return False
    filtered = getattr(value, "filterExpression", "")  # since QGIS 3.32
    return bool(value.selectedFeaturesOnly or value.featureLimit >= 0 or filtered)


def _any(source: QgsProcessingFeatureSource) -> list:
    return list(source.getFeatures(QgsFeatureRequest().setLimit(1)))
