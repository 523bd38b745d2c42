# SPDX-License-Identifier: GPL-2.0-or-later
"""Two schemes side by side: ranks with their differences, how alike they are, and which units change class."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import Any, Optional

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ....bridge.i18n import language, translate
from ....bridge.tasks import TaskRunner
from ....catalogue.numbers import NOT_AVAILABLE, format_number
from ....study.drafts import Material
from ...messages import sentence_of
from ..forms import PREFIX, explanation, named, plain
from . import wording
from .tables import Cell, ReadTable

VERY_ALIKE, ALIKE = 0.9, 0.7
"""From these rank correlations on two schemes are called very alike and alike (project default)."""


class CompareDialog(QDialog):
    """Compares two schemes on the planning units; nothing is stored."""

    def __init__(self, material: Material, runner: TaskRunner, first: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(PREFIX + "compare_dialog")
        self.setWindowTitle(translate("SmartCity", "Compare assessment schemes"))
        self._material, self._runner = material, runner
        self._serial = 0
        self.one, self.other = QComboBox(), QComboBox()
        self.summary = explanation()
        headers = [
            translate("SmartCity", "Planning unit"),
            translate("SmartCity", "First: rank"),
            translate("SmartCity", "Second: rank"),
            translate("SmartCity", "Difference"),
            translate("SmartCity", "First: need"),
            translate("SmartCity", "Second: need"),
            translate("SmartCity", "Class"),
        ]
        self.table = ReadTable("comparison", headers, about=translate("SmartCity", "Ranks by two schemes"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self._choice(first))
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(QSize(metrics.averageCharWidth() * 120, metrics.height() * 34))
        self._compare()

    def _choice(self, first: str) -> QHBoxLayout:
        row = QHBoxLayout()
        schemes = self._material.schemes
        for box, name, text in (
            (self.one, "first", translate("SmartCity", "&First:")),
            (self.other, "second", translate("SmartCity", "&Second:")),
        ):
            named(box, name)
            for key, scheme in schemes.items():
                box.addItem(wording.scheme_name(scheme), key)
            label = QLabel(text)
            label.setBuddy(box)
            box.setAccessibleName(plain(text))
            row.addWidget(label)
            row.addWidget(box, 1)
        second = next((key for key in (first, *schemes) if key != self._material.in_force), "")
        self.one.setCurrentIndex(max(0, self.one.findData(self._material.in_force)))
        self.other.setCurrentIndex(max(0, self.other.findData(second)))
        self.one.currentIndexChanged.connect(lambda _place: self._compare())
        self.other.currentIndexChanged.connect(lambda _place: self._compare())
        return row

    def _compare(self) -> None:
        from ....study.overlay_tables import UNITS
        from ....study.own_indicators import catalogue_of
        from ....study.schemes import compare_schemes
        from ....study.study import Study

        path, first, second = self._material.path, self.one.currentData(), self.other.currentData()
        self._serial += 1
        mine = self._serial

        def work() -> Any:
            with Study.open(Path(path)) as study:
                return compare_schemes(study, catalogue_of(study), first, second, UNITS)

        def done(found: Any, error: Optional[Exception]) -> None:
            if sip.isdeleted(self) or mine != self._serial:
                return
            if error is not None:
                self.table.show_rows([])
                self.summary.setText(sentence_of(error))
            else:
                self._show(found)

        self.summary.setText(translate("SmartCity", "Being compared…"))
        self.summary.setVisible(True)
        self._runner.call(self.windowTitle(), work, done)

    def _show(self, found: Any) -> None:
        table = found.table.sort_values(["rank_first", "rank_second"], na_position="last")
        self.table.show_rows([_row(item) for item in table.itertuples()], [str(key) for key in table["place_id"]])
        self.summary.setText(_summary(found))


def _row(item: Any) -> list[Cell]:
    shift = "" if not isfinite(item.shift) else shift_text(item.shift)
    changes = translate("SmartCity", "changes") if item.class_changes else ""
    return [
        Cell(str(item.name)),
        *(Cell(_rank(rank), is_number=True) for rank in (item.rank_first, item.rank_second)),
        Cell(shift, is_number=True),
        *(Cell(wording.points(need), is_number=True, bar=_bar(need)) for need in (item.need_first, item.need_second)),
        Cell(changes),
    ]


def _bar(need: float) -> Optional[float]:
    return float(need) / 100.0 if isfinite(need) else None


def _rank(rank: float) -> str:
    """Return a rank; ties share their mean."""
    if not isfinite(rank):
        return NOT_AVAILABLE.in_language(language())
    return format_number(rank, 0 if float(rank).is_integer() else 1, language())


def shift_text(shift: float) -> str:
    """Return by how many ranks a place moves: ▲ towards more need, ▼ towards less."""
    if not isfinite(shift):
        return ""
    if shift == 0:
        return "="
    size = format_number(abs(shift), 0 if float(shift).is_integer() else 1, language())
    return f"{'▲' if shift > 0 else '▼'}\u00a0{size}"


def _summary(found: Any) -> str:
    both = int(found.table[["need_first", "need_second"]].notna().all(axis=1).sum())
    if not isfinite(found.rho):
        text = translate("SmartCity", "Too few units have an index by both schemes, or all have the same one.")
    else:
        if found.rho >= VERY_ALIKE:
            text = translate("SmartCity", "Rank correlation (Spearman) {rho}: the order is nearly the same.")
        elif found.rho >= ALIKE:
            text = translate("SmartCity", "Rank correlation (Spearman) {rho}: the order is similar.")
        else:
            text = translate("SmartCity", "Rank correlation (Spearman) {rho}: the order differs clearly.")
        text = text.format(rho=format_number(found.rho, 2, language()))
    changes = translate("SmartCity", "{count} of {total} planning units change their class of need.")
    note = translate("SmartCity", "Rank 1 is the greatest need; ▲ means more urgent by the second scheme.")
    return " ".join((text, changes.format(count=found.class_changes, total=both), note))
