# SPDX-License-Identifier: GPL-2.0-or-later
"""What all algorithms share: help, errors as sentences, languages, the study parameter."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtGui import QIcon

from .. import capabilities, paths
from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue
from ..model.problem import Cancelled, Problem, Severity, SmartCityError
from ..sources.address import without_secrets

STUDY = "STUDY"
LANGUAGE = "LANGUAGE"
LANGUAGES = ["de", "en"]
STEPS, OVERLAY = "steps", "overlay"


class SmartCityAlgorithm(QgsProcessingAlgorithm):
    """Base of all algorithms: subclasses declare parameters and implement ``perform``."""

    libraries = capabilities.ENGINE
    topic = STEPS
    """The group in the toolbox."""

    def createInstance(self):
        """Return a fresh object, as QGIS wants before each run."""
        return type(self)()

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(paths.ICONS / "plugin.svg"))

    def group(self) -> str:
        """Return the group in the toolbox."""
        if self.topic == OVERLAY:
            return translate("SmartCity", "Overlay and assessment")
        return translate("SmartCity", "Planning steps")

    def groupId(self) -> str:
        """Return the id of the group."""
        return self.topic

    def canExecute(self) -> tuple[bool, str]:
        """Return whether the libraries are there, and what to do if not."""
        sentences = [self.sentence(problem) for problem in capabilities.problems(self.libraries)]
        return not sentences, "\n".join(sentences)

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """Return whether QGIS accepts the values; a layer that cannot be found gets our sentence with the remedy."""
        accepted, reason = super().checkParameterValues(parameters, context)
        for definition in [] if accepted else self.parameterDefinitions():
            name, is_layer = definition.name(), isinstance(definition, QgsProcessingParameterFeatureSource)
            if is_layer and parameters.get(name) and self.parameterAsSource(parameters, name, context) is None:
                return False, self.sentence(Problem("layer_missing", values={"layer": told_layer(parameters[name])}))
        return accepted, reason

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the step; what goes wrong becomes one sentence with a remedy, the traceback goes to the log."""
        possible, reason = self.canExecute()
        if not possible:
            raise QgsProcessingException(reason)
        try:
            return self.perform(parameters, context, feedback)
        except Exception as error:
            sentence = self._sentence_of(error)
            _let_go(error)
            raise QgsProcessingException(sentence) from None

    def _sentence_of(self, error: Exception) -> str:
        """Return what the user reads of an error; the traceback of an unexpected one goes to the log."""
        if isinstance(error, Cancelled):
            return self.sentence(Problem("run_cancelled"))
        if isinstance(error, SmartCityError):
            return self.sentence(error.problem)
        if isinstance(error, QgsProcessingException):
            return str(error)
        import traceback

        QgsMessageLog.logMessage(
            "".join(traceback.format_exception(type(error), error, error.__traceback__)),
            "Smart City",
            Qgis.MessageLevel.Critical,
        )
        return self.sentence(Problem("unexpected", values={"detail": f"{type(error).__name__}: {error}"}))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the step and return its outputs."""
        raise QgsProcessingException(self.name())

    # Help for subclasses -----------------------------------------------------------------------------------------

    def sentence(self, problem: Problem) -> str:
        """Return what the user reads of a problem, in QGIS's language."""
        return load_catalogue().sentence(problem, language())

    def sentences(self, problem: Problem) -> tuple[str, str]:
        """Return the same in its two parts: what is wrong, and what to do."""
        return load_catalogue().sentences(problem, language())

    def report(self, problems: list[Problem], feedback: QgsProcessingFeedback) -> None:
        """Tell problems in the log; the first error ends the run."""
        for problem in problems:
            if problem.severity is Severity.ERROR:
                raise SmartCityError(problem.key, **problem.values)
            feedback.pushWarning(self.sentence(problem))

    def read_layer(self, parameters, name, expressions, crs, context, feedback, where=None):
        """Return a layer parameter as (layer name, GeoTable in `crs`); what is wrong with it is a SmartCityError."""
        from ..bridge.features import read_source

        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise SmartCityError("layer_missing", layer=told_layer(parameters.get(name)))
        title = source.sourceName()
        if not source.sourceCrs().isValid():
            raise SmartCityError("layer_without_crs", layer=title)
        table = read_source(source, expressions, crs, context.transformContext(), where, feedback)
        if len(table) == 0:
            raise SmartCityError("layer_empty", layer=title)
        return title, table

    def fit_to_role(self, title, raw, role, area, feedback):
        """Return a layer checked against its role, typed, repaired and reduced to what lies near the area."""
        from ..engine.table import GeoTable
        from ..sources.prepare import prepare, typed
        from ..sources.quality import check_layer, check_overlap, check_reach

        self.report(check_layer(title, raw, role), feedback)
        table = prepare(GeoTable(typed(raw.frame, role), raw.geometry, raw.crs), role, area)
        if len(table) == 0:
            raise SmartCityError("nothing_inside_border", layer=title)
        self.report(check_overlap(title, table, role) + check_reach(title, table, role, area), feedback)
        return table

    def add_study(self) -> None:
        """Add the parameter for the study file."""
        label = translate("SmartCity", "Study file")
        self.addParameter(
            QgsProcessingParameterFile(
                STUDY, label, extension="gpkg", behavior=QgsProcessingParameterFile.Behavior.File
            )
        )

    def study_path(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """Return the path of the study file."""
        return Path(self.parameterAsFile(parameters, STUDY, context))

    def add_language(self) -> None:
        """Add the parameter for the language of what is written."""
        parameter = QgsProcessingParameterEnum(
            LANGUAGE,
            translate("SmartCity", "Language"),
            options=LANGUAGES,
            defaultValue=language(),
            usesStaticStrings=True,
        )
        self.addParameter(parameter)

    def add_passport(self, *names: str) -> None:
        """Add the parameters for what a data passport says: texts by name, in this order, and the licence."""
        labels = {
            "TITLE": translate("SmartCity", "Title of the data"),
            "SOURCE": translate("SmartCity", "Source (publisher)"),
            "ATTRIBUTION": translate("SmartCity", "Attribution line"),
            "DATE": translate("SmartCity", "Date of the data"),
            "NOTE": translate("SmartCity", "Note on fitness"),
            "CONTACT": translate("SmartCity", "Contact"),
        }
        for name in names or labels:
            self.addParameter(QgsProcessingParameterString(name, labels[name], optional=True))
        self.addParameter(
            QgsProcessingParameterEnum(
                "LICENCE",
                translate("SmartCity", "Licence"),
                list(load_catalogue().vocabulary.licences),
                optional=True,
                usesStaticStrings=True,
            )
        )

    def add_advanced(self, parameter: QgsProcessingParameterDefinition) -> None:
        """Add a parameter that only experts need."""
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)


def told_layer(layer: Any) -> str:
    """Return what a reader recognises of the value of a layer parameter; never its passwords."""
    if isinstance(layer, QgsProcessingFeatureSourceDefinition):
        layer = layer.source.staticValue()
    return layer.name() if isinstance(layer, QgsMapLayer) else without_secrets(str(layer))


def split_ids(text: str) -> list[str]:
    """Return the ids of a text that names them with commas, semicolons or spaces between."""
    return text.replace(",", " ").replace(";", " ").split()


def versions() -> dict[str, str]:
    """Return the version of QGIS for the record of a run."""
    return {"qgis": Qgis.version()}


def _let_go(error: Optional[BaseException]) -> None:
    """Empty the frames that an error passed through.

    QGIS never frees the exception of a failed algorithm. With its frames it would keep what they hold: open files,
    which stay locked, and layers, which crash QGIS at its end.
    """
    import traceback

    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
