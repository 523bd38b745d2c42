# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentences about conflicts and synergies, and about the matrices of goals and measures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.products import load_products
from smartcity_plugin.catalogue.rules import load_rules
from smartcity_plugin.model.problem import Problem, Severity
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.model.rule import RuleKind
from smartcity_plugin.report.findings_interactions import (
    interaction_findings,
    pair_cells,
    relation_findings,
    rule_findings,
    signed,
)
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words
from smartcity_plugin.study.interactions import Summary
from smartcity_plugin.study.overlay_tables import CELLS, INTERACTIONS
from smartcity_plugin.study.relations import RelationMatrix

CATALOGUE = load_catalogue()
RULES = load_rules()
DE, EN = (Words(Texts(language, load_texts()), CATALOGUE.vocabulary) for language in ("de", "en"))


def summary(ids=("K2", "K3", "S1"), unchecked=("K9",)):
    """Four places of 1000, 1100, 50 and 5 people: K2 at the first two, K3 nowhere (last unknown), S1 at the last."""
    holds = np.array([[1, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 1]], dtype=bool)[:, : len(ids)]
    unknown = np.zeros((4, len(ids)), dtype=bool)
    unknown[3, 1:2] = True
    why = (Problem("rule_lacks_layer", Severity.NOTE, {"rule": "K9", "layer": ("monuments",)}),)
    rules = tuple(RULES[key] for key in ids)
    return Summary(rules, holds, unknown, np.array([1000.0, 1100.0, 50.0, 5.0]), dict.fromkeys(unchecked, why))


def test_how_many_where_and_how_many_people():
    sentences = interaction_findings(summary(), CELLS, DE)
    assert sentences == [
        "3 von 4 Regeln ließen sich mit den vorhandenen Daten prüfen.",
        "Konflikte zeigen sich in 2 Zellen von 4; dort leben rund 2.100 Menschen.",
        "Synergien zeigen sich in 1 Zelle von 4; dort leben weniger als 10 Menschen.",
    ]
    english = interaction_findings(summary(unchecked=()), "district", EN)
    assert english[0] == "3 rules were checked."
    assert english[1] == "Conflicts show in 2 planning units of 4; about 2,100 people live there."


def test_rules_that_rest_on_a_substitute_are_named():
    last = interaction_findings(summary(), CELLS, DE, ("K2", "K3"))[-1]
    assert last == "Die Regeln K2 und K3 beruhen auf Ersatzgrößen: Sie zeigen Suchräume und sind kein Nachweis."
    assert interaction_findings(summary(), CELLS, DE, ("K2",))[-1].startswith("Die Regel K2 beruht auf einer Ersatz")


def test_each_rule_with_what_is_unknown():
    assert rule_findings(summary(), RuleKind.CONFLICT, CELLS, DE) == [
        "Nachverdichtung bei Grünmangel (K2): in 2 Zellen, in denen rund 2.100 Menschen leben.",
        "Nachverdichtung im Baum- und Grünbestand (K3): nirgends. In weiteren 1 Zelle ist es nicht bekannt.",
    ]


def test_kinds_without_a_rule_say_nothing_and_without_a_place_that():
    found = summary(("K2",), ())
    assert len(interaction_findings(found, CELLS, DE)) == 2
    none = replace(found, holds=np.zeros((4, 1), dtype=bool))
    assert interaction_findings(none, CELLS, DE)[1] == "Keine geprüfte Regel zeigt einen Konflikt."


def test_pairs_of_sectors():
    found = pair_cells(summary(), list(CATALOGUE.sectors))
    assert found == {
        ("housing", "green", RuleKind.CONFLICT): 2,
        ("mobility", "housing", RuleKind.SYNERGY): 1,
    }


def matrix(values):
    relations = {pair: Relation(RelationKind.MEASURE_GOAL, *pair, value) for pair, value in values.items()}
    sides = (("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"))
    return RelationMatrix(RelationKind.MEASURE_GOAL, sides, sides[:2], relations)


def test_the_greatest_cross_cutting_effect_is_named():
    one = relation_findings(matrix({("A", "A"): 2, ("B", "A"): -1, ("C", "B"): 0}), DE)
    assert one == [
        "Bewertet sind 3 von 8 Paaren: 1 mit Synergie, 1 mit Konflikt.",
        "Die größte Querschnittswirkung hat A (+2).",
    ]
    both = relation_findings(matrix({("A", "A"): 1, ("B", "A"): 1}), DE)[1]
    assert both == "Die größte Querschnittswirkung haben A und B (je +1)."
    assert len(relation_findings(matrix({(row, "A"): 1 for row in "ABCD"}), DE)) == 1, "all alike: nothing to say"
    assert len(relation_findings(matrix({("A", "A"): -1}), DE)) == 1


def test_signs():
    assert [signed(value, DE) for value in (None, -2, 0, 1)] == ["", "−2", "0", "+1"]


def test_maps_name_the_rules_as_the_rules_do():
    products = load_products()
    for key, kind in (("conflict_rules", RuleKind.CONFLICT), ("synergy_rules", RuleKind.SYNERGY)):
        shown = {name: term.title for name, term in products[key].categories.items() if name not in ("own", "none")}
        rules = {rule.id: rule for rule in RULES.values() if rule.kind is kind}
        assert {name: (title.de, title.en) for name, title in shown.items()} == {
            name: (f"{name} {rule.title.de}", f"{name} {rule.title.en}") for name, rule in rules.items()
        }
    for key in ("conflicts", "conflict_rules", "synergies", "synergy_rules"):
        product = products[key]
        assert {product.field, *product.tip} <= set(INTERACTIONS.fields)
        assert INTERACTIONS.fields[product.field].vocabulary == f"{key}.{product.field}"
