# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring the buildings of a city model into the inventory."""

from __future__ import annotations

from ...bridge.i18n import language, translate
from ..gml_importing import GmlImportAlgorithm, paragraphs


class ImportCityGml(GmlImportAlgorithm):
    """Reads footprints, heights, functions and storeys of buildings from CityGML (LoD1, LoD2)."""

    file_filter = "CityGML (*.gml *.xml *.zip)"

    def name(self) -> str:
        """Return the id."""
        return "importcitygml"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import building model (CityGML)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return paragraphs(
            translate(
                "SmartCity",
                "Reads the official building models LoD1 and LoD2 in CityGML 1.0 and 2.0. Choose all tiles that touch "
                "the planning area, or their folder. Stored are the footprints of the buildings with function, height, "
                "storeys and year of construction.",
            ),
            translate(
                "SmartCity",
                "Footprint: the ground surface; where a model has none, its outline seen from above. Building parts "
                "are united with their building. Buildings that are in several tiles are stored once.",
            ),
            translate(
                "SmartCity",
                "Storeys: the models rarely state them. They are then estimated from the height up to the highest "
                "point of the roof (3 m per storey, rounded, at least one; of buildings with parts the mean weighted "
                "by footprint), marked in the field “storeys_estimated”, and the layer counts as estimated.",
            ),
        )

    def read(self, paths, zone, roles, parameters, context, progress):
        """Return the buildings."""
        from ...sources.citygml import read_citygml

        return read_citygml(
            paths, zone, roles, language=language(), crs=self.crs(parameters, context), progress=progress
        )
