# SPDX-License-Identifier: GPL-2.0-or-later
"""Own indicators with QGIS: formulas that it evaluates, the spreadsheet, and everything that is drawn from them."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from qgis.core import QgsProcessingException

from smartcity_plugin.bridge.expressions import evaluate, look_at, preview
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.own import OwnEntry, completed, duplicate, new_formula
from smartcity_plugin.study.own_indicators import catalogue_of, save_own
from smartcity_plugin.study.study import Study

SHIPPED = load_catalogue()
IDS = {"gre_local_supply", "hou_pop_density"}
PLANS = "Ratsbeschluss vom 12.03.2026"


def formula(expression: str, name: str = "own_ratio", **changes) -> OwnEntry:
    entry = new_formula([], "green", "percent")
    content = {**entry.content, "title": {"de": "Versorgungsgrad", "en": ""}, "expression": expression, **changes}
    return completed(OwnEntry(name, "", content), SHIPPED)


def made(expression: str):
    """The indicator of a formula, as a study would hold it."""
    from smartcity_plugin.catalogue.own import read_own

    entry = formula(expression)
    names, problems = look_at(expression, IDS)
    assert problems == []
    return read_own(replace(entry, content={**entry.content, "indicators": names}), SHIPPED)


# Expressions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ('"gre_local_supply" / 6 * 100', ["gre_local_supply"]),
        ("gre_local_supply + hou_pop_density", ["gre_local_supply", "hou_pop_density"]),
        ("population / area_ha", []),
        ("CASE WHEN level = 'city' THEN NULL ELSE \"gre_local_supply\" END", ["gre_local_supply"]),
        ("if(name LIKE 'Jena%', round(max(gre_local_supply, 1), 1), coalesce(hou_pop_density, 0))", sorted(IDS)),
    ],
)
def test_a_formula_may_name_indicators_and_facts_of_the_unit(qgis_app, expression, names):
    assert look_at(expression, IDS) == (names, [])


@pytest.mark.parametrize(
    ("expression", "key", "value"),
    [
        ('"gre_local_supply', "own_expression_wrong", None),
        ("gre_local_supply +", "own_expression_wrong", None),
        ("1 +" * 3000 + "1", "own_expression_wrong", None),
        ("no_such_function(1)", "own_expression_wrong", None),
        ('"gre_lokal" * 2', "own_expression_unknown_column", "gre_lokal"),
        ('"GRE_LOCAL_SUPPLY" * 2', "own_expression_unknown_column", "GRE_LOCAL_SUPPLY"),
        ("rand(1, 6)", "own_expression_function", "rand()"),
        ("now()", "own_expression_function", "now()"),
        ("env('PATH')", "own_expression_function", "env()"),
        ("eval('1')", "own_expression_function", "eval()"),
        ("$area / 10000", "own_expression_function", "$area()"),
        ("sum(gre_local_supply)", "own_expression_function", "sum()"),
        ("attribute($currentfeature, 'population')", "own_expression_function", "$currentfeature()"),
        ("@project_path", "own_expression_function", "@project_path"),
        ("var('user_account_name')", "own_expression_function", "@user_account_name"),
        ("var(name)", "own_expression_function", "var()"),
    ],
)
def test_what_a_formula_must_not_be_is_told(qgis_app, expression, key, value):
    _, problems = look_at(expression, IDS)
    assert problems[0].key == key
    assert value is None or value in problems[0].values.values()
    assert SHIPPED.sentence(problems[0], "de")


UNITS = pd.DataFrame(
    {
        "area_ha": [100.0, 50.0, 0.0],
        "population": [1000.0, 0.0, 30.0],
        "name": ["Nord", "Süd", None],
        "level": ["district", "district", "city"],
        "gre_local_supply": [12.0, np.nan, 3.0],
        "hou_pop_density": [10.0, 4.0, np.nan],
    }
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("gre_local_supply / 6 * 100", [200.0, None, 50.0]),
        ("gre_local_supply / population * 100", [1.2, None, 10.0]),
        ("population / area_ha", [10.0, 0.0, None]),
        ("coalesce(gre_local_supply, 0) + coalesce(hou_pop_density, 0)", [22.0, 4.0, 3.0]),
        ("gre_local_supply + hou_pop_density", [22.0, None, None]),
        ("gre_local_supply > 5", [1.0, None, 0.0]),
        ("if(name = 'Süd', 1, 0)", [0.0, 1.0, 0.0]),
        ("sqrt(gre_local_supply - 12)", [0.0, None, None]),
        ("7", [7.0, 7.0, 7.0]),
        ("NULL", [None, None, None]),
        ("10 ^ 400", [None, None, None]),
    ],
)
def test_formulas_are_evaluated_unit_by_unit_and_null_stays_null(qgis_app, expression, expected):
    """By hand. Catches: NULL taken for 0, rows mixed up, division by zero as infinity."""
    values = evaluate(made(expression), UNITS)
    finite = [None if not math.isfinite(value) else value for value in values]
    assert finite == pytest.approx(expected)
    assert preview(expression, UNITS) == (pytest.approx(expected), "")


def test_a_text_is_no_value_and_a_failure_names_the_unit(qgis_app):
    from smartcity_plugin.model.problem import SmartCityError

    with pytest.raises(SmartCityError) as caught:
        evaluate(made("concat(name, 'x')"), UNITS)
    assert caught.value.problem.key == "own_expression_no_number"
    assert caught.value.problem.values["unit"] == "Nord"
    with pytest.raises(SmartCityError) as caught:
        evaluate(made("to_int(name)"), UNITS)
    assert caught.value.problem.key == "own_expression_failed"
    assert preview("to_int(name)", UNITS)[1]


def test_a_study_whose_formula_was_tampered_with_is_not_computed(qgis_app):
    from smartcity_plugin.model.problem import SmartCityError

    for expression in ("env('HOME')", "gre_local_supply + hou_pop_density", "1"):
        with pytest.raises(SmartCityError):
            evaluate(replace(made("gre_local_supply"), expression=expression), UNITS)


# Algorithms ---------------------------------------------------------------------------------------------------------


def run(algorithm: str, **parameters):
    import processing

    return processing.run(f"smartcity:{algorithm}", parameters)


@pytest.fixture(scope="module")
def made_study(jena_study_path, tmp_path_factory):
    """The demo study with a changed indicator and a formula over it, computed."""
    path = Path(shutil.copy(jena_study_path, tmp_path_factory.mktemp("own") / "jena.gpkg"))
    density = duplicate(SHIPPED.indicators["hou_pop_density"], [])
    supply = duplicate(SHIPPED.indicators["gre_local_supply"], [])
    supply.content["parameters"]["distance"].update(value=300, source={"de": PLANS, "en": ""}, status="verified")
    supply.content["title"] = {"de": "Grünversorgung nach Ratsbeschluss", "en": ""}
    goalposts = {"zero": 0, "full": 100, "source": {"de": PLANS, "en": ""}, "status": "verified"}
    scaled = {"direction": "higher", "goalposts": goalposts, "report": {"de": "In {place}: {value}.", "en": ""}}
    ratio = formula('"own_gre_local_supply" / 6 * 100', **scaled)
    with Study.open(path, update=True) as study:
        for entry in (density, supply, ratio):
            assert save_own(study, entry, look_at) == []
    run("computeindicators", STUDY=str(path), OWN="own_ratio; own_gre_local_supply")
    return path


@pytest.fixture
def study_with_own(smartcity_provider, made_study, tmp_path):
    """A copy of it that a test may write to."""
    return Path(shutil.copy(made_study, tmp_path / "jena.gpkg"))


def test_chosen_own_indicators_are_computed_and_the_formula_follows_its_input(study_with_own):
    with Study.open(study_with_own) as study:
        values = study.values().pivot(index="unit_id", columns="indicator_id", values="value")
        status = study.status()
    assert status["own_ratio"]["state"] == "computed"
    assert "own_hou_pop_density" not in status
    expected = values["own_gre_local_supply"] / 6 * 100
    pd.testing.assert_series_equal(values["own_ratio"], expected, check_names=False)
    assert expected.notna().sum() > 10
    # 300 m instead of 500 m: another number than the shipped indicator's.
    assert not np.allclose(values["own_gre_local_supply"], values["gre_local_supply"], equal_nan=True)


def test_without_a_choice_all_are_computed_with_the_own_ones(study_with_own):
    outcome = run("computeindicators", STUDY=str(study_with_own))
    with Study.open(study_with_own) as study:
        computed = {name for name, row in study.status().items() if row["state"] == "computed"}
        assert {"own_ratio", "own_gre_local_supply", "own_hou_pop_density"} <= computed
        assert study.outdated() == []
        assert len(catalogue_of(study).indicators) == sum(outcome[key] for key in ("COMPUTED", "REUSED", "MISSING"))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_spreadsheet_goes_out_and_comes_back(study_with_own, tmp_path, ending):
    output = tmp_path / f"Indikatoren Jena.{ending}"
    result = run("exportindicators", STUDY=str(study_with_own), LANGUAGE="de", OUTPUT=str(output))
    assert result["COUNT"] == len(SHIPPED.indicators) + 3
    file = output if ending == "xlsx" else tmp_path / "Indikatoren Jena_Parameter.csv"
    with Study.open(study_with_own) as study:
        before = study.own_entries()
    assert run("importindicators", STUDY=str(study_with_own), INPUT=str(file))["STORED"] == 0
    run("removeownindicator", STUDY=str(study_with_own), INDICATOR="own_ratio")
    assert run("importindicators", STUDY=str(study_with_own), INPUT=str(file))["STORED"] == 1
    with Study.open(study_with_own) as study:
        assert sorted(study.own_entries(), key=lambda entry: entry.id) == sorted(before, key=lambda entry: entry.id)


def test_a_wrong_spreadsheet_changes_nothing_and_says_where(study_with_own, tmp_path):
    output = tmp_path / "x.csv"
    run("exportindicators", STUDY=str(study_with_own), INDICATORS="own_ratio", LANGUAGE="de", OUTPUT=str(output))
    file = tmp_path / "x_Indikatoren.csv"
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace('""own_gre_local_supply""', '""own_gone""').replace("Versorgungsgrad", ""), "utf-8")
    before = study_with_own.read_bytes()
    with pytest.raises(QgsProcessingException) as caught:
        run("importindicators", STUDY=str(study_with_own), INPUT=str(file))
    assert "2" in str(caught.value)
    assert study_with_own.read_bytes() == before


@pytest.mark.parametrize("name", ["own_gre_local_supply", "gre_local_supply", "own_none"])
def test_what_is_needed_or_shipped_or_unknown_is_not_removed(study_with_own, name):
    with pytest.raises(QgsProcessingException):
        run("removeownindicator", STUDY=str(study_with_own), INDICATOR=name)
    with Study.open(study_with_own) as study:
        assert len(study.own_entries()) == 3


# What is drawn from them --------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_needs_layers_atlas_and_document_show_own_indicators_like_any_other(study_with_own, tmp_path):
    import docx
    from docx.oxml.ns import qn
    from qgis.core import QgsProject

    from smartcity_plugin.cartography.project import add_study_layers

    run("assessneeds", STUDY=str(study_with_own))
    with Study.open(study_with_own) as study:
        project = QgsProject()
        add_study_layers(project, study, catalogue_of(study), "de")
        names = " ".join(layer.name() for layer in project.mapLayers().values())
        assert "Versorgungsgrad" in names
        assert "Grünversorgung nach Ratsbeschluss" in names
        project.clear()
        scored = study.needs()
        assert set(study.values().query("indicator_id == 'own_ratio'")["score"].dropna()) != set()
        assert len(scored)
    pages = "indicator:own_ratio,needs,method,sources"
    atlas = {"STUDY": str(study_with_own), "LANGUAGE": "de", "PAGES": pages, "OUTPUT": str(tmp_path / "atlas.pdf")}
    assert run("exportatlas", **atlas)["PAGES_WRITTEN"] >= 4
    run("exportdocument", STUDY=str(study_with_own), LANGUAGE="de", OUTPUT=str(tmp_path / "x.docx"))
    document = docx.Document(str(tmp_path / "x.docx"))
    text = "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    assert "Grünversorgung nach Ratsbeschluss" in text
    assert PLANS in text
    assert 'Eigene Formel: "own_gre_local_supply" / 6 * 100' in text
