# SPDX-License-Identifier: GPL-2.0-or-later
"""Which column of a layer holds which field of a role, and the QGIS expression that makes the one from the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from ..catalogue.matching import FieldRule, MatchingRules
from ..model.indicator import Role
from ..model.text import Text
from .words import folded, found_word, pattern_rank

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class FieldFacts:
    """A column of a layer: its kind (number, text, date, other), some of its values, the share (0 to 1) known.

    ``complete`` tells that ``examples`` are all values that occur.
    """

    name: str
    kind: str
    examples: tuple[str, ...] = ()
    known: Optional[float] = None
    complete: bool = False

    @property
    def reference(self) -> str:
        """The column in a QGIS expression."""
        return quoted(self.name)


@dataclass(frozen=True)
class Mapped:
    """A field of a role: the expression that fills it, how well (0 to 1) the column's name fits, and what to know."""

    expression: str
    quality: float
    column: str = ""
    constant: str = ""
    unknown: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()

    def reasons(self, field: Text, rules: MatchingRules) -> list[Text]:
        """Return what the user reads of it."""
        if self.constant:
            return [filled(rules.reasons["constant"], field, value=self.constant)]
        reasons = [filled(rules.reasons["field"], field, column=self.column)]
        for key, values in (("unknown_values", self.unknown), ("unmapped_values", self.unmapped)):
            if values:
                reasons.append(rules.reasons[key].format(column=self.column, values=listed(values)))
        return reasons


def map_fields(columns: tuple[FieldFacts, ...], name: str, role: Role, rules: MatchingRules) -> dict[str, Mapped]:
    """Return the fields of a role that a layer has; each column fills one field, the best pair comes first.

    ``name`` is the folded name of the layer, from which some fields can be told (bus stops).
    """
    fields = [*role.required, *role.optional]
    found = rules.roles[role.id].fields
    pairs = []
    for order, field in enumerate(fields):
        for place, column in enumerate(columns):
            quality = pattern_rank((field, *found[field].columns), folded(column.name))
            item = _mapped(column, found[field], field in role.numbers, quality, rules) if quality else None
            if item:
                pairs.append((-quality, order, place, item))
    taken: dict[str, Mapped] = {}
    used: set[int] = set()
    for _, order, place, item in sorted(pairs, key=lambda pair: pair[:3]):
        if fields[order] not in taken and place not in used:
            taken[fields[order]] = item
            used.add(place)
    for field in fields:
        if field not in taken:
            value = next((value for value, words in found[field].by_name.items() if found_word(words, name)), "")
            if value:
                taken[field] = Mapped(text_literal(value), 0.5, constant=value)
    return {field: taken[field] for field in fields if field in taken}


def quoted(column: str) -> str:
    """Return a column name as QGIS expressions want it."""
    return '"' + column.replace('"', '""') + '"'


def text_literal(value: str) -> str:
    """Return a text as QGIS expressions want it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def literals(column: FieldFacts, values: list[str]) -> list[str]:
    """Return values of a column as literals of its kind."""
    if column.kind == "number":
        return [value for value in values if _NUMBER.fullmatch(value)]
    return [text_literal(value) for value in values]


def one_of(column: FieldFacts, values: list[str]) -> str:
    """Return the condition that a column has one of the values."""
    written = literals(column, values)
    return (
        f"{column.reference} = {written[0]}" if len(written) == 1 else f"{column.reference} IN ({', '.join(written)})"
    )


def shortened(title: Text) -> Text:
    """Return the title of a field without what explains it."""
    return Text(*(re.split(r"[;:,]", wording)[0].strip() for wording in (title.de, title.en)))


def listed(values: tuple[str, ...], most: int = 4) -> str:
    """Return some values in quotation-free form for a sentence."""
    return ", ".join(values[:most]) + (", …" if len(values) > most else "")


def filled(reason: Text, field: Text, **values: str) -> Text:
    """Return a reason that names a field in its own language."""
    return Text(reason.de.format(field=field.de, **values), reason.en.format(field=field.en, **values))


def _mapped(
    column: FieldFacts, rule: FieldRule, is_number: bool, quality: float, rules: MatchingRules
) -> Optional[Mapped]:
    if is_number:
        return _number(column, rule, quality, rules)
    if rule.values:
        return _coded(column, rule, quality)
    if column.kind == "date":
        return Mapped(f"format_date({column.reference}, 'yyyy-MM-dd')", quality, column.name)
    return None if column.kind == "other" else Mapped(column.reference, quality, column.name)


def _number(column: FieldFacts, rule: FieldRule, quality: float, rules: MatchingRules) -> Optional[Mapped]:
    """Map a column to a field of numbers, also texts that are all numbers, codes or signs for unknown."""
    if column.kind == "number":
        unknown = [value for value in column.examples if _is_unknown_number(value, rule, rules)]
        if not column.complete:
            unknown += [sign for sign in rule.unknown if _NUMBER.fullmatch(sign) and sign not in unknown]
        if not unknown:
            return Mapped(column.reference, quality, column.name)
        condition = one_of(column, unknown)
        expression = f"CASE WHEN {condition} THEN NULL ELSE {column.reference} END"
        return Mapped(expression, quality, column.name, unknown=tuple(unknown))
    if column.kind != "text" or not column.examples:
        return None
    signs = {folded(sign) or sign for sign in (*rules.unknown, *rule.unknown)}
    coded = {word: value for value, words in rule.values.items() for word in words}
    unknown = [value for value in column.examples if (folded(value) or value.strip()) in signs]
    meant = [value for value in column.examples if value.strip().lower() in coded]
    rest = [value for value in column.examples if value not in unknown and value not in meant]
    numbers = [value for value in rest if _NUMBER.fullmatch(value.strip())]
    if not numbers or len(numbers) < len(rest):
        return None
    comma = any("," in value for value in numbers)
    read = f"replace({column.reference}, ',', '.')" if comma else column.reference
    cases = [f"WHEN {one_of(column, [value])} THEN {coded[value.strip().lower()]}" for value in meant]
    cases += [f"WHEN {one_of(column, unknown)} THEN NULL"] if unknown else []
    expression = f"to_real({read})"
    if cases:
        expression = f"CASE {' '.join(cases)} ELSE {expression} END"
    return Mapped(expression, quality, column.name, unknown=tuple(unknown))


def _is_unknown_number(value: str, rule: FieldRule, rules: MatchingRules) -> bool:
    return bool(_NUMBER.fullmatch(value)) and (float(value) in rules.unknown_numbers or value in rule.unknown)


def _coded(column: FieldFacts, rule: FieldRule, quality: float) -> Optional[Mapped]:
    """Map a column whose values stand for keys of the role; None if none of them is understood."""
    if folded(column.name) in rule.plain:
        return Mapped(column.reference, quality, column.name)
    if column.kind not in ("text", "number"):
        return None
    by_key: dict[str, list[str]] = {}
    unmapped = []
    for value in column.examples:
        key = next((key for key, words in rule.values.items() if _means(value, (key, *words))), None)
        if key is None:
            unmapped.append(value)
        else:
            by_key.setdefault(key, []).append(value)
    if not by_key:
        return None
    if not unmapped and all(values == [key] for key, values in by_key.items()):
        return Mapped(column.reference, quality, column.name)
    cases = " ".join(f"WHEN {one_of(column, values)} THEN {text_literal(key)}" for key, values in by_key.items())
    return Mapped(f"CASE {cases} END", quality, column.name, unmapped=tuple(unmapped))


def _means(value: str, words: tuple[str, ...]) -> bool:
    return folded(value) in {folded(word) for word in words}
