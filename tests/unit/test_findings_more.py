# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings that weigh: targets and goals, ties, units of measure with grammar, change, certainty of ranks, the summary.

And the rule above all: no number in a sentence that is not in the table it speaks of.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.compute import FEW_PERSONS
from smartcity_plugin.model.indicator import Band, Direction
from smartcity_plugin.model.scheme import Missing
from smartcity_plugin.report.findings import (
    GoalTarget,
    IndicatorFacts,
    city_findings,
    first_units,
    goal_sentences,
    persons_sentence,
    target_about_sentence,
    unit_findings,
)
from smartcity_plugin.report.findings_basis import basis_findings
from smartcity_plugin.report.findings_change import ChangeFacts, change_findings
from smartcity_plugin.report.findings_needs import NeedFacts, index_findings, sector_findings
from smartcity_plugin.report.findings_robustness import rank_security, robustness_findings
from smartcity_plugin.report.findings_summary import (
    Doubts,
    doubts_sentence,
    places_sentence,
    sectors_sentence,
    targets_sentence,
)
from tests.unit.test_findings import BAND, DE, EN, LOWER, NBSP, NEUTRAL, NO_TARGET, SHARE, facts
from tests.unit.test_findings_robustness import SCHEME
from tests.unit.test_findings_robustness import found as robustness_found

POINTS = replace(NEUTRAL, unit="points")
DEPARTURES = replace(NO_TARGET, unit="departures")


# Targets and goals -------------------------------------------------------------------------------------------------


def test_a_target_is_told_with_its_meaning_source_and_standing():
    text = " ".join(city_findings(facts([1.0], city=90.0), DE))
    assert "(Projektvorgabe, nicht amtlich)" in text
    assert "Zu diesem Zielwert: Ziel (Quelle: q)." in text
    assert target_about_sentence(facts([1.0], NO_TARGET), DE) == ""
    assert target_about_sentence(facts([1.0], city=None), DE) == ""


@pytest.mark.parametrize(
    ("goal", "indicator", "city", "expected"),
    [
        (GoalTarget("Z1", 40.0), SHARE, 50.0, f"Das Ziel Z1 (40,0{NBSP}%) ist im gesamtstädtischen Wert erreicht."),
        (
            GoalTarget("Z1", 60.0, 2035),
            SHARE,
            50.0,
            f"Das Ziel Z1 (60,0{NBSP}% bis 2035) ist im gesamtstädtischen Wert nicht erreicht.",
        ),
        (GoalTarget("Z1", 50.01), SHARE, 50.0, "knapp nicht erreicht"),
        (GoalTarget("Z1", 60.0), LOWER, 50.0, "ist im gesamtstädtischen Wert erreicht."),
        (GoalTarget("Z1", 60.0), BAND, 50.0, "lässt sich nicht sagen."),
        (GoalTarget("Z1", 60.0), SHARE, None, "lässt sich nicht sagen."),
        (GoalTarget("Z1", 60.0, is_example=True), SHARE, 50.0, "Das als Beispiel eingetragene Ziel Z1"),
    ],
)
def test_goals_of_the_town_are_compared_and_examples_named(goal, indicator, city, expected):
    (sentence,) = goal_sentences(facts([1.0], indicator, city=city, goals=(goal,)), DE)
    assert expected in sentence


# Ties --------------------------------------------------------------------------------------------------------------


def test_units_that_are_printed_alike_are_never_torn_apart():
    table = pd.DataFrame({"name": list("ABCDEF"), "need": [90.2, 89.9, 89.6, 50.0, 49.0, 48.0]})
    shown = lambda value: str(round(value))  # noqa: E731
    assert list(first_units(table, "need", shown, 3)["name"]) == ["A", "B", "C"]
    assert list(first_units(table, "need", shown, 1)["name"]) == ["A", "B", "C"]
    crowd = pd.DataFrame({"name": list("ABCDEFG"), "need": [90.0] * 7})
    assert first_units(crowd, "need", shown, 3).empty
    late = pd.DataFrame({"name": list("ABCDEFG"), "need": [95.0, *[90.0] * 6]})
    assert list(first_units(late, "need", shown, 3)["name"]) == ["A"]


def needs_of(needs, persons=None, population=None, **more) -> NeedFacts:
    names = [chr(ord("A") + number) for number in range(len(needs))]
    units = pd.DataFrame({"name": names, "need": pd.Series(needs, dtype=float)})
    units["score"] = 100.0 - units["need"]
    units["population"] = population or [1000.0] * len(needs)
    units["persons"] = persons or (units["need"] / 100.0 * units["population"])
    city = pd.Series({"score": 50.0, "need": 50.0})
    return NeedFacts("Index", units, city, "Musterstadt", 3, **more)


def test_a_crowd_at_the_top_is_called_a_crowd():
    text = " ".join(index_findings(needs_of([60.0] * 7, population=[1000.0 * n for n in range(1, 8)]), DE))
    assert "Eine Spitzengruppe lässt sich nicht nennen" in text
    assert "Nach der Höhe" not in text
    assert places_sentence(needs_of([60.0] * 7, [100.0] * 7), DE) == ""


def test_fewer_than_ten_people_are_not_named_for_their_need():
    text = places_sentence(needs_of([99.0, 50.0], population=[5.0, 1000.0]), EN)
    assert "A (" not in text
    assert "B (50)" in text


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (Missing.RENORMALISE, f"weniger als 60{NBSP}% des Gewichts"),
        (Missing.COMPLETE, "nicht alle Werte bekannt"),
        (Missing.MEDIAN, "kein Wert bekannt"),
    ],
)
def test_why_a_unit_has_no_score_follows_the_scheme(missing, expected):
    given_facts = needs_of([50.0, None], missing=missing, minimum_weight=0.6)
    assert expected in sector_findings(given_facts, DE)[-1]


def test_need_times_population_of_one_indicator():
    units = needs_of([50.0, 40.0, 0.0, 90.0], population=[1000.0, 5000.0, 9000.0, 5.0]).units
    sentence = persons_sentence(facts([1.0], needs=units), DE)
    assert sentence.endswith("am größten in B (2.000) und A (500).")
    assert persons_sentence(facts([1.0]), DE) == ""


# Units of measure with grammar -------------------------------------------------------------------------------------


def test_nouns_are_declined_and_named_once():
    text = " ".join(unit_findings(facts([0.0, 15.0, 91.0], POINTS, city=50.0), DE))
    assert "reichen von 0 bis 91 Punkten; ihr Median beträgt 15" in text.replace(NBSP, " ")
    assert "haben C (91)." in text
    text = " ".join(unit_findings(facts([0.0, 1.0, 1403.0], DEPARTURES), DE))
    assert f"von 0 bis 1.403{NBSP}Abfahrten; ihr Median beträgt 1{NBSP}Abfahrt." in text


def test_singular_and_plural_behind_in():
    band = replace(SHARE, thresholds=(), direction=Direction.BAND, goalposts=Band(0, 20, 40, 60))
    text = " ".join(unit_findings(facts([10.0, 30.0, 30.5, 31.0], band), DE))
    assert "in 3 Planungseinheiten, darunter in 1 Planungseinheit, darüber in keiner Planungseinheit" in text
    text = " ".join(unit_findings(facts([10.0, 30.0, 30.5, 31.0], band), EN))
    assert "in 3 planning units, below it in 1 planning unit, above it in no planning unit" in text


# What values rest on -----------------------------------------------------------------------------------------------


def test_each_reservation_is_said_once():
    flags = ["estimated_input,straight_line,partial_coverage", "estimated_input,straight_line,few_cases", "no_data"]
    given_facts = facts(
        [1.0, 2.0, None], flags=flags, coverage=0.9, is_outdated=True, inputs={"estimated_input": ["X"]}
    )
    text = " ".join(basis_findings(given_facts, DE))
    for words in ("Kein Wert liegt vor", "geringen Fallzahl", "fehlen im gesamtstädtischen Wert", "geschätzten"):
        assert text.count(words) == 1, words
    assert text.count("Luftlinie") == 1
    assert text.count("nicht auf dem neuesten Stand") == 1
    assert "X" in text


# Change ------------------------------------------------------------------------------------------------------------


def changed(rows, city, indicator=SHARE) -> ChangeFacts:
    """Rows are (from, to, judgement, flags); the city has in addition periods and p."""
    table = pd.DataFrame(rows, columns=["value_from", "value_to", "judgement", "flags"])
    table["change"] = table["value_to"] - table["value_from"]
    whole = pd.Series(dict(zip(["value_from", "value_to", "judgement", "flags", "periods", "p"], city)))
    whole["change"] = whole["value_to"] - whole["value_from"]
    return ChangeFacts(indicator, table, whole, "Musterstadt", "2011-05-09", "2022-05-15")


ROWS = [
    (10.0, 20.0, "better", ""),
    (20.0, 10.0, "worse", ""),
    (5.0, 5.0, "unchanged", ""),
    (np.nan, 5.0, "", "no_data"),
]


def test_change_says_what_moved_and_that_two_dates_make_no_trend():
    text = " ".join(change_findings(changed(ROWS, (40.0, 50.0, "better", "", 2, np.nan)), DE))
    assert (
        f"Von 40,0{NBSP}% am 9. Mai 2011 ist der Wert für Musterstadt auf 50,0{NBSP}% am 15. Mai 2022 gestiegen."
        in text
    )
    assert "günstiger." in text
    assert "in 1 Planungseinheit, ungünstiger in 1 Planungseinheit, gerundet gleich geblieben in 1" in text
    assert "Für 1 Planungseinheit ist kein Vergleich möglich." in text
    assert "Ein Trend lässt sich nicht angeben: Bekannt sind 2 Stichtage, nötig sind mindestens 3." in text


def test_a_change_that_rounding_hides_is_none():
    text = " ".join(change_findings(changed(ROWS, (40.01, 40.02, "unchanged", "", 2, np.nan)), DE))
    assert "am 9. Mai 2011 wie am 15. Mai 2022 gerundet 40,0" in text
    assert "gestiegen." not in text


@pytest.mark.parametrize("flag", ["other_method", "other_units"])
def test_what_cannot_be_compared_is_not(flag):
    (sentence,) = change_findings(changed(ROWS, (40.0, 50.0, "better", flag, 5, 0.001)), DE)
    assert sentence.endswith("eine Aussage über die Veränderung ist nicht möglich.")


def test_no_statement_without_both_values():
    text = " ".join(change_findings(changed(ROWS, (np.nan, 50.0, "", "no_data", 1, np.nan)), EN))
    assert "cannot be said" in text
    assert "rose" not in text.split("planning")[0]


@pytest.mark.parametrize(
    ("p", "expected"),
    [(0.02, "ist ein Trend nachweisbar"), (0.2, "ist kein Trend nachweisbar"), (np.nan, "ein Trend besteht nicht")],
)
def test_a_trend_needs_its_test(p, expected):
    text = change_findings(changed(ROWS, (40.0, 50.0, "better", "", 5, p)), DE)[-1]
    assert expected in text
    assert "signifikant" not in text


def test_context_indicators_rise_and_fall_but_do_not_improve():
    text = " ".join(change_findings(changed(ROWS, (40.0, 50.0, "", "", 2, np.nan), NEUTRAL), DE))
    assert "Gestiegen ist der Wert in 1 Planungseinheit, gesunken in 1 Planungseinheit" in text
    assert "günstiger" not in text


# How sure ranks are ------------------------------------------------------------------------------------------------


def test_fragile_units_are_named_as_such():
    found = robustness_found()
    assert "Nicht robust" in rank_security(["A", "H"], found, DE)[0]
    assert "von H:" in rank_security(["A", "H"], found, DE)[0]
    assert f"in mindestens 80{NBSP}% der 1.000" in rank_security(["A", "B"], found, DE)[0]
    assert "nicht geprüft" in rank_security(["A"], None, DE)[0]
    assert "nicht geprüft" in rank_security(["nowhere"], found, DE)[0]
    assert rank_security([], found, DE) == []
    assert "früheren Stand" in rank_security(["A"], found, DE, is_old=True)[-1]


def test_leaders_with_few_people_lose_their_names():
    found = robustness_found()
    found.places.loc[found.places["place_id"] == "B", ["population", "name"]] = [4.0, "Kleinweiler"]
    text = " ".join(robustness_findings(found, SCHEME, DE))
    assert "Kleinweiler" not in text
    assert "eine Planungseinheit mit weniger als 10 Menschen" in text


# The summary -------------------------------------------------------------------------------------------------------


def test_targets_are_counted_open_ones_and_examples_apart():
    text = targets_sentence([True, False, None], 1, DE)
    assert text.startswith(
        "Für 2 Indikatoren liegt ein Zielwert vor, der sich prüfen lässt; die Gesamtstadt erreicht 1"
    )
    assert "Bei einem weiteren ist offen" in text
    assert "Einer der Zielwerte ist nur als Beispiel" in text
    assert targets_sentence([], 0, EN).startswith("No targets")
    assert targets_sentence([None], 0, EN).endswith("is open.")


def test_sectors_printed_alike_share_their_place():
    assert sectors_sentence([("a", 50.4), ("b", 49.6)], EN) == ""
    text = sectors_sentence([("a", 80.0), ("b", 50.4), ("c", 49.6)], EN)
    assert "highest in “a” (80 out of 100) and lowest in “b” and “c” (50)" in text


def test_doubts_are_counted():
    assert "Alle 3" in doubts_sentence(Doubts(3, 3, 0, 0, 0), DE)
    assert "beruht nach den Angaben zu den Daten keiner" in doubts_sentence(Doubts(3, 0, 0, 0, 0), DE)
    text = doubts_sentence(Doubts(3, 1, 1, 2, 4), DE)
    assert "Von 3 berechneten Indikatoren beruht 1 auf" in text
    assert "2 Indikatoren sind nicht auf dem neuesten Stand" in text
    assert "4 Indikatoren des Katalogs ließen sich mangels Daten nicht berechnen" in text


# No number from nowhere --------------------------------------------------------------------------------------------

NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?")
values = st.one_of(st.none(), st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 2)))
rows = st.lists(st.tuples(values, st.integers(0, 20_000), st.booleans()), min_size=1, max_size=12)


def rounded(persons: float) -> str:
    """People to two or three digits, as written in English; worked out here anew."""
    digits = len(str(int(persons)))
    step = 10 ** max(0, digits - (2 if persons < 1000 else 3))
    return f"{int(np.floor(persons / step + 0.5)) * step:,}"


def shares(part: float, whole: float) -> set[str]:
    if not whole > 0:
        return set()
    share = min(part / whole, 1.0)
    return {f"{int(np.floor(100 * share + 0.5))}", "1", "99"}


def allowed_numbers(given_facts: IndicatorFacts) -> set[str]:
    """Return all numbers that the sentences on a table may hold, worked out from the table without the sentences."""
    units, indicator = given_facts.units, given_facts.indicator
    shown = units[units["value"].notna() & ~units["flags"].str.contains("few_cases")]
    ends = [
        *shown["value"],
        given_facts.city["value"],
        shown["value"].median(),
        *(t.value for t in indicator.thresholds),
    ]
    if isinstance(indicator.goalposts, Band):
        ends += [indicator.goalposts.lower_full, indicator.goalposts.upper_full]
    numbers = {f"{np.floor(abs(value) * 10 + 0.5) / 10:,.1f}" for value in ends if pd.notna(value)}
    numbers |= {str(count) for count in range(len(units) + 1)} | {str(FEW_PERSONS)}
    if indicator.target is not None:
        higher = indicator.direction is Direction.HIGHER
        reached = shown["value"] >= indicator.target.value if higher else shown["value"] <= indicator.target.value
        people = float(shown.loc[~reached, "population"].sum())
        numbers |= {rounded(people)} | shares(people, float(given_facts.city["population"]))
    return numbers


@given(rows, st.sampled_from([SHARE, LOWER, NEUTRAL, BAND, NO_TARGET]), values)
def test_no_number_from_nowhere(table, indicator, city):
    given_facts = facts(
        [value for value, _, _ in table],
        indicator,
        city=city,
        flags=["few_cases" if few else "" for _, _, few in table],
        persons=[float(people) for _, people, _ in table],
    )
    text = " ".join([*city_findings(given_facts, EN), *unit_findings(given_facts, EN)])
    assert set(NUMBER.findall(text)) <= allowed_numbers(given_facts), text


@given(rows, st.sampled_from([SHARE, LOWER, BAND]))
def test_hidden_units_are_never_named(table, indicator):
    given_facts = facts(
        [value for value, _, _ in table],
        indicator,
        flags=["few_cases" if few else "" for _, _, few in table],
        persons=[float(people) for _, people, _ in table],
    )
    text = " ".join(unit_findings(given_facts, DE))
    for (value, _, few), name in zip(table, given_facts.units["name"]):
        if few or value is None:
            assert f"{name} (" not in text
            assert f"für {name} " not in text
