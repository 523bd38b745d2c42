# SPDX-License-Identifier: GPL-2.0-or-later
"""Why a unit stands where it does: scores, weights, contributions and possible gains as a small table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING, Optional

from qgis.PyQt.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from ...bridge.i18n import language, translate
from ...catalogue.numbers import NO_BREAK_SPACE, format_number
from ...model.scheme import ROOT

if TYPE_CHECKING:
    from ...study.live import Part, RankRow

UNKNOWN = "–"


class WhyView(QTextBrowser):
    """Shows the parts of one unit's index; the text wraps in a narrow dock and can be copied."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_live_why")
        self.setAccessibleName(translate("SmartCity", "Why the unit stands where it does"))
        self.setOpenLinks(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(self.fontMetrics().height() * 8)
        self.ask()

    def ask(self) -> None:
        """Say what to do to see something here."""
        self.setHtml(f"<p>{escape(translate('SmartCity', 'Select a unit in the ranking or on the map.'))}</p>")

    def show_parts(
        self, row: RankRow, parts: Sequence[Part], title: Callable[[str, str], str], adds_up: bool, mean: bool
    ) -> None:
        """Show a unit: ``title`` names sectors (node ROOT) and indicators; ``mean`` tells that it is one of cells.

        ``adds_up`` tells whether the contributions add up to the index.
        """
        place = self.verticalScrollBar().value()
        self.setHtml(why_html(row, parts, title, adds_up, mean))
        self.verticalScrollBar().setValue(place)


def why_html(row: RankRow, parts: Sequence[Part], title: Callable[[str, str], str], adds_up: bool, mean: bool) -> str:
    """Return the table as HTML."""
    heads = (
        translate("SmartCity", "Score"),
        translate("SmartCity", "Weight"),
        translate("SmartCity", "Contribution"),
        translate("SmartCity", "Possible gain"),
    )
    lines = [f"<p><b>{escape(row.name)}</b><br/>{escape(_head(row))}</p>"]
    lines.append("<table width='100%' cellspacing='0' cellpadding='2'><tr>")
    lines += [f"<td align='right' width='25%'><small>{escape(head)}</small></td>" for head in heads]
    lines.append("</tr>")
    for part in parts:
        lines += _row(part, title)
    lines.append("</table>")
    lines += [f"<p><small>{escape(note)}</small></p>" for note in _notes(adds_up, mean)]
    return "".join(lines)


def _head(row: RankRow) -> str:
    if row.need is None and row.is_hidden:
        return translate("SmartCity", "too few people for a need that may be shown")
    if row.need is None:
        return translate("SmartCity", "need unknown: too little is known here")
    numbers = {"index": _number(100.0 - row.need), "need": _number(row.need), "rank": row.rank}
    return translate("SmartCity", "Index {index} of 100, need {need}, rank {rank}").format(**numbers)


def _row(part: Part, title: Callable[[str, str], str]) -> list[str]:
    name = escape(title(part.sector, part.indicator) if part.indicator else title(ROOT, part.sector))
    name = name if part.indicator else f"<b>{name}</b>"
    numbers = (
        _number(part.score),
        f"{_number(100.0 * part.weight)}{NO_BREAK_SPACE}%",
        _number(part.contribution),
        _number(part.gain, "+") if part.indicator else "",
    )
    cells = "".join(f"<td align='right'>{text if part.indicator else f'<b>{text}</b>'}</td>" for text in numbers)
    border = "" if part.indicator else " style='border-top: 1px solid gray'"
    return [f"<tr><td colspan='4'{border}>{name}</td></tr>", f"<tr>{cells}</tr>"]


def _number(value: Optional[float], sign: str = "") -> str:
    if value is None:
        return UNKNOWN
    return f"{sign if round(value, 1) > 0 else ''}{format_number(value, 1, language())}"


def _notes(adds_up: bool, mean: bool) -> list[str]:
    notes = [
        translate(
            "SmartCity",
            "Score: 100 is best. Possible gain: by how many points the index would rise if this indicator alone were "
            "perfect.",
        )
    ]
    if not adds_up:
        notes.append(
            translate(
                "SmartCity",
                "Only with arithmetic means do the contributions add up to the index; otherwise they show proportions.",
            )
        )
    if mean:
        notes.append(translate("SmartCity", "Means over the people of the cells in the unit."))
    return notes
