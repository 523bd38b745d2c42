# SPDX-License-Identifier: GPL-2.0-or-later
"""Keep assessment schemes: store, copy, put in force, remove, hand on."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...bridge.i18n import translate
from ..base import OVERLAY, STUDY, SmartCityAlgorithm

SCHEME, TITLE, DEFINITION, FILE, USE, NAMES = "SCHEME", "TITLE", "DEFINITION", "FILE", "USE", "NAMES"


class SchemeAlgorithm(SmartCityAlgorithm):
    """What the steps about schemes share: the study, the id of a scheme, and the id as output."""

    topic = OVERLAY

    def add_scheme(self, optional: bool = True) -> None:
        """Add the parameter for the id of a scheme; empty means the one in force."""
        label = translate("SmartCity", "Assessment scheme (id; the one in force if empty)")
        if not optional:
            label = translate("SmartCity", "Assessment scheme (id)")
        self.addParameter(QgsProcessingParameterString(SCHEME, label, optional=optional))

    def scheme_id(self, parameters, context) -> str:
        """Return the id of the scheme that was asked for."""
        return self.parameterAsString(parameters, SCHEME, context).strip()

    def add_scheme_output(self) -> None:
        """Tell the id of the scheme."""
        self.addOutput(QgsProcessingOutputString(SCHEME, translate("SmartCity", "Assessment scheme")))

    def answer(self, parameters, context, scheme_id: str) -> dict[str, str]:
        """Return what all these steps put out."""
        return {SCHEME: scheme_id, STUDY: str(self.study_path(parameters, context))}


class SaveScheme(SchemeAlgorithm):
    """Stores a scheme from a file or from its definition."""

    def name(self) -> str:
        """Return the id."""
        return "savescheme"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Store or import assessment scheme")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Stores an assessment scheme in the study: which indicators make the index, how they are turned into "
            "scores, weighed and combined, and what happens where values are missing. It comes from a file (of another "
            "town, written by “Export assessment scheme”) or as JSON text. A scheme of the same id is replaced and "
            "its results are removed. Indicators that the study lacks are left out when it is applied, and told.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        file = translate("SmartCity", "File with a scheme")
        self.addParameter(QgsProcessingParameterFile(FILE, file, extension="json", optional=True))
        text = translate("SmartCity", "… or its definition (JSON)")
        self.addParameter(QgsProcessingParameterString(DEFINITION, text, multiLine=True, optional=True))
        self.addParameter(
            QgsProcessingParameterBoolean(USE, translate("SmartCity", "Put in force"), defaultValue=False)
        )
        self.add_scheme_output()

    def perform(self, parameters, context, feedback):
        """Read, check and store."""
        from ...model.problem import SmartCityError
        from ...study.own_indicators import catalogue_of
        from ...study.schemes import scheme_from_text, store_scheme
        from ...study.study import Study

        file = self.parameterAsFile(parameters, FILE, context)
        text, name = self.parameterAsString(parameters, DEFINITION, context), ""
        if file:
            name = Path(file).name
            try:
                text = Path(file).read_text(encoding="utf-8")
            except OSError as error:
                raise SmartCityError("file_not_found", path=file) from error
            except UnicodeDecodeError as error:
                raise SmartCityError("scheme_unreadable", scheme=name, detail=str(error)) from error
        scheme = scheme_from_text(text, name)
        with Study.open(self.study_path(parameters, context), update=True) as study:
            use = self.parameterAsBool(parameters, USE, context)
            self.report(store_scheme(study, catalogue_of(study), scheme, use), feedback)
        return self.answer(parameters, context, scheme.id)


class CopyScheme(SchemeAlgorithm):
    """Stores a copy under another title."""

    def name(self) -> str:
        """Return the id."""
        return "copyscheme"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Copy assessment scheme")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Stores a copy of an assessment scheme under another title. The original and its results stay as they are; "
            "the copy can be changed in the overlay wizard.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme()
        self.addParameter(QgsProcessingParameterString(TITLE, translate("SmartCity", "Title of the copy")))
        self.add_scheme_output()

    def perform(self, parameters, context, feedback):
        """Copy and store."""
        from ...study.own_indicators import catalogue_of
        from ...study.schemes import copy_scheme
        from ...study.study import Study

        title = self.parameterAsString(parameters, TITLE, context)
        with Study.open(self.study_path(parameters, context), update=True) as study:
            copy = copy_scheme(study, catalogue_of(study), self.scheme_id(parameters, context), title)
        return self.answer(parameters, context, copy.id)


class UseScheme(SchemeAlgorithm):
    """Puts a scheme in force."""

    def name(self) -> str:
        """Return the id."""
        return "usescheme"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Put assessment scheme in force")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Makes an assessment scheme the one whose index maps, atlas and document show. If its needs have not been "
            "assessed yet, run “Assess needs” next. The scheme that every study has is called “standard”.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme(optional=False)
        self.add_scheme_output()

    def perform(self, parameters, context, feedback):
        """Change the setting."""
        from ...study.own_indicators import catalogue_of
        from ...study.schemes import use_scheme
        from ...study.study import Study

        with Study.open(self.study_path(parameters, context), update=True) as study:
            scheme = use_scheme(study, catalogue_of(study), self.scheme_id(parameters, context))
            if study.needs(scheme.id).empty:
                feedback.pushWarning(translate("SmartCity", "The needs by this scheme have not been assessed yet."))
        return self.answer(parameters, context, scheme.id)


class RemoveScheme(SchemeAlgorithm):
    """Removes a scheme with its results."""

    def name(self) -> str:
        """Return the id."""
        return "removescheme"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Remove assessment scheme")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Removes an assessment scheme and the results made with it; focus areas stay, as they may have been drawn "
            "by hand. If it was in force, the standard scheme is again.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme(optional=False)
        self.add_scheme_output()

    def perform(self, parameters, context, feedback):
        """Remove."""
        from ...study.own_indicators import catalogue_of
        from ...study.schemes import remove_scheme
        from ...study.study import Study

        scheme_id = self.scheme_id(parameters, context)
        with Study.open(self.study_path(parameters, context), update=True) as study:
            remove_scheme(study, catalogue_of(study), scheme_id)
        return self.answer(parameters, context, scheme_id)


class ExportScheme(SchemeAlgorithm):
    """Writes a scheme into a file for other towns."""

    def name(self) -> str:
        """Return the id."""
        return "exportscheme"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export assessment scheme")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Writes an assessment scheme into a small text file (JSON) that holds no data of the town: indicators, "
            "scores, weights with their origin, rules and the plan of the robustness test. Another town imports it "
            "with “Store or import assessment scheme”. Those whose points or comparisons made the weights are numbered "
            "in it; their names are written only if you ask for them.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme()
        label = translate("SmartCity", "File for the scheme")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", label, fileFilter="JSON (*.json)"))
        names = translate("SmartCity", "With the names of those who gave points or compared")
        self.addParameter(QgsProcessingParameterBoolean(NAMES, names, defaultValue=False))
        self.add_scheme_output()

    def perform(self, parameters, context, feedback):
        """Write."""
        from ...model.problem import SmartCityError
        from ...study.assessment import scheme_of
        from ...study.own_indicators import catalogue_of
        from ...study.schemes import scheme_file
        from ...study.study import Study

        output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        with Study.open(self.study_path(parameters, context)) as study:
            scheme = scheme_of(study, catalogue_of(study), self.scheme_id(parameters, context))
        try:
            text = scheme_file(scheme, self.parameterAsBool(parameters, NAMES, context))
            Path(output).write_text(text, encoding="utf-8")
        except OSError as error:
            raise SmartCityError("write_failed", path=output, detail=str(error)) from error
        return {**self.answer(parameters, context, scheme.id), "OUTPUT": output}
