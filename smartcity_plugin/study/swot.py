# SPDX-License-Identifier: GPL-2.0-or-later
"""Strengths, weaknesses, opportunities and threats: suggested by numbers, decided by people.

A candidate becomes a row of the table ``swot`` and stays one until somebody accepts or rejects it; the document prints
accepted entries only. What numbers suggest:

- strength or weakness: the score of the municipality in an indicator, or of a planning unit in a sector, is at least
  ``STRONG`` or at most ``WEAK``;
- opportunity or threat by trend: the municipality's value of an indicator has become better or worse over several
  reference dates, reliably (see ``_trends``);
- opportunity or threat by forecast: the population of a planning unit grows by at least ``GROWTH`` where the index is
  at least ``STRONG`` or at most ``WEAK``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.change import BETTER, TREND_PERIODS, WORSE
from ..engine.composite.forecast import growth
from ..engine.composite.needs import INDEX, STRONG, WEAK
from ..engine.compute import FEW_PERSONS
from ..model.problem import SmartCityError
from .comparison import changes, periods_of
from .focus_groups import FORECAST_ROLE
from .overlay_tables import SWOT
from .provenance import now
from .study import Study

STRENGTH, WEAKNESS, OPPORTUNITY, THREAT = "strength", "weakness", "opportunity", "threat"
KINDS = (STRENGTH, WEAKNESS, OPPORTUNITY, THREAT)
LETTERS = {STRENGTH: "S", WEAKNESS: "W", OPPORTUNITY: "O", THREAT: "T"}
"""What the numbers of entries begin with."""

CANDIDATE, ACCEPTED, REJECTED = "candidate", "accepted", "rejected"
STATES = (CANDIDATE, ACCEPTED, REJECTED)

TREND_P = 0.05
"""A trend counts as reliable up to this p value (project default, printed with the entry's basis). By Mann and Kendall
that takes at least five reference dates."""

GROWTH = 0.05
"""From this share on a forecast growth of the population is named (project default, printed likewise)."""

_KNOWN_ENOUGH = 0.5
"""Share of a sector's indicators that must have a value for its score to suggest anything (project default)."""

_KEY = ("kind", "sector", "unit_id", "indicator_id")


@dataclass(frozen=True)
class Candidate:
    """What numbers suggest. ``reason`` is score, trend or forecast; ``facts`` are the numbers it rests on."""

    kind: str
    reason: str
    unit_id: str
    sector: str = ""
    indicator_id: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells one entry from another, whatever its text."""
        return (self.kind, self.sector, self.unit_id, self.indicator_id)


@dataclass(frozen=True)
class Suggested:
    """What a run of suggestions changed: ids of new and of removed candidates, and of decided ones without basis."""

    new: tuple[str, ...]
    removed: tuple[str, ...]
    without_basis: tuple[str, ...]
    waiting: int


def entries(study: Study) -> pd.DataFrame:
    """Return all entries (table ``swot``) in stored order; missing texts are empty."""
    frame = study.product(SWOT).frame
    return frame[list(SWOT.fields)].astype(object).where(frame[list(SWOT.fields)].notna(), "")


def candidates(study: Study, catalogue: Catalogue) -> list[Candidate]:
    """Return what the stored needs, values and forecasts of a study suggest; raises SmartCityError without needs."""
    needs = study.needs()
    if needs.empty:
        raise SmartCityError("swot_without_needs")
    return [
        *_of_city(study, catalogue, needs),
        *_of_units(study, catalogue, needs),
        *_trends(study, catalogue),
        *_forecasts(study, needs),
    ]


def _kind_of(score: float) -> str:
    return STRENGTH if score >= STRONG else WEAKNESS if score <= WEAK else ""


def _of_city(study: Study, catalogue: Catalogue, needs: pd.DataFrame) -> list[Candidate]:
    """Return the indicators in which the municipality is strong or weak, in catalogue order."""
    rows = needs[(needs["unit_id"] == study.city_id) & (needs["scope"] == "indicator")].set_index("key")["score"]
    values = study.values()
    flags = values[(values["unit_id"] == study.city_id) & values["value"].notna()].set_index("indicator_id")["flags"]
    found = []
    for name, indicator in catalogue.indicators.items():
        kind = _kind_of(rows.get(name, np.nan)) if name in flags.index else ""  # an estimate carries nothing
        if kind:
            facts = {"score": float(rows[name]), "flags": str(flags.get(name) or "")}
            found.append(Candidate(kind, "score", study.city_id, indicator.sector, name, facts))
    return found


def _of_units(study: Study, catalogue: Catalogue, needs: pd.DataFrame) -> list[Candidate]:
    """Return the sectors in which planning units are strong or weak.

    Left out are units with few people and sectors of which more than half of the scored indicators have no value there
    (a scheme may let estimates stand in).
    """
    units = set(study.reporting_units().ids("unit_id"))
    rows = needs[(needs["scope"] == "sector") & needs["unit_id"].isin(units) & (needs["population"] >= FEW_PERSONS)]
    scored = [name for name in needs.loc[needs["scope"] == "indicator", "key"].unique() if name in catalogue.indicators]
    wide = study.values().pivot(index="unit_id", columns="indicator_id", values="value").notna()
    sectors = pd.Series({name: catalogue.indicators[name].sector for name in scored}, dtype=object)
    known = wide.reindex(columns=scored, fill_value=False).T.groupby(sectors).mean()
    return [
        Candidate(_kind_of(row.score), "score", row.unit_id, row.key, facts={"score": row.score, "flags": ""})
        for row in rows.itertuples()
        if _kind_of(row.score) and known[row.unit_id].get(row.key, 0.0) >= _KNOWN_ENOUGH
    ]


def _trends(study: Study, catalogue: Catalogue) -> list[Candidate]:
    """Return the indicators of the municipality that change reliably.

    That is: at least ``TREND_PERIODS`` reference dates, a Mann–Kendall p of at most ``TREND_P``, a difference between
    the first and the last date in the direction of the trend that is better or worse, and nothing that makes the
    comparison doubtful (other method, other borders, other coverage, few cases).
    """
    if len(study.periods()) < TREND_PERIODS:
        return []
    found = []
    for name, indicator in catalogue.indicators.items():
        periods = periods_of(study, name)
        if len(periods) < TREND_PERIODS:
            continue
        table = changes(study, catalogue, name)
        row = table[table["unit_id"] == study.city_id].iloc[0]
        reliable = row["p"] <= TREND_P and not row["flags"] and row["trend"] * row["change"] > 0
        kind = {BETTER: OPPORTUNITY, WORSE: THREAT}.get(row["judgement"], "") if reliable else ""
        if kind:
            facts = {"start": periods[0], "end": periods[-1], "periods": int(row["periods"]), "p": float(row["p"])}
            facts |= {"value_from": float(row["value_from"]), "value_to": float(row["value_to"])}
            found.append(Candidate(kind, "trend", study.city_id, indicator.sector, name, facts))
    return found


def _forecasts(study: Study, needs: pd.DataFrame) -> list[Candidate]:
    """Return the planning units that grow where the index is high or low."""
    if FORECAST_ROLE not in study.passports():
        return []
    grown = growth(study.layer(FORECAST_ROLE).frame, study.units().frame, study.settings.unit_level)
    if grown is None:
        return []
    first, last, shares = grown
    index = needs[(needs["scope"] == INDEX) & (needs["population"] >= FEW_PERSONS)].set_index("unit_id")["score"]
    found = []
    for unit in study.reporting_units().ids("unit_id"):
        share, score = shares.get(unit, np.nan), index.get(unit, np.nan)
        kind = {STRENGTH: OPPORTUNITY, WEAKNESS: THREAT}.get(_kind_of(score), "") if share >= GROWTH else ""
        if kind:
            facts = {"score": float(score), "share": float(share), "start": first, "end": last}
            found.append(Candidate(kind, "forecast", unit, facts=facts))
    return found


# Storing ------------------------------------------------------------------------------------------------------------


def suggest(study: Study, found: list[Candidate], words_of: Callable[[Candidate], tuple[str, str]]) -> Suggested:
    """Store candidates that are new and remove those whose basis is gone; decided and hand-made entries stay.

    ``words_of`` returns text and basis of a candidate in words. Of a candidate that is there already the basis is
    renewed; its text stays, somebody may have changed it.
    """
    present, by_key = entries(study), {candidate.key: candidate for candidate in found}
    kept, removed, without_basis = [], [], []
    for row in present.to_dict("records"):
        key = tuple(str(row[name]) for name in _KEY)
        candidate = by_key.pop(key, None)
        derived = bool(row["basis"])
        if candidate is None and derived and row["state"] == CANDIDATE:
            removed.append(row["swot_id"])
            continue
        if candidate is None and derived and row["state"] == ACCEPTED:
            without_basis.append(row["swot_id"])
        if candidate is not None and row["state"] == CANDIDATE and derived:
            row = {**row, "basis": words_of(candidate)[1]}
        kept.append(row)
    taken = {str(row["swot_id"]) for row in [*kept, *present.to_dict("records")]}
    new = []
    for candidate in found:
        if candidate.key not in by_key:
            continue
        text, basis = words_of(candidate)
        number = _next_id(candidate.kind, taken)
        taken.add(number)
        new.append(number)
        kept.append(
            {
                **dict(zip(_KEY, candidate.key)),
                "swot_id": number,
                "text": text,
                "state": CANDIDATE,
                "basis": basis,
                "changed_at": now(),
            }
        )
    _store(study, kept)
    waiting = sum(row["state"] == CANDIDATE for row in kept)
    return Suggested(tuple(new), tuple(removed), tuple(without_basis), waiting)


def decide(study: Study, ids: Collection[str], state: str, text: str = "") -> int:
    """Set the state of entries and, for a single one, its text; returns how many entries changed.

    Raises SmartCityError for numbers that do not exist, for a text for several, and for accepting without a text.
    """
    ids = list(dict.fromkeys(ids))
    frame = entries(study)
    missing = [item for item in ids if item not in set(frame["swot_id"])]
    if missing or not ids:
        raise SmartCityError("swot_unknown", ids=", ".join(missing) or "–")
    if text.strip() and len(ids) > 1:
        raise SmartCityError("swot_text_for_one", count=float(len(ids)))
    chosen = frame["swot_id"].isin(ids)
    if text.strip():
        frame.loc[chosen, "text"] = text.strip()
    empty = frame[chosen & (frame["text"].astype(str).str.strip() == "")]
    if state == ACCEPTED and len(empty):
        raise SmartCityError("swot_text_missing", ids=", ".join(empty["swot_id"]))
    frame.loc[chosen, "state"] = state
    frame.loc[chosen, "changed_at"] = now()
    _store(study, frame.to_dict("records"))
    return int(chosen.sum())


def _store(study: Study, rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(rows, columns=list(SWOT.fields)).astype(object)
    study.save_product(None, SWOT, frame.where(frame.notna() & (frame != ""), None))


def _next_id(kind: str, taken: Collection[str]) -> str:
    """Return the next free number of a kind; those of removed entries are not given out in the same run."""
    letter = LETTERS[kind]
    used = [int(found[1]) for found in (re.fullmatch(f"{letter}([0-9]+)", name) for name in taken) if found]
    return f"{letter}{max(used, default=0) + 1}"
