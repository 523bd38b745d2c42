# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said below the columns of what is chosen."""

from __future__ import annotations

from typing import Optional

from ...bridge.i18n import translate
from ...report.watching import WatchWords
from ...study.chain import NeedTrace
from ...study.schedule import DEFERRED
from ...study.trace_view import Content
from .links import MEASURE, NEED, Filters


def told_of(content: Content, words: WatchWords, chosen: Optional[tuple[str, str]], filters: Filters) -> str:
    """Return sentences about what is chosen, or about the filtered needs as a whole."""
    if chosen is None:
        return _all(content, words, filters)
    kind, number = chosen
    if kind == NEED:
        return _need(content.chain.need(number), words)
    if kind == MEASURE:
        names = [content.chain.unit_names.get(unit, unit) for unit in content.chain.places.get(number, {})]
        place = ", ".join(names) or translate("SmartCity", "no place stated")
        here = len(content.chain.needs_of_measure(number, only_here=True))
        every = len(content.chain.needs_of_measure(number))
        text = translate("SmartCity", "Lies in: {place}. Needs it answers: {here} on the spot, {every} in all.")
        told = text.format(place=place, here=here, every=every)
        if content.chain.measures[number].status == DEFERRED:
            told += " " + translate("SmartCity", "It has been deferred, and deferred measures answer no need.")
        return f"{words.thing(content.chain, kind, number)}\n{told}"
    return words.thing(content.chain, kind, number)


def _all(content: Content, words: WatchWords, filters: Filters) -> str:
    needs = [item for item in content.chain.needs if filters.leaves(item)]
    if not needs:
        return ""
    states = [item.state for item in needs]
    counts = [f"{words.say(f'chain.state.{state}')}: {states.count(state)}" for state in dict.fromkeys(states)]
    return "\n".join([", ".join(counts), translate("SmartCity", "● measure on the spot, ◐ elsewhere, ○ none yet")])


def _need(item: NeedTrace, words: WatchWords) -> str:
    need = item.need
    lines = [f"{words.need_title(need)}, {need.unit_name}: {words.say(f'chain.kind.{need.kind}')}"]
    facts = []
    if need.value is not None:
        facts.append(translate("SmartCity", "value {value}").format(value=words.need_value(need, need.value)))
    if need.gap is not None:
        gap = translate("SmartCity", "gap to the target {gap}").format(gap=words.need_value(need, need.gap))
        facts.append(gap if need.target is None else f"{gap} ({words.words.of(need.target)})")
    if need.need is not None:
        facts.append(translate("SmartCity", "need {need} of 100").format(need=words.words.number(need.need)))
    if need.persons is not None:
        facts.append(translate("SmartCity", "{persons} people").format(persons=words.words.persons_cell(need.persons)))
    lines.append(", ".join(facts))
    lines.append(words.state(item))
    return "\n".join(lines)
