# SPDX-License-Identifier: GPL-2.0-or-later
"""GeoTable: what the engine computes with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class GeoTable:
    """Attributes and geometries of the same features, row by row.

    ``geometry`` is an object array of shapely geometries (None where missing); ``crs`` an authority id such as
    ``EPSG:25832``, projected in metres for everything that measures.
    """

    frame: pd.DataFrame
    geometry: np.ndarray
    crs: str
    role: str = ""

    def __post_init__(self) -> None:
        if len(self.frame) != len(self.geometry):
            raise ValueError(f"{len(self.frame)} rows but {len(self.geometry)} geometries")

    def __len__(self) -> int:
        return len(self.geometry)

    def numbers(self, column: str) -> np.ndarray:
        """Return a column as floats of the caller's own; missing values are NaN.

        Newer pandas would hand out the column itself, and whoever calculates with it would change the data.
        """
        return pd.to_numeric(self.frame[column], errors="coerce").to_numpy(dtype=float, copy=True, na_value=np.nan)

    def words(self, column: str) -> np.ndarray:
        """Return a column as lower-case strings; missing values are empty."""
        return self.frame[column].fillna("").astype(str).str.strip().str.lower().to_numpy(dtype=object)

    def ids(self, column: str) -> np.ndarray:
        """Return a column of identifiers as strings."""
        return self.frame[column].astype(str).to_numpy(dtype=object)

    def where(self, mask: np.ndarray) -> GeoTable:
        """Return the rows for which the boolean mask holds."""
        return GeoTable(self.frame[mask].reset_index(drop=True), self.geometry[mask], self.crs, self.role)

    def with_column(self, name: str, values: Any) -> GeoTable:
        """Return a copy with one more column."""
        return GeoTable(self.frame.assign(**{name: values}), self.geometry, self.crs, self.role)
