# SPDX-License-Identifier: GPL-2.0-or-later
"""A handful of pages look as they did when somebody looked at them, whatever fonts a machine has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsLayoutItemMap, QgsProject

from smartcity_plugin.cartography import theme
from smartcity_plugin.cartography.atlas import draw_page, make_context, plan
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.themes import standard_theme
from smartcity_plugin.study.study import Study

from .golden import compared, difference, golden, points_of

PAGES = (
    "cover",
    "reading",
    "indicator:gre_public_per_capita",
    "needs:index",
    "needs:sectors1",
    "profile:7",
    "unit:7",
    "measures",
    "measure:MOB-01",
)


@pytest.fixture(scope="module")
def pages(jena_study_path):
    """The pages by key, and what draws one."""
    project = QgsProject()
    with Study.open(jena_study_path) as study:
        context = make_context(project, study, load_catalogue(), "de")
        found = plan(context)
        yield {page.key: page for page in found}, lambda page: draw_page(project, page, 1, len(found))
        del context
        project.clear()


def name_of(key: str) -> str:
    return key.replace(":", "_")


@pytest.mark.parametrize("key", PAGES)
def test_pages_look_as_they_did(pages, key):
    found, draw = pages
    assert difference(points_of(draw(found[key]).layout), name_of(key)) == ""


@pytest.mark.parametrize("key", ["needs:index", "unit:7"])
def test_another_font_makes_no_difference(pages, key):
    found, draw = pages
    with theme.using(replace(standard_theme(), fonts=("DejaVu Sans",))):
        assert compared(points_of(draw(found[key]).layout), golden(name_of(key))) == ""


@pytest.mark.parametrize("key", ["needs:index", "unit:7"])
def test_a_map_that_is_missing_is_seen(pages, key):
    found, draw = pages
    sheet = draw(found[key])
    whole = points_of(sheet.layout)
    item = sheet.layout.itemById("map")
    assert isinstance(item, QgsLayoutItemMap)
    sheet.layout.removeLayoutItem(item)
    assert "most at" in compared(points_of(sheet.layout), whole)


def test_other_colours_are_seen(pages):
    found, draw = pages
    changed = replace(standard_theme().colours, accent="#7a0019")
    whole = points_of(draw(found["cover"]).layout)
    with theme.using(replace(standard_theme(), colours=changed)):
        assert "levels" in compared(points_of(draw(found["cover"]).layout), whole)


def test_pages_differ_from_each_other(pages):
    found, draw = pages
    assert "levels" in compared(points_of(draw(found["needs:index"]).layout), points_of(draw(found["unit:7"]).layout))
