# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring edited indicators from a spreadsheet into a study."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterFile

from ...bridge.i18n import language, translate
from ...model.problem import SmartCityError
from ..base import STUDY, SmartCityAlgorithm


class ImportIndicators(SmartCityAlgorithm):
    """Stores what differs from the shipped catalogue as the town's own indicators: all of it or nothing."""

    def name(self) -> str:
        """Return the id."""
        return "importindicators"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import indicators from a spreadsheet")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Reads a spreadsheet that “Export indicators to a spreadsheet” has written and you have edited (XLSX, ODS, "
            "or any one of the CSV files). New rows whose id begins with own_ become own indicators; a changed row of "
            "a shipped indicator becomes an own one derived from it, the shipped one stays. Rows that are missing "
            "change nothing.\n\nEverything is checked first: if anything is wrong, every place is listed with sheet, "
            "row and column, and nothing is stored.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.addParameter(
            QgsProcessingParameterFile(
                "INPUT",
                translate("SmartCity", "Spreadsheet"),
                fileFilter=translate("SmartCity", "Spreadsheets (*.xlsx *.ods *.csv)"),
            )
        )
        self.addOutput(QgsProcessingOutputNumber("STORED", translate("SmartCity", "Own indicators stored")))

    def perform(self, parameters, context, feedback):
        """Read and check everything, then store."""
        from ...bridge.expressions import look_at
        from ...study.own_indicators import import_own, read_import
        from ...study.study import Study

        path = Path(self.parameterAsFile(parameters, "INPUT", context))
        with Study.open(self.study_path(parameters, context), update=True) as study:
            imported = read_import(study, path, look_at)
            lines = [self._line(flaw) for flaw in imported.flaws]
            for line in lines:
                feedback.reportError(line)
            if lines:
                raise SmartCityError("own_import_refused", path=path.name, count=len(lines), detail=lines[0])
            import_own(study, imported)
        for entry in imported.entries:
            title = entry.content["title"]
            own = title["de"] if language().startswith("de") or not title["en"] else title["en"]
            feedback.pushInfo(f"✓ {entry.id}: {own}")
        for note in imported.notes:
            feedback.pushWarning(self.sentence(note))
        if not imported.entries:
            feedback.pushInfo(translate("SmartCity", "The spreadsheet says what the study says; nothing was changed."))
        return {"STORED": len(imported.entries), STUDY: str(self.study_path(parameters, context))}

    def _line(self, flaw) -> str:
        """Return what is wrong with its place."""
        from ...catalogue.own_words import own_words

        words = own_words()
        place = translate("SmartCity", "Sheet “{sheet}”, row {row}, column “{column}”").format(
            sheet=words.sheets[flaw.sheet].in_language(language()),
            row=flaw.row,
            column=words.columns[flaw.column].in_language(language()),
        )
        return f"{place}: {self.sentence(flaw.problem)}"
