# SPDX-License-Identifier: GPL-2.0-or-later
"""The register as a spreadsheet: out and in changes nothing, edits arrive exactly, nothing is guessed or lost."""

from __future__ import annotations

import string
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.strategy import Cost, Financing, Goal, GoalIndicator, Measure, Observation, Scenario
from smartcity_plugin.sources.own_sheets import Sheet
from smartcity_plugin.sources.register_sheets import Column, SheetKind, SheetTable, value_of_cell
from smartcity_plugin.sources.sheet_writing import write_sheets
from smartcity_plugin.study.register_changes import removed, restore
from smartcity_plugin.study.register_exchange import carry_out, plan_import, replace_records
from smartcity_plugin.study.register_sheets import CLASSES, sheets_of_register
from smartcity_plugin.study.study import Study

GOALS = [
    Goal("L1", "Leitbild; grün, „für alle“", level="vision", is_example=True),
    Goal(
        *("Z1.10", "Parks", "L1", "goal", "green"),
        indicator_id="gre_access_300m_share",
        baseline=47.381234567890123,
        baseline_date="Mai 2022",
        target=12.345,
        target_year=2035,
        dimensions="ecological,social",
        sdgs="11.7,3.4",
        charta="lebenswert, partizipativ",
        guideline="2.1",
        unit_ids="west, east",
        decision_url="https://example.org/1",
        position=2,
    ),
]
RECORDS = {
    GoalIndicator: [GoalIndicator("s1", "Z1.10", "Bäume", kind="output", unit="Stück", target=1234567.0)],
    Observation: [Observation("o1", "s1", "2026-01", 0.1)],
    Cost: [Cost("c1", "M1", "investment", 2027, 250000.0)],
    Financing: [Financing("f1", "M1", rate_percent=65.5, eur=162500.0, year=2027)],
    Scenario: [Scenario("S1", "Alles", measure_ids="M2,M1")],
}
MEASURES = [
    Measure("M1", "Park", "green", goal_ids="Z1.10", unit_ids="west", priority=1, planned_start="2027-04"),
    Measure("M2", "Weg", depends_on="M1", status="idea", risks="Zeile eins\nZeile zwei"),
]


@pytest.fixture(scope="module")
def filled(build, tmp_path_factory):
    path = tmp_path_factory.mktemp("register") / "study.gpkg"
    with build.study(path) as study:
        study.save_goals(GOALS)
        study.save_measures(MEASURES)
        for cls, records in RECORDS.items():
            study.save_records(cls, records)
    return path.read_bytes()


@pytest.fixture
def study(filled, tmp_path):
    path = tmp_path / "study.gpkg"
    path.write_bytes(filled)
    with Study.open(path, update=True) as study:
        yield study


def everything(study):
    return {cls: study.records(cls) for cls in CLASSES}


def sheets(study, catalogue, language="de"):
    return {sheet.key: sheet for sheet in sheets_of_register(study, catalogue, language)}


def put(path, *chosen, language="de"):
    write_sheets(path, chosen, language)
    return path


def edited(sheet: Sheet, edits=(), added=(), without=()) -> Sheet:
    """Return a sheet with cells changed ((row, field, text)), rows added and rows left out."""
    rows = [list(row) for row in sheet.rows]
    for row, name, text in edits:
        rows[row][sheet.columns.index(name)] = text
    rows = [row for number, row in enumerate(rows) if number not in without]
    rows += [[values.get(name) for name in sheet.columns] for values in added]
    return replace(sheet, rows=rows)


def as_text(sheet: Sheet) -> Sheet:
    """Return a sheet all of whose cells are texts, as after editing in a careless spreadsheet."""
    return replace(sheet, numbers=frozenset())


def told(plan):
    return [(flaw.row, flaw.column.name if flaw.column else "", flaw.problem.key) for flaw in plan.flaws]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_out_and_in_changes_nothing(study, catalogue, tmp_path, language, ending):
    files = write_sheets(tmp_path / f"register.{ending}", sheets_of_register(study, catalogue, language), language)
    plan = plan_import(study, catalogue, files[0])
    assert (plan.flaws, plan.changes, plan.absent, plan.left_out) == ([], [], [], [])


def test_headings_and_sheets_can_be_told_apart(study, catalogue):
    for language in ("de", "en"):
        made = sheets(study, catalogue, language).values()
        assert all(len(set(sheet.headings)) == len(sheet.headings) for sheet in made)
        titles = [sheet.title for sheet in made]
        assert len(set(titles)) == len(titles)
        assert max(map(len, titles)) <= 31, "what Excel allows"


WORDS = st.text(string.ascii_letters + "äöüß ;,.\"'<&", min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBERS = st.floats(-1e6, 1e6).map(lambda value: float(f"{value:.9g}"))
EDITS = {
    "title": WORDS,
    "description": st.none() | WORDS,
    "target": st.none() | NUMBERS,
    "target_year": st.none() | st.integers(2023, 2060),
    "sector": st.none() | st.sampled_from(["green", "mobility", "social"]),
    "dimensions": st.none() | st.sampled_from(["social", "ecological,economic"]),
    "baseline_date": st.none() | st.sampled_from(["2022", "2022-05", "2022-05-15"]),
    "is_example": st.booleans(),
}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 1), st.fixed_dictionaries({}, optional=EDITS)), max_size=2), st.booleans())
def test_exactly_the_edits_arrive(study, catalogue, tmp_path, edits, add):
    study.save_goals(GOALS)
    wanted = list(GOALS)
    for place, values in edits:
        wanted[place] = replace(wanted[place], **values)
    if add:
        wanted.append(Goal("Z9", "Neu", "L1"))
    with Study.open(study.path, update=True) as other:
        other.save_goals(wanted)
        file = put(tmp_path / "goals.xlsx", sheets(other, catalogue)["goals"])
        other.save_goals(GOALS)
    plan = plan_import(study, catalogue, file)
    assert plan.flaws == []
    expected = {
        (new.goal_id, item.name): getattr(new, item.name)
        for old, new in zip(GOALS, wanted)
        for item in fields(Goal)
        if getattr(old, item.name) != getattr(new, item.name)
    }
    assert {(item.number, item.field): item.new for item in plan.differences} == expected
    carry_out(study, plan)
    assert {goal.goal_id: goal for goal in study.goals()} == {goal.goal_id: goal for goal in wanted}


def test_words_of_both_languages_keys_german_numbers_and_dates_are_understood(study, catalogue, tmp_path):
    sheet = sheets(study, catalogue)["goals"]
    cells = {
        "level": "Main goal",
        "sector": "mobility",
        "target": "55,5",
        "baseline": "47.5",
        "baseline_date": "15.4.2027",
        "dimensions": "sozial, economic",
        "sdgs": "SDG 11.2; 3.4",
        "indicator_id": catalogue.indicators["mob_pt_access_share"].title.de,
        "is_example": "ja",
        "unit_ids": "east",
        "decision_url": None,
    }
    file = put(tmp_path / "goals.xlsx", as_text(edited(sheet, [(1, name, text) for name, text in cells.items()])))
    plan = plan_import(study, catalogue, file)
    assert told(plan) == []
    assert {item.field: item.new for item in plan.differences} == {
        "level": "main_goal",
        "sector": "mobility",
        "target": 55.5,
        "baseline": 47.5,
        "baseline_date": "2027-04-15",
        "dimensions": "social,economic",
        "sdgs": "11.2,3.4",
        "indicator_id": "mob_pt_access_share",
        "is_example": True,
        "unit_ids": "east",
        "decision_url": None,
    }


def test_what_cannot_be_read_is_told_with_its_place_and_nothing_is_stored(study, catalogue, tmp_path):
    before = everything(study)
    wrong = {
        "target": ("250.000", "sheet_number_unclear"),
        "baseline": ("viel", "sheet_number_wrong"),
        "target_year": ("2035,5", "sheet_number_wrong"),
        "baseline_date": ("04/15/2027", "sheet_date_wrong"),
        "sector": ("Grünes", "sheet_word_unknown"),
        "charta": ("lebenswert; schön", "sheet_word_unknown"),
        "is_example": ("vielleicht", "sheet_mark_wrong"),
        "title": (None, "sheet_cell_empty"),
        "parent_id": ("X1", "sheet_reference_unknown"),
        "unit_ids": ("30.24", "sheet_reference_unknown"),
    }
    sheet = sheets(study, catalogue)["goals"]
    repeated = {"goal_id": "L1", "title": "Noch eins"}
    bare = {"title": "Ohne Nummer"}
    made = edited(sheet, [(1, name, text) for name, (text, _) in wrong.items()], [repeated, bare])
    plan = plan_import(study, catalogue, put(tmp_path / "goals.xlsx", as_text(made)))
    expected = [(3, name, key) for name, (_, key) in wrong.items()]
    assert sorted(told(plan)) == sorted(
        [*expected, (4, "goal_id", "sheet_row_twice"), (5, "goal_id", "sheet_row_without_number")]
    )
    with pytest.raises(ValueError):
        carry_out(study, plan)
    assert everything(study) == before


def test_goals_in_a_circle_are_refused(study, catalogue, tmp_path):
    made = edited(sheets(study, catalogue)["goals"], [(0, "parent_id", "Z1.10")])
    plan = plan_import(study, catalogue, put(tmp_path / "goals.xlsx", made))
    assert [flaw.problem.key for flaw in plan.flaws] == ["goal_parent_loop"]


def test_absent_rows_stay_unless_they_are_to_be_removed_and_then_lie_in_the_bin(study, catalogue, tmp_path):
    before = everything(study)
    made = sheets(study, catalogue)
    file = put(tmp_path / "x.xlsx", edited(made["goals"], without=[1]), edited(made["measures"], without=[0]))
    plan = plan_import(study, catalogue, file)
    assert [(type(item).__name__, item.title) for item in plan.absent] == [("Measure", "Park"), ("Goal", "Parks")]
    assert len(plan.owned) == 4, "a quantity, its value, costs and financing would go with them"
    assert carry_out(study, plan) == 0
    assert everything(study) == before
    gone = carry_out(study, plan_import(study, catalogue, file), remove=True)
    assert gone == 6
    assert [goal.goal_id for goal in study.goals()] == ["L1"]
    assert study.records(Cost) == []
    assert study.records(Scenario)[0].measure_ids == "M2"
    bin_rows = removed(study)
    assert sorted(bin_rows["row_key"]) == ["M1", "Z1.10", "c1", "f1", "o1", "s1"]
    restore(study, list(bin_rows["removed_id"]))
    assert {goal.goal_id for goal in study.goals()} == {"L1", "Z1.10"}
    assert study.records(Cost) == before[Cost]
    assert study.measure_shapes().keys() == {"M1"}


def test_a_row_without_id_is_added_once(study, catalogue, tmp_path):
    rows = [{"measure_id": "M2", "year": 2028.0, "gross_eur": 10.0}] * 2
    file = put(tmp_path / "costs.xlsx", edited(sheets(study, catalogue)["costs"], added=rows))
    for expected in (2, 0):
        plan = plan_import(study, catalogue, file)
        assert len(plan.added) == expected
        assert plan.differences == []
        carry_out(study, plan)
    assert [cost.gross_eur for cost in study.records(Cost)] == [250000.0, 10.0, 10.0]


def test_columns_and_sheets_that_are_not_there_change_nothing(study, catalogue, tmp_path):
    sheet = Sheet("x", "goals", ("a", "b", "c"), ("Number", "title", "Farbe"), [["L1", "Anders", "rot"]])
    other = Sheet("y", "Notizen", ("a",), ("Notiz",), [["x"]])
    plan = plan_import(study, catalogue, put(tmp_path / "x.xlsx", sheet, other))
    assert [(item.number, item.field, item.new) for item in plan.differences] == [("L1", "title", "Anders")]
    assert [problem.key for problem in plan.left_out] == ["sheet_unknown", "sheet_column_unknown"]


def test_what_spreadsheets_make_of_numbers_and_texts_is_told(study, catalogue, tmp_path):
    study.save_goals([*GOALS, Goal("1.10", "Zehn"), Goal("007", "Sieben"), Goal("3", "Drei")])
    made = edited(
        sheets(study, catalogue)["goals"],
        [(0, "description", "#NAME?"), (1, "target", "#DIV/0!"), (2, "goal_id", "1.1"), (3, "goal_id", "7")],
        [
            {"goal_id": "01. Okt", "title": "Tag"},
            {"goal_id": "A,B", "title": "Komma"},
            {"goal_id": "1.2", "title": "Neu"},
            {"goal_id": "MOB-01", "title": "Neu"},
        ],
    )
    plan = plan_import(study, catalogue, put(tmp_path / "x.xlsx", as_text(made)))
    assert told(plan) == [
        (2, "description", "sheet_cell_error"),
        (3, "target", "sheet_cell_error"),
        (4, "goal_id", "sheet_number_changed"),
        (5, "goal_id", "sheet_number_changed"),
        (7, "goal_id", "sheet_number_changed"),
        (8, "goal_id", "register_number_unfit"),
    ]


def test_a_column_that_is_there_twice_is_refused(study, catalogue, tmp_path):
    sheet = Sheet("x", "goals", ("a", "b", "c"), ("Number", "title", "Ziel"), [["L1", "Anders", "Leitbild"]])
    plan = plan_import(study, catalogue, put(tmp_path / "x.xlsx", sheet))
    assert [flaw.problem.key for flaw in plan.flaws] == ["sheet_column_twice"]


def test_umlauts_of_another_encoding_stay(study, catalogue, tmp_path):
    files = write_sheets(tmp_path / "register.csv", sheets_of_register(study, catalogue, "de"), "de")
    for file in files:
        file.write_bytes(file.read_text(encoding="utf-8-sig").encode("cp1252", "replace"))
    plan = plan_import(study, catalogue, files[0])
    assert (plan.flaws, plan.changes) == ([], [])


def test_what_is_no_register_is_refused(study, catalogue, tmp_path):
    file = put(tmp_path / "x.xlsx", Sheet("y", "Notizen", ("a",), ("Notiz",), [["x"]]))
    with pytest.raises(SmartCityError) as caught:
        plan_import(study, catalogue, file)
    assert caught.value.problem.key == "sheet_none"
    headless = put(tmp_path / "y.xlsx", Sheet("y", "Ziele", ("a",), ("Notiz",), [["x"]]))
    assert told(plan_import(study, catalogue, headless)) == [(1, "", "sheet_without_headings")]


def test_other_units_give_a_measure_another_area(study, catalogue, tmp_path):
    made = edited(sheets(study, catalogue)["measures"], [(0, "unit_ids", "west; east")])
    carry_out(study, plan_import(study, catalogue, put(tmp_path / "x.xlsx", made)))
    assert study.measure_shapes()["M1"].area == pytest.approx(2_000_000)
    assert study.measures()[0].unit_ids == "west,east"


@pytest.mark.parametrize(("text", "expected"), [("1.234", 1.234), ("12", 12.0), ("k. A.", None)])
def test_in_a_column_of_numbers_the_point_is_no_riddle(text, expected):
    column = Column("x", None, "number")
    table = SheetTable(SheetKind("k", None, (column,)), (column,), [], frozenset(["x"]))
    assert value_of_cell(table, column, text) == (expected, None)


def test_numbers_typed_as_numbers_are_no_riddle_in_a_whole_file(study, catalogue, tmp_path):
    made = edited(sheets(study, catalogue)["costs"], [(0, "gross_eur", 1.234)])
    plan = plan_import(study, catalogue, put(tmp_path / "x.xlsx", made))
    assert [item.new for item in plan.differences] == [1.234]


# A whole register in place of the earlier one -------------------------------------------------------------------------


def test_what_a_whole_register_drops_lies_in_the_bin_with_what_it_owns(study):
    counts = replace_records(study, Measure, [MEASURES[1], Measure("M3", "Neu")])
    assert (counts.added, counts.changed, counts.removed) == (1, 0, 1)
    assert [measure.measure_id for measure in study.measures()] == ["M2", "M3"]
    assert study.measures()[0].depends_on == "M1", "a whole register brings its own references"
    assert sorted(removed(study)["row_key"]) == ["M1", "c1", "f1"]


def test_columns_that_a_register_does_not_have_keep_what_is_stored(study):
    replace_records(study, Goal, [replace(GOALS[1], title="Anders", target=None), GOALS[0]], ["goal_id", "title"])
    stored = {goal.goal_id: goal for goal in study.goals()}
    assert stored["Z1.10"] == replace(GOALS[1], title="Anders")


def test_the_order_of_a_register_is_kept(study):
    goals = [replace(goal, position=None) for goal in GOALS]
    replace_records(study, Goal, goals[::-1])
    assert [goal.goal_id for goal in study.goals()] == ["Z1.10", "L1"]


def test_a_register_with_a_number_twice_changes_nothing(study):
    before = everything(study)
    with pytest.raises(SmartCityError) as caught:
        replace_records(study, Goal, [GOALS[0], GOALS[0]])
    assert caught.value.problem.key == "register_number_taken"
    assert everything(study) == before
