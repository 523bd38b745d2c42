# SPDX-License-Identifier: GPL-2.0-or-later
"""What kind of file somebody brings, told by its first bytes or its members rather than by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Union

from osgeo import gdal

from ..catalogue.matching import load_matching
from ..engine.progress import Progress, silent
from ..model.problem import Problem, Severity, SmartCityError
from ..model.text import Text
from .archive import Archive
from .words import folded

HEAD = 65_536
"""Bytes looked at; the namespaces of large XML files stand at their very beginning."""
MOST_FILES = 2000
DEEPEST = 6
"""How many files, and how many folders deep, a folder is searched."""
MOST_MEMBERS = 50
"""Members of an archive that are looked into."""

SIDECARS = frozenset({
    ".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qix", ".fix", ".idx", ".qmd", ".qml", ".qgs",
    ".qgz", ".xsd", ".gfs", ".aux", ".ovr", ".rrd", ".tfw", ".jgw", ".pgw", ".wld", ".map", ".dat", ".id",
    ".ind", ".mid", ".lock", ".sld", ".lyr", ".lyrx", ".gpkg-wal", ".gpkg-shm", ".gpkg-journal", ".md5", ".sha256",
})  # fmt: skip
"""Endings of files that only accompany another one."""

_GTFS = frozenset({"stops.txt", "trips.txt", "stop_times.txt", "routes.txt", "calendar.txt", "calendar_dates.txt"})
_RASTER_HEADS = (
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"\x00\x00\x00\x0cjP  ",
    b"\xff\x4f\xff\x51",
    b"EHFA_HEADER_TAG",
    b"CDF\x01",
    b"CDF\x02",
    b"\x89HDF\r\n\x1a\n",
)
_VECTOR_HEADS = (b"\x00\x00\x27\x0a", b"fgb\x03fgb", b"!table")
_SQLITE = b"SQLite format 3\x00"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_BLANK = re.compile(r"\s*")
_BEFORE_THE_ROOT = (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">"))
_NAMESPACES = (
    ("xplan", re.compile(r"xplanung\.de/xplangml|<(?:\w+:)?XPlanAuszug", re.IGNORECASE)),
    ("alkis", re.compile(r"adv-online\.de/namespaces/adv", re.IGNORECASE)),
    ("citygml", re.compile(r"opengis\.net/citygml", re.IGNORECASE)),
)
_ROOTS = {
    "osm": "osm",
    "osmchange": "osm",
    "gpx": "vector",
    "kml": "vector",
    "featurecollection": "vector",
    "ogrvrtdatasource": "vector",
    "vrtdataset": "raster",
}
_OSM_JSON = re.compile(
    r'"@id"\s*:\s*"(?:node|way|relation)/|"other_tags"\s*:|"osm_type"\s*:|"generator"\s*:\s*"overpass'
)
_CENSUS = re.compile(r"gitter_?id_|CRS3035RES\d+m?N\d+E\d+", re.IGNORECASE)
_COORDINATES = (
    ("lon", "lat"),
    ("lng", "lat"),
    ("long", "lat"),
    ("longitude", "latitude"),
    ("laenge", "breite"),
    ("laengengrad", "breitengrad"),
    ("geo_laenge", "geo_breite"),
    ("stop_lon", "stop_lat"),
    ("x", "y"),
    ("rechtswert", "hochwert"),
    ("ostwert", "nordwert"),
    ("ost", "nord"),
    ("east", "north"),
    ("easting", "northing"),
    ("utm_x", "utm_y"),
    ("x_utm", "y_utm"),
    ("utm_e", "utm_n"),
    ("utm_ost", "utm_nord"),
    ("xkoord", "ykoord"),
    ("x_koord", "y_koord"),
    ("x_koordinate", "y_koordinate"),
)
"""Pairs of columns (east, north) by which a table says where its rows lie; the first eight are degrees."""
_DEGREES = _COORDINATES[:8]
_WKT = ("wkt", "geom", "geometry", "the_geom", "geometrie", "wkt_geom")
_WKT_START = re.compile(r"(?i)\b(?:multi)?(?:point|linestring|polygon)\s*(?:z|m|zm)?\s*\(")
_SEPARATORS = ";\t,|"


@dataclass(frozen=True)
class TablePlaces:
    """Where a table of text says that its rows lie: columns east and north or one with WKT, and how it is written."""

    east: str
    north: str
    wkt: str
    crs: str
    """EPSG:4326 for degrees, empty if unknown."""
    separator: str
    encoding: str
    decimal_comma: bool


@dataclass(frozen=True)
class Recognised:
    """A kind of file (a key of the formats in matching.yaml), the algorithm that brings it in, and a title."""

    format: str
    algorithm_id: str
    title: Text


def recognise(path: Union[str, Path]) -> Recognised:
    """Return what a file or folder is; at most some kilobytes of it (and of members of an archive) are read.

    Raises SmartCityError if it is not there, cannot be read, or is an archive that must not be opened.
    """
    path = Path(path)
    return recognised(_of_folder(path) if path.is_dir() else _of_file(path))


@dataclass(frozen=True)
class FoundFile:
    """A file (or a folder that is one thing, such as a timetable feed) and what it is."""

    path: Path
    found: Optional[Recognised]
    problem: Optional[Problem] = None
    """Why it could not be looked at."""


def recognise_folder(folder: Union[str, Path], progress: Progress = silent) -> list[FoundFile]:
    """Return what the files of a folder and of those inside it are, without hidden ones and companions.

    At most 2,000 files six folders deep are looked at; if there are more, the last entry is the folder with a problem.
    """
    found: list[FoundFile] = []
    for seen, (path, inside) in enumerate(_files(Path(folder), DEEPEST), start=1):
        progress(min(seen / MOST_FILES, 1.0))
        if not inside or seen > MOST_FILES:
            values = {"folder": str(folder if inside else path), "count": MOST_FILES, "depth": DEEPEST}
            found.append(FoundFile(path, None, Problem("folder_not_searched", Severity.WARNING, values)))
            if inside:
                return found
            continue
        try:
            kind = recognise(path)
        except SmartCityError as error:
            found.append(FoundFile(path, None, error.problem))
            continue
        if kind.format != "sidecar":
            found.append(FoundFile(path, kind))
    return found


def _files(folder: Path, depth: int) -> Iterator[tuple[Path, bool]]:
    """Yield files, and folders that are one thing by themselves, by name; False with a folder that lies too deep."""
    try:
        items = sorted(folder.iterdir(), key=lambda item: item.name.lower())
    except OSError as error:
        raise SmartCityError("file_damaged", path=str(folder), detail=str(error)[:200]) from error
    for item in items:
        if item.name.startswith((".", "~$", "__MACOSX")):
            continue
        if not item.is_dir() or _is_one_thing(item):
            yield item, True
        elif depth == 0:
            yield item, False
        elif not item.is_symlink():
            yield from _files(item, depth - 1)


def _is_one_thing(folder: Path) -> bool:
    """Return whether a folder is a feed or database, or cannot be read: then it is told like a file."""
    try:
        return _of_folder(folder) != "unknown"
    except SmartCityError:
        return True


def recognised(key: str) -> Recognised:
    """Return a kind of file with its algorithm and title."""
    found = load_matching().formats[key]
    return Recognised(key, f"smartcity:{found.algorithm}" if found.algorithm else "", found.title)


def _of_folder(path: Path) -> str:
    """A folder is one thing only if it is a feed or a database; otherwise its files are looked at one by one."""
    try:
        names = {item.name.lower() for item in path.iterdir()}
    except OSError as error:
        raise SmartCityError("file_damaged", path=str(path), detail=str(error)[:200]) from error
    if len(names & _GTFS) >= 2 and "stops.txt" in names:
        return "gtfs"
    return "vector" if path.suffix.lower() == ".gdb" and names else "unknown"


def _of_file(path: Path) -> str:
    if not path.is_file():
        raise SmartCityError("file_not_found", path=str(path))
    suffix = path.suffix.lower()
    if suffix in SIDECARS or path.name.lower().endswith((".aux.xml", ".shp.xml", ".qmd")):
        return "sidecar"
    try:
        with open(path, "rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise SmartCityError("file_damaged", path=str(path), detail=str(error)[:200]) from error
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(path)
    if head.startswith(_SQLITE):
        return _of_database(path)
    return of_head(head, suffix)


def of_head(head: bytes, suffix: str) -> str:
    """Return what the first bytes of a file are, with the ending of its name for texts that could be several things."""
    if head.startswith(_RASTER_HEADS):
        return "raster"
    if head.startswith(_VECTOR_HEADS):
        return "vector"
    if b"OSMHeader" in head[:64]:
        return "osm"
    if head.startswith(_OLE):
        return "statistics" if suffix == ".xls" else "unknown"
    text = _decoded(head)
    if text is None:
        return "unknown"
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _of_xml(start)
    if start.startswith(("{", "[")):
        return _of_json(start, suffix)
    return _of_text(start, suffix)


def _of_xml(text: str) -> str:
    root = _root(text)
    for key, pattern in _NAMESPACES:
        if pattern.search(text):
            return key
    return _ROOTS.get(root, "unknown")


def _root(text: str) -> str:
    """Return the name of the first element in lower case, without its namespace; empty if there is none."""
    position = 0
    while True:
        position = _BLANK.match(text, position).end()  # type: ignore[union-attr]
        for start, end in _BEFORE_THE_ROOT:
            if text.startswith(start, position):
                found = text.find(end, position + len(start))
                if found < 0:
                    return ""
                position = found + len(end)
                break
        else:
            match = _TAG.match(text, position)
            return match.group(1).lower() if match else ""


def _of_json(text: str, suffix: str) -> str:
    if _OSM_JSON.search(text):
        return "osm"
    if re.search(r'"type"\s*:\s*"(?:Feature|FeatureCollection|Topology)"', text) or suffix == ".geojson":
        return "vector"
    return "unknown"


def _of_text(text: str, suffix: str) -> str:
    lines = text.splitlines()[:20]
    if not lines:
        return "unknown"
    if re.match(r"(?i)\s*ncols\s+\d+", lines[0]):
        return "raster"
    if suffix == ".mif" or (suffix == ".dxf" and lines[0].strip() in ("0", "999")):
        return "vector"
    if suffix not in (".csv", ".txt", ".tsv", ".tab"):
        return "unknown"
    if any(_CENSUS.search(line) for line in lines):
        return "census"
    if _separator(lines[0]) is None:
        return "unknown"
    return "vector" if places_of(text.encode("utf-8", errors="replace")) else "statistics"


def places_of(head: bytes) -> Optional[TablePlaces]:
    """Return where the rows of a table lie, from its first bytes; None if it does not tell."""
    text = _decoded(head)
    lines = text.lstrip("\ufeff").splitlines() if text else []
    separator = _separator(lines[0]) if lines else None
    if text is None or separator is None:
        return None
    columns = {folded(name): name for name in (part.strip().strip('"') for part in lines[0].split(separator)) if name}
    encoding = "UTF-8" if "\ufffd" not in text[:-4] else "windows-1252"
    for east, north in _COORDINATES:
        if east in columns and north in columns:
            crs = "EPSG:4326" if (east, north) in _DEGREES else ""
            comma = separator != "," and bool(re.search(r"[0-9],[0-9]", "".join(lines[1:3])))
            return TablePlaces(columns[east], columns[north], "", crs, separator, encoding, comma)
    wkt = next((columns[name] for name in _WKT if name in columns), "")
    if wkt and len(lines) > 1 and _WKT_START.search(lines[1]):
        return TablePlaces("", "", wkt, "", separator, encoding, False)
    return None


def _separator(line: str) -> Optional[str]:
    best = max(_SEPARATORS, key=line.count)
    return best if best in line else None


def _decoded(head: bytes) -> Optional[str]:
    """Return the first bytes as text, None if they are none."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            return head[: len(head) // 2 * 2].decode(encoding, errors="replace")
    return None if b"\x00" in head else head.decode("utf-8", errors="replace")


def _of_archive(path: Path) -> str:
    with Archive(path) as archive:
        names = set(archive.names)
        if "[content_types].xml" in names and "workbook.xml" in names:
            return "statistics"
        if {"mimetype", "content.xml"} <= names and path.suffix.lower() == ".ods":
            return "statistics"
        if len(names & _GTFS) >= 2 and "stops.txt" in names:
            return "gtfs"
        return _best(_of_member(archive, name) for name in sorted(names, key=archive.size, reverse=True)[:MOST_MEMBERS])


def _of_member(archive: Archive, name: str) -> str:
    suffix = "." + name.rsplit(".", 1)[-1] if "." in name else ""
    if suffix in SIDECARS:
        return "sidecar"
    if suffix in (".gpkg", ".shp"):
        return "vector"
    with archive.open(name) as stream:
        head = stream.read(HEAD)
    return "unknown" if head.startswith(b"PK\x03\x04") else of_head(head, suffix)


_IMPORTANCE = ("xplan", "alkis", "citygml", "census", "osm", "gtfs", "vector", "raster", "statistics", "sidecar")
"""What an archive of several things is brought in as: the plan rather than the picture that goes with it."""


def _best(found: Iterable[str]) -> str:
    kinds = set(found)
    best = next((kind for kind in _IMPORTANCE if kind in kinds), "unknown")
    return "unknown" if best == "sidecar" else best


def _of_database(path: Path) -> str:
    """Return what a SQLite file is, by the names of its layers; raises SmartCityError if it is damaged."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        dataset = _opened(path, gdal.OF_VECTOR, "GPKG") or _opened(path, gdal.OF_VECTOR, "SQLite")
        layers = range(dataset.GetLayerCount()) if dataset is not None else ()
        names = {dataset.GetLayer(number).GetName().lower() for number in layers}
        if _opened(path, gdal.OF_RASTER, "GPKG") is not None and _opened(path, gdal.OF_VECTOR, "GPKG") is None:
            return "raster"
    finally:
        gdal.PopErrorHandler()
    if dataset is None:
        raise SmartCityError("file_damaged", path=str(path), detail="SQLite")
    if "study_settings" in names:
        return "study"
    if any(name.startswith("gis_osm_") for name in names) or {"lines", "multipolygons"} <= names:
        return "osm"
    return "vector" if names else "unknown"


def _opened(path: Path, kind: int, driver: str) -> Optional[gdal.Dataset]:
    try:
        return gdal.OpenEx(str(path), kind | gdal.OF_READONLY, allowed_drivers=[driver])
    except RuntimeError:
        return None
