# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a layer into the inventory of a study."""

from __future__ import annotations

import json

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...model.provenance import Fitness, Passport
from ..base import STUDY, SmartCityAlgorithm

FITNESS = [fitness.value for fitness in Fitness]


class AddInventoryLayer(SmartCityAlgorithm):
    """Maps a layer's fields to a role, repairs and selects its features, and stores it with its passport."""

    def name(self) -> str:
        """Return the id."""
        return "addinventorylayer"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Add inventory layer")

    def shortHelpString(self) -> str:
        """Return the help text with the roles and their fields."""
        intro = translate(
            "SmartCity",
            "Stores a layer in the study under a role. The field mapping is a JSON object from the role's fields to "
            "QGIS expressions; fields of the same name are found without it. Geometries are reprojected and repaired; "
            "features farther from the border than the role needs are left out. Source, licence and date are printed "
            "wherever the numbers appear.",
        )
        lines = []
        for role in load_catalogue().roles.values():
            fields = ", ".join([f"<b>{name}</b>" for name in role.required] + list(role.optional))
            lines.append(f"<li><b>{role.title.in_language(language())}</b> ({role.id}): {fields or '–'}</li>")
        return f"<p>{intro}</p><ul>{''.join(lines)}</ul>"

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        roles = [name for name in load_catalogue().roles if name != "planning_units"]
        licences = list(load_catalogue().vocabulary.licences)
        self.add_study()
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                "INPUT", translate("SmartCity", "Layer"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]
            )
        )
        self.addParameter(
            QgsProcessingParameterEnum("ROLE", translate("SmartCity", "Role"), roles, usesStaticStrings=True)
        )
        self.addParameter(
            QgsProcessingParameterString(
                "MAPPING", translate("SmartCity", "Field mapping (JSON)"), optional=True, multiLine=True
            )
        )
        self.addParameter(
            QgsProcessingParameterExpression(
                "FILTER", translate("SmartCity", "Only features with"), parentLayerParameterName="INPUT", optional=True
            )
        )
        texts = {
            "TITLE": translate("SmartCity", "Title of the data"),
            "SOURCE": translate("SmartCity", "Source (publisher)"),
            "ATTRIBUTION": translate("SmartCity", "Attribution line"),
            "DATE": translate("SmartCity", "Date of the data"),
            "NOTE": translate("SmartCity", "Note on fitness"),
        }
        for name, label in texts.items():
            self.addParameter(QgsProcessingParameterString(name, label, optional=True))
        self.addParameter(
            QgsProcessingParameterEnum(
                "LICENCE", translate("SmartCity", "Licence"), licences, optional=True, usesStaticStrings=True
            )
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                "FITNESS",
                translate("SmartCity", "Fitness for the role"),
                FITNESS,
                defaultValue=Fitness.GOOD.value,
                usesStaticStrings=True,
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Features stored")))

    def perform(self, parameters, context, feedback):
        """Read, check, repair, store."""
        from ...model.problem import SmartCityError
        from ...sources.quality import check_passport
        from ...study.study import Study

        def text(name):
            return self.parameterAsString(parameters, name, context).strip()

        role_id = self.parameterAsEnumString(parameters, "ROLE", context)
        if role_id not in load_catalogue().roles:
            raise SmartCityError("role_unknown", role=role_id)
        role = load_catalogue().roles[role_id]
        source = self.parameterAsSource(parameters, "INPUT", context)
        if source is None:
            raise SmartCityError("layer_missing", layer=str(parameters.get("INPUT")))
        expressions = field_expressions(role, text("MAPPING"), source.fields().names())
        with Study.open(self.study_path(parameters, context), update=True) as study:
            crs = QgsCoordinateReferenceSystem(study.settings.crs)
            # Not parameterAsExpression: it turns a broken filter into none at all.
            name, raw = self.read_layer(parameters, "INPUT", expressions, crs, context, feedback, text("FILTER"))
            passport = Passport(
                role=role_id,
                title=text("TITLE") or name,
                source=text("SOURCE"),
                licence=self.parameterAsEnumString(parameters, "LICENCE", context),
                attribution=text("ATTRIBUTION"),
                data_date=text("DATE"),
                fitness=Fitness(self.parameterAsEnumString(parameters, "FITNESS", context)),
                note=text("NOTE"),
                origin=name,
            )
            self.report(check_passport(passport.title, passport), feedback)
            table = self.fit_to_role(passport.title, raw, role, study.area().geometry[0], feedback)
            stored = study.save_layer(role, passport, table)
        message = translate("SmartCity", "{title}: {count} of {total} features stored as {role}.")
        feedback.pushInfo(
            message.format(
                title=stored.title,
                count=stored.feature_count,
                total=len(raw),
                role=role.title.in_language(language()),
            )
        )
        return {"COUNT": stored.feature_count, STUDY: str(self.study_path(parameters, context))}


def field_expressions(role, mapping: str, names: list[str]) -> dict[str, str]:
    """Return an expression for every field of the role that is mapped or has a namesake in the layer.

    Raises SmartCityError for broken JSON and for fields that the role does not have.
    """
    from ...model.problem import SmartCityError

    known = {**role.required, **role.optional}
    try:
        given = json.loads(mapping) if mapping else {}
    except ValueError as error:
        raise SmartCityError("mapping_invalid", detail=str(error)) from error
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise SmartCityError("mapping_invalid", detail=mapping)
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise SmartCityError("mapping_invalid", detail=", ".join(unknown))
    namesakes = {name: f'"{name}"' for name in known if name in names}
    return {**namesakes, **given}
