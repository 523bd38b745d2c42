# SPDX-License-Identifier: GPL-2.0-or-later
"""Some planning units with their values, to try a formula on while it is being written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Optional

import pandas as pd
from qgis.core import QgsFields

from ..catalogue.own_words import own_words
from .expressions import feature_rows, fields_of, preview

if TYPE_CHECKING:
    from ..study.study import Study

UNITS = 5
"""How many units are tried."""


class UnitSample:
    """Units in rows; facts of the unit and ids of indicators in columns."""

    def __init__(self, table: Optional[pd.DataFrame] = None) -> None:
        self.table = pd.DataFrame(columns=list(own_words().attributes)) if table is None else table

    def with_columns(self, indicator_ids: Iterable[str]) -> UnitSample:
        """Return the sample with the facts of units and these indicators; those without values are unknown."""
        return UnitSample(self.table.reindex(columns=[*own_words().attributes, *indicator_ids]))

    @property
    def names(self) -> list[str]:
        """The names of the units."""
        return [str(name) for name in self.table["name"]]

    def values(self, expression: str) -> tuple[list[Optional[float]], str]:
        """Return the value of a formula for every unit (None for NULL), or QGIS's words on why there are none."""
        return preview(expression, self.table)

    def fields(self) -> QgsFields:
        """Return the columns as fields of a layer."""
        return fields_of(self.table)

    def rows(self) -> Iterator[list[Any]]:
        """Yield the attributes of every unit."""
        return feature_rows(self.table)


def read_sample(study: Study) -> UnitSample:
    """Return the first reporting units by name with the stored values, an empty sample if there are none."""
    values = study.values()
    units = study.reporting_units().frame.sort_values("name").head(UNITS).set_index("unit_id")
    if values.empty or units.empty:
        return UnitSample()
    table = values.pivot(index="unit_id", columns="indicator_id", values="value").reindex(units.index)
    population = values.groupby("unit_id")["population"].first().reindex(units.index)
    facts = units[["area_ha", "name", "level"]].assign(population=population)
    return UnitSample(facts.join(table).reset_index(drop=True))
