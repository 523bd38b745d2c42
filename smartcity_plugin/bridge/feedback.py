# SPDX-License-Identifier: GPL-2.0-or-later
"""Progress, cancel and messages of QGIS for the engine."""

from __future__ import annotations

from qgis.core import QgsFeedback

from ..engine.progress import Progress
from ..model.problem import Cancelled


def progress_of(feedback: QgsFeedback, start: float = 0.0, end: float = 100.0) -> Progress:
    """Return the engine's progress callable for a feedback; it raises Cancelled when the user wants to stop."""

    def progress(fraction: float) -> None:
        if feedback.isCanceled():
            raise Cancelled
        feedback.setProgress(start + (end - start) * fraction)

    return progress
