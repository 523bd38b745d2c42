# SPDX-License-Identifier: GPL-2.0-or-later
"""Make focus areas of cells of high need, and bring them up to date after they were changed by hand."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ...bridge.feedback import progress_of
from ...bridge.i18n import language, translate
from ..base import STUDY, versions
from ..cluster_parameters import add_cluster_parameters, cluster_plan, tell
from ..products import load_product
from .schemes import SchemeAlgorithm

_STARTS = ["need", "hot_spots"]
"""In the order of the labels; a test holds them against the study's."""


class FocusAlgorithm(SchemeAlgorithm):
    """What both steps share: the outputs, and telling what there is now."""

    def add_outputs(self) -> None:
        """Declare what the steps put out."""
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("SmartCity", "Focus areas")))
        self.addOutput(QgsProcessingOutputNumber("EDITED", translate("SmartCity", "Focus areas changed by hand")))

    def told(self, outcome, catalogue, path, scheme_id, context, feedback):
        """Tell the areas in sentences, show the map, and return the outputs."""
        from ...report.findings_focus import focus_facts, focus_findings
        from ...report.texts import Texts, load_texts
        from ...report.words import Words

        tell(self, outcome.notes, feedback)
        words = Words(Texts(language(), load_texts()), catalogue.vocabulary)
        for sentence in focus_findings(focus_facts(outcome.areas, catalogue, language()), words):
            feedback.pushInfo(sentence)
        if len(outcome.areas):
            load_product(self, context, path, "focus_areas", scheme_id=scheme_id)
        return {"COUNT": len(outcome.areas), "EDITED": outcome.kept, STUDY: str(path)}


class FocusAreas(FocusAlgorithm):
    """Joins neighbouring cells of high need to focus areas."""

    def name(self) -> str:
        """Return the id."""
        return "focusareas"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Make focus areas")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Joins neighbouring inhabited cells of high need to focus areas, ranked by people affected (need times "
            "population), with the population, the mean need, what is lacking most and the open measures of the "
            "register that touch the area. Limits are project defaults: need from 70 of 100 on, at least 5 cells and "
            "200 inhabitants. Instead of a limit, areas may grow from hot spots of need (Gi*, 95 %).\n\nThe layer can "
            "be edited in QGIS like any other. Areas drawn or changed by hand are never overwritten or removed by "
            "running this step again; “Update focus areas” computes their figures anew.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme()
        labels = [
            translate("SmartCity", "cells with at least this need"),
            translate("SmartCity", "hot spots of need (Gi*, 95 %)"),
        ]
        title = translate("SmartCity", "Areas grow from")
        self.addParameter(QgsProcessingParameterEnum("START", title, labels, defaultValue=0))
        whole, real = QgsProcessingParameterNumber.Type.Integer, QgsProcessingParameterNumber.Type.Double
        for name, label, kind, default, most in (
            ("NEED", translate("SmartCity", "Least need of a cell (0–100)"), real, 70.0, 100.0),
            ("CELLS", translate("SmartCity", "Least number of cells"), whole, 5, 100_000),
            ("PERSONS", translate("SmartCity", "Least number of inhabitants"), real, 200.0, 1e7),
            ("HOLES", translate("SmartCity", "Close holes smaller than (ha; 0 for none)"), real, 0.0, 1e4),
        ):
            self.addParameter(
                QgsProcessingParameterNumber(name, label, kind, defaultValue=default, minValue=0, maxValue=most)
            )
        add_cluster_parameters(self, is_advanced=True)
        self.add_outputs()

    def perform(self, parameters, context, feedback):
        """Grow, store and tell."""
        from ...study.assessment import scheme_of
        from ...study.focus import FocusPlan, make_focus_areas
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = self.study_path(parameters, context)
        need, persons, holes = (
            self.parameterAsDouble(parameters, name, context) for name in ("NEED", "PERSONS", "HOLES")
        )
        plan = FocusPlan(
            start=_STARTS[self.parameterAsEnum(parameters, "START", context)],
            need=need,
            fewest_cells=self.parameterAsInt(parameters, "CELLS", context),
            fewest_persons=persons,
            holes_below=holes,
            clusters=cluster_plan(self, parameters, context),
        )
        with Study.open(path, update=True) as study:
            catalogue = catalogue_of(study)
            scheme = scheme_of(study, catalogue, self.scheme_id(parameters, context))
            outcome = make_focus_areas(study, catalogue, scheme.id, plan, progress_of(feedback), versions())
        return self.told(outcome, catalogue, path, scheme.id, context, feedback)


class UpdateFocusAreas(FocusAlgorithm):
    """Computes the figures of focus areas for their present outlines."""

    def name(self) -> str:
        """Return the id."""
        return "updatefocusareas"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Update focus areas")

    def shortHelpString(self) -> str:
        """Return the help text."""
        return translate(
            "SmartCity",
            "Computes population, size, need, what is lacking most and open measures of the focus areas anew, for the "
            "outlines they have now: after they were drawn, split, merged or changed by hand, after new indicator "
            "values, or after changes in the register of measures. Names and notes stay; areas without a name or "
            "number get one. Save your edits of the layer first. People of cells that an area cuts count by where "
            "they live: in residential buildings if the study has them, else by share of the area.",
        )

    def initAlgorithm(self, configuration=None) -> None:
        """Declare the parameters."""
        self.add_study()
        self.add_scheme()
        only = translate("SmartCity", "Only areas drawn or changed by hand")
        self.addParameter(QgsProcessingParameterBoolean("ONLY_EDITED", only, defaultValue=False))
        self.add_outputs()

    def perform(self, parameters, context, feedback):
        """Compute, store and tell."""
        from ...study.assessment import scheme_of
        from ...study.focus import update_focus_areas
        from ...study.own_indicators import catalogue_of
        from ...study.study import Study

        path = self.study_path(parameters, context)
        only = self.parameterAsBoolean(parameters, "ONLY_EDITED", context)
        with Study.open(path, update=True) as study:
            catalogue = catalogue_of(study)
            scheme = scheme_of(study, catalogue, self.scheme_id(parameters, context))
            outcome = update_focus_areas(study, catalogue, scheme.id, only, progress_of(feedback), versions())
        return self.told(outcome, catalogue, path, scheme.id, context, feedback)
