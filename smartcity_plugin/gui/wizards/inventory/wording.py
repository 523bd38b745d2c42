# SPDX-License-Identifier: GPL-2.0-or-later
"""What the Inventory wizard calls states, confidences and what is missing, in QGIS's language."""

from __future__ import annotations

from ....bridge.i18n import language, translate
from ....catalogue import load_catalogue
from ....catalogue.numbers import format_number
from ....model.provenance import Passport
from ....study.matrix import BASE, IndicatorRow, InventoryMatrix, RoleRow, RoleState, ValueState

HIGH, MEDIUM = 0.75, 0.5
"""Confidence from which a candidate is called high (and preselected), and medium. Settings of this wizard."""


def number(value: float, decimals: int = 0) -> str:
    """Return a number as the language writes it."""
    return format_number(float(value), decimals, language())


def role_title(role: str) -> str:
    """Return the title of a role."""
    return load_catalogue().roles[role].title.in_language(language())


def sector_title(sector: str) -> str:
    """Return the title of a sector; roles of the base serve all of them."""
    if sector == BASE:
        return translate("SmartCity", "Base data")
    return load_catalogue().sectors[sector].title.in_language(language())


def sector_short(sector: str) -> str:
    """Return a word for a sector, for the head of a column."""
    known = {
        "mobility": translate("SmartCity", "Mobility"),
        "housing": translate("SmartCity", "Housing"),
        "green": translate("SmartCity", "Green"),
        "social": translate("SmartCity", "Social"),
        "economy": translate("SmartCity", "Economy"),
        "climate": translate("SmartCity", "Climate"),
        "digital": translate("SmartCity", "Digital"),
    }
    return known.get(sector) or sector_title(sector).split(" ")[0].rstrip(",")


def indicator_titles(indicators: tuple[str, ...], matrix: InventoryMatrix) -> list[str]:
    """Return the titles of indicators of a study by their ids."""
    titles = {row.indicator.id: row.indicator.title for row in matrix.indicators}
    return [titles[name].in_language(language()) for name in indicators]


def state_word(state: RoleState) -> str:
    """Return the word for a role's state; the document's annex uses the same ones."""
    return {
        RoleState.FILLED: translate("SmartCity", "present"),
        RoleState.MISSING: translate("SmartCity", "missing"),
        RoleState.NOT_NEEDED: translate("SmartCity", "not needed yet"),
    }[state]


def state_short(state: RoleState) -> str:
    """Return the word for a role's state where there is little room."""
    return translate("SmartCity", "optional") if state is RoleState.NOT_NEEDED else state_word(state)


def light_word(light: str) -> str:
    """Return the word for a traffic light."""
    return load_catalogue().vocabulary.lights[light].title.in_language(language())


def light_of(row: RoleRow) -> str:
    """Return the id of a role's traffic light, empty without one."""
    return row.rating.light.value if row.rating is not None else ""


def row_words(row: RoleRow) -> str:
    """Return state and light of a role in words."""
    light = light_of(row)
    return light_word(light) if light else state_short(row.state)


def value_word(row: IndicatorRow) -> str:
    """Return whether an indicator can be computed and has values."""
    if not row.is_computable:
        return translate("SmartCity", "missing data")
    return {
        ValueState.COMPUTED: translate("SmartCity", "computed"),
        ValueState.OUTDATED: translate("SmartCity", "computed, data changed since"),
        ValueState.NONE: translate("SmartCity", "computable"),
    }[row.values]


def what_lacks(row: IndicatorRow) -> str:
    """Return which roles and fields an indicator lacks; of one that can be computed, what it leaves out."""
    if row.is_computable:
        titles = ", ".join(role_title(role) for role in row.absent)
        return translate("SmartCity", "without: {roles}").format(roles=titles) if titles else ""
    parts = [role_title(role) for role in row.missing_roles]
    for count, roles in row.choices:
        titles = ", ".join(role_title(role) for role in roles)
        some = translate("SmartCity", "at least {count} of: {roles}")
        parts.append(titles if count == len(roles) else some.format(count=count, roles=titles))
    for role, field in row.missing_fields:
        text = translate("SmartCity", "{field} in {role}")
        parts.append(text.format(field=field_title(role, field), role=role_title(role)))
    return "; ".join(parts)


def field_title(role: str, field: str) -> str:
    """Return the title of a role's field."""
    known = load_catalogue().roles[role]
    text = {**known.required, **known.optional}.get(field)
    return text.in_language(language()) if text is not None else field


def gain_line(row: RoleRow) -> str:
    """Return what a role would bring; empty if nothing."""
    if row.gain:
        text = translate("SmartCity", "Indicators that become computable with it: {count}")
        return text.format(count=len(row.gain))
    if row.completes:
        text = translate("SmartCity", "Indicators that do without it so far: {count}")
        return text.format(count=len(row.completes))
    return ""


def confidence_word(confidence: float) -> str:
    """Return how sure a match is, in one word."""
    if confidence >= HIGH:
        return translate("SmartCity", "high")
    if confidence >= MEDIUM:
        return translate("SmartCity", "medium")
    return translate("SmartCity", "low")


def geometry_words(geometry: str) -> str:
    """Return what kind of data a role wants."""
    return {
        "point": translate("SmartCity", "points"),
        "line": translate("SmartCity", "lines"),
        "polygon": translate("SmartCity", "areas"),
        "any": translate("SmartCity", "points or areas"),
        "none": translate("SmartCity", "a table without geometry"),
        "raster": translate("SmartCity", "a raster"),
    }[geometry]


def source_line(passport: Passport) -> str:
    """Return the facts of a source in one line: how many features, of when, from where."""
    parts = []
    if passport.feature_count:
        parts.append(translate("SmartCity", "{count} features").format(count=number(passport.feature_count)))
    if passport.data_date:
        parts.append(translate("SmartCity", "as of {date}").format(date=passport.data_date))
    if passport.source:
        parts.append(passport.source)
    return " · ".join(parts)


def field_short(role: str, field: str) -> str:
    """Return the title of a field up to its first explanation."""
    title = field_title(role, field)
    for end in (",", ";", "(", ":"):
        title = title.split(end)[0]
    return title.strip()


def format_title(key: str) -> str:
    """Return the title of a format of files."""
    from ....sources.recognise import recognised

    return recognised(key).title.in_language(language())
