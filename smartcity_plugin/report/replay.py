# SPDX-License-Identifier: GPL-2.0-or-later
"""The command line by which a run can be repeated on a copy of the study.

The study file holds data, schemes, rules and settings; the command adds the choices of the one run. What an algorithm
cannot be told on the command line (parameters of single indicators that the town has changed) is in the study, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Optional

from ..catalogue.schemes import read_scheme
from ..engine.composite.variants import FACTORS
from ..model.provenance import Run
from ..study.clusters import NEIGHBOURHOODS
from ..study.contribution_map import PLACES
from ..study.focus import STARTS
from ..study.overlay_tables import CELLS

PLACE_KINDS = ("units", "cells")
Arguments = list[tuple[str, str]]


def command_of(run: Run, study_file: str, shipped: Collection[str]) -> str:
    """Return the ``qgis_process`` command that repeats a run; empty if there is none for its kind.

    ``study_file`` is the name of the study's file, ``shipped`` the indicators of the catalogue.
    """
    arguments = arguments_of(run, shipped)
    if arguments is None:
        return ""
    told = [("STUDY", study_file), *arguments]
    return " ".join((f"qgis_process run {_ALGORITHMS[run.kind]} --", *(_quoted(name, text) for name, text in told)))


def arguments_of(run: Run, shipped: Collection[str]) -> Optional[Arguments]:
    """Return names and values of the parameters that a run was made with; None if its kind cannot be repeated so."""
    builder = _ARGUMENTS.get(run.kind)
    return None if builder is None else builder(run.parameters, shipped)


def algorithm_of(run: Run) -> str:
    """Return the id of the algorithm that makes runs of this kind; empty if there is none."""
    return _ALGORITHMS.get(run.kind, "")


def _quoted(name: str, text: str) -> str:
    plain = text.replace("_", "").replace("-", "").replace(".", "").isalnum()
    return f"{name}={text}" if plain else f'{name}="{text}"'


def _indicators(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    """Return the chosen indicators, nothing if all of the catalogue were; a town's own ones are named apart."""
    chosen = list(record.get("indicators") or ())
    if set(shipped) <= set(chosen):
        return []
    own = [name for name in chosen if name not in shipped]
    named = [("INDICATORS", name) for name in chosen if name in shipped]
    return [*named, ("OWN", ",".join(own))] if own else named


def _compute(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    return [*_indicators(record, shipped), *_given(PERIOD=record.get("period")), ("FORCE", "true")]


def _scheme(record: Mapping[str, Any]) -> Arguments:
    return _given(SCHEME=(record.get("scheme") or {}).get("id"))


def _needs(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    groups = record.get("groups") or {}
    return [
        *_scheme(record),
        ("CELLS", _truth(record.get("cells", True))),
        *_given(DEPRIVATION=groups.get("deprivation"), LIMIT=groups.get("limit"), YEAR=groups.get("forecast_year")),
    ]


def _robustness(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    plan = read_scheme(record["scheme"]).plan
    return [
        *_scheme(record),
        ("PLACES", str(PLACE_KINDS.index("cells" if record.get("place_kind") == CELLS else "units"))),
        *(("FACTORS", str(FACTORS.index(factor))) for factor in record.get("factors") or ()),
        *_given(RUNS=plan.runs, SEED=plan.seed, TOP_SHARE=100.0 * plan.top_share),
        *_given(WEIGHT_SPREAD=100.0 * plan.weight_spread, THRESHOLD_SPREAD=100.0 * plan.threshold_spread),
    ]


def _neighbours(record: Mapping[str, Any]) -> Arguments:
    neighbourhood = record.get("neighbourhood")
    return [
        *_given(NEIGHBOURHOOD=NEIGHBOURHOODS.index(neighbourhood) if neighbourhood in NEIGHBOURHOODS else None),
        *_given(DISTANCE=record.get("distance")),
        ("FALSE_DISCOVERY", _truth(record.get("false_discovery", True))),
    ]


def _hot_spots(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    numbers = _given(PERMUTATIONS=record.get("permutations"), SEED=record.get("seed"))
    return [*_given(SUBJECT=record.get("subject")), *_neighbours(record), *numbers]


def _contribution_map(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    place = record.get("place")
    return [
        *_given(SUBJECT=record.get("subject")),
        *_given(PLACE=PLACES.index(place) if place in PLACES else None, WIDTH=record.get("width")),
        ("PER_1000", _truth(record.get("per_1000", False))),
        ("FALSE_DISCOVERY", _truth(record.get("false_discovery", True))),
    ]


def _scenario(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    return _given(
        SCENARIO=record.get("scenario_id"), INDICATORS=",".join(record.get("chosen_indicators") or ()) or None
    )


def _portfolio(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    chosen = _given(SCENARIO=record.get("scenario_id"), INDICATOR=record.get("indicator"))
    return [*chosen, *_given(BUDGET=record.get("budget"), METHOD=record.get("method"))]


def _focus(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    start = record.get("start")
    return [
        *_scheme(record),
        *_given(START=STARTS.index(start) if start in STARTS else None, NEED=record.get("need")),
        *_given(CELLS=record.get("fewest_cells"), PERSONS=record.get("fewest_persons")),
        *_given(HOLES=record.get("holes_below")),
        *_neighbours(record.get("clusters") or {}),
    ]


def _update_focus(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    return [*_scheme(record), ("ONLY_EDITED", _truth(record.get("only_edited", False)))]


def _burden(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    return [
        ("PLACES", "cells" if record.get("place_kind") == CELLS else "units"),
        *_indicators(record, shipped),
        *_given(RULE=record.get("rule"), LOWEST_SCORE=record.get("lowest_score")),
        ("INHERIT", _truth(record.get("inherit", False))),
        ("BY_PEOPLE", _truth(record.get("by_people", False))),
        ("SOCIAL", str(record.get("social") or "")),
    ]


def _interactions(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    rules = record.get("rules") or {}
    return [
        *_given(RULES=",".join(rules) or None),
        ("PLACES", "cells" if record.get("place_kind") == CELLS else "units"),
        *_given(MINIMUM=record.get("minimum")),
    ]


def _justice(record: Mapping[str, Any], shipped: Collection[str]) -> Arguments:
    return [
        *_indicators(record, shipped),
        ("PLACES", "cells" if record.get("place_kind") == CELLS else "units"),
        ("SOCIAL", str(record.get("social") or "")),
        *_given(LIMIT=record.get("limit")),
    ]


def _given(**values: Any) -> Arguments:
    """Return what is known of some parameters."""
    return [(name, _text(value)) for name, value in values.items() if value not in (None, "")]


def _text(value: Any) -> str:
    """Return a value as the command line takes it; numbers in full precision, with a point."""
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(round(value, 12))
    return str(value)


def _truth(value: Any) -> str:
    return "true" if value else "false"


_ALGORITHMS = {
    "compute_indicators": "smartcity:computeindicators",
    "assess_needs": "smartcity:assessneeds",
    "test_robustness": "smartcity:testrobustness",
    "hot_spots": "smartcity:hotspots",
    "contribution_map": "smartcity:contributiondensity",
    "focus_areas": "smartcity:focusareas",
    "update_focus_areas": "smartcity:updatefocusareas",
    "multi_burden": "smartcity:multiburden",
    "conflicts_synergies": "smartcity:conflictssynergies",
    "justice": "smartcity:justice",
    "compute_scenario": "smartcity:computescenario",
    "choose_portfolio": "smartcity:chooseportfolio",
}
_ARGUMENTS: dict[str, Callable[[Mapping[str, Any], Collection[str]], Arguments]] = {
    "compute_indicators": _compute,
    "assess_needs": _needs,
    "test_robustness": _robustness,
    "hot_spots": _hot_spots,
    "contribution_map": _contribution_map,
    "focus_areas": _focus,
    "update_focus_areas": _update_focus,
    "multi_burden": _burden,
    "conflicts_synergies": _interactions,
    "justice": _justice,
    "compute_scenario": _scenario,
    "choose_portfolio": _portfolio,
}
