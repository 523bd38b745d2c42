# SPDX-License-Identifier: GPL-2.0-or-later
"""The colours that a map style names. No QGIS here.

Diverging ramps are those of ColorBrewer 2.0 (Cynthia Brewer, Mark Harrower and Pennsylvania State University,
Apache 2.0), viridis and cividis those of matplotlib (CC0), from dark to light reversed: on paper darker is more. The
nine colours of two indicators are those of Timo Grossenbacher and Angelo Zehr (2019), the palest and the darkest of
them moved a little, so that all can be told apart with every colour vision deficiency and names can be read on them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.map_style import Ramp
from .colours import blend, ramp

_HUES = {Ramp.BLUES: "#2166AC", Ramp.GREENS: "#1B7837", Ramp.PURPLES: "#762A83", Ramp.GREYS: "#555555"}

_STOPS = {
    Ramp.VIRIDIS: ("#fde725", "#a0da39", "#4ac16d", "#1fa187", "#277f8e", "#365c8d", "#46327e", "#440154"),
    Ramp.CIVIDIS: ("#fee838", "#d8c55c", "#b5a36a", "#948478", "#757575", "#575d6d", "#35456c", "#00224e"),
}

_SIDES = {
    Ramp.PUOR: (
        ("#fee0b6", "#fdb863", "#e08214", "#b35806", "#7f3b08"),
        ("#d8daeb", "#b2abd2", "#8073ac", "#542788", "#2d004b"),
    ),
    Ramp.BRBG: (
        ("#f6e8c3", "#dfc27d", "#bf812d", "#8c510a", "#543005"),
        ("#c7eae5", "#80cdc1", "#35978f", "#01665e", "#003c30"),
    ),
    Ramp.PRGN: (
        ("#e7d4e8", "#c2a5cf", "#9970ab", "#762a83", "#40004b"),
        ("#d9f0d3", "#a6dba0", "#5aae61", "#1b7837", "#00441b"),
    ),
    Ramp.RDBU: (
        ("#fddbc7", "#f4a582", "#d6604d", "#b2182b", "#67001f"),
        ("#d1e5f0", "#92c5de", "#4393c3", "#2166ac", "#053061"),
    ),
}
"""For each diverging ramp the hue of unfavourable values and the other one, from the middle outwards."""

_SMALL = (78.0, 22.0)
"""CIE lightness of the palest and the darkest of small marks."""
_MIDDLE = ("#f7f7f7", "#dedede")
_REACH = {1: (0.45, 0.45), 2: (0.3, 0.75), 3: (0.2, 0.85)}
"""Where the colours of a side lie between its palest and its darkest, by the number of its classes."""
_FULL_REACH = (0.12, 0.95)
_SMALL_MIDDLE, _SMALL_START = "#c6c6c6", 0.38

BIVARIATE = (
    ("#f0f0f0", "#f3dc92", "#f3b300"),
    ("#b4d3e1", "#b3b3b3", "#b36600"),
    ("#509dc2", "#376387", "#161616"),
)
"""Rows: thirds of the second indicator from the lowest on; columns: thirds of the first."""


def sequential(name: Ramp, count: int, hue: str, reverse: bool = False, is_small: bool = False) -> tuple[str, ...]:
    """Return colours from light to dark, from dark to light if reversed; ``hue`` is that of the indicator's sector.

    Small marks such as dots need darker ones: pale dots cannot be seen on paper.
    """
    if count == 0:
        return ()
    if name in _STOPS:
        at = np.linspace(0.25 if is_small else 0.0, 1.0, count) if count > 1 else [0.5]
        colours = [blend(_STOPS[name], float(position)) for position in at]
    else:
        colours = ramp(_HUES.get(name, hue), count, *(_SMALL if is_small else ()))
    return tuple(colours[::-1] if reverse else colours)


def diverging_ramp(name: Ramp, sides: Sequence[int], first_above: bool, is_small: bool = False) -> tuple[str, ...]:
    """Return colours for classes below (−1), around (0) and above (1) what they diverge from.

    Equal steps away from it are equally strong on both sides, however many classes a side has. ``first_above`` gives
    the first hue of the ramp to the upper side; small marks need darker colours.
    """
    first, second = _SIDES[name]
    below, above = (second, first) if first_above else (first, second)
    most = max(list(sides).count(-1), list(sides).count(1), 1)
    start, end = _REACH.get(most, _FULL_REACH)
    steps = np.linspace(max(start, _SMALL_START) if is_small else start, end, most)
    count = list(sides).count(0)
    middle = [blend(_MIDDLE, float(at)) for at in (np.linspace(0.0, 1.0, count) if count > 1 else [0.0])]
    middle = [_SMALL_MIDDLE] * count if is_small else middle
    lower = [blend(below, float(at)) for at in steps[: list(sides).count(-1)]]
    upper = [blend(above, float(at)) for at in steps[: list(sides).count(1)]]
    return (*lower[::-1], *middle[:count], *upper)
