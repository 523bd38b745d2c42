# SPDX-License-Identifier: GPL-2.0-or-later
"""What the interface calls kinds of pages and paper formats."""

from __future__ import annotations

from ...bridge.i18n import translate


def kind_title(kind: str) -> str:
    """Return the name of a kind of page; an unknown one is told as it is."""
    return {
        "cover": translate("SmartCity", "Cover"),
        "contents": translate("SmartCity", "Contents"),
        "reading": translate("SmartCity", "How to read the atlas"),
        "needs": translate("SmartCity", "Needs"),
        "indicator": translate("SmartCity", "Indicators"),
        "product": translate("SmartCity", "Overlay and assessment"),
        "justice": translate("SmartCity", "Justice of distribution"),
        "profile": translate("SmartCity", "Fact sheets"),
        "unit": translate("SmartCity", "Planning units"),
        "focus": translate("SmartCity", "Focus areas"),
        "measures": translate("SmartCity", "Overview of measures"),
        "measure": translate("SmartCity", "Measures"),
        "method": translate("SmartCity", "Method"),
        "sources": translate("SmartCity", "Sources"),
        "omitted": translate("SmartCity", "What is left out"),
    }.get(kind, kind)


def format_title(name: str) -> str:
    """Return the name of a paper format; an unknown one is told as it is."""
    return {
        "a4_landscape": translate("SmartCity", "A4 landscape"),
        "a4_portrait": translate("SmartCity", "A4 portrait"),
        "a3_landscape": translate("SmartCity", "A3 landscape"),
        "a3_portrait": translate("SmartCity", "A3 portrait"),
    }.get(name, name)
