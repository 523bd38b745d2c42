# SPDX-License-Identifier: GPL-2.0-or-later
"""How a study's indicator values are distributed among its people: unequal or not, and to whose disadvantage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine import justice as engine
from ..engine.burden import THRESHOLD
from ..engine.composite.groups import DEPRIVED
from ..engine.compute import FEW_PERSONS
from ..engine.progress import Progress, part, silent
from ..model.indicator import Aggregation, Direction, Indicator
from ..model.problem import Problem, Severity, SmartCityError
from .burden import SOCIAL
from .focus_groups import DEPRIVATION, GroupPlan
from .overlay_tables import CELLS, JUSTICE, UNITS
from .places import Places, Status, places_of, social_status, values_at
from .provenance import start_run
from .study import Study

MEAN, GINI, HOOVER, CONCENTRATION = "mean", "gini", "hoover", "concentration"
LOW, MEDIAN, HIGH, RATIO = "p10", "p50", "p90", "p90_p10"
LOWEST_TENTH, HIGHEST_TENTH, TENTHS = "lowest_tenth", "highest_tenth", "tenth_ratio"
GROUP_MEAN = "mean_"
"""What the measure of a group's mean begins with: ``mean_under_18``, ``mean_65_plus``, ``mean_deprived``."""

IS_ZERO, NO_STATUS, SAME_STATUS = "lowest_is_zero", "status_unknown", "status_equal"
FEW_PEOPLE = "few_people"
"""Further reasons why a measure has no value, beside those of the engine."""


@dataclass(frozen=True)
class JusticePlan:
    """What is measured, and how deprivation is told.

    ``place_kind`` is CELLS or UNITS, ``indicators`` may be empty: all that suit. ``social`` is the indicator of social
    status (empty for none), ``limit`` the value from which an area is deprived (None: the first threshold of the index
    of social deprivation).
    """

    place_kind: str = CELLS
    indicators: tuple[str, ...] = ()
    social: str = SOCIAL
    limit: Optional[float] = None


@dataclass(frozen=True)
class JusticeResult:
    """The measures as ``rows`` of the table JUSTICE, the indicators by kind of place, and what a reader must know."""

    plan: JusticePlan
    rows: pd.DataFrame
    kinds: dict[str, str]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    people: dict[str, Any]
    """How the people came about, for the record of the run."""


def measure(study: Study, catalogue: Catalogue, plan: JusticePlan, progress: Progress = silent) -> JusticeResult:
    """Measure the distribution of indicator values among people; writes nothing.

    An indicator without values on cells is measured on the reporting units, and told. Raises SmartCityError if nothing
    was computed, an indicator is unknown, or none can be measured.
    """
    if study.values().empty:
        raise SmartCityError("no_results")
    wanted, unsuited = _wanted(study, catalogue, plan)
    problems = [Problem("justice_left_out", Severity.NOTE, {"indicator": unsuited})] if unsuited else []
    kinds = {item.id: _kind(study, item, plan) for item in wanted}
    on_units = [name for name, kind in kinds.items() if kind != plan.place_kind]
    if on_units:
        problems.append(Problem("justice_on_units", Severity.NOTE, {"indicator": on_units}))
    grounds = {kind: _Ground.read(study, catalogue, kind, plan) for kind in dict.fromkeys(kinds.values())}
    first = next(iter(grounds.values())).places
    problems += [note for note in first.notes if note.key.startswith("groups_")]
    progress(0.4)
    step = part(progress, 0.4, 1.0)
    if plan.social and all(ground.status is None for ground in grounds.values()):
        problems.append(Problem("status_left_out", Severity.WARNING, {"indicator": plan.social}))
    elif any(ground.status is not None and ground.status.from_units for ground in grounds.values()):
        problems.append(Problem("status_inherited", Severity.NOTE, {"indicator": plan.social}))
    rows: list[dict[str, Any]] = []
    done: dict[str, str] = {}
    for number, indicator in enumerate(wanted):
        ground = grounds[kinds[indicator.id]]
        values, _ = values_at(study, ground.places, indicator.id)
        reason = engine.why_not(values, ground.places.population)
        own = {"indicator_id": indicator.id, "place_kind": ground.places.kind}
        if reason is None:
            rows += [{**own, **row} for row in _measures(values, ground)]
            done[indicator.id] = ground.places.kind
        else:
            rows.append({**own, **_row(GINI, float("nan"), values, ground.places.population, reason)})
        problems += _told(indicator.id, values, ground.places.population, reason)
        step((number + 1) / len(wanted))
    if not done:
        raise SmartCityError("justice_nothing")
    left_out = tuple(unsuited) + tuple(item.id for item in wanted if item.id not in done)
    columns = [name for name in JUSTICE.fields if name not in ("period", "run_id")]
    frame = pd.DataFrame(rows).reindex(columns=columns)
    used = JusticePlan(**{**asdict(plan), "indicators": tuple(item.id for item in wanted)})
    return JusticeResult(used, frame, done, left_out, tuple(problems), first.record)


def measure_and_save(
    study: Study,
    catalogue: Catalogue,
    plan: JusticePlan,
    versions: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
) -> JusticeResult:
    """Measure and store, in place of all earlier measures at the study's reference date; see ``measure``."""
    result = measure(study, catalogue, plan, part(progress, 0.0, 0.9))
    record = {
        **asdict(result.plan),
        "left_out": list(result.left_out),
        "people": result.people,
        "period": study.settings.reference_date,
    }
    run = start_run("justice", record, study.sources(), versions or {})
    study.save_product(run, JUSTICE, result.rows)
    progress(1.0)
    return result


def curve_of(rows: pd.DataFrame, indicator_id: str, name: str = GINI) -> Optional[tuple[np.ndarray, np.ndarray]]:
    """Return the stored curve of a measure (GINI: Lorenz, CONCENTRATION): shares of people and of the good, or None."""
    own = rows[(rows["indicator_id"] == indicator_id) & (rows["measure"] == name)]
    if own.empty or not isinstance(own["curve"].iloc[0], str) or not own["curve"].iloc[0]:
        return None
    people, good = json.loads(own["curve"].iloc[0])
    return np.array(people, dtype=float), np.array(good, dtype=float)


def wide(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the stored values with a row per indicator (index ``indicator_id``) and a column per measure."""
    return rows.pivot(index="indicator_id", columns="measure", values="value").astype(float)


@dataclass(frozen=True)
class _Ground:
    """What the values of one kind of place are held against."""

    places: Places
    status: Optional[Status]
    groups: dict[str, np.ndarray]

    @classmethod
    def read(cls, study: Study, catalogue: Catalogue, place_kind: str, plan: JusticePlan) -> _Ground:
        places = places_of(study, catalogue, place_kind, GroupPlan(plan.social or DEPRIVATION, plan.limit))
        status = social_status(study, catalogue, places, plan.social, THRESHOLD, 0.0) if plan.social else None
        known = {name: persons for name, persons in places.groups.items() if np.isfinite(persons).any()}
        if not plan.social:
            known.pop(DEPRIVED, None)
        return cls(places, status, known)


def _wanted(study: Study, catalogue: Catalogue, plan: JusticePlan) -> tuple[list[Indicator], list[str]]:
    """Return the indicators to measure, and the ids of those computed ones that are left out unless asked for."""
    unknown = [name for name in plan.indicators if name not in catalogue.indicators]
    if unknown:
        raise SmartCityError("indicator_unknown", indicator=unknown[0])
    if plan.indicators:
        return [catalogue.indicators[name] for name in dict.fromkeys(plan.indicators)], []
    computed = set(study.values()["indicator_id"])
    present = [item for item in catalogue.indicators.values() if item.id in computed]
    suited = [item for item in present if is_shared_out(item)]
    if not suited:
        raise SmartCityError("justice_nothing")
    return suited, [item.id for item in present if not is_shared_out(item)]


def is_shared_out(indicator: Indicator) -> bool:
    """Whether values are something that each person has more or less of, and more is better or worse."""
    judged = indicator.direction in (Direction.HIGHER, Direction.LOWER)
    return judged and indicator.aggregation is not Aggregation.DISTRIBUTION


def _kind(study: Study, indicator: Indicator, plan: JusticePlan) -> str:
    if plan.place_kind != CELLS:
        return UNITS
    return CELLS if study.cell_values(indicator.id)["value"].notna().any() else UNITS


def _measures(values: np.ndarray, ground: _Ground) -> Iterable[dict[str, Any]]:
    """Yield the rows of one indicator whose values can be shared out."""
    people = ground.places.population
    low, high = (engine.weighted_quantile(values, people, share) for share in (0.1, 0.9))
    least, most = engine.tenths(values, people)
    ratio = engine.percentile_ratio(values, people)
    curve = engine.thinned(*engine.lorenz(values, people))
    yield _row(MEAN, engine.weighted_mean(values, people), values, people)
    yield _row(LOW, low, values, people)
    yield _row(MEDIAN, engine.weighted_quantile(values, people, 0.5), values, people)
    yield _row(HIGH, high, values, people)
    yield _row(RATIO, ratio, values, people, IS_ZERO if np.isnan(ratio) else "")
    yield _row(LOWEST_TENTH, least, values, people)
    yield _row(HIGHEST_TENTH, most, values, people)
    if least > 1e-9 * most:  # what is left of a zero after adding up
        yield _row(TENTHS, most / least, values, people)
    else:
        yield _row(TENTHS, float("nan"), values, people, IS_ZERO)
    yield _row(GINI, engine.weighted_gini(values, people), values, people, curve=curve)
    yield _row(HOOVER, engine.hoover(values, people), values, people)
    yield _concentration(values, people, ground.status)
    for key, persons in ground.groups.items():
        of_group = float(persons[engine.known_places(values, persons)].sum())
        few = of_group < FEW_PERSONS
        mean = float("nan") if few else engine.weighted_mean(values, persons)
        yield _row(GROUP_MEAN + key, mean, values, persons, FEW_PEOPLE if few else "")


def _concentration(values: np.ndarray, people: np.ndarray, status: Optional[Status]) -> dict[str, Any]:
    if status is None:
        return _row(CONCENTRATION, float("nan"), values, people, NO_STATUS)
    placed = np.where(np.isfinite(status.deprivation), values, np.nan)
    found = engine.concentration_index(values, people, status.deprivation)
    if np.isnan(found):
        return _row(CONCENTRATION, found, placed, people, SAME_STATUS)
    curve = engine.thinned(*engine.concentration_curve(values, people, status.deprivation))
    return _row(CONCENTRATION, found, placed, people, curve=curve)


def _row(
    name: str,
    value: float,
    values: np.ndarray,
    people: np.ndarray,
    reason: str = "",
    curve: Optional[tuple[np.ndarray, np.ndarray]] = None,
) -> dict[str, Any]:
    """Return a row with how many places and people it rests on, and how many are unknown."""
    known = engine.known_places(values, people)
    lived_in = np.nan_to_num(people) > 0
    return {
        "measure": name,
        "value": value,
        "places": int(known.sum()),
        "population": float(people[known].sum()),
        "unknown_places": int((lived_in & ~known).sum() + np.isnan(people).sum()),
        "unknown_population": float(people[lived_in & ~known].sum()),
        "reason": reason,
        "curve": "" if curve is None else json.dumps([[round(float(x), 5) for x in axis] for axis in curve]),
    }


def _told(indicator_id: str, values: np.ndarray, people: np.ndarray, reason: Optional[str]) -> list[Problem]:
    """Return why an indicator could not be measured, or whom its measures leave out."""
    if reason == engine.NEGATIVE:
        return [Problem("justice_negative", Severity.WARNING, {"indicator": indicator_id})]
    if reason == engine.NOTHING_KNOWN:
        return [Problem("justice_without_values", Severity.WARNING, {"indicator": indicator_id})]
    if reason == engine.NOTHING_TO_SHARE:
        return [Problem("justice_all_zero", Severity.WARNING, {"indicator": indicator_id})]
    lost = (np.nan_to_num(people) > 0) & ~np.isfinite(values)
    if not lost.any():
        return []
    gone = {
        "indicator": indicator_id,
        "persons": float(round(people[lost].sum())),
        "share": round(100.0 * float(people[lost].sum() / np.nansum(people)), 1),
        "count": float(lost.sum()),
    }
    return [Problem("justice_unknown_people", Severity.NOTE, gone)]
