# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers of files beside which GDAL would leave a note of its own (``.gfs``) when it looks into them."""

from __future__ import annotations

from pathlib import Path

from osgeo import gdal

LEAVE_NO_NOTE = "WRITE_GFS=NO"
"""GDAL's open option that keeps the user's folder as it is."""


def layer_names(path: Path) -> list[str]:
    """Return the names of the vector layers of a GML file; none if GDAL cannot read it."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR, open_options=[LEAVE_NO_NOTE])
        return [] if dataset is None else [dataset.GetLayer(n).GetName() for n in range(dataset.GetLayerCount())]
    except RuntimeError:
        return []
    finally:
        gdal.PopErrorHandler()
