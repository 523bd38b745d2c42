# SPDX-License-Identifier: GPL-2.0-or-later
"""Checklists from YAML, and the facts held against them in words."""

from __future__ import annotations

import string
from functools import lru_cache
from pathlib import Path
from typing import Optional, Union

from .. import paths
from ..model.checklist import MANUAL, CheckItem, Checklist
from ..model.indicator import Status
from ..model.text import LANGUAGES, Text
from .catalogue import load_catalogue
from .entry import Entry
from .numbers import format_date, format_number
from .vocabulary import Vocabulary

FUNDING, CHARTA = "funding", "charta"
FOLDER = paths.CATALOGUE / "checklists"

RULES = (
    *("inventory", "needs", "order", "cross_sector", "spatial", "dimensions", "participation", "charta", "transfer"),
    *("open_source", "resolution", "no_isolated", "monitoring", "costs", "overall_goals", "initial_situation"),
    *("digital_in_space", "empirical", "resources", "attribute", "guideline"),
)
"""How items can be evaluated; ``study/checklists.py`` and its neighbours have a function for each."""

FactValue = Union[int, str, tuple[int, int]]
Fact = tuple[str, FactValue]
"""The key of a wording and its value: a number, a text, an ISO date, or (part, whole)."""


@lru_cache(maxsize=1)
def load_checklists() -> dict[str, Checklist]:
    """Return the shipped checklists by id; raises CatalogueError naming file and key."""
    vocabulary = load_catalogue().vocabulary
    return {name: read_checklist(FOLDER / f"{name}.yaml", vocabulary) for name in (FUNDING, CHARTA)}


def read_checklist(path: Path, vocabulary: Vocabulary) -> Checklist:
    """Read a checklist; the titles of the Charta's attributes and guidelines are those of the vocabulary."""
    entry = Entry.from_file(path)
    groups, notes = {}, {}
    title, note = entry.text("title"), entry.text("note")
    for key, group in entry.sub("groups").items():
        groups[key] = group.text("title")
        if group.has("note"):
            notes[key] = group.text("note")
        group.done()
    texts = entry.sub("facts")
    facts = {key: texts.text(key) for key in texts.take_keys()}
    reckonings = entry.sub("reckonings")
    rules = {key: reckonings.text(key) for key in reckonings.take_keys()}
    reader = _Items(path.stem, groups, rules, vocabulary)
    items = {key: reader.read(key, item) for key, item in entry.sub("items").items()}
    entry.done()
    unused = set(rules) - {item.rule for item in items.values()}
    if unused:
        raise entry.fail(f"no item uses the rule '{min(unused)}'")
    return Checklist(path.stem, title, note, groups, notes, facts, items)


class _Items:
    """Reads the items of one list."""

    def __init__(self, checklist: str, groups: dict[str, Text], rules: dict[str, Text], vocabulary: Vocabulary) -> None:
        self._checklist = checklist
        self._groups = groups
        self._rules = rules
        self._titles = {"attribute": vocabulary.charta, "guideline": vocabulary.guidelines}

    def read(self, key: str, entry: Entry) -> CheckItem:
        rule = entry.word("rule", {MANUAL, *RULES})
        if rule != MANUAL and rule not in self._rules:
            raise entry.fail(f"there is no reckoning for the rule '{rule}'")
        thresholds = entry.sub("thresholds", {})
        limits = {name: thresholds.number(name) for name in thresholds.take_keys()}
        item = CheckItem(
            checklist=self._checklist,
            id=key,
            group=entry.word("group", self._groups),
            title=self._title(key, rule, entry),
            text=entry.text("text"),
            source=entry.text("source"),
            status=entry.choice("status", Status),
            rule=rule,
            reckoning=self._reckoning(rule, limits, entry),
            thresholds=limits,
        )
        entry.done()
        return item

    def _title(self, key: str, rule: str, entry: Entry) -> Text:
        if rule not in self._titles:
            return entry.text("title")
        if key not in self._titles[rule]:
            raise entry.fail(f"'{key}' is not in the vocabulary")
        return self._titles[rule][key].title

    def _reckoning(self, rule: str, limits: dict[str, float], entry: Entry) -> Text:
        if rule == MANUAL:
            return Text("", "")
        wording = self._rules[rule]
        for language in LANGUAGES:
            names = {name for _, name, _, _ in string.Formatter().parse(getattr(wording, language)) if name}
            if names != set(limits):
                raise entry.fail(f"the reckoning of '{rule}' and the thresholds name different limits")
        shown = {lang: {key: format_number(value, 0, lang) for key, value in limits.items()} for lang in LANGUAGES}
        return Text(wording.de.format(**shown["de"]), wording.en.format(**shown["en"]))


def fact_line(fact: Fact, language: str, checklist: Optional[str] = None) -> str:
    """Return a fact in words; ``checklist`` is where its wording stands (funding unless said otherwise)."""
    key, value = fact
    wording = load_checklists()[checklist or FUNDING].facts[key].in_language(language)
    if isinstance(value, tuple):
        return wording.format(value=format_number(value[0], 0, language), of=format_number(value[1], 0, language))
    if isinstance(value, str):
        return wording.format(value=format_date(value, language))
    return wording.format(value=format_number(value, 0, language))
