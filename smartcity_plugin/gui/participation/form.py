# SPDX-License-Identifier: GPL-2.0-or-later
"""The right side of the window: one contribution (or several chosen ones), what it belongs to, and the weighing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...model.strategy import NOTED, OPEN, PARTLY, REJECTED, Contribution
from ..cards import emphasise, plain_label
from .checklist import CheckList
from .state import Facts

PREFIX = "smartcity_participation_"


class ContributionForm(QWidget):
    """Shows contributions and gives back what the user made of them."""

    edited = pyqtSignal()
    masking = pyqtSignal(str, int, int)
    """A passage of the title or the text (field, from, to) shall be masked."""
    locating = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.facts = Facts()
        self.items: list[Contribution] = []
        self._filling = False
        self._make_parts()
        self._lay_out()
        self.show_items(self.facts, [])

    def _make_parts(self) -> None:
        self.title, self.about, self.doubt = emphasise(plain_label(), 1.15), plain_label(), plain_label()
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = QPlainTextEdit()
        self.text.setObjectName(PREFIX + "text")
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        self.mask = _button("mask", translate("SmartCity", "&Mask selected passage"))
        self.mask.setToolTip(
            translate("SmartCity", "Replaces a name or an address in the text by a mark, also in later imports.")
        )
        self.locate = _button("locate", translate("SmartCity", "Show on &map"))
        self.sector, self.need, self.status = QComboBox(), QComboBox(), QComboBox()
        for name, box in (("sector", self.sector), ("need", self.need), ("status", self.status)):
            box.setObjectName(PREFIX + name)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.need.setEditable(True)
        self.need.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.need.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.need.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.goals, self.measures = CheckList(PREFIX + "goals"), CheckList(PREFIX + "measures")
        self.answer = QPlainTextEdit()
        self.answer.setObjectName(PREFIX + "answer")
        self.answer.setTabChangesFocus(True)
        self.answer.setMinimumHeight(self.fontMetrics().lineSpacing() * 4)
        self.hint = plain_label()
        self.hint.setObjectName(PREFIX + "hint")
        self.mask.clicked.connect(self._ask_to_mask)
        self.locate.clicked.connect(self.locating)
        for box in (self.sector, self.need, self.status):
            box.currentIndexChanged.connect(self._was_edited)
        for part in (self.goals, self.measures):
            part.changed.connect(self._was_edited)
        self.answer.textChanged.connect(self._was_edited)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        for button in (self.mask, self.locate):
            tools.addWidget(button)
        tools.addStretch(1)
        links = QTabWidget()
        links.setObjectName(PREFIX + "links")
        links.addTab(self.measures, translate("SmartCity", "Measures"))
        links.addTab(self.goals, translate("SmartCity", "Goals"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for column, (text, box) in enumerate(
            ((translate("SmartCity", "&Sector"), self.sector), (translate("SmartCity", "&Need"), self.need))
        ):
            label = QLabel(text)
            label.setBuddy(box)
            grid.addWidget(label, 0, 2 * column)
            grid.addWidget(box, 0, 2 * column + 1)
        self.belongs = QGroupBox(translate("SmartCity", "Belongs to"))
        inside = QVBoxLayout(self.belongs)
        inside.addLayout(grid)
        inside.addWidget(links, 1)
        weighing = QGroupBox(translate("SmartCity", "Weighing"))
        form = QGridLayout(weighing)
        form.setColumnStretch(1, 1)
        for row, (text, widget) in enumerate(
            ((translate("SmartCity", "S&tatus"), self.status), (translate("SmartCity", "&Answer"), self.answer))
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            form.addWidget(widget, row, 1)
        form.addWidget(self.hint, 2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.title, 0), (self.about, 0), (self.text, 2), (self.doubt, 0)):
            layout.addWidget(widget, stretch)
        layout.addLayout(tools)
        layout.addWidget(self.belongs, 5)
        layout.addWidget(weighing, 3)

    # Showing -----------------------------------------------------------------------------------------------------

    def show_items(self, facts: Facts, items: Sequence[Contribution]) -> None:
        """Show one contribution with everything, several with what can be said of all of them at once."""
        self._filling = True
        if facts is not self.facts or self.status.count() == 0:
            self._fill_lists(facts)
        self.facts, self.items = facts, list(items)
        one = self.items[0] if len(self.items) == 1 else None
        self.setEnabled(bool(self.items))
        self.title.setText(self._title(one))
        self.about.setText(self._about(one) if one else "")
        self.text.setPlainText((one.text or "") if one else self._several())
        reason = facts.reasons.get(one.contribution_id, "") if one else ""
        self.doubt.setText(self._doubt(reason) if reason else "")
        self.doubt.setVisible(bool(reason))
        self.mask.setEnabled(one is not None)
        self.locate.setEnabled(one is not None and one.contribution_id in facts.points)
        self.belongs.setVisible(len(self.items) < 2)
        self._choose(self.sector, one.sector if one else None)
        self._choose(self.need, one.indicator_id if one else None)
        self._choose(self.status, self._common_status())
        self.answer.setPlainText((one.answer or "") if one else "")
        self._fill_links(one)
        self._filling = False
        self._give_hint()

    def _fill_lists(self, facts: Facts) -> None:
        vocabulary = facts.catalogue.vocabulary
        needs = {key: item.title.in_language(language()) for key, item in facts.catalogue.indicators.items()}
        groups = {
            self.sector: {key: facts.sector(key) for key in vocabulary.sectors},
            self.need: dict(sorted(needs.items(), key=lambda pair: pair[1].casefold())),
            self.status: {key: facts.status(key) for key in vocabulary.contribution_statuses},
        }
        for box, titles in groups.items():
            box.clear()
            box.addItem(translate("SmartCity", "(as they are)") if box is self.status else "–", None)
            for key, title in titles.items():
                box.addItem(title, key)

    def _choose(self, box: QComboBox, key: Optional[str]) -> None:
        place = box.findData(key) if key else 0
        if place < 0:
            box.addItem(key, key)
            place = box.count() - 1
        box.setCurrentIndex(place)

    def _common_status(self) -> Optional[str]:
        statuses = {item.status or OPEN for item in self.items}
        return next(iter(statuses)) if len(statuses) == 1 else None

    def _title(self, one: Optional[Contribution]) -> str:
        if one is not None:
            return f"{one.contribution_id}   {one.title or ''}".strip()
        if self.items:
            return translate("SmartCity", "{count} contributions chosen").format(count=len(self.items))
        return translate("SmartCity", "No contribution chosen")

    def _several(self) -> str:
        if not self.items:
            return ""
        first = translate("SmartCity", "Status and answer are written to all of them; an empty answer leaves theirs.")
        return "\n".join([first, "", *(f"{item.contribution_id}   {item.title or ''}" for item in self.items)])

    def _about(self, one: Contribution) -> str:
        votes = []
        for count, word in (
            (one.votes_for, translate("SmartCity", "{count} for")),
            (one.votes_against, translate("SmartCity", "{count} against")),
            (one.comments, translate("SmartCity", "comments: {count}")),
        ):
            if count is not None:
                votes.append(word.format(count=count))
        unit = self.facts.units.get(one.unit_id or "", "") or translate("SmartCity", "without a place")
        example = translate("SmartCity", "example") if one.is_example else ""
        parts = [one.date or "", one.category or "", unit, ", ".join(votes), example]
        return "  ·  ".join(filter(None, parts))

    def _doubt(self, reason: str) -> str:
        text = translate("SmartCity", "⚠ May name persons (“{words}”): please read, and mask names.")
        return text.format(words=reason)

    def _fill_links(self, one: Optional[Contribution]) -> None:
        from ...study.participation_links import suggest_goals, suggest_measures
        from ...study.rows import split_ids

        goals = [(item.goal_id, item.title) for item in self.facts.goals]
        measures = [(item.measure_id, item.title) for item in self.facts.measures]
        if one is None:
            self.goals.fill(goals, [], {})
            self.measures.fill(measures, [], {})
            return
        words = {
            "near": translate("SmartCity", "near"),
            "unit": translate("SmartCity", "same unit"),
            "sector": translate("SmartCity", "same sector"),
            "measure": translate("SmartCity", "served by a linked measure"),
        }

        def reasons(found) -> dict[str, str]:
            return {item.id: ", ".join(words[key] for key in item.reasons) for item in found}

        point = self.facts.points.get(one.contribution_id)
        near = suggest_measures(one, point, self.facts.measures, self.facts.areas)
        self.measures.fill(measures, split_ids(one.measure_ids), reasons(near))
        self.goals.fill(
            goals, split_ids(one.goal_ids), reasons(suggest_goals(one, self.facts.goals, self.facts.measures))
        )

    # What the user made of it ------------------------------------------------------------------------------------

    def weighing(self):
        """Return what is to be written into the contributions shown."""
        from ...study.participation import Weighing

        status = self.status.currentData()
        if len(self.items) != 1:
            return Weighing(status=status, answer=self.answer.toPlainText().strip() or None)
        place = self.need.findText(self.need.currentText())  # what was typed and is no indicator changes nothing
        return Weighing(
            status=status,
            answer=self.answer.toPlainText(),
            sector=self.sector.currentData() or "",
            indicator_id=None if place < 0 else self.need.itemData(place) or "",
            goal_ids=self.goals.ids(),
            measure_ids=self.measures.ids(),
        )

    def masked(self, name: str, start: int, end: int, label: str) -> Contribution:
        """Return the contribution with a passage of a field masked."""
        one = self.items[0]
        value = getattr(one, name) or ""
        changed = value[:start] + label + value[end:]
        return replace(one, **{name: changed, "masked": (one.masked or 0) + 1})

    def _ask_to_mask(self) -> None:
        cursor = self.text.textCursor()
        chosen = self.title.selectedText()
        if cursor.hasSelection():
            # Positions of Qt count UTF-16 units, Python counts characters.
            before = self.text.toPlainText().encode("utf-16-le")
            start, end = (
                len(before[: 2 * place].decode("utf-16-le", "ignore"))
                for place in (cursor.selectionStart(), cursor.selectionEnd())
            )
            self.masking.emit("text", start, end)
        elif chosen and chosen in (self.items[0].title or ""):
            start = self.items[0].title.index(chosen)
            self.masking.emit("title", start, start + len(chosen))

    def _was_edited(self, *_: object) -> None:
        if not self._filling:
            self._give_hint()
            self.edited.emit()

    def _give_hint(self) -> None:
        status, is_empty = self.status.currentData(), not self.answer.toPlainText().strip()
        needs = status in (PARTLY, REJECTED)
        because = translate("SmartCity", "because …")
        self.answer.setPlaceholderText(because if needs else translate("SmartCity", "What becomes of it"))
        lacking = is_empty and status not in (None, OPEN, NOTED) and bool(self.items)
        if len(self.items) > 1:
            lacking = lacking and any(not (item.answer or "").strip() for item in self.items)
        text = (
            translate("SmartCity", "⚠ Please say why: without a reason this does not count as answered.")
            if needs
            else translate(
                "SmartCity", "⚠ Please say what becomes of it: without an answer it does not count as answered."
            )
        )
        self.hint.setText(text if lacking else "")


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(PREFIX + name)
    button.setAutoDefault(False)
    return button
