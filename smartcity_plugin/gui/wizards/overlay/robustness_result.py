# SPDX-License-Identifier: GPL-2.0-or-later
"""What a robustness test has stored, in words. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ....catalogue.products import load_products
from ....report.findings_robustness import council_sentence
from ....report.texts import Texts, load_texts
from ....report.words import Words
from ....study.assessment import scheme_of
from ....study.overlay_tables import CELLS
from ....study.own_indicators import catalogue_of
from ....study.robustness import stored
from ....study.study import Study


@dataclass(frozen=True)
class Tested:
    """The sentence for the council; the places by rank (with ``state_title``) and the choices by how much they matter
    (with ``factor_title``), both DataFrames."""

    sentence: str
    places: Any
    factors: Any


def read_tested(path: str, scheme_id: str, places: str, language: str) -> Optional[Tested]:
    """Read the last test of a scheme on its units or cells; None if there is none.

    Raises SmartCityError if the study cannot be read.
    """
    with Study.open(Path(path)) as study:
        found = stored(study, scheme_id, CELLS if places == CELLS else study.settings.unit_level)
        if found is None:
            return None
        catalogue = catalogue_of(study)
        scheme = scheme_of(study, catalogue, scheme_id)
    words = Words(Texts(language, load_texts()), catalogue.vocabulary)
    states = {key: item.title.in_language(language) for key, item in load_products()["robustness"].categories.items()}
    table = found.places.sort_values("rank", na_position="last", ignore_index=True)
    table["state_title"] = table["state"].map(states).fillna("")
    table["name"] = table["name"].fillna(table["place_id"])
    factors = found.factors.sort_values("total", ascending=False, ignore_index=True)
    factors["factor_title"] = [_upper(words.say(f"robustness.factor.{key}")) for key in factors["factor"]]
    return Tested(council_sentence(found, scheme, words), table, factors)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
