# SPDX-License-Identifier: GPL-2.0-or-later
"""Strengths, weaknesses, opportunities and threats: suggested by numbers, decided by people, printed when accepted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.report.swot_words import CandidateWords
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words
from smartcity_plugin.study import swot as swot_module
from smartcity_plugin.study.assessment import assess_and_save
from smartcity_plugin.study.overlay_tables import SWOT
from smartcity_plugin.study.swot import (
    ACCEPTED,
    CANDIDATE,
    KINDS,
    LETTERS,
    REJECTED,
    STATES,
    Candidate,
    candidates,
    decide,
    entries,
    suggest,
)
from smartcity_plugin.study.workflow import compute_and_save

ACCESS, SUPPLY, CITY = "gre_access_300m_share", "gre_local_supply", "05315000"


@pytest.fixture
def study(tmp_path, build, catalogue):
    """A park serves the west (100 people and half of 50); the east has the other half."""
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [ACCESS, SUPPLY])
        assess_and_save(study, catalogue)
        yield study


def plainly(candidate):
    return f"text {candidate.kind} {candidate.unit_id}", f"basis {candidate.facts.get('score')}"


def keys(found):
    return {(item.kind, item.reason, item.unit_id, item.sector, item.indicator_id) for item in found}


# What numbers suggest -----------------------------------------------------------------------------------------------


def test_scores_suggest_strengths_and_weaknesses(study, catalogue):
    """The city: 720 of 6 m² per person and 67 % of people in reach; the east has nothing in its sector."""
    assert keys(candidates(study, catalogue)) == {
        ("strength", "score", CITY, "green", SUPPLY),
        ("strength", "score", "west", "green", ""),
        ("weakness", "score", "east", "green", ""),
    }


def test_units_with_few_people_suggest_nothing(study, catalogue, build):
    cells = build.cells([build.square(x, 400) for x in (100, 1500)], [100, 9])
    study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
    compute_and_save(study, catalogue, [ACCESS, SUPPLY])
    assess_and_save(study, catalogue)
    assert "east" not in {item.unit_id for item in candidates(study, catalogue)}


def test_estimates_suggest_nothing(study, catalogue):
    """A median stands in for what is unknown: the index has a score, but no value of the place carries it."""
    needs = study.needs()
    assert ("weakness", "score", "east", "green", "") in keys(candidates(study, catalogue))
    whole = study.values()
    with pytest.MonkeyPatch.context() as patch:
        gone = whole.assign(value=whole["value"].where(whole["unit_id"] == "west"))
        patch.setattr(type(study), "values", lambda self, period=None: gone)
        found = keys(swot_module._of_city(study, catalogue, needs) + swot_module._of_units(study, catalogue, needs))
    assert found == {("strength", "score", "west", "green", "")}


def test_without_needs_nothing_is_suggested(tmp_path, build, catalogue):
    with build.study(tmp_path / "empty.gpkg") as study, pytest.raises(SmartCityError) as caught:
        candidates(study, catalogue)
    assert caught.value.problem.key == "swot_without_needs"
    assert len(catalogue.sentence(caught.value.problem, "de")) > 40


def with_parks_growing(study, catalogue, build, sizes):
    """Compute the share of people in reach of a park for a series of years, by parks of the sizes (m)."""
    for number, size in enumerate(sizes):
        park = build.table([build.square(900 - size, 0, size)], "public_green", name=["Park"])
        study.save_layer(catalogue.roles["public_green"], build.passport("public_green"), park)
        compute_and_save(study, catalogue, [SUPPLY], period=f"{2015 + number}-05-15")


@pytest.mark.parametrize(
    ("sizes", "kind"),
    [
        ([100, 150, 200, 250, 300], "opportunity"),
        ([300, 250, 200, 150, 100], "threat"),
        ([100, 150, 200, 250], ""),  # four dates can never be reliable
        ([100, 300, 150, 250, 200], ""),  # no trend
    ],
)
def test_only_reliable_trends_suggest_anything(tmp_path, build, catalogue, sizes, kind):
    with build.study(tmp_path / "study.gpkg", reference_date=f"{2014 + len(sizes)}-05-15") as study:
        cells = build.cells([build.square(850, 400), build.square(1500, 400)], [500, 40])
        study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
        with_parks_growing(study, catalogue, build, sizes)
        assess_and_save(study, catalogue)
        found = [item for item in candidates(study, catalogue) if item.reason == "trend"]
    assert [item.kind for item in found] == ([kind] if kind else [])
    if found:
        facts = found[0].facts
        assert facts["periods"] == 5
        assert facts["p"] <= 0.05
        assert (facts["start"], facts["end"]) == ("2015-05-15", "2019-05-15")
        assert (facts["value_from"] < facts["value_to"]) == (kind == "opportunity")


def test_a_doubtful_comparison_is_no_trend(study, catalogue, build, monkeypatch):
    """The same trend, but with another method in between."""
    cells = build.cells([build.square(850, 400)], [500])
    study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
    with_parks_growing(study, catalogue, build, [100, 150, 200, 250, 300])
    real = swot_module.changes
    assert [item.kind for item in swot_module._trends(study, catalogue)] == ["opportunity"]
    monkeypatch.setattr(swot_module, "changes", lambda *given: real(*given).assign(flags="other_method"))
    assert swot_module._trends(study, catalogue) == []


def test_forecasts_suggest_where_people_come_to_needs(study, catalogue, build):
    """Both units grow by 20 % and 4 %: only the first is named. West has few needs, east many."""
    for growing, kind in (("east", "threat"), ("west", "opportunity")):
        other = {"east": "west", "west": "east"}[growing]
        rows = [(growing, 2025, 100), (growing, 2040, 120), (other, 2025, 100), (other, 2040, 104)]
        frame = pd.DataFrame(rows, columns=["unit_id", "year", "population"])
        table = build.table([None] * 4, "population_forecast", **{name: frame[name] for name in frame})
        study.save_layer(catalogue.roles["population_forecast"], build.passport("population_forecast"), table)
        found = [item for item in candidates(study, catalogue) if item.reason == "forecast"]
        assert [(item.kind, item.unit_id) for item in found] == [(kind, growing)]
        assert found[0].facts["share"] == pytest.approx(0.2)
        assert (found[0].facts["start"], found[0].facts["end"]) == (2025, 2040)


def test_a_forecast_of_one_year_suggests_nothing(study, catalogue, build):
    table = build.table([None], "population_forecast", unit_id=["east"], year=[2040.0], population=[500.0])
    study.save_layer(catalogue.roles["population_forecast"], build.passport("population_forecast"), table)
    assert not [item for item in candidates(study, catalogue) if item.reason == "forecast"]


# Storing ------------------------------------------------------------------------------------------------------------


def test_suggestions_are_candidates_and_come_once(study, catalogue):
    found = candidates(study, catalogue)
    first = suggest(study, found, plainly)
    assert first.new == ("S1", "W1", "S2")
    assert first.waiting == 3
    frame = entries(study).set_index("swot_id")
    assert set(frame["state"]) == {CANDIDATE}
    assert frame.loc["S1", "indicator_id"] == SUPPLY
    assert frame.loc["W1", "text"] == "text weakness east"
    again = suggest(study, found, plainly)
    assert (again.new, again.removed, again.waiting) == ((), (), 3)
    assert len(entries(study)) == 3


def test_decided_ones_are_never_touched(study, catalogue):
    found = candidates(study, catalogue)
    suggest(study, found, plainly)
    assert decide(study, ["S1"], ACCEPTED, "Grün für alle") == 1
    decide(study, ["W1"], REJECTED)
    before = entries(study).set_index("swot_id")
    later = suggest(study, [], plainly)
    after = entries(study).set_index("swot_id")
    assert list(after.index) == ["S1", "W1"]
    pd.testing.assert_frame_equal(after, before.loc[["S1", "W1"]])
    assert later.removed == ("S2",)
    assert later.without_basis == ("S1",)  # a rejected one needs no basis
    back = suggest(study, found, plainly)
    assert back.new == ("S2",)
    pd.testing.assert_frame_equal(entries(study).set_index("swot_id").loc[["S1", "W1"]], before.loc[["S1", "W1"]])


def test_a_candidate_keeps_a_changed_text_and_gets_the_new_basis(study):
    one = Candidate("strength", "score", "west", "green", facts={"score": 80.0})
    suggest(study, [one], plainly)
    decide(study, ["S1"], CANDIDATE, "Mein Text")
    suggest(study, [replace(one, facts={"score": 90.0})], plainly)
    row = entries(study).iloc[0]
    assert (row["text"], row["basis"], row["state"]) == ("Mein Text", "basis 90.0", CANDIDATE)


def test_what_was_written_by_hand_stays(study):
    own = pd.DataFrame([{"kind": "opportunity", "text": "Neue Hochschule", "state": ACCEPTED}])
    waiting = pd.DataFrame([{"kind": "threat", "text": "Noch offen", "state": CANDIDATE}])
    study.save_product(None, SWOT, pd.concat([own, waiting]))
    suggest(study, [], plainly)
    assert list(entries(study)["text"]) == ["Neue Hochschule", "Noch offen"]


def test_numbers_are_not_given_twice(study):
    one, other = (Candidate("weakness", "score", unit, "green", facts={"score": 5.0}) for unit in ("west", "east"))
    suggest(study, [one], plainly)
    outcome = suggest(study, [other], plainly)
    assert (outcome.removed, outcome.new) == (("W1",), ("W2",))


@pytest.mark.parametrize(
    ("ids", "state", "text", "key"),
    [
        (["S9"], ACCEPTED, "", "swot_unknown"),
        ([], ACCEPTED, "", "swot_unknown"),
        (["S1", "S2"], ACCEPTED, "Text", "swot_text_for_one"),
        (["S2"], ACCEPTED, "", "swot_text_missing"),
    ],
)
def test_wrong_decisions_change_nothing(study, catalogue, ids, state, text, key):
    rows = [{"swot_id": "S1", "kind": "strength", "text": "a"}, {"swot_id": "S2", "kind": "strength"}]
    study.save_product(None, SWOT, pd.DataFrame(rows).assign(state=CANDIDATE))
    with pytest.raises(SmartCityError) as caught:
        decide(study, ids, state, text)
    assert caught.value.problem.key == key
    assert len(catalogue.sentence(caught.value.problem, "de")) > 40
    assert set(entries(study)["state"]) == {CANDIDATE}


def test_vocabularies_are_those_of_the_code(catalogue):
    assert tuple(catalogue.vocabulary.swot_kinds) == KINDS == tuple(LETTERS)
    assert tuple(catalogue.vocabulary.swot_states) == STATES


# Words --------------------------------------------------------------------------------------------------------------


def told(catalogue, language, candidate):
    words = Words(Texts(language, load_texts()), catalogue.vocabulary)
    return CandidateWords(words, catalogue, {CITY: "Köln", "east": "Osten"}, "2022-05-15")(candidate)


def test_words_of_a_score(catalogue):
    facts = {"score": 82.4, "flags": "estimated_input,"}
    text, basis = told(catalogue, "de", Candidate("strength", "score", CITY, "green", SUPPLY, facts))
    assert text == f"Köln: gute Werte bei „{catalogue.indicators[SUPPLY].title.de}“"
    assert basis == (
        "82 von 100 Punkten am 15. Mai 2022; Vorschlag ab 75 und bis 25 Punkten (Projektvorgabe, nicht amtlich). "
        "Zum Wert: beruht auf geschätzten Eingangsdaten."
    )


def test_words_of_trend_and_forecast(catalogue):
    facts = {"value_from": 4.0, "value_to": 8.0, "start": "2015", "end": "2019", "periods": 5, "p": 0.0167}
    text, basis = told(catalogue, "de", Candidate("threat", "trend", CITY, "green", SUPPLY, facts))
    assert text.endswith("entwickelt sich ungünstig")
    assert "5 Stichtage, p = 0,017 nach Mann und Kendall" in basis
    facts = {"score": 12.0, "share": 0.2, "start": 2025, "end": 2040}
    text, basis = told(catalogue, "en", Candidate("threat", "forecast", "east", facts=facts))
    assert text == "Osten: the population grows where needs are high today"
    assert basis.startswith("Forecast 2025 to 2040: 20\u00a0% more people")
    assert "given the supply of today" in basis


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_of_candidate_has_words_without_numbers(catalogue, language):
    numbers = {"score": 1.0, "share": 0.1, "start": 2025, "end": 2040, "p": 0.01, "periods": 5}
    numbers |= {"value_from": 1.0, "value_to": 2.0}
    for reason, kinds in {"score": KINDS[:2], "trend": KINDS[2:], "forecast": KINDS[2:]}.items():
        for kind in kinds:
            facts = {**numbers, "start": "2025", "end": "2040"} if reason == "trend" else numbers
            name = "" if reason == "forecast" else SUPPLY
            text, basis = told(catalogue, language, Candidate(kind, reason, "east", "green", name, facts))
            title = catalogue.indicators[SUPPLY].title.in_language(language)
            assert not any(letter.isdigit() for letter in text.replace(title, ""))
            assert len(basis) > 40
            assert np.all([mark not in text + basis for mark in "{}"])
