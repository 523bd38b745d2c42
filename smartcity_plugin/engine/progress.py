# SPDX-License-Identifier: GPL-2.0-or-later
"""Progress and cancel are one small callable that is passed down.

It takes the finished fraction (0 to 1) and raises ``model.problem.Cancelled`` when the user wants to stop.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]


def silent(fraction: float) -> None:
    """Ignore the progress; for tests and for callers that do not care."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """Return a progress for a step that covers only a part of the whole."""
    return lambda fraction: progress(start + (end - start) * fraction)
