# SPDX-License-Identifier: GPL-2.0-or-later
"""GDAL as a reader of files that may be damaged: failures are noticed, whichever way GDAL tells of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from osgeo import gdal

from ...model.problem import SmartCityError

BROKEN = (RuntimeError, SystemError, OverflowError, UnicodeError)
"""What GDAL's Python module raises for damaged content: its own errors, texts that are not UTF-8, impossible counts."""

# A QGIS with an older GDAL has no options for one thread only.
_set_option = getattr(gdal, "SetThreadLocalConfigOption", gdal.SetConfigOption)
_get_option = getattr(gdal, "GetThreadLocalConfigOption", gdal.GetConfigOption)

_TOLD = {
    # What the OSM driver says only in its debug output, because it carries on: objects that are not whole.
    "relations_incomplete": re.compile(r"Relation -?\d+ has missing ways"),
    "ways_lost": re.compile(r"Way -?\d+ with [01] nodes that could be found"),
    "ways_shortened": re.compile(r"got only \d+ nodes instead of \d+"),
    "rings_open": re.compile(r"Non closed ring detected"),
}


@dataclass
class Messages:
    """What GDAL said: the first failure, and how often it spoke of objects that are not whole."""

    failure: str = ""
    counts: Counter = field(default_factory=Counter)

    def hear(self, severity: int, _number: int, text: str) -> None:
        """Take note of a message; GDAL calls this."""
        if severity >= gdal.CE_Failure and not self.failure:
            self.failure = text[:200]
        for name, pattern in _TOLD.items():
            if pattern.search(text):
                self.counts[name] += 1

    def ask(self) -> None:
        """Take note of a failure that GDAL kept to itself."""
        if gdal.GetLastErrorType() >= gdal.CE_Failure and not self.failure:
            try:
                self.failure = str(gdal.GetLastErrorMsg())[:200] or "GDAL"
            except UnicodeError:
                self.failure = "GDAL"

    def fail(self, error: BaseException) -> None:
        """Take note of an exception of GDAL's Python module."""
        self.failure = self.failure or str(error)[:200] or type(error).__name__

    def check(self, path: Path) -> None:
        """Raise SmartCityError if there was a failure: what came before it is not the whole."""
        if self.failure:
            raise SmartCityError("file_damaged", path=str(path), detail=self.failure)


@contextmanager
def listening(options: dict[str, str]) -> Iterator[Messages]:
    """Hear all messages of GDAL and set options of its for the time of the block; both are put back afterwards.

    Only for formats whose messages quote nothing of a file: a text that is not UTF-8 breaks GDAL's way to Python.
    """
    messages = Messages()
    before = {name: _get_option(name, None) for name in options}
    for name, value in options.items():
        _set_option(name, value)
    gdal.PushErrorHandler(messages.hear)
    try:
        yield messages
    finally:
        gdal.PopErrorHandler()
        for name, value in before.items():
            _set_option(name, value)


@contextmanager
def quiet() -> Iterator[Messages]:
    """Keep GDAL from writing messages anywhere; failures must be asked for."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.ErrorReset()
    try:
        yield Messages()
    finally:
        gdal.PopErrorHandler()


def opened(path: Path, drivers: list[str], messages: Messages, options: Optional[list[str]] = None) -> Any:
    """Return a dataset opened for reading by one of the drivers; raises SmartCityError if none can."""
    dataset = None
    try:
        dataset = gdal.OpenEx(
            str(path), gdal.OF_VECTOR | gdal.OF_READONLY, allowed_drivers=drivers, open_options=options or []
        )
    except BROKEN as error:
        messages.fail(error)
    if dataset is None:
        messages.ask()
    messages.check(path)
    if dataset is None:
        raise SmartCityError("osm_unknown_content", path=str(path))
    return dataset
