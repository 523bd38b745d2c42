# SPDX-License-Identifier: GPL-2.0-or-later
"""The live layer in the project and on the canvas: put there, repainted without stuttering, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsProject
from qgis.gui import QgsMapToolEmitPoint
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal

from ...bridge.i18n import language, translate
from ...catalogue.scheme_words import scheme_title

if TYPE_CHECKING:
    from ...cartography.live import LiveMap
    from ...study.live import LiveDesk
    from ..steps import Snapshot

RESULTS = ("smartcity/indicator", "smartcity/need", "smartcity/product")
"""The custom properties of the study's other maps of results: they wear the same colours and would show through."""
PORTION_MILLISECONDS, REST_MILLISECONDS = 5, 250


class LiveChart(QObject):
    """Keeps one layer in the project up to date with a desk."""

    lost = pyqtSignal()
    """The user, or a change of project, has taken the layer away."""
    clicked = pyqtSignal(float, float)
    """The map was clicked, in the desk's CRS."""
    tool_left = pyqtSignal()
    """Another map tool has been chosen."""

    def __init__(self, canvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas, self._desk = canvas, None
        self.map: Optional[LiveMap] = None
        self._is_waiting = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._settle)
        self._tool = QgsMapToolEmitPoint(canvas)
        self._tool.setCursor(Qt.CursorShape.CrossCursor)
        self._tool.canvasClicked.connect(self._take_click)
        self._tool.deactivated.connect(self.tool_left)
        self._former_tool = None
        self._switched_off: list[tuple[str, str, str]] = []
        canvas.mapCanvasRefreshed.connect(self._repaint_waiting)

    @property
    def is_shown(self) -> bool:
        """Whether the layer is in the project."""
        return self.map is not None

    def put(self, desk: LiveDesk, facts: Snapshot, stored, rights: tuple[str, ...]) -> None:
        """Put a layer for a desk on top of all others, in place of the former one."""
        from ...cartography.live import LiveMap

        self.take_away()
        self._desk = desk
        texts = _texts(desk, facts, stored, rights)
        self.map = LiveMap(desk, texts, language())
        project = QgsProject.instance()
        was_dirty = project.isDirty()
        project.addMapLayer(self.map.layer, False)
        self._switch_off(project)
        node = project.layerTreeRoot().insertLayer(0, self.map.layer)
        node.setExpanded(True)
        project.setDirty(was_dirty)
        self.map.layer.willBeDeleted.connect(self._lose)

    def show(self, desk: LiveDesk) -> None:
        """Recolour the map; the fields of the layer follow when nothing moves any more."""
        if self.map is None:
            return
        if self.map.show(desk):
            self.repaint()
        self._rest.start(REST_MILLISECONDS)

    def repaint(self) -> None:
        """Draw the layer again once the drawing under way is done: else a drag would only ever begin to draw."""
        if self._canvas.isDrawing():
            self._is_waiting = True
        elif self.map is not None:
            self._is_waiting = False
            self.map.layer.triggerRepaint()

    def settle_now(self) -> None:
        """Write all fields at once."""
        self._rest.stop()
        while self.map is not None and self.map.settle():
            pass

    def take_away(self) -> None:
        """Take the layer out of the project."""
        self._rest.stop()
        if self.map is None:
            return
        layer, self.map = self.map.layer, None
        if not sip.isdeleted(layer):
            layer.willBeDeleted.disconnect(self._lose)
            project = QgsProject.instance()
            was_dirty = project.isDirty()
            project.removeMapLayer(layer.id())
            self._switch_on(project)
            project.setDirty(was_dirty)
            self._canvas.refresh()

    def stop(self) -> None:
        """Leave the canvas as it was."""
        self.take_away()
        self.pick(False)
        self._canvas.mapCanvasRefreshed.disconnect(self._repaint_waiting)
        self._tool.deactivated.disconnect(self.tool_left)
        self._tool.deleteLater()

    # Units on the map --------------------------------------------------------------------------------------------

    def pick(self, is_wanted: bool) -> None:
        """Let clicks on the map choose units, or give the map back to the tool it had."""
        if is_wanted and self._canvas.mapTool() is not self._tool:
            self._former_tool = self._canvas.mapTool()
            self._canvas.setMapTool(self._tool)
        elif not is_wanted and self._canvas.mapTool() is self._tool:
            former, self._former_tool = self._former_tool, None
            if former is not None and not sip.isdeleted(former):
                self._canvas.setMapTool(former)
            else:
                self._canvas.unsetMapTool(self._tool)

    def flash(self, desk: LiveDesk, unit_id: str, zoom: bool = False) -> None:
        """Let a unit flash up on the map; the map goes there if asked to, or if the unit is out of sight."""
        geometry = QgsGeometry()
        geometry.fromWkb(desk.outline(unit_id))
        system = QgsCoordinateReferenceSystem(desk.crs)
        box = self._transform(system, self._canvas.mapSettings().destinationCrs()).transformBoundingBox(
            geometry.boundingBox()
        )
        if zoom or not self._canvas.extent().intersects(box):
            box.scale(1.3)
            self._canvas.setExtent(box)
            self._canvas.refresh()
        self._canvas.flashGeometries([geometry], system)

    def _take_click(self, point, _button) -> None:
        if self._desk is None:
            return
        system = QgsCoordinateReferenceSystem(self._desk.crs)
        try:
            there = self._transform(self._canvas.mapSettings().destinationCrs(), system).transform(point)
        except QgsCsException:
            return  # a click where the map's reference system ends lies in no unit
        self.clicked.emit(there.x(), there.y())

    def _transform(self, source, target) -> QgsCoordinateTransform:
        return QgsCoordinateTransform(source, target, QgsProject.instance())

    # Inside ------------------------------------------------------------------------------------------------------

    def _switch_off(self, project: QgsProject) -> None:
        """Switch off the other maps of results; which ones they were is kept by what marks them."""
        self._switched_off = []
        for node in project.layerTreeRoot().findLayers():
            marks = [(key, node.layer().customProperty(key)) for key in RESULTS] if node.layer() is not None else []
            found = [(key, value) for key, value in marks if value]
            if found and node.itemVisibilityChecked():
                node.setItemVisibilityChecked(False)
                self._switched_off += [(*found[0], node.layer().source())]

    def _switch_on(self, project: QgsProject) -> None:
        """Switch on again what was switched off, as far as it is still there."""
        for node in project.layerTreeRoot().findLayers():
            layer = node.layer()
            if layer is not None and any(
                (layer.customProperty(key), layer.source()) == (value, source)
                for key, value, source in self._switched_off
            ):
                node.setItemVisibilityChecked(True)
        self._switched_off = []

    def _repaint_waiting(self) -> None:
        if self._is_waiting:
            self.repaint()

    def _settle(self) -> None:
        if self._canvas.isDrawing():  # QGIS would copy all features for what draws them
            self._rest.start(REST_MILLISECONDS)
        elif self.map is not None and self.map.settle():
            self._rest.start(PORTION_MILLISECONDS)

    def _lose(self) -> None:
        self._rest.stop()
        self.map = None
        self.lost.emit()


def _texts(desk: LiveDesk, facts: Snapshot, stored, rights: tuple[str, ...]):
    """Return what the layer says about itself."""
    from ...cartography.live import LiveTexts

    if desk.places.shares is None:
        title = translate("SmartCity", "Live: need (planning units) – not saved")
    else:
        title = translate("SmartCity", "Live: need (cells) – not saved")
    reading = translate(
        "SmartCity",
        "A state of play, not saved: the need (100 minus the index, 0 to 100) by the weights that stand in the live "
        "panel right now. The darker, the greater the need. Do not quote it: save the weights as a scheme and assess "
        "the needs by it first. Hatched places are unknown because too little is known of them.",
    )
    history = translate("SmartCity", "Played from the scheme “{scheme}” of the study {path}, reference date {date}")
    facts_of = {"scheme": scheme_title(stored, language()), "path": facts.path, "date": facts.reference_date or "–"}
    names = (
        translate("SmartCity", "Place id"),
        translate("SmartCity", "Name"),
        translate("SmartCity", "Population"),
        translate("SmartCity", "Need (0–100), not saved"),
        translate("SmartCity", "Class"),
    )
    need = translate("SmartCity", "Need (not saved)")
    return LiveTexts(title, reading, need, (history.format(**facts_of),), rights, names)
