# SPDX-License-Identifier: GPL-2.0-or-later
"""Pairwise judgements as rows of a table, and as the weights of a node of a stored scheme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ..catalogue import Catalogue
from ..engine.composite.pairwise import Comparison, compare
from ..model.problem import Problem, SmartCityError
from ..model.scheme import ROOT, Judgement, Scheme, Weighting, Weights
from .assessment import scheme_of
from .schemes import store_scheme
from .study import Study

COLUMNS = 4
"""Who judges, the one, the other, and how many times as much the one weighs."""

ANONYMOUS = "1"
"""Stands for the person where none is named."""


def read_judgements(rows: Iterable[Sequence[Any]]) -> dict[str, tuple[Judgement, ...]]:
    """Return the judgements of rows (person, first, second, times) by person, in the order of the rows.

    ``times`` is a number (with comma or point) or a fraction like 1/3. Empty rows are skipped. Raises SmartCityError
    naming the row that cannot be read.
    """
    found: dict[str, list[Judgement]] = {}
    for number, row in enumerate(rows, start=1):
        cells = ["" if cell is None else str(cell).strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != COLUMNS or not cells[1] or not cells[2]:
            raise SmartCityError("ahp_table_unreadable", row=number, text="; ".join(cells))
        try:
            times = _times(cells[3])
        except (ValueError, ZeroDivisionError, OverflowError) as error:
            raise SmartCityError("ahp_table_unreadable", row=number, text="; ".join(cells)) from error
        found.setdefault(cells[0] or ANONYMOUS, []).append(Judgement(cells[1], cells[2], times))
    return {person: tuple(said) for person, said in found.items()}


def _times(text: str) -> float:
    above, slash, below = text.replace(",", ".").partition("/")
    return float(above) / float(below) if slash else float(above)


def members_of(judgements: Mapping[str, Sequence[Judgement]]) -> tuple[str, ...]:
    """Return everything that is compared, in the order in which it appears."""
    names = (name for said in judgements.values() for item in said for name in (item.first, item.second))
    return tuple(dict.fromkeys(names))


def compared(judgements: Mapping[str, Sequence[Judgement]]) -> Comparison:
    """Return what judgements say of all that they name; raises SmartCityError as ``compare`` does."""
    return compare(members_of(judgements), judgements)


def weights_table(found: Comparison, titles: Sequence[str]) -> pd.DataFrame:
    """Return one row per member: its id, title and weight (0 to 1)."""
    return pd.DataFrame({"member": list(found.members), "title": list(titles), "weight": found.weights})


def with_judgements(scheme: Scheme, node: str, judgements: Mapping[str, Sequence[Judgement]]) -> Scheme:
    """Return a scheme in which a node (ROOT or the key of a sector) takes its weights from judgements.

    Raises SmartCityError for an unknown node, and unless exactly its members are compared completely.
    """
    nodes = scheme.nodes()
    if node not in nodes:
        raise SmartCityError("scheme_node_unknown", scheme=scheme.title or scheme.id, node=node, nodes=list(nodes))
    members, weights = nodes[node]
    named = members_of(judgements)
    if set(named) != set(members):
        raise SmartCityError("ahp_other_members", members=list(named) or "–", node=node, nodes=list(members))
    compare(members, judgements)
    weights = _judged(weights, judgements)
    if node == ROOT:
        return replace(scheme, weights=weights)
    groups = (replace(group, weights=weights) if group.key == node else group for group in scheme.groups)
    return replace(scheme, groups=tuple(groups))


def _judged(weights: Weights, judgements: Mapping[str, Sequence[Judgement]]) -> Weights:
    said = {person: tuple(items) for person, items in judgements.items()}
    return replace(weights, method=Weighting.AHP, judgements=said)


def store_judgements(
    study: Study, catalogue: Catalogue, scheme_id: str, node: str, judgements: Mapping[str, Sequence[Judgement]]
) -> list[Problem]:
    """Store judgements as the weights of a node of a scheme, the one in force by default; returns the warnings.

    Results that were made with the scheme before are removed, as whenever it changes.
    """
    scheme = scheme_of(study, catalogue, scheme_id)
    return store_scheme(study, catalogue, with_judgements(scheme, node, judgements))
