# SPDX-License-Identifier: GPL-2.0-or-later
"""The border of the municipality: which layer, which of its areas, in which coordinate system."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import NULL, QgsCoordinateReferenceSystem, QgsExpression, QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.gui import QgsProjectionSelectionWidget
from qgis.PyQt.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ....bridge.i18n import language, translate
from ....catalogue.numbers import format_number
from ....model.problem import Problem, Severity
from ..forms import Form, explanation, named, tell
from ..layer_chooser import LayerChooser
from ..page import Page
from ..problem_area import Finding, Remedy, findings_of
from . import guess
from .preview import Preview

if TYPE_CHECKING:
    from ....sources.border import Border

SYSTEMS = {"EPSG:25832": "ETRS89 / UTM 32N", "EPSG:25833": "ETRS89 / UTM 33N"}
VALUES = 3000
"""Values of a field up to which they are offered."""


class BorderPage(Page):
    """Layer, selection, facts, preview."""

    name = "border"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Border"),
            translate("SmartCity", "Where does the municipality end?"),
            translate(
                "SmartCity",
                "A polygon layer with the border, or the layer of the planning units: together they are the border.",
            ),
            translate(
                "SmartCity",
                "Choose a layer of the project or a file; files and folders can be dropped onto the wizard as well. If "
                "the layer holds several municipalities, choose the one by a field; this happens by itself where a "
                "field holds the key or the name.\n\nWithout a border layer, choose the layer of the planning units "
                "with all its areas: what they cover together is the study area.\n\nAll lengths and areas are measured "
                "in the coordinate system of the study. Surveying offices use UTM zone 32 (EPSG:25832) west of 12° "
                "east and zone 33 (EPSG:25833) east of it.",
            ),
        )
        self.border: Optional[Border] = None
        """The border as it was last examined without errors."""
        self.seen: Optional[tuple] = None
        self._suggested = ""
        self._guessed_for: Optional[tuple] = None
        form = Form()
        self.chooser = LayerChooser("border")
        form.add(translate("SmartCity", "&Layer"), self.chooser)
        self.layer_crs = named(QgsProjectionSelectionWidget(), "layer_crs")
        form.add(
            translate("SmartCity", "Coordinates of the la&yer"),
            self.layer_crs,
            translate("SmartCity", "The layer itself stays as it is."),
        )
        selection = self._make_selection()
        form.add(translate("SmartCity", "Areas"), selection, buddy=self.all)
        self.system = named(QComboBox(), "system")
        for code, label in SYSTEMS.items():
            self.system.addItem(f"{label} ({code})", code)
        self.system_text = form.add(translate("SmartCity", "&Coordinate system of the study"), self.system)
        self._form = form
        form.show_row(self.layer_crs, False)
        self.facts = explanation()
        self.facts.setObjectName("smartcity_wizard_border_facts")
        self.preview = Preview("border_preview")
        self.preview.setMinimumHeight(self.fontMetrics().height() * 9)
        self.fields.addWidget(form)
        self.fields.addWidget(self.facts)
        self.fields.addWidget(self.preview, 1)
        self.first = self.chooser.combo
        self._connect()

    # Values -------------------------------------------------------------------------------------------------------

    def parameters(self) -> dict:
        """Return what the page gives to the algorithm."""
        return {"AREA": self.chooser.value(), "AREA_FILTER": self.condition(), "CRS": self.crs}

    @property
    def crs(self) -> str:
        """The CRS of the study."""
        return self.system.currentData()

    def condition(self) -> str:
        """Return the expression that selects the municipality's areas, empty for all."""
        if not self.some.isChecked() or not self.field.currentText():
            return ""
        return QgsExpression.createFieldEqualityExpression(self.field.currentText(), self.value.currentData())

    def take_layer(self, layer: QgsVectorLayer) -> None:
        """Choose a layer that was recognised as the border."""
        self.chooser.set_layer(layer)

    # Page ---------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Choose what looks like the border, and look at it again if the key has changed since."""
        if self.chooser.layer() is None:
            self._guess_layer()
        else:
            self._look()

    def needs(self) -> list[str]:
        """Return what must still be chosen."""
        if self.chooser.layer() is None:
            return [translate("SmartCity", "layer of the border")]
        return [] if self.border is not None or self.problems.has_errors else [translate("SmartCity", "border")]

    # Choosing -----------------------------------------------------------------------------------------------------

    def _make_selection(self) -> QWidget:
        self.all = named(QRadioButton(translate("SmartCity", "&All areas of the layer together")), "all_areas")
        self.some = named(QRadioButton(translate("SmartCity", "&Only those with")), "some_areas")
        self.all.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.all)
        group.addButton(self.some)
        self.field, self.value = named(QComboBox(), "area_field"), named(QComboBox(), "area_value")
        self.field.setAccessibleName(translate("SmartCity", "Field"))
        self.value.setAccessibleName(translate("SmartCity", "Value"))
        for combo in (self.field, self.value):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
        row = QHBoxLayout()
        row.addWidget(self.some)
        row.addWidget(self.field, 1)
        row.addWidget(self.value, 2)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.all)
        column.addLayout(row)
        return box

    def _connect(self) -> None:
        self.chooser.changed.connect(self._layer_changed)
        self.chooser.chosen.connect(self.changed)
        self.layer_crs.crsChanged.connect(self._crs_given)
        self.some.toggled.connect(self._selection_toggled)
        self.field.activated.connect(self._field_chosen)
        self.value.activated.connect(self._value_chosen)
        self.system.activated.connect(self._system_chosen)

    def _guess_layer(self) -> None:
        choices = self.chooser.choices()
        place = guess.best_border([layer.name() for layer in choices])
        if place is not None:
            self.chooser.set_layer(choices[place])

    def _layer_changed(self) -> None:
        layer = self.chooser.layer()
        self.border, self.seen = None, None
        self._suggested = ""
        known = layer is not None and layer.crs().isValid()
        self._form.show_row(self.layer_crs, layer is not None and not known)
        self._fill_fields(layer)
        self._look()

    def _fill_fields(self, layer: Optional[QgsVectorLayer]) -> None:
        several = layer is not None and layer.featureCount() != 1 and layer.fields().count() > 0
        for widget in (self.some, self.field, self.value):
            widget.setEnabled(several)
        self.all.setChecked(True)
        self.field.clear()
        self.value.clear()
        if several and layer is not None:
            self.field.addItems(layer.fields().names())
            self._guess_municipality(layer)

    def _guess_municipality(self, layer: QgsVectorLayer) -> None:
        """Select the municipality where a field of a layer of several holds its key or its name."""
        if layer.featureCount() == 1:
            return
        about = self.wizard().municipality if self.wizard() is not None else None
        if about is None:
            return
        names = layer.fields().names()
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(20_000)
        rows = (feature.attributes() for feature in layer.getFeatures(request))
        found = guess.municipality_value(rows, names, about.ags, about.municipality.text())
        if found is not None:
            self._select(*found)

    def _select(self, field: str, value: Any) -> None:
        self.some.blockSignals(True)
        self.some.setChecked(True)
        self.some.blockSignals(False)
        self.field.setCurrentIndex(self.field.findText(field))
        self._fill_values()
        self.value.setCurrentIndex(self.value.findData(value))

    def _fill_values(self) -> None:
        layer = self.chooser.layer()
        self.value.clear()
        if layer is None or not self.field.currentText():
            return
        index = layer.fields().indexOf(self.field.currentText())
        values = [value for value in layer.uniqueValues(index, VALUES) if value not in (NULL, None, "")]
        for value in sorted(values, key=str):
            self.value.addItem(str(value), value)

    def _selection_toggled(self, only_some: bool) -> None:
        if only_some and self.value.count() == 0:
            self._fill_values()
        self.changed()
        self._look()

    def _field_chosen(self) -> None:
        self.some.setChecked(True)
        self._fill_values()
        self.changed()
        self._look()

    def _value_chosen(self) -> None:
        self.some.setChecked(True)
        self.changed()
        self._look()

    def _crs_given(self, crs: QgsCoordinateReferenceSystem) -> None:
        if crs.isValid() and self.chooser.layer() is not None:
            self.chooser.set_crs(crs)
            self.changed()

    def _system_chosen(self) -> None:
        self._suggested = ""
        self.changed()
        self._look(self.crs)

    # Looking ------------------------------------------------------------------------------------------------------

    def _look(self, crs: Optional[str] = None) -> None:
        """Examine the border in a task, unless nothing has changed since it was last examined."""
        layer, wizard = self.chooser.layer(), self.wizard()
        if layer is None or wizard is None:
            self.forget()
            self._show(None, [])
            return
        if crs is None and self._chosen_by_user():
            crs = self.crs
        state = wizard.municipality.state
        wanted = (layer.id(), layer.crs().authid(), self.condition(), crs, state)
        if wanted == self.seen:
            return
        self.seen = wanted
        self.border = None
        from ....bridge.snapshot import LayerSnapshot, look_at_border

        snapshot, context = LayerSnapshot(layer), QgsProject.instance().transformContext()
        condition = self.condition()

        def work(progress):
            return look_at_border(snapshot, condition, crs, state, context, progress)

        self.examine(translate("SmartCity", "Examine border"), work, self._looked)

    def _chosen_by_user(self) -> bool:
        return bool(self._suggested) and self.crs != self._suggested

    def _looked(self, found: Optional[tuple], error: Optional[str]) -> None:
        if found is None:
            self.seen = None
            self._show(None, [])
            self.show_findings([Finding(Severity.ERROR, error or "")])
            return
        self._show(*found)

    def _show(self, border: Optional[Border], problems: list[Problem]) -> None:
        self.border = border
        if any(problem.severity is Severity.ERROR for problem in problems):
            self.border = None
        self.show_findings(findings_of(problems, self._remedies(problems)))
        wrong_crs = {"border_crs_missing", "border_crs_wrong"} & {problem.key for problem in problems}
        if wrong_crs:
            self._form.show_row(self.layer_crs, True)
        if border is None:
            self.preview.clear()
            tell(self.facts, "")
            tell(self.system_text, "")
            return
        self._suggest(border)
        self.preview.show_border(border.wkb, border.crs)
        tell(self.facts, facts_line(border))

    def _suggest(self, border: Border) -> None:
        from ....bridge.crs import suggested_crs

        self._suggested = suggested_crs(border.longitude)
        self.system.setCurrentIndex(self.system.findData(border.crs))
        longitude = format_number(round(border.longitude, 1), 1, language())
        if border.crs == self._suggested:
            line = translate(
                "SmartCity", "Suggested by the position, {longitude}° east: the zone in which this is measured."
            )
        else:
            line = translate("SmartCity", "The position, {longitude}° east, suggests {crs}.")
        tell(self.system_text, line.format(longitude=longitude, crs=SYSTEMS[self._suggested]))

    def _remedies(self, problems: list[Problem]) -> dict[str, Remedy]:
        remedies = {"border_axes_swapped": Remedy(translate("SmartCity", "S&wap axes"), self._swap_axes)}
        for problem in problems:
            first = str(problem.values.get("fitting", "–")).split(",")[0]
            if first != "–" and problem.key in ("border_crs_missing", "border_crs_wrong"):
                label = translate("SmartCity", "&Use {crs}").format(crs=first)
                remedies[problem.key] = Remedy(label, partial(self._use_crs, first))
        return remedies

    def _use_crs(self, crs: str) -> None:
        self.layer_crs.setCrs(QgsCoordinateReferenceSystem(crs))

    def _swap_axes(self) -> None:
        import processing

        layer = self.chooser.layer()
        result = processing.run("native:swapxy", {"INPUT": layer, "OUTPUT": "memory:"})["OUTPUT"]
        result.setName(layer.name())
        self.chooser.replace(result)
        self.changed()


def facts_line(border: Border) -> str:
    """Return area, parts and holes of a border in one line."""
    area = format_number(border.area_km2, 1 if border.area_km2 >= 10 else 2, language())
    facts = [translate("SmartCity", "{area} km²").format(area=area)]
    if border.parts > 1:
        facts.append(translate("SmartCity", "{count} separate parts").format(count=border.parts))
    else:
        facts.append(translate("SmartCity", "one connected area"))
    if border.holes:
        facts.append(translate("SmartCity", "holes: {count}").format(count=border.holes))
    return " · ".join(facts)
