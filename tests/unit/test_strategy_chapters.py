# SPDX-License-Identifier: GPL-2.0-or-later
"""The chapters on goals, measures, money, scenarios, participation, monitoring and the annexes, without QGIS."""

from __future__ import annotations

import re
import sys

import numpy as np
import pandas as pd
import pytest
import shapely

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.model.strategy import (
    Answer,
    Contribution,
    Cost,
    Effect,
    Financing,
    Goal,
    GoalIndicator,
    Measure,
    Observation,
    Procedure,
    Scenario,
)
from smartcity_plugin.report.builder import Blocks
from smartcity_plugin.report.context import Context
from smartcity_plugin.report.document import BulletList, Callout, FigureBlock, Heading, Paragraph, Table, plain
from smartcity_plugin.report.findings_scenarios import flag_lines
from smartcity_plugin.report.outline import load_outlines
from smartcity_plugin.report.sections import BUILDERS
from smartcity_plugin.study.provenance import start_run
from smartcity_plugin.study.register_changes import Change, apply
from smartcity_plugin.study.relations import save_relations
from smartcity_plugin.study.strategy_tables import PORTFOLIOS, SCENARIO_EFFECTS

GREEN, GINI = "gre_access_300m_share", "gre_supply_gini"
CHAPTERS = ("goals", "measures", "costs", "scenarios", "participation", "monitoring", "bundling", "isek_participation")
ANNEXES = ("answers", "funding", "charta", "traceability")
LANGUAGES = ("de", "en")
FORBIDDEN = re.compile(r"\bnan\b|\bNone\b|[{}]|\bNaN\b|<NA>")
RUN = start_run("compute_scenario", {"scenario_id": "S1", "indicators": [GREEN, GINI]}, (), {})
CHOICE = start_run("choose_portfolio", {"scenario_id": "S1", "scenario_run": RUN.run_id}, (), {})


class NoFigures:
    """Draws nothing."""

    def __getattr__(self, name):
        return lambda *_, **__: None


def fill(study):
    """Give a study one of everything."""
    study.save_goals(
        [
            Goal("L", "Leitbild", level="vision", is_example=True),
            Goal(
                *("Z1", "Mehr Grün", "L"),
                sector="green",
                indicator_id=GREEN,
                baseline=40.0,
                baseline_date="2022-05-15",
                target=80.0,
                target_year=2035,
                responsible="Umweltamt",
                dimensions="ecological",
                sdgs="11.7",
                charta="lebenswert",
                guideline="1.1",
                decision="Vorlage 24/1",
                decision_url="https://example.org/24/1",
            ),
            Goal("Z2", "Spielgeräte", "L", is_example=True),
        ]
    )
    study.save_records(
        GoalIndicator,
        [
            GoalIndicator(
                "S1",
                "Z2",
                "Neue Geräte",
                kind="output",
                unit="Stück",
                baseline=0.0,
                baseline_date="2022",
                target=20.0,
                target_year=2030,
            )
        ],
    )
    study.save_records(Observation, [Observation("o", "S1", "2024-06", 1.5)])
    study.save_measures(
        [
            Measure(
                "M-1",
                "Park",
                "green",
                "Neuer Park",
                "construction",
                "Z1",
                "west",
                "Umweltamt",
                "Stadtwerke",
                1,
                "planned",
                "2027-03",
                "2029",
                999.0,
                status_reason="Mittel fehlen",
                risks="Kosten",
                chances="Kühle",
                decision="24/2",
                open_source="opencode.de/x",
            ),
            Measure(
                "M-2",
                "Brücke",
                goal_ids="Z1",
                depends_on="M-1",
                planned_start="2027",
                planned_end="2028",
                cost_eur=480000.0,
                is_example=True,
            ),
            Measure("M-3", "Ohne alles"),
        ]
    )
    save_relations(study, RelationKind.MEASURE_GOAL, [Relation(RelationKind.MEASURE_GOAL, "M-2", "Z1", -2, "weil")])
    costs = [Cost(f"c{year}", "M-1", "construction", year, 1000.0, 900.0) for year in range(2027, 2034)]
    study.save_records(Cost, [*costs, Cost("c", "M-1", gross_eur=500.0, eligible_eur=0.0)])
    study.save_records(
        Financing,
        [
            Financing("f1", "M-1", "federation", "Städtebauförderung", None, 4000.0, 2027, "applied"),
            Financing("f2", "M-1", "municipality", None, None, 3000.0, 2028),
        ],
    )
    park = shapely.multipolygons([shapely.box(10, 10, 50, 50)])
    apply(
        study,
        [
            Change(None, Effect("e1", "M-1", "new_green", "Park", note="frei zugänglich"), None, park, "area"),
            Change(None, Effect("e2", "M-1", "place", "Ort"), None, shapely.Point(1, 1), "point"),
        ],
    )
    study.save_records(
        Scenario,
        [
            Scenario("S1", "Grün", "Nur Grün.", "M-1,M-2", is_example=True),
            Scenario("S2", "Leer"),
            Scenario("S3", "Später", None, "M-3"),
        ],
    )
    study.save_run(RUN)
    study.save_run(CHOICE)
    study.save_product(RUN, SCENARIO_EFFECTS, effect_rows(), scenario_id="S1")
    study.save_product(CHOICE, PORTFOLIOS, portfolio(), scenario_id="S1", indicator_id=GREEN, method="exact")
    study.save_records(
        Procedure, [Procedure("P1", "Werkstatt", "vor Ort", "2025-03", "2025-03", None, is_example=True)]
    )
    study.save_records(
        Contribution,
        [
            Contribution(
                "B1",
                "P1",
                title="Mehr Schatten",
                text="Es ist heiß.",
                sector="green",
                status="adopted",
                answer="Wird gebaut.",
                goal_ids="Z1",
                measure_ids="M-1",
                masked=2,
                is_example=True,
            ),
            Contribution("B2", "P1", text="Wörter " * 100, status="rejected", is_example=True),
            Contribution("B3", None, is_example=True),
        ],
        np.array([shapely.Point(100, 100), None, None], dtype=object),
    )
    answers = [Answer("a", "funding", "resolution", "fulfilled", "Beschluss liegt vor", "Hauptamt", "goal:Z1")]
    study.save_records(Answer, [*answers, Answer("b", "charta", "1.3", "partly", "Stabsstelle", is_example=True)])


def effect_rows():
    """Return what the scenario does to two indicators, as a whole and by its first measure."""
    base = dict.fromkeys(SCENARIO_EFFECTS.fields, np.nan)
    people = {"served": 1234.0, "served_under_18": 4.0, "served_65_plus": np.nan, "lost": 0.0}
    green = {"indicator_id": GREEN, "before": 40.0, "after": 55.0, "change": 15.0, **people, "gap_closed": 37.5}
    green.update(target=80.0, cost_eur=7500.0, eur_per_person=6.08, flags="costs_unknown,newcomers")
    gini = {"indicator_id": GINI, "before": 0.50, "after": 0.40, "change": -0.10, "flags": "served_not_counted"}
    rows = [
        {**base, "measure_id": measure, "mode": mode, **values}
        for mode, measure in (("all", ""), ("alone", "M-1"))
        for values in (green, gini)
    ]
    return pd.DataFrame(rows).drop(columns=["scenario_id", "period", "run_id"])


def portfolio():
    """Return a choice of one measure of two."""
    told = '{"gain_kind": "served", "sum_of_gains": 1234.0, "chosen_cost": 7500.0}'
    rows = [("M-1", True, 1, 1234.0, 7500.0, "chosen"), ("M-2", False, None, np.nan, np.nan, "gain_unknown")]
    names = ("measure_id", "is_chosen", "rank", "gain", "cost_eur", "reason")
    frame = pd.DataFrame([dict(zip(names, row)) for row in rows])
    frame = frame.assign(budget_eur=10000.0, reason_values=told, total_gain=1200.0)
    return frame.astype({"rank": "Int64"})


@pytest.fixture(scope="module")
def contexts(build, tmp_path_factory):
    """The filled study as the document sees it, in both languages."""
    with build.study(tmp_path_factory.mktemp("chapters") / "study.gpkg") as study:
        fill(study)
        found = {one: Context(study, load_catalogue(), one, NoFigures(), lambda: None) for one in LANGUAGES}
        yield found


@pytest.fixture(scope="module")
def empty(build, tmp_path_factory):
    with build.study(tmp_path_factory.mktemp("empty") / "study.gpkg") as study:
        yield {one: Context(study, load_catalogue(), one, NoFigures(), lambda: None) for one in LANGUAGES}


def made(context, builder):
    out = Blocks(builder)
    BUILDERS[builder](context, out)
    return {block.id.partition(".")[2]: block for block in out.done()}


def texts(blocks):
    for block in blocks.values():
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield plain(block.runs)
        elif isinstance(block, BulletList):
            yield from (plain(item) for _, item in block.items)
        elif isinstance(block, Callout):
            yield f"{block.title} {block.text}"
        elif isinstance(block, Table):
            yield from (block.caption, block.note, *(column.heading for column in block.columns))
            yield from (cell.text for row in block.rows for cell in row)
        else:
            assert not isinstance(block, FigureBlock)


def cells(table):
    return [[cell.text for cell in row] for row in table.rows]


def text(block):
    return plain(block.runs)


def numbers(*words):
    return {number for word in words for number in re.findall(r"\d[\d.,]*\d|\d", word)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("builder", [*CHAPTERS, *ANNEXES])
def test_chapters_are_complete_with_everything_and_with_nothing(contexts, empty, builder, language):
    blocks = made(contexts[language], builder)
    assert blocks
    for found in (*texts(blocks), *texts(made(empty[language], builder))):
        assert not FORBIDDEN.search(found), found
    for block in blocks.values():
        if isinstance(block, Table):
            assert {len(row) for row in block.rows} == {len(block.columns)}, block.id


def test_what_is_missing_is_told_or_left_out(empty):
    assert made(empty["de"], "scenarios") == {}
    assert made(empty["de"], "answers") == {}
    assert "goals_none" in made(empty["de"], "monitoring")
    assert set(made(empty["de"], "participation")) == {"missing", "prompt"}
    assert list(made(empty["de"], "costs")) == ["missing", "financing_prompt"]
    optional = {c.builder for o in load_outlines().values() for c in o.chapters if c.optional}
    assert optional == {"scenarios", "answers", "economy"}


def test_goals_bring_dates_references_resolutions_and_the_smart_check(contexts):
    blocks = made(contexts["de"], "goals")
    target = {row[0]: row for row in cells(blocks["target_table"])}["Z1"]
    assert target[3].replace("\u00a0", " ") == "40,0 %\n(15.05.2022)"
    assert target[5] == "2035"
    assert cells(blocks["further_table"])[0][1:5] == ["Neue Geräte", "Leistung (Output)", "0 Stück\n(2022)", "20 Stück"]
    assert cells(blocks["references_table"])[0][:3] == ["Z1", "ökologisch", "11.7"]
    assert "https://example.org/24/1" in plain(blocks["decisions_list"].items[0][1])
    smart = {row[0]: row for row in cells(blocks["smart_table"])}
    assert smart["Z1"][1:6] == ["ja"] * 5
    assert smart["Z1"][6] == "nichts"
    assert "zuständige Stelle" in smart["Z2"][6]
    assert numbers(text(blocks["smart_text"])) == {"2", "1"}


def test_a_sheet_shows_all_that_is_known_and_nothing_else(contexts):
    blocks = made(contexts["de"], "measures")
    sheet = dict(cells(blocks["sheet.M-1.table"]))
    assert sheet["Ziele"] == "Z1 Mehr Grün (nicht beurteilt)"
    assert sheet["Ort"] == "Planungseinheiten: Unit west"
    assert sheet["Status"] == "geplant: Mittel fehlen"
    assert sheet["Zeitraum, geplant"] == "März 2027 bis 2029"
    assert sheet["Kosten"] == "7.500 Euro"
    assert "Bund: 4.000 Euro" in sheet["Finanzierung"]
    assert sheet["Angenommene Wirkungen"].startswith("neue öffentliche Grünfläche: Park (")
    assert "Ort" not in sheet["Angenommene Wirkungen"], "where it is, is no effect"
    assert "Berechnete Wirkung" not in sheet, "what was computed from other measures is not told"
    other = dict(cells(blocks["sheet.M-2.table"]))
    assert other["Ziele"].endswith("(−2)")
    assert other["Kosten"] == "480.000 Euro (erste Schätzung)"
    assert "sheet.M-3.table" not in blocks, "nothing is known of it but its title"
    assert blocks["schedule_problems_list"].items, "it starts before what it needs has ended"


def test_a_sheet_tells_what_was_computed_for_the_measure_alone(contexts, monkeypatch):
    monkeypatch.setattr(contexts["de"].strategy, "is_outdated", lambda _: False)
    table = made(contexts["de"], "measures")["sheet.M-1.table"]
    line = dict(cells(table))["Berechnete Wirkung"].replace("\u00a0", " ")
    assert "40,0 % → 55,0 % (allein gerechnet; ● günstiger)" in line
    assert "rund 1.230 Menschen" in line
    assert table.evidence == (RUN.run_id,)


def test_costs_are_split_so_that_they_fit_and_add_up(contexts):
    blocks = made(contexts["de"], "costs")
    rows = {row[0]: row for row in cells(blocks["table"])}
    assert rows["M-1"][2:] == ["7.500", "1.200", "6.300", "42,9"]
    assert rows["M-2"][2] == "rd. 480.000", "an estimate is not taken for costs entered, nor added to them"
    assert rows["M-3"][2:] == ["k. A."] * 4
    assert rows["Summe"][2] == "7.500", "the same sum as by year, and as in the atlas"
    assert numbers(text(blocks["intro"])) == {"1", "3", "7.500"}
    assert numbers(text(blocks["estimates"])) == {"1", "480.000"}
    parts = [blocks["years_table.1"], blocks["years_table.2"]]
    assert [len(part.columns) for part in parts] == [8, 4], "seven years and what has none"
    assert [cells(part)[0][-1] for part in parts] == ["7.500", "7.500"]
    shown = [cell for part in parts for cell in cells(part)[0][1:-1]]
    assert sum(float(cell.replace(".", "")) for cell in shown) == 7500
    assert cells(blocks["sources_table"])[-1] == ["Summe", "4.000", "3.000", "7.000"]
    assert any("500" in plain(item) for _, item in blocks["checks_list"].items), "500 euros are not financed"
    assert "33,3" in text(blocks["checks_text"])
    funds = cells(made(contexts["de"], "bundling")["funds"])
    assert funds[0] == ["Bund", "Städtebauförderung", "beantragt", "4.000"]


def test_scenarios_say_what_the_tables_hold(contexts):
    blocks = made(contexts["de"], "scenarios")
    table, people = cells(blocks["scenario.S1.table"]), cells(blocks["scenario.S1.people"])
    green = table[[row[0] for row in table].index("Bevölkerung in der Nähe einer öffentlichen Grünfläche")]
    assert [part.replace("\u00a0", " ") for part in green[1:]] == [
        "40,0 %",
        "55,0 %",
        "+15,0 %-Pkt.",
        "● günstiger",
        "38 %",
    ]
    assert [row[4] for row in table] == ["● günstiger", "● günstiger"]
    assert people[0][1:] == ["1.230", "< 10", "k. A.", "0", "7.500", "6"]
    assert len(people) == 1
    findings = text(blocks["scenario.S1.findings"])
    assert numbers(findings) >= {"2", "0", "1.230"}
    assert "günstiger: 2" in findings
    assert blocks["scenario.S1.table"].evidence == (RUN.run_id,)
    assert "scenario.S2.table" not in blocks
    assert "scenario.S3.open" in blocks
    assert "scenario.S1.old" in blocks, "the run knows nothing of today's measures"
    flags = text(blocks["scenario.S1.flags"])
    assert "ohne neu Zugezogene" in flags
    assert "zählt keine Menschen" not in flags
    assert "Park (frei zugänglich)" in plain(blocks["assumptions_list"].items[0][1])
    assert len(blocks["kinds_list"].items) == 1, "a mere place needs no reckoning"


def test_a_choice_under_a_budget_gives_reasons(contexts):
    blocks = made(contexts["de"], "scenarios")
    name = f"portfolio.S1.{GREEN}.exact"
    rows = cells(blocks[f"{name}.table"])
    assert rows[0][2:] == ["ja (1)", "1.230 Menschen", "7.500", "gewählt"]
    assert rows[1][2:] == ["nein", "k. A.", "k. A.", "Gewinn nicht bekannt"]
    assert numbers(text(blocks[f"{name}.text"])) == {"10.000", "1", "7.500", "1.230", "1.200"}
    assert blocks[f"{name}.table"].evidence == (CHOICE.run_id,)


def test_flags_are_said_once_with_the_indicators_they_hold_for(contexts):
    rows = pd.DataFrame({"indicator_id": [GREEN, GINI], "flags": ["costs_unknown", "costs_unknown,no_target"]})
    assert flag_lines(contexts["de"], rows) == ["Kosten nicht vollständig bekannt"]
    rows["flags"] = ["costs_unknown", None]
    assert flag_lines(contexts["de"], rows)[0].startswith("Kosten nicht vollständig bekannt (Bevölkerung")
    assert flag_lines(contexts["en"], rows.assign(flags="estimated_input")) == ["based on estimated input data"]


def test_participation_counts_and_answers(contexts):
    blocks = made(contexts["de"], "participation")
    assert numbers(text(blocks["intro_text"])) == {"3", "1", "2"}
    statuses = dict(cells(blocks["status_table"]))
    assert (statuses["aufgenommen"], statuses["nicht aufgenommen"], statuses["Summe"]) == ("1", "1", "3")
    assert "33" in text(blocks["results_text"]), "one of three is answered"
    assert "examples" in blocks
    assert blocks["questions_list"].items
    rows = {row[0]: row for row in cells(made(contexts["de"], "answers")["table"])}
    assert rows["B1"][1:] == ["Beispiel: Mehr Schatten\nEs ist heiß.", "aufgenommen", "Wird gebaut.", "Z1, M-1"]
    assert rows["B2"][1].endswith("…")
    assert rows["B2"][3] == "noch keine Antwort"
    parts = made(contexts["de"], "isek_participation")
    assert "public.procedures_table" in parts
    assert "results.status_table" in parts
    assert "results.results" not in parts, "the heading would stand there twice"
    assert "bodies_prompt" in parts


def test_more_answers_than_an_annex_bears_are_counted(contexts, monkeypatch):
    monkeypatch.setattr(sys.modules["smartcity_plugin.report.sections.participation"], "MOST_ANSWERS", 1)
    table = made(contexts["de"], "answers")["table"]
    assert len(table.rows) == 1
    assert numbers(table.note) == {"1", "2"}


def test_monitoring_names_lights_in_words_and_warns_of_outputs(contexts):
    blocks = made(contexts["de"], "monitoring")
    rows = {row[0]: row for row in cells(blocks["goals_table"])}
    assert rows["Z1"][5] == "○ noch nicht zu beurteilen\nkein Wert"
    assert rows["Z2"][2] == "1,5 Stück\n(Juni 2024)"
    assert rows["Z2"][5] == "■ im Rückstand"
    assert "Z2" in text(blocks["outputs"])
    assert "im Rückstand: 1" in text(blocks["goals_findings"])
    short = made(contexts["de"], "steering")
    assert "monitoring.goals_table" in short
    assert "monitoring.table" not in short


def test_checklists_show_verdict_and_answer_side_by_side(contexts):
    blocks = made(contexts["de"], "funding")
    rows = {row[0].split("\n")[0]: row for row in cells(blocks["application_table"])}
    council = rows["Beschluss des Rates"]
    assert council[1] == "▲ teilweise"
    assert "Antwort der Kommune: erfüllt" in council[3]
    assert "aus zweiter Hand" in council[0]
    assert "Ziele mit Beschluss: 1 von 3" in council[2]
    assert "8 bis 12" in text(blocks["criteria_text"])
    shown = [row[1] for name in ("demands", "application", "criteria") for row in cells(blocks[f"{name}_table"])]
    counted = numbers(text(blocks["findings"]).split(")")[0])
    assert counted == {str(len(shown)), *(str(sum(cell.startswith(sign) for cell in shown)) for sign in "●▲■○")}
    assert any("Projektvorgabe" in plain(item) for _, item in blocks["reckoning_list"].items)
    charta = {row[0].split("\n")[0]: row for row in cells(made(contexts["de"], "charta")["guidelines_table"])}
    assert charta["1.3 Zuständigkeiten und Strukturen anpassen"][3].endswith("Beispiel: Stabsstelle")
    first = charta["1.1 Digitalisierung an Zielen nachhaltiger Stadtentwicklung ausrichten"]
    assert first[2] == "Ziele: Z1\nMaßnahmen: M-1", "M-2 was judged a conflict"


def test_links_and_loose_ends(contexts):
    blocks = made(contexts["de"], "traceability")
    rows = {row[0]: row for row in cells(blocks["measures_table"])}
    assert rows["M-1"][2] == "Z1"
    assert rows["M-3"][2] == "–"
    assert rows["M-2"][2] == "–"
    kinds = {row[0]: row for row in cells(blocks["orphans_table"])}
    assert kinds["Maßnahmen ohne Ziel"][1:] == ["2", "M-2, M-3"]
    assert kinds["Ziele, die nur Aufwand oder Leistung messen"][2] == "Z2"
    assert "needs_none" in blocks, "there are no results yet"
