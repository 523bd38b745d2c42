# SPDX-License-Identifier: GPL-2.0-or-later
"""Golden pictures: what a page looked like when somebody last looked at it and found it good.

A picture is kept as a coarse grid of mean colours (about 3 mm of paper per point). Letters of another font or hinting
of another version move the means by little; a legend that is missing, a map in other colours or a chart in another
place by much. The variable SMARTCITY_GOLDEN=1 replaces the pictures; look at them before you commit them.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from qgis.core import QgsLayoutExporter, QgsPrintLayout
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QImage

FOLDER = Path(__file__).resolve().parents[1] / "golden"
MILLIMETRES_PER_POINT = 3.0
DPI = 60.0

MOST_MEAN, MOST_POINT, MOST_SHARE = 3.5, 40.0, 0.015
"""Levels of 255 by which pictures may differ on the mean, and by which at most a share of the points may differ."""


def points_of(layout: QgsPrintLayout) -> np.ndarray:
    """Return a page as a grid of mean colours, rows × columns × 3, levels 0 to 255."""
    page = layout.pageCollection().page(0).pageSize()
    image = QgsLayoutExporter(layout).renderPageToImage(0, QSize(), DPI)
    size = QSize(round(page.width() / MILLIMETRES_PER_POINT), round(page.height() / MILLIMETRES_PER_POINT))
    return _levels(_on_white(image).scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, _SMOOTH))


def difference(points: np.ndarray, name: str) -> str:
    """Return how a page differs from its golden picture; empty if it does not beyond what fonts explain."""
    file = FOLDER / f"{name}.png"
    if os.environ.get("SMARTCITY_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        _image(points).save(str(file), "PNG")
    return compared(points, golden(name))


def golden(name: str) -> np.ndarray:
    """Return the golden picture of a name."""
    return _levels(QImage(str(FOLDER / f"{name}.png")))


def compared(points: np.ndarray, golden: np.ndarray) -> str:
    """Return how two pictures differ; empty if they do not beyond what fonts explain."""
    if points.shape != golden.shape:
        return f"size {points.shape} instead of {golden.shape}"
    apart = np.abs(points.astype(float) - golden).mean(axis=2)
    share = float((apart > MOST_POINT).mean())
    if apart.mean() <= MOST_MEAN and share <= MOST_SHARE:
        return ""
    row, column = np.unravel_index(int(apart.argmax()), apart.shape)
    where = f"most at {column * MILLIMETRES_PER_POINT:.0f}, {row * MILLIMETRES_PER_POINT:.0f} mm"
    return f"{apart.mean():.1f} levels on the mean, {share:.1%} of the points by more than {MOST_POINT:.0f}; {where}"


_SMOOTH = Qt.TransformationMode.SmoothTransformation


def _on_white(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_RGB888)


def _levels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    rows = np.frombuffer(bits, dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def _image(points: np.ndarray) -> QImage:
    data = np.ascontiguousarray(points)
    return QImage(data.tobytes(), data.shape[1], data.shape[0], 3 * data.shape[1], QImage.Format.Format_RGB888).copy()
