# SPDX-License-Identifier: GPL-2.0-or-later
"""What algorithms that bring in planning units share: the parameters, and reading a layer or making a grid."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSource,
)

from ..bridge.i18n import translate
from ..catalogue import load_catalogue
from .base import SmartCityAlgorithm

LEVELS = ["district", "quarter", "block", "grid"]
GRID_SIZES = ["100", "250", "500", "1000"]


class UnitsAlgorithm(SmartCityAlgorithm):
    """Base of the algorithms that write planning units."""

    def add_units(self) -> None:
        """Add the parameters for the layer of units, or the grid in its place."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        label = translate("SmartCity", "Planning units")
        self.addParameter(QgsProcessingParameterFeatureSource("UNITS", label, polygons, optional=True))
        expressions = {
            "UNIT_ID": translate("SmartCity", "Identifier of the unit"),
            "UNIT_NAME": translate("SmartCity", "Name of the unit"),
        }
        for name, text in expressions.items():
            self._add_expression(name, text)

    def add_grid(self) -> None:
        """Add the parameter for a grid in place of a layer."""
        self.addParameter(
            QgsProcessingParameterEnum(
                "GRID_SIZE",
                translate("SmartCity", "Grid in place of a layer: size of the cells (m)"),
                GRID_SIZES,
                optional=True,
                usesStaticStrings=True,
            )
        )

    def add_level(self) -> None:
        """Add the parameter for the level of the units."""
        self.addParameter(
            QgsProcessingParameterEnum(
                "LEVEL",
                translate("SmartCity", "Level of the units"),
                LEVELS,
                defaultValue=LEVELS[0],
                optional=True,
                usesStaticStrings=True,
            )
        )

    def add_parent(self, label: str) -> None:
        """Add the parameter for the parent of a unit."""
        self._add_expression("UNIT_PARENT", label)

    def add_merge(self) -> None:
        """Add the parameter that merges areas of one unit."""
        label = translate("SmartCity", "Merge areas with the same identifier")
        self.add_advanced(QgsProcessingParameterBoolean("MERGE", label, defaultValue=False))

    def _add_expression(self, name: str, label: str) -> None:
        self.addParameter(
            QgsProcessingParameterExpression(name, label, parentLayerParameterName="UNITS", optional=True)
        )

    def level(self, parameters, context) -> str:
        """Return the level of the units; cells of a grid are a level of their own."""
        if self._grid_size(parameters, context):
            return LEVELS[-1]
        return self.parameterAsEnumString(parameters, "LEVEL", context)

    def units(self, parameters, context, feedback, crs, border, expressions=None):
        """Return the planning units (columns unit_id, name and those of further ``expressions``) inside the border.

        What there is to say of them is told; an error among it, or neither layer nor grid, is a SmartCityError.
        """
        from ..model.problem import SmartCityError
        from ..sources.units import check_number, fit_units, grid_cells

        size = self._grid_size(parameters, context)
        if not parameters.get("UNITS"):
            if not size:
                raise SmartCityError("units_missing")
            cells = grid_cells(border, crs.authid(), int(size))
            self.report(check_number(cells), feedback)
            return cells
        if size:
            raise SmartCityError("units_and_grid")
        wanted = {**self._named(parameters, context), **(expressions or {})}
        layer, raw = self.read_layer(parameters, "UNITS", wanted, crs, context, feedback)
        role = load_catalogue().roles["planning_units"]
        merge = self.parameterAsBool(parameters, "MERGE", context)
        units, problems = fit_units(layer, raw, role, border, merge)
        self.report(problems, feedback)
        return units

    def _named(self, parameters, context) -> dict[str, str]:
        """Return the expressions for identifier and name; without one for the name, the identifier is the name."""
        from ..model.problem import SmartCityError

        # Not parameterAsExpression: it turns a broken expression into none at all.
        unit_id = self.parameterAsString(parameters, "UNIT_ID", context).strip()
        if not unit_id:
            source = self.parameterAsSource(parameters, "UNITS", context)
            raise SmartCityError("unit_expression_missing", layer=source.sourceName() if source else "UNITS")
        return {"unit_id": unit_id, "name": self.parameterAsString(parameters, "UNIT_NAME", context).strip() or unit_id}

    def _grid_size(self, parameters, context) -> str:
        return self.parameterAsEnumString(parameters, "GRID_SIZE", context)
