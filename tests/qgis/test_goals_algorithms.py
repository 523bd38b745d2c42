# SPDX-License-Identifier: GPL-2.0-or-later
"""Register and goals as algorithms: spreadsheet out and in, whole registers with the bin, the SMART check."""

from __future__ import annotations

import processing
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback

from smartcity_plugin.model.strategy import Goal, Measure
from smartcity_plugin.study.register_changes import removed
from smartcity_plugin.study.study import Study

pytestmark = pytest.mark.usefixtures("smartcity_provider")


class Log(QgsProcessingFeedback):
    """Keeps what is told."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def pushInfo(self, info):
        self.lines.append(info)

    def reportError(self, error, fatalError=False):
        self.lines.append(error)


@pytest.fixture
def path(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals(
            [
                Goal("L1", "Leitbild", level="vision"),
                Goal("Z1", "Parks <grün>", "L1", sector="green", target_year=2035, responsible="Amt"),
            ]
        )
        study.save_measures([Measure("M1", "Park", goal_ids="Z1", unit_ids="west")])
        return study.path


def run(name, path, log=None, **parameters):
    return processing.run(f"smartcity:{name}", {"STUDY": str(path), **parameters}, feedback=log)


def goals(path):
    with Study.open(path) as study:
        return {goal.goal_id: goal for goal in study.goals()}


def test_out_and_in_again(path, tmp_path):
    before, log = goals(path), Log()
    file = str(tmp_path / "register.xlsx")
    assert run("exportregister", path, LANGUAGE="de", OUTPUT=file)["ROWS"] == 3
    result = run("importregister", path, log, SHEETS=file, REMOVE=True)
    assert [result[name] for name in ("ADDED", "CHANGED", "REMOVED")] == [0, 0, 0]
    assert goals(path) == before
    assert any("nothing was changed" in line for line in log.lines)


def test_what_would_change_is_shown_first_and_then_stored(path, tmp_path):
    file = tmp_path / "x_Ziele.csv"
    file.write_text("Nummer;Ziel;Zielwert\nZ1;Viele Parks;55,5\nZ2;Neu;\n", encoding="utf-8")
    before, log = goals(path), Log()
    wanted = {"SHEETS": str(file), "REMOVE": True}
    dry = run("importregister", path, log, DRY_RUN=True, **wanted)
    assert goals(path) == before
    assert [dry[name] for name in ("ADDED", "CHANGED", "REMOVED")] == [1, 1, 1]
    text = "\n".join(log.lines)
    assert "Parks <grün> → Viele Parks" in text
    assert "L1 Leitbild" in text
    result = run("importregister", path, **wanted)
    assert [result[name] for name in ("ADDED", "CHANGED", "REMOVED")] == [1, 1, 1]
    after = goals(path)
    assert set(after) == {"Z1", "Z2"}
    assert (after["Z1"].title, after["Z1"].target, after["Z1"].target_year) == ("Viele Parks", 55.5, 2035)


def test_a_spreadsheet_that_cannot_be_read_changes_nothing(path, tmp_path):
    file = tmp_path / "x_Ziele.csv"
    file.write_text("Nummer;Ziel;Zielwert;Zieljahr\nZ1;Anders;250.000;bald\n", encoding="utf-8")
    before, log = goals(path), Log()
    with pytest.raises(QgsProcessingException, match=r"250\.000"):
        run("importregister", path, log, SHEETS=str(file))
    assert goals(path) == before
    assert sum("row 2" in line for line in log.lines) >= 2


def test_a_whole_register_puts_what_vanishes_into_the_bin(path, tmp_path):
    file = tmp_path / "goals.csv"
    file.write_text("goal_id;title\nZ1;Viele Parks\nZ9;Neu\n", encoding="utf-8")
    result = run("importregister", path, GOALS=str(file))
    assert [result[name] for name in ("GOAL_COUNT", "ADDED", "CHANGED", "REMOVED")] == [2, 1, 1, 1]
    assert goals(path)["Z1"].responsible == "Amt", "columns that the file does not have stay"
    with Study.open(path) as study:
        assert list(removed(study)["row_key"]) == ["L1"]
        assert study.measures()[0].goal_ids == "Z1"
    with pytest.raises(QgsProcessingException):
        run("importregister", path, GOALS=str(file), DRY_RUN=True)


@pytest.mark.parametrize("ending", ["html", "csv"])
def test_the_smart_check_is_written_as_a_table(path, tmp_path, ending):
    log = Log()
    result = run("checkgoals", path, log, OUTPUT=str(tmp_path / f"smart.{ending}"))
    assert (result["GOALS"], result["SMART"]) == (1, 0)
    text = (tmp_path / f"smart.{ending}").read_text(encoding="utf-8")
    assert ("Parks &lt;grün&gt;" if ending == "html" else "Parks <grün>") in text
    assert "choose an indicator" in text
    assert any(line.startswith("Z1 ✓✗") for line in log.lines)
