# SPDX-License-Identifier: GPL-2.0-or-later
"""Facts of earlier imports, remembered per file and per publisher, as proposals that the user takes over or not."""

from __future__ import annotations

import json
from collections.abc import Mapping

from qgis.core import QgsSettings

from .draft import FACTS

REMEMBERED = 40
"""So many files and so many publishers are remembered, the latest first."""

_FILES, _PUBLISHERS = "smartcity/passportsByFile", "smartcity/passportsByPublisher"


def of_file(key: str) -> dict[str, str]:
    """Return the facts given when this file was last brought in, empty if it never was."""
    return _read(_FILES).get(key, {}) if key else {}


def of_publisher(source: str) -> dict[str, str]:
    """Return the facts last given with this publisher, without the date, which belongs to single data."""
    facts = _read(_PUBLISHERS).get(source.strip(), {})
    return {name: text for name, text in facts.items() if name != "DATE"}


def publishers() -> list[str]:
    """Return the publishers that are remembered, the latest first."""
    return list(_read(_PUBLISHERS))


def remember(key: str, facts: Mapping[str, str]) -> None:
    """Remember the facts of an import that has succeeded."""
    kept = {name: facts[name].strip() for name in FACTS if facts.get(name, "").strip()}
    if not kept:
        return
    if key:
        _write(_FILES, key, kept)
    if kept.get("SOURCE"):
        _write(_PUBLISHERS, kept["SOURCE"], kept)


def _read(name: str) -> dict[str, dict[str, str]]:
    try:
        content = json.loads(QgsSettings().value(name, "{}", str))
    except ValueError:
        return {}
    if not isinstance(content, dict):
        return {}
    return {
        key: {str(fact): str(text) for fact, text in facts.items()}
        for key, facts in content.items()
        if isinstance(facts, dict)
    }


def _write(name: str, key: str, facts: Mapping[str, str]) -> None:
    others = {other: kept for other, kept in _read(name).items() if other != key}
    latest = dict(list({key: dict(facts), **others}.items())[:REMEMBERED])
    QgsSettings().setValue(name, json.dumps(latest, ensure_ascii=False))
