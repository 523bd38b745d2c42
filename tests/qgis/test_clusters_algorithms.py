# SPDX-License-Identifier: GPL-2.0-or-later
"""Hot spots and focus areas through Processing, on the demo town; areas changed in QGIS stay."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from smartcity_plugin.cartography.facts import Facts
from smartcity_plugin.cartography.products import dress, product_source, variants
from smartcity_plugin.catalogue.products import load_products
from smartcity_plugin.engine.clusters import getis_ord, gi_classes, touching
from smartcity_plugin.processing import cluster_parameters
from smartcity_plugin.processing.algorithms import focus_areas
from smartcity_plugin.study.clusters import NEIGHBOURHOODS
from smartcity_plugin.study.focus import STARTS
from smartcity_plugin.study.overlay_tables import CLUSTERS, FOCUS_AREAS
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.study import Study

QUERIES = ("SELECT * FROM runs", "SELECT * FROM clusters", "SELECT * FROM focus_areas")


class Listening(QgsProcessingFeedback):
    """Keeps what is told; stops the run at a share of its progress."""

    def __init__(self, stop_at: float = 200.0) -> None:
        super().__init__(False)
        self.told: list[str] = []
        self.progressChanged.connect(lambda done: self.cancel() if done >= stop_at else None)

    def pushInfo(self, info):
        self.told.append(info)

    def pushWarning(self, warning):
        self.told.append(warning)


def run(name: str, path, feedback=None, **parameters):
    import processing

    context = QgsProcessingContext()
    feedback = feedback or Listening()
    return processing.run(f"smartcity:{name}", {"STUDY": str(path), **parameters}, context=context, feedback=feedback)


def areas(path):
    with Study.open(path) as study:
        table = study.product(FOCUS_AREAS, scheme_id="standard")
    return table.frame.assign(geometry=list(table.geometry)).set_index("focus_id")


def test_hot_spots_round_trip(smartcity_provider, jena_study_copy):
    feedback = Listening()
    result = run("hotspots", jena_study_copy, feedback)
    with Study.open(jena_study_copy) as study:
        stored = study.product(CLUSTERS, subject="scheme:standard", place_kind="cells")
        people = study.layer("population_cells").frame.set_index("cell_id")["population"]
    assert len(stored) == (people > 0).sum()
    value = stored.numbers("value")
    scores = getis_ord(value, touching(stored.geometry))
    assert stored.numbers("gi_z") == pytest.approx(scores)
    assert stored.frame["gi_class"].tolist() == gi_classes(scores, True).tolist()
    hot = stored.frame["gi_class"].isin(["hot_99", "hot_95"])
    assert result["HOT_CELLS"] == hot.sum() > 100
    assert result["HOT_PERSONS"] == pytest.approx(people[stored.frame.loc[hot, "place_id"]].sum())
    assert result["SUBJECT"] == "scheme:standard"
    assert 0.5 < result["MORAN"] < 1.0
    told = " ".join(feedback.told)
    assert "Moran" in told
    assert "not why" in told or "nicht warum" in told


def test_the_same_seed_gives_the_same(smartcity_provider, jena_study_copy):
    options = {"SUBJECT": "value:gre_local_supply", "NEIGHBOURHOOD": 1, "DISTANCE": 150, "FALSE_DISCOVERY": False}
    frames = []
    for _ in range(2):
        run("hotspots", jena_study_copy, **options, PERMUTATIONS=99, SEED=4)
        with Study.open(jena_study_copy) as study:
            frames.append(study.product(CLUSTERS, subject="value:gre_local_supply").frame.drop(columns="run_id"))
            runs = study.runs()
    assert frames[0].equals(frames[1])
    last = [item for item in runs.values() if item.kind == "hot_spots"][-1].parameters
    assert (last["neighbourhood"], last["distance"], last["seed"]) == ("distance", 150.0, 4)


def test_focus_areas_changed_in_qgis_stay_and_get_new_figures(smartcity_provider, jena_study_copy):
    result = run("focusareas", jena_study_copy)
    before = areas(jena_study_copy)
    assert result["COUNT"] == len(before) > 5
    assert before.index.tolist() == [f"F{number}" for number in range(1, len(before) + 1)]
    assert before["persons"].is_monotonic_decreasing
    assert (before["population"] >= 200).all()
    assert (before["cells"] >= 5).all()
    assert (before["need"] >= 70).all()
    assert before["drivers"].str.len().gt(0).all()

    with Study.open(jena_study_copy) as study:
        cells = study.layer("population_cells")
    far = shapely.distance(cells.geometry, shapely.union_all(before["geometry"].to_numpy())) > 300
    centre = cells.geometry[np.where(far, np.nan_to_num(cells.numbers("population")), 0).argmax()].centroid
    outline = shapely.union(before.loc["F3", "geometry"], centre.buffer(170))

    layer = QgsVectorLayer(f"{jena_study_copy}|layername=focus_areas", "Fokusräume", "ogr")
    first = next(item for item in layer.getFeatures() if item["focus_id"] == "F1")
    half = shapely.from_wkb(bytes(first.geometry().asWkb()))
    left, bottom, right, top = half.bounds
    half = half.intersection(shapely.box(left, bottom, (left + right) / 2, top))
    assert layer.startEditing()
    layer.changeGeometry(first.id(), QgsGeometry.fromWkt(shapely.MultiPolygon(shapely.get_parts([half]).tolist()).wkt))
    drawn = QgsVectorLayerUtils.createFeature(layer, QgsGeometry.fromWkt(outline.wkt))
    assert isinstance(drawn, QgsFeature)
    layer.addFeature(drawn)
    assert layer.commitChanges(), layer.commitErrors()
    del layer

    feedback = Listening()
    result = run("focusareas", jena_study_copy, feedback)
    again = areas(jena_study_copy)
    assert result["EDITED"] == 2
    assert again.loc["F1", "geometry"].area == pytest.approx(half.area)
    assert again.loc["F1", "population"] == before.loc["F1", "population"]
    assert bool(again.loc["F1", "is_edited"])
    assert again["is_edited"].sum() == 2
    assert len(again) == len(before) + 1 - 1  # the drawn one came, its likeness (F3 of before) is left out

    run("updatefocusareas", jena_study_copy)
    updated = areas(jena_study_copy)
    assert updated.loc["F1", "population"] < before.loc["F1", "population"]
    assert updated.loc["F1", "area_ha"] == pytest.approx(half.area / 10_000)
    own = updated[updated["is_edited"].astype(bool)].drop(index="F1").iloc[0]
    with np.errstate(invalid="ignore"):  # GEOS on neighbours that only touch
        inside = shapely.area(shapely.intersection(cells.geometry, outline)) / shapely.area(cells.geometry)
    assert ((inside > 0.01) & (inside < 0.99)).sum() > 5
    assert own["population"] == pytest.approx(np.nansum(inside * cells.numbers("population")))
    assert own["name"]


def test_the_map_shows_what_was_drawn_and_marks_it(smartcity_provider, jena_study_copy):
    """The layer shows the rows of one scheme and date: what is drawn in it must belong to them."""
    run("focusareas", jena_study_copy)
    product = load_products()["focus_areas"]
    with Study.open(jena_study_copy) as study:
        catalogue = catalogue_of(study)
        own = variants(study, product)[0]
        layer = QgsVectorLayer(product_source(study, product, **own), "x", "ogr")
        dress(layer, study, catalogue, Facts(study, catalogue, "de"), product, **own)
    before = layer.featureCount()
    assert layer.startEditing()
    layer.addFeature(QgsVectorLayerUtils.createFeature(layer, QgsGeometry.fromWkt("MULTIPOLYGON(((0 0,9 0,9 9,0 0)))")))
    changed = next(item for item in layer.getFeatures() if item["focus_id"] == "F2")
    layer.changeAttributeValue(changed.id(), layer.fields().indexOf("note"), "Begehung im Mai")
    assert layer.commitChanges(), layer.commitErrors()
    assert layer.featureCount() == before + 1
    del layer
    rows = areas(jena_study_copy)
    assert len(rows) == before + 1
    assert bool(rows.loc["F2", "is_edited"])
    assert not rows.loc["F1", "is_edited"]
    assert run("focusareas", jena_study_copy)["EDITED"] == 2
    assert areas(jena_study_copy).loc["F2", "note"] == "Begehung im Mai"


@pytest.mark.parametrize(("name", "stop_at"), [("hotspots", 10), ("hotspots", 90), ("focusareas", 60)])
def test_cancel_leaves_the_study_as_it_was(smartcity_provider, jena_study_copy, name, stop_at):
    run("focusareas", jena_study_copy)
    run("hotspots", jena_study_copy, PERMUTATIONS=99)

    def contents():
        with closing(sqlite3.connect(jena_study_copy)) as database:
            return [database.execute(query).fetchall() for query in QUERIES]

    before = contents()
    assert all(before)
    with pytest.raises(QgsProcessingException):
        run(name, jena_study_copy, Listening(stop_at))
    assert contents() == before


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("hotspots", {"SUBJECT": "nonsense"}), ("updatefocusareas", {}), ("focusareas", {"SCHEME": "nobody"})],
)
def test_what_cannot_be_done_is_said_in_a_sentence(smartcity_provider, jena_study_copy, name, parameters):
    with pytest.raises(QgsProcessingException, match=r"\w+ .*\. \w+"):
        run(name, jena_study_copy, **parameters)


def test_the_boxes_offer_what_the_study_knows():
    assert tuple(cluster_parameters._KEYS) == NEIGHBOURHOODS
    assert tuple(focus_areas._STARTS) == STARTS
