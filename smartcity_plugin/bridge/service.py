# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers of services: asked anew, and believed only if they are complete.

QGIS's providers keep what they once downloaded, and when a service fails or gives at most so many features, they hand
over a part as if it were all. So the service is asked for the number of features as well, by a request of its own.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Optional
from urllib.parse import quote, urlencode

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsBlockingNetworkRequest,
    QgsDataSourceUri,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..model.problem import Problem, Severity, SmartCityError
from .origin import origin_of

WEB = ("WFS", "OAPIF")
OTHERS = ("postgres", "mssql", "oracle", "hana", "arcgisfeatureserver")
ROUND = 100
"""Services cut off at round numbers: a number of features that is a multiple of this is suspicious if nothing else
tells whether they are all."""


def is_remote(layer: QgsVectorLayer) -> bool:
    """Return whether a layer comes over the network, so that only what is near is asked for."""
    return layer.providerType() in WEB + OTHERS


def fresh(layer: QgsVectorLayer) -> QgsVectorLayer:
    """Return the same layer opened anew, past everything that QGIS remembers of it; raises SmartCityError."""
    source = layer.source()
    if layer.providerType() == "WFS":
        # Answers of a WFS are taken from QGIS's store of downloads; an address that was never asked for is in no store.
        uri = QgsDataSourceUri(source)
        address = uri.param("url")
        uri.removeParam("url")
        uri.setParam("url", f"{address}{_joint(address)}_={time.time_ns()}")
        source = uri.uri(False)
    opened = QgsVectorLayer(source, layer.name(), layer.providerType())
    if not opened.isValid():
        detail = " ".join(opened.error().message().split())[:200]
        raise SmartCityError("service_no_answer", address=origin_of(layer), detail=detail or layer.providerType())
    opened.setSubsetString(layer.subsetString())
    return opened


@contextmanager
def failures_told(layer: QgsVectorLayer) -> Iterator[None]:
    """Raise SmartCityError at the end if the provider told of an error while features were read inside."""
    provider, told = layer.dataProvider(), []

    def hear(message: str, tag: str = "", level: Qgis.MessageLevel = Qgis.MessageLevel.Critical) -> None:
        serious = level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical)
        if serious and tag.lower() in ("", *(name.lower() for name in WEB + OTHERS), "postgis"):
            told.append(message)

    log = QgsApplication.messageLog()
    provider.clearErrors()
    provider.raiseError.connect(hear)
    log.messageReceived.connect(hear)
    try:
        yield
        # What the thread that downloads has to say arrives as an event.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    finally:
        log.messageReceived.disconnect(hear)
        provider.raiseError.disconnect(hear)
    told += provider.errors()
    if told:
        detail = " ".join(told[0].split())[:200]
        raise SmartCityError("service_failed", address=origin_of(layer), detail=detail)


def expected_count(layer: QgsVectorLayer, rectangle: Optional[QgsRectangle]) -> Optional[int]:
    """Return how many features a service has in a rectangle (CRS of the layer), None if it does not tell.

    Raises SmartCityError if it does not answer.
    """
    if layer.providerType() == "WFS":
        return _wfs_count(layer, rectangle)
    return _oapif_count(layer, rectangle) if layer.providerType() == "OAPIF" else None


def check_complete(layer: QgsVectorLayer, received: int, expected: Optional[int]) -> list[Problem]:
    """Return what is to be said of the number of features; raises SmartCityError if some are missing for certain."""
    address = origin_of(layer)
    if expected is not None:
        if received < expected:
            raise SmartCityError("service_incomplete", address=address, received=received, expected=expected)
        return []
    if layer.providerType() not in WEB:
        return []
    if received and received % ROUND == 0:
        raise SmartCityError("service_limit_suspected", address=address, count=received)
    return [Problem("service_count_unknown", Severity.WARNING, {"address": address, "count": received})]


def _wfs_count(layer: QgsVectorLayer, rectangle: Optional[QgsRectangle]) -> Optional[int]:
    uri = QgsDataSourceUri(layer.source())
    if uri.param("filter") or uri.sql() or layer.subsetString():
        return None
    crs = layer.crs()
    for version in ("2.0.0", "1.1.0"):
        system = f"urn:ogc:def:crs:{crs.authid().replace(':', '::')}"
        query = {"SERVICE": "WFS", "REQUEST": "GetFeature", "VERSION": version, "RESULTTYPE": "hits"}
        query["TYPENAMES" if version == "2.0.0" else "TYPENAME"] = uri.param("typename")
        if rectangle is not None:
            north_first = crs.hasAxisInverted() and uri.param("IgnoreAxisOrientation") != "1"
            north_first ^= uri.param("InvertAxisOrientation") == "1"
            query["BBOX"] = ",".join([*_corners(rectangle, north_first), system])
        answer = _ask(layer, f"{uri.param('url')}{_joint(uri.param('url'))}{urlencode(query, safe=':,')}")
        found = re.search(rb"(?:numberMatched|numberOfFeatures)\s*=\s*[\"']([0-9]+)[\"']", answer[:8192])
        if found:
            return int(found.group(1))
    return None


def _oapif_count(layer: QgsVectorLayer, rectangle: Optional[QgsRectangle]) -> Optional[int]:
    uri = QgsDataSourceUri(layer.source())
    if uri.param("filter") or uri.sql() or layer.subsetString():
        return None
    query = {"limit": "1"}
    crs = layer.crs()
    if rectangle is not None:
        degrees = crs.authid() in ("EPSG:4326", "OGC:CRS84")
        query["bbox"] = ",".join(_corners(rectangle, crs.hasAxisInverted() and not degrees))
        if not degrees:
            authority, _, code = crs.authid().partition(":")
            query["bbox-crs"] = f"http://www.opengis.net/def/crs/{authority}/0/{code}"
    address, _, more = uri.param("url").partition("?")
    items = f"{address.rstrip('/')}/collections/{quote(uri.param('typename'), safe='')}/items"
    answer = _ask(layer, f"{items}?{urlencode(query, safe=':,/')}{'&' + more if more else ''}")
    try:
        count = json.loads(answer).get("numberMatched")
    except (ValueError, AttributeError, RecursionError):
        return None
    return count if isinstance(count, int) else None


def _ask(layer: QgsVectorLayer, address: str) -> bytes:
    """Return what an address answers, past the store of downloads; empty if it refuses the question."""
    uri = QgsDataSourceUri(layer.source())
    request = QNetworkRequest(QUrl(address))
    request.setRawHeader(b"Accept", b"application/geo+json, application/json, application/gml+xml, text/xml, */*;q=0.1")
    if uri.username():
        code = base64.b64encode(f"{uri.username()}:{uri.password()}".encode())
        request.setRawHeader(b"Authorization", b"Basic " + code)
    blocking = QgsBlockingNetworkRequest()
    if uri.authConfigId():
        blocking.setAuthCfg(uri.authConfigId())
    outcome = blocking.get(request, True)
    status = blocking.reply().attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if outcome == QgsBlockingNetworkRequest.ErrorCode.NoError:
        return bytes(blocking.reply().content())
    if status is not None and 400 <= int(status) < 500:
        return b""
    detail = " ".join(blocking.errorMessage().split())[:200]
    raise SmartCityError("service_no_answer", address=origin_of(layer), detail=detail)


def _corners(rectangle: QgsRectangle, north_first: bool) -> list[str]:
    low, high = (rectangle.xMinimum(), rectangle.yMinimum()), (rectangle.xMaximum(), rectangle.yMaximum())
    order = (1, 0) if north_first else (0, 1)
    return [repr(corner[place]) for corner in (low, high) for place in order]


def _joint(address: str) -> str:
    if "?" not in address:
        return "?"
    return "" if address.endswith(("?", "&")) else "&"
