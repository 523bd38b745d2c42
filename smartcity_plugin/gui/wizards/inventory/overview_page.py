# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything at once: for every role the best data at hand, to be checked, changed and imported in one go."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWizard,
)

from ....bridge.i18n import translate
from ....catalogue import load_catalogue
from ....model.problem import Problem, Severity
from ..forms import explanation, named, tell
from ..problem_area import Finding, Remedy, finding_of
from . import wording
from .base import InventoryPage, paragraphs
from .check_page import covers
from .common_facts import CommonFacts
from .confidence import ConfidenceDelegate, show_confidence
from .draft import Draft
from .file_buttons import FileButtons, looked_findings
from .overview_row import Row
from .pool import UNLIKELY

DELAY_MS = 150
"""How long the page waits for more layers before it lists them anew."""

ROLE, DATA, MATCH, STATE = range(4)


class OverviewPage(InventoryPage):
    """The batch: checked rows are imported one after the other."""

    name = "overview"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Overview"),
            translate("SmartCity", "Overview and import"),
            translate("SmartCity", "Checked rows are imported together. Drop files or a whole folder onto the window."),
            paragraphs(
                translate(
                    "SmartCity",
                    "For every role the best fitting layer of the project and of dropped files is listed. "
                    "Rows with a sure match are checked. Look at each before you import: below the list "
                    "another layer can be chosen for the marked row, and Edit leads to its fields, filter and "
                    "source.",
                ),
                translate(
                    "SmartCity",
                    "Source, licence and date at the bottom are used for all checked rows that say nothing of "
                    "their own.",
                ),
                translate(
                    "SmartCity",
                    "Space checks a row. Each import is complete in itself: if one fails or is cancelled, "
                    "those that succeeded before stay in the study.",
                ),
            ),
        )
        self.rows: list[Row] = []
        self._hint = explanation()
        self.list = QTreeWidget()
        named(self.list, "batch")
        self.list.setAccessibleName(translate("SmartCity", "Roles with the data that fit best"))
        self.list.setRootIsDecorated(False)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels(
            [
                translate("SmartCity", "Role"),
                translate("SmartCity", "Data"),
                translate("SmartCity", "Match"),
                translate("SmartCity", "What is done"),
            ]
        )
        self.list.setItemDelegateForColumn(MATCH, ConfidenceDelegate(self.list))
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 8)
        header = self.list.header()
        header.setStretchLastSection(False)
        for column in (ROLE, DATA, STATE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(MATCH, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(MATCH, self.list.fontMetrics().averageCharWidth() * 17)
        self._none = QPushButton(translate("SmartCity", "&Uncheck all"))
        named(self._none, "batch_none").setAutoDefault(False)
        self._none.clicked.connect(self.uncheck)
        self.files = FileButtons("batch")
        self._data = QComboBox()
        named(self._data, "batch_data")
        self._data.setMinimumContentsLength(12)
        self._data.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._data.setAccessibleName(translate("SmartCity", "Data of the marked row"))
        self._edit = QPushButton(translate("SmartCity", "&Edit…"))
        named(self._edit, "batch_edit").setAutoDefault(False)
        self._caption = QLabel(translate("SmartCity", "Da&ta of the marked row"))
        self._caption.setBuddy(self._data)
        self._reasons = explanation()
        self.common = CommonFacts()
        self._lay_out()
        self.first = self.list
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.show_rows)
        self.list.itemChanged.connect(self._checked)
        self.list.currentItemChanged.connect(lambda *_: self._show_marked())
        self.list.itemActivated.connect(lambda *_: self._edit_marked())
        self._data.activated.connect(self._chosen)
        self._edit.clicked.connect(self._edit_marked)
        self.common.changed.connect(self.changed)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self._none)
        bar.addStretch()
        bar.addWidget(self.files)
        marked = QGridLayout()
        marked.setHorizontalSpacing(10)
        marked.setColumnStretch(1, 1)
        marked.addWidget(self._caption, 0, 0)
        marked.addWidget(self._data, 0, 1)
        marked.addWidget(self._edit, 0, 2)
        marked.addWidget(self._reasons, 1, 1, 1, 2)
        self.fields.addWidget(self._hint)
        self.fields.addWidget(self.list, 1)
        self.fields.addLayout(bar)
        self.fields.addLayout(marked)
        self.fields.addWidget(self.common)

    def enter(self) -> None:
        """List what is there."""
        self.show_rows()

    def show_later(self) -> None:
        """List anew when no more layers come for a moment."""
        self._timer.start()

    def show_rows(self) -> None:
        """List files with importers and roles with candidates; what was checked, unchecked or chosen stays."""
        wizard = self.wizard()
        if wizard is None or wizard.inventory is None or self.running:
            return
        kept = {row.key: row for row in self.rows}
        marked = self.marked()
        self.rows = [Row("", [offer], wizard) for offer in wizard.pool.file_offers()]
        for matrix_row in wizard.inventory.matrix.roles:
            offers = [offer for offer in wizard.pool.offers(matrix_row.role.id) if offer.candidate is not None]
            if offers and offers[0].confidence >= UNLIKELY:
                self.rows.append(Row(matrix_row.role.id, offers, wizard))
        self.list.blockSignals(True)
        self.list.clear()
        layered = {row.role for row in self.rows if row.role and row.is_checked}
        for row in self.rows:
            row.prefer_file(layered)
            if row.key in kept:
                row.follow(kept[row.key])
            item = QTreeWidgetItem()
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addTopLevelItem(item)
            self._show_row(item, row)
        keys = [row.key for row in self.rows]
        if self.rows:
            place = keys.index(marked.key) if marked is not None and marked.key in keys else 0
            self.list.setCurrentItem(self.list.topLevelItem(place))
        self.list.blockSignals(False)
        self._say_hint()
        self._show_marked()
        self._updated()

    def marked(self) -> Optional[Row]:
        """Return the row that is marked."""
        item = self.list.currentItem()
        number = self.list.indexOfTopLevelItem(item) if item is not None else -1
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def mark(self, role: str) -> None:
        """Mark the row of a role."""
        self.list.setCurrentItem(self.list.topLevelItem([row.role for row in self.rows].index(role)))

    def checked(self) -> list[Row]:
        """Return the rows that are checked."""
        return [row for row in self.rows if row.is_checked]

    def uncheck(self) -> None:
        """Uncheck all rows."""
        for number in range(self.list.topLevelItemCount()):
            self.list.topLevelItem(number).setCheckState(ROLE, Qt.CheckState.Unchecked)

    def row_of(self, role: str) -> Row:
        """Return the row of a role."""
        return next(row for row in self.rows if row.role == role)

    def needs(self) -> list[str]:
        """At least one checked row, and all required fields of those that are."""
        if not self.rows:
            return []
        checked = self.checked()
        lacking = [row.title for row in checked if row.lacking()]
        if lacking:
            return [translate("SmartCity", "fields of {roles}").format(roles=", ".join(lacking))]
        return [] if checked else [translate("SmartCity", "a checked row")]

    def isComplete(self) -> bool:
        """Return whether something is checked that can be imported."""
        ready = super().isComplete() and bool(self.checked())
        return ready and self.wizard().is_writable and not self.wizard().is_reading

    def nextId(self) -> int:
        """The result follows."""
        return self.wizard().id_of("result")

    def leave(self) -> bool:
        """Look at the checked layers, then import them; their end leads to the result."""
        self._inspect([(row, row.draft()) for row in self.checked()])
        return False

    def tell(self, count: int, problems: list[Problem]) -> None:
        """Say what a look into files has brought."""
        self.show_findings(looked_findings(count, problems))

    def begin(self, title: str) -> None:
        """Show progress; other than with a single import, what is already stored stays."""
        super().begin(title)
        self._progress.note.setText(translate("SmartCity", "Cancel stops it; imports that have succeeded stay."))

    def imported(self, draft: Draft) -> None:
        """Take back what was decided for data that are in the study now."""
        for row in self.rows:
            if row.offer.key == draft.offer_key and row.offer.role == draft.role:
                row.undecide()

    def end(self, error: str = "", cancelled: bool = False) -> None:
        """Show the list again; the result page says how each import ended."""
        super().end()

    # Inside -------------------------------------------------------------------------------------------------------

    def _inspect(self, checked: list[tuple[Row, Draft]]) -> None:
        """Look at the layers of the checked rows as the page of a single import does."""
        wizard = self.wizard()
        layers = []
        for row, draft in checked:
            if draft.files:
                continue
            if wizard.pool.open_layer(draft):
                layers.append((row, draft, draft.layer.clone()))
        inventory, roles = wizard.inventory, load_catalogue().roles

        def work(progress: Any) -> list[tuple[Row, Problem]]:
            from ....bridge.preflight import inspect

            found = []
            for row, draft, layer in layers:
                progress(0.0)
                for finding in inspect(layer, roles[draft.role], inventory.area, inventory.crs, progress):
                    accepted = finding.repairs is not None and covers(draft.all_repairs, finding.repairs)
                    if finding.problem.severity is Severity.ERROR and not accepted:
                        found.append((row, finding.problem))
            return found

        def looked(found: Optional[list[tuple[Row, Problem]]], error: Optional[str]) -> None:
            if found:
                self.show_findings([self._obstacle(row, problem) for row, problem in found])
            elif error:
                self.show_findings([Finding(Severity.ERROR, error)])
            else:
                self.show_findings([])
                wizard.import_all([draft for _, draft in checked], self.common.facts())

        self.examine(translate("SmartCity", "Check of the layers"), work, looked)

    def _obstacle(self, row: Row, problem: Problem) -> Finding:
        found = finding_of(problem)
        text = f"{row.title}: {found.text}"
        remedy = Remedy(translate("SmartCity", "Edit…"), lambda: self.wizard().edit(row.offer))
        return Finding(Severity.ERROR, text, remedy)

    def _show_row(self, item: QTreeWidgetItem, row: Row) -> None:
        item.setCheckState(ROLE, Qt.CheckState.Checked if row.is_checked else Qt.CheckState.Unchecked)
        for column, text in ((ROLE, row.title), (DATA, row.offer.title), (STATE, row.state())):
            item.setText(column, text)
            item.setToolTip(column, text)
        item.setToolTip(DATA, f"{row.offer.title}\n{row.offer.place}")
        show_confidence(item, MATCH, row.offer.confidence)
        word = wording.confidence_word(row.offer.confidence)
        told = translate("SmartCity", "{role}: {data}, match {word}, {state}")
        spoken = told.format(role=row.title, data=row.offer.title, word=word, state=row.state())
        item.setData(ROLE, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _checked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == ROLE:
            row = self.rows[self.list.indexOfTopLevelItem(item)]
            checked = item.checkState(ROLE) == Qt.CheckState.Checked
            if checked != row.is_checked:
                row.check(checked)
                self.show_findings([])
                self._updated()
                self.changed()

    def _show_marked(self) -> None:
        row = self.marked()
        for widget in (self._caption, self._data, self._edit):
            widget.setEnabled(row is not None)
        self._data.clear()
        tell(self._reasons, "")
        if row is None:
            return
        for offer in row.offers:
            text = translate("SmartCity", "{data} (match: {word})")
            self._data.addItem(text.format(data=offer.title, word=wording.confidence_word(offer.confidence)))
        self._data.setCurrentIndex(row.offers.index(row.offer))
        self._data.setToolTip(row.offer.place)
        tell(self._reasons, " ".join(row.offer.reasons))

    def _chosen(self, index: int) -> None:
        row = self.marked()
        if row is None:
            return
        row.choose(index)
        self.show_findings([])
        self.list.blockSignals(True)
        self._show_row(self.list.currentItem(), row)
        self.list.blockSignals(False)
        self._show_marked()
        self._updated()
        self.changed()

    def _edit_marked(self) -> None:
        row = self.marked()
        if row is not None:
            self.wizard().edit(row.offer)

    def _updated(self) -> None:
        text = translate("SmartCity", "&Import ({count})").format(count=len(self.checked()))
        self.setButtonText(QWizard.WizardButton.NextButton, text)
        self.refresh()

    def _say_hint(self) -> None:
        wizard = self.wizard()
        missing = wizard.inventory.matrix.most_useful()
        if not wizard.is_writable:
            text = translate("SmartCity", "The study is read-only: work with a copy to change it.")
        elif wizard.pool.is_looking:
            text = translate("SmartCity", "The data are being looked at…")
        elif not self.rows:
            text = translate(
                "SmartCity",
                "Nothing to import yet. Add layers to the QGIS project, or drop a folder with the town's data onto "
                "this window: shapefiles, GeoPackages, timetables, census tables, plans.",
            )
        elif not missing:
            text = translate("SmartCity", "Every role that indicators need has data. More sources can be added.")
        else:
            text = translate("SmartCity", "Most useful next: {role} – indicators that wait for it: {count}.")
            text = text.format(role=wording.role_title(missing[0].role.id), count=len(missing[0].waiting))
        tell(self._hint, text)
