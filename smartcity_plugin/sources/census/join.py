# SPDX-License-Identifier: GPL-2.0-or-later
"""Several census tables become one table per role and cell size, joined on the cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...catalogue.census import Target
from ...model.problem import Problem, Severity, SmartCityError
from .supplies import Supply

UNCERTAIN = "uncertain_fields"


@dataclass(frozen=True)
class Joined:
    """Cells (index: keys) with the fields of a role as columns.

    ``listed`` says whether the table of a field has the cell at all, ``blank`` which values it marks as not given,
    ``uncertain`` which carry a mark of doubt. A value that is listed, not blank and missing is a gap: a long table has
    no row for it.
    """

    values: pd.DataFrame
    listed: pd.DataFrame
    blank: pd.DataFrame
    uncertain: pd.DataFrame

    @property
    def _parts(self) -> tuple[pd.DataFrame, ...]:
        return self.values, self.listed, self.blank, self.uncertain

    def only(self, keys: pd.Index) -> Joined:
        """Return some of the cells."""
        return Joined(*(frame.loc[keys] for frame in self._parts))

    def without(self, field: str) -> Joined:
        """Return all but one field, and only cells of the tables of the others."""
        rest = Joined(*(frame.drop(columns=field) for frame in self._parts))
        listed = rest.listed.any(axis=1)
        return rest.only(listed.index[listed])

    def uncertain_fields(self) -> list[str | None]:
        """Return, by cell, the names of its fields with a mark of doubt, None if there are none."""
        names = self.uncertain.columns.to_numpy()
        return [",".join(names[row]) or None for row in self.uncertain.to_numpy(dtype=bool)]


def join(supplies: Iterable[Supply], problems: list[Problem]) -> dict[tuple[str, int], Joined]:
    """Return tables by role and cell size.

    Two columns that fill one field must agree where both have a value: totals that several tables repeat may differ a
    little, which is told; anything else raises SmartCityError. What is told is added to ``problems``.
    """
    by_field: dict[tuple[int, Target], list[Supply]] = defaultdict(list)
    for supply in supplies:
        by_field[supply.size, supply.target].append(supply)
    fields: dict[tuple[str, int], dict[str, Supply]] = defaultdict(dict)
    for (size, target), found in by_field.items():
        fields[target.role, size][target.field] = _agreed(found, problems)
    return {place: _table(columns) for place, columns in fields.items()}


def _agreed(found: list[Supply], problems: list[Problem]) -> Supply:
    """Return one supply of a field; fallbacks count only if there is nothing else."""
    best = [supply for supply in found if not supply.fallback] or found
    if best[0].fallback and best[0].target.role == "population_cells":
        values = {"path": best[0].file, "column": best[0].column}
        problems.append(Problem("census_population_from_total", Severity.NOTE, values))
    result = best[0]
    for other in best[1:]:
        result = _combined(result, other, problems)
    return result


def _combined(first: Supply, second: Supply, problems: list[Problem]) -> Supply:
    common = first.values.index.intersection(second.values.index)
    difference = (first.values.reindex(common) - second.values.reindex(common)).abs()
    count = int((difference > 0).sum())
    column = second.column
    if count and not (first.repeated and second.repeated):
        raise SmartCityError("census_values_differ", column=column, first=first.file, second=second.file, count=count)
    if count:
        told = {
            "column": column,
            "first": first.file,
            "second": second.file,
            "count": count,
            "largest": float(difference.max()),
        }
        problems.append(Problem("census_totals_differ", Severity.WARNING, told))
    values = first.values.combine_first(second.values)
    index = values.index
    taken = first.values.reindex(index).isna() & second.values.reindex(index).notna()
    blank = _known(first.blank, index) | _known(second.blank, index)
    doubt = pd.Series(np.where(taken, _known(second.uncertain, index), _known(first.uncertain, index)), index=index)
    return replace(first, values=values, blank=blank & values.isna(), uncertain=doubt.astype(bool))


def _table(columns: dict[str, Supply]) -> Joined:
    index = pd.Index([], dtype=np.int64)
    for supply in columns.values():
        index = index.union(supply.values.index)
    listed = {name: index.isin(supply.values.index) for name, supply in columns.items()}
    return Joined(
        pd.DataFrame({name: supply.values.reindex(index) for name, supply in columns.items()}, index=index),
        pd.DataFrame(listed, index=index),
        pd.DataFrame({name: _known(supply.blank, index) for name, supply in columns.items()}, index=index),
        pd.DataFrame({name: _known(supply.uncertain, index) for name, supply in columns.items()}, index=index),
    )


def _known(flags: pd.Series, index: pd.Index) -> pd.Series:
    """Return flags for more cells; those that were not there are not flagged."""
    return flags.reindex(index, fill_value=False).astype(bool)
