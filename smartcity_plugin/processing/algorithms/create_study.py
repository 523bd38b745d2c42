# SPDX-License-Identifier: GPL-2.0-or-later
"""Create a study from the border and the planning units of a municipality."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...bridge.i18n import translate
from ...catalogue import load_catalogue
from ..base import LANGUAGE, SmartCityAlgorithm


class CreateStudy(SmartCityAlgorithm):
    """The first step: an empty study file with area and planning units."""

    def name(self) -> str:
        """Return the id."""
        return "createstudy"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Create study")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Creates the study file (a GeoPackage) that holds everything the strategy needs: study area, planning "
            "units, inventory, indicator values, needs, goals and measures. The study area also becomes a planning "
            "unit, so that every value exists for the whole municipality. Choose a metric coordinate system: "
            "EPSG:25832, or EPSG:25833 east of 12° E.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.addParameter(
            QgsProcessingParameterFeatureSource("AREA", translate("SmartCity", "Study area (border)"), polygons)
        )
        self.addParameter(
            QgsProcessingParameterFeatureSource("UNITS", translate("SmartCity", "Planning units"), polygons)
        )
        self.addParameter(
            QgsProcessingParameterExpression(
                "UNIT_ID", translate("SmartCity", "Identifier of the unit"), parentLayerParameterName="UNITS"
            )
        )
        self.addParameter(
            QgsProcessingParameterExpression(
                "UNIT_NAME", translate("SmartCity", "Name of the unit"), parentLayerParameterName="UNITS"
            )
        )
        self.addParameter(QgsProcessingParameterString("MUNICIPALITY", translate("SmartCity", "Municipality")))
        self.addParameter(
            QgsProcessingParameterString(
                "AGS", translate("SmartCity", "Municipality key (AGS, 8 digits)"), optional=True
            )
        )
        self.addParameter(QgsProcessingParameterString("TITLE", translate("SmartCity", "Title of the study")))
        self.addParameter(
            QgsProcessingParameterString(
                "REFERENCE_DATE", translate("SmartCity", "Reference date (for example 2022-05-15)")
            )
        )
        self.addParameter(
            QgsProcessingParameterCrs("CRS", translate("SmartCity", "Coordinate system"), defaultValue="EPSG:25832")
        )
        self.add_language()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("SmartCity", "Study file"), fileFilter="GeoPackage (*.gpkg)"
            )
        )

    def perform(self, parameters, context, feedback):
        """Read both layers, check them, write the file."""
        import shapely

        from ...bridge.crs import can_measure, measures_truly
        from ...model.problem import SmartCityError
        from ...sources.prepare import border_of
        from ...sources.quality import check_units
        from ...study.study import Study, StudySettings

        crs = self.parameterAsCrs(parameters, "CRS", context)
        if not can_measure(crs):
            raise SmartCityError("crs_not_metric", crs=crs.authid() or crs.description())
        name, area = self.read_layer(parameters, "AREA", {}, crs, context, feedback)
        border = border_of(name, area)
        if not measures_truly(crs, border, context.transformContext()):
            raise SmartCityError("crs_not_metric", crs=crs.authid())
        # Not parameterAsExpression: it turns a broken expression into none at all.
        expressions = {
            "unit_id": self.parameterAsString(parameters, "UNIT_ID", context),
            "name": self.parameterAsString(parameters, "UNIT_NAME", context),
        }
        layer, raw = self.read_layer(parameters, "UNITS", expressions, crs, context, feedback)
        role = load_catalogue().roles["planning_units"]
        units = self.fit_to_role(layer, raw, role, border, feedback)
        # Neighbours that only touch the border are not part of the municipality.
        units = units.where(shapely.intersects(border, shapely.point_on_surface(units.geometry)))
        if len(units) == 0:
            raise SmartCityError("nothing_inside_border", layer=layer)
        self.report(check_units(layer, units, border), feedback)
        settings = StudySettings(
            title=self.parameterAsString(parameters, "TITLE", context),
            municipality=self.parameterAsString(parameters, "MUNICIPALITY", context),
            ags=self.parameterAsString(parameters, "AGS", context),
            crs=crs.authid(),
            language=self.parameterAsEnumString(parameters, LANGUAGE, context),
            reference_date=self.parameterAsString(parameters, "REFERENCE_DATE", context),
        )
        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        Study.create(path, settings, border, units).close()
        text = translate("SmartCity", "Study with {count} planning units: {path}")
        feedback.pushInfo(text.format(count=len(units), path=path))
        return {"OUTPUT": str(path)}
