# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers in German and English spelling: what a column means is decided for the column as a whole, never guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

COMMA, POINT = ",", "."

_DASHES = ["-", "–", "—", ".", "..", "...", "…", "·", "•", "*", "/", "\ufffd", "â€“"]
_WORDS = ["x", "k.a.", "k. a.", "n.a.", "n. a.", "n/a", "na", "nan", "null", "none", "nv"]
_NO_VALUE = frozenset(["", *_DASHES, *_WORDS])
"""How official statistics and spreadsheets write that there is no value; also a dash in a wrong encoding."""

_NUMBER = {
    decimal: re.compile(
        rf"[+-]?(?:(?:[0-9]+|[1-9][0-9]{{0,2}}(?P<group>[{thousands}'’ ])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)"
        rf"(?:{re.escape(decimal)}[0-9]+)?|{re.escape(decimal)}[0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?"
    )
    for decimal, thousands in ((COMMA, "."), (POINT, ","))
}
_DROPPED = {decimal: str.maketrans(dict.fromkeys("'’ .,".replace(decimal, ""))) for decimal in _NUMBER}
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_UNITS = re.compile(r" ?(?:%|€|EUR)$")


@dataclass(frozen=True)
class Column:
    """A column read as numbers; NaN where it says that there is no value.

    ``decimal`` is the sign that was used, None if nothing depended on it. ``blank`` tells the rows without a value.
    """

    values: np.ndarray
    blank: np.ndarray
    decimal: Optional[str]


class NotNumeric(ValueError):
    """Some texts of a column are no numbers; the argument holds some of them."""


class Ambiguous(ValueError):
    """A column reads differently in German and in English; the argument is an example."""


def bare(text: str) -> str:
    """Return a text as numbers are read from it: one kind of space and of minus, without a unit at its end."""
    return _UNITS.sub("", _SPACES.sub(" ", text.replace("\u2212", "-")).strip())


def is_blank(text: str) -> bool:
    """Return whether a text says that there is no value (also the errors of spreadsheets, such as #DIV/0!)."""
    plain = bare(text).lower()
    return plain in _NO_VALUE or plain.startswith("#")


def value_of(text: str, decimal: str) -> Optional[float]:
    """Return the number that a text stands for with a decimal sign, None if it is none."""
    plain = bare(text)
    if not _NUMBER[decimal].fullmatch(plain):
        return None
    number = float(plain.translate(_DROPPED[decimal]).replace(COMMA, POINT))
    return number if math.isfinite(number) else None


def decimals_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the decimal signs with which all texts that hold a value are numbers."""
    signs = {COMMA, POINT}
    for text in {text for text in set(texts) if not is_blank(text)}:
        signs &= {sign for sign in signs if value_of(text, sign) is not None}
    return frozenset(signs)


def read_numbers(texts: Sequence[str], decimal: Optional[str] = None, elsewhere: Optional[str] = None) -> Column:
    """Return a column of texts as numbers.

    ``decimal`` is the sign that the user names; ``elsewhere`` the one that other columns of the same file prove, which
    counts only if this column can be read both ways. Raises NotNumeric, or Ambiguous if nothing decides.
    """
    distinct = {text for text in set(texts) if not is_blank(text)}
    signs = decimals_of(distinct) if decimal is None else frozenset([decimal])
    wrong = sorted(text for text in distinct if not any(value_of(text, sign) is not None for sign in signs or _NUMBER))
    if wrong or not signs:
        raise NotNumeric(wrong[:3] or sorted(distinct)[:3])
    unclear = sorted(text for text in distinct if len({value_of(text, sign) for sign in signs}) > 1)
    if unclear and elsewhere is None:
        raise Ambiguous(unclear[0])
    sign = next(iter(signs)) if len(signs) == 1 else (elsewhere if unclear else None)
    known = {text: value_of(text, sign or POINT) for text in distinct}
    values = np.array([known.get(text) for text in texts], dtype=float)
    return Column(values, np.array([text not in known for text in texts], dtype=bool), sign)
