# SPDX-License-Identifier: GPL-2.0-or-later
"""Needs: what is missing to a full score, as intensity and as persons affected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
import pandas as pd

from ...catalogue.schemes import standard_scheme
from ...model.indicator import Indicator
from ...model.scheme import ROOT, Scheme
from .index import Index, Matrix, Tree, contributions, gains, index_of, scores_of, tree_of

STRONG = 75.0
"""From this score on a strength is suggested (project default, printed in atlas and document)."""

WEAK = 25.0
"""Up to this score a weakness is suggested and a need is called high (project default, printed likewise)."""

INDEX = ROOT
"""The scope under which the total over all sectors is stored."""

INHERITED, ESTIMATED = "inherited", "estimated"
"""Flags of a place: values taken over from its planning unit, scores that the median stands in for."""

NEED_COLUMNS = [
    *("unit_id", "scope", "key", "score", "need", "coverage", "population", "persons"),
    *("weight", "contribution", "gain"),
]


def needs_of(
    scheme: Scheme, matrix: Matrix, tree: Tree, index: Index, people: Optional[Mapping[str, np.ndarray]] = None
) -> pd.DataFrame:
    """Return the needs of every place, for each indicator, each sector and the index over all.

    Columns: NEED_COLUMNS. need is 100 − score, persons = need / 100 · population; coverage (0 to 1) is the share of the
    weight that was known. ``weight`` is that in the whole index; ``contribution`` and ``gain`` (points of the index)
    are explained in ``index.py``. ``people`` are further numbers of people by place (a focus group, a forecast), by the
    name of the column that gets need / 100 · people. No rows if the scheme has no indicators.
    """
    brought, gained = contributions(index, tree), gains(scheme, index, tree)
    weights, ids = tree.weights, matrix.values.index
    frames = [
        _frame(
            "indicator", name, index.scores[:, number], np.isfinite(index.scores[:, number]).astype(float), ids
        ).assign(weight=weights[number], contribution=brought[:, number], gain=gained[:, number])
        for number, name in enumerate(tree.indicators)
    ]
    for number, key in enumerate(tree.groups):
        frame = _frame("sector", key, index.groups[:, number], index.group_coverage[:, number], ids)
        frames.append(frame.assign(weight=tree.outer[number]))
    frames.append(_frame(INDEX, INDEX, index.score, index.coverage, ids).assign(weight=1.0))
    needs = pd.concat(frames, ignore_index=True).reindex(columns=NEED_COLUMNS)
    needs["population"] = np.tile(matrix.population, len(frames))
    for column, number in {"persons": matrix.population, **(people or {})}.items():
        needs[column] = needs["need"] / 100.0 * np.tile(number, len(frames))
    return needs


def assess_needs(values: pd.DataFrame, indicators: Mapping[str, Indicator], population: pd.Series) -> pd.DataFrame:
    """Return the needs by the standard scheme: the same weights inside a sector (linear) and among them (geometric).

    ``values`` is long: unit_id, indicator_id, value; indicators without goalposts do not appear. No rows if nothing is
    scored. Columns as ``needs_of``.
    """
    wide = values.pivot(index="unit_id", columns="indicator_id", values="value").astype(float)
    scheme = standard_scheme(item for name, item in indicators.items() if name in wide.columns)
    if not scheme.groups:
        return pd.DataFrame(columns=NEED_COLUMNS)
    people = wide.index.to_series().map(population).to_numpy(float)
    everywhere = np.ones(len(wide), dtype=bool)
    wide = wide[list(scheme.indicators)]
    matrix = Matrix(wide, people, everywhere, np.zeros(wide.shape, dtype=bool))
    scores = scores_of(scheme, matrix, indicators)
    tree = tree_of(scheme, scores)
    return needs_of(scheme, matrix, tree, index_of(scheme, scores, tree))


def _frame(scope: str, key: str, scores: np.ndarray, coverage: np.ndarray, unit_ids: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit_id": unit_ids,
            "scope": scope,
            "key": key,
            "score": scores,
            "need": 100.0 - scores,
            "coverage": coverage,
        }
    )
