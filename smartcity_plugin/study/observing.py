# SPDX-License-Identifier: GPL-2.0-or-later
"""Values of a town's own quantities, entered by hand: checked, then written as changes that can be undone."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Optional

from ..engine.monitoring import whole_date
from ..model.problem import SmartCityError
from ..model.strategy import GoalIndicator, Observation
from .register_changes import Change, new_id
from .study import Study


def checked_observation(series: GoalIndicator, row: Observation) -> Observation:
    """Return an observation with its texts trimmed; raises SmartCityError for what cannot be stored.

    That is a date that cannot be read, no number as value, and values for an indicator of the catalogue.
    """
    if series.indicator_id:
        raise SmartCityError(
            "series_is_computed", series=series.title or series.series_id, indicator=series.indicator_id
        )
    if whole_date(row.date) is None:
        raise SmartCityError("monitoring_date_unclear", text=row.date or "")
    if row.value is None or not math.isfinite(row.value):
        raise SmartCityError("observation_without_value", series=series.title or series.series_id)
    source, note = ((text or "").strip() or None for text in (row.source, row.note))
    return replace(row, date=(row.date or "").strip(), source=source, note=note)


def observation_changes(
    study: Study,
    series_id: str,
    when: str,
    value: Optional[float],
    source: str = "",
    note: str = "",
    may_replace: bool = False,
) -> list[Change]:
    """Return the changes that record a value at a date, for ``register_changes.apply``.

    A value that is there already at the same date is replaced only if ``may_replace``; raises SmartCityError
    otherwise, and for an unknown quantity or values that cannot be stored.
    """
    known = {item.series_id: item for item in study.records(GoalIndicator)}
    if series_id not in known:
        present = [f"{name} ({item.title or name})" for name, item in known.items() if not item.indicator_id]
        raise SmartCityError("series_unknown", series=series_id, present=", ".join(present) or "–")
    row = checked_observation(known[series_id], Observation(new_id(), series_id, when, value, source, note))
    day = whole_date(row.date)
    same = [item for item in study.records(Observation) if item.series_id == series_id and whole_date(item.date) == day]
    if not same:
        return [Change(None, row)]
    if not may_replace and same[-1].value is not None:
        raise SmartCityError("observation_exists", series=series_id, when=row.date, value=same[-1].value)
    before = same[-1]
    return [
        *(Change(item, None) for item in same[:-1]),
        Change(before, replace(row, observation_id=before.observation_id)),
    ]
