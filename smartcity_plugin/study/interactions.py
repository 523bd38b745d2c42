# SPDX-License-Identifier: GPL-2.0-or-later
"""Conflicts and synergies of a study: the rules evaluated at every cell or unit, counted, stored, read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations_with_replacement
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.entry import CatalogueError, Entry
from ..catalogue.rule_words import told
from ..catalogue.rules import read_rule, rule_content
from ..engine.interactions import HOLDS, UNKNOWN, judged, severity
from ..engine.progress import Progress, silent
from ..model.problem import Problem, SmartCityError
from ..model.rule import Condition, Rule, RuleKind
from .interaction_rows import rows_of
from .overlay_tables import CELLS, INTERACTIONS
from .provenance import start_run
from .rows import problem_of
from .rule_checks import Evidence, RuleCheck, check_rules, operand_memberships
from .rule_places import RulePlaces, rule_places
from .study import Study

RUN_KIND = "conflicts_synergies"
PAIR_COLUMNS = ["kind", "sector_a", "sector_b", "rules", "places", "persons"]
RULE_COLUMNS = ["rule_id", "kind", "checked", "places", "persons", "unknown_places"]


@dataclass(frozen=True)
class Summary:
    """What rules found at n places: ``holds`` and ``unknown`` (n × r, bool) in the order of ``rules``."""

    rules: tuple[Rule, ...]
    holds: np.ndarray
    unknown: np.ndarray
    population: np.ndarray
    unchecked: Mapping[str, tuple[Problem, ...]]
    """Rule id → why the study cannot check it."""

    def places(self, rule_id: str) -> int:
        """Return at how many places a rule holds."""
        return int(self._column(rule_id).sum())

    def persons(self, rule_id: str) -> float:
        """Return how many people live where a rule holds."""
        return float(np.nansum(self.population[self._column(rule_id)]))

    def of_kind(self, kind: RuleKind) -> tuple[int, float]:
        """Return at how many places any rule of a kind holds, and how many people live there."""
        where = self.holds[:, [rule.kind is kind for rule in self.rules]].any(axis=1)
        return int(where.sum()), float(np.nansum(self.population[where]))

    def pairs(self, sectors: Sequence[str]) -> pd.DataFrame:
        """Return places and persons by pair of sectors, conflicts and synergies apart (PAIR_COLUMNS).

        A rule counts for every pair of its sectors, one of a single sector for that sector with itself; a place counts
        once per pair, whatever number of rules hold there. Pairs that no checked rule touches have no row.
        """
        rows = []
        for kind in RuleKind:
            for one, other in combinations_with_replacement(sectors, 2):
                own = [rule.kind is kind and _touches(rule, one, other) for rule in self.rules]
                if any(own):
                    where = self.holds[:, own].any(axis=1)
                    names = ", ".join(rule.id for rule, mine in zip(self.rules, own) if mine)
                    persons = float(np.nansum(self.population[where]))
                    rows.append([kind.value, one, other, names, int(where.sum()), persons])
        return pd.DataFrame(rows, columns=PAIR_COLUMNS)

    def by_rule(self) -> pd.DataFrame:
        """Return places, persons and unknown places of every rule (RULE_COLUMNS); NaN where it could not be checked."""
        rows: list[list[Any]] = [
            [rule.id, rule.kind.value, 1, self.places(rule.id), self.persons(rule.id), int(self.unknown[:, n].sum())]
            for n, rule in enumerate(self.rules)
        ]
        nothing = float("nan")
        rows += [[rule_id, "", 0, nothing, nothing, nothing] for rule_id in self.unchecked]
        return pd.DataFrame(rows, columns=RULE_COLUMNS)

    def _column(self, rule_id: str) -> np.ndarray:
        return self.holds[:, [rule.id for rule in self.rules].index(rule_id)]


def _touches(rule: Rule, one: str, other: str) -> bool:
    if len(rule.sectors) == 1:
        return rule.sectors == (one,) == (other,)
    return one != other and {one, other} <= set(rule.sectors)


@dataclass(frozen=True)
class Interactions:
    """The rules evaluated at n places, in the order of ``checks`` that are checkable (r of them)."""

    places: RulePlaces
    checks: tuple[RuleCheck, ...]
    """All rules that were asked for, also those that the study lacks the data for."""
    memberships: tuple[np.ndarray, ...]
    """Per checkable rule n × operands, 0 to 1, NaN unknown."""
    severity: np.ndarray
    """n × r, 0 to 1, NaN where an operand is unknown."""
    state: np.ndarray
    """n × r: HOLDS, FAILS or UNKNOWN (see engine/interactions.py)."""
    inherited: tuple[tuple[Condition, ...], ...]
    """Per checkable rule the conditions that cells took over from their planning unit."""
    minimum: float

    @property
    def checked(self) -> tuple[RuleCheck, ...]:
        """The rules that were checked."""
        return tuple(check for check in self.checks if check.is_checkable)

    @property
    def holds(self) -> np.ndarray:
        """Where (n × r, bool) a rule holds with at least the least severity asked for."""
        return np.asarray((self.state == HOLDS) & (np.nan_to_num(self.severity) >= self.minimum - 1e-9))

    @property
    def unknown(self) -> np.ndarray:
        """Where (n × r, bool) it is unknown whether a rule holds."""
        return np.asarray(self.state == UNKNOWN)

    def summary(self) -> Summary:
        """Return what was found, in numbers."""
        return Summary(
            tuple(check.rule for check in self.checked),
            self.holds,
            self.unknown,
            self.places.population,
            {check.rule.id: check.problems for check in self.checks if not check.is_checkable},
        )

    def notes(self, catalogue: Catalogue, language: str) -> list[str]:
        """Return what must be told of the checked rules: operands taken over from units, and what only stands in."""
        found = []
        for check, inherited in zip(self.checked, self.inherited):
            for key, conditions in (("inherited", inherited), ("substitute", check.substitutes)):
                if conditions:
                    found.append(f"{check.rule.id}: {told(key, conditions, catalogue).in_language(language)}")
        return found


def evaluate(
    study: Study,
    catalogue: Catalogue,
    rules: Iterable[Rule],
    place_kind: str = CELLS,
    minimum: float = 0.0,
    progress: Progress = silent,
) -> Interactions:
    """Evaluate rules for the cells in which people live (``CELLS``) or for the reporting units; writes nothing.

    ``minimum`` is a severity below which a rule is not shown, whatever its threshold. Raises SmartCityError if nobody
    lives anywhere or if none of the rules can be checked.
    """
    evidence = Evidence(study, catalogue)
    checks = tuple(check_rules(evidence, rules))
    checkable = [check for check in checks if check.is_checkable]
    if not checkable:
        raise SmartCityError("no_rule_checkable", rules=[check.rule.id for check in checks])
    places = rule_places(study, place_kind)
    memberships, inherited = [], []
    for number, check in enumerate(checkable):
        progress(number / len(checkable))
        found, taken_over = operand_memberships(evidence, check, places)
        memberships.append(found)
        inherited.append(tuple(taken_over))
    progress(1.0)
    pairs = list(zip(checkable, memberships))
    return Interactions(
        places,
        checks,
        tuple(memberships),
        np.column_stack([severity(found, check.rule.operator) for check, found in pairs]),
        np.column_stack([judged(found, check.rule.threshold) for check, found in pairs]),
        tuple(inherited),
        minimum,
    )


def evaluate_and_save(
    study: Study,
    catalogue: Catalogue,
    rules: Iterable[Rule],
    place_kind: str = CELLS,
    minimum: float = 0.0,
    versions: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
) -> Interactions:
    """Evaluate rules (see ``evaluate``) and store the result with the record of the run."""
    found = evaluate(study, catalogue, rules, place_kind, minimum, progress)
    record = {
        "place_kind": found.places.kind,
        "minimum": minimum,
        "rules": {check.rule.id: rule_content(check.rule) for check in found.checks},
        "unchecked": {
            check.rule.id: [{**asdict(item), "severity": item.severity.value} for item in check.problems]
            for check in found.checks
            if not check.is_checkable
        },
        "stand_ins": [check.rule.id for check in found.checked if check.substitutes],
        "notes": {language: found.notes(catalogue, language) for language in ("de", "en")},
        "people": dict(found.places.people.record),
        "period": study.settings.reference_date,
    }
    run = start_run(RUN_KIND, record, study.sources(), versions or {})
    rows = rows_of(found, catalogue)
    study.save_product(run, INTERACTIONS, rows, found.places.geometry, place_kind=found.places.kind)
    return found


# Reading back -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StoredInteractions:
    """What is stored for one kind of place, as it was evaluated then."""

    place_kind: str
    summary: Summary
    notes: Mapping[str, Sequence[str]]
    """Language → what must be told of the rules."""
    stand_ins: tuple[str, ...]
    """The rules with an operand that only stands in for what should be known."""
    rows: pd.DataFrame


def stored_interactions(study: Study, catalogue: Catalogue) -> Optional[StoredInteractions]:
    """Return the stored conflicts and synergies, those of the cells if there are any, else of the units, else None.

    Raises SmartCityError if the record of the run cannot be read.
    """
    for kind in (CELLS, study.settings.unit_level):
        rows = study.product(INTERACTIONS, place_kind=kind).frame
        if not rows.empty:
            return _read(study, catalogue, kind, rows)
    return None


def _read(study: Study, catalogue: Catalogue, kind: str, rows: pd.DataFrame) -> StoredInteractions:
    run = study.runs().get(str(rows["run_id"].iloc[0]))
    record = json.loads(json.dumps(run.parameters)) if run is not None else {}
    try:
        unchecked = {key: tuple(map(problem_of, items)) for key, items in record["unchecked"].items()}
        rules = tuple(
            read_rule(Entry(content, "rule"), key, catalogue)
            for key, content in record["rules"].items()
            if key not in unchecked
        )
        notes, stand_ins = record["notes"], tuple(record["stand_ins"])
    except (KeyError, CatalogueError) as error:
        raise SmartCityError("interactions_unreadable", detail=str(error)[:300]) from error
    texts = {name: rows[name].fillna("").astype(str) for name in ("rules", "unknown_rules")}
    shape = (len(rows), len(rules))
    holds = np.array([_ids(text, rules) for text in texts["rules"]], dtype=bool).reshape(shape)
    unknown = np.array([_ids(text, rules) for text in texts["unknown_rules"]], dtype=bool).reshape(shape)
    summary = Summary(rules, holds, unknown, rows["population"].to_numpy(float), unchecked)
    return StoredInteractions(kind, summary, notes, stand_ins, rows)


def _ids(text: str, rules: Sequence[Rule]) -> list[bool]:
    present = set(re.findall(r"[A-Z][A-Za-z0-9_]*", text))
    return [rule.id in present for rule in rules]
