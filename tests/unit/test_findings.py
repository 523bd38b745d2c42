# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about indicators: every kind of sentence, on small frames written by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.indicator import Aggregation, Band, Direction, Goalposts, Indicator, Status, Threshold
from smartcity_plugin.model.text import Text
from smartcity_plugin.report.findings import (
    IndicatorFacts,
    band_sentence,
    below_target_sentence,
    city_sentence,
    extreme_sentences,
    neutral_sentence,
    spread_sentence,
    target_sentence,
    value_findings,
)
from smartcity_plugin.report.findings_basis import basis_sentences, gap_sentences
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words

NBSP = "\u00a0"


def words(language: str) -> Words:
    return Words(Texts(language, load_texts()), load_catalogue().vocabulary)


DE, EN = words("de"), words("en")

SHARE = Indicator(
    id="test",
    sector="green",
    title=Text("Anteil", "Share"),
    unit="percent",
    direction=Direction.HIGHER,
    dimensions=(),
    sdg=(),
    charta=(),
    method="",
    inputs={},
    parameters={},
    aggregation=Aggregation.POPULATION_SHARE,
    goalposts=Goalposts(0, 100),
    goalposts_source=Text("q", "s"),
    goalposts_status=Status.PROJECT_DEFAULT,
    thresholds=(Threshold(80.0, Text("Ziel", "target"), Text("q", "s"), Status.PROJECT_DEFAULT, target=True),),
    formula=Text("f", "f"),
    report=Text("In {place} sind es {value}.", "In {place} it is {value}."),
    limits=Text("l", "l"),
)
NO_TARGET = replace(SHARE, thresholds=())
LOWER = replace(SHARE, direction=Direction.LOWER, goalposts=Goalposts(100, 0))
NEUTRAL = replace(NO_TARGET, direction=Direction.NEUTRAL, goalposts=None)
BAND = replace(NO_TARGET, direction=Direction.BAND, goalposts=Band(0, 20, 40, 60))


def facts(values, indicator=SHARE, city=50.0, flags=None, persons=None, coverage=1.0, **more) -> IndicatorFacts:
    """Facts with units A, B, C …, each of 1000 people unless told otherwise."""
    units = pd.DataFrame(
        {
            "name": [chr(ord("A") + number) for number in range(len(values))],
            "value": pd.Series(values, dtype=float),
            "population": pd.Series(persons or [1000.0] * len(values), dtype=float),
            "coverage": 1.0,
            "flags": flags or [""] * len(values),
        }
    )
    whole = pd.Series({"value": city, "population": units["population"].sum(), "coverage": coverage, "flags": ""})
    return IndicatorFacts(indicator, units, whole, "Musterstadt", **more)


def test_city_value_with_decimal_comma_and_no_break_space():
    assert city_sentence(facts([1.0]), DE) == f"In Musterstadt sind es 50,0{NBSP}%."
    assert city_sentence(facts([1.0]), EN) == f"In Musterstadt it is 50.0{NBSP}%."


def test_city_without_value_is_said():
    assert city_sentence(facts([1.0], city=None), DE) == "Für Musterstadt insgesamt liegt kein Wert vor."


@pytest.mark.parametrize(
    ("value", "indicator", "expected"),
    [
        (80.0, SHARE, "erreicht."),
        (79.0, SHARE, "nicht erreicht."),
        (79.99, SHARE, "der Unterschied verschwindet in der Rundung."),
        (80.0, LOWER, "erreicht."),
        (81.0, LOWER, "nicht erreicht."),
    ],
)
def test_target_is_compared_in_its_direction_and_with_its_standing(value, indicator, expected):
    sentence = target_sentence(facts([1.0], indicator, city=value), DE)
    assert sentence.endswith(expected)
    assert "80,0" in sentence
    assert "Projektvorgabe" in sentence


@pytest.mark.parametrize("indicator", [NO_TARGET, replace(SHARE, direction=Direction.BAND, goalposts=BAND.goalposts)])
def test_no_target_no_sentence(indicator):
    assert target_sentence(facts([1.0], indicator), DE) == ""
    assert below_target_sentence(facts([1.0], indicator), DE) == ""


def test_context_indicators_are_not_judged():
    assert neutral_sentence(facts([1.0], NEUTRAL), DE).endswith("wird nicht bewertet.")
    assert neutral_sentence(facts([1.0]), DE) == ""
    text = " ".join(value_findings(facts([1.0, 2.0, 3.0, 4.0], NEUTRAL), DE))
    assert "günstig" not in text
    assert f"Die höchsten Werte haben D (4,0{NBSP}%) und C (3,0{NBSP}%)." in text


def test_spread_of_several_units():
    sentence = spread_sentence(facts([10.0, 20.0, 60.0]), DE)
    assert "der 3 auswertbaren Planungseinheiten" in sentence
    assert f"von 10,0{NBSP}% bis 60,0{NBSP}%; ihr Median beträgt 20,0{NBSP}%" in sentence


def test_spread_of_one_none_and_equal_units():
    assert "nur für A vor" in spread_sentence(facts([10.0, None]), DE)
    assert spread_sentence(facts([None, None]), DE).startswith("Für keine Planungseinheit")
    assert spread_sentence(facts([5.0, 5.04]), DE).startswith("In allen 2 auswertbaren")


def test_best_and_worst_three():
    best, worst = extreme_sentences(facts([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), EN)
    assert best == f"The most favourable values are those of F (6.0{NBSP}%), E (5.0{NBSP}%) and D (4.0{NBSP}%)."
    assert worst == f"The least favourable values are those of A (1.0{NBSP}%), B (2.0{NBSP}%) and C (3.0{NBSP}%)."


def test_lower_is_better_turns_the_ranking():
    best, worst = extreme_sentences(facts([1.0, 2.0], LOWER), DE)
    assert best == f"Die günstigsten Werte haben A (1,0{NBSP}%)."
    assert worst == f"Die ungünstigsten Werte haben B (2,0{NBSP}%)."


def test_units_without_value_or_with_few_cases_are_never_ranked():
    given = facts([1.0, 2.0, 3.0, 4.0, 99.0, None], flags=["", "", "", "", "partial_input,few_cases", "no_data"])
    text = " ".join(value_findings(given, DE))
    assert "99,0" not in text
    assert "E (" not in text
    assert "der 4 auswertbaren" in text


def test_ties_are_named_together_when_few():
    best, worst = extreme_sentences(facts([100.0, 100.0, 100.0, 100.0, 5.0, 4.0, 3.0, 2.0]), DE)
    assert all(f"{name} (100,0{NBSP}%)" in best for name in "ABCD")
    assert worst.count("(") == 3


def test_ties_are_counted_when_many():
    best, _ = extreme_sentences(facts([100.0] * 6 + [1.0, 2.0]), DE)
    assert best == f"Den günstigsten Wert, gerundet 100,0{NBSP}%, teilen sich 6 Planungseinheiten."


def test_a_tie_for_the_third_place_that_is_too_long_is_left_out():
    best, _ = extreme_sentences(facts([9.0, 8.0, *[7.0] * 5, 1.0, 2.0]), DE)
    assert best == f"Die günstigsten Werte haben A (9,0{NBSP}%) und B (8,0{NBSP}%)."


def test_no_ranking_without_differences():
    assert extreme_sentences(facts([5.0, 5.0]), DE) == []
    assert extreme_sentences(facts([5.0]), DE) == []


def test_band_counts_within_below_and_above():
    sentence = band_sentence(facts([10.0, 25.0, 30.0, 50.0], BAND), DE)
    assert sentence.endswith(
        "liegt der Wert in 2 Planungseinheiten, darunter in 1 Planungseinheit, darüber in 1 Planungseinheit."
    )
    assert "darüber in keiner Planungseinheit." in band_sentence(facts([25.0, 30.0], BAND), DE)
    assert band_sentence(facts([10.0]), DE) == ""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([10.0, 90.0], f"In 1 Planungseinheit ist der Zielwert von 80,0{NBSP}% nicht erreicht; dort wohnen rund 1.0"),
        ([10.0, 20.0], f"In 2 Planungseinheiten ist der Zielwert von 80,0{NBSP}% nicht erreicht; dort wohnen rund 2"),
        ([90.0], "Die eine auswertbare Planungseinheit erreicht den Zielwert"),
        ([90.0, 95.0], "Alle 2 auswertbaren Planungseinheiten erreichen den Zielwert"),
    ],
)
def test_people_below_the_target(values, expected):
    assert below_target_sentence(facts(values), DE).startswith(expected)


def test_people_below_the_target_are_not_called_affected():
    sentence = below_target_sentence(facts([10.0, 90.0]), DE)
    assert f"(50{NBSP}% der Bevölkerung)" in sentence
    assert "nicht, dass alle von ihnen betroffen sind" in sentence


def test_few_people_below_the_target_are_not_counted_out():
    assert "weniger als 10 Menschen" in below_target_sentence(facts([10.0, 90.0], persons=[4.0, 5000.0]), DE)


def test_gaps_are_named_counted_and_measured():
    assert gap_sentences(facts([1.0, None]), DE) == ["Kein Wert liegt vor für B."]
    assert gap_sentences(facts([1.0, None, None]), DE) == ["Keine Werte liegen vor für B und C."]
    assert gap_sentences(facts([1.0] + [None] * 7), EN) == ["There are no values for 7 of the 8 planning units."]
    assert f"1,5{NBSP}%" in gap_sentences(facts([1.0], coverage=0.985), DE)[0]
    assert gap_sentences(facts([1.0]), DE) == []


def test_few_cases_and_partial_coverage_are_counted():
    given = facts([1.0, 2.0, 3.0], flags=["few_cases", "few_cases", "partial_coverage"])
    few, partial = gap_sentences(given, DE)
    assert few.startswith("2 Planungseinheiten mit weniger als 10 Menschen sind")
    assert partial.startswith("In 1 Planungseinheit beruht")


def test_what_values_rest_on_is_said_with_the_data():
    flags = ["estimated_input,proxy_input,missing_categories"]
    given = facts(
        [1.0], flags=flags, inputs={"estimated_input": ["Zensus"], "proxy_input": ["Schulen"]}, missing=("Apotheken",)
    )
    basis, missing = basis_sentences(given, DE)
    assert basis.endswith("beruhen auf geschätzten Eingangsdaten (Zensus) und Ersatzgrößen (Schulen).")
    assert missing == "Nicht eingegangen sind mangels Daten: Apotheken."
    assert basis_sentences(facts([1.0]), DE) == []


@pytest.mark.parametrize(
    ("persons", "expected"),
    [
        (9.9, "weniger als 10 Menschen"),
        (98.0, "rund 98 Menschen"),
        (491.0, "rund 490 Menschen"),
        (12345.0, "rund 12.300 Menschen"),
        (105676.0, "rund 106.000 Menschen"),
    ],
)
def test_people_are_rounded(persons, expected):
    assert DE.persons(persons) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.004, "weniger als 1"), (0.5, "50"), (0.996, "mehr als 99"), (1.0, "100"), (0.0, "0")]
)
def test_shares_are_never_rounded_to_nothing_or_all(share, expected):
    assert DE.share(share) == f"{expected}{NBSP}%"


def test_flags_of_methods_are_said_in_the_words_of_the_catalogue():
    """All units are straight-line values, one of them is modelled: one sentence for all, one for the unit."""
    flags = ["straight_line,estimated_input", "straight_line,modelled,few_cases"]
    sentences = basis_sentences(facts([1, 2], flags=flags), DE)[1:]
    assert sentences == [
        "Zu allen Werten ist zu beachten: Luftlinie, weil ein Fußwegenetz fehlt.",
        f"Für 1{NBSP}Planungseinheit ist zu beachten: Modellwert, keine Zählung.".replace(NBSP, " "),
    ]


def test_that_the_picture_depends_on_the_units_is_said():
    sentences = basis_sentences(facts([1, 2], other_levels=(("Quarter", 0.434),)), EN)
    assert sentences == [
        "The picture depends on the choice of planning units: by “Quarter” the population is ranked differently "
        "(Spearman’s rho 0.43; noted below 0.7, project default)."
    ]
    assert basis_sentences(facts([1, 2]), EN) == []
