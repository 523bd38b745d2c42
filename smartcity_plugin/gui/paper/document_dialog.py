# SPDX-License-Identifier: GPL-2.0-or-later
"""The strategy document: which outline and template, new or an earlier one brought up to date, and what has moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.tasks import RunResult, TaskRunner
from ...catalogue import load_catalogue
from ...model.design import DOCUMENT, DesignPart
from ...model.problem import SmartCityError
from ...report.office import office
from ...report.outline import load_outlines
from ...study.study import Study
from ..messages import sentence_of
from ..wizards.forms import Form, explanation, tell
from .choices import ChoiceBox, choices, language_box, remember
from .frame import DONE, NOTE, WARNING, PaperDialog, named, push_button

WINDOW = "document"
ENDING = "*.docx"
USUAL, FILE = "usual", "file"
"""Where the template comes from: what the study has (else the plugin's own), or a file."""


class DocumentDialog(PaperDialog):
    """Chooses how the document is made and lets the algorithms write it."""

    def __init__(
        self,
        path: str,
        runner: TaskRunner,
        written: Optional[Callable[[str, str], None]] = None,
        parent: Optional[QWidget] = None,
    ) -> None:
        """``written`` is told a sentence and the file that was written."""
        super().__init__("document", translate("SmartCity", "Export document"), path, runner, parent=parent)
        self._written = written
        self._complains = False
        last = choices(path, WINDOW)
        self._outlines = load_outlines()
        titles = [(name, outline.title.in_language(language())) for name, outline in self._outlines.items()]
        self.outline = ChoiceBox("outline", titles)
        self.language = language_box(last.get("language"))
        self.template = ChoiceBox("template", self._templates())
        self.template_file, self._template_row = self._file_row("template_file", self._choose_template)
        self.new = named(QRadioButton(translate("SmartCity", "&New document")), "new")
        self.update_earlier = named(QRadioButton(translate("SmartCity", "&Update an earlier one")), "update")
        self.earlier, self._earlier_row = self._file_row("earlier", self._choose_earlier)
        self.pdf = named(QCheckBox(translate("SmartCity", "&PDF of it, too (by LibreOffice)")), "pdf")
        self.summary = named(QCheckBox(translate("SmartCity", "&Summary as web page, too (HTML)")), "summary")
        content = self._content()
        self.lay_out(content, self._buttons(), 100, 25)
        self._show_last(last)
        self._connect()
        self._update()

    # Making ------------------------------------------------------------------------------------------------------

    def _content(self) -> QWidget:
        form = Form()
        self._about = form.add(translate("SmartCity", "&Outline"), self.outline, " ")
        form.add(translate("SmartCity", "&Language"), self.language)
        form.add(translate("SmartCity", "&Template"), self.template)
        form.add("", self._template_row, buddy=self.template_file)
        modes = QWidget()
        group = QButtonGroup(modes)
        column = QVBoxLayout(modes)
        column.setContentsMargins(0, 0, 0, 0)
        for button in (self.new, self.update_earlier):
            group.addButton(button)
            column.addWidget(button)
        self._kept = explanation(
            translate(
                "SmartCity",
                "Only what the plugin has written is renewed. Text written by hand stays exactly as it is; generated "
                "parts that were edited by hand are kept and listed.",
            )
        )
        column.addWidget(self._earlier_row)
        column.addWidget(self._kept)
        form.add(translate("SmartCity", "Document"), modes, buddy=self.new)
        also = QWidget()
        boxes = QVBoxLayout(also)
        boxes.setContentsMargins(0, 0, 0, 0)
        self._no_pdf = named(explanation(), "no_pdf")
        for widget in (self.pdf, self._no_pdf, self.summary):
            boxes.addWidget(widget)
        form.add(translate("SmartCity", "Further files"), also, buddy=self.pdf)
        self._form = form
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)
        layout.addStretch()
        return content

    def _file_row(self, name: str, choose: Callable[[], None]) -> tuple[QLineEdit, QWidget]:
        edit = named(QLineEdit(), name)
        edit.setPlaceholderText(ENDING)
        edit.setAccessibleName(translate("SmartCity", "File"))
        button = push_button(f"choose_{name}", translate("SmartCity", "Choose…"), choose)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(edit, 1)
        layout.addWidget(button)
        return edit, row

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("SmartCity", "Close"))
        close.setAutoDefault(False)
        self.export_button = box.addButton(translate("SmartCity", "&Export…"), QDialogButtonBox.ButtonRole.ActionRole)
        named(self.export_button, "export")
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(lambda: self.export())
        box.rejected.connect(self.reject)
        return box

    def _templates(self) -> list[tuple[str, str]]:
        try:
            with Study.open(Path(self.path)) as study:
                part: Optional[DesignPart] = study.design_part(DOCUMENT)
        except Exception as error:
            part = None
            self.tell(sentence_of(error), WARNING)
        usual = translate("SmartCity", "the plugin's own template")
        if part is not None:
            usual = translate("SmartCity", "the town's: {name}").format(name=part.name)
        return [(USUAL, usual), (FILE, translate("SmartCity", "another file"))]

    def _show_last(self, last: dict[str, Any]) -> None:
        """Show what was chosen last; an earlier export that is still there is proposed for an update."""
        self.outline.value, self.template.value = last.get("outline"), last.get("template")
        self.template_file.setText(str(last.get("template_file", "")))
        earlier = str(last.get("earlier", ""))
        is_there = bool(earlier) and Path(earlier).is_file()
        self.earlier.setText(earlier if is_there else "")
        (self.update_earlier if is_there else self.new).setChecked(True)
        self.pdf.setChecked(last.get("pdf") is True)
        self.summary.setChecked(last.get("summary") is True)
        try:
            office()
        except SmartCityError as error:
            self.pdf.setChecked(False)
            self.pdf.setEnabled(False)
            tell(self._no_pdf, load_catalogue().sentence(error.problem, language()))

    def _connect(self) -> None:
        for box in (self.outline, self.template):
            box.currentIndexChanged.connect(self._update)
        for edit in (self.template_file, self.earlier):
            edit.textChanged.connect(self._update)
        self.new.toggled.connect(self._update)

    # Choosing ----------------------------------------------------------------------------------------------------

    def _choose_template(self) -> None:
        file = self.ask_open(translate("SmartCity", "Choose Word template"), "Word (*.docx *.dotx)")
        if file:
            self.template_file.setText(file)

    def _choose_earlier(self) -> None:
        file = self.ask_open(translate("SmartCity", "Document to update"), "Word (*.docx)")
        if file:
            self.earlier.setText(file)

    def _update(self, *_: object) -> None:
        outline = self._outlines[self.outline.value]
        tell(self._about, outline.description.in_language(language()))
        updates = self.update_earlier.isChecked()  # it keeps the template that it was written into
        self._form.show_row(self.template, not updates)
        self._form.show_row(self._template_row, not updates and self.template.value == FILE)
        self._earlier_row.setVisible(updates)
        self._kept.setVisible(updates)
        missing = self._missing()
        self.export_button.setEnabled(not missing)
        self.export_button.setToolTip(missing)
        if missing or self._complains:  # else what was said of the study or of the last export stays
            self.tell(missing, WARNING if missing else NOTE)
        self._complains = bool(missing)

    def _missing(self) -> str:
        """Return which file is still to be chosen, nothing if all are there."""
        updates = self.update_earlier.isChecked()
        if not updates and self.template.value == FILE and not Path(self.template_file.text().strip()).is_file():
            return translate("SmartCity", "Choose the Word template.")
        if updates and not Path(self.earlier.text().strip()).is_file():
            return translate("SmartCity", "Choose the document that is to be updated.")
        return ""

    # Writing -----------------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask where to, then write the document and what else is wanted."""
        if not self.is_free():
            return
        earlier = self.earlier.text().strip() if self.update_earlier.isChecked() else ""
        name = earlier or self.file_name(translate("SmartCity", "{study}-strategy.docx"))
        target = self.ask_save(self.windowTitle(), name, "Word (*.docx)")
        if not target:
            return
        parameters: dict[str, Any] = {
            "STUDY": self.path,
            "LANGUAGE": self.language.value,
            "OUTLINE": self.outline.value,
            "PDF": self.pdf.isChecked(),
            "OUTPUT": target,
        }
        if earlier:
            parameters["UPDATE"] = earlier
        elif self.template.value == FILE:
            parameters["TEMPLATE"] = self.template_file.text().strip()
        self.run(self.windowTitle(), "smartcity:exportdocument", parameters, self._done(target, bool(earlier)))

    def _done(self, target: str, is_update: bool) -> Callable[[RunResult], None]:
        def done(result: RunResult) -> None:
            self._remember(target)
            lines, files = self._told_of(result, target, is_update)
            if self._written is not None:
                self._written(lines[0], target)
            if self.summary.isChecked():
                self._export_summary(target, lines, files)
            else:
                self.tell("\n".join(lines), DONE, files)
            # From now on this file is the earlier one.
            self.earlier.blockSignals(True)
            self.earlier.setText(target)
            self.earlier.blockSignals(False)

        return done

    def _told_of(self, result: RunResult, target: str, is_update: bool) -> tuple[list[str], list[str]]:
        """Return what is said of a run, and the files it has written."""
        lines = [translate("SmartCity", "{file} has been written.").format(file=Path(target).name)]
        files = [target]
        if is_update:
            moved = translate(
                "SmartCity", "Parts renewed: {changed}. Parts kept because they were edited by hand: {kept}."
            )
            changed, kept = result.results.get("CHANGED", 0), result.results.get("KEPT", 0)
            lines.append(moved.format(changed=int(changed), kept=int(kept)))
        pdf = Path(target).with_suffix(".pdf")
        if self.pdf.isChecked() and pdf.is_file():
            files.append(str(pdf))
        changes = str(result.results.get("CHANGES", "") or "")
        if changes and Path(changes).is_file():
            files.append(changes)
        return [*lines, *result.warnings], files

    def _export_summary(self, target: str, lines: list[str], files: list[str]) -> None:
        summary = str(Path(target).with_suffix(".html"))

        def done(_result: RunResult) -> None:
            self.tell("\n".join(lines), DONE, [*files, summary])

        parameters = {"STUDY": self.path, "LANGUAGE": self.language.value, "OUTPUT": summary}
        self.run(translate("SmartCity", "Export summary"), "smartcity:exportsummary", parameters, done)

    def _remember(self, target: str) -> None:
        chosen = {
            "outline": self.outline.value,
            "language": self.language.value,
            "template": self.template.value,
            "template_file": self.template_file.text().strip(),
            "earlier": target,
            "pdf": self.pdf.isChecked(),
            "summary": self.summary.isChecked(),
        }
        remember(self.path, WINDOW, chosen)

    def abandon(self) -> None:
        """Close, because the study is being closed."""
        self.reject()
