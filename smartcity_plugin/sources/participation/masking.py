# SPDX-License-Identifier: GPL-2.0-or-later
"""Masks what identifies people in texts: mail addresses, telephone numbers, accounts and profiles.

Names cannot be found by a machine; ``needs_review`` only tells which texts most likely hold some. In doubt a number is
masked rather than kept; dates, times, amounts, postcodes, standards and house numbers are no telephone numbers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

from ...catalogue.participation import ParticipationRules, load_participation

MOST_DIGITS, FEWEST_DIGITS = 17, 7
"""A telephone number with its area code has so many digits (international: at most 15, and a zero in brackets)."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), None)
_ALIKE = str.maketrans("＠﹫．０１２３４５６７８９\u00a0\u202f\u2007\u2009", "@@.0123456789    ")
_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_TAGS = "a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|table|tbody|td"
_TAG = re.compile(rf"</?(?:{_TAGS}|th|thead|tr|u|ul)\b[^<>]*>", re.IGNORECASE)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)

_AT = (
    r"(?:\s?@\s?|\s?[\(\[{]{1,2}\s?(?:at|ät|a|@|klammeraffe)\s?[\)\]}]{1,2}\s?"
    r"|\s?[<|*_]\s?(?:at|ät)\s?[>|*_]\s?|%40)"
)
_DOT = r"(?:\s?[\(\[{]\s?(?:dot|punkt|\.)\s?[\)\]}]\s?|\s\.\s|\.)"
_IN_LOCAL = r"[^\s@<>()\[\],;:\"„“”]"
# Only from the beginning of a word, and with limits: garbage of any length must not take longer than it is long.
_LOCAL = rf"(?:\"[^\"\s]{{1,64}}\"|(?<!{_IN_LOCAL}){_IN_LOCAL}+)"
_LABEL = rf"\w(?:[\w{_DASHES}]{{0,62}}\w)?"
_MAIL = re.compile(rf"(?:mailto:\s?)?@?{_LOCAL}{_AT}(?:{_LABEL}{_DOT})+{_LABEL}", re.IGNORECASE)
_SPELLED = re.compile(
    rf"(?<!\w)[\w.+{_DASHES}]{{2,64}}\s(?:(?:at|ät|ett|klammeraffe)\s[\w{_DASHES}]{{2,63}}"
    rf"(?:\s(?:punkt|dot|\.)\s?|\.)|bei\s[\w{_DASHES}]{{2,63}}\s(?:punkt|dot)\s)(?:de|com|net|org|eu|info|at|ch)\b",
    re.IGNORECASE,
)
"""Addresses in words: anna at web punkt de."""
_MAIL_LEFT = re.compile(r"mailto:\s?\S+|(?<!\S)[^\s@]+@\S+", re.IGNORECASE)
"""What else has an @ between signs: addresses without an ending, with one in brackets, misspelled ones."""

_HANDLE = re.compile(r"(?<![\w@])@[^\W\d_][\w.\-]*")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \-]?[A-Z0-9]{4}){2,7}(?:[ \-]?[A-Z0-9]{1,4})?\b", re.IGNORECASE)
_GERMAN_IBAN = re.compile(r"\bDE\s?\d{2}(?:[ .\-]?\d){18}\b", re.IGNORECASE)

_GAP = rf"[ \t]?[ \t/.()\[\]{_DASHES}]{{0,3}}"
_REST = rf"(?:{_GAP}\d)"
_WORLD = re.compile(rf"(?<![\d+])(?:\+\s?|\(\+\s?|00\s?(?=[1-9])){_REST}{{5,{MOST_DIGITS}}}(?!\d)")
_HOME = re.compile(rf"(?<![\d+.,])\(?0[1-9]\d{{1,4}}(?!,\d){_REST}{{1,{MOST_DIGITS}}}(?!\d)")
_SPACED = re.compile(rf"(?<![\d+.,])\(?0(?: ?\d){{2,6}}\s?[/){_DASHES}]{_REST}{{3,{MOST_DIGITS}}}(?!\d)")
_BROKEN = re.compile(
    rf"(?<![\d+.,])\(?0[1-9]\d{{1,4}}\)?[ \t/{_DASHES}]{{0,3}}\r?\n[ \t]{{0,3}}"
    rf"[1-9](?:[ \t/{_DASHES}]?\d){{4,9}}(?!\d|[.,]\d)"
)
"""Broken after the area code, as cells of tables break lines."""
_PAIRS = re.compile(r"(?<![\d+.,])0\d?(?: \d{1,4}){3,}(?!\d|,\d)")
# Without the leading zero: as spreadsheets keep them, and as people write them in haste.
_COUNTRY = re.compile(rf"(?<![\d+.,])(?:49|43|41)[ /{_DASHES}](?:\(0\)[ ]?)?[1-9]{_REST}{{6,{MOST_DIGITS}}}(?!\d|,\d)")
_MOBILE = re.compile(rf"(?<![\d+.,])1(?:5\d|6[023]|7\d)[ /{_DASHES}]{{1,3}}\d{_REST}{{5,8}}(?!\d|,\d)")
_AREA = re.compile(rf"(?<![\d+.,])([2-9]\d{{1,4}})\s?[/{_DASHES}]\s?(\d{{5,9}})(?!\d|[.,]\d)")
_ROW = re.compile(r"(?<![\d+.,])\d{9,17}(?!\d|[.,]\d)")
_POSTCODE = re.compile(r"\d{5}\D+\d{1,2}")
_THOUSANDS = re.compile(r"\+\s?\d{1,3}(?:[ .]\d{3})+")
_MEASURE = re.compile(
    r"\s?(?:€|%|eur|m²|m2|qm|km|m\b|ha\b|mio|tsd|einwohn|wohn|menschen|personen|residents|people|bäume|trees"
    r"|fahrzeug|kfz|pkw|autos|vehicles|cars)"
)


@dataclass(frozen=True)
class Masked:
    """A text without what identifies people, and how many passages were masked."""

    text: str
    count: int = 0


class Masker:
    """Masks texts in a language (de, en)."""

    def __init__(self, language: str, rules: Optional[ParticipationRules] = None) -> None:
        rules = rules or load_participation()
        self._labels: Mapping[str, str] = {key: text.in_language(language) for key, text in rules.masks.items()}
        words = "|".join(sorted(map(re.escape, rules.phone_words), key=len, reverse=True))
        self._called = re.compile(
            rf"\b({words})((?:[\s.{_DASHES}]{{0,2}}(?:nr|nummer))?[\s.:#=]{{0,4}}"
            r"(?:(?:privat|dienstlich|ist|lautet|unter|bin ich|auch)\b[\s.:]{0,2}){0,3})"
            rf"([(+]{{0,2}}\d(?:{_REST}){{2,{MOST_DIGITS}}})(?!\d)",
            re.IGNORECASE,
        )
        hosts = "|".join(map(re.escape, rules.profile_hosts))
        paths = "|".join(map(re.escape, rules.profile_paths))
        self._profile = re.compile(
            rf"(?:https?://|www\.|(?<![\w.]))(?:[\w\-]{{1,63}}\.){{0,6}}(?:{hosts})\.(?:com|de|me|net|org|social|app|be)/[^\s<>\"]+"
            rf"|(?:https?://|www\.)[^\s<>\"]{{0,300}}(?:/(?:{paths})/|/@|/~|[?&](?:user|uid|author)=)[^\s<>\"]*",
            re.IGNORECASE,
        )

    def mask(self, text: str) -> Masked:
        """Return the text with every mail address, telephone number, account and profile masked."""
        plain = readable(text)
        count = 0
        for name, pattern, is_one in (
            ("profile", self._profile, None),
            ("mail", _MAIL, None),
            ("mail", _SPELLED, None),
            ("mail", _MAIL_LEFT, None),
            ("profile", _HANDLE, None),
            ("account", _GERMAN_IBAN, None),
            ("account", _IBAN, _is_iban),
        ):
            plain, found = self._replaced(plain, pattern, name, is_one)
            count += found
        plain, found = self._called.subn(lambda match: match[1] + match[2] + self._labels["phone"], plain)
        count += found
        for pattern, is_phone in _PHONES:
            plain, found = self._replaced(plain, pattern, "phone", is_phone)
            count += found
        return Masked(plain, count)

    def _replaced(
        self, text: str, pattern: re.Pattern, name: str, is_one: Optional[Callable[[re.Match], bool]]
    ) -> tuple[str, int]:
        count = 0

        def replace(match: re.Match) -> str:
            nonlocal count
            if match[0] in self._labels.values() or (is_one is not None and not is_one(match)):
                return match[0]
            count += 1
            return self._labels[name]

        return pattern.sub(replace, text), count


def readable(text: str) -> str:
    """Return a text without markup, entities, invisible signs and special spaces, which hide what must be found."""
    plain = html.unescape(html.unescape(text)) if "&" in text else text
    if "<" in plain:
        plain = _TAG.sub("", _BREAKS.sub("\n", plain))
    return plain.translate(_INVISIBLE).translate(_ALIKE).strip()


def _digits(text: str) -> int:
    return sum(sign.isdecimal() for sign in text)


def _is_world(match: re.Match) -> bool:
    fewest = FEWEST_DIGITS if "+" in match[0] else FEWEST_DIGITS + 2
    if not fewest <= _digits(match[0]) <= MOST_DIGITS:
        return _digits(match[0]) > MOST_DIGITS
    return not (_THOUSANDS.fullmatch(match[0].lstrip("(")) and _is_measured(match))


def _is_home(match: re.Match) -> bool:
    return _digits(match[0]) >= FEWEST_DIGITS and not _POSTCODE.fullmatch(match[0].strip("("))


def _is_long(match: re.Match) -> bool:
    return _digits(match[0]) >= FEWEST_DIGITS


def _is_in_pairs(match: re.Match) -> bool:
    return _digits(match[0]) >= 9


def _is_without_zero(match: re.Match) -> bool:
    return FEWEST_DIGITS + 2 <= _digits(match[0]) <= MOST_DIGITS and not _is_measured(match)


def _is_behind_area(match: re.Match) -> bool:
    """Whether the second number is a local one: in a range of amounts it is of the size of the first."""
    return _is_without_zero(match) and int(match[2]) > 20 * int(match[1])


def _is_measured(match: re.Match) -> bool:
    return _MEASURE.match(match.string[match.end() :].lower()) is not None


_PHONES: tuple[tuple[re.Pattern, Callable[[re.Match], bool]], ...] = (
    *((_WORLD, _is_world), (_BROKEN, _is_without_zero), (_HOME, _is_home), (_SPACED, _is_long), (_PAIRS, _is_in_pairs)),
    *((_COUNTRY, _is_without_zero), (_MOBILE, _is_without_zero), (_AREA, _is_behind_area), (_ROW, _is_without_zero)),
)


def _is_iban(match: re.Match) -> bool:
    signs = re.sub(r"[ \-]", "", match[0]).upper()
    if not 15 <= len(signs) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


# Review --------------------------------------------------------------------------------------------------------------

_TITLE = re.compile(r"\b(?:Herrn?|Frau|Familie|Dr\.|Prof\.|Mr\.?|Mrs\.?|Ms\.?)\s+[A-ZÄÖÜ][\w\-]+")


@lru_cache(maxsize=1)
def _review() -> re.Pattern:
    words = sorted(load_participation().review, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)


def review_reason(text: str) -> str:
    """Return the words in a text that make it likely that it names a person, empty if there are none."""
    found = _review().search(text or "") or _TITLE.search(text or "")
    return found[0] if found else ""
