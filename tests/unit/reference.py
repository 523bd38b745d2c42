# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the reference implementations (esda, libpysal, scikit-learn) that our mathematics is compared with.

They live in .venv-reference (``make setup``) with a numpy and a GEOS of their own, hence in a process of their own.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = Path(os.environ.get("SC_REFERENCE") or ROOT / ".venv-reference")
PYTHON = REFERENCE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

needs_reference = pytest.mark.skipif(not PYTHON.exists(), reason=".venv-reference is missing: run 'make setup'")
"""Marks a test that compares with the reference implementations."""

_FRAME = """\
import sys
import numpy as np
given = dict(np.load(sys.argv[1]))
result = {{}}
{script}
np.savez(sys.argv[2], **{{name: np.asarray(value) for name, value in result.items()}})
"""


def run_reference(script: str, *, seconds: float = 300.0, **arrays: object) -> dict[str, np.ndarray]:
    """Run a Python script in the reference environment and return the arrays that it puts into ``result``.

    The script finds ``np`` and its arrays in the dictionary ``given``. If it fails, its traceback is the error.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "given.npz"), Path(folder, "result.npz")
        np.savez(source, **{name: np.asarray(value) for name, value in arrays.items()})
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PROJ", "GDAL"))}
        ran = subprocess.run(
            [str(PYTHON), "-I", "-c", _FRAME.format(script=script), str(source), str(target)],
            capture_output=True,
            text=True,
            timeout=seconds,
            env=clean,
        )
        if ran.returncode:
            raise RuntimeError(f"the reference script failed:\n{ran.stderr}")
        with np.load(target) as found:
            return dict(found)
