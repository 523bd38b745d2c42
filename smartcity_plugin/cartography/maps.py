# SPDX-License-Identifier: GPL-2.0-or-later
"""Which layers make which map; each layer is opened once and only when a map wants it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Optional

from qgis.core import QgsProject, QgsRectangle, QgsVectorLayer

from ..catalogue.products import Product
from ..model.indicator import Indicator
from .classes import Classes
from .layers import OVERLAY, LayerFactory, geometry_of
from .looks import Look
from .project import BASE_ROLES
from .styles import grow_with_sheet

DETAIL_HIDDEN = ("population_cells", "census_rates", "census_buildings")
"""Grids of numbers: they are read, not looked at."""
WITHOUT_SYMBOLS = ("none", "raster")
"""Tables cannot be drawn; rasters would hide everything below them."""
_CROWDED = 60
"""From so many districts on, maps show only the names that fit into them."""
DETAIL_BELOW = ("settlement_area", "green_all", "public_green", "water", "streets")
"""Areas and lines of the detail map, from bottom to top; all other roles lie above them."""


class MapStock:
    """The layers of a study, in the order in which maps stack them (topmost first)."""

    def __init__(self, project: QgsProject, factory: LayerFactory) -> None:
        self._project, self._factory = project, factory
        self._layers: dict[tuple[str, str], Optional[QgsVectorLayer]] = {}
        self._marks: dict[str, list[QgsVectorLayer]] = {}

    def indicator(self, indicator: Indicator) -> list[QgsVectorLayer]:
        """Return the map of an indicator."""
        coloured = self._get(("indicator", indicator.id), lambda: self._factory.indicator(indicator))
        return self._known([*self._white_frame(), *self._overlay(), coloured])

    def dated(self, indicator: Indicator, period: str, classes: Classes) -> QgsVectorLayer:
        """Return the layer of an indicator at another reference date, in given classes."""
        make = partial(self._factory.indicator_at, indicator, period, classes)
        return self._get(("dated", f"{indicator.id} {period}"), make)

    def framed(self, coloured: QgsVectorLayer) -> list[QgsVectorLayer]:
        """Return a small map of coloured planning units, without their names."""
        return self._known([*self._white_frame(labels=False), *self._overlay(), coloured])

    def need(self, key: str, labels: bool = True) -> list[QgsVectorLayer]:
        """Return a map of needs."""
        coloured = self._get(("need", key), lambda: self._factory.need(key))
        return self._known([*self._white_frame(labels), *self._overlay(), coloured])

    def product(self, product: Product, **own: str) -> list[QgsVectorLayer]:
        """Return a map product of the overlay; ``own`` names its rows."""
        key = ("product", f"{product.id} {sorted(own.items())}")
        coloured = self._get(key, lambda: self._factory.product(product, **own))
        return self._known([*self._frame(), coloured, self._base("water")])

    def overview(self, labels: bool = True) -> list[QgsVectorLayer]:
        """Return the base map with the districts."""
        return self._known([*self._frame(labels), *(self._base(role) for role in BASE_ROLES)])

    def detail(self) -> list[QgsVectorLayer]:
        """Return the inventory under the veil that leaves one district free."""
        roles = [role for role in self._factory.facts.passports if self._is_looked_at(role)]
        above = [role for role in roles if role not in DETAIL_BELOW]
        below = [role for role in reversed(DETAIL_BELOW) if role in roles]
        veil = self._get(("veil", ""), self._factory.veil)
        return self._known([veil, self._mask(), *(self.inventory(role) for role in above + below)])

    def _is_looked_at(self, role: str) -> bool:
        known = self._factory.catalogue.roles.get(role)
        return role not in DETAIL_HIDDEN and known is not None and known.geometry not in WITHOUT_SYMBOLS

    def detail_roles(self) -> list[str]:
        """Return the roles that the detail map shows, as its legend lists them."""
        roles = [role for role in self._factory.catalogue.roles if role in self._factory.facts.passports]
        shown = [role for role in roles if self._is_looked_at(role)]
        return [role for role in shown if role not in DETAIL_BELOW] + [
            role for role in DETAIL_BELOW[::-1] if role in shown
        ]

    def made(self, name: str, make: Callable[[LayerFactory], QgsVectorLayer]) -> QgsVectorLayer:
        """Return a layer that a kind of page needs for itself; it is made once."""
        return self._get(("made", name), lambda: make(self._factory))

    def marks(self, name: str, make: Callable[[LayerFactory], list[QgsVectorLayer]]) -> list[QgsVectorLayer]:
        """Return layers that a page lays over its map, such as places of measures; they are made once."""
        if name not in self._marks:
            self._marks[name] = make(self._factory)
            for number, layer in enumerate(self._marks[name]):
                self._get(("marks", f"{name} {number}"), lambda layer=layer: layer)
        return self._marks[name]

    def inset(self) -> list[QgsVectorLayer]:
        """Return the small map that shows where a district lies."""
        return self._known([self._get(("highlight", ""), self._factory.highlight)])

    def measures(self) -> list[QgsVectorLayer]:
        """Return the areas of the measures over the base map."""
        areas = self._get(("measures", ""), self._factory.measures)
        return self._known([*self._frame(), areas, *(self._base(role) for role in BASE_ROLES)])

    def base_looks(self) -> dict[str, tuple[Look, str]]:
        """Return look and geometry of the layers of the base map that the study has, by role."""
        layers = {role: self._base(role) for role in BASE_ROLES}
        return {
            role: (self._factory.looks.base[role], geometry_of(layer))
            for role, layer in layers.items()
            if layer is not None
        }

    def extent(self) -> QgsRectangle:
        """Return the extent of the municipality with a little air around it."""
        extent = QgsRectangle(self._get(("area", ""), self._factory.area).extent())
        extent.scale(1.04)
        return extent

    def _frame(self, labels: bool = True) -> list[QgsVectorLayer]:
        name = "named" if labels else "plain"
        districts = self._get(("districts", name), lambda: self._factory.districts(labels=labels))
        return [self._get(("area", ""), self._factory.area), districts, self._mask()]

    def _white_frame(self, labels: bool = True) -> list[QgsVectorLayer]:
        """Return the frame for coloured districts, which have white borders of their own."""
        name = "only names" if labels else "nothing"
        make = partial(self._factory.districts, labels, width=0.0)
        return [self._get(("area", ""), self._factory.area), self._get(("districts", name), make), self._mask()]

    def _mask(self) -> QgsVectorLayer:
        return self._get(("mask", ""), self._factory.mask)

    def _overlay(self) -> list[Optional[QgsVectorLayer]]:
        roles = ("streets", "water")
        return [self._get((OVERLAY, role), lambda role=role: self._factory.base(role, OVERLAY)) for role in roles]

    def _base(self, role: str) -> Optional[QgsVectorLayer]:
        return self._get(("base", role), lambda: self._factory.base(role))

    def inventory(self, role: str) -> QgsVectorLayer:
        """Return the inventory layer of a role."""
        return self._get(("role", role), lambda: self._factory.inventory(self._factory.facts.passports[role]))

    def _get(self, key: tuple[str, str], make) -> Optional[QgsVectorLayer]:
        if key not in self._layers:
            layer = make()
            if layer is not None:
                grow_with_sheet(layer, is_crowded=len(self._factory.facts.units) > _CROWDED)
                self._project.addMapLayer(layer, False)
            self._layers[key] = layer
        return self._layers[key]

    @staticmethod
    def _known(layers: list[Optional[QgsVectorLayer]]) -> list[QgsVectorLayer]:
        return [layer for layer in layers if layer is not None]
