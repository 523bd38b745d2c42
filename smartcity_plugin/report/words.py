# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers, names and wordings as a reader of one language expects them."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any, Optional, Union

from ..catalogue.numbers import NO_BREAK_SPACE, format_date, format_number, format_value, symbol_of
from ..catalogue.vocabulary import Vocabulary
from ..engine.compute import FEW_PERSONS
from ..model.indicator import Choice, Parameter, Status
from ..model.text import Text
from .texts import Texts


class Words:
    """Texts plus numbers, in one language."""

    def __init__(self, texts: Texts, vocabulary: Vocabulary) -> None:
        self.language = texts.language
        self.vocabulary = vocabulary
        self._units = vocabulary.units
        self._texts = texts
        self.say, self.join = texts.say, texts.join

    def count(self, key: str, number: int, **values: Any) -> str:
        """Return the wording for a number, singular or plural."""
        return self._texts.count(key, number, self.number(number), **values)

    def in_units(self, number: int) -> str:
        """Return how many planning units something holds in, to stand behind the word "in"."""
        return self.count("units.dative", number) if number else self.say("units.in_none")

    def of(self, text: Text) -> str:
        """Return a text of the catalogue."""
        return text.in_language(self.language)

    def status(self, status: Status) -> str:
        """Return how well a number's source is known."""
        return self.of(self.vocabulary.statuses[status.value].title)

    def value(self, value: Optional[float], unit: str, with_unit: bool = True) -> str:
        """Return a value of an indicator; unknown values say so."""
        text = format_value(_number(value), self._units[unit], self.language, with_unit=False)
        if not with_unit or text == self.number(None):
            return text
        return self._with_symbol(text, self._symbol(text, unit))

    def value_dative(self, value: Optional[float], unit: str) -> str:
        """Return a value to stand behind "of" (German: von, with the dative)."""
        text = self.value(value, unit, with_unit=False)
        if text == self.number(None):
            return text
        is_word = self._texts.has(f"units_of_measure.dative.{unit}") and text != "1"
        symbol = self.say(f"units_of_measure.dative.{unit}") if is_word else self._symbol(text, unit)
        return self._with_symbol(text, symbol)

    def value_short(self, value: Optional[float], unit: str) -> str:
        """Return a value to stand in brackets: without a unit that has brackets of its own."""
        return self.value(value, unit, with_unit="(" not in self.symbol(unit))

    def ends(self, low: float, high: float, unit: str) -> tuple[str, str]:
        """Return both ends of a span, to stand behind "from … to"; a unit that is a word is named only once."""
        is_word = self._texts.has(f"units_of_measure.dative.{unit}")
        return self.value(low, unit, with_unit=not is_word), self.value_dative(high, unit)

    def _symbol(self, text: str, unit: str) -> str:
        """Return the unit behind a printed number; some are words with a singular."""
        is_one = text == "1" and self._texts.has(f"units_of_measure.one.{unit}")
        return self.say(f"units_of_measure.one.{unit}") if is_one else self.symbol(unit)

    @staticmethod
    def _with_symbol(text: str, symbol: str) -> str:
        return f"{text}{NO_BREAK_SPACE}{symbol}" if symbol else text

    def setting(self, value: Any, parameter: Union[Parameter, Choice]) -> str:
        """Return what is set for a parameter: a number with its unit, or the option in words."""
        if isinstance(parameter, Choice):
            return self.of(self.vocabulary.choices[parameter.group][value].title)
        return self.value(value, parameter.unit)

    def symbol(self, unit: str) -> str:
        """Return the unit as it stands in a table heading; empty if the numbers speak for themselves."""
        return symbol_of(self._units[unit], self.language)

    def number(self, value: Optional[float], decimals: int = 0) -> str:
        """Return a number without a unit."""
        return format_number(_number(value), decimals, self.language)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share (0 to 1) in percent."""
        return f"{self.number(100.0 * share, decimals)}{NO_BREAK_SPACE}%"

    def share(self, share: float) -> str:
        """Return a share (0 to 1) in percent, never rounded to nothing or to all when it is not."""
        if 0.0 < share < 0.01:
            return self.say("number.below", number=self.percent(0.01))
        if 0.99 < share < 1.0:
            return self.say("number.above", number=self.percent(0.99))
        return self.percent(share)

    def persons(self, persons: float) -> str:
        """Return a rounded number of people with its noun; small numbers are not told."""
        if persons < FEW_PERSONS:
            return self.say("persons.few", limit=self.number(FEW_PERSONS))
        return self.say("persons.about", number=self.rounded(persons))

    def rounded(self, persons: float) -> str:
        """Return a count of people rounded to two or three digits, as the estimate behind it allows."""
        step = 10 ** max(0, len(str(int(persons))) - (2 if persons < 1000 else 3))
        return self.number(math.floor(persons / step + 0.5) * step)

    def persons_cell(self, persons: Optional[float]) -> str:
        """Return a rounded number of people for a table; small numbers are not told."""
        if persons is None or math.isnan(persons):
            return self.number(None)
        if 0 < persons < FEW_PERSONS:
            return self.say("persons.below", limit=self.number(FEW_PERSONS))
        return self.rounded(persons)

    def date(self, iso: str) -> str:
        """Return an ISO date or time as a date in words; anything else as it is."""
        try:
            day = datetime.fromisoformat(iso).date() if "T" in iso else date.fromisoformat(iso)
        except ValueError:
            return iso
        month = self.say(f"month.m{day.month}")
        return self.say("date.long", day=day.day, month=month, year=day.year)

    def short_date(self, iso: str) -> str:
        """Return an ISO date that may stop at the year or month for a table; anything else as it is."""
        text = iso.strip()
        if len(text) == 7 and text[4] == "-" and text[5:].isdecimal() and 1 <= int(text[5:]) <= 12:
            return self.say("date.month", month=self.say(f"month.m{int(text[5:])}"), year=text[:4])
        return format_date(text, self.language) if len(text) >= 10 else text

    def moment(self, iso: str) -> str:
        """Return an ISO time as date and time of day; anything else as it is."""
        try:
            moment = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        return self.say("date.moment", date=self.date(iso), time=moment.strftime("%H:%M"))


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)
