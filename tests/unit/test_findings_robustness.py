# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentence for the council and the findings about robustness, in both languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.composite.variants import FACTORS
from smartcity_plugin.model.scheme import Combination, Normalisation, RobustnessPlan, Scheme
from smartcity_plugin.report.findings_robustness import council_sentence as council
from smartcity_plugin.report.findings_robustness import (
    factor_lines,
    robustness_findings,
    varied_sentence,
)
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words
from smartcity_plugin.study.robustness import Robustness

DE, EN = (Words(Texts(language, load_texts()), load_catalogue().vocabulary) for language in ("de", "en"))
SCHEME = Scheme("t", "Test", ())
PLAN = RobustnessPlan(normalisations=(Normalisation.GOALPOSTS, Normalisation.Z_SCORE))


def council_sentence(*arguments) -> str:
    """The sentence with ordinary spaces."""
    return council(*arguments).replace("\u00a0", " ")


def factors(**totals) -> pd.DataFrame:
    rows = [
        {
            "factor": name,
            "first_order": first,
            "total": total,
            "first_error": 0.02,
            "total_error": 0.02,
            "mean_shift": 1,
        }
        for name, (first, total) in totals.items()
    ]
    return pd.DataFrame(rows, columns=["factor", "first_order", "total", "first_error", "total_error", "mean_shift"])


SHARES = factors(normalisation=(0.61, 0.63), weights=(0.2, 0.22))


def found(worst=(3, 2, 3, 9, 8, 9, 9, 10, 10, 10), depends=("weights",) * 10, kind="district", **summary) -> Robustness:
    """Ten units A to J; A is first. ``worst`` are the last ranks of all runs."""
    count = len(worst)
    ranks = np.arange(1.0, count + 1)
    places = pd.DataFrame(
        {
            "place_id": [chr(ord("A") + number) for number in range(count)],
            "population": 1000.0,
            "need": 100.0 - 5 * ranks,
            "rank": ranks,
            "rank_median": ranks,
            "rank_low": np.maximum(ranks - 1, 1),
            "rank_high": np.minimum(np.array(worst, float), ranks + 1),
            "rank_best": np.minimum(ranks, 1.0),
            "rank_worst": np.array(worst, float),
            "top_share": np.where(ranks <= 2, 100.0, 0.0),
            "same_class_share": 90.0,
            "state": ["robust"] * 7 + ["fragile"] * (count - 7) if count > 7 else ["robust"] * count,
            "depends_on": depends[:count],
        }
    ).assign(name=lambda frame: frame["place_id"])
    whole = {
        **{"runs": 1000, "failed": 0, "incomplete": 0, "places": count, "without_index": 0, "top_count": 2},
        **{"classes": 4, "robust": 7, "robust_top": ["A", "B"], "robust_top_count": 2, "leaders": list("ABCDE")},
        **{"same_leaders": 0.93, "mean_shift": 1.24, "shift_low": 0.2, "shift_high": 2.55, "spearman": 0.97},
        **summary,
    }
    return Robustness("t", kind, places, SHARES, whole, PLAN, ("weights", "normalisation"))


def test_the_sentence_for_the_council():
    text = council_sentence(found(), SCHEME, DE)
    assert text.startswith(
        "Die fünf Planungseinheiten mit dem größten Bedarf (A, B, C, D und E) sind in 93 % der 1.000 Rechenvarianten "
        "dieselben. Robust sind A, B und C: Rang 1 bis 3 in allen Varianten. "
        "Bei D (Rang 1 bis 9) und E (Rang 1 bis 8) hängt der Rang von der Gewichtung ab. "
        "Am meisten macht die Normierung aus (61 % der Unterschiede). "
    )
    assert text.endswith(
        "Variiert wurden die Gewichte (je bis ±25 %) und die Normierung (Eckwerte und Standardabweichungen (z-Werte))."
    )


def test_the_same_in_english():
    text = council_sentence(found(), SCHEME, EN)
    assert text.startswith(
        "The five planning units with the greatest need (A, B, C, D and E) are the same in 93 % of the 1,000 variants. "
        "A, B and C are robust: rank 1 to 3 in all variants. "
        "The ranks of D (rank 1 to 9) and E (rank 1 to 8) depend on the weighting. "
        "What matters most is the normalisation (61 % of the differences). "
    )


@pytest.mark.parametrize(
    ("share", "start"),
    [
        (0.8, "Die fünf Planungseinheiten mit dem größten Bedarf (A, B, C, D und E) sind in 80 % der 1.000"),
        (0.79, "Die fünf Planungseinheiten mit dem größten Bedarf (A, B, C, D und E) sind in 79 % der 1.000"),
        (0.49, "Welche fünf Planungseinheiten den größten Bedarf haben, ist nicht robust: Nur in 49 % der 1.000"),
        (0.0, "Welche fünf Planungseinheiten den größten Bedarf haben, ist nicht robust: Nur in 0 % der 1.000"),
    ],
)
def test_a_fragile_answer_is_said_as_such(share, start):
    text = council_sentence(found(same_leaders=share), SCHEME, DE)
    assert text.startswith(start)
    assert ("in den übrigen wechselt mindestens eine" in text) == (share == 0.79)


def test_nearly_all_is_not_all():
    assert "in mehr als 99 % der" in council_sentence(found(same_leaders=0.999), SCHEME, DE)


def test_each_unsure_unit_is_told_with_what_it_depends_on():
    depends = ("weights", "several", "dropped", "weights", "", "none", "none", "none", "none", "none")
    unsure = found(worst=(9,) * 10, depends=depends)
    unsure.places["rank_high"] = 9.0
    text = council_sentence(unsure, SCHEME, DE)
    assert "Bei A (Rang 1 bis 9) und D (Rang 1 bis 9) hängt der Rang von der Gewichtung ab." in text
    assert "Bei C (Rang 1 bis 9) hängt der Rang von der Auswahl der Indikatoren ab." in text
    assert "Bei B (Rang 1 bis 9) hängt der Rang von mehreren Entscheidungen zusammen ab." in text
    assert "Bei E (Rang 1 bis 9) hängt der Rang von mehreren Entscheidungen zusammen ab." in text
    assert "Robust" not in text


def test_who_nearly_always_stays_is_told_apart_from_who_always_does():
    text = council_sentence(found(worst=(3, 9, 9, 9, 9, 9, 9, 10, 10, 10)), SCHEME, DE)
    assert "Robust ist A: Rang 1 bis 3 in allen Varianten. B bleibt in mindestens 95 % der Varianten unter" in text


def test_one_leader_and_few_units():
    three = found(worst=(1, 3, 3), leaders=["A"], same_leaders=1.0, places=3)
    text = council_sentence(three, SCHEME, DE)
    assert text.startswith("Die Planungseinheit mit dem größten Bedarf (A) ist in 100 % der 1.000 Rechenvarianten")
    assert "Robust ist A: Rang 1 in allen Varianten." in text
    assert "Verglichen werden nur 3 Planungseinheiten; Aussagen über Ränge tragen dann wenig." in text


def test_one_leader_that_does_not_stay():
    text = council_sentence(found(worst=(3, 3, 3), leaders=["A"], same_leaders=0.3, places=3), SCHEME, DE)
    assert text.startswith("Welche Planungseinheit den größten Bedarf hat, ist nicht robust: A ist es nur in 30 %")
    assert "Bei A (Rang 1 bis 3) hängt der Rang von der Gewichtung ab." in text


def test_a_crowd_at_the_head():
    assert "Eine Spitzengruppe lässt sich nicht nennen" in council_sentence(found(leaders=[]), SCHEME, DE)


def test_runs_without_an_index_are_told_and_not_counted():
    text = council_sentence(found(failed=200), SCHEME, DE)
    assert "in 93 % der 800 Rechenvarianten" in text
    assert text.endswith("200 weitere Varianten ergaben keinen Index und sind nicht mitgezählt.")
    assert "1 weitere Variante ergab keinen Index" in council_sentence(found(failed=1), SCHEME, DE)


def test_one_class_for_all_is_told():
    assert "Alle Orte liegen in derselben Bedarfsklasse" in council_sentence(found(classes=1), SCHEME, DE)


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        (factors(weights=(0.5, 0.52), dropped=(0.45, 0.49)), "welche von beiden mehr, lassen die Zahlen offen"),
        (factors(weights=(0.3, 0.7), dropped=(0.1, 0.3)), "die Gewichtung aus (mit Wechselwirkungen 70 % der"),
        (factors(weights=(0.1, 0.2), dropped=(0.1, 0.1)), "Welche Entscheidung am meisten ausmacht, lassen die Zahlen"),
        (factors(weights=(np.nan, np.nan), dropped=(np.nan, np.nan)), None),
        (factors(weights=(1.0, 1.0)), None),
    ],
)
def test_what_matters_most_is_said_only_if_the_numbers_carry_it(shares, sentence):
    text = council_sentence(replace(found(), factors=shares), SCHEME, DE).replace("\u00a0", " ")
    assert (sentence in text) if sentence else ("Am meisten" not in text and "ausmacht" not in text)


def test_everything_that_can_vary_has_words():
    plan = replace(PLAN, combinations=(Combination.LINEAR,))
    for words in (DE, EN):
        text = varied_sentence(replace(found(), varied=FACTORS, plan=plan), SCHEME, words)
        assert text.count("(") >= len(FACTORS)
        assert "{" not in text
        many = replace(found(), factors=factors(**dict.fromkeys(FACTORS, (0.1, 0.2))))
        assert len(factor_lines(many, words)) == len(FACTORS)
        for factor in (*FACTORS, "several"):
            assert words.say(f"robustness.on_factor.{factor}")


def test_findings_tell_classes_shifts_and_caution():
    text = " ".join(robustness_findings(found(without_index=2), SCHEME, DE))
    assert "In ihrer Bedarfsklasse robust sind 7 von 10 Planungseinheiten: Sie bleiben in mindestens 80" in text
    assert "Im Mittel verschiebt sich ein Rang um 1,2 Plätze, in 90 % der Varianten um 0,2 bis 2,6." in text.replace(
        "\u00a0", " "
    )
    assert "2 Orte ohne Index sind nicht eingestuft." in text
    assert text.endswith("Fehler der Eingangsdaten enthalten sie nicht.")


def test_cells_have_no_names_but_a_count():
    text = council_sentence(found(kind="cells"), SCHEME, DE).replace("\u00a0", " ")
    assert text.startswith("Von den 2 Zellen mit dem größten Bedarf gehören 2 in mindestens 80 % der 1.000 Rechen")
    other = found(kind="cells")
    other.places["top_share"] = 10.0
    assert council_sentence(other, SCHEME, DE).startswith("Welche Zellen den größten Bedarf haben, ist nicht robust")


def test_shares_below_zero_are_no_shares():
    line = factor_lines(replace(found(), factors=factors(weights=(-0.01, 0.004))), DE)[0].replace("\u00a0", " ")
    assert line.startswith("Die Gewichtung: allein 0 % (±2 %)")
