# SPDX-License-Identifier: GPL-2.0-or-later
"""Tell whether a ranking depends on weights, normalisation or way of combining."""

from __future__ import annotations

from qgis.core import QgsProcessing, QgsProcessingParameterEnum, QgsProcessingParameterFeatureSink

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ..base import STUDY
from .schemes import SchemeAlgorithm

PLACES = ["units", "cells"]


class CompareVariants(SchemeAlgorithm):
    """One scheme under other weights, normalisations and combinations, held against its own result."""

    def name(self) -> str:
        """Return the id."""
        return "comparevariants"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Compare variants of an assessment scheme")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Applies an assessment scheme again with one choice made otherwise: equal weights, weights that "
            "follow from the data (entropy, principal components, benefit of the doubt), every normalisation, "
            "every way of combining the fields of action. Each variant is held against the scheme itself: rank "
            "correlation (Spearman), places in another class of need, mean shift of ranks, and the place that "
            "moves most. Rank 1 is the greatest need. Weights that follow from the data are for comparison only: "
            "they say what distinguishes the places, not what matters to the town, and cannot be justified "
            "politically. Where a variant compares the places with each other, the level of all scores moves, and "
            "many change class although their order stays: there look at the rank correlation. Nothing is stored.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme()
        places = [translate("SmartCity", "Planning units"), translate("SmartCity", "Cells")]
        self.addParameter(
            QgsProcessingParameterEnum("PLACES", translate("SmartCity", "Places"), places, defaultValue=0)
        )
        label = translate("SmartCity", "Variants of the scheme")
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", label, QgsProcessing.SourceType.TypeVector))

    def perform(self, parameters, context, feedback):
        """Compare and write one row per variant."""
        from ...bridge.feedback import progress_of
        from ...study.assessment import scheme_of
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study
        from ...study.variants import compare_variants
        from ..result_tables import write_table

        place_kind = PLACES[self.parameterAsEnum(parameters, "PLACES", context)]
        with Study.open(self.study_path(parameters, context)) as study:
            catalogue = catalogue_of(study)
            scheme = scheme_of(study, catalogue, self.scheme_id(parameters, context))
            found = compare_variants(study, catalogue, scheme, place_kind, progress_of(feedback))
        table = found.table()
        table.insert(1, "title", [_title(item.variant) for item in found.held])
        notes = [self._notes(item, catalogue) for item in found.held]
        table["note"] = [" ".join(texts) for texts in notes]
        for row, texts in zip(table.to_dict("records"), notes):
            feedback.pushInfo("\n    ".join([_sentence(row), *texts]))
        destination = write_table(self, parameters, "OUTPUT", context, table)
        return {"OUTPUT": destination, STUDY: str(self.study_path(parameters, context))}

    def _notes(self, held, catalogue) -> list[str]:
        """Return all that must be said of a variant."""
        notes = [_only_to_compare()] if getattr(held.variant.choice, "is_for_comparison", False) else []
        for node, problem in held.problems:
            notes.append(_node(node, catalogue) + self.sentence(problem))
        return notes


def _node(key: str, catalogue) -> str:
    """Return which part of the tree a note is about, with a colon; nothing if it is about the variant as a whole."""
    from ...model.scheme import ROOT

    if key == ROOT:
        return translate("SmartCity", "Fields of action among each other") + ": "
    return f"{catalogue.sectors[key].title.in_language(language())}: " if key in catalogue.sectors else ""


def _only_to_compare() -> str:
    return translate(
        "SmartCity",
        "Weights that follow from the data are for comparison only; they do not say what matters to the town.",
    )


def _title(variant) -> str:
    from ...catalogue.scheme_words import choice_title
    from ...study.variants import Kind

    if variant.kind is Kind.OWN:
        return translate("SmartCity", "The scheme itself")
    if variant.own_best:
        return translate("SmartCity", "Weights: each place by its own best ones (for comparison only)")
    text = {
        Kind.WEIGHTS: translate("SmartCity", "Weights: {choice}"),
        Kind.NORMALISATION: translate("SmartCity", "Normalisation: {choice}"),
        Kind.COMBINATION: translate("SmartCity", "Combination: {choice}"),
    }[variant.kind]
    return text.format(choice=choice_title(variant.choice, language()))


def _sentence(row) -> str:
    """Return one line of the log for a variant."""

    def number(value: float, decimals: int = 0) -> str:
        return format_number(value, decimals, language())

    if not row["places"]:
        return translate("SmartCity", "{title}: cannot be computed").format(title=row["title"])
    parts = [translate("SmartCity", "{title}: {places} places").format(title=row["title"], places=row["places"])]
    if row["variant"] == "own":
        return parts[0]
    if row["rho"] == row["rho"]:
        parts.append(translate("SmartCity", "rank correlation {rho}").format(rho=number(row["rho"], 3)))
    parts.append(translate("SmartCity", "{count} in another class").format(count=row["class_changes"]))
    if row["unknown"]:
        parts.append(translate("SmartCity", "{count} without an index").format(count=row["unknown"]))
    if row["mover"]:
        text = translate("SmartCity", "{place} moves most, from rank {before} to rank {after}")
        before, after = (number(row[name], 0 if row[name] % 1 == 0 else 1) for name in ("mover_rank_own", "mover_rank"))
        parts.append(text.format(place=row["mover"], before=before, after=after))
    return ", ".join(parts)
