# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring OpenStreetMap into the inventory: one file, many roles."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...catalogue.osm_rules import load_osm_rules, osm_roles
from ...model.text import Text
from ..importing import FILES, ImportAlgorithm

FOLDER, ROLES = "FOLDER", "IMPORT_ROLES"
TOLD_BY_THE_READER = "census_partly_missing"
"""The reader says in words that fit OpenStreetMap which values are missing."""


class ImportOsm(ImportAlgorithm):
    """Sorts the objects of OpenStreetMap into the roles of the catalogue by their tags."""

    source = Text("OpenStreetMap", "OpenStreetMap")
    licence = "odbl_1_0"
    attribution = Text("© OpenStreetMap-Mitwirkende", "© OpenStreetMap contributors")

    def name(self) -> str:
        """Return the id."""
        return "importosm"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import OpenStreetMap")

    def shortHelpString(self) -> str:
        """Return the help text with the roles."""
        texts = [
            translate(
                "SmartCity",
                "Reads OpenStreetMap and stores its objects under the roles that their tags tell: parks, playgrounds, "
                "streets, stops, shops, schools, buildings and others. Which tags make which role stands in the "
                "catalogue file osm.yaml.",
            ),
            translate(
                "SmartCity",
                "Files: .osm.pbf and .osm, or extracts as GeoPackage, GeoJSON, Shapefile or zip archive (GDAL, "
                "QuickOSM, Geofabrik and others). Extracts of a whole state are read in bounded memory; only what lies "
                "in the planning area and the surroundings that a role needs is kept. Use complete extracts that reach "
                "beyond the area.",
            ),
            translate(
                "SmartCity",
                "Areas with restricted access or admission charge are no public green. Objects mapped twice count "
                "once. What is left out is counted and told in the data passport, as is what OpenStreetMap cannot "
                "know, such as the kind of a school. The date of the data is that of the file’s header, otherwise that "
                "of the file.",
            ),
            translate(
                "SmartCity",
                "What the study has for a role is replaced, unless nothing is found for it or you choose to add.",
            ),
        ]
        roles = load_catalogue().roles
        lines = [
            f"<li><b>{roles[rule.role].title.in_language(language())}</b> ({rule.role}): "
            f"{rule.note.in_language(language())}</li>"
            for rule in load_osm_rules().roles.values()
        ]
        return "".join(f"<p>{text}</p>" for text in texts) + f"<ul>{''.join(lines)}</ul>"

    def add_files(self) -> None:
        """Add the parameters for files and for a folder; one of them is needed."""
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                FILES,
                translate("SmartCity", "OpenStreetMap files (.osm.pbf, .osm, .gpkg, .geojson, .shp or .zip)"),
                QgsProcessing.SourceType.TypeFile,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                FOLDER,
                translate("SmartCity", "or all extracts of a folder"),
                behavior=QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            )
        )

    def add_options(self) -> None:
        """Add the choice of roles."""
        roles = list(osm_roles())
        self.addParameter(
            QgsProcessingParameterEnum(
                ROLES,
                translate("SmartCity", "Roles to fill"),
                roles,
                allowMultiple=True,
                defaultValue=roles,
                usesStaticStrings=True,
            )
        )

    def paths(self, parameters, context) -> list[Path]:
        """Return the files and the folder; raises SmartCityError if nothing is given."""
        from ...model.problem import SmartCityError

        given = list(self.parameterAsFileList(parameters, FILES, context)) if parameters.get(FILES) else []
        folder = self.parameterAsFile(parameters, FOLDER, context)
        chosen = [Path(path) for path in (*given, folder) if path]
        if not chosen:
            raise SmartCityError("osm_no_input")
        return chosen

    def read(self, paths, zone, roles, parameters, context, progress):
        """Return what the files hold of the chosen roles."""
        from ...sources.osm import read_osm

        wanted = self.parameterAsEnumStrings(parameters, ROLES, context)
        return read_osm(paths, zone, roles, load_osm_rules(), wanted, progress)

    def report(self, problems, feedback) -> None:
        """Tell problems, but not what the reader has told."""
        super().report([problem for problem in problems if problem.key != TOLD_BY_THE_READER], feedback)
