# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything the section builders draw from: the study read once, the catalogue, words, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Optional

import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.scheme_words import scheme_sentences
from ..engine.composite.needs import INDEX
from ..engine.compute import FEW_PERSONS, FLAG_OF_FITNESS
from ..model.indicator import Indicator, Value
from ..model.problem import Problem
from ..model.provenance import rests_on_older_values
from ..study.assessment import scheme_in_force
from ..study.comparison import level_agreements
from ..study.matrix import inventory_matrix
from ..study.overlay_tables import BURDEN, FOCUS_AREAS, JUSTICE
from ..study.ratings import rate_inventory
from ..study.robustness import stored
from ..study.study import Study
from ..study.swot import entries
from .document import Chapter
from .exclusions import cell_facts
from .figures import FigureSource
from .findings import GoalTarget, IndicatorFacts, has_flag
from .findings_change import change_facts
from .findings_focus import focus_facts
from .findings_interactions import interaction_facts
from .findings_needs import NeedFacts
from .strategy_facts import StrategyFacts
from .texts import Texts, load_texts, name_key
from .words import Words


class Context:
    """A study as the document sees it; nothing here writes."""

    def __init__(
        self, study: Study, catalogue: Catalogue, language: str, figures: FigureSource, checkpoint: Callable[[], None]
    ) -> None:
        self.catalogue = catalogue
        self.words = Words(Texts(language, load_texts()), catalogue.vocabulary)
        self.figures = figures
        self.checkpoint = checkpoint
        self.settings = study.settings
        self.place = study.settings.municipality
        self.city_id = study.city_id
        self.names = _names(study)
        shown = {self.city_id, *self.names}
        self.values = _of_units(study.values(), shown)
        self.needs = _of_units(study.needs(), shown)
        self.status = study.status()
        self.passports = study.passports()
        self.sources = study.sources()
        self.ratings = rate_inventory(study, catalogue)
        self.matrix = inventory_matrix(study, catalogue, self.ratings)
        self.runs = study.runs()
        self.goals = study.goals()
        self.measures = study.measures()
        self.swot = entries(study)
        self.robustness = stored(study, study.settings.scheme, study.settings.unit_level)
        areas = study.product(FOCUS_AREAS, scheme_id=study.settings.scheme)
        self.focus_areas = focus_facts(areas, catalogue, self.words.language)
        self.focus_runs = list(areas.frame["run_id"].dropna().unique())
        self.burden = study.product(BURDEN).frame
        self.justice = study.product(JUSTICE).frame
        self.interactions = interaction_facts(study, catalogue)
        self.outdated = study.outdated(catalogue)
        self.scheme, self.sector_shares = scheme_in_force(study, catalogue)
        self._agreements = level_agreements(study)
        self.changes = change_facts(study, catalogue)
        self.cells = cell_facts(study)
        self.strategy = StrategyFacts(study, catalogue)
        self.chapters: list[Chapter] = []
        """The chapters that are already built; the annex lists what they rest on."""

    def is_old(self, run_ids: Iterable[object]) -> bool:
        """Whether indicators were computed after one of these runs."""
        date = self.settings.reference_date
        return any(rests_on_older_values(str(run), self.runs, date) for run in run_ids)

    # Scheme ------------------------------------------------------------------------------------------------------

    def scheme_sentences(self) -> list[str]:
        """Return how the index of the scheme in force is made."""
        return scheme_sentences(self.scheme, self.catalogue.sectors, self.sector_shares, self.words.language)

    # Indicators --------------------------------------------------------------------------------------------------

    @cached_property
    def computed(self) -> list[Indicator]:
        """The indicators with stored values, in catalogue order."""
        stored = set(self.values["indicator_id"])
        return [indicator for indicator in self.catalogue.indicators.values() if indicator.id in stored]

    @cached_property
    def sectors(self) -> list[str]:
        """The sectors that have computed indicators, in the order of the catalogue."""
        present = {indicator.sector for indicator in self.computed}
        return [sector for sector in self.catalogue.sectors if sector in present]

    @cached_property
    def absent(self) -> dict[str, list[Problem]]:
        """The indicators that could not be computed, with the reasons."""
        return {
            name: row["problems"]
            for name, row in self.status.items()
            if row["state"] != "computed" and name in self.catalogue.indicators
        }

    def computed_in(self, sector: str) -> list[Indicator]:
        """Return the computed indicators of a sector."""
        return [indicator for indicator in self.computed if indicator.sector == sector]

    def title(self, indicator: Indicator) -> str:
        """Return the title of an indicator."""
        return self.words.of(indicator.title)

    def sector_title(self, sector: Optional[str]) -> str:
        """Return the title of a sector; a dash for none."""
        known = self.catalogue.sectors.get(sector or "")
        return self.words.of(known.title) if known else self.words.say("table.none")

    def facts(self, indicator: Indicator) -> IndicatorFacts:
        """Return the results of an indicator, with what they rest on."""
        rows = self.values[self.values["indicator_id"] == indicator.id]
        inputs: dict[str, list[str]] = {}
        for role in self.status.get(indicator.id, {}).get("roles", indicator.roles()):
            passport = self.passports.get(role)
            if passport and passport.fitness in FLAG_OF_FITNESS:
                inputs.setdefault(FLAG_OF_FITNESS[passport.fitness], []).append(passport.title)
        missing = self.status.get(indicator.id, {}).get("missing_roles", [])
        return IndicatorFacts(
            indicator=indicator,
            units=self._of_units(rows),
            city=self._of_city(rows),
            place=self.place,
            inputs=inputs,
            missing=tuple(self.role_title(role) for role in missing),
            other_levels=tuple(
                (self.words.of(self.catalogue.vocabulary.unit_levels[level].title), found.rho)
                for level, found in self._agreements.get(indicator.id, {}).items()
                if found.needs_note
            ),
            goals=tuple(
                GoalTarget(goal.goal_id, goal.target, goal.target_year, goal.is_example)
                for goal in self.goals
                if goal.indicator_id == indicator.id and goal.target is not None
            ),
            needs=self._needs_of(indicator),
            is_outdated=indicator.id in self.outdated,
            run_ids=self.runs_of(indicator.id),
        )

    def _needs_of(self, indicator: Indicator) -> Optional[pd.DataFrame]:
        """Return the needs that an indicator alone stands for, by planning unit; None if they were not assessed."""
        rows = self.needs[(self.needs["scope"] == "indicator") & (self.needs["key"] == indicator.id)]
        return None if rows.empty else self._of_units(rows)

    # Evidence ----------------------------------------------------------------------------------------------------

    def runs_of(self, *indicator_ids: str) -> tuple[str, ...]:
        """Return the runs that computed the values of indicators."""
        found = (self.status.get(name, {}).get("run_id") for name in indicator_ids)
        return tuple(dict.fromkeys(str(run) for run in found if run))

    @cached_property
    def value_runs(self) -> tuple[str, ...]:
        """The runs that computed the values of all indicators."""
        return self.runs_of(*(indicator.id for indicator in self.computed))

    @cached_property
    def need_runs(self) -> tuple[str, ...]:
        """The runs that assessed the needs."""
        return run_ids(self.needs)

    @cached_property
    def robustness_runs(self) -> tuple[str, ...]:
        """The run that tested the ranking, nothing if none did."""
        return () if self.robustness is None else run_ids(self.robustness.places)

    def city_value(self, indicator_id: str) -> float:
        """Return the municipality's value of an indicator, NaN if there is none."""
        rows = self.values[(self.values["indicator_id"] == indicator_id) & (self.values["unit_id"] == self.city_id)]
        return float(rows["value"].iloc[0]) if len(rows) else float("nan")

    def city_score(self, indicator_id: str) -> float:
        """Return the municipality's score of an indicator, NaN if there is none."""
        rows = self.values[(self.values["indicator_id"] == indicator_id) & (self.values["unit_id"] == self.city_id)]
        return float(rows["score"].iloc[0]) if len(rows) else float("nan")

    def parameters(self, indicator: Indicator) -> dict[str, Value]:
        """Return the parameters an indicator was computed with, else those of the catalogue."""
        return {**indicator.defaults(), **self.status.get(indicator.id, {}).get("parameters", {})}

    def role_title(self, role: str) -> str:
        """Return the title of a role."""
        return self.words.of(self.catalogue.roles[role].title) if role in self.catalogue.roles else role

    def reasons(self, problems: list[Problem]) -> str:
        """Return why an indicator could not be computed, with titles in place of ids, without advice for the screen."""
        roles = [self.role_title(item.values["role"]) for item in problems if item.key == "role_without_data"]
        sentences = [self._reason(item) for item in problems if item.key != "role_without_data"]
        if roles:
            sentences.append(self.words.say("reason.roles", roles=self.words.join(roles)))
        return " ".join(sentences)

    def told(self, problem: Problem) -> str:
        """Return what is wrong, without advice for the screen."""
        return self.catalogue.sentences(problem, self.words.language)[0]

    def _reason(self, problem: Problem) -> str:
        if problem.key == "too_few_categories":
            return self.words.say("reason.categories", **problem.values)
        values = dict(problem.values)
        if values.get("indicator") in self.catalogue.indicators:
            values["indicator"] = self.title(self.catalogue.indicators[values["indicator"]])
        if "layer" in values:
            values["layer"] = self.role_title(values["layer"])
        return self.words.of(self.catalogue.messages[problem.key][0].format(**values))

    # Planning units ----------------------------------------------------------------------------------------------

    @cached_property
    def population(self) -> pd.Series:
        """The population by unit_id, municipality included."""
        return self.values.groupby("unit_id")["population"].first()

    def cell_value(self, row: pd.Series, indicator: Indicator) -> str:
        """Return a unit's value for a table column that names the unit of measure; few cases are not told."""
        if "few_cases" in (row["flags"] or "").split(","):
            return self.words.say("table.few")
        return self.words.value(row["value"], indicator.unit, with_unit=False)

    def persons(self, unit_id: str) -> str:
        """Return the population of a unit for a table; small numbers are not told."""
        people = self.population.get(unit_id)
        if people is None or pd.isna(people):
            return self.words.number(None)
        if people < FEW_PERSONS:
            return self.words.say("persons.below", limit=self.words.number(FEW_PERSONS))
        return self.words.number(people)

    # Needs -------------------------------------------------------------------------------------------------------

    def need_facts(self, key: str) -> Optional[NeedFacts]:
        """Return the needs of a sector or of the index, None if they have not been assessed."""
        scope = INDEX if key == INDEX else "sector"
        rows = self.needs[(self.needs["scope"] == scope) & (self.needs["key"] == key)]
        if rows.empty:
            return None
        if key == INDEX:
            title, parts = self.words.say("index.title"), len(self.scored_sectors)
        else:
            members = {group.key: group.members for group in self.scheme.groups}
            title, parts = self.sector_title(key), len(members.get(key, ()))
        rule = self.scheme.missing, self.scheme.minimum_weight
        return NeedFacts(title, self._of_units(rows), self._of_city(rows), self.place, parts, *rule)

    @cached_property
    def scored_sectors(self) -> list[str]:
        """The sectors with assessed needs, in the order of the catalogue."""
        present = set(self.needs.loc[self.needs["scope"] == "sector", "key"])
        return [sector for sector in self.catalogue.sectors if sector in present]

    def score_table(self, scope: str) -> pd.DataFrame:
        """Return scores, planning units × sectors or indicators, without units with few people and the municipality."""
        rows = self._of_units(self.needs[self.needs["scope"] == scope])
        rows = rows[rows["population"].fillna(0) >= FEW_PERSONS]
        return rows.pivot(index="unit_id", columns="key", values="score")

    def _of_units(self, rows: pd.DataFrame) -> pd.DataFrame:
        own = rows[rows["unit_id"] != self.city_id]
        named = own.assign(name=own["unit_id"].map(self.names))
        order = named["name"].map(name_key).sort_values(kind="stable").index
        return named.loc[order].reset_index(drop=True)

    def _of_city(self, rows: pd.DataFrame) -> pd.Series:
        own = rows[rows["unit_id"] == self.city_id]
        return own.iloc[0] if len(own) else pd.Series({column: float("nan") for column in rows.columns})

    @cached_property
    def few_units(self) -> int:
        """How many planning units have too few people to be shown."""
        units = self.values[self.values["unit_id"] != self.city_id].drop_duplicates("unit_id")
        return int(has_flag(units, "few_cases").sum())


def run_ids(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the runs that made rows of a table."""
    return tuple(dict.fromkeys(str(run) for run in rows["run_id"].dropna())) if "run_id" in rows else ()


def _of_units(rows: pd.DataFrame, units: set[str]) -> pd.DataFrame:
    """Return the rows of the units that the document shows; a study may have units of several levels."""
    return rows[rows["unit_id"].isin(units)].reset_index(drop=True)


def _names(study: Study) -> dict[str, str]:
    frame = study.reporting_units().frame
    names = zip(frame["unit_id"].astype(str), frame["name"].astype(str))
    return dict(sorted(names, key=lambda pair: name_key(pair[1])))
