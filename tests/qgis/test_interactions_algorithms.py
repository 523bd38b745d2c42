# SPDX-License-Identifier: GPL-2.0-or-later
"""Conflicts and synergies, rules and matrices as Processing algorithms, on Jena."""

from __future__ import annotations

import json
import re

import pandas as pd
import processing
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.rules import load_rules
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.report.builder import Blocks
from smartcity_plugin.report.context import Context
from smartcity_plugin.report.document import plain
from smartcity_plugin.report.sections.interactions import interactions
from smartcity_plugin.study.interactions import stored_interactions
from smartcity_plugin.study.overlay_tables import CELLS, INTERACTIONS
from smartcity_plugin.study.relations import relation_matrix, relations_of, save_relations
from smartcity_plugin.study.rules import definition_of, rules_of
from smartcity_plugin.study.study import Study
from tests.qgis.test_document import FakeFigures

SHIPPED = load_rules()


class Feedback(QgsProcessingFeedback):
    """Remembers what was said."""

    def __init__(self):
        super().__init__()
        self.said: list[str] = []

    def pushInfo(self, info):
        self.said.append(info)

    def pushWarning(self, warning):
        self.said.append(warning)


def run(name, path, feedback=None, **parameters):
    return processing.run(f"smartcity:{name}", {"STUDY": str(path), **parameters}, feedback=feedback)


def test_on_jena_the_result_agrees_with_plain_pandas(jena_study_copy):
    """K2 worked out anew from the stored values; good supply nearby stands in for the infill potential."""
    feedback = Feedback()
    result = run("conflictssynergies", jena_study_copy, feedback, MATRIX="TEMPORARY_OUTPUT")
    with Study.open(jena_study_copy) as study:
        rows = study.product(INTERACTIONS, place_kind=CELLS).frame.set_index("place_id")
        green = study.cell_values("gre_local_supply").set_index("cell_id")["value"].reindex(rows.index)
        supply = study.cell_values("mob_15min_coverage").set_index("cell_id")["value"].reindex(rows.index)
        stored = stored_interactions(study, load_catalogue())
    need = 1.0 - (green / 6.0).clip(0, 1)
    infill = (supply / 100.0).clip(0, 1)
    severity = pd.concat([need, infill], axis=1).min(axis=1, skipna=False)
    holds = (need >= 0.6 - 1e-9) & (infill >= 0.6 - 1e-9)
    listed = rows["rules"].fillna("").str.contains(r"\bK2\b")
    assert holds.any()
    assert (listed == holds).all()
    alone = listed & (rows["conflict_rule"] == "K2")
    assert rows.loc[alone, "conflict_severity"].to_numpy() == pytest.approx(severity[alone].to_numpy())
    assert stored.summary.persons("K2") == pytest.approx(rows.loc[holds, "population"].sum())
    assert result["CHECKED"] == 3
    assert result["UNCHECKED"] == 14
    assert result["CONFLICTS"] == int((rows["conflicts"] > 0).sum())
    assert result["CONFLICT_PERSONS"] == pytest.approx(rows.loc[rows["conflicts"] > 0, "population"].sum())
    pairs = {(f["kind"], f["sector_a"], f["sector_b"]): f["places"] for f in result["MATRIX"].getFeatures()}
    assert pairs[("conflict", "housing", "green")] == result["CONFLICTS"]
    said = " ".join(feedback.said)
    unchecked = set(re.findall(r"(\w+) (?:cannot be checked|ist nicht prüfbar)", said))
    assert unchecked == set(SHIPPED) - {"K2", "K3", "S8"}


def test_units_chosen_rules_and_least_severity(jena_study_copy):
    result = run("conflictssynergies", jena_study_copy, RULES="K2, S8", PLACES="units", MINIMUM=0.0)
    assert (result["CHECKED"], result["UNCHECKED"]) == (2, 0)
    fewer = run("conflictssynergies", jena_study_copy, RULES="K2;S8", PLACES="units", MINIMUM=0.9)
    assert fewer["CONFLICTS"] <= result["CONFLICTS"]
    with Study.open(jena_study_copy) as study:
        assert len(study.product(INTERACTIONS, place_kind="district")) == len(study.reporting_units())


def test_a_run_can_be_replayed_from_its_record(jena_study_copy):
    run("conflictssynergies", jena_study_copy, RULES="K2")
    with Study.open(jena_study_copy) as study:
        first = study.product(INTERACTIONS, place_kind=CELLS).frame
        record = study.runs()[first["run_id"][0]].parameters
    run("conflictssynergies", jena_study_copy, RULES=",".join(record["rules"]), MINIMUM=record["minimum"])
    with Study.open(jena_study_copy) as study:
        again = study.product(INTERACTIONS, place_kind=CELLS).frame
    pd.testing.assert_frame_equal(first.drop(columns="run_id"), again.drop(columns="run_id"))


@pytest.mark.parametrize(("rules", "told"), [("K77", "K77"), ("K9", "K9")])
def test_unknown_and_uncheckable_rules_are_one_sentence(jena_study_copy, rules, told):
    with pytest.raises(QgsProcessingException, match=told):
        run("conflictssynergies", jena_study_copy, RULES=rules)


def test_a_rule_is_saved_and_reset(jena_study_copy):
    content = json.loads(definition_of(SHIPPED["K2"]))
    content["threshold"] = 0.95
    assert run("saverule", jena_study_copy, DEFINITION=json.dumps(content))["RULE"] == "K2"
    with Study.open(jena_study_copy) as study:
        assert rules_of(study, load_catalogue())["K2"].threshold == 0.95
    assert run("resetrule", jena_study_copy, RULE="K2")["CHANGED"] == 1
    assert run("resetrule", jena_study_copy, RULE="K2")["CHANGED"] == 0
    with Study.open(jena_study_copy) as study:
        assert rules_of(study, load_catalogue()) == SHIPPED
    with pytest.raises(QgsProcessingException, match="threshold"):
        run("saverule", jena_study_copy, DEFINITION=json.dumps({**content, "threshold": 7}))


def judge_only(study, kind, *, value, rationale=""):
    """Leave one judgement in the matrix: that of the first row and column, whose ids are returned."""
    matrix = relation_matrix(study, kind)
    row, column = matrix.rows[0][0], matrix.columns[0][0]
    pairs = [(item.from_id, item.to_id) for item in relations_of(study, kind)]
    save_relations(study, kind, [Relation(kind, row, column, value, rationale)], removed=pairs)
    return row, column


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_matrix_is_exported(jena_study_copy, tmp_path, ending):
    kind = RelationKind.MEASURE_GOAL
    with Study.open(jena_study_copy, update=True) as study:
        row, column = judge_only(study, kind, value=-2)
        matrix = relation_matrix(study, kind)
    feedback = Feedback()
    target = tmp_path / f"matrix.{ending}"
    result = run("relationmatrix", jena_study_copy, feedback, KIND=kind.value, LANGUAGE="de", OUTPUT=str(target))
    assert (result["JUDGED"], result["POSSIBLE"]) == (1, len(matrix.rows) * len(matrix.columns))
    assert f"{row} → {column}" in " ".join(feedback.said)
    if ending == "xlsx":
        from smartcity_plugin.sources.sheets import read_sheets

        sheets = read_sheets(target)
        assert list(sheets) == ["Matrix", "Bewertungen"]
        head, first = sheets["Matrix"][:2]
        assert head[:3] == ["Nummer", "Titel", "Summe"]
        assert float(first[head.index(column)]) == float(first[2]) == -2.0
    else:
        text = (tmp_path / "matrix_Matrix.csv").read_text(encoding="utf-8-sig")
        assert text.splitlines()[0].startswith("Nummer;Titel;Summe;")
        assert text.splitlines()[1].split(";")[-len(matrix.columns)] == "-2"


def test_a_matrix_without_goals_is_one_sentence(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        path = study.path
    with pytest.raises(QgsProcessingException):
        run("relationmatrix", path, OUTPUT=str(tmp_path / "m.csv"))


# The strategy document ----------------------------------------------------------------------------------------------


def chapter(path, figures, language="de"):
    """Return the chapter on conflicts and synergies as (id → block)."""
    with Study.open(path) as study:
        context = Context(study, load_catalogue(), language, figures, lambda: None)
    out = Blocks("interactions")
    interactions(context, out)
    return {block.id.partition(".")[2]: block for block in out.done()}


@pytest.fixture
def figures(tmp_path):
    return FakeFigures(tmp_path)


def test_the_document_says_where_rules_hold_and_shows_the_matrices(jena_study_copy, figures):
    kind = RelationKind.MEASURE_GOAL
    with Study.open(jena_study_copy, update=True) as study:
        row, _ = judge_only(study, kind, value=-2, rationale="Platz")
    result = run("conflictssynergies", jena_study_copy)
    blocks = chapter(jena_study_copy, figures)
    findings = plain(blocks["findings"].runs)
    assert findings.startswith("3 von 17 Regeln ließen sich")
    assert findings.endswith(
        "Die Regeln K2 und K3 beruhen auf Ersatzgrößen: Sie zeigen Suchräume und sind kein Nachweis."
    )
    assert f"Konflikte zeigen sich in {result['CONFLICTS']} Zellen von 1.457" in findings
    assert [row[0].text for row in blocks["rules"].rows] == ["K2", "K3", "S8"]
    sectors = blocks["sector_matrix"]
    assert [column.heading for column in sectors.columns[1:]] == [row[0].text for row in sectors.rows]
    titles = [row[0].text for row in sectors.rows]
    housing, green = (titles.index(load_catalogue().sectors[key].title.de) for key in ("housing", "green"))
    assert sectors.rows[housing][green + 1].text == str(result["CONFLICTS"])
    assert len(blocks["unchecked_list"].items) == 14
    assert any("Ersatzgröße" in plain(runs) for _, runs in blocks["notes"].items)
    values = blocks["measure_goal.matrix"]
    assert values.rows[0][0].text == row
    assert (values.rows[0][1].text, values.rows[0][-1].text, values.rows[-1][1].text) == ("−2", "−2", "−2")
    assert "missing" not in blocks
    assert "map.conflict" in blocks
    assert "goal_goal.matrix" in blocks


def test_the_document_asks_for_what_is_not_there_yet(jena_study_copy, figures):
    with Study.open(jena_study_copy, update=True) as study:
        for kind in (CELLS, study.settings.unit_level):
            study.save_product(None, INTERACTIONS, pd.DataFrame([]), place_kind=kind)
        kind = RelationKind.MEASURE_GOAL
        save_relations(study, kind, [], removed=[(item.from_id, item.to_id) for item in relations_of(study, kind)])
    blocks = chapter(jena_study_copy, figures, "en")
    assert "have not been evaluated yet" in plain(blocks["missing"].runs)
    assert "The matrix is still empty" in plain(blocks["measure_goal.none"].runs)


def test_a_record_that_cannot_be_read_is_told_in_the_document(jena_study_copy, figures):
    rows = pd.DataFrame([{"place_id": "x", "population": 1.0, "run_id": "gone"}])
    with Study.open(jena_study_copy, update=True) as study:
        study.save_product(None, INTERACTIONS, rows, place_kind=CELLS)
    assert "lassen sich nicht mehr deuten" in plain(chapter(jena_study_copy, figures)["unreadable"].runs)
