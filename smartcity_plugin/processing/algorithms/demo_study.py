# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole chain on the demo city: study, atlas and document in one folder."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingMultiStepFeedback,
    QgsProcessingParameterFolderDestination,
)

from ... import capabilities
from ...bridge.i18n import translate
from ...catalogue import load_catalogue
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm

STUDY_NAME, ATLAS_NAME = "jena.gpkg", "atlas.pdf"
DOCUMENT_NAMES = {"de": "strategie.docx", "en": "strategy.docx"}


class DemoStudy(SmartCityAlgorithm):
    """Builds the demo study and prints it."""

    libraries = capabilities.ENGINE + capabilities.DOCUMENT

    def name(self) -> str:
        """Return the id."""
        return "demostudy"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Demo: study, atlas and document of Jena")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Runs the whole chain on open data of the city of Jena and leaves the study file, the atlas and the "
            "strategy document in a folder. Files of the same name are replaced.",
        )

    def flags(self):
        """Run in the main thread: the exports draw layouts."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", translate("SmartCity", "Folder")))
        self.add_language()

    def perform(self, parameters, context, feedback):
        """Call the steps and sum up."""
        import processing

        folder = Path(self.parameterAsString(parameters, "FOLDER", context)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        study, atlas, document = folder / STUDY_NAME, folder / ATLAS_NAME, folder / DOCUMENT_NAMES[language]
        common = {LANGUAGE: language}
        calls = [
            ("studyfromrecipe", {**common, "OVERLAY": True, "OUTPUT": str(study)}),
            ("exportatlas", {**common, STUDY: str(study), "OUTPUT": str(atlas)}),
            ("exportdocument", {**common, STUDY: str(study), "OUTPUT": str(document)}),
            ("saveproject", {**common, STUDY: str(study)}),
        ]
        steps = QgsProcessingMultiStepFeedback(len(calls), feedback)
        for number, (name, arguments) in enumerate(calls):
            steps.setCurrentStep(number)
            processing.run(f"smartcity:{name}", arguments, is_child_algorithm=True, context=context, feedback=steps)
        for line in self._summary(study, [study, atlas, document], language):
            feedback.pushInfo(line)
        return {"FOLDER": str(folder), STUDY: str(study), "ATLAS": str(atlas), "DOCUMENT": str(document)}

    def _summary(self, path: Path, files: list[Path], language: str) -> list[str]:
        from ...study.study import Study

        catalogue = load_catalogue()
        with Study.open(path) as study:
            status = study.status()
        computed = [name for name, row in status.items() if row["state"] == "computed"]
        lines = ["", translate("SmartCity", "Computed: {count} indicators").format(count=len(computed))]
        lines += [f"  ✓ {catalogue.indicators[name].title.in_language(language)}" for name in computed]
        missing = {name: row["problems"] for name, row in status.items() if row["state"] != "computed"}
        lines.append(translate("SmartCity", "Not computed: {count}").format(count=len(missing)))
        for name, problems in missing.items():
            reasons = " ".join(catalogue.sentence(problem, language) for problem in problems)
            lines.append(f"  – {catalogue.indicators[name].title.in_language(language)}: {reasons}")
        lines.append(translate("SmartCity", "Files:"))
        return lines + [f"  {file} ({file.stat().st_size / 1e6:.1f} MB)" for file in files]
