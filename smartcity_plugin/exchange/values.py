# SPDX-License-Identifier: GPL-2.0-or-later
"""The results of a study as tables for others: values, how they came about, what may not be shown taken out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.compute import FEW_PERSONS
from ..engine.privacy import (
    ROUND_TO,
    SMALLEST_COUNT,
    SMALLEST_COUNT_SOURCE,
    SUPPRESSED,
    counts_of,
    hide,
    protect,
    rounded,
)
from ..engine.table import GeoTable
from ..model.indicator import Choice, Indicator
from ..model.problem import SmartCityError
from ..model.text import Text
from ..paths import plugin_version
from ..study.keys import roles_of_people
from ..study.provenance import now
from ..study.study import Study

VALUES, UNITS, INDICATORS, SOURCES, FLAGS, ABOUT = "values", "units", "indicators", "sources", "flags", "about"


@dataclass(frozen=True)
class Wanted:
    """What is exported: indicators and levels (none means all), reference date, the rules of privacy, language."""

    indicators: Collection[str] = ()
    levels: Collection[str] = ()
    period: str = ""
    k: int = SMALLEST_COUNT
    rounding: bool = True
    language: str = "de"


@dataclass(frozen=True)
class Export:
    """Tables that may leave the house.

    ``units`` has one feature per planning unit with a column per indicator and one with its flags; ``tables`` maps
    names to tables: values (a row per unit and indicator), indicators, sources, flags, about.
    """

    units: GeoTable
    tables: dict[str, pd.DataFrame]
    suppressed: int
    """How many values were taken out."""


def collect(study: Study, catalogue: Catalogue, wanted: Wanted) -> Export:
    """Return what of the study's results may leave the house; raises SmartCityError if there is none.

    Privacy looks at all units and levels of the study whichever are wanted: two exports of different levels must not
    tell together what each of them hides.
    """
    period = wanted.period or study.settings.reference_date
    stored = study.values(period)
    chosen = [
        indicator
        for indicator in catalogue.indicators.values()
        if indicator.id in set(stored["indicator_id"]) and (not wanted.indicators or indicator.id in wanted.indicators)
    ]
    units = study.units()
    at_level = units.frame["level"].isin(wanted.levels or set(units.frame["level"])).to_numpy()
    if not chosen or not at_level.any():
        raise SmartCityError("nothing_to_export", period=period)
    ids = units.ids("unit_id")
    persons = stored.groupby("unit_id")["population"].first().reindex(ids).to_numpy(dtype=float)
    hidden = hide(units.frame, {"population": persons}, wanted.k, np.zeros(len(ids), dtype=bool))
    shown = np.where(hidden, np.nan, rounded(persons) if wanted.rounding else persons)
    keeper = _Keeper(stored, units.frame, catalogue, wanted, hidden)
    parts = [_shown(keeper, indicator).assign(population=shown)[at_level] for indicator in chosen]
    values = pd.concat(parts, ignore_index=True).assign(period=period)
    values["notes"] = [_in_words(flags, catalogue, wanted.language) for flags in values["flags"]]
    values = values[[*_COLUMNS]]
    tables = {
        VALUES: values,
        INDICATORS: _indicators(chosen, study, catalogue, period, wanted.language),
        SOURCES: _sources(chosen, study, catalogue, period, wanted.language),
        FLAGS: _flags(values, catalogue, wanted.language),
    }
    suppressed = int(_is_suppressed(values).sum())
    tables[ABOUT] = _about(study, wanted, period, suppressed)
    return Export(_wide(values, units.where(at_level), chosen, shown[at_level], period), tables, suppressed)


_COLUMNS = (
    *("unit_id", "name", "level", "parent_id", "indicator_id", "indicator", "period", "value", "unit", "score"),
    *("numerator", "denominator", "population", "coverage", "flags", "notes"),
)


class _Keeper:
    """Keeps back what must not be shown of each indicator, and of what is made of it."""

    def __init__(
        self, stored: pd.DataFrame, units: pd.DataFrame, catalogue: Catalogue, wanted: Wanted, people: np.ndarray
    ) -> None:
        self.stored, self.units, self.catalogue, self.wanted = stored, units, catalogue, wanted
        self.people = people
        """Whose number of inhabitants is hidden."""
        self._kept: dict[str, pd.DataFrame] = {}

    def of(self, indicator: Indicator) -> pd.DataFrame:
        """Return the results of an indicator that may be shown, a row per planning unit, counts as cases."""
        if indicator.id not in self._kept:
            ids, counts = self.units["unit_id"], counts_of(indicator)
            hidden = self.people & counts.about_people
            for other in indicator.needed_indicators():
                if other in self.catalogue.indicators:
                    hidden |= _is_suppressed(self.of(self.catalogue.indicators[other]))
            rows = self.stored[self.stored["indicator_id"] == indicator.id].set_index("unit_id").reindex(ids)
            rows = rows.reset_index().astype(dict.fromkeys(_NUMBERS, float))
            rows["flags"] = rows["flags"].where(rows["run_id"].notna(), "no_data").fillna("")
            safe = protect(rows, self.units, counts, hidden, self.wanted.k)
            safe["numerator"] = safe["numerator"] * counts.scale if counts.numerator else np.nan
            safe["denominator"] = safe["denominator"] if counts.denominator else np.nan
            self._kept[indicator.id] = safe
        return self._kept[indicator.id]


def _is_suppressed(rows: pd.DataFrame) -> np.ndarray:
    return rows["flags"].map(lambda flags: SUPPRESSED in flags.split(",")).to_numpy(dtype=bool)


def _shown(keeper: _Keeper, indicator: Indicator) -> pd.DataFrame:
    """Return the rows of one indicator as they are written, a row per planning unit."""
    wanted, frame, unit = keeper.wanted, keeper.units, keeper.catalogue.units[indicator.unit]
    safe = keeper.of(indicator).copy()
    if wanted.rounding:
        for name in ("numerator", "denominator"):
            safe[name] = rounded(safe[name].to_numpy())
        safe["value"], safe["score"] = safe["value"].round(unit.decimals), safe["score"].round(1)
        safe["coverage"] = safe["coverage"].round(2)
    return safe.assign(
        name=frame["name"].to_numpy(),
        level=frame["level"].to_numpy(),
        parent_id=frame["parent_id"].to_numpy(),
        indicator_id=indicator.id,
        indicator=indicator.title.in_language(wanted.language),
        unit=unit.symbol.in_language(wanted.language),
    )


_NUMBERS = ("value", "score", "numerator", "denominator", "coverage", "population")


def _wide(values: pd.DataFrame, units: GeoTable, chosen: list[Indicator], persons: np.ndarray, period: str) -> GeoTable:
    """Return one feature per planning unit, with a column per indicator and one with its flags."""
    frame = units.frame[["unit_id", "name", "level", "parent_id"]].assign(period=period, population=persons)
    for indicator in chosen:
        rows = values[values["indicator_id"] == indicator.id].set_index("unit_id").loc[frame["unit_id"]]
        frame[indicator.id] = rows["value"].to_numpy()
        frame[f"{indicator.id}_flags"] = rows["flags"].to_numpy()
    return GeoTable(frame, units.geometry, units.crs, UNITS)


def _in_words(flags: str, catalogue: Catalogue, language: str) -> str:
    terms = catalogue.vocabulary.flags
    return "; ".join(terms[flag].title.in_language(language) for flag in flags.split(",") if flag in terms)


def _flags(values: pd.DataFrame, catalogue: Catalogue, language: str) -> pd.DataFrame:
    present = {flag for flags in values["flags"] for flag in flags.split(",") if flag}
    terms = catalogue.vocabulary.flags.items()
    rows = [(key, term.title.in_language(language)) for key, term in terms if key in present]
    return pd.DataFrame(rows, columns=["flag", "meaning"])


def _indicators(
    chosen: list[Indicator], study: Study, catalogue: Catalogue, period: str, language: str
) -> pd.DataFrame:
    """Return how each indicator is computed, with which parameters, and how it is judged."""
    status, rows = study.status(period), []
    for indicator in chosen:
        target, state = indicator.target, status.get(indicator.id, {})
        rows.append(
            {
                "indicator_id": indicator.id,
                "title": indicator.title.in_language(language),
                "sector": catalogue.sectors[indicator.sector].title.in_language(language),
                "unit": catalogue.units[indicator.unit].symbol.in_language(language),
                "direction": indicator.direction.value,
                "method": indicator.method,
                "formula": indicator.formula.in_language(language),
                "parameters": _parameters(indicator, state.get("parameters", {}), catalogue, language),
                "target": target.value if target else None,
                "target_source": target.source.in_language(language) if target else "",
                "target_status": (
                    catalogue.vocabulary.statuses[target.status.value].title.in_language(language) if target else ""
                ),
                "limits": indicator.limits.in_language(language),
                "run_id": state.get("run_id", ""),
            }
        )
    return pd.DataFrame(rows).astype({"target": float})


def _parameters(indicator: Indicator, chosen: dict, catalogue: Catalogue, language: str) -> str:
    parts = []
    for name, parameter in indicator.parameters.items():
        value = chosen.get(name, parameter.value)
        if isinstance(parameter, Choice):
            shown = catalogue.vocabulary.choices[parameter.group][str(value)].title.in_language(language)
        else:
            shown = f"{value:g} {catalogue.units[parameter.unit].symbol.in_language(language)}"
        parts.append(f"{parameter.label.in_language(language)}: {shown}")
    return "; ".join(parts)


def _sources(chosen: list[Indicator], study: Study, catalogue: Catalogue, period: str, language: str) -> pd.DataFrame:
    """Return the data that the values rest on, as the runs recorded them, each once."""
    status, runs = study.status(period), study.runs()
    found: dict[tuple[str, ...], list[str]] = {}
    for indicator in chosen:
        state = status.get(indicator.id)
        if state is None:
            continue
        roles = {*roles_of_people(study.settings), *state["roles"]}
        for item in runs[state["run_id"]].inputs:
            if item.role in roles:
                licences = [catalogue.vocabulary.licences.get(licence) for licence in item.licences]
                licence = "; ".join(term.title.in_language(language) for term in licences if term) or item.licence
                role = catalogue.roles[item.role].title.in_language(language) if item.role in catalogue.roles else ""
                key = (item.title, role, item.source, licence, item.attribution, item.data_date, item.fingerprint)
                found.setdefault(key, []).append(indicator.id)
    columns = ["title", "role", "source", "licence", "attribution", "data_date", "fingerprint", "indicators"]
    return pd.DataFrame([(*key, ", ".join(ids)) for key, ids in found.items()], columns=columns)


def _about(study: Study, wanted: Wanted, period: str, suppressed: int) -> pd.DataFrame:
    """Return what the export is and which rules of privacy were applied to it."""
    settings, language = study.settings, wanted.language
    facts = [
        (Text("Studie", "Study"), settings.title),
        (Text("Kommune", "Municipality"), f"{settings.municipality} ({settings.ags})"),
        (Text("Stichtag", "Reference date"), period),
        (Text("Koordinatenbezugssystem", "Coordinate reference system"), settings.crs),
        (Text("Ausgegeben am", "Exported at"), now()),
        (Text("Software", "Software"), f"smartcity_plugin {plugin_version()}"),
        (_HIDING, _rule(wanted).in_language(language)),
        (Text("Unterdrückte Werte", "Suppressed values"), str(suppressed)),
        (Text("Rundung", "Rounding"), (_ROUNDED if wanted.rounding else _EXACT).in_language(language)),
        (Text("Leere Felder", "Empty fields"), _EMPTY.in_language(language)),
    ]
    return pd.DataFrame([(key.in_language(language), text) for key, text in facts], columns=["key", "value"])


def _rule(wanted: Wanted) -> Text:
    if wanted.k <= 0:
        return Text("nicht angewandt", "not applied")
    return _RULE.format(
        k=wanted.k, few=FEW_PERSONS, source_de=SMALLEST_COUNT_SOURCE.de, source_en=SMALLEST_COUNT_SOURCE.en
    )


_HIDING = Text("Unterdrückung kleiner Zahlen", "Suppression of small numbers")
_RULE = Text(
    "Zahlen über 0 und unter {k} sind unterdrückt, ebenso so viele weitere, dass sie sich nicht aus Summen ergeben; "
    "Anteile und Mittelwerte von weniger als {few} Personen sind nicht angegeben ({source_de}).",
    "Counts above 0 and below {k} are suppressed, and as many further ones that they do not follow from totals; "
    "shares and means of fewer than {few} persons are not given ({source_en}).",
)
_ROUNDED = Text(
    f"Personen und Fälle auf Vielfache von {ROUND_TO} gerundet; Anteile aus den genauen Zahlen berechnet",
    f"persons and cases rounded to multiples of {ROUND_TO}; rates computed from the exact counts",
)
_EXACT = Text("keine", "none")
_EMPTY = Text(
    "keine Angabe oder unterdrückt (Spalte flags), nie null",
    "no data or suppressed (column flags), never zero",
)
