# SPDX-License-Identifier: GPL-2.0-or-later
"""Put two assessment schemes side by side."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ..base import STUDY
from .schemes import SchemeAlgorithm

PLACES = ["units", "cells"]


class CompareSchemes(SchemeAlgorithm):
    """Needs and ranks by two schemes, the shift of ranks and what becomes of the classes."""

    def name(self) -> str:
        """Return the id."""
        return "compareschemes"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Compare assessment schemes")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Applies two assessment schemes to the same values and puts needs and ranks side by side, for the planning "
            "units or the cells. Rank 1 is the greatest need; a positive shift means more urgent by the second scheme. "
            "Nothing is stored in the study.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        for name, label in (
            ("FIRST", translate("SmartCity", "First scheme (id; the one in force if empty)")),
            ("SECOND", translate("SmartCity", "Second scheme (id; the one in force if empty)")),
        ):
            self.addParameter(QgsProcessingParameterString(name, label, optional=True))
        places = [translate("SmartCity", "Planning units"), translate("SmartCity", "Cells")]
        self.addParameter(
            QgsProcessingParameterEnum("PLACES", translate("SmartCity", "Places"), places, defaultValue=0)
        )
        label = translate("SmartCity", "Comparison of the schemes")
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", label, QgsProcessing.SourceType.TypeVector))
        self.addOutput(QgsProcessingOutputNumber("CORRELATION", translate("SmartCity", "Rank correlation (Spearman)")))
        self.addOutput(QgsProcessingOutputNumber("CLASS_CHANGES", translate("SmartCity", "Places in another class")))

    def perform(self, parameters, context, feedback):
        """Compare and write one row per place."""
        from ...study.own_indicators import catalogue_of
        from ...study.schemes import compare_schemes
        from ...study.study import Study
        from ..result_tables import write_table

        first, second = (self.parameterAsString(parameters, name, context).strip() for name in ("FIRST", "SECOND"))
        place_kind = PLACES[self.parameterAsEnum(parameters, "PLACES", context)]
        with Study.open(self.study_path(parameters, context)) as study:
            found = compare_schemes(study, catalogue_of(study), first, second, place_kind)
        text = translate("SmartCity", "Rank correlation (Spearman): {rho}; places in another class: {count} of {all}")
        rho, count = format_number(found.rho, 2, language()), found.class_changes
        feedback.pushInfo(text.format(rho=rho, count=count, all=len(found.table)))
        table = found.table.assign(class_changes=found.table["class_changes"].astype(int))
        return {
            "OUTPUT": write_table(self, parameters, "OUTPUT", context, table),
            "CORRELATION": found.rho,
            "CLASS_CHANGES": count,
            STUDY: str(self.study_path(parameters, context)),
        }
