# SPDX-License-Identifier: GPL-2.0-or-later
"""Multiple burden and justice of distribution: parts of the needs analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Optional

import pandas as pd

from ...engine.burden import QUARTILE
from ...engine.composite.groups import GROUPS
from ...engine.compute import FEW_PERSONS
from ...model.indicator import Direction, Indicator, Status
from ...model.provenance import Run
from ...study.burden import affected, shown_places
from ...study.justice import CONCENTRATION, GINI, GROUP_MEAN, HIGHEST_TENTH, HOOVER, LOWEST_TENTH, MEAN, wide
from ...study.overlay_tables import CELLS
from ..builder import Blocks
from ..context import Context, run_ids
from ..document import Align, Column
from ..findings_justice import burden_findings, justice_findings, state_title

TOLD = 3
"""How many indicators the text describes; the table has all."""


def burden(context: Context, out: Blocks) -> None:
    """Build the part on multiple burden; of the kinds of place cells come first."""
    words, rows = context.words, shown_places(context.burden, context.settings.unit_level)
    out.heading("burden", words.say("burden.title"))
    out.text("burden_intro", words.say("burden.intro"))
    if rows.empty:
        out.text("burden_missing", words.say("burden.missing"))
        return
    with out.evidence(run_ids(rows)):
        _burden(context, out, rows)


def _burden(context: Context, out: Blocks, rows: pd.DataFrame) -> None:
    words = context.words
    run = context.runs.get(str(rows["run_id"].iloc[0]))
    record: Mapping[str, Any] = run.parameters if run else {}
    known = context.catalogue.indicators
    titles = {name: context.title(item) for name, item in known.items()}
    _stale(context, out, "burden", run, record.get("indicators", ()))
    out.sentences("burden_findings", burden_findings(rows, titles, words))
    social = known.get(record.get("social", "")) if rows["social"].notna().any() else None
    if social is not None:
        out.text("burden_status", words.say("burden.status", indicator=context.title(social)))
    places = words.say("burden.places.cells" if rows["place_kind"].iloc[0] == CELLS else "burden.places.units")
    rule = "quartile" if record.get("rule") == QUARTILE else "threshold"
    out.text("burden_rule", words.say(f"burden.rule.{rule}", places=places))
    _limits(context, out, record)
    _figures(context, out, str(rows["place_kind"].iloc[0]), rows["social"].notna().any())
    _classes(context, out, rows)


def _figures(context: Context, out: Blocks, place_kind: str, with_status: bool) -> None:
    """Add the maps that can be drawn, and the chart."""
    say = context.words.say
    wanted = [("burden", "burden_map", "burden.map")]
    wanted += [("burden_social", "burden_social_map", "burden.social_map")] if with_status else []
    for key, name, caption in wanted:
        figure = context.figures.product_map(key, place_kind=place_kind)
        if figure is not None:
            out.figure(name, say(caption), figure)
    chart = context.figures.burdens()
    if chart is not None:
        out.figure("burden_chart", say("burden.chart"), chart)


def _stale(context: Context, out: Blocks, name: str, run: Optional[Run], indicators: Iterable[str]) -> None:
    """Say so if indicators were computed anew after the run that a part rests on."""
    used = {context.status[item]["run_id"] for item in indicators if item in context.status}
    newest = max((context.runs[item].started_at for item in used if item in context.runs), default="")
    if run is not None and newest > run.started_at:
        out.callout(f"{name}_stale", context.words.say("justice.stale_title"), context.words.say("justice.stale"))


def _limits(context: Context, out: Blocks, record: Mapping[str, Any]) -> None:
    words, known = context.words, context.catalogue.indicators
    rows = []
    limits = record.get("limits", {})
    for name in record.get("indicators", ()):
        if name not in limits or name not in known:
            continue
        limit = limits[name]
        source = limit.get("source")
        said = source["de" if words.language == "de" else "en"] if source else words.say("table.none")
        rows.append([context.title(known[name]), _limit(context, known[name], limit), said])
        rows[-1].append(words.status(Status(limit["status"])))
    columns = [
        Column(words.say("burden.column.burden"), 4.6),
        Column(words.say("burden.column.limit"), 3.2),
        Column(words.say("burden.column.source"), 6.0),
        Column(words.say("burden.column.status"), 2.6),
    ]
    note = words.say("burden.limits_note")
    out.table("burden_limits", columns, rows, words.say("burden.limits_table"), note)


def _limit(context: Context, indicator: Indicator, limit: Mapping[str, Any]) -> str:
    words = context.words
    if limit["rule"] == QUARTILE:
        return words.say(f"burden.limit.quarter_of_{limit['of']}")
    if "high" not in limit:
        return words.say("burden.limit.score", value=words.number(limit["score_below"], 1))
    key = "below" if indicator.direction is Direction.HIGHER else "above"
    return words.say(f"burden.limit.{key}", value=words.value(limit["high"], indicator.unit))


def _classes(context: Context, out: Blocks, burdens: pd.DataFrame) -> None:
    words = context.words
    rows = [
        [
            state_title(str(key), words),
            words.number(item["places"]),
            _people(context, item["population"]),
            words.share(item["share"]),
        ]
        for key, item in affected(burdens, "state").iterrows()
    ]
    columns = [
        Column(words.say("burden.column.state"), 6.5),
        Column(words.say("burden.column.places"), 3.0, Align.RIGHT),
        Column(words.say("burden.column.population"), 3.5, Align.RIGHT),
        Column(words.say("burden.column.share"), 3.0, Align.RIGHT),
    ]
    out.table("burden_table", columns, rows, words.say("burden.table"), words.say("burden.table_note"))


def _people(context: Context, people: float) -> str:
    """Return a number of people for a table; small numbers are not told."""
    words = context.words
    if 0 < people < FEW_PERSONS:
        return words.say("persons.below", limit=words.number(FEW_PERSONS))
    return words.rounded(people)


def justice(context: Context, out: Blocks) -> None:
    """Build the part on justice of distribution."""
    words, rows = context.words, context.justice
    out.heading("justice", words.say("justice.title"))
    out.text("justice_intro", words.say("justice.intro"))
    measures = wide(rows) if not rows.empty else pd.DataFrame()
    known = context.catalogue.indicators
    ids = [name for name in known if name in measures.index and pd.notna(measures.loc[name].get(GINI))]
    if not ids:
        out.text("justice_missing", words.say("justice.missing"))
        return
    with out.evidence(run_ids(rows)):
        _justice(context, out, measures, ids)


def _justice(context: Context, out: Blocks, measures: pd.DataFrame, ids: list[str]) -> None:
    words, rows, known = context.words, context.justice, context.catalogue.indicators
    unequal = sorted(ids, key=lambda name: -measures.loc[name, GINI])[:TOLD]
    found = [" ".join(_told(context, measures.loc[name], known[name])) for name in unequal]
    out.bullets("justice_findings", found)
    run = context.runs.get(str(rows["run_id"].iloc[0]))
    _stale(context, out, "justice", run, ids)
    social = known.get(run.parameters.get("social", "")) if run else None
    if social is not None and measures.get(CONCENTRATION, pd.Series(dtype=float)).notna().any():
        out.text("justice_status", words.say("justice.status", indicator=context.title(social)))
    out.text("justice_caution", words.say("justice.caution"))
    _figure(context, out, [name for name in unequal if name in {item.id for item in context.computed}])
    _table(context, out, measures, ids)
    _groups(context, out, measures, ids)


def _told(context: Context, measures: pd.Series, indicator: Indicator) -> list[str]:
    """Return the findings about an indicator, and whom they leave out."""
    rows = context.justice
    own = rows[(rows["indicator_id"] == indicator.id) & (rows["measure"] == GINI)].iloc[0]
    found = justice_findings(measures, indicator, context.words)
    if own["unknown_population"] >= 1:
        persons = context.words.persons(own["unknown_population"])
        found.append(context.words.say("justice.not_included", persons=persons))
    return found


def _figure(context: Context, out: Blocks, ids: list[str]) -> None:
    """Add the Lorenz curve of the most unequal indicator that there is one of."""
    for name in ids:
        figure = context.figures.lorenz(name)
        if figure is not None:
            title = context.title(context.catalogue.indicators[name])
            out.figure("justice_lorenz", context.words.say("justice.figure", title=title), figure)
            out.text("justice_reading", context.words.say("justice.reading"))
            return


def _table(context: Context, out: Blocks, measures: pd.DataFrame, ids: list[str]) -> None:
    words = context.words
    rows = []
    for name in ids:
        indicator, own = context.catalogue.indicators[name], measures.loc[name]
        tenths = [words.value(own.get(key), indicator.unit) for key in (MEAN, LOWEST_TENTH, HIGHEST_TENTH)]
        indices = [words.number(own.get(key), 2) for key in (GINI, HOOVER, CONCENTRATION)]
        rows.append([context.title(indicator), *tenths, *indices])
    heads = [("mean", 2.0), ("low", 2.0), ("high", 2.0), ("gini", 1.4), ("hoover", 1.6), ("concentration", 2.2)]
    columns = [Column(words.say("column.indicator"), 5.2)]
    columns += [Column(words.say(f"justice.column.{key}"), width, Align.RIGHT) for key, width in heads]
    kinds = context.justice.drop_duplicates("indicator_id").set_index("indicator_id")["place_kind"].reindex(ids)
    on_cells = int((kinds == CELLS).sum())
    note = words.say(
        "justice.table_note",
        cells=words.number(on_cells),
        units=words.number(len(ids) - on_cells),
        mark=words.number(None),
    )
    out.table("justice_table", columns, rows, words.say("justice.table"), note)


def _groups(context: Context, out: Blocks, measures: pd.DataFrame, ids: list[str]) -> None:
    """Add the means of groups beside that of all, if any group is known."""
    words = context.words
    known = [name for name in GROUPS if GROUP_MEAN + name in measures and measures.loc[ids, GROUP_MEAN + name].any()]
    if not known:
        return
    rows = []
    for name in ids:
        indicator, own = context.catalogue.indicators[name], measures.loc[name]
        keys = [MEAN, *(GROUP_MEAN + group for group in known)]
        rows.append([context.title(indicator), *(words.value(own.get(key), indicator.unit) for key in keys)])
    columns = [Column(words.say("column.indicator"), 6.0), Column(words.say("justice.column.all"), 2.5, Align.RIGHT)]
    columns += [Column(words.say(f"justice.column.{group}"), 2.6, Align.RIGHT) for group in known]
    note = words.say("justice.groups_note")
    out.table("justice_groups", columns, rows, words.say("justice.groups_table"), note)
