# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests that hold results against another way of computing them, inside an initialised QGIS."""

from __future__ import annotations

from tests.qgis.conftest import _collect_before_exit, _empty_project

__all__ = ["_collect_before_exit", "_empty_project"]
