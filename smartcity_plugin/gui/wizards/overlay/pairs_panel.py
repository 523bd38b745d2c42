# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights by comparing pairs (AHP): answers of one or several persons, and how well they agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from math import isfinite

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPixmap
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ....bridge.i18n import language, translate
from ....catalogue.numbers import format_number
from ....engine.composite.pairwise import CONSISTENCY_LIMIT, Comparison, compare
from ....model.problem import SmartCityError
from ....model.scheme import Judgement, Weights
from ...cards import icon_size, plain_label
from ..forms import explanation, named, tell

DOUBTFUL = 2 * CONSISTENCY_LIMIT
"""From this consistency ratio on the light is red (project default); from CONSISTENCY_LIMIT on yellow."""
LIGHTS = {"green": "#1b7837", "yellow": "#e6a817", "red": "#b5322b", "grey": "#8a8a8a"}
_STEPS = (9, 8, 7, 6, 5, 4, 3, 2, 1, -2, -3, -4, -5, -6, -7, -8, -9)
"""What can be answered: times the first counts more, negative the second."""


def step_of(times: float) -> int:
    """Return the answer nearest to a judgement."""
    number = times if times >= 1 else -1 / times
    size = min(9, max(1, round(abs(number))))
    return size if number > 0 or size == 1 else -size


def times_of(step: int) -> float:
    """Return the judgement of an answer."""
    return float(step) if step > 0 else 1.0 / -step


def step_text(step: int) -> str:
    """Return an answer in words."""
    size = abs(step)
    words = {
        1: translate("SmartCity", "equally important"),
        3: translate("SmartCity", "somewhat more"),
        5: translate("SmartCity", "clearly more"),
        7: translate("SmartCity", "much more"),
        9: translate("SmartCity", "extremely more"),
    }
    if size == 1:
        return words[1]
    text = f"{size} – {words[size]}" if size in words else str(size)
    return f"◀ {text}" if step > 0 else f"{text} ▶"


class PairsPanel(QWidget):
    """One row per pair; ``edited`` carries the Weights."""

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._weights, self._members = Weights(), {}
        self.boxes: dict[tuple[str, str], QComboBox] = {}
        self.person = named(QComboBox(), "person")
        self.person.setMinimumContentsLength(12)
        self.person.setAccessibleName(translate("SmartCity", "Answers of"))
        self.person.activated.connect(lambda _place: self._show_answers())
        self.add = named(QPushButton(translate("SmartCity", "A&dd…")), "add_judge")
        self.remove = named(QPushButton(translate("SmartCity", "Remo&ve")), "remove_judge")
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        label = QLabel(translate("SmartCity", "An&swers of"))
        label.setBuddy(self.person)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.person, 1)
        buttons = QHBoxLayout()
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        self.light, self.state = QLabel(), explanation()
        self.light.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.apply = named(QPushButton(translate("SmartCity", "&Answer so")), "apply_fit")
        self.apply.setAutoDefault(False)
        self.apply.clicked.connect(self._apply)
        told = QHBoxLayout()
        told.addWidget(self.light)
        told.addWidget(self.state, 1)
        told.addWidget(self.apply)
        self._pairs = QWidget()
        self._grid = QGridLayout(self._pairs)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addLayout(buttons)
        layout.addLayout(told)
        layout.addWidget(self._pairs)
        layout.addStretch()

    def show_node(self, members: Mapping[str, str], weights: Weights) -> None:
        """Show the answers about members (id → name)."""
        if list(members) != list(self._members):
            self._members = dict(members)
            self._build()
        self._weights = weights
        if not weights.judgements and len(members) > 1:
            name = translate("SmartCity", "Administration")
            self._weights = replace(weights, judgements={name: ()})
        self._fill_people(self.person.currentText())

    @property
    def weights(self) -> Weights:
        """The weights as they are shown."""
        return self._weights

    def flaws(self) -> list[str]:
        """Return what must still be answered, in the words for “Still needed”."""
        text = translate("SmartCity", "{count} answers of {name}")
        total = len(self.boxes)
        missing = {who: total - len(self._answers(who)) for who in self._weights.judgements}
        return [text.format(count=number, name=who) for who, number in missing.items() if number]

    def comparison(self) -> Comparison | None:
        """Return what the answers of all say together; None as long as some are missing."""
        try:
            return compare(tuple(self._members), self._weights.judgements)
        except SmartCityError:
            return None

    # Inside -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.boxes = {}
        for row, (one, other) in enumerate(combinations(self._members, 2)):
            box = named(QComboBox(), f"pair_{one}_{other}")
            box.addItem(translate("SmartCity", "please choose"), None)
            for step in _STEPS:
                box.addItem(step_text(step), step)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
            box.setAccessibleName(f"{self._members[one]} – {self._members[other]}")
            box.activated.connect(lambda _place, pair=(one, other): self._answered(pair))
            first, second = plain_label(self._members[one]), plain_label(self._members[other])
            second.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(first, 2 * row, 0)
            self._grid.addWidget(second, 2 * row, 1)
            self._grid.addWidget(box, 2 * row + 1, 0, 1, 2)
            self.boxes[one, other] = box
        widgets = [self.remove, self.apply, *self.boxes.values()]
        for former, latter in zip(widgets, widgets[1:]):  # what is made later would come last
            QWidget.setTabOrder(former, latter)

    def _fill_people(self, chosen: str) -> None:
        self.person.clear()
        self.person.addItems(list(self._weights.judgements))
        self.person.setCurrentIndex(max(0, self.person.findText(chosen)))
        self.remove.setEnabled(len(self._weights.judgements) > 1)
        self._show_answers()

    def _answers(self, who: str) -> dict[tuple[str, str], float]:
        found = {}
        for item in self._weights.judgements.get(who, ()):
            if (item.first, item.second) in self.boxes:
                found[item.first, item.second] = item.times
            elif (item.second, item.first) in self.boxes:
                found[item.second, item.first] = 1.0 / item.times
        return found

    def _show_answers(self) -> None:
        answers = self._answers(self.person.currentText())
        for pair, box in self.boxes.items():
            box.setCurrentIndex(box.findData(step_of(answers[pair])) if pair in answers else 0)
        self._show_state()

    def _answered(self, pair: tuple[str, str]) -> None:
        self._set(pair, self.boxes[pair].currentData())

    def _set(self, pair: tuple[str, str], step: int | None) -> None:
        who = self.person.currentText()
        answers = self._answers(who)
        if step is None:
            answers.pop(pair, None)
        else:
            answers[pair] = times_of(step)
        said = tuple(Judgement(*key, answers[key]) for key in self.boxes if key in answers)
        self._weights = replace(self._weights, judgements={**self._weights.judgements, who: said})
        self._show_answers()
        self.edited.emit(self._weights)

    def _show_state(self) -> None:
        found = self.comparison()
        self.apply.hide()
        if len(self._members) < 2:
            self._tell("grey", translate("SmartCity", "There is nothing to compare here."))
        elif found is None:
            text = translate("SmartCity", "Answer every pair; then you see whether the answers fit together.")
            self._tell("grey", text)
        elif not isfinite(found.consistency_ratio):
            text = translate("SmartCity", "Too many to compare in pairs: no consistency ratio is known for so many.")
            self._tell("red", text)
        else:
            self._tell_ratio(found)

    def _tell_ratio(self, found: Comparison) -> None:
        ratio = format_number(found.consistency_ratio, 2, language())
        if found.is_consistent:
            text = translate("SmartCity", "Consistency ratio {ratio}: the answers fit together (below {limit}).")
            self._tell("green", text.format(ratio=ratio, limit=format_number(CONSISTENCY_LIMIT, 2, language())))
            return
        colour = "yellow" if found.consistency_ratio < DOUBTFUL else "red"
        text = translate("SmartCity", "Consistency ratio {ratio}: the answers contradict each other.")
        text = text.format(ratio=ratio)
        if found.worst_pair is not None:
            pair = found.worst_pair
            more = translate("SmartCity", "What fits worst: “{one}” and “{other}”. “{answer}” would fit.")
            answer = step_text(step_of(pair.consistent))
            one, other = self._members[pair.first], self._members[pair.second]
            text = f"{text} {more.format(one=one, other=other, answer=answer)}"
            self.apply.setVisible(len(self._weights.judgements) == 1)
        self._tell(colour, text)

    def _tell(self, colour: str, text: str) -> None:
        size = icon_size(self, 0.9)
        picture = QPixmap(size, size)
        picture.fill(QColor(LIGHTS[colour]))
        self.light.setPixmap(picture)
        self.light.setProperty("smartcity_light", colour)
        names = {
            "green": translate("SmartCity", "green"),
            "yellow": translate("SmartCity", "yellow"),
            "red": translate("SmartCity", "red"),
            "grey": translate("SmartCity", "not known yet"),
        }
        self.light.setAccessibleName(names[colour])
        self.light.setToolTip(names[colour])
        tell(self.state, text)

    def _apply(self) -> None:
        found = self.comparison()
        if found is not None and found.worst_pair is not None:
            pair = found.worst_pair
            key = (pair.first, pair.second)
            step = step_of(pair.consistent if key in self.boxes else 1.0 / pair.consistent)
            self._set(key if key in self.boxes else key[::-1], step)

    def _add(self) -> None:
        text = translate("SmartCity", "Who answers? A group or a role says enough (such as “Council”).")
        name, accepted = QInputDialog.getText(
            self, translate("SmartCity", "Add person or group"), text, QLineEdit.EchoMode.Normal
        )
        if accepted and name.strip() and name.strip() not in self._weights.judgements:
            self.add_person(name.strip())

    def add_person(self, name: str) -> None:
        """Add somebody without answers yet."""
        self._weights = replace(self._weights, judgements={**self._weights.judgements, name: ()})
        self._fill_people(name)
        self.edited.emit(self._weights)

    def _remove(self) -> None:
        who = self.person.currentText()
        kept = {name: said for name, said in self._weights.judgements.items() if name != who}
        self._weights = replace(self._weights, judgements=kept)
        self._fill_people("")
        self.edited.emit(self._weights)
