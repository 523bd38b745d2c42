# SPDX-License-Identifier: GPL-2.0-or-later
"""Export the atlas of a study, or chosen pages of it, as one PDF."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingParameterBoolean, QgsProcessingParameterFileDestination

from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ..atlas_parameters import AtlasAlgorithm
from ..base import STUDY


class ExportAtlas(AtlasAlgorithm):
    """One page per indicator, district and so on, with cover, contents, method and sources."""

    def name(self) -> str:
        """Return the id."""
        return "exportatlas"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export atlas")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the atlas of the study as one PDF with bookmarks and vector maps: cover, contents, pages for "
            "needs, products of the overlay, indicators, focus areas, planning units and measures, method and "
            "sources.\n\nPages: kinds such as “cover, contents, "
            "indicator, unit” or single pages such as “unit:07”, with commas between; the contents list what was "
            "chosen. Pages without data are left out and listed. Pages for which the town has a template follow "
            "it.\n\nGeoreferenced: every map of the PDF carries its coordinates (ISO 32000 geospatial measure), so "
            "that PDF viewers show them and QGIS and GDAL open the page in its place. The PDF holds no layers to "
            "switch on and off.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_language()
        self.add_pages()
        self.addParameter(
            QgsProcessingParameterBoolean("GEO", translate("SmartCity", "Georeferenced PDF"), defaultValue=False)
        )
        self.addParameter(
            QgsProcessingParameterFileDestination("OUTPUT", translate("SmartCity", "Atlas"), fileFilter="PDF (*.pdf)")
        )
        self.add_counts()

    def perform(self, parameters, context, feedback):
        """Draw and export."""
        from ...cartography.export import export_atlas
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        with Study.open(self.study_path(parameters, context)) as study:
            exported = export_atlas(
                study,
                catalogue_of(study),
                path,
                self.output_language(parameters, context),
                progress_of(feedback),
                self.paper(parameters, context),
                self.wanted(parameters, context),
                self.parameterAsBool(parameters, "GEO", context),
            )
        text = translate("SmartCity", "Atlas with {count} pages: {path}")
        feedback.pushInfo(text.format(count=exported.pages, path=path))
        study_path = str(self.study_path(parameters, context))
        return {"OUTPUT": str(path), **self.told(exported, feedback), STUDY: study_path}
