# SPDX-License-Identifier: GPL-2.0-or-later
"""Show what indicators lack to their targets, place by place."""

from __future__ import annotations

import json
from dataclasses import asdict

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ...bridge.i18n import language, translate
from ...catalogue import load_catalogue
from ..base import OVERLAY, STUDY, SmartCityAlgorithm, split_ids
from ..group_parameters import add_group_parameters, add_scheme, group_plan, scheme_id, tell

PLACES = ["units", "cells"]


class NeedGaps(SmartCityAlgorithm):
    """Value, target, gap, need and persons of one or all indicators, per cell or planning unit."""

    topic = OVERLAY

    def name(self) -> str:
        """Return the id."""
        return "needgaps"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Gaps to targets")

    def shortHelpString(self) -> str:
        """Return the help text."""
        paragraphs = [
            translate(
                "SmartCity",
                "Makes a layer with value, target, gap to the target in the indicator’s own unit, need (0 to 100) and "
                "persons in need, also by focus group, per planning unit or cell; several indicators give several "
                "rows per place. Targets are those of the town’s goals (without examples), else of the catalogue, each "
                "with its source; without a target the gap stays empty.",
            ),
            translate(
                "SmartCity",
                "Shares of people tell how many are not reached and how many more would have to be reached to meet the "
                "target. Means over people tell how many live in cells that miss it, also where the mean of the unit "
                "meets it. All other indicators describe the place and tell no number of people. Numbers of people in "
                "places with fewer than 10 are left out.",
            ),
        ]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
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
        self.addParameter(
            QgsProcessingParameterEnum(
                "PLACES",
                translate("SmartCity", "Planning units or cells"),
                PLACES,
                defaultValue=PLACES[0],
                usesStaticStrings=True,
            )
        )
        add_scheme(self)
        add_group_parameters(self)
        label = translate("SmartCity", "Gaps to targets")
        self.addParameter(
            QgsProcessingParameterFeatureSink("OUTPUT", label, QgsProcessing.SourceType.TypeVectorPolygon)
        )

    def perform(self, parameters, context, feedback):
        """Compare with the targets and write one feature per place and indicator."""
        from ...catalogue.numbers import symbol_of
        from ...study.focus_groups import group_people
        from ...study.gaps import need_gaps, targets
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ..products import style_result
        from ..result_tables import write_table

        chosen = [name for name in self.parameterAsEnumStrings(parameters, "INDICATORS", context) if name]
        chosen += split_ids(self.parameterAsString(parameters, "OWN", context))
        kind = self.parameterAsEnumString(parameters, "PLACES", context)
        plan = group_plan(self, parameters, context)
        with Study.open(self.study_path(parameters, context)) as study:
            catalogue = catalogue_of(study)
            people = group_people(study, catalogue, plan)
            scheme = scheme_id(self, parameters, context)
            table, notes = need_gaps(study, catalogue, chosen, kind, scheme, people)
            aims = targets(study, catalogue)
        tell(self, notes, feedback)
        frame = table.frame
        units = {
            name: symbol_of(catalogue.units[catalogue.indicators[name].unit], language())
            for name in frame["indicator_id"].unique()
        }
        titles, sources = self._words(frame["indicator_id"].unique(), catalogue, aims)
        frame.insert(3, "indicator", frame["indicator_id"].map(titles))
        frame.insert(4, "unit", frame["indicator_id"].map(units))
        frame.insert(8, "target_source", frame["indicator_id"].map(sources))
        flags = catalogue.vocabulary.flags
        frame["notes"] = [
            "; ".join(flags[flag].title.in_language(language()) for flag in row.split(",") if flag in flags)
            for row in frame["flags"]
        ]
        destination = write_table(self, parameters, "OUTPUT", context, frame, table.geometry, table.crs)
        period = ": ".join((translate("SmartCity", "Reference date"), study.settings.reference_date))
        history = [f"smartcity:{self.name()} {json.dumps(self._asked(chosen, kind, scheme, plan))}", period]
        style_result(context, destination, "cell_needs", table, history)
        return {"OUTPUT": destination, STUDY: str(self.study_path(parameters, context))}

    def _asked(self, chosen, kind, scheme, plan) -> dict:
        """Return what was asked for, for the layer's history."""
        return {"indicators": chosen, "places": kind, "scheme": scheme, "groups": asdict(plan)}

    def _words(self, names, catalogue, aims) -> tuple[dict[str, str], dict[str, str]]:
        """Return the titles of indicators, and the sources of their targets with how well they are known."""
        titles = {name: catalogue.indicators[name].title.in_language(language()) for name in names}
        sources = {}
        for name in names:
            aim = aims.get(name)
            words = [] if aim is None else [aim.source.in_language(language())]
            if aim is not None and aim.status is not None:
                words.append(catalogue.vocabulary.statuses[aim.status.value].title.in_language(language()))
            sources[name] = "; ".join(words)
        return titles, sources
