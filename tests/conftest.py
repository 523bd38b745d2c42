# SPDX-License-Identifier: GPL-2.0-or-later
"""What all tests share. Nothing here needs QGIS: the unit and architecture tests run without it."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY
