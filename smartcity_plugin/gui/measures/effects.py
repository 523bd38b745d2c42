# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of a measure on effects: what it changes in the data once a scenario counts on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Optional

from qgis.PyQt.QtCore import QSignalBlocker, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.shapes import united
from ...catalogue.effects import load_effects
from ...model.problem import SmartCityError
from ...model.strategy import Effect, Measure
from ...study.measure_places import stored_shape
from ...study.register import PlacedEffect
from ...study.register_changes import Change, new_id
from ...study.study import Study
from ..cards import plain_label
from .drawing import ShapeButtons
from .effect_form import EffectForm
from .fields import named

if TYPE_CHECKING:
    from .content import Content
    from .window import MeasuresWindow


class EffectsPage(QWidget):
    """The effects of a measure, and the form of the chosen one."""

    def __init__(self, window: MeasuresWindow) -> None:
        super().__init__()
        self._window, self.kinds = window, load_effects()
        self._items: list[PlacedEffect] = []
        self._chosen = ""
        self.list = named(QListWidget(), "effects")
        self.list.currentItemChanged.connect(lambda *_: self._picked())
        self.add = named(QPushButton(translate("SmartCity", "Add effect")), "add_effect")
        menu = QMenu(self.add)
        for key, kind in self.kinds.items():
            menu.addAction(kind.title.in_language(language())).triggered.connect(lambda *_, key=key: self.append(key))
        self.add.setMenu(menu)
        self.drop = named(QPushButton(translate("SmartCity", "Remove effect")), "remove_effect")
        self.drop.clicked.connect(lambda *_: self.remove())
        for button in (self.add, self.drop):
            button.setAutoDefault(False)
        self.form = EffectForm(window.catalogue, self._store)
        self.geometry = plain_label()
        self.shapes = ShapeButtons(window, "effect", self._use)
        self._lay_out()

    def _lay_out(self) -> None:
        about = translate(
            "SmartCity",
            "Effects are never stored in the data: a scenario lays them over the data, computes anew what they touch, "
            "and tells before and after.",
        )
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.drop)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.addWidget(self.form)
        caption = QLabel(f"<b>{translate('SmartCity', 'Place of the effect')}</b>")
        form.addWidget(caption)
        form.addWidget(self.geometry)
        form.addWidget(self.shapes)
        form.addStretch(1)
        self._place_caption = caption
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        for widget in (inner, scroll.viewport()):
            widget.setAutoFillBackground(False)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(scroll)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(about))
        layout.addWidget(splitter, 1)

    # Showing -----------------------------------------------------------------------------------------------------

    def show_measure(self, content: Content, measure: Optional[Measure]) -> None:
        """Show the effects of a measure; the chosen one stays chosen."""
        self._items = content.effects.get(measure.measure_id, []) if measure is not None else []
        with QSignalBlocker(self.list):
            self.list.clear()
            for item in self._items:
                row = QListWidgetItem(self._title(item.effect), self.list)
                row.setData(Qt.ItemDataRole.UserRole, item.effect.effect_id)
                if item.effect.effect_id == self._chosen:
                    self.list.setCurrentItem(row)
            if self.list.currentRow() < 0 and self._items:
                self.list.setCurrentRow(0)
        usable = measure is not None and not self._window.read_only
        self.add.setEnabled(usable)
        self.drop.setEnabled(usable and bool(self._items))
        self._show_chosen()

    def _title(self, effect: Effect) -> str:
        kind = self.kinds.get(effect.kind or "")
        title = kind.title.in_language(language()) if kind is not None else f"⚠ {effect.kind}"
        return f"{title}: {effect.title}" if effect.title else title

    @property
    def current(self) -> Optional[PlacedEffect]:
        """The effect that is shown."""
        item = self.list.currentItem()
        key = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return next((one for one in self._items if one.effect.effect_id == key), None)

    def _picked(self) -> None:
        """Show the effect that was clicked, unless what is typed for the one before cannot be stored."""
        item = self.list.currentItem()
        wanted = item.data(Qt.ItemDataRole.UserRole) if item is not None else ""
        if self._window.typed.leave():
            self._chosen = wanted
            self._mark_chosen()
            self._show_chosen()
        else:
            self._mark_chosen()
            QTimer.singleShot(0, self._mark_chosen)  # a click selects its row after it was told

    def _mark_chosen(self) -> None:
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                if self.list.item(row).data(Qt.ItemDataRole.UserRole) == self._chosen:
                    self.list.setCurrentRow(row)

    def _show_chosen(self) -> None:
        placed = self.current
        usable = placed is not None and not self._window.read_only
        self._chosen = placed.effect.effect_id if placed is not None else ""
        kind = self.kinds.get(placed.effect.kind or "") if placed is not None else None
        self.form.show_effect(placed.effect if placed is not None else None, kind)
        self.form.setEnabled(usable)
        allowed = [one for one in kind.geometry if one != "none"] if kind is not None else []
        self.shapes.allow(allowed, usable)
        for widget in (self._place_caption, self.geometry):
            widget.setVisible(bool(allowed))
        self.geometry.setText(self._told_place(placed, "none" in kind.geometry if kind is not None else False))

    def _told_place(self, placed: Optional[PlacedEffect], is_optional: bool) -> str:
        if placed is None:
            return ""
        shape = placed.geometry
        if shape is None:
            if is_optional:
                return translate("SmartCity", "No place; none is needed.")
            return translate("SmartCity", "No place yet: without one this effect cannot be computed.")
        words = {
            "area": translate("SmartCity", "Area of {size} ha").format(size=_number(shape.area / 10_000.0, 2)),
            "line": translate("SmartCity", "Line of {size} m").format(size=_number(shape.length, 0)),
            "point": translate("SmartCity", "Point"),
        }
        return words[stored_shape(shape, placed.effect.measure_id)[0]]

    def commit(self) -> None:
        """Store what is typed."""
        self.form.commit()

    def stop_drawing(self) -> None:
        """End drawing without a result."""
        self.shapes.stop()

    # Changing ----------------------------------------------------------------------------------------------------

    def append(self, kind: str) -> None:
        """Add an effect of a kind with its defaults."""
        measure = self._window.measure
        if measure is None:
            return
        defaults = self.kinds[kind].defaults()
        parameters = json.dumps(defaults, ensure_ascii=False, sort_keys=True) if defaults else None
        amount = self.kinds[kind].amount.default if self.kinds[kind].amount is not None else None
        effect = Effect(
            new_id(), measure.measure_id, kind, amount=amount, parameters=parameters, position=len(self._items) + 1
        )
        self._chosen = effect.effect_id
        self._push(lambda study: [Change(None, effect, shape_after=None, kind_of_place="none")])

    def remove(self) -> None:
        """Remove the chosen effect; undo and the bin bring it back."""
        placed = self.current
        if placed is not None:
            self._push(lambda study: [_removal(study, placed.effect)])

    def _store(self, before: Effect, after: Effect) -> bool:
        return self._push(lambda study: [Change(before, after, kind_of_place=_place_of(study, before)[0])])

    def _use(self, shapes: Sequence[Any]) -> None:
        """Give the chosen effect its place; areas and lines of several features become one."""
        placed = self.current
        if placed is None:
            return
        allowed = self.kinds[placed.effect.kind].geometry if placed.effect.kind in self.kinds else ()

        def changes(study: Study) -> list[Change]:
            kind, stored = stored_shape(united(shapes), placed.effect.measure_id)
            if kind not in allowed:
                raise SmartCityError("place_wrong_kind", measure=placed.effect.measure_id)
            before, old = _place_of(study, placed.effect)
            if before == kind:
                return [Change(placed.effect, placed.effect, old, stored, kind)]
            # Another kind of place lies in another table: the row moves there.
            moved = replace(placed.effect, effect_id=new_id())
            self._chosen = moved.effect_id
            return [_removal(study, placed.effect), Change(None, moved, shape_after=stored, kind_of_place=kind)]

        self._push(changes)

    def _push(self, changes: Any) -> bool:
        measure = self._window.measure
        number = measure.measure_id if measure is not None else ""
        return self._window.push(translate("SmartCity", "Effect of {measure}").format(measure=number), changes)


def _place_of(study: Study, effect: Effect) -> tuple[str, Optional[Any]]:
    """Return the kind of place (the table) of an effect as it is stored, and its geometry."""
    for kind, one, shape in study.placed_effects(effect.measure_id):
        if one.effect_id == effect.effect_id:
            return kind, shape
    raise SmartCityError(
        "register_conflict",
        table="effects",
        number=effect.effect_id,
        field="effect_id",
        mine=effect.effect_id,
        theirs="",
    )


def _removal(study: Study, effect: Effect) -> Change:
    kind, shape = _place_of(study, effect)
    return Change(effect, None, shape, None, kind)


def _number(value: float, decimals: int) -> str:
    from ...catalogue.numbers import format_number

    return format_number(value, decimals, language())
