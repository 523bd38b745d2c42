# SPDX-License-Identifier: GPL-2.0-or-later
"""Showing a map product after a run from the toolbox: the layer comes with style, legend, note and provenance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMessageLog, QgsProcessingContext, QgsProcessingLayerPostProcessorInterface, QgsVectorLayer

from ..bridge.i18n import language

if TYPE_CHECKING:
    from ..engine.table import GeoTable

_waiting: list[QgsProcessingLayerPostProcessorInterface] = []
"""QGIS keeps no reference to what it calls when a layer is loaded."""


class _Dresser(QgsProcessingLayerPostProcessorInterface):
    """Styles a loaded layer on the main thread."""

    def __init__(self, path: Path, key: str, own: dict[str, str]) -> None:
        super().__init__()
        self._path, self._key, self._own = path, key, own

    def postProcessLayer(self, layer, context, feedback) -> None:
        """Dress the layer; a map without its style is better than none."""
        from ..cartography.facts import Facts
        from ..cartography.products import dress
        from ..catalogue.products import load_products
        from ..model.problem import SmartCityError
        from ..study.own_indicators import catalogue_of
        from ..study.study import Study

        if self in _waiting:
            _waiting.remove(self)
        if not isinstance(layer, QgsVectorLayer):
            return
        try:
            with Study.open(self._path) as study:
                catalogue = catalogue_of(study)
                facts = Facts(study, catalogue, language())
                dress(layer, study, catalogue, facts, load_products()[self._key], **self._own)
        except (SmartCityError, OSError, KeyError) as error:
            QgsMessageLog.logMessage(f"{self._key}: {error}", "Smart City")


class _ResultDresser(QgsProcessingLayerPostProcessorInterface):
    """Styles the output layer of a run on the main thread."""

    def __init__(self, key: str, rows: GeoTable, history: Sequence[str]) -> None:
        super().__init__()
        self._key, self._rows, self._history = key, rows, history

    def postProcessLayer(self, layer, context, feedback) -> None:
        """Dress the layer."""
        from ..cartography.products import dress_result
        from ..catalogue import load_catalogue
        from ..catalogue.products import load_products

        if self in _waiting:
            _waiting.remove(self)
        if isinstance(layer, QgsVectorLayer):
            product = load_products()[self._key]
            dress_result(layer, product, self._rows, load_catalogue(), language(), self._history)


def style_result(
    context: QgsProcessingContext, destination: str, key: str, rows: GeoTable, history: Sequence[str]
) -> None:
    """Let QGIS show the output layer of a run in the looks of a product, if it shows it at all."""
    if not context.willLoadLayerOnCompletion(destination):
        return
    dresser = _ResultDresser(key, rows, history)
    _waiting.append(dresser)
    context.layerToLoadOnCompletionDetails(destination).setPostProcessor(dresser)


def load_product(_algorithm, context: QgsProcessingContext, path: Path, key: str, **own: str) -> None:
    """Let QGIS show a product of the study when the run has ended, if it was started from the toolbox.

    ``own`` names the rows: scheme_id, subject, place_kind, as they were stored.
    """
    from ..cartography.products import product_source, product_title
    from ..catalogue.products import load_products
    from ..study.own_indicators import catalogue_of
    from ..study.study import Study

    project = context.project()
    if project is None:
        return
    product = load_products()[key]
    with Study.open(path) as study:
        source = product_source(study, product, **own)
        title = product_title(product, own, study, catalogue_of(study), language())
    while context.willLoadLayerOnCompletion(source):  # QGIS tells layers by their source: two maps of the same rows
        source += " AND 1 = 1"
    details = QgsProcessingContext.LayerDetails(title, project, key)
    dresser = _Dresser(path, key, own)
    _waiting.append(dresser)
    details.setPostProcessor(dresser)
    context.addLayerToLoadOnCompletion(source, details)
