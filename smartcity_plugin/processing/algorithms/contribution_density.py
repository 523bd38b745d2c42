# SPDX-License-Identifier: GPL-2.0-or-later
"""Map where contributions gather."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ..base import STUDY, SmartCityAlgorithm, versions
from ..cluster_parameters import tell
from ..products import load_product

PLACES = ["hexagons", "squares", "cells", "units"]
"""In the order of the labels; a test holds them against the study's."""


class ContributionDensity(SmartCityAlgorithm):
    """Counts contributions in cells or units; Gi* with false-discovery control on cells."""

    def name(self) -> str:
        """Return the id."""
        return "contributiondensity"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Density and hot spots of contributions")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Counts located contributions in hexagons, squares, inhabited cells or planning units, gives their density "
            "per km² and per 1,000 inhabitants, and finds hot spots by Gi* (Getis and Ord) with the false discovery "
            "rate controlled, from 30 contributions on. Contributions gather where people are: a hot spot of numbers "
            "is no need. Hot spots of rates only look at cells with at least 100 inhabitants. A cancelled run leaves "
            "the study as it was.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "What is counted (all, procedure:id or sector:id)")
        self.addParameter(QgsProcessingParameterString("SUBJECT", label, defaultValue="all"))
        labels = [
            translate("SmartCity", "hexagons over the whole area"),
            translate("SmartCity", "squares over the whole area"),
            translate("SmartCity", "inhabited cells of the population"),
            translate("SmartCity", "planning units"),
        ]
        label = translate("SmartCity", "Counted in")
        self.addParameter(QgsProcessingParameterEnum("PLACE", label, labels, defaultValue=0))
        number = QgsProcessingParameterNumber.Type.Double
        label = translate("SmartCity", "Width of hexagons or squares (m)")
        width = QgsProcessingParameterNumber("WIDTH", label, number, defaultValue=300.0, minValue=50, maxValue=5000)
        self.addParameter(width)
        label = translate("SmartCity", "Hot spots per 1,000 inhabitants instead of numbers")
        self.addParameter(QgsProcessingParameterBoolean("PER_1000", label, defaultValue=False))
        label = translate("SmartCity", "Control the false discovery rate (recommended)")
        self.add_advanced(QgsProcessingParameterBoolean("FALSE_DISCOVERY", label, defaultValue=True))
        for name, label in (
            ("COUNTED", translate("SmartCity", "Contributions counted")),
            ("HOT_CELLS", translate("SmartCity", "Cells in hot spots")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputString("SUBJECT", translate("SmartCity", "What was examined")))

    def perform(self, parameters, context, feedback):
        """Count, store and tell."""
        from ...study.contribution_map import MapPlan, map_and_save
        from ...study.study import Study

        path = self.study_path(parameters, context)
        plan = MapPlan(
            subject=self.parameterAsString(parameters, "SUBJECT", context).strip() or "all",
            place=PLACES[self.parameterAsEnum(parameters, "PLACE", context)],
            width=self.parameterAsDouble(parameters, "WIDTH", context),
            per_1000=self.parameterAsBoolean(parameters, "PER_1000", context),
            false_discovery=self.parameterAsBoolean(parameters, "FALSE_DISCOVERY", context),
        )
        with Study.open(path, update=True) as study:
            found = map_and_save(study, plan, progress_of(feedback), versions())
        tell(self, found.notes, feedback)
        own = {"subject": found.subject, "place_kind": found.place_kind}
        if not plan.per_1000:
            load_product(self, context, path, "contribution_density", **own)
        if found.has_hot_spots:
            load_product(self, context, path, "contribution_hot_spots", **own)
        hot = int(found.rows["gi_class"].fillna("").str.startswith("hot").sum())
        return {"COUNTED": found.counted, "HOT_CELLS": hot, "SUBJECT": found.subject, STUDY: str(path)}
