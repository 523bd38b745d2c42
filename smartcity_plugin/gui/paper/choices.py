# SPDX-License-Identifier: GPL-2.0-or-later
"""What was last chosen in the windows about paper, for each study, and boxes to choose from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QComboBox

from ...bridge.i18n import translate
from .. import settings
from .frame import named

_PAPER = "smartcity/paper"


def choices(path: str, window: str) -> dict[str, Any]:
    """Return what was last chosen in a window for a study; nothing if that cannot be read."""
    try:
        found = json.loads(QgsSettings().value(_key(path, window), "{}", str))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def remember(path: str, window: str, chosen: dict[str, Any]) -> None:
    """Remember what was chosen in a window for a study."""
    QgsSettings().setValue(_key(path, window), json.dumps(chosen))


def _key(path: str, window: str) -> str:
    # Paths hold slashes, which would make groups of settings.
    return f"{_PAPER}/{window}/{hashlib.sha256(path.encode('utf-8')).hexdigest()[:16]}"


class ChoiceBox(QComboBox):
    """One of several keys by its title."""

    def __init__(self, name: str, titles: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        named(self, name)
        for key, title in titles:
            self.addItem(title, key)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)

    @property
    def value(self) -> str:
        """The chosen key."""
        return self.currentData() or ""

    @value.setter
    def value(self, key: Any) -> None:
        self.setCurrentIndex(max(0, self.findData(key)))


def language_box(chosen: Any = None) -> ChoiceBox:
    """Return a box for the language of what is written; the one for all output unless another is given."""
    titles = [("de", translate("SmartCity", "German")), ("en", translate("SmartCity", "English"))]
    box = ChoiceBox("language", titles)
    box.value = chosen if chosen in ("de", "en") else settings.output_language()
    return box
