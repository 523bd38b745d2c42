# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of OpenStreetMap itself (.osm, .osm.pbf) through GDAL's OSM driver, in one pass and bounded memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from ... import paths
from ...engine.progress import Progress
from ...model.problem import Cancelled
from .driver import BROKEN, Messages, listening, opened
from .elements import BATCH, COLLECTION, LINE, POINT, POLYGON, Element, Taker, line_kind
from .tags import from_hstore

CRS = "EPSG:4326"
MEMORY_MB = 100
"""How much GDAL keeps of nodes and ways in memory; the rest goes to files in the working folder."""

ALL_TAGS = "all_tags"
LONG_TAGS = 3000
"""Characters from which ``all_tags`` may be incomplete: GDAL stops at 8 kB and counts escaped bytes, twice as many."""

_PLAIN_INDEX_NEEDED = "OSM_USE_CUSTOM_INDEXING"
POINTS = "points"
_TYPES = {POINTS: "node", "lines": "way", "multilinestrings": "relation", "multipolygons": "relation"}
_KINDS = {POINTS: POINT, "multilinestrings": LINE, "multipolygons": POLYGON, "other_relations": COLLECTION}


class PlainIndexNeeded(Exception):
    """The ids of the nodes do not rise, or are negative: GDAL must index them in another, slower way."""


def read_native(
    path: Path,
    keys: frozenset[str],
    box: tuple[float, float, float, float],
    folder: Path,
    take: Taker,
    progress: Progress,
    plain_index: bool = False,
) -> Messages:
    """Hand on all objects with tags that touch a box (west, south, east, north in EPSG:4326).

    ``keys`` are those that rules look at, ``folder`` is for temporary files. Raises SmartCityError for damaged files
    and PlainIndexNeeded; returns what GDAL said of objects that are not whole.
    """
    options = {"CPL_TMPDIR": str(folder), "CPL_DEBUG": "OSM"}
    with listening(options) as messages:
        reader = _Reader(path, keys, box, folder, messages, plain_index)
        try:
            reader.run(take, progress)
        except BROKEN as error:
            messages.fail(error)
        finally:
            reader.close()
    if _PLAIN_INDEX_NEEDED in messages.failure and not plain_index:
        raise PlainIndexNeeded
    messages.check(path)
    return messages


class _Pulse:
    """GDAL's progress function: passes the progress on and remembers that the user wants to stop."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.stopped: Optional[Cancelled] = None

    def __call__(self, fraction: float, _message: str, _data: Any) -> int:
        try:
            self._progress(min(max(fraction, 0.0), 1.0))
        except Cancelled as stopped:
            self.stopped = stopped
            return 0
        return 1


class _Reader:
    """An open file with the columns of its layers."""

    def __init__(self, path, keys, box, folder, messages, plain_index) -> None:
        template = (paths.RESOURCES / "osm" / "osmconf.ini").read_text(encoding="utf-8")
        configuration = Path(folder) / "osmconf.ini"
        own = sorted(keys - {"osm_id"})
        configuration.write_text(template.replace("{keys}", ",".join(own)), encoding="utf-8")
        options = [
            f"CONFIG_FILE={configuration}",
            f"USE_CUSTOM_INDEXING={'NO' if plain_index else 'YES'}",
            f"MAX_TMPFILE_SIZE={MEMORY_MB}",
            "INTERLEAVED_READING=YES",
        ]
        self._dataset = opened(path, ["OSM"], messages, options)
        self._columns: dict[str, dict[str, int]] = {}
        self._messages = messages
        self._box = box
        for number in range(self._dataset.GetLayerCount()):
            layer = self._dataset.GetLayer(number)
            # Never for points: GDAL would forget the nodes outside, and cut the ways that lead there.
            if layer.GetName() != POINTS:
                layer.SetSpatialFilterRect(*box)
            definition = layer.GetLayerDefn()
            names = [definition.GetFieldDefn(index).GetName() for index in range(definition.GetFieldCount())]
            self._columns[layer.GetName()] = {name: index for index, name in enumerate(names)}

    def run(self, take: Taker, progress: Progress) -> None:
        """Read until the end or until GDAL reports a failure."""
        pulse, batch = _Pulse(progress), []
        while not self._messages.failure:
            feature, layer, fraction = self._dataset.GetNextFeature(True, True, pulse)
            if pulse.stopped:
                raise pulse.stopped
            if feature is None:
                break
            element = self._element(feature, layer.GetName())
            if element is not None:
                batch.append(element)
            if len(batch) >= BATCH:
                take(batch, CRS)
                batch = []
                progress(min(max(fraction, 0.0), 1.0))
        take(batch, CRS)

    def close(self) -> None:
        """Close the file; GDAL removes its temporary files."""
        self._dataset = None

    def _element(self, feature: Any, layer: str) -> Optional[Element]:
        columns = self._columns[layer]
        geometry = feature.GetGeometryRef()
        if layer == POINTS and geometry is not None and not self._contains(geometry.GetX(), geometry.GetY()):
            return None
        text = _decoded(feature.GetField(columns[ALL_TAGS]))
        if geometry is None or not text:
            return None
        tags = from_hstore(text)
        if len(text) > LONG_TAGS:
            for name, index in columns.items():
                if name not in (ALL_TAGS, "osm_id", "osm_way_id") and feature.IsFieldSetAndNotNull(index):
                    tags[name] = _decoded(feature.GetField(index))
        wkb = bytes(geometry.ExportToWkb())
        kind = line_kind(wkb) if layer == "lines" else _KINDS[layer]
        way = columns.get("osm_way_id")
        if way is not None and feature.IsFieldSetAndNotNull(way):
            return Element(kind, f"way/{feature.GetField(way)}", tags, wkb)
        return Element(kind, f"{_TYPES.get(layer, 'relation')}/{feature.GetField(columns['osm_id'])}", tags, wkb)

    def _contains(self, x: float, y: float) -> bool:
        west, south, east, north = self._box
        return west <= x <= east and south <= y <= north


def _decoded(value: Any) -> str:
    """Return a text; GDAL hands over bytes where a file is not in UTF-8."""
    return value.decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else value or ""
