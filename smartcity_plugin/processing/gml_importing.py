# SPDX-License-Identifier: GPL-2.0-or-later
"""What the importers of XML formats share: several files or a folder, and a coordinate system where files have none."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)

from ..bridge.i18n import translate
from .importing import FILES, ImportAlgorithm

FOLDER, CRS = "FOLDER", "CRS"


class GmlImportAlgorithm(ImportAlgorithm):
    """Base of the importers of XPlanGML, ALKIS and CityGML; subclasses implement ``read`` and add their options."""

    def add_files(self) -> None:
        """Add the parameters for files and for a folder; at least one of them is needed."""
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                FILES,
                translate("SmartCity", "Files (.gml, .xml or .zip)"),
                QgsProcessing.SourceType.TypeFile,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                FOLDER,
                translate("SmartCity", "or all files of a folder"),
                behavior=QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            )
        )

    def add_options(self) -> None:
        """Add the coordinate system."""
        self.add_advanced(
            QgsProcessingParameterCrs(
                CRS,
                translate("SmartCity", "Coordinate reference system (only if the files name none)"),
                optional=True,
            )
        )

    def paths(self, parameters, context) -> list[Path]:
        """Return the files and the folder; raises SmartCityError if nothing is given."""
        from ..model.problem import SmartCityError

        given = list(self.parameterAsFileList(parameters, FILES, context)) if parameters.get(FILES) else []
        folder = self.parameterAsFile(parameters, FOLDER, context)
        chosen = [Path(path) for path in (*given, folder) if path]
        if not chosen:
            raise SmartCityError("gml_no_input")
        return chosen

    def crs(self, parameters, context) -> str:
        """Return the coordinate system for files without one as an authority id, empty if none is given."""
        chosen = self.parameterAsCrs(parameters, CRS, context) if parameters.get(CRS) else None
        return chosen.authid() if chosen is not None and chosen.isValid() else ""


def paragraphs(*texts: str) -> str:
    """Return texts as the paragraphs of a help text."""
    return "".join(f"<p>{text}</p>" for text in texts)
