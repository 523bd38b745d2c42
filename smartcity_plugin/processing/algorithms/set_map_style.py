# SPDX-License-Identifier: GPL-2.0-or-later
"""Decide how the maps of indicators look, and return to the usual style."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...model.map_style import (
    FEWEST_CLASSES,
    MOST_CLASSES,
    STANDARD_CLASSES,
    Amount,
    Around,
    Kind,
    MapStyle,
    Method,
    Ramp,
    Scaling,
)
from ...model.problem import SmartCityError
from ..base import STUDY, SmartCityAlgorithm

INDICATOR, KIND, METHOD, CLASSES, BREAKS, RAMP = "INDICATOR", "KIND", "METHOD", "CLASSES", "BREAKS", "RAMP"
REVERSE, AROUND, VALUE, SECOND, AMOUNT, SCALING = "REVERSE", "AROUND", "VALUE", "SECOND", "AMOUNT", "SCALING"
STYLE = "STYLE"

_ENUMS = {KIND: Kind, METHOD: Method, RAMP: Ramp, AROUND: Around, AMOUNT: Amount, SCALING: Scaling}


class MapStyleAlgorithm(SmartCityAlgorithm):
    """What both steps share: study, indicator, and the maps that are open in QGIS."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: Optional[tuple[Path, tuple[str, ...]]] = None

    def add_indicator(self) -> None:
        """Add the parameters for study and indicator."""
        self.add_study()
        label = translate("SmartCity", "Indicator (id; all that have no style of their own if empty)")
        self.addParameter(QgsProcessingParameterString(INDICATOR, label, optional=True))

    def postProcessAlgorithm(self, context, feedback):
        """Style the maps that are open; QGIS calls this on the main thread."""
        from ...cartography.map_style_project import restyle

        if self._changed is not None and context.project() is not None:
            try:
                restyle(context.project(), self._changed[0], language(), self._changed[1])
            except SmartCityError as error:  # the style is stored; the maps that are open keep their looks
                feedback.pushWarning(self.sentence(error.problem))
        return {}


class SetMapStyle(MapStyleAlgorithm):
    """Stores the style of an indicator's map in the study."""

    def name(self) -> str:
        """Return the id."""
        return "setmapstyle"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Set map style")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Decides how the map of an indicator looks in the project, in the atlas and in documents. Kinds of map: "
            "choropleth (coloured areas), symbols (circles, for counts or for the number of people), dots (one dot for "
            "so many people, coloured by the value of their unit), bivariate (two indicators on one map). Methods for "
            "class breaks: automatic (at targets, else between natural groups), target (even steps around the target), "
            "quantile (as many units in each class), natural (natural breaks), equal (equal steps), fixed (your own "
            "breaks). Breaks are readable numbers and never separate equal values. Ramps: sector (the hue of the field "
            "of action), blues, greens, purples, greys, viridis, cividis, and with two hues puor, brbg, prgn, rdbu; "
            "all can be told apart with colour vision deficiencies. Colours of two hues meet at the good band, the "
            "target, the mean (the value of the municipality) or a value of your own. Without an indicator the style "
            "holds for all indicators that have none of their own, as far as it suits them.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_indicator()
        labels = {
            KIND: translate("SmartCity", "Kind of map"),
            METHOD: translate("SmartCity", "Method for class breaks"),
            RAMP: translate("SmartCity", "Colour ramp"),
            AROUND: translate("SmartCity", "Where two hues meet"),
            AMOUNT: translate("SmartCity", "What circles stand for"),
            SCALING: translate("SmartCity", "How circles grow"),
        }
        for name in (KIND, METHOD):
            self._add_choice(name, labels[name])
        number = QgsProcessingParameterNumber(
            CLASSES,
            translate("SmartCity", "Number of classes"),
            QgsProcessingParameterNumber.Type.Integer,
            STANDARD_CLASSES,
            minValue=FEWEST_CLASSES,
            maxValue=MOST_CLASSES,
        )
        self.addParameter(number)
        label = translate("SmartCity", "Fixed breaks (numbers with semicolons between them)")
        self.addParameter(QgsProcessingParameterString(BREAKS, label, optional=True))
        self._add_choice(RAMP, labels[RAMP])
        label = translate("SmartCity", "Reverse the colours")
        self.addParameter(QgsProcessingParameterBoolean(REVERSE, label, defaultValue=False))
        self._add_choice(AROUND, labels[AROUND])
        label = translate("SmartCity", "Value at which two hues meet")
        self.addParameter(
            QgsProcessingParameterNumber(VALUE, label, QgsProcessingParameterNumber.Type.Double, optional=True)
        )
        label = translate("SmartCity", "Second indicator (id; for maps of two indicators)")
        self.addParameter(QgsProcessingParameterString(SECOND, label, optional=True))
        for name in (AMOUNT, SCALING):
            self._add_choice(name, labels[name])
        for name, text in self._helps().items():
            self.parameterDefinition(name).setHelp(text)
        self.addOutput(QgsProcessingOutputString(STYLE, translate("SmartCity", "Map style (JSON)")))

    @staticmethod
    def _helps() -> dict[str, str]:
        """Return what each parameter does."""
        return {
            INDICATOR: translate("SmartCity", "Id as in the catalogue, such as gre_access_300m_share."),
            KIND: translate("SmartCity", "Shares and densities are best shown by coloured areas, counts by circles."),
            METHOD: translate("SmartCity", "How the values are divided into classes."),
            CLASSES: translate(
                "SmartCity", "How many classes are wanted; fewer where the values do not carry as many."
            ),
            BREAKS: translate("SmartCity", "For the method fixed; without the least and the greatest value."),
            RAMP: translate("SmartCity", "puor, brbg, prgn and rdbu have two hues; all others go from light to dark."),
            REVERSE: translate("SmartCity", "Dark for low values, or the two hues exchanged."),
            AROUND: translate(
                "SmartCity", "For ramps of two hues; automatic takes the good band, the target or the mean."
            ),
            VALUE: translate("SmartCity", "Needed where two hues meet at a value of your own."),
            SECOND: translate("SmartCity", "Shown together with the first one in three by three classes."),
            AMOUNT: translate("SmartCity", "The value itself (counts only), or the people of the planning unit."),
            SCALING: translate("SmartCity", "In proportion to their area, or a little faster, as eyes judge circles."),
        }

    def _add_choice(self, name: str, label: str) -> None:
        options = [member.value for member in _ENUMS[name]]
        self.addParameter(
            QgsProcessingParameterEnum(name, label, options, defaultValue=options[0], usesStaticStrings=True)
        )

    def perform(self, parameters, context, feedback):
        """Check and store."""
        from ...cartography.map_style import check, save_style
        from ...catalogue.map_styles import map_style_content
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        style = self._style(parameters, context)
        key = self.parameterAsString(parameters, INDICATOR, context).strip()
        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            indicators = catalogue_of(study).indicators
            for name in filter(None, (key, style.second)):
                if name not in indicators:
                    raise SmartCityError("indicator_unknown", indicator=name)
            check(style, indicators.get(key), indicators.get(style.second))
            save_style(study, key, style)
        self._changed = (path, (key,) if key else ())
        return {STYLE: map_style_content(style).decode("utf-8"), STUDY: str(path)}

    def _style(self, parameters, context) -> MapStyle:
        chosen = {
            name.lower(): kind(self.parameterAsEnumString(parameters, name, context)) for name, kind in _ENUMS.items()
        }
        return MapStyle(
            **chosen,
            classes=self.parameterAsInt(parameters, CLASSES, context),
            breaks=numbers_of(self.parameterAsString(parameters, BREAKS, context)),
            reverse=self.parameterAsBool(parameters, REVERSE, context),
            value=None if parameters.get(VALUE) is None else self.parameterAsDouble(parameters, VALUE, context),
            second=self.parameterAsString(parameters, SECOND, context).strip(),
        )


class RemoveMapStyle(MapStyleAlgorithm):
    """Removes the style of an indicator's map from the study."""

    def name(self) -> str:
        """Return the id."""
        return "removemapstyle"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Remove map style")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Removes the style that was set for the map of an indicator. The style for all indicators holds again, or "
            "the usual one: coloured areas with breaks at the target. Without an indicator the style for all "
            "indicators is removed.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        label = translate("SmartCity", "Indicator (id; the style for all indicators if empty)")
        self.addParameter(QgsProcessingParameterString(INDICATOR, label, optional=True))
        self.addOutput(QgsProcessingOutputString(INDICATOR, translate("SmartCity", "Indicator")))

    def perform(self, parameters, context, feedback):
        """Remove."""
        from ...model.design import MAP
        from ...study.study import Study

        key = self.parameterAsString(parameters, INDICATOR, context).strip()
        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            if study.design_part(MAP, key) is None:
                if key:
                    raise SmartCityError("map_style_missing", indicator=key)
                raise SmartCityError("map_style_general_missing")
            study.remove_design_part(MAP, key)
        self._changed = (path, (key,) if key else ())
        return {INDICATOR: key, STUDY: str(path)}


def numbers_of(text: str) -> tuple[float, ...]:
    """Return the numbers of a text that has semicolons or spaces between them, with decimal point or comma."""
    found = []
    for part in text.replace(";", " ").split():
        try:
            number = float(part.replace(",", ".").replace("\u2212", "-"))
        except ValueError:
            raise SmartCityError("map_style_number_unclear", text=part) from None
        if number != number or number in (float("inf"), float("-inf")):
            raise SmartCityError("map_style_number_unclear", text=part)
        found.append(number)
    return tuple(found)
