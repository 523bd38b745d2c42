# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps of several dates: the same classes everywhere, the change with two hues that meet at nothing."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import gdal
from qgis.core import QgsProject

from smartcity_plugin.cartography.atlas import draw_page, make_context, plan
from smartcity_plugin.cartography.classes import label, rounded
from smartcity_plugin.cartography.formats import FORMATS
from smartcity_plugin.cartography.map_style_change import change_classes, classify_together, dates_of, series_of
from smartcity_plugin.cartography.project import add_study_layers
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.indicator import Direction
from smartcity_plugin.model.map_style import MapStyle, Method, Ramp
from smartcity_plugin.study.study import Study

SHARE = "gre_access_300m_share"
INDICATOR = load_catalogue().indicators[SHARE]
WORDS = ("under {value}", "{value} and more", "more than {value}")
LISTS = st.lists(st.one_of(st.none(), st.floats(0, 500), st.sampled_from([0.0, 10.0])), min_size=1, max_size=20)


def numbers(values) -> np.ndarray:
    return np.array([math.nan if value is None else value for value in values], dtype=float)


@settings(deadline=None)
@given(LISTS, LISTS, st.sampled_from([Method.AUTOMATIC, Method.QUANTILE, Method.EQUAL]))
def test_maps_that_are_compared_have_the_same_classes_and_their_own_counts(one, other, method):
    tables = {"before": numbers(one), "after": numbers(other)}
    found = classify_together(tables, {}, INDICATOR, 1, MapStyle(method=method))
    edges = [[(item.lower, item.upper, item.only) for item in classes.classes] for classes in found.values()]
    assert edges[0] == edges[1]
    assert found["before"].colours == found["after"].colours
    for name, values in tables.items():
        assert sum(item.count for item in found[name].classes) + found[name].missing == len(values)


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(-50, 50), st.just(0.0)), max_size=30), st.integers(0, 2))
def test_no_change_is_a_class_of_its_own_and_hues_tell_more_from_fewer(values, decimals):
    values = numbers(values)
    classes = change_classes(values, 0, decimals, Direction.HIGHER)
    shown = rounded(values, decimals)
    counts = {side: sum(item.count for item in classes.classes if item.side == side) for side in (-1, 0, 1)}
    assert counts == {-1: (shown < 0).sum(), 0: (shown == 0).sum(), 1: (shown > 0).sum()}
    texts = [label(item, classes, "en", *WORDS) for item in classes.classes]
    assert ("0" in texts) is bool(counts[0])
    assert len(classes.colours) == len(classes.classes) == len(set(classes.colours))


@pytest.fixture(scope="module")
def dated_path(jena_study_path, tmp_path_factory) -> Path:
    """The demo study with two further dates for one indicator; a unit unknown, another with few cases before."""
    path = Path(shutil.copy(jena_study_path, tmp_path_factory.mktemp("dated") / "dated.gpkg"))
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    for name, period, shift in (("a", "2001-05-09", -4), ("b", "2005-05-09", 3), ("c", "2006", 5)):
        for table in ("indicator_values", "indicator_status"):
            layer = dataset.GetLayerByName(table)
            layer.SetAttributeFilter(f"indicator_id = '{SHARE}' AND period = '2011-05-09'")
            rows = [feature.Clone() for feature in layer]
            for feature in rows:
                feature.SetFID(-1)
                feature.SetField("period", period)
                if table == "indicator_values":
                    value, unit = feature.GetField("value"), feature.GetField("unit_id")
                    feature.SetField("value", value + (shift if unit > "2" else 0))
                    if unit == "5" and name == "a":
                        feature.SetFieldNull("value")
                    if unit == "7" and name == "a":
                        feature.SetField("flags", "few_cases")
                layer.CreateFeature(feature)
            layer.SetAttributeFilter(None)
    del dataset
    return path


def context_of(study: Study, project: QgsProject, language: str = "en", paper: str = "a4_landscape"):
    return make_context(project, study, load_catalogue(), language, FORMATS[paper])


def test_series_know_their_dates_and_leave_out_what_cannot_be_compared(dated_path):
    with Study.open(dated_path) as study:
        project = QgsProject()
        context = context_of(study, project)
        dates = dates_of(study)[SHARE]
        assert dates == ["2001-05-09", "2005-05-09", "2006", "2011-05-09"]
        series = series_of(study, context.facts, INDICATOR, dates)
        assert series.dates == ("2001-05-09", "2006", "2011-05-09")
        assert series.few_units == ("7",)
        assert math.isnan(series.change["5"])
        assert math.isnan(series.change["7"])
        assert (series.change_classes.few, series.change_classes.missing) == (1, 1)
        assert series.change["3"] == pytest.approx(4.0)
        assert series_of(study, context.facts, INDICATOR, dates[:1]) is None
        del context
        project.clear()


@pytest.mark.parametrize(("language", "paper"), [("de", "a4_landscape"), ("en", "a3_portrait")])
def test_the_page_fits_and_says_what_it_leaves_out(language, paper, dated_path):
    with Study.open(dated_path) as study:
        project = QgsProject()
        context = context_of(study, project, language, paper)
        pages = [page for page in plan(context) if page.kind == "change"]
        assert [page.key for page in pages] == [f"change:{SHARE}"]
        sheet = draw_page(project, pages[0], 1, 1, FORMATS[paper])
        assert [one for one in sheet.texts if one.fitted.height > one.box.height + 0.5] == []
        text = " ".join(" ".join(one.fitted.lines) for one in sheet.texts)
        for key in ("map_change_left_out", "map_change_unknown"):
            assert context.words(key, count=4).replace("\n", " ") in text
        assert len([one for one in sheet.layout.items() if type(one).__name__ == "QgsLayoutItemMap"]) == 4
        del sheet, context
        project.clear()


def test_a_study_of_one_date_has_no_such_page(jena_study_path):
    with Study.open(jena_study_path) as study:
        project = QgsProject()
        context = context_of(study, project)
        assert not [page for page in plan(context) if page.kind == "change"]
        del context
        project.clear()


def test_the_project_has_maps_of_all_dates_and_of_the_change(dated_path):
    project = QgsProject()
    with Study.open(dated_path) as study:
        add_study_layers(project, study, load_catalogue(), "en")
    group = project.layerTreeRoot().findGroup("Change over time")
    layers = [node.layer() for node in group.findLayers()]
    assert len(layers) == 4
    legends = [[item.label().split(" (")[0] for item in layer.renderer().legendSymbolItems()] for layer in layers]
    known = [[text for text in one if text not in ("no data", "small number of cases")] for one in legends[1:]]
    assert known[0] == known[1] == known[2]
    assert all(layer.isValid() and layer.featureCount() == 30 for layer in layers)
    project.clear()


def test_the_change_takes_the_ramp_of_the_indicators_style(dated_path):
    assert change_classes([-3.0, 0.0, 2.0], 0, 1, Direction.HIGHER, MapStyle(ramp=Ramp.RDBU)).colours != (
        change_classes([-3.0, 0.0, 2.0], 0, 1, Direction.HIGHER).colours
    )
