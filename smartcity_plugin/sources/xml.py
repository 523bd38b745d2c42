# SPDX-License-Identifier: GPL-2.0-or-later
"""XML of unknown origin, read as a stream: nothing in it is fetched, expanded or kept longer than needed.

Files may have gigabytes (ALKIS of a town), so the features of a collection are handed out one by one and forgotten.

How it is safe: a document type declaration is refused before anything behind it is parsed, so there are no entities,
internal or external. The parser loads no DTD and uses no network. ``huge_tree`` stays off although files are large:
what it would lift are the limits of libxml2 on one text (10 MB, half a million vertices of one ring) and on depth
(256), and those are the protection against files made to exhaust the memory. They do not limit the length of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Optional, Union

from lxml import etree

from ..engine.progress import Progress
from ..model.problem import SmartCityError
from .archive import Archive

CHUNK = 256 * 1024
"""Bytes parsed between two looks at the progress; a few milliseconds of work."""

LARGEST_FEATURE = 128 * 1024**2
"""Bytes of XML that may belong to one feature (or to a header): more would not fit into the memory."""

ENDINGS = (".gml", ".xml")
"""What files of these formats are called."""

_CHOSEN = (*ENDINGS, ".zip")

_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}

CHANGES = {"Replace", "Update", "Delete"}
"""Operations of a file that holds changes only; its features are handed out, but they are not the whole stock."""

_CONTAINERS = {"featureMember", "featureMembers", "member", "cityObjectMember", "Insert", *CHANGES}
_DISCARDED = {"surfaceDataMember"}  # textures of a city model: all in one element, large, of no use here
_NO_FEATURES = {"FeatureCollection", "SimpleFeatureCollection", "CityModel", "Filter", "boundedBy", "Property"}
_HEADERS = {"Envelope", "AA_Koordinatenreferenzsystemangaben"}
_ADV_SYSTEM = "AA_Koordinatenreferenzsystemangaben"
HREF = "{http://www.w3.org/1999/xlink}href"


class _Reached(Exception):
    """The prolog is over: the root element begins, or a document type declaration."""


class _Prolog:
    """Listens to the beginning of a file; libxml2 tells of a DOCTYPE before it parses what stands in it."""

    def __init__(self) -> None:
        self.doctype_found = False
        self.root = ""
        self.time_stamp = ""

    def doctype(self, *_: object) -> None:
        self.doctype_found = True
        raise _Reached

    def start(self, tag: str, attributes: Mapping[str, str], *_: object) -> None:
        self.root = tag
        self.time_stamp = attributes.get("timeStamp", "")
        raise _Reached

    def close(self) -> None:
        """Return nothing: an empty file ends here."""


@dataclass(frozen=True)
class XmlInput:
    """A file to read, or a member of an archive."""

    path: Path
    member: str = ""
    asked_for: bool = True
    """Whether the user chose this very file; others come along with a folder or an archive."""

    @property
    def label(self) -> str:
        """What the user recognises it by."""
        return f"{self.path.name}: {self.member}" if self.member else self.path.name

    @property
    def size(self) -> int:
        """Bytes, when unpacked."""
        if not self.member:
            return self.path.stat().st_size
        with Archive(self.path) as archive:
            return archive.size(self.member)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open it for reading bytes; raises SmartCityError if that fails, also later."""
        if self.member:
            with Archive(self.path) as archive, archive.open(self.member) as stream:
                yield stream
            return
        try:
            with open(self.path, "rb") as stream:
                yield stream
        except OSError as error:
            raise SmartCityError("file_damaged", path=self.label, detail=str(error)[:200]) from error


@dataclass(frozen=True)
class Inputs:
    """What the user chose: files to read, and what lies beside them in archives and is not read."""

    files: tuple[XmlInput, ...]
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    """Members of archives that have the same name as another one in another folder: they cannot be read."""


def inputs(paths: Iterable[Union[str, Path]]) -> Inputs:
    """Return the XML files among files, archives and folders; raises SmartCityError if there is none."""
    chosen = [Path(path) for path in paths]
    files: list[XmlInput] = []
    others: list[str] = []
    hidden: list[str] = []
    for path, asked_for in _without_folders(chosen):
        if not _is_archive(path):
            files.append(XmlInput(path, asked_for=asked_for))
            continue
        with Archive(path) as archive:
            members = archive.ending(*ENDINGS)
            files += [XmlInput(path, name, asked_for=asked_for and len(members) == 1) for name in members]
            others += [name for name in archive.names if name not in members]
            hidden += archive.hidden
    if not files:
        raise SmartCityError("xml_none_found", paths=tuple(path.name for path in chosen))
    return Inputs(tuple(files), tuple(others), tuple(hidden))


def _without_folders(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Return the files, those of folders included, and whether they were chosen one by one."""
    for path in paths:
        if path.is_dir():
            yield from ((item, False) for item in sorted(path.iterdir()) if item.name.lower().endswith(_CHOSEN))
        else:
            yield path, True


def _is_archive(path: Path) -> bool:
    if not path.is_file():
        raise SmartCityError("file_not_found", path=str(path))
    try:
        with open(path, "rb") as stream:
            return stream.read(4) == b"PK\x03\x04" or path.suffix.lower() == ".zip"
    except OSError as error:
        raise SmartCityError("file_damaged", path=path.name, detail=str(error)[:200]) from error


class FeatureFile:
    """A GML-like file: its root, and its features one after the other.

    ``root`` and ``namespace`` are those of the outermost element. ``srs_name`` is the coordinate system that the file's
    header names (known once the header was read), ``time_stamp`` when a service wrote it (ISO 8601, often empty), and
    ``changes`` counts the operations that show that a file holds changes only.
    """

    def __init__(self, source: XmlInput) -> None:
        self.source = source
        self.srs_name = ""
        self.changes = 0
        prolog = self._read_prolog()
        self.root = prolog.root.rpartition("}")[2]
        self.namespace = namespace_in(prolog.root)
        self.time_stamp = prolog.time_stamp
        self._containers: list[etree._Element] = []

    def features(self, progress: Progress) -> Iterator[etree._Element]:
        """Hand out the features; each is emptied once the next is asked for, so that none may be kept.

        Progress counts the bytes. Damaged XML raises SmartCityError when the damage is met.
        """
        names = tuple(f"{{*}}{name}" for name in sorted(_CONTAINERS | _DISCARDED | _HEADERS))
        parser = etree.XMLPullParser(("start", "end"), tag=names, **_SAFE)
        size, done, since = max(self.source.size, 1), 0, 0
        with self.source.open() as stream:
            while True:
                progress(min(done / size, 1.0))
                chunk = stream.read(CHUNK)
                with self._failures():
                    parser.feed(chunk) if chunk else parser.close()
                done, since = done + len(chunk), since + len(chunk)
                for event, element in parser.read_events():
                    for feature in self._features_of(event, element):
                        since = 0
                        yield feature
                if self._containers:
                    # Of an open container all children but the last are complete; the last may still be growing.
                    for feature in self._harvest(self._containers[-1], keep=1):
                        since = 0
                        yield feature
                if since > LARGEST_FEATURE:
                    raise SmartCityError("xml_feature_too_large", path=self.source.label)
                if not chunk:
                    return

    @property
    def told(self) -> str:
        """What a user is told was found in place of the right format."""
        return f"{self.root} {{{self.namespace}}}"[:120]

    def _features_of(self, event: str, element: etree._Element) -> Iterator[etree._Element]:
        name = local_name(element)
        if name in _HEADERS:
            if event == "end" and not self._containers:
                self._read_header(name, element)
        elif event == "start":
            self._containers.append(element)
            self.changes += name in CHANGES
        else:
            yield from self._harvest(element, keep=0)
            self._containers.pop()
            _drop_older_siblings(element)

    def _harvest(self, container: etree._Element, keep: int) -> Iterator[etree._Element]:
        wanted = local_name(container) not in _DISCARDED
        while len(container) > keep:
            child = container[0]
            if wanted and local_name(child) not in _NO_FEATURES:
                yield child
            container.remove(child)

    def _read_header(self, name: str, element: etree._Element) -> None:
        if name == _ADV_SYSTEM:
            if text_of(element, "standard") == "true":
                self.srs_name = next((item.get(HREF, "") for item in children(element, "crs")), self.srs_name)
        elif not self.srs_name:
            self.srs_name = element.get("srsName", "")

    def _read_prolog(self) -> _Prolog:
        prolog = _Prolog()
        parser = etree.XMLParser(target=prolog, **_SAFE)
        with self.source.open() as stream, self._failures(), suppress(_Reached):
            while chunk := stream.read(CHUNK):
                parser.feed(chunk)
            parser.close()
        if prolog.doctype_found:
            raise SmartCityError("xml_doctype", path=self.source.label)
        if not prolog.root:
            raise SmartCityError("file_damaged", path=self.source.label, detail="XML")
        return prolog

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except (etree.LxmlError, ValueError, LookupError) as error:
            raise SmartCityError("file_damaged", path=self.source.label, detail=str(error)[:200]) from error


def _drop_older_siblings(element: etree._Element) -> None:
    """Forget what stands before an element; the element itself must stay while its parent is being parsed."""
    parent = element.getparent()
    if parent is not None:
        while (older := element.getprevious()) is not None:
            parent.remove(older)


# Looking into features ---------------------------------------------------------------------------------------------


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of an element, empty if it has none."""
    return namespace_in(element.tag)


def namespace_in(tag: str) -> str:
    """Return the namespace of a tag such as ``{namespace}name``, empty if it has none."""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Return the children of a local name, of any namespace."""
    return element.iterchildren(f"{{*}}{name}")


def text_of(element: etree._Element, *path: str) -> str:
    """Return the text of the first descendant on a path of local names, without superfluous blanks; else empty."""
    found: Optional[etree._Element] = element
    for name in path:
        found = next(children(found, name), None)
        if found is None:
            return ""
    return " ".join((found.text or "").split())


def texts_of(element: etree._Element, name: str) -> list[str]:
    """Return the texts of all children of a local name that are not blank."""
    found = (" ".join((child.text or "").split()) for child in children(element, name))
    return [text for text in found if text]


def identifier(element: etree._Element) -> str:
    """Return the ``gml:id`` of a feature, empty if it has none."""
    for name in ("{http://www.opengis.net/gml/3.2}id", "{http://www.opengis.net/gml}id", "fid"):
        if element.get(name):
            return element.get(name)
    return ""
