# SPDX-License-Identifier: GPL-2.0-or-later
"""Needs: what is missing to a full score, as intensity and as persons affected."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ...model.indicator import Indicator
from .aggregate import Aggregate, geometric, linear
from .normalise import scores_of

STRONG = 75.0
"""From this score on a strength is suggested (project default, printed in atlas and document)."""

WEAK = 25.0
"""Up to this score a weakness is suggested and a need is called high (project default, printed likewise)."""

INDEX = "index"
"""The scope under which the total over all sectors is stored."""

NEED_COLUMNS = ["unit_id", "scope", "key", "score", "need", "coverage", "population", "persons"]


def score_table(values: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """Return the scores of all scored indicators, units × indicators.

    ``values`` is long: unit_id, indicator_id, value. Indicators without goalposts do not appear.
    """
    wide = values.pivot(index="unit_id", columns="indicator_id", values="value")
    scored = [name for name in indicators if name in wide.columns and indicators[name].is_scored]
    return pd.DataFrame({name: scores_of(indicators[name], wide[name].to_numpy()) for name in scored}, wide.index)


def assess_needs(values: pd.DataFrame, indicators: Mapping[str, Indicator], population: pd.Series) -> pd.DataFrame:
    """Return the needs of every unit, for each indicator, each sector and the index over all sectors.

    Indicators weigh the same inside a sector (linear mean), sectors the same in the index (geometric mean). Columns:
    unit_id, scope (indicator, sector or index), key, score, need (100 − score), persons (need / 100 · population),
    population, coverage (0 to 1, share of the weight that was known). No rows if nothing is scored.
    """
    scores = score_table(values, indicators)
    sectors = list(dict.fromkeys(indicators[name].sector for name in scores.columns))
    frames = [
        _frame("indicator", name, Aggregate(column.to_numpy(), column.notna().to_numpy(float)), scores.index)
        for name, column in scores.items()
    ]
    sector_scores = {}
    for sector in sectors:
        members = [name for name in scores.columns if indicators[name].sector == sector]
        result = linear(scores[members].to_numpy(), np.ones(len(members)))
        sector_scores[sector] = result.scores
        frames.append(_frame("sector", sector, result, scores.index))
    if sectors:
        total = geometric(np.column_stack(list(sector_scores.values())), np.ones(len(sectors)))
        frames.append(_frame(INDEX, INDEX, total, scores.index))
    if not frames:
        return pd.DataFrame(columns=NEED_COLUMNS)
    needs = pd.concat(frames, ignore_index=True)
    needs["population"] = needs["unit_id"].map(population).astype(float)
    needs["persons"] = needs["need"] / 100.0 * needs["population"]
    return needs


def _frame(scope: str, key: str, result: Aggregate, unit_ids: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit_id": unit_ids,
            "scope": scope,
            "key": key,
            "score": result.scores,
            "need": 100.0 - result.scores,
            "coverage": result.coverage,
        }
    )
