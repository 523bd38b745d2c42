# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that come packed: members of zip archives and of folders, read as streams and never unpacked blindly."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Optional, Union

from ..model.problem import SmartCityError

LARGEST_MEMBER = 8 * 1024**3
"""Bytes; the unpacked stop times of all Germany stay well below. More is an accident or an attack."""

LARGEST_RATIO = 200
"""How much smaller than its content a large member may be; text tables reach 10 to 40."""

RATIO_MATTERS_FROM = 64 * 1024**2
"""Bytes of content from which the ratio is looked at: small members may well consist of zeros."""


class Archive:
    """The files of a zip archive or of a folder by name, without regard to case and to folders inside.

    Names that lead out of the archive, members too large and archives that cannot be read raise SmartCityError. Use it
    in a ``with`` statement.
    """

    def __init__(self, path: Union[str, Path]) -> None:
        self.path = Path(path)
        self._zip: Optional[zipfile.ZipFile] = None
        self._members: dict[str, Union[Path, zipfile.ZipInfo]] = {}
        self.hidden: list[str] = []
        """Files of an archive that cannot be reached: one of the same name lies in another of its folders."""
        if self.path.is_dir():
            found = sorted(item for item in self.path.iterdir() if item.is_file())
            self._members = {item.name.lower(): item for item in found}
            return
        if not self.path.is_file():
            raise SmartCityError("file_not_found", path=str(self.path))
        with self._failures():
            self._zip = zipfile.ZipFile(self.path)
        try:
            for info in self._zip.infolist():
                self._add(info)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        if self._zip is not None:
            self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of the files, in lower case and without folders."""
        return sorted(self._members)

    def ending(self, *endings: str) -> list[str]:
        """Return the names that end so (``.gml``)."""
        return [name for name in self.names if name.endswith(endings)]

    def size(self, name: str) -> int:
        """Return the bytes of a file when unpacked."""
        member = self._members[name.lower()]
        return member.stat().st_size if isinstance(member, Path) else member.file_size

    @property
    def content_size(self) -> int:
        """The bytes of everything in a zip archive when unpacked, files of equal names included; of a folder 0."""
        return sum(info.file_size for info in self._zip.infolist()) if self._zip is not None else 0

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file for reading bytes; a damaged one raises SmartCityError, also while it is being read."""
        member = self._members[name.lower()]
        with self._failures():
            if isinstance(member, Path) or self._zip is None:
                with open(member, "rb") as stream:  # type: ignore[arg-type]
                    yield stream
            else:
                with self._zip.open(member) as stream:
                    yield stream  # type: ignore[misc]

    def _add(self, info: zipfile.ZipInfo) -> None:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in info.filename:
            raise SmartCityError("archive_unsafe", path=str(self.path), member=info.filename[:80])
        if info.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
            return
        suspicious = info.file_size > RATIO_MATTERS_FROM and info.file_size > LARGEST_RATIO * info.compress_size
        if info.file_size > LARGEST_MEMBER or suspicious:
            raise SmartCityError("archive_too_large", path=str(self.path), member=info.filename[:80])
        if self._members.setdefault(path.name.lower(), info) is not info:
            self.hidden.append(str(path))

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            # RuntimeError: the archive is encrypted.
            raise SmartCityError("file_damaged", path=str(self.path), detail=str(error)[:200]) from error
