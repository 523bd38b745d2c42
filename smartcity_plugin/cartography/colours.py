# SPDX-License-Identifier: GPL-2.0-or-later
"""Colour ramps with even steps of lightness, so that they survive a black-and-white printer. No QGIS here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

LIGHTEST, DARKEST = 93.0, 30.0
"""CIE lightness of the ends of a ramp."""

BELOW, GOOD, ABOVE = "#5E3C99", "#4D9221", "#D95F02"
"""Hues of values below, inside and above a good band; told apart with the common colour vision deficiencies."""

_WHITE = np.array([0.95047, 1.0, 1.08883])
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lightness(colour: str) -> float:
    """Return the CIE lightness (0 black to 100 white) of a colour such as ``#0072B2``."""
    return float(to_lab(colour)[0])


def ramp(colour: str, count: int, lightest: float = LIGHTEST, darkest: float = DARKEST) -> list[str]:
    """Return ``count`` shades of one hue from light to dark, even in lightness."""
    _, a, b = to_lab(colour)
    if count == 1:
        return [_shade((lightest + darkest) / 2, a, b)]
    return [_shade(float(step), a, b) for step in np.linspace(lightest, darkest, count)]


def diverging(sides: list[int]) -> list[str]:
    """Return colours for classes that lie below (−1), inside (0) or above (1) a good band: darker is farther off."""
    colours = []
    for side, hue in ((-1, BELOW), (0, GOOD), (1, ABOVE)):
        count = sides.count(side)
        if side == 0:
            colours += ramp(hue, count, 95.0, 86.0 if count < 3 else 81.0) if count else []
            continue
        ends = (72.0, 45.0) if count < 4 else (72.0, 32.0)
        shades = ramp(hue, count, *ends) if count > 1 else ramp(hue, count, 62.0, 62.0) if count else []
        colours += shades[::-1] if side < 0 else shades
    return colours


def blend(colours: Sequence[str], position: float) -> str:
    """Return the colour at a position from 0 (the first) to 1 (the last), mixed in CIE L*a*b*."""
    stops = np.array([to_lab(colour) for colour in colours])
    at = np.linspace(0.0, 1.0, len(stops))
    return _hex(np.array([np.interp(position, at, stops[:, part]) for part in range(3)]))


def _hex(lab: np.ndarray) -> str:
    return "#" + "".join(f"{round(float(part) * 255):02x}" for part in np.clip(_to_rgb(lab), 0.0, 1.0))


def _shade(target: float, a: float, b: float) -> str:
    """Return the hue at a lightness, as colourful as the screen allows but paler towards white."""
    chroma = min(1.0, 1.25 * (100.0 - target) / 50.0)
    while chroma > 0.01:
        rgb = _to_rgb(np.array([target, a * chroma, b * chroma]))
        if (rgb >= -0.001).all() and (rgb <= 1.001).all():
            break
        chroma *= 0.95
    return _hex(np.array([target, a * chroma, b * chroma]))


def to_lab(colour: str) -> np.ndarray:
    """Return lightness, a and b (CIE 1976, white D65) of a colour such as ``#0072B2``."""
    rgb = np.array([int(colour[start : start + 2], 16) / 255.0 for start in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(_TO_XYZ @ linear / _WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _to_rgb(lab: np.ndarray) -> np.ndarray:
    y = (lab[0] + 16) / 116
    xyz = np.array([y + lab[1] / 500, y, y - lab[2] / 200]) ** 3 * _WHITE
    linear = np.linalg.solve(_TO_XYZ, xyz)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.maximum(linear, 0.0) ** (1 / 2.4) - 0.055)
