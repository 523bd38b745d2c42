# SPDX-License-Identifier: GPL-2.0-or-later
"""Choosing measures under a budget: greedily by gain per euro, or exactly by integer programming.

A measure may need others: it is chosen only together with them. Measures without gain of their own are taken only if
another one needs them; measures of unknown costs or gain never. Gains are added up: what effects do together is not
known here, and has to be computed anew for the choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np

from ..model.problem import SmartCityError

GREEDY, EXACT = "greedy", "exact"
METHODS = (EXACT, GREEDY)

CHOSEN, NEEDED = "chosen", "chosen_as_needed"
COST_UNKNOWN, GAIN_UNKNOWN, NO_GAIN = "cost_unknown", "gain_unknown", "no_gain"
DEPENDENCY, TOO_EXPENSIVE = "dependency_unavailable", "over_budget"
BUDGET_LEFT, DEPENDENCY_COSTLY, NOT_BEST = "budget_left_too_small", "dependency_not_affordable", "not_in_best_choice"
REASONS = (
    *(CHOSEN, NEEDED, COST_UNKNOWN, GAIN_UNKNOWN, NO_GAIN),
    *(DEPENDENCY, TOO_EXPENSIVE, BUDGET_LEFT, DEPENDENCY_COSTLY, NOT_BEST),
)

_CENT = 0.005
"""Budgets are kept to the cent; sums of floating-point numbers are not exact."""
_SAME_GAIN = 1e-9
_ATTEMPTS = 200


@dataclass(frozen=True)
class Candidate:
    """A measure that may be chosen: its gain by itself, its costs in euros (None unknown), what it needs.

    ``amounts`` are what it takes of further limits, by their name (None or absent: unknown).
    """

    id: str
    gain: Optional[float]
    cost: Optional[float]
    needs: tuple[str, ...] = ()
    amounts: Mapping[str, Optional[float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """Whether a measure is chosen, as which (from 1), and why; ``values`` belong to the reason."""

    id: str
    is_chosen: bool
    rank: Optional[int]
    reason: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Portfolio:
    """A choice of measures, those chosen first in their rank, then the others in the order of the candidates."""

    method: str
    choices: tuple[Choice, ...]
    gain: float
    cost: float

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the measures chosen, in the order of the candidates' rank."""
        return tuple(choice.id for choice in self.choices if choice.is_chosen)


def can_be_exact() -> bool:
    """Return whether this scipy has integer programming (1.9 and later)."""
    try:
        from scipy.optimize import milp  # noqa: F401
    except ImportError:
        return False
    return True


def choose(
    candidates: Sequence[Candidate],
    budget: float,
    method: str = EXACT,
    limits: Optional[Mapping[str, float]] = None,
) -> Portfolio:
    """Return the measures to take under a budget in euros, and under further ``limits`` by name.

    Of equally good choices the cheaper one is taken, then the one first by its ids: the order of the candidates does
    not matter. Raises SmartCityError for a budget below zero, and if the exact method is not available.
    """
    if not budget >= 0 or any(not limit >= 0 for limit in (limits or {}).values()):
        raise SmartCityError("portfolio_budget_unclear", budget=budget)
    if method not in METHODS:
        raise SmartCityError("portfolio_method_unknown", method=method)
    if method == EXACT and not can_be_exact():
        raise SmartCityError("portfolio_without_milp")
    desk = _Desk(candidates, {"": budget, **(limits or {})})
    ranked, why = (_greedy if method == GREEDY else _exact)(desk)
    taken = {name: number for number, (name, _, _) in enumerate(ranked, 1)}
    choices = [Choice(name, True, taken[name], reason, values) for name, reason, values in ranked]
    for candidate in candidates:
        if candidate.id not in taken:
            reason, values = desk.refused.get(candidate.id) or why[candidate.id]
            choices.append(Choice(candidate.id, False, None, reason, values))
    return Portfolio(method, tuple(choices), desk.gain_of(taken), desk.cost_of(taken))


class _Desk:
    """The candidates that can be chosen at all, and why the others cannot."""

    def __init__(self, candidates: Sequence[Candidate], limits: Mapping[str, float]) -> None:
        self.limits = dict(limits)
        self.all = {item.id: item for item in sorted(candidates, key=lambda item: item.id)}
        self.refused: dict[str, tuple[str, dict[str, Any]]] = {}
        self._costs = {name: self._amounts(item) for name, item in self.all.items()}
        self.bundles = {name: self._closure(name) for name in self.all}
        for name in self.all:
            reason = self._refusal(name)
            if reason is not None:
                self.refused[name] = reason
        self.ids = [name for name in self.all if name not in self.refused]
        self._drop_useless()

    def _amounts(self, item: Candidate) -> dict[str, Optional[float]]:
        return {name: item.cost if name == "" else item.amounts.get(name) for name in self.limits}

    def _closure(self, name: str) -> tuple[str, ...]:
        """Return a measure with all that it needs, directly or not; unknown ids included."""
        found, waiting = {name}, [name]
        while waiting:
            item = self.all.get(waiting.pop())
            for needed in item.needs if item is not None else ():
                if needed not in found:
                    found.add(needed)
                    waiting.append(needed)
        return tuple(sorted(found))

    def _refusal(self, name: str) -> Optional[tuple[str, dict[str, Any]]]:
        item = self.all[name]
        if any(amount is None for amount in self._costs[name].values()):
            return COST_UNKNOWN, {}
        if item.gain is None:
            return GAIN_UNKNOWN, {}
        others = [other for other in self.bundles[name] if other != name]
        missing = [
            other
            for other in others
            if other not in self.all
            or self.all[other].gain is None
            or any(amount is None for amount in self._costs[other].values())
        ]
        if missing:
            return DEPENDENCY, {"measures": missing}
        for limit, most in self.limits.items():
            if self.amount_of(self.bundles[name], limit) > most + _CENT:
                values = {"cost": self.amount_of(self.bundles[name], limit), "budget": most, "measures": others}
                return (TOO_EXPENSIVE if self.amount_of([name], limit) > most + _CENT else DEPENDENCY_COSTLY), values
        return None

    def _drop_useless(self) -> None:
        """Leave out measures without gain that no measure with a gain needs."""
        useful = {other for name in self.ids if self.gain_of([name]) > 0 for other in self.bundles[name]}
        for name in [name for name in self.ids if name not in useful]:
            self.refused[name] = (NO_GAIN, {})
        self.ids = [name for name in self.ids if name in useful]

    def amount_of(self, ids: Iterable[str], limit: str = "") -> float:
        """Return what measures take of a limit."""
        return float(sum(self._costs[name][limit] or 0.0 for name in ids))

    def cost_of(self, ids: Iterable[str]) -> float:
        """Return what measures cost."""
        return float(sum(self.all[name].cost or 0.0 for name in ids))

    def gain_of(self, ids: Iterable[str]) -> float:
        """Return the sum of the gains of measures."""
        return float(sum(self.all[name].gain or 0.0 for name in ids))

    def fits(self, ids: Sequence[str]) -> bool:
        """Return whether measures stay within all limits."""
        return all(self.amount_of(ids, limit) <= most + _CENT for limit, most in self.limits.items())

    def needed_by(self, name: str, chosen: Iterable[str]) -> list[str]:
        """Return the measures among ``chosen`` that need a measure."""
        return [other for other in chosen if other != name and name in self.bundles[other]]


_Ranked = list[tuple[str, str, dict[str, Any]]]
_Why = dict[str, tuple[str, dict[str, Any]]]


def _greedy(desk: _Desk) -> tuple[_Ranked, _Why]:
    """Take again and again the measure (with what it needs) that brings most per euro and still fits."""
    taken: list[str] = []
    ranked: _Ranked = []
    while True:
        bundles = {name: [one for one in desk.bundles[name] if one not in taken] for name in desk.ids}
        fitting = [name for name in desk.ids if name not in taken and desk.fits([*taken, *bundles[name]])]
        gaining = [name for name in fitting if desk.gain_of(bundles[name]) > 0]
        if not gaining:
            break
        best = min(gaining, key=lambda name: (-_per_euro(desk, bundles[name]), -desk.gain_of(bundles[name]), name))
        # What is needed comes first, in an order in which nothing comes before what it needs.
        for name in sorted(bundles[best], key=lambda one: (len(desk.bundles[one]), one)):
            values: dict[str, Any] = {"per_euro": _finite(_per_euro(desk, bundles[best])), "for": best}
            ranked.append((name, CHOSEN if name == best else NEEDED, values))
            taken.append(name)
    left = desk.limits[""] - desk.cost_of(taken)
    why: _Why = {}
    for name in desk.ids:
        rest = [one for one in desk.bundles[name] if one not in taken]
        if name in taken:
            continue
        values = {"left": left, "cost": desk.cost_of(rest), "measures": [one for one in rest if one != name]}
        if desk.fits([*taken, *rest]):
            why[name] = (NO_GAIN, {})
        else:
            alone = desk.fits([*taken, name])
            why[name] = (DEPENDENCY_COSTLY if alone else BUDGET_LEFT, values)
    return ranked, why


def _per_euro(desk: _Desk, ids: Sequence[str]) -> float:
    cost, gain = desk.cost_of(ids), desk.gain_of(ids)
    return gain / cost if cost > 0 else np.inf


def _finite(number: float) -> Optional[float]:
    return float(number) if np.isfinite(number) else None


def _exact(desk: _Desk) -> tuple[_Ranked, _Why]:
    """Take the measures with the largest sum of gains; of equal ones the cheapest."""
    best = _solve(desk)
    order = sorted(best, key=lambda name: (-_per_euro(desk, [name]), name))
    ranked: _Ranked = []
    for name in _after_their_needs(order, desk):
        own = desk.gain_of([name]) > 0
        values = {"per_euro": _finite(_per_euro(desk, [name])), "for": "" if own else desk.needed_by(name, best)[0]}
        ranked.append((name, CHOSEN if own else NEEDED, values))
    why: _Why = {}
    for name in desk.ids:
        if name not in best:
            other = desk.gain_of(_solve(desk, name))
            why[name] = (NOT_BEST, {"best": desk.gain_of(best), "with_it": other})
    return ranked, why


def _after_their_needs(order: Sequence[str], desk: _Desk) -> list[str]:
    placed: list[str] = []
    for name in order:
        for one in sorted(desk.bundles[name], key=lambda one: (len(desk.bundles[one]), one)):
            if one not in placed:
                placed.append(one)
    return placed


def _solve(desk: _Desk, forced: str = "") -> list[str]:
    """Return the ids of the best choice; ``forced`` must be in it."""
    gains = np.array([desk.all[name].gain for name in desk.ids], dtype=float)
    if not len(gains):
        return []
    first = _program(desk, -gains, forced)
    least = desk.gain_of(first)
    costs = np.array([desk.all[name].cost for name in desk.ids], dtype=float)
    # Of all choices as good as that: the cheapest.
    lowest = least - _SAME_GAIN * max(1.0, abs(least))
    cheap = _program(desk, costs, forced, (gains, lowest))
    return cheap if cheap and desk.gain_of(cheap) >= lowest else first


def _program(
    desk: _Desk, objective: np.ndarray, forced: str, least: Optional[tuple[np.ndarray, float]] = None
) -> list[str]:
    from scipy.optimize import Bounds, LinearConstraint, milp

    count, row = len(desk.ids), {name: number for number, name in enumerate(desk.ids)}
    rows: list[np.ndarray] = []
    lows: list[float] = []
    highs: list[float] = []

    def add(coefficients: np.ndarray, low: float, high: float) -> None:
        size = max(float(np.abs(coefficients).max()), 1e-12)  # solvers want numbers of about one
        rows.append(coefficients / size)
        lows.append(low / size)
        highs.append(high / size)

    for limit, most in desk.limits.items():
        add(np.array([desk.amount_of([name], limit) for name in desk.ids]), -np.inf, most + _CENT)
    for name in desk.ids:
        for needed in (one for one in desk.bundles[name] if one != name):
            add(_unit(count, {row[name]: 1.0, row[needed]: -1.0}), -np.inf, 0.0)
        users = [one for one in desk.ids if one != name and name in desk.bundles[one]]
        if not desk.gain_of([name]) > 0 and name != forced:
            add(_unit(count, {row[name]: 1.0, **{row[one]: -1.0 for one in users}}), -np.inf, 0.0)
    if least is not None:
        add(least[0], least[1], np.inf)
    lower = _unit(count, {row[forced]: 1.0} if forced else {})
    scale = max(float(np.abs(objective).max()), 1e-12)
    for _ in range(_ATTEMPTS):
        found = milp(
            objective / scale,
            integrality=np.ones(count),
            bounds=Bounds(lower, np.ones(count)),
            constraints=LinearConstraint(np.array(rows), np.array(lows), np.array(highs)),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            return []
        chosen = [name for name, value in zip(desk.ids, found.x) if value > 0.5]
        if desk.fits(chosen):
            return chosen
        # The solver's tolerance let it overrun a limit by a hair: forbid this very choice and look again.
        add(_unit(count, {row[name]: 1.0 for name in chosen}), -np.inf, len(chosen) - 1.0)
    raise SmartCityError("portfolio_not_solved", attempts=_ATTEMPTS)


def _unit(count: int, values: Mapping[int, float]) -> np.ndarray:
    found = np.zeros(count)
    for place, value in values.items():
        found[place] = value
    return found
