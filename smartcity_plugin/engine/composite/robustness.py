# SPDX-License-Identifier: GPL-2.0-or-later
"""How sure the priorities are: the ranking by need under many equally defensible ways of making the index.

Seeded Monte Carlo after the handbook of OECD and JRC (2008, step 7): every run draws other weights, another
normalisation and so on (``variants.py``); ranks, top places and classes are compared with the scheme's own result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...model.scheme import RobustnessPlan
from ..parallel import CORES
from ..progress import Progress, silent
from .board import System
from .ranks import UNKNOWN, Classes, among_first, keys_of, order_of
from .variants import Variants

ROBUST, FRAGILE, NOT_KNOWN = "robust", "fragile", "unknown"

LEADERS = 5
"""Of how many places with the greatest need it is told whether they stay the same (of ten places or more)."""

LOW, MEDIAN, HIGH = 0.05, 0.5, 0.95
"""Between which shares of the runs the interval of ranks lies."""

MOST_NAMED = 50
"""Up to how many places are named in the record of a run."""

_THREADED = 4_000
"""Below this many places threads cost more than they save."""

_QUANTILE_ROWS = 2_000
"""Places whose ranks are sorted at a time."""

PLACE_COLUMNS = [
    *("need", "rank", "rank_median", "rank_low", "rank_high", "rank_best", "rank_worst"),
    *("top_share", "same_class_share", "same_level_share", "state"),
]


@dataclass(frozen=True)
class Reference:
    """The scheme's own result at n places, and what every run is compared with.

    Places without an index are not ranked: ``judged`` are the positions of the others.
    """

    score: np.ndarray
    judged: np.ndarray
    keys: np.ndarray
    ranks: np.ndarray
    """Ranks of the judged places, and the numbers that they are made of."""
    classes: Classes
    top_count: int
    leaders: np.ndarray
    """Which of the judged places have the greatest need (positions among them, greatest first); ties are all in.

    Empty if more than twice LEADERS share the first rank.
    """

    @classmethod
    def of(cls, score: np.ndarray, plan: RobustnessPlan) -> Reference:
        """Return what runs are compared with, for the scores (n, NaN unknown) of the scheme itself."""
        judged = np.flatnonzero(np.isfinite(score))
        keys = keys_of(score[judged])
        order = order_of(keys)
        leading = np.flatnonzero(among_first(keys, order, leader_count(len(judged))))
        leaders = leading[np.argsort(order.ranks[leading], kind="stable")]
        if len(leaders) > 2 * LEADERS:  # a crowd of equals has no heads
            leaders = leaders[:0]
        top_count = max(1, int(np.floor(plan.top_share * len(judged) + 0.5)))
        return cls(score, judged, keys, order.ranks, Classes.of(keys), top_count, leaders)


def leader_count(places: int) -> int:
    """Return how many places at the head are looked at together: five of ten and more, fewer of fewer."""
    return LEADERS if places >= 2 * LEADERS else max(1, places // 2)


@dataclass(frozen=True)
class Runs:
    """What m runs gave: one value per run, and counts over the runs per judged place."""

    ranks: np.ndarray
    """m × judged places (float32, in which halves of whole numbers are exact); NaN without an index."""
    known: np.ndarray
    """m numbers of places with an index."""
    shift: np.ndarray
    """m mean absolute shifts of rank against the reference, NaN where there is no index."""
    spearman: np.ndarray
    """m rank correlations with the reference."""
    same_leaders: np.ndarray
    """m (bool): whether no other place has a greater need than one of the leaders."""
    top: np.ndarray
    """How often each judged place was among the top."""
    same_class: np.ndarray
    """How often each judged place held a place of its class in the ranking, see ``ranks.Classes``."""
    same_level: np.ndarray
    """How often its need was in the same class."""

    @property
    def valid(self) -> np.ndarray:
        """The runs (bool) that gave an index anywhere."""
        return self.known > 0


def simulate(
    systems: Sequence[System],
    variants: Variants,
    reference: Reference,
    progress: Progress = silent,
    keep: bool = True,
) -> Runs:
    """Compute the index under every variant and compare the rankings with the reference.

    ``systems[variants.system]`` gives the scores of the n places of the reference. Without ``keep`` only the ranks of
    the leaders are stored (m × leaders). Progress may raise to cancel.
    """
    count, width = len(variants), len(reference.judged if keep else reference.leaders)
    ranks = np.full((count, width), np.nan, dtype=np.float32)
    known, same_leaders = np.zeros(count, dtype=int), np.zeros(count, dtype=bool)
    shift, spearman = np.full(count, np.nan), np.full(count, np.nan)
    everywhere = len(reference.judged) == len(reference.score)
    compared = _Comparison(reference)

    def work(runs: range) -> tuple[np.ndarray, ...]:
        top, same_class, same_level = (np.zeros(len(reference.judged), dtype=np.int64) for _ in range(3))
        for run in runs:
            score = systems[variants.system[run]].score(variants, run)
            keys = keys_of(score if everywhere else score[reference.judged])
            order = order_of(keys)
            ranks[run] = order.ranks if keep else order.ranks[reference.leaders]
            known[run] = order.known
            if order.known:
                top += among_first(keys, order, reference.top_count)
                same_class += reference.classes.same_place(keys, order)
                same_level += reference.classes.same_level(keys)
                same_leaders[run] = compared.same_leaders(keys)
                shift[run], spearman[run] = compared.distance(order.ranks, order.known)
        return top, same_class, same_level

    threads = CORES if max(system.size for system in systems) >= _THREADED else 1
    counts = _spread(work, count, threads, progress)
    return Runs(ranks, known, shift, spearman, same_leaders, *(np.sum(items, axis=0) for items in zip(*counts)))


class _Comparison:
    """The reference as a run is compared with it."""

    def __init__(self, reference: Reference) -> None:
        self._ranks, self._keys = reference.ranks, reference.keys
        self._middle = (len(reference.ranks) + 1) / 2.0
        self._centred = reference.ranks - self._middle
        self._spread = _product(self._centred, self._centred)
        self._leads = np.zeros(len(reference.ranks), dtype=bool)
        self._leads[reference.leaders] = True

    def same_leaders(self, keys: np.ndarray) -> bool:
        leading, others = keys[self._leads], keys[~self._leads]
        if not len(leading) or leading.max() == UNKNOWN:
            return False
        return not len(others) or bool(leading.max() <= others.min())

    def distance(self, ranks: np.ndarray, known: int) -> tuple[float, float]:
        """Return mean shift and rank correlation; where some places have no index, among the others."""
        if known < len(ranks):
            both = np.isfinite(ranks)
            own, ranks = order_of(self._keys[both]).ranks, ranks[both]
            return float(np.abs(own - ranks).mean()), _correlation(own - own.mean(), ranks - ranks.mean())
        centred = ranks - self._middle
        spread = np.sqrt(self._spread * _product(centred, centred))
        agreement = float(_product(self._centred, centred) / spread) if spread > 0 else np.nan
        return float(np.abs(self._ranks - ranks).mean()), agreement


def _product(one: np.ndarray, other: np.ndarray) -> float:
    """Return Σ one·other. Not by ``np.dot``: the threads of its library would wait busily for work that ours need."""
    return float(np.einsum("i,i->", one, other))


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    spread = float(np.sqrt(_product(one, one) * _product(other, other)))
    return _product(one, other) / spread if spread > 0 else float("nan")


def _spread(work: Callable[[range], tuple], count: int, threads: int, progress: Progress) -> list[tuple]:
    """Return what ``work`` gives for pieces of the runs, on several cores; numpy computes without Python's lock."""
    size = max(1, min(32, count // 50))
    pieces = [range(start, min(start + size, count)) for start in range(0, count, size)]
    found = []
    if threads == 1:
        for piece in pieces:
            progress(piece.start / count)
            found.append(work(piece))
    else:
        with ThreadPoolExecutor(threads) as pool:
            waiting = [pool.submit(work, piece) for piece in pieces]
            try:
                for piece, future in zip(pieces, waiting):
                    progress(piece.start / count)
                    found.append(future.result())
            except BaseException:
                for future in waiting:
                    future.cancel()
                raise
    progress(1.0)
    return found


def summary_of_places(reference: Reference, runs: Runs, ids: pd.Index, plan: RobustnessPlan) -> pd.DataFrame:
    """Return a row per place (columns PLACE_COLUMNS, index ``ids``).

    Shares are those of the runs that gave any index. A run in which this place had none counts neither as the same
    class nor as the top; intervals of ranks are those of the runs in which it had one.
    """
    places = pd.DataFrame(np.nan, index=ids, columns=PLACE_COLUMNS[:-1]).assign(state=NOT_KNOWN)
    places["need"] = 100.0 - reference.score
    if not len(reference.judged):
        return places
    rows = places.index[reference.judged] if places.index.is_unique else reference.judged
    found = pd.DataFrame({"rank": reference.ranks}, index=rows)
    names = ["rank_best", "rank_low", "rank_median", "rank_high", "rank_worst"]
    found[names] = quantiles(runs.ranks, (0.0, LOW, MEDIAN, HIGH, 1.0))
    valid = int(runs.valid.sum())
    if valid:
        found["top_share"], found["same_level_share"] = runs.top / valid, runs.same_level / valid
        found["same_class_share"] = runs.same_class / valid
        # 800 of 1,000 runs are a share of 0.8, whatever the computer makes of it.
        robust = runs.same_class >= plan.same_class_share * valid - 1e-9
        found["state"] = np.where(robust, ROBUST, FRAGILE)
    for name in found:
        places.iloc[reference.judged, places.columns.get_loc(name)] = found[name].to_numpy()
    return places


def quantiles(ranks: np.ndarray, shares: Sequence[float]) -> np.ndarray:
    """Return the quantiles of every column of ranks (m × n, NaN left out) as n × shares, linear between neighbours."""
    found = np.full((ranks.shape[1], len(shares)), np.nan)

    def work(start: int) -> None:
        rows = np.sort(np.ascontiguousarray(ranks[:, start : start + _QUANTILE_ROWS].T), axis=1)
        count = np.isfinite(rows).sum(axis=1)
        for number, share in enumerate(shares):
            place = share * np.maximum(count - 1, 0)
            low = np.floor(place).astype(int)
            high = np.minimum(low + 1, np.maximum(count - 1, 0))
            ends = [np.take_along_axis(rows, end[:, None], axis=1)[:, 0].astype(float) for end in (low, high)]
            found[start : start + _QUANTILE_ROWS, number] = ends[0] + (place - low) * (ends[1] - ends[0])

    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(work, range(0, ranks.shape[1], _QUANTILE_ROWS)))
    return found


def summary_of_runs(reference: Reference, runs: Runs, places: pd.DataFrame, plan: RobustnessPlan) -> dict[str, object]:
    """Return the statement on the whole, in values that JSON can hold; places by their ids."""
    valid = runs.valid
    ids = places.index[reference.judged]
    tops = places["top_share"] >= plan.same_class_share - 1e-12
    certain = places[tops].sort_values("rank", kind="stable")
    shifts = runs.shift[valid]
    return {
        "runs": len(runs.known),
        "failed": int((~valid).sum()),
        "incomplete": int((valid & (runs.known < len(ids))).sum()),
        "places": len(ids),
        "without_index": int(len(places) - len(ids)),
        "top_count": reference.top_count,
        "classes": reference.classes.occupied,
        "robust": int((places["state"] == ROBUST).sum()),
        "robust_top": [str(name) for name in certain.index] if len(certain) <= MOST_NAMED else [],
        "robust_top_count": len(certain),
        "leaders": [str(ids[item]) for item in reference.leaders],
        "same_leaders": _mean(runs.same_leaders[valid]),
        "mean_shift": _mean(shifts),
        "shift_low": _quantile(shifts, LOW),
        "shift_high": _quantile(shifts, HIGH),
        "spearman": _mean(runs.spearman[valid][np.isfinite(runs.spearman[valid])]),
    }


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None


def _quantile(values: np.ndarray, share: float) -> float | None:
    return float(np.quantile(values, share)) if len(values) else None
