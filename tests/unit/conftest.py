# SPDX-License-Identifier: GPL-2.0-or-later
"""The unit tests run without QGIS; their random examples are the same in every run."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=25, database=None)
settings.load_profile("repeatable")
