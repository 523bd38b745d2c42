# SPDX-License-Identifier: GPL-2.0-or-later
"""Find out how sure the priorities are."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ..base import versions
from .schemes import SchemeAlgorithm

PLACES, FACTORS, RUNS, SEED, TOP_SHARE = "PLACES", "FACTORS", "RUNS", "SEED", "TOP_SHARE"
WEIGHT_SPREAD, THRESHOLD_SPREAD = "WEIGHT_SPREAD", "THRESHOLD_SPREAD"

KINDS = ["units", "cells"]
FACTOR_KEYS = ["weights", "normalisation", "combination", "thresholds", "dropped", "system"]
"""As in ``engine/composite/variants.py``, which must not be imported when QGIS loads the plugin."""


class TestRobustness(SchemeAlgorithm):
    """Computes a scheme in many variants: spans of ranks, who stays among the top, which choice matters most."""

    __test__ = False  # what is meant is no test of pytest

    def name(self) -> str:
        """Return the id."""
        return "testrobustness"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Test robustness of priorities")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Computes an assessment scheme in many variants that would be just as defensible: other weights, another "
            "normalisation, another combination of the fields of action, moved goalposts, without single indicators, "
            "and for planning units also as the mean of their cells. Stores for every place the span of its ranks, the "
            "share of variants in which it is among the top, whether its class of need is robust or fragile, and what "
            "its rank depends on; and for every choice how much it matters (Sobol’ indices). The same seed gives the "
            "same result. Options and spreads that are not given are those of the scheme.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme()
        places = [translate("SmartCity", "Planning units"), translate("SmartCity", "Cells")]
        self.addParameter(QgsProcessingParameterEnum(PLACES, translate("SmartCity", "Places"), places, defaultValue=0))
        self.addParameter(
            QgsProcessingParameterEnum(
                FACTORS,
                translate("SmartCity", "What may vary (everything if nothing is chosen)"),
                self._factor_labels(),
                allowMultiple=True,
                optional=True,
            )
        )
        number = QgsProcessingParameterNumber.Type
        for name, label, kind, bounds in (
            (RUNS, translate("SmartCity", "Number of variants"), number.Integer, (10, 20_000)),
            (SEED, translate("SmartCity", "Seed of the random numbers"), number.Integer, (0, 2**31 - 1)),
            (TOP_SHARE, translate("SmartCity", "Share of places that counts as the top (%)"), number.Double, (1, 90)),
            (WEIGHT_SPREAD, translate("SmartCity", "Spread of the weights (± %)"), number.Double, (0, 100)),
            (THRESHOLD_SPREAD, translate("SmartCity", "Spread of the goalposts (± %)"), number.Double, (0, 50)),
        ):
            self.add_advanced(
                QgsProcessingParameterNumber(name, label, kind, optional=True, minValue=bounds[0], maxValue=bounds[1])
            )
        self.addOutput(QgsProcessingOutputNumber("PLACES_TESTED", translate("SmartCity", "Places ranked")))
        self.addOutput(QgsProcessingOutputNumber("ROBUST", translate("SmartCity", "Places with a robust class")))
        self.addOutput(QgsProcessingOutputNumber("MEAN_SHIFT", translate("SmartCity", "Mean shift of rank")))
        self.addOutput(QgsProcessingOutputString("SENTENCE", translate("SmartCity", "Sentence for the council")))
        self.add_scheme_output()

    def perform(self, parameters, context, feedback):
        """Compute, store and tell."""
        from ...model.problem import Severity
        from ...report.findings_robustness import council_sentence, factor_lines, robustness_findings
        from ...report.texts import Texts, load_texts
        from ...report.words import Words
        from ...study.assessment import scheme_of
        from ...study.own_indicators import catalogue_of
        from ...study.robustness import robustness_of
        from ...study.study import Study
        from ..products import load_product

        path = self.study_path(parameters, context)
        # Where nothing is given QGIS answers with the first option, which would vary the weights alone.
        chosen = self.parameterAsEnums(parameters, FACTORS, context) if parameters.get(FACTORS) else []
        factors = [FACTOR_KEYS[number] for number in chosen]
        with Study.open(path, update=True) as study:
            catalogue = catalogue_of(study)
            scheme = scheme_of(study, catalogue, self.scheme_id(parameters, context))
            found = robustness_of(
                study,
                catalogue,
                scheme,
                KINDS[self.parameterAsEnum(parameters, PLACES, context)],
                self._plan(scheme.plan, parameters, context),
                progress_of(feedback),
                factors or FACTOR_KEYS,
                versions(),
            )
        for note in found.notes:
            tell = feedback.pushWarning if note.severity is Severity.WARNING else feedback.pushInfo
            tell(catalogue.sentence(note, language()))
        words = Words(Texts(language(), load_texts()), catalogue.vocabulary)
        sentence = council_sentence(found, scheme, words)
        for line in [sentence, "", *robustness_findings(found, scheme, words), "", *factor_lines(found, words)]:
            feedback.pushInfo(line)
        for line in _first(found, words):
            feedback.pushInfo(line)
        load_product(self, context, path, "robustness", scheme_id=found.scheme_id, place_kind=found.place_kind)
        return {
            "PLACES_TESTED": found.summary["places"],
            "ROBUST": found.summary["robust"],
            "MEAN_SHIFT": found.summary["mean_shift"],
            "SENTENCE": sentence,
            **self.answer(parameters, context, found.scheme_id),
        }

    @staticmethod
    def _factor_labels() -> list[str]:
        """Return what the choices are called, in the order of FACTOR_KEYS."""
        return [
            translate("SmartCity", "Weights"),
            translate("SmartCity", "Normalisation"),
            translate("SmartCity", "Combination of the fields of action"),
            translate("SmartCity", "Goalposts and bands"),
            translate("SmartCity", "Leaving out one indicator"),
            translate("SmartCity", "System of units (units or mean of their cells)"),
        ]

    def _plan(self, plan, parameters, context):
        """Return the scheme's plan with what was given in its place."""
        from dataclasses import replace

        given = {}
        for name, key, scale in (
            (RUNS, "runs", None),
            (SEED, "seed", None),
            (TOP_SHARE, "top_share", 0.01),
            (WEIGHT_SPREAD, "weight_spread", 0.01),
            (THRESHOLD_SPREAD, "threshold_spread", 0.01),
        ):
            if parameters.get(name) is not None:
                number = self.parameterAsDouble(parameters, name, context)
                given[key] = int(number) if scale is None else number * scale
        return replace(plan, **given)


def _first(found, words) -> list[str]:
    """Return a line for each of the places with the greatest need."""
    rows = found.places[found.places["rank"].notna()].sort_values("rank", kind="stable").head(10)
    text = translate(
        "SmartCity", "{rank}. {name}: rank {low} to {high} in 90 % of the variants, among the top in {top}"
    )
    return [
        text.format(
            rank=words.number(row["rank"]),
            name=row["name"] or row["place_id"],
            low=words.number(row["rank_low"]),
            high=words.number(row["rank_high"]),
            top=words.percent(row["top_share"] / 100.0),
        )
        for row in rows.to_dict("records")
    ]
