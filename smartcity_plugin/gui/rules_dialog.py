# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules for conflicts and synergies of a study: what they say, whether they can be checked, changing them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Optional

from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..bridge.i18n import language, translate
from ..catalogue.rules import OWN_PREFIX, load_rules
from ..model.rule import Rule, RuleKind
from ..study.own_indicators import catalogue_of
from ..study.rule_checks import Evidence, RuleCheck, check_rules
from ..study.rules import reset_rule, rules_of, save_rule
from ..study.study import Study
from .cards import plain_label
from .messages import sentence_of
from .rule_form import PREFIX, FormError, RuleForm
from .wizards.inventory.tables import ReadingTable


class RulesDialog(QDialog):
    """Lists shipped and own rules; what is changed is stored in the study by “Save”."""

    def __init__(self, path: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_rules")
        self.setWindowTitle(translate("SmartCity", "Rules for conflicts and synergies"))
        self.path = str(path)
        self.rules: dict[str, Rule] = {}
        self.drafts: dict[str, Rule] = {}
        self.checks: dict[str, RuleCheck] = {}
        self.form: Optional[RuleForm] = None
        self._catalogue = None
        self._shown = ""
        self._make_parts()
        self._lay_out()
        self.resize(self.fontMetrics().averageCharWidth() * 170, self.fontMetrics().lineSpacing() * 44)
        QgsGui.enableAutoGeometryRestore(self)
        self.read()

    def _make_parts(self) -> None:
        columns = [
            translate("SmartCity", "No."),
            translate("SmartCity", "Kind"),
            translate("SmartCity", "Rule"),
            translate("SmartCity", "State"),
        ]
        self.table = ReadingTable(PREFIX + "table", columns, 2, 24, {1: 12, 3: 20})
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.told, self.status = plain_label(), plain_label()
        self.told.setObjectName(PREFIX + "told")
        self.status.setObjectName(PREFIX + "status")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        actions = {
            "duplicate": (translate("SmartCity", "&New rule from this one"), self.duplicate),
            "reset": (translate("SmartCity", "Reset to &default"), self.reset),
        }
        self.buttons: dict[str, QPushButton] = {}
        for name, (text, action) in actions.items():
            button = self.buttons[name] = QPushButton(text)
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
            button.clicked.connect(action)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close)
        for standard, text in (
            (QDialogButtonBox.StandardButton.Save, translate("SmartCity", "Save")),
            (QDialogButtonBox.StandardButton.Close, translate("SmartCity", "Close")),
        ):
            self.box.button(standard).setText(text)
            self.box.button(standard).setAutoDefault(False)
        save = self.box.button(QDialogButtonBox.StandardButton.Save)
        save.setObjectName(PREFIX + "save")
        save.clicked.connect(self.save)
        self.box.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        about = translate(
            "SmartCity",
            "A rule holds where each of its operands reaches the threshold. Conflicts are hints for weighing "
            "interests, no bans. What you change holds in this study; evaluate the rules again afterwards.",
        )
        left, right = QWidget(), QWidget()
        for side, widgets in ((left, (self.table, None)), (right, (self.status, self.area))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            for widget in widgets:
                if widget is not None:
                    column.addWidget(widget, 0 if widget is self.status else 1)
        buttons = QHBoxLayout()
        for button in self.buttons.values():
            buttons.addWidget(button)
        buttons.addStretch(1)
        left.layout().addLayout(buttons)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(about))
        layout.addWidget(split, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.box)

    # Reading and showing -----------------------------------------------------------------------------------------

    def read(self, choose: str = "") -> None:
        """Read the rules and what the study has data for."""
        try:
            with Study.open(Path(self.path)) as study:
                self._catalogue = catalogue_of(study)
                self.rules = rules_of(study, self._catalogue)
                self.checks = self._checked(study, self.rules)
        except Exception as error:
            self.told.setText(sentence_of(error))
            self._update()
            return
        self._fill(choose)

    def _checked(self, study: Study, rules: dict[str, Rule]) -> dict[str, RuleCheck]:
        evidence = Evidence(study, self._catalogue)
        return {check.rule.id: check for check in check_rules(evidence, rules.values())}

    def _fill(self, choose: str = "") -> None:
        choose, self._shown = choose or self._shown, ""
        rules = {**self.rules, **self.drafts}
        self.table.blockSignals(True)
        self.table.fill([self._texts(rule) for rule in rules.values()])
        ids = list(rules)
        self.table.selectRow(ids.index(choose) if choose in ids else 0)
        self.table.blockSignals(False)
        self._show_chosen()

    def _texts(self, rule: Rule) -> list[str]:
        kind = (
            translate("SmartCity", "Conflict") if rule.kind is RuleKind.CONFLICT else translate("SmartCity", "Synergy")
        )
        return [rule.id, kind, rule.title.in_language(language()), self._state(rule)]

    def _state(self, rule: Rule) -> str:
        words = []
        if rule.id in self.drafts:
            words.append(translate("SmartCity", "not saved"))
        elif load_rules().get(rule.id, rule) != rule:
            words.append(translate("SmartCity", "changed"))
        if not rule.active:
            words.append(translate("SmartCity", "switched off"))
        check = self.checks.get(rule.id)
        if check is not None:
            words.append(
                translate("SmartCity", "checkable") if check.is_checkable else translate("SmartCity", "lacks data")
            )
        return ", ".join(words)

    @property
    def chosen(self) -> str:
        """The id of the rule that is chosen, nothing without one."""
        rows = self.table.selectionModel().selectedRows()
        return self.table.item(rows[0].row(), 0).text() if rows else ""

    def _show_chosen(self) -> None:
        chosen = self.chosen
        if not chosen or chosen == self._shown:
            return
        if self._shown and not self.keep():
            shown = list({**self.rules, **self.drafts}).index(self._shown)
            self.table.blockSignals(True)
            self.table.selectRow(shown)
            self.table.blockSignals(False)
            return
        self._shown = chosen
        self.form = RuleForm(self.drafts.get(chosen) or self.rules[chosen], self._catalogue)
        self.area.setWidget(self.form)
        self.told.setText("")
        self._update()

    def _update(self) -> None:
        rule = self.rules.get(self._shown)
        own = self._shown not in load_rules()
        text = translate("SmartCity", "&Remove own rule") if own else translate("SmartCity", "Reset to &default")
        self.buttons["reset"].setText(text)
        changed = self._shown in self.drafts or (rule is not None and load_rules().get(rule.id) != rule)
        self.buttons["reset"].setEnabled(bool(self._shown) and changed)
        self.buttons["duplicate"].setEnabled(bool(self._shown))
        self.box.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(self.rules))
        self.status.setText(self._explained())

    def _explained(self) -> str:
        check = self.checks.get(self._shown)
        if check is None:
            return ""
        if check.is_checkable:
            return translate("SmartCity", "The study has data for all operands of {rule}.").format(rule=self._shown)
        return "\n".join(self._catalogue.sentences(item, language())[0] for item in check.problems)

    # Changing ----------------------------------------------------------------------------------------------------

    def keep(self) -> bool:
        """Take what the form says as a draft; returns whether that was possible."""
        if self.form is None or not self._shown:
            return True
        try:
            rule = self.form.value()
        except FormError as error:
            self.told.setText(str(error))
            return False
        if rule != self.rules.get(rule.id):
            self.drafts[rule.id] = rule
        else:
            self.drafts.pop(rule.id, None)
        row = list({**self.rules, **self.drafts}).index(rule.id) if rule.id in {**self.rules, **self.drafts} else -1
        if 0 <= row < self.table.rowCount():
            for column, text in enumerate(self._texts(rule)):
                self.table.item(row, column).setText(text)
        return True

    def duplicate(self) -> None:
        """Make an own rule from the chosen one."""
        if not self.keep():
            return
        taken = {*self.rules, *self.drafts}
        number = next(n for n in range(1, len(taken) + 2) if f"{OWN_PREFIX}{n}" not in taken)
        rule = replace(self.form.value(), id=f"{OWN_PREFIX}{number}")
        self.drafts[rule.id] = rule
        self._fill(rule.id)

    def reset(self) -> None:
        """Take back what was changed of a shipped rule, remove an own one."""
        chosen = self._shown
        if chosen not in load_rules() and not self._may(
            translate("SmartCity", "Remove the own rule {rule}?").format(rule=chosen)
        ):
            return
        self.drafts.pop(chosen, None)
        try:
            if chosen in self.rules:
                with Study.open(Path(self.path), update=True) as study:
                    reset_rule(study, chosen)
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        self.form = None
        self.read()

    def save(self) -> None:
        """Store all changed rules in the study, or none of them."""
        if not self.keep():
            return
        try:
            with Study.open(Path(self.path), update=True) as study, study.transaction():
                for rule in self.drafts.values():
                    save_rule(study, rule)
        except Exception as error:
            self.told.setText(sentence_of(error))
            return
        count = len(self.drafts)
        self.drafts.clear()
        self.form = None
        self.read()
        told = translate("SmartCity", "Saved ({count}). Evaluate the rules again to bring the map up to date.")
        self.told.setText(told.format(count=count) if count else "")

    def reject(self) -> None:
        question = translate("SmartCity", "Rules have not been saved. Discard the changes?")
        if (self.keep() and not self.drafts) or self._may(question):
            super().reject()

    def _may(self, question: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), question, parent=self)
        go = box.addButton(translate("SmartCity", "&Yes"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(translate("SmartCity", "&No"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is go


def open_rules(parent: Optional[QWidget], study_path: str) -> RulesDialog:
    """Open the dialog of the rules of a study; returns it, already shown."""
    dialog = RulesDialog(str(study_path), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog
