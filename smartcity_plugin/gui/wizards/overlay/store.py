# SPDX-License-Identifier: GPL-2.0-or-later
"""What the wizard asks the study for: the algorithm and the parameters of each step, so that all can be repeated."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from ....catalogue.schemes import scheme_content
from ....model.problem import SmartCityError
from ....model.scheme import Scheme
from ....study.schemes import new_id, scheme_from_text
from .draft import free_title

Call = tuple[str, dict[str, Any]]


def save(path: str, scheme: Scheme, use: bool = False) -> Call:
    """Return the step that stores a scheme."""
    text = json.dumps(scheme_content(scheme), ensure_ascii=False)
    return "smartcity:savescheme", {"STUDY": path, "DEFINITION": text, "USE": use}


def copy(path: str, scheme_id: str, title: str) -> Call:
    """Return the step that copies a scheme."""
    return "smartcity:copyscheme", {"STUDY": path, "SCHEME": scheme_id, "TITLE": title}


def remove(path: str, scheme_id: str) -> Call:
    """Return the step that removes a scheme."""
    return "smartcity:removescheme", {"STUDY": path, "SCHEME": scheme_id}


def use(path: str, scheme_id: str) -> Call:
    """Return the step that puts a scheme in force."""
    return "smartcity:usescheme", {"STUDY": path, "SCHEME": scheme_id}


def export(path: str, scheme_id: str, file: str) -> Call:
    """Return the step that writes a scheme to a file."""
    return "smartcity:exportscheme", {"STUDY": path, "SCHEME": scheme_id, "OUTPUT": file}


def from_file(file: str, present: dict[str, Scheme], titles: Collection[str]) -> Scheme:
    """Read a scheme from a file, with a key and a title that none of those present has.

    Raises SmartCityError if the file holds none.
    """
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SmartCityError("file_not_found", path=file) from error
    except UnicodeDecodeError as error:
        raise SmartCityError("scheme_unreadable", scheme=Path(file).name, detail=str(error)) from error
    scheme = scheme_from_text(text, Path(file).name)
    title = free_title(scheme.title or scheme.id, titles)
    return replace(scheme, id=new_id(title, present), title=title)


def assess(path: str, scheme_id: str) -> Call:
    """Return the step that assesses the needs of units and cells by a scheme."""
    return "smartcity:assessneeds", {"STUDY": path, "SCHEME": scheme_id}


def robustness(path: str, scheme_id: str, places: str) -> Call:
    """Return the step that tests how robust the ranking of a stored scheme is."""
    parameters = {"STUDY": path, "SCHEME": scheme_id, "PLACES": PLACES.index(places)}
    return "smartcity:testrobustness", {**parameters, "FACTORS": list(range(FACTORS))}


def method_sheet(path: str, scheme_id: str, file: str, language: str) -> Call:
    """Return the step that writes the method sheet of a stored scheme."""
    return "smartcity:methodsheet", {"STUDY": path, "SCHEME": scheme_id, "OUTPUT": file, "LANGUAGE": language}


PLACES = ("units", "cells")
"""What can be tested, in the order of the algorithm's parameter."""

FACTORS = 6
"""All that can vary; the plan of the scheme says how far."""

READING = frozenset({"smartcity:exportscheme", "smartcity:methodsheet"})
"""Steps that leave the study as it is."""
