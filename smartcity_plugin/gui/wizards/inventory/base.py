# SPDX-License-Identifier: GPL-2.0-or-later
"""What the pages of the Inventory wizard share."""

from __future__ import annotations

from typing import Optional

from ..page import Page
from .draft import Draft


class InventoryPage(Page):
    """A page that may show a draft; ``purpose`` is its subtitle without the number of the step."""

    def __init__(self, step: str, title: str, subtitle: str, help_text: str = "") -> None:
        super().__init__(step, title, subtitle, help_text)
        self.purpose = subtitle
        self._draft: Optional[Draft] = None

    def release(self) -> None:
        """Let go of what Python owns of Qt, because the window closes."""
        self._draft = None


def paragraphs(*texts: str) -> str:
    """Return the paragraphs of a help text as one."""
    return "\n\n".join(texts)
