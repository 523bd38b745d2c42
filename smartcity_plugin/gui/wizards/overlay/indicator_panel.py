# SPDX-License-Identifier: GPL-2.0-or-later
"""One indicator beside the tree: how its values are spread, on which scale they are scored, from which source."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ....bridge.i18n import language, translate
from ....model.indicator import Band, Direction, Goalposts, Indicator
from ....model.scheme import Normalisation, Scheme
from ....study.drafts import Material, unit_values
from ...cards import emphasise, plain_label
from ..forms import Form, explanation, named, tell
from . import wording
from .draft import scorable
from .histogram import Histogram
from .scale_dialog import ScaleDialog


class IndicatorPanel(QWidget):
    """Shows an indicator; signals carry its id and what the user wants."""

    scale_changed = pyqtSignal(str, object)
    """The own scale of an indicator; None for that of the catalogue."""
    normalisation_changed = pyqtSignal(str, object)
    """The normalisation of an indicator; None for that of the scheme."""

    def __init__(self) -> None:
        super().__init__()
        self._material: Optional[Material] = None
        self._scheme: Optional[Scheme] = None
        self._indicator: Optional[Indicator] = None
        self.title = emphasise(plain_label())
        self.about = explanation()
        self.histogram = Histogram()
        self.scale_text = explanation()
        self.own = named(QPushButton(translate("SmartCity", "O&wn scale…")), "own_scale")
        self.own.clicked.connect(self._ask_scale)
        self.back = named(QPushButton(translate("SmartCity", "Scale of the &catalogue")), "catalogue_scale")
        self.back.clicked.connect(lambda: self.scale_changed.emit(self._indicator.id, None))
        self.normalisation = named(QComboBox(), "own_normalisation")
        self.normalisation.activated.connect(lambda _place: self._normalised())
        for button in (self.own, self.back):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.own)
        buttons.addWidget(self.back)
        buttons.addStretch()
        self.form = Form()
        self.form.add(translate("SmartCity", "&Scores by"), self.normalisation)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        layout.addWidget(self.histogram)
        layout.addWidget(self.scale_text)
        layout.addLayout(buttons)
        layout.addWidget(self.form)
        layout.addStretch()

    def show_indicator(self, material: Material, scheme: Scheme, name: str, reasons: Sequence[str] = ()) -> None:
        """Show an indicator by its id; without one, what to do. ``reasons`` say why it has no values."""
        self._material, self._scheme = material, scheme
        self._indicator = indicator = material.catalogue.indicators.get(name)
        computed = indicator is not None and name in material.computed
        for widget in (self.histogram, self.own, self.form):
            widget.setVisible(computed)
        self.back.setVisible(computed and name in scheme.scales)
        if indicator is None:
            self.title.setText(translate("SmartCity", "Indicators of the index"))
            text = translate(
                "SmartCity",
                "Tick what belongs to the index. Numbers say for how many planning units and inhabited cells there is "
                "a value. Grey ones cannot be chosen; look at one to read why.",
            )
            tell(self.about, text)
            tell(self.scale_text, "")
            return
        self.title.setText(wording.indicator_name(material.catalogue, name))
        if not computed:
            text = translate("SmartCity", "Not computed yet: compute it in the step “Inventory”.")
            tell(self.about, "\n".join(reasons) or text)
            tell(self.scale_text, "")
            return
        self._show_values(material, indicator)
        self._show_scale(material, scheme, indicator)

    def _show_values(self, material: Material, indicator: Indicator) -> None:
        known = unit_values(material, indicator.id)
        if not len(known):
            tell(self.about, translate("SmartCity", "No planning unit has a value."))
            self.histogram.hide()
            return

        def text(value: float) -> str:
            return wording.value_text(material.catalogue, indicator, value)

        line = translate("SmartCity", "{count} of {total} planning units: {low} to {high}, median {median}")
        line = line.format(
            count=wording.count(len(known)),
            total=wording.count(int(material.units.compared.sum())),
            low=text(min(known)),
            high=text(max(known)),
            median=text(median(known)),
        )
        tell(self.about, f"{line}. {_direction(indicator)}")
        scale = self._scheme.scales.get(indicator.id, indicator.goalposts)
        self.histogram.show_values(known, line, (text(min(known)), text(max(known))), _marks(scale))

    def _show_scale(self, material: Material, scheme: Scheme, indicator: Indicator) -> None:
        own = scheme.scales.get(indicator.id)
        parts = []
        if own is not None:
            text = translate("SmartCity", "Own scale: {scale}.")
            parts.append(text.format(scale=wording.scale_text(material.catalogue, indicator, own)))
        if indicator.goalposts is not None:
            words = wording.scale_text(material.catalogue, indicator, indicator.goalposts)
            status = material.catalogue.vocabulary.statuses.get(
                indicator.goalposts_status.value if indicator.goalposts_status else ""
            )
            source = indicator.goalposts_source.in_language(language()) if indicator.goalposts_source else ""
            text = translate("SmartCity", "Catalogue: {scale}. Source: {source} ({status}).")
            about = status.title.in_language(language()) if status else translate("SmartCity", "status unknown")
            parts.append(text.format(scale=words, source=source or "–", status=about))
        if not scorable(indicator, scheme):
            parts.append(
                translate(
                    "SmartCity",
                    "This indicator describes a place and is neither good nor bad. To let it count, give it a scale "
                    "of the town’s own.",
                )
            )
        tell(self.scale_text, "\n".join(parts))
        self.form.setVisible(scorable(indicator, scheme))
        self._fill_normalisations(scheme, indicator)

    def _fill_normalisations(self, scheme: Scheme, indicator: Indicator) -> None:
        box = self.normalisation
        box.clear()
        text = translate("SmartCity", "as the scheme: {name}")
        box.addItem(text.format(name=wording.name_of(scheme.normalisation)), None)
        for item in Normalisation:
            if item is not Normalisation.BAND:  # a band is a kind of scale here
                box.addItem(wording.name_of(item), item.value)
        own = scheme.normalisations.get(indicator.id)
        box.setCurrentIndex(max(0, box.findData(own.value)) if own is not None else 0)
        box.setToolTip(wording.note_of(scheme.normalisation_of(indicator.id)))

    def _normalised(self) -> None:
        value = self.normalisation.currentData()
        self.normalisation_changed.emit(self._indicator.id, Normalisation(value) if value else None)

    def _ask_scale(self) -> None:
        indicator = self._indicator
        present = self._scheme.scales.get(indicator.id, indicator.goalposts)
        dialog = ScaleDialog(self._material.catalogue, indicator, present, self)
        if dialog.exec() and dialog.scale is not None:
            self.scale_changed.emit(indicator.id, dialog.scale)


def _direction(indicator: Indicator) -> str:
    return {
        Direction.HIGHER: translate("SmartCity", "More is better."),
        Direction.LOWER: translate("SmartCity", "Less is better."),
        Direction.BAND: translate("SmartCity", "Neither too little nor too much is good."),
        Direction.NEUTRAL: translate("SmartCity", "Neither good nor bad by itself."),
    }[indicator.direction]


def _marks(scale: Goalposts | Band | None) -> list[tuple[float, str]]:
    if isinstance(scale, Goalposts):
        return [(scale.zero, "0"), (scale.full, "100")]
    if isinstance(scale, Band):
        return [(scale.lower_zero, "0"), (scale.lower_full, "100"), (scale.upper_full, "100"), (scale.upper_zero, "0")]
    return []
