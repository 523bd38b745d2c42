# SPDX-License-Identifier: GPL-2.0-or-later
"""How sure the priorities are, in sentences for the council: what stays, what depends on a choice, what was varied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import pandas as pd

from ..catalogue.scheme_words import choice_title
from ..engine.composite.robustness import FRAGILE, ROBUST
from ..engine.composite.variants import COMBINATION, DROPPED, NORMALISATION, SYSTEM, THRESHOLDS, WEIGHTS
from ..engine.compute import FEW_PERSONS
from ..model.scheme import Scheme
from ..study.robustness import FEW, Robustness
from .words import Words

HALF = 0.5
"""A group that is the same in less than this share of the variants is called not robust (project default)."""

MEANT = 0.3
"""From this share of the differences on a choice is named as the one that matters most (project default)."""

_TWICE = 2.0
"""Two estimates differ if they are further apart than this many standard errors."""


def council_sentence(found: Robustness, scheme: Scheme, words: Words) -> str:
    """Return what can be said to the council, in a few sentences: the answer, what it depends on, what was varied."""
    sentences = [*_answer(found, words), *_main_factor(found, words), varied_sentence(found, scheme, words)]
    return " ".join([*sentences, *_doubts(found, words)])


def robustness_findings(found: Robustness, scheme: Scheme, words: Words) -> list[str]:
    """Return all findings as sentences: the council's, how many places are robust, shifts, and what was left out."""
    summary = found.summary
    sentences = [*_answer(found, words), _robust_places(found, words)]
    if summary["mean_shift"] is not None:
        numbers = {name: words.number(summary[key], 1) for name, key in _SHIFTS.items()}
        sentences.append(words.say("robustness.shift", **numbers))
    sentences += [*_main_factor(found, words), varied_sentence(found, scheme, words), *_doubts(found, words)]
    if summary["without_index"]:
        sentences.append(words.count("robustness.without", summary["without_index"]))
    return [*sentences, words.say("robustness.caution")]


def leaders_sentence(found: Robustness, words: Words) -> str:
    """Return in one sentence whether the places with the greatest need stay the same."""
    return _answer(found, words)[0]


def rank_security(
    names: Sequence[str], found: Optional[Robustness], words: Words, is_old: bool = False, with_places: bool = True
) -> list[str]:
    """Return how sure the classes of need of named units are; untested and outdated is said, too."""
    if not names:
        return []
    if found is None or found.are_cells:
        return [words.say("rank_security.untested")]
    states = found.places.drop_duplicates("name").set_index("name")["state"]
    fragile = [name for name in names if states.get(name) == FRAGILE]
    if fragile:
        sentences = [words.count("rank_security.fragile", len(fragile), units=words.join(fragile))]
    elif all(states.get(name) == ROBUST for name in names):
        runs = words.number(found.summary["runs"] - found.summary["failed"])
        limit = words.percent(found.plan.same_class_share)
        sentences = [words.say("rank_security.all_robust", limit=limit, runs=runs)]
    else:
        sentences = [words.say("rank_security.untested")]
    if with_places:
        sentences.append(words.say("rank_security.places"))
    return [*sentences, words.say("rank_security.old")] if is_old else sentences


_SHIFTS = {"shift": "mean_shift", "low": "shift_low", "high": "shift_high"}


def factor_lines(found: Robustness, words: Words) -> list[str]:
    """Return one line per choice: its shares with their standard errors, and the shift of rank it makes alone."""
    lines = []
    for row in _ordered(found.factors).to_dict("records"):
        factor = words.say(f"robustness.factor.{row['factor']}")
        shares = {"first": "first_order", "first_error": "first_error", "total": "total", "total_error": "total_error"}
        told = {name: words.percent(max(row[key], 0.0)) for name, key in shares.items()}
        line = words.say("robustness.share_line", factor=factor, shift=words.number(row["mean_shift"], 1), **told)
        lines.append(line[:1].upper() + line[1:])
    return lines


def varied_sentence(found: Robustness, scheme: Scheme, words: Words) -> str:
    """Return what was varied, and how far."""
    plan, language = found.plan, words.language
    options = {
        NORMALISATION: dict.fromkeys((scheme.normalisation, *plan.normalisations)),
        COMBINATION: dict.fromkeys((scheme.between, *plan.combinations)),
    }
    told = {
        WEIGHTS: {"spread": words.percent(plan.weight_spread)},
        THRESHOLDS: {"spread": words.percent(plan.threshold_spread)},
        DROPPED: {},
        SYSTEM: {},
        **{
            factor: {"options": words.join([choice_title(item, language) for item in items])}
            for factor, items in options.items()
        },
    }
    parts = [words.say(f"robustness.varied.{factor}", **told[factor]) for factor in found.varied]
    return words.say("robustness.varied.sentence", factors=words.join(parts))


# The answer ---------------------------------------------------------------------------------------------------------


def _answer(found: Robustness, words: Words) -> list[str]:
    if found.are_cells:
        return [_top_cells(found, words)]
    summary, places = found.summary, found.places.set_index("place_id")
    if not summary["leaders"]:
        return [words.say("robustness.leaders.crowd")]
    leaders = _without_small(places.loc[summary["leaders"]], words)
    share, count = summary["same_leaders"], len(leaders)
    kind = "fragile" if share < HALF else "robust" if share >= found.plan.same_class_share else "mixed"
    first = words.say(
        f"robustness.leaders.{'one' if count == 1 else 'other'}.{kind}",
        count=_number(count, words),
        names=words.join(list(leaders["name"])),
        share=words.share(share),
        runs=words.number(summary["runs"] - summary["failed"]),
    )
    return [first, *_leaders_one_by_one(leaders, words)]


def _without_small(leaders: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return the leaders; those with few people lose their names, as nowhere else are they named either."""
    small = leaders["population"].fillna(0) < FEW_PERSONS
    nameless = words.say("rank_security.small", limit=words.number(FEW_PERSONS))
    return leaders.assign(name=leaders["name"].where(~small, nameless))


def _leaders_one_by_one(leaders: pd.DataFrame, words: Words) -> list[str]:
    """Return who stays in the group whatever is chosen, who nearly always, and what the others depend on."""
    count = len(leaders)
    always = leaders["rank_worst"] <= count
    mostly = ~always & (leaders["rank_high"] <= count) & (leaders["top_share"] >= 95.0)
    sentences = []
    if always.any() and not (count == 1 and not always.all()):
        sure = leaders[always]
        low, high = sure["rank_best"].min(), sure["rank_worst"].max()
        names, ranks = words.join(list(sure["name"])), {"low": _rank(low, words), "high": _rank(high, words)}
        if low == high and len(sure) == 1:
            sentences.append(words.say("robustness.always_same", names=names, low=ranks["low"]))
        else:
            sentences.append(words.count("robustness.always", len(sure), names=names, **ranks))
    if mostly.any() and count > 1:
        names = words.join(list(leaders.loc[mostly, "name"]))
        sentences.append(words.count("robustness.mostly", int(mostly.sum()), names=names, top=_number(count, words)))
    unsure = leaders[~always & ~mostly]
    for factor, rows in unsure.groupby(unsure["depends_on"].fillna(""), sort=False):
        names = words.join([_span(row, words) for row in rows.to_dict("records")])
        on = words.say(f"robustness.on_factor.{factor if factor in _KNOWN else 'several'}")
        sentences.append(words.count("robustness.open", len(rows), names=names, factor=on))
    return sentences


_KNOWN = (WEIGHTS, NORMALISATION, COMBINATION, THRESHOLDS, DROPPED, SYSTEM)


def _span(row: dict, words: Words) -> str:
    low, high = (_rank(row[name], words) for name in ("rank_best", "rank_worst"))
    return words.say("robustness.span", name=row["name"], low=low, high=high)


def _top_cells(found: Robustness, words: Words) -> str:
    summary = found.summary
    top, stay = summary["top_count"], _staying(found)
    return words.say(
        f"robustness.top_cells.{'fragile' if stay < HALF * top else 'robust'}",
        top=words.number(top),
        stay=words.number(stay),
        limit=words.percent(found.plan.same_class_share),
        runs=words.number(summary["runs"] - summary["failed"]),
    )


def _staying(found: Robustness) -> int:
    """Return how many of the top places of the scheme itself stay there in nearly all variants."""
    places = found.places[found.places["rank"].notna()]
    # Of places that share the last rank of the top all are in it.
    needs = places["need"].sort_values(ascending=False, kind="stable")
    limit = needs.iloc[min(found.summary["top_count"], len(needs)) - 1] - 1e-7
    top = places[places["need"] >= limit]
    return min(int((top["top_share"] >= 100.0 * found.plan.same_class_share - 1e-9).sum()), found.summary["top_count"])


def _robust_places(found: Robustness, words: Words) -> str:
    return words.say(
        "robustness.cells" if found.are_cells else "robustness.units",
        robust=words.number(int((found.places["state"] == ROBUST).sum())),
        count=words.number(found.summary["places"]),
        limit=words.percent(found.plan.same_class_share),
    )


# What it depends on, and doubts -------------------------------------------------------------------------------------


def _ordered(factors: pd.DataFrame) -> pd.DataFrame:
    return factors.sort_values("total", ascending=False, kind="stable", na_position="last")


def _main_factor(found: Robustness, words: Words) -> list[str]:
    """Return which choice matters most, if more than one was varied; a narrow lead is no lead."""
    known = _ordered(found.factors[found.factors["total"].notna()])
    if len(known) < 2:
        return []
    first, second = known.iloc[0], known.iloc[1]
    if not first["total"] >= MEANT:
        return [words.say("robustness.main.unclear")]
    error = (first["total_error"] ** 2 + second["total_error"] ** 2) ** 0.5
    names = [words.say(f"robustness.factor.{row['factor']}") for row in (first, second)]
    if first["total"] - second["total"] <= _TWICE * error:
        return [words.say("robustness.main.close", factors=words.join(names))]
    # Where a choice does nearly all by itself, that is the plainer number.
    alone = first["first_order"] >= first["total"] - _TWICE * (first["first_error"] + first["total_error"])
    key, share = ("clear", first["first_order"]) if alone else ("together", first["total"])
    return [words.say(f"robustness.main.{key}", factor=names[0], share=words.percent(min(max(share, 0.0), 1.0)))]


def _doubts(found: Robustness, words: Words) -> list[str]:
    summary, sentences = found.summary, []
    if summary["places"] < FEW and not found.are_cells:
        sentences.append(words.say("robustness.few", count=words.number(summary["places"])))
    if summary["classes"] < 2:
        sentences.append(words.say("robustness.one_class"))
    if summary["failed"]:
        sentences.append(words.count("robustness.failed", summary["failed"]))
    return sentences


def _number(count: int, words: Words) -> str:
    return words.say(f"robustness.number.n{count}") if count <= 10 else words.number(count)


def _rank(rank: float, words: Words) -> str:
    """Return a rank; shared ones may be halves."""
    return words.number(rank, 0 if float(rank).is_integer() else 1)
