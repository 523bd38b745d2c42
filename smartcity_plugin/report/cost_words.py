# SPDX-License-Identifier: GPL-2.0-or-later
"""The headings and notes of the cost and financing table as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .texts import Texts


def cost_sheet_words(texts: Texts) -> Callable[..., str]:
    """Return what says a wording of ``cost_sheet`` by its key, with its placeholders filled."""

    def say(key: str, **values: Any) -> str:
        return texts.say(f"cost_sheet.{key}", **values)

    return say
