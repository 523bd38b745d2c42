# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas: which pages, on which paper, as which files; and pages as layouts to be changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QSpinBox,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import translate
from ...bridge.tasks import RunResult, TaskRunner
from ...cartography.formats import FORMATS
from ...cartography.selection import parse_keys
from ...cartography.templates import PAGE_KIND
from ..cards import emphasise, plain_label
from ..messages import sentence_of
from ..wizards.forms import Form, explanation
from ..wizards.inventory.tables import ReadingTable
from .choices import ChoiceBox, choices, language_box, remember
from .frame import DONE, PREFIX, WARNING, PaperDialog, named, push_button
from .page_rows import AtlasPlan, read_plan
from .page_tree import PageTree
from .page_words import format_title

WINDOW = "atlas"
ONE, ONE_GEO, PDF, GEO, PNG, SVG = "one", "one_geo", "pdf", "geopdf", "png", "svg"
"""Kinds of output: one file for all pages, or one file per page."""
SHOWN_LAYOUTS = 3
"""So many layouts are opened in the layout designer at once; the others are found in the project."""
MANY_LAYOUTS = 12
"""From so many pages on it is asked whether all of them are to be opened as layouts."""


class AtlasDialog(PaperDialog):
    """Chooses pages and lets the algorithms print them, open them as layouts or keep a layout as template."""

    layout_opened = pyqtSignal(str)
    """The name of a layout that is to be shown in the layout designer."""
    style_wanted = pyqtSignal(str)
    """The indicator whose map is to look otherwise; empty if none is chosen."""

    def __init__(
        self,
        path: str,
        runner: TaskRunner,
        written: Optional[Callable[[str, str], None]] = None,
        changed: Optional[Callable[[], None]] = None,
        writable: bool = True,
        parent: Optional[QWidget] = None,
    ) -> None:
        """``written`` is told a sentence and the file that was written, ``changed`` that the study has a template."""
        super().__init__("atlas", translate("SmartCity", "Export atlas"), path, runner, writable, parent)
        self._written, self._changed = written, changed
        self.plan = AtlasPlan()
        last = choices(path, WINDOW)
        self._names = parse_keys(str(last.get("pages", "")))
        self.pages = PageTree()
        self.pages.changed.connect(self._update)
        columns = [translate("SmartCity", "Page"), translate("SmartCity", "Why it is left out")]
        self.omissions = ReadingTable(PREFIX + "omissions", columns, 1, 40, {0: 34})
        self.tabs = named(QTabWidget(), "tabs")
        self.tabs.addTab(self.pages, translate("SmartCity", "Pages"))
        self.tabs.addTab(self.omissions, "")
        self.paper = ChoiceBox("paper", [(name, format_title(name)) for name in FORMATS])
        self.kind = ChoiceBox("kind", _kinds())
        self.dpi = named(QSpinBox(), "dpi")
        self.dpi.setRange(72, 600)
        self.dpi.setSingleStep(50)
        self.dpi.setSuffix(" dpi")
        self.language = language_box(last.get("language"))
        self.paper.value, self.kind.value = last.get("paper"), last.get("kind")
        self.dpi.setValue(last["dpi"] if isinstance(last.get("dpi"), int) else 300)
        self._count = emphasise(plain_label())
        named(self._count, "count")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._content())
        self._stack.addWidget(self._nothing())
        self.lay_out(self._stack, self._buttons(), 150, 38)
        self.kind.currentIndexChanged.connect(self._update)
        for box in (self.paper, self.language):
            box.currentIndexChanged.connect(self.refresh)
        self.refresh()

    # Making ------------------------------------------------------------------------------------------------------

    def _content(self) -> QWidget:
        form = Form()
        form.add(translate("SmartCity", "Pa&per"), self.paper)
        form.add(translate("SmartCity", "&Output"), self.kind)
        self._dpi_help = translate("SmartCity", "300 dpi for print, 150 dpi for screens and mail.")
        form.add(translate("SmartCity", "&Resolution"), self.dpi, self._dpi_help)
        form.add(translate("SmartCity", "&Language"), self.language)
        self._form = form
        self.open_button = push_button(
            "open", translate("SmartCity", "Open in la&yout designer"), self.open_pages, _open_help()
        )
        self.template_button = push_button(
            "template", translate("SmartCity", "Save as the town's &template…"), self.save_template, _template_help()
        )
        self.template_button.setEnabled(self.writable)
        self.style_button = push_button(
            "style", translate("SmartCity", "&Map display…"), self._want_style, _style_help()
        )
        right = QVBoxLayout()
        right.addWidget(self._count)
        right.addWidget(form)
        right.addSpacing(10)
        right.addWidget(emphasise(plain_label(translate("SmartCity", "Change pages"))))
        right.addWidget(explanation(_open_help()))
        right.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.template_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.style_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch()
        side = QWidget()
        side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        side.setMaximumWidth(self.fontMetrics().averageCharWidth() * 62)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.tabs, 3)
        row.addWidget(side, 2)
        return content

    def _nothing(self) -> QWidget:
        """Return what is shown when there is nothing to print."""
        page = named(QWidget(), "nothing")
        title = emphasise(plain_label(translate("SmartCity", "The atlas has no pages yet.")), 1.3)
        self._reason = plain_label()
        layout = QVBoxLayout(page)
        layout.addStretch(2)
        for label in (title, self._reason):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addStretch(3)
        return page

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

    # Showing -----------------------------------------------------------------------------------------------------

    def refresh(self, *_: object) -> None:
        """Read the study's pages anew; what was chosen stays chosen."""
        if self.pages.rows:
            self._names = parse_keys(self.pages.text) if self.pages.chosen else ("",)
        self.tell("")
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.plan = read_plan(self.path, self.language.value, self.paper.value)
            reason = translate("SmartCity", "There are no indicator values yet: compute the indicators first.")
        except Exception as error:
            self.plan, reason = AtlasPlan(), sentence_of(error)
        finally:
            QApplication.restoreOverrideCursor()
        self._reason.setText(reason)
        self._stack.setCurrentIndex(0 if self.plan.is_computed else 1)
        self.pages.show_rows(self.plan.rows, self._names)
        self.omissions.fill([list(item) for item in self.plan.omissions])
        left_out = translate("SmartCity", "Left out ({count})").format(count=len(self.plan.omissions))
        self.tabs.setTabText(1, left_out)
        self.tabs.setTabEnabled(1, bool(self.plan.omissions))
        self._update()

    def _update(self, *_: object) -> None:
        chosen = self.pages.chosen_pages
        text = translate("SmartCity", "{chosen} of {all} pages chosen")
        self._count.setText(text.format(chosen=chosen, all=self.plan.pages))
        self.dpi.setEnabled(self.kind.value in (PNG, SVG, PDF, GEO))
        for button in (self.export_button, self.open_button):
            button.setEnabled(chosen > 0)
            button.setToolTip("" if chosen else translate("SmartCity", "No page is chosen."))

    # Printing ----------------------------------------------------------------------------------------------------

    def _parameters(self) -> dict[str, Any]:
        return {
            "STUDY": self.path,
            "LANGUAGE": self.language.value,
            "PAPER": list(FORMATS).index(self.paper.value),
            "PAGES": self.pages.text,
        }

    def export(self) -> None:
        """Ask where to, then print what is chosen."""
        if not self.is_free():
            return
        if self.kind.value in (ONE, ONE_GEO):
            name = self.file_name(translate("SmartCity", "{study}-atlas.pdf"))
            target = self.ask_save(self.windowTitle(), name, "PDF (*.pdf)")
            algorithm = "smartcity:exportatlas"
            more: dict[str, Any] = {"GEO": self.kind.value == ONE_GEO, "OUTPUT": target}
        else:
            target = self.ask_folder(translate("SmartCity", "Folder for the pages"))
            algorithm = "smartcity:exportpages"
            kinds = [PDF, GEO, PNG, SVG]
            more = {"KIND": kinds.index(self.kind.value), "DPI": self.dpi.value(), "FOLDER": target}
        if not target:
            return
        self._remember()
        self.run(self.windowTitle(), algorithm, {**self._parameters(), **more}, self._tell_written(target))

    def _tell_written(self, target: str) -> Callable[[RunResult], None]:
        def tell(result: RunResult) -> None:
            pages = result.results.get("PAGES_WRITTEN", result.results.get("PAGES", 0))
            omitted = result.results.get("OMITTED", 0)
            text = translate("SmartCity", "Pages written: {pages}.").format(pages=pages)
            if omitted:
                text += " " + translate("SmartCity", "Left out for lack of data: {omitted}.").format(omitted=omitted)
            self.tell("\n".join([text, *result.warnings]), WARNING if result.warnings else DONE, [target])
            if self._written is not None:
                self._written(text, target)

        return tell

    def _remember(self) -> None:
        chosen = {
            "pages": self.pages.text,
            "paper": self.paper.value,
            "kind": self.kind.value,
            "dpi": self.dpi.value(),
            "language": self.language.value,
        }
        remember(self.path, WINDOW, chosen)

    # Layouts -----------------------------------------------------------------------------------------------------

    def open_pages(self) -> None:
        """Open the chosen pages as layouts of the project."""
        count = self.pages.chosen_pages
        if count > MANY_LAYOUTS and not self._confirms(count):
            return

        def opened(result: RunResult) -> None:
            text = translate(
                "SmartCity",
                "Layouts added to the project: {count}. They are listed under Project, Layouts; once changed, save "
                "one as the town's template.",
            )
            names = [name for name in str(result.results.get("LAYOUTS", "")).split("\n") if name]
            self.tell(text.format(count=len(names)), DONE)
            for name in names[:SHOWN_LAYOUTS]:
                self.layout_opened.emit(name)

        title = translate("SmartCity", "Open pages as layouts")
        self.run(title, "smartcity:openpages", self._parameters(), opened)

    def _want_style(self) -> None:
        kind, _, subject = self.pages.current_key.partition(":")
        self.style_wanted.emit(subject if kind == "indicator" else "")

    def _confirms(self, count: int) -> bool:
        text = translate("SmartCity", "Open {count} pages as layouts?").format(count=count)
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), text, parent=self)
        more = translate("SmartCity", "Pages of one kind share a template: one of each kind is enough to change it.")
        box.setInformativeText(more)
        go_on = box.addButton(translate("SmartCity", "&Open all"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(translate("SmartCity", "Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is go_on

    def save_template(self) -> None:
        """Ask for one of the open layouts and keep it as the template of its kind of page."""
        names = page_layouts()
        if not names:
            self.tell(translate("SmartCity", "No page is open as a layout: open one first and change it."), WARNING)
            return
        title, label = translate("SmartCity", "Save as the town's template"), translate("SmartCity", "&Layout:")
        name, accepted = QInputDialog.getItem(self, title, label, names, 0, False)
        if not accepted:
            return

        def stored(result: RunResult) -> None:
            text = translate(
                "SmartCity", "Stored: all pages of this kind and paper are printed by “{layout}” from now on."
            )
            self.tell("\n".join([text.format(layout=name), *result.warnings]), DONE)
            if self._changed is not None:
                self._changed()

        parameters = {"STUDY": self.path, "LAYOUT": name}
        self.run(title, "smartcity:savepagetemplate", parameters, stored)

    def abandon(self) -> None:
        """Close, because the study is being closed."""
        self.reject()


def page_layouts() -> list[str]:
    """Return the names of the project's layouts that show a page of the atlas."""
    layouts = QgsProject.instance().layoutManager().printLayouts()
    return sorted(layout.name() for layout in layouts if layout.customProperty(PAGE_KIND))


def _kinds() -> list[tuple[str, str]]:
    return [
        (ONE, translate("SmartCity", "One PDF with bookmarks")),
        (ONE_GEO, translate("SmartCity", "One georeferenced PDF")),
        (PDF, translate("SmartCity", "One PDF per page")),
        (GEO, translate("SmartCity", "One georeferenced PDF per page")),
        (PNG, translate("SmartCity", "One picture per page (PNG)")),
        (SVG, translate("SmartCity", "One drawing per page (SVG)")),
    ]


def _open_help() -> str:
    return translate(
        "SmartCity",
        "Pages are ordinary QGIS layouts: open the chosen ones, change them, and save one as the town's template. The "
        "atlas follows it from then on.",
    )


def _template_help() -> str:
    return translate("SmartCity", "Keeps an open layout in the study as the template of its kind of page and paper")


def _style_help() -> str:
    return translate("SmartCity", "Kind of map, classes and colours of the indicator that is marked in the list")
