# SPDX-License-Identifier: GPL-2.0-or-later
"""Export pages of the atlas as one file each."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ..atlas_parameters import AtlasAlgorithm
from ..base import STUDY

KINDS = ("pdf", "geopdf", "png", "svg")
"""In the order of the labels; a test holds them against the export's."""


class ExportPages(AtlasAlgorithm):
    """PDF, georeferenced PDF, PNG or SVG, one file per page."""

    def name(self) -> str:
        """Return the id."""
        return "exportpages"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export pages of the atlas")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes pages of the atlas into a folder, one file each, named after number and title.\n\nPDF keeps maps "
            "as vectors and texts as texts. In a georeferenced PDF every map carries its coordinates, for PDF viewers, "
            "QGIS and GDAL. PNG pictures have the resolution given; a world file for the page's main map is written "
            "beside them if wanted. SVG draws letters as shapes, so that they look the same everywhere.\n\nFiles of "
            "the same name are replaced when all pages are ready; if the export is cancelled or fails, the old ones "
            "stay.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        self.add_pages()
        kinds = [
            translate("SmartCity", "PDF"),
            translate("SmartCity", "Georeferenced PDF"),
            translate("SmartCity", "PNG"),
            translate("SmartCity", "SVG"),
        ]
        label = translate("SmartCity", "Kind of files")
        self.addParameter(QgsProcessingParameterEnum("KIND", label, kinds, defaultValue=0))
        self.addParameter(
            QgsProcessingParameterNumber(
                "DPI", translate("SmartCity", "Resolution of PNG (dpi)"), defaultValue=300, minValue=50, maxValue=1200
            )
        )
        label = translate("SmartCity", "World file beside every PNG")
        self.add_advanced(QgsProcessingParameterBoolean("WORLD_FILE", label, defaultValue=False))
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", translate("SmartCity", "Folder")))
        self.add_counts()

    def perform(self, parameters, context, feedback):
        """Draw and export."""
        from ...cartography.export import export_pages
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        folder = Path(self.parameterAsString(parameters, "FOLDER", context))
        with Study.open(self.study_path(parameters, context)) as study:
            exported = export_pages(
                study,
                catalogue_of(study),
                folder,
                self.output_language(parameters, context),
                progress_of(feedback),
                self.paper(parameters, context),
                self.wanted(parameters, context),
                KINDS[self.parameterAsEnum(parameters, "KIND", context)],
                self.parameterAsDouble(parameters, "DPI", context),
                self.parameterAsBool(parameters, "WORLD_FILE", context),
            )
        for path in exported.files:
            feedback.pushInfo(str(path))
        study_path = str(self.study_path(parameters, context))
        return {"FOLDER": str(folder), **self.told(exported, feedback), STUDY: study_path}
