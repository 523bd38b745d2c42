# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms of the participation: from files to a weighed, answered and mapped study."""

from __future__ import annotations

import json
from pathlib import Path

import processing
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback

from smartcity_plugin.model.strategy import Contribution, Procedure
from smartcity_plugin.study.import_mappings import mappings
from smartcity_plugin.study.study import Study

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "participation"


class Log(QgsProcessingFeedback):
    """Keeps what was told."""

    def __init__(self) -> None:
        super().__init__(False)
        self.texts: list[str] = []

    def pushInfo(self, info):
        self.texts.append(info)

    def pushWarning(self, warning):
        self.texts.append(warning)


@pytest.fixture
def path(build, catalogue, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        return study.path


def run(name, log=None, **parameters):
    return processing.run(f"smartcity:{name}", parameters, feedback=log or Log())


def test_the_way_from_an_export_to_answers(path, tmp_path):
    log = Log()
    files = [str(FILES / name) for name in ("dipas_contributions.csv", "dipas_pds.geojson")]
    result = run("importcontributions", log, STUDY=str(path), INPUT=files, PROCEDURE="B1", TITLE="Dialog", SAVE_AS="x")
    assert (result["ADDED"], result["UPDATED"]) == (6, 0)
    assert "author" in result["DROPPED"]
    told = "\n".join(log.texts)
    assert "contributionContent, dipasLocated" in told
    assert "example.org" not in told
    assert "Erika" not in told
    with Study.open(path) as study:
        assert study.records(Procedure)[0].platform == "DIPAS"
        assert mappings(study)["x"].format in ("dipas_csv", "dipas_geojson")

    sheet = run("weighcontributions", STUDY=str(path), OUTPUT=str(tmp_path / "w.csv"), LANGUAGE="en")["OUTPUT"]
    lines = Path(sheet).read_text(encoding="utf-8-sig")
    assert "B1-101" in lines
    Path(sheet).write_text("Id,Weighing,Answer\nB1-101,Adopted,done\nB1-102,Not adopted,\n", encoding="utf-8")
    assert run("weighcontributions", STUDY=str(path), INPUT=sheet, DRY_RUN=True)["CHANGED"] == 2
    log = Log()
    assert run("weighcontributions", log, STUDY=str(path), INPUT=sheet)["CHANGED"] == 2
    assert any("B1-102" in text for text in log.texts), "who rejects says why"

    result = run("answertable", STUDY=str(path), OUTPUT=str(tmp_path / "a.xlsx"), LANGUAGE="de")
    assert result["COUNT"] == 6
    assert result["RESPONSE_RATE"] == pytest.approx(100 / 6)
    assert Path(result["OUTPUT"]).is_file()


def test_a_mapping_a_crs_and_the_inventory(path, tmp_path):
    content = "Text;Ost;Nord;Thema\nZu heiß hier;150;450;Klima\nKein Weg;1500,5;900;Verkehr\n"
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    mapping = {"columns": {"text": ["Text"], "x": ["Ost"], "y": ["Nord"], "category": ["Thema"]}}
    result = run(
        "importcontributions",
        **{"STUDY": str(path), "INPUT": [str(tmp_path / "a.csv")], "PROCEDURE": "P", "MAPPING": json.dumps(mapping)},
        **{"CRS": "EPSG:25832", "AS_INVENTORY": True, "EXAMPLE": True},
    )
    assert result["LOCATED"] == 2
    with Study.open(path) as study:
        assert [item.unit_id for item in study.records(Contribution)] == ["west", "east"]
        assert all(item.is_example for item in study.records(Contribution))
        assert len(study.layer("contributions")) == 2
        assert "text" not in study.layer("contributions").frame
    found = run("contributiondensity", STUDY=str(path), PLACE=3)
    assert found["COUNTED"] == 2
    found = run("contributiondensity", STUDY=str(path), SUBJECT="sector:climate", WIDTH=200)
    assert (found["COUNTED"], found["HOT_CELLS"], found["SUBJECT"]) == (1, 0, "sector:climate")


@pytest.mark.parametrize(
    ("name", "parameters", "words"),
    [
        ("importcontributions", {"INPUT": [str(FILES / "consul_de.csv")], "PROCEDURE": "a b"}, "a b"),
        ("importcontributions", {"INPUT": [str(FILES / "consul_de.csv")], "PROCEDURE": "P", "MAPPING": "{"}, "JSON"),
        ("weighcontributions", {}, "table|Tabelle"),
        ("answertable", {"OUTPUT": "TEMPORARY_OUTPUT"}, "contributions|Beiträge"),
        ("contributiondensity", {"SUBJECT": "all"}, "all"),
    ],
)
def test_what_cannot_be_done_is_told_and_leaves_the_study_as_it_was(path, name, parameters, words):
    before = path.read_bytes()
    with pytest.raises(QgsProcessingException, match=words):
        run(name, STUDY=str(path), **parameters)
    assert path.read_bytes() == before
