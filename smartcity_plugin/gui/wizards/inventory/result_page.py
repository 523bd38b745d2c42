# SPDX-License-Identifier: GPL-2.0-or-later
"""What imports have brought: counts, what was left out and why, which indicators are computable now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ....bridge.i18n import translate
from ...cards import emphasise, icon_size, plain_label
from ..forms import explanation, named, tell
from . import tables, wording
from .base import InventoryPage

DONE, FAILED, CANCELLED, OPEN = "done", "failed", "cancelled", "open"
_ICONS = {
    DONE: tables.GOOD,
    FAILED: tables.BAD,
    CANCELLED: tables.DOUBTFUL,
    OPEN: tables.OPEN,
}


@dataclass(frozen=True)
class Outcome:
    """How one import ended: what was stored by role, and what is to be said."""

    title: str
    role: str
    state: str
    counts: dict[str, int]
    messages: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    """What the passport lacks."""
    expected: Optional[int] = None
    """Features that the layer has after its filter."""


class ResultPage(InventoryPage):
    """The end of an import or of several."""

    name = "result"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Result"),
            translate("SmartCity", "Result of the import"),
            "",
            translate(
                "SmartCity",
                "For every import: how many features were stored, and what was left out or should be known. The "
                "traffic light sums up completeness, age, licence and the results of the checks.",
            ),
        )
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._gain = explanation()
        self._next, self._again, self._overview = QPushButton(), QPushButton(), QPushButton()
        buttons = QHBoxLayout()
        for button, name in (
            (self._next, "result_next"),
            (self._again, "result_again"),
            (self._overview, "result_all"),
        ):
            named(button, name)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        self._again.setText(translate("SmartCity", "Add another &source"))
        self._overview.setText(translate("SmartCity", "&Overview"))
        self._next.clicked.connect(self._go_next)
        self._again.clicked.connect(self._go_again)
        self._overview.clicked.connect(lambda: self.wizard().show_overview())
        self.fields.addWidget(self._box)
        self.fields.addSpacing(6)
        self.fields.addWidget(self._gain)
        self.fields.addStretch()
        self.fields.addLayout(buttons)
        self.first = self._next

    def enter(self) -> None:
        """Show the outcomes of the last run."""
        self.show_outcomes()

    def nextId(self) -> int:
        """Nothing follows."""
        return -1

    def show_outcomes(self) -> None:
        """Show outcomes, and again when the inventory has been read or rated anew."""
        wizard = self.wizard()
        outcomes: list[Outcome] = wizard.outcomes
        done = [outcome for outcome in outcomes if outcome.state == DONE]
        if len(outcomes) == 1:
            self.setSubTitle(_headline(outcomes[0]))
        else:
            text = translate("SmartCity", "{done} of {all} imports succeeded; what succeeded stays in the study.")
            self.setSubTitle(text.format(done=len(done), all=len(outcomes)))
        tables.clear(self._column)
        for outcome in outcomes:
            self._column.addWidget(self._card(outcome))
        gained = wizard.gained()
        self._gain.setVisible(bool(gained))
        if gained:
            text = translate("SmartCity", "Computable now:")
            titles = wording.indicator_titles(tuple(gained), wizard.inventory.matrix)
            tell(self._gain, "\n".join([text, *(f"• {title}" for title in titles)]))
        following = wizard.next_role()
        self._next.setVisible(following is not None)
        if following is not None:
            text = translate("SmartCity", "&Next: {role}").format(role=wording.role_title(following))
            self._next.setText(text)
        self._again.setVisible(len(outcomes) == 1 and bool(outcomes[0].role))
        self.first = self._next if following is not None else self._overview

    def _card(self, outcome: Outcome) -> QWidget:
        card = QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        grid = QGridLayout(card)
        grid.setColumnStretch(1, 1)
        picture = QLabel()
        picture.setPixmap(tables.theme_icon(_ICONS[outcome.state]).pixmap(icon_size(self, 1.0)))
        grid.addWidget(picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(emphasise(plain_label(outcome.title)), 0, 1)
        lines = [*_state_lines(outcome), *(self._stored(role, count) for role, count in outcome.counts.items())]
        lines += self._left_out(outcome)
        if outcome.lacks:
            text = translate("SmartCity", "The data passport lacks: {facts}.")
            lines.append(text.format(facts=", ".join(outcome.lacks)))
        lines += [f"• {message}" for message in outcome.messages]
        grid.addWidget(explanation("\n".join(lines)), 1, 1)
        return card

    def _left_out(self, outcome: Outcome) -> list[str]:
        """Return how many features were not stored: those that another source has, and those that lie elsewhere."""
        count, came = outcome.counts.get(outcome.role, 0), self.wizard().new_sources(outcome.role)
        if outcome.state != DONE or len(came) != 1 or came[0].feature_count != count:
            return []  # not read again yet
        duplicates, lines = came[0].duplicates, []
        if duplicates:
            text = translate("SmartCity", "Left out because another source has them: {count}")
            lines.append(text.format(count=wording.number(duplicates)))
        rest = (outcome.expected or 0) - count - duplicates
        if rest > 0:
            text = translate("SmartCity", "Left out, outside the area or without usable geometry: {count}")
            lines.append(text.format(count=wording.number(rest)))
        return lines

    def _stored(self, role: str, count: int) -> str:
        """Return how many features a role has got, with its light once it is rated."""
        inventory = self.wizard().inventory
        rating = inventory.ratings.get((role, "")) if inventory is not None else None
        text = translate("SmartCity", "{role}: {count} features stored")
        told = text.format(role=wording.role_title(role), count=wording.number(count))
        return told if rating is None else f"{told} · {wording.light_word(rating.light.value)}"

    def _go_next(self) -> None:
        role: Optional[str] = self.wizard().next_role()
        if role is not None:
            self.wizard().show_role(role)

    def _go_again(self) -> None:
        self.wizard().show_role(self.wizard().outcomes[0].role)


def _headline(outcome: Outcome) -> str:
    return {
        DONE: translate("SmartCity", "The data are in the study."),
        FAILED: translate("SmartCity", "The import failed; the study is as it was."),
        CANCELLED: translate("SmartCity", "Cancelled; nothing was changed."),
        OPEN: translate("SmartCity", "Not begun."),
    }[outcome.state]


def _state_lines(outcome: Outcome) -> list[str]:
    if outcome.state == CANCELLED:
        return [translate("SmartCity", "Cancelled; nothing of it was stored.")]
    if outcome.state == OPEN:
        return [translate("SmartCity", "Not begun.")]
    return []
