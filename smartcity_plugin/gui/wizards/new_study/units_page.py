# SPDX-License-Identifier: GPL-2.0-or-later
"""The planning units: one or several levels, from layers or as a grid, checked while they are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ....bridge.i18n import language, translate
from ....catalogue import load_catalogue
from ....catalogue.numbers import NO_BREAK_SPACE, format_number
from ....model.problem import Severity
from ..forms import Form, named
from ..page import Page
from ..problem_area import Finding, Remedy, findings_of
from . import guess
from .level_form import LEVELS, LevelChoice, LevelForm, level_title
from .preview import Preview

if TYPE_CHECKING:
    from ....sources.unit_plan import PlannedLevel

HIERARCHY = LEVELS[:3]
WAIT = 250
"""Milliseconds after a change before the units are examined."""


class UnitsPage(Page):
    """A tab per level, a preview beside it, and which level maps and tables show."""

    name = "units"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Planning units"),
            translate("SmartCity", "Which planning units shall be compared?"),
            translate("SmartCity", "Every value is computed for each of them and for the whole municipality."),
            translate(
                "SmartCity",
                "Planning units are what the town plans for: districts, quarters, blocks. Several levels can be kept "
                "at once; each unit then belongs to one of the next coarser level, either by a field that holds the "
                "identifier of the parent or by the largest common area.\n\nIf the layer holds smaller areas than the "
                "units (such as blocks with the number of their quarter), choose that number as identifier and let "
                "areas with the same identifier be merged.\n\nWhere there are no units, a regular grid serves: its "
                "cells are those of the census, so that census data fit exactly.",
            ),
        )
        self.plans: list[PlannedLevel] = []
        self._seen: Optional[tuple] = None
        self._numbers = 0
        self.tabs = named(QTabWidget(), "levels")
        self.add_button = named(QPushButton(translate("SmartCity", "&Add a level")), "add_level")
        self.remove_button = named(QPushButton(translate("SmartCity", "Rem&ove this level")), "remove_level")
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch()
        self.reporting = named(QComboBox(), "reporting")
        self.reporting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reporting.setMinimumContentsLength(14)
        self._form = Form()
        self._form.add(translate("SmartCity", "Maps and tables &show"), self.reporting)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.tabs, 1)
        column.addLayout(buttons)
        column.addWidget(self._form)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._make_preview())
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([1100, 1000])  # a ratio, until the user moves the handle
        self.fields.addWidget(self._splitter, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._look)
        self.add_button.clicked.connect(self._add_chosen)
        self.remove_button.clicked.connect(self._remove)
        self.tabs.currentChanged.connect(self._show_plan)
        self.reporting.activated.connect(self.changed)

    # Values -------------------------------------------------------------------------------------------------------

    @property
    def forms(self) -> list[LevelForm]:
        """The forms of the levels, in the order of the tabs."""
        return [self.tabs.widget(index) for index in range(self.tabs.count())]

    def choices(self) -> list[LevelChoice]:
        """Return the levels in the order in which they are written, from coarse to fine and the grid last."""
        return sorted((form.choice() for form in self.forms), key=lambda choice: LEVELS.index(choice.level))

    @property
    def reporting_level(self) -> str:
        """The level that maps and tables show."""
        return self.reporting.currentData() or (self.choices()[0].level if self.forms else "")

    # Page ---------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Propose levels the first time; look at them again if the border has changed."""
        if not self.forms:
            self._propose()
        self.first = self.forms[0].made_of
        self._look()

    def needs(self) -> list[str]:
        """Return what must still be chosen."""
        missing = [item for form in self.forms for item in form.needs()]
        if missing:
            return list(dict.fromkeys(missing))
        is_done = bool(self.plans) and all(plan.is_usable for plan in self.plans)
        return [] if is_done or self.problems.has_errors else [translate("SmartCity", "planning units")]

    def take_layer(self, layer) -> bool:
        """Use a layer that was recognised as planning units; return whether it was."""
        level = guess.level_of(layer.name())
        if not level:
            return False
        for form in self.forms:
            if form.choice().level == level and form.chooser.layer() is None:
                form.set_layer(layer)
                return True
        return False

    # Levels -------------------------------------------------------------------------------------------------------

    def _make_preview(self) -> QWidget:
        self.preview = Preview("units_preview")
        self.table = named(QTableWidget(0, 4), "units_table")
        self.table.setHorizontalHeaderLabels(
            [
                translate("SmartCity", "Name"),
                translate("SmartCity", "Identifier"),
                translate("SmartCity", "ha"),
                translate("SmartCity", "Belongs to"),
            ]
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setAccessibleName(translate("SmartCity", "Planning units"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        box = QSplitter(Qt.Orientation.Vertical)
        box.addWidget(self.preview)
        box.addWidget(self.table)
        box.setStretchFactor(0, 3)
        box.setStretchFactor(1, 2)
        box.setChildrenCollapsible(False)
        return box

    def _propose(self) -> None:
        """Make a level for each layer that is called like one; if the border is made of units, one of them."""
        wizard = self.wizard()
        form = self._add()
        border = wizard.border_page.chooser.layer()
        others = [layer for layer in form.chooser.choices() if border is None or layer.id() != border.id()]
        found: dict[str, object] = {}
        for layer in others:
            level = guess.level_of(layer.name())
            if level and level not in found:
                found[level] = layer
        if not found and border is not None and border.featureCount() > 1 and not wizard.border_page.condition():
            # The border is that of all areas of the layer together: these are the units.
            found[guess.level_of(border.name()) or "district"] = border
        if set(found) & set(HIERARCHY):
            found.pop("grid", None)  # a raster beside real units is rather data
        for number, level in enumerate(sorted(found, key=LEVELS.index)):
            target = form if number == 0 else self._add()
            target.set_level(level)
            target.set_layer(found[level])
            target.set_level(level)
        self._levels_changed()

    def _add(self) -> LevelForm:
        self._numbers += 1
        form = LevelForm(self.wizard().file_layers, self._numbers)
        used = {other.choice().level for other in self.forms}
        form.set_level(next((level for level in HIERARCHY if level not in used), LEVELS[-1]))
        form.changed.connect(self._levels_changed)
        form.edited.connect(self.changed)
        self.tabs.addTab(form, "")
        return form

    def _add_chosen(self) -> None:
        form = self._add()
        if form.level.currentData() == LEVELS[-1]:
            form.set_grid(1000)
        self.tabs.setCurrentWidget(form)
        self._levels_changed()
        self.changed()
        form.made_of.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self) -> None:
        form = self.tabs.currentWidget()
        self.tabs.removeTab(self.tabs.currentIndex())
        form.deleteLater()
        self._levels_changed()
        self.changed()

    def _levels_changed(self) -> None:
        """Bring the tabs' titles, the parents and the choice of the reporting level up to date; examine soon."""
        levels = [form.choice().level for form in self.forms]
        for index, (form, level) in enumerate(zip(self.forms, levels)):
            self.tabs.setTabText(index, level_title(level))
            coarser = [other for other in HIERARCHY if other in levels and level in HIERARCHY and other != level]
            above = [other for other in coarser if HIERARCHY.index(other) < HIERARCHY.index(level)]
            form.set_above(above[-1] if above else "")
        shown = self.reporting.currentData()
        self.reporting.clear()
        for level in sorted(set(levels), key=LEVELS.index):
            self.reporting.addItem(level_title(level), level)
        self.reporting.setCurrentIndex(max(self.reporting.findData(shown), 0))
        self.remove_button.setEnabled(len(levels) > 1)
        self.add_button.setEnabled(len(levels) < len(LEVELS))
        self._form.show_row(self.reporting, len(levels) > 1)
        self.plans = []
        self._timer.start()
        self.refresh()

    # Looking ------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Work out in a task what becomes of the levels."""
        self._timer.stop()
        wizard, choices = self.wizard(), self.choices()
        border = wizard.border_page.border if wizard is not None else None
        if border is None:
            return
        levels = [choice.level for choice in choices]
        twice = [level for level in levels if levels.count(level) > 1]
        if twice:
            self.forget()
            self._seen = None
            text = translate("SmartCity", "There are two tabs for the level {level}: give one of them another level.")
            self.show_findings([Finding(Severity.ERROR, text.format(level=level_title(twice[0])))])
            return
        if any(form.needs() for form in self.forms):
            self.forget()
            self._seen = None
            self.show_findings([])
            return
        wanted = (id(border), wizard.municipality.ags, tuple(choice.key() for choice in choices))
        if wanted == self._seen and (self.plans or self.is_examining):
            return
        self._seen = wanted
        self._examine(border, choices)

    def _examine(self, border, choices: Sequence[LevelChoice]) -> None:
        from ....bridge.snapshot import LayerSnapshot
        from ....sources.unit_plan import WantedLevel, plan_levels

        context = QgsProject.instance().transformContext()
        crs = QgsCoordinateReferenceSystem(border.crs)
        snapshots = {choice.level: LayerSnapshot(choice.layer) for choice in choices if choice.layer is not None}
        role = load_catalogue().roles["planning_units"]
        city_id = self.wizard().municipality.ags or "city"

        def read(choice: LevelChoice, progress):
            expressions = {"unit_id": choice.unit_id, "name": choice.unit_name}
            if choice.parent:
                expressions["parent_id"] = choice.parent
            snapshot = snapshots[choice.level]
            return snapshot.sourceName(), snapshot.read(expressions, crs, context, progress)

        def work(progress):
            wanted = [
                WantedLevel(
                    choice.level,
                    partial(read, choice, progress) if choice.layer is not None else None,
                    choice.grid_size,
                    choice.merge,
                )
                for choice in choices
            ]
            return plan_levels(border, city_id, wanted, role, progress)

        self.examine(translate("SmartCity", "Examine planning units"), work, self._looked)

    def _looked(self, plans: Optional[list[PlannedLevel]], error: Optional[str]) -> None:
        self.plans = plans or []
        if error is not None:
            self._seen = None
            self.show_findings([Finding(Severity.ERROR, error)])
            return
        by_level = {plan.level: plan for plan in self.plans}
        for form in self.forms:
            plan = by_level.get(form.choice().level)
            form.show_facts(facts_line(plan) if plan is not None and plan.is_usable else "")
        several = len(self.plans) > 1
        findings: list[Finding] = []
        for plan in self.plans:
            found = findings_of(plan.problems, self._remedies(plan.level))
            prefix = f"{level_title(plan.level)}: " if several else ""
            findings += [Finding(item.severity, prefix + item.text, item.remedy) for item in found]
        self.show_findings(findings)
        self._show_plan()

    def _remedies(self, level: str) -> dict[str, Remedy]:
        merge = Remedy(translate("SmartCity", "Merge a&reas"), partial(self._merge, level))
        return {"unit_ids_not_unique": merge}

    def _merge(self, level: str) -> None:
        for form in self.forms:
            if form.choice().level == level:
                form.merge.setChecked(True)
        self._levels_changed()
        self.changed()

    def _show_plan(self, _index: int = 0) -> None:
        """Show the units of the tab that is open."""
        form = self.tabs.currentWidget()
        plan = next((item for item in self.plans if form is not None and item.level == form.choice().level), None)
        border = self.wizard().border_page.border if self.wizard() is not None else None
        rows = plan.rows() if plan is not None and plan.is_usable else []
        self.table.setRowCount(len(rows))
        for row, (unit_id, name, area, parent) in enumerate(rows):
            texts = (name, unit_id, format_number(area, _decimals(area), language()), parent)
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.setColumnHidden(1, all(unit_id == name for unit_id, name, *_ in rows))
        self.table.setColumnHidden(3, not any(parent for *_, parent in rows))
        if border is None:
            self.preview.clear()
        elif rows:
            self.preview.show_units(border.wkb, border.crs, plan.shapes(), plan.labels())
        else:
            self.preview.show_border(border.wkb, border.crs)


def facts_line(plan: PlannedLevel) -> str:
    """Return number and size of the units in one line."""
    least, mean, most = (area_text(value) for value in plan.areas_ha())
    line = translate("SmartCity", "Units: {count} · smallest {least}, on average {mean}, largest {most}")
    return line.format(count=format_number(plan.count, 0, language()), least=least, mean=mean, most=most)


def _decimals(hectares: float) -> int:
    """Return with how many decimals hectares are shown."""
    return 0 if hectares >= 100 else 1 if hectares >= 1 else 4


def area_text(hectares: float) -> str:
    """Return an area with its unit: hectares, or square metres if it is small."""
    if hectares < 1:
        return f"{format_number(hectares * 10_000, 0, language())}{NO_BREAK_SPACE}m²"
    return f"{format_number(hectares, 1 if hectares < 100 else 0, language())}{NO_BREAK_SPACE}ha"
