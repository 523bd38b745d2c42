# SPDX-License-Identifier: GPL-2.0-or-later
"""One role: what it is for, which indicators wait for it, what it needs, and which sources it has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget, QWizard

from ....bridge.i18n import language, translate
from ....catalogue import load_catalogue
from ....model.indicator import Role
from ....model.provenance import Passport
from ....study.matrix import RoleRow
from ...cards import emphasise, icon_size, plain_label
from ..forms import PREFIX, explanation, tell
from . import wording
from .base import InventoryPage, paragraphs
from .lights import light_icon
from .tables import clear


class RolePage(InventoryPage):
    """Where the way of a role begins."""

    name = "role"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Role"),
            translate("SmartCity", "Role"),
            "",
            paragraphs(
                translate(
                    "SmartCity",
                    "A role says what data are used for. Here you see what it is for, which indicators wait "
                    "for it and which data it has.",
                ),
                translate(
                    "SmartCity",
                    "Add data leads through four steps: choose data, assign fields, describe the source, "
                    "check and import. Several sources may feed one role; what two of them share is counted "
                    "once.",
                ),
                translate(
                    "SmartCity",
                    "Details completes source, licence and date. Update reads a source again and first shows "
                    "what would change. Remove takes a source out of the study; the file it came from stays.",
                ),
            ),
        )
        self.setButtonText(QWizard.WizardButton.NextButton, translate("SmartCity", "&Add data >"))
        self._purpose = explanation()
        self._indicators = explanation()
        self._needs = explanation()
        self._gain = explanation()
        self._sources = QWidget()
        self._cards = QVBoxLayout(self._sources)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._sources_title = emphasise(plain_label(translate("SmartCity", "Data in the study")))
        for title, widget in (
            ("", self._purpose),
            (translate("SmartCity", "What it needs"), self._needs),
            (translate("SmartCity", "Indicators that need it"), self._indicators),
        ):
            if title:
                self.fields.addSpacing(6)
                self.fields.addWidget(emphasise(plain_label(title)))
            self.fields.addWidget(widget)
        self.fields.addWidget(self._gain)
        self.fields.addSpacing(10)
        self.fields.addWidget(self._sources_title)
        self.fields.addWidget(self._sources)
        self.fields.addStretch()

    def enter(self) -> None:
        """Show the role that is chosen."""
        row = self.wizard().role_row()
        if row is None:
            return
        self.setTitle(row.role.title.in_language(language()))
        self.setSubTitle(wording.sector_title(row.role.sector) + " · " + wording.row_words(row))
        tell(self._purpose, row.role.description.in_language(language()))
        tell(self._needs, needs_of(row.role))
        titles = wording.indicator_titles(row.waiting, self.wizard().inventory.matrix)
        nobody = translate("SmartCity", "No indicator of the catalogue uses it yet; it serves maps and later analyses.")
        tell(self._indicators, "\n".join(f"• {title}" for title in titles) or nobody)
        tell(self._gain, wording.gain_line(row))
        self._show_sources(row)

    def nextId(self) -> int:
        """The choice of data follows."""
        return self.wizard().id_of("data")

    def isComplete(self) -> bool:
        """Return whether data may be added."""
        return super().isComplete() and self.wizard() is not None and self.wizard().is_writable

    def focus_first(self) -> None:
        """Enter goes on; there is nothing to fill in."""
        button = self.wizard().button(QWizard.WizardButton.NextButton)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_sources(self, row: RoleRow) -> None:
        clear(self._cards)
        if not row.sources:
            text = translate("SmartCity", "None yet. Add data shows which layers of the project and of files fit.")
            self._cards.addWidget(explanation(text))
        ratings = self.wizard().inventory.ratings
        for passport in row.sources:
            card = SourceCard(passport, ratings.get((passport.role, passport.source_id)))
            actions = self.wizard().source_actions
            for button, action in zip(card.buttons, (actions.details, actions.update, actions.remove)):
                button.clicked.connect(partial(_call, action, passport))
                button.setEnabled(button.isEnabled() and self.wizard().is_writable)
            self._cards.addWidget(card)


class SourceCard(QFrame):
    """One source of a role: title, facts, traffic light with its reasons, and what can be done with it."""

    def __init__(self, passport: Passport, rating: Any = None, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        name = f"{passport.role}_{passport.source_id}"
        self.setObjectName(f"{PREFIX}source_{name}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        title = emphasise(plain_label(passport.title))
        facts = plain_label(wording.source_line(passport))
        self.update_button = QPushButton(translate("SmartCity", "&Update…"))
        self.update_button.setObjectName(f"{PREFIX}update_{name}")
        self.update_button.setEnabled(bool(passport.replay))
        self.update_button.setToolTip(
            translate("SmartCity", "Read the source again and see what would change")
            if passport.replay
            else translate("SmartCity", "How this source was brought in is not recorded; add it again to renew it.")
        )
        self.remove_button = QPushButton(translate("SmartCity", "&Remove…"))
        self.remove_button.setObjectName(f"{PREFIX}remove_{name}")
        self.details_button = QPushButton(translate("SmartCity", "D&etails…"))
        self.details_button.setObjectName(f"{PREFIX}details_{name}")
        self.details_button.setToolTip(translate("SmartCity", "Complete or correct source, licence, date and contact"))
        self.buttons = (self.details_button, self.update_button, self.remove_button)
        for button in self.buttons:
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text().replace('&', '')} {passport.title}")
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in self.buttons:
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(facts)
        if passport.note:
            column.addWidget(explanation(passport.note))
        if rating is not None:
            column.addWidget(_light(self, rating.light.value))
        if reasons_of(rating):
            column.addWidget(explanation("\n".join(f"• {reason}" for reason in reasons_of(rating))))
        column.addLayout(buttons)


def _call(action: Callable[[Passport], None], passport: Passport, _checked: bool = False) -> None:
    action(passport)


def _light(widget: QWidget, light: str) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 2, 0, 2)
    grid.setColumnStretch(1, 1)
    picture = QLabel()
    picture.setPixmap(light_icon(light).pixmap(icon_size(widget, 1.0)))
    grid.addWidget(picture, 0, 0)
    grid.addWidget(plain_label(wording.light_word(light)), 0, 1)
    return box


def reasons_of(rating: Any) -> list[str]:
    """Return why a source has its light."""
    if rating is None:
        return []
    return [load_catalogue().sentence(reason, language()) for reason in rating.reasons]


def needs_of(role: Role) -> str:
    """Return which kind of geometry and which fields a role wants, in sentences."""
    parts = [translate("SmartCity", "Geometry: {kind}").format(kind=wording.geometry_words(role.geometry))]
    if role.required:
        fields = "; ".join(text.in_language(language()) for text in role.required.values())
        parts.append(translate("SmartCity", "Required: {fields}").format(fields=fields))
    if role.optional:
        fields = "; ".join(text.in_language(language()) for text in role.optional.values())
        parts.append(translate("SmartCity", "Useful: {fields}").format(fields=fields))
    if role.buffer:
        text = translate("SmartCity", "Reach: {distance} m beyond the border, so that its edges are not too poor")
        parts.append(text.format(distance=wording.number(role.buffer)))
    return "\n".join(parts)
