# SPDX-License-Identifier: GPL-2.0-or-later
"""Monitoring and chain in words and sheets; observed values entered by hand."""

from __future__ import annotations

from datetime import date

import pytest

from smartcity_plugin.engine.monitoring import LIGHTS, REASONS
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.strategy import Goal, GoalIndicator, Measure, Observation
from smartcity_plugin.report.sheet_page import write_sheet_page
from smartcity_plugin.report.texts import load_texts
from smartcity_plugin.report.watch_sheets import chain_sheets, monitor_sheets
from smartcity_plugin.report.watching import WatchWords
from smartcity_plugin.study.monitoring import LATENESS, SERIES_NOTES, UNKNOWN_REASONS, monitoring
from smartcity_plugin.study.observing import observation_changes
from smartcity_plugin.study.orphans import KINDS
from smartcity_plugin.study.register_changes import apply
from smartcity_plugin.study.traceability import STATES, orphans, trace

ON = date(2026, 11, 22)


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("Z1/a", "Bäume <b>"), Goal("Z1:a", "Gleicher Name"), Goal("Z2", "Ohne")])
        way = {"baseline": 0.0, "baseline_date": "2022-12-31", "target": 1000.0, "target_year": 2030}
        rows = [
            GoalIndicator("s1", "Z1/a", title="Gepflanzt", kind="output", unit="Bäume", **way),
            GoalIndicator("s2", "Z2", indicator_id="gre_access_300m_share"),
        ]
        study.save_records(GoalIndicator, rows)
        study.save_records(Observation, [Observation("o1", "s1", "2024-12-31", 230.0)])
        study.save_measures([Measure("M1", "Pflanzen", goal_ids="Z1/a,X9", status="in_progress", planned_end="2024")])
        yield study


def test_everything_that_can_be_told_has_words():
    texts = set(load_texts())
    wanted = {f"watch.light.{key}" for key in LIGHTS} | {f"watch.reason.{key}" for key in REASONS}
    wanted |= {f"watch.unknown.{key}" for key in UNKNOWN_REASONS} | {f"watch.note.{key}" for key in SERIES_NOTES}
    wanted |= {f"watch.late.{key}" for key in LATENESS} | {f"chain.state.{key}" for key in STATES}
    wanted |= {f"chain.orphan.{key}" for key in KINDS}
    assert wanted <= texts


def test_the_sheets_of_monitoring(study, catalogue):
    words = WatchWords(catalogue, "de")
    sheets = monitor_sheets(monitoring(study, catalogue, ON), words, ON)
    assert [sheet.title for sheet in sheets] == ["Übersicht", "Abdeckung", "Z1_a", "Z1_a 2", "Z2", "Regeln"]
    overview = dict(zip(sheets[0].columns, sheets[0].rows[0]))
    # Two of eight years: 250 of 1000 are due, 230 are there: 0.02 of the way behind.
    assert overview["light"] == "▲ leicht im Rückstand"
    assert "Maßnahmen im Verzug: M1." in str(overview["notes"])
    rows = [dict(zip(sheets[2].columns, row)) for row in sheets[2].rows]
    values = [(row["date"], row["value"]) for row in rows[:3]]
    assert values == [("31. Dezember 2022", 0.0), ("31. Dezember 2024", 230.0), ("2030", 1000.0)]
    assert rows[1]["expected"] == pytest.approx(250.0, abs=0.2)
    assert rows[0]["expected"] is None
    english = monitor_sheets(monitoring(study, catalogue, ON), WatchWords(catalogue, "en"), ON)
    assert english[0].title == "Overview"


def test_the_sheets_of_the_chain_name_the_loose_ends(study, catalogue):
    chain, words = trace(study, catalogue), WatchWords(catalogue, "de")
    sheets = chain_sheets(chain, orphans(study, catalogue, chain), words)
    found = {row[0]: row[2:] for row in sheets[0].rows}
    assert found["Verweise ins Leere"] == [1.0, "Maßnahmen: M1 → X9"]
    assert found["Maßnahmen ohne Ort"] == [1.0, "M1 Pflanzen"]
    empty = chain_sheets(chain, [], words)[0]
    assert empty.rows == [["Keine offenen Enden gefunden.", None, 0.0, None]]


def test_the_page_holds_the_tables_and_no_markup_of_names(study, catalogue, tmp_path):
    words = WatchWords(catalogue, "de")
    sheets = monitor_sheets(monitoring(study, catalogue, ON), words, ON)
    write_sheet_page(study, words.as_of(ON), sheets, words.words, tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Monitoring der Ziele, Stand 22. November 2026" in text
    assert "Bäume &lt;b&gt;" in text
    assert text.count("<table") == 5
    assert "Projektvorgabe" in text


def test_a_value_is_recorded_once_per_date_unless_it_shall_replace(study):
    apply(study, observation_changes(study, "s1", " 2025-12 ", 310.0, "Amt"))
    assert [(row.date, row.value, row.source) for row in study.records(Observation)][-1] == ("2025-12", 310.0, "Amt")
    with pytest.raises(SmartCityError) as caught:
        observation_changes(study, "s1", "2025-12", 5.0)
    assert caught.value.problem.key == "observation_exists"
    apply(study, observation_changes(study, "s1", "2025-12", 320.0, may_replace=True))
    assert [row.value for row in study.records(Observation)] == [230.0, 320.0]


@pytest.mark.parametrize(
    ("series", "when", "value", "key"),
    [
        ("s9", "2025", 1.0, "series_unknown"),
        ("s2", "2025", 1.0, "series_is_computed"),
        ("s1", "2025-13", 1.0, "monitoring_date_unclear"),
        ("s1", "2025", float("nan"), "observation_without_value"),
        ("s1", "2025", None, "observation_without_value"),
    ],
)
def test_what_cannot_be_recorded_is_told(study, series, when, value, key):
    with pytest.raises(SmartCityError) as caught:
        observation_changes(study, series, when, value)
    assert caught.value.problem.key == key
