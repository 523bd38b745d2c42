# SPDX-License-Identifier: GPL-2.0-or-later
"""Official keys of German municipalities: AGS (8 digits) and ARS (12 digits), also when a spreadsheet has damaged them.

ARS = Land 2 + Regierungsbezirk 1 + Kreis 2 + Gemeindeverband 4 + Gemeinde 3; AGS = the same without the Verband.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from .problem import Problem, Severity

AGS_DIGITS, ARS_DIGITS = 8, 12

STATES = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
"""The Länder by the first two digits of the key."""


@dataclass(frozen=True)
class MunicipalityKey:
    """A key that was understood: the AGS, the ARS if that was given, and whether lost zeros were put back."""

    ags: str
    ars: Optional[str]
    repaired: bool

    @property
    def state(self) -> str:
        """The name of the Land."""
        return STATES[self.ags[:2]]


def municipality_key(text: object) -> Optional[MunicipalityKey]:
    """Return the key that a text or number stands for, None if it is none.

    Spaces and a decimal ``.0`` are dropped; one lost leading zero (7 or 11 digits) is put back. The Land must exist.
    """
    digits = re.sub(r"\s|\.0+$", "", str(text).strip())
    if not re.fullmatch(r"[0-9]+", digits):
        return None
    for length in (AGS_DIGITS, ARS_DIGITS):
        if len(digits) in (length, length - 1):
            full = digits.zfill(length)
            if full[:2] not in STATES:
                return None
            ags = full if length == AGS_DIGITS else full[:5] + full[9:]
            return MunicipalityKey(ags, full if length == ARS_DIGITS else None, full != digits)
    return None


def check_key(text: object) -> tuple[Optional[MunicipalityKey], list[Problem]]:
    """Return the key that a text stands for and what the user should know of it: why it is none, or what was changed.

    An empty text is no key and no problem.
    """
    given = str(text).strip()
    if not given:
        return None, []
    key = municipality_key(given)
    if key is None:
        return None, [_no_key(given)]
    problems = []
    if key.repaired:
        values = {"given": given, "repaired": key.ars or key.ags}
        problems.append(Problem("key_repaired", Severity.WARNING, values))
    if key.ars is not None:
        problems.append(Problem("key_from_ars", Severity.NOTE, {"ars": key.ars, "ags": key.ags}))
    return key, problems


def _no_key(given: str) -> Problem:
    digits = re.sub(r"\s|\.0+$", "", given)
    if not re.fullmatch(r"[0-9]+", digits):
        return Problem("key_not_digits", values={"given": given[:40]})
    if len(digits) not in (AGS_DIGITS - 1, AGS_DIGITS, ARS_DIGITS - 1, ARS_DIGITS):
        return Problem("key_wrong_length", values={"given": given[:40], "digits": len(digits)})
    full = digits.zfill(AGS_DIGITS if len(digits) <= AGS_DIGITS else ARS_DIGITS)
    return Problem("key_unknown_state", values={"given": given[:40], "state": full[:2]})


def repair_keys(keys: list[str], known: set[str]) -> dict[str, str]:
    """Return key → known key for keys of a table that lost zeros, blanks or a ``.0`` on the way through a spreadsheet.

    A key that cannot be told (several known keys would fit) is left out.
    """
    by_stripped: dict[str, list[str]] = {}
    for key in known:
        by_stripped.setdefault(_bare(key), []).append(key)
    found = {}
    for key in keys:
        fitting = [key] if key in known else by_stripped.get(_bare(key), [])
        if len(fitting) == 1:
            found[key] = fitting[0]
    return found


def _bare(key: str) -> str:
    bare = re.sub(r"\s+|\.0+$", "", key.strip()).lower()
    return bare.lstrip("0") or "0"
