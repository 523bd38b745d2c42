# SPDX-License-Identifier: GPL-2.0-or-later
"""Monitoring and the chain from needs to measures as sheets: for spreadsheets, and as tables of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ..engine.monitoring import years_of
from ..sources.own_sheets import Cell, Sheet
from ..study.chain import Trace
from ..study.monitoring import STALE_MONTHS, GoalMonitor, Series, responsive_share
from ..study.orphans import Orphan, class_title
from .watching import WatchWords

_FORBIDDEN = re.compile(r"[\[\]:*?/\\<>|\"\x00-\x1f]")
_LONGEST = 31
"""How long the name of a sheet may be."""

PAGE_COLUMNS = {
    "overview": ("goal", "title", "light", "quantity", "reason", "measures"),
    "chain": ("need", "unit", "value", "gap", "measure", "state", "goals", "here"),
}
"""What of wide sheets a web page shows; the rest stands further below on it, or in the spreadsheet only."""

NUMBERS = frozenset({"value", "expected", "target_year", "age", "gap", "intensity", "persons", "count"})


def monitor_sheets(monitors: Sequence[GoalMonitor], words: WatchWords, on: date) -> list[Sheet]:
    """Return an overview, the coverage matrix, a sheet per goal that is watched or should be, and the rules."""
    names = _Names()
    sheets = [_overview(monitors, words, names), _coverage(monitors, words, names)]
    sheets += [_goal(item, words, names) for item in monitors if item.is_watched]
    count, total = responsive_share(monitors)
    told = [
        words.as_of(on),
        words.say("watch.sheet.responsive", count=count, total=total, months=STALE_MONTHS),
        *words.rules(),
    ]
    return [*sheets, _rules(told, words, names)]


def chain_sheets(chain: Trace, orphans: Iterable[Orphan], words: WatchWords) -> list[Sheet]:
    """Return what hangs in the air, the needs with what answers them, and the rules."""
    names = _Names()
    return [
        _orphans(chain, orphans, words, names),
        _needs(chain, words, names),
        _rules(words.chain_rules(), words, names),
    ]


class _Names:
    """Gives sheets names that spreadsheets and file systems accept, each only once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def of(self, text: str) -> str:
        stem = _FORBIDDEN.sub("_", text).strip(" '.")[:_LONGEST] or "_"
        name, number = stem, 2
        while name.casefold() in self._used:
            name, number = f"{stem[: _LONGEST - 4]} {number}", number + 1
        self._used.add(name.casefold())
        return name


def _sheet(
    key: str, title: str, topic: str, columns: Sequence[str], rows: list[list[Cell]], words: WatchWords
) -> Sheet:
    if topic == "watch":
        headings = [words.say(f"watch.column.{name}") for name in columns]
    else:
        headings = [words.say(f"chain.column.{name}") for name in columns]
    return Sheet(key, title, tuple(columns), tuple(headings), rows, NUMBERS)


def _rules(told: Iterable[str], words: WatchWords, names: _Names) -> Sheet:
    rows: list[list[Cell]] = [[text] for text in told]
    return _sheet("rules", names.of(words.say("watch.sheet.rules")), "watch", ("rule",), rows, words)


def _overview(monitors: Iterable[GoalMonitor], words: WatchWords, names: _Names) -> Sheet:
    columns = ("goal", "title", "light", "quantity", "kind", "reason", "pace", "notes", "measures")
    rows: list[list[Cell]] = []
    for item in monitors:
        series = item.deciding
        notes = [*([] if series is None else words.notes(series)), *words.goal_notes(item)]
        rows.append(
            [
                item.goal_id,
                item.goal.title,
                words.light(item.light) if item.is_watched else None,
                None if series is None else words.words.of(series.title),
                None if series is None else words.kind(series),
                None if series is None else words.reason(series),
                None if series is None else " ".join(words.pace(series)),
                " ".join(notes),
                ", ".join(f"{name} ({words.status(status)})" for name, status in item.measures),
            ]
        )
    return _sheet("overview", names.of(words.say("watch.sheet.overview")), "watch", columns, rows, words)


def _coverage(monitors: Iterable[GoalMonitor], words: WatchWords, names: _Names) -> Sheet:
    columns = (
        *("goal", "title", "has_indicator", "has_baseline", "has_target", "has_year"),
        *("one_value", "two_values", "age"),
    )

    def tick(is_there: bool) -> str:
        return words.say("watch.is_there" if is_there else "watch.is_absent")

    rows: list[list[Cell]] = []
    for item in monitors:
        if not item.is_watched:
            continue
        row = item.coverage
        ticks = (row.has_indicator, row.has_baseline, row.has_target, row.has_year, row.values >= 1, row.values >= 2)
        age = None if row.age_months is None else float(row.age_months)
        rows.append([item.goal_id, item.goal.title, *map(tick, ticks), age])
    return _sheet("coverage", names.of(words.say("watch.sheet.coverage")), "watch", columns, rows, words)


def _goal(item: GoalMonitor, words: WatchWords, names: _Names) -> Sheet:
    columns = ("quantity", "kind", "date", "value", "unit", "expected", "notes")
    rows: list[list[Cell]] = []
    for series in item.series:
        rows += _series_rows(series, words)
    for name, status in item.measures:
        late = words.late(item, name)
        told = ", ".join(part for part in (words.status(status), late) if part)
        rows.append([f"{words.say('watch.column.measures')}: {name}", None, None, None, None, None, told])
    notes = words.goal_notes(item)
    if notes:
        rows.append([None, None, None, None, None, None, " ".join(notes)])
    title = names.of(item.goal_id)
    return _sheet(f"goal_{item.goal_id}", title, "watch", columns, rows, words)


def _series_rows(series: Series, words: WatchWords) -> list[list[Cell]]:
    title, kind, unit = words.words.of(series.title), words.kind(series), words.unit(series)
    rows: list[list[Cell]] = []
    if series.baseline is not None:
        told = words.say("watch.column.baseline")
        rows.append([title, kind, words.date(series.baseline_date), series.baseline, unit, None, told])
    for when, value in series.points:
        year = years_of(when)
        expected = None if year is None else series.way.expected(year)
        told = words.say("watch.note.not_comparable") if when in series.breaks else None
        rows.append([title, kind, words.date(when), value, unit, expected, told])
    if series.target is not None:
        year = "" if series.target_year is None else str(series.target_year)
        rows.append([title, kind, year, series.target, unit, None, words.say("watch.column.target")])
    told = " ".join([f"{words.light(series.light)}: {words.reason(series)}", *words.pace(series), *words.notes(series)])
    rows.append([title, kind, None, None, unit, None, told])
    return rows


def _needs(chain: Trace, words: WatchWords, names: _Names) -> Sheet:
    columns = (
        *(
            "need",
            "unit",
            "unit_id",
            "sector",
            "kind",
            "value",
            "gap",
            "measure",
            "intensity",
            "persons",
            "target",
            "state",
        ),
        *("goals", "sector_goals", "here", "elsewhere", "unplaced", "contributions"),
    )
    rows: list[list[Cell]] = []
    for item in chain.needs:
        need = item.need
        indicator = words.catalogue.indicators.get(need.indicator_id)
        unit = None if indicator is None else words.words.symbol(indicator.unit)
        numbers: list[Cell] = [need.value, need.gap, unit, need.need, need.persons]
        lists = (item.goals, item.sector_goals, item.here, item.elsewhere, item.unplaced, item.contributions)
        rows.append(
            [
                words.need_title(need),
                need.unit_name,
                need.unit_id,
                words.sector(need.sector),
                words.say(f"chain.kind.{need.kind}"),
                *numbers,
                None if need.target is None else words.words.of(need.target),
                words.state(item),
                *(", ".join(names_) for names_ in lists),
            ]
        )
    return _sheet("chain", names.of(words.say("chain.sheet.chain")), "chain", columns, rows, words)


def _orphans(chain: Trace, orphans: Iterable[Orphan], words: WatchWords, names: _Names) -> Sheet:
    columns = ("finding", "severity", "count", "ids")
    rows: list[list[Cell]] = []
    for item in orphans:
        rows.append(
            [
                words.say(f"chain.orphan.{item.kind}"),
                words.say(f"chain.severity.{item.severity.value}"),
                float(item.count),
                "; ".join(orphan_labels(item, chain, words)),
            ]
        )
    if not rows:
        rows.append([words.say("chain.sheet.none"), None, 0.0, None])
    return _sheet("orphans", names.of(words.say("chain.sheet.orphans")), "chain", columns, rows, words)


def orphan_labels(item: Orphan, chain: Trace, words: WatchWords) -> list[str]:
    """Return what readers see of each finding of a kind."""
    if item.kind == "lost_links":
        titles = [class_title(name, words.language) for name, _ in item.things]
        return [f"{title}: {label}" if title else label for title, label in zip(titles, item.ids)]
    return [words.thing(chain, name, number) for name, number in item.things]
