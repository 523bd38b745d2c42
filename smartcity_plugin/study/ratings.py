# SPDX-License-Identifier: GPL-2.0-or-later
"""The traffic lights of a study's inventory: its check and its passports put together, role by role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Optional

from ..catalogue import Catalogue
from ..engine.progress import Progress, silent
from ..engine.table import GeoTable
from ..model.quality import Light
from ..sources.quality import Finding, check_study
from ..sources.rating import Rating, rate
from .study import Study

_WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREEN)


def check_inventory(
    study: Study,
    catalogue: Catalogue,
    progress: Progress = silent,
    data: Optional[Mapping[str, GeoTable]] = None,
) -> list[Finding]:
    """Return what is wrong or doubtful in an open study; ``data`` is what it holds, if that was read already."""
    settings = study.settings
    return check_study(
        study.data() if data is None else data,
        study.sources(),
        catalogue.roles,
        study.area().geometry[0],
        licences=catalogue.vocabulary.licences,
        reference_date=settings.reference_date,
        official_population=settings.official_population,
        progress=progress,
    )


def rate_inventory(
    study: Study, catalogue: Catalogue, findings: Optional[Iterable[Finding]] = None
) -> dict[str, Rating]:
    """Return the light of every role that has data; ``findings`` are those of the check, made anew if not given."""
    found = check_inventory(study, catalogue) if findings is None else list(findings)
    date, licences = study.settings.reference_date, catalogue.vocabulary.licences
    return {
        role: rate(passport, found, catalogue.roles[role], date, licences)
        for role, passport in study.passports().items()
        if role in catalogue.roles
    }


def worst(ratings: Iterable[Rating]) -> Optional[Light]:
    """Return the gravest light of several, None of none."""
    lights = {rating.light for rating in ratings}
    return next((light for light in _WORST_FIRST if light in lights), None)
