# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps in a town's own style: what layers draw, what legends list, and the steps that set and remove styles."""

from __future__ import annotations

import json
import math
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import processing
import pytest
import shapely
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsFeatureRequest,
    QgsLayerNotesUtils,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

from smartcity_plugin.cartography.atlas import draw_page, make_context, plan
from smartcity_plugin.cartography.facts import Facts
from smartcity_plugin.cartography.figures import Figures
from smartcity_plugin.cartography.layers import LayerFactory
from smartcity_plugin.cartography.map_style import read_styles, save_style
from smartcity_plugin.cartography.map_style_bivariate import square_of
from smartcity_plugin.cartography.map_style_dots import MOST_DOTS, people_per_dot, place_dots
from smartcity_plugin.cartography.map_style_kinds import picture
from smartcity_plugin.cartography.map_style_legend import map_key, round_amounts
from smartcity_plugin.cartography.map_style_symbols import transformer
from smartcity_plugin.cartography.styles import class_colours
from smartcity_plugin.cartography.wording import Wording
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.design import MAP, DesignPart
from smartcity_plugin.model.map_style import Amount, Around, Kind, MapStyle, Method, Ramp, Scaling
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.processing.algorithms.set_map_style import numbers_of
from smartcity_plugin.study.study import Study

SHARE, OTHER, DIRECTED = "gre_access_300m_share", "soc_senior_share", "mob_pt_access_share"
FEW = "small number of cases (1)"
STYLES = {
    "two_hues": (DIRECTED, MapStyle(method=Method.TARGET, ramp=Ramp.BRBG, around=Around.TARGET, classes=6)),
    "circles": (SHARE, MapStyle(kind=Kind.SYMBOLS, amount=Amount.PEOPLE)),
    "amounts": ("gre_mesh_size", MapStyle(kind=Kind.SYMBOLS)),
    "dots": (SHARE, MapStyle(kind=Kind.DOTS)),
    "bivariate": (SHARE, MapStyle(kind=Kind.BIVARIATE, second=OTHER)),
    "fixed": (SHARE, MapStyle(method=Method.FIXED, breaks=(5, 7, 50))),
    "quantile": (OTHER, MapStyle(method=Method.QUANTILE, classes=7, ramp=Ramp.CIVIDIS, reverse=True)),
}


@pytest.fixture(scope="module")
def styled_path(jena_study_path, tmp_path_factory) -> Path:
    """The demo study with some units without values; tests may set styles in it."""
    from osgeo import gdal

    path = Path(shutil.copy(jena_study_path, tmp_path_factory.mktemp("styled") / "styled.gpkg"))
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    unknown = "UPDATE indicator_values SET value = NULL WHERE unit_id = '3' AND indicator_id = 'soc_senior_share'"
    dataset.ExecuteSQL(unknown)
    dataset.ExecuteSQL("UPDATE indicator_values SET flags = 'few_cases' WHERE unit_id = '7'")
    del dataset
    return path


class Shown:
    """A study in one style, with what maps of an indicator are made of."""

    def __init__(self, path: Path, indicator_id: str, style: MapStyle, language: str = "en") -> None:
        with Study.open(path, update=True) as study:
            for part in study.design_parts(MAP):
                study.remove_design_part(MAP, part.key)
            save_style(study, indicator_id, style)
        self.study = Study.open(path)
        self.catalogue = load_catalogue()
        self.indicator = self.catalogue.indicators[indicator_id]
        self.facts, self.words = Facts(self.study, self.catalogue, language), Wording(language)
        self.make = LayerFactory(self.study, self.catalogue, self.facts, self.words)
        self.layer = self.make.indicator(self.indicator)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.study.close()


def symbols_of(layer: QgsVectorLayer) -> dict[str, list[str]]:
    """Return by unit the labels of the rules that draw it."""
    context = QgsExpressionContext()
    rules = [(QgsExpression(rule.filterExpression()), rule.label()) for rule in layer.renderer().rootRule().children()]
    found = {}
    for feature in layer.getFeatures():
        context.setFields(layer.fields())
        context.setFeature(feature)
        found[feature["unit_id"]] = [label for expression, label in rules if expression.evaluate(context) == 1]
    return found


@pytest.mark.parametrize("name", STYLES)
def test_each_unit_is_drawn_once_and_counted_where_it_is_drawn(name, styled_path):
    with Shown(styled_path, *STYLES[name]) as shown:
        drawn = symbols_of(shown.layer)
        assert len(drawn) == len(shown.facts.units)
        assert all(len(labels) == 1 for labels in drawn.values())
        counted = Counter(label for labels in drawn.values() for label in labels)
        assert all(label.endswith(f"({count})") for label, count in counted.items())
        assert drawn["7"] == [FEW]
        if name in ("bivariate", "quantile"):
            assert drawn["3"] == ["no data (1)"]
        listed = [item.label() for item in shown.layer.renderer().legendSymbolItems()]
        assert set(counted) <= set(listed)
        if name == "fixed":
            assert "5 – < 7 (0)" in listed


@pytest.mark.parametrize(
    ("name", "language"), [*((name, "en") for name in STYLES), ("dots", "de"), ("bivariate", "de")]
)
def test_page_and_figure_are_drawn(name, language, styled_path):
    with Shown(styled_path, *STYLES[name], language) as shown:
        project = QgsProject()
        context = make_context(project, shown.study, shown.catalogue, language)
        page = next(one for one in plan(context) if one.key == f"indicator:{shown.indicator.id}")
        sheet = draw_page(project, page, 1, 2)
        inside = [one for one in sheet.texts if one.fitted.height > one.box.height + 0.5]
        assert inside == []
        key = map_key(shown.indicator, "Title", shown.facts, shown.words)
        texts = " ".join("\n".join(one.fitted.lines) for one in sheet.texts)
        for entry in key.entries:
            assert entry.text.split(" (")[0].split()[0] in texts
        assert key.notes
        assert not any("{" in note for note in key.notes)
        with Figures(shown.study, shown.catalogue, language) as figures:
            assert figures.indicator_map(shown.indicator.id).path.stat().st_size > 10_000
        del sheet, context
        project.clear()


def test_legend_of_two_hues_says_where_they_meet_and_which_is_good(styled_path):
    with Shown(styled_path, *STYLES["two_hues"]) as shown:
        notes = " ".join(map_key(shown.indicator, "", shown.facts, shown.words).notes)
        assert "Brown: under 90\u00a0%." in notes
        assert "Teal with lines: 90\u00a0% and more." in notes
        assert "Favourable: Teal." in notes


def test_circles_have_the_area_of_their_amount_and_small_ones_lie_above(styled_path):
    with Shown(styled_path, *STYLES["circles"]) as shown:
        drawn = picture(shown.indicator, shown.facts, shown.words)
        size = drawn.circles.scaling.size
        assert size(400) / size(100) == pytest.approx(2.0)
        assert size(0) == 0
        assert shown.layer.renderer().orderByEnabled()
        clause = shown.layer.renderer().orderBy().list()[0]
        assert (clause.expression().expression(), clause.ascending()) == ('"population"', False)
        request = QgsFeatureRequest().setOrderBy(shown.layer.renderer().orderBy())
        people = [feature["population"] for feature in shown.layer.getFeatures(request)]
        assert people == sorted(people, reverse=True)
        assert shown.words("legend_area") in QgsLayerNotesUtils.layerNotes(shown.layer)


def test_flannery_circles_grow_faster():
    area, flannery = (transformer(kind, 1000.0, 10.0) for kind in (Scaling.AREA, Scaling.FLANNERY))
    assert area.size(1000) == flannery.size(1000) == pytest.approx(10.0)
    assert flannery.size(100) < area.size(100)
    assert flannery.size(100) == pytest.approx(10.0 * 0.1**0.57)


@pytest.mark.parametrize(
    ("most", "decimals", "expected"),
    [(21315.5, 0, [20000, 5000, 1000]), (7, 0, [5, 1]), (0.4, 1, [0.2]), (0.04, 1, [0.04])],
)
def test_legend_circles_stand_for_readable_amounts(most, decimals, expected):
    assert round_amounts(most, decimals) == pytest.approx(expected)


def test_dots_are_as_many_as_people_and_lie_in_their_unit_and_cells(styled_path):
    with Shown(styled_path, *STYLES["dots"]) as shown:
        people = shown.facts.population().to_dict()
        per_dot = people_per_dot(sum(shown.facts.table(SHARE)["population"]))
        units, cells = shown.study.reporting_units(), shown.study.layer("population_cells")
        places = place_dots(units, people, cells, per_dot)
        again = place_dots(units, people, cells, per_dot)
        assert sum(map(len, places.values())) <= MOST_DOTS + len(units)
        many = shapely.union_all(cells.geometry[cells.numbers("population") >= 10])
        for unit, shape in zip(units.ids("unit_id"), units.geometry):
            own = places[unit]
            assert np.array_equal(own, again[unit])
            assert len(own) == math.floor(people[unit] / per_dot + 0.5)
            points = shapely.points(own) if len(own) else np.empty(0)
            assert shapely.intersects(shape, points).all()
            assert shapely.dwithin(many, points, 1e-6).all()


def test_cells_with_few_people_get_no_dot(build):
    unit = build.units([build.square(0, 0, 1000)])
    cells = build.cells([build.square(0, 0), build.square(500, 500)], [9, 200])
    places = place_dots(unit, {"u0": 209.0}, cells, 10)["u0"]
    assert len(places) == 21
    assert (places > 499).all()


def test_a_unit_without_people_has_no_dots(build):
    unit = build.units([build.square(0, 0, 1000)])
    assert len(place_dots(unit, {"u0": math.nan}, None, 10)["u0"]) == 0
    assert len(place_dots(unit, {"u0": 55.0}, None, 10)["u0"]) == 6


@pytest.mark.parametrize(
    ("people", "expected"), [(100, 10), (15_000, 10), (15_001, 20), (110_000, 100), (3_600_000, 5000)]
)
def test_a_dot_stands_for_a_readable_number_of_people(people, expected):
    assert people_per_dot(people) == expected


def test_each_unit_lies_in_one_field_of_the_square(styled_path):
    with Shown(styled_path, *STYLES["bivariate"]) as shown:
        second = shown.catalogue.indicators[OTHER]
        square = square_of(shown.indicator, second, STYLES["bivariate"][1], shown.facts, shown.words)
        assert sum(square.counts.values()) == len(shown.facts.units) - 2
        assert len({square.colour(*pair) for pair in square.counts}) == len(square.counts)
        feature = next(shown.layer.getFeatures("\"unit_id\" = '1'"))
        assert feature["value"] is not None
        assert "map_get" in shown.layer.mapTipTemplate()
        assert shown.layer.name().endswith(second.title.en)


def test_a_second_indicator_without_values_is_told(styled_path):
    with Shown(styled_path, SHARE, MapStyle(kind=Kind.BIVARIATE, second="mob_cycle_route_coverage")) as shown:
        key = map_key(shown.indicator, "", shown.facts, shown.words)
        assert key.notes[0] == shown.words("fallback_second")
        assert key.picture.kind is Kind.CHOROPLETH


def test_ranking_and_map_have_the_same_colours(styled_path):
    with Shown(styled_path, *STYLES["quantile"]) as shown:
        classes = shown.facts.classes(shown.indicator)
        assert tuple(class_colours(classes, "#000000")) == classes.colours
        drawn = [item.symbol().color().name() for item in shown.layer.renderer().legendSymbolItems()]
        assert drawn[: len(classes.colours)] == list(classes.colours[::-1])


@pytest.mark.parametrize(
    "style",
    [
        MapStyle(kind=Kind.SYMBOLS, amount=Amount.PEOPLE),
        MapStyle(kind=Kind.DOTS),
        MapStyle(kind=Kind.BIVARIATE, second=OTHER),
        MapStyle(ramp=Ramp.PUOR, around=Around.MEAN, method=Method.NATURAL),
        MapStyle(method=Method.FIXED, breaks=(1, 2)),
    ],
)
def test_a_map_without_any_value_is_drawn_hatched(style, styled_path, tmp_path):
    from osgeo import gdal

    path = Path(shutil.copy(styled_path, tmp_path / "empty.gpkg"))
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    dataset.ExecuteSQL(
        "UPDATE indicator_values SET value = NULL, flags = '' WHERE indicator_id = 'gre_access_300m_share'"
    )
    del dataset
    with Shown(path, SHARE, style) as shown:
        drawn = symbols_of(shown.layer)
        assert {label for labels in drawn.values() for label in labels} <= {"no data (30)", "no data (29)", FEW}
        project = QgsProject()
        context = make_context(project, shown.study, shown.catalogue, "en")
        page = next(one for one in plan(context) if one.key == f"indicator:{SHARE}")
        sheet = draw_page(project, page, 1, 2)
        assert any("no data" in " ".join(one.fitted.lines) for one in sheet.texts)
        del sheet, context
        project.clear()


def test_a_style_that_cannot_be_read_is_told_with_its_name(styled_path):
    with Study.open(styled_path, update=True) as study:
        study.save_design_part(DesignPart(MAP, SHARE, "x.json", b"{"))
        with pytest.raises(SmartCityError, match="map_style_unreadable"):
            read_styles(study)
        study.remove_design_part(MAP, SHARE)


def run(path: Path, name: str = "setmapstyle", context=None, **parameters):
    return processing.run(f"smartcity:{name}", {"STUDY": str(path), **parameters}, context=context)


def test_setting_a_style_restyles_open_maps_and_removing_it_brings_the_usual_one_back(
    smartcity_provider, jena_study_copy
):
    with Study.open(jena_study_copy) as study:
        facts = Facts(study, load_catalogue(), "en")
        make = LayerFactory(study, load_catalogue(), facts, Wording("en"))
        layer = make.indicator(load_catalogue().indicators[SHARE])
    project = QgsProject.instance()
    project.addMapLayer(layer)
    try:
        usual = [item.label() for item in layer.renderer().legendSymbolItems()]
        context = QgsProcessingContext()
        context.setProject(project)
        found = run(jena_study_copy, context=context, INDICATOR=SHARE, METHOD="fixed", BREAKS="12,5; 40")
        assert json.loads(found["STYLE"])["breaks"] == [12.5, 40.0]
        assert [item.label().count("12") for item in layer.renderer().legendSymbolItems()] == [0, 1, 1]
        run(jena_study_copy, "removemapstyle", context, INDICATOR=SHARE)
        assert [item.label().split(" (")[1] for item in layer.renderer().legendSymbolItems()] == [
            label.split(" (")[1] for label in usual
        ]
    finally:
        project.removeMapLayer(layer)


@pytest.mark.parametrize(
    "parameters",
    [
        {"INDICATOR": SHARE, "METHOD": "fixed", "BREAKS": "40; 12"},
        {"INDICATOR": SHARE, "METHOD": "fixed"},
        {"INDICATOR": SHARE, "METHOD": "fixed", "BREAKS": "ten"},
        {"INDICATOR": SHARE, "KIND": "symbols"},
        {"INDICATOR": SHARE, "KIND": "bivariate"},
        {"INDICATOR": SHARE, "KIND": "bivariate", "SECOND": SHARE},
        {"INDICATOR": SHARE, "KIND": "bivariate", "SECOND": "nothing"},
        {"INDICATOR": SHARE, "METHOD": "target"},
        {"INDICATOR": SHARE, "AROUND": "value", "RAMP": "puor"},
        {"INDICATOR": "nothing"},
        {"METHOD": "fixed", "BREAKS": "1; 2"},
    ],
)
def test_what_cannot_be_drawn_is_refused_and_not_stored(parameters, smartcity_provider, styled_path):
    with Study.open(styled_path, update=True) as study:
        before = study.design_parts(MAP)
    with pytest.raises(QgsProcessingException, match=r"\w+.*\."):
        run(styled_path, **parameters)
    with Study.open(styled_path) as study:
        assert study.design_parts(MAP) == before


def test_removing_what_is_not_there_is_told(smartcity_provider, jena_study_copy):
    for indicator in ("", SHARE):
        with pytest.raises(QgsProcessingException):
            run(jena_study_copy, "removemapstyle", INDICATOR=indicator)


def test_the_general_style_reaches_all_indicators(smartcity_provider, jena_study_copy):
    run(jena_study_copy, METHOD="quantile", CLASSES=3, RAMP="greys")
    with Study.open(jena_study_copy) as study:
        facts = Facts(study, load_catalogue(), "en")
        assert all(len(facts.classes(item).classes) <= 3 for item in facts.computed if item.goalposts is None)
        assert facts.style(load_catalogue().indicators[SHARE]).ramp is Ramp.GREYS


@pytest.mark.parametrize(("text", "numbers"), [("", ()), ("1; 2,5;3", (1, 2.5, 3)), ("\u22125 1e2", (-5, 100))])
def test_numbers_are_read_as_people_write_them(text, numbers):
    assert numbers_of(text) == numbers
