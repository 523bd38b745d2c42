# SPDX-License-Identifier: GPL-2.0-or-later
"""Check the accessibility of a Word document."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterFile

from ... import capabilities
from ...bridge.i18n import translate
from ...model.problem import SmartCityError
from ..base import SmartCityAlgorithm


class CheckDocument(SmartCityAlgorithm):
    """Titles, headings, alternative texts, tables, lists, contrast: what a program can see of BITV and EN 301 549."""

    libraries = capabilities.DOCUMENT

    def name(self) -> str:
        """Return the id."""
        return "checkdocument"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Check accessibility of a document")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Checks a Word document (.docx), also one that you have edited or that was not made here, for what "
            "BITV 2.0 and EN 301 549 ask of documents and a program can see: title, language, order of headings, "
            "alternative texts, header rows of tables, real lists, links and contrast. The log names each place and "
            "what to do. Whether an alternative text says the right thing, people must judge.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        label = translate("SmartCity", "Word document")
        self.addParameter(QgsProcessingParameterFile("INPUT", label, fileFilter="Word (*.docx)"))
        self.addOutput(QgsProcessingOutputNumber("FINDINGS", translate("SmartCity", "Number of findings")))
        self.addOutput(QgsProcessingOutputNumber("ERRORS", translate("SmartCity", "Findings that shut people out")))

    def perform(self, parameters, context, feedback):
        """Check the document and tell what was found in the log."""
        from ...report.accessibility import check

        source = Path(self.parameterAsFile(parameters, "INPUT", context))
        if not source.is_file():
            raise SmartCityError("document_missing", document=source.name)
        findings = check(source)
        for finding in findings:
            line = f"{finding.clause} (WCAG {finding.criterion}): {self.sentence(finding.problem)}"
            if finding.is_error:
                feedback.reportError(line)
            else:
                feedback.pushWarning(line)
        errors = sum(finding.is_error for finding in findings)
        told = translate("SmartCity", "Accessibility: {count} findings, {errors} of them shut people out.")
        feedback.pushInfo(told.format(count=len(findings), errors=errors))
        return {"FINDINGS": len(findings), "ERRORS": errors}
