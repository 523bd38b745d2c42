# SPDX-License-Identifier: GPL-2.0-or-later
"""Build a whole study from a recipe, by calling the other steps."""

from __future__ import annotations

import json
from pathlib import Path

from qgis.core import (
    QgsProcessingException,
    QgsProcessingMultiStepFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ... import paths
from ...bridge.i18n import translate
from ..base import LANGUAGE, STUDY, SmartCityAlgorithm

DEMO_RECIPE = paths.DEMO / "jena" / "recipe.yaml"


class StudyFromRecipe(SmartCityAlgorithm):
    """Creates a study, fills its inventory, computes indicators and needs, and imports the register."""

    def name(self) -> str:
        """Return the id."""
        return "studyfromrecipe"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Build study from recipe")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Builds a study from a recipe (YAML) that names files, roles, field mappings, sources and licences; "
            "without one, the demo study of the city of Jena. It can be built again at any time.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.addParameter(
            QgsProcessingParameterFile(
                "RECIPE",
                translate("SmartCity", "Recipe (the demo city if empty)"),
                extension="yaml",
                optional=True,
            )
        )
        self.add_language()
        overlay = translate("SmartCity", "Also robustness, hot spots, focus areas, conflicts, justice and scenarios")
        self.addParameter(QgsProcessingParameterBoolean("OVERLAY", overlay, defaultValue=False))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("SmartCity", "Study file"), fileFilter="GeoPackage (*.gpkg)"
            )
        )

    def perform(self, parameters, context, feedback):
        """Run the steps into a file beside the target, which it becomes when all went well."""
        import processing

        from ...catalogue import CatalogueError
        from ...catalogue.recipe import read_recipe
        from ...model.problem import Cancelled, SmartCityError

        path = Path(self.parameterAsFile(parameters, "RECIPE", context) or DEMO_RECIPE)
        try:
            recipe = read_recipe(path)
        except (OSError, CatalogueError) as error:
            raise SmartCityError("recipe_invalid", path=str(path), detail=str(error)) from error
        language = self.parameterAsEnumString(parameters, LANGUAGE, context)
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        work = target.with_name(f"{target.stem}.building.gpkg")
        work.unlink(missing_ok=True)
        calls = recipe_calls(recipe, str(work), language)
        needed = len(calls)
        if self.parameterAsBool(parameters, "OVERLAY", context):
            calls += overlay_calls(str(work)) + step_calls(recipe, str(work), language)
        steps = QgsProcessingMultiStepFeedback(len(calls), feedback)
        try:
            for number, (algorithm, arguments) in enumerate(calls):
                steps.setCurrentStep(number)
                if feedback.isCanceled():
                    raise Cancelled
                try:
                    processing.run(algorithm, arguments, is_child_algorithm=True, context=context, feedback=steps)
                except QgsProcessingException as error:
                    # The study is good without a part of the overlay for which the town has no data.
                    if number < needed or feedback.isCanceled():
                        raise
                    feedback.pushWarning(
                        translate("SmartCity", "Left out: {reason}").format(reason=f"{algorithm}: {error}")
                    )
            work.replace(target)
        finally:
            work.unlink(missing_ok=True)
        return {"OUTPUT": str(target)}


def overlay_calls(study: str) -> list[tuple[str, dict]]:
    """Return the steps of the overlay that need nothing but assessed needs, with their defaults."""
    steps = (
        ("testrobustness", {"PLACES": 0}),
        ("testrobustness", {"PLACES": 1}),
        ("hotspots", {}),
        ("focusareas", {}),
        ("conflictssynergies", {}),
        ("justice", {}),
    )
    return [(f"smartcity:{name}", {STUDY: study, **arguments}) for name, arguments in steps]


def recipe_calls(recipe, study: str, language: str) -> list[tuple[str, dict]]:
    """Return the algorithms that a recipe stands for, with their parameters, in order."""
    create = {
        "AREA": recipe.area.uri,
        "UNITS": recipe.units.uri,
        "UNIT_ID": recipe.unit_id,
        "UNIT_NAME": recipe.unit_name,
        "MUNICIPALITY": recipe.municipality,
        "AGS": recipe.ags,
        "TITLE": recipe.title.in_language(language),
        "REFERENCE_DATE": recipe.reference_date,
        "CRS": recipe.crs,
        "LEVEL": recipe.unit_level,
        LANGUAGE: language,
        "OUTPUT": study,
    }
    calls = [("smartcity:createstudy", create)]
    for layer in recipe.layers:
        arguments = {
            STUDY: study,
            "INPUT": layer.file.uri,
            "ROLE": layer.role,
            "MAPPING": json.dumps(layer.fields),
            "FILTER": layer.where,
            "TITLE": layer.title.in_language(language),
            "SOURCE": layer.publisher.source.in_language(language),
            "ATTRIBUTION": layer.publisher.attribution.in_language(language),
            "DATE": layer.publisher.date,
            "NOTE": layer.note.in_language(language) if layer.note else "",
            "LICENCE": layer.publisher.licence,
            "FITNESS": layer.fitness.value,
        }
        calls.append(("smartcity:addinventorylayer", arguments))
    for item in recipe.imports:
        names = [str(path) for path in item.files]
        arguments = {
            STUDY: study,
            "FILES": names if len(names) > 1 else names[0],
            "SOURCE": item.publisher.source.in_language(language),
            "ATTRIBUTION": item.publisher.attribution.in_language(language),
            "LICENCE": item.publisher.licence,
            "DATE": item.publisher.date,
            **item.parameters,
        }
        calls.append((item.algorithm, arguments))
    calls += [(f"smartcity:{step}", {STUDY: study}) for step in ("checkinventory", "computeindicators", "assessneeds")]
    # Suggestions only: what becomes a strength or weakness of the town is for people to decide.
    calls.append(("smartcity:suggestswot", {STUDY: study, LANGUAGE: language}))
    if recipe.goals or recipe.measures:
        files = {"GOALS": recipe.goals.get(language), "MEASURES": recipe.measures.get(language)}
        register = {name: str(path) for name, path in files.items() if path}
        calls.append(("smartcity:importregister", {STUDY: study, **register}))
    if recipe.register:
        tables = [str(path) for path in recipe.register]
        calls.append(("smartcity:importtables", {STUDY: study, "FILES": tables, LANGUAGE: language}))
    calls += _calls_of(recipe.participation, study, language)
    return calls


def step_calls(recipe, study: str, language: str) -> list[tuple[str, dict]]:
    """Return the steps that a recipe adds to the overlay: scenarios, a choice under a budget, contributions."""
    return _calls_of(recipe.steps, study, language)


def _calls_of(steps, study: str, language: str) -> list[tuple[str, dict]]:
    return [(step.algorithm, {STUDY: study, **step.arguments(language)}) for step in steps]
