# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers of a study in the user's project: put there, brought up to date, found, taken away."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayerTreeGroup,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from .settings import output_language
from .steps import Snapshot

if TYPE_CHECKING:  # the study imports pandas, which must not cost when QGIS starts
    from ..study.study import Study

_SCOPE, _ENTRY = "smartcity", "study"
INDICATOR, NEED, TABLE = "smartcity/indicator", "smartcity/need", "smartcity/table"
"""The custom properties by which ``cartography.layers`` marks what it makes (it imports pandas, this must not)."""
MARGIN = 1.05
"""The area is shown with a little room around it."""


def study_of(project: QgsProject) -> str:
    """Return the path of the study that a project belongs to, or nothing.

    A project that was moved together with its study finds it beside itself.
    """
    written, _ = project.readEntry(_SCOPE, _ENTRY, "")
    if not written:
        return ""
    path = Path(project.pathResolver().readPath(written))
    beside = Path(project.homePath()) / path.name
    return str(
        beside if project.homePath() and beside.exists() and not (path.is_absolute() and path.exists()) else path
    )


def link(project: QgsProject, path: str) -> None:
    """Write into a project which study it belongs to."""
    project.writeEntry(_SCOPE, _ENTRY, project.pathResolver().writePath(path))


def unlink(project: QgsProject) -> None:
    """Remove the study from a project's facts."""
    project.removeEntry(_SCOPE, _ENTRY)


def layers_of(project: QgsProject, path: str) -> list[QgsMapLayer]:
    """Return the layers of a project that come from a study."""
    wanted = _same(path)
    return [layer for layer in project.mapLayers().values() if wanted == _same(_parts(layer).get("path", ""))]


def find(project: QgsProject, path: str, key: str, value: str = "") -> list[QgsVectorLayer]:
    """Return the layers of a study that carry a custom property (one value of it, or any) in the layer tree's order."""
    order = [node.layerId() for node in project.layerTreeRoot().findLayers()]
    marks = {layer: layer.customProperty(key) for layer in layers_of(project, path)}
    found = [layer for layer, mark in marks.items() if mark and value in ("", mark)]
    return sorted(found, key=lambda layer: order.index(layer.id()) if layer.id() in order else len(order))


def add(project: QgsProject, study: Study) -> None:
    """Put the styled layers of a study into a project, in place of those that are there; all of them or none.

    What belongs to the user stays: the project's title and CRS, the layers that are switched on, and the place in the
    layer tree (above everything else the first time, so that no base map hides the study).
    """
    from ..cartography.project import add_study_layers
    from ..study.own_indicators import catalogue_of

    root, path, was_empty = project.layerTreeRoot(), str(study.path), not project.mapLayers()
    title, crs, checked = project.title(), project.crs(), _checked(project, path)
    place = min((root.children().index(node) for node in _top_nodes(project, path)), default=0)
    remove(project, path)
    others = len(root.children())
    try:
        add_study_layers(project, study, catalogue_of(study), output_language())
    except BaseException:
        remove(project, path)
        raise
    if not was_empty:
        project.setTitle(title)
        project.setCrs(crs)
        _move(root, others, place)
    _check(project, path, checked)


def remove(project: QgsProject, path: str) -> None:
    """Take the layers of a study out of a project, and the groups that are empty then."""
    nodes = _top_nodes(project, path)
    groups = [node for node in nodes if isinstance(node, QgsLayerTreeGroup)]
    project.removeMapLayers([layer.id() for layer in layers_of(project, path)])
    for group in groups:
        _remove_empty(group)


def are_being_edited(project: QgsProject, path: str) -> bool:
    """Return whether a layer of a study holds changes that are not saved; taking it away would lose them."""
    return any(layer.isModified() for layer in layers_of(project, path) if isinstance(layer, QgsVectorLayer))


def reload(project: QgsProject, path: str) -> None:
    """Let the layers of a study show what has been written."""
    for layer in layers_of(project, path):
        layer.dataProvider().reloadData()
        layer.triggerRepaint()


def show_area(canvas, facts: Snapshot) -> None:
    """Let the map show the study area."""
    extent = QgsRectangle(*facts.extent)
    extent.scale(MARGIN)
    canvas.setReferencedExtent(QgsReferencedRectangle(extent, QgsCoordinateReferenceSystem(facts.crs)))
    canvas.refresh()


def show_only(project: QgsProject, path: str, layer: QgsVectorLayer) -> None:
    """Switch on one map of results and switch off the study's other ones."""
    tree = project.layerTreeRoot()
    for other in find(project, path, INDICATOR) + find(project, path, NEED):
        node = tree.findLayer(other.id())
        if node is not None:
            node.setItemVisibilityChecked(False)
    node = tree.findLayer(layer.id())
    if node is not None:
        node.setItemVisibilityCheckedParentRecursive(True)


def _parts(layer: QgsMapLayer) -> dict:
    if layer.providerType() != "ogr":
        return {}
    return QgsProviderRegistry.instance().decodeUri("ogr", layer.source())


def _same(path: str) -> str:
    """Return a path so that two spellings of it are equal, without asking a network drive."""
    return os.path.normcase(os.path.abspath(path)) if path else ""


def _checked(project: QgsProject, path: str) -> dict[tuple[str, str], bool]:
    """Return which layers and groups of a study are switched on, by the names of group and node."""
    return {_key(node): node.itemVisibilityChecked() for node in _nodes(project, path)}


def _check(project: QgsProject, path: str, checked: dict[tuple[str, str], bool]) -> None:
    for node in _nodes(project, path):
        if _key(node) in checked:
            node.setItemVisibilityChecked(checked[_key(node)])


def _key(node: QgsLayerTreeNode) -> tuple[str, str]:
    return node.parent().name(), node.name()


def _nodes(project: QgsProject, path: str) -> list[QgsLayerTreeNode]:
    tops = _top_nodes(project, path)
    return tops + [layer for node in tops if isinstance(node, QgsLayerTreeGroup) for layer in node.findLayers()]


def _top_nodes(project: QgsProject, path: str) -> list[QgsLayerTreeNode]:
    """Return the uppermost groups (or the layers outside any) in which a study's layers stand."""
    ids = {layer.id() for layer in layers_of(project, path)}
    return [node for node in project.layerTreeRoot().children() if ids & _layer_ids(node)]


def _layer_ids(node: QgsLayerTreeNode) -> set[str]:
    return set(node.findLayerIds()) if isinstance(node, QgsLayerTreeGroup) else {node.layerId()}


def _move(root: QgsLayerTreeGroup, first: int, place: int) -> None:
    """Move the last nodes of the tree, from the ``first`` on, to another place."""
    for number, node in enumerate(root.children()[first:]):
        root.insertChildNode(place + number, node.clone())
        root.removeChildNode(node)


def _remove_empty(group: QgsLayerTreeGroup) -> None:
    for child in group.findGroups():
        _remove_empty(child)
    if not group.children():
        group.parent().removeChildNode(group)
