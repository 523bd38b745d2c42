# SPDX-License-Identifier: GPL-2.0-or-later
"""Take a design over from a package."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterBoolean, QgsProcessingParameterFile

from ... import capabilities
from ...bridge.i18n import translate
from ..base import STUDY, SmartCityAlgorithm


class ImportDesign(SmartCityAlgorithm):
    """Stores what a package holds: all of it or nothing."""

    libraries = (*capabilities.ENGINE, "lxml")

    def name(self) -> str:
        """Return the id."""
        return "importdesign"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import design")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Takes the design over that “Export design” has written for another study: theme, logo, coat of arms, Word "
            "template, page templates and styles of maps. Parts that the package does not hold stay as they are, "
            "unless you let the whole design be replaced.\n\nEverything is checked first: if one part is bad, nothing "
            "is stored. Macros, scripts and contents from the internet are refused.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        package = translate("SmartCity", "Design package")
        self.addParameter(QgsProcessingParameterFile("INPUT", package, extension="zip"))
        replace = translate("SmartCity", "Replace the whole design of the study")
        self.addParameter(QgsProcessingParameterBoolean("REPLACE", replace, defaultValue=False))
        self.addOutput(QgsProcessingOutputNumber("STORED", translate("SmartCity", "Parts of the design stored")))

    def perform(self, parameters, context, feedback):
        """Read and check the package, then store."""
        from ...study.design_package import ALL, change_design, parts_to_remove, read_package
        from ...study.study import Study
        from ..design_parts import look_at

        package = read_package(Path(self.parameterAsFile(parameters, "INPUT", context)), look_at)
        named = [ALL] if self.parameterAsBool(parameters, "REPLACE", context) else []
        with Study.open(self.study_path(parameters, context), update=True) as study:
            change_design(study, package.parts, parts_to_remove(study, named))
        self.report(list(package.problems), feedback)
        for part in package.parts:
            feedback.pushInfo(f"✓ {part.kind} {part.key}".rstrip() + f": {part.name}")
        if package.note:
            feedback.pushInfo(package.note)
        return {"STORED": len(package.parts), STUDY: str(self.study_path(parameters, context))}
