# SPDX-License-Identifier: GPL-2.0-or-later
"""The file, and everything that was chosen once more before it is written."""

from __future__ import annotations

from html import escape
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QMessageBox, QTextBrowser

from ....bridge.i18n import language, translate
from ....catalogue.numbers import format_date, format_number
from ... import settings
from ..forms import PREFIX, Form, named
from ..page import Page
from ..problem_area import Remedy
from . import border_page
from .level_form import level_title
from .place import check_path, file_stem, free_path


class FilePage(Page):
    """Path and summary; going on creates the study."""

    name = "file"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "File and summary"),
            translate("SmartCity", "Where shall the study be stored?"),
            translate(
                "SmartCity", "A study is one file (GeoPackage). Check what it will hold; go back to change anything."
            ),
            translate(
                "SmartCity",
                "The file holds everything: border, planning units, data, results, goals and measures. Copy it and the "
                "work is copied.\n\nAn existing file is only replaced after you have been asked, and only once the new "
                "one is complete.",
            ),
        )
        self.setCommitPage(True)
        self.path_is_own = False
        self.created = False
        self.open_study = ""
        """The study that is open in QGIS; it cannot be replaced."""
        self.file = named(QgsFileWidget(), "path")
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setFilter("GeoPackage (*.gpkg)")
        self.file.setConfirmOverwrite(False)  # asked once, when the study is created
        self.file.setDialogTitle(translate("SmartCity", "Study file"))
        form = Form()
        form.add(translate("SmartCity", "&File"), self.file, buddy=self.file.lineEdit())
        self.summary = named(QTextBrowser(), "summary")
        self.summary.setAccessibleName(translate("SmartCity", "Summary"))
        self.summary.setTabChangesFocus(True)
        self.fields.addWidget(form)
        self.fields.addWidget(self.summary, 1)
        self.first = self.file.lineEdit()
        self.file.fileChanged.connect(self._path_changed)
        self.file.lineEdit().textEdited.connect(self._path_edited)

    @property
    def path(self) -> str:
        """The path of the study file; the ending is added where it lacks."""
        text = self.file.filePath().strip()
        return text if not text or Path(text).suffix else f"{text}.gpkg"

    # Page ---------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Propose a file, and sum up."""
        if not self.path_is_own:
            stem = file_stem(self.wizard().municipality.municipality.text())
            folder = Path(settings.default_folder())
            self.file.setFilePath(str(free_path(folder if folder.is_dir() else Path.home(), stem)))
            self.path_is_own = False
        self.summary.setHtml(self._summary())
        self.check()

    def needs(self) -> list[str]:
        """Return what must still be filled in."""
        return [] if self.path else [translate("SmartCity", "file")]

    def check(self) -> None:
        """Say what is doubtful about the place."""
        free = free_path(Path(self.path).parent, Path(self.path).stem) if self.path else Path()
        use_free = Remedy(translate("SmartCity", "&Use {name}").format(name=free.name), lambda: self._use(str(free)))
        remedies = {"study_file_exists": use_free, "study_file_open": use_free}
        self.show_problems(check_path(self.path, self.open_study) if self.path else [], remedies)

    def leave(self) -> bool:
        """Create the study; the page is left once that has been done."""
        if self.created:
            return True
        self.check()
        if not self.isComplete() or (Path(self.path).exists() and not self.may_replace()):
            return False
        self.wizard().create()
        return False

    def may_replace(self) -> bool:
        """Ask whether an existing file may be replaced."""
        box = QMessageBox(self)
        box.setObjectName(PREFIX + "replace")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(translate("SmartCity", "Replace file?"))
        box.setText(translate("SmartCity", "The file {name} exists already.").format(name=Path(self.path).name))
        box.setInformativeText(translate("SmartCity", "Replacing it removes everything in it; this cannot be undone."))
        replace = box.addButton(translate("SmartCity", "&Replace"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is replace

    # Inside -------------------------------------------------------------------------------------------------------

    def _path_edited(self) -> None:
        self.path_is_own = True
        self.changed()

    def _path_changed(self, path: str) -> None:
        if not self.file.lineEdit().hasFocus() and path and self.isVisible():
            self.path_is_own = True
        self.check()

    def _use(self, path: str) -> None:
        self.file.setFilePath(path)
        self.path_is_own = True

    def _summary(self) -> str:
        rows = "".join(
            f"<tr><td style='padding: 2px 12px 2px 0'><b>{escape(name)}</b></td>"
            f"<td style='padding: 2px 0'>{'<br>'.join(escape(line) for line in lines)}</td></tr>"
            for name, lines in self._facts()
            if lines
        )
        return f"<table>{rows}</table>"

    def _facts(self) -> list[tuple[str, list[str]]]:
        wizard = self.wizard()
        about, border = wizard.municipality, wizard.border_page
        given = about.parameters()
        key = about.known_key
        population = []
        if "OFFICIAL_POPULATION" in given:
            persons = format_number(given["OFFICIAL_POPULATION"], 0, language())
            source = given["OFFICIAL_POPULATION_SOURCE"]
            population = [f"{persons} ({source})" if source else persons]
        area = [f"{border.chooser.layer().name()} · {border_page.facts_line(border.border)}"]
        if border.condition():
            area.append(border.condition())
        return [
            (translate("SmartCity", "Municipality"), [given["MUNICIPALITY"]]),
            (translate("SmartCity", "Municipality key"), [f"{key.ags} ({key.state})"] if key else []),
            (translate("SmartCity", "Title"), [given["TITLE"]]),
            (translate("SmartCity", "Reference date"), [format_date(given["REFERENCE_DATE"], language())]),
            (translate("SmartCity", "Language"), [about.language.currentText()]),
            (translate("SmartCity", "Official population"), population),
            (translate("SmartCity", "Study area"), area),
            (translate("SmartCity", "Coordinate system"), [border.system.currentText()]),
            (translate("SmartCity", "Planning units"), self._levels()),
            (translate("SmartCity", "To be noted"), self._notes()),
        ]

    def _levels(self) -> list[str]:
        units = self.wizard().units_page
        lines = []
        for plan in units.plans:
            text = translate("SmartCity", "{level}: {count}")
            line = text.format(level=level_title(plan.level), count=format_number(plan.count, 0, language()))
            if len(units.plans) > 1 and plan.level == units.reporting_level:
                line = translate("SmartCity", "{line} (in maps and tables)").format(line=line)
            lines.append(line)
        return lines

    def _notes(self) -> list[str]:
        pages = (self.wizard().municipality, self.wizard().border_page, self.wizard().units_page)
        return [finding.text for page in pages for finding in page.findings]
