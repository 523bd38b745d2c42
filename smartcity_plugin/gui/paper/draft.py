# SPDX-License-Identifier: GPL-2.0-or-later
"""A design that is being changed: what it was, what it becomes, what the algorithm needs to be told. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

from ...catalogue.themes import read_theme, standard_theme, theme_content
from ...model.design import ARMS, DOCUMENT, LOGO, THEME, DesignPart, Theme
from ...processing.design_parts import look_at
from ...study.design_package import KINDS, name_of, read_package, read_part, write_parts
from ...study.study import Study

READABLE = 4.5
"""Contrast that texts of ordinary size need to be read by everybody (WCAG 2.1, 1.4.3)."""

Parts = dict[tuple[str, str], DesignPart]
"""Parts by kind and key."""


@dataclass(frozen=True)
class Design:
    """The design of a study as it is stored."""

    parts: Parts
    state: str
    decision: str
    municipality: str


def read_design(path: str) -> Design:
    """Read what a study has; a theme that cannot be read must not keep it from being replaced."""
    with Study.open(Path(path)) as study:
        parts = {(part.kind, part.key): part for kind in KINDS for part in study.design_parts(kind)}
        settings = study.settings
        return Design(parts, settings.state, settings.decision, settings.municipality)


class Draft:
    """A copy of a design that is changed freely; nothing is written before ``parameters`` are run."""

    def __init__(self, stored: Design) -> None:
        self.stored = stored
        self.parts: Parts = dict(stored.parts)
        self.state, self.decision = stored.state, stored.decision
        self._files: dict[str, str] = {}

    # Theme -------------------------------------------------------------------------------------------------------

    @property
    def theme(self) -> Theme:
        """The theme as it is to be; raises CatalogueError if the stored one cannot be read."""
        part = self.parts.get((THEME, ""))
        return standard_theme() if part is None else read_theme(part.content, part.name)

    def set_theme(self, theme: Theme) -> None:
        """Change the theme; the plugin's own needs no file."""
        if theme == self.theme:
            return
        self._files.pop(THEME, None)
        former = self.parts.pop((THEME, ""), None)
        if theme != standard_theme():
            name = former.name if former is not None else "theme.yaml"
            self.parts[THEME, ""] = DesignPart(THEME, "", name, theme_content(theme))

    # Parts -------------------------------------------------------------------------------------------------------

    def part(self, kind: str) -> Optional[DesignPart]:
        """Return the part of a kind of which there is one."""
        return self.parts.get((kind, ""))

    def take_file(self, kind: str, path: str) -> None:
        """Check a picture or Word template and take it into the draft; raises SmartCityError."""
        self.parts[kind, ""] = read_part(kind, Path(path), look_at)
        self._files[kind] = path

    def take_package(self, path: str) -> tuple[int, str, list[Any]]:
        """Check a package and take it into the draft; returns number of parts, its note, what was left aside."""
        package = read_package(Path(path), look_at)
        for part in package.parts:
            self.parts[part.kind, part.key] = part
            self._files.pop(part.kind, None)
        return len(package.parts), package.note, list(package.problems)

    def remove(self, kind: str, key: str = "") -> None:
        """Take a part out of the draft."""
        self.parts.pop((kind, key), None)
        self._files.pop(kind, None)

    def reset(self) -> None:
        """Return to the plugin's own design."""
        self.parts.clear()
        self._files.clear()

    # Storing -----------------------------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is stored."""
        return (self.parts, self.state, self._decision()) != (
            self.stored.parts,
            self.stored.state,
            self.stored.decision,
        )

    def parameters(self, folder: Path) -> dict[str, str]:
        """Return what ``setdesign`` needs to store the draft; files that exist nowhere yet are written to a folder."""
        told: dict[str, str] = {}
        changed = {place: part for place, part in self.parts.items() if self.stored.parts.get(place) != part}
        gone = [place for place in self.stored.parts if place not in self.parts]
        if gone:
            told["REMOVE"] = " ".join(name_of(kind, key) for kind, key in gone)
        names = {LOGO: "LOGO", ARMS: "ARMS", DOCUMENT: "DOCUMENT"}
        for kind, name in names.items():
            if (kind, "") in changed and kind in self._files:
                told[name] = self._files[kind]
                del changed[kind, ""]
        if (THEME, "") in changed:
            told["THEME"] = str(folder / "theme.yaml")
            Path(told["THEME"]).write_bytes(changed.pop((THEME, "")).content)
        if changed:
            told["PACKAGE"] = str(folder / "design.zip")
            write_parts(changed.values(), Path(told["PACKAGE"]), "")
        if (self.state, self._decision()) != (self.stored.state, self.stored.decision):
            told["STATE"], told["DECISION"] = self.state, self._decision()
        return told

    def _decision(self) -> str:
        """Return the decision as it is stored."""
        return self.decision.strip()


class DraftStudy(Study):
    """A study that shows another design than it has stored."""

    draft: Draft

    def theme(self) -> Theme:
        """Return the draft's theme."""
        return self.draft.theme

    def design_part(self, kind: str, key: str = "") -> Optional[DesignPart]:
        """Return a part of the draft."""
        return self.draft.parts.get((kind, key))

    def design_parts(self, kind: str) -> list[DesignPart]:
        """Return the parts of a kind in the order of their keys."""
        return sorted((part for part in self.draft.parts.values() if part.kind == kind), key=lambda part: part.key)

    def show(self, draft: Draft) -> None:
        """Show a draft, its stamp included."""
        self.draft = draft
        self.settings = replace(self.settings, state=draft.state, decision=draft.decision)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours as ``#rrggbb``, from 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted(map(_luminance, (first, second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[start : start + 2], 16) / 255.0 for start in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def page_templates(parts: Iterable[DesignPart]) -> list[tuple[str, str, DesignPart]]:
    """Return kind of page, format and part of page templates in order of their keys."""
    found = []
    for part in sorted(parts, key=lambda item: item.key):
        kind, _, page_format = part.key.partition(".")
        found.append((kind, page_format, part))
    return found
