# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a layer into the inventory of a study."""

from __future__ import annotations

import json

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...model.provenance import Fitness, Passport
from ..base import STUDY, told_layer
from ..importing import ADD
from ..layer_reading import INPUT, LayerReading

FITNESS = [fitness.value for fitness in Fitness]
SOURCE_ID = "SOURCE_ID"


class AddInventoryLayer(LayerReading):
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
            "features farther from the border than the role needs are left out. Layers of services and databases are "
            "copied into the study, which works offline afterwards. Source, licence and date are printed wherever the "
            "numbers appear.",
        )
        lines = []
        for role in (load_catalogue().roles[name] for name in layer_roles()):
            fields = ", ".join([f"<b>{name}</b>" for name in role.required] + list(role.optional))
            lines.append(f"<li><b>{role.title.in_language(language())}</b> ({role.id}): {fields or '–'}</li>")
        return f"<p>{intro}</p><ul>{''.join(lines)}</ul>"

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        roles = layer_roles()
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
        self.add_passport()
        self.addParameter(
            QgsProcessingParameterEnum(
                "FITNESS",
                translate("SmartCity", "Fitness for the role"),
                FITNESS,
                defaultValue=Fitness.GOOD.value,
                usesStaticStrings=True,
            )
        )
        self.add_advanced(
            QgsProcessingParameterBoolean(
                ADD, translate("SmartCity", "Add to what the study already has for the role"), defaultValue=False
            )
        )
        advanced = {
            SOURCE_ID: translate("SmartCity", "Number of the source within the role that is replaced"),
            "REPAIRS": translate("SmartCity", "Repairs (JSON)"),
        }
        for name, label in advanced.items():
            self.add_advanced(QgsProcessingParameterString(name, label, optional=True))
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Features stored")))

    def perform(self, parameters, context, feedback):
        """Read, check, repair, store."""
        from ...bridge.feedback import progress_of
        from ...model.problem import SmartCityError
        from ...sources.quality import check_passport
        from ...sources.repairs import Repairs
        from ...sources.zone import Zone
        from ...study.study import Study

        def text(name):
            return self.parameterAsString(parameters, name, context).strip()

        role_id = self.parameterAsEnumString(parameters, "ROLE", context)
        if role_id not in layer_roles():
            raise SmartCityError("role_unknown", role=role_id)
        role = load_catalogue().roles[role_id]
        path = self.study_path(parameters, context)
        parameters = self.opened(parameters)
        source = self.parameterAsSource(parameters, INPUT, context)
        if source is None:
            raise SmartCityError("layer_missing", layer=told_layer(parameters.get(INPUT)))
        expressions = field_expressions(role, text("MAPPING"), source.fields().names())
        # Not parameterAsExpression: it turns a broken filter into none at all.
        where, repairs = text("FILTER"), Repairs.from_json(text("REPAIRS"))
        with Study.open(path) as study:
            zone = Zone(study.area().geometry[0], study.settings.crs)
            known = {passport.source_id for passport in study.sources() if passport.role == role_id}
        if text(SOURCE_ID) and text(SOURCE_ID) not in known:
            raise SmartCityError("source_unknown", role=role_id, source=text(SOURCE_ID))
        read = self.read_for_role(parameters, role, expressions, where, repairs, zone, context, feedback)
        passport = Passport(
            role=role_id,
            title=text("TITLE") or read.title,
            source=text("SOURCE"),
            licence=self.parameterAsEnumString(parameters, "LICENCE", context),
            attribution=text("ATTRIBUTION"),
            data_date=text("DATE"),
            fitness=Fitness(self.parameterAsEnumString(parameters, "FITNESS", context)),
            note=" ".join(filter(None, (text("NOTE"), read.repaired))),
            origin=read.origin,
            contact=text("CONTACT"),
            source_id=text(SOURCE_ID),
            replay=self._replay(parameters, read.input, expressions, where, repairs, context),
        )
        self.report(check_passport(passport.title, passport), feedback)
        total, raw = read.total, read.table
        del read  # a large layer is not to be held twice
        table = self.fit_to_role(passport.title, raw, role, zone.area, feedback)
        del raw
        progress_of(feedback)(0.99)  # the last chance to cancel: what is stored stays
        with Study.open(path, update=True) as study:
            stored = study.save_layer(role, passport, table, self.parameterAsBool(parameters, ADD, context))
        self._tell(stored, role, total, feedback)
        return {"COUNT": stored.feature_count, STUDY: str(path)}

    def _replay(self, parameters, address, expressions, where, repairs, context) -> str:
        """Return how to do the same again as JSON: the source without passwords, all fields as they were mapped now."""
        texts = ("TITLE", "SOURCE", "ATTRIBUTION", "DATE", "NOTE", "CONTACT")
        kept = {name: self.parameterAsString(parameters, name, context).strip() for name in texts}
        words = ("ROLE", "LICENCE", "FITNESS")
        kept.update({name: self.parameterAsEnumString(parameters, name, context) for name in words})
        mapping = json.dumps(expressions, ensure_ascii=False)
        kept.update({INPUT: address, "MAPPING": mapping, "FILTER": where, "REPAIRS": repairs.to_json()})
        wanted = {name: value for name, value in kept.items() if value not in ("", "{}")}
        return json.dumps({"algorithm": self.id(), "parameters": wanted}, ensure_ascii=False)

    def _tell(self, stored, role, total, feedback) -> None:
        message = translate("SmartCity", "{title}: {count} of {total} features stored as {role}.")
        title = role.title.in_language(language())
        feedback.pushInfo(message.format(title=stored.title, count=stored.feature_count, total=total, role=title))
        if stored.duplicates:
            text = translate("SmartCity", "{count} features left out that another source of the role already has.")
            feedback.pushInfo(text.format(count=stored.duplicates))


def layer_roles() -> list[str]:
    """Return the roles that a vector layer or table can play and that are brought in here."""
    roles = load_catalogue().roles
    return [name for name, role in roles.items() if name != "planning_units" and role.geometry != "raster"]


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
