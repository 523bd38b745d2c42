# SPDX-License-Identifier: GPL-2.0-or-later
"""Chapters inside chapters: what is a chapter of its own in one outline is a section in a shorter one."""

from __future__ import annotations

from dataclasses import replace

from ..builder import Blocks
from ..document import Block, Heading

DEEPEST = 3
"""The lowest level of headings that documents have."""


class Part(Blocks):
    """Collects blocks for another collector, under its own prefix and with headings one level lower."""

    def __init__(self, whole: Blocks, name: str) -> None:
        super().__init__(whole.id_of(name))
        self._whole = whole

    def _add(self, block: Block) -> None:
        if isinstance(block, Heading):
            block = replace(block, level=min(block.level + 1, DEEPEST))
        super()._add(block)
        self._whole._add(self._blocks[-1])
