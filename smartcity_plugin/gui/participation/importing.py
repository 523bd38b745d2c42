# SPDX-License-Identifier: GPL-2.0-or-later
"""The import assistant: files, what they were recognised as, what is read of them, and the sector of each category."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem
from qgis.gui import QgsFileWidget, QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.tasks import RunResult, TaskRunner
from ...model.participation import FIELDS, ImportMapping
from ..cards import plain_label
from ..messages import sentence_of
from .state import Facts

PREFIX = "smartcity_contributions_"
_WIDEST = 34
"""Signs that a column of the sample shows at most."""

FORMATS = ("auto", "dipas_geojson", "dipas_csv", "consul", "limesurvey", "generic")


class ImportDialog(QDialog):
    """Nothing is stored before “Import”."""

    def __init__(
        self,
        path: str,
        facts: Facts,
        runner: TaskRunner,
        done: Callable[[RunResult], None],
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_contributions_import")
        self.setWindowTitle(translate("SmartCity", "Import contributions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.path, self.facts, self.runner, self._done = str(path), facts, runner, done
        self.opened: list[Any] = []
        self.is_changed = False
        self._filling = False
        self._make_parts()
        self._lay_out()
        self.resize(self.fontMetrics().averageCharWidth() * 120, self.fontMetrics().lineSpacing() * 42)
        self._show()

    def _make_parts(self) -> None:
        self.files = QgsFileWidget()
        self.files.setObjectName(PREFIX + "files")
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self.files.setFilter(
            translate("SmartCity", "Exports") + " (*.csv *.txt *.tsv *.xlsx *.ods *.json *.geojson);;* (*)"
        )
        self.format, self.stored = QComboBox(), QComboBox()
        titles = {
            "auto": translate("SmartCity", "as recognised"),
            "dipas_geojson": "DIPAS (GeoJSON)",
            "dipas_csv": "DIPAS (CSV)",
            "consul": "CONSUL",
            "limesurvey": "LimeSurvey",
            "generic": translate("SmartCity", "other table"),
        }
        for key in FORMATS:
            self.format.addItem(titles[key], key)
        self.stored.addItem(translate("SmartCity", "as suggested"), None)
        for name, mapping in self.facts.mappings.items():
            self.stored.addItem(name, mapping)
        self.load = QPushButton(translate("SmartCity", "From &file …"))
        self.load.setAutoDefault(False)
        self.recognised, self.dropped, self.told = plain_label(), plain_label(), plain_label()
        self.procedure, self.title, self.save_as = QComboBox(), QLineEdit(), QLineEdit()
        self.procedure.setEditable(True)
        for item in self.facts.procedures:
            self.procedure.addItem(item.procedure_id, item.title)
        taken = {item.procedure_id for item in self.facts.procedures}
        number = next(number for number in range(1, len(taken) + 2) if f"B{number}" not in taken)
        self.procedure.setCurrentIndex(-1)
        self.procedure.setCurrentText(f"B{number}")
        self.procedure.setToolTip(
            translate("SmartCity", "Choose a procedure of the list to import its contributions again.")
        )
        self.save_as.setPlaceholderText(translate("SmartCity", "not stored"))
        self.crs = QgsProjectionSelectionWidget()
        self.example = QCheckBox(translate("SmartCity", "The contributions are &examples"))
        self.inventory = QCheckBox(
            translate("SmartCity", "Use located contributions in the &inventory (indicator of participation)")
        )
        self.columns = _table([translate("SmartCity", "Field"), translate("SmartCity", "Column of the file")])
        self.sectors = _table([translate("SmartCity", "Category"), translate("SmartCity", "Sector")])
        self.sample = _table([])
        names = {"columns": self.columns, "sectors": self.sectors, "sample": self.sample, "format": self.format}
        names.update({"procedure": self.procedure, "title": self.title, "stored": self.stored, "save_as": self.save_as})
        for name, widget in names.items():
            widget.setObjectName(PREFIX + name)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.box.button(QDialogButtonBox.StandardButton.Ok).setText(translate("SmartCity", "Import"))
        self.box.button(QDialogButtonBox.StandardButton.Ok).setObjectName(PREFIX + "ok")
        self.box.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("SmartCity", "Cancel"))
        self.box.accepted.connect(self.start)
        self.box.rejected.connect(self.reject)
        self.files.fileChanged.connect(lambda _: self.open_files())
        self.format.currentIndexChanged.connect(lambda _: self.open_files())
        self.stored.currentIndexChanged.connect(lambda _: self.open_files())
        self.load.clicked.connect(self._load_mapping)
        self.crs.crsChanged.connect(lambda _: self._map_again())
        self.procedure.currentTextChanged.connect(self._name_procedure)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("SmartCity", "&Files"), self.files)
        form.addRow(translate("SmartCity", "&Read as"), self.format)
        form.addRow("", self.recognised)
        form.addRow(translate("SmartCity", "&Procedure (short id)"), self.procedure)
        form.addRow(translate("SmartCity", "&Title of the procedure"), self.title)
        mapping, page = QWidget(), QVBoxLayout()
        mapping.setLayout(page)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow(translate("SmartCity", "&Mapping"), self.stored)
        rows.addRow("", self.load)
        page.addLayout(rows)
        page.addWidget(self.columns, 1)
        last = QFormLayout()
        last.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        last.addRow(translate("SmartCity", "Reference system of the coordinates"), self.crs)
        last.addRow(translate("SmartCity", "&Store this mapping as"), self.save_as)
        page.addLayout(last)
        pages = QTabWidget()
        pages.addTab(self.sample, translate("SmartCity", "What is stored"))
        pages.addTab(mapping, translate("SmartCity", "Columns"))
        pages.addTab(self.sectors, translate("SmartCity", "Sectors"))
        self.pages = pages
        warning = plain_label(
            translate(
                "SmartCity",
                "Only what the first page shows is stored. Names inside texts cannot be found by a program: read all "
                "texts before anything is published, and mask names in the window.",
            )
        )
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(pages, 1)
        for widget in (self.dropped, warning, self.example, self.inventory, self.told, self.box):
            layout.addWidget(widget)

    # Reading files -----------------------------------------------------------------------------------------------

    def paths(self) -> list[Path]:
        """Return the chosen files."""
        return [Path(name) for name in QgsFileWidget.splitFilePaths(self.files.filePath()) if name]

    def open_files(self, mapping: Optional[ImportMapping] = None) -> None:
        """Open the files and show how they will be read."""
        from ...study.participation_import import open_exports
        from ...study.study import Study

        self.opened, self.is_changed = [], mapping is not None
        self.told.setText("")
        if self.paths():
            try:
                with Study.open(Path(self.path)) as study:
                    chosen = mapping or self.stored.currentData()
                    self.opened = open_exports(study, self.paths(), self.format.currentData(), chosen)
                self.is_changed = chosen is not None
            except Exception as error:
                self.told.setText(sentence_of(error))
        self._show()

    @property
    def main(self) -> Any:
        """The file whose mapping is shown: the one with most columns in use."""
        return max(self.opened, key=lambda item: len(item.mapping.columns), default=None)

    def _show(self) -> None:
        self._filling = True
        lines = []
        for item in self.opened:
            title = item.recognised.format.title.in_language(language())
            by = ", ".join(item.recognised.by)
            reason = translate("SmartCity", "because of the columns {columns}").format(columns=by) if by else ""
            lines.append(" – ".join(filter(None, (f"{item.export.name}: {title}", reason))))
        self.recognised.setText("\n".join(lines) or translate("SmartCity", "No file chosen yet."))
        main = self.main
        if main is not None:
            self.crs.setCrs(QgsCoordinateReferenceSystem(main.mapping.crs))
        self.crs.setEnabled(main is not None and "x" in main.mapping.columns)
        self._show_columns()
        self._show_sectors()
        self._filling = False
        self._show_sample()

    def _show_columns(self) -> None:
        from ...sources.participation.files import is_personal

        main = self.main
        titles = _field_titles()
        fields = [name for name in FIELDS if name != "located"] if main is not None else []
        self.columns.setRowCount(len(fields))
        for row, name in enumerate(fields):
            used = main.mapping.columns.get(name, ())
            box = QComboBox()
            box.setObjectName(f"{PREFIX}column_{name}")
            box.addItem(translate("SmartCity", "(not read)"), ())
            for column in main.export.columns:
                if not is_personal(column):
                    box.addItem(column, (column,))
            if len(used) > 1:
                box.addItem(" + ".join(used), used)
            place = next((at for at in range(box.count()) if tuple(box.itemData(at)) == used), 0)
            box.setCurrentIndex(place)
            box.currentIndexChanged.connect(lambda _: self._map_again())
            self.columns.setItem(row, 0, _cell(titles[name], name))
            self.columns.setCellWidget(row, 1, box)

    def _show_sectors(self) -> None:
        sectors = {key: value for item in self.opened for key, value in item.mapping.sectors.items()}
        self.sectors.setRowCount(len(sectors))
        for row, (category, sector) in enumerate(sectors.items()):
            box = QComboBox()
            box.addItem("–", "")
            for key in self.facts.catalogue.vocabulary.sectors:
                box.addItem(self.facts.sector(key), key)
            box.setCurrentIndex(max(0, box.findData(sector)))
            self.sectors.setItem(row, 0, _cell(category, category))
            self.sectors.setCellWidget(row, 1, box)

    def _show_sample(self) -> None:
        from ...sources.participation.masking import Masker
        from ...sources.participation.reading import preview

        main, titles = self.main, _field_titles()
        rows = preview(main.export, main.mapping, Masker(self.facts.language)) if main is not None else []
        names = [name for name in main.mapping.columns if name != "located"] if main is not None else []
        self.sample.setColumnCount(len(names))
        self.sample.setHorizontalHeaderLabels([titles[name] for name in names])
        self.sample.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, name in enumerate(names):
                self.sample.setItem(row, column, _cell(cells[name]))
        self.sample.resizeColumnsToContents()
        widest = self.fontMetrics().averageCharWidth() * _WIDEST
        for column in range(len(names)):
            self.sample.setColumnWidth(column, min(self.sample.columnWidth(column), widest))
        dropped = [name for item in self.opened for name in item.export.columns if name not in item.mapping.used]
        text = translate("SmartCity", "Not read, and stored nowhere: {columns}")
        self.dropped.setText(text.format(columns=", ".join(dict.fromkeys(dropped))) if dropped else "")
        self.box.button(QDialogButtonBox.StandardButton.Ok).setEnabled(main is not None)

    def _map_again(self) -> None:
        """Take over what the user chose for the columns."""
        main = self.main
        if self._filling or main is None:
            return
        columns = {}
        for row in range(self.columns.rowCount()):
            chosen = tuple(self.columns.cellWidget(row, 1).currentData())
            if chosen:
                columns[self.columns.item(row, 0).data(Qt.ItemDataRole.UserRole)] = chosen
        if "located" in main.mapping.columns:
            columns["located"] = main.mapping.columns["located"]
        crs = self.crs.crs().authid() or main.mapping.crs
        changed = replace(main, mapping=replace(main.mapping, columns=columns, crs=crs))
        self.opened = [changed if item is main else item for item in self.opened]
        self.is_changed = True
        self.crs.setEnabled("x" in columns)
        self._renew_sectors()
        self._show_sample()

    def _renew_sectors(self) -> None:
        from ...sources.participation.masking import Masker
        from ...study.participation_import import with_sectors

        masker, main = Masker(self.facts.language), self.main
        chosen = self._chosen_sectors()
        found = with_sectors(main.export, replace(main.mapping, sectors={}), masker)
        kept = {category: chosen.get(category, sector) for category, sector in found.sectors.items()}
        renewed = replace(main, mapping=replace(found, sectors=kept))
        self.opened = [renewed if item is main else item for item in self.opened]
        self._show_sectors()

    def _load_mapping(self) -> None:
        from ...study.import_mappings import mapping_from

        title = translate("SmartCity", "Mapping of columns")
        file, _ = QFileDialog.getOpenFileName(self, title, str(Path(self.path).parent), "JSON (*.json)")
        if file:
            try:
                self.open_files(mapping_from(file))
            except Exception as error:
                self.told.setText(sentence_of(error))

    def _name_procedure(self, number: str) -> None:
        known = {item.procedure_id: item.title for item in self.facts.procedures}
        if number in known:
            self.title.setText(known[number])

    # Importing ---------------------------------------------------------------------------------------------------

    def mapping(self) -> str:
        """Return the mapping as JSON: sectors as chosen, columns only if they are not those that were recognised."""
        sectors, main = self._chosen_sectors(), self.main
        columns = main.mapping.columns if self.is_changed else {}
        content = json.loads(ImportMapping(main.mapping.format, columns, sectors, main.mapping.crs).to_json())
        return json.dumps(content, ensure_ascii=False)

    def _chosen_sectors(self) -> dict[str, str]:
        rows = range(self.sectors.rowCount())
        categories = [self.sectors.item(row, 0).data(Qt.ItemDataRole.UserRole) for row in rows]
        return {name: self.sectors.cellWidget(row, 1).currentData() for row, name in zip(rows, categories)}

    def start(self) -> None:
        """Run the import."""
        if self.main is None:
            return
        if self.runner.busy:
            self.told.setText(translate("SmartCity", "Another step is still running; try again when it has ended."))
            return
        parameters = {
            "STUDY": self.path,
            "INPUT": [str(path) for path in self.paths()],
            "FORMAT": self.format.currentData(),
            "PROCEDURE": self.procedure.currentText().strip(),
            "TITLE": self.title.text().strip(),
            "MAPPING": self.mapping(),
            "SAVE_AS": self.save_as.text().strip(),
            "EXAMPLE": self.example.isChecked(),
            "AS_INVENTORY": self.inventory.isChecked(),
        }
        self.box.setEnabled(False)
        self.told.setText(translate("SmartCity", "Contributions are being read …"))
        self.runner.run("smartcity:importcontributions", parameters, self._ended)

    def _ended(self, result: RunResult) -> None:
        if result.successful:
            self._done(result)
            self.accept()
            return
        self.box.setEnabled(True)
        self.told.setText(result.error)


def _field_titles() -> dict[str, str]:
    return {
        "id": translate("SmartCity", "Number of the contribution"),
        "date": translate("SmartCity", "Date"),
        "category": translate("SmartCity", "Category"),
        "title": translate("SmartCity", "Title"),
        "text": translate("SmartCity", "Text"),
        "votes_for": translate("SmartCity", "Votes for"),
        "votes_against": translate("SmartCity", "Votes against"),
        "comments": translate("SmartCity", "Number of comments"),
        "place": translate("SmartCity", "Name of the district"),
        "located": translate("SmartCity", "Located"),
        "x": translate("SmartCity", "East or longitude"),
        "y": translate("SmartCity", "North or latitude"),
        "coordinates": translate("SmartCity", "Latitude;longitude in one column"),
    }


def _table(titles: list[str]) -> QTableWidget:
    table = QTableWidget(0, len(titles))
    table.setHorizontalHeaderLabels(titles)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    if titles:
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    else:
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return table


def _cell(text: str, data: Optional[str] = None) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(Qt.ItemDataRole.UserRole, data)
    item.setToolTip(text)
    return item
