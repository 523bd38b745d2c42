# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin remembers between sessions, in QGIS's settings below ``smartcity/``."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QStandardPaths

from ..bridge.i18n import language

RECENT_STUDIES = 5

_LANGUAGE = "smartcity/language"
_FOLDER = "smartcity/folder"
_LAST_FOLDER = "smartcity/lastFolder"
_RECENT = "smartcity/recentStudies"
_MUNICIPALITY = "smartcity/lastMunicipality"
_KEY = "smartcity/lastKey"
_SCHEME = "smartcity/lastScheme"
_PLACES = "smartcity/lastTestPlaces"


def chosen_language() -> str:
    """Return the language the user has chosen for what is written: ``de``, ``en``, or nothing to follow QGIS."""
    value = QgsSettings().value(_LANGUAGE, "", str)
    return value if value in ("de", "en") else ""


def set_chosen_language(value: str) -> None:
    """Remember the language for what is written."""
    QgsSettings().setValue(_LANGUAGE, value)


def output_language() -> str:
    """Return the language in which layers, atlas and document are written."""
    return chosen_language() or language()


def default_folder() -> str:
    """Return the folder for studies that the user has set, else one in the documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return QgsSettings().value(_FOLDER, "", str) or documents or str(Path.home())


def set_default_folder(folder: str) -> None:
    """Remember the folder for studies."""
    QgsSettings().setValue(_FOLDER, folder)


def last_folder() -> str:
    """Return the folder that was last chosen in a file dialog."""
    return QgsSettings().value(_LAST_FOLDER, "", str) or default_folder()


def set_last_folder(folder: str) -> None:
    """Remember the folder that was chosen in a file dialog."""
    QgsSettings().setValue(_LAST_FOLDER, folder)


def last_municipality() -> tuple[str, str]:
    """Return name and key of the municipality for which a study was last created; both may be empty."""
    return QgsSettings().value(_MUNICIPALITY, "", str), QgsSettings().value(_KEY, "", str)


def remember_municipality(name: str, key: str) -> None:
    """Remember name and key of the municipality of a new study."""
    QgsSettings().setValue(_MUNICIPALITY, name)
    QgsSettings().setValue(_KEY, key)


def last_scheme() -> str:
    """Return the id of the assessment scheme that was last worked on; another study may not have it."""
    return QgsSettings().value(_SCHEME, "", str)


def remember_scheme(scheme_id: str) -> None:
    """Remember the assessment scheme that was worked on."""
    QgsSettings().setValue(_SCHEME, scheme_id)


def last_test_places() -> str:
    """Return which places were last tested for robustness: ``units`` or ``cells``."""
    return QgsSettings().value(_PLACES, "units", str)


def remember_test_places(places: str) -> None:
    """Remember which places were tested for robustness."""
    QgsSettings().setValue(_PLACES, places)


def recent_studies() -> list[str]:
    """Return the studies last opened, the latest first. They may be gone: looking for them could wait for a network."""
    return [path for path in QgsSettings().value(_RECENT, "", str).split("\n") if path]


def remember_study(path: str) -> None:
    """Put a study at the head of those last opened."""
    others = [other for other in recent_studies() if other != path]
    _set_recent_studies([path, *others][:RECENT_STUDIES])


def forget_study(path: str) -> None:
    """Remove a study from those last opened."""
    _set_recent_studies([other for other in recent_studies() if other != path])


def _set_recent_studies(paths: list[str]) -> None:
    QgsSettings().setValue(_RECENT, "\n".join(paths))  # a list of one comes back from Qt as a text
