# SPDX-License-Identifier: GPL-2.0-or-later
"""Parameters that say where people live and how many there are; the study remembers what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameterEnum

from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue

if TYPE_CHECKING:
    from .base import SmartCityAlgorithm

ALLOCATION, CALIBRATE = "ALLOCATION", "CALIBRATE"
CALIBRATE_OPTIONS = ("yes", "no")


def add_people_parameters(algorithm: SmartCityAlgorithm) -> None:
    """Declare both parameters; without a choice the study's settings hold."""
    options = load_catalogue().vocabulary.choices["allocation"].values()
    algorithm.addParameter(
        QgsProcessingParameterEnum(
            ALLOCATION,
            translate("SmartCity", "Where the people of a cell live (as set in the study if nothing is chosen)"),
            [option.title.in_language(language()) for option in options],
            optional=True,
        )
    )
    algorithm.addParameter(
        QgsProcessingParameterEnum(
            CALIBRATE,
            translate(
                "SmartCity", "Calibrate counts to the official population (as set in the study if nothing is chosen)"
            ),
            [translate("SmartCity", "yes"), translate("SmartCity", "no")],
            optional=True,
        )
    )


def people_changes(algorithm: SmartCityAlgorithm, parameters: dict[str, Any], context: Any) -> dict[str, str]:
    """Return the settings of the study that the parameters ask for, by name; without a choice none."""
    keys = {
        ALLOCATION: ("allocation", list(load_catalogue().vocabulary.choices["allocation"])),
        CALIBRATE: ("calibrate", CALIBRATE_OPTIONS),
    }
    return {
        setting: options[algorithm.parameterAsEnum(parameters, name, context)]
        for name, (setting, options) in keys.items()
        if parameters.get(name) not in (None, "")
    }
