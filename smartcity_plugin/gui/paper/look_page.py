# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of the design dialog about fonts, colours, margin and publisher."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Optional

from qgis.gui import QgsColorButton
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QColor, QFont, QFontInfo
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QFontComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ...catalogue.themes import LEAST_MARGIN, MOST_MARGIN
from ...model.design import COLOUR_NAMES, Colours, Theme
from ...model.text import Text
from ..wizards.forms import Form, explanation, tell
from .draft import READABLE, contrast
from .frame import WARNING, named

PAPER = "#ffffff"


class LookPage(QWidget):
    """Shows a theme and lets it be changed."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._theme: Optional[Theme] = None
        self._showing = False
        self.page_font, self.document_font = _font_box("page_font"), _font_box("document_font")
        self.margin = named(QDoubleSpinBox(), "margin")
        self.margin.setRange(LEAST_MARGIN, MOST_MARGIN)
        self.margin.setDecimals(1)
        self.margin.setSuffix(" mm")
        self.organisation = {key: named(QLineEdit(), f"organisation_{key}") for key in ("de", "en")}
        self.organisation["en"].setPlaceholderText(translate("SmartCity", "empty: as in German"))
        self.colours = {name: _colour_button(name) for name in COLOUR_NAMES}
        self._warnings = named(explanation(), "contrast")
        form = Form()
        self._page_hint = form.add(translate("SmartCity", "Font of &pages"), self.page_font)
        self._document_hint = form.add(translate("SmartCity", "Font of the &document"), self.document_font)
        form.add(translate("SmartCity", "Colours"), self._colour_grid(), buddy=self.colours["ink"])
        form.add_wide(self._warnings)
        form.add(translate("SmartCity", "&Margin of pages"), self.margin)
        form.add(
            translate("SmartCity", "Publisher (&German)"),
            self.organisation["de"],
            translate("SmartCity", "Stands in the footer beside the municipality, such as the office in charge."),
        )
        form.add(translate("SmartCity", "Publisher (&English)"), self.organisation["en"])
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        layout.addStretch()
        for box in (self.page_font, self.document_font):
            box.currentTextChanged.connect(self._tell_change)
        for button in self.colours.values():
            button.colorChanged.connect(self._tell_change)
        self.margin.valueChanged.connect(self._tell_change)
        for edit in self.organisation.values():
            edit.textChanged.connect(self._tell_change)

    def show_theme(self, theme: Theme) -> None:
        """Show a theme; nobody is told that it changed."""
        self._theme, self._showing = theme, True
        self.page_font.setEditText(_first_installed(theme.fonts))
        self.document_font.setEditText(theme.document_font)
        for name, button in self.colours.items():
            button.setColor(QColor(getattr(theme.colours, name)))
        self.margin.setValue(theme.margin)
        english = "" if theme.organisation.en == theme.organisation.de else theme.organisation.en
        self.organisation["de"].setText(theme.organisation.de)
        self.organisation["en"].setText(english)
        self._showing = False
        self._tell_flaws()

    @property
    def theme(self) -> Theme:
        """The theme as it is shown; what was not touched is as it was."""
        former = self._theme
        fonts, chosen = former.fonts, self.page_font.currentText().strip()
        if chosen and chosen != _first_installed(fonts):
            fonts = (chosen, *(name for name in fonts if name != chosen))
        german, english = (self.organisation[key].text().strip() for key in ("de", "en"))
        colours = {
            # A colour that was not touched keeps its spelling.
            name: former_colour if QColor(former_colour) == button.color() else button.color().name()
            for (name, button), former_colour in zip(self.colours.items(), asdict(former.colours).values())
        }
        return replace(
            former,
            fonts=fonts,
            document_font=self.document_font.currentText().strip() or former.document_font,
            colours=Colours(**colours),
            margin=round(self.margin.value(), 1) if abs(self.margin.value() - former.margin) > 0.04 else former.margin,
            organisation=Text(german, english or german),
        )

    @property
    def warnings(self) -> str:
        """What is said about contrasts."""
        return self._warnings.text()

    def _colour_grid(self) -> QWidget:
        labels = {
            "ink": translate("SmartCity", "Texts"),
            "quiet": translate("SmartCity", "Subtitles and remarks"),
            "faint": translate("SmartCity", "Thin lines"),
            "track": translate("SmartCity", "Backgrounds of bars"),
            "accent": translate("SmartCity", "Main colour"),
            "highlight": translate("SmartCity", "Second colour"),
        }
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        for number, name in enumerate(("accent", "highlight", "ink", "quiet", "faint", "track")):
            button = self.colours[name]
            button.setAccessibleName(labels[name])
            button.setColorDialogTitle(labels[name])
            caption = QLabel(labels[name])
            caption.setBuddy(button)
            row, column = divmod(number, 2)
            grid.addWidget(button, row, 2 * column)
            grid.addWidget(caption, row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return box

    def _tell_change(self, *_: object) -> None:
        if not self._showing:
            self._tell_flaws()
            self.changed.emit()

    def _tell_flaws(self) -> None:
        """Say which texts some people could not read, and which fonts are not there."""
        theme = self.theme
        worded = {
            "accent": translate(
                "SmartCity",
                "White text on the main colour has a contrast of {ratio} : 1; pages take a darker shade for it.",
            ),
            "ink": translate("SmartCity", "Texts in this colour have a contrast of {ratio} : 1 to white paper."),
            "quiet": translate("SmartCity", "Subtitles in this colour have a contrast of {ratio} : 1 to white paper."),
        }
        ratios = {name: contrast(getattr(theme.colours, name), PAPER) for name in worded}
        poor = [name for name, ratio in ratios.items() if ratio < READABLE]
        # Rounded down: 4.49 must not be told as 4.5, which would be enough.
        told = {name: format_number(int(ratios[name] * 10) / 10, 1, language()) for name in poor}
        lines = [WARNING + worded[name].format(ratio=told[name]) for name in poor]
        if lines:
            lines.append(
                translate(
                    "SmartCity", "At least {ratio} : 1 is needed to be read by everybody: choose a darker one."
                ).format(ratio=format_number(READABLE, 1, language()))
            )
        tell(self._warnings, "\n".join(lines))
        missing = translate("SmartCity", "This font is not installed here; {font} takes its place on pages.")
        chosen = self.page_font.currentText().strip()
        stand_in = _first_installed(theme.fonts)
        tell(self._page_hint, "" if _is_installed(chosen) else missing.format(font=stand_in))
        elsewhere = translate("SmartCity", "This font is not installed here; Word uses it where it is.")
        tell(self._document_hint, "" if _is_installed(theme.document_font) else elsewhere)


def _first_installed(fonts: tuple[str, ...]) -> str:
    """Return the first font of a theme that is installed, as pages do; what Qt takes if none is."""
    return next((name for name in fonts if _is_installed(name)), QFontInfo(QFont()).family())


def _is_installed(family: str) -> bool:
    return QFontInfo(QFont(family)).family() == family


def _font_box(name: str) -> QFontComboBox:
    box = named(QFontComboBox(), name)
    box.setFontFilters(QFontComboBox.FontFilter.ScalableFonts)
    box.setMinimumContentsLength(14)
    box.setSizeAdjustPolicy(QFontComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _colour_button(name: str) -> QgsColorButton:
    button = named(QgsColorButton(), f"colour_{name}")
    button.setAllowOpacity(False)
    button.setShowNull(False)
    button.setMinimumWidth(button.fontMetrics().averageCharWidth() * 9)
    button.setMaximumWidth(button.fontMetrics().averageCharWidth() * 9)
    return button
