# SPDX-License-Identifier: GPL-2.0-or-later
"""Multiple burden of a study's places: which indicators are bad where, how many at once, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.burden import (
    NUMBERS,
    QUARTILE,
    THRESHOLD,
    Burden,
    combined,
    count_high,
    enough_known,
    limits_of,
    listed,
    states,
)
from ..engine.compute import MINIMUM_COVERAGE
from ..engine.progress import Progress, part, silent
from ..model.indicator import Direction, Indicator
from ..model.problem import Problem, Severity, SmartCityError
from .overlay_tables import BURDEN, CELLS
from .places import Places, Status, classify, places_of, social_status, values_at
from .provenance import start_run
from .study import Study

BURDEN_COUNT = "cli_multi_burden_count"
"""The indicator whose burdens are chosen unless others are."""

SOCIAL = "soc_deprivation_index"
"""The indicator of social status unless another is chosen."""

FEWEST_BURDENS = 2
"""A multiple burden needs at least two that can be told."""

_LETTERS = {"cli_noise_lden_share": "L", "cli_air_no2": "A", "cli_heat_exposure_share": "T"} | {
    "gre_local_supply": "G",
    SOCIAL: "S",
}
"""Short codes of the five core indicators: Lärm, Atemluft, thermische Belastung, Grün, Soziales."""


@dataclass(frozen=True)
class BurdenPlan:
    """What is counted as a burden, and when it is high.

    ``indicators`` (empty: those of the indicator BURDEN_COUNT) in the order of their codes; ``rule`` is THRESHOLD or
    QUARTILE; ``lowest_score`` decides for indicators without a target; ``by_people``: quarters are those of the people,
    not of the places; ``inherit``: cells take values that exist for units only; ``social``: the indicator of social
    status, empty for none; ``minimum_known``: the share of the burdens that must be known for a count.
    """

    place_kind: str = CELLS
    indicators: tuple[str, ...] = ()
    rule: str = THRESHOLD
    lowest_score: float = 33.3
    by_people: bool = False
    inherit: bool = False
    social: str = SOCIAL
    minimum_known: float = MINIMUM_COVERAGE


@dataclass(frozen=True)
class BurdenResult:
    """The burdens of the places: ``rows`` of the table BURDEN with ``geometry``; ``classes`` n × k (``Burden``).

    ``plan`` names what was counted in the end; ``limits`` tells for each when it is high and where that comes from;
    ``problems`` what a reader must know.
    """

    plan: BurdenPlan
    rows: pd.DataFrame
    geometry: np.ndarray
    classes: np.ndarray
    limits: dict[str, dict[str, Any]]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    people: dict[str, Any]
    """How the people of the places came about, for the record of the run."""


def code_of(indicator_id: str) -> str:
    """Return the short code of a burden: a letter for the five core indicators, else its id."""
    return _LETTERS.get(indicator_id, indicator_id)


def find_burdens(study: Study, catalogue: Catalogue, plan: BurdenPlan, progress: Progress = silent) -> BurdenResult:
    """Count the high burdens of every place; writes nothing.

    Raises SmartCityError if nothing was computed, an indicator is unknown or cannot be a burden, or fewer than
    FEWEST_BURDENS have values at these places.
    """
    if study.values().empty:
        raise SmartCityError("no_results")
    wanted = _wanted(plan, catalogue)
    places = places_of(study, catalogue, plan.place_kind)
    progress(0.2)
    read = part(progress, 0.2, 0.8)
    classes: dict[str, np.ndarray] = {}
    inherited: list[str] = []
    for number, indicator in enumerate(wanted):
        values, from_units = values_at(study, places, indicator.id, plan.inherit)
        if np.isfinite(values).any():
            weights = places.population if plan.by_people else None
            classes[indicator.id] = classify(indicator, values, plan.rule, plan.lowest_score, weights)
            inherited += [indicator.id] if from_units else []
        read((number + 1) / len(wanted))
    left_out = tuple(indicator.id for indicator in wanted if indicator.id not in classes)
    if len(classes) < FEWEST_BURDENS:
        raise SmartCityError("burden_too_few", count=len(classes), fewest=FEWEST_BURDENS, others=list(left_out) or "–")
    status = _status(study, catalogue, places, plan)
    table = np.column_stack(list(classes.values()))
    rows = _rows(places, catalogue, list(classes), table, status, plan, study.settings.language)
    without_quarter = [name for name, column in classes.items() if not (column == Burden.HIGH).any()]
    problems = _problems(rows, left_out, inherited, status, plan, len(classes), without_quarter)
    limits = {name: _limit(catalogue.indicators[name], plan) for name in classes}
    if status is not None:
        limits.setdefault(status.indicator.id, _limit(status.indicator, plan))
    progress(1.0)
    used = BurdenPlan(**{**asdict(plan), "indicators": tuple(classes), "place_kind": places.kind})
    return BurdenResult(used, rows, places.geometry, table, limits, left_out, tuple(problems), places.record)


def find_and_save(
    study: Study,
    catalogue: Catalogue,
    plan: BurdenPlan,
    versions: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
) -> BurdenResult:
    """Count the high burdens and store them, in place of earlier ones of that kind of place; see ``find_burdens``."""
    result = find_burdens(study, catalogue, plan, part(progress, 0.0, 0.9))
    record = {
        **asdict(result.plan),
        "limits": result.limits,
        "people": result.people,
        "left_out": list(result.left_out),
        "period": study.settings.reference_date,
    }
    run = start_run("multi_burden", record, study.sources(), versions or {})
    study.save_product(run, BURDEN, result.rows, result.geometry, place_kind=result.plan.place_kind)
    progress(1.0)
    return result


def affected(rows: pd.DataFrame, field: str) -> pd.DataFrame:
    """Return places, people and their share (0 to 1) by class of a field of BURDEN; unknown is the class ``""``."""
    key = rows[field].fillna("").astype(str)
    people = rows["population"].astype(float)
    table = pd.DataFrame({"places": key.groupby(key).size(), "population": people.groupby(key).sum()})
    table["share"] = table["population"] / people.sum() if people.sum() > 0 else np.nan
    order = [*NUMBERS, *(name for name in table.index if name not in NUMBERS and name), ""]
    return table.reindex([name for name in order if name in table.index])


def shown_places(rows: pd.DataFrame, level: str) -> pd.DataFrame:
    """Return the rows of BURDEN that a reader is shown: those of cells, else those of the units reported on."""
    kind = CELLS if (rows["place_kind"] == CELLS).any() else level
    return rows[rows["place_kind"] == kind].reset_index(drop=True)


def people_by_burden(rows: pd.DataFrame) -> pd.Series:
    """Return by indicator id the people who live where that burden is high, in the order of the burdens."""
    people: dict[str, float] = {}
    for text, persons in zip(rows["classes"], rows["population"].astype(float)):
        for item in text.split("; "):
            name, _, found = item.partition("=")
            people[name] = people.get(name, 0.0) + (persons if found == "high" and persons == persons else 0.0)
    return pd.Series(people, dtype=float)


def _wanted(plan: BurdenPlan, catalogue: Catalogue) -> list[Indicator]:
    if plan.rule not in (THRESHOLD, QUARTILE):
        raise ValueError(f"there is no rule '{plan.rule}'")
    names = plan.indicators or catalogue.indicators[BURDEN_COUNT].needed_indicators()
    unknown = [name for name in names if name not in catalogue.indicators]
    if unknown:
        raise SmartCityError("indicator_unknown", indicator=unknown[0])
    wanted = [catalogue.indicators[name] for name in dict.fromkeys(names)]
    for indicator in wanted:
        if not _is_judged(indicator, plan):
            raise SmartCityError("burden_not_judged", indicator=indicator.id)
    return wanted


def _is_judged(indicator: Indicator, plan: BurdenPlan) -> bool:
    """Whether the rule can say of the indicator's values which are bad."""
    if indicator.direction is Direction.NEUTRAL:
        return False
    if plan.rule == QUARTILE:
        return indicator.direction is not Direction.BAND or indicator.is_scored
    return indicator.is_scored or limits_of(indicator, plan.lowest_score).high is not None


def _status(study: Study, catalogue: Catalogue, places: Places, plan: BurdenPlan) -> Optional[Status]:
    if not plan.social:
        return None
    return social_status(study, catalogue, places, plan.social, plan.rule, plan.lowest_score)


def _rows(
    places: Places,
    catalogue: Catalogue,
    names: list[str],
    classes: np.ndarray,
    status: Optional[Status],
    plan: BurdenPlan,
    language: str,
) -> pd.DataFrame:
    """Return the rows of BURDEN; the titles of the high burdens are in the language of the study."""
    count, known = count_high(classes)
    count = enough_known(count, known, len(names), plan.minimum_known)
    physical = [number for number, name in enumerate(names) if name != plan.social]
    outer, outer_known = count_high(classes[:, physical])
    outer = enough_known(outer, outer_known, len(physical), plan.minimum_known)
    social = np.full(len(places), int(Burden.UNKNOWN), dtype=np.int8) if status is None else status.classes
    titles = [catalogue.indicators[name].title.in_language(language) for name in names]
    return pd.DataFrame(
        {
            "place_id": places.ids,
            "name": places.names,
            "population": places.population,
            "burdens": _whole(count),
            "known": known,
            "chosen": len(names),
            "codes": listed(classes, map(code_of, names), "-"),
            "which": listed(classes, titles, "; "),
            "classes": [_class_text(names, row) for row in classes],
            "environment": _whole(outer),
            "status": [_status_name(item) for item in social],
            "social": combined(outer, social),
            "state": states(count),
        }
    )


def _whole(numbers: np.ndarray) -> pd.Series:
    return pd.Series([None if np.isnan(number) else int(number) for number in numbers], dtype=object)


def _class_text(names: list[str], row: np.ndarray) -> str:
    return "; ".join(f"{name}={Burden(item).name.lower()}" for name, item in zip(names, row))


def _status_name(item: int) -> Optional[str]:
    """Return the class of social status: high deprivation is a low status."""
    turned = {Burden.HIGH: "low", Burden.MEDIUM: "medium", Burden.LOW: "high", Burden.NOT_HIGH: "not_low"}
    return turned.get(Burden(item))


def _limit(indicator: Indicator, plan: BurdenPlan) -> dict[str, Any]:
    """Return when an indicator counts as high, for the record of the run."""
    if plan.rule == QUARTILE:
        of = "people" if plan.by_people and indicator.id in plan.indicators else "places"
        return {"rule": QUARTILE, "of": of, "status": "project_default"}
    limits = limits_of(indicator, plan.lowest_score)
    if limits.high is None:
        return {"rule": THRESHOLD, "score_below": limits.score, "status": "project_default"}
    target = limits.sources[0]
    found = {"rule": THRESHOLD, "high": limits.high, "source": asdict(target.source), "status": target.status.value}
    if limits.low is not None:
        stricter = limits.sources[1]
        found["low"] = limits.low
        found["low_source"], found["low_status"] = asdict(stricter.source), stricter.status.value
    return found


def _problems(
    rows: pd.DataFrame,
    left_out: tuple[str, ...],
    inherited: list[str],
    status: Optional[Status],
    plan: BurdenPlan,
    counted: int,
    without_quarter: list[str],
) -> list[Problem]:
    """Return what a reader must know of the count: what is missing, taken over, unknown, relative."""
    found = []
    if left_out:
        found.append(Problem("burden_left_out", Severity.WARNING, {"indicator": list(left_out)}))
    if inherited:
        found.append(Problem("burden_inherited", Severity.NOTE, {"indicator": inherited}))
    unknown = rows["state"].isna()
    if unknown.any():
        gap = {
            "count": float(unknown.sum()),
            "total": float(len(rows)),
            "persons": float(round(rows.loc[unknown, "population"].sum())),
            "share": round(100 * plan.minimum_known),
        }
        found.append(Problem("burden_unknown_places", Severity.WARNING, gap))
    partly = rows["state"].notna() & (rows["known"] < counted)
    if partly.any():
        bound = {"count": float(partly.sum()), "total": float(len(rows))}
        found.append(Problem("burden_partly_known", Severity.WARNING, bound))
    if plan.rule == QUARTILE:
        found.append(Problem("burden_is_relative", Severity.NOTE, {}))
        if without_quarter:
            found.append(Problem("burden_without_quarter", Severity.WARNING, {"indicator": without_quarter}))
    if plan.social and status is None:
        found.append(Problem("status_left_out", Severity.WARNING, {"indicator": plan.social}))
    elif status is not None and status.from_units:
        found.append(Problem("status_inherited", Severity.NOTE, {"indicator": plan.social}))
    return found
