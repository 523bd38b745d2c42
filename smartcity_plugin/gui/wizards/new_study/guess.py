# SPDX-License-Identifier: GPL-2.0-or-later
"""What layers and fields probably are, by their names. Every guess is shown and can be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Optional

from ....model.keys import municipality_key
from ....sources.words import folded, found_word

BORDER_WORDS = (
    "stadtgrenze", "gemeindegrenze", "stadtgebiet", "gemeindegebiet", "untersuchungsgebiet", "planungsgebiet",
    "gemeinden", "gemeinde", "vg250_gem", "stadtumriss", "umring", "grenze", "study_area", "municipality", "border",
    "boundary",
)  # fmt: skip
LEVEL_WORDS = {
    "block": ("baublock", "baubloecke", "block", "bloecke"),
    "quarter": (
        "stadtteil", "stadtviertel", "viertel", "quartier", "planungsraum", "planungsraeume", "bezirksregion",
        "statistische_bezirke", "statistischer_bezirk", "quarter", "neighbourhood",
    ),
    "district": (
        "stadtbezirk", "ortsteil", "ortschaft", "ortsbezirk", "ortsamt", "bezirk", "stadtgliederung", "planungseinheit",
        "planning_unit", "district",
    ),
    "grid": ("planungsraster", "raster", "gitter", "grid"),
}  # fmt: skip
"""Words of layers by level, the finer ones first: a "Stadtteil" is tested before a "Bezirk"."""

ID_FIELDS = (
    "unit_id", "schluessel", "kennung", "kennziffer", "nummer", "plr_id", "lor", "gitter_id", "cell_id", "key", "code",
    "nr", "id",
)  # fmt: skip
NAME_FIELDS = ("name", "bezeichnung", "bezeichnun", "bez", "gen", "titel", "title", "label")
NOT_IDS = ("osm_id", "fid", "ogc_fid", "objectid", "gid")
"""Numbers that a program gave: they change with every delivery."""


def is_border(name: str) -> bool:
    """Return whether a layer is called like the border of a municipality."""
    return bool(found_word(BORDER_WORDS, folded(name))) and not level_of(name)


def level_of(name: str) -> str:
    """Return the level of planning units that a layer is called like, empty if none."""
    text = folded(name)
    return next((level for level, words in LEVEL_WORDS.items() if found_word(words, text)), "")


def best_border(names: Sequence[str]) -> Optional[int]:
    """Return which of some layers is rather the border: the one that is called so most plainly."""
    ranked = [
        (BORDER_WORDS.index(found_word(BORDER_WORDS, folded(name))), number)
        for number, name in enumerate(names)
        if is_border(name)
    ]
    return min(ranked)[1] if ranked else None


def id_fields(names: Iterable[str]) -> list[str]:
    """Return the fields that may hold the identifier, the likeliest first."""
    return _ranked(names, ID_FIELDS, NOT_IDS)


def name_field(names: Iterable[str]) -> str:
    """Return the field that probably holds the name, empty if none is called so."""
    return next(iter(_ranked(names, NAME_FIELDS, ())), "")


def _ranked(names: Iterable[str], words: Sequence[str], barred: Sequence[str]) -> list[str]:
    """Return the names that are one of the words, or end or begin with one as a part of their own (ot_nr, STT_NR)."""
    ranked = []
    for place, name in enumerate(names):
        text = folded(name)
        parts = text.split("_")
        if text in barred:
            continue
        for rank, word in enumerate(words):
            if text == word:
                ranked.append((rank, place, name))
            elif parts[-1] == word or text.endswith(f"_{word}"):
                ranked.append((rank + len(words), place, name))
            elif parts[0] == word or text.startswith(f"{word}_"):
                ranked.append((rank + 2 * len(words), place, name))
            else:
                continue
            break
    return [name for _, _, name in sorted(ranked)]


def municipality_value(
    rows: Iterable[Sequence[Any]], fields: Sequence[str], ags: str, name: str
) -> Optional[tuple[str, Any]]:
    """Return (field, value) by which a layer of several municipalities names the one, None if it does not.

    ``rows`` are the attributes of the features. A key (AGS or ARS) is surer than a name and wins.
    """
    by_name = None
    wanted = name.strip().casefold()
    for row in rows:
        for field, value in zip(fields, row):
            if value is None or value == "":
                continue
            if ags and _is_key(value, ags):
                return field, value
            if by_name is None and wanted and isinstance(value, str) and _plain(value) == wanted:
                by_name = (field, value)
    return by_name


def _is_key(value: Any, ags: str) -> bool:
    text = str(value).strip()
    if not 7 <= len(text) <= 14:
        return False
    key = municipality_key(text)
    return key is not None and key.ags == ags


def _plain(name: str) -> str:
    """Return a name of a municipality without what registers add: "Heidelberg, Stadt"."""
    return name.split(",")[0].strip().casefold()


def unique_field(candidates: Iterable[str], values_of: Callable[[str], list[Any]]) -> str:
    """Return the first of some fields whose values are all known and different, empty if none is."""
    for field in candidates:
        values = values_of(field)
        known = [value for value in values if value is not None and str(value).strip()]
        if known and len(known) == len(values) == len(set(map(str, known))):
            return field
    return ""
