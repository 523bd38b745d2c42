# SPDX-License-Identifier: GPL-2.0-or-later
"""Distances on foot in Heidelberg against QGIS's own network analysis.

QGIS ties a point to the nearest edge as we do, but counts no metres for the step there; so both are asked for points
that lie on the ways: then they measure the same. The native algorithms for shortest paths and service areas use the
same classes; these give all distances at once, and in QGIS 3.22 native:serviceareafrompoint ends the process.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from smartcity_plugin.engine.geometry import large_enough, merged
from smartcity_plugin.engine.network import NetworkReach, attach, network_of
from smartcity_plugin.engine.network.shed import walk_shed
from smartcity_plugin.engine.reach import StraightReach

HEIDELBERG = Path(__file__).resolve().parents[1] / "fixtures" / "heidelberg" / "heidelberg.gpkg"
PLACES, TARGETS = 40, 10
EXACT = 1e-6
"""Metres: the same sums of the same lengths in another order."""


@pytest.fixture(scope="module")
def table(build, qgis_processing):
    """Return a layer of Heidelberg as a table."""
    from qgis.core import QgsVectorLayer

    def read(name: str, role: str, **columns: str):
        layer = QgsVectorLayer(f"{HEIDELBERG}|layername={name}", name, "ogr")
        assert layer.isValid()
        features = list(layer.getFeatures())
        shapes = [shapely.from_wkb(bytes(feature.geometry().asWkb())) for feature in features]
        return build.table(
            shapes, role, **{key: [feature[one] or None for feature in features] for key, one in columns.items()}
        )

    return read


@pytest.fixture(scope="module")
def network(table):
    return network_of(table("strassen", "walking_network", **{"class": "highway"}))


@pytest.fixture(scope="module")
def centres(table):
    return shapely.centroid(table("zensus2011_100m", "population_cells").geometry)


@pytest.fixture(scope="module")
def on_ways(network, centres):
    """Return points on the main network, the nearest to some cells spread over the town."""
    chosen = centres[:: len(centres) // (PLACES + TARGETS + 12)]
    at = attach(network, chosen)
    _, first = np.unique(at.item, return_index=True)
    first = first[network.component[network.start[at.edge[first]]] == network.main]
    points = shapely.get_point(at.line[first], 0)
    # What is tied exactly to a crossing QGIS may tie to a vertex of its own that no edge leads to.
    on_nodes, _ = shapely.STRtree(shapely.points(network.nodes)).query(points, "dwithin", distance=0.01)
    points = np.delete(points, on_nodes)
    assert len(points) >= PLACES + TARGETS
    return points[: PLACES + TARGETS]


def memory_layer(kind: str, shapes):
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    made = QgsVectorLayer(f"{kind}?crs=EPSG:25832", "made", "memory")
    features = []
    for shape in shapes:
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape))
        features.append(QgsFeature())
        features[-1].setGeometry(geometry)
    made.dataProvider().addFeatures(features)
    made.updateExtents()
    return made


class QgisGraph:
    """The same ways as a graph of QGIS, on the plane and not on the ellipsoid, with points tied to it."""

    def __init__(self, network, points) -> None:
        from qgis.analysis import QgsGraphBuilder, QgsNetworkDistanceStrategy, QgsVectorLayerDirector
        from qgis.core import QgsPointXY

        self.layer = memory_layer("LineString", network.lines)
        director = QgsVectorLayerDirector(self.layer, -1, "", "", "", QgsVectorLayerDirector.Direction.DirectionBoth)
        director.addStrategy(QgsNetworkDistanceStrategy())
        builder = QgsGraphBuilder(self.layer.crs(), False, 0.0, "NONE")
        tied = director.makeGraph(builder, [QgsPointXY(point.x, point.y) for point in points])
        self.graph = builder.takeGraph()
        self.vertices = [self.graph.findVertex(point) for point in tied]

    def costs(self, number: int) -> np.ndarray:
        """Return the metres from one of the points to all vertices, infinite where there is no way."""
        from qgis.analysis import QgsGraphAnalyzer

        _, costs = QgsGraphAnalyzer.dijkstra(self.graph, self.vertices[number], 0)
        return np.where(np.array(costs) > 1e9, np.inf, costs)

    def edges(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return, per straight edge and direction, the vertex it begins at and the coordinates of both ends."""
        edges = [self.graph.edge(number) for number in range(self.graph.edgeCount())]
        points = [self.graph.vertex(number).point() for number in range(self.graph.vertexCount())]
        xy = np.array([(point.x(), point.y()) for point in points])
        start = np.array([edge.fromVertex() for edge in edges])
        return start, xy[start], xy[[edge.toVertex() for edge in edges]]


@pytest.fixture(scope="module")
def qgis_graph(network, on_ways):
    return QgisGraph(network, on_ways)


def test_shortest_ways_are_those_of_qgis(network, on_ways, qgis_graph):
    """QgsGraphAnalyzer.dijkstra, which the native algorithms for shortest paths use, from ten targets to 40 places."""
    targets = np.arange(PLACES, len(on_ways))
    reach = NetworkReach(network, on_ways[:PLACES])
    ours = np.column_stack([reach.nearest(on_ways[[number]]) for number in targets])
    theirs = np.column_stack([qgis_graph.costs(number)[qgis_graph.vertices[:PLACES]] for number in targets])
    assert ours.size == 400
    assert np.isfinite(ours).all()
    assert np.abs(ours - theirs).max() <= EXACT
    place, target, metres = reach.pairs(on_ways[targets], 3000.0)
    expected = {(i, j) for i, j in zip(*np.nonzero(theirs <= 3000.0))}
    assert set(zip(place.tolist(), target.tolist())) == expected
    assert len(expected) > 50
    assert np.abs(metres - theirs[place, target]).max() <= EXACT


def test_the_walk_shed_is_the_service_area_of_qgis(network, on_ways, qgis_graph):
    """The parts of QGIS's edges that are reached within 800 m, buffered by 25 m and cut by the circle.

    Ours counts sample points 25 m apart (3,217 in the circle), hence the tolerance of a hundredth.
    """
    start, begin, end = qgis_graph.edges()
    length = np.hypot(*(end - begin).T)
    ours = walk_shed(network, on_ways, 800.0, 25.0)
    differences = []
    for number in range(0, len(on_ways), 3):
        left = np.minimum(800.0 - qgis_graph.costs(number)[start], length)
        some = (left > 0) & (length > 0)
        reached = begin[some] + (end[some] - begin[some]) * (left[some] / length[some])[:, None]
        parts = shapely.linestrings(np.stack([begin[some], reached], axis=1))
        area = shapely.union_all(shapely.buffer(parts, 25.0, quad_segs=16))
        circle = shapely.buffer(on_ways[number], 800.0, quad_segs=64)
        differences.append(ours[number] - shapely.intersection(area, circle).area / circle.area)
    assert np.abs(differences).max() <= 0.01
    assert abs(np.mean(differences)) <= 0.002


def test_ways_to_parks_are_never_shorter_than_straight_lines(network, centres, table):
    """And straight lines are those of a search tree of points on the edge of the parks, up to their spacing."""
    from scipy.spatial import cKDTree

    green = table("gruenflaechen_ioer", "public_green", kind="target_typ")
    parks = large_enough(merged(green.geometry), 5000.0)
    on_foot = NetworkReach(network, centres).nearest(parks)
    straight = StraightReach(centres).nearest(parks)
    known = ~np.isnan(on_foot)
    assert known.mean() > 0.99
    assert (on_foot[known] >= straight[known] - 1e-6).all()
    edges = shapely.get_coordinates(shapely.segmentize(shapely.boundary(parks), 2.0))
    by_points, _ = cKDTree(edges).query(shapely.get_coordinates(centres))
    outside = straight > 0
    assert np.abs(by_points[outside] - straight[outside]).max() <= 1.0
