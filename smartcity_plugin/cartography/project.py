# SPDX-License-Identifier: GPL-2.0-or-later
"""The QGIS project of a study: groups, styled layers, and its storage inside the study's own file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Optional

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from ..catalogue import Catalogue
from ..model.problem import SmartCityError
from ..study import schema
from ..study.study import Study
from .facts import Facts
from .layers import BASE, DISTRICTS, INDICATOR, NEED, ROLE, TABLE, LayerFactory
from .map_style_change import change_layers
from .products import PRODUCT, SCENARIO, scenario_titles
from .register_layers import REGISTER, register_layers, relate
from .wording import Wording

RECORDS = (
    schema.RUNS,
    schema.INDICATOR_STATUS,
    schema.INVENTORY,
    schema.INDICATOR_VALUES,
    schema.CELL_VALUES,
    schema.NEEDS,
    schema.SCHEMES,
    schema.SETTINGS,
)
ROW_TABLES = frozenset(table.name for table in REGISTER)
BASE_ROLES = ("streets", "water", "settlement_area", "green_all")
"""The base map from top to bottom."""


def add_study_layers(project: QgsProject, study: Study, catalogue: Catalogue, language: str) -> None:
    """Fill a project with all layers of a study, styled, described and grouped, and set its CRS, title and extent."""
    facts, words = Facts(study, catalogue, language), Wording(language)
    make = LayerFactory(study, catalogue, facts, words)
    project.setTitle(facts.settings.title)
    project.setCrs(QgsCoordinateReferenceSystem(facts.settings.crs))
    project.writeEntry("smartcity", "study", study.path.name)
    add = _Adder(project)

    swot = make.swot()
    decided = [swot] if swot.isValid() else []  # a file of an older version, opened for reading, has none
    strategy, register = [make.goals(), make.measures(), *decided], register_layers(make)
    add.group(words("group_strategy"), strategy)
    add.group(words("group_register"), register)
    relate(project, [*strategy, *register], words)
    add.group(words("group_needs"), [make.need(key) for key in facts.need_keys()], shown=1)
    products = make.products()
    add.group(words("group_overlay"), [layer for layer in products if layer.customProperty(SCENARIO) is None])
    for name, title in scenario_titles(study).items():
        of_scenario = [layer for layer in products if layer.customProperty(SCENARIO) == name]
        add.group(title, of_scenario, within=words("group_scenarios"))
    for key, sector in catalogue.sectors.items():
        layers = [make.indicator(item) for item in facts.computed if item.sector == key]
        add.group(sector.title.in_language(language), layers)
    add.group(words("map_change_group"), change_layers(make, study))
    inventory = sorted(facts.passports.values(), key=lambda item: list(catalogue.roles).index(item.role))
    add.group(words("group_inventory"), [make.inventory(passport) for passport in inventory])
    base = [make.base(role) for role in BASE_ROLES]
    frame = [make.districts(), make.area()]
    add.group(words("group_base"), frame + [layer for layer in base if layer is not None], shown=99)
    add.group(words("group_records"), [make.table(table) for table in RECORDS])

    extent = QgsRectangle(frame[1].extent())
    extent.scale(1.05)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, project.crs()))
    project.viewSettings().setPresetFullExtent(QgsReferencedRectangle(extent, project.crs()))


class _Adder:
    """Adds groups of layers to the end of a layer tree."""

    def __init__(self, project: QgsProject) -> None:
        self.project = project

    def group(self, title: str, layers: Sequence[QgsMapLayer], shown: int = 0, within: str = "") -> None:
        """Add a group; the first ``shown`` layers are switched on. Groups without layers are left out.

        ``within`` names the group that holds it; it is added with the first.
        """
        if not layers:
            return
        parent: QgsLayerTreeGroup = self.project.layerTreeRoot()
        if within:
            parent = parent.findGroup(within) or self._closed(parent, within)
        group = parent.addGroup(title)
        for number, layer in enumerate(layers):
            self.project.addMapLayer(layer, False)
            node = group.addLayer(layer)
            node.setItemVisibilityChecked(number < shown)
            node.setExpanded(number < shown and shown == 1)
        group.setItemVisibilityChecked(shown > 0)
        group.setExpanded(shown == 1)

    @staticmethod
    def _closed(parent: QgsLayerTreeGroup, title: str) -> QgsLayerTreeGroup:
        """Add a group that is shown closed; its layers are switched on in the groups it holds."""
        group = parent.addGroup(title)
        group.setExpanded(False)
        return group


def save_project(study: Study, catalogue: Catalogue, language: str) -> str:
    """Store a project with all layers, and their styles, inside the study; returns the URI that opens it.

    Paths are relative, so the file can be moved and copied as long as it keeps its name.
    """
    project = QgsProject()
    project.writeEntryBool("Paths", "Absolute", False)
    add_study_layers(project, study, catalogue, language)
    uri = f"geopackage:{study.path}?projectName={project_name(study)}"
    with _plain_journal():
        saved = project.write(uri)
        problem = project.error()
        if saved:
            _store_styles(project, _has_styles(study))
        project.clear()
    if not saved:
        raise SmartCityError("write_failed", path=str(study.path), detail=problem)
    return uri


@contextmanager
def _plain_journal() -> Iterator[None]:
    """Keep QGIS from switching the file to write-ahead logging.

    When it switches back, layers of the same file that are open elsewhere in QGIS can no longer be read.
    """
    option = "OGR_SQLITE_JOURNAL"
    before = gdal.GetConfigOption(option)
    gdal.SetConfigOption(option, "DELETE")
    try:
        yield
    finally:
        gdal.SetConfigOption(option, before)


def project_name(study: Study) -> str:
    """Return the name that the browser shows for the project, safe in a URI."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in study.settings.municipality)


def _has_styles(study: Study) -> bool:
    """Whether styles were stored in the study before; asking a layer for them would fill the log if not."""
    connection = QgsProviderRegistry.instance().providerMetadata("ogr").createConnection(str(study.path), {})
    return bool(connection.executeSql("SELECT count(*) FROM sqlite_master WHERE name = 'layer_styles'")[0][0])


def _store_styles(project: QgsProject, again: bool) -> None:
    """Keep the style of each real table as its default, for those who drag a single table into a project.

    An earlier one is removed first, as QGIS would open a dialog before it overwrites; styles that users stored under
    names of their own stay, and stay the default.
    """
    for layer in project.mapLayers().values():
        table = _styled_table(layer)
        if not table:
            continue
        count, ids, names = layer.listStylesInDatabase()[:3] if again else (0, [], [])
        own = [key for key, name in zip(ids[:count], names[:count]) if name == table]
        for key in own:
            layer.deleteStyleFromDatabase(key)
        # QGIS 3.40 and later call it by another name.
        save = getattr(layer, "saveStyleToDatabaseV2", None) or layer.saveStyleToDatabase
        save(table, layer.name(), len(own) == count, "")


def _styled_table(layer: QgsMapLayer) -> Optional[str]:
    """Return the table whose default style a layer shows; views and second looks at a table have none."""
    if not isinstance(layer, QgsVectorLayer):
        return None
    if layer.customProperty(ROLE):
        return f"inv_{layer.customProperty(ROLE)}"
    if layer.customProperty(BASE) in (DISTRICTS, schema.STUDY_AREA.name):
        return schema.PLANNING_UNITS.name if layer.customProperty(BASE) == DISTRICTS else schema.STUDY_AREA.name
    if any(layer.customProperty(key) for key in (INDICATOR, NEED, PRODUCT)):
        return None
    if layer.customProperty(TABLE) in ROW_TABLES:  # their forms live of relations, which only a project has
        return None
    return layer.customProperty(TABLE)
