# SPDX-License-Identifier: GPL-2.0-or-later
"""Keys of results: equal keys mean that computing again would yield the same, so that it need not be done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Optional

from ..catalogue import Catalogue
from ..engine.compute import roles_used
from ..model.indicator import Indicator, Value
from ..paths import plugin_version
from .provenance import fingerprint

if TYPE_CHECKING:
    from .results import ResultStore
    from .study import StudySettings

UNITS, POPULATION, BUILDINGS = "planning_units", "population_cells", "buildings"

Parameters = Mapping[str, Mapping[str, Value]]
"""Indicator → values that take the place of the catalogue's."""


class KeyMaker:
    """Makes the keys of a study's results, as the study is now.

    A key is the SHA-256 of the plugin's version, the entry's method, inputs, goalposts and parameter values, the
    fingerprint and fitness of every role that goes in if it is there (hence those that came in or went are noticed),
    the planning units, the settings about people, the reference date, and the keys of indicators it is made of.
    """

    def __init__(self, study: ResultStore, catalogue: Catalogue, period: Optional[str] = None) -> None:
        self._study, self.catalogue = study, catalogue
        self.period = period or study.settings.reference_date

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        passports = self._study.passports()
        return {role: [passport.fingerprint, passport.fitness.value] for role, passport in passports.items()}

    @cached_property
    def units(self) -> dict[str, str]:
        """The fingerprints of the planning units by level."""
        units = self._study.units()
        levels = units.frame["level"].to_numpy()
        return {level: fingerprint(units.where(levels == level)) for level in dict.fromkeys(levels)}

    def key(self, indicator_id: str, parameters: Parameters) -> str:
        """Return the key that the result of an indicator would have if it were computed now."""
        return self._keys(indicator_id, parameters, {})

    def keys(self, indicator_ids: list[str], parameters: Parameters) -> dict[str, str]:
        """Return the keys of several indicators by id."""
        made: dict[str, str] = {}
        return {indicator_id: self._keys(indicator_id, parameters, made) for indicator_id in indicator_ids}

    def _keys(self, indicator_id: str, parameters: Parameters, made: dict[str, str]) -> str:
        if indicator_id not in made:
            indicator = self.catalogue.indicators[indicator_id]
            chosen = {**indicator.defaults(), **parameters.get(indicator_id, {})}
            facts = {
                **self._of_all,
                "method": indicator.expression or indicator.method,
                "inputs": repr(indicator.inputs),
                "goalposts": repr(indicator.goalposts),
                "parameters": {name: _plain(value) for name, value in chosen.items()},
                "roles": {role: self._sources.get(role) for role in self._roles(indicator, chosen)},
                "indicators": [self._keys(other, parameters, made) for other in indicator.needed_indicators()],
            }
            made[indicator_id] = hashlib.sha256(json.dumps(facts, sort_keys=True).encode("utf-8")).hexdigest()
        return made[indicator_id]

    @cached_property
    def _of_all(self) -> dict[str, Any]:
        settings = self._study.settings
        official = settings.official_population if settings.calibrate == "yes" else ""
        people = {"allocation": settings.allocation, "official_population": official}
        return {"version": plugin_version(), "units": self.units, "people": people, "period": self.period}

    def _roles(self, indicator: Indicator, parameters: Mapping[str, Value]) -> list[str]:
        """Return every role whose data would go in; with people in buildings these, too."""
        return sorted({*roles_of_people(self._study.settings), *roles_used(indicator, parameters)} - {UNITS})


def roles_of_people(settings: StudySettings) -> tuple[str, ...]:
    """Return the roles that say where people live; they go into every indicator."""
    return (POPULATION, BUILDINGS) if settings.allocation in ("auto", "dasymetric") else (POPULATION,)


def _plain(value: Value) -> Value:
    """Return 300 for 300.0: what is the same number must be the same text."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
