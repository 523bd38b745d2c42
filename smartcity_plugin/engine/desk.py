# SPDX-License-Identifier: GPL-2.0-or-later
"""What the indicators of one run share; each thing is made once, when the first of them asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Optional, TypeVar

import numpy as np

from ..model.indicator import GATE_ROLES
from .buildings import Footprints, footprints_of
from .geometry import large_enough, merged
from .network import NetworkReach, WalkingNetwork, network_of
from .people import AS_COUNTED, Housing, PeopleSettings, housing_of, places_of, used_allocation, with_people
from .population import Allocation, Places, allocate
from .reach import Reach, StraightReach
from .table import GeoTable

Data = Mapping[str, Any]
"""Role → layer (GeoTable) or Raster; roles that the town has no data for are absent."""

Result = TypeVar("Result")

MANY_GAPS = 0.05
"""Share of the metres of all ways on small islands from which on a reader is told of gaps (project default)."""


class Desk:
    """The data of one run, and what is derived from them: places of people, allocation to units, walking network.

    ``data`` holds ``planning_units`` (column unit_id) and ``population_cells`` (columns cell_id, population), all
    layers in one projected CRS. ``people`` says how people are treated: the counts of persons in ``data`` are the
    calibrated ones.
    """

    def __init__(self, data: Data, people: PeopleSettings = AS_COUNTED) -> None:
        self.people = people
        self.data = with_people(data, people.factor)
        self._made: dict[Any, tuple[Any, Any]] = {}

    @property
    def units(self) -> GeoTable:
        """The planning units."""
        return self.data["planning_units"]

    @property
    def cells(self) -> GeoTable:
        """The population cells."""
        return self.data["population_cells"]

    def once(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Return ``function(*arguments)``, computed once per run for the same objects and numbers.

        Only for functions of their arguments alone whose result nobody changes.
        """
        key = (function, *(argument if isinstance(argument, _PLAIN) else id(argument) for argument in arguments))
        if key not in self._made:
            self._made[key] = (function(*arguments), arguments)  # the arguments stay, lest an id be given out again
        return self._made[key][0]

    def large_enough(self, geometries: np.ndarray, minimum_area: float = 0.0) -> np.ndarray:
        """Return points and lines as they are, and dissolved polygons of at least ``minimum_area`` m²."""
        return self.once(large_enough, self.once(merged, geometries), minimum_area)

    @cached_property
    def places(self) -> Places:
        """Where people live."""
        return places_of(self.cells, self.footprints, self.people.allocation)

    @property
    def footprints(self) -> Optional[Footprints]:
        """The buildings with what is derived from their fields, None if the study has none."""
        buildings = self.data.get("buildings")
        return None if buildings is None else self.once(footprints_of, buildings)

    @property
    def housing(self) -> Housing:
        """How many people could be placed in residential buildings."""
        used = used_allocation(self.people.allocation, "buildings" in self.data)
        return housing_of(self.cells, self.places, used)

    @cached_property
    def allocation(self) -> Allocation:
        """How the cells belong to the units."""
        return allocate(self.cells, self.units, self.places)

    @cached_property
    def network(self) -> Optional[WalkingNetwork]:
        """The walking network, None if the study has none."""
        ways = self.data.get("walking_network")
        return None if ways is None else self.once(network_of, ways)

    @property
    def barriers(self) -> Optional[np.ndarray]:
        """Lines that nobody can cross on the way from home to the network."""
        layer = self.data.get("barriers")
        return None if layer is None else layer.geometry

    @cached_property
    def _network_reach(self) -> NetworkReach:
        if self.network is None:
            raise ValueError("there is no walking network")
        return NetworkReach(self.network, self.places.points, barriers=self.barriers)

    def gates_of(self, table: GeoTable) -> Optional[np.ndarray]:
        """Return the points at which ways on foot enter the areas of a layer, None if the study has none."""
        layer = self.data.get(GATE_ROLES.get(table.role, ""))
        return None if layer is None else layer.geometry

    def reach(self, way: str, detour: float = 1.0) -> Reach:
        """Return how distances are measured: ``network``, ``straight``, or ``auto`` for the network if there is one.

        Straight lines are lengthened by ``detour``.
        """
        if way == "network" or (way == "auto" and self.network is not None):
            return self._network_reach
        return self.once(StraightReach, self.places.points, detour)

    def flags_of(self, way: str) -> tuple[str, ...]:
        """Return what a reader must know of distances measured this way."""
        if way == "auto" and self.network is None:
            return ("straight_line",)
        if way == "straight" or self.network is None:
            return ()
        return self.flags_of_network(
            self._network_reach.known[self.places.persons(self.cells.numbers("population")) > 0]
        )

    def flags_of_network(self, attached: np.ndarray) -> tuple[str, ...]:
        """Return what a reader must know of results of the walking network, given who is on it."""
        gaps = self.network is not None and self.network.left_out > MANY_GAPS
        told = {"off_network": not attached.all(), "network_gaps": gaps}
        return tuple(flag for flag, holds in told.items() if holds)


_PLAIN = (int, float, str, bool, tuple, type(None))
