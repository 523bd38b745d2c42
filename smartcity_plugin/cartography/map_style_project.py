# SPDX-License-Identifier: GPL-2.0-or-later
"""Giving the maps that are open in QGIS the style that the study has now. For the main thread only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsLayerNotesUtils, QgsProject, QgsProviderRegistry, QgsVectorLayer

from ..study.own_indicators import catalogue_of
from ..study.study import Study
from .facts import Facts
from .layers import INDICATOR, NOTES, LayerFactory
from .wording import Wording


def restyle(project: QgsProject, path: Path, language: str, indicator_ids: Iterable[str] = ()) -> int:
    """Style the open maps of some indicators (all if none is named) of a study anew; returns how many there were."""
    wanted = set(indicator_ids)
    layers = [
        layer
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
        and layer.customProperty(INDICATOR)
        and (not wanted or layer.customProperty(INDICATOR) in wanted)
        and _is_of(layer, path)
    ]
    if not layers:
        return 0
    with Study.open(path) as study:
        catalogue = catalogue_of(study)
        facts = Facts(study, catalogue, language)
        make = LayerFactory(study, catalogue, facts, Wording(language))
        computed = {item.id: item for item in facts.computed}
        styled = [layer for layer in layers if layer.customProperty(INDICATOR) in computed]
        for layer in styled:
            fresh = make.indicator(computed[layer.customProperty(INDICATOR)])
            layer.setName(fresh.name())
            layer.setRenderer(fresh.renderer().clone())
            layer.setMapTipTemplate(fresh.mapTipTemplate())
            _note(layer, QgsLayerNotesUtils.layerNotes(fresh))
            layer.emitStyleChanged()
            layer.triggerRepaint()
    return len(styled)


def _note(layer: QgsVectorLayer, notes: str) -> None:
    """Let a layer explain its style in its notes, unless somebody wrote notes of their own."""
    present = QgsLayerNotesUtils.layerNotes(layer)
    if present in ("", layer.customProperty(NOTES, "")):
        QgsLayerNotesUtils.setLayerNotes(layer, notes)
        layer.setCustomProperty(NOTES, notes)


def _is_of(layer: QgsVectorLayer, path: Path) -> bool:
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    try:
        return Path(str(parts.get("path", ""))).resolve() == Path(path).resolve()
    except OSError:
        return False
