# SPDX-License-Identifier: GPL-2.0-or-later
"""Create a study from the border and the planning units of a municipality."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.i18n import translate
from ..base import LANGUAGE
from ..unit_parameters import UnitsAlgorithm


class CreateStudy(UnitsAlgorithm):
    """The first step: an empty study file with area and planning units."""

    def name(self) -> str:
        """Return the id."""
        return "createstudy"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Create study")

    def shortHelpString(self) -> str:
        """Return the help text."""
        intro = translate(
            "SmartCity",
            "Creates the study file (a GeoPackage) that holds everything the strategy needs: study area, planning "
            "units, inventory, indicator values, needs, goals and measures. The study area also becomes a planning "
            "unit, so that every value exists for the whole municipality. Choose a metric coordinate system: "
            "EPSG:25832, or EPSG:25833 east of 12° E.",
        )
        area = translate(
            "SmartCity",
            "All areas of the border layer together are the study area, or those that meet the filter. Without a "
            "border layer, give the layer of the planning units: together they are the border.",
        )
        units = translate(
            "SmartCity",
            "Planning units come from a layer or from a grid. Cells of a grid are those of the census and of INSPIRE; "
            "they carry the identifier of the whole cell but are cut at the border, so that they sum up to the "
            "municipality. With an identifier of the parent unit, the next coarser level is formed from the units; "
            "further levels are added by “Add planning units”.",
        )
        return f"<p>{intro}</p><p>{area}</p><p>{units}</p>"

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self._add_area()
        self.add_units()
        texts = {
            "MUNICIPALITY": (translate("SmartCity", "Municipality"), False),
            "AGS": (translate("SmartCity", "Municipality key (AGS, 8 digits, or ARS, 12 digits)"), True),
            "TITLE": (translate("SmartCity", "Title of the study"), False),
            "REFERENCE_DATE": (translate("SmartCity", "Reference date (for example 2022-05-15)"), False),
        }
        for name, (label, optional) in texts.items():
            self.addParameter(QgsProcessingParameterString(name, label, optional=optional))
        self.addParameter(
            QgsProcessingParameterCrs("CRS", translate("SmartCity", "Coordinate system"), defaultValue="EPSG:25832")
        )
        self.add_language()
        self.add_level()
        self.add_grid()
        self.add_parent(translate("SmartCity", "Identifier of the parent unit (forms the next coarser level)"))
        self._add_options()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("SmartCity", "Study file"), fileFilter="GeoPackage (*.gpkg)"
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Planning units")))

    def _add_area(self) -> None:
        label = translate("SmartCity", "Study area (border)")
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.addParameter(QgsProcessingParameterFeatureSource("AREA", label, polygons))
        self.addParameter(
            QgsProcessingParameterExpression(
                "AREA_FILTER",
                translate("SmartCity", "Only areas of the border layer with"),
                parentLayerParameterName="AREA",
                optional=True,
            )
        )

    def _add_options(self) -> None:
        self.add_advanced(
            QgsProcessingParameterExpression(
                "PARENT_NAME",
                translate("SmartCity", "Name of the parent unit"),
                parentLayerParameterName="UNITS",
                optional=True,
            )
        )
        self.add_merge()
        self.addParameter(
            QgsProcessingParameterNumber(
                "OFFICIAL_POPULATION",
                translate("SmartCity", "Official population"),
                QgsProcessingParameterNumber.Type.Integer,
                optional=True,
                minValue=0,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                "OFFICIAL_POPULATION_SOURCE",
                translate("SmartCity", "Source of the official population"),
                optional=True,
            )
        )

    def perform(self, parameters, context, feedback):
        """Read both layers, check them, write the file."""
        from ...bridge.crs import can_measure, measures_truly
        from ...model.problem import Cancelled, SmartCityError
        from ...study.study import StudySettings

        key = self._key(parameters, context, feedback)
        crs = self.parameterAsCrs(parameters, "CRS", context)
        if not can_measure(crs):
            raise SmartCityError("crs_not_metric", crs=crs.authid() or crs.description())
        border = self._border(parameters, context, feedback, crs, key[:2])
        if not measures_truly(crs, border, context.transformContext()):
            raise SmartCityError("crs_not_metric", crs=crs.authid())
        level = self.level(parameters, context)
        above = self._above(level, parameters, context)
        units = self.units(parameters, context, feedback, crs, border, above)
        population, source = self._population(parameters, context, feedback)
        settings = StudySettings(
            title=self.parameterAsString(parameters, "TITLE", context),
            municipality=self.parameterAsString(parameters, "MUNICIPALITY", context),
            ags=key,
            crs=crs.authid(),
            language=self.parameterAsEnumString(parameters, LANGUAGE, context),
            reference_date=self.parameterAsString(parameters, "REFERENCE_DATE", context),
            unit_level=level,
            official_population=population,
            official_population_source=source,
        )
        if feedback.isCanceled():
            raise Cancelled
        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        count = self._write(path, settings, border, units, feedback)
        text = translate("SmartCity", "Study with {count} planning units: {path}")
        feedback.pushInfo(text.format(count=count, path=path))
        return {"OUTPUT": str(path), "COUNT": count}

    def _key(self, parameters, context, feedback) -> str:
        """Return the AGS; a wrong one is an error, a repaired one is told."""
        from ...model.keys import check_key

        key, problems = check_key(self.parameterAsString(parameters, "AGS", context))
        self.report(problems, feedback)
        return key.ags if key else ""

    def _border(self, parameters, context, feedback, crs, state):
        """Return the study area in ``crs``; where it lies is checked before and after the layer is read."""
        from ...bridge.crs import name_of
        from ...model.problem import SmartCityError
        from ...sources.border import check_position, make_border
        from ...sources.place import check_place

        where = self.parameterAsString(parameters, "AREA_FILTER", context).strip()
        source = self.parameterAsSource(parameters, "AREA", context)
        if source is not None and source.sourceCrs().isValid() and source.featureCount() != 0:
            # Of a layer of many municipalities, the whole tells nothing about the one.
            centre = source.sourceExtent().center()
            found = check_place(source.sourceName(), centre.x(), centre.y(), name_of(source.sourceCrs()), state)
            self.report([] if where else found, feedback)
        try:
            name, area = self.read_layer(parameters, "AREA", {}, crs, context, feedback, where)
        except SmartCityError as error:
            if where and error.problem.key == "layer_empty":
                raise SmartCityError(
                    "border_filter_empty", filter=where, layer=error.problem.values["layer"]
                ) from error
            raise
        if where:
            self.report(check_position(name, area, state), feedback)
        border = make_border(name, area, crs.authid())
        self.report(list(border.problems), feedback)
        return border.geometry

    def _above(self, level, parameters, context) -> dict[str, str]:
        """Return the expressions for the parents of the units, none if none are wanted."""
        from ...model.problem import SmartCityError
        from ...sources.units import HIERARCHY

        parent = self.parameterAsString(parameters, "UNIT_PARENT", context).strip()
        if not parent:
            return {}
        if level not in HIERARCHY[1:]:
            raise SmartCityError("parent_level_missing", level=level)
        name = self.parameterAsString(parameters, "PARENT_NAME", context).strip()
        return {"parent_id": parent, "parent_name": name or parent}

    def _population(self, parameters, context, feedback) -> tuple[str, str]:
        """Return the official population and its source as the study stores them, empty if unknown."""
        from ...model.problem import Problem, Severity

        source = self.parameterAsString(parameters, "OFFICIAL_POPULATION_SOURCE", context).strip()
        if parameters.get("OFFICIAL_POPULATION") in (None, ""):
            return "", ""
        if not source:
            self.report([Problem("population_source_missing", Severity.WARNING)], feedback)
        return str(self.parameterAsInt(parameters, "OFFICIAL_POPULATION", context)), source

    def _write(self, path, settings, border, units, feedback) -> int:
        """Write the study with its units and, where their parents are known, the level above; all or nothing."""
        from ...sources.units import coarser, level_above, prefixed, unique_ids
        from ...study.study import CITY_LEVEL, Study

        units, problems = unique_ids(units, {settings.ags or CITY_LEVEL}, settings.unit_level)
        parents = None
        if "parent_id" in units.frame:
            above = level_above(settings.unit_level, {"district", "quarter"})
            parents, found = coarser(units)
            parents, renamed = unique_ids(parents, {settings.ags or CITY_LEVEL, *units.ids("unit_id")}, above)
            problems += found + renamed
            if renamed:
                names = units.frame["parent_id"].map(lambda text: prefixed(text, above), na_action="ignore")
                units = units.with_column("parent_id", names)
        self.report(problems, feedback)
        with Study.create(path, settings, border, units) as study:
            if parents is None:
                return len(units)
            try:
                study.add_units(parents, above)
            except BaseException:
                study.close()
                path.unlink()
                raise
        return len(units) + len(parents)
