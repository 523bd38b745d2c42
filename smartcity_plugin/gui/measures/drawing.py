# SPDX-License-Identifier: GPL-2.0-or-later
"""Buttons by which a page of the window gets shapes: drawn on the map, or selected in a layer of the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import QgsCsException, QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from ...bridge.i18n import translate
from ...bridge.shapes import selected_shapes, shape_of
from .draw import AREA, LINE, POINT, ShapeTool
from .fields import named

if TYPE_CHECKING:
    from .window import MeasuresWindow


class ShapeButtons(QWidget):
    """Draw an area, line or point, or take the selected features of a layer; ``use`` gets kind and shapes."""

    def __init__(
        self,
        window: MeasuresWindow,
        name: str,
        use: Callable[[Sequence[Any]], Any],
        kinds=(AREA, LINE, POINT),
    ) -> None:
        super().__init__()
        self._window, self._use = window, use
        self._tool: Optional[ShapeTool] = None
        words = {
            AREA: translate("SmartCity", "Draw area on the map"),
            LINE: translate("SmartCity", "Draw line on the map"),
            POINT: translate("SmartCity", "Set point on the map"),
        }
        self.draw: dict[str, QPushButton] = {}
        first, second = QHBoxLayout(), QHBoxLayout()
        for kind in kinds:
            button = self.draw[kind] = named(QPushButton(words[kind]), f"{name}_draw_{kind}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, kind=kind: self.start(kind))
            first.addWidget(button)
        self.layer = named(QgsMapLayerComboBox(), f"{name}_layer")
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.HasGeometry)
        self.layer.setAllowEmptyLayer(True)
        self.layer.setAccessibleName(translate("SmartCity", "Layer with the selected features"))
        self.take = named(QPushButton(translate("SmartCity", "Take over selected features")), f"{name}_take")
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self.take_selected)
        second.addWidget(self.layer, 1)
        second.addWidget(self.take)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(first, 0, 0)
        layout.addLayout(second, 1, 0)

    def allow(self, kinds: Sequence[str], usable: bool) -> None:
        """Show the kinds that may be drawn now; without a map nothing can be drawn."""
        for kind, button in self.draw.items():
            button.setVisible(kind in kinds)
            button.setEnabled(usable and self._window.canvas is not None)
            no_map = translate("SmartCity", "Only with the map of QGIS: open this window from the cockpit.")
            button.setToolTip("" if self._window.canvas is not None else no_map)
        self.layer.setVisible(bool(kinds))
        self.take.setVisible(bool(kinds))
        self.layer.setEnabled(usable)
        self.take.setEnabled(usable)

    @property
    def is_drawing(self) -> bool:
        """Whether the map waits for corners."""
        canvas = self._window.canvas
        return self._tool is not None and canvas is not None and canvas.mapTool() is self._tool

    def start(self, kind: str) -> None:
        """Let the user draw."""
        self.stop()
        canvas = self._window.canvas
        if canvas is None or self._window.measure is None:
            return
        wanted = self._window.measure.measure_id
        tool = self._tool = ShapeTool(canvas, kind)
        tool.drawn.connect(lambda geometry: self._drawn(geometry, wanted))
        tool.cancelled.connect(lambda: self._window.tell(translate("SmartCity", "Drawing cancelled; nothing changed.")))
        how = translate(
            "SmartCity",
            "Click on the map. Right click or Enter finishes, Backspace takes the last corner back, Esc cancels.",
        )
        self._window.tell(how)
        tool.start()

    def stop(self) -> None:
        """End drawing without a result."""
        if self._tool is not None:
            self._tool.stop()
            self._tool = None

    def _drawn(self, geometry: Any, wanted: str) -> None:
        self._window.tell("")
        if self._window.measure is None or self._window.measure.measure_id != wanted:
            self._window.choose(wanted)
        crs = self._window.canvas.mapSettings().destinationCrs()
        try:
            shape = shape_of(geometry, crs, self._window.content.crs)
        except QgsCsException as error:
            self._window.tell(str(error), is_problem=True)
            return
        if shape is not None:
            self._use([shape])

    def take_selected(self) -> None:
        """Take over the selected features of the chosen layer."""
        layer = self.layer.currentLayer()
        try:
            shapes = selected_shapes(layer, self._window.content.crs)
        except QgsCsException as error:
            self._window.tell(str(error), is_problem=True)
            return
        if shapes:
            self._use(shapes)
            return
        text = translate("SmartCity", "Choose a layer and select features in it on the map first.")
        self._window.tell(text, is_problem=True)
