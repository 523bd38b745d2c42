# SPDX-License-Identifier: GPL-2.0-or-later
"""What belongs to what is chosen in the chain, and what the filters leave of it; nothing to see here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

from ...study.chain import HERE, NeedTrace, Trace
from ...study.rows import split_ids

NEED, GOAL, MEASURE, CONTRIBUTION = "Need", "Goal", "Measure", "Contribution"
COLUMNS = (NEED, GOAL, MEASURE, CONTRIBUTION)

STRONG, AWAY, WEAK = "strong", "away", "weak"
"""How things belong together: by indicator (and place), by indicator but at another or no place, by sector only."""

Linked = dict[str, dict[str, str]]
"""By column the ids that belong to something, with how."""


@dataclass(frozen=True)
class Filters:
    """Which needs are shown: those of a unit, of an indicator, only those without a measure on the spot."""

    unit_id: str = ""
    indicator_id: str = ""
    only_open: bool = False

    @property
    def is_set(self) -> bool:
        """Whether the needs are narrowed to a place or an indicator, which narrows everything else, too."""
        return bool(self.unit_id or self.indicator_id)

    def leaves(self, item: NeedTrace) -> bool:
        """Return whether a need is shown."""
        need = item.need
        return (
            self.unit_id in ("", need.unit_id)
            and self.indicator_id in ("", need.indicator_id)
            and not (self.only_open and item.state == HERE)
        )


def linked(chain: Trace, kind: str, number: str) -> Linked:
    """Return what belongs to a need, goal, measure or contribution; it itself is not in it."""
    if kind == NEED:
        return _of_need(chain.need(number))
    if kind == GOAL:
        return _of_goal(chain, number)
    return _of_measure(chain, number) if kind == MEASURE else _of_contribution(chain, number)


def _joined(*parts: tuple[Iterable[str], str]) -> dict[str, str]:
    """Return names with how they belong, the closest first; a name that comes twice keeps the closer one."""
    found: dict[str, str] = {}
    for names, how in parts:
        for name in names:
            found.setdefault(name, how)
    return found


def _ids(needs: Iterable[NeedTrace]) -> list[str]:
    return [item.need.need_id for item in needs]


def _of_need(item: NeedTrace) -> Linked:
    return {
        NEED: {},
        GOAL: _joined((item.goals, STRONG), (item.sector_goals, WEAK)),
        MEASURE: _joined((item.here, STRONG), ((*item.elsewhere, *item.unplaced), AWAY), (item.sector_here, WEAK)),
        CONTRIBUTION: _joined((item.contributions, STRONG)),
    }


def _of_goal(chain: Trace, number: str) -> Linked:
    by_indicator, by_sector = chain.needs_of_goal(number), chain.needs_of_goal(number, weak=True)
    return {
        NEED: _joined((_ids(by_indicator), STRONG), (_ids(by_sector), WEAK)),
        GOAL: {},
        MEASURE: _joined((chain.measures_of_goal(number), STRONG)),
        CONTRIBUTION: _joined((chain.contributions_of_goal(number), STRONG)),
    }


def _of_measure(chain: Trace, number: str) -> Linked:
    here, every = chain.needs_of_measure(number, only_here=True), chain.needs_of_measure(number)
    by_sector = [item for item in chain.needs if number in item.sector_here]
    return {
        NEED: _joined((_ids(here), STRONG), (_ids(every), AWAY), (_ids(by_sector), WEAK)),
        GOAL: _joined((chain.goals_of_measure(number), STRONG)),
        MEASURE: {},
        CONTRIBUTION: _joined((chain.contributions_of_measure(number), STRONG)),
    }


def _of_contribution(chain: Trace, number: str) -> Linked:
    row = chain.contributions[number]
    return {
        NEED: dict.fromkeys((item.need.need_id for item in chain.needs if number in item.contributions), STRONG),
        GOAL: dict.fromkeys((name for name in split_ids(row.goal_ids) if name in chain.goals), STRONG),
        MEASURE: dict.fromkeys((name for name in split_ids(row.measure_ids) if name in chain.measures), STRONG),
        CONTRIBUTION: {},
    }


def shown(chain: Trace, filters: Filters, chosen: Optional[tuple[str, str]] = None) -> Linked:
    """Return what each column shows, with how it belongs to what is chosen (STRONG for all if nothing is).

    The column of what is chosen stays as the filters leave it, so that the next thing can be chosen there.
    """
    needs = [item for item in chain.needs if filters.leaves(item)]
    columns: Linked = {NEED: dict.fromkeys((item.need.need_id for item in needs), STRONG)}
    if filters.is_set:
        columns.update(_narrowed(chain, filters, needs))
    else:
        everything: dict[str, Iterable[str]] = {
            GOAL: chain.goals,
            MEASURE: chain.measures,
            CONTRIBUTION: chain.contributions,
        }
        columns.update({kind: dict.fromkeys(names, STRONG) for kind, names in everything.items()})
    if chosen is None:
        return columns
    kind, number = chosen
    belongs = linked(chain, kind, number)
    result = {}
    for column in COLUMNS:
        if column == kind:
            result[column] = {**columns[column], number: STRONG}
        elif column == NEED:
            result[column] = {name: how for name, how in belongs[column].items() if name in columns[NEED]}
        else:
            result[column] = belongs[column]
    return result


def _narrowed(chain: Trace, filters: Filters, needs: Iterable[NeedTrace]) -> Linked:
    """Return what belongs to the needs that the filters leave, and the measures that lie in the unit."""
    found: Linked = {kind: {} for kind in (GOAL, MEASURE, CONTRIBUTION)}
    for item in needs:
        for kind, names in _of_need(item).items():
            for name, how in names.items():
                if kind != NEED and how != WEAK:
                    found[kind][name] = STRONG
    if filters.unit_id:
        found[MEASURE].update(dict.fromkeys(chain.measures_of_unit(filters.unit_id), STRONG))
        of_unit = (name for name, item in chain.contributions.items() if item.unit_id == filters.unit_id)
        found[CONTRIBUTION].update(dict.fromkeys(of_unit, STRONG))
    return found
