# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of a study's indicators, from which own ones are made, changed and removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.gui import QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.expressions import look_at
from ...bridge.i18n import language, translate
from ...bridge.tasks import RunResult, TaskRunner
from ...bridge.unit_sample import UnitSample, read_sample
from ...catalogue import Catalogue
from ...catalogue.own import OwnEntry, duplicate, new_formula
from ...model.indicator import Indicator
from ...model.problem import Problem
from ...study.own_indicators import checked_catalogue, save_own
from ...study.study import Study
from .. import settings
from ..cards import plain_label
from ..messages import sentence_of as sentence_of_error
from ..wizards.inventory.tables import ReadingTable
from .fields import PREFIX, KeyBox
from .form import IndicatorForm
from .formula import sentence_of
from .parts import titles_of


@dataclass(frozen=True)
class Contents:
    """What the dialog shows of a study."""

    catalogue: Catalogue
    entries: tuple[OwnEntry, ...]
    problems: dict[str, Problem]
    values: UnitSample


def read_contents(path: str) -> Contents:
    """Read the indicators of a study and the values of some of its units; meant for a worker thread."""
    with Study.open(Path(path)) as study:
        catalogue, problems = checked_catalogue(study)
        return Contents(catalogue, tuple(study.own_entries()), problems, read_sample(study))


class IndicatorDialog(QDialog):
    """Lists shipped and own indicators; what is changed is stored in the study at once."""

    def __init__(
        self,
        path: str,
        runner: TaskRunner,
        changed: Optional[Callable[[], None]] = None,
        writable: bool = True,
        parent: Optional[QWidget] = None,
    ) -> None:
        """``changed`` is called when the study has other indicators than before."""
        super().__init__(parent)
        self.setObjectName("smartcity_indicators")
        self.setWindowTitle(translate("SmartCity", "Indicators of the study"))
        self.path, self._runner, self._changed, self._writable = path, runner, changed, writable
        self.contents: Optional[Contents] = None
        self._rows: list[Indicator] = []
        self.search, self.own_only = QLineEdit(), QCheckBox(translate("SmartCity", "&Own ones only"))
        self.sector: Optional[KeyBox] = None
        columns = [
            translate("SmartCity", "Indicator"),
            translate("SmartCity", "Origin"),
            translate("SmartCity", "Sector"),
            translate("SmartCity", "Unit"),
            translate("SmartCity", "Id"),
        ]
        self.table = ReadingTable(PREFIX + "table", columns, 0, 34, {1: 24, 2: 18, 3: 14, 4: 26})
        self.table.itemSelectionChanged.connect(self._update_buttons)
        self.table.doubleClicked.connect(self.open_chosen)
        self._told = plain_label()
        self._told.setObjectName(PREFIX + "told")
        self._told.hide()
        self._filters = QHBoxLayout()
        self._filters.addWidget(self.search, 2)
        self._filters.addWidget(self.own_only)
        self.search.setObjectName(PREFIX + "search")
        self.search.setPlaceholderText(translate("SmartCity", "Search"))
        self.search.setAccessibleName(translate("SmartCity", "Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.own_only.toggled.connect(self._filter)
        layout = QVBoxLayout(self)
        about = translate(
            "SmartCity",
            "Shipped indicators stay as they are. Duplicate one to change its parameters, thresholds or names, or "
            "compute a new one from others by a formula.",
        )
        layout.addWidget(plain_label(about))
        layout.addLayout(self._filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._told)
        layout.addLayout(self._action_buttons())
        layout.addWidget(self._close_button())
        self.resize(self.fontMetrics().averageCharWidth() * 130, self.fontMetrics().lineSpacing() * 36)
        QgsGui.enableAutoGeometryRestore(self)
        self.refresh()

    def _action_buttons(self) -> QGridLayout:
        actions = {
            "formula": (translate("SmartCity", "&New formula…"), self.new_formula),
            "duplicate": (translate("SmartCity", "&Duplicate…"), self.duplicate),
            "edit": (translate("SmartCity", "&Edit…"), self.edit),
            "remove": (translate("SmartCity", "&Remove…"), self.remove),
            "export": (translate("SmartCity", "E&xport to spreadsheet…"), self.export),
            "import": (translate("SmartCity", "&Import from spreadsheet…"), self.import_file),
        }
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        for number, (name, (label, action)) in enumerate(actions.items()):
            button = self.buttons[name] = QPushButton(label)
            button.setObjectName(PREFIX + name)
            button.setAutoDefault(False)
            button.clicked.connect(action)
            grid.addWidget(button, 0, number)
        return grid

    def _close_button(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(translate("SmartCity", "Close"))
        box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        box.rejected.connect(self.reject)
        return box

    # The list ----------------------------------------------------------------------------------------------------

    def refresh(self, choose: str = "") -> None:
        """Read the study anew, then choose an indicator."""

        def show(contents: Optional[Contents], error: Optional[Exception]) -> None:
            if sip.isdeleted(self):
                return
            if error is not None:
                self.tell(sentence_of_error(error))
            else:
                self._show(contents, choose)

        self._update_buttons()
        self._runner.call(self.windowTitle(), lambda: read_contents(self.path), show)

    def _show(self, contents: Contents, choose: str) -> None:
        self.contents = contents
        if self.sector is None:
            every = translate("SmartCity", "All sectors")
            self.sector = KeyBox("sector_filter", titles_of(contents.catalogue.sectors), every)
            self.sector.setAccessibleName(translate("SmartCity", "Sector"))
            self.sector.currentIndexChanged.connect(self._filter)
            self._filters.insertWidget(1, self.sector, 1)
        indicators = contents.catalogue.indicators.values()
        own = [item for item in indicators if item.is_own]
        self._rows = [*own, *(item for item in indicators if not item.is_own)]
        damaged = [entry for entry in contents.entries if entry.id in contents.problems]
        rows = [self._texts(item) for item in self._rows]
        rows += [[entry.id, translate("SmartCity", "not usable"), "", "", entry.id] for entry in damaged]
        self._ids = [*(item.id for item in self._rows), *(entry.id for entry in damaged)]
        self.table.fill(rows)
        self._filter()
        if contents.problems:
            self.tell("\n".join(sentence_of(problem) for problem in contents.problems.values()))
        if choose in self._ids:
            self.table.selectRow(self._ids.index(choose))
        self._update_buttons()

    def _texts(self, item: Indicator) -> list[str]:
        catalogue = self.contents.catalogue
        origin = translate("SmartCity", "shipped")
        if item.expression:
            origin = translate("SmartCity", "own formula")
        elif item.base_id:
            base = catalogue.indicators[item.base_id].title.in_language(language())
            origin = translate("SmartCity", "derived from “{title}”").format(title=base)
        sector = catalogue.sectors[item.sector].title.in_language(language())
        symbol = catalogue.units[item.unit].symbol.in_language(language())
        return [item.title.in_language(language()), origin, sector, symbol, item.id]

    def _filter(self, *_: object) -> None:
        words = self.search.text().casefold().split()
        sector = self.sector.value if self.sector is not None else ""

        def fits(row: int) -> bool:
            item = self._rows[row] if row < len(self._rows) else None
            if item is not None and (
                (sector and item.sector != sector) or (self.own_only.isChecked() and not item.is_own)
            ):
                return False
            text = self.table.text(row).casefold()
            return all(word in text for word in words)

        self.table.show_rows(fits)
        self._update_buttons()

    @property
    def chosen(self) -> str:
        """The id of the indicator that is chosen, nothing without one."""
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        visible = [row for row in rows if not self.table.isRowHidden(row)]
        return self._ids[visible[0]] if visible and self.contents is not None else ""

    def _update_buttons(self) -> None:
        ready = self.contents is not None
        chosen = self.chosen if ready else ""
        own = {entry.id for entry in self.contents.entries} if ready else set()
        usable = ready and chosen in self.contents.catalogue.indicators
        possible = {
            "formula": self._writable,
            "duplicate": self._writable and usable,
            "edit": self._writable and usable and chosen in own,
            "remove": self._writable and chosen in own,
            "export": True,
            "import": self._writable,
        }
        for name, button in self.buttons.items():
            button.setEnabled(ready and possible[name])

    def tell(self, text: str) -> None:
        """Say something below the list; nothing takes no room."""
        self._told.setText(text)
        self._told.setVisible(bool(text))

    # Actions -----------------------------------------------------------------------------------------------------

    def open_chosen(self, *_: object) -> None:
        """Edit an own indicator, duplicate a shipped one."""
        if self.buttons["edit"].isEnabled():
            self.edit()
        elif self.buttons["duplicate"].isEnabled():
            self.duplicate()

    def new_formula(self) -> None:
        """Make an own indicator from others."""
        sector = self.sector.value or next(iter(self.contents.catalogue.sectors))
        self._open(new_formula(self._taken(), sector, "percent"), is_new=True)

    def duplicate(self) -> None:
        """Make an own indicator from the chosen one."""
        indicator = self.contents.catalogue.indicators[self.chosen]
        self._open(duplicate(indicator, self._taken()), is_new=True)

    def edit(self) -> None:
        """Change the chosen own indicator."""
        entry = next(entry for entry in self.contents.entries if entry.id == self.chosen)
        self._open(entry, is_new=False)

    def _taken(self) -> set[str]:
        return {*self.contents.catalogue.indicators, *(entry.id for entry in self.contents.entries)}

    def _open(self, entry: OwnEntry, is_new: bool) -> None:
        others = [other for other in self.contents.entries if is_new or other.id != entry.id]
        form = IndicatorForm(entry, self.contents.catalogue, others, self.contents.values, is_new, self)
        accepted = form.exec() == QDialog.DialogCode.Accepted
        entry = form.entry
        form.deleteLater()
        if accepted:
            self.save(entry)

    def save(self, entry: OwnEntry) -> None:
        """Store an entry in the study."""

        def work() -> list:
            with Study.open(Path(self.path), update=True) as study:
                return save_own(study, entry, look_at)

        def done(flaws: Optional[list], error: Optional[Exception]) -> None:
            if sip.isdeleted(self):
                return
            if error is not None or flaws:
                self.tell(sentence_of_error(error) if error is not None else sentence_of(flaws[0].problem))
                return
            self.tell(translate("SmartCity", "Saved. Compute the indicators to get its values."))
            self._has_changed(entry.id)

        self._runner.call(translate("SmartCity", "Save own indicator"), work, done)

    def remove(self) -> None:
        """Remove the chosen own indicator after asking."""
        chosen = self.chosen
        text = translate("SmartCity", "Remove the own indicator “{id}” with its values from the study?")
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), text.format(id=chosen), parent=self)
        remove = box.addButton(translate("SmartCity", "&Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(translate("SmartCity", "&Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is remove:
            self._run("smartcity:removeownindicator", {"STUDY": self.path, "INDICATOR": chosen})

    def export(self) -> None:
        """Write all indicators into a spreadsheet."""
        proposal = str(Path(settings.last_folder()) / translate("SmartCity", "indicators.xlsx"))
        title = translate("SmartCity", "Export indicators to a spreadsheet")
        path, _ = QFileDialog.getSaveFileName(self, title, proposal, "Excel (*.xlsx);;CSV (*.csv)")
        if path:
            settings.set_last_folder(str(Path(path).parent))
            told = translate("SmartCity", "{file} has been written.").format(file=Path(path).name)
            parameters = {"STUDY": self.path, "LANGUAGE": settings.output_language(), "OUTPUT": path}
            self._run("smartcity:exportindicators", parameters, told, changes=False)

    def import_file(self) -> None:
        """Read a spreadsheet back."""
        title = translate("SmartCity", "Import indicators from a spreadsheet")
        kinds = translate("SmartCity", "Spreadsheets (*.xlsx *.ods *.csv)")
        path, _ = QFileDialog.getOpenFileName(self, title, settings.last_folder(), kinds)
        if path:
            settings.set_last_folder(str(Path(path).parent))
            told = translate("SmartCity", "The spreadsheet has been taken over.")
            self._run("smartcity:importindicators", {"STUDY": self.path, "INPUT": path}, told)

    def _run(self, algorithm: str, parameters: dict, told: str = "", changes: bool = True) -> None:
        def done(result: RunResult) -> None:
            if sip.isdeleted(self):
                return
            if not result.successful:
                failed = translate("SmartCity", "The step failed; the log says why.")
                self.tell(result.error or failed)
                return
            self.tell("\n".join([told, *result.warnings]).strip())
            if changes:
                self._has_changed("")

        if self._runner.busy:
            self.tell(translate("SmartCity", "Another step is still running; try again when it has ended."))
        else:
            self._runner.run(algorithm, parameters, done)

    def _has_changed(self, choose: str) -> None:
        self.refresh(choose)
        if self._changed is not None:
            self._changed()
