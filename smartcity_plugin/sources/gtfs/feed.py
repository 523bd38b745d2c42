# SPDX-License-Identifier: GPL-2.0-or-later
"""The text tables of a GTFS feed, read in chunks; all values come as text."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Union

import numpy as np
import pandas as pd

from ...engine.progress import Progress, silent
from ...model.problem import SmartCityError
from ..archive import Archive

CHUNK = 100_000
"""Rows read at once: some 40 MB while they are taken apart, a fraction of a second."""

REQUIRED = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
CALENDARS = ("calendar.txt", "calendar_dates.txt")


class Feed:
    """The tables of a feed. Column names are read without regard to case, blanks and a byte order mark."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        missing = [name for name in REQUIRED if not self.has(name)]
        if not any(self.has(name) for name in CALENDARS):
            missing.append(" / ".join(CALENDARS))
        if missing:
            raise SmartCityError("gtfs_files_missing", path=archive.path.name, files=", ".join(missing))
        self._encoding = self._find_encoding()

    @classmethod
    @contextmanager
    def open(cls, path: Union[str, Path]) -> Iterator[Feed]:
        """Open a zip archive or a folder; raises SmartCityError if it cannot be read or is no feed."""
        with Archive(path) as archive:
            yield cls(archive)

    def has(self, name: str) -> bool:
        """Whether the feed has a table (``frequencies.txt``)."""
        return name in self._archive.names

    def columns(self, name: str) -> list[str]:
        """Return the column names of a table in lower case."""
        with self._archive.open(name) as stream, _failures(name):
            header = pd.read_csv(stream, nrows=0, **self._format()).columns
        return [str(column).strip().lstrip("\ufeff").lower() for column in header]

    def chunks(
        self, name: str, required: Sequence[str], optional: Sequence[str] = (), progress: Progress = silent
    ) -> Iterator[pd.DataFrame]:
        """Yield a table in chunks of categorical columns; optional columns that the table lacks are empty throughout.

        Raises SmartCityError for missing columns and for what is no table. ``progress`` counts bytes.
        """
        there = self.columns(name)
        missing = [column for column in required if column not in there]
        if missing:
            raise SmartCityError("gtfs_columns_missing", file=name, columns=", ".join(missing))
        wanted = [column for column in (*required, *optional) if column in there]
        places = {there.index(column): column for column in wanted}
        with self._archive.open(name) as stream, _failures(name):
            reader = pd.read_csv(
                stream, usecols=sorted(places), dtype="category", chunksize=CHUNK, iterator=True, **self._format()
            )
            size = max(self._archive.size(name), 1)
            for chunk in reader:
                chunk.columns = [places[place] for place in sorted(places)]
                for column in optional:
                    if column not in chunk:
                        chunk[column] = pd.Categorical.from_codes(np.zeros(len(chunk), dtype=np.int8), [""])
                yield chunk
                progress(min(stream.tell() / size, 1.0))

    def table(self, name: str, required: Sequence[str], optional: Sequence[str] = ()) -> pd.DataFrame:
        """Return a table that is small enough to be held whole, as text without blanks around."""
        chunks = [
            pd.DataFrame({column: texts(chunk[column]) for column in chunk.columns})
            for chunk in self.chunks(name, required, optional)
        ]
        return pd.concat(chunks, ignore_index=True) if chunks else pd.DataFrame(columns=[*required, *optional])

    def _format(self) -> dict:
        # Without index_col=False a comma too many at the end of each line would shift all columns by one.
        return {
            "encoding": self._encoding,
            "encoding_errors": "replace",
            "na_filter": False,
            "skipinitialspace": True,
            "index_col": False,
        }

    def _find_encoding(self) -> str:
        """Return UTF-8 as GTFS demands, or cp1252 if the names of the stops are not UTF-8."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self._archive.open("stops.txt") as stream:
            try:
                while block := stream.read(1 << 20):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return "cp1252"
        return "utf-8-sig"


@contextmanager
def _failures(name: str) -> Iterator[None]:
    """Turn what pandas says of a broken table into a SmartCityError."""
    try:
        yield
    except (ValueError, OverflowError, csv.Error) as error:
        raise SmartCityError("gtfs_file_unreadable", file=name, detail=str(error).strip()[:160]) from error


def categories(column: pd.Series) -> np.ndarray:
    """Return the different texts of a categorical column, without blanks around."""
    return np.array([str(text).strip() for text in column.cat.categories], dtype=object)


def spread(values: np.ndarray, column: pd.Series) -> np.ndarray:
    """Return what was found for each category, row by row."""
    return values[column.cat.codes.to_numpy()]


def texts(column: pd.Series) -> np.ndarray:
    """Return a categorical column as an array of strings without blanks around."""
    return spread(categories(column), column) if len(column) else np.array([], dtype=object)


def located(index: pd.Index, column: pd.Series) -> np.ndarray:
    """Return the positions of a categorical column's ids in an index of unique ids, -1 where it has none."""
    if len(column) == 0:
        return np.array([], dtype=np.int32)
    return spread(index.get_indexer(categories(column)).astype(np.int32), column)
