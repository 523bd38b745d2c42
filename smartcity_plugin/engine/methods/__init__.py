# SPDX-License-Identifier: GPL-2.0-or-later
"""Methods by topic; importing this package registers them all."""

from . import categories, density, proximity, share, supply
from .registry import METHODS, Method

__all__ = ["METHODS", "Method", "categories", "density", "proximity", "share", "supply"]
