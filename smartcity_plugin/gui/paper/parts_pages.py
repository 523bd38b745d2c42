# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages of the design dialog about pictures, templates and the stamp."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...bridge import pictures
from ...bridge.i18n import translate
from ...model.design import ARMS, DOCUMENT, LOGO, MAP, PAGE, DesignPart
from ...study.study import DECIDED, DRAFT
from ..cards import emphasise, plain_label
from ..wizards.forms import explanation, tell
from .draft import Draft, page_templates
from .frame import WARNING, named, push_button
from .page_words import format_title, kind_title

PICTURE = QSize(150, 90)


class FileRow(QWidget):
    """One file of the design: what it is, its name, choose and remove; pictures are shown."""

    chosen = pyqtSignal(str)
    """The kind for which a file is to be chosen."""
    removed = pyqtSignal(str)
    """The kind that is to be removed."""

    def __init__(self, kind: str, title: str, about: str, nothing: str, has_picture: bool) -> None:
        super().__init__()
        self._kind, self._nothing, self._has_picture = kind, nothing, has_picture
        self._name = plain_label()
        named(self._name, f"name_{kind}")
        self._picture = QLabel()
        self._picture.setFrameShape(QFrame.Shape.StyledPanel)
        self._picture.setStyleSheet("background: white")
        self._picture.setFixedSize(PICTURE + QSize(12, 12))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setVisible(has_picture)
        choose = push_button(f"choose_{kind}", translate("SmartCity", "Choose…"), lambda: self.chosen.emit(kind))
        self._remove = push_button(f"remove_{kind}", translate("SmartCity", "Remove"), lambda: self.removed.emit(kind))
        for button in (choose, self._remove):
            button.setAccessibleName(f"{button.text()} {title}")
        buttons = QHBoxLayout()
        buttons.addWidget(choose)
        buttons.addWidget(self._remove)
        buttons.addStretch()
        words = QVBoxLayout()
        words.addWidget(emphasise(plain_label(title)))
        words.addWidget(plain_label(about))
        words.addWidget(self._name)
        words.addLayout(buttons)
        words.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 10)
        row.addLayout(words, 1)
        if has_picture:
            row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)

    def show_part(self, part: Optional[DesignPart]) -> None:
        """Show what the design has."""
        size = translate("SmartCity", "{name} ({size} kB)")
        kilobytes = max(1, round(len(part.content) / 1024)) if part is not None else 0
        self._name.setText(self._nothing if part is None else size.format(name=part.name, size=kilobytes))
        self._remove.setEnabled(part is not None)
        if self._has_picture:
            ratio = self.devicePixelRatioF()
            pixmap = QPixmap.fromImage(pictures.picture(part, PICTURE * ratio))
            pixmap.setDevicePixelRatio(ratio)
            self._picture.setPixmap(pixmap)


class PicturesPage(QWidget):
    """Logo and coat of arms."""

    def __init__(self) -> None:
        super().__init__()
        logo = translate("SmartCity", "Stands at the top of every page and on the cover of the document.")
        arms = translate("SmartCity", "Using a coat of arms needs the consent of the municipality.")
        none = translate("SmartCity", "none")
        self.rows = {
            LOGO: FileRow(LOGO, translate("SmartCity", "Logo"), logo, none, True),
            ARMS: FileRow(ARMS, translate("SmartCity", "Coat of arms"), arms, none, True),
        }
        layout = QVBoxLayout(self)
        for row in self.rows.values():
            layout.addWidget(row)
        kinds = translate("SmartCity", "PNG, JPEG or SVG, at most 5 MB; SVG without scripts and linked files.")
        layout.addWidget(plain_label(kinds))
        layout.addStretch()

    def show_draft(self, draft: Draft) -> None:
        """Show the pictures of a draft."""
        for kind, row in self.rows.items():
            row.show_part(draft.part(kind))


class TemplatesPage(QWidget):
    """The Word template and the town's own page templates and styles of maps."""

    removed = pyqtSignal(str, str)
    """Kind and key of a part that is to be removed."""

    def __init__(self) -> None:
        super().__init__()
        about = translate(
            "SmartCity",
            "The town's own .docx with its styles, header and footer. The strategy document is written into it.",
        )
        none = translate("SmartCity", "the plugin's own template")
        self.document = FileRow(DOCUMENT, translate("SmartCity", "Word template"), about, none, False)
        self.list = named(QListWidget(), "templates")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._update)
        self._empty = explanation(
            translate(
                "SmartCity",
                "None yet. Open pages from the atlas window in the layout designer, change them and save them as the "
                "town's template.",
            )
        )
        self._remove = push_button("remove_templates", translate("SmartCity", "Remove selected"), self._tell_removed)
        title = emphasise(plain_label(translate("SmartCity", "Page templates and styles of maps")))
        self.list.setAccessibleName(title.text())
        layout = QVBoxLayout(self)
        layout.addWidget(self.document)
        layout.addWidget(title)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(0)  # takes the room while the list is hidden

    def show_draft(self, draft: Draft, titles: dict[str, str]) -> None:
        """Show the templates of a draft; ``titles`` names indicators."""
        self.document.show_part(draft.part(DOCUMENT))
        self.list.clear()
        pages = [part for part in draft.parts.values() if part.kind == PAGE]
        for kind, page_format, part in page_templates(pages):
            text = translate("SmartCity", "Page: {kind}, {format}")
            self._add(text.format(kind=kind_title(kind), format=format_title(page_format)), part)
        for part in sorted((part for part in draft.parts.values() if part.kind == MAP), key=lambda item: item.key):
            text = translate("SmartCity", "Map: {indicator}")
            title = titles.get(part.key, part.key) or translate("SmartCity", "all indicators without one of their own")
            self._add(text.format(indicator=title), part)
        has_any = self.list.count() > 0
        self._empty.setVisible(not has_any)
        self.list.setVisible(has_any)
        self._remove.setVisible(has_any)
        self._update()

    def _add(self, text: str, part: DesignPart) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, (part.kind, part.key))
        self.list.addItem(item)

    def _update(self) -> None:
        self._remove.setEnabled(bool(self.list.selectedItems()))

    def _tell_removed(self) -> None:
        places = [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]
        for kind, key in places:
            self.removed.emit(kind, key)


class StampPage(QWidget):
    """Whether the study is a draft or decided, and by whom."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        about = translate(
            "SmartCity",
            "Every page and the cover of the document carry a stamp that says whether the study is a draft.",
        )
        self.states = {
            DRAFT: named(QRadioButton(translate("SmartCity", "&Draft")), "state_draft"),
            DECIDED: named(QRadioButton(translate("SmartCity", "De&cided")), "state_decided"),
        }
        self.decision = named(QLineEdit(), "decision")
        self.decision.setPlaceholderText(translate("SmartCity", "Town council, 12 March 2026, paper 26/117"))
        caption = QLabel(translate("SmartCity", "Decision (&who, when, number of the paper):"))
        caption.setBuddy(self.decision)
        self._warning = named(explanation(), "decision_missing")
        grid = QGridLayout(self)
        grid.addWidget(plain_label(about), 0, 0)
        for row, button in enumerate(self.states.values(), start=1):
            grid.addWidget(button, row, 0)
            button.toggled.connect(self._update)
        grid.addWidget(caption, 3, 0)
        grid.addWidget(self.decision, 4, 0)
        grid.addWidget(self._warning, 5, 0)
        grid.setRowStretch(6, 1)
        self.decision.textChanged.connect(self._update)

    @property
    def state(self) -> str:
        """Draft or decided."""
        return DECIDED if self.states[DECIDED].isChecked() else DRAFT

    def show_draft(self, draft: Draft) -> None:
        """Show the stamp of a draft."""
        for widget in (*self.states.values(), self.decision):
            widget.blockSignals(True)
        self.states[draft.state if draft.state in self.states else DRAFT].setChecked(True)
        self.decision.setText(draft.decision)
        for widget in (*self.states.values(), self.decision):
            widget.blockSignals(False)
        self._check()

    def _update(self, *_: object) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        self.decision.setEnabled(self.state == DECIDED)
        missing = translate("SmartCity", "It is not said yet who decided when.")
        lacks = self.state == DECIDED and not self.decision.text().strip()
        tell(self._warning, WARNING + missing if lacks else "")
