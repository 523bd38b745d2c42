# SPDX-License-Identifier: GPL-2.0-or-later
"""Choice of a layer: those of the project, those of files that were chosen or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Optional, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayerProxyModel,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ...bridge.i18n import translate
from .. import settings
from .file_layers import FileLayers
from .forms import PREFIX

POLYGONS = QgsMapLayerProxyModel.Filter.PolygonLayer
LINES = QgsMapLayerProxyModel.Filter.LineLayer
POINTS = QgsMapLayerProxyModel.Filter.PointLayer
VECTORS = QgsMapLayerProxyModel.Filter.VectorLayer


class LayerChooser(QWidget):
    """A list of layers and a button for files. Layers of files need not be in the project."""

    changed = pyqtSignal()
    """Another layer, or none, is chosen; by the user or by ``set_layer``."""
    chosen = pyqtSignal()
    """The user has chosen."""

    def __init__(
        self, name: str, files: Optional[FileLayers] = None, kinds=POLYGONS, parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(PREFIX + name)
        self._kinds = kinds
        self._files: Optional[FileLayers] = None
        self._crs: dict[str, QgsCoordinateReferenceSystem] = {}
        self._copies: dict[str, QgsVectorLayer] = {}
        self.combo = QgsMapLayerComboBox()
        self.combo.setObjectName(f"{PREFIX}{name}_layers")
        self.combo.setFilters(kinds)
        self.combo.setAllowEmptyLayer(True, translate("SmartCity", "Choose a layer"))
        self.combo.setCurrentIndex(0)
        self.combo.setToolTip(translate("SmartCity", "Files and folders can also be dropped onto the wizard"))
        self.combo.setMinimumContentsLength(14)
        self.combo.setSizeAdjustPolicy(QgsMapLayerComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button = QPushButton(translate("SmartCity", "File…"))
        self.button.setObjectName(f"{PREFIX}{name}_file")
        self.button.setToolTip(translate("SmartCity", "Choose a file with the layer"))
        self.button.setAccessibleName(translate("SmartCity", "Choose a file with the layer"))
        self.button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.combo, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.combo)
        self.combo.layerChanged.connect(self.changed)
        self.combo.activated.connect(lambda _index: self.chosen.emit())
        self.button.clicked.connect(self._ask)
        if files is not None:
            self.connect_files(files)

    def connect_files(self, files: FileLayers) -> None:
        """Offer the file layers of a wizard, now and when others come."""
        self._files = files
        files.added.connect(self._offer)
        self._offer(files.layers)

    def layer(self) -> Optional[QgsVectorLayer]:
        """Return the chosen layer; with the CRS that was given to it, if it has none of its own."""
        layer = self.combo.currentLayer()
        if not isinstance(layer, QgsVectorLayer):
            return None
        crs = self._crs.get(layer.id())
        return layer if crs is None else self._copies[layer.id()]

    def value(self) -> Union[str, QgsVectorLayer, None]:
        """Return the chosen layer as a parameter of an algorithm: by id or address, so that it is opened where it runs.

        Only a copy that was mended here is given itself.
        """
        layer, chosen = self.layer(), self.combo.currentLayer()
        if layer is None or layer is not chosen:
            return layer
        if QgsProject.instance().mapLayer(layer.id()) is not None:
            return layer.id()
        return layer.source() if layer.providerType() == "ogr" else layer

    def set_layer(self, layer: Optional[QgsVectorLayer]) -> None:
        """Choose a layer of the project or of the wizard's files."""
        self.combo.setLayer(layer)

    def set_crs(self, crs: QgsCoordinateReferenceSystem) -> None:
        """Say in which CRS the coordinates of the chosen layer are; the layer in the project stays as it is."""
        layer = self.combo.currentLayer()
        if not isinstance(layer, QgsVectorLayer):
            return
        copy = layer.clone()
        copy.setCrs(crs)
        self._crs[layer.id()], self._copies[layer.id()] = crs, copy
        self.changed.emit()

    def replace(self, layer: QgsVectorLayer) -> None:
        """Use a mended copy in place of the chosen layer, which stays as it is."""
        chosen = self.combo.currentLayer()
        if chosen is not None:
            self._crs[chosen.id()], self._copies[chosen.id()] = layer.crs(), layer
            self.changed.emit()

    def choices(self) -> list[QgsVectorLayer]:
        """Return the layers that can be chosen."""
        layers = (self.combo.layer(index) for index in range(self.combo.count()))
        return [layer for layer in layers if isinstance(layer, QgsVectorLayer)]

    def _offer(self, _added: Iterable[QgsVectorLayer]) -> None:
        files = self._files
        if files is None:
            return
        present = self.combo.currentLayer()
        self.combo.setAdditionalLayers(files.layers)
        if present is not None and self.combo.currentLayer() is not present:
            self.combo.setLayer(present)

    def _ask(self) -> None:
        kinds = QgsProviderRegistry.instance().fileVectorFilters()
        title = translate("SmartCity", "Choose a file with the layer")
        path, _ = QFileDialog.getOpenFileName(self, title, settings.last_folder(), kinds)
        if not path or self._files is None:
            return
        settings.set_last_folder(str(Path(path).parent))
        self._files.add([path], self._take)

    def _take(self, layers: list[QgsVectorLayer]) -> None:
        """Choose the layer of the file if it holds only one that fits; else the list offers them."""
        offered = {layer.id() for layer in self.choices()}
        fitting = [layer for layer in layers if layer.id() in offered]
        if fitting:
            self.set_layer(fitting[0])
            self.chosen.emit()
        if len(fitting) > 1:
            self.combo.showPopup()
