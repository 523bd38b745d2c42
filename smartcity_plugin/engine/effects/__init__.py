# SPDX-License-Identifier: GPL-2.0-or-later
"""Effects of measures as patches: from the data of a study to those of a scenario, without touching the former."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model.problem import Problem, Severity
from ..desk import Data
from .additions import facility, new_green, new_stop
from .patch import Change, Context, Function, Layer, Patch
from .paths import path
from .residents import dwellings
from .sealing import unsealing
from .streets import street_speed
from .timetable import headway

FUNCTIONS: dict[str, Function] = {
    "new_green": new_green,
    "new_stop": new_stop,
    "headway": headway,
    "path": path,
    "street_speed": street_speed,
    "dwellings": dwellings,
    "facility": facility,
    "unsealing": unsealing,
}
"""What each kind of effect does to data. ``place`` does nothing, ``value`` is laid over results (``assumed.py``)."""

__all__ = ["FUNCTIONS", "Change", "Context", "Patch", "Patched", "patched"]


@dataclass(frozen=True)
class Patched:
    """The data of a scenario: the ``layers`` that changed by role, and what the patches touched (by effect)."""

    layers: dict[str, Layer]
    touched: dict[str, int]
    problems: tuple[Problem, ...]


_AS_THEY_ARE = Context()


def patched(data: Data, patches: Sequence[Patch], context: Context = _AS_THEY_ARE) -> Patched:
    """Apply patches in their order, each to what the earlier ones left; ``data`` itself is never changed.

    A patch on a role without data is left out and told: one feature alone would claim that there is nothing else.
    """
    layers: dict[str, Layer] = {}
    touched: dict[str, int] = {}
    problems: list[Problem] = []
    for patch in patches:
        if patch.roles[0] not in data:
            values = {"measure": patch.measure_id, "effect": patch.name(), "role": patch.roles[0]}
            problems.append(Problem("effect_role_without_data", Severity.WARNING, values))
            touched[patch.effect_id] = 0
            continue
        change = FUNCTIONS[patch.kind]({**data, **layers}, patch, context)
        problems += change.problems
        touched[patch.effect_id] = change.touched
        if change.touched:
            layers.update(change.layers)
    return Patched(layers, touched, tuple(problems))
