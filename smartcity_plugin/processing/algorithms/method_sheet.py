# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the method sheet of an assessment scheme."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingParameterFileDestination

from ... import capabilities
from ...bridge.i18n import translate
from ..base import LANGUAGE
from .schemes import SchemeAlgorithm


class MethodSheet(SchemeAlgorithm):
    """Choices, weights with their origin, what was left out and the result, as a Word document."""

    libraries = capabilities.ENGINE + capabilities.DOCUMENT

    def name(self) -> str:
        """Return the id."""
        return "methodsheet"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Write method sheet of an assessment scheme")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes the method sheet (Methodenblatt) of an assessment scheme as a Word document: every choice with "
            "what it means, indicators with weights and goalposts and their sources, the origin of the weights, what "
            "was left out, the plan of the robustness test and the ranking of the planning units.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme()
        self.add_language()
        label = translate("SmartCity", "Method sheet")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter="Word (*.docx)"))
        self.add_scheme_output()

    def perform(self, parameters, context, feedback):
        """Write the sheet."""
        from ...report.method_sheet import export_method_sheet
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        scheme_id = self.scheme_id(parameters, context)
        with Study.open(self.study_path(parameters, context)) as study:
            export_method_sheet(study, catalogue_of(study), scheme_id, path, language)
            scheme_id = scheme_id or study.settings.scheme
        return {**self.answer(parameters, context, scheme_id), "OUTPUT": str(path)}
