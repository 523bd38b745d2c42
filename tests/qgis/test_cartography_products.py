# SPDX-License-Identifier: GPL-2.0-or-later
"""Map products as layers: every place has exactly one symbol, a note tells how to read them, the run is named."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from qgis.core import (
    QgsApplication,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayerNotesUtils,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)

from smartcity_plugin.cartography.facts import Facts
from smartcity_plugin.cartography.layers import LayerFactory
from smartcity_plugin.cartography.products import PRODUCT, table_of, variants
from smartcity_plugin.cartography.wording import Wording
from smartcity_plugin.catalogue.products import load_products
from smartcity_plugin.model.strategy import Scenario
from smartcity_plugin.processing.products import load_product
from smartcity_plugin.study.fields import INTEGER, REAL
from smartcity_plugin.study.overlay_tables import CELLS
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.provenance import start_run
from smartcity_plugin.study.strategy_tables import SCENARIO_VALUES
from smartcity_plugin.study.study import Study

PRODUCTS = list(load_products().values())


def rows_of(product, count: int) -> pd.DataFrame:
    """Rows that hold every category or class of a product, and one that is unknown."""
    table = table_of(product)
    frame = {}
    for name, field in table.fields.items():
        if name in ("scheme_id", "period", "run_id", "place_kind", "subject", "scenario_id"):
            continue
        if name == product.field:
            edges = [*product.breaks, (product.breaks[-1] + 1.0) if product.breaks else 0.0]
            values = list(product.categories) or [edges[0] - 1.0, *edges]
            frame[name] = [values[number % len(values)] for number in range(count - 1)] + [None]
        elif field.kind in (REAL, INTEGER):
            frame[name] = np.arange(count) if field.kind == INTEGER else np.arange(count) / 2.0
        else:
            frame[name] = [f"{name} {number}" for number in range(count)]
    made = pd.DataFrame(frame)
    mapped = {item.field for item in PRODUCTS if item.table == product.table}
    return made.assign(**{name: made[name].where(made.index < count - 1, None) for name in mapped})


@pytest.fixture
def filled(jena_study_copy):
    """A study in which every product has rows."""
    with Study.open(jena_study_copy, update=True) as study:
        run = start_run("test", {"seed": 7}, study.sources(), {"qgis": "3"})
        cells = study.layer("population_cells").geometry[:20]
        study.save_records(Scenario, [Scenario("S1", "Probe")])
        scenario = {"scenario_id": "S1", "indicator_id": "gre_local_supply"}
        for table in dict.fromkeys(table_of(product).name for product in PRODUCTS):
            product = next(item for item in PRODUCTS if item.table == table)
            own = {"scheme_id": study.settings.scheme, "place_kind": CELLS, "subject": "indicator:gre_local_supply"}
            own = {name: value for name, value in own.items() if name in table_of(product).fields}
            own.update(scenario if table == SCENARIO_VALUES.name else {})
            study.save_product(run, table_of(product), rows_of(product, 20), cells, **own)
        yield study


def matched(layer) -> dict[int, int]:
    """Return by feature how many rules of the layer's renderer draw it."""
    context = QgsRenderContext()
    scopes = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setExpressionContext(scopes)
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    found = {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        found[feature.id()] = len(renderer.symbolsForFeature(feature, context))
    renderer.stopRender(context)
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_place_has_exactly_one_symbol_and_every_map_explains_itself(filled, language):
    catalogue = catalogue_of(filled)
    factory = LayerFactory(filled, catalogue, Facts(filled, catalogue, language), Wording(language))
    layers = {layer.customProperty(PRODUCT): layer for layer in factory.products()}
    assert set(layers) == set(load_products())
    for key, layer in layers.items():
        product = load_products()[key]
        assert layer.featureCount() == 20, key
        assert set(matched(layer).values()) == {1}, key
        labels = [rule.label() for rule in layer.renderer().rootRule().children()]
        assert all(label.endswith(")") for label in labels), labels
        assert labels[-1].startswith(Wording(language)("legend_missing")), key
        title = product.title.in_language(language)
        assert title in layer.name() if product.table == SCENARIO_VALUES.name else layer.name().startswith(title)
        assert product.reading.in_language(language) in layer.metadata().abstract()
        assert "seed" in " ".join(layer.metadata().history()), key
        assert QgsLayerNotesUtils.layerHasNotes(layer)
        assert layer.readOnly() == (product.table != "focus_areas")
        assert layer.mapTipTemplate()


def test_maps_of_other_schemes_are_not_shown(filled):
    product = next(item for item in PRODUCTS if "scheme_id" in table_of(item).fields)
    assert variants(filled, product)
    filled.change_settings(scheme="another")
    assert variants(filled, product) == []


def test_the_toolbox_shows_a_product_with_its_style(filled, qgis_new_project):
    path, product = filled.path, next(item for item in PRODUCTS if item.table == "burden")
    filled.close()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    load_product(None, context, path, product.id, place_kind=CELLS)
    waiting = context.layersToLoadOnCompletion()
    assert len(waiting) == 1
    source, details = next(iter(waiting.items()))
    layer = QgsVectorLayer(source, details.name, "ogr")
    assert layer.isValid()
    details.postProcessor().postProcessLayer(layer, context, None)
    assert layer.customProperty(PRODUCT) == product.id
    assert set(matched(layer).values()) == {1}


def test_a_result_from_the_toolbox_is_styled_like_the_map_of_needs(jena_study_path, qgis_new_project):
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("smartcity:needgaps")
    output = QgsProcessingOutputLayerDefinition("memory:", QgsProject.instance())
    parameters = {"STUDY": str(jena_study_path), "INDICATORS": ["gre_local_supply"], "OUTPUT": output}
    found, successful = algorithm.run(parameters, context, feedback)
    assert successful
    details = context.layerToLoadOnCompletionDetails(found["OUTPUT"])
    layer = context.takeResultLayer(found["OUTPUT"])
    details.postProcessor().postProcessLayer(layer, context, feedback)
    assert set(matched(layer).values()) == {1}
    assert QgsLayerNotesUtils.layerHasNotes(layer)
    assert "gre_local_supply" in layer.metadata().history()[0]


def test_maps_of_older_values_say_so(filled):
    catalogue = catalogue_of(filled)
    filled.save_run(start_run("compute_indicators", {"period": "1999-01-01"}, [], {}))
    assert "(outdated)" not in " ".join(names(filled, catalogue))  # values of another reference date do not matter
    filled.save_run(start_run("compute_indicators", {"period": filled.settings.reference_date}, [], {}))
    assert all(name.endswith("(outdated)") for name in names(filled, catalogue))


def names(study, catalogue) -> list[str]:
    factory = LayerFactory(study, catalogue, Facts(study, catalogue, "en"), Wording("en"))
    return [layer.name() for layer in factory.products()]
