# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of a goal: every field stores itself once its user has finished with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Optional

from qgis.PyQt.QtWidgets import QFormLayout, QGroupBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...bridge.i18n import language, translate
from ...catalogue import Catalogue
from ...model.strategy import Goal, GoalIndicator
from ...model.text import Text
from ...study.register_changes import Change
from ...study.smart import SmartCheck
from ...study.strategy_tables import GOALS
from ..cards import plain_label
from ..measures.fields import CheckField, ChoiceField, LineField, RecordForm, TextField
from .fields import ChecksField, SearchField, ValueField, YearField
from .light import SmartLight
from .quantities import QuantitiesTable
from .view import PREFIX


class GoalForm(QWidget):
    """Shows a goal; ``set_field(name, value)`` stores one field and says whether that went well."""

    def __init__(
        self,
        catalogue: Catalogue,
        units: Sequence[tuple[str, str]],
        set_field: Callable[[str, Any], bool],
        push: Callable[[str, list[Change]], bool],
        remove: Callable[[Any], None],
        lost: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.fields = RecordForm(GOALS, set_field)
        self.light = SmartLight()
        self.quantities = QuantitiesTable(catalogue, push, remove, lost)
        self.from_results = QPushButton(translate("SmartCity", "From results"))
        self.from_results.setObjectName(PREFIX + "from_results")
        self.from_results.setAutoDefault(False)
        self.from_results.setToolTip(
            translate("SmartCity", "Value of the indicator where the goal is valid, at the study's reference date.")
        )
        self.unit = plain_label(wrap=False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.light)
        for box in (self._what(), self._measured(), self._who(units), self._why()):
            layout.addWidget(box)
        layout.addStretch(1)
        for name, field in self.fields.fields.items():
            field.setObjectName(PREFIX + name)

    def _box(self, title: str) -> tuple[QGroupBox, QFormLayout]:
        box = QGroupBox(title)
        layout = QFormLayout(box)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        return box, layout

    def _what(self) -> QGroupBox:
        box, layout = self._box(translate("SmartCity", "What is to be reached"))
        vocabulary, add = self._catalogue.vocabulary, self.fields.add
        add(layout, "title", LineField())
        add(layout, "goal_id", LineField())
        add(layout, "level", ChoiceField(_titles(vocabulary.goal_levels)))
        add(layout, "sector", ChoiceField(_titles(vocabulary.sectors)))
        add(layout, "description", TextField(3))
        return box

    def _measured(self) -> QGroupBox:
        box, layout = self._box(translate("SmartCity", "How it is measured"))
        add, sectors = self.fields.add, self._catalogue.vocabulary.sectors
        order = list(sectors)
        indicators = sorted(self._catalogue.indicators.values(), key=lambda item: order.index(item.sector))
        add(layout, "indicator_id", SearchField((item.id, item.title.in_language(language())) for item in indicators))
        baseline = add(layout, "baseline", ValueField())
        row = QHBoxLayout()
        place = layout.getWidgetPosition(baseline)[0]
        layout.removeWidget(baseline)
        row.addWidget(baseline, 1)
        row.addWidget(self.unit)
        row.addWidget(self.from_results)
        layout.setLayout(place, QFormLayout.ItemRole.FieldRole, row)
        date = add(layout, "baseline_date", LineField())
        date.setPlaceholderText("2022-05-15")
        add(layout, "target", ValueField())
        add(layout, "target_year", YearField())
        layout.addRow(plain_label(translate("SmartCity", "Further quantities")))
        layout.addRow(self.quantities)
        return box

    def _who(self, units: Sequence[tuple[str, str]]) -> QGroupBox:
        box, layout = self._box(translate("SmartCity", "Where, and who is responsible"))
        add = self.fields.add
        add(
            layout,
            "unit_ids",
            ChecksField(units, translate("SmartCity", "whole municipality")),
            translate("SmartCity", "Valid for"),
        )
        add(layout, "responsible", LineField())
        add(layout, "decision", LineField())
        add(layout, "decision_url", LineField())
        add(layout, "is_example", CheckField(translate("SmartCity", "Example, no decision of the town")))
        return box

    def _why(self) -> QGroupBox:
        box, layout = self._box(translate("SmartCity", "What it contributes to"))
        vocabulary, add = self._catalogue.vocabulary, self.fields.add
        add(layout, "dimensions", ChecksField(_titles(vocabulary.dimensions)))
        add(layout, "sdgs", ChecksField(_titles(vocabulary.sdgs)))
        add(layout, "charta", ChecksField(_titles(vocabulary.charta)))
        add(layout, "guideline", ChoiceField(_titles(vocabulary.guidelines)))
        return box

    def show_goal(self, goal: Goal, further: Sequence[GoalIndicator], check: Optional[SmartCheck]) -> None:
        """Show a goal."""
        self.fields.show(goal)
        self.quantities.show_records(goal.goal_id, further)
        self.light.show_check(check)
        indicator = self._catalogue.indicators.get(goal.indicator_id or "")
        unit = None if indicator is None else self._catalogue.vocabulary.units[indicator.unit]
        self.unit.setText("" if unit is None else unit.symbol.in_language(language()))
        self.from_results.setEnabled(indicator is not None)

    def set_editable(self, editable: bool) -> None:
        """Let the form be changed, or only read."""
        for field in self.fields.fields.values():
            field.setEnabled(editable)
        self.from_results.setVisible(editable)
        self.quantities.setEnabled(editable)

    def commit(self) -> None:
        """Store what was typed and not yet stored, also in a cell that is still open."""
        self.quantities.commit()
        self.fields.commit()


def _titles(terms: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    titles: dict[str, Text] = {key: term.title for key, term in terms.items()}
    return [(key, title.in_language(language())) for key, title in titles.items()]
