# SPDX-License-Identifier: GPL-2.0-or-later
"""The interface's language: English source strings, translated by the .qm files."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .. import paths


def translate(context: str, text: str) -> str:
    """Return the translation of a literal; the name and the two arguments are what pylupdate looks for."""
    return QCoreApplication.translate(context, text)


def language() -> str:
    """Return the language of texts that are chosen by QGIS's locale: ``de`` or ``en``."""
    return "de" if QgsApplication.locale().lower().startswith("de") else "en"


def install_translator() -> Optional[QTranslator]:
    """Install the plugin's translation for QGIS's locale; the caller keeps and later removes it."""
    translator = QTranslator()
    locale = QgsApplication.locale()
    for name in (locale, locale.split("_")[0]):
        if translator.load(str(paths.TRANSLATIONS / f"smartcity_{name}.qm")):
            QCoreApplication.installTranslator(translator)
            return translator
    return None
