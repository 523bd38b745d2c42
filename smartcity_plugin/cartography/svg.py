# SPDX-License-Identifier: GPL-2.0-or-later
"""What QGIS leaves out of SVG files: maps end at their frames, and every id is there once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qgis.PyQt.QtXml import QDomDocument, QDomElement

Rectangle = tuple[float, float, float, float]


def complete_svg(path: Path, maps: Mapping[str, Rectangle], width: float) -> None:
    """Clip maps to their rectangles (mm, by the names of their layout items) and number the ids of layers.

    ``width`` is that of the page in mm. Qt writes SVG Tiny, which knows no clipping; viewers and editors do.
    """
    document = QDomDocument()
    document.setContent(path.read_bytes())
    root = document.documentElement()
    scale = float(root.attribute("viewBox").split()[2]) / width
    definitions = root.firstChildElement("defs")
    for number, (x, y, wide, high) in enumerate(maps.values()):
        clip, frame = document.createElement("clipPath"), document.createElement("rect")
        clip.setAttribute("id", f"frame{number}")
        for name, size in {"x": x, "y": y, "width": wide, "height": high}.items():
            frame.setAttribute(name, f"{size * scale:.2f}")
        clip.appendChild(frame)
        definitions.appendChild(clip)
    for number, layer in enumerate(_layers(root), start=1):
        layer.setAttribute("id", f"layer{number}")
        label = layer.attribute("inkscape:label")
        for place, name in enumerate(maps):
            if label == name or label.startswith(f"{name}: "):
                layer.setAttribute("clip-path", f"url(#frame{place})")
    root.setAttribute("version", "1.1")
    root.removeAttribute("baseProfile")
    path.write_bytes(bytes(document.toByteArray(1)))


def _layers(root: QDomElement) -> list[QDomElement]:
    found, layer = [], root.firstChildElement("g")
    while not layer.isNull():
        found.append(layer)
        layer = layer.nextSiblingElement("g")
    return found
