# SPDX-License-Identifier: GPL-2.0-or-later
"""Readable file names, and files that are complete or not there at all. No QGIS here."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.problem import SmartCityError

_SPELLED = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "æ": "ae",
    "ø": "oe",
    "ł": "l",
}
_LONGEST = 60


def file_name(number: int, total: int, title: str, ending: str) -> str:
    """Return a name that sorts by page number, tells the title and is safe on every system: ``07_gruene-wege.pdf``."""
    plain = "".join(_SPELLED.get(letter, letter) for letter in unicodedata.normalize("NFC", title).lower())
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    name = "-".join(words)[:_LONGEST].rstrip("-")
    digits = f"{number:0{max(2, len(str(total)))}d}"
    return f"{digits}_{name}.{ending}" if name else f"{digits}.{ending}"


@contextmanager
def written_beside(folder: Path) -> Iterator[Path]:
    """Yield a folder to write into; when the block ends well, all its files take their places in ``folder``.

    If the block fails or is cancelled, or a file cannot take its place, ``folder`` is as it was before. Raises
    SmartCityError if it cannot be written to.
    """
    try:
        beside = Path(tempfile.mkdtemp(prefix=".smartcity-", dir=folder))
    except OSError as error:
        raise SmartCityError("export_failed", path=str(folder)) from error
    try:
        new, old = beside / "new", beside / "old"
        try:
            new.mkdir()
            old.mkdir()
            yield new
            _exchange(sorted(new.iterdir()), folder, old)
        except OSError as error:
            raise SmartCityError("export_failed", path=error.filename or str(folder)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _exchange(files: list[Path], folder: Path, old: Path) -> None:
    """Move files into a folder; those that were there come back if one of the new ones cannot be moved."""
    done: list[Path] = []
    try:
        for file in files:
            target = folder / file.name
            done.append(target)
            if target.exists():
                os.replace(target, old / file.name)
            os.replace(file, target)
    except OSError as error:
        for target in done:
            before = old / target.name
            if before.exists():
                os.replace(before, target)
            elif target.is_file() and not (target.parent / old.parent.name / "new" / target.name).exists():
                target.unlink()
        raise OSError(error.errno, error.strerror, str(done[-1])) from error
