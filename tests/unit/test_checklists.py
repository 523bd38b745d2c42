# SPDX-License-Identifier: GPL-2.0-or-later
"""The checklists: honest texts, strict reading, verdicts by the facts of a study, answers that overrule nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import shapely

from smartcity_plugin.catalogue import CatalogueError, load_catalogue
from smartcity_plugin.catalogue.checklists import FOLDER, fact_line, load_checklists, read_checklist
from smartcity_plugin.model.checklist import FULFILLED, PARTLY, STATUSES, UNFULFILLED, UNKNOWN
from smartcity_plugin.model.indicator import Status
from smartcity_plugin.model.problem import SmartCityError
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
    Procedure,
)
from smartcity_plugin.study.checklists import (
    CHECKS,
    answer_change,
    answer_of,
    charta_comparison,
    counts,
    fact_lines,
    funding_check,
)
from smartcity_plugin.study.provenance import start_run
from smartcity_plugin.study.register_changes import Change, apply
from smartcity_plugin.study.relations import save_relations

GREEN = "gre_access_300m_share"


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        yield study


def checked(study, name="funding"):
    return {item.item.id: item for item in CHECKS[name](study, load_catalogue())}


def facts(study, item):
    return dict(checked(study)[item].facts)


# The lists -----------------------------------------------------------------------------------------------------------


def test_nothing_unseen_is_sold_as_verified():
    for checklist in load_checklists().values():
        for item in checklist.items.values():
            assert item.status in (Status.SECONDARY, Status.TO_VERIFY), item.id
            assert item.is_manual or (item.reckoning.de and item.reckoning.en)
            for language in ("de", "en"):
                assert not re.search(r"[{}]", item.reckoning.in_language(language))
                marked = "Projektvorgabe" if language == "de" else "project default"
                assert not item.thresholds or marked in item.reckoning.in_language(language), item.id
    charta = load_checklists()["charta"].items
    vocabulary = load_catalogue().vocabulary
    assert set(charta) == {*vocabulary.charta, *vocabulary.guidelines}
    unseen = {key for key, item in charta.items() if item.status is Status.TO_VERIFY}
    assert unseen == {"wettbewerbsfaehig", "3.2", "3.3", "4.1", "4.2", "4.3"}
    assert "8 bis 12" in load_checklists()["funding"].group_notes["criteria"].de
    numbered = [key for key in load_checklists()["funding"].items if key.startswith("criterion_")]
    assert numbered == [f"criterion_{number}" for number in range(1, 8)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("rule: inventory", "rule: magic", "magic"),
        ("thresholds: {sectors: 2}", "thresholds: {}", "different limits"),
        ("status: secondary", "status: sure", "sure"),
        ("group: demands", "group: nobody", "nobody"),
        ("rule: open_source", "rule: manual", "no item uses the rule"),
    ],
)
def test_a_wrong_list_is_refused(tmp_path, old, new, message):
    text = (FOLDER / "funding.yaml").read_text(encoding="utf-8")
    path = tmp_path / "funding.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        read_checklist(path, load_catalogue().vocabulary)


def test_facts_have_words_in_both_languages():
    assert fact_line(("measures_with_place", (1200, 1300)), "de") == "Maßnahmen mit Ort auf der Karte: 1.200 von 1.300"
    assert fact_line(("measures_with_place", (1200, 1300)), "en").endswith("1,200 of 1,300")
    assert "15.05.2022" in fact_line(("needs_since", "2022-05-15"), "de")


# Evaluation ----------------------------------------------------------------------------------------------------------


def test_an_empty_study_fulfils_nothing_and_says_what_it_cannot_tell(study):
    found = checked(study)
    assert not [key for key, item in found.items() if item.status in (FULFILLED, PARTLY)]
    unknown = {key for key, item in found.items() if item.status == UNKNOWN}
    manual = {key for key, item in found.items() if item.item.is_manual}
    assert manual <= unknown
    assert unknown - manual == {
        *("spatial", "no_isolated", "open_source", "costs", "impact", "criterion_1", "criterion_2", "criterion_5"),
        "criterion_7",
    }
    assert sum(counts(found.values()).values()) == len(found)
    assert {item.status for item in charta_comparison(study, load_catalogue())} == {UNKNOWN}
    for language in ("de", "en"):
        for item in (*found.values(), *charta_comparison(study, load_catalogue())):
            assert all(line and "{" not in line for line in fact_lines(item, language))


def test_the_order_asks_for_needs_before_measures(study):
    assert checked(study)["order"].status == UNFULFILLED
    study.save_goals([Goal("L", "Leitbild", level="vision"), Goal("Z1", "Grün", indicator_id=GREEN)])
    study.save_measures([Measure("M1", "Park", goal_ids="Z1"), Measure("M2", "Platz", goal_ids="Z1")])
    assert checked(study)["order"].status == PARTLY, "no needs yet"
    run = start_run("assess_needs", {}, (), {})
    study.save_run(run)
    assert checked(study)["order"].status == FULFILLED
    begun = run.started_at[:4]
    study.save_measures(
        [Measure("M1", "Park", goal_ids="Z1", actual_start=str(int(begun) - 1)), Measure("M2", "Platz", goal_ids="Z1")]
    )
    item = checked(study)["order"]
    assert item.status == PARTLY
    assert dict(item.facts)["begun_before"] == 1
    assert "measure:M1" in item.evidence
    study.save_measures([Measure("M1", "Park", goal_ids="Z1", actual_start=begun), Measure("M2", "Platz")])
    assert facts(study, "order")["begun_before"] == 0, "a start told only as the same year may be later"
    assert facts(study, "order")["measures_with_goal"] == (1, 2)


def test_sectors_interactions_and_isolation(study):
    study.save_goals([Goal("Z1", "Grün", sector="green"), Goal("Z2", "Wege", sector="mobility")])
    study.save_measures([Measure("M1", "Park", sector="green", goal_ids="Z1"), Measure("M2", "Weg", sector="mobility")])
    assert checked(study)["cross_sector"].status == PARTLY
    assert checked(study)["no_isolated"].status == PARTLY
    judgements = [
        Relation(RelationKind.MEASURE_GOAL, "M1", "Z2", 1),
        Relation(RelationKind.MEASURE_GOAL, "M2", "Z2", 2),
    ]
    save_relations(study, RelationKind.MEASURE_GOAL, judgements)
    assert checked(study)["cross_sector"].status == FULFILLED
    assert checked(study)["no_isolated"].status == FULFILLED
    assert facts(study, "no_isolated") == {"measures_with_goal": (2, 2), "several_goals": 1, "sector_mix": 1}
    save_relations(study, RelationKind.MEASURE_GOAL, [Relation(RelationKind.MEASURE_GOAL, "M2", "Z2", -1, "weil")])
    assert checked(study)["no_isolated"].status == PARTLY, "a conflict serves no goal"


def test_places_count_areas_and_effects(study):
    study.save_measures([Measure(f"M{n}", "x", unit_ids="west" if n < 4 else None) for n in range(5)])
    assert checked(study)["spatial"].status == FULFILLED, "80 per cent are enough"
    study.save_measures([Measure("M1", "x", unit_ids="west"), Measure("M2", "y")])
    assert checked(study)["spatial"].status == PARTLY
    effect = Change(None, Effect("e1", "M2", "place"), None, shapely.Point(10, 10), "point")
    apply(study, [effect])
    assert facts(study, "spatial")["measures_with_place"] == (2, 2)


def test_dimensions_participation_and_resolution(study):
    study.save_goals([Goal("Z1", "a", dimensions="ecological,social"), Goal("Z2", "b", dimensions="economic")])
    assert checked(study)["dimensions"].status == FULFILLED
    study.save_records(Procedure, [Procedure("P1", "Werkstatt")])
    assert checked(study)["participation"].status == PARTLY
    answered = [Contribution(f"B{n}", "P1", status="adopted", answer="Ja") for n in range(4)]
    study.save_records(Contribution, [*answered, Contribution("B5", "P1", status="rejected")])
    assert checked(study)["participation"].status == FULFILLED, "80 per cent are answered"
    study.save_records(Contribution, [*answered, *(Contribution(f"C{n}", "P1") for n in range(2))])
    assert checked(study)["participation"].status == PARTLY
    assert checked(study)["resolution"].status == UNFULFILLED
    study.save_goals([Goal("Z1", "a", decision="Vorlage 24/1")])
    assert checked(study)["resolution"].status == PARTLY
    study.change_settings(state="decided")
    assert checked(study)["resolution"].status == PARTLY, "who decided must be named"
    study.change_settings(decision="Rat vom 1.2.2026")
    assert checked(study)["resolution"].status == FULFILLED


def test_money_open_source_and_outcomes(study):
    study.save_measures([Measure("M1", "a", kind="digital", cost_eur=500.0, lead="Amt"), Measure("M2", "b")])
    assert checked(study)["open_source"].status == UNFULFILLED
    assert checked(study)["costs"].status == PARTLY
    assert facts(study, "costs")["measures_financed"] == (0, 2)
    assert facts(study, "criterion_7") == {"measures_with_costs": (1, 2), "measures_with_lead": (1, 2)}
    study.save_records(Cost, [Cost("c1", "M1", gross_eur=100.0), Cost("c2", "M2", gross_eur=50.0)])
    study.save_records(Financing, [Financing("f1", "M1", eur=99.99), Financing("f2", "M2", eur=None)])
    assert facts(study, "costs") == {"measures_with_costs": (2, 2), "measures_financed": (1, 2)}, "a cent is rounding"
    study.save_records(Financing, [Financing("f1", "M1", eur=100.0), Financing("f2", "M2", eur=60.0)])
    assert checked(study)["costs"].status == FULFILLED
    study.save_measures([Measure("M1", "a", kind="digital", open_source="opencode.de/x", unit_ids="west")])
    assert checked(study)["open_source"].status == FULFILLED
    assert checked(study)["criterion_5"].status == FULFILLED
    study.save_goals([Goal("Z1", "a", indicator_id=GREEN, baseline=1.0, target=2.0), Goal("Z2", "b")])
    study.save_records(GoalIndicator, [GoalIndicator("S1", "Z2", kind="output", baseline=0.0, target=9.0)])
    known = {"goals_with_target": (2, 2), "goals_with_outcome": (1, 2), "outcomes_with_target": (1, 2)}
    assert facts(study, "impact") == known
    assert checked(study)["impact"].status == PARTLY


def test_effects_are_measured_only_by_outcomes_that_have_a_target(study):
    study.save_goals([Goal("Z1", "a", indicator_id=GREEN)])
    series = GoalIndicator("S1", "Z1", kind="output", baseline=0.0, target=9.0)
    study.save_records(GoalIndicator, [series])
    item = checked(study)["impact"]
    assert (item.status, dict(item.facts)["outcomes_with_target"]) == (UNFULFILLED, (0, 1)), "only downloads have one"
    study.save_records(GoalIndicator, [GoalIndicator("S1", "Z1", indicator_id=GREEN, kind="output", baseline=1.0)])
    study.save_goals([Goal("Z1", "a")])
    assert dict(checked(study)["impact"].facts)["goals_with_outcome"] == (0, 1), "people called it an output"
    assert facts(study, "order")["goals_with_need"] == (1, 1), "an indicator of the catalogue, wherever it stands"
    assert checked(study)["criterion_2"].status == UNFULFILLED
    study.save_records(GoalIndicator, [GoalIndicator("S1", "Z1", "Zählung", kind="outcome", baseline=1.0)])
    assert checked(study)["criterion_2"].status == FULFILLED


def test_a_word_is_no_place_of_source_code_and_units_are_a_place(study):
    def one(**fields):
        study.save_measures([Measure("M1", "a", kind="digital", **fields)])
        return checked(study)

    for text in ("keine", "nein, Fachverfahren der Fa. Muster", "geplant"):
        assert one(open_source=text)["open_source"].status == UNFULFILLED, text
    assert one(open_source="https://gitlab.opencode.de/x")["open_source"].status == FULFILLED
    study.save_measures([Measure("M1", "a")])
    before = study.measures()[0]
    apply(study, [Change(before, replace(before, unit_ids="west"))])  # as in a table of QGIS: without an area
    assert not study.measure_shapes()
    assert checked(study)["spatial"].status == FULFILLED


def test_the_charta_is_not_observed_by_answers_that_say_so(study):
    keys = load_checklists()["charta"].items
    study.save_records(Answer, [Answer(key, "charta", key, "unfulfilled") for key in keys])
    found = checked(study)["charta"]
    assert (found.status, dict(found.facts)["guidelines_answered"]) == (UNFULFILLED, (0, 12))
    study.save_records(Answer, [Answer(key, "charta", key, "partly") for key in keys])
    assert checked(study)["charta"].status == PARTLY
    said = [Answer(key, "charta", key, "fulfilled" if key != "1.3" else "not_applicable") for key in keys]
    study.save_records(Answer, said)
    assert checked(study)["charta"].status == FULFILLED
    study.save_goals([Goal("Z1", "a", charta="sicher")])
    study.save_measures([Measure("M1", "x", goal_ids="Z1", status="deferred")])
    assert checked(study, "charta")["sicher"].status == PARTLY, "what was deferred does nothing for it"


def test_the_charta_names_what_refers_to_it(study):
    study.save_goals([Goal("Z1", "a", charta="lebenswert,sicher", guideline="1.1"), Goal("Z2", "b", charta="sicher")])
    study.save_measures([Measure("M1", "x", goal_ids="Z2"), Measure("M2", "y")])
    found = checked(study, "charta")
    assert found["lebenswert"].status == PARTLY
    assert found["lebenswert"].evidence == ("goal:Z1",)
    assert found["sicher"].status == FULFILLED
    assert "measure:M1" in found["sicher"].evidence
    assert dict(found["sicher"].facts) == {"goals": 2, "measures": 1, "indicators": 0}
    assert found["1.1"].status == PARTLY
    assert found["1.2"].status == UNKNOWN
    assert facts(study, "charta") == {"charta_met": (1, 20), "attributes_met": (2, 8), "guidelines_answered": (1, 12)}


# Answers -------------------------------------------------------------------------------------------------------------


def test_an_answer_counts_only_where_the_study_cannot_tell(study):
    answers = [
        Answer("a1", "funding", "scalable", "fulfilled", "Ja"),
        Answer("a2", "funding", "resolution", "fulfilled"),
        Answer("a3", "charta", "1.3", "not_applicable"),
        Answer("a4", "funding", "exchange", "perhaps"),
    ]
    study.save_records(Answer, answers)
    found = checked(study)
    assert (found["scalable"].status, found["scalable"].evaluated) == (FULFILLED, UNKNOWN)
    assert (found["resolution"].status, found["resolution"].is_contested) == (UNFULFILLED, True)
    assert found["exchange"].status == UNKNOWN, "a status that there is not counts for nothing"
    assert checked(study, "charta")["1.3"].status == "not_applicable"
    assert facts(study, "charta")["guidelines_answered"] == (1, 12)
    assert set(counts(found.values())) == set(STATUSES)


def test_answers_are_changed_row_by_row(study):
    change = answer_change("funding", "scalable", None, text="  Ja ", responsible="Amt")
    apply(study, [change])
    stored = answer_of(study, "funding", "scalable")
    assert (stored.text, stored.responsible, stored.status) == ("Ja", "Amt", None)
    assert stored.changed_at
    assert answer_change("funding", "scalable", stored, text="Ja", responsible="Amt") is None
    apply(study, [answer_change("funding", "scalable", stored, status="partly", text="Ja", responsible="Amt")])
    assert answer_of(study, "funding", "scalable").status == "partly"
    with pytest.raises(SmartCityError, match="register_conflict"):
        apply(study, [answer_change("funding", "scalable", stored, status="fulfilled", text="Ja", responsible="Amt")])
    apply(study, [answer_change("funding", "scalable", answer_of(study, "funding", "scalable"))])
    assert answer_of(study, "funding", "scalable") is None
    assert answer_change("funding", "scalable", None, text=" ") is None
    with pytest.raises(SmartCityError, match="checklist_item_unknown"):
        answer_change("funding", "nothing", None, text="x")
    with pytest.raises(SmartCityError, match="checklist_status_unknown"):
        answer_change("funding", "scalable", None, status="unknown")


def test_results_count_once_they_are_stored(study, build, monkeypatch):
    catalogue = load_catalogue()
    assert funding_check(study, catalogue)[0].status == UNFULFILLED
    build.inventory(study, catalogue)
    item = checked(study)["inventory"]
    assert item.status == PARTLY
    assert dict(item.facts)["layers"] == 2
    assert dict(item.facts)["indicators"] == 0
