# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of one effect: its fields and the parameters that its kind declares, with what is assumed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Optional

from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from ...bridge.i18n import language, translate
from ...catalogue import Catalogue
from ...catalogue.effects import UNITS, EffectKind, Option, Quantity
from ...catalogue.numbers import format_number
from ...model.strategy import Effect
from ...study import strategy_tables as tables
from ..cards import plain_label
from .fields import ChoiceField, LineField, NumberField, TextField, named

FIELDS = tables.EFFECTS.fields


class EffectForm(QWidget):
    """Shows one effect; each field is stored once its user has finished with it."""

    def __init__(self, catalogue: Catalogue, store: Callable[[Effect, Effect], bool]) -> None:
        super().__init__()
        self._catalogue, self._store = catalogue, store
        self._layout, outer = QFormLayout(), QVBoxLayout(self)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._note = plain_label()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._layout)
        outer.addWidget(self._note)
        self._effect: Optional[Effect] = None
        self._kind: Optional[EffectKind] = None
        self.fields: dict[str, Any] = {}
        self.parameters: dict[str, Any] = {}
        self._shown: dict[tuple[bool, str], Any] = {}
        self._refused: dict[tuple[bool, str], Any] = {}
        """What others' changes kept from being stored; only something else is tried again."""
        self._keeps = True

    def show_effect(self, effect: Optional[Effect], kind: Optional[EffectKind]) -> None:
        """Show an effect; the fields are made anew only for another kind.

        What is typed but could not be stored stays as long as the effect does.
        """
        stays = self._keeps and effect is not None and self._effect is not None
        stays = stays and effect.effect_id == self._effect.effect_id and kind is self._kind
        self._keeps = True
        if kind is not self._kind or (effect is None) != (self._effect is None):
            self._make(effect, kind)
        self._effect, self._kind = effect, kind
        if effect is None:
            return
        given = parameters_of(effect)
        for key, field in self._all().items():
            is_parameter, name = key
            stored = given.get(name) if is_parameter else getattr(effect, name)
            is_valid = getattr(field, "is_valid", True)
            if stays and self._differs(key) and (field.value != stored or not is_valid):
                continue
            field.value = stored
            self._shown[key] = field.value
            self._refused.pop(key, None)

    def _all(self) -> dict[tuple[bool, str], Any]:
        """Return the fields by (whether it is a parameter, name)."""
        found = {(False, name): field for name, field in self.fields.items()}
        return {**found, **{(True, name): field for name, field in self.parameters.items()}}

    def _differs(self, key: tuple[bool, str]) -> bool:
        field = self._all()[key]
        return not getattr(field, "is_valid", True) or field.value != self._shown.get(key)

    def _typed(self) -> dict[tuple[bool, str], Any]:
        """Return the fields that hold another value than they were given to show."""
        return {
            key: field.value
            for key, field in self._all().items()
            if getattr(field, "is_valid", True) and self._differs(key)
        }

    def refuse(self) -> None:
        """Do not try again what is typed: others have changed the same meanwhile, which their user is told."""
        self._refused.update(self._typed())

    def give_up(self) -> None:
        """Nothing to do: what the register refuses of an effect is never typed here."""

    def unstored(self) -> list[str]:
        """Return the names, for readers, of fields whose value could not be stored."""
        return [self._all()[key].accessibleName() for key in self._typed()]

    def unreadable(self) -> list[str]:
        """Return what is typed and is no value of its field."""
        return [field.text() for field in self._all().values() if not getattr(field, "is_valid", True)]

    def discard(self) -> None:
        """Let what was typed and not stored go when the effect is shown next."""
        self._keeps = False

    def _make(self, effect: Optional[Effect], kind: Optional[EffectKind]) -> None:
        while self._layout.rowCount():
            self._layout.removeRow(0)
        self.fields, self.parameters, self._shown, self._refused = {}, {}, {}, {}
        if effect is None:
            self._note.setText(translate("SmartCity", "No effect yet. “Add effect” lists what can be computed."))
            return
        self._field("title", LineField())
        if kind is not None:
            if kind.role_options:
                roles = [(key, self._catalogue.roles[key].title.in_language(language())) for key in kind.role_options]
                self._field("role", ChoiceField(roles))
            if kind.amount is not None and kind.amount.unit == "indicator":
                known = self._catalogue.indicators.items()
                self._field(
                    "indicator_id", ChoiceField([(key, one.title.in_language(language())) for key, one in known])
                )
            if kind.amount is not None:
                self._field("amount", _number_field(kind.amount), self._label(kind.amount))
            for name, parameter in kind.parameters.items():
                self._parameter(name, parameter)
        self._field("note", TextField(2))
        self._note.setText(kind.note.in_language(language()) if kind is not None else "")

    def _field(self, name: str, field: Any, label: str = "") -> None:
        self.fields[name] = self._row(
            f"effect_field_{name}", field, label or FIELDS[name].alias.in_language(language())
        )
        field.committed.connect(self.commit)

    def _parameter(self, name: str, parameter: Any) -> None:
        if isinstance(parameter, Option):
            titles = [(key, text.in_language(language())) for key, text in parameter.options.items()]
            field: Any = ChoiceField(titles)
        else:
            field = _number_field(parameter) if isinstance(parameter, Quantity) else LineField()
        self.parameters[name] = self._row(f"effect_parameter_{name}", field, self._label(parameter))
        source, status = getattr(parameter, "source", None), getattr(parameter, "status", None)
        if source is not None and status is not None:
            term = self._catalogue.vocabulary.statuses.get(status.value)
            title = term.title.in_language(language()) if term is not None else status.value
            field.setToolTip(f"{source.in_language(language())} ({title})")
        field.committed.connect(self.commit)

    def _row(self, name: str, field: QWidget, label: str) -> Any:
        named(field, name)
        field.setAccessibleName(label)
        caption = QLabel(label)
        caption.setWordWrap(True)
        caption.setBuddy(field)
        self._layout.addRow(caption, field)
        return field

    def _label(self, parameter: Any) -> str:
        """Return the name of a parameter with its unit, and what must be entered."""
        text = parameter.label.in_language(language())
        if isinstance(parameter, Quantity):
            unit = self._unit(parameter.unit)
            text += f" ({unit})" if unit and unit not in text else ""
        return f"{text} *" if parameter.required else text

    def _unit(self, unit: str) -> str:
        if unit in UNITS:
            return UNITS[unit].in_language(language())
        known = self._catalogue.vocabulary.units.get(unit)
        return known.symbol.in_language(language()).strip("()") if known is not None else ""

    def commit(self) -> None:
        """Store what differs from what is shown; what is no number within its bounds is marked and left."""
        effect, typed = self._effect, self._typed()
        if effect is None or not typed or typed == self._refused:
            return
        given = parameters_of(effect)
        values = {name: value for (is_parameter, name), value in typed.items() if not is_parameter}
        changed = {name: value for (is_parameter, name), value in typed.items() if is_parameter}
        kept = {name: value for name, value in {**given, **changed}.items() if value is not None}
        if changed and kept != given:
            values["parameters"] = json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else None
        after = replace(effect, **values)
        if after != effect and self._store(effect, after):
            self._effect = after


def parameters_of(effect: Effect) -> dict[str, Any]:
    """Return the further numbers of an effect; nothing if they cannot be read."""
    try:
        found = json.loads(effect.parameters or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _number_field(quantity: Quantity) -> NumberField:
    field = NumberField(quantity.minimum, quantity.maximum)
    low, high = (
        format_number(value, 0 if value == round(value) else 2, language())
        for value in (quantity.minimum, quantity.maximum)
    )
    field.setToolTip(translate("SmartCity", "From {low} to {high}").format(low=low, high=high))
    return field
