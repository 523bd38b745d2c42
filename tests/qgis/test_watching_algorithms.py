# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms of monitoring and of the chain, as the toolbox runs them."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException

from smartcity_plugin.model.strategy import Goal, GoalIndicator, Measure, Observation
from smartcity_plugin.study.study import Study


@pytest.fixture
def path(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("Z1", "Bäume"), Goal("Z2", "Leer")])
        way = {"baseline": 0.0, "baseline_date": "2022-12-31", "target": 1000.0, "target_year": 2030}
        study.save_records(GoalIndicator, [GoalIndicator("s1", "Z1", title="Gepflanzt", kind="output", **way)])
        study.save_measures([Measure("M1", "Pflanzen", goal_ids="Z1")])
        return study.path


def run(name, **parameters):
    import processing

    return processing.run(f"smartcity:{name}", parameters)


def test_a_value_is_recorded_and_moves_the_light(path, tmp_path):
    report = {"STUDY": str(path), "DATE": "2026-11-22", "LANGUAGE": "de"}
    found = run("monitoringreport", **report, OUTPUT=str(tmp_path / "a.xlsx"))
    assert [found[light] for light in ("GREEN", "YELLOW", "RED", "GREY")] == [0, 0, 0, 2]
    found = run("recordobservation", STUDY=str(path), SERIES="s1", DATE="2024-12-31", VALUE=230.0, SOURCE="Amt")
    with Study.open(path) as study:
        assert study.records(Observation) == [Observation(found["OBSERVATION"], "s1", "2024-12-31", 230.0, "Amt")]
    found = run("monitoringreport", **report, OUTPUT=str(tmp_path / "b.csv"))
    assert [found[light] for light in ("GREEN", "YELLOW", "RED", "GREY")] == [0, 1, 0, 1]
    names = {file.name for file in tmp_path.glob("b_*.csv")}
    assert names == {"b_Übersicht.csv", "b_Abdeckung.csv", "b_Z1.csv", "b_Z2.csv", "b_Regeln.csv"}
    text = (tmp_path / "b_Z1.csv").read_text(encoding="utf-8-sig")
    assert "31. Dezember 2024;230" in text


def test_links_and_loose_ends_are_counted(path, tmp_path):
    output = tmp_path / "t.html"
    found = run("tracereport", STUDY=str(path), LANGUAGE="de", OUTPUT=str(output))
    # Z2 without indicator and measure, Z1 with outputs only, M1 without place and costs.
    assert [found[name] for name in ("NEEDS", "WITH_MEASURE", "WITHOUT_MEASURE", "ORPHANS")] == [0, 0, 0, 5]
    assert "Ziele ohne Maßnahme" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "parameters", "told"),
    [
        ("monitoringreport", {"DATE": "gestern", "LANGUAGE": "de"}, "gestern"),
        ("recordobservation", {"SERIES": "x", "DATE": "2025", "VALUE": 1.0}, "s1"),
    ],
)
def test_what_is_wrong_is_told(path, tmp_path, name, parameters, told):
    output = {"OUTPUT": str(tmp_path / "x.xlsx")} if name == "monitoringreport" else {}
    with pytest.raises(QgsProcessingException, match=told):
        run(name, STUDY=str(path), **parameters, **output)


def test_nothing_to_report_is_told(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "empty.gpkg") as study:
        empty = str(study.path)
    for name in ("monitoringreport", "tracereport"):
        with pytest.raises(QgsProcessingException):
            run(name, STUDY=empty, LANGUAGE="de", OUTPUT=str(tmp_path / "x.xlsx"))
    assert not (tmp_path / "x.xlsx").exists()
