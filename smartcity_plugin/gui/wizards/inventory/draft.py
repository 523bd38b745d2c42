# SPDX-License-Identifier: GPL-2.0-or-later
"""What a user has decided for one import: data, mapping, filter, facts, repairs; and the parameters that follow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Optional

from qgis.core import QgsMapLayer, QgsProcessingUtils, QgsRasterLayer, QgsVectorLayer

from ....model.provenance import Fitness, Passport
from ....sources.candidates import Candidate, LayerFacts
from ....sources.repairs import Repairs
from .preview import is_local

ADD_LAYER, ADD_RASTER = "smartcity:addinventorylayer", "smartcity:addinventoryraster"

FACTS = ("SOURCE", "LICENCE", "ATTRIBUTION", "DATE", "CONTACT")
"""What every passport says, whichever way the data come."""
OWN_FACTS = ("TITLE", "FITNESS", "NOTE")
"""What a layer's passport says besides; importers of formats know it themselves."""


@dataclass
class Draft:
    """One import as far as it is decided.

    A layer has ``layer`` and ``facts``; a file of a known format has ``algorithm`` and ``files`` instead, and may fill
    several roles at once.
    """

    role: str
    title: str
    algorithm: str = ADD_LAYER
    layer: Optional[QgsMapLayer] = None
    layer_id: str = ""
    """Of the layer in the project, if it lives there only."""
    facts: Optional[LayerFacts] = None
    offer_key: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    format: str = ""
    roles: tuple[str, ...] = ()
    """Which roles the import may fill."""
    mapping: dict[str, str] = field(default_factory=dict)
    where: str = ""
    passport: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    repairs: Repairs = field(default_factory=Repairs)
    own_crs: str = ""
    """The reference system that was given to the layer in the project, if it is not that of its file."""
    add: bool = False
    source_id: str = ""
    """The source that is replaced; empty for all, or none."""
    is_placed: bool = False
    """Whether the user has decided what happens to the data that are there."""
    proposed_title: str = ""
    codes: tuple[float, ...] = ()
    """Numbers found that usually mean unknown."""
    kept: Optional[int] = None
    """How many features the filter keeps, once that has been counted."""

    def __post_init__(self) -> None:
        self.roles = self.roles or (self.role,)

    def is_of(self, source: Passport) -> bool:
        """Return whether a source of the study came from the same data."""
        try:
            replay = json.loads(source.replay)
            return bool(self.input) and replay["parameters"]["INPUT"] == self.input
        except (ValueError, KeyError, TypeError):
            return False

    @property
    def is_layer(self) -> bool:
        """Whether it is a vector layer with fields to assign."""
        return self.algorithm == ADD_LAYER

    @property
    def has_bands(self) -> bool:
        """Whether it is a raster of which a band must be chosen."""
        return isinstance(self.layer, QgsRasterLayer) and self.layer.bandCount() > 1

    @property
    def steps(self) -> list[str]:
        """The pages of its way; a raster of one band has no fields or options."""
        middle = [] if self.algorithm == ADD_RASTER and not self.has_bands else ["fields"]
        return ["data", *middle, "passport", "check"]

    @property
    def is_own_passport(self) -> bool:
        """Whether title, fitness and note are the user's to give; importers of formats know them themselves."""
        return not self.files

    @property
    def key(self) -> str:
        """By what the facts of its file are remembered: its path, or the address of its provider."""
        if self.files:
            return self.files[0]
        return (self.facts.path or self.facts.uri.split("|")[0]) if self.facts is not None else ""

    def take_layer(self, layer: QgsMapLayer, layer_id: str) -> None:
        """Take a copy of a layer, and what the project says of it that its file does not."""
        self.layer, self.layer_id = layer, layer_id
        provider = layer.dataProvider()
        if layer_id and provider is not None and layer.crs().isValid() and layer.crs() != provider.crs():
            self.own_crs = layer.crs().authid() or layer.crs().toWkt()

    def parameters(self, study: str, names: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters of the algorithm; ``names`` are those that it has."""
        given: dict[str, Any] = {"STUDY": study, **self.options}
        given.update({name: text.strip() for name, text in self.passport.items() if text.strip()})
        if self.files:
            given.update(_file_parameters(self.files, names))
        else:
            given["ROLE"], given["INPUT"] = self.role, self.input
        if self.is_layer:
            given["MAPPING"] = json.dumps({name: text for name, text in self.mapping.items() if text.strip()})
            given["FILTER"] = self.where.strip()
            given["REPAIRS"] = self.all_repairs.to_json() if self.all_repairs != Repairs() else ""
        if self.algorithm == ADD_RASTER and self.all_repairs.crs:
            given["CRS"] = self.all_repairs.crs
        given["ADD"], given["SOURCE_ID"] = self.add, self.source_id
        return {name: value for name, value in given.items() if name in names}

    @property
    def expected(self) -> Optional[int]:
        """How many features would be stored if none lay outside or were broken; None if that is not known."""
        if self.files or self.layer is None:
            return None
        if self.where.strip():
            return self.kept
        is_known = isinstance(self.layer, QgsVectorLayer) and is_local(self.layer)
        count = int(self.layer.featureCount()) if is_known else -1
        return count if count >= 0 else None

    @property
    def all_repairs(self) -> Repairs:
        """What is put right, with the reference system that was given to the layer in the project."""
        return self.repairs if self.repairs.crs or not self.own_crs else replace(self.repairs, crs=self.own_crs)

    @property
    def input(self) -> str:
        """By what the algorithm finds the layer: its address, or its id if it lives in the project only."""
        facts = self.facts
        if facts is None:
            return ""
        if facts.provider in ("ogr", "gdal"):
            return facts.uri
        if facts.provider == "memory":
            return self.layer_id
        return QgsProcessingUtils.encodeProviderKeyAndUri(facts.provider, facts.uri)


def draft_of(candidate: Candidate) -> Draft:
    """Return what follows from a candidate before the user has changed anything."""
    is_raster = candidate.layer.geometry == "raster"
    return Draft(
        role=candidate.role,
        title=candidate.layer.name,
        algorithm=ADD_RASTER if is_raster else ADD_LAYER,
        facts=candidate.layer,
        mapping=dict(candidate.mapping),
        where=candidate.where,
        passport={"TITLE": "", "FITNESS": Fitness.GOOD.value},
    )


def _file_parameters(files: tuple[str, ...], names: Mapping[str, Any]) -> dict[str, Any]:
    """Return files under the name the importer knows them by: one, several, or a folder."""
    import os

    if len(files) == 1 and "FOLDER" in names and os.path.isdir(files[0]):
        return {"FOLDER": files[0]}
    return {"FILES": list(files) if names.get("FILES") == "multilayer" else files[0]}
