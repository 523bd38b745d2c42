# SPDX-License-Identifier: GPL-2.0-or-later
"""The last look at parts of a corporate design: whether what draws and fills them can do so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.design import DesignPart


def look_at(part: DesignPart) -> None:
    """Raise SmartCityError if a picture cannot be drawn or a Word template cannot be opened."""
    from ..bridge import pictures
    from ..model.design import DOCUMENT

    pictures.look_at(part)
    if part.kind == DOCUMENT:
        _open(part)


def _open(part: DesignPart) -> None:
    """Open a Word template as the writer of documents will."""
    from .. import capabilities
    from ..model.problem import SmartCityError

    for problem in capabilities.problems(capabilities.DOCUMENT):
        raise SmartCityError(problem.key, **problem.values)
    from ..report.docx_package import open_word

    open_word(part.content, part.name)
