# SPDX-License-Identifier: GPL-2.0-or-later
"""The data at hand: layers of the project, layers of files and folders, files of known formats; and what they fit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ....bridge import found
from ....bridge.i18n import language, translate
from ....bridge.tasks import TaskRunner
from ....catalogue import load_catalogue
from ....catalogue.matching import load_matching
from ....engine.progress import Progress
from ....model.problem import Cancelled, Problem, Severity, SmartCityError
from ....sources.candidates import Candidate, LayerFacts, best_roles
from ....sources.columns import FieldFacts
from ....sources.recognise import FoundFile, recognise, recognise_folder
from .draft import Draft
from .preview import is_local

LAYER_FORMATS = ("vector", "raster", "statistics")
"""Formats whose files are also layers."""

ROLES_OF_FORMAT = {
    "census": ("population_cells", "census_rates", "census_buildings"),
    "gtfs": ("pt_stops",),
    "osm": (),
    "xplan": ("plan_areas", "building_zones", "planned_green", "public_need_areas"),
    "alkis": ("parcels", "buildings"),
    "citygml": ("buildings",),
    "statistics": ("unit_statistics",),
}
"""Which roles the importers of the formats may fill; OpenStreetMap any that its rules name."""

GEOMETRIES = {
    QgsWkbTypes.GeometryType.PointGeometry: "point",
    QgsWkbTypes.GeometryType.LineGeometry: "line",
    QgsWkbTypes.GeometryType.PolygonGeometry: "polygon",
    QgsWkbTypes.GeometryType.NullGeometry: "none",
}

UNLIKELY = 0.25
"""Confidence below which an offer is only shown on request. A setting of this wizard."""

CERTAIN, POSSIBLE = 0.9, 0.6
"""Confidence of a file told by its format: made for the role, or one of many things it holds. Own settings."""


@dataclass(frozen=True)
class Offer:
    """Something that may fill a role: a layer (``candidate``), or a file with an importer (``files``)."""

    role: str
    title: str
    place: str
    confidence: float
    reasons: tuple[str, ...]
    candidate: Optional[Candidate] = None
    files: tuple[str, ...] = ()
    format: str = ""
    algorithm: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """By what the same data are known among the offers of all roles."""
        return self.files or (self.candidate.layer.provider, self.candidate.layer.uri)


@dataclass(frozen=True)
class _Look:
    """What a look into files brought."""

    layers: tuple[LayerFacts, ...]
    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    candidates: tuple[Candidate, ...]


class Pool(QObject):
    """Keeps what can be brought in; ``changed`` tells that there is more, or that looking has begun or ended."""

    changed = pyqtSignal()
    looked = pyqtSignal(int, list)
    """Files or folders have been looked into: how many layers and files came, and the problems."""

    def __init__(self, study_path: str, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._study = os.path.normcase(os.path.abspath(study_path))
        self._runner = TaskRunner(self)
        self._stopped = False
        self._reading = 0
        self._candidates: dict[tuple[str, str], list[Candidate]] = {}
        self._of_project: dict[str, tuple[str, str]] = {}
        self._queue: list[QgsMapLayer] = []
        self._is_describing = False
        self.files: list[FoundFile] = []

    # Looking ------------------------------------------------------------------------------------------------------

    @property
    def is_looking(self) -> bool:
        """Whether something is being looked at."""
        return bool(self._reading or self._queue)

    def read_project(self, project: QgsProject) -> None:
        """Describe the layers of the project, one after the other, so that QGIS stays usable meanwhile."""
        known = {*self._candidates, *map(_key, self._queue)}
        for layer in sorted(project.mapLayers().values(), key=lambda layer: layer.name().lower()):
            is_data = isinstance(layer, (QgsVectorLayer, QgsRasterLayer)) and not self._is_of_the_study(layer)
            if is_data and _key(layer) not in known:
                self._queue.append(layer)
        if self._queue and not self._is_describing:
            self._is_describing = True
            QTimer.singleShot(0, self._next_layer)
        self.changed.emit()

    def follow_project(self, project: QgsProject) -> None:
        """Describe the layers of a project and those that come, forget those that go."""
        self.read_project(project)
        project.layersAdded.connect(self._layers_came)
        project.layersWillBeRemoved.connect(self._layers_go)

    def _layers_came(self, _layers: list[QgsMapLayer]) -> None:
        self.read_project(QgsProject.instance())

    def _layers_go(self, layer_ids: list[str]) -> None:
        self._queue = [layer for layer in self._queue if layer.id() not in layer_ids]
        for layer_id in layer_ids:
            key = self._of_project.pop(layer_id, None)
            # A layer of a file can still be read; one that lives in the project only is gone.
            if key is not None and key[0] == "memory":
                self._candidates.pop(key, None)
        self.changed.emit()

    def add_paths(self, paths: Iterable[str]) -> None:
        """Look into files and folders in a task."""
        paths = [path for path in paths if path]

        def finished(look: Optional[_Look], error: Optional[Exception]) -> None:
            self._reading -= 1
            if look is None:
                problem = (
                    error.problem
                    if isinstance(error, SmartCityError)
                    else Problem("unexpected", values={"detail": str(error)})
                )
                look = _Look((), (), (problem,), ())
            self._take(look)

        def progress(_fraction: float) -> None:
            if self._stopped:
                raise Cancelled

        self._reading += 1
        self.changed.emit()
        self._runner.call(translate("SmartCity", "Look into files"), lambda: look_into(paths, progress), finished)

    def stop(self) -> None:
        """Stop looking; nobody is told any more."""
        if not self._stopped:
            self._stopped = True
            project = QgsProject.instance()
            for signal, slot in (
                (project.layersAdded, self._layers_came),
                (project.layersWillBeRemoved, self._layers_go),
            ):
                signal.disconnect(slot)
        self._queue.clear()
        self._runner.stop()

    # What is there ------------------------------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not self._candidates and not self.files

    def offers(self, role: str) -> list[Offer]:
        """Return what may fill a role, best first."""
        layers = [
            _offer_of(candidate)
            for candidates in self._candidates.values()
            for candidate in candidates
            if candidate.role == role
        ]
        return sorted([*self.file_offers(role), *layers], key=lambda offer: (-offer.confidence, offer.title.lower()))

    def file_offers(self, role: str = "") -> list[Offer]:
        """Return the files with an importer of their own, for one role or (without) once each."""
        groups: dict[tuple[str, str], list[FoundFile]] = {}
        for file in self.files:
            if file.found is None:
                continue
            # The tables of a census belong together; they are joined on the cells.
            group = str(file.path.parent) if file.found.format == "census" else str(file.path)
            groups.setdefault((file.found.format, group), []).append(file)
        offers = [_file_offer(role, files) for files in groups.values()]
        return [offer for offer in offers if not role or role in roles_of(offer.format)]

    def open_layer(self, draft: Draft) -> bool:
        """Open the layer of a draft, if it has one and it is not open; return whether that went well.

        Layers of the project are copied: they may be removed while the wizard is open.
        """
        if draft.layer is not None and sip.isdeleted(draft.layer):
            draft.layer = None
        if draft.layer is not None or draft.facts is None:
            return True
        key = (draft.facts.provider, draft.facts.uri)
        for layer in QgsProject.instance().mapLayers().values():
            if _key(layer) == key and layer.isValid():
                # The copy of a layer of a service would ask the service again.
                draft.take_layer(layer.clone() if is_local(layer) else layer, layer.id())
                return True
        layer = _opened(draft.facts)
        if layer.isValid():
            draft.take_layer(layer, "")
        return layer.isValid()

    # Inside -------------------------------------------------------------------------------------------------------

    def _is_of_the_study(self, layer: QgsMapLayer) -> bool:
        path = layer.source().split("|")[0]
        return os.path.normcase(os.path.abspath(path)) == self._study

    def _next_layer(self) -> None:
        """Describe one layer of the project, then let QGIS do what else there is to do."""
        self._is_describing = False
        if self._stopped or not self._queue:
            return
        layer = self._queue.pop(0)
        if not sip.isdeleted(layer):
            facts = found.describe_layer(layer) if is_local(layer) else _described_unread(layer)
            self._of_project[layer.id()] = _key(layer)
            self._candidates[_key(layer)] = match([facts])
        if self._queue:
            self._is_describing = True
            QTimer.singleShot(0, self._next_layer)
        self.changed.emit()

    def _take(self, look: _Look) -> None:
        before = len(self._candidates) + len(self.files)
        known = {file.path for file in self.files}
        self.files += [file for file in look.files if file.path not in known]
        for facts in look.layers:
            self._candidates.setdefault((facts.provider, facts.uri), [])
        for key in {(item.layer.provider, item.layer.uri) for item in look.candidates}:
            self._candidates[key] = [item for item in look.candidates if (item.layer.provider, item.layer.uri) == key]
        came = len(self._candidates) + len(self.files) - before
        self.changed.emit()
        self.looked.emit(came, list(look.problems))


def look_into(paths: Sequence[str], progress: Progress) -> _Look:
    """Return what files and folders hold and which roles that fits; meant for a worker thread."""
    files: list[FoundFile] = []
    for path in map(Path, paths):
        files += [_recognised(path)] if path.is_file() or _is_one_thing(path) else recognise_folder(path, progress)
    layers: list[LayerFacts] = []
    kept, problems = [], []
    for file in files:
        progress(0.5)
        if file.found is None:
            problems += [file.problem] if file.problem is not None else []
            continue
        if file.found.format in LAYER_FORMATS:
            layers += found.scan_file(file.path)
        if file.found.format in ROLES_OF_FORMAT:
            kept.append(file)
        elif file.found.format in ("study", "unknown") and str(file.path) in set(paths):
            values = {"path": str(file.path), "detail": file.found.title.in_language(language())}
            problems.append(Problem("file_not_readable", Severity.WARNING, values))
    problems += [layer.problem for layer in layers if isinstance(layer.problem, Problem)]
    usable = [layer for layer in layers if not layer.problem]
    return _Look(tuple(usable), tuple(kept), tuple(problems), tuple(match(usable)))


def match(layers: Iterable[LayerFacts]) -> list[Candidate]:
    """Return all roles that layers may play; the planning units came with the study."""
    roles = {key: role for key, role in load_catalogue().roles.items() if key != "planning_units"}
    rules = load_matching()
    return [candidate for layer in layers for candidate in best_roles(layer, roles, rules)]


def roles_of(format_key: str) -> tuple[str, ...]:
    """Return the roles that the importer of a format may fill."""
    if format_key == "osm":
        return _osm_roles()
    return ROLES_OF_FORMAT.get(format_key, ())


def _osm_roles() -> tuple[str, ...]:
    from ....catalogue.osm_rules import load_osm_rules

    return tuple(load_osm_rules().roles)


def _recognised(path: Path) -> FoundFile:
    try:
        return FoundFile(path, recognise(path))
    except SmartCityError as error:
        return FoundFile(path, None, error.problem)


def _is_one_thing(path: Path) -> bool:
    found_file = _recognised(path)
    return found_file.found is not None and found_file.found.format != "unknown"


def _offer_of(candidate: Candidate) -> Offer:
    facts = candidate.layer
    if facts.path:
        place = f"{Path(facts.path).name}  –  {Path(facts.path).parent}"
    else:
        place = translate("SmartCity", "in the project")
    reasons = tuple(reason.in_language(language()) for reason in candidate.reasons)
    return Offer(candidate.role, facts.name, place, candidate.confidence, reasons, candidate)


def _file_offer(role: str, files: list[FoundFile]) -> Offer:
    kind = files[0].found
    paths = tuple(str(file.path) for file in files)
    reason = translate("SmartCity", "Recognised as: {format}.").format(format=kind.title.in_language(language()))
    first = files[0].path
    title = first.name if len(files) == 1 else f"{first.name} (+ {len(files) - 1})"
    confidence = CERTAIN if kind.format in ("gtfs", "xplan", "alkis", "citygml", "census") else POSSIBLE
    return Offer(role, title, str(first.parent), confidence, (reason,), None, paths, kind.format, kind.algorithm_id)


def _opened(facts: LayerFacts) -> QgsMapLayer:
    if facts.geometry == "raster":
        return QgsRasterLayer(facts.uri, facts.name, facts.provider)
    options = QgsVectorLayer.LayerOptions(loadDefaultStyle=False)
    options.skipCrsValidation = True
    return QgsVectorLayer(facts.uri, facts.name, facts.provider, options)


def _described_unread(layer: QgsMapLayer) -> LayerFacts:
    """Return what a layer of a service tells without reading features, which could take long."""
    common = (layer.name(), layer.source(), layer.providerType())
    crs = layer.crs().authid()
    if not isinstance(layer, QgsVectorLayer):
        return LayerFacts(*common, "raster", crs=crs)
    fields = tuple(FieldFacts(item.name(), "number" if item.isNumeric() else "text") for item in layer.fields())
    return LayerFacts(*common, GEOMETRIES.get(layer.geometryType(), "any"), fields, crs=crs)


def _key(layer: QgsMapLayer) -> tuple[str, str]:
    return layer.providerType(), layer.source()
