# SPDX-License-Identifier: GPL-2.0-or-later
"""Making, changing and removing scenarios, each as changes that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Optional

from ..model.problem import SmartCityError
from ..model.strategy import Scenario
from .register_changes import Change, apply, removed
from .rows import split_ids
from .scenario_facts import scenario_of
from .strategy_tables import REMOVED, SCENARIOS
from .study import Study


def free_id(taken: Iterable[str]) -> str:
    """Return the first of S1, S2, S3 … that is free."""
    used, number = {name.casefold() for name in taken}, 1
    while f"s{number}" in used:
        number += 1
    return f"S{number}"


def new_scenario(
    study: Study, title: str, measure_ids: Sequence[str], description: Optional[str] = None, scenario_id: str = ""
) -> Scenario:
    """Return a scenario that is not stored yet, placed after all others. Raises SmartCityError without a title."""
    if not title.strip():
        raise SmartCityError("scenario_without_title")
    present = study.records(Scenario)
    taken = [one.scenario_id for one in present]
    if scenario_id and scenario_id in taken:
        raise SmartCityError("scenario_id_taken", scenario=scenario_id)
    places = [one.position for one in present if one.position is not None]
    return Scenario(
        scenario_id=scenario_id or free_id(taken),
        title=title.strip(),
        description=description or None,
        measure_ids=",".join(dict.fromkeys(measure_ids)) or None,
        position=max([len(present), *places]) + 1,
    )


def check_measures(study: Study, measure_ids: Iterable[str]) -> None:
    """Raise SmartCityError for measures that are not in the register."""
    known = {measure.measure_id for measure in study.measures()}
    unknown = [name for name in measure_ids if name not in known]
    if unknown:
        raise SmartCityError("scenario_measures_unknown", measures=", ".join(unknown))


def save(
    study: Study,
    title: str,
    measure_ids: Sequence[str],
    description: Optional[str] = None,
    scenario_id: str = "",
) -> Scenario:
    """Store a scenario: a new one, or title, measures and description of the one that has this id."""
    check_measures(study, measure_ids)
    before = next((one for one in study.records(Scenario) if one.scenario_id == scenario_id), None)
    if before is None:
        after = new_scenario(study, title, measure_ids, description, scenario_id)
    else:
        listed = ",".join(dict.fromkeys(measure_ids)) or before.measure_ids
        after = replace(
            before,
            title=title.strip() or before.title,
            measure_ids=listed,
            description=before.description if description is None else description or None,
        )
    apply(study, [Change(before, after)])
    return after


def forget_new(study: Study, scenario_id: str) -> None:
    """Take a scenario away that was stored a moment ago, without a trace in the bin."""
    before = set(removed(study)["removed_id"])
    with study.transaction():
        study.remove_register_row(SCENARIOS, "scenario_id", scenario_id)
        for name in set(removed(study)["removed_id"]) - before:  # the file itself keeps what is deleted
            study.remove_register_row(REMOVED, "removed_id", name)


def copied(study: Study, scenario_id: str, title: str) -> Scenario:
    """Return a copy of a scenario under another title, not stored yet."""
    original = scenario_of(study, scenario_id)
    return new_scenario(study, title, split_ids(original.measure_ids), original.description)
