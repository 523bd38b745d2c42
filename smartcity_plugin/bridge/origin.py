# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a layer comes from: in words for a passport, and as what Processing opens it by again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsMapLayer,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..sources.address import without_secrets

_FILES = ("ogr", "gdal", "delimitedtext", "spatialite")
_SERVICES = ("WFS", "OAPIF", "wcs", "wms", "arcgisfeatureserver", "arcgismapserver")


def origin_of(layer: QgsMapLayer) -> str:
    """Return what a reader recognises of a source: file and layer, address of a service, table of a database."""
    provider, source = layer.providerType(), layer.source()
    if provider in _FILES:
        parts = QgsProviderRegistry.instance().decodeUri(provider, source)
        name = Path(str(parts.get("path") or "")).name
        inside = str(parts.get("layerName") or "")
        return ", ".join(part for part in (name, inside) if part and part != Path(name).stem) or layer.name()
    uri = QgsDataSourceUri(source)
    if provider in _SERVICES:
        address = without_secrets(uri.param("url")).rstrip("?&")
        inside = uri.param("typename") or uri.param("identifier")
        return f"{address} ({inside})" if inside else address or layer.name()
    if uri.table():
        place = "/".join(part for part in (uri.host() or uri.service(), uri.database()) if part)
        return f"{provider}: {place}, {'.'.join(part for part in (uri.schema(), uri.table()) if part)}"
    return layer.name()


def input_of(layer: QgsMapLayer) -> str:
    """Return what Processing opens a layer by again, without passwords; empty for one that lives in memory only."""
    provider, source = layer.providerType(), layer.source()
    if provider in ("memory", "virtual"):
        return ""
    if provider in ("ogr", "gdal"):
        return without_secrets(source) if re.match(r"(?i)[a-z]{2,}:|/vsi", source) else source
    return QgsProcessingUtils.encodeProviderKeyAndUri(provider, without_secrets(source))


def unpacked(value: Any) -> Any:
    """Return a layer for the name of a member of an archive (``/vsizip/…``), everything else as it is.

    Processing looks for a file of that name, finds none, and does not ask GDAL.
    """
    if not isinstance(value, str) or not value.startswith("/vsi"):
        return value
    path, _, layer = value.partition("|layername=")
    name = layer or Path(path).stem
    found = (QgsVectorLayer(value, name, "ogr"), QgsRasterLayer(value, name, "gdal"))
    return next((layer for layer in found if layer.isValid()), value)
