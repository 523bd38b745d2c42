# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of indicator entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Optional, Union

from ..model.indicator import (
    Aggregation,
    Band,
    Choice,
    Direction,
    Goalposts,
    Indicator,
    Input,
    Parameter,
    Role,
    Status,
    Threshold,
)
from ..model.text import Text
from .entry import CatalogueError, Entry
from .vocabulary import Vocabulary


def read_indicators(entry: Entry, vocabulary: Vocabulary, roles: dict[str, Role], sector: str) -> dict[str, Indicator]:
    """Read one file of indicators, all of one sector."""
    if sector not in vocabulary.sectors:
        raise entry.fail(f"the file is named after '{sector}', which is no sector")
    return {key: _indicator(key, sub, vocabulary, roles, sector) for key, sub in entry.items()}


def _indicator(key: str, entry: Entry, vocabulary: Vocabulary, roles: dict[str, Role], sector: str) -> Indicator:
    direction = entry.choice("direction", Direction)
    goalposts, source, status = _goalposts(entry, direction)
    indicator = Indicator(
        id=key,
        sector=sector,
        title=entry.text("title"),
        unit=entry.word("unit", vocabulary.units),
        direction=direction,
        dimensions=entry.words("dimensions", vocabulary.dimensions),
        sdg=entry.words("sdg", vocabulary.sdgs),
        charta=entry.words("charta", vocabulary.charta),
        method=entry.take("method", str),
        inputs=_inputs(entry.sub("inputs"), roles),
        parameters={name: _parameter(sub, vocabulary) for name, sub in entry.sub("parameters", {}).items()},
        aggregation=entry.choice("aggregation", Aggregation),
        goalposts=goalposts,
        goalposts_source=source,
        goalposts_status=status,
        thresholds=_thresholds(entry),
        formula=entry.text("formula"),
        report=entry.text("report"),
        limits=entry.text("limits"),
    )
    entry.done()
    if sum(threshold.target for threshold in indicator.thresholds) > 1:
        raise entry.fail("more than one threshold is marked as target")
    return indicator


def _goalposts(
    entry: Entry, direction: Direction
) -> tuple[Union[Goalposts, Band, None], Optional[Text], Optional[Status]]:
    if direction is Direction.NEUTRAL:
        return None, None, None
    posts = entry.sub("goalposts")
    scale: Union[Goalposts, Band]
    if direction is Direction.BAND:
        scale = Band(**{name: posts.number(name) for name in Band.__dataclass_fields__})
        ordered = (scale.lower_zero, scale.lower_full, scale.upper_full, scale.upper_zero)
        if list(ordered) != sorted(ordered):
            raise posts.fail("the four values of a band must not fall")
    else:
        scale = Goalposts(posts.number("zero"), posts.number("full"))
        if (scale.full > scale.zero) is not (direction is Direction.HIGHER):
            raise posts.fail("'zero' and 'full' contradict the direction")
    source, status = posts.text("source"), posts.choice("status", Status)
    posts.done()
    return scale, source, status


def _inputs(entry: Entry, roles: dict[str, Role]) -> dict[str, Input]:
    inputs = {}
    for name in entry.take_keys():
        value = entry.take(name, (str, dict))
        if isinstance(value, str):
            inputs[name] = Input((value,))
        else:
            sub = Entry(value, f"{entry.place}: {name}")
            if sub.has("indicators"):
                inputs[name] = Input((), sub.take("minimum", int), indicators=sub.words("indicators"))
            elif sub.has("role"):
                minimum = 0 if sub.take("optional", bool, False) else 1
                column, unless = (sub.take(key, (str, type(None)), None) for key in ("field", "unless"))
                if unless and unless not in inputs:
                    raise sub.fail(f"'{unless}' is no input above this one")
                inputs[name] = Input((sub.take("role", str),), minimum, column=column, unless=unless)
            else:
                inputs[name] = Input(sub.words("roles"), minimum=sub.take("minimum", int))
            sub.done()
        for role in inputs[name].roles:
            if role not in roles:
                raise entry.fail(f"'{role}' is no role")
            column = inputs[name].column
            if column and column not in {**roles[role].required, **roles[role].optional}:
                raise entry.fail(f"role '{role}' has no field '{column}'")
    return inputs


def _parameter(entry: Entry, vocabulary: Vocabulary) -> Union[Parameter, Choice]:
    if entry.has("choices"):
        return _choice(entry, vocabulary)
    parameter = Parameter(
        value=entry.number("value"),
        unit=entry.word("unit", vocabulary.units),
        minimum=entry.number("min"),
        maximum=entry.number("max"),
        label=entry.text("label"),
        source=entry.text("source"),
        status=entry.choice("status", Status),
    )
    entry.done()
    if not parameter.minimum <= parameter.value <= parameter.maximum:
        raise entry.fail("the value lies outside min and max")
    return parameter


def _choice(entry: Entry, vocabulary: Vocabulary) -> Choice:
    group = entry.word("choices", vocabulary.choices)
    options = entry.words("options", vocabulary.choices[group], list(vocabulary.choices[group]))
    choice = Choice(
        value=entry.word("value", options),
        group=group,
        options=options,
        label=entry.text("label"),
        source=entry.text("source"),
        status=entry.choice("status", Status),
    )
    entry.done()
    return choice


def _thresholds(entry: Entry) -> tuple[Threshold, ...]:
    thresholds = []
    for number, content in enumerate(entry.take("thresholds", list, []), start=1):
        sub = Entry(content, f"{entry.place}: thresholds: {number}")
        thresholds.append(
            Threshold(
                value=sub.number("value"),
                label=sub.text("label"),
                source=sub.text("source"),
                status=sub.choice("status", Status),
                target=sub.take("target", bool, False),
            )
        )
        sub.done()
    return tuple(thresholds)


def check_order(indicators: Mapping[str, Indicator]) -> None:
    """Raise CatalogueError if an indicator is made of one that does not exist, or of itself by a detour."""
    for indicator in indicators.values():
        for other in indicator.needed_indicators():
            if other not in indicators:
                raise CatalogueError(f"{indicator.id}: there is no indicator '{other}'")
    try:
        in_order(indicators, indicators)
    except CycleError as error:
        raise CatalogueError(f"indicators are made of each other: {', '.join(error.args[1])}") from error


def in_order(wanted: Iterable[str], indicators: Mapping[str, Indicator]) -> list[str]:
    """Return the wanted indicators and all that they are made of, each after those it needs.

    Otherwise the given order stays. Raises graphlib.CycleError if they are made of each other.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    waiting = list(wanted)
    for indicator_id in waiting:
        needed = indicators[indicator_id].needed_indicators()
        sorter.add(indicator_id, *needed)
        waiting += [other for other in needed if other not in waiting]
    return list(sorter.static_order())
