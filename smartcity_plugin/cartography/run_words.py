# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run did, in words: its parameters with their meaning, so that a page can be checked and repeated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..catalogue.numbers import NO_BREAK_SPACE
from ..catalogue.scheme_words import choice_title
from ..catalogue.schemes import read_scheme
from ..engine.burden import QUARTILE
from ..engine.composite.variants import COMBINATION, DROPPED, NORMALISATION, SYSTEM, THRESHOLDS, WEIGHTS
from ..model.provenance import Run
from ..model.scheme import RobustnessPlan, Scheme
from ..study.clusters import DISTANCE
from ..study.focus import HOT_SPOTS
from .facts import Facts
from .wording import Wording

_DEFAULT = "project_default"
_MOST_TITLES = 6


def run_sentences(run: Run, facts: Facts, words: Wording) -> list[str]:
    """Return how a run of the overlay was made: what was chosen, project defaults as such, and the run itself last."""
    tell = _KINDS.get(run.kind)
    sentences = tell(run.parameters, facts, words) if tell is not None else []
    left_out = [
        facts.catalogue.indicators[name] for name in run.parameters.get("left_out", []) if name in _known(facts)
    ]
    if left_out:
        titles = [item.title.in_language(facts.language) for item in left_out]
        sentences.append(words("run_left_out", list=_some(titles, words)))
    version = run.versions.get("smartcity", "")
    key = "run_line" if version else "run_line_bare"
    sentences.append(words(key, run=run.run_id, date=facts.date(run.started_at), version=version))
    return sentences


def _known(facts: Facts) -> Mapping[str, Any]:
    return facts.catalogue.indicators


def _some(titles: list[str], words: Wording) -> str:
    shown = titles if len(titles) <= _MOST_TITLES + 1 else titles[:_MOST_TITLES]
    more = [words("and_more", count=len(titles) - len(shown))] if len(shown) < len(titles) else []
    return "; ".join([*shown, *more])


def _scheme(parameters: Mapping[str, Any], words: Wording) -> tuple[Scheme, list[str]]:
    scheme = read_scheme(parameters["scheme"])
    return scheme, [words("run_scheme", title=scheme.title or words("run_scheme_standard"))]


def _robustness(parameters: Mapping[str, Any], facts: Facts, words: Wording) -> list[str]:
    scheme, sentences = _scheme(parameters, words)
    plan, summary = scheme.plan, parameters.get("summary", {})
    runs = int(summary.get("runs", plan.runs)) - int(summary.get("failed", 0))
    sentences.append(words("run_robustness", runs=facts.number(runs), seed=str(plan.seed)))
    varied = [part for factor in parameters.get("varied", ()) for part in _varied(factor, scheme, plan, facts, words)]
    if varied:
        sentences.append(words("run_varied", list="; ".join(varied)))
    if summary.get("failed"):
        sentences.append(words("run_failed", count=facts.number(summary["failed"])))
    share = _percent(plan.same_class_share, facts)
    sentences.append(words("run_robust_from", share=share, status=_status(_DEFAULT, facts)))
    return sentences


def _varied(factor: str, scheme: Scheme, plan: RobustnessPlan, facts: Facts, words: Wording) -> list[str]:
    """Return what was varied for one of the choices, and how far."""
    language = facts.language
    if factor == WEIGHTS:
        return [words("run_varied_weights", spread=_percent(plan.weight_spread, facts))]
    if factor == THRESHOLDS:
        return [words("run_varied_thresholds", spread=_percent(plan.threshold_spread, facts))]
    if factor == NORMALISATION:
        options = dict.fromkeys((scheme.normalisation, *plan.normalisations))
        return [words("run_varied_normalisation", list=", ".join(choice_title(item, language) for item in options))]
    if factor == COMBINATION:
        options = dict.fromkeys((scheme.between, *plan.combinations))
        return [words("run_varied_combination", list=", ".join(choice_title(item, language) for item in options))]
    return [words({DROPPED: "run_varied_dropped", SYSTEM: "run_varied_system"}[factor])]


def _hot_spots(parameters: Mapping[str, Any], facts: Facts, words: Wording) -> list[str]:
    sentences = _scheme(parameters, words)[1] if "scheme" in parameters else []
    if parameters.get("neighbourhood") == DISTANCE:
        sentences.append(words("run_near", distance=facts.number(parameters["distance"])))
    else:
        sentences.append(words("run_touching"))
    sentences.append(words("run_discovery" if parameters.get("false_discovery") else "run_no_discovery"))
    runs, seed = facts.number(parameters.get("permutations")), str(parameters.get("seed", "–"))
    sentences.append(words("run_permutations", runs=runs, seed=seed))
    if parameters.get("moran_index") is not None:
        index, p = facts.number(parameters["moran_index"], 2), facts.number(parameters.get("moran_p"), 3)
        sentences.append(words("run_moran", index=index, p=p))
    return sentences


def _focus(parameters: Mapping[str, Any], facts: Facts, words: Wording) -> list[str]:
    sentences = _scheme(parameters, words)[1]
    if parameters.get("start") == HOT_SPOTS:
        sentences.append(words("run_from_hot_spots"))
    elif "need" in parameters:
        sentences.append(words("run_from_need", need=facts.number(parameters["need"])))
    if "fewest_cells" in parameters:
        least = {
            "cells": facts.number(parameters["fewest_cells"]),
            "persons": facts.number(parameters["fewest_persons"]),
        }
        sentences.append(words("run_fewest", status=_status(_DEFAULT, facts), **least))
    return sentences


def _interactions(parameters: Mapping[str, Any], facts: Facts, words: Wording) -> list[str]:
    rules, unchecked = parameters.get("rules", {}), parameters.get("unchecked", {})
    active = [name for name, rule in rules.items() if rule.get("active", True)]
    checked = [name for name in active if name not in unchecked]
    sentences = [words("run_rules", checked=facts.number(len(checked)), count=facts.number(len(active)))]
    if checked:
        sentences.append(words("run_rules_checked", list=", ".join(checked)))
    if unchecked:
        sentences.append(words("run_rules_unchecked", list=", ".join(unchecked)))
    if parameters.get("stand_ins"):
        sentences.append(words("run_stand_ins", list=", ".join(parameters["stand_ins"])))
    return sentences


def _needs(parameters: Mapping[str, Any], facts: Facts, words: Wording) -> list[str]:
    return _scheme(parameters, words)[1]


def _burden(parameters: Mapping[str, Any], facts: Facts, words: Wording) -> list[str]:
    sentences = [words("run_quartile" if parameters.get("rule") == QUARTILE else "run_threshold")]
    for name, limit in parameters.get("limits", {}).items():
        indicator = facts.catalogue.indicators.get(name)
        if indicator is None:
            continue
        title, status = indicator.title.in_language(facts.language), _status(limit.get("status", _DEFAULT), facts)
        if limit.get("high") is not None:
            value = facts.nominal(float(limit["high"]), indicator.unit)
            sentences.append(words("run_limit", title=title, value=value, status=status))
        elif limit.get("score_below") is not None:
            score = facts.number(limit["score_below"], 1)
            sentences.append(words("run_limit_score", title=title, score=score, status=status))
        else:
            sentences.append(words("run_limit_quarter", title=title, status=status))
    return sentences


def _justice(parameters: Mapping[str, Any], facts: Facts, words: Wording) -> list[str]:
    social = facts.catalogue.indicators.get(parameters.get("social") or "")
    if social is None:
        return [words("run_justice")]
    return [words("run_justice"), words("run_justice_social", title=social.title.in_language(facts.language))]


_KINDS = {
    "test_robustness": _robustness,
    "hot_spots": _hot_spots,
    "focus_areas": _focus,
    "update_focus_areas": _focus,
    "conflicts_synergies": _interactions,
    "assess_needs": _needs,
    "assess_cell_needs": _needs,
    "multi_burden": _burden,
    "justice": _justice,
}


def _percent(share: float, facts: Facts) -> str:
    return f"{facts.number(100.0 * share)}{NO_BREAK_SPACE}%"


def _status(key: str, facts: Facts) -> str:
    statuses = facts.catalogue.vocabulary.statuses
    return statuses[key].title.in_language(facts.language) if key in statuses else key
