# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring land-use plans in XPlanGML into the inventory."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterBoolean

from ...bridge.i18n import language, translate
from ..gml_importing import GmlImportAlgorithm, paragraphs

EXPIRED = "EXPIRED"


class ImportXplan(GmlImportAlgorithm):
    """Reads plan areas, building areas, green areas and areas for public needs from XPlanGML 5.x and 6.x."""

    file_filter = "XPlanGML (*.gml *.xml *.zip)"

    def name(self) -> str:
        """Return the id."""
        return "importxplan"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import land-use plans (XPlanGML)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return paragraphs(
            translate(
                "SmartCity",
                "Reads binding and preparatory land-use plans in the standard XPlanGML, versions 5.0 to 5.4, 6.0 and "
                "6.1, as .gml or as .zip. Stored are the plans with name, type, stage of procedure and date; building "
                "areas with type and degree of use (site coverage, floor area ratio, full storeys); green areas; and "
                "areas for public needs. Other object types are counted and named in the log.",
            ),
            translate(
                "SmartCity",
                "Degree of use: the maximum that the plan permits (GRZmax before GRZ, GFZmax before GFZ, Zmax before "
                "Zzwingend before Z). A value of 0 counts as not stated. What is missing in the plan stays empty.",
            ),
            translate(
                "SmartCity",
                "Left out and told: plans no longer in force, areas below or above ground, symbols that are only "
                "points, objects outside the planning area. Arcs become straight lines that deviate by at most 1 cm. "
                "Raster plans in an archive are named, not imported.",
            ),
            translate(
                "SmartCity",
                "Plans in Gauß-Krüger coordinates are converted; the log states the accuracy to be expected and "
                "whether the grid BETA2007 was used.",
            ),
        )

    def add_options(self) -> None:
        """Add whether plans that are no longer in force are taken, too."""
        self.addParameter(
            QgsProcessingParameterBoolean(
                EXPIRED, translate("SmartCity", "Also plans no longer in force"), defaultValue=False
            )
        )
        super().add_options()

    def read(self, paths, zone, roles, parameters, context, progress):
        """Return the plans and their areas."""
        from ...sources.xplan import read_xplan

        return read_xplan(
            paths,
            zone,
            roles,
            language=language(),
            crs=self.crs(parameters, context),
            expired=self.parameterAsBool(parameters, EXPIRED, context),
            progress=progress,
        )
