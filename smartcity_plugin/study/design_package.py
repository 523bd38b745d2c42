# SPDX-License-Identifier: GPL-2.0-or-later
"""Designs that towns hand on: a zip with theme, pictures and templates ⇄ the study's parts; all of it or nothing.

``theme.yaml``, ``logo.*``, ``arms.*``, ``document.docx``, ``pages/<kind>.<format>.qpt``, ``maps/<indicator>.json`` and
a ``manifest.json`` with version and a note on rights.
"""

from __future__ import annotations

import json
import uuid
import zipfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

from ..catalogue.themes import theme_content
from ..model.design import ARMS, DOCUMENT, LOGO, MAP, PAGE, THEME, DesignPart
from ..model.problem import Problem, Severity, SmartCityError
from ..sources.archive import Archive
from ..sources.design_files import LARGEST, MEGABYTE, check_part, check_size, picture_ending, shortened
from .study import DECIDED, Study

FORMAT, VERSION = "smartcity-design", 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 100_000
MOST_FILES = 500
LARGEST_CONTENT = 200 * MEGABYTE
LARGEST_NAME = 120
"""Characters of a file's name that are remembered."""

GENERAL = "general"
"""What the style of all maps that have none of their own is called; its key is empty."""

KINDS = (THEME, LOGO, ARMS, DOCUMENT, PAGE, MAP)
ALL = "all"

LookAt = Callable[[DesignPart], None]
"""Raises SmartCityError if a part that seems sound cannot be drawn or filled."""


@dataclass(frozen=True)
class DesignPackage:
    """What a design package holds; ``note`` is what it says about rights, ``problems`` what was left aside."""

    parts: tuple[DesignPart, ...]
    note: str
    problems: tuple[Problem, ...] = ()


def _pass(_part: DesignPart) -> None:
    """Find nothing."""


# Single files ----------------------------------------------------------------------------------------------------


def read_part(kind: str, path: Path, look_at: LookAt = _pass) -> DesignPart:
    """Return a file as a part of the design once it has been checked; raises SmartCityError."""
    path = Path(path)
    try:
        check_size(kind, path.name, path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise SmartCityError("file_not_found", path=str(path)) from error
    return checked(DesignPart(kind, "", path.name, content), look_at)


def checked(part: DesignPart, look_at: LookAt = _pass) -> DesignPart:
    """Return a part that can be trusted, with a name that tells its kind of file; raises SmartCityError."""
    check_part(part)
    name = Path(part.name).name[-LARGEST_NAME:]
    if part.kind in (LOGO, ARMS):
        ending = picture_ending(part.content)
        fits = name.lower().endswith(ending) or (ending == ".jpg" and name.lower().endswith(".jpeg"))
        name = name if fits else Path(name).stem + ending
    part = replace(part, name=name)
    look_at(part)
    return part


# Packages --------------------------------------------------------------------------------------------------------


def read_package(path: Path, look_at: LookAt = _pass) -> DesignPackage:
    """Read and check a whole package; raises SmartCityError for the first thing that is wrong with it."""
    with Archive(path) as archive:
        manifest = _manifest(archive)
        if archive.hidden or len(archive.names) > MOST_FILES or archive.content_size > LARGEST_CONTENT:
            raise SmartCityError("design_package_overfull", path=str(path), files=len(archive.names))
        parts, others = [], []
        for file in archive.names:
            place = _place(file)
            if place is not None:
                kind, key = place
                check_size(kind, file, archive.size(file))
                name = manifest["names"].get(file)
                part = DesignPart(kind, key, name if isinstance(name, str) and name else file, _read(archive, file))
                parts.append(checked(part, look_at))
            elif file != MANIFEST:
                others.append(file)
    repeated = [kind for kind in (LOGO, ARMS) if sum(part.kind == kind for part in parts) > 1]
    if repeated:
        raise SmartCityError("design_package_overfull", path=str(path), files=len(parts))
    problems = []
    if others:
        files = shortened(", ".join(others))
        problems.append(Problem("design_package_others", Severity.WARNING, {"files": files}))
    return DesignPackage(tuple(parts), manifest["licence"], tuple(problems))


def write_package(study: Study, path: Path, note: str) -> int:
    """Write the design of a study, its theme in any case, as a package; returns the number of parts.

    Raises SmartCityError if the file cannot be written; one that was there stays as it was then.
    """
    parts = [part for kind in KINDS for part in study.design_parts(kind)]
    if not any(part.kind == THEME for part in parts):
        parts.insert(0, DesignPart(THEME, "", "theme.yaml", theme_content(study.theme())))
    return write_parts(parts, path, note)


def write_parts(parts: Iterable[DesignPart], path: Path, note: str) -> int:
    """Write parts as a package; equal parts give equal files. Returns their number."""
    path = Path(path)
    files = dict(sorted(((_file(part), part) for part in parts), key=lambda pair: pair[0]))
    names = {file.rpartition("/")[2].lower(): part.name for file, part in files.items()}
    manifest = {"format": FORMAT, "version": VERSION, "licence": note, "names": names}
    beside = path.with_name(f".{path.stem}-{uuid.uuid4().hex[:8]}.zip")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as package:
            text = json.dumps(manifest, ensure_ascii=False, indent=2)
            package.writestr(zipfile.ZipInfo(MANIFEST), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
            for file, part in files.items():
                package.writestr(zipfile.ZipInfo(file), part.content, zipfile.ZIP_DEFLATED)
        beside.replace(path)
    except OSError as error:
        raise SmartCityError("write_failed", path=str(path), detail=str(error)) from error
    finally:
        beside.unlink(missing_ok=True)
    return len(files)


def _file(part: DesignPart) -> str:
    """Return where a part lies in a package."""
    if part.kind in (LOGO, ARMS):
        return part.kind + picture_ending(part.content)
    return {
        THEME: "theme.yaml",
        DOCUMENT: "document.docx",
        PAGE: f"pages/{part.key}.qpt",
        MAP: f"maps/{part.key or GENERAL}.json",
    }[part.kind]


def _place(file: str) -> Optional[tuple[str, str]]:
    """Return kind and key of a file of a package, None for files that are no part of a design."""
    stem, _, ending = file.rpartition(".")
    if file == "theme.yaml":
        return THEME, ""
    if stem in (LOGO, ARMS):
        return stem, ""
    if file == "document.docx":
        return DOCUMENT, ""
    if ending == "qpt":
        return PAGE, stem
    if ending == "json" and file != MANIFEST:
        return MAP, "" if stem == GENERAL else stem
    return None


def _read(archive: Archive, file: str) -> bytes:
    with archive.open(file) as stream:
        return stream.read(int(max(LARGEST.values()) * MEGABYTE) + 1)


def _manifest(archive: Archive) -> dict[str, Any]:
    """Return what the package says about itself; raises SmartCityError if it is none, or made by a later version."""
    path = str(archive.path)
    if MANIFEST not in archive.names or archive.size(MANIFEST) > LARGEST_MANIFEST:
        raise SmartCityError("design_package_foreign", path=path)
    try:
        manifest = json.loads(_read(archive, MANIFEST).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise SmartCityError("design_package_foreign", path=path) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise SmartCityError("design_package_foreign", path=path)
    version = manifest.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise SmartCityError("design_package_newer", path=path, version=shortened(version, 20))
    names, note = manifest.get("names"), manifest.get("licence")
    note = note if isinstance(note, str) else ""
    return {"names": names if isinstance(names, dict) else {}, "licence": shortened(note, 1000)}


# The study -------------------------------------------------------------------------------------------------------


def name_of(kind: str, key: str) -> str:
    """Return what ``parts_to_remove`` calls a part."""
    key = key or (GENERAL if kind == MAP else "")
    return f"{kind}:{key}" if key else kind


def parts_to_remove(study: Study, named: Collection[str]) -> list[DesignPart]:
    """Return the parts that are named: kinds, ``page:<kind>.<format>``, ``map:<indicator>``, ``map:general``, ``all``.

    Raises SmartCityError for a name that is none; what the study does not have is not returned.
    """
    found = []
    for name in named:
        kind, _, key = name.partition(":")
        if name != ALL and kind not in KINDS:
            raise SmartCityError("design_part_unknown", part=shortened(name, 40))
        for part in (part for one in (KINDS if name == ALL else (kind,)) for part in study.design_parts(one)):
            if not key or part.key == key or (part.kind == MAP and (part.key or GENERAL) == key):
                found.append(part)
    return found


def change_design(
    study: Study,
    parts: Iterable[DesignPart] = (),
    remove: Iterable[DesignPart] = (),
    state: str = "",
    decision: Optional[str] = None,
) -> list[Problem]:
    """Remove parts, store checked ones and change the stamp, all of it or nothing; returns what is worth knowing.

    An empty ``state`` and a decision of None leave the stamp as it is.
    """
    changes = {}
    if state:
        changes["state"] = state
    if decision is not None:
        changes["decision"] = decision.strip()
    with study.transaction():
        for part in remove:
            study.remove_design_part(part.kind, part.key)
        for part in parts:
            study.save_design_part(part)
        if changes:
            study.change_settings(**changes)
    if study.settings.state == DECIDED and not study.settings.decision:
        return [Problem("design_decision_missing", Severity.WARNING)]
    return []
