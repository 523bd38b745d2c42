# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers, judgements and reasons in the words of the window of the scenarios."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any, Optional

from ...bridge.i18n import language, translate
from ...catalogue import Catalogue
from ...catalogue.numbers import NO_BREAK_SPACE, format_number, format_value, symbol_of
from ...catalogue.products import load_products
from ...engine import portfolio

NOTHING, GONE = "–", "⚠ "
SYMBOLS = {"better": "▲", "worse": "▼", "changed": "◆", "unchanged": "="}
_SCREEN = {"better": "#542788", "worse": "#b35806", "changed": "#6b6b00"}
"""The colours of the map, dark enough for letters."""


def is_known(value: Any) -> bool:
    """Return whether a value is a number."""
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def persons(value: Any) -> str:
    """Return a number of people, with a dash where it is unknown."""
    if not is_known(value):
        return NOTHING
    return format_number(value, 1 if 0 < abs(value) < 10 else 0, language())


def euros(value: Any) -> str:
    """Return an amount in euros, with a dash where it is unknown."""
    return f"{format_number(value, 0, language())}{NO_BREAK_SPACE}€" if is_known(value) else NOTHING


def percent(value: Any) -> str:
    """Return a share in per cent, with a dash where it is unknown."""
    return f"{format_number(value, 0, language())}{NO_BREAK_SPACE}%" if is_known(value) else NOTHING


def value_text(catalogue: Catalogue, indicator_id: str, value: Any) -> str:
    """Return a value of an indicator with its unit, with a dash where it is unknown."""
    if not is_known(value) or indicator_id not in catalogue.indicators:
        return NOTHING
    return format_value(value, catalogue.units[catalogue.indicators[indicator_id].unit], language())


def pair_text(catalogue: Catalogue, indicator_id: str, before: Any, after: Any, judged: str) -> tuple[str, str]:
    """Return values before and after; with more decimals where they would differ although they count as unchanged."""
    texts = value_text(catalogue, indicator_id, before), value_text(catalogue, indicator_id, after)
    if judged != "unchanged" or texts[0] == texts[1] or indicator_id not in catalogue.indicators:
        return texts
    unit = catalogue.units[catalogue.indicators[indicator_id].unit]
    finer = replace(unit, decimals=unit.decimals + 2)
    return format_value(before, finer, language()), format_value(after, finer, language())


def change_text(catalogue: Catalogue, indicator_id: str, change: Any, more: int = 0) -> str:
    """Return a change with sign and unit (percentage points for shares), with ``more`` decimals than values have."""
    if not is_known(change) or indicator_id not in catalogue.indicators:
        return NOTHING
    unit = catalogue.units[catalogue.indicators[indicator_id].unit]
    symbol = translate("SmartCity", "pp") if unit.id == "percent" else symbol_of(unit, language())
    text = format_number(change, unit.decimals + more, language())
    return f"{'+' if change > 0 else ''}{text}{NO_BREAK_SPACE}{symbol}".strip()


def judgement(word: str) -> str:
    """Return a judgement as symbol and word."""
    terms = load_products()["scenario_change"].categories
    return f"{SYMBOLS[word]} {terms[word].title.in_language(language())}" if word in terms else NOTHING


def colour(word: str) -> str:
    """Return the colour of a judgement, empty for none."""
    return _SCREEN.get(word, "")


def indicator_title(catalogue: Catalogue, indicator_id: str) -> str:
    """Return the title of an indicator."""
    indicator = catalogue.indicators.get(indicator_id)
    return indicator_id if indicator is None else indicator.title.in_language(language())


def flags(catalogue: Catalogue, text: Any) -> str:
    """Return the flags of a row in words."""
    known = catalogue.vocabulary.flags
    return "; ".join(known[one].title.in_language(language()) for one in str(text or "").split(",") if one in known)


def changed_parts(parts: tuple[str, ...]) -> str:
    """Return what changed since a scenario was computed, in words."""
    words = {
        "measures": translate("SmartCity", "its measures"),
        "effects": translate("SmartCity", "effects"),
        "keys": translate("SmartCity", "data or parameters"),
        "costs": translate("SmartCity", "costs"),
        "targets": translate("SmartCity", "targets"),
    }
    return ", ".join(words[part] for part in parts if part in words)


def gain(kind: str, value: Any) -> str:
    """Return a gain with what it counts."""
    if not is_known(value):
        return NOTHING
    number = format_number(value, 1, language())
    unit = {
        "served": translate("SmartCity", "people"),
        "gap_closed": translate("SmartCity", "% of the gap"),
        "score": translate("SmartCity", "points"),
    }.get(kind, "")
    return f"{number}{NO_BREAK_SPACE}{unit}".strip()


def per_euros(value: Any, kind: str) -> str:
    """Return a gain per 100,000 euros."""
    if value is None:
        return translate("SmartCity", "without costs")
    return translate("SmartCity", "{gain} per {euros}").format(gain=gain(kind, value * 1e5), euros=euros(1e5))


def reason(key: str, stored: Optional[str], rank: Any, kind: str) -> str:
    """Return why a measure was chosen or not, as a sentence."""
    values = json.loads(stored) if stored else {}
    measures = ", ".join(values.get("measures") or [])
    place = int(rank) if is_known(rank) else 0
    texts = {
        portfolio.CHOSEN: translate("SmartCity", "Chosen as no. {rank}: {ratio}."),
        portfolio.NEEDED: translate("SmartCity", "Chosen as no. {rank} because {measure} needs it."),
        portfolio.COST_UNKNOWN: translate("SmartCity", "Not chosen: its costs are not known."),
        portfolio.GAIN_UNKNOWN: translate("SmartCity", "Not chosen: what it brings could not be computed."),
        portfolio.NO_GAIN: translate("SmartCity", "Not chosen: by itself it brings nothing here."),
        portfolio.DEPENDENCY: translate(
            "SmartCity",
            "Not chosen: it needs {measures}, which is not in the scenario or has unknown costs.",
        ),
        portfolio.TOO_EXPENSIVE: translate("SmartCity", "Not chosen: it costs more than the budget."),
        portfolio.DEPENDENCY_COSTLY: translate(
            "SmartCity", "Not chosen: with {measures}, which it needs, it costs {cost}, more than there is."
        ),
        portfolio.BUDGET_LEFT: translate("SmartCity", "Not chosen: {left} of the budget are left, it needs {cost}."),
        portfolio.NOT_BEST: translate(
            "SmartCity", "Not chosen: with it at most {with_it} could be reached within the budget, without it {best}."
        ),
    }
    return texts.get(key, key).format(
        rank=place,
        ratio=per_euros(values.get("per_euro"), kind),
        measure=values.get("for", ""),
        measures=measures,
        cost=euros(values.get("cost")),
        left=euros(values.get("left")),
        best=gain(kind, values.get("best")),
        with_it=gain(kind, values.get("with_it")),
    )
