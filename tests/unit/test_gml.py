# SPDX-License-Identifier: GPL-2.0-or-later
"""GML geometries: areas known by hand, arcs within their tolerance, numbers that are none, links."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from smartcity_plugin.sources.gml import (
    TOLERANCE,
    TOLERANCE_DEGREES,
    UnreadableGeometry,
    arc_points,
    first_geometry,
    heights,
    read_geometry,
    rough_extent,
    srs_name_of,
)

NAMESPACES = 'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = "0 0 10 0 10 10 0 10 0 0"


def element(text: str) -> etree._Element:
    """Return the geometry in a feature; names need no prefix."""
    body = text.replace("</", "\0").replace("<", "<gml:").replace("\0", "</gml:")
    return etree.fromstring(f"<feature {NAMESPACES}><position>{body}</position></feature>")[0][0]


def read(text: str, dimension: int = 2):
    one = element(text)
    return read_geometry(one, one.getparent().getparent(), dimension)


def ring(points: str) -> str:
    return f"<LinearRing><posList>{points}</posList></LinearRing>"


def polygon(points: str = SQUARE, hole: str = "") -> str:
    inside = f"<interior>{ring(hole)}</interior>" if hole else ""
    return f"<Polygon><exterior>{ring(points)}</exterior>{inside}</Polygon>"


def curve(*segments: str) -> str:
    return f"<Curve><segments>{''.join(segments)}</segments></Curve>"


def segment(kind: str, points: str) -> str:
    return f"<{kind}><posList>{points}</posList></{kind}>"


def from_curve(inner: str) -> str:
    return f"<Polygon><exterior><Ring><curveMember>{inner}</curveMember></Ring></exterior></Polygon>"


@pytest.mark.parametrize(
    ("text", "area"),
    [
        (polygon(), 100),
        (polygon(SQUARE, "2 2 2 4 4 4 4 2 2 2"), 96),
        (f"<Surface><patches><PolygonPatch><exterior>{ring(SQUARE)}</exterior></PolygonPatch></patches></Surface>",
         100),
        (f"<MultiSurface><surfaceMember>{polygon()}</surfaceMember><surfaceMember>{polygon('20 0 21 0 21 1 20 0')}"
         "</surfaceMember></MultiSurface>", 100.5),
        (f"<MultiSurface><surfaceMembers>{polygon()}</surfaceMembers></MultiSurface>", 100),
        (f"<CompositeSurface><surfaceMember>{polygon()}</surfaceMember></CompositeSurface>", 100),
        (f"<MultiGeometry><geometryMember>{polygon()}</geometryMember></MultiGeometry>", 100),
        (from_curve(curve(segment("LineStringSegment", SQUARE))), 100),
        ("<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 10,0 10,10 0,0</coordinates></LinearRing>"
         "</outerBoundaryIs></Polygon>", 50),
        (f"<Polygon srsDimension='3'><exterior>{ring('0 0 5 10 0 5 10 10 6 0 0 5')}</exterior></Polygon>", 50),
        (f"<MultiSurface><surfaceMember>{polygon()}</surfaceMember><surfaceMember><Polygon/></surfaceMember>"
         "</MultiSurface>", 100),
    ],
)  # fmt: skip
def test_straight_areas(text, area):
    found = read(text)
    assert found.area == pytest.approx(area)
    assert not found.has_z
    assert found.geom_type in ("Polygon", "MultiPolygon")


HALF = segment("Arc", "1010 1000 1000 1010 990 1000")


@pytest.mark.parametrize(
    ("text", "area"),
    [
        # A half disc of radius 10, once as arc and line, once as an arc string that goes on straight.
        (from_curve(curve(HALF, segment("LineStringSegment", "990 1000 1010 1000"))), math.pi * 50),
        (from_curve(curve(segment("Circle", "1010 1000 1000 1010 990 1000"))), math.pi * 100),
        (from_curve(curve(segment("ArcString", "1010 1000 1000 1010 990 1000 1000 990 1010 1000"))), math.pi * 100),
        (
            from_curve(
                curve("<CircleByCenterPoint numArc='1'><pos>1000 1000</pos><radius>10</radius></CircleByCenterPoint>")
            ),
            math.pi * 100,
        ),
        (
            "<Surface><patches><PolygonPatch><exterior><Ring><curveMember>"
            "<LineString><posList>990 1000 1010 1000</posList></LineString></curveMember>"
            f"<curveMember>{curve(HALF)}</curveMember></Ring></exterior></PolygonPatch></patches></Surface>",
            math.pi * 50,
        ),
        (
            f"<MultiSurface><surfaceMember>{polygon()}</surfaceMember><surfaceMember>"
            + from_curve(curve(HALF, segment("LineStringSegment", "990 1000 1010 1000")))
            + "</surfaceMember></MultiSurface>",
            100 + math.pi * 50,
        ),
    ],
)
def test_arcs_lose_no_more_than_their_tolerance(text, area):
    found = read(text)
    # A chord that lies at most t beside its arc cuts off at most 2/3 t of area per metre of arc.
    assert area - 2 / 3 * TOLERANCE * 2 * math.pi * 10 - 1e-6 < found.area < area
    assert found.is_valid


def test_a_half_disc_cut_out_of_a_square():
    hole = curve(HALF, segment("LineStringSegment", "990 1000 1010 1000"))
    outer = f"<exterior>{ring('900 900 1100 900 1100 1100 900 1100 900 900')}</exterior>"
    inner = f"<interior><Ring><curveMember>{hole}</curveMember></Ring></interior>"
    assert read(f"<Polygon>{outer}{inner}</Polygon>").area == pytest.approx(40_000 - math.pi * 50, abs=0.25)


@given(
    centre=st.tuples(st.floats(3e5, 9e5), st.floats(5.2e6, 6.1e6)),
    radius=st.floats(0.05, 50_000),
    start=st.floats(0, 2 * math.pi),
    turn=st.floats(0.05, 6.2),
    back=st.booleans(),
    part=st.floats(0.2, 0.8),
)
def test_any_arc_keeps_its_ends_and_the_tolerance(centre, radius, start, turn, back, part):
    turn = -turn if back else turn

    def at(share):
        angle = start + turn * share
        return np.array([centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)])

    points = arc_points(at(0), at(part), at(1))
    assert (points[0] == at(0)).all()
    assert (points[-1] == at(1)).all()
    assert (arc_points(at(1), at(part), at(0)) == points[::-1]).all()
    true = shapely.points([at(share) for share in np.linspace(0, 1, 500)])
    # The centre computed from three rounded points is off by more, the flatter the arc is.
    rounding = 1e-8 * (radius / min(1.0, abs(turn))) + 1e-6
    assert shapely.distance(true, shapely.LineString(points)).max() <= TOLERANCE + rounding
    assert len(points) < 20_000


def test_arcs_that_are_none():
    line = arc_points(np.array([0.0, 0.0]), np.array([500.0, 0.0]), np.array([1000.0, 0.0]))
    assert line.tolist() == [[0, 0], [500, 0], [1000, 0]]
    same = np.array([7000.0, 7000.0])
    assert (arc_points(same, same, same) == same).all()


def test_arcs_in_degrees_are_finer():
    points = arc_points(np.array([11.0, 51.0]), np.array([11.001, 51.001]), np.array([11.002, 51.0]))
    middle = (points[:-1] + points[1:]) / 2
    radius = 0.001
    assert np.abs(np.hypot(*(middle - [11.001, 51.0]).T) - radius).max() <= TOLERANCE_DEGREES


@pytest.mark.parametrize(
    "text",
    [
        polygon("0 0 1x 0 10 10 0 0"),
        polygon("0 0 abc 0 10 10 0 0"),
        polygon("0 0 nan 0 10 10 0 0"),
        polygon("0 0 inf 0 10 10 0 0"),
        polygon("0 0 1e308 0 10 10 0 0"),
        polygon("0 0 10 0 10 10 0"),
        polygon("0 0 10 0 10 10"),
        polygon("0 0"),
        polygon(""),
        "<Polygon/>",
        "<MultiSurface/>",
        "<Nonsense/>",
        "<Polygon><exterior><LinearRing><coordinates>0,0 x,0 10,10 0,0</coordinates></LinearRing></exterior></Polygon>",
        f"<Polygon srsDimension='4'><exterior>{ring(SQUARE)}</exterior></Polygon>",
        f"<Polygon srsDimension='x'><exterior>{ring(SQUARE)}</exterior></Polygon>",
        curve(segment("CubicSpline", "0 0 1 1 2 0")),
        curve(segment("ArcString", "0 0 1 1 2 0 3 1")),
        from_curve(curve(HALF)),
        "<Polygon><exterior><Ring><curveMember><LineString><posList>0 0 4 0</posList></LineString></curveMember>"
        "<curveMember><LineString><posList>4 1 4 4 0 0</posList></LineString></curveMember></Ring></exterior>"
        "</Polygon>",
    ],
)
@pytest.mark.usefixtures("gdal_exceptions")
def test_what_cannot_be_read_as_meant_is_not_read(text):
    with pytest.raises(UnreadableGeometry):
        read(text)


def test_points_and_lines_are_read_for_what_they_are():
    assert read("<Point><pos>1 2</pos></Point>").geom_type == "Point"
    assert read("<LineString><posList>1 2 3 4</posList></LineString>").geom_type == "LineString"
    assert read(curve(HALF)).geom_type == "LineString"
    multi = f"<MultiCurve><curveMember>{curve(HALF)}</curveMember></MultiCurve>"
    assert read(multi).geom_type == "MultiLineString"


def test_heights_are_dropped_but_known():
    text = f"<Polygon><exterior>{ring('0 0 5 10 0 7.5 10 10 6 0 0 5')}</exterior></Polygon>"
    assert read(text, dimension=3).area == 50
    assert heights(element(text)) == (5.0, 7.5)
    assert all(map(math.isnan, heights(element("<Point/>"))))


# Links ------------------------------------------------------------------------------------------------------------


def linked(body: str):
    feature = etree.fromstring(f"<feature {NAMESPACES}>{body}</feature>")
    return read_geometry(first_geometry(feature, "position"), feature)


TARGET = (
    '<other><gml:Polygon gml:id="t"><gml:exterior><gml:LinearRing>'
    f"<gml:posList>{SQUARE}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></other>"
)
DEEPER = '<x><gml:CompositeSurface gml:id="c"><gml:surfaceMember xlink:href="#t"/></gml:CompositeSurface></x>'
LINK = '<position><gml:MultiSurface gml:id="m"><gml:surfaceMember xlink:href="#{}"/></gml:MultiSurface></position>'


def test_links_within_the_feature_are_followed():
    assert linked(LINK.format("t") + TARGET).area == 100
    assert linked(LINK.format("c") + TARGET + DEEPER).area == 100


@pytest.mark.parametrize("target", ["missing", "m", ""])
def test_links_that_lead_nowhere_or_in_circles(target):
    with pytest.raises(UnreadableGeometry):
        linked(LINK.format(target) + TARGET)


def test_links_that_multiply_are_refused():
    levels = "".join(
        f'<x><gml:MultiSurface gml:id="l{level}">'
        + f'<gml:surfaceMember xlink:href="#l{level + 1}"/>' * 10
        + "</gml:MultiSurface></x>"
        for level in range(12)
    )
    with pytest.raises(UnreadableGeometry):
        linked(LINK.format("l0") + levels)


# Extent and coordinate system -------------------------------------------------------------------------------------


def test_the_rough_extent_holds_the_geometry():
    text = from_curve(curve(HALF, segment("LineStringSegment", "990 1000 1010 1000")))
    west, south, east, north = rough_extent(element(text))
    assert shapely.box(west, south, east, north).contains(read(text))
    flat = from_curve(curve(segment("Arc", "0 0 10 1 20 0"), segment("LineStringSegment", "20 0 0 0")))
    assert shapely.box(*rough_extent(element(flat))).contains(read(flat))


@pytest.mark.parametrize(
    "text",
    [
        "<Polygon/>",
        polygon("0 0 x 0 1 1 0 0"),
        polygon("0 0 1"),
        "<Polygon><exterior><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></exterior></Polygon>",
        f"<Polygon srsDimension='3'><exterior>{ring('0 0 0 1 0 0 1 1 0 0 0 0')}</exterior></Polygon>",
        curve("<CircleByCenterPoint numArc='1'><pos>0 0</pos><radius>10</radius></CircleByCenterPoint>"),
    ],
)
def test_no_rough_extent_where_it_could_be_wrong(text):
    assert rough_extent(element(text)) is None


def test_which_coordinate_system_counts():
    own = element(
        polygon().replace("<Polygon>", '<Polygon srsName="A">').replace("<LinearRing>", '<LinearRing srsName="B">')
    )
    assert srs_name_of(own, own.getparent().getparent(), "D") == "A"
    part = element(polygon().replace("<LinearRing>", '<LinearRing srsName="B">'))
    assert srs_name_of(part, part.getparent().getparent(), "D") == "B"
    none = element(polygon())
    feature = none.getparent().getparent()
    assert srs_name_of(none, feature, "D") == "D"
    bounded = etree.SubElement(etree.SubElement(feature, "boundedBy"), "Envelope", srsName="C")
    assert bounded is not None
    assert srs_name_of(none, feature, "D") == "C"


def test_the_first_geometry_of_a_property():
    feature = etree.fromstring("<f><position/><position><P/></position><position><Q/></position></f>")
    assert first_geometry(feature, "position").tag == "P"
    assert first_geometry(feature, "nothing") is None
