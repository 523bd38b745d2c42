# SPDX-License-Identifier: GPL-2.0-or-later
"""Which libraries are there, whether they fit this QGIS, and what a user can do about it."""

from __future__ import annotations

import importlib
import sys
from functools import cache
from typing import Optional

from . import paths
from .model.problem import Problem

ENGINE = ("numpy", "pandas", "scipy", "shapely", "yaml")
DOCUMENT = ("lxml", "docx")
CHARTS = ("matplotlib",)

_PROOF = {"scipy": "scipy.stats", "matplotlib": "matplotlib.backends.backend_agg"}
"""The part to import where a library's name alone proves nothing."""


@cache
def problem_with(library: str) -> Optional[Problem]:
    """Return why a library cannot be used, or None if it can."""
    try:
        module = _import_docx() if library == "docx" else importlib.import_module(_PROOF.get(library, library))
    except ImportError:
        return Problem("library_missing", values={"library": library})
    except Exception:
        # Built for another version of what it needs: numpy 2 does this to older libraries.
        return Problem("library_badly_bound", values={"library": library})
    if library == "shapely" and not _shapely_is_sound(module):
        return Problem("library_badly_bound", values={"library": library})
    if library == "docx" and module.__version__.startswith("0."):
        return Problem("library_missing", values={"library": "python-docx ≥ 1.1"})
    return None


def problems(libraries: tuple[str, ...] = ENGINE) -> list[Problem]:
    """Return what is wrong with several libraries."""
    return [problem for problem in map(problem_with, libraries) if problem is not None]


def _import_docx():
    """Import python-docx, before an installed copy the one shipped in the zip: Debian 12's is too old."""
    vendored = str(paths.VENDOR)
    sys.path.insert(0, vendored)
    try:
        return importlib.import_module("docx")
    finally:
        sys.path.remove(vendored)


def _shapely_is_sound(shapely) -> bool:
    """Return whether shapely is version 2 and runs on a GEOS that fits it.

    A wheel whose bundled GEOS loses the symbol lookup against QGIS's own raises here; used further it would compute
    wrongly and crash.
    """
    if not hasattr(shapely, "union_all"):
        return False
    try:
        shapely.to_wkb(shapely.Point(1, 2))
    except Exception:
        return False
    return True
