# SPDX-License-Identifier: GPL-2.0-or-later
"""From the effects that a study stores to patches: what was entered is checked, what cannot be used is told."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Optional, Union

import numpy as np
import shapely

from ..catalogue import Catalogue
from ..catalogue.effects import EffectKind, Option, Quantity, load_effects
from ..engine.effects import Patch
from ..engine.effects.assumed import Assumption
from ..engine.effects.residents import SMALLEST
from ..model.problem import Problem, Severity
from ..model.strategy import Effect
from .keys import POPULATION
from .register import PlacedEffect
from .rows import split_ids
from .study import Study

PLACE, VALUE, FACILITY = "place", "value", "facility"

GEOMETRY_OF = {0: "point", 1: "line", 2: "area"}
"""What effects call a geometry, by its dimension."""

SHOWN = {"none": "none", "point": "point", "line": "line", "area": "polygon"}
"""The keys of the vocabulary's kinds of geometry."""

FITTING = {"point": ("point",), "line": ("line",), "polygon": ("area",), "any": ("point", "area")}
"""What may be drawn for a role, by its kind of geometry."""

BORDER = 1.0
"""Metres by which a drawing may lie outside without being told: what is drawn along the border."""


@dataclass(frozen=True)
class Plan:
    """What the effects of measures come to: patches and assumptions in their order, and what must be told.

    ``left_out`` are the effects that cannot be used; a problem names the reason for each. ``places`` are those that
    show a place only.
    """

    patches: tuple[Patch, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()
    places: int = 0

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that the patches are to change, in order, without repeats."""
        return tuple(dict.fromkeys(role for patch in self.patches for role in patch.roles))


class EffectReader:
    """Turns the effects of a study into patches."""

    def __init__(self, study: Study, catalogue: Catalogue) -> None:
        self._study, self._catalogue = study, catalogue
        self._kinds = load_effects()

    @cached_property
    def _town(self) -> shapely.Geometry:
        town = self._study.area().geometry[0]
        shapely.prepare(town)
        return town

    @cached_property
    def _units(self) -> set[str]:
        return set(self._study.units().ids("unit_id"))

    @cached_property
    def _effects(self) -> dict[str, list[PlacedEffect]]:
        found: dict[str, list[PlacedEffect]] = {measure.measure_id: [] for measure in self._study.measures()}
        for placed in self._study.effects():
            if placed.effect.measure_id in found:  # the measure may have been deleted without its effects
                found[placed.effect.measure_id].append(placed)
        return found

    def plan(self, measure_ids: Iterable[str]) -> Plan:
        """Return what the measures do, in the order given and in that of their effects."""
        patches, assumptions, problems, left_out, places = [], [], [], [], 0
        for measure_id in dict.fromkeys(measure_ids):
            if measure_id not in self._effects:
                problems.append(Problem("scenario_measure_missing", Severity.WARNING, {"measure": measure_id}))
            for placed in self._effects.get(measure_id, []):
                if placed.effect.kind == PLACE:
                    places += 1
                    continue
                made, told = self.read(placed)
                problems += told
                if made is None:
                    left_out.append(placed.effect.effect_id)
                elif isinstance(made, Patch):
                    patches.append(made)
                else:
                    assumptions.append(made)
        return Plan(tuple(patches), tuple(assumptions), tuple(problems), tuple(left_out), places)

    def read(self, placed: PlacedEffect) -> tuple[Union[Patch, Assumption, None], list[Problem]]:
        """Return what an effect does, None if it cannot be used or only shows a place, and what must be told."""
        effect = placed.effect
        name = f"{effect.title} ({effect.effect_id})" if effect.title else effect.effect_id
        told = _Told(effect.measure_id, name)
        kind = self._kinds.get(effect.kind or "")
        if kind is None:
            told.add(Problem("effect_without_kind", Severity.WARNING, {"measure": told.measure, "effect": told.effect}))
            return None, told.problems
        if kind.id == PLACE:
            return None, []
        self._check_place(kind, placed.geometry, told)
        _check_amount(kind, effect.amount, told)
        parameters = _parameters(kind, effect.parameters, told)
        if kind.id == VALUE:
            return self._assumption(effect, parameters, told), told.problems
        roles = self._roles(kind, effect, placed.geometry, told)
        if not told.stops:
            self._check_where(roles, placed.geometry, told)
        if told.stops:
            return None, told.problems
        patch = Patch(
            effect_id=effect.effect_id,
            measure_id=effect.measure_id,
            kind=kind.id,
            roles=roles,
            geometry=placed.geometry,
            amount=effect.amount,
            parameters=parameters,
            title=effect.title or "",
            capacity=kind.capacities.get(roles[0], ""),
        )
        return patch, told.problems

    def _assumption(self, effect: Effect, parameters: Mapping[str, Any], told: _Told) -> Optional[Assumption]:
        indicator = effect.indicator_id or ""
        if indicator not in self._catalogue.indicators:
            told.stop(
                Problem("effect_without_indicator", Severity.WARNING, {"measure": told.measure, "effect": told.effect})
            )
        # A unit that is listed twice gains once.
        units = list(dict.fromkeys(split_ids(str(parameters.get("unit_ids") or ""))))
        unknown = [unit for unit in units if unit not in self._units]
        if unknown:
            values = {"measure": told.measure, "effect": told.effect, "units": ", ".join(unknown)}
            told.stop(Problem("effect_unit_unknown", Severity.WARNING, values))
        if told.stops:
            return None
        amount, change = float(effect.amount or 0.0), str(parameters["change"])
        title = effect.title or ""
        return Assumption(effect.effect_id, effect.measure_id, indicator, amount, tuple(units), change, title)

    def _roles(
        self, kind: EffectKind, effect: Effect, geometry: Optional[shapely.Geometry], told: _Told
    ) -> tuple[str, ...]:
        if not kind.chooses_role:
            return kind.roles
        role = effect.role or ""
        if role not in kind.roles:
            values = {"measure": told.measure, "effect": told.effect}
            told.stop(Problem("effect_without_role", Severity.WARNING, values))
            return ("",)
        allowed = FITTING[self._catalogue.roles[role].geometry]
        if geometry is not None and _kind_of(geometry) not in allowed:
            self._wrong_place(geometry, allowed, told)
        return (role,)

    def _check_place(self, kind: EffectKind, geometry: Optional[shapely.Geometry], told: _Told) -> None:
        if kind.geometry == ("none",):
            return
        if geometry is None or shapely.is_empty(geometry):
            if "none" not in kind.geometry:
                expected = [SHOWN[name] for name in kind.geometry]
                values = {"measure": told.measure, "effect": told.effect, "expected": expected}
                told.stop(Problem("effect_without_place", Severity.WARNING, values))
            return
        if _kind_of(geometry) not in kind.geometry:
            self._wrong_place(geometry, kind.geometry, told)
            return
        xy = shapely.get_coordinates(geometry)
        broken = not np.isfinite(xy).all() or not shapely.is_valid(geometry)
        small = _kind_of(geometry) == "area" and shapely.area(geometry) < SMALLEST
        if broken or small or (_kind_of(geometry) == "line" and not shapely.length(geometry) > 0):
            told.stop(
                Problem("effect_place_invalid", Severity.WARNING, {"measure": told.measure, "effect": told.effect})
            )

    def _wrong_place(self, geometry: shapely.Geometry, allowed: tuple[str, ...], told: _Told) -> None:
        values = {
            "measure": told.measure,
            "effect": told.effect,
            "found": SHOWN[_kind_of(geometry)],
            "expected": [SHOWN[name] for name in allowed],
        }
        told.stop(Problem("effect_place_wrong", Severity.WARNING, values))

    def _check_where(self, roles: tuple[str, ...], geometry: Optional[shapely.Geometry], told: _Told) -> None:
        """What lies nowhere near the town is left out; what lies beyond what counts for it in part is told.

        Facilities and ways count as far as their role's buffer, people inside the border only.
        """
        if geometry is None:
            return
        metres = max(self._catalogue.roles[role].buffer for role in roles)
        values = {"measure": told.measure, "effect": told.effect}
        if shapely.distance(self._town, geometry) > metres + BORDER:
            told.stop(Problem("effect_outside", Severity.WARNING, values))
        elif not shapely.covers(self._town, geometry):
            counts = shapely.buffer(self._town, BORDER if POPULATION in roles else metres + BORDER)
            if not shapely.covers(counts, geometry):
                told.add(Problem("effect_partly_outside", Severity.NOTE, values))


class _Told:
    """Collects what must be told of one effect, and whether it can be used."""

    def __init__(self, measure: str, effect: str) -> None:
        self.measure, self.effect = measure, effect
        self.problems: list[Problem] = []
        self.stops = False

    def add(self, problem: Problem) -> None:
        """Tell something."""
        self.problems.append(problem)

    def stop(self, problem: Problem) -> None:
        """Tell why the effect is left out."""
        self.problems.append(problem)
        self.stops = True


def _kind_of(geometry: shapely.Geometry) -> str:
    dimensions = shapely.get_dimensions(shapely.get_parts(geometry))
    return GEOMETRY_OF[int(dimensions.max())] if len(dimensions) else "none"


def _check_amount(kind: EffectKind, amount: Optional[float], told: _Told) -> None:
    if kind.amount is not None:
        _check_number(kind, "amount", kind.amount, amount, told)


def _check_number(kind: EffectKind, name: str, quantity: Quantity, value: Any, told: _Told) -> Optional[float]:
    """Return a number that was entered, None if there is none; what is missing or cannot be is told."""
    field = f"{kind.id}.{name}"
    number = _number(value)
    if number is None and value is None:
        if quantity.required:
            told.stop(_missing(told, field))
        return None
    if number is None or not quantity.minimum <= number <= quantity.maximum:
        values = {
            "measure": told.measure,
            "effect": told.effect,
            "effect_field": field,
            "value": str(value) if number is None else number,
            "minimum": quantity.minimum,
            "maximum": quantity.maximum,
        }
        told.stop(Problem("effect_number_wrong", Severity.WARNING, values))
        return None
    return number


def _number(value: Any) -> Optional[float]:
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _parameters(kind: EffectKind, text: Optional[str], told: _Told) -> dict[str, Any]:
    """Return the parameters of an effect with the defaults of its kind; names that the kind does not know are told."""
    given = _read_json(text)
    if given is None:
        named = {"measure": told.measure, "effect": told.effect}
        told.stop(Problem("effect_parameters_unreadable", Severity.WARNING, named))
        return {}
    unknown = sorted(set(given) - set(kind.parameters))
    if unknown:
        values = {"measure": told.measure, "effect": told.effect, "fields": ", ".join(unknown)}
        told.add(Problem("effect_fields_unknown", Severity.NOTE, values))
    found: dict[str, Any] = {}
    for name, item in kind.parameters.items():
        field = f"{kind.id}.{name}"
        value = given.get(name, item.default)
        if isinstance(item, Quantity):
            found[name] = _check_number(kind, name, item, value, told)
        elif value is None and item.required:
            told.stop(_missing(told, field))
        elif isinstance(item, Option) and value not in item.options:
            told.stop(_option_unknown(told, field, str(value)))
        else:
            found[name] = value
    return found


def _read_json(text: Optional[str]) -> Optional[dict[str, Any]]:
    """Return what was entered, without empty fields; None if it is no JSON of this form."""
    try:
        given = json.loads(text) if text and text.strip() else {}
    except ValueError:
        return None
    if not isinstance(given, dict):
        return None
    return {name: value for name, value in given.items() if value is not None and value != ""}


def _missing(told: _Told, field: str) -> Problem:
    values = {"measure": told.measure, "effect": told.effect, "effect_field": field}
    return Problem("effect_number_missing", Severity.WARNING, values)


def _option_unknown(told: _Told, field: str, value: str) -> Problem:
    values = {"measure": told.measure, "effect": told.effect, "effect_field": field, "value": value}
    return Problem("effect_option_unknown", Severity.WARNING, values)


def _without_indicator(told: _Told) -> Problem:
    return Problem("effect_without_indicator", Severity.WARNING, {"measure": told.measure, "effect": told.effect})


def _invalid(told: _Told) -> Problem:
    return Problem("effect_place_invalid", Severity.WARNING, {"measure": told.measure, "effect": told.effect})
