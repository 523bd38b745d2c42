# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the tests that click through widgets."""

from __future__ import annotations

import gc

import pytest
from qgis.core import QgsProject


@pytest.fixture(autouse=True, scope="session")
def _collect_before_exit(qgis_app):
    """Layers and layouts in reference cycles must go before QGIS does, or the process crashes at its end."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _empty_project():
    """No test inherits the layers of another."""
    yield
    QgsProject.instance().clear()
