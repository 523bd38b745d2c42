# SPDX-License-Identifier: GPL-2.0-or-later
"""The editor of the matrices goals × goals and measures × goals: judge by keys, give reasons, see the totals."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Optional

from qgis.core import QgsApplication
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QEvent, QModelIndex, Qt
from qgis.PyQt.QtGui import QKeySequence, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QShortcut,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..bridge.i18n import language, translate
from ..model.problem import Problem
from ..model.relation import HIGHEST, LOWEST, RelationKind
from ..study.own_indicators import catalogue_of
from ..study.relations import open_questions, relation_matrix, save_relations
from ..study.study import Study
from .cards import plain_label
from .messages import sentence_of
from .relations_model import SYMBOLS, RelationModel, signed

PREFIX = "smartcity_relations_"
_VALUES = {str(value): value for value in range(0, HIGHEST + 1)}


class ValueDelegate(QStyledItemDelegate):
    """Edits a judgement by a list of the five values, or none; the chosen cell keeps its colour and gets a frame."""

    def paint(self, painter: QPainter, option, index: QModelIndex) -> None:
        plain = QStyleOptionViewItem(option)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        plain.state = option.state & ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, plain, index)
        if chosen:
            painter.save()
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Highlight), 3))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()

    def createEditor(self, parent: QWidget, option, index: QModelIndex) -> QWidget:
        box = QComboBox(parent)
        box.addItem(translate("SmartCity", "not judged"), None)
        for value in range(HIGHEST, LOWEST - 1, -1):
            box.addItem(SYMBOLS[value], value)
        return box

    def setEditorData(self, editor: QComboBox, index: QModelIndex) -> None:
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QComboBox, model, index: QModelIndex) -> None:
        model.setData(index, editor.currentData())


class MatrixView(QTableView):
    """A table in which 0, 1, 2 and, with the minus key before, −1 and −2 judge; Delete takes a judgement back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(PREFIX + "table")
        self.setItemDelegate(ValueDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.horizontalHeader().setDefaultSectionSize(self.fontMetrics().averageCharWidth() * 11)
        self.verticalHeader().setMaximumWidth(self.fontMetrics().averageCharWidth() * 42)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.8))
        self.setTabKeyNavigation(False)
        self._minus = False

    def keyPressEvent(self, event) -> None:
        text, index = event.text(), self.currentIndex()
        minus, self._minus = self._minus, False
        if text in ("-", "−"):
            self._minus = True
        elif text in _VALUES:
            self.model().judge(index, -_VALUES[text] if minus else _VALUES[text])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.model().judge(index, None)
        else:
            super().keyPressEvent(event)


class RelationsDialog(QDialog):
    """Both matrices of a study; nothing is stored before “Save”."""

    def __init__(self, path: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_relations")
        self.setWindowTitle(translate("SmartCity", "Interactions of goals and measures"))
        self.path = path
        self.model: Optional[RelationModel] = None
        self.models: dict[RelationKind, RelationModel] = {}
        self.questions: list[Problem] = []
        self._catalogue = None
        self.view = MatrixView()
        self._make_parts()
        self._lay_out()
        self.resize(self.fontMetrics().averageCharWidth() * 130, self.fontMetrics().lineSpacing() * 38)
        QgsGui.enableAutoGeometryRestore(self)
        self.read()

    def _make_parts(self) -> None:
        self.kind = QComboBox()
        self.kind.setObjectName(PREFIX + "kind")
        self.kind.addItem(translate("SmartCity", "Effect of measures on goals"), RelationKind.MEASURE_GOAL)
        self.kind.addItem(translate("SmartCity", "Effect of goals on goals"), RelationKind.GOAL_GOAL)
        self.symmetric = QCheckBox(translate("SmartCity", "&Same in both directions"))
        self.symmetric.setObjectName(PREFIX + "symmetric")
        self.symmetric.setToolTip(
            translate("SmartCity", "Judge A on B and B on A together; earlier judgements stay as they are.")
        )
        self.place = plain_label()
        self.rationale, self.author = QPlainTextEdit(), QLineEdit()
        self.rationale.setObjectName(PREFIX + "rationale")
        self.rationale.setTabChangesFocus(True)
        self.rationale.setMaximumHeight(self.fontMetrics().lineSpacing() * 4)
        self.author.setObjectName(PREFIX + "author")
        self.told = plain_label()
        self.told.setObjectName(PREFIX + "told")
        names = {
            "undo": translate("SmartCity", "&Undo"),
            "redo": translate("SmartCity", "&Redo"),
            "copy": translate("SmartCity", "&Copy as CSV"),
        }
        self.buttons = {name: QPushButton(text) for name, text in names.items()}
        for name, button in self.buttons.items():
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
            button.clicked.connect(getattr(self, name))
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close)
        for standard, text in (
            (QDialogButtonBox.StandardButton.Save, translate("SmartCity", "Save")),
            (QDialogButtonBox.StandardButton.Close, translate("SmartCity", "Close")),
        ):
            self.box.button(standard).setText(text)
            self.box.button(standard).setAutoDefault(False)
        self.box.button(QDialogButtonBox.StandardButton.Save).setObjectName(PREFIX + "save")
        self.box.button(QDialogButtonBox.StandardButton.Save).clicked.connect(self.save)
        self.box.rejected.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Undo, self.view, self.undo)
        QShortcut(QKeySequence.StandardKey.Redo, self.view, self.redo)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.symmetric.toggled.connect(self._set_symmetric)
        self.rationale.installEventFilter(self)
        self.author.textChanged.connect(self.take_author)

    def _lay_out(self) -> None:
        about = translate(
            "SmartCity",
            "Judge how a row affects a column: keys 2, 1, 0, and −1, −2 by the minus key first; Delete takes a "
            "judgement back. ▼ conflict, ▲ synergy, ✎ with a rationale. Figures in brackets are suggestions from the "
            "register and are never stored by themselves.",
        )
        head = QHBoxLayout()
        head.addWidget(self.kind, 1)
        head.addWidget(self.symmetric)
        for button in self.buttons.values():
            head.addWidget(button)
        why, who = QLabel(translate("SmartCity", "&Rationale")), QLabel(translate("SmartCity", "&Judged by"))
        why.setBuddy(self.rationale)
        who.setBuddy(self.author)
        person = QHBoxLayout()
        person.addWidget(who)
        person.addWidget(self.author, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(about))
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        for widget in (self.place, why, self.rationale):
            layout.addWidget(widget)
        layout.addLayout(person)
        layout.addWidget(self.told)
        layout.addWidget(self.box)

    # Reading and showing -----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read both matrices from the study."""
        try:
            with Study.open(Path(self.path)) as study:
                self._catalogue = catalogue_of(study)
                matrices = {kind: relation_matrix(study, kind) for kind in RelationKind}
                self.questions = open_questions(study)
        except Exception as error:
            self.told.setText(sentence_of(error))
            self._update()
            return
        for kind, matrix in matrices.items():
            model = self.models[kind] = RelationModel(matrix, self.author.text().strip(), self)
            model.undo.indexChanged.connect(self._update)
        self._show_kind()

    def _show_kind(self, *_: object) -> None:
        kind = self.kind.currentData()
        if kind not in self.models:
            return
        self.take_rationale()
        self.model = self.models[kind]
        self.view.setModel(self.model)
        self.view.selectionModel().currentChanged.connect(self._show_pair)
        self.symmetric.setVisible(kind is RelationKind.GOAL_GOAL)
        self._set_symmetric(self.symmetric.isChecked())
        if self.model.rowCount() > 1 and self.model.columnCount() > 1:
            first = 1 if kind is RelationKind.GOAL_GOAL and self.model.columnCount() > 2 else 0
            self.view.setCurrentIndex(self.model.index(0, first))
        self._update()

    def _show_pair(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.take_rationale(previous)
        self._update()

    def _update(self) -> None:
        index = self.view.currentIndex()
        relation = self.model.relation(index) if self.model else None
        explained = (self.model.data(index, Qt.ItemDataRole.ToolTipRole) or "") if self.model else ""
        self.place.setText(explained)
        wanted = relation.rationale if relation is not None else ""
        if self.rationale.toPlainText() != wanted and not self.rationale.hasFocus():
            self.rationale.setPlainText(wanted)
        self.rationale.setEnabled(relation is not None)
        undo = self.model.undo if self.model else None
        self.buttons["undo"].setEnabled(undo is not None and undo.canUndo())
        self.buttons["redo"].setEnabled(undo is not None and undo.canRedo())
        self.buttons["copy"].setEnabled(self.model is not None)
        self.box.button(QDialogButtonBox.StandardButton.Save).setEnabled(self.is_changed)
        if self.models:
            self.told.setText(self._state())

    def _state(self) -> str:
        matrix = self.model.matrix
        if not matrix.rows or not matrix.columns:
            return self._catalogue.sentence(Problem("relations_nothing"), language())
        text = translate("SmartCity", "{judged} of {possible} pairs are judged.")
        lines = [text.format(judged=matrix.judged, possible=matrix.possible)]
        lines += [self._catalogue.sentences(problem, language())[0] for problem in self.questions]
        return "\n".join(lines)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to store."""
        return any(any(model.pending()) for model in self.models.values())

    def _set_symmetric(self, on: bool) -> None:
        if RelationKind.GOAL_GOAL in self.models:
            self.models[RelationKind.GOAL_GOAL].symmetric = on

    # Changing ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched, event) -> bool:
        if watched is self.rationale and event.type() == QEvent.Type.FocusOut:
            self.take_rationale()
        return super().eventFilter(watched, event)

    def take_rationale(self, index: Optional[QModelIndex] = None) -> None:
        """Take over the rationale in the field for a pair, by default the one chosen."""
        if self.model is None:
            return
        index = self.view.currentIndex() if index is None else index
        if self.rationale.isEnabled():
            self.model.explain(index, self.rationale.toPlainText())

    def take_author(self) -> None:
        """Let what is judged from now on carry the name in the field."""
        for model in self.models.values():
            model.author = self.author.text().strip()

    def undo(self) -> None:
        """Take back the last change."""
        if self.model is not None:
            self.model.undo.undo()

    def redo(self) -> None:
        """Make the last change again."""
        if self.model is not None:
            self.model.undo.redo()

    def copy(self) -> None:
        """Put the matrix with its totals onto the clipboard, separated by semicolons."""
        matrix, stream = self.model.matrix, io.StringIO()
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        columns = [key for key, _ in matrix.columns]
        writer.writerow(["", *columns, "Σ"])
        for key, _ in matrix.rows:
            writer.writerow([key, *(matrix.value(key, column) for column in columns), matrix.row_total(key)])
        writer.writerow(["Σ", *(signed(matrix.column_total(column)).replace("−", "-") for column in columns), ""])
        QgsApplication.clipboard().setText(stream.getvalue())

    def save(self) -> None:
        """Store what was changed in both matrices."""
        self.take_rationale()
        try:
            with Study.open(Path(self.path), update=True) as study, study.transaction():
                for kind, model in self.models.items():
                    save_relations(study, kind, *model.pending())
                self.questions = open_questions(study)
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        for model in self.models.values():
            model.stored = dict(model.matrix.relations)
            model.undo.setClean()
        self._update()

    def reject(self) -> None:
        self.take_rationale()
        if self.is_changed and not self._may_discard():
            return
        super().reject()

    def _may_discard(self) -> bool:
        text = translate("SmartCity", "Judgements have not been saved. Discard them?")
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), text, parent=self)
        discard = box.addButton(translate("SmartCity", "&Discard"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(translate("SmartCity", "&Back"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is discard


def open_relations(parent: Optional[QWidget], study_path: str) -> RelationsDialog:
    """Open the editor of the matrices of a study; returns the dialog, already shown."""
    dialog = RelationsDialog(str(study_path), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog
