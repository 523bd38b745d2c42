# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages of the atlas as ordinary print layouts of the open project, to be changed in the layout designer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable, Optional

from qgis.core import QgsLayerTreeGroup, QgsProject, QgsVectorLayer

from ..catalogue import Catalogue
from ..engine.progress import Progress
from ..model.problem import SmartCityError
from ..study.study import Study
from . import theme
from .atlas import draw_page, make_context, omissions, plan
from .formats import PageFormat
from .layers import BASE, INDICATOR, NEED, ROLE, TABLE, LayerFactory
from .maps import MapStock
from .pages.page import Context, Page
from .products import PRODUCT
from .templates import Templates, describe

ATLAS_LAYER = "smartcity/atlas"
"""Custom property of layers that only atlas pages show: study, language and what they are."""
_GROUP = "smartcity/atlas_group"


class ProjectStock(MapStock):
    """The layers of pages inside the open project: in a group of their own that is switched off, each of them once.

    They carry none of the marks by which the study's own layers are found.
    """

    def __init__(self, project: QgsProject, factory: LayerFactory) -> None:
        super().__init__(project, factory)
        self._origin = f"{factory.study.path}|{factory.facts.language}"
        self._title = factory.words("atlas")

    def _get(self, key: tuple[str, str], make: Callable[[], Optional[QgsVectorLayer]]) -> Optional[QgsVectorLayer]:
        if key not in self._layers:
            mark = f"{self._origin}|{key[0]}|{key[1]}"
            layer = self._present(mark)
            self._layers[key] = layer if layer is not None else self._added(make(), mark)
        return self._layers[key]

    def _present(self, mark: str) -> Optional[QgsVectorLayer]:
        layers = self._project.mapLayers().values()
        return next((layer for layer in layers if layer.customProperty(ATLAS_LAYER) == mark), None)

    def _added(self, layer: Optional[QgsVectorLayer], mark: str) -> Optional[QgsVectorLayer]:
        if layer is None:
            return None
        for name in (INDICATOR, NEED, ROLE, BASE, TABLE, PRODUCT):
            layer.removeCustomProperty(name)
        layer.setCustomProperty(ATLAS_LAYER, mark)
        self._project.addMapLayer(layer, False)
        self._group().addLayer(layer).setItemVisibilityChecked(False)
        return layer

    def _group(self) -> QgsLayerTreeGroup:
        root = self._project.layerTreeRoot()
        found = next((node for node in root.findGroups() if node.customProperty(_GROUP)), None)
        if found is None:
            found = root.addGroup(self._title)
            found.setCustomProperty(_GROUP, 1)
            found.setItemVisibilityChecked(False)
            found.setExpanded(False)
        return found


def open_pages(
    project: QgsProject,
    study: Study,
    catalogue: Catalogue,
    language: str,
    page_format: PageFormat,
    wanted: Sequence[str],
    progress: Progress,
) -> list[str]:
    """Add pages to the project's layouts and return their names; the town's templates are in force.

    They survive saving and reopening the project. Raises SmartCityError for pages that are not known or have nothing to
    show, and passes on Cancelled: then no layout has been added.
    """
    with theme.using(study.theme()), study.reading_once():
        context = make_context(project, study, catalogue, language, page_format, ProjectStock)
        if not context.facts.computed:
            raise SmartCityError("no_results")
        pages, total = _numbered(context, wanted)
        if not pages:
            names = ", ".join(item.title for item in omissions(context, wanted))
            raise SmartCityError("atlas_pages_empty", pages=names)
        templates = Templates(study, project, page_format)
        made = []
        for done, (number, page) in enumerate(pages):
            progress(done / len(pages))
            sheet = draw_page(project, page, number, total, page_format, templates.of(page), editable=True)
            describe(sheet.layout, page, page_format, language, study)
            made.append((f"{context.words('atlas_short')}: {page.title} ({context.words(page_format.name)})", sheet))
    names = []
    for title, sheet in made:
        name = _free_name(project, title)
        sheet.layout.setName(name)
        if project.layoutManager().addLayout(sheet.layout):
            names.append(name)
    progress(1.0)
    return names


def _numbered(context: Context, wanted: Sequence[str]) -> tuple[list[tuple[int, Page]], int]:
    """Return the wanted pages with their numbers in the whole atlas, and how many pages that has."""
    keys = {page.key for page in plan(context, wanted)}
    everything = plan(context)
    return [(number, page) for number, page in enumerate(everything, start=1) if page.key in keys], len(everything)


def _free_name(project: QgsProject, title: str) -> str:
    """Return a name that no layout of the project has."""
    name, number = title, 1
    while project.layoutManager().layoutByName(name) is not None:
        number += 1
        name = f"{title} {number}"
    return name
