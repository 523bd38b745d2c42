# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring the grid of the German census into a study."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)

from ...bridge.i18n import translate
from ...model.problem import SmartCityError
from ...model.text import Text
from ..importing import FILES, ImportAlgorithm

FOLDER, GRID, COUNTED = "FOLDER", "GRID", "COUNTED"
GRIDS = ["finest", "100m", "1km", "10km"]
COUNTS = ["auto", "buildings", "dwellings"]
TOLD_BY_THE_READER = ("census_partly_missing", "population_null")
"""The importer tells once per layer what secrecy takes; one sentence per field would be dozens."""


class ImportCensus(ImportAlgorithm):
    """Reads census tables of any topic, joins them on their cells and fills the census roles."""

    source = Text(
        "Statistische Ämter des Bundes und der Länder", "Statistical Offices of the Federation and the Länder"
    )
    licence = "dl_de_by_2_0"
    attribution = Text(
        "© Statistische Ämter des Bundes und der Länder, 2024", "© Statistische Ämter des Bundes und der Länder, 2024"
    )

    def name(self) -> str:
        """Return the id."""
        return "importcensus"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import census grid")

    def shortHelpString(self) -> str:
        """Return the help text."""
        paragraphs = [
            translate(
                "SmartCity",
                "Reads the grid data of the German censuses of 2022 and 2011 as they are published: CSV files, the zip "
                "archives with them, or a folder of both. Tables are recognised by their columns, whatever their files "
                "are called, and joined on the cell. Choose all tables of one census in one go: a later import takes "
                "the place of an earlier one.",
            ),
            translate(
                "SmartCity",
                "Population and age fill the role of the population cells; shares, means, households and dwellings "
                "that of the census rates; buildings that of the census buildings. Cells keep their exact shape. "
                "Suppressed values stay empty and are counted. Values marked as uncertain are kept; the field "
                "uncertain_fields names them.",
            ),
            translate(
                "SmartCity",
                "Cell size: if none is chosen, each role gets the finest cells there are. If the population in larger "
                "cells is among the files, you are told how many people are missing from the small ones.",
            ),
            translate(
                "SmartCity",
                "Tables of buildings and tables of dwellings by heating and energy carrier have the same columns. "
                "State what they count if their files were renamed.",
            ),
        ]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def add_files(self) -> None:
        """Add the parameters for files and for a folder; one of them is needed."""
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                FILES,
                translate("SmartCity", "Census files (CSV or zip)"),
                QgsProcessing.SourceType.TypeFile,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                FOLDER,
                translate("SmartCity", "Folder with census files"),
                QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            )
        )

    def add_options(self) -> None:
        """Add the cell size and what undecidable tables count."""
        self.addParameter(
            QgsProcessingParameterEnum(
                GRID, translate("SmartCity", "Cell size"), GRIDS, defaultValue=GRIDS[0], usesStaticStrings=True
            )
        )
        self.add_advanced(
            QgsProcessingParameterEnum(
                COUNTED,
                translate("SmartCity", "What tables on heating and energy count"),
                COUNTS,
                defaultValue=COUNTS[0],
                usesStaticStrings=True,
            )
        )

    def checkParameterValues(self, parameters, context):
        """Return whether there is anything to read."""
        accepted, reason = super().checkParameterValues(parameters, context)
        if accepted and not self.paths(parameters, context):
            return False, self.sentence(SmartCityError("census_no_files").problem)
        return accepted, reason

    def paths(self, parameters, context) -> list[Path]:
        """Return the files and the folder."""
        files = [Path(path) for path in self.parameterAsFileList(parameters, FILES, context) if path]
        folder = self.parameterAsFile(parameters, FOLDER, context)
        return [*files, Path(folder)] if folder else files

    def read(self, paths, zone, roles, parameters, context, progress):
        """Return what the tables hold; a study of 2011 names its own year as the source's."""
        from ...sources.census import read_census

        size = self.parameterAsEnumString(parameters, GRID, context)
        counted = self.parameterAsEnumString(parameters, COUNTED, context)
        imported = read_census(paths, zone, roles, size, "" if counted == COUNTS[0] else counted, progress)
        if imported.facts["census"] == "2011":
            line = "© Statistische Ämter des Bundes und der Länder, Zensus 2011"
            self.attribution = Text(line, line)
        return imported

    def report(self, problems, feedback) -> None:
        """Tell problems, but not by field what was told by layer."""
        super().report([problem for problem in problems if problem.key not in TOLD_BY_THE_READER], feedback)
