# SPDX-License-Identifier: GPL-2.0-or-later
"""The placeholders of a town's Word template: what may stand between double braces or be the tag of a content control.

| German | English | filled with |
|---|---|---|
| ``{{titel}}`` | ``{{title}}`` | title of the document |
| ``{{untertitel}}`` | ``{{subtitle}}`` | title of the study |
| ``{{kommune}}`` | ``{{municipality}}`` | name of the municipality |
| ``{{herausgeber}}`` | ``{{publisher}}`` | organisation of the design, else the municipality |
| ``{{stand}}`` | ``{{date}}`` | date of the computations |
| ``{{stichtag}}`` | ``{{reference_date}}`` | reference date of the data |
| ``{{erstellt}}`` | ``{{created}}`` | day of the export |
| ``{{status}}`` | ``{{state}}`` | draft or decided |
| ``{{beschluss}}`` | ``{{decision}}`` | the decision as recorded in the study, may be empty |
| ``{{version}}`` | ``{{version}}`` | version of the plugin |
| ``{{verzeichnisse}}`` | ``{{lists}}`` | contents, figures and tables |
| ``{{inhalt}}`` | ``{{content}}`` | all chapters that have no place of their own |
| ``{{kapitel:<id>}}`` | ``{{chapter:<id>}}`` | one chapter, by its id in the outline |

``{{kapitel:bestandsaufnahme}}`` is the same as ``{{chapter:inventory}}``. Text placeholders may stand in the body, in
headers and footers and in text boxes; the others each alone in a paragraph of the body.
"""

from __future__ import annotations

import re
from typing import Optional

CONTENT, LISTS = "content", "lists"
CHAPTER = "chapter:"
TEXTS = (
    "title",
    "subtitle",
    "municipality",
    "publisher",
    "date",
    "reference_date",
    "created",
    "state",
    "decision",
    "version",
)
"""Placeholders that are filled with a text; the others say where something goes."""
_GERMAN = {
    "titel": "title",
    "untertitel": "subtitle",
    "kommune": "municipality",
    "herausgeber": "publisher",
    "stand": "date",
    "stichtag": "reference_date",
    "erstellt": "created",
    "status": "state",
    "beschluss": "decision",
    "inhalt": CONTENT,
    "verzeichnisse": LISTS,
}
_CHAPTERS = {
    "zusammenfassung": "summary",
    "anlass": "occasion",
    "rahmen": "framework",
    "beteiligung": "participation",
    "gebiet": "area",
    "bevoelkerung": "population",
    "bevölkerung": "population",
    "bestandsaufnahme": "inventory",
    "bedarfe": "needs",
    "swot": "swot",
    "ziele": "goals",
    "fokusraeume": "focus",
    "fokusräume": "focus",
    "massnahmen": "measures",
    "maßnahmen": "measures",
    "synergien": "interactions",
    "kosten": "costs",
    "umsetzung": "implementation",
    "monitoring": "monitoring",
    "transfer": "transfer",
    "anhang": "annex",
}
PATTERN = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")


def meaning(name: str) -> Optional[str]:
    """Return what a placeholder asks for in the words of this module, None if nobody knows it."""
    word = name.strip().lower()
    for prefix in ("kapitel:", CHAPTER):
        if word.startswith(prefix):
            chapter = word[len(prefix) :].strip()
            return CHAPTER + _CHAPTERS.get(chapter, chapter) if chapter else None
    word = _GERMAN.get(word, word)
    return word if word in (*TEXTS, CONTENT, LISTS) else None
