# SPDX-License-Identifier: GPL-2.0-or-later
"""The funding check and its answers from the toolbox."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException

from smartcity_plugin.model.strategy import Answer, Goal
from smartcity_plugin.study.checklists import answer_of
from smartcity_plugin.study.study import Study


@pytest.fixture
def path(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("Z1", "<b>Grün</b>", dimensions="ecological", decision="24/1")])
        study.save_records(Answer, [Answer("a", "funding", "resolution", "fulfilled", "<i>Beschluss</i>")])
        return study.path


def run(name, **parameters):
    import processing

    return processing.run(f"smartcity:{name}", parameters)


@pytest.mark.parametrize("ending", ["html", "csv", "xlsx"])
def test_the_check_is_written_and_counted(path, tmp_path, ending):
    target = tmp_path / f"check.{ending}"
    result = run("fundingcheck", STUDY=str(path), LANGUAGE="de", OUTPUT=str(target))
    states = ("FULFILLED", "PARTLY", "UNFULFILLED", "UNKNOWN", "NOT_APPLICABLE")
    assert sum(result[state] for state in states) == 25
    assert result["PARTLY"] == 2, "dimensions and resolution"
    if ending == "html":
        text = target.read_text(encoding="utf-8")
        assert "Beschluss des Rates" in text
        assert "&lt;i&gt;Beschluss" in text
    elif ending == "csv":
        files = sorted(file.name for file in tmp_path.glob("check_*.csv"))
        assert files == ["check_Charta-Abgleich.csv", "check_Förderprüfung.csv"]
    else:
        assert target.stat().st_size > 5000


def test_answers_are_stored_field_by_field(path):
    asked = {"STUDY": str(path), "CHECKLIST": "funding", "ITEM": "scalable"}
    assert run("answerchecklist", **asked, STATUS="fulfilled", TEXT="Ja")["STATE"] == "fulfilled"
    assert run("answerchecklist", **asked, RESPONSIBLE="Bauamt")["STATE"] == "fulfilled"
    with Study.open(path) as study:
        found = answer_of(study, "funding", "scalable")
        assert (found.text, found.responsible, found.status) == ("Ja", "Bauamt", "fulfilled")
    assert run("answerchecklist", **asked, STATUS="-", TEXT="-", RESPONSIBLE="-")["STATE"] == "unknown"
    with Study.open(path) as study:
        assert answer_of(study, "funding", "scalable") is None
    with pytest.raises(QgsProcessingException):
        run("answerchecklist", STUDY=str(path), CHECKLIST="funding", ITEM="nothing", TEXT="x")
