# SPDX-License-Identifier: GPL-2.0-or-later
"""Vector layers of files and folders that are not in the project: dropped onto a wizard, or chosen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Optional

from qgis.core import (
    Qgis,
    QgsCoordinateTransformContext,
    QgsMapLayerType,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...bridge.i18n import translate
from ...bridge.tasks import TaskRunner

SUFFIXES = (".gpkg", ".shp", ".geojson", ".json", ".gml", ".xml", ".kml", ".fgb", ".tab", ".mif", ".sqlite", ".gdb")
"""What is looked for in a folder; a file that is named itself may be anything QGIS reads."""
MAX_FILES, MAX_DEPTH = 300, 3


@dataclass(frozen=True)
class Found:
    """What a look into files and folders brought."""

    sublayers: tuple[QgsProviderSublayerDetails, ...]
    unreadable: tuple[str, ...]
    """Files that hold no vector layer, of those that were named themselves."""
    is_all: bool
    """False if a folder held more files than are looked into."""


class FileLayers(QObject):
    """The file layers of one wizard; it keeps them alive."""

    added = pyqtSignal(list)
    """Layers that have come; empty if none was found."""
    changed = pyqtSignal()
    """Reading has begun or ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.layers: list[QgsVectorLayer] = []
        self.unreadable: tuple[str, ...] = ()
        """Files of the last addition in which QGIS found no vector layer."""
        self.is_all = True
        """False if the last folder held more files than are looked into."""
        self.reading = 0
        self.runner = TaskRunner(self)
        """Looks into files in a task."""
        self._stopped = False

    def add(self, paths: Iterable[str], then: Optional[Callable[[list[QgsVectorLayer]], None]] = None) -> None:
        """Look into files and folders in a task; ``added`` tells what came, and so does ``then``."""
        paths = [path for path in paths if path]

        def finished(found: Optional[Found], error: Optional[Exception]) -> None:
            self.reading -= 1
            if found is None:  # pragma: no cover - what a provider raises is not foreseeable
                found = Found((), tuple(paths), True)
            self.unreadable, self.is_all = found.unreadable, found.is_all
            layers = [self._layer(sublayer) for sublayer in found.sublayers]
            usable = [layer for layer in layers if layer is not None]
            self.changed.emit()
            self.added.emit(usable)
            if then is not None:
                then(usable)

        self.reading += 1
        self.changed.emit()
        self.runner.call(
            translate("SmartCity", "Look into files"), lambda: look_into(paths, lambda: self._stopped), finished
        )

    def stop(self) -> None:
        """Stop looking; nobody is told any more."""
        self._stopped = True
        self.runner.stop()

    def _layer(self, sublayer: QgsProviderSublayerDetails) -> Optional[QgsVectorLayer]:
        """Return the layer of a sublayer, the one that is there if it came before."""
        for layer in self.layers:
            if layer.source() == sublayer.uri():
                return layer
        options = QgsProviderSublayerDetails.LayerOptions(QgsCoordinateTransformContext())
        options.loadDefaultStyle = False
        layer = sublayer.toLayer(options)
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            return None
        layer.setName(title_of(sublayer))
        self.layers.append(layer)
        return layer


def title_of(sublayer: QgsProviderSublayerDetails) -> str:
    """Return how a layer of a file is called: by its name, with that of the file if they differ."""
    file = os.path.basename(sublayer.uri().split("|")[0].rstrip("/\\"))
    name = sublayer.name()
    return name if not name or os.path.splitext(file)[0] == name else f"{name} ({file})"


def look_into(paths: Iterable[str], is_stopped: Callable[[], bool] = lambda: False) -> Found:
    """Return the vector layers of files and folders; meant for a worker thread.

    A folder is searched for known file types, ``MAX_DEPTH`` levels deep and up to ``MAX_FILES`` files.
    """
    sublayers: list[QgsProviderSublayerDetails] = []
    unreadable = []
    files, is_all = _files(paths)
    for path, is_named in files:
        if is_stopped():
            break
        found = _sublayers(path)
        if is_named and not found:
            unreadable.append(os.path.basename(path))
        sublayers += found
    return Found(tuple(sublayers), tuple(unreadable), is_all)


def _files(paths: Iterable[str]) -> tuple[list[tuple[str, bool]], bool]:
    """Return (file, whether it was named itself) and whether these are all."""
    files: list[tuple[str, bool]] = []
    for path in paths:
        if os.path.isfile(path) or path.lower().endswith(".gdb"):
            files.append((path, True))
            continue
        for folder, folders, names in os.walk(path):
            depth = os.path.relpath(folder, path).count(os.sep) + (folder != path)
            folders[:] = sorted(name for name in folders if not name.startswith(".")) if depth < MAX_DEPTH else []
            databases = [name for name in folders if name.lower().endswith(".gdb")]
            folders[:] = [name for name in folders if name not in databases]
            fitting = [name for name in sorted(names) if name.lower().endswith(SUFFIXES)] + databases
            files += [(os.path.join(folder, name), False) for name in fitting]
            if len(files) > MAX_FILES:
                return files[:MAX_FILES], False
    return files, True


def _sublayers(path: str) -> list[QgsProviderSublayerDetails]:
    flags = Qgis.SublayerQueryFlag.ResolveGeometryType
    found = QgsProviderRegistry.instance().querySublayers(path, flags)
    return [sublayer for sublayer in found if _is_vector(sublayer)]


def _is_vector(sublayer: QgsProviderSublayerDetails) -> bool:
    return sublayer.type() == QgsMapLayerType.VectorLayer and sublayer.providerKey() == "ogr"
