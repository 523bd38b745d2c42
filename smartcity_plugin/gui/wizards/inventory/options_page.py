# SPDX-License-Identifier: GPL-2.0-or-later
"""The few options of a format's importer, in QGIS's own parameter widgets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingDestinationParameter,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsRasterLayer,
)
from qgis.gui import QgsCollapsibleGroupBox, QgsGui, QgsProcessingGui
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from ....bridge.i18n import translate
from ..forms import PREFIX, Form, explanation, tell
from . import wording
from .base import InventoryPage
from .draft import FACTS, OWN_FACTS, Draft
from .tables import clear

ELSEWHERE = {"STUDY", "FILES", "FOLDER", "ADD", "SOURCE_ID", "LANGUAGE", *FACTS, *OWN_FACTS}
ELSEWHERE |= {"INPUT", "ROLE", "TILES", "CRS"}
"""Parameters that are decided on other pages or follow from the study."""


class OptionsPage(InventoryPage):
    """A form that follows from the parameters of the importer's algorithm."""

    name = "options"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Options"),
            translate("SmartCity", "Options of the import"),
            "",
            "",
        )
        self._built_for = ("", "")
        self._context = QgsProcessingContext()
        self._wrappers: dict[str, Any] = {}
        self._kept: list[Any] = []
        self._files = explanation()
        self._fills = explanation()
        self._none = explanation(translate("SmartCity", "This import needs no options."))
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.fields.addWidget(self._files)
        self.fields.addWidget(self._fills)
        self.fields.addSpacing(6)
        self.fields.addWidget(self._box)
        self.fields.addWidget(self._none)
        self.fields.addStretch()

    def enter(self) -> None:
        """Show the options of the present draft's importer."""
        draft = self._draft = self.wizard().draft
        if draft is None:
            return
        algorithm = QgsApplication.processingRegistry().algorithmById(draft.algorithm)
        self.setTitle(algorithm.displayName())
        kind = wording.format_title(draft.format) if draft.format else draft.title
        self.setSubTitle(self.wizard().step_line("fields", kind))
        self.help_text = plain_help(algorithm.shortHelpString())
        names = ", ".join(Path(file).name for file in draft.files)
        tell(self._files, translate("SmartCity", "Files: {files}").format(files=names) if names else "")
        roles = ", ".join(wording.role_title(role) for role in draft.roles)
        fills = translate("SmartCity", "May fill these roles: {roles}").format(roles=roles)
        tell(self._fills, fills if draft.files else "")
        key = (draft.algorithm, draft.key)
        if self._built_for != key:
            self._built_for = key
            self._build(algorithm)
        for name, wrapper in self._wrappers.items():
            definition = wrapper.parameterDefinition()
            wrapper.setParameterValue(draft.options.get(name, definition.defaultValue()), self._context)

    def nextId(self) -> int:
        """The passport follows."""
        return self.wizard().id_of("passport")

    def leave(self) -> bool:
        """Take over what was chosen."""
        draft = self._draft
        if draft is None:
            return False
        options, wrong = {}, []
        for name, wrapper in self._wrappers.items():
            value = wrapper.parameterValue()
            definition = wrapper.parameterDefinition()
            if not definition.checkValueIsAcceptable(value, self._context):
                wrong.append(definition.description())
            elif value is not None and value != definition.defaultValue():
                options[name] = value
        draft.options = options
        self._wrong = wrong
        return not wrong

    def needs(self) -> list[str]:
        """Options without an acceptable value."""
        return [
            wrapper.parameterDefinition().description()
            for wrapper in self._wrappers.values()
            if not wrapper.parameterDefinition().checkValueIsAcceptable(wrapper.parameterValue(), self._context)
        ]

    def release(self) -> None:
        """Let go of the widgets of the options, too."""
        super().release()
        self._built_for = ("", "")
        clear(self._column)
        self._wrappers, self._kept = {}, []

    def _build(self, algorithm: Any) -> None:
        clear(self._column)
        self._wrappers, self._kept = {}, []
        self._context.setProject(QgsProject.instance())
        self.first = None
        plain, advanced = [], []
        for definition in algorithm.parameterDefinitions():
            if definition.name() in ELSEWHERE or isinstance(definition, QgsProcessingDestinationParameter):
                continue
            flags = QgsProcessingParameterDefinition.Flag
            if definition.flags() & flags.FlagHidden:
                continue
            (advanced if definition.flags() & flags.FlagAdvanced else plain).append(definition)
        for definitions, box in ((plain, None), (advanced, translate("SmartCity", "Advanced options"))):
            form = Form()
            for definition in definitions:
                self._add(form, definition)
            if not definitions:
                continue
            if box is None:
                self._column.addWidget(form)
                continue
            group = QgsCollapsibleGroupBox(box)
            group.setObjectName(PREFIX + "advanced")
            group.setCollapsed(True)
            QVBoxLayout(group).addWidget(form)
            self._column.addWidget(group)
        self._none.setVisible(not self._wrappers)

    def _add(self, form: Form, definition: Any) -> None:
        if definition.name() == "BAND" and self._draft is not None:
            self._add_bands(form, definition, self._draft)
            return
        registry = QgsGui.processingGuiRegistry()
        wrapper = registry.createParameterWidgetWrapper(definition, QgsProcessingGui.WidgetType.Standard)
        if wrapper is None:
            return
        widget = wrapper.createWrappedWidget(self._context)
        widget.setObjectName(f"{PREFIX}option_{definition.name()}")
        wrapper.widgetValueHasChanged.connect(lambda *_: self.changed() if self._draft is not None else None)
        label = wrapper.createWrappedLabel()
        form.add(label.text() if isinstance(label, QLabel) else "", widget, plain_help(definition.help()))
        self._wrappers[definition.name()] = wrapper
        self._kept.append(label)
        self.first = self.first or widget

    def _add_bands(self, form: Form, definition: Any, draft: Draft) -> None:
        """Add the choice of a raster's band; QGIS's own widget wants the layer's widget beside it."""
        choice = _Bands(definition, draft.layer)
        form.add(definition.description(), choice.combo)
        choice.combo.currentIndexChanged.connect(lambda *_: self.changed())
        self._wrappers[definition.name()] = choice
        self.first = self.first or choice.combo


class _Bands:
    """The bands of a raster, with the manners of QGIS's parameter widgets."""

    def __init__(self, definition: Any, layer: QgsRasterLayer) -> None:
        self._definition = definition
        self.combo = QComboBox()
        self.combo.setObjectName(f"{PREFIX}option_BAND")
        for band in range(1, layer.bandCount() + 1):
            self.combo.addItem(layer.bandName(band), band)

    def parameterDefinition(self) -> Any:
        """Return the parameter."""
        return self._definition

    def parameterValue(self) -> int:
        """Return the number of the chosen band."""
        return int(self.combo.currentData())

    def setParameterValue(self, value: Any, _context: Any) -> None:
        """Choose a band by its number."""
        self.combo.setCurrentIndex(max(self.combo.findData(int(value or 1)), 0))


def plain_help(text: str) -> str:
    """Return a help text without its markup."""
    from qgis.PyQt.QtGui import QTextDocumentFragment

    return QTextDocumentFragment.fromHtml(text).toPlainText().strip()
