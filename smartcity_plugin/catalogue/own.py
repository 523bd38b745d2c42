# SPDX-License-Identifier: GPL-2.0-or-later
"""The town's own indicators: what they are made of, how they become entries of the catalogue like any other.

An own indicator is either a shipped one with other parameters, thresholds, scale or words (it names its base, which
keeps method, inputs and unit), or a QGIS expression over other indicators. Shipped entries themselves never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError
from typing import Any, Optional

from ..model.indicator import Aggregation, Choice, Direction, Indicator, Input
from ..model.problem import Problem
from ..model.text import Text
from .catalogue import Catalogue
from .entry import CatalogueError, Entry
from .indicators import in_order, read_indicators
from .own_words import own_words

PREFIX = "own_"
FORMULA_METHOD = "expression"
"""What stands for the method of an indicator that is an expression."""

TEXTS = ("title", "formula", "report", "limits")
Content = dict[str, Any]


@dataclass(frozen=True)
class OwnEntry:
    """One own indicator as it is stored.

    ``content`` has plain values only: title, sector, direction, dimensions, sdg, charta, thresholds, formula, report,
    limits, goalposts (unless neutral), and either parameters (name → value, source, status; with a base) or unit,
    expression and indicators (those that the expression names). An English wording may be empty: the German one is
    shown then. Of formula, report and limits both may be: then the text is that of the base, or follows from the rest.
    """

    id: str
    base_id: str
    content: Content


def definition(indicator: Indicator) -> Content:
    """Return what a town may set of an indicator, in the form of ``OwnEntry.content``."""
    content: Content = {
        "title": _both(indicator.title),
        "sector": indicator.sector,
        "direction": indicator.direction.value,
        **{name: list(getattr(indicator, name)) for name in ("dimensions", "sdg", "charta")},
        "thresholds": [
            {
                "value": item.value,
                "label": _both(item.label),
                "source": _both(item.source),
                "status": item.status.value,
                "target": item.target,
            }
            for item in indicator.thresholds
        ],
        **{name: _both(getattr(indicator, name)) for name in ("formula", "report", "limits")},
    }
    if indicator.goalposts is not None and indicator.goalposts_source and indicator.goalposts_status:
        posts = indicator.goalposts
        scale = {name: getattr(posts, name) for name in type(posts).__dataclass_fields__}
        source, status = _both(indicator.goalposts_source), indicator.goalposts_status.value
        content["goalposts"] = {**scale, "source": source, "status": status}
    if indicator.expression:
        made_of = list(indicator.needed_indicators())
        return {**content, "unit": indicator.unit, "expression": indicator.expression, "indicators": made_of}
    content["parameters"] = {
        name: {"value": item.value, "source": _both(item.source), "status": item.status.value}
        for name, item in indicator.parameters.items()
    }
    return content


def read_own(entry: OwnEntry, catalogue: Catalogue) -> Indicator:
    """Return the indicator of an entry, read as strictly as the shipped ones; raises CatalogueError."""
    if not entry.id.startswith(PREFIX):
        raise CatalogueError(f"{entry.id}: the id must begin with '{PREFIX}'")
    content = {key: _copy(value) for key, value in entry.content.items()}
    _fill_texts(content, catalogue.indicators.get(entry.base_id))
    expression = content.pop("expression", "")
    if bool(expression) is bool(entry.base_id) or not isinstance(expression, str):
        raise CatalogueError(f"{entry.id}: either a base or an expression is needed")
    base = catalogue.indicators.get(entry.base_id)
    if entry.base_id and (base is None or base.is_own):
        raise CatalogueError(f"{entry.id}: there is no shipped indicator '{entry.base_id}'")
    sector = content.pop("sector", None)
    raw = _of_formula(content, entry.id) if base is None else _of_base(content, base, entry.id)
    reader = Entry({entry.id: raw}, "own_indicators")
    read = read_indicators(reader, catalogue.vocabulary, catalogue.roles, str(sector))[entry.id]
    inputs = read.inputs if base is None else base.inputs
    return replace(read, expression=expression, base_id=entry.base_id, inputs=inputs)


def with_own(catalogue: Catalogue, entries: Iterable[OwnEntry]) -> tuple[Catalogue, dict[str, Problem]]:
    """Return the catalogue with own entries behind the shipped ones, and by id why others cannot be used."""
    own: dict[str, Indicator] = {}
    problems: dict[str, Problem] = {}
    for entry in entries:
        try:
            own[entry.id] = read_own(entry, catalogue)
        except CatalogueError as error:
            problems[entry.id] = Problem("own_entry_invalid", values={"id": entry.id, "detail": str(error)})
    together = {**catalogue.indicators, **own}
    for wrong in _circular(own, together):
        others = list(own[wrong].needed_indicators())
        problems[wrong] = Problem("own_formula_cycle", values={"id": wrong, "others": others})
        del together[wrong]
    while True:
        lacking = {name: [one for one in own[name].needed_indicators() if one not in together] for name in own}
        lost = [name for name, missing in lacking.items() if missing and name in together]
        if not lost:
            break
        for name in lost:
            problems[name] = Problem("own_formula_unknown", values={"id": name, "column": lacking[name]})
            del together[name]
    return replace(catalogue, indicators=together), problems


def _circular(own: Mapping[str, Indicator], indicators: Mapping[str, Indicator]) -> list[str]:
    """Return the own indicators that are, by whatever detour, made of themselves."""
    left = {
        name: replace(item, inputs={"values": Input((), 1, indicators=_known(item, indicators))})
        for name, item in own.items()
        if item.expression
    }
    circular: list[str] = []
    reachable = {**indicators, **left}
    for name in left:
        try:
            in_order([name], reachable)
        except CycleError as error:
            if name in error.args[1]:
                circular.append(name)
    return circular


def _known(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    return tuple(other for other in indicator.needed_indicators() if other in indicators)


def _of_formula(content: Content, place: str) -> Content:
    others = content.pop("indicators", [])
    if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
        raise CatalogueError(f"{place}: 'indicators' must be a list of ids")
    inputs = {"values": {"indicators": others, "minimum": len(others)}} if others else {}
    fixed = {"method": FORMULA_METHOD, "inputs": inputs, "aggregation": Aggregation.DISTRIBUTION.value}
    return {**_with_german(content), **fixed}


def _of_base(content: Content, base: Indicator, place: str) -> Content:
    given = content.pop("parameters", {})
    if not isinstance(given, dict) or not all(isinstance(value, dict) for value in given.values()):
        raise CatalogueError(f"{place}: 'parameters' must be a mapping of mappings")
    unknown = [name for name in given if name not in base.parameters]
    if unknown:
        raise CatalogueError(f"{place}: '{base.id}' has no parameter '{unknown[0]}'")
    parameters = {}
    for name, item in base.parameters.items():
        if isinstance(item, Choice):
            fixed: Content = {"choices": item.group, "options": list(item.options)}
        else:
            fixed = {"unit": item.unit, "min": item.minimum, "max": item.maximum}
        chosen = {"value": item.value, "source": _both(item.source), "status": item.status.value}
        parameters[name] = {**fixed, "label": _both(item.label), **chosen, **_with_german(given.get(name, {}))}
    fixed = {"method": base.method, "inputs": {}, "aggregation": base.aggregation.value, "unit": base.unit}
    return {**_with_german(content), **fixed, "parameters": parameters}


def _with_german(value: Any) -> Any:
    """Return a content whose empty English wordings are the German ones."""
    if isinstance(value, list):
        return [_with_german(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"de", "en"} and value["en"] == "":
        return {"de": value["de"], "en": value["de"]}
    return {key: _with_german(item) for key, item in value.items()}


def _both(text: Text) -> dict[str, str]:
    return {"de": text.de, "en": text.en}


# Proposals ----------------------------------------------------------------------------------------------------------


def free_id(stem: str, taken: Iterable[str]) -> str:
    """Return an id for an own indicator that is not taken yet."""
    wanted = stem if stem.startswith(PREFIX) else PREFIX + stem
    names, number, found = set(taken), 2, wanted
    while found in names:
        found, number = f"{wanted}_{number}", number + 1
    return found


def duplicate(indicator: Indicator, taken: Iterable[str]) -> OwnEntry:
    """Return an own indicator that is the given one under a name of its own, to be changed."""
    content = definition(indicator)
    content["title"] = renamed(content["title"])
    base_id = "" if indicator.expression else (indicator.base_id or indicator.id)
    return OwnEntry(free_id(indicator.id, taken), base_id, content)


def renamed(title: Mapping[str, str]) -> dict[str, str]:
    """Return a title that tells an own indicator from the shipped one."""
    pattern = own_words().texts["changed_title"]
    known = {language: text for language, text in title.items() if text}
    return {"de": "", "en": "", **{key: pattern.in_language(key).format(title=text) for key, text in known.items()}}


def new_formula(taken: Iterable[str], sector: str, unit: str) -> OwnEntry:
    """Return an empty own indicator that is a formula."""
    empty = {name: {"de": "", "en": ""} for name in TEXTS}
    content = {
        **empty,
        "sector": sector,
        "unit": unit,
        "direction": Direction.NEUTRAL.value,
        "dimensions": [],
        "sdg": [],
        "charta": [],
        "thresholds": [],
        "expression": "",
        "indicators": [],
    }
    return OwnEntry(free_id("formula", taken), "", content)


def completed(entry: OwnEntry, catalogue: Catalogue) -> OwnEntry:
    """Return an entry that names the town as the source of the numbers it has changed.

    A parameter or a scale that differs from that of the base but names the same source would make the source say what
    it does not; thresholds are not touched: their source must be given.
    """
    content = {key: _copy(value) for key, value in entry.content.items()}
    base = catalogue.indicators.get(entry.base_id)
    if base is not None:
        shipped = definition(base)
        for name, now in content.get("parameters", {}).items():
            _own_source(now, shipped["parameters"].get(name))
        if "goalposts" in content:
            _own_source(content["goalposts"], shipped.get("goalposts"))
    return replace(entry, content=content)


def _fill_texts(content: Content, base: Optional[Indicator]) -> None:
    """Put the texts in that a town need not write; what is no text stays for the reader to complain of."""
    words, title = own_words().texts, _with_german(content.get("title"))
    for name in TEXTS[1:]:
        text = content.get(name)
        if not (text is None or (isinstance(text, dict) and not any(text.values()))):
            continue
        if base is not None:
            content[name] = _both(getattr(base, name))
        elif isinstance(title, dict) and set(title) == {"de", "en"}:
            values = {"expression": content.get("expression", ""), "place": "{place}", "value": "{value}"}
            content[name] = {
                # What the title has in braces is no placeholder of the sentence.
                language: words[name].in_language(language).format(title=_plain_braces(title[language]), **values)
                for language in title
            }


def _plain_braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _own_source(now: Content, before: Any) -> None:
    if not before or now.get("source") != before["source"]:
        return
    if any(now.get(key) != value for key, value in before.items() if key not in ("source", "status")):
        now["source"], now["status"] = _both(own_words().texts["own_source"]), "project_default"


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value
