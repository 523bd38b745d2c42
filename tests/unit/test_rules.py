# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules for conflicts and synergies: shipped, stored, changed, refused."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.entry import CatalogueError, Entry
from smartcity_plugin.catalogue.rule_words import operand_title
from smartcity_plugin.catalogue.rules import load_rules, read_rule, rule_content
from smartcity_plugin.model.indicator import Status
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.rule import Operator, RuleKind
from smartcity_plugin.study.overlay_tables import RULES
from smartcity_plugin.study.rules import (
    changed_rules,
    chosen_rules,
    definition_of,
    read_definition,
    reset_rule,
    rules_of,
    save_rule,
)

CATALOGUE = load_catalogue()
SHIPPED = load_rules()
GOOD = rule_content(SHIPPED["K2"])


def read(content, rule_id="K2"):
    return read_rule(Entry(content, "rule"), rule_id, CATALOGUE)


def changed(*path, value):
    """Return the content of K2 with another value at a path; None takes the key out."""
    content = copy.deepcopy(GOOD)
    part = content
    for key in path[:-1]:
        part = part[key]
    if value is None:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    return content


# Shipped ------------------------------------------------------------------------------------------------------------


def test_all_default_rules_are_there():
    assert list(SHIPPED) == [f"K{n}" for n in range(1, 10)] + [f"S{n}" for n in range(1, 9)]
    for rule in SHIPPED.values():
        assert rule.kind is (RuleKind.CONFLICT if rule.id.startswith("K") else RuleKind.SYNERGY)
        assert rule.status is Status.PROJECT_DEFAULT
        assert rule.threshold == 0.6
        assert rule.active
        assert rule.measures, rule.id


def test_a_rule_names_the_sectors_of_its_operands():
    for rule in SHIPPED.values():
        named = {CATALOGUE.indicators[name].sector for name in rule.indicators()}
        named |= {CATALOGUE.roles[name].sector for name in rule.roles()}
        assert set(rule.sectors) & named, rule.id


def test_roles_that_only_rules_use_say_so_and_only_they():
    of_indicators = {role for item in CATALOGUE.indicators.values() for role in item.all_roles()}
    of_rules = {role for rule in SHIPPED.values() for role in rule.roles()}
    told = {name for name, role in CATALOGUE.roles.items() if "conflictssynergies" in role.used_by}
    assert told == of_rules - of_indicators


@pytest.mark.parametrize("rule_id", sorted(SHIPPED))
def test_written_and_read_again_a_rule_is_the_same(rule_id):
    rule = SHIPPED[rule_id]
    assert read(json.loads(json.dumps(rule_content(rule))), rule_id) == rule
    assert read_definition(definition_of(rule), CATALOGUE) == rule


def test_operands_are_called_by_their_titles():
    infill, green = (operand_title(operand, CATALOGUE) for operand in SHIPPED["K2"].operands)
    assert green.de == "Bedarf: Wohnungsnahe Grünversorgung"
    assert infill.de.startswith("hohe Werte: Rechnerisches Nachverdichtungspotenzial oder gute Werte: Alltagsziele ")
    assert infill.en.endswith("(the first with data)")
    assert operand_title(SHIPPED["K5"].operands[1], CATALOGUE).de == (
        "viel Fläche: Überschwemmungsflächen (nur hq10, hq100, hqextrem)"
    )


# Refused by name ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (changed("kind", value="quarrel"), "quarrel"),
        (changed("operator", value="max"), "max"),
        (changed("threshold", value=1.5), "threshold"),
        (changed("threshold", value=float("nan")), "threshold"),
        (changed("threshold", value="0.6"), "threshold"),
        (changed("sectors", value=["housing", "magic"]), "magic"),
        (changed("sectors", value=[]), "sectors"),
        (changed("sectors", value=["green", "green"]), "sectors"),
        (changed("reason", value={"de": "Nur deutsch"}), "en"),
        (changed("reason", value={"de": "x" * 3000, "en": "x"}), "reason"),
        (changed("title", value=None), "title"),
        (changed("status", value="sure"), "sure"),
        (changed("operands", "b", value=None), "called a, b"),
        (changed("operands", "b", value={"indicator": "gre_nothing", "as": "need"}), "gre_nothing"),
        (changed("operands", "b", value={"indicator": "hou_infill_potential", "as": "need"}), "not rated"),
        (changed("operands", "b", value={"indicator": "gre_local_supply", "as": "need", "zero": 1}), "zero"),
        (changed("operands", "b", value={"indicator": "gre_local_supply", "as": "value", "zero": 1}), "full"),
        (changed("operands", "b", value={"indicator": "gre_local_supply", "as": "value", "zero": 1, "full": 1}), "two"),
        (changed("operands", "b", value={"role": "flood", "indicator": "gre_local_supply"}), "either"),
        (changed("operands", "b", value={"role": "dragons", "measure": "count", "zero": 0, "full": 1}), "dragons"),
        (changed("operands", "b", value={"role": "terrain", "measure": "count", "zero": 0, "full": 1}), "terrain"),
        (
            changed("operands", "b", value={"role": "planning_units", "measure": "count", "zero": 0, "full": 1}),
            "planni",
        ),
        (changed("operands", "b", value={"role": "trees", "measure": "covered_share", "zero": 0, "full": 1}), "areas"),
        (
            changed(
                "operands",
                "b",
                value={"role": "flood", "measure": "count", "zero": 0, "full": 1, "where": {"depth": ["high"]}},
            ),
            "depth",
        ),
        (
            changed(
                "operands",
                "b",
                value={"role": "flood", "measure": "count", "zero": 0, "full": 1, "where": {"scenario": []}},
            ),
            "scenario",
        ),
        (changed("operands", "b", value={"first": [{"indicator": "gre_local_supply", "as": "need"}]}), "at least two"),
        (changed("operands", "b", value="gre_local_supply > 0.6"), "operands"),
        (changed("measures", value=[{"title": {"de": "a", "en": "a"}, "serves": ["z"]}]), "z"),
        (changed("measures", value=[{"title": {"de": "a", "en": "a"}, "serves": []}]), "serves"),
        ({**GOOD, "expression": "a > b"}, "expression"),
        ({**GOOD, "active": 1}, "active"),
        ([], "mapping"),
    ],
)
def test_nonsense_is_refused_by_name(content, told):
    with pytest.raises(CatalogueError, match=told):
        read(content)


@pytest.mark.parametrize("rule_id", ["", "k2", "K 2", "K2, K3", "K" * 40, "Ä1"])
def test_ids_that_would_not_be_found_again_are_refused(rule_id):
    with pytest.raises(CatalogueError, match="id"):
        read(copy.deepcopy(GOOD), rule_id)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*GOOD, "a", "b", "first", "indicator", "id"]), inner, max_size=5)
        ),
        max_leaves=12,
    )
)
def test_arbitrary_json_gives_a_rule_or_a_sentence(content):
    with pytest.raises(SmartCityError) as caught:
        read_definition(json.dumps(content), CATALOGUE)
    assert caught.value.problem.key == "rule_invalid"


@given(st.text(max_size=60))
def test_arbitrary_text_gives_a_sentence(text):
    with pytest.raises(SmartCityError):
        read_definition(text, CATALOGUE)


def test_deeply_nested_text_gives_a_sentence():
    with pytest.raises(SmartCityError):
        read_definition("[" * 100_000, CATALOGUE)


# Stored -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        yield study


def lower(rule_id, threshold):
    return read({**rule_content(SHIPPED[rule_id]), "threshold": threshold}, rule_id)


def test_a_changed_rule_holds_in_its_study_and_can_be_reset(study):
    assert rules_of(study, CATALOGUE) == SHIPPED
    save_rule(study, lower("K2", 0.4))
    save_rule(study, lower("K2", 0.5))
    assert rules_of(study, CATALOGUE)["K2"].threshold == 0.5
    assert list(rules_of(study, CATALOGUE)) == list(SHIPPED)
    assert changed_rules(study, CATALOGUE) == {"K2"}
    assert reset_rule(study, "K2") is True
    assert reset_rule(study, "K2") is False
    assert rules_of(study, CATALOGUE) == SHIPPED


def test_what_is_shipped_takes_no_row(study):
    save_rule(study, lower("K2", 0.5))
    save_rule(study, SHIPPED["K2"])
    assert study.product(RULES).frame.empty


def test_own_rules_come_last_and_can_be_removed(study):
    own = read({**copy.deepcopy(GOOD), "operator": "geometric_mean"}, "E1")
    save_rule(study, own)
    rules = rules_of(study, CATALOGUE)
    assert list(rules)[-1] == "E1"
    assert rules["E1"].operator is Operator.GEOMETRIC_MEAN
    assert changed_rules(study, CATALOGUE) == set()
    reset_rule(study, "E1")
    with pytest.raises(SmartCityError, match="rule_unknown"):
        reset_rule(study, "E1")


def test_a_stored_rule_that_cannot_be_read_is_told_and_can_be_reset(study):
    import pandas as pd

    rows = pd.DataFrame([{"definition": "{", "changed_at": "2026"}])
    study.save_product(None, RULES, rows, rule_id="K3")
    with pytest.raises(SmartCityError, match="rule_unreadable"):
        rules_of(study, CATALOGUE)
    reset_rule(study, "K3")
    assert rules_of(study, CATALOGUE) == SHIPPED


def test_without_a_choice_the_active_rules_are_meant(study):
    inactive = read({**rule_content(SHIPPED["K1"]), "active": False}, "K1")
    rules = {"K1": inactive, "K2": SHIPPED["K2"]}
    assert [rule.id for rule in chosen_rules(rules, [])] == ["K2"]
    assert [rule.id for rule in chosen_rules(rules, ["K1", "K1"])] == ["K1"]
    with pytest.raises(SmartCityError, match="rule_unknown"):
        chosen_rules(rules, ["K7"])
    with pytest.raises(SmartCityError, match="no_rules"):
        chosen_rules({"K1": inactive}, [])
