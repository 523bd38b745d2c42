# SPDX-License-Identifier: GPL-2.0-or-later
"""The needs of planning units before and after a scenario, by the same yardstick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.composite.index import Matrix, index_of, scores_of
from ..engine.compute import IndicatorResult
from .assessment import assess, scheme_with_values
from .overlay_tables import UNITS
from .scenarios import ScenarioOutcome
from .study import Study


def needs_after(study: Study, catalogue: Catalogue, outcome: ScenarioOutcome, scheme_id: str = "") -> pd.DataFrame:
    """Return the needs of all planning units by a scheme (the one in force by default) before and after a scenario.

    Columns are unit_id, key (``index`` or the sector), need_before, need_after and change; NaN where unknown. Weights
    made of data, and scores by comparison with other places, are those of before: the scenario moves places on the
    scale, not the scale itself. Nothing is written. Raises SmartCityError as ``assess`` does.
    """
    found = assess(study, catalogue, scheme_with_values(study, catalogue, scheme_id), UNITS)
    before, after = (_with_values(found.matrix, results) for results in (outcome.before, outcome.after))
    for name in set(outcome.before) - set(outcome.after):
        if name in after.values:
            after.values[name] = np.nan
    count = len(before)
    both = Matrix(
        pd.concat([before.values, after.values], ignore_index=True),
        np.concatenate([before.population, after.population]),
        np.concatenate([before.compared, np.zeros(count, dtype=bool)]),
        np.concatenate([before.inherited, after.inherited]),
    )
    index = index_of(found.scheme, scores_of(found.scheme, both, catalogue.indicators), found.tree, both.compared)
    columns = {"index": index.need, **{key: 100.0 - index.groups[:, n] for n, key in enumerate(found.tree.groups)}}
    tables = [
        pd.DataFrame(
            {"unit_id": before.values.index, "key": key, "need_before": need[:count], "need_after": need[count:]}
        )
        for key, need in columns.items()
    ]
    table = pd.concat(tables, ignore_index=True)
    return table.assign(change=table["need_after"] - table["need_before"])


def _with_values(matrix: Matrix, results: Mapping[str, IndicatorResult]) -> Matrix:
    """Return a matrix with the values of some results in place of the stored ones."""
    values = matrix.values.copy()
    for name, result in results.items():
        if name in values:
            values[name] = result.units.set_index("unit_id")["value"].reindex(values.index).astype(float)
    return replace(matrix, values=values)
