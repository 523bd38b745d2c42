# SPDX-License-Identifier: GPL-2.0-or-later
"""Text in the plugin's two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Text:
    """A German and an English wording of the same thing."""

    de: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the wording for a locale such as ``de``, ``de_AT`` or ``fr`` (English for all others)."""
        return self.de if language.lower().startswith("de") else self.en

    def format(self, **values: Any) -> Text:
        """Return the text with its placeholders filled, in both languages."""
        return Text(self.de.format(**values), self.en.format(**values))
