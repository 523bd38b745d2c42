# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a raster into the inventory of a study."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBand,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...catalogue.matching import load_matching
from ...model.provenance import Fitness, Passport
from ..base import STUDY, told_layer
from ..layer_reading import INPUT, LayerReading
from .add_layer import FITNESS

TILES = "TILES"


class AddInventoryRaster(LayerReading):
    """Stores what a raster has in and around the study area, in its own grid, with its passport."""

    def name(self) -> str:
        """Return the id."""
        return "addinventoryraster"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Add inventory raster")

    def shortHelpString(self) -> str:
        """Return the help text with the roles."""
        intro = translate(
            "SmartCity",
            "Stores the part of a raster in and around the study area in the study, in its own grid and reference "
            "system: nothing is resampled, every value stays as it is (single precision). Several tiles of one grid "
            "are put together. Scale and offset that the raster states are applied.",
        )
        lines = []
        for name in raster_roles():
            role = load_catalogue().roles[name]
            low, high = load_matching().roles[name].range or (0.0, 0.0)
            lines.append(f"<li><b>{role.title.in_language(language())}</b> ({name}): {low:g} … {high:g}</li>")
        return f"<p>{intro}</p><ul>{''.join(lines)}</ul>"

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(QgsProcessingParameterRasterLayer(INPUT, translate("SmartCity", "Raster")))
        self.addParameter(
            QgsProcessingParameterEnum("ROLE", translate("SmartCity", "Role"), raster_roles(), usesStaticStrings=True)
        )
        self.addParameter(QgsProcessingParameterBand("BAND", translate("SmartCity", "Band"), 1, INPUT, optional=True))
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                TILES,
                translate("SmartCity", "Further tiles of the same grid"),
                QgsProcessing.SourceType.TypeRaster,
                optional=True,
            )
        )
        self.add_passport()
        self.addParameter(
            QgsProcessingParameterString("CODES", translate("SmartCity", "Numbers that mean “unknown”"), optional=True)
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
        self.add_advanced(
            QgsProcessingParameterCrs(
                "CRS",
                translate("SmartCity", "Reference system (only if the raster states none or a wrong one)"),
                optional=True,
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Pixels with a value")))

    def perform(self, parameters, context, feedback):
        """Read, check, store."""
        from ...bridge.crs import name_of
        from ...bridge.feedback import progress_of
        from ...bridge.origin import origin_of
        from ...bridge.rasters import gdal_name
        from ...model.problem import SmartCityError
        from ...sources.quality import check_passport
        from ...sources.raster import check_values, read_raster
        from ...sources.zone import Zone
        from ...study.study import Study

        def text(name):
            return self.parameterAsString(parameters, name, context).strip()

        role_id = self.parameterAsEnumString(parameters, "ROLE", context)
        if role_id not in raster_roles():
            raise SmartCityError("role_unknown", role=role_id)
        role = load_catalogue().roles[role_id]
        parameters = self.opened(parameters)
        layer = self.parameterAsRasterLayer(parameters, INPUT, context)
        if layer is None or not layer.isValid():
            raise SmartCityError("layer_missing", layer=told_layer(parameters.get(INPUT)))
        tiles = [layer, *self.parameterAsLayerList(parameters, TILES, context)]
        crs = self.parameterAsCrs(parameters, "CRS", context)
        path = self.study_path(parameters, context)
        with Study.open(path) as study:
            zone = Zone(study.area().geometry[0], study.settings.crs)
        with tempfile.TemporaryDirectory(prefix="smartcity_") as folder:
            names = [gdal_name(tile, zone, role.buffer, Path(folder), number) for number, tile in enumerate(tiles)]
            facts, problems = read_raster(
                names,
                zone,
                role.buffer,
                Path(folder) / "raster.tif",
                self.parameterAsInt(parameters, "BAND", context),
                codes(text("CODES")),
                name_of(crs),
                progress_of(feedback, 0.0, 80.0),
            )
            passport = Passport(
                role=role_id,
                title=text("TITLE") or layer.name(),
                source=text("SOURCE"),
                licence=self.parameterAsEnumString(parameters, "LICENCE", context),
                attribution=text("ATTRIBUTION"),
                data_date=text("DATE"),
                fitness=Fitness(self.parameterAsEnumString(parameters, "FITNESS", context)),
                note=text("NOTE"),
                contact=text("CONTACT"),
                origin=origin_of(layer),
                replay=self._replay(parameters, tiles, context),
            )
            problems += check_values(passport.title, facts, load_matching().roles[role_id].range)
            self.report(problems + check_passport(passport.title, passport), feedback)
            progress_of(feedback)(0.9)  # the last chance to cancel: what is stored stays
            with Study.open(path, update=True) as study:
                stored = study.save_raster(passport, facts, Path(folder) / "raster.tif")
        message = translate("SmartCity", "{title}: {count} pixels with a value stored as {role}.")
        title = role.title.in_language(language())
        feedback.pushInfo(message.format(title=stored.title, count=stored.feature_count, role=title))
        return {"COUNT": stored.feature_count, STUDY: str(path)}

    def _replay(self, parameters, tiles, context) -> str:
        """Return how to do the same again as JSON: the sources without passwords."""
        from ...bridge.origin import input_of

        names = ("TITLE", "SOURCE", "ATTRIBUTION", "DATE", "NOTE", "CONTACT", "CODES")
        kept = {name: self.parameterAsString(parameters, name, context).strip() for name in names}
        words = ("ROLE", "LICENCE", "FITNESS")
        kept.update({name: self.parameterAsEnumString(parameters, name, context) for name in words})
        kept["CRS"] = self.parameterAsCrs(parameters, "CRS", context).authid()
        wanted = {name: value for name, value in kept.items() if value}
        wanted.update({INPUT: input_of(tiles[0]), "BAND": self.parameterAsInt(parameters, "BAND", context)})
        if len(tiles) > 1:
            wanted[TILES] = [input_of(tile) for tile in tiles[1:]]
        return json.dumps({"algorithm": self.id(), "parameters": wanted}, ensure_ascii=False)


def raster_roles() -> list[str]:
    """Return the roles that a raster can play."""
    return [name for name, role in load_catalogue().roles.items() if role.geometry == "raster"]


def codes(text: str) -> tuple[float, ...]:
    """Return the numbers of a list such as ``254, 255``; raises SmartCityError for anything else."""
    from ...model.problem import SmartCityError

    try:
        return tuple(float(part) for part in text.replace(";", ",").split(",") if part.strip())
    except ValueError as error:
        raise SmartCityError("codes_unreadable", text=text[:40]) from error
