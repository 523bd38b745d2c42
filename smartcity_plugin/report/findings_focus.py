# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about hot spots and focus areas in full sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.moran import SIGNIFICANT, GlobalMoran
from ..engine.table import GeoTable
from ..model.text import LANGUAGES
from ..study.assessment import scheme_of
from ..study.clusters import SCHEME, Clusters
from ..study.focus_figures import SEPARATOR
from ..study.study import Study
from .words import Words

SMALL_HECTARES = 10.0
"""Below this an area is told with one decimal."""


@dataclass(frozen=True)
class ClusterFacts:
    """What the clusters of one subject add up to; persons are those of inhabited cells."""

    title: str
    is_need: bool
    false_discovery: bool
    known_persons: float
    hot_cells: int
    hot_persons: float
    cold_cells: int
    cold_persons: float
    whole: GlobalMoran
    alone: int


def cluster_facts(found: Clusters, study: Study, catalogue: Catalogue, language: str) -> ClusterFacts:
    """Return what the clusters of a subject add up to; hot and cold are the classes of 95 and 99 %."""
    subject = found.subject
    if subject.kind == SCHEME:
        title = scheme_of(study, catalogue, subject.id).title
    else:
        title = catalogue.indicators[subject.id].title.in_language(language)
    people = found.rows["population"].to_numpy(float)
    known = np.isfinite(subject.values)
    hot, cold = found.in_class("hot_99", "hot_95"), found.in_class("cold_99", "cold_95")
    return ClusterFacts(
        title,
        subject.is_need,
        found.plan.false_discovery,
        float(people[known].sum()),
        int(hot.sum()),
        float(people[hot].sum()),
        int(cold.sum()),
        float(people[cold].sum()),
        found.whole,
        found.alone,
    )


def cluster_findings(facts: ClusterFacts, words: Words) -> list[str]:
    """Return how many people live in hot and cold spots, what the pattern as a whole is, and what it does not prove."""
    title = facts.title or words.say("clusters.scheme_untitled")
    key = "clusters.need_of" if facts.is_need else "clusters.values_of"
    subject = words.say(key, title=title)
    if facts.hot_cells:
        share = words.share(facts.hot_persons / facts.known_persons)
        persons = words.persons(facts.hot_persons)
        sentences = [words.count("clusters.hot", facts.hot_cells, subject=subject, persons=persons, share=share)]
    else:
        sentences = [words.say("clusters.no_hot", subject=subject)]
    if facts.cold_cells:
        sentences.append(words.count("clusters.cold", facts.cold_cells, persons=words.persons(facts.cold_persons)))
    sentences.append(words.say("clusters.level_controlled" if facts.false_discovery else "clusters.level"))
    sentences.append(_moran(facts.whole, words))
    if facts.alone:
        sentences.append(words.count("clusters.alone", facts.alone))
    return [*sentences, words.say("clusters.limits")]


def _moran(whole: GlobalMoran, words: Words) -> str:
    if not np.isfinite(whole.index):
        return words.say("clusters.moran_none")
    values = {"index": words.number(whole.index, 2), "p": words.number(whole.p, 4 if whole.p < 0.001 else 3)}
    if whole.p > SIGNIFICANT:
        return words.say("clusters.moran_chance", **values)
    return words.say("clusters.moran_alike" if whole.index > 0 else "clusters.moran_opposite", **values)


@dataclass(frozen=True)
class FocusFacts:
    """A focus area as it is told; numbers are NaN where unknown."""

    focus_id: str
    name: str
    population: float
    area_ha: float
    need: float
    persons: float
    drivers: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    is_edited: bool = False


def focus_facts(areas: GeoTable, catalogue: Catalogue, language: str) -> list[FocusFacts]:
    """Return the facts of stored focus areas; titles of indicators come in the language asked for."""
    numbers = {name: pd.to_numeric(areas.frame[name]).to_numpy(float) for name in _NUMBERS}
    titles = {
        item.title.in_language(known): item.title.in_language(language)
        for item in catalogue.indicators.values()
        for known in LANGUAGES
    }
    return [
        FocusFacts(
            str(row["focus_id"] or ""),
            str(row["name"] or ""),
            *(float(numbers[name][place]) for name in _NUMBERS),
            tuple(titles.get(text, text) for text in _parts(row["drivers"], SEPARATOR)),
            tuple(_parts(row["measures"], SEPARATOR)),
            tuple(_parts(row["flags"], ",")),
            bool(row["is_edited"]) and not pd.isna(row["is_edited"]),
        )
        for place, row in enumerate(areas.frame.to_dict("records"))
    ]


_NUMBERS = ("population", "area_ha", "need", "persons")


def _parts(text: object, separator: str) -> list[str]:
    return [part for part in text.split(separator) if part] if isinstance(text, str) else []


def focus_sentence(facts: FocusFacts, words: Words) -> str:
    """Return a focus area in one sentence: people, size, need, what is lacking most, open measures."""
    area = words.number(facts.area_ha, 1 if facts.area_ha < SMALL_HECTARES else 0)
    if np.isfinite(facts.population):
        people = words.say("focus.people", persons=words.persons(facts.population), area=area)
    else:
        people = words.say("focus.no_people", area=area)
    need = words.say("focus.need_unknown")
    if np.isfinite(facts.need):
        need = words.say("focus.need", need=words.number(facts.need))
    parts = [", ".join((people, need))]
    if facts.drivers:
        quoted = [words.say("quoted", text=text) for text in facts.drivers]
        parts.append(words.say("focus.drivers", drivers=words.join(quoted)))
    if facts.measures:
        quoted = [words.say("quoted", text=text) for text in facts.measures]
        parts.append(words.say("focus.measures", measures=", ".join(quoted)))
    else:
        parts.append(words.say("focus.no_measures"))
    if facts.is_edited:
        parts.append(words.say("focus.edited"))
    title = words.say("focus.title", id=facts.focus_id, name=facts.name).strip()
    sentence = words.say("focus.sentence", title=title, facts="; ".join(parts))
    flags = words.vocabulary.flags
    hints = [words.of(flags[flag].title) for flag in facts.flags if flag in flags]
    if not hints:
        return sentence
    return " ".join((sentence, words.say("focus.hints", id=facts.focus_id, hints="; ".join(hints))))


def focus_findings(areas: Iterable[FocusFacts], words: Words) -> list[str]:
    """Return how many people the focus areas hold, then one sentence each, most people in need first."""
    areas = sorted(areas, key=lambda facts: -np.nan_to_num(facts.persons))
    if not areas:
        return [words.say("focus.none")]
    people, affected = (float(np.nansum([getattr(item, name) for item in areas])) for name in ("population", "persons"))
    first = words.count("focus.summary", len(areas), persons=words.persons(people), affected=words.rounded(affected))
    return [first, *(focus_sentence(facts, words) for facts in areas)]
