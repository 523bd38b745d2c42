# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares pictures: Word makes large ones smaller when it saves, and drawing one again never gives the same bytes."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

import numpy as np

_GRID = 16
"""Pictures are compared as so many times so many patches of average colour."""
_FINE = 96
_SAMPLES = 16
"""So many pixels are averaged at least along each side of a patch, where there are so many."""
_MEAN, _MOST = 6.0, 40
"""Differences of colour (0 to 255), on average and of one patch, that recompressing a picture makes at most."""
_NOISE = 24
"""Difference of a small patch that drawing the same picture again makes at most; another class of a map is more."""
_PNG = b"\x89PNG"
_EMU = 36000.0
_TOLERANCE = 2.0
"""Millimetres that saving may change of a picture's size."""


@dataclass(frozen=True)
class Picture:
    """A picture in a document: hash of its bytes, width and height in mm, its patches of colour (base64, RGB)."""

    sha: str
    width: float
    height: float
    patches: str = ""


def picture_of(content: Optional[bytes], cx: int, cy: int) -> Picture:
    """Return what is known of a picture of a size in EMU; one without content has an empty hash."""
    width, height = round(cx / _EMU, 1), round(cy / _EMU, 1)
    if content is None:
        return Picture("", width, height)
    patches = _patches(content, _GRID)
    coded = "" if patches is None else base64.b64encode(patches).decode("ascii")
    return Picture(hashlib.sha256(content).hexdigest(), width, height, coded)


def is_same(one: Picture, other: Picture) -> bool:
    """Whether two pictures are the same but for what saving does to them."""
    if abs(one.width - other.width) > _TOLERANCE or abs(one.height - other.height) > _TOLERANCE:
        return False
    if one.sha == other.sha:
        return True
    if not one.patches or not other.patches:
        return False
    differences = _differences(base64.b64decode(one.patches), base64.b64decode(other.patches))
    return bool(differences) and sum(differences) / len(differences) <= _MEAN and max(differences) <= _MOST


def shows_the_same(one: bytes, other: bytes) -> bool:
    """Whether two drawings show the same; small print that no patch is moved by does not count."""
    if one == other:
        return True
    first, second = _patches(one, _FINE), _patches(other, _FINE)
    if first is None or second is None:
        return False
    differences = _differences(first, second)
    return bool(differences) and max(differences) <= _NOISE


@lru_cache(maxsize=128)
def _patches(content: bytes, grid: int) -> Optional[bytes]:
    """Return the average colours of a picture's patches row by row, None if it cannot be read."""
    try:
        from matplotlib.image import imread
    except ImportError:
        return None
    kind = "png" if content.startswith(_PNG) else "jpg"
    try:
        with io.BytesIO(content) as stream:
            raw = imread(stream, format=kind)
    except Exception:  # whatever the reader of a kind of pictures raises at one that is damaged or of another kind
        return None
    return _averages(raw, grid)


def _averages(raw: np.ndarray, grid: int) -> Optional[bytes]:
    """Return the averages of patches of a picture as matplotlib reads it: 0 to 1 or 0 to 255, grey, RGB or RGBA."""
    if raw.size == 0 or raw.ndim not in (2, 3):
        return None
    steps = [max(1, length // (grid * _SAMPLES)) for length in raw.shape[:2]]
    raw = raw[:: steps[0], :: steps[1]]
    colours = raw.astype(np.float32) * (255.0 if raw.dtype.kind == "f" else 1.0)
    if colours.ndim == 2:
        colours = colours[:, :, np.newaxis]
    if colours.shape[2] in (2, 4):
        opaque = colours[:, :, -1:] / 255.0
        colours = colours[:, :, :-1] * opaque + 255.0 * (1.0 - opaque)
    if colours.shape[2] == 1:
        colours = np.repeat(colours, 3, axis=2)
    for axis in (0, 1):
        length = colours.shape[axis]
        edges = (np.arange(grid) * length) // grid
        widths = np.maximum(np.diff(np.append(edges, length)), 1)
        shape = [1, 1, 1]
        shape[axis] = grid
        colours = np.add.reduceat(colours, edges, axis=axis) / widths.reshape(shape)
    return np.clip(np.rint(colours), 0, 255).astype(np.uint8).tobytes()


def _differences(one: bytes, other: bytes) -> list[int]:
    return [abs(a - b) for a, b in zip(one, other)] if len(one) == len(other) else []
