# SPDX-License-Identifier: GPL-2.0-or-later
"""How operands of rules are called, in both languages: by the titles of their indicators and layers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .. import paths
from ..model.rule import Choosing, Condition, IndicatorCondition, LayerCondition, Operand, Reading, Scale
from ..model.text import Text
from .catalogue import Catalogue
from .entry import Entry

_COMMA = Text(", ", ", ")


@lru_cache(maxsize=1)
def rule_words() -> dict[str, Text]:
    """Return the wordings for rules by key."""
    entry = Entry.from_file(paths.CATALOGUE / "rule_words.yaml")
    return {key: entry.text(key) for key in entry.take_keys()}


def condition_title(condition: Condition, catalogue: Catalogue) -> Text:
    """Return what a condition is called: “need: …”, “near: …”; an id stands for what no longer exists."""
    if isinstance(condition, LayerCondition):
        return _layer_title(condition, catalogue)
    known = catalogue.indicators.get(condition.indicator)
    title = known.title if known else Text(condition.indicator, condition.indicator)
    key = condition.reading.value
    if condition.reading is Reading.VALUE and condition.scale is not None:
        key = f"{key}_{_end(condition.scale)}"
    return _fill(key, title=title)


def _layer_title(condition: LayerCondition, catalogue: Catalogue) -> Text:
    known = catalogue.roles.get(condition.role)
    title = known.title if known else Text(condition.role, condition.role)
    text = _fill(f"{condition.measure.value}_{_end(condition.scale)}", title=title)
    if condition.where:
        words = ", ".join(word for allowed in condition.where.values() for word in allowed)
        text = _fill("only", condition=text, words=Text(words, words))
    return text


def operand_title(operand: Operand, catalogue: Catalogue) -> Text:
    """Return what an operand is called, with all its conditions."""
    titles = [condition_title(condition, catalogue) for condition in operand.conditions]
    if len(titles) == 1:
        return titles[0]
    key = "first" if operand.choosing is Choosing.FIRST else "highest"
    return _fill(
        key, conditions=joined(titles, Text(*(f" {word} " for word in (rule_words()["or"].de, rule_words()["or"].en))))
    )


def joined(texts: Sequence[Text], between: Text = _COMMA) -> Text:
    """Return several texts one after the other, in both languages."""
    return Text(between.de.join(item.de for item in texts), between.en.join(item.en for item in texts))


def told(key: str, conditions: Sequence[Condition], catalogue: Catalogue) -> Text:
    """Return a remark (key ``inherited`` or ``substitute``) about conditions; of those that stand in what they show."""
    titles = [condition_title(item, catalogue) for item in conditions]
    if key == "substitute":
        titles = [
            _fill("stands_in", condition=title, note=item.substitute) if item.substitute else title
            for title, item in zip(titles, conditions)
        ]
    return _fill(key, conditions=joined(titles, Text("; ", "; ")))


def measure_title(title: Text, conditions: Sequence[Condition], catalogue: Catalogue) -> Text:
    """Return a kind of measure with what it helps with."""
    return _fill("measure", title=title, conditions=joined([condition_title(item, catalogue) for item in conditions]))


def indicators_and_roles(operand: Operand) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the indicators and of the roles of which an operand needs one."""
    indicators = tuple(item.indicator for item in operand.conditions if isinstance(item, IndicatorCondition))
    roles = tuple(item.role for item in operand.conditions if isinstance(item, LayerCondition))
    return tuple(dict.fromkeys(indicators)), tuple(dict.fromkeys(roles))


def _end(scale: Scale) -> str:
    return "high" if scale.full > scale.zero else "low"


def _fill(key: str, **texts: Text) -> Text:
    wording = rule_words()[key]
    return Text(
        wording.de.format(**{name: text.de for name, text in texts.items()}),
        wording.en.format(**{name: text.en for name, text in texts.items()}),
    )
