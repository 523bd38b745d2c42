# SPDX-License-Identifier: GPL-2.0-or-later
"""What all importers of foreign formats share: files in, roles of a study filled, passports written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
)

from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue
from ..model.provenance import Fitness, Passport
from ..model.text import Text
from .base import STUDY, SmartCityAlgorithm

FILES, ADD = "FILES", "ADD"


class ImportAlgorithm(SmartCityAlgorithm):
    """Base of the importers: subclasses declare what is special of their format and implement ``read``."""

    file_filter = ""
    """What the file dialog offers, such as ``GTFS (*.zip)``."""
    source = Text("", "")
    licence = ""
    attribution = Text("", "")
    """What the passport says if the user gives nothing else: for data that always come from the same publisher."""

    def group(self) -> str:
        """Return the group in the toolbox."""
        return translate("SmartCity", "Import")

    def groupId(self) -> str:
        """Return the id of the group."""
        return "import"

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_files()
        self.add_options()
        self.add_passport("SOURCE", "ATTRIBUTION", "DATE", "CONTACT")
        self.add_advanced(
            QgsProcessingParameterBoolean(
                ADD, translate("SmartCity", "Add to what the study already has for the roles"), defaultValue=False
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Features stored")))
        self.addOutput(QgsProcessingOutputString("ROLES", translate("SmartCity", "Features by role (JSON)")))
        self.addOutput(QgsProcessingOutputString("PROBLEMS", translate("SmartCity", "Problems (JSON)")))

    def add_files(self) -> None:
        """Add the parameter for the file; formats that come in several files or folders override this."""
        self.addParameter(
            QgsProcessingParameterFile(FILES, translate("SmartCity", "File"), fileFilter=self.file_filter)
        )

    def add_options(self) -> None:
        """Add the parameters of the format; none by default."""

    def paths(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Path]:
        """Return the files to read."""
        return [Path(self.parameterAsFile(parameters, FILES, context))]

    def read(self, paths, zone, roles, parameters, context, progress):
        """Return what the files hold as `sources.imported.Imported`; ``roles`` are those of the catalogue by id."""
        raise NotImplementedError

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the files for the study's area, then store all layers or none."""
        from ..bridge.feedback import progress_of
        from ..sources.zone import Zone
        from ..study.study import Study

        path = self.study_path(parameters, context)
        with Study.open(path) as study:
            zone = Zone(study.area().geometry[0], study.settings.crs)
        roles = load_catalogue().roles
        paths = self.paths(parameters, context)
        imported = self.read(paths, zone, roles, parameters, context, progress_of(feedback, 0.0, 85.0))
        told = [
            {"severity": problem.severity.value, "key": problem.key, "text": self.sentence(problem)}
            for problem in imported.problems
        ]
        self.report(list(imported.problems), feedback)
        for name, value in imported.facts.items():
            feedback.pushInfo(f"{name}: {value}")
        prepared = []
        for layer in imported.layers:
            title = layer.title.in_language(language())
            table = self.fit_to_role(title, layer.table, roles[layer.role], zone.area, feedback)
            prepared.append((layer, self._passport(layer, imported, paths, parameters, context), table))
        progress_of(feedback)(0.95)  # the last chance to cancel: what is stored stays
        counts = {}
        with Study.open(path, update=True) as study, study.transaction():
            for layer, passport, table in prepared:
                add = self.parameterAsBool(parameters, ADD, context)
                stored = study.save_layer(roles[layer.role], passport, table, add)
                counts[layer.role] = stored.feature_count
                self._tell(stored, feedback)
        return {
            "COUNT": sum(counts.values()),
            "ROLES": json.dumps(counts),
            "PROBLEMS": json.dumps(told, ensure_ascii=False),
            STUDY: str(path),
        }

    def _passport(self, layer, imported, paths, parameters, context) -> Passport:
        def text(name: str, default: str = "") -> str:
            return self.parameterAsString(parameters, name, context).strip() or default

        return Passport(
            role=layer.role,
            title=layer.title.in_language(language()),
            source=text("SOURCE", imported.facts.get("publisher") or self.source.in_language(language())),
            licence=self.parameterAsEnumString(parameters, "LICENCE", context) or self.licence,
            attribution=text("ATTRIBUTION", self.attribution.in_language(language())),
            data_date=text("DATE", imported.data_date),
            fitness=Fitness(layer.fitness),
            note=layer.note.in_language(language()) if layer.note else "",
            contact=text("CONTACT"),
            origin=", ".join(path.name for path in paths),
            replay=self.replay(parameters),
        )

    def replay(self, parameters: dict[str, Any]) -> str:
        """Return how to do the same again: algorithm and parameters as JSON, without the study."""
        kept = {name: value for name, value in parameters.items() if name not in (STUDY, "OUTPUT")}
        return json.dumps({"algorithm": self.id(), "parameters": kept}, ensure_ascii=False, default=str)

    def _tell(self, passport: Passport, feedback: QgsProcessingFeedback) -> None:
        role = load_catalogue().roles[passport.role].title.in_language(language())
        message = translate("SmartCity", "{title}: {count} features stored as {role}.")
        feedback.pushInfo(message.format(title=passport.title, count=passport.feature_count, role=role))
