# SPDX-License-Identifier: GPL-2.0-or-later
"""The unit tests run without QGIS; their random examples are the same in every run."""

from __future__ import annotations

import pytest
from hypothesis import settings
from osgeo import gdal, ogr

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=25, database=None)
settings.load_profile("repeatable")


@pytest.fixture(params=[False, True], ids=["returns", "exceptions"])
def gdal_exceptions(request):
    """Every test runs with both ways in which GDAL tells of failure; other plugins may have chosen either."""
    before = gdal.GetUseExceptions()
    _use_exceptions(request.param)
    yield
    _use_exceptions(before)


def _use_exceptions(wanted: bool) -> None:
    # GDAL 3.6 keeps a stack: last in, first out.
    for module in (gdal, ogr) if wanted else (ogr, gdal):
        (module.UseExceptions if wanted else module.DontUseExceptions)()
