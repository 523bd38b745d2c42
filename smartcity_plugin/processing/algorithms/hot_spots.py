# SPDX-License-Identifier: GPL-2.0-or-later
"""Find where cells of high need, or of high values of an indicator, lie close together."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ..base import OVERLAY, STUDY, SmartCityAlgorithm, versions
from ..cluster_parameters import add_cluster_parameters, cluster_plan, tell
from ..products import load_product


class HotSpots(SmartCityAlgorithm):
    """Gi* and local Moran's I of the cells, with false-discovery control and permutations."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "hotspots"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Find hot spots")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Finds inhabited cells around which high or low values lie closer together than chance would have it: "
            "Gi* by Getis and Ord, and local Moran’s I with permutations for clusters and outliers. Examined is the "
            "need by an assessment scheme (scheme:id; the one in force if empty), the need by one indicator "
            "(indicator:id) or its values as measured (value:id). At least 30 cells with a value are needed; cells "
            "without inhabitants or value take no part.\n\nWith thousands of cells some stand out by chance alone; "
            "controlling the false discovery rate keeps their share small. Hot spots show where, not why, and only in "
            "comparison with the rest of the town. A cancelled run leaves the study as it was.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        subject = translate("SmartCity", "What is examined (scheme:id, indicator:id or value:id; need if empty)")
        self.addParameter(QgsProcessingParameterString("SUBJECT", subject, optional=True))
        add_cluster_parameters(self)
        for name, label, default, least, most in (
            ("PERMUTATIONS", translate("SmartCity", "Permutations (for Moran’s I)"), 999, 99, 99_999),
            ("SEED", translate("SmartCity", "Seed of chance (the same gives the same result)"), 20260101, 0, 2**31 - 1),
        ):
            integer = QgsProcessingParameterNumber.Type.Integer
            self.add_advanced(
                QgsProcessingParameterNumber(name, label, integer, defaultValue=default, minValue=least, maxValue=most)
            )
        self.addOutput(QgsProcessingOutputNumber("HOT_CELLS", translate("SmartCity", "Cells in hot spots")))
        self.addOutput(QgsProcessingOutputNumber("HOT_PERSONS", translate("SmartCity", "People in hot spots")))
        self.addOutput(QgsProcessingOutputNumber("COLD_CELLS", translate("SmartCity", "Cells in cold spots")))
        self.addOutput(QgsProcessingOutputNumber("MORAN", translate("SmartCity", "Moran’s I over all cells")))
        self.addOutput(QgsProcessingOutputString("SUBJECT", translate("SmartCity", "What was examined")))

    def perform(self, parameters, context, feedback):
        """Find, store and tell."""
        from ...report.findings_focus import cluster_facts, cluster_findings
        from ...report.texts import Texts, load_texts
        from ...report.words import Words
        from ...study.clusters import find_and_save_clusters
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = self.study_path(parameters, context)
        numbers = {name.lower(): self.parameterAsInt(parameters, name, context) for name in ("PERMUTATIONS", "SEED")}
        plan = cluster_plan(self, parameters, context, **numbers)
        subject = self.parameterAsString(parameters, "SUBJECT", context)
        with Study.open(path, update=True) as study:
            catalogue = catalogue_of(study)
            found = find_and_save_clusters(study, catalogue, subject, plan, progress_of(feedback), versions())
            facts = cluster_facts(found, study, catalogue, language())
        tell(self, found.notes, feedback)
        for sentence in cluster_findings(facts, Words(Texts(language(), load_texts()), catalogue.vocabulary)):
            feedback.pushInfo(sentence)
        for product in ("hot_spots", "moran_clusters"):
            load_product(self, context, path, product, subject=found.subject.key, place_kind="cells")
        return {
            "HOT_CELLS": facts.hot_cells,
            "HOT_PERSONS": facts.hot_persons,
            "COLD_CELLS": facts.cold_cells,
            "MORAN": found.whole.index,
            "SUBJECT": found.subject.key,
            STUDY: str(path),
        }
