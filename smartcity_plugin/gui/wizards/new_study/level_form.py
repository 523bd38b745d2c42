# SPDX-License-Identifier: GPL-2.0-or-later
"""The form for one level of planning units: what it is made of, which fields name its units, what they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Optional

from qgis.core import NULL, QgsExpression, QgsFeatureRequest, QgsVectorLayer
from qgis.gui import QgsFieldExpressionWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from ....bridge.i18n import language, translate
from ....catalogue import load_catalogue
from ....catalogue.numbers import format_number
from ..file_layers import FileLayers
from ..forms import Form, explanation, named, tell
from ..layer_chooser import LayerChooser
from . import guess

LEVELS = ("district", "quarter", "block", "grid")
GRID_SIZES = (100, 250, 500, 1000)
FEATURE_NUMBER = "$id"
CHECKED = 50_000
"""Features up to which a guessed identifier is checked to be different for each."""


def level_title(level: str) -> str:
    """Return what a level is called."""
    return load_catalogue().vocabulary.unit_levels[level].title.in_language(language())


@dataclass(frozen=True)
class LevelChoice:
    """What the form holds: a layer with expressions, or the size of a grid's cells."""

    level: str
    layer: Optional[QgsVectorLayer]
    grid_size: int
    unit_id: str
    unit_name: str
    parent: str
    merge: bool
    value: Any = None
    """The layer as a parameter of an algorithm."""

    def parameters(self) -> dict[str, Any]:
        """Return what the algorithms for a level of units are given."""
        if self.layer is None:
            return {"GRID_SIZE": str(self.grid_size)}
        return {
            "UNITS": self.value,
            "UNIT_ID": self.unit_id,
            "UNIT_NAME": self.unit_name,
            "UNIT_PARENT": self.parent,
            "LEVEL": self.level,
            "MERGE": self.merge,
        }

    def key(self) -> tuple:
        """Return what tells whether something has changed."""
        source = (self.layer.id(), self.layer.crs().authid()) if self.layer is not None else self.grid_size
        return (self.level, source, self.unit_id, self.unit_name, self.parent, self.merge)


class LevelForm(QWidget):
    """The fields of one level; ``changed`` tells that what they hold is another."""

    changed = pyqtSignal()
    edited = pyqtSignal()
    """The user has changed something."""

    def __init__(self, files: FileLayers, number: int) -> None:
        super().__init__()
        self.setObjectName(f"smartcity_wizard_level_{number}")
        form = Form()
        self._form = form
        self.made_of = named(QComboBox(), f"level_{number}_source")
        self.made_of.addItem(translate("SmartCity", "Areas of a layer"), "layer")
        self.made_of.addItem(translate("SmartCity", "Regular grid"), "cells")
        form.add(translate("SmartCity", "Ma&de of"), self.made_of)
        self.level = named(QComboBox(), f"level_{number}_level")
        for level in LEVELS:
            self.level.addItem(level_title(level), level)
        form.add(translate("SmartCity", "Le&vel"), self.level)
        self.grid_size = named(QComboBox(), f"level_{number}_size")
        for size in GRID_SIZES:
            self.grid_size.addItem(size_title(size), size)
        self.grid_size.setCurrentIndex(len(GRID_SIZES) - 1)
        form.add(
            translate("SmartCity", "Si&ze of the cells"),
            self.grid_size,
            translate(
                "SmartCity",
                "The cells of the census and of INSPIRE (EPSG:3035). They keep the identifier of the whole cell but "
                "are cut at the border, so that they sum up to the municipality.",
            ),
        )
        self.chooser = LayerChooser(f"level_{number}", files)
        form.add(translate("SmartCity", "La&yer"), self.chooser)
        self.unit_id, self.unit_name = QgsFieldExpressionWidget(), QgsFieldExpressionWidget()
        named(self.unit_id, f"level_{number}_id")
        named(self.unit_name, f"level_{number}_name")
        for widget in (self.unit_id, self.unit_name):
            widget.setFocusProxy(widget.findChild(QComboBox))
        self.merge = named(
            QCheckBox(translate("SmartCity", "Mer&ge areas with the same identifier")), f"level_{number}_merge"
        )
        self._identifier = QWidget()
        both = QVBoxLayout(self._identifier)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.unit_id)
        both.addWidget(self.merge)
        form.add(translate("SmartCity", "&Identifier"), self._identifier, buddy=self.unit_id)
        form.add(translate("SmartCity", "Na&me"), self.unit_name)
        self.parent_field = named(QComboBox(), f"level_{number}_parent")
        self.parent_text = form.add(translate("SmartCity", "Belongs &to"), self.parent_field)
        self.facts = explanation()
        self.facts.setObjectName(f"smartcity_wizard_level_{number}_facts")
        column = QVBoxLayout(self)
        column.addWidget(form)
        column.addWidget(self.facts)
        column.addStretch()
        self.above = ""
        for combo in (self.made_of, self.level, self.grid_size, self.parent_field):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(14)
        self._show_rows()
        self._connect()

    # Values -------------------------------------------------------------------------------------------------------

    def choice(self) -> LevelChoice:
        """Return what the form holds."""
        level = self.level.currentData()
        is_grid = self.is_grid
        return LevelChoice(
            level="grid" if is_grid else level,
            layer=None if is_grid else self.chooser.layer(),
            grid_size=self.grid_size.currentData() if is_grid else 0,
            unit_id=self.unit_id.asExpression(),
            unit_name=self.unit_name.asExpression() or self.unit_id.asExpression(),
            parent=self._parent() if self.above and not is_grid else "",
            merge=self.merge.isChecked() and not is_grid,
            value=None if is_grid else self.chooser.value(),
        )

    @property
    def is_grid(self) -> bool:
        """Whether the level is made of cells rather than of a layer."""
        return self.made_of.currentData() == "cells"

    def needs(self) -> list[str]:
        """Return what must still be chosen."""
        if self.is_grid:
            return []
        missing = []
        if self.chooser.layer() is None:
            missing.append(translate("SmartCity", "layer of the planning units"))
        elif not self.unit_id.asExpression():
            missing.append(translate("SmartCity", "identifier"))
        return missing

    def set_level(self, level: str) -> None:
        """Choose a level."""
        self.level.setCurrentIndex(self.level.findData(level))
        self._show_rows()

    def set_layer(self, layer: Optional[QgsVectorLayer]) -> None:
        """Choose a layer."""
        self.made_of.setCurrentIndex(0)
        self._show_rows()
        self.chooser.set_layer(layer)

    def set_grid(self, size: int) -> None:
        """Choose a grid."""
        self.made_of.setCurrentIndex(1)
        self.grid_size.setCurrentIndex(self.grid_size.findData(size))
        self._made_of_changed()

    def set_above(self, level: str) -> None:
        """Say which coarser level there is, empty for none."""
        if level == self.above:
            return
        self.above = level
        self._fill_parents()
        self._show_rows()

    def show_facts(self, text: str) -> None:
        """Show what becomes of the level."""
        tell(self.facts, text)

    # Inside -------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.level.activated.connect(self._level_chosen)
        self.made_of.activated.connect(self._made_of_chosen)
        self.grid_size.activated.connect(self._tell_edited)
        self.chooser.changed.connect(self._layer_changed)
        self.chooser.chosen.connect(self.edited)
        self.merge.clicked.connect(self._tell_edited)
        self.parent_field.activated.connect(self._tell_edited)
        for widget in (self.unit_id, self.unit_name):
            widget.fieldChanged.connect(partial(self._fields_changed, widget))

    def _tell_edited(self, *_arguments: Any) -> None:
        self.changed.emit()
        self.edited.emit()

    def _fields_changed(self, _widget: QWidget, *_arguments: Any) -> None:
        self.changed.emit()

    def _level_chosen(self) -> None:
        if self.level.currentData() == "grid" and self.chooser.layer() is None:
            self.set_grid(self.grid_size.currentData())
        self._tell_edited()

    def _made_of_chosen(self) -> None:
        self._made_of_changed()
        self.edited.emit()

    def _made_of_changed(self) -> None:
        if self.is_grid:
            self.set_level("grid")
        elif self.level.currentData() == "grid":
            self.set_level("district")
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        for field, is_shown in (
            (self.level, not self.is_grid),
            (self.grid_size, self.is_grid),
            (self.chooser, not self.is_grid),
            (self._identifier, not self.is_grid),
            (self.unit_name, not self.is_grid),
            (self.parent_field, not self.is_grid and bool(self.above)),
        ):
            self._form.show_row(field, is_shown)

    def _layer_changed(self) -> None:
        layer = self.chooser.layer()
        for widget in (self.unit_id, self.unit_name):
            widget.blockSignals(True)
            widget.setLayer(layer)
            widget.setField("")
        self.merge.setChecked(False)
        if layer is not None:
            self._guess_fields(layer)
            level = guess.level_of(layer.name())
            if level:
                self.set_level(level)
        for widget in (self.unit_id, self.unit_name):
            widget.blockSignals(False)
        self._fill_parents()
        self.changed.emit()

    def _guess_fields(self, layer: QgsVectorLayer) -> None:
        names = layer.fields().names()
        title = guess.name_field(names)

        def values_of(field: str) -> list:
            request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(CHECKED)
            request.setSubsetOfAttributes([field], layer.fields())
            index = layer.fields().indexOf(field)
            return [None if value == NULL else value for value in (item[index] for item in layer.getFeatures(request))]

        unit_id = guess.unique_field([*guess.id_fields(names), *([title] if title else [])], values_of)
        self.unit_id.setField(QgsExpression.quotedColumnRef(unit_id) if unit_id else FEATURE_NUMBER)
        self.unit_name.setField(QgsExpression.quotedColumnRef(title or unit_id) if title or unit_id else FEATURE_NUMBER)

    def _fill_parents(self) -> None:
        chosen = self._parent()
        self.parent_field.clear()
        if not self.above:
            return
        self.parent_field.addItem(translate("SmartCity", "by the largest common area"), "")
        layer = self.chooser.layer()
        for name in layer.fields().names() if layer is not None else ():
            label = translate("SmartCity", "by the field {field}").format(field=name)
            self.parent_field.addItem(label, QgsExpression.quotedColumnRef(name))
        self.parent_field.setCurrentIndex(max(self.parent_field.findData(chosen), 0))
        self.parent_text.setText(translate("SmartCity", "Level above: {level}").format(level=level_title(self.above)))

    def _parent(self) -> str:
        return self.parent_field.currentData() or ""


def size_title(size: int) -> str:
    """Return how large cells are."""
    return f"{format_number(size / 1000, 0, language())} km" if size >= 1000 else f"{size} m"


def coarser_first(levels: Sequence[str]) -> list[str]:
    """Return levels in the order in which they are written."""
    return sorted(levels, key=LEVELS.index)
