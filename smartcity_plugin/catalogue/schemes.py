# SPDX-License-Identifier: GPL-2.0-or-later
"""Assessment schemes as JSON: how they are stored in the study and handed from town to town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from math import isfinite
from typing import Any, Union

from ..model.indicator import Band, Goalposts, Indicator
from ..model.scheme import (
    ROOT,
    STANDARD,
    Combination,
    Group,
    Judgement,
    Missing,
    Normalisation,
    RobustnessPlan,
    Scheme,
    Weighting,
    Weights,
)
from .entry import Entry

_SCALE = {2: ("zero", "full"), 4: ("lower_zero", "lower_full", "upper_full", "upper_zero")}


def standard_scheme(indicators: Iterable[Indicator], title: str = "") -> Scheme:
    """Return the scheme that every study has: all that is scored, in its sector, everything weighing the same."""
    sectors: dict[str, list[str]] = {}
    for indicator in indicators:
        if indicator.is_scored:
            sectors.setdefault(indicator.sector, []).append(indicator.id)
    return Scheme(STANDARD, title, tuple(Group(key, tuple(members)) for key, members in sectors.items()))


# Writing ------------------------------------------------------------------------------------------------------------


def scheme_content(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as what JSON can hold; ``read_scheme`` reads it back."""
    return {
        "id": scheme.id,
        "title": scheme.title,
        "description": scheme.description,
        "groups": [
            {"key": group.key, "members": list(group.members), "weights": _weights_content(group.weights)}
            for group in scheme.groups
        ],
        "weights": _weights_content(scheme.weights),
        "normalisation": scheme.normalisation.value,
        "normalisations": {name: item.value for name, item in scheme.normalisations.items()},
        "scales": {
            name: {key.name: getattr(item, key.name) for key in fields(item)} for name, item in scheme.scales.items()
        },
        "within": scheme.within.value,
        "between": scheme.between.value,
        "missing": scheme.missing.value,
        "minimum_weight": scheme.minimum_weight,
        "floor": scheme.floor,
        "inherit": scheme.inherit,
        "plan": _plan_content(scheme.plan),
    }


def _weights_content(weights: Weights) -> dict[str, Any]:
    return {
        "method": weights.method.value,
        "shares": dict(weights.shares),
        "locked": list(weights.locked),
        "ballots": {name: dict(points) for name, points in weights.ballots.items()},
        "judgements": {
            name: [{"first": item.first, "second": item.second, "times": item.times} for item in items]
            for name, items in weights.judgements.items()
        },
    }


def _plan_content(plan: RobustnessPlan) -> dict[str, Any]:
    content = {item.name: getattr(plan, item.name) for item in fields(plan)}
    return {
        **content,
        "normalisations": [item.value for item in plan.normalisations],
        "combinations": [item.value for item in plan.combinations],
    }


# Reading ------------------------------------------------------------------------------------------------------------


def read_scheme(content: Any, place: str = "scheme") -> Scheme:
    """Return the scheme of a JSON content; raises CatalogueError naming the place of what it must not say."""
    entry = Entry(content, place)
    scheme = Scheme(
        id=entry.take("id", str),
        title=entry.take("title", str),
        description=entry.take("description", str, ""),
        groups=tuple(
            _read_group(Entry(item, f"{place}: groups[{number}]"))
            for number, item in enumerate(entry.take("groups", list))
        ),
        weights=_read_weights(entry.sub("weights", {})),
        normalisation=entry.choice("normalisation", Normalisation),
        normalisations=_read_normalisations(entry.sub("normalisations", {})),
        scales={name: _read_scale(item) for name, item in entry.sub("scales", {}).items()},
        within=entry.choice("within", Combination),
        between=entry.choice("between", Combination),
        missing=entry.choice("missing", Missing),
        minimum_weight=_within(entry, "minimum_weight", 0.0, 1.0),
        floor=_within(entry, "floor", 0.01, 50.0),
        inherit=entry.take("inherit", bool, False),
        plan=_read_plan(entry.sub("plan", {})),
    )
    entry.done()
    keys = [group.key for group in scheme.groups]
    names = list(scheme.indicators)
    if len(set(keys)) < len(keys) or len(set(names)) < len(names):
        raise entry.fail("a sector or an indicator stands in the tree twice")
    if ROOT in keys:
        raise entry.fail(f"no sector can be called '{ROOT}'")
    return scheme


def _within(entry: Entry, key: str, lowest: float, highest: float) -> float:
    number = entry.number(key)
    if not lowest <= number <= highest:
        raise entry.fail(f"'{key}' must lie between {lowest:g} and {highest:g}")
    return number


def _read_group(entry: Entry) -> Group:
    group = Group(entry.take("key", str), entry.words("members"), _read_weights(entry.sub("weights", {})))
    entry.done()
    return group


def _numbers(entry: Entry) -> dict[str, float]:
    found = {key: entry.number(key) for key in entry.take_keys()}
    for key, number in found.items():
        if not 0 <= number < float("inf"):
            raise entry.fail(f"'{key}' must be a number from 0 on")
    return found


def _read_weights(entry: Entry) -> Weights:
    weights = Weights(
        method=entry.choice("method", Weighting) if entry.has("method") else Weighting.EQUAL,
        shares=_numbers(entry.sub("shares", {})),
        locked=entry.words("locked", default=[]),
        ballots={name: _numbers(points) for name, points in entry.sub("ballots", {}).items()},
        judgements=_read_judgements(entry.take("judgements", dict, {}), entry.place),
    )
    entry.done()
    return weights


def _read_judgements(content: Mapping[str, Any], place: str) -> dict[str, tuple[Judgement, ...]]:
    found = {}
    for name, items in content.items():
        entries = [
            Entry(item, f"{place}: judgements of {name}") for item in (items if isinstance(items, list) else [items])
        ]
        found[str(name)] = tuple(
            Judgement(item.take("first", str), item.take("second", str), _within(item, "times", 1 / 9 - 1e-9, 9.0))
            for item in entries
        )
        for item in entries:
            item.done()
    return found


def _read_normalisations(entry: Entry) -> dict[str, Normalisation]:
    return {key: entry.choice(key, Normalisation) for key in entry.take_keys()}


def _read_scale(entry: Entry) -> Union[Goalposts, Band]:
    keys = tuple(entry.take_keys())
    names = next((names for names in _SCALE.values() if set(names) == set(keys)), None)
    if names is None:
        raise entry.fail("a scale has either zero and full, or the four corners of a band")
    numbers = [entry.number(name) for name in names]
    if not all(isfinite(number) for number in numbers):
        raise entry.fail("a scale needs finite numbers")
    if len(numbers) == 2:
        if numbers[0] == numbers[1]:
            raise entry.fail("zero and full are the same")
        return Goalposts(*numbers)
    if not numbers[0] < numbers[1] <= numbers[2] < numbers[3]:
        raise entry.fail("the corners of a band must rise")
    return Band(*numbers)


def _read_plan(entry: Entry) -> RobustnessPlan:
    default = RobustnessPlan()
    limits = {
        "top_share": (0.01, 0.9),
        "weight_spread": (0.0, 1.0),
        "threshold_spread": (0.0, 0.5),
        "same_class_share": (0.5, 1.0),
    }
    found: dict[str, Any] = {name: _within(entry, name, *bounds) for name, bounds in limits.items() if entry.has(name)}
    for name, bounds in {"runs": (10, 20_000), "seed": (0, 2**31 - 1)}.items():
        if entry.has(name):
            number = _within(entry, name, *bounds)
            found[name] = int(number)
            if found[name] != number:
                raise entry.fail(f"'{name}' must be a whole number")
    for name, kind in {"normalisations": Normalisation, "combinations": Combination}.items():
        if entry.has(name):
            found[name] = tuple(kind(word) for word in entry.words(name, {item.value for item in kind}))
            if not found[name]:
                raise entry.fail(f"'{name}' is empty")
    found["drop_one"] = entry.take("drop_one", bool, default.drop_one)
    entry.done()
    return RobustnessPlan(**found)
