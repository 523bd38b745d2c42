# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights that follow from the data, beside the town's own: to compare with, never to take over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Optional

from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ....bridge.i18n import translate
from ....engine.composite.weights import derived
from ....model.problem import Problem, Severity, SmartCityError
from ....model.scheme import ROOT, Weighting
from ....study.drafts import Material, Outcome
from ..forms import explanation, tell
from . import wording
from .tables import Cell, ReadTable

METHODS = (Weighting.ENTROPY, Weighting.PCA, Weighting.BENEFIT_OF_THE_DOUBT)


class DataWeightsTable(QWidget):
    """One row per member: own, equal, and what entropy, PCA and benefit of the doubt would give."""

    def __init__(self) -> None:
        super().__init__()
        headers = [
            translate("SmartCity", "Belongs to the index"),
            translate("SmartCity", "Own"),
            translate("SmartCity", "Equal"),
            translate("SmartCity", "Entropy"),
            "PCA",
            "BoD",
        ]
        self.table = ReadTable("data_weights", headers, 0, translate("SmartCity", "Weights that follow from the data"))
        self.warning = explanation(
            translate(
                "SmartCity",
                "To compare only. These weights follow from how the numbers happen to be spread and say nothing about "
                "what matters to the town; a council cannot justify them. PCA: principal components; BoD (benefit of "
                "the doubt): every place with the weights that suit it best, on average.",
            )
        )
        self.notes = explanation()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 4)
        layout.addWidget(self.warning)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.notes)

    def show_node(self, material: Material, outcome: Optional[Outcome], node: str, names: Mapping[str, str]) -> None:
        """Show the weights of a node; nothing without an outcome."""
        if outcome is None:
            self.table.show_rows([])
            tell(self.notes, "")
            return
        found = outcome.assessment
        nodes = found.scheme.nodes()
        if node not in nodes:
            self.table.show_rows([])
            tell(self.notes, translate("SmartCity", "Nothing here has values."))
            return
        members, weights = nodes[node]
        scores = _scores(outcome, node)
        own = derived(weights, members, scores).weights
        columns, notes = [], []
        for method in METHODS:
            shares, problems = _derived(replace(weights, method=method), members, scores)
            columns.append(shares)
            notes += [
                f"{wording.name_of(method)}: {wording.finding(material.catalogue, item).text}" for item in problems
            ]
        rows = []
        for place, name in enumerate(members):
            cells = [wording.percent(own[place]), wording.percent(1.0 / len(members))]
            cells += ["–" if shares is None else wording.percent(shares[place]) for shares in columns]
            rows.append([Cell(names.get(name, name)), *(Cell(text, is_number=True) for text in cells)])
        self.table.show_rows(rows)
        tell(self.notes, "\n".join(notes))


def _scores(outcome: Outcome, node: str) -> Any:
    """Return the scores (n × k) of the members of a node at the units that are compared."""
    found = outcome.assessment
    own = found.matrix.compared
    if node == ROOT:
        return found.index.groups[own]
    places = found.tree.group_of == found.tree.groups.index(node)
    return found.index.scores[own][:, places]


def _derived(weights: Any, members: tuple[str, ...], scores: Any) -> tuple[Any, tuple[Problem, ...]]:
    try:
        found = derived(weights, members, scores)
    except SmartCityError as error:
        return None, (replace(error.problem, severity=Severity.NOTE),)
    return found.weights, found.problems
