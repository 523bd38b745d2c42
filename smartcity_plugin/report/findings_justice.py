# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about multiple burden and about who has how much, in full sentences."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..engine.burden import SEVERAL
from ..engine.composite.groups import GROUPS
from ..model.indicator import Direction, Indicator
from ..study.burden import affected, people_by_burden
from ..study.justice import CONCENTRATION, GINI, GROUP_MEAN, HIGHEST_TENTH, LOWEST_TENTH, MEAN, TENTHS
from .words import Words

SMALLEST_RATIO, LARGEST_RATIO = 1.05, 20.0
"""Below this two tenths have the same once it is printed; beyond it a ratio says more about the smallness
of the lower one. Only the two means are named then."""

EVEN = 0.02
"""Up to this concentration index a difference is not called one (project default)."""

NOTABLE = 0.05
"""A group is told of if its mean differs from that of all by at least this share of it (project default)."""

NAMED = 2
"""How many single burdens a finding names."""


def burden_findings(rows: pd.DataFrame, titles: Mapping[str, str], words: Words) -> list[str]:
    """Return how many people live with several high burdens, with none, and in deprived areas besides.

    ``rows`` are those of the table BURDEN of one kind of place, ``titles`` those of the indicators by id.
    """
    classes = affected(rows, "state")
    total = float(rows["population"].sum())
    chosen = words.number(int(rows["chosen"].iloc[0]))
    several = float(classes["population"].reindex(list(SEVERAL)).fillna(0.0).sum())
    if several > 0:
        found = [_people("burden.several", several, total, words, chosen=chosen)]
    else:
        found = [words.say("burden.several_none", chosen=chosen)]
    without = float(classes["population"].get("none", 0.0))
    if without > 0:
        found.append(_people("burden.without", without, total, words))
    single = people_by_burden(rows)
    single = single[single > 0].sort_values(ascending=False, kind="stable").head(NAMED)
    if len(single):
        named = [
            words.say("burden.named", title=titles.get(str(name), str(name)), persons=words.persons(people))
            for name, people in single.items()
        ]
        found.append(words.say("burden.single", burdens=words.join(named)))
    if rows["social"].notna().any():
        both = float(rows.loc[rows["social"] == "several_low", "population"].sum())
        found.append(_people("burden.social", both, total, words) if both > 0 else words.say("burden.social_none"))
    unknown = float(rows.loc[rows["state"].isna(), "population"].sum())
    return [*found, _people("burden.unknown", unknown, total, words)] if unknown > 0 else found


def _people(key: str, people: float, total: float, words: Words, **values: str) -> str:
    return words.say(key, persons=words.persons(people), share=words.share(people / total), **values)


def state_title(key: str, words: Words) -> str:
    """Return the name of a class of multiple burden; the empty key is what is not known."""
    return words.say(f"burden.state.{key or 'unknown'}")


def measure_title(key: str, words: Words) -> str:
    """Return the name of a measure of distribution."""
    return words.say(f"justice.measure.{key}")


def missing_reason(key: str, words: Words) -> str:
    """Return why a measure has no value, empty if it has one."""
    return words.say(f"justice.reason.{key}") if key else ""


def justice_findings(measures: pd.Series, indicator: Indicator, words: Words) -> list[str]:
    """Return how unequal the values of an indicator are, by tenths, by deprivation and by groups.

    ``measures`` holds the values by measure (see ``study.justice.wide``). Nothing if there is no Gini.
    """
    if pd.isna(measures.get(GINI)):
        return []
    found = [_tenths(measures, indicator, words)]
    concentration = measures.get(CONCENTRATION)
    if concentration is not None and pd.notna(concentration):
        found.append(_concentrated(float(concentration), indicator, words))
    groups = [text for text in (_group(name, measures, indicator, words) for name in GROUPS) if text]
    return [*found, words.say("justice.groups", items="; ".join(groups))] if groups else found


def _kind(indicator: Indicator) -> str:
    known = {Direction.HIGHER: "higher", Direction.LOWER: "lower"}
    return known.get(indicator.direction, "neutral")


def _tenths(measures: pd.Series, indicator: Indicator, words: Words) -> str:
    ratio = measures.get(TENTHS)
    facts = {
        "title": words.say("quoted", text=words.of(indicator.title)),
        "high": words.value(measures[HIGHEST_TENTH], indicator.unit),
        "low": words.value(measures[LOWEST_TENTH], indicator.unit),
        "gini": words.number(measures[GINI], 2),
    }
    if ratio is None or pd.isna(ratio) or not SMALLEST_RATIO <= ratio <= LARGEST_RATIO:
        return words.say(f"justice.tenths.{_kind(indicator)}", **facts)
    return words.say(f"justice.times.{_kind(indicator)}", ratio=words.number(ratio, 1), **facts)


def _concentrated(index: float, indicator: Indicator, words: Words) -> str:
    shown = words.number(index, 2)
    if abs(index) <= EVEN:
        return words.say("justice.concentrated.even", index=shown)
    is_unjust = {Direction.HIGHER: index < 0, Direction.LOWER: index > 0}.get(indicator.direction, False)
    unjust = words.say("justice.concentrated.unjust") if is_unjust else ""
    key = "less" if index < 0 else "more"
    return words.say(f"justice.concentrated.{key}", index=shown, unjust=unjust)


def _group(name: str, measures: pd.Series, indicator: Indicator, words: Words) -> str:
    """Return how a group fares against all, empty if that is unknown, not judged, or the same once it is printed."""
    own, everybody = measures.get(GROUP_MEAN + name), measures[MEAN]
    if own is None or pd.isna(own) or indicator.direction not in (Direction.HIGHER, Direction.LOWER):
        return ""
    if abs(own - everybody) < NOTABLE * abs(everybody):
        return ""
    value, mean = (words.value(number, indicator.unit) for number in (own, everybody))
    if value == mean:
        return ""
    better = bool(np.sign(own - everybody) == (1 if indicator.direction is Direction.HIGHER else -1))
    key = "better" if better else "worse"
    return words.say(f"justice.group.{key}", group=words.say(f"justice.name.{name}"), value=value, all=mean)
