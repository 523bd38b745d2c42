# SPDX-License-Identifier: GPL-2.0-or-later
"""Write a Word document as PDF, by LibreOffice."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingParameterFile, QgsProcessingParameterFileDestination

from ...bridge.feedback import progress_of
from ...bridge.i18n import translate
from ...model.problem import SmartCityError
from ..base import SmartCityAlgorithm


class DocumentPdf(SmartCityAlgorithm):
    """A tagged PDF with bookmarks of a Word document that may have been edited by hand."""

    libraries = ()

    def name(self) -> str:
        """Return the id."""
        return "documentpdf"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Write document as PDF")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes a Word document (.docx), also one that you have edited, as PDF with tags for screen readers, "
            "bookmarks and page numbers in its lists. LibreOffice does it and must be installed; your settings and "
            "open windows of LibreOffice are not touched.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        label = translate("SmartCity", "Word document")
        self.addParameter(QgsProcessingParameterFile("INPUT", label, fileFilter="Word (*.docx)"))
        label = translate("SmartCity", "PDF document")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter="PDF (*.pdf)"))

    def perform(self, parameters, context, feedback):
        """Convert the document."""
        from ...report.office import to_pdf

        source = Path(self.parameterAsFile(parameters, "INPUT", context))
        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        if not source.is_file() or source.suffix.lower() != ".docx":
            raise SmartCityError("document_missing", document=source.name)
        to_pdf(source, path, progress_of(feedback))
        feedback.pushInfo(translate("SmartCity", "PDF: {path}").format(path=path))
        return {"OUTPUT": str(path)}
