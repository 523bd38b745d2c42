# SPDX-License-Identifier: GPL-2.0-or-later
"""Fingerprints of data, versions of software, times of runs."""

from __future__ import annotations

import hashlib
import platform
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any, Optional

import numpy as np
import pandas as pd
import scipy
import shapely
from osgeo import gdal

from ..engine.table import GeoTable
from ..model.provenance import Passport, Run
from ..paths import plugin_version

SOURCE_ID = "source_id"
"""The column by which a feature tells from which of its role's sources it came."""


ROWS_AT_ONCE = 50_000
"""Rows whose text is made at a time: that of a whole large table would need too much memory."""


def now() -> str:
    """Return the present time in UTC, to the second, in ISO 8601."""
    return datetime.now(timezone.utc).replace(microsecond=0).isoformat()


def fingerprint(table: GeoTable) -> str:
    """Return the SHA-256 of attributes and geometries in row order; equal data have equal fingerprints.

    A single part and a multi-part geometry of that part are equal: the study stores the latter. To which source a
    feature belongs is no part of it.
    """
    digest = hashlib.sha256()
    frame = table.frame.drop(columns=SOURCE_ID, errors="ignore")
    starts = range(0, max(len(table), 1), ROWS_AT_ONCE)
    for start in starts:
        rows = frame.iloc[start : start + ROWS_AT_ONCE]
        text = rows.to_csv(index=False, header=start == 0, float_format="%.12g", na_rep="\0")
        digest.update(text.encode("utf-8"))
    for start in starts:
        parts, rows = shapely.get_parts(table.geometry[start : start + ROWS_AT_ONCE], return_index=True)
        for row, wkb in zip((rows + start).tolist(), shapely.to_wkb(parts)):
            digest.update(row.to_bytes(8, "big") + wkb)
    return digest.hexdigest()


def software_versions(more: Optional[Mapping[str, str]] = None) -> dict[str, str]:
    """Return the versions that a result may depend on; ``more`` adds those only the caller knows (QGIS)."""
    return {
        "smartcity": plugin_version(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "pandas": pd.__version__,
        "scipy": scipy.__version__,
        "shapely": shapely.__version__,
        "gdal": gdal.__version__,
        **(more or {}),
    }


def start_run(kind: str, parameters: Mapping[str, Any], inputs: Iterable[Passport], versions: Mapping[str, str]) -> Run:
    """Return the record of a run that begins now."""
    return Run(
        run_id=uuid.uuid4().hex[:12],
        kind=kind,
        started_at=now(),
        parameters=dict(parameters),
        inputs=tuple(inputs),
        versions=software_versions(versions),
    )
