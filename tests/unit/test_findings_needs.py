# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about needs: sectors, the index by intensity and by persons, several sectors at once."""

from __future__ import annotations

import pandas as pd
import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.report.findings_needs import (
    NeedFacts,
    drivers,
    index_findings,
    overlay_findings,
    sector_findings,
)
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words

DE = Words(Texts("de", load_texts()), load_catalogue().vocabulary)


def facts(scores, persons, city=60.0, parts=3) -> NeedFacts:
    units = pd.DataFrame({"name": [chr(ord("A") + n) for n in range(len(scores))]})
    units["unit_id"] = units["name"]
    units["score"] = pd.Series(scores, dtype=float)
    units["need"] = 100.0 - units["score"]
    units["population"] = pd.Series(persons, dtype=float)
    units["persons"] = units["need"] / 100.0 * units["population"]
    whole = pd.Series({"score": city, "need": 100.0 - city if city is not None else None})
    return NeedFacts("Mobilität", units, whole, "Musterstadt", parts)


def test_sector_score_spread_and_ends():
    score, spread, ends = sector_findings(facts([80.0, 20.0, 50.0], [100, 100, 100]), DE)
    assert score == "Im Handlungsfeld „Mobilität“ erreicht Musterstadt 60 von 100 Punkten; bewertet sind 3 Indikatoren."
    assert spread.endswith("reichen von 20 bis 80.")
    assert ends == "Mindestens 75 Punkte gibt es in 1 Planungseinheit, höchstens 25 Punkte in 1 Planungseinheit."


def test_sector_with_one_indicator_without_city_score_and_without_units():
    assert sector_findings(facts([50.0], [100], parts=1), DE)[0].endswith("bewertet ist 1 Indikator.")
    sentences = sector_findings(facts([None], [100], city=None), DE)
    assert "keine Punktzahl angeben" in sentences[0]
    assert sentences[1].startswith("Ohne Punktzahl bleibt A,")


def test_many_unscored_units_are_counted():
    last = sector_findings(facts([None] * 6 + [50.0], [100] * 7), DE)[-1]
    assert last.startswith("6 Planungseinheiten bleiben ohne Punktzahl")


def test_the_two_lists_differ_and_say_which_is_which():
    scores = [0.0, 10.0, 20.0, 30.0, 40.0, 90.0, 91.0]
    persons = [100, 100, 100, 100, 20000, 30000, 40000]
    _, intensity, by_persons, both = index_findings(facts(scores, persons), DE)
    assert intensity.startswith("Nach der Höhe des Bedarfs")
    assert "A (100), B (90), C (80), D (70) und E (60)" in intensity
    assert by_persons.startswith("Nach Personen, also Bedarf mal Bevölkerung")
    assert "E (12.000), G (3.600), F (3.000), A (100) und B (90)" in by_persons
    assert both == "In beiden Listen stehen A, B und E."


def test_lists_without_a_common_unit():
    scores = [0.0] * 5 + [80.0] * 5
    persons = [20] * 5 + [50000] * 5
    assert "Keine Planungseinheit steht in beiden Listen" in index_findings(facts(scores, persons), DE)[-1]


def test_index_leaves_out_few_people_and_unknown():
    text = " ".join(index_findings(facts([0.0, None, 50.0], [5, 100, 100]), DE))
    assert "A (" not in text
    assert "C (50)" in text
    assert "Ohne Punktzahl bleibt B" in text


@pytest.mark.parametrize(("scores", "key"), [([None], "kein"), ([100.0], "Keine Planungseinheit weist")])
def test_index_without_scores_or_needs(scores, key):
    assert key in " ".join(index_findings(facts(scores, [100]), DE))


def test_overlay_counts_and_does_not_take_unknown_for_need():
    wide = pd.DataFrame({"mobility": [10.0, 10.0, 90.0, None], "green": [20.0, 90.0, 90.0, 10.0]}, index=list("ABCD"))
    counts, unknown = overlay_findings(wide, DE)
    assert counts.startswith("In 1 Planungseinheit ist der Bedarf in mindestens zwei der 2 bewerteten")
    assert counts.endswith("in 2 Planungseinheiten in genau einem.")
    assert unknown.startswith("In 1 Planungseinheit fehlt")


def test_drivers_are_the_lowest_scores_up_to_the_limit():
    assert drivers(pd.Series({"a": 30.0, "b": 5.0, "c": None, "d": 20.0, "e": 25.0})) == ["b", "d"]
