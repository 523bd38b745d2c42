# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring parcels and buildings of the cadastre into the inventory."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterEnum

from ...bridge.i18n import language, translate
from ..gml_importing import GmlImportAlgorithm, paragraphs

CONTENT = "CONTENT"
CONTENTS = ["parcels", "buildings", "settlement_area", "water"]


class ImportAlkis(GmlImportAlgorithm):
    """Reads parcels, buildings and, if wanted, the actual land use from ALKIS as NAS."""

    file_filter = "ALKIS NAS (*.xml *.gml *.zip)"

    def name(self) -> str:
        """Return the id."""
        return "importalkis"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import cadastre (ALKIS NAS)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return paragraphs(
            translate(
                "SmartCity",
                "Reads the real estate cadastre in the exchange format NAS, versions 6.0, 7.0 and 7.1: extracts, first "
                "deliveries in several files, and answers of WFS services. Files of any size are read piece by piece. "
                "Stored are parcels with identifier and official area, and buildings with function, storeys above "
                "ground, height and year of construction.",
            ),
            translate("SmartCity", "Owners, persons and the land register are never read."),
            translate(
                "SmartCity",
                "Storeys: where the cadastre states none but a height, they are estimated (3 m per storey, rounded, at "
                "least one) and marked in the field “storeys_estimated”. Underground, planned and destroyed buildings "
                "and objects that have ceased to exist are left out and counted.",
            ),
            translate(
                "SmartCity",
                "Content: “settlement_area” stores the actual land use of the kinds residential, industrial and "
                "commercial, mixed and functionally special, “water” that of waters. What the study has for a role is "
                "replaced unless you choose to add.",
            ),
        )

    def add_options(self) -> None:
        """Add what of the cadastre is wanted."""
        self.addParameter(
            QgsProcessingParameterEnum(
                CONTENT,
                translate("SmartCity", "Content"),
                options=CONTENTS,
                allowMultiple=True,
                defaultValue=CONTENTS[:2],
                usesStaticStrings=True,
            )
        )
        super().add_options()

    def read(self, paths, zone, roles, parameters, context, progress):
        """Return parcels, buildings and land use."""
        from ...sources.alkis import read_alkis

        return read_alkis(
            paths,
            zone,
            roles,
            wanted=self.parameterAsEnumStrings(parameters, CONTENT, context),
            language=language(),
            crs=self.crs(parameters, context),
            progress=progress,
        )
