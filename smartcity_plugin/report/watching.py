# SPDX-License-Identifier: GPL-2.0-or-later
"""Monitoring and the chain from needs to measures in words: for windows, exported sheets and pages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Optional

from ..catalogue import Catalogue
from ..engine.composite.needs import WEAK
from ..study.chain import Need, NeedTrace, Trace
from ..study.monitoring import LIGHTS, STALE_MONTHS, SYMBOLS, TOLERANCE, GoalMonitor, Series
from ..study.trace_places import TOUCHES
from .texts import Texts, load_texts
from .words import Words


def watching_words(catalogue: Catalogue, language: str) -> Words:
    """Return the words in a language."""
    return Words(Texts(language, load_texts()), catalogue.vocabulary)


class WatchWords:
    """What is read of monitoring and chain in one language."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue, self.words = catalogue, watching_words(catalogue, language)
        self.say, self.language = self.words.say, self.words.language

    # Monitoring --------------------------------------------------------------------------------------------------

    def light(self, light: str, with_symbol: bool = True) -> str:
        """Return a light as symbol and word."""
        text = self.say(f"watch.light.{light}")
        return f"{SYMBOLS[light]} {text}" if with_symbol else text

    def reason(self, series: Series) -> str:
        """Return why a light is what it is."""
        return self.say(f"watch.reason.{series.reason}", tolerance=self.words.percent(TOLERANCE))

    def value(self, series: Series, value: Optional[float], with_unit: bool = True, finer: int = 0) -> str:
        """Return a value of a quantity; own ones with the decimals that were entered and the unit as the town wrote it.

        ``finer`` adds decimals to those, two at most: a change per year is smaller than what was entered.
        """
        if series.unit in self.catalogue.units and not series.is_own:
            return self.words.value(value, series.unit, with_unit)
        entered = [number for _, number in series.points] + [series.baseline, series.target]
        text = self.words.number(value, min(max(map(decimals_of, entered)) + finer, 2))
        return f"{text} {series.unit}".rstrip() if with_unit and value is not None else text

    def unit(self, series: Series) -> str:
        """Return the unit of a quantity for a heading."""
        return (
            series.unit if series.is_own or series.unit not in self.catalogue.units else self.words.symbol(series.unit)
        )

    def kind(self, series: Series) -> str:
        """Return the kind of a quantity."""
        term = self.catalogue.vocabulary.indicator_kinds.get(series.kind or "")
        return self.words.of(term.title) if term else self.say("watch.kind_none")

    def status(self, status: str) -> str:
        """Return the status of a measure."""
        term = self.catalogue.vocabulary.measure_statuses.get(status)
        return self.words.of(term.title) if term else status or self.say("watch.status_none")

    def date(self, text: Optional[str]) -> str:
        """Return a date that may stop at the year or month as readers write it."""
        parts = (text or "").split("-")
        return self.words.date(text) if len(parts) == 3 else "/".join(reversed(parts))

    def notes(self, series: Series) -> list[str]:
        """Return what must be told of a quantity, values that are not there included."""
        told = [self.say(f"watch.note.{key}", months=STALE_MONTHS) for key in series.notes]
        gone = [f"{self.date(when)} – {self.unknown(reason)}" for when, reason in series.unknown]
        return [*told, *gone]

    def unknown(self, reason: str) -> str:
        """Return why there is no value at a date."""
        return self.say(f"watch.unknown.{reason}")

    def pace(self, series: Series) -> list[str]:
        """Return change, trend and where the pace leads, as far as they are known."""
        pace, told = series.pace, []
        if pace.change is not None:
            told.append(self.say("watch.pace.change", change=self._signed(series, pace.change, 0)))
        if pace.per_year is not None:
            trend = self._signed(series, pace.per_year, 1)
            told.append(self.say("watch.pace.per_year", trend=trend, periods=pace.periods))
        elif pace.periods:
            told.append(self.say("watch.pace.few"))
        if pace.heads in ("towards", "away", "too_slow"):
            told.append(self.say(f"watch.pace.{pace.heads}", year=pace.year))
        return told

    def _signed(self, series: Series, change: float, finer: int) -> str:
        sign = "+" if change > 0 else "−" if change < 0 else "±"
        return sign + self.value(series, abs(change), finer=finer)

    def goal_notes(self, monitor: GoalMonitor) -> list[str]:
        """Return what must be told of a goal besides its quantities."""
        flags = ("only_outputs", monitor.only_outputs), ("without_quantity", monitor.without_quantity)
        told = [self.say(f"watch.goal_note.{key}") for key, applies in flags if applies]
        if monitor.late:
            told.append(self.say("watch.goal_note.late", measures=", ".join(monitor.late)))
        return told

    def late(self, monitor: GoalMonitor, measure_id: str) -> str:
        """Return whether a measure is behind its schedule, empty if not."""
        key = monitor.late.get(measure_id, "")
        return self.say(f"watch.late.{key}") if key else ""

    def rules(self) -> list[str]:
        """Return the rules behind lights, kinds and ages."""
        values = {"tolerance": self.words.percent(TOLERANCE), "months": STALE_MONTHS}
        return [self.say(f"watch.rules.{name}", **values) for name in ("way", "lights", "goal", "kinds", "stale")]

    def counts(self, monitors: list[GoalMonitor]) -> str:
        """Return how many goals have which light, of those that have a quantity or should have one."""
        lights = [item.light for item in monitors if item.is_watched]
        return ", ".join(f"{self.light(light)}: {lights.count(light)}" for light in LIGHTS)

    def as_of(self, on: datetime.date) -> str:
        """Return the title of a report as of a day."""
        return self.say("watch.sheet.title", date=self.words.date(on.isoformat()))

    # The chain ---------------------------------------------------------------------------------------------------

    def need_title(self, need: Need) -> str:
        """Return what is needed: the title of the indicator, or of the sector."""
        indicator = self.catalogue.indicators.get(need.indicator_id)
        if indicator is not None:
            return self.words.of(indicator.title)
        return " ".join((self.say("chain.column.sector"), self.sector(need.sector)))

    def sector(self, key: str) -> str:
        """Return the title of a sector."""
        term = self.catalogue.vocabulary.sectors.get(key)
        return self.words.of(term.title) if term else key

    def need_value(self, need: Need, value: Optional[float]) -> str:
        """Return a value or gap of a need with its unit."""
        indicator = self.catalogue.indicators.get(need.indicator_id)
        return "" if indicator is None or value is None else self.words.value(value, indicator.unit)

    def state(self, item: NeedTrace) -> str:
        """Return how a need is answered."""
        return self.say(f"chain.state.{item.state}")

    def chain_title(self) -> str:
        """Return the title of a report on the chain."""
        return self.say("chain.sheet.title")

    def chain_rules(self) -> list[str]:
        """Return the rules behind the chain."""
        limit = self.words.number(100.0 - WEAK)
        return [
            self.say("chain.sheet.rules", limit=limit),
            self.say("chain.sheet.place", share=self.words.percent(TOUCHES)),
        ]

    def thing(self, chain: Trace, name: str, number: str) -> str:
        """Return what an orphan is about: number and title, for needs indicator and unit."""
        if name == "Need":
            need = chain.need(number).need
            return f"{self.need_title(need)}: {need.unit_name}"
        titled: Mapping[str, Mapping[str, object]] = {
            "Goal": chain.goals,
            "Measure": chain.measures,
            "Contribution": chain.contributions,
        }
        row = titled.get(name, {}).get(number)
        title = getattr(row, "title", None) or ""
        return f"{number} {title}".strip()


def decimals_of(value: Optional[float]) -> int:
    """Return how many decimals a number without a unit of the catalogue is printed with: two at most."""
    if value is None:
        return 0
    return next((places for places in (0, 1) if abs(value - round(value, places)) < 1e-9), 2)
