# SPDX-License-Identifier: GPL-2.0-or-later
"""One algorithm per catalogue entry: parameters, help and outputs derive from the entry."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

from ..bridge.feedback import progress_of
from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue
from ..model.indicator import Choice
from .base import SmartCityAlgorithm

_SOURCE_TYPES = {
    "point": QgsProcessing.SourceType.TypeVectorPoint,
    "line": QgsProcessing.SourceType.TypeVectorLine,
    "polygon": QgsProcessing.SourceType.TypeVectorPolygon,
    "any": QgsProcessing.SourceType.TypeVectorAnyGeometry,
}
_FIELDS = {
    "unit_id": "String",
    "name": "String",
    "value": "Double",
    "numerator": "Double",
    "denominator": "Double",
    "coverage": "Double",
    "n_cells": "Int",
    "n_unknown": "Int",
    "population": "Double",
    "flags": "String",
}
_TYPES = QMetaType.Type if Qgis.QGIS_VERSION_INT >= 33800 else QVariant
"""Where QGIS looks for the types of fields; in the newer place the name of text begins with Q."""


class IndicatorAlgorithm(SmartCityAlgorithm):
    """Computes one indicator from a study's inventory into a new layer, without changing the study.

    Every parameter of the method can be set, and every layer of the inventory can be replaced by another one that has
    the role's field names: what would the value be with these stops, this distance?
    """

    def __init__(self, indicator_id: str) -> None:
        super().__init__()
        self._indicator = load_catalogue().indicators[indicator_id]

    def createInstance(self):
        """Return a fresh object for the same indicator."""
        return IndicatorAlgorithm(self._indicator.id)

    def name(self) -> str:
        """Return the id of the indicator."""
        return self._indicator.id

    def displayName(self) -> str:
        """Return the title of the indicator."""
        return self._indicator.title.in_language(language())

    def group(self) -> str:
        """Return the sector."""
        sector = load_catalogue().sectors[self._indicator.sector].title.in_language(language())
        return translate("SmartCity", "Indicators: {sector}").format(sector=sector)

    def groupId(self) -> str:
        """Return the id of the group."""
        return f"indicators_{self._indicator.sector}"

    def shortHelpString(self) -> str:
        """Return formula, limits and sources from the catalogue."""
        entry, lang = self._indicator, language()
        sources = [
            f"<li>{parameter.label.in_language(lang)}: {parameter.source.in_language(lang)}</li>"
            for parameter in entry.parameters.values()
        ]
        formula, limits = entry.formula.in_language(lang), entry.limits.in_language(lang)
        return f"<p>{formula}</p><p>{limits}</p><ul>{''.join(sources)}</ul>"

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters from the entry."""
        lang = language()
        self.add_study()
        units, choices = load_catalogue().units, load_catalogue().vocabulary.choices
        for name, parameter in self._indicator.parameters.items():
            if isinstance(parameter, Choice):
                titles = [choices[parameter.group][option].title.in_language(lang) for option in parameter.options]
                default = parameter.options.index(parameter.value)
                label = parameter.label.in_language(lang)
                self.addParameter(QgsProcessingParameterEnum(name.upper(), label, titles, defaultValue=default))
                continue
            symbol = units[parameter.unit].symbol.in_language(lang)
            label = parameter.label.in_language(lang) + (f" ({symbol})" if symbol else "")
            number = QgsProcessingParameterNumber(
                name.upper(),
                label,
                QgsProcessingParameterNumber.Type.Double,
                parameter.value,
                minValue=parameter.minimum,
                maxValue=parameter.maximum,
            )
            self.addParameter(number)
        for role_id in self._replaceable():
            role = load_catalogue().roles[role_id]
            label = translate("SmartCity", "Instead of the study's layer: {role}").format(
                role=role.title.in_language(lang)
            )
            source = QgsProcessingParameterFeatureSource(
                _input_name(role_id), label, [_SOURCE_TYPES[role.geometry]], optional=True
            )
            self.add_advanced(source)
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("SmartCity", "Indicator values"), QgsProcessing.SourceType.TypeVectorPolygon
            )
        )
        self.addOutput(QgsProcessingOutputNumber("CITY_VALUE", translate("SmartCity", "Value of the municipality")))

    def perform(self, parameters, context, feedback):
        """Compute and write one feature per planning unit."""
        from ..study.study import Study
        from ..study.workflow import compute

        indicator = self._indicator
        chosen = {
            name: self._setting(name, parameter, parameters, context)
            for name, parameter in indicator.parameters.items()
        }
        with Study.open(self.study_path(parameters, context)) as study:
            crs = QgsCoordinateReferenceSystem(study.settings.crs)
            replacements = self._replacements(parameters, study, crs, context, feedback)
            outcome = compute(
                study,
                load_catalogue(),
                [indicator.id],
                {indicator.id: chosen},
                replacements,
                progress_of(feedback, 0, 90),
            )
            units, city_id = study.units(), study.city_id
        if indicator.id in outcome.problems:
            self.report(outcome.problems[indicator.id], feedback)
        result = outcome.results[indicator.id].units
        fields = QgsFields()
        for name, kind in _FIELDS.items():
            fields.append(QgsField(name, getattr(_TYPES, kind, None) or getattr(_TYPES, f"Q{kind}")))
        sink, destination = self.parameterAsSink(
            parameters, "OUTPUT", context, fields, QgsWkbTypes.Type.MultiPolygon, crs
        )
        rows = result.assign(name=units.frame["name"].to_numpy())[list(_FIELDS)]
        for row, shape in zip(rows.itertuples(index=False), units.geometry):
            feature = QgsFeature(fields)
            feature.setGeometry(_to_qgis(shape))
            feature.setAttributes([None if value != value else _plain(value) for value in row])
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        of_city = result.loc[result["unit_id"] == city_id, "value"].iloc[0]
        return {"OUTPUT": destination, "CITY_VALUE": None if of_city != of_city else float(of_city)}

    def _setting(self, name, parameter, parameters, context):
        if isinstance(parameter, Choice):
            return parameter.options[self.parameterAsEnum(parameters, name.upper(), context)]
        return self.parameterAsDouble(parameters, name.upper(), context)

    def _replaceable(self) -> list[str]:
        roles = load_catalogue().roles
        own = (role for role in self._indicator.all_roles() if role != "planning_units")
        return [role for role in own if roles[role].geometry in _SOURCE_TYPES]

    def _replacements(self, parameters, study, crs, context, feedback):
        from .algorithms.add_layer import field_expressions

        replacements = {}
        for role_id in self._replaceable():
            source = self.parameterAsSource(parameters, _input_name(role_id), context)
            if source is None:
                continue
            role = load_catalogue().roles[role_id]
            expressions = field_expressions(role, "", source.fields().names())
            name, raw = self.read_layer(parameters, _input_name(role_id), expressions, crs, context, feedback)
            replacements[role_id] = self.fit_to_role(name, raw, role, study.area().geometry[0], feedback)
        return replacements


def _input_name(role_id: str) -> str:
    return f"LAYER_{role_id.upper()}"


def _to_qgis(shape) -> QgsGeometry:
    import shapely

    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    return geometry


def _plain(value):
    """Return a numpy number as a Python one; Qt knows no other."""
    return value.item() if hasattr(value, "item") else value
