# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers of services against a small server of our own: complete and kept in the study, or refused."""

from __future__ import annotations

import http.server
import json
import threading
import urllib.parse
from xml.sax.saxutils import escape

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop

from smartcity_plugin.study.study import Study

from .conftest import ORIGIN

SECRET = "geheim123"  # noqa: S105


CAPABILITIES = """<?xml version="1.0" encoding="UTF-8"?>
<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:t="http://t"
    xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink">
  <ows:OperationsMetadata>
    <ows:Operation name="GetFeature">
      <ows:DCP><ows:HTTP><ows:Get xlink:href="{address}/wfs?"/></ows:HTTP></ows:DCP>
    </ows:Operation>
    <ows:Operation name="DescribeFeatureType">
      <ows:DCP><ows:HTTP><ows:Get xlink:href="{address}/wfs?"/></ows:HTTP></ows:DCP>
    </ows:Operation>
    <ows:Constraint name="ImplementsResultPaging">
      <ows:NoValues/><ows:DefaultValue>{paging}</ows:DefaultValue>
    </ows:Constraint>
  </ows:OperationsMetadata>
  <wfs:FeatureTypeList>
    <wfs:FeatureType>
      <wfs:Name>t:plaetze</wfs:Name>
      <wfs:Title>Plätze</wfs:Title>
      <wfs:DefaultCRS>urn:ogc:def:crs:EPSG::4326</wfs:DefaultCRS>
      <ows:WGS84BoundingBox>
        <ows:LowerCorner>5 47</ows:LowerCorner><ows:UpperCorner>16 56</ows:UpperCorner>
      </ows:WGS84BoundingBox>
    </wfs:FeatureType>
  </wfs:FeatureTypeList>
</wfs:WFS_Capabilities>"""
SCHEMA = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:t="http://t"
    targetNamespace="http://t" elementFormDefault="qualified">
  <xs:import namespace="http://www.opengis.net/gml/3.2"/>
  <xs:element name="plaetze" type="t:plaetzeType" substitutionGroup="gml:AbstractFeature"/>
  <xs:complexType name="plaetzeType"><xs:complexContent><xs:extension base="gml:AbstractFeatureType"><xs:sequence>
    <xs:element name="geom" type="gml:PointPropertyType" minOccurs="0"/>
    <xs:element name="name" type="xs:string" minOccurs="0"/>
  </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
</xs:schema>"""
COLLECTION = """<?xml version="1.0" encoding="UTF-8"?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"
    xmlns:t="http://t" numberMatched="{matched}" numberReturned="{returned}">{members}</wfs:FeatureCollection>"""
MEMBER = """<wfs:member><t:plaetze gml:id="p.{number}">
  <t:geom><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>{north} {east}</gml:pos></gml:Point></t:geom>
  <t:name>{name}</t:name>
</t:plaetze></wfs:member>"""


def degrees(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a place in metres from the corner of the town."""
    metres, wgs84 = QgsCoordinateReferenceSystem("EPSG:25832"), QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(metres, wgs84, QgsProject.instance().transformContext())
    place = transform.transform(ORIGIN[0] + x, ORIGIN[1] + y)
    return place.x(), place.y()


class Service:
    """A WFS 2.0 and an OGC API Features with one layer of points; how they misbehave can be set."""

    def __init__(self) -> None:
        self.points = [(f"Platz {number}", degrees(20.0 + 7.0 * number, 500.0)) for number in range(270)]
        self.limit = 1000
        self.pages = True
        self.counts = True
        self.fails_from = None
        self.asked: list[str] = []
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                """Keep quiet."""

            def do_GET(self):
                service.answer(self)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
        self.server = None

    def layer(self, kind: str, name: str = "Plätze") -> QgsVectorLayer:
        """Return the layer as a user has it in the project, with a password in its address."""
        common = f"username='maier' password='{SECRET}' srsname='EPSG:4326' pagingEnabled='true'"
        if kind == "WFS":
            source = f"{common} typename='t:plaetze' url='{self.address}/wfs' version='2.0.0'"
        else:
            source = f"{common} typename='plaetze' url='{self.address}/api'"
        layer = QgsVectorLayer(source, name, kind)
        assert layer.isValid()
        QgsProject.instance().addMapLayer(layer)
        return layer

    def answer(self, handler) -> None:
        address = urllib.parse.urlparse(handler.path)
        query = {key.lower(): values[0] for key, values in urllib.parse.parse_qs(address.query).items()}
        self.asked.append(handler.path)
        if address.path.startswith("/api"):
            kind, status, body = self._api(address.path[4:], query)
        else:
            kind, status, body = self._wfs(query)
        body = body.encode("utf-8")
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _chosen(self, box, offset: int, wanted: int):
        """Return (all features in a box west, south, east, north; those of a page; whether the page fails)."""
        inside = [
            (number, name, place)
            for number, (name, place) in enumerate(self.points)
            if box is None or (box[0] <= place[0] <= box[2] and box[1] <= place[1] <= box[3])
        ]
        page = inside[offset : offset + min(wanted, self.limit)]
        return inside, page, self.fails_from is not None and offset >= self.fails_from and wanted > 1

    def _api(self, path: str, query):
        base, json_type = f"{self.address}/api", "application/json"
        data = {"rel": "data", "href": f"{base}/collections", "type": json_type}
        items = {"rel": "items", "href": f"{base}/collections/plaetze/items", "type": "application/geo+json"}
        collection = {"id": "plaetze", "title": "Plätze", "links": [items]}
        collection["extent"] = {"spatial": {"bbox": [[5, 47, 16, 56]]}}
        openapi = "application/vnd.oai.openapi+json;version=3.0"
        if path in ("", "/"):
            described = {"rel": "service-desc", "href": f"{base}/description", "type": openapi}
            return json_type, 200, json.dumps({"title": "Test", "links": [data, described]})
        if path.startswith("/description"):
            most = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": self.limit}}
            paths = {"/collections/{collectionId}/items": {"get": {"parameters": [most]}}}
            return openapi, 200, json.dumps({"openapi": "3.0.1", "info": {"title": "Test"}, "paths": paths})
        if path.startswith("/conformance"):
            return json_type, 200, json.dumps({"conformsTo": []})
        if path.rstrip("/") == "/collections":
            return json_type, 200, json.dumps({"links": [], "collections": [collection]})
        if path.rstrip("/") == "/collections/plaetze":
            return json_type, 200, json.dumps(collection)
        if not path.startswith("/collections/plaetze/items"):
            return "text/plain", 404, "nichts"
        box = [float(part) for part in query["bbox"].split(",")] if "bbox" in query else None
        offset, wanted = int(query.get("offset", 0)), int(query.get("limit", self.limit))
        inside, page, fails = self._chosen(box, offset, wanted)
        if fails:
            return "text/plain", 500, "kaputt"
        features = [
            {
                "type": "Feature",
                "id": number,
                "properties": {"name": name},
                "geometry": {"type": "Point", "coordinates": list(place)},
            }
            for number, name, place in page
        ]
        answer = {"type": "FeatureCollection", "features": features, "links": [], "numberReturned": len(page)}
        if self.counts:
            answer["numberMatched"] = len(inside)
        if self.pages and offset + len(page) < len(inside):
            more = urllib.parse.urlencode({**query, "offset": offset + len(page)})
            answer["links"] = [{"rel": "next", "href": f"{items['href']}?{more}", "type": "application/geo+json"}]
        return "application/geo+json", 200, json.dumps(answer)

    def _wfs(self, query):
        request, xml = query.get("request", "").lower(), "text/xml"
        if request == "getcapabilities":
            paging = "TRUE" if self.pages else "FALSE"
            return xml, 200, CAPABILITIES.format(address=self.address, paging=paging)
        if request == "describefeaturetype":
            return xml, 200, SCHEMA
        box = None
        if "bbox" in query:  # EPSG:4326 by its URN: north first
            south, west, north, east = (float(part) for part in query["bbox"].split(",")[:4])
            box = west, south, east, north
        hits = query.get("resulttype") == "hits"
        offset, wanted = int(query.get("startindex", 0)), int(query.get("count", 10**9))
        inside, page, fails = self._chosen(box, offset, wanted)
        if hits:
            page = []
        elif fails:
            return "text/plain", 500, "kaputt"
        members = "".join(
            MEMBER.format(number=number, name=escape(name), north=repr(place[1]), east=repr(place[0]))
            for number, name, place in page
        )
        matched = len(inside) if self.counts else "unknown"
        return xml, 200, COLLECTION.format(matched=matched, returned=len(page), members=members)


@pytest.fixture
def service(town):
    running = Service()
    yield running
    QgsProject.instance().clear()
    running.stop()


def stored(study):
    with Study.open(study) as opened:
        return opened.layer("playgrounds") if "playgrounds" in opened.passports() else None


KINDS = pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
# The town ends at 2000 m, playgrounds reach 351 m farther: 20 + 7 · number <= 2351 holds for numbers up to 333.
INSIDE = 270


@KINDS
def test_features_of_a_service_are_kept_in_the_study(town, study, service, kind):
    town.add(study, service.layer(kind), "playgrounds", {"name": '"name"'})
    service.stop()
    table = stored(study)
    assert sorted(table.frame["name"]) == sorted(name for name, _ in service.points)
    first = table.frame["name"].tolist().index("Platz 0")
    assert table.geometry[first].x == pytest.approx(ORIGIN[0] + 20.0, abs=0.01)
    assert table.geometry[first].y == pytest.approx(ORIGIN[1] + 500.0, abs=0.01)


@KINDS
def test_the_passport_names_the_address_but_no_password(town, study, service, kind):
    town.add(study, service.layer(kind), "playgrounds")
    with Study.open(study) as opened:
        (passport,) = opened.sources()
    path = {"WFS": "/wfs (t:plaetze)", "OAPIF": "/api (plaetze)"}[kind]
    assert passport.origin == f"{service.address}{path}"
    assert passport.imported_at
    assert json.loads(passport.replay)["parameters"]["INPUT"].startswith(f"{kind}://")
    content = study.read_bytes()
    assert SECRET.encode() not in content
    assert b"maier" not in content


@KINDS
def test_only_what_is_near_is_asked_for(town, study, service, kind):
    service.points += [("fern", (8.0, 53.0))]
    town.add(study, service.layer(kind), "playgrounds")
    assert len(stored(study)) == INSIDE
    items = [path for path in service.asked if "items?" in path or "REQUEST=GetFeature" in path]
    with_box = [path for path in items if "bbox" in path.lower()]
    assert with_box


@KINDS
def test_a_service_with_pages_is_read_to_the_end(town, study, service, kind):
    service.limit = 1000 if kind == "WFS" else 100
    town.add(study, service.layer(kind), "playgrounds")
    assert len(stored(study)) == INSIDE


@KINDS
def test_an_answer_that_was_cut_off_is_refused(town, study, service, kind):
    service.limit, service.pages = 100, False
    refusal = town.refusal(town.add, study, service.layer(kind), "playgrounds")
    assert "270" in refusal
    assert "100" in refusal
    assert stored(study) is None


@KINDS
def test_a_round_number_is_suspicious_if_nothing_tells_the_whole(town, study, service, kind):
    service.limit, service.pages, service.counts = 100, False, False
    refusal = town.refusal(town.add, study, service.layer(kind), "playgrounds")
    assert "100" in refusal
    assert stored(study) is None


@KINDS
def test_that_a_service_does_not_count_is_told(town, study, service, kind):
    service.counts = False
    feedback = Told()
    town.add(study, service.layer(kind), "playgrounds", feedback=feedback)
    assert len(stored(study)) == INSIDE
    assert [text for text in feedback.warnings if "270" in text]


def test_a_service_that_breaks_off_is_refused(town, study, service):
    layer = service.layer("OAPIF")
    service.limit, service.fails_from = 100, 100
    refusal = town.refusal(town.add, study, layer, "playgrounds")
    assert service.address in refusal
    assert stored(study) is None


@KINDS
def test_a_service_that_is_down_is_told(town, study, service, kind):
    layer = service.layer(kind)
    address = service.address
    service.stop()
    refusal = town.refusal(town.add, study, layer, "playgrounds")
    assert address in refusal
    assert stored(study) is None


@KINDS
def test_an_update_asks_the_service_anew(town, study, service, kind):
    town.add(study, service.layer(kind), "playgrounds")
    service.points = [("neu", degrees(30.0, 600.0)), *service.points[1:]]
    result = town.run("updateinventorylayer", STUDY=str(study), ROLE="playgrounds")
    assert (result["ADDED"], result["REMOVED"], result["COUNT"]) == (1, 1, INSIDE)
    changes = json.loads(result["CHANGES"])
    assert (changes["examples_added"], changes["examples_removed"]) == (["neu"], ["Platz 0"])


@KINDS
def test_a_service_is_read_in_the_background(town, study, service, kind, smartcity_provider):
    algorithm = smartcity_provider.algorithm("addinventorylayer")
    layer = service.layer(kind)
    parameters = {"STUDY": str(study), "INPUT": layer.id(), "ROLE": "playgrounds"}
    context, feedback, loop, outcome = QgsProcessingContext(), QgsProcessingFeedback(), QEventLoop(), []
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    task.executed.connect(lambda done, results: (outcome.append(done), loop.quit()))
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    assert outcome == [True], feedback.textLog()
    assert len(stored(study)) == INSIDE


class Told(QgsProcessingFeedback):
    """Remembers warnings."""

    def __init__(self) -> None:
        super().__init__(False)
        self.warnings: list[str] = []

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)


def test_the_window_is_turned_where_a_repair_turns_axes():
    import shapely

    from smartcity_plugin.bridge.features import Place, window
    from smartcity_plugin.sources.repairs import Repairs
    from smartcity_plugin.sources.zone import Zone

    place = Place(Zone(shapely.box(600_000, 5_600_000, 610_000, 5_610_000), "EPSG:25832"))
    found = window(place, QgsCoordinateReferenceSystem("EPSG:25832"), Repairs(swap_axes=True, shift=(2_000_000.0, 5.0)))
    # What lies at (x, y) in the file is at (y + 2,000,000, x + 5).
    assert found.contains(QgsRectangle(5_599_995.0, -1_400_000.0, 5_609_995.0, -1_390_000.0))
    assert found.width() == pytest.approx(10_200.0)
