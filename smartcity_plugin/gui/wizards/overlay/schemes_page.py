# SPDX-License-Identifier: GPL-2.0-or-later
"""The schemes of the study: choose one to work on, or copy, compare and hand them on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QInputDialog, QLineEdit, QMessageBox, QPushButton, QVBoxLayout

from ....bridge.i18n import translate
from ....bridge.tasks import RunResult
from ....model.problem import Severity, SmartCityError
from ....model.scheme import STANDARD, Scheme
from ....study.drafts import Material
from ... import settings
from ...messages import sentence_of
from ..forms import PREFIX, explanation, named, tell
from ..page import Page
from ..problem_area import Finding
from . import store, wording
from .draft import free_title
from .tables import Cell, ReadTable


class SchemesPage(Page):
    """Lists the schemes, the standard one first; the chosen one is worked on when the user goes on."""

    name = "schemes"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Scheme"),
            translate("SmartCity", "Which assessment scheme?"),
            translate(
                "SmartCity",
                "A scheme says how many indicators become one index. Choose one to look at or to change, or begin a "
                "new one.",
            ),
            translate(
                "SmartCity",
                "An assessment scheme holds the chosen indicators, how values become scores, the weights with those "
                "who gave them, what happens to missing values, and the plan of the robustness test. The one in force "
                "is what maps, atlas and document show. Every study has the standard scheme: all scored indicators "
                "with equal weights. It stays as it is: what you change of it becomes a scheme of your own.",
            ),
        )
        self.material: Optional[Material] = None
        headers = [
            translate("SmartCity", "Scheme"),
            translate("SmartCity", "In force"),
            translate("SmartCity", "Indicators"),
            translate("SmartCity", "Weights"),
        ]
        self.table = ReadTable("schemes", headers, about=translate("SmartCity", "Assessment schemes of the study"))
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.table.itemDoubleClicked.connect(lambda _item: self.wizard().next())
        self.about = explanation()
        self.new = self._button("new", translate("SmartCity", "Ne&w scheme"), self._begin_new)
        self.copy = self._button("copy", translate("SmartCity", "&Copy…"), self._copy)
        self.rename = self._button("rename", translate("SmartCity", "&Rename…"), self._rename)
        self.remove = self._button("remove", translate("SmartCity", "&Delete…"), self._remove)
        self.use = self._button("use", translate("SmartCity", "&Put in force"), self._use)
        self.compare = self._button("compare", translate("SmartCity", "Co&mpare…"), self._compare)
        self.load = self._button("import", translate("SmartCity", "&Import…"), self._import)
        self.export = self._button("export", translate("SmartCity", "&Export…"), self._export)
        column = QVBoxLayout()
        for button in (self.new, self.copy, self.rename, self.remove):
            column.addWidget(button)
        column.addSpacing(12)
        for button in (self.use, self.compare):
            column.addWidget(button)
        column.addSpacing(12)
        for button in (self.load, self.export):
            column.addWidget(button)
        column.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.table, 1)
        row.addLayout(column)
        self.fields.addLayout(row, 1)
        self.fields.addWidget(self.about)
        self.first = self.table

    def _button(self, name: str, text: str, action: Callable[[], None]) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: action())
        return button

    # What is shown ------------------------------------------------------------------------------------------------

    def show_material(self, material: Material, chosen: str = "") -> None:
        """Show the schemes of a study."""
        self.material = material
        rows = [self._row(scheme, scheme.id == material.in_force) for scheme in material.schemes.values()]
        wanted = next(
            (key for key in (chosen, self.table.key(), settings.last_scheme()) if key in material.schemes),
            material.in_force,
        )
        self.table.show_rows(rows, list(material.schemes))
        self.table.choose(wanted)
        self._show_chosen()
        findings = []
        if not material.computed:
            text = translate(
                "SmartCity",
                "There are no indicator values yet. Close the wizard and compute the indicators in the step "
                "“Inventory” first.",
            )
            findings.append(Finding(Severity.ERROR, text))
        if not material.writable:
            text = translate("SmartCity", "The study is read-only: schemes can be looked at, but not stored.")
            findings.append(Finding(Severity.WARNING, text))
        self.show_findings(findings)

    def _row(self, scheme: Scheme, in_force: bool) -> list[Cell]:
        methods = dict.fromkeys(wording.name_of(weights.method) for _, weights in scheme.nodes().values())
        return [
            Cell(wording.scheme_name(scheme), is_bold=in_force, tip=scheme.description),
            Cell(translate("SmartCity", "in force") if in_force else "", is_bold=in_force),
            Cell(wording.count(len(scheme.indicators)), is_number=True),
            Cell(", ".join(methods)),
        ]

    def chosen(self) -> Optional[Scheme]:
        """Return the chosen scheme."""
        return None if self.material is None else self.material.schemes.get(self.table.key())

    def _show_chosen(self) -> None:
        scheme = self.chosen()
        writable = self.material is not None and self.material.writable
        is_own = scheme is not None and scheme.id != STANDARD
        several = self.material is not None and len(self.material.schemes) > 1
        self.new.setEnabled(self.material is not None and bool(self.material.computed))
        self.copy.setEnabled(writable and scheme is not None)
        self.rename.setEnabled(writable and is_own)
        self.remove.setEnabled(writable and is_own)
        self.use.setEnabled(writable and scheme is not None and scheme.id != self.material.in_force)
        self.compare.setEnabled(several)
        self.load.setEnabled(writable)
        self.export.setEnabled(scheme is not None)
        text = "" if scheme is None else scheme.description
        if scheme is not None and scheme.id == STANDARD:
            text = translate(
                "SmartCity",
                "All scored indicators with equal weights. What you change of it becomes a scheme of your own; the "
                "standard stays as it is.",
            )
        wizard = self.wizard()
        if wizard is not None and wizard.touched and wizard.draft.scheme.title:
            more = translate("SmartCity", "You are working on “{scheme}”; what is not stored yet is kept for now.")
            text = f"{text} {more.format(scheme=wizard.draft.scheme.title)}".strip()
        tell(self.about, text)
        self.refresh()

    def enter(self) -> None:
        """Say what is being worked on."""
        if self.material is not None:
            self._show_chosen()

    def needs(self) -> list[str]:
        """Return whether a scheme must still be chosen."""
        return [] if self.chosen() is not None else [translate("SmartCity", "a scheme")]

    def leave(self) -> bool:
        """Begin work on the chosen scheme, unless that is the one already."""
        scheme = self.chosen()
        return scheme is not None and self.wizard().begin(scheme)

    # What can be done ---------------------------------------------------------------------------------------------

    def _begin_new(self) -> None:
        if self.wizard().begin(None):
            self.wizard().next_past_start()

    def _titles(self) -> list[str]:
        return [wording.scheme_name(scheme) for scheme in self.material.schemes.values()]

    def _ask(self, title: str, text: str, proposal: str) -> str:
        answer, accepted = QInputDialog.getText(self, title, text, QLineEdit.EchoMode.Normal, proposal)
        return answer.strip() if accepted else ""

    def _run(self, call: store.Call, chosen: str = "") -> None:
        """Run a step and show the schemes as they are then."""

        def done(result: RunResult) -> None:
            if result.successful:
                self.wizard().renew(chosen or str(result.results.get("SCHEME", "")))

        self.wizard().write(call, done)

    def _copy(self) -> None:
        scheme = self.chosen()
        proposal = translate("SmartCity", "{scheme} (copy)").format(scheme=wording.scheme_name(scheme))
        title = self._ask(
            translate("SmartCity", "Copy scheme"),
            translate("SmartCity", "Name of the copy:"),
            free_title(proposal, self._titles()),
        )
        if title:
            self._run(store.copy(self.material.path, scheme.id, free_title(title, self._titles())))

    def _rename(self) -> None:
        from dataclasses import replace

        scheme = self.chosen()
        title = self._ask(translate("SmartCity", "Rename scheme"), translate("SmartCity", "Name:"), scheme.title)
        if title and title != scheme.title:
            others = [name for name in self._titles() if name != scheme.title]
            self._run(store.save(self.material.path, replace(scheme, title=free_title(title, others))))

    def _remove(self) -> None:
        scheme = self.chosen()
        box = QMessageBox(self)
        box.setObjectName(PREFIX + "remove_scheme")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(translate("SmartCity", "Delete scheme"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(translate("SmartCity", "Delete “{scheme}”?").format(scheme=wording.scheme_name(scheme)))
        text = translate("SmartCity", "The results made with it are deleted, too. This cannot be undone.")
        if scheme.id == self.material.in_force:
            text += " " + translate("SmartCity", "The standard scheme will be in force again.")
        box.setInformativeText(text)
        delete = box.addButton(translate("SmartCity", "&Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(translate("SmartCity", "&Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        if box.clickedButton() is delete:
            self._run(store.remove(self.material.path, scheme.id), self.material.in_force)

    def _use(self) -> None:
        """Put the chosen scheme in force; its needs are assessed, so that maps have something to show."""
        scheme = self.chosen()
        self.wizard().put_in_force(scheme.id)

    def _compare(self) -> None:
        from .compare_dialog import CompareDialog

        scheme = self.chosen()
        dialog = CompareDialog(self.material, self.wizard().runner, scheme.id if scheme is not None else "", self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _import(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, translate("SmartCity", "Import scheme"), settings.last_folder(), "JSON (*.json)"
        )
        if not file:
            return
        settings.set_last_folder(str(Path(file).parent))
        try:
            scheme = store.from_file(file, self.material.schemes, self._titles())
        except SmartCityError as error:
            self.announce([Finding(Severity.WARNING, sentence_of(error))])
            return
        self._run(store.save(self.material.path, scheme))

    def _export(self) -> None:
        scheme = self.chosen()
        proposal = str(Path(settings.last_folder()) / f"{scheme.id}.json")
        title = translate("SmartCity", "Export scheme")
        file, _ = QFileDialog.getSaveFileName(self, title, proposal, "JSON (*.json)")
        if not file:
            return
        settings.set_last_folder(str(Path(file).parent))

        def done(result: RunResult) -> None:
            if result.successful:
                text = translate("SmartCity", "{file} has been written.").format(file=Path(file).name)
                self.announce([Finding(Severity.NOTE, text)])

        self.wizard().write(store.export(self.material.path, scheme.id, file), done)
