# SPDX-License-Identifier: GPL-2.0-or-later
"""Sliders whose percentages always add up to exactly 100: what the others do when one is moved, added or taken away.

All shares are percent in steps of 1/``steps`` (1: whole percent, 10: tenths). Sums are exact: computed in whole steps,
the last ones going to the largest remainders, among equals to the first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

TENTHS = 10
"""Steps per percent: sliders move by 0.1."""


def moved(
    shares: Mapping[str, float], locked: Collection[str], member: str, value: float, steps: int = TENTHS
) -> dict[str, float]:
    """Return the shares after the slider of ``member`` was moved to ``value`` percent.

    The others share what is left in proportion to what they had, equally if they had nothing; locked ones stay. The
    member gets no more than the locked ones leave. It stays where it is if it is locked itself, or if all others are.
    A caller who passes the shares from before a drag at each of its events keeps their proportions even through 100.
    """
    present = _whole(shares, steps)
    if sum(present.values()) != 100 * steps:
        present = _whole(balanced(shares, tuple(shares), locked, steps), steps)
    others = [name for name in present if name != member and name not in locked]
    if member in locked or not others:
        return _percent(present, steps)
    room = 100 * steps - sum(part for name, part in present.items() if name in locked)
    own = min(max(_step(value, steps), 0), room)
    rest = _split(room - own, [Fraction(present[name]) for name in others])
    return _percent({**present, member: own, **dict(zip(others, rest))}, steps)


def balanced(
    shares: Mapping[str, float], members: Sequence[str], locked: Collection[str] = (), steps: int = TENTHS
) -> dict[str, float]:
    """Return shares of exactly these members that add up to 100, as near to the given ones as can be.

    What is not in ``shares`` has just been switched on: it gets an equal part of the room that the locked ones leave,
    the others shrink in proportion. What is no longer in ``members`` leaves its part to the others. Locked ones stay,
    unless nobody else is there to take or give. No members give no shares.
    """
    if not members:
        return {}
    given = {name: Fraction(max(float(shares[name]), 0.0)) for name in members if name in shares}
    held = {name: _step(float(part), steps) for name, part in given.items() if name in locked}
    free = [name for name in members if name not in held]
    room = 100 * steps - sum(held.values())
    if not free or room < 0:
        return _percent(
            dict(zip(members, _split(100 * steps, [given.get(name, Fraction(0)) for name in members]))), steps
        )
    new = [name for name in free if name not in given]
    kept = [name for name in free if name in given]
    if not kept or not sum(given[name] for name in kept):
        parts = dict(zip(free, _split(room, [Fraction(1)] * len(free))))
    else:
        part = Fraction(room, len(free))
        scale = (room - part * len(new)) / sum(given[name] for name in kept)
        parts = dict(zip(free, _split(room, [given[name] * scale if name in given else part for name in free])))
    return _percent({name: held.get(name, parts.get(name, 0)) for name in members}, steps)


def _split(total: int, raw: Sequence[Fraction]) -> list[int]:
    """Return whole numbers adding up to ``total`` in proportion to ``raw``, equal ones if all are 0."""
    if not raw:
        return []
    whole = sum(raw)
    exact = [part * total / whole if whole else Fraction(total, len(raw)) for part in raw]
    found = [int(part) for part in exact]
    order = sorted(range(len(raw)), key=lambda number: (found[number] - exact[number], number))
    for number in order[: total - sum(found)]:
        found[number] += 1
    return found


def _step(value: float, steps: int) -> int:
    return int(min(value, 100.0) * steps + 0.5) if value > 0 else 0


def _whole(shares: Mapping[str, float], steps: int) -> dict[str, int]:
    return {name: _step(float(part), steps) for name, part in shares.items()}


def _percent(parts: Mapping[str, int], steps: int) -> dict[str, float]:
    return {name: part / steps for name, part in parts.items()}
