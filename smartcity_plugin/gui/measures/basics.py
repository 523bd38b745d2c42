# SPDX-License-Identifier: GPL-2.0-or-later
"""The first page of a measure: what it is, who does it, where it stands, and which goals it serves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Optional

from qgis.PyQt.QtCore import QSignalBlocker, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...model.problem import SmartCityError
from ...model.relation import HIGHEST, LOWEST, Relation, RelationKind
from ...model.strategy import Measure
from ...study import schema
from ...study.register_changes import Change, apply, undo
from ...study.relations import relations_of, save_relations
from ...study.rows import split_ids
from ...study.study import Study
from ..relations_model import SYMBOLS
from .fields import CHECKABLE, WARNING, CheckField, ChoiceField, LineField, RecordForm, TextField, named

if TYPE_CHECKING:
    from .content import Content
    from .window import MeasuresWindow

KIND = RelationKind.MEASURE_GOAL


class BasicsPage(QWidget):
    """Number, title, sector, status, responsibility, goals, references."""

    def __init__(self, window: MeasuresWindow) -> None:
        super().__init__()
        self._window = window
        vocabulary = window.catalogue.vocabulary
        self.form = form = RecordForm(schema.MEASURES, window.set_field)
        titles = {
            name: [(key, term.title.in_language(language())) for key, term in terms.items()]
            for name, terms in (
                ("kind", vocabulary.measure_kinds),
                ("sector", vocabulary.sectors),
                ("status", vocabulary.measure_statuses),
            )
        }
        upper, left, right = QFormLayout(), QFormLayout(), QFormLayout()
        for layout in (upper, left, right):
            layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.add(upper, "title", LineField())
        form.add(left, "measure_id", LineField())
        form.add(left, "sector", ChoiceField(titles["sector"]))
        form.add(left, "kind", ChoiceField(titles["kind"]))
        form.add(left, "priority", ChoiceField([(1, "1"), (2, "2"), (3, "3")]))
        form.add(left, "description", TextField(4))
        form.add(right, "status", ChoiceField(titles["status"]))
        form.add(right, "status_reason", LineField())
        form.add(right, "lead", LineField())
        form.add(right, "partners", LineField())
        form.add(right, "decision", LineField())
        form.add(right, "decision_url", LineField())
        form.add(right, "open_source", LineField())
        form.add(right, "is_example", CheckField(form.title("is_example")))
        self.open_url = named(QPushButton(translate("SmartCity", "Open address of the decision")), "open_url")
        self.open_url.setAutoDefault(False)
        self.open_url.clicked.connect(self._open_url)
        right.addRow("", self.open_url)
        self.goals = GoalTable(window)
        caption = QLabel(translate("SmartCity", "&Goals served, and the effect on each from −2 to +2"))
        caption.setBuddy(self.goals)
        columns = QHBoxLayout()
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(upper)
        layout.addLayout(columns)
        layout.addWidget(caption)
        layout.addWidget(self.goals, 1)

    def show_measure(self, content: Content, measure: Optional[Measure]) -> None:
        """Show a measure."""
        self.form.show(measure)
        for name in ("lead", "partners"):
            self.form.fields[name].complete_with(sorted({*content.used("lead"), *content.used("partners")}))
        self.open_url.setVisible(_url(measure).isValid())
        self.goals.show_measure(content, measure)

    def commit(self) -> None:
        """Store what is typed."""
        self.form.commit()

    def _open_url(self) -> None:
        QDesktopServices.openUrl(_url(self._window.measure))


def _url(measure: Optional[Measure]) -> QUrl:
    """Return the address of the decision, an invalid one unless it leads to the web."""
    url = QUrl((measure.decision_url or "") if measure is not None else "", QUrl.ParsingMode.StrictMode)
    return url if url.scheme() in ("https", "http") else QUrl()


class GoalTable(QTableWidget):
    """All goals: which ones the measure serves, and how people judge the effect on each."""

    def __init__(self, window: MeasuresWindow) -> None:
        super().__init__(0, 2)
        named(self, "goals")
        self._window = window
        self.setHorizontalHeaderLabels([translate("SmartCity", "Goal"), translate("SmartCity", "Effect")])
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        self.boxes: dict[str, ChoiceField] = {}
        self._rows: list[tuple[str, str]] = []
        self.itemChanged.connect(self._checked)

    def show_measure(self, content: Content, measure: Optional[Measure]) -> None:
        """Show the goals of a measure; numbers of goals that do not exist are shown and kept."""
        served = split_ids(measure.goal_ids) if measure is not None else []
        known = [(goal.goal_id, f"{goal.goal_id} {goal.title}") for goal in content.goals]
        lost = [(key, f"{WARNING}{key}") for key in served if key not in dict(known)]
        judged = {key for key, _ in content.relations.columns}
        rows = [*known, *lost]
        with QSignalBlocker(self):
            if rows != self._rows:
                self._rows = rows
                self._fill()
            for row, (key, _) in enumerate(rows):
                state = Qt.CheckState.Checked if key in served else Qt.CheckState.Unchecked
                self.item(row, 0).setCheckState(state)
                box = self.boxes[key]
                box.value = content.relations.value(measure.measure_id, key) if measure is not None else None
                usable = measure is not None and not self._window.read_only
                box.setEnabled(usable and (key in judged or key in served))
                self.item(row, 0).setFlags(CHECKABLE if usable else Qt.ItemFlag.ItemIsEnabled)

    def _fill(self) -> None:
        """Make the rows anew, because goals came, went or changed their names."""
        self.boxes = {}
        self.setRowCount(len(self._rows))
        for row, (key, title) in enumerate(self._rows):
            item = QTableWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(title)
            self.setItem(row, 0, item)
            titles = [(value, SYMBOLS[value]) for value in range(HIGHEST, LOWEST - 1, -1)]
            box = self.boxes[key] = named(ChoiceField(titles, translate("SmartCity", "not judged")), f"effect_{key}")
            box.setAccessibleName(translate("SmartCity", "Effect on {goal}").format(goal=key))
            box.committed.connect(lambda key=key, box=box: self._judge(key, box.value))
            self.setCellWidget(row, 1, box)

    def _checked(self, item: QTableWidgetItem) -> None:
        measure = self._window.measure
        if measure is None or item.column() != 0:
            return
        key, served = item.data(Qt.ItemDataRole.UserRole), split_ids(measure.goal_ids)
        wanted = item.checkState() == Qt.CheckState.Checked
        if wanted == (key in served):
            return
        served = [*served, key] if wanted else [one for one in served if one != key]
        self._window.set_field("goal_ids", ",".join(served) or None)

    def _judge(self, key: str, value: Optional[int]) -> None:
        measure = self._window.measure
        if measure is None:
            return
        content, changes = self._window.content, []
        old = content.relations.relations.get((measure.measure_id, key))
        if value is not None and value > 0 and key not in split_ids(measure.goal_ids):
            listed = ",".join([*split_ids(measure.goal_ids), key])
            changes.append(Change(measure, replace(measure, goal_ids=listed)))
        new = None
        if value is not None:
            new = Relation(KIND, measure.measure_id, key, value, *((old.rationale, old.author) if old else ("", "")))
        text = translate("SmartCity", "Effect of {measure} on {goal}").format(measure=measure.measure_id, goal=key)

        def do(study: Study) -> None:
            apply(study, changes)
            store_judgement(study, (measure.measure_id, key), old, new)

        def take_back(study: Study) -> None:
            store_judgement(study, (measure.measure_id, key), new, old)
            apply(study, undo(changes))

        self._window.push_work(text, do, take_back)


def store_judgement(study: Study, pair: tuple[str, str], before: Optional[Relation], after: Optional[Relation]) -> None:
    """Store the judgement of a pair, or none; raises ``register_conflict`` if somebody else judged it meanwhile.

    A rationale that somebody wrote meanwhile stays; a judgement that got one is not taken away.
    """
    stored = next((item for item in relations_of(study, KIND) if (item.from_id, item.to_id) == pair), None)
    if stored is not None and after is not None:
        after = replace(after, rationale=stored.rationale, author=stored.author)
    reasons = [(one.rationale, one.author) for one in (stored, before) if one is not None]
    reasoned = after is None and len(set(reasons)) == 2
    if reasoned or _told(stored) not in (_told(before), _told(after)):
        values: dict[str, Any] = {"mine": _told(after), "theirs": _told(stored)}
        raise SmartCityError(
            "register_conflict",
            table="relations",
            number=" → ".join(pair),
            field="value",
            mine=values["mine"],
            theirs=values["theirs"],
        )
    save_relations(study, KIND, [] if after is None else [after], [pair] if after is None else [])


def _told(relation: Optional[Relation]) -> str:
    return "" if relation is None else str(relation.value)
