# SPDX-License-Identifier: GPL-2.0-or-later
"""Give a study the town's corporate design, and say whether it is a draft."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ... import capabilities
from ...bridge.i18n import translate
from ..base import STUDY, SmartCityAlgorithm, split_ids

STATES = ["unchanged", "draft", "decided"]


class SetDesign(SmartCityAlgorithm):
    """Stores theme, pictures and Word template in the study: all of it or nothing."""

    libraries = (*capabilities.ENGINE, "lxml")

    def name(self) -> str:
        """Return the id."""
        return "setdesign"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Set design")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Gives the study the town's corporate design, which map pages, charts and documents follow from then on: "
            "a theme file (fonts, colours, margin, publisher), logo and coat of arms (PNG, JPEG or SVG up to 5 MB) and "
            "a Word template. What is not given stays as it is; what is named under “Remove” goes first, and the "
            "plugin's own design takes its place.\n\nThe state is printed as a stamp on every page: a draft, or "
            "decided with the decision beside it.\n\nEverything is checked first: if one file is bad, nothing is "
            "stored.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        pictures = translate("SmartCity", "Pictures (*.png *.jpg *.jpeg *.svg)")
        files = {
            "THEME": (translate("SmartCity", "Theme file"), "YAML (*.yaml *.yml)"),
            "LOGO": (translate("SmartCity", "Logo"), pictures),
            "ARMS": (translate("SmartCity", "Coat of arms"), pictures),
            "DOCUMENT": (translate("SmartCity", "Word template"), "Word (*.docx *.dotx)"),
            "PACKAGE": (translate("SmartCity", "Design package, taken over first"), "ZIP (*.zip)"),
        }
        for name, (label, kinds) in files.items():
            self.addParameter(QgsProcessingParameterFile(name, label, optional=True, fileFilter=kinds))
        state = translate("SmartCity", "State of the study (stamp)")
        self.addParameter(
            QgsProcessingParameterEnum("STATE", state, STATES, defaultValue=STATES[0], usesStaticStrings=True)
        )
        decision = translate("SmartCity", "Decision (who, when, number of the paper)")
        self.addParameter(QgsProcessingParameterString("DECISION", decision, optional=True))
        remove = translate("SmartCity", "Remove (theme, logo, arms, document, page, map, all)")
        self.addParameter(QgsProcessingParameterString("REMOVE", remove, optional=True))
        self.addOutput(QgsProcessingOutputNumber("STORED", translate("SmartCity", "Parts of the design stored")))
        self.addOutput(QgsProcessingOutputNumber("REMOVED", translate("SmartCity", "Parts of the design removed")))

    def perform(self, parameters, context, feedback):
        """Check everything, then store."""
        from ...model.design import ARMS, DOCUMENT, LOGO, THEME
        from ...study.design_package import change_design, parts_to_remove, read_package, read_part
        from ...study.study import Study
        from ..design_parts import look_at

        kinds = {"THEME": THEME, "LOGO": LOGO, "ARMS": ARMS, "DOCUMENT": DOCUMENT}
        package = self.parameterAsFile(parameters, "PACKAGE", context)
        parts, problems = [], []
        if package:
            read = read_package(Path(package), look_at)
            parts, problems = list(read.parts), list(read.problems)
        for name, kind in kinds.items():
            file = self.parameterAsFile(parameters, name, context)
            if file:
                parts.append(read_part(kind, Path(file), look_at))
        state = self.parameterAsEnumString(parameters, "STATE", context) or STATES[0]
        decision = self.parameterAsString(parameters, "DECISION", context)
        is_set = state != STATES[0]
        with Study.open(self.study_path(parameters, context), update=True) as study:
            removed = parts_to_remove(study, split_ids(self.parameterAsString(parameters, "REMOVE", context)))
            stamp = {"state": state if is_set else "", "decision": decision if is_set or decision else None}
            problems += change_design(study, parts, removed, **stamp)
        self.report(problems, feedback)
        for part in parts:
            feedback.pushInfo(f"✓ {part.kind} {part.key}".rstrip() + f": {part.name}")
        return {
            "STORED": len(parts),
            "REMOVED": len(removed),
            STUDY: str(self.study_path(parameters, context)),
        }
