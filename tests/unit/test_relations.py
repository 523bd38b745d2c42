# SPDX-License-Identifier: GPL-2.0-or-later
"""The matrices of goals and measures: checked, stored, totalled, and what is left open."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.model.strategy import Goal, Measure
from smartcity_plugin.sources.sheet_writing import write_sheets
from smartcity_plugin.study.overlay_tables import RELATIONS
from smartcity_plugin.study.relations import (
    HEADINGS,
    RelationMatrix,
    checked,
    matrix_sheets,
    open_questions,
    relation_matrix,
    relations_of,
    save_relations,
)

MEASURES, GOALS = RelationKind.MEASURE_GOAL, RelationKind.GOAL_GOAL


def on(row, column, value, rationale="", kind=MEASURES, **more):
    return Relation(kind, row, column, value, rationale, **more)


@pytest.fixture
def study(build, tmp_path):
    """Goals L over Z1, Z2, Z3; M1 names Z1 and Z3, M2 names nothing."""
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("L", "Vision"), *(Goal(f"Z{n}", f"Ziel {n}", parent_id="L") for n in (1, 2, 3))])
        study.save_measures([Measure("M1", "Radachse", goal_ids="Z1,Z3"), Measure("M2", "Parkhaus")])
        yield study


def test_totals_on_paper(study):
    save_relations(study, MEASURES, [on("M1", "Z1", 2), on("M1", "Z2", -1, "Platz"), on("M2", "Z2", -2, "Verkehr")])
    matrix = relation_matrix(study, MEASURES)
    assert [key for key, _ in matrix.columns] == ["Z1", "Z2", "Z3"], "the vision is what the others add up to"
    assert [matrix.row_total(row) for row, _ in matrix.rows] == [1, -2]
    assert [matrix.column_total(column) for column, _ in matrix.columns] == [2, -3, 0]
    assert (matrix.judged, matrix.possible) == (3, 6)
    assert matrix.value("M2", "Z3") is None
    assert matrix.suggested == {("M1", "Z3")}, "what is judged needs no suggestion"


def test_a_suggestion_is_never_stored(study):
    save_relations(study, MEASURES, [on("M2", "Z1", 1)])
    assert [(item.from_id, item.to_id) for item in relations_of(study, MEASURES)] == [("M2", "Z1")]


def test_zero_is_a_judgement_and_nothing_is_none(study):
    save_relations(study, GOALS, [on("Z1", "Z2", 0, kind=GOALS)])
    matrix = relation_matrix(study, GOALS)
    assert matrix.value("Z1", "Z2") == 0
    assert matrix.value("Z2", "Z1") is None
    assert (matrix.judged, matrix.possible) == (1, 6)


def test_saving_replaces_removes_and_keeps_dates_of_what_stays(study):
    save_relations(study, MEASURES, [on("M1", "Z1", 2), on("M1", "Z2", 1)])
    rows = study.product(RELATIONS).frame.assign(changed_at="2020-01-01T00:00:00+00:00")
    study.save_product(None, RELATIONS, rows.drop(columns="kind"), kind=MEASURES.value)
    save_relations(study, MEASURES, [on("M1", "Z1", 2), on("M2", "Z3", 1)], removed=[("M1", "Z2")])
    found = {(item.from_id, item.to_id): item for item in relations_of(study, MEASURES)}
    assert set(found) == {("M1", "Z1"), ("M2", "Z3")}
    assert found[("M1", "Z1")].changed_at.startswith("2020")
    assert not found[("M2", "Z3")].changed_at.startswith("2020")


def test_the_two_matrices_do_not_touch_each_other(study):
    save_relations(study, MEASURES, [on("M1", "Z1", 2)])
    save_relations(study, GOALS, [on("Z1", "Z2", -1, "Fläche", kind=GOALS)])
    save_relations(study, GOALS, [], removed=[("Z1", "Z2")])
    assert relation_matrix(study, MEASURES).value("M1", "Z1") == 2
    assert relations_of(study, GOALS) == []


@pytest.mark.parametrize(
    ("relation", "key"),
    [
        (on("M1", "Z1", 3), "relation_out_of_range"),
        (on("M1", "Z1", -3), "relation_out_of_range"),
        (on("M1", "Z1", True), "relation_out_of_range"),
        (on("M1", "Z1", 1.5), "relation_out_of_range"),
        (on("Z1", "Z1", 1, kind=GOALS), "relation_with_itself"),
        (on("M9", "Z1", 1), "relation_unknown"),
        (on("M1", "L", 1), "relation_unknown"),
        (on("Z1", "M1", 1), "relation_unknown"),
        (on("M1", "Z1", 1, "x" * 3000), "relation_text_too_long"),
    ],
)
def test_what_a_matrix_must_not_hold_is_refused_and_nothing_is_stored(study, relation, key):
    with pytest.raises(SmartCityError, match=key):
        save_relations(study, relation.kind, [relation])
    assert relations_of(study, relation.kind) == []


def test_a_wrong_value_in_the_file_is_told(study):
    rows = pd.DataFrame([{"from_id": "M1", "to_id": "Z1", "value": 7}])
    study.save_product(None, RELATIONS, rows, kind=MEASURES.value)
    with pytest.raises(SmartCityError, match="relation_out_of_range"):
        relation_matrix(study, MEASURES)


def questions(study):
    return {item.key: next(iter(item.values.values())) for item in open_questions(study)}


def test_orphans_and_bare_conflicts_are_named(study):
    assert questions(study) == {"measures_without_goal": ["M2"], "goals_without_measure": ["Z2"]}
    save_relations(study, MEASURES, [on("M2", "Z2", 1), on("M1", "Z3", -1), on("M1", "Z1", 0)])
    assert questions(study) == {
        "measures_without_goal": ["M1"],
        "goals_without_measure": ["Z1", "Z3"],
        "conflicts_without_rationale": ["M1 → Z3"],
    }


def test_judgements_of_what_is_gone_are_left_out_and_told(study):
    save_relations(study, MEASURES, [on("M2", "Z2", 1), on("M1", "Z1", 2)])
    study.save_measures([Measure("M1", "Radachse", goal_ids="Z1,Z2,Z3")])
    assert relation_matrix(study, MEASURES).relations.keys() == {("M1", "Z1")}
    assert questions(study) == {"relations_left_over": ["M2 → Z2"]}
    save_relations(study, MEASURES, [on("M1", "Z2", 1)])
    assert len(relations_of(study, MEASURES)) == 3, "what cannot be seen is not thrown away"


def test_a_main_goal_that_a_measure_names_is_judged_too(study):
    study.save_measures([Measure("M1", "Radachse", goal_ids="L")])
    assert [key for key, _ in relation_matrix(study, MEASURES).columns] == ["L", "Z1", "Z2", "Z3"]


def test_sheets_hold_values_totals_and_reasons(study, tmp_path):
    save_relations(study, MEASURES, [on("M1", "Z1", 2, "kurz", author="Amt"), on("M2", "Z2", -2, "Verkehr")])
    words = {name: name.capitalize() for name in HEADINGS}
    sheets = matrix_sheets(relation_matrix(study, MEASURES), words)
    values, judgements = (
        list(csv.reader(path.open(encoding="utf-8-sig"), delimiter=";"))
        for path in write_sheets(tmp_path / "m.csv", sheets, "de")
    )
    assert values == [
        ["Id", "Title", "Total", "Z1", "Z2", "Z3"],
        ["M1", "Radachse", "2", "2", "", ""],
        ["M2", "Parkhaus", "-2", "", "-2", ""],
        ["Total", "", "0", "2", "-2", "0"],
    ]
    assert [row[:5] for row in judgements[1:]] == [["M1", "Z1", "2", "kurz", "Amt"], ["M2", "Z2", "-2", "Verkehr", ""]]


@given(st.dictionaries(st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD")), st.integers(-2, 2)))
def test_rows_and_columns_have_the_same_grand_total(values):
    relations = {pair: checked(on(*pair, value)) for pair, value in values.items()}
    sides = tuple((key, key) for key in "ABCD")
    matrix = RelationMatrix(MEASURES, sides, sides, relations)
    assert sum(map(matrix.row_total, "ABCD")) == sum(map(matrix.column_total, "ABCD")) == sum(values.values())
    assert matrix.judged == len(values)
