# SPDX-License-Identifier: GPL-2.0-or-later
"""What the weights make of the units: the ranking, and why the chosen unit stands where it does."""

from __future__ import annotations

from math import isfinite
from typing import Any, Optional

from qgis.PyQt.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ....bridge.i18n import language, translate
from ....catalogue.numbers import NOT_AVAILABLE
from ....model.scheme import Combination
from ....study.drafts import Material, Outcome, reasons_of
from ..forms import explanation, named, tell
from . import wording
from .compare_dialog import shift_text
from .tables import Cell, ReadTable

MOST_ROWS = 300
"""So many units are listed; the others are counted."""


class RankingPanel(QTabWidget):
    """Ranking and reasons side by side with what the caller adds as further tabs."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "outcome")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
        headers = [
            translate("SmartCity", "Rank"),
            translate("SmartCity", "Planning unit"),
            translate("SmartCity", "Need"),
            "▲▼",
        ]
        self.ranking = ReadTable("ranking", headers, 1, translate("SmartCity", "Ranking of the planning units"))
        self.ranking.itemSelectionChanged.connect(self._show_reasons)
        self.note = explanation()
        self._add(translate("SmartCity", "Ran&king"), self.ranking, self.note)
        headers = [
            translate("SmartCity", "Indicator and value"),
            translate("SmartCity", "Score"),
            translate("SmartCity", "Weight"),
            translate("SmartCity", "Contribution"),
            translate("SmartCity", "Gain"),
        ]
        self.reasons = ReadTable(
            "reasons", headers, 0, translate("SmartCity", "Why this unit stands where it does"), 21
        )
        self.groups, self.reading = explanation(), explanation()
        self._add(translate("SmartCity", "Wh&y?"), self.groups, self.reasons, self.reading)
        self._material: Optional[Material] = None
        self._outcome: Optional[Outcome] = None

    def _add(self, title: str, *widgets: QWidget) -> None:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(6, 6, 6, 4)
        for widget in widgets:
            layout.addWidget(widget, 1 if isinstance(widget, ReadTable) else 0)
        self.addTab(page, title)

    def show_nothing(self) -> None:
        """There is no ranking, because the weights cannot be used yet."""
        self._outcome = None
        self.ranking.show_rows([])
        tell(self.note, translate("SmartCity", "The ranking appears as soon as the weights are complete."))
        self._show_reasons()

    def show_outcome(self, material: Material, outcome: Outcome) -> None:
        """Show what a scheme makes of the units; the chosen unit stays chosen."""
        self._material, self._outcome = material, outcome
        shown = outcome.table.head(MOST_ROWS)
        self.ranking.show_rows([_ranking_row(row) for row in shown.itertuples()], list(shown["unit_id"]))
        lines = [
            translate("SmartCity", "Rank 1 is the greatest need. ▲ more urgent, ▼ less urgent than with equal weights.")
        ]
        without = int(outcome.table["rank"].isna().sum())
        if without:
            text = translate("SmartCity", "Without a rank: {count} (gaps, or too few inhabitants).")
            lines.append(text.format(count=without))
        if len(outcome.table) > len(shown):
            text = translate("SmartCity", "{count} more are not listed here.")
            lines.append(text.format(count=wording.count(len(outcome.table) - len(shown))))
        tell(self.note, " ".join(lines))
        self._show_reasons()

    def _show_reasons(self) -> None:
        unit = self.ranking.key()
        if self._outcome is None or not unit:
            self.reasons.show_rows([])
            tell(self.groups, "")
            tell(self.reading, translate("SmartCity", "Choose a planning unit in the ranking."))
            return
        row = self._outcome.table.set_index("unit_id").loc[unit]
        if row["few"]:
            self.reasons.show_rows([])
            tell(self.groups, "")
            text = translate("SmartCity", "{unit}: too few inhabitants for numbers.")
            tell(self.reading, text.format(unit=row["name"]))
            return
        table = reasons_of(self._outcome, unit)
        self.reasons.show_rows([self._reason_row(item) for item in table.itertuples()])
        tell(self.groups, self._groups_text(unit, row))
        tell(self.reading, self._reading(table))

    def _reason_row(self, item: Any) -> list[Cell]:
        catalogue = self._material.catalogue
        indicator = catalogue.indicators[item.indicator]
        value = wording.value_text(catalogue, indicator, item.value)
        score = wording.points(item.score)
        if item.estimated:
            score = translate("SmartCity", "{score} (estimated)").format(score=score)
        return [
            Cell(f"{wording.indicator_name(catalogue, item.indicator)}: {value}"),
            Cell(score, is_number=True, bar=item.score / 100 if isfinite(item.score) else None),
            Cell(wording.percent(item.weight), is_number=True),
            Cell(wording.points(item.contribution), is_number=True),
            Cell(wording.points(item.gain), is_number=True, is_bold=bool(item.gain > 0)),
        ]

    def _groups_text(self, unit: str, row: Any) -> str:
        found = self._outcome.assessment
        place = found.matrix.values.index.get_loc(unit)
        parts = [
            f"{wording.sector_name(self._material.catalogue, key)} {wording.points(score)}"
            for key, score in zip(found.tree.groups, found.index.groups[place])
        ]
        text = translate("SmartCity", "{unit}: {score} of 100 points. By field of action: {parts}.")
        return text.format(unit=row["name"], score=wording.points(row["score"]), parts=", ".join(parts))

    def _reading(self, table: Any) -> str:
        scheme = self._outcome.assessment.scheme
        gain = translate(
            "SmartCity", "Gain: by so many points the index would rise if this indicator alone were perfect."
        )
        if scheme.within is Combination.LINEAR and scheme.between is Combination.LINEAR:
            more = translate("SmartCity", "The contributions add up to the index.")
        else:
            more = translate(
                "SmartCity", "Contributions show proportions only; they add up to the index with arithmetic means."
            )
        return f"{gain} {more}"


def _ranking_row(row: Any) -> list[Cell]:
    none = NOT_AVAILABLE.in_language(language())
    is_ranked = isfinite(row.rank)
    return [
        Cell(wording.count(row.rank) if is_ranked else none, is_number=True),
        Cell(row.name),
        Cell(wording.points(row.need), is_number=True, bar=row.need / 100 if isfinite(row.need) else None),
        Cell(shift_text(row.equal_rank - row.rank), is_number=True),
    ]
