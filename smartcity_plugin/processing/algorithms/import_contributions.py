# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring contributions of citizens from exports of a participation platform into a study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ..base import STUDY, SmartCityAlgorithm, versions
from ..cluster_parameters import tell

FORMATS = ["auto", "dipas_geojson", "dipas_csv", "consul", "limesurvey", "generic"]
"""A test holds them against the study's."""


class ImportContributions(SmartCityAlgorithm):
    """Reads exports of DIPAS, CONSUL, LimeSurvey or any table; drops and masks what is personal."""

    def name(self) -> str:
        """Return the id."""
        return "importcontributions"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import contributions")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Reads contributions of a participation procedure: DIPAS (GeoJSON and CSV, which are joined by number), "
            "CONSUL (CSV, JSON), LimeSurvey (layout not verified) or any table with a mapping of its columns. Only "
            "number, date, category, title, text, votes, number of comments and place are read; columns about persons "
            "are never stored. E-mail addresses, telephone numbers, accounts and profiles in texts are masked. Names "
            "in texts cannot be found by a program: read all texts before they are published.\n\nImported again, known "
            "contributions get new texts, votes and comments; status, answer, links and sectors stay. The mapping is "
            'JSON, the path of a JSON file or the name of one stored in the study: {"format": "generic", '
            '"columns": {"text": ["Anregung"], "x": ["Ost"], "y": ["Nord"]}, "sectors": {"Verkehr": '
            '"mobility"}, "crs": "EPSG:25832"}. A cancelled run leaves the study as it was.',
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        kind = QgsProcessing.SourceType.TypeFile
        self.addParameter(QgsProcessingParameterMultipleLayers("INPUT", translate("SmartCity", "Export files"), kind))
        label = translate("SmartCity", "Format")
        self.addParameter(
            QgsProcessingParameterEnum("FORMAT", label, FORMATS, defaultValue=FORMATS[0], usesStaticStrings=True)
        )
        for name, label in (
            ("PROCEDURE", translate("SmartCity", "Id of the procedure (short, such as B2025)")),
            ("TITLE", translate("SmartCity", "Title of the procedure")),
        ):
            self.addParameter(QgsProcessingParameterString(name, label, optional=name == "TITLE"))
        for name, label in (
            ("MAPPING", translate("SmartCity", "Mapping (JSON, file, or name in the study)")),
            ("SAVE_AS", translate("SmartCity", "Store the mapping in the study under this name")),
        ):
            self.add_advanced(QgsProcessingParameterString(name, label, optional=True))
        label = translate("SmartCity", "Reference system of coordinates in columns")
        self.add_advanced(QgsProcessingParameterCrs("CRS", label, optional=True))
        for name, label in (
            ("EXAMPLE", translate("SmartCity", "The contributions are examples")),
            ("AS_INVENTORY", translate("SmartCity", "Use located contributions in the inventory (participation)")),
        ):
            self.addParameter(QgsProcessingParameterBoolean(name, label, defaultValue=False))
        for name, label in (
            ("ADDED", translate("SmartCity", "Contributions added")),
            ("UPDATED", translate("SmartCity", "Contributions updated")),
            ("LOCATED", translate("SmartCity", "Contributions with a place")),
            ("MASKED", translate("SmartCity", "Passages masked")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputString("DROPPED", translate("SmartCity", "Columns not read")))

    def perform(self, parameters, context, feedback):
        """Open all files first, then read and store them together."""
        from ...model.strategy import Procedure
        from ...study.own_indicators import catalogue_of
        from ...study.participation_import import import_contributions, open_exports
        from ...study.study import Study

        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        path = self.study_path(parameters, context)
        files = [Path(file) for file in self.parameterAsFileList(parameters, "INPUT", context)]
        wanted = self.parameterAsEnumString(parameters, "FORMAT", context)
        with Study.open(path, update=True) as study, study.transaction():
            opened = open_exports(study, files, wanted, self._mapping(study, text("MAPPING")))
            crs = self.parameterAsCrs(parameters, "CRS", context)
            if crs.isValid():
                opened = [replace(item, mapping=replace(item.mapping, crs=crs.authid())) for item in opened]
            self._tell_formats(opened, feedback)
            platform = next((item.recognised.format.platform for item in opened), "")
            is_example = self.parameterAsBoolean(parameters, "EXAMPLE", context)
            number = text("PROCEDURE")
            procedure = Procedure(number, text("TITLE") or number, platform or None, is_example=is_example)
            outcome = import_contributions(study, opened, procedure, versions(), progress_of(feedback))
            if text("SAVE_AS") and opened:
                self._save_mapping(study, text("SAVE_AS"), opened)
            if self.parameterAsBoolean(parameters, "AS_INVENTORY", context):
                self._save_inventory(study, catalogue_of(study), procedure, feedback)
        told = translate("SmartCity", "{added} contributions added, {updated} updated, {same} as before.")
        feedback.pushInfo(told.format(added=outcome.added, updated=outcome.updated, same=outcome.unchanged))
        tell(self, outcome.problems, feedback)
        return {
            "ADDED": outcome.added,
            "UPDATED": outcome.updated,
            "LOCATED": outcome.located,
            "MASKED": outcome.masked,
            "DROPPED": ", ".join(outcome.dropped_columns),
            STUDY: str(path),
        }

    def _mapping(self, study, text):
        """Return the mapping that a parameter means, None if it is empty."""
        from ...study.import_mappings import mapping_from, mappings

        if not text:
            return None
        return mappings(study).get(text) or mapping_from(text)

    def _save_mapping(self, study, name, opened) -> None:
        from ...study.import_mappings import save_mapping

        best = max(opened, key=lambda item: len(item.mapping.columns))
        save_mapping(study, name, best.mapping)

    def _tell_formats(self, opened, feedback) -> None:
        known = translate("SmartCity", "{file}: {format}, recognised by the columns {columns}.")
        other = translate("SmartCity", "{file}: read as {format}.")
        for item in opened:
            title = item.recognised.format.title.in_language(language())
            words = known if item.recognised.by else other
            told = words.format(file=item.export.name, format=title, columns=", ".join(item.recognised.by))
            feedback.pushInfo(told)

    def _save_inventory(self, study, catalogue, procedure, feedback) -> None:
        """Let all located contributions of the study be the inventory's, with a passport that names the procedure."""
        from ...study.participation_inventory import ROLE, inventory_of

        role = catalogue.roles[ROLE]
        table, passport = inventory_of(study, procedure)
        fitted = self.fit_to_role(passport.title, table, role, study.area().geometry[0], feedback)
        stored = study.save_layer(role, passport, fitted)
        message = translate("SmartCity", "{title}: {count} features stored as {role}.")
        title = role.title.in_language(language())
        feedback.pushInfo(message.format(title=stored.title, count=stored.feature_count, role=title))
