# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules for conflicts and synergies that hold in a study: shipped ones, as the town changed them, and its own."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.entry import CatalogueError, Entry
from ..catalogue.rules import load_rules, read_rule, rule_content
from ..model.problem import SmartCityError
from ..model.rule import Rule
from .overlay_tables import RULES
from .own_indicators import catalogue_of
from .provenance import now
from .study import Study


def stored_rules(study: Study, catalogue: Catalogue) -> dict[str, Rule]:
    """Return the rules that the town changed or added, by id; raises SmartCityError for one that cannot be read."""
    rows = study.product(RULES).frame
    return {row["rule_id"]: _read(row["definition"], row["rule_id"], catalogue) for row in rows.to_dict("records")}


def rules_of(study: Study, catalogue: Catalogue) -> dict[str, Rule]:
    """Return all rules of a study by id: the shipped ones, changed where the town changed them, then its own.

    Raises SmartCityError for a stored rule that cannot be read.
    """
    stored = stored_rules(study, catalogue)
    return {**{key: stored.get(key, rule) for key, rule in load_rules().items()}, **stored}


def changed_rules(study: Study, catalogue: Catalogue) -> set[str]:
    """Return the ids of the shipped rules that the town changed."""
    return {key for key, rule in stored_rules(study, catalogue).items() if key in load_rules()}


def read_definition(text: str, catalogue: Catalogue) -> Rule:
    """Return the rule of a JSON text that also names its ``id``; raises SmartCityError with what is wrong."""
    try:
        content = json.loads(text)
        entry = Entry(content, "rule")
        rule_id = entry.take("id", str)
        return read_rule(entry, rule_id, catalogue)
    except (ValueError, RecursionError, CatalogueError) as error:
        raise SmartCityError("rule_invalid", detail=str(error)[:300]) from error


def definition_of(rule: Rule) -> str:
    """Return a rule as JSON text that ``read_definition`` reads back."""
    return json.dumps({"id": rule.id, **rule_content(rule)}, ensure_ascii=False, indent=2)


def save_rule(study: Study, rule: Rule) -> None:
    """Store a rule; one that says what is shipped needs no row. Raises SmartCityError for what cannot be read back."""
    catalogue = catalogue_of(study)
    rule = read_definition(definition_of(rule), catalogue)
    same = load_rules().get(rule.id) == rule
    row = {"definition": json.dumps(rule_content(rule), ensure_ascii=False, sort_keys=True), "changed_at": now()}
    study.save_product(None, RULES, pd.DataFrame([] if same else [row]), rule_id=rule.id)


def reset_rule(study: Study, rule_id: str) -> bool:
    """Return a shipped rule to what is shipped, remove an own one; returns whether there was anything to take back.

    Raises SmartCityError for an id that no rule has.
    """
    there = not study.product(RULES, rule_id=rule_id).frame.empty
    if not there and rule_id not in load_rules():
        raise SmartCityError("rule_unknown", rule=rule_id)
    if there:
        study.save_product(None, RULES, pd.DataFrame([]), rule_id=rule_id)
    return there


def chosen_rules(rules: dict[str, Rule], ids: list[str]) -> list[Rule]:
    """Return the rules of the given ids, without any all active ones; raises SmartCityError for an unknown id."""
    for rule_id in ids:
        if rule_id not in rules:
            raise SmartCityError("rule_unknown", rule=rule_id)
    wanted = dict.fromkeys(ids) if ids else [key for key, rule in rules.items() if rule.active]
    if not wanted:
        raise SmartCityError("no_rules")
    return [rules[key] for key in wanted]


def _read(text: Any, rule_id: str, catalogue: Catalogue) -> Rule:
    try:
        return read_rule(Entry(json.loads(text), "rule"), rule_id, catalogue)
    except (ValueError, TypeError, RecursionError, CatalogueError) as error:
        raise SmartCityError("rule_unreadable", rule=str(rule_id), detail=str(error)[:300]) from error
