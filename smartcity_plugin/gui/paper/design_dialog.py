# SPDX-License-Identifier: GPL-2.0-or-later
"""The town's corporate design: chosen, looked at on a page, stored in one go or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QMessageBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...bridge.tasks import RunResult, TaskRunner
from ...catalogue import load_catalogue
from ...catalogue.entry import CatalogueError
from ...model.problem import Problem
from ..cards import plain_label
from ..messages import sentence_of
from .draft import Draft, read_design
from .frame import DONE, WARNING, PaperDialog, named, push_button
from .look_page import LookPage
from .parts_pages import PicturesPage, StampPage, TemplatesPage
from .preview import COVER, INDICATOR, PagePreview, draw_sample

REST = 500
"""Milliseconds without a change after which the page is drawn anew."""


class DesignDialog(PaperDialog):
    """Changes a draft; only OK lets an algorithm store it."""

    def __init__(
        self,
        path: str,
        runner: TaskRunner,
        changed: Optional[Callable[[], None]] = None,
        writable: bool = True,
        parent: Optional[QWidget] = None,
    ) -> None:
        """``changed`` is called when the study has another design than before."""
        super().__init__("design", translate("SmartCity", "Design"), path, runner, writable, parent)
        self._changed = changed
        self.draft = Draft(read_design(path))
        self.look, self.pictures = LookPage(), PicturesPage()
        self.templates, self.stamp = TemplatesPage(), StampPage()
        self.tabs = named(QTabWidget(), "tabs")
        self.tabs.addTab(self.look, translate("SmartCity", "Fonts and colours"))
        self.tabs.addTab(self.pictures, translate("SmartCity", "Logo and coat of arms"))
        self.tabs.addTab(self.templates, translate("SmartCity", "Templates"))
        self.tabs.addTab(self.stamp, translate("SmartCity", "Stamp"))
        self.preview = named(PagePreview(), "preview")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.draw)
        self._connect()
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.addWidget(self._left())
        columns.addWidget(self._right())
        columns.setStretchFactor(0, 0)
        columns.setStretchFactor(1, 1)
        self.lay_out(columns, self._buttons(), 165, 36)
        self._show_stored()

    # Making ------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.look.changed.connect(self._look_changed)
        self.stamp.changed.connect(self._stamp_changed)
        self.templates.removed.connect(self.remove)
        for row in (*self.pictures.rows.values(), self.templates.document):
            row.chosen.connect(self.choose)
            row.removed.connect(self.remove)

    def _left(self) -> QWidget:
        left = QWidget()
        actions = {
            "import": (translate("SmartCity", "&Import…"), self.import_package),
            "export": (translate("SmartCity", "E&xport…"), self.export_package),
            "reset": (translate("SmartCity", "&Reset to the plugin's design"), self.reset),
        }
        tips = {
            "import": translate("SmartCity", "Take a design package of another study into this window"),
            "export": translate("SmartCity", "Write the stored design into a package for other studies"),
        }
        row = QHBoxLayout()
        for name, (label, action) in actions.items():
            button = push_button(name, label, action, tips.get(name, ""))
            button.setEnabled(self.writable or name == "export")
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        self.sample = named(QComboBox(), "sample")
        self.sample.addItem(translate("SmartCity", "Preview: cover"), COVER)
        self.sample.addItem(translate("SmartCity", "Preview: page of an indicator"), INDICATOR)
        self.sample.setCurrentIndex(1)
        self.sample.setAccessibleName(translate("SmartCity", "Page in the preview"))
        self.sample.currentIndexChanged.connect(self.draw)
        self._drawn = plain_label()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._drawn)
        return right

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        box.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("SmartCity", "Cancel"))
        self.store_button = box.button(QDialogButtonBox.StandardButton.Ok)
        self.store_button.setText(translate("SmartCity", "Store"))
        named(self.store_button, "store")
        box.accepted.connect(self.store)
        box.rejected.connect(self.reject)
        return box

    # Showing -----------------------------------------------------------------------------------------------------

    def _show_stored(self) -> None:
        """Show the draft; a stored theme that cannot be read makes room for the plugin's own, and that is said."""
        try:
            theme = self.draft.theme
        except CatalogueError as error:
            self.draft.remove("theme")
            theme = self.draft.theme
            problem = Problem("theme_unreadable", values={"detail": str(error)[:200]})
            self.tell(load_catalogue().sentence(problem, language()), WARNING)
        self.look.show_theme(theme)
        self._show_parts()

    def _show_parts(self) -> None:
        titles = {item.id: item.title.in_language(language()) for item in load_catalogue().indicators.values()}
        self.pictures.show_draft(self.draft)
        self.templates.show_draft(self.draft, titles)
        self.stamp.show_draft(self.draft)
        self._follow()

    def _follow(self) -> None:
        """Let the button and, after a while, the page follow a change."""
        self.store_button.setEnabled(self.writable and self.draft.is_changed)
        if not self.writable:
            self.store_button.setToolTip(
                translate("SmartCity", "The study is read-only: work with a copy to change it.")
            )
        self._timer.start()

    def draw(self, *_: object) -> None:
        """Draw the page anew."""
        self._timer.stop()
        image, is_real = draw_sample(self.path, self.draft, self.sample.currentData())
        self.preview.show_image(image)
        sample = translate("SmartCity", "A drawn sample; pages of the study appear once indicators are computed.")
        self._drawn.setText("" if is_real else sample)

    def _look_changed(self) -> None:
        self.draft.set_theme(self.look.theme)
        self._follow()

    def _stamp_changed(self) -> None:
        self.draft.state, self.draft.decision = self.stamp.state, self.stamp.decision.text()
        self._follow()

    # Changing the draft ------------------------------------------------------------------------------------------

    def choose(self, kind: str) -> None:
        """Ask for a file, check it and take it into the draft; what is wrong with it is told."""
        titles = {
            "logo": (
                translate("SmartCity", "Choose logo"),
                translate("SmartCity", "Pictures (*.png *.jpg *.jpeg *.svg)"),
            ),
            "arms": (
                translate("SmartCity", "Choose coat of arms"),
                translate("SmartCity", "Pictures (*.png *.jpg *.jpeg *.svg)"),
            ),
            "document": (translate("SmartCity", "Choose Word template"), "Word (*.docx *.dotx)"),
        }
        file = self.ask_open(*titles[kind])
        if file:
            self._try(lambda: self.draft.take_file(kind, file))

    def remove(self, kind: str, key: str = "") -> None:
        """Take a part out of the draft."""
        self._try(lambda: self.draft.remove(kind, key))

    def reset(self) -> None:
        """Return to the plugin's own design, after asking: the town's templates would go, too."""
        text = translate("SmartCity", "Return to the plugin's own design?")
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), text, parent=self)
        box.setInformativeText(
            translate(
                "SmartCity",
                "Logo, coat of arms, all templates and styles of maps are taken out. Nothing is stored before you "
                "choose “Store”.",
            )
        )
        back = box.addButton(translate("SmartCity", "&Reset"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(translate("SmartCity", "&Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is back:
            self._try(self.draft.reset)

    def import_package(self) -> None:
        """Take a design package into the draft."""
        file = self.ask_open(translate("SmartCity", "Import design"), "ZIP (*.zip)")
        if not file:
            return

        def take() -> None:
            count, note, problems = self.draft.take_package(file)
            lines = [translate("SmartCity", "Parts of the design taken over: {count}.").format(count=count), note]
            lines += [load_catalogue().sentence(problem, language()) for problem in problems]
            self.tell("\n".join(filter(None, lines)), DONE)

        self._try(take)

    def _try(self, change: Callable[[], None]) -> None:
        """Change the draft; what cannot be taken over leaves it as it was."""
        before = dict(self.draft.parts)
        self.tell("")
        try:
            change()
            self.look.show_theme(self.draft.theme)
        except Exception as error:
            self.draft.parts = before
            self.tell(sentence_of(error), WARNING)
        self._show_parts()

    # Storing -----------------------------------------------------------------------------------------------------

    def store(self) -> None:
        """Let the algorithm store the draft; the window closes when it has."""
        if not self.draft.is_changed:
            self.reject()
            return
        if not self.is_free():
            return
        folder = Path(tempfile.mkdtemp(prefix="smartcity-"))

        def stored(_result: RunResult) -> None:
            if self._changed is not None:
                self._changed()
            self.accept()

        try:
            parameters = {"STUDY": self.path, **self.draft.parameters(folder)}
            self.run_aside("smartcity:setdesign", parameters, stored, lambda: shutil.rmtree(folder, ignore_errors=True))
        except Exception as error:
            shutil.rmtree(folder, ignore_errors=True)
            self.setEnabled(True)
            self.tell(sentence_of(error), WARNING)

    def export_package(self) -> None:
        """Write the stored design into a package."""
        name = self.file_name(translate("SmartCity", "{study}-design.zip"))
        file = self.ask_save(translate("SmartCity", "Export design"), name, "ZIP (*.zip)")
        if not file:
            return

        def written(result: RunResult) -> None:
            text = translate("SmartCity", "Parts of the design written: {count}.").format(count=result.results["PARTS"])
            if self.draft.is_changed:
                text += " " + translate("SmartCity", "What you have changed since is not in it: store it first.")
            self.tell(text, DONE, [file])

        self.run_aside("smartcity:exportdesign", {"STUDY": self.path, "OUTPUT": file}, written)

    def abandon(self) -> None:
        """Close without asking, because the study is being closed."""
        self.reject()
