# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters of steps that look for clusters, and the plan that they make."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterBoolean, QgsProcessingParameterEnum, QgsProcessingParameterNumber

from ..bridge.i18n import translate

NEIGHBOURHOOD, DISTANCE, FALSE_DISCOVERY = "NEIGHBOURHOOD", "DISTANCE", "FALSE_DISCOVERY"
_KEYS = ["touching", "distance"]
"""In the order of the labels; a test holds them against the study's."""

SMALLEST_DISTANCE, LARGEST_DISTANCE = 50.0, 1000.0
"""Farther, 50,000 cells have more pairs of neighbours than the memory of a small computer holds."""


def add_cluster_parameters(algorithm, is_advanced: bool = False) -> None:
    """Declare who is a neighbour and whether the false discovery rate is controlled."""
    labels = [
        translate("SmartCity", "cells that touch at an edge or a corner"),
        translate("SmartCity", "cells whose centres are within a distance"),
    ]
    title = translate("SmartCity", "Neighbours")
    distance = QgsProcessingParameterNumber(
        DISTANCE,
        translate("SmartCity", "Distance of neighbours (m)"),
        QgsProcessingParameterNumber.Type.Double,
        defaultValue=250.0,
        minValue=SMALLEST_DISTANCE,
        maxValue=LARGEST_DISTANCE,
    )
    controlled = translate("SmartCity", "Control the false discovery rate (recommended)")
    parameters = [
        QgsProcessingParameterEnum(NEIGHBOURHOOD, title, labels, defaultValue=0),
        distance,
        QgsProcessingParameterBoolean(FALSE_DISCOVERY, controlled, defaultValue=True),
    ]
    for parameter in parameters:
        if is_advanced:
            algorithm.add_advanced(parameter)
        else:
            algorithm.addParameter(parameter)


def cluster_plan(algorithm, parameters, context, **more):
    """Return what was chosen as a plan of the study; ``more`` are its other fields."""
    from ..study.clusters import ClusterPlan

    return ClusterPlan(
        neighbourhood=_KEYS[algorithm.parameterAsEnum(parameters, NEIGHBOURHOOD, context)],
        distance=algorithm.parameterAsDouble(parameters, DISTANCE, context),
        false_discovery=algorithm.parameterAsBoolean(parameters, FALSE_DISCOVERY, context),
        **more,
    )


def tell(algorithm, notes, feedback) -> None:
    """Tell what a run noted: warnings as such, everything else as information."""
    from ..model.problem import Severity

    for note in notes:
        say = feedback.pushInfo if note.severity is Severity.NOTE else feedback.pushWarning
        say(algorithm.sentence(note))
