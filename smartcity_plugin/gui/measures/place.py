# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of a measure on where it is: planning units, a focus area, a drawing, and single places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Optional

from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.shapes import kind_of, one_by_one, united
from ...catalogue.numbers import format_number
from ...model.strategy import DRAWN_PLACE, FOCUS_PLACE, UNITS_PLACE, Measure
from ...study.measure_places import (
    brought_up_to_date,
    from_focus,
    from_shape,
    from_units,
    place_effect,
    suggested_units,
    without_area,
)
from ...study.register_changes import Change
from ...study.rows import split_ids
from ...study.study import Study
from ..cards import plain_label
from .draw import AREA
from .drawing import ShapeButtons
from .fields import WARNING, ChoiceField, checked_keys, fill_checks, named
from .preview import PlacePreview
from .told import ProblemLabel

if TYPE_CHECKING:
    from .content import Content
    from .window import MeasuresWindow

HECTARE = 10_000.0


class PlacePage(QWidget):
    """Where a measure is."""

    def __init__(self, window: MeasuresWindow) -> None:
        super().__init__()
        self._window = window
        self.state = plain_label()
        named(self.state, "place_state")
        self.units = named(QListWidget(), "units")
        self.units.itemChanged.connect(lambda *_: self._units_changed())
        self.suggest = self._button(
            "suggest_units", translate("SmartCity", "Suggest units from the area"), self._suggest
        )
        self.focus = named(ChoiceField([]), "focus")
        self.take_focus = self._button("take_focus", translate("SmartCity", "Take over focus area"), self._take_focus)
        self.update_area = self._button("update_area", translate("SmartCity", "Bring area up to date"), self._follow)
        self.remove_area = self._button("remove_area", translate("SmartCity", "Remove area"), self._remove)
        self.shapes = ShapeButtons(window, "place", self._use)
        self.preview = PlacePreview()
        self.problems = ProblemLabel("place_problems")
        self._lay_out()

    def _button(self, name: str, text: str, slot: Callable[[], None]) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda *_: slot())
        return button

    def _lay_out(self) -> None:
        caption = QLabel(translate("SmartCity", "&Planning units"))
        caption.setBuddy(self.units)
        of_focus = QLabel(translate("SmartCity", "&Focus area"))
        of_focus.setBuddy(self.focus)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        for widget in (caption, self.units, self.suggest):
            left.addWidget(widget)
        focus = QHBoxLayout()
        focus.addWidget(of_focus)
        focus.addWidget(self.focus, 1)
        focus.addWidget(self.take_focus)
        changes = QHBoxLayout()
        changes.addWidget(self.update_area)
        changes.addWidget(self.remove_area)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.preview, 1)
        right.addLayout(focus)
        right.addWidget(self.shapes)
        right.addLayout(changes)
        splitter = QSplitter()
        for layout in (left, right):
            part = QWidget()
            part.setLayout(layout)
            splitter.addWidget(part)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.problems)

    # Showing -----------------------------------------------------------------------------------------------------

    def show_measure(self, content: Content, measure: Optional[Measure]) -> None:
        """Show where a measure is."""
        chosen = split_ids(measure.unit_ids) if measure is not None else []
        known = dict(content.units)
        lost = [(key, f"{WARNING}{key}") for key in chosen if key not in known]
        fill_checks(self.units, [*content.units, *lost], chosen)
        self.units.setEnabled(measure is not None and not self._window.read_only)
        self.focus.offer([(area.focus_id, f"{area.focus_id} {area.name}".strip()) for area in content.focus])
        self.focus.value = measure.focus_id if measure is not None else None
        shape = content.shapes.get(measure.measure_id) if measure is not None else None
        effects = content.effects.get(measure.measure_id, []) if measure is not None else []
        places = [item.geometry for item in effects if item.geometry is not None]
        self.preview.show_place(content.unit_shapes, shape, places)
        self.state.setText(self._state(content, measure, shape, len(places)))
        told = content.problems.get(measure.measure_id, []) if measure is not None else []
        told = [item for item in told if item.key.startswith("place_") and item.key != "place_nowhere"]
        self.problems.show_problems(told, content.catalogue)
        usable = measure is not None and not self._window.read_only
        self.update_area.setVisible(any(item.key in ("place_units_changed", "place_focus_changed") for item in told))
        self.remove_area.setEnabled(usable and shape is not None)
        self.suggest.setEnabled(usable and shape is not None)
        self.take_focus.setEnabled(usable and bool(content.focus))
        self.focus.setEnabled(usable and bool(content.focus))
        self.shapes.allow(("area", "line", "point"), usable)

    def _state(self, content: Content, measure: Optional[Measure], shape: Optional[Any], places: int) -> str:
        if measure is None:
            return ""
        terms = content.catalogue.vocabulary.place_sources
        parts = []
        if shape is not None:
            source = terms[measure.place_source or UNITS_PLACE].title.in_language(language())
            hectares = format_number(shape.area / HECTARE, 1, language())
            text = translate("SmartCity", "Area: {hectares} ha ({source})")
            parts.append(text.format(hectares=hectares, source=source))
        if places:
            parts.append(translate("SmartCity", "Places and effects on the map: {count}").format(count=places))
        return " · ".join(parts) or translate("SmartCity", "The measure has no place yet.")

    def commit(self) -> None:
        """Nothing is left to store: every step is stored at once."""

    def stop_drawing(self) -> None:
        """End drawing without a result."""
        self.shapes.stop()

    # Changing ----------------------------------------------------------------------------------------------------

    def _units_changed(self) -> None:
        measure = self._window.measure
        if measure is None:
            return
        self._choose_units(measure, checked_keys(self.units))

    def _choose_units(self, measure: Measure, checked: Sequence[str]) -> None:
        kept = [key for key in split_ids(measure.unit_ids) if key in checked]
        chosen = [*kept, *(key for key in checked if key not in kept)]
        known = dict(self._window.content.units)
        text = translate("SmartCity", "Planning units of {measure}").format(measure=measure.measure_id)
        if measure.place_source in (DRAWN_PLACE, FOCUS_PLACE) or any(key not in known for key in chosen):
            # A drawn area stays; the units only say in words where that is.
            after = replace(measure, unit_ids=",".join(chosen) or None)
            self._window.push(text, lambda study: [Change(measure, after)])
        else:
            self._window.push(text, lambda study: [from_units(study, measure, chosen)])

    def _take_focus(self) -> None:
        measure, focus = self._window.measure, self.focus.value
        if measure is not None and focus is not None:
            text = translate("SmartCity", "Area of {measure}").format(measure=measure.measure_id)
            self._window.push(text, lambda study: [from_focus(study, measure, focus)])

    def _use(self, shapes: Sequence[Any]) -> None:
        """Make areas the area of the measure, and points and lines its places."""
        measure = self._window.measure
        if measure is None:
            return
        areas = [shape for shape in shapes if kind_of(shape) == AREA]
        others = [part for shape in shapes if kind_of(shape) != AREA for part in one_by_one(shape)]
        first = len(self._window.content.effects.get(measure.measure_id, [])) + 1

        def changes(study: Study) -> list[Change]:
            found = [from_shape(study, measure, united(areas))] if areas else []
            return found + [place_effect(measure, one, position=first + n) for n, one in enumerate(others)]

        text = translate("SmartCity", "Place of {measure}").format(measure=measure.measure_id)
        self._window.push(text, changes)

    def _follow(self) -> None:
        measure = self._window.measure
        if measure is not None:

            def changes(study: Study) -> list[Change]:
                found = brought_up_to_date(study, measure)
                return [] if found is None else [found]

            text = translate("SmartCity", "Area of {measure}").format(measure=measure.measure_id)
            self._window.push(text, changes)

    def _remove(self) -> None:
        measure = self._window.measure
        if measure is not None:
            text = translate("SmartCity", "Remove area of {measure}").format(measure=measure.measure_id)
            self._window.push(text, lambda study: [without_area(study, measure)])

    def _suggest(self) -> None:
        """Check the units that the area lies in to a good part; those that are checked stay."""
        measure = self._window.measure
        shape = self._window.content.shapes.get(measure.measure_id) if measure is not None else None
        if measure is None or shape is None:
            return
        shares = self._window.read_study(lambda study: suggested_units(study, shape))
        if shares is None:
            return
        present = split_ids(measure.unit_ids)
        added = [share for share in shares if share.unit_id not in present]
        if not added:
            self._window.tell(translate("SmartCity", "No further planning unit to suggest."))
            return
        if measure.place_source in (None, UNITS_PLACE):
            self._window.tell(translate("SmartCity", "The area comes from its planning units already."))
            return
        self._choose_units(measure, [*present, *(share.unit_id for share in added)])
        told = ", ".join(f"{share.name} ({format_number(100 * share.of_area, 0, language())} %)" for share in added)
        text = translate("SmartCity", "Added by share of the area (at least 10 %, project default): {units}")
        self._window.tell(text.format(units=told))
