# SPDX-License-Identifier: GPL-2.0-or-later
"""Assessment schemes from the toolbox: store, copy, put in force, hand on, compare, method sheet."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from qgis import processing
from qgis.core import QgsProcessingException

from smartcity_plugin.catalogue.schemes import scheme_content
from smartcity_plugin.model.scheme import STANDARD, Combination, Weighting, Weights
from smartcity_plugin.report.method_sheet import build_method_sheet
from smartcity_plugin.study.assessment import scheme_of
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.study import Study

pytestmark = pytest.mark.usefixtures("smartcity_provider")


@pytest.fixture
def scheme(jena_study_path):
    with Study.open(jena_study_path) as study:
        standard = scheme_of(study, catalogue_of(study))
    keys = [group.key for group in standard.groups]
    ballots = {"Bürgerrat": dict.fromkeys(keys, 20.0), "Bauamt": {**dict.fromkeys(keys, 10.0), keys[0]: 60.0}}
    weights = Weights(Weighting.BUDGET, ballots=ballots)
    return replace(standard, id="jena", title="Jena 2030", weights=weights, between=Combination.LINEAR)


def test_a_scheme_is_stored_used_copied_and_removed(jena_study_copy, scheme):
    study = {"STUDY": str(jena_study_copy)}
    saved = processing.run(
        "smartcity:savescheme", {**study, "DEFINITION": json.dumps(scheme_content(scheme)), "USE": True}
    )
    assert saved["SCHEME"] == "jena"
    processing.run("smartcity:assessneeds", study)
    with Study.open(jena_study_copy) as opened:
        assert opened.settings.scheme == "jena"
        assert set(opened.needs()["scheme_id"]) == {"jena"}
    copied = processing.run("smartcity:copyscheme", {**study, "SCHEME": "", "TITLE": "Jena 2040"})
    assert copied["SCHEME"] == "jena_2040"
    processing.run("smartcity:usescheme", {**study, "SCHEME": STANDARD})
    processing.run("smartcity:removescheme", {**study, "SCHEME": "jena"})
    with Study.open(jena_study_copy) as opened:
        assert [item.id for item in opened.schemes()] == ["jena_2040"]
        assert opened.settings.scheme == STANDARD
    with pytest.raises(QgsProcessingException, match="jena"):
        processing.run("smartcity:usescheme", {**study, "SCHEME": "jena"})


def test_a_scheme_travels_from_town_to_town(jena_study_copy, scheme, tmp_path):
    study, file = {"STUDY": str(jena_study_copy)}, str(tmp_path / "schema.json")
    with Study.open(jena_study_copy, update=True) as opened:
        opened.save_scheme(scheme)
    processing.run("smartcity:exportscheme", {**study, "SCHEME": "jena", "NAMES": True, "OUTPUT": file})
    processing.run("smartcity:removescheme", {**study, "SCHEME": "jena"})
    assert processing.run("smartcity:savescheme", {**study, "FILE": file})["SCHEME"] == "jena"
    with Study.open(jena_study_copy) as opened:
        assert opened.schemes() == [scheme]
    processing.run("smartcity:exportscheme", {**study, "SCHEME": "jena", "OUTPUT": file})
    assert "Bauamt" not in Path(file).read_text(encoding="utf-8")


def test_a_broken_file_is_told_and_nothing_is_stored(jena_study_copy, tmp_path):
    file = tmp_path / "broken.json"
    file.write_bytes(b"\xff\xfe{")
    with pytest.raises(QgsProcessingException, match=r"broken\.json"):
        processing.run("smartcity:savescheme", {"STUDY": str(jena_study_copy), "FILE": str(file)})
    with Study.open(jena_study_copy) as opened:
        assert opened.schemes() == []


def test_schemes_are_compared(jena_study_copy, scheme):
    with Study.open(jena_study_copy, update=True) as opened:
        opened.save_scheme(scheme)
    parameters = {"STUDY": str(jena_study_copy), "FIRST": "", "SECOND": "jena", "OUTPUT": "memory:"}
    for places, count in ((0, 30), (1, 1457)):
        found = processing.run("smartcity:compareschemes", {**parameters, "PLACES": places})
        assert found["OUTPUT"].featureCount() == count
        assert 0.3 < found["CORRELATION"] < 1.0
        rows = [feature.attributeMap() for feature in found["OUTPUT"].getFeatures()]
        assert sum(row["class_changes"] for row in rows) == found["CLASS_CHANGES"]
        assert sum(row["shift"] or 0.0 for row in rows) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_method_sheet_names_every_choice(jena_study_copy, scheme, language, tmp_path):
    with Study.open(jena_study_copy, update=True) as opened:
        opened.save_scheme(scheme)
        document = build_method_sheet(opened, catalogue_of(opened), "jena", language)
    tables = {block.id: block for block in document.blocks() if hasattr(block, "rows")}
    tree = tables["sheet.tree_table"]
    assert len(tree.rows) == len(scheme.indicators)
    text = str(document)
    for part in ("Jena 2030", "Bürgerrat", "Bauamt", "20260101"):
        assert part in text
    output = tmp_path / "sheet.docx"
    parameters = {"STUDY": str(jena_study_copy), "SCHEME": "jena", "LANGUAGE": language, "OUTPUT": str(output)}
    processing.run("smartcity:methodsheet", parameters)
    assert output.stat().st_size > 10_000
