# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a source of a study's inventory up to date, and say what changed."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from qgis.core import (
    QgsExpression,
    QgsFeatureRequest,
    QgsProcessingMultiStepFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...catalogue.numbers import format_number
from ..base import STUDY, SmartCityAlgorithm
from ..importing import ADD, FILES
from ..layer_reading import INPUT
from .add_layer import SOURCE_ID

KEPT = ("title", "source", "licence", "attribution", "fitness", "contact")
"""What the passport keeps: facts that a user gave, perhaps corrected afterwards."""


class UpdateInventoryLayer(SmartCityAlgorithm):
    """Repeats the import of a source with its mapping, filter and repairs, and compares it with what is there."""

    def name(self) -> str:
        """Return the id."""
        return "updateinventorylayer"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Update inventory layer")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Reads a source of the inventory again, from where it came or from another layer or file, with the same "
            "field mapping, filter and repairs, and says what changed: features added, removed and changed, and sums "
            "of numbers before and after. Facts in the data passport stay, except for the date if one is given. With "
            "the preview nothing is stored.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        roles = [name for name in load_catalogue().roles if name != "planning_units"]
        self.add_study()
        self.addParameter(
            QgsProcessingParameterEnum("ROLE", translate("SmartCity", "Role"), roles, usesStaticStrings=True)
        )
        self.addParameter(
            QgsProcessingParameterString(
                SOURCE_ID, translate("SmartCity", "Number of the source within the role"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterMapLayer(
                INPUT, translate("SmartCity", "Other layer (as before if empty)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                FILES,
                translate("SmartCity", "Other files, separated by semicolons (as before if empty)"),
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString("DATE", translate("SmartCity", "New date of the data"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterBoolean(
                "PREVIEW", translate("SmartCity", "Preview: compare only, store nothing"), defaultValue=False
            )
        )
        counts = {
            "ADDED": translate("SmartCity", "Features added"),
            "REMOVED": translate("SmartCity", "Features removed"),
            "CHANGED": translate("SmartCity", "Features changed"),
            "COUNT": translate("SmartCity", "Features stored"),
        }
        for name, label in counts.items():
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputString("CHANGES", translate("SmartCity", "Changes (JSON)")))

    def perform(self, parameters, context, feedback):
        """Import into an empty study of the same area, compare, and store the result in place of the old source."""
        from ...study.study import Study

        role_id = self.parameterAsEnumString(parameters, "ROLE", context)
        role = load_catalogue().roles[role_id]
        path = self.study_path(parameters, context)
        with Study.open(path) as study:
            old = chosen_source(study.sources(), role_id, self.parameterAsString(parameters, SOURCE_ID, context))
        algorithm, arguments = self._again(old, role, parameters, context)
        with tempfile.TemporaryDirectory(prefix="smartcity_") as folder:
            other = Path(folder) / "update.gpkg"
            self._run(path, other, algorithm, arguments, context, feedback)
            if role.geometry == "raster":
                changes = self._update_raster(path, other, role, old, parameters, context)
            else:
                changes = self._update_table(path, other, role, old, parameters, context)
        self._tell(old, changes, role, feedback)
        return {
            "ADDED": changes.get("added", 0),
            "REMOVED": changes.get("removed", 0),
            "CHANGED": changes.get("changed", 0),
            "COUNT": changes["after"],
            "CHANGES": json.dumps(changes, ensure_ascii=False),
            STUDY: str(path),
        }

    def _again(self, old, role, parameters, context):
        """Return algorithm and parameters that bring the source in again; raises SmartCityError if none are known."""
        from ...model.problem import SmartCityError

        try:
            replay = json.loads(old.replay)
            algorithm, arguments = str(replay["algorithm"]), dict(replay["parameters"])
        except (ValueError, KeyError, TypeError) as error:
            raise SmartCityError("source_not_replayable", title=old.title) from error
        arguments.pop(ADD, None)
        if parameters.get(INPUT):
            arguments[INPUT] = parameters[INPUT]
        files = self.parameterAsString(parameters, FILES, context).strip()
        if files:
            parts = [part.strip() for part in files.split(";") if part.strip()]
            arguments[FILES] = parts if isinstance(arguments.get(FILES), list) or len(parts) > 1 else parts[0]
        if INPUT in arguments or "MAPPING" in arguments:
            arguments[INPUT] = self._layer(old, arguments.get(INPUT), context)
            if "MAPPING" in arguments:
                self._check_fields(old, arguments, context)
        return algorithm, arguments

    def _layer(self, old, value, context):
        """Return the layer to read: as recorded, or the project's of the same source, which knows the password."""
        from ...bridge.origin import input_of
        from ...model.problem import SmartCityError

        if not value:
            raise SmartCityError("source_not_replayable", title=old.title)
        project = context.project()
        layers = project.mapLayers().values() if project is not None and isinstance(value, str) else []
        return next((layer for layer in layers if layer.isValid() and input_of(layer) == value), value)

    def _check_fields(self, old, arguments, context) -> None:
        """Raise SmartCityError if the layer no longer has a field that the mapping or the filter needs."""
        from ...bridge.origin import unpacked
        from ...model.problem import SmartCityError

        layer = unpacked(arguments[INPUT])  # held: the source does not keep it alive
        source = self.parameterAsSource({INPUT: layer}, INPUT, context)
        if source is None:
            raise SmartCityError("layer_missing", layer=old.origin)
        expressions = [*json.loads(arguments.get("MAPPING") or "{}").values(), arguments.get("FILTER", "")]
        there = {name.lower() for name in source.fields().names()} | {QgsFeatureRequest.ALL_ATTRIBUTES}
        needed = {name for text in expressions if text for name in QgsExpression(text).referencedColumns()}
        gone = sorted(name for name in needed if name.lower() not in there)
        if gone:
            raise SmartCityError("mapped_field_gone", layer=source.sourceName(), fields=", ".join(gone))

    def _run(self, path, other, algorithm, arguments, context, feedback) -> None:
        """Import into an empty study of the same area, so that neither the study nor its other sources play a part."""
        import processing

        from ...study.study import Study

        with Study.open(path) as study:
            settings, area, units = study.settings, study.area().geometry[0], study.reporting_units()
        Study.create(other, settings, area, units).close()
        steps = QgsProcessingMultiStepFeedback(1, feedback)
        arguments = {**arguments, STUDY: str(other)}
        processing.run(algorithm, arguments, is_child_algorithm=True, context=context, feedback=steps)

    def _update_table(self, path, other, role, old, parameters, context):
        """Compare features, store them unless this is a preview, and return the changes."""
        from ...engine.table import GeoTable
        from ...model.problem import SmartCityError
        from ...sources.changes import compare
        from ...sources.merge import without_duplicates
        from ...study.study import Study

        with Study.open(other) as new_study:
            new = next((passport for passport in new_study.sources() if passport.role == role.id), None)
            if new is None:
                raise SmartCityError("role_no_longer_there", role=role.id, title=old.title)
            after = new_study.layer(role.id)
        after = GeoTable(after.frame.drop(columns="source_id"), after.geometry, after.crs, after.role)
        preview = self.parameterAsBool(parameters, "PREVIEW", context)
        with Study.open(path, update=not preview) as study:
            stored = study.layer(role.id)
            mine = (stored.frame["source_id"] == old.source_id).to_numpy()
            compared = after
            if role.geometry != "none":
                compared, _ = without_duplicates(after, stored.where(~mine))
            changes = compare(stored.where(mine), compared, role)
            if not preview:
                study.save_layer(role, self._passport(old, new, parameters, context), after)
        return {"kind": "features", **changes.as_dict()}

    def _update_raster(self, path, other, role, old, parameters, context):
        """Compare rasters, store the new one unless this is a preview, and return the changes."""
        from ...engine.progress import silent
        from ...sources.raster import read_raster
        from ...sources.zone import Zone
        from ...study.study import Study

        preview = self.parameterAsBool(parameters, "PREVIEW", context)
        with Study.open(other) as new_study:
            new = next(passport for passport in new_study.sources() if passport.role == role.id)
            zone = Zone(new_study.area().geometry[0], new_study.settings.crs)
            stored = new_study.raster(role.id)
        with tempfile.TemporaryDirectory(prefix="smartcity_") as folder, Study.open(path, update=not preview) as study:
            file = Path(folder) / "raster.tif"
            after, _ = read_raster([stored.connection], zone, role.buffer, file, progress=silent)
            before, _ = read_raster(
                [study.raster(role.id).connection], zone, role.buffer, Path(folder) / "old.tif", progress=silent
            )
            if not preview:
                study.save_raster(self._passport(old, new, parameters, context), after, file)
        facts = {
            name: (getattr(before, name), getattr(after, name)) for name in ("minimum", "maximum", "valid", "total")
        }
        same = before.fingerprint == after.fingerprint
        return {"kind": "raster", "same": same, "before": before.valid, "after": after.valid, "facts": facts}

    def _passport(self, old, new, parameters, context):
        """Return the passport of the new state: what was read now, with the facts that the user gave before."""
        kept = {name: getattr(old, name) for name in KEPT if getattr(old, name)}
        date = self.parameterAsString(parameters, "DATE", context).strip()
        told_by_data = new.data_date if "addinventory" not in new.replay else ""
        kept["data_date"] = date or told_by_data or old.data_date
        return replace(new, **kept, note=new.note or old.note, source_id=old.source_id)

    def _tell(self, old, changes, role, feedback) -> None:
        feedback.pushInfo(f"{old.title} ({role.title.in_language(language())}):")
        if changes["kind"] == "raster":
            state = translate("SmartCity", "unchanged") if changes["same"] else translate("SmartCity", "changed")
            feedback.pushInfo(f"{state}: {changes['before']} → {changes['after']} px")
            return
        lines = {
            "added": translate("SmartCity", "{count} features added"),
            "removed": translate("SmartCity", "{count} features removed"),
            "changed": translate("SmartCity", "{count} features changed"),
            "unchanged": translate("SmartCity", "{count} features unchanged"),
        }
        for name, text in lines.items():
            feedback.pushInfo(text.format(count=changes[name]))
        for field in changes["fields"]:
            before, after = (format_number(field[f"sum_{when}"], 2, language()) for when in ("before", "after"))
            feedback.pushInfo(f"Σ {field['field']}: {before} → {after}")


def chosen_source(sources, role_id: str, source_id: str):
    """Return the passport of a source; without a number the only one of its role. Raises SmartCityError."""
    from ...model.problem import SmartCityError

    of_role = [passport for passport in sources if passport.role == role_id]
    wanted = [passport for passport in of_role if source_id.strip() in ("", passport.source_id)]
    if len(wanted) == 1:
        return wanted[0]
    if wanted:
        raise SmartCityError("source_not_told", role=role_id, count=len(wanted))
    raise SmartCityError("source_unknown", role=role_id, source=source_id.strip() or "–")
