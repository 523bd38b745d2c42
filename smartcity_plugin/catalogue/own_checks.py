# SPDX-License-Identifier: GPL-2.0-or-later
"""What is wrong with an own indicator, told where it was entered: one flaw per field of a form or cell of a table."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Union

from ..model.indicator import Band, Choice, Direction, Goalposts, Indicator, Parameter, Status
from ..model.problem import Problem
from .catalogue import Catalogue
from .entry import CatalogueError
from .own import TEXTS, Content, OwnEntry, definition, read_own

ENTRY, PARAMETER, THRESHOLD = "indicators", "parameters", "thresholds"
"""The parts of an own indicator; they are called like the sheets of its spreadsheet."""

REPORT_PLACEHOLDERS = frozenset({"place", "value", "target"})
_ID = re.compile(r"own_[a-z0-9_]{1,56}")
_STATUSES = tuple(status.value for status in Status)


@dataclass(frozen=True)
class Flaw:
    """What is wrong in one place: ``field`` is a column of the spreadsheet, ``key`` the parameter or the number of the
    threshold (from 1)."""

    part: str
    field: str
    problem: Problem
    key: str = ""


def flaws_of(entry: OwnEntry, catalogue: Catalogue) -> list[Flaw]:
    """Return everything that is wrong with an entry; nothing means that ``read_own`` reads it."""
    flaws = list(_identity(entry, catalogue))
    base = catalogue.indicators.get(entry.base_id)
    content = entry.content
    flaws += _words(content, catalogue, base is None)
    flaws += _texts(content)
    flaws += _scale(content)
    flaws += _thresholds(content.get("thresholds", []))
    if base is not None:
        flaws += _parameters(content.get("parameters", {}), base)
        flaws += _kept_sources(content, base)
    if not flaws:
        try:
            read_own(entry, catalogue)
        except CatalogueError as error:
            values = {"id": entry.id, "detail": str(error)}
            flaws.append(Flaw(ENTRY, "id", Problem("own_entry_invalid", values=values)))
    return flaws


def _identity(entry: OwnEntry, catalogue: Catalogue) -> Iterator[Flaw]:
    if not _ID.fullmatch(entry.id):
        yield Flaw(ENTRY, "id", Problem("own_id_wrong", values={"id": entry.id}))
    base = catalogue.indicators.get(entry.base_id)
    if entry.base_id and (base is None or base.is_own):
        yield Flaw(ENTRY, "base_id", Problem("own_base_unknown", values={"id": entry.base_id}))
    has_expression = bool(str(entry.content.get("expression", "")).strip())
    if entry.base_id and has_expression:
        yield Flaw(ENTRY, "expression", Problem("own_expression_and_base", values={"indicator": entry.base_id}))
    if not entry.base_id and not has_expression:
        yield Flaw(ENTRY, "expression", Problem("own_expression_missing"))


def _words(content: Content, catalogue: Catalogue, with_unit: bool) -> Iterator[Flaw]:
    vocabulary = catalogue.vocabulary
    single: dict[str, Collection[str]] = {
        "sector": vocabulary.sectors,
        "direction": [direction.value for direction in Direction],
        **({"unit": vocabulary.units} if with_unit else {}),
    }
    several: dict[str, Collection[str]] = {
        "dimensions": vocabulary.dimensions,
        "sdg": vocabulary.sdgs,
        "charta": vocabulary.charta,
    }
    for name, allowed in single.items():
        if content.get(name) not in allowed:
            yield _unknown(ENTRY, name, str(content.get(name, "")), allowed)
    for name, allowed in several.items():
        for word in content.get(name, []):
            if word not in allowed:
                yield _unknown(ENTRY, name, str(word), allowed)


def _unknown(part: str, name: str, word: str, allowed: Collection[str], key: str = "") -> Flaw:
    return Flaw(part, name, Problem("own_word_unknown", values={"value": word, "options": list(allowed)}), key)


def _texts(content: Content) -> Iterator[Flaw]:
    for name in TEXTS:
        text = content.get(name) or {"de": "", "en": ""}
        if not text["de"].strip() and (name == "title" or text["en"].strip()):
            yield Flaw(ENTRY, f"{name}_de", Problem("own_text_missing"))
    for language, text in (content.get("report") or {}).items():
        wrong = _wrong_placeholder(text)
        if wrong is not None:
            allowed = [f"{{{name}}}" for name in sorted(REPORT_PLACEHOLDERS)]
            values = {"placeholder": wrong, "options": allowed}
            yield Flaw(ENTRY, f"report_{language}", Problem("own_placeholder_unknown", values=values))


def _wrong_placeholder(text: str) -> Any:
    """Return what stands in braces in a sentence and cannot be filled, None if all can."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return text
    for _, name, form, conversion in parts:
        if name is not None and (name not in REPORT_PLACEHOLDERS or form or conversion):
            return f"{{{name}}}"
    return None


def _scale(content: Content) -> Iterator[Flaw]:
    direction, posts = content.get("direction"), content.get("goalposts") or {}
    kind = Band if direction == Direction.BAND.value else Goalposts
    names = list(kind.__dataclass_fields__)
    if direction == Direction.NEUTRAL.value:
        if posts:
            yield Flaw(ENTRY, "direction", Problem("own_scale_needless"))
        return
    if direction not in [one.value for one in Direction]:
        return
    present = [name for name in posts if name not in ("source", "status")]
    missing = [name for name in names if name not in present]
    for name in missing:
        yield Flaw(ENTRY, name, Problem("own_scale_missing"))
    for name in present:
        if name not in names:
            yield Flaw(ENTRY, name, Problem("own_scale_other_kind"))
    if missing:
        return
    values = [posts[name] for name in names]
    if kind is Band and values != sorted(values):
        yield Flaw(ENTRY, "lower_zero", Problem("own_band_falls"))
    rises = direction == Direction.HIGHER.value
    if kind is Goalposts and (values[0] == values[1] or (values[1] > values[0]) is not rises):
        yield Flaw(ENTRY, "full", Problem("own_scale_contradicts"))
    if not _german(posts, "source"):
        yield Flaw(ENTRY, "goalposts_source_de", Problem("own_source_missing"))
    if posts.get("status") not in _STATUSES:
        yield _unknown(ENTRY, "goalposts_status", str(posts.get("status", "")), _STATUSES)


def _thresholds(thresholds: list[Content]) -> Iterator[Flaw]:
    targets = 0
    for number, item in enumerate(thresholds, start=1):
        key = str(number)
        if not isinstance(item.get("value"), (int, float)):
            yield Flaw(THRESHOLD, "value", Problem("own_number_missing"), key)
        if not _german(item, "label"):
            yield Flaw(THRESHOLD, "label_de", Problem("own_text_missing"), key)
        if not _german(item, "source"):
            yield Flaw(THRESHOLD, "source_de", Problem("own_source_missing"), key)
        if item.get("status") not in _STATUSES:
            yield _unknown(THRESHOLD, "status", str(item.get("status", "")), _STATUSES, key)
        targets += bool(item.get("target"))
        if item.get("target") and targets > 1:
            yield Flaw(THRESHOLD, "target", Problem("own_targets_several"), key)


def _parameters(parameters: Mapping[str, Content], base: Indicator) -> Iterator[Flaw]:
    for name, item in parameters.items():
        allowed = base.parameters.get(name)
        if allowed is None:
            unknown = {"parameter": name, "indicator": base.id}
            yield Flaw(PARAMETER, "parameter", Problem("own_parameter_unknown", values=unknown), name)
            continue
        yield from _value(name, item.get("value"), allowed)
        if not _german(item, "source"):
            yield Flaw(PARAMETER, "source_de", Problem("own_source_missing"), name)
        if item.get("status") not in _STATUSES:
            yield _unknown(PARAMETER, "status", str(item.get("status", "")), _STATUSES, name)


def _value(name: str, value: Any, allowed: Union[Parameter, Choice]) -> Iterator[Flaw]:
    label = allowed.label.de
    if isinstance(allowed, Choice):
        if value not in allowed.options:
            possible = {"parameter": label, "value": value, "options": list(allowed.options)}
            yield Flaw(PARAMETER, "option", Problem("option_unknown", values=possible), name)
    elif not isinstance(value, (int, float)):
        yield Flaw(PARAMETER, "value", Problem("own_number_missing"), name)
    elif not allowed.minimum <= value <= allowed.maximum:
        values = {"parameter": label, "value": value, "minimum": allowed.minimum, "maximum": allowed.maximum}
        yield Flaw(PARAMETER, "value", Problem("parameter_out_of_range", values=values), name)


def _kept_sources(content: Content, base: Indicator) -> Iterator[Flaw]:
    """Yield the thresholds that name the source of a shipped one for another value."""
    shipped = definition(base)["thresholds"]
    known = {(item["source"]["de"], item["value"]) for item in shipped}
    sources = {item["source"]["de"] for item in shipped}
    for number, item in enumerate(content.get("thresholds", []), start=1):
        source = _german(item, "source")
        if source in sources and (source, item.get("value")) not in known:
            values = {"source": source}
            yield Flaw(THRESHOLD, "source_de", Problem("own_source_of_other_value", values=values), str(number))


def _german(item: Content, name: str) -> str:
    return str((item.get(name) or {}).get("de", "")).strip()
