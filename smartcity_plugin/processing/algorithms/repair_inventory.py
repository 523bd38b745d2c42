# SPDX-License-Identifier: GPL-2.0-or-later
"""Repair what a study already holds."""

from __future__ import annotations

import json

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...catalogue.fixes import load_fixes
from ...model.quality import Fix
from ..base import STUDY, SmartCityAlgorithm

FIXES = [fix.value for fix in Fix]
DETAILS = {
    "SOURCE": "source",
    "LICENCE": "licence",
    "ATTRIBUTION": "attribution",
    "DATE": "data_date",
    "CONTACT": "contact",
}


class RepairInventory(SmartCityAlgorithm):
    """Repairs the data of a source in the study; the files it came from stay as they are."""

    def name(self) -> str:
        """Return the id."""
        return "repairinventory"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Repair inventory")

    def shortHelpString(self) -> str:
        """Return the help text with what each repair does."""
        intro = translate(
            "SmartCity",
            "Repairs data that the study already holds; the files they came from stay as they are. What was changed is "
            "counted and noted in the data passport. Without a role, all data are repaired to which it applies.",
        )
        lines = [
            f"<li><b>{texts.title.in_language(language())}</b> ({fix.value}): "
            f"{texts.explanation.in_language(language())}</li>"
            for fix, texts in load_fixes().items()
        ]
        return f"<p>{intro}</p><ul>{''.join(lines)}</ul>"

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        roles = [name for name in load_catalogue().roles if name != "planning_units"]
        licences = list(load_catalogue().vocabulary.licences)
        self.add_study()
        self.addParameter(
            QgsProcessingParameterEnum("FIX", translate("SmartCity", "Repair"), FIXES, usesStaticStrings=True)
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                "ROLE", translate("SmartCity", "Role"), roles, optional=True, usesStaticStrings=True
            )
        )
        texts = {
            "SOURCE_ID": translate("SmartCity", "Number of the source within the role"),
            "CODES": translate("SmartCity", "Numbers that mean “unknown”"),
            "SOURCE": translate("SmartCity", "Source (publisher)"),
            "ATTRIBUTION": translate("SmartCity", "Attribution line"),
            "DATE": translate("SmartCity", "Date of the data"),
            "CONTACT": translate("SmartCity", "Contact"),
            "POPULATION": translate("SmartCity", "Official population"),
            "POPULATION_SOURCE": translate("SmartCity", "Source of the official population"),
        }
        for name, label in texts.items():
            default = "-1, -9" if name == "CODES" else None
            self.addParameter(QgsProcessingParameterString(name, label, defaultValue=default, optional=True))
        self.addParameter(
            QgsProcessingParameterEnum(
                "LICENCE", translate("SmartCity", "Licence"), licences, optional=True, usesStaticStrings=True
            )
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGED", translate("SmartCity", "Changes")))
        self.addOutput(QgsProcessingOutputString("SOURCES", translate("SmartCity", "Changes by source (JSON)")))

    def perform(self, parameters, context, feedback):
        """Repair, store, tell."""
        from ...bridge.feedback import progress_of
        from ...study.repair import repair
        from ...study.study import Study

        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        fix = Fix(self.parameterAsEnumString(parameters, "FIX", context))
        path = self.study_path(parameters, context)
        details = {field: text(name) for name, field in DETAILS.items() if name != "LICENCE"}
        details["licence"] = self.parameterAsEnumString(parameters, "LICENCE", context)
        codes = self._codes(text("CODES"))
        with Study.open(path, update=True) as study:
            if fix is Fix.SET_POPULATION:
                return self._set_population(study, text("POPULATION"), text("POPULATION_SOURCE"), feedback)
            done = repair(
                study,
                load_catalogue().roles,
                fix,
                self.parameterAsEnumString(parameters, "ROLE", context),
                text("SOURCE_ID"),
                codes=codes,
                details=details,
                progress=progress_of(feedback),
            )
        note = load_fixes()[fix].note
        for item in done:
            feedback.pushInfo(f"{item.passport.title}: {note.format(count=item.count).in_language(language())}")
        if not done:
            feedback.pushInfo(translate("SmartCity", "Nothing had to be changed."))
        told = [
            {"role": item.passport.role, "source_id": item.passport.source_id, "count": item.count} for item in done
        ]
        return {"CHANGED": sum(item.count for item in done), "SOURCES": json.dumps(told), STUDY: str(path)}

    def _set_population(self, study, population: str, source: str, feedback):
        """Enter the official population into the study's settings."""
        from ...model.problem import SmartCityError
        from ...sources.quality.population import whole_number

        number = whole_number(population)
        if number is None:
            raise SmartCityError("official_population_unreadable", text=population[:40])
        study.change_settings(official_population=str(number), official_population_source=source)
        feedback.pushInfo(load_fixes()[Fix.SET_POPULATION].note.format(count=number).in_language(language()))
        return {"CHANGED": 1, "SOURCES": "[]", STUDY: str(study.path)}

    def _codes(self, text: str) -> tuple[float, ...]:
        """Return the numbers of a list such as ``-1, -9``."""
        from ...model.problem import SmartCityError

        try:
            return tuple(float(part) for part in text.replace(";", ",").split(",") if part.strip())
        except ValueError as error:
            raise SmartCityError("codes_unreadable", text=text[:40]) from error
