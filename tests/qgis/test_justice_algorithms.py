# SPDX-License-Identifier: GPL-2.0-or-later
"""Multiple burden, measures of distribution and their charts through Processing, and in the strategy document."""

from __future__ import annotations

import json
import re
import shutil

import numpy as np
import pandas as pd
import pytest
from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsVectorLayer

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.products import load_products
from smartcity_plugin.engine.burden import NUMBERS
from smartcity_plugin.report.document import BulletList, FigureBlock, Heading, Paragraph, Table, plain
from smartcity_plugin.report.strategy import build_document
from smartcity_plugin.study.justice import wide
from smartcity_plugin.study.overlay_tables import BURDEN, JUSTICE
from smartcity_plugin.study.study import Study

CATALOGUE = load_catalogue()
BURDENS = ["gre_local_supply", "gre_district_supply", "gre_playground_access_share", "mob_pt_access_share"]


class Log(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.lines = []

    def pushInfo(self, text):
        self.lines.append(text)

    def pushWarning(self, text):
        self.lines.append("! " + text)


def rows_of(context, name: str) -> pd.DataFrame:
    layer = context.takeResultLayer(name) if isinstance(name, str) else name
    names = [field.name() for field in layer.fields()]
    return pd.DataFrame([feature.attributes() for feature in layer.getFeatures()], columns=names)


@pytest.fixture(scope="module")
def counted(jena_study_path, tmp_path_factory):
    """The demo study with burdens of cells and units and measures, and what was told: (path, outputs, log lines)."""
    import processing

    path = shutil.copy(jena_study_path, tmp_path_factory.mktemp("justice") / "jena.gpkg")
    log = Log()
    outputs = [
        processing.run(
            "smartcity:multiburden",
            {"STUDY": str(path), "INDICATORS": BURDENS, "PLACES": kind, "SOCIAL": "hou_vacancy_rate"},
            feedback=log,
        )
        for kind in ("units", "cells")
    ]
    parameters = {"STUDY": str(path), "SOCIAL": "hou_vacancy_rate", "LIMIT": 10.0}
    outputs.append(processing.run("smartcity:justice", parameters, feedback=log))
    return path, outputs, log.lines


def test_burdens_of_jena_written_out_with_pandas(counted):
    """The classes of the cells once more: below 6 and 7 m² of green, 90 % near a stop, a score of 33.3."""
    path, outputs, _ = counted
    with Study.open(path) as study:
        stored = study.product(BURDEN, place_kind="cells").frame.set_index("place_id")
        values = {name: study.cell_values(name).set_index("cell_id")["value"] for name in BURDENS}
        people = study.layer("population_cells").frame.set_index("cell_id")["population"]
    table = pd.DataFrame(values).reindex(stored.index)
    limits = {
        "gre_local_supply": 6.0,
        "gre_district_supply": 7.0,
        "gre_playground_access_share": 33.3,
        "mob_pt_access_share": 90.0,
    }
    high = table.lt(pd.Series(limits)).where(table.notna())
    assert len(stored) == (people > 0).sum() == 1457
    assert (stored["burdens"] == high.sum(axis=1)).all()
    assert (stored["known"] == high.notna().sum(axis=1)).all()
    assert (stored["state"] == high.sum(axis=1).map(dict(enumerate(NUMBERS)))).all()
    assert stored["population"].sum() == pytest.approx(people.sum())
    several = people.reindex(stored.index)[high.sum(axis=1) >= 2].sum()
    assert outputs[1]["SEVERAL"] == pytest.approx(several)
    assert outputs[1]["COUNT"] == 1457
    assert outputs[1]["UNKNOWN"] == 0


def test_both_kinds_of_places_stay_side_by_side(counted):
    with Study.open(counted[0]) as study:
        frame = study.product(BURDEN).frame
        count = len(study.reporting_units())
        assert frame.groupby("place_kind").size().to_dict() == {"cells": 1457, "district": count}
        assert set(frame["social"].dropna()) <= set(load_products()["burden_social"].categories)
        assert set(frame["state"].dropna()) <= set(load_products()["burden"].categories)


def test_measures_of_jena_agree_with_everybody_written_out(counted):
    """Gini by all pairs of cells, quantiles by numpy of people in hundredths."""
    with Study.open(counted[0]) as study:
        own = wide(study.product(JUSTICE).frame).loc["gre_local_supply"]
        people = study.layer("population_cells").frame.set_index("cell_id")["population"]
        values = study.cell_values("gre_local_supply").set_index("cell_id")["value"].reindex(people.index)
    lived_in = people.fillna(0) > 0
    x, p = values[lived_in].to_numpy(float), people[lived_in].to_numpy(float)
    share = p / p.sum()
    pairs = np.sum(np.abs(x[:, None] - x[None, :]) * share[:, None] * share[None, :])
    assert own["gini"] == pytest.approx(pairs / (2 * np.sum(share * x)), abs=1e-9)
    everybody = np.repeat(x, np.round(p * 100).astype(int))
    for name, at in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
        assert own[name] == pytest.approx(np.quantile(everybody, at, method="averaged_inverted_cdf"))
    assert own["mean"] == pytest.approx(everybody.mean())
    assert own["hoover"] == pytest.approx(0.5 * np.sum(np.abs(x * share / np.sum(x * share) - share)))
    assert own["highest_tenth"] == pytest.approx(np.sort(everybody)[-len(everybody) // 10 :].mean(), rel=1e-3)


def test_the_log_tells_findings_and_gaps(counted):
    lines = counted[2]
    text = "\n".join(lines)
    assert "social status" in text
    assert any(
        line.startswith("In places with at least two high out of 4 counted burdens live about") for line in lines
    )
    assert any("the best-supplied tenth of the population has" in line for line in lines)
    assert any("Computed on planning units because there are no values on cells" in line for line in lines)
    told = [line for line in lines if not line.startswith("Results: ")]
    assert not [line for line in told if re.search(r"\bnan\b|\bNone\b|[{}]", line)]


def test_runs_hold_what_is_needed_to_repeat_them(counted):
    with Study.open(counted[0]) as study:
        runs = {run.kind: run.parameters for run in study.runs().values()}
    assert runs["multi_burden"]["indicators"] == BURDENS
    assert runs["multi_burden"]["place_kind"] == "cells"
    assert runs["multi_burden"]["limits"]["mob_pt_access_share"]["status"] == "project_default"
    assert runs["justice"]["limit"] == 10.0
    assert "gre_supply_gini" in runs["justice"]["left_out"]
    assert json.dumps(runs["justice"])


def test_tables_as_layers(smartcity_provider, counted):
    import processing

    context = QgsProcessingContext()
    path = str(counted[0])
    parameters = {"STUDY": path, "INDICATORS": BURDENS, "SOCIAL": "", "OUTPUT": "memory:"}
    result = processing.run("smartcity:multiburden", parameters, context=context)
    table = rows_of(context, result["OUTPUT"])
    assert table["state"].tolist() == list(NUMBERS[:5])
    assert table["title"].iloc[1] == "one high burden"
    assert table["share"].sum() == pytest.approx(1)
    parameters = {"STUDY": path, "INDICATORS": ["gre_local_supply"], "SOCIAL": "", "OUTPUT": "memory:"}
    result = processing.run("smartcity:justice", parameters, context=context)
    table = rows_of(context, result["OUTPUT"]).set_index("measure")
    assert result["COUNT"] == 1
    assert table.loc["gini", "title"] == "Gini"
    assert table.loc["p90_p10", "reason"] == "the lower value is 0"
    assert table.loc["concentration", "reason"] == "social status unknown"


def test_maps_come_with_style_and_reading_note(smartcity_provider, jena_study_copy):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {"STUDY": str(jena_study_copy), "INDICATORS": BURDENS, "SOCIAL": "hou_vacancy_rate"}
    processing.run("smartcity:multiburden", parameters, context=context)
    loaded = context.layersToLoadOnCompletion()
    assert {details.outputName for details in loaded.values()} == {"burden", "burden_social"}
    for source, details in loaded.items():
        layer = QgsVectorLayer(source, details.name, "ogr")
        assert layer.isValid()
        assert layer.featureCount() == 1457
        details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback(False))
        labels = [rule.label() for rule in layer.renderer().rootRule().children()]
        counts = [int(label.rpartition("(")[2].rstrip(")")) for label in labels]
        assert sum(counts) == 1457
        assert "Berlin" in layer.metadata().abstract()


def test_refusals_are_sentences(town, jena_study_copy, filled):
    study = str(jena_study_copy)
    sentence = town.refusal(town.run, "multiburden", STUDY=study)
    assert sentence.startswith(
        "There are values here for 1 of the chosen burdens only; a multiple burden needs at least 2"
    )
    assert "NO₂" in sentence
    assert "no measures of distribution" not in sentence
    assert town.refusal(town.run, "justicecharts", STUDY=study, OUTPUT="TEMPORARY_OUTPUT").startswith(
        "The study does not contain measures of distribution yet."
    )
    assert town.refusal(town.run, "justice", STUDY=str(filled)).startswith("The study does not contain results yet.")


def test_charts_of_a_study(smartcity_provider, counted, tmp_path):
    import processing

    parameters = {
        "STUDY": str(counted[0]),
        "INDICATORS": ["gre_local_supply"],
        "FORMAT": "svg",
        "LANGUAGE": "de",
        "OUTPUT": str(tmp_path / "charts"),
    }
    result = processing.run("smartcity:justicecharts", parameters)
    assert result["COUNT"] == len(list((tmp_path / "charts").glob("*.svg"))) > 0


# The strategy document -----------------------------------------------------------------------------------------------


class NoFigures:
    """Draws nothing; charts cannot be drawn."""

    def __getattr__(self, name):
        return lambda *_, **__: None


class OneFigure:
    """Hands over the same picture for everything."""

    def __getattr__(self, name):
        return lambda *_, **__: self


def blocks(path, language, figures):
    with Study.open(path) as study:
        document = build_document(study, CATALOGUE, language, figures)
    return {block.id: block for block in document.blocks()}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_document_tells_burdens_and_distribution(smartcity_provider, jena_study_copy, language):
    import processing

    path = str(jena_study_copy)
    processing.run("smartcity:assessneeds", {"STUDY": path})
    before = blocks(path, language, OneFigure())
    step = {"de": "Mehrfachbelastung ermitteln", "en": "Find multiple burdens"}[language]
    assert step in plain(before["needs.burden_missing"].runs)
    assert isinstance(before["needs.justice_missing"], Paragraph)
    parameters = {"STUDY": path, "INDICATORS": BURDENS, "SOCIAL": "hou_vacancy_rate"}
    processing.run("smartcity:multiburden", parameters)
    processing.run("smartcity:justice", {"STUDY": path, "SOCIAL": "hou_vacancy_rate", "LIMIT": 10.0})
    found = blocks(path, language, OneFigure())
    assert isinstance(found["needs.burden"], Heading)
    table = found["needs.burden_table"]
    assert isinstance(table, Table)
    assert len(table.rows) == 5
    limits = [[cell.text for cell in row] for row in found["needs.burden_limits"].rows]
    assert len(limits) == 4
    assert {"de": "unter 6,0\u00a0m²/EW", "en": "below 6.0\u00a0m²/inhabitant"}[language] in limits[0]
    assert all(all(row) for row in limits)
    assert isinstance(found["needs.justice_findings"], BulletList)
    assert len(found["needs.justice_findings"].items) == 3
    assert isinstance(found["needs.justice_lorenz"], FigureBlock)
    assert isinstance(found["needs.burden_chart"], FigureBlock)
    measures = found["needs.justice_table"]
    assert len(measures.rows) == 13
    assert len(found["needs.justice_groups"].columns) == 5
    assert "needs.burden_stale" not in found
    without = blocks(path, language, NoFigures()) if language == "de" else {}
    assert "needs.justice_lorenz" not in without


def test_the_document_says_when_indicators_are_newer(smartcity_provider, counted, tmp_path):
    """A run of an indicator that began after the evaluation makes it stale."""
    from dataclasses import replace

    path = shutil.copy(counted[0], tmp_path / "jena.gpkg")
    with Study.open(path, update=True) as study:
        result = study.stored_result(CATALOGUE.indicators["gre_local_supply"])
        old = study.runs()[study.status()["gre_local_supply"]["run_id"]]
        newer = replace(old, run_id="newer", started_at="2999-01-01T00:00:00+00:00", finished_at="")
        study.save_results(newer, [result], {})
    import processing

    processing.run("smartcity:assessneeds", {"STUDY": str(path)})
    found = blocks(path, "de", OneFigure())
    assert "noch einmal aus" in found["needs.burden_stale"].text
    assert "needs.justice_stale" in found
