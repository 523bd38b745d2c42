# SPDX-License-Identifier: GPL-2.0-or-later
"""Parameters of the algorithms on needs: the assessment scheme, deprived areas, the year of the forecast."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterNumber, QgsProcessingParameterString

from ..bridge.i18n import translate
from ..model.problem import Severity

SCHEME, DEPRIVATION, LIMIT, YEAR = "SCHEME", "DEPRIVATION", "LIMIT", "YEAR"


def add_scheme(algorithm) -> None:
    """Add the parameter for the assessment scheme."""
    label = translate("SmartCity", "Assessment scheme (id; the one in force if empty)")
    algorithm.add_advanced(QgsProcessingParameterString(SCHEME, label, optional=True))


def add_group_parameters(algorithm) -> None:
    """Add the parameters for deprived areas and the forecast."""
    label = translate("SmartCity", "Indicator that tells deprived areas (id; the index of social deprivation if empty)")
    algorithm.add_advanced(QgsProcessingParameterString(DEPRIVATION, label, optional=True))
    number = QgsProcessingParameterNumber.Type
    label = translate("SmartCity", "Value from which an area is deprived (the catalogue’s threshold if empty)")
    algorithm.add_advanced(QgsProcessingParameterNumber(LIMIT, label, number.Double, optional=True))
    label = translate("SmartCity", "Year of the population forecast (the last one if empty)")
    algorithm.add_advanced(
        QgsProcessingParameterNumber(YEAR, label, number.Integer, optional=True, minValue=1900, maxValue=2200)
    )


def scheme_id(algorithm, parameters, context) -> str:
    """Return the id of the scheme, empty for the one in force."""
    return algorithm.parameterAsString(parameters, SCHEME, context).strip()


def group_plan(algorithm, parameters, context):
    """Return what the parameters say about focus groups."""
    from ..study.focus_groups import DEPRIVATION as STANDARD_INDICATOR
    from ..study.focus_groups import GroupPlan

    def given(name) -> bool:
        return parameters.get(name) not in (None, "")

    indicator = algorithm.parameterAsString(parameters, DEPRIVATION, context).strip()
    return GroupPlan(
        indicator or STANDARD_INDICATOR,
        algorithm.parameterAsDouble(parameters, LIMIT, context) if given(LIMIT) else None,
        algorithm.parameterAsInt(parameters, YEAR, context) if given(YEAR) else None,
    )


def tell(algorithm, notes, feedback) -> None:
    """Tell what travels with the result: warnings as such, the rest as information."""
    for note in notes:
        say = feedback.pushWarning if note.severity is Severity.WARNING else feedback.pushInfo
        say(algorithm.sentence(note))
