# SPDX-License-Identifier: GPL-2.0-or-later
"""Contributions out of exports: only the fields that a mapping names, with texts masked, and never anything else."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Optional

import numpy as np
import shapely

from ...catalogue.participation import COMMENTS
from ...model.participation import COUNT_FIELDS, TEXT_FIELDS, ImportMapping
from ...model.problem import SmartCityError
from ...model.strategy import OPEN, Contribution
from ..numbers import Ambiguous, NotNumeric, is_blank, read_numbers, value_of
from ..words import folded, found_word
from .dates import read_dates
from .files import Export, is_personal
from .masking import Masker
from .places import read_places

LONGEST_NUMBER = 40
_NO_CATEGORY = ("none", "keine", "-", "–")
_UNSAFE = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True)
class ReadContribution:
    """A contribution, the area its export names for it (empty: none), and its point in the CRS of the study."""

    contribution: Contribution
    place: str = ""
    point: Optional[shapely.Point] = None


@dataclass(frozen=True)
class ReadExport:
    """What was read of one or several exports, and what was left out or changed, in numbers and names of columns."""

    items: tuple[ReadContribution, ...] = ()
    dropped_columns: tuple[str, ...] = ()
    """Names of columns of which nothing was read."""
    comments: Mapping[str, int] = field(default_factory=dict)
    """Comments by number of the contribution, of files that hold comments."""
    counts: Counter = field(default_factory=Counter)
    """no_content, no_number, repeated, contradicting, dropped_places, reduced_places, bad_places, swapped, bad_dates,
    bad_counts.
    """


def check_mapping(export: Export, mapping: ImportMapping, masker: Masker) -> None:
    """Raise SmartCityError if a mapping names columns that are missing or personal, or nothing that says anything.

    A name that must be masked is no name but a cell of a table without header; it would be stored with the mapping.
    """
    missing = [name for name in mapping.used if name not in export.columns]
    if missing:
        raise SmartCityError("participation_column_missing", path=export.name, columns=", ".join(missing)[:200])
    names = {name: masker.mask(name) for name in mapping.used}
    personal = [found.text for name, found in names.items() if is_personal(name) or found.count]
    if personal:
        raise SmartCityError("participation_column_personal", columns=", ".join(personal)[:200])
    if mapping.format != COMMENTS and not {"text", "title"} & set(mapping.columns):
        raise SmartCityError("participation_without_text", path=export.name)


def read_contributions(
    export: Export, mapping: ImportMapping, procedure_id: str, crs: str, masker: Masker, is_example: bool = False
) -> ReadExport:
    """Return the contributions of an export with points in ``crs``; raises SmartCityError for an unfit mapping.

    Numbers are ``<procedure>-<number of the platform>``; without a number of its own a contribution gets one made of
    its content, so that the same contribution has it again next time.
    """
    check_mapping(export, mapping, masker)
    dropped = tuple(masker.mask(name).text[:60] for name in export.columns if name not in mapping.used)
    if mapping.format == COMMENTS:
        numbers = Counter(_number(text) for text in export.column(mapping.columns["id"][0]))
        named = {_full(procedure_id, number): count for number, count in numbers.items() if number}
        return ReadExport((), dropped, named)
    counts: Counter = Counter()
    places = read_places(export, mapping, crs)
    counts.update(
        dropped_places=places.dropped,
        reduced_places=places.reduced,
        bad_places=places.unreadable,
        swapped=int(places.swapped),
    )
    days, counts["bad_dates"] = read_dates(_joined(export, mapping, "date", " "))
    numbers = {name: _counts(export, mapping, name, counts) for name in COUNT_FIELDS}
    texts = {name: [masker.mask(text) for text in _joined(export, mapping, name, "\n")] for name in TEXT_FIELDS}
    areas = [masker.mask(text).text for text in _joined(export, mapping, "place", " ")]
    items: list[ReadContribution] = []
    taken: Counter = Counter()
    for row, given in enumerate(_joined(export, mapping, "id", "-")):
        category, title, text = (texts[name][row].text for name in TEXT_FIELDS)
        if not title and not text:
            counts["no_content"] += 1
            continue
        number = "" if masker.mask(given).count else _number(given)
        if not number:
            counts["no_number"] += 1
            number = _made_number(days[row], category, title, text, places.points[row])
            taken[number] += 1
            number += f"-{taken[number]}" if taken[number] > 1 else ""
        category = "" if folded(category) in _NO_CATEGORY or category in _NO_CATEGORY else category
        contribution = Contribution(
            _full(procedure_id, number),
            procedure_id,
            date=days[row],
            category=category or None,
            sector=mapping.sectors.get(category) or None,
            title=title or None,
            text=text or None,
            status=OPEN,
            masked=sum(texts[name][row].count for name in TEXT_FIELDS),
            is_example=is_example,
            **{name: values[row] for name, values in numbers.items()},
        )
        items.append(ReadContribution(contribution, areas[row], places.points[row]))
    return ReadExport(tuple(items), dropped, {}, counts)


def _joined(export: Export, mapping: ImportMapping, name: str, between: str) -> list[str]:
    """Return the texts of a field; several columns are put together."""
    columns = [export.column(column) for column in mapping.columns.get(name, ())]
    if not columns:
        return [""] * len(export)
    return [between.join(filter(None, (text.strip() for text in row))) for row in zip(*columns)]


def _counts(export: Export, mapping: ImportMapping, name: str, counts: Counter) -> list[Optional[int]]:
    """Return whole numbers; None where there is none. What is no number is counted and not told: it may be a name."""
    texts = _joined(export, mapping, name, " ")
    try:
        values = read_numbers(texts).values.tolist()
    except (NotNumeric, Ambiguous):
        values = [_one(text) for text in texts]
    found = [None if value is None or not np.isfinite(value) or value < 0 else round(value) for value in values]
    counts["bad_counts"] += sum(not is_blank(text) and value is None for text, value in zip(texts, found))
    return found


def _one(text: str) -> float:
    value = value_of(text, ".") if text.strip().isdecimal() else None
    return np.nan if value is None else value


def _number(text: str) -> str:
    """Return the number of a platform as far as it is safe in lists and file names."""
    text = text.strip()
    text = text[:-2] if re.fullmatch(r"\d+\.0", text) else text
    number = _UNSAFE.sub("-", text).strip("-")
    if len(number) <= LONGEST_NUMBER:
        return number
    # Long ones, such as addresses, often differ in their last signs only.
    return f"{number[: LONGEST_NUMBER - 9]}-{_made_number(text)}"


def _full(procedure_id: str, number: str) -> str:
    return f"{procedure_id}-{number}"


def _made_number(*parts: object) -> str:
    """Return a number made of the (masked) content, eight signs long."""
    content = "\0".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:8]


def merged(reads: Sequence[ReadExport]) -> ReadExport:
    """Return several exports as one: what one does not tell of a contribution is taken from the next."""
    items: dict[str, ReadContribution] = {}
    counts: Counter = Counter()
    comments: Counter = Counter()
    for read in reads:
        counts.update(read.counts)
        comments.update(read.comments)
        seen: set[str] = set()
        for item in read.items:
            number = item.contribution.contribution_id
            if number in seen:
                counts["repeated"] += 1
                continue
            seen.add(number)
            if number in items and _contradict(items[number].contribution, item.contribution):
                counts["contradicting"] += 1
                continue
            items[number] = _filled(items[number], item) if number in items else item
    for number, count in comments.items():
        if number in items and items[number].contribution.comments is None:
            item = items[number]
            items[number] = replace(item, contribution=replace(item.contribution, comments=count))
    counts["stray_comments"] += sum(count for number, count in comments.items() if number not in items)
    dropped = tuple(dict.fromkeys(name for read in reads for name in read.dropped_columns))
    return ReadExport(tuple(items.values()), dropped, dict(comments), counts)


def _contradict(one: Contribution, other: Contribution) -> bool:
    """Return whether two contributions of one number are different ones: neither title nor text begin alike."""
    pairs = [(folded(a or ""), folded(b or "")) for a, b in ((one.title, other.title), (one.text, other.text))]
    told = [(a, b) for a, b in pairs if a and b]
    return bool(told) and not any(a.startswith(b) or b.startswith(a) for a, b in told)


def _filled(one: ReadContribution, other: ReadContribution) -> ReadContribution:
    names = ("date", "category", "sector", "title", "text", *COUNT_FIELDS)
    mine, theirs = one.contribution, other.contribution
    missing = {name: getattr(theirs, name) for name in names if getattr(mine, name) is None}
    masked = (mine.masked or 0) + ((theirs.masked or 0) if {"title", "text"} & set(missing) else 0)
    point = one.point if one.point is not None else other.point
    return ReadContribution(replace(mine, **{**missing, "masked": masked}), one.place or other.place, point)


def suggest_sector(category: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return the sector that a category most likely belongs to (most words found in it), empty if none does."""
    name = folded(category)
    hits = {sector: sum(bool(found_word([word], name)) for word in found) for sector, found in words.items()}
    best = max(hits, key=lambda sector: hits[sector], default="")
    return best if best and hits[best] > 0 else ""


def categories(export: Export, mapping: ImportMapping, masker: Masker) -> list[str]:
    """Return the categories that occur, masked as they are stored, most frequent first."""
    texts = Counter(masker.mask(text).text for text in _joined(export, mapping, "category", "\n"))
    return [name for name, _ in texts.most_common() if name and folded(name) not in _NO_CATEGORY]


def preview(export: Export, mapping: ImportMapping, masker: Masker, most: int = 8) -> list[dict[str, str]]:
    """Return the first rows as they would be stored (fields of the mapping only, masked), for people to look at."""
    shown = [name for name in mapping.columns if name != "located"]
    columns = {name: _joined(export, mapping, name, "\n")[:most] for name in shown}
    rows = min(most, len(export))
    return [{name: masker.mask(columns[name][row]).text for name in shown} for row in range(rows)]
