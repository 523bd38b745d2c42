# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios side by side as a sheet or a web page that stands for itself."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.numbers import format_number, symbol_of
from ..catalogue.products import load_products
from ..model.problem import SmartCityError
from ..model.text import Text
from ..sources.own_sheets import Sheet
from ..sources.sheet_writing import write_sheets
from .scenario_results import scenario_comparison
from .strategy_tables import SCENARIO_EFFECTS, SCENARIO_VALUES
from .study import Study

_UNIT, _TITLE = Text("Einheit", "Unit"), Text("Szenarien im Vergleich", "Scenarios compared")
_OLD, _YES = Text("Veraltet", "Outdated"), Text("ja", "yes")
_NUMBERS = (
    *("before", "after", "change", "served", "served_under_18", "served_65_plus", "lost", "newcomers", "target"),
    *("gap_before", "gap_after", "gap_closed", "cost_eur", "eur_per_person"),
)
_COLUMNS = ("indicator_id", "unit", "title", "before", "after", "change", "judgement", *_NUMBERS[3:], "flags", "old")
_OF_INDICATOR = {"before", "after", "change", "target", "gap_before", "gap_after"}


def comparison_sheet(study: Study, catalogue: Catalogue, language: str, scenarios: Collection[str] = ()) -> Sheet:
    """Return a row per indicator and scenario in words of a language; all scenarios if none is named.

    Raises SmartCityError if none of them was computed.
    """
    frame = scenario_comparison(study)
    if scenarios:
        frame = frame[frame["scenario_id"].isin(list(scenarios))]
    if frame.empty:
        raise SmartCityError("scenarios_nothing_to_compare")
    rows = [_row(row, catalogue, language) for row in frame.to_dict("records")]
    return Sheet(
        key="scenarios",
        title=_TITLE.in_language(language),
        columns=_COLUMNS,
        headings=tuple(_heading(name, language) for name in _COLUMNS),
        numbers=frozenset(_NUMBERS),
        rows=rows,
    )


def _heading(name: str, language: str) -> str:
    own = {"unit": _UNIT, "old": _OLD}
    if name in own:
        return own[name].in_language(language)
    if name == "title":
        name = "scenario_id"
    fields = {**SCENARIO_VALUES.fields, **SCENARIO_EFFECTS.fields}
    return fields[name].alias.in_language(language)


def _row(row: dict[str, Any], catalogue: Catalogue, language: str) -> list[Any]:
    indicator = catalogue.indicators.get(row["indicator_id"])
    words = load_products()["scenario_change"].categories
    flags = (flag for flag in str(row["flags"] or "").split(",") if flag in catalogue.vocabulary.flags)
    told = {
        **row,
        "indicator_id": row["indicator_id"] if indicator is None else indicator.title.in_language(language),
        "unit": "" if indicator is None else symbol_of(catalogue.units[indicator.unit], language),
        "judgement": words[row["judgement"]].title.in_language(language) if row["judgement"] in words else "",
        "flags": "; ".join(catalogue.vocabulary.flags[flag].title.in_language(language) for flag in flags),
        "old": _YES.in_language(language) if row["is_outdated"] else "",
    }
    return [None if name in _NUMBERS and pd.isna(told[name]) else told[name] for name in _COLUMNS]


def write_comparison(
    path: Path, study: Study, catalogue: Catalogue, language: str, scenarios: Collection[str] = ()
) -> list[Path]:
    """Write the comparison as XLSX, CSV or HTML, by the ending of the path; returns the files."""
    sheet = comparison_sheet(study, catalogue, language, scenarios)
    if path.suffix.lower() not in (".html", ".htm"):
        return write_sheets(path, [sheet], language)
    try:
        path.write_text(_page(sheet, study, catalogue, language), encoding="utf-8")
    except OSError as error:
        raise SmartCityError("write_failed", path=str(path), detail=str(error)[:200]) from error
    return [path]


def _page(sheet: Sheet, study: Study, catalogue: Catalogue, language: str) -> str:
    title = f"{sheet.title} – {study.settings.title}"
    units = {
        item.title.in_language(language): catalogue.units[item.unit].decimals for item in catalogue.indicators.values()
    }
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in sheet.headings)
    body = []
    for row in sheet.rows:
        cells = []
        for name, value in zip(sheet.columns, row):
            if name in sheet.numbers:
                decimals = units.get(str(row[0]), 1) if name in _OF_INDICATOR else 0
                cells.append(f'<td class="n">{"–" if value is None else format_number(value, decimals, language)}</td>')
            else:
                cells.append(f"<td>{escape(str(value or ''))}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    style = (
        "body{font-family:sans-serif;margin:1.5em}table{border-collapse:collapse;font-size:.85em}"
        "th,td{border-bottom:1px solid #bbb;padding:.35em .6em;text-align:left;vertical-align:top}"
        "th{background:#eee}.n{text-align:right;white-space:nowrap}"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body><h1>{escape(title)}</h1>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></body></html>\n"
    )
