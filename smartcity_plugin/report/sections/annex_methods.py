# SPDX-License-Identifier: GPL-2.0-or-later
"""Method sheets: every indicator, the composite, the treatment of missing values."""

from __future__ import annotations

from ...catalogue.buildings import load_building_uses
from ...engine.buildings import STOREY_HEIGHT
from ...engine.composite.needs import STRONG, WEAK
from ...engine.compute import FEW_PERSONS, MINIMUM_COVERAGE, PARTIAL_COVERAGE
from ...engine.network import SNAP_TOLERANCE
from ...engine.network.graph import SMALLEST_ISLAND
from ...engine.people import DASYMETRIC
from ...model.indicator import WAY_ROLES, Band, Indicator
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from ..findings import has_flag
from ..scheme import scheme_choices


def method_sheets(context: Context, out: Blocks) -> None:
    """Add a sheet for every computed indicator."""
    words = context.words
    out.heading("methods", words.say("annex.methods"))
    out.text("methods_text", words.say("annex.methods_text"))
    for number, sentence in enumerate(_people(context)):
        out.text(f"methods_people_{number}", sentence)
    for indicator in context.computed:
        out.heading(f"method.{indicator.id}", context.title(indicator), level=3)
        rows = [[Cell(label, bold=True), text] for label, text in _sheet(context, indicator)]
        with out.evidence(context.runs_of(indicator.id)):
            out.table(f"method.{indicator.id}.sheet", _sheet_columns(context), rows)


def _people(context: Context) -> list[str]:
    """Return where people were taken to live and how their number was calibrated, per way the results were computed."""
    words, allocations = context.words, context.catalogue.vocabulary.choices["allocation"]
    runs = [
        context.runs.get(context.status[item.id]["run_id"]) for item in context.computed if item.id in context.status
    ]
    records = [run.parameters.get("people") or {} for run in runs if run is not None]
    sentences = []
    for record in records:
        used = allocations.get(record.get("allocation_used", ""))
        if used is not None:
            sentences.append(words.say("annex.allocation", allocation=words.of(used.title)))
        if record.get("allocation_used") == DASYMETRIC:
            uses = load_building_uses()
            limits = {"smallest": uses.unknown_from, "largest": uses.unknown_to, "height": STOREY_HEIGHT}
            sentences.append(words.say("annex.homes", **{key: words.number(value) for key, value in limits.items()}))
        if record.get("cells_without_home"):
            values = {
                name: words.number(record[name]) for name in ("cells", "cells_without_home", "persons_without_home")
            }
            sentences.append(words.say("annex.without_home", **values))
        if "official_population" in record:
            sentences.append(
                words.say(
                    "annex.calibrated",
                    official=words.number(record["official_population"]),
                    counted=words.number(record["counted_population"]),
                    factor=words.number(record["factor"], 4),
                )
            )
        elif record:
            sentences.append(words.say("annex.not_calibrated"))
    return list(dict.fromkeys(sentences))


def _sheet_columns(context: Context) -> list[Column]:
    """Return the columns of a sheet; screen readers need their headings."""
    return [Column(context.words.say("column.setting"), 3.6), Column(context.words.say("column.entry"), 12.9)]


def _sheet(context: Context, indicator: Indicator) -> list[tuple[str, str]]:
    words, vocabulary = context.words, context.catalogue.vocabulary
    entries = {
        "id": indicator.id,
        "unit": words.of(vocabulary.units[indicator.unit].symbol),
        "direction": words.say(f"direction.{indicator.direction.value}"),
        "aggregation": words.say(f"aggregation.{indicator.aggregation.value}"),
        "formula": words.of(indicator.formula),
        "inputs": _inputs(context, indicator),
        "parameters": _parameters(context, indicator),
        "goalposts": _goalposts(context, indicator),
        "thresholds": _thresholds(context, indicator),
        "limits": words.of(indicator.limits),
        "run": _run(context, indicator),
    }
    return [(words.say(f"sheet.{key}"), text) for key, text in entries.items() if text]


def _run(context: Context, indicator: Indicator) -> str:
    """Return when and with which version the values were computed."""
    words = context.words
    known = [context.runs[run_id] for run_id in context.runs_of(indicator.id) if run_id in context.runs]
    return "\n".join(
        words.say(
            "sheet.run_text",
            run=run.run_id,
            date=words.moment(run.started_at),
            version=run.versions.get("smartcity", words.number(None)),
        )
        for run in known
    )


def _inputs(context: Context, indicator: Indicator) -> str:
    lines = []
    for role in indicator.roles():
        passport = context.passports.get(role)
        if passport is None:
            units = role == "planning_units"
            lines.append(
                context.words.say("sheet.input_units" if units else "sheet.input_none", role=context.role_title(role))
            )
        else:
            lines.append(context.words.say("sheet.input", role=context.role_title(role), title=passport.title))
    return "\n".join(lines)


def _parameters(context: Context, indicator: Indicator) -> str:
    words, used = context.words, context.parameters(indicator)
    lines = []
    for name, parameter in indicator.parameters.items():
        line = words.say(
            "sheet.parameter",
            label=words.of(parameter.label),
            value=words.setting(used[name], parameter),
            source=words.of(parameter.source),
            status=words.status(parameter.status),
        )
        if used[name] != parameter.value:
            line += " " + words.say("sheet.changed", value=words.setting(parameter.value, parameter))
        lines.append(line)
    return "\n".join(lines)


def _goalposts(context: Context, indicator: Indicator) -> str:
    words, posts = context.words, indicator.goalposts
    if posts is None or indicator.goalposts_source is None or indicator.goalposts_status is None:
        return words.say("sheet.no_goalposts")
    if isinstance(posts, Band):
        names = ("lower_zero", "lower_full", "upper_full", "upper_zero")
        key = "sheet.band"
    else:
        names = ("zero", "full")
        key = "sheet.goalposts_values"
    values = {name: words.value(getattr(posts, name), indicator.unit) for name in names}
    source = words.of(indicator.goalposts_source)
    return (
        words.say(key, **values)
        + " "
        + words.say("sheet.source", source=source, status=words.status(indicator.goalposts_status))
    )


def _thresholds(context: Context, indicator: Indicator) -> str:
    words = context.words
    return "\n".join(
        words.say(
            "sheet.threshold_target" if threshold.target else "sheet.threshold",
            value=words.value(threshold.value, indicator.unit),
            label=words.of(threshold.label),
            source=words.of(threshold.source),
            status=words.status(threshold.status),
        )
        for threshold in indicator.thresholds
    )


def composite_sheet(context: Context, out: Blocks) -> None:
    """Add the sheet of the composite: the choices of the scheme in force and what they mean."""
    words, scheme = context.words, context.scheme
    out.heading("composite", words.say("annex.composite"))
    rows = scheme_choices(scheme, context.sector_shares, context.catalogue, words)
    for name in ("need", "persons", "limits"):
        limits = {"strong": words.number(STRONG), "weak": words.number(WEAK)}
        rows.append((words.say(f"composite.{name}.label"), words.say(f"composite.{name}.text", **limits)))
    columns = _sheet_columns(context)
    out.table("composite_table", columns, [[Cell(label, bold=True), text] for label, text in rows])


def _network_rules(context: Context) -> list[str]:
    """Return how people get on the walking network, if the study has one."""
    if WAY_ROLES[0] not in context.passports:
        return []
    words = context.words
    limits = {"tolerance": words.value(SNAP_TOLERANCE, "m"), "island": words.value(SMALLEST_ISLAND, "m")}
    return [words.say("nulls.network", **limits)]


def null_policy(context: Context, out: Blocks) -> None:
    """Add how missing values are treated, and how often each flag was set."""
    words = context.words
    out.heading("nulls", words.say("annex.nulls"))
    out.bullets(
        "nulls_rules",
        [
            words.say("nulls.zero"),
            words.say("nulls.coverage", limit=words.percent(PARTIAL_COVERAGE), least=words.percent(MINIMUM_COVERAGE)),
            words.say("nulls.few", limit=words.number(FEW_PERSONS)),
            words.say("nulls.aggregate", weight=words.percent(context.scheme.minimum_weight)),
            *_network_rules(context),
        ],
    )
    units = context.values[context.values["unit_id"] != context.city_id]
    rows = []
    for key, term in context.catalogue.vocabulary.flags.items():
        flagged = units[has_flag(units, key)]
        if len(flagged):
            count = words.number(flagged["indicator_id"].nunique())
            rows.append([words.of(term.title), words.number(len(flagged)), count])
    columns = [
        Column(words.say("column.flag"), 9.5),
        Column(words.say("column.flag_values"), 3.5, Align.RIGHT),
        Column(words.say("column.flag_indicators"), 3.5, Align.RIGHT),
    ]
    note = words.say("nulls.note", total=words.number(len(units)))
    with out.evidence(context.value_runs):
        out.table("flags_table", columns, rows, words.say("nulls.table"), note)
