# SPDX-License-Identifier: GPL-2.0-or-later
"""Colours and font of the document, drawn from the theme and kept readable."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.design import Theme

LEAST_CONTRAST = 4.5
"""Contrast of text against its background that WCAG 2.1, 1.4.3 (level AA) asks of text of ordinary size."""
WHITE, BLACK = "FFFFFF", "000000"
PROMPT_INK, PROMPT_SHADE = "6B4E00", "FFF4CC"
"""Places that the town must fill are yellow in every design, so that none is overlooked."""
_STEP = 0.05


@dataclass(frozen=True)
class Look:
    """The font of a document and its colours as ``rrggbb``; every text colour is readable on its background."""

    font: str
    ink: str
    accent: str
    grey: str
    rule: str
    header_shade: str
    callout_shade: str


def look_of(theme: Theme) -> Look:
    """Return the look that a theme gives; colours too pale for text are darkened until they can be read."""
    accent = _bare(theme.colours.accent)
    header, callout = mixed(accent, WHITE, 0.86), mixed(accent, WHITE, 0.92)
    return Look(
        font=theme.document_font,
        ink=readable(_bare(theme.colours.ink), callout),
        accent=readable(accent, header),
        grey=readable(_bare(theme.colours.quiet), WHITE),
        rule=_bare(theme.colours.faint),
        header_shade=header,
        callout_shade=callout,
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours ``rrggbb`` after WCAG 2.1, from 1 (equal) to 21 (black and white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str = WHITE) -> str:
    """Return a colour, darkened step by step until text in it can be read on a light background."""
    share = 0.0
    while share < 1.0 and contrast(mixed(colour, BLACK, share), background) < LEAST_CONTRAST:
        share += _STEP
    return mixed(colour, BLACK, min(share, 1.0))


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour mixed with a share (0 to 1) of another."""
    return "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(_parts(colour), _parts(other)))


def _luminance(colour: str) -> float:
    linear = []
    for part in _parts(colour):
        level = part / 255
        linear.append(level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def _bare(colour: str) -> str:
    return colour.lstrip("#").upper()
