# SPDX-License-Identifier: GPL-2.0-or-later
"""Measure who has how much of what an indicator counts, and draw it."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ... import capabilities
from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ...model.problem import Problem, Severity
from ..base import LANGUAGE, OVERLAY, STUDY, SmartCityAlgorithm, split_ids, versions

PLACES = ["cells", "units"]
FORMATS = ["png", "svg", "pdf"]
SOCIAL = "soc_deprivation_index"


class IndicatorChoice(SmartCityAlgorithm):
    """What both steps share: the choice of indicators."""

    topic = OVERLAY

    def add_indicators(self) -> None:
        """Add the parameters for indicators."""
        self.addParameter(
            QgsProcessingParameterEnum(
                "INDICATORS",
                translate("SmartCity", "Indicators (all if none is chosen)"),
                list(load_catalogue().indicators),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            )
        )
        self.add_advanced(
            QgsProcessingParameterString(
                "OWN", translate("SmartCity", "Own indicators of the study (ids, comma separated)"), optional=True
            )
        )

    def chosen_indicators(self, parameters, context) -> tuple[str, ...]:
        """Return the ids of the chosen indicators; none means all."""
        chosen = [name for name in self.parameterAsEnumStrings(parameters, "INDICATORS", context) if name]
        return tuple(dict.fromkeys(chosen + split_ids(self.parameterAsString(parameters, "OWN", context))))


class MeasureJustice(IndicatorChoice):
    """Gini, Lorenz curve and other measures of how an indicator's values are spread over the people."""

    def name(self) -> str:
        """Return the id."""
        return "justice"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Measure the justice of distribution")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Puts all people in line by the value of the place where they live and measures how unequal it is: Gini "
            "(0 all have the same, close to 1 few have almost all), Hoover (the share that would have to move for all "
            "to have the same), P90/P10, the means of the lowest and the highest tenth, and the Lorenz curve. The "
            "concentration index puts people in line by social deprivation: negative means that deprived areas have "
            "less, positive that they have more. Means of people under 18, from 65 and in deprived areas are set "
            "beside that of all.\n\nWithout a choice, all indicators are measured of which people have more or less "
            "and more is better or worse. Indicators without values on cells are measured on planning units. Unknown "
            "values are left out and counted. Earlier measures of the study are replaced.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_indicators()
        label = translate("SmartCity", "Places: cells or planning units")
        self.addParameter(
            QgsProcessingParameterEnum("PLACES", label, PLACES, defaultValue=PLACES[0], usesStaticStrings=True)
        )
        self.add_advanced(
            QgsProcessingParameterString(
                "SOCIAL",
                translate("SmartCity", "Indicator of social status (id; none if empty)"),
                SOCIAL,
                optional=True,
            )
        )
        self.add_advanced(
            QgsProcessingParameterNumber(
                "LIMIT",
                translate("SmartCity", "Value from which an area is deprived (that of the catalogue if empty)"),
                QgsProcessingParameterNumber.Type.Double,
                None,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("SmartCity", "Measures of distribution"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Indicators measured")))

    def perform(self, parameters, context, feedback):
        """Measure, store, tell."""
        from ...report.findings_justice import justice_findings, measure_title, missing_reason
        from ...report.texts import Texts, load_texts
        from ...report.words import Words
        from ...study.justice import JusticePlan, measure_and_save, wide
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ..result_tables import write_table

        limited = parameters.get("LIMIT") not in (None, "")
        plan = JusticePlan(
            place_kind=self.parameterAsEnumString(parameters, "PLACES", context),
            indicators=self.chosen_indicators(parameters, context),
            social=self.parameterAsString(parameters, "SOCIAL", context).strip(),
            limit=self.parameterAsDouble(parameters, "LIMIT", context) if limited else None,
        )
        path = self.study_path(parameters, context)
        with Study.open(path, update=True) as study:
            catalogue = catalogue_of(study)
            outdated = study.outdated(catalogue)
            if outdated:
                self.report([Problem("values_outdated", Severity.WARNING, {"indicator": outdated})], feedback)
            result = measure_and_save(study, catalogue, plan, versions(), progress_of(feedback))
        for problem in result.problems:
            tell = feedback.pushWarning if problem.severity is Severity.WARNING else feedback.pushInfo
            tell(catalogue.sentence(problem, language()))
        words = Words(Texts(language(), load_texts()), catalogue.vocabulary)
        for indicator_id, measures in wide(result.rows).iterrows():
            for sentence in justice_findings(measures, catalogue.indicators[indicator_id], words):
                feedback.pushInfo(sentence)
        outputs = {"COUNT": len(result.kinds), STUDY: str(path)}
        if parameters.get("OUTPUT") is not None:
            table = result.rows.drop(columns="curve")
            titles = [catalogue.indicators[name].title.in_language(language()) for name in table["indicator_id"]]
            table.insert(1, "indicator", titles)
            names = [measure_title(key, words) for key in table["measure"]]
            table.insert(table.columns.get_loc("measure") + 1, "title", names)
            table["reason"] = [missing_reason(key, words) for key in table["reason"]]
            outputs["OUTPUT"] = write_table(self, parameters, "OUTPUT", context, table)
        return outputs


class JusticeCharts(IndicatorChoice):
    """Draws the stored measures: Lorenz and concentration curves, groups, burdens."""

    libraries = capabilities.ENGINE + capabilities.CHARTS

    def flags(self):
        """Run in the main thread: fonts and matplotlib's settings belong there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def name(self) -> str:
        """Return the id."""
        return "justicecharts"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Export charts of distribution")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Draws for each indicator the Lorenz curve with the Gini coefficient, the concentration curve by social "
            "deprivation and the comparison of groups, and for the whole town the people by number of high burdens, "
            "as far as the study holds them. Files of the same name in the folder are replaced. PNG has 300 dpi; SVG "
            "and PDF are vectors.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_indicators()
        self.add_language()
        label = translate("SmartCity", "File format")
        self.addParameter(
            QgsProcessingParameterEnum("FORMAT", label, FORMATS, defaultValue=FORMATS[0], usesStaticStrings=True)
        )
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", translate("SmartCity", "Folder")))
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Charts drawn")))

    def perform(self, parameters, context, feedback):
        """Draw what the study holds."""
        from ...cartography.chart_files import draw_all
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        folder = Path(self.parameterAsString(parameters, "OUTPUT", context))
        with Study.open(self.study_path(parameters, context)) as study:
            written = draw_all(
                study,
                catalogue_of(study),
                folder,
                language=self.parameterAsEnumString(parameters, LANGUAGE, context),
                kind=self.parameterAsEnumString(parameters, "FORMAT", context),
                indicators=self.chosen_indicators(parameters, context),
                progress=progress_of(feedback),
            )
        for path in written:
            feedback.pushInfo(str(path))
        return {"COUNT": len(written), "OUTPUT": str(folder), STUDY: str(self.study_path(parameters, context))}
