# SPDX-License-Identifier: GPL-2.0-or-later
"""What maps and pages say about a study, read once: values, needs, sources, reasons. No QGIS here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import Optional, Union

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.numbers import NO_BREAK_SPACE, format_date, format_number, format_value, symbol_of
from ..catalogue.scheme_words import scheme_sentences, scheme_title
from ..engine.composite.classes import NEED_BREAKS
from ..engine.composite.needs import INDEX
from ..engine.compute import FEW_PERSONS
from ..model.design import ARMS, LOGO
from ..model.indicator import Choice, Indicator, Parameter, Value
from ..model.map_style import MapStyle
from ..model.problem import Problem
from ..model.provenance import Passport, Run
from ..model.taxonomy import Term, UnitOfMeasure
from ..sources.rating import Rating
from ..study.assessment import scheme_in_force
from ..study.ratings import rate_inventory, worst
from ..study.scenario_facts import outdated_scenarios
from ..study.study import Study
from .classes import Classes, fixed_classes, rounded, write
from .map_style import read_styles, style_for, styled_classes

FEW_CASES, PARTIAL_COVERAGE, NO_DATA = "few_cases", "partial_coverage", "no_data"

POPULATION_ROLE = "population_cells"
WAY = "way"
"""The parameter that says along what distances are measured."""


class Facts:
    """Everything a page needs to know about a study, in one language."""

    def __init__(self, study: Study, catalogue: Catalogue, language: str) -> None:
        self.catalogue, self.language, self.settings = catalogue, language, study.settings
        self.city_id = study.city_id
        self.status, self.runs, self.passports = study.status(), study.runs(), study.passports()
        self.sources = study.sources()
        self._study = study
        self.styles = read_styles(study)
        self.goals, self.measures = study.goals(), study.measures()
        units = study.reporting_units().frame.set_index("unit_id")
        self.units = units.loc[sorted(units.index, key=lambda unit: sort_key(str(units.loc[unit, "name"])))]
        self.city_area_ha = float(study.units("city").frame["area_ha"].iloc[0])
        self._values = {key: rows.set_index("unit_id") for key, rows in study.values().groupby("indicator_id")}
        self._needs = {key: rows.set_index("unit_id") for key, rows in study.needs().groupby(["scope", "key"])}
        self._tables: dict[str, pd.DataFrame] = {}
        self.computed = [item for item in catalogue.indicators.values() if item.id in self._values]

    @cached_property
    def outdated_scenarios(self) -> frozenset[str]:
        """The ids of the scenarios whose results rest on something that is no longer so."""
        return outdated_scenarios(self._study, self.catalogue)

    # Values ------------------------------------------------------------------------------------------------------

    def table(self, indicator_id: str) -> pd.DataFrame:
        """Return one row per district in order of names: name, value, score, population, flags, shown.

        ``shown`` is the value as it may be printed: rounded, and unknown where too few people live for one.
        """
        if indicator_id not in self._tables:
            self._tables[indicator_id] = self._read_table(indicator_id)
        return self._tables[indicator_id]

    def _read_table(self, indicator_id: str) -> pd.DataFrame:
        rows = self._values[indicator_id].reindex(self.units.index)
        flags = [str(text or "").split(",") if isinstance(text, str) else [] for text in rows["flags"]]
        few = np.array([FEW_CASES in own for own in flags], dtype=bool)
        printed = rounded(rows["value"].where(~few), self.unit(self.catalogue.indicators[indicator_id]).decimals)
        return rows.assign(name=self.units["name"], flags=flags, few=few, shown=printed)

    def of_city(self, indicator_id: str) -> pd.Series:
        """Return the row of the municipality as a whole."""
        return self._values[indicator_id].reindex([self.city_id]).iloc[0]

    def classes(self, indicator: Indicator) -> Classes:
        """Return the classes of an indicator's map."""
        rows = self.table(indicator.id)
        return styled_classes(
            rows["shown"],
            int(rows["few"].sum()),
            indicator,
            self.unit(indicator).decimals,
            self.style(indicator),
            self.of_city(indicator.id)["value"],
            self.sector(indicator).colour,
        )

    def style(self, indicator: Indicator) -> MapStyle:
        """Return the style of an indicator's map: the town's own, or the usual one."""
        return style_for(self.styles, indicator)

    def need_keys(self) -> list[str]:
        """Return ``index`` and the sectors that have needs; empty before the needs analysis."""
        sectors = [key for key in self.catalogue.sectors if ("sector", key) in self._needs]
        return ([INDEX] if (INDEX, INDEX) in self._needs else []) + sectors

    def needs(self, key: str) -> pd.DataFrame:
        """Return one row per district in order of names: name, need, score, persons, population, coverage, few.

        ``need`` is unknown where too few people live for one.
        """
        scope = INDEX if key == INDEX else "sector"
        rows = self._needs[(scope, key)].reindex(self.units.index)
        few = (rows["population"] < FEW_PERSONS).to_numpy()
        return rows.assign(name=self.units["name"], few=few, need=rounded(rows["need"].where(~few), 0))

    def need_of_city(self, key: str) -> pd.Series:
        """Return the row of the municipality as a whole."""
        scope = INDEX if key == INDEX else "sector"
        return self._needs[(scope, key)].reindex([self.city_id]).iloc[0]

    def need_classes(self, key: str) -> Classes:
        """Return the classes of a need map; the same breaks for all, so that maps can be compared."""
        rows = self.needs(key)
        return fixed_classes(rows["need"], 0, NEED_BREAKS, int(rows["few"].sum()))

    def population(self) -> pd.Series:
        """Return the inhabitants by unit, the municipality included; unknown before anything was computed."""
        if not self.computed:
            return pd.Series(np.nan, [self.city_id, *self.units.index])
        return self._values[self.computed[0].id]["population"]

    def scheme_sentences(self) -> list[str]:
        """Return how the index of the scheme in force is made."""
        scheme, shares = scheme_in_force(self._study, self.catalogue)
        return scheme_sentences(scheme, self.catalogue.sectors, shares, self.language)

    @cached_property
    def scheme_title(self) -> str:
        """The name of the assessment scheme in force."""
        return scheme_title(scheme_in_force(self._study, self.catalogue)[0], self.language)

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """Coat of arms and logo as the study keeps them, by kind of design part; those it lacks are missing."""
        parts = [self._study.design_part(kind) for kind in (ARMS, LOGO)]
        return {part.kind: part.content for part in parts if part is not None and part.content}

    # Words -------------------------------------------------------------------------------------------------------

    def unit(self, indicator: Indicator) -> UnitOfMeasure:
        """Return the unit of measure of an indicator."""
        return self.catalogue.units[indicator.unit]

    def sector(self, indicator: Indicator) -> Term:
        """Return the sector of an indicator."""
        return self.catalogue.sectors[indicator.sector]

    def value(self, value: Optional[float], indicator: Indicator, with_unit: bool = True) -> str:
        """Return a value as it is printed."""
        return format_value(value, self.unit(indicator), self.language, with_unit)

    def nominal(self, value: float, unit_id: str) -> str:
        """Return a value that somebody set, with its unit and no more decimals than it has: “90 %”."""
        unit = self.catalogue.units[unit_id]
        text = format_number(value, 0, self.language, grouping=False) if unit.id == "year" else ""
        text = text or write(value, self.language, max(unit.decimals, 2))
        symbol = symbol_of(unit, self.language)
        return f"{text}{NO_BREAK_SPACE}{symbol}" if symbol else text

    def setting(self, value: Value, parameter: Union[Parameter, Choice]) -> str:
        """Return what is set for a parameter: a number with its unit, or the option in words."""
        if isinstance(parameter, Choice):
            return self.catalogue.vocabulary.choices[parameter.group][str(value)].title.in_language(self.language)
        return self.nominal(float(value), parameter.unit)

    def settings_that_matter(self, indicator: Indicator) -> list[str]:
        """Return how an indicator measured distances, and what was set differently from the catalogue."""
        used = self.status[indicator.id]["parameters"]
        lines = []
        for name, parameter in indicator.parameters.items():
            value = used.get(name, parameter.value)
            if name == WAY or value != parameter.value:
                lines.append(f"{parameter.label.in_language(self.language)}: {self.setting(value, parameter)}")
        return lines

    def unit_words(self, indicator: Indicator) -> str:
        """Return the unit as it stands in a sentence, without the brackets of units that have no symbol."""
        return self.unit(indicator).symbol.in_language(self.language).strip("()")

    def number(self, value: Optional[float], decimals: int = 0) -> str:
        """Return a number as it is printed."""
        return format_number(value, decimals, self.language)

    def date(self, text: str) -> str:
        """Return a date as it is printed."""
        return format_date(text, self.language)

    @property
    def reference_date(self) -> str:
        """The date the data stand for, as it is printed."""
        return self.date(self.settings.reference_date)

    @property
    def is_example(self) -> bool:
        """Whether the study is made to show the plugin: its goals or measures are marked as examples."""
        return any(item.is_example for item in [*self.goals, *self.measures])

    def flag_words(self, flags: Iterable[str]) -> list[str]:
        """Return the wordings of flags, in the order of the vocabulary."""
        chosen = set(flags)
        return [
            term.title.in_language(self.language)
            for key, term in self.catalogue.vocabulary.flags.items()
            if key in chosen
        ]

    def role_title(self, role: str) -> str:
        """Return the title of a role."""
        return self.catalogue.roles[role].title.in_language(self.language) if role in self.catalogue.roles else role

    def reason(self, problem: Problem) -> str:
        """Return why something is missing, with titles in place of keys and without the advice for the screen."""
        values = dict(problem.values)
        for name, value in values.items():
            if name in ("role", "layer"):
                values[name] = self.role_title(str(value))
            elif name == "indicator" and value in self.catalogue.indicators:
                values[name] = self.catalogue.indicators[value].title.in_language(self.language)
        return self.catalogue.messages[problem.key][0].format(**values).in_language(self.language)

    # Where numbers come from -------------------------------------------------------------------------------------

    def run(self, indicator_id: str) -> Optional[Run]:
        """Return the run that computed an indicator."""
        return self.runs.get(self.status.get(indicator_id, {}).get("run_id", ""))

    def inputs(self, indicator: Indicator) -> list[Passport]:
        """Return the passports of the sources an indicator was computed from, as the run recorded them."""
        run = self.run(indicator.id)
        roles = {POPULATION_ROLE, *indicator.all_roles()}
        return [passport for passport in (run.inputs if run else ()) if passport.role in roles]

    def sources_of(self, roles: Iterable[str]) -> list[Passport]:
        """Return the passports of the sources that feed the given roles."""
        wanted = set(roles)
        return [passport for passport in self.sources if passport.role in wanted]

    def attribution(self, passports: Iterable[Passport]) -> str:
        """Return one line that names each source once, with its licence and date of data."""
        parts: dict[tuple[str, str], list[str]] = {}
        for passport in passports:
            dates = parts.setdefault((passport.attribution or passport.source, passport.licence), [])
            if passport.data_date and self.date(passport.data_date) not in dates:
                dates.append(self.date(passport.data_date))
        lines = []
        for (source, licence), dates in parts.items():
            short = self.licence_short(licence)
            extra = [part for part in ([] if short in source else [short]) + dates if part]
            lines.append(source + (f" ({', '.join(extra)})" if extra else ""))
        return "; ".join(lines)

    @cached_property
    def ratings(self) -> dict[str, Rating]:
        """The traffic lights by role; the check behind them takes a moment, so only what is printed asks for it."""
        return rate_inventory(self._study, self.catalogue)

    def data_state(self, roles: Iterable[str]) -> str:
        """Return the gravest traffic light of some roles in words; empty if none of them is rated."""
        light = worst(self.ratings[role] for role in roles if role in self.ratings)
        return self.catalogue.vocabulary.lights[light.value].title.in_language(self.language) if light else ""

    def licence_short(self, licence: str) -> str:
        """Return the short name of a licence: what stands in the last brackets of its title."""
        term = self.catalogue.vocabulary.licences.get(licence)
        title = term.title.in_language(self.language) if term else licence
        return title.rsplit("(", 1)[1].rstrip(")") if title.endswith(")") else title


def sort_key(name: str) -> str:
    """Return what German readers sort a name by: umlauts as their base letters."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
