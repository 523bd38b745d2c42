# SPDX-License-Identifier: GPL-2.0-or-later
"""Making, checking, copying and comparing assessment schemes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from scipy import stats

from ..catalogue import Catalogue
from ..catalogue.entry import CatalogueError
from ..catalogue.schemes import read_scheme, scheme_content
from ..engine.composite.classes import need_class
from ..engine.composite.index import tree_of
from ..model.indicator import Direction
from ..model.problem import Problem, Severity, SmartCityError
from ..model.scheme import STANDARD, Normalisation, Scheme, Weights
from .assessment import all_schemes, assess, scheme_of
from .overlay_tables import CELLS
from .study import Study

FORMAT = "smartcity-scheme"
"""What a file with a scheme says it is; ``version`` counts up when its form changes."""

VERSION = 1


# Files --------------------------------------------------------------------------------------------------------------


def scheme_file(scheme: Scheme, with_names: bool = False) -> str:
    """Return the text of a file that hands a scheme to another town; who gave points or compared is only numbered."""
    if not with_names:
        groups = tuple(replace(group, weights=_numbered(group.weights)) for group in scheme.groups)
        scheme = replace(scheme, groups=groups, weights=_numbered(scheme.weights))
    content = {"format": FORMAT, "version": VERSION, "scheme": scheme_content(scheme)}
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _numbered(weights: Weights) -> Weights:
    ballots = {str(number): points for number, points in enumerate(weights.ballots.values(), 1)}
    judgements = {str(number): items for number, items in enumerate(weights.judgements.values(), 1)}
    return replace(weights, ballots=ballots, judgements=judgements)


def scheme_from_text(text: str, name: str = "") -> Scheme:
    """Return the scheme of a file, or of a bare definition; raises SmartCityError for anything else."""
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SmartCityError("scheme_unreadable", scheme=name, detail=str(error)) from error
    if isinstance(content, dict) and "format" in content:
        if content["format"] != FORMAT or content.get("version") != VERSION:
            raise SmartCityError("scheme_format", scheme=name, version=str(content.get("version")))
        content = content.get("scheme")
    try:
        return read_scheme(content, name or "scheme")
    except (CatalogueError, ValueError) as error:
        raise SmartCityError("scheme_unreadable", scheme=name, detail=str(error)) from error


# Checking -----------------------------------------------------------------------------------------------------------


def check_scheme(scheme: Scheme, catalogue: Catalogue) -> list[Problem]:
    """Return what is wrong with a scheme: unknown indicators, sectors and scales that do not fit, missing weights."""
    problems = []
    if not scheme.indicators:
        problems.append(Problem("scheme_empty", Severity.ERROR, {"scheme": scheme.title or scheme.id}))
    if not re.fullmatch(r"[a-z0-9_]{1,40}", scheme.id):
        problems.append(Problem("scheme_id", Severity.ERROR, {"scheme": scheme.id}))
    for group in scheme.groups:
        if group.key not in catalogue.sectors:
            problems.append(Problem("scheme_sector", Severity.ERROR, {"sector": group.key}))
        if not group.members:
            problems.append(Problem("scheme_sector_empty", Severity.ERROR, {"sector": group.key}))
    for name in scheme.indicators:
        problems += _check_member(scheme, name, catalogue)
    if not problems:
        problems += _check_weights(scheme)
    return problems


def _check_member(scheme: Scheme, name: str, catalogue: Catalogue) -> list[Problem]:
    if name not in catalogue.indicators:
        return [Problem("scheme_indicator", Severity.WARNING, {"indicator": name})]
    indicator = catalogue.indicators[name]
    by_scale = scheme.normalisation_of(name) in (Normalisation.GOALPOSTS, Normalisation.BAND)
    has_direction = indicator.direction in (Direction.HIGHER, Direction.LOWER)
    has_scale = name in scheme.scales or (indicator.goalposts is not None and indicator.is_scored)
    if not has_scale and (by_scale or not has_direction):
        return [Problem("scheme_without_scale", Severity.ERROR, {"indicator": name})]
    return []


def _check_weights(scheme: Scheme) -> list[Problem]:
    for _, weights in scheme.nodes().values():
        if weights.method.is_for_comparison:
            return [Problem("scheme_data_weights", Severity.WARNING, {"scheme": scheme.title or scheme.id})]
    try:
        tree_of(scheme)
    except SmartCityError as error:
        return [replace(error.problem, severity=Severity.ERROR)]
    return []


# Storing ------------------------------------------------------------------------------------------------------------


def store_scheme(study: Study, catalogue: Catalogue, scheme: Scheme, use: bool = False) -> list[Problem]:
    """Store a checked scheme and, if wanted, put it in force; returns the warnings.

    Raises SmartCityError with the first error of ``check_scheme``.
    """
    problems = check_scheme(scheme, catalogue)
    for problem in problems:
        if problem.severity is Severity.ERROR:
            raise SmartCityError(problem.key, **problem.values)
    study.save_scheme(scheme)
    if use:
        use_scheme(study, catalogue, scheme.id)
    return problems


def use_scheme(study: Study, catalogue: Catalogue, scheme_id: str) -> Scheme:
    """Put a scheme in force: maps, atlas and document show its index from now on."""
    scheme = scheme_of(study, catalogue, scheme_id)
    study.change_settings(scheme=scheme_id)
    return scheme


def copy_scheme(study: Study, catalogue: Catalogue, scheme_id: str, title: str) -> Scheme:
    """Store a copy of a scheme under another title and return it."""
    scheme = scheme_of(study, catalogue, scheme_id)
    if not title.strip():
        raise SmartCityError("scheme_title_missing")
    copy = replace(scheme, id=new_id(title, all_schemes(study, catalogue)), title=title.strip())
    study.save_scheme(copy)
    return copy


def remove_scheme(study: Study, catalogue: Catalogue, scheme_id: str) -> None:
    """Remove a stored scheme with its results; the standard one goes back to what it was."""
    if scheme_id not in {scheme.id for scheme in study.schemes()}:
        scheme_of(study, catalogue, scheme_id)  # an unknown id is told
        raise SmartCityError("scheme_standard_stays")
    study.remove_scheme(scheme_id)


def new_id(title: str, present: Collection[str]) -> str:
    """Return a short key for a title that no other scheme has."""
    plain = title.casefold().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:32] or "scheme"
    if stem == STANDARD:  # that one belongs to every study
        stem = f"{STANDARD}_2"
    found, number = stem, 2
    while found in present:
        found, number = f"{stem}_{number}", number + 1
    return found


# Comparing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Comparison:
    """Two schemes side by side.

    ``table``: one row per place with place_id, name, population, need_first, need_second, rank_first, rank_second
    (1 = greatest need, ties share their mean rank; NaN unknown), shift (positive: more urgent by the second) and
    class_changes. ``rho`` is Spearman's rank correlation (NaN for fewer than three places).
    """

    table: pd.DataFrame
    rho: float

    @property
    def class_changes(self) -> int:
        """The number of places whose need class is another one."""
        return int(self.table["class_changes"].sum())


def compare_schemes(study: Study, catalogue: Catalogue, first: str, second: str, place_kind: str) -> Comparison:
    """Compare the needs of two schemes over the cells (``CELLS``) or over the reporting units."""
    needs = []
    for scheme_id in (first, second):
        result = assess(study, catalogue, scheme_of(study, catalogue, scheme_id), place_kind)
        people = pd.Series(result.matrix.population, result.matrix.values.index)
        needs.append(pd.Series(result.index.need, result.matrix.values.index)[result.matrix.compared])
    ids = needs[0].index
    names = study.units().frame.set_index("unit_id")["name"]
    table = pd.DataFrame(
        {
            "place_id": ids,
            "name": ids if place_kind == CELLS else names.reindex(ids).to_numpy(),
            "population": people.reindex(ids).to_numpy(),
            "need_first": needs[0].to_numpy(),
            "need_second": needs[1].reindex(ids).to_numpy(),
        }
    )
    for name in ("first", "second"):
        table[f"rank_{name}"] = table[f"need_{name}"].rank(ascending=False, method="average")
    table["shift"] = table["rank_first"] - table["rank_second"]
    classes = [need_class(table[f"need_{name}"].to_numpy()) for name in ("first", "second")]
    known = table[["need_first", "need_second"]].notna().all(axis=1)
    table["class_changes"] = known & (classes[0] != classes[1])
    both = table[known]
    constant = both[["need_first", "need_second"]].nunique().min() < 2
    rho = float("nan") if len(both) < 3 or constant else stats.spearmanr(both["need_first"], both["need_second"])[0]
    return Comparison(table, float(rho))
